"""Sums of money without the dust of binary fractions: 0.1 + 0.2 and 0.3 are one amount."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from clvxl.core._checks import Vector

__all__ = ["without_dust"]

# Below each bound a double still tells these decimals apart, with a thousandfold to spare.
_USUAL = (1e5, 8)
_LARGE = ((1e8, 5), (1e11, 2))


def without_dust(values: ArrayLike) -> Vector:
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
    >>> without_dust(np.array([0.1 + 0.2, 1e20]))
    array([3.e-01, 1.e+20])
    """
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
