"""BdW, the beta-discrete-Weibull model: contracts whose ending may grow likelier with time."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from clvxl.core._checks import Number, Vector, above, at_least
from clvxl.core._contracts import fit_steps, renewals
from clvxl.core._fitted import FittedModel
from clvxl.core._fitting import Edge, Matrix
from clvxl.core._special import rising
from clvxl.core._staying import log_stay

__all__ = ["PARAMETERS", "fit", "survival"]

PARAMETERS = ("alpha", "beta", "c")
EDGES = (
    Edge("alike_churn", ((0, 1),)),
    Edge("first_or_never", ((0, -1),)),
    Edge("first_or_never", ((2, -1),)),
)


def fit(survival: ArrayLike, periods: float | None = None) -> FittedModel:
    """Fit the beta-discrete-Weibull model by maximum likelihood.

    Parameters
    ----------
    survival, periods
        As in `clvxl.core.sbg.fit`; three periods at least.

    Returns
    -------
    FittedModel
        alpha, beta, c.

    Notes
    -----
    Fader, Hardie, Liu, Davin & Steenburgh (2018), Journal of Interactive Marketing 43, p. 1–16:
    a customer leaves with a discrete Weibull whose probability is beta distributed. c above
    1: each customer's own chance of leaving grows with time, below 1 it falls.

    Examples
    --------
    >>> found = fit([1, 0.869, 0.743, 0.653, 0.593, 0.551, 0.517, 0.491])
    >>> found.parameters.round(2).tolist(), round(found.log_likelihood, 2)
    ([0.21, 1.43, 1.72], -1605.31)
    """
    starts = ((1, 2, 1), (0.5, 0.5, 1.5), (5, 20, 0.8))
    return fit_steps(renewals(survival, periods, 3), _steps, starts, EDGES)


def _steps(p: Vector, t: Vector) -> tuple[Vector, Matrix]:
    alpha, beta, c = p
    t = np.append(0.0, t)
    u = t**c
    logs = log_stay(beta, alpha, u)
    base = np.array([alpha + beta, beta])[:, None]
    all_rise, rise = rising(base, np.array([u, u]))[1]
    with np.errstate(divide="ignore", invalid="ignore"):
        log_t = np.where(t > 0, np.log(t), 0)
    steeper = c * log_t * u * -rising(beta + u, np.full_like(u, alpha))[1]
    slopes = np.array([-alpha * all_rise, beta * (rise - all_rise), steeper])
    return np.diff(logs), np.diff(slopes, axis=1)


def survival(alpha: Number, beta: Number, c: Number, time: Number) -> Vector:
    """Return the share still there at `time`.

    Parameters
    ----------
    alpha, beta, c : float or ndarray
        Above 0.
    time : float or ndarray
        0 or more; the model speaks of whole numbers.

    Notes
    -----
    B(alpha, beta + t^c) ÷ B(alpha, beta): Fader et al. (2018).

    Examples
    --------
    >>> survival(0.6677123, 3.8024773, 1.0, np.array([0.0, 1.0, 10.0])).round(6).tolist()
    [1.0, 0.85063, 0.414167]
    """
    for name, value in (("alpha", alpha), ("beta", beta), ("c", c)):
        above(name, value, 0)
    at_least("time", time, 0)
    return np.asarray(np.exp(log_stay(beta, alpha, np.power(time, c))))
