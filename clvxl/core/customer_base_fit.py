"""Fits of the customer-base models: parameters, their errors, and where the fit ended."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from clvxl.core._checks import Vector, at_least
from clvxl.core._customer_base import NO_REPEAT, NO_SILENCE, History, Model
from clvxl.core._fitted import FittedModel, Sampled, cost
from clvxl.core._fitting import Fit, Matrix, maximise
from clvxl.core._sample import MOST_ROWS, spaced
from clvxl.errors import ConvergenceError

__all__ = ["fit", "own_parameters"]

_LONGEST = 1.0
"""The longest T inside a fit, whatever the user's unit: the same as in the package lifetimes."""


def fit(
    model: Model,
    data: History,
    penalizer: float = 0.0,
    purchase_covariates: Matrix | None = None,
    dropout_covariates: Matrix | None = None,
) -> FittedModel:
    """Fit a model by maximum likelihood.

    Parameters
    ----------
    model : Model
    data : History
    penalizer : float
        0 or more: n × penalizer × Σ θ² is taken off the log-likelihood, θ being the parameters in
        a unit of time in which the longest T is 1, as in the Python package lifetimes, and the
        coefficients.
    purchase_covariates, dropout_covariates : ndarray, shape (n, columns), or None

    Returns
    -------
    FittedModel

    Raises
    ------
    DomainError
        A penalizer below 0.
    ConvergenceError
        The data determine nothing; the sentence says why.

    Notes
    -----
    Covariates: Fader & Hardie (2007), note 019: each customer's parameters as `own_parameters`
    gives them.

    Of more than `MOST_ROWS` different histories a sample is fitted: customers at equal steps in the
    order of x, t_x and T. `sampled` tells what that costs by the slope of the likelihood of all
    customers. Covariates and a penalizer take all rows.
    """
    at_least("penalizer", penalizer, 0)
    if not data.x.any():
        raise ConvergenceError(NO_REPEAT)
    if (data.t_x == data.T).all():
        raise ConvergenceError(NO_SILENCE)
    own = purchase_covariates is not None or dropout_covariates is not None
    chosen = None if own or penalizer else _sample(data)
    rows = data if chosen is None else chosen
    best = None
    for fixed, one in model.variants():
        found = _fit(one, rows, penalizer, purchase_covariates, dropout_covariates)
        if best is None or found.log_likelihood > best[1].log_likelihood:
            best = fixed, found
    assert best is not None
    fitted = _with_fixed(*best)
    return fitted if chosen is None else _of_all(model, fitted, chosen, data)


def _sample(data: History) -> History | None:
    """The rows to fit where there are too many different ones, else None."""
    if len(data.x) <= MOST_ROWS:
        return None
    ordered = data.ordered()
    if len(ordered.x) <= MOST_ROWS:
        return None
    weight = spaced(ordered.weight, MOST_ROWS)
    return replace(ordered, weight=weight).rows(weight > 0)


def _of_all(model: Model, found: FittedModel, chosen: History, data: History) -> FittedModel:
    """The fit of a sample with the likelihood of all customers, and what the sample cost."""
    ordered, k = data.ordered(), len(found.parameters)
    value, slope = 0.0, np.zeros(k)
    for start in range(0, len(ordered.x), MOST_ROWS):
        part = model.total(found.parameters, ordered.rows(slice(start, start + MOST_ROWS)))
        value, slope = value + part[0], slope + part[1]
    loss, moved = cost(slope, found.covariance)
    sampled = Sampled(len(chosen.x), len(ordered.x), loss, moved)
    return replace(found, log_likelihood=value, customers=data.customers, sampled=sampled)


def _with_fixed(fixed: tuple[float, ...], found: FittedModel) -> FittedModel:
    """The fit with the parameters that were fixed before the others, known without an error."""
    if not fixed:
        return found
    covariance = found.covariance
    if covariance is not None:
        covariance = np.pad(covariance, (len(fixed), 0))
    return replace(
        found, parameters=np.concatenate([fixed, found.parameters]), covariance=covariance
    )


def _fit(
    model: Model,
    data: History,
    penalizer: float,
    purchase_covariates: Matrix | None,
    dropout_covariates: Matrix | None,
) -> FittedModel:
    scale = float(data.T.max()) / _LONGEST
    groups = [_columns(each, len(data.x)) for each in (purchase_covariates, dropout_covariates)]
    rows = data.scaled(scale)
    if not any(group.shape[1] for group in groups):
        rows = rows.folded()
    spread = np.concatenate([np.abs(group).max(axis=0, initial=0) for group in groups])
    spread[spread == 0] = 1
    climb = _Climb(model, rows, penalizer, groups, spread)
    starts = [np.concatenate([model.climbed(p), np.zeros(len(spread))]) for p in model.starts(rows)]
    found = maximise(climb, starts, model.edges, _axes(model, len(starts[0])))
    return _in_units(climb, data, found, scale, spread)


def _axes(model: Model, size: int) -> Matrix:
    """The first of two parameters that rise and fall together, and how they stand to each other."""
    axes = np.eye(size)
    for first, second in model.pairs:
        axes[second, first] = 1
    return axes


def _columns(covariates: Matrix | None, rows: int) -> Matrix:
    return np.empty((rows, 0)) if covariates is None else covariates.reshape(rows, -1)


@dataclass(frozen=True)
class _Climb:
    """The penalised log-likelihood and its gradient, by logarithms and scaled coefficients."""

    model: Model
    rows: History
    penalizer: float
    groups: list[Matrix]
    spread: Vector

    def __call__(self, theta: Vector) -> tuple[float, Vector]:
        """Return both at `theta`."""
        k = len(self.model.parameters)
        logs, moves = self.model.logarithms(theta[:k])
        if moves is None:
            return self._by_logarithms(theta)
        value, gradient = self._by_logarithms(np.concatenate([logs, theta[k:]]))
        gradient[:k] = gradient[:k] @ moves
        return value, gradient

    def _by_logarithms(self, theta: Vector) -> tuple[float, Vector]:
        if not len(self.spread) and not self.penalizer:
            return self.model.total(np.exp(theta), self.rows)
        k = len(self.model.parameters)
        coefficients = theta[k:] / self.spread
        p = own_parameters(self.model, np.exp(theta[:k]), coefficients, *self.groups)
        each, slopes = self.model.gradient(p, self.rows)
        weight = self.rows.weight
        slopes = slopes * weight
        by_p = slopes.sum(axis=1)
        by_coefficient = [
            column * sum(sign * slopes[place] for place, sign in moved)
            for group, moved in zip(
                self.groups, (self.model.purchase, self.model.dropout), strict=True
            )
            for column in group.T
        ]
        gradient = np.concatenate(
            [by_p, [float(one.sum()) for one in by_coefficient] / self.spread]
        )
        value = float((each * weight).sum())
        penalty, its_gradient = self.penalty(theta)
        return value - penalty, gradient - its_gradient

    def penalty(self, theta: Vector) -> tuple[float, Vector]:
        """Return what is taken off, and its gradient."""
        k = len(self.model.parameters)
        p, c = np.exp(theta[:k]), theta[k:] / self.spread
        weight = self.penalizer * self.rows.customers
        slope = np.concatenate([2 * p**2, 2 * c / self.spread])
        return weight * float((p**2).sum() + (c**2).sum()), weight * slope


def own_parameters(
    model: Model, parameters: Vector, coefficients: Vector, purchase: Matrix, dropout: Matrix
) -> Matrix:
    """Return each customer's own parameters, shape (k, n); shape (k,) without covariates.

    Notes
    -----
    Fader & Hardie (2007), note 019: alpha · exp(−γ₁·z₁), beta · exp(−γ₂·z₂); in BG/NBD a and b both
    · exp(γ₂·z₂).
    """
    columns = purchase.shape[1], dropout.shape[1]
    if not sum(columns):
        return parameters
    own = np.repeat(parameters[:, None], len(purchase), axis=1)
    for moved, covariates, own_coefficients in (
        (model.purchase, purchase, coefficients[: columns[0]]),
        (model.dropout, dropout, coefficients[columns[0] :]),
    ):
        for place, sign in moved:
            own[place] = own[place] * np.exp(sign * (covariates * own_coefficients).sum(axis=1))
    return own


def _in_units(
    climb: _Climb, data: History, found: Fit, scale: float, spread: Vector
) -> FittedModel:
    model, k = climb.model, len(climb.model.parameters)
    logs, moves = model.logarithms(found.theta[:k])
    parameters = np.exp(logs)
    own = own_parameters(model, parameters, found.theta[k:] / spread, *climb.groups)
    value = float((model.log_likelihood(own, climb.rows) * climb.rows.weight).sum())
    parameters[list(model.times)] *= scale
    covariance = found.covariance
    if covariance is not None:
        unit = np.diag(np.concatenate([np.ones(k), 1 / spread]))
        if moves is not None:
            unit[:k, :k] = moves
        covariance = unit @ covariance @ unit.T
    shift = float((data.x * data.weight).sum()) * float(np.log(scale))
    return FittedModel(
        parameters,
        value - shift,
        covariance,
        data.customers,
        found.edges,
        found.theta[k:] / spread,
    )
