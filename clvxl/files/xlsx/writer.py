"""Reports out: a report drawn as an .xlsx file, without any spreadsheet program."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clvxl.files.safe_write import atomic_write
from clvxl.files.xlsx._cells import draw_cells
from clvxl.files.xlsx._charts import draw_chart, draw_scale
from clvxl.files.xlsx._formulas import computes, sheet_class
from clvxl.files.xlsx._rules import define_names, draw_rules
from clvxl.files.xlsx._sheets import rows_class
from clvxl.files.xlsx._styles import TABLE_STYLE, Styles
from clvxl.files.xlsx.template import HOMEWORK, PROPERTY
from clvxl.report.names import table_name, titles
from clvxl.report.pages import MARGINS, page_breaks, print_note
from clvxl.report.records import Report, Sheet, Table
from clvxl.report.style import FONTS, column_widths, header_look, repeated_row, row_heights

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

__all__ = ["write_report"]

MANY_CELLS = 1_500_000
"""Above this the file is written row by row, in little memory and without table objects."""

A4 = 9
EVERYWHERE = "A1:XFD1048576"

LONGEST_PROPERTY = 255

ALWAYS = datetime(2000, 1, 1)
"""When each file of homework says that it was made: so it has the same bytes on any day."""
ALLOWED = dict.fromkeys(("format_cells", "format_columns", "format_rows"), True)
"""What a protected sheet lets everybody do."""

NEW_ENGINE = 191029
"""What Excel 2019 and later call their engine; a file of an older one is computed when opened."""


def write_report(
    report: Report,
    path: str | os.PathLike[str],
    *,
    overwrite: bool = False,
    progress: Callable[[float], None] | None = None,
) -> None:
    """Write a report to an .xlsx file, all of it or nothing.

    Parameters
    ----------
    report : Report
        What to draw. Text stays text, whatever it begins with; a formula has its value beside it.
    path : path
        The file to make.
    overwrite : bool
        Replace a file that is there already.
    progress : callable, optional
        Called now and then with the share done, 0 to 1.

    Raises
    ------
    FileError
        The file is there already or cannot be written; an existing file is then untouched.
    ValueError
        The report holds what no workbook can: a name twice, a rule too long, no visible sheet.

    Examples
    --------
    >>> import tempfile
    >>> from clvxl.report.records import TextAt
    >>> report = Report("Segments", (Sheet("Summary", texts=(TextAt(0, 0, "=1+1", "title"),)),))
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_report(report, folder + "/segments.xlsx")
    ...     os.listdir(folder)
    ['segments.xlsx']
    """
    with atomic_write(path, overwrite) as temporary, _book(report, temporary) as book:
        _draw(book, report, _Progress(report.size, progress))
    if progress is not None:
        progress(1.0)


class _Progress:
    """Turns cells drawn into the share done; packing the file is the last fifth."""

    def __init__(self, cells: int, tell: Callable[[float], None] | None) -> None:
        self._cells = max(cells, 1)
        self._tell = tell
        self._done = 0

    def __call__(self, cells: int) -> None:
        self._done += cells
        if self._tell is not None:
            self._tell(min(0.8, 0.8 * self._done / self._cells))


class _Target(io.FileIO):
    """A file that refuses once: what is still to be written when it is given up goes nowhere.

    Else a full disk would refuse again when the half-written package is forgotten, for all to see.
    """

    failed = False
    place = 0

    def write(self, data: Any, /) -> int:
        """Write all of it, or fail."""
        if self.failed:
            self.place += len(data)
            return len(data)
        view = memoryview(data)
        try:
            while view:
                view = view[super().write(view) :]
        except OSError:
            self.failed = True
            raise
        return len(data)

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Go to a place, of which there is only the number once the file is given up."""
        self.place = offset
        return offset if self.failed else super().seek(offset, whence)

    def tell(self) -> int:
        """Where it is."""
        return self.place if self.failed else super().tell()

    def flush(self) -> None:
        """Nothing waits to be written."""


@contextmanager
def _book(report: Report, temporary: Path) -> Iterator[Workbook]:
    """Open a workbook and close it, or on a failure leave its temporary files to their folder."""
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    target = _Target(temporary, "w")
    book = xlsxwriter.Workbook(target, _options(report, temporary))
    try:
        book.use_zip64()
        yield book
        book.close()
    except FileCreateError as error:
        raise error.args[0] from None
    finally:
        target.close()
        # A book that was not closed would warn, and try to write, when it is forgotten.
        book.fileclosed = True
        for sheet in book.worksheets():
            if sheet.constant_memory and not sheet.row_data_fh_closed:
                sheet.row_data_fh.close()


def _options(report: Report, temporary: Path) -> dict[str, Any]:
    return {
        "in_memory": not _is_large(report),
        "constant_memory": _is_large(report),
        "tmpdir": str(temporary.parent),
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
        "default_format_properties": {
            "font_name": FONTS.get(report.language, FONTS["en"]),
            "font_size": 11,
        },
    }


def _is_large(report: Report) -> bool:
    return report.size > MANY_CELLS


def _draw(book: Workbook, report: Report, done: Callable[[int], None]) -> None:
    book.set_properties({"title": report.title, "comments": "clvxl"})
    # There is nothing to calculate: opening the file need not take that time.
    book.calc_on_load = False
    if report.template is not None:
        _mark(book, PROPERTY, report.template)
    if report.homework is not None:
        _mark(book, HOMEWORK, report.homework)
        book.set_properties({"title": report.title, "comments": "clvxl", "created": ALWAYS})
    styles = Styles(book)
    real_tables = not _is_large(report)
    formulas = computes(report)
    targets = _add_sheets(book, report, formulas=formulas)
    # A chart keeps the values that it is drawn from, which it asks XlsxWriter for.
    drawn_from = {chart.sheet or sheet.name for sheet in report.sheets for chart in sheet.charts}
    for target, sheet in zip(targets, report.sheets, strict=True):
        _draw_sheet(
            book, target, sheet, styles, done, real_tables=real_tables, language=report.language,
            by_cell=formulas or sheet.name in drawn_from,
        )  # fmt: skip
    define_names(book, report)


def _mark(book: Workbook, name: str, value: str) -> None:
    if not 0 < len(value) <= LONGEST_PROPERTY:
        raise ValueError(f"{value!r} cannot be the mark of a template or of homework")
    book.set_custom_property(name, value, "text")


def _add_sheets(book: Workbook, report: Report, *, formulas: bool) -> list[Worksheet]:
    """Make all sheets, hide those to be hidden, and let the first of the others be seen first."""
    kind = rows_class()
    if formulas:
        kind = sheet_class()
        book.set_calc_mode("auto", NEW_ENGINE)
    targets = [book.add_worksheet(sheet.name, kind) for sheet in report.sheets]
    hidden = [sheet.hidden for sheet in report.sheets]
    if targets and all(hidden):
        raise ValueError("a workbook needs a sheet that is not hidden")
    for target in (target for target, away in zip(targets, hidden, strict=True) if away):
        target.hide()
    if targets and hidden[0]:
        targets[hidden.index(False)].activate()
        targets[hidden.index(False)].set_first_sheet()
    return targets


def _draw_sheet(
    book: Workbook,
    target: Worksheet,
    sheet: Sheet,
    styles: Styles,
    done: Callable[[int], None],
    *,
    real_tables: bool,
    language: str,
    by_cell: bool,
) -> None:
    widths = column_widths(sheet)
    heights = row_heights(sheet, widths)
    for column, width in widths.items():
        target.set_column(column, column, width)
    if sheet.frozen != (0, 0):
        target.freeze_panes(*sheet.frozen)
    _set_up_page(target, sheet, language)
    target.set_h_pagebreaks(page_breaks(sheet, widths, heights, language))
    draw_cells(sheet, target, styles, heights, done, by_cell=by_cell)
    for table in sheet.tables:
        _finish_table(target, table, styles, real=real_tables)
    _spare_corners(target, sheet)
    draw_rules(target, sheet, styles)
    if sheet.protected:
        target.protect("", ALLOWED)
    for scale in sheet.scales:
        draw_scale(target, scale)
    for chart in sheet.charts:
        draw_chart(book, target, chart, widths, heights)


def _set_up_page(target: Worksheet, sheet: Sheet, language: str) -> None:
    """A4, one page wide, page numbers below, headers of a long table on each page."""
    target.set_paper(A4)
    if sheet.landscape:
        target.set_landscape()
    target.fit_to_pages(1, int(sheet.one_page))
    target.set_margins(**MARGINS)
    note = print_note(sheet, language)
    target.set_footer(f"&L&9&A{'&C&9 ' + note if note else ''}&R&9&P / &N")
    if sheet.printed is not None:
        cells = sheet.printed
        target.print_area(cells.first_row, cells.first_column, cells.last_row, cells.last_column)
    target.hide_gridlines(2)
    repeated = repeated_row(sheet)
    if repeated is not None:
        target.repeat_rows(repeated)


def _finish_table(target: Worksheet, table: Table, styles: Styles, *, real: bool) -> None:
    """Filter buttons and a name for a table whose cells are drawn."""
    if not table.has_buttons:
        return
    whole = table.body(last=len(table.columns) - 1)
    corners = (table.row, whole.first_column, whole.last_row, whole.last_column)
    if not real:
        target.autofilter(*corners)
        return
    columns = [
        {
            # XlsxWriter would take "<r>" for its own markup.
            "header": title.replace("<r>", "< r>"),
            "header_format": styles.of(header_look(column.format, first=at == 0, button=True)),
        }
        for at, (title, column) in enumerate(zip(titles(table), table.columns, strict=True))
    ]
    options = {"name": table_name(table.name), "style": TABLE_STYLE, "columns": columns}
    if target.add_table(*corners, options) != 0:
        raise ValueError(f"table {table.name} cannot be made")


def _spare_corners(target: Worksheet, sheet: Sheet) -> None:
    """Spare customer numbers, kept as text, and formulas of a template Excel's green corners."""
    from xlsxwriter.utility import xl_range

    areas = [
        table.body(at)
        for table in sheet.tables
        for at, column in enumerate(table.columns)
        if column.format == "text" and table.rows > int(table.total)
    ]
    ranges = [xl_range(a.first_row, a.first_column, a.last_row, a.last_column) for a in areas]
    spared = {"number_stored_as_text": " ".join(ranges)} if ranges else {}
    if sheet.cells:
        # A formula beside others need not be like them, nor reach as far as their figures.
        spared |= dict.fromkeys(("formula_differs", "formula_range"), EVERYWHERE)
    if spared:
        target.ignore_errors(spared)
