"""Currency signs beside numbers: which currencies one may stand for, and whether they agree."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["CURRENCY", "disagree"]

CURRENCY = (
    r"(?:(?:US|HK|NT|CA|AU|NZ|SG|R|C|A)?\$|[£€¥₹₩₽₺₫฿₴₪元圆円]|人民币|"
    r"CNY|RMB|USD|EUR|GBP|JPY|HKD|TWD|CHF|AUD|CAD|NZD|SGD|INR|KRW|SEK|NOK|DKK|PLN|CZK|BRL|MXN|"
    r"ZAR|RUB|TRY|THB|MYR|IDR|VND|kr\.?|zł|Fr\.)"
)
"""A pattern for one sign or code, in any letter case."""

# A sign that several countries use stands for any of them: $ beside USD is one currency.
_STAND_FOR = {
    "$": "USD CAD AUD NZD SGD HKD TWD MXN",
    "US$": "USD",
    "HK$": "HKD",
    "NT$": "TWD",
    "CA$": "CAD",
    "C$": "CAD",
    "AU$": "AUD",
    "A$": "AUD",
    "NZ$": "NZD",
    "SG$": "SGD",
    "R$": "BRL",
    "£": "GBP",
    "€": "EUR",
    "¥": "CNY JPY",
    "元": "CNY TWD HKD",
    "圆": "CNY JPY",
    "円": "JPY",
    "人民币": "CNY",
    "RMB": "CNY",
    "₹": "INR",
    "₩": "KRW",
    "₽": "RUB",
    "₺": "TRY",
    "₫": "VND",
    "฿": "THB",
    "₴": "UAH",
    "₪": "ILS",
    "KR": "SEK NOK DKK",
    "ZŁ": "PLN",
    "FR": "CHF",
}


def disagree(signs: Iterable[str]) -> bool:
    """Whether no one currency can be meant by all the signs.

    >>> disagree(["$", "USD", "us$"]), disagree(["$", "£"])
    (False, True)
    """
    meant = [_currencies(sign) for sign in signs]
    return bool(meant) and not frozenset.intersection(*meant)


def _currencies(sign: str) -> frozenset[str]:
    code = sign.upper().rstrip(".")
    return frozenset(_STAND_FOR.get(code, code).split())
