"""BG/NBD: customers buy at random and may drop out after each repeat purchase."""

from __future__ import annotations

from clvxl.core._beta_geometric import BetaGeometric

__all__ = ["BGNBD"]


class BGNBD(BetaGeometric):
    """The beta-geometric/NBD model.

    Notes
    -----
    Fader, Hardie & Lee (2005), Marketing Science 24(2), p. 275–284: purchases at a Poisson rate
    that is gamma(r, alpha) distributed among customers; after each repeat purchase a customer drops
    out with a probability that is beta(a, b) distributed. So a customer without a repeat purchase
    is alive for sure. The likelihood is eq. 6 in the form of Hardie's note 027, in logarithms.

    Examples
    --------
    >>> import numpy as np
    >>> p = np.array([0.2426, 4.4135, 0.7929, 2.4258])
    >>> BGNBD().expected(p, [1.0, 32.0, 78.0]).round(4).tolist()
    [0.0532, 1.0438, 1.858]
    """

    name = "bgnbd"
    first = 0
