"""The process that reads a workbook: what it tells of the sheet, and what it leaves behind."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
import xlsxwriter

from clvxl.files.xlsx.reader import read_sheet

HEADERS = ["Customer", "Date", "Amount"]


def _runs(pid: int) -> bool:
    """Whether a process is there that has not ended."""
    try:
        os.kill(pid, 0)
        status = Path(f"/proc/{pid}/stat")
        return not status.exists() or status.read_text().rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False


@pytest.mark.skipif(os.name == "nt", reason="Windows ends a child by its broken pipe alone")
def test_nothing_is_left_after_a_kill(tmp_path: Path) -> None:
    """Where the reading process is killed its child ends, and no customer's data lie about."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    rows = [[f"c{i}", 45_000, i] for i in range(60_000)]
    large = tmp_path / "large.xlsx"
    with xlsxwriter.Workbook(large) as workbook:
        sheet = workbook.add_worksheet("S")
        for at, row in enumerate([HEADERS, *rows]):
            sheet.write_row(at, 0, row)
    code = (
        "import sys; from clvxl.files.xlsx import reader; start = reader._start\n"
        "def told():\n child = start(); print(child.pid, flush=True); return child\n"
        "reader._start = told; reader.read_sheet(sys.argv[1])"
    )
    run = subprocess.Popen(
        [sys.executable, "-c", code, str(large)], stdout=subprocess.PIPE, text=True,
        env={**os.environ, "TMPDIR": str(folder)},
    )  # fmt: skip
    assert run.stdout is not None
    child = int(run.stdout.readline())
    time.sleep(0.4)
    run.kill()
    run.wait()
    run.stdout.close()
    until = time.monotonic() + 10
    while _runs(child) and time.monotonic() < until:
        time.sleep(0.02)
    assert (False, []) == (_runs(child), list(folder.iterdir()))


@pytest.mark.parametrize("title", [True, False])
@pytest.mark.parametrize(
    ("hidden", "told"), [([], None), ([2], "1"), ([2, 4, 5, 7], "4"), ([900], None)]
)
def test_hidden_rows_are_read_and_told(
    title: bool, hidden: list[int], told: str | None, tmp_path: Path
) -> None:
    """Rows that a filter hides are read like all others, and how many there are is a fact."""
    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        other = workbook.add_worksheet("Notes")
        other.set_row(1, None, None, {"hidden": True})
        other.write("A1", "nothing")
        sheet = workbook.add_worksheet("S")
        sheet.set_column(5, 5, None, None, {"hidden": True})
        top = 3 if title else 0
        sheet.set_row(top, None, None, {"hidden": False})
        for at in range(2 if title else 0):
            sheet.set_row(at, None, None, {"hidden": True})
        if title:
            sheet.write(0, 0, "Report")
        sheet.write_row(top, 0, HEADERS)
        for row in range(1, 9):
            sheet.write_row(top + row, 0, [f"c{row}", 45_000 + row, row])
        for row in hidden:
            sheet.set_row(top + row, None, None, {"hidden": True})
        sheet.autofilter(top, 0, top + 8, 2)
    table = read_sheet(path, sheet="S")
    assert 8 == table.rows
    assert told == table.facts.get("hidden_rows")
    assert read_sheet(path).facts.get("hidden_rows") == told
