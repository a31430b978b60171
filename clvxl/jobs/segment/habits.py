"""What is usual for each customer: days between purchases, and the amount of one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clvxl.core._groups import group_medians
from clvxl.data.records import Transactions

__all__ = ["Habits", "habits_of"]

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


def habits_of(sales: Transactions, wanted: NDArray[np.bool_] | None = None) -> Habits:
    """Return what is usual for the customers of some sales; returns are no purchases.

    `wanted` says for which customers; the others' figures are NaN. `any_gap` is of all.

    >>> import pandas as pd
    >>> from clvxl.data.choices import columns_of
    >>> from clvxl.data.cleaning import clean_transactions
    >>> from clvxl.data.table import SourceTable
    >>> table = SourceTable("sales.csv", ("Customer", "Date", "Amount"), (
    ...     pd.Series(list("aaab")), pd.Series([45600.0, 45603.0, 45613.0, 45601.0]),
    ...     pd.Series([5.0, 9.0, 6.0, 2.0])))
    >>> found = habits_of(clean_transactions(table, columns_of(table)))
    >>> found.gap, found.amount, found.any_gap
    (array([6.5, nan]), array([6., 2.]), 6.5)
    """
    gap, amount = (np.empty(len(sales.labels)) for _ in range(2))
    numbers = np.zeros(0, dtype=np.int64)
    for part, places in sales.parts():
        own = np.ones(len(part.labels), dtype=bool) if wanted is None else wanted[places]
        gap[places], amount[places], days = _of_part(part, own)
        numbers = _added(numbers, days)
    return Habits(gap, amount, _median_of(numbers))


def _of_part(
    sales: Transactions, wanted: NDArray[np.bool_]
) -> tuple[Vector, Vector, NDArray[np.int64]]:
    """The medians of the customers, and how often each number of days lies between purchases."""
    count = len(sales.labels)
    bought = sales.counts_as_purchase
    who, days = sales.customers[bought], sales.days[bought]
    own = wanted[who]
    amount = group_medians(who[own], sales.amounts[bought][own], count)
    start = days.min()
    span = int(days.max() - start) + 1
    # sorted by hand: the customers' days are many, and few of them equal
    keys = np.sort(who * span + (days - start).astype(np.int64))
    keys = keys[np.concatenate(([True], keys[1:] != keys[:-1]))]
    customer = keys // span
    again = customer[1:] == customer[:-1]
    gaps = np.diff(keys)[again]
    customer = customer[1:][again]
    own = wanted[customer]
    gap = group_medians(customer[own], gaps[own].astype(np.float64), count)
    return gap, amount, np.bincount(gaps)


def _added(first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.int64]:
    """The counts of both."""
    found = np.zeros(max(len(first), len(second)), dtype=np.int64)
    found[: len(first)] += first
    found[: len(second)] += second
    return found


def _median_of(counts: NDArray[np.int64]) -> float:
    """The median of whole numbers by how often there is each; NaN of none."""
    total = int(counts.sum())
    if not total:
        return float("nan")
    below = np.cumsum(counts)
    middle = np.searchsorted(below, [(total - 1) // 2, total // 2], side="right")
    return float(middle.mean())
