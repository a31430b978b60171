"""How long customers stay: the Kaplan–Meier estimate."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from clvxl.core._checks import Vector, at_least, refuse, same_length, vector
from clvxl.text import Text

__all__ = ["Survival", "kaplan_meier"]


@dataclass(frozen=True)
class Survival:
    """The estimate at each time at which somebody left: arrays of shape (times,).

    `error` is Greenwood's standard error, NaN where nobody is left.
    """

    time: Vector
    at_risk: Vector
    ended: Vector
    survival: Vector
    error: Vector


def kaplan_meier(durations: ArrayLike, ended: ArrayLike) -> Survival:
    """Return the share of customers who are still there, by time.

    Parameters
    ----------
    durations : array_like, shape (n,)
        How long each customer stayed or has stayed so far, 0 or more.
    ended : array_like, shape (n,)
        1 where he left then, 0 where he is still there (censored).

    Returns
    -------
    Survival
        A row per time at which customers left; where nobody has left, one at the longest duration.

    Raises
    ------
    InputError
        Different lengths.
    DomainError
        A duration below 0, or a mark that is neither 0 nor 1.

    Notes
    -----
    Kaplan & Meier (1958), Journal of the American Statistical Association 53(282), eq. 2b: the
    product of 1 − ended ÷ at risk, those who leave at a time before those who are censored then.
    Greenwood's error: S √Σ d ÷ (n (n − d)).

    Examples
    --------
    >>> found = kaplan_meier([1, 2, 2, 3], [1, 1, 0, 1])
    >>> found.survival.tolist(), found.at_risk.tolist()
    ([0.75, 0.5, 0.0], [4.0, 3.0, 1.0])
    """
    stayed, left = vector("durations", durations), vector("ended", ended)
    same_length(durations=stayed, ended=left)
    at_least("durations", stayed, 0)
    if not np.isin(left, (0.0, 1.0)).all():
        refuse(Text("ended must be 1 or 0", "ended 必须为 1 或 0"), left, ~np.isin(left, (0, 1)))
    leaving = np.sort(stayed[left == 1])
    if not len(leaving):
        longest = stayed.max()
        still = float((stayed == longest).sum())
        return Survival(*(np.array([v]) for v in (longest, still, 0.0, 1.0, 0.0)))
    first = np.flatnonzero(np.concatenate(([True], leaving[1:] != leaving[:-1])))
    time = leaving[first]
    gone = np.diff(np.append(first, len(leaving))).astype(np.float64)
    at_risk = len(stayed) - np.searchsorted(np.sort(stayed), time, side="left").astype(np.float64)
    survival = np.asarray(np.cumprod(1.0 - gone / at_risk), np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        error = survival * np.sqrt(np.cumsum(gone / (at_risk * (at_risk - gone))))
    return Survival(time, at_risk, gone, survival, np.asarray(error, np.float64))
