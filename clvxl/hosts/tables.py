"""The table under the cursor, found and read alike in every spreadsheet program.

A program shows its workbook through two small protocols; all rows and columns count from 0.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from clvxl.data.columns import Chosen, ColumnMap
from clvxl.data.number_formats import format_currency
from clvxl.data.sheet_columns import fill_merged
from clvxl.data.sheet_table import LOOK_COLUMNS, LOOK_ROWS, locate, only_place
from clvxl.data.table import MERGED_ROLES, SourceTable
from clvxl.errors import ColumnsNotFoundError, TableError
from clvxl.report.records import Area
from clvxl.text import Text

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

__all__ = ["Cells", "Column", "Place", "Workbook", "find_place", "read_table"]

BLOCK_ROWS = 20_000
"""So many rows are read at a time."""


@dataclass(frozen=True)
class Column:
    """A column as a program hands it over: see `SourceTable` for numbers and errors."""

    values: pd.Series
    numbers: NDArray[Any] | None = None
    errors: Mapping[int, str] = field(default_factory=dict)


class Cells(Protocol):
    """A sheet."""

    @property
    def name(self) -> str:
        """Its name."""

    def used(self) -> Area:
        """Return the block that holds all that is filled."""

    def around_cursor(self) -> Area | None:
        """Return the table around the selection; None where no cell is selected."""

    def rows(self, area: Area) -> Sequence[Sequence[Any]]:
        """Return cells as headers are read from them."""

    def column(self, area: Area) -> list[Any]:
        """Return the cells of a part of a column, as the program has them."""

    def merged(self, area: Area) -> Callable[[int], int] | None:
        """Return what tells the last row of a merged cell by its first, both within the area.

        None where no cell of the column is merged.
        """

    def typed(self, values: Sequence[Any], area: Area) -> Column:
        """Return the cells of a column with their types."""

    def formats(self, area: Area) -> Iterable[str] | None:
        """Return the number formats of a column's cells, None where the program does not tell."""

    def address(self, area: Area) -> str:
        """Return a block as a person writes it: A1:C5001."""


class Workbook(Protocol):
    """A workbook."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def date_offset(self) -> float:
        """Days to add to its dates."""

    def shown(self) -> Cells:
        """Return the sheet on the screen."""

    def sheets(self) -> Iterable[Cells]:
        """Return all sheets."""

    def own_sheets(self) -> Collection[str]:
        """Return the names of the sheets that clvxl made."""


@dataclass(frozen=True)
class Place:
    """Where a table stands; `header` is -1 where it begins in the first row without one."""

    sheet: Cells
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
        return (
            f"{self.sheet.name}, {self.sheet.address(Area(top, self.left, self.last_row, right))}"
        )


def find_place(book: Workbook, chosen: Chosen = None) -> Place:
    """Find the table: under the cursor, else the only one of the sheet.

    On a sheet of an earlier report the user's sheets are searched instead. `chosen` is what a job
    looks for, as `clvxl.data.columns.match_columns` takes it; sales if left out. A `TableError`
    says that there is none, or that several sheets have one.
    """
    sheet, own = book.shown(), book.own_sheets()
    if sheet.name in own:
        others = (other for other in book.sheets() if other.name not in own)
        return only_place(others, lambda other: _place(other, other.used(), chosen))
    area = sheet.around_cursor()
    if area is not None:
        try:
            return _place(sheet, area, chosen)
        except ColumnsNotFoundError:
            pass  # the cursor stands elsewhere: the whole sheet is searched
    return _place(sheet, sheet.used(), chosen)


def _place(sheet: Cells, area: Area, chosen: Chosen) -> Place:
    right = min(area.last_column, area.first_column + LOOK_COLUMNS - 1)
    bottom = min(area.last_row, area.first_row + LOOK_ROWS - 1)
    found = locate(sheet.rows(Area(area.first_row, area.first_column, bottom, right)), chosen)
    return Place(
        sheet, area.first_column + found.column, area.first_row + found.row, area.last_row,
        found.headers, found.columns,
    )  # fmt: skip


def read_table(
    book: Workbook, place: Place, progress: Callable[[float], None] | None = None
) -> SourceTable:
    """Read the columns that the job needs, in blocks. Hidden and filtered rows count.

    `progress` hears the share that is read after each block. The row numbers are those of the
    sheet.
    """
    sheet, top, last = place.sheet, place.header + 1, place.last_row
    if last < top:
        raise TableError(
            Text("{source} has headers but no values below them",
                "{source} 只有表头，下面没有数据"),
            source=sheet.name,
        )  # fmt: skip
    roles, needed = place.columns.roles, place.columns.needed
    merging = {roles[role] for role in MERGED_ROLES if role in roles}
    filled, columns = 0, []
    for number, at in enumerate(needed):
        whole = Area(top, place.left + at, last, place.left + at)
        values: list[Any] = []
        for block in _blocks(whole):
            values += sheet.column(block)
            if progress is not None:
                done = (block.last_row - top + 1) / (last - top + 1)
                progress((number + done) / len(needed))
        last_row = sheet.merged(whole) if at in merging else None
        filled += fill_merged(values, last_row) if last_row is not None else 0
        columns.append(sheet.typed(values, whole))
    return SourceTable(
        source=book.name,
        headers=tuple(place.headers[at] for at in needed),
        columns=tuple(column.values for column in columns),
        first_row=top + 1, typed=True,
        facts={"sheet": place.address} | ({"merged_filled": str(filled)} if filled else {}),
        found=place.columns.within(needed),
        numbers={at: c.numbers for at, c in enumerate(columns) if c.numbers is not None},
        errors={at: column.errors for at, column in enumerate(columns) if column.errors},
        date_offset=book.date_offset,
        formats=_currencies(place),
    )  # fmt: skip


def _currencies(place: Place) -> tuple[str, ...]:
    """What the number formats of the amounts show, "" where one shows no currency."""
    roles = place.columns.roles
    at = roles.get("amount", roles.get("price"))
    if at is None or "currency" in roles:
        return ()
    column = place.left + at
    codes = place.sheet.formats(Area(place.header + 1, column, place.last_row, column))
    return tuple(sorted({format_currency(code) or "" for code in codes or ()}))


def _blocks(column: Area) -> Iterable[Area]:
    for first in range(column.first_row, column.last_row + 1, BLOCK_ROWS):
        last = min(first + BLOCK_ROWS - 1, column.last_row)
        yield Area(first, column.first_column, last, column.last_column)
