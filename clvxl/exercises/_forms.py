"""Built-in functions that take their arguments as written: to compute some of them only, to know
where the formula stands, or whether it is an array formula.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from clvxl.exercises._functions import as_block
from clvxl.exercises._operators import cellwise
from clvxl.exercises._parser import Node
from clvxl.exercises._values import (
    VALUE,
    Block,
    CellError,
    FoundError,
    Origin,
    RefusedError,
    Scalar,
    Value,
    logical,
    whole,
)

if TYPE_CHECKING:
    from clvxl.exercises._evaluator import Frame

__all__ = ["FORMS", "Form"]

Nodes: TypeAlias = tuple[Node, ...]
Run: TypeAlias = "Callable[[Frame, Nodes, bool], Value]"


@dataclass(frozen=True)
class Form:
    """A function of the formula's own frame: its code, how many arguments it takes."""

    name: str
    run: Run
    least: int
    most: int

    def check_count(self, count: int) -> None:
        """Refuse a call with too few or too many arguments."""
        if not self.least <= count <= self.most:
            raise RefusedError(f"{self.name} does not take {count} arguments")


FORMS: dict[str, Form] = {}
"""All of them by name."""


def form(least: int, most: int) -> Callable[[Run], Run]:
    """Declare one; its Python name is its name. `area` says that a range may be the answer."""

    def declare(run: Run) -> Run:
        FORMS[run.__name__] = Form(run.__name__, run, least, most)
        return run

    return declare


def _need_array(frame: Frame, name: str) -> None:
    if frame.mode != "array":
        raise RefusedError(f"{name} takes each cell of a range by itself in array formulas only")


@form(2, 3)
def IF(frame: Frame, nodes: Nodes, area: bool) -> Value:
    condition = frame.value(nodes[0])
    if isinstance(condition, Block):
        _need_array(frame, "IF")
        return cellwise(_branch, condition, *(frame.value(node) for node in nodes[1:]))
    if logical(condition):
        return frame.evaluate(nodes[1], area)
    return frame.evaluate(nodes[2], area) if len(nodes) > 2 else False


def _branch(condition: Scalar, then: Scalar, otherwise: Scalar = False) -> Scalar:
    return then if logical(condition) else otherwise


@form(2, 2)
def IFERROR(frame: Frame, nodes: Nodes, area: bool) -> Value:
    value = frame.value(nodes[0])
    if isinstance(value, Block):
        _need_array(frame, "IFERROR")
        return cellwise(_unless_error, value, frame.value(nodes[1]))
    return frame.evaluate(nodes[1], area) if isinstance(value, CellError) else value


def _unless_error(value: Scalar, otherwise: Scalar) -> Scalar:
    return otherwise if isinstance(value, CellError) else value


@form(2, 255)
def CHOOSE(frame: Frame, nodes: Nodes, area: bool) -> Value:
    index = frame.value(nodes[0])
    if isinstance(index, Block):
        raise RefusedError("CHOOSE takes one number, not an array of them")
    at = whole(index)
    if not 1 <= at < len(nodes):
        raise FoundError(VALUE)
    return frame.evaluate(nodes[at], area)


@form(1, 1)
def TRANSPOSE(frame: Frame, nodes: Nodes, area: bool) -> Value:
    _need_array(frame, "TRANSPOSE")
    return as_block(frame.evaluate(nodes[0], area=True)).turned()


@form(0, 1)
def ROW(frame: Frame, nodes: Nodes, area: bool) -> Value:
    if not nodes:
        return frame.row + 1.0
    first, rows, _ = _standing(frame, nodes[0])
    return Block.of_numbers(np.arange(rows)[:, np.newaxis] + first.row + 1.0)


@form(0, 1)
def COLUMN(frame: Frame, nodes: Nodes, area: bool) -> Value:
    if not nodes:
        return frame.column + 1.0
    first, _, columns = _standing(frame, nodes[0])
    return Block.of_numbers(np.arange(columns)[np.newaxis, :] + first.column + 1.0)


def _standing(frame: Frame, node: Node) -> tuple[Origin, int, int]:
    """Where a range stands, and its size."""
    block = as_block(frame.evaluate(node, area=True))
    if block.origin is None:
        raise RefusedError("a range of cells is wanted, not a value")
    return block.origin, *block.shape
