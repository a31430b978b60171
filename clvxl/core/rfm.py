"""Recency, frequency and monetary value: totals a customer, and scores from 1 to `bins`."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from clvxl.core._checks import Vector, numbers, option, same_length, vector, whole
from clvxl.core._order import at_ranks
from clvxl.core._rounding import group_sums
from clvxl.errors import DomainError, InputError
from clvxl.text import Text

__all__ = [
    "METHODS", "CustomerTotals", "Scores", "customer_totals", "cuts", "heatmap", "score", "split",
    "split_codes",
]  # fmt: skip

METHODS = ("quantile", "nested", "mean")
MOST_BINS = 100
CODE_BINS = 9


@dataclass(frozen=True)
class CustomerTotals:
    """What each of n customers bought, arrays of shape (n,).

    `first` and `last` are the days of purchases, NaN for a customer without one.
    """

    frequency: NDArray[np.integer[Any]]
    monetary: Vector
    first: Vector
    last: Vector

    @property
    def average(self) -> Vector:
        """Monetary value per purchase; NaN without a purchase."""
        average = np.full(len(self.monetary), np.nan)
        np.divide(self.monetary, self.frequency, out=average, where=self.frequency > 0)
        return average


def customer_totals(
    customers: NDArray[np.integer[Any]],
    days: Vector,
    amounts: Vector,
    *,
    purchase: NDArray[np.bool_] | None = None,
    count: int | None = None,
) -> CustomerTotals:
    """Add up each customer's rows.

    Parameters
    ----------
    customers : ndarray of int, shape (rows,)
        Each row's customer, 0…n − 1.
    days : ndarray, shape (rows,)
        Day of each row, in days from any origin.
    amounts : ndarray, shape (rows,)
        Money; below 0 for a return.
    purchase : ndarray of bool, shape (rows,), optional
        Which rows are purchases; default: those with an amount above 0.
    count : int, optional
        n, where it is known.

    Returns
    -------
    CustomerTotals
        frequency: the purchases; monetary: the sum of all amounts, returns taken off.

    Notes
    -----
    Hughes, Strategic Database Marketing: recency, frequency, monetary analysis.

    Examples
    --------
    >>> totals = customer_totals(np.array([0, 1, 0]), np.array([1.0, 5.0, 9.0]),
    ...                          np.array([20.0, 30.0, -5.0]))
    >>> totals.frequency, totals.monetary, totals.last
    (array([1, 1]), array([15., 30.]), array([1., 5.]))
    """
    n = count if count is not None else int(customers.max(initial=-1)) + 1
    bought = amounts > 0 if purchase is None else purchase
    lines = np.bincount(customers, minlength=n)
    monetary = group_sums(customers, amounts, n, lines=lines)
    all_bought = bool(bought.all())
    if not all_bought:
        customers, days = customers[bought], days[bought]
    first, last = np.full(n, np.inf), np.full(n, -np.inf)
    np.minimum.at(first, customers, days)
    np.maximum.at(last, customers, days)
    frequency = lines if all_bought else np.bincount(customers, minlength=n)
    first[frequency == 0] = last[frequency == 0] = np.nan
    return CustomerTotals(frequency, monetary, first, last)


def by_order(
    customers: NDArray[np.int64], days: Vector, amounts: Vector, orders: NDArray[np.int64]
) -> tuple[NDArray[np.int64], Vector, Vector]:
    """Add up the rows of each order, so that an order is one purchase.

    Parameters
    ----------
    customers, orders : ndarray of int, shape (n,)
        Each row's customer and order, numbered from 0; an order is one within its customer.
    days, amounts : ndarray, shape (n,)
        Sheet days, and money.

    Returns
    -------
    customers, days, amounts
        Of each order, in order of first appearance; its day is the first of its rows.

    Examples
    --------
    >>> who, when = np.array([0, 0, 1]), np.array([5.0, 4.0, 9.0])
    >>> [a.tolist() for a in by_order(who, when, np.array([1.0, 2.0, 3.0]), np.array([7, 7, 7]))]
    [[0, 1], [4.0, 9.0], [3.0, 3.0]]
    """
    keys = customers * (int(orders.max(initial=0)) + 1) + orders
    _, first, codes = np.unique(keys, return_index=True, return_inverse=True)
    place = np.empty(len(first), dtype=np.int64)
    place[np.argsort(first)] = np.arange(len(first))
    codes = place[codes]
    day = np.full(len(first), np.inf)
    np.minimum.at(day, codes, days)
    return customers[np.sort(first)], day, group_sums(codes, amounts, len(first))


@dataclass(frozen=True)
class Scores:
    """Scores 1…bins of n customers, arrays of shape (n,); `bins` is the most of the three.

    `cuts` holds what the scores were cut at, 3 × (bins − 1), rows R, F, M, NaN where a row has
    fewer; it has no columns where no one set of cuts served all customers.
    """

    r: NDArray[np.int8]
    f: NDArray[np.int8]
    m: NDArray[np.int8]
    bins: int
    cuts: Vector

    @property
    def code(self) -> NDArray[np.int64]:
        """100 R + 10 F + M."""
        if self.bins > CODE_BINS:
            raise DomainError(
                Text(
                    'a code has one digit per score: bins must be at most 9 (use output "digits" '
                    "for more)",
                    '编码每个分值一位：bins 不得大于 9（更多档请用 output "digits"）',
                ),
                value=self.bins,
            )
        return 100 * self.r.astype(np.int64) + 10 * self.f + self.m

    def taken(self, places: NDArray[np.intp]) -> Scores:
        """Return the scores of some, in this order."""
        return Scores(self.r[places], self.f[places], self.m[places], self.bins, self.cuts)

    @property
    def digits(self) -> NDArray[np.int8]:
        """R, F and M side by side, shape (n, 3)."""
        return np.stack([self.r, self.f, self.m], axis=1)


def cuts(values: ArrayLike, bins: int = 5) -> Vector:
    """Return the type-7 quantiles i / bins, i = 1…bins − 1, of `values`.

    Parameters
    ----------
    values : array_like, shape (n,)
        Finite numbers.
    bins : int
        2…100.

    Returns
    -------
    ndarray, shape (bins − 1,)

    Notes
    -----
    Hyndman & Fan (1996), The American Statistician 50(4), definition 7, p. 363; what Excel's
    PERCENTILE.INC and R's quantile give.

    Examples
    --------
    >>> cuts([1, 2, 3, 4, 5, 6], 5)
    array([2., 3., 4., 5.])
    """
    bins = whole("bins", bins, 2, MOST_BINS)
    array = numbers("values", values)
    # The place of quantile i / bins is i (n − 1) / bins; in whole numbers, so that a cut that is
    # one of the values is just that value.
    below, part = np.divmod(np.arange(1, bins) * (len(array) - 1), bins)
    above = np.minimum(below + 1, len(array) - 1)
    low, high = np.split(at_ranks(array, np.concatenate([below, above])), 2)
    found: Vector = low + (high - low) * (part / bins)
    return found


def score(
    recency: ArrayLike,
    frequency: ArrayLike,
    monetary: ArrayLike,
    bins: ArrayLike = 5,
    *,
    method: str = "quantile",
    thresholds: ArrayLike | None = None,
) -> Scores:
    """Score each customer from 1 to `bins`, best = bins, on recency, frequency and monetary value.

    Parameters
    ----------
    recency : array_like, shape (n,)
        Days since the last purchase: small is good.
    frequency, monetary : array_like, shape (n,)
        Purchases, and money: much is good.
    bins : int, or three of them
        2…100; of R, F and M.
    method : {"quantile", "nested", "mean"}
        "quantile": each column is cut at its own quantiles i / bins; a value equal to a cut falls
        below it. "nested": frequency is cut within each R score, monetary within each R and F.
        "mean": two bins, 2 = better than the mean.
    thresholds : array_like, shape (3, bins − 1), optional
        Own ascending cuts for R, F and M, instead of `method`; a value equal to a cut falls above
        it. For recency the scores are reversed afterwards.

    Returns
    -------
    Scores
        Equal values always have equal scores (within their group, where nested).

    Raises
    ------
    InputError
        Columns of different lengths, an unknown method, thresholds of another shape.
    DomainError
        A number of bins out of range, or thresholds that do not ascend.

    Notes
    -----
    Hughes, Strategic Database Marketing: nested scores, R, then F within R, then M within F.
    Independent quintiles are the other choice: Miglautsch (2000), Journal of Database Marketing
    8(1), pp. 67–72, has both.

    Examples
    --------
    >>> score([5, 40, 200], [9, 3, 1], [500, 80, 20], bins=3).code
    array([333, 222, 111])
    """
    r, f, m = (
        numbers(name, values)
        for name, values in
        (("recency", recency), ("frequency", frequency), ("monetary", monetary))
    )  # fmt: skip
    same_length(recency=r, frequency=f, monetary=m)
    each = _bins_of(bins)
    if thresholds is not None:
        own = _own_cuts(thresholds, each)
        return _cut_all(r, f, m, own, side_above=True)
    method = option("method", method, METHODS)
    if method == "nested":
        return _nested(r, f, m, each)
    if method == "mean":
        # Better than the mean: strictly above it for F and M, strictly below it for R.
        means = np.array([[_mean(column)] for column in (r, f, m)])
        return Scores(
            (r < means[0]).astype(np.int8) + np.int8(1),
            _bin(f, means[1]), _bin(m, means[2]), 2, means,
        )  # fmt: skip
    at = np.full((3, max(each) - 1), np.nan)
    for row, column, count in zip(at, (r, f, m), each, strict=True):
        row[: count - 1] = cuts(column, count)
    return _cut_all(r, f, m, at)


def _mean(values: Vector) -> float:
    # Exact, and never beyond the values: alike customers are none better than their mean.
    try:
        mean = math.fsum(values.tolist()) / len(values)
    except OverflowError:  # the sum is too large for a number, the mean is not
        mean = math.fsum((values / len(values)).tolist())
    return float(min(max(mean, values.min()), values.max()))


def _cut_all(r: Vector, f: Vector, m: Vector, at: Vector, *, side_above: bool = False) -> Scores:
    best = np.count_nonzero(~np.isnan(at), axis=1) + 1
    return Scores(
        np.int8(best[0] + 1) - _bin(r, at[0], side_above=side_above),
        _bin(f, at[1], side_above=side_above),
        _bin(m, at[2], side_above=side_above),
        int(best.max()),
        at,
    )


def _bin(values: Vector, at: Vector, *, side_above: bool = False) -> NDArray[np.int8]:
    """1 + the number of cuts below (with `side_above`: at or below) each value."""
    bins = np.ones(len(values), dtype=np.int8)
    for cut in at:
        bins += (values >= cut) if side_above else (values > cut)
    return bins


def _bins_of(bins: ArrayLike) -> tuple[int, int, int]:
    """One number of bins for R, F and M, or three."""
    given = np.asarray(bins, dtype=np.float64).ravel()
    if len(given) not in (1, 3):
        raise InputError(
            Text(
                "bins must be one number, or three: of R, F and M",
                "bins 必须是一个数字，或 R、F、M 三个数字",
            )
        )
    r, f, m = (whole("bins", float(each), 2, MOST_BINS) for each in np.broadcast_to(given, 3))
    return r, f, m


def _nested(r: Vector, f: Vector, m: Vector, bins: tuple[int, int, int]) -> Scores:
    r_score = np.int8(bins[0] + 1) - _bin(r, cuts(r, bins[0]))
    f_score = _within(f, r_score.astype(np.int64), bins[1])
    m_score = _within(m, r_score.astype(np.int64) * (bins[1] + 1) + f_score, bins[2])
    return Scores(r_score, f_score, m_score, max(bins), np.empty((3, 0)))


def _within(values: Vector, groups: NDArray[np.int64], bins: int) -> NDArray[np.int8]:
    result = np.empty(len(values), dtype=np.int8)
    order = np.argsort(groups, kind="stable")
    starts = np.flatnonzero(np.diff(groups[order])) + 1
    for rows in np.split(order, starts):
        result[rows] = _bin(values[rows], cuts(values[rows], bins))
    return result


def _own_cuts(thresholds: ArrayLike, bins: tuple[int, int, int]) -> Vector:
    own = np.asarray(thresholds, dtype=np.float64)
    # The default of five bins gives way to the thresholds; any other number must agree.
    columns = own.shape[1] if own.ndim == 2 else 0
    if (
        own.ndim != 2
        or own.shape[0] != 3
        or not columns
        or bins not in ((5,) * 3, (columns + 1,) * 3)
    ):
        raise InputError(
            Text(
                "thresholds must have 3 rows (R, F, M) and {columns} columns, one cut fewer than "
                "bins",
                "thresholds 必须为 3 行（R、F、M）、{columns} 列，分界数比档数少 1",
            ),
            columns=max(bins) - 1,
        )
    whole("bins", columns + 1, 2, MOST_BINS)
    ascending = np.all(np.diff(own, axis=1) > 0, axis=1)
    if not ascending.all():
        raise DomainError(
            Text("{name} must ascend from left to right", "{name} 必须从左到右递增"),
            name="thresholds", row=int(np.argmin(ascending)) + 1,
        )  # fmt: skip
    return own


def split_codes(codes: ArrayLike) -> tuple[NDArray[np.int8], NDArray[np.int8], NDArray[np.int8]]:
    """Return R, F and M of codes 100 R + 10 F + M, each digit 1…9.

    Parameters
    ----------
    codes : array_like, shape (n,)

    Returns
    -------
    tuple of three ndarray of int8, shape (n,)

    Raises
    ------
    DomainError
        A code with a digit 0, a fraction, or other than three digits.

    Examples
    --------
    >>> split_codes([543, 111])
    (array([5, 1], dtype=int8), array([4, 1], dtype=int8), array([3, 1], dtype=int8))
    """
    values = vector("scores", codes)
    possible = (values >= 111) & (values <= 999)
    whole_codes = np.where(possible, values, 0).astype(np.int64)
    r, f, m = whole_codes // 100, whole_codes // 10 % 10, whole_codes % 10
    bad = (whole_codes != values) | (f < 1) | (m < 1)
    if bad.any():
        first = int(np.argmax(bad))
        raise DomainError(
            Text(
                "scores must be codes such as 543, three digits from 1 to 9",
                "分值必须是 543 这样的编码，三位，每位 1 到 9",
            ),
            value=float(values[first]), row=first + 1,
        ).of_rows(bad)  # fmt: skip
    return r.astype(np.int8), f.astype(np.int8), m.astype(np.int8)


def split(scores: Vector) -> tuple[NDArray[np.int8], NDArray[np.int8], NDArray[np.int8]]:
    """Return R, F and M of codes, shape (n,), or of digits, shape (n, 3).

    Raises
    ------
    DomainError
        What is no code, or a digit that is no whole number from 1 to 100.

    Examples
    --------
    >>> split(np.array([[5, 4, 3]]))
    (array([5], dtype=int8), array([4], dtype=int8), array([3], dtype=int8))
    """
    if scores.ndim == 1:
        return split_codes(scores)
    bad = ~((scores >= 1) & (scores <= MOST_BINS) & (scores == np.floor(scores))).all(axis=1)
    if bad.any():
        first = int(np.argmax(bad))
        raise DomainError(
            Text("scores must be whole numbers from 1 to 100", "分值必须是 1 到 100 的整数"),
            row=first + 1,
            value=", ".join(f"{digit:g}" for digit in scores[first]),
        ).of_rows(bad)  # fmt: skip
    digits = scores.astype(np.int8)
    return digits[:, 0], digits[:, 1], digits[:, 2]


def heatmap(r: ArrayLike, f: ArrayLike, values: ArrayLike, bins: int | None = None) -> Vector:
    """Return the mean of `values` by F (rows, 1…bins) and R (columns, 1…bins).

    Parameters
    ----------
    r, f : array_like of int, shape (n,)
        Scores, 1…bins.
    values : array_like, shape (n,)
    bins : int, optional
        Default: the highest score.

    Returns
    -------
    ndarray, shape (bins, bins)
        NaN where there is no customer.

    Examples
    --------
    >>> heatmap([1, 2, 2], [1, 2, 2], [10, 20, 40])
    array([[10., nan],
           [nan, 30.]])
    """
    columns, rows = np.asarray(r, dtype=np.int16), np.asarray(f, dtype=np.int16)
    array = vector("values", values)
    same_length(r=columns, f=rows, values=array)
    most = int(max(columns.max(), rows.max()))
    bins = whole("bins", most if bins is None else bins, most, MOST_BINS)
    cell = (rows - 1) * bins + columns - 1
    count = np.bincount(cell, minlength=bins * bins)
    total = np.bincount(cell, weights=array, minlength=bins * bins)
    mean = np.full(bins * bins, np.nan)
    np.divide(total, count, out=mean, where=count > 0)
    return mean.reshape(bins, bins)
