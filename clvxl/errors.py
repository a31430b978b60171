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

A sentence is a template and its fields, so that it can be said in English and in Chinese
(`clvxl.messages`). Only `ClvxlError` is turned into a cell error or an exit code; anything
else is a fault of clvxl itself and is not hidden.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from clvxl.messages import CHINESE, PLACES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = [
    "AlreadyThereError",
    "AmbiguousError",
    "CellFault",
    "ClvxlError",
    "ColumnsNotFoundError",
    "ConvergenceError",
    "DomainError",
    "FileError",
    "InputError",
    "NoAnswerError",
    "NothingLeftError",
    "QuestionsError",
    "TableError",
    "ZeroBaseError",
    "printable",
]

_LONGEST_NUMBER = 1000
"""Bits of a whole number that is still written out; 10^15 has 50."""


class ClvxlError(Exception):
    """Anything that clvxl refuses, said in one sentence.

    Parameters
    ----------
    template : str
        The sentence in English, with `{fields}` to fill in.
    value : object, optional
        The value that was refused; it is shown in the sentence.
    row : int, optional
        The row, counted from 1, in which the value stands.
    **fields
        What the template names.
    """

    def __init__(
        self, template: str, *, value: Any = None, row: int | None = None, **fields: Any
    ) -> None:
        self.template = template
        self.value = value
        self.row = row
        self.column: int | None = None
        self.fields = fields
        super().__init__(template)

    def sentence(self, language: str = "en") -> str:
        """Return the sentence in `language` ("en" or "zh").

        >>> DomainError("{name} must be above {low}", name="lifespan", low=0, value=-2.0,
        ...             row=7).sentence()
        'lifespan must be above 0 (got -2 in row 7)'
        """
        template = CHINESE.get(self.template, self.template) if language == "zh" else self.template
        text = template.format(**{name: show(field) for name, field in self.fields.items()})
        parts = ["value"] * (self.value is not None) + ["row"] * (self.row is not None)
        parts += ["column"] * (self.column is not None)
        if parts:
            where = PLACES[language][" ".join(parts)]
            text += where.format(value=show(self.value), row=self.row, column=self.column)
        return text

    def __str__(self) -> str:
        return self.sentence()


def show(value: Any) -> str:
    """Return `value` as a person would write it: 0.1 not 0.1000000001, 5 not 5.0."""
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
    """The columns a job needs are not among the headers."""


class AmbiguousError(TableError):
    """A table that can be read two ways; the sentence asks.

    `suggest` is an option of the command line that would answer, as its words: ("--amount",
    "Total"). It shows how an answer is given, it is no advice.
    """

    suggest: tuple[str, ...] = ()


class QuestionsError(AmbiguousError):
    """Several questions about one table.

    >>> both = (AmbiguousError("is it May?"), AmbiguousError("is it 1.5?"))
    >>> QuestionsError("two questions:", both).sentence()
    'two questions: (1) is it May? (2) is it 1.5?'
    """

    def __init__(self, template: str, questions: tuple[AmbiguousError, ...]) -> None:
        super().__init__(template)
        self.questions = questions

    def sentence(self, language: str = "en") -> str:
        """Return all questions, numbered."""
        said = [question.sentence(language) for question in self.questions]
        return self.joined(said, language)

    def joined(self, said: list[str], language: str, between: str = " ") -> str:
        """Return questions as they were said, numbered."""
        numbered = [f"({number}) {text}" for number, text in enumerate(said, 1)]
        return between.join([super().sentence(language), *numbered])


class NothingLeftError(TableError):
    """No usable line is left."""


class FileError(ClvxlError, OSError):
    """A file that cannot be read or written."""


class AlreadyThereError(FileError):
    """A file that is there already and is not to be replaced."""
