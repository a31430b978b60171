"""Medians by group."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from clvxl.core._checks import Vector

__all__ = ["group_medians"]


def group_medians(groups: NDArray[np.integer[Any]], values: Vector, count: int) -> Vector:
    """Return the median of each group's values.

    Parameters
    ----------
    groups : ndarray of int, shape (rows,)
        Each row's group, from 0.
    values : ndarray, shape (rows,)
        Finite numbers.
    count : int
        How many groups there are.

    Returns
    -------
    ndarray, shape (count,)
        NaN for a group without a row.

    Examples
    --------
    >>> group_medians(np.array([0, 2, 0, 2, 2]), np.array([1.0, 9.0, 4.0, 5.0, 6.0]), 3)
    array([2.5, nan, 6. ])
    """
    sizes = np.bincount(groups, minlength=count)
    starts = np.cumsum(sizes) - sizes
    by_value = np.argsort(values)
    ordered = values[by_value[np.argsort(groups[by_value], kind="stable")]]
    medians = np.full(count, np.nan)
    some = sizes > 0
    low, high = (starts + (sizes - 1) // 2)[some], (starts + sizes // 2)[some]
    medians[some] = ordered[low] + (ordered[high] - ordered[low]) / 2
    return medians
