"""Counts and shares of a customer base."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from clvxl.core._checks import vector, whole
from clvxl.errors import DomainError, ZeroBaseError

__all__ = ["decile", "pareto_share"]


def pareto_share(values: ArrayLike, top: float = 0.2) -> float:
    """Return the share of the total that the best `top` of customers bring.

    Parameters
    ----------
    values : array_like, shape (n,)
        One value a customer, for example revenue. Returns may make some negative.
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
        raise DomainError("top must be above 0 and at most 1: write 20 % as 0.2", value=top)
    total = array.sum()
    if not np.isfinite(total):
        raise DomainError("the result is too large for a number")
    if total == 0:
        raise ZeroBaseError("the values add up to 0, so that no share of them exists")
    if total < 0:
        raise DomainError("the values must add up to more than 0", value=float(total))
    best = np.sort(array)[::-1]
    # 0.29 × 100 is 28.999999999999996: a whole number of customers must stay whole.
    edge = round(top * len(best), 9)
    full = int(edge)
    part = (edge - full) * best[full] if full < len(best) else 0.0
    return float((best[:full].sum() + part) / total)


def decile(values: ArrayLike, groups: int = 10) -> NDArray[np.int64]:
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
