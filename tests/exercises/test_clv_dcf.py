"""The textbook example: its printed results, and what it says of them."""

from __future__ import annotations

import pytest

from clvxl.exercises.cases.clv_dcf import EXERCISE
from clvxl.exercises.engine.build import build
from clvxl.report.records import Formula

PRINTED = {
    # Customer relationship management, lecture 3, example 2: the net value.
    "stated_end": 3917.82,
    "stated_start": 5701.39,
    "product_end": 3062.50,
    "product_start": 4675.00,
    "certain_end": 5229.17,
    "certain_start": 7275.00,
    "moved_end": 5708.33,
    "moved_start": 7850.00,
}
DIGITS = 0.005


def test_readings_are_the_printed_ones() -> None:
    """Formula and function give the printed value in each of the four readings, twice."""
    report = build(EXERCISE)
    page = next(sheet for sheet in report.sheets if sheet.name == "Readings")
    _, formula, function, *_ = page.tables[0].columns
    for at, (key, printed) in enumerate(PRINTED.items()):
        assert printed == pytest.approx(formula.values[at].value, abs=DIGITS), key
        assert printed == pytest.approx(function.values[at].value, abs=DIGITS), key


def test_with_other_flows_everything_grows() -> None:
    """Six years instead of four: tables, chart and answers reach to the sixth."""
    columns = {
        "year": [str(n) for n in range(1, 7)], "revenue": [100.0] * 6, "cost": [40.0] * 6,
        "retention": [1.0] * 6,
    }  # fmt: skip
    report = build(EXERCISE, columns=columns, figures={"acquisition_cost": 0, "discount_rate": 0})
    solution = {c.name: c.value.value for s in report.sheets for c in s.cells
                if isinstance(c.value, Formula) and c.name}  # fmt: skip
    assert 360.0 == solution["sol_stated_end"] == solution["sol_naive"]
    working = next(sheet for sheet in report.sheets if sheet.name == "Working")
    assert [6, 6, 7, 6] == [table.rows for table in working.tables]
    chart = next(sheet for sheet in report.sheets if sheet.name == "Chart")
    last = [p.series[0].values.last_row - p.series[0].values.first_row + 1 for p in chart.charts]
    assert [7, 6] == last


def test_a_later_loss_does_not_undo_the_payback() -> None:
    """The years until the cost is first covered end there, though a later margin is negative."""
    columns = {
        "year": ["1", "2", "3"], "revenue": [600.0, 900.0, 100.0], "cost": [0.0, 0.0, 700.0],
        "retention": [1.0] * 3,
    }  # fmt: skip
    figures = {"acquisition_cost": 1000, "discount_rate": 0}
    report = build(EXERCISE, columns=columns, figures=figures)
    [years] = [c.value.value for s in report.sheets for c in s.cells if c.name == "sol_years"]
    assert 2 == years


def test_figure_names_the_question_that_uses_it() -> None:
    """The inflation says for which question it is, and there it is used."""
    [unit] = [figure.unit for figure in EXERCISE.figures if figure.key == "inflation"]
    [number] = [
        number for number, question in enumerate(EXERCISE.questions, start=1)
        if "in_inflation" in str(question.function)
    ]  # fmt: skip
    assert f"for question {number} only" in unit.en
    assert f"仅用于第 {number} 题" in unit.zh
