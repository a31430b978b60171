"""The coffee shop: its orders, its answers by numpy alone, and what turns its decision."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from clvxl.exercises.cases.clv_simple import EXERCISE, MONTHS
from clvxl.exercises.engine.build import build
from clvxl.exercises.engine.records import Columns
from clvxl.report.records import Report
from tests.exercises.recomputed import answers, table

MARGIN, RETENTION, COST, PERIODS = 0.65, 0.8, 60.0, 3
CAMPAIGN_COST, CAMPAIGN_CUSTOMERS, CAMPAIGN_RETENTION = 2400, 30, 0.7


@cache
def usual() -> Report:
    """The exercise as it is."""
    return build(EXERCISE)


def test_log_is_a_coffee_shops() -> None:
    """180 orders of 40 cards over three months in order, none dearer than a round for the table."""
    customers, dates, amounts = table(usual(), "data")
    assert (180, 40) == (len(amounts), len(set(customers)))
    assert 45901 <= dates[0] <= dates[-1] <= 45991
    assert sorted(dates) == dates
    assert 8 <= min(amounts) <= max(amounts) <= 60


def test_answers_by_numpy_alone() -> None:
    """Each right answer comes out of the log in a few lines."""
    customers, _, amounts = table(usual(), "data")
    mean, often = np.mean(amounts), len(amounts) / len(set(customers)) / PERIODS
    monthly, life = mean * often * MARGIN, 1 / (1 - RETENTION)
    so_far = monthly * np.cumsum(RETENTION ** np.arange(MONTHS))
    assert {
        "mean": mean, "customers": 40, "frequency": often, "lifespan": life,
        "revenue": mean * often * life, "worth": monthly * life - COST,
        "first_year": so_far[11] / (monthly * life), "payback": np.argmax(so_far >= COST) + 1,
        "campaign": monthly / (1 - CAMPAIGN_RETENTION), "decide": "Do not run it",
    } == {key: value if isinstance(value, str) else pytest.approx(value)
          for key, value in answers(usual()).items()}  # fmt: skip


@pytest.mark.parametrize(
    ("figure", "value", "choice"),
    [
        ("campaign_retention", RETENTION, "Run the campaign"),
        ("campaign_cost", 1500, "Run the campaign"),
        ("campaign_customers", 20, "Do not run it"),
    ],
)
def test_what_turns_the_decision(figure: str, value: float, choice: str) -> None:
    """A campaign pays as soon as its customers stay as long as the others, or cost little."""
    assert choice == answers(build(EXERCISE, figures={figure: value}))["decide"]


def test_cost_that_never_returns_is_zero_months() -> None:
    """An acquisition cost above the lifetime margin is not paid back: the answer is 0."""
    assert 0 == answers(build(EXERCISE, figures={"acquisition_cost": 1000}))["payback"]


def test_line_comes_close_to_the_lifetime_value() -> None:
    """The value so far rises every month and stays below the lifetime value."""
    path = table(usual(), "path")
    assert (np.diff(path[3]) > 0).all()
    assert 0 < path[4][0] - path[3][-1] < 1


def test_more_retention_is_worth_ever_more() -> None:
    """The next point of retention is worth more at each higher rate, and CLV_SIMPLE agrees."""
    leverage = table(usual(), "leverage")
    assert (np.diff(leverage[3]) > 0).all()
    assert leverage[2] == pytest.approx(table(usual(), "by_function")[0])


def test_returns_are_no_orders() -> None:
    """In a filled log a return lowers the revenue, and is neither an order nor a first one."""
    columns: Columns = {
        "customer": ["001", "1", "001", "001"], "date": [45000.0, 45000.0, 45031.0, 45061.0],
        "amount": [20.0, 30.0, -5.0, 15.0],
    }  # fmt: skip
    report = build(EXERCISE, columns=columns)
    got = answers(report)
    assert (2, 20.0, 0.5) == (got["customers"], got["mean"], got["frequency"])
    assert [1, 1, "", 2] == table(report, "log")[3]
    assert {"✓"} == {mark for mark in table(report, "steps")[3] if mark}
