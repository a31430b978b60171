"""What the signs of a formula do, with values and with blocks of them."""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from clvxl.exercises.formulas import values as v
from clvxl.exercises.formulas.budget import spend

__all__ = ["cellwise", "floor", "operate", "order", "power", "quotient", "settled", "subtract"]

NEAR = 2.0**-48
"""Numbers that differ by less, in proportion, are equal for a formula."""

Array: TypeAlias = NDArray[np.float64]


def alike(a: float, b: float) -> bool:
    """Whether two numbers are equal but for the rounding of binary fractions."""
    gap = abs(a - b)
    return gap == 0.0 or (gap < NEAR * min(abs(a), abs(b)) and gap % 1.0 != 0.0)


def subtract(a: float, b: float) -> float:
    """Return a - b, and 0 for what is left where they cancel."""
    return 0.0 if alike(a, b) else a - b


def quotient(a: float, b: float) -> float:
    """Return a / b."""
    if b == 0.0:
        raise v.FoundError(v.DIVISION)
    return a / b


def power(base: float, exponent: float) -> float:
    """Return base to the exponent; odd roots of numbers below 0 are below 0."""
    if base == 0.0:
        if exponent == 0.0:
            raise v.FoundError(v.NUM)
        return quotient(1.0, 0.0) if exponent < 0.0 else 0.0
    if base < 0.0 and exponent % 1.0:
        root = round(1.0 / exponent)
        if root % 2 == 0 or not alike(1.0 / root, exponent):
            raise v.FoundError(v.NUM)
        return -math.pow(-base, exponent)
    return math.pow(base, exponent)


def floor(value: float) -> float:
    """Return the next whole number below, by the 15 digits that a sheet knows."""
    return float(math.floor(float(f"{value:.15g}")))


def order(a: v.Scalar, b: v.Scalar) -> int:
    """Return -1, 0 or 1: numbers come before texts, texts before truth values; a blank adapts."""
    a, b = _unblank(a, b), _unblank(b, a)
    ranks = _rank(a), _rank(b)
    if ranks[0] != ranks[1]:
        return -1 if ranks[0] < ranks[1] else 1
    if isinstance(a, str) and isinstance(b, str):
        return _text_order(a.lower(), b.lower())
    first, second = v.number(a), v.number(b)
    return 0 if alike(first, second) else -1 if first < second else 1


def _unblank(value: v.Scalar, other: v.Scalar) -> v.Scalar:
    if isinstance(value, v.CellError):
        raise v.FoundError(value)
    if value is not None:
        return value
    return "" if isinstance(other, str) else False if isinstance(other, bool) else 0.0


def _rank(value: v.Scalar) -> int:
    return 2 if isinstance(value, bool) else 1 if isinstance(value, str) else 0


def _text_order(a: str, b: str) -> int:
    if a == b:
        return 0
    if not (re.fullmatch(r"[0-9a-z ]*", a) and re.fullmatch(r"[0-9a-z ]*", b)):
        # Only = and <> get this far with such texts.
        return 2
    return -1 if a < b else 1


def _compared(sign: str) -> Callable[[v.Scalar, v.Scalar], bool]:
    decide = _DECIDE[sign]

    def compare(a: v.Scalar, b: v.Scalar) -> bool:
        place = order(a, b)
        if place == 2 and sign not in ("=", "<>"):
            raise v.RefusedError(f'the order of "{a}" and "{b}" depends on the language')
        return bool(decide(place, 0))

    return compare


def _joined(a: v.Scalar, b: v.Scalar) -> str:
    joined = v.text(a) + v.text(b)
    if len(joined) > v.MOST_TEXT:
        raise v.FoundError(v.VALUE)
    return joined


def _calculated(run: Callable[[float, float], float]) -> Callable[[v.Scalar, v.Scalar], float]:
    return lambda a, b: run(v.number(a), v.number(b))


_DECIDE: dict[str, Callable[[Any, Any], Any]] = {
    "=": operator.eq, "<>": operator.ne, "<": operator.lt, ">": operator.gt, "<=": operator.le,
    ">=": operator.ge,
}  # fmt: skip

_SCALAR: dict[str, Callable[[v.Scalar, v.Scalar], v.Scalar]] = {
    "+": _calculated(lambda a, b: subtract(a, -b)),
    "-": _calculated(subtract),
    "*": _calculated(operator.mul),
    "/": _calculated(quotient),
    "^": _calculated(power),
    "&": _joined,
    **{sign: _compared(sign) for sign in _DECIDE},
}

_VECTOR: dict[str, Callable[[Any, Any], Any]] = {
    "+": lambda a, b: _without_rounding(a + b, b),
    "-": lambda a, b: _without_rounding(a - b, b),
    "*": operator.mul,
    "/": operator.truediv,
}


def operate(sign: str, a: v.Value, b: v.Value) -> v.Value:
    """Return what an operator gives for two values or blocks."""
    if isinstance(a, v.Block) or isinstance(b, v.Block):
        spend(_together(a, b))
        fast = _compare_blocks(sign, a, b) if sign in _DECIDE else _calculate_blocks(sign, a, b)
        return cellwise(_SCALAR[sign], a, b) if fast is None else fast
    return settled(_SCALAR[sign], a, b)


def _together(*args: v.Value) -> int:
    """How many cells values and blocks have that are taken together."""
    shapes = [arg.shape for arg in args if isinstance(arg, v.Block)]
    return math.prod(max(sizes) for sizes in zip(*shapes, strict=True))


def settled(run: Callable[..., Any], *args: Any) -> v.Value:
    """Return a result with its numbers as float, or the error that it comes to."""
    try:
        result = run(*args)
    except v.FoundError as found:
        return found.error
    except OverflowError:
        return v.NUM
    if isinstance(result, np.generic):
        result = result.item()
    if type(result) is int:
        return float(result)
    return v.NUM if type(result) is float and not math.isfinite(result) else result


def cellwise(run: Callable[..., v.Scalar], *args: v.Value) -> v.Block:
    """Return what a function of single values gives for each cell of blocks, one after another."""
    spend(10 * _together(*args))
    blocks = [arg.values if isinstance(arg, v.Block) else _alone(arg) for arg in args]
    try:
        cells = np.broadcast_arrays(*blocks)
    except ValueError:
        raise v.RefusedError("arrays of different sizes are taken together") from None
    found = np.empty(cells[0].size, dtype=object)
    for at, values in enumerate(zip(*(part.ravel().tolist() for part in cells), strict=True)):
        found[at] = settled(run, *values)
    return v.Block.of_cells(found.reshape(cells[0].shape))


def _alone(value: v.Scalar) -> NDArray[Any]:
    cell = np.empty((1, 1), dtype=object)
    cell[0, 0] = value
    return cell


def _calculate_blocks(sign: str, a: v.Value, b: v.Value) -> v.Block | None:
    """Two values or blocks without texts and errors, in one go; None where that is not so."""
    left, right = _countable(a), _countable(b)
    if left is None or right is None or sign not in _VECTOR or not _fit(left, right):
        return None
    with np.errstate(all="ignore"):
        result = _VECTOR[sign](left, right)
    return v.Block.of_numbers(result) if np.isfinite(result).all() else None


def _countable(value: v.Value) -> Any:
    if isinstance(value, v.Block):
        return None if value.holds & {v.TEXT, v.ERROR} else value.numbers
    return None if isinstance(value, str) else float(value or 0.0)


def _fit(a: Any, b: Any) -> bool:
    """Whether blocks go together: of one size, or one row, one column or one cell."""
    pairs = zip(np.shape(a), np.shape(b), strict=False)
    return all(m == n or 1 in (m, n) for m, n in pairs)


def _without_rounding(result: Array, b: Any) -> Array:
    rounding = np.abs(result) < NEAR * np.abs(b)
    if rounding.any():
        result[rounding & (result % 1.0 != 0.0)] = 0.0
    return result


def _compare_blocks(sign: str, a: v.Value, b: v.Value) -> v.Block | None:
    """A comparison in one go, or None where that cannot be."""
    if not isinstance(a, v.Block):
        turned = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}.get(sign, sign)
        return _compare_blocks(turned, b, a)
    if isinstance(b, v.Block) and not _fit(a.kinds, b.kinds):
        return None
    equal = _equal_texts(a, b) if sign in ("=", "<>") else None
    if equal is not None:
        return v.Block.of_logicals(equal if sign == "=" else ~equal)
    if not _numeric(a) or not _numeric(b):
        return None
    left, right = a.numbers, b.numbers if isinstance(b, v.Block) else float(b or 0.0)
    found = _DECIDE[sign](left, right)
    near = np.abs(left - right) < NEAR * np.abs(right)
    if near.any():
        near &= (left - right) % 1.0 != 0.0
        found = np.where(near, sign in ("=", "<=", ">="), found)
    return v.Block.of_logicals(found)


def _numeric(value: v.Value) -> bool:
    if isinstance(value, v.Block):
        return not value.holds - {v.NUMBER, v.BLANK}
    return not isinstance(value, str | bool)


def _equal_texts(a: v.Block, b: v.Value) -> NDArray[np.bool_] | None:
    if v.ERROR in a.holds:
        return None
    codes, lexicon = a.texts if v.TEXT in a.holds or isinstance(b, str) else (None, None)
    if codes is None or lexicon is None:
        return None
    if isinstance(b, str) and not isinstance(b, v.CellError):
        return np.asarray(codes == lexicon.find(b))
    if isinstance(b, v.Block) and b.lexicon is lexicon and not (a.holds | b.holds) - {v.TEXT}:
        return np.asarray(codes == b.texts[0])
    if _is_number(b) and v.LOGICAL not in a.holds:
        return np.asarray((a.numbers == b) & (a.kinds == v.NUMBER))
    return None


def _is_number(value: v.Value) -> bool:
    # A blank is equal to 0: that is left to the slow way.
    return type(value) is float and value != 0.0
