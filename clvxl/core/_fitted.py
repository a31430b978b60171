"""What the fits of spending, contracts and opportunities give."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from clvxl.core._checks import Vector
from clvxl.core._fitting import Fit, Matrix

__all__ = ["FittedModel"]


@dataclass(frozen=True)
class FittedModel:
    """A fitted model.

    Attributes
    ----------
    parameters : ndarray, shape (k,)
    log_likelihood : float
        Without the penalty.
    covariance : ndarray, shape (k, k), or None
        Of the logarithms of the parameters; None at an edge.
    customers : float
        How many were fitted.
    edges : tuple of str
        The keys of the edges at which it ended; empty at a maximum.
    """

    parameters: Vector
    log_likelihood: float
    covariance: Matrix | None
    customers: float
    edges: tuple[str, ...]

    @property
    def standard_errors(self) -> Vector | None:
        """Of the parameters, by the delta method; None at an edge."""
        if self.covariance is None:
            return None
        return np.asarray(self.parameters * np.sqrt(np.diag(self.covariance)))

    @classmethod
    def of(cls, fit: Fit, customers: float) -> FittedModel:
        """Return the end of a climb as a fitted model."""
        return cls(fit.values, fit.log_likelihood, fit.covariance, customers, fit.edges)
