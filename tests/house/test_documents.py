"""What the documents say is so: commands, functions, examples."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from clvxl.cli import main
from clvxl.sheet.registry import REGISTRY

READMES = {"README.md": "en", "README.zh.md": "zh"}
COMMAND = re.compile(r"^```(?:sh|powershell)\n(.*?)```", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize(("name", "language"), READMES.items())
def test_function_list_is_drawn_from_the_registry(name: str, language: str, root: Path) -> None:
    """Each README's function list is what `clvxl functions --markdown` prints."""
    text = (root / name).read_text("utf-8")
    drawn = CliRunner().invoke(main, ["functions", "--markdown", "--language", language]).output
    listed = re.search(r"<!-- functions -->\n(.*)\n<!-- end -->", text, re.DOTALL)
    assert listed is not None
    assert drawn.strip() == listed[1]
    assert len(REGISTRY) == len(listed[1].splitlines()) - 2


@pytest.mark.parametrize("name", READMES)
def test_python_examples_run(name: str, root: Path) -> None:
    """The Python examples in each README give what is printed."""
    failed, tried = doctest.testfile(
        str(root / name), module_relative=False, encoding="utf-8",
        optionflags=doctest.NORMALIZE_WHITESPACE,
    )  # fmt: skip
    assert 0 == failed
    assert tried


def test_both_readmes_have_the_same_commands(root: Path) -> None:
    """The two set-up commands and their Windows twins are the same in both languages."""
    english, chinese = (COMMAND.findall((root / name).read_text("utf-8"))[:4] for name in READMES)
    assert english == chinese
    assert all(1 == len(command.strip().splitlines()) for command in english)


def test_ci_runs_the_readmes_test_command(root: Path) -> None:
    """What .ci/run picks from the README is the one test command."""
    text = (root / "README.md").read_text("utf-8")
    picked = re.findall(r"^python3 -m venv .* -m pytest$", text, re.MULTILINE)
    assert 1 == len(picked)
    assert 'grep -m 1 -E "^python3 -m venv .* -m pytest$" README.md' in (
        root / ".ci" / "run"
    ).read_text("utf-8")


@pytest.mark.parametrize("name", READMES)
def test_links_and_pictures_exist(name: str, root: Path) -> None:
    """Each file that a README points to is there."""
    targets = re.findall(r"\]\(([^)#:]+)\)", (root / name).read_text("utf-8"))
    assert [] == [target for target in targets if not (root / target).exists()]


@pytest.mark.parametrize("name", READMES)
def test_options_named_in_a_readme_exist(name: str, root: Path) -> None:
    """Each --option that a README names is one of the command line's."""
    known = {o for command in main.commands.values() for p in command.params for o in p.opts}
    said = set(re.findall(r"clvxl [^\n`]*?(--[a-z-]+)", (root / name).read_text("utf-8")))
    assert set() == said - known - {"--help"}
