"""Where a table of sales stands among the cells of a sheet, whatever program shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from clvxl.data.columns import Chosen, ColumnMap, find_table, place_names
from clvxl.data.sheet_columns import header_text
from clvxl.errors import AmbiguousError, ColumnsNotFoundError, TableError
from clvxl.text import Text

__all__ = ["LOOK_COLUMNS", "LOOK_ROWS", "Located", "locate", "only_place"]

P = TypeVar("P")

LOOK_ROWS = 200
LOOK_COLUMNS = 1024
"""So many rows and columns are searched for headers."""


@dataclass(frozen=True)
class Located:
    """A table in a block of cells, all counted from 0.

    `row` and `column` are those of the first header (row -1 where the table has none), `columns`
    what plays which role, counted from the first header on.
    """

    row: int
    column: int
    headers: tuple[str, ...]
    columns: ColumnMap


def locate(cells: Sequence[Sequence[Any]], chosen: Chosen = None) -> Located:
    """Find the headers in the first rows of a block of cells.

    Parameters
    ----------
    cells : sequence of rows
        The first rows of a sheet, as a program hands them over.
    chosen : mapping, optional
        As `clvxl.data.columns.match_columns` takes it.

    Returns
    -------
    Located

    Raises
    ------
    ColumnsNotFoundError
        No row has headers of sales or of customers.
    AmbiguousError
        Two headers fit equally well.

    Examples
    --------
    >>> locate([["Sales", "", ""], ["", "Customer", "Date", "Amount"]]).column
    1
    """
    rows = [[header_text(cell) for cell in row] for row in cells]
    at, columns = find_table(rows, chosen)
    if columns.headless:
        return Located(-1, 0, place_names(max(map(len, rows))), columns)
    named = [column for column, text in enumerate(rows[at]) if text]
    first = named[0]
    headers = tuple(text or "" for text in rows[at][first : named[-1] + 1])
    kept = range(first, len(rows[at]))
    return Located(at, first, headers, columns.within(kept))


def only_place(sheets: Iterable[Any], place: Callable[[Any], P]) -> P:
    """Return the place of the one table of sales that stands on any of some sheets.

    Parameters
    ----------
    sheets : iterable
        Sheets of any program.
    place : callable
        Returns where a sheet's table stands, or raises ColumnsNotFoundError.

    Returns
    -------
    What `place` returns.

    Raises
    ------
    TableError
        No sheet has one, or several have.
    """
    found = []
    for sheet in sheets:
        try:
            found.append(place(sheet))
        except ColumnsNotFoundError:
            continue
    if len(found) > 1:
        raise AmbiguousError(
            Text(
                "several sheets have a table of sales: select a cell in the one you mean",
                "有多个工作表含有销售表：请选择所要的那个表中的一个单元格",
            )
        )
    if not found:
        raise TableError(
            Text(
                "no other sheet has a table of sales: select a cell in the table",
                "其他工作表中没有销售表：请选择表中的一个单元格",
            )
        )
    return found[0]
