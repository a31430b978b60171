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

from clvxl.exercises.formulas import values as v
from clvxl.exercises.formulas.functions import (
    Area,
    Cells,
    Logical,
    One,
    Whole,
    as_block,
    builtin,
    define,
)
from clvxl.exercises.formulas.operators import order

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


def criterion(value: v.Scalar) -> Criterion:
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
    found = v.number_in(rest)
    if found is None:
        _refuse_wildcards(rest)
        if rest == "" and sign in _ORDERED:
            raise v.RefusedError(f'the criterion "{value}" compares with nothing')
    return Criterion(sign, rest if found is None else found)


def _refuse_wildcards(words: str) -> None:
    if any(sign in words for sign in "*?~"):
        raise v.RefusedError(f'wildcards are not supported: "{words}"')


def mask(cells: v.Block, value: v.Scalar) -> Mask:
    """Return which cells of a range meet a criterion."""
    wanted = criterion(value)
    if wanted.sign in _ORDERED:
        return _beyond(cells, wanted.sign, wanted.wanted)
    if wanted.sign != "<>":
        return _equal(cells, wanted)
    if v.ERROR in cells.holds:
        raise v.RefusedError("an error among the cells of a criterion with <>")
    return ~_equal(cells, wanted)


def _equal(cells: v.Block, wanted: Criterion) -> Mask:
    value = wanted.wanted
    if isinstance(value, bool):
        return np.asarray((cells.kinds == v.LOGICAL) & (cells.numbers == value))
    if isinstance(value, float):
        # A text that is a number is met, too, as customer numbers kept as text are.
        same = cells.numbers == value
        if cells.holds == {v.NUMBER}:
            return np.asarray(same)
        return np.asarray(same & ((cells.kinds == v.NUMBER) | (cells.kinds == v.TEXT)))
    if value == "" and wanted.sign:
        return np.asarray(cells.kinds == v.BLANK)
    codes, lexicon = cells.texts
    return np.asarray(codes == lexicon.find(value))


def _beyond(cells: v.Block, sign: str, value: float | bool | str) -> Mask:
    compare = _ORDERED[sign]
    if isinstance(value, str):
        return _cell_by_cell(cells, v.TEXT, lambda cell: compare(_text_order(cell, value), 0))
    kind = v.LOGICAL if isinstance(value, bool) else v.NUMBER
    return np.asarray((cells.kinds == kind) & compare(cells.numbers, float(value)))


def _cell_by_cell(cells: v.Block, kind: int, meets: Callable[[Any], bool]) -> Mask:
    found = cells.kinds == kind
    found[found] = [meets(cell) for cell in cells.values[found]]
    return np.asarray(found)


def _text_order(a: str, b: str) -> int:
    place = order(a, b)
    if place == 2:
        raise v.RefusedError(f'the order of "{a}" and "{b}" depends on the language')
    return place


def _all_met(pairs: tuple[Any, ...], like: v.Block) -> Mask:
    """Which cells meet all criteria; ranges and criteria come in turn."""
    met: Mask = np.ones(like.shape, dtype=bool)
    for cells, value in zip(pairs[::2], pairs[1::2], strict=True):
        if cells.shape != like.shape:
            raise v.FoundError(v.VALUE)
        met &= mask(cells, value)
    return met


def _met_numbers(values: v.Value, met: Mask) -> NDArray[np.float64]:
    """The numbers among the cells that meet the criteria."""
    if not isinstance(values, v.Block) or values.shape != met.shape:
        raise v.RefusedError("the ranges of sums and criteria must have one size")
    if values.holds == {v.NUMBER}:
        return np.asarray(values.numbers[met])
    if v.ERROR in values.holds and (met & (values.kinds == v.ERROR)).any():
        values.raise_error()
    return np.asarray(values.numbers[met & (values.kinds == v.NUMBER)])


def _mean(numbers: NDArray[np.float64]) -> float:
    if not numbers.size:
        raise v.FoundError(v.DIVISION)
    return float(numbers.mean())


def _if(compute: Callable[..., Any]) -> Callable[..., Any]:
    """What is computed of the numbers of a range, where it or another one meets a criterion."""
    return lambda cells, value, values=None: compute(
        _met_numbers(cells if values is None else values, mask(cells, value))
    )


def _ifs(compute: Callable[..., Any]) -> Callable[..., Any]:
    return lambda values, *pairs: compute(_met_numbers(values, _all_met(pairs, values)))


define(Cells, One, COUNTIF=lambda cells, value: np.count_nonzero(mask(cells, value)))
define(Cells, One, Area, least=2, SUMIF=_if(np.sum), AVERAGEIF=_if(_mean))
define(
    Cells,
    One,
    rest=(Cells, One),
    COUNTIFS=lambda *pairs: np.count_nonzero(_all_met(pairs, pairs[0])),
)
define(Cells, Cells, One, rest=(Cells, One), SUMIFS=_ifs(np.sum), AVERAGEIFS=_ifs(_mean))


def exact_place(cells: v.Block, wanted: v.Scalar) -> int:
    """Return where a value first stands in a row or column."""
    wanted = 0.0 if wanted is None else wanted
    if isinstance(wanted, str):
        _refuse_wildcards(wanted)
        codes, lexicon = cells.texts
        same = codes == lexicon.find(wanted)
    else:
        same = cells.numbers == float(wanted)
    found = same & (cells.kinds == v.kind_of(wanted))
    places = np.flatnonzero(found)
    if not places.size:
        raise v.FoundError(v.NOT_AVAILABLE)
    return int(places[0])


def sorted_place(cells: v.Block, wanted: v.Scalar, falling: bool = False) -> int:
    """Return where the last value stands that is not beyond `wanted`, in values that rise or fall.

    Values are in a row or column; only numbers may fall.
    """
    wanted = 0.0 if wanted is None else wanted
    if falling and isinstance(wanted, str | bool):
        raise v.RefusedError("MATCH with -1 is for numbers")
    places = np.flatnonzero(cells.kinds == v.kind_of(wanted))
    if isinstance(wanted, str):
        keys: list[Any] = [_key(value) for value in cells.values.ravel()[places]]
        at = bisect_right(keys, _key(wanted))
        in_order = keys == sorted(keys)
    else:
        sign = -1.0 if falling else 1.0
        numbers = sign * cells.numbers.ravel()[places]
        at = int(np.searchsorted(numbers, sign * float(wanted), side="right"))
        in_order = bool((numbers[1:] >= numbers[:-1]).all())
    if not in_order:
        way = "large to small" if falling else "small to large"
        raise v.RefusedError(f"the values are not sorted from {way}")
    if not at:
        raise v.FoundError(v.NOT_AVAILABLE)
    return int(places[at - 1])


def _key(value: str) -> str:
    _text_order(value, "")
    return value.lower()


def _line(cells: v.Value) -> v.Block:
    block = as_block(cells)
    if min(block.shape) > 1:
        raise v.RefusedError("one row or one column is wanted")
    return block


@builtin()
def MATCH(wanted: One, cells: Area, way: Whole = 1) -> float:
    line = _line(cells)
    at = exact_place(line, wanted) if way == 0 else sorted_place(line, wanted, way < 0)
    return float(at + 1)


@builtin()
def LOOKUP(wanted: One, cells: Area, results: Area = None) -> v.Value:
    line = _line(cells)
    answers = line if results is None else _line(results)
    if answers.kinds.size != line.kinds.size:
        raise v.RefusedError("LOOKUP takes two ranges of one length")
    at = sorted_place(line, wanted)
    return _cell(answers, at, 0) if answers.shape[1] == 1 else _cell(answers, 0, at)


@builtin()
def VLOOKUP(wanted: One, table: Area, column: Whole, nearest: Logical = True) -> v.Value:
    block = as_block(table)
    if column < 1:
        raise v.FoundError(v.VALUE)
    if column > block.shape[1]:
        raise v.FoundError(v.REF)
    first = block.part(slice(0, block.shape[0]), slice(0, 1))
    return _cell(block, (sorted_place if nearest else exact_place)(first, wanted), column - 1)


@builtin()
def HLOOKUP(wanted: One, table: Area, row: Whole, nearest: Logical = True) -> v.Value:
    return VLOOKUP(wanted, as_block(table).turned(), row, nearest)


def _cell(block: v.Block, row: int, column: int) -> v.Value:
    return block.part(slice(row, row + 1), slice(column, column + 1))


@builtin()
def INDEX(table: Area, row: Area, column: Area = None) -> v.Value:
    block = as_block(table)
    down, across = _index(row), _index(column)
    if column is None and block.shape[0] == 1 and block.shape[1] > 1:
        down, across = 0, down
    if min(down, across) < 0:
        raise v.FoundError(v.VALUE)
    if down > block.shape[0] or across > block.shape[1]:
        raise v.FoundError(v.REF)
    rows = slice(down - 1, down) if down else slice(0, block.shape[0])
    columns = slice(across - 1, across) if across else slice(0, block.shape[1])
    return block.part(rows, columns)


def _index(value: v.Value) -> int:
    """A row or column of INDEX, which takes one only, inside of SUMPRODUCT too."""
    if isinstance(value, v.Block):
        if value.kinds.size > 1:
            raise v.RefusedError("INDEX takes one row and one column, not arrays of them")
        value = value.item()
    return v.whole(value)
