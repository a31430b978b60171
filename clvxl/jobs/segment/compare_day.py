"""The earlier day that a report is compared with: a date, or how long before the as-of date."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from clvxl.errors import InputError
from clvxl.text import Text

__all__ = ["check_words", "earlier_day"]

_ZERO = dt.date(1899, 12, 30).toordinal()
_DATE = re.compile(r"(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?")
_SPAN = re.compile(
    r"(\d{1,4})\s*(?:(d|days?|天|日)|(w|weeks?|周|个?星期)|(m|months?|个?月)|(y|years?|年))",
    re.IGNORECASE,
)
_UNREAD = Text(
    "compare takes a date such as 2025-06-30, or how long before the as-of date: 90d, 6w, 3m or 1y",
    "比较日应为 2025-06-30 这样的日期，或距截止日的时长：90天、6周、3个月 或 1年",
)
_MONTHS_A_YEAR = 12


def check_words(words: str) -> None:
    """Refuse what is neither a date nor a span, before any work is done.

    Raises
    ------
    InputError
    """
    if not _SPAN.fullmatch(words.strip()):
        _date(words)


def earlier_day(words: str, as_of: float) -> float:
    """Return the day that words mean.

    Parameters
    ----------
    words : str
        A date (2025-06-30, 2025/6/30, 2025年6月30日) or a span (90d, 6w, 3m, 1y, 3个月).
    as_of : float
        The sheet day from which a span counts back. A month has no fixed number of days: 3m
        before 31 May is the last day of February.

    Returns
    -------
    float
        A sheet day.

    Raises
    ------
    InputError
        It is neither, or there is no such day.

    Examples
    --------
    >>> as_of = 45808.0  # 2025-05-31
    >>> [earlier_day(words, as_of) - as_of for words in ("3m", "1y", "6w", "2025-05-30")]
    [-92.0, -365.0, -42.0, -1.0]
    """
    span = _SPAN.fullmatch(words.strip())
    if span is None:
        return float(_date(words).toordinal() - _ZERO)
    number = int(span[1])
    if span[2] or span[3]:
        return as_of - number * (1 if span[2] else 7)
    months = number * (_MONTHS_A_YEAR if span[5] else 1)
    return float(_months_before(int(as_of), months, words).toordinal() - _ZERO)


def _date(words: str) -> dt.date:
    found = _DATE.fullmatch(words.strip())
    try:
        year, month, day = map(int, found.groups() if found else ())
        return dt.date(year, month, day)
    except ValueError:
        raise InputError(_UNREAD, value=words) from None


def _months_before(day: int, months: int, words: str) -> dt.date:
    """The same day of the month, or the month's last."""
    date = dt.date.fromordinal(day + _ZERO)
    year, month = divmod(date.year * _MONTHS_A_YEAR + date.month - 1 - months, _MONTHS_A_YEAR)
    if year < dt.MINYEAR:
        raise InputError(_UNREAD, value=words)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(date.day, last))
