"""Tables as .csv files."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clvxl.errors import FileError
from clvxl.files.csv_writer import LIKE_FORMULAS, write_csv
from clvxl.report.records import Column, Table


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])), min_size=1))
def test_texts_come_back(texts: list[str]) -> None:
    """Every text is read back as it was, but for the apostrophe before what is like a formula."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        path = Path(folder, "a.csv")
        write_csv(Table("a", 0, 0, (Column("A", texts), Column("B", [1.5] * len(texts)))), path)
        read = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    expected = [f"'{text}" if text.startswith(LIKE_FORMULAS) else text for text in texts]
    assert expected == list(read["A"])


def test_a_file_that_is_there_stays(tmp_path: Path) -> None:
    """A file is replaced only when that was asked for."""
    path = tmp_path / "a.csv"
    path.write_text("mine", "utf-8")
    with pytest.raises(FileError):
        write_csv(Table("a", 0, 0, (Column("A", ["x"]),)), path)
    assert "mine" == path.read_text("utf-8")
