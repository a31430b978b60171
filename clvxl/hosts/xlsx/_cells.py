"""The cells of a sheet, row by row, so that a workbook of any size can be written in one pass."""

from __future__ import annotations

import heapq
import math
import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from clvxl.hosts.xlsx._styles import TEXT_SIZES, Styles
from clvxl.report.layout import column_width, text_width
from clvxl.report.records import (
    CELL_TEXT,
    SHEET_COLUMNS,
    SHEET_ROWS,
    Sheet,
    Table,
    Text,
)

if TYPE_CHECKING:
    from xlsxwriter.format import Format as Drawn
    from xlsxwriter.worksheet import Worksheet

__all__ = ["column_widths", "draw_cells", "row_heights", "safe_text"]

CHUNK = 8192
"""So many rows of a table become Python values at a time."""

LONG_TABLE = 2000
ROW_HEIGHT = 15.0
STEADY_HEIGHT = 17.0
"""High enough for the Chinese fonts of any program."""
DEFAULT_WIDTH = 8.43
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")

Line = tuple[int, int, int, Sequence[Any], Sequence["Drawn"]]
"""Row, order among blocks of that row, first column, values, their formats."""


def safe_text(text: str) -> str:
    r"""Return a text as a cell can hold it.

    Characters that XML cannot carry become U+FFFD, line ends become "\n", and what is beyond
    32,767 characters is cut.

    >>> safe_text("a\x00b\r\nc") == "a\ufffdb\nc", len(safe_text("x" * 40_000))
    (True, 32767)
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = UNWRITABLE.sub("\ufffd", text)
    if 2 * len(text) > CELL_TEXT:
        # Excel counts characters beyond U+FFFF twice.
        data = text.encode("utf-16-le")
        if len(data) > 2 * CELL_TEXT:
            return data[: 2 * CELL_TEXT - 2].decode("utf-16-le", "ignore") + "…"
    return text


def column_widths(sheet: Sheet) -> dict[int, float]:
    """Widths of a sheet's columns: as it says, else fitting its tables."""
    found: dict[int, float] = {}
    for table in sheet.tables:
        for at, column in enumerate(table.columns, start=table.column):
            found[at] = max(found.get(at, 0.0), column_width(column))
    return found | sheet.widths


def row_heights(sheet: Sheet, widths: dict[int, float]) -> dict[int, float]:
    """Heights in points of the rows that differ: texts and header rows."""
    heights: dict[int, float] = {}
    for text in sheet.texts:
        size = TEXT_SIZES[text.style]
        height = text.lines * size * 1.4 + (4 if size > TEXT_SIZES["body"] else 0)
        heights[text.row] = max(heights.get(text.row, ROW_HEIGHT), height)
    for table in sheet.tables:
        if table.header:
            height = 6 + ROW_HEIGHT * max(_title_lines(table, widths), default=1)
            heights[table.row] = max(heights.get(table.row, ROW_HEIGHT), height)
        for row, height in _wrapped_heights(table, widths):
            if height > ROW_HEIGHT:
                heights[row] = max(heights.get(row, ROW_HEIGHT), height)
    if sheet.charts:
        # A program that finds heights itself, by its own fonts, does so after it has placed the
        # charts, and rows would grow under them.
        for row in range(max(chart.row for chart in sheet.charts)):
            heights[row] = max(heights.get(row, ROW_HEIGHT), STEADY_HEIGHT)
    return heights


def _title_lines(table: Table, widths: dict[int, float]) -> Iterator[int]:
    button = 2.0 if table.filterable else 0.0
    for at, column in enumerate(table.columns, start=table.column):
        yield min(4, _lines_in(column.title, widths.get(at, DEFAULT_WIDTH) - button))


def _wrapped_heights(table: Table, widths: dict[int, float]) -> Iterator[tuple[int, float]]:
    """Heights of rows whose texts wrap; of a long table they are left to the program.

    A program that finds them itself does so after it has placed the charts below.
    """
    wrapped = [(at, c) for at, c in enumerate(table.columns, start=table.column) if c.wrap]
    if not wrapped or table.rows > LONG_TABLE:
        return
    for row in range(table.rows):
        texts = [(at, c.values[row]) for at, c in wrapped if isinstance(c.values[row], str)]
        lines = [_lines_in(text, widths.get(at, DEFAULT_WIDTH) - 1) for at, text in texts]
        # 409 points is as high as a row can be.
        yield table.row + int(table.header) + row, min(409.0, ROW_HEIGHT * max(lines, default=1))


def _lines_in(text: str, width: float) -> int:
    """How many lines a text takes, about: words stay whole, and fonts differ from the usual."""
    room = max((width - 0.5) / 1.1, 1)
    return sum(max(1, math.ceil(text_width(line) / room)) for line in text.split("\n"))


def draw_cells(
    sheet: Sheet,
    target: Worksheet,
    styles: Styles,
    heights: dict[int, float],
    done: Callable[[int], None],
) -> None:
    """Write all cells of a sheet, rows in order; `done` is told about every 8,192 cells."""
    blocks: list[Iterator[Line]] = [_texts(sheet.texts, styles)]
    for order, table in enumerate(sheet.tables, start=1):
        _check_room(sheet, table)
        blocks.append(_lines(table, order, styles))
    write = _Writer(target, styles.plain)
    merged = [text for text in sheet.texts if text.span > 1]
    current, cells = -1, 0
    for row, _, first, values, formats in heapq.merge(*blocks, key=_place):
        if row != current:
            current = row
            if row in heights:
                target.set_row(row, heights[row])
            _merge([text for text in merged if text.row == row], target, styles)
        write.row(row, first, values, formats)
        cells += len(values)
        if cells >= CHUNK:
            done(cells)
            cells = 0
    done(cells)


def _place(line: Line) -> tuple[int, int]:
    return line[0], line[1]


def _check_room(sheet: Sheet, table: Table) -> None:
    last = table.row + int(table.header) + table.rows
    if last > SHEET_ROWS or table.column + len(table.columns) > SHEET_COLUMNS:
        raise ValueError(f"table {table.name} does not fit on sheet {sheet.name}: paginate it")


def _texts(texts: Sequence[Text], styles: Styles) -> Iterator[Line]:
    for text in sorted(texts, key=lambda text: (text.row, text.column)):
        yield text.row, 0, text.column, (text.text,), (styles.text(text),)


def _merge(texts: Sequence[Text], target: Worksheet, styles: Styles) -> None:
    """Merge cells while they are empty: merge_range would make formulas and links of texts."""
    for text in texts:
        end = text.column + text.span - 1
        target.merge_range(text.row, text.column, text.row, end, "", styles.text(text))


def _lines(table: Table, order: int, styles: Styles) -> Iterator[Line]:
    """A table's header and values, a few thousand rows at a time."""
    row = table.row
    if table.header:
        heads = [
            styles.header(column.format, first=at == 0, button=table.filterable)
            for at, column in enumerate(table.columns)
        ]
        yield row, order, table.column, [c.title for c in table.columns], heads
        row += 1
    usual = tuple(styles.body(c.format, **_look(table, at)) for at, c in enumerate(table.columns))
    vary = any(column.formats is not None for column in table.columns)
    last = table.rows - 1 if table.total else -1
    for start in range(0, table.rows, CHUNK):
        part = [_plain(column.values[start : start + CHUNK]) for column in table.columns]
        for at, values in enumerate(zip(*part, strict=True), start=start):
            formats = _row_bodies(table, at, styles) if vary or at == last else usual
            yield row + at, order, table.column, values, formats


def _row_bodies(table: Table, row: int, styles: Styles) -> tuple[Drawn, ...]:
    total = table.total and row == table.rows - 1
    return tuple(
        styles.body(c.formats[row] if c.formats else c.format, total=total, **_look(table, at))
        for at, c in enumerate(table.columns)
    )


def _look(table: Table, at: int) -> dict[str, bool]:
    return {"first": at == 0, "wrap": table.columns[at].wrap, "ruled": not table.filterable}


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
        self._rich = target.write_rich_string
        self._plain = plain

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
        """Write nothing, a whole number, a truth value, or one of numpy's."""
        if value is None:
            self._blank(row, column, None, style)
        elif isinstance(value, bool):
            self._boolean(row, column, value, style)
        elif isinstance(value, int):
            self._number(row, column, value, style)
        elif isinstance(value, np.generic | float | str):
            plain = value.item() if isinstance(value, np.generic) else value
            exact = float(plain) if isinstance(plain, float) else plain
            self.row(row, column, (str(exact) if isinstance(exact, str) else exact,), (style,))
        else:
            raise TypeError(f"a cell cannot hold a {type(value).__name__}")
