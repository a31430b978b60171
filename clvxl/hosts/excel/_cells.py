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

from clvxl.hosts.drawing import contents, looks, merges
from clvxl.report.records import NUMBER_FORMATS, Area, Sheet, Values
from clvxl.report.style import FONT_SIZE, Look, column_widths, row_heights

__all__ = ["area", "draw_cells", "set_sizes"]

ARRAY_TEXT = 8_000
"""Excel refuses longer texts in a block; they go alone."""

Done = Callable[[int], None]


def area(target: Any, cells: Area) -> Any:
    """Return the range of an area, whose rows and columns count from 0."""
    first = (cells.first_row + 1, cells.first_column + 1)
    return target.range(first, (cells.last_row + 1, cells.last_column + 1))


def set_sizes(target: Any, sheet: Sheet) -> None:
    """Set column widths and row heights, equal neighbours together."""
    widths = column_widths(sheet)
    for first, last, width in _neighbours(widths):
        area(target, Area(0, first, 0, last)).column_width = width
    for first, last, height in _neighbours(row_heights(sheet, widths)):
        area(target, Area(first, 0, last, 0)).row_height = height


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
    for cells, look, values in looks(sheet):
        _apply(area(target, cells), look if values is not None else replace(look, format="text"))
        for first, last in _text_runs(values, look):
            run = replace(cells, first_row=cells.first_row + first, last_row=cells.first_row + last)
            area(target, run).number_format = "@"
    for cells in merges(sheet):
        area(target, cells).merge()
    for cells, rows, count in contents(sheet):
        _write(area(target, cells), [list(row) for row in rows])
        done(count)


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


def _text_runs(values: Values | None, look: Look) -> Iterator[tuple[int, int]]:
    """The rows of a run whose values are texts although its format is a number's."""
    numbers = isinstance(values, np.ndarray) and values.dtype.kind in "fiub"
    if values is None or numbers or look.format == "text":
        return
    kinds = ((row, isinstance(value, str)) for row, value in enumerate(values))
    for text, group in groupby(kinds, key=lambda kind: kind[1]):
        if text:
            rows = [row for row, _ in group]
            yield rows[0], rows[-1]


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
