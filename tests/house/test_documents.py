"""What the documents say is so: commands, functions, examples, links."""

from __future__ import annotations

import doctest
import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from clvxl.cli import main
from clvxl.sheet.registry import CATEGORIES, REGISTRY
from tests.conftest import ROOT
from tests.hosts.libreoffice.calls import CALLS

READMES = {"README.md": "en", "README.zh.md": "zh"}
DOCUMENTS = sorted(
    path.relative_to(ROOT).as_posix() for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"))
)
ENGLISH_ONLY = {
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "docs/architecture.md",
    "docs/excel-checklist.md",
}
"""Pages for developers, and the list that comes back to them."""
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^):]*)\)")
SHEETS = {
    "en": ["Summary", "Map", "Call list", "Customers", "Chart figures", "Method"],
    "zh": ["概要", "地图", "联系名单", "客户", "图表数据", "方法"],
}


def commands(text: str) -> list[str]:
    """The text of each block that is typed into a shell."""
    return [typed.strip() for shell, typed in BLOCK.findall(text) if shell in ("sh", "powershell")]


def targets(name: str) -> set[tuple[str, str]]:
    """Each document or other file that a document points to, and the heading in it."""
    found = (link.partition("#") for link in LINK.findall((ROOT / name).read_text("utf-8")))
    folder = (ROOT / name).parent
    return {
        (os.path.relpath((folder / file) if file else ROOT / name, ROOT), anchor)
        for file, _, anchor in found
    }


def anchors(text: str) -> set[str]:
    """What a link to each heading of a document ends in."""
    headings = re.findall(r"^#+ (.*)$", BLOCK.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize(("suffix", "language"), [("", "en"), (".zh", "zh")])
def test_function_list_is_drawn_from_the_registry(suffix: str, language: str, root: Path) -> None:
    """Each page of functions holds what `clvxl functions --markdown` prints."""
    text = (root / "docs" / f"functions{suffix}.md").read_text("utf-8")
    drawn = CliRunner().invoke(main, ["functions", "--markdown", "--language", language]).output
    listed = re.search(r"<!-- functions -->\n(.*)\n<!-- end -->", text, re.DOTALL)
    assert listed is not None
    assert drawn.strip() == listed[1]
    assert len(REGISTRY) == listed[1].count("\n### ")


def test_each_category_has_its_picture(root: Path) -> None:
    """docs/calls holds a picture of a call for each category, drawn by the calls in the tests."""
    keys = {category.key for category in CATEGORIES}
    assert keys == {path.stem for path in (root / "docs" / "calls").iterdir()}
    assert keys == set(CALLS)


@pytest.mark.parametrize(("name", "language"), READMES.items())
def test_the_start_page_names_every_function(name: str, language: str, root: Path) -> None:
    """Its table has a row for each category, with the category's functions in order."""
    text = (root / name).read_text("utf-8")
    table = re.search(r"<!-- functions by category -->\n(.*?)\n<!-- end -->", text, re.DOTALL)
    assert table is not None
    rows = [row.strip("| ").split(" | ") for row in table[1].splitlines()[2:]]
    expected: dict[str, list[str]] = {}
    for one in REGISTRY.values():
        title = one.category.title.say(language).removeprefix("CLV ")
        expected.setdefault(title, []).append(f"`{one.name}`")
    assert [[title, " ".join(names)] for title, names in expected.items()] == rows


@pytest.mark.parametrize("name", [*READMES, "docs/functions.md", "docs/functions.zh.md"])
def test_python_examples_run(name: str, root: Path) -> None:
    """The Python examples give what is printed."""
    failed, tried = doctest.testfile(
        str(root / name), module_relative=False, encoding="utf-8",
        optionflags=doctest.NORMALIZE_WHITESPACE,
    )  # fmt: skip
    assert 0 == failed
    assert tried


def test_both_readmes_set_up_alike(root: Path) -> None:
    """Set-up, activation and tests are the same in both languages, but for the first report's."""
    english, chinese = (commands((root / name).read_text("utf-8")) for name in READMES)
    assert all("workbooks" in line and "\n" not in line for line in english[:2])
    own = [re.sub(r"(workbooks.)en", r"\1zh", f"{line} --language zh") for line in english[:2]]
    assert own == chinese[:2]
    assert english[2:4] == chinese[2:4]
    assert english[-2:] == chinese[-2:]


@pytest.mark.parametrize(("name", "language"), READMES.items())
def test_first_command_makes_a_report(
    name: str, language: str, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first line ends in a call of clvxl that replaces nothing and reports in its language."""
    first = commands((root / name).read_text("utf-8"))[0]
    program, *words = shlex.split(first.rpartition("&& ")[2])
    assert "clvxl" == program
    assert "--force" not in words
    words[words.index("segments.xlsx")] = str(tmp_path / "segments.xlsx")
    monkeypatch.chdir(root)
    assert 0 == CliRunner().invoke(main, words).exit_code
    assert SHEETS[language] == load_workbook(tmp_path / "segments.xlsx", True).sheetnames


def test_ci_runs_the_readmes_test_command(root: Path) -> None:
    """What .ci/run picks from the README is the one test command."""
    text = (root / "README.md").read_text("utf-8")
    picked = re.findall(r"^python3 -m venv .* -m pytest$", text, re.MULTILINE)
    assert 1 == len(picked)
    assert 'grep -m 1 -E "^python3 -m venv .* -m pytest$" README.md' in (
        root / ".ci" / "run"
    ).read_text("utf-8")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_and_pictures_exist(name: str, root: Path) -> None:
    """Each file that a document points to is there, and so is the heading in it."""
    lost = [
        f"{file}#{anchor}"
        for file, anchor in targets(name)
        if not (root / file).exists()
        or (anchor and anchor not in anchors((root / file).read_text("utf-8")))
    ]
    assert [] == lost


@pytest.mark.parametrize(("name", "suffix"), [("README.md", ""), ("README.zh.md", ".zh")])
def test_every_page_is_reached_from_the_start_page(name: str, suffix: str) -> None:
    """Links lead from each README to every page of its language."""
    reached, new = set(), {name}
    while new:
        reached |= new
        found = {file for page in new for file, _ in targets(page) if file in DOCUMENTS}
        new = found - reached
    pages = {page for page in DOCUMENTS if page not in ENGLISH_ONLY}
    own = {page for page in pages if page.endswith(".zh.md") == bool(suffix)}
    assert set() == (own | ENGLISH_ONLY) - reached


def test_pages_for_users_say_the_same_in_both_languages(root: Path) -> None:
    """Each has a twin with as many headings, list items, table rows, commands and pictures."""
    english = [n for n in DOCUMENTS if not n.endswith(".zh.md") and n not in ENGLISH_ONLY]
    for name in english:
        first, second = (
            (root / each).read_text("utf-8") for each in (name, name.replace(".md", ".zh.md"))
        )
        for sign in (r"^#+ ", r"^- ", r"^\d\. ", r"^\|", r"^```", r"^!\["):
            pattern = re.compile(sign, re.MULTILINE)
            assert len(pattern.findall(first)) == len(pattern.findall(second)), (name, sign)


def test_the_picture_of_the_house_has_every_room(root: Path) -> None:
    """docs/architecture.md shows each package of clvxl, and none that is not there."""
    text = (root / "docs" / "architecture.md").read_text("utf-8")
    picture = next(drawn for kind, drawn in BLOCK.findall(text) if kind == "text")
    shown = {name.partition("/")[0] for name in re.findall(r"│ ([a-z]+/[a-z]*)", picture)}
    rooms = {path.parent.name for path in (root / "clvxl").glob("*/__init__.py")}
    assert rooms == shown - {"cases", "engine", "formulas", "marking", "segment"}


def every_command(group: click.Group, before: str = "") -> Iterator[tuple[str, set[str]]]:
    """Each command with its options."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from every_command(command, f"{before}{name} ")
        yield before + name, {option for p in command.params for option in p.opts} | {"--help"}


@pytest.mark.parametrize("name", [n for n in DOCUMENTS if n != "CHANGELOG.md"])
def test_options_named_in_a_document_exist(name: str, root: Path) -> None:
    """Each option in a call is one of its command's; one that stands alone is some command's."""
    known = dict(every_command(main))
    text = (root / name).read_text("utf-8")
    for words in re.findall(r"\bclvxl ([a-z][^\n`|;]*)", text):
        said = set(re.findall(r"(?<= )--?[a-z][a-z-]*", words))
        command = max((c for c in known if f"{words} ".startswith(f"{c} ")), key=len, default=None)
        assert set() == said - known.get(command or "", set()), words
    alone = set(re.findall(r"`(--[a-z-]+)", text))
    assert set() == alone - set.union(*known.values()) - {"--version"}
