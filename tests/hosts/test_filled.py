"""What Fill template says in all programs."""

from __future__ import annotations

from pathlib import Path

import pytest

from clvxl.exercises.engine.fill import Filled
from clvxl.hosts.commands import filled_sentence

LEFT_OUT = {"no_purchase": 1200, "does_not_fit": 2}
SAID = {
    "en": "Rows left out: 1,202 (the customer has no purchase: 1,200, the row does not fit: 2).",
    "zh": "未用 1,202 行（该客户没有购买：1,200，该行不符合要求：2）。",
}


@pytest.mark.parametrize("language", SAID)
def test_rows_and_reasons_are_counted(language: str) -> None:
    """The rows taken, the place, the file, and each reason with its rows are named."""
    text = filled_sentence(
        Filled({"amount": [1.0] * 3000}, LEFT_OUT), "Sales, A1:C9", Path("a.xlsx"), language
    )
    first, second = text.splitlines()
    assert all(part in first for part in ("3,000", "Sales, A1:C9", "a.xlsx"))
    assert SAID[language] == second
