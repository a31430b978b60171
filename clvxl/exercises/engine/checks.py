"""The check beside an answer: silent while it is empty, ✓, or "not yet" with a hint."""

from __future__ import annotations

from clvxl.exercises.engine.places import Here
from clvxl.exercises.engine.records import Question
from clvxl.exercises.engine.texts import say
from clvxl.exercises.engine.words import Words
from clvxl.report.records import Formula
from clvxl.sheet.spec import formula_text

__all__ = ["check_formula", "hints", "tolerance"]

EXACT = 1e-6
CLOSE = 0.005
"""Of the right answer: within this it is the rounding, not the way, that is wrong."""

LONGEST_TEXT = 255
LONGEST_FORMULA = 8192


def tolerance(question: Question) -> float:
    """Return how far an answer may be from the right one: as rounding to the digits asked makes it.

    A share is shown in per cent, so that its digits are two places further to the right.
    """
    if question.digits is None:
        return EXACT
    places = question.digits + (2 if question.format == "percent" else 0)
    # A little more than half a unit: rounded answers on the edge are right.
    return float(f"{0.51 * 10.0**-places:.3g}")


def hints(question: Question, language: str) -> list[str]:
    """Return all that the check may say."""
    own = [question.hint, *(slip.hint for slip in question.slips)]
    said = [say("not_yet", language, hint=hint.say(language)) for hint in own]
    keys = ["no_number", "an_error", *(["close"] if _is_rounded(question) else [])]
    return said + [say(key, language) for key in keys]


def check_formula(question: Question, answer: str, words: Words, here: Here) -> Formula:
    """Return the check of the answer in the cell `answer`, in the sheet's own formulas."""
    rest = _judged(question, answer, words, here)
    error = formula_text(say("an_error", words.language))
    text = f'=IF(ISBLANK({answer}),"",IF(ISERROR({answer}),{error},{rest}))'
    if len(text) > LONGEST_FORMULA:
        raise ValueError(f"the check of {question.key} is too long for a cell")
    return Formula(text)


def _is_rounded(question: Question) -> bool:
    return question.digits is not None and question.format != "text"


def _judged(question: Question, answer: str, words: Words, here: Here) -> str:
    solution = f"sol_{question.key}"
    otherwise = _quoted(hints(question, words.language)[0])
    allowed = f"{tolerance(question):.15g}"

    def is_same(other: str) -> str:
        if question.format == "text":
            return f"UPPER(TRIM({answer}))=UPPER(TRIM({other}))"
        return f"ABS({answer}-{other})<={allowed}"

    cases = [(is_same(solution), '"✓"')]
    for slip, hint in zip(question.slips, hints(question, words.language)[1:], strict=False):
        wrong = words.formula(slip.formula, here).text.removeprefix("=")
        cases.append((is_same(f"({wrong})"), _quoted(hint)))
    if question.format == "text":
        return _chain(cases, otherwise)
    if question.format == "percent":
        hundred = f"ABS({answer}/100-{solution})<={allowed}"
        cases.append((hundred, _quoted(say("per_cent", words.language))))
    if _is_rounded(question):
        close = f"ABS({answer}-{solution})<={CLOSE}*ABS({solution})"
        cases.append((close, _quoted(say("close", words.language))))
    number = _quoted(say("no_number", words.language))
    return f"IF(NOT(ISNUMBER({answer})),{number},{_chain(cases, otherwise)})"


def _chain(cases: list[tuple[str, str]], otherwise: str) -> str:
    chain = "".join(f"IF({condition},{said}," for condition, said in cases)
    return f"{chain}{otherwise}{')' * len(cases)}"


def _quoted(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise ValueError(f"a hint is longer than a formula's text may be: {text}")
    return formula_text(text)
