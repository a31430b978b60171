"""A whole customer base foretold: which model, what it says of each customer, of all, and how sure.

Where the data do not carry a model, the forecast holds the reason, and what is true all the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clvxl.core import customer_base
from clvxl.core._customer_base import History, Model
from clvxl.core._fitted import FittedModel
from clvxl.core.customer_base import Total
from clvxl.core.customer_base_fit import fit, own_parameters
from clvxl.data.base_fold import Fold, folded, history_keys
from clvxl.data.comparing import Trial, trial
from clvxl.data.customer_models import model_named
from clvxl.data.fit_checks import Map, Tracked, model_map, numbers_of_purchases, tracked
from clvxl.data.forecasting import Foretold, best_of, foretold_rows
from clvxl.data.learning import features, learners, lesson
from clvxl.data.purchase_days import UNITS, PurchaseDays
from clvxl.data.purchase_parts import PurchaseParts
from clvxl.data.revenue import Spending, Spent, spending_of, total_revenue
from clvxl.errors import CellFault, ConvergenceError, NoAnswerError
from clvxl.text import Text

__all__ = ["BaseForecast", "Learnt", "Prospects", "Wishes", "forecast_base"]

FloatArray = NDArray[np.float64]

MOST = 7
"""Purchases from which on customers are counted together."""

_NO_TIME = Text(
    "all purchases are dated on the day from which the forecast runs, so that no time has passed "
    "in which a customer could come back",
    "所有购买都在预测起算日当天，尚未经过任何时间，无从判断客户是否会回来",
)

_NOBODY_AGAIN = Text(
    "no customer has bought on a second day, so that nothing tells how often customers come back",
    "没有客户在第二天再次购买，无从得知客户多久回来一次",
)
_NOBODY_SILENT = Text(
    "every customer bought on the day from which the forecast runs, so that nothing tells who "
    "drops out",
    "每位客户都在预测起算日当天有购买，无从得知谁会流失",
)


@dataclass(frozen=True)
class Wishes:
    """What is asked of a forecast.

    Attributes
    ----------
    day : float
        Sheet day from which it runs.
    unit : {"day", "week", "month", "year"}
    unit_name : Text
    horizon : float
        How many units ahead, a whole number.
    discount_rate : float
        Per year.
    model : str
        "best" or a model's name.
    holdout : float, optional
        Units held out to compare models; None: a third of the time.
    level : float
        Of the ranges.
    seed : float
        Of the learned estimate.
    """

    day: float
    unit: str
    unit_name: Text
    horizon: float
    discount_rate: float
    model: str = "best"
    holdout: float | None = None
    level: float = 0.9
    seed: float = 0

    @property
    def days(self) -> float:
        """Days in a unit."""
        return UNITS[self.unit]

    @property
    def rate(self) -> float:
        """The discount rate per unit."""
        return float((1 + self.discount_rate) ** (self.days / UNITS["year"]) - 1)


@dataclass(frozen=True)
class Learnt:
    """The learned estimate of each customer's purchases and money in the horizon.

    `span` is how many days were learned from; where that is less than the horizon, what was learned
    is scaled up. `customers` are so many whom it was learned from, where they are a sample.
    """

    purchases: FloatArray
    money: FloatArray
    span: float
    customers: int | None = None


@dataclass(frozen=True)
class Prospects:
    """What a fitted model says.

    Attributes
    ----------
    model : str
    fit : FittedModel
    ahead : Foretold
        Of the histories that differ, or where customers have covariates, of each customer.
    place : ndarray of int, shape (customers,)
        Where each customer stands in `ahead`.
    purchases, revenue : Total
        Of all customers in the horizon.
    tracked : Tracked
    numbers : (ndarray, ndarray)
        Customers by repeat purchases, actual and expected.
    map : Map or None
        None where customers have covariates, and parameters of their own.
    """

    model: str
    fit: FittedModel
    ahead: Foretold
    place: NDArray[np.integer[Any]]
    purchases: Total
    revenue: Total
    tracked: Tracked
    numbers: tuple[FloatArray, FloatArray]
    map: Map | None


@dataclass(frozen=True)
class BaseForecast:
    """A customer base foretold, or why not.

    Attributes
    ----------
    wishes : Wishes
    sold : PurchaseParts
    fold : Fold
        What is known of the customers.
    spent : ndarray, shape (customers,)
        Money so far.
    recent : float
        Money of all customers in the last year.
    spending : Spending
    trial : Trial or None
    trial_fault : CellFault or None
        Why models could not be compared.
    prospects : Prospects or None
    fault : CellFault or None
        Why there are no prospects.
    learnt : Learnt or None
    learnt_fault : CellFault or None
    covariates : tuple of str
        Names of the columns that the model was given.
    """

    wishes: Wishes
    sold: PurchaseParts
    fold: Fold
    spent: FloatArray
    recent: float
    spending: Spending
    trial: Trial | None
    trial_fault: CellFault | None
    prospects: Prospects | None
    fault: CellFault | None
    learnt: Learnt | None
    learnt_fault: CellFault | None
    covariates: tuple[str, ...] = field(default=())


def forecast_base(
    sold: PurchaseParts,
    wishes: Wishes,
    tell: Callable[[float], None],
    covariates: FloatArray | None = None,
    names: tuple[str, ...] = (),
) -> BaseForecast:
    """Foretell a customer base.

    Parameters
    ----------
    sold : PurchaseParts
        All that is known at the end of the day.
    wishes : Wishes
    tell : callable
        Called with the share that is done.
    covariates : ndarray, shape (customers, columns), optional
        Of buying and of dropping out.
    names : tuple of str
        Of the covariates' columns.

    Returns
    -------
    BaseForecast

    Raises
    ------
    InputError, DomainError
        Wishes that no data can meet: no such model, a holdout of no time.
    """
    base = _added_up(sold, wishes, names)
    tell(0.05)
    pupils = learners(sold)
    base = _compared(base, pupils)
    tell(0.35)
    base = _with_learnt(base, pupils)
    tell(0.55)
    try:
        prospects = _prospects(base, _model_of(base), covariates, tell)
    except (NoAnswerError, ConvergenceError) as fault:
        return replace(base, fault=fault)
    return replace(base, prospects=prospects)


def _added_up(sold: PurchaseParts, wishes: Wishes, names: tuple[str, ...]) -> BaseForecast:
    """What is known of the customers, each a few numbers."""
    day, span = wishes.day, int(wishes.day - sold.first_day) + 1
    keys = partial(history_keys, day=day, span=span)
    fold = folded(sold.each(keys), len(sold), day, wishes.days, span)

    def money(part: PurchaseDays) -> tuple[FloatArray, ...]:
        spent = np.add.reduceat(part.value, part.starts)
        recent = part.totals(day - UNITS["year"], day)[1]
        return spent, part.histories(day, wishes.days).monetary, recent

    spent, monetary, recent = sold.gathered(money)
    spending = spending_of(Spent(fold.frequency, fold.place, monetary), sold.mean_value)
    return BaseForecast(
        wishes, sold, fold, spent, float(recent.sum()), spending,
        None, None, None, None, None, None, names,
    )  # fmt: skip


def _model_of(base: BaseForecast) -> str:
    """The model that was asked for, or the best; a `NoAnswerError` says why there is none."""
    fold = base.fold
    if base.trial is None:
        raise base.trial_fault or NoAnswerError(_NO_TIME)
    if not fold.frequency.any():
        raise NoAnswerError(_NOBODY_AGAIN)
    if (fold.recency == fold.age).all():
        raise NoAnswerError(_NOBODY_SILENT)
    return best_of(base.trial.contenders) if base.wishes.model == "best" else base.wishes.model


def _compared(base: BaseForecast, pupils: PurchaseDays) -> BaseForecast:
    wishes = base.wishes
    if wishes.day <= base.sold.first_day:
        return replace(base, trial_fault=NoAnswerError(_NO_TIME))
    found = trial(
        base.sold, pupils, wishes.day, wishes.holdout, wishes.days, wishes.unit_name
    )  # fmt: skip
    return replace(base, trial=found)


def _with_learnt(base: BaseForecast, pupils: PurchaseDays) -> BaseForecast:
    """The learned estimate; of at most half of the time known, scaled up to the horizon."""
    wishes, sold = base.wishes, base.sold
    horizon = wishes.horizon * wishes.days
    span = min(horizon, float(np.floor((wishes.day - sold.first_day) / 2)))
    if span < 1:
        return replace(base, learnt_fault=NoAnswerError(_NO_TIME))
    try:
        taught = [
            lesson(pupils, wishes.day, span, target, wishes.level, wishes.seed)
            for target in ("purchases", "value")
        ]
    except CellFault as fault:
        return replace(base, learnt_fault=fault)

    def estimates(part: PurchaseDays) -> tuple[FloatArray, ...]:
        known = features(part, wishes.day, span, taught[0].unit)
        return tuple(one.found.estimate(known) for one in taught)

    purchases, money = sold.gathered(estimates)
    scale, customers = horizon / span, len(pupils.labels)
    sampled = None if customers == len(sold) else customers
    return replace(base, learnt=Learnt(purchases * scale, money * scale, span, sampled))


def _prospects(
    base: BaseForecast,
    name: str,
    covariates: FloatArray | None,
    tell: Callable[[float], None],
) -> Prospects:
    wishes, fold = base.wishes, base.fold
    model = model_named(name)
    data = fold.data if covariates is None else fold.each
    found = fit(model, data, 0.0, covariates, covariates)
    tell(0.7)
    p, covariance, place = found.parameters, found.covariance, fold.place
    if covariates is not None:
        p = own_parameters(model, p, found.coefficients, covariates, covariates)
        covariance, place = None, np.arange(len(place), dtype=np.int32)
    ahead = foretold_rows(model, p, data, wishes.horizon, 1.0, wishes.rate, wishes.level)
    tell(0.85)
    purchases = customer_base.total(model, p, covariance, wishes.horizon, data, wishes.level)
    revenue = total_revenue(
        model, p, covariance, base.spending, wishes.horizon, data, place, wishes.level
    )
    tell(0.95)
    ages = fold.age if covariates is None else fold.age[fold.place]
    return Prospects(
        name, found, ahead, place, purchases, revenue,
        tracked(base.sold, ages, model, p, wishes.day, wishes.days, weight=data.weight),
        numbers_of_purchases(model, p, data.x, data.T, MOST, data.weight),
        _map(model, p, wishes.horizon, data),
    )  # fmt: skip


def _map(model: Model, p: FloatArray, horizon: float, data: History) -> Map | None:
    return None if p.ndim == 2 else model_map(model, p, horizon, data)
