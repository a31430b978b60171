"""The report's cells on xlwings' own write-behind workbook, where its licence key is set.

`XLWINGS_LICENSE_KEY=noncommercial` sets it for noncommercial use; clvxl itself never needs it.
"""

from __future__ import annotations

import os
import warnings
from typing import Any

import pytest

from clvxl.exercises.sales import sales_report
from clvxl.hosts.excel import _cells
from clvxl.report.records import is_blank

pytestmark = pytest.mark.skipif(
    "XLWINGS_LICENSE_KEY" not in os.environ, reason="XLWINGS_LICENSE_KEY is not set"
)


@pytest.fixture
def drawn() -> tuple[Any, list[dict[str, Any]]]:
    """A sheet of a report, and the commands that drawing it issued."""
    import xlwings

    sheet = sales_report().sheets[0]
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
        target = book.sheets.add("Report")
        _cells.draw_cells(target, sheet, "Calibri", lambda cells: None)
        _cells.set_sizes(target, sheet)
    return sheet, book.json()["actions"]


def test_blocks_hold_every_value_once(drawn: tuple[Any, list[dict[str, Any]]]) -> None:
    """The blocks that are written are the report's values, all on the new sheet, in few calls."""
    sheet, actions = drawn
    blocks = [action for action in actions if action["func"] == "setValues"]
    (table,) = sheet.tables
    found: dict[tuple[int, int], Any] = {}
    for block in blocks:
        assert 1 == block["sheet_position"]
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
