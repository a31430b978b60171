"""Covariates of a forecast by an engine: what memory says of each customer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as arrow
import pytest
from pyarrow import parquet

from clvxl.data import covariates
from clvxl.data.choices import columns_of
from clvxl.data.cleaning import clean_transactions
from clvxl.data.covariates import covariates_of
from clvxl.data.table import SourceTable
from clvxl.engines import parts
from clvxl.engines.duck import Duck
from clvxl.engines.sources import open_files
from clvxl.files.tables import Wishes, read_table
from tests.cli.test_commands import clvxl
from tests.engines.comparing import outcome
from tests.engines.test_large_command import rows

PEOPLE = 23
WISHES = Wishes(all_columns=True)


@pytest.fixture
def duck(monkeypatch: pytest.MonkeyPatch) -> Iterator[Duck]:
    """A database, whose lines come back in parts and are gone through bit by bit."""
    monkeypatch.setattr(parts, "PART_LINES", 60)
    monkeypatch.setattr(covariates, "BIT", 50)
    one = Duck(threads=1)
    yield one
    one.close()


def of_customers(value: Any) -> list[Any]:
    """A column of 200 lines that holds something of each customer."""
    return [value(n % PEOPLE) for n in range(200)]


def changed(cells: list[Any], *lines: int) -> list[Any]:
    """A column with another customer's value on some lines."""
    return [cells[(at + 1) % 7] if at in lines else cell for at, cell in enumerate(cells)]


WORDS = of_customers(lambda who: ["web", "shop", "phone", None][who % 4])
COLUMNS: dict[str, list[Any]] = {
    "words": WORDS,
    "words that change": changed(WORDS, 150, 120, 130),
    "a blank that changes": changed(WORDS, 40),
    "numbers": of_customers(lambda who: float(30 + who % 9)),
    "numbers of each": of_customers(lambda who: who * 1.25),
    "numbers with blanks": of_customers(lambda who: None if who == 5 else float(who)),
    "numbers as texts": of_customers(lambda who: f"{who}.50"),
    "texts with blanks": of_customers(lambda who: "" if who == 5 else " " if who == 6 else "x"),
    "whole numbers": of_customers(lambda who: 7 - who),
    "flags": of_customers(lambda who: who % 3 == 0),
    "flags with blanks": of_customers(lambda who: None if who % 5 == 0 else who % 3 == 0),
    "days": of_customers(lambda who: dt.date(2020, 1, 1 + who % 3)),
    "moments": of_customers(lambda who: dt.datetime(2020, 1, 1 + who % 3, 12, 30)),
    "too many words": of_customers(lambda who: f"W{who}"),
    "all alike": ["x"] * 200,
}  # fmt: skip
SALES = {
    "Customer": [f"C{n % PEOPLE}" for n in range(200)],
    "Date": [f"2024-{1 + n % 12:02}-{1 + n % 28:02}" for n in range(198)] + ["never", ""],
    "Amount": [float(n % 50 - 3) for n in range(200)],
}


def answer(table: SourceTable, who: slice = slice(None), name: str = "covariate") -> Any:
    """What is said of customers, or the refusal."""
    cleaned = clean_transactions(table, columns_of(table))
    customers = np.arange(len(cleaned.labels))[who]

    def found() -> Any:
        values, titles = covariates_of([name], table, cleaned, customers)
        return None if values is None else values.tolist(), titles

    return outcome(found)


@pytest.mark.parametrize("name", COLUMNS)
@pytest.mark.parametrize("kind", ["parquet", "csv"])
def test_a_column_says_what_it_says_in_memory(
    tmp_path: Path, duck: Duck, name: str, kind: str
) -> None:
    """Values, the words' order, blanks, changes and what tells nothing are the same."""
    path = tmp_path / f"sales.{kind}"
    table = arrow.table(SALES | {"Covariate": COLUMNS[name]})
    if kind == "parquet":
        parquet.write_table(table, path)
    else:
        table.to_pandas().to_csv(path, index=False)
    for who in (slice(None), slice(6), slice(7, None, 3)):
        memory = answer(read_table(path, WISHES), who)
        assert memory == answer(open_files(duck, [path], WISHES), who)


def test_lines_of_orders(tmp_path: Path, duck: Duck) -> None:
    """Of an order its first line tells, both ways; customers without a purchase tell nothing."""
    path = tmp_path / "sales.csv"
    lines = [
        f"{n // 3},C{n // 3 % 7},2024-01-{1 + n // 3:02},{(n + 1) * (1 if n // 3 % 7 else -1)},"
        f"{'other' if n % 3 else 'web' if n // 3 % 7 % 2 else 'shop'}\n"
        for n in range(84)
    ]
    path.write_text("Order,Customer,Date,Amount,Channel\n" + "".join(lines))
    for table in (read_table(path, WISHES), open_files(duck, [path], WISHES)):
        found = answer(table, name="channel")
        assert ([[0.0], [1.0]] * 3, ("Channel = shop",)) == found


def test_the_command_forecasts_both_ways(tmp_path: Path) -> None:
    """A forecast with covariates is the same, cell by cell."""
    source = tmp_path / "sales.csv"
    lines = [
        f"C{n % 61},2024-{1 + n * 7 % 12:02}-{1 + n * 5 % 28:02},{n % 50 + 1}.5,{20 + n % 61 % 4}\n"
        for n in range(500)
    ]
    source.write_text("Customer,Date,Amount,Age\n" + "".join(lines))
    for engine in ("memory", "duckdb"):
        done = clvxl(
            "forecast", source, "--engine", engine, "--covariates", "Age", "--model", "bgnbd",
            "-o", tmp_path / f"{engine}.xlsx",
        )  # fmt: skip
        assert 0 == done.exit_code, done.output
    for sheet in ("Summary", "Customers", "Fit"):
        assert rows(tmp_path / "memory.xlsx", sheet) == rows(tmp_path / "duckdb.xlsx", sheet)
    assert "Age" in str(rows(tmp_path / "duckdb.xlsx", "Fit"))
