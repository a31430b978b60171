"""The cells of a report in a Calc sheet: values in blocks, formats by runs of rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from clvxl.hosts.drawing import contents, looks, merges
from clvxl.hosts.libreoffice._uno import area, color, column_hundredths, enum, hundredths, struct
from clvxl.report.records import NUMBER_FORMATS, Sheet
from clvxl.report.style import FONT_SIZE, Look, column_widths, row_heights

__all__ = ["Brush", "draw_cells", "set_sizes"]

INDENT = 300
WEIGHTS = {"thin": 26, "medium": 62}
VERTICAL = {"top": 1, "center": 2}
BOLD = 150.0

Done = Callable[[int], None]


@dataclass
class Brush:
    """What it takes to give cells their look: the document's formats and the report's font."""

    document: Any
    font: str
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
        size = float(look.size or FONT_SIZE)
        for script in ("", "Asian"):
            yield f"CharFontName{script}", self.font
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
    for cells, look, _ in looks(sheet):
        brush.apply(area(target, cells), look)
    for cells in merges(sheet):
        area(target, cells).merge(True)
    for cells, rows, count in contents(sheet):
        # As data, so that no text becomes a formula or a number.
        area(target, cells).setDataArray(tuple(rows))
        done(count)
