"""Declarations are checked when they are made."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import numpy as np
import pytest

from clvxl.sheet import arguments
from clvxl.sheet.answers import Spill
from clvxl.sheet.categories import HELP
from clvxl.sheet.evaluation import evaluate
from clvxl.sheet.kinds import Column, Date, Each, Matrix, Number, Numbers, OneCell, Switch, Word
from clvxl.sheet.registry import REGISTRY
from clvxl.sheet.spec import FUNCTIONS, Example, Function, function
from clvxl.text import Text


def declare(name: str, run, **more) -> Function:
    """Return `run` declared under `name`, and leave the list of all functions as it was."""
    known = dict(FUNCTIONS)
    spoken, run.__name__ = run.__name__, name
    try:
        english = {"mute": "", "chatty": "x" * 256}.get(spoken, "Give a number.")
        text = Text(english, "帮助")
        return function(HELP, text, example=Example((), 0), source="none", **more)(run)
    finally:
        FUNCTIONS.clear()
        FUNCTIONS.update(known)


def fine(margin: Each, top: Number = 0.2):
    """Give a number."""


def late(margin: Each = 1, header: Switch = True, top: Number = 0.2):
    """Put header too early."""


def nameless(margin):
    """Lack a kind."""


def unknown(nonsense: Each):
    """Have an argument that nobody explained."""


def mute(margin: Each):  # noqa: D103
    pass


def chatty(margin: Each):  # noqa: D103
    pass


@pytest.mark.parametrize(
    ("name", "run", "complaint"),
    [
        ("CLV1", fine, "cell address"),
        ("R1C1", fine, "cell address"),
        ("Clv_Low", fine, "capitals"),
        ("LATE", late, "header come last"),
        ("NAMELESS", nameless, "has no kind"),
        ("UNKNOWN", unknown, "not among the arguments"),
        ("MUTE", mute, "help is empty"),
        ("CHATTY", chatty, "255"),
        ("CLV_DCF", fine, "declared twice"),
    ],
)
def test_bad_declarations_are_refused(name: str, run, complaint: str) -> None:
    """What a host would stumble over is refused at the declaration, with the reason."""
    with pytest.raises(ValueError, match=complaint):
        declare(name, run)


class Evens(Numbers):
    """Even numbers."""

    def refused(self, name, cells):
        """Yield what any numbers refuse, and the odd ones."""
        yield from super().refused(name, cells)
        yield from self._unfit(name, cells, cells.numbers % 2 == 1)


class Initial(OneCell):
    """The first letter of a cell."""

    def value(self, name, cells):
        """Return it."""
        return cells.values[0][0]


EachEven: TypeAlias = Annotated[float, Evens(by_row=True)]
EvenColumn: TypeAlias = Annotated[np.ndarray, Evens()]
Letter: TypeAlias = Annotated[str, Initial()]


def halved(margin: EachEven, name: Letter = "x"):
    """Halve even numbers, behind a letter."""
    return [f"{name}{half:g}" for half in np.atleast_1d(margin) / 2]


def added(values: EvenColumn):
    """Add up even numbers."""
    return values.sum()


def test_a_kind_is_one_class_and_a_function_one_declaration() -> None:
    """A kind that no other file knows refuses a row of its own, or the range with the row."""
    answer = evaluate(declare("HALVED", halved), [[4], [3], [None], [6]], "abc")
    assert [["a2"], ["#NUM!"], [None], ["a3"]] == answer.value
    assert ["margin must be a finite number (row 2)"] == [f.sentence() for f in answer.faults]
    total = declare("ADDED", added)
    assert 6.0 == evaluate(total, [[2], [None], [4]]).value
    answer = evaluate(total, [[2], [None], [3]])
    assert ["values must be a finite number (row 3)"] == [f.sentence() for f in answer.faults]


def mixed(
    values: Matrix, dates: Column, method: Word = "a", as_of: Date | None = None,
    header: Switch = True,
):  # fmt: skip
    """Tell what came."""
    columns = [("rows", [len(values)]), ("dates", [dates.sum()]), ("method", [method])]
    return Spill([*columns, ("as_of", [as_of])], header)


def test_what_later_functions_take_needs_a_declaration_only() -> None:
    """A matrix, a column with blanks, a word, a date or none, and a table with a header or none."""
    declared = declare("MIXED", mixed)
    block, column = [[1, 2], [3, 4], [5, 6]], [[1], [None], [2]]
    expected = [["rows", "dates", "method", "as_of"], [3.0, 3.0, "B", 45658.0]]
    assert expected == evaluate(declared, block, column, " B ", "2025-01-01").value
    assert [[3.0, 3.0, "a", None]] == evaluate(declared, block, column, None, "", 0).value
    answer = evaluate(declared, [[1, 2], [3, "x"]], column)
    assert ["values must be a number (got x in row 2)"] == [f.sentence() for f in answer.faults]
    assert 'MIXED(values, dates, [method="a"], [as_of], [header=TRUE])' == declared.signature()


def test_an_argument_may_mean_something_of_its_own() -> None:
    """A function's own words for an argument stand instead of the common ones, there alone."""
    own = Text("money per period", "每期毛利")
    declared = declare("OWN", fine, means={"margin": own})
    assert [own, arguments.HELP["top"]] == [argument.help for argument in declared.arguments]
    assert own != REGISTRY["CLV_SIMPLE"].arguments[-1].help
    with pytest.raises(ValueError, match="does not have"):
        declare("OWN", fine, means={"x": own})


@pytest.mark.parametrize("declared", [f for f in REGISTRY.values() if f.working])
def test_a_working_takes_the_same_arguments(declared: Function) -> None:
    """The table of a working takes the function's arguments, then none that is required."""
    table = REGISTRY[declared.working].arguments
    count = len(declared.arguments)
    assert declared.arguments == table[:count]
    assert all(argument.optional for argument in table[count:])


def test_every_argument_that_is_explained_is_used() -> None:
    """No help text stands for an argument that no function has."""
    used = {a.name for f in REGISTRY.values() for a in f.arguments}
    assert set(arguments.HELP) == used
