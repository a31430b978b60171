"""Columns of a sheet with what their types alone do not tell: errors, and numbers among text.

fastexcel gives a column one type. In a column of text a number and the same number kept as text
look alike, and cells that show an error are blank; loading the column once more as another type
tells them apart. It is done for columns where it matters only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from clvxl.files.xlsx._columns import Cells, Texts
from clvxl.files.xlsx._loading import Loaded, Sheet

__all__ = [
    "Marked", "blank_rows", "fill_merged", "marked", "mixed_columns", "plain", "with_currencies",
]  # fmt: skip

DAY = np.timedelta64(1, "D")
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

LABELS = ("customer", "order")
"""In these roles a number is a name: only one too long for a number matters."""

LONG = 16
"""So many digits are too long for a number."""

Errors = dict[str, list[int]]
"""The text of an error to the rows, from 0, whose cells show it."""


@dataclass(frozen=True)
class Marked:
    """A column, what its cells held that were numbers among text, and where errors stand."""

    values: Cells
    numbers: Cells | None = None
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
        if column.kind != "number":
            continue
        if _has_nan(column) or (
            index not in found and _has_truth_like(column) and may_hold_truths()
        ):
            found.add(index)
    return found


def _has_nan(column: Cells) -> bool:
    """Whether the word nan stood in a column of numbers."""
    return bool((np.isnan(column.values) & ~column.blank).any())


def _has_truth_like(column: Cells) -> bool:
    values = column.values
    return bool((((values == 0) | (values == 1)) & ~column.blank).any())


def fill_merged(column: Marked, areas: Iterable[tuple[int, int]]) -> tuple[Marked, int]:
    """Return a column with the blanks of merged cells filled, and how many there were.

    `areas` are the first and the last row of each, from 0 at the column's first value.
    """
    rows = len(column.values)
    blank = column.values.blank.copy()
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
    numbers = None if column.numbers is None else column.numbers.take(source)
    return replace(column, values=column.values.take(source), numbers=numbers), filled


def blank_rows(column: Marked) -> set[int]:
    """Return the rows, from 0, in which a column holds neither a value nor an error."""
    blank = np.flatnonzero(column.values.blank)
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
        if columns[index].kind == "text"
        and (index in odd or _has_to_ask(columns[index], uses.get(index)))
    ]
    numbers: dict[int, Cells] = {}
    if asked:
        # as truth values numbers are true or false, and text and dates are blank
        flags = sheet.retype(asked, "boolean")
        numbers = {index: _numbers(columns[index], flags.column(index)) for index in asked}
        columns |= {index: _truths(columns[index], flags.column(index)) for index in asked}
    return [_column(columns[index], numbers.get(index), errors[index]) for index in wanted]


def _column(values: Cells, numbers: Cells | None, errors: Errors) -> Marked:
    """A column of nothing but numbers is one of numbers, however it was loaded."""
    if numbers is None or numbers.blank.all():
        return Marked(values, None, errors)
    if numbers.blank.sum() == values.blank.sum():
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


def _mark_spans(floats: Loaded, columns: dict[int, Cells], errors: dict[int, Errors]) -> None:
    """Take lengths of time among other values as errors: as text they would look like dates."""
    spans: dict[int, list[int]] = {}
    for slip in floats.slips:
        if span := SPAN.search(slip.detail):
            errors[slip.column].setdefault(_span_text(float(span[1])), []).append(slip.row)
            spans.setdefault(slip.column, []).append(slip.row)
    for column, rows in spans.items():
        blank = columns[column].blank.copy()
        blank[rows] = True
        columns[column] = replace(columns[column], blank=blank)


def _span_text(days: float) -> str:
    seconds = round(abs(days) * SECONDS_A_DAY)
    sign = "-" if days < 0 else ""
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _has_to_ask(column: Cells, role: str | None) -> bool:
    """Whether it matters which cells of a text column were none, and some may have been."""
    if role is None:
        return False
    texts: Texts = column.values
    found = _are_truths(texts)
    if role != "date":
        found |= texts.are_numbers(LONG if role in LABELS else 1)
    return bool((found & ~column.blank).any())


def _are_truths(texts: Texts) -> NDArray[np.bool_]:
    return texts.are("true") | texts.are("false")


def _dates(column: Cells) -> Cells:
    """A column of nothing but dates is one of dates, however it was loaded."""
    dates = column.values.moments(~column.blank)
    return column if dates is None else Cells("date", dates, column.blank)


def _numbers(column: Cells, flags: Cells) -> Cells:
    """What the cells of a text column held that were numbers."""
    texts: Texts = column.values
    real = np.flatnonzero(~flags.blank & ~column.blank & texts.are_numbers())
    values = np.full(len(column), np.nan)
    values[real] = [float(text) for text in texts.take(real).list()]
    return Cells.numbers(values)


def _truths(column: Cells, flags: Cells) -> Cells:
    """Truth values as a sheet shows them: TRUE and FALSE."""
    texts: Texts = column.values
    return replace(column, values=texts.upper(~flags.blank & _are_truths(texts)))


def plain(column: Cells) -> Cells:
    """Reduce a column to a number, date, boolean or text column."""
    if column.kind == "span":
        # A length of time is a number of days on a sheet.
        return Cells("number", column.values / DAY, column.blank)
    if column.kind == "truth" and column.blank.any():
        return Cells.texts(column.written())
    return column


def with_currencies(column: Marked, signs: Mapping[int, str]) -> Marked:
    """Return a column of numbers as text with their currencies, as a person sees them.

    `signs` are rows, from 0 at the column's first value, to currencies. The numbers themselves are
    kept beside the text.
    """
    values = column.values
    numbers = values if values.kind == "number" else column.numbers
    if numbers is None:
        return column
    texts = values.written()
    for row, sign in signs.items():
        if 0 <= row < len(texts) and not numbers.blank[row]:
            texts[row] = f"{sign} {numbers.values[row]:.15g}"
    return replace(column, values=Cells.texts(texts), numbers=numbers)
