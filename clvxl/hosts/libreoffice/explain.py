"""Explain a cell: the sentence behind its error, or the working of its value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from clvxl.hosts.libreoffice._scratch import Scratch
from clvxl.hosts.libreoffice.names import method_name
from clvxl.hosts.libreoffice.texts import say
from clvxl.hosts.libreoffice.values import from_calc
from clvxl.sheet.cells import CELL_ERRORS
from clvxl.sheet.explain import explain_lines
from clvxl.sheet.registry import REGISTRY
from clvxl.sheet.spec import Function

__all__ = ["explain_cell"]

ILLEGAL_ARGUMENT = 504
SHEET_SAID = 64
"""com.sun.star.sheet.ReferenceFlags.SHEET_3D."""

_METHODS = {method_name(function).casefold(): function for function in REGISTRY.values()}


@dataclass(frozen=True)
class _Call:
    """A call of one of our functions, its arguments as formulas ("" where left out).

    `anywhere` are the same formulas with the sheet in each reference.
    """

    function: Function
    arguments: tuple[str, ...]
    anywhere: tuple[str, ...]


def explain_cell(document: Any, cell: Any, language: str) -> str:
    """Return the sentence behind a cell's error, or the working of its value.

    Parameters
    ----------
    document : spreadsheet document
    cell : cell
        If its formula calls several functions of clvxl, the outermost is explained.
    language : {"en", "zh"}

    Returns
    -------
    str
        Some lines of text. The document is as it was.
    """
    name = cell.AbsoluteName.rpartition(".")[2].replace("$", "")
    call = _find_call(document, cell)
    if call is None:
        return say("no_call", language, cell=name)
    with Scratch(document) as scratch:
        values = [scratch.value(text) for text in call.anywhere]
    first, *others = explain_lines(
        call.function, call.arguments, values, _as_handed(call.function, values), language,
        notice=_refusal(cell, call, values, language),
    )  # fmt: skip
    return "\n".join([f"{name}: {first}", *others])


def _refusal(cell: Any, call: _Call, values: list[Any], language: str) -> list[str]:
    """Why Calc shows Err:504, which it does without asking the function."""
    if cell.getError() != ILLEGAL_ARGUMENT:
        return []
    ranges = [
        text
        for text, value in zip(call.arguments, values, strict=True)
        if isinstance(value, list) and any(c in CELL_ERRORS for row in value for c in row)
    ]
    return [say("refused", language, ranges=ranges[0])] if ranges else []


def _find_call(document: Any, cell: Any) -> _Call | None:
    """The first call of ours in the cell's formula, as tokens come: the outermost."""
    cursor = cell.getSpreadsheet().createCursorByRange(cell)
    cursor.collapseToCurrentArray()
    tokens = cursor.getArrayTokens() or cell.getTokens()
    words = _words(document)
    for at, token in enumerate(tokens):
        function = _function_of(token)
        if function is not None:
            parts = _split(tokens[at + 1 :], words)
            place = cursor.getCellByPosition(0, 0).CellAddress
            texts = _printed(document, parts, place)
            for token_of in parts:
                _name_sheets(token_of)
            return _Call(function, texts, _printed(document, parts, place))
    return None


def _printed(document: Any, parts: list[list[Any]], place: Any) -> tuple[str, ...]:
    parser = document.createInstance("com.sun.star.sheet.FormulaParser")
    parser.CompileEnglish = True
    return tuple(parser.printFormula(tuple(part), place) if part else "" for part in parts)


def _name_sheets(tokens: list[Any]) -> None:
    """Make each reference say its sheet."""
    for token in tokens:
        data = token.Data
        if hasattr(data, "Reference1"):
            first = data.Reference1
            first.Flags |= SHEET_SAID
            data.Reference1 = first
        elif hasattr(data, "RelativeSheet"):
            data.Flags |= SHEET_SAID
        else:
            continue
        token.Data = data


def _as_handed(function: Function, values: list[Any]) -> list[Any]:
    """Values as Calc hands them over: one cell alone, and as 0 where it is blank."""
    handed = []
    for value in values:
        one = isinstance(value, list) and len(value) == 1 and len(value[0]) == 1
        cell = value[0][0] if one else value
        handed.append(0.0 if one and cell is None else cell)
    return from_calc(handed, function.arguments)


def _function_of(token: Any) -> Function | None:
    if not isinstance(token.Data, str):
        return None
    return _METHODS.get(token.Data.rpartition(".")[2].casefold())


def _words(document: Any) -> dict[int, str]:
    """The codes of the tokens that take a call apart."""
    mapper = document.createInstance("com.sun.star.sheet.FormulaOpCodeMapper")
    tokens = mapper.getMappings(("(", ")", ";"), 1)
    return {token.OpCode: text for token, text in zip(tokens, "();", strict=True)}


def _split(tokens: Any, words: dict[int, str]) -> list[list[Any]]:
    """The tokens of each argument, from the opening bracket to its closing one."""
    parts: list[list[Any]] = [[]]
    depth = 0
    for token in tokens:
        word = words.get(token.OpCode, "")
        if word == "(":
            depth += 1
            if depth == 1:
                continue
        elif word == ")":
            depth -= 1
            if depth == 0:
                break
        elif word == ";" and depth == 1:
            parts.append([])
            continue
        parts[-1].append(token)
    return parts
