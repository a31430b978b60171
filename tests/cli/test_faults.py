"""The command line where the system or the call is odd: one sentence, the right exit code."""

from __future__ import annotations

import errno
import io
import os
import signal
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from clvxl.cli import main
from clvxl.sheet.registry import REGISTRY

CSV = "Customer,Date,Amount\n001,2025-01-01,10\n002,2025-02-01,20.5\n001,2025-03-01,5\n"
COMMANDS = [
    [], ["segment"], ["functions"], ["exercise"], ["exercise", "open"], ["exercise", "list"],
    ["fill"], ["build-workbooks"], ["build-addins"], ["install"], ["uninstall"], ["doctor"], ["lite"],
]  # fmt: skip


def clvxl(*args: object) -> Result:
    """Run the command line in this process."""
    return CliRunner().invoke(main, [str(arg) for arg in args], catch_exceptions=False)


def process(*args: object, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run the command line as a process of its own."""
    python = options.pop("python", [])
    command = [sys.executable, *python, "-m", "clvxl.cli", *map(str, args)]
    return subprocess.run(
        command, stderr=subprocess.PIPE, text=True, check=False, encoding="utf-8", **options
    )


@pytest.fixture
def sales(tmp_path: Path) -> Path:
    """A small file of sales."""
    path = tmp_path / "sales.csv"
    path.write_text(CSV)
    return path


def one_sentence(done: Result, said: str) -> None:
    """The command exited with 1 and said one sentence."""
    assert (1, 1) == (done.exit_code, len(done.output.strip().splitlines())), done.output
    assert done.output.startswith("clvxl: ")
    assert said in done.output


@pytest.mark.parametrize("name", ["sales.csv", "sales.xlsx", "sales.parquet", "sales"])
@pytest.mark.parametrize("command", [["segment"], ["fill", "rfm"]])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_folder_that_may_not_be_entered(
    name: str, command: list[str], language: str, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """A file in a closed folder is refused with one sentence, in the language of the call."""
    closed = tmp_path / "closed" / name
    (tmp_path / "closed").mkdir()
    entered, opened = os.stat, io.open

    def stat(path: Any, **options: Any) -> os.stat_result:
        if os.fspath(path) == str(closed):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return entered(path, **options)

    def open_(path: Any, *args: Any, **options: Any) -> Any:
        if path == closed:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return opened(path, *args, **options)

    monkeypatch.setattr(os, "stat", stat)
    monkeypatch.setattr(io, "open", open_)
    out = tmp_path / "o.xlsx"
    done = clvxl(*command, closed, "-o", out, "--language", language)
    one_sentence(done, "sales")
    assert ("zh" == language) == any("一" <= sign <= "鿿" for sign in done.output)
    assert not out.exists()


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a device of Linux")
@pytest.mark.parametrize("language", ["en", "zh"])
def test_output_that_nobody_takes(sales: Path, language: str) -> None:
    """Where what is said cannot be written, that is one sentence, and the report is there."""
    with Path("/dev/full").open("w") as full:
        done = process("segment", sales, "--language", language, stdout=full)
    assert (1, 1) == (done.returncode, len(done.stderr.strip().splitlines())), done.stderr
    assert ("无法写出" if language == "zh" else "cannot be written") in done.stderr
    assert zipfile.is_zipfile(sales.with_name("sales-segments.xlsx"))
    with Path("/dev/full").open("w") as full:
        done = process("functions", stdout=full)
    assert (1, 1) == (done.returncode, len(done.stderr.strip().splitlines())), done.stderr


def test_a_full_disk(sales: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the target's disk is full, one sentence says so and nothing is left."""
    import xlsxwriter

    def full(self: xlsxwriter.Workbook) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(xlsxwriter.Workbook, "_store_workbook", full)
    one_sentence(clvxl("segment", sales), "there is no room on the disk")
    assert ["sales.csv"] == os.listdir(sales.parent)


@pytest.mark.skipif(os.name == "nt", reason="a limit of POSIX")
def test_a_disk_that_is_full_halfway(sales: Path) -> None:
    """Where room ends while the report is packed, one sentence says so, and no traceback."""
    import resource

    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000))

    done = process("segment", sales, preexec_fn=little_room, stdout=subprocess.PIPE)
    assert (1, 1) == (done.returncode, len(done.stderr.strip().splitlines())), done.stderr
    assert "there is no room on the disk" in done.stderr
    assert ["sales.csv"] == os.listdir(sales.parent)


def test_ctrl_c_is_130(sales: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends with 130, as a shell expects of a program that was interrupted."""

    def interrupted(*args: object, **options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("clvxl.files.tables.read_table", interrupted)
    done = clvxl("segment", sales)
    assert (128 + signal.SIGINT, "") == (done.exit_code, done.output)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--bins", "3", "--scheme", "standard"], "需要五档"),
        (["--delimiter", "::"], "分隔符是一个字符"),
        (["--encoding", "klingon"], "klingon"),
        (["--day-first", "--month-first"], "不能同时使用"),
        (["--sheet", "A"], "只用于工作簿"),
        (["-o", "a.pdf"], "必须以 .xlsx 结尾"),
    ],
)
def test_wrong_calls_in_chinese(args: list[str], said: str, sales: Path) -> None:
    """A wrong call is refused in Chinese where Chinese was asked for, and exits with 2."""
    done = clvxl("segment", sales, *args, "--language", "zh")
    assert 2 == done.exit_code
    assert said in done.output


@pytest.mark.parametrize(("order", "days"), [("--day-first", 1), ("--month-first", 31)])
def test_one_order_of_dates(order: str, days: int, tmp_path: Path) -> None:
    """Either option alone says how 3/4/2025 is read."""
    source = tmp_path / "s.csv"
    source.write_text("Customer,Date,Amount\na,3/4/2025,1\nb,4/4/2025,2\n")
    assert 0 == clvxl("segment", source, order).exit_code
    rows = openpyxl.load_workbook(tmp_path / "s-segments.xlsx")["Customers"].values
    assert {"a": days, "b": 0} == {row[0]: row[1] for row in list(rows)[1:]}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command) or "clvxl")
def test_help_is_laid_out(command: list[str]) -> None:
    """Help shows no mark of its own layout, begins with a sentence, and keeps examples in lines."""
    shown = clvxl(*command, "--help").output
    assert "\\b" not in shown
    assert "\b" not in shown
    assert shown.splitlines()[2].strip()
    if command in ([], ["segment"]):
        assert any(
            line.strip().startswith("clvxl segment sales.xlsx") for line in shown.splitlines()
        )
        assert not any(line.count("clvxl ") > 1 for line in shown.splitlines())


@pytest.mark.skipif(os.name == "nt", reason="Windows allows no such names")
def test_escape_sequences_in_names_are_shown_plain(tmp_path: Path) -> None:
    """A file's name cannot make a terminal do anything, in results and in refusals alike."""
    evil = "a\x1b]0;owned\x07\x9b31m"
    source = tmp_path / f"{evil}.csv"
    source.write_text(CSV)
    shown = [
        clvxl("segment", source).output,
        clvxl("segment", tmp_path / f"{evil}.gone").output,
        clvxl("segment", tmp_path / evil / "a.csv", "-o", tmp_path / evil / "b.xlsx").output,
        clvxl("segment", source, "-o", tmp_path / f"{evil}.pdf").output,
        clvxl(f"se{evil}").output,
        clvxl("segment", f"--{evil}").output,
        clvxl("segment", source, "--language", evil).output,
        clvxl("exercise", "open", evil).output,
        clvxl("exercise", "open", "rfm", "-o", tmp_path / evil, "--no-open").output,
        clvxl("fill", "rfm", tmp_path / f"{evil}.csv", "--force", "--month-first").output,
        clvxl("functions", evil).output,
    ]
    for text in shown:
        assert text.strip()
        assert not set("\x1b\x07\x9b") & set(text), repr(text)


def test_without_docstrings(sales: Path) -> None:
    """Python's -OO takes docstrings and asserts away, and nothing from the user."""
    for command in (["segment", "--help"], ["functions"], ["functions", "CLV_DCF"], ["--help"]):
        shown = [
            process(*command, python=python, stdout=subprocess.PIPE) for python in ([], ["-OO"])
        ]
        assert [0, 0] == [one.returncode for one in shown]
        assert shown[0].stdout == shown[1].stdout
    done = process("segment", sales, python=["-OO"], stdout=subprocess.PIPE)
    assert (0, "") == (done.returncode, done.stderr)
    assert "Champions" in done.stdout


def test_functions_have_docstrings() -> None:
    """Python's own help() says of a function what the sheet's help says."""
    assert [f"{f.help.en}\n\n{f.notes.en}".strip() for f in REGISTRY.values()] == [
        f.run.__doc__ for f in REGISTRY.values()
    ]
