"""What customers will do, learned from what they did: a penalised regression and its ranges."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from clvxl.core._checks import Vector, option, refuse, whole
from clvxl.core._fitting import Matrix
from clvxl.errors import DomainError, NoAnswerError
from clvxl.text import Text

__all__ = ["FAMILIES", "Learned", "learn"]

FAMILIES = ("poisson", "gamma")
"""Of counts and of money: how the variance grows with the mean μ, as μ and as μ²."""

PENALTIES = tuple(10.0**power for power in (1, 0.5, 0, -0.5, -1, -1.5, -2, -3, -4))
"""From the largest, so that each fit starts near its own end."""

_FOLDS = 5
_SMALLEST = 30
_LOGS = 12.0
"""How far, in logarithms, an estimate may lie from the mean outcome."""

_FEW = Text(
    "at least {least} customers must have been known before the last horizon (there are {known}): "
    "take a shorter horizon",
    "在最近一个 horizon 之前至少要有 {least} 位已知客户（现有 {known} 位）：请取更短的 horizon",
)
_ALL_ZERO = Text(
    "none of the customers known before the last horizon bought in it, so that there is nothing to "
    "learn from: take a longer horizon",
    "最近一个 horizon 内没有已知客户购买，无从学习：请取更长的 horizon",
)
_NEGATIVE = Text("outcome must be at least 0", "outcome 不得小于 0")
_LEVEL = Text(
    "level must lie between 0 and {most} with {known} customers to learn from",
    "可供学习的客户为 {known} 位时，level 必须在 0 与 {most} 之间",
)


@dataclass(frozen=True)
class Learned:
    """A fitted regression.

    Attributes
    ----------
    family : "poisson" or "gamma"
    mean, spread, low, high : ndarray, shape (features,)
        How features are standardised, and where they are cut off: beyond what was seen, nothing
        is known.
    coefficients : ndarray, shape (features + 1,)
        The intercept first.
    penalty : float
        The one that cross-validation chose.
    width : float
        The quantile of the standardised residuals of customers who took no part in the fit.
    """

    family: str
    mean: Vector
    spread: Vector
    low: Vector
    high: Vector
    coefficients: Vector
    penalty: float
    width: float

    def estimate(self, features: Matrix) -> Vector:
        """Return the expected outcome of each customer, shape (n,)."""
        cut = np.clip((features - self.mean) / self.spread, self.low, self.high)
        level, *slopes = self.coefficients
        logs = np.full(len(cut), level)
        # column by column: a product of matrices rounds a row by where it stands among others
        for column, slope in zip(cut.T, slopes, strict=True):
            logs += column * slope
        return np.asarray(np.exp(np.clip(logs, level - _LOGS, level + _LOGS)))

    def bounds(self, estimate: Vector) -> tuple[Vector, Vector]:
        """Return the low and high end of the range around estimates."""
        half = self.width * _unit(self.family, estimate)
        return np.maximum(estimate - half, 0), estimate + half


def _design(features: Matrix) -> Matrix:
    return np.column_stack([np.ones(len(features)), features])


def _unit(family: str, mean: Vector) -> Vector:
    return np.sqrt(mean) if family == "poisson" else mean


def learn(
    features: ArrayLike, outcome: ArrayLike, family: str, level: float = 0.9, seed: float = 0
) -> Learned:
    """Learn outcomes from features.

    Parameters
    ----------
    features : array_like, shape (n, features)
        What was known of each customer before the outcome.
    outcome : array_like, shape (n,)
        Purchases or money of each customer afterwards, 0 or more.
    family : {"poisson", "gamma"}
        Poisson for counts, gamma for money; both with the logarithm as link, by quasi-likelihood,
        so that zeros do no harm.
    level : float
        Share of customers that the ranges are to hold, in (0, 1).
    seed : int
        Of the split into customers to fit on (two thirds) and customers to measure errors on.

    Returns
    -------
    Learned

    Raises
    ------
    NoAnswerError
        Fewer than 30 customers, or no outcome above 0.
    DomainError
        A negative outcome; a level that so few customers cannot hold.

    Notes
    -----
    The fit minimises the mean deviance + penalty × Σ β² ÷ 2 over standardised features, the
    intercept free; the penalty has the least deviance in five-fold cross-validation. Ranges: Lei,
    G'Sell, Rinaldo, Tibshirani & Wasserman (2018), Journal of the American Statistical Association
    113(523), section 2.2 (split conformal) with residuals weighted as in section 5.2: they hold
    `level` of new customers, whatever the truth, as long as the next period is like the last.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> known = rng.normal(size=(3000, 1))
    >>> found = learn(known, rng.poisson(np.exp(0.5 + 0.3 * known[:, 0])), "poisson")
    >>> [round(float(beta), 1) for beta in found.coefficients]
    [0.5, 0.3]
    """
    known = np.asarray(features, np.float64)
    y = np.asarray(outcome, np.float64)
    family = option("family", family, FAMILIES)
    if len(y) < _SMALLEST:
        raise NoAnswerError(_FEW, least=_SMALLEST, known=len(y))
    if (y < 0).any():
        refuse(_NEGATIVE, y, y < 0)
    order = np.random.default_rng(whole("seed", seed, 0, 2**53)).permutation(len(y))
    fitted, measured = np.split(order, [(2 * len(y) + 2) // 3])
    if not y[fitted].any():
        raise NoAnswerError(_ALL_ZERO)
    rank = int(np.ceil((len(measured) + 1) * level)) if 0 < level < 1 else 0
    if not 1 <= rank <= len(measured):
        most = round(len(measured) / (len(measured) + 1), 4)
        raise DomainError(_LEVEL, value=level, most=most, known=len(y))
    mean, spread = known[fitted].mean(axis=0), known[fitted].std(axis=0)
    spread = np.where(spread > 1e-9 * (1 + np.abs(mean)), spread, 1)
    standard = (known[fitted] - mean) / spread
    size = y[fitted].mean() if family == "gamma" else 1.0  # so that the currency does not matter
    penalty, coefficients = _cross_validated(_design(standard), y[fitted] / size, family)
    coefficients[0] += np.log(size)
    low, high = standard.min(axis=0), standard.max(axis=0)
    found = Learned(family, mean, spread, low, high, coefficients, penalty, 0.0)
    estimate = found.estimate(known[measured])
    errors = np.abs(y[measured] - estimate) / _unit(family, estimate)
    width = float(np.partition(errors, rank - 1)[rank - 1])
    return Learned(family, mean, spread, low, high, coefficients, penalty, width)


def _cross_validated(design: Matrix, y: Vector, family: str) -> tuple[float, Vector]:
    """The penalty of the least deviance on what was left out, and the fit with it on all."""
    fold = np.arange(len(y)) % _FOLDS
    losses = np.zeros(len(PENALTIES))
    for out in range(_FOLDS):
        inside = fold != out
        if not y[inside].any():
            continue
        path = _path(design[inside], y[inside], family)
        losses += [_loss(design[~inside] @ beta, y[~inside], family).sum() for beta in path]
    best = int(np.argmin(losses))
    return PENALTIES[best], _path(design, y, family, PENALTIES[: best + 1])[-1]


def _loss(eta: Vector, y: Vector, family: str) -> Vector:
    """Half the deviance, but for a constant."""
    return np.exp(eta) - y * eta if family == "poisson" else y * np.exp(-eta) + eta


def _path(
    design: Matrix, y: Vector, family: str, penalties: tuple[float, ...] = PENALTIES
) -> list[Vector]:
    """Fits by decreasing penalty: Fisher scoring, each from where the last one ended."""
    beta = np.zeros(design.shape[1])
    centre = float(np.log(y.mean()))
    beta[0] = centre
    found = []
    for penalty in penalties:
        ridge = np.full(len(beta), penalty)
        ridge[0] = 0
        beta = _scored(design, y, family, beta, ridge, centre)
        found.append(beta)
    return found


def _scored(
    design: Matrix, y: Vector, family: str, beta: Vector, ridge: Vector, centre: float
) -> Vector:
    n = len(y)

    def objective(beta: Vector) -> float:
        eta = np.clip(design @ beta, centre - _LOGS, centre + _LOGS)
        return float(_loss(eta, y, family).sum() / n + (ridge * beta**2).sum() / 2)

    value = objective(beta)
    for _ in range(50):
        eta = np.clip(design @ beta, centre - _LOGS, centre + _LOGS)
        mean = np.exp(eta)
        residual, weight = (y - mean, mean) if family == "poisson" else (y / mean - 1, None)
        weighted = design if weight is None else design * weight[:, None]
        hessian = weighted.T @ design / n + np.diag(ridge + 1e-9)
        step = np.linalg.solve(hessian, design.T @ residual / n - ridge * beta)
        for halving in range(30):
            there = beta + step / 2**halving
            new = objective(there)
            if new <= value:
                break
        else:
            return beta
        beta, gained, value = there, value - new, new
        if gained < 1e-10 * (1 + abs(value)):
            return beta
    return beta
