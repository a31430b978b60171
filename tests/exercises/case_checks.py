"""What tests of a case look at: its answers, and what its checks say to an answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from clvxl.exercises.engine.build import build, drawn
from clvxl.exercises.engine.front import CHECK
from clvxl.exercises.engine.records import Exercise, Question
from clvxl.exercises.formulas.book import Book
from clvxl.report.records import Formula, Report
from tests.exercises.entering import entered, slips

__all__ = ["answers", "expect_hints", "solved", "step_values"]


def answers(report: Report) -> dict[str, Any]:
    """The right answers of a built workbook by their questions' keys."""
    cells = (cell for sheet in report.sheets for cell in sheet.cells)
    return {
        cell.name.removeprefix("sol_"): cell.value.value for cell in cells
        if cell.name and cell.name.startswith("sol_") and isinstance(cell.value, Formula)
    }  # fmt: skip


def solved(exercise: Exercise, language: str = "en", **given: Any) -> dict[str, Any]:
    """The right answers of an exercise over `columns` and `figures`, if given."""
    return answers(build(exercise, language, **given))


def step_values(report: Report) -> list[tuple[Any, Any]]:
    """What formula and function give, for each step that has a function."""
    value = lambda cell: cell.value if isinstance(cell, Formula) else cell  # noqa: E731
    tables = (table for sheet in report.sheets for table in sheet.tables)
    steps = (table for table in tables if [c.title for c in table.columns][3:4] == ["Agree"])
    return [
        (value(formula), value(function))
        for table in steps
        for formula, function in zip(table.columns[1].values, table.columns[2].values, strict=True)
        if function is not None
    ]


def expect_hints(exercise: Exercise, language: str) -> None:
    """Each right answer gets ✓, each slip its own hint, with the exercise's own figures."""
    report = drawn(exercise, language)
    right = {f"ans_{each.key}": Formula(f"=sol_{each.key}") for each in exercise.questions}
    assert {"✓"} == set(_said(report, right, exercise).values())
    most = max(len(each.slips) for each in exercise.questions)
    ways = {each.key: slips(report, each.key) for each in exercise.questions}
    wrong: list[tuple[str, str]] = []
    for at in range(most):
        asked = [each for each in exercise.questions if at < len(each.slips)]
        given = {f"ans_{each.key}": Formula(f"={_way(ways, each, at)}") for each in asked}
        for key, said in _said(report, given, exercise).items():
            question = next(each for each in exercise.questions if each.key == key)
            if at < len(question.slips) and not _is_right_too(question, said):
                hint = question.slips[at].hint.say(language)
                wrong += [(key, said)] if not said.endswith(hint) else []
    assert not wrong, wrong


def _way(ways: Mapping[str, list[str]], question: Question, at: int) -> str:
    assert len(ways[question.key]) == len(question.slips), question.key
    return ways[question.key][at]


def _is_right_too(question: Question, said: str) -> bool:
    """Whether a choice that is a slip with other figures is the right one with these."""
    return question.format == "text" and said == "✓"


def _said(report: Report, given: Mapping[str, Any], exercise: Exercise) -> dict[str, str]:
    """What the checks say."""
    book = Book(entered(report, given))
    book.compute()
    rows = {cell.name: cell.row for cell in report.sheets[0].cells if cell.name}
    front = report.sheets[0].name
    return {
        each.key: str(book.value(front, rows[f"ans_{each.key}"], CHECK))
        for each in exercise.questions
    }
