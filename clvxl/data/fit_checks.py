"""A fitted model held against the sales that it was fitted to: over time, by number, as a map."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clvxl.core import customer_base
from clvxl.core._customer_base import History, Model
from clvxl.data.purchase_parts import PurchaseParts

__all__ = ["Map", "Tracked", "model_map", "numbers_of_purchases", "tracked"]

FloatArray = NDArray[np.float64]

_DONE = 1e-9
"""A period that ends by so little after the last day is over."""


@dataclass(frozen=True)
class Tracked:
    """Repeat purchases of all customers by period.

    Attributes
    ----------
    ends : ndarray
        Where each period ends, in units of time since the first purchase of all.
    actual, expected : ndarray
        In each period; actual is NaN where the period is not over.
    """

    ends: FloatArray
    actual: FloatArray
    expected: FloatArray


def tracked(
    sold: PurchaseParts,
    ages: FloatArray,
    model: Model,
    p: FloatArray,
    day: float,
    unit: float,
    periods: int | None = None,
    weight: FloatArray | None = None,
) -> Tracked:
    """Return actual beside expected repeat purchases by period.

    Parameters
    ----------
    sold : PurchaseParts
        All that is known at the end of `day`.
    ages : ndarray, shape (n,)
        Days since the first purchase: of each customer, or of so many as `weight` says.
    model : Model
    p : ndarray, shape (k,) or (k, n)
    day : float
        Sheet day.
    unit : float
        Days in a unit of time, which is a period.
    periods : int, optional
        How many; up to the day if left out.
    weight : ndarray, shape (n,), optional
        Customers of each age.
    """
    first = sold.first_day
    known = (day - first + 1) / unit
    count = max(int((day - first + 1) // unit), 1) if periods is None else periods
    ends = np.arange(1, count + 1, dtype=np.float64)
    cumulated = customer_base.tracking(model, p, (day - ages - first) / unit, ends, weight)
    days, bought = sold.repeats
    moment = (days - first) / unit
    actual = np.histogram(moment, np.append(0, ends), weights=bought)[0].astype(np.float64)
    actual[ends > known + _DONE] = np.nan
    return Tracked(ends, actual, np.diff(cumulated, prepend=0.0))


def numbers_of_purchases(
    model: Model,
    p: FloatArray,
    frequency: FloatArray,
    T: FloatArray,
    most: int,
    weight: FloatArray | None = None,
) -> tuple[FloatArray, FloatArray]:
    """Return how many customers bought again 0, 1 … times, actual and expected.

    Parameters
    ----------
    model, p, T, weight
        As in `clvxl.core.customer_base.frequencies`.
    frequency : ndarray
        Each customer's repeat purchases.
    most : int
        The last count is of so many and more.
    """
    count = np.minimum(frequency, most).astype(np.int64)
    actual = np.bincount(count, weight, minlength=most + 1).astype(np.float64)
    return actual, customer_base.frequencies(model, p, T, most, weight)


@dataclass(frozen=True)
class Map:
    """What a model says of a customer by what is known of him; NaN where nobody can be.

    Attributes
    ----------
    frequency, recency : ndarray
        Of the rows and of the columns.
    T : float
        How long the customer is known.
    expected, alive : ndarray, shape (rows, columns)
    """

    frequency: FloatArray
    recency: FloatArray
    T: float
    expected: FloatArray
    alive: FloatArray


def model_map(model: Model, p: FloatArray, horizon: float, seen: History) -> Map:
    """Return expected purchases and probability of being alive by frequency and recency.

    Parameters
    ----------
    model : Model
    p : ndarray, shape (k,)
    horizon : float
        In units of time.
    seen : History
        All customers: they set the longest T, and how far frequencies reach.

    Examples
    --------
    >>> from clvxl.core._customer_base import history
    >>> from clvxl.core.bgnbd import BGNBD
    >>> seen = history([0, 2], [0, 30.43], [38.86, 38.86])
    >>> found = model_map(BGNBD(), np.array([0.243, 4.414, 0.793, 2.426]), 39.0, seen)
    >>> found.frequency.tolist(), found.alive.shape
    ([0.0, 1.0, 2.0], (3, 9))
    """
    longest = float(seen.T.max())
    frequency = _shown_frequencies(seen)
    recency = np.linspace(0, longest, 9)
    x, t_x = (each.ravel() for each in np.meshgrid(frequency, recency, indexing="ij"))
    there = (x > 0) == (t_x > 0)
    cells = History(x[there], t_x[there], np.full(there.sum(), longest), np.ones(there.sum()))
    expected, alive = np.full((2, len(x)), np.nan)
    expected[there] = customer_base.expected(model, p, horizon, cells)
    alive[there] = customer_base.alive(model, p, cells)
    shape = len(frequency), len(recency)
    return Map(frequency, recency, longest, expected.reshape(shape), alive.reshape(shape))


def _shown_frequencies(seen: History) -> FloatArray:
    """Up to twelve frequencies: all small ones, then wider apart up to that of one in a hundred."""
    most = int(np.ceil(_quantile(seen, 0.99)))
    if most < 12:
        return np.arange(most + 1, dtype=np.float64)
    further = np.unique(np.geomspace(5, most, 7).round())
    return np.concatenate([np.arange(5, dtype=np.float64), further])


def _quantile(seen: History, share: float) -> float:
    """The quantile of customers' frequencies, between the two at its rank."""
    at = share * (seen.customers - 1)
    ends = np.cumsum(seen.having)
    low, high = np.searchsorted(ends, [np.floor(at), np.ceil(at)], side="right")
    x = seen.counts[0]
    return float(x[low] + (x[high] - x[low]) * (at - np.floor(at)))
