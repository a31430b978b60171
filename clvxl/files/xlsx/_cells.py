"""The cells of a sheet, row by row, so that a workbook of any size can be written in one pass."""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from clvxl.files.xlsx._formulas import formula_text, stored
from clvxl.files.xlsx._rows import PlainRows
from clvxl.files.xlsx._styles import Styles
from clvxl.report.records import Cell, Formula, Sheet, Table, TextAt
from clvxl.report.style import cell_look, header_look, safe_text, text_look, value_look
from clvxl.report.values import check_room

if TYPE_CHECKING:
    from xlsxwriter.format import Format as Drawn
    from xlsxwriter.worksheet import Worksheet

__all__ = ["draw_cells"]

CHUNK = 8192
"""So many rows of a table become Python values at a time."""

LONG = 1000
"""A table of so many rows is written in blocks of rows, where nothing stands beside it."""


class Line(NamedTuple):
    """Cells beside each other: their row, the order among lines of that row, the first column."""

    row: int
    order: int
    first: int
    values: Sequence[Any]
    formats: Sequence[Drawn]


class Block(NamedTuple):
    """Rows of a table in which nothing else stands; the values column by column."""

    row: int
    order: int
    first: int
    columns: list[list[Any]]
    formats: Sequence[Drawn]
    plain: PlainRows

    @property
    def last(self) -> int:
        """The last row."""
        return self.row + len(self.columns[0]) - 1


Alone = tuple[TextAt | Cell, Any, "Drawn"]


def draw_cells(
    sheet: Sheet,
    target: Worksheet,
    styles: Styles,
    heights: dict[int, float],
    done: Callable[[int], None],
    *,
    by_cell: bool = False,
) -> None:
    """Write all cells of a sheet, rows in order; `done` is told about every 8,192 cells.

    `by_cell` keeps to XlsxWriter's own way for all cells, also those of long tables.
    """
    alone = _alone(sheet, styles)
    blocks: list[Iterator[Line | Block]] = [
        iter([Line(at.row, 0, at.column, (value,), (style,)) for at, value, style in alone])
    ]
    for order, table in enumerate(sheet.tables, start=1):
        check_room(sheet, table)
        plain = None
        if not by_cell and _stands_alone(table, sheet, heights):
            plain = PlainRows(target, table.column, _row_bodies(table, 0, styles))
        blocks.append(_lines(table, order, styles, plain))
    write = _Writer(target, styles.plain)
    merged = [(at, style) for at, _, style in alone if at.span > 1]
    current, cells = -1, 0
    # Rows without cells have heights too: a chart is as high as the rows that it covers.
    waiting = deque(sorted(heights.items()))
    for line in heapq.merge(*blocks, key=_place):
        if line.row != current:
            current = line.row
            while waiting and waiting[0][0] < current:
                write.empty(*waiting.popleft())
            if current in heights:
                target.set_row(*waiting.popleft())
            _merge([one for one in merged if one[0].row == current], target)
        cells += write.line(line)
        if cells >= CHUNK:
            done(cells)
            cells = 0
    for row, height in waiting:
        write.empty(row, height)
    done(cells)


def _stands_alone(table: Table, sheet: Sheet, heights: dict[int, float]) -> bool:
    """Whether a long table's rows look alike, and nothing else says anything of them."""
    if table.rows < LONG or any(
        c.formats is not None or c.fills is not None for c in table.columns
    ):
        return False
    first = table.row + int(table.header)
    rows = range(first, first + table.rows - int(table.total))
    others = [*(one.row for one in sheet.texts), *(one.row for one in sheet.cells), *heights]
    return not any(row in rows for row in others) and not any(
        other is not table
        and other.row < rows.stop
        and rows.start < other.row + int(other.header) + other.rows
        for other in sheet.tables
    )


def _place(line: Line | Block) -> tuple[int, int]:
    return line.row, line.order


def _alone(sheet: Sheet, styles: Styles) -> list[Alone]:
    """Texts and cells that stand by themselves, rows in order: each with its value and format."""
    found: list[Alone] = [(text, text.text, styles.of(text_look(text))) for text in sheet.texts]
    found += [(cell, cell.value, styles.of(cell_look(cell))) for cell in sheet.cells]
    return sorted(found, key=lambda one: (one[0].row, one[0].column))


def _merge(merged: Sequence[tuple[TextAt | Cell, Drawn]], target: Worksheet) -> None:
    """Merge cells while they are empty: merge_range would make formulas and links of texts."""
    for at, style in merged:
        target.merge_range(at.row, at.column, at.row, at.column + at.span - 1, "", style)


def _lines(
    table: Table, order: int, styles: Styles, plain: PlainRows | None
) -> Iterator[Line | Block]:
    """A table's header and values, a few thousand rows at a time."""
    row = table.row
    if table.header:
        titles = [column.heading or column.title for column in table.columns]
        yield Line(row, order, table.column, titles, _heads(table, styles))
        row += 1
    usual = _row_bodies(table, 0, styles) if table.rows else ()
    vary = any(c.formats is not None or c.fills is not None for c in table.columns)
    body = table.rows - int(table.total)
    for start in range(0, body, CHUNK):
        stop = min(start + CHUNK, body)
        part = [_plain(column.values[start:stop]) for column in table.columns]
        if plain is not None:
            yield Block(row + start, order, table.column, part, usual, plain)
            continue
        for at, values in enumerate(zip(*part, strict=True), start=start):
            formats = _row_bodies(table, at, styles) if vary else usual
            yield Line(row + at, order, table.column, values, formats)
    if table.total and table.rows:
        values = tuple(_plain(column.values[body:])[0] for column in table.columns)
        yield Line(row + body, order, table.column, values, _row_bodies(table, body, styles))


def _heads(table: Table, styles: Styles) -> list[Drawn]:
    return [
        styles.of(
            header_look(column.format, first=at == 0, button=table.filterable, align=column.align)
        )
        for at, column in enumerate(table.columns)
    ]


def _row_bodies(table: Table, row: int, styles: Styles) -> tuple[Drawn, ...]:
    return tuple(styles.of(value_look(table, at, row)) for at in range(len(table.columns)))


def _plain(values: Any) -> list[Any]:
    """Python's own numbers and texts, which are written much faster than numpy's."""
    return values.tolist() if isinstance(values, np.ndarray) else list(values)


class _Writer:
    """Writes values as what they are: text never becomes a formula, a number or a link."""

    def __init__(self, target: Worksheet, plain: Drawn) -> None:
        self._number = target.write_number
        self._string = target.write_string
        self._boolean = target.write_boolean
        self._blank = target.write_blank
        self._formula = target.write_formula
        self._rich = target.write_rich_string
        self._plain = plain
        self._height = target.set_row
        self._in_order = target.constant_memory
        self._target = target

    def line(self, line: Line | Block) -> int:
        """Write a line or a block; return how many cells it has."""
        if isinstance(line, Line):
            self.row(line.row, line.first, line.values, line.formats)
            return len(line.values)
        self._target.begin_rows(line.row)
        text = line.plain.text(line.row, line.columns)
        if text is None:
            for row, values in enumerate(zip(*line.columns, strict=True), start=line.row):
                self.row(row, line.first, values, line.formats)
        else:
            right = line.first + len(line.columns) - 1
            self._target.write_rows(line.row, line.last, line.first, right, text)
        return (line.last - line.row + 1) * len(line.columns)

    def row(self, row: int, first: int, values: Sequence[Any], formats: Sequence[Drawn]) -> None:
        """Write one row of a block."""
        number = self._number
        column = first
        for value, style in zip(values, formats, strict=True):
            if type(value) is float:
                # NaN and infinity are the numbers that are not 0 when taken from themselves.
                if value - value == 0.0:
                    number(row, column, value, style)
                else:
                    self._blank(row, column, None, style)
            elif type(value) is str:
                self.text(row, column, value, style)
            else:
                self.other(row, column, value, style)
            column += 1

    def empty(self, row: int, height: float) -> None:
        """Set the height of a row without cells."""
        self._height(row, height)
        if self._in_order:
            # Rows that are written at once are forgotten where nothing stands in them.
            self._blank(row, 0, None, self._plain)

    def text(self, row: int, column: int, value: str, style: Drawn) -> None:
        """Write text; "" is an empty cell."""
        value = safe_text(value)
        if not value:
            self._blank(row, column, None, style)
        elif value.startswith("<r>") and value.endswith("</r>"):
            # XlsxWriter takes such text for its own markup and would write it unescaped.
            self._rich(row, column, value[:1], self._plain, value[1:], style)
        else:
            self._string(row, column, value, style)

    def other(self, row: int, column: int, value: Any, style: Drawn) -> None:
        """Write nothing, a whole number, a truth value, a formula, or one of numpy's."""
        if value is None:
            self._blank(row, column, None, style)
        elif isinstance(value, bool):
            self._boolean(row, column, value, style)
        elif isinstance(value, int):
            self._number(row, column, value, style)
        elif isinstance(value, Formula):
            self._formula(row, column, formula_text(value.text), style, stored(value.value))
        elif isinstance(value, np.generic | float | str):
            plain = value.item() if isinstance(value, np.generic) else value
            exact = float(plain) if isinstance(plain, float) else plain
            self.row(row, column, (str(exact) if isinstance(exact, str) else exact,), (style,))
        else:
            raise TypeError(f"a cell cannot hold a {type(value).__name__}")
