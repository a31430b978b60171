"""A report in Calc: cell for cell what the file holds, in one undo step, all or nothing."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest

from clvxl.files.xlsx.reader import read_sheet
from clvxl.files.xlsx.writer import write_report
from clvxl.hosts.libreoffice._uno import named_values
from clvxl.jobs.catalogue import JOBS, choices_of
from clvxl.report.records import Column, Report, Sheet, Table, TextAt
from tests.hosts.libreoffice.driver import draw
from tests.sales_report import sales_workbook

pytestmark = pytest.mark.calc

KINDS = (3, 4, 16)
"""com.sun.star.sheet.CellFlags: numbers and dates, text, formulas."""


def opened(calc: Any, path: Path | None = None) -> Any:
    """A document with a window, as undo and frozen panes need it."""
    address = "private:factory/scalc" if path is None else path.as_uri()
    return calc.desktop.loadComponentFromURL(address, "_blank", 0, named_values(Hidden=False))


def cells(document: Any, sheet: Any) -> dict[str, Any]:
    """What stands on a sheet: values and their types, number formats, merged cells."""
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    last = cursor.RangeAddress
    area = sheet.getCellRangeByPosition(0, 0, last.EndColumn, last.EndRow)
    code = document.NumberFormats.getByKey
    formats = {}
    for part in (p for group in area.getUniqueCellFormatRanges() for p in group):
        where, text = part.RangeAddress, code(part.NumberFormat).FormatString
        for row in range(where.StartRow, where.EndRow + 1):
            for column in range(where.StartColumn, where.EndColumn + 1):
                formats[row, column] = text
    data = area.getDataArray()
    full = {(y, x) for y, row in enumerate(data) for x, cell in enumerate(row) if cell != ""}
    return {
        "values": [cell for row in data for cell in row],
        "kinds": [area.queryContentCells(kind).RangeAddressesAsString for kind in KINDS],
        "formats": {place: formats[place] for place in full},
        "merged": merged(sheet, last),
    }


def same(expected: Any, got: Any) -> bool:
    """Equal; numbers to the 16 digits that an .xlsx file keeps."""
    if isinstance(expected, float) and isinstance(got, float):
        return math.isclose(expected, got, rel_tol=2e-15)
    return bool(expected == got)


def merged(sheet: Any, last: Any) -> set[str]:
    """The merged ranges in the first rows, where texts stand."""
    found = set()
    for row in range(min(last.EndRow, 80) + 1):
        cell = sheet.getCellByPosition(0, row)
        if cell.IsMerged:
            cursor = sheet.createCursorByRange(cell)
            cursor.collapseToMergedArea()
            found.add(cursor.AbsoluteName)
    return found


def outline(document: Any, names: tuple[str, ...]) -> dict[str, Any]:
    """Database ranges, charts, colour scales and frozen panes of some sheets."""
    sheets = [document.Sheets.getByName(name) for name in names]
    places = {sheet.RangeAddress.Sheet: sheet.Name for sheet in sheets}
    filters = {
        (places[r.DataArea.Sheet], r.DataArea.StartRow, r.DataArea.EndRow, r.DataArea.EndColumn)
        for r in document.DatabaseRanges
        if r.DataArea.Sheet in places
    }
    return {
        "filters": filters,
        "charts": [series(chart) for s in sheets for chart in s.Charts],
        "scales": [
            (f.Range.RangeAddressesAsString, [e.Color for e in f.getByIndex(0).ColorScaleEntries])
            for s in sheets
            for f in s.ConditionalFormats.ConditionalFormats
        ],
        "frozen": [frozen(document, sheet) for sheet in sheets],
        "printed": [printed(document, sheet) for sheet in sheets],
    }


def series(chart: Any) -> list[Any]:
    """Names and colours of a chart's series, and its title."""
    drawn = chart.EmbeddedObject
    coordinates = drawn.FirstDiagram.CoordinateSystems[0]
    kind = coordinates.ChartTypes[0]
    categories = coordinates.getAxisByDimension(0, 0).ScaleData.Categories
    found: list[Any] = [drawn.Title.String, list(categories.Values.Data), drawn.HasLegend]
    labels = [one.DataSequences[0].Label.getTextualData() for one in kind.DataSeries]
    return [*found, *zip(labels, [one.Color for one in kind.DataSeries], strict=True)]


def heights(document: Any, names: tuple[str, ...]) -> list[float]:
    """All numbers that the charts of some sheets draw, one series after the other."""
    drawn = [chart.EmbeddedObject for n in names for chart in document.Sheets.getByName(n).Charts]
    kinds = [each.FirstDiagram.CoordinateSystems[0].ChartTypes[0] for each in drawn]
    parts = [one.DataSequences[0].Values.Data for kind in kinds for one in kind.DataSeries]
    return [value for part in parts for value in part]


def printed(document: Any, sheet: Any) -> tuple[Any, ...]:
    """The cells that go to paper, the foot of a page, and the rows with which pages begin."""
    areas = [(a.StartRow, a.EndRow, a.EndColumn) for a in sheet.getPrintAreas()]
    style = document.StyleFamilies.getByName("PageStyles").getByName(sheet.PageStyle)
    content = style.RightPageFooterContent
    foot = content.CenterText.getString().strip()
    breaks = [mark.Position for mark in sheet.getRowPageBreaks() if mark.ManualBreak]
    return areas, foot, breaks


def frozen(document: Any, sheet: Any) -> tuple[int, int]:
    """The rows and columns of a sheet that stay in view."""
    controller = document.CurrentController
    controller.setActiveSheet(sheet)
    return controller.SplitRow, controller.SplitColumn


@pytest.mark.parametrize(
    ("job", "language", "values"),
    [
        ("segment", "en", {}),
        ("segment", "zh", {"compare": "3m", "min_group": 50}),
        ("forecast", "zh", {}),
        pytest.param("segment", "zh", {}, marks=pytest.mark.long),
        pytest.param("segment", "en", {"compare": "3m"}, marks=pytest.mark.long),
        pytest.param("forecast", "en", {"model": "mbgnbd"}, marks=pytest.mark.long),
    ],
)
def test_calc_shows_what_the_file_holds(
    calc: Any, tmp_path: Path, job: str, language: str, values: dict[str, Any]
) -> None:
    """A report drawn in Calc equals, cell for cell, the same report written and loaded."""
    table = read_sheet(sales_workbook(tmp_path))
    one = JOBS[job]
    report = one.run(table, choices_of(one, values, language), lambda share: None).report
    write_report(report, tmp_path / "report.xlsx")
    file, drawn = opened(calc, tmp_path / "report.xlsx"), opened(calc)
    try:
        names = draw(calc, drawn, report)
        assert file.Sheets.ElementNames == names
        for name in names:
            expected = cells(file, file.Sheets.getByName(name))
            got = cells(drawn, drawn.Sheets.getByName(name))
            pairs = zip(expected.pop("values"), got.pop("values"), strict=True)
            assert [] == [pair for pair in pairs if not same(*pair)]
            for part in expected:
                assert expected[part] == got[part], (name, part)
        assert outline(file, names) == outline(drawn, names)
        pairs = zip(heights(file, names), heights(drawn, names), strict=True)
        assert [] == [pair for pair in pairs if not same(*pair)]
    finally:
        file.close(True)
        drawn.close(True)


def small(text: str = "=1+1") -> Report:
    """A report of one sheet with hostile text."""
    column = Column("Text", [text, "+1", "@x", "'a", "-1", "007", None, 2.5], "text")
    table = Table("small", 2, 0, (column,), filterable=True)
    return Report("Small", (Sheet("Summary", texts=(TextAt(0, 0, text),), tables=(table,)),))


def test_text_stays_text(calc: Any) -> None:
    """Text that looks like a formula or a number is drawn as text, as written."""
    document = opened(calc)
    try:
        (name,) = draw(calc, document, small())
        area = document.Sheets.getByName(name).getCellRangeByName("A4:A11")
        kinds = [area.getCellByPosition(0, row).Type.value for row in range(8)]
        assert ["TEXT"] * 6 + ["EMPTY", "VALUE"] == kinds
        got = [row[0] for row in area.getDataArray()]
        assert ["=1+1", "+1", "@x", "'a", "-1", "007", "", 2.5] == got
    finally:
        document.close(True)


def test_failure_leaves_the_workbook(calc: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """What goes wrong half way leaves sheets, names and undo steps as they were."""
    document = opened(calc)
    document.Sheets.getByIndex(0).getCellByPosition(0, 0).setString("mine")
    before = document.Sheets.ElementNames, document.UndoManager.getAllUndoActionTitles()

    def fail(*_: object) -> None:
        raise ValueError("broken")

    monkeypatch.setattr("clvxl.hosts.libreoffice.report.set_up_page", fail)
    try:
        with pytest.raises(ValueError, match="broken"):
            draw(calc, document, small())
        after = document.Sheets.ElementNames, document.UndoManager.getAllUndoActionTitles()
        assert before == after
        assert () == document.DatabaseRanges.ElementNames
        assert not document.UndoManager.isLocked()
    finally:
        document.close(True)


@pytest.mark.parametrize(("ending", "kind"), [("xlsx", "Calc MS Excel 2007 XML"), ("ods", "calc8")])
def test_own_sheets_are_known_after_saving(
    calc: Any, tmp_path: Path, ending: str, kind: str
) -> None:
    """A saved and loaded workbook still has its report replaced, and the user's sheet kept."""
    document = opened(calc)
    document.Sheets.getByIndex(0).Name = "Summary"
    path = tmp_path / f"kept.{ending}"
    draw(calc, document, small())
    document.storeToURL(path.as_uri(), named_values(FilterName=kind))
    document.close(True)
    document = opened(calc, path)
    try:
        assert ("Summary", "Summary 2") == document.Sheets.ElementNames
        assert ("Summary 2",) == draw(calc, document, small("new"), replace=True)
        assert ("Summary", "Summary 2") == document.Sheets.ElementNames
        assert "new" == document.Sheets.getByIndex(1).getCellByPosition(0, 0).String
    finally:
        document.close(True)
