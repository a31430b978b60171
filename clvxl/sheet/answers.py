"""Errors to cell errors, each with its sentence: the one table of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from clvxl.errors import (
    CellFault,
    ConvergenceError,
    DomainError,
    InputError,
    NoAnswerError,
    ZeroBaseError,
)

__all__ = [
    "CELL_ERROR_OF", "Answer", "Block", "CellError", "ErrorCellError", "Fault", "Spill",
    "cell_error",
]  # fmt: skip


class CellError(str):
    """A cell error as its text, "#NUM!"; hosts turn it into a real one."""

    __slots__ = ()


class ErrorCellError(Exception):
    """An error cell among the arguments of a function that has one answer."""

    def __init__(self, error: CellError) -> None:
        self.error = error


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
class Block:
    """Rows of cells in one list, row by row: a long column has no list per row that way."""

    cells: list[Any]
    width: int

    def rows(self) -> list[list[Any]]:
        """Return them as a list of rows.

        >>> Block([1.0, 2.0, 3.0, 4.0], 2).rows()
        [[1.0, 2.0], [3.0, 4.0]]
        """
        if self.width == 1:
            return [[cell] for cell in self.cells]
        return [self.cells[i : i + self.width] for i in range(0, len(self.cells), self.width)]


@dataclass(frozen=True)
class Answer:
    """What the sheet gets, and why cells of it are errors (`faults`).

    `given` is a number, text, a CellError, None for an empty cell, or many of them: a Block, or a
    list of rows. `value` has no Block, but rows.
    """

    given: Any
    faults: tuple[Fault, ...] = ()

    @property
    def value(self) -> Any:
        """A number, text, a CellError, None for an empty cell, or a list of rows of them."""
        return self.given.rows() if isinstance(self.given, Block) else self.given


@dataclass(frozen=True)
class Spill:
    """A table that spills: a heading and the values of each column."""

    columns: list[tuple[str, Any]]
    header: bool = True
