"""Fader & Hardie (2007), Journal of Interactive Marketing 21(1), table 1 and its projection."""

from __future__ import annotations

REGULAR = (100, 63.1, 46.8, 38.2, 32.6, 28.9, 26.2, 24.1, 22.3, 20.7, 19.4, 18.3, 17.3)
HIGH_END = (100, 86.9, 74.3, 65.3, 59.3, 55.1, 51.7, 49.1, 46.8, 44.5, 42.7, 40.9, 39.4)
"""Per cent still there, years 0 to 12."""

FITS = ((REGULAR, 0.704, 1.182, -1680.27), (HIGH_END, 0.668, 3.806, -1611.16))
"""On years 0 to 7, of 1,000 customers: alpha, beta, log-likelihood."""

PROJECTED = ((REGULAR, (22.0, 20.4, 19.1, 18.0, 17.0)), (HIGH_END, (46.0, 43.6, 41.4, 39.5, 37.8)))
"""Per cent still there in years 8 to 12, by the fit on years 0 to 7."""

SURVIVAL = (
    0.8506300, 0.7467988, 0.6697305, 0.6098676, 0.5617912, 0.5221811, 0.4888802, 0.4604211,
    0.4357680, 0.4141671,
)  # fmt: skip
RETENTION = (
    0.8506300, 0.8779362, 0.8968017, 0.9106164, 0.9211691, 0.9294932, 0.9362273, 0.9417872,
    0.9464553, 0.9504304,
)  # fmt: skip
"""Years 1 to 10 at alpha .6677123, beta 3.8024773: the README of KobaKhit/eCLV."""

RESIDUAL = 7.530
"""At alpha .66808836, beta 3.80609513, 10 %, after 7 renewals: the README of jdmaturen's sBG."""
