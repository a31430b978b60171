"""The textbooks' formulas as a cell sees them: blanks, bad rows, labels, tables."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from clvxl.core import retention, rfm
from clvxl.sheet.registry import answer, value


def test_blank_periods_are_without_end() -> None:
    """A blank cell among the periods, a blank argument and none at all mean the endless sum."""
    endless, short = (float(retention.value(10.0, 0.8, 0.1, n)) for n in (np.inf, 5.0))
    rows = value("CLV_RETENTION", [[10.0]] * 2, 0.8, 0.1, [[5], [None]])
    assert [[short], [endless]] == rows
    assert (
        endless
        == value("CLV_RETENTION", 10.0, 0.8, 0.1)
        == value("CLV_RETENTION", 10, 0.8, 0.1, "")
    )


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        (("CLV_RETENTION", [[10], [10], ["x"], [None]], [[0.5], [1.2], [0.5], [0.5]], 0.0),
         [[20.0], ["#NUM!"], ["#VALUE!"], [None]]),
        (("CLV_RETENTION", 10, [[0.5], [1]], 0.0), [[20.0], ["#NUM!"]]),
        (("BREAKEVEN_RETENTION", [[40], [500]], 50, 0.1, 2), [[0.0], ["#N/A"]]),
        (("PAYBACK_PERIOD", [[100], [100]], [[40], [-1]]), [[2.5], ["#N/A"]]),
        (("ACQUISITION_COST", 100, [[4], [0]]), [[25.0], ["#DIV/0!"]]),
        (("RETENTION_RATE", [[100], [100]], [[90], [130]]), [[0.9], ["#NUM!"]]),
        (("LIFECYCLE_STAGE", [[5], [9]], [[1], [2]], [[5], [5]]), [["acquisition"], ["#NUM!"]]),
    ],
)  # fmt: skip
def test_a_bad_row_harms_only_itself(call: tuple[Any, ...], expected: list[Any]) -> None:
    """Its cell shows the error of its kind, or stays empty where it is blank; others answer."""
    assert expected == value(*call)


def test_a_matrix_that_is_none_is_refused() -> None:
    """A row that does not sum to 1 is named."""
    got = answer("CLV_MARKOV", [[0.5, 0.4], [0, 1]], [[1], [0]], 0.1)
    assert "#NUM!" == got.value
    assert (
        "each row of a transition matrix must sum to 1 (got 0.9 in row 1)"
        == got.faults[0].sentence()
    )


def test_transitions_go_by_the_order_of_periods() -> None:
    """Text and number periods, customers in any spelling; names head rows and columns."""
    customers = [[7], ["7"], ["Bo"], ["Bo"], ["Cy"]]
    for periods in (
        [[2024], [2025], [2024], [2025], [2025]],
        [["Q1"], ["Q2"], ["Q1"], ["Q2"], ["Q2"]],
    ):
        got = value("TRANSITION_MATRIX", customers, periods, [["A"], ["B"], ["A"], ["A"], ["B"]])
        assert [["from \\ to", "A", "B"], ["A", 0.5, 0.5], ["B", None, None]] == got
    twice = answer("TRANSITION_MATRIX", [["a"], ["a"]], [[1], [1]], [["A"], ["B"]])
    assert "#VALUE!" == twice.value
    assert "row 2" in twice.faults[0].sentence()


SALES = (
    [["Ann"], ["Ann"], ["Bo"], ["Cy"]],
    [["2025-01-05"], ["2025-05-03"], ["2025-01-20"], ["2025-02-14"]],
)


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("month", [[45658, 1, 0, 0, 0, 0.5], [45689, 1, 0, 0, 0, None]]),
        ("quarter", [[45658, 1, 1 / 3]]),
        ("year", [[45658, 1]]),
    ],
)
def test_cohorts_by_calendar_period(period: str, expected: list[Any]) -> None:
    """Cohorts are called by their first day; a cell that is too young is blank, never 0."""
    assert expected == value("COHORT_TABLE", *SALES, period, "retention", None, False)


def test_weeks_begin_on_monday() -> None:
    """2025-01-05 is a Sunday, 2025-01-06 a Monday: two weeks."""
    got = value("COHORT_TABLE", [["a"], ["b"]], [["2025-01-05"], ["2025-01-06"]], "week",
                "customers", None, False)  # fmt: skip
    assert [[45656, 1, 0], [45663, 1, None]] == got


def test_revenue_needs_amounts() -> None:
    """Without amounts there is no revenue; with them cohorts add up to it."""
    asked = answer("COHORT_TABLE", *SALES, "month", "revenue")
    assert "#VALUE!" == asked.value
    assert 'measure "revenue" needs amounts' == asked.faults[0].sentence()
    got = value("COHORT_TABLE", *SALES, "year", "revenue", [[1], [2], [3], [4]], False)
    assert [[45658, 10]] == got


def test_survival_takes_truths() -> None:
    """TRUE has left, FALSE is still there, as 1 and 0."""
    marks = value("KM_SURVIVAL", [[1], [2], [3]], [[True], [False], [True]])
    assert marks == value("KM_SURVIVAL", [[1], [2], [3]], [[1], [0], [1]])


def test_an_order_is_one_purchase() -> None:
    """RFM_TABLE with orders is that of the orders added up; an order is one within its customer."""
    customers, dates = [["a"], ["a"], ["a"], ["b"]], [[45000], [45001], [45010], [45020]]
    amounts, orders = [[10], [-4], [5], [7]], [["x"], ["x"], ["y"], ["x"]]
    got = value("RFM_TABLE", customers, dates, amounts, None, orders)
    merged = value("RFM_TABLE", [["a"], ["a"], ["b"]], [[45000], [45010], [45020]], [[6], [5], [7]])
    assert merged == got


@pytest.mark.parametrize("method", ["quantile", "nested"])
def test_bins_of_their_own(method: str) -> None:
    """R, F and M can have bins of their own: each score is that of its own number."""
    random = np.random.default_rng(3)
    r, f, m = (random.integers(0, 50, 60).astype(float)[:, None].tolist() for _ in range(3))
    apart = np.array(value("RFM_SCORE", r, f, m, [[3, 4, 5]], method, None, "digits"))
    assert [3, 4, 5] == apart.max(axis=0).tolist()
    if method == "quantile":
        for at, bins in enumerate((3, 4, 5)):
            alike = np.array(value("RFM_SCORE", r, f, m, bins, method, None, "digits"))
            assert alike[:, at].tolist() == apart[:, at].tolist()
    assert ["#VALUE!"] == value("RFM_SCORE", r, f, m, [[3, 4]])[0]


def test_thresholds_of_bins_of_their_own() -> None:
    """Each row has its cuts and counts; what a row does not have is blank."""
    values = [[1], [2], [3], [4], [5], [6]]
    table = value("RFM_THRESHOLDS", values, values, values, [[2, 3, 4]], False)
    alone = {
        bins: value("RFM_THRESHOLDS", values, values, values, bins, False) for bins in (2, 3, 4)
    }
    for at, bins in enumerate((2, 3, 4)):
        filled = [cell for cell in table[at] if cell is not None]
        assert alone[bins][at] == filled
    assert 6 == rfm.score([1.0] * 6, range(6), range(6), [2, 3, 4]).r.size


def test_fields_of_the_value_matrix() -> None:
    """The four fields, by the medians or by cuts of one's own, in both languages."""
    now, later = [[1], [9], [1], [9]], [[1], [1], [9], [9]]
    fields = ["Consider before spending", "Maintain", "Cultivate", "Invest and protect"]
    assert [[field] for field in fields] == value("VALUE_MATRIX", now, later)
    assert [["慎重投入"]] * 4 == value("VALUE_MATRIX", now, later, 10, 10, "zh")


def test_help_looks_for_words() -> None:
    """A word that is no function's name lists the functions that speak of it, in both languages."""
    names = [row[0] for row in value("CLV_HELP", "cohort")]
    assert ["function", "COHORT_TABLE"] == names[:2]
    assert "KM_SURVIVAL" in [row[0] for row in value("CLV_HELP", "生存率", "zh")]
    assert "CLV_RETENTION" in [row[0] for row in value("CLV_HELP", "Retention")]


def test_what_is_best_unspent_is_said() -> None:
    """A budget that is best not spent says so beside its figure."""
    table = value("BUDGET_SPLIT", 0.5, 0.01, 0.5, 0.01, 1, 0.1, "en", False)
    assert ["best not spent at all"] * 2 + [None] * 3 == [row[2] for row in table]


def test_ten_thousand_periods_answer() -> None:
    """Long horizons and many rows are answered, at the limit of the sum without end."""
    rows = value("CLV_RETENTION", [[1.0]] * 100_000, 0.9, 0.1, 10_000)
    assert 100_000 == len(rows)
    assert rows[-1][0] == pytest.approx(1 / (1 - 0.9 / 1.1))
    base = value("CUSTOMER_BASE_VALUE", [[1], [0]], [[0.9, 0.1], [0, 1]], [[1], [0]], 0.1, 10_000)
    assert base == pytest.approx(0.9 / 1.1 / (1 - 0.9 / 1.1))
