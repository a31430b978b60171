"""Hints on how an answer was entered, for any question: sign, scale, decimal mark, unit, signs.

Each is a condition in the sheet's own formulas and what the check says where it is true. A program
reads what is typed by the country it is set to: "34,3%" is a text in an English Calc and 343% in
an English Excel, "3.4" is the third of April in a German one.
"""

from __future__ import annotations

from collections.abc import Sequence

from clvxl.exercises.engine.texts import say
from clvxl.sheet.spec import formula_text

__all__ = ["all_hints", "of_scale", "of_text_for_number", "of_words"]

CLOSE = "0.005"
"""Within this part of the right answer, or half a point of a share, the rounding is wrong."""

MARK = "MID(1/2,2,1)"
"""The decimal mark of the program that computes."""

KEYS = (
    "an_error", "no_number", "wide_signs", "as_text", "other_mark", "unit", "a_date", "sign",
    "per_cent", "fraction", "thousand", "close", "no_choice", "lost",
)  # fmt: skip

DIGITS = "0123456789"
WIDE = "０１２３４５６７８９％．"
WIDE_LETTERS = "ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ"
FIRST_DAY, LAST_DAY = 36525, 73051
"""Before and after the days of this century up to 2099."""

Case = tuple[str, str]


def all_hints(language: str) -> list[str]:
    """Return all that is said of entries, with a full stop as decimal mark."""
    return [say(key, language, mark=".") for key in KEYS]


def _said(key: str, language: str) -> str:
    """A hint within a formula; the mark in it is the program's."""
    before, found, after = say(key, language, mark="\x00").partition("\x00")
    if not found:
        return formula_text(before)
    return f"{formula_text(before)}&{MARK}&{formula_text(after)}"


def _has_one_of(answer: str, signs: str) -> str:
    found = (f"ISNUMBER(FIND({formula_text(sign)},{answer}))" for sign in signs)
    return f"OR({','.join(found)})"


def of_words(answer: str, choices: Sequence[str], language: str) -> list[Case]:
    """Return the hints on a text where a text is asked for."""
    found = [(_has_one_of(answer, WIDE[:10] + WIDE_LETTERS), _said("wide_signs", language))]
    if choices:
        others = (f"TRIM({answer})<>{formula_text(choice)}" for choice in choices)
        found.append((f"AND({','.join(others)})", _said("no_choice", language)))
    return found


def of_text_for_number(answer: str, language: str) -> list[Case]:
    """Return the hints on a text where a number is asked for."""
    bare = f'SUBSTITUTE(SUBSTITUTE({answer}," ",""),"\u00a0","")'
    swapped = f'SUBSTITUTE(SUBSTITUTE(SUBSTITUTE({bare},",","|"),".",","),"|",".")'
    return [
        (_has_one_of(answer, WIDE), _said("wide_signs", language)),
        (f"ISNUMBER(VALUE({bare}))", _said("as_text", language)),
        (f"ISNUMBER(VALUE({swapped}))", _said("other_mark", language)),
        (_has_one_of(answer, DIGITS), _said("unit", language)),
    ]


def of_scale(
    answer: str, right: str, allowed: str, language: str, *, share: bool, rounded: bool
) -> list[Case]:
    """Return the hints on a number that has to do with the right one, which is not 0."""

    def near(given: str, within: str = allowed) -> str:
        return f"ABS({given}-{right})<={within}"

    part = f"{CLOSE}*ABS({right})"
    found = [(near(f"-{answer}"), _said("sign", language))]
    if share:
        found.append((near(f"{answer}/100"), _said("per_cent", language)))
        found.append((near(f"{answer}*100"), _said("fraction", language)))
        found.append((near(f"{answer}/10"), _said("other_mark", language)))
        # Of a small share half a point would be much.
        close = f"MIN({CLOSE},ABS({right})/10)"
    else:
        if rounded:
            moved = f"OR({near(f'{answer}/10')},{near(f'{answer}/100')})"
            found.append((moved, _said("other_mark", language)))
        thousand = f"OR({near(f'{answer}/1000', part)},{near(f'{answer}*1000', part)})"
        found.append((thousand, _said("thousand", language)))
        close = part
    if rounded:
        found.append((near(answer, close), _said("close", language)))
    is_day = f"{answer}=INT({answer}),{answer}>{FIRST_DAY},{answer}<{LAST_DAY}"
    found.append((f"AND({is_day},ABS({right})<1000)", _said("a_date", language)))
    return found
