"""What purchases are worth, and the money that a whole customer base brings ahead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clvxl.core import customer_base, gamma_gamma
from clvxl.core._customer_base import History, Model
from clvxl.core._fitted import FittedModel
from clvxl.core.customer_base import Total
from clvxl.errors import CellFault

__all__ = ["BATCH", "Spending", "Spent", "batches", "spending_of", "total_revenue"]

FloatArray = NDArray[np.float64]

BATCH = 1 << 20
"""So many customers are worked on at a time."""


def batches(count: int) -> Iterator[slice]:
    """Go through so many customers, a batch at a time.

    >>> [*batches(3)], [batch.stop for batch in batches(2_000_000)]
    ([slice(0, 3, None)], [1048576, 2000000])
    """
    for start in range(0, count, BATCH):
        yield slice(start, min(start + BATCH, count))


@dataclass(frozen=True)
class Spent:
    """What customers bought again and for how much; arrays of one length but `x`.

    Attributes
    ----------
    x : ndarray, shape (histories,)
        Repeat purchases of the different histories.
    place : ndarray of int
        Each customer's history.
    monetary : ndarray
        Mean amount of the repeat purchases, NaN with none.
    """

    x: FloatArray
    place: NDArray[np.integer[Any]]
    monetary: FloatArray

    def frequency(self, here: slice | NDArray[np.integer[Any]]) -> FloatArray:
        """Return the repeat purchases of some customers."""
        return np.asarray(self.x[self.place[here]])

    def again(self) -> tuple[FloatArray, FloatArray]:
        """Return repeat purchases and their mean amount of all who bought again.

        Where nobody did, of the first customer: a fit says then what is missing.
        """
        here = np.flatnonzero((self.x > 0)[self.place])
        here = here if len(here) else np.zeros(1, np.intp)
        return self.frequency(here), self.monetary[here]


@dataclass(frozen=True)
class Spending:
    """What a purchase of each customer is expected to be worth.

    Attributes
    ----------
    spent : Spent
    mean : float
        Of all purchases: what everyone's is worth where Gamma-Gamma could not be fitted.
    fit : FittedModel or None
    fault : CellFault or None
        Why there is no fit, or none that has a mean.
    correlation : float
        Of frequency and amount among those who bought again; NaN where there is none.
    """

    spent: Spent
    mean: float
    fit: FittedModel | None
    fault: CellFault | None
    correlation: float

    def value(self, here: slice | NDArray[np.integer[Any]]) -> FloatArray:
        """Return what a purchase of some customers is expected to be worth."""
        return self.value_by(None if self.fit is None else self.fit.parameters, here)

    def value_by(self, p: FloatArray | None, here: slice | NDArray[np.integer[Any]]) -> FloatArray:
        """Return it by other parameters."""
        monetary = self.spent.monetary[here]
        if p is None or not len(monetary):
            return np.full(len(monetary), self.mean)
        return gamma_gamma.expected_value(p, self.spent.frequency(here), monetary)


def spending_of(spent: Spent, mean: float) -> Spending:
    """Fit what purchases are worth.

    Parameters
    ----------
    spent : Spent
    mean : float
        Of all purchases.

    Examples
    --------
    >>> spent = Spent(np.array([0.0]), np.zeros(2, int), np.full(2, np.nan))
    >>> found = spending_of(spent, 7.5)
    >>> found.value(slice(0, 2)).tolist(), found.fit is None
    ([7.5, 7.5], True)
    """
    again = spent.again()
    try:
        correlation = gamma_gamma.independence(*again)
    except CellFault:
        correlation = np.nan
    try:
        fit = gamma_gamma.fit(*again)
        gamma_gamma.expected_value(fit.parameters, [0.0], [0.0])  # refused where there is no mean
    except CellFault as fault:
        return Spending(spent, mean, None, fault, correlation)
    return Spending(spent, mean, fit, None, correlation)


def total_revenue(
    model: Model,
    p: FloatArray,
    covariance: FloatArray | None,
    spending: Spending,
    horizon: float,
    data: History,
    place: NDArray[np.integer[Any]],
    level: float,
) -> Total:
    """Return the money of all purchases together in the next `horizon`.

    Parameters
    ----------
    model, p, covariance, horizon, level
        As in `clvxl.core.customer_base.total`.
    spending : Spending
    data : History
        Different histories, or each customer's.
    place : ndarray of int, shape (customers,)
        The row of `data` of each customer.

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
    mean, square = customer_base.moments(model, p, horizon, data)
    fit = spending.fit
    bounded = fit is not None and fit.parameters[1] > 2
    amount = chance = 0.0
    slopes, worth = np.zeros(3), np.zeros(len(data.x))
    for here in batches(len(place)):
        own_rows, value = place[here], spending.value(here)
        expected = mean[own_rows]
        amount += float((expected * value).sum())
        if fit is not None and bounded:
            worth += np.bincount(own_rows, value, len(worth))
            chance += _chance(fit.parameters, spending, here, expected, square[own_rows])
            slopes += _value_slope(fit.parameters, spending, here, expected)
    if fit is None or not bounded:
        return Total(amount, np.nan, np.nan, np.nan, np.nan)
    by_fit = 0.0
    if covariance is not None:
        of_model = customer_base.slope(model, p, horizon, replace(data, weight=worth).folded())
        by_fit += float(of_model @ covariance @ of_model)
    if fit.covariance is not None:
        by_fit += float(slopes @ fit.covariance @ slopes)
    return customer_base.with_range(amount, chance, by_fit, level)


def _chance(
    p: FloatArray, spending: Spending, here: slice, mean: FloatArray, square: FloatArray
) -> float:
    """The variance of some customers' money."""
    shape, q, v = p
    x, monetary = spending.spent.frequency(here), spending.spent.monetary[here]
    spent = np.where(x > 0, monetary * x, 0)
    a = shape * x + q
    over = ((v + spent) / (a - 1)) ** 2 * (a - 1) / (a - 2)
    found = over * (shape * mean + shape**2 * square) - (mean * spending.value(here)) ** 2
    return float(np.maximum(found, 0).sum())


def _value_slope(p: FloatArray, spending: Spending, here: slice, mean: FloatArray) -> FloatArray:
    """Derivatives of some customers' money by the logarithms of p, q and v."""
    step = 1e-4
    found = []
    for at in range(len(p)):
        sides = []
        for sign in (1, -1):
            moved = p.copy()
            moved[at] *= np.exp(sign * step)
            sides.append(float((mean * spending.value_by(moved, here)).sum()))
        found.append((sides[0] - sides[1]) / (2 * step))
    return np.array(found)
