"""Money rounded to the decimals that its size allows, and sums of it: 0.1 + 0.2 and 0.3 are one."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from clvxl.core._checks import Vector

__all__ = ["MONEY_DECIMALS", "group_sums", "rounded_money"]

Groups = NDArray[np.integer[Any]]

# Below each bound a double still tells these decimals apart, with a thousandfold to spare.
_USUAL = (1e5, 8)
_LARGE = ((1e8, 5), (1e11, 2))

MONEY_DECIMALS = (_USUAL, *_LARGE)
"""Below each bound so many decimals of an amount are kept."""

ROUNDING = 2.0**-53
"""The largest share of a sum that one addition rounds away."""

EXACT = 2.0**53
"""Whole numbers below have no fraction to lose, in any order of adding."""


def rounded_money(values: ArrayLike) -> Vector:
    """Return amounts of money rounded to the decimals that their size allows.

    Parameters
    ----------
    values : array_like
        Amounts or sums of them: 8 decimals are kept below 100,000, 5 below 10^8, 2 below 10^11;
        larger ones stay as they are.

    Returns
    -------
    ndarray of float64

    Examples
    --------
    >>> rounded_money(np.array([0.1 + 0.2, 1e20]))
    array([3.e-01, 1.e+20])
    """
    if hasattr(values, "rounded"):  # a column of an engine
        return values.rounded()  # type: ignore[no-any-return]
    amounts = np.asarray(values, dtype=np.float64)
    bound, places = _USUAL
    with np.errstate(over="ignore", invalid="ignore"):
        rounded = np.round(amounts, places)
    large = np.flatnonzero(~(np.abs(amounts) < bound))
    if large.size:
        rounded[large] = amounts[large]
        for high, places in _LARGE:
            size = np.abs(amounts[large])
            here = large[(size >= bound) & (size < high)]
            rounded[here] = np.round(amounts[here], places)
            bound = high
    return rounded


def group_sums(
    groups: Groups, amounts: Vector, count: int = 0, *, lines: Groups | None = None
) -> Vector:
    """Add up money by group, to the penny however many lines a group has.

    Parameters
    ----------
    groups : ndarray of int, shape (rows,)
        Each row's group, from 0.
    amounts : ndarray, shape (rows,)
        Money.
    count : int
        How many groups there are at least.
    lines : ndarray of int, optional
        How many rows each group has, where that was counted already.

    Returns
    -------
    ndarray, shape (groups,)
        Rounded as `rounded_money` does; 0 for a group without a row.

    Notes
    -----
    Plain sums, where their error cannot reach what the rounding keeps: n terms of size s lose at
    most n u s (Higham, Accuracy and Stability of Numerical Algorithms, section 4.2). The others
    are added as whole pennies, or in two parts.

    Examples
    --------
    >>> group_sums(np.zeros(300_000, dtype=int), np.full(300_000, 149_999.95)).tolist()
    [44999985000.0]
    """
    sums = _plain(groups, amounts, count)
    if not len(amounts):
        return sums
    lines = np.bincount(groups, minlength=count) if lines is None else lines
    most = float(lines.max())
    largest = max(abs(float(amounts.min())), abs(float(amounts.max())))
    if not most * ROUNDING * most * largest < _kept(0.0):
        sizes = _plain(groups, np.abs(amounts), count)
        doubtful = _doubtful(sums, lines, sizes)
        if doubtful.any():
            sums[doubtful] = _careful(groups, amounts, doubtful, sizes)
    return rounded_money(sums)


def _plain(groups: Groups, amounts: Vector, count: int = 0) -> Vector:
    # without a row bincount forgets that its weights are floats
    return np.bincount(groups, weights=amounts, minlength=count).astype(np.float64, copy=False)


def _kept(size: float) -> float:
    """Half of the last decimal that `rounded_money` keeps of sizes below 10^11."""
    return next(0.5 / float(10**places) for high, places in (_USUAL, *_LARGE) if size < high)


def _doubtful(sums: Vector, lines: Groups, sizes: Vector) -> NDArray[np.bool_]:
    """The groups whose plain sum may be wrong in a decimal that is kept."""
    bounds = [bound for bound, _ in (_USUAL, *_LARGE)]
    kept = np.array([*(_kept(np.nextafter(bound, 0.0)) for bound in bounds), 0.0])
    with np.errstate(invalid="ignore", over="ignore"):
        at = np.searchsorted(bounds, np.abs(sums), side="right")
        return (lines > 1) & np.isfinite(sizes) & (lines * ROUNDING * sizes >= kept[at])


def _careful(groups: Groups, amounts: Vector, wanted: NDArray[np.bool_], sizes: Vector) -> Vector:
    """The sums of the wanted groups; as whole pennies, where all amounts are."""
    if not wanted.all():
        rows = np.flatnonzero(wanted[groups])
        groups, amounts, sizes = (np.cumsum(wanted) - 1)[groups[rows]], amounts[rows], sizes[wanted]
    with np.errstate(over="ignore"):
        pennies = np.rint(amounts * 100.0)
        if not np.array_equal(pennies / 100.0, amounts):
            return _in_two(groups, amounts, sizes)
    if sizes.max() * 100.0 < EXACT:
        return _plain(groups, pennies) / 100.0
    return _in_two(groups, pennies, sizes * 100.0) / 100.0


def _in_two(groups: Groups, amounts: Vector, sizes: Vector) -> Vector:
    """The sums, high and low digits added apart: the high ones without any rounding."""
    unit = np.ldexp(1.0, np.frexp(sizes)[1] - 51)[groups]
    high = np.rint(amounts / unit) * unit
    low = amounts - high
    return _plain(groups, high) + _plain(groups, low)
