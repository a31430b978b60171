"""Every fit of many simulated sets, of each model, ends somewhere that can be named."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.integrate import quad

from clvxl.core import customer_base as base
from clvxl.core._customer_base import history
from clvxl.core.nbd import NBD
from clvxl.core.paretonbd import ParetoNBD
from tests.core.wide import SETS, ending

MANY = {"Pareto/NBD": 20}
"""How many sets of a model are held to other climbs, if not 40."""


def faults(name: str, count: int, others: int) -> list[str]:
    """What is at fault in the first sets of a model."""
    ends = [ending(SETS[name](number), number, others) for number in range(count)]
    assert {"maximum", "edge"} <= {end.how for end in ends}
    return [f"set {number}: {end.why}" for number, end in enumerate(ends) if end.how == "fault"]


@pytest.mark.parametrize("name", SETS)
def test_every_set_ends_in_a_maximum_at_an_edge_or_refused_with_the_reason(name: str):
    """Of 10 sets none ends below the truth, with a slope left, or with unsound predictions."""
    assert [] == faults(name, 10, 0)


@pytest.mark.long
@pytest.mark.parametrize("name", SETS)
def test_many_sets(name: str):
    """Nor does any of many, and plain climbs from the truth and two other places reach no higher."""
    assert [] == faults(name, MANY.get(name, 40), 2)


ROWS = [0.0, 1, 4, 40], [0.0, 9, 30, 38], [39.0, 30, 39, 39]
"""Purchases, time of the last, and T."""
HORIZON = 26.0


def foretold(p: tuple[float, ...]) -> tuple[np.ndarray, np.ndarray]:
    """P(alive) and expected purchases of Pareto/NBD."""
    data, q = history(*ROWS), np.array(p)
    found = base.future(ParetoNBD(), q, HORIZON, data, 1.0)
    assert ((found >= 0) & (found <= 1)).all()
    return base.alive(ParetoNBD(), q, data), base.expected(ParetoNBD(), q, HORIZON, data)


@pytest.mark.parametrize("rate", [0.003, 0.05])
def test_at_the_edge_of_alike_dropout_lives_are_exponential(rate: float):
    """P(alive) and purchases ahead are those of one dropout rate for all, to six digits."""
    r, alpha = 0.6, 11.0
    alive, ahead = foretold((r, alpha, 39e8 * rate, 39e8))
    for at, (x, t_x, T) in enumerate(zip(*ROWS, strict=True)):
        shape, age = r + x, alpha + T

        def dies(t: float, T: float = T, age: float = age, shape: float = shape) -> float:
            return float(rate * np.exp(rate * (T - t)) * (age / (alpha + t)) ** shape)

        odds = quad(dies, t_x, T)
        expected = 1 / (1 + odds[0])
        assert expected == pytest.approx(alive[at], rel=1e-6)
        lived = -np.expm1(-rate * HORIZON) / rate
        assert expected * shape / age * lived == pytest.approx(ahead[at], rel=1e-6)


@pytest.mark.parametrize("rate", [0.02, 0.4])
def test_at_the_edge_of_alike_rates_buying_is_a_poisson_process(rate: float):
    """P(alive) and purchases ahead are those of one rate of buying for all, to six digits."""
    s, beta = 0.7, 20.0
    alive, ahead = foretold((39e8 * rate, 39e8, s, beta))
    for at, (_, t_x, T) in enumerate(zip(*ROWS, strict=True)):
        age = beta + T

        def dies(t: float, T: float = T, age: float = age) -> float:
            return float(s / (beta + t) * (age / (beta + t)) ** s * np.exp(rate * (T - t)))

        odds = quad(dies, t_x, T)
        expected = 1 / (1 + odds[0])
        assert expected == pytest.approx(alive[at], rel=1e-6)
        lived = age / (s - 1) * (1 - (age / (age + HORIZON)) ** (s - 1))
        assert expected * rate * lived == pytest.approx(ahead[at], rel=1e-6)


@pytest.mark.parametrize("gone", [0.1, 0.6])
def test_at_the_edge_of_split_dropout_some_leave_at_once_and_the_others_never(gone: float):
    """Who bought again is alive, the others by Bayes' rule; ahead they buy as in NBD: to a hundredth."""
    r, alpha = 0.6, 11.0
    alive, ahead = foretold((r, alpha, -np.log1p(-gone) / 650, 39 * np.exp(-650.0)))
    data = history(*ROWS)
    none = (1 - gone) * (alpha / (alpha + 39)) ** r
    expected = np.array([none / (none + gone), 1, 1, 1])
    assert expected == pytest.approx(alive, rel=1e-2)
    plain = base.expected(NBD(), np.array([r, alpha]), HORIZON, data)
    assert expected * plain == pytest.approx(ahead, rel=1e-2)
