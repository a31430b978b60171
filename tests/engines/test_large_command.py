"""The commands on several files and folders, and what is told of it."""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

import pandas as pd
import pyarrow as arrow
import pytest
from openpyxl import load_workbook
from pyarrow import parquet

from clvxl.core import _gamma_gamma_fit, customer_base_fit
from clvxl.data import learning
from clvxl.data.simulate import simulate_sales
from clvxl.engines import left_out, opening, parts
from clvxl.files.tables import Wishes
from tests.cli.test_commands import clvxl

HEADER = "Customer,Date,Amount\n"


def sales(count: int, wrong: int = 0) -> str:
    """Sales of seven customers, and lines that cannot be read."""
    lines = [
        f"C{n % 7},2024-{1 + n % 12:02}-{1 + n % 28:02},{n % 50 + 1}.5\n" for n in range(count)
    ]
    return HEADER + "".join(lines) + "".join(f"C1,never,{n}\n" for n in range(wrong))


def rows(path: Path, sheet: str) -> list[tuple[object, ...]]:
    """What a sheet of a report holds."""
    book = load_workbook(path, read_only=True)
    found = [tuple(row) for row in book[sheet].iter_rows(values_only=True)]
    book.close()
    return found


@pytest.mark.parametrize("job", ["segment", "forecast"])
def test_a_report_is_the_same_both_ways(tmp_path: Path, job: str) -> None:
    """The sheets of customers and of lines left out are equal, cell by cell."""
    source = tmp_path / "sales.csv"
    source.write_text(sales(400, 3))
    for engine in ("memory", "duckdb"):
        done = clvxl(job, source, "--engine", engine, "-o", tmp_path / f"{engine}.xlsx")
        assert 0 == done.exit_code, done.output
    for sheet in ("Summary", "Customers", "Left out"):
        assert rows(tmp_path / "memory.xlsx", sheet) == rows(tmp_path / "duckdb.xlsx", sheet)
    method = dict(row[:2] for row in rows(tmp_path / "duckdb.xlsx", "Method"))
    assert re.fullmatch(r"DuckDB [\d.]+, 2 GiB", str(method["Read out of core by"]))


def test_a_forecast_of_many_parts_is_that_of_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every cell of a forecast is the same to the last digit, however sales are cut into parts."""
    sold = simulate_sales(400, 2400, seed=2)
    days = pd.to_datetime(pd.Series(sold.dates), unit="D", origin="1899-12-30")
    table = {"Customer": sold.customers, "Date": days, "Amount": sold.amounts}
    pd.DataFrame(table).to_csv(tmp_path / "sales.csv", index=False)
    monkeypatch.setattr(parts, "PART_LINES", 200)
    for engine in ("memory", "duckdb"):
        done = clvxl("forecast", tmp_path / "sales.csv", "--engine", engine, "-o",
                     tmp_path / f"{engine}.xlsx")  # fmt: skip
        assert 0 == done.exit_code, done.output
    for sheet in ("Summary", "Customers", "Fit"):
        assert rows(tmp_path / "memory.xlsx", sheet) == rows(tmp_path / "duckdb.xlsx", sheet)


def test_a_sample_is_told_and_the_same_both_ways(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where fits take a sample, Summary and Method say so with its cost, in both languages."""
    sold = simulate_sales(600, 3600, seed=3)
    days = pd.to_datetime(pd.Series(sold.dates), unit="D", origin="1899-12-30")
    table = {"Customer": sold.customers, "Date": days, "Amount": sold.amounts}
    pd.DataFrame(table).to_csv(tmp_path / "sales.csv", index=False)
    monkeypatch.setattr(parts, "PART_LINES", 500)
    for module in (customer_base_fit, _gamma_gamma_fit):
        monkeypatch.setattr(module, "MOST_ROWS", 200)
    monkeypatch.setattr(learning, "MOST_CUSTOMERS", 300)
    for engine in ("memory", "duckdb"):
        done = clvxl("forecast", tmp_path / "sales.csv", "--engine", engine, "--model", "mbgnbd",
                     "-o", tmp_path / f"{engine}.xlsx")  # fmt: skip
        assert 0 == done.exit_code, done.output
        said = " ".join(done.output.split())
        assert re.search(r"MBG/NBD was fitted to \d+ of them, of customers at equal steps", said)
        assert re.search(r"this loses [\d.]+ of a log-likelihood of -[\d,]+", said)
        assert re.search(r"Gamma-Gamma was fitted to 200 of the \d+ customers", said)
        assert "was learned from 300 of the customers" in said
    for sheet in ("Summary", "Customers", "Fit"):
        assert rows(tmp_path / "memory.xlsx", sheet) == rows(tmp_path / "duckdb.xlsx", sheet)
    method = [row for row in rows(tmp_path / "memory.xlsx", "Method") if row[0] == "A sample"]
    assert 3 == len(method)
    done = clvxl("forecast", tmp_path / "sales.csv", "--language", "zh", "--model", "mbgnbd",
                 "-o", tmp_path / "zh.xlsx")  # fmt: skip
    assert "等距抽取" in done.output


def test_a_folder_gets_its_report_beside_it(tmp_path: Path) -> None:
    """All files of a folder are one table; the report says how many they are."""
    folder = tmp_path / "sales"
    folder.mkdir()
    for name in ("january", "february"):
        (folder / f"{name}.csv").write_text(sales(30))
    done = clvxl("segment", folder)
    assert (0, True) == (done.exit_code, "Lines found: 60" in done.output)
    method = dict(row[:2] for row in rows(tmp_path / "sales-segments.xlsx", "Method"))
    assert ("february.csv … january.csv", "2") == (
        method["File"], method["Files, one below the other"],
    )  # fmt: skip


def test_a_pattern_and_files_are_the_same(tmp_path: Path) -> None:
    """A pattern that no shell has filled in names the files that a shell would."""
    for name in ("a", "b"):
        (tmp_path / f"{name}.csv").write_text(sales(30))
    by_name = clvxl("segment", tmp_path / "a.csv", tmp_path / "b.csv", "-o", tmp_path / "1.xlsx")
    by_sign = clvxl("segment", tmp_path / "*.csv", "-o", tmp_path / "2.xlsx")
    assert (0, 0) == (by_name.exit_code, by_sign.exit_code)
    assert rows(tmp_path / "1.xlsx", "Summary") == rows(tmp_path / "2.xlsx", "Summary")


@pytest.mark.parametrize("job", ["segment", "forecast"])
def test_lines_left_out_beyond_the_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, job: str
) -> None:
    """What is too much for the sheet stands whole in a file beside the report, and is told."""
    monkeypatch.setattr(left_out, "LISTED", 10)
    source = tmp_path / "sales.csv"
    source.write_text(sales(300, 40) + "D,2024-01-05,-5\n" + "=1+1,2024-01-06,x\n")
    done = clvxl(job, source, "--engine", "duckdb", "-o", tmp_path / "o.xlsx")
    assert 0 == done.exit_code, done.output
    assert "Of 42 lines left out the first 12 are listed" in done.output
    listed = rows(tmp_path / "o.xlsx", "Left out")[1:]
    assert [*range(302, 312), 342, 343] == [row[0] for row in listed]
    file = parquet.read_table(tmp_path / "o-left-out.parquet").to_pylist()
    assert [*range(302, 344)] == [row["Row"] for row in file]
    assert ("=1+1", "x") == (file[-1]["Customer"], file[-1]["Amount"])
    again = clvxl(
        job, source, "--engine", "duckdb", "-o", tmp_path / "p.xlsx", "--as-of", "2024-12-31"
    )
    assert 0 == again.exit_code


def test_a_memory_that_is_none(tmp_path: Path) -> None:
    """What is no size is refused with an example."""
    source = tmp_path / "sales.csv"
    source.write_text(sales(30))
    done = clvxl("segment", source, "--engine", "duckdb", "--memory", "much")
    assert (2, True) == (done.exit_code, "written as 2GiB" in done.output)


def test_customers_that_are_added_up_are_segmented_both_ways(tmp_path: Path) -> None:
    """A table with recency, frequency and money gives the same report by DuckDB."""
    source = tmp_path / "rfm.csv"
    lines = [f"C{n % 41},{n % 30},{1 + n % 7},{n % 50 + 0.5}\n" for n in range(60)]
    source.write_text("Customer,Recency,Frequency,Monetary\n" + "".join(lines))
    for engine in ("memory", "duckdb"):
        done = clvxl("segment", source, "--engine", engine, "-o", tmp_path / f"{engine}.xlsx")
        assert 0 == done.exit_code, done.output
    for sheet in ("Summary", "Customers", "Left out"):
        assert rows(tmp_path / "memory.xlsx", sheet) == rows(tmp_path / "duckdb.xlsx", sheet)
    assert 42 == len(rows(tmp_path / "duckdb.xlsx", "Customers"))


def test_without_duckdb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where DuckDB is not installed, what needs it is refused with both remedies."""
    monkeypatch.setitem(sys.modules, "duckdb", None)
    source = tmp_path / "sales.csv"
    source.write_text(sales(30))
    done = clvxl("segment", source, "--engine", "duckdb")
    assert done.exit_code != 0
    assert "pip install clvxl[scale], or take --engine memory" in done.output
    assert 0 == clvxl("segment", source).exit_code


def test_nothing_stays_in_the_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What an engine kept is gone after a report, and after a refusal."""
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    source = tmp_path / "sales.csv"
    source.write_text(sales(30))
    assert 0 == clvxl("segment", source, "--engine", "duckdb").exit_code
    source.write_text(HEADER + "C1,never,5\n")
    assert 1 == clvxl("segment", source, "--engine", "duckdb", "--force").exit_code
    assert [] == [*place.iterdir()]


def test_large_files_go_to_duckdb_by_themselves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From a size on DuckDB is taken without being asked for; below it memory is."""
    source = tmp_path / "sales.csv"
    source.write_text(sales(300))
    table = tmp_path / "sales.parquet"
    parquet.write_table(
        arrow.table({"Customer": ["a"] * 9, "Date": [45000.0] * 9, "Amount": [1.0] * 9}), table
    )
    for bound, engine in ((10**9, None), (5, "DuckDB")):
        monkeypatch.setattr(opening, "LARGE_TEXT", bound)
        monkeypatch.setattr(opening, "LARGE_PARQUET", bound)
        for path in (source, table):
            with opening.opened(
                [str(path)], Wishes(), opening.Resources(), lambda share: None
            ) as found:
                assert engine == (found.facts.get("engine", "").partition(" ")[0] or None)


def test_a_name_that_is_too_long_is_one_sentence() -> None:
    """A name that no disk takes is said so, as of a file to read in memory."""
    done = clvxl("segment", "x" * 300 + ".csv")
    assert (1, True) == (done.exit_code, "is too long: choose a shorter one" in done.output)
