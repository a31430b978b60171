"""What purchases are worth, and the money that a whole customer base brings ahead."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from clvxl.core import customer_base, gamma_gamma
from clvxl.core._customer_base import History, Model
from clvxl.core._fitted import FittedModel
from clvxl.core.customer_base import Total
from clvxl.data.purchase_days import Histories, PurchaseDays
from clvxl.errors import CellFault

__all__ = ["Spending", "spending_of", "total_revenue"]

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Spending:
    """What a purchase of each customer is expected to be worth.

    Attributes
    ----------
    value : ndarray
        Of each customer, by Gamma-Gamma; where it could not be fitted, the mean of all purchases.
    fit : FittedModel or None
    fault : CellFault or None
        Why there is no fit, or none that has a mean.
    correlation : float
        Of frequency and amount among those who bought again; NaN where there is none.
    """

    value: FloatArray
    fit: FittedModel | None
    fault: CellFault | None
    correlation: float


def spending_of(sold: PurchaseDays, seen: Histories) -> Spending:
    """Fit what purchases are worth.

    Examples
    --------
    >>> from clvxl.data.purchase_days import purchase_days
    >>> sold = purchase_days(["Ann", "Bo"], [1, 2], [5, 10])
    >>> found = spending_of(sold, sold.histories(9, 7))
    >>> found.value.tolist(), found.fit is None
    ([7.5, 7.5], True)
    """
    try:
        correlation = gamma_gamma.independence(seen.frequency, seen.monetary)
    except CellFault:
        correlation = np.nan
    try:
        fit = gamma_gamma.fit(seen.frequency, seen.monetary)
        value = gamma_gamma.expected_value(fit.parameters, seen.frequency, seen.monetary)
    except CellFault as fault:
        mean = float(sold.value.mean())
        return Spending(np.full(len(seen.T), mean), None, fault, correlation)
    return Spending(value, fit, None, correlation)


def total_revenue(
    model: Model,
    p: FloatArray,
    covariance: FloatArray | None,
    spending: Spending,
    seen: Histories,
    horizon: float,
    data: History,
    level: float,
) -> Total:
    """Return the money of all purchases together in the next `horizon`.

    Parameters
    ----------
    model, p, covariance, horizon, data, level
        As in `clvxl.core.customer_base.total`.
    spending : Spending
    seen : Histories
        Of the customers of `data`.

    Returns
    -------
    Total
        Without bounds (NaN) where amounts were not fitted, or vary so much that they have no
        variance (q of 2 or less).

    Notes
    -----
    Given the past, 1 ÷ ν has the mean m₁ and the mean square m₂ of an inverse gamma of shape
    px + q and scale v + mx; a customer's money then has the mean square m₂ · (p·E[N] + p²·E[N²]).
    Both fits are independent of each other: their parts by the delta method add up.
    """
    mean, square = _moments(model, p, horizon, data)
    amount = float((mean * spending.value).sum())
    fit = spending.fit
    if fit is None or fit.parameters[1] <= 2:
        return Total(amount, np.nan, np.nan, np.nan, np.nan)
    shape, q, v = fit.parameters
    x = seen.frequency
    spent = np.where(x > 0, seen.monetary * x, 0)
    a = shape * x + q
    over = ((v + spent) / (a - 1)) ** 2 * (a - 1) / (a - 2)
    chance = over * (shape * mean + shape**2 * square) - (mean * spending.value) ** 2
    by_fit = 0.0
    if covariance is not None:
        worth = replace(data, weight=spending.value)
        slopes = customer_base.slope(model, p, horizon, worth.folded())
        by_fit += float(slopes @ covariance @ slopes)
    if fit.covariance is not None:
        slopes = _value_slope(fit.parameters, seen, mean)
        by_fit += float(slopes @ fit.covariance @ slopes)
    return customer_base.with_range(amount, float(np.maximum(chance, 0).sum()), by_fit, level)


def _moments(
    model: Model, p: FloatArray, horizon: float, data: History
) -> tuple[FloatArray, FloatArray]:
    """Expected purchases of each customer and their square, once for each different history."""
    place = None
    if p.ndim == 1:
        data, place = data.distinct()
    mean = model.expected_ahead(p, horizon, data)
    square = model.square_ahead(p, horizon, data)
    return (mean, square) if place is None else (mean[place], square[place])


def _value_slope(p: FloatArray, seen: Histories, mean: FloatArray) -> FloatArray:
    """Derivatives of the money by the logarithms of p, q and v."""
    step = 1e-4
    found = []
    for at in range(len(p)):
        sides = []
        for sign in (1, -1):
            moved = p.copy()
            moved[at] *= np.exp(sign * step)
            value = gamma_gamma.expected_value(moved, seen.frequency, seen.monetary)
            sides.append(float((mean * value).sum()))
        found.append((sides[0] - sides[1]) / (2 * step))
    return np.array(found)
