"""Simulated sales."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clvxl.data.simulate import simulate_sales
from clvxl.errors import InputError


@settings(max_examples=30)
@given(st.integers(1, 200), st.integers(0, 500), st.integers(0, 9), st.integers(2, 800))
def test_exact_numbers(customers: int, more: int, seed: int, days: int) -> None:
    """There are just as many sales and customers as asked, by date, in pennies, in the period."""
    sales = customers + more + round(0.03 * (customers + more))
    sold = simulate_sales(customers, sales, seed, start=45000, days=days)
    assert (sales, customers) == (len(sold.amounts), len(set(sold.customers)))
    assert (np.diff(sold.dates) >= 0).all()
    assert sold.dates.min() >= 45000
    assert sold.dates.max() < 45000 + days
    assert np.array_equal(sold.amounts, np.round(sold.amounts, 2))
    assert round(0.02 * sales) == (sold.amounts < 0).sum()
    assert set(sold.customers[sold.amounts > 0]) == set(sold.customers)


def test_same_seed_same_sales() -> None:
    """A seed gives the same sales each time, and another seed others."""
    one, two, other = simulate_sales(seed=1), simulate_sales(seed=1), simulate_sales(seed=2)
    assert one.amounts.tolist() == two.amounts.tolist()
    assert one.customers.tolist() == two.customers.tolist()
    assert one.amounts.tolist() != other.amounts.tolist()


def test_parameters_are_stated() -> None:
    """All that was asked for and all that the model assumes has a name and a value."""
    stated = dict(simulate_sales(customers=10, sales=50, seed=7).parameters())
    assert (10, 50, 7, 0.02) == (
        stated["customers"],
        stated["sales"],
        stated["seed"],
        stated["share of returns"],
    )
    assert all(np.isfinite(value) for value in stated.values())


def test_customers_differ_as_real_ones_do() -> None:
    """A fifth of the customers bring more than twice their share of revenue."""
    sold = simulate_sales()
    _, codes = np.unique(sold.customers, return_inverse=True)
    revenue = np.sort(np.bincount(codes, weights=sold.amounts))[::-1]
    assert 0.4 < revenue[:200].sum() / revenue.sum() < 0.9


@pytest.mark.parametrize(
    ("customers", "sales", "days"), [(0, 5, 9), (9, 5, 9), (100, 100, 9), (1, 5, 1)]
)
def test_too_little_is_refused(customers: int, sales: int, days: int) -> None:
    """Numbers from which no such sales can be made are refused."""
    with pytest.raises(InputError):
        simulate_sales(customers, sales, days=days)
