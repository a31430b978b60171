"""Built-in functions that take their arguments as written: to compute some of them only, or to know
where the formula stands.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import numpy as np

from clvxl.exercises.formulas.functions import as_block
from clvxl.exercises.formulas.parser import Node
from clvxl.exercises.formulas.values import (
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

__all__ = ["FORMS", "Form"]

Nodes: TypeAlias = tuple[Node, ...]


class Frame(Protocol):
    """What a form asks of the formula in which it stands."""

    row: int
    column: int

    def evaluate(self, node: Node, area: bool = False) -> Value:
        """Return what a part of the formula gives; with `area` a cell comes as a range of one."""

    def value(self, node: Node) -> Value:
        """Return what a part gives where one value belongs."""


Run: TypeAlias = Callable[[Frame, Nodes, bool], Value]


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


def _one(frame: Frame, node: Node, name: str) -> Scalar:
    """What a part gives; a range is refused, inside of SUMPRODUCT too."""
    value = frame.value(node)
    if isinstance(value, Block):
        raise RefusedError(f"{name} takes one value, not a range of them, in SUMPRODUCT too")
    return value


@form(2, 3)
def IF(frame: Frame, nodes: Nodes, area: bool) -> Value:
    if logical(_one(frame, nodes[0], "IF")):
        return frame.evaluate(nodes[1], area)
    return frame.evaluate(nodes[2], area) if len(nodes) > 2 else False


@form(2, 2)
def IFERROR(frame: Frame, nodes: Nodes, area: bool) -> Value:
    value = _one(frame, nodes[0], "IFERROR")
    return frame.evaluate(nodes[1], area) if isinstance(value, CellError) else value


@form(2, 255)
def CHOOSE(frame: Frame, nodes: Nodes, area: bool) -> Value:
    at = whole(_one(frame, nodes[0], "CHOOSE"))
    if not 1 <= at < len(nodes):
        raise FoundError(VALUE)
    return frame.evaluate(nodes[at], area)


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
