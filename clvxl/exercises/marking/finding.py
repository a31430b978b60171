"""Where the answers of a worked workbook stand: by name, by the question's number, by its text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from clvxl.exercises.engine.texts import TEXTS
from clvxl.exercises.engine.worked import Worked
from clvxl.files.xlsx.submission import Saved, SavedSheet, Submission
from clvxl.report.addresses import column_number

__all__ = ["Spot", "area_named", "find_answers", "saved_at", "text_named"]

_SHEET = r"(?:'((?:[^']|'')+)'|([^'!(),]+))!"
_AREA = re.compile(rf"=?{_SHEET}\$?([A-Z]{{1,3}})\$?(\d+)(?::\$?([A-Z]{{1,3}})\$?(\d+))?")
_ROW_OF = re.compile(
    rf"=?INDEX\({_SHEET}\$?([A-Z]{{1,3}})\$?\d*:[^,]*,ROW\({_SHEET}\$?[A-Z]{{1,3}}\$?(\d+)\)\)",
    re.I,
)
_NUMBER = re.compile(r"\s*(\d{1,2})\s*[.．、)）]?\s*")


class Spot(NamedTuple):
    """A cell: the number of its sheet, its row and column, from 0."""

    sheet: int
    row: int
    column: int


def saved_at(submission: Submission, spot: Spot | None) -> Saved:
    """Return what stands in a cell; an empty one where there is none.

    >>> saved_at(Submission("a.xlsx", (SavedSheet("A"),), {}, None, ""), Spot(0, 1, 2))
    Saved(value=None, formula=None, error=False)
    """
    if spot is None:
        return Saved(None)
    return submission.sheets[spot.sheet].cells.get((spot.row, spot.column), Saved(None))


def area_named(submission: Submission, name: str) -> tuple[Spot, Spot] | None:
    """Return the first and the last cell of a name of the workbook, None where it has none.

    >>> sheets = (SavedSheet("Exercise"),)
    >>> names = {"ans_a": "INDEX(Exercise!$C:$C,ROW(Exercise!$A$24))", "in_b": "Exercise!$B$2:$B$5"}
    >>> submission = Submission("a.xlsx", sheets, names, None, "")
    >>> area_named(submission, "ans_a")[0], area_named(submission, "in_b")[1]
    (Spot(sheet=0, row=23, column=2), Spot(sheet=0, row=4, column=1))
    """
    text = submission.names.get(name.lower(), "")
    numbers = {sheet.name.lower(): at for at, sheet in enumerate(submission.sheets)}
    found = _ROW_OF.fullmatch(text)
    if found:
        at = numbers.get((found[1] or found[2]).replace("''", "'").lower())
        first = None if at is None else Spot(at, int(found[6]) - 1, column_number(found[3]))
        return None if first is None else (first, first)
    found = _AREA.fullmatch(text)
    at = numbers.get((found[1] or found[2]).replace("''", "'").lower()) if found else None
    if found is None or at is None:
        return None
    first = Spot(at, int(found[4]) - 1, column_number(found[3]))
    last = Spot(at, int(found[6]) - 1, column_number(found[5])) if found[5] else first
    return first, last


def text_named(submission: Submission, name: str) -> str:
    """Return what stands in a named cell as a text, "" for nothing.

    >>> text_named(Submission("a.xlsx", (), {}, None, ""), "hw_name")
    ''
    """
    area = area_named(submission, name)
    value = saved_at(submission, area[0] if area else None).value
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return "" if value is None else str(value).strip()


def find_answers(submission: Submission, worked: Worked) -> Mapping[str, Spot | None]:
    """Return the cell of each answer by the question's key, None where it is not found.

    A name counts most. Where the named cells are all empty, since somebody worked in a copy of the
    sheet, or names were lost, the sheet with the most answers is taken.
    """
    named: dict[str, Spot | None] = {}
    for question in worked.exercise.questions:
        area = area_named(submission, f"ans_{question.key}")
        named[question.key] = area[0] if area else None
    if any(saved_at(submission, spot) != Saved(None) for spot in named.values()):
        return {key: spot or _elsewhere(submission, worked).get(key) for key, spot in named.items()}
    found = _elsewhere(submission, worked)
    return {key: found.get(key) or spot for key, spot in named.items()}


def _elsewhere(submission: Submission, worked: Worked) -> dict[str, Spot]:
    best: dict[str, Spot] = {}
    most = -1
    for at, sheet in enumerate(submission.sheets):
        for found in (_by_number(at, sheet, worked), _by_text(at, sheet, worked)):
            filled = sum(saved_at(submission, spot) != Saved(None) for spot in found.values())
            if found and filled > most:
                best, most = found, filled
    return best


def _header(sheet: SavedSheet) -> tuple[int, int] | None:
    """Where the title of the answers stands."""
    titles = set(TEXTS["your_answer"])
    for at, saved in sorted(sheet.cells.items()):
        if isinstance(saved.value, str) and saved.value.strip() in titles:
            return at
    return None


def _by_number(at: int, sheet: SavedSheet, worked: Worked) -> dict[str, Spot]:
    """Below the title, the rows that begin with the numbers of the questions."""
    header = _header(sheet)
    if header is None:
        return {}
    top, column = header
    found: dict[str, Spot] = {}
    columns: dict[int, dict[int, int]] = {}
    for (row, across), saved in sheet.cells.items():
        if row > top and across < column and saved.value is not None:
            value = saved.value
            text = str(int(value)) if isinstance(value, float) else str(value)
            first = _NUMBER.fullmatch(text)
            if first:
                columns.setdefault(across, {}).setdefault(int(first[1]), row)
    rows = max(columns.values(), key=len, default={})
    for number, question in enumerate(worked.exercise.questions, start=1):
        if number in rows:
            found[question.key] = Spot(at, rows[number], column)
    return found


def _by_text(at: int, sheet: SavedSheet, worked: Worked) -> dict[str, Spot]:
    """Rows that hold the text of a question; the answer stands right of it."""
    plain = {_letters(text): key for key, text in worked.asked.items()}
    header = _header(sheet)
    found: dict[str, Spot] = {}
    for (row, across), saved in sheet.cells.items():
        if isinstance(saved.value, str) and len(saved.value) > 5:
            key = plain.get(_letters(saved.value))
            if key is not None and key not in found:
                found[key] = Spot(at, row, header[1] if header else across + 1)
    return found


def _letters(text: str) -> str:
    """The letters of a text: stars, blanks and figures in it differ."""
    return "".join(sign for sign in text.casefold() if sign.isalpha())
