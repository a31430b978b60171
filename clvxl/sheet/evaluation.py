"""From cells to an answer: the one place where a function is called.

Row by row where an argument says "each": rows that are blank, hold text or an error, or lie
outside the domain get their own answer, and all others are computed in one vectorised call.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clvxl.errors import CellFault, DomainError, InputError
from clvxl.sheet.answers import NUM, Answer, CellError, Fault, Spill, cell_error
from clvxl.sheet.cells import (
    BLANK,
    ERROR,
    NUMBER,
    TEXT,
    Cells,
    as_label,
    labels,
    read_cells,
    rows_of,
    to_days,
)
from clvxl.sheet.kinds import Kind
from clvxl.sheet.spec import Argument, Function

__all__ = ["call", "evaluate"]

Flags = NDArray[np.bool_]


def call(function: Function, *args: Any) -> Any:
    """Return what the sheet gets.

    A call with numbers only, the commonest in a sheet, goes straight to the function; whatever is
    out of the ordinary is answered by `evaluate`.
    """
    if function.each and not function.together:
        numbers = [arg if type(arg) is float else _unwrapped(arg) for arg in args]
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
    try:
        if len(args) > len(function.arguments):
            raise InputError(
                "{function} takes at most {most} arguments: {given} were given",
                function=function.name, most=len(function.arguments), given=len(args),
            )  # fmt: skip
        given = list(args) + [None] * (len(function.arguments) - len(args))
        with np.errstate(all="ignore"):
            if function.each:
                return _rows(function, given)
            return _whole(function, given)
    except _ErrorCell as passed:
        return Answer(passed.error)
    except CellFault as fault:
        return Answer(cell_error(fault), (Fault(cell_error(fault), fault),))


class _ErrorCell(Exception):
    """An error cell among the arguments of a function that has one answer."""

    def __init__(self, error: CellError) -> None:
        self.error = error


# One answer from all rows together


def _whole(function: Function, given: list[Any]) -> Answer:
    columns = {
        argument.name: _cells(argument, value)
        for argument, value in zip(function.arguments, given, strict=True)
        if argument.kind.extent == "column" and not _left_out(argument, value)
    }
    present = _rows_present(columns)
    values = []
    for argument, value in zip(function.arguments, given, strict=True):
        if argument.name in columns:
            values.append(_column(argument, columns[argument.name], present))
        else:
            values.append(_alone(argument, value))
    return Answer(_present(function.run(*values), _header(function, values)))


def _header(function: Function, values: list[Any]) -> bool:
    return bool(values[-1]) if function.table else True


def _left_out(argument: Argument, value: Any) -> bool:
    return argument.optional and _is_blank(value)


def _is_blank(value: Any) -> bool:
    value = _unwrapped(value)
    return value is None or (isinstance(value, str) and value == "")


def _unwrapped(value: Any) -> Any:
    """A range of one cell as that cell."""
    while isinstance(value, list | tuple) and len(value) == 1:
        value = value[0]
    return value


def _cells(argument: Argument, value: Any) -> Cells:
    cells = read_cells(value, argument.name)
    if argument.kind.holds == "scores":
        return cells
    if argument.kind.extent == "column" and min(cells.shape) > 1:
        raise InputError("{name} must be one column or one row", name=argument.name)
    return cells


def _score_rows(cells: Cells) -> int:
    """How many columns a row of scores has: 3 for digits, 1 for codes."""
    digits = cells.shape[1] == 3 and not bool(np.any(cells.numbers >= 100))
    return 3 if digits else 1


def _rows_present(columns: dict[str, Cells]) -> Flags:
    """Which rows are not blank in every column."""
    lengths = {name: _length(cells, name) for name, cells in columns.items()}
    if not lengths:
        return np.ones(0, dtype=bool)
    first, expected = next(iter(lengths.items()))
    for name, rows in lengths.items():
        if rows != expected:
            raise InputError(
                "{name} has {rows} rows where {first} has {expected}; make them equally long",
                name=name, rows=rows, first=first, expected=expected,
            )  # fmt: skip
    blank = np.ones(expected, dtype=bool)
    for cells in columns.values():
        blank &= cells.of_kind(BLANK).reshape(expected, -1).all(axis=1)
    if blank.all():
        raise InputError("{name} is an empty range", name=first)
    return ~blank


def _length(cells: Cells, name: str) -> int:
    return len(cells) // (_score_rows(cells) if name == "scores" else 1)


def _column(argument: Argument, cells: Cells, present: Flags) -> Any:
    """The values of a column, or the fault of its first bad row."""
    width = len(cells) // len(present)
    kinds = cells.of_kind(BLANK) | cells.of_kind(ERROR)
    if argument.kind.holds in ("number", "scores"):
        kinds |= cells.of_kind(TEXT)
    flags = np.repeat(present, width)
    bad = kinds & flags
    if bad.any():
        _refuse_cell(argument, cells, int(np.argmax(bad)), width)
    if argument.kind.holds == "date":
        # Blank rows are no dates; read all rows so that a sentence names the row of the sheet.
        known = Cells(
            [v if p else 0 for v, p in zip(cells.values, flags, strict=True)]
            if not flags.all() else cells.values,
            np.where(flags, cells.numbers, 0.0),
            None if cells.kinds is None else np.where(flags, cells.kinds, 0).astype(np.uint8),
            cells.shape,
        )  # fmt: skip
        return to_days(known, argument.name)[flags]
    if argument.kind.holds == "label":
        found = labels(cells)
        return found if flags.all() else [x for x, p in zip(found, flags, strict=True) if p]
    unfit = ~np.isfinite(cells.numbers) & flags
    if unfit.any():
        first = int(np.argmax(unfit))
        raise DomainError("{name} must be a finite number", name=argument.name, row=first + 1)
    return cells.numbers[flags].reshape(-1, 3) if width == 3 else cells.numbers[flags]


def _refuse_cell(argument: Argument, cells: Cells, at: int, width: int) -> None:
    value, row = cells.values[at], at // width + 1
    row_or_none = None if cells.single else row
    if cells.of_kind(ERROR)[at]:
        raise _ErrorCell(CellError(value))
    if cells.of_kind(BLANK)[at]:
        raise InputError("{name} is blank", name=argument.name, row=row_or_none)
    raise InputError("{name} must be a number", name=argument.name, value=value, row=row_or_none)


def _alone(argument: Argument, value: Any) -> Any:
    """The value of an argument that stands by itself."""
    kind = argument.kind
    if _left_out(argument, value):
        return argument.default
    if kind.extent == "raw":
        return _unwrapped(value)
    cells = read_cells(value, argument.name)
    if kind.extent in ("series", "matrix"):
        numbers = _numbers(argument, cells)
        return numbers.reshape(cells.shape) if kind.extent == "matrix" else numbers
    if not cells.single:
        raise InputError("{name} must be one cell, not a range", name=argument.name)
    return _one_cell(argument, cells)


def _numbers(argument: Argument, cells: Cells) -> NDArray[np.float64]:
    if cells.kinds is not None:
        _refuse_cell(argument, cells, int(np.argmax(cells.kinds != 0)), cells.shape[1])
    if argument.kind.extent == "series" and min(cells.shape) > 1:
        raise InputError("{name} must be one column or one row", name=argument.name)
    if not np.isfinite(cells.numbers).all():
        bad = int(np.argmax(~np.isfinite(cells.numbers)))
        raise DomainError("{name} must be a finite number", name=argument.name, row=bad + 1)
    return cells.numbers


def _one_cell(argument: Argument, cells: Cells) -> Any:
    kind, value = argument.kind, cells.values[0]
    if cells.of_kind(ERROR)[0]:
        raise _ErrorCell(CellError(value))
    if kind.holds == "number":
        return float(_numbers(argument, cells)[0])
    if kind.holds == "date":
        return float(to_days(cells, argument.name)[0])
    if kind.holds == "switch":
        if value not in (0, 1) and str(value).strip().upper() not in ("TRUE", "FALSE"):
            raise InputError("{name} must be TRUE or FALSE", name=argument.name, value=value)
        return value in (1, True) or str(value).strip().upper() == "TRUE"
    return _text(argument, kind, value)


def _text(argument: Argument, kind: Kind, value: Any) -> str:
    text = value.strip() if isinstance(value, str) else value
    if kind.choices:
        if not isinstance(text, str) or text.lower() not in kind.choices:
            raise InputError(
                "{name} must be one of {choices}",
                name=argument.name, value=value, choices=", ".join(kind.choices),
            )  # fmt: skip
        return text.lower()
    if not isinstance(text, str):
        raise InputError("{name} must be text", name=argument.name, value=value)
    return text


def _present(result: Any, header: bool) -> Any:
    """A result of Python and numpy as cells: numbers, text, None, rows."""
    if isinstance(result, Spill):
        rows = [list(row) for row in zip(*(_cell_list(v) for _, v in result.columns), strict=True)]
        return [[title for title, _ in result.columns], *rows] if header else rows
    if isinstance(result, np.ndarray):
        return rows_of(_cell_list(result.ravel()), 1 if result.ndim == 1 else result.shape[1])
    if isinstance(result, str):
        return result
    return float(result) if math.isfinite(result) else NUM


def _cell_list(values: Any) -> Sequence[Any]:
    if not isinstance(values, np.ndarray):
        return [_cell(value) for value in values]
    if values.dtype.kind in "iu":
        values = values.astype(np.float64)
    listed: list[Any] = values.tolist()
    if values.dtype.kind == "f":
        if np.isfinite(values).all():
            return listed
        return [None if value != value else value for value in listed]
    return listed


def _cell(value: Any) -> Any:
    if isinstance(value, float) and value != value:
        return None
    return float(value) if isinstance(value, int | np.number) else value


# Row by row


def _rows(function: Function, given: list[Any]) -> Answer:
    ranges: dict[str, Cells] = {}
    values: dict[str, Any] = {}
    for argument, value in zip(function.arguments, given, strict=True):
        if argument.kind.extent != "each":
            values[argument.name] = _alone(argument, value)
        elif _left_out(argument, value):
            values[argument.name] = argument.default
        else:
            ranges[argument.name] = read_cells(value, argument.name)
    rows, shape = _extent(function, ranges)
    outcome = _Outcome(rows)
    arrays: dict[str, Any] = {}
    for argument in function.arguments:
        if argument.name in ranges:
            arrays[argument.name] = _each(argument, ranges[argument.name], rows, outcome)
    _compute(function, arrays, values, rows, outcome)
    answer = outcome.cells(shape)
    single = rows == 1 and all(cells.single for cells in ranges.values())
    return Answer(
        answer[0][0] if single and len(answer[0]) == 1 else answer, tuple(outcome.faults)
    )


def _extent(function: Function, ranges: dict[str, Cells]) -> tuple[int, tuple[int, int]]:
    """How many rows go together, and the shape that the answer takes: that of the ranges."""
    rows, shape, first = 1, (1, 1), ""
    for argument in function.arguments:
        cells = ranges.get(argument.name)
        if cells is None:
            continue
        width = _score_rows(cells) if argument.kind.holds == "scores" else 1
        length = len(cells) // width
        if length == 1:
            continue
        if first and length != rows:
            raise InputError(
                "{name} has {rows} rows where {first} has {expected}; make them equally long",
                name=argument.name, rows=length, first=first, expected=rows,
            )  # fmt: skip
        if not first:
            rows, first = length, argument.name
            shape = (length, 1) if width == 3 else cells.shape
    return rows, shape


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

    def cells(self, shape: tuple[int, int]) -> list[list[Any]]:
        """All rows as cells in the shape of the range (a row a line for wide results)."""
        result = self.result
        if self.all_open:
            width = 1 if result.ndim == 1 else result.shape[1]
            return rows_of(_cell_list(result.ravel()), width if width > 1 else shape[1])
        width = 1 if result is None or result.ndim == 1 else result.shape[1]
        closed = self.closed if self.closed is not None else np.empty(self.rows, dtype=object)
        full = np.repeat(closed, width).reshape(self.rows, width)
        if result is not None:
            full[self.open] = np.asarray(result).reshape(-1, width)
        return rows_of(_cell_list(full.ravel()), width if width > 1 else shape[1])


def _each(argument: Argument, cells: Cells, rows: int, outcome: _Outcome) -> Any:
    """An argument's array over all rows; rows that it spoils are settled in `outcome`."""
    width = _score_rows(cells) if argument.kind.holds == "scores" else 1
    if cells.kinds is not None:
        _settle_kinds(argument, cells, width, rows, outcome)
    if argument.kind.holds == "label":
        found = np.empty(len(cells), dtype=object)
        found[:] = [as_label(value) for value in cells.values]
        return found
    unfit = ~np.isfinite(cells.numbers) & cells.of_kind(NUMBER)
    if unfit.any():
        by_row = unfit.reshape(-1, width).any(axis=1)
        fault = DomainError(
            "{name} must be a finite number", name=argument.name, row=int(np.argmax(by_row)) + 1
        )
        outcome.close(np.broadcast_to(by_row, rows), NUM, fault)
    return cells.numbers.reshape(-1, 3) if width == 3 else cells.numbers


def _settle_kinds(
    argument: Argument, cells: Cells, width: int, rows: int, outcome: _Outcome
) -> None:
    def by_row(kind: int) -> Flags:
        flags: Flags = (cells.kinds == kind).reshape(-1, width).any(axis=1)
        return np.broadcast_to(flags, rows)

    errors = by_row(ERROR)
    for i in np.flatnonzero(errors & outcome.open):
        at = int(i) * width if len(cells) > width else 0
        passed = next(v for v in cells.values[at : at + width] if isinstance(v, str))
        one = np.zeros(rows, dtype=bool)
        one[i] = True
        outcome.close(one, CellError(passed))
    if argument.kind.holds != "label":
        text = by_row(TEXT)
        if text.any():
            at = int(np.argmax(cells.kinds == TEXT))
            fault = InputError(
                "{name} must be a number", name=argument.name, value=cells.values[at],
                row=None if cells.single else at // width + 1,
            )  # fmt: skip
            outcome.close(text, cell_error(fault), fault)
    if argument.optional:
        cells.numbers[cells.kinds == BLANK] = np.nan if argument.default is None else argument.default
    else:
        outcome.close(by_row(BLANK), None)


def _compute(
    function: Function,
    arrays: dict[str, Any],
    values: dict[str, Any],
    rows: int,
    outcome: _Outcome,
) -> None:
    """Call the function on the rows still open, until it refuses none of them."""
    while outcome.open.any():
        args = [
            values[argument.name]
            if argument.name in values
            else _open_rows(function, argument, arrays[argument.name], rows, outcome)
            for argument in function.arguments
        ]
        try:
            result = np.asarray(function.run(*args))
        except CellFault as fault:
            _refused(fault, rows, outcome)
        else:
            _keep(result, rows, outcome)
            return


def _open_rows(
    function: Function, argument: Argument, array: Any, rows: int, outcome: _Outcome
) -> Any:
    """An argument as the function gets it: its open rows, or one number for all of them."""
    if len(array) == 1:
        if argument.kind.holds == "number" and not function.together:
            return array[0]
        array = np.repeat(array, rows, axis=0)
    return array if outcome.all_open else array[outcome.open]


def _refused(fault: CellFault, rows: int, outcome: _Outcome) -> None:
    """Settle the rows that the function refused: those it named, or else all."""
    open_rows = np.flatnonzero(outcome.open)
    at = outcome.open.copy()
    if fault.rows is not None and fault.rows.size == len(open_rows):
        at[open_rows[~fault.rows]] = False
    if fault.row is not None:
        fault.row = None if rows == 1 else int(open_rows[fault.row - 1]) + 1
    outcome.close(at, cell_error(fault), fault)


def _keep(result: Any, rows: int, outcome: _Outcome) -> None:
    """Take the result; what is not finite in it becomes an error of its row."""
    open_rows = np.flatnonzero(outcome.open)
    if result.ndim == 0 or len(result) != len(open_rows):
        result = np.repeat(result.ravel(), len(open_rows))
    if result.dtype.kind == "f" and not np.isfinite(result).all():
        bad = ~np.isfinite(result.reshape(len(open_rows), -1)).all(axis=1)
        at = np.zeros(rows, dtype=bool)
        at[open_rows[bad]] = True
        fault = DomainError("the result is too large for a number", row=int(np.argmax(at)) + 1)
        outcome.close(at, NUM, fault)
        result = result[~bad]
    outcome.result = result if outcome.open.any() else None

