"""The check beside an answer: silent while it is empty, ✓, or "not yet" with a hint.

It looks at the cell of its own row, so that an answer that is cut and pasted leaves it as it was.
The hints that any question may give are of `clvxl.exercises.engine.entries`.
"""

from __future__ import annotations

from clvxl.exercises.engine import entries
from clvxl.exercises.engine.places import Here
from clvxl.exercises.engine.records import Question
from clvxl.exercises.engine.texts import say
from clvxl.exercises.engine.words import Words, checked
from clvxl.report.records import Formula
from clvxl.sheet.spec import formula_text

__all__ = ["ANSWER", "check_formula", "hints", "tolerance"]

ANSWER = "INDEX($F$1:$F$999,ROW())"
"""The answer in the row of a check; a part of a range that is cut leaves the range as it was."""

EXACT = 1e-6


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
    """Return all that the check may say: its own hint, those of the slips, those of any question.

    >>> from clvxl.exercises.catalogue import EXERCISES
    >>> hints(EXERCISES["rfm"].questions[0], "en")[-1][:28]
    'No check: a sheet is missing'
    """
    own = [question.hint, *(slip.hint for slip in question.slips)]
    said = [say("not_yet", language, hint=hint.say(language)) for hint in own]
    return said + entries.all_hints(language)


def check_formula(question: Question, words: Words, here: Here) -> Formula:
    """Return the check of the answer in its row, in the sheet's own formulas.

    Raises
    ------
    ValueError
        It is longer than a cell takes, or one of its texts is.
    """
    judged = _of_text if question.format == "text" else _of_number
    lost, error = (formula_text(say(key, words.language)) for key in ("lost", "an_error"))
    rest = f"IFERROR({judged(question, words, here)},{lost})"
    return checked(f'=IF(ISBLANK({ANSWER}),"",IF(ISERROR({ANSWER}),{error},{rest}))')


def _slips(question: Question, words: Words, here: Here) -> list[tuple[str, str]]:
    """Each wrong answer that is known, as a formula without =, and its hint, quoted."""
    said = hints(question, words.language)[1 : len(question.slips) + 1]
    formulas = [words.formula(slip.formula, here).text for slip in question.slips]
    pairs = zip(formulas, said, strict=True)
    return [(text.removeprefix("="), formula_text(hint)) for text, hint in pairs]


def _of_text(question: Question, words: Words, here: Here) -> str:
    def is_same(other: str) -> str:
        return f"UPPER(TRIM({ANSWER}))=UPPER(TRIM({other}))"

    cases = [(is_same(f"sol_{question.key}"), '"✓"')]
    cases += [(is_same(f"({wrong})"), hint) for wrong, hint in _slips(question, words, here)]
    cases += entries.of_words(ANSWER, [words.text(c) for c in question.choices], words.language)
    return _chain(cases, formula_text(hints(question, words.language)[0]))


def _of_number(question: Question, words: Words, here: Here) -> str:
    solution, allowed = f"sol_{question.key}", f"{tolerance(question):.15g}"
    cases = [(f"ABS({ANSWER}-{solution})<={allowed}", '"✓"')]
    for wrong, hint in _slips(question, words, here):
        cases.append((f"ABS({ANSWER}-({wrong}))<={allowed}", hint))
    otherwise = formula_text(hints(question, words.language)[0])
    scaled = entries.of_scale(
        ANSWER, solution, allowed, words.language, share=question.format == "percent",
        rounded=question.digits is not None,
    )  # fmt: skip
    # Nothing is a hundred times too large, nor close, where the right answer is 0.
    scaled_chain = f"IF(ABS({solution})<={allowed},{otherwise},{_chain(scaled, otherwise)})"
    no_number = formula_text(say("no_number", words.language))
    written = _chain(entries.of_text_for_number(ANSWER, words.language), no_number)
    return f"IF(ISNUMBER({ANSWER}),{_chain(cases, scaled_chain)},{written})"


def _chain(cases: list[tuple[str, str]], otherwise: str) -> str:
    chain = "".join(f"IF({condition},{said}," for condition, said in cases)
    return f"{chain}{otherwise}{')' * len(cases)}"
