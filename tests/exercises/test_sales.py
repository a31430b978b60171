"""The simulated sales: built from code, always the same, and just as many as promised."""

from __future__ import annotations

import zipfile
from pathlib import Path

from clvxl.exercises.sales import sales_report
from clvxl.hosts.xlsx.reader import read_sheet
from clvxl.hosts.xlsx.writer import write_report


def parts(path: Path) -> dict[str, bytes]:
    """The parts of a workbook but its date of creation."""
    with zipfile.ZipFile(path) as package:
        return {n: package.read(n) for n in package.namelist() if n != "docProps/core.xml"}


def test_committed_workbook_is_the_built_one(root: Path, tmp_path: Path) -> None:
    """workbooks/sales.xlsx is what the code builds today, part by part."""
    write_report(sales_report(), tmp_path / "sales.xlsx")
    built, kept = parts(tmp_path / "sales.xlsx"), parts(root / "workbooks" / "sales.xlsx")
    assert set(built) == set(kept)
    assert [] == [name for name in built if built[name] != kept[name]]


def test_five_thousand_sales_of_a_thousand_customers(root: Path) -> None:
    """The workbook reads back as 5,000 lines of 1,000 customers, returns among them."""
    table = read_sheet(root / "workbooks" / "sales.xlsx")
    assert (5000, 1000) == (table.rows, table.columns[0].nunique())
    assert (table.columns[2] < 0).any()
