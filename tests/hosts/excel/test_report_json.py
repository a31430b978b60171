"""The macro and its report on xlwings' own write-behind workbook, where its licence key is set.

That engine has neither Excel's native objects nor its settings, and measures no cells: charts,
panes and page set-up are left out there, everything else is asked for as in Excel.

`XLWINGS_LICENSE_KEY=noncommercial` sets it for noncommercial use; clvxl itself never needs it.
"""

from __future__ import annotations

import datetime
import os
import warnings
from collections.abc import Iterator
from typing import Any

import pytest

from clvxl.hosts.excel import commands, report
from clvxl.hosts.excel.table import ExcelBook
from clvxl.hosts.tables import find_place, read_table
from clvxl.jobs.segment.run import segment_sheet
from clvxl.report.records import Sheet, is_blank
from tests.sales_report import sales_report

pytestmark = pytest.mark.skipif(
    "XLWINGS_LICENSE_KEY" not in os.environ, reason="XLWINGS_LICENSE_KEY is not set"
)

Action = dict[str, Any]
SALES = [["Customer", "Date", "Amount"]] + [
    [f"c{at % 30}", f"2025-{at % 12 + 1:02d}-{at % 28 + 1:02d}T00:00:00.000Z", 10.0 + at % 7]
    for at in range(120)
]


@pytest.fixture(autouse=True)
def quiet_licence() -> Iterator[None]:
    """The engine's word about its licence, which pytest would take for a failure, is not heard."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def workbook(**sheets: list[list[Any]]) -> Any:
    """A workbook as a browser hands it to xlwings; the first sheet is shown, A1 selected."""
    import xlwings

    return xlwings.Book(
        json={
            "client": "Office.js",
            "version": xlwings.__version__,
            "book": {"name": "t.xlsx", "active_sheet_index": 0, "selection": "A1"},
            "names": [],
            "sheets": [
                {"name": name, "values": rows, "pictures": [], "tables": []}
                for name, rows in sheets.items()
            ],
        }
    )


def actions_of(book: Any, position: int) -> list[Action]:
    """What was asked of the sheet at a position."""
    return [one for one in book.json()["actions"] if one.get("sheet_position") == position]


def check_blocks(sheet: Sheet, actions: list[Action]) -> None:
    """The blocks that are written are a sheet's values, each once."""
    blocks = [action for action in actions if action["func"] == "setValues"]
    found: dict[tuple[int, int], Any] = {}
    for block in blocks:
        for row, values in enumerate(block["values"], start=block["start_row"]):
            for column, value in enumerate(values, start=block["start_column"]):
                assert found.setdefault((row, column), value) == value
    for table in sheet.tables:
        for at, column in enumerate(table.columns):
            expected = [*([column.title] if table.header else []), *column.values]
            got = [found[table.row + i, table.column + at] for i in range(len(expected))]
            pairs = zip(expected, got, strict=True)
            assert all(a == b or (is_blank(a) and is_blank(b)) for a, b in pairs)
    assert len(blocks) < 40


@pytest.fixture
def drawn() -> list[Action]:
    """The commands that drawing the made-up report's first sheet issued."""
    book = workbook(Mine=[[]])
    assert ("Sales", "Parameters") == report.draw_report(book, sales_report())
    assert [] == actions_of(book, 0)
    return actions_of(book, 1)


def test_blocks_hold_every_value_once(drawn: list[Action]) -> None:
    """The blocks that are written are the report's values, all on the new sheet, in few calls."""
    check_blocks(sales_report().sheets[0], drawn)


def test_text_is_formatted_as_text_before_it_is_written(drawn: list[Action]) -> None:
    """The customers' cells are text cells before a value reaches them: none becomes a formula."""
    first = next(
        i for i, a in enumerate(drawn)
        if a["func"] == "setValues" and a["start_row"] <= 1 < a["start_row"] + a["row_count"]
        and a["start_column"] == 0
    )  # fmt: skip
    formats = [a for a in drawn[:first] if a["func"] == "setNumberFormat" and "@" in a["args"]]
    assert any(a["start_row"] <= 1 and a["start_column"] == 0 for a in formats)


def test_the_macro(monkeypatch: pytest.MonkeyPatch) -> None:
    """Segment sheet reads the workbook, adds its sheets behind the user's, and says what it did."""
    book = workbook(Mine=SALES, Notes=[["mine too"]])
    monkeypatch.setattr(commands, "caller", lambda: book)
    commands.run_job("segment")
    last = book.json()["actions"][-1]
    said = "30 customers of Mine, A1:C121 are segmented on the sheets Summary, Customers"
    assert last["func"] == "alert"
    assert last["args"][0].startswith(said)
    assert "info" in last["args"]
    assert [] == actions_of(book, 0) == actions_of(book, 1)
    fresh = workbook(Mine=SALES)
    result = segment_sheet(read_table(ExcelBook(fresh), find_place(ExcelBook(fresh))))
    added = [sheet.name for sheet in book.sheets][2:]
    assert [sheet.name for sheet in result.report.sheets] == added
    for at, sheet in enumerate(result.report.sheets, start=2):
        check_blocks(sheet, actions_of(book, at))


def test_dates_are_read() -> None:
    """A browser's dates arrive as dates."""
    book = workbook(Mine=SALES)
    table = read_table(ExcelBook(book), find_place(ExcelBook(book)))
    (first, *_) = table.columns[1]
    assert datetime.datetime(2025, 1, 1) == first


def test_a_sheet_without_a_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence in a dialog is all that is asked of the workbook."""
    book = workbook(Mine=[["Nothing", "here"], ["a", "b"]])
    monkeypatch.setattr(commands, "caller", lambda: book)
    commands.run_job("segment")
    (action,) = book.json()["actions"]
    assert action["func"] == "alert"
    assert "critical" in action["args"]
    assert "Customer" in action["args"][0]
