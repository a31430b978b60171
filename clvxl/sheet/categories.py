"""The headings of the catalogue, in its order."""

from __future__ import annotations

from collections.abc import Sequence

from clvxl.sheet.spec import FUNCTIONS, Category, Function
from clvxl.text import Text

__all__ = [
    "CATEGORIES", "EQUITY", "HELP", "LIFETIME_VALUE", "MIGRATION", "RATES", "RFM",
    "catalogue",
]  # fmt: skip

LIFETIME_VALUE = Category(Text("CLV Lifetime value", "CLV 客户终生价值"))
MIGRATION = Category(Text("CLV Customers that come and go", "CLV 客户流动"))
EQUITY = Category(Text("CLV Equity and decisions", "CLV 客户资产与决策"))
RATES = Category(Text("CLV Counts and rates", "CLV 计数与比率"))
RFM = Category(Text("CLV RFM and segments", "CLV RFM 与细分"))
HELP = Category(Text("CLV Help", "CLV 帮助"))

CATEGORIES = (LIFETIME_VALUE, MIGRATION, EQUITY, RATES, RFM, HELP)


def catalogue(topics: Sequence[str]) -> list[Function]:
    """Return all functions declared so far, by category and then by the order of their modules."""
    return sorted(
        FUNCTIONS.values(),
        key=lambda one: (CATEGORIES.index(one.category), topics.index(one.run.__module__)),
    )
