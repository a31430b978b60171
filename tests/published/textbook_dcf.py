"""Customer relationship management, lecture 3, example 2: a household service firm, net value.

Revenues, costs and retention of four periods, discount 20 %, initial cost 5000; printed to the
cent.
"""

REVENUES = (8000, 4500, 5000, 5200)
COSTS = (1000, 1200, 1300, 1400)
RETENTION = (0.9, 0.8, 0.6, 0.3)
DISCOUNT_RATE = 0.2
ACQUISITION_COST = 5000
DIGITS = 2

# retention_kind, first_certain, timing, printed result
RESULTS = (
    ("survival", False, "end", 3917.82),
    ("survival", False, "start", 5701.39),
    ("rate", False, "end", 3062.50),
    ("rate", False, "start", 4675.00),
    ("rate", True, "end", 5229.17),
    ("rate", True, "start", 7275.00),
    ("survival", True, "end", 5708.33),
    ("survival", True, "start", 7850.00),
)
