"""Segments: every cell of every scheme, and sums that add up."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clvxl.core import segments
from clvxl.errors import DomainError

# The catalogue's words: name, R from, R to, F from, F to.
STANDARD = (
    ("champions", 5, 5, 4, 5),
    ("loyal", 3, 4, 4, 5),
    ("potential_loyalists", 4, 5, 2, 3),
    ("new", 5, 5, 1, 1),
    ("promising", 4, 4, 1, 1),
    ("attention", 3, 3, 3, 3),
    ("about_to_sleep", 3, 3, 1, 2),
    ("cant_lose", 1, 2, 5, 5),
    ("at_risk", 1, 2, 3, 4),
    ("hibernating", 1, 2, 1, 2),
)
EIGHT = {
    "111": "key_value", "101": "key_development", "011": "key_retention", "001": "key_win_back",
    "110": "general_value", "100": "general_development", "010": "general_retention",
    "000": "general_win_back",
}  # fmt: skip
GRID = np.array(list(product(range(1, 6), repeat=3)))
R, F, M = GRID.T


def test_standard_has_no_gap_and_no_overlap() -> None:
    """Each of the 25 cells has just the segment that the catalogue gives it."""
    got = segments.standard(R, F)
    for r, f, number in zip(R, F, got, strict=True):
        (expected,) = [n for n, r1, r2, f1, f2 in STANDARD if r1 <= r <= r2 and f1 <= f <= f2]
        assert expected == segments.SCHEMES["standard"][number]


def test_standard_as_own_rules() -> None:
    """The standard scheme written as rules gives the standard scheme."""
    bounds = [[*rule[1:], np.nan, np.nan] for rule in STANDARD]
    assert segments.standard(R, F).tolist() == segments.by_rules(R, F, M, bounds).tolist()


@pytest.mark.parametrize(("bins", "high_from"), [(2, 2), (3, 3), (4, 3), (5, 4), (9, 6)])
def test_eight_is_high_above_the_middle(bins: int, high_from: int) -> None:
    """Each of the eight patterns of high and low has its segment, for any number of bins."""
    grid = np.array(list(product((1, high_from - 1, high_from, bins), repeat=3)))
    for row, number in zip(grid, segments.eight(*grid.T, bins), strict=True):
        pattern = "".join("1" if score >= high_from else "0" for score in row)
        assert EIGHT[pattern] == segments.SCHEMES["eight"][number]


@pytest.mark.parametrize("bins", [2, 3, 5, 9])
def test_tiers_split_the_way_in_thirds(bins: int) -> None:
    """High from two thirds of the way from all-lowest to all-highest, medium from one third."""
    grid = np.array(list(product(range(1, bins + 1), repeat=3)))
    for row, tier in zip(grid, segments.tiers(*grid.T, bins), strict=True):
        way = (int(row.sum()) - 3) * 3  # of 9 × (bins − 1): thirds stay whole numbers
        expected = 0 if way >= 6 * (bins - 1) else 1 if way >= 3 * (bins - 1) else 2
        assert expected == tier


def test_rules_first_that_fits_and_none() -> None:
    """The first rule that fits counts; a customer whom none fits gets the number past the last."""
    rules = [[5, 5, np.nan, np.nan, np.nan, np.nan], [4, 5, 1, 5, 1, 5]]
    assert [0, 1, 2] == segments.by_rules(*np.array([[5, 4, 1]] * 3), rules).tolist()


def test_standard_refuses_more_than_five_bins_by_row() -> None:
    """A score above 5 is refused and the row at fault is known."""
    with pytest.raises(DomainError, match=r"five bins.* \(got 6 in row 2\)") as refused:
        segments.standard(np.array([5, 6]), np.array([1, 1]))
    assert refused.value.rows is not None
    assert [False, True] == refused.value.rows.tolist()


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 900), st.integers(0, 9)), min_size=1))
def test_summary_adds_up(rows: list[tuple[int, int, int]]) -> None:
    """Segments add up to the total, shares to 1, largest revenue first."""
    number, money, count = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    got = segments.summary(number.astype(int), money, count)
    assert len(rows) == got.customers[:-1].sum() == got.customers[-1]
    assert money.sum() == pytest.approx(got.revenue[:-1].sum()) == pytest.approx(got.revenue[-1])
    assert count.sum() == got.purchases[-1]
    assert got.customer_share[:-1].sum() == pytest.approx(1)
    assert (np.diff(got.revenue[:-1]) <= 0).all()
    if money.sum():
        assert got.revenue_share[:-1].sum() == pytest.approx(1)


def test_standard_refuses_a_score_below_one() -> None:
    """A score of 0 is no segment, instead of the one at the other end."""
    with pytest.raises(DomainError, match="five bins"):
        segments.standard(np.array([0]), np.array([1]))
