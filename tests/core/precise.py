"""The customer-base models once more, plainly, in 120 digits, of which 40 are left
where the most cancel: what the fast forms are held to.
"""

from __future__ import annotations

import mpmath as mp
import numpy as np

mp.mp.dps = 120


def hard_cases(count: int, seed: int, *names: str) -> np.ndarray:
    """Parameters and histories over many orders of magnitude, a row each.

    Scale parameters (alpha, beta) 1e-3 to 1e4, a quarter of them equal or nearly; shapes .05 to 20,
    a share of `a` next to 1; x up to 3,000, T from hours to decades in weeks, t_x from 0 to T.
    """
    rng = np.random.default_rng(seed)
    rows = []
    for _ in range(count):
        scale = 10 ** rng.uniform(-3, 4)
        other = (
            scale * rng.choice([1, 1 + 1e-9, 1.01])
            if rng.random() < 0.25
            else 10 ** rng.uniform(-3, 4)
        )
        shapes = {name: 10 ** rng.uniform(np.log10(0.05), np.log10(20)) for name in names}
        if rng.random() < 0.3:
            shapes["a"] = 1 + rng.choice([0, 1e-12, -1e-8, 1e-5, -1e-3])
        shapes |= {"alpha": scale, "beta": other}
        x = 0.0 if rng.random() < 0.25 else float(int(10 ** rng.uniform(0, np.log10(3000))))
        T = 10 ** rng.uniform(-1, np.log10(5000))
        t_x = 0.0 if x == 0 else T * rng.choice([rng.random(), 1 - 10 ** rng.uniform(-9, -1), 1])
        horizon = T * 10 ** rng.uniform(-3, 1)
        n = float(rng.integers(0, 6))
        rows.append([*(shapes[name] for name in names), x, t_x, T, horizon, n])
    return np.array(rows)


def numbers(row: np.ndarray) -> list[mp.mpf]:
    """A row as numbers of 40 digits."""
    return [mp.mpf(float(value)) for value in row]


def beta_geometric(row: np.ndarray, first: int) -> list[mp.mpf]:
    """Log-likelihood, P(alive), expected purchases and P(just n) of BG/NBD (0) or MBG/NBD (1)."""
    r, alpha, a, b, x, t_x, T, horizon, n = numbers(row)
    k = x + first
    stays = mp.beta(a, b + k) / mp.beta(a, b)
    common = mp.gamma(r + x) / mp.gamma(r) * alpha**r
    living = common * stays * (alpha + T) ** (-r - x)
    dead = mp.mpf(0)
    if k > 0:
        dead = common * stays * a / (b + k - 1) * (alpha + t_x) ** (-r - x)
    alive = living / (living + dead)
    shape, scale, later = r + x, alpha + T, b + k
    expected = alive * beta_geometric_mean(shape, scale, a, later, horizon)
    count = [nbd(shape, scale, horizon, j) for j in range(int(n) + 1)]
    just = mp.beta(a, later + n) / mp.beta(a, later) * count[-1]
    if n > 0:
        just += mp.beta(a + 1, later + n - 1) / mp.beta(a, later) * (1 - mp.fsum(count[:-1]))
    return [mp.log(living + dead), alive, expected, alive * just + (1 - alive) * (n == 0)]


def regular(row: np.ndarray, k: int, first: int, most: int) -> list[mp.mpf]:
    """Log-likelihood, P(alive), and expected purchases if there are at most so many, of
    BG/CNBD-k (0) or MBG/CNBD-k (1).
    """
    r, alpha, a, b, x, t_x, T, horizon, _ = numbers(row)
    n, events = x + first, r + k * x
    arranged = t_x ** ((k - 1) * x) * mp.gamma(x) / mp.gamma(k * x) if x else mp.mpf(1)
    common = arranged * mp.beta(a, b + n) / mp.beta(a, b) * alpha**r / mp.gamma(r)
    phases = [
        mp.gamma(events + j) / mp.factorial(j) * (T - t_x) ** j / (alpha + T) ** (events + j)
        for j in range(k)
    ]
    dead = mp.gamma(events) * a / (b + n - 1) / (alpha + t_x) ** events if n else mp.mpf(0)
    living = mp.fsum(phases)
    alive = living / (living + dead)
    later, scale, ahead = b + n, alpha + T, mp.mpf(0)
    for j, phase in enumerate(phases):
        chances = [nbd(events + j, scale, horizon, i) for i in range(k * most - j)]
        below = 0
        for m in range(1, most + 1):
            below = mp.fsum(chances[: m * k - j])
            ahead += phase / living * (1 - below) * mp.rf(later, m - 1) / mp.rf(a + later, m - 1)
    return [mp.log(common * (living + dead)), alive, alive * ahead]


def beta_geometric_mean(r: mp.mpf, alpha: mp.mpf, a: mp.mpf, b: mp.mpf, time: mp.mpf) -> mp.mpf:
    """Expected purchases in BG/NBD as printed; where a is 1, beside it."""
    a = a + mp.mpf(10) ** -25 if a == 1 else a
    z = time / (alpha + time)
    c = a + b - 1
    return c / (a - 1) * (1 - (1 - z) ** (a - 1) * mp.hyp2f1(a - 1, c - r, c, z))


def nbd(r: mp.mpf, alpha: mp.mpf, time: mp.mpf, n: int) -> mp.mpf:
    """P(n purchases in a time), without dropout."""
    return mp.binomial(r + n - 1, n) * (alpha / (alpha + time)) ** r * (time / (alpha + time)) ** n


def pareto(row: np.ndarray) -> list[mp.mpf]:
    """Log-likelihood, P(alive), expected purchases and P(just n) of Pareto/NBD."""
    r, alpha, s, beta, x, t_x, T, horizon, n = numbers(row)
    common = mp.gamma(r + x) / mp.gamma(r) * alpha**r * beta**s
    living = common * (alpha + T) ** (-r - x) * (beta + T) ** -s
    dead = (
        common * s * (powers(alpha, r + x, beta, s + 1, T) - powers(alpha, r + x, beta, s + 1, t_x))
    )
    alive = living / (living + dead)
    shape, scale, later = r + x, alpha + T, beta + T
    grown = mp.log1p(horizon / later)
    lived = grown if s == 1 else -mp.expm1(-(s - 1) * grown) / (s - 1)
    just = nbd(shape, scale, horizon, int(n)) * (later / (later + horizon)) ** s
    terms = [
        mp.binomial(n, i) * (-scale) ** (n - i)
        * (powers(scale, shape + n - i, later, s + 1, horizon) - powers(scale, shape + n - i, later, s + 1, 0))
        for i in range(int(n) + 1)
    ]  # fmt: skip
    just += s * later**s * scale**shape * mp.binomial(shape + n - 1, n) * mp.fsum(terms)
    expected = alive * shape * later / scale * lived
    return [mp.log(living + dead), alive, expected, alive * just + (1 - alive) * (n == 0)]


def powers(one: mp.mpf, u: mp.mpf, other: mp.mpf, v: mp.mpf, time: mp.mpf) -> mp.mpf:
    """The antiderivative of (one + τ)^−u (other + τ)^−v at a time."""
    if one < other:
        return powers(other, v, one, u, time)
    z = (one - other) / (one + time)
    w = u + v - 1
    return -mp.hyp2f1(w, v, w + 1, z) / (w * (one + time) ** w)
