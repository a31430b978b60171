"""One answer: what was entered, what it comes to computed anew, and what is to be said of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from clvxl.exercises.engine.records import Exercise, Question
from clvxl.exercises.engine.texts import say
from clvxl.exercises.engine.variants import Variant
from clvxl.exercises.engine.worked import Worked, is_number
from clvxl.exercises.formulas.budget import Budget
from clvxl.exercises.marking.figures import follows_figures
from clvxl.exercises.marking.finding import Spot, saved_at
from clvxl.exercises.marking.judging import Finding, better, judged
from clvxl.exercises.marking.recompute import computed, reach
from clvxl.exercises.marking.verdicts import REASONS, REMARKS
from clvxl.files.xlsx.submission import Submission
from clvxl.text import Text

__all__ = ["Earlier", "Given", "MarkedAnswer", "Remark", "answered"]

Remark = tuple[Text, Mapping[str, Any]]
"""A sentence for the teacher, and what it names."""


@dataclass(frozen=True)
class MarkedAnswer:
    """One answer: what was found, what it earns of how much, and what a teacher should see.

    `asked` is what the question says with the student's figures, `right` the right answer.
    """

    question: Question
    number: int
    asked: str
    right: Any
    value: Any
    formula: str | None
    finding: Finding
    points: float = 0.0
    most: float = 0.0
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True)
class Given:
    """What an answer is judged by: the file, its variant, and that with the student's own figures.

    `other` is None where the figures are as they were handed out. `budget` is what computing the
    file's formulas may still cost.
    """

    submission: Submission
    own: Variant
    other: Worked | None
    budget: Budget

    @property
    def worked(self) -> Worked:
        """The exercise worked out with the figures that stand in the file."""
        return self.own.worked if self.other is None else self.other


class Earlier(NamedTuple):
    """An earlier question: its number, and its right answer."""

    number: int
    right: Any


class _Entered(NamedTuple):
    """A value, what is to be said of how it came about, and a verdict where that settles it."""

    value: Any
    remarks: tuple[Remark, ...] = ()
    settled: Finding | None = None


def answered(
    given: Given, spot: Spot | None, question: Question, earlier: Mapping[str, Any],
    no_numbers: Mapping[Spot, Earlier] | None = None,
) -> MarkedAnswer:  # fmt: skip
    """Return what is to be said of an answer, without its points.

    Parameters
    ----------
    given : Given
    spot : Spot or None
        Where the answer stands, None where it was not found.
    question : Question
    earlier : mapping
        The student's answers to earlier questions, by key.
    no_numbers : mapping, optional
        Where earlier answers stand that are no numbers, though numbers are asked for.
    """
    saved = saved_at(given.submission, spot)
    computes = saved.formula is not None and spot is not None
    entered = _computed(given, spot) if computes and spot else _Entered(saved.value)
    finding, remarks = entered.settled, entered.remarks
    if finding is None:
        finding = _without_value(entered.value, saved.error and entered.value is saved.value)
        if finding is not None and finding.verdict == "error" and computes and spot:
            finding = _mended(given, spot, question, earlier, no_numbers or {}) or finding
    if finding is None:
        finding = _judged(given, question, entered.value, earlier, typed=not computes)
        if computes and spot and finding.verdict == "right":
            follows = follows_figures(given.submission, spot, question, given.own, given.budget)
            remarks += ((REMARKS["fixed"], {}),) if follows is False else ()
    asked, right = given.worked.asked[question.key], given.worked.answers[question.key]
    return MarkedAnswer(
        question, 0, asked, right, entered.value, saved.formula, finding, remarks=remarks
    )


def _computed(given: Given, spot: Spot) -> _Entered:
    """What a formula comes to; what is stored beside it where it cannot be computed here."""
    saved, found = saved_at(given.submission, spot), reach(given.submission, spot)
    texts = [saved_at(given.submission, each).formula or "" for each in found.cells]
    taken = next((t for t in texts if _takes_solution(t, given.own.worked.exercise)), None)
    if taken is not None:
        fields = {"formula": f"={taken}"[:80]}
        return _Entered(saved.value, settled=Finding("solution", REASONS["solution"], fields))
    if found.outside:
        return _Entered(saved.value, settled=Finding("outside", REASONS["outside"]))
    anew = computed(given.submission, spot, found, given.budget)
    if not anew.known:
        return _Entered(saved.value, ((REMARKS["not_computed"], {}),))
    if _agree(anew.value, saved.value):
        return _Entered(saved.value)
    if saved.value is None:
        return _Entered(anew.value)
    fields = {"stored": str(saved.value), "value": str(anew.value)}
    return _Entered(anew.value, ((REMARKS["stored"], fields),))


def _mended(
    given: Given, spot: Spot, question: Question, earlier: Mapping[str, Any],
    no_numbers: Mapping[Spot, Earlier],
) -> Finding | None:  # fmt: skip
    """What a formula that ends in an error would deserve if earlier answers were numbers.

    These have cost their points where they stand.
    """
    found = reach(given.submission, spot)
    used = {
        place: each for place, each in no_numbers.items()
        if place != spot and any(place in area for area in found.areas)
    }  # fmt: skip
    if not used:
        return None
    instead = {place: each.right for place, each in used.items()}
    anew = computed(given.submission, spot, found, given.budget, instead)
    if not anew.known or not is_number(anew.value):
        return None
    finding = judged(question, anew.value, given.worked, earlier)
    if finding.verdict != "right":
        return finding if finding.verdict in ("follows", "slip") else None
    numbers = ", ".join(str(each.number) for each in used.values())
    return Finding("follows", REASONS["mended"], {"numbers": numbers})


def _without_value(value: Any, shows_error: bool) -> Finding | None:
    """What is to be said where there is no number and no text to judge."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return Finding("empty")
    if shows_error or isinstance(value, bool) or _is_error(value):
        return Finding("error", REASONS["error"], {"value": str(value)})
    return None


def _judged(
    given: Given, question: Question, value: Any, earlier: Mapping[str, Any], *, typed: bool
) -> Finding:
    """The better of what is to be said by the figures handed out and by those of the file."""
    finding = judged(question, value, given.own.worked, earlier)
    if given.other is not None:
        finding = better(finding, judged(question, value, given.other, earlier))
    if finding.verdict == "right" and typed and question.format != "text":
        return Finding("typed", REASONS["typed"])
    return finding


def _is_error(value: Any) -> bool:
    return isinstance(value, str) and value.startswith("#") and value.rstrip("!?").isupper()


def _takes_solution(formula: str, exercise: Exercise) -> bool:
    """Whether a formula takes what an exercise's own working or solution says."""
    pages = [text.lower() for page in exercise.pages for text in page.sheet]
    sheets = [*pages, say("solution", "en").lower(), say("solution", "zh")]
    plain = formula.lower().replace("'", "")
    return "sol_" in plain or any(
        re.search(rf"(?<![\w ]){re.escape(sheet)}!", plain) for sheet in sheets
    )


def _agree(one: Any, other: Any) -> bool:
    if is_number(one) and is_number(other):
        return abs(one - other) <= 1e-9 * (1 + abs(one))
    return bool(one == other)
