"""Where a printed sheet's pages end, so that what belongs together stays on one page."""

from __future__ import annotations

from itertools import pairwise

from clvxl.report.records import Sheet
from clvxl.report.style import DEFAULT_WIDTH, ROW_HEIGHT
from clvxl.text import Text

__all__ = ["INCH", "MARGINS", "page_breaks", "page_width", "print_note", "print_scale"]

INCH = 72.0
"""In points."""
A4 = 595.3, 841.9
MARGINS = {"left": 0.5, "right": 0.5, "top": 0.6, "bottom": 0.7}
"""In inches."""

SPARE = 0.92
"""So much of a page's height is used: programs differ in how they draw rows and columns."""

SIGN = {"en": 7.5, "zh": 8.5}
"""Pixels of a column's width a character: those of the language's font, between the programs'."""


FIRST_ROWS = Text(
    "The first {printed:,} of {rows:,} rows; the others are not printed.",
    "仅打印 {rows:,} 行中的前 {printed:,} 行。",
)


def page_width(
    language: str, columns: int, scale: float = 0.9, *, landscape: bool = False
) -> float:
    """Return how many characters wide columns may be together where letters keep so much of a size.

    >>> round(page_width("en", 7)), round(page_width("zh", 7)), round(page_width("en", 7, 1.0))
    (99, 87, 88)
    """
    across = (A4[1] if landscape else A4[0]) - (MARGINS["left"] + MARGINS["right"]) * INCH
    # A column has 5 pixels more than its characters, a pixel is three quarters of a point.
    return (across / scale / 0.75 - 5 * columns) / SIGN.get(language, SIGN["en"])


def print_note(sheet: Sheet, language: str) -> str:
    """Return what the foot of a page says of rows that are not printed, "" where all are.

    >>> from clvxl.report.layout import paginate
    >>> from clvxl.report.records import Column, Table
    >>> table = Table("a", 0, 0, (Column("A", list(range(2500))),))
    >>> print_note(paginate("A", table, printed=100)[0], "en")
    'The first 100 of 2,500 rows; the others are not printed.'
    """
    longest = max(sheet.tables, key=lambda table: table.rows, default=None)
    if longest is None or sheet.printed is None:
        return ""
    printed = sheet.printed.last_row + 1 - longest.row - int(longest.header)
    if printed >= longest.rows:
        return ""
    return FIRST_ROWS.say(language, printed=printed, rows=longest.rows)


def page_breaks(
    sheet: Sheet, widths: dict[int, float], heights: dict[int, float], language: str = "en"
) -> list[int]:
    """Return the rows before which a new page begins.

    Parameters
    ----------
    sheet : Sheet
        Its `parts` are not torn; one that is higher than a page goes on where the page ends. What
        stands above the first, such as a title, goes with it.
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
    room = _room(sheet, widths, language)
    breaks: list[int] = []
    used = 0.0
    for first, end in pairwise((0, *sheet.parts[1:])):
        height = sum(heights.get(row, ROW_HEIGHT) for row in range(first, end))
        if used and used + height > room >= height:
            breaks.append(first)
            used = 0.0
        used = (used + height) % room
    return breaks


def _room(sheet: Sheet, widths: dict[int, float], language: str) -> float:
    """How many points of rows a page holds, with the sheet one page wide and never enlarged."""
    down = A4[0] if sheet.landscape else A4[1]
    down -= (MARGINS["top"] + MARGINS["bottom"]) * INCH
    return SPARE * down / print_scale(sheet, widths, language)


def print_scale(sheet: Sheet, widths: dict[int, float], language: str = "en") -> float:
    """Return how much of their size letters keep on paper, where a sheet is one page wide.

    Parameters
    ----------
    sheet : Sheet
    widths : dict
        Of columns in characters, where they differ from the usual.
    language : str
        Of the workbook.

    Examples
    --------
    >>> print_scale(Sheet("A"), {0: 30.0}), round(print_scale(Sheet("A"), {0: 150.0}), 2)
    (1.0, 0.62)
    """
    across = A4[1] if sheet.landscape else A4[0]
    across -= (MARGINS["left"] + MARGINS["right"]) * INCH
    ends = [column + 1 for column in widths]
    ends += [chart.column + chart.columns for chart in sheet.charts]
    ends += [text.column + text.span for text in sheet.texts]
    columns, sign = range(max(ends, default=1)), SIGN.get(language, SIGN["en"])
    # A column has 5 pixels more than its characters, a pixel is three quarters of a point.
    wide = sum((sign * widths.get(at, DEFAULT_WIDTH) + 5) * 0.75 for at in columns)
    return min(1.0, across / wide)
