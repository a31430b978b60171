"""The report in a workbook: what is drawn, what is left alone, and what a failure leaves behind."""

from __future__ import annotations

import dataclasses
import inspect
import math
import sys
from collections import Counter
from typing import Any
from unittest.mock import MagicMock

import numpy as np
import pytest
import xlwings

from clvxl.errors import FileError
from clvxl.hosts.excel import _marks
from clvxl.hosts.excel._cells import draw_cells, set_sizes
from clvxl.hosts.excel._charts import draw_chart, draw_scale
from clvxl.hosts.excel._pages import set_up_page
from clvxl.hosts.excel.report import draw_report
from clvxl.report.addresses import area_address
from clvxl.report.names import free_name
from clvxl.report.pages import page_breaks, print_note
from clvxl.report.records import (
    NUMBER_FORMATS,
    Area,
    Chart,
    ColorScale,
    Column,
    Report,
    Series,
    Sheet,
    Table,
    TextAt,
    is_blank,
)
from clvxl.report.style import (
    AXIS_FORMATS,
    MARKED,
    column_widths,
    header_look,
    row_heights,
    safe_text,
    text_look,
    value_look,
)
from tests.hosts.excel import book as stand_in
from tests.hosts.excel.book import Book, Window
from tests.hosts.excel.drawings import Chart as DrawnChart
from tests.hosts.excel.drawings import Planned
from tests.hosts.excel.drawings import Table as DrawnTable
from tests.hosts.excel.windows import windows
from tests.sales_report import sales_report

TRICKY = ["=1+1", "+49 30", "-5", "@x", "001", "1E5", "2025-01-01", "TRUE", "'quoted", "''two",
          "客户", "a\nb", "x" * 9000, "y" * 40_000, "<r>z</r>", ""]  # fmt: skip


REPORTS = [("segment", "en", {}), ("segment", "zh", {}), ("segment", "zh", {"compare": "1m"}),
           ("forecast", "en", {}), ("forecast", "zh", {})]  # fmt: skip


@pytest.fixture(scope="module", params=REPORTS, ids=lambda one: "-".join(map(str, one[:2])))
def reported(request: pytest.FixtureRequest) -> tuple[Report, Book]:
    """A job's report in a language with some options, and the workbook that it was drawn into."""
    from clvxl.jobs.catalogue import JOBS, choices_of
    from tests.hosts.excel.sales import sales_table

    name, language, values = request.param
    job = JOBS[name]
    table, choices = sales_table(400, 41), choices_of(job, values, language)
    report = job.run(table, choices, lambda share: None).report
    book = Book(Sales=[["my", "cells"]])
    draw_report(book, report)
    return report, book


def drawn_sheets(report: Report, book: Book) -> list[tuple[Sheet, Any]]:
    """Each sheet of a report beside its drawn one."""
    return list(zip(report.sheets, book.sheets.listed[-len(report.sheets) :], strict=True))


def expected_cells(sheet: Sheet) -> dict[tuple[int, int], Any]:
    """What the records say stands in the cells, counted from 1."""
    cells: dict[tuple[int, int], Any] = {
        (text.row + 1, text.column + 1): safe_text(text.text) for text in sheet.texts
    }
    for table in sheet.tables:
        top = table.row + 1 + int(table.header)
        for at, column in enumerate(table.columns, start=table.column + 1):
            if table.header:
                cells[table.row + 1, at] = column.title
            for row, value in enumerate(column.values, start=top):
                plain = safe_text(value) if isinstance(value, str) else value
                cells[row, at] = plain if isinstance(value, str) or is_none(value) else float(value)
    return {at: value for at, value in cells.items() if not is_none(value)}


def is_none(value: Any) -> bool:
    """Whether a value is drawn as an empty cell."""
    return is_blank(value) or (isinstance(value, float) and math.isinf(value))


def test_cells_are_those_of_the_records(reported: tuple[Report, Book]) -> None:
    """Each cell of each sheet holds what the report's records say, and no other cell anything."""
    for sheet, drawn in drawn_sheets(*reported):
        assert expected_cells(sheet) == drawn.values


def test_cells_look_as_the_style_says(reported: tuple[Report, Book]) -> None:
    """Number formats, bold, fill, colours, alignment, wrapping and lines are those of the style."""
    for sheet, drawn in drawn_sheets(*reported):
        for text in sheet.texts:
            check_look(drawn, text.row, text.column, text_look(text), "@")
        for table in sheet.tables:
            top = table.row + int(table.header)
            for at, column in enumerate(table.columns):
                if table.header:
                    look = header_look(
                        column.format, first=at == 0, button=table.filterable, align=column.align
                    )
                    check_look(drawn, table.row, table.column + at, look, "@")
                for row in {0, table.rows // 2, table.rows - 1} if table.rows else set():
                    look = value_look(table, at, row)
                    text = isinstance(column.values[row], str)
                    kind = "@" if text else NUMBER_FORMATS[look.format]
                    check_look(drawn, top + row, table.column + at, look, kind)


def check_look(drawn: Any, row: int, column: int, look: Any, kind: str) -> None:
    """Compare one cell's look."""
    expected = (
        kind, look.bold, look.fill, look.wrap, look.vertical, look.align, look.size or 11,
        look.color, look.indent if look.align else 0,
    )  # fmt: skip
    names = {"number_format": "General", "font bold": False, "color": None, "wrap_text": False,
             "vertical_alignment": "bottom", "horizontal_alignment": None, "font size": 11,
             "font color": None, "IndentLevel": 0}  # fmt: skip
    got = tuple(drawn.look(row + 1, column + 1, name, usual) for name, usual in names.items())
    assert expected == got
    if look.bottom is not None:
        sides = {drawn.look(row + 1, column + 1, side) for side in
                 ("edge_bottom", "inside_horizontal")}  # fmt: skip
        assert (look.bottom[1], look.bottom[0]) in sides


def test_tables_charts_scales_and_panes(reported: tuple[Report, Book]) -> None:
    """Filterable tables are real ones; charts and colours lie over their cells; panes freeze."""
    for sheet, drawn in drawn_sheets(*reported):
        real = [t for t in sheet.tables if t.filterable and t.rows]
        assert [t.name for t in real] == [t.name for t in drawn.tables]
        for table, made in zip(real, drawn.tables, strict=True):
            rows = table.rows + 1 - int(table.total)
            assert (table.row + 1, table.column + 1) == (made.range.row, made.range.column)
            assert (rows, len(table.columns)) == made.range.shape
        for chart, bars in zip(sheet.charts, drawn.charts, strict=True):
            check_chart(chart, bars)
        assert len(sheet.scales) == len(drawn.scales)
        frozen = (drawn.window.get("SplitRow", 0), drawn.window.get("SplitColumn", 0))
        assert sheet.frozen == frozen
        assert drawn.window["gridlines"] is False
        page = drawn.page_setup.api
        assert (1, False, 9) == (page.FitToPagesWide, page.FitToPagesTall, page.PaperSize)
        assert (2 if sheet.landscape else 1) == page.Orientation
        check_print(sheet, drawn, reported[0].language)
        assert sum(text.span > 1 for text in sheet.texts) == len(drawn.merged)


def check_print(sheet: Sheet, drawn: Any, language: str) -> None:
    """Compare what goes to paper: the cells, what the foot says of the others, where pages end."""
    page = drawn.page_setup.api
    area = None if sheet.printed is None else area_address(sheet.printed)
    assert area == getattr(page, "PrintArea", None)
    note = print_note(sheet, language)
    assert (f"&9 {note}" if note else None) == getattr(page, "CenterFooter", None)
    widths = column_widths(sheet)
    breaks = page_breaks(sheet, widths, row_heights(sheet, widths), language)
    assert breaks == drawn.broken_before


def check_chart(chart: Chart, bars: Any) -> None:
    """Compare a chart's cells, series, axes and title."""
    assert chart.title == bars.title
    kinds = {"column": "column_clustered", "stacked": "column_stacked", "line": "line"}
    kind, colored = kinds[chart.kind], ["fill_color"]
    if chart.kind == "line":
        colored = ["line_color"]
        if chart.categories.last_row - chart.categories.first_row < MARKED:
            kind = "line_markers"
            colored += ["marker_foreground_color", "marker_background_color"]
    for series, source, part in zip(chart.series, bars.sources, bars.series, strict=True):
        first, last = source.replace("$", "").split(":")
        assert (series.values.first_row + 1, series.values.last_row + 1) == (
            int(first.strip("ABCDEFGHIJ")), int(last.strip("ABCDEFGHIJ")),
        )  # fmt: skip
        assert {"name": series.name, **dict.fromkeys(colored, series.color)} == part.given
    assert kind == bars.given["chart_type"]
    across = {"title": chart.x_title} if chart.x_title else {}
    if chart.category_format != "general":
        across["number_format"] = AXIS_FORMATS[chart.category_format]
    along: dict[str, Any] = {"number_format": AXIS_FORMATS[chart.format]}
    if chart.highest is not None:
        along |= {"minimum_scale": 0, "maximum_scale": chart.highest}
    if chart.y_title:
        along["title"] = chart.y_title
    assert across == bars.category_axis.given
    assert along == bars.value_axis.given
    assert min(bars.given["width"], bars.given["height"]) > 30


@pytest.mark.parametrize(("rows", "kind"), [(3, "line_markers"), (40, "line")])
def test_lines_and_columns_of_another_sheet(rows: int, kind: str) -> None:
    """Each kind of chart is drawn of the sheet that it names, with its titles and its end."""
    columns = Column("n", list(range(rows))), Column("v", [0.5] * rows, "percent")
    values = Sheet("Values", tables=(Table("v", 0, 0, columns),))
    line = Chart(
        2, 0, 9, 4, "T", Area(1, 0, rows, 0), (Series("V", Area(1, 1, rows, 1), "#123456"),),
        "line", "Values", "year", "share", "percent", "integer", 1.0,
    )  # fmt: skip
    shown = Sheet("Shown", charts=(line, dataclasses.replace(line, kind="column", highest=None)))
    book = Book(Values=[["mine"]])
    draw_report(book, Report("t", (shown, values)))
    drawn = book.sheets["Shown"].charts
    assert [kind, "column_clustered"] == [chart.given["chart_type"] for chart in drawn]
    assert {"Values 2"} == {chart.given["source"].sheet.name for chart in drawn}
    signs = ["marker_foreground_color", "marker_background_color"] if rows < 12 else []
    colors = dict.fromkeys(["line_color", *signs], "#123456")
    assert {"name": "V", **colors} == drawn[0].series[0].given
    assert {"name": "V", "fill_color": "#123456"} == drawn[1].series[0].given
    years = {"number_format": "#,##0", "title": "year"}
    assert [years] * 2 == [chart.category_axis.given for chart in drawn]
    shares = {"number_format": "0%", "title": "share"}
    ends = {"minimum_scale": 0, "maximum_scale": 1.0}
    assert [{**shares, **ends}, shares] == [c.value_axis.given for c in drawn]


@pytest.mark.parametrize("eats", [True, False])
def test_text_stays_text(eats: bool) -> None:
    """Texts like formulas, numbers and dates stay as they are, whatever Excel does with quotes."""
    columns = tuple(
        Column(f"={kind}", list(TRICKY), kind) for kind in ("text", "general", "amount")
    )
    texts = tuple(TextAt(row, 5, text) for row, text in enumerate(TRICKY))
    report = Report("t", (Sheet("T", texts, (Table("t", 0, 0, columns, filterable=True),)),))
    book = Book(Sales=[["a"]])
    book.eats_apostrophes = eats
    draw_report(book, report)
    for column in (1, 2, 3):
        got = [book.sheets["T"].values.get((row, column)) for row in range(2, len(TRICKY) + 2)]
        assert [safe_text(text) or None for text in TRICKY] == got
    got = [book.sheets["T"].values.get((row, 6)) for row in range(1, len(TRICKY) + 1)]
    assert [safe_text(text) or None for text in TRICKY] == got


def test_numbers_among_texts() -> None:
    """In a column of both, numbers keep the column's format and are numbers."""
    column = Column("v", [1.5, "=2", math.nan, np.float64(3), None, math.inf, True], "amount")
    book = Book(Sales=[["a"]])
    draw_report(book, Report("t", (Sheet("T", tables=(Table("t", 0, 0, (column,)),)),)))
    sheet = book.sheets["T"]
    assert {(1, 1): "v", (2, 1): 1.5, (3, 1): "=2", (5, 1): 3.0, (8, 1): 1.0} == sheet.values
    formats = [sheet.look(row, 1, "number_format") for row in (2, 3, 5)]
    assert ["#,##0.00", "@", "#,##0.00"] == formats


def test_names_that_are_taken() -> None:
    """A second report takes other names for its sheets, tables and marks; both stay."""
    report = sales_report()
    book = Book(**{report.sheets[0].name.upper(): [["mine"]]})
    first, second = draw_report(book, report), draw_report(book, report)
    assert free_name(report.sheets[0].name, [report.sheets[0].name]) == first[0]
    assert len(set(first + second)) == len(book.sheets) - 1
    assert set(first + second) == _marks.own_sheets(book)
    assert not any(name.api.Visible for name in book.names)


def test_the_user_is_left_alone() -> None:
    """The user's sheets and selection, and Excel's switches, are as before; the report is shown."""
    book = Book(Sales=[["a", 1.0]], Other=[["b"]])
    book.chosen = (3, 2, 4, 5)
    book.app._state |= {"calculation": "semiautomatic", "enable_events": False}
    before = book.state()
    draw_report(book, sales_report())
    after = book.state()
    assert before[0] == after[0][:2]
    assert before[2] == after[2]
    assert before[4] == after[4]
    assert "Sales 2" == after[1], "the report's own first sheet is called Sales, too"


def test_any_failure_leaves_the_workbook_as_it_was() -> None:
    """Whichever call of Excel fails, no sheet, name or switch stays changed."""
    report = Report("t", (small_sheet("A"), small_sheet("B")))
    whole = Book(Sales=[["a", 1.0]], Other=[["b"]])
    draw_report(whole, report)
    for at in range(1, whole.total + 1):
        book = Book(Sales=[["a", 1.0]], Other=[["b"]])
        book.fail_at = at
        before = book.state()
        with pytest.raises(Planned):
            draw_report(book, report)
        assert before == book.state(), at


def small_sheet(name: str) -> Sheet:
    """A sheet with some of all that there is."""
    table = Table(name, 1, 0, (Column("a", ["x", "y"], "text"), Column("b", [1.0, 2.0])), True)
    bars = Chart(5, 0, 5, 3, "t", Area(2, 0, 3, 0), (Series("b", Area(2, 1, 3, 1), "#123456"),))
    return Sheet(name, (TextAt(0, 0, "t", "title", span=2),), (table,), (bars,), frozen=(2, 0))


def test_a_protected_workbook_is_refused() -> None:
    """A workbook whose structure is protected is refused in a sentence before anything is done."""
    book = Book(Sales=[["a"]])
    book.api.ProtectStructure = True
    with pytest.raises(FileError, match=r"structure of sales\.xlsx is protected"):
        draw_report(book, sales_report())
    assert 0 == book.total


def test_values_move_in_blocks() -> None:
    """Ten times the rows take no more calls, but for further blocks of 40,000 cells."""

    def calls(rows: int) -> Counter[str]:
        book = Book(Sales=[["a"]])
        column = Column("id", [f"{i:05d}" for i in range(rows)], "text")
        table = Table("t", 0, 0, (column, Column("v", np.arange(rows, dtype=float))), True)
        draw_report(book, Report("t", (Sheet("T", tables=(table,)),)))
        return book.calls

    few, many = calls(3_000), calls(30_000)
    assert few["write"] + 1 == many["write"] <= 4
    assert few["format"] == many["format"] <= 30


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [(stand_in.Sheet, xlwings.Sheet), (stand_in.Range, xlwings.Range), (stand_in.App, xlwings.App),
     (stand_in.Book, xlwings.Book), (DrawnChart, xlwings.Chart),
     (DrawnTable, xlwings.main.Table)],
)  # fmt: skip
def test_the_stand_in_has_what_xlwings_has(ours: type, theirs: type) -> None:
    """What the macros may use of the stand-in exists in xlwings, with arguments of these names."""
    own = {"fill", "evaluate", "look", "tick", "state", "holds"}
    for name, member in vars(ours).items():
        if name.startswith("_") or name in own:
            continue
        assert hasattr(theirs, name), name
        if inspect.isfunction(member):
            known = set(inspect.signature(getattr(theirs, name)).parameters)
            asked = {p for p in inspect.signature(member).parameters if p not in ("given",)}
            free = "options" in known
            assert free or asked <= known, (name, asked - known)


def test_window_is_where_panes_freeze() -> None:
    """The stand-in keeps what is said of the window with the sheet that is shown."""
    book = Book(A=[["a"]], B=[["b"]])
    Window(book).SplitRow = 3
    assert [{"SplitRow": 3}, {}] == [sheet.window for sheet in book.sheets]


def test_xlwings_takes_what_is_said() -> None:
    """xlwings' own Windows code, on a pretended COM, takes every call and hands values on."""
    sheet = dataclasses.replace(small_sheet("A"), scales=(ColorScale(Area(2, 1, 3, 1)),))
    with windows():
        com = MagicMock(Visible=-1)
        cells = com.Range.return_value
        cells.Rows.Count = cells.Columns.Count = 2
        cells.Left = cells.Top = cells.Width = cells.Height = 100.0
        cells.Address = "$A$1:$B$2"
        target = xlwings.Sheet(impl=sys.modules["xlwings._xlwindows"].Sheet(xl=com))
        draw_cells(target, sheet, "Calibri", lambda cells: None)
        set_sizes(target, sheet)
        draw_scale(target, sheet.scales[0])
        for kind in ("bar", "column", "stacked", "line"):
            chart = dataclasses.replace(sheet.charts[0], kind=kind, y_title="v", highest=1.0)
            draw_chart(target, target, chart, "Calibri")
        set_up_page(target, sheet, "en")
        target.tables.add(source=target.range((1, 1), (3, 2)), name="A", has_headers=True)
    assert [["x", 1.0], ["y", 2.0]] == cells.Value
    assert 1 == com.PageSetup.FitToPagesWide
    assert com.ListObjects.Add.called
    assert com.ChartObjects.return_value.Add.called or com.ChartObjects.Add.called
