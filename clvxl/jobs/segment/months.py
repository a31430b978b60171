"""Revenue by month, of customers who bought for the first time in it and of those who came back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from clvxl.core._rounding import group_sums, rounded_money
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
    ends_of = [(part.days.min(), part.days.max()) for part, _ in sales.parts()]
    period, start, count = _period(min(low for low, _ in ends_of), max(up for _, up in ends_of))
    ends = first_days(np.arange(start, start + count + 1), period)
    new, returning = np.zeros(count), np.zeros(count)
    for part, places in sales.parts():
        numbers, own = period_numbers(part.days, period)
        began = period_numbers(first[places], period)
        is_new = numbers + own <= (began[0] + began[1])[part.customers]
        numbers += own - start
        new += group_sums(numbers, np.where(is_new, part.amounts, 0.0), count)
        returning += group_sums(numbers, np.where(is_new, 0.0, part.amounts), count)
    return Months(
        period, ends[:-1], rounded_money(new), rounded_money(returning), until,
        bool(until < ends[-1] - 1),
    )  # fmt: skip


def _period(first: float, last: float) -> tuple[Period, int, int]:
    """The period of a chart, the number of the first one, and how many there are."""
    periods: tuple[Period, ...] = ("month", "quarter", "year")
    for period in periods:
        numbers, start = period_numbers([first, last], period)
        count = int(numbers.max()) + 1
        if count <= MOST or period == "year":
            break
    return period, start, count
