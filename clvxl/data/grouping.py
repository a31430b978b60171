"""Equal values to group numbers: a thin layer over pandas for all floors."""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from clvxl.data._deferred import Deferred

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["factorize", "grouped_by_day", "ordered", "stand_by_day", "text_codes", "text_groups"]

_KNOWN: dict[int, tuple[NDArray[np.int64], list[str]]] = {}
"""The groups of columns that are still in use, by identity: each role asks for them anew."""


def factorize(labels: Any) -> tuple[NDArray[np.int64], NDArray[Any]]:
    """Number equal labels from 0 in order of first appearance.

    Parameters
    ----------
    labels : sequence, array or pandas.Series, one dimension
        Numbers, text or dates; None, NaN and NaT are missing.

    Returns
    -------
    codes : int64 array, as long as labels
        The group of each label, -1 where it is missing.
    uniques : array
        The label of each group.

    Examples
    --------
    >>> codes, uniques = factorize(["b", "a", None, "b"])
    >>> codes.tolist(), uniques.tolist()
    ([0, 1, -1, 0], ['b', 'a'])
    """
    import pandas as pd

    if not hasattr(labels, "dtype"):
        cells = list(labels)
        labels = np.empty(len(cells), dtype=object)
        labels[:] = cells
    codes, uniques = pd.factorize(labels)
    return np.asarray(codes).astype(np.int64, copy=False), np.asarray(uniques)


def ordered(labels: Any) -> NDArray[np.int64]:
    """Number labels from 0 in their order: numbers by size, texts by their letters, numbers first.

    >>> ordered([2025, 2024, 2025]).tolist(), ordered(["Q2", "Q1"]).tolist()
    ([1, 0, 1], [1, 0])
    """
    codes, uniques = factorize(labels)
    order = sorted(range(len(uniques)), key=lambda at: _rank(uniques[at]))
    place = np.empty(len(uniques), dtype=np.int64)
    place[order] = np.arange(len(uniques))
    return np.asarray(np.where(codes < 0, -1, place[codes]))


def _rank(label: Any) -> tuple[bool, Any]:
    return isinstance(label, str), label


def text_codes(column: pd.Series) -> NDArray[np.int64]:
    """Return the group of each row, as `text_groups`, of a column whose texts nobody looks at.

    >>> import pandas as pd
    >>> text_codes(pd.Series(["b ", None, "b "])).tolist()
    [0, -1, 0]
    """
    return column.as_codes() if isinstance(column, Deferred) else text_groups(column)[0]


def text_groups(column: pd.Series) -> tuple[NDArray[np.int64], list[str]]:
    """Number the different texts of a column, so that each is read once only.

    Parameters
    ----------
    column : pandas.Series of str
        Missing values are blanks.

    Returns
    -------
    codes : int64 array, as long as column
        The group of each row; -1, the last group, where it is blank.
    texts : list of str
        The text of each group as it is written; the last one is "", the blank.

    Notes
    -----
    The answer is kept as long as the column lives, so neither may be changed.

    Examples
    --------
    >>> import pandas as pd
    >>> codes, texts = text_groups(pd.Series(["b ", None, "b "]))
    >>> codes.tolist(), texts
    ([0, -1, 0], ['b ', ''])
    """
    if isinstance(column, Deferred):
        return column.groups[:2]  # type: ignore[no-any-return]
    known = _KNOWN.get(id(column))
    if known is None:
        codes, uniques = factorize(column)
        known = codes, [*map(str, uniques.tolist()), ""]
        _KNOWN[id(column)] = known
        weakref.finalize(column, _KNOWN.pop, id(column), None).atexit = False
    return known


def grouped_by_day(
    groups: NDArray[np.int64], days: NDArray[Any]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the order in which each group's rows stand together, by day and then as they come.

    Parameters
    ----------
    groups : int64 array
        Any whole numbers.
    days : array, as long as groups
        Whole days.

    Returns
    -------
    order : int64 array
        Places of the rows, groups ascending.
    starts : int64 array
        Where each group begins in that order.

    Notes
    -----
    Group, day and place are one number of 63 bits where they fit: numpy sorts plain numbers several
    times faster than it finds their order.

    Examples
    --------
    >>> order, starts = grouped_by_day(np.array([7, 2, 7, 7]), np.array([5.0, 1.0, 4.0, 5.0]))
    >>> order.tolist(), starts.tolist()
    ([1, 2, 0, 3], [0, 1])
    """
    count = len(groups)
    if not count:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    day = days.astype(np.int64)
    low, first = groups.min(), day.min()
    spans = int(groups.max()) - int(low), int(day.max() - first), count - 1
    widths = [span.bit_length() for span in spans]
    if sum(widths) < 64:
        packed = groups - low
        packed <<= widths[1]
        packed |= day - first
        packed <<= widths[2]
        packed |= np.arange(count)
        packed.sort()
        order = packed & ((1 << widths[2]) - 1)
        packed >>= widths[1] + widths[2]
        together = packed
    else:
        order = np.lexsort((day, groups))
        together = groups[order]
    new = np.concatenate(([True], together[1:] != together[:-1]))
    return order, np.flatnonzero(new)


def stand_by_day(groups: NDArray[np.integer[Any]], days: NDArray[Any]) -> bool:
    """Whether each group's rows stand together and by day already.

    >>> stand_by_day(np.array([0, 0, 1]), np.array([3.0, 4.0, 1.0]))
    True
    """
    later, same = groups[1:] > groups[:-1], groups[1:] == groups[:-1]
    return bool((later | (same & (days[1:] >= days[:-1]))).all())
