"""Formulas of workbooks that have travelled, written plain."""

from __future__ import annotations

import pytest

from clvxl.hosts.formula_names import Plain, plain_formula
from clvxl.sheet.registry import REGISTRY
from tests.hosts.formulas import CALC_FORMULAS, FORMULAS

NAMES = {name: name for name in REGISTRY}


def test_formulas_of_excel_are_written_plain() -> None:
    """What Excel's add-in makes of a formula this makes too, our names in capitals."""
    expected = {
        formula: (plain.replace("clv_dcf", "CLV_DCF"), calls)
        for formula, (plain, calls) in FORMULAS.items()
    }
    found = {formula: plain_formula(formula, NAMES) for formula in FORMULAS}
    assert expected == {formula: (one.text, one.calls > 0) for formula, one in found.items()}


def test_formulas_of_calc_are_written_plain() -> None:
    """As Calc shows formulas that came from Excel, or that it saved itself, they become plain."""
    assert CALC_FORMULAS == {one: plain_formula(one, NAMES).text for one in CALC_FORMULAS}


def test_names_are_entered_as_they_are_given() -> None:
    """A host says under which name each function is entered; links and calls are counted."""
    given = {"CLV_DCF": "ORG.CLVXL.FUNCTIONS.CLVDCF"}
    assert Plain("=ORG.CLVXL.FUNCTIONS.CLVDCF(ORG.CLVXL.FUNCTIONS.CLVDCF(1))", 2, linked=True) == (
        plain_formula("=clv_dcf([1]!clv_dcf(1))", given)
    )
    assert not plain_formula("=clv_dcf(1)", given).linked


@pytest.mark.parametrize("formula", ["='" * 2000, "=" + "[" * 4000, "=" + "a!" * 4000, '="' * 2000])
def test_strange_formulas_are_read_at_once(formula: str) -> None:
    """A formula that is long and broken stays as it is, and takes no time that grows wildly."""
    assert Plain(formula, 0, linked=False) == plain_formula(formula, NAMES)
