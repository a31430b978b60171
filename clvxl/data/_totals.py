"""Rows that add up the rows above them: they are told by their name and by their amount."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from clvxl.data._cells import Customers

__all__ = ["total_rows"]

NAMES = frozenset(
    (
        "total",
        "totals",
        "grand total",
        "grand totals",
        "subtotal",
        "sub total",
        "sum",
        "合计",
        "总计",
        "小计",
        "总和",
        "共计",
    )
)
HALF_A_PENNY = 0.005
ROUNDING = 1e-13
TELLING = 2


def total_rows(
    customers: Customers, values: NDArray[np.float64], lines: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Return which rows hold a total in place of a customer.

    A row is one where its customer is called so and its value is, to the penny, the sum of all
    other rows, of all rows above it, or of those since the last row of such a name. A customer may
    bear such a name too: of the rows of a name most must be sums, and one of several rows.

    >>> none = np.zeros(3, dtype=bool)
    >>> customers = Customers(np.arange(3), np.array(["a", "b", "Total"]), none, none)
    >>> total_rows(customers, np.array([1.0, 2.5, 3.5]), np.ones(3, dtype=bool)).tolist()
    [False, False, True]
    """
    named = _named(customers) & np.isfinite(values)
    if not named.any():
        return named
    plain = lines & ~named & np.isfinite(values)
    above = np.cumsum(np.where(plain, values, 0.0))
    rows = np.cumsum(plain)
    at = np.flatnonzero(named)
    everything, whole, part = np.full(len(at), above[-1]), above[at], np.diff(above[at], prepend=0)
    terms = np.stack([np.full(len(at), rows[-1]), rows[at], np.diff(rows[at], prepend=0)])
    sums = np.stack([everything, whole, part])
    near = np.abs(sums - values[at]) <= HALF_A_PENNY + ROUNDING * np.abs(sums)
    fits, proves = (near & (terms > 0)).any(axis=0), (near & (terms > 1)).any(axis=0)
    names, count = customers.codes[at], len(customers.labels)
    most = 2 * np.bincount(names[fits], minlength=count) >= np.bincount(names, minlength=count)
    proven = np.bincount(names[proves], minlength=count) > 0
    named[at] = fits & (most & proven)[names]
    return named


def totals_of_orders(values: NDArray[np.float64], orders: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which lines hold the sum of their order's other lines, where all orders have one.

    Such are header records above item records, and totals below: only orders of three lines or
    more tell, and several have to.

    >>> values = np.array([11.0, 5, 6, 9, 4, 5, 7, 7, 8, 6, 2])
    >>> orders = np.array([0, 0, 0, 1, 1, 1, 2, 2, 3, 3, 3])
    >>> totals_of_orders(values, orders).astype(int).tolist()
    [1, 0, 0, 1, 0, 0, 1, 0, 1, 0, 0]
    """
    none = np.zeros(len(values), dtype=bool)
    rows = np.flatnonzero(np.isfinite(values) & (orders >= 0) & (values != 0))
    if not len(rows):
        return none
    count = np.bincount(orders[rows])
    if (count > 2).sum() < TELLING or (count[count > 0] < 2).any():
        return none
    # of each order the line that is farthest from 0, the first of its like
    order = rows[np.lexsort((-np.abs(values[rows]), orders[rows]))]
    _, first = np.unique(orders[order], return_index=True)
    largest = order[first]
    sums = np.bincount(orders[rows], weights=values[rows])[orders[largest]]
    if (np.abs(sums - 2 * values[largest]) > HALF_A_PENNY + ROUNDING * np.abs(sums)).any():
        return none
    none[largest] = True
    return none


def _named(customers: Customers) -> NDArray[np.bool_]:
    """The rows whose customer bears the name of a total."""
    if customers.labels.dtype.kind == "f":
        return np.zeros(len(customers.codes), dtype=bool)
    called = [" ".join(str(label).casefold().rstrip(" :：").split()) for label in customers.labels]
    # a row without a customer has the code -1, the last one
    return np.array([*(name in NAMES for name in called), False])[customers.codes]
