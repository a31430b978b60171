"""The coffee shop: its orders, its answers worked out another way, and what its texts say."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from clvxl.core.lifetime_value import simple
from clvxl.core.rates import lifespan, purchase_frequency, purchase_value
from clvxl.data.grouping import factorize
from clvxl.exercises.cases.clv_simple import EXERCISE, MONTHS
from clvxl.exercises.engine.build import build, usual_columns
from clvxl.exercises.engine.records import Columns
from clvxl.report.records import Formula, Report

MARGIN, RETENTION, COST, PERIODS = 0.65, 0.8, 50.0, 3


def solution(report: Report) -> dict[str, Any]:
    """The right answers by the keys of their questions."""
    cells = (cell for sheet in report.sheets for cell in sheet.cells)
    return {c.name[4:]: c.value.value for c in cells
            if c.name and c.name.startswith("sol_") and isinstance(c.value, Formula)}  # fmt: skip


def column(report: Report, table: str, at: int) -> list[Any]:
    """The values of a table's column."""
    found = next(t for sheet in report.sheets for t in sheet.tables if t.name == table)
    return [getattr(value, "value", value) for value in found.columns[at].values]


def test_log_is_a_coffee_shops() -> None:
    """180 orders of 40 cards over three months in order, none dearer than a round for the table."""
    data = usual_columns(EXERCISE, "en")
    amounts = np.array(data["amount"])
    assert (180, 40) == (len(amounts), len(set(data["customer"])))
    assert (45901, 45991) == (data["date"][0], data["date"][-1])
    assert sorted(data["date"]) == data["date"]
    assert 8 <= amounts.min() <= amounts.max() <= 50


def test_answers_are_those_of_the_core() -> None:
    """Each right answer equals what the core's functions make of the log."""
    data = usual_columns(EXERCISE, "en")
    codes, _ = factorize(data["customer"])
    mean, often = purchase_value(data["amount"]), purchase_frequency(codes, PERIODS)
    life = lifespan(RETENTION)
    monthly = mean * often * MARGIN
    got = solution(build(EXERCISE))
    expected = {
        "orders": 180, "mean": mean, "customers": 40, "frequency": often, "lifespan": life,
        "revenue": simple(mean, often, life), "worth": simple(mean, often, life, COST, MARGIN),
        "ceiling": simple(mean, often, life, 0, MARGIN),
        "payback": int(np.argmax(monthly * np.cumsum(RETENTION ** np.arange(MONTHS)) >= COST)) + 1,
        "point": monthly * (lifespan(RETENTION + 0.01) - life),
    }  # fmt: skip
    assert expected == pytest.approx(got)


def test_cost_that_is_too_much_leaves_nothing() -> None:
    """At the acquisition cost that the ceiling names, the lifetime value is 0."""
    ceiling = solution(build(EXERCISE))["ceiling"]
    got = solution(build(EXERCISE, figures={"acquisition_cost": ceiling}))
    assert 0 == pytest.approx(got["worth"], abs=1e-9)


def test_cost_that_never_returns_is_zero_months() -> None:
    """An acquisition cost above the ceiling is not paid back: the answer is 0."""
    assert 0 == solution(build(EXERCISE, figures={"acquisition_cost": 1000}))["payback"]


def test_line_comes_close_to_the_lifetime_value() -> None:
    """The value so far rises every month and stays below the lifetime value."""
    report = build(EXERCISE)
    so_far, limit = np.array(column(report, "path", 3)), column(report, "path", 4)[0]
    assert (np.diff(so_far) > 0).all()
    assert 0 < limit - so_far[-1] < 1


def test_more_retention_is_worth_ever_more() -> None:
    """The next point of retention is worth more at each higher rate, and CLV_SIMPLE agrees."""
    report = build(EXERCISE)
    assert (np.diff(column(report, "leverage", 3)) > 0).all()
    assert column(report, "leverage", 2) == pytest.approx(column(report, "by_function", 0))


def test_returns_are_no_orders() -> None:
    """In a filled log a return lowers the sales, and is neither an order nor a first one."""
    columns: Columns = {
        "customer": ["001", "1", "001", "001"], "date": [45000.0, 45000.0, 45031.0, 45061.0],
        "amount": [20.0, 30.0, -5.0, 15.0],
    }  # fmt: skip
    report = build(EXERCISE, columns=columns)
    got = solution(report)
    assert (3, 2, 20.0) == (got["orders"], got["customers"], got["mean"])
    assert 0.5 == got["frequency"]
    assert [1, 1, "", 2] == column(report, "log", 3)
    assert ["✓"] * 5 == [mark for mark in column(report, "steps", 3) if mark]
