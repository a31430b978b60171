"""BG/NBD and MBG/NBD: printed results, 120-digit arithmetic, special cases, identities."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clvxl.core import customer_base as base
from clvxl.core._customer_base import History, history
from clvxl.core._purchases_until import expected_until
from clvxl.core.bgnbd import BGNBD
from clvxl.core.customer_base_fit import fit
from clvxl.core.mbgnbd import MBGNBD
from clvxl.core.nbd import NBD
from tests.core.precise import beta_geometric, hard_cases
from tests.core.simulated import simulated
from tests.published import beta_geometric as printed
from tests.shared_data import cdnow, cdnow_history, cdnow_rounded, table

BOTH = [BGNBD(), MBGNBD()]
each_model = pytest.mark.parametrize("model", BOTH, ids=lambda model: model.name)
TIMES = st.floats(0.5, 200)
SHAPES = st.floats(0.1, 8)
SCALES = st.floats(0.5, 100)
DROPOUT = st.one_of(SHAPES, st.sampled_from([1.0, 1 + 1e-12, 1 - 1e-7]))


def one(row: tuple[float, ...]) -> History:
    """The history of one customer."""
    return history(*([value] for value in row))


@pytest.mark.parametrize(
    ("model", "data", "parameters", "log_likelihood"),
    [
        (BGNBD(), cdnow_rounded, printed.CDNOW_ROUNDED, printed.CDNOW_ROUNDED_LOG_LIKELIHOOD),
        (BGNBD(), cdnow, printed.CDNOW, printed.CDNOW_LOG_LIKELIHOOD),
        (MBGNBD(), cdnow_rounded, printed.MODIFIED_ROUNDED, printed.MODIFIED_ROUNDED_LOG_LIKELIHOOD),
        (MBGNBD(), cdnow, printed.MODIFIED, printed.MODIFIED_LOG_LIKELIHOOD),
    ],
)  # fmt: skip
def test_fits_of_cdnow(model, data, parameters, log_likelihood):
    """Both versions of the sample: the maximum to six digits, its likelihood to five decimals."""
    found = fit(model, data())
    assert tuple(parameters.values()) == pytest.approx(found.parameters, rel=4e-6)
    assert log_likelihood == pytest.approx(found.log_likelihood, abs=5.1e-6)
    assert () == found.edges


def test_fits_are_those_printed():
    """The papers' parameters to the last printed digit, and standard errors to a thousandth."""
    found = fit(BGNBD(), cdnow_rounded())
    assert tuple(printed.CDNOW_ROUNDED_PRINTED.values()) == pytest.approx(
        found.parameters, abs=5.1e-4
    )
    assert printed.CDNOW_ERRORS == pytest.approx(fit(BGNBD(), cdnow()).standard_errors, rel=1e-3)
    assert tuple(printed.MODIFIED_PRINTED.values()) == pytest.approx(
        fit(MBGNBD(), cdnow()).parameters, abs=5.1e-4
    )


def test_fit_of_all_cdnow_customers(cdnow_master):
    """23,570 customers: six digits."""
    found = fit(BGNBD(), cdnow_history(cdnow_master))
    assert tuple(printed.MASTER.values()) == pytest.approx(found.parameters, rel=4e-6)
    assert printed.MASTER_LOG_LIKELIHOOD == pytest.approx(found.log_likelihood, abs=5.1e-6)


def test_single_customers_as_printed():
    """Likelihoods, the paper's customer, a new one's purchases and counts, to all printed digits."""
    model, paper = BGNBD(), np.array(printed.PAPER)
    for row, value in printed.LOG_LIKELIHOODS:
        found = model.log_likelihood(np.array(printed.NOTE), one(row))[0]
        assert value == pytest.approx(found, abs=1e-4)
    fitted = np.array(list(printed.CDNOW_ROUNDED.values()))
    row, horizon, value = printed.AHEAD
    assert value == pytest.approx(base.expected(model, fitted, horizon, one(row))[0], abs=5.1e-4)
    for time, value in (*printed.NEW, printed.NEW_LATE):
        assert value == pytest.approx(base.new(model, fitted, time), abs=5.1e-5)
    assert printed.TEN_IN_TWO == pytest.approx(base.pmf(model, paper, 2.0, 10.0), abs=5.1e-13)
    assert printed.NONE_IN_39 == pytest.approx(base.pmf(model, paper, 39.0, 0.0), abs=5.1e-8)
    found = base.pmf(model, paper, 30.0, np.arange(11.0, 21))
    assert printed.IN_THIRTY == pytest.approx(found, abs=5.1e-11)


def test_population_and_tracking_as_printed():
    """Mean and variance of dropout, and what all CDNOW customers buy in weeks 20 to 25."""
    p = fit(BGNBD(), cdnow()).parameters
    _, _, a, b = p
    assert printed.MEAN_DROPOUT == pytest.approx(a / (a + b), abs=5.1e-5)
    assert printed.DROPOUT_VARIANCE == pytest.approx(a * b / (a + b) ** 2 / (a + b + 1), abs=5.1e-4)
    data = cdnow()
    found = base.tracking(BGNBD(), p, data.T.max() - data.T, np.arange(19.0, 26))
    assert printed.CUMULATED == pytest.approx(found[1:], rel=2e-4)
    assert printed.WEEKLY == pytest.approx(np.diff(found), rel=2e-4)


def test_what_was_held_out_of_cdnow():
    """The means of the 39 weeks held out, by purchases before, are those printed."""
    rows = table("btyd_cdnowSummary_cbs_unrounded.csv")
    kind = np.minimum(rows["x"], 7)
    for x, (customers, mean) in enumerate(printed.HELD_OUT):
        assert customers == (kind == x).sum()
        assert mean == pytest.approx(rows["x_star"][kind == x].mean(), rel=1e-6)


@pytest.mark.parametrize("count", [60, pytest.param(500, marks=pytest.mark.long)])
@each_model
def test_hard_cases_to_nine_digits(model, count):
    """Likelihood, P(alive), expectation and probabilities equal 120-digit arithmetic to 1e-9."""
    rows = hard_cases(count, 3, "r", "alpha", "a", "b")
    truth = [[float(value) for value in beta_geometric(row, model.first)] for row in rows]
    p, data = rows[:, :4].T, History(*rows[:, 4:7].T, np.ones(count))
    found = (
        model.log_likelihood(p, data),
        base.alive(model, p, data),
        base.expected(model, p, rows[:, 7], data),
        base.future(model, p, rows[:, 7], data, rows[:, 8]),
    )
    for expected, got in zip(np.array(truth).T, found, strict=True):
        assert expected == pytest.approx(got, rel=1e-9, abs=1e-290)


@given(SHAPES, SCALES, st.floats(-3, 4), st.floats(0.1, 100))
def test_alike_dropout_is_a_geometric_number_of_purchases(r, alpha, odds, time):
    """As a and b grow, purchases until t become (1 − (1 + p t ÷ alpha)^−r) ÷ p."""
    a, b = 1e8, 1e8 * np.exp(odds)
    share = a / (a + b)
    exact = -np.expm1(-r * np.log1p(share * time / alpha)) / share
    assert exact == pytest.approx(float(expected_until(r, alpha, a, b, time)), rel=1e-6)


@given(SHAPES, SCALES, st.integers(0, 60), TIMES, TIMES)
@each_model
def test_without_dropout_it_is_nbd(model, r, alpha, x, T, horizon):
    """At the edge where nobody drops out, likelihood and expectation are those of NBD."""
    data = one((x, T if x else 0, T))
    p, plain = np.array([r, alpha, 1e-8, 1e8]), np.array([r, alpha])
    assert NBD().log_likelihood(plain, data)[0] == pytest.approx(
        model.log_likelihood(p, data)[0], rel=1e-9, abs=1e-9
    )
    assert base.expected(NBD(), plain, horizon, data)[0] == pytest.approx(
        base.expected(model, p, horizon, data)[0], rel=1e-8
    )


@given(SHAPES, SCALES, DROPOUT, SHAPES, st.integers(0, 60), TIMES, st.floats(0.01, 1), TIMES)
@each_model
def test_a_customer_who_is_alive_is_a_new_one(model, r, alpha, a, b, x, T, share, horizon):
    """Given the past: r + x, alpha + T, a, b + x (modified: b + x + 1) by BG/NBD, in both models."""
    p = np.array([r, alpha, a, b])
    data = one((x, T * share if x else 0, T))
    later = np.array([r + x, alpha + T, a, b + x + model.first])
    alive = base.alive(model, p, data)[0]
    assert alive * base.new(BGNBD(), later, horizon) == pytest.approx(
        base.expected(model, p, horizon, data)[0], rel=1e-12
    )
    for n in (1.0, 3.0):
        assert alive * base.pmf(BGNBD(), later, horizon, n) == pytest.approx(
            base.future(model, p, horizon, data, n)[0], rel=1e-12
        )


@given(st.floats(0.2, 4), SCALES, DROPOUT, st.floats(0.2, 4), st.floats(0.1, 20))
@each_model
def test_probabilities_add_up_to_one_and_to_the_mean(model, r, alpha, a, b, time):
    """Σ P = 1, and Σ n P is the expectation, to ten digits."""
    p = np.array([r, alpha, a, b])
    n = np.arange(4000.0)
    found = base.pmf(model, p, time, n)
    assert 1 == pytest.approx(found.sum(), abs=1e-10)
    assert base.new(model, p, time) == pytest.approx((n * found).sum(), rel=1e-10)


@given(SHAPES, SCALES, DROPOUT, SHAPES, st.integers(0, 60), TIMES, st.floats(0.01, 1))
@each_model
def test_another_unit_of_time_changes_the_density_alone(model, r, alpha, a, b, x, T, share):
    """Days for weeks: the log-likelihood falls by x · log 7, P(alive) stays."""
    weeks, days = (one((x, T * share * u if x else 0, T * u)) for u in (1, 7))
    p, q = np.array([r, alpha, a, b]), np.array([r, 7 * alpha, a, b])
    in_weeks, in_days = model.log_likelihood(p, weeks)[0], model.log_likelihood(q, days)[0]
    assert in_weeks - x * np.log(7) == pytest.approx(in_days, rel=1e-11, abs=1e-11)
    assert base.alive(model, p, weeks) == pytest.approx(base.alive(model, q, days), rel=1e-10)


@given(SHAPES, SCALES, DROPOUT, SHAPES, st.integers(1, 40), TIMES, st.floats(0.05, 0.95))
@each_model
def test_bounds_and_monotony(model, r, alpha, a, b, x, T, share):
    """P(alive) lies in [0, 1] and grows with a later last purchase; expectations grow with time."""
    p = np.array([r, alpha, a, b])
    early, late = one((x, T * share, T)), one((x, T, T))
    assert 0 <= base.alive(model, p, early)[0] <= base.alive(model, p, late)[0] <= 1
    near, far = (base.expected(model, p, horizon, early)[0] for horizon in (1.0, 10.0))
    assert 0 <= near <= far


@each_model
def test_gradient_is_the_slope_of_the_likelihood(model):
    """Derivatives by the logarithms of the parameters equal differences, to six digits."""
    rows = hard_cases(80, 5, "r", "alpha", "a", "b")
    p, data = rows[:, :4].T.copy(), History(*rows[:, 4:7].T, np.ones(80))
    value, slopes = model.gradient(p, data)
    assert model.log_likelihood(p, data) == pytest.approx(value, rel=1e-9, abs=1e-9)
    for at in range(4):
        step = np.ones((4, 1))
        step[at] = np.exp(1e-5)
        up, down = (model.log_likelihood(p * step**sign, data) for sign in (1, -1))
        scale = 1 + np.abs(value)
        assert (up - down) / 2e-5 / scale == pytest.approx(slopes[at] / scale, abs=1e-6)


@pytest.mark.parametrize("truth", [(0.25, 4.5, 0.8, 2.4), (2.0, 8.0, 1.5, 6.0), (1, 3, 0.4, 0.6)])
@each_model
def test_a_fit_finds_what_customers_were_made_of(model, truth):
    """4,000 simulated customers: each parameter lies within 3.5 standard errors of its own."""
    found = fit(model, simulated(model.name, truth, 4000, 80.0, seed=7))
    assert () == found.edges
    off = np.log(found.parameters / np.array(truth)) / np.sqrt(np.diag(found.covariance))
    assert np.abs(off).max() < 3.5
