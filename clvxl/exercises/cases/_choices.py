"""Choices as formulas: one of several texts, in each language, or one of several figures."""

from __future__ import annotations

from collections.abc import Sequence

from clvxl.sheet.spec import formula_text
from clvxl.text import Text

__all__ = ["either", "in_turn", "picked", "said"]


def either(condition: str, yes: Text, no: Text) -> Text:
    """Return the formula that gives one of two texts, of which each may be a formula itself.

    >>> either("in_offer>[value]", Text("Sell", "出售"), said(Text("Keep", "保留"))).en
    '=IF(in_offer>[value],"Sell","Keep")'
    """
    return Text(*(f"=IF({condition},{_part(a)},{_part(b)})" for a, b in zip(yes, no, strict=True)))


def in_turn(beside: str, *formulas: str) -> str:
    """Return the formula of a column that gives one of several by the number of the row.

    >>> in_turn("offer", "[now]", "in_rival")
    '=CHOOSE(ROWS([offer..]),[now],in_rival)'
    """
    return f"=CHOOSE(ROWS([{beside}..]),{','.join(formulas)})"


def picked(number: str, choices: Sequence[Text]) -> Text:
    """Return the formula that gives the text of a number among several.

    >>> picked("IF([gain]>0,1,2)", [Text("Sell", "出售"), Text("Keep", "保留")]).en
    '=CHOOSE(IF([gain]>0,1,2),"Sell","Keep")'
    """
    said = (",".join(formula_text(each) for each in one) for one in zip(*choices, strict=True))
    return Text(*(f"=CHOOSE({number},{texts})" for texts in said))


def said(choice: Text) -> Text:
    """Return a text as a formula.

    >>> said(Text("Keep", "保留")).zh
    '="保留"'
    """
    return Text(*(f"={formula_text(one)}" for one in choice))


def _part(text: str) -> str:
    return text.removeprefix("=") if text.startswith("=") else formula_text(text)
