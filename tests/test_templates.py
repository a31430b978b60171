"""Templates as the buttons of a spreadsheet program have them written."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from clvxl.data.table import SourceTable
from clvxl.errors import TableError
from clvxl.templates import fill_new, makers, new_exercise


def flows(**columns: list[object]) -> SourceTable:
    """A table as a host reads it."""
    return SourceTable("book", tuple(columns), tuple(map(pd.Series, columns.values())))


def test_progress_runs_to_the_end(tmp_path: Path) -> None:
    """Building and writing share one progress, which never goes back and ends at 1."""
    told: list[float] = []
    new_exercise("clv_simple", "en", tmp_path, told.append)
    assert sorted(told) == told
    assert 0.5 < told[-2] <= told[-1] == 1.0
    assert any(0 < share < 0.5 for share in told)


def test_filled_templates_are_numbered(tmp_path: Path) -> None:
    """Filling twice leaves the first workbook as it was."""
    table = flows(Revenue=[9.0, 8.0], 成本=[4.0, 4.0])
    first, filled = fill_new("clv_dcf", "en", table, folder=tmp_path)
    before = first.read_bytes()
    second, _ = fill_new("CLV-DCF", "zh", table, folder=tmp_path)
    assert ("clv_dcf-filled.xlsx", "clv_dcf-filled 2.xlsx") == (first.name, second.name)
    assert before == first.read_bytes()
    assert 2 == filled.rows


def test_no_folder_for_a_table_that_does_not_fit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A refused table leaves nothing behind, not even the folder."""
    monkeypatch.setattr("clvxl.templates.documents", lambda: tmp_path / "clvxl")
    with pytest.raises(TableError, match="must hold numbers"):
        makers().fill_template("clv_dcf", "en", flows(Revenue=["x"]), lambda share: None)
    assert [] == list(tmp_path.iterdir())
