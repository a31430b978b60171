"""The report on xlwings' own write-behind workbook, where its licence key is set.

That engine has neither Excel's native objects nor its settings, and reads no table under a cursor:
what needs these (charts, colour scales, panes, page set-up) is left out here.

`XLWINGS_LICENSE_KEY=noncommercial` sets it for noncommercial use; clvxl itself never needs it.
"""

from __future__ import annotations

import contextlib
import os
import warnings
from typing import Any

import pytest

from clvxl.hosts.excel import report
from clvxl.report.records import is_blank
from tests.sales_report import sales_report

pytestmark = pytest.mark.skipif(
    "XLWINGS_LICENSE_KEY" not in os.environ, reason="XLWINGS_LICENSE_KEY is not set"
)


NATIVE = ("freeze", "set_up_page", "draw_chart", "draw_scale")


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> tuple[Any, list[dict[str, Any]]]:
    """A report's first sheet, and the commands that drawing the report issued."""
    import xlwings

    monkeypatch.setattr(report, "quiet", lambda app: contextlib.nullcontext())
    for name in NATIVE:
        monkeypatch.setattr(report, name, lambda *args: None)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = xlwings.Book(
            json={
                "client": "Office.js",
                "version": xlwings.__version__,
                "book": {"name": "t.xlsx", "active_sheet_index": 0, "selection": "A1"},
                "names": [],
                "sheets": [{"name": "Mine", "values": [[]], "pictures": [], "tables": []}],
            }
        )
        names = report.draw_report(book, sales_report())
    assert ("Sales", "Parameters") == names
    actions = book.json()["actions"]
    assert 0 not in {a.get("sheet_position") for a in actions if a["func"] == "setValues"}
    return sales_report().sheets[0], [a for a in actions if a.get("sheet_position") == 1]


def test_blocks_hold_every_value_once(drawn: tuple[Any, list[dict[str, Any]]]) -> None:
    """The blocks that are written are the report's values, all on the new sheet, in few calls."""
    sheet, actions = drawn
    blocks = [action for action in actions if action["func"] == "setValues"]
    (table,) = sheet.tables
    found: dict[tuple[int, int], Any] = {}
    for block in blocks:
        for row, values in enumerate(block["values"], start=block["start_row"]):
            for column, value in enumerate(values, start=block["start_column"]):
                assert found.setdefault((row, column), value) == value
    for at, column in enumerate(table.columns):
        expected = [column.title, *column.values]
        got = [found[table.row + i, table.column + at] for i in range(len(expected))]
        same = [a == b or (is_blank(a) and is_blank(b)) for a, b in zip(expected, got, strict=True)]
        assert all(same)
    assert len(blocks) < 40


def test_text_is_formatted_as_text_before_it_is_written(
    drawn: tuple[Any, list[dict[str, Any]]],
) -> None:
    """The customers' cells are text cells before a value reaches them: none becomes a formula."""
    _, actions = drawn
    first = next(
        i for i, a in enumerate(actions)
        if a["func"] == "setValues" and a["start_row"] <= 1 < a["start_row"] + a["row_count"]
        and a["start_column"] == 0
    )  # fmt: skip
    formats = [a for a in actions[:first] if a["func"] == "setNumberFormat" and "@" in a["args"]]
    assert any(a["start_row"] <= 1 and a["start_column"] == 0 for a in formats)
