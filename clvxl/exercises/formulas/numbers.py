"""Built-in functions of numbers: sums, statistics, rounding, powers, money over time."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Context, Decimal
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clvxl.exercises.formulas import values as v
from clvxl.exercises.formulas.functions import (
    Anything,
    Area,
    Cells,
    Logical,
    Number,
    Whole,
    as_block,
    builtin,
    define,
)
from clvxl.exercises.formulas.operators import floor, power, quotient, subtract

__all__ = ["rounded"]

_EXACT = Context(prec=800)
MOST_DIGITS = 330


def figures(values: tuple[v.Value, ...]) -> NDArray[np.float64]:
    """Return all numbers: those in ranges, and values given by themselves, texts converted."""
    parts = [value.figures if isinstance(value, v.Block) else [v.number(value)] for value in values]
    return np.asarray(parts[0] if len(parts) == 1 else np.concatenate(parts), dtype=np.float64)


def _statistic(
    compute: Callable[..., Any], least: int = 0, error: v.CellError = v.NUM
) -> Callable[..., Any]:
    """What is computed of all numbers; the error where there are fewer than `least`, 0 for none."""

    def run(*values: v.Value) -> Any:
        found = figures(values)
        if found.size < least:
            raise v.FoundError(error)
        return compute(found) if found.size else 0.0

    return run


define(
    rest=(Area,),
    SUM=_statistic(np.sum),
    MIN=_statistic(np.min),
    MAX=_statistic(np.max),
    AVERAGE=_statistic(np.mean, 1, v.DIVISION),
    MEDIAN=_statistic(np.median, 1),
    VAR=_statistic(partial(np.var, ddof=1), 2, v.DIVISION),
    STDEV=_statistic(partial(np.std, ddof=1), 2, v.DIVISION),
    COUNT=lambda *values: sum(map(_count_of, values)),
    COUNTA=lambda *values: sum(
        (each.kinds != v.BLANK).sum() if isinstance(each, v.Block) else 1 for each in values
    ),
    AND=lambda *values: all(_truths(values)),
    OR=lambda *values: any(_truths(values)),
)


def _count_of(value: v.Value) -> int:
    if isinstance(value, v.Block):
        return int((value.kinds == v.NUMBER).sum())
    if isinstance(value, v.CellError):
        return 0
    return 1 if not isinstance(value, str) else int(v.number_in(value) is not None)


@builtin()
def COUNTBLANK(cells: Cells) -> float:
    empty = (cells.kinds == v.TEXT) & (cells.values == "")
    return float((empty | (cells.kinds == v.BLANK)).sum())


def _nth(values: v.Value, k: float, step: int) -> float:
    ordered = as_block(values).ordered
    return float(ordered[::step][_place(k, ordered.size)])


define(
    Area,
    Number,
    SMALL=lambda values, k: _nth(values, k, 1),
    LARGE=lambda values, k: _nth(values, k, -1),
)


def _place(k: float, size: int) -> int:
    if k % 1.0:
        raise v.RefusedError("k must be a whole number")
    if not 1 <= k <= size:
        raise v.FoundError(v.NUM)
    return int(k) - 1


@builtin()
def PERCENTILE(values: Area, k: Number) -> float:
    ordered = as_block(values).ordered
    if not ordered.size or not 0.0 <= k <= 1.0:
        raise v.FoundError(v.NUM)
    place = (ordered.size - 1) * k
    below = min(int(place), ordered.size - 1)
    above = min(below + 1, ordered.size - 1)
    return float(ordered[below] + (place - below) * (ordered[above] - ordered[below]))


define(Area, Whole, QUARTILE=lambda values, quart: PERCENTILE(values, quart / 4))


@builtin()
def RANK(value: Number, cells: Cells, ascending: Logical = False) -> float:
    found = cells.figures
    if not (found == value).any():
        raise v.FoundError(v.NOT_AVAILABLE)
    better = found < value if ascending else found > value
    return float(better.sum()) + 1.0


@builtin(spreads=True)
def SUMPRODUCT(*arrays: Area) -> float:
    blocks = [as_block(array) for array in arrays]
    if len({block.shape for block in blocks}) > 1:
        raise v.FoundError(v.VALUE)
    product = _factor(blocks[0])
    for block in blocks[1:]:
        product = product * _factor(block)
    return float(product.sum())


def _factor(block: v.Block) -> NDArray[np.float64]:
    """The numbers; all else, truth values too, counts as 0."""
    block.raise_error()
    if block.holds == {v.NUMBER}:
        return block.numbers
    return np.where(block.kinds == v.NUMBER, block.numbers, 0.0)


def _truths(values: tuple[v.Value, ...]) -> list[bool]:
    found: list[bool] = []
    for value in values:
        if isinstance(value, v.Block):
            value.raise_error()
            counted = (value.kinds == v.NUMBER) | (value.kinds == v.LOGICAL)
            found += (value.numbers[counted] != 0.0).tolist()
        else:
            found.append(v.logical(value))
    if not found:
        raise v.FoundError(v.VALUE)
    return found


define(Logical, NOT=operator.not_)


def _is(kind: int, value: v.Value) -> bool:
    return not isinstance(value, v.Block) and v.kind_of(value) == kind


def _are(kind: int, block: v.Block) -> v.Block:
    return v.Block.of_logicals(block.kinds == kind)


define(Anything, vector=partial(_are, v.NUMBER), ISNUMBER=partial(_is, v.NUMBER))
define(Anything, vector=partial(_are, v.TEXT), ISTEXT=partial(_is, v.TEXT))
define(Anything, vector=partial(_are, v.BLANK), ISBLANK=partial(_is, v.BLANK))
define(Anything, vector=partial(_are, v.ERROR), ISERROR=partial(_is, v.ERROR))
define(Anything, ISNA=lambda value: isinstance(value, v.CellError) and value == v.NOT_AVAILABLE)


def _numeric(calculate: Callable[[Any], Any]) -> Callable[[v.Block], v.Block | None]:
    """Compute a block without texts and errors in one go."""

    def compute(block: v.Block) -> v.Block | None:
        if block.holds & {v.TEXT, v.ERROR}:
            return None
        with np.errstate(all="ignore"):
            found = calculate(block.numbers)
        return v.Block.of_numbers(found) if np.isfinite(found).all() else None

    return compute


def _root(value: float) -> float:
    if value < 0.0:
        raise v.FoundError(v.NUM)
    return math.sqrt(value)


@builtin()
def LOG(value: Number, base: Number = 10.0) -> float:
    if value <= 0.0 or base <= 0.0:
        raise v.FoundError(v.NUM)
    if base in (math.e, 10.0):
        return math.log10(value) if base == 10.0 else math.log(value)
    return quotient(math.log(value), math.log(base))


def _floors(numbers: NDArray[np.float64]) -> NDArray[np.float64]:
    """The next whole numbers below; only where one is near do the 15 digits matter."""
    found: NDArray[np.float64] = np.floor(numbers)
    size = np.abs(numbers)
    near = (found != numbers) & (np.abs(numbers - np.rint(numbers)) < 1e-9 * size) | (size >= 1e15)
    found[near] = [floor(number) for number in numbers[near].tolist()]
    return found


define(Number, vector=_numeric(np.abs), ABS=abs)
define(Number, vector=_numeric(np.sign), SIGN=lambda value: (value > 0.0) - (value < 0.0))
define(Number, vector=_numeric(np.sqrt), SQRT=_root)
define(Number, vector=_numeric(np.exp), EXP=math.exp)
define(Number, vector=_numeric(np.log), LN=lambda value: LOG(value, math.e))


define(Number, Number, POWER=power)
define(Number, vector=_numeric(_floors), INT=floor)


@builtin()
def MOD(value: Number, divisor: Number) -> float:
    return subtract(value, divisor * floor(quotient(value, divisor)))


def rounded(value: float, digits: int, way: str) -> Decimal:
    """Return a number rounded by the 15 digits that a sheet knows: 1.005 is not below 1.005."""
    exact = Decimal(f"{value:.15g}")
    return exact.quantize(Decimal(1).scaleb(-digits), way, _EXACT)


def _round(way: str, value: float, digits: int) -> float:
    if abs(digits) > MOST_DIGITS:
        raise v.RefusedError(f"a number cannot be rounded to {digits} digits")
    return float(rounded(value, digits, way)) + 0.0


define(
    Number,
    Whole,
    ROUND=partial(_round, ROUND_HALF_UP),
    ROUNDUP=partial(_round, ROUND_UP),
    ROUNDDOWN=partial(_round, ROUND_DOWN),
)


@builtin()
def NPV(rate: Number, *values: Area) -> float:
    flows = figures(values)
    if rate == -1.0:
        raise v.FoundError(v.DIVISION)
    with np.errstate(all="ignore"):
        return float((flows / (1.0 + rate) ** np.arange(1.0, flows.size + 1.0)).sum())


@builtin()
def PV(
    rate: Number, periods: Number, payment: Number, future: Number = 0.0, at_start: Logical = False
) -> float:
    if rate == 0.0:
        return -(future + payment * periods)
    growth = power(1.0 + rate, periods)
    due = payment * (1.0 + rate * at_start)
    return -quotient(future + due * (growth - 1.0) / rate, growth)


@builtin()
def MMULT(first: Area, second: Area) -> v.Block:
    left, right = as_block(first), as_block(second)
    for block in (left, right):
        block.raise_error()
        if block.holds != {v.NUMBER}:
            raise v.FoundError(v.VALUE)
    if left.shape[1] != right.shape[0]:
        raise v.FoundError(v.VALUE)
    return v.Block.of_numbers(left.numbers @ right.numbers)


define(
    Area, ROWS=lambda area: as_block(area).shape[0], COLUMNS=lambda area: as_block(area).shape[1]
)
