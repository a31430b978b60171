"""What a spreadsheet function is, and the check of it when it is declared."""

from __future__ import annotations

import inspect
import keyword
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any, get_args, get_type_hints

from clvxl.sheet import arguments
from clvxl.sheet.kinds import Kind
from clvxl.text import NOTHING, Text

__all__ = ["FUNCTIONS", "REQUIRED", "Argument", "Category", "Example", "Function", "function"]

HELP_LENGTH = 255
_LAST = ("language", "header")

# Reserved identifiers of VBA: [MS-VBAL] 3.3.5.2. "name", "output" and "time" are not among them.


class _Required:
    def __repr__(self) -> str:
        return "REQUIRED"


REQUIRED: Any = _Required()


@dataclass(frozen=True)
class Category:
    """A heading of the catalogue; `key` names its picture."""

    key: str
    title: Text


@dataclass(frozen=True)
class Argument:
    """One argument: its name, what it takes, its default and its help."""

    name: str
    kind: Kind
    default: Any
    help: Text

    @property
    def optional(self) -> bool:
        """Whether it may be left out."""
        return self.default is not REQUIRED


@dataclass(frozen=True)
class Example:
    """Arguments of a call, and the answer it gives.

    `at` names one cell of a large answer (row, column, from 1); `answer` is then that cell.
    """

    args: tuple[Any, ...]
    answer: Any
    at: tuple[int, int] | None = None

    def formula(self, name: str) -> str:
        """Return the call as a formula.

        >>> Example(("a", [[1, 2], [3, 4]], True), 0).formula("F")
        '=F("a", {1,2;3,4}, TRUE)'
        """
        call = f"{name}({', '.join(map(formula_text, self.args))})"
        return f"=INDEX({call}, {self.at[0]}, {self.at[1]})" if self.at else f"={call}"


def formula_text(value: Any) -> str:
    """Return a value as it is written in a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, list | tuple):
        return "{" + ";".join(",".join(map(formula_text, row)) for row in value) + "}"
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    return f"{value:.15g}"


@dataclass(frozen=True)
class Function:
    """A spreadsheet function, declared once; all hosts draw from this.

    `together` marks a function of rows that need each other (a quantile); a bad row still harms
    only itself. `working` names the function of the same arguments that shows the working as a
    table. `notes` are what the help says beyond the one sentence.
    """

    name: str
    category: Category
    arguments: tuple[Argument, ...]
    help: Text
    notes: Text
    example: Example
    source: Text
    run: Callable[..., Any]
    together: bool = False
    working: str = ""

    @cached_property
    def each(self) -> bool:
        """Whether it works row by row."""
        return any(argument.kind.by_row for argument in self.arguments)

    @cached_property
    def scalar(self) -> bool:
        """Whether it takes nothing but a number in each argument, row by row."""
        return all(argument.kind.scalar for argument in self.arguments) and not self.together

    def signature(self) -> str:
        """Return the call as a person writes it, [optional=default]."""
        parts = [
            f"[{argument.name}{_default_text(argument.default)}]"
            if argument.optional
            else argument.name
            for argument in self.arguments
        ]
        return f"{self.name}({', '.join(parts)})"


def _default_text(default: Any) -> str:
    return "" if default is None else "=" + formula_text(default)


_NOTHING_ELSE: Mapping[str, Text] = MappingProxyType({})

FUNCTIONS: dict[str, Function] = {}
"""All functions declared so far, by name. `clvxl.sheet.registry` is the complete list."""


def function(
    category: Category,
    sentence: Text,
    *,
    notes: Text = NOTHING,
    example: Example,
    source: Text | str,
    together: bool = False,
    working: str = "",
    means: Mapping[str, Text] = _NOTHING_ELSE,
) -> Callable[[Callable[..., Any]], Function]:
    """Declare a spreadsheet function from a Python function.

    Its name is the name in the sheet, its annotations are kinds. `sentence` is what a function
    wizard shows; with the notes it becomes the docstring, which Python itself may drop. A `source`
    that is a title alone is the same in both languages. `means` is the help of arguments that mean
    something else here than `clvxl.sheet.arguments` says of their names.

    Raises
    ------
    ValueError
        Anything that a host would stumble over later.
    """

    def declare(run: Callable[..., Any]) -> Function:
        run.__doc__ = f"{sentence.en}\n\n{notes.en}".strip()
        declared = Function(
            name=run.__name__, category=category, arguments=_arguments(run, means),
            help=sentence, notes=notes, example=example,
            source=source if isinstance(source, Text) else Text(source, source),
            run=run, together=together, working=working,
        )  # fmt: skip
        check(declared)
        if declared.name in FUNCTIONS and FUNCTIONS[declared.name].run.__module__ != run.__module__:
            raise ValueError(f"{declared.name} is declared twice")
        FUNCTIONS[declared.name] = declared
        return declared

    return declare


def _arguments(run: Callable[..., Any], means: Mapping[str, Text]) -> tuple[Argument, ...]:
    helps = {**arguments.HELP, **means}
    hints = get_type_hints(run, include_extras=True)
    found = []
    for name, parameter in inspect.signature(run).parameters.items():
        hint = hints.get(name)
        parts = (hint, *get_args(hint))  # an argument may be X | None
        kinds = [k for p in parts for k in getattr(p, "__metadata__", ()) if isinstance(k, Kind)]
        if len(kinds) != 1:
            raise ValueError(f"{run.__name__}: {name} has no kind")
        if name not in helps:
            raise ValueError(f"{run.__name__}: {name} is not among the arguments")
        required = parameter.default is inspect.Parameter.empty
        default = REQUIRED if required else parameter.default
        found.append(Argument(name, kinds[0], default, helps[name]))
    if not {*means} <= {argument.name for argument in found}:
        raise ValueError(f"{run.__name__}: it explains an argument that it does not have")
    return tuple(found)


def check(declared: Function) -> None:
    """Refuse a declaration that a host would stumble over."""
    complaints = list(_complaints(declared))
    if complaints:
        raise ValueError(f"{declared.name}: {'; '.join(complaints)}")


def _complaints(declared: Function) -> Sequence[str]:
    names = [argument.name for argument in declared.arguments]
    last = [name for name in _LAST if name in names]
    optional = [argument.optional for argument in declared.arguments]
    helps = (declared.help, *(argument.help for argument in declared.arguments))
    rules = {
        "the name must be capitals, digits and _": re.fullmatch(r"[A-Z][A-Z0-9_]*", declared.name),
        "the name reads as a cell address": not is_address(declared.name),
        "optional arguments come last": optional == sorted(optional),
        "language and header come last": [*(n for n in names if n not in _LAST), *last] == names,
        "help is empty or above 255 characters": all(
            0 < len(t) <= HELP_LENGTH for h in helps for t in h
        ),
        "an argument's name is a Python keyword": not any(map(keyword.iskeyword, names)),
        "it has no source": all(declared.source),
        "the example has too many arguments": len(declared.example.args) <= len(names),
    }
    return [complaint for complaint, holds in rules.items() if not holds]


def is_address(name: str) -> bool:
    """Whether a spreadsheet reads `name` as the address of a cell.

    >>> [is_address(name) for name in ("CLV1", "RFM2", "R1C1", "CLV_DCF", "DECILE")]
    [True, True, True, False, False]
    """
    if re.fullmatch(r"R\d*C\d*|R\d*|C\d*", name):
        return True
    cell = re.fullmatch(r"([A-Z]{1,3})0*(\d{1,7})", name)
    return cell is not None and (len(cell[1]), cell[1]) <= (3, "XFD") and int(cell[2]) <= 1_048_576
