"""Explain a cell: the sentence behind its error, or the working of its value; mend its formula."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from clvxl.hosts.libreoffice._scratch import Scratch
from clvxl.hosts.libreoffice.names import method_name
from clvxl.hosts.libreoffice.texts import say
from clvxl.hosts.libreoffice.values import from_calc
from clvxl.sheet.cells import CELL_ERRORS
from clvxl.sheet.explain import explain_lines
from clvxl.sheet.registry import REGISTRY
from clvxl.sheet.spec import Function

__all__ = ["Explained", "explain_cell"]

ILLEGAL_ARGUMENT = 504
SHEET_SAID = 64
"""com.sun.star.sheet.ReferenceFlags.SHEET_3D."""

PASSED_ON = 'IFERROR(A1;"#N/A")'
"""What an error cell becomes, so that Calc hands it over: text that clvxl reads as the error."""

_METHODS = {method_name(function).casefold(): function for function in REGISTRY.values()}


@dataclass(frozen=True)
class _Call:
    """A call of one of our functions, its arguments as formulas ("" where left out).

    `anywhere` are the same formulas with the sheet in each reference. `tokens` are the formula's,
    `spans` where the arguments stand among them, `area` the cells that the formula fills.
    """

    function: Function
    arguments: tuple[str, ...]
    anywhere: tuple[str, ...]
    tokens: tuple[Any, ...]
    spans: tuple[tuple[int, int], ...]
    area: Any


@dataclass(frozen=True)
class Explained:
    """The text of an explanation, and what mends the formula, where that can be done.

    `mend` lets the ranges' error cells pass, each of which then harms its own row only; it is one
    step of undo, and returns a sentence.
    """

    text: str
    mend: Callable[[], str] | None = None


def explain_cell(document: Any, cell: Any, language: str) -> Explained:
    """Return the sentence behind a cell's error, or the working of its value.

    Parameters
    ----------
    document : spreadsheet document
    cell : cell
        If its formula calls several functions of clvxl, the outermost is explained.
    language : {"en", "zh"}

    Returns
    -------
    Explained
        Some lines of text, and perhaps a remedy. The document is as it was.
    """
    name = cell.AbsoluteName.rpartition(".")[2].replace("$", "")
    call = _find_call(document, cell)
    if call is None:
        return Explained(say("no_call", language, cell=name))
    with Scratch(document) as scratch:
        values = [scratch.value(text) for text in call.anywhere]
    refused = _refused(cell, values)
    notice = [say("refused", language, ranges=call.arguments[refused[0]])] if refused else []
    first, *others = explain_lines(
        call.function, call.arguments, values, _as_handed(call.function, values), language,
        notice=notice,
    )  # fmt: skip
    text = "\n".join([f"{name}: {first}", *others])
    if not refused:
        return Explained(text)
    return Explained(text, lambda: _mended(document, call, refused, language))


def _refused(cell: Any, values: list[Any]) -> list[int]:
    """Which ranges Calc does not hand over: Err:504 stands there, the function is not asked."""
    if cell.getError() != ILLEGAL_ARGUMENT:
        return []
    return [
        at
        for at, value in enumerate(values)
        if isinstance(value, list) and any(c in CELL_ERRORS for row in value for c in row)
    ]


def _mended(document: Any, call: _Call, refused: Sequence[int], language: str) -> str:
    """Let the errors of ranges pass: the formula, as an array formula, over the same cells."""
    parser = _parser(document)
    before, after = _around(
        parser.parseFormula(PASSED_ON, call.area.getCellByPosition(0, 0).CellAddress)
    )
    tokens = list(call.tokens)
    for at in reversed(refused):
        start, stop = call.spans[at]
        tokens[start:stop] = [*before, *tokens[start:stop], *after]
    steps = document.getUndoManager()
    steps.enterUndoContext(say("mend", language))
    try:
        call.area.setArrayTokens(tuple(tokens))
    finally:
        steps.leaveUndoContext()
    shown = call.area.AbsoluteName.rpartition(".")[2].replace("$", "")
    return say("mended", language, cells=shown)


def _around(tokens: Any) -> tuple[list[Any], list[Any]]:
    """The tokens before and after the one reference of a formula."""
    at = next(i for i, token in enumerate(tokens) if hasattr(token.Data, "RelativeRow"))
    return list(tokens[:at]), list(tokens[at + 1 :])


def _find_call(document: Any, cell: Any) -> _Call | None:
    """The first call of ours in the cell's formula, as tokens come: the outermost."""
    cursor = cell.getSpreadsheet().createCursorByRange(cell)
    cursor.collapseToCurrentArray()
    tokens = cursor.getArrayTokens() or cell.getTokens()
    words = _words(document)
    for at, token in enumerate(tokens):
        function = _function_of(token)
        if function is not None:
            spans = _spans(tokens, at + 1, words)
            parts = [list(tokens[start:stop]) for start, stop in spans]
            place = cursor.getCellByPosition(0, 0).CellAddress
            texts = _printed(document, parts, place)
            for part in parts:
                _name_sheets(part)
            anywhere = _printed(document, parts, place)
            # The tokens are asked for anew: their references have no sheet that nobody wrote.
            tokens = cursor.getArrayTokens() or cell.getTokens()
            return _Call(function, texts, anywhere, tuple(tokens), spans, cursor)
    return None


def _parser(document: Any) -> Any:
    parser = document.createInstance("com.sun.star.sheet.FormulaParser")
    parser.CompileEnglish = True
    return parser


def _printed(document: Any, parts: list[list[Any]], place: Any) -> tuple[str, ...]:
    parser = _parser(document)
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


def _spans(tokens: Any, first: int, words: dict[int, str]) -> tuple[tuple[int, int], ...]:
    """Where each argument's tokens stand, from the opening bracket at `first` to its closing."""
    ends, depth = [first], 0
    for at in range(first, len(tokens)):
        word = words.get(tokens[at].OpCode, "")
        depth += {"(": 1, ")": -1}.get(word, 0)
        if depth == 0 or (depth == 1 and word == ";"):
            ends.append(at)
        if depth == 0:
            break
    else:
        ends.append(len(tokens))
    return tuple((start + 1, stop) for start, stop in pairwise(ends))
