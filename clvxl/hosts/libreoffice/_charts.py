"""Charts and colour scales of a report in a Calc sheet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4
from xml.sax.saxutils import quoteattr

from clvxl.hosts.libreoffice._uno import area, color, enum, named_values, service, struct
from clvxl.report.addresses import letters
from clvxl.report.records import Area, Chart, ColorScale
from clvxl.report.style import (
    AXIS_FORMATS,
    BAR_GAP,
    BAR_OVERLAP,
    GRID,
    INK,
    MARKED,
    STACKED_OVERLAP,
)

__all__ = ["draw_chart", "import_scales"]

NO_LINE = "drawing.LineStyle", "NONE"
NO_FILL = "drawing.FillStyle", "NONE"
DIAGRAMS = {
    "bar": "BarDiagram", "column": "BarDiagram", "stacked": "BarDiagram", "line": "LineDiagram",
}  # fmt: skip
NO_SYMBOL, CIRCLE = -3, 8
LINE_WIDTH = 79
"""2.25 points, in hundredths of a millimetre."""

DONOR = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:body><office:spreadsheet><table:table table:name="clvxl"><table:table-column/>
<table:table-row><table:table-cell/></table:table-row>
<calcext:conditional-formats>{formats}</calcext:conditional-formats>
</table:table></office:spreadsheet></office:body></office:document>"""
DONOR_FORMAT = """<calcext:conditional-format calcext:target-range-address={area}>
<calcext:color-scale>
<calcext:color-scale-entry calcext:value="0" calcext:type="minimum" calcext:color={low}/>
<calcext:color-scale-entry calcext:value="0" calcext:type="maximum" calcext:color={high}/>
</calcext:color-scale></calcext:conditional-format>"""


def import_scales(
    ctx: Any, document: Any, scales: tuple[ColorScale, ...], name: str, hold: Callable[[], None]
) -> None:
    """Insert a sheet that carries nothing but colour scales; `hold` is called after inserting.

    Calc's API makes a colour scale without entries, and setting them ends the program; from a
    file they come whole, so a small one is made in memory.
    """
    import uno

    formats = "".join(
        DONOR_FORMAT.format(
            area=quoteattr(_address("clvxl", scale.area)),
            low=quoteattr(scale.low), high=quoteattr(scale.high),
        )
        for scale in scales
    )  # fmt: skip
    text = uno.ByteSequence(DONOR.format(formats=formats).encode())
    options = named_values(
        Hidden=True, FilterName="OpenDocument Spreadsheet Flat XML",
        InputStream=service(ctx, "io.SequenceInputStream", text),
    )  # fmt: skip
    desktop = service(ctx, "frame.Desktop")
    donor = desktop.loadComponentFromURL("private:stream", "_blank", 0, options)
    try:
        at = document.Sheets.importSheet(donor, "clvxl", document.Sheets.Count)
        hold()
        document.Sheets.getByIndex(at).Name = name
    finally:
        donor.close(True)


def _address(sheet: str, area: Area) -> str:
    """An area as OpenDocument writes it.

    >>> _address("a", Area(0, 1, 2, 27))
    'a.B1:a.AB3'
    """
    first = f"{letters(area.first_column)}{area.first_row + 1}"
    return f"{sheet}.{first}:{sheet}.{letters(area.last_column)}{area.last_row + 1}"


def draw_chart(
    target: Any, source: Any, chart: Chart, format_key: Callable[[str], int], font: str
) -> None:
    """Draw a chart of cells of the sheet `source` over the cells that it covers."""
    bottom, right = chart.row + chart.rows - 1, chart.column + chart.columns - 1
    cells = area(target, Area(chart.row, chart.column, bottom, right))
    place, size = cells.Position, cells.Size
    box = struct("awt.Rectangle", X=place.X, Y=place.Y, Width=size.Width, Height=size.Height)
    # No two of a document may have one name, also where undo still holds the other.
    name = f"clvxl {uuid4().hex[:12]}"
    # With the title above, which names the series.
    parts = [chart.categories, *(series.values for series in chart.series)]
    titled = [replace(part, first_row=part.first_row - 1) for part in parts]
    data = tuple(area(source, part).RangeAddress for part in titled)
    target.Charts.addNewByName(name, box, data, True, True)
    drawn = target.Charts.getByName(name).getEmbeddedObject()
    drawn.lockControllers()
    try:
        _set_series(drawn, chart)
        _set_look(drawn, chart, font)
        _set_axes(drawn.getDiagram(), chart, format_key, font)
    finally:
        drawn.unlockControllers()


def _set_series(drawn: Any, chart: Chart) -> None:
    drawn.setDiagram(drawn.createInstance(f"com.sun.star.chart.{DIAGRAMS[chart.kind]}"))
    diagram = drawn.getDiagram()
    if chart.kind != "line":
        diagram.Vertical = chart.kind == "bar"
        diagram.Stacked = chart.kind == "stacked"
    for number, series in enumerate(chart.series):
        look = diagram.getDataRowProperties(number)
        look.FillColor = color(series.color)
        if chart.kind == "line":
            few = series.values.last_row - series.values.first_row < MARKED
            look.LineColor, look.LineWidth = color(series.color), LINE_WIDTH
            look.SymbolType = CIRCLE if few else NO_SYMBOL
        else:
            look.LineStyle = enum(*NO_LINE)


def _set_look(drawn: Any, chart: Chart, font: str) -> None:
    drawn.HasMainTitle = True
    drawn.Title.String = chart.title
    _set_font(drawn.Title, 12.0, font, bold=True)
    drawn.HasLegend = len(chart.series) > 1
    if drawn.HasLegend:
        drawn.Legend.Alignment = enum("chart.ChartLegendPosition", "BOTTOM")
        _set_font(drawn.Legend, 10.0, font)
        drawn.Legend.LineStyle = enum(*NO_LINE)
        drawn.Legend.FillStyle = enum(*NO_FILL)
    drawn.Area.LineStyle = enum(*NO_LINE)


def _set_axes(diagram: Any, chart: Chart, format_key: Callable[[str], int], font: str) -> None:
    across, along = diagram.getXAxis(), diagram.getYAxis()
    for axis in (across, along):
        axis.Marks = 0
        _set_font(axis, 10.0, font)
    across.LineColor = color(GRID)
    along.LineStyle = enum(*NO_LINE)
    if chart.kind == "bar":
        across.ReverseDirection = True
        # Turned round, the numbers would stand on top: they belong at the far end.
        along.CrossoverPosition = enum("chart.ChartAxisPosition", "END")
    across.LabelPosition = enum("chart.ChartAxisLabelPosition", "OUTSIDE_START")
    along.LinkNumberFormatToSource = False
    along.NumberFormat = format_key(AXIS_FORMATS[chart.format])
    if chart.category_format != "general":
        across.LinkNumberFormatToSource = False
        across.NumberFormat = format_key(AXIS_FORMATS[chart.category_format])
    if chart.highest is not None:
        along.Min, along.Max = 0.0, chart.highest
    for sign, title in (("X", chart.x_title), ("Y", chart.y_title)):
        if title:
            setattr(diagram, f"Has{sign}AxisTitle", True)
            shown = getattr(diagram, f"{sign}AxisTitle")
            shown.String = title
            _set_font(shown, 10.0, font)
    diagram.HasYAxisGrid = True
    diagram.getYMainGrid().LineColor = color(GRID)
    diagram.Wall.LineStyle = enum(*NO_LINE)
    diagram.Wall.FillStyle = enum(*NO_FILL)
    if chart.kind != "line":
        along.GapWidth = BAR_GAP
        along.Overlap = STACKED_OVERLAP if chart.kind == "stacked" else BAR_OVERLAP


def _set_font(target: Any, size: float, font: str, *, bold: bool = False) -> None:
    for script in ("", "Asian"):
        setattr(target, f"CharFontName{script}", font)
        setattr(target, f"CharHeight{script}", size)
        setattr(target, f"CharWeight{script}", 150.0 if bold else 100.0)
    target.CharColor = color(INK)
