"""Small segments: folded so that no figure shown is that of a few, nor can be computed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clvxl.data.table import SourceTable
from clvxl.errors import InputError
from clvxl.jobs.catalogue import choices_of
from clvxl.jobs.segment.groups import small_segments
from clvxl.jobs.segment.job import SEGMENT
from clvxl.jobs.segment.run import Segmented, segment_sheet

counts = st.integers(1, 8).flatmap(
    lambda size: st.lists(
        st.lists(st.integers(0, 30), min_size=size, max_size=size), min_size=1, max_size=2
    )
)


@given(counts, st.integers(2, 12))
def test_no_small_group_is_shown_or_computed(days: list[list[int]], least: int) -> None:
    """Every group shown is large; folded ones are several on a day, or all there are."""
    if any(sum(day) < least for day in days):
        return
    small = small_segments(least, *map(np.array, days))
    for day in map(np.array, days):
        assert not ((day > 0) & (day < least) & ~small).any()
        hidden = day[small]
        everybody = hidden.sum() == day.sum()
        assert hidden.sum() == 0 or hidden.sum() >= least
        assert hidden.sum() == 0 or (hidden > 0).sum() > 1 or everybody


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ([40, 30, 20], [False, False, False]),
        ([40, 3, 20], [False, True, True]),  # 3 alone would be the total less the others
        ([40, 1, 2, 20], [False, True, True, True]),  # 1 and 2 together are still too few
        ([40, 3, 4, 20], [False, True, True, False]),
        ([40, 3, 0, 20], [False, True, False, True]),  # nobody hides in an empty segment
        ([3, 4], [True, True]),
    ],
)
def test_which_segments_are_folded(day: list[int], expected: list[bool]) -> None:
    """With five as the least, the small ones are folded, and the next smallest where it takes one."""
    assert expected == small_segments(5, np.array(day)).tolist()


def test_a_segment_small_on_one_day_is_folded_on_both() -> None:
    """Two days have the same groups, so that one cannot be told from the other."""
    small = small_segments(5, np.array([40, 3, 9]), np.array([40, 30, 9]))
    assert [False, True, True] == small.tolist()


def test_too_few_customers_in_all() -> None:
    """Fewer customers than a group must have are refused with both numbers."""
    with pytest.raises(InputError, match="there are 3 customers in all, fewer than the 5"):
        small_segments(5, np.array([1, 2]))


def report(language: str = "en", **values: object) -> Segmented:
    """A report of 60 customers in segments of very different sizes."""
    rng = np.random.default_rng(7)
    number = np.concatenate([np.arange(60), rng.integers(0, 60, 90) ** 2 // 60])
    days = pd.Timestamp("2024-01-01") + pd.to_timedelta(rng.integers(0, 365, 150), "D")
    columns = (
        pd.Series([f"c{i}" for i in number], dtype="str"),
        pd.Series(days.strftime("%Y-%m-%d"), dtype="str"),
        pd.Series(rng.uniform(1, 99, 150).round(2)),
    )
    table = SourceTable("sales.csv", ("Customer", "Date", "Amount"), columns)
    return segment_sheet(table, choices_of(SEGMENT, values, language))


def column(result: Segmented, name: str, title: str) -> list[object]:
    """A column of a table by name and title."""
    tables = (t for sheet in result.report.sheets for t in sheet.tables)
    found = next(table for table in tables if table.name == name)
    return list(next(each for each in found.columns if each.title == title).values)


def test_folded_on_every_sheet() -> None:
    """Summary and Customers show the small segments under one name, with the totals of before."""
    plain, found = report(), report(min_group=8)
    names, sizes = column(found, "segments", "Segment"), column(found, "segments", "Customers")
    assert "Other segments" in names
    assert all(size >= 8 for size in sizes)
    assert column(plain, "segments", "Customers")[-1] == sizes[-1]
    assert column(plain, "segments", "Revenue")[-1] == column(found, "segments", "Revenue")[-1]
    before = dict(
        zip(
            column(plain, "customers", "Customer"),
            column(plain, "customers", "Segment"),
            strict=True,
        )
    )
    after = dict(
        zip(
            column(found, "customers", "Customer"),
            column(found, "customers", "Segment"),
            strict=True,
        )
    )
    assert set(after.values()) == set(names[:-1])
    assert all(after[who] in (before[who], "Other segments") for who in before)
    assert min(column(plain, "segments", "Customers")) < 8
    assert "其他群体" in column(report("zh", min_group=8), "segments", "细分群体")


def test_no_mean_of_a_few() -> None:
    """A cell of the heat map is blank where fewer customers stand in it than a group must have."""
    found = report(min_group=3).segmentation
    scores = found.scores
    for f in range(1, 6):
        for r in range(1, 6):
            inside = ((scores.f == f) & (scores.r == r)).sum()
            assert (inside < 3) == bool(np.isnan(found.heat[f - 1, r - 1]))


def test_method_says_what_is_folded() -> None:
    """The Method sheet has the least group where one was asked for, and no row of it else."""
    assert "Smallest group" in column(report(min_group=8), "method", "Item")
    assert "Smallest group" not in column(report(), "method", "Item")


def test_the_map_tells_no_small_number() -> None:
    """A cell of the map has its segment, and of fewer customers only that they are fewer."""
    found = report(min_group=4)
    grid = next(t for sheet in found.report.sheets for t in sheet.tables if t.name == "map")
    scores = found.segmentation.scores
    told = 0
    for column_of_r, r in zip(grid.columns[1:], range(1, 6), strict=True):
        for text, f in zip(column_of_r.values, range(5, 0, -1), strict=True):
            inside = int(((scores.f == f) & (scores.r == r)).sum())
            expected = "" if not inside else "< 4" if inside < 4 else str(inside)
            assert expected == text.rpartition("\n")[2]
            told += expected == "< 4"
    assert told


def test_the_headline_says_nothing_of_folded_segments() -> None:
    """Where the segments of good silent customers are folded, nobody is called and none is denied."""
    plain, found = report(), report(min_group=25)
    assert "at_risk" in found.segmentation.hidden
    assert "Call list" in [sheet.name for sheet in plain.report.sheets]
    assert "Call list" not in [sheet.name for sheet in found.report.sheets]
    said = "\n".join(text.text for text in found.report.sheets[0].texts)
    assert "At Risk" not in said
    assert "fallen silent" not in said


def test_lists_of_folded_segments(tmp_path: Path) -> None:
    """The folded segments have one list, named after what they are called."""
    found = report(min_group=8, lists=tmp_path)
    names = [output.name for output in found.outputs]
    assert "other-segments" in names
    assert len(names) == len(column(found, "segments", "Segment")) - 1
