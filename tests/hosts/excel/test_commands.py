"""The ribbon's commands on a workbook in memory: what they do, say, and leave alone."""

from __future__ import annotations

import datetime
import importlib
import inspect
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clvxl import __version__
from clvxl.data.table import SourceTable
from clvxl.errors import TableError
from clvxl.hosts.excel import _log, commands
from clvxl.hosts.excel.explain import explain_cell, find_call
from clvxl.hosts.excel.ribbon import entries
from clvxl.hosts.excel.table import ExcelBook
from clvxl.hosts.tables import Place
from clvxl.hosts.tables import find_place as find
from clvxl.hosts.tables import read_table as read
from clvxl.sheet.registry import REGISTRY, answer
from tests.hosts.excel.book import Book
from tests.hosts.excel.drawings import Table
from tests.hosts.excel.sales import sales_rows


@pytest.fixture(autouse=True)
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A log file of the test's own."""
    path = tmp_path / "clvxl" / "excel.log"
    monkeypatch.setattr(_log, "log_path", lambda: path)
    monkeypatch.setattr(commands, "log_path", lambda: path)
    return path


def run(monkeypatch: pytest.MonkeyPatch, book: Book, name: str, **options: Any) -> tuple[str, Any]:
    """Run an entry as RunPython does; return what Excel was asked to say."""
    monkeypatch.setattr(commands, "caller", lambda: book)
    getattr(commands, name)(**options)
    (said,) = book.app.said
    book.app.said.clear()
    return said


def find_place(book: Book) -> Place:
    """Where the table of a workbook stands."""
    return find(ExcelBook(book))


def read_table(book: Book, place: Place) -> SourceTable:
    """The table that stands there."""
    return read(ExcelBook(book), place)


def test_entries_are_what_the_ribbon_calls() -> None:
    """Each button's entry exists in its module and takes the keywords that it is given."""
    for entry, keywords in entries().values():
        module, _, name = entry.rpartition(".")
        function = getattr(importlib.import_module(module), name)
        inspect.signature(function).bind(**dict.fromkeys(keywords))


def test_the_entry_of_an_add_in_of_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the ribbon of clvxl 0.1.0 runs still segments the sheet, with its choices."""
    book = Book(Sales=sales_rows(200))
    run(monkeypatch, book, "segment_sheet", scheme="auto", bins=3, method="mean", language="zh")
    assert "方法" in [sheet.name for sheet in book.sheets]
    assert "均值：2 为优于均值，1 为否" in book.sheets["方法"].values.values()


@pytest.mark.parametrize(
    ("language", "sheets", "said"),
    [("en", ["Summary", "Map", "Customers", "Left out", "Chart figures", "Method"],
      "39 customers of Sales, A1:C301"),
     ("zh", ["概要", "地图", "客户", "未用行", "图表数据", "方法"], "Sales, A1:C301 的 ")],
)  # fmt: skip
def test_segment_sheet(
    language: str, sheets: list[str], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The report is drawn behind the user's sheet, counted right, and said in the language."""
    book = Book(Sales=sales_rows(300))
    customers = len({row[0] for row in sales_rows(300)[1:] if row[0] and row[2] != "#N/A"})
    text, mode = run(monkeypatch, book, "run_job", job="segment", language=language)
    assert said.replace("39", str(customers)) in text
    assert "2" in text
    assert "info" == mode
    assert ["Sales", *sheets] == [sheet.name for sheet in book.sheets]
    assert book.app.status_bar is False
    names = {value for (row, column), value in book.sheets[sheets[2]].values.items()
             if column == 1 and row > 1}  # fmt: skip
    assert customers == len(names)
    assert "000" in names


def test_options_reach_the_job(monkeypatch: pytest.MonkeyPatch) -> None:
    """Scheme, bins and method are those of the ribbon; auto leaves the scheme open."""
    book = Book(Sales=sales_rows(200))
    run(monkeypatch, book, "run_job", job="segment", scheme="eight", bins=3, method="nested")
    run(monkeypatch, book, "run_job", job="segment", scheme="auto", bins=3, method="quantile")
    shown = [set(map(str, book.sheets[name].values.values())) for name in ("Method", "Method 2")]
    assert "3" in shown[0]
    assert shown[0] != shown[1]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["a", "b"], [1.0, 2.0]], "rename them to Customer, Date and Amount"),
        ([["Customer", "Date", "Amount"]], "Sales has headers but no values below them"),
        ([["Customer", "Date", "Amount"], ["a", "3/4/2025", 1.0], ["b", "5/6/2025", 2.0]],
         "Text to Columns"),
        ([], "headers"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["en", "zh"])
def test_refusals_are_one_sentence(
    rows: list[list[Any]], said: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A table that cannot be used is said in one sentence, and the workbook is as it was."""
    book = Book(Sales=rows)
    before = book.state()
    text, mode = run(monkeypatch, book, "run_job", job="segment", language=language)
    assert "critical" == mode
    assert "\n" not in text
    assert "--" not in text
    assert said in text or language == "zh"
    assert before == book.state()


def test_options_that_do_not_go_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten segments with three bins are refused before the sheet is read."""
    book = Book(Sales=sales_rows(20))
    text, _ = run(monkeypatch, book, "run_job", job="segment", scheme="standard", bins=3)
    assert "needs five bins" in text
    assert 0 == book.calls["read"]


def test_a_fault_names_the_log(monkeypatch: pytest.MonkeyPatch, log: Path) -> None:
    """Whatever else fails, halfway through drawing too, is one sentence with the log's name."""
    book = Book(Sales=sales_rows(100))
    book.fail_at = 150
    before = book.state()
    text, mode = run(monkeypatch, book, "run_job", job="segment")
    assert str(log) in text
    assert "critical" == mode
    assert "Planned" in log.read_text("utf-8")
    assert before == book.state()


def test_nobody_to_tell(monkeypatch: pytest.MonkeyPatch, log: Path) -> None:
    """Where the workbook cannot even be found, the add-in is told, which then tells the user."""

    def gone() -> None:
        raise OSError("Excel is gone")

    monkeypatch.setattr(commands, "caller", gone)
    with pytest.raises(RuntimeError, match=re.escape(str(log))):
        commands.about()
    assert "Excel is gone" in log.read_text("utf-8")


def test_a_dialog_that_cannot_be_shown(monkeypatch: pytest.MonkeyPatch, log: Path) -> None:
    """Where Excel shows no dialog, what was to be said is in the log, and nothing is raised."""
    book = Book(Sheet=[[1.0]])
    monkeypatch.setattr(commands, "caller", lambda: book)
    monkeypatch.setattr(book.app, "alert", lambda *_, **__: 1 / 0)
    commands.about()
    assert __version__ in log.read_text("utf-8")


def test_table_under_the_cursor() -> None:
    """The cursor chooses between two blocks; away from both the sheet's only table is taken."""
    rows: list[list[Any]] = [[None] * 9 for _ in range(12)]
    for column, shift in ((1, 0), (5, 5)):
        for row, values in enumerate(sales_rows(4)):
            rows[row + 2 + shift][column : column + 3] = values
    book = Book(Sales=rows)
    book.chosen = (10, 6, 10, 6)
    assert "Sales, F8:H12" == find_place(book).address
    book.chosen = (4, 3, 4, 3)
    assert "Sales, B3:D7" == find_place(book).address
    for chosen in ((1, 1, 1, 1), None):
        book.chosen = chosen
        assert find_place(book).address.startswith("Sales, B3:")


def test_a_real_table_ends_above_its_totals() -> None:
    """In a table with a row of totals that row is none of the lines."""
    book = Book(Sales=[*sales_rows(10), ["Total", None, 55.0]])
    cells = book.sheets["Sales"].range("A1:C12")
    book.sheets["Sales"].tables.listed.append(Table("t", cells, show_totals=True))
    assert "Sales, A1:C11" == find_place(book).address


def test_from_an_own_sheet_the_users_are_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a report's sheet shown, the user's only table is taken; two of them are a question."""
    book = Book(Sales=sales_rows(60), Notes=[["hello"]])
    run(monkeypatch, book, "run_job", job="segment")
    assert "Summary" == book.sheets.active.name
    assert "Sales" == find_place(book).sheet.name
    book.sheets["Notes"].fill(sales_rows(3))
    with pytest.raises(TableError, match="several sheets"):
        find_place(book)
    book.sheets["Sales"].values.clear()
    book.sheets["Notes"].values.clear()
    with pytest.raises(TableError, match="no other sheet"):
        find_place(book)


def test_cells_become_columns() -> None:
    """Dates, decimals, errors, truth values and numbers among text arrive as what they are."""
    day = datetime.datetime(2025, 3, 1, 12, tzinfo=datetime.UTC)
    rows = [["Customer", "Date", "Amount"], [7.0, day, Decimal("1.5")], ["x", day, "#N/A"],
            [True, None, 2.0]]  # fmt: skip
    book = Book(Sales=rows)
    book.api.Date1904 = True
    table = read_table(book, find_place(book))
    customers, dates, amounts = table.columns
    assert ["7", "x", "TRUE"] == customers.tolist()
    assert "2025-03-01 12:00:00" == str(dates[0])
    assert [1.5, 2.0] == amounts.dropna().tolist()
    assert {2: {1: "#N/A"}} == table.errors
    assert [0] == list(table.numbers)
    assert 7.0 == table.numbers[0][0]
    assert (2, 1462.0, True) == (table.first_row, table.date_offset, table.typed)


def test_the_currency_of_number_formats() -> None:
    """What the amounts' formats show is told, found in few looks where they differ."""
    rows = [["Customer", "Date", "Amount"], *[["x", f"2025-03-{day:02}", 1.0]
            for day in range(1, 31)]]  # fmt: skip
    book = Book(Sales=rows)
    place = find_place(book)
    assert ("",) == read_table(book, place).formats
    sheet = book.sheets["Sales"]
    sheet.range("C2:C31").number_format = '_-* #,##0.00 "€"_-'
    assert ("€",) == read_table(book, place).formats
    sheet.range("C9:C9").number_format = "0.00"
    assert ("", "€") == read_table(book, place).formats
    sheet.range("C12:C13").number_format = "[$£-809]#,##0"
    assert ("", "£", "€") == read_table(book, place).formats


def test_merged_customers_and_dates_count_for_all_rows() -> None:
    """A merged customer or date stands in all its rows; a merged amount counts once."""
    day = datetime.datetime(2025, 3, 1)
    rows = [["Customer", "Date", "Amount"], ["Ann", day, 1.0], [None, day, 2.0], [None, day, 4.0],
            [7.0, day, 8.0], [None, None, 16.0], ["Cy", day, 32.0], ["Cy", day, None]]  # fmt: skip
    book = Book(Sales=rows)
    for area in ("A2:A4", "A5:A6", "B5:B6", "C7:C8"):
        book.sheets["Sales"].range(area).merge()
    table = read_table(book, find_place(book))
    assert ["Ann"] * 3 + ["7"] * 2 + ["Cy"] * 2 == table.columns[0].tolist()
    assert [7.0, 7.0] == table.numbers[0][3:5].tolist()
    assert (0, 1) == (int(table.columns[1].isna().sum()), int(table.columns[2].isna().sum()))
    assert "4" == table.facts["merged_filled"]


def test_reading_is_in_blocks() -> None:
    """45,000 lines of three columns are read in nine blocks, after one look for the headers."""
    book = Book(Sales=sales_rows(45_000))
    read_table(book, find_place(book))
    assert 10 == book.calls["read"]


@pytest.mark.parametrize(
    ("formula", "name", "arguments"),
    [
        ("=CLV_SIMPLE(1,2,3)", "CLV_SIMPLE", ("1", "2", "3")),
        ("=clv_simple(A1, ,B2)", "CLV_SIMPLE", ("A1", "", "B2")),
        ("='C:\\a\\clvxl.xlam'!CLV_SIMPLE('My, sheet'!A1,{1,2;3,4})", "CLV_SIMPLE",
         ("'My, sheet'!A1", "{1,2;3,4}")),
        ('=IF(A1>0,"CLV_SIMPLE(9)",_xlfn.CLV_SIMPLE(T[[#All],[a,b]]))', "CLV_SIMPLE",
         ("T[[#All],[a,b]]",)),
        ("=CLV_HELP()", "CLV_HELP", ()),
        ("=CLV_SIMPLE(CLV_SIMPLE(1,2,3),2", "CLV_SIMPLE", ("CLV_SIMPLE(1,2,3)", "2")),
    ],
)  # fmt: skip
def test_find_call(formula: str, name: str, arguments: tuple[str, ...]) -> None:
    """The outermost call of ours is found, with its arguments as they are written."""
    call = find_call(formula)
    assert call is not None
    assert (name, arguments) == (call.function.name, call.arguments)


@given(st.text(alphabet="=(),'\"{}[]!AC_LVSIMPE1. ", max_size=40))
def test_find_call_ends(text: str) -> None:
    """Whatever the text, the search ends, and arguments are parts of the text."""
    call = find_call("=" + text)
    assert call is None or all(argument in text for argument in call.arguments)


@pytest.mark.parametrize("formula", ["=SUM(A1)", "CLV_SIMPLE(1)", 5.0, "", "=XCLV_SIMPLE(1)"])
def test_cells_without_a_call(formula: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cell without one of our functions is told so."""
    book = Book(Sheet=[[1.0]])
    book.sheets["Sheet"].formulas[1, 1] = formula
    text, _ = run(monkeypatch, book, "explain")
    assert text.startswith("A1 holds no function of clvxl")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("number", [6.0, -6.0])
def test_explain(language: str, number: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """The working of an answer, or the sentence behind an error, with each argument's value."""
    book = Book(Sheet=[[20.0, number, None]])
    book.sheets["Sheet"].formulas[1, 3] = "=ROUND(CLV_SIMPLE(A1,B1,3,15),2)"
    book.chosen = (1, 3, 1, 3)
    text, _ = run(monkeypatch, book, "explain", language=language)
    found = answer("CLV_SIMPLE", 20.0, number, 3.0, 15.0)
    assert text.startswith("C1: CLV_SIMPLE(")
    assert "A1 = 20" in text
    assert (found.faults[0].sentence(language) if found.faults else "345") in text


def test_explain_ranges_and_errors() -> None:
    """Ranges are shown by their first and last cell; an error cell in one is traced."""
    book = Book(Sheet=[[100.0], [200.0], [0.1]])
    sheet = book.sheets["Sheet"]
    sheet.formulas[1, 2] = "=CLV_DCF(A1:A2,A3)"
    text = explain_cell(sheet.range("B1"), "en")
    assert "A1:A2 = 2 × 1 cells: 100 … 200" in text
    assert "Working (CLV_DCF_TABLE):" in text
    sheet.values[2, 1] = -2146826246
    assert "#N/A comes from the argument" in explain_cell(sheet.range("B1"), "en")


def test_explain_what_excel_does_not_evaluate(monkeypatch: pytest.MonkeyPatch) -> None:
    """An argument of more than 255 characters is refused in a sentence with the remedy."""
    book = Book(Sheet=[[1.0]])
    book.sheets["Sheet"].formulas[1, 1] = f"=CLV_SIMPLE({'1+' * 200}1,2,3)"
    text, _ = run(monkeypatch, book, "explain")
    assert "put it into a cell of its own" in text


@pytest.mark.parametrize("name", ["explain", "function_help"])
def test_without_a_cell(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a chart selected a command says something and raises nothing."""
    book = Book(Sheet=[[1.0]])
    book.chosen = None
    text, mode = run(monkeypatch, book, name)
    assert "info" == mode
    assert text


def test_function_help(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a formula its function's help, elsewhere all functions, with how arrays are entered."""
    book = Book(Sheet=[[1.0]])
    text, _ = run(monkeypatch, book, "function_help")
    assert all(name in text for name in REGISTRY)
    assert "Ctrl+Shift+Enter" in text
    book.sheets["Sheet"].formulas[1, 1] = "=CLV_SIMPLE(1,2,3)"
    text, _ = run(monkeypatch, book, "function_help", language="zh")
    assert REGISTRY["CLV_SIMPLE"].help.zh in text


def test_about(monkeypatch: pytest.MonkeyPatch, log: Path) -> None:
    """Versions, the Python and the log file are named."""
    text, _ = run(monkeypatch, Book(Sheet=[[1.0]]), "about")
    assert __version__ in text
    assert str(log) in text
