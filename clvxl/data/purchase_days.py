"""From sales to what customer-base models know of a customer: his purchase days, and their counts.

All purchases of a customer on one day are one purchase. Where amounts are known, a return is taken
off the customer's last purchase before it, and a purchase of which nothing is left is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from clvxl.data.grouping import factorize
from clvxl.errors import NoAnswerError
from clvxl.text import Text

__all__ = ["NOTHING", "UNITS", "Histories", "PurchaseDays", "purchase_days", "together"]

FloatArray = NDArray[np.float64]

UNITS = MappingProxyType({"day": 1.0, "week": 7.0, "month": 30.4375, "year": 365.25})
"""Days in each unit of time; months and years as long as they are in four years on average."""

NOTHING = Text(
    "no purchase is dated on or before {day}: take a later as_of, or look at the amounts",
    "在 {day} 及之前没有购买：请取更晚的 as_of，或检查金额",
)


@dataclass(frozen=True)
class Histories:
    """What is known of each customer at a day; all arrays have one length.

    Attributes
    ----------
    customers : array
        Labels, in order of first appearance.
    frequency : ndarray
        Repeat purchases: purchase days less the first.
    recency, T : ndarray
        Age at the last purchase and at the day, in units of time.
    monetary : ndarray
        Mean amount of the repeat purchases, NaN with none.
    """

    customers: NDArray[Any]
    frequency: FloatArray
    recency: FloatArray
    T: FloatArray
    monetary: FloatArray


@dataclass(frozen=True)
class PurchaseDays:
    """Purchase days by customer and then by day; arrays of one length but `labels`.

    Attributes
    ----------
    labels : array
        One per customer, in order of first appearance.
    customer : ndarray of int
        Place in `labels`.
    day : ndarray
        Whole sheet days.
    value : ndarray
        What was bought on that day, in money; NaN where no amounts are known.
    """

    labels: NDArray[Any]
    customer: NDArray[np.int64]
    day: FloatArray
    value: FloatArray

    def until(self, day: float) -> PurchaseDays:
        """Return what was known at the end of `day`: the customers who had bought by then."""
        return self._taken(self.day <= day, self.known_by(day))

    def of_customers(self, chosen: NDArray[np.bool_]) -> PurchaseDays:
        """Return what some of the customers bought."""
        return self._taken(chosen[self.customer], chosen)

    def _taken(self, here: NDArray[np.bool_], chosen: NDArray[np.bool_]) -> PurchaseDays:
        """Some purchases, of some customers, each of whom has one at least."""
        place = np.cumsum(chosen) - 1
        return PurchaseDays(
            self.labels[chosen], place[self.customer[here]], self.day[here], self.value[here]
        )

    def known_by(self, day: float) -> NDArray[np.bool_]:
        """Return whether each customer had bought by the end of `day`."""
        return np.asarray(self.first_days <= day)

    @property
    def starts(self) -> NDArray[np.int64]:
        """The place of each customer's first purchase."""
        return np.flatnonzero(np.concatenate(([True], np.diff(self.customer) != 0)))

    @property
    def first_days(self) -> FloatArray:
        """Each customer's first day."""
        return self.day[self.starts]

    def gaps(self) -> tuple[NDArray[np.int64], FloatArray]:
        """Return the days between a customer's purchases, and whose they are."""
        same = np.diff(self.customer) == 0
        return self.customer[1:][same], np.diff(self.day)[same]

    def totals(self, after: float, until: float) -> tuple[FloatArray, FloatArray]:
        """Return each customer's purchases and money after one day, up to another."""
        here = (self.day > after) & (self.day <= until)
        customers = len(self.labels)
        who = self.customer[here]
        count = np.bincount(who, minlength=customers).astype(np.float64)
        money = np.bincount(who, self.value[here], minlength=customers).astype(np.float64)
        return count, money

    def histories(self, as_of: float, unit: float) -> Histories:
        """Return what models know of each customer at the end of the day `as_of`.

        Parameters
        ----------
        as_of : float
            Sheet day, not before the last of the days.
        unit : float
            Days in a unit of time.
        """
        starts = self.starts
        ends = np.append(starts[1:], len(self.day)) - 1
        repeats = (ends - starts).astype(np.float64)
        spent = np.add.reduceat(self.value, starts) - self.value[starts]
        with np.errstate(invalid="ignore", divide="ignore"):
            monetary = np.where(repeats > 0, spent / repeats, np.nan)
        first = self.day[starts]
        return Histories(
            self.labels, repeats, (self.day[ends] - first) / unit, (as_of - first) / unit, monetary
        )


def purchase_days(
    customers: Any, dates: ArrayLike, amounts: ArrayLike | None = None, as_of: float | None = None
) -> PurchaseDays:
    """Return the purchase days of all customers.

    Parameters
    ----------
    customers : sequence or array, shape (n,)
        Labels, equal where a customer is one.
    dates : array_like, shape (n,)
        Sheet days.
    amounts : array_like, shape (n,), optional
        In money; below 0 for a return. Without them every row is a purchase.
    as_of : float, optional
        Later rows do not count.

    Raises
    ------
    NoAnswerError
        Nothing was bought by then.

    Examples
    --------
    >>> sold = purchase_days(["Ann", "Bo", "Ann", "Ann"], [1, 2, 8, 8], [5, 5, 10, 2])
    >>> sold.customer.tolist(), sold.day.tolist(), sold.value.tolist()
    ([0, 0, 1], [1.0, 8.0, 2.0], [5.0, 12.0, 5.0])
    >>> known = sold.histories(as_of=15, unit=7)
    >>> known.frequency.tolist(), known.recency.tolist(), known.T.tolist()
    ([1.0, 0.0], [1.0, 0.0], [2.0, 1.8571428571428572])
    """
    codes, labels = factorize(customers)
    days = np.floor(np.asarray(dates, np.float64))
    money = None if amounts is None else np.asarray(amounts, np.float64)
    if as_of is not None:
        here = days <= as_of
        codes, days = codes[here], days[here]
        money = None if money is None else money[here]
    if not len(days):
        raise NoAnswerError(NOTHING, day=as_of)
    start = days.min()
    span = int(days.max() - start) + 1
    key = codes * span + (days - start).astype(np.int64)
    bought, value = _by_day(key, money, span)
    if not len(bought):
        raise NoAnswerError(NOTHING, day=days.max())
    who, day = np.divmod(bought, span)
    known, place = np.unique(who, return_inverse=True)
    return PurchaseDays(labels[known], place.astype(np.int64), day + start, value)


def together(parts: Sequence[PurchaseDays]) -> PurchaseDays:
    """Return the purchase days of all parts, customers in the order of their labels.

    >>> sold = together([purchase_days([7, 3], [1, 2], [5, 5]), purchase_days([4], [9], [5])])
    >>> sold.labels.tolist(), sold.customer.tolist(), sold.day.tolist()
    ([3, 4, 7], [0, 1, 2], [2.0, 9.0, 1.0])
    """
    labels, ends = np.concatenate([part.labels for part in parts]), [0]
    for part in parts:
        ends.append(ends[-1] + len(part.labels))
    order = np.argsort(labels, kind="stable")
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    customer = np.concatenate(
        [place[part.customer + end] for part, end in zip(parts, ends, strict=False)]
    )
    rows = np.argsort(customer, kind="stable")
    return PurchaseDays(
        labels[order], customer[rows], np.concatenate([part.day for part in parts])[rows],
        np.concatenate([part.value for part in parts])[rows],
    )  # fmt: skip


def _by_day(
    key: NDArray[np.int64], money: FloatArray | None, span: int
) -> tuple[NDArray[np.int64], FloatArray]:
    """Customers' purchase days, and what is left of each after returns."""
    if money is None:
        different = np.unique(key)
        return different, np.full(len(different), np.nan)
    sold = money > 0
    different, place = np.unique(key[sold], return_inverse=True)
    gross = np.bincount(place, money[sold], minlength=len(different)).astype(np.float64)
    value = gross
    back = money < 0
    if back.any() and len(different):
        at = np.searchsorted(different, key[back], side="right") - 1
        own = (at >= 0) & (different[at] // span == key[back] // span)
        value = gross + np.bincount(at[own], money[back][own], minlength=len(different))
        # what rounding leaves of a purchase that was taken back whole is nothing
        left = value > 1e-9 * gross
        different, value = different[left], value[left]
    return different, value
