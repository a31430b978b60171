"""How recency, frequency and monetary are spread, and where the scores cut them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from clvxl.core._order import commonest, quantiles
from clvxl.core.rfm import Scores
from clvxl.jobs.segment.groups import merged_classes

__all__ = ["Distribution", "Measure", "distributions_of"]

if TYPE_CHECKING:
    from clvxl.jobs.segment.scoring import Customers

Vector = NDArray[np.float64]
Values: TypeAlias = NDArray[Any]
Measure = Literal["recency", "frequency", "monetary"]

CLASSES = 14
"""About so many columns a chart has."""
QUANTILES = (0.05, 0.95, 0.99)
"""Below the first, returns beyond purchases have a class; the last class, without an upper bound,
begins at one of the others."""
CHUNK = 1 << 20
"""So many customers are looked at at a time."""


@dataclass(frozen=True)
class Distribution:
    """One of the three measures.

    Attributes
    ----------
    measure : {"recency", "frequency", "monetary"}
    edges : ndarray, shape (classes,)
        Where each class begins.
    ends : ndarray, shape (classes,)
        Where each ends, and the next one begins.
    below, above : bool
        Whether there are values below the first edge, which count in the first class, and values
        beyond the last class, which count in it.
    counts : ndarray of int, shape (classes, scores)
        Customers by class and score, 1 first.
    lowest, highest : ndarray, shape (scores,)
        Of the values that have a score, NaN where nobody has it.
    common : float
        The commonest value.
    common_count : int
        How many customers have it.
    least : int
        So many customers each class has at least; above 1 the scores within a class are not shown.
    """

    measure: Measure
    edges: Vector
    ends: Vector
    below: bool
    above: bool
    counts: NDArray[np.int64]
    lowest: Vector
    highest: Vector
    common: float
    common_count: int
    least: int = 1

    @property
    def customers(self) -> NDArray[np.int64]:
        """How many customers have each score."""
        return np.asarray(self.counts.sum(axis=0))

    @property
    def empty(self) -> list[int]:
        """The scores that nobody has."""
        return [score for score, count in enumerate(self.customers, start=1) if not count]


def distributions_of(
    customers: Customers, scores: Scores, least: int = 1
) -> tuple[Distribution, ...]:
    """Return how the three measures are spread, in classes of `least` customers or more."""
    spent = customers.monetary, customers.spending
    return (
        _distribution("recency", (customers.recency,), scores.r, scores.bins, least),
        _distribution("frequency", (customers.frequency,), scores.f, scores.bins, least),
        _distribution("monetary", spent, scores.m, scores.bins, least),
    )


def _distribution(
    measure: Measure, given: tuple[Values, ...], score: NDArray[np.int8], bins: int, least: int
) -> Distribution:
    """How values are spread, which are given as they are and, behind that, ascending or not."""
    values, ordered = given[0], given[-1]
    ascending = len(given) > 1
    # nobody has 0 purchases: a first class of 0–1 would mislead
    begin = 1.0 if measure == "frequency" and values.min() >= 1 else 0.0
    low, high = float(values.min()), float(values.max())
    ends = [low, *quantiles(ordered, QUANTILES, ascending=ascending).tolist(), high]
    first, width, classes = _classes(ends, whole=measure != "monetary", begin=begin)
    counts, lowest, highest = _by_score(values, score, (first, width, classes), bins)
    edges = first + width * np.arange(classes + 1, dtype=np.float64)
    if least > 1:
        starts = merged_classes(counts.sum(axis=1), least)
        counts = np.add.reduceat(counts, starts, axis=0)
        edges = np.append(edges[starts], edges[-1])
    common, number = commonest(ordered, ascending=ascending)
    return Distribution(
        measure, edges[:-1], edges[1:],
        low < first, high >= first + width * classes,
        counts, lowest, highest, common, number, least,
    )  # fmt: skip


def _by_score(
    values: Values, score: NDArray[np.int8], classes: tuple[float, float, int], bins: int
) -> tuple[NDArray[np.int64], Vector, Vector]:
    """Count values by class and score; the lowest and the highest of each score."""
    first, width, count = classes
    counts = np.zeros(count * bins, dtype=np.int64)
    lowest, highest = np.full(bins, np.inf), np.full(bins, -np.inf)
    for start in range(0, len(values), CHUNK):
        some, scores = values[start : start + CHUNK], score[start : start + CHUNK]
        at = np.clip(np.floor((some - first) / width), 0, count - 1).astype(np.int64)
        counts += np.bincount(at * bins + scores - 1, minlength=len(counts))
        for number in range(bins):
            own = some[scores == number + 1]
            if len(own):
                lowest[number] = min(lowest[number], own.min())
                highest[number] = max(highest[number], own.max())
    by_class = counts.reshape(count, bins)
    nobody = by_class.sum(axis=0) == 0
    lowest[nobody] = highest[nobody] = np.nan
    return by_class, lowest, highest


def _classes(ends: list[float], *, whole: bool, begin: float = 0.0) -> tuple[float, float, int]:
    """Where the first class begins, how wide each is, and how many there are."""
    low, few, *usual = ends
    if low < 0:
        # returns beyond purchases are few: they have one class
        low = min(0.0, few)
    high = next((end for end in usual if end > low), low)
    width = _round_width((high - low) / CLASSES) if high > low else 1.0
    width = max(width, 1.0) if whole else width
    first = begin + math.floor((low - begin) / width) * width
    return first, width, int((high - first) // width) + 1


def _round_width(least: float) -> float:
    """The next of 1, 2, 5, 10, 20 … and their tenths and hundredths.

    >>> _round_width(3.2), _round_width(0.11), _round_width(0.0001)
    (5.0, 0.2, 0.01)
    """
    least = max(least, 0.01)
    power = 10.0 ** math.floor(math.log10(least))
    step = next(step for step in (1, 2, 5, 10) if step * power >= least * (1 - 1e-9))
    return float(f"{step * power:.12g}")
