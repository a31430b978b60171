"""How regularly customers buy: simulated rhythms are found, and what cannot be told is refused."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clvxl.core.regularity import regularity
from clvxl.errors import DomainError, InputError, NoAnswerError

GAPS = st.lists(st.tuples(st.floats(0.1, 100), st.floats(0.1, 100)), min_size=3, max_size=30)


@pytest.mark.parametrize("k", [0.5, 1, 2, 4])
def test_a_rhythm_is_found_whatever_the_rates(k: float):
    """60,000 customers with gamma(k) gaps, each at a rate of his own: k within 3 %."""
    random = np.random.default_rng(4)
    first, second = random.gamma(k, 1 / random.gamma(0.7, 1, 60_000), (2, 60_000))
    assert k == pytest.approx(regularity(first, second), rel=0.03)


def test_the_formula_by_hand():
    """Shares .25, .5, .75, .5 have a variance of 1/24: k = (1 − 1/6) ÷ (1/3) = 2.5."""
    assert 2.5 == pytest.approx(regularity([1, 2, 3, 5], [3, 2, 1, 5]), rel=1e-12)


@given(GAPS, st.floats(0.1, 10))
def test_neither_unit_nor_order_of_gaps_matters(gaps, unit):
    """Days for weeks, or the second gap before the first: k stays; it is above −.5."""
    first, second = np.array(gaps).T
    if np.ptp(first / (first + second)) < 1e-3:
        return
    found = regularity(first, second)
    assert found == pytest.approx(regularity(first * unit, second * unit), rel=1e-9)
    assert found == pytest.approx(regularity(second, first), rel=1e-9)
    assert found > -0.5


def test_what_cannot_be_told_is_refused():
    """Perfectly regular buying, a single customer, gaps of 0 and of different numbers."""
    with pytest.raises(NoAnswerError, match="regularity has no bound"):
        regularity([7, 14, 30], [7, 14, 30])
    with pytest.raises(NoAnswerError, match=r"at least two customers .* \(there are 1\)"):
        regularity([7], [9])
    with pytest.raises(DomainError, match="second_gaps must be above 0"):
        regularity([7, 8], [9, 0])
    with pytest.raises(InputError):
        regularity([7, 8], [9])
