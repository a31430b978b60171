"""From sales to purchase days, and to what customer-base models know of each customer."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clvxl.data.purchase_days import UNITS, purchase_days
from clvxl.errors import NoAnswerError

SALES = st.lists(
    st.tuples(
        st.integers(0, 5), st.integers(45000, 45040), st.integers(-30, 60).filter(lambda a: a != 0)
    ),
    min_size=1,
    max_size=60,
)


def test_a_day_is_one_purchase():
    """Lines of one customer on one day are one purchase of their sum, whatever their order."""
    sold = purchase_days(["a", "b", "a", "a"], [9, 8, 3, 9.7], [1, 2, 4, 8])
    assert [0, 0, 1] == sold.customer.tolist()
    assert [3, 9, 8] == sold.day.tolist()
    assert [4, 9, 2] == sold.value.tolist()
    assert ["a", "b"] == list(sold.labels)


def test_a_return_is_taken_off_the_last_purchase_before_it():
    """A part taken back lowers that purchase's value; a whole one undoes the purchase."""
    sold = purchase_days(["a"] * 5, [1, 5, 6, 9, 12], [10, 20, -8, 0.1 + 0.2, -0.3])
    assert [1, 5] == sold.day.tolist()
    assert [10, 12] == sold.value.tolist()


def test_a_return_before_any_purchase_takes_nothing():
    """Neither another customer's purchase nor a later one of his own is lowered by it."""
    sold = purchase_days(["b", "a", "a"], [1, 2, 3], [50, -7, 10])
    assert [50, 10] == sold.value.tolist()


def test_customers_without_anything_left_are_none():
    """A customer who gave all back, or bought nothing by the day, is not listed."""
    sold = purchase_days(["a", "a", "b", "c"], [1, 2, 2, 9], [5, -5, 1, 1], as_of=4)
    assert ["b"] == list(sold.labels)
    with pytest.raises(NoAnswerError, match="take a later as_of"):
        purchase_days(["a"], [9], as_of=4)
    with pytest.raises(NoAnswerError, match="look at the amounts"):
        purchase_days(["a"], [9], [-1])


@given(SALES)
def test_histories_are_what_is_counted_by_hand(sales):
    """Frequency, recency, T and monetary value equal those of a loop over each customer's days."""
    who, day, money = zip(*sales, strict=True)
    kept: dict[int, dict[int, float]] = {}
    for customer, date, amount in sorted(sales, key=lambda s: (s[1], s[2] < 0)):
        days = kept.setdefault(customer, {})
        if amount > 0:
            days[date] = days.get(date, 0) + amount
        elif days:
            days[max(days)] += amount
    kept = {c: {d: v for d, v in days.items() if v > 0} for c, days in kept.items()}
    kept = {c: days for c, days in kept.items() if days}
    if not kept:
        with pytest.raises(NoAnswerError):
            purchase_days(who, day, money)
        return
    known = purchase_days(who, day, money).histories(45050, UNITS["week"])
    assert [c for c in dict.fromkeys(who) if c in kept] == known.customers.tolist()
    for customer, x, t_x, T, mean in zip(
        known.customers, known.frequency, known.recency, known.T, known.monetary, strict=True
    ):
        days = kept[customer]
        first, last = min(days), max(days)
        assert len(days) - 1 == x
        assert pytest.approx((last - first) / 7) == t_x
        assert pytest.approx((45050 - first) / 7) == T
        repeats = [value for date, value in days.items() if date != first]
        assert np.isnan(mean) if not repeats else pytest.approx(np.mean(repeats)) == mean


@given(SALES, st.integers(45000, 45040))
def test_what_was_known_earlier_is_what_earlier_sales_say(sales, day):
    """Without returns, looking back from a later day equals having looked on that day."""
    sales = [(who, date, abs(amount)) for who, date, amount in sales]
    who, dates, money = zip(*sales, strict=True)
    if min(dates) > day:
        return
    then, now = purchase_days(who, dates, money, day), purchase_days(who, dates, money).until(day)
    order_then, order_now = np.argsort(then.labels), np.argsort(now.labels)
    assert then.labels[order_then].tolist() == now.labels[order_now].tolist()
    early, late = then.histories(day, 1), now.histories(day, 1)
    for one, other in (
        (early.frequency, late.frequency), (early.recency, late.recency), (early.T, late.T),
    ):  # fmt: skip
        assert one[order_then].tolist() == other[order_now].tolist()


@given(SALES)
def test_totals_of_parts_add_up(sales):
    """Purchases and money before and after any day are all purchases and all money."""
    who, dates, money = zip(*[(w, d, abs(a)) for w, d, a in sales], strict=True)
    sold = purchase_days(who, dates, money)
    early, late = sold.totals(0, 45020), sold.totals(45020, 1e6)
    assert len(sold.day) == early[0].sum() + late[0].sum()
    assert pytest.approx(sum(money)) == early[1].sum() + late[1].sum()


def test_gaps_are_the_days_between_purchases():
    """Gaps stand by customer and never span two of them."""
    who, gap = purchase_days(["a", "b", "a", "a", "b"], [1, 50, 4, 9, 60]).gaps()
    assert [0, 0, 1] == who.tolist()
    assert [3, 5, 10] == gap.tolist()
