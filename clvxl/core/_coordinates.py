"""What is climbed in, where the logarithms of two parameters run off together along a curve.

Events come at rates that are gamma(shape, scale) distributed among customers. Of the two, the data
tell one thing well, the share of customers without an event within the longest time, which is 1
inside a fit; and one thing badly, how much the rates differ.
"""

from __future__ import annotations

import numpy as np

from clvxl.core._checks import Vector

__all__ = ["from_gamma", "to_gamma"]

_LEAST, _MOST = -float(np.log(650.0)), float(np.log(1e8))
"""Between which logarithms of the evenness a scale is a number: from e^−650 to 1e8."""


def from_gamma(shape: float, scale: float) -> tuple[float, float]:
    """Return the logarithms of the hazard, shape · log(1 + 1 ÷ scale), and of the evenness.

    The evenness is 1 ÷ log(1 + 1 ÷ scale): about `scale` where that is large and the rates hardly
    differ; next to 0 where events come at once to some and never to the others.
    """
    evenness = 1 / np.log1p(1 / scale)
    return float(np.log(shape / evenness)), float(np.log(evenness))


def to_gamma(hazard: float, evenness: float) -> tuple[Vector, Vector]:
    """Return the logarithms of shape and scale, and how each moves with the two, shape (2, 2).

    The evenness goes no further than numbers do: what lies beyond is as at that limit.
    """
    inside = _LEAST < evenness < _MOST
    evenness = min(max(evenness, _LEAST), _MOST)
    rate = np.exp(-evenness)
    lost = -np.expm1(-rate)
    logs = np.array([hazard + evenness, -rate - np.log(lost)])
    return logs, np.array([[1.0, inside], [0.0, inside * rate / lost]])
