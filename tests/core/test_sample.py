"""Fits to a sample: how little they lose, that they say so, and that small data know nothing of it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clvxl.core import _gamma_gamma_fit, customer_base_fit, gamma_gamma
from clvxl.core._customer_base import History
from clvxl.core._sample import spaced
from clvxl.core.bgnbd import BGNBD
from clvxl.core.customer_base_fit import fit
from clvxl.core.paretonbd import ParetoNBD
from tests.core.simulated import simulated

MOST = 400


@given(st.lists(st.integers(1, 50), min_size=1, max_size=60), st.integers(1, 40))
def test_a_sample_stands_for_all(weights: list[int], most: int) -> None:
    """Customers are as many, rows are at most so many, and none is more than a step off its own."""
    weight = np.array(weights, np.float64)
    found = spaced(weight, most)
    step = weight.sum() / most
    assert weight.sum() == pytest.approx(found.sum())
    assert most >= (found > 0).sum()
    assert (np.abs(found - weight) <= step * (1 + 1e-9)).all()
    off = np.abs(np.cumsum(found) - np.cumsum(weight)).max()
    assert off <= step / 2 * (1 + 1e-9)


@pytest.fixture(scope="module")
def drawn() -> History:
    """Four thousand customers of BG/NBD, nearly all with a history of their own."""
    return simulated("bgnbd", (1.0, 6.0, 1.0, 4.0), 4000, 104.0, 3)


@pytest.mark.parametrize("model", [BGNBD(), ParetoNBD()])
def test_a_sampled_fit_says_what_it_costs(
    model: Any, drawn: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fitted to a tenth of the rows, the loss that it tells is that which the full fit shows."""
    full = fit(model, drawn)
    assert full.sampled is None
    monkeypatch.setattr(customer_base_fit, "MOST_ROWS", MOST)
    found = fit(model, drawn)
    assert found.sampled is not None
    assert (True, len(drawn.folded().x)) == (found.sampled.rows <= MOST, found.sampled.of)
    likelihood = float((model.log_likelihood(found.parameters, drawn) * drawn.weight).sum())
    assert likelihood == pytest.approx(found.log_likelihood, rel=1e-9)
    loss = full.log_likelihood - likelihood
    assert 0 < loss < 4
    assert loss == pytest.approx(found.sampled.loss, rel=0.25)
    moved = np.abs(np.log(found.parameters / full.parameters)) / np.sqrt(np.diag(full.covariance))
    assert moved.max() == pytest.approx(found.sampled.moved, rel=0.25)
    errors = found.standard_errors / full.standard_errors
    assert (0.7 < errors).all()
    assert (errors < 1.4).all()
    assert drawn.customers == found.customers


def test_up_to_the_bound_nothing_changes(drawn: History, monkeypatch: pytest.MonkeyPatch) -> None:
    """With as many different rows as the bound, however often each occurs, the fit is the same."""
    twice = History(*(np.tile(each, 2) for each in (drawn.x, drawn.t_x, drawn.T, drawn.weight)))
    expected = fit(BGNBD(), twice)
    monkeypatch.setattr(customer_base_fit, "MOST_ROWS", len(drawn.folded().x))
    got = fit(BGNBD(), twice)
    assert (expected.parameters.tolist(), None) == (got.parameters.tolist(), got.sampled)
    assert expected.log_likelihood == got.log_likelihood


def test_rows_in_order_are_those_there_were(drawn: History) -> None:
    """Ordered rows are distinct, rise by x, recency and age, and hold every customer."""
    twice = History(*(np.tile(each, 2) for each in (drawn.x, drawn.t_x, drawn.T, drawn.weight)))
    ordered = twice.ordered()
    rows = [*zip(ordered.x, ordered.t_x, ordered.T, strict=True)]
    assert sorted(set(zip(drawn.x, drawn.t_x, drawn.T, strict=True))) == rows
    assert twice.customers == ordered.customers
    assert ordered.ordered() is ordered


def test_amounts_are_sampled_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Gamma-Gamma of a tenth of the customers says what the full fit shows that it lost."""
    random = np.random.default_rng(8)
    x = random.geometric(0.4, 5000).astype(np.float64)
    m = random.gamma(6 * x) / (random.gamma(4, 1 / 15, 5000) * x)
    full = gamma_gamma.fit(x, m)
    assert full.sampled is None
    monkeypatch.setattr(_gamma_gamma_fit, "MOST_ROWS", 500)
    found = gamma_gamma.fit(x, m)
    assert found.sampled is not None
    assert (500, 5000) == (found.sampled.rows, found.sampled.of)
    likelihood = float(gamma_gamma.log_likelihood(found.parameters, x, m).sum())
    assert likelihood == pytest.approx(found.log_likelihood, rel=1e-9)
    loss = full.log_likelihood - likelihood
    assert 0 < loss < 4
    assert loss == pytest.approx(found.sampled.loss, rel=0.3)
    errors = found.standard_errors / full.standard_errors
    assert (0.7 < errors).all()
    assert (errors < 1.4).all()
