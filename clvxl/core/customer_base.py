"""What a fitted customer-base model foretells: of each customer, and of all of them together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from clvxl.core._checks import Number, Vector, at_least, refuse, whole
from clvxl.core._customer_base import History, Model
from clvxl.core._fitting import Matrix
from clvxl.errors import DomainError, InputError
from clvxl.text import Text

__all__ = [
    "Total",
    "active",
    "alive",
    "checked",
    "expected",
    "frequencies",
    "future",
    "interval",
    "moments",
    "new",
    "own_of",
    "pmf",
    "purchases_range",
    "slope",
    "total",
    "tracking",
    "with_range",
]

_MOST = 20_000
"""Purchases that a range reaches up to."""

_PARAMETERS = Text(
    "{model} has {expected} parameters ({names}), each above 0",
    "{model} 有 {expected} 个参数（{names}），均须大于 0",
)
_NO_COVARIANCE = Text(
    "the range needs the fit's whole table, with the covariance: the fit ended at an edge, or "
    "parameters alone were given",
    "区间需要拟合的完整表格（含协方差）：该拟合止于边界，或只给出了参数",
)
_FRACTION = Text("level must lie between 0 and 1", "level 必须在 0 与 1 之间")
_COUNT = Text("purchases must be a whole number of 0 or more", "purchases 必须是不小于 0 的整数")
_TOO_MANY = Text(
    "the range would reach beyond {most} purchases: take a shorter horizon",
    "区间将超过 {most} 次购买：请取更短的 horizon",
)


def checked(model: Model, p: Matrix) -> Matrix:
    """Return parameters of a model, shape (k,) or (k, n).

    Raises
    ------
    InputError
        Too many or too few.
    DomainError
        One that is not above 0; each customer's own are refused row by row.
    """
    names = ", ".join(model.parameters)
    if len(p) != len(model.parameters):
        raise InputError(_PARAMETERS, model=model.name, expected=len(model.parameters), names=names)
    bad = ~(p > 0).all(axis=0)
    if np.any(bad):
        fault = DomainError(
            _PARAMETERS, model=model.name, expected=len(model.parameters), names=names
        )
        raise fault.of_rows(np.asarray(bad)) if np.ndim(bad) else fault
    return p


def alive(model: Model, p: Matrix, data: History) -> Vector:
    """Return each customer's probability of being alive today.

    Parameters
    ----------
    model : Model
    p : ndarray, shape (k,) or (k, n)
        Parameters: of all, or each customer's own.
    data : History

    Returns
    -------
    ndarray, shape (n,)

    Examples
    --------
    >>> from clvxl.core._customer_base import history
    >>> from clvxl.core.bgnbd import BGNBD
    >>> p = np.array([0.243, 4.414, 0.793, 2.426])
    >>> alive(BGNBD(), p, history([2, 0], [30.43, 0], [38.86, 38.86])).round(4).tolist()
    [0.7266, 1.0]
    """
    return model.alive(checked(model, p), data)


def expected(model: Model, p: Matrix, horizon: Number, data: History) -> Vector:
    """Return each customer's expected purchases in the next `horizon`.

    Parameters
    ----------
    model : Model
    p : ndarray, shape (k,) or (k, n)
    horizon : float or ndarray, shape (n,)
        0 or more, in the unit of time of the history.
    data : History

    Returns
    -------
    ndarray, shape (n,)

    Notes
    -----
    Fader, Hardie & Lee (2005), Marketing Science 24(2), eq. 10, for BG/NBD.

    Examples
    --------
    >>> from clvxl.core._customer_base import history
    >>> from clvxl.core.bgnbd import BGNBD
    >>> p = np.array([0.2426, 4.4135, 0.7929, 2.4258])
    >>> expected(BGNBD(), p, 39.0, history([2], [30.43], [38.86])).round(3).tolist()
    [1.226]
    """
    at_least("horizon", horizon, 0)
    return model.expected_ahead(checked(model, p), horizon, data)


def future(model: Model, p: Matrix, horizon: Number, data: History, purchases: Number) -> Vector:
    """Return each customer's probability of just so many purchases in the next `horizon`."""
    at_least("horizon", horizon, 0)
    _counts(purchases)
    return model.probability_ahead(checked(model, p), horizon, data, purchases)


def active(model: Model, p: Matrix, horizon: Number, data: History) -> Vector:
    """Return each customer's probability of at least one purchase in the next `horizon`."""
    return np.asarray(1 - future(model, p, horizon, data, 0.0))


def new(model: Model, p: Matrix, time: Number) -> Vector:
    """Return the expected repeat purchases of a new customer until `time`."""
    at_least("time", time, 0)
    return model.expected(checked(model, p), time)


def pmf(model: Model, p: Matrix, time: Number, purchases: Number) -> Vector:
    """Return the probability that a new customer buys again just so often until `time`."""
    at_least("time", time, 0)
    _counts(purchases)
    return model.probability(checked(model, p), time, purchases)


def _counts(purchases: Number) -> None:
    bad = ~((np.asarray(purchases) >= 0) & (np.asarray(purchases) == np.floor(purchases)))
    if bad.any():
        refuse(_COUNT, purchases, bad)


def _level(level: float) -> None:
    if not 0 < level < 1:
        raise DomainError(_FRACTION, value=level)


def purchases_range(
    model: Model, p: Matrix, horizon: Number, data: History, level: float = 0.9
) -> tuple[Vector, Vector]:
    """Return the lowest and highest number of purchases that hold `level`, for each customer.

    Parameters
    ----------
    model, p, horizon, data
        As in `expected`.
    level : float
        In (0, 1).

    Returns
    -------
    low, high : ndarray, shape (n,)
        The quantiles (1 − level) ÷ 2 and (1 + level) ÷ 2 of the number of purchases. They cover
        chance; that parameters are estimated, and that the world changes, they do not.
    """
    _level(level)
    at_least("horizon", horizon, 0)
    p = checked(model, p)
    data, place = _distinct(p, horizon, data)
    ahead = np.broadcast_to(horizon, data.x.shape)
    alive = model.alive(p, data)
    reached, low, high = 1 - alive, *np.full((2, len(data.x)), -1.0)
    rows = np.arange(len(data.x))
    for n in range(_MOST):
        law, later = model.future(own_of(p, rows), data.rows(rows))
        reached[rows] += alive[rows] * law.probability(later, ahead[rows], float(n))
        low[rows[(low[rows] < 0) & (reached[rows] > (1 - level) / 2)]] = n
        high[rows[reached[rows] >= (1 + level) / 2 - 1e-12]] = n
        rows = rows[high[rows] < 0]
        if not len(rows):
            break
    if len(rows):
        refuse(_TOO_MANY, horizon, np.isin(place, rows), most=_MOST)
    return np.maximum(low, 0)[place], high[place]


def _distinct(p: Matrix, horizon: Number, data: History) -> tuple[History, NDArray[np.intp]]:
    """The rows that differ, and at which of them each row stands."""
    if np.ndim(p) == 1 and np.ndim(horizon) == 0:
        return data.distinct()
    return data, np.arange(len(data.x))


def own_of(p: Matrix, rows: slice | NDArray[Any]) -> Matrix:
    """Return the parameters of some rows."""
    return p[:, rows] if np.ndim(p) == 2 else p


def interval(
    model: Model,
    p: Vector,
    covariance: Matrix | None,
    horizon: Number,
    data: History,
    level: float = 0.9,
    draws: float = 400,
    seed: float = 0,
) -> tuple[Vector, Vector]:
    """Return how sure the expectation of each customer is, as low and high.

    Parameters
    ----------
    model, horizon, data
        As in `expected`.
    p : ndarray, shape (k,)
    covariance : ndarray, shape (k, k), or None
        Of the logarithms of p.
    level : float
        In (0, 1).
    draws, seed : int
        Draws of the parameters, 20 to 100,000, and what they start from.

    Returns
    -------
    low, high : ndarray, shape (n,)
        Quantiles of the expectation over draws of the parameters, normal in the logarithms. They
        cover that the parameters are estimated from so many customers; chance they do not.

    Raises
    ------
    DomainError
        No covariance, or an option out of its range.
    """
    _level(level)
    at_least("horizon", horizon, 0)
    if covariance is None:
        raise DomainError(_NO_COVARIANCE)
    drawn = _draws(checked(model, p), covariance, draws, seed)
    quantiles = ((1 - level) / 2, (1 + level) / 2)
    data, place = _distinct(p, horizon, data)
    low, high = np.empty((2, len(data.x)))
    step = max(1, 4_000_000 // len(drawn))
    for start in range(0, len(data.x), step):
        rows = np.arange(start, min(start + step, len(data.x)))
        part, ahead = data.rows(rows), np.broadcast_to(horizon, data.x.shape)[rows]
        many = np.array([model.expected_ahead(one, ahead, part) for one in drawn])
        low[rows], high[rows] = np.quantile(many, quantiles, axis=0)
    return low[place], high[place]


def _draws(p: Vector, covariance: Matrix, draws: float, seed: float) -> Matrix:
    random = np.random.default_rng(whole("seed", seed, 0, 2**53))
    number = whole("draws", draws, 20, 100_000)
    free = np.diag(covariance) > 0  # not those that were tried out whole
    root = np.linalg.cholesky(covariance[np.ix_(free, free)])
    logs = np.repeat(np.log(p)[None, :], number, axis=0)
    logs[:, free] += random.standard_normal((number, int(free.sum()))) @ root.T
    return np.asarray(np.exp(logs))


@dataclass(frozen=True)
class Total:
    """Purchases of the whole base.

    Attributes
    ----------
    expected, low, high : float
    chance, parameters : float
        Shares of the variance behind the range: that of chance, and that of the parameters.
    """

    expected: float
    low: float
    high: float
    chance: float
    parameters: float


def total(
    model: Model,
    p: Matrix,
    covariance: Matrix | None,
    horizon: Number,
    data: History,
    level: float = 0.9,
) -> Total:
    """Return the purchases of all customers together in the next `horizon`.

    Parameters
    ----------
    model, p, horizon, data, level
        As in `purchases_range`.
    covariance : ndarray, shape (k, k), or None
        Of the logarithms of p; without it the range covers chance alone.

    Returns
    -------
    Total

    Notes
    -----
    Customers buy independently of each other: variances add up, and the sum of many is normal. The
    part of the parameters is by the delta method: the slope of the expected total in their
    logarithms. Neither part covers a change of the market.
    """
    _level(level)
    at_least("horizon", horizon, 0)
    p = checked(model, p)
    if np.ndim(p) == 1 and np.ndim(horizon) == 0:
        data = data.folded()
    mean, square = moments(model, p, horizon, data)
    chance = float((data.weight * np.maximum(square - mean**2, 0)).sum())
    amount = float((data.weight * mean).sum())
    of_parameters = 0.0
    if covariance is not None:
        slopes = slope(model, p, horizon, data)
        of_parameters = float(slopes @ covariance @ slopes)
    return with_range(amount, chance, of_parameters, level)


def moments(model: Model, p: Matrix, horizon: Number, data: History) -> tuple[Vector, Vector]:
    """Return each customer's expected purchases ahead, and their expected square.

    Parameters
    ----------
    model, p, horizon, data
        As in `expected`.
    """
    mean, square = np.empty((2, len(data.x)))
    ahead = np.broadcast_to(horizon, data.x.shape) if np.ndim(horizon) else None
    for rows in data.batches():
        part, own = data.rows(rows), own_of(p, rows)
        time = horizon if ahead is None else ahead[rows]
        mean[rows] = model.expected_ahead(own, time, part)
        square[rows] = model.square_ahead(own, time, part)
    return mean, square


def with_range(amount: float, chance: float, of_parameters: float, level: float) -> Total:
    """Return a total with the range that its variance gives, of chance and of the parameters.

    >>> found = with_range(100.0, 300.0, 100.0, 0.9)
    >>> round(found.low, 1), round(found.high, 1), found.chance
    (67.1, 132.9, 0.75)
    """
    _level(level)
    width = float(ndtri((1 + level) / 2)) * float(np.sqrt(chance + of_parameters))
    all_of_it = max(chance + of_parameters, np.finfo(float).tiny)
    return Total(
        amount, max(amount - width, 0.0), amount + width, chance / all_of_it,
        of_parameters / all_of_it,
    )  # fmt: skip


def slope(model: Model, p: Matrix, horizon: Number, data: History) -> Vector:
    """Return the derivatives of the expected total by the logarithms of the parameters, (k,)."""
    step = 1e-4
    found = []
    for place in range(len(p)):
        sides = []
        for sign in (1, -1):
            moved = p.copy()
            moved[place] *= np.exp(sign * step)
            sides.append(float((data.weight * model.expected_ahead(moved, horizon, data)).sum()))
        found.append((sides[0] - sides[1]) / (2 * step))
    return np.array(found)


def frequencies(
    model: Model, p: Matrix, T: Vector, most: int, weight: Vector | None = None
) -> Vector:
    """Return how many customers are expected to have bought again 0, 1 … most − 1 times, or more.

    Parameters
    ----------
    model, p
        As in `expected`.
    T : ndarray, shape (n,)
        Each customer's age.
    most : int
        1 or more; the last count is of `most` and above.
    weight : ndarray, shape (n,), optional
        How many customers each age stands for.

    Returns
    -------
    ndarray, shape (most + 1,)
    """
    p = checked(model, p)
    ages, customers = _together(p, T, weight)
    shares = [model.probability(p, ages, float(n)) for n in range(most)]
    counts = np.array([float((customers * share).sum()) for share in shares])
    return np.append(counts, max(customers.sum() - counts.sum(), 0.0))


def tracking(
    model: Model, p: Matrix, start: Vector, ends: Vector, weight: Vector | None = None
) -> Vector:
    """Return the expected repeat purchases of all customers until each of some moments.

    Parameters
    ----------
    model, p
        As in `expected`.
    start : ndarray, shape (n,)
        When each customer first bought.
    ends : ndarray, shape (m,)
        Moments, on the same clock.
    weight : ndarray, shape (n,), optional
        How many customers each start stands for.

    Returns
    -------
    ndarray, shape (m,)
        Cumulative.
    """
    p = checked(model, p)
    starts, customers = _together(p, start, weight)
    found = []
    for end in ends:
        known = np.flatnonzero(starts < end)
        grown = model.expected(own_of(p, known), end - starts[known])
        found.append(float((customers[known] * grown).sum()))
    return np.array(found)


def _together(p: Matrix, times: Vector, weight: Vector | None) -> tuple[Vector, Vector]:
    """Times that differ, and how many customers have each; of own parameters each stands alone."""
    customers = np.ones(len(times)) if weight is None else weight
    if np.ndim(p) == 2:
        return times, customers
    different, place = np.unique(times, return_inverse=True)
    return different, np.bincount(place, customers, len(different)).astype(np.float64)
