"""Built-in functions of numbers: sums, statistics, rounding, powers, money over time."""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Context, Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clvxl.exercises.formulas.functions import (
    Anything,
    Area,
    Cells,
    Logical,
    Number,
    Whole,
    as_block,
    builtin,
)
from clvxl.exercises.formulas.operators import floor, power, quotient, subtract
from clvxl.exercises.formulas.values import (
    BLANK,
    DIVISION,
    ERROR,
    LOGICAL,
    NOT_AVAILABLE,
    NUM,
    NUMBER,
    TEXT,
    VALUE,
    Block,
    CellError,
    FoundError,
    RefusedError,
    Value,
    logical,
    number,
    number_in,
)

__all__ = ["rounded"]

_EXACT = Context(prec=800)
MOST_DIGITS = 330


def figures(values: tuple[Value, ...]) -> NDArray[np.float64]:
    """Return all numbers: those in ranges, and values given by themselves, texts converted."""
    parts = [value.figures if isinstance(value, Block) else [number(value)] for value in values]
    return np.asarray(parts[0] if len(parts) == 1 else np.concatenate(parts), dtype=np.float64)


def some(values: tuple[Value, ...], least: int, error: CellError) -> NDArray[np.float64]:
    """Return all numbers, or the error where there are fewer than `least`."""
    found = figures(values)
    if found.size < least:
        raise FoundError(error)
    return found


@builtin()
def SUM(*values: Area) -> float:
    return float(figures(values).sum())


@builtin()
def AVERAGE(*values: Area) -> float:
    return float(some(values, 1, DIVISION).mean())


@builtin()
def MIN(*values: Area) -> float:
    found = figures(values)
    return float(found.min()) if found.size else 0.0


@builtin()
def MAX(*values: Area) -> float:
    found = figures(values)
    return float(found.max()) if found.size else 0.0


@builtin()
def MEDIAN(*values: Area) -> float:
    return float(np.median(some(values, 1, NUM)))


@builtin()
def VAR(*values: Area) -> float:
    return float(some(values, 2, DIVISION).var(ddof=1))


@builtin()
def STDEV(*values: Area) -> float:
    return float(some(values, 2, DIVISION).std(ddof=1))


@builtin()
def COUNT(*values: Area) -> float:
    return float(sum(map(_count_of, values)))


def _count_of(value: Value) -> int:
    if isinstance(value, Block):
        return int((value.kinds == NUMBER).sum())
    if isinstance(value, CellError):
        return 0
    return 1 if not isinstance(value, str) else int(number_in(value) is not None)


@builtin()
def COUNTA(*values: Area) -> float:
    return float(sum((v.kinds != BLANK).sum() if isinstance(v, Block) else 1 for v in values))


@builtin()
def COUNTBLANK(cells: Cells) -> float:
    empty = (cells.kinds == TEXT) & (cells.values == "")
    return float((empty | (cells.kinds == BLANK)).sum())


@builtin()
def SMALL(values: Area, k: Number) -> float:
    ordered = as_block(values).ordered
    return float(ordered[_place(k, ordered.size)])


@builtin()
def LARGE(values: Area, k: Number) -> float:
    ordered = as_block(values).ordered
    return float(ordered[::-1][_place(k, ordered.size)])


def _place(k: float, size: int) -> int:
    if k % 1.0:
        raise RefusedError("k must be a whole number")
    if not 1 <= k <= size:
        raise FoundError(NUM)
    return int(k) - 1


@builtin()
def PERCENTILE(values: Area, k: Number) -> float:
    ordered = as_block(values).ordered
    if not ordered.size or not 0.0 <= k <= 1.0:
        raise FoundError(NUM)
    place = (ordered.size - 1) * k
    below = min(int(place), ordered.size - 1)
    above = min(below + 1, ordered.size - 1)
    return float(ordered[below] + (place - below) * (ordered[above] - ordered[below]))


@builtin()
def QUARTILE(values: Area, quart: Whole) -> Value:
    return PERCENTILE(values, quart / 4)


@builtin()
def RANK(value: Number, cells: Cells, ascending: Logical = False) -> float:
    found = cells.figures
    if not (found == value).any():
        raise FoundError(NOT_AVAILABLE)
    better = found < value if ascending else found > value
    return float(better.sum()) + 1.0


@builtin(spreads=True)
def SUMPRODUCT(*arrays: Area) -> float:
    blocks = [as_block(array) for array in arrays]
    if len({block.shape for block in blocks}) > 1:
        raise FoundError(VALUE)
    product = _factor(blocks[0])
    for block in blocks[1:]:
        product = product * _factor(block)
    return float(product.sum())


def _factor(block: Block) -> NDArray[np.float64]:
    """The numbers; all else, truth values too, counts as 0."""
    block.raise_error()
    if block.holds == {NUMBER}:
        return block.numbers
    return np.where(block.kinds == NUMBER, block.numbers, 0.0)


@builtin()
def AND(*values: Area) -> bool:
    return all(_truths(values))


@builtin()
def OR(*values: Area) -> bool:
    return any(_truths(values))


def _truths(values: tuple[Value, ...]) -> list[bool]:
    found: list[bool] = []
    for value in values:
        if isinstance(value, Block):
            value.raise_error()
            counted = (value.kinds == NUMBER) | (value.kinds == LOGICAL)
            found += (value.numbers[counted] != 0.0).tolist()
        else:
            found.append(logical(value))
    if not found:
        raise FoundError(VALUE)
    return found


@builtin()
def NOT(value: Logical) -> bool:
    return not value


def _of_kind(*kinds: int) -> Callable[[Block], Block]:
    return lambda block: Block.of_logicals(np.isin(block.kinds, kinds))


@builtin(vector=_of_kind(NUMBER))
def ISNUMBER(value: Anything) -> bool:
    return isinstance(value, float)


@builtin(vector=_of_kind(TEXT))
def ISTEXT(value: Anything) -> bool:
    return isinstance(value, str) and not isinstance(value, CellError)


@builtin(vector=_of_kind(BLANK))
def ISBLANK(value: Anything) -> bool:
    return value is None


@builtin(vector=_of_kind(ERROR))
def ISERROR(value: Anything) -> bool:
    return isinstance(value, CellError)


@builtin()
def ISNA(value: Anything) -> bool:
    return isinstance(value, CellError) and value == NOT_AVAILABLE


def _numeric(calculate: Callable[[Any], Any]) -> Callable[[Block], Block | None]:
    """Compute a block without texts and errors in one go."""

    def compute(block: Block) -> Block | None:
        if block.holds & {TEXT, ERROR}:
            return None
        with np.errstate(all="ignore"):
            found = calculate(block.numbers)
        return Block.of_numbers(found) if np.isfinite(found).all() else None

    return compute


@builtin(vector=_numeric(np.abs))
def ABS(value: Number) -> float:
    return abs(value)


@builtin(vector=_numeric(np.sign))
def SIGN(value: Number) -> float:
    return float((value > 0.0) - (value < 0.0))


@builtin(vector=_numeric(np.sqrt))
def SQRT(value: Number) -> float:
    if value < 0.0:
        raise FoundError(NUM)
    return math.sqrt(value)


@builtin(vector=_numeric(np.exp))
def EXP(value: Number) -> float:
    return math.exp(value)


@builtin(vector=_numeric(np.log))
def LN(value: Number) -> float:
    return LOG(value, math.e)


@builtin()
def LOG(value: Number, base: Number = 10.0) -> float:
    if value <= 0.0 or base <= 0.0:
        raise FoundError(NUM)
    if base in (math.e, 10.0):
        return math.log10(value) if base == 10.0 else math.log(value)
    return quotient(math.log(value), math.log(base))


@builtin()
def POWER(base: Number, exponent: Number) -> float:
    return power(base, exponent)


@builtin()
def INT(value: Number) -> float:
    return floor(value)


@builtin()
def MOD(value: Number, divisor: Number) -> float:
    return subtract(value, divisor * floor(quotient(value, divisor)))


def rounded(value: float, digits: int, way: str) -> Decimal:
    """Return a number rounded by the 15 digits that a sheet knows: 1.005 is not below 1.005."""
    exact = Decimal(f"{value:.15g}")
    return exact.quantize(Decimal(1).scaleb(-digits), way, _EXACT)


def _round(value: float, digits: int, way: str) -> float:
    if abs(digits) > MOST_DIGITS:
        raise RefusedError(f"a number cannot be rounded to {digits} digits")
    return float(rounded(value, digits, way)) + 0.0


@builtin()
def ROUND(value: Number, digits: Whole) -> float:
    return _round(value, digits, ROUND_HALF_UP)


@builtin()
def ROUNDUP(value: Number, digits: Whole) -> float:
    return _round(value, digits, ROUND_UP)


@builtin()
def ROUNDDOWN(value: Number, digits: Whole) -> float:
    return _round(value, digits, ROUND_DOWN)


@builtin()
def NPV(rate: Number, *values: Area) -> float:
    flows = figures(values)
    if rate == -1.0:
        raise FoundError(DIVISION)
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
def MMULT(first: Area, second: Area) -> Block:
    left, right = as_block(first), as_block(second)
    for block in (left, right):
        block.raise_error()
        if block.holds != {NUMBER}:
            raise FoundError(VALUE)
    if left.shape[1] != right.shape[0]:
        raise FoundError(VALUE)
    return Block.of_numbers(left.numbers @ right.numbers)


@builtin()
def ROWS(area: Area) -> float:
    return float(as_block(area).shape[0])


@builtin()
def COLUMNS(area: Area) -> float:
    return float(as_block(area).shape[1])
