"""Arguments to values: what stands alone, and what goes wrong with a cell."""

from __future__ import annotations

from typing import Any, NoReturn

import numpy as np
from numpy.typing import NDArray

from clvxl.errors import ONE_OF, DomainError, InputError
from clvxl.sheet.answers import CellError
from clvxl.sheet.cells import BLANK, ERROR, Cells, read_cells, to_days
from clvxl.sheet.kinds import Kind
from clvxl.sheet.spec import Argument
from clvxl.text import Text

__all__ = ["ErrorCellError", "alone", "left_out", "refuse_cell", "score_width", "unwrapped"]


class ErrorCellError(Exception):
    """An error cell among the arguments of a function that has one answer."""

    def __init__(self, error: CellError) -> None:
        self.error = error


def left_out(argument: Argument, value: Any) -> bool:
    return argument.optional and _is_blank(value)


def _is_blank(value: Any) -> bool:
    value = unwrapped(value)
    return value is None or (isinstance(value, str) and value == "")


def unwrapped(value: Any) -> Any:
    """A range of one cell as that cell."""
    inner = value
    while isinstance(inner, list | tuple) and len(inner) == 1:
        inner = inner[0]
    return value if isinstance(inner, list | tuple) else inner


def score_width(cells: Cells) -> int:
    """How many columns a row of scores has: 3 for digits, 1 for codes."""
    digits = cells.shape[1] == 3 and not bool(np.any(cells.numbers >= 100))
    return 3 if digits else 1


def refuse_cell(argument: Argument, cells: Cells, at: int, width: int) -> NoReturn:
    value = cells.values[at]
    row_or_none = None if cells.single else at // width + 1
    if cells.of_kind(ERROR)[at]:
        raise ErrorCellError(CellError(value))
    if cells.of_kind(BLANK)[at]:
        word = value if isinstance(value, str) and value.strip() else None
        raise InputError(
            Text("{name} is blank", "{name} 为空"), name=argument.name, row=row_or_none, value=word
        )
    raise InputError(
        Text("{name} must be a number", "{name} 必须是数字"),
        name=argument.name,
        value=value,
        row=row_or_none,
    )


def alone(argument: Argument, value: Any) -> Any:
    """The value of an argument that stands by itself."""
    kind = argument.kind
    if left_out(argument, value):
        return argument.default
    if kind.extent == "raw":
        return unwrapped(value)
    cells = read_cells(value, argument.name)
    if kind.extent in ("series", "matrix"):
        numbers = _numbers(argument, cells)
        return numbers.reshape(cells.shape) if kind.extent == "matrix" else numbers
    if not cells.single:
        raise InputError(
            Text("{name} must be one cell, not a range", "{name} 必须是一个单元格，不是区域"),
            name=argument.name,
        )
    return _one_cell(argument, cells)


def _numbers(argument: Argument, cells: Cells) -> NDArray[np.float64]:
    if cells.kinds is not None:
        width = cells.shape[1] if argument.kind.extent == "matrix" else 1
        refuse_cell(argument, cells, int(np.argmax(cells.kinds != 0)), width)
    if argument.kind.extent == "series" and min(cells.shape) > 1:
        raise InputError(
            Text("{name} must be one column or one row", "{name} 必须是一列或一行"),
            name=argument.name,
        )
    if not np.isfinite(cells.numbers).all():
        bad = int(np.argmax(~np.isfinite(cells.numbers)))
        raise DomainError(
            Text("{name} must be a finite number", "{name} 必须是有限的数字"),
            name=argument.name,
            row=None
            if cells.single
            else bad // cells.shape[1] + 1
            if argument.kind.extent == "matrix"
            else bad + 1,
        )
    return cells.numbers


def _one_cell(argument: Argument, cells: Cells) -> Any:
    kind, value = argument.kind, cells.values[0]
    if cells.of_kind(ERROR)[0]:
        raise ErrorCellError(CellError(value))
    if kind.holds == "number":
        return float(_numbers(argument, cells)[0])
    if kind.holds == "date":
        return float(to_days(cells, argument.name)[0])
    if kind.holds == "switch":
        text = value.strip().upper() if isinstance(value, str) else value
        if text not in (0, 1, "TRUE", "FALSE"):
            raise InputError(
                Text("{name} must be TRUE or FALSE", "{name} 必须是 TRUE 或 FALSE"),
                name=argument.name,
                value=value,
            )
        return text in (1, "TRUE")
    return _text(argument, kind, value)


def _text(argument: Argument, kind: Kind, value: Any) -> str:
    text = value.strip() if isinstance(value, str) else value
    if kind.choices:
        if not isinstance(text, str) or text.lower() not in kind.choices:
            raise InputError(
                ONE_OF,
                name=argument.name, value=value, choices=", ".join(kind.choices),
            )  # fmt: skip
        return text.lower()
    if not isinstance(text, str):
        raise InputError(
            Text("{name} must be text", "{name} 必须是文本"), name=argument.name, value=value
        )
    return text
