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
from clvxl.hosts.formula_names import plain_formula
from clvxl.hosts.libreoffice.names import FUNCTIONS_SERVICE, method_name
from clvxl.sheet.registry import REGISTRY
from clvxl.text import Text

__all__ = ["Refreshed", "as_entered", "refresh_formulas", "wants_refresh"]

FORMULAS = 16
"""com.sun.star.sheet.CellFlags.FORMULA."""

BLOCK_CELLS = 4_000
"""So many formulas are read at once: some 50 ms."""
RUN_CELLS = 1_000
"""So many are entered at once: one by one takes seven times as long, more at once longer again."""

# Calc shows a function that it has found with its service, any other as it was typed.
_OWN = {name: name for name in REGISTRY}
_SERVICE = {f"{FUNCTIONS_SERVICE}.{method_name(f)}".upper(): name for name, f in REGISTRY.items()}
# Entered under the short name: undo of an array formula knows a function by that only.
_NAMES = _OWN | _SERVICE
_NOT_FOUND = FUNCTIONS_SERVICE.lower() + "."
_FOUND = re.escape(FUNCTIONS_SERVICE.upper() + ".")
_LOOK = re.compile(
    rf"(?<![a-z0-9_])(?<!{_FOUND})(?:{'|'.join(REGISTRY)})\(|[!'m] *{_FOUND}"
    rf"|(?-i:{re.escape(_NOT_FOUND)})",
    re.IGNORECASE,
)
"""A first look at a formula's text, which tells most of those that need nothing."""


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

    `title` is that of the one step of undo. A `ClvxlError` says that the document is open for
    reading only.
    """
    if document.isReadonly():
        raise ClvxlError(
            Text("the workbook is open for reading only: choose Edit > Edit Mode, then refresh "
                "again",
                "此工作簿以只读方式打开：请选择“编辑 > 编辑模式”，然后再次刷新")
        )  # fmt: skip
    names, lost = list(_lost_names(document)), list(_lost_formulas(document))
    if not names and not lost:
        return Refreshed()
    free = [one for one in lost if not one.locked]
    with _one_step(document, title):
        refused = sum(map(_refused_name, names)) + sum(map(_refused, _runs(free)))
    sheets = [one.sheet.Name for one in lost if one.locked]
    return Refreshed(
        renewed=len(names) + len(free) - refused, protected=len(sheets),
        sheets=tuple(dict.fromkeys(sheets)), refused=refused,
    )  # fmt: skip


def as_entered(formula: str) -> str:
    """Return a formula with our functions under their short names, as Calc's redo needs it.

    >>> as_entered("ORG.CLVXL.FUNCTIONS.CLVSIMPLE(A1;6;3;15)")
    'CLV_SIMPLE(A1;6;3;15)'
    """
    return plain_formula(formula, _NAMES).text


def wants_refresh(document: Any, seconds: float) -> bool:
    """Whether a formula waits for `refresh_formulas`, as far as can be seen in some seconds."""
    return next(_lost_formulas(document, time.monotonic() + seconds), None) is not None


@dataclass(frozen=True)
class _Lost:
    """A formula that does not reach our functions: its place, and how it is entered."""

    sheet: Any
    column: int
    row: int
    plain: str
    array: bool
    locked: bool


def _runs(lost: list[_Lost]) -> Iterator[list[_Lost]]:
    """Put together what stands below each other; an array formula stands alone."""
    run: list[_Lost] = []
    for one in lost:
        follows = run and (one.sheet, one.column, one.row) == (
            run[-1].sheet, run[-1].column, run[-1].row + 1,
        )  # fmt: skip
        if run and (not follows or one.array or run[-1].array or len(run) == RUN_CELLS):
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def _refused(run: list[_Lost]) -> int:
    """Enter formulas; return how many are lost still."""
    first, last = run[0], run[-1]
    cells = first.sheet.getCellRangeByPosition(first.column, first.row, last.column, last.row)
    if first.array:
        _array_of(first.sheet, cells).setArrayFormula(first.plain)
    else:
        cells.setFormulaArray(tuple((one.plain,) for one in run))
    return sum(_plain_of(text) is not None for (text,) in cells.getFormulaArray())


def _lost_names(document: Any) -> Iterator[Any]:
    """The named formulas that name our functions in another file."""
    for owner in (document, *document.Sheets):
        yield from (
            name for name in owner.NamedRanges if plain_formula(name.Content, _NAMES).linked
        )


def _refused_name(name: Any) -> bool:
    """Enter a named formula; return whether it is lost still."""
    name.setContent(plain_formula(name.Content, _NAMES).text)
    return plain_formula(name.Content, _NAMES).linked


def _lost_formulas(document: Any, until: float = float("inf")) -> Iterator[_Lost]:
    """The formulas of all sheets that do not reach our functions, column by column."""
    for sheet in document.Sheets:
        protected = sheet.isProtected()
        for column, row, text in _texts(sheet, until):
            plain = _plain_of(text)
            if plain is None:
                continue
            cell, array = sheet.getCellByPosition(column, row), text.startswith("{")
            if array and (column, row) != _corner(_array_of(sheet, cell)):
                continue
            # Calc does not refuse to set a protected cell.
            locked = protected and cell.CellProtection.IsLocked
            yield _Lost(sheet, column, row, plain, array, locked)


def _texts(sheet: Any, until: float) -> Iterator[tuple[int, int, str]]:
    """The formulas of a sheet with their columns and rows, read in blocks."""
    for area in sheet.queryContentCells(FORMULAS).RangeAddresses:
        for column in range(area.StartColumn, area.EndColumn + 1):
            for top in range(area.StartRow, area.EndRow + 1, BLOCK_CELLS):
                if time.monotonic() > until:
                    return
                bottom = min(top + BLOCK_CELLS - 1, area.EndRow)
                block = sheet.getCellRangeByPosition(column, top, column, bottom)
                for row, (text,) in enumerate(block.getFormulaArray(), top):
                    yield column, row, text


def _plain_of(text: str) -> str | None:
    """How a cell's formula is entered if it is lost, else None."""
    if not _LOOK.search(text):
        return None
    formula = text.removeprefix("{").removesuffix("}") if text.startswith("{") else text
    plain = plain_formula(formula, _NAMES)
    lost = plain.linked or plain_formula(formula, _OWN).calls or _NOT_FOUND in formula
    return plain.text if plain.calls and lost else None


def _array_of(sheet: Any, cell: Any) -> Any:
    """All cells of the array formula that a cell belongs to."""
    area = sheet.createCursorByRange(cell)
    area.collapseToCurrentArray()
    return area


def _corner(area: Any) -> tuple[int, int]:
    address = area.RangeAddress
    return address.StartColumn, address.StartRow


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
