"""The add-in's file: parts, relations, modules, the changed runtime, building and refusing."""

from __future__ import annotations

import io
import os
import re
import sys
import time
import warnings
import zipfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import olefile
import openpyxl
import pyopenvba
import pytest

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from oletools.mraptor import MacroRaptor
    from oletools.olevba import VBA_Parser

import clvxl
from clvxl.errors import FileError
from clvxl.exercises.catalogue import EXERCISES
from clvxl.hosts.excel import addin, runtime
from clvxl.hosts.excel.reduction import compiled, procedures
from clvxl.hosts.excel.vba_project import Kind
from clvxl.hosts.excel.wrappers import help_rows
from clvxl.sheet.registry import REGISTRY
from tests.files.xlsx.schemas import audit, wrong_names, wrong_relations, wrong_sheets

RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture(scope="module")
def parts() -> dict[str, bytes]:
    """The parts, built once."""
    return addin.parts()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file, in a folder with blanks and Chinese characters in its name."""
    return addin.build(tmp_path_factory.mktemp("加载项 folder") / "clvxl.xlam")


def as_workbook(built: Path) -> openpyxl.Workbook:
    """The add-in as openpyxl reads it, which knows macro workbooks but no add-ins."""
    copy = io.BytesIO()
    with zipfile.ZipFile(built) as source, zipfile.ZipFile(copy, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content.replace(b"addin.macroEnabled", b"sheet.macroEnabled"))
    return openpyxl.load_workbook(copy, keep_vba=True)


def vba(parts: dict[str, bytes]) -> dict[str, str]:
    """Each module's text as olevba finds it."""
    parser: Any = VBA_Parser("vbaProject.bin", data=parts["xl/vbaProject.bin"])
    found = {name.rpartition("/")[2]: code for _, name, _, code in parser.extract_macros()}
    parser.close()
    return found


def test_the_same_input_gives_the_same_parts(parts: dict[str, bytes], tmp_path: Path) -> None:
    """Two builds have the same parts and, since no time is kept, the same file."""
    assert parts == addin.parts()
    first, second = addin.build(tmp_path / "a.xlam"), addin.build(tmp_path / "b.xlam")
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as archive:
        assert parts == {name: archive.read(name) for name in archive.namelist()}
        assert "[Content_Types].xml" == archive.namelist()[0]


def test_building_takes_less_than_two_seconds(tmp_path: Path) -> None:
    """A whole build, written, is done within 2 s."""
    start = time.process_time()
    addin.build(tmp_path / "clvxl.xlam")
    assert time.process_time() - start < 2


def test_content_types_and_relations(parts: dict[str, bytes]) -> None:
    """Every part has a type, every type a part, every relation a target, every target a relation."""
    types = ElementTree.fromstring(parts["[Content_Types].xml"])
    named = {
        o.get("PartName", "")[1:]: o.get("ContentType") for o in types.iter(TYPES + "Override")
    }
    assert set(named) <= set(parts)
    assert "application/vnd.ms-excel.addin.macroEnabled.main+xml" == named["xl/workbook.xml"]
    assert "application/vnd.ms-office.vbaProject" == named["xl/vbaProject.bin"]
    endings = {d.get("Extension") for d in types.iter(TYPES + "Default")}
    assert {name for name in parts if name.rpartition(".")[2] not in endings} <= set(named)
    targets = set()
    for base, relations in (("", "_rels/.rels"), ("xl/", "xl/_rels/workbook.xml.rels")):
        found = list(ElementTree.fromstring(parts[relations]).iter(RELATIONS + "Relationship"))
        assert len(found) == len({relation.get("Id") for relation in found})
        targets |= {base + relation.get("Target", "") for relation in found}
    assert {n for n in parts if not n.endswith(".rels")} - {"[Content_Types].xml"} == targets
    assert b"office/2007/relationships/ui/extensibility" in parts["_rels/.rels"]


def test_code_names_are_the_document_modules(parts: dict[str, bytes]) -> None:
    """Workbook and sheets call themselves what the project calls them: Excel adds no module."""
    documents = {m.name for m in addin.modules() if m.kind in (Kind.WORKBOOK, Kind.SHEET)}
    said = {
        name
        for part, content in parts.items()
        if part.endswith(".xml")
        for name in re.findall(rb'codeName="(\w+)"', content)
    }
    assert documents == {name.decode() for name in said}


def test_every_part_is_well_formed_and_opens(built: Path) -> None:
    """All XML reads; openpyxl opens the file and finds the sheets, all but one hidden."""
    with zipfile.ZipFile(built) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(archive.read(name))
    book = as_workbook(built)
    assert ["_clvxl.conf", "_texts", "_help_zh", "_IntelliSense_"] == book.sheetnames
    assert [*addin.sheets()] == book.sheetnames
    assert ["visible", "hidden", "hidden", "hidden"] == [s.sheet_state for s in book]
    assert "clvxl" == book.properties.title
    assert clvxl.__version__ in book.properties.description


def test_sheets_hold_help_and_texts(built: Path) -> None:
    """Help in both languages in IntelliSense's columns, and a category for each function."""
    book = as_workbook(built)
    for name, language in (("_IntelliSense_", "en"), ("_help_zh", "zh")):
        rows = [[c or "" for c in row] for row in book[name].iter_rows(values_only=True)]
        for expected, got in zip(help_rows(language), rows, strict=True):
            assert expected == got[: len(expected)]
            assert not any(got[len(expected) :])
    texts = {key: (en, zh) for key, en, zh in book["_texts"].iter_rows(values_only=True)}
    for function in REGISTRY.values():
        both = tuple(function.category.title)
        assert both == texts[f"category.{function.name}"]


def test_the_project_is_read_by_others(built: Path, parts: dict[str, bytes]) -> None:
    """olefile reads it strictly, olevba finds each module's text, pyOpenVBA has no complaint."""
    with olefile.OleFileIO(
        io.BytesIO(parts["xl/vbaProject.bin"]), raise_defects=olefile.DEFECT_UNSURE
    ) as ole:
        assert ole.exists("VBA/dir")
    assert {m.name for m in addin.modules()} == set(vba(parts))
    report = pyopenvba.check_file(built)
    assert (True, ()) == (report.ok, report.issues)
    with pyopenvba.ExcelFile(built) as book:
        found = book.vba_modules()
    for module in addin.modules():
        tail = [line for line in module.text.splitlines() if line][-1:]
        assert tail == [line for line in found[module.name].splitlines() if line][-1:][: len(tail)]


def test_hand_written_modules_are_ascii_and_name_themselves(root: Path) -> None:
    """Each file of the folder modules is in the project under its own name, explicit and ASCII."""
    files = sorted((root / "clvxl/hosts/excel/modules").iterdir())
    held = {module.name for module in addin.modules()}
    for file in files:
        text = file.read_text("ascii")
        assert file.stem in held
        assert f'Attribute VB_Name = "{file.stem}"\nOption Explicit\n' in text
        assert all(len(line) <= 100 for line in text.splitlines()), file.name


def test_public_names_are_unique() -> None:
    """No two standard modules share a public procedure: VBA would find it ambiguous."""
    names = [
        name.lower()
        for module in addin.modules()
        if module.kind is Kind.MODULE and module.name != "RibbonClvxl"
        for name in set(
            re.findall(r"^(?:Public )?(?:Function|Sub) (\w+)", module.text, re.MULTILINE)
        )
    ]
    assert len(set(names)) == len(names)


def test_called_procedures_exist() -> None:
    """Each Clvxl… that any module calls is declared by one."""
    text = "\n".join(m.text for m in addin.modules())
    text = "\n".join(
        line.partition("'")[0] if '"' not in line else line for line in text.splitlines()
    )
    declared = set(re.findall(r"(?:Function|Sub|Const) (Clvxl\w+)", text))
    modules = {m.name for m in addin.modules()}
    assert set(re.findall(r"\b(Clvxl\w+)", text)) <= declared | modules


def test_the_schemas_have_no_complaint(built: Path, parts: dict[str, bytes]) -> None:
    """Microsoft's schemas, and what they cannot say, find nothing that Excel would put in order."""
    faults = [
        fault for check in (wrong_relations, wrong_sheets, wrong_names) for fault in check(parts)
    ]
    assert [] == faults + [str(error) for error in audit().validate(built).errors]
    assert {"xl/theme/theme1.xml", "xl/sharedStrings.xml", "docProps/app.xml"} <= set(parts)
    assert not any(b"inlineStr" in content for content in parts.values())


def told_of(file: Path) -> tuple[bool, bool, bool, bool]:
    """What mraptor says of a file: suspicious, since it starts by itself, writes, executes."""
    parser: Any = VBA_Parser(str(file))
    found = MacroRaptor("\n".join(code for *_, code in parser.extract_macros()))
    parser.close()
    found.scan()
    return tuple(map(bool, (found.suspicious, found.autoexec, found.write, found.execute)))


def test_mraptor_says_no_more_than_of_xlwings_own_addin(built: Path) -> None:
    """oletools' judge of macros finds in ours nothing that it does not find in xlwings' example."""
    import xlwings

    theirs = told_of(Path(xlwings.__file__).with_name("quickstart_addin_ribbon.xlam"))
    assert (False, False, True, True) == theirs
    assert all(a <= b for a, b in zip(told_of(built), theirs, strict=True))


def test_the_addin_is_small(built: Path) -> None:
    """With the runtime cut to what is used it stays under 45,000 bytes for the first 16 functions
    and four exercises.

    A further function, with its wrapper and its help in two languages, adds 437 at most; a further
    exercise, with its title and its aim in two languages, 330.
    """
    functions, exercises = len(REGISTRY) - 16, len(EXERCISES) - 4
    assert built.stat().st_size < 45_000 + 437 * functions + 330 * exercises


# ---- the runtime ----


def test_runtime_is_xlwings_own_but_for_the_changes() -> None:
    """Every line is xlwings' own, a change's or a condition's; notice and version are its own."""
    made = runtime.runtime_text()
    assert "BSD 3-clause license" in made
    assert "POSSIBILITY OF SUCH DAMAGE" in made
    own = set(runtime._installed(runtime.RUNTIME).split("\r\n"))
    changed = [line for line in made.split("\r\n") if line not in own and not line.startswith("#")]
    known = [change.instead for change in runtime.CHANGES if change.instead]
    for line in changed:
        assert any(instead.strip() in line or line in instead for instead in known), line
    import xlwings

    assert xlwings.__version__ == runtime.runtime_version()


def test_one_server_and_no_workbook_on_the_path() -> None:
    """The server's command names no workbook, so it is the same for all; no setting comes from one."""
    made = runtime.runtime_text()
    windows = compiled(made, {"mac": 0})
    assert "ActiveWorkbook" not in windows
    assert "ThisWorkbook" not in made
    assert ".Sheets(" not in made
    assert "ADD_WORKBOOK_TO_PYTHONPATH" not in made


@pytest.mark.parametrize("kind", ["VBProject", r"Kill\s", "FileCopy", "Shell", r"Exec\b", "MkDir",
                                  "OneDrive", "SharePoint", "CreateObject", "MsgBox"])  # fmt: skip
def test_the_runtime_has_lost_its_teeth(kind: str) -> None:
    """No code that changes code, deletes or copies files or starts programs is shipped, nor boxes."""
    code = re.sub(r"(?m)'.*$|\"[^\"\n]*\"", "", runtime.runtime_text())
    assert [] == re.findall(rf"(?i)\b{kind}", code)
    whole = re.sub(r"(?m)'.*$", "", runtime._installed(runtime.RUNTIME))
    assert re.search(rf"(?i)\b{kind}", whole)


def test_xlwings_reads_the_path_that_the_runtime_hands_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """xlwings puts the user's own folders on the path, and no other, not even the current one."""
    from xlwings.utils import prepare_sys_path

    fields = re.findall(r'PYTHONPATH = "(false;+)" & ClvxlFolders', runtime.runtime_text())
    assert ["false;;;;;"] * 2 == fields
    for folders, found in (("", []), (";/own/folder", ["/own/folder"])):
        monkeypatch.setattr(sys, "path", ["old"])
        prepare_sys_path(fields[0] + folders)
        assert [*found, "old"] == sys.path


@pytest.mark.parametrize("change", runtime.CHANGES, ids=lambda change: change.text[:30])
def test_an_unknown_runtime_is_refused(change: runtime.Change) -> None:
    """An xlwings without one of the lines fails the build; the sentence has line and remedy."""
    original = runtime._installed(runtime.RUNTIME)
    with pytest.raises(FileError, match="not one that the add-in can be built from") as said:
        runtime.runtime_text(original.replace(change.text, "' gone"))
    assert "found 0 times; install xlwings" in str(said.value)


@pytest.mark.parametrize("name", sorted({n for names in runtime.NEEDED.values() for n in names}))
def test_a_runtime_without_a_needed_procedure_is_refused(name: str) -> None:
    """Where a procedure is missing the build fails with its name and the remedy."""
    original = runtime._installed(runtime.RUNTIME)
    head = re.compile(rf"(?m)^((?:Public |Private )?(?:Function|Sub) ){name}\b")
    with pytest.raises(FileError, match=f"it has no procedure {name}; install xlwings 0.37.8"):
        runtime.runtime_text(head.sub(rf"\1{name}Gone", original))


@pytest.mark.parametrize("mac", [False, True])
def test_what_is_needed_is_what_is_reached(mac: bool) -> None:
    """The list of needed procedures is what the roots reach in the installed xlwings."""
    _, held = procedures(compiled(runtime.runtime_text(), {"mac": int(mac)}))
    assert set(runtime.NEEDED[mac]) == {one.name for one in held}


def test_missing_xlwings_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No xlwings, or one without its runtime: one sentence each."""
    monkeypatch.setattr(runtime.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(FileError, match="xlwings is not installed"):
        addin.parts()
    spec = SimpleNamespace(origin=str(tmp_path / "__init__.py"))
    monkeypatch.setattr(runtime.importlib.util, "find_spec", lambda name: spec)
    with pytest.raises(FileError, match="missing from the installed xlwings"):
        addin.parts()


# ---- writing ----


def test_a_build_replaces_the_old_file_whole(tmp_path: Path) -> None:
    """The file that is there is replaced, and nothing else is left in the folder."""
    path = tmp_path / "clvxl.xlam"
    path.write_bytes(b"old")
    addin.build(path)
    assert zipfile.is_zipfile(path)
    assert [path] == list(tmp_path.iterdir())


def test_a_failed_build_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When writing fails the old file stays as it was, nothing is left over, the sentence says why."""
    path = tmp_path / "clvxl.xlam"
    path.write_bytes(b"old")

    def locked(*_: Any) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "replace", locked)
    with pytest.raises(FileError, match=r"clvxl\.xlam cannot be written: close it in Excel"):
        addin.build(path)
    assert ([path], b"old") == (list(tmp_path.iterdir()), path.read_bytes())
    with pytest.raises(FileError, match="does not exist: make it"):
        addin.build(tmp_path / "no folder" / "clvxl.xlam")
