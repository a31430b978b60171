"""Grouping."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from clvxl.data.grouping import factorize, grouped_by_day, stand_by_day, text_groups


@given(st.lists(st.sampled_from(["a", "b", "c", None])))
def test_codes_give_back_the_labels(labels: list[str | None]) -> None:
    """Codes number labels by first appearance and lead back to them; missing ones are -1."""
    codes, uniques = factorize(labels)
    assert labels == [None if code < 0 else uniques[code] for code in codes]
    assert list(dict.fromkeys(label for label in labels if label)) == uniques.tolist()


def test_numbers_stay_numbers() -> None:
    """Numeric labels come back as numbers."""
    codes, uniques = factorize([3.0, 1.0, 3.0])
    assert [0, 1, 0] == codes.tolist()
    assert [3.0, 1.0] == uniques.tolist()


def test_blank_is_the_last_text() -> None:
    """A missing text reads as the empty text at index -1."""
    codes, texts = text_groups(pd.Series([None, "x"]))
    assert ["", "x"] == [texts[code] for code in codes]


rows = st.lists(
    st.tuples(st.one_of(st.integers(0, 6), st.integers(-(2**60), 2**60)), st.integers(0, 50_000)),
    min_size=1,
)


@given(rows)
def test_groups_stand_together_by_day(given: list[tuple[int, int]]) -> None:
    """Groups ascend, their rows by day and then as they come, also where they are huge numbers."""
    groups, days = (np.array(column) for column in zip(*given, strict=True))
    order, starts = grouped_by_day(groups, days.astype(float))
    assert np.lexsort((days, groups)).tolist() == order.tolist()
    assert np.unique(groups).tolist() == groups[order][starts].tolist()
    assert stand_by_day(groups[order], days[order])
    assert stand_by_day(groups, days) == (given == sorted(given))
