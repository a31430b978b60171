"""The purchase days of a customer base in parts, each with all purchases of its customers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from clvxl.data.purchase_days import PurchaseDays, together

__all__ = ["Arrays", "Keep", "PurchaseParts"]

Arrays: TypeAlias = tuple[NDArray[Any], ...]
Keep: TypeAlias = Callable[[Arrays], Callable[[], Arrays]]
"""Puts arrays away; what it returns gets them back."""


def _here(arrays: Arrays) -> Callable[[], Arrays]:
    return lambda: arrays


class PurchaseParts:
    """Purchase days by customer, one part at a time in memory.

    Customers are known by whole numbers, and stand in the order of these.

    Parameters
    ----------
    parts : iterable of PurchaseDays
        Their labels are whole numbers, no customer is in two parts; one part at least.
    keep : callable, optional
        Where the parts are kept meanwhile; in memory without it.

    Attributes
    ----------
    labels : ndarray of int
        The customers of all parts.
    first_day : float
        The sheet day of the first purchase of all.
    purchases : int
        Purchase days of all customers.
    mean_value : float
        Of a purchase day.
    repeats : (ndarray, ndarray)
        Sheet days, and how many repeat purchases fell on each.

    Examples
    --------
    >>> from clvxl.data.purchase_days import purchase_days
    >>> parts = [purchase_days([7, 3, 7], [1, 2, 8], [5, 5, 20]), purchase_days([4], [9], [10])]
    >>> sold = PurchaseParts(parts)
    >>> sold.labels.tolist(), sold.first_day, sold.purchases, sold.mean_value
    ([3, 4, 7], 1.0, 4, 10.0)
    >>> sold.gathered(lambda part: (part.first_days,))[0].tolist()
    [2.0, 9.0, 1.0]
    """

    def __init__(self, parts: Iterable[PurchaseDays], keep: Keep = _here) -> None:
        self._kept: list[Callable[[], Arrays]] = []
        labels: list[NDArray[Any]] = []
        days: list[NDArray[Any]] = []
        money, first = np.longdouble(0), np.inf
        self.purchases = 0
        for part in parts:
            starts = part.starts
            sizes = np.diff(np.append(starts, len(part.day)))
            self._kept.append(keep((sizes.astype(np.int32), part.day.astype(np.int32), part.value)))
            labels.append(part.labels.astype(np.int32))
            repeats = np.ones(len(part.day), dtype=bool)
            repeats[starts] = False
            days.append(np.array(np.unique(part.day[repeats], return_counts=True)))
            first = min(first, float(part.day.min()))
            money += np.sum(part.value, dtype=np.longdouble)
            self.purchases += len(part.day)
        self.mean_value = float(money / self.purchases)
        day, count = np.concatenate(days, axis=1)
        different, place = np.unique(day, return_inverse=True)
        self.first_day = first
        self.repeats = different, np.bincount(place, count).astype(np.float64)
        self.labels = np.sort(np.concatenate(labels))
        self._places = [np.searchsorted(self.labels, each).astype(np.int32) for each in labels]

    @classmethod
    def of(cls, sold: PurchaseDays) -> PurchaseParts:
        """Return purchase days as the one part that there is, its customers numbered."""
        return cls([_numbered(sold)])

    def __len__(self) -> int:
        """Return how many customers there are."""
        return len(self.labels)

    def __iter__(self) -> Iterator[tuple[NDArray[np.int32], PurchaseDays]]:
        """Go through the parts: where their customers stand among all, and what they bought."""
        for places, kept in zip(self._places, self._kept, strict=True):
            sizes, day, value = kept()
            customer = np.repeat(np.arange(len(sizes)), sizes)
            yield places, PurchaseDays(self.labels[places], customer, day.astype(float), value)

    def gathered(self, work: Callable[[PurchaseDays], Arrays]) -> Arrays:
        """Return what is found of each part's customers, in the order of all customers.

        Parameters
        ----------
        work : callable
            Returns arrays with a value for each customer of the part.
        """
        found: list[NDArray[Any]] = []
        for places, part in self:
            arrays = work(part)
            found = found or [np.empty(len(self), each.dtype) for each in arrays]
            for all_of_them, each in zip(found, arrays, strict=True):
                all_of_them[places] = each
        return tuple(found)

    def chosen(self, here: NDArray[np.bool_]) -> PurchaseDays:
        """Return the purchase days of some customers, all in memory."""
        return together([part.of_customers(here[places]) for places, part in self])


def _numbered(sold: PurchaseDays) -> PurchaseDays:
    return PurchaseDays(np.arange(len(sold.labels)), sold.customer, sold.day, sold.value)
