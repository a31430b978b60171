"""BG/BB on 11,104 donors: Fader, Hardie & Shang (2010), Marketing Science 29(6), p. 1086–1108."""

from __future__ import annotations

FIT = ((1.204, 0.750, 0.657, 2.783), -33225.6)
"""alpha, beta, gamma, delta and the log-likelihood, table 2."""

ALIVE = (((0, 0, 6), 0.11), ((2, 4, 6), 0.59), ((6, 6, 6), 0.93))
"""Frequency, recency, opportunities: probability of being there in 2002, table 4."""

NEW = (0.4985, 0.9233, 1.2969, 1.6323, 1.9381, 2.2202, 2.4826, 2.7285, 2.9603, 3.1798, 3.3887)
"""Expected repeat transactions of a new donor, years 1 to 11: the sheet of Hardie's note 010."""

NUMBERS = ((0, 3454.9), (6, 1253.1))
"""Repeat transactions in six years, donors expected: figure 4."""

YEARLY = (5535.833, 4717.059, 4147.621, 3724.665, 3395.888, 3131.647, 2913.778, 2730.482, 2573.731,
          2437.854, 2318.727)  # fmt: skip
YEARLY_OFF = 3e-5
"""BTYD walkthrough, p. 36: gifts of all 11,104 donors expected in each of eleven years, by a fit that
stopped a little short of the maximum."""
YEARLY_ACTUAL = (5652, 4674, 4019, 3552, 3555, 3163)
"""The same: gifts in the first six years; the later ones are not in the table of donors."""
