"""The cells of a report in a Calc sheet: values in blocks, formats by runs of rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from clvxl.hosts.libreoffice._uno import color, column_hundredths, enum, hundredths, struct
from clvxl.report.records import NUMBER_FORMATS, Sheet, Table, TextAt
from clvxl.report.style import (
    FONT_SIZE,
    FONTS,
    Look,
    column_widths,
    header_look,
    look_runs,
    row_heights,
    safe_text,
    text_look,
)
from clvxl.report.values import cells_of, check_room

__all__ = ["Brush", "draw_cells", "set_sizes"]

BLOCK_CELLS = 40_000
"""So many cells go to Calc at a time: some hundredths of a second."""

INDENT = 300
WEIGHTS = {"thin": 26, "medium": 62}
VERTICAL = {"top": 1, "center": 2}
BOLD = 150.0

Done = Callable[[int], None]


@dataclass
class Brush:
    """What it takes to give cells their look: the document's formats and the report's font."""

    document: Any
    language: str
    _keys: dict[str, int] = field(default_factory=dict)

    def apply(self, cells: Any, look: Look) -> None:
        """Give `cells` a look."""
        found = dict(sorted(self._properties(look)))
        cells.setPropertyValues(tuple(found), tuple(found.values()))

    def format_key(self, code: str) -> int:
        """Return the document's key of a number format, whatever the user's country."""
        if code not in self._keys:
            formats, english = self.document.NumberFormats, struct("lang.Locale")
            english.Language, english.Country = "en", "US"
            key = formats.queryKey(code, english, False)
            self._keys[code] = key if key != -1 else formats.addNew(code, english)
        return self._keys[code]

    def _properties(self, look: Look) -> Iterator[tuple[str, Any]]:
        font = FONTS.get(self.language, FONTS["en"])
        size = float(look.size or FONT_SIZE)
        for script in ("", "Asian"):
            yield f"CharFontName{script}", font
            yield f"CharHeight{script}", size
            yield f"CharWeight{script}", BOLD if look.bold else 100.0
        yield "NumberFormat", self.format_key(NUMBER_FORMATS[look.format])
        yield "VertJustify", VERTICAL[look.vertical]
        if look.wrap:
            yield "IsTextWrapped", True
        if look.color is not None:
            yield "CharColor", color(look.color)
        if look.fill is not None:
            yield "CellBackColor", color(look.fill)
        if look.align is not None:
            yield "HoriJustify", enum("table.CellHoriJustify", look.align.upper())
            yield "ParaIndent", look.indent * INDENT
        for side, line in (("TopBorder", look.top), ("BottomBorder", look.bottom)):
            if line is not None:
                width = WEIGHTS[line[1]]
                yield side, struct(
                    "table.BorderLine2", Color=color(line[0]), OuterLineWidth=width,
                    LineWidth=width,
                )  # fmt: skip


def set_sizes(target: Any, sheet: Sheet) -> None:
    """Set column widths and row heights."""
    widths = column_widths(sheet)
    columns, rows = target.getColumns(), target.getRows()
    for at, width in widths.items():
        columns.getByIndex(at).Width = column_hundredths(width)
    for at, height in row_heights(sheet, widths).items():
        rows.getByIndex(at).Height = hundredths(height)


def draw_cells(target: Any, sheet: Sheet, brush: Brush, done: Done) -> None:
    """Draw texts and tables; `done` hears how many cells each block brought."""
    for text in sheet.texts:
        _draw_text(target, text, brush)
    for table in sheet.tables:
        check_room(sheet, table)
        _draw_looks(target, table, brush)
        _draw_values(target, table, done)


def _draw_text(target: Any, text: TextAt, brush: Brush) -> None:
    cells = target.getCellRangeByPosition(
        text.column, text.row, text.column + text.span - 1, text.row
    )
    brush.apply(cells, text_look(text))
    if text.span > 1:
        cells.merge(True)
    one = target.getCellRangeByPosition(text.column, text.row, text.column, text.row)
    one.setDataArray(((safe_text(text.text),),))


def _draw_looks(target: Any, table: Table, brush: Brush) -> None:
    for at, column in enumerate(table.columns):
        left = table.column + at
        if table.header:
            look = header_look(column.format, first=at == 0, button=table.filterable)
            brush.apply(target.getCellRangeByPosition(left, table.row, left, table.row), look)
        top = table.row + int(table.header)
        for first, last, look in look_runs(table, at):
            brush.apply(target.getCellRangeByPosition(left, top + first, left, top + last), look)


def _draw_values(target: Any, table: Table, done: Done) -> None:
    """Move the values in blocks; they are data, so that no text becomes a formula or a number."""
    width = len(table.columns)
    right, top = table.column + width - 1, table.row
    if table.header:
        titles = tuple(safe_text(column.title) for column in table.columns)
        target.getCellRangeByPosition(table.column, top, right, top).setDataArray((titles,))
        top += 1
    step = max(1, BLOCK_CELLS // width)
    known: dict[str, str] = {}
    for start in range(0, table.rows, step):
        stop = min(start + step, table.rows)
        parts = [cells_of(column.values[start:stop], known) for column in table.columns]
        cells = target.getCellRangeByPosition(table.column, top + start, right, top + stop - 1)
        cells.setDataArray(tuple(zip(*parts, strict=True)))
        done((stop - start) * width)
