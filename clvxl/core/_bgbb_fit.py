"""The fit of BG/BB."""

from __future__ import annotations

import numpy as np

from clvxl.core._bgbb_terms import gradient
from clvxl.core._checks import Vector
from clvxl.core._fitted import FittedModel, fitted
from clvxl.core._fitting import Edge
from clvxl.core._opportunities import Donors
from clvxl.errors import ConvergenceError
from clvxl.text import Text

__all__ = ["fit"]

EDGES = (
    Edge("no_dropout", ((3, 1),)),
    Edge("alike_dropout", ((2, 1),)),
    Edge("at_once_or_never", ((2, -1),)),
    Edge("alike_chances", ((0, 1),)),
    Edge("always_or_never", ((0, -1),)),
    Edge("always_buys", ((1, -1),)),
)
_CLIMBED = np.array([[1.0, 0, 0, 0], [1, 1, 0, 0], [0, 0, 1, 0], [0, 0, 1, 1]])
"""From the logarithms of alpha, beta ÷ alpha, gamma, delta ÷ gamma to those of the parameters."""

_NONE_BUYS = Text(
    "no customer bought at any opportunity, so that the data tell nothing about rates of buying",
    "没有客户在任何机会中购买，数据无法说明购买率",
)
_ALL_BUY = Text(
    "every customer bought at every opportunity, so that the data tell nothing about differences",
    "所有客户在每次机会都购买，数据无法说明差异",
)


def fit(data: Donors) -> FittedModel:
    """Fit the BG/BB model by maximum likelihood.

    Parameters
    ----------
    data : Donors

    Returns
    -------
    FittedModel
        alpha, beta, gamma, delta.

    Raises
    ------
    ConvergenceError
        The data determine nothing; the sentence says why.

    Notes
    -----
    At each opportunity a customer who is there buys with probability p, beta(alpha, beta)
    distributed, and drops out before it with probability θ, beta(gamma, delta) distributed. Fader,
    Hardie & Shang (2010), Marketing Science 29(6), p. 1086–1108, eq. 5.

    Examples
    --------
    >>> from clvxl.core._opportunities import donors
    >>> x, t_x, many = [0, 1, 1, 1, 2, 2, 3], [0, 1, 2, 3, 2, 3, 3], [80, 30, 9, 8, 13, 22, 40]
    >>> found = fit(donors(x, t_x, 3, many))
    >>> found.parameters.round(2).tolist(), round(found.log_likelihood, 4), found.edges
    ([1.63, 0.94, 0.47, 1.26], -350.6257, ())
    """
    known = data.weight * data.n > 0
    bought = data.x[known]
    if not bought.any():
        raise ConvergenceError(_NONE_BUYS)
    if (bought == data.n[known]).all():
        raise ConvergenceError(_ALL_BUY)
    rows, _ = data.folded()

    def objective(p: Vector) -> tuple[float, Vector]:
        each, slopes = gradient(p, rows)
        return float(np.dot(each, rows.weight)), slopes @ rows.weight

    starts = ((1.0, 1.0, 0.5, 2.0), (0.5, 2.0, 1.0, 9.0), (1.0, 0.5, 1.0, 1.0))
    return fitted(objective, starts, EDGES, _CLIMBED, float(data.weight.sum()))
