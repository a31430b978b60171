"""What an exercise may be: a page of texts and a few formulas, not a program."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from clvxl.exercises.catalogue import EXERCISES

CASES = Path(__file__).parents[2] / "clvxl" / "exercises" / "cases"
PACKAGE = "clvxl.exercises.cases"
MOST = 450


def taken(module: str) -> set[str]:
    """The modules of cases that one imports, and those that they import."""
    found: set[str] = set()
    for node in ast.walk(ast.parse((CASES / f"{module}.py").read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(PACKAGE):
            name = (node.module or "").removeprefix(PACKAGE).removeprefix(".")
            for each in [name] if name else [alias.name for alias in node.names]:
                found |= {each, *taken(each)}
    return found


@pytest.mark.parametrize("name", EXERCISES)
def test_a_case_is_short(name: str) -> None:
    """All files that one exercise alone uses have 450 lines at most."""
    others = set().union(*(taken(other) for other in EXERCISES if other != name))
    own = {name, *taken(name)} - others
    lines = {
        each: len((CASES / f"{each}.py").read_text(encoding="utf-8").splitlines()) for each in own
    }
    assert sum(lines.values()) <= MOST, lines


def test_no_case_is_without_an_exercise() -> None:
    """Every file of the cases belongs to an exercise."""
    used = set().union(*({name, *taken(name)} for name in EXERCISES))
    assert used == {path.stem for path in CASES.glob("*.py")} - {"__init__"}
