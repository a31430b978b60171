"""A workbook that is open in Excel, read as `clvxl check` reads a file: nothing in it changes."""

from __future__ import annotations

import datetime
from typing import Any

from clvxl.errors import FileError
from clvxl.exercises.engine.homework import issue_of
from clvxl.files.xlsx.submission import CELLS, TOO_MUCH, Saved, SavedSheet, Submission
from clvxl.files.xlsx.template import HOMEWORK, PROPERTY
from clvxl.hosts.excel._engine import native
from clvxl.sheet.cells import CELL_ERRORS

__all__ = ["read_open"]

MOST = 1_000_000
"""A used range of more cells is none of an exercise."""
EPOCH = datetime.datetime(1899, 12, 30)


def read_open(book: Any) -> Submission:
    """Return an open workbook of xlwings as one that was handed in.

    Raises
    ------
    FileError
        It holds far more than an exercise does.
    """
    sheets = tuple(SavedSheet(sheet.name, _cells(sheet, book.name)) for sheet in book.sheets)
    names = {each.name.lower(): str(each.refers_to) for each in book.names}
    mark = _property(book) or _line(sheets)
    return Submission(book.name, sheets, names, mark, "")


def _cells(sheet: Any, book: str) -> dict[tuple[int, int], Saved]:
    used = sheet.used_range
    rows, columns = used.shape
    if rows * columns > MOST:
        raise FileError(TOO_MUCH, file=book, what=CELLS)
    values = used.options(ndim=2, err_to_str=True).value
    # Of one cell Excel gives the formula alone, of several a row each.
    formulas = used.formula if rows * columns > 1 else ((used.formula,),)
    top, left = used.row - 1, used.column - 1
    found = {}
    for row, (shown, entered) in enumerate(zip(values, formulas, strict=True), start=top):
        for column, (value, text) in enumerate(zip(shown, entered, strict=True), start=left):
            saved = _saved(value, text)
            if saved.value is not None or saved.formula is not None:
                found[row, column] = saved
    return found


def _saved(value: Any, text: Any) -> Saved:
    """A cell by its value and by what was entered in it."""
    if isinstance(value, datetime.datetime):
        value = (value.replace(tzinfo=None) - EPOCH) / datetime.timedelta(days=1)
    elif value is not None and not isinstance(value, str | bool):
        value = float(value)
    computes = isinstance(text, str) and text.startswith("=") and value != text
    return Saved(value, text[1:] if computes else None, value in CELL_ERRORS)


def _property(book: Any) -> str | None:
    """What the file's own properties say, where the engine tells of them."""
    kept: Any = getattr(native(book), "CustomDocumentProperties", None)
    for name in () if kept is None else (HOMEWORK, PROPERTY):
        try:
            return str(kept(name).Value)
        except Exception:  # Excel raises an error of COM where there is no such property
            continue
    return None


def _line(sheets: tuple[SavedSheet, ...]) -> str | None:
    """What the line below the questions says."""
    texts = (saved.value for sheet in sheets for saved in sheet.cells.values())
    return next((t for t in texts if isinstance(t, str) and issue_of(t) is not None), None)
