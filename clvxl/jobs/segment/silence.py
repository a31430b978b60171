"""Good customers who have fallen silent: those of the segments that one would call first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from clvxl.core._order import largest_first
from clvxl.core._rounding import group_sums
from clvxl.jobs.segment.scoring import Segmentation

__all__ = ["SILENT", "Silent", "silent_customers"]

SILENT: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"standard": ("cant_lose", "at_risk"), "eight": ("key_retention", "key_win_back")}
)
"""Of each scheme the segments of low R whose customers were worth most; tiers have none."""


@dataclass(frozen=True)
class Silent:
    """The customers to call.

    Attributes
    ----------
    counts : mapping of str to int
        Segment to customers, for each segment that one would call.
    customers : ndarray of int
        Their places in the customers, the most money first.
    revenue : float
        What they brought.
    least_days : float
        Days since the last purchase of the one who bought last; NaN without any.
    """

    counts: Mapping[str, int]
    customers: NDArray[np.int64]
    revenue: float
    least_days: float


def silent_customers(result: Segmentation) -> Silent | None:
    """Return the customers to call, None where no segment for them is shown.

    The scheme may have none, or they may be too small to be shown.
    """
    every = SILENT.get(result.scheme, ())
    keys = tuple(key for key in every if key not in result.hidden)
    numbers = [result.keys.index(key) for key in keys]
    counts = {key: int((result.segment == at).sum()) for key, at in zip(keys, numbers, strict=True)}
    money = result.customers.monetary
    found = np.flatnonzero(np.isin(result.segment, numbers))
    if not len(keys) or (not len(found) and keys != every):
        return None
    found = found[largest_first(money[found])]
    revenue = group_sums(np.zeros(len(found), dtype=np.int64), money[found], 1)
    least = float(result.customers.recency[found].min()) if len(found) else float("nan")
    return Silent(counts, found, float(revenue[0]), least)
