"""Which model foretells best: each is fitted on a first part of the sales and tried on the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clvxl.core import customer_base, customer_base_fit
from clvxl.core._customer_base import History, Model, history
from clvxl.core.forecast_errors import ForecastErrors, forecast_errors
from clvxl.data.customer_models import model_named
from clvxl.data.learning import learned
from clvxl.data.purchase_days import PurchaseDays
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
    day, end : float
        Sheet days: the last of the first part, and the last of the part held out.
    frequency, actual : ndarray
        Each customer's repeat purchases in the first part, and purchases in the other.
    contenders : list of Contender
        The least root mean square error first; those without a forecast last.
    forecasts : mapping of str to ndarray
        What each contender expected of each customer.
    """

    day: float
    end: float
    frequency: FloatArray
    actual: FloatArray
    contenders: list[Contender]
    forecasts: Mapping[str, FloatArray]

    def by_frequency(self, name: str, most: int = 7) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Return customers, and their mean purchases, actual and expected by a contender.

        By their repeat purchases in the first part, 0, 1 … most − 1, and `most` or more; NaN where
        there are none.
        """
        count = np.minimum(self.frequency, most).astype(np.int64)
        customers = np.bincount(count, minlength=most + 1).astype(np.float64)
        actual, expected = (
            np.bincount(count, each, minlength=most + 1)
            for each in (self.actual, self.forecasts[name])
        )
        with np.errstate(invalid="ignore"):
            return customers, actual / customers, expected / customers


@dataclass(frozen=True)
class _Parts:
    """The sales cut in two."""

    first: PurchaseDays
    day: float
    horizon: float
    unit: float
    data: History
    actual: FloatArray


def compare(
    sold: PurchaseDays, as_of: float, holdout: float | None, unit: float, unit_name: Text
) -> list[Contender]:
    """Return the contenders of a `trial`, the best first."""
    return trial(sold, as_of, holdout, unit, unit_name).contenders


def trial(
    sold: PurchaseDays, as_of: float, holdout: float | None, unit: float, unit_name: Text
) -> Trial:
    """Fit all models on what was known before the last `holdout`, and try them on it.

    Parameters
    ----------
    sold : PurchaseDays
        All that is known at the end of the day `as_of`.
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
    known = (as_of - sold.day.min()) / unit
    held = known / 3 if holdout is None else holdout
    if not 0 < held < known:
        raise DomainError(_HOLDOUT, value=holdout, known=round(known, 2), unit=unit_name)
    day = np.floor(as_of - held * unit)
    first = sold.until(day)
    seen = first.histories(day, unit)
    actual = sold.totals(day, as_of)[0][sold.known_by(day)]
    data = history(seen.frequency, seen.recency, seen.T)
    parts = _Parts(first, day, (as_of - day) / unit, unit, data, actual)
    found: list[Contender] = []
    forecasts: dict[str, FloatArray] = {}
    for contender, forecast in _contenders(parts):
        found.append(contender)
        if forecast is not None:
            forecasts[contender.name] = forecast
    together = [forecasts[name] for name in AVERAGED if name in forecasts]
    if together:
        forecasts["average"] = np.mean(together, axis=0)
        found.append(_judged(Contender("average"), forecasts["average"], parts))
    worst = float("inf")
    found.sort(key=lambda one: worst if one.errors is None else one.errors.rmse)
    return Trial(day, as_of, seen.frequency, actual, found, forecasts)


def _judged(contender: Contender, forecast: FloatArray, parts: _Parts) -> Contender:
    errors = forecast_errors(forecast, parts.actual)
    return Contender(**{**vars(contender), "errors": errors})


def _contenders(parts: _Parts) -> Iterator[tuple[Contender, FloatArray | None]]:
    """Each contender but the average, with its forecast."""
    data = parts.data
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
    try:
        fit = customer_base_fit.fit(model, parts.data)
    except CellFault as fault:
        return Contender(name, fault=fault), None
    forecast = customer_base.expected(model, fit.parameters, parts.horizon, parts.data)
    k, value = len(fit.parameters), fit.log_likelihood
    contender = Contender(
        name, value, 2 * k - 2 * value, k * np.log(fit.customers) - 2 * value, edges=fit.edges
    )
    return _judged(contender, forecast, parts), forecast


def _learned(parts: _Parts) -> FloatArray:
    """The learned estimate; where the first part is short, of half a span or less, scaled up."""
    horizon, days = parts.horizon * parts.unit, parts.day - parts.first.day.min()
    span = min(horizon, days / 2)
    found = learned(parts.first, parts.day, max(1.0, np.floor(span)), "purchases")
    return np.asarray(found.estimate * (horizon / max(1.0, np.floor(span))))
