"""RFM: totals against a plain loop, and scores that keep their promises for any data."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clvxl.core import rfm
from clvxl.errors import DomainError, InputError

values = st.integers(-50, 50).map(float)
columns = st.integers(1, 60).flatmap(
    lambda n: st.tuples(*[st.lists(values, min_size=n, max_size=n)] * 3)
)
bins = st.integers(2, 9)


@given(
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 400), st.integers(-30, 99)), min_size=1)
)
def test_totals_equal_a_plain_loop(rows: list[tuple[int, int, int]]) -> None:
    """Totals are what adding up by hand gives, for each customer."""
    customers, days, amounts = (np.array(column) for column in zip(*rows, strict=True))
    got = rfm.customer_totals(customers, days.astype(float), amounts.astype(float))
    for customer in set(customers.tolist()):
        bought = [(d, a) for c, d, a in rows if c == customer and a > 0]
        assert len(bought) == got.frequency[customer]
        assert sum(a for c, _, a in rows if c == customer) == got.monetary[customer]
        if bought:
            assert (min(bought)[0], max(bought)[0]) == (got.first[customer], got.last[customer])
        else:
            assert np.isnan([got.first[customer], got.last[customer]]).all()


@given(columns, bins, st.sampled_from(rfm.METHODS))
def test_equal_rows_have_equal_scores(data, n: int, method: str) -> None:
    """Customers who are alike in all three get the same scores, by every method."""
    got = rfm.score(*data, bins=n, method=method).digits.tolist()
    seen: dict[tuple[float, ...], list[int]] = {}
    for row, digits in zip(zip(*data, strict=True), got, strict=True):
        assert seen.setdefault(row, digits) == digits


@given(columns, bins)
def test_better_is_never_scored_lower(data, n: int) -> None:
    """Fewer days, more purchases, more money: the score never falls, and stays in 1…bins."""
    scores = rfm.score(*data, bins=n)
    for column, score, sign in zip(data, (scores.r, scores.f, scores.m), (-1, 1, 1), strict=True):
        order = np.argsort(sign * np.array(column), kind="stable")
        assert (np.diff(score[order]) >= 0).all()
        assert score.min() >= 1
        assert score.max() <= n


@given(columns, bins, st.sampled_from([0.5, 2.0, 64.0]))
def test_another_unit_changes_nothing(data, n: int, factor: float) -> None:
    """Scores do not depend on the unit of days or money."""
    r, f, m = (np.array(column) for column in data)
    expected = rfm.score(r, f, m, n).code
    assert expected.tolist() == rfm.score(r * factor, f, m * factor, n).code.tolist()


@given(st.integers(2, 9), st.integers(1, 40))
def test_distinct_values_fill_bins_evenly(n: int, times: int) -> None:
    """n × k different values give k customers to each of n scores."""
    column = np.arange(n * times, dtype=float)
    counts = np.bincount(rfm.score(column, column, column, n).f)[1:]
    assert [times] * n == counts.tolist()


@given(columns, bins)
def test_nested_scores_are_quantiles_within_each_group(data, n: int) -> None:
    """Nested R is the plain R; within an R score F is that group's own plain F."""
    nested, plain = rfm.score(*data, bins=n, method="nested"), rfm.score(*data, bins=n)
    assert plain.r.tolist() == nested.r.tolist()
    r, f, m = (np.array(column) for column in data)
    for group in set(nested.r.tolist()):
        rows = nested.r == group
        assert rfm.score(r[rows], f[rows], m[rows], n).f.tolist() == nested.f[rows].tolist()


def test_a_value_on_a_cut_falls_below_it_by_quantile_and_above_it_by_own_thresholds() -> None:
    """The two rules for a value equal to a cut, on one example; recency is reversed after."""
    column = [1.0, 2.0, 3.0]
    assert [2.0] == rfm.cuts(column, 2).tolist()
    assert [211, 211, 122] == rfm.score(column, column, column, 2).code.tolist()
    own = rfm.score(column, column, column, 2, thresholds=[[2.0], [2.0], [2.0]])
    assert [211, 122, 122] == own.code.tolist()


def test_mean_counts_strictly_better_only() -> None:
    """By the mean, a value equal to the mean is not better than it."""
    got = rfm.score([1, 2, 3], [1, 2, 3], [1, 2, 3], method="mean")
    assert (2, [211, 111, 122]) == (got.bins, got.code.tolist())


@given(columns, st.integers(2, 9))
def test_cuts_are_numpys_type_7(data, n: int) -> None:
    """Cuts equal numpy's linear quantiles and split_codes undoes code."""
    at = [i / n for i in range(1, n)]
    expected = np.quantile(np.array(data[0]), at, method="linear")
    assert expected == pytest.approx(rfm.cuts(data[0], n), rel=1e-12, abs=1e-12)
    scores = rfm.score(*data, bins=n)
    assert scores.digits.T.tolist() == [part.tolist() for part in rfm.split_codes(scores.code)]


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5), values), min_size=1))
def test_heatmap_keeps_the_overall_mean(rows) -> None:
    """Cell means weighted by their customers give the mean of all; empty cells are NaN."""
    r, f, v = (np.array(column) for column in zip(*rows, strict=True))
    grid = rfm.heatmap(r, f, v, 5)
    count = np.zeros((5, 5))
    np.add.at(count, (f - 1, r - 1), 1)
    assert (count == 0).tolist() == np.isnan(grid).tolist()
    assert v.mean() == pytest.approx(np.nansum(grid * count) / count.sum(), abs=1e-9)


def test_refusals() -> None:
    """Bad bins, methods, thresholds and codes are refused with what was wrong."""
    one = [1.0, 2.0]
    with pytest.raises(DomainError, match="bins must be a whole number between 2 and 100"):
        rfm.score(one, one, one, 1)
    with pytest.raises(InputError, match="quantile, nested, mean"):
        rfm.score(one, one, one, method="median")
    with pytest.raises(InputError, match="thresholds must have 3 rows"):
        rfm.score(one, one, one, 4, thresholds=[[1.0], [1.0], [1.0]])
    with pytest.raises(DomainError, match=r"ascend from left to right \(row 2\)"):
        rfm.score(one, one, one, 3, thresholds=[[1, 2], [2, 1], [1, 2]])
    with pytest.raises(DomainError, match=r"three digits from 1 to 9 \(got 506 in row 2\)"):
        rfm.split_codes([555, 506])
    with pytest.raises(DomainError, match="bins must be at most 9"):
        _ = rfm.score(one, one, one, 10).code
    with pytest.raises(InputError, match="frequency must be as long as recency: 2 rows, not 1"):
        rfm.score(one, [1.0], one)


@given(st.integers(2, 100), st.integers(1, 5))
def test_a_cut_that_is_a_value_is_just_that_value(n: int, times: int) -> None:
    """Cuts at whole places are the values themselves, for any number of bins."""
    column = [0.1 * i for i in range(n * times + 1)]
    assert [column[i * times] for i in range(1, n)] == rfm.cuts(column, n).tolist()


@given(st.floats(-1e6, 1e6), st.integers(1, 60))
def test_alike_customers_are_not_better_than_their_mean(value: float, count: int) -> None:
    """By the mean, customers who are all alike score 1, whatever the value's binary fraction."""
    column = [value] * count
    assert {111} == set(rfm.score(column, column, column, method="mean").code.tolist())


@given(st.permutations([0.1, 0.2, 0.3, 0.7, 1.1, -0.4, 19.99]))
def test_the_order_of_purchases_does_not_change_the_sum(amounts: list[float]) -> None:
    """Customers who spent the same in another order have the same monetary value, without _rounding."""
    totals = rfm.customer_totals(np.zeros(7, dtype=int), np.zeros(7), np.array(amounts))
    assert [21.99] == totals.monetary.tolist()


def test_edges_of_scores() -> None:
    """Codes and scores outside their range are refused, never wrapped around."""
    with pytest.raises(DomainError, match="three digits"):
        rfm.split_codes([1e300])
    with pytest.raises(DomainError, match="whole numbers from 1 to 100"):
        rfm.split(np.array([[0.0, 1, 1], [1, 1, 1]]))
    with pytest.raises(DomainError, match="bins must be a whole number"):
        rfm.score([1.0], [1.0], [1.0], thresholds=[list(range(130))] * 3)


def test_mean_of_the_largest_numbers() -> None:
    """Values near the largest number are cut at their mean like any others."""
    values = [1.0e308, 1.5e308, 0.1e308]
    got = rfm.score([1, 1, 1], [1, 1, 1], values, method="mean")
    assert [2, 2, 1] == got.digits[:, 2].tolist()
