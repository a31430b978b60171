"""The textbook example: its printed results, its answers by numpy alone, and its decision."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from clvxl.exercises.cases.clv_dcf import EXERCISE
from clvxl.exercises.engine.build import build
from clvxl.report.records import Report
from tests.exercises.recomputed import answers, table

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
MARGIN = np.array([8000, 4500, 5000, 5200]) - np.array([1000, 1200, 1300, 1400])
SHARE = np.array([0.9, 0.8, 0.6, 0.3])
COST, RATE, LATER = 5000, 0.2, 0.5
YEAR = np.arange(1, 5)


@cache
def usual() -> Report:
    """The exercise as it is."""
    return build(EXERCISE)


def value(share: np.ndarray, rate: float = RATE, early: int = 0) -> float:
    """The net value with cash at year end, or `early` years before it."""
    return float((MARGIN * share / (1 + rate) ** (YEAR - early)).sum() - COST)


def test_readings_are_the_printed_ones() -> None:
    """Formula and function give the printed value in each of the four readings, twice."""
    _, formula, function, *_ = table(usual(), "values")
    for at, (key, printed) in enumerate(PRINTED.items()):
        assert printed == pytest.approx(formula[at], abs=DIGITS), key
        assert printed == pytest.approx(function[at], abs=DIGITS), key


def test_answers_by_numpy_alone() -> None:
    """Each right answer comes out of four margins and four shares in a line."""
    cumulative = np.cumprod(SHARE)
    certain, moved = np.r_[1, cumulative[:-1]], np.r_[1, SHARE[:-1]]
    last = MARGIN[-1] * SHARE[-1] / 1.2**4
    years = np.arange(1, 400)
    assert {
        "naive": MARGIN.sum() - COST, "last": last, "stated_end": value(SHARE),
        "start": value(SHARE, early=1) - value(SHARE), "product_end": value(cumulative),
        "dearer": value(SHARE) - value(SHARE, RATE + 0.05),
        "later": (last * (LATER / (1 + RATE)) ** years).sum(),
        "ceiling": min(map(value, (SHARE, cumulative, certain, moved))) + COST,
        "decide": "It depends on the reading",
    } == {key: found if isinstance(found, str) else pytest.approx(found)
          for key, found in answers(usual()).items()}  # fmt: skip


@pytest.mark.parametrize(
    ("offer", "choice"),
    [(8000, "Accept"), (8100, "It depends on the reading"), (10800, "Refuse")],
)
def test_the_price_decides(offer: float, choice: str) -> None:
    """A price that every reading bears is accepted, one that none bears refused."""
    assert choice == answers(build(EXERCISE, figures={"offer": offer}))["decide"]


def test_with_other_flows_everything_grows() -> None:
    """Six years instead of four: tables, charts and answers reach to the sixth."""
    columns = {
        "year": [str(n) for n in range(1, 7)], "revenue": [100.0] * 6, "cost": [40.0] * 6,
        "retention": [1.0] * 6,
    }  # fmt: skip
    report = build(EXERCISE, columns=columns, figures={"acquisition_cost": 0, "discount_rate": 0})
    got = answers(report)
    assert 360.0 == got["stated_end"] == got["naive"]
    working = next(sheet for sheet in report.sheets if sheet.name == "Working")
    assert [6, 6, 6, 7] == [table.rows for table in working.tables]
    areas = [chart.series[0].values for chart in working.charts]
    assert [6, 7] == [area.last_row - area.first_row + 1 for area in areas]


def test_one_year_is_enough() -> None:
    """A single year of a customer who stays has its later years too."""
    columns = {"year": ["1"], "revenue": [110.0], "cost": [0.0], "retention": [1.0]}
    got = answers(build(EXERCISE, columns=columns, figures={"discount_rate": 0.1}))
    assert (100.0, pytest.approx(100 * 0.5 / 0.6)) == (pytest.approx(got["last"]), got["later"])
