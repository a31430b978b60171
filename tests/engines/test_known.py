"""What is known of a column settles rules, and only what it settles."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clvxl.engines.known import Known

COMPARISONS = (np.less, np.less_equal, np.greater, np.greater_equal)


@given(
    st.lists(st.integers(-9, 9), min_size=1), st.integers(-10, 10), st.sampled_from(COMPARISONS),
    st.booleans(),
)  # fmt: skip
def test_what_is_settled_holds(values: list[int], other: int, comparison, missing: bool) -> None:
    """A comparison that is settled holds on all lines, or on none; a missing value never does."""
    known = Known(float(min(values)), float(max(values)), missing, whole=True)
    cells = np.array([*values, *([np.nan] if missing else [])])
    settled = known.settles(comparison, float(other))
    found = comparison(cells, other)
    assert settled is None or (found == settled).all()
    if found.all() or not found.any():
        assert settled is not None


@pytest.mark.parametrize(("low", "high", "most"), [(-9, 3, 9), (2, 5, 5), (-7, -2, 7)])
def test_sizes_without_a_sign(low: float, high: float, most: float) -> None:
    """The largest size occurs, whichever sign it has."""
    assert most == Known(low, high, missing=False, whole=True).absolute().high
