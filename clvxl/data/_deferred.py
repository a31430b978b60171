"""Columns that an engine computes when it is asked, beside arrays that are there.

The rules of cleaning are written for numpy arrays. A column of an engine takes part in them by
numpy's own protocols: `values < 0`, `np.where(…)` and `np.isnan(…)` of it are columns again. What
has no such protocol stands here, for both alike.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from clvxl.data.table import SourceTable

__all__ = [
    "Deferred", "all_of", "any_of", "first_place", "follow", "full", "largest", "looked_up",
    "median", "regrouped", "tally", "value_at",
]  # fmt: skip


class Deferred:
    """What an engine computes later; `clvxl.engines` has the kinds there are."""

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """What the kinds can do."""


def follow(table: SourceTable, tell: Callable[[float], None]) -> None:
    """Let an engine tell how much of its work on a table is done; arrays tell nothing."""
    if table.columns and isinstance(table.columns[0], Deferred):
        table.columns[0].lines.engine.tell = tell


def looked_up(values: Any, codes: Any) -> Any:
    """Return the value of each row's group; the last value is that of the code -1.

    >>> looked_up(np.array([5.0, 7.0, np.nan]), np.array([1, 0, -1])).tolist()
    [7.0, 5.0, nan]
    """
    return codes.looked_up(values) if isinstance(codes, Deferred) else values[codes]


def regrouped(groups: NDArray[np.int64], codes: Any) -> Any:
    """Return the codes of groups of groups: `groups` has one for each code, the last of -1.

    >>> regrouped(np.array([0, 0, -1]), np.array([1, 0, -1])).tolist()
    [0, 0, -1]
    """
    return codes.regrouped(groups) if isinstance(codes, Deferred) else groups[codes]


def full(column: Any, value: Any) -> Any:
    """Return a column of one value, as long as another.

    >>> full(np.array([1, 2]), False).tolist()
    [False, False]
    """
    return column.full(value) if isinstance(column, Deferred) else np.full(len(column), value)


def any_of(flags: Sequence[Any]) -> Any:
    """Return where any of some flags is set.

    >>> any_of([np.array([True, False]), np.array([False, False])]).tolist()
    [True, False]
    """
    return reduce(or_, flags)


def all_of(flags: Sequence[Any]) -> Any:
    """Return where all of some flags are set.

    >>> all_of([np.array([True, False]), np.array([True, True])]).tolist()
    [True, False]
    """
    return reduce(and_, flags)


def first_place(which: Any) -> int:
    """Return the place, from 0, of the first row that is set.

    >>> first_place(np.array([False, True]))
    1
    """
    return int(which.first_place() if isinstance(which, Deferred) else np.flatnonzero(which)[0])


def largest(values: Any, which: Any) -> float:
    """Return the largest of the values where `which` is set, NaN where it is nowhere.

    >>> largest(np.array([5.0, 7.0]), np.array([True, False]))
    5.0
    """
    if isinstance(which, Deferred):
        return which.largest(values)  # type: ignore[no-any-return]
    chosen = values[which]
    return float(chosen.max()) if chosen.size else float("nan")


def median(values: Any, which: Any) -> float:
    """Return the median of the values where `which` is set.

    >>> median(np.array([5.0, 7.0, 9.0]), np.array([True, True, False]))
    6.0
    """
    if isinstance(which, Deferred):
        return which.median(values)  # type: ignore[no-any-return]
    return float(np.median(values[which]))


def value_at(values: Any, place: int) -> float:
    """Return the value of one row.

    >>> value_at(np.array([5.0, 7.0]), 1)
    7.0
    """
    if isinstance(values, Deferred):
        return values.value_at(place)  # type: ignore[no-any-return]
    return float(values[place])


def tally(codes: Any, which: Any) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the codes that occur where `which` is set, ascending, and how often each does.

    >>> [found.tolist() for found in tally(np.array([1, 0, 1, 2]), np.array([True] * 3 + [False]))]
    [[0, 1], [1, 2]]
    """
    if isinstance(codes, Deferred):
        return codes.tally(which)  # type: ignore[no-any-return]
    return np.unique(codes[which], return_counts=True)
