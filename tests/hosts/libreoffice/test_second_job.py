"""A job that is declared and entered, and nothing more, works in a real Calc."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from clvxl.hosts.libreoffice._uno import named_values, service
from clvxl.jobs.catalogue import JOBS, register
from tests.hosts.libreoffice.driver import Office, office
from tests.hosts.second_job import TALLY

pytestmark = pytest.mark.calc

START = """
import json, site, sys
from pathlib import Path

settings = json.loads(Path(__file__).with_name("clvxl.json").read_text("utf-8"))
for folder in settings["folders"]:
    site.addsitedir(folder)
sys.path.insert(0, {root!r})

from clvxl.hosts.libreoffice.component import implementation
from clvxl.jobs.catalogue import register
from tests.hosts.second_job import TALLY

register(TALLY)
g_ImplementationHelper = implementation()
"""


@pytest.fixture
def tallying(root: Path, tmp_path: Path) -> Iterator[Office]:
    """A Calc whose add-in was built with one line more in the catalogue."""
    register(TALLY)
    try:
        with office(tmp_path, component=START.format(root=str(root))) as running:
            yield running
    finally:
        del JOBS[TALLY.name]


def test_the_menus_entry_runs_the_job(tallying: Office) -> None:
    """Its address draws its report, by the settings that are given, and says its own sentence."""
    document: Any = tallying.desktop.loadComponentFromURL(
        "private:factory/scalc", "_blank", 0, named_values(Hidden=False)
    )
    rows = (("Customer", "Date", "Amount"), ("a", "2025-01-01", 1.0), ("b", "2025-01-02", 1.0),
            ("a", "2025-01-03", 1.0))  # fmt: skip
    document.Sheets.getByIndex(0).getCellRangeByName("A1:C4").setDataArray(rows)
    helper = service(tallying.context, "frame.DispatchHelper")
    given = named_values(Silent=True, most="1", listed_from="end")
    frame = document.CurrentController.Frame
    done = tallying.on_main(
        lambda: helper.executeDispatch(frame, "org.clvxl:tally", "_self", 0, given)
    )
    assert str(done.Result).startswith("1 customers of Sheet1, A1:C4: Tally.")
    drawn = document.Sheets.getByName("Tally").getCellRangeByName("A1:B2").getDataArray()
    assert (("Customer", "Lines"), ("b", 1.0)) == drawn
    document.close(True)
