"""Revenue by month, of customers who bought for the first time in it and of those who came back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from clvxl.core._rounding import group_sums, rounded_money
from clvxl.data.periods import first_days, period_numbers
from clvxl.data.records import Piece

__all__ = ["Calendar", "Months", "Period", "months_of", "revenue_by_period"]

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


class Calendar:
    """The periods of a chart of some days.

    Attributes
    ----------
    period : {"month", "quarter", "year"}
    count : int
    starts : ndarray, shape (count + 1,)
        Their first days, and the first one after them.
    """

    def __init__(self, first: float, last: float) -> None:
        self.period, start, self.count = _period(first, last)
        self.starts = first_days(np.arange(start, start + self.count + 1), self.period)
        numbers, own = period_numbers(np.arange(first, last + 1), self.period)
        self.first, self.numbers = int(first), (numbers + own - start).astype(np.int32)

    def periods(self, days: Vector) -> NDArray[np.int32]:
        """Return in which period each of some whole days is, from 0."""
        return np.take(self.numbers, days.astype(np.int64) - self.first)


def revenue_by_period(part: Piece, first: Vector, calendar: Calendar) -> Vector:
    """Return the revenue of returning customers by period, and behind it that of new ones.

    Parameters
    ----------
    part : Piece
    first : ndarray
        Each customer's first purchase, a sheet day.
    calendar : Calendar
    """
    periods = calendar.periods(part.days)
    is_new = periods <= calendar.periods(first)[part.customers]
    return group_sums(periods + calendar.count * is_new, part.amounts, 2 * calendar.count)


def months_of(revenue: Vector, calendar: Calendar, until: float) -> Months:
    """Return the sums of all parts as a chart shows them; `until` is the last day known."""
    returning, new = np.split(rounded_money(revenue), 2)
    return Months(
        calendar.period, calendar.starts[:-1], new, returning, until,
        bool(until < calendar.starts[-1] - 1),
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
