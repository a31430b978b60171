"""The whole VBA project compiles, and no name of ours hides one that Excel, VBA or xlwings gives."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from pyopenvba.exceptions import VBARuntimeError
from pyopenvba.interpreter import Interpreter

from clvxl.hosts.excel import addin, runtime
from clvxl.hosts.excel.reduction import procedures
from clvxl.hosts.excel.vba_project import Kind, Module, write_project
from tests.hosts.excel.analysis import WORLDS, compile_errors, library_names, uncalled

FALSE_ALARMS = {
    # LanguageSettings.LanguageID is a property with an argument, the kind of language
    # (MsoAppLanguageID), as Office's library declares it; the analyser's table leaves it out.
    ("ClvxlTexts", "argument-count", "'LanguageID'"),
    # VBA's own function in Office 2016 for the Mac and later; the analyser knows VBA of Windows.
    ("xlwings", "undeclared-variable", "'AppleScriptTask'"),
}
LONG = [pytest.mark.long]
"""32-bit Windows differs from 64-bit in the Declare lines alone."""

PUBLIC = re.compile(
    r"(?m)^ *(?:Public (?:Const )?(\w+) As |(?:Public )?Declare (?:PtrSafe )?(?:Function|Sub) (\w+))"
)


def crlf(text: str) -> str:
    """A text with the line ends of VBA."""
    return "\r\n".join(text.splitlines()) + "\r\n"


def with_modules(path: Path, modules: Sequence[Module]) -> Path:
    """The add-in with other modules."""
    parts = addin.parts() | {"xl/vbaProject.bin": write_project(addin.PROJECT_NAME, modules)}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def false_alarm(error: tuple[str, str, str]) -> bool:
    """Whether an error is one of the list."""
    return any(error[:2] == known[:2] and known[2] in error[2] for known in FALSE_ALARMS)


def explicit(modules: Sequence[Module]) -> list[Module]:
    """The modules with xlwings' own made to declare its variables: what leads nowhere is an error."""
    return [
        Module(m.name, m.kind, re.sub(r"\A(Attribute .*\s)", r"\1Option Explicit\r\n", m.text))
        if m.name == "xlwings"
        else m
        for m in modules
    ]


@pytest.mark.parametrize(
    "world", [pytest.param(each, marks=[] if each == "Windows" else LONG) for each in WORLDS]
)
def test_the_whole_project_compiles(world: str, tmp_path: Path) -> None:
    """Our modules and the runtime, every variable declared, hold no error but the proven alarms."""
    file = with_modules(tmp_path / "clvxl.xlam", explicit(addin.modules()))
    errors = compile_errors(file, world)
    assert [] == [error for error in errors if not false_alarm(error)]
    assert (2 if world == "Mac" else 1) == len(errors)


def test_a_name_that_leads_nowhere_is_an_error(tmp_path: Path) -> None:
    """The same look finds a call of nothing, in the runtime and in a module of ours."""
    broken = [
        Module(m.name, m.kind, re.sub(r"ParentFolder\(PYTHON|ClvxlForgetFailure\n", "Nowhere(PYTHON"
               if m.name == "xlwings" else "ClvxlNowhere\n", m.text))
        for m in explicit(addin.modules())
    ]  # fmt: skip
    errors = compile_errors(with_modules(tmp_path / "clvxl.xlam", broken), "Windows")
    found = {(module, name) for module, _, said in errors for name in re.findall(r"'(\w+)'", said)}
    assert {("xlwings", "Nowhere"), ("ClvxlRefresh", "ClvxlNowhere")} <= found


@pytest.mark.long
def test_the_old_addin_does_not_compile(tmp_path: Path) -> None:
    """A Sub called Choose beside xlwings' whole runtime is refused on Windows: VBA's is hidden."""
    old = [
        Module(m.name, m.kind, runtime._installed(runtime.RUNTIME) if m.name == "xlwings"
               else m.text.replace("Sub ChooseItem(", "Sub Choose("))
        for m in addin.modules()
    ]  # fmt: skip
    old.append(Module("Dictionary", Kind.CLASS, runtime._installed("addin/Dictionary.cls")))
    errors = compile_errors(with_modules(tmp_path / "clvxl.xlam", old), "Windows")
    assert "sub-used-as-value" in {kind for module, kind, _ in errors if module == "xlwings"}
    assert any("'Choose' is a Sub" in sentence for _, _, sentence in errors)


def public_names(module: Module) -> set[str]:
    """What a module gives to the others, in small letters: itself, procedures, values, variables."""
    held = procedures(crlf(module.text))[1]
    names = [one.name for one in held if not one.text.lstrip().startswith("Private ")]
    given = [name for both in PUBLIC.findall(module.text) for name in both if name]
    return {name.lower() for name in (module.name, *names, *given)}


@pytest.mark.parametrize(
    "module",
    [m for m in addin.modules() if m.kind is not Kind.SHEET and m.name != "ThisWorkbook"],
    ids=lambda module: module.name,
)
def test_no_public_name_hides_one_of_the_libraries(module: Module) -> None:
    """VBA looks into the project's modules before its libraries: no name stands in both."""
    assert set() == public_names(module) & library_names()


def test_the_libraries_are_known() -> None:
    """The names that are looked for hold functions, statements, constants, objects and types."""
    some = {"choose", "msgbox", "kill", "vbcrlf", "xlup", "msotrue", "range", "activeworkbook"}
    assert some <= library_names()
    assert "choose" in public_names(Module("M", Kind.MODULE, "Public Sub Choose()\nEnd Sub\n"))


def test_no_public_name_is_one_of_xlwings() -> None:
    """No name of ours stands in xlwings' runtime or Dictionary either, reduced or whole."""
    whole = Module("xlwings", Kind.MODULE, runtime._installed(runtime.RUNTIME))
    words = Module("Dictionary", Kind.CLASS, runtime._installed("addin/Dictionary.cls"))
    theirs = public_names(whole) | public_names(words)
    assert {"xlpy", "runpython", "getconfig", "xlwings_version", "xlpydllactivateauto"} <= theirs
    for module in addin.modules():
        if module.name != "xlwings":
            assert set() == public_names(module) & theirs, module.name


@pytest.mark.parametrize(
    ("world", "mac"),
    [("Windows", False), ("Mac", True), pytest.param("Windows 32-bit", False, marks=LONG)],
)
def test_nothing_of_the_runtime_is_unreached(world: str, mac: bool) -> None:
    """Every procedure that is shipped is called by another or from outside; the whole has more."""
    assert set() == uncalled(runtime.runtime_text(), runtime.ROOTS[mac], world)
    whole = uncalled(runtime._installed(runtime.RUNTIME), runtime.ROOTS[mac], world)
    assert {"ImportXlwingsUdfsModule", "SaveConfigToFile", "RunFrozenPython"} <= whole


def test_roots_are_what_our_modules_call() -> None:
    """Our modules name no procedure of xlwings but the roots; CleanUp is called by Python."""
    named = {
        name
        for module in addin.modules() if module.name != "xlwings"
        for name in re.findall(r"\b\w+\b", re.sub(r"(?m)'.*$|\"[^\"\n]*\"", "", module.text))
    }  # fmt: skip
    theirs = {one.name for one in procedures(runtime._installed(runtime.RUNTIME))[1]}
    roots = {name for names in runtime.ROOTS.values() for name in names}
    assert roots - {"CleanUp"} == named & theirs


def test_a_hidden_function_fails_at_run_time() -> None:
    """VBA's Choose answers until another module has a Sub of that name: then its call is wrong."""
    for hiding, answer in ((False, "b"), (True, "run-time error 450")):
        app = Interpreter()
        app.add_module('Function Pick()\nPick = Choose(2, "a", "b", "c")\nEnd Function\n', name="A")
        if hiding:
            app.add_module("Public Sub Choose(A, B, C)\nEnd Sub\n", name="B")
        try:
            got = str(app.run("Pick"))
        except VBARuntimeError as error:
            got = str(error)
        assert answer in got
