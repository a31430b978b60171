"""Counts and rates: bounds, the whole, ties, and what multiplies to what."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clvxl.core.lifetime_value import simple
from clvxl.core.rates import decile, lifespan, pareto_share, purchase_frequency, purchase_value
from clvxl.core.rfm import customer_totals
from clvxl.errors import DomainError, InputError, ZeroBaseError
from tests.published import zero_defections as article

amounts = st.lists(st.integers(0, 1000), min_size=1, max_size=50).filter(any)
cents = st.integers(1, 10**7).map(lambda cent: cent / 100)
log = st.lists(st.tuples(st.integers(0, 9), cents), min_size=1, max_size=60)


@given(amounts, st.floats(0.01, 1), st.floats(0.01, 1))
def test_pareto_share_grows_with_top_and_never_lies_below_it(
    values: list[int], a: float, b: float
) -> None:
    """The best customers bring at least their share, and more of them bring more, up to all."""
    low, high = sorted((a, b))
    assert low - 1e-9 <= pareto_share(values, low) <= pareto_share(values, high) + 1e-9
    assert pareto_share(values, 1) == pytest.approx(1)


def test_pareto_share_of_equals_is_top() -> None:
    """Where all customers are alike, the best 20 % bring 20 %, also when that is half of one."""
    assert pareto_share([7, 7]) == pytest.approx(0.2)
    assert 0.29 == pytest.approx(pareto_share([1] * 100, 0.29))


def test_pareto_share_refusals() -> None:
    """A total of 0 has no shares; a top of 20 is told to be 0.2."""
    with pytest.raises(ZeroBaseError):
        pareto_share([0, 0])
    with pytest.raises(DomainError, match=r"write 20 % as 0\.2"):
        pareto_share([1, 2], 20)
    with pytest.raises(DomainError, match="more than 0"):
        pareto_share([1, -2])


@given(st.lists(st.integers(-9, 9), min_size=1, max_size=60), st.integers(2, 12))
def test_decile_ranks_and_ties(values: list[int], groups: int) -> None:
    """Higher values are in the same or a better group, equal values share one, all in 1…groups."""
    got = decile(values, groups)
    order = np.argsort(values)
    assert (np.diff(got[order]) <= 0).all()
    assert all(len({g for v, g in zip(values, got, strict=True) if v == x}) == 1 for x in values)
    assert 1 == got.min() <= got.max() <= groups


@given(st.integers(1, 20), st.integers(2, 10))
def test_distinct_values_fill_groups_evenly(k: int, groups: int) -> None:
    """k × groups different values put k into each group."""
    assert [k] * groups == np.bincount(decile(range(k * groups), groups))[1:].tolist()


@pytest.mark.parametrize(("lost", "years"), article.RESULTS)
def test_lifespan_as_printed(lost: float, years: int) -> None:
    """Keeping all but the share lost a year gives the years that the article prints."""
    assert years == pytest.approx(lifespan(1 - lost), abs=0.5 * 10**-article.DIGITS)


@given(st.floats(0, 0.97))
def test_lifespan_is_the_sum_of_survival(r: float) -> None:
    """The lifespan is Σ r^t: a thousand periods already add up to it."""
    assert np.sum(r ** np.arange(1000.0)) == pytest.approx(lifespan(r))


@given(st.floats(0, 1, exclude_max=True), st.floats(0, 1, exclude_max=True))
def test_lifespan_grows_with_retention(a: float, b: float) -> None:
    """A lifespan is one period at least, and never shorter where more customers stay."""
    low, high = sorted((a, b))
    assert 1 <= lifespan(low) <= lifespan(high)


@given(st.floats(0, 0.99))
def test_next_period_of_the_lifespan(r: float) -> None:
    """A customer is here for this period, and with chance r for a whole lifespan again."""
    assert 1 + r * lifespan(r) == pytest.approx(lifespan(r))


def test_lifespan_refusals() -> None:
    """At 1 the sum is infinite; outside [0, 1] is no rate; the first bad row is named, all kept."""
    with pytest.raises(DomainError) as endless:
        lifespan(np.array([0.5, 1.0, 0.0, 1.0]))
    assert (
        "retention_rate must be below 1: at 1 no customer ever leaves and the lifespan has no end "
        "(got 1 in row 2)"
    ) == str(endless.value)
    assert [False, True, False, True] == list(endless.value.rows)
    for rate in (-0.1, 1.1, 80.0):
        with pytest.raises(DomainError, match="between 0 and 1: write 30 % as 0"):
            lifespan(rate)
    with pytest.raises(DomainError, match="below 1"):
        lifespan(1.0)


@given(log, st.floats(0.1, 100))
def test_value_times_frequency_is_the_revenue_a_customer(
    rows: list[tuple[int, float]], periods: float
) -> None:
    """Purchase value × frequency × periods is the revenue ÷ customers, whatever the periods."""
    customers, money = zip(*rows, strict=True)
    revenue = sum(money) / len(set(customers))
    got = purchase_value(money) * purchase_frequency(customers, periods) * periods
    assert revenue == pytest.approx(got)


@given(log, st.floats(0, 0.95))
def test_averages_give_the_lifetime_value_of_the_whole_base(
    rows: list[tuple[int, float]], r: float
) -> None:
    """CLV_SIMPLE of a log's averages × its customers is its revenue, as many times as they stay."""
    customers, money = zip(*rows, strict=True)
    value = simple(purchase_value(money), purchase_frequency(customers), lifespan(r))
    assert sum(money) / (1 - r) == pytest.approx(value * len(set(customers)))


@given(st.lists(st.integers(-(10**6), 10**6), min_size=1, max_size=40))
def test_purchase_value_is_the_average_of_rfm(hundredths: list[int]) -> None:
    """Returns and zeros count as they do for a customer's average: the two agree to the last bit."""
    money = np.array(hundredths) / 100
    here = np.zeros(len(money), dtype=np.int64)
    expected = customer_totals(here, np.zeros(len(money)), money).average[0]
    if np.isnan(expected):
        with pytest.raises(ZeroBaseError):
            purchase_value(money)
    else:
        assert expected == purchase_value(money)


def test_purchase_value_takes_returns_off() -> None:
    """A return lowers the mean and is no purchase; it may outweigh them; 0.1 + 0.2 leaves no _rounding."""
    assert 22.5 == purchase_value([20, 30, 0, -5])
    assert -20 == purchase_value([10, -30])
    assert 0.15 == purchase_value([0.1, 0.2])


@given(st.lists(st.integers(0, 9), min_size=1, max_size=60), st.floats(0.1, 50), st.floats(0.1, 50))
def test_purchase_frequency_and_the_unit_of_time(
    customers: list[int], periods: float, unit: float
) -> None:
    """A period k times as long holds k times the purchases, and in all each customer bought once."""
    assert purchase_frequency(customers, periods) * unit == pytest.approx(
        purchase_frequency(customers, periods / unit)
    )
    assert purchase_frequency(customers) >= 1


@given(st.lists(st.integers(0, 9), min_size=1, max_size=60))
def test_purchase_frequency_of_a_log_twice(customers: list[int]) -> None:
    """The same log again for other customers changes nothing, for the same ones it doubles."""
    once = purchase_frequency(customers)
    assert once == purchase_frequency(customers + [code + 10 for code in customers])
    assert 2 * once == pytest.approx(purchase_frequency(customers * 2))
    assert once == purchase_frequency([*customers, -1])


def test_purchase_refusals() -> None:
    """Without a purchase or a customer there is no base; periods are above 0; sums are finite."""
    with pytest.raises(ZeroBaseError, match="amounts must have one above 0"):
        purchase_value([0, -3])
    with pytest.raises(InputError, match="at least one value"):
        purchase_value([])
    with pytest.raises(DomainError, match="too large"):
        purchase_value([1e308, 1e308])
    for nobody in ([], [-1, -1]):
        with pytest.raises(ZeroBaseError, match="customers must hold at least one"):
            purchase_frequency(nobody)
    for periods in (0.0, -1.0):
        with pytest.raises(DomainError, match="periods must be above 0"):
            purchase_frequency([1], periods)
