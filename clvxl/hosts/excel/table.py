"""The table under the cursor of Excel, as jobs take tables."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clvxl.data.columns import Chosen, ColumnMap
from clvxl.data.sheet_columns import fill_merged, typed_column
from clvxl.data.sheet_table import LOOK_COLUMNS, LOOK_ROWS, locate, only_place
from clvxl.data.table import MERGED_ROLES, SourceTable
from clvxl.errors import ColumnsNotFoundError, TableError
from clvxl.hosts.excel._engine import if_known
from clvxl.hosts.excel._marks import own_sheets
from clvxl.sheet.cells import CELL_ERRORS
from clvxl.text import Text

__all__ = ["Place", "find_place", "read_table"]

BLOCK_ROWS = 20_000
"""So many rows are read at a time."""

EPOCH = datetime.datetime(1899, 12, 30)
DATES_FROM_1904 = 1462.0


@dataclass(frozen=True)
class Place:
    """Where a table stands: its sheet, and its rows and columns as Excel counts them, from 1."""

    sheet: Any
    left: int
    header: int
    last_row: int
    headers: tuple[str, ...]
    columns: ColumnMap

    @property
    def address(self) -> str:
        """The table as a person writes it: Sales, A1:C5001."""
        right = self.left + len(self.headers) - 1
        top = self.header + self.columns.headless
        cells = self.sheet.range((top, self.left), (self.last_row, right))
        return f"{self.sheet.name}, {cells.address.replace('$', '')}"


@dataclass(frozen=True)
class _Area:
    top: int
    left: int
    bottom: int
    right: int


def find_place(book: Any, chosen: Chosen = None) -> Place:
    """Find the table: under the cursor, else the only one of the sheet.

    On a sheet of an earlier report the user's sheets are searched instead.

    Parameters
    ----------
    book : xlwings.Book
    chosen : mapping, optional
        What a job looks for, as `clvxl.data.columns.match_columns` takes it; sales if left out.

    Returns
    -------
    Place

    Raises
    ------
    TableError
        There is none, or several sheets have one.
    """
    sheet, own = book.sheets.active, own_sheets(book)
    if sheet.name in own:
        others = (other for other in book.sheets if other.name not in own)
        return only_place(others, lambda other: _on_sheet(other, chosen))
    area = _under_cursor(sheet, book.selection)
    if area is not None:
        try:
            return _place(sheet, area, chosen)
        except ColumnsNotFoundError:
            pass  # the cursor stands elsewhere: the whole sheet is searched
    return _on_sheet(sheet, chosen)


def _on_sheet(sheet: Any, chosen: Chosen) -> Place:
    return _place(sheet, _area(sheet.used_range), chosen)


def _under_cursor(sheet: Any, selection: Any) -> _Area | None:
    """The table, or the block of filled cells, around the selection; None where a chart is."""
    if selection is None:
        return None
    cell = selection[0, 0]
    table = if_known(lambda: cell.table)
    if table is None:
        region = if_known(lambda: cell.current_region)
        return None if region is None else _area(region)
    found = _area(table.range)
    # The row of totals below a table is none of its lines.
    return _Area(found.top, found.left, found.bottom - bool(table.show_totals), found.right)


def _area(cells: Any) -> _Area:
    rows, columns = cells.shape
    return _Area(cells.row, cells.column, cells.row + rows - 1, cells.column + columns - 1)


def _place(sheet: Any, area: _Area, chosen: Chosen) -> Place:
    right = min(area.right, area.left + LOOK_COLUMNS - 1)
    bottom = min(area.bottom, area.top + LOOK_ROWS - 1)
    rows = _read(sheet.range((area.top, area.left), (bottom, right)))
    found = locate([[_header(cell) for cell in row] for row in rows], chosen)
    return Place(
        sheet, area.left + found.column, area.top + found.row, area.bottom, found.headers,
        found.columns,
    )  # fmt: skip


def _header(cell: Any) -> Any:
    if isinstance(cell, datetime.datetime):
        return str(cell.date())
    return float(cell) if isinstance(cell, Decimal) else cell


def _read(cells: Any) -> list[list[Any]]:
    rows: list[list[Any]] = cells.options(ndim=2, err_to_str=True).value
    return rows


def read_table(
    book: Any, place: Place, progress: Callable[[float], None] | None = None
) -> SourceTable:
    """Read the columns that the job needs, in blocks. Hidden and filtered rows count.

    Parameters
    ----------
    book : xlwings.Book
    place : Place
    progress : callable, optional
        Called with the share that is read after each block.

    Returns
    -------
    SourceTable
        Its row numbers are those of the sheet.
    """
    if place.last_row <= place.header:
        raise TableError(
            Text(
                "{source} has headers but no values below them",
                "{source} 只有表头，下面没有数据",
            ),
            source=place.sheet.name,
        )
    blocks = range(place.header + 1, place.last_row + 1, BLOCK_ROWS)
    merging = {place.columns.roles[role] for role in MERGED_ROLES if role in place.columns.roles}
    filled = 0
    columns = []
    for number, at in enumerate(place.columns.needed):
        values: list[Any] = []
        for done, first in enumerate(blocks, start=1):
            last = min(first + BLOCK_ROWS - 1, place.last_row)
            column = place.left + at
            cells = place.sheet.range((first, column), (last, column))
            values += [cell for (cell,) in _read(cells)]
            if progress is not None:
                progress((number + done / len(blocks)) / len(place.columns.needed))
        if at in merging and _may_be_merged(place, column):
            filled += fill_merged(values, _last_rows(place, column))
        columns.append(_Column(values))
    return SourceTable(
        source=book.name,
        headers=tuple(place.headers[at] for at in place.columns.needed),
        columns=tuple(column.typed() for column in columns),
        first_row=place.header + 1, typed=True,
        facts={"sheet": place.address} | ({"merged_filled": str(filled)} if filled else {}),
        found=place.columns.within(place.columns.needed),
        numbers={at: c.numbers() for at, c in enumerate(columns) if c.is_mixed},
        errors={at: column.errors for at, column in enumerate(columns) if column.errors},
        date_offset=DATES_FROM_1904 if getattr(book.api, "Date1904", False) is True else 0.0,
    )  # fmt: skip


def _may_be_merged(place: Place, column: int) -> bool:
    """Whether a column of the table has merged cells; Excel says nothing where some are."""
    cells = place.sheet.range((place.header + 1, column), (place.last_row, column))
    return cells.merge_cells is not False


def _last_rows(place: Place, column: int) -> Callable[[int], int]:
    """The last row of the merged cell that begins in a row of a column, from the first line on."""
    top = place.header + 1

    def last_row(row: int) -> int:
        area = place.sheet.range((top + row, column), (top + row, column)).merge_area
        return row + int(area.shape[0]) - 1

    return last_row


class _Column:
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

    def typed(self) -> Any:
        """The column as pandas."""
        return typed_column(self._values, lambda: self._dated)

    @property
    def is_mixed(self) -> bool:
        """Whether numbers stand among text."""
        kinds = {type(value) for value in self._values if value not in (None, "")}
        return kinds == {str, float}

    def numbers(self) -> NDArray[np.float64]:
        """The numbers that are no dates, NaN elsewhere."""
        plain = [value if type(value) is float else np.nan for value in self._values]
        return np.where(self._dated, np.nan, np.array(plain))
