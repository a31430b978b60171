"""The committed workbooks: built from code, part by part the same, in good order."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from clvxl.exercises.catalogue import EXERCISES
from clvxl.files.xlsx.reader import read_sheet
from clvxl.files.xlsx.template import read_template
from clvxl.files.xlsx.writer import write_report
from tests.exercises.building import built
from tests.exercises.engines import Sheets
from tests.files.xlsx.schemas import complaints

FILES = [(language, name) for language in ("en", "zh") for name in EXERCISES]
LARGEST = 500_000
VALUE = re.compile(rb"(?<=<v>)(-?[0-9][0-9.Ee+-]*)(?=</v>)")


@pytest.fixture(params=FILES, ids=lambda file: "-".join(file))
def workbook(request: pytest.FixtureRequest, root: Path) -> Path:
    """Each committed workbook."""
    language, name = request.param
    return root / "workbooks" / language / f"{name}.xlsx"


def parts(path: Path) -> dict[str, bytes]:
    """The parts of a workbook but its date of creation."""
    with zipfile.ZipFile(path) as package:
        return {n: package.read(n) for n in package.namelist() if n != "docProps/core.xml"}


def without_digits(part: bytes) -> tuple[list[bytes], list[float]]:
    """A part of a workbook without the stored numbers, and these."""
    texts = VALUE.split(part)
    return texts[::2], [float(text) for text in texts[1::2]]


def test_committed_workbook_is_the_built_one(workbook: Path, tmp_path: Path) -> None:
    """What is committed is what the code builds today, part by part.

    Stored numbers agree to twelve digits: the last ones are the processor's.
    """
    write_report(built(workbook.stem, workbook.parent.name), tmp_path / "built.xlsx")
    made, kept = parts(tmp_path / "built.xlsx"), parts(workbook)
    assert set(made) == set(kept)
    for name in [name for name in made if made[name] != kept[name]]:
        (expected, numbers), (texts, others) = map(without_digits, (kept[name], made[name]))
        assert expected == texts, name
        assert numbers == pytest.approx(others, rel=1e-12, abs=1e-12), name


def test_nothing_else_is_committed(root: Path) -> None:
    """The folder holds the exercises in both languages and nothing else."""
    files = (path for path in root.glob("workbooks/**/*.*") if not path.name.startswith("."))
    found = {path.relative_to(root / "workbooks").as_posix() for path in files}
    assert {f"{language}/{name}.xlsx" for language, name in FILES} == found


def test_is_in_good_order(workbook: Path) -> None:
    """Valid against the schemas, small, without macro, external link or calculation on load."""
    assert [] == complaints(workbook)
    assert LARGEST > workbook.stat().st_size
    names = parts(workbook)
    assert [] == [n for n in names if "vba" in n.lower() or "externalLink" in n]
    assert b"fullCalcOnLoad" not in names["xl/workbook.xml"]
    assert b"_xlfn" not in b"".join(names.values())
    assert b't="array"' not in b"".join(names.values())


def test_gnumeric_computes_it_too(workbook: Path) -> None:
    """No MAX or MIN takes an array in SUMPRODUCT: Gnumeric gives a wrong value there."""
    formulas = Sheets.read(workbook).formulas.values()
    assert [] == [text for text in formulas if re.search(r"SUMPRODUCT\((MAX|MIN)\(", text)]


def test_prints_on_a4(workbook: Path) -> None:
    """Each sheet is set up for A4, one page wide, and keeps its head in view."""
    for sheet in openpyxl.load_workbook(workbook):
        setup = sheet.page_setup
        assert (9, 1, True) == (int(setup.paperSize), setup.fitToWidth or 1, bool(
            sheet.sheet_properties.pageSetUpPr.fitToPage))  # fmt: skip
        assert sheet.freeze_panes, sheet.title


def test_inputs_are_validated(workbook: Path) -> None:
    """Each figure and each column of numbers has a rule with a message."""
    book = openpyxl.load_workbook(workbook)
    exercise = EXERCISES[workbook.stem]
    ruled = {
        (sheet.title, cell)
        for sheet in book for rule in sheet.data_validations.dataValidation
        for area in rule.sqref.ranges for row in area.rows for cell in row
        if rule.error and rule.showErrorMessage
    }  # fmt: skip
    figures = {each.key for each in exercise.figures}
    for key in [*figures, *(each.key for each in exercise.data.fields)]:
        [(sheet, area)] = book.defined_names[f"in_{key}"].destinations
        left, top, *_ = openpyxl.utils.cell.range_boundaries(area)
        if key in figures or not isinstance(book[sheet].cell(top, left).value, str):
            assert (sheet, (top, left)) in ruled, key


def test_says_which_template_it_is(workbook: Path) -> None:
    """Its own properties name the exercise and the language, its names the figures."""
    found = read_template(workbook)
    assert (workbook.stem, workbook.parent.name) == (found.name, found.language)
    assert {figure.key for figure in EXERCISES[workbook.stem].figures} == set(found.figures)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_segmentation_holds_five_thousand_sales(language: str, root: Path) -> None:
    """README's first command finds 5,000 sales of 1,000 customers, returns among them."""
    table = read_sheet(root / "workbooks" / language / "segmentation.xlsx")
    assert {"en": "Sales", "zh": "销售"}[language] == table.facts["sheet"]
    assert (5000, 1000) == (table.rows, table.columns[0].nunique())
    assert (table.columns[2] < 0).any()
