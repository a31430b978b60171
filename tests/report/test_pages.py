"""Where printed pages end."""

from __future__ import annotations

from itertools import accumulate, pairwise

from hypothesis import given
from hypothesis import strategies as st

from clvxl.report.pages import page_breaks
from clvxl.report.records import Sheet
from clvxl.report.style import ROW_HEIGHT

ROOM = 0.92 * (841.9 - 1.3 * 72)
"""Points of rows on an upright page of a narrow sheet."""


@given(st.lists(st.integers(1, 60), min_size=1, max_size=30))
def test_no_part_is_torn(rows: list[int]) -> None:
    """A part that fits a page stands on one; no page is left before it is full."""
    parts = (0, *accumulate(rows))
    breaks = page_breaks(Sheet("S", parts=parts), {}, {})
    assert set(breaks) <= set(parts[1:-1])
    pages = (0, *breaks, parts[-1])
    for first, end in pairwise(pages):
        tall = any(size * ROW_HEIGHT > ROOM for size in rows)
        assert tall or (end - first) * ROW_HEIGHT <= ROOM
    for at in breaks:
        before = max(page for page in pages if page < at)
        following = next(end for start, end in pairwise(parts) if start == at)
        assert (following - before) * ROW_HEIGHT > ROOM


def test_a_wide_sheet_is_shrunk() -> None:
    """Twice as wide as the page, twice as many rows fit; a lying page holds fewer."""
    parts = tuple(range(0, 400, 5))
    narrow = page_breaks(Sheet("S", parts=parts), {0: 20.0}, {})
    wide = page_breaks(Sheet("S", parts=parts), dict.fromkeys(range(10), 19.0), {})
    lying = page_breaks(Sheet("S", parts=parts, landscape=True), {0: 20.0}, {})
    assert (narrow[0], wide[0], lying[0]) == (45, 95, 30)


def test_without_parts() -> None:
    """A sheet that names no parts breaks where the program likes."""
    assert [] == page_breaks(Sheet("S"), {}, {})


def test_a_title_stands_over_what_follows() -> None:
    """No page holds a title alone, however little fits below it."""
    full = int(ROOM // ROW_HEIGHT)
    assert [] == page_breaks(Sheet("S", parts=(3, 3 + full, 10 + full)), {}, {})
