"""Printed results of BG/NBD and MBG/NBD.

Data: the CDNOW sample, 2,357 customers, 39 weeks; "rounded" to .01 week, "exact" days ÷ 7.
"""

CDNOW_ROUNDED = {"r": 0.242593, "alpha": 4.413531, "a": 0.792886, "b": 2.425753}
CDNOW_ROUNDED_LOG_LIKELIHOOD = -9582.42556
CDNOW_ROUNDED_PRINTED = {"r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426}
"""Fader, Hardie & Lee (2005), Marketing Science 24(2), table 2; six digits recomputed."""
CDNOW = {"r": 0.242595, "alpha": 4.413602, "a": 0.792922, "b": 2.425907}
CDNOW_LOG_LIKELIHOOD = -9582.42921
CDNOW_ERRORS = (0.012557, 0.378224, 0.185734, 0.705414)
"""By differences of the likelihood in another program, to a thousandth."""

MASTER = {"r": 0.267128, "alpha": 5.986492, "a": 0.483517, "b": 2.111608}
MASTER_LOG_LIKELIHOOD = -173425.91629
"""All 23,570 CDNOW customers to 1998-06-30, weeks, purchases of a day merged."""

MODIFIED_ROUNDED = {"r": 0.524838, "alpha": 6.182992, "a": 0.891356, "b": 1.613999}
MODIFIED_ROUNDED_LOG_LIKELIHOOD = -9582.13268
MODIFIED = {"r": 0.524843, "alpha": 6.183085, "a": 0.891359, "b": 1.614002}
MODIFIED_LOG_LIKELIHOOD = -9582.13572
MODIFIED_PRINTED = {"r": 0.525, "alpha": 6.183, "a": 0.891, "b": 1.614}
"""MBG/NBD; the R package BTYDplus prints three digits."""

PAPER = (0.243, 4.414, 0.793, 2.426)
AHEAD = ((2, 30.43, 38.86), 39, 1.226)
"""Fader, Hardie & Lee (2005): purchases in 39 more weeks of a customer (x, t_x, T)."""
NEW = ((0.1429, 0.0078), (1, 0.0532), (3, 0.1506), (31.8571, 1.0405), (32, 1.0437))
"""The same, spreadsheet of the paper: a new customer's purchases until t, at the fit.
It also has 1.8576 for t = 78: its series cut off after 151 terms; the whole sum is 1.8580."""
NEW_LATE = 78, 1.8580
TEN_IN_TWO = 1.07869e-7
"""R manual of BTYD, bgnbd.pmf, and lifetimes: P(X(2) = 10) at PAPER."""
NONE_IN_39 = 0.5737864
"""The same: P(X(39) = 0) at PAPER."""
IN_THIRTY = (
    0.0019995214, 0.0015170236, 0.0011633150, 0.0009003148, 0.0007023638, 0.0005517902,
    0.0004361913, 0.0003467171, 0.0002769613, 0.0002222260,
)  # fmt: skip
"""The same: P(X(30) = n) for n = 11 … 20 at PAPER."""

NOTE = (0.25, 4.0, 0.8, 2.5)
LOG_LIKELIHOODS = (((0, 0, 40), -0.59947382), ((200, 38, 40), 100.7957))
"""Hardie's note 027 and pymc-marketing, test_beta_geo.py: one customer each; to 1e-4."""

MEAN_DROPOUT, DROPOUT_VARIANCE = 0.2463, 0.044
"""BTYD walkthrough, p. 21: the probability of dropping out among customers."""
WEEKLY = (76.86531, 74.88843, 73.04554, 71.32166, 69.70412, 68.18213)
CUMULATED = (1312.458, 1387.346, 1460.392, 1531.713, 1601.418, 1669.600)
"""BTYD walkthrough, p. 26–27: repeat purchases of all in weeks 20 to 25."""
HELD_OUT = ((1411, 0.2367116), (439, 0.6970387), (214, 1.392523), (100, 1.56), (62, 2.532258),
            (38, 2.947368), (29, 3.862069), (64, 6.359375))  # fmt: skip
"""Exact data: customers with 0, 1 … 6, 7 and more purchases, and what they bought in 39 weeks."""
