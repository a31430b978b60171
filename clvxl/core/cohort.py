"""Customers by when they came: cohorts, and the stage of a customer's life."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clvxl.core._checks import Vector, at_least, refuse
from clvxl.core._rounding import group_sums
from clvxl.text import Text

__all__ = ["STAGES", "Cohorts", "cohorts", "lifecycle_stage"]

Whole = NDArray[np.int64]

STAGES = ("acquisition", "growth", "maturity", "lapse")
MATURE = 4
SILENT = 3.0
"""So many times his usual gap a customer is silent who has lapsed."""

LARGEST = 1 << 28
"""So many cells a table of customers by periods may have; above, pairs are sorted instead."""


@dataclass(frozen=True)
class Cohorts:
    """Cohorts by periods since the first purchase: arrays of shape (cohorts, periods).

    `first` is the period of each cohort and `size` its customers, shape (cohorts,). NaN stands
    where a cohort is too young, and for all revenue where no amounts were given.
    """

    first: Whole
    size: Whole
    customers: Vector
    revenue: Vector

    @property
    def retention(self) -> Vector:
        """The share of each cohort that bought."""
        return self.customers / self.size[:, None]


def cohorts(customers: Whole, periods: Whole, amounts: Vector | None = None) -> Cohorts:
    """Return how many of those who came together bought again, period by period.

    Parameters
    ----------
    customers : ndarray of int, shape (n,)
        Each purchase's customer, numbered from 0.
    periods : ndarray of int, shape (n,)
        Its period, numbered from 0.
    amounts : ndarray, shape (n,), optional
        Its amount, in money.

    Returns
    -------
    Cohorts
        The earliest first; periods without a first purchase have none.

    Examples
    --------
    >>> found = cohorts(np.array([0, 0, 1, 2]), np.array([0, 1, 0, 1]), np.array([5.0, 6, 7, 8]))
    >>> found.customers.tolist(), found.revenue.tolist()
    ([[2.0, 1.0], [1.0, nan]], [[12.0, 6.0], [8.0, nan]])
    """
    people, last = int(customers.max()) + 1, int(periods.max())
    start = np.full(people, last, dtype=np.int64)
    np.minimum.at(start, customers, periods)
    cohort = start[customers]
    width = last - int(start.min()) + 1
    if people * width <= LARGEST:
        bought = np.zeros((people, width), dtype=bool)
        bought[customers, periods - cohort] = True
        counts = np.zeros((width, width))
        for at, of_cohort in _by_cohort(start - int(start.min())):
            counts[at] = bought[of_cohort].sum(axis=0)
    else:
        pairs = np.unique(customers * width + (periods - cohort))
        who, age = np.divmod(pairs, width)
        flat = (start[who] - int(start.min())) * width + age
        counts = np.bincount(flat, minlength=width * width).reshape(width, width).astype(float)
    revenue = np.full((width, width), np.nan)
    if amounts is not None:
        cell = (cohort - int(start.min())) * width + (periods - cohort)
        revenue = group_sums(cell, amounts, width * width).reshape(width, width)
    young = np.add.outer(np.arange(width), np.arange(width)) >= width
    there = counts[:, 0] > 0
    return Cohorts(
        first=np.flatnonzero(there) + int(start.min()),
        size=counts[there, 0].astype(np.int64),
        customers=np.where(young, np.nan, counts)[there],
        revenue=np.where(young, np.nan, revenue)[there],
    )


def _by_cohort(start: Whole) -> list[tuple[int, Whole]]:
    order = np.argsort(start, kind="stable")
    edges = np.flatnonzero(np.diff(start[order])) + 1
    return [(int(start[part[0]]), part) for part in np.split(order, edges)]


def lifecycle_stage(recency: Vector, frequency: Vector, age: Vector) -> NDArray[np.int8]:
    """Return the stage of each customer's life, by his own rhythm.

    Parameters
    ----------
    recency : ndarray
        Days since the last purchase, 0 or more.
    frequency : ndarray
        Purchases, 1 or more.
    age : ndarray
        Days since the first purchase, at least recency.

    Returns
    -------
    ndarray of int8
        A place in `STAGES`: one purchase is acquisition; after two or more a customer who is
        silent for three times his mean gap has lapsed; else growth with two or three purchases,
        maturity with four or more.

    Raises
    ------
    DomainError
        A value outside its domain.

    Examples
    --------
    >>> stage = lifecycle_stage(*np.array([[5, 9, 9, 300], [1, 2, 8, 8], [5, 30, 90, 400]], float))
    >>> [STAGES[number] for number in stage]
    ['acquisition', 'growth', 'maturity', 'lapse']
    """
    at_least("recency", recency, 0)
    at_least("frequency", frequency, 1)
    if not np.all(age >= recency):
        refuse(
            Text(
                "age, the days since the first purchase, must be at least recency",
                "age（距首次购买的天数）不得小于 recency",
            ),
            age, ~np.asarray(age >= recency),
        )  # fmt: skip
    gap = (age - recency) / np.maximum(frequency - 1, 1)
    usual = np.where(frequency >= MATURE, 2, 1)
    stage = np.where(recency > SILENT * gap, 3, usual)
    return np.where(frequency < 2, 0, stage).astype(np.int8)
