"""Columns, lines and bars of a template, drawn with XlsxWriter.

`x_title` stands at the categories and `y_title` at the values, whichever way the plot lies.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from clvxl.files.xlsx._charts import cells_of, size_of
from clvxl.report.records import Plot, Series
from clvxl.report.style import AXIS_FORMATS, GRID, INK, safe_text

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

__all__ = ["draw_plot"]

MARKED = 12
"""A line of so many points or fewer marks each of them."""

FONT = {"color": INK, "size": 10, "bold": False}
TITLE_FONT = {"color": INK, "size": 12, "bold": True}
REFERENCE = re.compile(r"=?[^!]+!\$?[A-Z]+\$?\d")


def draw_plot(
    book: Workbook,
    target: Worksheet,
    plot: Plot,
    widths: dict[int, float],
    heights: dict[int, float],
) -> None:
    """Draw a plot over the cells that it covers.

    Raises
    ------
    ValueError
        Its cells are on a sheet that is not there, or it has no series.
    """
    if not plot.series:
        raise ValueError(f"plot {plot.title!r} has no series")
    if book.get_worksheet_by_name(plot.sheet) is None:
        raise ValueError(f"plot {plot.title!r} draws from sheet {plot.sheet!r}, which is not there")
    drawn = book.add_chart({"type": plot.kind})
    for number, series in enumerate(plot.series):
        drawn.add_series(_series(plot, series, number))
    drawn.set_title({"name": _plain(plot.title), "name_font": TITLE_FONT, "overlay": False})
    drawn.set_legend(
        {"position": "bottom", "font": FONT} if len(plot.series) > 1 else {"none": True}
    )
    _set_axes(drawn, plot)
    drawn.show_blanks_as("gap")
    drawn.set_chartarea({"border": {"none": True}})
    drawn.set_size(size_of(plot, widths, heights))
    options = {"object_position": 2, "description": safe_text(plot.title)}
    target.insert_chart(plot.row, plot.column, drawn, options)


def _series(plot: Plot, series: Series, number: int) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": _plain(series.name),
        "categories": cells_of(plot.sheet, plot.categories),
        "values": cells_of(plot.sheet, series.values),
    }
    color = {"color": series.color}
    if plot.kind == "line":
        few = series.values.last_row - series.values.first_row < MARKED
        circle = {"type": "circle", "size": 5, "fill": color, "border": color}
        marker = circle if few else {"type": "none"}
        return found | {"line": {**color, "width": 2.25}, "marker": marker}
    found |= {"fill": color, "border": {"none": True}, "gap": 60}
    return found | ({"overlap": -5} if number == 0 and len(plot.series) > 1 else {})


def _set_axes(drawn: Any, plot: Plot) -> None:
    categories: dict[str, Any] = {
        "name": _plain(plot.x_title),
        "name_font": FONT,
        "num_format": AXIS_FORMATS[plot.category_format],
        "num_font": FONT,
        "line": {"color": GRID},
        "major_tick_mark": "none",
        "label_position": "low",
    }
    values: dict[str, Any] = {
        "name": _plain(plot.y_title),
        "name_font": FONT,
        "num_format": AXIS_FORMATS[plot.format],
        "num_font": FONT,
        "line": {"none": True},
        "major_tick_mark": "none",
        "major_gridlines": {"visible": True, "line": {"color": GRID, "width": 0.75}},
    }
    if plot.highest is not None:
        values["max"] = plot.highest
    if plot.kind == "bar":
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
