"""The house's own rules: who imports whom, types, lint, one version, messages in both languages."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import clvxl
from clvxl import errors
from clvxl.messages import CHINESE

FAULTS = {
    name
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, errors.ClvxlError)
}


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
    """The package's version is the only one, and the changelog's newest."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    assert ["version"] == project["dynamic"]
    newest = re.search(r"^## (?!Unreleased)(\S+)", (root / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert newest is not None
    assert clvxl.__version__ == newest[1]


def templates(root: Path) -> set[str]:
    """All templates of sentences that the package can raise."""
    found: set[str] = set()
    for path in (root / "clvxl").rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        constants = {
            target.id: node.value
            for node in tree.body
            if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None
            for target in ([node.target] if isinstance(node, ast.AnnAssign) else node.targets)
            if isinstance(target, ast.Name)
        }
        # Tables of templates, from which one is picked by a reason or a file's first bytes.
        for table in constants.values():
            if isinstance(table, ast.Dict) and not path.name.endswith(("messages.py", "texts.py")):
                found |= {t for t in strings(table, {}, call=None, tree=tree) if "{" in t}
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.args:
                name, first = call.func.id, call.args[0]
                if name in FAULTS or name in ("refuse", "wrong_call"):
                    found |= strings(first, constants, call, tree)
    return found


def strings(node: ast.expr, constants: dict, call: ast.Call, tree: ast.Module) -> set[str]:
    """The strings that an argument can be: itself, a constant's, a table's, a local name's."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return {node.value}
    if isinstance(node, ast.IfExp):
        return strings(node.body, constants, call, tree) | strings(
            node.orelse, constants, call, tree
        )
    if isinstance(node, ast.Subscript):
        return strings(node.value, constants, call, tree)
    if isinstance(node, ast.Dict):
        return {
            value.value
            for value in node.values
            if isinstance(value, ast.Constant) and isinstance(value.value, str)
        }
    if isinstance(node, ast.Name):
        if node.id in constants:
            return strings(constants[node.id], constants, call, tree)
        return {
            n.value.value
            for n in ast.walk(tree)
            if isinstance(n, ast.Assign) and isinstance(n.value, ast.Constant)
            and isinstance(n.value.value, str)
            and any(isinstance(t, ast.Name) and t.id == node.id for t in n.targets)
        }  # fmt: skip
    return set()


def test_every_sentence_has_its_chinese(root: Path) -> None:
    """Each template that can be raised stands in the Chinese table, and nothing else does."""
    found = templates(root)
    assert set() == found - set(CHINESE), "without Chinese"
    assert set() == set(CHINESE) - found, "no longer raised"


@pytest.mark.parametrize("english", CHINESE)
def test_chinese_fills_the_same_fields(english: str) -> None:
    """A Chinese template names only fields that the English one has."""
    fields = re.compile(r"\{(\w+)")
    assert set(fields.findall(CHINESE[english])) <= set(fields.findall(english))


def test_imports_of_heavy_libraries_wait(root: Path) -> None:
    """Importing the registry and the command line loads neither pandas nor scipy nor pyarrow."""
    code = (
        "import sys, clvxl.sheet.registry, clvxl.cli, clvxl.jobs.segment_sheet, "
        "clvxl.hosts.xlsx.writer, clvxl.hosts.xlsx.reader\n"
        "print(sorted({'pandas','scipy','pyarrow','fastexcel','xlsxwriter','rich','xlwings'} "
        "& set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "[]" == done.stdout.strip()
