"""A Windows of Wine's: two stand-ins built by mingw, xlwings' own DLL, and a prefix for them.

Kept in build/wine: the DLL and the prefix, which takes Wine eight seconds and 650 MB to make.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from clvxl.hosts.excel.runtime import runtime_version
from tests.hosts.requirements import missing

REQUIRED = "CLVXL_REQUIRE_WINE"
SOURCES = Path(__file__).parent
COMPILER = "x86_64-w64-mingw32-gcc"
COMPILE = (COMPILER, "-municode", "-O1", "-Wall", "-Wextra", "-Wno-unused-parameter", "-Werror")
LIBRARIES = ("-lole32", "-loleaut32", "-luuid")
PATIENCE = 100
"""Seconds for one Excel: xlwings' DLL gives up a Python that does not come after about two minutes,
so a bridge that waits for a dead one fails here."""


def tool(*names: str) -> str:
    """Where one of some programs is; Debian puts Wine's beside the path."""
    path = f"{os.environ['PATH']}:/usr/lib/wine"
    found = next(filter(None, (shutil.which(name, path=path) for name in names)), None)
    if found is None:
        missing(REQUIRED, f"{names[0]} is not installed")
    return found


def _library(folder: Path) -> Path:
    """xlwings' DLL for 64-bit Windows, out of the wheel of the version that is installed here."""
    version = runtime_version()
    library = folder / f"xlwings64-{version}.dll"
    if library.exists():
        return library
    fetch = [
        sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:",
        "--platform", "win_amd64", "--dest", str(folder), f"xlwings=={version}",
    ]  # fmt: skip
    done = subprocess.run(fetch, capture_output=True, text=True, check=False, timeout=300)
    wheels = list(folder.glob(f"xlwings-{version}-*-win_amd64.whl"))
    if done.returncode or not wheels:
        missing(REQUIRED, f"xlwings' wheel for Windows cannot be had: {done.stderr[-500:]}")
    with zipfile.ZipFile(wheels[0]) as wheel:
        inside = next(name for name in wheel.namelist() if name.endswith(f"/{library.name}"))
        part = library.with_suffix(".part")
        part.write_bytes(wheel.read(inside))
    part.replace(library)
    return library


def windows_path(path: Path) -> str:
    r"""A path as programs in Wine see it: Z: is the root.

    >>> windows_path(Path("/tmp/a b"))
    'Z:\\tmp\\a b'
    """
    return "Z:" + str(path).replace("/", "\\")


@dataclass(frozen=True)
class Machine:
    """A Windows with an Excel; `library` is xlwings' DLL, `python` what stands for python.exe."""

    wine: str
    server: str
    prefix: Path
    folder: Path
    library: Path

    @property
    def python(self) -> Path:
        """The stand-in for python.exe."""
        return self.folder / "python.exe"

    def _environment(self, more: dict[str, str]) -> dict[str, str]:
        environment = {**os.environ, "WINEPREFIX": str(self.prefix), "WINEDEBUG": "-all",
                       "WINEARCH": "win64", "HOME": str(self.folder), "LC_ALL": "C.UTF-8",
                       # no window that offers to install .NET or a browser; no desktop menus
                       "WINEDLLOVERRIDES": "mscoree=;mshtml=;winemenubuilder.exe="}  # fmt: skip
        environment.pop("DISPLAY", None)
        return environment | more

    def start(self) -> None:
        """Make the prefix where there is none."""
        if self.prefix.exists():
            return
        made = Machine(self.wine, self.server, self.prefix.with_suffix(".new"), self.folder,
                       self.library)  # fmt: skip
        shutil.rmtree(made.prefix, ignore_errors=True)
        code, said = made.run("wineboot", "--init")
        assert 0 == code, f"Wine makes no prefix: {said}"
        made.stop()
        made.prefix.replace(self.prefix)

    @contextlib.contextmanager
    def awake(self) -> Iterator[None]:
        """Keep one program running: Wine ends its services with the last, and starts them anew."""
        environment = self._environment({"CLVXL_END": "600000"})
        quiet = subprocess.DEVNULL
        with subprocess.Popen([self.wine, str(self.python)], env=environment, stdin=quiet,
                              stdout=quiet, stderr=quiet) as sleeper:  # fmt: skip
            try:
                yield
            finally:
                self.stop()
                sleeper.wait(PATIENCE)

    def stop(self) -> None:
        """End all that runs in the prefix."""
        for what in ("-k", "-w"):
            subprocess.run([self.server, what], env=self._environment({}), capture_output=True,
                           check=False, timeout=PATIENCE)  # fmt: skip

    def run(self, *command: str, **environment: str) -> tuple[int, str]:
        """Return a program's exit code and what it prints."""
        printed = self.folder / "printed.txt"
        # A file: Wine's services, which a program may start, would hold a pipe open.
        with printed.open("wb") as out:
            done = subprocess.run(
                [self.wine, *command], env=self._environment(environment), check=False,
                stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.DEVNULL, timeout=PATIENCE,
            )  # fmt: skip
        return done.returncode, printed.read_text("utf-8")

    def excel(self, command: str, *steps: str, **environment: str) -> list[dict[str, str]]:
        """Return what came of each step of an Excel that starts Python with a command line.

        The steps are those of excel.c; the first result, of step 0, is about the DLL and the end.
        """
        given = self.folder / "command.txt"
        given.write_text(command, "utf-8")
        code, printed = self.run(
            str(self.folder / "excel.exe"), windows_path(self.library), windows_path(given), *steps,
            **environment,
        )  # fmt: skip
        results: list[dict[str, str]] = [{} for _ in range(len(steps) + 1)]
        for line in printed.splitlines():
            at, _, rest = line.partition(".")
            key, _, value = rest.partition("=")
            results[int(at)][key] = value
        # Not the code: a program that did all it should can be killed by Wine as it ends, when the
        # computer has much to do.
        assert "well" == results[0].get("ended"), f"Excel ended with {code} after: {printed}"
        return results


@contextlib.contextmanager
def machine(cache: Path, folder: Path) -> Iterator[Machine]:
    """A machine, ended afterwards; what it lacks is a skip or a failure.

    Parameters
    ----------
    cache : Path
        Where the DLL and the prefix are kept.
    folder : Path
        Where the stand-ins are built.
    """
    wine, server = tool("wine64", "wine"), tool("wineserver64", "wineserver")
    tool(COMPILER)
    cache.mkdir(parents=True, exist_ok=True)
    kept = _library(cache)
    library = folder / "R&D's tools" / kept.name
    library.parent.mkdir()
    shutil.copy(kept, library)
    made = Machine(wine, server, cache / "prefix", folder, library)
    for name in ("excel", "python"):
        source, program = SOURCES / f"{name}.c", folder / f"{name}.exe"
        subprocess.run([*COMPILE, str(source), "-o", str(program), *LIBRARIES], check=True)
    made.start()
    try:
        with made.awake():
            yield made
    finally:
        made.stop()
