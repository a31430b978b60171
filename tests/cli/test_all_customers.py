"""The command line where all customers stand in a file of their own."""

from __future__ import annotations

import os
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner, Result

from clvxl.cli import main
from clvxl.data.simulate import simulate_sales
from clvxl.files.xlsx import writer
from clvxl.jobs import customer_files


def clvxl(*words: object) -> Result:
    """Run the command line in this process."""
    return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Sales of 60 customers, of which ten stand in the workbook."""
    monkeypatch.setattr(customer_files, "FIRST", 10)
    sold = simulate_sales(60, 300, seed=2)
    days = pd.to_datetime(pd.Series(sold.dates), unit="D", origin="1899-12-30")
    frame = pd.DataFrame({"Customer": sold.customers, "Date": days, "Amount": sold.amounts})
    frame.to_csv(tmp_path / "sales.csv", index=False)
    return tmp_path / "sales.csv"


def sheet(path: Path) -> list[list[object]]:
    """The rows of the sheet Customers."""
    return [list(row) for row in openpyxl.load_workbook(path)["Customers"].values]


@pytest.mark.parametrize("job", ["segment", "forecast"])
def test_the_files_agree(job: str, source: Path, tmp_path: Path) -> None:
    """Workbook, Parquet and .csv file list the same customers; what is written is told."""
    out = {kind: tmp_path / f"{kind}.xlsx" for kind in ("sheet", "parquet", "csv")}
    for kind, path in out.items():
        done = clvxl(job, source, "-o", path, "--all-customers", kind)
        assert 0 == done.exit_code, done.output
        if kind != "sheet":
            assert f"→ {tmp_path / f'{kind}-customers.{kind}'}" in done.output
            assert "lists the first 10 of " in done.output
    titles, *rows = sheet(out["sheet"])
    assert rows[:10] == sheet(out["parquet"])[1:] == sheet(out["csv"])[1:]
    packed = pd.read_parquet(tmp_path / "parquet-customers.parquet")
    text = pd.read_csv(tmp_path / "csv-customers.csv", encoding="utf-8-sig")
    assert titles == list(packed.columns) == list(text.columns)
    for at, title in enumerate(titles):
        cells = [row[at] for row in rows]
        if isinstance(cells[0], pd.Timestamp | str) or hasattr(cells[0], "isoformat"):
            texts = [str(cell)[:10] if hasattr(cell, "isoformat") else cell for cell in cells]
            assert texts == [str(cell) for cell in packed[title]]
            assert texts == list(text[title])
        else:
            assert cells == pytest.approx(packed[title].tolist(), rel=1e-15)
            assert packed[title].tolist() == pytest.approx(text[title].tolist(), rel=1e-15)


def test_too_many_for_a_sheet(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By itself the file is written where a sheet does not hold all, and that is said."""
    monkeypatch.setattr(customer_files, "ROOM", 59)
    done = clvxl("segment", source, "--language", "zh")
    assert (
        "一张工作表可容纳 59 位客户，现有 60 位，因此全部客户见 sales-segments-customers.parquet"
        in (done.output)
    )
    assert 60 == len(pd.read_parquet(source.with_name("sales-segments-customers.parquet")))


def test_a_file_that_is_there(source: Path, tmp_path: Path) -> None:
    """It is replaced with --force only, and no report is written without it."""
    (tmp_path / "out-customers.csv").write_text("mine")
    words = ("segment", source, "-o", tmp_path / "out.xlsx", "--all-customers", "csv")
    done = clvxl(*words)
    assert 1 == done.exit_code
    assert "out-customers.csv is there already" in done.output
    assert ["out-customers.csv", "sales.csv"] == sorted(os.listdir(tmp_path))
    assert 0 == clvxl(*words, "--force").exit_code
    assert "mine" != (tmp_path / "out-customers.csv").read_text("utf-8-sig")


def test_input_is_never_replaced(source: Path, tmp_path: Path) -> None:
    """The file beside the report may not be INPUT, not even with --force."""
    path = source.rename(tmp_path / "out-customers.csv")
    before = path.read_bytes()
    done = clvxl("segment", path, "-o", tmp_path / "out.xlsx", "--all-customers", "csv", "--force")
    assert (2, before) == (done.exit_code, path.read_bytes())
    assert "out-customers.csv is INPUT" in done.output
    assert ["out-customers.csv"] == os.listdir(tmp_path)


def test_all_or_nothing(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the workbook cannot be written no file of customers is left either."""

    def interrupted(*given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(writer, "_draw", interrupted)
    done = clvxl("segment", source, "-o", tmp_path / "out.xlsx", "--all-customers", "parquet")
    assert 130 == done.exit_code
    assert ["sales.csv"] == os.listdir(tmp_path)
