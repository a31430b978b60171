"""One formula being computed: its tree, with the values of its cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from clvxl.exercises.formulas.builtins import BUILTINS, FORMS
from clvxl.exercises.formulas.functions import Builtin
from clvxl.exercises.formulas.operators import negative, operate
from clvxl.exercises.formulas.parser import (
    Binary,
    Call,
    Constant,
    Name,
    Node,
    Percent,
    Shape,
    Slot,
    Unary,
)
from clvxl.exercises.formulas.values import (
    NUMBER,
    Block,
    CellError,
    FoundError,
    RefusedError,
    Scalar,
    Value,
)
from clvxl.sheet.registry import REGISTRY, answer
from clvxl.sheet.registry import value as registered

__all__ = ["Frame", "Place", "Source", "check_calls", "single"]


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

    def cell(self, place: Place) -> Scalar:
        """Return the value of one cell."""

    def block(self, place: Place) -> Block:
        """Return the values of a range."""


def check_calls(shape: Shape) -> None:
    """Refuse functions that are not known, or called with too few or too many arguments."""
    for call in shape.calls:
        known = FORMS.get(call.name) or BUILTINS.get(call.name)
        if known is not None:
            known.check_count(len(call.arguments))
        elif call.name not in REGISTRY:
            raise RefusedError(f"unknown function {call.name}")


def single(value: Value) -> Scalar:
    """Return a value as it is, and a block of one cell as its value; refuse others."""
    if not isinstance(value, Block):
        return value
    if value.kinds.size > 1:
        raise RefusedError("a range stands where one value belongs")
    return value.item()


@dataclass(slots=True)
class Frame:
    """A formula's tree is computed in its frame: where it stands, and what its references are.

    `each` says that a range is taken cell by cell where one value belongs, as inside of SUMPRODUCT;
    else it is refused. `reason` is why one of our own functions gave an error.
    """

    source: Source
    row: int
    column: int
    places: tuple[Place, ...]
    each: bool = False
    reason: str = ""

    def evaluate(self, node: Node, area: bool = False) -> Value:
        """Return what a part of the formula gives; with `area` a cell comes as a range of one."""
        return _EVALUATE[type(node)](self, node, area)

    def value(self, node: Node) -> Value:
        """Return what a part gives where one value belongs: blocks inside of SUMPRODUCT only."""
        found = self.evaluate(node)
        if self.each and isinstance(found, Block) and found.kinds.size > 1:
            return found
        return single(found)

    def _constant(self, node: Constant, area: bool) -> Value:
        return node.value

    def _slot(self, node: Slot, area: bool) -> Value:
        return self._at(self.places[node.at], area)

    def _name(self, node: Name, area: bool) -> Value:
        return self._at(self.source.names[node.name], area)

    def _at(self, place: Place, area: bool) -> Value:
        if not area and place[1:3] == place[3:5]:
            return self.source.cell(place)
        return self.source.block(place)

    def _unary(self, node: Unary, area: bool) -> Value:
        return negative(self.value(node.operand))

    def _percent(self, node: Percent, area: bool) -> Value:
        return operate("/", self.value(node.operand), 100.0)

    def _binary(self, node: Binary, area: bool) -> Value:
        # A long sum leans to the left; going down it here needs no deep recursion.
        spine = [node]
        while isinstance(spine[-1].left, Binary):
            spine.append(spine[-1].left)
        found = self.value(spine[-1].left)
        for part in reversed(spine):
            found = operate(part.sign, found, self.value(part.right))
        return found

    def _call(self, node: Call, area: bool) -> Value:
        form = FORMS.get(node.name)
        if form is not None:
            try:
                return form.run(self, node.arguments, area)
            except FoundError as found:
                return found.error
        builtin = BUILTINS.get(node.name)
        if builtin is not None:
            return self._builtin(builtin, node.arguments)
        return self._registered(node)

    def _builtin(self, builtin: Builtin, nodes: tuple[Node, ...]) -> Value:
        each = self.each
        self.each = each or builtin.spreads
        args, spread = [], False
        for kind, node in zip(builtin.kinds_of(len(nodes)), nodes, strict=True):
            arg = self.evaluate(node, area=True) if kind.whole else self.value(node)
            spread |= not kind.whole and isinstance(arg, Block)
            args.append(arg)
        self.each = each
        return builtin.spread(args) if spread else builtin.call(*args)

    def _registered(self, node: Call) -> Value:
        """One of our own functions, called as a spreadsheet program would."""
        each, self.each = self.each, False
        args = [_handed_over(self.evaluate(part, area=True)) for part in node.arguments]
        self.each = each
        result = registered(node.name, *args)
        if isinstance(result, CellError):
            self.reason = "; ".join(f.sentence() for f in answer(node.name, *args).faults)
        if isinstance(result, list):
            return Block.of_rows([[_taken_back(cell) for cell in row] for row in result])
        return _taken_back(result)


def _handed_over(value: Value) -> Any:
    if not isinstance(value, Block):
        return value
    if value.kinds.size == 1:
        return value.item()
    return value.numbers if value.holds == {NUMBER} else value.values.tolist()


def _taken_back(cell: Any) -> Scalar:
    """A cell of an answer; what is empty in it is an empty text, as in Excel."""
    if cell is None:
        return ""
    return cell if isinstance(cell, str | bool) else float(cell)


_Evaluate = Callable[[Frame, Any, bool], Value]

_EVALUATE: dict[type, _Evaluate] = {
    Constant: Frame._constant,
    Slot: Frame._slot,
    Name: Frame._name,
    Unary: Frame._unary,
    Percent: Frame._percent,
    Binary: Frame._binary,
    Call: Frame._call,
}
