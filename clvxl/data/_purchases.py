"""From lines in use to purchases: the lines of an order are one, customers without any are none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clvxl.core._rounding import group_sums
from clvxl.data._notices import days_of_orders
from clvxl.data.records import CleaningOptions, Counts, FloatArray, IntArray, LeftOut, Pieces

__all__ = ["Kept", "Purchases", "idle_lines", "is_purchase", "merged", "spread_days"]


@dataclass(frozen=True)
class Purchases:
    """Lines, or purchases; arrays of one length.

    Attributes
    ----------
    customers, rows : int64 arrays
        The customer of each, numbered from 0, and its row as a spreadsheet shows it.
    days, amounts : float64 arrays
    """

    customers: IntArray
    days: FloatArray
    amounts: FloatArray
    rows: IntArray


@dataclass(frozen=True)
class Kept:
    """The lines that are used, and what is told of all.

    Attributes
    ----------
    lines : Purchases
    labels : array
        One a customer.
    left_out : LeftOut
    counts : Counts
    spread : two float64 arrays
        As `Transactions.spread`.
    refunded : int
        How many of the lines had money taken off.
    currencies : int64 array, optional
        The codes of the currencies that the lines have.
    long : int
        How many orders are of days that lie far apart.
    merged : bool
        Whether the lines of an order became one purchase.
    purchases : int, optional
        How many purchases there are, where `lines` does not hold them.
    pieces : Pieces, optional
        As `Transactions.pieces`.
    """

    lines: Purchases
    labels: NDArray[Any]
    left_out: LeftOut
    counts: Counts
    spread: tuple[FloatArray, FloatArray]
    refunded: int
    currencies: IntArray | None
    long: int
    merged: bool
    purchases: int | None = None
    pieces: Pieces | None = None


def is_purchase(amounts: FloatArray, options: CleaningOptions) -> NDArray[np.bool_]:
    """Return which amounts are purchases: above 0, or not 0 where returns are kept as lines.

    >>> is_purchase(np.array([5.0, -1.0, 0.0]), CleaningOptions(returns="keep")).tolist()
    [True, True, False]
    """
    return amounts != 0 if options.returns == "keep" else amounts > 0


def idle_lines(
    customers: IntArray, amounts: FloatArray, units: IntArray | None, options: CleaningOptions
) -> NDArray[np.bool_]:
    """Return the lines of customers without a purchase; `units` are orders, if they count as one.

    >>> idle_lines(np.array([0, 0, 1]), np.array([5.0, -1, -2]), None, CleaningOptions()).tolist()
    [False, False, True]
    """
    if units is not None:
        amounts = group_sums(units, amounts)[units]
    buyers = np.zeros(int(customers.max(initial=-1)) + 1, dtype=bool)
    buyers[customers[is_purchase(amounts, options)]] = True
    return np.asarray(~buyers[customers])


def merged(lines: Purchases, units: IntArray) -> Purchases:
    """Make the lines of one order one purchase: the sum, on the first day, by first appearance.

    >>> who, rows = np.array([0, 0]), np.array([2, 3])
    >>> lines = Purchases(who, np.array([9.0, 8.0]), np.array([2.0, 3.0]), rows)
    >>> found = merged(lines, np.array([7, 7]))
    >>> found.days.tolist(), found.amounts.tolist(), found.rows.tolist()
    ([8.0], [5.0], [2])
    """
    _, first, codes = np.unique(units, return_index=True, return_inverse=True)
    place = np.empty(len(first), dtype=np.int64)
    order = np.argsort(first)
    place[order] = np.arange(len(first))
    codes, first = place[codes], first[order]
    days = np.full(len(first), np.inf)
    np.minimum.at(days, codes, lines.days)
    amounts = group_sums(codes, lines.amounts, len(first))
    return Purchases(lines.customers[first], days, amounts, lines.rows[first])


def spread_days(days: FloatArray, units: IntArray | None) -> tuple[FloatArray, FloatArray]:
    """Return the first and the last day of each order whose lines are of several days.

    >>> [ends.tolist() for ends in spread_days(np.array([5.0, 6.0, 7.0]), np.array([0, 0, 1]))]
    [[5.0], [6.0]]
    """
    if units is None:
        return np.empty(0), np.empty(0)
    first, last = days_of_orders(units, days)
    several = last > first
    return first[several], last[several]
