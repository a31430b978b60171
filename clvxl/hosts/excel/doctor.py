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
from clvxl.hosts.excel.texts import say
from clvxl.hosts.finding import Finding, Findings

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


def fix(
    computer: Computer | None = None, ask: Ask | None = None, language: str = "en"
) -> list[Finding]:
    """Install anew if something is wrong that installing mends; return what is found then."""
    computer = computer or this_computer()
    found = diagnose(computer, ask, language)
    file = computer.start_folder / FILE_NAME
    mended = {say(remedy, language, file=file) for remedy in ("install", "restore")}
    if all(finding.remedy not in mended for finding in found):
        return found
    install(computer)
    return diagnose(computer, ask, language)


def diagnose(
    computer: Computer | None = None, ask: Ask | None = None, language: str = "en"
) -> list[Finding]:
    """Look at Excel, add-in, settings, Python, library, what Excel trusts and Windows blocks.

    Tests give another `computer`, and an `ask` that returns the versions that a Python says,
    "clvxl xlwings", or raises OSError where it cannot.
    """
    return list(_Look(computer or this_computer(), ask or ask_python, language).all())


class _Look(Findings):
    """A look at a computer; what depends on a failure is left out."""

    def __init__(self, computer: Computer, ask: Ask, language: str) -> None:
        super().__init__(say, language)
        self._computer, self._ask = computer, ask

    def all(self) -> Iterator[Finding]:
        """Yield what is found, in the order in which it is looked at."""
        computer = self._computer
        if computer.platform not in ("win32", "darwin"):
            yield self.well("program", "no_excel_here")
            return
        if not computer.has_excel:
            yield self.wrong("program", "no_excel", "get_excel")
            return
        yield self.well("program", "here_mac" if computer.platform == "darwin" else "here")
        yield self._add_in()
        for number in computer.unseen():
            yield self.wrong("program", "unseen", "end_unseen", process=number)
        yield from self._other_copies()
        yield from self._settings()
        script = mac_script(computer)
        if script is not None and not script.exists():
            yield self.wrong("script", "missing", file=script.name)
        if computer.platform == "win32":
            yield from self._trust()
            yield from self._blocked()

    def _add_in(self) -> Finding:
        """Whether the add-in is there, of this clvxl and of this xlwings."""
        path, name = self._computer.start_folder / FILE_NAME, "add_in"
        if not path.exists() and self._computer.settings_file.exists():
            # Installing writes both and uninstalling removes both, so somebody else took it.
            return self.wrong(name, "gone", "restore", folder=path.parent, file=path)
        if not path.exists():
            return self.wrong(name, "not_installed", folder=path.parent)
        versions = installed_versions(path)
        if versions is None:
            return self.wrong(name, "damaged", file=path)
        said, here = {"clvxl": versions[0], "xlwings": versions[1]}, runtime_version()
        if versions != (__version__, here):
            ours = {"clvxl_here": __version__, "xlwings_here": here}
            return self.wrong(name, "other_versions", **said, **ours)
        return self.well(name, "same_versions", file=path, **said)

    def _other_copies(self) -> Iterator[Finding]:
        """Further add-ins of ours: Excel would load both, and formulas would bind to either."""
        start = self._computer.start_folder
        for folder in (start, start.parents[1] / "AddIns"):
            for path in sorted(folder.glob("*.xlam")):
                if path != start / FILE_NAME and path.stem.lower().startswith("clvxl"):
                    yield self.wrong("copies", "copy", "remove_copy", file=path)
        for version in OFFICE_VERSIONS:
            options = self._computer.registry(rf"Software\Microsoft\Office\{version}\Excel\Options")
            for key, value in options.items():
                if key.upper().startswith("OPEN") and FILE_NAME in str(value).lower():
                    yield self.wrong("copies", "also_loads", "untick", what=value)

    def _settings(self) -> Iterator[Finding]:
        """The settings file, the Python that it names, and what that Python has."""
        computer, name, file = self._computer, "settings", self._computer.settings_file
        try:
            settings = read_settings(computer)
        except FileError as error:
            yield self.refused(name, error, "install")
            return
        named = "" if settings is None else settings.get(computer.interpreter_key, "")
        if not named:
            yield self.wrong(name, "missing" if settings is None else "no_python", file=file)
            return
        yield self.well(name, "names_python", file=file, python=named)
        python = Path(named)
        if not python.is_file():
            yield self.wrong("python", "python_gone", python=named)
            return
        yield self._python(python)
        if computer.platform == "win32":
            yield self._library(python)

    def _python(self, python: Path) -> Finding:
        name = "python"
        try:
            said = self._ask(python).split()
        except (OSError, subprocess.SubprocessError) as error:
            reason = (str(error).strip().splitlines() or ["?"])[-1]
            return self.wrong(name, "python_cannot", python=python, reason=reason)
        if not said:
            return self.wrong(name, "python_silent", python=python)
        if said[0] != __version__:
            return self.wrong(
                name, "python_other", python=python, version=said[0], here=__version__
            )
        here = Path(str(self._computer.python))
        same = here == python or (here.exists() and here.samefile(python))
        other = "" if same else self.part("python_differs", python=here)
        return self.well(name, "python_has", python=python, version=said[0], other=other)

    def _library(self, python: Path) -> Finding:
        """The DLL through which Excel reaches Python: beside it, or one folder above."""
        version = runtime_version()
        name = f"xlwings64-{version}.dll"
        places = [python.parent / name, python.parent.parent / name]
        there = next((place for place in places if place.is_file()), None)
        if there is None:
            return self.wrong(
                "library", "no_library", "get_library", name=name, python=python, version=version
            )
        return self.well("library", "library_there", file=there)

    def _trust(self) -> Iterator[Finding]:
        """What the registry says against macros; XLSTART is trusted unless somebody changed it."""
        for version in OFFICE_VERSIONS:
            for owner, who in (
                ("Software\\Policies", "administrator"),
                ("Software", "trust_center"),
            ):
                yield from self._distrust(
                    rf"{owner}\Microsoft\Office\{version}\Excel\Security", who
                )

    def _distrust(self, key: str, who: str) -> Iterator[Finding]:
        registry, places = self._computer.registry, rf"{key}\Trusted Locations"
        values, locations = (
            {name.lower(): value for name, value in registry(one).items()} for one in (key, places)
        )
        if values.get("disablealladdins") == 1 or values.get("requireaddinsig") == 1:
            yield self.wrong("trust", "unsigned", who)
        listed = [
            str(registry(rf"{places}\{name}").get("Path", ""))
            for name in self._computer.keys(places)
        ]
        start = _plain(str(self._computer.start_folder), self._computer)
        trusted = not listed or any(_plain(place, self._computer) == start for place in listed)
        off = locations.get("alllocationsdisabled") == 1
        if values.get("vbawarnings") == ALL_MACROS_OFF and (off or not trusted):
            yield self.wrong("trust", "no_macros", who)
        elif off:
            yield self.wrong("trust", "no_folder", who)

    def _blocked(self) -> Iterator[Finding]:
        """Which of Windows' attack surface reduction rules stand between Excel and Python."""
        actions = _rule_actions(self._computer)
        for number, key in RULES.items():
            if actions.get(number) in (BLOCK, WARN):
                yield self.wrong(
                    "windows", "rule_blocks" if actions[number] == BLOCK else "rule_warns",
                    "except_rule", rule=self.part(key), number=number,
                    python=self._computer.python,
                )  # fmt: skip


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
