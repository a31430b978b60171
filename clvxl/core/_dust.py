"""Sums of money without the dust of binary fractions: 0.1 + 0.2 and 0.3 are one amount."""

from __future__ import annotations

import numpy as np

from clvxl.core._checks import Vector

__all__ = ["without_dust"]

# Below each bound a double still tells these decimals apart, with a thousandfold to spare.
_DECIMALS = ((1e2, 10), (1e5, 8), (1e8, 5), (1e11, 2))


def without_dust(amounts: Vector) -> Vector:
    """Return `amounts` rounded to the decimals that their size allows.

    >>> without_dust(np.array([0.1 + 0.2, 1e20]))
    array([3.e-01, 1.e+20])
    """
    size = np.abs(amounts)
    rounded = amounts.copy()
    low = 0.0
    for bound, places in _DECIMALS:
        here = (size >= low) & (size < bound)
        rounded[here] = np.round(amounts[here], places)
        low = bound
    return rounded
