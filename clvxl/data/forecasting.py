"""From purchase days to each customer's value: summary, model, spending, lifetime value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clvxl.core import customer_base, customer_base_fit, gamma_gamma
from clvxl.core._customer_base import History, Model, history
from clvxl.core.customer_base import own_of
from clvxl.core.present_value import present_value
from clvxl.data.comparing import Contender, compare
from clvxl.data.customer_models import model_named
from clvxl.data.purchase_days import Histories, PurchaseDays
from clvxl.errors import NoAnswerError
from clvxl.text import Text

__all__ = [
    "CANDIDATES", "Forecast", "Foretold", "best_model", "best_of", "forecast", "foretold",
    "foretold_rows",
]  # fmt: skip

FloatArray = NDArray[np.float64]

CANDIDATES = ("bgnbd", "mbgnbd", "paretonbd")
"""The models among which the best is chosen."""


_NO_BEST = Text(
    "no model could be fitted without the last third of the time, so that none is the best: name "
    "one as model",
    "去掉最后三分之一的时间后没有模型可以拟合，无从选出最佳：请在 model 中指定",
)


@dataclass(frozen=True)
class Forecast:
    """What is foretold of each customer; all arrays have one length.

    Attributes
    ----------
    seen : Histories
    model : str
        The model that was used.
    alive, expected, low, high : ndarray
        Probability of being alive; purchases ahead, and the range that holds the level of chance.
        Without end `expected` is discounted, and there is no range: NaN.
    value : ndarray
        Expected value of a purchase.
    present_value : ndarray
        Of all purchases ahead, before the margin.
    """

    seen: Histories
    model: str
    alive: FloatArray
    expected: FloatArray
    low: FloatArray
    high: FloatArray
    value: FloatArray
    present_value: FloatArray


def best_model(sold: PurchaseDays, day: float, unit: float, unit_name: Text) -> str:
    """Return the candidate that foretells best on the last third of the time.

    Raises
    ------
    NoAnswerError
        None of them could be fitted to the time before it.
    """
    return best_of(compare(sold, day, None, unit, unit_name))


def best_of(contenders: Iterable[Contender]) -> str:
    """Return the first candidate among contenders, the best of which stand first.

    Raises
    ------
    NoAnswerError
        None of them could be fitted.
    """
    for one in contenders:
        if one.name in CANDIDATES and one.errors is not None:
            return one.name
    raise NoAnswerError(_NO_BEST)


def forecast(
    sold: PurchaseDays,
    day: float,
    model: str,
    periods: float,
    discount_rate: float,
    unit: float,
    unit_name: Text,
    length: float,
    level: float = 0.9,
) -> Forecast:
    """Foretell purchases and value of each customer.

    Parameters
    ----------
    sold : PurchaseDays
        All that is known at the end of `day`, with amounts.
    day : float
        Sheet day.
    model : str
        "best", or one of `clvxl.data.customer_models.MODELS`.
    periods : float
        How many, a whole number; infinite for without end.
    discount_rate : float
        Per period.
    unit : float
        Days in a unit of time.
    unit_name : Text
    length : float
        Units in a period.
    level : float
        Of the range of purchases.

    Raises
    ------
    ConvergenceError
        The data do not determine the model or the spending.
    NoAnswerError
        "best", and no model could be compared.
    """
    name = best_model(sold, day, unit, unit_name) if model == "best" else model
    chosen = model_named(name)
    seen = sold.histories(day, unit)
    data = history(seen.frequency, seen.recency, seen.T)
    p = customer_base_fit.fit(chosen, data).parameters
    spent = gamma_gamma.fit(seen.frequency, seen.monetary).parameters
    value = gamma_gamma.expected_value(spent, seen.frequency, seen.monetary)
    ahead = foretold(chosen, p, data, periods, length, discount_rate, level)
    return Forecast(
        seen, name, ahead.alive, ahead.expected, ahead.low, ahead.high, value,
        ahead.discounted * value,
    )  # fmt: skip


@dataclass(frozen=True)
class Foretold:
    """Purchases ahead of each customer; all arrays have one length.

    Attributes
    ----------
    alive, expected, low, high : ndarray
        As in `Forecast`.
    discounted : ndarray
        Purchases ahead, discounted to today.
    if_alive : ndarray
        Purchases ahead of a customer who is there for sure; NaN without end.
    """

    alive: FloatArray
    expected: FloatArray
    low: FloatArray
    high: FloatArray
    discounted: FloatArray
    if_alive: FloatArray

    def of(self, place: NDArray[np.integer[Any]]) -> Foretold:
        """Return what is foretold of customers who have these of the histories."""
        return Foretold(*(getattr(self, each.name)[place] for each in fields(self)))


def foretold(
    model: Model,
    p: FloatArray,
    data: History,
    periods: float,
    length: float,
    discount_rate: float,
    level: float,
) -> Foretold:
    """Foretell purchases of each customer: once for all who have the same history.

    Parameters
    ----------
    model : Model
    p : ndarray, shape (k,) or (k, n)
    data : History
    periods, length, discount_rate, level
        As in `forecast`.
    """
    if p.ndim == 1:
        data, place = data.distinct()
        return foretold_rows(model, p, data, periods, length, discount_rate, level).of(place)
    return foretold_rows(model, p, data, periods, length, discount_rate, level)


def foretold_rows(
    model: Model,
    p: FloatArray,
    data: History,
    periods: float,
    length: float,
    discount_rate: float,
    level: float,
) -> Foretold:
    """Foretell purchases of each history of `data`, a batch at a time; all as in `foretold`."""
    found = [
        _foretold(model, own_of(p, rows), data.rows(rows), periods, length, discount_rate, level)
        for rows in data.batches()
    ]
    if len(found) == 1:
        return found[0]
    return Foretold(
        *(np.concatenate([getattr(one, each.name) for one in found]) for each in fields(Foretold))
    )


def _foretold(
    model: Model,
    p: FloatArray,
    data: History,
    periods: float,
    length: float,
    discount_rate: float,
    level: float,
) -> Foretold:
    discounted = present_value(model, p, data, periods, length, discount_rate)
    alive = customer_base.alive(model, p, data)
    if np.isinf(periods):
        low = high = if_alive = np.full(len(discounted), np.nan)
        return Foretold(alive, discounted, low, high, discounted, if_alive)
    law, later = model.future(p, data)
    if_alive = law.expected(later, periods * length)
    expected = customer_base.expected(model, p, periods * length, data)
    low, high = customer_base.purchases_range(model, p, periods * length, data, level)
    return Foretold(alive, expected, low, high, discounted, if_alive)
