"""Printed results of BG/NBD and MBG/NBD.

Data: the CDNOW sample, 2,357 customers, 39 weeks; rounded to .01 week as in the papers, or exact
(days ÷ 7) as in R's packages; or all 23,570 customers to 1998-06-30 in exact weeks.
"""

PRINTED = (0.243, 4.414, 0.793, 2.426)
PRINTED_LOG_LIKELIHOOD = -9582.4
"""Fader, Hardie & Lee (2005), Marketing Science 24(2), table 2, rounded data."""

ROUNDED = (0.242593, 4.413531, 0.792886, 2.425753)
ROUNDED_LOG_LIKELIHOOD = -9582.42556
EXACT = (0.242595, 4.413602, 0.792922, 2.425907)
EXACT_LOG_LIKELIHOOD = -9582.42921
EXACT_ERRORS = (0.012557, 0.378224, 0.185734, 0.705414)
MASTER = (0.267128, 5.986492, 0.483517, 2.111608)
MASTER_LOG_LIKELIHOOD = -173425.91629
"""Recomputed to six digits, independently of clvxl."""

LIFETIMES = (0.24259292827982148, 4.413532265271809, 0.7928859664406578, 2.4257523826257374)
LIFETIMES_MODIFIED = (0.5248377255676623, 6.182988479133949, 0.8913562809311403, 1.6140000256721425)
LIFETIMES_PARETO = (0.5532700355220208, 10.57769176210449, 0.6062589958098935, 11.669287577775476)
"""lifetimes 0.11.3 on the rounded data: BetaGeoFitter, ModifiedBetaGeoFitter, ParetoNBDFitter with
their defaults. Nelder–Mead leaves the third 1.2e-4 off in beta, at the same log-likelihood."""

MODIFIED_ROUNDED = (0.524838, 6.182992, 0.891356, 1.613999)
MODIFIED_ROUNDED_LOG_LIKELIHOOD = -9582.13268
MODIFIED_EXACT = (0.524843, 6.183085, 0.891359, 1.614002)
MODIFIED_EXACT_LOG_LIKELIHOOD = -9582.13572
MODIFIED_PRINTED = (0.525, 6.183, 0.891, 1.614)
"""BTYDplus, vignette: MBG/NBD on the exact data."""

CONDITIONAL = ((2, 30.43, 38.86), 39.0, 1.226)
"""Fader, Hardie & Lee's worksheet: purchases of (x, t_x, T) in 39 more weeks."""
NEW = ((0.1429, 1.0, 3.0, 31.8571, 32.0, 78.0), (0.0078, 0.0532, 0.1506, 1.0405, 1.0437, 1.8576))
NEW_CUT_OFF = 4e-4
"""The same: a new customer's purchases by t. The last is low by so much: the worksheet cuts off the
series of its 2F1, which converges slowly there (1.85797 is right)."""

MANUAL = (0.243, 4.414, 0.793, 2.426)
TEN_IN_TWO = 1.07869e-7
NONE_IN_39 = 0.5737864
IN_30 = (
    0.0019995214, 0.0015170236, 0.0011633150, 0.0009003148, 0.0007023638, 0.0005517902,
    0.0004361913, 0.0003467171, 0.0002769613, 0.0002222260,
)  # fmt: skip
"""R manual of BTYD, bgnbd.pmf: P(X(2) = 10), P(X(39) = 0), and P(X(30) = n) for n = 11 … 20."""

EXTREME = (0.25, 4.0, 0.8, 2.5)
EXTREME_LOG_LIKELIHOOD = (((0, 0, 40), -0.59947382, 5e-9), ((200, 38, 40), 100.7957, 1e-4))
"""pymc-marketing, tests of the beta-geometric distribution, after Hardie's note 027."""

MEAN_DROPOUT, DROPOUT_VARIANCE = 0.2463, 0.044
"""BTYD walkthrough, p. 21: probability of dropping out after a purchase."""

WEEKLY = (76.86531, 74.88843, 73.04554, 71.32166, 69.70412, 68.18213)
CUMULATED = (1312.458, 1387.346, 1460.392, 1531.713, 1601.418, 1669.600)
"""BTYD walkthrough, p. 26–27: repeat purchases of all in weeks 20 to 25."""

HELD_OUT_MEANS = (0.2367116, 0.6970387, 1.392523, 1.56, 2.532258, 2.947368, 3.862069, 6.359375)
HELD_OUT_CUSTOMERS = (1411, 439, 214, 100, 62, 38, 29, 64)
"""BTYD walkthrough, p. 25: what customers with 0 … 6, 7 or more purchases bought in 39 more weeks."""
