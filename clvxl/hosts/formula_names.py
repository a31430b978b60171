"""The text side of "Refresh CLV formulas": a formula with our functions under their own names.

A workbook that comes from another computer may name them behind the add-in that it knew there.
Excel's add-in has the same in VBA, `ClvxlFormulas.bas`; both are tested with the same formulas.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

__all__ = ["Plain", "plain_formula", "split_formula"]


@dataclass(frozen=True)
class Plain:
    """A formula with our functions under their own names.

    `calls` is how many of our functions it calls, `linked` whether one stood behind an add-in.
    """

    text: str
    calls: int
    linked: bool


_BRACKETS = r"\[(?:'.|[^\[\]']|\[(?:'.|[^\[\]'])*\])*\]?"
_QUOTED = r"'(?:[^']|'')*'?"
_SIGN = r"[^-+*/^&=<>(),;:{}@%\"'|~!\[\s]"
_WORD = rf"(?:{_QUOTED}|{_BRACKETS}|{_SIGN})(?:{_QUOTED}|{_BRACKETS}|{_SIGN}|!)*"
_PARTS = re.compile(rf'(?P<text>"(?:[^"]|"")*"?)|(?P<word>{_WORD})|\s+|.', re.DOTALL)

# 'C:\folder\clvxl.xlam', clvxl.xlam, [1] and #REF stand before a function of another file. Where
# Calc has saved such a formula as .ods, #REF!1 and #REF! stand there.
_ELSEWHERE = re.compile(r"'?(?:.*\.xlam\]?|\[\d+\]?|#ref!?\d*)'?", re.IGNORECASE | re.DOTALL)
_PREFIX = re.compile(r"(?:_xlfn\.)?(?:_xludf\.)?", re.IGNORECASE)
_QUALIFIED = re.compile(r"(?:(?P<place>.*)[!#]\$?)?(?P<name>[^!#]*)", re.DOTALL)


def split_formula(formula: str) -> Iterator[tuple[str, str]]:
    """Yield the parts of a formula: texts, words, blanks, signs; put together they are it again.

    With each goes the name that is called, without an add-in and a prefix before it; "" where
    nothing is called, or another file's function.

    >>> list(split_formula("=[1]!a(B1)"))
    [('=', ''), ('[1]!a', 'a'), ('(', ''), ('B1', ''), (')', '')]
    """
    for part in _PARTS.finditer(formula):
        called = part["word"] and formula[part.end() : part.end() + 1] == "("
        found = _QUALIFIED.fullmatch(part[0]) if called else None
        ours = found and (found["place"] is None or _ELSEWHERE.fullmatch(found["place"]))
        yield part[0], _PREFIX.sub("", found["name"], count=1) if found and ours else ""


def plain_formula(formula: str, names: Mapping[str, str]) -> Plain:
    r"""Take away what stands before our functions: add-ins, lost links, prefixes.

    `names` are our functions in capitals, and under which name each is entered. Texts, other
    functions and everything else stay as they are.

    >>> names = {"CLV_DCF": "CLV_DCF"}
    >>> plain_formula(r"='C:\old\clvxl.xlam'!CLV_DCF(A1)+[1]!clv_dcf(A2)", names).text
    '=CLV_DCF(A1)+CLV_DCF(A2)'
    >>> plain_formula('="[1]!CLV_DCF("', names)
    Plain(text='="[1]!CLV_DCF("', calls=0, linked=False)
    """
    written: list[str] = []
    calls, linked = 0, False
    for text, called in split_formula(formula):
        name = names.get(called.upper(), "")
        if name:
            calls += 1
            linked = _drop_lost_place(written) or linked or called != text
        written.append(name or text)
    return Plain("".join(written), calls, linked)


def _drop_lost_place(written: list[str]) -> bool:
    """Drop another file that stands before a call with a blank between; whether there was one.

    So Calc reads its own .xlsx of such a formula. No formula with a meaning has that.
    """
    lost = len(written) > 1 and written[-1].isspace() and _ELSEWHERE.fullmatch(written[-2])
    if lost:
        del written[-2:]
    return bool(lost)
