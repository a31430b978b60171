"""Explain a cell: the sentence behind its error, or the working of its value; mend its formula."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from clvxl.errors import ClvxlError
from clvxl.hosts.libreoffice._scratch import Scratch
from clvxl.hosts.libreoffice.names import method_name
from clvxl.hosts.libreoffice.refresh import as_entered
from clvxl.hosts.libreoffice.texts import say
from clvxl.hosts.libreoffice.values import from_calc
from clvxl.sheet.cells import CELL_ERRORS
from clvxl.sheet.explain import explain_lines
from clvxl.sheet.registry import REGISTRY
from clvxl.sheet.spec import Function
from clvxl.text import Text

__all__ = ["Explained", "explain_cell"]

SHEET_SAID = 64
"""com.sun.star.sheet.ReferenceFlags.SHEET_3D."""

PASSED_ON = 'IFERROR(A1;"#N/A")'
"""What an error cell becomes, so that Calc hands it over: text that clvxl reads as the error."""

_METHODS = {method_name(function).casefold(): function for function in REGISTRY.values()}


Span = tuple[int, int]
Spans = tuple[Span, ...]
"""Where arguments stand among the tokens of a formula: first, and after the last."""


@dataclass(frozen=True)
class _Formula:
    """The formula of a cell, which may fill an area of cells as an array formula."""

    document: Any
    cell: Any
    area: Any

    def tokens(self) -> list[Any]:
        """Its tokens, asked for anew: what is changed in them stays with who asked."""
        return list(self.area.getArrayTokens() or self.cell.getTokens())

    def calls(self) -> list[tuple[Function, Spans]]:
        """The calls of our functions and where their arguments stand, the outermost first."""
        tokens, words = self.tokens(), _words(self.document)
        found = [(at, _function_of(token)) for at, token in enumerate(tokens)]
        return [(name, _spans(tokens, at + 1, words)) for at, name in found if name is not None]

    def printed(self, spans: Spans, *, anywhere: bool = False) -> tuple[str, ...]:
        """Arguments as formulas, "" where left out; `anywhere`: the sheet in each reference."""
        tokens, place = self.tokens(), self.place
        if anywhere:
            _name_sheets(tokens)
        parser = _parser(self.document)
        parts = [tuple(tokens[start:stop]) for start, stop in spans]
        return tuple(parser.printFormula(part, place) if part else "" for part in parts)

    def around(self) -> tuple[list[Any], list[Any]]:
        """The tokens before and after an argument whose errors are let pass."""
        tokens = _parser(self.document).parseFormula(PASSED_ON, self.place)
        at = next(i for i, token in enumerate(tokens) if hasattr(token.Data, "RelativeRow"))
        return list(tokens[:at]), list(tokens[at + 1 :])

    @property
    def place(self) -> Any:
        """The address of its first cell."""
        return self.area.getCellByPosition(0, 0).CellAddress


@dataclass(frozen=True)
class Explained:
    """The text of an explanation, and what mends the formula, where that can be done.

    `mend` lets the ranges' error cells pass, each of which then harms its own row only; it is one
    step of undo, and returns a sentence.
    """

    text: str
    mend: Callable[[], str] | None = None


def explain_cell(document: Any, cell: Any, language: str) -> Explained:
    """Return the sentence behind a cell's error or the working of its value, and a remedy.

    If its formula calls several functions of clvxl, the outermost is explained. The document is as
    it was.
    """
    name = cell.AbsoluteName.rpartition(".")[2].replace("$", "")
    formula = _formula(document, cell)
    calls = formula.calls()
    if not calls:
        return Explained(say("no_call", language, cell=name))
    function, spans = calls[0]
    with Scratch(document) as scratch:
        values = [scratch.value(text) for text in formula.printed(spans, anywhere=True)]
        refused = _refused(formula, calls, scratch)
    first, *others = explain_lines(
        function, formula.printed(spans), values, _as_handed(function, values), language,
        notice=_notice(formula, refused, language),
    )  # fmt: skip
    text = "\n".join([f"{name}: {first}", *others])
    if not refused or any(whole for _, whole in refused):
        return Explained(text)
    return Explained(text, lambda: _mended(formula, [span for span, _ in refused], language))


def _refused(
    formula: _Formula, calls: list[tuple[Function, Spans]], scratch: Scratch
) -> list[tuple[Span, bool]]:
    """Which arguments Calc does not hand over, as there is an error among their cells.

    Of each whether its error, were it handed over, would harm the whole answer.
    """
    if not formula.cell.getError():
        return []
    tokens, passed = formula.tokens(), formula.around()[0][0].OpCode
    found: list[tuple[Span, bool]] = []
    for function, spans in reversed(calls):  # what stands within comes before what is around it
        texts = formula.printed(spans, anywhere=True)
        for span, text, argument in zip(spans, texts, function.arguments, strict=False):
            mended = text and tokens[span[0]].OpCode == passed
            around = any(span[0] < start and stop <= span[1] for (start, stop), _ in found)
            if not mended and (around or _has_errors(scratch.value(text))):
                found.append((span, not argument.kind.by_row))
    return found


def _has_errors(value: Any) -> bool:
    """Whether a range of several cells holds an error; one cell's error Calc passes on itself."""
    cells = [cell for row in value for cell in row] if isinstance(value, list) else []
    return len(cells) > 1 and any(cell in CELL_ERRORS for cell in cells)


def _notice(formula: _Formula, refused: list[tuple[Span, bool]], language: str) -> list[str]:
    """Why Calc shows an error without asking the function, and the remedy."""
    if not refused:
        return []
    span, whole = next((one for one in refused if one[1]), refused[0])
    return [
        say(
            "refused_whole" if whole else "refused", language,
            shown=formula.cell.String, ranges=formula.printed((span,))[0],
        )
    ]  # fmt: skip


def _mended(formula: _Formula, refused: Sequence[Span], language: str) -> str:
    """Let errors pass: the formula, as an array formula, over the same cells."""
    before, after = formula.around()
    tokens = formula.tokens()
    # One argument may stand within another: from the back, so that places before it stay.
    put = [(stop, after) for _, stop in refused] + [(start, before) for start, _ in refused]
    for at, more in sorted(put, key=lambda one: one[0], reverse=True):
        tokens[at:at] = more
    steps = formula.document.getUndoManager()
    steps.enterUndoContext(say("mend", language))
    try:
        # As text: of tokens Calc's redo makes Err:520.
        text = _parser(formula.document).printFormula(tuple(tokens), formula.place)
        formula.area.setArrayFormula("=" + as_entered(text))
    finally:
        steps.leaveUndoContext()
    if len(formula.tokens()) != len(tokens):  # Calc does not say that it refused
        raise ClvxlError(
            Text("the cells are protected, so that their formula cannot be mended: take the "
                "protection off under Tools, Protect Sheet",
                "这些单元格受保护，无法修正公式：请在“工具 > 保护工作表”中取消保护")
        )  # fmt: skip
    shown = formula.area.AbsoluteName.rpartition(".")[2].replace("$", "")
    return say("mended", language, cells=shown)


def _formula(document: Any, cell: Any) -> _Formula:
    area = cell.getSpreadsheet().createCursorByRange(cell)
    area.collapseToCurrentArray()
    return _Formula(document, cell, area)


def _parser(document: Any) -> Any:
    parser = document.createInstance("com.sun.star.sheet.FormulaParser")
    parser.CompileEnglish = True
    return parser


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


def _spans(tokens: Any, first: int, words: dict[int, str]) -> Spans:
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
