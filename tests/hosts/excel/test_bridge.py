"""The bridge to Python, run: what waits, what is asked again, and what a person is told.

The same modules run in LibreOffice's VBA support and in pyOpenVBA's interpreter. xlwings' runtime is
pretended: a stand-in starts, answers, dies and refuses as it is told, with the numbers and texts of
xlwings' library (its source, and the library itself under Wine).
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pyopenvba.apps.excel import ExcelApplication

from clvxl.hosts.excel import addin
from clvxl.hosts.excel.reduction import compiled
from clvxl.hosts.excel.ribbon import MESSAGES
from clvxl.hosts.excel.vba_project import Kind, Module
from tests.hosts.excel.calc import calc, macro_workbook, runner
from tests.hosts.excel.wine.command import AFTER_A_DEATH, command_line, library_calls

RUN_HERE = (
    "ClvxlAnswers", "ClvxlBridge", "ClvxlCommands", "ClvxlFailures", "ClvxlStart", "ClvxlTexts",
)  # fmt: skip
STAND_INS = {
    'CreateObject("WScript.Shell").Popup ': "TestPopup ",
    "MsgBox ": "TestBox ",
    "Application.Caller": "Empty",
    "Application.LanguageSettings.LanguageID(2)": "TestLanguage()",
    "Application.International(1)": "1",
}
RUNTIME = """Option Explicit
Private Starts As Long, Kills As Long
Private Calls As Long, Execs As Long
Private Failing As String, Times As Long, Number As Long, Reason As String
Private Popups As String, Boxes As String
Private Refusing As Boolean
Private Chinese As Boolean
Private Length As Long, Steps As String
Public Function XLPy() As Object
    TestNote "start"
    Starts = Starts + 1
    TestFail "start"
    Set XLPy = New FakeServer
End Function
Public Sub KillPy()
    TestNote "kill"
    Kills = Kills + 1
    TestFail "kill"
End Sub
Private Sub TestNote(ByVal What As String)
    Dim CommandLine As String, Given As String
    CommandLine = String(IIf(Length = 0, 9, Length), "x")
    Given = ClvxlStartLine(CommandLine)
    If Steps <> "" Then Steps = Steps & " "
    Steps = Steps & What
    If Given <> CommandLine Then Steps = Steps & "+" & Len(Given) - Len(CommandLine)
    If RTrim(Given) <> CommandLine Then Steps = Steps & " another line"
End Sub
Public Function UseLine(ByVal Letters As Long) As String
    Length = Letters
End Function
Public Function Asked() As String
    Asked = Steps
End Function
Public Function Folders(ByVal Setting As String) As String
    Folders = ClvxlFolders(Setting)
End Function
Public Function TestLanguage() As Long
    TestLanguage = IIf(Chinese, 2052, 1033)
End Function
Public Sub TestCount(ByVal What As String)
    If What = "call" Then Calls = Calls + 1
    If What = "exec" Then Execs = Execs + 1
    TestFail What
End Sub
Public Sub TestFail(ByVal What As String)
    If Failing <> What Or Times = 0 Then Exit Sub
    Times = Times - 1
    Err.Raise Number, "xlwings", Reason
End Sub
Public Sub TestPopup(ByVal Sentence As String, ByVal Seconds As Long, ByVal Title As String, _
                     ByVal Kind As Long)
    If Refusing Then Err.Raise 70, "test", "Permission denied"
    Popups = Popups & "[" & Kind & "]" & Sentence
End Sub
Public Sub TestBox(ByVal Sentence As String, ByVal Kind As Long, ByVal Title As String)
    Boxes = Boxes & "[" & Kind & "]" & Sentence
End Sub
Public Function Fail(ByVal What As String, ByVal Count As Long, ByVal Code As Long, _
                     ByVal Text As String) As String
    Failing = What
    Times = Count
    Number = Code
    Reason = Text
End Function
Public Function SpeakChinese() As String
    Chinese = True
End Function
Public Function Refuse() As String
    Refusing = True
End Function
Public Function Cell() As String
    Dim Answer As Variant
    Answer = ClvxlAnswer("F", Array(1))
    If IsError(Answer) Then Cell = "#VALUE!" Else Cell = Answer
End Function
Public Function Click() As String
    ClvxlRun "clvxl.start", "go", Array("language", "en")
End Function
Public Function Explain() As String
    ClvxlExplain "clvxl.start", "explain", Array("language", "en")
End Function
Public Function Refresh() As String
    ClvxlForgetFailure
End Function
Public Function Counts() As String
    Counts = Starts & " starts, " & Kills & " kills, " & Calls & " calls, " & Execs & " commands"
End Function
Public Function Told() As String
    Told = Popups
    Popups = ""
End Function
Public Function Boxed() As String
    Boxed = Boxes
    Boxes = ""
End Function
Public Function Shortened(ByVal Code As Long, ByVal Text As String) As String
    Shortened = ClvxlShort(Code, Text)
End Function
Public Function Expanded(ByVal Setting As String) As String
    Expanded = ClvxlExpanded(Setting)
End Function
"""
SERVER = """Option Explicit
Public Function CallUDF(ByVal Source As String, ByVal Name As String, ByRef Args As Variant, _
                        ByVal Book As Object, ByVal Caller As Variant) As Variant
    TestCount "call"
    CallUDF = Source & "." & Name & "(" & Args(0) & ")"
End Function
Public Function Module(ByVal Name As String) As String
    Module = Name
End Function
Public Sub SetAttr(ByVal Owner As Variant, ByVal Name As String, ByVal Value As Variant)
    TestCount "set"
End Sub
Public Sub Exec(ByVal Code As String)
    TestCount "exec"
End Sub
"""
ENVIRONMENT = """Option Explicit
Public Function TestEnviron(ByVal Name As String) As String
    If Name = "HOME" Then TestEnviron = "HOME_FOLDER"
End Function
"""
"""pyOpenVBA's interpreter reads no environment."""


def bridge_modules() -> list[Module]:
    """The bridge and what it uses, as Windows compiles them, with the stand-ins."""
    found = []
    for module in addin.modules():
        if module.name in RUN_HERE:
            text = compiled("\r\n".join(module.text.splitlines()) + "\r\n", {"mac": 0})
            for member, instead in STAND_INS.items():
                text = text.replace(member, instead)
            found.append(Module(module.name, module.kind, text))
    return [
        *found,
        Module("FakeServer", Kind.CLASS, SERVER),
        Module("Fake", Kind.MODULE, RUNTIME),
    ]


Run = Callable[..., Any]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Path], Any]]:
    """What opens a file in LibreOffice."""
    with calc(tmp_path_factory.mktemp("calc")) as opened:
        yield opened


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bridge and its stand-ins as a macro workbook."""
    documents = [m for m in addin.modules() if m.kind in (Kind.WORKBOOK, Kind.SHEET)]
    path = tmp_path_factory.mktemp("bridge") / "bridge.xlsm"
    return macro_workbook(path, [*documents, *bridge_modules()], {})


@pytest.fixture(params=[pytest.param("Calc", marks=pytest.mark.calc), "pyOpenVBA"])
def run(request: pytest.FixtureRequest, file: Path) -> Iterator[Run]:
    """Runs a function of the stand-in, in one engine and in the other; each test has a new Excel."""
    if request.param == "Calc":
        document = request.getfixturevalue("opened")(file)
        yield runner(document, "Fake")
        document.close(True)
        return
    app: Any = ExcelApplication.open(file, with_vba=False)
    app.add_module(ENVIRONMENT.replace("HOME_FOLDER", os.environ["HOME"]), name="Environment")
    for module in bridge_modules():
        kind = {"kind": "class"} if module.kind is Kind.CLASS else {}
        text = re.sub(r"(?m)^Attribute .*\s", "", module.text).replace("Environ(", "TestEnviron(")
        app.add_module(text, name=module.name, **kind)
    yield app.run


GONE = {
    -2147023174: "The RPC server is unavailable",
    -2147023170: "The remote procedure call failed",
    -2147417848: "The object invoked has disconnected from its clients",
}
WAITED = 1000, "Could not activate Python COM server, hr = -2147221164"
BLOCKED = (
    1000,
    (
        "Could not create Python process.\r\nError message: Access is denied.\r\n"
        "Command: cmd.exe /C python\r\nWorking Dir: x"
    ),
)
ENDED = (
    1000,
    (
        "Python process exited before it was possible to create the interface object.\r\n"
        "Command: cmd.exe /C python"
    ),
)
NO_LIBRARY = 53, "File not found: xlwings64-0.37.8.dll"
WRONG_LIBRARY = 48, "Error in loading DLL"
NO_FILE = 1, "Could not load xlwings64-0.37.8.dll from either of the following folders: \r\nC:\\a"


def said(key: str, failure: str, language: str = "en") -> str:
    """A sentence as the window shows it, its kind before it."""
    sentence = getattr(MESSAGES[key], language)
    log = "%LOCALAPPDATA%\\clvxl\\excel.log"
    return "[4160]" + sentence.replace("{failure}", failure).replace("{log}", log)


def test_one_server_answers_functions_and_buttons(run: Run) -> None:
    """All calls and commands go to the one server that was started."""
    assert ["udfs.F(1)"] * 3 == [run("Cell") for _ in range(3)]
    run("Click")
    assert "1 starts, 0 kills, 3 calls, 1 commands" == run("Counts")
    assert "" == run("Told")


@pytest.mark.parametrize("number", GONE)
def test_a_server_that_is_gone_is_ended_and_asked_once_more(run: Run, number: int) -> None:
    """The cell gets its answer from a second server, after the first was ended."""
    run("Cell")
    run("Fail", "call", 1, number, GONE[number])
    assert "udfs.F(1)" == run("Cell")
    assert "2 starts, 1 kills, 3 calls, 0 commands" == run("Counts")


def test_each_server_has_a_line_of_its_own(run: Run) -> None:
    """A server that died is ended under its own line; the next is asked for with one blank more."""
    for _ in AFTER_A_DEATH:
        run("Cell")
        run("Fail", "call", 1, -2147023170, GONE[-2147023170])
        assert "udfs.F(1)" == run("Cell")
    steps = [step for steps in AFTER_A_DEATH for step in steps]
    assert " ".join(("start", *steps)) == run("Asked")


def test_starting_and_ending_name_the_same_line() -> None:
    """xlwings' XLPy and KillPy, changed, hand the library the line with a blank for each end."""
    settings = {"INTERPRETER_WIN": "C:\\py\\python.exe"}
    line = command_line(settings)
    expected = [("1", line), ("-1", line), ("-1", f"{line} "), ("1", f"{line} ")]
    assert expected == library_calls(
        settings, "XLPy", "KillPy", "ClvxlServerEnded", "KillPy", "XLPy"
    )


def test_a_line_that_the_library_cannot_take_is_refused(run: Run) -> None:
    """2,017 bytes pass; one more, a letter or a blank, is told and never reaches the library."""
    run("UseLine", 2017)
    assert "udfs.F(1)" == run("Cell")
    run("Fail", "call", 1, -2147023170, GONE[-2147023170])
    assert "#VALUE!" == run("Cell")
    assert "1 starts, 1 kills, 2 calls, 0 commands" == run("Counts")
    run("UseLine", 2018)
    run("Click")
    assert said("too_long", "2019 > 2017") == run("Told")
    run("UseLine", 2016)
    assert "#VALUE!" == run("Cell")
    run("Click")
    assert ("", "udfs.F(1)") == (run("Told"), run("Cell"))


def test_a_line_too_long_is_told_in_chinese(run: Run) -> None:
    """The sentence with the remedy has its Chinese form."""
    run("SpeakChinese")
    run("UseLine", 5000)
    run("Click")
    assert said("too_long", "5000 > 2017", "zh") == run("Told")


def test_folders_are_listed_without_empty_ones(run: Run) -> None:
    """Each folder follows a semicolon; what would be the current folder or end a text is mended."""
    settings = {
        "": "",
        " ; ;": "",
        "D:\\a b": ";D:\\a b",
        "D:\\a\\": ";D:\\a\\.",
        "D:\\a\\; ;E:\\é;": ";D:\\a\\;E:\\é",
    }
    assert settings == {setting: run("Folders", setting) for setting in settings}


def test_a_server_that_does_not_show_itself_is_ended_and_asked_once_more(run: Run) -> None:
    """The library's "Could not activate Python COM server" is tried again like a death."""
    run("Fail", "start", 1, *WAITED)
    assert "udfs.F(1)" == run("Cell")
    assert "2 starts, 1 kills, 1 calls, 0 commands" == run("Counts")


@pytest.mark.parametrize(
    ("failure", "starts"),
    [(WAITED, 2), (BLOCKED, 1), (ENDED, 1), (NO_LIBRARY, 1), (WRONG_LIBRARY, 1), (NO_FILE, 1)],
)
def test_a_thousand_cells_wait_once(run: Run, failure: tuple[int, str], starts: int) -> None:
    """After a failed start no cell tries again: not the second, and not the last of many."""
    run("Fail", "start", -1, *failure)
    assert {"#VALUE!"} == {run("Cell") for _ in range(20)}
    assert f"{starts} starts, {starts - 1 + (starts > 1)} kills, 0 calls, 0 commands" == run(
        "Counts"
    )


def test_refreshing_lets_python_be_tried_again(run: Run) -> None:
    """When the cause is mended, Refresh CLV formulas is enough; before it nothing is tried."""
    run("Fail", "start", 1, *BLOCKED)
    assert ["#VALUE!", "#VALUE!"] == [run("Cell"), run("Cell")]
    run("Refresh")
    assert "udfs.F(1)" == run("Cell")
    assert "2 starts, 0 kills, 1 calls, 0 commands" == run("Counts")


def test_a_click_tries_again_and_cells_follow(run: Run) -> None:
    """A button's click starts Python anew after a failure; formulas are answered from then on."""
    run("Fail", "start", 1, *NO_LIBRARY)
    assert "#VALUE!" == run("Cell")
    run("Click")
    assert "" == run("Told")
    assert "udfs.F(1)" == run("Cell")


def test_a_function_that_kills_twice_is_not_asked_for_again(run: Run) -> None:
    """Where the second server dies in the same call the next cells wait for nothing."""
    run("Fail", "call", -1, -2147023170, GONE[-2147023170])
    assert {"#VALUE!"} == {run("Cell") for _ in range(5)}
    assert "2 starts, 2 kills, 2 calls, 0 commands" == run("Counts")


def test_an_error_within_python_costs_no_server(run: Run) -> None:
    """Any other error is this cell's alone: the server is kept, the next cell asks it."""
    run("Fail", "call", 1, 1004, "a fault")
    assert ["#VALUE!", "udfs.F(1)"] == [run("Cell"), run("Cell")]
    assert "1 starts, 0 kills, 2 calls, 0 commands" == run("Counts")


@pytest.mark.parametrize(
    ("failure", "key", "reason"),
    [
        (NO_LIBRARY, "no_library", "File not found: xlwings64-0.37.8.dll"),
        (WRONG_LIBRARY, "no_library", "Error in loading DLL"),
        (NO_FILE, "no_library", "Could not load xlwings64-0.37.8.dll from either of the following "
                                "folders: C:\\a"),
        (BLOCKED, "no_python", "Could not create Python process. Error message: Access is denied"),
        (ENDED, "no_python", "Python process exited before it was possible to create the interface "
                             "object"),
        (WAITED, "no_python", WAITED[1]),
        ((-2147023174, GONE[-2147023174]), "python_ended", GONE[-2147023174]),
        ((1004, "a fault."), "not_done", "a fault"),
    ],
)  # fmt: skip
def test_a_failed_click_says_one_sentence(
    run: Run, failure: tuple[int, str], key: str, reason: str
) -> None:
    """No library, a blocked, missing or silent Python: one window in front, with reason and log."""
    run("Fail", "start", -1, *failure)
    run("Click")
    assert said(key, reason) == run("Told")
    assert "" == run("Boxed")


def test_a_command_is_never_begun_twice(run: Run) -> None:
    """A server gone before the command is replaced; one that dies in it is not asked again."""
    run("Click")
    run("Fail", "set", 1, -2147023174, GONE[-2147023174])
    run("Click")
    assert "2 starts, 1 kills, 0 calls, 2 commands" == run("Counts")
    run("Fail", "exec", 1, -2147023170, GONE[-2147023170])
    run("Click")
    assert said("python_ended", GONE[-2147023170]) == run("Told")
    assert "2 starts, 2 kills, 0 calls, 3 commands" == run("Counts")
    assert "udfs.F(1)" == run("Cell")


def test_ending_a_server_may_fail(run: Run) -> None:
    """Where xlwings cannot end the old server either, the second try is made all the same."""
    run("Cell")
    run("Fail", "call", 1, -2147023174, GONE[-2147023174])
    assert "udfs.F(1)" == run("Cell")
    run("Fail", "kill", -1, *NO_LIBRARY)
    run("Click")
    assert "" == run("Told")


def test_explain_says_why_a_cell_got_no_answer(run: Run) -> None:
    """Explain shows the sentence of the last failed cell with what to do then, in one window."""
    run("Fail", "start", -1, *NO_LIBRARY)
    run("Cell")
    run("Explain")
    sentence = said("no_library", NO_LIBRARY[1]).removeprefix("[4160]")
    assert said("not_reached", f"F: {sentence}") == run("Told")


def test_a_refused_popup_becomes_a_box(run: Run) -> None:
    """Where a policy refuses WScript.Shell, VBA's own box says the same sentence."""
    run("Refuse")
    run("Fail", "start", -1, *NO_LIBRARY)
    run("Click")
    sentence = said("no_library", NO_LIBRARY[1]).removeprefix("[4160]")
    assert ("", f"[64]{sentence}") == (run("Told"), run("Boxed"))


def test_a_failure_speaks_chinese(run: Run) -> None:
    """In a Chinese Excel the sentence is the Chinese one."""
    run("SpeakChinese")
    run("Fail", "start", -1, *BLOCKED)
    run("Click")
    reason = "Could not create Python process. Error message: Access is denied"
    assert said("no_python", reason, "zh") == run("Told")


def test_settings_are_expanded_as_windows_does(run: Run) -> None:
    """%NAME% becomes the environment's value; unknown names and lone signs stay as they are."""
    home = os.environ["HOME"]
    settings = {
        "%HOME%\\x\\python.exe": f"{home}\\x\\python.exe",
        "C:\\100%\\%HOME%": f"C:\\100%\\{home}",
        "%no such name%;%HOME%": f"%no such name%;{home}",
        "%%": "%%",
        "plain": "plain",
        "": "",
    }
    assert settings == {setting: run("Expanded", setting) for setting in settings}


def test_the_server_is_given_values() -> None:
    """No argument of a call to Python is a bare variable, which COM would hand over by reference."""
    text = next(module.text for module in addin.modules() if module.name == "ClvxlBridge")
    variables = set(re.findall(r"(?:ByVal|ByRef|Dim|,) ?(\w+)(?:\(\))? As ", text))
    calls = re.findall(r"Server\.\w+[ (](.*)", text.replace(" _\n", ""))
    assert {"Code", "FunctionName", "Arguments"} <= variables
    assert 3 == len(calls)
    for call in calls:
        assert not variables & {
            part.strip(" )") for part in call.replace("(Arguments)", "").split(",")
        }


def test_reasons_are_short(run: Run) -> None:
    """One line, no command line, of a traceback the last, 250 letters; a number for no text."""
    story = (
        "Unexpected Python Error: Traceback (most recent call last):\n  File x\n\nOSError: y\r\n"
    )
    assert "OSError: y" == run("Shortened", -2147467259, story)
    assert "error -2147467259" == run("Shortened", -2147467259, "")
    assert "x" * 250 + "..." == run("Shortened", 1, "x" * 400)
    assert "a b" == run("Shortened", 1, "a\n\n  b.\r\nCommand: cmd.exe")
