"""How recency, frequency and monetary are spread, and where the scores cut them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from clvxl.core.rfm import Scores
from clvxl.jobs.segment.groups import merged_classes

__all__ = ["Distribution", "Measure", "distributions_of"]

Vector = NDArray[np.float64]
Measure = Literal["recency", "frequency", "monetary"]

CLASSES = 14
"""About so many columns a chart has."""
USUAL = (0.95, 0.99, 1.0)
"""The share of customers below the last class, which has no upper bound."""


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
    recency: Vector, frequency: Vector, monetary: Vector, scores: Scores, least: int = 1
) -> tuple[Distribution, ...]:
    """Return how the three measures are spread, in classes of `least` customers or more."""
    return (
        _distribution("recency", recency, scores.r, scores.bins, least),
        _distribution("frequency", frequency, scores.f, scores.bins, least),
        _distribution("monetary", monetary, scores.m, scores.bins, least),
    )


def _distribution(
    measure: Measure, values: Vector, score: NDArray[np.int8], bins: int, least: int
) -> Distribution:
    # nobody has 0 purchases: a first class of 0–1 would mislead
    begin = 1.0 if measure == "frequency" and values.min() >= 1 else 0.0
    first, width, classes = _classes(values, whole=measure != "monetary", begin=begin)
    at = np.clip(np.floor((values - first) / width), 0, classes - 1).astype(np.int64)
    place = at * bins + score - 1
    counts = np.bincount(place, minlength=classes * bins).reshape(classes, bins)
    edges = first + width * np.arange(classes + 1, dtype=np.float64)
    if least > 1:
        starts = merged_classes(counts.sum(axis=1), least)
        counts = np.add.reduceat(counts, starts, axis=0)
        edges = np.append(edges[starts], edges[-1])
    lowest, highest = np.full(bins, np.inf), np.full(bins, -np.inf)
    np.minimum.at(lowest, score - 1, values)
    np.maximum.at(highest, score - 1, values)
    nobody = counts.sum(axis=0) == 0
    lowest[nobody] = highest[nobody] = np.nan
    different, number = np.unique(values, return_counts=True)
    most = int(np.argmax(number))
    return Distribution(
        measure, edges[:-1], edges[1:],
        bool(values.min() < first), bool(values.max() >= first + width * classes),
        counts, lowest, highest, float(different[most]), int(number[most]), least,
    )  # fmt: skip


def _classes(values: Vector, *, whole: bool, begin: float = 0.0) -> tuple[float, float, int]:
    """Where the first class begins, how wide each is, and how many there are."""
    low = float(values.min())
    if low < 0:
        # returns beyond purchases are few: they have one class
        low = min(0.0, float(np.quantile(values, 1 - USUAL[0])))
    ends = (float(np.quantile(values, share)) for share in USUAL)
    high = next((end for end in ends if end > low), low)
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
