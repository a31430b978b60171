"""What the parts of a workbook take and show: to the last character, byte and format."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest

from clvxl.data.number_formats import format_currency
from clvxl.errors import FileError
from clvxl.files.xlsx._number_formats import CurrencyFormats
from clvxl.files.xlsx._package import unpacked_size
from clvxl.files.xlsx.writer import write_report
from clvxl.report.records import Area, Cell, Chart, Report, Rule, Series, Sheet


def with_rule(folder: Path, rule: Rule) -> openpyxl.Workbook:
    """A workbook whose one cell has the rule."""
    sheet = Sheet("Input", cells=(Cell(0, 0, 1.0, role="input", rule=rule),))
    write_report(Report("A title", (sheet,)), folder / "a.xlsx", overwrite=True)
    return openpyxl.load_workbook(folder / "a.xlsx")


@pytest.mark.parametrize(
    ("longest", "longer", "what"),
    [
        (Rule("decimal", "", title="t" * 32), Rule("decimal", "", title="t" * 33), "title"),
        (Rule("decimal", "m" * 255), Rule("decimal", "m" * 256), "message"),
        (Rule("decimal", "\U0001f600" * 127), Rule("decimal", "\U0001f600" * 128), "message"),
        (Rule("list", "", choices=("c" * 127, "d" * 127)),
         Rule("list", "", choices=("c" * 127, "d" * 128)), "choices"),
        (Rule("formula", "", formula="=A1<" + "9" * 251),
         Rule("formula", "", formula="=A1<" + "9" * 252), "formula"),
    ],
    ids=["title", "message", "signs of two", "choices", "formula"],
)  # fmt: skip
def test_how_long_the_parts_of_a_rule_may_be(
    longest: Rule, longer: Rule, what: str, tmp_path: Path
) -> None:
    """What Excel takes is written whole, a character more is refused and not cut in silence."""
    (written,) = with_rule(tmp_path, longest)["Input"].data_validations.dataValidation
    parts = (written.promptTitle, written.prompt, written.formula1)
    wanted = longest.title or longest.message or ",".join(longest.choices) or longest.formula[1:]
    assert any(part and part.strip('"') == wanted for part in parts)
    with pytest.raises(ValueError, match=f"a rule's {what} takes"):
        with_rule(tmp_path, longer)


def test_a_rule_of_one_number(tmp_path: Path) -> None:
    """Bounds that are one number take it alone; the wrong way round they are refused."""
    (written,) = with_rule(tmp_path, Rule("decimal", "", low=2.0, high=2.0))[
        "Input"
    ].data_validations.dataValidation
    # the file leaves "between" out, which is meant where nothing else stands
    assert (None, "2.0", "2.0") == (written.operator, written.formula1, written.formula2)
    with pytest.raises(ValueError, match="wrong way round"):
        with_rule(tmp_path, Rule("decimal", "", low=2.5, high=2.0))


@pytest.mark.parametrize(
    ("byte", "text"),
    [(8, False), (9, True), (13, True), (14, False), (26, False), (27, True), (28, False),
     (31, False), (32, True), (255, True)],
)  # fmt: skip
def test_text_that_is_called_a_workbook(byte: int, text: bool, tmp_path: Path) -> None:
    """Text with tabs, line ends and escapes is told to be text; what has other controls is not."""
    path = tmp_path / "sales.xlsx"
    path.write_bytes(b"Customer" + bytes([byte]) + b"Date")
    said = "rename it to .csv" if text else "open it in Excel and save it as .xlsx"
    with pytest.raises(FileError, match=said):
        unpacked_size(path, largest=1 << 30, ratio=250)


@pytest.mark.parametrize(
    ("code", "sign"),
    [
        ('[$-409]"€"#,##0', "€"), ("[$ -409]#,##0", None), ("[$$-409]#,##0", "USD"),
        ("[$$-0409]#,##0", "USD"), ("[$$-FFF]#,##0", "$"), ("[$£]0", "£"), ("0;[$€]0", None),
    ],
)  # fmt: skip
def test_the_currency_of_a_number_format(code: str, sign: str | None) -> None:
    """The sign or its country tells it, in the part for positive numbers; a language tells none."""
    assert sign == format_currency(code)


@pytest.mark.parametrize("local", [5, 6, 7, 8, 42, 44])
def test_the_formats_of_the_country(local: int, tmp_path: Path) -> None:
    """Each format that Excel keeps for the country's money is a currency; its neighbours are none."""
    numbers = [local, 4, 9, 41, 43, 164]
    cells = "".join(f'<xf numFmtId="{number}"/>' for number in numbers)
    styles = (
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<numFmts><numFmt numFmtId="164" formatCode="[$€]0"/></numFmts>'
        f"<cellXfs>{cells}</cellXfs></styleSheet>"
    )
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/styles.xml", styles)
    assert {0: "$", 5: "€"} == CurrencyFormats(path).styles


def test_a_line_in_a_chart_is_as_thick_as_those_of_a_spreadsheet(tmp_path: Path) -> None:
    """Lines have 2.25 points, marks where there are few values, and none where there are many."""
    for count, mark in ((12, "circle"), (200, None)):
        cells = tuple(Cell(row, 0, float(row)) for row in range(count))
        column = Area(0, 0, count - 1, 0)
        chart = Chart(0, 2, 10, 4, "T", column, (Series("V", column, "#1F7A6D"),), kind="line")
        report = Report("A title", (Sheet("S", cells=cells, charts=(chart,)),))
        write_report(report, tmp_path / "a.xlsx", overwrite=True)
        [drawn] = openpyxl.load_workbook(tmp_path / "a.xlsx")["S"]._charts
        line = drawn.series[0]
        assert (2.25 * 12_700, mark) == (line.graphicalProperties.line.width, line.marker.symbol)
