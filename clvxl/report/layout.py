"""How wide text is, how wide a column should be, and tables that are longer than a sheet."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from clvxl.report.records import (
    SHEET_NAME,
    SHEET_ROWS,
    Area,
    Column,
    Format,
    Formula,
    Sheet,
    Table,
    TextAt,
    is_blank,
)

__all__ = ["column_width", "figures_width", "paginate", "shown", "text_width"]

NARROWEST = 8.0
WIDEST = 60.0
PADDING = 2.0
"""Characters of air beside a value; a filter button takes its own."""

BUTTON = 3.0
BOLD = 1.1
"""Titles are bold, and bold letters wider."""

SAMPLE = 1000
DATE_WIDTH = 10


def shown(value: Any) -> Any:
    """Return what a cell shows: of a formula, the value that it gives.

    >>> shown(Formula("=1+1", 2)), shown("text")
    (2, 'text')
    """
    return value.value if isinstance(value, Formula) else value


def text_width(text: str) -> int:
    r"""Return how many characters wide the widest line of a text is.

    Parameters
    ----------
    text : str
        Any text; Chinese, Japanese and Korean characters count 2, combining marks 0.

    Returns
    -------
    int
        The width in characters of the standard font.

    Examples
    --------
    >>> text_width("Customer"), text_width("客户 A"), text_width("one\nthree")
    (8, 6, 5)
    """
    return max((_line_width(line) for line in text.split("\n")), default=0)


def _line_width(line: str) -> int:
    if line.isascii():
        return len(line)
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in line)
    marks = sum(unicodedata.combining(char) > 0 for char in line)
    return len(line) + wide - marks


def column_width(column: Column, sample: int = SAMPLE) -> float:
    """Return a sensible width for a column, from its title, its format and its values.

    Parameters
    ----------
    column : Column
        The column; a width it has already is returned as it is.
    sample : int
        So many of its values are measured when it holds text, spread evenly from first to last;
        numbers are judged by the largest and the smallest of all, formulas by what they give.

    Returns
    -------
    float
        The width in characters, from 8 to 60.

    Examples
    --------
    >>> column_width(Column("Revenue", [1234567.5, 3], "amount"))
    14.0
    """
    if column.width is not None:
        return column.width
    title = math.ceil(text_width(column.title) * BOLD) + BUTTON
    values = _widest(column, sample)
    return float(min(max(title + PADDING / 2, values + PADDING, NARROWEST), WIDEST))


def figures_width(column: Column, *, bold: bool = False) -> float:
    """Return how wide a column must be for its values alone, as its title may be wrapped.

    Parameters
    ----------
    column : Column
    bold : bool
        Whether its widest value may be bold, as a total is.

    Examples
    --------
    >>> revenue = Column("Revenue of the last year", [303885.88], "amount")
    >>> figures_width(revenue), figures_width(revenue, bold=True)
    (12.0, 13.0)
    """
    values = _widest(column, SAMPLE)
    wide = math.ceil(values * (BOLD if bold else 1.0)) + PADDING
    return float(min(max(wide, NARROWEST), WIDEST))


def _widest(column: Column, sample: int) -> int:
    """How many characters the widest value takes, each in its own format."""
    if column.formats is None:
        return _values_width(column.values, column.format, sample)
    groups: dict[Format, list[Any]] = {}
    for value, kind in zip(column.values, column.formats, strict=True):
        groups.setdefault(kind, []).append(value)
    return max((_values_width(group, kind, sample) for kind, group in groups.items()), default=0)


def _values_width(values: Sequence[Any] | Any, kind: Format, sample: int) -> int:
    array = np.asarray(values) if isinstance(values, np.ndarray) else None
    if array is not None and array.dtype.kind in "fiu":
        return _numbers_width(array, kind)
    step = max(1, len(values) // max(sample, 1))
    picked = [value for value in map(shown, values[::step]) if not is_blank(value)]
    numbers = [value for value in picked if isinstance(value, int | float | np.number)]
    texts = [text_width(value) for value in picked if isinstance(value, str)]
    of_numbers = _numbers_width(np.asarray(numbers, dtype=float), kind) if numbers else 0
    return max([of_numbers, *texts])


def _numbers_width(values: Any, kind: Format) -> int:
    """Width of the longest of many numbers: the largest or the smallest one."""
    finite = values[np.isfinite(values)]
    if not finite.size:
        return 0
    if kind == "date":
        return DATE_WIDTH
    return max(len(_written(float(end), kind)) for end in (finite.max(), finite.min()))


def _written(value: float, kind: Format) -> str:
    if kind == "integer":
        return f"{value:,.0f}"
    shown_as = kind.removeprefix("any_")
    if shown_as == "number":
        return f"{value:,.1f}"
    if shown_as == "amount":
        return f"{value:,.2f}"
    if shown_as == "factor":
        return f"{value:.4f}"
    if shown_as == "percent":
        return f"{value:.1%}"
    # General shows up to 11 characters, then turns to powers of ten by itself.
    return f"{value:.10g}"[:11]


def paginate(
    sheet_name: str,
    table: Table,
    *,
    texts: tuple[TextAt, ...] = (),
    widths: dict[int, float] | None = None,
    frozen: tuple[int, int] | None = None,
    landscape: bool = False,
    printed: int | None = None,
    unprinted: int = 0,
    sheet_rows: int = SHEET_ROWS,
) -> list[Sheet]:
    """Lay a table out on as many sheets as it needs: "Name", "Name 2", "Name 3" and so on.

    Parameters
    ----------
    sheet_name : str
        The first sheet's name; it is shortened where a number would make it longer than 31.
    table : Table
        The table. On each sheet it starts at the same cell, with its headers.
    texts : tuple of TextAt
        What stands above it; on each sheet.
    widths : dict, optional
        Column widths; by default fitting the table.
    frozen : (rows, columns), optional
        What stays in view; by default everything down to the header row.
    landscape : bool
        Turn the paper.
    printed : int, optional
        So many rows of each sheet go to paper; default: all.
    unprinted : int
        So many of the last columns do not.
    sheet_rows : int
        Rows of a sheet.

    Returns
    -------
    list of Sheet
        At least one. All values are there once, in order; the total row is on the last sheet.

    Raises
    ------
    ValueError
        The table starts below the last row.

    Examples
    --------
    >>> table = Table("customers", 0, 0, (Column("Customer", list("abcde")),))
    >>> [(sheet.name, sheet.tables[0].rows) for sheet in paginate("All", table, sheet_rows=4)]
    [('All', 3), ('All 2', 2)]
    """
    room = sheet_rows - table.row - int(table.header)
    if room < 1:
        raise ValueError("the table starts below the sheet's last row")
    if widths is None:
        widths = {table.column + i: column_width(c) for i, c in enumerate(table.columns)}
    starts = range(0, max(table.rows, 1), room)
    parts = [_slice(table, start, start + room, at) for at, start in enumerate(starts, start=1)]
    return [
        Sheet(
            _numbered(sheet_name, number),
            texts=texts,
            tables=(part,),
            widths=widths,
            frozen=(table.row + int(table.header), 0) if frozen is None else frozen,
            landscape=landscape,
            printed=_printed(part, printed, unprinted),
        )
        for number, part in enumerate(parts, start=1)
    ]


def _printed(table: Table, rows: int | None, unprinted: int) -> Area | None:
    if (rows is None or rows >= table.rows) and not unprinted:
        return None
    shown = table.rows if rows is None else min(rows, table.rows)
    last = table.row + int(table.header) + shown - 1
    return Area(0, 0, last, table.column + len(table.columns) - 1 - unprinted)


def _numbered(name: str, number: int) -> str:
    tail = "" if number == 1 else f" {number}"
    return name[: SHEET_NAME - len(tail)].rstrip() + tail


def _slice(table: Table, start: int, stop: int, number: int) -> Table:
    if number == 1 and stop >= table.rows:
        return table
    columns = tuple(
        replace(
            column,
            values=column.values[start:stop],
            formats=None if column.formats is None else column.formats[start:stop],
            fills=None if column.fills is None else column.fills[start:stop],
        )
        for column in table.columns
    )
    return replace(
        table,
        name=table.name if number == 1 else f"{table.name}_{number}",
        columns=columns,
        total=table.total and stop >= table.rows,
    )
