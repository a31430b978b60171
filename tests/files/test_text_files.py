"""Reading text and Parquet files."""

from __future__ import annotations

import bz2
import csv
import datetime
import gzip
import io
import lzma
import os
import sys
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from clvxl.data.columns import match_columns
from clvxl.errors import ClvxlError, ColumnsNotFoundError, FileError, TableError
from clvxl.files.parquet_files import read_parquet
from clvxl.files.text_files import read_text

TEXT = "Customer,Date,Amount\n007,2011-01-31,12.50\nNA,2011-02-01,3\n"


def write(folder: Path, content: str | bytes, name: str = "sales.csv") -> Path:
    """A file with this content."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def cells(column: Any) -> list[Any]:
    """Cells with None for blanks."""
    return [None if pd.isna(cell) else cell for cell in column]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|", " ", "   "])
def test_delimiters(tmp_path: Path, mark: str) -> None:
    """The delimiter is found, and customers, dates and numbers come as they are."""
    got = read_text(write(tmp_path, TEXT.replace(",", mark)))
    assert (("Customer", "Date", "Amount"), 2, False) == (got.headers, got.first_row, got.typed)
    assert ["007", "NA"] == cells(got.columns[0])
    assert [12.5, 3.0] == cells(got.columns[2])
    names = {"\t": "tab", " ": "blanks", "   ": "blanks"}
    assert names.get(mark, mark) == got.facts["delimiter"]


CHINESE = "客户编号,日期,金额,备注\n甲,2011-01-31,5,第一次购买\n乙,2011-02-01,6,喜欢\n"
FRENCH = "Client,Date,Amount\nAndré,2011-01-31,5\nZoë,2011-02-01,6\n"


@pytest.mark.parametrize(
    ("text", "written", "found"),
    [
        (TEXT, "ascii", "utf-8"),
        (CHINESE, "utf-8", "utf-8"),
        (CHINESE, "utf-8-sig", "utf-8-sig"),
        (CHINESE, "utf-16", "utf-16"),
        (CHINESE, "gbk", "gb18030"),
        (FRENCH, "cp1252", "cp1252"),
        (FRENCH, "utf-8", "utf-8"),
    ],
)
def test_encodings(tmp_path: Path, text: str, written: str, found: str) -> None:
    """Byte order marks, utf-8, GBK and Western text are told apart."""
    got = read_text(write(tmp_path, text.encode(written)))
    assert found == got.facts["encoding"]
    assert text.splitlines()[1].split(",")[0] == got.columns[0][0]


def zstandard(content: bytes) -> bytes:
    """Content in a frame of Zstandard."""
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as packed:
        packed.write(content)
    return bytes(sink.getvalue().to_pybytes())


@pytest.mark.parametrize(
    ("pack", "ending"),
    [
        (gzip.compress, "gz"), (lzma.compress, "xz"), (bz2.compress, "bz2"), (zstandard, "zst"),
    ],
)  # fmt: skip
def test_packed_files(tmp_path: Path, pack: Any, ending: str) -> None:
    """Packed files are read, and cut short they are refused."""
    packed = pack(TEXT.encode() * 1)
    assert ["007", "NA"] == cells(read_text(write(tmp_path, packed, f"a.csv.{ending}")).columns[0])
    with pytest.raises(FileError, match="damaged or incomplete"):
        read_text(write(tmp_path, packed[: len(packed) * 2 // 3], f"b.csv.{ending}"))


def test_frames_of_zstandard(tmp_path: Path) -> None:
    """Frames one after the other are one file, also behind one that pzstd puts first."""
    first, second = TEXT.encode()[:30], TEXT.encode()[30:]
    passed_over = b"P*M\x18\x04\x00\x00\x00abcd"
    packed = passed_over + zstandard(first) + zstandard(second)
    assert ["007", "NA"] == cells(read_text(write(tmp_path, packed, "a.csv.zst")).columns[0])


def test_arrow_without_zstandard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Arrow cannot unpack it, that is one sentence with the remedy."""
    packed = zstandard(TEXT.encode())
    monkeypatch.setattr(pa, "Codec", SimpleNamespace(is_available=lambda name: False))
    with pytest.raises(FileError, match=r"pip install clvxl\[parquet\], or unpack the file"):
        read_text(write(tmp_path, packed, "a.csv.zst"))


def test_title_lines_and_row_numbers(tmp_path: Path) -> None:
    """Titles may stand above; row numbers are those of a spreadsheet, quoted lines and all."""
    text = '"Sales\nof 2011",\n\n,Customer,Date,Amount\n,"a\nb",2011-01-31,1\n,,,\n\n,c,x,2\n'
    got = read_text(write(tmp_path, text))
    assert (4, ("Customer", "Date", "Amount")) == (got.first_row, got.headers)
    assert ["a\nb", None, None, "c"] == cells(got.columns[0])


def test_ragged_records(tmp_path: Path) -> None:
    """Too many values are counted, too few are blank, and neither is an error."""
    text = "Customer,Date,Amount\na,2011-01-31,1,2\nb\nc,2011-01-31,5,,\nd,2011-01-31,1,,,9,9,9\n"
    got = read_text(write(tmp_path, text))
    assert got.surplus is not None
    assert [1, 0, 0, 4] == got.surplus.tolist()
    assert [1.0, None, 5.0, 1.0] == cells(got.columns[2])


FAR = st.lists(st.sampled_from(["", "", "", '""', "x", '"y,\n"', '5"', "z" * 70]), max_size=14)


@given(st.lists(FAR, min_size=1, max_size=6), st.sampled_from(["\n", "\r\n", "\r"]))
def test_no_value_past_the_headers_is_lost(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], end: str
) -> None:
    """A value past the last header is counted, however far and behind however many blanks."""
    records = [["a", "2011-01-31", "1", *row] for row in rows]
    text = end.join(",".join(each) for each in [["Customer", "Date", "Amount"], *records])
    got = read_text(write(tmp_path_factory.mktemp("far"), text))
    filled = [[at + 1 for at, cell in enumerate(row) if cell.strip('"')] for row in rows]
    assert got.surplus is not None
    assert [max([at for at in row if at <= 4] or row, default=0) for row in filled] == (
        got.surplus.tolist()
    )


def test_a_value_far_past_the_headers_in_a_long_file(tmp_path: Path) -> None:
    """It is found wherever the text is cut to be read, and behind a line that never ends."""
    usual = "a,2011-01-31,1\n"
    for before in [*range(17_450, 17_500), 60_000]:
        text = f"Customer,Date,Amount\n{usual * before}b,2011-01-31,1,,,,,,9\n{usual}"
        got = read_text(write(tmp_path, text))
        assert got.surplus is not None
        assert {before: 6} == dict(got.surplus[got.surplus > 0])
    note = "n" * (3 << 20)
    got = read_text(write(tmp_path, f"Customer,Date,Amount\nb,2011-01-31,1,,,,,,{note}\n{usual}"))
    assert got.surplus is not None
    assert [6, 0] == got.surplus.tolist()


def test_only_needed_columns_unless_asked(tmp_path: Path) -> None:
    """Other columns are left away, or kept as text to find duplicates."""
    text = "Note,Customer,City,Date,Amount\n1,a,Rome,2011-01-31,5\n"
    path = write(tmp_path, text)
    assert ("Customer", "Date", "Amount") == read_text(path).headers
    full = read_text(path, all_columns=True)
    assert ("Note", "Customer", "City", "Date", "Amount") == full.headers
    assert "1" == full.columns[0][0]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|", " "])
@pytest.mark.parametrize("above", [0, 300])
def test_a_number_that_may_be_a_thousand_stays_text(tmp_path: Path, mark: str, above: int) -> None:
    """1.234 is not read as a small number before anyone looked, wherever it stands."""
    usual, day = "".join(f"a;2011-01-31;{n}\n" for n in range(above)), "2011-01-31"
    for last, expected in [
        (["1.234", "5"], ["1.234", "5"]),
        (["1.234", ""], ["1.234", None]),
        (["1.234", "5.5"], [1.234, 5.5]),
        (["5.25", "1.234"], [5.25, 1.234]),
        (["5", "7"], [5.0, 7.0]),
    ]:
        lines = [f"b;{day};{amount}" for amount in last if amount or mark != " "]
        text = "Customer;Date;Amount\n" + usual + "\n".join(lines) + "\n"
        path = write(tmp_path, text.replace(";", mark))
        got = cells(read_text(path, delimiter=mark).columns[2])[above:]
        assert expected[: len(lines)] == got
        settled = read_text(path, delimiter=mark, decimal=".").columns[2]
        assert np.float64 == settled.dtype


def test_a_guessed_encoding_is_told_where_it_matters(tmp_path: Path) -> None:
    """An encoding that is only likely is a fact where it changes what is read, else not."""
    rows = {"名": "no", "a": None}
    for name, expected in rows.items():
        path = tmp_path / "sales.csv"
        text = f"Customer,Date,Amount,Note\n{name},2011-01-31,5,备注\n"
        path.write_bytes(text.encode("gbk"))
        assert expected == read_text(path).facts.get("encoding_certain")
        path.write_text(text, encoding="utf-8")
        assert "encoding_certain" not in read_text(path).facts


def test_chosen_columns(tmp_path: Path) -> None:
    """A header that the user names is found where no other row would be a header."""
    text = "Report;2011\nWer;Wann;Wieviel\nx;2011-01-31;5\n"
    chosen = {"customer": "wer", "date": "wann", "amount": "wieviel"}
    got = read_text(write(tmp_path, text), chosen=chosen)
    assert (3, ("Wer", "Wann", "Wieviel")) == (got.first_row, got.headers)
    with pytest.raises(ColumnsNotFoundError, match="Wer, Wann, Wieviel"):
        read_text(write(tmp_path, text))


WRONG: list[tuple[bytes, str]] = [
    (b"", "is empty"),
    (b"Customer,Date,Amount\n", "no values below"),
    (b"PK\x03\x04rest", "workbook"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old or a protected Excel"),
    (b"PAR1....", "Parquet"),
    (b"Customer,Date\0,Amount\n", "not a text file"),
    (b"\x81\x8d\xff\xfe\x81,\xff\n", "not a text file"),
    (b'Customer,Date,Amount\na,2011-01-31,1\nb,"2011-01-31,1\nc,2011-01-31,1\n', "never closed"),
    (b"\n\n\n", "no header row"),
]


@pytest.mark.parametrize(("content", "text"), WRONG)
def test_wrong_files_are_refused_in_one_sentence(tmp_path: Path, content: bytes, text: str) -> None:
    """What is no table says so, whatever its name claims."""
    with pytest.raises(ClvxlError, match=text):
        read_text(write(tmp_path, content))


def test_the_row_of_an_open_quote(tmp_path: Path) -> None:
    """The row in which the open quote stands is told."""
    with pytest.raises(TableError) as caught:
        read_text(write(tmp_path, WRONG[7][0]))
    assert 3 == caught.value.row


def test_missing_files_and_folders(tmp_path: Path) -> None:
    """A file that is not there, and a folder, are told apart."""
    with pytest.raises(FileError, match="does not exist"):
        read_text(tmp_path / "none.csv")
    with pytest.raises(FileError, match="is a folder"):
        read_text(tmp_path)
    for encoding in ("martian", "hex", "rot13", "idna", "punycode", "unicode_escape", "a\0b"):
        with pytest.raises(FileError, match="no encoding that is known"):
            read_text(write(tmp_path, TEXT), encoding=encoding)
    with pytest.raises(FileError, match="not written in ascii"):
        read_text(write(tmp_path, FRENCH), encoding="ascii")


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that may not be read says so."""
    path = write(tmp_path, TEXT)

    def refuse(*_: Any, **__: Any) -> Any:
        raise PermissionError(13, "no")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(FileError, match="cannot be opened"):
        read_text(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
@pytest.mark.parametrize("read", [read_text, read_parquet])
def test_a_pipe_is_not_waited_for(tmp_path: Path, read: Any) -> None:
    """A pipe by the name of a file is refused at once."""
    os.mkfifo(tmp_path / "a.csv")
    with pytest.raises(FileError, match=r"a\.csv is a device or a pipe: name an ordinary file"):
        read(tmp_path / "a.csv")
    with pytest.raises(FileError, match="device or a pipe"):
        read("/dev/null")


@pytest.mark.parametrize("filling", [" ", "1", "1.", "1,"])
def test_a_long_cell_among_numbers_costs_nothing(tmp_path: Path, filling: str) -> None:
    """A cell of 32,000 signs is text, found out without trying every split of it."""
    long = filling * (32_000 // len(filling)) + "x"
    got = read_text(write(tmp_path, f'{TEXT}b,2011-02-01,"{long}"\n'))
    assert long == got.columns[2][2]


def test_a_bomb_is_stopped(tmp_path: Path) -> None:
    """A small packed file that unpacks without end is refused at the limit."""
    packed = gzip.compress(TEXT.encode() + b"a,2011-01-31,5\n" * 1_000_000)
    assert len(packed) < 100_000
    with pytest.raises(FileError, match="more than 1 MiB"):
        read_text(write(tmp_path, packed, "a.csv.gz"), limit=1 << 20)


def test_progress_rises_to_one(tmp_path: Path) -> None:
    """Progress never falls and ends at 1."""
    seen: list[float] = []
    body = TEXT + "a,2011-01-31,5\n" * 300_000
    read_text(write(tmp_path, body), progress=seen.append)
    assert sorted(seen) == seen
    assert 1.0 == seen[-1]
    assert len(seen) > 4


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1)


@given(st.lists(NAMES.filter(lambda name: name.strip()), min_size=1, max_size=10))
def test_customers_survive_the_file(tmp_path_factory: Any, names: list[str]) -> None:
    """Whatever stands in a customer's cell, quotes and delimiters too, is read as it was."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL)
    writer.writerows([["Customer", "Date", "Amount"], *([n, "2011-01-31", "5"] for n in names)])
    path = write(tmp_path_factory.mktemp("names"), buffer.getvalue())
    assert names == cells(read_text(path).columns[0])


def test_parquet(tmp_path: Path) -> None:
    """Parquet columns come as float64, datetime64 or text, long numbers with all digits."""
    path = tmp_path / "sales.parquet"
    frame = pd.DataFrame(
        {
            "Customer": [12345678901234567, 2],
            "City": ["x", "y"],
            "Date": pd.to_datetime(["2011-01-31 08:26", None]),
            "Quantity": [1, 2],
            "Price": [1.5, None],
        }
    )
    frame.to_parquet(path)
    got = read_parquet(path)
    assert ("Customer", "Date", "Quantity", "Price") == got.headers
    assert "12345678901234567" == got.columns[0][0]
    assert ["M", "f", "f"] == [np.dtype(column.dtype).kind for column in got.columns[1:]]
    assert {"customer": 0, "date": 1, "quantity": 2, "price": 3} == dict(
        match_columns(got.headers).roles
    )
    assert 5 == len(read_parquet(path, all_columns=True).headers)
    with pytest.raises(FileError, match="MiB of values"):
        read_parquet(path, limit=10)


def test_parquet_with_dates_and_decimals(tmp_path: Path) -> None:
    """Dates without a time and exact decimals are read too."""
    import datetime
    import decimal

    path = tmp_path / "sales.parquet"
    pd.DataFrame(
        {
            "Customer": pd.Categorical(["a", None]),
            "Date": [datetime.date(2011, 1, 31), None],
            "Amount": [decimal.Decimal("1.50"), None],
        }
    ).to_parquet(path)
    got = read_parquet(path)
    assert [["a", None], [pd.Timestamp(2011, 1, 31), None], [1.5, None]] == [
        cells(column) for column in got.columns
    ]


LONG = 1234567890123456789


@pytest.mark.parametrize(
    ("column", "names"),
    [
        (pa.array([LONG, LONG + 1, None]), [str(LONG), str(LONG + 1), None]),
        (pa.array([10**15 + 1, 10**15 + 2, None]), [str(10**15 + 1), str(10**15 + 2), None]),
        (pa.array([2**64 - 1, 7, None], pa.uint64()), [str(2**64 - 1), "7", None]),
        (pa.array([17850, 13085, None]), [17850.0, 13085.0, None]),
        (pa.array([17850.0, None, 7.0]), [17850.0, None, 7.0]),
        (pa.array([b"a", "é".encode(), None]), ["a", "é", None]),
        (pa.array([b"a", b"b", None], pa.large_binary()), ["a", "b", None]),
        (pa.array([b"ab", b"cd", None], pa.binary(2)), ["ab", "cd", None]),
        (pa.array([Decimal(LONG), Decimal(7), None]), [str(LONG), "7", None]),
        (pa.array([Decimal("7.50"), Decimal(7), None]), [7.5, 7.0, None]),
        (pa.array(["a", "b", None]).dictionary_encode(), ["a", "b", None]),
        (pa.array([True, False, None]), ["TRUE", "FALSE", None]),
        (pa.array([1e15, 7.0, None]), [1e15, 7.0, None]),
    ],
    ids=str,
)  # fmt: skip
def test_customers_in_parquet_are_exact(tmp_path: Path, column: Any, names: list[Any]) -> None:
    """Customers of every type come as they are, whole numbers to the last digit, blanks too."""
    path = tmp_path / "sales.parquet"
    days = pa.array([datetime.date(2011, 1, 31)] * 3)
    table = pa.table({"Customer": column, "Date": days, "Amount": pa.array([1, 2, None])})
    parquet.write_table(table, path)
    got = read_parquet(path)
    assert names == cells(got.columns[0])
    assert [1.0, 2.0, None] == cells(got.columns[2])
    assert pd.Timestamp(2011, 1, 31) == got.columns[1][0]


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    """A column of bytes that are no text is named for what it is, where it is needed alone."""
    path = tmp_path / "sales.parquet"
    columns = {"Customer": ["a"], "Date": ["2011-01-31"], "Amount": [1.0], "Photo": [b"\xff\xd8"]}
    parquet.write_table(pa.table(columns), path)
    assert 1 == read_parquet(path).rows
    parquet.write_table(pa.table({**columns, "Customer": [b"\xff"]}), path)
    with pytest.raises(FileError, match="holds bytes that are no text"):
        read_parquet(path)


@pytest.mark.parametrize("stored", [False, True])
@pytest.mark.parametrize("kind", [pa.string(), pa.binary(), pa.large_string()])
def test_a_small_parquet_file_of_gigabytes(tmp_path: Path, kind: Any, stored: bool) -> None:
    """A file of a few kB whose one text would fill 5 GiB of rows is refused, and unpacks nothing.

    It may stand in a column that is not needed.
    """
    rows = 1000
    texts = pa.array(["x" * 5_400_000], pa.string()).cast(kind)
    huge = pa.DictionaryArray.from_arrays(pa.array([0] * rows, pa.int32()), texts)
    sales = {"Date": ["2011-01-31"] * rows, "Amount": [1.0] * rows}
    path = tmp_path / "sales.parquet"
    options = {"compression": "zstd", "store_schema": stored, "write_statistics": False}
    parquet.write_table(pa.table({"Customer": huge, **sales}), path, **options)
    assert path.stat().st_size < 3000
    before = pa.default_memory_pool().max_memory()
    with pytest.raises(FileError, match="holds more than 4096 MiB of values"):
        read_parquet(path)
    with pytest.raises(FileError, match="holds more than 1 MiB of values"):
        read_parquet(path, limit=1 << 20)
    parquet.write_table(
        pa.table({"Customer": ["a"] * rows, **sales, "Note": huge}), path, **options
    )
    assert rows == read_parquet(path, limit=1 << 20).rows
    assert pa.default_memory_pool().max_memory() < max(before, 100 << 20)


def test_wrong_parquet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is no Parquet file, and a missing pyarrow, are said in one sentence."""
    with pytest.raises(FileError, match="no Parquet file"):
        read_parquet(write(tmp_path, TEXT, "a.parquet"))
    with pytest.raises(FileError, match="does not exist"):
        read_parquet(tmp_path / "none.parquet")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(FileError, match=r"pip install clvxl\[parquet\]"):
        read_parquet(tmp_path / "a.parquet")
