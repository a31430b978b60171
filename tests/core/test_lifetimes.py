"""The fits beside those of the package lifetimes 0.11.3: the same maximum, or the reason why not.

Its searches end by their own rule, at 1e-7, wherever a tighter one lets them raise.
"""

from __future__ import annotations

import contextlib
import io
import warnings
from typing import Any

import numpy as np
import pytest

from clvxl.core import bgbb, gamma_gamma
from clvxl.core import customer_base as base
from clvxl.core._customer_base import History, Model
from clvxl.core.bgnbd import BGNBD
from clvxl.core.customer_base_fit import fit
from clvxl.core.mbgnbd import MBGNBD
from clvxl.core.paretonbd import ParetoNBD
from tests.core.simulated import simulated
from tests.shared_data import cdnow_rounded, table

TRUTH = {
    "bgnbd": (0.25, 4.5, 0.8, 2.4),
    "mbgnbd": (0.5, 6.0, 0.9, 1.6),
    "paretonbd": (0.55, 10.0, 0.6, 12.0),
}


def theirs(name: str, *columns: Any, penalizer: float = 0.0, **options: Any) -> Any:
    """A fitter of lifetimes, fitted; its warnings and what it prints are its own."""
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.filterwarnings("ignore", ".*'mode.chained_assignment'", DeprecationWarning)
        for message in ("invalid value", "divide by zero", "overflow"):
            warnings.filterwarnings("ignore", message, RuntimeWarning)
        import lifetimes

        fitter = getattr(lifetimes, name)(penalizer)
        return fitter.fit(*columns, **options)


def data_of(model: Model, source: str) -> History:
    """The CDNOW sample, or 1,500 simulated customers."""
    if source == "cdnow":
        return cdnow_rounded()
    return simulated(model.name, TRUTH[model.name], 1500, 40.0, seed=5)


@pytest.mark.parametrize("source", ["cdnow", "simulated"])
@pytest.mark.parametrize(
    ("model", "name"),
    [(BGNBD(), "BetaGeoFitter"), (MBGNBD(), "ModifiedBetaGeoFitter")],
    ids=["bgnbd", "mbgnbd"],
)
def test_beta_geometric_fits_agree(model: Model, name: str, source: str):
    """BG/NBD's and MBG/NBD's parameters agree to 1e-4, and the likelihood to 1e-6."""
    data = data_of(model, source)
    peer = theirs(name, data.x, data.t_x, data.T)
    found = fit(model, data)
    p = peer.params_[list(model.parameters)].to_numpy()
    assert p == pytest.approx(found.parameters, rel=1e-4)
    value = float(model.log_likelihood(p, data).sum())
    assert found.log_likelihood - 1e-6 < value <= found.log_likelihood + 1e-9


@pytest.mark.parametrize("source", ["cdnow", "simulated"])
@pytest.mark.parametrize("penalizer", [0.0, 0.01])
def test_predictions_of_bgnbd_agree(penalizer: float, source: str):
    """P(alive) and purchases ahead of BG/NBD agree to 1e-4, penalised too.

    Penalised, a + b falls below 1, and lifetimes' purchases ahead of customers without a repeat
    purchase are not a number: its closed form divides there.
    """
    model, data = BGNBD(), data_of(BGNBD(), source)
    rows = data.x, data.t_x, data.T
    peer = theirs("BetaGeoFitter", *rows, penalizer=penalizer)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        alive = np.asarray(peer.conditional_probability_alive(*rows))
        ahead = np.asarray(peer.conditional_expected_number_of_purchases_up_to_time(39, *rows))
    p = fit(model, data, penalizer).parameters
    assert peer.params_[list(model.parameters)].to_numpy() == pytest.approx(p, rel=1e-4)
    assert alive == pytest.approx(base.alive(model, p, data), abs=1e-4)
    told = np.isfinite(ahead)
    assert told[data.x > 0].all()
    assert ahead[told] == pytest.approx(base.expected(model, p, 39.0, data)[told], rel=1e-4)


@pytest.mark.parametrize("source", ["cdnow", "simulated"])
def test_pareto_fits_agree_in_likelihood(source: str):
    """Pareto/NBD's parameters agree to 3e-4, the likelihood to 1e-4: no closer, as lifetimes searches
    by Nelder-Mead, which ends once its simplex is small, while the likelihood is flat in s and beta;
    it is never above.
    """
    model, data = ParetoNBD(), data_of(ParetoNBD(), source)
    peer = theirs("ParetoNBDFitter", data.x, data.t_x, data.T)
    found = fit(model, data)
    p = peer.params_[list(model.parameters)].to_numpy()
    assert p == pytest.approx(found.parameters, rel=3e-4)
    value = float(model.log_likelihood(p, data).sum())
    assert found.log_likelihood - 1e-4 < value <= found.log_likelihood + 1e-9


def amounts(source: str) -> tuple[np.ndarray, np.ndarray]:
    """Repeat purchases and their mean, of CDNOW's sample or of 1,500 simulated customers."""
    if source == "cdnow":
        rows = table("cdnow_sample_summary.csv")
        return rows["x"][rows["x"] > 0].astype(float), rows["zbar"][rows["x"] > 0]
    random = np.random.default_rng(2)
    x = random.integers(1, 9, 1500).astype(float)
    return x, random.gamma(6 * x, 1 / (random.gamma(4, 1 / 15, 1500) * x))


@pytest.mark.parametrize("source", ["cdnow", "simulated"])
def test_gamma_gamma_fits_agree(source: str):
    """Gamma-Gamma's parameters agree to 1e-4."""
    x, m = amounts(source)
    peer = theirs("GammaGammaFitter", x, m)
    p = peer.params_[["p", "q", "v"]].to_numpy()
    assert p == pytest.approx(gamma_gamma.fit(x, m).parameters, rel=1e-4)


@pytest.mark.parametrize("source", ["donations", "simulated"])
def test_beta_binomial_fits_agree(source: str):
    """BG/BB's parameters agree to 1e-4, of the 11,104 donors of the paper and of 1,500 simulated."""
    if source == "donations":
        rows = table("donations.csv")
        x, t_x, n, many = (rows[name].astype(float) for name in rows.dtype.names)
    else:
        x, t_x, n, many = donors()
    peer = theirs("BetaGeoBetaBinomFitter", x, t_x, n, weights=many)
    p = peer.params_[["alpha", "beta", "gamma", "delta"]].to_numpy()
    assert p == pytest.approx(bgbb.fit(bgbb.donors(x, t_x, n, many)).parameters, rel=1e-4)


def donors() -> tuple[np.ndarray, ...]:
    """1,500 customers with six opportunities each."""
    random = np.random.default_rng(3)
    buys, leaves = random.beta(1.2, 0.8, 1500), random.beta(0.7, 2.8, 1500)
    x, t_x, there = np.zeros(1500), np.zeros(1500), np.ones(1500, bool)
    for at in range(1, 7):
        there &= random.random(1500) >= leaves
        bought = there & (random.random(1500) < buys)
        x, t_x = x + bought, np.where(bought, at, t_x)
    return x, t_x, np.full(1500, 6.0), np.ones(1500)
