"""How a report's sheets stand in the window and on paper.

xlwings has no words for this: on Windows Excel's own object model is asked, on the Mac panes are
frozen and the rest stays as Excel has it.
"""

from __future__ import annotations

import contextlib
from typing import Any

from clvxl.hosts.excel._engine import native
from clvxl.report.addresses import area_address
from clvxl.report.pages import INCH, MARGINS, page_breaks, print_note
from clvxl.report.records import Sheet
from clvxl.report.style import column_widths, repeated_row, row_heights

__all__ = ["freeze", "set_up_page"]

A4 = 9
PORTRAIT, LANDSCAPE = 1, 2


def freeze(target: Any, frozen: tuple[int, int]) -> None:
    """Keep the first rows and columns in view; the sheet is shown meanwhile."""
    rows, columns = frozen
    if not (rows or columns):
        return
    target.activate()
    app = native(target.book.app)
    if hasattr(app, "ActiveWindow"):
        window = app.ActiveWindow
        window.ScrollRow = window.ScrollColumn = 1
        window.SplitRow, window.SplitColumn = rows, columns
        window.FreezePanes = True
    elif hasattr(app, "active_window"):
        window = app.active_window
        window.split_row.set(rows)
        window.split_column.set(columns)
        window.freeze_panes.set(True)


def set_up_page(target: Any, sheet: Sheet, language: str) -> None:
    """A4, one page wide, its name and page numbers below, long headers on each page; its breaks.

    A computer without a printer refuses some of it, which is no reason to take the report away.
    """
    page = target.page_setup.api
    if not hasattr(page, "FitToPagesWide"):
        return
    values = {
        "Orientation": LANDSCAPE if sheet.landscape else PORTRAIT,
        "Zoom": False, "FitToPagesWide": 1, "FitToPagesTall": False, "PaperSize": A4,
        **{f"{side.title()}Margin": inches * INCH for side, inches in MARGINS.items()},
        "LeftFooter": "&9&A", "RightFooter": "&9&P / &N",
    }  # fmt: skip
    note = print_note(sheet, language)
    if note:
        values["CenterFooter"] = f"&9 {note}"
    if sheet.printed is not None:
        values["PrintArea"] = area_address(sheet.printed)
    row = repeated_row(sheet)
    if row is not None:
        values["PrintTitleRows"] = f"${row + 1}:${row + 1}"
    for name, value in values.items():
        with contextlib.suppress(Exception):
            setattr(page, name, value)
    widths = column_widths(sheet)
    for first in page_breaks(sheet, widths, row_heights(sheet, widths), language):
        with contextlib.suppress(Exception):
            target.api.HPageBreaks.Add(target.range((first + 1, 1)).api)
