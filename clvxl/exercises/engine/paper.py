"""How the sheets of an exercise go on paper: upright or across, on one page where that reads well.

Of long tables the first rows are printed, and a word at the foot of the page says so.
"""

from __future__ import annotations

import math
from dataclasses import replace

from clvxl.report.pages import A4, INCH, MARGINS, SIGN
from clvxl.report.records import Area, Sheet
from clvxl.report.style import DEFAULT_WIDTH, FONT_SIZE, ROW_HEIGHT, column_widths, row_heights

__all__ = ["LEAST_SIZE", "letter_size", "on_paper"]

LEAST_SIZE = 8.0
"""Points that letters have on paper at least."""

SMALLEST = 6.0
"""Points in which a sheet still goes on one page where it is to; a user's data may be long."""

LONG, PRINTED = 60, 40
"""Of a table of more rows so many are printed."""

SPARE = 0.96
"""So much of a page's height is used: programs differ in how they draw rows."""


def on_paper(sheet: Sheet, language: str, *, whole: bool = False) -> Sheet:
    """Return a sheet with the paper turned as it reads best, on one page if it can be or must.

    >>> found = on_paper(Sheet("A", widths={0: 120.0}), "en")
    >>> found.landscape, found.one_page
    (True, True)
    """
    if sheet.printed is None:
        sheet = _fewer_rows(replace(sheet, printed=_first_rows_of(sheet)), language)
    size = _size(sheet, language)
    best = _best(size)
    if FONT_SIZE * _whole(size, best) >= (SMALLEST if whole else LEAST_SIZE):
        return replace(sheet, landscape=best, one_page=True, parts=())
    # On pages as wide as the sheet: as few as letters of a good size allow.
    turned = min((False, True), key=lambda turned: _cost(size, turned))
    last = math.inf if sheet.printed is None else sheet.printed.last_row + 1
    parts = tuple(row for row in sheet.parts if row < last)
    return replace(sheet, landscape=turned, parts=parts)


def _best(size: tuple[float, float]) -> bool:
    """Whether one page across shows more than one upright."""
    return max((False, True), key=lambda turned: (_whole(size, turned), not turned))


def _fewer_rows(sheet: Sheet, language: str) -> Sheet:
    """Print some rows fewer of a long table where one page holds them."""
    if sheet.printed is None:
        return sheet
    for last in range(sheet.printed.last_row, sheet.printed.last_row - PRINTED // 3, -1):
        fewer = replace(sheet, printed=replace(sheet.printed, last_row=last))
        size = _size(fewer, language)
        if FONT_SIZE * _whole(size, _best(size)) >= LEAST_SIZE:
            return fewer
    return sheet


def letter_size(sheet: Sheet, language: str) -> float:
    """Return the points that letters of the usual size have on paper.

    >>> letter_size(Sheet("A", widths={0: 160.0}), "en") < 7 < letter_size(Sheet("A"), "en")
    True
    """
    size = _size(sheet, language)
    fitted = _whole if sheet.one_page else _wide
    return FONT_SIZE * fitted(size, sheet.landscape)


def _first_rows_of(sheet: Sheet) -> Area | None:
    """The cells that go to paper where a long table is the last of its columns."""
    ends = [(table.row, table.row + int(table.header) + table.rows) for table in sheet.tables]
    kept = [
        start + 1 + (PRINTED if end - start > LONG else end - start) for start, end in ends
    ] + _other_ends(sheet)
    last = max(kept, default=0) - 1
    if all(end - start <= LONG for start, end in ends) or last >= max(end for _, end in ends):
        return None
    return Area(0, 0, last, _columns(sheet) - 1)


def _other_ends(sheet: Sheet) -> list[int]:
    alone = [text.row + 1 for text in sheet.texts] + [cell.row + 1 for cell in sheet.cells]
    return alone + [chart.row + chart.rows for chart in sheet.charts]


def _columns(sheet: Sheet) -> int:
    ends = [at + 1 for at in column_widths(sheet)]
    ends += [chart.column + chart.columns for chart in sheet.charts]
    ends += [text.column + text.span for text in sheet.texts]
    ends += [cell.column + cell.span for cell in sheet.cells]
    return max(ends, default=1)


def _size(sheet: Sheet, language: str) -> tuple[float, float]:
    """How wide and how high what is printed is, in points."""
    widths, sign = column_widths(sheet), SIGN.get(language, SIGN["en"])
    # A column has 5 pixels more than its characters, a pixel is three quarters of a point.
    columns = _columns(sheet) if sheet.printed is None else sheet.printed.last_column + 1
    wide = sum((sign * widths.get(at, DEFAULT_WIDTH) + 5) * 0.75 for at in range(columns))
    heights = row_heights(sheet, widths)
    ends = [table.row + int(table.header) + table.rows for table in sheet.tables]
    last = max([*ends, *_other_ends(sheet)], default=1)
    if sheet.printed is not None:
        last = sheet.printed.last_row + 1
    return wide, sum(heights.get(row, ROW_HEIGHT) for row in range(last))


def _paper(turned: bool) -> tuple[float, float]:
    across, down = reversed(A4) if turned else A4
    return (
        across - (MARGINS["left"] + MARGINS["right"]) * INCH,
        SPARE * (down - (MARGINS["top"] + MARGINS["bottom"]) * INCH),
    )


def _wide(size: tuple[float, float], turned: bool) -> float:
    """What letters keep of their size on pages as wide as the sheet."""
    return min(1.0, _paper(turned)[0] / size[0])


def _whole(size: tuple[float, float], turned: bool) -> float:
    """What they keep of it on one page."""
    return min(_wide(size, turned), _paper(turned)[1] / size[1])


def _cost(size: tuple[float, float], turned: bool) -> tuple[float, int, bool]:
    """What letters lack of a good size, the number of pages, and whether the paper is turned."""
    scale = _wide(size, turned)
    pages = math.ceil(size[1] * scale / _paper(turned)[1])
    return max(0.0, LEAST_SIZE - FONT_SIZE * scale), pages, turned
