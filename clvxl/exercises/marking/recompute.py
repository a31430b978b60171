"""A student's workbook computed anew, as far as its answers reach, also with other figures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from clvxl.errors import ClvxlError
from clvxl.exercises.formulas.book import Book
from clvxl.exercises.formulas.evaluator import Place
from clvxl.exercises.formulas.parser import parse, taken_apart
from clvxl.exercises.formulas.values import RefusedError, Scalar
from clvxl.exercises.marking.finding import Spot, area_named, saved_at
from clvxl.files.xlsx.submission import Submission
from clvxl.report.records import Cell, Formula, Report, Sheet

__all__ = ["Computed", "Reach", "computed", "reach"]

MOST_FORMULAS, MOST_CELLS = 3000, 2_000_000
OUTSIDE = re.compile(r"\[\d+\]|\[[^\]]+\.xls", re.IGNORECASE)


class Reach(NamedTuple):
    """What an answer's formula uses: cells with formulas, and names in small letters.

    `outside` says that one refers to another file, `known` that all of them can be computed here.
    """

    cells: frozenset[Spot]
    names: frozenset[str]
    outside: bool
    known: bool


class Computed(NamedTuple):
    """The value of a cell, and whether it could be computed."""

    value: Scalar
    known: bool


def reach(submission: Submission, spot: Spot) -> Reach:
    """Return what an answer follows from, through all formulas on the way.

    >>> reach(Submission("a.xlsx", (), {}, None, ""), Spot(0, 0, 0)).known
    True
    """
    numbers = {sheet.name.lower(): at for at, sheet in enumerate(submission.sheets)}
    seen: set[Spot] = set()
    names: set[str] = set()
    waiting, known, outside, area = [spot], True, False, 0
    while waiting and len(seen) < MOST_FORMULAS:
        here = waiting.pop()
        text = saved_at(submission, here).formula if submission.sheets else None
        if here in seen or text is None:
            continue
        seen.add(here)
        outside = outside or bool(OUTSIDE.search(text))
        try:
            shape, references = taken_apart(f"={text}")
            names |= (own := parse(shape).names)
        except (RefusedError, ClvxlError, RecursionError):
            known = False
            continue
        blocks = []
        for each in references:
            at = here.sheet if each.sheet is None else numbers.get(each.sheet.lower())
            if at is None:
                known = False
                continue
            blocks.append((Spot(at, *each[1:3]), Spot(at, *each[3:5])))
        for name in own:
            found = area_named(submission, name)
            known = known and found is not None
            blocks += [found] if found else []
        for first, last in blocks:
            area += (last.row - first.row + 1) * (last.column - first.column + 1)
            if area > MOST_CELLS:
                return Reach(frozenset(seen), frozenset(names), outside, False)
            waiting += _formulas_in(submission, first, last)
    known = known and not waiting
    return Reach(frozenset(seen), frozenset(names), outside, known)


def _formulas_in(submission: Submission, first: Spot, last: Spot) -> list[Spot]:
    cells = submission.sheets[first.sheet].cells
    if first == last:
        return [first]
    return [
        Spot(first.sheet, row, column)
        for (row, column), saved in cells.items()
        if saved.formula is not None
        and first.row <= row <= last.row and first.column <= column <= last.column
    ]  # fmt: skip


def computed(
    submission: Submission, spot: Spot, found: Reach, instead: Mapping[Spot, Scalar] | None = None
) -> Computed:
    """Return what an answer's formula gives, with other values in some cells.

    >>> computed(Submission("a", (), {}, None, ""), Spot(0, 0, 0), Reach(*2 * [frozenset()], 0, 0))
    Computed(value=None, known=False)
    """
    if not found.known or found.outside:
        return Computed(None, False)
    instead = instead or {}
    sheets = []
    for at, sheet in enumerate(submission.sheets):
        cells = []
        for (row, column), saved in sheet.cells.items():
            here = Spot(at, row, column)
            value = instead.get(here, saved.value)
            if here not in instead and here in found.cells:
                value = Formula(f"={saved.formula}")  # type: ignore[assignment]
            elif saved.error and here not in instead:
                value = None
            cells.append(Cell(row, column, value))
        sheets.append(Sheet(f"s{at}" if not sheet.name else sheet.name, cells=tuple(cells)))
    names = {}
    for name in found.names:
        area = area_named(submission, name)
        if area is not None:
            names[name] = Place(*area[0], *area[1][1:])
    try:
        book = Book(Report("", tuple(sheets)), names)
        return Computed(book.value_of(Place(*spot, *spot[1:])), True)
    except (ValueError, ClvxlError, ArithmeticError, RecursionError):
        return Computed(None, False)
