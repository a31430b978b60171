"""Texts that follow figures: what a cell shows of a sentence with figures in braces."""

from __future__ import annotations

import pytest

from clvxl.exercises.engine.calculate import calculated
from clvxl.exercises.engine.following import follows
from clvxl.report.records import Cell, Formula, Report, Sheet


def shown(en: str) -> str:
    """What a cell beside 0.125 in A1 and a word in A2 shows of a text."""
    cells = (
        Cell(0, 0, 0.125, "plain", "number"),
        Cell(1, 0, "word", "plain", "text"),
        Cell(2, 0, Formula(follows(en, en).en), "plain", "text"),
    )
    report = calculated(Report("A", (Sheet("S", cells=cells),)))
    return str(report.sheets[0].cells[2].value.value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Worth {A1:2} now.", "Worth 0.13 now."),
        ("{A1:1%} of it", "12.5% of it"),
        ("A {A2} again", "A word again"),
        ("{1000*A1:0}", "125"),
        ('So-called "{A2}": {A1:0%}', 'So-called "word": 13%'),
        ("none", "none"),
    ],
)
def test_figures_stand_in_the_sentence(text: str, expected: str) -> None:
    """A figure is reckoned and shown with its decimals, in per cent where asked, quotes kept."""
    assert expected == shown(text)
