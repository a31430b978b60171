"""The calls whose pictures stand in the list of functions."""

from __future__ import annotations

from typing import Any

import pytest

from tests.hosts.libreoffice.calls import CALLS, Call, fill
from tests.hosts.libreoffice.test_calc import cells, in_calc

pytestmark = pytest.mark.calc


@pytest.mark.parametrize("call", CALLS.values(), ids=list(CALLS))
def test_a_pictured_call_answers(sheet: Any, call: Call) -> None:
    """Each call of the pictures fills its cells in Calc, without an error and without a gap."""
    fill(sheet, call)
    area = sheet.getCellRangeByName(call.where)
    area.setArrayFormula(in_calc(call.formula))
    shown = [cell for row in cells(area) for cell in row]
    assert not [cell for cell in shown if isinstance(cell, int) and cell < 0]
    assert shown[0] is not None
    assert shown[-1] is not None
