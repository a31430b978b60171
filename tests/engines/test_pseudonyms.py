"""Customers under other names by an engine: the same tokens, hidden in the same places."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as arrow
import pytest
from openpyxl import load_workbook
from pyarrow import parquet

from clvxl.data.choices import columns_of
from clvxl.data.cleaning import clean_summaries, clean_transactions
from clvxl.data.pseudonyms import Pseudonyms, pseudonyms_of
from clvxl.data.table import SourceTable
from clvxl.engines import left_out
from clvxl.engines.duck import Duck
from clvxl.engines.sources import open_files
from clvxl.files.tables import Wishes, read_table
from clvxl.jobs import pseudonyms
from tests.cli.test_commands import clvxl
from tests.engines.comparing import joined, same
from tests.engines.test_large_command import HEADER, rows, sales
from tests.engines.test_sources import COLUMNS, TEXTS
from tests.engines.test_summed import TEXTS as SUMMED

KEY = b"sixteen letters!"
NAMES = {
    "names of all kinds": "Customer,Date,Amount\n" + "".join(
        f"{name},{day},5\n" for day in ("2024-01-05", "x") for name in (
            "Ann", " Ann", "ann", "Jose\u0301", "José", "李四", "A@X.org", "a@x.org ", "007", "7", "7.0",
            "#N/A", "NULL", "", "Total", "Guest", "\u200bZoe", "'Bo'", "1.23457E+11",
        )
    ),
    "numbers": "Customer,Date,Amount\n1,2024-01-05,5\n2.5,2024-01-06,6\n1.0,x,7\n,2024-01-06,8\n3,y,1\n",
    "orders": "Order,Customer,Date,Amount\n1,Ann,2024-01-05,5\n1,,x,\n2,Bo,2024-02-05,3\n2,,2024-02-05,y\n",
    "a guest": "Customer,Date,Amount\nGuest,2024-01-05,5\nGUEST,2024-01-05,6\nAnn,2024-01-05,6\n",
}  # fmt: skip


@pytest.fixture
def duck() -> Iterator[Duck]:
    """A database."""
    one = Duck(threads=1)
    yield one
    one.close()


def hidden(table: SourceTable) -> tuple[Pseudonyms, Any]:
    """The tokens of a table, and its clean sales under them."""
    columns = columns_of(table)
    clean = clean_summaries if columns.kind == "summary" else clean_transactions
    cleaned = joined(clean(table, columns))
    found = pseudonyms_of(table, cleaned.reading.columns.roles["customer"], KEY)
    return found, found.of(cleaned)


def both(duck: Duck, path: Path) -> None:
    """Refuse any difference between the tokens of a file both ways."""
    expected, shown = hidden(read_table(path))
    found, also_shown = hidden(open_files(duck, [path], Wishes()))
    assert expected.labels.tolist() == found.labels.tolist()
    assert expected.tokens.tolist() == found.tokens.tolist()
    same(shown, also_shown)
    assert set(also_shown.labels.tolist()) <= set(expected.tokens.tolist())


REFUSED = ("thousands or not", "old encoding", "a question", "recency that is none", "T without numbers",
           "lifetimes without T", "nobody is left", "two customers")  # fmt: skip
"""Tables that are not cleaned, or not as utf-8."""


@pytest.mark.parametrize("name", sorted({*TEXTS, *NAMES, *SUMMED} - {*REFUSED}))
def test_a_text_file_has_the_same_tokens(tmp_path: Path, duck: Duck, name: str) -> None:
    """Each customer, used or left out, and each cell of a line left out is hidden alike."""
    path = tmp_path / "sales.csv"
    path.write_text((TEXTS | NAMES | SUMMED)[name], encoding="utf-8")
    both(duck, path)


@pytest.mark.parametrize("name", COLUMNS)
def test_a_parquet_file_has_the_same_tokens(tmp_path: Path, duck: Duck, name: str) -> None:
    """Customers that are numbers, flags or bytes are hidden alike."""
    path = tmp_path / "sales.parquet"
    table = dict(zip(("Customer", "Date", "Amount"), COLUMNS[name], strict=True))
    parquet.write_table(arrow.table(table), path)
    both(duck, path)


def test_lines_beyond_the_list_are_hidden(
    tmp_path: Path, duck: Duck, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file of all lines left out shows the tokens that memory shows."""
    path = tmp_path / "sales.csv"
    path.write_text(NAMES["names of all kinds"], encoding="utf-8")
    _, expected = hidden(read_table(path))
    monkeypatch.setattr(left_out, "LISTED", 3)
    _, shown = hidden(open_files(duck, [path], Wishes()))
    every = shown.left_out.rest.part(0, 100)
    for each in ("row", "customer", "date", "amount"):
        assert getattr(expected.left_out, each).tolist() == getattr(every, each).tolist()


def key_list(path: Path) -> list[tuple[object, ...]]:
    """The rows of a list that leads back."""
    book = load_workbook(path, read_only=True)
    sheet = book.worksheets[0]
    found = [tuple(row) for row in sheet.iter_rows(min_row=3, max_col=2, values_only=True)]
    book.close()
    return found


def test_the_command_hides_customers_both_ways(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Report, key list and the file of lines left out show what memory shows, and no customer."""
    monkeypatch.setattr(left_out, "LISTED", 10)
    source = tmp_path / "sales.csv"
    source.write_text(sales(400, 30) + "Somebody,never,5\n")
    for engine in ("memory", "duckdb"):
        done = clvxl(
            "segment", source, "--engine", engine, "--pseudonyms", "-o", tmp_path / f"{engine}.xlsx"
        )
        assert 0 == done.exit_code, done.output
    for sheet in ("Summary", "Customers"):
        # what is told of lines beyond the list is the engine's own
        memory, engine = (rows(tmp_path / f"{each}.xlsx", sheet) for each in ("memory", "duckdb"))
        assert memory == [row for row in engine if "first 10" not in str(row)]
    assert key_list(tmp_path / "memory-key-list.xlsx") == key_list(
        tmp_path / "duckdb-key-list.xlsx"
    )
    tokens = dict(key_list(tmp_path / "duckdb-key-list.xlsx")[1:])
    file = parquet.read_table(tmp_path / "duckdb-left-out.parquet").to_pylist()
    assert ["C1"] * 30 + ["Somebody"] == [tokens[row["Customer"]] for row in file]
    assert {"•••"} == {row["Date"] for row in file}


def test_a_customer_in_a_files_name_is_found(tmp_path: Path) -> None:
    """What would show a customer is refused by an engine too, and nothing is written."""
    folder = tmp_path / "sales"
    folder.mkdir()
    (folder / "Anna Bell.csv").write_text(HEADER + "Anna Bell,2024-01-05,5\nBo,2024-01-06,6\n")
    done = clvxl("segment", folder, "--pseudonyms", "-o", tmp_path / "o.xlsx")
    assert (1, True) == (done.exit_code, "would show a customer" in done.output)
    assert [] == [*tmp_path.glob("o*")]


def test_a_list_that_is_longer_than_a_sheet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It becomes a .parquet file, in the order of the tokens, for its owner alone to read."""
    monkeypatch.setattr(pseudonyms, "ROOM", 5)
    source = tmp_path / "sales.csv"
    source.write_text(sales(100))
    done = clvxl("segment", source, "--pseudonyms", "-o", tmp_path / "o.xlsx")
    assert 0 == done.exit_code, done.output
    path = tmp_path / "o-key-list.parquet"
    found = parquet.read_table(path).to_pylist()
    assert sorted(row["Token"] for row in found) == [row["Token"] for row in found]
    assert {f"C{n}" for n in range(7)} == {row["Customer"] for row in found}
    assert 0o600 == path.stat().st_mode & 0o777
