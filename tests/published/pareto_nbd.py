"""Printed results of Pareto/NBD.

Data: the CDNOW sample, 2,357 customers, 39 weeks, days ÷ 7, unless a line says otherwise.
"""

CDNOW_ROUNDED = {"r": 0.553276, "alpha": 10.577613, "s": 0.606214, "beta": 11.667910}
"""Recomputed to six digits from the summary rounded to .01 week, which the papers used."""
CDNOW_ROUNDED_PRINTED = {"r": 0.553, "alpha": 10.578, "s": 0.606, "beta": 11.669}
"""Fader, Hardie & Lee (2005), Marketing Science 24(2), table 2; its optimiser stopped early in beta."""
CDNOW_ROUNDED_LOG_LIKELIHOOD = -9594.97393
CDNOW = {"r": 0.553277, "alpha": 10.577684, "s": 0.606240, "beta": 11.668733}
CDNOW_LOG_LIKELIHOOD = -9594.97618
CDNOW_ERRORS = (0.0476264, 0.8427222, 0.1872594, 6.2105448)
"""CLVTools, tests/testthat/test_correctness_pnbd_nocovstaticcov.R; to a thousandth."""

MASTER = {"r": 0.61099, "alpha": 13.6142, "s": 0.312577, "beta": 6.1485}
MASTER_LOG_LIKELIHOOD = -173327.99620
"""All 23,570 CDNOW customers to 1998-06-30, weeks, purchases of a day merged."""

LIFETIMES_FIT = (0.5532700355220208, 10.57769176210449, 0.6062589958098935, 11.669287577775476)
"""lifetimes 0.11.3, ParetoNBDFitter with its defaults, on the rounded CDNOW summary: its Nelder–Mead
stops 1.2e-4 off in beta."""

APPAREL = (1.448939, 48.634877, 0.561251, 46.882120)
APPAREL_LOG_LIKELIHOOD = -5848.09783
APPAREL_ERRORS = (0.2434282, 7.4891816, 0.2710479, 35.6114114)
"""CLVTools, advanced vignette, section 6: 600 customers, 104 weeks; errors to a thousandth."""

MANUAL = (0.55, 10.56, 0.61, 11.64)
MANUAL_EXPECTED = (
    0.05077821, 0.09916088, 0.14542507, 0.18979930, 0.23247466, 0.27361274, 0.31335159,
    0.35181024, 0.38909211,
)  # fmt: skip
"""R manual of BTYD, pnbd.Expectation: a new customer's purchases until t = 1 … 9."""

ALIVE = (((0, 0, 39), 0.2941633, 1.2e-4), ((23, 39, 39), 1.0, 0.0))
"""BTYD walkthrough: P(alive) of (x, t_x, T) at the fit, and how far it may lie off."""

LIFETIMES = (0.55, 10.58, 0.61, 11.67)
LIFETIMES_AHEAD = (((132, 200, 200), 6.2060517889632418), ((133, 200, 200), 6.2528722475748113))
"""lifetimes, tests/test_estimation.py: purchases in 10 more weeks, to 1e-7."""

HEAVY = (0.5143, 2.8845, 0.2856, 14.1087)
HEAVY_ALIVE = (
    ((221, 103.42857, 103.57143), 0.999596),
    ((254, 97.14286, 97.28571), 0.999558),
    ((161, 94.71429, 98.0), 0.749488),
    ((204, 98.57143, 99.42857), 0.994255),
)
"""CLVTools: customers at whom the printed form overflows; P(alive) to 1e-6."""

EXTREME = (10.465, 0.00798565181, 3.0516, 2.82)
EXTREME_LOG_LIKELIHOOD = (
    ((400, 5, 6), 1323.18893), ((500, 1, 37), 2594.40445), ((500, 4, 37), 1888.82125),
)  # fmt: skip
EXTREME_ALIVE = (((40, 5, 6), 1.885e-3), ((50, 1, 37), 1.417e-96), ((50, 4, 37), 6.733e-60))
"""lifetimes, tests/test_estimation.py: where its own likelihood once was infinite."""

MEAN_RATE, RATE_VARIANCE = 0.0523, 0.0049
MEAN_DROPOUT, DROPOUT_VARIANCE = 0.052, 0.0045
"""BTYD walkthrough, p. 8: purchase and dropout rates of the population."""

WEEKLY = (78.308, 76.419, 74.648, 72.983, 71.414, 69.933)
CUMULATED = (1308.856, 1385.275, 1459.923, 1532.906, 1604.320, 1674.253)
ACTUAL_WEEKLY = (73, 55, 70, 33, 56, 99)
ACTUAL_CUMULATED_ENDS = (1359, 1672)
"""BTYD walkthrough, p. 13–14: repeat purchases of all in weeks 20 to 25; to a thousandth, as its
fit stopped short of the maximum."""
