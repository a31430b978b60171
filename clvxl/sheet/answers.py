"""Errors to cell errors, each with its sentence: the one table of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from clvxl.errors import (
    CellFault,
    ConvergenceError,
    DomainError,
    InputError,
    NoAnswerError,
    ZeroBaseError,
)

__all__ = ["CELL_ERROR_OF", "Answer", "CellError", "Fault", "Spill", "cell_error"]


class CellError(str):
    """A cell error as its text, "#NUM!"; hosts turn it into a real one."""

    __slots__ = ()


VALUE = CellError("#VALUE!")
NUM = CellError("#NUM!")
NOT_AVAILABLE = CellError("#N/A")
DIVISION = CellError("#DIV/0!")

CELL_ERROR_OF: dict[type[CellFault], CellError] = {
    InputError: VALUE,
    DomainError: NUM,
    ConvergenceError: NUM,
    NoAnswerError: NOT_AVAILABLE,
    ZeroBaseError: DIVISION,
}


def cell_error(fault: CellFault) -> CellError:
    """Return the cell error of a fault.

    >>> cell_error(DomainError("lifespan must be at least 0"))
    '#NUM!'
    """
    return CELL_ERROR_OF[type(fault)]


@dataclass(frozen=True)
class Fault:
    """Why cells show an error: the error, how many rows share it, and the sentence's source."""

    error: CellError
    reason: CellFault
    rows: int = 1

    def sentence(self, language: str = "en") -> str:
        """Return what was wrong, where, and the remedy."""
        return self.reason.sentence(language)


@dataclass(frozen=True)
class Answer:
    """What the sheet gets (`value`), and why cells of it are errors (`faults`).

    `value` is a number, text, a CellError, None for an empty cell, or a list of rows of them.
    """

    value: Any
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Spill:
    """A table that spills: a heading and the values of each column."""

    columns: list[tuple[str, Any]] = field(default_factory=list)
