"""Reports drawn into an Excel workbook: sheets behind the user's, all or nothing."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Iterator
from typing import Any

from clvxl.errors import FileError
from clvxl.hosts.excel._cells import area, draw_cells, set_sizes
from clvxl.hosts.excel._charts import draw_chart, draw_scale
from clvxl.hosts.excel._engine import if_known
from clvxl.hosts.excel._marks import forget, mark
from clvxl.hosts.excel._pages import freeze, set_up_page
from clvxl.report.names import free_name, free_table_name
from clvxl.report.records import Report, Sheet, Table
from clvxl.report.style import FONTS
from clvxl.text import Text

__all__ = ["draw_report", "quiet"]

TABLE_STYLE = "TableStyleLight1"
QUIET = {
    "screen_updating": False, "enable_events": False, "display_alerts": False,
    "calculation": "manual",
}  # fmt: skip

Progress = Callable[[float], None]


def draw_report(book: Any, report: Report, progress: Progress | None = None) -> tuple[str, ...]:
    """Draw a report on new sheets behind those of the workbook.

    Parameters
    ----------
    book : xlwings.Book
        The user's sheets, cells and selections stay as they are; at the end the report's first
        sheet is shown.
    report : Report
    progress : callable, optional
        Called with the share that is done.

    Returns
    -------
    tuple of str
        The names of the new sheets.

    Raises
    ------
    FileError
        The workbook does not take new sheets. Whatever goes wrong, it is left as it was.
    """
    _check_book(book)
    drawing = _Drawing(book, report, progress)
    with quiet(book.app):
        try:
            drawing.draw()
        except BaseException:
            drawing.erase()
            raise
    return tuple(drawing.names)


def _check_book(book: Any) -> None:
    if getattr(book.api, "ProtectStructure", False) is True:
        raise FileError(
            Text(
                "the structure of {book} is protected, so that it takes no new sheet: unprotect "
                "it under Review > Protect Workbook",
                "{book} 的结构受保护，不能新增工作表：请在“审阅 > 保护工作簿”中取消保护",
            ),
            book=book.name,
        )


@contextlib.contextmanager
def quiet(app: Any) -> Iterator[None]:
    """Stop screen, events, alerts and calculation, and put each back whatever happens."""
    before: list[tuple[str, Any]] = []
    try:
        for name, value in QUIET.items():
            found = if_known(functools.partial(getattr, app, name))
            if found is not None:
                before.append((name, found))
                setattr(app, name, value)
        yield
    finally:
        with contextlib.ExitStack() as stack:
            for name, value in before:
                # On a stack, so that each is put back also where another one fails.
                stack.callback(setattr, app, name, value)


class _Drawing:
    """One report in one workbook: drawn, or taken away again."""

    def __init__(self, book: Any, report: Report, progress: Progress | None) -> None:
        self._book = book
        self._report = report
        self._progress = progress
        self._cells = 0
        self._shown = book.sheets.active
        self._tables: set[str] | None = None
        self._sheets: list[Any] = []
        self._marks: list[str] = []
        self.names: list[str] = []

    def draw(self) -> None:
        """Draw all sheets; what goes wrong leaves some of them, for `erase`."""
        font = FONTS.get(self._report.language, FONTS["en"])
        for sheet in self._report.sheets:
            self._draw_sheet(self._insert(sheet), sheet, font)
        drawn = dict(zip((sheet.name for sheet in self._report.sheets), self._sheets, strict=True))
        for sheet in self._report.sheets:
            for chart in sheet.charts:
                draw_chart(drawn[sheet.name], drawn[chart.sheet or sheet.name], chart, font)
        mark(self._book, self.names, self._marks)
        self._sheets[0].activate()

    def _insert(self, sheet: Sheet) -> Any:
        sheets = self._book.sheets
        name = free_name(sheet.name, [other.name for other in sheets])
        # Without a name first: if the name is refused, the sheet is known and can be removed.
        target = sheets.add(after=sheets[len(sheets) - 1])
        self._sheets.append(target)
        target.name = name
        self.names.append(name)
        return target

    def _draw_sheet(self, target: Any, sheet: Sheet, font: str) -> None:
        # Heights come after the texts: wrapped text would change them.
        draw_cells(target, sheet, font, self._tell)
        set_sizes(target, sheet)
        for table in sheet.tables:
            self._make_filterable(target, table)
        for scale in sheet.scales:
            draw_scale(target, scale)
        target.show_gridlines = False
        freeze(target, sheet.frozen)
        set_up_page(target, sheet)

    def _tell(self, cells: int) -> None:
        self._cells += cells
        if self._progress is not None:
            self._progress(min(1.0, self._cells / max(self._report.size, 1)))

    def _make_filterable(self, target: Any, table: Table) -> None:
        """Make a real table of cells that are drawn."""
        if not table.has_buttons:
            return
        body = table.body(last=len(table.columns) - 1)
        cells = area(target, table.row, body.first_column, body.last_row, body.last_column)
        name = free_table_name(table.name, self._taken())
        target.tables.add(source=cells, name=name, has_headers=True, table_style_name=TABLE_STYLE)
        self._taken().add(name)

    def _taken(self) -> set[str]:
        """The names that tables and ranges of the workbook have."""
        if self._tables is None:
            tables = {one.name for sheet in self._book.sheets for one in sheet.tables}
            self._tables = tables | {one.name for one in self._book.names}
        return self._tables

    def erase(self) -> None:
        """Take the sheets away again, and show what was shown before."""
        with contextlib.ExitStack() as stack:
            # Each, also where another one refuses; the last on the stack comes first.
            stack.callback(self._shown.activate)
            for target in self._sheets:
                stack.callback(target.delete)
            stack.callback(forget, self._book, self._marks)
