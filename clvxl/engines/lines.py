"""The lines of a table in an engine: a relation that grows by the columns that are asked for.

A stage adds columns: those of a map that is joined to a column, or those of a window. A question is
asked of the relation with the stages alone that it needs.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeAlias

import numpy as np

if TYPE_CHECKING:
    import pyarrow as arrow
    from numpy.typing import NDArray

__all__ = ["Engine", "Files", "Lines", "Work", "literal"]


Files: TypeAlias = "Callable[[Callable[[int, Path], Any]], Iterator[Any]]"
"""Does some work with the number and the place of each file, and yields what it returns."""


class Engine(Protocol):
    """What runs questions: their words are DuckDB's, another engine translates them."""

    folder: Path
    keeps: bool
    tell: Callable[[float], None]

    def rows(self, question: str) -> arrow.Table:
        """Answer a question."""

    def batches(self, question: str) -> Iterator[arrow.RecordBatch]:
        """Answer a question bit by bit."""

    def put(self, name: str, table: arrow.Table) -> None:
        """Make a small table known by a name, in place of what had it."""

    distant: bool

    def each_part(
        self, question: str, rows: int, parts: tuple[int, Path],
        work: Callable[[arrow.Table, Path], Any],
    ) -> tuple[list[Any], Files]:  # fmt: skip
        """Do some work with each part of an answer; `part`, its first column, says which it is.

        `rows` are how many the answer has, `parts` how many parts there are and a folder; `work`
        gets a part and the file that it writes. The answer is what it returned of each part, and
        what does further work with these files.
        """

    def part(self, key: str, parts: int) -> str:
        """Say in which of some parts a key is."""

    def place(self, rows: int) -> str:
        """Say the number of a line of so many, as small as it can be."""

    def exact_sum(self, values: str) -> str:
        """Say a sum whose last digits do not depend on the order of adding."""


def literal(value: Any) -> str:
    """Write a value in a question; NaN and None are NULL.

    >>> literal(2.5), literal("it's"), literal(None), literal(True)
    ('2.5e0', "'it''s'", 'NULL', 'TRUE')
    """
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return "NULL"
    if isinstance(value, bool | np.bool_):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | np.integer):
        return str(int(value))
    if isinstance(value, float):
        said = repr(float(value))
        return said if "e" in said else f"{said}e0"
    return "'" + str(value).replace("'", "''") + "'"


@dataclass
class Stage:
    """Columns that are added to a relation, and the stages that they need."""

    needs: frozenset[int]

    def wrapped(self, relation: str) -> str:
        """Return the relation with the columns."""
        raise NotImplementedError


@dataclass
class Window(Stage):
    """One column that looks at other lines."""

    name: str
    expression: str

    def wrapped(self, relation: str) -> str:
        return f"(SELECT *, {self.expression} AS {self.name} FROM {relation} AS p)"


@dataclass
class Joined(Stage):
    """Columns of a small table, joined by a key of which it has each once."""

    table: str
    on: str
    columns: dict[str, Any] = field(default_factory=dict)

    def wrapped(self, relation: str) -> str:
        added = "".join(f", m.{name}" for name in self.columns if name != "k")
        return f"(SELECT p.*{added} FROM {relation} AS p LEFT JOIN {self.table} AS m ON {self.on})"


class Work(NamedTuple):
    """What is done with columns by modules that know them.

    Attributes
    ----------
    kept : callable
        As `clvxl.engines.parts.kept_lines`.
    summed : callable
        As `clvxl.engines.summed.kept_customers`.
    customers : callable
        As `clvxl.engines.customers.customers_of`.
    """

    kept: Callable[..., Any]
    summed: Callable[..., Any]
    customers: Callable[..., Any]


class Lines:
    """A table of lines in an engine.

    Attributes
    ----------
    engine : Engine
    base : str
        A relation with the column `line`, from 0 in the order of the table, and the table's own.
    rows : int
        How many lines there are.
    work : Work
    """

    def __init__(self, engine: Engine, base: str, rows: int, work: Work) -> None:
        self.engine, self.base, self.rows, self.work = engine, base, rows, work
        self.stages: list[Stage] = []
        self.known: dict[str, Any] = {}
        self.names = 0

    def name(self, kind: str) -> str:
        """Return a name that nothing has yet."""
        self.names += 1
        return f"{kind}{self.names}"

    def add(self, stage: Stage) -> frozenset[int]:
        """Add a stage; the answer is what its columns need."""
        self.stages.append(stage)
        return frozenset((len(self.stages) - 1,))

    def relation(self, needs: Iterable[int]) -> str:
        """Return the relation with the stages that are needed."""
        wanted, waiting = set(), list(needs)
        while waiting:
            at = waiting.pop()
            if at not in wanted:
                wanted.add(at)
                waiting += self.stages[at].needs
        found = self.base
        for at in sorted(wanted):
            found = self.stages[at].wrapped(found)
        return found

    def ask(self, expressions: Sequence[str], needs: Iterable[int] = ()) -> list[Any]:
        """Return totals of all lines, one value an expression."""
        missing = [each for each in dict.fromkeys(expressions) if each not in self.known]
        if missing:
            said = ", ".join(f"{each} AS a{at}" for at, each in enumerate(missing))
            found = self.table(f"SELECT {said} FROM {self.relation(needs)} AS p")
            for at, each in enumerate(missing):
                self.known[each] = found.column(at)[0].as_py()
        return [self.known[each] for each in expressions]

    def table(self, question: str) -> arrow.Table:
        """Answer a question of any kind."""
        return self.engine.rows(question)

    def gathered(self, question: str, rows: int) -> list[NDArray[Any]]:
        """Return the columns of an answer of so many rows, sorted by the last one, the lines."""
        held: list[NDArray[Any]] = []
        filled = 0
        for batch in self.engine.batches(question):
            columns = [each.to_numpy(zero_copy_only=False) for each in batch.columns]
            held = held or [np.empty(rows, each.dtype) for each in columns]
            for whole, part in zip(held, columns, strict=True):
                whole[filled : filled + len(part)] = part
            filled += batch.num_rows
        order = np.argsort(held[-1], kind="stable")
        return [each[order] for each in held]

    def join(self, on: str, needs: Iterable[int], key: Any, columns: dict[str, Any]) -> Joined:
        """Join a map to an expression `on`; its columns get the names that they have here."""
        stage = Joined(frozenset(needs), self.name("m"), "", {"k": key})
        stage.on = f"{on} = m.k"
        self.add(stage)
        self.extend(stage, columns)
        return stage

    def extend(self, stage: Joined, columns: dict[str, Any]) -> frozenset[int]:
        """Give a map further columns."""
        import pyarrow as arrow

        if columns:
            stage.columns |= columns
            self.engine.put(stage.table, arrow.table(stage.columns))
        return frozenset((self.stages.index(stage),))

    def folder(self) -> Path:
        """Return a new folder for what is kept of the lines."""
        import tempfile

        return Path(tempfile.mkdtemp(prefix="lines-", dir=self.engine.folder))
