"""Reports drawn into a Calc document: sheets behind the user's, one undo step, all or nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from clvxl.errors import FileError
from clvxl.hosts.libreoffice._cells import Brush, draw_cells, set_sizes
from clvxl.hosts.libreoffice._charts import draw_chart, import_scales
from clvxl.hosts.libreoffice._marks import forget, mark, own_sheets
from clvxl.hosts.libreoffice._pages import set_up_page
from clvxl.hosts.libreoffice._step import Quiet, undo_action
from clvxl.report.names import free_name
from clvxl.report.records import Report, Sheet, Table
from clvxl.report.style import FONTS
from clvxl.text import Text

__all__ = ["draw_report"]

NOT_IN_NAME = re.compile(r"\W")

Progress = Callable[[float], None]


def draw_report(
    ctx: Any,
    document: Any,
    report: Report,
    *,
    replace: bool = False,
    progress: Progress | None = None,
) -> tuple[str, ...]:
    """Draw a report on new sheets behind those of the document, as one undo step.

    Parameters
    ----------
    ctx : XComponentContext
    document : spreadsheet document
        The user's sheets, cells and selection stay as they are; at the end the report's first
        sheet is shown.
    report : Report
    replace : bool
        Remove the sheets of earlier reports, which hidden names mark; never the user's.
    progress : callable, optional
        Called with the share that is done; it may let the program handle events.

    Returns
    -------
    tuple of str
        The names of the new sheets.

    Raises
    ------
    FileError
        The document does not take new sheets. Whatever goes wrong, it is left as it was.
    """
    _check_document(document)
    drawing = _Drawing(ctx, document, report, progress)
    # The document's controllers stay unlocked: a lock would end the undo manager's at each block,
    # and the sheets that change are not the one on the screen.
    try:
        drawing.draw()
    except BaseException:
        drawing.erase()
        raise
    old = own_sheets(document, but=drawing.marks) if replace else {}
    if old:
        _replace(document, drawing, old)
    else:
        document.getUndoManager().addUndoAction(drawing.action())
    drawing.show()
    return tuple(drawing.shown)


def _check_document(document: Any) -> None:
    if document.isReadonly():
        raise FileError(
            Text(
                "the workbook is open for reading only: save it under another name first",
                "工作簿以只读方式打开：请先另存为其他名称",
            )
        )
    if document.isProtected():
        raise FileError(
            Text(
                "the workbook's structure is protected, so that no sheet can be added: take the "
                "protection off under Tools, Protect Spreadsheet Structure",
                "工作簿的结构受保护，不能添加工作表：请在“工具 > 保护工作簿结构”中取消保护",
            )
        )


def _replace(document: Any, drawing: _Drawing, old: dict[str, str]) -> None:
    """Remove the sheets of earlier reports and take over their names, in the same undo step.

    These changes are Calc's own undo's, which brings sheets back whole. They come after the
    drawing: drawn within the step, Calc would end at its undo.
    """
    manager = document.getUndoManager()
    manager.enterUndoContext(drawing.title)
    try:
        manager.addUndoAction(drawing.action())
        forget(document, old)
        for name in set(old.values()):
            document.Sheets.removeByName(name)
        drawing.take_names()
    except BaseException:
        manager.leaveUndoContext()
        manager.undo()
        manager.clearRedo()
        raise
    manager.leaveUndoContext()


class _Drawing:
    """One report in one document: drawn, taken away and drawn again."""

    def __init__(self, ctx: Any, document: Any, report: Report, progress: Progress | None) -> None:
        self._ctx = ctx
        self._document = document
        self._report = report
        self._progress = progress
        self._cells = 0
        self._before: str | None = None
        self._names: list[str] = []
        self.marks: list[str] = []
        self.shown: list[str] = []
        self.title = report.title

    def action(self) -> Any:
        """The step, for the undo manager."""
        return undo_action(self.title, self.erase, self.draw_again)

    def draw(self) -> None:
        """Draw all sheets; what goes wrong leaves some of them, for `erase`."""
        controller = self._document.getCurrentController()
        if controller is not None:
            self._before = controller.getActiveSheet().Name
        brush = Brush(self._document, self._report.language)
        drawn: dict[str, Any] = {}
        with Quiet(self._document) as quiet:
            for sheet in self._report.sheets:
                target = self._insert(sheet, quiet)
                self._draw_sheet(target, sheet, brush, quiet)
                drawn[sheet.name] = target
            for sheet in self._report.sheets:
                self._draw_charts(sheet, drawn, brush)
            self.marks = mark(self._document, self._names)
        self.shown = list(self._names)

    def _insert(self, sheet: Sheet, quiet: Quiet) -> Any:
        sheets = self._document.Sheets
        name = free_name(sheet.name, sheets.ElementNames)
        if sheet.scales:
            import_scales(self._ctx, self._document, sheet.scales, name, quiet.again)
        else:
            sheets.insertNewByName(name, sheets.Count)
        quiet.again()
        self._names.append(name)
        return sheets.getByName(name)

    def _draw_sheet(self, target: Any, sheet: Sheet, brush: Brush, quiet: Quiet) -> None:
        set_sizes(target, sheet)
        draw_cells(target, sheet, brush, self._tell)
        for table in sheet.tables:
            self._make_filterable(target, table)
        set_up_page(self._document, target, sheet, quiet.again)

    def _draw_charts(self, sheet: Sheet, drawn: dict[str, Any], brush: Brush) -> None:
        for chart in sheet.charts:
            source = drawn[chart.sheet or sheet.name]
            font = FONTS[self._report.language]
            draw_chart(drawn[sheet.name], source, chart, brush.format_key, font)

    def _tell(self, cells: int) -> None:
        self._cells += cells
        if self._progress is not None:
            self._progress(min(1.0, self._cells / max(self._report.size, 1)))

    def _make_filterable(self, target: Any, table: Table) -> None:
        """Give a table filter buttons, by a database range of its name."""
        if not table.has_buttons:
            return
        body = table.body(last=len(table.columns) - 1)
        cells = target.getCellRangeByPosition(
            body.first_column, table.row, body.last_column, body.last_row
        )
        ranges = self._document.DatabaseRanges
        name = _unused(NOT_IN_NAME.sub("_", table.name), ranges.ElementNames)
        ranges.addNewByName(name, cells.RangeAddress)
        ranges.getByName(name).AutoFilter = True

    def take_names(self) -> None:
        """Name the sheets as the report says, as far as these names are free now."""
        sheets = self._document.Sheets
        for at, (name, sheet) in enumerate(zip(self._names, self._report.sheets, strict=True)):
            others = [other for other in sheets.ElementNames if other != name]
            self.shown[at] = free_name(sheet.name, others)
            if self.shown[at] != name:
                sheets.getByName(name).Name = self.shown[at]

    def erase(self) -> None:
        """Take the sheets away again, and show what was shown before."""
        sheets = self._document.Sheets
        with Quiet(self._document) as quiet:
            forget(self._document, self.marks)
            for name in reversed(self._names):
                if sheets.hasByName(name):
                    sheets.removeByName(name)
                    quiet.again()
        self._names, self.marks = [], []
        controller = self._document.getCurrentController()
        if controller is not None and self._before and sheets.hasByName(self._before):
            controller.setActiveSheet(sheets.getByName(self._before))

    def draw_again(self) -> None:
        """Redo: draw once more, at once."""
        self._progress = None
        self.draw()
        self.show()

    def show(self) -> None:
        """Freeze panes, hide grid lines, and show the first sheet."""
        controller = self._document.getCurrentController()
        if controller is None:
            return
        for name, sheet in reversed(list(zip(self.shown, self._report.sheets, strict=True))):
            controller.setActiveSheet(self._document.Sheets.getByName(name))
            controller.ShowGrid = False
            rows, columns = sheet.frozen
            if rows or columns:
                controller.freezeAtPosition(columns, rows)


def _unused(name: str, taken: Iterable[str]) -> str:
    known = {other.casefold() for other in taken}
    number, unique = 1, name
    while unique.casefold() in known:
        number += 1
        unique = f"{name}_{number}"
    return unique
