"""Reichheld & Sasser (1990), Zero Defections, Harvard Business Review 68(5), pp. 105-111.

A credit card company: the share of customers lost a year, and the years that a customer stays,
printed as whole years. Taken from the account of B. Sharp, Loyalty Myths (marketingscience.info).
"""

DIGITS = 0

# share lost a year, printed years
RESULTS = (
    (0.10, 10),
    (0.05, 20),
)
