"""Simulated sets over a wide grid, for each model, and where a fit of one ended.

Also drawn on by benchmarks/simulated.py. An ending is told from the likelihood alone, by its
differences: what the fit says of itself is held against it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import minimize

from clvxl.core import bdw, bgbb, gamma_gamma, sbg
from clvxl.core import customer_base as base
from clvxl.core._customer_base import NO_REPEAT, NO_SILENCE, Model, history
from clvxl.core.bgnbd import BGNBD
from clvxl.core.customer_base_fit import fit
from clvxl.core.mbgnbd import MBGNBD
from clvxl.core.paretonbd import ParetoNBD
from clvxl.errors import ConvergenceError

UNITS = 1 / 52.1775, 1.0, 7.0, 168.0
"""Years, weeks, days, hours in a week."""
KINDS = ("ordinary", "few buyers", "no dropout", "alike dropout", "heavy buyers", "one-time")
SHARES = 0.34, 0.15, 0.15, 0.15, 0.15, 0.06
"""How many sets are of each kind."""
TOLD = {NO_REPEAT.en: "no repeat purchase", NO_SILENCE.en: "every t_x = T"}


@dataclass(frozen=True)
class Set:
    """One simulated set: its kind, what it was drawn from, what customers did, and its model.

    `value` gives the log-likelihood at parameters, `slope` its derivatives by their logarithms where
    there is a short way, `sound` says whether predictions are finite and in range; `fit` fits.
    """

    kind: str
    truth: np.ndarray
    data: tuple[np.ndarray, ...]
    fit: Callable[[], Any]
    value: Callable[[np.ndarray], float]
    sound: Callable[[np.ndarray], bool]
    slope: Callable[[np.ndarray], np.ndarray] | None = None


def customers(model: Model, number: int) -> Set:
    """200 to 1,000 customers of a model of customer bases, in one of four units of time.

    Half of the sets are told in whole days; rates of buying, their spread and dropout lie within
    two to four powers of ten.
    """
    random = np.random.default_rng([number, len(model.name), ord(model.name[0])])
    kind = str(random.choice(KINDS, p=SHARES))
    n = int(random.integers(200, 1001))
    longest = 10 ** random.uniform(1, 2.3)
    T = longest - random.uniform(0, longest * random.choice([0.01, 0.5, 0.9]), n)
    r = 10 ** random.uniform(-1, 1)
    low, high = {"few buyers": (-2.5, -1.3), "heavy buyers": (1, 2.3)}.get(kind, (-1, 1))
    alpha = r * longest / 10 ** random.uniform(low, high)
    leaving = _leaving(model, kind, longest, random)
    x, t_x = _purchases(model, (r, alpha, *leaving), T, random, kind == "one-time")
    if number // 4 % 2:
        t_x, T = np.ceil(t_x * 7) / 7, np.ceil(T * 7) / 7
    unit = UNITS[number % 4]
    data = history(x, t_x * unit, T * unit)
    truth = np.array([r, alpha, *leaving])
    truth[list(model.times)] *= unit

    def sound(p: np.ndarray) -> bool:
        horizon = float(data.T.max())
        alive, ahead = base.alive(model, p, data), base.expected(model, p, horizon, data)
        chance = base.future(model, p, horizon, data, 1.0)
        anew = np.atleast_1d(base.new(model, p, horizon))
        shares = np.concatenate([alive, chance])
        return bool(
            ((shares >= 0) & (shares <= 1)).all()
            and np.isfinite(ahead).all()
            and (ahead >= 0).all()
            and np.isfinite(anew).all()
        )

    return Set(
        kind, truth, (data.x, data.t_x, data.T), lambda: fit(model, data),
        lambda p: float(model.log_likelihood(p, data).sum()), sound,
        lambda p: model.gradient(p, data)[1].sum(axis=1),
    )  # fmt: skip


def _leaving(
    model: Model, kind: str, longest: float, random: np.random.Generator
) -> tuple[float, float]:
    """The two parameters of dropout."""
    if model.name == "paretonbd":
        s = 10 ** random.uniform(-1, 1) * (1e4 if kind == "alike dropout" else 1)
        share = 1e-8 if kind == "no dropout" else 10 ** random.uniform(-1, 1)
        return s, s * longest / share
    both = 10 ** random.uniform(-0.5, 1) * (1e4 if kind == "alike dropout" else 1)
    share = 1e-8 if kind == "no dropout" else 10 ** random.uniform(-2, -0.1)
    return both * share, both * (1 - share)


def _purchases(
    model: Model, p: tuple[float, ...], T: np.ndarray, random: np.random.Generator, none: bool
) -> tuple[np.ndarray, np.ndarray]:
    """Repeat purchases, 3,000 at most, and the time of the last one."""
    r, alpha, one, other = p
    n = len(T)
    rate, x, t_x, time, end = random.gamma(r, 1 / alpha, n), *np.zeros((3, n)), T.copy()
    share = np.zeros(n)
    if model.name == "paretonbd":
        left = random.exponential(1, n) / np.maximum(random.gamma(one, 1 / other, n), 1e-300)
        end = np.minimum(T, left)
    else:
        share = random.beta(one, other, n)
    rows = np.arange(0 if none else n)
    if model.name == "mbgnbd":
        rows = rows[random.random(len(rows)) >= share[rows]]
    while len(rows):
        time[rows] += random.exponential(1, len(rows)) / np.maximum(rate[rows], 1e-300)
        rows = rows[(time[rows] <= end[rows]) & (time[rows] > 0) & (x[rows] < 3000)]
        x[rows] += 1
        t_x[rows] = time[rows]
        rows = rows[random.random(len(rows)) >= share[rows]]
    return x, t_x


def spending(number: int) -> Set:
    """Mean amounts of 200 to 1,000 customers, from cents to thousands."""
    random = np.random.default_rng([number, 1])
    kind = str(random.choice(["ordinary", "few buyers", "alike customers", "alike purchases"]))
    n = int(random.integers(200, 1001))
    x = random.poisson(random.gamma(0.5, 4 if kind != "few buyers" else 0.05, n)).astype(float)
    p, q = 10 ** random.uniform(-0.5, 1, 2) + (0, 1)
    p, q = p * (1e3 if kind == "alike purchases" else 1), q * (1e3 if "mers" in kind else 1)
    v = 10 ** random.uniform(-1, 4) * q / p
    again = np.maximum(x, 1)
    m = np.where(x > 0, random.gamma(p * again, 1 / (random.gamma(q, 1 / v, n) * again)), 0)

    def sound(p: np.ndarray) -> bool:
        if p[1] <= 1:
            return True  # a mean does not exist: refused by name
        found = gamma_gamma.expected_value(p, x, m)
        return bool((np.isfinite(found) & (found > 0)).all())

    return Set(
        kind, np.array([p, q, v]), (x, m), lambda: gamma_gamma.fit(x, m),
        lambda p: float(gamma_gamma.log_likelihood(p, x, m).sum()), sound,
    )  # fmt: skip


def opportunities(number: int) -> Set:
    """200 to 1,000 customers with 2 to 12 opportunities each, the same for all in half the sets."""
    random = np.random.default_rng([number, 2])
    kind = str(random.choice(["ordinary", "few buyers", "no dropout", "alike", "one-time"],
                             p=[0.4, 0.2, 0.2, 0.15, 0.05]))  # fmt: skip
    n = int(random.integers(200, 1001))
    chances = np.full(n, random.integers(2, 13)) if number % 2 else random.integers(2, 13, n)
    p = 10 ** random.uniform(-0.5, 1, 4)
    p[1] *= 30 if kind == "few buyers" else 1
    p[3] *= 1e8 if kind == "no dropout" else 1
    p *= 1e4 if kind == "alike" else 1
    buys, leaves = random.beta(p[0], p[1], n), random.beta(p[2], p[3], n)
    x, t_x, there = np.zeros(n), np.zeros(n), np.full(n, kind != "one-time")
    for at in range(1, 13):
        there &= random.random(n) >= leaves
        bought = there & (random.random(n) < buys) & (at <= chances)
        x, t_x = x + bought, np.where(bought, at, t_x)
    data = bgbb.donors(x, t_x, chances.astype(float))

    def sound(p: np.ndarray) -> bool:
        alive, ahead = bgbb.alive(p, data), bgbb.expected(p, 5.0, data)
        return bool(((alive >= 0) & (alive <= 1) & (ahead >= 0) & (ahead <= 5 + 1e-9)).all())

    return Set(
        kind, p, (x, t_x, data.n), lambda: bgbb.fit(data),
        lambda p: float(bgbb.log_likelihood(p, data).sum()), sound,
    )  # fmt: skip


def contracts(weibull: bool, number: int) -> Set:
    """200 to 1,000 customers under contract through 3 to 12 periods."""
    random = np.random.default_rng([number, 3 + weibull])
    kind = str(random.choice(["ordinary", "alike churn", "nobody leaves"], p=[0.65, 0.3, 0.05]))
    n = int(random.integers(200, 1001))
    alpha, beta = 10 ** random.uniform(-0.7, 1, 2) * (1e4 if kind == "alike churn" else 1)
    c = 10 ** random.uniform(-0.3, 0.3) if weibull else 1.0
    at = np.arange(random.integers(3 + weibull, 13) + 1.0)
    share = bdw.survival(alpha if kind[0] != "n" else 1e-9, beta, c, at)
    chances = np.maximum(-np.diff(np.append(share, 0)), 0)
    lost = random.multinomial(n, chances / chances.sum())[:-1]
    there = n - np.append(0.0, np.cumsum(lost))
    model: Any = bdw if weibull else sbg
    truth = np.array([alpha, beta, c] if weibull else [alpha, beta])
    counts = np.append(lost, there[-1])

    def value(p: np.ndarray) -> float:
        shares = model.survival(*p, at)
        left = np.append(-np.diff(shares), shares[-1])[counts > 0]
        return float((counts[counts > 0] * np.log(left)).sum())

    def sound(p: np.ndarray) -> bool:
        ahead = model.survival(*p, np.arange(40.0))
        return bool(((ahead >= 0) & (ahead <= 1)).all() and (np.diff(ahead) <= 1e-12).all())

    return Set(kind, truth, (there,), lambda: model.fit(there), value, sound)


SETS: dict[str, Callable[[int], Set]] = {
    "BG/NBD": lambda number: customers(BGNBD(), number),
    "MBG/NBD": lambda number: customers(MBGNBD(), number),
    "Pareto/NBD": lambda number: customers(ParetoNBD(), number),
    "Gamma-Gamma": spending,
    "BG/BB": opportunities,
    "sBG": lambda number: contracts(False, number),
    "BdW": lambda number: contracts(True, number),
}


@dataclass(frozen=True)
class Ending:
    """How a fit ended: "maximum", "edge", "refused" or "fault", with what is to be said of it."""

    how: str
    why: str
    log_likelihood: float = float("nan")
    seconds: float = 0.0
    """CPU time of the fit."""


def ending(one: Set, seed: int, others: int = 2) -> Ending:
    """Fit a set, and hold where the fit ended against the likelihood.

    A maximum has no slope and falls to all sides; at an edge predictions are sound. Neither lies
    below the truth, nor below where plain climbs from the truth and `others` places end.
    """
    start = time.process_time()
    try:
        found = one.fit()
    except ConvergenceError as fault:
        taken = time.process_time() - start
        known = TOLD.get(fault.text.en, fault.text.en)
        how, why, best = "refused" if "not determine the" not in known else "fault", known, np.nan
    else:
        taken = time.process_time() - start
        how, why, best = _judged(one, found, seed, others)
    return Ending(how, why, best, taken)


def _judged(one: Set, found: Any, seed: int, others: int) -> tuple[str, str, float]:
    p, best = found.parameters, found.log_likelihood
    noise = 1e-4 + 1e-9 * abs(best)
    if not abs(one.value(p) - best) <= noise:
        return "fault", f"says {best}, is {one.value(p)}", best
    if not one.sound(p):
        return "fault", "predictions", best
    higher = max(climbs(one, p, np.random.default_rng(seed), others)) - best
    if higher > noise:
        return "fault", f"{higher:.2g} below another place", best
    if found.edges:
        return "edge", "+".join(found.edges), best
    left = what_is_left(one.value, p)
    return "maximum" if left < noise else "fault", f"{left:.2g} left", best


def climbs(one: Set, p: np.ndarray, random: np.random.Generator, others: int) -> Sequence[float]:
    """The truth's likelihood, and those reached from it and from around the fit's parameters."""

    def downhill(theta: np.ndarray) -> float:
        with np.errstate(all="ignore"):
            value = one.value(np.exp(theta))
        return -value if np.isfinite(value) else 1e300

    def slope(theta: np.ndarray) -> np.ndarray:
        assert one.slope is not None
        with np.errstate(all="ignore"):
            return -np.nan_to_num(one.slope(np.exp(theta)))

    ends = [one.value(one.truth)]
    near = np.clip(np.log(p), -9, 9)
    starts = [np.log(one.truth), *(near + random.normal(0, 1.5, (others, len(p))))]
    box = [(min(-14, at), max(14, at)) for at in np.log(one.truth)]
    for start in starts[: others + 1 if others else 0]:
        got = minimize(downhill, start, jac=slope if one.slope else None, method="L-BFGS-B",
                       bounds=box, options={"maxiter": 100})  # fmt: skip
        ends.append(-float(got.fun))
    return ends


def what_is_left(value: Callable[[np.ndarray], float], p: np.ndarray) -> float:
    """What a step would gain: Newton's, by differences, or a long one where that direction is flat."""
    k, theta = len(p), np.log(p)

    def at(*steps: tuple[int, float]) -> float:
        moved = theta.copy()
        for place, step in steps:
            moved[place] += step
        return value(np.exp(moved))

    h = 1e-3
    slope = np.array([(at((i, h)) - at((i, -h))) / (2 * h) for i in range(k)])
    steep = 2e-2
    hessian = np.empty((k, k))
    for i in range(k):
        for j in range(i, k):
            corners = (
                at((i, steep), (j, steep)) - at((i, steep), (j, -steep))
                - at((i, -steep), (j, steep)) + at((i, -steep), (j, -steep))
            )  # fmt: skip
            hessian[i, j] = hessian[j, i] = corners / (4 * steep**2)
    curvature, axes = np.linalg.eigh(-hessian)
    flat = curvature < 0.1  # differences of differences tell nothing there: values do
    here = value(np.exp(theta))
    rise = max(
        (
            value(np.exp(np.clip(theta + far * axis, -640, 640))) - here
            for axis in axes.T[flat]
            for far in (-3, -1, -0.1, 0.1, 1, 3)
        ),
        default=0.0,
    )
    steep_part = (axes.T @ slope)[~flat] ** 2 / curvature[~flat]
    return max(float(steep_part.sum() / 2), rise)
