"""Without pyarrow all is as with it, but for Parquet files and large tables, which ask for it."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import xlsxwriter
from packaging.requirements import Requirement

from clvxl.data.simulate import simulate_sales

Clvxl = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def clvxl(root: Path, tmp_path: Path) -> Clvxl:
    """Run the command line in a process of its own, by default in one without pyarrow."""
    hiding = tmp_path / "hiding"
    hiding.mkdir()
    (hiding / "sitecustomize.py").write_text("import sys\nsys.modules['pyarrow'] = None\n")

    def run(*words: object, hidden: bool = True) -> subprocess.CompletedProcess[str]:
        places = [root, *[hiding] * hidden]
        return subprocess.run(
            [sys.executable, "-m", "clvxl.cli", *map(str, words)],
            capture_output=True, check=False, encoding="utf-8", cwd=tmp_path,
            env={
                **os.environ, "PYTHONPATH": os.pathsep.join(map(str, places)),
                "PYTHONUTF8": "1", "PYTHONWARNINGS": "error",
            },
        )  # fmt: skip

    return run


def done(process: subprocess.CompletedProcess[str]) -> str:
    """What a process that went well has printed."""
    assert 0 == process.returncode, process.stdout + process.stderr
    return process.stdout


HEADERS = ["Customer", "Date", "Amount", "Status"]


def sales() -> list[list[Any]]:
    """Sales with whatever a sheet may hold: numbers as names, blanks, errors, truth values."""
    sold = simulate_sales(80, 600, seed=3)
    start = dt.datetime(1899, 12, 30)
    rows: list[list[Any]] = [
        [f"客户 {name}" if name % 3 else name, start + dt.timedelta(days=int(day)), amount, "paid"]
        for name, day, amount in zip(
            pd.factorize(sold.customers)[0].tolist(), sold.dates.tolist(), sold.amounts.tolist(),
            strict=True,
        )
    ]  # fmt: skip
    for row, (at, cell) in enumerate(
        [(0, None), (0, True), (0, "0012"), (1, None), (1, "2024-05-01"), (1, 45000), (2, "12.50"),
         (2, "=1/0"), (2, None), (2, "n/a"), (3, None), (3, "cancelled")]
    ):  # fmt: skip
        rows[row * 7][at] = cell
    return rows


def as_workbook(path: Path) -> Path:
    """The sales as a workbook."""
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate([HEADERS, *sales()]):
            for column, cell in enumerate(row):
                if cell == "=1/0":
                    sheet.write_formula(at, column, cell, None, "#DIV/0!")
                else:
                    sheet.write(at, column, cell)
    return path


def as_text(path: Path) -> Path:
    """The sales as a text file."""
    pd.DataFrame(sales(), columns=HEADERS).to_csv(path, index=False)
    return path


@pytest.mark.parametrize("make", [as_workbook, as_text])
@pytest.mark.parametrize("job", ["segment", "forecast"])
def test_reports_are_the_same(
    job: str, make: Callable[[Path], Path], clvxl: Clvxl, tmp_path: Path
) -> None:
    """Without pyarrow a workbook and a text file give the same report, each part byte for byte."""
    path = make(tmp_path / ("sales.xlsx" if make is as_workbook else "sales.csv"))
    reports = []
    for hidden in (True, False):
        said = done(clvxl(job, path, "-o", tmp_path / "out.xlsx", hidden=hidden))
        with zipfile.ZipFile(tmp_path / "out.xlsx") as report:
            parts = {name: report.read(name) for name in report.namelist()}
        del parts["docProps/core.xml"]  # when it was made
        reports.append((said, parts))
        (tmp_path / "out.xlsx").unlink()
    (bare_said, bare), (whole_said, whole) = reports
    assert whole_said == bare_said
    assert [] == [name for name in whole.keys() | bare.keys() if whole[name] != bare[name]]


def test_a_parquet_file_asks_for_it(clvxl: Clvxl, tmp_path: Path) -> None:
    """Reading and writing .parquet is refused in a sentence that says what to install."""
    table = tmp_path / "sales.parquet"
    pd.DataFrame({"Customer": ["a"], "Date": ["2025-01-31"], "Amount": [5]}).to_parquet(table)
    refused = clvxl("segment", table, "-o", tmp_path / "out.xlsx")
    assert 1 == refused.returncode
    assert (
        "sales.parquet is a Parquet file, for which pyarrow is needed: install it with pip install "
        "clvxl[parquet], or save the table as .csv"
    ) in " ".join(refused.stderr.split())
    text = as_text(tmp_path / "sales.csv")
    refused = clvxl("segment", text, "--all-customers", "parquet", "-o", tmp_path / "out.xlsx")
    assert 2 == refused.returncode
    assert "install it with pip install clvxl[parquet]" in " ".join(refused.stderr.split())
    assert not (tmp_path / "out.xlsx").exists()


def test_a_folder_of_files_asks_for_it(clvxl: Clvxl, tmp_path: Path) -> None:
    """What DuckDB or Spark reads is refused with what brings all of it."""
    folder = tmp_path / "sales"
    folder.mkdir()
    as_text(folder / "1.csv")
    for engine, extra in (("auto", "scale"), ("spark", "spark")):
        refused = clvxl("segment", folder, "--engine", engine, "-o", tmp_path / "out.xlsx")
        assert 1 <= refused.returncode <= 2
        assert f"pip install clvxl[{extra}]" in " ".join(refused.stderr.split())


def test_exercises_are_filled_and_marked(clvxl: Clvxl, tmp_path: Path) -> None:
    """An exercise takes a table of one's own, homework is set and marked."""
    done(
        clvxl(
            "fill",
            "rfm",
            as_workbook(tmp_path / "sales.xlsx"),
            "-o",
            tmp_path / "rfm.xlsx",
            "--leave-out",
        )
    )
    (tmp_path / "sales.xlsx").unlink()
    (tmp_path / "rfm.xlsx").unlink()
    done(clvxl("exercise", "open", "clv_dcf", "--homework", "-o", tmp_path, "--no-open"))
    (handed_in,) = tmp_path.glob("*.xlsx")
    done(clvxl("check", handed_in, "-o", tmp_path / "marks.xlsx"))
    assert (tmp_path / "marks.xlsx").exists()


def test_what_is_installed_for_whom(root: Path) -> None:
    """Nobody needs pyarrow but who asks for Parquet files or large tables."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]

    def brought(lines: list[str]) -> set[str]:
        found: set[str] = set()
        for one in map(Requirement, lines):
            found |= {one.name}.union(*(brought(extras[extra]) for extra in one.extras & {*extras}))
        return found

    assert "pyarrow" not in brought(project["dependencies"])
    assert {"parquet", "scale", "spark", "test", "bench"} == {
        extra for extra, lines in extras.items() if "pyarrow" in brought(lines)
    }
