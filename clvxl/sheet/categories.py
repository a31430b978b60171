"""The headings of the catalogue, in its order."""

from __future__ import annotations

from clvxl.sheet.spec import FUNCTIONS, Category, Function
from clvxl.text import Text

__all__ = [
    "CATEGORIES", "CUSTOMER_BASE", "EQUITY", "HELP", "LIFETIME_VALUE", "MIGRATION", "RATES",
    "RFM", "catalogue",
]  # fmt: skip

LIFETIME_VALUE = Category("lifetime_value", Text("CLV Lifetime value", "CLV 客户终生价值"))
MIGRATION = Category("migration", Text("CLV Customers that come and go", "CLV 客户流动"))
EQUITY = Category("equity", Text("CLV Equity and decisions", "CLV 客户资产与决策"))
RATES = Category("rates", Text("CLV Counts and rates", "CLV 计数与比率"))
RFM = Category("rfm", Text("CLV RFM and segments", "CLV RFM 与细分"))
CUSTOMER_BASE = Category("customer_base", Text("CLV Customer-base models", "CLV 客户群模型"))
HELP = Category("help", Text("CLV Help", "CLV 帮助"))

CATEGORIES = (LIFETIME_VALUE, MIGRATION, EQUITY, RATES, RFM, CUSTOMER_BASE, HELP)


TOPICS = (
    "lifetime_value", "retention", "migration", "equity", "rates", "satisfaction", "rfm",
    "segments", "cohorts", "customers", "btyd_fits", "btyd", "spending", "opportunities",
    "contracts", "help",
)  # fmt: skip
"""The modules that declare functions, in the order of the catalogue."""


def catalogue() -> list[Function]:
    """Return all functions declared so far, by category and then by the order of their modules."""
    return sorted(FUNCTIONS.values(), key=_place)


def _place(function: Function) -> tuple[int, int]:
    topic = function.run.__module__.rpartition(".")[2]
    return CATEGORIES.index(function.category), TOPICS.index(topic) if topic in TOPICS else -1
