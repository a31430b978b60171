"""Explain a cell of Excel: find the call in its formula, and evaluate its arguments."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from clvxl.errors import InputError
from clvxl.hosts.excel.texts import say
from clvxl.hosts.formula_names import split_formula
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


@dataclass(frozen=True)
class Call:
    """A call of one of our functions: its arguments as written, "" where left out."""

    function: Function
    arguments: tuple[str, ...]


def find_call(formula: Any) -> Call | None:
    """Return the first call of ours in a formula, which is the outermost; None if there is none.

    The formula is in English, with commas, as Excel's object model gives it.

    >>> call = find_call('=ROUND([1]!CLV_SIMPLE(A1,MAX(2,B1),"a,b"),2)')
    >>> call.function.name, call.arguments
    ('CLV_SIMPLE', ('A1', 'MAX(2,B1)', '"a,b"'))
    """
    if not isinstance(formula, str) or not formula.startswith("="):
        return None
    parts = split_formula(formula)
    for _, called in parts:
        function = function_named(called) if called else None
        if function is not None:
            next(parts)  # the opening bracket
            return Call(function, _arguments(text for text, _ in parts))
    return None


def _arguments(parts: Iterator[str]) -> tuple[str, ...]:
    """The arguments of a call, from behind its opening bracket on."""
    found, depth = [""], 1
    for part in parts:
        depth += (part in "({") - (part in ")}")
        if not depth:
            break
        if part == "," and depth == 1:
            found.append("")
        else:
            found[-1] += part
    given = tuple(map(str.strip, found))
    return given if given != ("",) else ()


def explain_cell(cell: Any, language: str) -> str:
    """Return the sentence behind a cell's error, or the working of its value.

    If its formula calls several functions of clvxl, the outermost is explained. An `InputError`
    tells of an argument that Excel does not evaluate by itself.
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
