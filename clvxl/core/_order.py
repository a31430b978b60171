"""Orders of many numbers: where they are whole, or money in pennies, in a fraction of the time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clvxl.core._checks import Vector

__all__ = ["at_ranks", "commonest", "largest_first", "order_of", "quantiles"]

CHUNK = 1 << 20
"""So many values are looked at at a time."""

MOST_COUNTED = 1 << 20
"""Whole numbers within such a span are counted rather than sorted."""

FEW = 1000
"""So many values show most columns that hold others than whole numbers."""

MOST_PENNIES = 2.0**53


def order_of(numbers: NDArray[np.integer[Any]]) -> NDArray[np.int64]:
    """Return the places of whole numbers from 0 in ascending order, equal ones as they come.

    Notes
    -----
    Number and place are packed into one number where 63 bits hold both: numpy sorts plain numbers
    several times faster than it finds their order.

    Examples
    --------
    >>> order_of(np.array([30, 10, 20, 10])).tolist()
    [1, 3, 2, 0]
    """
    return _order(numbers.astype(np.int64))


def _order(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """The order of numbers, whose array is used up."""
    bits = max(len(numbers) - 1, 0).bit_length()
    if int(numbers.max(initial=0)).bit_length() + bits > 63 or numbers.min(initial=0) < 0:
        return np.argsort(numbers, kind="stable")
    numbers <<= bits
    for start in range(0, len(numbers), CHUNK):
        part = numbers[start : start + CHUNK]
        part |= np.arange(start, start + len(part))
    numbers.sort()
    numbers &= (1 << bits) - 1
    return numbers


def largest_first(values: Vector) -> NDArray[np.int64]:
    """Return the places of values, the largest first, equal ones as they come.

    >>> largest_first(np.array([2.5, 9.99, -1.0, 9.99])).tolist()
    [1, 3, 0, 2]
    """
    pennies = _as_pennies(values)
    if pennies is None:
        return np.argsort(-values, kind="stable")
    np.subtract(pennies.max(initial=0), pennies, out=pennies)
    return _order(pennies)


def _as_pennies(values: Vector) -> NDArray[np.int64] | None:
    """Amounts as whole pennies, None where any is none."""
    found = np.empty(len(values), dtype=np.int64)
    for start in range(0, len(values), CHUNK):
        part = values[start : start + CHUNK]
        with np.errstate(over="ignore", invalid="ignore"):
            pennies = np.rint(part * 100.0)
            exact = (pennies / 100.0 == part) & (np.abs(pennies) < MOST_PENNIES)
        if not exact.all():
            return None
        found[start : start + CHUNK] = pennies
    return found


def at_ranks(
    values: NDArray[Any], ranks: NDArray[np.integer[Any]], *, ascending: bool = False
) -> Vector:
    """Return the values at ranks of their ascending order, from 0; they may stand in it already.

    >>> at_ranks(np.array([5.0, 1.0, 3.0]), np.array([0, 2])).tolist()
    [1.0, 5.0]
    """
    if ascending:
        return np.asarray(values[ranks], dtype=np.float64)
    counted = _counted(values)
    if counted is not None:
        low, counts = counted
        return low + np.searchsorted(np.cumsum(counts), ranks, side="right").astype(np.float64)
    return np.asarray(np.partition(values, np.unique(ranks))[ranks], dtype=np.float64)


def _counted(values: NDArray[Any]) -> tuple[float, NDArray[np.int64]] | None:
    """The least of whole numbers and how often there is each from it on; None for others."""
    if (values[:FEW] != np.floor(values[:FEW])).any():
        return None
    low, high = values.min(), values.max()
    if not high - low < MOST_COUNTED:
        return None
    counts = np.zeros(int(high - low) + 1, dtype=np.int64)
    for start in range(0, len(values), CHUNK):
        part = values[start : start + CHUNK] - low
        places = part.astype(np.int64)
        if not np.array_equal(places, part):
            return None
        counts += np.bincount(places, minlength=len(counts))
    return float(low), counts


def commonest(values: NDArray[Any], *, ascending: bool = False) -> tuple[float, int]:
    """Return the commonest value, the least of several, and how often there is it.

    >>> commonest(np.array([7.0, 2.0, 7.0, 2.0, 9.0]))
    (2.0, 2)
    """
    counted = None if ascending else _counted(values)
    if counted is not None:
        low, counts = counted
        most = int(counts.argmax())
        return low + most, int(counts[most])
    ordered = values if ascending else np.sort(values)
    starts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
    counts = np.diff(starts, append=len(ordered))
    most = int(counts.argmax())
    return float(ordered[starts[most]]), int(counts[most])


def quantiles(values: NDArray[Any], shares: Sequence[float], *, ascending: bool = False) -> Vector:
    """Return type-7 quantiles of values, which may ascend already.

    >>> quantiles(np.array([1.0, 2.0, 4.0]), [0.5, 0.75]).tolist()
    [2.0, 3.0]
    """
    places = np.asarray(shares, dtype=np.float64) * (len(values) - 1)
    below = np.floor(places).astype(np.int64)
    above = np.minimum(below + 1, len(values) - 1)
    found = at_ranks(values, np.concatenate([below, above]), ascending=ascending)
    low, high = np.split(found, 2)
    return low + (high - low) * (places - below)
