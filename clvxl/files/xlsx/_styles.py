"""How a report looks in an .xlsx file: the look of `clvxl.report.style` in XlsxWriter's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clvxl.report.records import NUMBER_FORMATS
from clvxl.report.style import Look

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format as Drawn

__all__ = ["TABLE_STYLE", "Styles"]

TABLE_STYLE = "Table Style Light 1"
WEIGHTS = {"thin": 1, "medium": 2}
VERTICAL = {"top": "top", "center": "vcenter"}


class Styles:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[Look, Drawn] = {}
        self.plain = book.add_format({})

    def mark(self, color: str, *, bold: bool = False) -> Drawn:
        """The letters of a conditional format."""
        return self._book.add_format({"font_color": color, "bold": bold})

    def of(self, look: Look) -> Drawn:
        """The format of a look."""
        if look not in self._made:
            self._made[look] = self._book.add_format(_properties(look))
        return self._made[look]


def _properties(look: Look) -> dict[str, Any]:
    found: dict[str, Any] = {
        "num_format": NUMBER_FORMATS[look.format],
        "valign": VERTICAL[look.vertical],
        "bold": look.bold,
        "text_wrap": look.wrap,
        "indent": look.indent,
    }
    optional = {
        "font_color": look.color, "font_size": look.size, "bg_color": look.fill,
        "align": look.align, "font_name": look.font,
    }  # fmt: skip
    found |= {name: value for name, value in optional.items() if value is not None}
    if not look.locked:
        found["locked"] = False
    box = {"top": look.box, "bottom": look.box, "left": look.box, "right": look.box}
    own = {"top": look.top, "bottom": look.bottom}
    for side, line in (box | {name: line for name, line in own.items() if line}).items():
        if line is not None:
            found |= {side: WEIGHTS[line[1]], f"{side}_color": line[0]}
    return found
