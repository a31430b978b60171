"""How large letters of a sheet are on paper."""

from __future__ import annotations

from clvxl.report.pages import page_breaks, print_scale
from clvxl.report.records import Sheet
from clvxl.report.style import TEXT_SIZES, column_widths, row_heights

__all__ = ["printed"]

CHART_LETTERS = 10
"""Points of what stands at the axes of a chart."""


def printed(sheet: Sheet, language: str) -> tuple[float, int]:
    """The points of the smallest letters of a sheet that is one page wide, and how many pages."""
    widths = column_widths(sheet)
    breaks = page_breaks(sheet, widths, row_heights(sheet, widths), language)
    smallest = min(CHART_LETTERS, *TEXT_SIZES.values())
    return smallest * print_scale(sheet, widths, language), len(breaks) + 1
