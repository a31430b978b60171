"""Segment sheet on the exercise that is about it, in a Calc of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from clvxl.hosts.libreoffice._uno import named_values, service
from tests.hosts.libreoffice.driver import Office

pytestmark = pytest.mark.calc

LEAVING = {"en": {"Can't Lose Them", "At Risk"}, "zh": {"重点挽回客户", "流失风险客户"}}
"""Segments of customers who may be leaving."""


@pytest.mark.parametrize("language", ["en", "zh"])
def test_button_on_the_exercise_gives_its_answers(
    calc: Office, root: Path, tmp_path: Path, language: str
) -> None:
    """Segment sheet, run on the exercise's sales, finds what its working finds."""
    # A copy: Calc locks a file that it opens, also for the other tests that run meanwhile.
    path = Path(shutil.copy(root / "workbooks" / language / "segmentation.xlsx", tmp_path))
    document = calc.desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, ())
    try:
        sales = {"en": "Sales", "zh": "销售"}[language]
        document.CurrentController.setActiveSheet(document.Sheets.getByName(sales))
        helper = service(calc.context, "frame.DispatchHelper")
        frame, values = (
            document.CurrentController.Frame,
            named_values(Silent=True, language=language),
        )
        calc.on_main(lambda: helper.executeDispatch(frame, "org.clvxl:segment", "_self", 0, values))
        shown = document.CurrentController.ActiveSheet.createCursor()
        shown.gotoEndOfUsedArea(True)
        rows = shown.getDataArray()
        values = {value for row in rows for value in row}
        found = {
            key: document.NamedRanges.getByName(f"sol_{key}")
            .getReferredCells()
            .getDataArray()[0][0]
            for key in ("champions", "risk")
        }
        assert found["champions"] in values
        leaving = [row[1:] for row in rows if row[0] in LEAVING[language] and row[2] != ""]
        sums = {round(sum(column), 2) for column in zip(*leaving, strict=True)}
        assert round(found["risk"], 2) in sums
    finally:
        document.close(True)
