"""A template in Calc: stored values shown, formulas that agree with them, names, rules, plots."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from clvxl.files.xlsx.writer import write_report
from clvxl.report.records import Cell, Formula, Report, Sheet
from tests.files.xlsx.everything import CELLS, STORED, everything
from tests.hosts.libreoffice.driver import Office

pytestmark = pytest.mark.calc

EXERCISE = "Bob's exercise"
BLOCKS = {"Solution": "B3:F5", EXERCISE: "A1:D15", "Working": "A2:D6"}
LOST = ("#NAME?", "#VALUE!", "Err:508")


@pytest.fixture
def document(calc: Office, tmp_path: Path) -> Iterator[Any]:
    """The file that holds everything, opened."""
    write_report(everything(), tmp_path / "everything.xlsx")
    opened = calc.open(tmp_path / "everything.xlsx")
    try:
        yield opened
    finally:
        opened.close(True)


def cells(document: Any) -> dict[str, list[Any]]:
    """What stands in the filled blocks of the sheets."""
    return {
        name: [v for row in area(document, name, block).getDataArray() for v in row]
        for name, block in BLOCKS.items()
    }


def area(document: Any, sheet: str, address: str) -> Any:
    """Cells of a sheet."""
    return document.Sheets.getByName(sheet).getCellRangeByName(address)


def test_stored_values_are_the_calculated_ones(document: Any) -> None:
    """What is shown when the file is opened are the stored values, and calculating keeps them."""
    shown = cells(document)
    got = {place: area(document, EXERCISE, place).getDataArray()[0][0] for place in STORED}
    assert STORED == got
    assert [4, 8, "", "", 1, 12, 16, "", "", 0] == shown["Solution"][5:]
    document.calculateAll()
    for name, before in shown.items():
        for expected, after in zip(before, cells(document)[name], strict=True):
            if isinstance(expected, float):
                assert expected == pytest.approx(after, rel=1e-14)
            else:
                assert expected == after


def test_values_of_unknown_functions_are_shown(calc: Office, tmp_path: Path) -> None:
    """Without the function a formula, alone or inside another, shows its value until calculated."""
    formulas = (Formula("=NO_SUCH(1)", 7.25), Formula("=INDEX(NO_SUCH(1),1,2)", "Gold"))
    made = tuple(Cell(row, 0, one) for row, one in enumerate(formulas))
    depends = Cell(2, 0, Formula("=A1*2", 14.5))
    write_report(Report("T", (Sheet("S", cells=(*made, depends)),)), tmp_path / "t.xlsx")
    opened = calc.open(tmp_path / "t.xlsx")
    try:
        sheet = opened.Sheets.getByIndex(0)
        assert ((7.25,), ("Gold",), (14.5,)) == sheet.getCellRangeByName("A1:A3").getDataArray()
        opened.calculateAll()
        assert sheet.getCellRangeByName("A1").String in LOST
    finally:
        opened.close(True)


def test_answers_turn_checks(document: Any) -> None:
    """An answer entered is checked by the sheet's own formula, and taken away it is not."""
    answer, check = (area(document, EXERCISE, place) for place in ("B7", "C7"))
    for entered, expected in ((2, "✓"), (0.5, "not yet")):
        answer.getCellByPosition(0, 0).setValue(entered)
        assert expected == check.getCellByPosition(0, 0).String
    answer.getCellByPosition(0, 0).setString("")
    assert "" == check.getCellByPosition(0, 0).String


def test_names(document: Any) -> None:
    """All names of cells and columns are there and lead to them."""
    got = {
        name: document.NamedRanges.getByName(name).Content
        for name in document.NamedRanges.ElementNames
    }
    expected = {
        cell.name: f"$'Bob''s exercise'.$B${cell.row + 1}"
        for cell in CELLS
        if cell.name is not None
    }
    expected |= {
        "working_year": "$Working.$A$3:$A$5",
        "working_value": "$Working.$B$3:$B$5",
        "row_numbers": "$Sales.$A$2:$A$41",
    }
    assert expected == got


def test_rules(document: Any) -> None:
    """Rules have kind, bounds, tip and sentence; what breaks them is stopped."""
    rules = {
        place: area(document, EXERCISE, place).Validation
        for place in ("B3", "B4", "B5", "B6", "B8")
    }
    kinds = ["DECIMAL", "WHOLE", "DATE", "LIST", "CUSTOM"]
    assert kinds == [rule.Type.value for rule in rules.values()]
    assert "ans_more>in_rate" == rules["B8"].getFormula1()
    rate = rules["B3"]
    assert ("0", "1") == (rate.getFormula1(), rate.getFormula2())
    assert ("Discount rate", "A rate between 0 and 1, like 0.2") == (
        rate.InputTitle,
        rate.InputMessage,
    )
    assert (rate.InputTitle, rate.InputMessage) == (rate.ErrorTitle, rate.ErrorMessage)
    assert (True, "STOP") == (rate.ShowErrorMessage, rate.ErrorAlertStyle.value)
    assert "DECIMAL" == area(document, "Working", "C5").Validation.Type.value


def test_sheets_and_mark(document: Any) -> None:
    """Hidden sheets are hidden, the template is marked."""
    assert [False, True, True, True] == [sheet.IsVisible for sheet in document.Sheets]
    properties = document.DocumentProperties.UserDefinedProperties
    assert "everything" == properties.getPropertyValue("clvxl template")


def test_plots(document: Any) -> None:
    """Plots are columns, a line and bars; a blank cell is a gap and no zero."""
    found = []
    for chart in document.Sheets.getByName("Working").Charts:
        drawn = chart.EmbeddedObject
        coordinates = drawn.FirstDiagram.CoordinateSystems[0]
        kind = coordinates.ChartTypes[0]
        names = [one.DataSequences[0].Label.getTextualData()[0].strip() for one in kind.DataSeries]
        gaps = [None in one.DataSequences[0].Values.Data for one in kind.DataSeries]
        lying = bool(coordinates.SwapXAndYAxis)
        found.append((drawn.Title.String, kind.ChartType.split(".")[-1], lying, names, gaps))
        if len(names) > 1:
            assert 0 == drawn.FirstDiagram.MissingValueTreatment  # LEAVE_GAP
    two = ["Value", "=Mixed"], [False, True]
    expected = [
        ("Value as column", "ColumnChartType", False, *two),
        ("Value as line", "LineChartType", False, *two),
        ("Value as bar", "ColumnChartType", True, *two),
        ("Bars", "ColumnChartType", True, ["S"], [False]),
    ]
    assert expected == sorted(found, key=lambda one: [e[0] for e in expected].index(one[0]))
