"""Sales drawn from the models of a customer base, and the models fitted to them."""

from __future__ import annotations

import pytest

from clvxl.data.base_fits import fit_base
from clvxl.data.simulate_base import simulate_customer_base
from clvxl.errors import NoAnswerError

TRUE = {"r": 2, "alpha": 9, "a": 1, "b": 5, "p": 6, "q": 4, "v": 16}


def test_fit_finds_what_the_sales_were_drawn_with() -> None:
    """With 3,000 customers every parameter, and each mean, is found within a sixth."""
    sold = simulate_customer_base(TRUE, 3000, seed=7, arrive=90, days=730)
    days, customers, amounts = zip(*sold, strict=True)
    found = fit_base(customers, days, amounts, 730).parameters
    assert TRUE == pytest.approx(found, rel=1 / 6)
    assert TRUE["r"] / TRUE["alpha"] == pytest.approx(found["r"] / found["alpha"], rel=0.05)
    mean = found["p"] * found["v"] / (found["q"] - 1)
    assert 6 * 16 / 3 == pytest.approx(mean, rel=0.03)


def test_sales_keep_to_their_days() -> None:
    """Everyone comes within the first days, nobody buys twice a day, and a seed tells all."""
    sold = simulate_customer_base(TRUE, 200, seed=1, arrive=30, days=100)
    first = {who: day for day, who, _ in reversed(sold)}
    assert (200, True) == (len(first), max(first.values()) < 30)
    assert len(sold) == len({(day, who) for day, who, _ in sold})
    assert all(day < 100 and amount > 0 for day, _, amount in sold)
    assert sold == simulate_customer_base(TRUE, 200, seed=1, arrive=30, days=100)
    assert sold != simulate_customer_base(TRUE, 200, seed=2, arrive=30, days=100)


def test_what_cannot_be_fitted_is_missing() -> None:
    """Where nobody bought again no parameter is found; with no sale by the day there is an error."""
    assert {} == fit_base(["a", "b"], [1, 2], [3.0, 4.0], 90).parameters
    with pytest.raises(NoAnswerError, match="no purchase is dated on or before"):
        fit_base(["a"], [100], [3.0], 90)
