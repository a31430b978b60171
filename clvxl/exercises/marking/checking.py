"""A workbook that was handed in, marked: each answer with its verdict, points and reason."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import clvxl
from clvxl.errors import FileError
from clvxl.exercises.catalogue import EXERCISES
from clvxl.exercises.engine.homework import NAME, NUMBER, Issue, issue_of
from clvxl.exercises.engine.records import Exercise, Question
from clvxl.exercises.engine.texts import say
from clvxl.exercises.engine.variants import Variant
from clvxl.exercises.engine.worked import Worked, is_number
from clvxl.exercises.formulas.budget import Budget
from clvxl.exercises.marking.figures import follows_figures, variant_of, with_own_figures
from clvxl.exercises.marking.finding import Spot, find_answers, saved_at, text_named
from clvxl.exercises.marking.judging import Finding, better, judged
from clvxl.exercises.marking.recompute import computed, own_budget, reach
from clvxl.exercises.marking.scheme import USUAL, Scheme
from clvxl.exercises.marking.verdicts import REASONS, REMARKS
from clvxl.files.xlsx.submission import Submission, read_submission
from clvxl.text import Text

__all__ = ["Marked", "MarkedAnswer", "check_file", "marked"]

NO_EXERCISE = Text(
    "{file} is no exercise of this version of clvxl: hand in the workbook that was given out",
    "{file} 不是本版本 clvxl 的练习：请提交下发的工作簿",
)


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
    remarks: tuple[tuple[Text, Mapping[str, Any]], ...] = ()


@dataclass(frozen=True)
class Marked:
    """A submission with all its answers; `name` and `student` are what stands in its fields."""

    file: str
    issue: Issue
    name: str
    student: str
    answers: tuple[MarkedAnswer, ...]
    remarks: tuple[tuple[Text, Mapping[str, Any]], ...]
    digest: str

    @property
    def points(self) -> float:
        """What it earns."""
        return sum(answer.points for answer in self.answers)

    @property
    def most(self) -> float:
        """What it could earn."""
        return sum(answer.most for answer in self.answers)


def check_file(path: Path, scheme: Scheme = USUAL) -> Marked:
    """Return a workbook that was handed in, marked.

    Raises
    ------
    FileError
        It cannot be read, or is no exercise.

    Examples
    --------
    >>> check_file(Path("no such file.xlsx"))
    Traceback (most recent call last):
    clvxl.errors.FileError: no such file.xlsx does not exist: check its name and folder
    """
    return marked(read_submission(path), scheme)


def marked(submission: Submission, scheme: Scheme = USUAL) -> Marked:
    """Return a submission that was read, marked.

    >>> marked(Submission("a.xlsx", (), {}, None, ""))
    Traceback (most recent call last):
    clvxl.errors.FileError: a.xlsx is no exercise of this version of clvxl: hand in ...
    """
    issue = _issue(submission)
    if issue is None or issue.exercise not in EXERCISES:
        raise FileError(NO_EXERCISE, file=submission.file)
    own = variant_of(issue.exercise, issue.variant, issue.language)
    other, changed = with_own_figures(submission, own, issue.language)
    spots = find_answers(submission, own.worked)
    earlier: dict[str, Any] = {}
    budget = own_budget()
    answers = []
    for number, question in enumerate(own.worked.exercise.questions, start=1):
        spot = spots[question.key]
        found = _answer(submission, spot, question, own, other, earlier, budget)
        most = scheme.points(own.worked.exercise, question)
        points = round(most * scheme.shares[found.finding.verdict], 4)
        answers.append(replace(found, number=number, points=points, most=most))
        if is_number(found.value) or isinstance(found.value, str):
            earlier[question.key] = found.value
    labels = ", ".join(changed)
    remarks = [(REMARKS["changed"], {"labels": labels})] if changed else []
    if issue.version not in ("", clvxl.__version__):
        remarks.append((REMARKS["version"], {"version": issue.version}))
    if submission.mark is None:
        remarks.append((REMARKS["unmarked"], {"mark": f"{issue.exercise} {issue.variant}"}))
    return Marked(
        submission.file, issue, text_named(submission, NAME), text_named(submission, NUMBER),
        tuple(answers), tuple(remarks), submission.digest,
    )  # fmt: skip


def _issue(submission: Submission) -> Issue | None:
    """What a file is: by its property, or by the line on the sheet where a program dropped that."""
    if submission.mark is not None:
        found = issue_of(submission.mark)
        if found is not None:
            return found
        name, _, language = submission.mark.partition("/")
        if language in ("en", "zh"):
            return Issue(name, language, "", 0)
    for sheet in submission.sheets:
        for saved in sheet.cells.values():
            found = issue_of(saved.value) if isinstance(saved.value, str) else None
            if found is not None:
                return found
    return None


def _answer(
    submission: Submission, spot: Spot | None, question: Question, own: Variant,
    other: Worked | None, earlier: Mapping[str, Any], budget: Budget,
) -> MarkedAnswer:  # fmt: skip
    saved = saved_at(submission, spot)
    value: Any = saved.value
    remarks: list[tuple[Text, Mapping[str, Any]]] = []

    def done(finding: Finding) -> MarkedAnswer:
        worked, key = own.worked if other is None else other, question.key
        asked, right = worked.asked[key], worked.answers[key]
        return MarkedAnswer(
            question, 0, asked, right, value, saved.formula, finding, remarks=tuple(remarks)
        )

    if saved.formula is not None and spot is not None:
        found = reach(submission, spot)
        if _takes_solution(found.names, saved.formula, own.worked.exercise):
            fields = {"formula": f"={saved.formula}"[:80]}
            return done(Finding("solution", REASONS["solution"], fields))
        if found.outside:
            return done(Finding("outside", REASONS["outside"]))
        anew = computed(submission, spot, found, budget)
        if not anew.known:
            remarks.append((REMARKS["not_computed"], {}))
        elif not _agree(anew.value, value):
            if value is not None:
                fields = {"stored": str(value), "value": str(anew.value)}
                remarks.append((REMARKS["stored"], fields))
            value = anew.value
    if value is None or (isinstance(value, str) and not value.strip()):
        return done(Finding("empty"))
    if (saved.error and value is saved.value) or isinstance(value, bool) or _is_error(value):
        return done(Finding("error", REASONS["error"], {"value": str(value)}))
    finding = judged(question, value, own.worked, earlier)
    if other is not None:
        finding = better(finding, judged(question, value, other, earlier))
    if finding.verdict == "right" and saved.formula is None and question.format != "text":
        finding = Finding("typed", REASONS["typed"])
    by_formula = finding.verdict == "right" and saved.formula is not None
    if spot and by_formula and follows_figures(submission, spot, question, own, budget) is False:
        remarks.append((REMARKS["fixed"], {}))
    return done(finding)


def _is_error(value: Any) -> bool:
    return isinstance(value, str) and value.startswith("#") and value.rstrip("!?").isupper()


def _takes_solution(names: frozenset[str], formula: str, exercise: Exercise) -> bool:
    """Whether a formula takes what an exercise's own working or solution says."""
    pages = [text.lower() for page in exercise.pages for text in page.sheet]
    sheets = [*pages, say("solution", "en").lower(), say("solution", "zh")]
    plain = formula.lower().replace("'", "")
    return (
        any(name.startswith("sol_") for name in names) or "sol_" in plain
        or any(re.search(rf"(?<![\w ]){re.escape(sheet)}!", plain) for sheet in sheets)
    )  # fmt: skip


def _agree(one: Any, other: Any) -> bool:
    if is_number(one) and is_number(other):
        return abs(one - other) <= 1e-9 * (1 + abs(one))
    return bool(one == other)
