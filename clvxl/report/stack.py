"""Texts, tables and charts one below the other on a sheet, and where its pages end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from clvxl.report.records import (
    Area,
    Chart,
    ColorScale,
    Column,
    Series,
    Sheet,
    Table,
    TextAt,
)
from clvxl.report.style import FONT_SIZE, TEXT_SIZES, lines_in

__all__ = ["Stack"]


@dataclass
class Stack:
    """A sheet that is filled from above.

    `widths` are those of its columns, in characters; `row` is the next free one.

    Examples
    --------
    >>> page = Stack("Summary", {0: 20.0, 1: 12.0})
    >>> page.text("Customers", "title")
    >>> page.skip()
    >>> table = page.table("found", (Column("Customer", ["a", "b"]), Column("Sum", [1, 2])))
    >>> table.row, page.row, page.sheet().parts
    (2, 5, (0, 5))
    """

    name: str
    widths: dict[int, float]
    row: int = 0
    _texts: list[TextAt] = field(default_factory=list)
    _tables: list[Table] = field(default_factory=list)
    _charts: list[Chart] = field(default_factory=list)
    _scales: list[ColorScale] = field(default_factory=list)
    _parts: list[int] = field(default_factory=lambda: [0])

    @property
    def span(self) -> int:
        """How many columns the sheet has."""
        return len(self.widths)

    def skip(self, rows: int = 1) -> None:
        """Leave rows free."""
        self.row += rows

    def begin_part(self) -> None:
        """Begin what is not to be torn where a page ends."""
        if self.row > self._parts[-1]:
            self._parts.append(self.row)

    def text(
        self,
        text: str,
        style: Literal["title", "headline", "heading", "note", "body"] = "note",
        column: int = 0,
        *,
        stay: bool = False,
    ) -> None:
        """Write a text from a column to the last one; `stay` leaves the row for more beside it."""
        width = sum(self.widths[at] for at in range(column, self.span))
        lines = lines_in(text, width * FONT_SIZE / TEXT_SIZES[style])
        span = self.span - column
        self._texts.append(TextAt(self.row, column, text, style, span=span, lines=lines))
        self.row += not stay

    def label(self, text: str) -> None:
        """Write a word into the first column, beside what comes next."""
        self._texts.append(TextAt(self.row, 0, text, "body"))

    def table(self, name: str, columns: Sequence[Column], **more: Any) -> Table:
        """Put a table; `more` are its fields."""
        table = Table(name, self.row, 0, tuple(columns), **more)
        self._tables.append(table)
        self.row += int(table.header) + table.rows
        return table

    def scale(self, area: Area) -> None:
        """Colour cells from the lowest value to the highest."""
        self._scales.append(ColorScale(area))

    def chart(
        self,
        rows: int,
        title: str,
        categories: Area,
        series: Sequence[Series],
        *,
        column: int = 0,
        columns: int | None = None,
        stay: bool = False,
        **more: Any,
    ) -> None:
        """Put a chart over so many rows; `more` are its fields, `stay` leaves room beside it."""
        wide = self.span - column if columns is None else columns
        at = (self.row, column, rows, wide)
        self._charts.append(Chart(*at, title, categories, tuple(series), **more))
        self.row += 0 if stay else rows

    def sheet(self, **more: Any) -> Sheet:
        """Return the sheet; `more` are its fields."""
        return Sheet(
            self.name, tuple(self._texts), tuple(self._tables), tuple(self._charts),
            tuple(self._scales), widths=self.widths, parts=(*self._parts, self.row), **more,
        )  # fmt: skip
