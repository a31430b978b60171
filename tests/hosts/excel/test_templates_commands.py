"""New exercise and Fill template on a workbook in memory: what is written, opened, said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from clvxl.exercises import workbooks
from clvxl.hosts.excel import _log, commands
from tests.hosts.excel.book import Book

FLOWS = [["收入", "成本", "Retention"], [900.0, 100.0, 0.9], [800.0, 100.0, 0.8],
         [700.0, 100.0, 0.7]]  # fmt: skip


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folder for exercises, and a log file of the test's own."""
    log = tmp_path / "log" / "excel.log"
    monkeypatch.setattr(_log, "log_path", lambda: log)
    monkeypatch.setattr(commands, "log_path", lambda: log)
    monkeypatch.setattr(workbooks, "documents", lambda: tmp_path / "clvxl")
    return tmp_path / "clvxl"


def run(
    monkeypatch: pytest.MonkeyPatch, book: Book, entry: Callable[..., None], *given: Any
) -> Any:
    """Run an entry as RunPython does; return what Excel was asked to say, None for nothing."""
    monkeypatch.setattr(commands, "caller", lambda: book)
    entry(*given)
    said = book.app.said.pop() if book.app.said else None
    assert [] == book.app.said
    return said


def test_new_exercise(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """A fresh copy a click, in the language, is opened; nothing else is said; the bar is put back."""
    book = Book(Sheet=[[1.0]])
    before = book.state()
    assert None is run(monkeypatch, book, commands.new_exercise, "clv_dcf", "zh")
    assert None is run(monkeypatch, book, commands.new_exercise, "clv_dcf", "en")
    files = [folder / "clv_dcf.xlsx", folder / "clv_dcf 2.xlsx"]
    assert list(map(str, files)) == book.app.opened
    first = [openpyxl.load_workbook(file, read_only=True).sheetnames[0] for file in files]
    assert ["练习", "Exercise"] == first
    assert before == book.state()
    assert "正在准备工作簿…" in book.app.shown
    assert "Preparing the workbook…" in book.app.shown


@pytest.mark.parametrize("language", ["en", "zh"])
def test_fill_template(monkeypatch: pytest.MonkeyPatch, folder: Path, language: str) -> None:
    """The table under the cursor becomes a new workbook, its rows counted; the user's stays."""
    book = Book(Flows=FLOWS)
    book.chosen = (2, 2, 2, 2)
    before = book.state()
    said, mode = run(monkeypatch, book, commands.fill_template, "clv_dcf", language)
    path = folder / "clv_dcf-filled.xlsx"
    assert [str(path)] == book.app.opened
    assert "info" == mode
    assert str(path) in said
    assert {"en": "3 rows of Flows, A1:C4", "zh": "Flows, A1:C4 的 3 行"}[language] in said
    assert {"en": "No row is left out", "zh": "没有未用的行"}[language] in said
    assert before == book.state()
    names = openpyxl.load_workbook(path).defined_names
    assert names["in_revenue"].attr_text.count(":") == 1


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    "rows",
    [
        [["收入", "保留率"], [900.0, "high"]],
        [["Revenue", "Retention"], [900.0, 90.0]],
        [["Customer", "Date", "Amount"], ["a", "2025-01-01", 5.0]],
        [["Revenue"]],
    ],
)
def test_a_table_that_does_not_fit(
    rows: list[list[Any]], language: str, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    """One sentence with a remedy for a sheet, no file, and the workbook as it was."""
    book = Book(Sheet=rows)
    before = book.state()
    said, mode = run(monkeypatch, book, commands.fill_template, "clv_dcf", language)
    assert "critical" == mode
    assert "\n" not in said
    assert "--" not in said
    assert before == book.state()
    assert [] == book.app.opened
    assert not folder.exists()


def test_what_excel_cannot_open_is_named(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Where Excel refuses to open the new workbook, the sentence says where it stands."""
    book = Book(Sheet=[[1.0]])
    book.name = "clv_dcf.xlsx"
    said, mode = run(monkeypatch, book, commands.new_exercise, "clv_dcf", "en")
    path = folder / "clv_dcf.xlsx"
    assert (f"{path} is written, but Excel cannot open it: open it yourself", "critical") == (
        said, mode,
    )  # fmt: skip
    assert path.is_file()


def test_a_folder_that_refuses(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """What the writer refuses is said, and nothing is opened."""
    folder.write_text("a file of that name")
    book = Book(Sheet=FLOWS)
    said, _ = run(monkeypatch, book, commands.new_exercise, "clv_dcf", "en")
    assert said.startswith(f"folder {folder} cannot be made (")
    assert [] == book.app.opened
    assert book.app.status_bar is False


def test_an_add_in_of_before(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """The lines that add-ins of clvxl 0.1.0 run still write and open a workbook."""
    book = Book(Flows=FLOWS)
    old = "import clvxl.excel_start as c; c.{}(name='clv_dcf', language='en')"
    for entry in ("new_exercise", "fill_template"):
        run(monkeypatch, book, lambda entry=entry: exec(old.format(entry)))
    names = ("clv_dcf.xlsx", "clv_dcf-filled.xlsx")
    assert [str(folder / name) for name in names] == book.app.opened
