"""A workbook of Excel, as `clvxl.hosts.tables` finds and reads tables in it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clvxl.data.sheet_columns import typed_column
from clvxl.hosts.excel._cells import area as range_of
from clvxl.hosts.excel._engine import if_known
from clvxl.hosts.excel._marks import own_sheets
from clvxl.hosts.tables import Column
from clvxl.report.records import Area
from clvxl.sheet.cells import CELL_ERRORS

__all__ = ["ExcelBook"]

EPOCH = datetime.datetime(1899, 12, 30)
DATES_FROM_1904 = 1462.0
LOOKS = 40
"""So often a column is asked for its number formats, each a call of Excel."""


class ExcelBook:
    """A workbook, of xlwings."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self.name: str = book.name
        since_1904 = getattr(book.api, "Date1904", False) is True
        self.date_offset = DATES_FROM_1904 if since_1904 else 0.0

    def shown(self) -> _Sheet:
        """Return the sheet on the screen."""
        return _Sheet(self._book.sheets.active, self._book.selection)

    def sheets(self) -> Iterator[_Sheet]:
        """Return all sheets."""
        return (_Sheet(sheet) for sheet in self._book.sheets)

    def own_sheets(self) -> set[str]:
        """Return the names of the sheets that clvxl made."""
        return own_sheets(self._book)


class _Sheet:
    """A sheet; Excel counts its cells from 1."""

    def __init__(self, sheet: Any, selection: Any = None) -> None:
        self._sheet, self._selection = sheet, selection
        self.name: str = sheet.name

    def used(self) -> Area:
        return _area(self._sheet.used_range)

    def around_cursor(self) -> Area | None:
        if self._selection is None:
            return None
        cell = self._selection[0, 0]
        table = if_known(lambda: cell.table)
        if table is None:
            region = if_known(lambda: cell.current_region)
            return None if region is None else _area(region)
        found = _area(table.range)
        # The row of totals below a table is none of its lines.
        return replace(found, last_row=found.last_row - bool(table.show_totals))

    def rows(self, area: Area) -> list[list[Any]]:
        return [[_header(cell) for cell in row] for row in self._read(area)]

    def column(self, area: Area) -> list[Any]:
        return [cell for (cell,) in self._read(area)]

    def merged(self, area: Area) -> Callable[[int], int] | None:
        # Excel says nothing where some cells are merged; an engine may not know at all.
        if if_known(lambda: self._cells(area).merge_cells is False) is not False:
            return None

        def last_row(row: int) -> int:
            at = area.first_row + row
            cell = self._cells(Area(at, area.first_column, at, area.first_column))
            return row + int(cell.merge_area.shape[0]) - 1

        return last_row

    def typed(self, values: Sequence[Any], area: Area) -> Column:
        return _Values(values).typed()

    def formats(self, area: Area) -> set[str] | None:
        def code(part: Area) -> Any:
            return if_known(lambda: self._cells(part).number_format)

        found = _formats(code, area, LOOKS)
        return None if found is None else set(found)

    def address(self, area: Area) -> str:
        return str(self._cells(area).address).replace("$", "")

    def _cells(self, area: Area) -> Any:
        return range_of(self._sheet, area)

    def _read(self, area: Area) -> list[list[Any]]:
        rows: list[list[Any]] = self._cells(area).options(ndim=2, err_to_str=True).value
        return rows


def _area(cells: Any) -> Area:
    rows, columns = cells.shape
    return Area(cells.row - 1, cells.column - 1, cells.row + rows - 2, cells.column + columns - 2)


def _formats(code: Callable[[Area], Any], area: Area, looks: int) -> list[str] | None:
    """The number formats of a column's cells; Excel tells one where all cells have it, else none.

    Where they differ both halves are asked, but no more than so many times: then those of the
    first cells and "General" stand for all.
    """
    found, waiting = [], [area]
    while waiting:
        part = waiting.pop()
        one, looks = code(part), looks - 1
        if isinstance(one, str):
            found.append(one)
            continue
        if part.first_row == part.last_row:
            return None
        if looks <= 0:
            return [*found, "General"]
        half = (part.first_row + part.last_row) // 2
        waiting += [replace(part, first_row=half + 1), replace(part, last_row=half)]
    return found


def _header(cell: Any) -> Any:
    if isinstance(cell, datetime.datetime):
        return str(cell.date())
    return float(cell) if isinstance(cell, Decimal) else cell


class _Values:
    """A column's cells: floats, text and blanks, which of them are dates, which show an error."""

    def __init__(self, cells: Sequence[Any]) -> None:
        self.errors: dict[int, str] = {}
        self._dated = np.zeros(len(cells), dtype=bool)
        self._values = [self._plain(row, cell) for row, cell in enumerate(cells)]

    def _plain(self, row: int, cell: Any) -> Any:
        if isinstance(cell, str):
            if cell in CELL_ERRORS:
                self.errors[row] = cell
                return None
            return cell
        if cell is None:
            return None
        if isinstance(cell, bool):
            return str(cell).upper()
        if isinstance(cell, datetime.datetime):
            self._dated[row] = True
            return (cell.replace(tzinfo=None) - EPOCH) / datetime.timedelta(days=1)
        # Cells in a currency format arrive as decimals.
        return float(cell)

    def typed(self) -> Column:
        """The column, its numbers where they stand among text, and what shows an error."""
        kinds = {type(value) for value in self._values if value not in (None, "")}
        numbers = self._numbers() if kinds == {str, float} else None
        return Column(typed_column(self._values, lambda: self._dated), numbers, self.errors)

    def _numbers(self) -> NDArray[np.float64]:
        """The numbers that are no dates, NaN elsewhere."""
        plain = [value if type(value) is float else np.nan for value in self._values]
        return np.where(self._dated, np.nan, np.array(plain))
