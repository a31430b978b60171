"""Sums of money: to the penny, however many lines there are."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clvxl.core._rounding import group_sums
from clvxl.core.rfm import customer_totals
from clvxl.core.segments import summary

PENNIES = st.integers(-(10**14), 10**14)


def test_a_customer_of_very_many_lines() -> None:
    """300,000 lines of 149,999.95 are 44,999,985,000.00, and another customer's 10 are 10."""
    customers = np.append(np.zeros(300_000, dtype=int), 1)
    amounts = np.append(np.full(300_000, 149_999.95), 10.0)
    totals = customer_totals(customers, np.ones(len(amounts)), amounts)
    assert [44_999_985_000.0, 10.0] == totals.monetary.tolist()
    segments = summary(np.array([0, 0]), totals.monetary, totals.frequency)
    assert [44_999_985_010.0] * 2 == segments.revenue.tolist()
    assert [300_001.0] * 2 == segments.purchases.tolist()


@pytest.mark.parametrize(
    ("amount", "lines", "right"),
    [
        (0.1, 1_000_000, 100_000.0),
        (0.01, 999_999, 9_999.99),
        (19_999_999_999.99, 40_000, 799_999_999_999_600.0),
        (33.335, 600_000, 20_001_000.0),
        (-149_999.95, 300_000, -44_999_985_000.0),
    ],
)
def test_equal_amounts(amount: float, lines: int, right: float) -> None:
    """Many equal amounts add up to what multiplying gives."""
    assert [right] == group_sums(np.zeros(lines, dtype=int), np.full(lines, amount)).tolist()


@settings(deadline=None, max_examples=60)
@given(
    rows=st.lists(st.tuples(st.integers(0, 4), PENNIES), min_size=1, max_size=40),
    times=st.sampled_from([1, 3, 1000]),
)
def test_whole_pennies(rows: list[tuple[int, int]], times: int) -> None:
    """Of whole pennies each group's sum is the nearest number to the right one.

    Above 2^53 pennies numbers lie further than a penny apart: there it is one of the nearest two.
    """
    groups = np.tile([group for group, _ in rows], times)
    amounts = np.tile([penny / 100 for _, penny in rows], times)
    right = [0] * 5
    for group, penny in rows:
        right[group] += penny * times
    got = group_sums(groups, amounts, 5)
    expected = np.array([float(Fraction(pennies, 100)) for pennies in right])
    far = np.array([abs(pennies) > 2**53 for pennies in right])
    assert expected[~far].tolist() == got[~far].tolist()
    assert (np.abs(got - expected)[far] <= np.spacing(np.abs(expected[far]))).all()


def test_what_cancels_leaves_no_dust() -> None:
    """Sales and returns of a billion leave the penny that they differ by."""
    amounts = np.array([1e9 + 0.01, 0.1, -1e9, -0.1, 1 / 3])
    assert [0.01, 0.33333333] == group_sums(np.array([0, 0, 0, 0, 1]), amounts).tolist()


def test_sums_beyond_all_numbers() -> None:
    """A sum too large for a number is infinite, not an error of Python's."""
    with np.errstate(over="ignore"):
        sums = group_sums(np.array([0, 0, 1]), np.array([1.7e308, 1.7e308, 5.0]))
    assert [np.inf, 5.0] == sums.tolist()
    assert [0.0, 0.0] == group_sums(np.array([], dtype=int), np.array([]), 2).tolist()
