"""How a report's sheets print: A4, one page wide, the sheet's name and page numbers below."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from clvxl.hosts.libreoffice._uno import struct
from clvxl.report.pages import MARGINS
from clvxl.report.records import Sheet
from clvxl.report.style import repeated_row

__all__ = ["set_up_page"]

STYLES = {False: "clvxl portrait", True: "clvxl landscape"}
SHORT, LONG = 21_000, 29_700
INCH = 2540
FOOT, LINE = 762, 317
"""Below the foot, as Excel leaves it, and a line of the foot."""


def set_up_page(document: Any, target: Any, sheet: Sheet, hold: Callable[[], None]) -> None:
    """Give a sheet its page; a long table's headers stand on each.

    `hold` is called after each step, as each ends the undo manager's lock.
    """
    name = STYLES[sheet.landscape]
    styles = document.StyleFamilies.getByName("PageStyles")
    if not styles.hasByName(name):
        styles.insertByName(name, document.createInstance("com.sun.star.style.PageStyle"))
        _set_page(document, styles.getByName(name), landscape=sheet.landscape)
    target.PageStyle = name
    hold()
    row = repeated_row(sheet)
    if row is not None:
        target.setTitleRows(struct("table.CellRangeAddress", StartRow=row, EndRow=row))
        hold()
        target.setPrintTitleRows(True)
        hold()


def _set_page(document: Any, style: Any, *, landscape: bool) -> None:
    width, height = (LONG, SHORT) if landscape else (SHORT, LONG)
    edges = {side: round(inches * INCH) for side, inches in MARGINS.items()}
    foot = edges["bottom"] - FOOT
    values = {
        "IsLandscape": landscape, "Width": width, "Height": height,
        "LeftMargin": edges["left"], "RightMargin": edges["right"], "TopMargin": edges["top"],
        "BottomMargin": FOOT, "FooterHeight": foot, "FooterBodyDistance": foot - LINE,
        "ScaleToPagesX": 1, "ScaleToPagesY": 0, "HeaderIsOn": False, "FooterIsOn": True,
    }  # fmt: skip
    for name, value in values.items():
        setattr(style, name, value)
    content = style.RightPageFooterContent
    content.CenterText.setString("")
    _insert(document, content.LeftText, "SheetName")
    _insert(document, content.RightText, "PageNumber")
    end = content.RightText.createTextCursor()
    end.gotoEnd(False)
    content.RightText.insertString(end, " / ", False)
    _insert(document, content.RightText, "PageCount")
    style.RightPageFooterContent = content


def _insert(document: Any, text: Any, field: str) -> None:
    cursor = text.createTextCursor()
    cursor.gotoEnd(False)
    made = document.createInstance(f"com.sun.star.text.TextField.{field}")
    text.insertTextContent(cursor, made, False)
