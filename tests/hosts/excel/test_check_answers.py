"""Check my answers on a workbook in memory: the words of clvxl check, and nothing changed."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest

from clvxl.exercises.marking.checking import check_file
from clvxl.exercises.marking.lines import lines_of
from clvxl.hosts.excel import _log, commands
from clvxl.hosts.excel.submission import read_open
from tests.exercises.students import Student, right_answers
from tests.hosts.excel.book import Book


def in_excel(path: Path, stored: dict[str, Any] | None = None) -> Book:
    """A file as Excel would show it; `stored` are the values of its formulas."""
    source = openpyxl.load_workbook(path)
    book = Book(**{sheet.title: [] for sheet in source})
    for sheet, target in zip(source, book.sheets.listed, strict=True):
        for row in sheet.iter_rows():
            for cell in row:
                at = cell.row, cell.column
                if cell.data_type == "f":
                    target.formulas[at] = cell.value
                    target.values[at] = (stored or {}).get(cell.coordinate, "")
                elif cell.value is not None:
                    text = isinstance(cell.value, str | bool)
                    target.values[at] = cell.value if text else float(cell.value)
    book.names.listed = [
        SimpleNamespace(name=name, refers_to=f"={one.attr_text}")
        for name, one in source.defined_names.items()
    ]
    return book


@pytest.fixture(autouse=True)
def _log_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A log file of the test's own."""
    for module in (_log, commands):
        monkeypatch.setattr(module, "log_path", lambda: tmp_path / "excel.log")


def said(monkeypatch: pytest.MonkeyPatch, book: Book, language: str) -> Any:
    """What Excel is asked to say; the workbook is as it was."""
    before, calls = book.state(), dict(book.calls)
    monkeypatch.setattr(commands, "caller", lambda: book)
    commands.check_answers(language)
    assert before == book.state()
    assert {"read", "status_bar"} >= {key for key, n in book.calls.items() if n > calls.get(key, 0)}
    return book.app.said.pop()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_says_what_clvxl_check_says(
    language: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A line an answer in the language of Excel, those of the file; no right answer is told."""
    answers = right_answers("clv_dcf", 5)
    given = {**answers, "naive": None, "stated_end": answers["stated_end"] * 1.003, "last": "=1+1"}
    student = Student(tmp_path, "clv_dcf", 5).enter(given)
    path = student.save()
    text, mode = said(
        monkeypatch, in_excel(path, {student.cell("ans_last").coordinate: 2.0}), language
    )
    assert "info" == mode
    expected = lines_of(check_file(path), language)
    assert expected == text.split("\n")
    assert str(round(answers["stated_end"])) not in text.replace(",", "")


def test_an_exercise_is_known_by_its_property(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The edition with solutions has no line that names it: Excel tells of its property."""
    from clvxl.exercises.workbooks import new_exercise

    book = in_excel(new_exercise("clv_dcf", "en", tmp_path))
    text, mode = said(monkeypatch, book, "en")
    assert ("critical", True) == (mode, "is no exercise" in text)
    kept = {"clvxl template": SimpleNamespace(Value="clv_dcf/en")}
    book.api.CustomDocumentProperties = lambda name: kept[name]
    text, mode = said(monkeypatch, book, "en")
    assert ("info", True) == (mode, text.endswith("0 of 20 points"))


@pytest.mark.parametrize(
    ("value", "entered", "expected"),
    [
        (datetime.datetime(2025, 1, 31), "45688", (45688.0, None, False)),
        (Decimal("12.5"), "12.5", (12.5, None, False)),
        (2.0, "=1+1", (2.0, "1+1", False)),
        ("#DIV/0!", "=1/0", ("#DIV/0!", "1/0", True)),
        ("=text", "=text", ("=text", None, False)),
        (True, "TRUE", (True, None, False)),
    ],
)
def test_cells_are_read_as_from_a_file(value: Any, entered: str, expected: Any) -> None:
    """Dates and currencies are numbers, an error is one, a text that begins with = is a text."""
    book = Book(Sheet=[[value]])
    book.sheets.listed[0].formulas[1, 1] = entered
    assert expected == tuple(read_open(book).sheets[0].cells[0, 0])


def test_a_sheet_far_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the used range ends in the last corner no cell is asked for."""
    book = Book(Sheet=[[1.0]])
    book.sheets.listed[0].values[1_048_576, 16_384] = 1.0
    text, mode = said(monkeypatch, book, "en")
    assert ("critical", True) == (mode, "holds more than an exercise does" in text)
