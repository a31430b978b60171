"""All formulas of a report, and the order in which they are computed.

A formula that needs a cell not yet computed is put aside until that one is there: on a stack of
our own, so that a column of any length may refer to itself upwards or downwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from clvxl.exercises.formulas.budget import spend
from clvxl.exercises.formulas.evaluator import Frame, Node, Place, single
from clvxl.exercises.formulas.grid import WAITING, Grid, contents, plain
from clvxl.exercises.formulas.parser import Reference, parse, taken_apart
from clvxl.exercises.formulas.values import Block, CellError, Lexicon, RefusedError, Scalar
from clvxl.report.addresses import cell_address, on_sheet
from clvxl.report.records import Area, Formula, Report, Sheet

__all__ = ["Book", "Fault"]

STEP = 256
"""So many formulas are computed between two words on progress."""

A_FORMULA = 20
"""A formula costs as much as so many cells that are looked at."""

ADDRESSES = 12
"""So many cells of a circle are named."""


@dataclass(eq=False, slots=True)
class _Job:
    """A formula to be computed, and its cell."""

    text: str
    place: Place
    tree: Node
    places: tuple[Place, ...]
    started: bool = False
    done: bool = False


class _WaitingError(Exception):
    """A formula needs others that have not been computed."""

    def __init__(self, jobs: list[_Job]) -> None:
        self.jobs = jobs


class Fault(NamedTuple):
    """A formula that gives an error value, and why where that is known."""

    cell: str
    formula: str
    error: CellError
    reason: str

    def __str__(self) -> str:
        because = f": {self.reason}" if self.reason else ""
        return f"{self.cell}: {self.formula} gives {self.error}{because}"


class Book:
    """A report's cells; `compute` gives every formula its value.

    A formula that cannot be read is refused by a ValueError when the book is made. `faults` are
    the formulas that give error values, those first from which others follow; `caught` those of
    our own functions that give one for which IFERROR shows something else.
    """

    def __init__(self, report: Report, names: Mapping[str, Place] | None = None) -> None:
        self.names: dict[str, Place] = dict(names or {})
        self.faults: list[Fault] = []
        self.caught: list[Fault] = []
        self._sheets = [sheet.name for sheet in report.sheets]
        self._numbers = {name.lower(): at for at, name in enumerate(self._sheets)}
        self._grids: list[Grid] = []
        self._jobs: dict[tuple[int, int, int], _Job] = {}
        self._blocks: dict[Place, Block] = {}
        for at, sheet in enumerate(report.sheets):
            self._add_names(at, sheet)
        lexicon = Lexicon()
        for at, sheet in enumerate(report.sheets):
            filled = list(contents(sheet))
            self._grids.append(Grid(filled, lexicon))
            for content in filled:
                self._put(content.value, _cell(at, content.row, content.column))

    def _add_names(self, sheet: int, record: Sheet) -> None:
        named = [(cell.name, _cell(sheet, cell.row, cell.column)) for cell in record.cells]
        for table in record.tables:
            bodies = enumerate(table.columns)
            named += [(column.name, _placed(sheet, table.body(at))) for at, column in bodies]
        for name, place in named:
            if name is not None and name.lower() in self.names:
                raise ValueError(f"the name {name} is given twice")
            if name is not None:
                self.names[name.lower()] = place

    def _put(self, given: Any, place: Place) -> None:
        """Put a value where it stands, or note that a formula does."""
        sheet, row, column = at = place[:3]
        grid, computes = self._grids[sheet], isinstance(given, Formula)
        if at in self._jobs or (computes and grid.cell(row, column) is not None):
            raise ValueError(f"{self._address(place)}: a formula and something else stand there")
        if computes:
            self._jobs[at] = self._job(given.text, place)
            grid.expect(row, column)
            return
        try:
            grid.put(row, column, plain(given))
        except TypeError as error:
            raise ValueError(f"{self._address(place)}: {error}") from None

    def _job(self, text: str, place: Place) -> _Job:
        """Parse a formula and find what it refers to."""
        try:
            form, references = taken_apart(text)
            shape = parse(form)
            unknown = sorted(shape.names - self.names.keys())
            if unknown:
                raise RefusedError(f"unknown name {', '.join(unknown)}")
            places = tuple(self._resolved(reference, place.sheet) for reference in references)
        except RefusedError as error:
            raise self._refused(place, str(error), text) from None
        return _Job(text, place, shape.tree, places)

    def _resolved(self, reference: Reference, sheet: int) -> Place:
        if reference.sheet is None:
            return Place(sheet, *reference[1:])
        if reference.sheet.lower() not in self._numbers:
            raise RefusedError(f"unknown sheet {reference.sheet}")
        return Place(self._numbers[reference.sheet.lower()], *reference[1:])

    def _address(self, place: Place) -> str:
        cell = cell_address(place.first_row, place.first_column, fixed="none")
        return on_sheet(self._sheets[place.sheet], cell)

    def _refused(self, place: Place, reason: str, formula: str) -> ValueError:
        return ValueError(f"{self._address(place)}: {reason}, in {formula}")

    def value(self, sheet: str, row: int, column: int) -> Scalar:
        """Return a cell's value; rows and columns count from 0."""
        found: Scalar = self._grids[self._numbers[sheet.lower()]].cell(row, column)
        return found

    def cell(self, place: Place) -> Scalar:
        """Return the value of one cell, or tell that it has to be computed."""
        value: Scalar = self._grids[place.sheet].cell(place.first_row, place.first_column)
        if value is WAITING:
            raise _WaitingError([self._jobs[place[:3]]])
        return value

    def block(self, place: Place) -> Block:
        """Return the values of a range, or tell which have to be computed."""
        found = self._blocks.get(place)
        if found is None:
            grid = self._grids[place.sheet]
            waiting = grid.waiting(place)
            if waiting:
                raise _WaitingError([self._jobs[place.sheet, *at] for at in waiting])
            spend(_size(place))
            found = self._blocks[place] = grid.block(place)
        return found

    def compute(self, progress: Callable[[float], None] | None = None) -> None:
        """Compute all formulas.

        Raises
        ------
        ValueError
            A formula that meets what is refused, or needs its own value.
        """
        jobs = list(self._jobs.values())
        for count, job in enumerate(jobs):
            if progress is not None and count % STEP == 0:
                progress(count / len(jobs))
            self._settle(job)
        if progress is not None:
            progress(1.0)

    def value_of(self, place: Place) -> Scalar:
        """Return the value of one cell, having computed what it needs and no more.

        Raises
        ------
        ValueError
            A formula that meets what is refused, or needs its own value.
        """
        job = self._jobs.get(place[:3])
        if job is not None:
            self._settle(job)
        return self.cell(place)

    @contextmanager
    def standing(self, values: Mapping[Place, Scalar]) -> Iterator[None]:
        """Have other values stand in cells for a while; what follows from them follows them.

        Formulas that reach such a cell through a name keep what they gave.
        """
        kept = {place: self._jobs.pop(place[:3], None) for place in values}
        old = {place: self._grids[place.sheet].cell(*place[1:3]) for place in values}
        for place, value in values.items():
            self._grids[place.sheet].put(*place[1:3], value)
        self._forget(values)
        try:
            yield
        finally:
            for place, job in kept.items():
                self._grids[place.sheet].put(*place[1:3], old[place])
                if job is not None:
                    self._jobs[place[:3]] = job
            self._forget(values)

    def _forget(self, changed: Iterable[Place]) -> None:
        """Have all formulas computed anew that follow from changed cells."""
        for place in changed:
            for sheet, row, column in self.followers(place):
                job = self._jobs.get((sheet, row, column))
                if job is not None and job.done:
                    job.done = job.started = False
                    self._grids[sheet].expect(row, column)
        self._blocks.clear()

    def followers(self, place: Place) -> set[tuple[int, int, int]]:
        """Return the cells whose formulas use a cell, or use others that do."""
        jobs, areas = self._referring
        found: set[tuple[int, int, int]] = set()
        waiting = [place[:3]]
        while waiting:
            sheet, row, column = waiting.pop()
            inside = (
                (areas[:, 0] == sheet) & (areas[:, 1] <= row) & (areas[:, 2] <= column)
                & (areas[:, 3] >= row) & (areas[:, 4] >= column)
            )  # fmt: skip
            new = {jobs[at].place[:3] for at in np.flatnonzero(inside).tolist()} - found
            found |= new
            waiting += new
        return found

    def source_of(self, place: Place) -> Place | None:
        """Return the cell of which a cell is the mere copy; None where it is something else."""
        job = self._jobs[place[:3]]
        shape, _ = taken_apart(job.text)
        alone = shape == "\x00" and job.places[0][1:3] == job.places[0][3:5]
        return job.places[0] if alone else None

    @cached_property
    def _referring(self) -> tuple[list[_Job], NDArray[np.int64]]:
        """The formulas, once for each cell or range that they refer to, and these."""
        pairs = [(job, place) for job in self._jobs.values() for place in job.places]
        areas = np.array([place for _, place in pairs], dtype=np.int64).reshape(-1, 5)
        return [job for job, _ in pairs], areas

    def _settle(self, job: _Job) -> None:
        """Compute a formula, and before it those that it needs.

        What is on the stack and started is being computed for the sake of what is above it.
        """
        stack = [job]
        while stack:
            current = stack[-1]
            if current.done:
                stack.pop()
                continue
            current.started = True
            try:
                self._run(current)
            except _WaitingError as waiting:
                if any(needed.started for needed in waiting.jobs):
                    raise self._circular(current, stack) from None
                stack += reversed(waiting.jobs)

    def _circular(self, job: _Job, stack: list[_Job]) -> ValueError:
        circle = [self._address(begun.place) for begun in stack if begun.started]
        named = ", ".join(circle[-ADDRESSES:])
        return self._refused(job.place, f"circular reference through {named}", job.text)

    def _run(self, job: _Job) -> None:
        frame = Frame(self, job.place.first_row, job.place.first_column, job.places)
        try:
            spend(A_FORMULA)
            self._store(job, single(job.tree(frame, False)), frame)
        except RefusedError as error:
            raise self._refused(job.place, str(error), job.text) from None
        job.done = True

    def _store(self, job: _Job, value: Scalar, frame: Frame) -> None:
        """Keep what a formula gives; a blank is a 0."""
        if isinstance(value, CellError):
            self.faults.append(self._fault(job, value, frame))
        elif frame.caught is not None and frame.reason:
            self.caught.append(self._fault(job, frame.caught, frame))
        sheet, row, column = job.place[:3]
        self._grids[sheet].put(row, column, 0.0 if value is None else value)

    def _fault(self, job: _Job, error: CellError, frame: Frame) -> Fault:
        return Fault(self._address(job.place), job.text, error, frame.reason)


def _cell(sheet: int, row: int, column: int) -> Place:
    return Place(sheet, row, column, row, column)


def _size(place: Place) -> int:
    rows, columns = place.last_row - place.first_row + 1, place.last_column - place.first_column + 1
    return rows * columns


def _placed(sheet: int, area: Area) -> Place:
    return Place(sheet, area.first_row, area.first_column, area.last_row, area.last_column)
