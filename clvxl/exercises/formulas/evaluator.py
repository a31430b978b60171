"""The parts of a formula, each a function of the frame in which it is computed.

Here are also the functions that take their arguments as they are written (IF, CHOOSE …): to compute
some of them only, or to know where the formula stands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol, TypeAlias

import numpy as np

from clvxl.exercises.formulas import numbers, ranges, texts  # noqa: F401  declare theirs
from clvxl.exercises.formulas import values as v
from clvxl.exercises.formulas.budget import spend
from clvxl.exercises.formulas.functions import BUILTINS, Builtin, as_block
from clvxl.exercises.formulas.operators import operate
from clvxl.sheet.registry import REGISTRY, answer
from clvxl.sheet.registry import value as registered

__all__ = [
    "NAMES", "Frame", "Node", "Place", "call", "chain", "constant", "minus", "named", "percent",
    "single", "slot",
]  # fmt: skip


FUNCTION = 100
"""A cell that one of our own functions takes costs as much as so many others."""


class Place(NamedTuple):
    """A cell or a range: number of the sheet, corners from 0."""

    sheet: int
    first_row: int
    first_column: int
    last_row: int
    last_column: int


class Source(Protocol):
    """Where a formula finds the values of cells; a value not yet there raises."""

    @property
    def names(self) -> Mapping[str, Place]:
        """The workbook's names, in small letters."""

    def cell(self, place: Place) -> v.Scalar:
        """Return the value of one cell."""

    def block(self, place: Place) -> v.Block:
        """Return the values of a range."""


Node: TypeAlias = "Callable[[Frame, bool], v.Value]"
"""A part of a formula; with True a cell comes as a range of one, where a range may be wanted."""

Nodes: TypeAlias = Sequence[Node]


@dataclass(slots=True)
class Frame:
    """A formula is computed in its frame: where it stands, and what its references are.

    `each` says that a range is taken cell by cell where one value belongs, as inside of SUMPRODUCT;
    else it is refused. `reason` is why one of our own functions gave an error, `caught` an error
    for which IFERROR gave something else.
    """

    source: Source
    row: int
    column: int
    places: tuple[Place, ...]
    each: bool = False
    reason: str = ""
    caught: v.CellError | None = None

    def value(self, node: Node) -> v.Value:
        """Return what a part gives where one value belongs: blocks inside of SUMPRODUCT only."""
        found = node(self, False)
        if self.each and isinstance(found, v.Block) and found.kinds.size > 1:
            return found
        return single(found)

    def one(self, node: Node, name: str) -> v.Scalar:
        """Return what a part gives; a range is refused, inside of SUMPRODUCT too."""
        value = self.value(node)
        if isinstance(value, v.Block):
            raise v.RefusedError(f"{name} takes one value, not a range of them, in SUMPRODUCT too")
        return value

    def at(self, place: Place, area: bool) -> v.Value:
        """Return what stands in a cell or range."""
        if not area and place[1:3] == place[3:5]:
            return self.source.cell(place)
        return self.source.block(place)


def single(value: v.Value) -> v.Scalar:
    """Return a value as it is, and a block of one cell as its value; refuse others."""
    if not isinstance(value, v.Block):
        return value
    if value.kinds.size > 1:
        raise v.RefusedError("a range stands where one value belongs")
    return value.item()


def constant(value: v.Value) -> Node:
    """A number, a text, a truth value, an inline array, or None for what was left out."""
    return lambda frame, area: value


def slot(at: int) -> Node:
    """The formula's reference of this number."""
    return lambda frame, area: frame.at(frame.places[at], area)


def named(name: str) -> Node:
    """A name of the workbook, in small letters."""
    return lambda frame, area: frame.at(frame.source.names[name], area)


def minus(operand: Node) -> Node:
    """A minus before an operand."""
    return lambda frame, area: operate("-", 0.0, frame.value(operand))


def percent(operand: Node) -> Node:
    """A % behind an operand."""
    return lambda frame, area: operate("/", frame.value(operand), 100.0)


def chain(first: Node, rest: Sequence[tuple[str, Node]]) -> Node:
    """Operators with their right operands, from left to right: a long sum is not a deep one."""

    def run(frame: Frame, area: bool) -> v.Value:
        found = frame.value(first)
        for sign, operand in rest:
            found = operate(sign, found, frame.value(operand))
        return found

    return run


def call(name: str, nodes: Nodes) -> Node:
    """A function, its name in capitals, with its arguments.

    Raises
    ------
    RefusedError
        It is not known, or takes another number of arguments.
    """
    if name in FORMS:
        run, least, most = FORMS[name]
        if not least <= len(nodes) <= most:
            raise v.RefusedError(f"{name} does not take {len(nodes)} arguments")
        return lambda frame, area: _formed(run, frame, nodes, area)
    builtin = BUILTINS.get(name)
    if builtin is not None:
        builtin.check_count(len(nodes))
        return lambda frame, area: _built_in(builtin, frame, nodes)
    if name not in REGISTRY:
        raise v.RefusedError(f"unknown function {name}")
    return lambda frame, area: _registered(name, frame, nodes)


def _formed(run: Form, frame: Frame, nodes: Nodes, area: bool) -> v.Value:
    try:
        return run(frame, nodes, area)
    except v.FoundError as found:
        return found.error


def _built_in(builtin: Builtin, frame: Frame, nodes: Nodes) -> v.Value:
    each, frame.each = frame.each, frame.each or builtin.spreads
    args, spread = [], False
    for kind, node in zip(builtin.kinds_of(len(nodes)), nodes, strict=True):
        arg = node(frame, True) if kind.whole else frame.value(node)
        spread |= not kind.whole and isinstance(arg, v.Block)
        args.append(arg)
    frame.each = each
    return builtin.spread(args) if spread else builtin.call(*args)


def _registered(name: str, frame: Frame, nodes: Nodes) -> v.Value:
    """One of our own functions, called as a spreadsheet program would."""
    each, frame.each = frame.each, False
    taken = [node(frame, True) for node in nodes]
    spend(sum(FUNCTION * arg.kinds.size if isinstance(arg, v.Block) else FUNCTION for arg in taken))
    args = [_handed_over(value) for value in taken]
    frame.each = each
    result = registered(name, *args)
    if isinstance(result, v.CellError):
        frame.reason = "; ".join(f.sentence() for f in answer(name, *args).faults)
    if isinstance(result, list):
        return v.Block.of_rows([[_taken_back(cell) for cell in row] for row in result])
    return _taken_back(result)


def _handed_over(value: v.Value) -> Any:
    if not isinstance(value, v.Block):
        return value
    if value.kinds.size == 1:
        return value.item()
    return value.numbers if value.holds == {v.NUMBER} else value.values.tolist()


def _taken_back(cell: Any) -> v.Scalar:
    """A cell of an answer; what is empty in it is an empty text, as in Excel."""
    if cell is None:
        return ""
    return cell if isinstance(cell, str | bool) else float(cell)


Form: TypeAlias = Callable[[Frame, Nodes, bool], v.Value]


def _if(frame: Frame, nodes: Nodes, area: bool) -> v.Value:
    if v.logical(frame.one(nodes[0], "IF")):
        return nodes[1](frame, area)
    return nodes[2](frame, area) if len(nodes) > 2 else False


def _if_error(frame: Frame, nodes: Nodes, area: bool) -> v.Value:
    value = frame.one(nodes[0], "IFERROR")
    if not isinstance(value, v.CellError):
        return value
    frame.caught = value
    return nodes[1](frame, area)


def _choose(frame: Frame, nodes: Nodes, area: bool) -> v.Value:
    at = v.whole(frame.one(nodes[0], "CHOOSE"))
    if not 1 <= at < len(nodes):
        raise v.FoundError(v.VALUE)
    return nodes[at](frame, area)


def _row(frame: Frame, nodes: Nodes, area: bool) -> v.Value:
    if not nodes:
        return frame.row + 1.0
    block, origin = _standing(frame, nodes[0])
    return v.Block.of_numbers(np.arange(block.shape[0])[:, np.newaxis] + origin.row + 1.0)


def _column(frame: Frame, nodes: Nodes, area: bool) -> v.Value:
    if not nodes:
        return frame.column + 1.0
    block, origin = _standing(frame, nodes[0])
    return v.Block.of_numbers(np.arange(block.shape[1])[np.newaxis, :] + origin.column + 1.0)


def _standing(frame: Frame, node: Node) -> tuple[v.Block, v.Origin]:
    block = as_block(node(frame, True))
    if block.origin is None:
        raise v.RefusedError("a range of cells is wanted, not a value")
    return block, block.origin


FORMS: dict[str, tuple[Form, int, int]] = {
    "IF": (_if, 2, 3), "IFERROR": (_if_error, 2, 2), "CHOOSE": (_choose, 2, 255),
    "ROW": (_row, 0, 1), "COLUMN": (_column, 0, 1),
}  # fmt: skip
"""What takes its arguments as they are written, with the fewest and the most of them."""

NAMES = frozenset(BUILTINS) | frozenset(FORMS)
"""All functions that authors of exercises may use beside our own.

Classics that every Excel since 2007 has under the same name in its files.
"""
