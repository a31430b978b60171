"""Segments: from R, F and M scores to a segment's number, and what each segment brings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from clvxl.core._checks import Vector
from clvxl.core._rounding import group_sums
from clvxl.errors import DomainError
from clvxl.text import Text

__all__ = ["SCHEMES", "Summary", "by_rules", "eight", "numbers", "standard", "summary", "tiers"]

Scores = NDArray[np.integer[Any]]

SCHEMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "standard": (
            "champions", "loyal", "potential_loyalists", "new", "promising", "attention",
            "about_to_sleep", "cant_lose", "at_risk", "hibernating",
        ),
        "tiers": ("high", "medium", "low"),
        "eight": (
            "key_value", "key_development", "key_retention", "key_win_back",
            "general_value", "general_development", "general_retention", "general_win_back",
        ),
    }
)  # fmt: skip
"""The segments of each scheme, best first; a segment's number is its place here."""

# Rows R1…R5, columns F1…F5, numbers of SCHEMES["standard"].
_STANDARD = np.array(
    [[9, 9, 8, 8, 7], [9, 9, 8, 8, 7], [6, 6, 5, 1, 1], [4, 2, 2, 1, 1], [3, 2, 2, 0, 0]],
    dtype=np.int8,
)

# R F M, 1 = high: 111 101 011 001 110 100 010 000 are the segments 0…7.
_EIGHT = np.array([7, 3, 6, 2, 5, 1, 4, 0], dtype=np.int8)


def standard(r: Scores, f: Scores) -> NDArray[np.int8]:
    """Return each customer's segment of the ten by R and F, each 1…5.

    Parameters
    ----------
    r, f : ndarray of int, shape (n,)
        Scores from five bins.

    Returns
    -------
    ndarray of int8, shape (n,)
        Numbers of SCHEMES["standard"].

    Raises
    ------
    DomainError
        A score outside 1…5.

    Notes
    -----
    Names and grid by R and F are those in common use, as in many public RFM notebooks: each of the
    25 cells belongs to one segment.

    Examples
    --------
    >>> [SCHEMES["standard"][i] for i in standard(np.array([5, 1, 3]), np.array([5, 5, 3]))]
    ['champions', 'cant_lose', 'attention']
    """
    high = np.maximum(r, f)
    bad = (high > 5) | (np.minimum(r, f) < 1)
    if bad.any():
        first = int(np.argmax(bad))
        raise DomainError(
            Text(
                'the scheme "standard" takes scores from five bins; use "tiers", "eight" or own '
                "rules",
                '方案 "standard" 只适用五档分值；请用 "tiers"、"eight" 或自定义规则',
            ),
            value=int(high[first]), row=first + 1,
        ).of_rows(bad)  # fmt: skip
    return _STANDARD.ravel().take((r.astype(np.int16) - 1) * 5 + f - 1)


def tiers(r: Scores, f: Scores, m: Scores, bins: int) -> NDArray[np.int8]:
    """Return 0, 1 or 2 (high, medium, low) by the sum of scores.

    Parameters
    ----------
    r, f, m : ndarray of int, shape (n,)
        Scores 1…bins.
    bins : int

    Returns
    -------
    ndarray of int8, shape (n,)
        0 where the sum is at least ⅔ of the way from all-lowest to all-highest, 1 from ⅓.

    Examples
    --------
    >>> tiers(np.array([5, 3, 1]), np.array([5, 3, 1]), np.array([5, 3, 1]), 5)
    array([0, 1, 2], dtype=int8)
    """
    climbed = r.astype(np.int16) + f + m - 3
    way = bins - 1  # a third of the way from 3 to 3 × bins
    return (2 - (climbed >= way) - (climbed >= 2 * way)).astype(np.int8)


def eight(r: Scores, f: Scores, m: Scores, bins: int) -> NDArray[np.int8]:
    """Return each customer's segment of the eight: R, F, M each high or low.

    Parameters
    ----------
    r, f, m : ndarray of int, shape (n,)
        Scores 1…bins; high is above the middle of the bins, (bins + 1) / 2.
    bins : int

    Returns
    -------
    ndarray of int8, shape (n,)
        Numbers of SCHEMES["eight"].

    Examples
    --------
    >>> eight(np.array([5, 1]), np.array([1, 1]), np.array([4, 3]), 5)
    array([1, 7], dtype=int8)
    """
    high = [2 * score.astype(np.int16) > bins + 1 for score in (r, f, m)]
    return _EIGHT.take(4 * high[0] + 2 * high[1] + high[2])


def numbers(scheme: str, r: Scores, f: Scores, m: Scores, bins: int) -> NDArray[np.int8]:
    """Return each customer's segment number by a scheme of `SCHEMES`.

    Parameters
    ----------
    scheme : {"standard", "tiers", "eight"}
    r, f, m : ndarray of int, shape (n,)
        Scores 1…bins.
    bins : int

    Returns
    -------
    ndarray of int8, shape (n,)

    Examples
    --------
    >>> numbers("tiers", np.array([5, 1]), np.array([5, 1]), np.array([5, 1]), 5)
    array([0, 2], dtype=int8)
    """
    if scheme == "standard":
        return standard(r, f)
    return {"tiers": tiers, "eight": eight}[scheme](r, f, m, bins)


def by_rules(r: Scores, f: Scores, m: Scores, bounds: ArrayLike) -> NDArray[np.int64]:
    """Return the number of the first rule that fits each customer; one past the last for none.

    Parameters
    ----------
    r, f, m : ndarray of int, shape (n,)
    bounds : array_like, shape (rules, 6)
        R from, R to, F from, F to, M from, M to, both inclusive; NaN is no bound.

    Returns
    -------
    ndarray of int64, shape (n,)

    Examples
    --------
    >>> by_rules(np.array([5, 2]), np.array([4, 1]), np.array([1, 1]), [[4, 5, 4, 5, 1, 5]])
    array([0, 1])
    """
    limits = np.asarray(bounds, dtype=np.float64).reshape(-1, 6)
    found = np.full(len(r), len(limits), dtype=np.int64)
    for number in reversed(range(len(limits))):
        fits = np.ones(len(r), dtype=bool)
        bounds_of = zip((r, f, m), limits[number, ::2], limits[number, 1::2], strict=True)
        for scores, low, high in bounds_of:
            fits &= ~(scores < low) & ~(scores > high)
        found[fits] = number
    return found


@dataclass(frozen=True)
class Summary:
    """What each of k segments brings: arrays of shape (k,), largest revenue first.

    `segment` holds the segments' numbers. Shares are of all customers and of all revenue (NaN
    where the revenue is 0). `purchases` and `per_purchase` are NaN where no frequency was given.
    """

    segment: NDArray[np.int64]
    customers: Vector
    customer_share: Vector
    purchases: Vector
    revenue: Vector
    revenue_share: Vector
    per_customer: Vector
    per_purchase: Vector

    def columns(self) -> tuple[Vector, ...]:
        """The figures in the order of the table, without the segments."""
        return (
            self.customers, self.customer_share, self.purchases, self.revenue,
            self.revenue_share, self.per_customer, self.per_purchase,
        )  # fmt: skip


def summary(
    segment: NDArray[np.integer[Any]], monetary: Vector, frequency: Vector | None = None
) -> Summary:
    """Add up customers, purchases and revenue by segment, the total last.

    Parameters
    ----------
    segment : ndarray of int, shape (n,)
        Each customer's segment number, from 0.
    monetary : ndarray, shape (n,)
        Each customer's revenue.
    frequency : ndarray, shape (n,), optional
        Each customer's purchases.

    Returns
    -------
    Summary
        Segments without a customer are left out. The last element is the total, its segment −1.

    Examples
    --------
    >>> result = summary(np.array([0, 1, 0]), np.array([10.0, 70.0, 20.0]))
    >>> result.segment, result.revenue, result.revenue_share
    (array([ 1,  0, -1]), array([ 70.,  30., 100.]), array([0.7, 0.3, 1. ]))
    """
    customers = np.bincount(segment).astype(np.float64)
    revenue = group_sums(segment, monetary)
    here = np.flatnonzero(customers)
    order = here[np.argsort(-revenue[here], kind="stable")]
    count = np.append(customers[order], len(segment))
    money = np.append(revenue[order], _total(monetary))
    purchases = np.full(len(money), np.nan)
    if frequency is not None:
        purchases = np.append(group_sums(segment, frequency)[order], _total(frequency))
    return Summary(
        segment=np.append(order, -1),
        customers=count,
        customer_share=count / count[-1],
        purchases=purchases,
        revenue=money,
        revenue_share=_ratio(money, money[-1]),
        per_customer=money / count,
        per_purchase=_ratio(money, purchases),
    )


def _total(values: Vector) -> float:
    return float(group_sums(np.zeros(len(values), dtype=np.intp), values)[0])


def _ratio(top: Vector, base: Vector | float) -> Vector:
    base = np.broadcast_to(base, top.shape)
    result = np.full(top.shape, np.nan)
    np.divide(top, base, out=result, where=(base != 0) & ~np.isnan(base))
    return result
