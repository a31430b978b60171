"""The wheel: what is in it, and that it works where nothing else of the project lies."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from clvxl import __version__
from clvxl.exercises.catalogue import EXERCISES
from clvxl.sheet.registry import REGISTRY

SCRIPTS = "Scripts" if os.name == "nt" else "bin"


def run(*command: str | Path, cwd: Path) -> str:
    """Return what a program prints; a warning of Python's ends it, as does any other fault."""
    environment = {key: text for key, text in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(
        [str(word) for word in command], cwd=cwd, capture_output=True, check=False,
        encoding="utf-8", env=environment | {"PYTHONWARNINGS": "error", "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert 0 == done.returncode, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this folder, built as a release is."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-W", "default", "-m", "pip")
    done = subprocess.run(
        [*pip, "wheel", "-q", "--no-deps", "-w", folder, root],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert 0 == done.returncode, done.stdout + done.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an environment that has the wheel, and for its needs this one's packages."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    python = folder / SCRIPTS / "python"
    pip = (sys.executable, "-m", "pip", "--python", str(python))
    subprocess.run([*pip, "install", "-q", "--no-deps", "--no-index", wheel], check=True)
    own = Path(run(python, "-c", "import sysconfig as s; print(s.get_path('purelib'))",
                   cwd=folder).strip())  # fmt: skip
    (own / "needs.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    return folder


def test_the_wheel_has_every_file_of_the_package(wheel: Path, root: Path) -> None:
    """Modules, VBA texts, udfs.py and each built workbook are in it as they are here; no test is."""
    archive = zipfile.ZipFile(wheel)
    books = {f"clvxl/{path.relative_to(root).as_posix()}": path
             for path in (root / "workbooks").rglob("*.xlsx")}  # fmt: skip
    written = {
        path.relative_to(root).as_posix(): path
        for path in (root / "clvxl").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    here = written | books | {"udfs.py": root / "udfs.py"}
    assert 2 * len(EXERCISES) == len(books)
    assert [] == [name for name, path in here.items() if path.read_bytes() != archive.read(name)]
    assert {"clvxl", "udfs.py", f"clvxl-{__version__}.dist-info"} == {
        n.split("/")[0] for n in archive.namelist()
    }


def test_the_installed_command_works(installed: Path, tmp_path: Path, root: Path) -> None:
    """Out of the wheel the version is said, functions are listed and an exercise is written."""
    python, clvxl = installed / SCRIPTS / "python", installed / SCRIPTS / "clvxl"
    where = run(python, "-c", "import clvxl, udfs; print(clvxl.__file__, udfs.__file__, sep='\\n')",
                cwd=tmp_path)  # fmt: skip
    assert [True, True] == [Path(line).is_relative_to(installed) for line in where.split()]
    assert f"clvxl, version {__version__}\n" == run(clvxl, "--version", cwd=tmp_path)
    listed = run(clvxl, "functions", cwd=tmp_path).split()
    assert set() == set(REGISTRY) - set(listed)
    run(clvxl, "exercise", "open", "clv_dcf", "-o", tmp_path, "--no-open", cwd=tmp_path)
    assert ["clv_dcf.xlsx"] == [path.name for path in tmp_path.iterdir()]
    kept = root / "workbooks" / "en" / "clv_dcf.xlsx"
    assert kept.read_bytes() == (tmp_path / "clv_dcf.xlsx").read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="a shell of POSIX")
def test_the_command_is_found_after_the_first_line(installed: Path, tmp_path: Path) -> None:
    """In a shell that has read bin/activate, as README's first line does, `clvxl` is found."""
    line = f". '{installed}/bin/activate' && command -v clvxl && clvxl --version"
    said = run("/bin/sh", "-c", line, cwd=tmp_path)
    assert f"{installed}/bin/clvxl\nclvxl, version {__version__}\n" == said
