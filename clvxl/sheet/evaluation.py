"""From cells to an answer: the one place where a function is called.

Row by row where an argument says "each": rows that are blank, hold text or an error, or lie
outside the domain get their own answer, and all others are computed in one vectorised call.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clvxl.core._checks import same_length
from clvxl.errors import CellFault, DomainError, InputError
from clvxl.sheet.answers import NUM, Answer, Block, ErrorCellError, Fault, Spill, cell_error
from clvxl.sheet.cells import BLANK, EMPTY_RANGE, Cells, cell_list, is_blank, unwrapped
from clvxl.sheet.kinds import Rows
from clvxl.sheet.spec import Argument, Function
from clvxl.text import Text

__all__ = ["call", "evaluate"]

Flags = NDArray[np.bool_]
_TOO_LARGE = Text("the result is too large for a number", "结果过大，无法用数字表示")


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
                    "{function} 最多 {most} 个参数，现给出 {given} 个"
                ),
                function=function.name, most=len(function.arguments), given=len(args)
            )  # fmt: skip
        with np.errstate(all="ignore"):
            given = _read(function, args)
            return _by_row(function, given) if function.each else _whole(function, given)
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


@dataclass(frozen=True)
class _Range:
    """An argument whose rows go together with those of others, and its cells."""

    argument: Argument
    kind: Rows
    cells: Cells

    @cached_property
    def width(self) -> int:
        """How many cells make up a row."""
        return self.kind.width(self.cells)

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return len(self.cells) // self.width


@dataclass(frozen=True)
class _Given:
    """The arguments of a call by name: values that are read, and ranges that are not yet."""

    values: dict[str, Any]
    ranges: dict[str, _Range]


def _read(function: Function, args: tuple[Any, ...]) -> _Given:
    given = _Given({}, {})
    missing = (None,) * (len(function.arguments) - len(args))
    for argument, value in zip(function.arguments, (*args, *missing), strict=True):
        name, kind = argument.name, argument.kind.rows(function.each)
        if argument.optional and is_blank(value):
            given.values[name] = argument.default
        elif kind is not None and not kind.one_value(value):
            given.ranges[name] = _Range(argument, kind, kind.cells(name, value))
        else:
            given.values[name] = argument.kind.read(name, value)
    return given


def _at_fault(fault: CellFault, rows: NDArray[np.intp]) -> NDArray[np.intp]:
    """Which of the rows that the function saw are at fault; the fault then names the sheet's row.

    Only a fault that marks its rows speaks of the rows of data, else of those of a rule.
    """
    if fault.rows is None or fault.rows.size != len(rows):
        return rows
    if fault.row is not None:
        fault.row = int(rows[fault.row - 1]) + 1
    return rows[fault.rows]


# One answer from all rows together: a total, a table, a fit


def _whole(function: Function, given: _Given) -> Answer:
    present = _rows_present(given)
    values = given.values
    for name, one in given.ranges.items():
        here = np.repeat(present, one.width)
        cells = one.cells if here.all() else one.cells.take(here, one.width)
        values[name] = one.kind.taken(name, cells)
    try:
        result = function.run(*(values[argument.name] for argument in function.arguments))
    except CellFault as fault:
        _at_fault(fault, np.flatnonzero(present))
        raise
    return _presented(result)


def _rows_present(given: _Given) -> Flags:
    """Which rows are not blank in every column."""
    if not given.ranges:
        return np.ones(0, dtype=bool)
    ranges = list(given.ranges.values())
    _same_rows(ranges)
    blank = [one.cells.of_kind(BLANK).reshape(one.rows, -1).all(axis=1) for one in ranges]
    present: Flags = ~np.logical_and.reduce(blank)
    if not present.any():
        raise InputError(EMPTY_RANGE, name=ranges[0].argument.name)
    return present


def _same_rows(ranges: list[_Range]) -> None:
    same_length(**{one.argument.name: range(one.rows) for one in ranges})


def _presented(result: Any) -> Answer:
    """A result of Python and numpy as cells: numbers, text, None, rows."""
    if isinstance(result, str):
        return Answer(result)
    if isinstance(result, Spill):
        columns = [cell_list(values) for _, values in result.columns]
        rows = [list(row) for row in zip(*columns, strict=True)]
        titles = [[title for title, _ in result.columns]] if result.header else []
        return _finite([*titles, *rows])
    if not math.isfinite(result):
        raise DomainError(_TOO_LARGE)
    return Answer(float(result))


def _finite(rows: list[list[Any]]) -> Answer:
    """Rows whose infinite cells are errors, with the reason."""
    faults: list[Fault] = []
    for number, row in enumerate(rows, start=1):
        for at, cell in enumerate(row):
            if isinstance(cell, float) and math.isinf(cell):
                row[at] = NUM
                faults.append(Fault(NUM, DomainError(_TOO_LARGE, row=number)))
    return Answer(rows, tuple(faults))


# Row by row: each bad row is settled by itself, all others are computed in one call


def _by_row(function: Function, given: _Given) -> Answer:
    rows, shape = _extent(given)
    outcome = _Outcome(rows)
    arrays = {name: _each(one, outcome) for name, one in given.ranges.items()}
    _compute(function, arrays, given.values, outcome)
    block = outcome.block(shape)
    single = rows == 1 and all(one.cells.single for one in given.ranges.values())
    alone = single and block.width == 1
    return Answer(block.cells[0] if alone else block, tuple(outcome.faults))


def _extent(given: _Given) -> tuple[int, tuple[int, int]]:
    """How many rows go together, and the shape that the answer takes: that of the ranges."""
    ranges = [one for one in given.ranges.values() if one.rows != 1]
    if not ranges:
        return 1, (1, 1)
    _same_rows(ranges)
    first = ranges[0]
    return first.rows, first.cells.shape if first.width == 1 else (first.rows, 1)


class _Outcome:
    """What each row comes to. A row's first fault decides; the rest stay open to be computed."""

    def __init__(self, rows: int) -> None:
        self.rows = rows
        self.open: Flags = np.ones(rows, dtype=bool)
        self.all_open = True
        self.closed: NDArray[np.object_] | None = None
        self.result: Any = None
        self.faults: list[Fault] = []

    def close(self, rows: Flags, value: Any, fault: CellFault | None = None) -> None:
        """Settle `rows` (those still open): an error, or None for an empty cell."""
        rows = rows & self.open
        if not rows.any():
            return
        if self.closed is None:
            self.closed = np.empty(self.rows, dtype=object)
        self.closed[rows] = value
        self.open &= ~rows
        self.all_open = False
        if fault is not None:
            self.faults.append(Fault(cell_error(fault), fault, int(rows.sum())))

    def block(self, shape: tuple[int, int]) -> Block:
        """All rows as cells in the shape of the range (a row per line for wide results)."""
        result = self.result
        width = 1 if result is None or result.ndim == 1 else result.shape[1]
        if self.closed is not None:
            full = np.repeat(self.closed, width).reshape(self.rows, width)
            if result is not None:
                full[self.open] = np.asarray(result).reshape(-1, width)
            result = full
        return Block(cell_list(result.ravel()), width if width > 1 else shape[1])


def _each(one: _Range, outcome: _Outcome) -> NDArray[Any]:
    """An argument's array over all rows; rows that it spoils are settled in `outcome`."""
    argument, cells = one.argument, one.cells
    for at, error, fault in one.kind.refused(argument.name, cells):
        if error is None and argument.optional:
            cells.numbers[at] = np.nan if argument.default is None else argument.default
            continue
        spoiled = np.broadcast_to(at.reshape(-1, one.width).any(axis=1), outcome.rows)
        outcome.close(spoiled, error, None if error is None else fault)
    array: NDArray[Any] = one.kind.values(argument.name, cells)
    return array


def _compute(
    function: Function, arrays: dict[str, Any], values: dict[str, Any], outcome: _Outcome
) -> None:
    """Call the function on the rows still open, until it refuses none of them."""
    while outcome.open.any():
        args = [
            values[argument.name]
            if argument.name in values
            else _open_rows(function, argument, arrays[argument.name], outcome)
            for argument in function.arguments
        ]
        try:
            result = np.asarray(function.run(*args))
        except CellFault as fault:
            _refused(fault, outcome)
        else:
            _keep(result, outcome)
            return


def _open_rows(function: Function, argument: Argument, array: Any, outcome: _Outcome) -> Any:
    """An argument as the function gets it: its open rows, or one number for all of them."""
    if len(array) == 1:
        if argument.kind.scalar and not function.together:
            return array[0]
        array = np.repeat(array, outcome.rows, axis=0)
    return array if outcome.all_open else array[outcome.open]


def _refused(fault: CellFault, outcome: _Outcome) -> None:
    """Settle the rows that the function refused: those it named, or else all."""
    at = np.zeros(outcome.rows, dtype=bool)
    at[_at_fault(fault, np.flatnonzero(outcome.open))] = True
    if outcome.rows == 1 and fault.rows is not None:
        fault.row = None
    outcome.close(at, cell_error(fault), fault)


def _keep(result: NDArray[Any], outcome: _Outcome) -> None:
    """Take the result; what is not finite in it becomes an error of its row."""
    open_rows = np.flatnonzero(outcome.open)
    if result.ndim == 0 or len(result) != len(open_rows):
        result = np.repeat(result.ravel(), len(open_rows))
    if result.dtype.kind in "iu":
        result = result.astype(np.float64)
    if result.dtype.kind == "f" and not np.isfinite(result).all():
        bad = ~np.isfinite(result.reshape(len(open_rows), -1)).all(axis=1)
        at = np.zeros(outcome.rows, dtype=bool)
        at[open_rows[bad]] = True
        outcome.close(at, NUM, DomainError(_TOO_LARGE, row=int(np.argmax(at)) + 1))
        result = result[~bad]
    outcome.result = result if outcome.open.any() else None
