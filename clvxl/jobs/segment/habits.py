"""What is usual for each customer: days between purchases, and the amount of one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clvxl.core._groups import group_medians
from clvxl.data.grouping import grouped_by_day, stand_by_day
from clvxl.data.records import Piece, Transactions

__all__ = ["Habits", "added_counts", "gap_counts", "habits_of"]

Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Habits:
    """Medians: `gap` and `amount` of each customer, shape (n,), `any_gap` of all gaps there are.

    A gap is the number of days from one purchase day to the customer's next; NaN where nobody came
    back on another day.
    """

    gap: Vector
    amount: Vector
    any_gap: float


def gap_counts(part: Piece) -> NDArray[np.int64]:
    """Return how often each number of days lies from a purchase day to the customer's next."""
    _, gaps = _gaps(part)
    return np.bincount(gaps)


def habits_of(
    sales: Transactions, gaps: NDArray[np.int64], wanted: NDArray[np.bool_] | None = None
) -> Habits:
    """Return what is usual for the customers of some sales; returns are no purchases.

    Parameters
    ----------
    sales : Transactions
    gaps : ndarray of int
        As `gap_counts`, of all customers.
    wanted : ndarray of bool, optional
        For which customers; the others' figures are NaN. Default: for all.

    Examples
    --------
    >>> import pandas as pd
    >>> from clvxl.data.choices import columns_of
    >>> from clvxl.data.cleaning import clean_transactions
    >>> from clvxl.data.table import SourceTable
    >>> table = SourceTable("sales.csv", ("Customer", "Date", "Amount"), (
    ...     pd.Series(list("aaab")), pd.Series([45600.0, 45603.0, 45613.0, 45601.0]),
    ...     pd.Series([5.0, 9.0, 6.0, 2.0])))
    >>> sales = clean_transactions(table, columns_of(table))
    >>> (_, part), = sales.parts()
    >>> found = habits_of(sales, gap_counts(part))
    >>> found.gap, found.amount, found.any_gap
    (array([6.5, nan]), array([6., 2.]), 6.5)
    """
    gap, amount = (np.full(len(sales.labels), np.nan) for _ in range(2))

    for places, (of_amounts, of_gaps) in sales.each_part(_medians, wanted=wanted):
        amount[places], gap[places] = of_amounts, of_gaps
    return Habits(gap, amount, _median_of(gaps))


def _medians(part: Piece) -> tuple[Vector, Vector]:
    """The usual amount and the usual gap of the customers of a part."""
    bought = part.counts_as_purchase
    amounts = group_medians(part.customers[bought], part.amounts[bought], part.count)
    customers, days = _gaps(part)
    return amounts, group_medians(customers, days.astype(np.float64), part.count)


def _gaps(part: Piece) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The days from each purchase day to the customer's next, and whose they are."""
    customers, days = part.customers, part.days
    bought = part.counts_as_purchase
    if not bought.all():
        customers, days = customers[bought], days[bought]
    if not stand_by_day(customers, days):
        order, _ = grouped_by_day(customers, days)
        customers, days = customers[order], days[order]
    gaps = np.diff(days).astype(np.int64)
    again = (customers[1:] == customers[:-1]) & (gaps > 0)
    return customers[1:][again], gaps[again]


def added_counts(counts: Iterable[NDArray[np.int64]]) -> NDArray[np.int64]:
    """Return the sums of counts of numbers from 0 on.

    >>> added_counts([np.array([0, 2]), np.array([1, 1, 5])]).tolist()
    [1, 3, 5]
    """
    found = np.zeros(0, dtype=np.int64)
    for each in counts:
        if len(each) > len(found):
            found = np.pad(found, (0, len(each) - len(found)))
        found[: len(each)] += each
    return found


def _median_of(counts: NDArray[np.int64]) -> float:
    """The median of whole numbers by how often there is each; NaN of none."""
    total = int(counts.sum())
    if not total:
        return float("nan")
    below = np.cumsum(counts)
    middle = np.searchsorted(below, [(total - 1) // 2, total // 2], side="right")
    return float(middle.mean())
