"""The ribbon, the help and the refresh of formulas, run by pyOpenVBA's interpreter on its sheets.

That interpreter has cells and workbooks, but not all of Excel: each `STAND_INS` is a member that it
does not know, replaced in the text before it runs. So the paths through Formula2 and HasSpill, links
and the wizard itself are not proven here.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pyopenvba
import pytest
from openpyxl.worksheet.formula import ArrayFormula
from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.exceptions import VBACompileError
from pyopenvba.interpreter import Interpreter

from clvxl.hosts.excel import addin
from clvxl.hosts.excel.ribbon import Button, Choice, Menu, controls, entries, ribbon_texts
from clvxl.sheet.registry import REGISTRY

RUN_HERE = ("ClvxlAnswers", "ClvxlCommands", "ClvxlFormulas", "ClvxlFunctions", "ClvxlHelp",
            "ClvxlRefresh", "ClvxlTexts", "RibbonClvxl")  # fmt: skip
STAND_INS = {
    "Application.LanguageSettings.LanguageID(2)": "TestLanguage()",
    "Application.International(1)": "1",
    "Application.AutoCorrect.AutoFillFormulasInLists": "TestFilling",
    "Application.OnTime Now, ": "TestLater ",
    "Application.MacroOptions": "TestOptions",
    "Book.LinkSources(1)": "Empty",
    "ThisWorkbook.IsAddin": "TestIsAddin",
    "Formula2": "Formula",
    "GetSetting(": "TestGet(",
    "SaveSetting ": "TestSave ",
}
CONTROL = "Option Explicit\nPublic ID As String\nPublic Tag As String\n"
PROBE = """Option Explicit
Public TestFilling As Boolean
Public TestIsAddin As Boolean
Private Number As Long
Private Said As String
Private Kept As String
Private Forgotten As Boolean
Public Function TestLanguage() As Long
    TestLanguage = Number
End Function
Public Sub SetLanguage(ByVal Given As Long)
    Number = Given
End Sub
Public Function TestGet(ByVal A As String, ByVal B As String, ByVal C As String, ByVal D As String) As String
    TestGet = Kept
End Function
Public Sub TestSave(ByVal A As String, ByVal B As String, ByVal C As String, ByVal D As String)
    Kept = D
End Sub
Public Sub Keep(ByVal Given As String)
    Kept = Given
End Sub
Public Sub TestOptions(ByVal Macro As String, ByVal Description As String, ByVal Category As String, _
                       ByRef ArgumentDescriptions As Variant)
    Said = Said & Macro & "|" & Description & "|" & Category & "|" & Join(ArgumentDescriptions, "|") & vbLf
End Sub
Public Function ClvxlAsk(ByVal FunctionName As String, ByRef Arguments As Variant) As Variant
    Dim At As Long, Text As String
    For At = LBound(Arguments) To UBound(Arguments)
        If IsMissing(Arguments(At)) Then Text = Text & ",missing" Else Text = Text & "," & Arguments(At)
    Next At
    ClvxlAsk = FunctionName & Text
End Function
Public Sub ClvxlSay(ByVal Sentence As String)
    Said = Sentence
End Sub
Public Sub ClvxlForgetFailure()
    Forgotten = True
End Sub
Public Function HasForgotten() As Boolean
    HasForgotten = Forgotten
End Function
Public Sub TestLater(ByVal Name As String)
    Said = Name
End Sub
Public Sub ClvxlRun(ByVal PythonModule As String, ByVal Entry As String, ByRef Options As Variant)
    Said = ClvxlCommand(PythonModule, Entry, Options)
End Sub
Public Sub ClvxlExplain(ByVal PythonModule As String, ByVal Entry As String, ByRef Options As Variant)
    Said = ClvxlCommand(PythonModule, Entry, Options)
End Sub
Public Function Told() As String
    Told = Said
    Said = ""
End Function
Public Function Shown(ByVal Name As String, ByVal What As String, Optional ByVal Index As Integer) As Variant
    Dim C As New FakeControl, R As Variant
    C.ID = Name
    C.Tag = Mid(Name, InStr(Name, "_") + 1)
    Select Case What
        Case "label": GetLabel C, R
        Case "screentip": GetScreentip C, R
        Case "supertip": GetSupertip C, R
        Case "count": GetItemCount C, R
        Case "item": GetItemLabel C, Index, R
        Case "id": GetItemID C, Index, R
        Case "selected": GetSelectedItemIndex C, R
        Case "load": RegisterHelp C
        Case "choose": ChooseItem C, "x", Index
BUTTONS
    End Select
    Shown = R
End Function
Public Function Missed() As String
    Missed = CLV_SIMPLE(1, 2, 3) & ";" & CLV_SIMPLE(1, 2, 3, , 5) & ";" & CLV_HELP()
End Function
Public Sub RefreshActive()
    ClvxlRefreshBook ActiveWorkbook
End Sub
"""


class Session:
    """An Excel of pyOpenVBA with the add-in open as ThisWorkbook."""

    def __init__(self, folder: Path) -> None:
        file = addin.build(folder / "clvxl.xlam")
        self.app: Any = ExcelApplication.open(file, with_vba=False)
        for module in addin.modules():
            if module.name in RUN_HERE:
                self.app.add_module(_told(module.text), name=module.name)
        clicks = [
            f'        Case "click {c.id}": {c.id} C' for c in controls() if isinstance(c, Button)
        ]
        self.app.add_module(CONTROL, name="FakeControl", kind="class")
        self.app.add_module(PROBE.replace("BUTTONS", "\n".join(clicks)), name="Probe")

    def run(self, name: str, *args: Any) -> Any:
        """Run a procedure."""
        return self.app.run(name, *args)


def _told(text: str) -> str:
    lines = [line for line in text.splitlines() if not line.startswith("Attribute ")]
    text = "\n".join(lines)
    for member, instead in STAND_INS.items():
        text = text.replace(member, instead)
    return text


def test_every_module_is_parsed(tmp_path: Path) -> None:
    """Each module as the file holds it, xlwings' runtime too, is VBA to a parser."""
    with pyopenvba.ExcelFile(addin.build(tmp_path / "clvxl.xlam")) as book:
        found = book.vba_modules()
    assert {module.name for module in addin.modules()} == set(found)
    app = Interpreter()
    for name, text in found.items():
        app.add_module(text, name=name)
    with pytest.raises(VBACompileError):
        app.add_module("Function F(\n  If\nEnd Sub\n", name="Broken")


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """A new session; Excel's language is English until a test says otherwise."""
    made = Session(tmp_path)
    made.run("SetLanguage", 1033)
    return made


@pytest.mark.parametrize(("number", "language"), [(1033, "en"), (2052, "zh"), (1028, "zh"),
                                                  (1031, "en")])  # fmt: skip
def test_texts_follow_the_language_of_excel(session: Session, number: int, language: str) -> None:
    """Every label, screentip, supertip and item comes from the sheet, in English or Chinese."""
    session.run("SetLanguage", number)
    texts = {key: getattr(said, language) for key, said in ribbon_texts().items()}
    for control in controls():
        for what in ("label", "screentip", "supertip"):
            assert texts[f"{control.id}.{what}"] == session.run("Shown", control.id, what)
        if isinstance(control, Choice):
            assert len(control.items) == session.run("Shown", control.id, "count")
            for at, (value, said) in enumerate(control.items):
                assert getattr(said, language) == session.run("Shown", control.id, "item", at)
                assert f"{control.id}.{value}" == session.run("Shown", control.id, "id", at)


def test_choices_are_kept_and_handed_on(session: Session) -> None:
    """A choice is kept, shown again, and given to the Python entry; a strange one counts as none."""
    method = next(c for c in controls() if c.id == "Method")
    assert isinstance(method, Choice)
    assert 0 == session.run("Shown", "Method", "selected")
    session.run("Shown", "Method", "choose", 2)
    assert 2 == session.run("Shown", "Method", "selected")
    session.run("Shown", "SegmentSheet", "click SegmentSheet")
    assert (
        "import clvxl.hosts.excel.commands as c; "
        "c.run_job(job='segment', scheme='auto', bins=5, method='mean', language='en')"
    ) == session.run("Told")
    session.run("Keep", "no such thing")
    session.run("Shown", "SegmentSheet", "click SegmentSheet")
    assert "scheme='auto', bins=5, method='quantile'" in session.run("Told")


@pytest.mark.parametrize("button", entries())
def test_each_button_runs_its_entry(session: Session, button: str) -> None:
    """Each button calls the function of its module with the keywords it takes."""
    entry, keywords = entries()[button]
    module, _, name = entry.rpartition(".")
    session.run("Shown", button, f"click {button}")
    told = session.run("Told")
    assert told.startswith(f"import {module} as c; c.{name}(")
    given = told.partition("(")[2].rstrip(")")
    assert list(keywords) == [part.partition("=")[0] for part in given.split(", ")]


@pytest.mark.parametrize("name", ["NewExercise", "FillTemplate"])
def test_a_menus_line_hands_on_its_exercise(session: Session, name: str) -> None:
    """Each line of a menu runs the menu's entry with the exercise that it is named after."""
    menu = next(c for c in controls() if c.id == name)
    assert isinstance(menu, Menu)
    for item in menu.items:
        session.run("Shown", item.id, f"click {name}")
        assert (
            "import clvxl.hosts.excel.commands as c; "
            f"c.{menu.entry}(name='{item.tag}', language='en')"
        ) == session.run("Told")


def test_arguments_left_out_arrive_as_missing(session: Session) -> None:
    """Left out at the end, in the middle or altogether: each keeps its place as missing."""
    assert (
        "CLV_SIMPLE,1,2,3,missing,missing;CLV_SIMPLE,1,2,3,missing,5;CLV_HELP,missing,missing"
        == session.run("Missed")
    )


@pytest.mark.parametrize(("number", "language"), [(1033, "en"), (2052, "zh")])
def test_help_is_registered_for_every_function(
    session: Session, number: int, language: str
) -> None:
    """Name, description, category and one text an argument reach MacroOptions, in both languages."""
    session.run("SetLanguage", number)
    session.run("ClvxlRegisterHelp")
    told = session.run("Told").splitlines()
    assert len(REGISTRY) == len(told)
    for line, function in zip(told, REGISTRY.values(), strict=True):
        macro, description, category, *arguments = line.split("|")
        assert f"'clvxl.xlam'!{function.name}" == macro
        assert description.startswith(function.help.say(language))
        assert function.category.title.say(language) == category
        assert [argument.help.say(language) for argument in function.arguments] == arguments


def test_the_ribbon_has_help_registered_in_a_moment(session: Session) -> None:
    """Drawing the ribbon registers the help, by the procedure's full name; no event of Excel does."""
    session.run("Shown", "", "load")
    assert "'clvxl.xlam'!ClvxlHelp.ClvxlRegisterHelp" == session.run("Told")
    text = {module.name: module.text for module in addin.modules()}
    assert "Public Sub ClvxlRegisterHelp()" in text["ClvxlHelp"]
    assert "Sub " not in text["ThisWorkbook"]


def refreshed(session: Session, tmp_path: Path) -> Callable[[int, str], Any]:
    """A workbook of formulas of many kinds, refreshed; returns what a cell's formula is then."""
    book = openpyxl.Workbook()
    first, second = book.active, book.create_sheet("One")
    cells = {
        "A1": 1, "A2": "=[1]!CLV_SIMPLE(A1,2,3)", "A3": "=SUM(A1)", "C1": "=CLV_DCF(A1,0.1)",
        "A4": "='C:\\old\\clvxl.xlam'!PARETO_SHARE(A1)", "B9": "=_xludf.DECILE(A1)+1",
        "C2": "a text with CLV_DCF(", "C3": "='C:\\old\\other.xlam'!SOMETHING(A1)",
    }  # fmt: skip
    for address, content in cells.items():
        first[address] = content
    first["E1"] = ArrayFormula("E1:F3", "=[1]!CLV_HELP()")
    second["B2"] = '=[1]!CLV_HELP("CLV_DCF")'
    book.save(tmp_path / "book.xlsx")
    opened = session.app.open_workbook(tmp_path / "book.xlsx")
    session.app.activate_workbook(opened)
    session.run("RefreshActive")
    return lambda number, address: (
        opened.vba_get("Worksheets", [number]).vba_get("Range", [address]).vba_get("Formula")
    )


def test_our_formulas_are_entered_again_and_no_others(session: Session, tmp_path: Path) -> None:
    """Linked, lost and plain calls are entered plain, arrays as arrays; all else stays as it is."""
    formula = refreshed(session, tmp_path)
    assert {
        "A1": "1", "A2": "=CLV_SIMPLE(A1,2,3)", "A3": "=SUM(A1)", "A4": "=PARETO_SHARE(A1)",
        "B9": "=DECILE(A1)+1", "C1": "=CLV_DCF(A1,0.1)", "C2": "a text with CLV_DCF(",
        "C3": "='C:\\old\\other.xlam'!SOMETHING(A1)", "E1": "=CLV_HELP()", "F3": "=CLV_HELP()",
    } == {
        address: str(formula(1, address))
        for address in ("A1", "A2", "A3", "A4", "B9", "C1", "C2", "C3", "E1", "F3")
    }  # fmt: skip
    assert '=CLV_HELP("CLV_DCF")' == formula(2, "B2")
    assert (6, 0) == (session.run("ClvxlRenewed"), session.run("ClvxlRefused"))


def test_refreshing_says_what_was_done(session: Session, tmp_path: Path) -> None:
    """The button says how many formulas were entered, and a second time does the same again."""
    refreshed(session, tmp_path)
    for _ in itertools.repeat(None, 2):
        session.run("Shown", "RefreshFormulas", "click RefreshFormulas")
        assert session.run("Told").startswith("CLV formulas entered again: 6. Not possible")
    assert session.run("HasForgotten") is True
