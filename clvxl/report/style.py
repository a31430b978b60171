"""How a report looks, whoever draws it: one accent colour, one font, little ink."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from clvxl.report.layout import column_width, shown, text_width
from clvxl.report.records import (
    CELL_TEXT,
    NUMBER_FORMATS,
    Cell,
    Format,
    Formula,
    Role,
    Sheet,
    Table,
    TextAt,
)

__all__ = [
    "ACCENT", "AXIS_FORMATS", "BAR_GAP", "BAR_OVERLAP", "FONTS", "GRID", "INK", "MARKED", "RIGHT",
    "STACKED_OVERLAP", "TEXT_SIZES", "WRONG", "Look", "body_look", "cell_look", "column_widths",
    "header_look", "lines_in", "look_runs", "row_heights", "safe_text", "text_look", "value_look",
]  # fmt: skip

ACCENT = "#1F7A6D"
INK = "#22302E"
MUTED = "#5F6B69"
TINT = "#E8F2F0"
GRID = "#DDE4E2"

RIGHT = ("✓", ACCENT)
"""What a check says of a right answer, and its colour."""
WRONG = "#B4532A"
"""The colour of whatever else a check says."""

FONTS = {"en": "Calibri", "zh": "Microsoft YaHei"}
"""Calc draws the first with Carlito, of the same widths, the second with its Chinese font."""

FONT_SIZE = 11
TEXT_SIZES = {"title": 18, "headline": 12, "heading": 13, "note": 10, "body": FONT_SIZE}
BUTTON_INDENT = 2

AXIS_FORMATS = {
    **NUMBER_FORMATS, "percent": "0%", "amount": "#,##0", "number": "#,##0", "factor": "0.00",
}  # fmt: skip
"""What stands at a chart's axis: as few decimals as will do."""
BAR_GAP, BAR_OVERLAP = 60, -5
"""Between the bars of two categories and of one, in per cent of a bar."""
STACKED_OVERLAP = 100
MARKED = 12
"""A line of so many points or fewer marks each of them."""

OTHER_FIGURES = "0" * 8
"""Room for longer figures in a text that follows them."""

LONG_TABLE = 2000
LONG_PRINT = 30
ROW_HEIGHT = 15.0
STEADY_HEIGHT = 17.0
"""High enough for the Chinese fonts of any program."""
AIR = 4.0
"""Points above and below wrapped texts together: Chinese signs are higher than Latin ones."""
DEFAULT_WIDTH = 8.43
HIGHEST = 409.0
"""Points; no row can be higher."""

UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True)
class Look:
    """How one cell looks.

    `size` and `font` None are the standard ones; lines are a colour and a weight; `box` stands
    for those of all four sides that have none of their own. `font` and `box` are for files alone:
    no report of a job asks for them.
    """

    color: str | None = None
    bold: bool = False
    size: float | None = None
    fill: str | None = None
    format: Format = "general"
    align: Literal["left", "right", "center"] | None = None
    indent: int = 0
    vertical: Literal["top", "center"] = "center"
    wrap: bool = False
    top: tuple[str, Literal["thin", "medium"]] | None = None
    bottom: tuple[str, Literal["thin", "medium"]] | None = None
    box: tuple[str, Literal["thin", "medium"]] | None = None
    font: str | None = None
    locked: bool = True


TEXTS = {
    "title": Look(color=ACCENT, bold=True),
    "headline": Look(color=INK),
    "heading": Look(color=ACCENT, bold=True),
    "note": Look(color=MUTED),
    "body": Look(color=INK),
}
HEADER = Look(color=INK, bold=True, fill=TINT, bottom=(ACCENT, "medium"), wrap=True)
ROLES: dict[Role, Look] = {
    "input": Look(color="#1B4F9C", fill="#FFF4CC", box=("#E0C25A", "thin")),
    "answer": Look(color=INK, fill="#FBE3D4", box=("#D0804A", "medium")),
    "check": Look(color=MUTED, wrap=True),
    "result": Look(color=INK, bold=True),
    "plain": Look(color=INK),
    "note": Look(color=MUTED, wrap=True),
    "body": Look(color=INK, wrap=True),
    "code": Look(color=MUTED, size=10, font="Consolas"),
}
PARAGRAPHS: tuple[Role, ...] = ("note", "body")
INDENTED_ROLES: tuple[Role, ...] = ("check", "note", "code")
"""Roles of texts that stand right of a number and keep off it."""


def text_look(text: TextAt) -> Look:
    """Return the look of a text that stands by itself.

    >>> text_look(TextAt(0, 0, "Segments", "title")).size
    18
    """
    wrap = text.span > 1 or text.lines > 1
    size = TEXT_SIZES[text.style]
    return replace(
        TEXTS[text.style], size=size, wrap=wrap, vertical="top" if text.lines > 1 else "center"
    )


def cell_look(cell: Cell) -> Look:
    """Return the look of a cell that stands by itself.

    Parameters
    ----------
    cell : Cell
        Its role gives colours, lines and font; its span and lines say whether text is wrapped.

    Returns
    -------
    Look
        A formula shown as text stays text, also when somebody enters the cell.

    Examples
    --------
    >>> cell_look(Cell(0, 0, 0.2, "input", "percent")).fill
    '#FFF4CC'
    """
    wrap = cell.span > 1 or cell.lines != 1 or ROLES[cell.role].wrap
    look = Look(
        format=_cell_format(cell),
        align="left" if cell.format == "text" or cell.role == "check" else None,
        indent=_text_indent(cell.column == 0 or cell.role not in INDENTED_ROLES),
        vertical="top" if cell.column == 0 and cell.role in PARAGRAPHS else "center",
        wrap=wrap,
        locked=not cell.unlocked,
    )
    return _with_role(look, cell.role)


def _with_role(look: Look, role: Role) -> Look:
    other = ROLES[role]
    return replace(
        look, color=other.color, fill=other.fill, bold=look.bold or other.bold, size=other.size,
        font=other.font, box=other.box, top=other.top or look.top,
        bottom=None if other.box else look.bottom, wrap=look.wrap or other.wrap,
    )  # fmt: skip


def _cell_format(cell: Cell) -> Format:
    if not isinstance(cell.value, Formula) and cell.role != "answer":
        return _role_format(cell.format, cell.role)
    # In a cell of text a formula that somebody enters would stay its own text.
    return "general" if cell.format == "text" else cell.format


def _role_format(kind: Format, role: Role | None) -> Format:
    return "text" if role == "code" and kind == "general" else kind


def header_look(
    kind: Format,
    *,
    first: bool,
    button: bool,
    align: Literal["left", "center", "right"] | None = None,
) -> Look:
    """Return the look of a column's title: as its values stand, clear of a filter button.

    `align` is that of the column, where it differs from its format's.

    >>> header_look("amount", first=False, button=True).indent
    2
    """
    if align == "center":
        return replace(HEADER, align="center")
    if kind == "text" or align == "left":
        return replace(HEADER, align="left", indent=_text_indent(first))
    return replace(HEADER, align="right", indent=BUTTON_INDENT if button else 0)


def body_look(kind: Format, *, first: bool, wrap: bool, ruled: bool, total: bool = False) -> Look:
    """Return the look of a value.

    `first` says that it stands in the table's first column, `ruled` draws the line below it,
    `total` the one above.

    >>> body_look("text", first=False, wrap=False, ruled=True).bottom
    ('#DDE4E2', 'thin')
    """
    look = Look(format=kind, wrap=wrap)
    if kind == "text":
        look = replace(look, align="left", indent=_text_indent(first))
    if total:
        return replace(look, bold=True, top=(ACCENT, "thin"))
    return replace(look, bottom=(GRID, "thin")) if ruled else look


def value_look(table: Table, at: int, row: int) -> Look:
    """Return the look of the value in column `at` and row `row` of a table's body."""
    column = table.columns[at]
    kind = column.formats[row] if column.formats is not None else column.format
    total = table.total and row == table.rows - 1
    look = body_look(
        _role_format(kind, column.role), first=at == 0, wrap=column.wrap,
        ruled=not table.filterable, total=total,
    )  # fmt: skip
    if column.role is not None and not total:
        # A line above each of many results would say nothing.
        look = replace(_with_role(look, column.role), top=None)
    if column.fills is not None:
        look = replace(look, fill=column.fills[row])
    if column.align is None:
        return look
    indent = _text_indent(at == 0) if column.align == "left" else 0
    return replace(look, align=column.align, indent=indent)


def look_runs(table: Table, at: int) -> Iterator[tuple[int, int, Look]]:
    """Yield the runs of rows of column `at` that look alike: first row, last row, look.

    >>> from clvxl.report.records import Column
    >>> table = Table("a", 0, 0, (Column("Sum", [1, 2, 3], "integer"),), total=True)
    >>> [(first, last, look.bold) for first, last, look in look_runs(table, 0)]
    [(0, 1, False), (2, 2, True)]
    """
    if not table.rows:
        return
    if table.columns[at].formats is None and table.columns[at].fills is None:
        end = table.rows - int(table.total)
        if end:
            yield 0, end - 1, value_look(table, at, 0)
        if table.total:
            yield end, end, value_look(table, at, end)
        return
    looks = ((value_look(table, at, row), row) for row in range(table.rows))
    for look, group in groupby(looks, key=lambda pair: pair[0]):
        rows = [row for _, row in group]
        yield rows[0], rows[-1], look


def _text_indent(first: bool) -> int:
    # Numbers end where the next column begins: its text keeps off them.
    return 0 if first else 1


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
    """Return the widths of a sheet's columns: as it says, else fitting its tables.

    >>> from clvxl.report.records import Column
    >>> column_widths(Sheet("A", tables=(Table("a", 0, 2, (Column("Code", [1]),)),)))
    {2: 9.0}
    """
    found: dict[int, float] = {}
    for table in sheet.tables:
        for at, column in enumerate(table.columns, start=table.column):
            found[at] = max(found.get(at, 0.0), column_width(column))
    return found | sheet.widths


def row_heights(sheet: Sheet, widths: dict[int, float]) -> dict[int, float]:
    """Return the heights in points of the rows that differ: texts, cells and header rows.

    >>> row_heights(Sheet("A", texts=(TextAt(2, 0, "Note", "body", lines=3),)), {})
    {2: 50.199999999999996}
    """
    heights: dict[int, float] = {}
    for row, height in _all_heights(sheet, widths):
        heights[row] = max(heights.get(row, ROW_HEIGHT), height)
    return heights


def _all_heights(sheet: Sheet, widths: dict[int, float]) -> Iterator[tuple[int, float]]:
    """Heights that rows need, each for a reason of its own."""
    for text in sheet.texts:
        yield text.row, AIR + _lines_height(text.lines, TEXT_SIZES[text.style], sheet)
    for cell in sheet.cells:
        lines = cell.lines or _lines_shown(cell, widths)
        air = AIR if lines > 1 else 0.0
        yield cell.row, air + _lines_height(lines, ROLES[cell.role].size or FONT_SIZE, sheet)
    for table in sheet.tables:
        if table.header:
            yield table.row, 6 + ROW_HEIGHT * max(_title_lines(table, widths), default=1)
        wrapped = list(_wrapped_heights(table, widths))
        if table.even:
            yield from _even_heights(table, max((high for _, high in wrapped), default=0.0))
        else:
            yield from (pair for pair in wrapped if pair[1] > ROW_HEIGHT)
        if table.airy:
            yield from _even_heights(table, 0.0)
    # A program that finds heights itself, by its own fonts, does so after it has placed the
    # charts, and rows would grow under them.
    below = max((chart.row for chart in sheet.charts), default=0)
    yield from ((row, STEADY_HEIGHT) for row in range(below))


def _lines_shown(cell: Cell, widths: dict[int, float]) -> int:
    """The lines of what a cell shows; of a formula that gives nothing yet, about those."""
    text = shown(cell.value)
    if not isinstance(text, str):
        text = cell.value.text if isinstance(cell.value, Formula) else ""
    columns = range(cell.column, cell.column + cell.span)
    return lines_in(text + OTHER_FIGURES, sum(widths.get(at, DEFAULT_WIDTH) for at in columns))


def _even_heights(table: Table, highest: float) -> Iterator[tuple[int, float]]:
    first = table.row + int(table.header)
    yield from ((first + row, max(highest + AIR, STEADY_HEIGHT)) for row in range(table.rows))


def _lines_height(lines: int, size: float, sheet: Sheet) -> float:
    return lines * size * sheet.leading


def _title_lines(table: Table, widths: dict[int, float]) -> Iterator[int]:
    button = 2.0 if table.filterable else 0.0
    for at, column in enumerate(table.columns, start=table.column):
        yield min(
            4, lines_in(column.heading or column.title, widths.get(at, DEFAULT_WIDTH) - button)
        )


def _wrapped_heights(table: Table, widths: dict[int, float]) -> Iterator[tuple[int, float]]:
    """Heights of rows whose texts wrap; of a long table they are left to the program."""
    wrapped = [
        (at, column.values)
        for at, column in enumerate(table.columns, start=table.column)
        if column.wrap or column.role == "check"
    ]
    if not wrapped or table.rows > LONG_TABLE:
        return
    for row in range(table.rows):
        cells = [(at, shown(values[row])) for at, values in wrapped]
        lines = [
            lines_in(text, widths.get(at, DEFAULT_WIDTH) - 1)
            for at, text in cells
            if isinstance(text, str)
        ]
        yield table.row + int(table.header) + row, min(HIGHEST, ROW_HEIGHT * max(lines, default=1))


def lines_in(text: str, width: float) -> int:
    """Return how many lines a wrapped text takes, about, with room to spare.

    Words stay whole, and a program's font can be wider than the usual one.

    Parameters
    ----------
    text : str
    width : float
        The width of its cells together, in characters of the standard font.

    Returns
    -------
    int
        At least 1.

    Examples
    --------
    >>> lines_in("What is a customer of the shop worth over five years?", 30), lines_in("", 30)
    (2, 1)
    """
    room = max((width - 0.5) / 1.1, 1)
    return sum(max(1, math.ceil(text_width(line) / room)) for line in text.split("\n"))


def repeated_row(sheet: Sheet) -> int | None:
    """Return the row to print on each page: the headers of the sheet's longest table, if long."""
    long = [table for table in sheet.tables if table.header and table.rows > LONG_PRINT]
    return max(long, key=lambda table: table.rows).row if long else None
