"""The map: each cell's segment, customers and colour; what is said of ties and empty scores."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clvxl.core.segments import SCHEMES
from clvxl.data.table import SourceTable
from clvxl.jobs.catalogue import choices_of
from clvxl.jobs.segment.job import SEGMENT
from clvxl.jobs.segment.map_sheet import tie_sentence
from clvxl.jobs.segment.run import Segmented, segment_sheet
from clvxl.report.colors import SEGMENTS
from clvxl.report.records import Table
from clvxl.sheet.texts import SEGMENT_NAMES

customers = st.lists(
    st.tuples(st.integers(0, 400), st.integers(1, 12), st.integers(1, 5000)), min_size=1,
    max_size=60,
)  # fmt: skip


def result(rows: list[tuple[int, int, int]], language: str = "en", **values: object) -> Segmented:
    """A segmentation of customers who were added up already."""
    columns = [pd.Series(column, dtype=float) for column in zip(*rows, strict=True)]
    numbers = pd.Series(range(1, len(rows) + 1), dtype=float)
    headers = ("Customer", "Recency", "Frequency", "Monetary")
    table = SourceTable("rfm.csv", headers, (numbers, *columns))
    return segment_sheet(table, choices_of(SEGMENT, values, language))


def table(found: Segmented, name: str) -> Table:
    """A table of the map by its name."""
    return next(t for t in found.report.sheets[1].tables if t.name == name)


@given(customers, st.sampled_from([{}, {"bins": 3}, {"bins": 9}, {"method": "mean"}]))
def test_cells_tell_segment_and_customers(rows, values: dict[str, object]) -> None:
    """A cell holds the number of its customers and their commonest segment in its colour."""
    found = result(rows, **values)
    scored, keys = found.segmentation, SCHEMES[found.segmentation.scheme]
    bins, grid = scored.scores.bins, table(found, "map")
    assert [f"R{at}" for at in range(1, bins + 1)] == [c.title for c in grid.columns[1:]]
    assert [f"F{at}" for at in range(bins, 0, -1)] == list(grid.columns[0].values)
    total = 0
    for r, column in enumerate(grid.columns[1:], start=1):
        assert column.fills is not None
        for f, text, fill in zip(range(bins, 0, -1), column.values, column.fills, strict=True):
            here = scored.segment[(scored.scores.r == r) & (scored.scores.f == f)]
            if not len(here):
                assert ("", None) == (text, fill)
                continue
            name, count = text.split("\n")
            counts = np.bincount(here, minlength=len(keys))
            commonest = {keys[at] for at in np.flatnonzero(counts == counts.max())}
            assert name in {SEGMENT_NAMES.say(key, "en") for key in commonest}
            assert fill in {SEGMENTS[key] for key in commonest}
            assert len(here) == int(count.replace(",", ""))
            total += len(here)
    assert len(rows) == total


def test_every_segment_has_a_colour() -> None:
    """No segment of any scheme is without one, and no two of a scheme share it."""
    for keys in SCHEMES.values():
        assert len(keys) == len({SEGMENTS[key] for key in keys})


def said(found: Segmented, language: str = "en") -> dict[str, str]:
    """What is said of each measure."""
    spread = found.findings.distributions
    return {each.measure: tie_sentence(each, found.findings, language) for each in spread}


def test_half_of_all_customers_bought_once() -> None:
    """A tie that takes more than a score is told, with the scores that nobody has."""
    rows = [(day, 1 if day % 2 else 2 + day % 5, 10 + day) for day in range(100)]
    sentence = (
        "50% of the customers (50) bought once. Equal figures get equal scores, and nobody has F2."
    )
    assert sentence == said(result(rows))["frequency"]
    assert "50% 的客户（50 位）只买过一次。相同的数值得分相同，没有客户得到 F2。" == said(
        result(rows, "zh"), "zh"
    )["frequency"]  # fmt: skip
    assert "" == said(result(rows))["recency"] == said(result(rows))["monetary"]


@given(customers, st.sampled_from([{}, {"bins": 3}, {"method": "nested"}, {"method": "mean"}]))
def test_what_is_said_of_ties_is_true(rows, values: dict[str, object]) -> None:
    """Where a sentence names a value or a score, so many customers have it, or nobody."""
    found = result(rows, **values)
    columns = dict(zip(("recency", "frequency", "monetary"), zip(*rows, strict=True), strict=True))
    scores = found.segmentation.scores
    for (measure, sentence), own in zip(
        said(found).items(), (scores.r, scores.f, scores.m), strict=True
    ):
        if not sentence:
            continue
        most = max(columns[measure].count(value) for value in columns[measure])
        if not sentence.startswith("All customers"):
            assert f"({most:,})" in sentence
        if "nobody has" in sentence:
            listed = sentence.split("nobody has ")[1].rstrip(".").replace(" or ", ", ").split(", ")
            empty = set(range(1, scores.bins + 1)) - set(own.tolist())
            assert {int(name[1:]) for name in listed} == empty


@pytest.mark.parametrize("language", ["en", "zh"])
def test_scores_tell_their_range(language: str) -> None:
    """Each score names the lowest and highest figure that has it, the best first."""
    found = table(result([(day, 1 + day // 10, 100) for day in range(50)], language), "scores")
    assert ["0 – 9", "10 – 19", "20 – 29", "30 – 39", "40 – 49"] == list(found.columns[1].values)
    assert [10] * 5 == list(found.columns[2].values)
    assert ["5", "4", "3", "2", "1"] == list(found.columns[3].values)
    assert ["–"] * 4 == list(found.columns[5].values)[:4]
    assert "100.00" == found.columns[5].values[4]
