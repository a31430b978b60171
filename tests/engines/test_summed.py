"""Customers that are added up already: read by DuckDB as in memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as arrow
import pytest
from pyarrow import parquet

from clvxl.data.choices import columns_of
from clvxl.data.cleaning import clean_summaries
from clvxl.data.table import SourceTable
from clvxl.engines import left_out
from clvxl.engines.duck import Duck
from clvxl.engines.sources import named_files, open_files
from clvxl.files.tables import Wishes, read_table
from tests.engines.comparing import outcome, same

HEADER = "Customer,Recency,Frequency,Monetary\n"
LIFETIMES = "customer_id,frequency,recency,T,monetary_value\n"
TEXTS = {
    "plain": HEADER + "a,3,2,50\nb,10,1,20.5\n",
    "reasons": HEADER + "a,3,2,50\n,4,1,5\n#N/A,4,1,5\nb,-1,2,5\nb,2,x,5\nb,2,3,y\nb,2,3,7\n\nb,1,1,9\n"
    "NULL,1,1,1\nTotal,9,9,64\n1.23457E+11,1,1,4\n c ,5,0,0\nd,5,1,5,9\n",
    "a total": HEADER + "a,3,2,50\nb,10,1,20\nTotal,13,3,70\n",
    "decimal commas": HEADER.replace(",", ";") + "a;3;2;50,25\nb;10;1;1.020,50\n",
    "a question": HEADER.replace(",", ";") + "a;3;2;5.025\nb;10;1;1.020\n",
    "money with signs": HEADER + "a,3,2,$50\nb,10,1,($20.50)\n",
    "repeats of lifetimes": LIFETIMES + "a,0,0,9,0\nb,2,8,9,4\nc,5,30.5,40,10\n",
    "purchases of lifetimes": LIFETIMES + "a,1,0,9,5\nb,2,8,9,4\nc,1,0,7,3.3\nd,x,1,1,1\n",
    "recency that is none": LIFETIMES + "a,1,9,9,5\nb,1,7,7,5\nc,4,3,9,4\nd,1,,5,5\n",
    "T without numbers": LIFETIMES + "a,x,9,y,5\nb,1,7,,5\n",
    "lifetimes without T": HEADER + "a,0,0,0\nb,8,2,4\nc,0,0,0\n",
    "no frequency but money": HEADER + "a,0,0,5\nb,8,2,4\n",
    "nobody is left": HEADER + "a,-1,2,50\nb,-2,1,5\n,1,1,1\n",
    "two customers": "Customer ID,Customer Name,Recency,Frequency,Monetary\n7,Ann,1,2,3\n8,Bo,2,3,4\n9,Ann,1,1,5\n",
}  # fmt: skip


@pytest.fixture
def duck() -> Iterator[Duck]:
    """A database."""
    one = Duck(threads=1)
    yield one
    one.close()


def cleaned(table: SourceTable) -> Any:
    """The customers of a table, or its refusal."""
    return outcome(lambda: clean_summaries(table, columns_of(table)))


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_file_is_read_as_in_memory(tmp_path: Path, duck: Duck, name: str) -> None:
    """Customers, figures, reasons, counts, notices, questions and refusals are the same."""
    path = tmp_path / "rfm.csv"
    path.write_text(TEXTS[name])
    same(cleaned(read_table(path)), cleaned(open_files(duck, [path], Wishes())))


@pytest.mark.parametrize("seed", range(12))
def test_any_table_is_read_as_in_memory(tmp_path: Path, duck: Duck, seed: int) -> None:
    """Tables of numbers and texts, some customers several times, are the same in all."""
    random = np.random.default_rng(seed)
    people = [f"C{n}" for n in range(60)] if seed % 2 else [float(n) for n in range(60)]
    rows = 90
    figures = {
        "Recency": random.integers(-1, 50, rows).astype(float),
        "Frequency": random.integers(0, 9, rows).astype(float),
        "Monetary": np.round(random.normal(50, 40, rows), 2),
        **({"T": random.integers(50, 90, rows).astype(float)} if seed % 3 == 0 else {}),
    }
    for each in figures.values():
        each[random.random(rows) < 0.05] = np.nan
    chosen = random.integers(0, 60, rows).tolist()
    table = {
        "Customer": [None if random.random() < 0.05 else people[at] for at in chosen],
        **figures,
    }
    path = tmp_path / "rfm.parquet"
    parquet.write_table(arrow.table(table), path)
    memory = cleaned(read_table(path))
    same(memory, cleaned(open_files(duck, [path], Wishes())))
    assert "customer_again" in memory.counts.reasons


def test_a_folder_lists_the_first_lines_left_out(
    tmp_path: Path, duck: Duck, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files stand one below the other; what is too much to list is told, and kept whole."""
    monkeypatch.setattr(left_out, "LISTED", 3)
    for at in range(2):
        lines = [f"C{n},{n},{at},{n}\n" for n in range(6)]
        (tmp_path / f"{at}.csv").write_text(HEADER + "".join(lines))
    found = cleaned(open_files(duck, named_files(str(tmp_path)), Wishes()))
    assert ([2, 3, 4, 5, 6, 7], {"customer_again": 6}) == (
        found.rows.tolist(), found.counts.reasons,
    )  # fmt: skip
    assert [8, 9, 10] == found.left_out.row.tolist()
    assert [*range(8, 14)] == found.left_out.rest.part(0, 6).row.tolist()
    assert ["listed_beside"] == [notice.key for notice in found.reading.notices]
