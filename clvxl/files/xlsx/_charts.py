"""Bar charts and colour scales of a report, drawn with XlsxWriter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clvxl.report.records import Area, BarChart, ColorScale, Plot
from clvxl.report.style import AXIS_FORMATS, GRID, INK

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

__all__ = ["cells_of", "draw_chart", "draw_scale", "size_of"]

DEFAULT_WIDTH = 8.43
DEFAULT_HEIGHT = 15.0
PIXELS_A_POINT = 4 / 3


def draw_chart(
    book: Workbook,
    target: Worksheet,
    chart: BarChart,
    widths: dict[int, float],
    heights: dict[int, float],
) -> None:
    """Draw horizontal bars over the cells that the chart covers."""
    font = {"color": INK, "size": 10, "bold": False}
    drawn = book.add_chart({"type": "bar"})
    for number, series in enumerate(chart.series):
        drawn.add_series(
            {
                "name": series.name,
                "categories": cells_of(target.get_name(), chart.categories),
                "values": cells_of(target.get_name(), series.values),
                "fill": {"color": series.color},
                "border": {"none": True},
                "gap": 60,
                **({"overlap": -5} if number == 0 and len(chart.series) > 1 else {}),
            }
        )
    title = {"color": INK, "size": 12, "bold": True}
    drawn.set_title({"name": chart.title, "name_font": title, "overlay": False})
    drawn.set_legend(
        {"position": "bottom", "font": font} if len(chart.series) > 1 else {"none": True}
    )
    # First category on top turns the axis round; crossing at its far end keeps the numbers below.
    drawn.set_y_axis(
        {
            "reverse": True,
            "crossing": "max",
            "label_position": "low",
            "num_font": font,
            "line": {"color": GRID},
            "major_tick_mark": "none",
        }
    )
    drawn.set_x_axis(
        {
            "num_format": AXIS_FORMATS[chart.format],
            "num_font": font,
            "line": {"none": True},
            "major_tick_mark": "none",
            "major_gridlines": {"visible": True, "line": {"color": GRID, "width": 0.75}},
        }
    )
    drawn.set_chartarea({"border": {"none": True}})
    drawn.set_size(size_of(chart, widths, heights))
    target.insert_chart(chart.row, chart.column, drawn, {"object_position": 2})


def draw_scale(target: Worksheet, scale: ColorScale) -> None:
    """Colour an area from its lowest value to its highest."""
    area = scale.area
    target.conditional_format(
        area.first_row,
        area.first_column,
        area.last_row,
        area.last_column,
        {"type": "2_color_scale", "min_color": scale.low, "max_color": scale.high},
    )


def cells_of(sheet: str, area: Area) -> list[Any]:
    """An area on the sheet of a name, as XlsxWriter's charts take it."""
    return [sheet, area.first_row, area.first_column, area.last_row, area.last_column]


def size_of(
    chart: BarChart | Plot, widths: dict[int, float], heights: dict[int, float]
) -> dict[str, float]:
    """The size in pixels of the cells that a chart covers."""
    columns = range(chart.column, chart.column + chart.columns)
    rows = range(chart.row, chart.row + chart.rows)
    return {
        # A column is its characters at 7 pixels, and 5 pixels of edge.
        "width": sum(int(widths.get(at, DEFAULT_WIDTH) * 7 + 5) for at in columns),
        "height": sum(heights.get(at, DEFAULT_HEIGHT) * PIXELS_A_POINT for at in rows),
    }
