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


def _named(customers: Customers) -> NDArray[np.bool_]:
    """The rows whose customer bears the name of a total."""
    if customers.labels.dtype.kind == "f":
        return np.zeros(len(customers.codes), dtype=bool)
    called = [" ".join(str(label).casefold().rstrip(" :：").split()) for label in customers.labels]
    # a row without a customer has the code -1, the last one
    return np.array([*(name in NAMES for name in called), False])[customers.codes]
