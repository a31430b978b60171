"""Counts and shares of a customer base."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from clvxl.core._checks import (
    Number,
    Vector,
    above,
    at_least,
    fraction,
    quotient,
    refuse,
    vector,
    whole,
)
from clvxl.core._rounding import rounded_money
from clvxl.errors import DomainError, ZeroBaseError
from clvxl.text import Text

__all__ = [
    "churn_rate", "conversion_rate", "decile", "gini", "lifespan", "pareto_share",
    "purchase_frequency", "purchase_value", "repeat_rate", "retention_rate",
]  # fmt: skip


def lifespan(retention_rate: Number) -> Number:
    """Return the expected number of periods that a customer stays, the first one included.

    Parameters
    ----------
    retention_rate : float or ndarray
        Per period and the same in each, in [0, 1).

    Returns
    -------
    float or ndarray
        Periods, at least 1. A rate of 0 gives 1: all leave after the first period.

    Raises
    ------
    DomainError
        A rate outside [0, 1], or 1, where the sum has no end.

    Notes
    -----
    Σ r^t over t = 0, 1, … = 1 / (1 − r), the mean of a geometric distribution. Reichheld & Sasser
    (1990), Harvard Business Review 68(5), pp. 105–111: the life of a customer is one over the
    share that leaves.

    Examples
    --------
    >>> lifespan(0.75)
    4.0
    """
    fraction("retention_rate", retention_rate)
    forever = retention_rate == 1
    if forever if type(forever) is bool else np.any(forever):
        refuse(
            Text(
                "{name} must be below 1: at 1 no customer ever leaves and the lifespan has no end",
                "{name} 必须小于 1：为 1 时客户永不流失，持续期数没有尽头",
            ),
            retention_rate, np.asarray(forever), name="retention_rate",
        )  # fmt: skip
    return 1 / (1 - retention_rate)


def retention_rate(
    customers_start: Number, customers_end: Number, new_customers: Number = 0.0
) -> Number:
    """Return the share of customers who stayed: (end − new) ÷ start.

    Parameters
    ----------
    customers_start, customers_end, new_customers : float or ndarray
        Customers at both ends of the period and those won in it, 0 or more.

    Returns
    -------
    float or ndarray
        In [0, 1].

    Raises
    ------
    ZeroBaseError
        No customer at the start.
    DomainError
        A count below 0; more new customers than there are; more kept than there were.

    Examples
    --------
    >>> retention_rate(100.0, 105.0, 20.0)
    0.85
    """
    for name, count in (("customers_end", customers_end), ("new_customers", new_customers)):
        at_least(name, count, 0)
    kept = _without_noise(customers_end, new_customers, customers_start)
    return _share("customers_end less new_customers", kept, "customers_start", customers_start)


def _without_noise(end: Number, new: Number, start: Number) -> Number:
    """Return end − new; just above the start by the rounding of both it is the start."""
    kept = np.subtract(end, new)
    noise = 4 * np.finfo(np.float64).eps * np.add(end, new)
    same = (kept > start) & (kept <= start + noise)
    return np.where(same, start, kept) if np.any(same) else end - new


def churn_rate(customers_start: Number, customers_lost: Number) -> Number:
    """Return the share of customers who left: lost ÷ start.

    Parameters
    ----------
    customers_start, customers_lost : float or ndarray
        Customers at the start of the period, and those of them who left in it, 0 or more.

    Returns
    -------
    float or ndarray
        In [0, 1].

    Raises
    ------
    ZeroBaseError
        No customer at the start.
    DomainError
        A count below 0; more lost than there were.

    Examples
    --------
    >>> churn_rate(200.0, 30.0)
    0.15
    """
    return _share("customers_lost", customers_lost, "customers_start", customers_start)


def conversion_rate(converted: Number, prospects: Number) -> Number:
    """Return the share of prospects who became customers: converted ÷ prospects.

    Parameters
    ----------
    converted, prospects : float or ndarray
        Counts, 0 or more.

    Returns
    -------
    float or ndarray
        In [0, 1].

    Raises
    ------
    ZeroBaseError
        No prospect.
    DomainError
        A count below 0; more converted than there were prospects.

    Examples
    --------
    >>> conversion_rate(30.0, 400.0)
    0.075
    """
    return _share("converted", converted, "prospects", prospects)


def _share(part: str, count: Number, whole: str, of: Number) -> Number:
    """Return a part of a whole; refuse one that is below 0 or above it."""
    at_least(whole, of, 0)
    share = quotient(count, of, whole)
    if not np.all((share >= 0) & (share <= 1)):
        refuse(
            Text("{part} must be from 0 to {whole}", "{part} 必须在 0 与 {whole} 之间"),
            np.broadcast_to(count, np.shape(share)),
            ~((np.asarray(share) >= 0) & (np.asarray(share) <= 1)),
            part=part,
            whole=whole,
        )
    return share


def repeat_rate(purchases: NDArray[np.integer]) -> float:
    """Return the share of customers with two purchases or more.

    Parameters
    ----------
    purchases : ndarray of int, shape (n,)
        Purchases of each customer, 1 or more.

    Returns
    -------
    float
        In [0, 1].

    Raises
    ------
    ZeroBaseError
        No customer.

    Examples
    --------
    >>> repeat_rate(np.array([1, 3, 2, 1]))
    0.5
    """
    repeated = np.count_nonzero(purchases >= 2)
    return float(quotient(float(repeated), float(len(purchases)), "customers"))


def gini(values: ArrayLike) -> float:
    """Return how unequally a total is shared: 0 where all have the same, near 1 where one has all.

    Parameters
    ----------
    values : array_like, shape (n,)
        One value per customer, 0 or more.

    Returns
    -------
    float
        In [0, 1).

    Raises
    ------
    DomainError
        A value below 0.
    ZeroBaseError
        All values are 0.

    Notes
    -----
    Σ (2i − n − 1) x_(i) ÷ (n Σ x), x in ascending order: half the mean difference of two customers
    over the mean. Gini (1912), as in Cowell, Measuring Inequality, appendix A.

    Examples
    --------
    >>> gini([1.0, 1.0, 1.0, 1.0]), gini([0.0, 0.0, 0.0, 8.0])
    (0.0, 0.75)
    """
    array = vector("values", values)
    at_least("values", array, 0)
    count = len(array)
    weights = 2.0 * np.arange(1, count + 1) - count - 1
    total = Text("the sum of the values", "数值合计")
    return float(quotient((weights * np.sort(array)).sum(), count * array.sum(), total))


def purchase_value(amounts: ArrayLike) -> float:
    """Return the mean amount per purchase.

    Parameters
    ----------
    amounts : array_like, shape (n,)
        Money, one amount per row; below 0 for a return.

    Returns
    -------
    float
        The sum of all amounts, returns taken off, ÷ the amounts above 0, as
        `rfm.CustomerTotals.average`; below 0 where the returns are worth more than the purchases.

    Raises
    ------
    ZeroBaseError
        No amount above 0.
    DomainError
        A sum too large for a number.

    Notes
    -----
    Kumar & Reinartz, Customer Relationship Management: the lifetime value from averages.

    Examples
    --------
    >>> purchase_value([20, 30, 0, -5])
    22.5
    """
    array = vector("amounts", amounts)
    purchases = np.count_nonzero(array > 0)
    if not purchases:
        raise ZeroBaseError(
            Text(
                "amounts must have one above 0: without a purchase there is no mean",
                "amounts 至少要有一个大于 0：没有购买就没有平均金额",
            )
        )
    return float(rounded_money([_total(array)])[0] / purchases)


def purchase_frequency(customers: ArrayLike, periods: float = 1.0) -> float:
    """Return the purchases per customer and period.

    Parameters
    ----------
    customers : array_like of int, shape (rows,)
        Each purchase's customer, a number from 0; below 0 where it has none.
    periods : float
        Periods that the purchases cover, above 0.

    Returns
    -------
    float
        Rows with a customer ÷ different customers ÷ periods; with one period at least 1.

    Raises
    ------
    ZeroBaseError
        No customer.
    DomainError
        Periods not above 0.

    Notes
    -----
    Kumar & Reinartz, Customer Relationship Management: the lifetime value from averages.

    Examples
    --------
    >>> purchase_frequency([0, 1, 0, 0, 1, 0], 2)
    1.5
    """
    above("periods", periods, 0)
    codes = np.asarray(customers).ravel()
    known = codes[codes >= 0]
    if not known.size:
        raise ZeroBaseError(
            Text(
                "customers must hold at least one: purchases are counted per customer",
                "customers 至少要有一位客户：购买次数按每位客户计算",
            )
        )
    return float(known.size / np.unique(known).size / periods)


def pareto_share(values: ArrayLike, top: float = 0.2) -> float:
    """Return the share of the total that the best `top` of customers bring.

    Parameters
    ----------
    values : array_like, shape (n,)
        One value per customer, for example revenue. Returns may make some negative.
    top : float
        Share of customers, in (0, 1].

    Returns
    -------
    float
        A fraction. Where top × n is not whole, the customer at the edge counts in part, so that
        the share grows evenly with `top` (the Lorenz curve read from above).

    Raises
    ------
    DomainError
        `top` outside (0, 1], or a total below 0.
    ZeroBaseError
        A total of 0.

    Notes
    -----
    Koch (1998), The 80/20 Principle; Lorenz (1905), Publications of the American Statistical
    Association 9(70).

    Examples
    --------
    >>> pareto_share([50, 20, 10, 10, 10])
    0.5
    """
    array = vector("values", values)
    if not 0 < top <= 1:
        raise DomainError(
            Text(
                "top must be above 0 and at most 1: write 20 % as 0.2",
                "top 必须大于 0 且不大于 1:20 % 写作 0.2",
            ),
            value=top,
        )
    total = _total(array)
    if total == 0:
        raise ZeroBaseError(
            Text(
                "the values add up to 0, so that no share of them exists",
                "数值合计为 0，没有比例可言",
            )
        )
    if total < 0:
        raise DomainError(
            Text("the values must add up to more than 0", "数值合计必须大于 0"), value=total
        )
    return share_of_best(np.sort(array)[::-1], total, top)


def share_of_best(best: Vector, total: float, top: float) -> float:
    """Return the share of a total that the best `top` of values bring, which descend.

    >>> share_of_best(np.array([50.0, 20.0, 10.0, 10.0, 10.0]), 100.0, 0.3)
    0.6
    """
    # 0.29 × 100 is 28.999999999999996: a whole number of customers must stay whole.
    edge = round(top * len(best), 9)
    full = int(edge)
    part = (edge - full) * best[full] if full < len(best) else 0.0
    return float((best[:full].sum() + part) / total)


def _total(array: Vector) -> float:
    with np.errstate(over="ignore", invalid="ignore"):
        total = float(array.sum())
    if not np.isfinite(total):
        raise DomainError(Text("the result is too large for a number", "结果过大，无法用数字表示"))
    return total


def decile(values: ArrayLike, groups: float = 10) -> NDArray[np.int64]:
    """Return each value's group 1…groups, 1 for the highest.

    Parameters
    ----------
    values : array_like, shape (n,)
    groups : int
        2…1000.

    Returns
    -------
    ndarray of int64, shape (n,)
        1 + ⌊k · groups / n⌋ where k values are higher; so equal values share the better group.

    Raises
    ------
    DomainError
        `groups` out of range.

    Notes
    -----
    Decile analysis, as in Lilien & Rangaswamy, Marketing Engineering.

    Examples
    --------
    >>> decile([10, 40, 20, 40], 4)
    array([4, 1, 3, 1])
    """
    array = vector("values", values)
    groups = whole("groups", groups, 2, 1000)
    ascending = np.sort(array)
    higher = len(array) - np.searchsorted(ascending, array, side="right")
    return np.asarray(1 + higher * groups // len(array), dtype=np.int64)
