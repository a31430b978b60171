"""What lies outside of a formula's domain is refused in words, in the cell that asked."""

from __future__ import annotations

from typing import Any

import pytest

from clvxl.sheet.registry import REGISTRY, answer
from tests.sheet.domains import OUTSIDE as OF_FORMULAS
from tests.sheet.domains_fits import OF_FITS

OUTSIDE = [*OF_FORMULAS, *OF_FITS]

IDS = [f"{at}-{name}" for at, (name, *_) in enumerate(OUTSIDE)]


@pytest.mark.parametrize(("name", "args", "error", "english", "chinese"), OUTSIDE, ids=IDS)
def test_a_domain_is_held_and_said(
    name: str, args: tuple[Any, ...], error: str, english: str, chinese: str
) -> None:
    """The cell shows the error of its kind, and says what was wrong, the value, where, the remedy."""
    found = answer(name, *args)
    shown = found.value
    cells = [cell for row in shown for cell in row] if isinstance(shown, list) else [shown]
    assert error in cells
    assert (english, chinese) == tuple(found.faults[0].sentence(at) for at in ("en", "zh"))


def test_every_formula_is_among_them() -> None:
    """No formula is left out but those of the first two topics, whose domains have tests of their own."""
    textbooks = ("lifetime_value", "migration", "equity", "rates", "rfm")
    of_textbooks = {n for n, f in REGISTRY.items() if f.category.key in textbooks}
    own = {"CLV_SIMPLE", "CLV_DCF", "CLV_DCF_TABLE", "RFM_TABLE", "RFM_THRESHOLDS", "RFM_HEATMAP"}
    own |= {"RFM_SCORE", "SEGMENT", "SEGMENT_SUMMARY", "SEGMENT_ACTION"}
    assert own == of_textbooks - {name for name, *_ in OUTSIDE} | {"RFM_SCORE"}
