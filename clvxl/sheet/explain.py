"""Explain a call: its arguments, the sentence behind its error, or the working of its value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from clvxl.errors import CellFault, show
from clvxl.sheet.answers import Answer, CellError
from clvxl.sheet.cells import CELL_ERRORS
from clvxl.sheet.evaluation import evaluate
from clvxl.sheet.help import example_text
from clvxl.sheet.registry import REGISTRY
from clvxl.sheet.spec import Function, formula_text
from clvxl.sheet.texts import heading
from clvxl.text import Text, Texts

__all__ = ["explain_lines", "function_text"]

SHOWN_ROWS = 40

VOLATILE = frozenset(
    "NOW TODAY RAND RANDBETWEEN RANDARRAY OFFSET INDIRECT INFO CELL WEBSERVICE RTD DDE".split()
)
"""Functions whose value may be another one each time."""

_OWN = ("org.clvxl.", "com.sun.star.sheet.addin.", "_xlfn.", "_xlws.")
"""How names of functions begin that are the program's own, or ours, though not in capitals."""

_QUOTED = re.compile(r'"[^"]*"|\'[^\']*\'')
_CALLED = re.compile(r"([A-Za-z_][\w.]*)\s*\(")

_TEXTS = Texts(
    {
        "passed": Text(
            "{error} comes from the argument {names}: correct the cell it points at.",
            "{error} 来自参数 {names}：请更正其所指的单元格。",
        ),
        "rows": Text(
            "{error} in {rows} rows, first: {sentence}", "{rows} 行为 {error}，首个：{sentence}"
        ),
        "left_out": Text("(left out: {default})", "（省略：{default}）"),
        "cells": Text(
            "{rows} × {columns} cells: {first} … {last}", "{rows} × {columns} 格：{first} … {last}"
        ),
        "blank": Text("(blank)", "（空）"),
        "again": Text(
            "The arguments were computed anew for this explanation: {names} may have been another "
            "value in the cell.",
            "此解释重新计算了参数：{names} 在单元格中可能是另一个值。",
        ),
        "answer": Text("Answer", "结果"),
        "working_table": Text("Working", "计算过程"),
    }
)


_say = _TEXTS.say


def explain_lines(
    function: Function,
    texts: Sequence[str],
    values: Sequence[Any],
    handed: Sequence[Any],
    language: str,
    notice: Sequence[str] = (),
) -> list[str]:
    """Return a call explained: function, arguments, answer, reasons, working and source.

    Parameters
    ----------
    function : Function
    texts : sequence of str
        The arguments as the formula has them, "" where left out.
    values : sequence
        What they evaluate to: a cell value, or rows of them.
    handed : sequence
        The same as the program hands them to the function.
    language : {"en", "zh"}
    notice : sequence of str
        Lines of the program's own, shown before the answer.

    Examples
    --------
    >>> numbers = [20.0, 6.0, 3.0, 15.0]
    >>> explain_lines(REGISTRY["CLV_SIMPLE"], list("abcd"), numbers, numbers, "en")[-3]
    'Answer: 345'
    """
    answer = evaluate(function, *handed)
    lines = [function.signature(), function.help.say(language), ""]
    lines += [
        _argument_line(function, at, texts, values, language)
        for at in range(len(function.arguments))
    ]
    lines += _computed_anew(function, texts, language)
    lines += ["", *notice, *_answer_lines(function, values, answer, language)]
    return [*lines, "", f"{heading('source', language)}: {function.source.say(language)}"]


def function_text(function: Function, language: str) -> str:
    """Return a function's help: call, sentence, arguments, notes, example, source."""
    notes = function.notes.say(language)
    formula = function.example.formula(function.name)
    lines = [function.signature(), "", function.help.say(language), ""]
    lines += [f"{one.name}: {one.help.say(language)}" for one in function.arguments]
    lines += ["", notes] if notes else []
    lines += [
        "", f"{heading('example', language)}: {formula}",
        f"{heading('gives', language)}: {example_text(function)}",
        f"{heading('source', language)}: {function.source.say(language)}",
    ]  # fmt: skip
    return "\n".join(lines)


def _computed_anew(function: Function, texts: Sequence[str], language: str) -> list[str]:
    """Say which arguments may differ from what the cell was computed with: a function changes."""
    names = [
        argument.name
        for argument, text in zip(function.arguments, texts, strict=False)
        if any(_may_change(name) for name in _CALLED.findall(_QUOTED.sub("", text)))
    ]
    return ["", _say("again", language, names=", ".join(names))] if names else []


def _may_change(name: str) -> bool:
    """Whether a function is volatile, or foreign by its name, so that it may be anything.

    The programs print their own functions in capitals, without an underscore; a foreign one that
    is named so is not told from them.

    >>> [_may_change(name) for name in ("NOW", "T.DIST", "CLV_SIMPLE", "com.other.addin.price")]
    [True, False, False, True]
    """
    if name.upper() in VOLATILE:
        return True
    own = name.rpartition(".")[2].upper() in REGISTRY or name.startswith(_OWN)
    return not own and (name != name.upper() or "_" in name)


def _argument_line(
    function: Function, at: int, texts: Sequence[str], values: Sequence[Any], language: str
) -> str:
    argument = function.arguments[at]
    text = texts[at] if at < len(texts) else ""
    if not text:
        default = _say("left_out", language, default=formula_text(argument.default) or "–")
        return f"  {argument.name}: {default}"
    value = _value_text(values[at], language)
    shown = value if text == value else f"{text} = {value}"
    return f"  {argument.name}: {shown}"


def _value_text(value: Any, language: str) -> str:
    if isinstance(value, list) and len(value) == 1 and len(value[0]) == 1:
        value = value[0][0]
    if not isinstance(value, list):
        return _say("blank", language) if value in (None, "") else show(value)
    return _say(
        "cells", language, rows=len(value), columns=len(value[0]),
        first=_value_text(value[0][0], language), last=_value_text(value[-1][-1], language)
    )  # fmt: skip


def _answer_lines(
    function: Function, values: Sequence[Any], answer: Answer, language: str
) -> list[str]:
    title = _say("answer", language)
    if isinstance(answer.value, CellError) and not answer.faults:
        names = [
            argument.name
            for argument, value in zip(function.arguments, values, strict=False)
            if _holds_error(value)
        ]
        said = _say("passed", language, error=answer.value, names=", ".join(names))
        return [f"{title}: {answer.value}", said]
    if isinstance(answer.value, list):
        lines = [f"{title}:", *_table_lines(answer.value)]
    else:
        lines = [f"{title}: {_value_text(answer.value, language)}"]
    for fault in answer.faults:
        said = fault.sentence(language)
        many = _say("rows", language, error=fault.error, rows=fault.rows, sentence=said)
        lines.append(said if fault.rows == 1 else many)
    return lines + _working_lines(function, values, answer, language)


def _holds_error(value: Any) -> bool:
    if isinstance(value, list):
        return any(_holds_error(part) for part in value)
    return isinstance(value, str) and value in CELL_ERRORS


def _working_lines(
    function: Function, values: Sequence[Any], answer: Answer, language: str
) -> list[str]:
    name = function.working
    if not name or isinstance(answer.value, CellError):
        return []
    try:
        table = evaluate(REGISTRY[name], *values).value
    except CellFault:
        return []
    return ["", f"{_say('working_table', language)} ({name}):", *_table_lines(table)]


def _table_lines(rows: Any) -> list[str]:
    if not isinstance(rows, list):
        return []
    texts = [["" if cell is None else show(cell) for cell in row] for row in rows[:SHOWN_ROWS]]
    widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
    lines = [
        "  ".join(text.rjust(width) for text, width in zip(row, widths, strict=True))
        for row in texts
    ]
    return [*lines, "…"] if len(rows) > SHOWN_ROWS else lines
