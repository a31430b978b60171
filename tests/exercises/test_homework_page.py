"""What the page on homework says of verdicts is what the marking does."""

from __future__ import annotations

from pathlib import Path

import pytest

from clvxl.exercises.marking.scheme import USUAL
from clvxl.exercises.marking.verdicts import WORDS


@pytest.mark.parametrize(("page", "language"), [("homework.md", "en"), ("homework.zh.md", "zh")])
def test_table_of_verdicts_is_the_usual_scheme(page: str, language: str) -> None:
    """Every verdict stands there in its word, with the share of the points that it earns."""
    root = Path(__file__).parents[2]
    lines = (root / "docs" / page).read_text(encoding="utf-8").splitlines()
    rows = [tuple(cell.strip() for cell in line.split("|")[1:3]) for line in lines if "% |" in line]
    told = [(word.say(language), f"{USUAL.shares[key]:.0%}") for key, word in WORDS.items()]
    assert sorted(told) == sorted(rows)
