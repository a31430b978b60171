"""The calculator of the template workbooks against a real Calc.

Hundreds of formulas over a sheet of mixed data are computed by both and compared. Where Calc
differs from Excel, the calculator follows Excel: `EXCEL` lists what is known, with what Excel gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from clvxl.exercises.formulas.book import Book
from clvxl.exercises.formulas.evaluator import NAMES
from clvxl.sheet.answers import CellError
from clvxl.sheet.registry import REGISTRY
from tests.exercises.many_formulas import EXCEL, FORMULAS, formulas, report, write
from tests.hosts.libreoffice.driver import Office

pytestmark = pytest.mark.calc

ERRORS = {532: "#DIV/0!", 519: "#VALUE!", 524: "#REF!", 503: "#NUM!", 502: "#NUM!", 32767: "#N/A"}
"""Calc's numbers of errors. 502, an invalid argument, is mostly Excel's #NUM!."""


def shown(area: Any) -> Iterator[Any]:
    """The value of each cell of a column in Calc, errors as their text."""
    for row, (value,) in enumerate(area.getDataArray()):
        error = area.getCellByPosition(0, row).getError() if value is None else 0
        yield ERRORS.get(error, f"Err:{error}") if error else value


def computed(calc: Office, given: list[str], path: Path) -> list[tuple[str, Any, Any]]:
    """Each formula, our value and Calc's."""
    made = report(given)
    write(made, path)
    book = Book(made)
    book.compute()
    document = calc.open(path)
    try:
        document.calculateAll()
        page = document.Sheets.getByIndex(0)
        got = list(shown(page.getCellRangeByPosition(20, 0, 20, len(given) - 1)))
    finally:
        document.close(True)
    ours = [book.value("Data", row, 20) for row in range(len(given))]
    return list(zip(given, ours, got, strict=True))


@pytest.mark.parametrize("seed", range(3))
def test_values_are_those_of_calc(calc: Office, tmp_path: Path, seed: int) -> None:
    """Every formula gives what Calc gives."""
    found = computed(calc, formulas(seed), tmp_path / "formulas.xlsx")
    assert [] == [one for one in found if not same(*one[1:])]


def test_where_calc_differs(calc: Office, tmp_path: Path) -> None:
    """What is listed as different gives what Excel is known to give, and is different in Calc."""
    found = computed(calc, ["=" + text for text in EXCEL], tmp_path / "excel.xlsx")
    assert list(EXCEL.values()) == [ours for _, ours, _ in found]
    assert [] == [one for one in found if same(*one[1:])]


def same(ours: Any, calc_value: Any) -> bool:
    """Whether a value is Calc's, numbers to 1e-12."""
    if ours is None or isinstance(ours, CellError | str):
        return (ours or "") == calc_value
    if isinstance(calc_value, str):
        return False
    return float(ours) == pytest.approx(calc_value, rel=1e-12, abs=1e-13)


def test_every_function_is_compared() -> None:
    """No function of the table is left out of the formulas compared with Calc."""
    called = set(re.findall(r"([A-Z_]+)\(", FORMULAS))
    assert set() == NAMES - called
    assert called <= NAMES | set(REGISTRY)
