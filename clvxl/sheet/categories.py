"""The headings of the catalogue, in its order."""

from __future__ import annotations

from clvxl.sheet.spec import Category

__all__ = ["HELP", "LIFETIME_VALUE", "RATES", "RFM"]

LIFETIME_VALUE = Category("lifetime_value", "CLV Lifetime value", "CLV 客户终生价值")
RATES = Category("rates", "CLV Counts and rates", "CLV 计数与比率")
RFM = Category("rfm", "CLV RFM and segments", "CLV RFM 与细分")
HELP = Category("help", "CLV Help", "CLV 帮助")
