"""The web shop of the exercise on a customer base: simulated sales, and what was fitted to them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from clvxl.data.base_fits import BaseFit, fit_base
from clvxl.data.simulate_base import simulate_customer_base
from clvxl.exercises.cases._kinds import within
from clvxl.exercises.cases._sales import names
from clvxl.exercises.engine.records import Columns

__all__ = ["TRUE", "as_of", "candidate", "fitted", "sales"]

TRUE = {"r": 1, "alpha": 6, "a": 1, "b": 4, "p": 6, "q": 4, "v": 16}
"""What the sales of 120 customers are simulated with; weeks."""
MISSING = {"r": 1.0, "alpha": 1.0, "a": 1.0, "b": 1.0, "p": 1.0, "q": 2.0, "v": 1.0}
"""Stands where too few customers determine nothing, to be entered by hand."""
START, MOST_ALIKE = 45292, 100.0
"""2024-01-01; where all buy at one rate, the sheet has no digits left for 1 + 1 ÷ a larger r."""


def sales() -> list[Sequence[Any]]:
    """Customers, dates and amounts, in order of the day."""
    sold = simulate_customer_base(TRUE, customers=120, seed=2005, arrive=91, days=546)
    rows = [(f"W{who:03d}", START + day, max(round(paid, 1), 0.5)) for day, who, paid in sold]
    return list(zip(*rows, strict=True))


def as_of(columns: Columns) -> float:
    """Two thirds of the time: the rest is there to see what happened."""
    first, last = min(columns["date"]) // 1, max(columns["date"]) // 1
    return float(first + round(2 / 3 * (last - first)))


@lru_cache(maxsize=4)
def _fit(day: float, customers: tuple[Any, ...], *sold: tuple[float, ...]) -> BaseFit:
    return fit_base([str(name) for name in customers], sold[0], sold[1], day)


def _fit_to(columns: Columns) -> tuple[BaseFit, dict[str, float]]:
    found = _fit(as_of(columns), *(tuple(columns[key]) for key in ("customer", "date", "amount")))
    own = MISSING | found.parameters
    alike = min(1.0, MOST_ALIKE / own["r"])
    own |= {key: own[key] * alike for key in ("r", "alpha")}
    own |= {key: within(own[key]) for key in ("a", "b")}
    own |= {key: max(own[key], low) for key, low in (("p", 0.001), ("q", 1.01), ("v", 0.001))}
    return found, {key: round(value, 6) for key, value in own.items()}


def fitted(key: str) -> Callable[[Columns], float]:
    """Return how a parameter of one of the models follows from the data."""
    return lambda columns: _fit_to(columns)[1][key]


def candidate(which: int) -> Callable[[Columns], Any]:
    """Return how a customer to compare follows from the data: a silent one, one still to come."""

    def chosen(columns: Columns) -> Any:
        found, own = _fit_to(columns)
        alive, ahead = found.foreseen([own[key] for key in ("r", "alpha", "a", "b")], 26)
        x = found.seen.frequency
        first = int(np.argmax(x * (1 - alive)))
        # The second bought at most half as often.
        rarer = (x <= x[first] / 2) & (x > 0)
        at = found.seen.customers[(first, int(np.argmax(np.where(rarer, ahead, -1))))[which]]
        return next(name for name in names(columns) if str(name) == str(at))

    return chosen
