"""Reports drawn into a Calc document: sheets behind the user's, one undo step, all or nothing."""

from __future__ import annotations

from typing import Any

from clvxl.errors import FileError
from clvxl.hosts.drawing import Drawing, Progress, filtered
from clvxl.hosts.libreoffice._cells import Brush, draw_cells, set_sizes
from clvxl.hosts.libreoffice._charts import draw_chart, import_scales
from clvxl.hosts.libreoffice._marks import forget, mark, own_sheets
from clvxl.hosts.libreoffice._pages import set_up_page
from clvxl.hosts.libreoffice._step import Quiet, undo_action
from clvxl.hosts.libreoffice._uno import area
from clvxl.report.names import free_name, free_table_name
from clvxl.report.records import Chart, Report, Sheet, Table
from clvxl.text import Text

__all__ = ["draw_report"]


def draw_report(
    ctx: Any,
    document: Any,
    report: Report,
    *,
    replace: bool = False,
    progress: Progress | None = None,
) -> tuple[str, ...]:
    """Draw a report on new sheets behind the document's, as one undo step; return their names.

    The user's sheets, cells and selection stay as they are; at the end the report's first sheet is
    shown. With `replace` the sheets of earlier reports go, which hidden names mark; never the
    user's. `progress` may let the program handle events. A `FileError` says that the document takes
    no new sheets. Whatever goes wrong, it is left as it was.
    """
    _check_document(document)
    drawing = _Drawing(ctx, document, report, progress)
    # The document's controllers stay unlocked: a lock would end the undo manager's at each block,
    # and the sheets that change are not the one on the screen.
    drawing.draw_or_erase()
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
            Text("the workbook is open for reading only: save it under another name first",
                "工作簿以只读方式打开：请先另存为其他名称")
        )  # fmt: skip
    if document.isProtected():
        raise FileError(
            Text("the workbook's structure is protected, so that no sheet can be added: take the "
                "protection off under Tools, Protect Spreadsheet Structure",
                "工作簿的结构受保护，不能添加工作表：请在“工具 > 保护工作簿结构”中取消保护")
        )  # fmt: skip


def _replace(document: Any, drawing: _Drawing, old: dict[str, str]) -> None:
    """Remove the sheets of earlier reports and take over their names, in the same undo step.

    These changes are Calc's own undo's, which brings sheets back whole. They come after the
    drawing: drawn within the step, Calc would end at its undo.
    """
    manager = document.getUndoManager()
    manager.enterUndoContext(drawing.report.title)
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


class _Drawing(Drawing):
    """Redo draws once more; `shown` are the sheets' names at last, as earlier ones are gone."""

    def __init__(self, ctx: Any, document: Any, report: Report, progress: Progress | None) -> None:
        super().__init__(report, progress)
        self._ctx, self._document = ctx, document
        self._brush, self._quiet = Brush(document, self.font), Quiet(document)
        self._before: str | None = None
        self.shown: list[str] = []

    def action(self) -> Any:
        """The step, for the undo manager."""
        return undo_action(self.report.title, self.erase, self.draw_again)

    def draw(self) -> None:
        controller = self._document.getCurrentController()
        if controller is not None:
            self._before = controller.getActiveSheet().Name
        with self._quiet:
            self.draw_sheets()
            self.marks = mark(self._document, self.names)
        self.shown = list(self.names)

    def insert(self, sheet: Sheet) -> Any:
        sheets, again = self._document.Sheets, self._quiet.again
        name = free_name(sheet.name, sheets.ElementNames)
        if sheet.scales:
            import_scales(self._ctx, self._document, sheet.scales, name, again)
        else:
            sheets.insertNewByName(name, sheets.Count)
        again()
        self.names.append(name)
        return sheets.getByName(name)

    def fill(self, target: Any, sheet: Sheet) -> None:
        set_sizes(target, sheet)
        draw_cells(target, sheet, self._brush, self.tell)
        for table in sheet.tables:
            self._make_filterable(target, table)
        set_up_page(self._document, target, sheet, self.report.language, self._quiet.again)

    def chart(self, target: Any, source: Any, chart: Chart) -> None:
        draw_chart(target, source, chart, self._brush.format_key, self.font)

    def _make_filterable(self, target: Any, table: Table) -> None:
        """Give a table filter buttons, by a database range of its name."""
        if not table.has_buttons:
            return
        ranges = self._document.DatabaseRanges
        name = free_table_name(table.name.replace(".", "_"), ranges.ElementNames)
        ranges.addNewByName(name, area(target, filtered(table)).RangeAddress)
        ranges.getByName(name).AutoFilter = True

    def take_names(self) -> None:
        """Name the sheets as the report says, as far as these names are free now."""
        sheets = self._document.Sheets
        for at, (name, sheet) in enumerate(zip(self.names, self.report.sheets, strict=True)):
            others = [other for other in sheets.ElementNames if other != name]
            self.shown[at] = free_name(sheet.name, others)
            if self.shown[at] != name:
                sheets.getByName(name).Name = self.shown[at]

    def erase(self) -> None:
        sheets = self._document.Sheets
        with self._quiet:
            forget(self._document, self.marks)
            for name in reversed(self.names):
                if sheets.hasByName(name):
                    sheets.removeByName(name)
                    self._quiet.again()
        self.names, self.marks = [], []
        controller = self._document.getCurrentController()
        if controller is not None and self._before and sheets.hasByName(self._before):
            controller.setActiveSheet(sheets.getByName(self._before))

    def draw_again(self) -> None:
        """Redo: draw once more, at once."""
        self.progress = None
        self.draw()
        self.show()

    def show(self) -> None:
        """Freeze panes, hide grid lines, and show the first sheet."""
        controller = self._document.getCurrentController()
        if controller is None:
            return
        for name, sheet in reversed(list(zip(self.shown, self.report.sheets, strict=True))):
            controller.setActiveSheet(self._document.Sheets.getByName(name))
            controller.ShowGrid = False
            rows, columns = sheet.frozen
            if rows or columns:
                controller.freezeAtPosition(columns, rows)
