"""Regular buyers: k = 1, other arithmetic, identities, fits, and a grocery's customers."""

from __future__ import annotations

import mpmath as mp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import gammaln, xlogy

from clvxl.core import customer_base as base
from clvxl.core._customer_base import History, Model, history
from clvxl.core.bgcnbd import BGCNBD
from clvxl.core.bgnbd import BGNBD
from clvxl.core.customer_base_fit import fit
from clvxl.core.mbgcnbd import MBGCNBD
from clvxl.core.mbgnbd import MBGNBD
from tests.core.precise import hard_cases, regular
from tests.core.simulated import simulated
from tests.shared_data import table

PAIRS = [(BGCNBD(), BGNBD()), (MBGCNBD(), MBGNBD())]
BOTH = pytest.mark.parametrize("model", [BGCNBD(), MBGCNBD()], ids=["bgcnbd", "mbgcnbd"])
PAST = history([0, 1, 2, 7, 24, 3], [0, 5, 30.43, 29.43, 77, 39], [38.86, 20, 38.86, 38.86, 78, 39])
SHAPES = st.floats(0.2, 8)
SCALES = st.floats(0.5, 100)


@pytest.mark.parametrize("pair", PAIRS, ids=["bgcnbd", "mbgcnbd"])
@given(SHAPES, SCALES, SHAPES, SHAPES, st.floats(0.1, 100), st.integers(0, 6))
@settings(max_examples=15)
def test_random_buying_is_the_plain_model(pair, r, alpha, a, b, time, n):
    """With k = 1 likelihood, P(alive), expectations and probabilities are BG/NBD's or MBG/NBD's."""
    regular, plain = pair
    q = np.array([r, alpha, a, b])
    p = np.append(1.0, q)
    for expected, got in (
        (plain.log_likelihood(q, PAST), regular.log_likelihood(p, PAST)),
        (base.alive(plain, q, PAST), base.alive(regular, p, PAST)),
        (base.expected(plain, q, time, PAST), base.expected(regular, p, time, PAST)),
        (base.future(plain, q, time, PAST, n), base.future(regular, p, time, PAST, n)),
        (base.new(plain, q, time), base.new(regular, p, time)),
        (base.pmf(plain, q, time, n), base.pmf(regular, p, time, n)),
    ):
        assert expected == pytest.approx(got, rel=1e-11, abs=1e-14)


@BOTH
def test_likelihood_and_alive_are_those_of_the_integral_over_rates(model: Model):
    """Given the rate, purchases are Erlang-k: integrated by 30-digit quadrature, to 1e-10."""
    for k, row in ((2, (3, 20.0, 30.0)), (3, (1, 4.0, 30.0)), (4, (0, 0.0, 9.0)), (5, (6, 9, 9))):
        p = (k, 1.7, 9.0, 0.8, 2.4)
        dead, living = by_integral(p, row, model.first)
        data = history(*([value] for value in row))
        value = model.log_likelihood(np.array(p, np.float64), data)[0]
        alive = base.alive(model, np.array(p, np.float64), data)[0]
        assert float(mp.log(dead + living)) == pytest.approx(value, abs=1e-10)
        assert float(living / (dead + living)) == pytest.approx(alive, rel=1e-10)


def by_integral(p: tuple[float, ...], row: tuple[float, ...], first: int) -> tuple[mp.mpf, mp.mpf]:
    """Likelihoods of having dropped out and of being alive, integrated over the rate."""
    k, r, alpha, a, b = p
    x, t_x, T = row

    def rate_of(rate: mp.mpf, silent: float) -> mp.mpf:
        density = alpha**r * rate ** (r - 1) * mp.exp(-alpha * rate) / mp.gamma(r)
        if x:
            density *= rate ** (k * x) * mp.mpf(t_x) ** (k * x - 1) * mp.exp(-rate * t_x)
            # the density of the last purchase alone: that of the others between is uniform
            density *= mp.gamma(x) / (mp.gamma(k * x) * mp.mpf(t_x) ** (x - 1))
        survives = mp.fsum((rate * silent) ** j / mp.factorial(j) for j in range(k))
        return density * mp.exp(-rate * silent) * survives

    with mp.workdps(30):
        reach = [0, 0.05, 0.2, 0.5, 1, 3, 8, 30]
        n = x + first
        stays = mp.beta(a, b + n) / mp.beta(a, b)
        leaves = mp.beta(a + 1, b + n - 1) / mp.beta(a, b) if n else mp.mpf(0)
        living = stays * mp.quad(lambda rate: rate_of(rate, T - t_x), reach)
        dead = leaves * mp.quad(lambda rate: rate_of(rate, 0.0), reach)
    return dead, living


@BOTH
@pytest.mark.parametrize("k", [2, 5])
def test_probabilities_ahead_add_up(model: Model, k: int):
    """Σ P = 1 and Σ n P is the expectation, for each customer and a new one."""
    p = np.array([k, 2.0, 12.0, 0.9, 2.5])
    n = np.arange(150)
    ahead = np.array([base.future(model, p, 30.0, PAST, float(one)) for one in n])
    assert ahead.sum(axis=0) == pytest.approx(1, abs=1e-12)
    assert n @ ahead == pytest.approx(base.expected(model, p, 30.0, PAST), rel=1e-11)
    fresh = base.pmf(model, p, 30.0, n.astype(np.float64))
    assert fresh.sum() == pytest.approx(1, abs=1e-12)
    assert n @ fresh == pytest.approx(base.new(model, p, 30.0), rel=1e-11)


@BOTH
def test_what_is_foretold_is_what_simulated_customers_do(model: Model):
    """6,000 customers of rhythm 3: alive and buying ahead as foretold, within four errors."""
    p = (3.0, 1.5, 6.0, 0.8, 2.4)
    data, came = simulated(model.name, p, 6000, 60.0, seed=11, until=35.0)
    found = base.expected(model, np.array(p), 25.0, data)
    for group in (data.x == 0, data.x == 1, (data.x > 1) & (data.x < 5), data.x >= 5):
        off = (came - found)[group]
        assert abs(off.mean()) < 4 * off.std() / np.sqrt(group.sum())
    none = base.future(model, np.array(p), 25.0, data, 0.0)
    off = (came == 0) - none
    assert abs(off.mean()) < 4 * off.std() / np.sqrt(len(off))


@BOTH
def test_gradient_is_the_slope_of_the_likelihood(model: Model):
    """Derivatives by the logarithms of r, alpha, a, b equal differences; k has none."""
    p = np.array([3.0, 1.5, 6.0, 0.8, 2.4])
    value, slopes = model.gradient(p, PAST)
    assert model.log_likelihood(p, PAST) == pytest.approx(value, rel=1e-13)
    assert np.zeros(len(PAST.x)) == pytest.approx(slopes[0])
    for place in range(1, 5):
        step = np.ones(5)
        step[place] = np.exp(1e-5)
        up, down = (model.log_likelihood(p * step**sign, PAST) for sign in (1, -1))
        assert (up - down) / 2e-5 == pytest.approx(slopes[place], rel=1e-6, abs=1e-7)


@BOTH
@pytest.mark.parametrize("count", [40, pytest.param(400, marks=pytest.mark.long)])
def test_hard_cases_to_nine_digits(model: Model, count: int):
    """Likelihood, P(alive) and a few purchases ahead agree with 120-digit arithmetic to 1e-9."""
    rows = hard_cases(count, 7, "r", "alpha", "a", "b")
    for at, row in enumerate(rows):
        k, most = 2 + at % 11, 3
        row[7] = (row[1] + row[6]) * 1e-4 / (row[0] + k * row[4])
        p = np.array([k, *row[:4]])
        data = history(*([value] for value in row[4:7]))
        value, alive, ahead = regular(row, k, model.first, most)
        got = (
            model.log_likelihood(p, data)[0],
            base.alive(model, p, data)[0],
            base.expected(model, p, row[7], data)[0],
        )
        assert float(value) == pytest.approx(got[0], rel=1e-9, abs=1e-9)
        assert float(alive) == pytest.approx(got[1], rel=1e-9, abs=1e-300)
        assert float(ahead) == pytest.approx(got[2], rel=1e-9, abs=1e-300)


@BOTH
def test_heavy_and_silent_customers_stay_finite(model: Model):
    """3,000 purchases, a long silence or none at all: all finite, P(alive) in [0, 1]."""
    data = history([3000, 3000, 1, 0, 400], [500, 10, 1e-3, 0, 5], [500, 5000, 5000, 5000, 6])
    for k in (1.0, 2.0, 12.0):
        p = np.array([k, 1.5, 6.0, 0.8, 2.4])
        alive = base.alive(model, p, data)
        assert np.isfinite(model.log_likelihood(p, data)).all()
        assert ((alive >= 0) & (alive <= 1)).all()
        assert np.isfinite(base.expected(model, p, 5.0, data)).all()


@BOTH
@given(st.integers(1, 12), SHAPES, SCALES, SHAPES, SHAPES, st.floats(0.01, 1), st.integers(0, 40))
@settings(max_examples=15)
def test_another_unit_of_time_changes_the_density_alone(model, k, r, alpha, a, b, share, x):
    """Days for weeks: the log-likelihood falls by x · log 7, P(alive) stays."""
    weeks, days = (history([x], [40 * share * u if x else 0], [40 * u]) for u in (1, 7))
    p, q = np.array([k, r, alpha, a, b]), np.array([k, r, 7 * alpha, a, b])
    assert model.log_likelihood(p, weeks)[0] - x * np.log(7) == pytest.approx(
        model.log_likelihood(q, days)[0], rel=1e-11, abs=1e-11
    )
    assert base.alive(model, p, weeks) == pytest.approx(base.alive(model, q, days), rel=1e-10)


@BOTH
@pytest.mark.parametrize("k", [3, pytest.param(1, marks=pytest.mark.long)])
def test_a_fit_finds_the_rhythm(model: Model, k: int):
    """1,200 customers who buy at every k-th event: k is found to within 1, as frequency and recency
    alone tell it weakly, and the likelihood lies above the truth's by no more than chance explains.
    """
    truth = np.array([k, 1.5, 6.0, 0.8, 2.4])
    data = simulated(model.name, tuple(truth), 1200, 40.0, seed=k)
    found = fit(model, data)
    assert abs(k - found.parameters[0]) <= 1
    above = found.log_likelihood - float(model.log_likelihood(truth, data).sum())
    assert 0 <= above < 10


def grocery() -> tuple[History, np.ndarray, np.ndarray]:
    """A grocery's customers, the sums of their log gaps, and what each bought in the next year."""
    rows = table("grocery_cbs.csv")
    return history(rows["x"], rows["t_x"], rows["T"]), rows["litt"], rows["x_star"]


def test_grocery_forecast_beats_random_buying():
    """1,525 customers, 52 + 52 weeks: a rhythm is found, its likelihood is higher, and its forecast
    errs less than MBG/NBD's.
    """
    data, _, came = grocery()
    plain, regular = fit(MBGNBD(), data), fit(MBGCNBD(), data)
    assert regular.parameters[0] > 1
    assert regular.log_likelihood > plain.log_likelihood + 10
    of_plain = base.expected(MBGNBD(), plain.parameters, 52.0, data)
    of_regular = base.expected(MBGCNBD(), regular.parameters, 52.0, data)
    assert np.mean(np.abs(of_regular - came)) < np.mean(np.abs(of_plain - came))
    assert np.mean((of_regular - came) ** 2) < np.mean((of_plain - came) ** 2)


def test_gaps_tell_the_same_parameters_and_how_regular():
    """The likelihood of all gaps (BTYDplus) differs by what holds k alone: same r, alpha, a, b."""
    data, logs_of_gaps, _ = grocery()
    p = np.array([2.0, 1.5, 6.0, 0.8, 2.4])
    q = np.array([2.0, 0.7, 9.0, 1.8, 1.4])

    def of_gaps(at: np.ndarray) -> float:
        k, x = at[0], data.x
        events = np.maximum(k * x, 1)
        last = xlogy(k * x - 1, np.where(x > 0, data.t_x, 1)) - gammaln(events)
        plain = xlogy(np.maximum(x - 1, 0), np.where(x > 0, data.t_x, 1)) - gammaln(
            np.maximum(x, 1)
        )
        gaps = (k - 1) * logs_of_gaps - x * gammaln(k)
        own = MBGCNBD().log_likelihood(at, data)
        return float((own - np.where(x > 0, last - plain, 0) + gaps).sum())

    whole = [float(MBGCNBD().log_likelihood(at, data).sum()) for at in (p, q)]
    assert whole[0] - whole[1] == pytest.approx(of_gaps(p) - of_gaps(q), rel=1e-9)
