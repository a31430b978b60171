"""The worth of a base and of decisions about it: identities and domains."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from clvxl.core import equity, rates
from clvxl.errors import ClvxlError, DomainError, InputError, ZeroBaseError

CEILINGS = st.floats(0.05, 0.95)
KS = st.floats(1e-3, 1)


@given(CEILINGS, KS, CEILINGS, KS, st.floats(-10, 1e3), st.floats(0, 1))
def test_no_other_spending_is_better(
    a_top: float, a_k: float, r_top: float, r_k: float, margin: float, discount: float
) -> None:
    """No spending on a grid around the optimum gives a prospect a higher value."""
    found = equity.budget_split(a_top, a_k, r_top, r_k, margin, discount)
    assert found.acquisition >= 0
    assert found.retention >= 0

    def worth(acquisition: float, kept_spending: float) -> float:
        won = a_top * (1 - np.exp(-a_k * acquisition))
        kept = r_top * (1 - np.exp(-r_k * kept_spending)) / (1 + discount)
        return float(won * (margin - kept_spending / (1 + discount)) / (1 - kept) - acquisition)

    assert found.equity == pytest.approx(worth(found.acquisition, found.retention), abs=1e-6)
    others = [
        worth(found.acquisition * x + dx, found.retention * y + dy)
        for x in (0.5, 0.99, 1, 1.01, 2) for y in (0.5, 0.99, 1, 1.01, 2)
        for dx in (0, 1) for dy in (0, 1)
    ]  # fmt: skip
    assert max(others) <= found.equity + 1e-6 * max(1, abs(found.equity))


def test_what_is_best_left_unspent_is_named() -> None:
    """A customer who brings nothing is neither won nor kept, and it says so."""
    found = equity.budget_split(0.5, 0.01, 0.5, 0.01, 1.0, 0.1)
    assert ("acquisition", "retention") == found.at_bound
    assert 0.0 == found.equity
    assert () == equity.budget_split(0.4, 0.05, 0.7, 0.1, 60.0, 0.2).at_bound


RATIOS = [
    (lambda: equity.return_on_customer(1.0, 0.0, 1.0), ZeroBaseError),
    (lambda: equity.return_on_customer(1.0, -5.0, 1.0), DomainError),
    (lambda: equity.acquisition_cost(5.0, 0.0), ZeroBaseError),
    (lambda: equity.campaign_roi(0.0, 1.0, 0.5, 1.0), ZeroBaseError),
    (lambda: equity.campaign_roi(1.0, 1.0, 1.5, 1.0), DomainError),
    (lambda: rates.retention_rate(0.0, 0.0), ZeroBaseError),
    (lambda: rates.retention_rate(10.0, 5.0, 6.0), DomainError),
    (lambda: rates.churn_rate(10.0, 11.0), DomainError),
    (lambda: rates.conversion_rate(-1.0, 11.0), DomainError),
    (lambda: rates.gini([0.0, 0.0]), ZeroBaseError),
    (lambda: rates.gini([1.0, -1.0]), DomainError),
    (lambda: equity.expected_loss(1.2, 0.5, 1.0), DomainError),
    (lambda: equity.referral_value(1.0, -1.0, 1.0, 1.0), DomainError),
    (lambda: equity.churn_cost(-1.0, 1.0), DomainError),
    (lambda: equity.customer_equity([1.0, 2.0], [1.0, 2.0, 3.0]), InputError),
    (lambda: equity.customer_equity([1.0, 2.0], [1.0, -2.0]), DomainError),
    (lambda: equity.budget_split(0.5, 1.0, 1.0, 1.0, 1.0, 0.0), DomainError),
]


@pytest.mark.parametrize(("call", "error"), RATIOS)
def test_domains(call: object, error: type[ClvxlError]) -> None:
    """What has no answer is refused as what it is."""
    with pytest.raises(error):
        call()


@example(1.04, 0.0, 255.0)
@given(st.floats(1, 1e6), st.floats(0, 1), st.floats(0, 1e5))
def test_who_stayed_and_who_left_are_all(start: float, share: float, new: float) -> None:
    """Retention and churn of the same period add up to 1."""
    lost = start * share
    kept = rates.retention_rate(start, start - lost + new, new)
    assert kept + rates.churn_rate(start, lost) == pytest.approx(1, abs=1e-6)


def test_retention_as_printed() -> None:
    """(105 − 20) ÷ 100."""
    assert 0.85 == rates.retention_rate(100.0, 105.0, 20.0)


@given(st.lists(st.floats(0.01, 1e6), min_size=1, max_size=40))
def test_gini_is_half_the_relative_mean_difference(values: list[float]) -> None:
    """Of all pairs, and no change where all is scaled; at most 1 − 1/n."""
    pairs = np.abs(np.subtract.outer(values, values)).mean() / (2 * np.mean(values))
    assert rates.gini(values) == pytest.approx(pairs, abs=1e-9)
    assert rates.gini(np.array(values) * 3) == pytest.approx(pairs, abs=1e-9)
    assert rates.gini(values) <= 1 - 1 / len(values) + 1e-12


def test_nobody_lost_costs_nothing() -> None:
    """Bad rows among many are marked, and only they."""
    with pytest.raises(ZeroBaseError) as caught:
        equity.acquisition_cost(np.array([5.0, 5.0]), np.array([1.0, 0.0]))
    assert 2 == caught.value.row
    assert [False, True] == caught.value.rows.tolist()
