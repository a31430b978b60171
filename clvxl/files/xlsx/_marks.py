"""Columns of a sheet with what their types alone do not tell: errors, and numbers among text.

fastexcel gives a column one type. In a column of text a number and the same number kept as text
look alike, and cells that show an error are blank; loading the column once more as another type
tells them apart. It is done for columns where it matters only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from clvxl.files.xlsx._loading import Loaded, Sheet

__all__ = [
    "Marked", "blank_rows", "fill_merged", "marked", "mixed_columns", "plain", "with_currencies",
]  # fmt: skip

MILLISECONDS_A_DAY = 86_400_000
SECONDS_A_DAY = 86_400

ERROR = re.compile(r"Error\((\w+)\)")
ERRORS = {
    "NA": "#N/A",
    "Div0": "#DIV/0!",
    "Name": "#NAME?",
    "Null": "#NULL!",
    "Num": "#NUM!",
    "Ref": "#REF!",
    "Value": "#VALUE!",
}
SPAN = re.compile(r"value: (-?[\d.]+(?:e-?\d+)?), datetime_type: TimeDelta")
WORD = re.compile(r'String\("(?!"\))')

WRITTEN_TRUTH = r"^(?:true|false)$"
WRITTEN_NUMBER = r"^-?\d+(\.\d+)?$"
LONG_NUMBER = r"^-?\d{16,}(\.\d+)?$"
LABELS = ("customer", "order")
"""In these roles a number is a name: only one too long for a number matters."""

Errors = dict[str, list[int]]
"""The text of an error to the rows, from 0, whose cells show it."""


@dataclass(frozen=True)
class Marked:
    """A column, what its cells held that were numbers among text, and where errors stand."""

    values: pa.Array
    numbers: pa.Array | None = None
    errors: Errors = field(default_factory=dict)


def mixed_columns(
    loaded: Loaded, needed: Iterable[int], may_hold_truths: Callable[[], bool]
) -> set[int]:
    """Return which columns were loaded as numbers or dates and hold something else besides.

    fastexcel drops words such as NULL from them, and takes TRUE for 1.
    """
    there = [index for index in needed if index in loaded.indexes and index not in loaded.odd]
    words = {slip.column for slip in loaded.slips if WORD.search(slip.detail)}
    found = {index for index in there if index in words}
    for index in there:
        column = loaded.column(index)
        if pa.types.is_floating(column.type) and _has_nan(column):
            found.add(index)
        number = pa.types.is_floating(column.type) or pa.types.is_integer(column.type)
        if number and index not in found and _has_truth_like(column) and may_hold_truths():
            found.add(index)
    return found


def _has_nan(column: pa.Array) -> bool:
    """Whether the word nan stood in a column of numbers."""
    return bool(pc.any(pc.is_nan(column)).as_py())


def _has_truth_like(column: pa.Array) -> bool:
    values = _in_numpy(column.cast("float64"), "f8")
    return bool((((values == 0) | (values == 1)) & ~_is_blank(column)).any())


def _is_blank(column: pa.Array) -> NDArray[np.bool_]:
    return _in_numpy(column.is_null().cast("uint8"), "?")


def _in_numpy(column: pa.Array, kind: str) -> NDArray[Any]:
    """The numbers of a column, whatever stands where it is blank.

    By way of pyarrow's own conversion pandas would be imported, a third of a second's work.
    """
    return np.frombuffer(
        column.buffers()[1], kind, len(column), column.offset * np.dtype(kind).itemsize
    )


def fill_merged(column: Marked, areas: Iterable[tuple[int, int]]) -> tuple[Marked, int]:
    """Return a column with the blanks of merged cells filled, and how many there were.

    `areas` are the first and the last row of each, from 0 at the column's first value.
    """
    rows = len(column.values)
    blank = _is_blank(column.values).copy()
    blank[[row for found in column.errors.values() for row in found]] = False
    source = np.arange(rows)
    for top, bottom in areas:
        if 0 <= top < rows and not blank[top]:
            source[top : bottom + 1] = np.where(
                blank[top : bottom + 1], top, source[top : bottom + 1]
            )
    filled = int((source != np.arange(rows)).sum())
    if not filled:
        return column, 0
    at = pa.array(source)
    numbers = None if column.numbers is None else column.numbers.take(at)
    return replace(column, values=column.values.take(at), numbers=numbers), filled


def blank_rows(column: Marked) -> set[int]:
    """Return the rows, from 0, in which a column holds neither a value nor an error."""
    blank = np.flatnonzero(_is_blank(column.values))
    return set(blank.tolist()) - {row for found in column.errors.values() for row in found}


def marked(
    sheet: Sheet, loaded: Loaded, wanted: Sequence[int], uses: Mapping[int, str]
) -> list[Marked]:
    """Return the wanted columns with their marks; `uses` are the roles of those that have one."""
    columns = {index: plain(loaded.column(index)) for index in wanted}
    errors = _errors(loaded, wanted)
    odd = [index for index in wanted if index in loaded.odd and index in uses]
    if odd:
        _mark_spans(sheet.retype(odd, "float"), columns, errors)
    columns |= {index: _dates(columns[index]) for index in odd if uses[index] == "date"}
    asked = [
        index
        for index in wanted
        if _is_text(columns[index])
        and (index in odd or _has_to_ask(columns[index], uses.get(index)))
    ]
    numbers: dict[int, pa.Array] = {}
    if asked:
        # as truth values numbers are true or false, and text and dates are blank
        flags = sheet.retype(asked, "boolean")
        numbers = {index: _numbers(columns[index], flags.column(index)) for index in asked}
        columns |= {index: _truths(columns[index], flags.column(index)) for index in asked}
    return [_column(columns[index], numbers.get(index), errors[index]) for index in wanted]


def _column(values: pa.Array, numbers: pa.Array | None, errors: Errors) -> Marked:
    """A column of nothing but numbers is one of numbers, however it was loaded."""
    if numbers is None or numbers.null_count == len(numbers):
        return Marked(values, None, errors)
    if numbers.null_count == values.null_count:
        return Marked(numbers, None, errors)
    return Marked(values, numbers, errors)


def _errors(loaded: Loaded, wanted: Iterable[int]) -> dict[int, Errors]:
    """Where cells show an error, by column."""
    found: dict[int, Errors] = {index: {} for index in wanted}
    for slip in loaded.slips:
        kind = ERROR.search(slip.detail)
        if kind and slip.column in found:
            found[slip.column].setdefault(ERRORS.get(kind[1], "#ERROR"), []).append(slip.row)
    return found


def _mark_spans(floats: Loaded, columns: dict[int, pa.Array], errors: dict[int, Errors]) -> None:
    """Take lengths of time among other values as errors: as text they would look like dates."""
    spans: dict[int, list[int]] = {}
    for slip in floats.slips:
        if span := SPAN.search(slip.detail):
            errors[slip.column].setdefault(_span_text(float(span[1])), []).append(slip.row)
            spans.setdefault(slip.column, []).append(slip.row)
    for column, rows in spans.items():
        gone = pc.is_in(pa.array(range(len(columns[column]))), pa.array(rows))
        columns[column] = pc.if_else(gone, None, columns[column])


def _span_text(days: float) -> str:
    seconds = round(abs(days) * SECONDS_A_DAY)
    sign = "-" if days < 0 else ""
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _is_text(column: pa.Array) -> bool:
    return bool(pa.types.is_string(column.type))


def _has_to_ask(column: pa.Array, role: str | None) -> bool:
    """Whether it matters which cells of a text column were none, and some may have been."""
    if role is None:
        return False
    pattern = WRITTEN_TRUTH
    if role != "date":
        pattern += "|" + (LONG_NUMBER if role in LABELS else WRITTEN_NUMBER)
    return bool(pc.any(pc.match_substring_regex(column, pattern)).as_py())


def _dates(texts: pa.Array) -> pa.Array:
    """A column of nothing but dates is one of dates, however it was loaded."""
    dates = pc.strptime(texts, format="%Y-%m-%d %H:%M:%S", unit="ms", error_is_null=True)
    return dates if dates.null_count == texts.null_count else texts


def _numbers(texts: pa.Array, flags: pa.Array) -> pa.Array:
    """What the cells of a text column held that were numbers."""
    written = pc.match_substring_regex(texts, WRITTEN_NUMBER)
    real = pc.and_(flags.is_valid(), pc.fill_null(written, False))
    return pc.if_else(real, texts, pa.scalar(None, pa.string())).cast(pa.float64())


def _truths(texts: pa.Array, flags: pa.Array) -> pa.Array:
    """Truth values as a sheet shows them: TRUE and FALSE."""
    truths = pc.and_(flags.is_valid(), pc.is_in(texts, pa.array(["true", "false"])))
    return pc.if_else(truths, pc.utf8_upper(texts), texts)


def plain(array: pa.Array) -> pa.Array:
    """Reduce a column to a number, date, boolean or text column."""
    kind = array.type
    if pa.types.is_date(kind):
        return array.cast(pa.timestamp("ms"))
    if pa.types.is_duration(kind):
        # A length of time is a number of days on a sheet.
        milliseconds = array.cast(pa.duration("ms")).cast(pa.int64()).cast(pa.float64())
        return pc.divide(milliseconds, float(MILLISECONDS_A_DAY))
    if pa.types.is_integer(kind):
        return array.cast(pa.float64())
    if pa.types.is_boolean(kind) and array.null_count:
        return pc.utf8_upper(array.cast(pa.string()))
    if pa.types.is_null(kind):
        return array.cast(pa.string())
    return array


def with_currencies(column: Marked, signs: Mapping[int, str]) -> Marked:
    """Return a column of numbers as text with their currencies, as a person sees them.

    `signs` are rows, from 0 at the column's first value, to currencies. The numbers themselves are
    kept beside the text.
    """
    values = column.values
    numbers = values if pa.types.is_floating(values.type) else column.numbers
    if numbers is None:
        return column
    texts = values.cast(pa.string()).to_pylist()
    real = numbers.to_pylist()
    for row, sign in signs.items():
        if 0 <= row < len(texts) and real[row] is not None:
            texts[row] = f"{sign} {real[row]:.15g}"
    return replace(column, values=pa.array(texts, pa.string()), numbers=numbers)
