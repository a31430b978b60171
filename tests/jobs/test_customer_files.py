"""Where all customers are listed: on sheets, or in a file beside the report."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from clvxl.data.table import SourceTable
from clvxl.errors import FileError, InputError
from clvxl.files import parquet_writer
from clvxl.jobs import customer_files
from clvxl.jobs.catalogue import JOBS, choices_of, options
from clvxl.jobs.pseudonyms import LeakError
from clvxl.jobs.spec import Result
from clvxl.report import stream
from clvxl.report.records import Report, Table
from clvxl.report.stream import Stream
from tests.jobs.forecasts import SOLD, sales

BOTH = sorted(JOBS)
COUNT = {"segment": 150, "forecast": 149}
"""Customers that each job lists: of one no purchase is left after returns."""


def run(
    job: str, table: SourceTable | None = None, target: str | None = "out.xlsx", **values: Any
) -> Result:
    """A job on sales of 150 customers, with a file to become or without."""
    choices = choices_of(JOBS[job], values, "en")
    if target is not None:
        choices = replace(choices, target=Path(target))
    JOBS[job].check(choices)
    return JOBS[job].run(sales() if table is None else table, choices, lambda share: None)


def listed(result: Result) -> list[Table]:
    """The tables of customers in the workbook."""
    tables = [table for sheet in result.report.sheets for table in sheet.tables]
    return [table for table in tables if table.name.startswith("customers")]


def rows(table: Table) -> list[tuple[Any, ...]]:
    """The rows of a table."""
    return list(zip(*(np.asarray(column.values).tolist() for column in table.columns), strict=True))


def file_of(result: Result) -> Stream:
    """The file of all customers."""
    (stream,) = (one.content for one in result.outputs if isinstance(one.content, Stream))
    return stream


def summary(result: Result) -> str:
    """What Summary says in words."""
    return "\n".join(text.text for text in result.report.sheets[0].texts)


def method(result: Result) -> dict[str, Any]:
    """What Method says."""
    items, values = result.report.sheets[-1].tables[0].columns
    return dict(zip(items.values, values.values, strict=True))


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten customers stand in the workbook beside a file, which is made in parts."""
    monkeypatch.setattr(customer_files, "FIRST", 10)
    monkeypatch.setattr(stream, "BATCH", 64)


@pytest.fixture
def small_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sheet holds 148 customers, one or two too few."""
    monkeypatch.setattr(customer_files, "ROOM", 148)


@pytest.mark.parametrize("job", BOTH)
def test_all_stand_in_the_workbook_as_ever(job: str) -> None:
    """As long as a sheet holds them all customers stand on it, and nothing is said of a file."""
    result = run(job)
    (table,) = listed(result)
    assert COUNT[job] == table.rows
    assert () == result.outputs
    assert "All customers" not in method(result)
    assert rows(table) == rows(listed(run(job, all_customers="sheet"))[0])
    assert result.read == run(job, target=None).read


@pytest.mark.parametrize("kind", ["parquet", "csv"])
@pytest.mark.parametrize("job", BOTH)
@pytest.mark.usefixtures("few")
def test_a_file_has_the_rows_of_the_sheet(job: str, kind: str) -> None:
    """All customers are in the file as they would stand on the sheet, which keeps the first."""
    (whole,) = listed(run(job))
    result = run(job, all_customers=kind)
    (first,) = listed(result)
    parts = list(file_of(result).tables())
    assert [64, 64, COUNT[job] - 128] == [part.rows for part in parts]
    assert rows(whole) == [row for part in parts for row in rows(part)]
    assert rows(whole)[:10] == rows(first)
    for part in (first, *parts):
        assert [(c.title, c.format) for c in whole.columns] == [
            (c.title, c.format) for c in part.columns
        ]
    assert [kind] == [file_of(result).kind]


@pytest.mark.parametrize("job", BOTH)
@pytest.mark.usefixtures("few")
def test_it_is_said(job: str) -> None:
    """Summary, Method and the screen say who stands where, and the file is the one that is named."""
    result = run(job, all_customers="csv")
    told = (
        f"The sheet Customers lists the first 10 of {COUNT[job]} customers by value; all of them "
        "are in out-customers.csv."
    )
    assert told in summary(result).split("\n")
    assert method(result)["All customers"].startswith(told)
    assert told in result.read.split("\n")
    (output,) = result.outputs
    assert "out-customers.csv" == output.path(Path("out.xlsx")).name


@pytest.mark.usefixtures("few")
def test_the_call_list_is_no_longer_than_that() -> None:
    """Beside a file the first to call stand in the workbook, by money, and that is said."""
    (whole,), result = called(run("segment")), run("segment", all_customers="csv")
    (first,) = called(result)
    assert whole.rows > 10
    assert rows(whole)[:10] == rows(first)
    told = (
        f"The call list holds the first 10 of {whole.rows} customers, by money; the others are in "
        "out-customers.csv, by their segments."
    )
    assert told in summary(result).split("\n")
    assert method(result)["All customers"].endswith(told)


def called(result: Result) -> list[Table]:
    """The tables of the sheet Call list."""
    return [
        table for sheet in result.report.sheets for table in sheet.tables
        if table.name == "call_list"
    ]  # fmt: skip


@pytest.mark.parametrize("job", BOTH)
@pytest.mark.usefixtures("few", "small_sheet")
def test_more_than_a_sheet_holds(job: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Too many for a sheet go to a Parquet file by themselves, without pyarrow to a .csv file."""
    result = run(job)
    told = (
        f"As a sheet holds 148 customers and there are {COUNT[job]}, all of them are in "
        "out-customers.parquet; the sheet Customers lists the first 10 by value."
    )
    assert told in summary(result)
    assert 10 == listed(result)[0].rows
    monkeypatch.setattr(parquet_writer, "find_spec", lambda name: None)
    other = run(job)
    assert "csv" == file_of(other).kind
    assert "out-customers.csv" in summary(other)
    assert "pyarrow, which Parquet files need, is not installed" in summary(other)
    assert "pyarrow" in method(other)["All customers"]
    assert "pyarrow" in other.read


@pytest.mark.parametrize("job", BOTH)
@pytest.mark.usefixtures("few", "small_sheet")
def test_on_sheets_all_the_same(job: str) -> None:
    """Who asks for sheets gets them, and so does a program that writes no file."""
    for result in (run(job, all_customers="sheet"), run(job, target=None)):
        assert COUNT[job] == sum(table.rows for table in listed(result))
        assert () == result.outputs


@pytest.mark.parametrize("job", BOTH)
def test_no_program_shows_it(job: str) -> None:
    """Only the command line offers the file, as only there a report becomes one."""
    assert "all_customers" not in options("ribbon", "settings")
    with pytest.raises(InputError, match="only where the report becomes one"):
        run(job, target=None, all_customers="csv")


@pytest.mark.parametrize("job", BOTH)
def test_parquet_without_pyarrow(job: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is refused before any work is done; .csv is not."""
    monkeypatch.setattr(parquet_writer, "find_spec", lambda name: None)
    with pytest.raises(FileError, match=r"pip install clvxl\[parquet\]"):
        run(job, all_customers="parquet")
    assert "csv" == file_of(run(job, all_customers="csv")).kind


def test_few_customers() -> None:
    """Where all stand on the sheet too, that is said."""
    result = run("segment", all_customers="csv")
    told = "All 150 customers are on the sheet Customers and in out-customers.csv."
    assert told in summary(result)
    assert 150 == listed(result)[0].rows


@pytest.mark.parametrize(("last", "whole"), [(17850.0, True), (17850.5, False)])
def test_numbers_of_customers(last: float, whole: bool) -> None:
    """Customers whose numbers are all whole have whole numbers in the file."""
    columns = (
        pd.Series([12345.0, 23456.0, last]), pd.to_datetime(pd.Series(["2024-01-05"] * 3)),
        pd.Series([1.0, 2.0, 3.0]),
    )  # fmt: skip
    table = SourceTable("sales.xlsx", ("Customer", "Date", "Amount"), columns, typed=True)
    (part,) = file_of(run("segment", table, all_customers="parquet")).tables()
    assert [last, 23456, 12345] == list(part.columns[0].values)
    assert whole == stream.is_whole(part.columns[0])


@pytest.mark.usefixtures("few")
def test_pseudonyms(tmp_path: Path) -> None:
    """The file holds tokens, and its name is looked through like the report."""
    target = tmp_path / "out.xlsx"
    given = {"all_customers": "csv", "pseudonyms": True}
    result = run("segment", target=str(target), **given)
    tokens = [row[0] for part in file_of(result).tables() for row in rows(part)]
    (key_list,) = (one.content for one in result.outputs if isinstance(one.content, Report))
    assert sorted(tokens) == list(key_list.sheets[0].tables[0].columns[0].values)
    assert set(tokens).isdisjoint(SOLD.customers)
    with pytest.raises(LeakError):
        run("segment", target=str(tmp_path / f"{SOLD.customers[0]}.xlsx"), **given)


def test_a_leak_in_any_part_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name in the last part of the file stops the whole run."""
    monkeypatch.setattr(stream, "BATCH", 64)
    keep = customer_files.CustomerList.outputs

    def leaking(self: Any, labels: Any, order: Any, make: Any) -> Any:
        def part(places: Any, before: int) -> Any:
            first, *others = make(places, before)
            names = [*first.values[:-1], SOLD.customers[0]] if before >= 128 else first.values
            return (replace(first, values=names), *others)

        return keep(self, labels, order, part)

    monkeypatch.setattr(customer_files.CustomerList, "outputs", leaking)
    with pytest.raises(LeakError, match="customers!A151"):
        run("segment", target=str(tmp_path / "out.xlsx"), all_customers="csv", pseudonyms=True)
