"""The lifetime value of a customer who stays or is lost for good."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from clvxl.core._checks import Number, Vector, at_least, at_most_one, fraction, option, vector
from clvxl.core.discounting import discount_factors, times
from clvxl.errors import InputError
from clvxl.text import Text

__all__ = ["RETENTION_KINDS", "Working", "dcf", "simple"]

RETENTION_KINDS = ("rate", "survival")


def simple(
    purchase_value: Number,
    purchase_frequency: Number,
    lifespan: Number,
    acquisition_cost: Number = 0.0,
    margin: Number = 1.0,
) -> Number:
    """Return the lifetime value from averages, undiscounted.

    Parameters
    ----------
    purchase_value : float or ndarray
        Mean amount per purchase, in money.
    purchase_frequency : float or ndarray
        Purchases per period, at least 0.
    lifespan : float or ndarray
        Periods that a customer stays, at least 0; the same period as `purchase_frequency`.
    acquisition_cost : float or ndarray, optional
        Cost of winning the customer, in money.
    margin : float or ndarray, optional
        Share of the amount that is profit, at most 1; below 0 where each purchase loses money.

    Returns
    -------
    float or ndarray
        The arguments' common shape, in money.

    Raises
    ------
    DomainError
        A value outside its domain.

    Notes
    -----
    CLV = purchase_value × margin × purchase_frequency × lifespan − acquisition_cost.
    Kumar & Reinartz, Customer Relationship Management: the lifetime value from averages.

    Examples
    --------
    >>> simple(20.0, 6.0, 3.0, 15.0)
    345.0
    """
    at_least("purchase_frequency", purchase_frequency, 0)
    at_least("lifespan", lifespan, 0)
    at_most_one("margin", margin)
    return purchase_value * margin * purchase_frequency * lifespan - acquisition_cost


@dataclass(frozen=True)
class Working:
    """The working of a discounted cash flow: one element per period 1…n, and the value at the end.

    `discount_factor` includes inflation; `cumulative` starts from −acquisition_cost.
    """

    period: Vector
    revenue: Vector
    cost: Vector
    margin: Vector
    survival: Vector
    discount_factor: Vector
    present_value: Vector
    cumulative: Vector
    acquisition_cost: float

    @property
    def value(self) -> float:
        """The customer's lifetime value."""
        return float(self.cumulative[-1])


def dcf(
    revenues: ArrayLike,
    discount_rate: float,
    costs: ArrayLike = 0.0,
    retention: ArrayLike = 1.0,
    acquisition_cost: float = 0.0,
    *,
    timing: str = "end",
    retention_kind: str = "rate",
    first_certain: bool = False,
    inflation: float = 0.0,
) -> Working:
    """Return the discounted value of a customer's margins, period by period.

    Parameters
    ----------
    revenues : array_like, shape (n,)
        Revenue of each period, in money.
    discount_rate : float
        Per period, above −1.
    costs : array_like, shape () or (n,), optional
        Cost of serving the customer in each period, in money.
    retention : array_like, shape () or (n,), optional
        In [0, 1]. With `retention_kind` "rate" the probability of staying from one period to the
        next; with "survival" the share of customers still there in the period.
    acquisition_cost : float, optional
        Paid at once, in money.
    timing : {"end", "start", "mid"}
        When the cash of period t arrives: e = t, t − 1 or t − ½.
    retention_kind : {"rate", "survival"}
        How `retention` is read.
    first_certain : bool
        Every customer is there in the first period; survival is moved on by one period.
    inflation : float, optional
        Growth of revenues and costs per period, above −1.

    Returns
    -------
    Working
        Its `value` is the lifetime value.

    Raises
    ------
    InputError
        Ranges of different lengths, or an unknown option.
    DomainError
        A rate outside its domain.

    Notes
    -----
    Σ (revenue_t − cost_t) · survival_t · (1 + inflation)^e / (1 + discount_rate)^e
    − acquisition_cost. Berger & Nasr (1998), Journal of Interactive Marketing 12(1), case 1–5;
    the reading of the retention figures is stated, since textbooks differ.

    Examples
    --------
    >>> working = dcf([8000, 4500, 5000, 5200], 0.2, [1000, 1200, 1300, 1400],
    ...               [0.9, 0.8, 0.6, 0.3], 5000, retention_kind="survival")
    >>> round(working.value, 2)
    3917.82
    """
    revenue = vector("revenues", revenues).copy()
    cost = _for_each_period("costs", costs, len(revenue))
    survival = _survival(retention, len(revenue), retention_kind, first_certain)
    factor = discount_factors(discount_rate, times(len(revenue), timing), inflation)
    margin = revenue - cost
    present = margin * survival * factor
    return Working(
        period=np.arange(1.0, len(revenue) + 1),
        revenue=revenue,
        cost=cost,
        margin=margin,
        survival=survival,
        discount_factor=factor,
        present_value=present,
        cumulative=np.cumsum(present) - acquisition_cost,
        acquisition_cost=float(acquisition_cost),
    )


def _for_each_period(name: str, values: ArrayLike, periods: int) -> Vector:
    array = vector(name, values)
    if len(array) not in (1, periods):
        raise InputError(
            Text(
                "{name} must be one cell or as long as revenues: {rows} rows, not {periods}",
                "{name} 必须是一个单元格，或与 revenues 等长：现为 {rows} 行，应为 {periods} 行",
            ),
            name=name, rows=len(array), periods=periods,
        )  # fmt: skip
    return np.broadcast_to(array, periods) if len(array) == 1 else array


def _survival(retention: ArrayLike, periods: int, kind: str, first_certain: bool) -> Vector:
    stated = vector("retention", retention)
    fraction("retention", stated)
    rates = _for_each_period("retention", stated, periods)
    kind = option("retention_kind", kind, RETENTION_KINDS)
    share = np.asarray(np.cumprod(rates) if kind == "rate" else rates, dtype=np.float64)
    return np.concatenate(([1.0], share[:-1])) if first_certain else share
