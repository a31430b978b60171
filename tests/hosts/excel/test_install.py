"""Install, uninstall and doctor for Excel, on pretended computers in a temporary home."""

from __future__ import annotations

import dataclasses
import os
import sys
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner

from clvxl import __version__, cli
from clvxl.errors import FileError
from clvxl.hosts.excel import doctor, install, settings
from clvxl.hosts.excel.runtime import runtime_version
from clvxl.hosts.excel.settings import Computer
from clvxl.hosts.finding import Finding
from clvxl.hosts.libreoffice import doctor as calc_doctor
from clvxl.hosts.libreoffice import install as calc_install
from tests.hosts.chinese import english_in

EXCEL = r"Software\Microsoft\Office\16.0\Excel"
SAID = f"{__version__} {runtime_version()}\n"


@pytest.fixture(autouse=True)
def no_kept_language(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No language was chosen on this computer."""
    monkeypatch.setattr(calc_install, "_own_profile", lambda: tmp_path / "none")


def computer(
    home: Path,
    platform: str = "win32",
    registry: Mapping[str, Mapping[str, Any]] | None = None,
    encoding: str = "cp1252",
    short: Callable[[str], str | None] = lambda path: None,
    machine: Mapping[str, Mapping[str, Any]] | None = None,
    unseen: Sequence[int] = (),
) -> Computer:
    """A computer with a Python, its library, and an Excel that was started once."""
    python = home / "env" / "Scripts" / "python.exe"
    python.parent.mkdir(parents=True, exist_ok=True)
    python.write_bytes(b"")
    (home / "env" / f"xlwings64-{runtime_version()}.dll").write_bytes(b"")
    found = {rf"{EXCEL}\Options": {"A": 1}, **(registry or {})}
    made = Computer(
        platform=platform, home=home, python=python, encoding=encoding, short=short,
        environment={"APPDATA": str(home / "Roaming"), "USERPROFILE": str(home)},
        registry=lambda key: found.get(key, {}),
        keys=lambda key: [k.rpartition("\\")[2] for k in found if k.rpartition("\\")[0] == key],
        machine=lambda key: (machine or {}).get(key, {}), unseen=lambda: list(unseen),
    )  # fmt: skip
    if platform == "darwin":
        (home / settings.MAC_DATA).mkdir(parents=True, exist_ok=True)
    return made


def wrong(pc: Computer, said: str = SAID) -> dict[str, str]:
    """What the doctor finds wrong: name to sentence."""
    return {f.name: f.sentence for f in doctor.diagnose(pc, lambda _: said) if not f.ok}


@pytest.mark.parametrize("platform", ["win32", "darwin"])
@pytest.mark.parametrize("folder", ["plain", "my files"])
def test_install_doctor_uninstall(platform: str, folder: str, tmp_path: Path) -> None:
    """Before it all is missing, after installing nothing is wrong, twice is fine, and all goes."""
    (tmp_path / folder).mkdir()
    pc = computer(tmp_path / folder, platform)
    assert {"add-in", "settings"} <= set(wrong(pc))
    for _ in range(2):
        made = install.install(pc)
        assert {} == wrong(pc)
    assert pc.start_folder / "clvxl.xlam" == made
    assert (__version__, runtime_version()) == install.installed_versions(made)
    text = pc.settings_file.read_text(pc.encoding)
    assert f'"{pc.interpreter_key}","{pc.python}"\n' in text
    assert '"SHOW CONSOLE","False"\n' in text
    assert "PYTHONPATH" not in text, "a blank value would end the search"
    script = install.mac_script(pc)
    assert (platform == "darwin") == (script is not None and script.exists())
    install.uninstall(pc)
    assert not made.exists()
    assert not pc.settings_file.exists()
    with pytest.raises(FileError, match="nothing to remove"):
        install.uninstall(pc)


def test_places() -> None:
    """The folders are those that Excel and xlwings' runtime look in."""
    base = computer_at("/h")
    assert Path("/r/Microsoft/Excel/XLSTART") == base.start_folder
    assert Path("/h/.clvxl/clvxl.conf") == base.settings_file
    mac = dataclasses.replace(base, platform="darwin")
    office = "Library/Group Containers/UBF8T346G9.Office/User Content.localized"
    assert Path("/h") / office / "Startup.localized/Excel" == mac.start_folder
    assert Path("/h/Library/Containers/com.microsoft.Excel/Data/clvxl.conf") == mac.settings_file
    bare = dataclasses.replace(base, environment={})
    assert Path("/h/AppData/Roaming/Microsoft/Excel/XLSTART") == bare.start_folder


def computer_at(home: str) -> Computer:
    """A computer of which nothing exists."""
    return Computer("win32", Path(home), {"APPDATA": "/r"}, Path("/p/python.exe"), "cp1252",
                    lambda key: {}, lambda key: [], lambda path: None)  # fmt: skip


def test_chinese_paths(tmp_path: Path) -> None:
    """A Chinese path is written in a Chinese system's characters, else short, else refused."""
    home = tmp_path / "用户 一"
    home.mkdir()
    chinese = computer(home, encoding="gbk")
    install.install(chinese)
    assert str(chinese.python).encode("gbk") in chinese.settings_file.read_bytes()
    assert {} == wrong(chinese)
    install.uninstall(chinese)
    with pytest.raises(FileError, match="character set lacks letters"):
        install.install(computer(home))
    western = dataclasses.replace(computer(tmp_path), python=chinese.python)
    with pytest.raises(FileError, match="Excel cannot read the path of this Python"):
        install.install(western)
    assert not (western.start_folder / "clvxl.xlam").exists(), "refused before anything is done"
    short = dataclasses.replace(western, short=lambda path: "C:/YONGHU~1/python.exe")
    install.install(short)
    assert "YONGHU~1" in short.settings_file.read_text("ascii")


def test_a_moved_environment(tmp_path: Path) -> None:
    """A Python that is no longer there is named, and --fix writes this one."""
    pc = computer(tmp_path)
    install.install(pc)
    old = dataclasses.replace(pc, python=tmp_path / "old" / "python.exe")
    settings.write_settings(old)
    assert str(old.python) in wrong(pc)["Python"]
    assert all(finding.ok for finding in doctor.fix(pc, lambda _: SAID))


def test_two_pythons(tmp_path: Path) -> None:
    """Excel may use another Python than the one that the doctor runs in; both are named."""
    pc = computer(tmp_path)
    install.install(pc)
    other = dataclasses.replace(pc, python=tmp_path / "other" / "python.exe")
    (python,) = (f for f in doctor.diagnose(other, lambda _: SAID) if f.name == "Python")
    assert python.ok
    assert str(pc.python) in python.sentence
    assert str(other.python) in python.sentence


@pytest.mark.parametrize("said", ["0.0.1 0.37.8\n", ""])
def test_a_python_with_another_clvxl(said: str, tmp_path: Path) -> None:
    """A Python with another clvxl, or one that says nothing, is wrong."""
    pc = computer(tmp_path)
    install.install(pc)
    assert "Python" in wrong(pc, said)


def test_a_python_that_cannot(tmp_path: Path) -> None:
    """The last line of what a Python complains of is in the sentence; a good one says versions."""
    pc = computer(tmp_path)
    install.install(pc)

    def fail(_: Path) -> str:
        raise OSError("Traceback\nNo module named 'clvxl'")

    (found,) = (f for f in doctor.diagnose(pc, fail) if f.name == "Python")
    assert "No module named 'clvxl'" in found.sentence
    assert SAID == doctor.ask_python(Path(sys.executable))
    with pytest.raises(OSError):
        doctor.ask_python(tmp_path / "nowhere")


def test_another_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After xlwings changed, the add-in is wrong, and --fix builds it anew."""
    pc = computer(tmp_path)
    install.install(pc)
    monkeypatch.setattr(doctor, "runtime_version", lambda: "9.9.9")
    assert "xlwings 9.9.9" in wrong(pc)["add-in"]
    assert "xlwings64-9.9.9.dll" in wrong(pc)["library"]
    monkeypatch.undo()
    made = pc.start_folder / "clvxl.xlam"
    for broken in (b"", b"PK"):
        made.write_bytes(broken)
        assert "damaged" in wrong(pc)["add-in"]
    assert all(finding.ok for finding in doctor.fix(pc, lambda _: SAID))
    assert zipfile.is_zipfile(made)


def test_excel_holds_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While Excel holds the add-in, installing and removing say so and leave it as it is."""
    pc = computer(tmp_path)
    made = install.install(pc)
    before = made.read_bytes()

    def locked(*_: object, **__: object) -> None:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(os, "replace", locked)
    with pytest.raises(FileError, match=r"cannot be written: close it in Excel"):
        install.install(pc)
    monkeypatch.undo()
    monkeypatch.setattr(Path, "unlink", locked)
    with pytest.raises(FileError, match=r"in use.*close Excel"):
        install.uninstall(pc)
    assert before == made.read_bytes()


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    """A file where a folder must be is a sentence, not a traceback."""
    pc = computer(tmp_path)
    (tmp_path / ".clvxl").write_text("")
    with pytest.raises(FileError, match=r"clvxl\.conf cannot be written"):
        install.install(pc)
    (tmp_path / ".clvxl").unlink()
    (tmp_path / "Roaming").write_text("")
    with pytest.raises(FileError, match="XLSTART cannot be written"):
        install.install(pc)


def test_two_add_ins(tmp_path: Path) -> None:
    """A second copy, in XLSTART, in AddIns or ticked in Excel's list, is wrong."""
    for place in ("XLSTART/clvxl (2).xlam", "AddIns/clvxl.xlam"):
        pc = computer(tmp_path / place[:3])
        install.install(pc)
        copy = (
            pc.start_folder.parent / place
            if "X" in place[:1]
            else pc.start_folder.parents[1] / place
        )
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(b"")
        assert str(copy) in wrong(pc)["copies"]
    pc = computer(tmp_path, registry={rf"{EXCEL}\Options": {"OPEN1": r'/R "C:\x\clvxl.xlam"'}})
    install.install(pc)
    assert r"C:\x\clvxl.xlam" in wrong(pc)["copies"]


def test_trust(tmp_path: Path) -> None:
    """What the registry forbids is said; XLSTART among the trusted folders is enough."""
    security, places = rf"{EXCEL}\Security", rf"{EXCEL}\Security\Trusted Locations"
    start = {rf"{places}\Location1": {"Path": "%APPDATA%\\Microsoft\\Excel\\XLSTART\\"}}
    other = {rf"{places}\Location1": {"Path": "C:\\other\\"}}
    cases: list[tuple[dict[str, Any], bool]] = [
        ({}, True),
        ({security: {"VBAWarnings": 4}, **start}, True),
        ({security: {"VBAWarnings": 4}, **other}, False),
        ({security: {"VBAWarnings": 2}, **other}, True),
        ({places: {"AllLocationsDisabled": 1}}, False),
        ({security: {"DisableAllAddins": 1}}, False),
        ({security.replace("Software", "Software\\Policies", 1): {"RequireAddinSig": 1}}, False),
    ]
    for number, (registry, fine) in enumerate(cases):
        (tmp_path / str(number)).mkdir()
        pc = computer(tmp_path / str(number), registry=registry)
        install.install(pc)
        assert fine == ("trust" not in wrong(pc)), registry


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "names no Python"), (b'"SHOW CONSOLE","False"\n', "names no Python"),
     (b'"INTERPRETER_WIN","\x81"\n', "cannot be read")],
)  # fmt: skip
def test_damaged_settings(content: bytes, said: str, tmp_path: Path) -> None:
    """A settings file without a Python, or in other characters, is wrong; --fix writes it anew."""
    pc = computer(tmp_path)
    install.install(pc)
    pc.settings_file.write_bytes(content)
    assert said in wrong(pc)["settings"]
    assert all(finding.ok for finding in doctor.fix(pc, lambda _: SAID))


def test_no_excel(tmp_path: Path) -> None:
    """Without Excel the doctor says so; another system has none."""
    bare = dataclasses.replace(computer_at(str(tmp_path)), environment={})
    assert {"Excel": "Excel is not found"} == wrong(bare)
    linux = dataclasses.replace(bare, platform="linux")
    assert {} == wrong(linux)
    with pytest.raises(FileError, match="no Excel for this system"):
        install.install(linux)


def test_this_computer() -> None:
    """The computer at hand is described without a registry on other systems than Windows."""
    here = settings.this_computer()
    assert sys.platform == here.platform
    if sys.platform != "win32":
        assert ({}, [], None) == (here.registry("a"), here.keys("a"), here.short("a"))
        assert ({}, []) == (here.machine("a"), here.unseen())


def test_commands_of_the_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`clvxl install`, `doctor --fix` and `uninstall` work for Excel, with and without its name."""
    pc = computer(tmp_path)
    for module in (install, doctor, settings):
        monkeypatch.setattr(module, "this_computer", lambda: pc)
    monkeypatch.setattr(doctor, "ask_python", lambda _: SAID)
    monkeypatch.setattr("clvxl.cli.hosts._hosts_here", lambda: ["excel"])
    lost = [Finding("LibreOffice", False, "LibreOffice is not found", "install it")]
    monkeypatch.setattr(calc_doctor, "diagnose", lambda language: lost)
    assert 1 == clvxl("doctor").exit_code
    for name in (["excel"], []):
        done = clvxl("install", *name)
        assert 0 == done.exit_code, done.output
        assert "is installed for Excel" in done.output
    pc.settings_file.unlink()
    done = clvxl("doctor", "--fix")
    assert 0 == done.exit_code, done.output
    assert "wrong" not in done.output
    assert "excel.log" in done.output
    assert 0 == clvxl("uninstall").exit_code
    again = clvxl("uninstall", "excel")
    assert (1, 1) == (again.exit_code, len(again.output.splitlines()))
    monkeypatch.setattr("clvxl.cli.hosts._hosts_here", list)
    assert "neither Excel nor LibreOffice" in clvxl("install").output


def clvxl(*args: str) -> Any:
    """Run the command line in this process."""
    return CliRunner().invoke(cli.main, args, catch_exceptions=False)


def test_one_refusal_is_no_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where one program refuses, the other is installed nevertheless, and the exit code is 1."""
    (tmp_path / ".clvxl").write_text("")
    pc = computer(tmp_path)
    monkeypatch.setattr(install, "this_computer", lambda: pc)
    monkeypatch.setattr("clvxl.cli.hosts._hosts_here", lambda: ["excel", "libreoffice"])
    office = SimpleNamespace(name="Office 9")
    monkeypatch.setattr("clvxl.hosts.libreoffice.install.install", lambda: office)
    done = clvxl("install")
    assert 1 == done.exit_code
    assert "cannot be written" in done.output
    assert "is installed in Office 9" in done.output


def test_build_addins_writes_both(tmp_path: Path) -> None:
    """`clvxl build-addins` writes the add-ins of both programs."""
    assert 0 == clvxl("build-addins", "-o", str(tmp_path)).exit_code
    assert {"clvxl.oxt", "clvxl.xlam"} == {path.name for path in tmp_path.iterdir()}


def said_in(language: str, pc: Computer, ask: Callable[[Path], str]) -> list[Finding]:
    """What the doctor finds; in Chinese after a look that no English is left."""
    found = doctor.diagnose(pc, ask, language)
    if language == "zh":
        for one in found:
            known = ("Roaming/Microsoft/Excel", "my files", "no module", *doctor.RULES)
            assert set() == english_in(f"{one.name} {one.sentence} {one.remedy}", *known), one
    return found


def fail(_: Path) -> str:
    """A Python that cannot."""
    raise OSError("no module")


def test_the_doctor_speaks_chinese(tmp_path: Path) -> None:
    """On every computer the doctor finds the same in both languages, in Chinese without English."""
    security, places = rf"{EXCEL}\Security", rf"{EXCEL}\Security\Trusted Locations"
    options = {rf"{EXCEL}\Options": {"OPEN1": r"C:\x\clvxl.xlam"}}
    registries: list[dict[str, Any]] = [
        {}, options, {security: {"DisableAllAddins": 1}}, {places: {"AllLocationsDisabled": 1}},
        {security.replace("Software", "Software\\Policies", 1): {"RequireAddinSig": 1}},
        {security: {"VBAWarnings": 4}, rf"{places}\L": {"Path": "C:\\other"}},
    ]  # fmt: skip
    pcs = [
        computer_at(str(tmp_path)),
        computer(tmp_path / "new"),
        computer(tmp_path / "m", "darwin"),
    ]
    pcs += [dataclasses.replace(pcs[0], platform="linux"), with_damage(tmp_path / "bad", b"")]
    pcs += [with_damage(tmp_path / "settings", b'"INTERPRETER_WIN","\x81"\n')]
    rules = {
        r"Software\Policies\Microsoft\Windows Defender\Policy Manager": {
            "ASRRules": "|".join(f"{rule}={1 + 5 * at}" for at, rule in enumerate(doctor.RULES))
        }
    }
    for number, registry in enumerate(registries):
        home = tmp_path / str(number)
        pc = computer(home, registry=registry, machine=rules, unseen=[7])
        install.install(pc)
        (pc.start_folder / "clvxl (2).xlam").write_bytes(b"")
        pcs.append(pc)
    (pcs[-1].start_folder / "clvxl.xlam").unlink()
    (tmp_path / "0" / "env" / f"xlwings64-{runtime_version()}.dll").unlink()
    pcs.append(dataclasses.replace(pcs[-1], python=tmp_path / "other" / "python.exe"))
    asked = [lambda _: SAID, lambda _: "0.0.1", lambda _: "", fail]
    for pc, ask in ((pc, ask) for pc in pcs for ask in asked):
        english, chinese = (said_in(language, pc, ask) for language in ("en", "zh"))
        assert [f.ok for f in english] == [f.ok for f in chinese]
        assert [bool(f.remedy) for f in english] == [bool(f.remedy) for f in chinese]
        assert all(e.sentence != c.sentence for e, c in zip(english, chinese, strict=True))


def with_damage(home: Path, settings_file: bytes) -> Computer:
    """A computer with a damaged add-in and settings file."""
    pc = computer(home)
    install.install(pc)
    (pc.start_folder / "clvxl.xlam").write_bytes(b"PK")
    pc.settings_file.write_bytes(settings_file)
    return pc


def test_commands_speak_chinese(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What install, doctor --fix and uninstall say for Excel is Chinese, as are refusals."""
    pc = computer(tmp_path)
    for module in (install, doctor, settings):
        monkeypatch.setattr(module, "this_computer", lambda: pc)
    monkeypatch.setattr(doctor, "ask_python", lambda _: SAID)
    monkeypatch.setattr("clvxl.cli.hosts._hosts_here", lambda: ["excel"])
    lost = [Finding("LibreOffice", False, "未找到 LibreOffice", "请安装")]
    monkeypatch.setattr(calc_doctor, "diagnose", lambda language: lost)
    commands = (["doctor"], ["install", "excel"], ["doctor", "--fix"], ["uninstall"],
                ["uninstall", "excel"], ["doctor", "--fix"])  # fmt: skip
    codes = []
    for command in commands:
        done = clvxl(*command, "--language", "zh")
        codes.append(done.exit_code)
        assert set() == english_in(done.output), done.output
    assert [1, 0, 0, 0, 1, 0] == codes
    assert (pc.start_folder / "clvxl.xlam").exists(), "--fix installs in either language"
