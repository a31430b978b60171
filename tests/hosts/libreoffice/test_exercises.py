"""Every template workbook in a real Calc, with the add-in and without it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from clvxl.exercises.catalogue import EXERCISES
from clvxl.exercises.engine.front import ANSWER, CHECK
from clvxl.exercises.engine.records import Exercise, Question
from clvxl.exercises.engine.texts import say
from clvxl.files.xlsx.template import read_template
from clvxl.sheet.registry import REGISTRY
from tests.exercises.entering import datum_of, other_datum, other_figure
from tests.hosts.libreoffice.driver import Office, office

pytestmark = pytest.mark.calc

LANGUAGES = ("en", "zh")
FILES = [
    pytest.param((name, language), id=f"{name}-{language}",
                 marks=[] if language == LANGUAGES[at % 2] else [pytest.mark.long])
    for at, name in enumerate(EXERCISES)
    for language in LANGUAGES
]  # fmt: skip
"""Each workbook, in one of the languages at once and in the other as a long proof."""
CALLS = re.compile(rf"\b({'|'.join(REGISTRY)})\(", re.IGNORECASE)
NO_FUNCTION = "–"
TEXT_RESULT = 2
ROW_OF_NAME = re.compile(r"ROW\(.*\$[A-Z]+\$(\d+)\)")


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A Calc without the add-in."""
    with office(tmp_path_factory.mktemp("bare"), addin=False) as running:
        yield running


@pytest.fixture(scope="module", params=FILES)
def template(
    request: pytest.FixtureRequest, root: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A copy of each template workbook as it is committed: Calc locks a file that it opens."""
    name, language = request.param
    path = root / "workbooks" / language / f"{name}.xlsx"
    assert path.exists(), "build it with `clvxl build-workbooks`"
    return Path(shutil.copy(path, tmp_path_factory.mktemp(f"{name}-{language}")))


@pytest.fixture(scope="module")
def book(calc: Office, template: Path) -> Iterator[Book]:
    """It, opened and calculated anew where the add-in is known; each test leaves it as it was."""
    with Book(calc, template) as opened:
        opened.document.calculateAll()
        yield opened


class Book:
    """A template open in Calc."""

    def __init__(self, running: Office, path: Path) -> None:
        self.document = running.open(path)
        assert self.document is not None, f"{path.name} does not open"
        self.names = dict.fromkeys(self.document.NamedRanges.ElementNames)
        self.front = self.document.Sheets.getByIndex(0)

    def __enter__(self) -> Book:
        return self

    def __exit__(self, *_: object) -> None:
        self.document.close(True)

    def cells(self, name: str) -> Any:
        """The cells of a name."""
        return self.document.NamedRanges.getByName(name).getReferredCells()

    def cell(self, name: str) -> Any:
        """The one cell of a name; that of an answer is the one in a row."""
        if name.startswith("ans_"):
            return self.front.getCellByPosition(ANSWER, self.row(name.removeprefix("ans_")))
        return self.cells(name).getCellByPosition(0, 0)

    def row(self, key: str) -> int:
        """The row of a question: of the cell that the name of its answer tells."""
        found = ROW_OF_NAME.search(self.document.NamedRanges.getByName(f"ans_{key}").Content)
        assert found, key
        return int(found[1]) - 1

    def keys(self, prefix: str) -> list[str]:
        """The rest of each name that begins so."""
        return [name.removeprefix(prefix) for name in self.names if name.startswith(prefix)]

    def check(self, key: str) -> str:
        """What the check beside an answer says."""
        return str(self.front.getCellByPosition(CHECK, self.row(key)).String)

    def solution(self, key: str) -> Any:
        """A right answer: a number or a text."""
        cell = self.cell(f"sol_{key}")
        return cell.String if cell.FormulaResultType2 == TEXT_RESULT else cell.Value

    def others(self) -> list[Any]:
        """All that the sheets after the first show."""
        found = []
        for sheet in list(self.document.Sheets)[1:]:
            cursor = sheet.createCursor()
            cursor.gotoEndOfUsedArea(True)
            found.append(cursor.getDataArray())
        return found

    def answer(self, key: str, value: Any) -> None:
        """Enter an answer."""
        cell = self.cell(f"ans_{key}")
        if value is None:
            cell.Formula = ""
        elif isinstance(value, str) and value.startswith("="):
            cell.Formula = value
        elif isinstance(value, str):
            cell.String = value
        else:
            cell.Value = value

    def values(self) -> dict[tuple[str, int, int], Any]:
        """The value of each cell that holds one; an error as -code."""
        found: dict[tuple[str, int, int], Any] = {}
        for sheet in self.document.Sheets:
            cursor = sheet.createCursor()
            cursor.gotoEndOfUsedArea(True)
            for r, row in enumerate(cursor.getDataArray()):
                for c, value in enumerate(row):
                    if value is None:
                        value = -sheet.getCellByPosition(c, r).getError()
                    if value != "":
                        found[sheet.Name, r, c] = value
        return found


def calling(path: Path) -> set[tuple[str, int, int]]:
    """The cells of a file whose formula calls a function of clvxl."""
    return {
        (sheet.title, cell.row - 1, cell.column - 1)
        for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row
        if cell.data_type == "f" and CALLS.search(cell.value)
    }  # fmt: skip


def stored(path: Path) -> dict[tuple[str, int, int], Any]:
    """The values stored in a file."""
    book = openpyxl.load_workbook(path, data_only=True)
    return {
        (sheet.title, cell.row - 1, cell.column - 1): cell.value
        for sheet in book for row in sheet.iter_rows() for cell in row
        if cell.value not in (None, "")
    }  # fmt: skip


def plain(value: Any) -> Any:
    """A value as Calc hands it over."""
    import datetime

    if isinstance(value, datetime.datetime):
        return float((value - datetime.datetime(1899, 12, 30)).days)
    return float(value) if isinstance(value, bool | int) else value


def differ(one: dict[Any, Any], other: dict[Any, Any]) -> dict[Any, tuple[Any, Any]]:
    """Where two sets of values differ, numbers by more than rounding."""
    found = {}
    for at in {*one, *other}:
        left, right = plain(one.get(at)), plain(other.get(at))
        if isinstance(left, float) and isinstance(right, float):
            if abs(left - right) > 1e-9 * max(1.0, abs(left)):
                found[at] = (left, right)
        elif left != right:
            found[at] = (left, right)
    return found


def test_without_the_addin_functions_alone_are_lost(bare: Office, template: Path) -> None:
    """Opened where nobody knows clvxl, all stored values are shown; calculated anew, cells that
    call clvxl show a dash, and nothing an error.
    """
    with Book(bare, template) as book:
        before = book.values()
        assert {} == differ(stored(template), before)
        book.document.calculateAll()
        after = book.values()
        lost, called = differ(before, after), calling(template)
        assert called
        assert dict.fromkeys(called, NO_FUNCTION) == {at: after[at] for at in called}
        # What says that formula and function agree has nothing to compare.
        beside = {at: change for at, change in lost.items() if at not in called}
        words = {say("no_addin", language) for language in LANGUAGES}
        assert set(beside.values()) <= {(1.0, 0.0), *(("✓", word) for word in words)}


def test_stored_values_are_calcs_own(book: Book, template: Path) -> None:
    """Calculated anew with the add-in, nothing changes, and each function's example agrees."""
    values = book.values()
    assert {} == differ(stored(template), values)
    assert set() == {at for at in calling(template) if values[at] == NO_FUNCTION}
    tested = {name: book.cell(f"test_{name}").Value for name in book.keys("test_")}
    assert dict.fromkeys(EXERCISES[template.stem].functions, 1.0) == tested


def test_checks_judge_answers(book: Book, template: Path) -> None:
    """A check says nothing to no answer, ✓ to the right one and to it rounded as it is asked for,
    and something else to other numbers, texts and errors.
    """
    questions = EXERCISES[template.stem].questions
    assert {question.key for question in questions} == set(book.keys("ans_"))
    assert dict.fromkeys(book.keys("ans_"), "") == told(book)
    for ways, right in (
        (lambda q: book.cell(f"sol_{q.key}").Formula, True),
        (lambda q: rounded(q, book.solution(q.key)), True),
        (lambda q: other(book.solution(q.key)), False),
        (lambda q: "=1/0", False),
    ):
        for question in questions:
            book.answer(question.key, ways(question))
        said = told(book)
        if right:
            assert dict.fromkeys(said, "✓") == said
        else:
            assert {} == {k: v for k, v in said.items() if not re.match("Not yet: .|还不对：.", v)}
    for question in questions:
        book.answer(question.key, None)
    assert {""} == set(told(book).values())


def told(book: Book) -> dict[str, str]:
    """What all checks say."""
    return {key: book.check(key) for key in book.keys("ans_")}


def rounded(question: Question, right: Any) -> Any:
    """An answer as exact as it is asked for."""
    if isinstance(right, str):
        return f" {right.lower()} "
    if question.digits is None:
        return right
    return round(right, question.digits + 2 * (question.format == "percent"))


def other(right: Any) -> Any:
    """An answer that is wrong."""
    return f"{right}?" if isinstance(right, str) else 1.37 * right + 3.1


def test_checks_follow_changed_figures(book: Book, template: Path) -> None:
    """A changed figure moves something on the sheets after the first, a datum an answer, and the
    checks with it.
    """
    exercise, keys = EXERCISES[template.stem], book.keys("ans_")
    labels = exercise.data.fields[0].key
    before, shown = {key: book.solution(key) for key in keys}, book.others()
    idle = []
    for figure in exercise.figures:
        cell = book.cell(f"in_{figure.key}")
        kept = cell.Formula
        change(book, cell, labels)
        if book.others() == shown:  # a little may move nothing: one letter more needs its cost
            cell.Value = 2 * float(kept)
        if book.others() == shown:
            idle.append(figure.key)
        cell.Formula = kept
    assert [] == idle
    cell = a_datum(book, exercise)
    kept = cell.Formula
    cell.Value = other_datum(datum_of(exercise), cell.Value)
    moved = {key for key in keys if book.solution(key) != before[key]}
    for key in keys:
        book.answer(key, before[key])
    wrong = {key for key, said in told(book).items() if said != "✓"}
    assert wrong
    assert wrong <= moved
    for key in keys:
        book.answer(key, book.cell(f"sol_{key}").Formula)
    assert dict.fromkeys(keys, "✓") == told(book)
    cell.Formula = kept
    for key in keys:
        book.answer(key, None)


def a_datum(book: Book, exercise: Exercise) -> Any:
    """The first number of the data, or that of the row which a figure chooses."""
    fields = exercise.data.fields
    labels = fields[0].key
    number = datum_of(exercise).key
    chosen = [book.cell(f"in_{f.key}").String for f in exercise.figures if f.format == "text"]
    names = [row[0] for row in book.cells(f"in_{labels}").getDataArray()]
    at = next((names.index(name) for name in chosen if name in names), 0)
    return book.cells(f"in_{number}").getCellByPosition(0, at)


def test_an_answer_that_is_moved_keeps_its_check(calc: Office, template: Path) -> None:
    """Cut and pasted elsewhere, an answer takes along neither check nor name; nor do rows that
    are inserted above part them. Without its working a check says that a sheet is missing.
    """
    with Book(calc, template) as book:
        first, second = book.keys("ans_")[:2]
        place = book.cell(f"ans_{first}")
        book.answer(first, book.solution(first))
        far = book.front.getCellByPosition(9, 60).CellAddress
        book.front.moveRange(far, as_range(place))
        assert "" == book.check(first)
        book.answer(first, "=1/0")
        assert re.match("Not yet: .|还不对：.", book.check(first))
        book.front.moveRange(book.cell(f"ans_{second}").CellAddress, as_range(place))
        book.answer(first, book.solution(first))
        book.answer(second, book.solution(second))
        row = book.row(first)
        book.front.Rows.insertByIndex(row - 1, 2)
        assert (row + 2, "✓", "✓") == (book.row(first), book.check(first), book.check(second))
        book.document.Sheets.removeByName(book.cell(f"sol_{first}").Spreadsheet.Name)
        assert {say("lost", language) for language in LANGUAGES} & {book.check(first)}


def as_range(cell: Any) -> Any:
    """The range that a cell is."""
    return cell.Spreadsheet.getCellRangeByPosition(
        cell.CellAddress.Column, cell.CellAddress.Row, cell.CellAddress.Column, cell.CellAddress.Row
    ).RangeAddress


def change(book: Book, cell: Any, labels: str) -> None:
    """Put another sensible value into a figure's cell; a text is one of the data's labels."""
    if cell.Type.value == "TEXT":
        others = [row[0] for row in book.cells(f"in_{labels}").getDataArray()]
        cell.String = other_figure(cell.String, others)
    else:
        cell.Value = other_figure(cell.Value)


@pytest.mark.parametrize(("entered", "accepted"), [("M007", True), ("M999", False)])
def test_rule_of_a_figure_by_formula(
    calc: Office, root: Path, tmp_path: Path, entered: str, accepted: bool
) -> None:
    """The customer to look at is one of the sales: Calc finds the rule TRUE for no other."""
    copy = Path(shutil.copy(root / "workbooks" / "en" / "rfm.xlsx", tmp_path))
    with Book(calc, copy) as book:
        cell = book.cell("in_chosen")
        assert "CUSTOM" == cell.Validation.Type.value
        cell.String = entered
        probe = cell.Spreadsheet.getCellRangeByName("Z1")
        probe.setFormula("=" + cell.Validation.getFormula1())
        assert accepted == bool(probe.Value)


def test_template_saved_by_calc_is_still_one(book: Book, template: Path, tmp_path: Path) -> None:
    """A template that Calc has saved again can be filled as before, changed figures and all."""
    from tests.hosts.libreoffice.driver import property_value

    before = read_template(template)
    saved = tmp_path / "again.xlsx"
    form = property_value("FilterName", "Calc MS Excel 2007 XML")
    book.document.storeToURL(saved.as_uri(), (form,))
    assert before == read_template(saved)


def test_prints_on_twelve_pages(book: Book, tmp_path: Path) -> None:
    """The sheets that are seen go on twelve pages at most, the first of them on one."""
    from tests.hosts.libreoffice.driver import property_value

    form = property_value("FilterName", "calc_pdf_Export")
    book.document.storeToURL((tmp_path / "all.pdf").as_uri(), (form,))
    pages = re.findall(rb"/Type\s*/Page\b", (tmp_path / "all.pdf").read_bytes())
    assert 2 <= len(pages) <= 12
