"""What a person may choose for a job, read at the command line and from a list."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from clvxl.cli.jobs import job_command
from clvxl.errors import InputError
from clvxl.jobs.spec import Choices, Job, Option, Output, Result, Tell, choices_among, numbers
from clvxl.report.records import Column, Table
from clvxl.text import Text
from tests.hosts.second_job import TALLY

SAID = Text("…", "…")
OPTIONS = (
    Option("level", SAID, SAID, choices_among(0.8, 0.9), "0.9", kind="amount", within=(0, 1)),
    Option("weeks", SAID, SAID, default="52", kind="number", within=(1, 520), shown="command"),
    Option("quick", SAID, SAID, kind="flag"),
    Option("since", SAID, SAID, kind="text", metavar="SPAN", shown="command"),
    Option("also", SAID, SAID, kind="text", many=True, metavar="HEADER", shown="command"),
    Option("folder", SAID, SAID, kind="path", metavar="FOLDER", shown="command"),
)


def _chosen(tmp_path: Path, *words: str) -> dict[str, Any]:
    """What a job is given of a command line."""
    seen: dict[str, Any] = {}

    def run(table: Any, choices: Choices, tell: Tell) -> Result:
        seen.update({option.name: choices.values[option.name] for option in OPTIONS})
        return TALLY.run(table, choices, tell)

    job = replace(TALLY, options=(*TALLY.options, *OPTIONS), run=run)
    said = CliRunner().invoke(job_command(job), [_sales(tmp_path), *words])
    assert said.exit_code == 0, said.output
    return seen


def _sales(folder: Path) -> str:
    path = folder / "sales.csv"
    path.write_text("customer,date,amount\nAnn,2025-01-02,3\nBo,2025-02-03,4\n", "utf-8")
    return str(path)


def test_first_values(tmp_path: Path) -> None:
    """Options that are not given have the values that they declare."""
    expected = {
        "level": 0.9, "weeks": 52, "quick": False, "since": None, "also": (), "folder": None,
    }  # fmt: skip
    assert expected == _chosen(tmp_path)
    assert expected == {option.name: option.read() for option in OPTIONS}


def test_given_values(tmp_path: Path) -> None:
    """A number may lie between the items of its list, a text may be given several times."""
    words = "--level .85 --weeks 26 --quick --since 3m --also Age --also Shop --folder out".split()
    expected = {
        "level": 0.85, "weeks": 26, "quick": True, "since": "3m", "also": ("Age", "Shop"),
        "folder": Path("out"),
    }  # fmt: skip
    assert expected == _chosen(tmp_path, *words)


@pytest.mark.parametrize(
    ("words", "told"), [("--level 2", "0<=x<=1"), ("--weeks 1.5", "1.5"), ("--weeks 0", "1<=x")]
)
def test_refused_at_the_command_line(tmp_path: Path, words: str, told: str) -> None:
    """A number outside its bounds is a wrong call, and the bounds are told."""
    job = replace(TALLY, options=(*TALLY.options, *OPTIONS))
    said = CliRunner().invoke(job_command(job), [_sales(tmp_path), *words.split()])
    assert said.exit_code == 2
    assert told in said.output


@pytest.mark.parametrize(("at", "item"), [(0, "1.5"), (0, "x"), (1, "2.5"), (2, "maybe")])
def test_refused_items(at: int, item: str) -> None:
    """A kept setting that is no value is refused."""
    with pytest.raises(InputError):
        OPTIONS[at].read(item)


@pytest.mark.parametrize("kind", ["text", "path", "day"])
def test_own_words_have_no_list(kind: Any) -> None:
    """What is no list cannot be declared for a face of lists."""
    with pytest.raises(ValueError, match="needs values"):
        Option("since", SAID, SAID, kind=kind)


def test_meanings() -> None:
    """A report states a value of a list in words and any other as it is."""
    told = [OPTIONS[0].meaning(0.85, "en"), OPTIONS[2].meaning(True, "zh"),
            Option("b", SAID, SAID, numbers(1, 2), "1", kind="number").meaning(2, "en")]  # fmt: skip
    assert ["0.85", "是", "2"] == told


def _with_outputs(*outputs: Output) -> Job:
    def run(table: Any, choices: Choices, tell: Tell) -> Result:
        return replace(TALLY.run(table, choices, tell), outputs=outputs)

    return replace(TALLY, run=run)


DUE = Table("due", 0, 0, (Column("Customer", ["Ann"]),))


def test_further_files(tmp_path: Path) -> None:
    """Further files are written beside the report or into a folder of their own, and named."""
    job = _with_outputs(Output("due", DUE), Output("Lost", DUE, tmp_path / "lists"))
    said = CliRunner().invoke(job_command(job), [_sales(tmp_path)])
    assert said.exit_code == 0, said.output
    written = [tmp_path / "sales-tally-due.csv", tmp_path / "lists" / "Lost.csv"]
    assert [True, True] == [path.read_text("utf-8-sig") == "Customer\nAnn\n" for path in written]
    assert all(path.name in said.output for path in written)


def test_nothing_is_written_where_a_file_is_there(tmp_path: Path) -> None:
    """Where a further file may not be replaced, the report is not written either."""
    kept = tmp_path / "sales-tally-due.csv"
    kept.write_text("mine", "utf-8")
    said = CliRunner().invoke(job_command(_with_outputs(Output("due", DUE))), [_sales(tmp_path)])
    assert said.exit_code != 0
    assert ["sales-tally-due.csv", "sales.csv"] == sorted(path.name for path in tmp_path.iterdir())
    assert "mine" == kept.read_text("utf-8")
