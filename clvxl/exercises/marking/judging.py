"""One answer judged: is it right, and if not, which mistake explains it."""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Mapping
from typing import Any, NamedTuple

from clvxl.exercises.engine.checks import tolerance
from clvxl.exercises.engine.records import Question
from clvxl.exercises.engine.worked import Worked, is_number
from clvxl.exercises.formulas.values import CellError, Scalar
from clvxl.exercises.marking.numbers import readings
from clvxl.exercises.marking.verdicts import REASONS, Verdict
from clvxl.text import NOTHING, Text

__all__ = ["Finding", "better", "judged"]

CLOSE = 0.005
BEST: tuple[Verdict, ...] = (
    "right", "typed", "text", "follows", "rounded", "slip", "scale", "sign", "wrong",
)  # fmt: skip


class Finding(NamedTuple):
    """A verdict, why, and what the sentence names."""

    verdict: Verdict
    reason: Text = NOTHING
    fields: Mapping[str, Any] = {}

    def say(self, language: str) -> str:
        """Return why in a language."""
        return (
            self.reason.say(language, **self.fields) if self.fields else self.reason.say(language)
        )


def better(one: Finding, other: Finding) -> Finding:
    """Return the finding that is better for the student, the first of two like ones.

    >>> better(Finding("slip"), Finding("right")).verdict
    'right'
    """
    return min(one, other, key=lambda found: BEST.index(found.verdict))


def judged(
    question: Question, value: Scalar, worked: Worked, earlier: Mapping[str, Scalar]
) -> Finding:
    """Return what is to be said of an answer that is neither empty nor an error.

    Parameters
    ----------
    question : Question
    value : float or str
        A number, or the text that was entered.
    worked : Worked
        The right answers.
    earlier : mapping
        The student's answers to earlier questions that are numbers or texts, by key.

    Examples
    --------
    >>> from clvxl.exercises.catalogue import EXERCISES
    >>> from clvxl.exercises.engine.worked import work
    >>> worked = work(EXERCISES["clv_simple"], "en")
    >>> frequency = worked.exercise.questions[2]
    >>> [judged(frequency, value, worked, {}).verdict for value in (1.5, 4.5, "1,50", 0.4)]
    ['right', 'slip', 'text', 'wrong']
    >>> judged(frequency, 2.0, worked, {"customers": 30.0}).verdict
    'follows'
    """
    if question.format == "text":
        return _compared(question, str(value), worked, earlier)
    if isinstance(value, str):
        return _of_text(question, value, worked, earlier)
    assert is_number(value)
    return _compared(question, value, worked, earlier)


def _of_text(
    question: Question, text: str, worked: Worked, earlier: Mapping[str, Scalar]
) -> Finding:
    """A text where a number is asked for: it may be one for whoever reads it."""
    found = [_compared(question, number, worked, earlier) for number in readings(text)]
    if not found:
        return Finding("wrong", REASONS["no_number"], {"value": text[:40]})
    best = min(found, key=lambda each: BEST.index(each.verdict))
    if best.verdict == "right":
        return Finding("text", REASONS["text"], {"value": text[:40]})
    return best


def _compared(
    question: Question, value: Scalar, worked: Worked, earlier: Mapping[str, Scalar]
) -> Finding:
    right = worked.answers[question.key]
    if _same(question, value, right):
        return Finding("right")
    followed = _followed(question, value, worked, earlier)
    if followed is not None and followed.verdict == "follows":
        return followed  # the mistake was made before, and has cost its points there
    return (
        _slip(question, value, worked.slips[question.key])
        or followed
        or _scaled(question, value, right)
        or Finding("wrong", question.hint)
    )


def _same(question: Question, value: Scalar, other: Scalar) -> bool:
    if isinstance(other, CellError):
        return False
    if is_number(value) and is_number(other):
        return abs(value - other) <= tolerance(question) + 1e-12 * abs(other)
    return isinstance(value, str) and isinstance(other, str) and _plain(value) == _plain(other)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _slip(question: Question, value: Scalar, slips: tuple[Scalar, ...]) -> Finding | None:
    """The known mistake that gives a value; a wrong choice may be known, but one may guess it."""
    verdict: Verdict = "wrong" if question.choices else "slip"
    for slip, wrong in zip(question.slips, slips, strict=True):
        if _same(question, value, wrong):
            return Finding(verdict, slip.hint)
    return None


def _followed(
    question: Question, value: Scalar, worked: Worked, earlier: Mapping[str, Scalar]
) -> Finding | None:
    """Whether the answer is right, or a slip, with the student's own answers to earlier questions.

    All of them, the wrong ones, each alone, two or three: whichever explains it.
    """
    questions = {each.key: each for each in worked.exercise.questions}
    numbers = {key: at for at, key in enumerate(questions, start=1)}
    needed = [
        key for key in questions
        if key in worked.needs(question.key) and key in earlier
        and type(earlier[key]) is type(worked.answers[key]) and earlier[key] != worked.answers[key]
    ]  # fmt: skip
    wrong = [key for key in needed if not _same(questions[key], earlier[key], worked.answers[key])]
    few = itertools.combinations(needed, 3) if len(needed) <= 5 else ()
    pairs = itertools.combinations(needed, 2)
    singles = ((key,) for key in needed)
    tried = dict.fromkeys([tuple(needed), tuple(wrong), *singles, *pairs, *few])
    slips = []
    for keys in filter(None, tried):
        right, wrongs = worked.given(question.key, {key: earlier[key] for key in keys})
        if _same(question, value, right):
            fields = {"numbers": ", ".join(str(numbers[key]) for key in keys)}
            return Finding("follows", REASONS["follows"], fields)
        slips.append(_slip(question, value, wrongs))
    return next(filter(None, slips), None)


def _scaled(question: Question, value: Scalar, right: Scalar) -> Finding | None:
    """A number that has to do with the right one."""
    allowed = tolerance(question)
    if not (is_number(value) and is_number(right)) or abs(right) <= allowed:
        return None

    def near(given: float, within: float = allowed) -> bool:
        return abs(given - right) <= within

    close = CLOSE * abs(right)
    if question.digits is not None and near(value, close):
        return Finding("rounded", REASONS["rounded"])
    if near(-value):
        return Finding("sign", REASONS["sign"])
    if question.format == "percent":
        scaled = near(value / 100) or near(value * 100, max(allowed, close))
    else:
        scaled = near(value / 1000, close) or near(value * 1000, close)
    return Finding("scale", REASONS["scale"]) if scaled else None
