"""BG/NBD and Gamma-Gamma fitted to a log of sales."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from clvxl.core import gamma_gamma
from clvxl.core._customer_base import History, history
from clvxl.core.bgnbd import BGNBD
from clvxl.core.customer_base_fit import fit
from clvxl.data.purchase_days import UNITS, Histories, purchase_days
from clvxl.errors import ClvxlError

__all__ = ["BaseFit", "fit_base"]


@dataclass(frozen=True)
class BaseFit:
    """What is known of the customers at a day, in weeks, and the parameters found.

    A parameter that the sales do not determine is missing in `parameters`.
    """

    seen: Histories
    known: History
    parameters: dict[str, float]

    def foreseen(
        self, parameters: Sequence[float], weeks: float
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return, by BG/NBD parameters, each customer's P(alive) and expected purchases."""
        p, model = np.array(parameters, np.float64), BGNBD()
        return model.alive(p, self.known), model.expected_ahead(p, weeks, self.known)


def fit_base(customers: Any, dates: ArrayLike, amounts: ArrayLike, day: float) -> BaseFit:
    """Fit both models to the sales until the end of a day.

    Parameters
    ----------
    customers : sequence, shape (n,)
    dates : array_like, shape (n,)
        Sheet days.
    amounts : array_like, shape (n,)
        Below 0 for a return.
    day : float
        Later sales do not count.

    Raises
    ------
    NoAnswerError
        Nothing was bought by then.

    Examples
    --------
    >>> found = fit_base(["a", "b"], [1, 2], [5, 5], 15)
    >>> found.parameters, found.seen.frequency.tolist()
    ({}, [0.0, 0.0])
    """
    seen = purchase_days(customers, dates, amounts, day).histories(day, UNITS["week"])
    known = history(seen.frequency, seen.recency, seen.T)
    spent = np.nan_to_num(seen.monetary)
    return BaseFit(
        seen,
        known,
        _found("r alpha a b", lambda: fit(BGNBD(), known))
        | _found("p q v", lambda: gamma_gamma.fit(seen.frequency, spent)),
    )


def _found(names: str, fitting: Callable[[], Any]) -> dict[str, float]:
    """The parameters of a fit by name, none where it fails."""
    try:
        return dict(zip(names.split(), map(float, fitting().parameters), strict=True))
    except ClvxlError:
        return {}
