"""Row by row: each bad row is settled by itself, all others are computed in one call."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from clvxl.errors import CellFault, DomainError, InputError
from clvxl.sheet._values import alone, left_out, score_width
from clvxl.sheet.answers import NUM, Answer, Block, CellError, Fault, cell_error
from clvxl.sheet.cells import (
    BLANK,
    ERROR,
    NUMBER,
    TEXT,
    Cells,
    as_label,
    cell_list,
    read_cells,
)
from clvxl.sheet.spec import Argument, Function
from clvxl.text import Text

__all__ = ["by_row"]

Flags = NDArray[np.bool_]


def by_row(function: Function, given: list[Any]) -> Answer:
    ranges: dict[str, Cells] = {}
    values: dict[str, Any] = {}
    for argument, value in zip(function.arguments, given, strict=True):
        if argument.kind.extent != "each":
            values[argument.name] = alone(argument, value)
        elif left_out(argument, value):
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
    block = outcome.block(shape)
    single = rows == 1 and all(cells.single for cells in ranges.values())
    return Answer(
        block.cells[0] if single and block.width == 1 else block, tuple(outcome.faults)
    )  # fmt: skip


def _extent(function: Function, ranges: dict[str, Cells]) -> tuple[int, tuple[int, int]]:
    """How many rows go together, and the shape that the answer takes: that of the ranges."""
    rows, shape, first = 1, (1, 1), ""
    for argument in function.arguments:
        cells = ranges.get(argument.name)
        if cells is None:
            continue
        width = score_width(cells) if argument.kind.holds == "scores" else 1
        length = len(cells) // width
        if length == 1:
            continue
        if first and length != rows:
            raise InputError(
                Text(
                    "{name} must be as long as {first}: {expected} rows, not {rows}",
                    "{name} 必须与 {first} 等长：{expected} 行，而非 {rows} 行",
                ),
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

    def block(self, shape: tuple[int, int]) -> Block:
        """All rows as cells in the shape of the range (a row a line for wide results)."""
        result = self.result
        if self.all_open:
            width = 1 if result.ndim == 1 else result.shape[1]
            return Block(cell_list(result.ravel()), width if width > 1 else shape[1])
        width = 1 if result is None or result.ndim == 1 else result.shape[1]
        closed = self.closed if self.closed is not None else np.empty(self.rows, dtype=object)
        full = np.repeat(closed, width).reshape(self.rows, width)
        if result is not None:
            full[self.open] = np.asarray(result).reshape(-1, width)
        return Block(cell_list(full.ravel()), width if width > 1 else shape[1])


def _each(argument: Argument, cells: Cells, rows: int, outcome: _Outcome) -> Any:
    """An argument's array over all rows; rows that it spoils are settled in `outcome`."""
    width = score_width(cells) if argument.kind.holds == "scores" else 1
    if cells.kinds is not None:
        _settle_kinds(argument, cells, width, rows, outcome)
    label = argument.kind.holds == "label"
    none = np.isinf(cells.numbers) if label else ~np.isfinite(cells.numbers)
    unfit = none & cells.of_kind(NUMBER)
    if unfit.any():
        by_row = unfit.reshape(-1, width).any(axis=1)
        fault = DomainError(
            Text("{name} must be a finite number", "{name} 必须是有限的数字"),
            name=argument.name,
            row=int(np.argmax(by_row)) + 1,
        )
        outcome.close(np.broadcast_to(by_row, rows), NUM, fault)
    if label:
        found = np.empty(len(cells), dtype=object)
        found[:] = [as_label(value) for value in cells.listed()]
        return found
    return cells.numbers.reshape(-1, 3) if width == 3 else cells.numbers


def _settle_kinds(
    argument: Argument, cells: Cells, width: int, rows: int, outcome: _Outcome
) -> None:
    def rows_of_kind(kind: int) -> Flags:
        flags = cells.of_kind(kind).reshape(-1, width).any(axis=1)
        return np.broadcast_to(flags, rows)

    errors = np.flatnonzero(cells.of_kind(ERROR))
    passed = np.array([cells.values[int(at)] for at in errors], dtype=object)
    for text in set(passed.tolist()):
        here = np.zeros(len(cells) // width, dtype=bool)
        here[errors[passed == text] // width] = True
        outcome.close(np.broadcast_to(here, rows), CellError(text))
    if argument.kind.holds != "label":
        text = rows_of_kind(TEXT)
        if text.any():
            at = int(np.argmax(cells.kinds == TEXT))
            fault = InputError(
                Text("{name} must be a number", "{name} 必须是数字"),
                name=argument.name, value=cells.values[at],
                row=None if cells.single else at // width + 1,
            )  # fmt: skip
            outcome.close(text, cell_error(fault), fault)
    if argument.optional:
        default = np.nan if argument.default is None else argument.default
        cells.numbers[cells.kinds == BLANK] = default
    else:
        outcome.close(rows_of_kind(BLANK), None)


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
    # Only a fault that marks its rows speaks of the rows of data: else of those of a rule.
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
    if result.dtype.kind in "iu":
        result = result.astype(np.float64)
    if result.dtype.kind == "f" and not np.isfinite(result).all():
        bad = ~np.isfinite(result.reshape(len(open_rows), -1)).all(axis=1)
        at = np.zeros(rows, dtype=bool)
        at[open_rows[bad]] = True
        fault = DomainError(
            Text("the result is too large for a number", "结果过大，无法用数字表示"),
            row=int(np.argmax(at)) + 1,
        )
        outcome.close(at, NUM, fault)
        result = result[~bad]
    outcome.result = result if outcome.open.any() else None
