"""Small segments folded into one, so that no figure of a segment is that of a few customers."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from clvxl.errors import InputError
from clvxl.text import Text

__all__ = ["FOLDED", "folded", "small_segments"]

FOLDED = "folded"
"""The key of what the small segments are folded into."""

_TOO_FEW = Text(
    "there are {count} customers in all, fewer than the {least} that a group must have: choose a "
    "smaller number",
    "客户总数为 {count}，少于每组至少 {least} 位的要求：请减小该数",
)


def small_segments(least: int, *counts: NDArray[np.integer[Any]]) -> NDArray[np.bool_]:
    """Return which segments are folded so that every group shown has `least` customers.

    Parameters
    ----------
    least : int
        So many customers every group has that is shown.
    *counts : ndarray of int, shape (segments,)
        How many customers each segment has; several for several days. A segment that is small on
        one of them is folded on all.

    Returns
    -------
    ndarray of bool, shape (segments,)
        Never one segment alone that holds anybody, which the total would give away; and the
        folded ones have `least` customers together, on each day on which they have any.

    Raises
    ------
    InputError
        There are fewer customers than that in all.

    Examples
    --------
    >>> small_segments(5, np.array([40, 3, 12, 0])).tolist()
    [False, True, True, False]
    """
    every = np.stack(counts)
    if (few := int(every.sum(axis=1).min())) < least:
        raise InputError(_TOO_FEW, count=few, least=least)
    small: NDArray[np.bool_] = np.any((every > 0) & (every < least), axis=0)
    # the next smallest joins: one folded group alone is the total less the others
    for at in np.argsort(every.max(axis=0), kind="stable"):
        if not small.any() or _is_hidden(every[:, small], least):
            break
        small[at] = every[:, at].any()
    return small


def _is_hidden(of_small: NDArray[np.integer[Any]], least: int) -> bool:
    """Whether the folded segments are at least two, and many customers, on each day."""
    together = of_small.sum(axis=1)
    several = (of_small > 0).sum(axis=1) > 1
    return bool(np.all((together == 0) | ((together >= least) & several)))


def folded(segment: NDArray[np.int8], small: NDArray[np.bool_]) -> NDArray[np.int8]:
    """Return each customer's segment, the small ones as one behind the last.

    >>> folded(np.array([0, 1, 2], np.int8), np.array([False, True, True])).tolist()
    [0, 3, 3]
    """
    return np.where(small[segment], np.int8(len(small)), segment)
