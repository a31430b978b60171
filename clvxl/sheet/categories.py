"""The headings of the catalogue, in its order."""

from __future__ import annotations

from clvxl.sheet.spec import FUNCTIONS, Category, Function
from clvxl.text import Text

__all__ = ["CATEGORIES", "HELP", "LIFETIME_VALUE", "RATES", "RFM", "catalogue"]

LIFETIME_VALUE = Category(Text("CLV Lifetime value", "CLV 客户终生价值"))
RATES = Category(Text("CLV Counts and rates", "CLV 计数与比率"))
RFM = Category(Text("CLV RFM and segments", "CLV RFM 与细分"))
HELP = Category(Text("CLV Help", "CLV 帮助"))

CATEGORIES = (LIFETIME_VALUE, RATES, RFM, HELP)


def catalogue() -> list[Function]:
    """Return all functions declared so far, in the order of the catalogue."""
    return sorted(FUNCTIONS.values(), key=lambda function: CATEGORIES.index(function.category))
