"""Reports drawn into an Excel workbook: sheets behind the user's, all or nothing."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Iterator
from typing import Any

from clvxl.errors import FileError
from clvxl.hosts.drawing import Drawing, Progress, filtered
from clvxl.hosts.excel._cells import area, draw_cells, set_sizes
from clvxl.hosts.excel._charts import draw_chart, draw_scale
from clvxl.hosts.excel._engine import if_known
from clvxl.hosts.excel._marks import forget, mark
from clvxl.hosts.excel._pages import freeze, set_up_page
from clvxl.report.names import free_name, free_table_name
from clvxl.report.records import Chart, Report, Sheet, Table
from clvxl.text import Text

__all__ = ["draw_report", "quiet"]

TABLE_STYLE = "TableStyleLight1"
QUIET = {
    "screen_updating": False, "enable_events": False, "display_alerts": False,
    "calculation": "manual",
}  # fmt: skip


def draw_report(book: Any, report: Report, progress: Progress | None = None) -> tuple[str, ...]:
    """Draw a report on new sheets behind those of the workbook, and return their names.

    The user's sheets, cells and selections stay as they are; at the end the report's first sheet is
    shown. A `FileError` says that the workbook takes no new sheets. Whatever goes wrong, it is left
    as it was.
    """
    _check_book(book)
    drawing = _Drawing(book, report, progress)
    with quiet(book.app):
        drawing.draw_or_erase()
    return tuple(drawing.names)


def _check_book(book: Any) -> None:
    if getattr(book.api, "ProtectStructure", False) is True:
        raise FileError(
            Text("the structure of {book} is protected, so that it takes no new sheet: unprotect "
                "it under Review > Protect Workbook",
                "{book} 的结构受保护，不能新增工作表：请在“审阅 > 保护工作簿”中取消保护"),
            book=book.name,
        )  # fmt: skip


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


class _Drawing(Drawing):
    def __init__(self, book: Any, report: Report, progress: Progress | None) -> None:
        super().__init__(report, progress)
        self._book = book
        self._shown = book.sheets.active
        self._sheets: list[Any] = []

    def draw(self) -> None:
        self.draw_sheets()
        mark(self._book, self.names, self.marks)
        self._sheets[0].activate()

    def insert(self, sheet: Sheet) -> Any:
        sheets = self._book.sheets
        name = free_name(sheet.name, [other.name for other in sheets])
        # Without a name first: if the name is refused, the sheet is known and can be removed.
        target = sheets.add(after=sheets[len(sheets) - 1])
        self._sheets.append(target)
        target.name = name
        self.names.append(name)
        return target

    def fill(self, target: Any, sheet: Sheet) -> None:
        # Heights come after the texts: wrapped text would change them.
        draw_cells(target, sheet, self.font, self.tell)
        set_sizes(target, sheet)
        for table in sheet.tables:
            self._make_filterable(target, table)
        for scale in sheet.scales:
            draw_scale(target, scale)
        target.show_gridlines = False
        freeze(target, sheet.frozen)
        set_up_page(target, sheet, self.report.language)

    def chart(self, target: Any, source: Any, chart: Chart) -> None:
        draw_chart(target, source, chart, self.font)

    def _make_filterable(self, target: Any, table: Table) -> None:
        """Make a real table of cells that are drawn."""
        if not table.has_buttons:
            return
        tables = {one.name for sheet in self._book.sheets for one in sheet.tables}
        name = free_table_name(table.name, tables | {one.name for one in self._book.names})
        cells = area(target, filtered(table))
        target.tables.add(source=cells, name=name, has_headers=True, table_style_name=TABLE_STYLE)

    def erase(self) -> None:
        with contextlib.ExitStack() as stack:
            # Each, also where another one refuses; the last on the stack comes first.
            stack.callback(self._shown.activate)
            for target in self._sheets:
                stack.callback(target.delete)
            stack.callback(forget, self._book, self.marks)
