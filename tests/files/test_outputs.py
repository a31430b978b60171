"""Files that come together, or not at all."""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pytest

from clvxl.errors import FileError
from clvxl.files.outputs import written
from clvxl.report.records import Column, Report, Sheet, Table, TextAt
from clvxl.report.stream import Stream

TABLE = Table("t", 0, 0, (Column("Customer", ["Ann", "Bo"], "text"),))
REPORT = Report("Title", (Sheet("S", (TextAt(0, 0, "text"),)),))
STREAM = Stream("t", "parquet", 3, lambda start, stop: (Column("n", np.arange(start, stop)),))
CONTENTS = {"a.csv": TABLE, "b.xlsx": REPORT, "c.parquet": STREAM}


def write_all(folder: Path, *, overwrite: bool = False) -> None:
    """Write one of each."""
    with ExitStack() as files:
        for name, content in CONTENTS.items():
            files.enter_context(written(content, folder / name, overwrite=overwrite))
        assert not overwrite or {"old"} == {path.read_text() for path in folder.glob("?.*")}


def test_all_of_them(tmp_path: Path) -> None:
    """Each content becomes its file, and nothing else is there."""
    write_all(tmp_path)
    assert sorted(CONTENTS) == sorted(os.listdir(tmp_path))
    starts = [(tmp_path / name).read_bytes()[:4] for name in sorted(CONTENTS)]
    assert [b"\xef\xbb\xbfC", b"PK\x03\x04", b"PAR1"] == starts


def test_replaced_at_the_end(tmp_path: Path) -> None:
    """With overwrite the old files stay until all new ones are whole."""
    for name in CONTENTS:
        (tmp_path / name).write_text("old")
    write_all(tmp_path, overwrite=True)
    assert not any((tmp_path / name).read_bytes() == b"old" for name in CONTENTS)


@pytest.mark.parametrize("taken", sorted(CONTENTS))
def test_none_of_them(taken: str, tmp_path: Path) -> None:
    """Where one may not be written none is, and what was there stays."""
    (tmp_path / taken).write_text("mine")
    with pytest.raises(FileError):
        write_all(tmp_path)
    assert [taken] == os.listdir(tmp_path)
    assert "mine" == (tmp_path / taken).read_text()
