"""What is said of the answers of one workbook, line by line."""

from __future__ import annotations

from clvxl.exercises.marking.answering import MarkedAnswer
from clvxl.exercises.marking.checking import Marked
from clvxl.exercises.marking.verdicts import WORDS
from clvxl.text import Text

__all__ = ["SUM", "lines_of", "why"]

SUM = Text("{points:g} of {most:g} points", "得分 {points:g} / {most:g}")
LINE = Text(
    "{number}. {verdict} ({points:g} / {most:g})", "{number}. {verdict}（{points:g} / {most:g}）"
)
BEHIND = Text(": {why}", "：{why}")


def why(answer: MarkedAnswer, language: str) -> str:
    """Return the reason of a verdict, and what else is to be said of the answer.

    >>> from clvxl.exercises.catalogue import EXERCISES
    >>> from clvxl.exercises.marking.judging import Finding
    >>> question = EXERCISES["clv_dcf"].questions[0]
    >>> why(MarkedAnswer(question, 1, "", 1.0, None, None, Finding("wrong", question.hint)), "en")
    'Add the margins of all years, then take off the acquisition cost once.'
    """
    remarks = [text.say(language, **fields) for text, fields in answer.remarks]
    return " · ".join(filter(None, [_sentence(answer.finding.say(language)), *remarks]))


def _sentence(text: str) -> str:
    """A hint, which follows other words on the sheet, with a capital; not if it begins with a sign.

    >>> _sentence("r ÷ (1 + d)"), _sentence("a year too many"), _sentence("t_x is 36")
    ('r ÷ (1 + d)', 'A year too many', 't_x is 36')
    """
    first, _, rest = text.partition(" ")
    word = first.isalpha() and (len(first) > 1 or rest[:2].isalpha())
    return text[0].upper() + text[1:] if word else text


def lines_of(one: Marked, language: str) -> list[str]:
    """Return a line for each answer, for what is to be told of the file, and the sum.

    >>> from clvxl.exercises.engine.homework import Issue
    >>> lines_of(Marked("a.xlsx", Issue("clv_dcf", "en", "", 0), "", "", (), (), ""), "en")
    ['0 of 0 points']
    """
    lines = []
    for answer in one.answers:
        line = LINE.say(
            language, number=answer.number, verdict=WORDS[answer.finding.verdict].say(language),
            points=answer.points, most=answer.most,
        )  # fmt: skip
        reason = why(answer, language)
        lines.append(line + (BEHIND.say(language, why=reason) if reason else ""))
    lines += [text.say(language, **fields) for text, fields in one.remarks]
    return [*lines, SUM.say(language, points=one.points, most=one.most)]
