"""Gupta & Lehmann (2003), Journal of Interactive Marketing 17(1), pp. 9–24: margin multiples."""

RETENTION = (0.6, 0.7, 0.8, 0.9)
DISCOUNT = (0.10, 0.12, 0.14, 0.16)
MULTIPLES = (
    (1.20, 1.15, 1.11, 1.07),
    (1.75, 1.67, 1.59, 1.52),
    (2.67, 2.50, 2.35, 2.22),
    (4.50, 4.09, 3.75, 3.46),
)

GROWTH = 0.08
GROWN = (1.27, 1.92, 3.12, 6.08)
"""At 12 % a year, with the margin growing."""
