"""sBG, the shifted beta-geometric model: contracts that customers renew or end."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from clvxl.core._checks import Number, Vector, above, refuse
from clvxl.core._contracts import fit_steps, renewals
from clvxl.core._fitted import FittedModel
from clvxl.core._fitting import Edge, Matrix
from clvxl.core._staying import discounted_stay, log_stay
from clvxl.text import Text

__all__ = ["PARAMETERS", "fit", "residual_lifetime", "retention_rate", "survival"]

PARAMETERS = ("alpha", "beta")
EDGES = (Edge("alike_churn", ((0, 1),)), Edge("first_or_never", ((0, -1),)))

_WHOLE = Text("{name} must be a whole number of {low} or more", "{name} 必须是不小于 {low} 的整数")


def fit(survival: ArrayLike, periods: float | None = None) -> FittedModel:
    """Fit the shifted beta-geometric model by maximum likelihood.

    Parameters
    ----------
    survival : array_like, shape (t + 1,) or (t + 1, cohorts)
        Share (or count) still there at 0, 1, …; NaN where a cohort is too young. Shares, which
        start with 1 or less, are taken as of 1,000 customers a cohort.
    periods : int, optional
        Use only the first so many periods after the start.

    Returns
    -------
    FittedModel
        alpha, beta.

    Raises
    ------
    InputError
        Fewer than two periods.
    DomainError
        Shares that grow or are below 0.
    ConvergenceError
        Nobody left, or nobody stayed.

    Notes
    -----
    Fader & Hardie (2007), Journal of Interactive Marketing 21(1), p. 76–90, eq. 5 to 7: a customer
    leaves at each renewal with his own probability, beta(alpha, beta) distributed.

    Examples
    --------
    >>> regular = [1, 0.631, 0.468, 0.382, 0.326, 0.289, 0.262, 0.241]
    >>> found = fit(regular)
    >>> found.parameters.round(3).tolist(), round(found.log_likelihood, 2)
    ([0.704, 1.182], -1680.27)
    """
    return fit_steps(renewals(survival, periods), _steps, ((1, 2), (0.5, 0.5), (5, 20)), EDGES)


def _steps(p: Vector, t: Vector) -> tuple[Vector, Matrix]:
    alpha, beta = p
    there, all_there = beta + t - 1, alpha + beta + t - 1
    slopes = np.array([-alpha / all_there, beta * alpha / (there * all_there)])
    return -np.log1p(alpha / there), slopes


def _checked(alpha: Number, beta: Number) -> None:
    above("alpha", alpha, 0)
    above("beta", beta, 0)


def _whole(name: str, value: Number, low: int = 0) -> None:
    bad = ~((np.asarray(value) >= low) & (np.asarray(value) == np.floor(value)))
    if np.any(bad):
        refuse(_WHOLE, value, np.asarray(bad), name=name, low=low)


def survival(alpha: Number, beta: Number, time: Number) -> Vector:
    """Return the share still there after so many renewals.

    Parameters
    ----------
    alpha, beta : float or ndarray
        Above 0.
    time : float or ndarray
        Whole number of 0 or more.

    Notes
    -----
    B(alpha, beta + t) ÷ B(alpha, beta): Fader & Hardie (2007), eq. 6.

    Examples
    --------
    >>> survival(0.6677123, 3.8024773, np.array([0.0, 1.0, 10.0])).round(6).tolist()
    [1.0, 0.85063, 0.414167]
    """
    _checked(alpha, beta)
    _whole("time", time)
    return np.asarray(np.exp(log_stay(beta, alpha, time)))


def retention_rate(alpha: Number, beta: Number, time: Number) -> Vector:
    """Return the share of those there at time − 1 who are there at `time`.

    Parameters
    ----------
    alpha, beta : float or ndarray
        Above 0.
    time : float or ndarray
        Whole number of 1 or more.

    Notes
    -----
    (beta + t − 1) ÷ (alpha + beta + t − 1): Fader & Hardie (2007), eq. 8.

    Examples
    --------
    >>> retention_rate(0.6677123, 3.8024773, np.array([1.0, 10.0])).round(7).tolist()
    [0.85063, 0.9504304]
    """
    _checked(alpha, beta)
    _whole("time", time, 1)
    return np.asarray((beta + time - 1) / (alpha + beta + time - 1))


def residual_lifetime(
    alpha: Number, beta: Number, discount_rate: Number, renewals: Number = 0.0
) -> Vector:
    """Return the discounted expected residual lifetime of a customer before his next renewal.

    Parameters
    ----------
    alpha, beta : float or ndarray
        Above 0.
    discount_rate : float or ndarray
        Per period: 0, or 1e-8 or more.
    renewals : float or ndarray
        How often the customer has renewed so far: a whole number of 0 or more.

    Returns
    -------
    float or ndarray
        Periods: the coming renewal counts undiscounted, the one after it discounted once.

    Raises
    ------
    DomainError
        Infinite: no discount, and alpha not above 1.

    Notes
    -----
    DERL: Fader & Hardie (2010), Marketing Science 29(1), p. 85–93, whose n is
    renewals + 1.

    Examples
    --------
    >>> residual_lifetime(0.66808836, 3.80609513, 0.1, 7.0).round(3).tolist()
    7.53
    """
    _checked(alpha, beta)
    _whole("renewals", renewals)
    stays = discounted_stay(np.add(beta, renewals), alpha, discount_rate)
    return np.asarray(stays * np.add(1.0, discount_rate))
