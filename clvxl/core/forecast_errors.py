"""How far forecasts of customers lie from what they did."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from clvxl.core._checks import Vector, at_least, same_length, vector

__all__ = ["ForecastErrors", "forecast_errors"]


@dataclass(frozen=True)
class ForecastErrors:
    """Errors of a forecast.

    Attributes
    ----------
    expected, actual : float
        Totals.
    bias : float
        (expected − actual) ÷ actual; NaN where nothing was bought.
    mae, rmse : float
        Mean absolute error of a customer, and the root of the mean square.
    gini : float
        How well the forecast ranks customers: 1 as well as knowing, 0 as badly as guessing; NaN
        where nobody bought.
    top_tenth : float
        Share of all purchases that fall to the tenth of customers with the highest forecasts.
    """

    expected: float
    actual: float
    bias: float
    mae: float
    rmse: float
    gini: float
    top_tenth: float


def forecast_errors(forecast: ArrayLike, actual: ArrayLike) -> ForecastErrors:
    """Return the errors of a forecast.

    Parameters
    ----------
    forecast, actual : array_like, shape (n,)
        Expected and actual purchases of each customer, 0 or more.

    Returns
    -------
    ForecastErrors

    Raises
    ------
    InputError
        Different lengths.
    DomainError
        A number below 0.

    Notes
    -----
    The Gini is that of the Lorenz curve of actual purchases over customers from the highest
    forecast down, divided by that of the best possible order. Customers with equal forecasts share
    what they bought.

    Examples
    --------
    >>> found = forecast_errors([2, 1, 0, 0], [3, 2, 0, 0])
    >>> found.mae, found.gini, found.top_tenth
    (0.5, 1.0, 0.24)
    """
    guess, fact = vector("forecast", forecast), vector("actual", actual)
    same_length(forecast=guess, actual=fact)
    at_least("forecast", guess, 0)
    at_least("actual", fact, 0)
    miss = guess - fact
    total = float(fact.sum())
    curve = _curve(guess, fact)
    best = _lift(_curve(fact, fact))
    return ForecastErrors(
        expected=float(guess.sum()),
        actual=total,
        bias=float(miss.sum()) / total if total else np.nan,
        mae=float(np.abs(miss).mean()),
        rmse=float(np.sqrt(np.mean(miss**2))),
        gini=_lift(curve) / best if best > 0 else np.nan,
        top_tenth=float(np.interp(0.1, *curve)) if total else np.nan,
    )


def _curve(order: Vector, fact: Vector) -> tuple[Vector, Vector]:
    """Shares of customers, from the highest `order` down, and of what they bought."""
    down = np.argsort(-order, kind="stable")
    ends = np.flatnonzero(np.append(np.diff(order[down]) != 0, True))
    total = max(float(fact.sum()), np.finfo(float).tiny)
    bought = np.concatenate([[0], np.cumsum(fact[down])[ends] / total])
    return np.concatenate([[0], (ends + 1) / len(fact)]), bought


def _lift(curve: tuple[Vector, Vector]) -> float:
    """Twice the area between the curve and the diagonal."""
    customers, bought = curve
    return float((np.diff(customers) * (bought[1:] + bought[:-1])).sum()) - 1
