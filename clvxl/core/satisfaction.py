"""What customers say: satisfaction, recommendation, and what they get for what they give."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from clvxl.core._checks import at_least, quotient, refuse, same_length, vector
from clvxl.text import Text

__all__ = ["csat", "delivered_value", "nps", "satisfaction_gap"]

PROMOTER, DETRACTOR = 9, 6


def csat(ratings: ArrayLike, satisfied_from: float = 4.0) -> float:
    """Return the share of ratings that are satisfied.

    Parameters
    ----------
    ratings : array_like, shape (n,)
        One rating per customer.
    satisfied_from : float, optional
        The lowest rating that counts as satisfied: 4 of 5.

    Returns
    -------
    float
        In [0, 1].

    Examples
    --------
    >>> csat([5, 4, 3, 1])
    0.5
    """
    return float((vector("ratings", ratings) >= satisfied_from).mean())


def nps(ratings: ArrayLike) -> float:
    """Return the net promoter score: per cent of promoters less per cent of detractors.

    Parameters
    ----------
    ratings : array_like, shape (n,)
        How likely each customer recommends, 0 to 10: promoters say 9 or 10, detractors 0 to 6.

    Returns
    -------
    float
        From −100 to 100.

    Raises
    ------
    DomainError
        A rating that is not a whole number from 0 to 10.

    Notes
    -----
    Reichheld (2003), Harvard Business Review 81(12), pp. 46–54.

    Examples
    --------
    >>> nps([10, 9, 8, 3])
    25.0
    """
    said = vector("ratings", ratings)
    bad = ~((said >= 0) & (said <= 10) & (said == np.floor(said)))
    if bad.any():
        refuse(
            Text(
                "ratings must be whole numbers from 0 to 10",
                "ratings 必须是 0 到 10 的整数",
            ),
            said, bad,
        )  # fmt: skip
    return float(100.0 * ((said >= PROMOTER).mean() - (said <= DETRACTOR).mean()))


def satisfaction_gap(
    expected: ArrayLike, performed: ArrayLike, weights: ArrayLike | None = None
) -> float:
    """Return the weighted mean of performed − expected.

    Parameters
    ----------
    expected, performed : array_like, shape (n,)
        Scores of the same attributes: what was expected, and what was found.
    weights : array_like, shape (n,), optional
        How much each attribute matters, 0 or more; by default all the same.

    Returns
    -------
    float
        Below 0 where less was found than expected.

    Raises
    ------
    InputError
        Different lengths.
    DomainError, ZeroBaseError
        A weight below 0; weights that are all 0.

    Notes
    -----
    Expectation and performance: Oliver (1980), Journal of Marketing Research 17(4), pp. 460–469;
    weighted as Parasuraman, Zeithaml & Berry (1988), Journal of Retailing 64(1), pp. 12–40.

    Examples
    --------
    >>> satisfaction_gap([5, 4], [4, 4.5], [3, 1])
    -0.625
    """
    hoped, found = vector("expected", expected), vector("performed", performed)
    same_length(expected=hoped, performed=found)
    weight = np.ones(len(hoped)) if weights is None else vector("weights", weights)
    same_length(expected=hoped, weights=weight)
    at_least("weights", weight, 0)
    total = Text("the sum of the weights", "权重合计")
    return float(quotient(((found - hoped) * weight).sum(), weight.sum(), total))


def delivered_value(benefits: ArrayLike, costs: ArrayLike) -> float:
    """Return what a customer gets less what it costs him: Σ benefits − Σ costs.

    Parameters
    ----------
    benefits : array_like, shape (n,)
        Value of product, service, personnel and image, in money.
    costs : array_like, shape (m,)
        Cost in money, time, energy and psychic cost, in money.

    Returns
    -------
    float

    Notes
    -----
    Kotler & Keller, Marketing Management: customer-delivered value, the total customer value less
    the total customer cost.

    Examples
    --------
    >>> delivered_value([100, 20, 5, 5], [90, 10, 5, 0])
    25.0
    """
    return float(vector("benefits", benefits).sum() - vector("costs", costs).sum())
