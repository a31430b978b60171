"""A document of Calc, as `clvxl.hosts.tables` finds and reads tables in it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clvxl.data.sheet_columns import typed_column
from clvxl.hosts.libreoffice import _uno
from clvxl.hosts.libreoffice._marks import own_sheets
from clvxl.hosts.tables import Column
from clvxl.report.records import Area

__all__ = ["CalcBook"]

DATE = 2
"""com.sun.star.util.NumberFormat.DATE, a bit of a format's type."""

NUMBERS = 1 | 2 | 16
"""com.sun.star.sheet.CellFlags VALUE, DATETIME and FORMULA."""


class CalcBook:
    """A spreadsheet document."""

    date_offset = 0.0

    def __init__(self, document: Any) -> None:
        self._document = document
        self.name: str = document.Title

    def shown(self) -> _Sheet:
        """Return the sheet on the screen; the first of a document without a window."""
        controller = self._document.getCurrentController()
        if controller is None:
            return _Sheet(self._document, self._document.Sheets.getByIndex(0))
        selection = self._document.getCurrentSelection()
        return _Sheet(self._document, controller.getActiveSheet(), selection)

    def sheets(self) -> Iterator[_Sheet]:
        """Return all sheets."""
        return (_Sheet(self._document, sheet) for sheet in self._document.Sheets)

    def own_sheets(self) -> Collection[str]:
        """Return the names of the sheets that clvxl made."""
        return own_sheets(self._document).values()


class _Sheet:
    """A sheet."""

    def __init__(self, document: Any, sheet: Any, selection: Any = None) -> None:
        self._document, self._sheet, self._selection = document, sheet, selection
        self.name: str = sheet.Name

    def used(self) -> Area:
        cursor = self._sheet.createCursor()
        cursor.gotoStartOfUsedArea(False)
        cursor.gotoEndOfUsedArea(True)
        return _area(cursor)

    def around_cursor(self) -> Area | None:
        if not hasattr(self._selection, "getRangeAddress"):
            return None
        first = _area(self._selection)
        corner = Area(first.first_row, first.first_column, first.first_row, first.first_column)
        cursor = self._sheet.createCursorByRange(self._cells(corner))
        cursor.collapseToCurrentRegion()
        return _area(cursor)

    def rows(self, area: Area) -> Sequence[Sequence[Any]]:
        rows: Sequence[Sequence[Any]] = self._cells(area).getDataArray()
        return rows

    def column(self, area: Area) -> list[Any]:
        return [cell for (cell,) in self._cells(area).getDataArray()]

    def merged(self, area: Area) -> Callable[[int], int] | None:
        if not self._cells(area).getIsMerged():
            return None

        def last_row(row: int) -> int:
            cell = self._sheet.getCellByPosition(area.first_column, area.first_row + row)
            cursor = self._sheet.createCursorByRange(cell)
            cursor.collapseToMergedArea()
            return _area(cursor).last_row - area.first_row

        return last_row

    def typed(self, values: Sequence[Any], area: Area) -> Column:
        cells, formats = self._cells(area), self._document.NumberFormats
        return Column(typed_column(values, lambda: _date_rows(cells, formats, len(values))))

    def formats(self, area: Area) -> set[str]:
        known = self._document.NumberFormats
        parts = _alike(self._cells(area).queryContentCells(NUMBERS))
        return {str(known.getByKey(part.NumberFormat).FormatString) for part in parts}

    def address(self, area: Area) -> str:
        return str(self._cells(area).AbsoluteName).rpartition(".")[2].replace("$", "")

    def _cells(self, area: Area) -> Any:
        return _uno.area(self._sheet, area)


def _area(cells: Any) -> Area:
    address = cells.getRangeAddress()
    return Area(address.StartRow, address.StartColumn, address.EndRow, address.EndColumn)


def _date_rows(cells: Any, formats: Any, rows: int) -> NDArray[np.bool_]:
    """Which rows have a date format."""
    found = np.zeros(rows, dtype=bool)
    top = cells.getRangeAddress().StartRow
    for part in _alike(cells):
        if formats.getByKey(part.NumberFormat).Type & DATE:
            address = part.getRangeAddress()
            found[address.StartRow - top : address.EndRow - top + 1] = True
    return found


def _alike(cells: Any) -> Iterator[Any]:
    """The parts of the cells that have one number format each."""
    if isinstance(cells.NumberFormat, int):
        yield cells
        return
    for group in cells.getUniqueCellFormatRanges():
        yield from group
