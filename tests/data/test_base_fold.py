"""A base in parts and folded: whatever the parts, what is known of each customer is the same."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clvxl.data.base_fold import folded, history_keys
from clvxl.data.purchase_days import PurchaseDays, purchase_days
from clvxl.data.purchase_parts import PurchaseParts

DAY, SPAN = 45050.0, 100
SALES = st.lists(
    st.tuples(st.integers(0, 9), st.integers(45000, 45040), st.integers(1, 60)), min_size=1,
    max_size=80,
)  # fmt: skip


def cut(sales: list[tuple[int, int, int]], count: int) -> list[PurchaseDays]:
    """Purchase days of customers in so many parts, by their numbers."""
    parts = [[sale for sale in sales if sale[0] % count == at] for at in range(count)]
    return [purchase_days(*zip(*part, strict=True)) for part in parts if part]


@given(SALES, st.integers(1, 4))
def test_parts_are_the_whole(sales: list[tuple[int, int, int]], count: int) -> None:
    """Customers, first day, money and repeats do not depend on how customers are cut into parts."""
    whole, parts = PurchaseParts(cut(sales, 1)), PurchaseParts(cut(sales, count))
    assert sorted({who for who, _, _ in sales}) == parts.labels.tolist()
    assert min(day for _, day, _ in sales) == parts.first_day
    assert (whole.purchases, whole.mean_value) == (parts.purchases, parts.mean_value)
    assert len({sale[:2] for sale in sales}) == parts.purchases
    for one, other in zip(whole.repeats, parts.repeats, strict=True):
        assert one.tolist() == other.tolist()
    assert parts.purchases - len(parts) == parts.repeats[1].sum()
    everyone = np.ones(len(parts), dtype=bool)
    for name in ("labels", "customer", "day", "value"):
        one, other = (getattr(each.chosen(everyone), name).tolist() for each in (whole, parts))
        assert one == other, name


@given(SALES, st.integers(1, 4))
def test_a_fold_loses_nothing(sales: list[tuple[int, int, int]], count: int) -> None:
    """Each customer's history is that of his purchase days, each different history stands once."""
    sold = PurchaseParts(cut(sales, count))
    parts = ((places, history_keys(part, DAY, SPAN)) for places, part in sold)
    fold = folded(parts, len(sold), DAY, 7.0, SPAN)
    seen = sold.chosen(np.ones(len(sold), dtype=bool)).histories(DAY, 7.0)
    each = fold.each
    for expected, got in ((seen.frequency, each.x), (seen.recency, each.t_x), (seen.T, each.T)):
        assert expected.tolist() == got.tolist()
    rows = [*zip(fold.data.x, fold.data.t_x, fold.data.T, strict=True)]
    assert sorted(set(rows)) == rows
    assert np.bincount(fold.place).tolist() == fold.weight.tolist()
    last = {who: max(day for one, day, _ in sales if one == who) for who, _, _ in sales}
    assert [last[who] for who in sold.labels.tolist()] == fold.last[fold.place].tolist()


def test_some_customers_are_chosen_with_all_they_bought() -> None:
    """Of three customers in two parts two are chosen, in the order of their numbers."""
    sold = PurchaseParts(
        [purchase_days([7, 3, 7], [1, 2, 8], [5, 5, 9]), purchase_days([4], [9], [2])]
    )
    found = sold.chosen(np.array([False, True, True]))
    assert ([4, 7], [0, 1, 1]) == (found.labels.tolist(), found.customer.tolist())
    assert ([9, 1, 8], [2, 5, 9]) == (found.day.tolist(), found.value.tolist())
    with pytest.raises(IndexError):
        sold.chosen(np.array([True]))
