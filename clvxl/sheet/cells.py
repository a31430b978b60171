"""Cell values to arrays: the one place that knows what a host hands over.

A value is what xlwings, UNO or a Python caller gives for an argument: a number, text, boolean,
date or None, a list of them (a column), or a list of rows. A blank cell is None or "", an error
cell its text, "#N/A".
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain, compress
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clvxl.data.cell_errors import CELL_ERRORS
from clvxl.errors import AmbiguousError, InputError
from clvxl.text import Text

__all__ = [
    "BLANK", "CELL_ERRORS", "EMPTY_RANGE", "ERROR", "NUMBER", "TEXT", "Cells", "cell_list",
    "is_blank", "read_cells", "to_days", "unwrapped",
]  # fmt: skip

NUMBER, BLANK, TEXT, ERROR = range(4)

EMPTY_RANGE = Text("{name} is an empty range", "{name} 是空区域")

EXACT_INTEGERS = 1 << 53
"""From here on a float is no longer one whole number only."""

_DAY_ZERO = dt.datetime(1899, 12, 30)
_SECONDS = 86400.0
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_LAST_DAY = 2958466.0  # the day after 9999-12-31


@dataclass(frozen=True)
class Cells:
    """A range, flattened row by row.

    `numbers` is NaN where a cell holds no number; `kinds` says what it holds instead and is None
    where all are numbers; `values` are the cells as they came.
    """

    values: Sequence[Any] | NDArray[np.float64]
    numbers: NDArray[np.float64]
    kinds: NDArray[np.uint8] | None
    shape: tuple[int, int]
    places: NDArray[np.intp] | None = None
    """Where the cells stood in the range that they were taken from."""

    def listed(self) -> list[Any]:
        """Return the cells as Python's own numbers and text."""
        return self.values.tolist() if isinstance(self.values, np.ndarray) else list(self.values)

    @property
    def single(self) -> bool:
        """Whether it is one cell."""
        return self.shape == (1, 1)

    def __len__(self) -> int:
        return len(self.numbers)

    def of_kind(self, kind: int) -> NDArray[np.bool_]:
        """Return which cells are of `kind`."""
        if self.kinds is None:
            return np.full(len(self), kind == NUMBER)
        return np.asarray(self.kinds == kind)

    def without_nan(self) -> Cells:
        """Return the cells with NaN, by which Python says that a label is missing, as blanks."""
        missing = np.isnan(self.numbers) & self.of_kind(NUMBER)
        if not missing.any():
            return self
        kinds = np.zeros(len(self), dtype=np.uint8) if self.kinds is None else self.kinds
        return replace(self, kinds=np.where(missing, np.uint8(BLANK), kinds))

    def take(self, here: NDArray[np.bool_], width: int = 1) -> Cells:
        """Return the cells that are `here`, in rows of `width`; each remembers its place."""
        where = np.flatnonzero(here)
        arrayed = isinstance(self.values, np.ndarray)
        return Cells(
            self.numbers[where] if arrayed else list(compress(self.values, here.tolist())),
            self.numbers[where],
            None if self.kinds is None else self.kinds[where],
            (len(where) // width, width),
            where,
        )

    def row(self, at: int, width: int = 1) -> int | None:
        """Return the row of a cell, from 1, where `width` cells are one; None for a single cell."""
        if self.places is not None:
            return int(self.places[at]) // width + 1
        return None if self.single else at // width + 1


def read_cells(value: Any, name: str = "the range") -> Cells:
    """Return `value`, whatever a host handed over, as Cells.

    Raises
    ------
    InputError
        An empty or ragged range, or something that no cell can hold.
    """
    if isinstance(value, np.ndarray) or hasattr(value, "to_numpy"):
        array = np.asarray(value)
        if array.dtype.kind in "fiu" and array.size and not _beyond_floats(array):
            numbers = array.astype(np.float64).ravel()
            return Cells(numbers, numbers, None, _shape_of(array))
        value = array.tolist()
    numbers_only = _numbers_only(value)
    if numbers_only is not None:
        numbers = numbers_only.astype(np.float64).ravel()
        return Cells(numbers, numbers, None, _shape_of(numbers_only))
    flat, shape = _flatten(value, name)
    return _classify(flat, shape, name)


def unwrapped(value: Any) -> Any:
    """Return a range of one cell as that cell."""
    inner = value
    while isinstance(inner, list | tuple) and len(inner) == 1:
        inner = inner[0]
    return value if isinstance(inner, list | tuple) else inner


def is_blank(value: Any) -> bool:
    """Whether an argument was left out, or is one blank cell."""
    value = unwrapped(value)
    return value is None or (isinstance(value, str) and value == "")


def _numbers_only(value: Any) -> NDArray[Any] | None:
    """A range of numbers as an array, by numpy's own fast way; None for anything else."""
    first = value
    while isinstance(first, list | tuple) and first:
        first = first[0]
    if first is value or type(first) not in (float, int):
        return None
    try:
        array = np.array(value)
    except (ValueError, OverflowError):  # ragged, or an int beyond what an array holds
        return None
    if array.dtype.kind not in "fiu" or array.ndim > 2 or _beyond_floats(array):
        return None
    return None if _holds_truths(value, array) else array


def _holds_truths(value: Any, array: NDArray[Any]) -> bool:
    """Whether a 0 or a 1 in an array was FALSE or TRUE in its range."""
    places = np.argwhere((array == 0) | (array == 1)).tolist()
    if array.ndim == 1:
        return any(type(value[at]) is bool for (at,) in places)
    return any(type(value[row][column]) is bool for row, column in places)


def _beyond_floats(array: NDArray[Any]) -> bool:
    """Whether there may be whole numbers that are different and would be the same as floats."""
    return bool(((array >= EXACT_INTEGERS) | (array <= -EXACT_INTEGERS)).any())


def _shape_of(array: NDArray[Any]) -> tuple[int, int]:
    if array.ndim == 2:
        return int(array.shape[0]), int(array.shape[1])
    return array.size, 1


def _flatten(value: Any, name: str) -> tuple[Sequence[Any], tuple[int, int]]:
    if not isinstance(value, list | tuple):
        return (value,), (1, 1)
    if not value:
        raise InputError(EMPTY_RANGE, name=name)
    nested = set(map(type, value)) & {list, tuple}
    if not nested:
        return value, (len(value), 1)
    width = len(value[0]) if isinstance(value[0], list | tuple) else 1
    if set(map(_width, value)) != {width}:
        row = next(i for i, cells in enumerate(value, 1) if _width(cells) != width)
        raise InputError(
            Text(
                "{name} must have as many cells in each row", "{name} 的每一行必须有同样多的单元格"
            ),
            name=name, row=row,
        )  # fmt: skip
    if not width:
        raise InputError(EMPTY_RANGE, name=name)
    return list(chain.from_iterable(value)), (len(value), width)


def _width(cells: Any) -> int:
    """How many cells a row has; -1 for what is no row."""
    return len(cells) if isinstance(cells, list | tuple) else -1


def _number(cell: Any) -> float:
    try:
        return float(cell)
    except OverflowError:
        return math.inf


def _classify(flat: Sequence[Any], shape: tuple[int, int], name: str) -> Cells:
    numbers = np.full(len(flat), np.nan)
    kinds = np.zeros(len(flat), dtype=np.uint8)
    for i, cell in enumerate(flat):
        if type(cell) is float:
            numbers[i] = cell
        elif cell is None:
            kinds[i] = BLANK
        elif isinstance(cell, str):
            kinds[i] = _kind_of_text(cell)
        elif isinstance(cell, dt.date):
            numbers[i] = _serial(cell)
        else:
            try:
                numbers[i] = _number(cell)
            except (TypeError, ValueError):
                raise InputError(
                    Text(
                        "{name} holds something that is no cell value: {type}",
                        "{name} 含有不是单元格值的内容：{type}"
                    ),
                    name=name, type=type(cell).__name__, row=i // shape[1] + 1,
                ) from None  # fmt: skip
    return Cells(flat, numbers, kinds if kinds.any() else None, shape)


def _kind_of_text(text: str) -> int:
    if text.startswith("#") and text in CELL_ERRORS:
        return ERROR
    return TEXT if text and not text.isspace() else BLANK


def _serial(date: dt.date) -> float:
    if not isinstance(date, dt.datetime):
        date = dt.datetime(date.year, date.month, date.day)
    # The wall clock is what the sheet shows; a time zone is no part of it.
    return (date.replace(tzinfo=None) - _DAY_ZERO).total_seconds() / _SECONDS


def to_days(cells: Cells, name: str) -> NDArray[np.float64]:
    """Return whole sheet days of dates: numbers, dates, or text that can be read one way only.

    Raises
    ------
    InputError
        Text that is no date, or whose day and month no other date of the range tells apart; or a
        number that is no date.
    """
    days = cells.numbers.copy()
    written = np.flatnonzero(cells.of_kind(TEXT))
    if written.size:
        days[written] = _written_days(cells, written, name)
    bad = ~((days >= 0) & (days < _LAST_DAY))
    if bad.any():
        first = int(np.argmax(bad))
        raise InputError(
            Text("{name} must be a date", "{name} 必须是日期"),
            value=float(days[first]), row=cells.row(first), name=name,
        )  # fmt: skip
    return np.floor(days)


def _written_days(cells: Cells, places: NDArray[np.int64], name: str) -> NDArray[np.float64]:
    """The days of the texts of a range; a fault names the first cell that is none."""
    texts = [cells.values[at].strip() for at in places.tolist()]
    days = np.array([_iso_day(text) for text in texts])
    others = np.flatnonzero(np.isnan(days))
    if not others.size:
        return days

    def row(text: str) -> int | None:
        return cells.row(int(places[texts.index(text)]))

    try:
        days[others] = _read_days([texts[at] for at in others.tolist()], cells.numbers, name)
    except AmbiguousError as question:
        text = question.fields.get("example") or question.fields["day_text"]
        raise InputError(
            Text(
                "{name} can be read with the day or the month first: write such as 2025-01-31, or "
                "real dates",
                "{name} 可按日在前或月在前两种方式读取：请写成 2025-01-31 的形式，或使用真正的日期"
            ),
            value=text, row=row(text), name=name,
        ) from None  # fmt: skip
    if np.isnan(days).any():
        text = texts[int(np.argmax(np.isnan(days)))]
        raise InputError(
            Text(
                "{name} must be a date or text such as 2025-01-31; day and month are never guessed",
                "{name} 必须是日期，或 2025-01-31 这样的文本；不猜测日与月"
            ),
            value=text, row=row(text), name=name,
        )  # fmt: skip
    return days


def _iso_day(text: str) -> float:
    """The day of a date such as 2025-01-31, with its time or without; NaN for other text."""
    if not _ISO_DATE.match(text):
        return math.nan
    try:
        return _serial(dt.datetime.fromisoformat(text))
    except ValueError:
        return math.nan


def _read_days(texts: list[str], numbers: NDArray[np.float64], name: str) -> NDArray[np.float64]:
    """The days of other texts, read as a job reads a column; NaN where they are no dates.

    The dates of the range that are no text stand beside them: they may show that a spreadsheet
    had swapped day and month.
    """
    import pandas as pd

    from clvxl.data.dates import LAST_DAY, iso_date, parse_dates

    real = np.unique(numbers[(numbers >= 1) & (numbers < LAST_DAY)])
    column = pd.Series([*texts, *map(iso_date, real.tolist())], dtype=object)
    return parse_dates(column, None, True, name)[0][: len(texts)]


def cell_list(values: Any) -> list[Any]:
    """Return results of Python and numpy as cells: floats, text, None for what is missing."""
    if not isinstance(values, np.ndarray):
        return [_cell(value) for value in values]
    if values.dtype.kind in "iu":
        values = values.astype(np.float64)
    listed: list[Any] = values.tolist()
    if values.dtype.kind == "f":
        if not np.isnan(values).any():
            return listed
        return [None if value != value else value for value in listed]
    return listed


def _cell(value: Any) -> Any:
    if isinstance(value, float) and value != value:
        return None
    return float(value) if isinstance(value, int | np.number) else value
