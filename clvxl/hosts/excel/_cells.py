"""The cells of a report on an Excel sheet: formats by runs of rows, values in blocks.

A text never becomes a formula, a number or a date: its cells have the number format "@" before it
arrives, and what a cell of that format is given stays text. One sign could be lost, an apostrophe
at the beginning; where the block read back lacks it, the block is written with it doubled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import Any

import numpy as np

from clvxl.report.names import titles
from clvxl.report.records import NUMBER_FORMATS, Column, Sheet, Table, TextAt
from clvxl.report.style import (
    FONT_SIZE,
    Look,
    column_widths,
    header_look,
    look_runs,
    row_heights,
    safe_text,
    text_look,
)
from clvxl.report.values import cells_of, check_room

__all__ = ["area", "draw_cells", "set_sizes"]

BLOCK_CELLS = 40_000
"""So many cells go to Excel at a time."""

ARRAY_TEXT = 8_000
"""Excel refuses longer texts in a block; they go alone."""

Done = Callable[[int], None]


def area(target: Any, row: int, column: int, last_row: int, last_column: int) -> Any:
    """Return a range; rows and columns count from 0, as in a report."""
    return target.range((row + 1, column + 1), (last_row + 1, last_column + 1))


def set_sizes(target: Any, sheet: Sheet) -> None:
    """Set column widths and row heights, equal neighbours together."""
    widths = column_widths(sheet)
    for first, last, width in _neighbours(widths):
        area(target, 0, first, 0, last).column_width = width
    for first, last, height in _neighbours(row_heights(sheet, widths)):
        area(target, first, 0, last, 0).row_height = height


def _neighbours(sizes: dict[int, float]) -> Iterator[tuple[int, int, float]]:
    """Runs of numbers that follow each other and have one size: first, last, size."""
    listed = enumerate(sorted(sizes.items()))
    for (_, size), group in groupby(listed, key=lambda one: (one[1][0] - one[0], one[1][1])):
        numbers = [number for _, (number, _) in group]
        yield numbers[0], numbers[-1], size


def draw_cells(target: Any, sheet: Sheet, font: str, done: Done) -> None:
    """Draw texts and tables; `done` hears how many cells each block brought."""
    # The whole sheet at once: blank cells too, and no table need say it again.
    target.cells.font.set(name=font, size=FONT_SIZE)
    target.cells.vertical_alignment = "center"
    for text in sheet.texts:
        _draw_text(target, text)
    for table in sheet.tables:
        check_room(sheet, table)
        _draw_looks(target, table)
        _draw_values(target, table, done)


def _draw_text(target: Any, text: TextAt) -> None:
    cells = area(target, text.row, text.column, text.row, text.column + text.span - 1)
    _apply(cells, replace(text_look(text), format="text"))
    if text.span > 1:
        cells.merge()
    one = area(target, text.row, text.column, text.row, text.column)
    _write(one, [[safe_text(text.text)]])


def _apply(cells: Any, look: Look) -> None:
    """Give cells a look; what every cell has is not said again."""
    cells.number_format = NUMBER_FORMATS[look.format]
    font: dict[str, Any] = {}
    if look.bold:
        font["bold"] = True
    if look.size is not None:
        font["size"] = look.size
    if look.color is not None:
        font["color"] = look.color
    if font:
        cells.font.set(**font)
    if look.fill is not None:
        cells.color = look.fill
    if look.wrap:
        cells.wrap_text = True
    if look.vertical != "center":
        cells.vertical_alignment = look.vertical
    if look.align is not None:
        cells.horizontal_alignment = look.align
        _indent(cells, look.indent)
    _draw_lines(cells, look)


def _indent(cells: Any, indent: int) -> None:
    # xlwings has no word for it; Excel for Mac goes without.
    if indent and hasattr(cells.api, "IndentLevel"):
        cells.api.IndentLevel = indent


def _draw_lines(cells: Any, look: Look) -> None:
    for side, line in (("top", look.top), ("bottom", look.bottom)):
        if line is not None:
            # Excel refuses inner lines where there is one row only.
            sides = [f"edge_{side}", *["inside_horizontal"] * (cells.shape[0] > 1)]
            cells.borders.set(sides, line_style="continuous", weight=line[1], color=line[0])


def _draw_looks(target: Any, table: Table) -> None:
    for at, column in enumerate(table.columns):
        left = table.column + at
        if table.header:
            look = header_look(column.format, first=at == 0, button=table.filterable)
            _apply(area(target, table.row, left, table.row, left), replace(look, format="text"))
        top = table.row + int(table.header)
        for first, last, look in look_runs(table, at):
            cells = area(target, top + first, left, top + last, left)
            _apply(cells, look)
            for start, stop in _text_runs(column, first, last, look):
                area(target, top + start, left, top + stop, left).number_format = "@"


def _text_runs(column: Column, first: int, last: int, look: Look) -> Iterator[tuple[int, int]]:
    """The rows of a run whose values are texts although its format is a number's."""
    values = column.values
    if look.format == "text" or (isinstance(values, np.ndarray) and values.dtype.kind in "fiub"):
        return
    kinds = ((row, isinstance(values[row], str)) for row in range(first, last + 1))
    for text, group in groupby(kinds, key=lambda kind: kind[1]):
        if text:
            rows = [row for row, _ in group]
            yield rows[0], rows[-1]


def _draw_values(target: Any, table: Table, done: Done) -> None:
    width = len(table.columns)
    right, top = table.column + width - 1, table.row
    if table.header:
        heads = titles(table) if table.filterable else [safe_text(c.title) for c in table.columns]
        _write(area(target, top, table.column, top, right), [heads])
        top += 1
    step = max(1, BLOCK_CELLS // max(width, 1))
    known: dict[str, str] = {}
    for start in range(0, table.rows, step):
        stop = min(start + step, table.rows)
        parts = [cells_of(column.values[start:stop], known) for column in table.columns]
        cells = area(target, top + start, table.column, top + stop - 1, right)
        _write(cells, [list(row) for row in zip(*parts, strict=True)])
        done((stop - start) * width)


def _write(cells: Any, rows: list[list[Any]]) -> None:
    """Write a block of floats and texts; texts that Excel takes only alone follow."""
    long = [
        (at, number, value)
        for at, row in enumerate(rows)
        for number, value in enumerate(row)
        if type(value) is str and len(value) > ARRAY_TEXT
    ]
    for at, number, value in long:
        rows[at][number] = value[:ARRAY_TEXT]
    cells.raw_value = rows
    if any(type(value) is str and value[:1] == "'" for row in rows for value in row):
        _mend_apostrophes(cells, rows)
    for at, number, value in long:
        cells[at, number].raw_value = value


def _mend_apostrophes(cells: Any, rows: list[list[Any]]) -> None:
    """Write the block again with doubled apostrophes, if Excel took them for its own sign."""
    shown = cells.options(ndim=2).value
    quoted = [
        (at, number) for at, row in enumerate(rows) for number, value in enumerate(row)
        if type(value) is str and value[:1] == "'"
    ]  # fmt: skip
    lost = [(at, number) for at, number in quoted if shown[at][number] != rows[at][number]]
    for at, number in lost:
        rows[at][number] = "'" + rows[at][number]
    if lost:
        cells.raw_value = rows
