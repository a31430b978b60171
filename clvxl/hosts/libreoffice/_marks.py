"""Which sheets of a workbook are clvxl's own: a hidden name points at each of them.

Hidden names are kept in .ods and .xlsx alike, and follow a sheet that is renamed or moved.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

__all__ = ["forget", "mark", "own_sheets"]

PREFIX = "_clvxl_report_"
HIDDEN = 16
"""com.sun.star.sheet.NamedRangeFlag.HIDDEN, known from LibreOffice 7.2 on."""


def own_sheets(document: Any, but: Iterable[str] = ()) -> dict[str, str]:
    """Return the sheets that clvxl made and that are still there: their mark to their name."""
    found = {}
    for name in set(_mark_names(document)).difference(but):
        cells = document.NamedRanges.getByName(name).getReferredCells()
        if cells is not None:
            found[name] = cells.getSpreadsheet().Name
    return found


def mark(document: Any, sheets: Iterable[str]) -> list[str]:
    """Mark sheets as clvxl's own; return the marks."""
    names, number = document.NamedRanges, 0
    origin = document.Sheets.getByIndex(0).getCellByPosition(0, 0).CellAddress
    made = []
    for sheet in sheets:
        while names.hasByName(f"{PREFIX}{number}"):
            number += 1
        # The last cell of all: the Name Box would show the name, hidden or not, at any other.
        target = document.Sheets.getByName(sheet)
        corner = target.getRangeAddress()
        cell = target.getCellByPosition(corner.EndColumn, corner.EndRow)
        names.addNewByName(f"{PREFIX}{number}", cell.AbsoluteName, origin, HIDDEN)
        made.append(f"{PREFIX}{number}")
    return made


def forget(document: Any, marks: Iterable[str]) -> None:
    """Remove marks."""
    for name in marks:
        if document.NamedRanges.hasByName(name):
            document.NamedRanges.removeByName(name)


def _mark_names(document: Any) -> list[str]:
    return [name for name in document.NamedRanges.ElementNames if name.startswith(PREFIX)]
