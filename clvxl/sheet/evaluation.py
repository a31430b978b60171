"""From cells to an answer: the one place where a function is called.

Row by row where an argument says "each": rows that are blank, hold text or an error, or lie
outside the domain get their own answer, and all others are computed in one vectorised call.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from clvxl.errors import CellFault, InputError
from clvxl.sheet._rows import by_row
from clvxl.sheet._values import ErrorCellError, unwrapped
from clvxl.sheet._whole import whole
from clvxl.sheet.answers import Answer, Fault, cell_error
from clvxl.sheet.spec import Function
from clvxl.text import Text

__all__ = ["call", "evaluate"]


def call(function: Function, *args: Any) -> Any:
    """Return what the sheet gets.

    A call with numbers only, the commonest in a sheet, goes straight to the function; whatever is
    out of the ordinary is answered by `evaluate`.
    """
    if function.scalar:
        numbers = [arg if type(arg) is float else unwrapped(arg) for arg in args]
        if all(type(number) is float for number in numbers):
            try:
                result = function.run(*numbers)
            except (CellFault, ArithmeticError, TypeError):
                return evaluate(function, *args).value
            if isinstance(result, float) and math.isfinite(result):
                return float(result)
    return evaluate(function, *args).value


def evaluate(function: Function, *args: Any) -> Answer:
    """Return the answer of a call, with the reason of each error in it.

    Parameters
    ----------
    function : Function
    *args
        Cell values as a host hands them over; None for what was left out.

    Returns
    -------
    Answer
    """
    answer = _evaluate(function, args)
    for fault in answer.faults:
        _place(fault.reason, function, args)
    return answer


def _evaluate(function: Function, args: tuple[Any, ...]) -> Answer:
    try:
        if len(args) > len(function.arguments):
            raise InputError(
                Text(
                    "{function} takes at most {most} arguments: {given} were given",
                    "{function} 最多 {most} 个参数，现给出 {given} 个",
                ),
                function=function.name, most=len(function.arguments), given=len(args),
            )  # fmt: skip
        given = list(args) + [None] * (len(function.arguments) - len(args))
        with np.errstate(all="ignore"):
            if function.each:
                return by_row(function, given)
            return whole(function, given)
    except ErrorCellError as passed:
        return Answer(passed.error)
    except CellFault as fault:
        return Answer(cell_error(fault), (Fault(cell_error(fault), fault),))


def _place(reason: CellFault, function: Function, args: tuple[Any, ...]) -> None:
    """Say "column" where the range at fault lies in one row."""
    given = dict(zip((argument.name for argument in function.arguments), args, strict=False))
    ranges = [value for value in given.values() if isinstance(value, list | tuple)]
    value = given.get(reason.fields.get("name", ""), ranges[0] if ranges else None)
    if not isinstance(value, list | tuple) or len(value) != 1 or reason.row is None:
        return
    if isinstance(value[0], list | tuple):
        reason.row, reason.column = None, reason.row
