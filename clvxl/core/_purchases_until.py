"""Expected purchases of a customer who may drop out after each of them, to twelve digits."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betainc, hyp2f1

from clvxl.core._checks import Vector

__all__ = ["expected_until"]


def expected_until(
    r: ArrayLike, alpha: ArrayLike, a: ArrayLike, b: ArrayLike, time: ArrayLike
) -> Vector:
    """Return the expected purchases until `time` of a customer who drops out after a purchase only.

    The printed form, after Euler's transformation of its 2F1 (DLMF 15.8.1), is

        c ÷ (a − 1) · [1 − w^(a−1) · 2F1(a − 1, c − r; c; z)],

    with z = time ÷ (alpha + time), w = 1 − z and c = a + b − 1: no power grows with the number of
    purchases. It loses its digits where the bracket is small (a near 1, little time) or the series
    alternates (r far above c). Each of these has a form of its own.
    """
    given = [np.asarray(one, np.float64) for one in (r, alpha, a, b, time)]
    r, alpha, a, b, time = (one.ravel() for one in np.broadcast_arrays(*given))
    z, log_w, c = time / (alpha + time), -np.log1p(time / alpha), a + b - 1
    summed = (np.maximum(r - c, 0) * z >= 8) | (c > 1e4)
    with np.errstate(all="ignore"):
        series = hyp2f1(a - 1, c - r, c, np.where(summed, 0, z))
        summed |= np.isposinf(series) & (a > 1)
        lost = -np.expm1((a - 1) * log_w + np.log(series))
        found = c / (a - 1) * lost
    good = (np.abs(lost) > 1e-3) & ~summed & (np.abs(c) > 1e-3) & (r < 1e4)
    good &= np.isfinite(found)
    never = -r * log_w > 600
    for chosen, form in (
        (~good & ~summed & (z <= 0.9), _near_one),
        (~good & ~summed & (z > 0.9), _between),
        (summed & ~never, _by_number),
        (summed & never, _by_tails),
    ):
        if chosen.any():
            found[chosen] = form(*(one[chosen] for one in (r, alpha, a, b, time)))
    found[time == 0] = 0
    return np.asarray(found.reshape(np.broadcast_shapes(*(one.shape for one in given))))


def _near_one(r: Vector, alpha: Vector, a: Vector, b: Vector, time: Vector) -> Vector:
    """The same with the bracket's first term taken apart: nothing is divided by a − 1.

    c · (1 − w^(a−1)) ÷ (a − 1) − w^(a−1) (c − r) Σ_{n≥1} (a)_{n−1} (c − r + 1)_{n−1} z^n ÷
    ((c + 1)_{n−1} n!).
    """
    z, log_w, c = time / (alpha + time), -np.log1p(time / alpha), a + b - 1
    with np.errstate(invalid="ignore"):
        first = np.where(a == 1, -log_w, -np.expm1((a - 1) * log_w) / (a - 1))
    term, total, open_rows = z.copy(), np.zeros(len(z)), np.arange(len(z))
    parts = a, c - r, c, z
    for n in range(1, 2000):
        total[open_rows] += term
        left, right, base, step = parts
        term = term * (left + n - 1) * (right + n) / (base + n) * step / (n + 1)
        go_on = np.abs(term) > 1e-17 * np.abs(total[open_rows])
        if not go_on.all():
            term, open_rows = term[go_on], open_rows[go_on]
            parts = tuple(part[go_on] for part in parts)  # type: ignore[assignment]
        if not len(open_rows):
            break
    return np.asarray(c * first - np.exp((a - 1) * log_w) * (c - r) * total)


def _between(r: Vector, alpha: Vector, a: Vector, b: Vector, time: Vector) -> Vector:
    """The same for a long time: as the value is smooth in b, it is drawn through values beside it.

    c keeps its distance from 0 and a from 1 there: Chebyshev nodes, twelve, none in the middle.
    """
    angles = (2 * np.arange(12) + 1) * np.pi / 24
    nodes = np.cos(angles)
    weights = np.where(np.arange(12) % 2, -1, 1) * np.sin(angles) / nodes
    width = 0.05 / np.maximum(1, 0.1 * np.log1p(time / alpha))
    z, log_w = time / (alpha + time), -np.log1p(time / alpha)
    top = np.zeros(len(z))
    for node, weight in zip(nodes, weights, strict=True):
        near = a + width * node
        c = near + b - 1
        power = np.exp((near - 1) * log_w)
        value = c / (near - 1) * (1 - power * hyp2f1(near - 1, c - r, c, z))
        top += weight * value
    return np.asarray(top / weights.sum())


def _by_number(r: Vector, alpha: Vector, a: Vector, b: Vector, time: Vector) -> Vector:
    """Σ_{n≥1} P(n purchases or more, if he stayed) · P(he stays through n − 1): all positive."""
    z = time / (alpha + time)
    silent = -r * np.log1p(time / alpha)
    counted, left = np.exp(silent), -np.expm1(silent)
    total, share, open_rows = np.zeros(len(r)), np.ones(len(r)), np.arange(len(r))
    parts = r, a, b, z
    for n in range(1, 100_000):
        shape, leave, stay, step = parts
        more = share * left
        total[open_rows] += more
        counted = counted * step * (shape + n - 1) / n
        left = np.maximum(left - counted, 0)
        share = share * (stay + n - 1) / (leave + stay + n - 1)
        # past the mean, what is left of 1 is rounding once a number adds nothing to it
        beyond = (counted < 1e-17) & (n > shape * step / (1 - step))
        go_on = (more > 1e-17 * total[open_rows]) & ~beyond
        if not go_on.all():
            open_rows, share = open_rows[go_on], share[go_on]
            counted, left = counted[go_on], left[go_on]
            parts = tuple(part[go_on] for part in parts)  # type: ignore[assignment]
        if not len(open_rows):
            break
    return total


def _by_tails(r: Vector, alpha: Vector, a: Vector, b: Vector, time: Vector) -> Vector:
    """The same row by row, where to buy nothing at all is too unlikely for a number."""
    found = np.empty(len(r))
    for at, (shape, scale, leave, stay, until) in enumerate(zip(r, alpha, a, b, time, strict=True)):
        z, total, share, first = until / (scale + until), 0.0, 1.0, 1
        while first < 100_000:
            n = np.arange(first, first + 256, dtype=np.float64)
            stays = (stay + n - 1) / (leave + stay + n - 1)
            shares = share * np.cumprod(np.append(1, stays[:-1]))
            more = float((shares * betainc(n, shape, z)).sum())
            total += more
            if more <= 1e-16 * total:
                break
            share = shares[-1] * stays[-1]
            first += 256
        found[at] = total
    return found
