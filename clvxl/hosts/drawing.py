"""A report drawn into an open workbook: what is the same in every spreadsheet program.

A program gives cells the looks and the contents that are told here, and its `Drawing` says how
sheets and charts are made and taken away.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from typing import Any

from clvxl.report.names import titles
from clvxl.report.records import Area, Chart, Report, Sheet, Table, Values
from clvxl.report.style import FONTS, Look, header_look, look_runs, safe_text, text_look
from clvxl.report.values import cells_of, check_room

__all__ = ["Drawing", "Progress", "contents", "filtered", "looks", "merges"]

BLOCK_CELLS = 40_000
"""So many cells go to a program at a time: some hundredths of a second."""

Progress = Callable[[float], None]


def looks(sheet: Sheet) -> Iterator[tuple[Area, Look, Values | None]]:
    """Yield which cells look how, and the values that they are for; None for words of ours."""
    for text in sheet.texts:
        right = text.column + text.span - 1
        yield Area(text.row, text.column, text.row, right), text_look(text), None
    for table in sheet.tables:
        check_room(sheet, table)
        top = table.row + int(table.header)
        for at, column in enumerate(table.columns):
            left = table.column + at
            if table.header:
                look = header_look(
                    column.format, first=at == 0, button=table.filterable, align=column.align
                )
                yield Area(table.row, left, table.row, left), look, None
            for first, last, look in look_runs(table, at):
                cells = Area(top + first, left, top + last, left)
                yield cells, look, column.values[first : last + 1]


def merges(sheet: Sheet) -> Iterator[Area]:
    """Yield the cells that are merged for a long text."""
    for text in sheet.texts:
        if text.span > 1:
            yield Area(text.row, text.column, text.row, text.column + text.span - 1)


def contents(sheet: Sheet) -> Iterator[tuple[Area, list[tuple[Any, ...]], int]]:
    """Yield what stands where, in blocks of rows, and how many of the report's cells each has."""
    for text in sheet.texts:
        one = Area(text.row, text.column, text.row, text.column)
        yield one, [(safe_text(text.text),)], 0
    for table in sheet.tables:
        width = len(table.columns)
        left, right, top = table.column, table.column + width - 1, table.row
        if table.header:
            plain = [safe_text(column.title) for column in table.columns]
            heads = titles(table) if table.filterable else plain
            yield Area(top, left, top, right), [tuple(heads)], 0
            top += 1
        step, known = max(1, BLOCK_CELLS // max(width, 1)), dict[str, str]()
        for start in range(0, table.rows, step):
            stop = min(start + step, table.rows)
            parts = [cells_of(column.values[start:stop], known) for column in table.columns]
            rows = list(zip(*parts, strict=True))
            yield Area(top + start, left, top + stop - 1, right), rows, (stop - start) * width


def filtered(table: Table) -> Area:
    """Return the cells of a table with filter buttons: its titles and its values."""
    body = table.body(last=len(table.columns) - 1)
    return Area(table.row, body.first_column, body.last_row, body.last_column)


class Drawing(ABC):
    """One report in one workbook: drawn whole, or taken away again."""

    def __init__(self, report: Report, progress: Progress | None) -> None:
        self.report, self.progress = report, progress
        self.font = FONTS.get(report.language, FONTS["en"])
        self.names: list[str] = []
        self.marks: list[str] = []
        self._cells = 0

    @abstractmethod
    def draw(self) -> None:
        """Draw all sheets; what goes wrong leaves some of them, for `erase`."""

    @abstractmethod
    def erase(self) -> None:
        """Take the sheets away again, and show what was shown before."""

    @abstractmethod
    def insert(self, sheet: Sheet) -> Any:
        """Return a new sheet behind the others, its name among `names`."""

    @abstractmethod
    def fill(self, target: Any, sheet: Sheet) -> None:
        """Draw all of a sheet but its charts."""

    @abstractmethod
    def chart(self, target: Any, source: Any, chart: Chart) -> None:
        """Draw a chart of cells of `source`."""

    def draw_or_erase(self) -> None:
        """Draw; whatever goes wrong, the workbook is left as it was."""
        try:
            self.draw()
        except BaseException:
            self.erase()
            raise

    def draw_sheets(self) -> list[Any]:
        """Draw the sheets, then the charts, which may show another sheet's cells."""
        drawn = {}
        for sheet in self.report.sheets:
            drawn[sheet.name] = self.insert(sheet)
            self.fill(drawn[sheet.name], sheet)
        for sheet in self.report.sheets:
            for chart in sheet.charts:
                self.chart(drawn[sheet.name], drawn[chart.sheet or sheet.name], chart)
        return list(drawn.values())

    def tell(self, cells: int) -> None:
        """Tell the progress that so many more cells are drawn."""
        self._cells += cells
        if self.progress is not None:
            self.progress(min(1.0, self._cells / max(self.report.size, 1)))
