"""A user's own table in a template: by name, in either language, all or nothing."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clvxl.data.table import SourceTable
from clvxl.errors import ClvxlError, ColumnsNotFoundError, TableError
from clvxl.exercises.build import build, usual_columns
from clvxl.exercises.catalogue import EXERCISES
from clvxl.exercises.filling import chosen_columns, fill, fit_table
from clvxl.report.records import Formula, Report

DCF = EXERCISES["clv_dcf"]
SALES = [name for name, one in EXERCISES.items() if chosen_columns(one) is None]


def table(*columns: tuple[str, list[Any]], typed: bool = False) -> SourceTable:
    """A table as a reader hands it over."""
    headers = tuple(header for header, _ in columns)
    return SourceTable("own.csv", headers, tuple(pd.Series(values) for _, values in columns),
                       typed=typed)  # fmt: skip


def flows(rows: int) -> SourceTable:
    """A table of flows with Chinese headers."""
    return table(("收入", [100.0] * rows), ("成本", [40.0] * rows), ("保留率", [0.5] * rows))


def sales(customers: list[str]) -> SourceTable:
    """A sale a day."""
    days = pd.date_range("2025-01-01", periods=len(customers)).strftime("%Y-%m-%d")
    return table(("客户编号", customers), ("日期", list(days)),
                 ("金额", [10.0 + n for n in range(len(customers))]))  # fmt: skip


def solutions(report: Report) -> dict[str, Any]:
    """The right answers."""
    return {c.name: c.value.value for s in report.sheets for c in s.cells
            if c.name and c.name.startswith("sol_") and isinstance(c.value, Formula)}  # fmt: skip


@pytest.mark.parametrize("rows", [1, 4, 9])
def test_flows_grow_and_shrink(rows: int) -> None:
    """A table of any length takes the place of the four years, and the answers are its own."""
    filled = fit_table(DCF, flows(rows))
    report = fill(DCF, "en", filled, figures={"acquisition_cost": 10, "discount_rate": 0.0})
    assert 60.0 * rows - 10 == pytest.approx(solutions(report)["sol_naive"])
    assert 30.0 * rows - 10 == pytest.approx(solutions(report)["sol_stated_end"])


def test_missing_columns_have_defaults() -> None:
    """Years are counted, costs are 0 and nobody leaves where a table says nothing of them."""
    filled = fit_table(DCF, table(("Revenue", [5.0, 6.0])))
    assert {"year": ["1", "2"], "revenue": [5.0, 6.0], "cost": [0, 0], "retention": [1, 1]} == dict(
        filled.columns
    )


def test_missing_column_is_named() -> None:
    """A table without the column that it needs is refused with the column's name."""
    with pytest.raises(ColumnsNotFoundError, match="there is no column Revenue among the headers"):
        fit_table(DCF, table(("Turnover", [5.0])))


@pytest.mark.parametrize(
    ("column", "value", "sentence"),
    [
        ("Revenue", "abc", r"column Revenue must hold numbers: .* \(got abc in row 3\)"),
        ("Share kept", 1.5, r"must hold numbers from 0 to 1.* \(got 1.5 in row 3\)"),
        ("Revenue", None, r"column Revenue is blank: .* \(row 3\)"),
    ],
)
def test_bad_cell_is_named(column: str, value: Any, sentence: str) -> None:
    """A cell that does not fit is refused with its column, its row and what it holds."""
    good: dict[str, list[Any]] = {"Revenue": [1.0, 2.0, 3.0], "Share kept": [0.9, 0.8, 0.7]}
    good[column][1] = value
    with pytest.raises(TableError, match=sentence):
        fit_table(DCF, table(*good.items()))
    assert 2 == fit_table(DCF, table(*good.items()), leave_out=True).rows


def test_blank_rows_do_not_count() -> None:
    """A row that is blank in all columns is no row."""
    filled = fit_table(DCF, table(("Revenue", [1.0, None, 2.0]), ("Cost", [0.5, None, 1.0])))
    assert [1.0, 2.0] == filled.columns["revenue"]


@pytest.mark.parametrize("name", SALES)
def test_sales_by_their_usual_headers(name: str) -> None:
    """Sales fill a template by the same headers that Segment sheet knows."""
    filled = fit_table(EXERCISES[name], sales(["001", "002", "001", "1"]))
    assert ["001", "002", "001", "1"] == list(filled.columns["customer"])
    assert [45658.0, 45659.0, 45660.0, 45661.0] == filled.columns["date"]


@pytest.mark.parametrize("name", SALES)
def test_bad_sale_is_refused_with_its_row(name: str) -> None:
    """A line without a date is refused with its row, or left out where that is asked for."""
    bad = table(("Customer", ["a", "b"]), ("Date", ["2025-01-01", "soon"]), ("Amount", [1.0, 2.0]))
    with pytest.raises(TableError, match=r"row 3 does not fit \(customer b, date soon, amount 2"):
        fit_table(EXERCISES[name], bad)
    filled = fit_table(EXERCISES[name], bad, leave_out=True)
    assert (1, {"bad_date": 1}) == (filled.rows, dict(filled.left_out))


@pytest.mark.parametrize("name", EXERCISES)
def test_too_many_rows_are_refused(name: str) -> None:
    """A table that would make the workbook too slow is refused before anything is built."""
    exercise = EXERCISES[name]
    rows = exercise.data.most + 1
    given_table = flows(rows) if name not in SALES else sales([f"c{n % 99}" for n in range(rows)])
    with pytest.raises(TableError, match="this template takes up to"):
        fit_table(exercise, given_table)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", SALES)
def test_other_customers_fill_the_whole_workbook(name: str, language: str) -> None:
    """Filled with other sales, formulas and functions still agree and no cell shows an error."""
    ids = ["001", "1", "A*", "b?", "张三", "=x", "x y"]
    customers = [ids[(n * n) % 7] for n in range(60)]
    report = fill(EXERCISES[name], language, fit_table(EXERCISES[name], sales(customers)))
    agree = {"en": "Agree", "zh": "一致"}[language]
    said = [
        value.value for sheet in report.sheets for one in sheet.tables for column in one.columns
        if column.title == agree for value in column.values if value is not None
    ]  # fmt: skip
    assert {"✓"} == set(said)


@pytest.mark.parametrize("name", EXERCISES)
def test_own_data_filled_in_changes_nothing(name: str) -> None:
    """A template filled with its own data is the template."""
    exercise = EXERCISES[name]
    columns = usual_columns(exercise, "en")
    assert build(exercise) == build(exercise, columns=columns)


@settings(max_examples=25)
@given(st.lists(st.tuples(st.floats(0, 1e6), st.floats(0, 1)), min_size=1, max_size=12))
def test_any_flows_give_consistent_answers(rows: list[tuple[float, float]]) -> None:
    """Whatever the flows, cash at year start is worth at least what it is worth at year end."""
    given_table = table(("Revenue", [r for r, _ in rows]), ("Share kept", [s for _, s in rows]))
    found = solutions(fill(DCF, "en", fit_table(DCF, given_table), figures={"acquisition_cost": 0}))
    assert found["sol_stated_start"] >= found["sol_stated_end"] >= found["sol_product_end"] - 1e-6


def test_refusal_is_a_sentence_in_chinese_too() -> None:
    """What does not fit is said in Chinese as well."""
    with pytest.raises(ClvxlError) as refused:
        fit_table(DCF, table(("Turnover", [5.0])))
    assert "Revenue 一列" in refused.value.sentence("zh")
