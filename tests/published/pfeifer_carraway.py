"""Pfeifer & Carraway (2000), Journal of Interactive Marketing 14(2): a purchase matrix and its power.

Probabilities of buying .3, .2 and .05 at recency 1 to 3, then lost; after four periods.
"""

PROBABILITIES = (0.3, 0.2, 0.05)
AFTER_FOUR = (
    (0.0823, 0.0973, 0.1288, 0.6916),
    (0.0370, 0.0406, 0.0560, 0.8664),
    (0.0070, 0.0080, 0.0084, 0.9766),
    (0.0, 0.0, 0.0, 1.0),
)
