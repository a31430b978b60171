"""Which model foretells best: each is fitted on a first part of the sales and tried on the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clvxl.core import customer_base, customer_base_fit
from clvxl.core._customer_base import Model
from clvxl.core.forecast_errors import ForecastErrors, forecast_errors
from clvxl.data.base_fold import Fold, folded, history_keys
from clvxl.data.customer_models import model_named
from clvxl.data.learning import Lesson, learners, lesson
from clvxl.data.purchase_days import PurchaseDays
from clvxl.data.purchase_parts import PurchaseParts
from clvxl.errors import CellFault, DomainError
from clvxl.text import Text

__all__ = ["AVERAGED", "BASELINES", "FITTED", "Contender", "Trial", "compare", "trial"]

FloatArray = NDArray[np.float64]

BASELINES = ("rate", "nobody")
FITTED = ("nbd", "bgnbd", "mbgnbd", "paretonbd")
AVERAGED = ("bgnbd", "mbgnbd", "paretonbd", "learned")
"""The contenders whose forecasts are averaged."""

_HOLDOUT = Text(
    "holdout must lie between 0 and the {known} {unit} since the first purchase: some time is "
    "needed to fit on",
    "holdout 必须在 0 与首次购买以来的 {known} {unit}之间：拟合需要一段时间",
)


@dataclass(frozen=True)
class Contender:
    """How one way to foretell did.

    Attributes
    ----------
    name : str
    log_likelihood, aic, bic : float
        On the first part; NaN where there is no likelihood.
    errors : ForecastErrors or None
        On the part held out; None where no forecast could be made.
    edges : tuple of str
        Where the fit ended, if not at a maximum.
    fault : CellFault or None
        Why no forecast could be made.
    """

    name: str
    log_likelihood: float = np.nan
    aic: float = np.nan
    bic: float = np.nan
    errors: ForecastErrors | None = None
    edges: tuple[str, ...] = ()
    fault: CellFault | None = None


@dataclass(frozen=True)
class Trial:
    """How all ways to foretell did on the part held out.

    Attributes
    ----------
    end : float
        The last sheet day of the part held out.
    fold : Fold
        What was known at the end of the first part.
    actual : ndarray, shape (customers,)
        Each customer's purchases in the part held out.
    contenders : list of Contender
        The least root mean square error first; those without a forecast last.
    forecasts : mapping of str to ndarray
        What each contender that looks at no more than a history expected of each one of `fold`.
    """

    end: float
    fold: Fold
    actual: NDArray[np.int32]
    contenders: list[Contender]
    forecasts: Mapping[str, FloatArray]

    @property
    def day(self) -> float:
        """The last sheet day of the first part."""
        return self.fold.day

    def by_frequency(self, name: str, most: int = 7) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Return customers, and their mean purchases, actual and expected by a contender.

        By their repeat purchases in the first part, 0, 1 … most − 1, and `most` or more; NaN where
        there are none.
        """
        frequency = self.fold.frequency[self.fold.place]
        count = np.minimum(frequency, most).astype(np.int64)
        customers = np.bincount(count, minlength=most + 1).astype(np.float64)
        actual, expected = (
            np.bincount(count, each, minlength=most + 1)
            for each in (self.actual, self.forecasts[name][self.fold.place])
        )
        with np.errstate(invalid="ignore"):
            return customers, actual / customers, expected / customers


OF_CUSTOMERS = ("learned", "average")
"""The contenders that look at more than a customer's history."""


def _spread(forecast: FloatArray, name: str, fold: Fold) -> FloatArray:
    return forecast if name in OF_CUSTOMERS else forecast[fold.place]


@dataclass(frozen=True)
class _Parts:
    """The sales cut in two; `learners` are the customers to learn from."""

    sold: PurchaseParts
    learners: PurchaseDays
    fold: Fold
    horizon: float
    actual: NDArray[np.int32]


def compare(
    sold: PurchaseDays, as_of: float, holdout: float | None, unit: float, unit_name: Text
) -> list[Contender]:
    """Return the contenders of a `trial`, the best first, of purchase days as in it."""
    parts = PurchaseParts.of(sold)
    return trial(parts, learners(parts), as_of, holdout, unit, unit_name).contenders


def trial(
    sold: PurchaseParts,
    learners: PurchaseDays,
    as_of: float,
    holdout: float | None,
    unit: float,
    unit_name: Text,
) -> Trial:
    """Fit all models on what was known before the last `holdout`, and try them on it.

    Parameters
    ----------
    sold : PurchaseParts
        All that is known at the end of the day `as_of`.
    learners : PurchaseDays
        Of the customers whom the learned estimate learns from.
    as_of : float
        Sheet day.
    holdout : float or None
        Units of time that are held out; None: a third of the time since the first purchase.
    unit : float
        Days in a unit.
    unit_name : Text

    Returns
    -------
    Trial

    Raises
    ------
    DomainError
        A holdout that leaves no time to fit on.
    """
    known = (as_of - sold.first_day) / unit
    held = known / 3 if holdout is None else holdout
    if not 0 < held < known:
        raise DomainError(_HOLDOUT, value=holdout, known=round(known, 2), unit=unit_name)
    day = float(np.floor(as_of - held * unit))
    fold, actual = _cut(sold, day, as_of, unit)
    parts = _Parts(sold, learners, fold, (as_of - day) / unit, actual)
    found: list[Contender] = []
    forecasts: dict[str, FloatArray] = {}
    for contender, forecast in _contenders(parts):
        found.append(contender)
        if forecast is not None:
            forecasts[contender.name] = forecast
    together = [name for name in AVERAGED if name in forecasts]
    if together:
        forecasts["average"] = np.zeros(len(actual))
        for name in together:
            forecasts["average"] += _spread(forecasts[name], name, fold)
        forecasts["average"] /= len(together)
        found.append(_judged(Contender("average"), forecasts["average"], parts))
    worst = float("inf")
    found.sort(key=lambda one: worst if one.errors is None else one.errors.rmse)
    kept = {name: each for name, each in forecasts.items() if name not in OF_CUSTOMERS}
    return Trial(as_of, fold, actual, found, kept)


def _cut(
    sold: PurchaseParts, day: float, as_of: float, unit: float
) -> tuple[Fold, NDArray[np.int32]]:
    """What was known at the end of a day, and how often each of these customers bought later."""
    span = int(day - sold.first_day) + 1
    known = np.zeros(len(sold), dtype=bool)
    parts, bought = [], np.zeros(len(sold), np.int32)
    for places, (here, later, keys) in sold.each(partial(_known, day=day, as_of=as_of, span=span)):
        known[places], bought[places] = here, later
        if here.any():
            parts.append((places[here], keys))
    place = (np.cumsum(known) - 1).astype(np.int32)
    among = [(place[places], keys) for places, keys in parts]
    return folded(among, int(known.sum()), day, unit, span), bought[known]


def _known(part: PurchaseDays, day: float, as_of: float, span: int) -> tuple[NDArray[Any], ...]:
    """Who had bought by a day, what everybody bought after it, and the histories of the former."""
    here = part.known_by(day)
    keys = history_keys(part.until(day), day, span) if here.any() else np.empty(0, np.int64)
    return here, part.totals(day, as_of)[0].astype(np.int32), keys


def _judged(contender: Contender, forecast: FloatArray, parts: _Parts) -> Contender:
    each = _spread(forecast, contender.name, parts.fold)
    errors = forecast_errors(each, parts.actual)
    return Contender(**{**vars(contender), "errors": errors})


def _contenders(parts: _Parts) -> Iterator[tuple[Contender, FloatArray | None]]:
    """Each contender but the average, with its forecast."""
    data = parts.fold.data
    rate = np.where(data.T > 0, data.x / np.where(data.T > 0, data.T, 1), 0)
    for name, forecast in (("rate", rate * parts.horizon), ("nobody", np.zeros(len(data.x)))):
        yield _judged(Contender(name), forecast, parts), forecast
    for name in FITTED:
        yield _fitted(name, model_named(name), parts)
    try:
        forecast = _learned(parts)
    except CellFault as fault:
        yield Contender("learned", fault=fault), None
    else:
        yield _judged(Contender("learned"), forecast, parts), forecast


def _fitted(name: str, model: Model, parts: _Parts) -> tuple[Contender, FloatArray | None]:
    data = parts.fold.data
    try:
        fit = customer_base_fit.fit(model, data)
    except CellFault as fault:
        return Contender(name, fault=fault), None
    forecast = np.empty(len(data.x))
    for rows in data.batches():
        part = data.rows(rows)
        forecast[rows] = customer_base.expected(model, fit.parameters, parts.horizon, part)
    k, value = len(fit.parameters), fit.log_likelihood
    contender = Contender(
        name, value, 2 * k - 2 * value, k * np.log(fit.customers) - 2 * value, edges=fit.edges
    )
    return _judged(contender, forecast, parts), forecast


def _learned(parts: _Parts) -> FloatArray:
    """The learned estimate; where the first part is short, of half a span or less, scaled up."""
    fold = parts.fold
    horizon, days = parts.horizon * fold.unit, fold.day - parts.sold.first_day
    span = max(1.0, float(np.floor(min(horizon, days / 2))))
    taught = lesson(parts.learners.until(fold.day), fold.day, span, "purchases")
    estimate, known = np.empty(len(parts.sold)), np.zeros(len(parts.sold), dtype=bool)
    for places, (here, found) in parts.sold.each(partial(_estimated, day=fold.day, taught=taught)):
        known[places] = here
        estimate[places[here]] = found
    return estimate[known] * (horizon / span)


def _estimated(
    part: PurchaseDays, day: float, taught: Lesson
) -> tuple[NDArray[np.bool_], FloatArray]:
    """Who had bought by a day, and the learned estimate of each of them."""
    here = part.known_by(day)
    return here, taught.estimate(part.until(day)) if here.any() else np.empty(0)
