"""The forecast at the command line: its report, what it prints, and what it refuses."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from clvxl.cli import main
from clvxl.data.simulate import simulate_sales


@pytest.fixture
def sales(tmp_path: Path) -> Path:
    """Sales of 150 customers, with a column that says where each was won."""
    sold = simulate_sales(150, 900, seed=4)
    start = dt.date(1899, 12, 30)
    lines = [
        f"{who},{start + dt.timedelta(days=int(day))},{amount},{('web', 'shop')[int(who[1:]) % 2]}"
        for who, day, amount in zip(sold.customers, sold.dates, sold.amounts, strict=True)
    ]
    path = tmp_path / "sales.csv"
    path.write_text("\n".join(["Customer,Date,Amount,Won at", *lines]))
    return path


def test_report_and_words(sales: Path) -> None:
    """It writes its sheets beside the input, and prints the segments and the headline."""
    done = CliRunner().invoke(main, ["forecast", str(sales), "--horizon", "6"])
    assert 0 == done.exit_code, done.output
    book = openpyxl.load_workbook(sales.with_name("sales-forecast.xlsx"))
    assert ["Summary", "Customers", "Fit", "Method"] == book.sheetnames
    printed = " ".join(done.output.split())
    assert "In the next 6 months they are expected to buy" in printed
    assert "Share of expected revenue" in printed
    assert "nan" not in printed
    charts = [len(book[name]._charts) for name in ("Summary", "Fit")]
    assert [1, 4] == charts


def test_covariates_are_read_with_their_column(sales: Path) -> None:
    """A named column is read from the file, though no other job needs it."""
    call = [
        "forecast",
        str(sales),
        "--model",
        "bgnbd",
        "--covariates",
        "Won at",
        "--language",
        "zh",
    ]
    done = CliRunner().invoke(main, call)
    assert 0 == done.exit_code, done.output
    book = openpyxl.load_workbook(sales.with_name("sales-forecast.xlsx"))
    shown = {str(cell.value) for row in book["拟合"] for cell in row}
    assert any(text.startswith("购买：Won at = ") for text in shown)


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--returns", "keep"], 2, "a return is no sign of life"),
        (["--horizon", "0"], 2, "0 is not in the range"),
        (["--holdout", "1000"], 1, "holdout must lie between 0 and"),
        (["--covariates", "Shop"], 1, "no column is called Shop"),
    ],
)
def test_refusals(sales: Path, options: list[str], code: int, said: str) -> None:
    """What cannot be asked is refused in a sentence, and no report is written."""
    done = CliRunner().invoke(main, ["forecast", str(sales), *options])
    assert (code, True) == (done.exit_code, said in " ".join(done.output.split()))
    assert not sales.with_name("sales-forecast.xlsx").exists()
