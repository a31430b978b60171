"""Reports in, workbooks out, and read back by another program's library."""

from __future__ import annotations

import math
import os
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clvxl.errors import FileError
from clvxl.files.xlsx import writer
from clvxl.files.xlsx.writer import write_report
from clvxl.report.records import (
    Area,
    Chart,
    ColorScale,
    Column,
    Report,
    Series,
    Sheet,
    Table,
    TextAt,
)
from clvxl.report.style import STEADY_HEIGHT

HOSTILE = [
    "=cmd()",
    "+1",
    "@x",
    "-2",
    "http://x.org",
    "=1+1",
    "{=A1}",
    "<r><t>x</t></r>",
    "1",
    " a ",
]


@pytest.fixture(params=["usual", "large"])
def size(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Draw as usual, and as a report of millions of cells is drawn."""
    if request.param == "large":
        monkeypatch.setattr(writer, "MANY_CELLS", -1)
    return str(request.param)


def written(path: Path, *sheets: Sheet, language: str = "en") -> openpyxl.Workbook:
    """A report of these sheets, written and read back."""
    write_report(Report("A title", sheets, language), path / "r.xlsx", overwrite=True)
    assert [] == [name for name in os.listdir(path) if name.startswith(".clvxl")]
    return openpyxl.load_workbook(path / "r.xlsx")


def table(**options: Any) -> Table:
    """A small table of all formats, with its header in B3."""
    columns = (
        Column("Customer", ["007", "客户", None], "text"),
        Column("Orders", np.array([1, 2, 3]), "integer"),
        Column("Mean", [0.5, float("nan"), math.inf], "number"),
        Column("Revenue", np.array([1.5, np.nan, -2.5]), "amount"),
        Column("Share", [0.25, 0.5, 0.75], "percent"),
        Column("Last", [45000, 45001.0, np.float64(45002)], "date"),
        Column("Any", [True, "", np.int64(4)], wrap=True),
    )
    return Table("customers", 2, 1, columns, **options)


VALUES = [
    ["Customer", "Orders", "Mean", "Revenue", "Share", "Last", "Any"],
    ["007", 1, 0.5, 1.5, 0.25, "2023-03-15", True],
    ["客户", 2, None, None, 0.5, "2023-03-16", None],
    [None, 3, None, -2.5, 0.75, "2023-03-17", 4],
]


def test_values_and_formats(tmp_path: Path, size: str) -> None:
    """Values, number formats, blanks for what is no number, frozen panes and widths arrive."""
    sheet = written(tmp_path, Sheet("S", tables=(table(),), widths={1: 22.0}, frozen=(3, 1)))["S"]
    block = list(sheet.iter_rows(min_row=3, min_col=2, max_col=8))
    got = [[c.value.date().isoformat() if c.is_date else c.value for c in row] for row in block]
    assert got == VALUES
    expected = ["@", "#,##0", "#,##0.0", "#,##0.00", "0.0%", "yyyy-mm-dd", "General"]
    assert expected == [cell.number_format for cell in block[1]]
    assert block[1][6].alignment.wrap_text
    assert "B4" == sheet.freeze_panes
    assert 22 == pytest.approx(sheet.column_dimensions["B"].width, abs=1)


def test_filterable(tmp_path: Path, size: str) -> None:
    """A filterable table is a real table, in very large reports a filtered range."""
    sheet = written(tmp_path, Sheet("S", tables=(table(filterable=True),)))["S"]
    if size == "usual":
        drawn = sheet.tables["customers"]
        assert ("B3:H6", "B3:H6") == (drawn.ref, drawn.autoFilter.ref)
        assert VALUES[0] == drawn.column_names
    else:
        assert {} == dict(sheet.tables)
        assert "B3:H6" == sheet.auto_filter.ref


def test_total_row(tmp_path: Path, size: str) -> None:
    """The total is bold below a line and stays out of the filter."""
    sheet = written(tmp_path, Sheet("S", tables=(table(filterable=True, total=True),)))["S"]
    total, other = sheet["C6"], sheet["C5"]
    assert (True, False) == (bool(total.font.b), bool(other.font.b))
    assert ("thin", None) == (total.border.top.style, other.border.top.style)
    assert "#,##0" == total.number_format
    filtered = sheet.tables["customers"].ref if size == "usual" else sheet.auto_filter.ref
    assert "B3:H5" == filtered


def test_formats_a_row(tmp_path: Path, size: str) -> None:
    """A column may have a format per row; without a header row the values start at once."""
    column = Column("x", [45000, 0.5], formats=["date", "percent"])
    plain = Table("t", 0, 0, (column,), header=False)
    sheet = written(tmp_path, Sheet("S", tables=(plain,)))["S"]
    assert ["yyyy-mm-dd", "0.0%"] == [sheet["A1"].number_format, sheet["A2"].number_format]


def test_titles_of_a_real_table(tmp_path: Path) -> None:
    """Titles twice or empty and a name like a cell's still make a table that Excel opens."""
    columns = tuple(Column(title, [1]) for title in ["A", "a", "", "A"])
    sheet = written(tmp_path, Sheet("S", tables=(Table("T1", 0, 0, columns, filterable=True),)))
    drawn = sheet["S"].tables["_T1"]
    assert ["A", "a 2", "Column 3", "A 3"] == drawn.column_names
    assert drawn.column_names == [cell.value for cell in sheet["S"][1]]


def test_an_empty_table(tmp_path: Path, size: str) -> None:
    """A table without rows is its header row."""
    empty = Table("t", 0, 0, (Column("A", [], "text"), Column("B", [])), filterable=True)
    sheet = written(tmp_path, Sheet("S", tables=(empty,)))["S"]
    assert [["A", "B"]] == [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_text_stays_text(tmp_path: Path, size: str) -> None:
    """Text that looks like a formula, number, link or markup is written as the text it is."""
    texts = tuple(TextAt(row, 2, text, span=2) for row, text in enumerate(HOSTILE))
    columns = (Column("text", HOSTILE, "text"), Column("general", HOSTILE))
    sheet = written(tmp_path, Sheet("S", texts, (Table("t", 0, 0, columns, header=False),)))["S"]
    for column in "ABC":
        cells = [sheet[f"{column}{row}"] for row in range(1, len(HOSTILE) + 1)]
        assert HOSTILE == [cell.value for cell in cells]
        assert {"s"} == {"s" if cell.data_type == "inlineStr" else cell.data_type for cell in cells}
        assert [None] * len(cells) == [cell.hyperlink for cell in cells]
    with zipfile.ZipFile(tmp_path / "r.xlsx") as archive:
        assert not any("<f>" in archive.read(n).decode("latin-1") for n in archive.namelist())


def test_text_that_no_cell_can_hold(tmp_path: Path, size: str) -> None:
    """Control characters are replaced and texts that are too long are cut; the file opens."""
    values = ["a\x00b", "\ud800", "x" * 40_000, "😀" * 20_000, "a\r\nb", "\ufffe", "_x0041_"]
    sheet = written(tmp_path, Sheet("S", (), (Table("t", 0, 0, (Column("c", values, "text"),)),)))
    got = [row[0].value for row in sheet["S"].iter_rows(min_row=2)]
    expected = ["a\ufffdb", "\ufffd", "x" * 32_766 + "…", "😀" * 16_383 + "…", "a\nb", "\ufffd"]
    # openpyxl decodes such escapes in shared strings only; Excel does in both places.
    escape = "_x0041_" if size == "usual" else "_x005F_x0041_"
    assert [*expected, escape] == got


def test_texts(tmp_path: Path, size: str) -> None:
    """Texts are merged over their span and their rows as high as their lines."""
    texts = (TextAt(5, 0, "Long", "note", span=4, lines=3), TextAt(0, 0, "Title", "title", span=3))
    below = Table("t", 2, 0, (Column("c", [1.0, 2.0]),))
    sheet = written(tmp_path, Sheet("S", texts, (below,)))["S"]
    assert ["A1:C1", "A6:D6"] == sorted(str(area) for area in sheet.merged_cells.ranges)
    assert ["Title", None, "c", 1, 2, "Long"] == [sheet.cell(row, 1).value for row in range(1, 7)]
    assert sheet.row_dimensions[6].height >= 3 * 13
    assert sheet["A6"].alignment.wrap_text
    assert sheet["A1"].font.sz > sheet["A6"].font.sz


def test_wrapped_rows(tmp_path: Path, size: str) -> None:
    """A row is as high as its wrapped text needs, so that a chart below stays below."""
    columns = (Column("c", ["word " * 30, "short"], "text", width=30, wrap=True),)
    sheet = written(tmp_path, Sheet("S", (), (Table("t", 0, 0, columns),)))["S"]
    assert sheet.row_dimensions[2].height >= 5 * 15
    assert sheet.row_dimensions[3].height in (None, 15)


def test_rows_above_a_chart(tmp_path: Path, size: str) -> None:
    """Rows above a chart have their height without cells too, so that it ends where they do."""
    series, area = (Series("V", Area(1, 0, 1, 0), "#1F7A6D"),), Area(0, 0, 0, 0)
    charts = tuple(Chart(row, 0, 9, 4, "T", area, series) for row in (4, 14, 24))
    values = Table("t", 0, 0, (Column("v", [1.0]),))
    sheet = written(tmp_path, Sheet("S", (), (values,), charts))["S"]
    heights = [sheet.row_dimensions[row].height for row in range(2, 25)]
    assert [STEADY_HEIGHT] * 23 == pytest.approx(heights, abs=0.5)
    ends = [(chart.anchor._from.row, chart.anchor.to.row) for chart in sheet._charts]
    assert [(4, 12), (14, 22), (24, 33)] == sorted(ends)


def test_tables_side_by_side(tmp_path: Path, size: str) -> None:
    """Two tables that share rows are both there, also when rows are written in order."""
    left = Table("l", 0, 0, (Column("l", list(range(20_000))),))
    right = Table("r", 5, 2, (Column("r", [f"t{i}" for i in range(19_000)], "text"),))
    sheet = written(tmp_path, Sheet("S", (), (left, right)))["S"]
    assert ["l", *range(20_000)] == [row[0].value for row in sheet.iter_rows(max_col=1)]
    got = [row[0].value for row in sheet.iter_rows(min_row=6, min_col=3, max_row=19_006)]
    assert ["r", *(f"t{i}" for i in range(19_000))] == got


def test_chart_and_scale(tmp_path: Path, size: str) -> None:
    """A chart's bars start at the top and its cells are those of the record; colours too."""
    values = Table("t", 0, 0, (Column("n", ["a", "b"], "text"), Column("v", [0.2, 0.8], "percent")))
    chart = Chart(5, 0, 10, 4, "T", Area(1, 0, 2, 0), (Series("V", Area(1, 1, 2, 1), "#1F7A6D"),))
    scale = ColorScale(values.body(1), low="#FFFFFF", high="#1F7A6D")
    sheet = written(tmp_path, Sheet("My 'S' 1", (), (values,), (chart,), (scale,)))["My 'S' 1"]
    [drawn] = sheet._charts
    assert ("bar", "maxMin") == (drawn.barDir, drawn.x_axis.scaling.orientation)
    assert "'My ''S'' 1'!$B$2:$B$3" == drawn.series[0].val.numRef.f
    [area] = sheet.conditional_formatting
    assert "B2:B3" == str(area.sqref)
    colors = [color.rgb for color in area.rules[0].colorScale.color]
    assert ["FFFFFFFF", "FF1F7A6D"] == colors


def test_page(tmp_path: Path, size: str) -> None:
    """A sheet prints on A4, one page wide, a long table's headers on each page."""
    long = Table("t", 3, 0, (Column("c", list(range(100))),))
    sheet = written(tmp_path, Sheet("S", (), (long,), landscape=True))["S"]
    page = sheet.page_setup
    assert (9, "landscape", 1, 0) == (
        int(page.paperSize),
        page.orientation,
        int(page.fitToWidth or 1),
        int(page.fitToHeight),
    )
    assert "$4:$4" == sheet.print_title_rows
    assert "&P" in str(sheet.oddFooter.right.text)


def test_properties(tmp_path: Path) -> None:
    """The file has its title and nobody's name, and need not calculate when it is opened."""
    book = written(tmp_path, Sheet("S"))
    assert ("A title", None) == (book.properties.title, book.properties.creator or None)
    with zipfile.ZipFile(tmp_path / "r.xlsx") as archive:
        assert b"fullCalcOnLoad" not in archive.read("xl/workbook.xml")


def test_chinese(tmp_path: Path) -> None:
    """A Chinese report has a Chinese font and Chinese sheet names."""
    book = written(tmp_path, Sheet("汇总", (TextAt(0, 0, "客户价值", "title"),)), language="zh")
    assert "Microsoft YaHei" == book["汇总"]["A1"].font.name


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"))
CELLS = st.one_of(st.none(), TEXTS, st.floats(width=32), st.integers(-(2**53), 2**53))


@settings(max_examples=40)
@given(st.integers(0, 6).flatmap(lambda n: st.lists(st.lists(CELLS, min_size=n, max_size=n))))
def test_any_table_comes_back(rows: list[list[Any]]) -> None:
    """Any table of text and numbers comes back equal, what is no number as a blank."""
    width = len(rows[0]) if rows else 0
    columns = tuple(Column(f"c{at}", [row[at] for row in rows]) for at in range(width))
    with tempfile.TemporaryDirectory() as folder:
        book = written(Path(folder), Sheet("S", (), (Table("t", 0, 0, columns),)))
    got = [list(row) for row in book["S"].iter_rows(min_row=2, values_only=True)] if width else []
    expected = [[_as_cell(value) for value in row] for row in rows] if width else []
    assert expected == got


def _as_cell(value: Any) -> Any:
    if value == "" or (isinstance(value, float) and not math.isfinite(value)):
        return None
    if isinstance(value, str):
        return value
    return None if value is None else pytest.approx(value, rel=1e-14)


def test_interrupted(tmp_path: Path, size: str) -> None:
    """Ctrl-C leaves nothing behind and an old file untouched."""
    (tmp_path / "r.xlsx").write_text("old")

    def interrupt(share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_report(
            Report("t", (Sheet("S", tables=(table(),)),)),
            tmp_path / "r.xlsx",
            overwrite=True,
            progress=interrupt,
        )
    assert ["r.xlsx"] == os.listdir(tmp_path)
    assert "old" == (tmp_path / "r.xlsx").read_text()


def test_never_over_a_file(tmp_path: Path) -> None:
    """A file that is there is kept unless overwriting is asked for."""
    (tmp_path / "r.xlsx").write_text("old")
    with pytest.raises(FileError, match="is there already"):
        write_report(Report("t", (Sheet("S"),)), tmp_path / "r.xlsx")
    assert "old" == (tmp_path / "r.xlsx").read_text()


def test_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full when the file is packed ends in one sentence and leaves nothing."""

    def full(*args: Any, **options: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("xlsxwriter.workbook.ZipFile", full)
    with pytest.raises(FileError, match="no room on the disk"):
        write_report(Report("t", (Sheet("S"),)), tmp_path / "r.xlsx")
    assert [] == os.listdir(tmp_path)


def test_faults_of_the_caller(tmp_path: Path) -> None:
    """A table too long for a sheet and a value that no cell holds are not silently lost."""
    long = Table("t", 1_048_570, 0, (Column("c", list(range(10))),))
    with pytest.raises(ValueError, match="paginate"):
        write_report(Report("t", (Sheet("S", tables=(long,)),)), tmp_path / "r.xlsx")
    odd = Table("t", 0, 0, (Column("c", [object()]),))
    with pytest.raises(TypeError, match="cannot hold"):
        write_report(Report("t", (Sheet("S", tables=(odd,)),)), tmp_path / "r.xlsx")
    assert [] == os.listdir(tmp_path)


def test_progress(tmp_path: Path, size: str) -> None:
    """Progress never falls and ends at 1."""
    shares: list[float] = []
    long = Table("t", 0, 0, (Column("c", np.arange(30_000.0)),))
    report = Report("t", (Sheet("S", tables=(long,)),))
    write_report(report, tmp_path / "r.xlsx", progress=shares.append)
    assert sorted(shares) == shares
    assert (True, 1.0) == (len(shares) > 3, shares[-1])
