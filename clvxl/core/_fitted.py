"""What all fits give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from clvxl.core._checks import Vector
from clvxl.core._fitting import Edge, Matrix, Objective, maximise

__all__ = ["FittedModel", "Sampled", "cost", "fitted"]


@dataclass(frozen=True)
class Sampled:
    """What it costs that a fit took a sample.

    Attributes
    ----------
    rows, of : int
        So many different rows were taken, of so many.
    loss : float
        By how much the likelihood of all customers is below its maximum; NaN at an edge.
    moved : float
        How far a parameter is off at most, in standard errors; NaN at an edge.
    """

    rows: int
    of: int
    loss: float
    moved: float


def cost(slope: Vector, covariance: Matrix | None) -> tuple[float, float]:
    """Return how much likelihood a Newton step from here would gain, and how far it would lead.

    Parameters
    ----------
    slope : ndarray, shape (k,)
        Of the log-likelihood of all customers.
    covariance : ndarray, shape (k, k), or None
        Of what the slope is by.

    Returns
    -------
    loss, moved : float
        As in `Sampled`.

    Examples
    --------
    >>> cost(np.array([2.0, 0.0]), np.diag([0.25, 1.0]))
    (0.5, 1.0)
    """
    if covariance is None:
        return np.nan, np.nan
    step, errors = covariance @ slope, np.sqrt(np.diag(covariance))
    moved = np.abs(step[errors > 0]) / errors[errors > 0]
    return float(slope @ step) / 2, float(moved.max())


@dataclass(frozen=True)
class FittedModel:
    """A fitted model.

    Attributes
    ----------
    parameters : ndarray, shape (k,)
        In the user's unit of time or money.
    log_likelihood : float
        In that unit, without the penalty.
    covariance : ndarray, shape (k + c, k + c), or None
        Of the logarithms of the parameters, and of the coefficients; None at an edge.
    customers : float
        How many were fitted.
    edges : tuple of str
        The keys of the edges at which it ended; empty at a maximum.
    coefficients : ndarray, shape (c,)
        Of the covariates of purchases, then of dropout, where there are any.
    sampled : Sampled or None
        What it cost where a sample of the customers was fitted; None where all were.
    """

    parameters: Vector
    log_likelihood: float
    covariance: Matrix | None
    customers: float
    edges: tuple[str, ...]
    coefficients: Vector = field(default_factory=lambda: np.empty(0))
    sampled: Sampled | None = None

    @property
    def standard_errors(self) -> Vector | None:
        """Of the parameters and coefficients, by the delta method; None at an edge.

        NaN where a parameter was tried out whole, as the k of regular buyers.
        """
        if self.covariance is None:
            return None
        slope = np.concatenate([self.parameters, np.ones(len(self.coefficients))])
        spread = np.diag(self.covariance)
        return np.asarray(np.where(spread > 0, slope * np.sqrt(np.maximum(spread, 0)), np.nan))


def fitted(
    objective: Objective,
    starts: Sequence[Sequence[float]],
    edges: Sequence[Edge],
    turn: Matrix,
    customers: float,
) -> FittedModel:
    """Climb to the maximum of a log-likelihood in combinations of the logarithms.

    Parameters
    ----------
    objective : callable
        From the parameters to the log-likelihood and its derivatives by their logarithms.
    starts : sequence
        Parameters to start from.
    edges : sequence of Edge
        In what is climbed in.
    turn : ndarray, shape (k, k)
        From what is climbed in to the logarithms of the parameters: where two of them run off
        together, one is climbed in, and how they stand to each other, so that the climb is short
        and no limit cuts the second off.
    customers : float

    Returns
    -------
    FittedModel
    """

    def turned(theta: Vector) -> tuple[float, Vector]:
        value, gradient = objective(np.exp(turn @ theta))
        return value, gradient @ turn

    back = np.linalg.inv(turn)
    turned_starts = [np.asarray(back @ np.log(start)) for start in starts]
    found = maximise(turned, turned_starts, edges, np.eye(len(turn)))
    covariance = found.covariance
    if covariance is not None:
        covariance = turn @ covariance @ turn.T
    parameters = np.asarray(np.exp(turn @ found.theta))
    return FittedModel(parameters, found.log_likelihood, covariance, customers, found.edges)
