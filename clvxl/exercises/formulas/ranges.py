"""Built-in functions that look into ranges: counting by criteria, and looking up."""

from __future__ import annotations

import operator
import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clvxl.exercises.formulas.functions import (
    Anything,
    Area,
    Cells,
    Logical,
    One,
    Whole,
    as_block,
    builtin,
)
from clvxl.exercises.formulas.operators import order
from clvxl.exercises.formulas.values import (
    BLANK,
    DIVISION,
    ERROR,
    LOGICAL,
    NOT_AVAILABLE,
    NUMBER,
    REF,
    TEXT,
    VALUE,
    Block,
    FoundError,
    RefusedError,
    Scalar,
    Value,
    kind_of,
    number_in,
    whole,
)

__all__: list[str] = []

Mask = NDArray[np.bool_]

_CRITERION = re.compile(r"(<=|>=|<>|=|<|>)?(.*)", re.DOTALL)
_ORDERED: dict[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge,
}  # fmt: skip


@dataclass(frozen=True)
class Criterion:
    """What COUNTIF and its like look for; `sign` is "" where none is written."""

    sign: str
    wanted: float | bool | str


def criterion(value: Scalar) -> Criterion:
    """Return the criterion that a value says.

    >>> criterion("<=2.5")
    Criterion(sign='<=', wanted=2.5)
    """
    if not isinstance(value, str):
        return Criterion("", 0.0 if value is None else value)
    match = _CRITERION.fullmatch(value)
    sign, rest = (match[1] or "", match[2]) if match else ("", value)
    if rest.upper() in ("TRUE", "FALSE"):
        return Criterion(sign, rest.upper() == "TRUE")
    found = number_in(rest)
    if found is None:
        _refuse_wildcards(rest)
        if rest == "" and sign in _ORDERED:
            raise RefusedError(f'the criterion "{value}" compares with nothing')
    return Criterion(sign, rest if found is None else found)


def _refuse_wildcards(words: str) -> None:
    if any(sign in words for sign in "*?~"):
        raise RefusedError(f'wildcards are not supported: "{words}"')


def mask(cells: Block, value: Scalar) -> Mask:
    """Return which cells of a range meet a criterion."""
    wanted = criterion(value)
    if wanted.sign in _ORDERED:
        return _beyond(cells, wanted.sign, wanted.wanted)
    if wanted.sign != "<>":
        return _equal(cells, wanted)
    if ERROR in cells.holds:
        raise RefusedError("an error among the cells of a criterion with <>")
    return ~_equal(cells, wanted)


def _equal(cells: Block, wanted: Criterion) -> Mask:
    value = wanted.wanted
    if isinstance(value, bool):
        return np.asarray((cells.kinds == LOGICAL) & (cells.numbers == value))
    if isinstance(value, float):
        # A text that is a number is met, too, as customer numbers kept as text are.
        same = cells.numbers == value
        if cells.holds == {NUMBER}:
            return np.asarray(same)
        return np.asarray(same & ((cells.kinds == NUMBER) | (cells.kinds == TEXT)))
    if value == "" and wanted.sign:
        return np.asarray(cells.kinds == BLANK)
    codes, lexicon = cells.texts
    return np.asarray(codes == lexicon.find(value))


def _beyond(cells: Block, sign: str, value: float | bool | str) -> Mask:
    compare = _ORDERED[sign]
    if isinstance(value, str):
        return _cell_by_cell(cells, TEXT, lambda cell: compare(_text_order(cell, value), 0))
    kind = LOGICAL if isinstance(value, bool) else NUMBER
    return np.asarray((cells.kinds == kind) & compare(cells.numbers, float(value)))


def _cell_by_cell(cells: Block, kind: int, meets: Callable[[Any], bool]) -> Mask:
    found = cells.kinds == kind
    found[found] = [meets(cell) for cell in cells.values[found]]
    return np.asarray(found)


def _text_order(a: str, b: str) -> int:
    place = order(a, b)
    if place == 2:
        raise RefusedError(f'the order of "{a}" and "{b}" depends on the language')
    return place


def _all_met(pairs: tuple[Any, ...], like: Block | None = None) -> Mask:
    """Which cells meet all criteria; ranges and criteria come in turn."""
    first = like if like is not None else pairs[0]
    met: Mask = np.ones(first.shape, dtype=bool)
    for cells, value in zip(pairs[::2], pairs[1::2], strict=True):
        if cells.shape != first.shape:
            raise FoundError(VALUE)
        met &= mask(cells, value)
    return met


def _met_numbers(values: Value, met: Mask) -> NDArray[np.float64]:
    """The numbers among the cells that meet the criteria."""
    if not isinstance(values, Block) or values.shape != met.shape:
        raise RefusedError("the ranges of sums and criteria must have one size")
    if values.holds == {NUMBER}:
        return np.asarray(values.numbers[met])
    if ERROR in values.holds and (met & (values.kinds == ERROR)).any():
        values.raise_error()
    return np.asarray(values.numbers[met & (values.kinds == NUMBER)])


def _mean(numbers: NDArray[np.float64]) -> float:
    if not numbers.size:
        raise FoundError(DIVISION)
    return float(numbers.mean())


@builtin()
def COUNTIF(cells: Cells, value: One) -> float:
    return float(np.count_nonzero(mask(cells, value)))


@builtin(rest=(Cells, One))
def COUNTIFS(cells: Cells, value: One, *pairs: Anything) -> float:
    return float(np.count_nonzero(_all_met((cells, value, *pairs))))


@builtin()
def SUMIF(cells: Cells, value: One, values: Area = None) -> float:
    return float(_met_numbers(cells if values is None else values, mask(cells, value)).sum())


@builtin()
def AVERAGEIF(cells: Cells, value: One, values: Area = None) -> float:
    return _mean(_met_numbers(cells if values is None else values, mask(cells, value)))


@builtin(rest=(Cells, One))
def SUMIFS(values: Cells, cells: Cells, value: One, *pairs: Anything) -> float:
    return float(_met_numbers(values, _all_met((cells, value, *pairs), values)).sum())


@builtin(rest=(Cells, One))
def AVERAGEIFS(values: Cells, cells: Cells, value: One, *pairs: Anything) -> float:
    return _mean(_met_numbers(values, _all_met((cells, value, *pairs), values)))


def exact_place(cells: Block, wanted: Scalar) -> int:
    """Return where a value first stands in a row or column."""
    wanted = 0.0 if wanted is None else wanted
    if isinstance(wanted, str):
        _refuse_wildcards(wanted)
        codes, lexicon = cells.texts
        same = codes == lexicon.find(wanted)
    else:
        same = cells.numbers == float(wanted)
    found = same & (cells.kinds == kind_of(wanted))
    places = np.flatnonzero(found)
    if not places.size:
        raise FoundError(NOT_AVAILABLE)
    return int(places[0])


def sorted_place(cells: Block, wanted: Scalar) -> int:
    """Return where the largest value up to `wanted` stands in a row or column that rises."""
    wanted = 0.0 if wanted is None else wanted
    places = np.flatnonzero(cells.kinds == kind_of(wanted))
    if isinstance(wanted, str):
        keys: list[Any] = [_key(value) for value in cells.values.ravel()[places]]
        at = bisect_right(keys, _key(wanted))
        rising = keys == sorted(keys)
    else:
        numbers = cells.numbers.ravel()[places]
        at = int(np.searchsorted(numbers, float(wanted), side="right"))
        rising = bool((numbers[1:] >= numbers[:-1]).all())
    if not rising:
        raise RefusedError("the values are not sorted from small to large")
    if not at:
        raise FoundError(NOT_AVAILABLE)
    return int(places[at - 1])


def _key(value: str) -> str:
    _text_order(value, "")
    return value.lower()


def _falling_place(cells: Block, wanted: Scalar) -> int:
    """Where the smallest value from `wanted` on stands in a row or column of falling numbers."""
    if isinstance(wanted, str | bool):
        raise RefusedError("MATCH with -1 is for numbers")
    places = np.flatnonzero(cells.kinds == NUMBER)
    numbers = -cells.numbers.ravel()[places]
    if (numbers[1:] < numbers[:-1]).any():
        raise RefusedError("the values are not sorted from large to small")
    at = int(np.searchsorted(numbers, -float(wanted or 0.0), side="right"))
    if not at:
        raise FoundError(NOT_AVAILABLE)
    return int(places[at - 1])


def _line(cells: Value) -> Block:
    block = as_block(cells)
    if min(block.shape) > 1:
        raise RefusedError("one row or one column is wanted")
    return block


@builtin()
def MATCH(wanted: One, cells: Area, way: Whole = 1) -> float:
    line = _line(cells)
    find = exact_place if way == 0 else sorted_place if way > 0 else _falling_place
    return float(find(line, wanted) + 1)


@builtin()
def LOOKUP(wanted: One, cells: Area, results: Area = None) -> Value:
    line = _line(cells)
    answers = line if results is None else _line(results)
    if answers.kinds.size != line.kinds.size:
        raise RefusedError("LOOKUP takes two ranges of one length")
    at = sorted_place(line, wanted)
    return _cell(answers, at, 0) if answers.shape[1] == 1 else _cell(answers, 0, at)


@builtin()
def VLOOKUP(wanted: One, table: Area, column: Whole, nearest: Logical = True) -> Value:
    block = as_block(table)
    if column < 1:
        raise FoundError(VALUE)
    if column > block.shape[1]:
        raise FoundError(REF)
    first = block.part(slice(0, block.shape[0]), slice(0, 1))
    return _cell(block, (sorted_place if nearest else exact_place)(first, wanted), column - 1)


@builtin()
def HLOOKUP(wanted: One, table: Area, row: Whole, nearest: Logical = True) -> Value:
    return VLOOKUP(wanted, as_block(table).turned(), row, nearest)


def _cell(block: Block, row: int, column: int) -> Value:
    return block.part(slice(row, row + 1), slice(column, column + 1))


@builtin()
def INDEX(table: Area, row: Area, column: Area = None) -> Value:
    block = as_block(table)
    down, across = _index(row), _index(column)
    if column is None and block.shape[0] == 1 and block.shape[1] > 1:
        down, across = 0, down
    if min(down, across) < 0:
        raise FoundError(VALUE)
    if down > block.shape[0] or across > block.shape[1]:
        raise FoundError(REF)
    rows = slice(down - 1, down) if down else slice(0, block.shape[0])
    columns = slice(across - 1, across) if across else slice(0, block.shape[1])
    return block.part(rows, columns)


def _index(value: Value) -> int:
    """A row or column of INDEX, which takes one only, inside of SUMPRODUCT too."""
    if isinstance(value, Block):
        if value.kinds.size > 1:
            raise RefusedError("INDEX takes one row and one column, not arrays of them")
        value = value.item()
    return whole(value)
