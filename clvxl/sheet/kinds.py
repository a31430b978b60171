"""What an argument takes: a kind reads its cells, says what it refuses and gives a real type.

A sheet function's annotations are the names at the end of this file; each is a Python type and
the kind that reads it. A further kind is one class and one such name.
"""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Annotated, Any, ClassVar, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from clvxl.data.identifiers import LONGEST_NUMBER, is_null_word, number_key, read_names
from clvxl.errors import ONE_OF, CellFault, DomainError, InputError, show
from clvxl.sheet.answers import NUM, VALUE, CellError, ErrorCellError
from clvxl.sheet.cells import BLANK, ERROR, NUMBER, TEXT, Cells, read_cells, to_days
from clvxl.text import Text

__all__ = [
    "Column", "CustomerColumn", "Date", "DateColumn", "Each", "EachLabel", "EachScores", "Kind",
    "LabelColumn", "Language", "Matrix", "Number", "OneOf", "Rows", "ScoresColumn", "Series",
    "Switch", "Unbounded", "Vector", "Word",
]  # fmt: skip

Flags: TypeAlias = NDArray[np.bool_]
Vector: TypeAlias = NDArray[np.float64]

_ONE_LINE = Text("{name} must be one column or one row", "{name} 必须是一列或一行")
_ONE_CELL = Text("{name} must be one cell, not a range", "{name} 必须是一个单元格，不是区域")
_BLANK = Text("{name} is blank", "{name} 为空")
_NUMBER = Text("{name} must be a number", "{name} 必须是数字")
_FINITE = Text("{name} must be a finite number", "{name} 必须是有限的数字")
_SWITCH = Text("{name} must be TRUE or FALSE", "{name} 必须是 TRUE 或 FALSE")
_LOST_DIGITS = Text(
    "{name} holds a number that lost digits, as a spreadsheet keeps 15: store such numbers as text",
    "{name} 中有丢失位数的数字（电子表格只保留 15 位）：请将此类编号存为文本",
)


class Refused(NamedTuple):
    """Cells that an argument does not take.

    `error` is what a row of its own shows, None for an empty cell; `fault` the reason, None for an
    error cell, which is passed on.
    """

    cells: Flags
    error: CellError | None
    fault: CellFault | None


class Kind(ABC):
    """What an argument takes."""

    one_cell: ClassVar[bool] = False
    """Whether it is one cell, never a range."""

    zero: ClassVar[bool] = True
    """Whether a 0 can be meant. Where not, a host that hands a blank over as 0 means a blank."""

    by_row: bool = False
    """Whether the function answers each of its rows by itself."""

    scalar: bool = False
    """Whether a call of one row may hand over a plain number."""

    @abstractmethod
    def read(self, name: str, value: Any) -> Any:
        """Return the value of the argument `name`, of its type, from what a host handed over."""

    def rows(self, each: bool) -> Rows | None:
        """Return the kind, if its rows go together with those of the function's other ranges.

        `each` says that the function works row by row; else they are columns of a table.
        """
        return None


class Range(Kind):
    """A range: all of its cells are taken, or a fault names the first that is not."""

    def read(self, name: str, value: Any) -> Any:
        """Return the values of all cells."""
        return self.taken(name, self.cells(name, value))

    def taken(self, name: str, cells: Cells) -> Any:
        """Return the values of `cells`; raise the fault of the first that is refused."""
        refused = min(
            self.refused(name, cells), key=lambda one: int(np.argmax(one.cells)), default=None
        )
        if refused is None:
            return self.values(name, cells)
        raise refused.fault or ErrorCellError(
            CellError(cells.values[int(np.argmax(refused.cells))])
        )

    def cells(self, name: str, value: Any) -> Cells:
        """Return the cells of a range of the right shape."""
        cells = read_cells(value, name)
        if not self.by_row and min(cells.shape) > 1:
            raise InputError(_ONE_LINE, name=name)
        return cells

    def width(self, cells: Cells) -> int:
        """Return how many cells make up one of its rows."""
        return 1

    def refused(self, name: str, cells: Cells) -> Iterator[Refused]:
        """Yield what is refused, where rows answer by themselves the gravest first."""
        if cells.kinds is None:
            return
        errors = np.flatnonzero(cells.kinds == ERROR)
        texts = np.array([cells.values[int(at)] for at in errors], dtype=object)
        for text in set(texts.tolist()):
            here = np.zeros(len(cells), dtype=bool)
            here[errors[texts == text]] = True
            yield Refused(here, CellError(text), None)
        blank = cells.kinds == BLANK
        if blank.any():
            at = int(np.argmax(blank))
            word = cells.values[at]
            word = word if isinstance(word, str) and word.strip() else None
            row = cells.row(at, self.width(cells))
            yield Refused(blank, None, InputError(_BLANK, name=name, value=word, row=row))

    @abstractmethod
    def values(self, name: str, cells: Cells) -> Any:
        """Return the values of cells; those that are refused may hold anything."""

    def _unfit(self, name: str, cells: Cells, unfit: Flags) -> Iterator[Refused]:
        """Yield numbers that no cell of a sheet can hold."""
        if unfit.any():
            row = cells.row(int(np.argmax(unfit)), self.width(cells))
            yield Refused(unfit, NUM, DomainError(_FINITE, name=name, row=row))


@dataclass(frozen=True)
class Rows(Range):
    """A range whose rows go together with those of the other arguments."""

    by_row: bool = False

    def rows(self, each: bool) -> Rows | None:
        """Return itself; a column of a function that works row by row stands alone."""
        return self if each == self.by_row else None

    def one_value(self, value: Any) -> bool:
        """Whether these cells are one value for all rows, read as such."""
        return False


class Numbers(Rows):
    """Numbers: text is refused."""

    @property
    def scalar(self) -> bool:  # type: ignore[override]
        """Whether a call of one row may hand over a plain number."""
        return self.by_row

    def refused(self, name: str, cells: Cells) -> Iterator[Refused]:
        """Yield error cells, blanks, text, and what is not finite."""
        yield from super().refused(name, cells)
        unfit = ~np.isfinite(cells.numbers)
        if cells.kinds is not None:
            unfit &= cells.kinds == NUMBER
            text = cells.kinds == TEXT
            if text.any():
                at = int(np.argmax(text))
                row = cells.row(at, self.width(cells))
                fault = InputError(_NUMBER, name=name, value=cells.values[at], row=row)
                yield Refused(text, VALUE, fault)
        yield from self._unfit(name, cells, unfit)

    def values(self, name: str, cells: Cells) -> Vector:
        """Return the numbers."""
        return cells.numbers


class Unbounded(Numbers):
    """Numbers, a blank of which means no bound."""

    blank: ClassVar[float] = np.inf

    def refused(self, name: str, cells: Cells) -> Iterator[Refused]:
        """Yield what is refused; a blank is not."""
        for one in super().refused(name, cells):
            blank = cells.of_kind(BLANK)
            if not (blank[one.cells].all() and one.error is None):
                yield one

    def values(self, name: str, cells: Cells) -> Vector:
        """Return the numbers, and what a blank means where a cell is blank."""
        return np.where(cells.of_kind(BLANK), self.blank, cells.numbers)


class Unknown(Unbounded):
    """Numbers, a blank of which is NaN: nothing is known."""

    blank = np.nan


class ScoreRows(Numbers):
    """RFM scores: codes such as 543, or R, F and M in three columns."""

    scalar = False

    def cells(self, name: str, value: Any) -> Cells:
        """Return the cells; three columns are one range."""
        return read_cells(value, name)

    def width(self, cells: Cells) -> int:
        """Return 3 for digits, 1 for codes."""
        digits = cells.shape[1] == 3 and not bool(np.any(cells.numbers >= 100))
        return 3 if digits else 1

    def values(self, name: str, cells: Cells) -> Vector:
        """Return codes, shape (n,), or digits, shape (n, 3)."""
        return cells.numbers.reshape(-1, 3) if self.width(cells) == 3 else cells.numbers


class SeriesRange(Numbers):
    """A column or a row of numbers that stands by itself, or one number."""

    def rows(self, each: bool) -> None:
        """Return none."""


class MatrixRange(SeriesRange):
    """A block of numbers."""

    def cells(self, name: str, value: Any) -> Cells:
        """Return the cells of any range."""
        return read_cells(value, name)

    def width(self, cells: Cells) -> int:
        """Return how many columns it has."""
        return cells.shape[1]

    def values(self, name: str, cells: Cells) -> Vector:
        """Return the numbers in rows and columns."""
        return cells.numbers.reshape(cells.shape)


class Labels(Rows):
    """What rows are told apart by: text without the blanks around it, numbers, dates."""

    def cells(self, name: str, value: Any) -> Cells:
        """Return the cells; NaN, by which Python says that a label is missing, is a blank."""
        return super().cells(name, value).without_nan()

    def refused(self, name: str, cells: Cells) -> Iterator[Refused]:
        """Yield error cells, blanks and infinite numbers."""
        yield from super().refused(name, cells)
        yield from self._unfit(name, cells, np.isinf(cells.numbers))

    def values(self, name: str, cells: Cells) -> NDArray[Any]:
        """Return the labels."""
        found = np.empty(len(cells), dtype=object)
        found[:] = [x.strip() if isinstance(x, str) else x for x in cells.listed()]
        return found


class Customers(Labels):
    """Customers, told apart as in `clvxl.data.identifiers`, whatever the cells hold."""

    def cells(self, name: str, value: Any) -> Cells:
        """Return the cells, with NULL and the like as blanks."""
        cells = super().cells(name, value)
        if cells.kinds is None:
            return cells
        at = np.flatnonzero(cells.kinds == TEXT)
        texts = [str(cells.values[int(each)]) for each in at]
        words = {text for text in set(texts) if is_null_word(text)}
        kinds = cells.kinds.copy()
        kinds[at[[text in words for text in texts]]] = BLANK
        return replace(cells, kinds=kinds) if words else cells

    def values(self, name: str, cells: Cells) -> NDArray[Any]:
        """Return the customers, equal where they are one, called as in the first of their cells.

        Raises
        ------
        InputError
            A number that lost digits: it could be any of several customers.
        """
        if isinstance(cells.values, np.ndarray):
            self._refuse_lost(name, cells, np.abs(cells.numbers) >= LONGEST_NUMBER)
            return cells.numbers
        values = [_told_apart(value) for value in cells.values]
        different = list(dict.fromkeys(values))
        names = read_names([_text(value) for value in different], typed=True, keep_null_words=True)
        lost = {
            value
            for value, cut in zip(different, names.cut, strict=True)
            if cut or (isinstance(value, float) and abs(value) >= LONGEST_NUMBER)
        }
        if lost:
            self._refuse_lost(name, cells, np.array([value in lost for value in values]))
        called: dict[str, Any] = {}
        labels = {}
        for value, label, key in zip(different, names.labels, names.keys, strict=True):
            own = label if isinstance(value, str) else _label(value)
            labels[value] = called.setdefault(key, own)
        found = np.empty(len(values), dtype=object)
        found[:] = [labels[value] for value in values]
        return found

    @staticmethod
    def _refuse_lost(name: str, cells: Cells, lost: Flags) -> None:
        if lost.any():
            at = int(np.argmax(lost))
            raise InputError(_LOST_DIGITS, name=name, value=cells.values[at], row=cells.row(at))


def _told_apart(value: Any) -> Any:
    if isinstance(value, np.generic):
        value = value.item()
    # as keys True would be 1
    return str(value).upper() if isinstance(value, bool) else value


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value) if isinstance(value, int) else number_key(float(value))


def _label(value: Any) -> Any:
    """A number as it is, where a cell can hold it."""
    return str(value) if isinstance(value, int) and abs(value) >= LONGEST_NUMBER else value


class Dates(Rows):
    """Dates, as whole sheet days."""

    def values(self, name: str, cells: Cells) -> Vector:
        """Return the days."""
        return to_days(cells, name)


class OneCell(Kind):
    """One cell."""

    one_cell = True

    def read(self, name: str, value: Any) -> Any:
        """Return the value of the cell."""
        cells = read_cells(value, name)
        if not cells.single:
            raise InputError(_ONE_CELL, name=name)
        if cells.of_kind(ERROR)[0]:
            raise ErrorCellError(CellError(cells.values[0]))
        return self.value(name, cells)

    @abstractmethod
    def value(self, name: str, cells: Cells) -> Any:
        """Return the value of the one cell."""


class NumberCell(OneCell):
    """A number."""

    def value(self, name: str, cells: Cells) -> float:
        """Return the number."""
        return float(Numbers().taken(name, cells)[0])


class UnboundedCell(OneCell):
    """A number, a blank of which means no bound."""

    zero = False

    def value(self, name: str, cells: Cells) -> float:
        """Return the number, infinite where the cell is blank."""
        return float(Unbounded().taken(name, cells)[0])


class DateCell(OneCell):
    """A date, as a whole sheet day."""

    zero = False

    def value(self, name: str, cells: Cells) -> float:
        """Return the day."""
        return float(to_days(cells, name)[0])


class SwitchCell(OneCell):
    """TRUE or FALSE, 1 or 0."""

    def value(self, name: str, cells: Cells) -> bool:
        """Return whether it is on."""
        value = cells.values[0]
        text = value.strip().upper() if isinstance(value, str) else value
        if text not in (0, 1, "TRUE", "FALSE"):
            raise InputError(_SWITCH, name=name, value=value)
        return text in (1, "TRUE")


class WordCell(OneCell):
    """A word. Which words there are, in any letter case, core knows and says."""

    zero = False

    def value(self, name: str, cells: Cells) -> str:
        """Return the word."""
        return show(cells.values[0]).strip()


@dataclass(frozen=True)
class OneOf(WordCell):
    """One of the words that the sheet alone knows."""

    choices: tuple[str, ...]

    def value(self, name: str, cells: Cells) -> str:
        """Return the word."""
        word = super().value(name, cells).lower()
        if word not in self.choices:
            choices = ", ".join(self.choices)
            raise InputError(ONE_OF, name=name, value=cells.values[0], choices=choices)
        return word


Each: TypeAlias = Annotated[float | Vector, Numbers(by_row=True)]
EachLabel: TypeAlias = Annotated[NDArray[Any], Labels(by_row=True)]
EachScores: TypeAlias = Annotated[Vector, ScoreRows(by_row=True)]

Column: TypeAlias = Annotated[Vector, Numbers()]
CustomerColumn: TypeAlias = Annotated[NDArray[Any], Customers()]
DateColumn: TypeAlias = Annotated[Vector, Dates()]
LabelColumn: TypeAlias = Annotated[NDArray[Any], Labels()]
ScoresColumn: TypeAlias = Annotated[Vector, ScoreRows()]

Series: TypeAlias = Annotated[float | Vector, SeriesRange()]
Matrix: TypeAlias = Annotated[Vector, MatrixRange()]

Number: TypeAlias = Annotated[float, NumberCell()]
Date: TypeAlias = Annotated[float, DateCell()]
Switch: TypeAlias = Annotated[bool, SwitchCell()]
Word: TypeAlias = Annotated[str, WordCell()]
Language: TypeAlias = Annotated[str, OneOf(("en", "zh"))]
