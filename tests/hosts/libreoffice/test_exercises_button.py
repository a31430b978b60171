"""Segment sheet on the exercise that is about it, in a Calc of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from clvxl.hosts.libreoffice._uno import named_values, service
from tests.hosts.libreoffice.driver import Office

pytestmark = pytest.mark.calc


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
        values = {value for row in shown.getDataArray() for value in row}
        found = {
            key: document.NamedRanges.getByName(f"sol_{key}")
            .getReferredCells()
            .getDataArray()[0][0]
            for key in ("customers", "revenue", "champions")
        }
        rounded = {round(value, 2) for value in values if isinstance(value, float)}
        assert {round(value, 2) for value in found.values()} <= rounded
    finally:
        document.close(True)
