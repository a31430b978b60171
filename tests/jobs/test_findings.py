"""What follows from a segmentation: months, the Pareto curve, distributions, habits, by hand."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clvxl.core import rfm
from clvxl.core.rates import pareto_share
from clvxl.data.choices import columns_of
from clvxl.data.cleaning import clean_transactions
from clvxl.data.records import CleaningOptions, Transactions
from clvxl.data.table import SourceTable
from clvxl.jobs.segment.chart_figures import class_labels, month_labels
from clvxl.jobs.segment.concentration import concentration_of
from clvxl.jobs.segment.distributions import Distribution, distributions_of
from clvxl.jobs.segment.habits import Habits, habits_of
from clvxl.jobs.segment.scoring import Customers, added_up

EPOCH = date(1899, 12, 30)


def cleaned(rows: list[tuple[str, str, float]]) -> Transactions:
    """Sales as they were read."""
    who, days, money = zip(*rows, strict=True)
    columns = (pd.Series(who, dtype="str"), pd.Series(days, dtype="str"), pd.Series(money))
    table = SourceTable("sales.csv", ("Customer", "Date", "Amount"), columns)
    return clean_transactions(table, columns_of(table), CleaningOptions())


def months_of(rows: list[tuple[str, str, float]]):
    """Revenue by month of some sales."""
    return added_up(cleaned(rows)).months


def test_new_and_returning_by_month() -> None:
    """A customer is new in the month of the first purchase, returning after; an empty month is 0."""
    found = months_of([
        ("a", "2024-01-03", 10.0), ("a", "2024-01-30", 5.0), ("b", "2024-01-31", 1.0),
        ("a", "2024-03-01", 7.0), ("c", "2024-03-02", 2.0), ("a", "2024-03-09", -3.0),
    ])  # fmt: skip
    assert ("month", [16, 0, 2], [0, 0, 4]) == (
        found.period, found.new.tolist(), found.returning.tolist()
    )  # fmt: skip
    assert ["2024-01", "2024-02", "2024-03*"] == month_labels(found)


@pytest.mark.parametrize(("day", "partial"), [("2024-02-28", True), ("2024-02-29", False)])
def test_a_month_is_partial_until_its_last_day(day: str, partial: bool) -> None:
    """The last month is marked until sales of its last day are there."""
    found = months_of([("a", "2024-01-03", 1.0), ("a", day, 1.0)])
    assert partial == found.partial
    assert partial == month_labels(found)[-1].endswith("*")


@pytest.mark.parametrize(
    ("last", "period", "count"),
    [("2027-12-30", "month", 48), ("2028-01-01", "quarter", 17), ("2036-01-01", "year", 13)],
)
def test_long_times_are_told_by_quarter_or_year(last: str, period: str, count: int) -> None:
    """More than 48 months are quarters, more than 48 quarters years; revenue stays whole."""
    found = months_of([("a", "2024-01-03", 1.0), ("b", last, 2.0)])
    assert (period, count) == (found.period, len(found.starts))
    assert 3.0 == found.new.sum() + found.returning.sum()


lines = st.lists(
    st.tuples(
        st.sampled_from("abcde"), st.dates(date(2024, 1, 1), date(2025, 6, 30)).map(str),
        st.integers(-900, 5000).map(float),
    ), min_size=1, max_size=40,
).filter(lambda rows: any(amount > 0 for _, _, amount in rows))  # fmt: skip


@given(lines)
def test_months_add_up_to_the_revenue(rows: list[tuple[str, str, float]]) -> None:
    """New and returning revenue of all months is the revenue of all customers."""
    sold = cleaned(rows)
    found = months_of(rows)
    assert sold.counts.revenue_used == pytest.approx(found.new.sum() + found.returning.sum())
    assert (np.diff(found.starts) > 0).all()


@given(st.lists(st.integers(-50, 1000).map(float), min_size=1, max_size=60))
def test_the_curve_ends_with_all_and_agrees_with_the_share_of_the_best(money: list[float]) -> None:
    """It runs from 0 to 1, holds PARETO_SHARE at 20 %, and half is the fewest who bring half."""
    values = np.array(money)
    found = concentration_of(np.sort(values))
    if not values.sum() > 0:
        assert found is None
        return
    assert found is not None
    assert (0.0, 1.0) == (found.revenue[0], pytest.approx(found.revenue[-1]))
    assert pareto_share(values, 0.2) == pytest.approx(found.revenue[4])
    best = np.cumsum(np.sort(values)[::-1])
    assert best[found.half - 1] >= values.sum() / 2 - 1e-9
    assert found.half == 1 or best[found.half - 2] < values.sum() / 2


numbers = st.lists(
    st.tuples(st.integers(0, 900), st.integers(1, 30), st.integers(-500, 90_000)), min_size=1,
    max_size=80,
)  # fmt: skip


def spread(r, f, m, scores: rfm.Scores) -> tuple[Distribution, ...]:
    """How three measures of customers are spread."""
    return distributions_of(Customers(np.arange(len(r)), r, f, m), scores)


@given(numbers, st.sampled_from([(5, "quantile"), (3, "nested"), (2, "mean")]))
def test_distributions_hold_every_customer_once(rows, how: tuple[int, str]) -> None:
    """Classes and scores add up to all customers; a score's range is that of its values."""
    r, f, m = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    m /= 100
    scores = rfm.score(r, f, m, how[0], method=how[1])
    for each, values, score in zip(
        spread(r, f, m, scores), (r, f, m), (scores.r, scores.f, scores.m), strict=True
    ):
        assert len(rows) == each.counts.sum()
        labels = class_labels(each, "en")
        assert len(labels) == len(set(labels)) == len(each.edges) <= 17
        for at in range(scores.bins):
            own = values[score == at + 1]
            assert len(own) == each.customers[at]
            if len(own):
                assert (own.min(), own.max()) == (each.lowest[at], each.highest[at])
        assert (values == each.common).sum() == each.common_count
        ends = each.ends
        inside = np.array([((values >= a) & (values < b)).sum() for a, b in
                           zip(each.edges, ends, strict=True)])  # fmt: skip
        middle = slice(1 if each.below else 0, -1 if each.above else None)
        assert inside[middle].tolist() == each.counts.sum(axis=1)[middle].tolist()


def test_classes_are_named_by_what_they_hold() -> None:
    """Whole numbers end before the next class; the last one says more, negative money below."""
    f = np.array([1.0] * 90 + [2.0] * 8 + [40.0, 60.0])
    m = np.array([-5.0, *[20.0] * 98, 900.0])
    scores = rfm.score(f, f, m)
    _, frequency, monetary = spread(f, f, m, scores)
    assert ["1", "2 and more"] == class_labels(frequency, "en")
    assert "below" not in class_labels(monetary, "en")[0] or monetary.below
    assert class_labels(monetary, "en")[-1].endswith("and more")


def habits(rows: list[tuple[str, str, float]]) -> Habits:
    """What is usual for the customers of some sales."""
    sales = cleaned(rows)
    return habits_of(sales, added_up(sales).gaps)


def test_habits_by_hand() -> None:
    """Gaps count between days with a purchase; returns and a second purchase of a day are none."""
    found = habits([
        ("a", "2024-01-01", 10.0), ("a", "2024-01-01", 30.0), ("a", "2024-01-05", 20.0),
        ("a", "2024-01-06", -20.0), ("a", "2024-01-11", 1.0), ("b", "2024-01-01", 9.0),
    ])  # fmt: skip
    assert [5.0, None] == [None if np.isnan(gap) else gap for gap in found.gap]
    assert [15.0, 9.0] == found.amount.tolist()
    assert 5.0 == found.any_gap


def test_nobody_came_back() -> None:
    """Without a second purchase day there is no usual gap."""
    found = habits([("a", "2024-01-01", 1.0), ("b", "2024-01-02", 1.0)])
    assert np.isnan(found.any_gap)
    assert np.isnan(found.gap).all()
