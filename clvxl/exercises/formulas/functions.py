"""How a built-in function of the sheet is declared, and the table of them.

A function's annotations say how each argument is read. Single values come converted, errors in
them are passed on before the function is called; `Area` takes what is there, a block or a value.
Inside of SUMPRODUCT a function of single values is called for each cell of a range.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, TypeAlias, TypeVar, get_type_hints

from clvxl.exercises.formulas import values as v
from clvxl.exercises.formulas.budget import spend
from clvxl.exercises.formulas.operators import cellwise, settled

__all__ = [
    "BUILTINS", "Anything", "Area", "Builtin", "Cells", "Logical", "Number", "One", "Text", "Whole",
    "as_block", "builtin", "define",
]  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """How an argument is read, and whether it takes a block as a whole."""

    read: Callable[[Any], Any]
    whole: bool = False


def _one(value: v.Scalar) -> v.Scalar:
    if isinstance(value, v.CellError):
        raise v.FoundError(value)
    return value


def _cells(value: v.Value) -> v.Block:
    if isinstance(value, v.CellError):
        raise v.FoundError(value)
    if not isinstance(value, v.Block) or value.origin is None:
        raise v.RefusedError("a range of cells is wanted, not a value")
    return value


def as_block(value: v.Value) -> v.Block:
    """Return a value as a block of one cell."""
    return value if isinstance(value, v.Block) else v.Block.of_rows([[_one(value)]])


Number: TypeAlias = Annotated[float, Kind(v.number)]
Whole: TypeAlias = Annotated[int, Kind(v.whole)]
Text: TypeAlias = Annotated[str, Kind(v.text)]
Logical: TypeAlias = Annotated[bool, Kind(v.logical)]
One: TypeAlias = Annotated[Any, Kind(_one)]
Anything: TypeAlias = Annotated[Any, Kind(lambda value: value)]
Area: TypeAlias = Annotated[Any, Kind(lambda value: value, whole=True)]
Cells: TypeAlias = Annotated[v.Block, Kind(_cells, whole=True)]

Vector: TypeAlias = Callable[..., v.Block | None]
Run = TypeVar("Run", bound=Callable[..., v.Value])


@dataclass(frozen=True)
class Builtin:
    """A function of the sheet: its name, its code, how its arguments are read, how many it needs.

    `rest` are the kinds of further arguments, in turn. `vector` computes a whole block at once,
    or gives None where it cannot. `spreads` says that ranges in its arguments are computed cell by
    cell.
    """

    name: str
    run: Callable[..., Any]
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
            raise v.RefusedError(f"{self.name} does not take {count} arguments")

    def call(self, *args: v.Value) -> v.Value:
        """Return what the function gives, errors as values."""
        spend(sum(arg.kinds.size for arg in args if isinstance(arg, v.Block)))
        return settled(self._read_and_run, *args)

    def _read_and_run(self, *args: v.Value) -> Any:
        kinds = self.kinds_of(len(args))
        return self.run(*(kind.read(arg) for kind, arg in zip(kinds, args, strict=True)))

    def spread(self, args: Sequence[v.Value]) -> v.Value:
        """Return what it gives for each cell of blocks among the arguments that want one value."""
        kinds = self.kinds_of(len(args))
        at = [i for i, kind in enumerate(kinds) if not kind.whole and isinstance(args[i], v.Block)]
        fast = self.vector(*args) if self.vector is not None else None
        if fast is not None:
            return fast

        def run(*cells: v.Scalar) -> v.Scalar:
            here = dict(zip(at, cells, strict=True))
            found = self.call(*(here.get(i, arg) for i, arg in enumerate(args)))
            return found.item() if isinstance(found, v.Block) else found

        return cellwise(run, *(args[i] for i in at))


BUILTINS: dict[str, Builtin] = {}
"""All built-in functions by name; complete once the `evaluator` is imported."""


def define(
    *kinds: Any,
    rest: tuple[Any, ...] = (),
    vector: Vector | None = None,
    least: int | None = None,
    spreads: bool = False,
    functions: Mapping[str, Callable[..., Any]] | None = None,
    **named: Callable[..., Any],
) -> None:
    """Declare functions of the sheet by their names.

    Parameters
    ----------
    *kinds
        The kinds of their arguments: one of this module's aliases each.
    rest : tuple
        The kinds of repeated arguments at the end, in turn.
    vector : callable, optional
        Computes a whole block at once.
    least : int, optional
        How many arguments they need, where some have defaults.
    spreads : bool
        Whether ranges in their arguments are computed cell by cell.
    functions, **named
        Their code by name; it may give any number of Python's or numpy's.
    """
    read, further = ([kind.__metadata__[0] for kind in each] for each in (kinds, rest))
    least = max(len(kinds) if least is None else least, 1)
    for name, run in {**(functions or {}), **named}.items():
        BUILTINS[name] = Builtin(name, run, tuple(read), tuple(further), least, vector, spreads)


def builtin(*, spreads: bool = False) -> Callable[[Run], Run]:
    """Declare a function of the sheet by its own name and annotations; see `define`."""

    def declare(run: Run) -> Run:
        hints = get_type_hints(run, include_extras=True)
        parameters = inspect.signature(run).parameters.values()
        rest = [each for each in parameters if each.kind is inspect.Parameter.VAR_POSITIONAL]
        few = [each for each in parameters if each not in rest]
        define(
            *(hints[each.name] for each in few),
            rest=tuple(hints[each.name] for each in rest),
            least=sum(each.default is inspect.Parameter.empty for each in few),
            spreads=spreads,
            functions={run.__name__: run},
        )
        return run

    return declare
