"""Values of formulas: a number, text, a truth value, None for a blank, an error, a block of them.

Every rule by which one kind of value is taken for another stands here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from clvxl.sheet.answers import DIVISION, NOT_AVAILABLE, NUM, VALUE, CellError

__all__ = [
    "BLANK", "DIVISION", "ERROR", "LOGICAL", "MOST_TEXT", "NOT_AVAILABLE", "NUM", "NUMBER", "REF",
    "TEXT", "UNKNOWN", "VALUE", "Block", "CellError", "FoundError", "Lexicon", "Origin",
    "RefusedError", "Scalar", "Value", "as_stored", "kind_of", "logical", "number", "number_in",
    "text", "whole",
]  # fmt: skip

Scalar: TypeAlias = float | bool | str | None

NUMBER, BLANK, TEXT, LOGICAL, ERROR, UNKNOWN = range(6)
"""Kinds of cells; the value of an UNKNOWN one has not been computed yet."""

REF = CellError("#REF!")
MOST_TEXT = 32_767

_PLAIN = re.compile(r" *[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?%? *")
_LOCAL = re.compile(r"(?:[\d\s.,/:+()%$€£¥年月日时分秒-]|(?i:[ap]m\b|" + "|".join(
    "jan feb mar apr may jun jul aug sep oct nov dec".split()
) + r"))+")  # fmt: skip


class FoundError(Exception):
    """An error value on its way to the cell."""

    def __init__(self, error: CellError) -> None:
        self.error = error


class RefusedError(Exception):
    """What the calculator does not compute, with the reason."""


def kind_of(value: Scalar) -> int:
    """Return the kind of a value."""
    if isinstance(value, bool):
        return LOGICAL
    if isinstance(value, float):
        return NUMBER
    if value is None:
        return BLANK
    return ERROR if isinstance(value, CellError) else TEXT


def number_in(words: str) -> float | None:
    """Return the number that a text is for a formula, or None.

    Raises
    ------
    RefusedError
        A date, an amount, a time: it is a number in some countries' editions only.

    Examples
    --------
    >>> number_in(" 12.5% "), number_in("twelve")
    (0.125, None)
    """
    if _PLAIN.fullmatch(words):
        if "%" in words:
            return float(words.replace("%", "")) / 100
        return float(words)
    if _LOCAL.fullmatch(words) and any(sign.isdigit() for sign in words):
        raise RefusedError(f'whether the text "{words}" is a number depends on the country')
    return None


def number(value: Any) -> float:
    """Return a value as a number."""
    if type(value) is float:
        return value
    if value is None:
        return 0.0
    if isinstance(value, bool):
        return float(value)
    if isinstance(value, CellError):
        raise FoundError(value)
    found = number_in(value)
    if found is None:
        raise FoundError(VALUE)
    return found


def whole(value: Any) -> int:
    """Return a value as a whole number, what is behind the point cut off."""
    found = number(value)
    if abs(found) > 2**53:
        raise FoundError(NUM)
    return int(found)


def text(value: Any) -> str:
    """Return a value as text, numbers with up to 15 digits.

    Raises
    ------
    RefusedError
        A number that programs write in different ways.
    """
    if isinstance(value, CellError):
        raise FoundError(value)
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    written = f"{value + 0.0:.15g}"
    if "e" in written:
        raise RefusedError(f"how {written} is written as text depends on the program")
    return written


def logical(value: Any) -> bool:
    """Return a value as a truth value."""
    if isinstance(value, CellError):
        raise FoundError(value)
    if isinstance(value, str):
        if value.upper() not in ("TRUE", "FALSE"):
            raise FoundError(VALUE)
        return value.upper() == "TRUE"
    return bool(value)


class Origin(NamedTuple):
    """Where a block stands: number of the sheet, first row and column from 0."""

    sheet: int
    row: int
    column: int


class Lexicon:
    """A number for each text, whatever its letter case, so that comparing is fast."""

    def __init__(self) -> None:
        self._codes: dict[str, int] = {"": 0}

    def add(self, words: str) -> int:
        """Return the text's number, a new one if need be."""
        return self._codes.setdefault(words.lower(), len(self._codes))

    def find(self, words: str) -> int:
        """Return the text's number, -2 if it has none."""
        return self._codes.get(words.lower(), -2)


@dataclass(eq=False)
class Block:
    """Cells of a range, or an array. A range knows its `origin`.

    `numbers` hold 0 for blanks, 0 or 1 for truth values, for a text the number that it is, NaN
    else. `codes` number the texts (blanks as ""), -1 for what is neither.
    """

    numbers: NDArray[np.float64]
    kinds: NDArray[np.uint8]
    cells: NDArray[Any] | None = None
    codes: NDArray[np.int32] | None = None
    lexicon: Lexicon | None = None
    origin: Origin | None = None

    @classmethod
    def of_numbers(cls, numbers: Any) -> Block:
        """Return an array of numbers."""
        array = np.atleast_2d(np.asarray(numbers, dtype=np.float64))
        return cls(array, np.zeros(array.shape, np.uint8))

    @classmethod
    def of_logicals(cls, logicals: NDArray[np.bool_]) -> Block:
        """Return an array of truth values."""
        return cls(logicals.astype(np.float64), np.full(logicals.shape, LOGICAL, np.uint8))

    @classmethod
    def of_rows(cls, rows: Sequence[Sequence[Scalar]]) -> Block:
        """Return an array of values, row by row."""
        cells = np.empty((len(rows), len(rows[0])), dtype=object)
        for at, row in enumerate(rows):
            cells[at, :] = row
        return cls.of_cells(cells)

    @classmethod
    def of_cells(cls, cells: NDArray[Any]) -> Block:
        """Return an array of values."""
        flat = cells.ravel().tolist()
        kinds = np.array([kind_of(value) for value in flat], np.uint8).reshape(cells.shape)
        numbers = np.array([as_stored(value) for value in flat]).reshape(cells.shape)
        return cls(numbers, kinds, cells)

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.kinds.shape[0], self.kinds.shape[1]

    @cached_property
    def values(self) -> NDArray[Any]:
        """The values, one by one."""
        if self.cells is None:
            cells = self.numbers.astype(object)
            logicals = self.kinds == LOGICAL
            cells[logicals] = self.numbers[logicals].astype(bool)
            self.cells = cells
        return self.cells

    def item(self) -> Scalar:
        """The only value of a block of one cell."""
        value: Scalar = self.values.flat[0]
        return value

    @cached_property
    def holds(self) -> frozenset[int]:
        """The kinds that it holds."""
        return frozenset(np.flatnonzero(np.bincount(self.kinds.ravel(), minlength=1)).tolist())

    @cached_property
    def texts(self) -> tuple[NDArray[np.int32], Lexicon]:
        """Its texts as numbers, and what the numbers mean."""
        if self.codes is None or self.lexicon is None:
            lexicon = Lexicon()
            codes = [-1 if self.kinds.flat[at] not in (TEXT, BLANK) else lexicon.add(value or "")
                     for at, value in enumerate(self.values.ravel().tolist())]  # fmt: skip
            self.lexicon, self.codes = lexicon, np.array(codes, np.int32).reshape(self.shape)
        return self.codes, self.lexicon

    @cached_property
    def figures(self) -> NDArray[np.float64]:
        """Its numbers, without texts, blanks and truth values."""
        self.raise_error()
        return np.asarray(self.numbers[self.kinds == NUMBER])

    @cached_property
    def ordered(self) -> NDArray[np.float64]:
        """Its numbers from the smallest to the largest."""
        return np.sort(self.figures)

    def raise_error(self) -> None:
        """Pass on the first error that it holds."""
        if ERROR in self.holds:
            raise FoundError(self.values.flat[int(np.argmax(self.kinds == ERROR))])

    def part(self, rows: slice, columns: slice) -> Block:
        """Return some of its rows and columns."""
        first = self.origin
        if first is not None:
            first = Origin(first.sheet, first.row + rows.start, first.column + columns.start)
        at = (rows, columns)
        codes = None if self.codes is None else self.codes[at]
        cells = self.values[at]
        return Block(self.numbers[at], self.kinds[at], cells, codes, self.lexicon, first)

    def turned(self) -> Block:
        """Return it with rows as columns, no longer a range."""
        codes = None if self.codes is None else self.codes.T
        return Block(self.numbers.T, self.kinds.T, self.values.T, codes, self.lexicon)


def as_stored(value: Scalar) -> float:
    """Return the number of a value in `Block.numbers`."""
    if type(value) is float:
        return value
    if value is None or isinstance(value, bool):
        return float(value or 0)
    if _PLAIN.fullmatch(str(value)):
        return number(value)
    return float("nan")


Value: TypeAlias = Scalar | Block
