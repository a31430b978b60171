"""A student's workbook computed anew, as far as its answers reach, also with other figures.

What a formula may cost is bounded: the file may come from anybody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from clvxl.errors import ClvxlError
from clvxl.exercises.formulas.book import Book
from clvxl.exercises.formulas.budget import Budget
from clvxl.exercises.formulas.evaluator import Place
from clvxl.exercises.formulas.parser import parse, taken_apart
from clvxl.exercises.formulas.values import RefusedError, Scalar
from clvxl.exercises.marking.finding import Spot, area_named, saved_at
from clvxl.files.xlsx.submission import Submission
from clvxl.report.records import Cell, Formula, Report, Sheet

__all__ = ["Area", "Computed", "Reach", "computed", "own_budget", "reach"]

MOST_FORMULAS, MOST_CELLS, LONGEST = 4000, 2_000_000, 8192
"""Formulas that an answer may follow from, cells of their ranges, signs of one: as in Excel."""
COST, SECONDS = 20_000_000, 0.6
"""What computing all answers of a file may cost."""
OUTSIDE = re.compile(r"\[\d+\]|\[[^\]]{1,200}\.xls", re.IGNORECASE)


class Area(NamedTuple):
    """A range: its first cell and its last."""

    first: Spot
    last: Spot

    def __contains__(self, place: object) -> bool:
        """Whether a cell is one of it."""
        assert isinstance(place, Spot)
        (sheet, row, column), (_, last_row, last_column) = self
        return (
            place.sheet == sheet and row <= place.row <= last_row
            and column <= place.column <= last_column
        )  # fmt: skip

    @property
    def size(self) -> int:
        """How many cells it has."""
        rows = self.last.row - self.first.row + 1
        return rows * (self.last.column - self.first.column + 1)


class Reach(NamedTuple):
    """What an answer's formula uses: cells with formulas, names in small letters, ranges.

    `outside` says that one refers to another file, `known` that all of them can be computed here.
    """

    cells: frozenset[Spot]
    names: frozenset[str]
    areas: frozenset[Area]
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
    seen: set[Spot] = set()
    names: set[str] = set()
    areas: set[Area] = set()
    waiting, known, outside, cost = [spot], True, False, 0
    while waiting and len(seen) < MOST_FORMULAS:
        here = waiting.pop()
        text = saved_at(submission, here).formula if submission.sheets else None
        if here in seen or text is None:
            continue
        seen.add(here)
        outside = outside or bool(OUTSIDE.search(text))
        found = _used(submission, here, text)
        if found is None:
            known = False
            continue
        names |= found[0]
        for area in found[1] - areas:
            areas.add(area)
            cost += area.size
            if area.size > 1:
                cost += len(submission.sheets[area.first.sheet].cells)
            if cost > MOST_CELLS:
                break
            waiting += _formulas_in(submission, area)
        if cost > MOST_CELLS:
            known = False
            break
    known = known and not waiting
    return Reach(frozenset(seen), frozenset(names), frozenset(areas), outside, known)


def _used(
    submission: Submission, here: Spot, text: str
) -> tuple[frozenset[str], frozenset[Area]] | None:
    """The names and ranges of one formula; None where it cannot be computed here."""
    if len(text) > LONGEST:
        return None
    try:
        shape, references = taken_apart(f"={text}")
        names = parse(shape).names
    except (RefusedError, ClvxlError, RecursionError):
        return None
    numbers = {sheet.name.lower(): at for at, sheet in enumerate(submission.sheets)}
    areas = set()
    for each in references:
        at = here.sheet if each.sheet is None else numbers.get(each.sheet.lower())
        if at is None:
            return None
        areas.add(Area(Spot(at, *each[1:3]), Spot(at, *each[3:5])))
    for name in names:
        found = area_named(submission, name)
        if found is None:
            return None
        areas.add(Area(*found))
    return frozenset(names), frozenset(areas)


def _formulas_in(submission: Submission, area: Area) -> list[Spot]:
    first, last = area
    cells = submission.sheets[first.sheet].cells
    if first == last:
        return [first]
    return [
        Spot(first.sheet, row, column)
        for (row, column), saved in cells.items()
        if saved.formula is not None
        and first.row <= row <= last.row and first.column <= column <= last.column
    ]  # fmt: skip


def own_budget() -> Budget:
    """Return what computing the answers of one file may cost.

    >>> own_budget().cells
    20000000
    """
    return Budget(COST, SECONDS)


def computed(
    submission: Submission, spot: Spot, found: Reach, budget: Budget,
    instead: Mapping[Spot, Scalar] | None = None,
) -> Computed:  # fmt: skip
    """Return what an answer's formula gives, with other values in some cells.

    >>> nothing = Reach(*3 * [frozenset()], outside=False, known=False)
    >>> computed(Submission("a", (), {}, None, ""), Spot(0, 0, 0), nothing, own_budget())
    Computed(value=None, known=False)
    """
    if not found.known or found.outside:
        return Computed(None, False)
    used = _cells_used(submission, found, instead or {})
    if sum(_extent(cells) for cells in used) > MOST_CELLS:
        return Computed(None, False)
    sheets = tuple(
        Sheet(sheet.name or f"s{at}", cells=tuple(cells))
        for at, (sheet, cells) in enumerate(zip(submission.sheets, used, strict=True))
    )
    names = {}
    for name in found.names:
        area = area_named(submission, name)
        if area is not None:
            names[name] = Place(*area[0], *area[1][1:])
    try:
        with budget.charged():
            book = Book(Report("", sheets), names)
            return Computed(book.value_of(Place(*spot, *spot[1:])), True)
    except (RefusedError, ValueError, ClvxlError, ArithmeticError, RecursionError):
        return Computed(None, False)


def _cells_used(
    submission: Submission, found: Reach, instead: Mapping[Spot, Scalar]
) -> list[list[Cell]]:
    """The cells that an answer follows from, sheet by sheet."""
    used: list[dict[Spot, Cell]] = [{} for _ in submission.sheets]
    spots = (spot for area in found.areas for spot in _filled(submission, area))
    for here in (*found.cells, *spots):
        if here in used[here.sheet]:
            continue
        saved = saved_at(submission, here)
        value = instead.get(here, None if saved.error else saved.value)
        if here not in instead and here in found.cells:
            value = Formula(f"={saved.formula}")  # type: ignore[assignment]
        used[here.sheet][here] = Cell(here.row, here.column, value)
    return [list(cells.values()) for cells in used]


def _filled(submission: Submission, area: Area) -> Iterator[Spot]:
    """The cells of a range in which something stands."""
    first, last = area
    cells = submission.sheets[first.sheet].cells
    if area.size <= len(cells):
        for row in range(first.row, last.row + 1):
            for column in range(first.column, last.column + 1):
                if (row, column) in cells:
                    yield Spot(first.sheet, row, column)
        return
    for row, column in cells:
        if first.row <= row <= last.row and first.column <= column <= last.column:
            yield Spot(first.sheet, row, column)


def _extent(cells: list[Cell]) -> int:
    """How many cells a sheet has from its first to the last that is used."""
    rows = max((cell.row for cell in cells), default=-1) + 1
    return rows * (max((cell.column for cell in cells), default=-1) + 1)
