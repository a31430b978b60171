"""A customer base folded to its different histories: what models are fitted to and asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clvxl.core._customer_base import History
from clvxl.data.purchase_days import PurchaseDays

__all__ = ["Fold", "folded", "history_keys"]

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Fold:
    """The different histories of customers at a day, and which of them each customer has.

    Attributes
    ----------
    day : float
        Sheet day.
    unit : float
        Days in a unit of time.
    keys : ndarray of int
        Of the histories, as `history_keys` gives them, rising.
    span : int
        That the keys were made with.
    weight : ndarray, shape (histories,)
        How many customers have each.
    place : ndarray of int, shape (customers,)
        The history of each customer.
    """

    day: float
    unit: float
    keys: NDArray[np.int64]
    span: int
    weight: FloatArray
    place: NDArray[np.int32]

    @cached_property
    def frequency(self) -> FloatArray:
        """Repeat purchases of each history."""
        return np.asarray(self.keys // self.span**2, np.float64)

    @property
    def age(self) -> FloatArray:
        """Days from each history's first purchase to the day."""
        return np.asarray(self.keys % self.span, np.float64)

    @property
    def recency(self) -> FloatArray:
        """Days from each history's first purchase to its last one."""
        return np.asarray(self.keys // self.span % self.span, np.float64)

    @cached_property
    def last(self) -> FloatArray:
        """The sheet day of each history's last purchase."""
        return self.day - self.age + self.recency

    @cached_property
    def data(self) -> History:
        """The histories as models take them, times in units."""
        return History(self.frequency, self.recency / self.unit, self.age / self.unit, self.weight)

    @property
    def each(self) -> History:
        """The histories of all customers, a row each."""
        data, place = self.data, self.place
        return History(data.x[place], data.t_x[place], data.T[place], np.ones(len(place)))


def history_keys(part: PurchaseDays, day: float, span: int) -> NDArray[np.int64]:
    """Return one number for the history of each customer at a day.

    Parameters
    ----------
    part : PurchaseDays
        Until the day.
    day : float
        Sheet day.
    span : int
        More than any customer's age in days: keys are (x · span + recency) · span + age. A sheet
        has less than three million days, so that 64 bits hold any customer there can be.

    Examples
    --------
    >>> from clvxl.data.purchase_days import purchase_days
    >>> history_keys(purchase_days([1, 2, 1], [1, 2, 8], [5, 5, 5]), 9, 10).tolist()
    [178, 7]
    """
    starts = part.starts
    ends = np.append(starts[1:], len(part.day)) - 1
    first = part.day[starts]
    recency, age = (part.day[ends] - first).astype(np.int64), (day - first).astype(np.int64)
    return np.asarray(((ends - starts) * span + recency) * span + age)


def folded(
    parts: Iterable[tuple[NDArray[Any], NDArray[np.int64]]],
    customers: int,
    day: float,
    unit: float,
    span: int,
) -> Fold:
    """Fold customers to their different histories, part by part.

    Parameters
    ----------
    parts : iterable of (ndarray of int, ndarray of int)
        Where customers stand among all, and the keys of their histories.
    customers : int
        How many there are in all parts.
    day, unit, span
        As in `Fold`.

    Examples
    --------
    >>> found = folded([(np.array([2, 0]), np.array([178, 7])), (np.array([1]), np.array([7]))],
    ...                3, 9.0, 1.0, 10)
    >>> found.keys.tolist(), found.weight.tolist(), found.place.tolist()
    ([7, 178], [2.0, 1.0], [0, 0, 1])
    >>> found.data.x.tolist(), found.data.t_x.tolist(), found.data.T.tolist(), found.last.tolist()
    ([0.0, 1.0], [0.0, 7.0], [7.0, 8.0], [2.0, 8.0])
    """
    place = np.empty(customers, np.int32)
    found: list[NDArray[np.int64]] = []
    counts: list[NDArray[np.int64]] = []
    start = 0
    for places, keys in parts:
        different, own, count = np.unique(keys, return_inverse=True, return_counts=True)
        place[places] = own + start
        start += len(different)
        found.append(different)
        counts.append(count)
    keys, own = np.unique(np.concatenate(found), return_inverse=True)
    weight = np.bincount(own, np.concatenate(counts), len(keys)).astype(np.float64)
    return Fold(day, unit, keys, span, weight, own.astype(np.int32)[place])
