"""What follows from any fitted model: ranges, intervals, totals, tracking; edges, refusals."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clvxl.core import customer_base as base
from clvxl.core._customer_base import History, Law, history
from clvxl.core.bgcnbd import BGCNBD
from clvxl.core.bgnbd import BGNBD
from clvxl.core.customer_base_fit import fit, own_parameters
from clvxl.core.mbgcnbd import MBGCNBD
from clvxl.core.mbgnbd import MBGNBD
from clvxl.core.nbd import NBD
from clvxl.core.paretonbd import ParetoNBD
from clvxl.core.present_value import discounted, present_value
from clvxl.data.customer_models import model_named
from clvxl.errors import ConvergenceError, DomainError, InputError
from tests.core.simulated import simulated
from tests.shared_data import cdnow, table

MODELS = {
    "bgnbd": (BGNBD(), (0.243, 4.414, 0.793, 2.426)),
    "mbgnbd": (MBGNBD(), (0.525, 6.183, 0.891, 1.614)),
    "paretonbd": (ParetoNBD(), (0.553, 10.578, 0.606, 11.669)),
    "bgcnbd": (BGCNBD(), (2.0, 0.9, 4.0, 0.8, 2.4)),
    "mbgcnbd": (MBGCNBD(), (3.0, 1.3, 3.0, 0.5, 1.5)),
}
ANY = pytest.mark.parametrize("name", list(MODELS))
PAST = history([0, 2, 7, 1, 24], [0, 30.43, 29.43, 5, 77], [38.86, 38.86, 38.86, 20, 78])


def given_model(name: str):
    """A model and its parameters."""
    model, p = MODELS[name]
    return model, np.array(p)


@ANY
def test_probabilities_ahead_add_up(name):
    """Σ P = 1, Σ n P is the expectation and 1 − P(0) that of being active, for each customer."""
    model, p = given_model(name)
    many = np.array([base.future(model, p, 39.0, PAST, float(n)) for n in range(400)])
    assert np.ones(5) == pytest.approx(many.sum(axis=0), abs=1e-9)
    assert base.expected(model, p, 39.0, PAST) == pytest.approx(np.arange(400.0) @ many, rel=1e-7)
    assert 1 - many[0] == pytest.approx(base.active(model, p, 39.0, PAST), rel=1e-12)


@ANY
@pytest.mark.parametrize("level", [0.5, 0.9, 0.99])
def test_a_range_holds_its_level_and_no_more_than_it_must(name, level):
    """Between low and high lies the level; less than half of the rest lies on either side."""
    model, p = given_model(name)
    low, high = base.purchases_range(model, p, 39.0, PAST, level)
    many = np.cumsum([base.future(model, p, 39.0, PAST, float(n)) for n in range(400)], axis=0)
    row = np.arange(5)
    below = np.where(low > 0, many[np.maximum(low - 1, 0).astype(int), row], 0)
    assert (many[high.astype(int), row] - below >= level - 1e-9).all()
    assert (below <= (1 - level) / 2 + 1e-12).all()
    inside = high > 0
    under = many[np.maximum(high - 1, 0).astype(int), row]
    assert (under[inside] < (1 + level) / 2).all()


@ANY
def test_a_customer_without_time_ahead_buys_nothing(name):
    """With a horizon of 0 expectation and range are 0 and P(0) is 1."""
    model, p = given_model(name)
    assert [0] * 5 == base.expected(model, p, 0.0, PAST).tolist()
    assert [1] * 5 == pytest.approx(base.future(model, p, 0.0, PAST, 0.0), abs=1e-12)
    assert ([0] * 5, [0] * 5) == tuple(
        end.tolist() for end in base.purchases_range(model, p, 0.0, PAST)
    )


@ANY
def test_own_parameters_are_those_of_each_customer_alone(name):
    """A column of parameters per customer gives what each customer gets by himself."""
    model, p = given_model(name)
    own = np.repeat(p[:, None], 5, axis=1)
    own[-3] *= [1, 2, 0.5, 3, 1]
    together = base.expected(model, own, 20.0, PAST)
    low, high = base.purchases_range(model, own, 20.0, PAST)
    for at in range(5):
        alone = PAST.rows(np.array([at]))
        assert base.expected(model, own[:, at], 20.0, alone)[0] == pytest.approx(together[at])
        ends = base.purchases_range(model, own[:, at], 20.0, alone)
        assert (low[at], high[at]) == (ends[0][0], ends[1][0])


@ANY
def test_the_whole_base_is_the_sum_of_its_customers(name):
    """Expectations add up, variances add up, and the range covers parameters where they are known."""
    model, p = given_model(name)
    n = np.arange(400.0)
    many = np.array([base.future(model, p, 10.0, PAST, float(at)) for at in range(400)])
    mean = n @ many
    variance = (n**2 @ many - mean**2).sum()
    found = base.total(model, p, None, 10.0, PAST, 0.9)
    assert mean.sum() == pytest.approx(found.expected, rel=1e-7)
    assert 1.6448536 * np.sqrt(variance) == pytest.approx(found.high - found.expected, rel=1e-5)
    assert (1, 0) == (found.chance, found.parameters)
    wider = base.total(model, p, np.eye(len(p)) * 0.01, 10.0, PAST, 0.9)
    assert wider.high > found.high
    assert 1 == pytest.approx(wider.chance + wider.parameters)


def test_ranges_hold_what_comes_on_cdnow():
    """39 + 39 weeks, exact weeks: the .9 range of each model holds .90 of the customers or more.

    Measured: .947 (BG/NBD), .946 (MBG/NBD), .951 (Pareto/NBD). Counts are whole, so that more than
    the level is held; .5 holds .81, as most customers buy nothing.
    """
    data, came = cdnow(), table("btyd_cdnowSummary_cbs_unrounded.csv")["x_star"]
    for name in ("bgnbd", "mbgnbd", "paretonbd"):
        model = MODELS[name][0]
        low, high = base.purchases_range(model, fit(model, data).parameters, 39.0, data, 0.9)
        held = np.mean((came >= low) & (came <= high))
        assert 0.90 <= held <= 0.96


def test_what_cdnow_bought_lies_above_what_models_expect():
    """1,882 purchases came where 1,653 and 1,666 are expected: what no range of chance covers."""
    data, came = cdnow(), table("btyd_cdnowSummary_cbs_unrounded.csv")["x_star"]
    found = {}
    for name in ("bgnbd", "paretonbd"):
        model = MODELS[name][0]
        one = fit(model, data)
        found[name] = base.total(model, one.parameters, one.covariance, 39.0, data)
    assert 1882 == came.sum()
    assert (1653, 1666) == tuple(round(total.expected) for total in found.values())
    assert found["bgnbd"].high < 1882 < found["paretonbd"].high


@pytest.mark.parametrize("name", ["bgnbd", "mbgnbd", "paretonbd"])
def test_ranges_hold_what_comes_of_simulated_customers(name):
    """Customers drawn from a model, fitted on the past: its .9 ranges hold .9 of their future."""
    model, p = given_model(name)
    span, ahead = 60.0, 30.0
    whole = simulated(name, tuple(p), 3000, span + ahead, seed=11, until=span)
    past, came = whole
    low, high = base.purchases_range(model, fit(model, past).parameters, ahead, past, 0.9)
    held = np.mean((came >= low) & (came <= high))
    assert 0.9 <= held <= 0.985


@pytest.mark.long
def test_intervals_are_those_of_a_bootstrap():
    """200 refits of customers drawn from the fit: their expectations spread as the interval says."""
    model, p = given_model("bgnbd")
    T = 78.0
    data = simulated("bgnbd", tuple(p), 2000, T, seed=1)
    one = fit(model, data)
    low, high = base.interval(model, one.parameters, one.covariance, 39.0, PAST, 0.9, 2000)
    refits = []
    for seed in range(200):
        again = fit(model, simulated("bgnbd", tuple(one.parameters), 2000, T, seed=100 + seed))
        refits.append(base.expected(model, again.parameters, 39.0, PAST))
    ends = np.quantile(refits, [0.05, 0.95], axis=0)
    assert (ends[1] - ends[0]) == pytest.approx(high - low, rel=0.25)
    inside = np.mean((refits >= low) & (refits <= high), axis=0)
    assert (inside > 0.8).all()


def test_an_interval_holds_the_expectation_and_narrows():
    """It lies around the expectation, is the same for a seed, and half as wide with four times the
    customers.
    """
    model, p = given_model("bgnbd")
    covariance = fit(model, simulated("bgnbd", tuple(p), 2000, 78.0, seed=1)).covariance
    args = (model, p, covariance, 39.0, PAST)
    low, high = base.interval(*args)
    assert (low < base.expected(model, p, 39.0, PAST)).all()
    assert (base.expected(model, p, 39.0, PAST) < high).all()
    assert high.tolist() == base.interval(*args)[1].tolist()
    assert high.tolist() != base.interval(*args, seed=1)[1].tolist()
    narrow = base.interval(model, p, covariance / 4, 39.0, PAST)
    assert (narrow[1] - narrow[0]) / (high - low) == pytest.approx(0.5, abs=0.05)
    with pytest.raises(DomainError, match="whole table"):
        base.interval(model, p, None, 39.0, PAST)


@pytest.mark.parametrize("name", ["bgnbd", "mbgnbd", "paretonbd"])
def test_present_values(name):
    """Undiscounted it is the expectation; without end the limit of many periods; DERT lies between."""
    model, p = given_model(name)
    plain = present_value(model, p, PAST, 12.0, 4.0, 0.0)
    assert base.expected(model, p, 48.0, PAST) == pytest.approx(plain, rel=1e-9)
    endless = present_value(model, p, PAST, np.inf, 4.0, 0.2)
    assert present_value(model, p, PAST, 160.0, 4.0, 0.2) == pytest.approx(endless, rel=2e-8)
    moment = discounted(model, p, np.log(1.2) / 4.0, PAST)
    assert (endless < moment).all()
    assert (moment < endless * 1.2).all()
    assert plain[1] > present_value(model, p, PAST, 12.0, 4.0, 0.1)[1]
    mixed = present_value(model, p, PAST, np.array([1, 12, np.inf, 2, 3]), 4.0, 0.2)
    assert [endless[2], present_value(model, p, PAST, 12.0, 4.0, 0.2)[1]] == pytest.approx(
        [mixed[2], mixed[1]]
    )


@pytest.mark.parametrize("name", ["bgnbd", "mbgnbd", "paretonbd", "mbgcnbd"])
def test_counts_and_tracking_are_those_of_simulated_customers(name):
    """Expected customers by frequency, and purchases by week, lie within chance of a simulation."""
    model, p = given_model(name)
    data = simulated(name, tuple(p), 6000, 60.0, seed=3)
    expected = base.frequencies(model, p, data.T, 7)
    actual = np.bincount(np.minimum(data.x, 7).astype(int), minlength=8)
    assert 6000 == pytest.approx(expected.sum())
    assert (np.abs(actual - expected) < 4 * np.sqrt(expected)).all()
    tracked = base.tracking(model, p, 60.0 - data.T, np.array([20.0, 60.0]))
    spread = np.sqrt(6000) * data.x.std()
    assert abs(data.x.sum() - tracked[1]) < 4 * spread
    assert 0 < tracked[0] < tracked[1]


def test_covariates_are_found_again():
    """Customers of two kinds, one buying twice as often: the coefficient is log 2, z is large."""
    one = simulated("bgnbd", (1.5, 12.0, 0.8, 2.4), 1500, 60.0, seed=1)
    two = simulated("bgnbd", (1.5, 6.0, 0.8, 2.4), 1500, 60.0, seed=2)
    data = History(*(np.concatenate(pair) for pair in zip(
        (one.x, one.t_x, one.T, one.weight), (two.x, two.t_x, two.T, two.weight), strict=True
    )))  # fmt: skip
    kind = np.repeat([0.0, 1.0], 1500)[:, None]
    found = fit(BGNBD(), data, 0.0, kind)
    error = found.standard_errors[-1]
    assert abs(found.coefficients[0] - np.log(2)) < 3 * error < 0.5
    own = own_parameters(BGNBD(), found.parameters, found.coefficients, kind, np.empty((3000, 0)))
    value = BGNBD().log_likelihood(own, data).sum()
    assert found.log_likelihood == pytest.approx(value, rel=1e-9)
    scaled = fit(BGNBD(), data, 0.0, kind * 1000)
    assert found.coefficients / 1000 == pytest.approx(scaled.coefficients, rel=1e-3)


def test_covariates_of_apparel():
    """The apparel shop: with gender and channel the likelihood rises above that without them."""
    rows = table("apparel_static_cbs.csv")
    data = history(rows["x"], rows["t_x"], rows["T"])
    covariates = np.column_stack([rows["Gender"], rows["Channel"]])
    plain = fit(ParetoNBD(), data)
    found = fit(ParetoNBD(), data, 0.0, covariates, covariates)
    assert 4 == len(found.coefficients)
    assert found.log_likelihood > plain.log_likelihood + 2
    assert () == found.edges


def test_a_unit_of_time_is_given_back():
    """In days instead of weeks alpha is 7 times as large, a and b the same, errors too."""
    data = simulated("bgnbd", (0.6, 6.0, 0.8, 2.4), 1500, 60.0, seed=5)
    weeks, days = fit(BGNBD(), data), fit(BGNBD(), data.scaled(1 / 7))
    assert weeks.parameters * [1, 7, 1, 1] == pytest.approx(days.parameters, rel=1e-6)
    assert weeks.standard_errors * [1, 7, 1, 1] == pytest.approx(days.standard_errors, rel=1e-4)
    shift = data.x.sum() * np.log(7)
    assert weeks.log_likelihood - shift == pytest.approx(days.log_likelihood, rel=1e-9)


def test_data_that_tell_nothing_are_refused():
    """No repeat purchase, or every recency equal to T: an error with its reason, never a number."""
    for model in (BGNBD(), MBGNBD(), ParetoNBD(), NBD(), BGCNBD()):
        with pytest.raises(ConvergenceError, match="no customer bought again"):
            fit(model, history([0, 0, 0], [0, 0, 0], [5, 6, 7]))
        with pytest.raises(ConvergenceError, match="every customer's recency equals T"):
            fit(model, history([1, 2, 3], [5, 6, 7], [5, 6, 7]))


def test_customers_who_never_leave_are_an_edge():
    """Sales without dropout end at an edge, no worse than NBD, and foretell what NBD foretells."""
    random = np.random.default_rng(3)
    T = np.full(400, 50.0)
    rate = random.gamma(4.0, 0.05, 400)
    times = [np.sort(random.uniform(0, 50, random.poisson(50 * one))) for one in rate]
    x = np.array([len(one) for one in times], float)
    data = history(x, [one[-1] if len(one) else 0 for one in times], T)
    nbd = fit(NBD(), data)
    for model in (BGNBD(), MBGNBD(), ParetoNBD()):
        found = fit(model, data)
        assert found.edges
        assert found.covariance is None
        assert found.log_likelihood >= nbd.log_likelihood - 1e-6
        ahead = base.expected(model, found.parameters, 20.0, data).sum()
        assert base.expected(NBD(), nbd.parameters, 20.0, data).sum() == pytest.approx(
            ahead, rel=0.03
        )


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ((1.5, 2, 5), "frequency must be a whole number"),
        ((-1, 2, 5), "frequency must be a whole number"),
        ((1, -2, 5), "recency must be at least 0"),
        ((1, 6, 5), "recency must be at most T"),
        ((1, 0, 5), "recency must be 0 where frequency is 0"),
        ((0, 2, 5), "recency must be 0 where frequency is 0"),
        ((0, 0, -5), "recency must be at most T"),
    ],
)
def test_histories_that_no_customer_has_are_refused(row, said):
    """Each is refused with its value and its row."""
    with pytest.raises(DomainError, match=rf"{said}.* in row 2\)"):
        history(*([2 * (at == 0) or 1, value] for at, value in enumerate(row)))


def test_a_customer_of_today_tells_nothing():
    """T = 0 with nothing bought again is taken, and changes no parameter."""
    data = simulated("bgnbd", (0.6, 6.0, 0.8, 2.4), 500, 60.0, seed=5)
    more = History(*(np.append(one, 0.0) for one in (data.x, data.t_x, data.T)), np.ones(501))
    assert fit(BGNBD(), data).parameters == pytest.approx(fit(BGNBD(), more).parameters, rel=1e-6)


def test_options_out_of_range_are_refused():
    """Levels, horizons, counts and parameters each say what they must be."""
    model, p = given_model("bgnbd")
    with pytest.raises(DomainError, match="level must lie between 0 and 1"):
        base.purchases_range(model, p, 5.0, PAST, 1.0)
    with pytest.raises(DomainError, match="horizon must be at least 0"):
        base.expected(model, p, -1.0, PAST)
    with pytest.raises(DomainError, match="purchases must be a whole number"):
        base.pmf(model, p, 5.0, 1.5)
    with pytest.raises(InputError, match=r"bgnbd has 4 parameters \(r, alpha, a, b\)"):
        base.alive(model, p[:3], PAST)
    with pytest.raises(DomainError, match="each above 0"):
        base.alive(model, p * [1, 1, -1, 1], PAST)
    with pytest.raises(DomainError, match="draws must be a whole number between 20 and 100000"):
        base.interval(model, p, np.eye(4), 5.0, PAST, draws=5)
    with pytest.raises(DomainError, match="periods must be a whole number of 1 or more"):
        present_value(model, p, PAST, 1.5, 4.0, 0.1)
    with pytest.raises(DomainError, match="discount_rate must be above 0"):
        present_value(model, p, PAST, np.inf, 4.0, 0.0)


@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.sampled_from([1.0, 2.0, 3.5]), st.sampled_from([4.0, 5.0])),
        min_size=1,
        max_size=60,
    )
)
def test_folding_keeps_every_customer(rows):
    """Folded rows are distinct, and weigh as many customers as there were of each."""
    data = history(
        [x for x, _, _ in rows], [t if x else 0 for x, t, _ in rows], [T for _, _, T in rows]
    )
    folded = data.folded()
    keys = list(zip(folded.x, folded.t_x, folded.T, strict=True))
    assert len(keys) == len(set(keys))
    counted = dict.fromkeys(keys, 0.0)
    for key in zip(data.x, data.t_x, data.T, strict=True):
        counted[key] += 1
    assert counted == dict(zip(keys, folded.weight, strict=True))


@pytest.mark.parametrize("name", ["nbd", "bgnbd", "mbgnbd", "paretonbd"])
@pytest.mark.parametrize("time", [0.1, 5.0, 50.0])
def test_the_square_has_a_short_way(name: str, time: float) -> None:
    """The expected square by its formula is the sum over the probabilities of all numbers."""
    model = model_named(name)
    past = history([0, 1, 7, 25], [0, 20.0, 30.0, 39.0], [40.0] * 4)
    for size in (0.5, 2.0):
        p = np.array(
            [size * 5 if at in model.times else size for at in range(len(model.parameters))]
        )
        law, later = model.future(p, past)
        assert Law.square(law, later, time) == pytest.approx(law.square(later, time), rel=1e-8)
