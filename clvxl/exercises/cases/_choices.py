"""Decisions as formulas: one of the texts to choose from, in each language."""

from __future__ import annotations

from clvxl.sheet.spec import formula_text
from clvxl.text import Text

__all__ = ["either", "said"]


def either(condition: str, yes: Text, no: Text) -> Text:
    """Return the formula that gives one of two texts, of which each may be a formula itself.

    >>> either("in_offer>[value]", Text("Sell", "出售"), said(Text("Keep", "保留"))).en
    '=IF(in_offer>[value],"Sell","Keep")'
    """
    return Text(*(f"=IF({condition},{_part(a)},{_part(b)})" for a, b in zip(yes, no, strict=True)))


def said(choice: Text) -> Text:
    """Return a text as a formula.

    >>> said(Text("Keep", "保留")).zh
    '="保留"'
    """
    return Text(*(f"={formula_text(one)}" for one in choice))


def _part(text: str) -> str:
    return text.removeprefix("=") if text.startswith("=") else formula_text(text)
