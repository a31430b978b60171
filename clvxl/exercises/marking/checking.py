"""A workbook that was handed in, marked: each answer with its verdict, points and reason."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import clvxl
from clvxl.errors import FileError
from clvxl.exercises.catalogue import EXERCISES
from clvxl.exercises.engine.homework import NAME, NUMBER, Issue, issue_of
from clvxl.exercises.engine.worked import is_number
from clvxl.exercises.marking.answering import Earlier, Given, MarkedAnswer, Remark, answered
from clvxl.exercises.marking.figures import has_other_data, variant_of, with_own_figures
from clvxl.exercises.marking.finding import Spot, find_answers, text_named
from clvxl.exercises.marking.recompute import own_budget
from clvxl.exercises.marking.scheme import USUAL, Scheme
from clvxl.exercises.marking.verdicts import REMARKS
from clvxl.files.xlsx.submission import Submission, read_submission
from clvxl.text import Text

__all__ = ["Marked", "check_file", "marked"]

NO_EXERCISE = Text(
    "{file} is no exercise of this version of clvxl: hand in the workbook that was given out",
    "{file} 不是本版本 clvxl 的练习：请提交下发的工作簿",
)
OWN_DATA = Text(
    "{file} holds data of your own: its checks judge the answers, marking is for exercises as they "
    "are handed out",
    "{file} 中是你自己的数据：请看其中的检查；评分只用于下发的练习",
)


@dataclass(frozen=True)
class Marked:
    """A submission with all its answers; `name` and `student` are what stands in its fields."""

    file: str
    issue: Issue
    name: str
    student: str
    answers: tuple[MarkedAnswer, ...]
    remarks: tuple[Remark, ...]
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
    other_data = has_other_data(submission, own)
    if other_data and not issue.version:
        raise FileError(OWN_DATA, file=submission.file)
    other, changed = with_own_figures(submission, own, issue.language)
    answers = _answers(Given(submission, own, other, own_budget()), scheme)
    return Marked(
        submission.file, issue, text_named(submission, NAME), text_named(submission, NUMBER),
        answers, _remarks(submission, issue, changed, other_data), submission.digest,
    )  # fmt: skip


def _answers(given: Given, scheme: Scheme) -> tuple[MarkedAnswer, ...]:
    """All answers with their points, one after the other: what follows needs those before."""
    exercise = given.own.worked.exercise
    spots = find_answers(given.submission, given.own.worked)
    earlier: dict[str, Any] = {}
    no_numbers: dict[Spot, Earlier] = {}
    answers = []
    for number, question in enumerate(exercise.questions, start=1):
        spot = spots[question.key]
        found = answered(given, spot, question, earlier, no_numbers)
        most = scheme.points(exercise, question)
        points = round(most * scheme.shares[found.finding.verdict], 4)
        answers.append(replace(found, number=number, points=points, most=most))
        if is_number(found.value) or isinstance(found.value, str):
            earlier[question.key] = found.value
        if spot is not None and is_number(found.right) and not is_number(found.value):
            no_numbers[spot] = Earlier(number, found.right)
    return tuple(answers)


def _remarks(
    submission: Submission, issue: Issue, changed: list[str], other_data: bool
) -> tuple[Remark, ...]:
    """What a teacher should see of the file."""
    remarks: list[Remark] = [(REMARKS["data"], {})] if other_data else []
    if changed:
        remarks.append((REMARKS["changed"], {"labels": ", ".join(changed)}))
    if issue.version not in ("", clvxl.__version__):
        remarks.append((REMARKS["version"], {"version": issue.version}))
    if submission.mark is None:
        remarks.append((REMARKS["unmarked"], {"mark": f"{issue.exercise} {issue.variant}"}))
    return tuple(remarks)


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
