"""Install, doctor and uninstall, on a private profile and as an ordinary user."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from clvxl import __version__, cli
from clvxl.errors import FileError
from clvxl.hosts.finding import Finding, Findings
from clvxl.hosts.libreoffice import doctor, install, programs
from clvxl.hosts.libreoffice.doctor import diagnose
from clvxl.hosts.libreoffice.settings import FILE
from clvxl.hosts.libreoffice.texts import say
from tests.hosts.chinese import english_in
from tests.hosts.libreoffice.driver import PLAIN_PATH, missing

USER = "clvxl-test"


@pytest.fixture(autouse=True)
def no_kept_language(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """No language was chosen on this computer; returns the profile that LibreOffice would use."""
    profile = tmp_path / "own profile"
    monkeypatch.setattr(install, "_own_profile", lambda: profile)
    return profile


def program(folder: Path, said: str) -> Path:
    """A soffice that says its version and nothing else."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\necho '{said}'\n", "utf-8")
    path.chmod(0o755)
    return path


def test_missing_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without LibreOffice the doctor names the version to install."""
    monkeypatch.delenv(programs.OVERRIDE, raising=False)
    monkeypatch.setattr(programs, "_candidates", list)
    (found,) = diagnose()
    assert (False, "LibreOffice is not found") == (found.ok, found.sentence)
    assert "24.8" in found.remedy


def test_wrong_override(monkeypatch: pytest.MonkeyPatch) -> None:
    """CLVXL_SOFFICE that names nothing is refused by name."""
    monkeypatch.setenv(programs.OVERRIDE, "/nowhere/soffice")
    with pytest.raises(FileError, match="CLVXL_SOFFICE names /nowhere/soffice"):
        programs.find_office()


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
def test_old_libreoffice(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A LibreOffice that is too old is named, and nothing is installed in it."""
    soffice = program(tmp_path, "LibreOffice 7.4.7.2 40(Build:2)")
    monkeypatch.setenv(programs.OVERRIDE, str(soffice))
    assert [("LibreOffice 7.4 is too old", False)] == [(f.sentence, f.ok) for f in diagnose()]
    with pytest.raises(FileError, match=r"7\.4 is too old: install version 24\.8 or newer"):
        install.install()


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
def test_program_without_a_version(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A program that is no LibreOffice is refused."""
    monkeypatch.setenv(programs.OVERRIDE, str(program(tmp_path, "hello")))
    with pytest.raises(FileError, match="does not say its version"):
        programs.find_office()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid(), reason="only root is refused")
def test_root_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """LibreOffice takes no add-in from root, and the command says so."""
    soffice = program(tmp_path, "LibreOffice 25.2.3.2")
    monkeypatch.setenv(programs.OVERRIDE, str(soffice))
    done = CliRunner().invoke(cli.main, ["install", "libreoffice"])
    assert 1 == done.exit_code
    assert "root" in done.output


LOOK = Findings(say)


def test_doctor_reads_the_log() -> None:
    """Another Python inside, clvxl not importable, and a wrong answer: a sentence each."""
    ours = f"{sys.version_info[0]}.{sys.version_info[1]}"
    other = doctor._judge(
        "Err:504", "2026 the add-in cannot start in Python 3.1\nImportError: x\n", LOOK
    )
    assert f"Python 3.1 inside, clvxl is installed in Python {ours}" in other.sentence
    log = f"2026 the add-in cannot start in Python {ours}\nImportError: No module named 'clvxl'\n"
    assert "No module named 'clvxl'" in doctor._judge("Err:504", log, LOOK).sentence
    assert "gives #NAME? in LibreOffice" in doctor._judge("#NAME?", "", LOOK).sentence
    assert doctor._judge("345", "", LOOK).ok


def test_doctor_does_not_contradict_itself() -> None:
    """Where no add-in is installed, no finding says that one answers: a trial says it would."""
    there, lent = (
        doctor._judge("345", "", LOOK, installed=installed) for installed in (True, False)
    )
    assert ("answer", True) == (there.name, there.ok)
    assert "=CLV_SIMPLE(20, 6, 3, 15) gives 345 in LibreOffice" == there.sentence
    assert ("trial", True) == (lent.name, lent.ok)
    assert f"it would work: lent for a moment, {there.sentence}" == lent.sentence


def test_doctor_tells_another_version() -> None:
    """An add-in of another clvxl is wrong, none at all too, and the same one is in order."""
    assert [False, False, True] == [
        doctor._add_in(v, LOOK).ok for v in (None, "0.0.1", __version__)
    ]
    assert "clvxl 0.0.1" in doctor._add_in("0.0.1", LOOK).sentence


def test_doctor_command_exits_by_its_findings(monkeypatch: pytest.MonkeyPatch) -> None:
    """`clvxl doctor` says each finding, where the log is, and exits with 1 if one is wrong."""
    found = [Finding("a", True, "fine"), Finding("b", False, "broken", "mend it")]
    monkeypatch.setattr(doctor, "diagnose", lambda language: found)
    done = CliRunner().invoke(cli.main, ["doctor"])
    assert 1 == done.exit_code
    assert "wrong broken: mend it" in done.output
    assert "libreoffice.log" in done.output


def chinese(found: Finding, *known: str) -> Finding:
    """The finding, after a look that no English is left in it."""
    assert set() == english_in(f"{found.name} {found.sentence} {found.remedy}", *known), found
    return found


def test_the_doctor_speaks_chinese(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """All that can be wrong is said in Chinese, and is found as it is in English."""
    look, ours = Findings(say, "zh"), f"{sys.version_info[0]}.{sys.version_info[1]}"
    for version, ok in ((None, False), ("0.0.1", False), (__version__, True)):
        assert ok == chinese(doctor._add_in(version, look)).ok
    logs = ("", "2026 the add-in cannot start in Python 3.1\nImportError: x\n",
            f"2026 the add-in cannot start in Python {ours}\nImportError: no module\n")  # fmt: skip
    for shown, log in ((s, one) for s in ("345", "", "Err:504") for one in logs):
        found = chinese(doctor._judge(shown, log, look), "ImportError: no module")
        assert (shown == "345") == found.ok
        assert found.ok or found.remedy
        chinese(doctor._judge(shown, log, look, installed=False), "ImportError: no module")
    for said in ("LibreOffice 7.4.7.2", "hello"):
        monkeypatch.setenv(programs.OVERRIDE, str(program(tmp_path, said)))
        (found,) = diagnose(language="zh")
        assert chinese(found, "CLVXL_SOFFICE", "soffice").remedy.startswith("请")
    monkeypatch.delenv(programs.OVERRIDE)
    monkeypatch.setattr(programs, "_candidates", list)
    (found,) = diagnose(language="zh")
    assert "未找到 LibreOffice" == chinese(found, "CLVXL_SOFFICE", "soffice").sentence


def test_commands_speak_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    """What install, uninstall and doctor say for LibreOffice is Chinese where it is asked for."""
    office = programs.Office(Path("/soffice"), Path("/unopkg"), (25, 2))
    monkeypatch.setattr(install, "install", lambda **_: office)
    monkeypatch.setattr(install, "uninstall", lambda: None)
    found = [Finding("加载项", True, "好"), Finding("计算", False, "不好", "请修复")]
    monkeypatch.setattr(doctor, "diagnose", lambda language: found if language == "zh" else [])
    for command in (["install", "libreoffice"], ["uninstall", "libreoffice"], ["doctor"]):
        done = CliRunner().invoke(cli.main, [*command, "--language", "zh"])
        assert (command == ["doctor"]) == (done.exit_code == 1), done.output
        assert set() == english_in(done.output)
    lines = done.output.splitlines()
    assert ["LibreOffice  加载项  正常 好", "LibreOffice  计算    有误 不好：请修复"] == lines[:2]
    assert lines[2].startswith("LibreOffice  日志    故障记录在 ")


@pytest.mark.parametrize(
    ("kept", "language"),
    [(None, None), ("[]", None), ("{", None), ('{"language": "auto"}', None),
     ('{"language": "zh"}', "zh"), ('{"language": "en"}', "en"), ('{"language": ["zh"]}', None)],
)  # fmt: skip
def test_kept_language(kept: str | None, language: str | None, no_kept_language: Path) -> None:
    """The language chosen in CLV > Settings is what commands speak; English where none was."""
    if kept is not None:
        (no_kept_language / "user").mkdir(parents=True)
        (no_kept_language / "user" / FILE).write_text(kept, "utf-8")
    assert language == install.kept_language()
    assert language == install.kept_language(no_kept_language)
    assert install.kept_language(no_kept_language / "other") is None
    refused = CliRunner().invoke(
        cli.main, ["install", "libreoffice"], env={programs.OVERRIDE: "/x"}
    )
    words = "不存在" if language == "zh" else "does not exist"
    assert words in refused.output
    other = CliRunner().invoke(
        cli.main, ["install", "libreoffice", "--language", "en"], env={programs.OVERRIDE: "/x"}
    )
    assert "does not exist" in other.output


def test_own_profile(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The user's own profile is where LibreOffice keeps it on each system."""
    monkeypatch.undo()
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    for name in ("XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.delenv(name, raising=False)
    for system, place in (("linux", ".config/libreoffice/4"), ("win32", "LibreOffice/4"),
                          ("darwin", "Library/Application Support/LibreOffice/4")):  # fmt: skip
        monkeypatch.setattr(sys, "platform", system)
        assert tmp_path / place == install._own_profile()
    monkeypatch.setenv("XDG_CONFIG_HOME", "/x")
    monkeypatch.setenv("APPDATA", "/a")
    for system, expected in (("linux", "/x/libreoffice/4"), ("win32", "/a/LibreOffice/4")):
        monkeypatch.setattr(sys, "platform", system)
        assert Path(expected) == install._own_profile()


def test_build_addins_writes_the_oxt(tmp_path: Path) -> None:
    """`clvxl build-addins -o DIR` writes clvxl.oxt there."""
    done = CliRunner().invoke(cli.main, ["build-addins", "-o", str(tmp_path / "new")])
    assert 0 == done.exit_code, done.output
    assert (tmp_path / "new" / "clvxl.oxt").read_bytes().startswith(b"PK")


@pytest.fixture(scope="module")
def ordinary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[list[str], Path]]:
    """How to run a command as an ordinary user, and a folder that this user may write to."""
    if not shutil.which("unopkg", path=PLAIN_PATH):
        missing("LibreOffice is not installed")
    if os.geteuid():
        yield [], tmp_path_factory.mktemp("ordinary")
        return
    if not shutil.which("useradd") or not shutil.which("runuser"):
        missing("root cannot make an ordinary user here: useradd or runuser is missing")
    subprocess.run(["useradd", "--create-home", USER], check=False, capture_output=True)
    home = Path("~" + USER).expanduser()
    yield ["runuser", "-u", USER, "--", "env", f"HOME={home}"], home
    subprocess.run(["userdel", "--remove", USER], check=False, capture_output=True)


# The folders of this environment are named, as its Python may stand where only root can go.
SCRIPT = """
import json, site, sys
from pathlib import Path
folders = sys.argv[2:]
for folder in folders:
    site.addsitedir(folder)
from clvxl.hosts.libreoffice import doctor, install
doctor.site_folders = install.site_folders = lambda: folders
profile = Path(sys.argv[1])
told = []
def look():
    told.append([[f.name, f.ok, f.sentence] for f in doctor.diagnose(profile)])
look(); install.install(profile); look(); install.install(profile)
install.uninstall(profile); look()
try:
    install.uninstall(profile)
except OSError as error:
    told.append(str(error))
print(json.dumps(told))
"""


@pytest.mark.calc
def test_install_doctor_uninstall(ordinary: tuple[list[str], Path], root: Path) -> None:
    """The doctor sees the add-in come and go; the function answers; a second install is fine."""
    prefix, folder = ordinary
    python = shutil.which("python3", path=PLAIN_PATH) or sys.executable
    command = [*prefix, python, "-c"]
    folders = install.site_folders()
    start = f"import site; [site.addsitedir(f) for f in {folders}]; import numpy, clvxl"
    able = subprocess.run([*command, start], cwd="/", capture_output=True, text=True, check=False)
    if able.returncode:
        missing(f"an ordinary user cannot use this environment: {able.stderr[-200:]}")
    done = subprocess.run(
        [*command, SCRIPT, str(folder / "profile"), *folders],
        cwd=folder, check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert 0 == done.returncode, done.stderr
    before, with_it, after, refusal = json.loads(done.stdout.splitlines()[-1])
    without = [("LibreOffice", True), ("add-in", False), ("trial", True)]
    assert without == [(name, ok) for name, ok, _ in before]
    installed = [("LibreOffice", True), ("add-in", True), ("answer", True)]
    assert installed == [(name, ok) for name, ok, _ in with_it], with_it
    assert without == [(name, ok) for name, ok, _ in after]
    assert "not installed" in refusal
