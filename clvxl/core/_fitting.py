"""One way to fit: climb a log-likelihood by its gradient, and say where the climb ended.

All models are fitted in the logarithms of their parameters, which are above 0. A climb ends at a
maximum (gradient gone, curvature negative in all directions), or at an edge, where the likelihood
still grows, by less and less, as parameters run off together: what such an edge means is known to
the model. Anything else is an error, never a number short of the maximum.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from clvxl.core._checks import Vector
from clvxl.core._threads import one_thread
from clvxl.errors import ConvergenceError
from clvxl.text import Text

__all__ = ["Edge", "Fit", "Matrix", "Objective", "maximise"]

Matrix: TypeAlias = NDArray[np.float64]
Objective: TypeAlias = Callable[[Vector], tuple[float, Vector]]
"""From the logarithms of the parameters to the log-likelihood and its gradient."""

LIMIT = float(np.log(1e8))
"""How far from 1 a parameter is held at an edge, in logarithms; others may run twice as far."""
FLAT = 1e-2
"""Curvature below which a direction is suspected to lead to an edge: an error of 10 logarithms."""
DOUBTFUL = 1.0
"""Curvature below which another maximum is looked for: a standard error of one logarithm."""
FAR = float(np.log(300.0))
"""How far from 1 a climb that is flat is taken to be on the way to an edge, in logarithms."""
GAIN = 1e-6
"""What a maximum must be better than an edge by, in log-likelihood."""
_STEP, _STEPS = 1e-4, 20
_DECREMENT, _NEAR = 1e-13, 1e-6
"""What a Newton step would gain, where it is left out, and where it needs no new curvature."""
_ROUNDING = 1e-13
"""Digits of a log-likelihood; its gradient tells more near the maximum."""
_NOISE = 5e-5
"""Log-likelihood that rounding may take or give where a parameter has run far."""
_FARTHEST = 300.0
"""Logarithms beyond which a step is turned back: powers of them would be no numbers."""
_NOWHERE = np.finfo(float).max / 1e10
"""Stands for a likelihood that is no number, so that a line search turns back."""

NOT_DETERMINED = Text(
    "the data do not determine the parameters: the likelihood has no maximum that could be found",
    "数据不足以确定参数：未能找到似然函数的最大值",
)


@dataclass(frozen=True)
class Edge:
    """Parameters that can run off together.

    `key` names what it means, `moves` gives each parameter's place and direction, 1 or −1: the one
    that reaches the limit first is held there, the others are free to follow. `idle` are places and
    directions of others, which matter no more there and are held at the limit too.
    """

    key: str
    moves: tuple[tuple[int, int], ...]
    idle: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Fit:
    """Where a fit ended.

    Attributes
    ----------
    theta : ndarray, shape (k,)
        What was climbed in: the logarithms of the parameters, coefficients as they are.
    log_likelihood : float
    covariance : ndarray, shape (k, k), or None
        Of theta, from the inverse Hessian; None at an edge.
    edges : tuple of str
        The keys of the edges at which it ended; empty at a maximum.
    """

    theta: Vector
    log_likelihood: float
    covariance: Matrix | None
    edges: tuple[str, ...] = ()

    @property
    def values(self) -> Vector:
        """The parameters."""
        return np.asarray(np.exp(self.theta))

    @property
    def standard_errors(self) -> Vector | None:
        """Standard errors of the parameters, by the delta method; None at an edge."""
        if self.covariance is None:
            return None
        return np.asarray(self.values * np.sqrt(np.diag(self.covariance)))


def maximise(
    objective: Objective,
    starts: Sequence[Vector],
    edges: Sequence[Edge] = (),
    axes: Matrix | None = None,
) -> Fit:
    """Climb to the maximum of a log-likelihood.

    Parameters
    ----------
    objective : callable
        From the logarithms of the parameters, shape (k,), to the log-likelihood and its gradient.
    starts : sequence of ndarray, shape (k,)
        Logarithms to start from: the first is taken, the others where its climb fails or ends in
        a direction so flat that it may lead to an edge.
    edges : sequence of Edge
        Directions in which the likelihood of this model can grow without end; of several that are
        as good the first is named.
    axes : ndarray, shape (k, k), optional
        From combinations in which the likelihood is rounder to the logarithms: the first climb
        takes fewer steps in them.

    Returns
    -------
    Fit

    Raises
    ------
    ConvergenceError
        Neither a maximum nor a named edge.

    Examples
    --------
    >>> def gamma_rate(theta):
    ...     rate = np.exp(theta[0])
    ...     return float(6 * np.log(rate) - 3 * rate), np.array([6 - 3 * rate])
    >>> fit = maximise(gamma_rate, [np.zeros(1)])
    >>> round(float(fit.values[0]), 9), round(float(fit.standard_errors[0]), 6)
    (2.0, 0.816497)
    """
    with one_thread(), np.errstate(all="ignore"):
        free = np.zeros(len(starts[0]), dtype=bool)
        peak = _climb(objective, starts[0], free, axes)
        if not (peak.settled and peak.curvatures()[0] > DOUBTFUL):
            others = [_climb(objective, start, free, axes) for start in starts[1:]]
            peak = max([peak, *others], key=lambda one: (np.isfinite(one.value), one.value))
        names: list[str] = []
        while not peak.settled:
            found = _edge(objective, peak, edges, starts[0])
            if found is None:
                break
            edges = [edge for edge in edges if edge.key != found[0].key]
            peak, before = found[1], peak
            inner = _climb(objective, _pulled(peak, found[0]), before.held)
            if inner.sure and inner.value > peak.value + peak.margin:
                peak = inner
            else:
                names.append(found[0].key)
        if not (peak.sure or peak.level):
            peak = _newton(objective, peak.theta, peak.value, peak.gradient, peak.held, False)
    if not np.isfinite(peak.value) or not (peak.sure or (names and peak.level)):
        raise ConvergenceError(NOT_DETERMINED)
    covariance = None if names else np.asarray(np.linalg.inv(-peak.hessian), np.float64)
    return Fit(peak.theta, peak.value, covariance, tuple(names))


@dataclass(frozen=True)
class _Peak:
    """Where one climb ended; `held` marks parameters that it was not to move."""

    theta: Vector
    value: float
    gradient: Vector
    hessian: Matrix
    held: NDArray[np.bool_]

    @property
    def free(self) -> NDArray[np.bool_]:
        """Parameters that are neither held nor pressed against a limit."""
        pressed = (np.abs(self.theta) >= 2 * LIMIT - 1e-9) & (self.theta * self.gradient > 0)
        return np.asarray(~self.held & ~pressed)

    def curvatures(self) -> Vector:
        """Curvatures of the log-likelihood, its sign turned, among the free parameters."""
        part = -self.hessian[np.ix_(self.free, self.free)]
        if not part.size:
            return np.array([np.inf])
        if not np.isfinite(part).all():
            return np.array([np.nan])
        return np.asarray(np.linalg.eigvalsh(part), np.float64)

    @property
    def level(self) -> bool:
        """Whether what is free is at rest: a Newton step would gain next to nothing."""
        free = self.free
        if not free.any():
            return True
        gain = _decrement(self.gradient[free], self.hessian[np.ix_(free, free)])
        return bool(gain <= max(1e-7, 1e-13 * abs(self.value)))

    @property
    def sure(self) -> bool:
        """Whether it is a maximum in all directions that are not held."""
        return bool(self.curvatures()[0] > 0) and self.level and bool((self.free | self.held).all())

    @property
    def settled(self) -> bool:
        """Whether it is a maximum beyond doubt, and no parameter is on its way to a limit."""
        return self.sure and not self.flat and bool((np.abs(self.theta) < LIMIT / 2).all())

    @property
    def margin(self) -> float:
        """What another place must be better by: how far an edge is off its own limit, and noise.

        Where a parameter has run far beyond the limit, the likelihood has lost digits.
        """
        noise = 100 * np.finfo(float).eps * float(np.exp(min(np.abs(self.theta).max(), 2 * LIMIT)))
        return GAIN + 3 * abs(self.value) * float(np.exp(-LIMIT)) + min(noise, _NOISE)

    @property
    def flat(self) -> bool:
        """Whether some direction is so flat that it may lead to an edge."""
        return not self.curvatures()[0] >= FLAT


def _decrement(gradient: Vector, hessian: Matrix) -> float:
    """What a Newton step would gain; infinite where the curvature has the wrong sign."""
    try:
        root = np.linalg.cholesky(-hessian)
    except np.linalg.LinAlgError:
        return float("inf") if np.abs(gradient).max() > 1e-6 else 0.0
    half = np.linalg.solve(root, gradient)
    return float(half @ half) / 2


def _climb(
    objective: Objective, start: Vector, held: NDArray[np.bool_], axes: Matrix | None = None
) -> _Peak:
    """L-BFGS-B to the neighbourhood of the maximum, Newton's steps to the maximum itself."""
    start = np.clip(start, -2 * LIMIT, 2 * LIMIT)
    if axes is not None:
        found = _downhill(objective, start, axes)
        if np.isfinite(found[1]) and (np.abs(found[0]) < 2 * LIMIT).all():
            return _newton(objective, *found, held)
    bounds = [
        (x, x) if fixed else (-2 * LIMIT, 2 * LIMIT) for x, fixed in zip(start, held, strict=True)
    ]
    return _newton(objective, *_downhill(objective, start, np.eye(len(start)), bounds), held)


def _downhill(
    objective: Objective,
    start: Vector,
    axes: Matrix,
    bounds: Sequence[tuple[float, float]] | None = None,
) -> tuple[Vector, float, Vector]:
    """Where L-BFGS-B ends, and the value and gradient there."""
    from scipy.optimize import minimize

    def turned(place: Vector) -> tuple[float, Vector]:
        theta = axes @ place
        if np.abs(theta).max() > _FARTHEST:
            return _NOWHERE, np.zeros_like(place)
        value, gradient = objective(theta)
        if not (np.isfinite(value) and np.isfinite(gradient).all()):
            return _NOWHERE, np.zeros_like(place)
        return -value, -(gradient @ axes)

    options = {"maxcor": 20, "ftol": 1e-8, "gtol": 1e-6, "maxiter": 500}
    back = np.linalg.inv(axes)
    found = minimize(turned, back @ start, jac=True, method="L-BFGS-B", bounds=bounds,
                     options=options)  # fmt: skip
    theta = axes @ found.x
    if found.fun >= _NOWHERE or "jac" not in found:  # the latter where all is held
        return theta, *objective(theta)
    return theta, -float(found.fun), -(found.jac @ back)


def _newton(
    objective: Objective,
    theta: Vector,
    value: float,
    gradient: Vector,
    held: NDArray[np.bool_],
    to_edge: bool = True,
) -> _Peak:
    """Newton's steps from a place whose value and gradient are known.

    None `to_edge`, where one seems to be: a step there is one logarithm of many.
    """
    hessian, gain = np.zeros((len(theta), len(theta))), np.inf
    for _ in range(_STEPS):
        if gain > _NEAR:  # else the curvature is the same
            hessian = _hessian(objective, theta)
        peak = _Peak(theta, value, gradient, hessian, held)
        free = peak.free
        if not free.any() or not np.isfinite(hessian).all():
            return peak
        if to_edge and peak.flat and np.abs(theta).max() > FAR:
            return peak
        part = hessian[np.ix_(free, free)]
        gain = _decrement(gradient[free], part)
        if gain <= _DECREMENT:
            return peak
        step = np.zeros_like(theta)
        step[free] = _ascent(gradient[free], part)
        for halving in range(20):
            there = np.clip(theta + step / 2**halving, -2 * LIMIT, 2 * LIMIT)
            there_value, there_gradient = objective(there)
            if np.isfinite(there_value) and there_value > value - _ROUNDING * abs(value):
                break
        else:
            return peak
        theta, value, gradient = there, there_value, there_gradient
    return _Peak(theta, value, gradient, _hessian(objective, theta), held)


def _ascent(gradient: Vector, hessian: Matrix) -> Vector:
    """A Newton step uphill whatever the curvature's sign, of three logarithms at most."""
    curvature, axes = np.linalg.eigh(-hessian)
    least = max(1e-12, 1e-10 * float(np.abs(curvature).max()))
    step = axes @ (axes.T @ gradient / np.maximum(np.abs(curvature), least))
    longest = float(np.abs(step).max())
    return np.asarray(step * min(1.0, 3.0 / longest) if longest > 0 else step)


def _hessian(objective: Objective, theta: Vector) -> Matrix:
    """Differences of the gradient, to five digits at least."""
    steps = _STEP * np.eye(len(theta))
    rows = [(objective(theta + h)[1] - objective(theta - h)[1]) / (2 * _STEP) for h in steps]
    matrix = np.array(rows)
    return np.asarray((matrix + matrix.T) / 2)


def _edge(
    objective: Objective, peak: _Peak, edges: Sequence[Edge], start: Vector
) -> tuple[Edge, _Peak] | None:
    """The edge that is as good as the peak, if there is one: the best of them."""
    found = []
    for edge in edges:
        if any(peak.held[place] for place, _ in (*edge.moves, *edge.idle)):
            continue
        for theta in (peak.theta, np.where(peak.held, peak.theta, start)):
            there = _climb(objective, *_moved(theta, peak.held, edge))
            if np.isfinite(there.value) and (there.level or there.flat):
                found.append((edge, there))
    best = max((there.value for _, there in found), default=-np.inf)
    least = max(best, peak.value) - peak.margin
    return next((one for one in found if one[1].value >= least), None)


def _moved(theta: Vector, held: NDArray[np.bool_], edge: Edge) -> tuple[Vector, NDArray[np.bool_]]:
    """Parameters moved to an edge, and which of them are held."""
    theta, held = theta.copy(), held.copy()
    reaches = [LIMIT - way * theta[place] for place, way in edge.moves]
    for place, way in edge.moves:
        theta[place] += way * min(reaches)
    held[edge.moves[int(np.argmin(reaches))][0]] = True
    for place, way in edge.idle:
        theta[place], held[place] = way * LIMIT, True
    return theta, held


def _pulled(peak: _Peak, edge: Edge) -> Vector:
    """Parameters pulled back from an edge, three quarters of the way."""
    theta = peak.theta.copy()
    for place, way in (*edge.moves, *edge.idle):
        theta[place] -= way * 0.75 * LIMIT
    return np.asarray(theta)
