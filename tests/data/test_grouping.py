"""Grouping."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from clvxl.data.grouping import factorize, text_groups


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
