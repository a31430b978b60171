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
from clvxl.exercises.engine.texts import say
from clvxl.files.xlsx.template import read_template
from clvxl.sheet.registry import REGISTRY
from tests.exercises.entering import other_figure
from tests.hosts.libreoffice.driver import Office, office

pytestmark = pytest.mark.calc

LANGUAGES = ("en", "zh")
SHORT = "clv_dcf"
"""The exercise whose Chinese edition is tried at once; the others' are long proofs."""
FILES = [
    pytest.param(
        (name, language), id=f"{name}-{language}",
        marks=[pytest.mark.long] if language == "zh" and name != SHORT else [],
    )
    for name in EXERCISES
    for language in LANGUAGES
]  # fmt: skip
CALLS = re.compile(rf"\b({'|'.join(REGISTRY)})\(", re.IGNORECASE)
NO_FUNCTION = "–"
TEXT_RESULT = 2


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A Calc without the add-in."""
    with office(tmp_path_factory.mktemp("bare"), addin=False) as running:
        yield running


@pytest.fixture(params=FILES)
def template(request: pytest.FixtureRequest, root: Path, tmp_path: Path) -> Path:
    """A copy of each template workbook as it is committed: Calc locks a file that it opens."""
    name, language = request.param
    path = root / "workbooks" / language / f"{name}.xlsx"
    assert path.exists(), "build it with `clvxl build-workbooks`"
    (tmp_path / language).mkdir()
    return Path(shutil.copy(path, tmp_path / language))


class Book:
    """A template open in Calc."""

    def __init__(self, running: Office, path: Path) -> None:
        self.document = running.open(path)
        assert self.document is not None, f"{path.name} does not open"
        self.names = dict.fromkeys(self.document.NamedRanges.ElementNames)

    def __enter__(self) -> Book:
        return self

    def __exit__(self, *_: object) -> None:
        self.document.close(True)

    def cells(self, name: str) -> Any:
        """The cells of a name."""
        return self.document.NamedRanges.getByName(name).getReferredCells()

    def cell(self, name: str) -> Any:
        """The one cell of a name."""
        return self.cells(name).getCellByPosition(0, 0)

    def keys(self, prefix: str) -> list[str]:
        """The rest of each name that begins so."""
        return [name.removeprefix(prefix) for name in self.names if name.startswith(prefix)]

    def check(self, key: str) -> str:
        """What the check beside an answer says."""
        answer = self.cell(f"ans_{key}")
        address = answer.getCellAddress()
        return str(answer.Spreadsheet.getCellByPosition(address.Column + 1, address.Row).String)

    def solution(self, key: str) -> Any:
        """A right answer: a number or a text."""
        cell = self.cell(f"sol_{key}")
        return cell.String if cell.FormulaResultType2 == TEXT_RESULT else cell.Value

    def answer(self, key: str, value: Any) -> None:
        """Enter an answer."""
        cell = self.cell(f"ans_{key}")
        if isinstance(value, str) and value.startswith("="):
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


def test_shows_all_stored_values_without_the_addin(bare: Office, template: Path) -> None:
    """Opened where nobody knows clvxl, every value that is stored is shown."""
    with Book(bare, template) as book:
        assert {} == differ(stored(template), book.values())


def test_loses_only_function_cells_without_the_addin(bare: Office, template: Path) -> None:
    """Calculated anew without the add-in, cells that call clvxl show a dash, nothing an error."""
    with Book(bare, template) as book:
        before = book.values()
        book.document.calculateAll()
        after = book.values()
        lost, called = differ(before, after), calling(template)
        assert called
        assert dict.fromkeys(called, NO_FUNCTION) == {at: after[at] for at in called}
        # What says that formula and function agree has nothing to compare.
        beside = {at: change for at, change in lost.items() if at not in called}
        words = {say("no_addin", language) for language in LANGUAGES}
        assert set(beside.values()) <= {
            (1.0, 0.0), ("✓", "–"), *(("✓", word) for word in words)
        }  # fmt: skip


def test_stored_values_are_calcs_own(calc: Office, template: Path) -> None:
    """Calculated anew with the add-in, nothing changes."""
    with Book(calc, template) as book:
        book.document.calculateAll()
        assert {} == differ(stored(template), book.values())


def test_all_examples_agree(calc: Office, template: Path) -> None:
    """Each name test_… is TRUE, one for each function that the exercise teaches."""
    with Book(calc, template) as book:
        book.document.calculateAll()
        tested = {name: book.cell(f"test_{name}").Value for name in book.keys("test_")}
        assert dict.fromkeys(EXERCISES[template.stem].functions, 1.0) == tested


def test_empty_answers_say_nothing(calc: Office, template: Path) -> None:
    """No check says anything before there is an answer."""
    with Book(calc, template) as book:
        book.document.calculateAll()
        assert [""] * len(book.keys("ans_")) == [book.check(key) for key in book.keys("ans_")]


def test_solutions_are_right_and_others_are_not(calc: Office, template: Path) -> None:
    """The solution's formulas turn each check to ✓; other numbers, texts and errors do not."""
    with Book(calc, template) as book:
        keys = book.keys("ans_")
        assert {question.key for question in EXERCISES[template.stem].questions} == set(keys)
        for key in keys:
            book.answer(key, book.cell(f"sol_{key}").Formula)
        assert dict.fromkeys(keys, "✓") == {key: book.check(key) for key in keys}
        for key in keys:
            right = book.solution(key)
            book.answer(key, f"{right}?" if isinstance(right, str) else 1.37 * right + 3.1)
            assert re.match("Not yet: .|还不对：.", book.check(key)), key
            book.answer(key, "=1/0")
            assert re.match("Not yet: .|还不对：.", book.check(key)), key


def test_rounded_answers_are_right(calc: Office, template: Path) -> None:
    """An answer rounded as the cell shows it is right."""
    with Book(calc, template) as book:
        for question in EXERCISES[template.stem].questions:
            right = book.solution(question.key)
            if isinstance(right, str):
                book.answer(question.key, f" {right.lower()} ")
            elif question.digits is not None:
                places = question.digits + 2 * (question.format == "percent")
                book.answer(question.key, round(right, places))
            else:
                book.answer(question.key, right)
            assert "✓" == book.check(question.key), question.key


def test_checks_follow_changed_figures(calc: Office, template: Path) -> None:
    """A changed figure or datum moves a right answer, and the checks with it."""
    exercise = EXERCISES[template.stem]
    with Book(calc, template) as book:
        keys = book.keys("ans_")
        before = {key: book.solution(key) for key in keys}
        moved: dict[str, set[str]] = {}
        for figure in exercise.figures:
            cell = book.cell(f"in_{figure.key}")
            kept = cell.Formula
            change(book, cell)
            moved[figure.key] = {key for key in keys if book.solution(key) != before[key]}
            cell.Formula = kept
        numbers = [f.key for f in exercise.data.fields if f.format == "amount"]
        cell = book.cell(f"in_{numbers[0]}")
        cell.Value = 3 * cell.Value + 100
        moved["data"] = {key for key in keys if book.solution(key) != before[key]}
        assert [] == [name for name, found in moved.items() if not found]
        for key in keys:
            book.answer(key, before[key])
        wrong = {key for key in keys if book.check(key) != "✓"}
        assert wrong
        assert wrong <= moved["data"]
        for key in keys:
            book.answer(key, book.cell(f"sol_{key}").Formula)
        assert dict.fromkeys(keys, "✓") == {key: book.check(key) for key in keys}


def change(book: Book, cell: Any) -> None:
    """Put another sensible value into a figure's cell."""
    if cell.Type.value == "TEXT":
        others = [row[0] for row in book.cells("in_customer").getDataArray()]
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


def test_template_saved_by_calc_is_still_one(calc: Office, template: Path, tmp_path: Path) -> None:
    """A template that Calc has saved again can be filled as before, changed figures and all."""
    from tests.hosts.libreoffice.driver import property_value

    before = read_template(template)
    with Book(calc, template) as book:
        saved = tmp_path / "again.xlsx"
        form = property_value("FilterName", "Calc MS Excel 2007 XML")
        book.document.storeToURL(saved.as_uri(), (form,))
    assert before == read_template(saved)
