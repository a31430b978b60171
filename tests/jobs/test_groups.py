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
from clvxl.jobs.segment.groups import hidden_cells, merged_classes, small_segments
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


@given(
    st.lists(st.lists(st.integers(0, 30), min_size=4, max_size=4), min_size=1, max_size=5),
    st.integers(2, 12),
)
def test_no_small_cell_is_the_rest_of_a_sum(table: list[list[int]], least: int) -> None:
    """What is hidden in a row or a column is several cells of many customers, or all there are."""
    cells = np.array(table)
    hidden = hidden_cells(cells, least, *np.indices(cells.shape))
    assert not ((cells > 0) & (cells < least) & ~hidden).any()
    assert not hidden[cells == 0].any()
    for line, away in zip([*cells, *cells.T], [*hidden, *hidden.T], strict=True):
        inside = line[away]
        assert not len(inside) or inside.sum() == line.sum() or (
            len(inside) > 1 and inside.sum() >= least
        )  # fmt: skip


@given(st.lists(st.integers(0, 20), min_size=1, max_size=15), st.integers(2, 12))
def test_merged_classes_are_large(classes: list[int], least: int) -> None:
    """Classes hold as many customers as they must, in order, or there is one."""
    starts = merged_classes(np.array(classes), least)
    held = np.add.reduceat(classes, starts)
    assert sum(classes) == held.sum()
    assert 1 == len(held) or least <= held.min()


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
    """A cell of the map has its segment, and no number of few, nor one that would give it away."""
    found = report(min_group=4)
    grid = next(t for sheet in found.report.sheets for t in sheet.tables if t.name == "map")
    scores = found.segmentation.scores
    hidden: list[tuple[int, str]] = []
    for column_of_r, r in zip(grid.columns[1:], range(1, 6), strict=True):
        for text, f in zip(column_of_r.values, range(5, 0, -1), strict=True):
            inside = int(((scores.f == f) & (scores.r == r)).sum())
            told = text.rpartition("\n")[2]
            assert told in {"" if not inside else "…" if inside < 4 else str(inside), "…"}
            hidden += [(inside, f"R{r}"), (inside, f"F{f}")] if told == "…" else []
    lines = {line: [n for n, where in hidden if where == line] for _, line in hidden}
    assert len(hidden) // 2 > sum(inside < 4 for inside, line in hidden if line[0] == "R") > 0
    # the customers of each score stand below the map
    assert all(len(numbers) > 1 and sum(numbers) >= 4 for numbers in lines.values())


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


def test_the_distributions_tell_no_small_number() -> None:
    """Their classes hold as many customers as a group must, and are not parted by scores."""
    plain, found = report(), report(min_group=8)
    for measure in ("recency", "frequency", "monetary"):
        table = next(
            t for sheet in found.report.sheets for t in sheet.tables
            if t.name == f"{measure}_spread"
        )  # fmt: skip
        assert 2 == len(table.columns)
        assert 60 == sum(table.columns[1].values)
        assert 8 <= min(table.columns[1].values)
        (chart,) = (
            c for sheet in found.report.sheets for c in sheet.charts
            if c.categories == table.body(0) and c.sheet == "Chart figures"
        )  # fmt: skip
        assert ["Customers"] == [series.name for series in chart.series]
    assert 6 == len(next(
        t for sheet in plain.report.sheets for t in sheet.tables if t.name == "recency_spread"
    ).columns)  # fmt: skip
    said = "\n".join(text.text for text in found.report.sheets[1].texts)
    assert "Numbers of fewer than 8 customers are not shown" in said
    chinese = "\n".join(text.text for text in report("zh", min_group=8).report.sheets[1].texts)
    assert "少于 8 位客户的数字不显示" in chinese


def test_scores_of_few_customers_have_no_number_and_no_range() -> None:
    """Of a score that few have neither number nor figures are shown, nor of one that tells them."""
    found = report(min_group=8)
    table = next(t for sheet in found.report.sheets for t in sheet.tables if t.name == "scores")
    for score, ranges, count in zip(
        found.findings.distributions, table.columns[1::2], table.columns[2::2], strict=True
    ):
        for told, text, real in zip(
            count.values, ranges.values, score.customers[::-1], strict=True
        ):
            assert ("…" == told) == ("…" == text)
            assert "…" == told or 0 == real or 8 <= real == told


def test_movement_tells_no_small_number() -> None:
    """No cell of the matrix from segment to segment, and none of its sums, is of a few customers."""
    found = report(min_group=6, compare="3m")
    table = next(t for sheet in found.report.sheets for t in sheet.tables if t.name == "movement")
    told = [cell for column in table.columns[1:] for cell in column.values]
    assert "…" in told
    assert all(cell in (None, "…", 0) or cell >= 6 for cell in told)
