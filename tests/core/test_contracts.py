"""Contracts: the shifted beta-geometric and the beta-discrete-Weibull model."""

from __future__ import annotations

import mpmath as mp
import numpy as np
import pytest

from clvxl.core import bdw, sbg
from clvxl.core._staying import discounted_stay, expected_stay
from clvxl.errors import ConvergenceError, DomainError, InputError
from tests.published import contracts as printed

YEARS = np.arange(1.0, 11)


@pytest.mark.parametrize(("shares", "alpha", "beta", "value"), printed.FITS)
def test_the_printed_fits(shares, alpha: float, beta: float, value: float) -> None:
    """Both segments of Fader & Hardie (2007) on years 0 to 7, of 1,000 customers."""
    found = sbg.fit(np.array(shares) / 100, 7)
    assert (alpha, beta) == tuple(found.parameters.round(3))
    assert value == round(found.log_likelihood, 2)
    assert (1000.0, ()) == (found.customers, found.edges)


@pytest.mark.parametrize(("shares", "projected"), printed.PROJECTED)
def test_the_printed_projection(shares, projected) -> None:
    """Years 8 to 12 by the fit on years 0 to 7."""
    p = sbg.fit(np.array(shares) / 100, 7).parameters
    assert list(projected) == (100 * sbg.survival(*p, np.arange(8.0, 13))).round(1).tolist()


def test_the_printed_survival_and_retention() -> None:
    """Ten years at parameters that are printed to seven digits."""
    p = 0.6677123, 3.8024773
    assert pytest.approx(printed.SURVIVAL, abs=1.5e-7) == sbg.survival(*p, YEARS)
    assert pytest.approx(printed.RETENTION, abs=1.5e-7) == sbg.retention_rate(*p, YEARS)


def test_the_printed_residual_lifetime() -> None:
    """After 7 renewals, the 8th undiscounted; and the closed forms of eCLV's parameters."""
    got = sbg.residual_lifetime(0.66808836, 3.80609513, 0.1, 7.0)
    assert printed.RESIDUAL == round(float(got), 3)
    got = sbg.residual_lifetime(0.6677123, 3.8024773, 0.1, np.array([4.0]))
    assert pytest.approx([6.897376], abs=5e-7) == got


@pytest.mark.parametrize("alpha", [0.3, 1.0, 2.5])
@pytest.mark.parametrize("beta", [0.4, 6.0])
@pytest.mark.parametrize("renewals", [0.0, 3.0])
def test_residual_lifetime_is_the_sum_of_running_products(
    alpha: float, beta: float, renewals: float
) -> None:
    """DERL is Σ of the product of the retention rates, the first undiscounted."""
    rates = sbg.retention_rate(alpha, beta, renewals + np.arange(1.0, 2001))
    summed = float((np.cumprod(rates) / 1.1 ** np.arange(2000)).sum())
    got = float(sbg.residual_lifetime(alpha, beta, 0.1, renewals))
    assert pytest.approx(summed, rel=1e-12) == got


def test_without_a_discount() -> None:
    """(beta + n) ÷ (alpha − 1), to which a small rate leads; infinite for alpha of 1 or less."""
    assert 5.0 == float(sbg.residual_lifetime(2.0, 3.0, 0.0, 2.0))
    assert pytest.approx(5.0, rel=1e-4) == float(sbg.residual_lifetime(2.0, 3.0, 1e-6, 2.0))
    with pytest.raises(DomainError, match="alpha above 1"):
        sbg.residual_lifetime(1.0, 3.0, 0.0)
    with pytest.raises(DomainError) as caught:
        sbg.residual_lifetime(np.array([2.0, 0.5]), 3.0, 0.0)
    assert [False, True] == caught.value.rows.tolist()
    with pytest.raises(DomainError, match="discount_rate must be 0, or"):
        sbg.residual_lifetime(2.0, 3.0, -0.1)


def test_survival_is_the_product_of_retention() -> None:
    """Share by share, from 1."""
    products = np.cumprod(sbg.retention_rate(0.7, 1.2, YEARS))
    assert pytest.approx(products, rel=1e-12) == sbg.survival(0.7, 1.2, YEARS)
    assert 1.0 == float(sbg.survival(0.7, 1.2, 0.0))


def test_a_c_of_one_is_the_shifted_beta_geometric() -> None:
    """Survival agrees, and no fit with c is worse than that without."""
    assert pytest.approx(sbg.survival(0.7, 1.2, YEARS)) == bdw.survival(0.7, 1.2, 1.0, YEARS)
    for shares in (printed.REGULAR, printed.HIGH_END):
        share = np.array(shares) / 100
        assert bdw.fit(share).log_likelihood >= sbg.fit(share).log_likelihood
    exact = bdw.fit(sbg.survival(0.7, 1.2, np.arange(0.0, 13)))
    assert pytest.approx([0.7, 1.2, 1.0], rel=1e-3) == exact.parameters


@pytest.mark.parametrize("p", [(0.4, 2.0, 1.4), (1.5, 6.0, 0.8), (2.0, 3.0, 1.0)])
@pytest.mark.parametrize("seed", range(3))
def test_what_was_simulated_is_found_again(p: tuple[float, ...], seed: int) -> None:
    """Of a million customers all parameters lie within 4 standard errors of the true ones."""
    share = bdw.survival(*p, np.arange(0.0, 11))
    times = -np.diff(np.append(share, 0))
    lost = np.random.default_rng(seed).multinomial(1_000_000, times)
    there = 1_000_000 - np.append(0, np.cumsum(lost[:-1]))
    fits = [(bdw.fit(there), p)] + ([(sbg.fit(there), p[:2])] if p[2] == 1 else [])
    for found, truth in fits:
        errors = np.sqrt(np.diag(found.covariance))
        assert np.abs(np.log(found.parameters / truth) / errors).max() < 4


def test_cohorts_are_fitted_together() -> None:
    """Cohorts of one law, the younger blank where they are too young, give its parameters."""
    there = 1e6 * sbg.survival(0.7, 1.2, np.arange(0.0, 9))
    block = np.column_stack([there, there / 2, there / 4])
    block[6:, 1] = block[4:, 2] = np.nan
    found = sbg.fit(block)
    assert pytest.approx([0.7, 1.2], rel=1e-6) == found.parameters
    assert 1.75e6 == found.customers


def test_counts_are_not_shares() -> None:
    """Counts of 4,000 customers have half the standard errors of shares, taken as of 1,000."""
    share = np.array(printed.REGULAR) / 100
    one, four = sbg.fit(share), sbg.fit(share * 4000)
    assert pytest.approx(one.parameters, rel=1e-6) == four.parameters
    assert pytest.approx(one.standard_errors / 2, rel=1e-5) == four.standard_errors
    assert pytest.approx(4 * one.log_likelihood, rel=1e-9) == four.log_likelihood


@pytest.mark.parametrize("fit", [sbg.fit, bdw.fit])
def test_edges_are_named(fit) -> None:
    """A constant rate is that of all; who stays once and for all is said to."""
    found = fit([1, 0.8, 0.64, 0.512, 0.4096])
    assert ("alike_churn",) == found.edges
    assert found.standard_errors is None
    assert "first_or_never" in fit([1, 0.5, 0.5, 0.5, 0.5]).edges
    assert ("alike_churn",) == fit([1, 0.9, 0.7, 0.4]).edges


def test_predictions_hold_at_an_edge() -> None:
    """Survival goes on as it was: at a constant rate, and for good."""
    alike, never = sbg.fit([1, 0.8, 0.64, 0.512]), sbg.fit([1, 0.5, 0.5, 0.5])
    assert pytest.approx(0.8**6, rel=1e-4) == float(sbg.survival(*alike.parameters, 6.0))
    assert pytest.approx(0.5, rel=1e-4) == float(sbg.survival(*never.parameters, 6.0))


@pytest.mark.parametrize(
    ("survival", "error", "said"),
    [
        ([1, 0.5, 0.6], DomainError, "must not grow.*got 0.6 in row 3"),
        ([1, 0.5, -0.1], DomainError, "must be 0 or more.*row 3"),
        ([0, 0, 0], DomainError, "must start above 0"),
        ([1, np.nan, 0.5], DomainError, "no gap.*row 3"),
        ([1, 0.5], InputError, "2 periods"),
        ([1, 0.5, np.nan], InputError, "2 periods"),
        ([1, 1, 1], ConvergenceError, "nobody left"),
        ([1, 0, 0], ConvergenceError, "nobody stayed"),
        ([[1, 1], [0.5, 0.5], [0.4, 0.7]], DomainError, "must not grow.*got 0.7 in row 3"),
    ],
)
def test_what_is_refused(survival, error, said: str) -> None:
    """Shares that no cohort can have are named, and data that tell nothing are no fit."""
    with pytest.raises(error, match=said):
        sbg.fit(survival)


def hard(count: int) -> list[tuple[float, ...]]:
    """Shapes over six orders of magnitude, many with leave near 1; times, rates of discount."""
    random, rows = np.random.default_rng(1), []
    for _ in range(count):
        stay, leave = 10 ** random.uniform(-2, 4), 10 ** random.uniform(-2, 3.5)
        if random.random() < 0.4:
            leave = 1 + float(random.choice([0, 1e-9, -1e-6, 1e-3, -0.2, 0.3]))
        rate = 10 ** random.uniform(-3, 1)
        rows.append((stay, leave, float(random.integers(1, 3000)), rate))
    return rows


def held_to_forty_digits(count: int) -> None:
    """Compare sums with and without an end, and survival, with mpmath."""
    with mp.workdps(400):
        for stay, leave, times, rate in hard(count):
            s, gone = mp.mpf(stay), mp.mpf(leave)
            more = gone + mp.mpf(10) ** -40 if gone == 1 else gone
            n = int(times)
            ratio = mp.rf(s + 1, n) / mp.rf(s + more, n)
            expected = float(s / (more - 1) * (1 - ratio))
            assert pytest.approx(expected, rel=1e-9) == float(expected_stay(stay, leave, times))
            z = 1 / (1 + mp.mpf(rate))
            expected = float(s / (s + gone) * z * mp.hyp2f1(1, s + 1, s + gone + 1, z))
            assert pytest.approx(expected, rel=1e-9) == float(discounted_stay(stay, leave, rate))
            expected = float(mp.rf(s, n) / mp.rf(s + gone, n))
            assert pytest.approx(expected, rel=1e-9) == float(sbg.survival(leave, stay, times))


def test_forty_digits() -> None:
    """Sums with and without an end, and survival, agree with long arithmetic in 12 hard cases."""
    held_to_forty_digits(12)


@pytest.mark.long
def test_forty_digits_of_400_hard_cases() -> None:
    """They do in 400."""
    held_to_forty_digits(400)
