"""How a built-in function of the sheet is declared, and the table of them.

A function's annotations say how each argument is read. Single values come converted, errors in
them are passed on before the function is called; `Area` takes what is there, a block or a value.
Inside of SUMPRODUCT a function of single values is called for each cell of a range.
"""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, TypeAlias, TypeVar, get_type_hints

from clvxl.exercises.formulas import values
from clvxl.exercises.formulas.operators import cellwise
from clvxl.exercises.formulas.values import (
    NUM,
    Block,
    CellError,
    FoundError,
    RefusedError,
    Scalar,
    Value,
)

__all__ = [
    "BUILTINS",
    "Anything",
    "Area",
    "Builtin",
    "Cells",
    "Logical",
    "Number",
    "One",
    "Text",
    "Whole",
    "as_block",
    "builtin",
]


@dataclass(frozen=True)
class Kind:
    """How an argument is read, and whether it takes a block as a whole."""

    read: Callable[[Any], Any]
    whole: bool = False


def _one(value: Scalar) -> Scalar:
    if isinstance(value, CellError):
        raise FoundError(value)
    return value


def _cells(value: Value) -> Block:
    if isinstance(value, CellError):
        raise FoundError(value)
    if not isinstance(value, Block) or value.origin is None:
        raise RefusedError("a range of cells is wanted, not a value")
    return value


def as_block(value: Value) -> Block:
    """Return a value as a block of one cell."""
    return value if isinstance(value, Block) else Block.of_rows([[_one(value)]])


Number: TypeAlias = Annotated[float, Kind(values.number)]
Whole: TypeAlias = Annotated[int, Kind(values.whole)]
Text: TypeAlias = Annotated[str, Kind(values.text)]
Logical: TypeAlias = Annotated[bool, Kind(values.logical)]
One: TypeAlias = Annotated[Any, Kind(_one)]
Anything: TypeAlias = Annotated[Any, Kind(lambda value: value)]
Area: TypeAlias = Annotated[Any, Kind(lambda value: value, whole=True)]
Cells: TypeAlias = Annotated[Block, Kind(_cells, whole=True)]

Vector: TypeAlias = Callable[..., Block | None]
Run = TypeVar("Run", bound=Callable[..., Value])


@dataclass(frozen=True)
class Builtin:
    """A function of the sheet: its name, its code, how its arguments are read, how many it needs.

    `rest` are the kinds of further arguments, in turn. `vector` computes a whole block at once,
    or gives None where it cannot. `spreads` says that ranges in its arguments are computed cell by
    cell.
    """

    name: str
    run: Callable[..., Value]
    kinds: tuple[Kind, ...]
    rest: tuple[Kind, ...]
    least: int
    vector: Vector | None
    spreads: bool

    def kinds_of(self, count: int) -> Sequence[Kind]:
        """Return how each of `count` arguments is read."""
        if count <= len(self.kinds):
            return self.kinds[:count]
        further = count - len(self.kinds)
        return (*self.kinds, *(self.rest * further)[:further])

    def check_count(self, count: int) -> None:
        """Refuse a call with too few or too many arguments."""
        incomplete = self.rest and (count - len(self.kinds)) % len(self.rest)
        if count < self.least or (not self.rest and count > len(self.kinds)) or incomplete:
            raise RefusedError(f"{self.name} does not take {count} arguments")

    def call(self, *args: Value) -> Value:
        """Return what the function gives, errors as values."""
        try:
            kinds = self.kinds_of(len(args))
            result = self.run(*(kind.read(arg) for kind, arg in zip(kinds, args, strict=True)))
        except FoundError as found:
            return found.error
        except OverflowError:
            return NUM
        if type(result) is float and not math.isfinite(result):
            return NUM
        return result

    def spread(self, args: Sequence[Value]) -> Value:
        """Return what it gives for each cell of blocks among the arguments that want one value."""
        kinds = self.kinds_of(len(args))
        at = [i for i, kind in enumerate(kinds) if not kind.whole and isinstance(args[i], Block)]
        fast = self.vector(*args) if self.vector is not None else None
        if fast is not None:
            return fast

        def run(*cells: Scalar) -> Scalar:
            here = dict(zip(at, cells, strict=True))
            found = self.call(*(here.get(i, arg) for i, arg in enumerate(args)))
            return found.item() if isinstance(found, Block) else found

        return cellwise(run, *(args[i] for i in at))


BUILTINS: dict[str, Builtin] = {}
"""All built-in functions by name; complete once `clvxl.exercises.formulas.builtins` is imported."""


def builtin(
    *,
    rest: tuple[Any, ...] = (),
    vector: Vector | None = None,
    spreads: bool = False,
) -> Callable[[Run], Run]:
    """Declare a function of the sheet; its Python name is its name.

    Parameters
    ----------
    rest : tuple
        The kinds of repeated arguments at the end, where there is more than one in turn.
    vector : callable, optional
        Computes a whole block at once.
    spreads : bool
        Whether ranges in its arguments are computed cell by cell.
    """

    def declare(run: Run) -> Run:
        hints = get_type_hints(run, include_extras=True)
        kinds, least, further = [], 0, tuple(_kind(annotation) for annotation in rest)
        for name, parameter in inspect.signature(run).parameters.items():
            if parameter.kind is inspect.Parameter.VAR_POSITIONAL:
                further = further or (_kind(hints[name]),)
                continue
            kinds.append(_kind(hints[name]))
            least += parameter.default is inspect.Parameter.empty
        BUILTINS[run.__name__] = Builtin(
            run.__name__, run, tuple(kinds), further, max(least, 1), vector, spreads
        )
        return run

    return declare


def _kind(annotation: Any) -> Kind:
    found: Kind = annotation.__metadata__[0]
    return found
