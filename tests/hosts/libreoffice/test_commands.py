"""The commands of menu and toolbar, driven without a screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from clvxl.hosts.libreoffice._uno import named_values, service
from clvxl.hosts.libreoffice.commands import dispatch
from clvxl.hosts.libreoffice.settings import defaults, load, save
from clvxl.hosts.libreoffice.table import CalcBook
from clvxl.hosts.tables import find_place, read_table
from tests.sales_report import sales_workbook

SALES = (("Customer", "Date", "Amount"), ("a", "2025-01-01", 5.0), ("b", "2025-02-01", 7.0),
         ("a", "2025-03-01", 1.0))  # fmt: skip
REPORT = ("Summary", "Map", "Call list", "Customers", "Chart figures", "Method")


@pytest.fixture
def document(calc: Any) -> Iterator[Any]:
    """An empty workbook with a window; the settings are as at first."""
    save(calc.context, defaults())
    made = open_(calc, "private:factory/scalc")
    yield made
    made.close(True)


def open_(calc: Any, address: str) -> Any:
    """Open a document in a window."""
    return calc.desktop.loadComponentFromURL(address, "_blank", 0, named_values(Hidden=False))


def run(calc: Any, document: Any, command: str, **values: Any) -> str:
    """Run a command on the program's main thread, as a click does, and return what it says."""
    frame = document.CurrentController.Frame
    given = {"Silent": True, **values}
    return str(calc.on_main(lambda: dispatch(calc.context, frame, command, given)))


def undo(calc: Any, document: Any) -> None:
    """Undo the last step, on the main thread."""
    calc.on_main(document.UndoManager.undo)


def redo(calc: Any, document: Any) -> None:
    """Do again what was undone, on the main thread."""
    calc.on_main(document.UndoManager.redo)


def put(sheet: Any, place: str, rows: tuple[tuple[Any, ...], ...]) -> None:
    """Fill cells from `place` on."""
    corner = sheet.getCellRangeByName(place).RangeAddress
    sheet.getCellRangeByPosition(
        corner.StartColumn, corner.StartRow,
        corner.StartColumn + len(rows[0]) - 1, corner.StartRow + len(rows) - 1,
    ).setDataArray(rows)  # fmt: skip


def content(document: Any) -> list[Any]:
    """All cells of all sheets, names and filters."""
    found: list[Any] = [document.NamedRanges.ElementNames, document.DatabaseRanges.ElementNames]
    for sheet in document.Sheets:
        cursor = sheet.createCursor()
        cursor.gotoEndOfUsedArea(True)
        found.append((sheet.Name, sheet.Charts.Count, cursor.getFormulaArray()))
    return found


@pytest.mark.calc
def test_segment_undo_redo(calc: Any, tmp_path: Path) -> None:
    """Segmenting by dispatch adds a report in one undo step; undo and redo give both states."""
    path = sales_workbook(tmp_path)
    document = open_(calc, path.as_uri())
    try:
        before = content(document)
        helper = service(calc.context, "frame.DispatchHelper")
        frame = document.CurrentController.Frame
        silent = named_values(Silent=True)
        calc.on_main(lambda: helper.executeDispatch(frame, "org.clvxl:segment", "_self", 0, silent))
        after = content(document)
        assert (*("Sales", "Parameters"), *REPORT) == document.Sheets.ElementNames
        assert "Summary" == document.CurrentController.ActiveSheet.Name
        assert 1 == len(document.UndoManager.getAllUndoActionTitles())
        undo(calc, document)
        assert before == content(document)
        redo(calc, document)
        assert after == content(document)
        undo(calc, document)
        assert before == content(document)
    finally:
        document.close(True)


@pytest.mark.calc
def test_second_run(calc: Any, document: Any) -> None:
    """A second run makes new sheets, or replaces all of its own in one step, never the user's."""
    sheet = document.Sheets.getByIndex(0)
    put(sheet, "A1", SALES)
    sheet.Name = "Method"
    run(calc, document, "segment")
    first = document.Sheets.ElementNames
    assert ("Method", "Summary", "Map", "Customers", "Chart figures", "Method 2") == first
    before = content(document)
    run(calc, document, "segment")
    assert 11 == document.Sheets.Count
    undo(calc, document)
    assert before == content(document)
    said = run(calc, document, "segment", again="replace", bins=3)
    assert first == document.Sheets.ElementNames, said
    undo(calc, document)
    assert before == content(document)
    redo(calc, document)
    assert first == document.Sheets.ElementNames


@pytest.mark.calc
def test_table_below_notes(calc: Any, document: Any) -> None:
    """A table that stands apart, below notes, is found from anywhere on its sheet."""
    sheet = document.Sheets.getByIndex(0)
    put(sheet, "A1", (("Sales of the shop", ""), ("made by hand", 3.0)))
    put(sheet, "D7", SALES)
    for cell in ("E8", "A1", "K30"):
        document.CurrentController.select(sheet.getCellRangeByName(cell))
        said = run(calc, document, "segment")
        assert "2 customers of Sheet1, D7:F10 are segmented" in said
        undo(calc, document)


@pytest.mark.calc
def test_merged_customers_count_for_all_rows(calc: Any, document: Any) -> None:
    """A merged customer or date stands in all its rows; a merged amount counts once."""
    sheet = document.Sheets.getByIndex(0)
    day = "2025-01-01"
    rows = (("Customer", "Date", "Amount"), ("Ann", day, 1.0), ("", day, 2.0), ("", day, 4.0),
            ("Bob", day, 8.0), ("", "", 16.0), ("", day, 32.0), ("Cy", day, 64.0),
            ("Cy", day, ""))  # fmt: skip
    put(sheet, "B2", rows)
    for area in ("B3:B5", "B6:B7", "C6:C7", "D9:D10"):
        sheet.getCellRangeByName(area).merge(True)
    book = CalcBook(document)
    table = read_table(book, find_place(book))
    names = [None if name != name else name for name in table.columns[0]]
    assert ["Ann"] * 3 + ["Bob"] * 2 + [None] + ["Cy"] * 2 == names
    assert (0, 1) == (int(table.columns[1].isna().sum()), int(table.columns[2].isna().sum()))
    assert "4" == table.facts["merged_filled"]
    run(calc, document, "segment")
    customers = document.Sheets.getByName("Customers").getCellRangeByName("A1:A12").getDataArray()
    assert {"Ann", "Bob", "Cy"} <= {cell for (cell,) in customers}


@pytest.mark.calc
def test_dates_by_number_format(calc: Any, document: Any) -> None:
    """Numbers with a date format are dates, so the report counts days by them."""
    sheet = document.Sheets.getByIndex(0)
    rows = (SALES[0], *((name, 45658.0 + at, 5.0) for at, name in enumerate("abc")))
    put(sheet, "A1", rows)
    english = service_locale()
    key = document.NumberFormats.addNew("DD/MM/YYYY HH:MM", english)
    sheet.getCellRangeByName("B2:B4").NumberFormat = key
    run(calc, document, "segment")
    method = document.Sheets.getByName("Method").getCellRangeByName("A1:B40").getDataArray()
    assert "dates of the sheet" in {row[1] for row in method}


@pytest.mark.parametrize(
    ("code", "title", "word"),
    [
        ("#,##0.00 [$€-407]", "Revenue (EUR)", "EUR, as the number format of the amounts shows"),
        ("[$CHF] #,##0.00", "Revenue (CHF)", "CHF, as the number format of the amounts shows"),
        ("0.00", "Revenue", None),
    ],
)
def test_currency_by_number_format(
    calc: Any, document: Any, code: str, title: str, word: str | None
) -> None:
    """The currency that the amounts' format shows stands in the report, in the first cell and all."""
    sheet = document.Sheets.getByIndex(0)
    rows = [(name, 45658.0 + at, 5.0) for at, name in enumerate("abc")]
    put(sheet, "A1", (SALES[0], *rows, ("d", 45662.0, "")))
    known, english = document.NumberFormats, service_locale()
    key = known.queryKey(code, english, False)
    sheet.getCellRangeByName("C2:C4").NumberFormat = (
        key if key != -1 else known.addNew(code, english)
    )
    run(calc, document, "segment")
    summary = document.Sheets.getByName("Summary").getCellRangeByName("A1:G40").getDataArray()
    assert title in {cell for row in summary for cell in row}
    method = document.Sheets.getByName("Method").getCellRangeByName("A1:B40").getDataArray()
    assert word == dict(method).get("Currency")


def service_locale() -> Any:
    """English of the United States."""
    from clvxl.hosts.libreoffice._uno import struct

    return struct("lang.Locale", Language="en", Country="US")


@pytest.mark.calc
def test_no_table(calc: Any, document: Any) -> None:
    """Without a table one sentence says so, its remedy one for a sheet; nothing changes."""
    sheet = document.Sheets.getByIndex(0)
    put(sheet, "A1", (("Name", "Colour"), ("a", "red")))
    before, steps = content(document), document.UndoManager.getAllUndoActionTitles()
    said = run(calc, document, "segment")
    assert "Name, Colour" in said
    assert "--" not in said
    assert before == content(document)
    assert steps == document.UndoManager.getAllUndoActionTitles()


@pytest.mark.calc
def test_settings_are_kept(calc: Any, document: Any) -> None:
    """Settings outlive the command, and what cannot go together is refused."""
    run(calc, document, "settings", bins=3, method="nested", again="replace")
    assert {**defaults(), "bins": "3", "method": "nested", "again": "replace"} == load(calc.context)
    said = run(calc, document, "settings", scheme="standard")
    assert "needs five bins" in said
    assert "must be one of" in run(calc, document, "settings", scheme="wild")
    assert "auto" == load(calc.context)["scheme"]


EXPLAINED = [
    ("=CLV_SIMPLE(A1;A2;A3)", "purchase_frequency must be a number (got x)"),
    ("=IF(A1>0;ROUND(CLV_DCF(A1:A1;0.1);2);0)", "Working (CLV_DCF_TABLE)"),
    ("=CLV_DCF(A1:A1;-2)", "discount_rate must be above -1 (got -2)"),
    ("=CLV_SIMPLE(A1;1/0;2)", "#DIV/0! comes from the argument purchase_frequency"),
    ("=CLV_SIMPLE(CLV_SIMPLE(2;3;4);1;A3)", "CLV_SIMPLE(2;3;4) = 24"),
    ("=CLV_SIMPLE(A1;RAND();A3)", "anew for this explanation: purchase_frequency may"),
    ("=1+1", "holds no function of clvxl"),
]


@pytest.mark.calc
@pytest.mark.parametrize(("formula", "said"), EXPLAINED)
def test_explain(calc: Any, document: Any, formula: str, said: str) -> None:
    """An error's sentence, or the working of a value, is told; the workbook is as it was."""
    sheet = document.Sheets.getByIndex(0)
    put(sheet, "A1", ((100.0,), ("x",), (3.0,)))
    cell = sheet.getCellRangeByName("C5").getCellByPosition(0, 0)
    cell.setFormula(formula)
    document.CurrentController.select(cell)
    document.setModified(False)
    before, steps = content(document), document.UndoManager.getAllUndoActionTitles()
    assert said in run(calc, document, "explain")
    assert before == content(document)
    assert steps == document.UndoManager.getAllUndoActionTitles()
    assert not document.isModified()


@pytest.mark.calc
def test_explain_what_calc_refuses(calc: Any, document: Any) -> None:
    """A range with an error cell, which Calc does not hand over, is told with the remedy."""
    sheet = document.Sheets.getByIndex(0)
    put(sheet, "A1", ((1.0,), (2.0,), (3.0,)))
    sheet.getCellRangeByName("A2").Formula = "=NA()"
    sheet.getCellRangeByName("B1:B3").setArrayFormula("=DECILE(A1:A3)")
    document.CurrentController.select(sheet.getCellRangeByName("B1"))
    said = run(calc, document, "explain")
    assert "Err:504" in said
    assert "IFERROR(A1:A3" in said


# fmt: off
MENDED = [
    ("F1:F4", "RFM_SCORE(A1:A4;B1:B4;C1:C4;2)", ["222", "111", "#N/A", "211"]),
    ("F1:F4", "IF(A1:A4>0;RFM_SCORE($A$1:$A$4;Sheet1.B1:B4;C1:C4;2);0)", ["222", "111", "#N/A", "211"]),
    ("F1", "INDEX(RFM_SCORE(A1:A4;B1:B4;C1:C4;2);4)", ["211"]),
    ("F1:F4", "DECILE(B1:B4;3)", ["1", "3", "#N/A", "2"]),
    ("F1:F4", "SEGMENT(RFM_SCORE(A1:A4;B1:B4;C1:C4;2);\"tiers\")",
     ["High", "Low", "#N/A", "Medium"]),
]
# fmt: on


@pytest.mark.calc
@pytest.mark.parametrize(("place", "formula", "shown"), MENDED)
def test_explain_lets_errors_pass(
    calc: Any, document: Any, place: str, formula: str, shown: list[str]
) -> None:
    """An error cell harms its own row only, after one command that is one step of undo and redo."""
    sheet = document.Sheets.getByIndex(0)
    put(sheet, "A1", ((5.0, 9.0, 500.0), (40.0, 3.0, 80.0), (200.0, 1.0, 20.0), (7.0, 4.0, 60.0)))
    sheet.getCellRangeByName("B3").Formula = "=NA()"
    area = sheet.getCellRangeByName(place)
    if ":" in place:
        area.setArrayFormula(f"={formula}")
    else:
        area.Formula = f"={formula}"
    rows = range(len(shown))
    assert {"Err:504"} == {area.getCellByPosition(0, row).String for row in rows}
    document.CurrentController.select(area)
    before, steps = content(document), len(document.UndoManager.getAllUndoActionTitles())
    said = run(calc, document, "explain", Mend=True)
    assert f"The formula in {place} lets the errors of its ranges pass" in said
    assert shown == [area.getCellByPosition(0, row).String for row in rows]
    titles = document.UndoManager.getAllUndoActionTitles()
    assert (steps + 1, "Let errors pass") == (len(titles), titles[0])
    after = content(document)
    undo(calc, document)
    assert before == content(document)
    redo(calc, document)
    assert after == content(document)
    assert shown == [area.getCellByPosition(0, row).String for row in rows]


@pytest.mark.calc
def test_explain_says_that_cells_are_protected(calc: Any, document: Any) -> None:
    """A formula on a protected sheet stays, and so it is told."""
    sheet = document.Sheets.getByIndex(0)
    put(sheet, "A1", ((1.0,), (2.0,), (3.0,)))
    sheet.getCellRangeByName("A2").Formula = "=NA()"
    sheet.getCellRangeByName("B1:B3").setArrayFormula("=DECILE(A1:A3;2)")
    document.CurrentController.select(sheet.getCellRangeByName("B1"))
    sheet.protect("secret")
    before = content(document)
    said = run(calc, document, "explain", Mend=True)
    assert "protected" in said
    assert "Protect Sheet" in said
    assert before == content(document)
    assert not any("errors pass" in one for one in document.UndoManager.getAllUndoActionTitles())


@pytest.mark.calc
def test_explain_offers_no_remedy_that_helps_nothing(calc: Any, document: Any) -> None:
    """Where the whole answer needs the range, the error has to be corrected; so once it is mended."""
    sheet = document.Sheets.getByIndex(0)
    put(sheet, "A1", ((1.0,), (2.0,), (3.0,)))
    sheet.getCellRangeByName("A2").Formula = "=NA()"
    sheet.getCellRangeByName("B1").Formula = "=PARETO_SHARE(A1:A3)"
    sheet.getCellRangeByName("C1:C3").setArrayFormula('=DECILE(IFERROR(A1:A3;"#N/A");2)')
    before = content(document)
    document.CurrentController.select(sheet.getCellRangeByName("B1"))
    said = run(calc, document, "explain", Mend=True)
    assert "the whole answer needs A1:A3: correct the error there" in said
    document.CurrentController.select(sheet.getCellRangeByName("C2"))
    assert "Let errors pass" not in run(calc, document, "explain", Mend=True)
    assert before == content(document)


@pytest.mark.calc
def test_explain_mends_only_what_is_asked_for(calc: Any, document: Any) -> None:
    """Without being asked the formula stays; where nothing is to be mended, nothing is."""
    sheet = document.Sheets.getByIndex(0)
    put(sheet, "A1", ((1.0,), (2.0,), (3.0,)))
    sheet.getCellRangeByName("A2").Formula = "=NA()"
    sheet.getCellRangeByName("B1:B3").setArrayFormula("=DECILE(A1:A3)")
    sheet.getCellRangeByName("C1").Formula = "=CLV_SIMPLE(1;2;3)"
    before = content(document)
    document.CurrentController.select(sheet.getCellRangeByName("B1"))
    assert "Let errors pass" in run(calc, document, "explain")
    document.CurrentController.select(sheet.getCellRangeByName("C1"))
    assert "CLV_SIMPLE" in run(calc, document, "explain", Mend=True)
    assert before == content(document)


def test_functions_and_about(calc: Any, document: Any) -> None:
    """Function help tells arguments and source, About the version and the log."""
    assert "CLV_DCF:" in run(calc, document, "functions")
    assert "discount_rate:" in run(calc, document, "functions", Name="CLV_DCF")
    assert "There is no function NOPE." == run(calc, document, "functions", Name="NOPE")
    assert "Log file:" in run(calc, document, "about")


@pytest.mark.calc
def test_fault_of_clvxl(
    calc: Any, document: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """An error nobody foresaw is one sentence naming the log, where its story stands."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.delenv("LOCALAPPDATA", raising=False)

    def fail(*_: object) -> None:
        raise KeyError("unforeseen")

    monkeypatch.setattr("clvxl.hosts.commands.find_place", fail)
    said = run(calc, document, "segment")
    log = tmp_path / "clvxl" / "libreoffice.log"
    assert str(log) in said
    assert "unforeseen" in log.read_text("utf-8")
