"""Widths that show what a column holds, and tables longer than a sheet."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clvxl.report.layout import column_width, paginate, text_width
from clvxl.report.records import SHEET_ROWS, Column, Format, Table, TextAt


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", 0), ("abc", 3), ("客户", 4), ("客a", 3), ("a\nlonger\nb", 6), ("é", 1), ("￥１", 4)],
)
def test_text_width(text: str, expected: int) -> None:
    """A Chinese character is as wide as two others, a combining mark has no width."""
    assert expected == text_width(text)


@given(st.text(), st.text())
def test_wider_with_more_text(first: str, second: str) -> None:
    """A line never gets narrower by what is added, and is at most two a character."""
    if "\n" not in first + second:
        assert text_width(first) <= text_width(first + second)
    assert 0 <= text_width(first) <= 2 * len(first)


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (Column("R", [1, 2, 3], "integer"), 8),
        (Column("Revenue", [1234567.5, 3], "amount"), 14),
        (Column("Loss", np.array([-1234567.5, 3]), "amount"), 15),
        (Column("Share", np.array([0.5, 1.0]), "percent"), 10),
        (Column("Last purchase", np.array([45000.0]), "date"), 19),
        (Column("D", np.array([45000.0]), "date"), 12),
        (Column("名称", ["高价值客户群体"], "text"), 16),
        (Column("Long", ["x" * 500], "text"), 60),
        (Column("Set", ["x" * 500], "text", width=20.5), 20.5),
        (Column("Nothing", [], "text"), 12),
        (Column("Gaps", np.array([np.nan, np.inf]), "amount"), 9),
        (Column("Mixed", [None, "three", 123456.0, float("nan")], "integer"), 10),
        (Column("Formats", [1234567.0, 0.5], formats=["amount", "percent"]), 14),
    ],
)
def test_column_width(column: Column, expected: float) -> None:
    """Title, values and the air around them fit, between 8 and 60 characters."""
    assert expected == column_width(column)


@given(
    st.lists(st.floats(allow_nan=True) | st.integers(-(10**9), 10**9)),
    st.sampled_from(["general", "integer", "number", "amount", "percent", "date"]),
)
def test_bounds(values: list[Any], kind: Format) -> None:
    """Whatever the values are, the width is from 8 to 60."""
    assert 8 <= column_width(Column("x", values, kind)) <= 60
    assert 8 <= column_width(Column("x", np.array(values, dtype=float), kind)) <= 60


def test_a_million_values_are_quick() -> None:
    """Widths of a million numbers and a million texts are found in well under a second."""
    start = time.process_time()
    column_width(Column("n", np.arange(1e6), "amount"))
    column_width(Column("t", ["name"] * 1_000_000, "text"))
    assert time.process_time() - start < 0.5


def numbers(rows: int, **options: Any) -> Table:
    """A table of two columns."""
    kinds: list[Format] = ["integer"] * rows
    return Table(
        "all",
        2,
        1,
        (Column("n", np.arange(rows)), Column("t", list(map(str, range(rows))), formats=kinds)),
        **options,
    )


def test_a_table_that_fits() -> None:
    """A table that fits stays the very table, on one sheet."""
    table = numbers(5)
    [sheet] = paginate("Customers", table, texts=(TextAt(0, 0, "Hi"),), landscape=True)
    assert table is sheet.tables[0]
    assert ("Customers", (3, 0), {1: 8.0, 2: 8.0}) == (sheet.name, sheet.frozen, sheet.widths)
    assert (True, "Hi") == (sheet.landscape, sheet.texts[0].text)


@given(st.integers(0, 40), st.integers(4, 20), st.booleans())
def test_nothing_is_lost(rows: int, sheet_rows: int, total: bool) -> None:
    """All values are there once, in order, no sheet is too long, the total is on the last."""
    sheets = paginate("Name", numbers(rows, total=total), sheet_rows=sheet_rows)
    tables = [sheet.tables[0] for sheet in sheets]
    assert list(range(rows)) == [int(v) for table in tables for v in table.columns[0].values]
    assert rows == sum(len(table.columns[1].formats or ()) for table in tables)
    assert all(table.row + 1 + table.rows <= sheet_rows for table in tables)
    assert [False] * (len(tables) - 1) + [total] == [table.total for table in tables]
    assert len(sheets) == len({sheet.name for sheet in sheets})
    assert len(sheets) == len({table.name for table in tables})


def test_names_stay_short_enough() -> None:
    """A long name makes room for its number."""
    names = [sheet.name for sheet in paginate("N" * 31, numbers(30), sheet_rows=4)]
    assert ["N" * 31, "N" * 29 + " 2"] == names[:2]
    assert all(len(name) <= 31 for name in names)


def test_the_real_limit() -> None:
    """A sheet's 1,048,576 rows are used to the last one."""
    table = Table("big", 0, 0, (Column("n", np.arange(SHEET_ROWS)),))
    assert [SHEET_ROWS - 1, 1] == [sheet.tables[0].rows for sheet in paginate("Big", table)]


def test_no_room() -> None:
    """A table below the sheet's end is a fault of the caller."""
    with pytest.raises(ValueError, match="below"):
        paginate("Name", numbers(3), sheet_rows=3)
