"""Figures in a sentence: shares, sums of money and lists, as people say them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
from numpy.typing import ArrayLike

from clvxl.report.records import Format
from clvxl.report.values import shown
from clvxl.text import Text

__all__ = ["listed", "money", "money_format", "per_cent", "titled"]

LESS = Text("less than 1%", "不到 1%")
MORE = Text("more than 99%", "超过 99%")
WHOLE = 10_000
"""Sums from here on are told without pennies."""
WHOLE_COLUMN = 1_000_000
"""Columns of an overview that hold such sums are shown without pennies."""


def per_cent(share: float, language: str) -> str:
    """Return a share in whole per cents; one that is not 0 never becomes 0, one below 1 never 100.

    >>> [per_cent(share, "en") for share in (0, 0.001, 0.125, 0.9999, 1)]
    ['0%', 'less than 1%', '13%', 'more than 99%', '100%']
    """
    rounded = int(Decimal(f"{100 * share:.12g}").quantize(Decimal(1), ROUND_HALF_UP))
    if rounded == 0 and share > 0:
        return LESS.say(language)
    if rounded == 100 and share < 1:
        return MORE.say(language)
    return f"{rounded}%"


def money(amount: float, currency: str, whole: float = WHOLE) -> str:
    """Return a sum of money with its currency, where it is known; from `whole` on without pennies.

    >>> money(1234.5, "GBP"), money(67542.67, "$"), money(-3.0, "")
    ('1,234.50 GBP', '$67,543', '-3.00')
    """
    text = shown(amount, "integer" if abs(amount) >= whole else "amount")
    if not currency:
        return text
    if len(currency) > 1 and currency[0].isalpha():
        return f"{text} {currency}"
    return f"-{currency}{text[1:]}" if text.startswith("-") else f"{currency}{text}"


def money_format(*amounts: ArrayLike, whole: float = WHOLE_COLUMN) -> Format:
    """Return how columns of money are shown in an overview: without pennies where one is large.

    >>> money_format([12.5, 999.0]), money_format([12.5], [-2e6])
    ('amount', 'integer')
    """
    largest = max((float(np.nanmax(np.abs(each), initial=0.0)) for each in amounts), default=0.0)
    return "integer" if largest >= whole else "amount"


def titled(title: str, currency: str, language: str) -> str:
    """Return a title of money with its currency, where it is known.

    >>> titled("Revenue", "GBP", "en"), titled("收入", "€", "zh"), titled("Revenue", "", "en")
    ('Revenue (GBP)', '收入（€）', 'Revenue')
    """
    if not currency:
        return title
    return f"{title}（{currency}）" if language == "zh" else f"{title} ({currency})"


def listed(words: Sequence[str], language: str, last: str = "and") -> str:
    """Return words in a row, "and" or "or" before the last.

    >>> listed(["a", "b", "c"], "en"), listed(["a", "b"], "en", "or"), listed(["甲", "乙"], "zh")
    ('a, b and c', 'a or b', '甲、乙')
    """
    if language == "zh":
        return "、".join(words)
    head = ", ".join(words[:-1])
    return f"{head} {last} {words[-1]}" if head else words[-1]
