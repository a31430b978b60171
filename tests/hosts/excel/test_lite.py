"""xlwings Lite: the files for it, and every function through xlwings' own layer for Office.js."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from packaging.requirements import Requirement

from clvxl import __version__
from clvxl.cli import main
from clvxl.errors import FileError
from clvxl.hosts.excel import lite
from clvxl.sheet.answers import CELL_ERROR_OF, CellError
from clvxl.sheet.registry import REGISTRY, value
from tests.hosts.chinese import english_in
from tests.hosts.excel.browser import PYODIDE, counting
from tests.hosts.excel.office_js import MISSING, office_js
from tests.sheet.test_functions import approx

WHEEL = f"clvxl-{__version__}-py3-none-any.whl"
ADDRESS = f"https://example.org/files/{WHEEL}"

ERRORS = {
    "#DIV/0!": "Div0", "#N/A": "NotAvailable", "#NAME?": "Name", "#NULL!": "Null",
    "#NUM!": "Num", "#REF!": "Ref", "#VALUE!": "Value",
}  # fmt: skip
"""What Office.js calls the errors that a cell can show."""


def requirements(root: Path) -> dict[Requirement, bool]:
    """What clvxl requires, and whether it does so in the browser too."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    return counting(project["dependencies"])


def cells(answer: Any) -> list[list[Any]]:
    """An answer as Office.js gets it."""
    rows = answer if isinstance(answer, list) else [[answer]]
    return [
        [
            {"type": "Error", "errorType": ERRORS[cell]} if isinstance(cell, CellError)
            else "" if cell is None else cell
            for cell in row
        ]
        for row in rows
    ]  # fmt: skip


@pytest.fixture(scope="module")
def answered(root: Path) -> dict[str, Any]:
    """All examples in the browser's place, without the libraries that it has not."""
    absent = [one.name.lower() for one, there in requirements(root).items() if not there]
    calls = [(name, function.example.args) for name, function in REGISTRY.items()]
    # xlwings for the browser is its pure wheel, which lacks the compiled part.
    done = office_js(lite.files()["main.py"], calls, [*absent, "xlwings.xlwingslib"])
    return {**done, "answers": dict(zip(REGISTRY, done["answers"], strict=True))}


@pytest.mark.parametrize("name", REGISTRY)
def test_example(name: str, answered: dict[str, Any]) -> None:
    """The example gives in the browser the rows that it gives everywhere, and the help's answer."""
    example, got = REGISTRY[name].example, answered["answers"][name]
    assert cells(value(name, *example.args)) == got
    row, column = example.at or (1, 1)
    shown = example.answer if example.at is None else [[example.answer]]
    part = got if example.at is None else [[got[row - 1][column - 1]]]
    assert approx(cells(shown)) == part


def test_excel_is_told_of_every_function(answered: dict[str, Any]) -> None:
    """Names, sentences and arguments reach Excel, and which may be left out; nothing else does."""
    told = {one["name"]: one for one in answered["meta"]["functions"]}
    assert set(REGISTRY) == set(told)
    for name, function in REGISTRY.items():
        assert function.help.en == told[name]["description"]
        assert [(a.name, a.help.en, a.optional) for a in function.arguments] == [
            (p["name"], p["description"], p.get("optional", False))
            for p in told[name]["parameters"]
        ]


def test_chinese_help() -> None:
    """main.py in Chinese tells Excel the Chinese help."""
    told = office_js(lite.files("zh")["main.py"], [])["meta"]["functions"]
    assert {f.name: [f.help.zh, *(a.help.zh for a in f.arguments)] for f in REGISTRY.values()} == {
        one["name"]: [one["description"], *(p["description"] for p in one["parameters"])]
        for one in told
    }


CALLS: list[tuple[str, tuple[Any, ...], Any]] = [
    ("CLV_SIMPLE", (20, -6, 3, 15), "#NUM!"),
    ("CLV_SIMPLE", ("many", 6, 3), "#VALUE!"),
    ("CLV_HELP", ("NOT_THERE",), "#N/A"),
    ("LIFESPAN", ("#DIV/0!",), "#DIV/0!"),
    ("LIFESPAN", ([[0.5], ["#REF!"], [2], [None]],), [[2.0], ["#REF!"], ["#NUM!"], [None]]),
    ("LIFESPAN", ([[0.5, 0.75]],), [[2.0, 4.0]]),
    ("LIFESPAN", (None,), None),
    ("CLV_SIMPLE", (20, 6, 3, MISSING, 0.5), 180.0),
    ("PARETO_SHARE", ([[7]],), 0.2),
]


def test_errors_blanks_rows_and_what_is_left_out() -> None:
    """A cell error is a real one both ways; rows stay rows, blanks blanks, defaults defaults."""
    got = office_js(lite.files()["main.py"], [(name, args) for name, args, _ in CALLS])["answers"]
    for (name, args, answer), rows in zip(CALLS, got, strict=True):
        real = [[CellError(c) if c in ERRORS else c for c in row]
                for row in (answer if isinstance(answer, list) else [[answer]])]  # fmt: skip
        assert cells(real) == rows, (name, args)
        plain = [None if arg == MISSING else arg for arg in args]
        assert cells(value(name, *plain)) == rows, (name, args)


def test_office_js_knows_every_error_of_ours() -> None:
    """Each cell error that a function can give is among those that Excel in the browser has."""
    assert set(CELL_ERROR_OF.values()) <= set(ERRORS)


def test_a_wheel_that_is_imported_is_found(tmp_path: Path, root: Path) -> None:
    """With --wheel FILE the functions come out of the wheel, without being installed."""
    with zipfile.ZipFile(tmp_path / WHEEL, "w") as wheel:
        for path in sorted((root / "clvxl").rglob("*.py")):
            wheel.write(path, path.relative_to(root))
    text = lite.files(wheel=WHEEL)["main.py"].replace(lite.IMPORTED, str(tmp_path))
    done = office_js(text, [("CLV_SIMPLE", (20, 6, 3, 15))])
    assert str(tmp_path / WHEEL / "clvxl" / "__init__.py") == done["clvxl"]
    assert [[[345.0]]] == done["answers"]


def test_the_browser_can_have_all_that_is_required(root: Path) -> None:
    """Each package required there is Pyodide's own, new enough, or has a pure wheel."""
    # On PyPI xlwings has a pure wheel besides those that a desktop takes.
    pure, asked = {"xlwings"}, [one for one, there in requirements(root).items() if there]
    known: set[str] = set()
    while asked:
        one = asked.pop()
        name = one.name.lower()
        if name in PYODIDE:
            assert one.specifier.contains(PYODIDE[name]), one
        elif name not in known:
            found = distribution(name)
            assert name in pure or "Root-Is-Purelib: true" in (found.read_text("WHEEL") or ""), one
            asked += [deep for deep, there in counting(found.requires or ()).items() if there]
        known.add(name)
    assert {"xlwings", "numpy", "pandas"} <= known
    assert set(lite.LIBRARIES) <= known


@pytest.mark.parametrize(
    ("key", "module"), [(None, "xlwings"), ("noncommercial", "xlwings.server")]
)
def test_the_browser_has_decorators_of_its_own(
    key: str | None, module: str, tmp_path: Path
) -> None:
    """Under xlwings Lite its own decorators are taken; in a browser without it, the idle ones."""
    code = "from clvxl.hosts.excel.binding import decorators as d; print(d('emscripten').__name__)"
    env = {name: text for name, text in os.environ.items() if name != "XLWINGS_LICENSE_KEY"}
    env |= {"HOME": str(tmp_path), "USERPROFILE": str(tmp_path)}
    env |= {} if key is None else {"XLWINGS_LICENSE_KEY": key}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env
    )
    assert module == done.stdout.strip()


# The command


def clvxl(*args: object) -> Result:
    """Run `clvxl lite`."""
    return CliRunner().invoke(main, ["lite", *map(str, args)])


def test_the_command_writes_both_files_and_says_the_steps(tmp_path: Path) -> None:
    """`clvxl lite -o FOLDER` makes the folder, writes two files and says what to do with them."""
    folder = tmp_path / "new" / "folder"
    done = clvxl("-o", folder, "--language", "en")
    assert 0 == done.exit_code, done.output
    assert lite.files() == {path.name: path.read_text("utf-8") for path in folder.iterdir()}
    assert f"\nclvxl=={__version__}\n" in (folder / "requirements.txt").read_text("utf-8")
    assert all(f"→ {folder / name}" in done.output for name in ("main.py", "requirements.txt"))
    assert [f"{n}." for n in range(1, 5)] == [
        line.split()[0] for line in done.output.splitlines() if line[:1].isdigit()
    ]
    assert "PyPI" in done.output


def test_the_steps_in_chinese(tmp_path: Path) -> None:
    """In Chinese nothing is said in English but names."""
    names = ("Output", "Restart", "Files", "Lite", "PyPI", "CORS", "#NAME?",
             "python -m pip wheel --no-deps .", "wheel", str(tmp_path))  # fmt: skip
    (tmp_path / WHEEL).write_bytes(b"")
    for at, more in enumerate(((), ("--wheel", tmp_path / WHEEL), ("--wheel", ADDRESS))):
        done = clvxl("-o", tmp_path / str(at), "--language", "zh", *more)
        assert 0 == done.exit_code, done.output
        assert set() == english_in(done.output, *names)


def test_a_wheel_by_its_address(tmp_path: Path) -> None:
    """With --wheel ADDRESS that is what requirements.txt names, and the server's duty is said."""
    done = clvxl("-o", tmp_path, "--wheel", ADDRESS, "--language", "en")
    assert f"\n{ADDRESS}\n" in (tmp_path / "requirements.txt").read_text("utf-8")
    assert "CORS" in done.output
    assert "PyPI" not in done.output


def test_a_wheel_that_is_a_file(tmp_path: Path) -> None:
    """With --wheel FILE what it needs is named, and a step says where it is dropped."""
    (tmp_path / WHEEL).write_bytes(b"")
    done = clvxl("-o", tmp_path, "--wheel", tmp_path / WHEEL, "--language", "en")
    lines = (tmp_path / "requirements.txt").read_text("utf-8").splitlines()
    assert list(lite.LIBRARIES) == lines[1:]
    assert f"drop {WHEEL} there" in done.output


def test_files_that_are_there_are_kept(tmp_path: Path) -> None:
    """Without --force neither file is touched where one is there; with it both are replaced."""
    mine = tmp_path / "requirements.txt"
    mine.write_text("mine")
    done = clvxl("-o", tmp_path, "--language", "en")
    assert 1 == done.exit_code
    assert "requirements.txt is there already" in done.output
    assert [mine] == list(tmp_path.iterdir())
    assert "mine" == mine.read_text()
    assert 0 == clvxl("-o", tmp_path, "--force").exit_code
    assert lite.files()["requirements.txt"] == mine.read_text("utf-8")


@pytest.mark.parametrize("wheel", [
    "http://example.org/clvxl-1.0-py3-none-any.whl", "https://example.org/clvxl.zip",
    "https://example.org/a b/clvxl-1.0-py3-none-any.whl", "numpy-2.0-py3-none-any.whl",
    "clvxl-1.0-cp311-cp311-win_amd64.whl", "clvxl-1.0-py3-none-any.whl?raw",
])  # fmt: skip
def test_what_is_no_wheel_is_refused(wheel: str) -> None:
    """What a browser cannot take as clvxl's wheel is refused with an example of one that it can."""
    with pytest.raises(FileError, match=WHEEL):
        lite.files(wheel=wheel)


def test_a_wheel_that_is_missing_is_refused(tmp_path: Path) -> None:
    """A wheel that does not exist is refused in the language asked for, and nothing is written."""
    done = clvxl("-o", tmp_path / "out", "--wheel", tmp_path / WHEEL, "--language", "zh")
    assert 1 == done.exit_code
    assert "不存在" in done.output
    assert not (tmp_path / "out").exists()
