"""The homework edition: what is handed out holds nothing that solves it."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from clvxl.exercises.catalogue import EXERCISES
from clvxl.exercises.engine.homework import homework, issue_of
from clvxl.exercises.engine.variants import variant
from clvxl.exercises.engine.worked import is_number
from clvxl.files.xlsx.writer import write_report
from clvxl.report.records import Report
from tests.files.xlsx.schemas import complaints

CASES = [(name, language) for name in EXERCISES for language in ("en", "zh")]


@pytest.fixture(params=CASES, ids=lambda case: "-".join(case))
def issued(request: pytest.FixtureRequest) -> tuple[str, Report]:
    """Each exercise's homework in each language, as variant 3."""
    name, language = request.param
    return name, homework(EXERCISES[name], language, 3)


def written(report: Report, folder: Path, name: str = "homework.xlsx") -> Path:
    """A report as a file."""
    write_report(report, folder / name)
    return folder / name


def test_holds_nothing_that_solves_it(issued: tuple[str, Report], tmp_path: Path) -> None:
    """No sheet of working, no name of a solution, no function of clvxl, no formula but checks."""
    name, report = issued
    path = written(report, tmp_path)
    assert [] == complaints(path)
    book = openpyxl.load_workbook(path)
    has_data_sheet = EXERCISES[name].data.sheet is not None
    assert 2 + has_data_sheet == len(book.sheetnames)
    assert [] == [each for each in book.defined_names if each.startswith(("sol_", "test_"))]
    questions = EXERCISES[name].questions
    formulas = [
        cell.value for sheet in book for row in sheet.iter_rows() for cell in row
        if cell.data_type == "f"
    ]  # fmt: skip
    assert len(questions) + 1 == len(formulas)
    for text in formulas:
        bare = re.sub('"[^"]*"', "", text)
        assert not re.search(r"[a-z]_|!|\d\.\d", bare), text


def test_no_stored_value_is_an_answer(issued: tuple[str, Report], tmp_path: Path) -> None:
    """No value in the file is a right answer, but small whole numbers that stand for something."""
    name, report = issued
    worked = variant(EXERCISES[name], 3, report.language).worked
    wanted = [v for v in worked.answers.values() if is_number(v) and (v != int(v) or v > 5000)]
    with zipfile.ZipFile(written(report, tmp_path)) as package:
        values = [
            float(value)
            for part in package.namelist() if part.startswith("xl/worksheets/sheet")
            for value in re.findall(rb"<v>([-+.0-9eE]+)</v>", package.read(part))
        ]  # fmt: skip
    assert values
    assert [] == [w for w in wanted if any(abs(w - value) <= 1e-6 * abs(w) for value in values)]


def test_only_answers_are_open(issued: tuple[str, Report], tmp_path: Path) -> None:
    """The first sheet is protected without a password; answers, name and number are open."""
    name, report = issued
    sheet = openpyxl.load_workbook(written(report, tmp_path)).worksheets[0]
    assert (True, None) == (sheet.protection.sheet, sheet.protection.password)
    unlocked = [c for row in sheet.iter_rows() for c in row if not c.protection.locked]
    # The name takes one column, the number two.
    assert len(EXERCISES[name].questions) + 3 == len(unlocked)


def test_says_what_it_is(tmp_path: Path) -> None:
    """Exercise, version, variant and language stand in a property and in a cell that has a name."""
    path = written(homework(EXERCISES["clv_dcf"], "zh", 17), tmp_path)
    book = openpyxl.load_workbook(path)
    [mark] = [each.value for each in book.custom_doc_props.props]
    issue = issue_of(mark)
    assert issue is not None
    assert ("clv_dcf", "zh", 17) == (issue.exercise, issue.language, issue.variant)
    [(sheet, cell)] = book.defined_names["hw_mark"].destinations
    assert mark == book[sheet][cell.replace("$", "")].value


def test_same_number_same_bytes(tmp_path: Path) -> None:
    """The same variant written twice gives the same file, and another number another one."""
    first, second, other = (
        written(homework(EXERCISES["clv_dcf"], "en", number), tmp_path, f"{at}.xlsx").read_bytes()
        for at, number in enumerate((17, 17, 18))
    )
    assert first == second != other


def test_drawn_figures_name_no_source() -> None:
    """The case's own figures name their source, those of a variant none."""
    own, drawn = (
        {t.text for t in homework(EXERCISES["clv_dcf"], "en", number).sheets[0].texts}
        for number in (0, 17)
    )
    assert any(text.startswith("Source:") for text in own)
    assert not any(text.startswith("Source:") for text in drawn)
