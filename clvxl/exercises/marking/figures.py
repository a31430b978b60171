"""The figures of a worked workbook: those that were changed, and if a formula follows others."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from random import Random
from typing import Any

from clvxl.exercises.catalogue import EXERCISES
from clvxl.exercises.engine.checks import tolerance
from clvxl.exercises.engine.drawn_data import drawn_figures, drawn_table
from clvxl.exercises.engine.limits import fault_of
from clvxl.exercises.engine.records import Columns, Question
from clvxl.exercises.engine.variants import Variant, variant
from clvxl.exercises.engine.worked import Worked, is_number, work
from clvxl.exercises.formulas.budget import Budget
from clvxl.exercises.marking.finding import Spot, area_named, saved_at
from clvxl.exercises.marking.recompute import computed, reach
from clvxl.files.xlsx.submission import Submission

__all__ = ["follows_figures", "has_other_data", "variant_of", "with_own_figures"]

KEPT = 8
"""So many variants are kept: a class has many, and each takes room."""
SMALL = 60
"""A table of more rows stays as it is when figures are changed for a test."""


def with_own_figures(
    submission: Submission, own: Variant, language: str
) -> tuple[Worked | None, list[str]]:
    """Return the exercise worked out with the student's inputs, and the labels of those changed.

    None, and no labels, where all are as they were handed out; None where nothing can be worked out
    with them.

    >>> from clvxl.exercises.catalogue import EXERCISES
    >>> from clvxl.exercises.engine.variants import variant
    >>> own = variant(EXERCISES["clv_dcf"], 0)
    >>> with_own_figures(Submission("a.xlsx", (), {}, None, ""), own, "en")
    (None, [])
    """
    exercise = own.worked.exercise
    figures, columns = dict(own.figures), dict(own.columns)
    changed: list[str] = []
    for figure in exercise.figures:
        usual = own.figures.get(figure.key, figure.value_with(own.columns))
        value = _figure(submission, f"in_{figure.key}")
        fits = value is not None and type(value) is type(_as_saved(usual))
        limit = figure.limit_with(own.columns)
        if fits and value != _as_saved(usual) and fault_of(value, figure.format, limit) is None:
            figures[figure.key] = value
            changed.append(figure.label.say(language))
    for field in exercise.data.fields:
        values = _column(submission, f"in_{field.key}", own.columns, field.key)
        if values is not None:
            columns[field.key] = values
            changed.append(field.title.say(language))
    if not changed:
        return None, []
    try:
        return work(exercise, language, columns, figures), changed
    except (ValueError, ArithmeticError):
        return None, changed


def has_other_data(submission: Submission, own: Variant) -> bool:
    """Return whether the data have more or fewer rows than were handed out, or other texts.

    >>> from clvxl.exercises.catalogue import EXERCISES
    >>> has_other_data(Submission("a.xlsx", (), {}, None, ""), variant(EXERCISES["clv_dcf"], 0))
    False
    """
    for field in own.worked.exercise.data.fields:
        area, usual = area_named(submission, f"in_{field.key}"), own.columns[field.key]
        if area is None:
            continue
        (at, row, column), last = area
        if last.row - row + 1 != len(usual):
            return True
        if isinstance(usual[0], str):
            found = [
                saved_at(submission, Spot(at, row + n, column)).value for n in range(len(usual))
            ]
            if any(str(a) != str(b) for a, b in zip(found, usual, strict=True)):
                return True
    return False


def _as_saved(value: Any) -> Any:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if number else value


def _figure(submission: Submission, name: str) -> Any:
    area = area_named(submission, name)
    return saved_at(submission, area[0]).value if area else None


def _column(submission: Submission, name: str, columns: Columns, key: str) -> list[Any] | None:
    """What stands in a column of numbers, where it is as long as it was and something changed."""
    area, usual = area_named(submission, name), [_as_saved(value) for value in columns[key]]
    if area is None or area[1].row - area[0].row + 1 != len(usual):
        return None
    first = area[0]
    found = [
        saved_at(submission, Spot(first.sheet, first.row + at, first.column)).value
        for at in range(len(usual))
    ]
    same_kind = all(type(a) is type(b) for a, b in zip(found, usual, strict=True))
    return found if same_kind and found != usual and is_number(usual[0]) else None


def follows_figures(
    submission: Submission, spot: Spot, question: Question, own: Variant, budget: Budget
) -> bool | None:
    """Return whether an answer's formula gives the right answer with other figures too.

    None where that cannot be said: the formula cannot be computed here, or the answer stays.

    >>> from clvxl.exercises.catalogue import EXERCISES
    >>> own = variant(EXERCISES["clv_dcf"], 0)
    >>> submission = Submission("a.xlsx", (), {}, None, "")
    >>> from clvxl.exercises.marking.recompute import own_budget
    >>> first = own.worked.exercise.questions[0]
    >>> follows_figures(submission, Spot(0, 0, 0), first, own, own_budget())
    """
    if not submission.sheets:
        return None
    other = _shaken(own.worked.exercise.name, own.number)
    if other is None:
        return None
    columns, figures, answers = other
    right = answers[question.key]
    usual = own.worked.answers[question.key]
    if not (is_number(right) and is_number(usual)) or abs(right - usual) <= 1e-9:
        return None
    instead = _instead(submission, columns, figures)
    found = computed(submission, spot, reach(submission, spot), budget, instead)
    if not found.known or not is_number(found.value):
        return None
    return abs(found.value - right) <= tolerance(question) + 1e-9 * abs(right)


@lru_cache(maxsize=KEPT)
def variant_of(name: str, number: int, language: str) -> Variant:
    """Return a variant, the last few of which are kept.

    >>> variant_of("clv_dcf", 0, "en").number
    0
    """
    return variant(EXERCISES[name], number, language)


@lru_cache(maxsize=KEPT)
def _shaken(name: str, number: int) -> tuple[Columns, dict[str, Any], Mapping[str, Any]] | None:
    """A variant with all figures changed, and a small table's cells, in as many rows."""
    exercise = EXERCISES[name]
    own = variant_of(name, number, "en")
    random = Random(f"clvxl shaken {name} {number}")
    small = len(next(iter(own.columns.values()))) <= SMALL
    columns = drawn_table(exercise, own.columns, random) if small else own.columns
    figures = {**own.figures, **drawn_figures(exercise, columns, random)}
    same = all(len(columns[key]) == len(own.columns[key]) for key in columns)
    try:
        answers = work(exercise, "en", columns, figures).answers
    except (ValueError, ArithmeticError):
        return None
    return (columns, figures, answers) if same else None


def _instead(
    submission: Submission, columns: Columns, figures: Mapping[str, Any]
) -> dict[Spot, Any]:
    """Other values in the cells of the inputs."""
    found: dict[Spot, Any] = {}
    for key, value in figures.items():
        area = area_named(submission, f"in_{key}")
        if area is not None:
            found[area[0]] = _as_saved(value)
    for key, values in columns.items():
        area = area_named(submission, f"in_{key}")
        if area is not None and is_number(_as_saved(values[0])):
            first = area[0]
            for at, value in enumerate(values):
                found[Spot(first.sheet, first.row + at, first.column)] = _as_saved(value)
    return found
