"""What an exercise is: its case, figures, data, questions, working and charts, in both languages.

An exercise is written as data, in `clvxl.exercises.cases`; `clvxl.exercises.engine.build` makes a
workbook of it. Formulas are the sheet's own, in English, with references in brackets, so that
nothing has to know where a cell stands and everything grows with the data:

=================  ============================================================================
``in_rate``        a figure or a whole data column by its name in the workbook
``[margin]``       in a grid: its column ``margin``, this row; elsewhere the step ``margin``
``[margin@-1]``    the row above
``[margin..]``     from the first row to this one
``[margin:]``      all rows
``[flows.margin]`` another grid's column, the row of the same number (``data.…``: the data)
``[flows.margin:]``  all its rows; ``[flows.margin#1]`` its first, ``#-1`` its last
``[flows.a:b]``    a block: its columns a to b, all rows
``{language}``     "en" or "zh"
=================  ============================================================================

A text that speaks of figures follows them: where it begins with "=" in both languages, it is such
a formula, and shows what that gives. Figures in it are written by FIXED, since the codes of TEXT
differ by country: ``="It is worth "&FIXED([worth],2)&", "&FIXED(100*in_rate,1)&"% of it."``
Such may be: a paragraph of the case, the text, reason and choices' answer of a question, the note
of a block, page, step or the data, the unit of a figure.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, replace
from typing import Any, Literal, NamedTuple, TypeAlias

from clvxl.report.records import ChartKind, Format
from clvxl.text import NOTHING, Text

__all__ = [
    "AMOUNT", "DATE", "FLOW", "MONEY", "RATE", "Col", "Columns", "Data", "Diagram",
    "Exercise", "Field", "Figure", "Grid", "Limit", "Page", "Question", "Slip", "Spill", "Step",
    "Steps",
]  # fmt: skip

Columns: TypeAlias = Mapping[str, Sequence[Any]]
"""The data: values by the key of their column, all equally long."""

Given: TypeAlias = "Sequence[Any] | Callable[[Columns], Sequence[Any]]"
"""Values, or how they follow from the data. A `Text` among them is shown in the language."""

Varies: TypeAlias = tuple[float, float] | None
USUALLY: Varies = (0.8, 1.25)
"""Factors between which a variant draws what is a number."""


class Limit(NamedTuple):
    """What a cell accepts, and the sentence for the rest."""

    kind: Literal["decimal", "integer", "date", "list", "formula"]
    low: float | None
    high: float | None
    message: Text
    choices: tuple[Text, ...] = ()
    formula: str = ""


RATE = Limit(
    "decimal", 0, 1,
    Text(
        "A share between 0 and 1: write twenty per cent as 20% or 0.2.",
        "0 与 1 之间的比率：百分之二十请写作 20% 或 0.2。",
    ),
)  # fmt: skip
AMOUNT = Limit("decimal", 0, None, Text("An amount of 0 or more.", "不小于 0 的金额。"))
MONEY = Limit("decimal", -1e12, 1e12, Text("An amount; a return is below 0.", "金额；退货为负数。"))
FLOW = Limit("decimal", -1e12, 1e12, Text("An amount of money.", "金额。"))
DATE = Limit("date", 1, None, Text("A date, such as 2025-12-31.", "日期，如 2025-12-31。"))


@dataclass(frozen=True)
class Figure:
    """One figure of the case, in an input cell named in_<key>.

    `value` is a number, a text or a date as a sheet date, or how it follows from the data; so may
    `limit`. `unit` stands beside it. `varies` are the factors between which a variant draws it (a
    share above one half: what it lacks to 1); None where it stays in every variant.
    """

    key: str
    label: Text
    value: Any | Callable[[Columns], Any]
    format: Format
    limit: Limit | Callable[[Columns], Limit] | None = None
    unit: Text = NOTHING
    varies: Varies = USUALLY

    def value_with(self, columns: Columns) -> Any:
        """Return its value with this data."""
        return self.value(columns) if callable(self.value) else self.value

    def limit_with(self, columns: Columns) -> Limit | None:
        """Return its limit with this data."""
        return self.limit(columns) if callable(self.limit) else self.limit


@dataclass(frozen=True)
class Field:
    """One column of the data; its cells are named in_<key>.

    `role` is what `clvxl.data.columns` knows it by, where it does; `also` are further titles that
    filling accepts. `default` gives the values for so many rows where a table has no such column.
    `varies` is as that of a figure, for each cell.
    """

    key: str
    title: Text
    format: Format
    limit: Limit | None = None
    width: float = 14.0
    role: str | None = None
    also: tuple[str, ...] = ()
    default: Callable[[int], Sequence[Any]] | None = None
    varies: Varies = USUALLY


@dataclass(frozen=True)
class Data:
    """The table that the exercise works on, which a user's own may replace.

    `sheet` None puts it on the exercise sheet, below the figures. `values` gives the columns, one
    list a field. `most` is how many rows a filled template may have.
    """

    title: Text
    fields: tuple[Field, ...]
    values: Callable[[], Sequence[Sequence[Any]]]
    most: int
    sheet: Text | None = None
    note: Text | None = None
    least: int = 1


@dataclass(frozen=True)
class Col:
    """A column of a grid: a formula for each row (`first` for the first row), or values."""

    key: str
    title: Text
    format: Format
    formula: str | Text | None = None
    first: str | Text | None = None
    values: Given | None = None
    width: float = 14.0


@dataclass(frozen=True)
class Grid:
    """A table worked out row by row. `size` is its number of rows, or how it follows from the data.

    `scale` names the columns that are coloured from lowest to highest, `beside` puts it right of
    the block before, `total` says that its last row is a total.
    """

    key: str
    title: Text
    size: int | Callable[[Columns], int]
    columns: tuple[Col, ...]
    note: Text | None = None
    scale: tuple[str, ...] = ()
    beside: bool = False
    total: bool = False


@dataclass(frozen=True)
class Step:
    """One line of the working: a formula, and the function that gives the same in one cell."""

    key: str
    label: Text
    formula: str | Text
    format: Format
    function: str | Text | None = None
    note: Text = NOTHING


@dataclass(frozen=True)
class Steps:
    """The working line by line, beside the answers of the functions."""

    key: str
    title: Text
    steps: tuple[Step, ...]
    note: Text | None = None


@dataclass(frozen=True)
class Spill:
    """A function's table, one cell of it a cell, from its row `start` on.

    `formula` gives the table without a header row. It is taken apart by INDEX and not entered as
    one array formula, since Calc computes array formulas anew when it opens a file: without the
    add-in nothing would be left of them. So keep `size` small: each cell is a call.
    """

    key: str
    title: Text
    formula: str | Text
    size: int | Callable[[Columns], int]
    columns: tuple[Col, ...]
    note: Text | None = None
    beside: bool = False
    start: int = 1


@dataclass(frozen=True)
class Diagram:
    """A chart of columns of a grid: `categories` on its axis, `series` drawn.

    `highest` ends the axis of the values, such as 1 for shares, and begins it at 0; or it follows
    from the data, None where the program is to choose. `beside` draws it right of the block before,
    which it shows, at most as many characters broad as `breadth` says.
    """

    key: str
    title: Text
    kind: ChartKind
    grid: str
    categories: str
    series: tuple[str, ...]
    x_title: Text
    y_title: Text
    format: Format
    note: Text
    rows: int = 18
    highest: float | Callable[[Columns], float | None] | None = None
    beside: bool = False
    breadth: float = math.inf


Block: TypeAlias = Grid | Steps | Spill | Diagram


@dataclass(frozen=True)
class Page:
    """A sheet of working or of charts."""

    sheet: Text
    title: Text
    blocks: tuple[Block, ...]
    note: Text | None = None
    landscape: bool = False


class Slip(NamedTuple):
    """A wrong answer that is often given, and the hint that helps against it."""

    formula: str | Text
    hint: Text


@dataclass(frozen=True)
class Question:
    """One question: its answer cell is ans_<key>, its right answer sol_<key>.

    `step` names the step of the working that gives the right answer, with its format and function.
    Else `formula` is the right answer in the sheet's own formulas, `function` the same with clvxl.
    `digits` are the decimals that are asked for (of the per cent shown, in a share); None asks
    for the exact answer. `level` runs from 1 (easy) to 3. `choices` are the texts to choose from.
    """

    key: str
    text: Text
    _: KW_ONLY
    step: str | None = None
    formula: str | Text = ""
    format: Format = "general"
    function: str | Text | None = None
    hint: Text
    why: Text
    digits: int | None = 2
    slips: tuple[Slip, ...] = ()
    level: Literal[1, 2, 3] = 1
    choices: tuple[Text, ...] = ()

    def answered_by(self, steps: Mapping[str, Step]) -> Question:
        """Return it with the formula, format and function of the step that it names.

        >>> worth = Step("worth", NOTHING, "=[gross]-in_cost", "amount", "=CLV_SIMPLE(9,2,3)")
        >>> asked = Question("value", NOTHING, step="worth", hint=NOTHING, why=NOTHING)
        >>> asked = asked.answered_by({"worth": worth})
        >>> asked.formula, asked.format, asked.function
        ('=[worth]', 'amount', '=CLV_SIMPLE(9,2,3)')
        """
        if (self.step is None) != bool(self.formula):
            raise ValueError(f"question {self.key} needs a formula or a step, and not both")
        if self.step is None:
            return self
        if self.step not in steps:
            raise ValueError(f"question {self.key} asks for a step that is not there: {self.step}")
        step = steps[self.step]
        return replace(
            self, step=None, formula=f"=[{step.key}]", format=step.format, function=step.function
        )


@dataclass(frozen=True)
class Exercise:
    """A textbook exercise.

    `functions` are those it teaches; the page Functions explains them. `source` says where the
    case or its method is from. `neutral_title` and `neutral`, one paragraph, stand for title and
    case over a user's own data: the task without its story, without names and figures. `front` is
    a chart right of the figures on the first sheet: it shows the data, never an answer. `handout`
    are paragraphs for homework, whose students have no working that explains its terms.
    """

    name: str
    title: Text
    aim: Text
    neutral_title: Text
    neutral: Text
    case: tuple[Text, ...]
    figures: tuple[Figure, ...]
    data: Data
    questions: tuple[Question, ...]
    pages: tuple[Page, ...]
    functions: tuple[str, ...]
    source: Text
    front: Diagram | None = None
    handout: tuple[Text, ...] = ()

    def __post_init__(self) -> None:
        """Answer the questions that ask for a step of the working."""
        blocks = (block for page in self.pages for block in page.blocks if isinstance(block, Steps))
        steps = {step.key: step for block in blocks for step in block.steps}
        answered = tuple(question.answered_by(steps) for question in self.questions)
        object.__setattr__(self, "questions", answered)
