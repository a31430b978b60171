"""The hand-written VBA and the wrappers, run by LibreOffice's VBA support in the built container.

Not run here: what needs xlwings' runtime (a stand-in answers instead) or Excel's own objects.
LibreOffice's Basic has the keyword Output, which VBA has not; and it cannot put a left-out argument
into Array(…), which VBA can: those are the two things that differ (see test_addin_macros for the
second).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from clvxl.hosts.excel import addin
from clvxl.hosts.excel.vba_project import Kind, Module
from clvxl.hosts.excel.wrappers import wrapper
from clvxl.sheet.registry import REGISTRY
from clvxl.sheet.spec import formula_text
from tests.hosts.excel.calc import macro_workbook, opened_in_calc, runner
from tests.hosts.formulas import CALC_FORMULAS, FORMULAS

pytestmark = pytest.mark.calc
RUN_HERE = ("ClvxlAnswers", "ClvxlCommands", "ClvxlFormulas", "ClvxlFunctions")
STAND_IN = """Option Explicit
Public Function ClvxlAsk(ByVal FunctionName As String, ByRef Arguments As Variant) As Variant
    Dim At As Long, Text As String
    For At = LBound(Arguments) To UBound(Arguments)
        Text = Text & "," & Described(Arguments(At))
    Next At
    If Text = ",Double 404" Then Err.Raise 5, , "no server"
    ClvxlAsk = FunctionName & Text
End Function
Private Function Described(ByRef Given As Variant) As String
    If IsObject(Given) Then
        Described = "range " & Given.Rows.Count & "x" & Given.Columns.Count
    Else
        Described = TypeName(Given) & " " & CStr(Given)
    End If
End Function
"""
PROBE = """Option Explicit
Public Function ProbePlain(Formula As String) As String
    Dim Found As Boolean
    ProbePlain = ClvxlPlainFormula(Formula, ClvxlNames(), Found) & " " & Found
End Function
Public Function ProbeTypes() As String
    Dim Grid(0 To 1, 0 To 2) As Variant, Row(1 To 2) As Variant, One(0 To 0, 0 To 0) As Variant
    Dim A As Variant, B As Variant, C As Variant, D As Variant
    Grid(0, 0) = 1: Grid(0, 1) = "#NUM!": Grid(0, 2) = "#hash"
    Grid(1, 0) = "#N/A": Grid(1, 1) = "#DIV/0!": Grid(1, 2) = 2.5
    Row(1) = "#REF!": Row(2) = "x"
    One(0, 0) = "#VALUE!"
    A = Grid: B = Row: C = One: D = "#NULL!"
    ClvxlErrors A: ClvxlErrors B: ClvxlUnwrap C: ClvxlErrors C: ClvxlErrors D
    ProbeTypes = CStr(A(0, 1)) & "," & CStr(A(1, 0)) & "," & CStr(A(1, 1)) & "," & A(0, 2) & "," _
        & VarType(A(1, 2)) & "," & CStr(B(1)) & "," & B(2) & "," & CStr(C) & "," & CStr(D) & "," _
        & ClvxlDimensions(A) & ClvxlDimensions(B) & ClvxlDimensions(C)
End Function
Public Function ProbeAnswer(Number As Double) As String
    Dim Answer As Variant
    Answer = ClvxlAnswer("F", Array(Number))
    ProbeAnswer = VarType(Answer) & " " & CStr(Answer) & " " & ClvxlLastFailure() & ClvxlLastFailure()
End Function
Public Function ProbeCommand(Entry As String, Bins As String, Method As String) As String
    ProbeCommand = ClvxlCommand("clvxl.start", Entry, Array("Bins", Bins, "Method", Method, "language", "zh"))
End Function
Public Function ProbeCell(Text As String) As String
    ProbeCell = CStr(ClvxlCell(Text))
End Function
"""


def workbook(path: Path, cells: dict[str, str]) -> Path:
    """A macro workbook of the add-in's own parts and modules, and formulas on the first sheet."""
    modules = [
        Module(module.name, module.kind, re.sub(r"\boutput\b", "output_", module.text))
        for module in addin.modules()
        if module.kind in (Kind.WORKBOOK, Kind.SHEET) or module.name in RUN_HERE
    ]
    modules += [Module("ClvxlBridge", Kind.MODULE, STAND_IN), Module("Probe", Kind.MODULE, PROBE)]
    return macro_workbook(path, modules, cells)


CALLS = {
    f"A{row}": f"{name}({','.join(formula_text(1.0) for _ in function.arguments)})"
    for row, (name, function) in enumerate(REGISTRY.items(), 1)
}
"""Each function with a number for every argument."""

RANGES = {"A90": "CLV_SIMPLE(C1:C3,D1,3,15,0.5)", "A91": 'CLV_SIMPLE(C1:D3,"a",TRUE,C1,1)'}


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The workbook in a headless LibreOffice that runs macros."""
    folder = tmp_path_factory.mktemp("vba")
    with opened_in_calc(workbook(folder / "probe.xlsm", CALLS | RANGES)) as opened:
        opened.calculateAll()
        yield opened


@pytest.fixture(scope="module")
def run(document: Any) -> Callable[..., Any]:
    """Runs a VBA function of the document by module and name."""
    return runner(document, "Probe")


def cell(document: Any, address: str) -> str:
    """What a cell of the first sheet shows."""
    return str(document.Sheets.getByIndex(0).getCellRangeByName(address).String)


def test_every_wrapper_compiles_and_hands_its_arguments_on(document: Any) -> None:
    """All functions of the registry, in cells, give the stand-in each argument in its order."""
    expected = {
        address: f"{name}{',Double 1' * len(function.arguments)}"
        for address, (name, function) in zip(CALLS, REGISTRY.items(), strict=True)
    }
    assert expected == {address: cell(document, address) for address in CALLS}
    assert all(wrapper(function) for function in REGISTRY.values())


def test_ranges_arrive_as_ranges(document: Any) -> None:
    """A range is handed on as the object, with rows and columns; numbers and texts as they are."""
    assert "CLV_SIMPLE,range 3x1,range 1x1,Double 3,Double 15,Double 0.5" == cell(document, "A90")
    shown = cell(document, "A91")
    assert shown.startswith("CLV_SIMPLE,range 3x2,String a,")
    assert shown.endswith(",range 1x1,Double 1")


def test_error_texts_become_errors(run: Callable[..., Any]) -> None:
    """Alone, in a row, in a table and in a table of one cell; other texts and numbers stay."""
    assert "Error 2036,Error 2042,Error 2007,#hash,5,Error 2023,x,Error 2015,Error 2000,210" == run(
        "ProbeTypes"
    )
    for text, number in (("#NAME?", 2029), ("#N/A", 2042), ("#NUM!", 2036)):
        assert f"Error {number}" == run("ProbeCell", text)
    for text in ("", "#", "#N/A ", "x#NUM!", "#num!"):
        assert text == run("ProbeCell", text)


def test_a_failed_call_is_an_error_whose_reason_is_kept_once(run: Callable[..., Any]) -> None:
    """What Python cannot be asked is an error value, not a text; the reason can be read once."""
    assert "8 F,Double 1 " == run("ProbeAnswer", 1.0)
    kind, _, rest = run("ProbeAnswer", 404.0).partition(" ")
    assert "10" == kind
    assert rest.startswith("Error 2015 F: ")
    assert 1 == rest.count("F: ")


def test_formulas_are_written_plain(run: Callable[..., Any]) -> None:
    """Only what stands before our functions goes: links, lost links, prefixes; texts stay."""
    expected = {formula: f"{plain} {found}" for formula, (plain, found) in FORMULAS.items()}
    assert expected == {formula: run("ProbePlain", formula) for formula in FORMULAS}


def test_formulas_of_calc_are_written_plain(run: Callable[..., Any]) -> None:
    """What Calc makes of a travelled formula, shown or saved, is mended in Excel too."""
    expected = {formula: plain.lower() for formula, plain in CALC_FORMULAS.items()}
    got = {formula: run("ProbePlain", formula).rpartition(" ")[0] for formula in CALC_FORMULAS}
    assert expected == {formula: plain.lower() for formula, plain in got.items()}


def test_other_copies_are_told_from_this_one(run: Callable[..., Any]) -> None:
    """The same file name elsewhere is another copy; this file, in any capitals, is not."""
    own = "C:\\Users\\a\\XLSTART\\clvxl.xlam"
    links = {
        "D:\\old\\CLVXL.xlam": True,
        "https://host/x/clvxl.xlam": True,
        "c:\\users\\A\\xlstart\\clvxl.xlam": False,
        "C:\\Users\\a\\sales.xlsx": False,
        "D:\\old\\myclvxl.xlam": False,
    }
    got = {link: run("ClvxlFormulas.ClvxlIsOtherCopy", link, own) for link in links}
    assert links == got


def test_the_python_line_behind_a_button(run: Callable[..., Any]) -> None:
    """Numbers stay numbers, the rest is quoted, and no setting can end the quotation."""
    start = "import clvxl.start as c; c."
    assert start + "segment_sheet(bins=5, method='mean', language='zh')" == run(
        "ProbeCommand", "segment_sheet", "5", "mean"
    )
    assert start + "f(bins='5x', method='xosprint1', language='zh')" == run(
        "ProbeCommand", "f", "5x", "x'); os;print(1)#\n"
    )


def test_choices_are_kept_to_what_is_on_offer(run: Callable[..., Any]) -> None:
    """A kept choice counts if it is on offer; places count from 0."""
    items = "|auto|standard|tiers|"
    assert "tiers" == run("ClvxlCommands.ClvxlOneOf", "tiers", items, "auto")
    for strange in ("", "|", "auto|standard", "tier"):
        assert "auto" == run("ClvxlCommands.ClvxlOneOf", strange, items, "auto")
    assert 3 == run("ClvxlCommands.ClvxlItemCount", items)
    assert "standard" == run("ClvxlCommands.ClvxlItem", items, 1)
    assert (2, 0) == tuple(
        run("ClvxlCommands.ClvxlItemAt", items, item) for item in ("tiers", "none")
    )
