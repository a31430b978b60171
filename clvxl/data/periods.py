"""Calendar periods of sheet days: days, weeks, months, quarters, years."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["PERIODS", "first_days", "period_numbers", "year_month_day"]

PERIODS = ("day", "week", "month", "quarter", "year")

_EPOCH = np.datetime64("1899-12-30", "D")
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_MONDAY = 2
"""The sheet day of the first Monday: 1900-01-01."""


def period_numbers(days: ArrayLike, period: str) -> tuple[NDArray[np.int64], int]:
    """Return each day's period, numbered from 0, and the number that the first one has by itself.

    Parameters
    ----------
    days : array_like, shape (n,)
        Sheet days, whole numbers.
    period : {"day", "week", "month", "quarter", "year"}
        Weeks begin on Monday.

    Returns
    -------
    numbers : ndarray of int, shape (n,)
    start : int
        What `first_days` takes besides.

    Examples
    --------
    >>> numbers, start = period_numbers([45658, 45689, 45690], "month")
    >>> numbers.tolist(), first_days(numbers + start, "month").tolist()
    ([0, 1, 1], [45658.0, 45689.0, 45689.0])
    """
    whole = np.floor(np.asarray(days, dtype=np.float64)).astype(np.int64)
    first, last = int(whole.min()), int(whole.max())
    if last - first >= len(whole):
        return _numbered(whole, period)
    # so few days are looked up
    numbers, start = _numbered(np.arange(first, last + 1), period)
    return numbers[whole - first], start


def _numbered(days: NDArray[np.int64], period: str) -> tuple[NDArray[np.int64], int]:
    if period in _MONTHS:
        months = (_EPOCH + days).astype("datetime64[M]").astype(np.int64)
        numbers = np.floor_divide(months, _MONTHS[period])
    else:
        numbers = days if period == "day" else np.floor_divide(days - _MONDAY, 7)
    start = int(numbers.min())
    return numbers - start, start


def first_days(numbers: NDArray[np.int64], period: str) -> NDArray[np.float64]:
    """Return the first day of periods by their numbers, as sheet days."""
    if period in _MONTHS:
        months = (numbers * _MONTHS[period]).astype("datetime64[M]")
        return np.asarray((months.astype("datetime64[D]") - _EPOCH).astype(np.float64))
    return np.asarray(numbers if period == "day" else numbers * 7 + _MONDAY, dtype=np.float64)


def year_month_day(day: float) -> tuple[int, int, int]:
    """Return the parts of a sheet day.

    >>> year_month_day(45658.0)
    (2025, 1, 1)
    """
    date = (_EPOCH + int(day)).item()
    return date.year, date.month, date.day
