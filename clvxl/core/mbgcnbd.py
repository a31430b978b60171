"""MBG/CNBD-k: customers buy in a rhythm and may drop out after each purchase."""

from __future__ import annotations

from clvxl.core._regular import Regular

__all__ = ["MBGCNBD"]


class MBGCNBD(Regular):
    """The MBG/CNBD-k model: MBG/NBD with Erlang-k times between purchases.

    Notes
    -----
    Platzer & Reutterer (2016), Marketing Science 35(5), p. 779–799. The likelihood here is that of
    (x, t_x), as the gaps between purchases are not asked for: t_x is Erlang distributed with k·x
    events, which is what tells one k from another. With k = 1 it is that of MBG/NBD. What is ahead
    is exact, over the phases that a customer may be in.

    Examples
    --------
    >>> import numpy as np
    >>> p = np.array([2.0, 1.0, 4.0, 1.0, 3.0])
    >>> float(MBGCNBD().expected(p, 10.0).round(6))
    0.658191
    """

    name = "mbgcnbd"
    first = 1
