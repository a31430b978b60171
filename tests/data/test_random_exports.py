"""Exports written at random, with their truth: read right, or asked about, never silently wrong."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from tests.data.exports.judge import Made, Verdict, judge, make

TEXTS, WORKBOOKS = (272, 30) if os.environ.get("CLVXL_ALL") else (70, 8)
"""All 302 take a minute of processor time; a part of them runs each time."""

MOST_ASKED = 0.10
FIRST = 7000

Judged = list[tuple[Made, Verdict]]


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Judged:
    """Every file, read once."""
    folder: Path = tmp_path_factory.mktemp("exports")
    made = [make(seed, folder) for seed in range(FIRST, FIRST + TEXTS)]
    made += [make(seed, folder, workbook=True) for seed in range(FIRST, FIRST + 7 * WORKBOOKS, 7)]
    return [(each, judge(each)) for each in made]


def _told(judged: Judged, outcome: str) -> list[str]:
    return [
        f"{made.path.name} ({made.sheet.layout}; {made.sheet.headers}): {verdict.why}"
        for made, verdict in judged
        if verdict.outcome == outcome
    ]


def test_that_no_export_is_silently_wrong(judged: Judged) -> None:
    """Customers, purchases, revenue and last days are what was written, for each customer."""
    assert [] == _told(judged, "wrong")


def test_that_what_is_asked_can_be_answered(judged: Judged) -> None:
    """After the true answers, each file is read."""
    assert [] == _told(judged, "refused")


def test_that_clear_exports_are_not_asked_about(judged: Judged) -> None:
    """At most one in ten asks, among them all whose amounts are in several currencies."""
    asked = Counter(made.sheet.layout for made, verdict in judged if verdict.asked)
    silent = [
        made.path.name for made, verdict in judged if made.sheet.undecided and not verdict.asked
    ]
    assert [] == silent
    assert sum(asked.values()) <= MOST_ASKED * len(judged), asked


@pytest.mark.long
def test_that_every_layout_and_coding_occurs(judged: Judged) -> None:
    """The files are of many kinds: 17 known exports, 18 other layouts, texts and workbooks."""
    assert len({made.sheet.layout for made, _ in judged}) >= 35
    assert {"utf-8", "utf-8-sig", "cp1252", "gb18030", "utf-16"} == {m.encoding for m, _ in judged}
    assert Counter({".csv": TEXTS, ".xlsx": WORKBOOKS}) == Counter(m.path.suffix for m, _ in judged)
