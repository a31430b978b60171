"""What an exercise says and reckons, in a language: texts, formulas, texts that are formulas."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from clvxl.exercises.engine import records as ex
from clvxl.exercises.engine.places import Here, Places
from clvxl.report.records import Cell, Formula, Role, TextAt
from clvxl.report.style import lines_in
from clvxl.sheet.registry import REGISTRY
from clvxl.sheet.spec import formula_text
from clvxl.text import Text

__all__ = [
    "DASH", "LEADING", "LETTERS", "NO_FUNCTION", "Words", "calls_ours", "checked", "guarded",
    "joined", "text_alone",
]  # fmt: skip

LONGEST_FORMULA = 8192
LONGEST_TEXT = 255
"""Characters that Excel takes, of a formula and of a text in quotes within it."""

OURS = re.compile(rf"\b(?:{'|'.join(REGISTRY)})\(", re.IGNORECASE)
QUOTED = re.compile('"((?:[^"]|"")*)"')

LEADING = {"en": 1.3, "zh": 1.4}
"""How high a line is, in its letters' size: Chinese signs are higher than Latin ones."""
LETTERS = {"en": 1.15, "zh": 1.08}
"""So many letters of a text have room where a digit has, and a word at a line's end."""

NO_FUNCTION = "–"
"""What a cell of a function shows where no add-in computes it."""
DASH = f',"{NO_FUNCTION}")'
"""How a formula ends that does so."""


@dataclass(frozen=True)
class Words:
    """What a formula or a text needs to be said in a language, over the data."""

    language: str
    columns: ex.Columns
    places: Places

    def text(self, both: Text) -> str:
        """A text in the language."""
        return both.say(self.language)

    def shown(self, both: Text, here: Here) -> str | Formula:
        """A text as a cell shows it: itself, or the formula that it is."""
        text = self.text(both)
        return self.formula(text, here) if text.startswith("=") else text

    def formula(self, given: str | Text, here: Here) -> Formula:
        """A formula with its references as addresses."""
        text = given.say(self.language) if isinstance(given, Text) else given
        return checked(self.places.resolve(text.replace("{language}", self.language), here))

    def function(self, given: str | Text, here: Here) -> Formula:
        """A formula of our own functions, which shows a dash where nobody knows them."""
        return guarded(self.formula(given, here))

    def size(self, size: int | Callable[[ex.Columns], int]) -> int:
        """A number of rows."""
        return size if isinstance(size, int) else size(self.columns)


def calls_ours(*formulas: str | Text | None) -> bool:
    """Whether one of some formulas calls a function of our own.

    >>> calls_ours("=A1/0", None), calls_ours(Text("=NPS(A1:A9)/2", "=1"))
    (False, True)
    """
    texts = (each.en if isinstance(each, Text) else each for each in formulas)
    return any(text is not None and OURS.search(text) for text in texts)


def checked(text: str) -> Formula:
    """Return a formula, refusing what Excel would call damaged."""
    if len(text) > LONGEST_FORMULA:
        raise ValueError(f"formula {text[:60]}… is longer than {LONGEST_FORMULA:,} characters")
    for quoted in QUOTED.findall(text):
        if len(quoted.replace('""', '"')) > LONGEST_TEXT:
            raise ValueError(f"a text in a formula is longer than {LONGEST_TEXT}: {quoted}")
    return Formula(text)


def guarded(formula: Formula) -> Formula:
    """Return a formula that shows a dash in place of an error.

    >>> guarded(Formula("=NPS(A1:A9)")).text
    '=IFERROR(NPS(A1:A9),"–")'
    """
    return checked(f"=IFERROR({formula.text.removeprefix('=')}{DASH}")


def joined(*parts: str | Formula) -> str | Formula:
    """Return texts one after the other: a text, or a formula where one of them is one.

    >>> joined("Is ", "it?"), joined(Formula("=A1&0"), " it?").text
    ('Is it?', '=A1&0&" it?"')
    """
    if not any(isinstance(part, Formula) for part in parts):
        return "".join(map(str, parts))
    sides = [
        part.text.removeprefix("=") if isinstance(part, Formula) else formula_text(part)
        for part in parts
        if part != ""
    ]
    return checked("=" + "&".join(sides))


def text_alone(
    row: int,
    column: int,
    text: str | Formula,
    style: Role,
    span: int,
    width: float,
) -> TextAt | Cell:
    """Return a paragraph, "note" or "body": a formula as a cell as high as what it shows."""
    if isinstance(text, Formula):
        return Cell(row, column, text, style, "text", span=span, lines=0)
    assert style in ("note", "body")
    return TextAt(row, column, text, style, span=span, lines=lines_in(text, width))
