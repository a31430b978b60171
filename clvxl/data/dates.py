"""Dates as people write them, to days: what a column cannot settle is asked, never guessed.

A day is a sheet date: whole days since 1899-12-30. A time of day is read and dropped; a zone is
dropped too, so that the local date stays as written.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from clvxl.data._date_order import ZERO, DateOrder, FloatArray, calendar_date, find_order
from clvxl.data.grouping import text_groups

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["DateOrder", "iso_date", "parse_dates"]

FIRST_YEAR, LAST_YEAR = 1900, 2200
LAST_DAY = float(datetime.date(LAST_YEAR, 12, 31).toordinal() - ZERO)
CENTURY_CUT = 68
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
LONG_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
NAN = float("nan")
LONGEST = 64
SHORT = 24
"""A date with its time is hardly longer; what is longer may hold runs of blanks."""

_TIME = re.compile(
    r"(?:T|,?\s+|(?<=[日号]))(?:上午|下午|AM|PM)?\s*"
    r"(?:[01]?\d|2[0-3]):[0-5]\d(?::(?:[0-5]\d|60)(?:[.,]\d+)?)?"
    r"\s*(?:[AP]\.?M\.?)?\s*(?:Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?$",
    re.IGNORECASE,
)
_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$")
_CHINESE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?$")
_NUMERIC = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})$")
_NUMBER = re.compile(r"\d{1,9}(?:\.\d*)?$")
_WEEKDAY = re.compile(
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+", re.I
)
_DAY_NAME = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[\s./-]*([a-z]{3,9})\.?[\s,./-]*(\d{4}|\d{2})$", re.IGNORECASE
)
_NAME_DAY = re.compile(
    r"([a-z]{3,9})\.?[\s./-]*(\d{1,2})(?:st|nd|rd|th)?(?:,\s*|[\s./-]+)(\d{4}|\d{2})$",
    re.IGNORECASE,
)
_YEAR_NAME = re.compile(r"(\d{4})[\s./-]+([a-z]{3,9})[\s./-]+(\d{1,2})$", re.IGNORECASE)


class _Reading(NamedTuple):
    """How one text reads: its kind, its day, for "numeric" also with the month or year first."""

    kind: str
    day: float
    month: float = NAN
    year: float = NAN


UNREADABLE = _Reading("unreadable", NAN)


def parse_dates(
    column: pd.Series, order: DateOrder | None, typed: bool, name: str, offset: float = 0.0
) -> tuple[FloatArray, str]:
    """Read a column of dates.

    Parameters
    ----------
    column : pandas.Series
        datetime64, numbers (yyyymmdd, or sheet dates) or str.
    order : "day", "month" or None
        Which comes first in 12/1/2010; None: the column has to settle it.
    typed : bool
        True where cells have types: a number among text dates is then a sheet date.
    name : str
        What the question calls the column.
    offset : float
        Days to add to numbers that are sheet dates: 1462 where a workbook counts from 1904.

    Returns
    -------
    days : float64 array
        Whole days since 1899-12-30, from 1900 to 2200; NaN where no date can be read.
    reading : str
        "datetime", "serial", "yyyymmdd", "iso", "name" (of the month), "day" or "month" (which
        stands first), or "unreadable".

    Raises
    ------
    AmbiguousError
        `order` is None, and both orders read all dates, or neither does; or the year may stand
        first; or real dates among text look as if day and month had been swapped.

    Examples
    --------
    >>> import pandas as pd
    >>> days, reading = parse_dates(pd.Series(["31/1/2011", "1/2/2011"]), None, False, "Date")
    >>> days.tolist(), reading
    ([40574.0, 40575.0], 'day')
    """
    import pandas as pd

    if pd.api.types.is_datetime64_any_dtype(column):
        return _from_datetimes(column), "datetime"
    if pd.api.types.is_bool_dtype(column):
        return np.full(len(column), NAN), "unreadable"
    if pd.api.types.is_numeric_dtype(column):
        return _from_numbers(column.to_numpy(dtype=np.float64, na_value=NAN), offset)
    codes, texts = text_groups(column)
    readings = [_read(text) for text in texts]
    if {reading.kind for reading in readings} <= {"number", "yyyymmdd", "unreadable"}:
        days, kind = _from_numbers(np.array([_number(text) for text in texts]), offset)
    else:
        asked = _Asked(order, typed, name, offset)
        days, kind = _settle(readings, texts, np.bincount(codes + 1), asked)
    return days[codes], kind


def iso_date(day: float) -> str:
    """Write a sheet date as yyyy-mm-dd.

    >>> iso_date(40574.0)
    '2011-01-31'
    """
    return calendar_date(day).isoformat()


def _from_datetimes(column: pd.Series) -> FloatArray:
    """Sheet dates of datetime64, at their own local date."""
    import pandas as pd

    if isinstance(column.dtype, pd.DatetimeTZDtype):
        column = column.dt.tz_localize(None)
    moments = column.to_numpy()
    days = moments.astype("datetime64[D]").astype(np.float64) + _EPOCH
    return _in_range(np.where(np.isnat(moments), NAN, days))


_EPOCH = datetime.date(1970, 1, 1).toordinal() - ZERO


def _in_range(days: FloatArray) -> FloatArray:
    with np.errstate(invalid="ignore"):
        return np.where((days >= 1) & (days <= LAST_DAY), np.floor(days), NAN)


def _from_numbers(values: FloatArray, offset: float) -> tuple[FloatArray, str]:
    """Read yyyymmdd or sheet dates, whichever reads more; no number reads as both."""
    found = values[np.isfinite(values)]
    # a column of nothing but 2010, 2011 holds years: as sheet dates they would be of 1905
    if found.size and np.all((found >= FIRST_YEAR) & (found <= LAST_YEAR) & (found % 1 == 0)):
        return np.full(len(values), NAN), "unreadable"
    serial, calendar = _in_range(values + offset), _from_calendar_numbers(values)
    if np.isfinite(calendar).sum() > np.isfinite(serial).sum():
        return calendar, "yyyymmdd"
    return serial, "serial" if np.isfinite(serial).any() else "unreadable"


def _from_calendar_numbers(values: FloatArray) -> FloatArray:
    """Sheet dates of yyyymmdd; only the different values are looked up."""
    different, back = np.unique(values, return_inverse=True)
    whole = (different >= FIRST_YEAR * 10_000) & (different < (LAST_YEAR + 1) * 10_000)
    days = np.full(len(different), NAN)
    for at in np.flatnonzero(whole & (different % 1 == 0)):
        days[at] = _calendar_number(int(different[at]))
    return days[back]


def _calendar_number(value: int) -> float:
    return _day(value // 10_000, value // 100 % 100, value % 100)


@lru_cache(maxsize=1 << 16)
def _day(year: int, month: int, day: int) -> float:
    """The sheet date of a calendar date, NaN where there is none."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return NAN
    try:
        return float(datetime.date(year, month, day).toordinal() - ZERO)
    except ValueError:
        return NAN


def _number(text: str) -> float:
    text = text.strip()
    return float(text) if len(text) <= LONGEST and _NUMBER.match(text) else NAN


def _read(text: str) -> _Reading:
    """Read one text; its time of day is taken off first, so that few dates are left to read."""
    text = text.strip()
    if len(text) > SHORT:
        # a pattern that tries every split of a run of blanks takes minutes
        text = " ".join(text.split())
        if len(text) > LONGEST:
            return UNREADABLE
    if ":" in text:
        if _is_time(text[10:]):
            return _read_date(text[:10])
        time = _TIME.search(text)
        text = text[: time.start()] if time else ""
    return _read_date(text)


@lru_cache(maxsize=1 << 17)
def _is_time(text: str) -> bool:
    return _TIME.match(text) is not None


@lru_cache(maxsize=1 << 16)
def _read_date(text: str) -> _Reading:
    if match := _ISO.match(text):
        return _known("iso", int(match[1]), int(match[3]), int(match[4]))
    if match := _NUMERIC.match(text):
        return _two_ways(match[1], int(match[3]), match[4])
    if _NUMBER.match(text):
        day = _calendar_number(int(text)) if len(text) == 8 and text.isdigit() else NAN
        return _Reading("number", float(text)) if day != day else _Reading("yyyymmdd", day)
    if match := _CHINESE.match(text):
        return _known("iso", int(match[1]), int(match[2]), int(match[3]))
    return _read_named(_WEEKDAY.sub("", text, count=1))


def _read_named(text: str) -> _Reading:
    """A date whose month has a name: no order to settle."""
    if match := _DAY_NAME.match(text):
        return _known("name", _year(match[3]), _month(match[2]), int(match[1]))
    if match := _NAME_DAY.match(text):
        return _known("name", _year(match[3]), _month(match[1]), int(match[2]))
    if match := _YEAR_NAME.match(text):
        return _known("name", int(match[1]), _month(match[2]), int(match[3]))
    return UNREADABLE


def _known(kind: str, year: int, month: int, day: int) -> _Reading:
    found = _day(year, month, day)
    return UNREADABLE if found != found else _Reading(kind, found)


def _two_ways(first: str, second: int, third: str) -> _Reading:
    year = _year(third)
    day_first, month_first = _day(year, second, int(first)), _day(year, int(first), second)
    if day_first != day_first and month_first != month_first:
        return UNREADABLE
    short = len(first) == len(third) == 2
    year_first = _day(_year(first), second, int(third)) if short else NAN
    return _Reading("numeric", day_first, month_first, year_first)


def _year(text: str) -> int:
    year = int(text)
    if len(text) == 4:
        return year
    return year + (2000 if year <= CENTURY_CUT else 1900)


def _month(name: str) -> int:
    """1 for jan, January or Sept; 0 where it names no month."""
    name = name.lower()
    if name[:3] not in MONTHS:
        return 0
    month = MONTHS.index(name[:3])
    return month + 1 if LONG_MONTHS[month].startswith(name) else 0


@dataclass(frozen=True)
class _Asked:
    """What the caller said about a column."""

    order: DateOrder | None
    typed: bool
    name: str
    offset: float


def _settle(
    readings: list[_Reading], texts: list[str], counts: NDArray[Any], asked: _Asked
) -> tuple[FloatArray, str]:
    """Choose the order of day and month, if any date needs one; name the commonest kind."""
    kinds = np.array([reading.kind for reading in readings])
    days = np.array([reading.day for reading in readings])
    numeric, number = kinds == "numeric", kinds == "number"
    days[number] = _in_range(days[number] + asked.offset) if asked.typed else NAN
    if numeric.any():
        unsettled = [reading for reading in readings if reading.kind == "numeric"]
        real = days[((kinds == "iso") | number) & np.isfinite(days)] if asked.typed else days[:0]
        order = asked.order or find_order(
            np.array([reading[1:] for reading in unsettled]), real, _of(texts, numeric), asked.name
        )
        days[numeric] = [reading[1 if order == "day" else 2] for reading in unsettled]
        return days, order
    rows = np.roll(np.resize(counts, len(texts)), -1)
    readable = np.isfinite(days)
    tally = {
        str(kind): int(rows[readable & (kinds == kind)].sum()) for kind in set(kinds[readable])
    }
    kind = max(sorted(tally), key=tally.__getitem__, default="unreadable")
    return days, "serial" if kind == "number" else kind


def _of(texts: list[str], chosen: NDArray[np.bool_]) -> list[str]:
    return [texts[at].strip() for at in np.flatnonzero(chosen)]
