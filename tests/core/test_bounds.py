"""Where each rule begins and ends: what lies on a bound is taken, what lies past it is not."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from clvxl.core import lifetime_value, rates, rfm, segments
from clvxl.core._rounding import group_sums, rounded_money
from clvxl.errors import DomainError, InputError, ZeroBaseError

ONE = [1.0, 2.0]


@pytest.mark.parametrize("bins", [2, 17, 18, 60, 100])
@pytest.mark.parametrize("own", [False, True])
def test_any_number_of_bins_is_filled_evenly(bins: int, own: bool) -> None:
    """Of bins × 3 different values each score has three, whether the cuts are own or found."""
    column = np.arange(3.0 * bins)
    at = np.arange(1, bins) * 3.0 if own else None
    thresholds = None if at is None else [at, at, at]
    got = rfm.score(column, column, column, 5 if own else bins, thresholds=thresholds)
    expected = np.repeat(np.arange(1, bins + 1), 3)
    assert expected.tolist() == got.f.tolist() == got.m.tolist() == got.r[::-1].tolist()


def test_each_column_has_its_own_cuts_and_mean() -> None:
    """R, F and M are cut each by its own figures; five bins is what nobody has to ask for."""
    r, f, m = [1.0, 2, 3], [10.0, 90, 20], [300.0, 100, 200]
    got = rfm.score(r, f, m, method="mean")
    assert [[2.0], [40.0], [200.0]] == np.asarray(got.cuts).tolist()
    assert [212, 121, 111] == got.code.tolist()
    assert [313, 231, 122] == rfm.score(r, f, m, 3).code.tolist()
    assert [2.0, 3.0, 4.0, 5.0] == rfm.cuts([1, 2, 3, 4, 5, 6]).tolist()


@pytest.mark.parametrize("bins", [1, 101, 2.5])
def test_bins_past_their_bounds(bins: float) -> None:
    """1, 101 and a half are no number of bins, for scores and for cuts."""
    for call in (lambda: rfm.cuts(ONE, bins), lambda: rfm.score(ONE, ONE, ONE, bins)):
        with pytest.raises(DomainError, match="whole number between 2 and 100"):
            call()


@pytest.mark.parametrize("code", [111, 119, 191, 911, 999])
def test_codes_on_their_bounds(code: int) -> None:
    """The least and the most of each digit are codes."""
    assert [[int(digit)] for digit in str(code)] == [list(d) for d in rfm.split_codes([code])]


@pytest.mark.parametrize("code", [11, 101, 110, 500, 1000, 1111, -111, 543.5])
def test_codes_past_their_bounds(code: float) -> None:
    """A digit 0, two or four digits, a sign or a fraction make no code; the row at fault is told."""
    with pytest.raises(DomainError, match=r"three digits from 1 to 9 .* in row 2") as refused:
        rfm.split_codes([555, code, 555])
    assert refused.value.rows is not None
    assert [False, True, False] == refused.value.rows.tolist()


def test_code_of_nine_bins_and_no_more() -> None:
    """Nine bins have a code, ten have digits alone."""
    column = np.arange(9.0)
    assert 199 == rfm.score(column, column, column, 9).code[-1]
    ten = rfm.score(column, column, column, 10)
    with pytest.raises(DomainError, match="at most 9"):
        _ = ten.code
    assert [1, 10, 10] == ten.digits[-1].tolist()


def test_heatmap_on_and_past_its_bounds() -> None:
    """Scores from 1 to 100 have a place, more bins than scores leave the rest empty."""
    grid = rfm.heatmap([1, 100], [100, 1], [3, 4])
    assert ((100, 100), 3.0, 4.0) == (grid.shape, grid[99, 0], grid[0, 99])
    wider = rfm.heatmap([1, 2], [2, 2], [3, 5], 3)
    assert [[None] * 3, [3.0, 5.0, None], [None] * 3] == np.where(
        np.isnan(wider), None, wider
    ).tolist()
    with pytest.raises(DomainError, match="bins must be a whole number between 2 and 100"):
        rfm.heatmap([2, 1], [1, 1], [1, 1], 1)


@pytest.mark.parametrize("thresholds", [[1, 2, 3], [[1, 2]] * 2, [[1, 2]] * 4, [[], [], []]])
def test_thresholds_of_another_shape(thresholds: Any) -> None:
    """Own cuts are three rows with a column at least; the sentence says how many columns."""
    with pytest.raises(InputError, match=r"3 rows .* and 4 columns"):
        rfm.score(ONE, ONE, ONE, thresholds=thresholds)


@pytest.mark.parametrize("row", [[1, 1], [2, 1], [np.nan, 1]])
def test_thresholds_that_do_not_ascend(row: list[float]) -> None:
    """Cuts that stand still, fall or are no number are refused with their row, and with no other."""
    with pytest.raises(DomainError, match=r"ascend from left to right \(row 3\)"):
        rfm.score(ONE, ONE, ONE, thresholds=[[1, 2], [1, 2], row])


def test_thresholds_give_the_number_of_bins() -> None:
    """Three columns of cuts are four bins, asked for or not; five is what nobody asked for."""
    own = [[1, 2, 3]] * 3
    assert 4 == rfm.score(ONE, ONE, ONE, thresholds=own).bins
    assert 4 == rfm.score(ONE, ONE, ONE, 4, thresholds=own).bins
    for bins in (3, 6):
        with pytest.raises(InputError, match=f"and {bins - 1} columns"):
            rfm.score(ONE, ONE, ONE, bins, thresholds=own)


def test_customers_without_a_purchase() -> None:
    """They have money and no average, days or count; given flags count, whatever the amounts."""
    customers, days = np.array([0, 1, 1, 2]), np.array([3.0, 4.0, 9.0, 5.0])
    amounts = np.array([0.0, 8.0, 6.0, -2.0])
    got = rfm.customer_totals(customers, days, amounts, count=4)
    assert [0, 2, 0, 0] == got.frequency.tolist()
    assert [0.0, 14.0, -2.0, 0.0] == got.monetary.tolist()
    assert [True, False, True, True] == np.isnan(got.average).tolist()
    assert (7.0, 4.0, 9.0) == (got.average[1], got.first[1], got.last[1])
    assert np.isnan(got.first[[0, 2, 3]]).all()
    flags = np.array([True, True, False, False])
    told = rfm.customer_totals(customers, days, amounts, purchase=flags)
    assert ([1, 1, 0], [3.0, 4.0]) == (told.frequency.tolist(), told.last[:2].tolist())
    assert 0 == len(rfm.customer_totals(customers[:0], days[:0], amounts[:0]).frequency)


@pytest.mark.parametrize(
    ("amount", "kept"),
    [
        (99_999.123456784, 99_999.12345678), (100_000.1234561, 100_000.12346),
        (-100_000.1234561, -100_000.12346), (99_999_999.123456, 99_999_999.12346),
        (100_000_000.126, 100_000_000.13), (99_999_999_999.126, 99_999_999_999.13),
        (100_000_000_000.127, 100_000_000_000.127), (1e20, 1e20), (np.inf, np.inf),
    ],
)  # fmt: skip
def test_decimals_that_are_kept(amount: float, kept: float) -> None:
    """Eight decimals below 100,000, five below 10^8, two below 10^11, from there on all."""
    assert [kept] == rounded_money([amount]).tolist()


def test_sums_that_are_told_their_lines() -> None:
    """Lines counted already change no sum, a group of one line keeps its amount, none has 0."""
    groups, amounts = np.array([0, 0, 2]), np.array([0.1, 0.2, 1e300])
    lines = np.bincount(groups, minlength=4)
    assert [0.3, 0.0, 1e300, 0.0] == group_sums(groups, amounts, 4, lines=lines).tolist()
    assert [0.3, 0.0, 1e300] == group_sums(groups, amounts).tolist()


def test_what_segments_bring() -> None:
    """Each figure of a summary, by hand: the total last, shares of all, a mean a customer."""
    got = segments.summary(np.array([3, 1, 3]), np.array([10.0, 70.0, 20.0]), np.array([1.0, 2, 3]))
    assert [1, 3, -1] == got.segment.tolist()
    assert [
        [1, 2, 3], [1 / 3, 2 / 3, 1], [2, 4, 6], [70, 30, 100], [0.7, 0.3, 1], [70, 15, 100 / 3],
        [35, 7.5, 100 / 6],
    ] == [column.tolist() for column in got.columns()]  # fmt: skip
    bare = segments.summary(np.array([0]), np.array([0.0]))
    assert np.isnan([bare.purchases, bare.per_purchase, bare.revenue_share]).all()
    none = segments.summary(np.array([0]), np.array([5.0]), np.array([0.0]))
    assert ([0, 0], True) == (none.purchases.tolist(), bool(np.isnan(none.per_purchase).all()))


def test_rules_hold_on_their_bounds() -> None:
    """Both bounds of a rule belong to it, for R, F and M alike."""
    scores = np.array([1, 2, 3, 4, 5])
    three = np.full(5, 3)
    expected = [1, 0, 0, 0, 1]
    for at in range(3):
        rule = [np.nan] * 6
        rule[2 * at : 2 * at + 2] = [2, 4]
        columns = [three, three, three]
        columns[at] = scores
        assert expected == segments.by_rules(*columns, [rule]).tolist()


def test_shares_of_customers_on_their_bounds() -> None:
    """All customers bring all, a half customer half of the best one, and no share but in (0, 1]."""
    values = [50.0, 30.0, 20.0]
    assert [1.0, 0.25, 0.8] == [
        pytest.approx(rates.pareto_share(values, top)) for top in (1, 1 / 6, 2 / 3)
    ]
    assert 1.0 == rates.pareto_share([7.0, 0.0], 0.5)
    for top in (0, -0.2, 1.0001):
        with pytest.raises(DomainError, match="above 0 and at most 1"):
            rates.pareto_share(values, top)
    with pytest.raises(DomainError, match="more than 0"):
        rates.pareto_share([1, -2], 0.5)
    with pytest.raises(ZeroBaseError):
        rates.pareto_share([2, -2], 0.5)


@pytest.mark.parametrize(
    ("groups", "expected"), [(2, [2, 1, 2, 1]), (3, [3, 1, 2, 1]), (1000, [751, 1, 501, 1])]
)
def test_deciles_on_their_bounds(groups: int, expected: list[int]) -> None:
    """From two to a thousand groups; equal values share the better one."""
    assert expected == rates.decile([10, 40, 20, 40], groups).tolist()
    for bad in (1, 1001):
        with pytest.raises(DomainError, match="between 2 and 1000"):
            rates.decile([1, 2], bad)


def test_purchases_and_customers_on_their_bounds() -> None:
    """A penny is a purchase, nothing is none; customer 0 is one, below 0 is none."""
    assert 2.25 == rates.purchase_value([5.0, 0.0, 1.0, 0.01, -0.01, 3.0])
    assert 1.5 == rates.purchase_frequency([0, 1, 0, -1])
    assert 1.0 == rates.lifespan(0.0)
    for call in (lambda: rates.purchase_value([0.0]), lambda: rates.purchase_frequency([-1, -2])):
        with pytest.raises(ZeroBaseError):
            call()


@pytest.mark.parametrize("as_array", [False, True])
def test_cells_and_columns_have_the_same_bounds(as_array: bool) -> None:
    """A bound holds for one number as for many, and a column's fault names the row."""

    def given(value: float) -> Any:
        return np.array([0.5, value]) if as_array else float(value)

    place = " in row 2" if as_array else ""
    assert 2.0 == np.max(rates.lifespan(given(0.5)))
    for value, said in ((-0.01, "between 0 and 1"), (1.01, "between 0 and 1"), (1, "below 1")):
        with pytest.raises(DomainError, match=rf"{said}.* \(got {value}{place}\)"):
            rates.lifespan(given(value))
    simple = lifetime_value.simple
    assert 0.0 == np.min(simple(given(0), given(0), given(0)))
    assert 0.5 == np.max(simple(0.5, 1.0, given(1), 0.0, given(1)))
    with pytest.raises(DomainError, match=rf"frequency must be at least 0 \(got -0.1{place}\)"):
        simple(1.0, given(-0.1), 1.0)
    with pytest.raises(DomainError, match=rf"margin must be at most 1.* \(got 1.1{place}\)"):
        simple(1.0, 1.0, 1.0, 0.0, given(1.1))
