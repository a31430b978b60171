"""Tables of any length as Parquet and .csv files."""

from __future__ import annotations

import datetime as dt
import math
import os
import tracemalloc
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd
import pyarrow as arrow
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from clvxl.errors import FileError
from clvxl.files import parquet_writer
from clvxl.files.csv_writer import write_csv
from clvxl.files.parquet_writer import check_parquet, write_parquet
from clvxl.report import stream
from clvxl.report.records import Column
from clvxl.report.stream import FileKind, Stream
from clvxl.report.style import safe_text

NUMBERS = st.one_of(st.floats(), st.sampled_from([0.1 + 0.2, -0.0, 1e22, 5e-324]))
ROWS = st.lists(st.tuples(st.text(), NUMBERS, st.integers(-(2**62), 2**62)), min_size=1)


def made(kind: FileKind, *columns: Column) -> Stream:
    """A stream of some columns."""

    def part(start: int, stop: int) -> tuple[Column, ...]:
        return tuple(Column(c.title, c.values[start:stop], c.format) for c in columns)

    return Stream("t", kind, len(columns[0].values), part)


def at_length(rows: int) -> Stream:
    """A stream of so many rows, each of which is made when it is written."""

    def part(start: int, stop: int) -> tuple[Column, ...]:
        numbers = np.arange(start, stop)
        names = np.array([f"c{at:07}" for at in numbers], dtype=object)
        return Column("Customer", names, "text"), Column("Money", numbers / 7, "amount")

    return Stream("t", "parquet", rows, part)


@settings(max_examples=60, deadline=None)
@given(ROWS)
def test_values_come_back_exactly(rows: list[tuple[str, float, int]]) -> None:
    """Texts are those that a cell holds, "" is null, numbers are the same to the last bit."""
    texts, numbers, counts = (list(column) for column in zip(*rows, strict=True))
    columns = (
        Column("A", np.array(texts, dtype=object), "text"),
        Column("B", np.array(numbers), "amount"), Column("C", np.array(counts), "integer"),
    )  # fmt: skip
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(stream, "BATCH", 2)
        path = Path(folder, "a.parquet")
        write_parquet(made("parquet", *columns), path)
        read = parquet.read_table(path).to_pydict()
    assert [safe_text(text) or None for text in texts] == read["A"]
    finite = [repr(number) if math.isfinite(number) else "None" for number in numbers]
    assert finite == list(map(repr, read["B"]))
    assert counts == read["C"]


def test_types(tmp_path: Path) -> None:
    """Dates are dates, whole numbers whole, titles once each; what is not known is null."""
    days = np.array([45292.0, np.nan, 0.0])
    write_parquet(
        made("parquet", Column("Day", days, "date"), Column("day", np.array([1, 2, 3], np.int8)),
             Column("Code", np.array(["007", "=A1", ""], dtype=object), "general")),
        tmp_path / "a.parquet",
    )  # fmt: skip
    read = parquet.read_table(tmp_path / "a.parquet")
    assert [arrow.date32(), arrow.int64(), arrow.string()] == [field.type for field in read.schema]
    expected = {
        "Day": [dt.date(2024, 1, 1), None, dt.date(1899, 12, 30)], "day 2": [1, 2, 3],
        "Code": ["007", "=A1", None],
    }  # fmt: skip
    assert expected == read.to_pydict()


def test_both_files_hold_the_same(tmp_path: Path) -> None:
    """The .csv file has the rows of the Parquet file, whatever the length of its parts."""
    rows = stream.BATCH + 1000
    for kind, write in (("parquet", write_parquet), ("csv", write_csv)):
        write(at_length(rows), tmp_path / f"a.{kind}")
    text = pd.read_csv(tmp_path / "a.csv", converters={"Money": float})
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "a.parquet"), text)
    assert rows == len(text)
    assert 2 == parquet.ParquetFile(tmp_path / "a.parquet").num_row_groups


def test_without_rows(tmp_path: Path) -> None:
    """A table without a row has its titles all the same."""
    empty = made("parquet", Column("A", np.array([], dtype=object), "text"))
    write_parquet(empty, tmp_path / "a.parquet")
    write_csv(empty, tmp_path / "a.csv")
    assert {"A": []} == parquet.read_table(tmp_path / "a.parquet").to_pydict()
    assert "A\n" == (tmp_path / "a.csv").read_text("utf-8-sig")


@pytest.mark.parametrize("write", [write_parquet, write_csv])
def test_memory_does_not_grow(
    write: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Eight times as many rows take no more memory."""
    monkeypatch.setattr(stream, "BATCH", 2000)

    def peak(rows: int) -> int:
        tracemalloc.start()
        write(at_length(rows), tmp_path / f"{rows}")  # type: ignore[operator]
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(2000)
    assert peak(64_000) < 1.5 * peak(8000)


def test_progress(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The share done rises to 1."""
    monkeypatch.setattr(stream, "BATCH", 4)
    for write in (write_parquet, write_csv):
        told: list[float] = []
        write(at_length(10), tmp_path / write.__name__, False, told.append)
        assert [0.4, 0.8, 1.0] == told


def test_a_failure_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A row that cannot be made ends the writing, and no file is there."""
    monkeypatch.setattr(stream, "BATCH", 4)

    def part(start: int, stop: int) -> tuple[Column, ...]:
        if start:
            raise MemoryError
        return at_length(9).part(start, stop)

    for write in (write_parquet, write_csv):
        with pytest.raises(MemoryError):
            write(Stream("t", "parquet", 9, part), tmp_path / "a")
    assert [] == os.listdir(tmp_path)


def test_without_pyarrow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where pyarrow is missing the refusal says what to do."""
    monkeypatch.setattr(parquet_writer, "find_spec", lambda name: None)
    with pytest.raises(FileError, match=r"pip install clvxl\[parquet\]"):
        check_parquet()
    with pytest.raises(FileError, match=r"pip install clvxl\[parquet\]"):
        write_parquet(at_length(3), tmp_path / "a.parquet")
    assert [] == os.listdir(tmp_path)
