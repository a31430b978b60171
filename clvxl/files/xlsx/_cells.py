"""The cells of a sheet, row by row, so that a workbook of any size can be written in one pass."""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from clvxl.files.xlsx._formulas import formula_text, stored
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

Line = tuple[int, int, int, Sequence[Any], Sequence["Drawn"]]
"""Row, order among blocks of that row, first column, values, their formats."""

Alone = tuple[TextAt | Cell, Any, "Drawn"]


def draw_cells(
    sheet: Sheet,
    target: Worksheet,
    styles: Styles,
    heights: dict[int, float],
    done: Callable[[int], None],
) -> None:
    """Write all cells of a sheet, rows in order; `done` is told about every 8,192 cells."""
    alone = _alone(sheet, styles)
    blocks: list[Iterator[Line]] = [
        iter([(at.row, 0, at.column, (value,), (style,)) for at, value, style in alone])
    ]
    for order, table in enumerate(sheet.tables, start=1):
        check_room(sheet, table)
        blocks.append(_lines(table, order, styles))
    write = _Writer(target, styles.plain)
    merged = [(at, style) for at, _, style in alone if at.span > 1]
    current, cells = -1, 0
    # Rows without cells have heights too: a chart is as high as the rows that it covers.
    waiting = deque(sorted(heights.items()))
    for row, _, first, values, formats in heapq.merge(*blocks, key=_place):
        if row != current:
            current = row
            while waiting and waiting[0][0] < row:
                write.empty(*waiting.popleft())
            if row in heights:
                target.set_row(*waiting.popleft())
            _merge([one for one in merged if one[0].row == row], target)
        write.row(row, first, values, formats)
        cells += len(values)
        if cells >= CHUNK:
            done(cells)
            cells = 0
    for row, height in waiting:
        write.empty(row, height)
    done(cells)


def _place(line: Line) -> tuple[int, int]:
    return line[0], line[1]


def _alone(sheet: Sheet, styles: Styles) -> list[Alone]:
    """Texts and cells that stand by themselves, rows in order: each with its value and format."""
    found: list[Alone] = [(text, text.text, styles.of(text_look(text))) for text in sheet.texts]
    found += [(cell, cell.value, styles.of(cell_look(cell))) for cell in sheet.cells]
    return sorted(found, key=lambda one: (one[0].row, one[0].column))


def _merge(merged: Sequence[tuple[TextAt | Cell, Drawn]], target: Worksheet) -> None:
    """Merge cells while they are empty: merge_range would make formulas and links of texts."""
    for at, style in merged:
        target.merge_range(at.row, at.column, at.row, at.column + at.span - 1, "", style)


def _lines(table: Table, order: int, styles: Styles) -> Iterator[Line]:
    """A table's header and values, a few thousand rows at a time."""
    row = table.row
    if table.header:
        heads = [
            styles.of(
                header_look(
                    column.format, first=at == 0, button=table.filterable, align=column.align
                )
            )
            for at, column in enumerate(table.columns)
        ]
        yield row, order, table.column, [c.heading or c.title for c in table.columns], heads
        row += 1
    usual = _row_bodies(table, 0, styles) if table.rows else ()
    vary = any(c.formats is not None or c.fills is not None for c in table.columns)
    last = table.rows - 1 if table.total else -1
    for start in range(0, table.rows, CHUNK):
        part = [_plain(column.values[start : start + CHUNK]) for column in table.columns]
        for at, values in enumerate(zip(*part, strict=True), start=start):
            formats = _row_bodies(table, at, styles) if vary or at == last else usual
            yield row + at, order, table.column, values, formats


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
