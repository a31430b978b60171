"""How a fit ends: at a maximum, at a named edge that foretells soundly, or with its reason."""

from __future__ import annotations

import numpy as np
import pytest

from clvxl.core import _fitting
from clvxl.core import customer_base as base
from clvxl.core._customer_base import History, history
from clvxl.core._fitted import FittedModel
from clvxl.core.bgnbd import BGNBD
from clvxl.core.customer_base_fit import fit
from clvxl.core.mbgnbd import MBGNBD
from clvxl.errors import ConvergenceError

MODELS = BGNBD(), MBGNBD()
UNITS = 1 / 52, 1.0, 7.0, 168.0
"""Years, weeks, days, hours in a week."""
SPANS = (20, 40), (5, 100), (39, 39.01), (52, 104)


def drawn(number: int) -> tuple[BGNBD | MBGNBD, np.ndarray, History]:
    """A model, its parameters and 20 to 2,000 customers drawn from it.

    Of seven sets one has few buyers; of four one has no dropout, and one hardly differing dropout;
    of twenty one has no repeat purchase; half are told in whole days.
    """
    random = np.random.default_rng(number)
    model = MODELS[number % 2]
    customers = int(random.choice([20, 50, 100, 200, 500, 1000, 2000]))
    T = random.uniform(*SPANS[random.integers(4)], customers)
    r, mean = 10 ** random.uniform(-1, 1), 10 ** random.uniform(-2, 1)
    if random.random() < 1 / 7:
        mean = 10 ** random.uniform(-3.5, -2)
    a, b = 10 ** random.uniform(-1, 1), 10 ** random.uniform(-0.5, 1)
    a, b = [(1e-6, 1.0), (a * 1e3, b * 1e3), (a, b), (a, b)][random.integers(4)]
    rate, share = random.gamma(r, mean / r, customers), random.beta(a, b, customers)
    x, t_x, time = np.zeros((3, customers))
    rows = np.flatnonzero(random.random(customers) >= share * model.first)
    if random.random() < 0.05:
        rows = rows[:0]
    while len(rows):
        time[rows] += random.exponential(1, len(rows)) / np.maximum(rate[rows], 1e-300)
        rows = rows[(time[rows] <= T[rows]) & (x[rows] < 3000)]
        x[rows] += 1
        t_x[rows] = time[rows]
        rows = rows[random.random(len(rows)) >= share[rows]]
    if random.random() < 0.5:
        t_x, T = np.ceil(t_x * 7) / 7, np.ceil(T * 7) / 7
    unit = UNITS[random.integers(4)]
    return model, np.array([r, r / mean * unit, a, b]), history(x, t_x * unit, T * unit)


def likelihood(model: BGNBD | MBGNBD, p: np.ndarray, data: History) -> float:
    """The log-likelihood of all."""
    return float(model.log_likelihood(p, data).sum())


def check(number: int) -> str:
    """Hold one set to the promise, and tell how it ended."""
    model, truth, data = drawn(number)
    try:
        found = fit(model, data)
    except ConvergenceError:
        assert not data.x.any()
        return "told"
    slopes = model.gradient(found.parameters, data)[1].sum(axis=1)
    noise = 1e-3 + 1e-8 * abs(found.log_likelihood)
    assert likelihood(model, truth, data) <= found.log_likelihood + noise
    assert found.log_likelihood == pytest.approx(
        likelihood(model, found.parameters, data), rel=1e-9
    )
    if found.edges:
        assert found.covariance is None
        assert limiting(model, found, data) <= noise
        return "edge"
    at_rest = np.sqrt(slopes @ found.covariance @ slopes)
    assert at_rest < 1e-3
    assert better(model, found, data, number) <= max(noise, 0.01)
    return "maximum"


def limiting(model: BGNBD | MBGNBD, found: FittedModel, data: History) -> float:
    """What the likelihood would still gain, and purchases ahead would move, ten times as far out."""
    out = {"no_dropout": (0, 0, -1, 1), "certain_dropout": (0, 0, 1, -1)} | {
        "split_dropout": (0, 0, -1, -1), "alike_dropout": (0, 0, 1, 1), "alike_rates": (1, 1, 0, 0)
    }  # fmt: skip
    way = np.sum([out[key] for key in found.edges], axis=0)
    beyond = found.parameters * 10.0**way
    horizon = float(np.median(data.T))
    here, there = (base.expected(model, p, horizon, data) for p in (found.parameters, beyond))
    assert here == pytest.approx(there, rel=1e-3, abs=1e-6)
    return likelihood(model, beyond, data) - found.log_likelihood


def better(model: BGNBD | MBGNBD, found: FittedModel, data: History, seed: int) -> float:
    """What a climb from three other places gains."""
    random = np.random.default_rng(seed)
    rows = data.folded()

    def objective(theta: np.ndarray) -> tuple[float, np.ndarray]:
        each, slopes = model.gradient(np.exp(theta), rows)
        return float(each @ rows.weight), slopes @ rows.weight

    with np.errstate(all="ignore"):
        starts = np.log(found.parameters) + random.normal(0, 1.5, (3, 4))
        ends = [_fitting._climb(objective, start, np.zeros(4, bool)).value for start in starts]
    return max(ends) - found.log_likelihood


@pytest.mark.parametrize("count", [12, pytest.param(60, marks=pytest.mark.long)])
def test_fits_of_simulated_customers_end_well(count):
    """Each set ends in the maximum, at an edge whose predictions are the limit's, or untold data.

    A maximum has no slope left (a thousandth of a standard error), no other start and not the truth
    reaches higher by more than .01; an edge gains nothing further out.
    """
    ends = [check(number) for number in range(count)]
    assert {"maximum", "edge", "told"} >= set(ends)
    assert ends.count("maximum") >= count * 0.4
    assert ends.count("told") <= count * 0.12


def test_a_maximum_that_is_none_is_an_error():
    """A likelihood that grows without end, where no edge is named, is refused with the reason."""
    with pytest.raises(ConvergenceError, match="do not determine"):
        _fitting.maximise(lambda theta: (float(theta[0]), np.ones(1)), [np.zeros(1)])


def test_no_edge_hides_a_maximum():
    """Where the likelihood is flat far out and has its peak near by, the peak is found."""

    def objective(theta: np.ndarray) -> tuple[float, np.ndarray]:
        x, y = theta
        bump = np.exp(-((x - 2) ** 2) / 2)
        return float(5 * bump - (y - x) ** 2), np.array(
            [-5 * (x - 2) * bump + 2 * (y - x), -2 * (y - x)]
        )

    edge = _fitting.Edge("far", ((0, 1), (1, 1)))
    found = _fitting.maximise(objective, [np.array([12.0, 12.0]), np.zeros(2)], [edge])
    assert () == found.edges
    assert [2, 2] == pytest.approx(found.theta, abs=1e-4)
