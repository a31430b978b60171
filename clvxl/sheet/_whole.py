"""One answer from all rows together: a total, a table, a fit."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clvxl.errors import CellFault, DomainError, InputError
from clvxl.sheet._customers import customer_labels, without_null_words
from clvxl.sheet._values import alone, left_out, refuse_cell, score_width
from clvxl.sheet.answers import NUM, Answer, Fault, Spill
from clvxl.sheet.cells import (
    BLANK,
    ERROR,
    TEXT,
    Cells,
    cell_list,
    labels,
    read_cells,
    to_days,
)
from clvxl.sheet.spec import Argument, Function
from clvxl.text import Text

__all__ = ["whole"]

Flags = NDArray[np.bool_]


def whole(function: Function, given: list[Any]) -> Answer:
    columns = {
        argument.name: _cells(argument, value)
        for argument, value in zip(function.arguments, given, strict=True)
        if argument.kind.extent == "column" and not left_out(argument, value)
    }
    present = _rows_present(columns)
    values = []
    for argument, value in zip(function.arguments, given, strict=True):
        if argument.name in columns:
            values.append(_column(argument, columns[argument.name], present))
        else:
            values.append(alone(argument, value))
    try:
        result = function.run(*values)
    except CellFault as fault:
        # The function saw no blank rows: it counts without them, the sheet does not.
        if fault.rows is not None and fault.row and fault.rows.size == np.count_nonzero(present):
            fault.row = int(np.flatnonzero(present)[fault.row - 1]) + 1
        raise
    return _present(result, _header(function, values))


def _header(function: Function, values: list[Any]) -> bool:
    return bool(values[-1]) if function.table else True


def _cells(argument: Argument, value: Any) -> Cells:
    cells = read_cells(value, argument.name)
    if argument.kind.holds == "scores":
        return cells
    if argument.kind.extent == "column" and min(cells.shape) > 1:
        raise InputError(
            Text("{name} must be one column or one row", "{name} 必须是一列或一行"),
            name=argument.name,
        )
    if argument.kind.holds == "customer":
        return without_null_words(cells.without_nan())
    return cells.without_nan() if argument.kind.holds == "label" else cells


def _rows_present(columns: dict[str, Cells]) -> Flags:
    """Which rows are not blank in every column."""
    lengths = {name: _length(cells, name) for name, cells in columns.items()}
    if not lengths:
        return np.ones(0, dtype=bool)
    first, expected = next(iter(lengths.items()))
    for name, rows in lengths.items():
        if rows != expected:
            raise InputError(
                Text(
                    "{name} must be as long as {first}: {expected} rows, not {rows}",
                    "{name} 必须与 {first} 等长：{expected} 行，而非 {rows} 行",
                ),
                name=name, rows=rows, first=first, expected=expected,
            )  # fmt: skip
    blank = np.ones(expected, dtype=bool)
    for cells in columns.values():
        blank &= cells.of_kind(BLANK).reshape(expected, -1).all(axis=1)
    if blank.all():
        raise InputError(Text("{name} is an empty range", "{name} 是空区域"), name=first)
    return ~blank


def _length(cells: Cells, name: str) -> int:
    return len(cells) // (score_width(cells) if name == "scores" else 1)


def _column(argument: Argument, cells: Cells, present: Flags) -> Any:
    """The values of a column, or the fault of its first bad row."""
    width = len(cells) // len(present)
    kinds = cells.of_kind(BLANK) | cells.of_kind(ERROR)
    if argument.kind.holds in ("number", "scores"):
        kinds |= cells.of_kind(TEXT)
    flags = np.repeat(present, width)
    bad = kinds & flags
    if bad.any():
        refuse_cell(argument, cells, int(np.argmax(bad)), width)
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
    if argument.kind.holds == "customer":
        _refuse_infinite(argument, cells, np.isinf(cells.numbers) & flags, width)
        return customer_labels(cells, argument.name, flags)
    if argument.kind.holds == "label":
        _refuse_infinite(argument, cells, np.isinf(cells.numbers) & flags, width)
        found = labels(cells)
        return found if flags.all() else [x for x, p in zip(found, flags, strict=True) if p]
    _refuse_infinite(argument, cells, ~np.isfinite(cells.numbers) & flags, width)
    return cells.numbers[flags].reshape(-1, 3) if width == 3 else cells.numbers[flags]


def _refuse_infinite(argument: Argument, cells: Cells, unfit: Flags, width: int) -> None:
    if unfit.any():
        row = None if cells.single else int(np.argmax(unfit)) // width + 1
        raise DomainError(
            Text("{name} must be a finite number", "{name} 必须是有限的数字"),
            name=argument.name,
            row=row,
        )


def _present(result: Any, header: bool) -> Answer:
    """A result of Python and numpy as cells: numbers, text, None, rows."""
    if isinstance(result, str):
        return Answer(result)
    if isinstance(result, Spill):
        columns = [cell_list(values) for _, values in result.columns]
        rows = [list(row) for row in zip(*columns, strict=True)]
        titles = [[title for title, _ in result.columns]] if header else []
        return _finite([*titles, *rows])
    if not math.isfinite(result):
        raise DomainError(Text("the result is too large for a number", "结果过大，无法用数字表示"))
    return Answer(float(result))


def _finite(rows: list[list[Any]]) -> Answer:
    """Rows whose infinite cells are errors, with the reason."""
    faults: list[Fault] = []
    for number, row in enumerate(rows, start=1):
        for at, cell in enumerate(row):
            if isinstance(cell, float) and math.isinf(cell):
                fault = DomainError(
                    Text("the result is too large for a number", "结果过大，无法用数字表示"),
                    row=number,
                )
                row[at] = NUM
                faults.append(Fault(NUM, fault))
    return Answer(rows, tuple(faults))
