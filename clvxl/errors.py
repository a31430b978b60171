"""The errors that clvxl raises on purpose, each one sentence: what was wrong, where, the remedy.

    ClvxlError
    ├── CellFault                 a function cannot answer; a sheet shows a cell error
    │   ├── InputError            wrong type, shape, length or option        #VALUE!
    │   ├── DomainError           a number outside its domain                #NUM!
    │   ├── ConvergenceError      a fit or a sum that does not settle        #NUM!
    │   ├── NoAnswerError         valid input that has no answer             #N/A
    │   └── ZeroBaseError         a ratio whose base is zero                 #DIV/0!
    ├── TableError                a table that a job cannot use
    │   ├── ColumnsNotFoundError  the columns it needs are not there
    │   ├── AmbiguousError        it can be read two ways: a question to the user
    │   │   └── QuestionsError    several questions at once
    │   └── NothingLeftError      no usable line
    └── FileError                 a file that cannot be read or written
        └── AlreadyThereError     a file that is there and is not to be replaced

A sentence is a `Text` and its fields, so that it can be said in English and in Chinese. What a
person can do about it depends on where she works: the text names that by a key, as
`{remedy[name_customer]}`, and each face answers from its table (`clvxl.remedies`). Only
`ClvxlError` is turned into a cell error or an exit code; anything else is a fault of clvxl itself
and is not hidden.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from clvxl.remedies import REMEDIES, said_with
from clvxl.text import Text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = [
    "ONE_OF", "AlreadyThereError", "AmbiguousError", "CellFault", "ClvxlError",
    "ColumnsNotFoundError", "ConvergenceError", "DomainError", "FileError", "InputError",
    "NoAnswerError", "NothingLeftError", "QuestionsError", "TableError", "ZeroBaseError",
    "printable",
]  # fmt: skip

_LONGEST_NUMBER = 1000
"""Bits of a whole number that is still written out; 10^15 has 50."""

ONE_OF = Text("{name} must be one of {choices}", "{name} 必须是以下之一：{choices}")

_PLACES = {
    "value row": Text(" (got {value} in row {row})", "（第 {row} 行为 {value}）"),
    "value": Text(" (got {value})", "（现为 {value}）"),
    "row": Text(" (row {row})", "（第 {row} 行）"),
    "value column": Text(" (got {value} in column {column})", "（第 {column} 列为 {value}）"),
    "column": Text(" (column {column})", "（第 {column} 列）"),
}


class ClvxlError(Exception):
    """Anything that clvxl refuses, said in one sentence.

    Parameters
    ----------
    text : Text
        The sentence, with `{fields}` to fill in.
    value : object, optional
        The value that was refused; it is shown in the sentence.
    row : int, optional
        The row, counted from 1, in which the value stands.
    **fields
        What the text names; a field may be a `Text` itself.
    """

    def __init__(
        self, text: Text, /, *, value: Any = None, row: int | None = None, **fields: Any
    ) -> None:
        self.text = text
        self.value = value
        self.row = row
        self.column: int | None = None
        self.fields = fields
        super().__init__(text)

    def sentence(
        self, language: str = "en", remedies: Mapping[str, Text] = REMEDIES, between: str = " "
    ) -> str:
        """Return the sentence in `language` ("en" or "zh"), its remedy as a face says it.

        `between` stands between questions, where there are several.

        >>> text = Text("{name} must be above {low}", "{name} 必须大于 {low}")
        >>> DomainError(text, name="lifespan", low=0, value=-2.0, row=7).sentence()
        'lifespan must be above 0 (got -2 in row 7)'
        >>> NothingLeftError(Text("no date: {remedy[name_date]}", "…")).sentence()
        'no date: rename its header to Date'
        """
        fields = {name: show(field, language) for name, field in self.fields.items()}
        said = said_with(self.text, language, remedies, fields)
        parts = ["value"] * (self.value is not None) + ["row"] * (self.row is not None)
        parts += ["column"] * (self.column is not None)
        if parts:
            said += _PLACES[" ".join(parts)].say(
                language, value=show(self.value), row=self.row, column=self.column
            )
        return said

    def __str__(self) -> str:
        return self.sentence()


def show(value: Any, language: str = "en") -> str:
    """Return `value` as a person would write it: 0.1 not 0.1000000001, 5 not 5.0."""
    if isinstance(value, Text):
        return value.say(language)
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, str):
        plain = printable(value[:81])
        return plain if len(plain) <= 80 else plain[:77] + "..."
    if isinstance(value, int) and value.bit_length() > _LONGEST_NUMBER:
        # Python refuses to write out a number of thousands of digits.
        return f"{'-' * (value < 0)}10^{value.bit_length() * math.log10(2):.0f}"
    return printable(str(value))


def printable(text: str) -> str:
    """Text from data, or a file's name, may hold what a terminal would obey."""
    return text if text.isprintable() else "".join(s if s.isprintable() else "?" for s in text)


class CellFault(ClvxlError):  # noqa: N818  what it stands for is not an error of Python
    """A function cannot answer. `rows`, where given, marks the rows it is true of."""

    rows: NDArray[np.bool_] | None = None

    def of_rows(self, rows: NDArray[np.bool_]) -> CellFault:
        """Remember which rows are at fault, so that a sheet can answer the others."""
        self.rows = rows
        return self


class InputError(CellFault, ValueError):
    """Wrong type, shape, length or option."""


class DomainError(CellFault, ValueError):
    """A number outside its domain, or a sum that is infinite."""


class ConvergenceError(CellFault, ArithmeticError):
    """A fit that did not converge; the sentence carries the reason."""


class NoAnswerError(CellFault, ValueError):
    """Valid input that has no answer."""


class ZeroBaseError(CellFault, ZeroDivisionError):
    """A ratio whose base is zero."""


class TableError(ClvxlError, ValueError):
    """A table that a job cannot use."""


class ColumnsNotFoundError(TableError):
    """The columns a job needs are not among the headers.

    `quotes_table` is True where the headers are a table's that lacks only a column named by hand.
    """

    quotes_table = False


class AmbiguousError(TableError):
    """A table that can be read two ways; the sentence asks.

    `answer` is an option and a value that would answer: ("amount", "Total"). It shows how an
    answer is given, it is no advice.
    """

    answer: tuple[str, str] | None = None


class QuestionsError(AmbiguousError):
    """Several questions about one table.

    >>> both = [AmbiguousError(Text(each, each)) for each in ("is it May?", "is it 1.5?")]
    >>> QuestionsError(Text("two questions:", "两处："), tuple(both)).sentence()
    'two questions: (1) is it May? (2) is it 1.5?'
    """

    def __init__(self, text: Text, questions: tuple[AmbiguousError, ...]) -> None:
        super().__init__(text)
        self.questions = questions

    def sentence(
        self, language: str = "en", remedies: Mapping[str, Text] = REMEDIES, between: str = " "
    ) -> str:
        """Return all questions, numbered."""
        said = [question.sentence(language, remedies) for question in self.questions]
        numbered = [f"({number}) {text}" for number, text in enumerate(said, 1)]
        return between.join([super().sentence(language, remedies), *numbered])


class NothingLeftError(TableError):
    """No usable line is left."""


class FileError(ClvxlError, OSError):
    """A file that cannot be read or written."""


class AlreadyThereError(FileError):
    """A file that is there already and is not to be replaced."""
