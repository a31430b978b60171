"""The lifetime value of a customer with one retention rate: closed forms, break-even, payback."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clvxl.core._checks import Number, Vector, above, fraction, option, refuse
from clvxl.errors import NoAnswerError
from clvxl.text import Text

__all__ = [
    "TIMINGS", "Sensitivity", "breakeven_retention", "margin_multiple", "payback_period",
    "sensitivity", "value",
]  # fmt: skip

TIMINGS = ("start", "end")

NO_END = Text(
    "the sum has no end: retention_rate × (1 + growth) must be below 1 + discount_rate where "
    "periods is blank",
    "总和没有尽头：periods 为空时，retention_rate ×（1 + growth）必须小于 1 + discount_rate",
)
WHOLE = Text(
    "periods must be a whole number of 0 or more, or blank for a sum without end",
    "periods 必须是不小于 0 的整数；为空则求无穷和",
)


def value(
    margin: Number,
    retention_rate: Number,
    discount_rate: Number,
    periods: Number = np.inf,
    retention_cost: Number = 0.0,
    acquisition_cost: Number = 0.0,
    growth: Number = 0.0,
    timing: str = "start",
    cycle: Number = 1.0,
) -> Vector:
    """Return the lifetime value of a customer who stays with one probability or is lost for good.

    All arguments but `timing` broadcast against each other.

    Parameters
    ----------
    margin : float or ndarray
        Profit of a purchase, in money.
    retention_rate : float or ndarray
        Probability of staying a period, in [0, 1].
    discount_rate : float or ndarray
        Per period, above −1.
    periods : float or ndarray, optional
        How many periods count, a whole number; inf for a sum without end.
    retention_cost : float or ndarray, optional
        Spent in the middle of each period on a customer who is there at its beginning, in money.
    acquisition_cost : float or ndarray, optional
        Paid at once, in money.
    growth : float or ndarray, optional
        Growth of the margin per period, above −1.
    timing : {"start", "end"}
        Margins at t = 0, c, 2c … or at c, 2c …, where c is the cycle; the first one has not grown.
    cycle : float or ndarray, optional
        Periods between two purchases, above 0.

    Returns
    -------
    ndarray
        The arguments' common shape, in money.

    Raises
    ------
    DomainError
        A value outside its domain, or a sum without end that does not converge.

    Notes
    -----
    Σ margin (1+g)^t r^t / (1+d)^t − Σ_{i=1…n} retention_cost r^(i−1) / (1+d)^(i−½)
    − acquisition_cost, in closed form. Berger & Nasr (1998), Journal of Interactive Marketing
    12(1), cases 1 and 2; there r is a cycle's retention rate, r^cycle here.

    Examples
    --------
    >>> round(float(value(260.0, 0.75, 0.2, 10.0, 50.0)), 2)  # Berger & Nasr, case 1
    568.78
    """
    option("timing", timing, TIMINGS)
    fraction("retention_rate", retention_rate)
    above("discount_rate", discount_rate, -1)
    above("growth", growth, -1)
    above("cycle", cycle, 0)
    _check_periods(periods)
    margin, kept, years, cost, paid, growth, cycle = np.broadcast_arrays(
        margin, np.divide(retention_rate, np.add(1.0, discount_rate)), periods, retention_cost,
        acquisition_cost, growth, cycle,
    )  # fmt: skip
    start = timing.strip().lower() == "start"
    purchases = np.floor(years / cycle + 1e-9) + start
    ratio = (kept * (1.0 + growth)) ** cycle
    first = 1.0 if start else kept**cycle
    endless = np.isinf(years) & (((margin != 0) & (ratio >= 1)) | ((cost != 0) & (kept >= 1)))
    if endless.any():
        refuse(NO_END, retention_rate, np.broadcast_to(endless, np.shape(endless)))
    with np.errstate(over="ignore", invalid="ignore"):
        sums = np.where(margin == 0, 0.0, margin * first * _geometric(ratio, purchases))
        spent = cost * _geometric(kept, years) / np.sqrt(np.add(1.0, discount_rate))
        return np.asarray(sums - np.where(cost == 0, 0.0, spent) - paid)


def _check_periods(periods: Number) -> None:
    whole = np.asarray(periods, dtype=np.float64)
    bad = ~((whole >= 0) & ((whole == np.floor(whole)) | np.isinf(whole)))
    if bad.any():
        refuse(WHOLE, periods, bad)


def _geometric(ratio: Any, terms: Any) -> Vector:
    """1 + ratio + … with so many terms, inf for all of them; exact where the ratio is near 1."""
    ratio, terms = np.broadcast_arrays(np.asarray(ratio, float), np.asarray(terms, float))
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        logarithm = np.log(ratio)
        found = np.where(
            np.isinf(terms), 1.0 / (1.0 - ratio),
            np.expm1(terms * logarithm) / np.expm1(logarithm),
        )  # fmt: skip
    found = np.where(ratio == 1, terms, found)
    return np.where(terms == 0, 0.0, np.where(ratio == 0, 1.0, found))


def margin_multiple(
    retention_rate: Number, discount_rate: Number, growth: Number = 0.0, timing: str = "end"
) -> Vector:
    """Return how many margins of a period a customer without end is worth.

    Parameters
    ----------
    retention_rate : float or ndarray
        In [0, 1].
    discount_rate : float or ndarray
        Per period, above −1.
    growth : float or ndarray, optional
        Growth of the margin per period, above −1.
    timing : {"end", "start"}
        Whether the first margin comes after a period or at once.

    Returns
    -------
    ndarray

    Raises
    ------
    DomainError
        A rate outside its domain; growth that outruns discounting.

    Notes
    -----
    "end": r / (1 + d − r (1 + g)). Gupta & Lehmann (2003), Journal of Interactive Marketing 17(1),
    pp. 9–24.

    Examples
    --------
    >>> round(float(margin_multiple(0.8, 0.12)), 2)
    2.5
    """
    return value(1.0, retention_rate, discount_rate, growth=growth, timing=timing)


def breakeven_retention(
    acquisition_cost: Number,
    margin: Number,
    discount_rate: Number,
    periods: Number = np.inf,
    timing: str = "start",
) -> Vector:
    """Return the lowest retention rate with which the margins pay the acquisition back.

    Parameters
    ----------
    acquisition_cost : float or ndarray
        In money.
    margin : float or ndarray
        Profit per period, in money.
    discount_rate : float or ndarray
        Per period, above −1.
    periods : float or ndarray, optional
        How many periods count; inf for a sum without end.
    timing : {"start", "end"}
        As in `value`.

    Returns
    -------
    ndarray
        In [0, 1]; 0 where the first margin alone pays.

    Raises
    ------
    DomainError
        A value outside its domain.
    NoAnswerError
        Not even customers who all stay pay it back.

    Examples
    --------
    >>> round(float(breakeven_retention(200.0, 50.0, 0.1)), 4)
    0.825
    """
    from scipy.optimize import elementwise

    def missing(rate: Any, cost: Any, margin: Any, discount: Any, years: Any) -> Any:
        return value(margin, rate, discount, years, 0.0, cost, timing=timing)

    above("discount_rate", discount_rate, -1)
    _check_periods(periods)
    cost, margin, discount, years = np.broadcast_arrays(
        np.asarray(acquisition_cost, float), margin, discount_rate, np.asarray(periods, float)
    )
    # a sum without end grows without bound as the rate nears 1 + discount
    highest = np.where(np.isinf(years), np.minimum(1.0, (1.0 + discount) * (1 - 1e-12)), 1.0)
    lowest = np.zeros_like(highest)
    paid, never = (missing(rate, cost, margin, discount, years) for rate in (lowest, highest))
    endless = np.isinf(years) & (discount <= 0) & (margin > 0)
    bad = (never < 0) & (paid < 0) & ~endless
    if bad.any():
        at = int(np.argmax(bad))
        raise NoAnswerError(
            Text(
                "no retention rate up to 1 pays the acquisition cost back",
                "即使留存率为 1，也无法收回获客成本",
            ),
            value=float(cost.flat[at]), row=at + 1 if cost.size > 1 else None,
        ).of_rows(bad)  # fmt: skip
    solved = elementwise.find_root(
        missing, (lowest, highest), args=(cost, margin, discount, years),
        tolerances={"xatol": 1e-15, "fatol": 0.0},
    ).x  # fmt: skip
    return np.where(paid >= 0, 0.0, np.where(never == 0, highest, solved))


def payback_period(
    acquisition_cost: Number,
    margin: Number,
    retention_rate: Number = 1.0,
    discount_rate: Number = 0.0,
    timing: str = "end",
) -> Vector:
    """Return how many periods' expected margins pay the acquisition back.

    Parameters
    ----------
    acquisition_cost : float or ndarray
        In money.
    margin : float or ndarray
        Profit per period, in money.
    retention_rate : float or ndarray, optional
        In [0, 1].
    discount_rate : float or ndarray, optional
        Per period, above −1.
    timing : {"end", "start"}
        As in `value`.

    Returns
    -------
    ndarray
        Periods, with the share of the last one that is needed; 0 where nothing is to be paid back.

    Raises
    ------
    DomainError
        A rate outside its domain.
    NoAnswerError
        The margins never pay it back.

    Examples
    --------
    >>> float(payback_period(100.0, 40.0))
    2.5
    """
    option("timing", timing, TIMINGS)
    fraction("retention_rate", retention_rate)
    above("discount_rate", discount_rate, -1)
    kept = np.divide(retention_rate, np.add(1.0, discount_rate))
    cost, margin, kept = np.broadcast_arrays(np.asarray(acquisition_cost, float), margin, kept)
    first = np.asarray(margin * (kept if timing.strip().lower() == "end" else 1.0))
    total = np.where(
        kept < 1, first / np.where(kept < 1, 1 - kept, 1.0), np.where(first > 0, np.inf, 0.0)
    )
    bad = (cost > 0) & ~((first > 0) & (total > cost))
    exact = bad & (first > 0) & (kept == 0) & (first == cost)
    bad &= ~exact
    if bad.any():
        at = int(np.argmax(bad))
        raise NoAnswerError(
            Text(
                "the margins never add up to the acquisition cost",
                "各期毛利之和永远达不到获客成本",
            ),
            value=float(cost.flat[at]), row=at + 1 if cost.size > 1 else None,
        ).of_rows(bad)  # fmt: skip
    with np.errstate(divide="ignore", invalid="ignore"):
        need = np.where(cost > 0, cost / first, 0.0)
        logarithm = np.log(kept)
        terms = np.where(kept == 1, need, np.log1p(-need * (1 - kept)) / logarithm)
        terms = np.where(kept == 0, need, terms)
        # so many whole periods do not suffice; rounding may have reached the next one
        whole = np.maximum(np.ceil(terms - 1e-9) - 1, 0.0)
        last = first * kept**whole
        share = (cost - first * _geometric(kept, whole)) / np.where(last == 0, 1.0, last)
    return np.where(cost <= 0, 0.0, np.where(kept == 0, need, whole + np.clip(share, 0.0, 1.0)))


@dataclass(frozen=True)
class Sensitivity:
    """How a lifetime value answers to its drivers, largest swing first: arrays of shape (3,).

    `driver` numbers margin 0, retention rate 1, discount rate 2; `down` and `up` are the driver's
    values, `value_down` and `value_up` what they give.
    """

    driver: NDArray[np.int64]
    down: Vector
    up: Vector
    value_down: Vector
    value_up: Vector

    @property
    def swing(self) -> Vector:
        """The distance between the two values."""
        return np.abs(self.value_up - self.value_down)


def sensitivity(
    margin: float,
    retention_rate: float,
    discount_rate: float,
    change: float = 0.1,
    periods: float = np.inf,
) -> Sensitivity:
    """Return the lifetime value with each driver lowered and raised by a share of itself.

    Parameters
    ----------
    margin, retention_rate, discount_rate, periods : float
        As in `value`, whose other arguments have their defaults.
    change : float
        The share by which each driver is lowered and raised, in [0, 1]; the retention rate is
        raised to 1 at most.

    Returns
    -------
    Sensitivity

    Raises
    ------
    DomainError
        A value outside its domain, or a sum that does not converge.

    Examples
    --------
    >>> found = sensitivity(100.0, 0.8, 0.1)
    >>> found.driver.tolist(), found.value_up.round(2).tolist()
    ([1, 0, 2], [500.0, 403.33, 358.06])
    """
    fraction("change", change)
    base = np.array([margin, retention_rate, discount_rate], dtype=np.float64)
    drivers = np.tile(base, (2, 3, 1))
    places = np.arange(3)
    drivers[0, places, places] *= 1 - change
    drivers[1, places, places] *= 1 + change
    drivers[1, 1, 1] = min(drivers[1, 1, 1], 1.0)
    values = value(drivers[..., 0], drivers[..., 1], drivers[..., 2], periods)
    order = np.argsort(-np.abs(values[1] - values[0]), kind="stable")
    down, up = drivers[0, places, places], drivers[1, places, places]
    return Sensitivity(order, down[order], up[order], values[0][order], values[1][order])
