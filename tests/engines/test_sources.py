"""Files, folders and databases as DuckDB reads them, beside the readers in memory."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as arrow
import pytest
from pyarrow import parquet

from clvxl.data.choices import columns_of
from clvxl.data.cleaning import clean_transactions
from clvxl.data.table import SourceTable
from clvxl.engines.databases import open_database
from clvxl.engines.duck import Duck
from clvxl.engines.opening import Resources, memory_of, opened
from clvxl.engines.sources import named_files, open_files
from clvxl.errors import ClvxlError, FileError, InputError, TableError
from clvxl.files.tables import Wishes, read_table
from tests.engines.comparing import joined, outcome, same

TEXTS = {
    "plain": "Customer,Date,Amount\nAnn,2024-01-05,12.50\nBo,2024-02-05,3\nAnn,2024-03-05,-2.5\n",
    "quotes": 'Customer,Date,Amount\n"Ann, B.",2024-01-05,"1,250.50"\n"two\nlines",2024-02-05,3\n',
    "blank lines": "Customer,Date,Amount\n\nAnn,2024-01-05,12.50\n\n\nBo,2024-02-05,3\n",
    "too many values": "Customer,Date,Amount\nAnn,2024-01-05,1,250\nBo,2024-02-05,3\nCy,2024-01-06,4,,,,,9\n",
    "far too many": "Customer,Date,Amount\nAnn,2024-01-05,1,2,3,4,5,6,7,8\nBo,2024-02-05,3\n",
    "too few values": "Customer,Date,Amount\nAnn,2024-01-05\nBo,2024-02-05,3\nCy\n",
    "a title above": "Sales of 2024\n\nCustomer;Date;Amount\nAnn;05.01.2024;12,50\nBo;25.02.2024;3,00\n",
    "no line end": "Customer,Date,Amount\r\nAnn,2024-01-05,12.50\r\nBo,2024-02-05,3",
    "old line ends": "Customer,Date,Amount\rAnn,2024-01-05,12.50\rBo,2024-02-05,3\r",
    "blanks": "Customer,Date,Amount\n Ann ,2024-01-05, 12.50 \nAnn,2024-02-05,\n  ,2024-02-05,3\n",
    "thousands or not": "Customer,Date,Amount\nAnn,2024-01-05,1.250\nBo,2024-02-05,3.500\n",
    "no headers": "Ann,2024-01-05,12.50\nBo,2024-02-05,3.75\nCy,2024-02-06,4.25\n",
    "words": "Customer,Date,Amount\nAnn,2024-01-05,12.50\nNULL,2024-02-05,3\nBo,n/a,4\nBo,2024-01-06,x\n",
    "old encoding": "Customer,Date,Amount\nJosé,2024-01-05,12.50\nMüller,2024-02-05,3\n",
    "tabs": "Customer\tDate\tAmount\nAnn\t2024-01-05 10:30\t12.50\nBo\t2024-02-05 23:59:59\t3\n",
    "orders": "Order,Customer,Date,Amount\n1,Ann,2024-01-05,5\n1,,,7\n2,Bo,2024-02-05,3\n2,Bo,2024-02-06,3\n",
}  # fmt: skip


@pytest.fixture
def duck() -> Iterator[Duck]:
    """A database."""
    one = Duck(threads=1)
    yield one
    one.close()


def cleaned(table: SourceTable) -> Any:
    """The clean sales of a table, or its refusal."""
    return outcome(lambda: joined(clean_transactions(table, columns_of(table))))


def both(duck: Duck, path: Path) -> None:
    """Refuse any difference between a file read by DuckDB and in memory."""
    memory = read_table(path)
    by_duck = open_files(duck, [path], Wishes())
    assert (memory.source, memory.headers, memory.first_row, memory.typed) == (
        by_duck.source, by_duck.headers, by_duck.first_row, by_duck.typed,
    )  # fmt: skip
    assert (memory.facts, memory.found) == (by_duck.facts, by_duck.found)
    same(cleaned(memory), cleaned(by_duck))


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_file_is_read_as_in_memory(tmp_path: Path, duck: Duck, name: str) -> None:
    """Quotes, blank lines, values too many or too few, encodings and line ends make no difference."""
    path = tmp_path / "sales.csv"
    encoding = "cp1252" if name == "old encoding" else "utf-8"
    path.write_bytes(TEXTS[name].encode(encoding))
    both(duck, path)


@pytest.mark.parametrize("ending", ["gz", "zst"])
def test_a_packed_file_is_read_as_in_memory(tmp_path: Path, duck: Duck, ending: str) -> None:
    """A packed file is unpacked while it is read, also as one of a folder."""
    path = tmp_path / f"sales.csv.{ending}"
    with arrow.output_stream(path, compression={"gz": "gzip", "zst": "zstd"}[ending]) as packed:
        packed.write(TEXTS["quotes"].encode())
    both(duck, path)
    assert [path] == named_files(str(tmp_path))


DAYS = [dt.date(2024, 1, 5), dt.date(2024, 2, 5), None, dt.date(2024, 3, 5)]
MOMENTS = [dt.datetime(2024, 1, 5, 23, 30), dt.datetime(2024, 2, 5), None, dt.datetime(2024, 3, 5)]
COLUMNS: dict[str, tuple[Any, Any, Any]] = {
    "numbers": ([1, 2, 2, None], DAYS, [1.5, 2.0, None, 4.0]),
    "texts": (["a", "b ", None, "007"], ["2024-01-05", "x", "2024-02-05", None], ["1", "2", "3", "4"]),
    "long numbers": ([12345678901234567, 2, 2, 3], DAYS, [1, 2, 3, 4]),
    "decimals": (["a", "b", "c", "d"], MOMENTS, [Decimal("1.10"), None, Decimal("2.20"), Decimal("3.30")]),
    "zones": (["a", "b", "c", "d"], arrow.array(MOMENTS, arrow.timestamp("us", "Asia/Tokyo")), [1, 2, 3, 4]),
    "flags": ([True, False, True, None], DAYS, [1, 2, 3, 4]),
    "bytes": ([b"a", b"b", b"a", b"c"], DAYS, [1.0, float("nan"), float("inf"), 2.0]),
    "years and months": (["a", "b", "c", "d"], [20240105, 20240205, 20240305, 1], [1, 2, 3, 4]),
    "seconds": (["a", "b", "c", "d"], [1704412800, 1707091200, 1709596800, None], [1, 2, 3, 4]),
}  # fmt: skip


@pytest.mark.parametrize("name", COLUMNS)
def test_a_parquet_file_is_read_as_in_memory(tmp_path: Path, duck: Duck, name: str) -> None:
    """Each kind of column holds the same customers, days and amounts both ways."""
    path = tmp_path / "sales.parquet"
    parquet.write_table(
        arrow.table(dict(zip(("Customer", "Date", "Amount"), COLUMNS[name], strict=True))), path
    )
    both(duck, path)


def parts(folder: Path) -> list[Path]:
    """The same sales in two files."""
    header, *lines = TEXTS["plain"].splitlines(keepends=True)
    paths = [folder / "1.csv", folder / "2.csv"]
    paths[0].write_text(header + lines[0])
    # the same columns in another order
    paths[1].write_text("Amount,Customer,Date\n" + "".join(
        ",".join([amount, customer, day]) + "\n"
        for customer, day, amount in (line.strip().split(",") for line in lines[1:])
    ))  # fmt: skip
    return paths


def test_files_stand_one_below_the_other(tmp_path: Path, duck: Duck) -> None:
    """A folder and a pattern name the same files, whose sales are those of one file."""
    paths = parts(tmp_path)
    assert paths == named_files(str(tmp_path)) == named_files(str(tmp_path / "*.csv"))
    whole = tmp_path / "whole.txt"
    whole.write_text(TEXTS["plain"])
    table = open_files(duck, paths, Wishes())
    assert ("1.csv … 2.csv", "2") == (table.source, table.facts["files"])
    same(cleaned(read_table(whole)), cleaned(table))


def test_a_partitioned_folder_is_one_table(tmp_path: Path, duck: Duck) -> None:
    """Folders such as year=2024 are gone through; rows count on from file to file."""
    for at, customer in enumerate(["Ann", "Bo"]):
        folder = tmp_path / f"year=202{at}"
        folder.mkdir()
        table = arrow.table(
            {"Customer": [customer] * 2, "Date": [f"202{at}-01-05", "x"], "Amount": [5, 6]}
        )
        parquet.write_table(table, folder / "part.parquet")
    sales = cleaned(open_files(duck, named_files(str(tmp_path)), Wishes()))
    assert (["Ann", "Bo"], [2, 4], [3, 5]) == (
        sales.labels.tolist(), sales.rows.tolist(), sales.left_out.row.tolist(),
    )  # fmt: skip


def test_columns_may_be_called_as_ours(tmp_path: Path, duck: Duck) -> None:
    """A column called F, start or filename is the file's own; one that hides the rows is refused."""
    rows = {"F": [1, 2], "start": [1, 2], "filename": ["x", "y"], "Customer": ["a", "b"],
            "Date": ["2024-01-05"] * 2, "Amount": [5, 6]}  # fmt: skip
    for at in "12":
        parquet.write_table(arrow.table(rows), tmp_path / f"{at}.parquet")
    sales = cleaned(open_files(duck, named_files(str(tmp_path)), Wishes()))
    assert (["a", "b"], [2, 3, 4, 5]) == (sales.labels.tolist(), sales.rows.tolist())


@pytest.mark.parametrize(
    ("header", "said"),
    [("file_row_number", "has a column file_row_number"), ("date", "differ from Date in capitals")],
)
def test_columns_that_cannot_be_told_apart_are_refused(
    tmp_path: Path, duck: Duck, header: str, said: str
) -> None:
    """A name that DuckDB takes for another is one sentence."""
    rows = {"Customer": ["a"], "Date": ["2024-01-05"], "Amount": [5], header: ["x"]}
    parquet.write_table(arrow.table(rows), tmp_path / "1.parquet")
    with pytest.raises(FileError, match=said):
        open_files(duck, [tmp_path / "1.parquet"], Wishes())


def test_a_folder_of_two_kinds_is_refused(tmp_path: Path) -> None:
    """None of a folder's tables is left out without a word."""
    parts(tmp_path)
    parquet.write_table(arrow.table({"Customer": ["a"]}), tmp_path / "3.parquet")
    with pytest.raises(FileError, match=r"1\.csv and 3\.parquet are of different kinds"):
        named_files(str(tmp_path))


def test_a_failure_of_the_engine_is_one_sentence(tmp_path: Path) -> None:
    """What DuckDB cannot go through ends in a sentence, whenever that is."""
    (tmp_path / "1.csv").write_text(TEXTS["plain"])
    given = Resources("duckdb")
    with (
        pytest.raises(FileError, match="could not work through the table"),
        opened([str(tmp_path)], Wishes(), given, lambda share: None),
    ):
        raise duckdb.IOException("no room\nLINE 1")


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (["Customer,Date,Amount\na,2024-01-05,1\n", "Customer,Date,Price\na,2024-01-05,1\n"],
         "2.csv has no column Amount"),
        (["Customer,Date,Amount\n", "Customer,Date,Amount\n"], "no values below"),
    ],
)  # fmt: skip
def test_files_that_do_not_go_together_are_refused(
    tmp_path: Path, duck: Duck, texts: list[str], said: str
) -> None:
    """Other headers, and headers alone, are one sentence."""
    for at, text in enumerate(texts):
        (tmp_path / f"{at + 1}.csv").write_text(text)
    with pytest.raises(TableError, match=said):
        open_files(duck, named_files(str(tmp_path)), Wishes())


def test_what_names_no_file_is_refused(tmp_path: Path) -> None:
    """An empty folder and a pattern without a match are one sentence."""
    with pytest.raises(FileError, match="is a folder without"):
        named_files(str(tmp_path))
    with pytest.raises(FileError, match="no file is called"):
        named_files(str(tmp_path / "*.parquet"))


def test_engines_that_cannot_read_a_place_are_refused(tmp_path: Path) -> None:
    """Memory refuses a folder, DuckDB a workbook, both in one sentence."""
    parts(tmp_path)
    with (
        pytest.raises(InputError, match="not in memory"),
        opened([str(tmp_path)], Wishes(), Resources("memory", 1 << 30), lambda share: None),
    ):
        pass
    (tmp_path / "a.xlsx").write_bytes(b"PK")
    with (
        pytest.raises(InputError, match=r"save a\.xlsx"),
        opened(
            [str(tmp_path / "a.xlsx")], Wishes(), Resources("duckdb", 1 << 30), lambda share: None
        ),
    ):
        pass


@pytest.mark.parametrize(
    ("text", "size"), [("2GiB", 2 << 30), ("800 mb", 800 << 20), ("1t", 1 << 40)]
)
def test_sizes(text: str, size: int) -> None:
    """A memory is written as people write it."""
    assert size == memory_of(text)


@pytest.mark.parametrize("text", ["2", "much", "1MiB", ""])
def test_what_is_no_size(text: str) -> None:
    """Anything else, and too little, is one sentence."""
    with pytest.raises(InputError, match="written as 2GiB"):
        memory_of(text)


ROWS = [("Ann", "2024-01-05", 12.5), ("Bo", "2024-02-05", 3.0), ("Ann", "2024-03-05", -2.5)]


def expected(tmp_path: Path) -> Any:
    """The sales of ROWS."""
    path = tmp_path / "expected.parquet"
    table = {
        name: list(cells)
        for name, cells in zip(("Customer", "Date", "Amount"), zip(*ROWS, strict=True), strict=True)
    }
    parquet.write_table(arrow.table(table), path)
    return cleaned(read_table(path))


def test_a_table_of_duckdb(tmp_path: Path, duck: Duck) -> None:
    """A table, or a view, of a DuckDB database is read where it lies."""
    path = tmp_path / "sales.duckdb"
    with duckdb.connect(str(path)) as made:
        made.execute(
            "CREATE TABLE rows (Customer VARCHAR, Date DATE, Amount DECIMAL(9,2), More BLOB)"
        )
        made.executemany("INSERT INTO rows VALUES (?, ?, ?, NULL)", ROWS)
        made.execute("CREATE SCHEMA shop; CREATE VIEW shop.orders AS SELECT * FROM rows")
    sales = cleaned(open_database(duck, [f"{path}::shop.orders"], Wishes()))
    assert expected(tmp_path).amounts.tolist() == sales.amounts.tolist()
    assert (["Ann", "Bo"], [1, 2, 3]) == (sales.labels.tolist(), sales.rows.tolist())


def test_a_table_of_sqlite(tmp_path: Path, duck: Duck) -> None:
    """A table of SQLite, in which a column may hold anything, is read by what it holds."""
    path = tmp_path / "sales.db"
    with sqlite3.connect(path) as made:
        made.execute('CREATE TABLE "the orders" (Customer, Date TEXT, Amount REAL)')
        made.executemany('INSERT INTO "the orders" VALUES (?, ?, ?)', [*ROWS, (7, "x", "1")])
    made.close()
    sales = cleaned(open_database(duck, [f"{path}::the orders"], Wishes()))
    assert [12.5, 3.0, -2.5] == sales.amounts.tolist()
    assert [["7"], ["x"]] == [sales.left_out.customer.tolist(), sales.left_out.date.tolist()]


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("sales.duckdb::nothing", "has no table nothing"),
        ("sales.duckdb::", "names no table"),
        ("missing.duckdb::orders", "missing.duckdb"),
        ("sales.duckdb::empty", "has columns but no rows"),
    ],
)
def test_a_table_that_is_not_there(tmp_path: Path, duck: Duck, place: str, said: str) -> None:
    """A missing database or table, and an empty one, are one sentence."""
    with duckdb.connect(str(tmp_path / "sales.duckdb")) as made:
        made.execute("CREATE TABLE empty (Customer VARCHAR, Date DATE, Amount DOUBLE)")
    with pytest.raises(ClvxlError, match=said):
        open_database(duck, [str(tmp_path / place)], Wishes())


def test_one_table_of_a_database_at_a_time(duck: Duck) -> None:
    """Two tables are refused."""
    with pytest.raises(InputError, match="name one table"):
        open_database(duck, ["a.duckdb::x", "a.duckdb::y"], Wishes())


@pytest.mark.parametrize(
    ("first", "second", "numbered"),
    [("C0017", "C4000", True), ("0017", "4000", True), ("AB-1", "AB-2", True), ("C1", "C10", False),
     ("C1", "D2", False), ("C1", "C 2", False), ("nan1", "nan2", True)],
)  # fmt: skip
def test_numbers_stand_for_texts_that_are_made_of_them(
    tmp_path: Path, duck: Duck, first: str, second: str, numbered: bool
) -> None:
    """Customers of one prefix and as many digits are gone through as numbers, and come back."""
    lines = [f"{who},2024-01-0{day},{day}.50" for who in (first, second) for day in (1, 2)]
    path = tmp_path / "sales.csv"
    path.write_text("\n".join(["Customer,Date,Amount", *lines]) + "\n")
    column: Any = open_files(duck, [path], Wishes()).columns[0]
    assert numbered == (column.numbered is not None)
    both(duck, path)


@pytest.mark.parametrize("cell", ["1_000", "nan", "1e400", "0x1F", "12a", "1,5", "-", "1.2.3"])
def test_what_is_no_plain_number_ends_the_fast_way(tmp_path: Path, duck: Duck, cell: str) -> None:
    """A cell beyond the first ones that is none is read as in memory."""
    lines = [f"c{at % 7};2024-01-0{1 + at % 9};{at}.25" for at in range(200)]
    path = tmp_path / "sales.csv"
    path.write_text("\n".join(["Customer;Date;Amount", *lines, f"c1;2024-01-09;{cell}"]) + "\n")
    both(duck, path)
