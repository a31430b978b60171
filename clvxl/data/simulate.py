"""Simulated sales with known parameters, to learn and to test on.

The model: a customer first buys on a day within the arrival window, then buys at a rate of its
own, drawn from a gamma distribution, until it drops out after an exponential time whose rate is
drawn from another gamma distribution. Its amounts are gamma distributed around a mean of its own
(gamma-gamma). The number of sales is fixed: given their number, the repeat purchases of Poisson
processes fall on customers by rate × time active, and on days uniformly. A few sales are returns:
an earlier purchase, negative, on one of the following days.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clvxl.errors import InputError
from clvxl.text import Text

__all__ = ["SimulatedSales", "simulate_sales"]

FloatArray = NDArray[np.float64]

RATE_SHAPE, RATE_SCALE = 0.9, 0.02
DROPOUT_SHAPE, DROPOUT_SCALE = 0.8, 0.005
SPEND_SHAPE, MEAN_SHAPE, MEAN_SCALE = 4.0, 3.5, 40.0
ARRIVAL_SHARE = 0.98
RETURN_SHARE = 0.02
RETURN_DAYS = 14
DEFAULT_START = 45292
DEFAULT_SEED = 20240101


@dataclass(frozen=True)
class SimulatedSales:
    """Simulated sales, sorted by date.

    Attributes
    ----------
    customers : object array of str
        "C0001" and so on.
    dates : float64 array
        Whole sheet dates.
    amounts : float64 array
        Two decimals; returns are negative.
    settings : tuple of (str, int)
        What was asked for: customers, sales, seed, start, days.
    """

    customers: NDArray[Any]
    dates: FloatArray
    amounts: FloatArray
    settings: tuple[tuple[str, int], ...]

    def parameters(self) -> list[tuple[str, float]]:
        """Name and value of all that the sales were made from."""
        return [
            *self.settings,
            ("purchase rate per day: gamma shape", RATE_SHAPE),
            ("purchase rate per day: gamma scale", RATE_SCALE),
            ("dropout rate per day: gamma shape", DROPOUT_SHAPE),
            ("dropout rate per day: gamma scale", DROPOUT_SCALE),
            ("amount: gamma shape", SPEND_SHAPE),
            ("mean amount: inverse gamma shape", MEAN_SHAPE),
            ("mean amount: inverse gamma scale", MEAN_SCALE * SPEND_SHAPE),
            ("share of the days in which customers arrive", ARRIVAL_SHARE),
            ("share of returns", RETURN_SHARE),
            ("days until a return, at most", RETURN_DAYS),
        ]


def simulate_sales(
    customers: int = 1000,
    sales: int = 5000,
    seed: int = DEFAULT_SEED,
    start: int = DEFAULT_START,
    days: int = 730,
) -> SimulatedSales:
    """Simulate sales of customers that come and go.

    Parameters
    ----------
    customers : int
        How many customers buy, at least 1.
    sales : int
        How many lines there are, returns among them: at least as many as leave each customer one
        purchase.
    seed : int
        Of numpy's PCG64: the same seed gives the same sales.
    start : int
        The first day, a sheet date.
    days : int
        How many days there are, at least 2.

    Returns
    -------
    SimulatedSales

    Raises
    ------
    InputError
        A number is too small.

    Examples
    --------
    >>> sold = simulate_sales(customers=2, sales=5, seed=1)
    >>> sorted(set(sold.customers)), len(sold.amounts)
    (['C0001', 'C0002'], 5)
    """
    returns = round(RETURN_SHARE * sales)
    _check(customers, sales - returns, days)
    random = np.random.Generator(np.random.PCG64(seed))
    buyers, dates = _purchases(random, customers, sales - returns, days)
    amounts = _amounts(random, customers, buyers)
    back = random.choice(len(buyers), size=returns, replace=False)
    back_dates = np.minimum(dates[back] + random.integers(1, RETURN_DAYS + 1, returns), days - 1)
    all_dates = np.concatenate([dates, back_dates])
    order = np.argsort(all_dates, kind="stable")
    width = max(4, len(str(customers)))
    names = np.array([f"C{number:0{width}d}" for number in range(1, customers + 1)], dtype=object)
    return SimulatedSales(
        customers=names[np.concatenate([buyers, buyers[back]])[order]],
        dates=(start + all_dates[order]).astype(np.float64),
        amounts=np.concatenate([amounts, -amounts[back]])[order],
        settings=(
            ("customers", customers),
            ("sales", sales),
            ("seed", seed),
            ("start", start),
            ("days", days),
        ),
    )


def _check(customers: int, purchases: int, days: int) -> None:
    if customers < 1:
        raise InputError(
            Text("customers must be 1 or more", "customers 必须大于等于 1"), value=customers
        )
    if purchases < customers:
        raise InputError(
            Text(
                "sales must leave a purchase to each of {customers} customers: ask for more sales",
                "sales 必须使 {customers} 个客户各有一次购买：请增加 sales",
            ),
            customers=customers,
        )
    if days < 2:
        raise InputError(Text("days must be 2 or more", "days 必须大于等于 2"), value=days)


def _purchases(
    random: np.random.Generator, customers: int, purchases: int, days: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Customer and day (from 0) of each purchase: a first one each, then the repeats."""
    arrival = np.sort(random.uniform(0, ARRIVAL_SHARE * days, customers))
    rate = random.gamma(RATE_SHAPE, RATE_SCALE, customers)
    dropout = random.gamma(DROPOUT_SHAPE, DROPOUT_SCALE, customers)
    # a dropout rate may come out as 0: that customer stays to the end
    stay = random.exponential(1.0, customers) / np.maximum(dropout, 1e-12)
    active = np.minimum(stay, days - arrival)
    weights = rate * active
    share = np.cumsum(weights) / weights.sum()
    repeats = np.searchsorted(share, random.random(purchases - customers), side="right")
    repeats = np.minimum(repeats, customers - 1)
    later = arrival[repeats] + random.random(len(repeats)) * active[repeats]
    buyers = np.concatenate([np.arange(customers), repeats])
    dates = np.floor(np.concatenate([arrival, later])).astype(np.int64)
    return buyers, np.minimum(dates, days - 1)


def _amounts(random: np.random.Generator, customers: int, buyers: NDArray[np.int64]) -> FloatArray:
    """Amounts around each customer's own mean, 1 penny at least."""
    scale = MEAN_SCALE / random.gamma(MEAN_SHAPE, 1.0, customers)
    amounts = random.gamma(SPEND_SHAPE, 1.0, len(buyers)) * scale[buyers]
    return np.maximum(np.round(amounts, 2), 0.01)
