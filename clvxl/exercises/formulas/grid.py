"""The cells of a report's sheets, as formulas see them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from clvxl.exercises.formulas import values as v
from clvxl.exercises.formulas.evaluator import Place
from clvxl.report.records import Sheet, Table, is_blank
from clvxl.report.style import safe_text

__all__ = ["WAITING", "Content", "Grid", "contents", "plain"]

WAITING: Any = object()
"""Stands in a cell whose formula has not been computed."""


class Content(NamedTuple):
    """What stands in a cell, a value or a formula."""

    row: int
    column: int
    value: Any


class Grid:
    """A sheet's cells, their kinds, numbers and texts each as one array."""

    def __init__(self, filled: list[Content], lexicon: v.Lexicon) -> None:
        rows = max((content.row for content in filled), default=-1) + 1
        columns = max((content.column for content in filled), default=-1) + 1
        self.values = np.full((rows, columns), None, dtype=object)
        self._kinds = np.full((rows, columns), v.BLANK, dtype=np.uint8)
        self._numbers = np.zeros((rows, columns))
        self._codes = np.zeros((rows, columns), dtype=np.int32)
        self._lexicon = lexicon

    def put(self, row: int, column: int, value: v.Scalar) -> None:
        """Set a value."""
        kind = v.kind_of(value)
        self.values[row, column] = value
        self._kinds[row, column] = kind
        self._numbers[row, column] = v.as_stored(value)
        code = self._lexicon.add(str(value)) if kind == v.TEXT else 0 if kind == v.BLANK else -1
        self._codes[row, column] = code

    def expect(self, row: int, column: int) -> None:
        """Say that a formula stands there."""
        self.values[row, column] = WAITING
        self._kinds[row, column] = v.UNKNOWN

    def waiting(self, place: Place) -> list[tuple[int, int]]:
        """Return the cells of a range that have not been computed."""
        kinds = self._kinds[_slices(place)]
        unknown = kinds == v.UNKNOWN
        if not unknown.any():
            return []
        found = np.argwhere(unknown).tolist()
        return [(place.first_row + row, place.first_column + column) for row, column in found]

    def cell(self, row: int, column: int) -> Any:
        """Return one value, None beyond what the sheet holds."""
        rows, columns = self.values.shape
        return self.values[row, column] if row < rows and column < columns else None

    def block(self, place: Place) -> v.Block:
        """Return a range, with blanks where it lies beyond what the sheet holds."""
        at = _slices(place)
        kinds, numbers, codes = self._kinds[at], self._numbers[at], self._codes[at]
        values = self.values[at]
        size = at[0].stop - at[0].start, at[1].stop - at[1].start
        if kinds.shape != size:
            more = [(0, n - m) for n, m in zip(size, kinds.shape, strict=True)]
            kinds = np.pad(kinds, more, constant_values=v.BLANK)
            numbers, codes = np.pad(numbers, more), np.pad(codes, more)
            wider = np.full(size, None, dtype=object)
            wider[: values.shape[0], : values.shape[1]] = values
            values = wider
        return v.Block(numbers, kinds, values, codes, self._lexicon, v.Origin(*place[:3]))


def _slices(place: Place) -> tuple[slice, slice]:
    return (
        slice(place.first_row, place.last_row + 1),
        slice(place.first_column, place.last_column + 1),
    )


def contents(sheet: Sheet) -> Iterator[Content]:
    """Yield what stands on a sheet."""
    for text in sheet.texts:
        yield Content(text.row, text.column, text.text)
    for table in sheet.tables:
        yield from _of_table(table)
    for cell in sheet.cells:
        yield Content(cell.row, cell.column, cell.value)


def _of_table(table: Table) -> Iterator[Content]:
    if table.header:
        for at, column in enumerate(table.columns):
            yield Content(table.row, table.column + at, column.title)
    first = table.body().first_row
    for at, column in enumerate(table.columns, start=table.column):
        for row, value in enumerate(column.values, start=first):
            yield Content(row, at, value)


def plain(value: Any) -> v.Scalar:
    """Return what a sheet holds for a value of a report.

    Raises
    ------
    TypeError
        No cell can hold it.
    """
    value = value.item() if isinstance(value, np.generic) else value
    if is_blank(value):
        return None
    if isinstance(value, str):
        return safe_text(str(value))
    if isinstance(value, bool):
        return value
    if not isinstance(value, int | float):
        raise TypeError(f"a cell cannot hold a {type(value).__name__}")
    number = float(value)
    return number if abs(number) < float("inf") else None
