"""Charts and colour scales of a report, drawn with XlsxWriter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from clvxl.report.records import Area, Chart, ColorScale, Series
from clvxl.report.style import AXIS_FORMATS, BAR_GAP, BAR_OVERLAP, GRID, INK, MARKED, safe_text

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

__all__ = ["draw_chart", "draw_scale"]

DEFAULT_WIDTH = 8.43
DEFAULT_HEIGHT = 15.0
PIXELS_A_POINT = 4 / 3

FONT = {"color": INK, "size": 10, "bold": False}
TITLE_FONT = {"color": INK, "size": 12, "bold": True}
REFERENCE = re.compile(r"=?[^!]+!\$?[A-Z]+\$?\d")


def draw_chart(
    book: Workbook,
    target: Worksheet,
    chart: Chart,
    widths: dict[int, float],
    heights: dict[int, float],
) -> None:
    """Draw a chart over the cells that it covers.

    Raises
    ------
    ValueError
        Its cells are on a sheet that is not there, or it has no series.
    """
    if not chart.series:
        raise ValueError(f"chart {chart.title!r} has no series")
    source = chart.sheet or target.get_name()
    if book.get_worksheet_by_name(source) is None:
        raise ValueError(f"chart {chart.title!r} draws from sheet {source!r}, which is not there")
    stacked = {"type": "column", "subtype": "stacked"}
    drawn = book.add_chart(stacked if chart.kind == "stacked" else {"type": chart.kind})
    for number, series in enumerate(chart.series):
        drawn.add_series(_series(chart, source, series, number))
    drawn.set_title({"name": _plain(chart.title), "name_font": TITLE_FONT, "overlay": False})
    drawn.set_legend(
        {"position": "bottom", "font": FONT} if len(chart.series) > 1 else {"none": True}
    )
    _set_axes(drawn, chart)
    drawn.show_blanks_as("gap")
    drawn.set_chartarea({"border": {"none": True}})
    drawn.set_size(_size_of(chart, widths, heights))
    options = {"object_position": 2, "description": safe_text(chart.title)}
    target.insert_chart(chart.row, chart.column, drawn, options)


def draw_scale(target: Worksheet, scale: ColorScale) -> None:
    """Colour an area from its lowest value to its highest."""
    colors = {"type": "2_color_scale", "min_color": scale.low, "max_color": scale.high}
    target.conditional_format(*_corners(scale.area), colors)


def _series(chart: Chart, source: str, series: Series, number: int) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": _plain(series.name),
        "categories": [source, *_corners(chart.categories)],
        "values": [source, *_corners(series.values)],
    }
    color = {"color": series.color}
    if chart.kind == "line":
        few = series.values.last_row - series.values.first_row < MARKED
        circle = {"type": "circle", "size": 5, "fill": color, "border": color}
        marker = circle if few else {"type": "none"}
        return found | {"line": {**color, "width": 2.25}, "marker": marker}
    found |= {"fill": color, "border": {"none": True}, "gap": BAR_GAP}
    beside = number == 0 and len(chart.series) > 1 and chart.kind != "stacked"
    return found | ({"overlap": BAR_OVERLAP} if beside else {})


def _set_axes(drawn: Any, chart: Chart) -> None:
    categories: dict[str, Any] = {
        "name": _plain(chart.x_title),
        "name_font": FONT,
        "num_format": AXIS_FORMATS[chart.category_format],
        "num_font": FONT,
        "line": {"color": GRID},
        "major_tick_mark": "none",
        "label_position": "low",
    }
    values: dict[str, Any] = {
        "name": _plain(chart.y_title),
        "name_font": FONT,
        "num_format": AXIS_FORMATS[chart.format],
        "num_font": FONT,
        "line": {"none": True},
        "major_tick_mark": "none",
        "major_gridlines": {"visible": True, "line": {"color": GRID, "width": 0.75}},
    }
    if chart.highest is not None:
        # Left to themselves some programs begin a low chart's axis below 0.
        values |= {"min": 0, "max": chart.highest}
    if chart.kind == "bar":
        # First category on top turns the axis round; crossing at its far end keeps the numbers
        # below. XlsxWriter calls the axis of the categories y where bars lie.
        drawn.set_y_axis(categories | {"reverse": True, "crossing": "max"})
        drawn.set_x_axis(values)
    else:
        drawn.set_x_axis(categories)
        drawn.set_y_axis(values)


def _plain(text: str) -> str:
    """A text that XlsxWriter will not take for a reference to a cell."""
    text = safe_text(text)
    return f" {text}" if text.startswith("=") or REFERENCE.match(text) else text


def _corners(area: Area) -> tuple[int, int, int, int]:
    return area.first_row, area.first_column, area.last_row, area.last_column


def _size_of(chart: Chart, widths: dict[int, float], heights: dict[int, float]) -> dict[str, float]:
    """The size in pixels of the cells that a chart covers."""
    columns = range(chart.column, chart.column + chart.columns)
    rows = range(chart.row, chart.row + chart.rows)
    return {
        # A column is its characters at 7 pixels, and 5 pixels of edge.
        "width": sum(int(widths.get(at, DEFAULT_WIDTH) * 7 + 5) for at in columns),
        "height": sum(heights.get(at, DEFAULT_HEIGHT) * PIXELS_A_POINT for at in rows),
    }
