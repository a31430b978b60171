"""What is wrong with the add-in in Excel, each in a sentence with its remedy.

Excel itself is not asked: everything is read from files and the registry.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from clvxl import __version__
from clvxl.errors import FileError
from clvxl.hosts.excel.addin import FILE_NAME
from clvxl.hosts.excel.install import install, installed_versions, mac_script
from clvxl.hosts.excel.runtime import runtime_version
from clvxl.hosts.excel.settings import OFFICE_VERSIONS, Computer, read_settings, this_computer
from clvxl.hosts.excel.texts import say
from clvxl.hosts.finding import Finding

__all__ = ["diagnose", "fix"]

SECONDS = 60
ALL_MACROS_OFF = 4
BLOCK, WARN = 1, 6
RULES = {
    "d4f940ab-401b-4efc-aadc-ad5f3c50688a": "no_child",
    "92e97fa1-2edf-4476-bdd6-9dd0b4dddc7b": "no_library_calls",
}
"""Windows' rules that the add-in breaks: it starts Python, through a library of xlwings."""

Ask = Callable[[Path], str]
Tell = Callable[..., str]


def fix(
    computer: Computer | None = None, ask: Ask | None = None, language: str = "en"
) -> list[Finding]:
    """Install anew if something is wrong that installing mends; return what is found then."""
    computer = computer or this_computer()
    found = diagnose(computer, ask, language)
    mended = {say("install", language), _restore(computer, partial(say, language=language))}
    if all(finding.remedy not in mended for finding in found):
        return found
    install(computer)
    return diagnose(computer, ask, language)


def diagnose(
    computer: Computer | None = None, ask: Ask | None = None, language: str = "en"
) -> list[Finding]:
    """Look at Excel, add-in, settings, Python, library, what Excel trusts and Windows blocks.

    Parameters
    ----------
    computer : Computer, optional
        Another than this one, for tests.
    ask : callable, optional
        Returns the versions that a Python says, "clvxl xlwings"; raises OSError where it cannot.
    language : {"en", "zh"}
        Of the findings.

    Returns
    -------
    list of Finding
        In the order in which they were looked at.
    """
    computer, tell = computer or this_computer(), partial(say, language=language)
    excel = tell("program")
    if computer.platform not in ("win32", "darwin"):
        return [Finding(excel, True, tell("no_excel_here"))]
    if not computer.has_excel:
        return [Finding(excel, False, tell("no_excel"), tell("get_excel"))]
    greeting = "here_mac" if computer.platform == "darwin" else "here"
    found = [Finding(excel, True, tell(greeting)), _add_in(computer, tell)]
    found += [Finding(excel, False, tell("unseen", process=number), tell("end_unseen"))
              for number in computer.unseen()]  # fmt: skip
    found += _other_copies(computer, tell)
    found += _settings(computer, ask or ask_python, tell, language)
    script = mac_script(computer)
    if script is not None and not script.exists():
        what = tell("missing", file=script.name)
        found.append(Finding(tell("script"), False, what, tell("install")))
    return [*found, *_trust(computer, tell), *_blocked(computer, tell)]


def _add_in(computer: Computer, tell: Tell) -> Finding:
    """Whether the add-in is there, of this clvxl and of this xlwings."""
    path, name = computer.start_folder / FILE_NAME, tell("add_in")
    if not path.exists() and computer.settings_file.exists():
        # Installing writes both and uninstalling removes both, so somebody else took it.
        what = tell("gone", folder=path.parent)
        return Finding(name, False, what, _restore(computer, tell))
    if not path.exists():
        return Finding(name, False, tell("not_installed", folder=path.parent), tell("install"))
    versions = installed_versions(path)
    if versions is None:
        return Finding(name, False, tell("damaged", file=path), tell("install"))
    here = (__version__, runtime_version())
    if versions != here:
        what = tell(
            "other_versions", clvxl=versions[0], xlwings=versions[1],
            clvxl_here=here[0], xlwings_here=here[1],
        )  # fmt: skip
        return Finding(name, False, what, tell("install"))
    return Finding(name, True, tell("same_versions", file=path, clvxl=here[0], xlwings=here[1]))


def _restore(computer: Computer, tell: Tell) -> str:
    return tell("restore", file=computer.start_folder / FILE_NAME)


def _other_copies(computer: Computer, tell: Tell) -> Iterator[Finding]:
    """Further add-ins of ours: Excel would load both, and formulas would bind to either."""
    start, name = computer.start_folder, tell("copies")
    for folder in (start, start.parents[1] / "AddIns"):
        for path in sorted(folder.glob("*.xlam")):
            if path != start / FILE_NAME and path.stem.lower().startswith("clvxl"):
                yield Finding(name, False, tell("copy", file=path), tell("remove_copy"))
    for version in OFFICE_VERSIONS:
        options = computer.registry(rf"Software\Microsoft\Office\{version}\Excel\Options")
        for key, value in options.items():
            if key.upper().startswith("OPEN") and FILE_NAME in str(value).lower():
                yield Finding(name, False, tell("also_loads", what=value), tell("untick"))


def _settings(computer: Computer, ask: Ask, tell: Tell, language: str) -> Iterator[Finding]:
    """The settings file, the Python that it names, and what that Python has."""
    name, remedy, file = tell("settings"), tell("install"), computer.settings_file
    try:
        settings = read_settings(computer)
    except FileError as error:
        colon = "：" if language == "zh" else ": "
        yield Finding(name, False, error.sentence(language).partition(colon)[0], remedy)
        return
    if settings is None:
        yield Finding(name, False, tell("missing", file=file), remedy)
        return
    named = settings.get(computer.interpreter_key, "")
    if not named:
        yield Finding(name, False, tell("no_python", file=file), remedy)
        return
    yield Finding(name, True, tell("names_python", file=file, python=named))
    python = Path(named)
    if not python.is_file():
        yield Finding(tell("python"), False, tell("python_gone", python=named), remedy)
        return
    yield _python(computer, python, ask, tell)
    if computer.platform == "win32":
        yield _library(python, tell)


def _python(computer: Computer, python: Path, ask: Ask, tell: Tell) -> Finding:
    name = tell("python")
    try:
        said = ask(python).split()
    except (OSError, subprocess.SubprocessError) as error:
        lines = str(error).strip().splitlines()
        what = tell("python_cannot", python=python, reason=lines[-1] if lines else "?")
        return Finding(name, False, what, tell("install"))
    if not said:
        return Finding(name, False, tell("python_silent", python=python), tell("install"))
    if said[0] != __version__:
        what = tell("python_other", python=python, version=said[0], here=__version__)
        return Finding(name, False, what, tell("install"))
    what = tell("python_has", python=python, version=said[0])
    here = Path(str(computer.python))
    same = here == python or (here.exists() and here.samefile(python))
    other = "" if same else tell("python_differs", python=computer.python)
    return Finding(name, True, what + other)


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


def _library(python: Path, tell: Tell) -> Finding:
    """The DLL through which Excel reaches Python: beside it, or one folder above."""
    version = runtime_version()
    name = f"xlwings64-{version}.dll"
    places = [python.parent / name, python.parent.parent / name]
    there = next((place for place in places if place.is_file()), None)
    if there is None:
        what = tell("no_library", name=name, python=python)
        return Finding(tell("library"), False, what, tell("get_library", version=version))
    return Finding(tell("library"), True, tell("library_there", file=there))


def _trust(computer: Computer, tell: Tell) -> Iterator[Finding]:
    """What the registry says against macros; XLSTART is trusted unless somebody changed it."""
    if computer.platform != "win32":
        return
    for version in OFFICE_VERSIONS:
        for owner in ("Software\\Policies", "Software"):
            key = rf"{owner}\Microsoft\Office\{version}\Excel\Security"
            yield from _distrust(computer, key, tell)


def _distrust(computer: Computer, key: str, tell: Tell) -> Iterator[Finding]:
    values = {name.lower(): value for name, value in computer.registry(key).items()}
    places = rf"{key}\Trusted Locations"
    locations = {name.lower(): value for name, value in computer.registry(places).items()}
    who = tell("administrator" if "Policies" in key else "trust_center")
    if values.get("disablealladdins") == 1 or values.get("requireaddinsig") == 1:
        yield Finding(tell("trust"), False, tell("unsigned"), who)
    listed = [
        str(computer.registry(rf"{places}\{name}").get("Path", ""))
        for name in computer.keys(places)
    ]
    start = _plain(str(computer.start_folder), computer)
    trusted = not listed or any(_plain(place, computer) == start for place in listed)
    off = locations.get("alllocationsdisabled") == 1
    if values.get("vbawarnings") == ALL_MACROS_OFF and (off or not trusted):
        yield Finding(tell("trust"), False, tell("no_macros"), who)
    elif off:
        yield Finding(tell("trust"), False, tell("no_folder"), who)


def _blocked(computer: Computer, tell: Tell) -> Iterator[Finding]:
    """Which of Windows' attack surface reduction rules stand between Excel and Python."""
    if computer.platform != "win32":
        return
    actions = _rule_actions(computer)
    for rule, key in RULES.items():
        action = actions.get(rule)
        if action in (BLOCK, WARN):
            what = tell("rule_blocks" if action == BLOCK else "rule_warns", rule=tell(key))
            remedy = tell("except_rule", python=computer.python, rule=rule)
            yield Finding(tell("windows"), False, what, remedy)


def _rule_actions(computer: Computer) -> dict[str, int]:
    """What each rule does, by its identifier; a policy outweighs what was set by hand."""
    actions: dict[str, int] = {}
    for owner in ("Software", r"Software\Policies"):
        defender = rf"{owner}\Microsoft\Windows Defender"
        told = computer.machine(rf"{defender}\Windows Defender Exploit Guard\ASR\Rules")
        # Device management writes all rules into one text, identifier=action|identifier=action.
        managed = str(computer.machine(rf"{defender}\Policy Manager").get("ASRRules", ""))
        pairs = [*told.items(), *(part.split("=", 1) for part in managed.split("|") if "=" in part)]
        for rule, action in pairs:
            if str(action).strip().isdigit():
                actions[rule.strip().lower()] = int(action)
    return actions


def _plain(place: str, computer: Computer) -> str:
    """A folder to compare: variables filled in, small letters, no stroke at the end."""
    for name, value in computer.environment.items():
        text = value.replace("\\", "/")
        place = re.sub(re.escape(f"%{name}%"), text, place, flags=re.IGNORECASE)
    return place.replace("\\", "/").rstrip("/").lower()
