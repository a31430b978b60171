"""Explain a cell of Excel: find the call in its formula, and evaluate its arguments."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from clvxl.errors import InputError
from clvxl.hosts.excel.texts import say
from clvxl.sheet.explain import explain_lines
from clvxl.sheet.registry import function_named
from clvxl.sheet.spec import Function
from clvxl.text import Text

__all__ = ["Call", "explain_cell", "find_call"]

EVALUATED = 255
"""Excel evaluates no longer text."""

ERRORS = {
    -2146826288: "#NULL!", -2146826281: "#DIV/0!", -2146826273: "#VALUE!",
    -2146826265: "#REF!", -2146826259: "#NAME?", -2146826252: "#NUM!", -2146826246: "#N/A",
}  # fmt: skip
"""What Excel hands over for a cell that shows an error."""

OPENING = {"(": ")", "{": "}", "[": "]"}


@dataclass(frozen=True)
class Call:
    """A call of one of our functions: its arguments as written, "" where left out."""

    function: Function
    arguments: tuple[str, ...]


def find_call(formula: Any) -> Call | None:
    """Return the first call of ours in a formula, which is the outermost; None if there is none.

    Parameters
    ----------
    formula : str
        In English, with commas, as Excel's object model gives it.

    Examples
    --------
    >>> call = find_call('=ROUND([1]!CLV_SIMPLE(A1,MAX(2,B1),"a,b"),2)')
    >>> call.function.name, call.arguments
    ('CLV_SIMPLE', ('A1', 'MAX(2,B1)', '"a,b"'))
    """
    if not isinstance(formula, str) or not formula.startswith("="):
        return None
    at = 1
    while at < len(formula):
        sign = formula[at]
        if sign in "\"'":
            at = _after_quote(formula, at)
        elif sign.isalpha() or sign == "_":
            end = at
            while end < len(formula) and (formula[end].isalnum() or formula[end] in "_."):
                end += 1
            function = function_named(formula[at:end].rpartition(".")[2])
            if function is not None and formula[end : end + 1] == "(":
                return Call(function, _arguments(formula, end + 1))
            at = end
        else:
            at += 1
    return None


def _after_quote(text: str, at: int) -> int:
    """The place after a quoted text; a doubled quotation mark closes and opens again."""
    end = text.find(text[at], at + 1)
    return len(text) if end < 0 else end + 1


def _arguments(text: str, at: int) -> tuple[str, ...]:
    """The arguments of a call, from behind its opening bracket on."""
    found, start, awaited = [], at, [")"]
    while at < len(text) and awaited:
        sign = text[at]
        if sign in "\"'":
            at = _after_quote(text, at)
            continue
        if sign in OPENING:
            awaited.append(OPENING[sign])
        elif sign == awaited[-1]:
            awaited.pop()
        elif sign == "," and awaited == [")"]:
            found.append(text[start:at].strip())
            start = at + 1
        at += 1
    last = text[start : at - (not awaited)].strip()
    return (*found, last) if found or last else ()


def explain_cell(cell: Any, language: str) -> str:
    """Return the sentence behind a cell's error, or the working of its value.

    Parameters
    ----------
    cell : xlwings.Range
        One cell. If its formula calls several functions of clvxl, the outermost is explained.
    language : {"en", "zh"}

    Returns
    -------
    str

    Raises
    ------
    InputError
        An argument that Excel does not evaluate by itself.
    """
    name = cell.address.replace("$", "")
    call = find_call(_formula(cell))
    if call is None:
        return say("no_call", language, cell=name)
    values = [evaluated(cell.sheet, text) if text else None for text in call.arguments]
    first, *others = explain_lines(
        call.function, call.arguments, values, _as_handed(call.function, values), language
    )
    return "\n".join([f"{name}: {first}", *others])


def _formula(cell: Any) -> Any:
    """The cell's formula; of a cell that an array has spilled into, that of the array."""
    native = cell.api
    with contextlib.suppress(Exception):  # older Excel knows no spilling
        if native.HasSpill is True:
            return native.SpillParent.Formula2
    with contextlib.suppress(Exception):
        if native.HasArray is True:
            return native.FormulaArray
    return cell.formula


def evaluated(sheet: Any, text: str) -> Any:
    """Return what an argument is: a value, or rows of them; dates as Excel counts them."""
    if len(text) > EVALUATED:
        raise InputError(
            Text("the argument {text} is too long for Excel to evaluate: put it into a cell of its "
                "own",
                "参数 {text} 过长，Excel 无法求值：请将其放入单独的单元格"),
            text=text[:40] + "…",
        )  # fmt: skip
    if not hasattr(sheet.api, "Evaluate"):
        return _plain(sheet.range(text).options(ndim=2, err_to_str=True).value)
    found = sheet.api.Evaluate(text)
    return _plain(found.Value2 if hasattr(found, "Value2") else found)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple | list):
        rows = value if value and isinstance(value[0], tuple | list) else (value,)
        return [[_plain(cell) for cell in row] for row in rows]
    if isinstance(value, int) and not isinstance(value, bool):
        return ERRORS.get(value, float(value))
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, datetime.datetime):
        return (value - datetime.datetime(1899, 12, 30)) / datetime.timedelta(days=1)
    return value


def _as_handed(function: Function, values: Sequence[Any]) -> list[Any]:
    """Values as xlwings hands them over: rows for a range, a value for a cell."""
    handed = []
    for argument, value in zip(function.arguments, values, strict=False):
        one = isinstance(value, list) and len(value) == 1 and len(value[0]) == 1
        if argument.kind.one_cell:
            handed.append(value[0][0] if one else value)
        else:
            handed.append(value if isinstance(value, list) or value is None else [[value]])
    return [*handed, *values[len(handed) :]]
