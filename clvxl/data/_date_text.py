"""One text to a day: the time of day and the zone are dropped, the local day stays as written."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache
from typing import NamedTuple

from clvxl.data._date_order import ZERO
from clvxl.data._date_words import CJK_WEEKDAY, FILLERS, TIME, WEEKDAYS, ZONE, folded, month_number
from clvxl.data._plain_text import in_plain_signs, unwrapped

__all__ = [
    "FIRST_YEAR", "LAST_YEAR", "LONGEST", "NUMBER", "Reading", "calendar_number", "read_text",
]  # fmt: skip

FIRST_YEAR, LAST_YEAR = 1900, 2200
CENTURY_CUT = 68
NAN = float("nan")
LONGEST = 64
SHORT = 24
"""A date with its time is hardly longer; what is longer may hold runs of blanks."""

NUMBER = re.compile(r"\d{1,14}(?:\.\d*)?$")
_DIGITS = {8: 1, 12: 10_000, 14: 1_000_000}
"""How many digits a calendar number has, and what its time of day is counted up to."""

_PLAIN_TIME = re.compile(r"[T ](?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?$")
"""The commonest ones, known faster than `_TIME` knows them."""

_TIME = re.compile(TIME, re.IGNORECASE)
_DOT_TIME = re.compile(r"(?<=\d{4}),?\s(?:[01]?\d|2[0-3])\.[0-5]\d(?:\.[0-5]\d)?(?:\s?Uhr)?$", re.I)
_ZONE_END = re.compile(rf"\s{ZONE}$|(?<=\d-\d\d)(?:Z|[+-]\d\d:\d\d)$", re.IGNORECASE)
_BASIC_TIME = re.compile(rf"(?<=^\d{{8}})[T ]\d{{4}}(?:\d\d)?{ZONE}?$", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$")
_NUMERIC = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})$")
_CJK = re.compile(
    r"(令和|平成|昭和|民国|民國)?\s?(\d{1,4}|元)\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?"
    r"[日号號일]?$"
)
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民国": 1911, "民國": 1911}
_WEEKDAY = re.compile(CJK_WEEKDAY)
_END_WORD = re.compile(r"[\s,]*\(?([a-z]+)\.?\)?$")
_FIRST_WORD = re.compile(r"([a-z]+)\.?,?\s+")
_APART = re.compile(r"(?<=\d)\s?([./-])\s(?=\d)")
_NAMED = re.compile(r"[a-z\d\s,./'()-]+$")
_TOKEN = re.compile(r"\d+|[a-z]+")


class Reading(NamedTuple):
    """How one text reads: its kind, its day, for "numeric" also with the month or year first."""

    kind: str
    day: float
    month: float = NAN
    year: float = NAN


UNREADABLE = Reading("unreadable", NAN)


def read_text(text: str) -> Reading:
    """Read one text; its time of day is taken off first, so that few dates are left to read.

    >>> read_text("31/1/2011 8:26").kind, read_text("Jan 31, 2011 11:05 PM PST").day
    ('numeric', 40574.0)
    """
    text = unwrapped(text)
    if len(text) > SHORT:
        # a pattern that tries every split of a run of blanks takes minutes
        text = " ".join(text.split())
        if len(text) > LONGEST:
            return UNREADABLE
    if ":" not in text:
        return _read_date(text)
    at = 10 if text[10:11] in (" ", "T") else text.rfind(" ", 0, text.find(":"))
    if at > 0 and (_PLAIN_TIME.match(text, at) or _is_time(text[at:])):
        found = _read_date(text[:at])
        if found is not UNREADABLE:
            return _dated(found)
    text = in_plain_signs(text)
    if len(text) > LONGEST:
        return UNREADABLE
    rest = _TIME.sub(" ", text, count=1)
    if rest == text:
        return _read_date(text)
    return UNREADABLE if ":" in rest else _dated(_read_date(rest.strip()))


def _dated(found: Reading) -> Reading:
    """A date beside a time or a word: it is no mere number then."""
    if found.kind == "number":
        return UNREADABLE
    return found._replace(kind="iso") if found.kind == "yyyymmdd" else found


@lru_cache(maxsize=1 << 17)
def _is_time(text: str) -> bool:
    return _TIME.fullmatch(f"0000{text}", 4) is not None  # behind a year


@lru_cache(maxsize=1 << 16)
def _read_date(text: str) -> Reading:
    if match := _ISO.match(text):
        return _known("iso", int(match[1]), int(match[3]), int(match[4]))
    if match := _NUMERIC.match(text):
        return _two_ways(match[1], int(match[3]), match[4])
    if NUMBER.match(text) and text.isascii():
        day = calendar_number(int(text)) if text.isdigit() else NAN
        return Reading("number", float(text)) if day != day else Reading("yyyymmdd", day)
    return _read_rarer(text)


def _read_rarer(text: str) -> Reading:
    """A date with words, with blanks or in other scripts."""
    plain = " ".join(_WEEKDAY.sub(" ", in_plain_signs(text), count=1).split())
    if len(plain) > LONGEST:
        return UNREADABLE
    for pattern in (_TIME, _DOT_TIME, _BASIC_TIME, _ZONE_END):
        plain = pattern.sub(" ", plain, count=1).strip()
    if match := _CJK.match(plain):
        return _known("iso", _cjk_year(match), int(match[3]), int(match[4]))
    plain = _APART.sub(r"\1", _without_weekday(folded(plain))).removesuffix(".")
    if plain != text and (found := _read_digits(plain)):
        return found
    return _read_named(plain)


def _read_digits(text: str) -> Reading | None:
    """A date of digits alone, once all else is off; a mere number is none then."""
    if _ISO.match(text) or _NUMERIC.match(text) or (text.isdigit() and len(text) in _DIGITS):
        return _dated(_read_date(text))
    return None


def _cjk_year(match: re.Match[str]) -> int:
    era, written = match[1], match[2]
    if era:
        return _ERAS[era] + (1 if written == "元" else int(written))
    return _year(written) if written.isdigit() else 0


def _without_weekday(text: str) -> str:
    """A text of small letters without the day of the week at an end."""
    first, last = _FIRST_WORD.match(text), _END_WORD.search(text)
    # mar. is Tuesday in three languages, and March in four
    if first and (first[1] in WEEKDAYS or (first[1] == "mar" and _has_month(text[first.end() :]))):
        return text[first.end() :]
    if last and last[1] in WEEKDAYS:
        return text[: last.start()]
    return text


def _has_month(text: str) -> bool:
    """Whether a text tells its month without the word before it."""
    words = [word for word in _TOKEN.findall(text) if not word.isdigit()]
    return any(map(month_number, words)) or bool(_NUMERIC.match(text))


def _read_named(text: str) -> Reading:
    """A date whose month has a name: no order to settle."""
    if not _NAMED.match(text):
        return UNREADABLE
    tokens = [token for token in _TOKEN.findall(text) if token not in FILLERS | WEEKDAYS]
    shape = "".join("9" if token.isdigit() else "a" for token in tokens)
    if shape == "9a9":
        day, month, year = tokens if len(tokens[0]) <= 2 else reversed(tokens)
    elif shape == "a99":
        month, day, year = tokens
    else:
        return UNREADABLE
    if len(day) > 2 or len(year) not in (2, 4):
        return UNREADABLE
    return _known("name", _year(year), month_number(month), int(day))


def _known(kind: str, year: int, month: int, day: int) -> Reading:
    found = _day(year, month, day)
    return UNREADABLE if found != found else Reading(kind, found)


def _two_ways(first: str, second: int, third: str) -> Reading:
    year = _year(third)
    day_first, month_first = _day(year, second, int(first)), _day(year, int(first), second)
    if day_first != day_first and month_first != month_first:
        return UNREADABLE
    short = len(first) == len(third) == 2
    year_first = _day(_year(first), second, int(third)) if short else NAN
    return Reading("numeric", day_first, month_first, year_first)


def _year(text: str) -> int:
    year = int(text)
    if len(text) != 2:
        return year
    return year + (2000 if year <= CENTURY_CUT else 1900)


def calendar_number(value: int) -> float:
    """Return the sheet date of yyyymmdd, with hhmm or hhmmss behind it or not; NaN for others.

    >>> calendar_number(20110131), calendar_number(20110131082600), calendar_number(201101312560)
    (40574.0, 40574.0, nan)
    """
    clock = _DIGITS.get(len(str(value)))
    if clock is None:
        return NAN
    date, time = divmod(value, clock)
    seconds = time % 100 if clock == 1_000_000 else 0
    if clock == 1_000_000:
        time //= 100
    if time // 100 > 23 or time % 100 > 59 or seconds > 60:
        return NAN
    return _day(date // 10_000, date // 100 % 100, date % 100)


@lru_cache(maxsize=1 << 16)
def _day(year: int, month: int, day: int) -> float:
    """The sheet date of a calendar date, NaN where there is none."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return NAN
    try:
        return float(datetime.date(year, month, day).toordinal() - ZERO)
    except ValueError:
        return NAN
