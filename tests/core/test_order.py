"""Orders and quantiles of many numbers are those that numpy gives, however they are found."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clvxl.core import _order

money = st.lists(st.integers(-5000, 90_000).map(lambda pennies: pennies / 100), min_size=1)
numbers = st.lists(st.floats(-1e6, 1e6, allow_subnormal=False), min_size=1)
counts = st.lists(st.integers(0, 400).map(float), min_size=1)


@given(st.one_of(money, numbers, counts))
def test_the_largest_come_first_and_equal_ones_as_they_stand(given: list[float]) -> None:
    """The order is that of a stable sort, of pennies and of any other numbers."""
    values = np.array(given)
    assert np.argsort(-values, kind="stable").tolist() == _order.largest_first(values).tolist()


@given(st.lists(st.integers(0, 2**62), min_size=1))
def test_whole_numbers_are_ordered_whatever_their_size(given: list[int]) -> None:
    """Numbers too large to share 63 bits with their places are ordered too."""
    values = np.array(given)
    assert np.argsort(values, kind="stable").tolist() == _order.order_of(values).tolist()


@given(st.one_of(money, numbers, counts), st.lists(st.floats(0, 1), min_size=1, max_size=5))
def test_quantiles_are_numpys(given: list[float], shares: list[float]) -> None:
    """Counted, partitioned or ordered before: type 7."""
    values = np.array(given)
    wanted = np.quantile(values, shares)
    assert _order.quantiles(values, shares) == pytest.approx(wanted, rel=1e-12, abs=1e-9)
    found = _order.quantiles(np.sort(values), shares, ascending=True)
    assert found == pytest.approx(wanted, rel=1e-12, abs=1e-9)


@given(st.one_of(money, counts))
def test_the_commonest_is_counted(given: list[float]) -> None:
    """It is the least of those that occur most, with how often it does."""
    values = np.array(given)
    different, number = np.unique(values, return_counts=True)
    wanted = float(different[number.argmax()]), int(number.max())
    assert wanted == _order.commonest(values)
    assert wanted == _order.commonest(np.sort(values), ascending=True)


def test_values_that_are_no_pennies_are_ordered_all_the_same() -> None:
    """Infinite, tiny and huge ones."""
    values = np.array([1e300, 0.001, np.inf, -0.0, 0.0, -np.inf, 1e17])
    assert np.argsort(-values, kind="stable").tolist() == _order.largest_first(values).tolist()
