"""Refresh CLV formulas: what names our functions behind another computer's add-in computes here.

Excel saves a formula as `[1]!CLV_SIMPLE(…)`, with the add-in's file as [1]. Calc opens that as a
call of an unknown `[1]!clv_simple`, keeps the value that Excel stored, and has `#NAME?` once it
calculates. Entered again under its own name the function is Calc's add-in's.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from clvxl.errors import ClvxlError
from clvxl.hosts.formula_names import Plain, plain_formula
from clvxl.hosts.libreoffice.names import FUNCTIONS_SERVICE, method_name
from clvxl.sheet.registry import REGISTRY

__all__ = ["Refreshed", "refresh_formulas", "wants_refresh"]

FORMULAS = 16
"""com.sun.star.sheet.CellFlags.FORMULA."""

BLOCK_CELLS = 20_000

# Calc's undo of an array formula knows a function by this name only, not by the service's.
_NAMES = {name: name for name in REGISTRY} | {
    f"{FUNCTIONS_SERVICE}.{method_name(function)}".upper(): name
    for name, function in REGISTRY.items()
}
# A first look at the text of a formula. Functions that are bound are shown with their service.
_BOUND = re.escape(FUNCTIONS_SERVICE + ".")
_LOOK = re.compile(
    rf"(?<![a-z0-9_])(?<!{_BOUND})(?:{'|'.join(REGISTRY)})\(|[!'m] *{_BOUND}|\b{_BOUND}(?-i:[a-z])",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Refreshed:
    """What came of it: how many formulas and names were entered again, and how many not.

    Formulas stay whose cells are protected, `protected` on the sheets `sheets`; `refused` are
    those that Calc does not read.
    """

    renewed: int = 0
    protected: int = 0
    sheets: tuple[str, ...] = ()
    refused: int = 0


def refresh_formulas(document: Any, title: str) -> Refreshed:
    """Enter each formula again that names our functions and does not reach them.

    Parameters
    ----------
    document : spreadsheet document
    title : str
        Of the one step of undo.

    Returns
    -------
    Refreshed

    Raises
    ------
    ClvxlError
        The document is open for reading only.
    """
    if document.isReadonly():
        raise ClvxlError(
            "the workbook is open for reading only: choose Edit > Edit Mode, then refresh again"
        )
    lost: list[_LostName | _Lost] = [*_lost_names(document), *_lost_formulas(document)]
    if not lost:
        return Refreshed()
    with _one_step(document, title):
        fates = [(one, one.renew()) for one in lost]
    sheets = [one.sheet for one, fate in fates if fate == "protected"]
    counts = {key: sum(fate == key for _, fate in fates) for key in ("renewed", "refused")}
    return Refreshed(protected=len(sheets), sheets=tuple(dict.fromkeys(sheets)), **counts)


def wants_refresh(document: Any, seconds: float) -> bool:
    """Whether a formula waits for `refresh_formulas`, as far as can be seen in some seconds."""
    return next(_lost_formulas(document, time.monotonic() + seconds), None) is not None


@dataclass(frozen=True)
class _Lost:
    """A formula that does not reach our functions, and how it is entered."""

    document: Any
    area: Any
    array: bool
    plain: str

    @property
    def sheet(self) -> str:
        """The name of its sheet."""
        return str(self.area.getSpreadsheet().Name)

    def renew(self) -> str:
        """Enter it; return what became of it."""
        # Calc does not refuse to set a protected cell, and says nothing where it refuses an array.
        if self.area.getSpreadsheet().isProtected() and self.area.CellProtection.IsLocked:
            return "protected"
        if self.array:
            self.area.setArrayFormula(self.plain)
        else:
            self.area.setFormula(self.plain)
        first = self.area.getCellByPosition(0, 0)
        still = _lost(self.document, first, first.getFormula())
        return "refused" if still else "renewed"


@dataclass(frozen=True)
class _LostName:
    """A named formula that does not reach our functions, and how it is entered."""

    name: Any
    plain: str

    sheet = ""

    def renew(self) -> str:
        """Enter it; return what became of it."""
        self.name.setContent(self.plain)
        return "refused" if _plain_of_name(self.name).linked else "renewed"


def _lost_names(document: Any) -> Iterator[_LostName]:
    for owner in (document, *document.Sheets):
        for name in owner.NamedRanges:
            plain = _plain_of_name(name)
            if plain.linked:
                yield _LostName(name, plain.text)


def _plain_of_name(name: Any) -> Plain:
    return plain_formula(name.Content, _NAMES)


def _lost_formulas(document: Any, until: float = float("inf")) -> Iterator[_Lost]:
    for sheet in document.Sheets:
        for area in sheet.queryContentCells(FORMULAS).RangeAddresses:
            for column, row, text in _texts(sheet, area, until):
                cell = sheet.getCellByPosition(column, row)
                found = _lost(document, cell, text) if _LOOK.search(text) else None
                if found is not None:
                    yield found


def _texts(sheet: Any, area: Any, until: float) -> Iterator[tuple[int, int, str]]:
    """The formulas of an area with their columns and rows, read in blocks."""
    rows = max(1, BLOCK_CELLS // (area.EndColumn - area.StartColumn + 1))
    for top in range(area.StartRow, area.EndRow + 1, rows):
        if time.monotonic() > until:
            return
        bottom = min(top + rows - 1, area.EndRow)
        block = sheet.getCellRangeByPosition(area.StartColumn, top, area.EndColumn, bottom)
        for row, texts in enumerate(block.getFormulaArray(), top):
            for column, text in enumerate(texts, area.StartColumn):
                yield column, row, text


def _lost(document: Any, cell: Any, text: str) -> _Lost | None:
    """The formula of a cell if it is lost; an array formula is its first cell's."""
    array = text.startswith("{")
    area = cell
    if array:
        area = cell.getSpreadsheet().createCursorByRange(cell)
        area.collapseToCurrentArray()
        first, here = area.RangeAddress, cell.RangeAddress
        if (first.StartColumn, first.StartRow) != (here.StartColumn, here.StartRow):
            return None
        # Not the area's getArrayFormula: that speaks the user's language, setArrayFormula English.
        text = text.removeprefix("{").removesuffix("}")
    plain = plain_formula(text, _NAMES)
    tokens = area.getArrayTokens() if array else cell.getTokens()
    if plain.calls and (plain.linked or _bound(document, tokens) < plain.calls):
        return _Lost(document, area, array, plain.text)
    return None


def _bound(document: Any, tokens: Any) -> int:
    """How many calls among a formula's tokens reach our functions."""
    external = document.createInstance("com.sun.star.sheet.FormulaOpCodeMapper").OpCodeExternal
    service = FUNCTIONS_SERVICE.casefold()
    return sum(
        token.OpCode == external and str(token.Data).casefold().startswith(service)
        for token in tokens
    )


@contextmanager
def _one_step(document: Any, title: str) -> Iterator[None]:
    """Make the changes one step of undo, and have Calc calculate and draw after the last."""
    automatic, steps = document.isAutomaticCalculationEnabled(), document.getUndoManager()
    document.lockControllers()
    document.enableAutomaticCalculation(False)
    steps.enterUndoContext(title)
    try:
        yield
    finally:
        steps.leaveUndoContext()
        document.enableAutomaticCalculation(automatic)
        document.unlockControllers()
