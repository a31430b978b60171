"""Columns of cells as arrays: texts one behind another, and what fastexcel hands over."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
from pathlib import Path

import fastexcel
import numpy as np
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from clvxl.files.xlsx import reader
from clvxl.files.xlsx._arrow import cell_errors, cells
from clvxl.files.xlsx._columns import Cells, Texts, described, pieces, received

SIGNS = st.text("01.-9e é客\0\n", max_size=20)
TEXTS = st.lists(
    st.one_of(st.text(max_size=8), SIGNS, st.sampled_from(["true", "12345678901234567"]))
)


@given(TEXTS)
def test_texts_stay_as_they_are(texts: list[str]) -> None:
    """Texts of any letters come back, all of them, the first ones, and those that are taken."""
    found = Texts.of(texts)
    assert texts == found.list()
    assert texts[:2] == found.first(2).list()
    places = np.arange(len(texts))[::-2]
    assert texts[::-2] == found.take(places).list()


@given(TEXTS, st.sampled_from([1, 2, 16]))
def test_numbers_are_those_of_digits(texts: list[str], digits: int) -> None:
    """A number is what the pattern says; so is a word."""
    number = re.compile(rf"-?[0-9]{{{digits},}}(\.[0-9]+)?")
    found = Texts.of(texts)
    assert [bool(number.fullmatch(text)) for text in texts] == found.are_numbers(digits).tolist()
    assert [text == "true" for text in texts] == found.are("true").tolist()


@pytest.mark.parametrize(
    "text",
    [
        "2024-05-01 00:00:0",
        "2024-05-01T00:00:00",
        "2024-02-30 00:00:00",
        "2024-05-01 25:00:00",
        "é",
    ],
)
def test_no_moments(text: str) -> None:
    """One text that is no moment, and the column holds none."""
    texts = Texts.of(["2024-05-01 03:04:05", text])
    assert texts.moments(np.array([True, True])) is None
    found = texts.moments(np.array([True, False]))
    assert found is not None
    assert [dt.datetime(2024, 5, 1, 3, 4, 5), None] == found.tolist()


@given(TEXTS, st.lists(st.floats()))
def test_columns_travel_as_bytes(texts: list[str], numbers: list[float]) -> None:
    """What one process sends the other has, at places where arrays may stand."""
    sent = [
        Cells.texts([text or None for text in texts]), Cells.numbers(np.array(numbers, np.float64)),
        Cells("date", np.array(["2024-05-01", "NaT"], "M8[ms]"), np.array([False, True])),
        Cells("truth", np.array([True, False, True]), np.zeros(3, bool)),
    ]  # fmt: skip
    whole = b"".join(pieces(sent))
    assert 0 == len(whole) % 64
    back = received(described(sent), memoryview(whole))
    assert [each.kind for each in sent] == [each.kind for each in back]
    assert [each.written() for each in sent] == [each.written() for each in back]


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sheet with a column of each type that fastexcel knows, blanks and errors among them."""
    path = tmp_path_factory.mktemp("kinds") / "k.xlsx"
    moment = dt.datetime(2024, 5, 1, 3, 4, 5, 250_000)
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd hh:mm:ss"}) as book:
        sheet = book.add_worksheet()
        span = book.add_format({"num_format": "[h]:mm:ss"})
        sheet.write_row(
            0, 0, ["whole", "number", "text", "truth", "moment", "span", "error", "mix"]
        )
        for row in range(1, 20):
            if row % 7:
                sheet.write_row(row, 0, [row, row / 8, "né客" * row, row % 3 == 0, moment])
                sheet.write_number(row, 5, row / 4, span)
            sheet.write_formula(row, 6, "=1/0", None, "#DIV/0!")
            sheet.write(row, 7, "x" if row % 2 else row)
    return path


@pytest.mark.parametrize("kind", [None, "string", "float", "boolean"])
def test_cells_are_those_of_pyarrow(kind: str | None, kinds: Path) -> None:
    """Each type is understood as pyarrow understands it, after the parser has let it go too."""
    sheet = fastexcel.read_excel(kinds).load_sheet(0, dtypes=kind)  # type: ignore[arg-type]
    expected, found = sheet.to_arrow().to_pydict(), cells(sheet)
    del sheet
    for column, values in zip(found, expected.values(), strict=True):
        held = column.values.list() if column.kind == "text" else column.values.tolist()
        assert values == [
            None if blank else cell for cell, blank in zip(held, column.blank, strict=True)
        ]


def test_errors_are_told_without_pyarrow(kinds: Path) -> None:
    """A process that has no pyarrow hears of the same cells; none stands in its place later."""
    code = (
        "import sys\n"
        "{hide}\n"
        "import fastexcel\n"
        "from clvxl.files.xlsx._arrow import cell_errors\n"
        "sheet = fastexcel.read_excel(sys.argv[1]).load_sheet(0, dtypes='float')\n"
        "print([(*each.offset_position, each.detail) for each in cell_errors(sheet)])\n"
        "assert {left}\n"
    )
    sheet = fastexcel.read_excel(kinds).load_sheet(0, dtypes="float")
    told = [(*each.offset_position, each.detail) for each in cell_errors(sheet)]
    assert len(told) > 19
    for hide, left in (
        ("sys.modules['pyarrow'] = None", "sys.modules['pyarrow'] is None"),
        ("", "'pyarrow' not in sys.modules"),
    ):
        done = subprocess.run(
            [sys.executable, "-P", "-c", code.format(hide=hide, left=left), kinds],
            env=reader._environment(), capture_output=True, check=False, encoding="utf-8",
        )  # fmt: skip
        assert (0, str(told)) == (done.returncode, done.stdout.strip()), done.stderr
