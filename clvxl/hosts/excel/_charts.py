"""Bar charts and colour scales of a report on an Excel sheet."""

from __future__ import annotations

import contextlib
from typing import Any

from clvxl.hosts.excel._cells import area
from clvxl.hosts.excel._engine import if_known, native
from clvxl.report.records import Area, BarChart, ColorScale
from clvxl.report.style import AXIS_FORMATS, GRID, INK

__all__ = ["draw_chart", "draw_scale"]

CATEGORIES, NUMBERS = 1, 2
NONE = -4142
LABELS_LOW = -4134
GAP, OVERLAP = 60, -5


def draw_chart(target: Any, chart: BarChart, font: str) -> None:
    """Draw native horizontal bars over the cells that the chart covers, first category on top."""
    covered = area(
        target, chart.row, chart.column,
        chart.row + chart.rows - 1, chart.column + chart.columns - 1,
    )  # fmt: skip
    columns = ",".join(_cells(target, series.values).address for series in chart.series)
    left = if_known(lambda: covered.left)
    if left is None:
        return  # an engine that cannot measure cells has no place for it
    drawn = target.charts.add(
        left=left, top=covered.top, width=covered.width, height=covered.height,
        chart_type="bar_clustered", source=target.range(columns), plot_by="columns", style=None,
    )  # fmt: skip
    drawn.set_x_axis_values(_cells(target, chart.categories))
    for number, series in enumerate(chart.series):
        drawn.series[number].set(name=series.name, fill_color=series.color)
    drawn.title = chart.title
    if len(chart.series) > 1:
        drawn.legend.position = "bottom"
    else:
        drawn.legend.visible = False
    # First category on top turns the axis round; crossing at its far end keeps the numbers below.
    drawn.category_axis.set(reverse_order=True, crosses="maximum")
    drawn.value_axis.set(number_format=AXIS_FORMATS[chart.format])
    _refine(drawn, font)


def draw_scale(target: Any, scale: ColorScale) -> None:
    """Colour an area from its lowest value to its highest."""
    _cells(target, scale.area).conditional_formats.add_color_scale([scale.low, scale.high])


def _cells(target: Any, cells: Area) -> Any:
    return area(target, cells.first_row, cells.first_column, cells.last_row, cells.last_column)


def _refine(drawn: Any, font: str) -> None:
    """Fonts, gaps and lines, which xlwings has no words for: Excel on Windows only.

    A chart without them is complete, so that a version of Excel that lacks one of them is no
    reason to take the report away.
    """
    parts = native(drawn)
    chart = parts[1] if isinstance(parts, tuple) else None
    if not hasattr(chart, "ChartGroups"):
        return
    for refine in (_bars, _fonts, _axes):
        with contextlib.suppress(Exception):
            refine(chart, font)


def _bars(native: Any, font: str) -> None:
    group = native.ChartGroups(1)
    group.GapWidth, group.Overlap = GAP, OVERLAP
    native.ChartArea.Format.Line.Visible = False


def _fonts(native: Any, font: str) -> None:
    ink = _bgr(INK)
    native.ChartArea.Format.TextFrame2.TextRange.Font.Name = font
    parts = [(native.ChartTitle, 12, True), (native.Axes(CATEGORIES).TickLabels, 10, False),
             (native.Axes(NUMBERS).TickLabels, 10, False)]  # fmt: skip
    if native.HasLegend:
        parts.append((native.Legend, 10, False))
    for part, size, bold in parts:
        part.Font.Size, part.Font.Bold, part.Font.Color = size, bold, ink


def _axes(native: Any, font: str) -> None:
    along, across = native.Axes(NUMBERS), native.Axes(CATEGORIES)
    across.TickLabelPosition = LABELS_LOW
    across.MajorTickMark = along.MajorTickMark = NONE
    across.Format.Line.ForeColor.RGB = _bgr(GRID)
    along.Format.Line.Visible = False
    along.HasMajorGridlines = True
    along.MajorGridlines.Format.Line.ForeColor.RGB = _bgr(GRID)


def _bgr(color: str) -> int:
    """A colour as Excel counts it: red in the lowest byte.

    >>> _bgr("#010203")
    197121
    """
    red, green, blue = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return red + 256 * green + 65536 * blue
