"""Shares and deciles: bounds, the whole, and ties."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clvxl.core.rates import decile, pareto_share
from clvxl.errors import DomainError, ZeroBaseError

amounts = st.lists(st.integers(0, 1000), min_size=1, max_size=50).filter(any)


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
