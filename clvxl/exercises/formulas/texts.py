"""Built-in functions of texts and of dates."""

from __future__ import annotations

import datetime as dt
import operator
import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP
from typing import Any

import numpy as np

from clvxl.exercises.formulas import values as v
from clvxl.exercises.formulas.functions import (
    Logical,
    Number,
    One,
    Text,
    Whole,
    builtin,
    define,
)
from clvxl.exercises.formulas.numbers import rounded

__all__: list[str] = []

DAY_ZERO = dt.date(1899, 12, 30).toordinal()
LAST_DAY = 2_958_465
_PLAIN_NUMBER = re.compile(r"([-+]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d*)?)(%?)")
FIRST_SURE_DAY = 61
"""1900-03-01: before it Excel counts a day that never was, and other programs do not."""


def _units(words: str) -> str:
    """A text whose signs all programs count alike."""
    if any(sign > "\uffff" for sign in words):
        raise v.RefusedError(f'how long "{words}" is depends on the program')
    return words


def _count(count: int) -> int:
    if count < 0:
        raise v.FoundError(v.VALUE)
    return count


@builtin()
def LEFT(words: Text, count: Whole = 1) -> str:
    return _units(words)[: _count(count)]


@builtin()
def RIGHT(words: Text, count: Whole = 1) -> str:
    return _units(words)[max(len(words) - _count(count), 0) :]


@builtin()
def MID(words: Text, start: Whole, count: Whole) -> str:
    if start < 1:
        raise v.FoundError(v.VALUE)
    return _units(words)[start - 1 : start - 1 + _count(count)]


@builtin()
def FIND(sought: Text, words: Text, start: Whole = 1) -> float:
    if not 1 <= start <= len(_units(words)) + 1:
        raise v.FoundError(v.VALUE)
    at = words.find(_units(sought), start - 1)
    if at < 0:
        raise v.FoundError(v.VALUE)
    return at + 1.0


@builtin()
def SUBSTITUTE(words: Text, old: Text, new: Text) -> str:
    return _short(words.replace(old, new)) if old else words


@builtin()
def VALUE(words: One) -> float:
    if not isinstance(words, str):
        return v.number(words)
    # What else a program reads as a number (dates, currencies) depends on its country.
    number = _PLAIN_NUMBER.fullmatch(words.strip(" "))
    if number is None:
        raise v.FoundError(v.VALUE)
    return float(number[1].replace(",", "")) / (100.0 if number[2] else 1.0)


def _sign_by_sign(words: str, change: Callable[[str], str]) -> str:
    """Change the letters whose other case is one letter, too: ß stays."""
    return "".join(change(sign) if len(change(sign)) == 1 else sign for sign in words)


define(
    Text,
    LEN=lambda words: len(_units(words)),
    UPPER=lambda words: _sign_by_sign(words, str.upper),
    LOWER=lambda words: _sign_by_sign(words, str.lower),
    TRIM=lambda words: " ".join(part for part in words.split(" ") if part),
)


def _same_texts(first: Any, second: Any) -> v.Block | None:
    block, words = (first, second) if isinstance(first, v.Block) else (second, first)
    if type(words) is not str or block.holds != {v.TEXT}:
        return None
    return v.Block.of_logicals(np.asarray(block.values == words, dtype=bool))


define(Text, Text, vector=_same_texts, EXACT=operator.eq)
define(rest=(Text,), CONCATENATE=lambda *parts: _short("".join(parts)))


@builtin()
def REPT(words: Text, count: Whole) -> str:
    if len(words) * _count(count) > v.MOST_TEXT:
        raise v.FoundError(v.VALUE)
    return words * count


def _short(words: str) -> str:
    if len(words) > v.MOST_TEXT:
        raise v.FoundError(v.VALUE)
    return words


@builtin()
def DATE(year: Whole, month: Whole, day: Whole) -> float:
    year += 1900 if 0 <= year < 1900 else 0
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    if not 1900 <= year <= 9999:
        raise v.FoundError(v.NUM)
    serial = dt.date(year, month, 1).toordinal() - DAY_ZERO + day - 1
    if serial > LAST_DAY:
        raise v.FoundError(v.NUM)
    if serial < FIRST_SURE_DAY:
        raise v.RefusedError("programs number the days before 1900-03-01 in different ways")
    return float(serial)


def _day(value: float) -> tuple[int, int, int]:
    """Year, month and day by a day's number, as Excel counts, with its 1900-02-29."""
    serial = int(value // 1.0)
    if not 0 <= serial <= LAST_DAY:
        raise v.FoundError(v.NUM)
    if serial < FIRST_SURE_DAY:
        return (1900, 1, serial) if serial < 32 else (1900, 2, serial - 31)
    return dt.date.fromordinal(serial + DAY_ZERO).timetuple()[:3]


define(
    Number,
    YEAR=lambda date: _day(date)[0],
    MONTH=lambda date: _day(date)[1],
    DAY=lambda date: _day(date)[2],
)


_STYLES = {
    "0": (0, "", ""), "0.00": (2, "", ""), "#,##0": (0, ",", ""), "#,##0.00": (2, ",", ""),
    "0%": (0, "", "%"), "0.0%": (1, "", "%"),
}  # fmt: skip
"""Formats that all programs write alike: decimals, sign between thousands, sign behind."""


@builtin()
def TEXT(value: One, form: Text) -> v.Value:
    date = form.lower() == "yyyy-mm-dd"
    if form not in _STYLES and not date:
        raise v.RefusedError(f"TEXT knows the formats {', '.join(_STYLES)} and yyyy-mm-dd only")
    if isinstance(value, str | bool):
        raise v.RefusedError("TEXT is for numbers")
    if date:
        year, month, day = _day(v.number(value))
        return f"{year:04}-{month:02}-{day:02}"
    return _written(v.number(value), *_STYLES[form])


@builtin()
def FIXED(value: Number, digits: Whole = 2, plain: Logical = False) -> str:
    if digits < 0 or abs(value) >= 1e13:
        raise v.RefusedError(f"how FIXED writes {value} depends on the program")
    # Rounded to nothing, it is 0 without a minus.
    exact = rounded(value, digits, ROUND_HALF_UP) or 0
    return f"{exact:{'' if plain else ','}.{digits}f}"


def _written(value: float, digits: int, separator: str, percent: str) -> str:
    if abs(value) >= 1e13:
        raise v.RefusedError(f"how {value} is written depends on the program")
    exact = rounded(value * 100 if percent else value, digits, ROUND_HALF_UP)
    if exact == 0 and value < 0:
        raise v.RefusedError(f"whether {value} is written with a minus depends on the program")
    return f"{exact:{separator}.{digits}f}{percent}"
