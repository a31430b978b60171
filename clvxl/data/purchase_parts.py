"""The purchase days of a customer base in parts, each with all purchases of its customers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from clvxl.data.purchase_days import NOTHING, PurchaseDays, purchase_days, together
from clvxl.data.records import Piece, Transactions
from clvxl.errors import NoAnswerError

__all__ = ["Arrays", "DistantParts", "Keep", "PurchaseParts"]

T = TypeVar("T")

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
        told: list[_Told] = []
        for part in parts:
            sizes = np.diff(np.append(part.starts, len(part.day)))
            self._kept.append(keep((sizes.astype(np.int32), part.day.astype(np.int32), part.value)))
            told.append(_told(part))
        self._take(told)

    def _take(self, told: list[_Told]) -> None:
        """Add up what is told of the parts."""
        self.purchases = sum(part.purchases for part in told)
        self.mean_value = float(sum(part.money for part in told) / self.purchases)
        day, count = np.concatenate([part.repeats for part in told], axis=1)
        different, place = np.unique(day, return_inverse=True)
        self.first_day = min(part.first_day for part in told)
        self.repeats = different, np.bincount(place, count).astype(np.float64)
        self.labels = np.sort(np.concatenate([part.labels for part in told]))
        self._places = [np.searchsorted(self.labels, part.labels).astype(np.int32) for part in told]

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

    def each(self, work: Callable[[PurchaseDays], T]) -> Iterator[tuple[NDArray[np.int32], T]]:
        """Do some work with each part, where it is kept; its labels may be others there.

        Yields
        ------
        places : ndarray of int
            Where its customers stand among all.
        found
            What `work` returned, which can be pickled.
        """
        for places, part in self:
            yield places, work(part)

    def gathered(self, work: Callable[[PurchaseDays], Arrays]) -> Arrays:
        """Return what is found of each part's customers, in the order of all customers.

        Parameters
        ----------
        work : callable
            Returns arrays with a value for each customer of the part.
        """
        found: list[NDArray[Any]] = []
        for places, arrays in self.each(work):
            found = found or [np.empty(len(self), each.dtype) for each in arrays]
            for all_of_them, each in zip(found, arrays, strict=True):
                all_of_them[places] = each
        return tuple(found)

    def chosen(self, here: NDArray[np.bool_]) -> PurchaseDays:
        """Return the purchase days of some customers, all in memory."""
        return together([part.of_customers(here[places]) for places, part in self])


class DistantParts(PurchaseParts):
    """Purchase days on other machines, to which the work goes.

    Parameters
    ----------
    sales : Transactions
    day : float
        Sheet day: later purchases are not known.

    Raises
    ------
    NoAnswerError
        Nothing was bought by then.
    """

    def __init__(self, sales: Transactions, day: float) -> None:
        self._sales, self._day = sales, day
        told = []
        for places, found in sales.each_part(partial(_of_piece, day=day, work=_told)):
            if found is not None:
                told.append(found._replace(labels=places[found.labels]))
        if not told:
            raise NoAnswerError(NOTHING, day=day)
        self._take(told)

    def each(self, work: Callable[[PurchaseDays], T]) -> Iterator[tuple[NDArray[np.int32], T]]:
        """Do some work with each part, on the machine where it is kept."""
        every = self._sales.each_part(partial(_of_piece, day=self._day, work=work))
        found = (each for _, each in every if each is not None)
        yield from zip(self._places, found, strict=True)

    def __iter__(self) -> Iterator[tuple[NDArray[np.int32], PurchaseDays]]:
        for places, part in self.each(_itself):
            yield places, replace(part, labels=self.labels[places])

    def chosen(self, here: NDArray[np.bool_]) -> PurchaseDays:
        """Return the purchase days of some customers, all in memory here."""
        wanted = np.zeros(len(self._sales.labels), dtype=bool)
        wanted[self.labels[here]] = True
        every = self._sales.each_part(
            partial(_of_piece, day=self._day, work=_itself), wanted=wanted
        )
        found = [(places, part) for places, part in every if part is not None]
        return together([replace(part, labels=places[part.labels]) for places, part in found])


class _Told(NamedTuple):
    """What a part tells of itself."""

    labels: NDArray[Any]
    first_day: float
    purchases: int
    money: Any
    repeats: NDArray[np.float64]


def _told(part: PurchaseDays) -> _Told:
    repeats = np.ones(len(part.day), dtype=bool)
    repeats[part.starts] = False
    return _Told(
        part.labels.astype(np.int32), float(part.day.min()), len(part.day),
        np.sum(part.value, dtype=np.longdouble),
        np.array(np.unique(part.day[repeats], return_counts=True)),
    )  # fmt: skip


def _of_piece(piece: Piece, day: float, work: Callable[[PurchaseDays], T]) -> T | None:
    """Do some work with the purchase days of a piece; None where nothing was bought."""
    try:
        bought = purchase_days(piece.customers, piece.days, piece.amounts, day)
    except NoAnswerError:
        return None
    return work(bought)


def _itself(part: PurchaseDays) -> PurchaseDays:
    return part


def _numbered(sold: PurchaseDays) -> PurchaseDays:
    return PurchaseDays(np.arange(len(sold.labels)), sold.customer, sold.day, sold.value)
