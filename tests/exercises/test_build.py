"""Every exercise as a workbook: both languages alike, slips answered, nothing left in the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import Any

import pytest
from openpyxl.utils.cell import range_boundaries

from clvxl.exercises.catalogue import EXERCISES, exercise_named
from clvxl.exercises.engine.calculate import calculated
from clvxl.exercises.engine.checks import tolerance
from clvxl.exercises.engine.paper import letter_size
from clvxl.exercises.engine.records import Question
from clvxl.exercises.engine.texts import say
from clvxl.report.layout import BOLD, text_width
from clvxl.report.pages import page_breaks
from clvxl.report.records import Cell, Formula, Report, Sheet
from clvxl.report.style import column_widths, row_heights
from clvxl.sheet.registry import REGISTRY
from clvxl.text import NOTHING
from tests.exercises.building import LANGUAGES, built
from tests.exercises.entering import entered, slips

READABLE = 6.5
"""Points of the usual letters on paper."""
CHINESE = re.compile("[\u4e00-\u9fff]")
HALF_WIDTH = re.compile("[\u4e00-\u9fff][,;:?!]|[,;:?!][\u4e00-\u9fff]")


@pytest.fixture(params=EXERCISES)
def name(request: pytest.FixtureRequest) -> str:
    """The name of each exercise."""
    return str(request.param)


def cells(report: Report) -> Iterator[Cell]:
    """All single cells."""
    for sheet in report.sheets:
        yield from sheet.cells


def names(report: Report) -> dict[str, Any]:
    """The names of a workbook with what stands there."""
    found = {cell.name: cell.value for cell in cells(report) if cell.name}
    for sheet in report.sheets:
        for table in sheet.tables:
            found |= {column.name: column.values for column in table.columns if column.name}
    return found


def value(given: Any) -> Any:
    """What a cell shows."""
    return given.value if isinstance(given, Formula) else given


def texts(report: Report) -> Iterator[str]:
    """All that a person reads: texts, titles, labels, messages."""
    for sheet in report.sheets:
        yield from (text.text for text in sheet.texts)
        for cell in sheet.cells:
            if cell.role != "code" and isinstance(value(cell.value), str):
                yield value(cell.value)
            if cell.rule is not None:
                yield from (cell.rule.message, cell.rule.title, *cell.rule.choices)
        for table in sheet.tables:
            for column in table.columns:
                yield column.title
                yield from {v for v in map(value, column.values) if isinstance(v, str)}
        for chart in sheet.charts:
            yield from (chart.title, chart.x_title, chart.y_title)
            yield from (series.name for series in chart.series)


def test_both_languages_are_one_exercise(name: str) -> None:
    """English and Chinese have the same names, sheets, charts and, but for texts, values."""
    english, chinese = (built(name, language) for language in LANGUAGES)
    assert len(english.sheets) == len(chinese.sheets)
    assert [len(s.charts) for s in english.sheets] == [len(s.charts) for s in chinese.sheets]
    left, right = names(english), names(chinese)
    assert list(left) == list(right)
    solutions = [key for key in left if key.startswith("sol_")]
    numbers = [key for key in solutions if not isinstance(value(left[key]), str)]
    assert [value(left[key]) for key in numbers] == [value(right[key]) for key in numbers]


def test_has_all_that_a_template_holds(name: str) -> None:
    """Each has its exercise, working, chart, hidden solution and functions sheets."""
    report, exercise = built(name, "en"), EXERCISES[name]
    hidden = {sheet.name: sheet.hidden for sheet in report.sheets}
    assert {"Solution"} == {sheet for sheet, is_hidden in hidden.items() if is_hidden}
    assert ("Exercise", "Functions") == (report.sheets[0].name, report.sheets[-1].name)
    assert len(report.sheets) >= 4
    assert any(sheet.charts for sheet in report.sheets)
    assert set(exercise.functions) <= set(REGISTRY)
    given = names(report)
    for prefix, keys in {
        "in_": [f.key for f in exercise.figures] + [f.key for f in exercise.data.fields],
        "ans_": [question.key for question in exercise.questions],
        "sol_": [question.key for question in exercise.questions],
        "test_": list(exercise.functions),
    }.items():
        assert {prefix + key for key in keys} == {n for n in given if n.startswith(prefix)}


def test_examples_agree(name: str) -> None:
    """Each function's example gives what it must, in both languages."""
    for language in LANGUAGES:
        tests = {
            n: value(v) for n, v in names(built(name, language)).items() if n.startswith("test_")
        }
        assert dict.fromkeys(tests, True) == tests
        assert tests


def test_formula_and_function_agree(name: str) -> None:
    """Wherever a function stands beside a formula, ✓ stands beside both."""
    for language in LANGUAGES:
        title = {"en": "Agree", "zh": "一致"}[language]
        shown = [
            value(each)
            for sheet in built(name, language).sheets for table in sheet.tables
            for column in table.columns if column.title == title
            for each in column.values if each is not None
        ]  # fmt: skip
        assert ["✓"] * len(shown) == shown


def test_solution_by_function_is_the_same(name: str) -> None:
    """On the sheet Solution each function gives what the formula above it gives."""
    for language in LANGUAGES:
        solution = next(s for s in built(name, language).sheets if s.hidden)
        results = [cell for cell in solution.cells if cell.role == "result"]
        for before, after in pairwise(results):
            if after.name is None and isinstance(value(before.value), str):
                assert value(before.value) == value(after.value)
            elif after.name is None:
                assert value(before.value) == pytest.approx(value(after.value), rel=1e-9)


def test_english_is_english(name: str) -> None:
    """No Chinese sign stands in the English workbook."""
    assert [] == [text for text in texts(built(name, "en")) if CHINESE.search(text)]


def test_chinese_is_chinese(name: str) -> None:
    """In the Chinese workbook no sentence is English, and punctuation is full width."""
    said = list(texts(built(name, "zh")))
    foreign = [t for t in said if not CHINESE.search(t) and len(re.findall(r"[a-z]{3,}", t)) > 2]
    quoted = {function.source.zh for function in REGISTRY.values()}
    for name_ in EXERCISES[name].functions:
        quoted |= {argument.name for argument in REGISTRY[name_].arguments}
        answer = REGISTRY[name_].example.answer
        quoted |= (
            {str(cell) for row in answer for cell in row} if isinstance(answer, list) else {answer}
        )
    assert set() == set(foreign) - quoted
    assert [] == [text for text in said if HALF_WIDTH.search(text)]


def given_in(sheet: Sheet) -> Iterator[Any]:
    """What stands in the cells of a sheet, those of its tables too."""
    yield from (cell.value for cell in sheet.cells)
    for table in sheet.tables:
        for column in table.columns:
            yield from column.values


def reckoned(sheet: Sheet) -> Sheet:
    """A sheet with values in place of its formulas."""
    cells = tuple(replace(cell, value=value(cell.value)) for cell in sheet.cells)
    tables = tuple(
        replace(table, columns=tuple(
            replace(column, values=[value(each) for each in column.values])
            for column in table.columns
        ))
        for table in sheet.tables
    )  # fmt: skip
    return replace(sheet, cells=cells, tables=tables)


@lru_cache
def asking(name: str, language: str) -> Report:
    """An exercise whose first sheet alone computes: answers change nothing on the others."""
    front, *others = built(name, language).sheets
    return replace(built(name, language), sheets=(front, *map(reckoned, others)))


def answered(report: Report, answers: dict[str, Any]) -> dict[str, str]:
    """What the checks say to some answers."""
    front = calculated(entered(report, answers)).sheets[0]
    beside = {(c.row, c.column): value(c.value) for c in front.cells}
    return {c.name: beside[c.row, c.column + 1] for c in front.cells if c.name in answers}


@pytest.mark.parametrize("language", LANGUAGES)
def test_answers_change_no_other_sheet(name: str, language: str) -> None:
    """Nothing outside of the first sheet looks at an answer."""
    front, *others = built(name, language).sheets
    places = {
        (cell.row + 1, cell.column + 1) for cell in front.cells if (cell.name or "")[:4] == "ans_"
    }
    assert len(EXERCISES[name].questions) == len(places)
    formulas = [given.text for sheet in others for given in given_in(sheet)
                if isinstance(given, Formula)]  # fmt: skip
    looked_at = set()
    for area in re.findall(rf"'?{front.name}'?!([$A-Z0-9:]+)", "\n".join(formulas)):
        left, top, right, bottom = range_boundaries(area)
        looked_at |= {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
    assert set() == places & looked_at
    assert [] == [text for text in formulas if "ans_" in text]


@pytest.mark.parametrize("language", LANGUAGES)
def test_slips_get_their_own_hints(name: str, language: str) -> None:
    """A wrong answer that is often given gets the hint that helps against it."""
    report, questions = asking(name, language), EXERCISES[name].questions
    most = max(len(question.slips) for question in questions)
    assert most
    for at in range(most):
        asked = [question for question in questions if len(question.slips) > at]
        answers = {f"ans_{q.key}": Formula("=" + slips(report, q.key)[at]) for q in asked}
        said = answered(report, answers)
        hints = {f"ans_{q.key}": q.slips[at].hint.say(language) for q in asked}
        told = {key: re.split(": |：", text, maxsplit=1)[-1] for key, text in said.items()}
        assert hints == told


@pytest.mark.parametrize("language", LANGUAGES)
def test_rounded_answer_is_told_so(name: str, language: str) -> None:
    """A number that is almost right is told of its rounding, not of a way that it went already."""
    report = asking(name, language)
    right = {key: value(given) for key, given in names(report).items() if key.startswith("sol_")}
    # Of a small number so little more is right still.
    answers = {
        f"ans_{q.key}": Formula(f"=1.004*sol_{q.key}") for q in EXERCISES[name].questions
        if q.digits is not None and q.format != "text"
        and 0.004 * abs(right[f"sol_{q.key}"]) > tolerance(q)
    }  # fmt: skip
    assert answers
    said = answered(report, answers)
    assert dict.fromkeys(answers, say("close", language)) == said


def test_goes_on_few_pages_in_letters_that_can_be_read(name: str) -> None:
    """The first sheet is one page, all visible ones are twelve at most, in letters as in print."""
    for language in LANGUAGES:
        sheets = [sheet for sheet in built(name, language).sheets if not sheet.hidden]
        sizes = {sheet.name: round(letter_size(sheet, language), 2) for sheet in sheets}
        assert {} == {sheet: size for sheet, size in sizes.items() if size < READABLE}
        assert sheets[0].one_page
        assert 12 >= sum(1 if each.one_page else 1 + len(breaks(each, language)) for each in sheets)


def breaks(sheet: Sheet, language: str) -> list[int]:
    """The rows before which a new page of a sheet begins."""
    widths = column_widths(sheet)
    return page_breaks(sheet, widths, row_heights(sheet, widths), language)


def test_no_answer_in_words_is_cut(name: str) -> None:
    """The longest answer that may be chosen has room in the solution's sheet."""
    for language in LANGUAGES:
        sheet = next(each for each in built(name, language).sheets if each.hidden)
        widths, drawn = column_widths(sheet), {cell.name: cell for cell in sheet.cells}
        for question in EXERCISES[name].questions:
            cell = drawn[f"sol_{question.key}"]
            room = sum(widths[at] for at in range(cell.column, cell.column + cell.span))
            longest = [text_width(each.say(language)) * BOLD for each in question.choices]
            assert not [width for width in longest if width > room]


def test_no_titles_touch(name: str) -> None:
    """A line of a number's title leaves air in its column."""
    for language in LANGUAGES:
        tight = [
            (sheet.name, line)
            for sheet in built(name, language).sheets[1:]
            for table in sheet.tables
            for at, column in enumerate(table.columns, start=table.column)
            for line in (column.heading or column.title).split("\n")
            if column.format != "text" and table.name != "data"
            and text_width(line) * BOLD > column_widths(sheet)[at] - 1
        ]  # fmt: skip
        assert [] == tight


def test_each_question_has_a_hint_and_a_reason(name: str) -> None:
    """No two questions of an exercise are the same, and each is explained."""
    questions = EXERCISES[name].questions
    assert len(questions) == len({question.text for question in questions})
    assert all(question.hint.en and question.why.en for question in questions)
    levels = [question.level for question in questions]
    assert levels == sorted(levels)


def test_unknown_exercise_is_refused() -> None:
    """A name that no exercise has is answered with the names that exist."""
    with pytest.raises(ValueError, match=r"there is no exercise abc: choose one of .*clv_dcf"):
        exercise_named("abc")


@pytest.mark.parametrize(
    ("asked", "fault"),
    [
        ({"step": "gone"}, "asks for a step that is not there: gone"),
        ({"step": "worth", "formula": "=1"}, "needs a formula or a step, and not both"),
        ({}, "needs a formula or a step"),
    ],
)
def test_question_without_an_answer_is_refused(asked: dict[str, Any], fault: str) -> None:
    """A question that names no step of the working, or a step and a formula, is not declared."""
    question = Question("value", NOTHING, hint=NOTHING, why=NOTHING, **asked)
    with pytest.raises(ValueError, match=f"question value {fault}"):
        replace(EXERCISES["clv_simple"], questions=(question,))
