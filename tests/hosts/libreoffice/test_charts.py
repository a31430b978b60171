"""Charts in Calc: what the host draws is what Calc makes of the file."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from clvxl.files.xlsx.writer import write_report
from clvxl.hosts.libreoffice._uno import named_values
from clvxl.report.pages import MARGINS
from clvxl.report.records import Area, Chart, Column, Report, Series, Sheet, Table
from tests.hosts.libreoffice.driver import draw

pytestmark = pytest.mark.calc

ROWS = 5
BAR = Chart(
    2, 0, 14, 5, "Shares", Area(1, 0, ROWS, 0),
    (Series("One", Area(1, 1, ROWS, 1), "#1F7A6D"), Series("Two", Area(1, 2, ROWS, 2), "#D0804A")),
    sheet="Values", x_title="group", y_title="share", highest=1.0,
)  # fmt: skip


def report(chart: Chart) -> Report:
    """A chart on a sheet before the one whose cells it draws."""
    columns = (
        Column("n", [f"g{row}" for row in range(ROWS)], "text"),
        Column("One", [0.1 * row for row in range(ROWS)], "percent"),
        Column("Two", [0.4 - 0.05 * row for row in range(ROWS)], "percent"),
    )
    values = Sheet("Values", tables=(Table("v", 0, 0, columns),))
    return Report("T", (Sheet("Shown", charts=(chart,)), values))


def opened(calc: Any, path: Path | None = None) -> Any:
    """A document with a window."""
    address = "private:factory/scalc" if path is None else path.as_uri()
    return calc.desktop.loadComponentFromURL(address, "_blank", 0, named_values(Hidden=False))


def shown(document: Any) -> dict[str, Any]:
    """What a person sees of the chart on the sheet Shown."""
    charts = document.Sheets.getByName("Shown").Charts
    assert 1 == charts.Count
    drawn = charts.getByIndex(0).getEmbeddedObject()
    diagram = drawn.getDiagram()
    across, along = diagram.getXAxis(), diagram.getYAxis()
    rows = [diagram.getDataRowProperties(at) for at in range(2)]
    kind = diagram.getDiagramType()
    code = document.NumberFormats.getByKey(along.NumberFormat).FormatString
    # Either series runs over the rows, whichever way the data is turned.
    data = sorted(tuple(round(v, 9) for v in row) for row in zip(*drawn.Data.Data, strict=True))
    return {
        "kind": kind,
        "lies": kind.endswith("BarDiagram") and diagram.Vertical,
        "stacked": kind.endswith("BarDiagram") and diagram.Stacked,
        "titles": [drawn.Title.String, diagram.XAxisTitle.String, diagram.YAxisTitle.String],
        "legend": (drawn.HasLegend, drawn.Legend.Alignment.value),
        "data": data,
        "colors": [
            row.LineColor if kind.endswith("LineDiagram") else row.FillColor for row in rows
        ],
        "turned": across.ReverseDirection,
        "begin": None if along.AutoMin else along.Min,
        "end": along.Max,
        "format": code,
        "labels": across.LabelPosition.value,
    }


@pytest.mark.parametrize("kind", ["bar", "column", "stacked", "line"])
def test_each_kind_is_as_in_the_file(calc: Any, tmp_path: Path, kind: Any) -> None:
    """Kind, titles, legend, data, colours, the values' end and format are those of the file."""
    given = report(dataclasses.replace(BAR, kind=kind))
    write_report(given, tmp_path / "chart.xlsx")
    loaded = opened(calc, tmp_path / "chart.xlsx")
    document = opened(calc)
    try:
        draw(calc, document, given)
        assert shown(loaded) == shown(document)
    finally:
        loaded.close(True)
        document.close(True)


def test_pages_have_one_margin(calc: Any, tmp_path: Path) -> None:
    """A drawn sheet's page leaves the room at its edges that the file's page leaves."""
    write_report(report(BAR), tmp_path / "chart.xlsx")
    loaded, document = opened(calc, tmp_path / "chart.xlsx"), opened(calc)
    try:
        draw(calc, document, report(BAR))
        assert [1000 * 2.54 * inches for inches in MARGINS.values()] == pytest.approx(
            edges(document), abs=2
        )
        assert edges(loaded) == pytest.approx(edges(document), abs=2)
    finally:
        loaded.close(True)
        document.close(True)


def edges(document: Any) -> list[float]:
    """What a page of the sheet Shown leaves free: left, right, top and, with its foot, below."""
    name = document.Sheets.getByName("Shown").PageStyle
    page = document.StyleFamilies.getByName("PageStyles").getByName(name)
    foot = page.FooterHeight if page.FooterIsOn else 0
    return [page.LeftMargin, page.RightMargin, page.TopMargin, page.BottomMargin + foot]
