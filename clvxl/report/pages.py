"""Where a printed sheet's pages end, so that what belongs together stays on one page."""

from __future__ import annotations

from itertools import pairwise

from clvxl.report.records import Sheet
from clvxl.report.style import DEFAULT_WIDTH, ROW_HEIGHT

__all__ = ["INCH", "MARGINS", "page_breaks"]

INCH = 72.0
"""In points."""
A4 = 595.3, 841.9
MARGINS = {"left": 0.5, "right": 0.5, "top": 0.6, "bottom": 0.7}
"""In inches."""

SPARE = 0.92
"""So much of a page's height is used: programs differ in how they draw rows and columns."""

SIGN = {"en": 7.5, "zh": 8.5}
"""Pixels of a column's width a character: those of the language's font, between the programs'."""


def page_breaks(
    sheet: Sheet, widths: dict[int, float], heights: dict[int, float], language: str = "en"
) -> list[int]:
    """Return the rows before which a new page begins.

    Parameters
    ----------
    sheet : Sheet
        Its `parts` are not torn; one that is higher than a page goes on where the page ends.
    widths, heights : dict
        Of columns in characters and of rows in points, where they differ from the usual.
    language : str
        Of the workbook.

    Examples
    --------
    >>> page_breaks(Sheet("A", parts=(0, 20, 44, 60, 70)), {}, {})
    [44]
    """
    if not sheet.parts:
        return []
    room = _room(sheet, widths, SIGN.get(language, SIGN["en"]))
    breaks: list[int] = []
    used = sum(heights.get(row, ROW_HEIGHT) for row in range(sheet.parts[0]))
    for first, end in pairwise(sheet.parts):
        height = sum(heights.get(row, ROW_HEIGHT) for row in range(first, end))
        if used and used + height > room >= height:
            breaks.append(first)
            used = 0.0
        used = (used + height) % room
    return breaks


def _room(sheet: Sheet, widths: dict[int, float], sign: float) -> float:
    """How many points of rows a page holds, with the sheet one page wide and never enlarged."""
    across, down = reversed(A4) if sheet.landscape else A4
    across -= (MARGINS["left"] + MARGINS["right"]) * INCH
    down -= (MARGINS["top"] + MARGINS["bottom"]) * INCH
    ends = [column + 1 for column in widths]
    ends += [chart.column + chart.columns for chart in sheet.charts]
    ends += [text.column + text.span for text in sheet.texts]
    columns = range(max(ends, default=1))
    # A column has 5 pixels more than its characters, a pixel is three quarters of a point.
    wide = sum((sign * widths.get(at, DEFAULT_WIDTH) + 5) * 0.75 for at in columns)
    return SPARE * down * max(1.0, wide / across)
