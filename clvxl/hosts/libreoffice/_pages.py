"""How a report's sheets print: A4, one page wide, the sheet's name and page numbers below."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from clvxl.hosts.libreoffice._uno import area, struct
from clvxl.report.pages import MARGINS, page_breaks, print_note
from clvxl.report.records import Sheet
from clvxl.report.style import column_widths, repeated_row, row_heights

__all__ = ["set_up_page"]

STYLES = {False: "clvxl portrait", True: "clvxl landscape"}
SHORT, LONG = 21_000, 29_700
INCH = 2540
FOOT, LINE = 762, 317
"""Below the foot, as Excel leaves it, and a line of the foot."""


def set_up_page(
    document: Any, target: Any, sheet: Sheet, language: str, hold: Callable[[], None]
) -> None:
    """Give a sheet its page, and what of it is printed; a long table's headers stand on each page.

    `hold` is called after each step, as each ends the undo manager's lock.
    """
    note = print_note(sheet, language)
    name = f"{STYLES[sheet.landscape]} {note}".strip()
    styles = document.StyleFamilies.getByName("PageStyles")
    if not styles.hasByName(name):
        styles.insertByName(name, document.createInstance("com.sun.star.style.PageStyle"))
        _set_page(document, styles.getByName(name), note, landscape=sheet.landscape)
    target.PageStyle = name
    hold()
    if sheet.printed is not None:
        target.setPrintAreas((area(target, sheet.printed).RangeAddress,))
        hold()
    widths = column_widths(sheet)
    for first in page_breaks(sheet, widths, row_heights(sheet, widths), language):
        target.getRows().getByIndex(first).IsStartOfNewPage = True
        hold()
    row = repeated_row(sheet)
    if row is not None:
        target.setTitleRows(struct("table.CellRangeAddress", StartRow=row, EndRow=row))
        hold()
        target.setPrintTitleRows(True)
        hold()


def _set_page(document: Any, style: Any, note: str, *, landscape: bool) -> None:
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
    content.CenterText.setString(note)
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
