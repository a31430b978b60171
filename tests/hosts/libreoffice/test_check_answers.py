"""Check my answers in a real Calc, and worked homework that LibreOffice saved."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from clvxl.exercises.catalogue import EXERCISES
from clvxl.exercises.engine.homework import homework
from clvxl.exercises.marking.checking import check_file
from clvxl.exercises.marking.lines import lines_of
from clvxl.files.xlsx.writer import write_report
from tests.exercises.students import drawn
from tests.hosts.libreoffice.driver import Office, property_value
from tests.hosts.libreoffice.test_templates_commands import dispatched

pytestmark = pytest.mark.calc
EXCEL = "Calc MS Excel 2007 XML"
NUMBER = 5
NAMES = list(EXERCISES) if os.environ.get("CLVXL_ALL") else ["clv_dcf", "migration", "bank", "rfm"]


def worked(calc: Office, folder: Path, name: str, *, without: str = "") -> Any:
    """Homework open in Calc, worked rightly: the first answer is a formula, one is left out."""
    path = folder / "homework.xlsx"
    write_report(homework(EXERCISES[name], "en", NUMBER), path)
    document = calc.open(path)
    answers = drawn(name, NUMBER).worked.answers
    for at, (key, value) in enumerate(answers.items()):
        if key == without:
            continue
        cell = answer_cell(document, key)
        if isinstance(value, str):
            cell.String = value
        elif at == 0:
            cell.Formula = f"={value!r}+0"
        else:
            cell.Value = value
    return document


def answer_cell(document: Any, key: str) -> Any:
    """The cell of an answer, which its name follows."""
    text = document.NamedRanges.getByName(f"ans_{key}").Content
    column, row = (
        text.split("$")[2].split(":")[0].rstrip("0123456789"),
        text.split("$")[-1].strip(")"),
    )
    return document.Sheets.getByIndex(0).getCellRangeByName(f"{column}{row}")


def saved(document: Any, path: Path) -> Path:
    """A document saved by Calc as .xlsx."""
    document.storeToURL(path.as_uri(), (property_value("FilterName", EXCEL),))
    return path


@pytest.mark.parametrize("name", NAMES)
def test_saved_by_libreoffice(calc: Office, tmp_path: Path, name: str) -> None:
    """A file that Calc opened and saved earns everything; rows and columns that Calc inserts, a
    sheet that it renames or copies, change nothing.
    """
    document = worked(calc, tmp_path, name)
    try:
        found = check_file(saved(document, tmp_path / "saved.xlsx"))
        assert ("right", found.most) == (found.answers[0].finding.verdict, found.points)
        assert ((), NUMBER) == (found.remarks, found.issue.variant)
        sheet = document.Sheets.getByIndex(0)
        sheet.unprotect("")
        sheet.Rows.insertByIndex(3, 2)
        sheet.Columns.insertByIndex(0, 1)
        document.Sheets.copyByName(sheet.Name, "A copy", 0)
        sheet.Name = "Done 完成"
        found = check_file(saved(document, tmp_path / "again.xlsx"))
        assert found.most == found.points
    finally:
        document.close(True)


@pytest.mark.parametrize("command", ["org.clvxl:check"])
def test_check_my_answers(calc: Office, tmp_path: Path, command: str) -> None:
    """The menu's command says what clvxl check says of the same file, and changes nothing."""
    document = worked(calc, tmp_path, "clv_dcf", without="start")
    try:
        document.setModified(False)
        url, said = document.URL, dispatched(calc, document, command)
        assert lines_of(check_file(saved(document, tmp_path / "b.xlsx")), "en") == said.split("\n")
        assert "4. empty (0 / " in said
        assert (url, False) == (document.URL, document.isModified())
    finally:
        document.close(True)


def test_what_is_no_exercise_is_told(calc: Office) -> None:
    """Of another workbook a sentence says that it is no exercise."""
    with calc.sheet() as sheet:
        sheet.getCellRangeByName("A1").Value = 1.0
        document = next(
            one for one in calc.desktop.Components if sheet.Name in one.Sheets.ElementNames
        )
        assert "is no exercise" in dispatched(calc, document, "org.clvxl:check")
