"""The house's own rules: who imports whom, types, lint, one version, messages in both languages."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import clvxl


def run(*command: str, cwd: Path) -> None:
    """Run a tool of this environment; what it prints is the failure."""
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=cwd, capture_output=True, text=True, check=False
    )
    assert 0 == done.returncode, done.stdout + done.stderr


def test_imports_go_down_the_house(root: Path) -> None:
    """The contracts of import-linter hold: direction, hosts apart, xlwings and pandas in place."""
    code = "import sys; from importlinter.cli import lint_imports_command as c; sys.exit(c())"
    done = subprocess.run(
        [sys.executable, "-c", code, "--no-cache"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert 0 == done.returncode, done.stdout + done.stderr


def test_types(root: Path) -> None:
    """mypy in strict mode finds nothing."""
    run("mypy", cwd=root)


def test_lint(root: Path) -> None:
    """ruff finds nothing."""
    run("ruff", "check", ".", cwd=root)


def test_format(root: Path) -> None:
    """Every file is as `ruff format` writes it."""
    run("ruff", "format", "--check", ".", cwd=root)


def test_no_file_is_long(root: Path) -> None:
    """No Python file has more than 500 lines."""
    long = [
        f"{path.relative_to(root)}"
        for folder in ("clvxl", "tests", "benchmarks")
        for path in (root / folder).rglob("*.py")
        if len(path.read_text("utf-8").splitlines()) > 500
    ]
    assert [] == long


def test_one_version(root: Path) -> None:
    """The package's version is the only one, and the changelog's newest; releases have dates."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    assert ["version"] == project["dynamic"]
    headings = re.findall(r"^## .*", (root / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert "## Unreleased" == headings[0]
    releases = [re.fullmatch(r"## (\S+) \(\d{4}-\d\d-\d\d\)", each) for each in headings[1:]]
    assert None not in releases
    assert clvxl.__version__ == releases[0][1]


FIELD = re.compile(r"\{((?:remedy\[)?\w+)")


def texts(root: Path, *folders: str) -> list[tuple[str, str]]:
    """Every text that is written in the package or some of its folders, in both languages."""
    calls = (
        node
        for folder in folders or (".",)
        for path in (root / "clvxl" / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Text"
    )
    written = ([a.value for a in call.args if isinstance(a, ast.Constant)] for call in calls)
    return [(both[0], both[1]) for both in written if len(both) == 2]


def test_chinese_fills_the_same_fields(root: Path) -> None:
    """A Chinese text names only fields that the English one has, and the same remedies."""
    for english, chinese in texts(root):
        there, here = set(FIELD.findall(english)), set(FIELD.findall(chinese))
        assert here <= there, chinese
        assert {f for f in there ^ here if "[" in f} == set(), chinese
        assert bool(english) == bool(chinese), english


def test_remedies_are_known_and_used(root: Path) -> None:
    """Each remedy that a sentence names is known, each known one is named, on every face."""
    from clvxl import remedies
    from clvxl.cli.remedies import REMEDIES

    named = {f[7:] for both in texts(root) for f in FIELD.findall(both[0]) if f[:7] == "remedy["}
    assert named == set(remedies.REMEDIES)
    assert set(REMEDIES) == set(remedies.REMEDIES)


def test_no_floor_below_the_faces_names_an_option(root: Path) -> None:
    """A sentence below command line and hosts names a remedy, never a command or its option.

    The pages of the exercises' workbooks may: whoever reads them may have no spreadsheet program.
    """
    below = set(texts(root, "core", "data", "report", "sheet", "files", "jobs", "exercises"))
    below -= set(texts(root, "exercises/cases"))
    assert len(below) > 600
    command = re.compile(
        r"--[a-z]|clvxl (segment|exercise|fill|functions|install|doctor|lite|build)"
    )
    assert [] == [said for both in below for said in both if command.search(said)]


@pytest.mark.parametrize("host", ["excel", "libreoffice"])
def test_remedies_of_a_sheet_name_no_option(host: str) -> None:
    """No remedy sends a person in a spreadsheet program to the command line."""
    from clvxl.remedies import REMEDIES

    own = importlib.import_module(f"clvxl.hosts.{host}.texts").REMEDIES
    assert set(own) == set(REMEDIES)
    assert [] == [t for table in (own, REMEDIES) for both in table.values() for t in both
                  if "--" in t or "clvxl " in t]  # fmt: skip


def test_imports_of_heavy_libraries_wait(root: Path) -> None:
    """Importing the registry and the command line loads neither pandas nor scipy nor pyarrow."""
    code = (
        "import sys, clvxl.sheet.registry, clvxl.cli, clvxl.jobs.segment.run, "
        "clvxl.files.xlsx.writer, clvxl.files.xlsx.reader\n"
        "print(sorted({'pandas','scipy','pyarrow','fastexcel','xlsxwriter','rich','xlwings'} "
        "& set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "[]" == done.stdout.strip()
