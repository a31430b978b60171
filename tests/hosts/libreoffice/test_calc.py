"""All functions in a real Calc."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from clvxl.hosts.libreoffice.names import FUNCTIONS_SERVICE, argument_name, method_name
from clvxl.sheet.registry import REGISTRY
from clvxl.sheet.spec import Example, Function
from tests.conftest import ALL
from tests.hosts.libreoffice.driver import Office, property_value
from tests.sheet.domains import OUTSIDE

pytestmark = pytest.mark.calc

NUM, VALUE, NOT_AVAILABLE, DIVISION = 503, 519, 32767, 532


def in_calc(formula: str) -> str:
    """A formula as the interface takes it: `;` between arguments and columns, `|` between rows."""
    out, quoted, braces = "", False, 0
    for sign in formula:
        quoted ^= sign == '"'
        braces += {"{": 1, "}": -1}.get(sign, 0) if not quoted else 0
        if quoted:
            out += sign
        elif sign == ";" and braces:
            out += "|"
        else:
            out += ";" if sign == "," else sign
    return out


def cells(area: Any) -> list[list[Any]]:
    """What the cells of a range show: number, text, None, or the number of an error as -code."""
    rows = []
    for r in range(area.Rows.Count):
        row: list[Any] = []
        for c in range(area.Columns.Count):
            cell = area.getCellByPosition(c, r)
            error = cell.getError()
            row.append(-error if error else cell.getString() or None)
        rows.append(row)
    return [
        [n if isinstance(s, str) and isinstance(n, float) else s for s, n in zip(a, b, strict=True)]
        for a, b in zip(rows, area.getDataArray(), strict=True)
    ]


def array(sheet: Any, address: str, formula: str) -> list[list[Any]]:
    """Enter an array formula and return what its cells show."""
    area = sheet.getCellRangeByName(address)
    area.setArrayFormula(formula)
    shown = cells(area)
    area.setArrayFormula("")
    return shown


def one(sheet: Any, formula: str) -> Any:
    """Enter a formula in a cell and return what it shows."""
    cell = sheet.getCellRangeByName("Z100")
    cell.setFormula(formula)
    return cells(sheet.getCellRangeByName("Z100:Z100"))[0][0]


ERRORS = {"#NUM!": NUM, "#VALUE!": VALUE, "#N/A": NOT_AVAILABLE, "#DIV/0!": DIVISION}


def test_domains(sheet: Any) -> None:
    """What lies outside of a formula's domain is the same error in a cell of Calc."""
    for name, args, error, *_ in OUTSIDE:
        formula = in_calc(Example(args, None).formula(name))
        shown = [cell for row in array(sheet, "A1:B2", formula) for cell in row]
        assert -ERRORS[error] in shown, formula


@pytest.mark.parametrize("function", REGISTRY.values(), ids=list(REGISTRY))
def test_example(sheet: Any, function: Function) -> None:
    """Each function's example gives in a cell what the registry says."""
    example = function.example
    formula = in_calc(example.formula(function.name))
    if isinstance(example.answer, list):
        area = sheet.getCellRangeByPosition(
            0, 0, len(example.answer[0]) - 1, len(example.answer) - 1
        )
        area.setArrayFormula(formula)
        got = cells(area)
        for expected_row, row in zip(example.answer, got, strict=True):
            for expected, value in zip(expected_row, row, strict=True):
                assert expected == (pytest.approx(value) if value is not None else None)
    else:
        assert example.answer == pytest.approx(one(sheet, formula))


def test_kinds_of_cells(sheet: Any) -> None:
    """Numbers, dates and booleans count as numbers; text is #VALUE!; an error cell passes."""
    for row, content in enumerate(("20", "x", "=TRUE()", "2025-01-31", "=1/0", "=NA()")):
        sheet.getCellByPosition(0, row).setFormula(content)
    expected = [20.0, -VALUE, 1.0, 45688.0, -DIVISION, -NOT_AVAILABLE]
    assert expected == [one(sheet, f"=CLV_SIMPLE(A{row};1;1)") for row in range(1, 7)]
    # A blank cell alone comes as 0; among others it stays blank.
    assert 0.0 == one(sheet, "=CLV_SIMPLE(A9;1;1)")


def test_omitted_arguments(sheet: Any) -> None:
    """Arguments left out at the end or in between take their defaults."""
    sheet.getCellRangeByName("A1:A3").setFormulaArray((("20",), ("30",), ("10",)))
    assert 345.0 == one(sheet, "=CLV_SIMPLE(20;6;3;15)")
    assert 180.0 == one(sheet, "=CLV_SIMPLE(20;6;3;;0.5)")
    assert [[333.0], [333.0], [333.0]] != array(sheet, "C1:C3", "=RFM_SCORE(A1:A3;A1:A3;A1:A3)")
    expected = array(sheet, "C1:C3", '=RFM_SCORE(A1:A3;A1:A3;A1:A3;5;"quantile")')
    # An option that points at a blank cell is left out, too.
    assert expected == array(sheet, "C1:C3", "=RFM_SCORE(A1:A3;A1:A3;A1:A3;;K1;K2:K2)")


def test_errors_have_their_kind(sheet: Any) -> None:
    """What lies outside of a domain is #NUM!, an unknown name #N/A, a wrong option #VALUE!."""
    assert -NUM == one(sheet, "=CLV_SIMPLE(20;-6;3)")
    assert -NOT_AVAILABLE == one(sheet, '=SEGMENT_ACTION("nobody")')
    assert -VALUE == one(sheet, '=SEGMENT(555;"wrong")')


def test_a_bad_row_harms_only_itself(sheet: Any) -> None:
    """Text, a blank and a number out of the domain each settle their own row."""
    rows = (("20",), ("x",), ("",), ("-1",), ("10",))
    sheet.getCellRangeByName("A1:A5").setFormulaArray(rows)
    expected = [[60.0], [-VALUE], [None], [-NUM], [30.0]]
    assert expected == array(sheet, "C1:C5", "=CLV_SIMPLE(1;A1:A5;3)")


def test_error_cell_in_a_range(sheet: Any) -> None:
    """With IFERROR around the range an error cell harms only its row; without, Calc says Err:504.

    Calc does not call a function with a range that holds an error, and so clvxl cannot help.
    """
    sheet.getCellRangeByName("A1:A3").setFormulaArray((("20",), ("=1/0",), ("10",)))
    expected = [[60.0], [None], [30.0]]
    assert expected == array(sheet, "C1:C3", '=CLV_SIMPLE(1;IFERROR(A1:A3;"");3)')
    assert [[-504]] * 3 == array(sheet, "C1:C3", "=CLV_SIMPLE(1;A1:A3;3)")


def test_inline_and_nested_arrays(sheet: Any) -> None:
    """Inline arrays and the arrays of other functions are taken like ranges."""
    assert [[345.0, 690.0]] == array(sheet, "A1:B1", "=CLV_SIMPLE({20;40};6;3;{15;30})")
    nested = '=SEGMENT(RFM_SCORE({1|9};{9|1};{90|10};2);"tiers")'
    assert [["High"], ["Low"]] == array(sheet, "A1:A2", nested)


def test_wizard_knows_all_functions(calc: Office) -> None:
    """Category, help and argument help of every function are what the registry says."""
    listed = calc.service("com.sun.star.sheet.FunctionDescriptions")
    for function in REGISTRY.values():
        found = {p.Name: p.Value for p in listed.getByName(function.name)}
        assert 11 == found["Category"]  # com.sun.star.sheet.FunctionCategory.ADDIN
        assert function.help.en == found["Description"]
        expected = [(argument.name, argument.help.en) for argument in function.arguments]
        assert expected == [(a.Name, a.Description) for a in found["Arguments"]]


def test_wizard_speaks_chinese(calc: Office) -> None:
    """LibreOffice's own configuration has all help in Chinese for a Chinese interface.

    The language pack, with which the wizard would show it, is not needed for this.
    """
    provider = calc.service("com.sun.star.configuration.ConfigurationProvider")
    where = f"/org.openoffice.Office.CalcAddIns/AddInInfo/{FUNCTIONS_SERVICE}/AddInFunctions"
    view = provider.createInstanceWithArguments(
        "com.sun.star.configuration.ConfigurationAccess",
        (property_value("nodepath", where), property_value("Locale", "zh-CN")),
    )
    for function in REGISTRY.values():
        node = view.getByName(method_name(function))
        assert function.help.zh == node.Description
        for argument in function.arguments:
            assert (
                argument.help.zh == node.Parameters.getByName(argument_name(argument)).Description
            )


def write_workbook(path: Path, rows: int) -> None:
    """A workbook with a formula a row, without stored values worth keeping."""
    book = xlsxwriter.Workbook(path)
    page = book.add_worksheet("Data")
    for row in range(1, rows + 1):
        page.write_number(row - 1, 0, row)
        page.write_formula(row - 1, 1, f"=CLV_SIMPLE(A{row},6,3,15)")
    page.write_formula("C1", "=CLV_SIMPLE(A1,-6,3)")
    page.write_formula("C2", '=SEGMENT_ACTION("nobody")')
    page.write_formula("C3", '=SEGMENT(555,"wrong")')
    page.write_array_formula("D1:D3", "{=SEGMENT(RFM_SCORE(A1:A3,A1:A3,A1:A3))}")
    book.close()


def test_ten_thousand_formulas_of_a_workbook(calc: Office, tmp_path: Path) -> None:
    """Plain names load from .xlsx, compute, and are saved back under the plain names."""
    write_workbook(tmp_path / "in.xlsx", 10_000)
    document = calc.open(tmp_path / "in.xlsx")
    document.calculateAll()
    column = document.Sheets.getByIndex(0).getCellRangeByName("B1:B10000").getDataArray()
    assert tuple((row * 18.0 - 15.0,) for row in range(1, 10_001)) == column
    out = tmp_path / "out.xlsx"
    document.storeToURL(out.as_uri(), (property_value("FilterName", "Calc MS Excel 2007 XML"),))
    document.close(True)
    saved = openpyxl.load_workbook(out)["Data"]
    assert "=CLV_SIMPLE(A7,6,3,15)" == saved["B7"].value
    assert "=SEGMENT(RFM_SCORE(A1:A3,A1:A3,A1:A3))" == saved["D1"].value.text
    stored = openpyxl.load_workbook(out, data_only=True)["Data"]
    assert ["#NUM!", "#N/A", "#VALUE!"] == [stored[f"C{row}"].value for row in (1, 2, 3)]
    assert "e" == stored["C1"].data_type


WIDE = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from([0.0, 1.0, -1.0, 1e308, 5e-324, 2958466.0, 1e15]),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20),
    st.sampled_from(["", " ", "#N/A", "#NUM!", "=1", "'", "555", "1,5", "TRUE", "champions"]),
    st.sampled_from(["=1/0", "=NA()", "=TRUE()", '=""', "=1E308*1E10"]),
)
BLOCK = 60


@given(st.lists(st.tuples(WIDE, WIDE, WIDE), min_size=BLOCK, max_size=BLOCK))
@settings(
    max_examples=20 if ALL else 7, phases=[Phase.generate]
)  # shrinking would ask Calc too often
def test_hostile_cells(calc: Office, rows: list[tuple[Any, ...]]) -> None:
    """Whatever cells hold, functions give numbers, text, blanks or cell errors; Calc lives on."""
    with calc.sheet() as first:
        first.getCellRangeByPosition(0, 0, 2, BLOCK - 1).setFormulaArray(
            tuple(tuple(map(str, row)) for row in rows)
        )
        formulas = [
            tuple(
                f"={function.name}({';'.join(_argument(i, row) for i in range(_most(function)))})"
                for function in REGISTRY.values()
            )
            for row in range(1, BLOCK + 1)
        ]
        area = first.getCellRangeByPosition(4, 0, 3 + len(REGISTRY), BLOCK - 1)
        area.setFormulaArray(tuple(formulas))
        values = [value for row in area.getDataArray() for value in row]
        errors = sum(1 for value in values if value is None)
        assert errors == _cells_with_errors(area)
        assert all(math.isfinite(value) for value in values if isinstance(value, float))
        assert {float, str, type(None)} >= set(map(type, values))
    assert calc.alive()


def _most(function: Function) -> int:
    return min(len(function.arguments), 4)


def _argument(position: int, row: int) -> str:
    """A cell, or every third row a range of five cells."""
    column = "ABCA"[position]
    return f"{column}{row}:{column}{row + 4}" if row % 3 == 0 else f"{column}{row}"


def _cells_with_errors(area: Any) -> int:
    """How many cells Calc itself knows as errors."""
    ranges = area.queryFormulaCells(4).getRangeAddresses()  # FormulaResult.ERROR
    return sum((r.EndColumn - r.StartColumn + 1) * (r.EndRow - r.StartRow + 1) for r in ranges)
