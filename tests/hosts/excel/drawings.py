"""Tables and charts of the workbook in memory, and what its parts have in common."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any
from unittest.mock import MagicMock

import xlwings.main as real

TABLE_NAME = re.compile(r"[^\W\d][\w.]*|_[\w.]*")
CELL_NAME = re.compile(r"[A-Za-z]{1,3}\d+|[RrCc]|[Rr]\d*[Cc]\d*")


class ExcelError(Exception):
    """Excel refuses."""


class Planned(Exception):  # noqa: N818
    """The failure that a test asked for."""


class Listed:
    """A collection."""

    def __init__(self, owner: Any) -> None:
        self.owner = owner
        self.listed: list[Any] = []

    def __iter__(self) -> Any:
        return iter(list(self.listed))

    def __len__(self) -> int:
        return len(self.listed)

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, int):
            return self.listed[key]
        return next(one for one in self.listed if one.name == key)


class Tables(Listed):
    """The tables of a sheet."""

    def add(
        self,
        source: Any = None,
        name: str = "",
        *,
        has_headers: bool = True,
        table_style_name: str = "",
    ) -> Any:
        """Make a table of cells."""
        sheet, book = self.owner, self.owner.book
        book.tick("table")
        taken = {t.name.lower() for s in book.sheets.listed for t in s.tables.listed}
        if name.lower() in taken or not TABLE_NAME.fullmatch(name) or CELL_NAME.fullmatch(name):
            raise ExcelError(f"a table cannot be called {name}")
        heads = [sheet.values.get((source.row, c)) for c in
                 range(source.column, source.column + source.shape[1])]  # fmt: skip
        if len({str(head).lower() for head in heads}) < len(heads) or None in heads:
            raise ExcelError("Excel would change the headers")
        made = Table(name, source)
        self.listed.append(made)
        return made


class Table:
    """A table."""

    def __init__(self, name: str, cells: Any, *, show_totals: bool = False) -> None:
        self.name, self.range, self.show_totals = name, cells, show_totals

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell is in it."""
        (rows, columns), cells = self.range.shape, self.range
        return 0 <= row - cells.row < rows and 0 <= column - cells.column < columns


class Charts(Listed):
    """The charts of a sheet."""

    def add(self, **given: Any) -> Chart:
        """Draw a chart."""
        self.owner.book.tick("chart")
        real._chart_type(given["chart_type"]), real._chart_plot_by(given["plot_by"])
        made = Chart(self.owner.book, given)
        self.listed.append(made)
        return made


class Chart:
    """A chart: what it was drawn from and how it was set."""

    def __init__(self, book: Any, given: dict[str, Any]) -> None:
        self.given, self._book = given, book
        source = given["source"] if isinstance(given["source"], list) else [given["source"]]
        self.sources = [cells.address for cells in source]
        self.series = [Part(book, "series") for _ in source]
        self.category_axis, self.value_axis = Part(book, "axis"), Part(book, "axis")
        self.legend = SimpleNamespace(position=None, visible=True)
        self.title: str | None = None
        self.categories = ""
        self.api = (None, MagicMock(HasLegend=True))

    def set_x_axis_values(self, source: Any) -> None:
        """Name the categories."""
        self._book.tick("chart")
        self.categories = source.address


class Part:
    """An axis or a series, and what was set of it; xlwings' own class checks the words."""

    def __init__(self, book: Any, kind: str) -> None:
        self._book, self._kind, self.given = book, kind, {}

    def set(self, **given: Any) -> None:
        """Set some of it."""
        self._book.tick("chart")
        kind = real.ChartAxis if self._kind == "axis" else real.ChartSeries
        kind(MagicMock()).set(**given)
        self.given |= given
