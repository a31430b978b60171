"""An exercise worked out: the right answers and the known mistakes, as numbers and texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeGuard

from clvxl.exercises.engine.build import drawn_with_words, usual_columns
from clvxl.exercises.engine.places import Here
from clvxl.exercises.engine.records import Columns, Exercise
from clvxl.exercises.engine.texts import say
from clvxl.exercises.formulas.book import Book
from clvxl.exercises.formulas.evaluator import Place
from clvxl.exercises.formulas.values import Scalar
from clvxl.report.records import Cell, Report, Sheet

__all__ = ["Worked", "is_number", "work"]

SLIPS = "slips"
ASKED = 1
"""The column of the questions on the first sheet."""


@dataclass
class Worked:
    """The right answers by key, and what each known mistake gives, in the order of the records.

    A mistake that cannot be made with these figures gives an error.
    """

    exercise: Exercise
    answers: Mapping[str, Scalar]
    slips: Mapping[str, tuple[Scalar, ...]]
    report: Report
    _book: Book = field(repr=False)
    _steps: Mapping[str, Place] = field(repr=False)
    _slip_cells: Mapping[str, tuple[Place, ...]] = field(repr=False)

    def needs(self, key: str) -> frozenset[str]:
        """Return the keys of the earlier questions whose answers a question's answer follows from.

        >>> from clvxl.exercises.catalogue import EXERCISES
        >>> worked = work(EXERCISES["clv_simple"], "en")
        >>> sorted(worked.needs("worth")), sorted(worked.needs("customers"))
        (['customers', 'frequency', 'lifespan', 'mean'], [])
        """
        right = self._book.names[f"sol_{key}"][:3]
        keys = [question.key for question in self.exercise.questions]
        earlier = keys[: keys.index(key)]
        return frozenset(each for each in earlier if right in self._followers.get(each, ()))

    @cached_property
    def _followers(self) -> Mapping[str, set[tuple[int, int, int]]]:
        return {key: self._book.followers(place) for key, place in self._steps.items()}

    @cached_property
    def asked(self) -> Mapping[str, str]:
        """What each question says with these figures, by its key.

        >>> from clvxl.exercises.catalogue import EXERCISES
        >>> work(EXERCISES["bank"], "en").asked["margin"][:38]
        'What margin does Granite Row bring in '
        """
        rows = {cell.name: cell.row for cell in self.report.sheets[0].cells if cell.name}
        keys = [question.key for question in self.exercise.questions]
        return {key: str(self.shown(0, rows[f"ans_{key}"], ASKED)) for key in keys}

    def shown(self, sheet: int, row: int, column: int) -> Scalar:
        """Return what a cell of the report shows; checks have not been worked out.

        >>> from clvxl.exercises.catalogue import EXERCISES
        >>> work(EXERCISES["clv_dcf"], "en").shown(0, 10, 2)
        0.5
        """
        return self._book.value_of(Place(sheet, row, column, row, column))

    def given(self, key: str, earlier: Mapping[str, Scalar]) -> tuple[Scalar, tuple[Scalar, ...]]:
        """Return a question's right answer and slips with other answers to earlier questions.

        Parameters
        ----------
        key : str
            The question.
        earlier : mapping
            Answers by key; each stands in place of the step that it asks for.

        Examples
        --------
        >>> from clvxl.exercises.catalogue import EXERCISES
        >>> worked = work(EXERCISES["clv_simple"], "en")
        >>> worked.given("frequency", {"customers": 60.0})[0], worked.answers["frequency"]
        (1.0, 1.5)
        """
        standing = {self._steps[at]: earlier[at] for at in earlier if at in self._steps}
        with self._book.standing(standing):
            right = self._book.value_of(self._book.names[f"sol_{key}"])
            return right, tuple(self._book.value_of(place) for place in self._slip_cells[key])


def work(
    exercise: Exercise,
    language: str,
    columns: Columns | None = None,
    figures: Mapping[str, Any] | None = None,
) -> Worked:
    """Return an exercise worked out, over its own data and figures or others.

    Raises
    ------
    ValueError
        A formula that cannot be computed with them.

    Examples
    --------
    >>> from clvxl.exercises.catalogue import EXERCISES
    >>> worked = work(EXERCISES["clv_dcf"], "en", figures={"discount_rate": 0})
    >>> worked.answers["stated_end"], worked.slips["naive"]
    (7300.0, (17800.0, 17700.0))
    """
    columns = usual_columns(exercise, language) if columns is None else columns
    report, words = drawn_with_words(exercise, language, columns=columns, figures=figures)
    cells = [
        Cell(row, at, words.formula(slip.formula, Here(SLIPS)), name=f"slip_{question.key}_{at}")
        for row, question in enumerate(exercise.questions)
        for at, slip in enumerate(question.slips)
    ]  # the references of a case are to steps and tables: they mean the same on any sheet
    book = Book(_without_checks(report, Sheet(SLIPS, cells=tuple(cells))))
    slip_cells = {
        question.key: tuple(
            book.names[f"slip_{question.key}_{at}"] for at in range(len(question.slips))
        )
        for question in exercise.questions
    }
    answers = {q.key: book.value_of(book.names[f"sol_{q.key}"]) for q in exercise.questions}
    slips = {
        key: tuple(book.value_of(place) for place in places) for key, places in slip_cells.items()
    }
    copied = {q.key: book.source_of(book.names[f"sol_{q.key}"]) for q in exercise.questions}
    steps = {key: place for key, place in copied.items() if place is not None}
    return Worked(exercise, answers, slips, report, book, steps, slip_cells)


def _without_checks(report: Report, more: Sheet) -> Report:
    """What has to be computed: neither checks nor the examples of the functions."""
    sheets = [
        Sheet(
            sheet.name, sheet.texts, sheet.tables,
            cells=tuple(cell for cell in sheet.cells if cell.role != "check"),
        )
        for sheet in report.sheets
        if sheet.name != say("functions", report.language)
    ]  # fmt: skip
    return Report(report.title, (*sheets, more), report.language)


def is_number(value: Any) -> TypeGuard[float]:
    """Whether an answer is a number that can be compared.

    >>> is_number(1.5), is_number(True), is_number("1")
    (True, False, False)
    """
    return isinstance(value, float) and not isinstance(value, bool)
