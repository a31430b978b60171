"""MBG/NBD: customers buy at random and may drop out after each purchase, the first one too."""

from __future__ import annotations

from clvxl.core._beta_geometric import BetaGeometric

__all__ = ["MBGNBD"]


class MBGNBD(BetaGeometric):
    """The modified beta-geometric/NBD model.

    Notes
    -----
    Batislam, Denizel & Filiztekin (2007), International Journal of Research in Marketing 24(3),
    p. 201–209, and Hoppe & Wagner (2007), Marketing 3(2), p. 75–90: as BG/NBD, but a customer may
    drop out after the first purchase already. Whoever is alive drops out after his next purchase at
    the earliest: from today on the law is that of BG/NBD.

    Examples
    --------
    >>> import numpy as np
    >>> from clvxl.core._customer_base import history
    >>> p = np.array([0.5248, 6.183, 0.8914, 1.614])
    >>> MBGNBD().alive(p, history([0], [0], [38.86])).round(4).tolist()
    [0.3897]
    """

    name = "mbgnbd"
    first = 1
