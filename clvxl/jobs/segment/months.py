"""Revenue by month, of customers who bought for the first time in it and of those who came back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from clvxl.core._rounding import group_sums
from clvxl.data.periods import first_days, period_numbers
from clvxl.data.records import Transactions

__all__ = ["Months", "Period", "revenue_by_month"]

Vector = NDArray[np.float64]
Period = Literal["month", "quarter", "year"]

MOST = 48
"""So many periods a chart shows; beyond them they are quarters, or years."""


@dataclass(frozen=True)
class Months:
    """Revenue by period, arrays of shape (periods,).

    Attributes
    ----------
    period : {"month", "quarter", "year"}
    starts : ndarray
        First days, one period after the other, also where nothing was sold.
    new, returning : ndarray
        Revenue, returns taken off, of customers whose first purchase is in the period, and of
        those who bought before it.
    until : float
        The last day of which the sales are known.
    partial : bool
        Whether the last period goes on after it.
    """

    period: Period
    starts: Vector
    new: Vector
    returning: Vector
    until: float
    partial: bool


def revenue_by_month(sales: Transactions, first: Vector, until: float) -> Months:
    """Add up revenue by period.

    Parameters
    ----------
    sales : Transactions
    first : ndarray
        Each customer's first purchase, a sheet day.
    until : float
        The last day of which the sales are known.
    """
    period, numbers, start = _periods(sales.days)
    count = int(numbers.max()) + 1
    began = period_numbers(first, period)
    is_new = numbers + start <= (began[0] + began[1])[sales.customers]
    ends = first_days(np.arange(start, start + count + 1), period)
    return Months(
        period,
        ends[:-1],
        group_sums(numbers, np.where(is_new, sales.amounts, 0.0), count),
        group_sums(numbers, np.where(is_new, 0.0, sales.amounts), count),
        until,
        bool(until < ends[-1] - 1),
    )


def _periods(days: Vector) -> tuple[Period, NDArray[np.int64], int]:
    periods: tuple[Period, ...] = ("month", "quarter", "year")
    for period in periods:
        numbers, start = period_numbers(days, period)
        if numbers.max() < MOST or period == "year":
            break
    return period, numbers, start
