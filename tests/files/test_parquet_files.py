"""Parquet files: digits that stay, and how much is read."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from clvxl.errors import FileError, TableError
from clvxl.files.parquet_files import read_parquet


def sales(folder: Path, customers: list[int], note: str = "") -> Path:
    """A file of sales to these customers."""
    count = len(customers)
    path = folder / "sales.parquet"
    pd.DataFrame({
        "Customer": pd.Series(customers, dtype="int64"),
        "Date": pd.to_datetime(["2024-01-05"] * count),
        "Amount": pd.Series([5] * count, dtype="int8"), "Note": [note] * count,
    }).to_parquet(path)  # fmt: skip
    return path


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize(("largest", "exact"), [(10**15 - 1, False), (10**15, True)])
def test_a_long_number_keeps_its_digits(
    largest: int, exact: bool, sign: int, tmp_path: Path
) -> None:
    """With sixteen digits or more customers' numbers are text with all of them, before numbers."""
    (customers, *_) = read_parquet(sales(tmp_path, [7, sign * largest])).columns
    expected = ["7", str(sign * largest)] if exact else [7.0, float(sign * largest)]
    assert expected == customers.tolist()


def test_a_table_that_is_too_large_is_refused(tmp_path: Path) -> None:
    """The rows of the columns that are needed count, of 8 bytes a value, the others do not."""
    path = sales(tmp_path, list(range(50_000)), note="x" * 40)
    with pytest.raises(FileError, match="holds more than 1 MiB of values"):
        read_parquet(path, limit=1_150_000)
    assert 50_000 == len(read_parquet(path, limit=1_200_000).columns[0])
    with pytest.raises(FileError, match="holds more than 1 MiB of values"):
        read_parquet(path, all_columns=True, limit=2_000_000)


def test_headers_without_values(tmp_path: Path) -> None:
    """A file without rows is told to have headers alone."""
    with pytest.raises(TableError, match=r"sales\.parquet has headers but no values below them"):
        read_parquet(sales(tmp_path, []))
