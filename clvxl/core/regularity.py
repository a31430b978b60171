"""How regularly customers buy."""

from __future__ import annotations

from numpy.typing import ArrayLike

from clvxl.core._checks import above, same_length, vector
from clvxl.errors import NoAnswerError
from clvxl.text import Text

__all__ = ["regularity"]

_FEW = Text(
    "at least two customers with three purchases or more are needed (there are {known})",
    "至少需要两位购买三次及以上的客户（现有 {known} 位）",
)
_STEADY = Text(
    "the customers' last two gaps divide alike for all, so that regularity has no bound",
    "所有客户最近两次间隔的比例都相同，规律性没有上限",
)


def regularity(first_gaps: ArrayLike, second_gaps: ArrayLike) -> float:
    """Return k, how regular buying is: 1 is random, 2 and more a rhythm, below 1 in bursts.

    Parameters
    ----------
    first_gaps, second_gaps : array_like, shape (n,)
        Two gaps between purchases in a row, of one customer each, above 0.

    Returns
    -------
    float
        The shape of the Erlang (gamma) distribution of the gaps, above −0.5.

    Raises
    ------
    NoAnswerError
        Fewer than two customers; gaps that all divide alike.

    Notes
    -----
    Wheat & Morrison (1990), Journal of Marketing Research 27(1), p. 87–93: with gaps that are
    gamma(k) distributed, at any rate, the share of the first in the sum of both is beta(k, k)
    distributed, of variance V = 1 ÷ (4 (2k + 1)); hence k = (1 − 4V) ÷ (8V).

    Examples
    --------
    >>> round(regularity([1, 2, 3, 1], [3, 2, 1, 1]), 9)
    2.5
    """
    first, second = vector("first_gaps", first_gaps), vector("second_gaps", second_gaps)
    same_length(first_gaps=first, second_gaps=second)
    above("first_gaps", first, 0)
    above("second_gaps", second, 0)
    if len(first) < 2:
        raise NoAnswerError(_FEW, known=len(first))
    share = first / (first + second)
    spread = float(share.var(ddof=1))
    if spread <= 1e-15:
        raise NoAnswerError(_STEADY)
    return (1 - 4 * spread) / (8 * spread)
