"""What `pip install clvxl` brings."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from clvxl.exercises.catalogue import EXERCISES

OPEN = """
import sys
from pathlib import Path
import clvxl
from clvxl.exercises.workbooks import new_exercise
assert Path(clvxl.__file__).parents[1] == Path(sys.argv[1])
for language in ("en", "zh"):
    new_exercise("rfm", language, Path(sys.argv[2], language))
print(sorted({"clvxl.exercises.engine.build", "xlsxwriter"} & set(sys.modules)))
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """The folder that the wheel is unpacked into, which is how pip installs it."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_holds_all_that_is_committed(installed: Path, root: Path) -> None:
    """Each file of the package and each built workbook is in the wheel as it is here."""
    here = {path: installed / path.relative_to(root) for path in (root / "clvxl").rglob("*.*")}
    books = {path: installed / "clvxl" / path.relative_to(root)
             for path in (root / "workbooks").rglob("*.xlsx")}  # fmt: skip
    kept = {path: there for path, there in (here | books).items()
            if path.is_file() and path.suffix != ".pyc"}  # fmt: skip
    assert [] == [path for path, there in kept.items() if path.read_bytes() != there.read_bytes()]
    assert 2 * len(EXERCISES) == len(books)


def test_a_new_exercise_is_copied(installed: Path, root: Path, tmp_path: Path) -> None:
    """Installed from the wheel, an exercise opens without being built: it is the one built here."""
    done = subprocess.run(
        [sys.executable, "-P", "-c", OPEN, str(installed), str(tmp_path)],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(installed)}, capture_output=True,
        text=True, check=True,
    )  # fmt: skip
    assert "[]" == done.stdout.strip()
    for language in ("en", "zh"):
        built = root / "workbooks" / language / "rfm.xlsx"
        assert built.read_bytes() == (tmp_path / language / "rfm.xlsx").read_bytes()
