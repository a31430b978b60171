"""Calc's values to cells and back, in bulk."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Sequence
from itertools import chain
from typing import Any

import numpy as np

from clvxl.sheet.answers import Block, CellError
from clvxl.sheet.spec import Argument

__all__ = ["ERROR_CODES", "error_value", "from_calc", "to_calc"]

ERROR_CODES = {
    "#NULL!": 521, "#DIV/0!": 532, "#VALUE!": 519, "#REF!": 524, "#NAME?": 525, "#NUM!": 503,
    "#N/A": 32767,
}  # fmt: skip
"""Cell error to Calc's number of it; whatever else an Excel shows is a #VALUE! here."""

_QUIET_NAN = 0x7FF8000000000000
_PLAIN = frozenset({float, str, type(None)})

Rows = tuple[tuple[Any, ...], ...]


def error_value(text: str) -> float:
    """Return what Calc shows as the cell error `text`: a NaN that holds its number.

    >>> error_value("#DIV/0!")
    nan
    """
    code = ERROR_CODES.get(text, ERROR_CODES["#VALUE!"])
    return float(struct.unpack("<d", struct.pack("<Q", _QUIET_NAN | code))[0])


_ERRORS = {text: error_value(text) for text in ERROR_CODES}


def from_calc(args: Sequence[Any], arguments: Sequence[Argument]) -> list[Any]:
    """Return the arguments of a call as the sheet floor reads them.

    Calc hands over float, str, None or rows of them. What was left out at the end is not among the
    answer, and ranges of numbers are arrays.
    """
    given = len(args)
    while given and args[given - 1] is None:
        given -= 1
    return [
        value
        if type(value) is float and (value or argument.kind.zero)
        else _argument(value, argument)
        for value, argument in zip(args[:given], arguments, strict=False)
    ]


def _argument(value: Any, argument: Argument) -> Any:
    if isinstance(value, tuple):
        return _rows(value)
    if value == 0.0 and argument.optional and not argument.kind.zero:
        return None  # a blank cell comes as 0, which this argument cannot mean
    return value


def _rows(rows: Rows) -> Any:
    try:
        # It takes nothing but numbers, and so says on the way whether there is anything else.
        numbers = array("d", chain.from_iterable(rows))
    except TypeError:
        return rows
    return np.frombuffer(numbers).reshape(len(rows), -1)


def to_calc(answer: Any) -> Rows:
    """Return an answer of the sheet floor as the rows that Calc takes: float, str, None, NaN.

    >>> to_calc([[1.0, None], ["a", 2.0]])
    ((1.0, None), ('a', 2.0))
    >>> to_calc(Block([1.0, 2.0, None, 4.0], 2))
    ((1.0, 2.0), (None, 4.0))
    """
    if isinstance(answer, Block):
        plain = set(map(type, answer.cells)) <= _PLAIN
        cells = iter(answer.cells if plain else map(_cell, answer.cells))
        return tuple(zip(*[cells] * answer.width, strict=True))
    if type(answer) is float:
        return ((answer,),)
    if not isinstance(answer, list):
        return ((_cell(answer),),)
    return tuple(tuple(map(_cell, row)) for row in answer)


def _cell(value: Any) -> Any:
    if value is None or type(value) in (float, str):
        return value
    if isinstance(value, CellError):
        return _ERRORS.get(value, _ERRORS["#VALUE!"])
    return str(value) if isinstance(value, str) else float(value)
