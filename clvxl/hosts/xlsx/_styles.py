"""How a written report looks: one accent colour, one font, little ink."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clvxl.report.records import NUMBER_FORMATS, Format, Text

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format as Drawn

__all__ = ["ACCENT", "FONTS", "GRID", "INK", "TABLE_STYLE", "TEXT_SIZES", "Styles"]

ACCENT = "#1F7A6D"
INK = "#22302E"
MUTED = "#5F6B69"
TINT = "#E8F2F0"
GRID = "#DDE4E2"
TABLE_STYLE = "Table Style Light 1"

FONTS = {"en": "Calibri", "zh": "Microsoft YaHei"}
"""Calc draws the first with Carlito, of the same widths, the second with its Chinese font."""

TEXT_SIZES = {"title": 18, "heading": 13, "note": 10, "body": 11}
THIN, MEDIUM = 1, 2
BUTTON_INDENT = 2

TEXTS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_color": ACCENT},
    "heading": {"bold": True, "font_color": ACCENT},
    "note": {"font_color": MUTED},
    "body": {"font_color": INK},
}
HEADER = {
    "bold": True,
    "bg_color": TINT,
    "font_color": INK,
    "bottom": MEDIUM,
    "bottom_color": ACCENT,
    "valign": "vcenter",
    "text_wrap": True,
}


class Styles:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Drawn] = {}
        self.plain = self._make({})

    def _make(self, properties: dict[str, Any]) -> Drawn:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(properties)
        return self._made[key]

    def text(self, text: Text) -> Drawn:
        """The format of a text that stands by itself."""
        wrap = text.span > 1 or text.lines > 1
        size = {"font_size": TEXT_SIZES[text.style], "valign": "top" if wrap else "vcenter"}
        return self._make({**TEXTS[text.style], **size, "text_wrap": wrap})

    def header(self, kind: Format, *, first: bool, button: bool) -> Drawn:
        """The format of a column's title: as its values stand, clear of a filter button."""
        if kind == "text":
            return self._make({**HEADER, **_text_place(first)})
        return self._make({**HEADER, "align": "right", "indent": BUTTON_INDENT if button else 0})

    def body(
        self, kind: Format, *, first: bool, wrap: bool, ruled: bool, total: bool = False
    ) -> Drawn:
        """The format of a value.

        `first` says that it stands in the table's first column, `ruled` draws the line below it,
        `total` the one above.
        """
        look: dict[str, Any] = {"num_format": NUMBER_FORMATS[kind], "valign": "vcenter"}
        if kind == "text":
            look |= _text_place(first)
        if wrap:
            look["text_wrap"] = True
        if total:
            look |= {"bold": True, "top": THIN, "top_color": ACCENT}
        elif ruled:
            look |= {"bottom": THIN, "bottom_color": GRID}
        return self._make(look)


def _text_place(first: bool) -> dict[str, Any]:
    # Numbers end where the next column begins: its text keeps off them.
    return {"align": "left", "indent": 0 if first else 1}
