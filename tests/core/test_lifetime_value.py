"""Lifetime value: the printed table, the closed form, and what must hold for any cash flow."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clvxl.core.lifetime_value import dcf, simple
from clvxl.errors import DomainError, InputError
from tests.published import textbook_dcf as book

money = st.floats(0, 1e6)
rates = st.floats(0, 1)
flows = st.lists(money, min_size=1, max_size=12)


@pytest.mark.parametrize(("kind", "certain", "timing", "printed"), book.RESULTS)
def test_textbook(kind: str, certain: bool, timing: str, printed: float) -> None:
    """All eight readings of the printed example agree to the last printed digit."""
    got = dcf(
        book.REVENUES, book.DISCOUNT_RATE, book.COSTS, book.RETENTION, book.ACQUISITION_COST,
        retention_kind=kind, first_certain=certain, timing=timing,
    ).value  # fmt: skip
    assert printed == pytest.approx(got, abs=0.5 * 10**-book.DIGITS)


@given(money, st.floats(0, 0.99), st.floats(0.01, 2), st.integers(1, 60))
def test_constant_margin_is_a_geometric_series(m: float, r: float, d: float, n: int) -> None:
    """A constant margin and retention give m·q·(1 − q^n)/(1 − q) with q = r/(1 + d)."""
    q = r / (1 + d)
    expected = m * q * (1 - q**n) / (1 - q)
    assert expected == pytest.approx(dcf([m] * n, d, retention=r).value, rel=1e-9, abs=1e-9)


@given(flows, rates, st.floats(-0.5, 2))
def test_cash_at_the_start_is_worth_one_period_more(f: list[float], r: float, d: float) -> None:
    """Cash at the start of each period is (1 + d) times cash at its end, and mid lies between."""
    end, mid, start = (dcf(f, d, retention=r, timing=t).value for t in ("end", "mid", "start"))
    assert start == pytest.approx((1 + d) * end)
    assert min(end, start) - 1e-6 <= mid <= max(end, start) + 1e-6


@given(flows, rates, st.floats(0, 1), st.floats(0, 1))
def test_value_falls_as_the_discount_rate_rises(
    f: list[float], r: float, low: float, more: float
) -> None:
    """With margins at or above 0 a higher discount rate never raises the value."""
    assert dcf(f, low + more, retention=r).value <= dcf(f, low, retention=r).value + 1e-6


@given(flows, st.floats(0, 0.5))
def test_inflation_equal_to_the_discount_rate_cancels(f: list[float], rate: float) -> None:
    """Where prices grow as fast as money is discounted, the value is the plain sum."""
    assert sum(f) == pytest.approx(dcf(f, rate, inflation=rate).value)


@given(st.lists(rates, min_size=1, max_size=8))
def test_survival_from_rates_is_their_running_product(r: list[float]) -> None:
    """Rates multiplied up and read as survival give the value that the rates give."""
    f = [100.0] * len(r)
    expected = dcf(f, 0.1, retention=np.cumprod(r), retention_kind="survival").value
    assert expected == pytest.approx(dcf(f, 0.1, retention=r).value)


def test_working_adds_up() -> None:
    """Each present value is margin × survival × factor, and they add up to the value."""
    working = dcf(book.REVENUES, 0.2, book.COSTS, book.RETENTION, 5000, inflation=0.03)
    expected = working.margin * working.survival * working.discount_factor
    assert expected == pytest.approx(working.present_value)
    assert working.present_value.sum() - 5000 == pytest.approx(working.value)


def test_simple_is_the_undiscounted_special_case() -> None:
    """With discount 0 and full retention the cash flow is the simple formula."""
    expected = dcf([20 * 0.4 * 6] * 3, 0, acquisition_cost=15).value
    assert expected == pytest.approx(simple(20, 6, 3, 15, 0.4))


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: simple(1.0, -1.0, 1.0), "purchase_frequency must be at least 0 (got -1)"),
        (
            lambda: simple(np.ones(3), 1.0, np.array([1, 2, -3.0])),
            "lifespan must be at least 0 (got -3 in row 3)",
        ),
        (
            lambda: simple(1.0, 1.0, 1.0, 0.0, 30.0),
            "margin must be at most 1: write 30 % as 0.3 (got 30)",
        ),
        (lambda: dcf([1], -1), "discount_rate must be above -1 (got -1)"),
        (
            lambda: dcf([1, 1], 0.1, retention=[0.5, 1.5]),
            "retention must be between 0 and 1: write 30 % as 0.3 (got 1.5 in row 2)",
        ),
    ],
)
def test_domain(call, sentence: str) -> None:
    """A number outside its domain is refused with its name, the value, the row and the remedy."""
    with pytest.raises(DomainError) as refused:
        call()
    assert sentence == str(refused.value)


def test_lengths_must_agree() -> None:
    """Costs of another length are refused, not stretched."""
    with pytest.raises(InputError, match="costs must be one cell or as long as revenues"):
        dcf([1, 2, 3], 0.1, [1, 2])
