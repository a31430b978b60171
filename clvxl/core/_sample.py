"""A sample of rows in their order: what a fit takes where all rows would take too long."""

from __future__ import annotations

import numpy as np

from clvxl.core._checks import Vector

__all__ = ["MOST_ROWS", "spaced"]

MOST_ROWS = 1_000_000
"""A fit takes so many different rows; of more it takes a sample."""

_START = 0.5
"""Where the first step is cut: the same in every fit."""


def spaced(weight: Vector, most: int) -> Vector:
    """Return the weights of a sample: customers at equal steps in the order of the rows.

    Neighbours in the order stand for each other: where rows are sorted by what customers did, each
    kind of customer is in the sample as often as it is in the base, and chance has little left to
    do. Nothing is drawn.

    Parameters
    ----------
    weight : ndarray, shape (n,)
        How many customers each row stands for.
    most : int
        So many are taken, 1 or more.

    Returns
    -------
    ndarray, shape (n,)
        How many customers each row stands for now, 0 for a row that is not taken; their sum is
        that of `weight`.

    Notes
    -----
    Systematic sampling: Cochran (1977), Sampling Techniques, 3rd edition, chapter 8.

    Examples
    --------
    >>> spaced(np.ones(8), 2).tolist()
    [0.0, 0.0, 4.0, 0.0, 0.0, 0.0, 4.0, 0.0]
    >>> spaced(np.array([6.0, 1.0, 1.0]), 4).tolist()
    [6.0, 0.0, 2.0]
    """
    ends = np.cumsum(weight)
    step = float(ends[-1]) / most
    taken = np.clip(np.ceil(ends / step - _START), 0.0, most) + 0.0
    return np.asarray(np.diff(taken, prepend=0.0) * step)
