"""Pareto/NBD: customers buy at random until they drop out, at any time, unseen."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import digamma, expit

from clvxl.core._checks import Vector
from clvxl.core._coordinates import from_gamma, to_gamma
from clvxl.core._customer_base import History, Law, Model
from clvxl.core._dropout_integrals import (
    CLIMBING,
    NODES,
    bought_before_death,
    died,
    fallen,
    log_odds,
)
from clvxl.core._fitting import Edge, Matrix
from clvxl.core._special import UNIT_NODES, log_count, log_rising

__all__ = ["ParetoNBD"]


class ParetoNBD(Model):
    """The Pareto/NBD model.

    Notes
    -----
    Schmittlein, Morrison & Colombo (1987), Management Science 33(1), p. 1–24: purchases at a
    Poisson rate that is gamma(r, alpha) distributed among customers, dropout after an exponential
    time whose rate is gamma(s, beta) distributed. The likelihood is that of Fader & Hardie (2005),
    note 009, before its integral is turned into 2F1:

        Γ(r+x)/Γ(r) · alpha^r beta^s · [(alpha+T)^−(r+x) (beta+T)^−s
        + s ∫_{t_x}^{T} (alpha+τ)^−(r+x) (beta+τ)^−(s+1) dτ].

    In the logarithm of min(alpha, beta) + τ the integrand is smooth whatever the parameters, so
    that 40 Gauss–Legendre nodes give it to 12 digits.

    Examples
    --------
    >>> p = np.array([0.55, 10.56, 0.61, 11.64])
    >>> ParetoNBD().expected(p, [1.0, 9.0]).round(8).tolist()
    [0.05077821, 0.38909211]
    """

    name = "paretonbd"
    parameters = ("r", "alpha", "s", "beta")
    times = (1, 3)
    dropout = ((3, -1),)
    pairs = ()
    edges = (
        Edge("no_dropout", ((2, -1),), ((3, 1),)),
        Edge("alike_dropout", ((3, 1),)),
        Edge("alike_rates", ((1, 1),)),
        Edge("split_dropout", ((3, -1),)),
    )

    def climbed(self, p: Vector) -> Vector:
        """Return hazards and evenness of buying and of dropping out."""
        return np.array([*from_gamma(*p[:2]), *from_gamma(*p[2:])])

    def logarithms(self, theta: Vector) -> tuple[Vector, Matrix]:
        """Return the parameters' logarithms there, and how each moves."""
        moves = np.zeros((4, 4))
        buying, moves[:2, :2] = to_gamma(*theta[:2])
        dropping, moves[2:, 2:] = to_gamma(*theta[2:])
        return np.concatenate([buying, dropping]), moves

    def log_likelihood(self, p: Matrix, data: History) -> Vector:
        """Return each row's log-likelihood."""
        common, alive, dead = self._terms(p, data)
        return np.asarray(common + np.logaddexp(alive, dead))

    def _terms(self, p: Matrix, data: History) -> tuple[Vector, Vector, Vector]:
        """What both terms share, and the logarithms of that of the living and of the dead."""
        r, alpha, s, beta = p
        common = data.by_count(lambda x, r: log_rising(r, x), r) - data.x * np.log(alpha)
        alive = fallen(r + data.x, alpha, data.T) + fallen(s, beta, data.T)
        dead = died(p, data.x, data.t_x, data.T, NODES)[0]
        return common, alive, dead

    def gradient(self, p: Matrix, data: History) -> tuple[Vector, Matrix]:
        """Return log-likelihoods and their derivatives by the logarithms of r, alpha, s, beta."""
        r, alpha, s, beta = p
        x, T = data.x, data.T
        common = data.by_count(lambda x, r: log_rising(r, x), r) - x * np.log(alpha)
        alive = fallen(r + x, alpha, T) + fallen(s, beta, T)
        dead, mean_a, mean_b, mean_over_a, mean_over_b = died(p, x, data.t_x, T, CLIMBING)
        share = expit(dead - alive)
        rest = 1 - share
        logs_a = rest * np.log1p(T / alpha) + share * mean_a
        logs_b = rest * np.log1p(T / beta) + share * mean_b
        over_a = rest / (alpha + T) + share * mean_over_a
        over_b = rest * s / (beta + T) + share * (s + 1) * mean_over_b
        rises = data.by_count(lambda x, r: digamma(r + x) - digamma(r), r)
        slopes = (
            r * (rises - logs_a),
            r - (r + x) * alpha * over_a,
            share - s * logs_b,
            s - beta * over_b,
        )
        return np.asarray(common + np.logaddexp(alive, dead)), np.array(slopes)

    def starts(self, data: History) -> list[Vector]:
        """Return a start with the mean rate and dropout within the time known, and three more.

        Of these, one has dropout that hardly differs, the others some who leave at once.
        """
        mean = float((data.x * data.weight).sum() / (data.T * data.weight).sum())
        longest = float(data.T.max())
        rates = [(r, r / (2 * mean)) for r in (0.5, 2.0, 0.5, 20.0)]
        leaves = (0.6, 0.3), (10.0, 15.0), (0.15, 1e-3), (0.05, 1e-6)
        return [
            np.array([*rate, s, share * longest])
            for rate, (s, share) in zip(rates, leaves, strict=True)
        ]

    def alive(self, p: Matrix, data: History) -> Vector:
        """Return each customer's probability of being alive."""
        return np.asarray(expit(-log_odds(p, data.x, data.t_x, data.T)))

    def future(self, p: Matrix, data: History) -> tuple[Law, Matrix]:
        """Return the law of the future, that of a new customer known better."""
        r, alpha, s, beta = p
        return self, np.array(np.broadcast_arrays(r + data.x, alpha + data.T, s, beta + data.T))

    def expected(self, p: Matrix, time: ArrayLike) -> Vector:
        """Return the expected repeat purchases of a new customer until `time`."""
        r, alpha, s, beta = p
        grown = np.log1p(np.asarray(time, np.float64) / beta)
        with np.errstate(divide="ignore", invalid="ignore"):
            lived = np.where(s == 1, grown, -np.expm1(-(s - 1) * grown) / (s - 1))
        return np.asarray(r * beta / alpha * lived)

    def square(self, p: Matrix, time: ArrayLike) -> Vector:
        """Return the expected square of the number of purchases until `time`.

        E[X(X − 1)] = E[λ²] · E[τ²], τ being how long a customer lives within `time`:
        E[τ²] = ∫ 2u (beta ÷ (beta + u))^s du, over the logarithm of beta + u, up to where the
        integrand has fallen to nothing.
        """
        r, alpha, s, beta = p
        grown = np.log1p(np.asarray(time, np.float64) / beta)
        grown = np.minimum(grown, 45 / np.maximum(s - 2, 1e-9))
        lived = sum(
            weight * np.expm1(node * grown) * np.exp((1 - s) * node * grown)
            for node, weight in zip(*UNIT_NODES, strict=True)
        )
        pairs = 2 * r * (r + 1) * (beta / alpha) ** 2 * grown * lived
        return np.asarray(self.expected(p, time) + pairs)

    def probability(self, p: Matrix, time: ArrayLike, n: ArrayLike) -> Vector:
        """Return the probability that a new customer buys again just n times until `time`."""
        time, n = np.asarray(time, np.float64), np.asarray(n, np.float64)
        shape = np.broadcast_shapes(np.shape(p)[1:], time.shape, n.shape)
        r, alpha, s, beta = (np.broadcast_to(one, shape).ravel() for one in p)
        until, count = np.broadcast_to(time, shape).ravel(), np.broadcast_to(n, shape).ravel()
        found = log_count(count, r, alpha, until) + fallen(s, beta, until)
        none = count == 0
        later = log_odds(
            np.array([r, alpha, s, beta])[:, none], count[none], count[none], until[none]
        )
        found[none] += np.logaddexp(0, later)
        found = np.exp(found)
        # a customer who died at τ had bought n times by then; τ^n rises, so nodes are in log τ too
        some = ~none
        found[some] += bought_before_death(
            r[some], alpha[some], s[some], beta[some], until[some], count[some]
        )
        return np.asarray(found.reshape(shape))
