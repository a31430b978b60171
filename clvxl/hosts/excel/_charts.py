"""Charts and colour scales of a report on an Excel sheet."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

from clvxl.hosts.excel._cells import area
from clvxl.hosts.excel._engine import if_known, native
from clvxl.report.records import Area, Chart, ColorScale, Series
from clvxl.report.style import (
    AXIS_FORMATS,
    BAR_GAP,
    BAR_OVERLAP,
    GRID,
    INK,
    MARKED,
    STACKED_OVERLAP,
)

__all__ = ["draw_chart", "draw_scale"]

CATEGORIES, NUMBERS = 1, 2
NONE = -4142
LABELS_LOW = -4134
KINDS = {
    "bar": "bar_clustered", "column": "column_clustered", "stacked": "column_stacked",
    "line": "line",
}  # fmt: skip


def draw_chart(target: Any, source: Any, chart: Chart, font: str) -> None:
    """Draw a native chart of cells of the sheet `source` over the cells that it covers."""
    bottom, right = chart.row + chart.rows - 1, chart.column + chart.columns - 1
    covered = area(target, Area(chart.row, chart.column, bottom, right))
    columns = ",".join(area(source, series.values).address for series in chart.series)
    left = if_known(lambda: covered.left)
    if left is None:
        return  # an engine that cannot measure cells has no place for it
    drawn = target.charts.add(
        left=left, top=covered.top, width=covered.width, height=covered.height,
        chart_type=_kind(chart), source=source.range(columns), plot_by="columns", style=None,
    )  # fmt: skip
    drawn.set_x_axis_values(area(source, chart.categories))
    for number, series in enumerate(chart.series):
        drawn.series[number].set(name=series.name, **_colors(chart, series))
    drawn.title = chart.title
    if len(chart.series) > 1:
        drawn.legend.position = "bottom"
    else:
        drawn.legend.visible = False
    _set_axes(drawn, chart)
    _refine(drawn, font, STACKED_OVERLAP if chart.kind == "stacked" else BAR_OVERLAP)


def _kind(chart: Chart) -> str:
    return KINDS[chart.kind] + ("_markers" if chart.kind == "line" and _is_short(chart) else "")


def _is_short(chart: Chart) -> bool:
    return chart.categories.last_row - chart.categories.first_row < MARKED


def _colors(chart: Chart, series: Series) -> dict[str, str]:
    if chart.kind != "line":
        return {"fill_color": series.color}
    signs = ("marker_foreground_color", "marker_background_color") if _is_short(chart) else ()
    return dict.fromkeys(("line_color", *signs), series.color)


def _set_axes(drawn: Any, chart: Chart) -> None:
    categories: dict[str, Any] = {}
    if chart.kind == "bar":
        # First category on top turns the axis round; crossing at its far end keeps the numbers
        # below.
        categories |= {"reverse_order": True, "crosses": "maximum"}
    if chart.category_format != "general":
        categories["number_format"] = AXIS_FORMATS[chart.category_format]
    values: dict[str, Any] = {"number_format": AXIS_FORMATS[chart.format]}
    if chart.highest is not None:
        values |= {"minimum_scale": 0, "maximum_scale": chart.highest}
    for axis, title, said in (
        (drawn.category_axis, chart.x_title, categories), (drawn.value_axis, chart.y_title, values),
    ):  # fmt: skip
        if title:
            said["title"] = title
        if said:
            axis.set(**said)


def draw_scale(target: Any, scale: ColorScale) -> None:
    """Colour an area from its lowest value to its highest."""
    area(target, scale.area).conditional_formats.add_color_scale([scale.low, scale.high])


def _refine(drawn: Any, font: str, overlap: int) -> None:
    """Fonts, gaps and lines, which xlwings has no words for: Excel on Windows only.

    A chart without them is complete, so that a version of Excel that lacks one of them is no
    reason to take the report away.
    """
    parts = native(drawn)
    chart = parts[1] if isinstance(parts, tuple) else None
    if not hasattr(chart, "ChartGroups"):
        return
    refinements: tuple[tuple[Callable[..., None], tuple[Any, ...]], ...] = (
        (_bars, (overlap,)), (_fonts, (font,)), (_axes, ()),
    )  # fmt: skip
    for refine, given in refinements:
        with contextlib.suppress(Exception):
            refine(chart, *given)


def _bars(native: Any, overlap: int) -> None:
    native.ChartArea.Format.Line.Visible = False
    # Lines have no gap, and refuse one.
    group = native.ChartGroups(1)
    group.GapWidth, group.Overlap = BAR_GAP, overlap


def _fonts(native: Any, font: str) -> None:
    ink = _bgr(INK)
    native.ChartArea.Format.TextFrame2.TextRange.Font.Name = font
    axes = [native.Axes(CATEGORIES), native.Axes(NUMBERS)]
    parts = [(native.ChartTitle, 12, True), *((axis.TickLabels, 10, False) for axis in axes)]
    parts += [(axis.AxisTitle, 10, False) for axis in axes if axis.HasTitle]
    if native.HasLegend:
        parts.append((native.Legend, 10, False))
    for part, size, bold in parts:
        part.Font.Size, part.Font.Bold, part.Font.Color = size, bold, ink


def _axes(native: Any) -> None:
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
