"""A table by its titles as the data of an exercise: from its headers to its first blank row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from clvxl.data.columns import Chosen, match_columns
from clvxl.data.table import SourceTable
from clvxl.errors import AmbiguousError, TableError
from clvxl.exercises.engine.limits import MUST_HOLD, bounds, fault_of, outside
from clvxl.exercises.engine.records import Columns, Exercise, Field
from clvxl.text import Text

if TYPE_CHECKING:
    import pandas as pd

    from clvxl.data.numbers import DecimalMark

__all__ = ["read_titles"]

ROWS_BELOW = Text(
    "the table ends at its first blank row, but further rows stand below it: remove "
    "the blank row, {remedy[leave_out]}",
    "表格到第一个空行为止，但空行下方还有数据行：请删除空行，{remedy[leave_out]}",
)
BLANK = Text(
    "column {title} is blank: fill it in, {remedy[leave_out]}",
    "{title} 一列为空：请填写，{remedy[leave_out]}",
)

BoolArray = NDArray[np.bool_]
MIDNIGHT = " 00:00:00"


@dataclass(frozen=True)
class _Read:
    """A column: its values, which cells are blank, and which do not fit."""

    at: int
    values: list[Any]
    blank: BoolArray
    wrong: BoolArray


def read_titles(
    exercise: Exercise,
    table: SourceTable,
    chosen: Chosen,
    decimal: DecimalMark | None,
    leave_out: bool,
) -> tuple[Columns, dict[str, int]]:
    """Return the columns of an exercise's data, and how many rows were left out by reason.

    The arguments are those of `fit_table`, `chosen` what `chosen_columns` returned.

    Raises
    ------
    TableError
        A row does not fit, the first one is named; or rows stand below a blank one.
    """
    places = match_columns(table.headers, chosen).roles
    fields = {each.key: each for each in exercise.data.fields if each.key in places}
    first, end = _extent(table, list(places.values()))
    part, below = _part(table, first, end), _part(table, end, table.rows)
    read = {key: _read(each, part, places[key], decimal) for key, each in fields.items()}
    totals = _totals(fields, part, read)
    bad = np.any([each.wrong for each in read.values()], axis=0) & ~totals
    lost = _fitting(fields, below, places)
    if bad.any() and not leave_out:
        _refuse(part, fields, read, int(bad.argmax()))
    if lost.any() and not leave_out:
        raise TableError(ROWS_BELOW, row=below.first_row + int(lost.argmax()))
    left_out = {"total_row": int(totals.sum()), "does_not_fit": int(bad.sum() + lost.sum())}
    kept = np.flatnonzero(~bad & ~totals).tolist()
    columns = {each.key: _column(each, read, kept) for each in exercise.data.fields}
    return columns, {reason: number for reason, number in left_out.items() if number}


def _extent(table: SourceTable, places: list[int]) -> tuple[int, int]:
    """The first row with a value, and the first blank one below."""
    from clvxl.data._cells import is_empty

    filled = ~np.all([is_empty(table, at) for at in places], axis=0)
    if not filled.any():
        return 0, 0
    first = int(filled.argmax())
    gaps = np.flatnonzero(~filled[first:])
    return first, first + int(gaps[0]) if gaps.size else table.rows


def _part(table: SourceTable, first: int, end: int) -> SourceTable:
    """Some rows of a table as a table."""
    return replace(
        table,
        columns=tuple(column.iloc[first:end].reset_index(drop=True) for column in table.columns),
        first_row=table.first_row + first,
        surplus=None,
        numbers={at: values[first:end] for at, values in table.numbers.items()},
        errors={
            at: {row - first: text for row, text in found.items() if first <= row < end}
            for at, found in table.errors.items()
        },
    )


def _read(each: Field, part: SourceTable, at: int, decimal: DecimalMark | None) -> _Read:
    from clvxl.data._cells import is_empty, shown

    blank = is_empty(part, at)
    if each.format == "text":
        # A day has no time that a label should show.
        texts = shown(part, at, np.arange(part.rows)).tolist()
        labels = [text.strip().removesuffix(MIDNIGHT) for text in texts]
        return _Read(at, labels, blank, np.zeros(part.rows, dtype=bool))
    read = _shares if each.format == "percent" else _numbers
    values = read(part.columns[at], part, at, decimal)
    wrong = np.isnan(values) | outside(values, each.limit)
    return _Read(at, values.tolist(), blank, np.asarray(wrong))


def _numbers(
    column: pd.Series, part: SourceTable, at: int, decimal: DecimalMark | None
) -> NDArray[np.float64]:
    from clvxl.data.numbers import parse_numbers

    return parse_numbers(column, decimal, part.headers[at], part.numbers.get(at))[0]


def _shares(
    column: pd.Series, part: SourceTable, at: int, decimal: DecimalMark | None
) -> NDArray[np.float64]:
    """Numbers, and texts such as 80% and 80 %."""
    import pandas as pd

    from clvxl.data._cells import is_text

    if not is_text(column) or pd.api.types.is_bool_dtype(column):
        return _numbers(column, part, at, decimal)
    texts = [text.strip() if isinstance(text, str) else "" for text in column]
    bare = pd.Series([text.removesuffix("%").removesuffix("％") for text in texts], dtype="str")
    values = _numbers(bare, part, at, decimal)
    return np.where([text.endswith(("%", "％")) for text in texts], values / 100, values)


def _totals(fields: Mapping[str, Field], part: SourceTable, read: Mapping[str, _Read]) -> BoolArray:
    """The rows called a total that add up a column without which there is no table."""
    from clvxl.data._cells import read_customers
    from clvxl.data._totals import total_rows

    found = np.zeros(part.rows, dtype=bool)
    label = next((read[key].at for key, each in fields.items() if each.format == "text"), None)
    if label is None or not part.rows:
        return found
    names = read_customers(part.columns[label], typed=part.typed, numbers=part.numbers.get(label))
    for key, each in fields.items():
        if each.default is None and each.format != "text":
            values = np.array(read[key].values)
            found |= total_rows(names, values, np.ones(part.rows, dtype=bool))
    return found


def _column(each: Field, read: Mapping[str, _Read], kept: list[int]) -> list[Any]:
    """The values of the rows kept; a label that misses is the row's number."""
    usual = list(each.default(len(kept))) if each.default else []
    if each.key not in read:
        return usual
    found = [read[each.key].values[at] for at in kept]
    if each.format != "text":
        return found
    numbers = usual or [str(number) for number in range(1, len(kept) + 1)]
    return [text or number for text, number in zip(found, numbers, strict=True)]


def _refuse(
    part: SourceTable, fields: Mapping[str, Field], read: Mapping[str, _Read], row: int
) -> None:
    """Name the first cell of a row that does not fit."""
    from clvxl.data._cells import shown

    key = next(key for key, each in read.items() if each.wrong[row])
    each, column = fields[key], read[key]
    title, line = part.headers[column.at], part.first_row + row
    if column.blank[row]:
        raise TableError(BLANK, title=title, row=line)
    value = column.values[row]
    fault = "number" if np.isnan(value) else fault_of(value, each.format, each.limit)
    assert fault is not None
    raise TableError(
        MUST_HOLD[fault], title=title, value=shown(part, column.at, np.array([row]))[0], row=line,
        **bounds(each.limit),
    )  # fmt: skip


def _fitting(
    fields: Mapping[str, Field], below: SourceTable, places: Mapping[str, int]
) -> BoolArray:
    """Which rows below the blank one could be rows of the table, lost without a word.

    A footnote or another table does not fit, and is none of the data.
    """
    numeric = [key for key, each in fields.items() if each.format != "text"]
    try:
        read = [_read(fields[key], below, places[key], ".") for key in numeric]
    except AmbiguousError:
        return np.zeros(below.rows, dtype=bool)
    return np.asarray(~np.any([each.wrong for each in read], axis=0))
