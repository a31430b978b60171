"""Pareto/NBD: printed results, 120-digit arithmetic, special cases, identities, fits."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clvxl.core import customer_base as base
from clvxl.core._customer_base import History, history
from clvxl.core.customer_base_fit import fit
from clvxl.core.nbd import NBD
from clvxl.core.paretonbd import ParetoNBD
from clvxl.core.present_value import discounted
from clvxl.errors import ConvergenceError
from tests.core.precise import hard_cases, pareto
from tests.core.simulated import simulated
from tests.published import pareto_nbd as printed
from tests.shared_data import cdnow, cdnow_history, cdnow_rounded, table

MODEL = ParetoNBD()
TIMES = st.floats(0.5, 200)
SHAPES = st.floats(0.1, 8)
SCALES = st.floats(0.5, 100)


def half_digit(value: float, digits: int) -> float:
    """Half a unit of the last printed digit."""
    return 0.5 * 10.0**-digits * 1.001


def test_fit_of_the_rounded_summary_is_the_papers():
    """CDNOW rounded to .01 week: the printed parameters and log-likelihood to every digit."""
    found = fit(MODEL, cdnow_rounded())
    assert tuple(printed.CDNOW_ROUNDED.values()) == pytest.approx(found.parameters, rel=4e-6)
    assert printed.CDNOW_ROUNDED_LOG_LIKELIHOOD == pytest.approx(found.log_likelihood, abs=5.1e-6)
    for name, value in zip(MODEL.parameters, found.parameters, strict=True):
        digits = 2 if name == "beta" else 3
        assert printed.CDNOW_ROUNDED_PRINTED[name] == pytest.approx(
            value, abs=half_digit(value, digits)
        )


def test_fit_of_the_exact_summary_and_its_errors():
    """CDNOW in days ÷ 7: maximum to six digits, standard errors of CLVTools to a thousandth."""
    found = fit(MODEL, cdnow())
    assert tuple(printed.CDNOW.values()) == pytest.approx(found.parameters, rel=4e-6)
    assert printed.CDNOW_LOG_LIKELIHOOD == pytest.approx(found.log_likelihood, abs=5.1e-6)
    assert printed.CDNOW_ERRORS == pytest.approx(found.standard_errors, rel=1e-3)
    assert () == found.edges


def test_fit_of_apparel_and_its_errors():
    """The simulated apparel shop: maximum to six digits, standard errors to a thousandth."""
    rows = table("apparel_cbs.csv")
    found = fit(MODEL, history(rows["x"], rows["t_x"], rows["T"]))
    assert printed.APPAREL == pytest.approx(found.parameters, rel=1e-5)
    assert printed.APPAREL_LOG_LIKELIHOOD == pytest.approx(found.log_likelihood, abs=5.1e-6)
    assert printed.APPAREL_ERRORS == pytest.approx(found.standard_errors, rel=1e-3)


def test_fit_of_all_cdnow_customers(cdnow_master):
    """All 23,570 customers in weeks, same-day purchases merged: the maximum to five digits."""
    found = fit(MODEL, cdnow_history(cdnow_master))
    assert 23_570 == found.customers
    assert tuple(printed.MASTER.values()) == pytest.approx(found.parameters, rel=1.2e-5)
    assert printed.MASTER_LOG_LIKELIHOOD == pytest.approx(found.log_likelihood, abs=5.1e-6)


def test_fit_agrees_with_lifetimes():
    """lifetimes' parameters lie within 2e-4, as its search stops short; its likelihood is no higher."""
    data = cdnow_rounded()
    found = fit(MODEL, data)
    assert printed.LIFETIMES_FIT == pytest.approx(found.parameters, rel=2e-4)
    theirs = MODEL.log_likelihood(np.array(printed.LIFETIMES_FIT), data).sum()
    assert found.log_likelihood - 1e-3 < theirs <= found.log_likelihood + 1e-8


def test_expected_purchases_of_a_new_customer():
    """The R manual's nine figures, to eight digits."""
    found = base.new(MODEL, np.array(printed.MANUAL), np.arange(1.0, 10.0))
    assert printed.MANUAL_EXPECTED == pytest.approx(found, abs=5.1e-9)


def test_alive_as_printed():
    """P(alive) at the fit, of heavy buyers, and where others overflow."""
    p = np.array(list(printed.CDNOW.values()))
    for row, value, off in printed.ALIVE:
        assert value == pytest.approx(base.alive(MODEL, p, one(row))[0], abs=off + 5e-8)
    for row, value in printed.HEAVY_ALIVE:
        found = base.alive(MODEL, np.array(printed.HEAVY), one(row))[0]
        assert value == pytest.approx(found, abs=1e-6)
    for row, value in printed.EXTREME_ALIVE:
        found = base.alive(MODEL, np.array(printed.EXTREME), one(row))[0]
        assert value == pytest.approx(found, rel=5e-4)


def test_ahead_and_likelihood_of_extremes_as_in_lifetimes():
    """lifetimes' own test figures: purchases ahead to 1e-7, log-likelihoods to every digit."""
    for row, value in printed.LIFETIMES_AHEAD:
        found = base.expected(MODEL, np.array(printed.LIFETIMES), 10.0, one(row))[0]
        assert value == pytest.approx(found, abs=1e-7)
    for row, value in printed.EXTREME_LOG_LIKELIHOOD:
        found = MODEL.log_likelihood(np.array(printed.EXTREME), one(row))[0]
        assert value == pytest.approx(found, abs=5.1e-6)


def test_rates_of_the_population():
    """Means and variances of purchase and dropout rates, as printed."""
    r, alpha, s, beta = printed.CDNOW.values()
    assert printed.MEAN_RATE == pytest.approx(r / alpha, abs=5.1e-5)
    assert printed.RATE_VARIANCE == pytest.approx(r / alpha**2, abs=5.1e-5)
    assert printed.MEAN_DROPOUT == pytest.approx(s / beta, abs=5.1e-4)
    assert printed.DROPOUT_VARIANCE == pytest.approx(s / beta**2, abs=5.1e-5)


def test_tracking_as_printed():
    """CDNOW, weeks 20 to 25: expected purchases of all, cumulated and by week."""
    data = cdnow()
    start = data.T.max() - data.T
    found = base.tracking(MODEL, np.array(list(printed.CDNOW.values())), start, np.arange(19.0, 26))
    assert printed.CUMULATED == pytest.approx(found[1:], rel=1e-3)
    assert printed.WEEKLY == pytest.approx(np.diff(found), rel=1e-3)


def one(row: tuple[float, ...]) -> History:
    """The history of one customer."""
    return history(*([value] for value in row))


@pytest.mark.parametrize("count", [60, pytest.param(500, marks=pytest.mark.long)])
def test_hard_cases_to_nine_digits(count: int):
    """Likelihood, P(alive), expectation and probabilities equal 120-digit arithmetic to 1e-9."""
    rows = hard_cases(count, 3, "r", "alpha", "s", "beta")
    truth = np.array([[float(value) for value in pareto(row)] for row in rows])
    p, data = rows[:, :4].T, History(*rows[:, 4:7].T, np.ones(count))
    found = (
        MODEL.log_likelihood(p, data),
        base.alive(MODEL, p, data),
        base.expected(MODEL, p, rows[:, 7], data),
        base.future(MODEL, p, rows[:, 7], data, rows[:, 8]),
    )
    nearly_none = (1e-12, 1e-290, 1e-290, 1e-290)  # a log-likelihood next to 0 is a difference
    for expected, got, least in zip(truth.T, found, nearly_none, strict=True):
        assert expected == pytest.approx(got, rel=1e-9, abs=least)


@given(SHAPES, SCALES, SHAPES, SCALES, st.integers(0, 60), TIMES, st.floats(0, 1), TIMES)
def test_a_customer_who_is_alive_is_a_new_one(r, alpha, s, beta, x, T, share, horizon):
    """Given the past: r + x, alpha + T, s, beta + T; expectation and probabilities agree."""
    p = np.array([r, alpha, s, beta])
    data = one((x, T * max(share, 0.01) if x else 0, T))
    later = np.array([r + x, alpha + T, s, beta + T])
    alive = base.alive(MODEL, p, data)[0]
    assert alive * base.new(MODEL, later, horizon) == pytest.approx(
        base.expected(MODEL, p, horizon, data)[0], rel=1e-12
    )
    for n in (1.0, 3.0):
        assert alive * base.pmf(MODEL, later, horizon, n) == pytest.approx(
            base.future(MODEL, p, horizon, data, n)[0], rel=1e-12
        )


@given(st.floats(0.2, 4), SCALES, st.floats(0.2, 4), SCALES, st.floats(0.1, 20))
def test_probabilities_add_up_to_one_and_to_the_mean(r, alpha, s, beta, time):
    """Σ P = 1, and Σ n P is the expectation."""
    p = np.array([r, alpha, s, beta])
    n = np.arange(4000.0)
    found = base.pmf(MODEL, p, time, n)
    if found[-1] < 1e-16:
        assert 1 == pytest.approx(found.sum(), abs=1e-9)
        assert base.new(MODEL, p, time) == pytest.approx((n * found).sum(), rel=1e-7)


@given(SHAPES, SCALES, SHAPES, SCALES, st.integers(0, 60), TIMES, st.floats(0.01, 1))
def test_another_unit_of_time_changes_the_density_alone(r, alpha, s, beta, x, T, share):
    """Days for weeks: the log-likelihood falls by x · log 7, P(alive) stays."""
    weeks, days = (one((x, T * share * u if x else 0, T * u)) for u in (1, 7))
    p, q = np.array([r, alpha, s, beta]), np.array([r, 7 * alpha, s, 7 * beta])
    in_weeks, in_days = MODEL.log_likelihood(p, weeks)[0], MODEL.log_likelihood(q, days)[0]
    assert in_weeks - x * np.log(7) == pytest.approx(in_days, rel=1e-11, abs=1e-11)
    assert base.alive(MODEL, p, weeks) == pytest.approx(base.alive(MODEL, q, days), rel=1e-10)


@given(SHAPES, SCALES, SCALES, TIMES)
def test_through_a_shape_of_one(r, alpha, beta, time):
    """At s = 1 the expectation is r · beta ÷ alpha · log(1 + t ÷ beta), and continuous."""
    exact = r * beta / alpha * np.log1p(time / beta)
    for s in (1.0, 1 + 1e-13, 1 - 1e-9):
        found = base.new(MODEL, np.array([r, alpha, s, beta]), time)
        assert exact == pytest.approx(float(found), rel=1e-7)


@given(SHAPES, SCALES, st.integers(0, 60), TIMES, TIMES)
def test_without_dropout_it_is_nbd(r, alpha, x, T, horizon):
    """With a dropout rate of next to 0, likelihood and expectation are those of NBD."""
    data = one((x, T if x else 0, T))
    p, plain = np.array([r, alpha, 1e-15, 1e3]), np.array([r, alpha])
    assert NBD().log_likelihood(plain, data)[0] == pytest.approx(
        MODEL.log_likelihood(p, data)[0], rel=1e-6, abs=1e-6
    )
    assert base.expected(NBD(), plain, horizon, data)[0] == pytest.approx(
        base.expected(MODEL, p, horizon, data)[0], rel=1e-5
    )


@given(SHAPES, SCALES, SHAPES, SCALES, st.integers(1, 40), TIMES, st.floats(0.05, 0.95))
def test_bounds_and_monotony(r, alpha, s, beta, x, T, share):
    """P(alive) lies in [0, 1] and grows with a later last purchase; expectations grow with time."""
    p = np.array([r, alpha, s, beta])
    early, late = one((x, T * share, T)), one((x, T, T))
    assert 0 <= base.alive(MODEL, p, early)[0] <= base.alive(MODEL, p, late)[0] <= 1
    near, far = (base.expected(MODEL, p, horizon, early)[0] for horizon in (1.0, 10.0))
    assert 0 <= near <= far


def test_discounted_expected_transactions_are_tricomis():
    """DERT equals the closed form of Fader, Hardie & Lee (2005), JMR 42(4), eq. 2."""
    from scipy.special import hyperu

    r, alpha, s, beta = p = np.array(list(printed.CDNOW_ROUNDED.values()))
    delta = np.log1p(0.15) / 52.18
    x, t_x, T = 2.0, 30.43, 38.86
    data = one((x, t_x, T))
    later = delta * (beta + T)
    value = (
        (r + x) / (alpha + T) / delta * base.alive(MODEL, p, data)[0]
        * later**s * hyperu(s, s, later)
    )  # fmt: skip
    assert value == pytest.approx(discounted(MODEL, p, delta, data)[0], rel=1e-9)


def test_gradient_is_the_slope_of_the_likelihood():
    """Derivatives by the logarithms of the parameters equal differences, to six digits."""
    rows = hard_cases(80, 5, "r", "alpha", "s", "beta")
    p, data = rows[:, :4].T.copy(), History(*rows[:, 4:7].T, np.ones(80))
    value, slopes = MODEL.gradient(p, data)
    assert MODEL.log_likelihood(p, data) == pytest.approx(value, rel=1e-6, abs=1e-6)
    for at in range(4):
        step = np.ones((4, 1))
        step[at] = np.exp(1e-5)
        up, down = (MODEL.log_likelihood(p * step**sign, data) for sign in (1, -1))
        scale = 1 + np.abs(value)
        assert (up - down) / 2e-5 / scale == pytest.approx(slopes[at] / scale, abs=1e-6)


@pytest.mark.parametrize(
    "truth", [(0.55, 10.0, 0.6, 12.0), (2.0, 8.0, 1.5, 40.0), (1.0, 30.0, 0.8, 8.0)]
)
def test_a_fit_finds_what_customers_were_made_of(truth):
    """4,000 simulated customers: each parameter lies within 3.5 standard errors of its own."""
    data = simulated("paretonbd", truth, 4000, 80.0, seed=7)
    found = fit(MODEL, data)
    assert () == found.edges
    off = np.log(found.parameters / np.array(truth)) / np.sqrt(np.diag(found.covariance))
    assert np.abs(off).max() < 3.5


def wide(seed: int) -> tuple[np.ndarray | None, History]:
    """A set drawn from a wide grid, in one of four units, and its truth, if they drop out at all."""
    random = np.random.default_rng(seed)
    customers, unit = int(random.choice([30, 100, 300, 1000])), (1.0, 7.0, 0.23, 0.019)[seed % 4]
    longest = 10 ** random.uniform(0.7, 2.2)
    r, s = 10 ** random.uniform(-1, 0.8, 2)
    alpha = r * longest / 10 ** random.uniform(-1.5, 1.5)
    beta = s * longest * 10 ** random.uniform(-1, 1)
    forever = random.random() < 0.15
    T = longest - random.uniform(0, longest / 3, customers)
    leaves = random.exponential(1, customers) / np.maximum(
        random.gamma(s, 1 / beta, customers), 1e-300
    )
    lived = T if forever else np.minimum(leaves, T)
    x = random.poisson(random.gamma(r, 1 / alpha, customers) * lived).astype(float)
    t_x = np.where(x > 0, lived * random.random(customers) ** (1 / np.maximum(x, 1)), 0)
    truth = None if forever else np.array([r, alpha * unit, s, beta * unit])
    return truth, history(x, np.minimum(t_x, T) * unit, T * unit)


EDGES = (7, 11, 25, 31, 44, 57)
"""Sets that end at each kind of edge, where the likelihood has several maxima, or hardly any buyer."""


@pytest.mark.parametrize("seeds", [EDGES, pytest.param(range(60), marks=pytest.mark.long)])
def test_each_fit_ends_somewhere_that_can_be_named(seeds):
    """Each ends in a maximum or at a named edge, with sound predictions, and never below the truth.

    Refused are those without a repeat purchase alone.
    """
    for seed in seeds:
        truth, data = wide(seed)
        if not data.x.any():
            with pytest.raises(ConvergenceError, match="no customer bought again"):
                fit(MODEL, data)
            continue
        found = fit(MODEL, data)
        p = found.parameters
        if truth is not None:
            assert found.log_likelihood > MODEL.log_likelihood(truth, data).sum() - 1e-6
        if not found.edges:
            slope = MODEL.gradient(p, data)[1].sum(axis=1)
            assert 0 == pytest.approx(slope @ found.covariance @ slope, abs=2e-6)
        alive = base.alive(MODEL, p, data)
        assert ((alive >= 0) & (alive <= 1)).all()
        assert np.isfinite(base.expected(MODEL, p, float(data.T.max()), data)).all()


@pytest.mark.parametrize(
    ("seed", "edges", "value"),
    [
        (25, ("alike_dropout", "alike_rates"), -15.0926),
        (31, ("split_dropout",), 2159.7034),
        (44, ("alike_rates",), -139.8478),
        (11, ("no_dropout", "alike_rates"), -5.7928),
    ],
)
def test_the_best_of_several_edges_is_named(seed: int, edges: tuple[str, ...], value: float):
    """Where climbs from 28 places, on and off all edges, got no higher."""
    found = fit(MODEL, wide(seed)[1])
    assert edges == found.edges
    assert value == pytest.approx(found.log_likelihood, abs=1e-3)
