"""Gamma-Gamma on CDNOW's sample."""

from __future__ import annotations

FIT = (6.25, 3.74, 15.44)
"""p, q, gamma: Fader & Hardie (2013), note 025, p. 4. The summary is rounded, in weeks. Their
optimiser stopped beside the maximum, 15.448."""
TOLERANCES = (0.005, 0.005, 0.01)
CORRELATION = 0.11
"""Of frequency and value: the same note, p. 1."""

MAXIMA = {
    "sample": ((6.248803, 3.744588, 15.447745), -4055.92324),
    "master": ((5.08604, 3.99512, 21.25224), -49496.52420),
}
"""Recomputed by scipy's L-BFGS-B in the logarithms; customers without a value are left out."""

PENALISED = (0.01, (1.1, 1.1, 1.1))
