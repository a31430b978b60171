"""LibreOffice on this computer: where it is, how old it is, how its programs are run."""

from __future__ import annotations

import glob
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from clvxl.errors import FileError
from clvxl.hosts.libreoffice.names import OLDEST
from clvxl.text import Text

__all__ = ["Office", "clean_environment", "find_office", "profile_option", "run"]

OVERRIDE = "CLVXL_SOFFICE"

_PLACES = (
    "/usr/bin/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice*/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice*\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice*\program\soffice.com",
)


@dataclass(frozen=True)
class Office:
    """A LibreOffice: its programs and its version, such as (25, 2)."""

    soffice: Path
    unopkg: Path
    version: tuple[int, int]

    @property
    def new_enough(self) -> bool:
        """Whether the add-in works in it."""
        return self.version >= tuple(map(int, OLDEST.split(".")))

    @property
    def name(self) -> str:
        """What to call it."""
        return "LibreOffice " + ".".join(map(str, self.version))


def find_office() -> Office:
    """Return the newest LibreOffice found, or the one that CLVXL_SOFFICE names.

    A `FileError` says that there is none, or that it does not say its version.
    """
    given = os.environ.get(OVERRIDE)
    if given and not Path(given).is_file():
        raise FileError(
            Text("{variable} names {file}, which does not exist: set it to LibreOffice's soffice",
                "{variable} 指向的 {file} 不存在：请设为 LibreOffice 的 soffice"),
            variable=OVERRIDE, file=given,
        )  # fmt: skip
    found = [_office(path) for path in ([Path(given)] if given else _candidates())]
    if not found:
        raise FileError(
            Text("LibreOffice is not found: install version {oldest} or newer, or set {variable} "
                "to its soffice",
                "未找到 LibreOffice：请安装 {oldest} 或更新版本，或将 {variable} 设为其 soffice"),
            oldest=OLDEST, variable=OVERRIDE,
        )  # fmt: skip
    return max(found, key=lambda office: office.version)


def _candidates() -> list[Path]:
    return list(dict.fromkeys(path.resolve() for path in _existing()))


def _existing() -> Iterator[Path]:
    for name in ("soffice.com", "soffice") if sys.platform == "win32" else ("soffice",):
        yield from _on_path(name)
    for place in _PLACES:
        yield from (Path(path) for path in glob.glob(place) if os.path.isfile(path))


def _on_path(name: str) -> Iterator[Path]:
    """The first program of a name on the path, never one of the current folder.

    There anybody may have put one; Windows' own search begins with it.
    """
    for folder in os.get_exec_path():
        path = os.path.join(folder, name)
        if os.path.isabs(folder) and os.path.isfile(path) and os.access(path, os.X_OK):
            yield Path(path)
            return


def _office(soffice: Path) -> Office:
    said = run([soffice, "--version"]).stdout
    version = re.search(r"(\d+)\.(\d+)", said)
    if version is None:
        raise FileError(
            Text("{file} does not say its version: set {variable} to LibreOffice's soffice",
                "{file} 未给出版本：请将 {variable} 设为 LibreOffice 的 soffice"),
            file=soffice, variable=OVERRIDE,
        )  # fmt: skip
    return Office(soffice, _unopkg(soffice), (int(version[1]), int(version[2])))


def _unopkg(soffice: Path) -> Path:
    """The program for add-ins: beside soffice, or beside what soffice is a link to."""
    name = "unopkg" + soffice.suffix
    beside = (soffice.with_name(name), soffice.resolve().with_name(name))
    return next((path for path in beside if path.is_file()), beside[-1])


def clean_environment() -> dict[str, str]:
    """Return the environment without traces of this Python's own environment.

    With a virtual environment first on the path, LibreOffice's Python takes the wrong library.
    """
    inside = Path(sys.prefix).resolve()
    folders = os.environ.get("PATH", "").split(os.pathsep)
    kept = [f for f in folders if f and not Path(f).resolve().is_relative_to(inside)]
    plain = {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "PATH"}
    # In an interpreter of the system itself, everything lies inside its prefix.
    path = folders if sys.prefix == sys.base_prefix else kept
    others = {name: value for name, value in os.environ.items() if name not in plain}
    return {**others, "PATH": os.pathsep.join(path)}


def profile_option(profile: Path | None) -> list[str]:
    """Return the option that makes LibreOffice use `profile`; nothing for the user's own."""
    return [f"-env:UserInstallation={profile.resolve().as_uri()}"] if profile else []


def run(
    command: Sequence[str | Path], *, seconds: float = 120.0, state: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a program of LibreOffice and return what it said; a `FileError` where it does not end."""
    environment = clean_environment()
    if state is not None:
        environment["XDG_STATE_HOME"] = str(state)
    try:
        return subprocess.run(
            [str(part) for part in command], capture_output=True, text=True, check=False,
            timeout=seconds, env=environment, errors="replace", stdin=subprocess.DEVNULL,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise FileError(
            Text("{file} does not answer: close LibreOffice and try again",
                "{file} 没有响应：请关闭 LibreOffice 后再试"),
            file=command[0],
        ) from None  # fmt: skip
    except OSError as error:
        raise FileError(
            Text("{file} cannot be started ({reason}): install LibreOffice again",
                "{file} 无法启动（{reason}）：请重新安装 LibreOffice"),
            file=command[0], reason=error.strerror,
        ) from None  # fmt: skip
