"""Small segments folded into one, so that no figure of a segment is that of a few customers."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from clvxl.errors import InputError
from clvxl.text import Text

__all__ = ["FOLDED", "folded", "hidden_cells", "merged_classes", "small_segments"]

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


def hidden_cells(
    counts: NDArray[np.integer[Any]], least: int, *sums: NDArray[np.integer[Any]]
) -> NDArray[np.bool_]:
    """Return which cells of a table are not shown, so that no number below `least` can be told.

    Parameters
    ----------
    counts : ndarray of int
        Customers by cell.
    least : int
    *sums : ndarray of int, shaped like the counts
        For each kind of sum that is shown elsewhere, such as those of rows, to which of its sums
        a cell belongs.

    Returns
    -------
    ndarray of bool, shaped like the counts
        The small cells; and where a sum would give one away, the next smallest of the same sum
        too. Cells that hold nobody are shown.

    Examples
    --------
    >>> counts = np.array([[3, 9, 20], [30, 12, 40]])
    >>> rows, columns = np.indices(counts.shape)
    >>> hidden_cells(counts, 5, rows, columns).tolist()
    [[True, True, False], [True, True, False]]
    """
    hidden: NDArray[np.bool_] = (counts > 0) & (counts < least)
    changed = True
    while changed:
        changed = False
        for group in sums:
            for number in np.unique(group[hidden]):
                mine = (group == number) & (counts > 0)
                there, open_ = mine & hidden, mine & ~hidden
                if (there.sum() == 1 or counts[there].sum() < least) and open_.any():
                    hidden.flat[np.argmin(np.where(open_, counts, np.iinfo(np.int64).max))] = True
                    changed = True
    return hidden


def merged_classes(counts: NDArray[np.int64], least: int) -> NDArray[np.intp]:
    """Return where classes of a distribution begin, so that each holds `least` customers.

    >>> merged_classes(np.array([7, 2, 1, 9, 3]), 5).tolist()
    [0, 1]
    """
    starts, held = [0], 0
    for at, count in enumerate(counts.tolist()):
        if held >= least:
            starts.append(at)
            held = 0
        held += count
    if held < least and len(starts) > 1:
        starts.pop()
    return np.array(starts, dtype=np.intp)
