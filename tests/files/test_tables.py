"""One function reads every kind of file."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from clvxl.errors import FileError
from clvxl.files.tables import Wishes, read_table

SALES = pd.DataFrame({"Who": ["a", "b"], "When": pd.to_datetime(["2025-01-31", "2025-02-01"]),
                      "Amount": [5.5, 6.0], "Note": ["x", "y"]})  # fmt: skip
CHOSEN = {"customer": "Who", "date": "When"}


def written(path: Path) -> Path:
    """The sales as a file of the kind that its name says."""
    if path.suffix == ".parquet":
        SALES.to_parquet(path)
    elif path.suffix == ".xlsx":
        SALES.to_excel(path, index=False, sheet_name="May")
    else:
        SALES.to_csv(path, index=False, sep=";" if ".txt" in path.name else ",")
    return path


@pytest.mark.parametrize("name", ["a.xlsx", "a.parquet", "a.CSV", "a.tsv", "a.txt.gz", "a.csv.xz"])
def test_each_kind_gives_the_same_table(name: str, tmp_path: Path) -> None:
    """Whatever the kind, the named columns are found, and progress ends at 1 where it is told."""
    told: list[float] = []
    path = written(tmp_path / name)
    table = read_table(path, Wishes(chosen=CHOSEN), progress=told.append)
    assert ("Who", "When", "Amount") == table.headers
    assert [5.5, 6.0] == list(map(float, table.columns[2]))
    assert [1.0] * (name != "a.parquet") == told[-1:]
    assert 4 == len(read_table(path, Wishes(chosen=CHOSEN, all_columns=True)).headers)


def test_wishes_reach_the_reader(tmp_path: Path) -> None:
    """Sheet, delimiter, encoding and decimal mark are the reader's."""
    book, text = written(tmp_path / "a.xlsx"), tmp_path / "b.csv"
    text.write_bytes("Who|When|Betrag €\na|2025-01-31|1,5\n".encode("cp1252"))
    chosen = CHOSEN | {"amount": "Betrag €"}
    wishes = Wishes(delimiter="|", encoding="cp1252", decimal=",", chosen=chosen)
    table = read_table(text, wishes)
    assert ("|", "cp1252") == (table.facts["delimiter"], table.facts["encoding"])
    assert "1,5" == table.columns[2][0]
    with pytest.raises(FileError, match="June"):
        read_table(book, Wishes(sheet="June", chosen=CHOSEN))


def test_a_kind_that_is_not_read(tmp_path: Path) -> None:
    """A file of another kind is refused with the kinds that are read; a missing one is missing."""
    with pytest.raises(FileError, match=r"a\.doc has an ending .* it reads \.xlsx, .*\.txt"):
        read_table(written(tmp_path / "a.doc"))
    with pytest.raises(FileError, match=r"b\.doc does not exist"):
        read_table(tmp_path / "b.doc")


def test_words_do_not_make_blanks_the_delimiter(tmp_path: Path) -> None:
    """Without headers commas part the values also where names hold more blanks than commas."""
    path = tmp_path / "a.csv"
    lines = [f"Ann Mary van der Lee {day},2024-01-{day},{day}.50\n" for day in range(10, 30)]
    path.write_text("".join(lines))
    table = read_table(path)
    assert (",", 20) == (table.facts["delimiter"], len(table.columns[0]))
    assert "Ann Mary van der Lee 10" == table.columns[0][0]
