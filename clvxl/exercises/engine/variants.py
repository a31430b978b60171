"""Variants of an exercise: other figures and data of the same case, the same for the same number.

What is drawn is worked out, and drawn anew where an answer would be none, would be like another
one, or like a known mistake.
"""

from __future__ import annotations

import hashlib
import itertools
import math
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from clvxl.errors import ClvxlError, InputError
from clvxl.exercises.engine.build import usual_columns
from clvxl.exercises.engine.checks import tolerance
from clvxl.exercises.engine.drawn_data import drawn_figures, drawn_table
from clvxl.exercises.engine.records import Columns, Exercise, Question
from clvxl.exercises.engine.worked import Worked, is_number, work
from clvxl.text import NOTHING, Text

__all__ = ["Variant", "number_of", "variant"]

TRIES = 200
LARGEST = 2**31 - 1
_OWN: dict[tuple[str, str], tuple[Exercise, Worked]] = {}
NEAR = 0.01
"""Answers that differ by less than this part are told apart by nobody."""
MOST_TIMES = 15
"""No answer is more than so many times the case's."""

HOW = Text(
    "Enter a number or, better, a formula of your own that refers to the figures below. Give "
    "money to two decimals and shares to one decimal of a per cent; do not round in between. "
    "The sheet My working is yours. All other cells are protected against slips, without a "
    "password; do not change the figures. Save the file as .xlsx and hand it in.",
    "请输入数字；最好输入自己的公式，引用下面的数据。金额保留两位小数，百分比保留一位小数；"
    "中间步骤不要四舍五入。工作表“我的演算”供你自由使用。其余单元格已锁定以防误改，没有密码；"
    "请勿修改数据。请存为 .xlsx 文件后提交。",
)
"""How homework is worked in."""
NO_VARIANT = Text(
    "variant {number} of {name} cannot be drawn: {tries} tries gave no figures with answers that "
    "differ; take another number",
    "无法生成练习 {name} 的第 {number} 号变式：试了 {tries} 次，"
    "都得不到互不相同的答案；请换一个编号",
)
NO_NUMBER = Text(
    "a variant is a whole number from 0 to {largest}; 0 is the case with its own figures",
    "变式编号须为 0 到 {largest} 的整数；0 表示案例原有的数字",
)


@dataclass(frozen=True)
class Variant:
    """A case's other figures and data. Number 0 is the case as it is written."""

    number: int
    figures: dict[str, Any]
    columns: Columns
    worked: Worked


def number_of(text: str) -> int:
    """Return the variant of a text, such as a student's number: the same everywhere and always.

    Blanks, the width of signs and the case of letters do not matter.

    >>> number_of("S2025-017") == number_of(" s2025-０１７ "), number_of("S2025-018")
    (True, 121938663)
    """
    plain = "".join(unicodedata.normalize("NFKC", text).casefold().split())
    digest = hashlib.sha256(plain.encode("utf-8")).digest()
    return 1 + int.from_bytes(digest[:8], "big") % LARGEST


def variant(exercise: Exercise, number: int, language: str = "en") -> Variant:
    """Return a variant of an exercise; the same number gives the same, in both languages.

    Raises
    ------
    InputError
        The number is none, or no figures were found for it.

    Examples
    --------
    >>> from clvxl.exercises.catalogue import EXERCISES
    >>> found = variant(EXERCISES["clv_dcf"], 17)
    >>> found.figures["acquisition_cost"], round(found.worked.answers["stated_end"], 2)
    (4400, 5094.0)
    """
    if not 0 <= number <= LARGEST:
        raise InputError(NO_NUMBER, largest=LARGEST, value=number)
    usual = usual_columns(exercise, language)
    own = _own(exercise, language)
    if number == 0:
        return Variant(0, {}, usual, own)
    told = replace(own.exercise, source=NOTHING)  # figures that were drawn have none
    for at in range(TRIES):
        random = Random(f"clvxl {exercise.name} {number} {at}")
        columns = drawn_table(exercise, usual, random)
        figures = drawn_figures(exercise, columns, random)
        try:
            worked = work(told, language, columns, figures)
        except (ValueError, ClvxlError, ArithmeticError):
            continue
        if _tells_apart(own, worked):
            return Variant(number, figures, columns, worked)
    raise InputError(NO_VARIANT, number=number, name=exercise.name, tries=TRIES)


def _own(exercise: Exercise, language: str) -> Worked:
    """The case as homework tells it, with its own figures; worked out once in a run."""
    kept = _OWN.get((exercise.name, language))
    if kept is None or kept[0] is not exercise:
        told = replace(exercise, case=(*exercise.case, *exercise.handout, HOW))
        kept = _OWN[exercise.name, language] = (exercise, work(told, language))
    return kept[1]


def _tells_apart(own: Worked, other: Worked) -> bool:
    """Whether the answers are finite, no 0 where the case has none, and differ as in the case."""
    questions = other.exercise.questions
    if not all(_stands(question, own, other) for question in questions):
        return False
    numbers = [q.key for q in questions if is_number(own.answers[q.key]) and q.format != "integer"]
    return not any(
        _near(other.answers[a], other.answers[b]) and not _near(own.answers[a], own.answers[b])
        for a, b in itertools.combinations(numbers, 2)
    )


def _stands(question: Question, own: Worked, other: Worked) -> bool:
    """Whether an answer is of the kind of the case's own, and none of its slips gives it."""
    key = question.key
    answer, usual = other.answers[key], own.answers[key]
    if isinstance(usual, str):
        return isinstance(answer, str) and bool(answer)
    if not (is_number(usual) and is_number(answer) and _of_its_kind(answer, usual)):
        return False
    return not _meets(usual, own.slips[key], answer, other.slips[key], tolerance(question))


def _of_its_kind(answer: float, usual: float) -> bool:
    """Whether an answer is finite, no 0 where the case has none, and of no other size."""
    return (
        math.isfinite(answer)
        and (answer == 0) == (usual == 0)
        and abs(answer) <= MOST_TIMES * abs(usual)
    )


def _meets(
    usual: Any, its_slips: Iterable[Any], answer: Any, slips: Iterable[Any], allowed: float
) -> bool:
    """Whether an answer comes too near to one of its slips, though not in the case itself."""
    for slip, was in zip(slips, its_slips, strict=True):
        if is_number(slip) and is_number(was):
            if abs(answer - slip) <= 2 * allowed and abs(usual - was) > 2 * allowed:
                return True
            if _near(answer, slip) and not _near(usual, was) and abs(usual - was) > 1:
                return True
    return False


def _near(one: Any, other: Any) -> bool:
    return bool(abs(one - other) <= NEAR * max(abs(one), abs(other)))
