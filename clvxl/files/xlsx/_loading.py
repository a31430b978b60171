"""Columns of a sheet as fastexcel gives them, and the cells that do not fit their types."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import fastexcel

from clvxl.files.xlsx._arrow import cell_errors, cells
from clvxl.files.xlsx._columns import Cells

__all__ = ["Loaded", "Sheet"]

ODD_COLUMN = re.compile(r"could not determine dtype for column (.*)", re.DOTALL)
MIXED = (fastexcel.UnsupportedColumnTypeCombinationError, fastexcel.CalamineCellError)
"""What is raised where the values of a column have no type in common."""


@dataclass(frozen=True)
class Slip:
    """A cell that could not be loaded as its column's type: its row, from 0, and why."""

    row: int
    column: int
    detail: str


@dataclass(frozen=True)
class Loaded:
    """Cells as fastexcel gives them: columns by their number on the sheet, from 0 for A."""

    columns: list[Cells]
    indexes: list[int]
    slips: list[Slip]
    height: int
    odd: frozenset[int] = frozenset()

    def column(self, index: int) -> Cells:
        """The cells of the sheet's column `index`."""
        return self.columns[self.indexes.index(index)]


class Sheet:
    """A sheet to be loaded, from its header row on, as often as it takes.

    Columns go by their number on the sheet alone: fastexcel also counts from the first one that is
    used from the header row on, which is another one where a title stands further left.
    `names` are the headers of the last loading.
    """

    def __init__(
        self,
        book: fastexcel.ExcelReader,
        name: str,
        options: Mapping[str, Any],
        header_row: int | None = 0,
    ) -> None:
        self.book, self.name, self.options, self.header_row = book, name, options, header_row
        self.names: dict[int, str] = {}

    def from_row(self, header_row: int | None) -> Sheet:
        """Return the same sheet with its headers in another row, from 0; None for no headers."""
        return Sheet(self.book, self.name, self.options, header_row)

    def look(self, keep: Callable[[Any], bool]) -> tuple[Loaded, bool]:
        """Load columns before it is known which are needed; and whether the types can be used."""
        try:
            return self._load(keep, None), True
        except MIXED:
            return self._load(keep, "string"), False

    def load(
        self, wanted: Sequence[int], needed: Iterable[int], mixed: Iterable[int] = ()
    ) -> Loaded:
        """Load columns; those that are mixed or have no type in common come as text."""
        odd = set(mixed)
        while True:
            try:
                return self._load(_among(wanted), None, frozenset(odd))
            except MIXED as error:
                # first the columns of no role, all at once; then the one that the message names
                there = set(wanted) & self.names.keys()
                others = there - set(needed) - odd
                fresh = others or (self._named_in(str(error)) & there) - odd
                if not fresh and odd >= there:
                    raise
                odd |= fresh or there

    def retype(self, columns: Sequence[int], kind: str) -> Loaded:
        """Load columns as one type; cells of other types come as blanks."""
        return self._load(_among(columns), kind)

    def _load(
        self, keep: Callable[[Any], bool], kind: Any, odd: frozenset[int] = frozenset()
    ) -> Loaded:
        self.names = {}
        start = 0

        def choose(column: fastexcel.ColumnInfoNoDtype) -> bool:
            nonlocal start
            self.names[column.absolute_index] = column.name
            start = column.absolute_index - column.index
            return keep(column)

        sheet = self.book.load_sheet(
            self.name,
            header_row=self.header_row,
            use_columns=choose,
            dtypes=kind or dict.fromkeys(odd, "string") or None,
            **self.options,
        )
        kept = [column.absolute_index for column in sheet.selected_columns]
        columns = cells(sheet)
        odd = odd or frozenset(kept if kind == "string" else ())
        # what does not fit its column's type is blank
        gaps = any(column.blank.any() for column in columns)
        slips = _slips(cell_errors(sheet) if gaps else [], start)
        return Loaded(columns, kept, slips, sheet.height, odd)

    def _named_in(self, message: str) -> set[int]:
        found = ODD_COLUMN.search(message)
        name = found[1].strip() if found else ""
        return {index for index, each in self.names.items() if each.strip() == name}


def _among(wanted: Iterable[int]) -> Callable[[Any], bool]:
    # A list of numbers would be refused where one of them is not used.
    indexes = frozenset(wanted)
    return lambda column: column.absolute_index in indexes


def _slips(errors: Iterable[fastexcel.CellError], start: int) -> list[Slip]:
    """The cells that could not be loaded; there columns count from the first used one."""
    places = ((*error.offset_position, error.detail) for error in errors)
    return [Slip(row, start + column, detail) for row, column, detail in places]
