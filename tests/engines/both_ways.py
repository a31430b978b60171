"""Cleaning in memory and by an engine beside each other, for pytest: `-p tests.engines.both_ways`.

Each table that a test cleans is cleaned by DuckDB too, and both answers have to be the same. How many
were compared is printed at the end.
"""

from __future__ import annotations

from typing import Any

from clvxl.data import cleaning
from clvxl.data.columns import ColumnMap
from clvxl.data.records import CleaningOptions
from clvxl.data.table import SourceTable
from clvxl.engines import left_out
from clvxl.engines.duck import Duck
from tests.engines.comparing import joined, outcome, same, to_engine

IN_MEMORY = {"tables": cleaning.clean_transactions, "summaries": cleaning.clean_summaries}
COMPARED = {"tables": 0, "refused": 0, "of workbooks": 0, "summaries": 0}
_ENGINE: list[Duck] = []


def engine() -> Duck:
    """One database for all tables."""
    if not _ENGINE:
        _ENGINE.append(Duck(memory=1 << 30, threads=1))
    return _ENGINE[0]


def both_ways(kind: str) -> Any:
    """A cleaning, in memory and by the engine, that compares both."""
    work = IN_MEMORY[kind]

    def clean(
        table: SourceTable, columns: ColumnMap, options: CleaningOptions | None = None
    ) -> Any:
        memory = outcome(lambda: work(table, columns, options))
        if not table.rows or table.numbers or any(table.errors.values()):
            COMPARED["of workbooks"] += 1
        else:
            other = outcome(lambda: joined(work(to_engine(table, engine()), columns, options)))
            same(memory, other)
            COMPARED["refused" if isinstance(memory, tuple) else kind] += 1
        return work(table, columns, options)

    return clean


def pytest_configure() -> None:
    """Put both ways in the place of one, where this is a plugin and not only looked into."""
    cleaning.clean_transactions = both_ways("tables")
    cleaning.clean_summaries = both_ways("summaries")
    left_out.LISTED = 10_000_000


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say how many tables were compared, and forget them."""
    for one in _ENGINE:
        one.close()
    terminalreporter.write_line(" ".join(f"{key}: {number}," for key, number in COMPARED.items()))
