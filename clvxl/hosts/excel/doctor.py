"""What is wrong with the add-in in Excel, each in a sentence with its remedy.

Excel itself is not asked: everything is read from files and the registry.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

from clvxl import __version__
from clvxl.errors import FileError
from clvxl.hosts.excel.addin import FILE_NAME
from clvxl.hosts.excel.install import install, installed_versions, mac_script
from clvxl.hosts.excel.runtime import runtime_version
from clvxl.hosts.excel.settings import OFFICE_VERSIONS, Computer, read_settings, this_computer
from clvxl.hosts.finding import Finding

__all__ = ["diagnose", "fix"]

INSTALL = "run: clvxl install excel"
SECONDS = 60
ALL_MACROS_OFF = 4

Ask = Callable[[Path], str]


def fix(computer: Computer | None = None, ask: Ask | None = None) -> list[Finding]:
    """Install anew if something is wrong that installing mends; return what is found then."""
    computer = computer or this_computer()
    if any(INSTALL in finding.remedy for finding in diagnose(computer, ask)):
        install(computer)
    return diagnose(computer, ask)


def diagnose(computer: Computer | None = None, ask: Ask | None = None) -> list[Finding]:
    """Look at Excel, add-in, settings, Python, library and what Excel trusts.

    Parameters
    ----------
    computer : Computer, optional
        Another than this one, for tests.
    ask : callable, optional
        Returns the versions that a Python says, "clvxl xlwings"; raises OSError where it cannot.

    Returns
    -------
    list of Finding
        In the order in which they were looked at.
    """
    computer = computer or this_computer()
    if computer.platform not in ("win32", "darwin"):
        return [Finding("Excel", True, "there is no Excel for this system")]
    if not computer.has_excel:
        return [Finding("Excel", False, "Excel is not found", "install Excel and start it once")]
    found = [Finding("Excel", True, _greeting(computer))]
    found += [_add_in(computer), *_other_copies(computer)]
    found += _settings(computer, ask or ask_python)
    script = mac_script(computer)
    if script is not None and not script.exists():
        found.append(Finding("script", False, f"{script.name} is missing", INSTALL))
    return [*found, *_trust(computer)]


def _greeting(computer: Computer) -> str:
    if computer.platform == "darwin":
        return "Excel is here; on the Mac the ribbon works, the functions need Windows"
    return "Excel is here"


def _add_in(computer: Computer) -> Finding:
    """Whether the add-in is there, of this clvxl and of this xlwings."""
    path = computer.start_folder / FILE_NAME
    if not path.exists():
        return Finding("add-in", False, f"the add-in is not in {path.parent}", INSTALL)
    versions = installed_versions(path)
    if versions is None:
        return Finding("add-in", False, f"{path} is damaged", INSTALL)
    here = (__version__, runtime_version())
    if versions != here:
        sentence = (
            f"the add-in is of clvxl {versions[0]} and xlwings {versions[1]}, here are clvxl "
            f"{here[0]} and xlwings {here[1]}"
        )
        return Finding("add-in", False, sentence, INSTALL)
    return Finding("add-in", True, f"{path} is of clvxl {here[0]} and xlwings {here[1]}")


def _other_copies(computer: Computer) -> Iterator[Finding]:
    """Further add-ins of ours: Excel would load both, and formulas would bind to either."""
    start = computer.start_folder
    for folder in (start, start.parents[1] / "AddIns"):
        for path in sorted(folder.glob("*.xlam")):
            if path != start / FILE_NAME and path.stem.lower().startswith("clvxl"):
                remedy = "remove it: Excel would load both"
                yield Finding("copies", False, f"there is another add-in, {path}", remedy)
    for version in OFFICE_VERSIONS:
        options = computer.registry(rf"Software\Microsoft\Office\{version}\Excel\Options")
        for name, value in options.items():
            if name.upper().startswith("OPEN") and FILE_NAME in str(value).lower():
                remedy = "untick it in File > Options > Add-ins: the one in XLSTART is enough"
                yield Finding("copies", False, f"Excel also loads {value}", remedy)


def _settings(computer: Computer, ask: Ask) -> Iterator[Finding]:
    """The settings file, the Python that it names, and what that Python has."""
    try:
        settings = read_settings(computer)
    except FileError as error:
        yield Finding("settings", False, str(error).partition(": ")[0], INSTALL)
        return
    if settings is None:
        yield Finding("settings", False, f"{computer.settings_file} is missing", INSTALL)
        return
    named = settings.get(computer.interpreter_key, "")
    if not named:
        sentence = f"{computer.settings_file} names no Python"
        yield Finding("settings", False, sentence, INSTALL)
        return
    yield Finding("settings", True, f"{computer.settings_file} names {named}")
    python = Path(named)
    if not python.is_file():
        sentence = f"the Python that Excel is to use is no longer there: {named}"
        yield Finding("Python", False, sentence, INSTALL)
        return
    yield _python(computer, python, ask)
    if computer.platform == "win32":
        yield _library(python)


def _python(computer: Computer, python: Path, ask: Ask) -> Finding:
    try:
        said = ask(python).split()
    except (OSError, subprocess.SubprocessError) as error:
        reason = str(error).strip().splitlines()
        sentence = f"{python} cannot load clvxl and xlwings ({reason[-1] if reason else '?'})"
        return Finding("Python", False, sentence, INSTALL)
    if said[:1] != [__version__]:
        sentence = f"{python} has clvxl {' '.join(said[:1])}, this is clvxl {__version__}"
        return Finding("Python", False, sentence, INSTALL)
    sentence = f"{python} has clvxl {said[0]}"
    here = Path(str(computer.python))
    same = here == python or (here.exists() and here.samefile(python))
    other = "" if same else f"; this command runs in another Python, {computer.python}"
    return Finding("Python", True, sentence + other)


def ask_python(python: Path) -> str:
    """Return the versions of clvxl and xlwings in a Python, as the add-in would start it."""
    code = "import clvxl, xlwings, udfs; print(clvxl.__version__, xlwings.__version__)"
    done = subprocess.run(
        [str(python), "-P", "-c", code], capture_output=True, text=True, timeout=SECONDS,
        check=False,
    )  # fmt: skip
    if done.returncode:
        raise OSError(done.stderr.strip().rpartition("\n")[2])
    return done.stdout


def _library(python: Path) -> Finding:
    """The DLL through which Excel reaches Python: beside it, or one folder above."""
    name = f"xlwings64-{runtime_version()}.dll"
    places = [python.parent / name, python.parent.parent / name]
    there = next((place for place in places if place.is_file()), None)
    if there is None:
        sentence = f"{name} is neither beside {python} nor in the folder above"
        remedy = f"run there: python -m pip install --force-reinstall xlwings=={runtime_version()}"
        return Finding("library", False, sentence, remedy)
    return Finding("library", True, f"{there} is there")


def _trust(computer: Computer) -> Iterator[Finding]:
    """What the registry says against macros; XLSTART is trusted unless somebody changed it."""
    if computer.platform != "win32":
        return
    for version in OFFICE_VERSIONS:
        for owner in ("Software\\Policies", "Software"):
            key = rf"{owner}\Microsoft\Office\{version}\Excel\Security"
            yield from _distrust(computer, key)


def _distrust(computer: Computer, key: str) -> Iterator[Finding]:
    values = {name.lower(): value for name, value in computer.registry(key).items()}
    places = rf"{key}\Trusted Locations"
    locations = {name.lower(): value for name, value in computer.registry(places).items()}
    who = "your administrator must allow it" if "Policies" in key else (
        "change it in File > Options > Trust Center > Trust Center Settings"
    )  # fmt: skip
    if values.get("disablealladdins") == 1 or values.get("requireaddinsig") == 1:
        yield Finding("trust", False, "Excel is set to load no unsigned add-ins", who)
    listed = [
        str(computer.registry(rf"{places}\{name}").get("Path", ""))
        for name in computer.keys(places)
    ]
    start = _plain(str(computer.start_folder), computer)
    trusted = not listed or any(_plain(place, computer) == start for place in listed)
    off = locations.get("alllocationsdisabled") == 1
    if values.get("vbawarnings") == ALL_MACROS_OFF and (off or not trusted):
        sentence = "Excel is set to run no macros, and does not trust its start folder"
        yield Finding("trust", False, sentence, who)
    elif off:
        yield Finding("trust", False, "Excel is set to trust no folder, so it asks or refuses", who)


def _plain(place: str, computer: Computer) -> str:
    """A folder to compare: variables filled in, small letters, no stroke at the end."""
    for name, value in computer.environment.items():
        text = value.replace("\\", "/")
        place = re.sub(re.escape(f"%{name}%"), text, place, flags=re.IGNORECASE)
    return place.replace("\\", "/").rstrip("/").lower()
