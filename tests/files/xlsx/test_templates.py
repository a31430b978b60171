"""Templates out: formulas with their values, names, rules, plots, read back by other libraries."""

from __future__ import annotations

import dataclasses
import re
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fastexcel
import numpy as np
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clvxl.files.xlsx import writer
from clvxl.files.xlsx.writer import write_report
from clvxl.report.records import (
    Area,
    Cell,
    Chart,
    Column,
    Formula,
    Report,
    Rule,
    Series,
    Sheet,
    Table,
)
from tests.files.xlsx.everything import CELLS, STORED, everything
from tests.files.xlsx.schemas import complaints

EXERCISE = "Bob's exercise"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that holds everything."""
    found = tmp_path_factory.mktemp("templates") / "everything.xlsx"
    write_report(everything(), found)
    return found


@pytest.fixture(scope="module")
def book(path: Path) -> openpyxl.Workbook:
    """That file, formulas as formulas."""
    return openpyxl.load_workbook(path)


@pytest.fixture(scope="module")
def values(path: Path) -> openpyxl.Workbook:
    """That file, formulas as their stored values."""
    return openpyxl.load_workbook(path, data_only=True)


def written(folder: Path, *cells: Cell, tables: tuple[Table, ...] = ()) -> Path:
    """A template of one sheet of these cells and tables."""
    path = folder / "t.xlsx"
    write_report(Report("T", (Sheet("S", (), tables, cells=cells),)), path, overwrite=True)
    return path


def parts(path: Path) -> dict[str, bytes]:
    """The parts of a file."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_formulas_and_their_values(book: openpyxl.Workbook, values: openpyxl.Workbook) -> None:
    """Each formula stands in its cell, in a merged one too, and its value as what it is."""
    sheet, shown = book[EXERCISE], values[EXERCISE]
    formulas = [cell for cell in CELLS if isinstance(cell.value, Formula)]
    for cell in formulas:
        assert cell.value.text == sheet.cell(cell.row + 1, cell.column + 1).value
    got = {place: shown[place].value for place in STORED}
    assert {**STORED, "C7": None} == got
    assert [bool, bool, str] == [type(got[place]) for place in ("B12", "B13", "B11")]
    spans = {f"C{cell.row + 1}:D{cell.row + 1}" for cell in formulas if cell.span == 2}
    assert spans < {str(area) for area in sheet.merged_cells.ranges}


def test_an_empty_text_is_stored(path: Path) -> None:
    """A check that says nothing holds an empty text; a formula without a value holds none."""
    cells = Cell(0, 0, Formula('=""', "")), Cell(1, 0, Formula("=1+1"))
    text = parts(written(path.parent, *cells))["xl/worksheets/sheet1.xml"].decode()
    assert 't="str"><f>""</f><v></v></c>' in text
    assert "<f>1+1</f></c>" in text


def test_another_reader_takes_the_values(path: Path) -> None:
    """The calamine reader, which never computes, finds all stored values."""
    file = fastexcel.read_excel(str(path))
    working = file.load_sheet("Working", header_row=1).to_arrow().to_pydict()
    assert pytest.approx([0.2, 0.4, 0.6, 1.2]) == working["Value"]
    assert ["✓", "xx", None, None] == working["Says"]
    multiples = file.load_sheet("Solution", header_row=2, use_columns="B:C").to_arrow().to_pydict()
    assert {"One": [4, 12], "Two": [8, 16]} == multiples


def test_formulas_in_a_table(book: openpyxl.Workbook, values: openpyxl.Workbook) -> None:
    """A column mixes formulas with values, its total too; its width fits what they give."""
    sheet, shown = book["Working"], values["Working"]
    column = [sheet.cell(row, 3).value for row in range(3, 7)]
    assert [1.5, None, "=C3*2", "text"] == column
    assert "=SUM(B3:B5)" == sheet["B6"].value
    assert (3, "#,##0.00", True) == (
        shown["C5"].value,
        sheet["B6"].number_format,
        sheet["B6"].font.b,
    )
    assert "xx" == shown["D4"].value


def test_tables_side_by_side(
    book: openpyxl.Workbook, values: openpyxl.Workbook, path: Path
) -> None:
    """Two tables of formulas share their rows, each cell with its value and format; none spills."""
    sheet, shown = book["Solution"], values["Solution"]
    assert "=in_years*INDEX({1,2;3,4},2,1)" == sheet["B5"].value
    assert [[4, 8], [12, 16]] == [[cell.value for cell in row] for row in shown["B4:C5"]]
    assert ["#,##0.00", "#,##0"] == [sheet["B5"].number_format, sheet["C5"].number_format]
    assert [True, False] == [shown["F4"].value, shown["F5"].value]
    assert not any(b"cm=" in part or b"_xlfn" in part for part in parts(path).values())


@pytest.mark.parametrize("value", ["1", "text", 2.5, 3, True, None, np.float64(4.5), np.int64(2)])
def test_values_of_all_kinds(tmp_path: Path, value: Any) -> None:
    """A formula's value is stored as what it is, one of numpy's too."""
    path = written(tmp_path, Cell(0, 0, Formula("=B1", value)))
    got = openpyxl.load_workbook(path, data_only=True)["S"]["A1"].value
    assert (value, isinstance(value, bool)) == (got, isinstance(got, bool))


def test_names(book: openpyxl.Workbook) -> None:
    """Cells and columns have their names, absolute and in the whole workbook."""
    got = {name: defined.attr_text for name, defined in book.defined_names.items()}
    expected = {
        cell.name: f"'Bob''s exercise'!$B${cell.row + 1}" for cell in CELLS if cell.name is not None
    }
    expected |= {
        "working_year": "Working!$A$3:$A$5",
        "working_value": "Working!$B$3:$B$5",
        "row_numbers": "Sales!$A$2:$A$41",
    }
    assert expected == got


def test_rules(book: openpyxl.Workbook) -> None:
    """A rule has its bounds or choices, tells them in a tip, and stops what breaks them."""
    found = {str(one.sqref): one for one in book[EXERCISE].data_validations.dataValidation}
    got = {at: (one.type, one.operator, one.formula1, one.formula2) for at, one in found.items()}
    expected = {
        "B3": ("decimal", None, "0", "1"),
        "B4": ("whole", "greaterThanOrEqual", "1", None),
        "B5": ("date", "lessThanOrEqual", "46387", None),
        "B6": ("list", None, '"start,end"', None),
        "B7": ("decimal", "greaterThanOrEqual", "-9.99e+307", None),
        "B8": ("custom", None, "ans_more>in_rate", None),
    }
    assert expected == got
    rate = found["B3"]
    assert ("Discount rate", "A rate between 0 and 1, like 0.2") == (rate.promptTitle, rate.prompt)
    assert (rate.promptTitle, rate.prompt) == (rate.errorTitle, rate.error)
    assert (None, True, True) == (rate.errorStyle, rate.showInputMessage, rate.showErrorMessage)
    [column] = book["Working"].data_validations.dataValidation
    assert "C3:C5" == str(column.sqref)


def test_looks_of_roles(book: openpyxl.Workbook) -> None:
    """Inputs, answers, results and code look as their roles say; code stays text."""
    sheet = book[EXERCISE]
    looks = {
        place: (
            sheet[place].fill.fgColor.rgb,
            sheet[place].border.left.style,
            sheet[place].font.color.rgb,
        )
        for place in ("B3", "B7")
    }
    assert {
        "B3": ("FFFFF4CC", "thin", "FF1B4F9C"),
        "B7": ("FFFBE3D4", "medium", "FF22302E"),
    } == looks
    result, code = sheet["B10"], sheet["B14"]
    assert (True, None, None) == (
        result.font.b,
        result.border.top.style,
        result.border.left.style,
    )
    assert ("Consolas", 10, None, "@") == (
        code.font.name, code.font.sz, code.font.scheme, code.number_format,
    )  # fmt: skip
    assert "s" == code.data_type
    assert sheet.row_dimensions[9].height >= 2 * 15
    assert "FFFFF4CC" == book["Working"]["C4"].fill.fgColor.rgb


def test_checks_are_coloured(book: openpyxl.Workbook) -> None:
    """A check turns exactly ✓ bold and green, any other text red; columns of checks too."""
    found = {str(one.sqref): one.rules for one in book[EXERCISE].conditional_formatting}
    assert ["C7", "C8", "C9"] == list(found)
    right, wrong = found["C8"]
    assert (['EXACT(C8,"✓")'], ["ISTEXT(C8)"]) == (right.formula, wrong.formula)
    assert right.priority < wrong.priority
    assert right.stopIfTrue
    assert (True, "FF1F7A6D") == (right.dxf.font.b, right.dxf.font.color.rgb)
    assert (False, "FFB4532A") == (bool(wrong.dxf.font.b), wrong.dxf.font.color.rgb)
    assert "D3:D5" in {str(one.sqref) for one in book["Working"].conditional_formatting}


def test_plots(book: openpyxl.Workbook, path: Path) -> None:
    """Plots are of their kind, have titles, one number format, a legend and gaps for blanks."""
    drawn = [chart for chart in book["Working"]._charts if chart.anchor._from.row < 50]
    assert ["BarChart", "LineChart", "BarChart"] == [type(one).__name__ for one in drawn]
    assert ["col", "bar"] == [one.barDir for one in drawn[::2]]
    for one in drawn:
        assert ["Working!$B$3:$B$5", "Working!$C$3:$C$5"] == [s.val.numRef.f for s in one.series]
        assert ("b", "#,##0") == (one.legend.position, one.y_axis.numFmt.formatCode)
        assert ["Year", "Worth"] == [
            axis.title.tx.rich.p[0].r[0].t for axis in (one.x_axis, one.y_axis)
        ]
    assert ["circle"] * 2 == [series.marker.symbol for series in drawn[1].series]
    assert "maxMin" == drawn[2].x_axis.scaling.orientation
    stored = [s.val.numRef.numCache for s in drawn[1].series]
    assert [[0, 1, 2], [0, 2]] == [[point.idx for point in cache.pt] for cache in stored]
    assert b'descr="Value as line"' in parts(path)["xl/drawings/drawing1.xml"]


def test_one_series_has_no_legend(tmp_path: Path) -> None:
    """A chart of one series names it in its title, not in a legend."""
    table = Table("t", 0, 0, (Column("n", ["a", "b"]), Column("v", [1, 2])))
    series = (Series("V", Area(1, 1, 2, 1), "#1F7A6D"),)
    chart = Chart(5, 0, 9, 4, "T", Area(1, 0, 2, 0), series, "column")
    write_report(Report("T", (Sheet("S", (), (table,), charts=(chart,)),)), tmp_path / "p.xlsx")
    [drawn] = openpyxl.load_workbook(tmp_path / "p.xlsx")["S"]._charts
    assert drawn.legend is None


def test_hidden_sheets(book: openpyxl.Workbook) -> None:
    """What is to be hidden is hidden, and the first other sheet is seen first."""
    assert ["hidden", "visible", "visible", "visible"] == [one.sheet_state for one in book]
    assert EXERCISE == book.active.title
    assert [False, True] == [bool(one.sheet_view.tabSelected) for one in book][:2]


def test_template_is_marked(book: openpyxl.Workbook, path: Path) -> None:
    """The file says which template it is, needs no calculation, and links to nothing."""
    assert "everything" == book.custom_doc_props["clvxl template"].value
    found = parts(path)
    assert b"fullCalcOnLoad" not in found["xl/workbook.xml"]
    assert b'calcId="191029"' in found["xl/workbook.xml"]
    assert [] == [name for name in found if re.search("externalLink|vba|calcChain|metadata", name)]
    assert not any(b"External" in part for name, part in found.items() if name.endswith(".rels"))


def test_page_of_a_template(book: openpyxl.Workbook) -> None:
    """Each sheet prints on A4, one page wide, a long table with its headers on each page."""
    pages = [(one.page_setup.paperSize, one.page_setup.fitToHeight) for one in book]
    assert [("9", "0")] * 4 == [(str(int(size)), str(int(high))) for size, high in pages]
    assert "$1:$1" == book["Sales"].print_title_rows


def test_always_the_same_bytes(path: Path, tmp_path: Path) -> None:
    """A file is the same part by part whenever it is built, but for its date."""
    write_report(everything(), tmp_path / "again.xlsx")
    again, before = parts(tmp_path / "again.xlsx"), parts(path)
    assert list(before) == list(again)
    changed = {name for name in before if before[name] != again[name]}
    assert set() == changed - {"docProps/core.xml"}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_in_good_order(tmp_path: Path, language: str) -> None:
    """A file with everything in it has no fault by the schemas or by what they cannot say."""
    write_report(everything(language), tmp_path / "e.xlsx")
    assert [] == complaints(tmp_path / "e.xlsx")


FAULTS: dict[str, tuple[str, Callable[[str], str]]] = {
    "Unexpected element": (
        "xl/worksheets/sheet2.xml",
        lambda xml: re.sub("(<mergeCells.*</mergeCells>)(<cond.*ing>)", r"\2\1", xml),
    ),
    "out of order": ("xl/worksheets/sheet2.xml", lambda xml: xml.replace('"B4"', '"4B"')),
    "has no style": ("xl/worksheets/sheet2.xml", lambda xml: xml.replace(' s="6"', ' s="99"')),
    "is no area": ("xl/worksheets/sheet2.xml", lambda xml: xml.replace('f="B3"', 'f="B-3"')),
    "no look": ("xl/worksheets/sheet2.xml", lambda xml: xml.replace('dxfId="1"', 'dxfId="9"')),
    "no sheet": ("xl/workbook.xml", lambda xml: xml.replace("Working!$B", "Nowhere!$B")),
    "is there twice": ("xl/workbook.xml", lambda xml: xml.replace("in_years", "in_rate")),
    "no content type": (
        "[Content_Types].xml",
        lambda xml: re.sub('<Override PartName="/xl/styles.xml"[^>]*>', "", xml),
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_faults_are_found(path: Path, tmp_path: Path, fault: str) -> None:
    """The checks of a file's order do find what is out of order."""
    part, change = FAULTS[fault]
    found = parts(path)
    found[part] = change(found[part].decode()).encode()
    with zipfile.ZipFile(tmp_path / "broken.xlsx", "w") as package:
        for name, content in found.items():
            package.writestr(name, content)
    assert [] != [one for one in complaints(tmp_path / "broken.xlsx") if fault in one]


RULE = Rule("decimal", "A number")
REFUSED: dict[str, tuple[str, tuple[Cell, ...]]] = {
    "title too long": ("32 characters", (Cell(0, 0, 1, rule=Rule("decimal", "m", "t" * 33)),)),
    "message too long": ("255 characters", (Cell(0, 0, 1, rule=Rule("decimal", "😀" * 128)),)),
    "list too long": (
        "255 characters",
        (Cell(0, 0, 1, rule=Rule("list", "m", choices=("a" * 130, "b" * 130))),),
    ),
    "no formula": ("no formula", (Cell(0, 0, 1, rule=Rule("formula", "m")),)),
    "formula too long": (
        "255 characters",
        (Cell(0, 0, 1, rule=Rule("formula", "m", formula="=1" + "+1" * 130)),),
    ),
    "no choices": ("no choices", (Cell(0, 0, 1, rule=Rule("list", "m")),)),
    "comma": ("cannot be a choice", (Cell(0, 0, 1, rule=Rule("list", "m", choices=("a,b",))),)),
    "bounds": ("wrong way", (Cell(0, 0, 1, rule=Rule("integer", "m", low=2, high=1)),)),
    "like a cell": ("cannot be the name", (Cell(0, 0, 1, name="RFM2"),)),
    "blank": ("cannot be the name", (Cell(0, 0, 1, name="in rate"),)),
    "letter": ("cannot be the name", (Cell(0, 0, 1, name="C"),)),
    "truth": ("cannot be the name", (Cell(0, 0, 1, name="True"),)),
    "empty": ("cannot be the name", (Cell(0, 0, 1, name=""),)),
    "twice": ("twice", (Cell(0, 0, 1, name="in_a"), Cell(1, 0, 1, name="IN_A"))),
    "dynamic": ("uses SORT", (Cell(0, 0, Formula("=SORT(A1:A9)", 1)),)),
    "newer": ("uses STDEV.S", (Cell(0, 0, Formula("=STDEV.S(A1:A9)", 1)),)),
    "prefix": ("uses RANK.EQ", (Cell(0, 0, Formula("=_xlfn.RANK.EQ(1,A1:A9)", 1)),)),
    "link": ("another file", (Cell(0, 0, Formula("=[1]!CLV_DCF(1)", 1)),)),
    "file": ("another file", (Cell(0, 0, Formula("='[b.xlsx]S'!A1", 1)),)),
    "nothing": ("no formula", (Cell(0, 0, Formula("=", 1)),)),
    "braces": ("no formula", (Cell(0, 0, Formula("{=A1}", 1)),)),
    "long": ("longer", (Cell(0, 0, Formula("=1" + "+1" * 5000, 1)),)),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_no_workbook_takes(tmp_path: Path, case: str) -> None:
    """Rules, names and formulas that programs do not take are refused, and no file is left."""
    words, cells = REFUSED[case]
    with pytest.raises(ValueError, match=words):
        written(tmp_path, *cells)
    assert [] == list(tmp_path.iterdir())


def test_tables_that_no_workbook_takes(tmp_path: Path) -> None:
    """Names of tables and columns share one list, and a name needs cells."""
    column = Column("A", [1, 2], name="Sales")
    table = Table("sales", 0, 0, (column,), filterable=True)
    with pytest.raises(ValueError, match="Sales is there twice"):
        written(tmp_path, tables=(table,))
    with pytest.raises(ValueError, match="no cells"):
        written(tmp_path, tables=(Table("t", 0, 0, (Column("A", [], name="a_name"),)),))


def test_sheets_that_no_workbook_takes(tmp_path: Path) -> None:
    """Nothing to see, a chart of a sheet that is not there, a template without a name: refused."""
    series = (Series("S", Area(0, 0, 1, 0), "#1F7A6D"),)
    chart = Chart(0, 0, 9, 4, "T", Area(0, 0, 1, 0), series, sheet="Gone")
    empty = dataclasses.replace(chart, sheet="S", series=())
    for report, words in (
        (Report("T", (Sheet("S", charts=(empty,)),)), "no series"),
        (Report("T", (Sheet("S", hidden=True),)), "not hidden"),
        (Report("T", (Sheet("S", charts=(chart,)),)), "not there"),
        (Report("T", (Sheet("S"),), template=""), "template"),
    ):
        with pytest.raises(ValueError, match=words):
            write_report(report, tmp_path / "t.xlsx")
    assert [] == list(tmp_path.iterdir())


def test_functions_named_in_texts(tmp_path: Path) -> None:
    """A formula may speak of a newer function, and a brace may be its last sign."""
    cells = Cell(0, 0, Formula('="use STDEV.S(A1)"', "x")), Cell(1, 0, Formula("=A1={1}", False))
    sheet = openpyxl.load_workbook(written(tmp_path, *cells))["S"]
    assert ['="use STDEV.S(A1)"', "=A1={1}"] == [sheet[at].value.strip() for at in ("A1", "A2")]


def test_large_templates(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Written row by row in little memory, cells and formulas are the same."""
    monkeypatch.setattr(writer, "MANY_CELLS", -1)
    write_report(everything(), tmp_path / "large.xlsx")
    for data_only in (False, True):
        large = openpyxl.load_workbook(tmp_path / "large.xlsx", data_only=data_only)
        usual = openpyxl.load_workbook(path, data_only=data_only)
        for name in ("Bob's exercise", "Working"):
            first, second = (
                one[name].iter_rows(max_row=15, values_only=True) for one in (usual, large)
            )
            assert list(first) == list(second)


TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), min_size=1
) | st.sampled_from(
    ["=1+1", "#N/A", "1", "1e5", "TRUE", " a ", "{=A1}", "<r>x</r>", "http://x.org", "@x", "+1"]
)


@settings(max_examples=40)
@given(st.lists(TEXTS, min_size=1, max_size=8))
def test_any_text_survives(texts: list[str]) -> None:
    """Any text of a cell or a formula's value stays that text: no formula, number or link."""
    cells = [Cell(row, 0, text) for row, text in enumerate(texts)]
    cells += [Cell(row, 1, Formula("=Z1", text)) for row, text in enumerate(texts)]
    with tempfile.TemporaryDirectory() as folder:
        path = written(Path(folder), *cells)
        shown = openpyxl.load_workbook(path, data_only=True)["S"]
        kept = openpyxl.load_workbook(path)["S"]
    got = [(shown.cell(row, 1).value, shown.cell(row, 2).value) for row in range(1, len(texts) + 1)]
    assert [(text, text) for text in texts] == got
    assert {"s"} == {row[0].data_type for row in shown.iter_rows()}
    assert {("s", "=Z1")} == {(row[0].data_type, row[1].value) for row in kept.iter_rows()}
    assert {None} == {cell.hyperlink for row in kept.iter_rows() for cell in row}
