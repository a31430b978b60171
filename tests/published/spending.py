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

PENALISED = (
    (1e-4, (8.761130987961328, 3.2636311066808545, 9.218328016431512)),
    (0.01, (4.109250257153253, 0.9683854158553924, 3.7808014233041174)),
)
"""penalizer, then p, q, v of the sample, by lifetimes 0.11.3:
GammaGammaFitter(penalizer_coef=…).fit(x[x > 0], zbar[x > 0]).params_."""
