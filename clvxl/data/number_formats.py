"""The currency that a spreadsheet's number format shows beside a number."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from clvxl.data._currency import agreed, shown_as, signs_in

__all__ = ["format_currency", "one_currency"]

BRACKETS = re.compile(r"\[\$([^\]-]*)(?:-([^\]]*))?\]")
OTHER_BRACKETS = re.compile(r"\[[^\]]*\]|_.|\*.")
NOT_LITERAL = re.compile(r"[#0?.,;/%()\-+]|General", re.IGNORECASE)
COUNTRIES = {
    "$": {
        "409": "USD", "1009": "CAD", "C0C": "CAD", "C09": "AUD", "1409": "NZD", "1004": "SGD",
        "4809": "SGD", "C04": "HKD", "404": "TWD", "80A": "MXN",
    },
    "¥": {"411": "JPY", "804": "CNY"},
}  # fmt: skip
"""What a sign is in the countries whose codes may stand beside it."""


def format_currency(code: str) -> str | None:
    """Return the currency that a number format shows, None where it shows none.

    >>> [format_currency(code) for code in ('"$"#,##0.00', '#,##0.00 "€"', "[$¥-411]#,##0")]
    ['$', '€', 'JPY']
    >>> format_currency("[Red]#,##0.00"), format_currency('0 "pcs"'), format_currency("yyyy-mm-dd")
    (None, None, None)
    """
    first = unicodedata.normalize("NFKC", code.partition(";")[0])
    if (found := BRACKETS.search(first)) and found[1].strip():
        sign = found[1].strip()
        country = (found[2] or "").lstrip("0").upper()
        sign = COUNTRIES.get(sign, {}).get(country, sign)
    else:
        plain = OTHER_BRACKETS.sub("", BRACKETS.sub("", first)).replace('"', "").replace("\\", "")
        sign = NOT_LITERAL.sub("", plain).strip()
    signs = signs_in(sign)
    return signs[0] if signs else None


def one_currency(formats: Iterable[str]) -> str:
    """Return the currency of amounts whose formats show these, "" standing for none.

    >>> one_currency(["$", "USD"]), one_currency(["€", ""]), one_currency(["€", "$"])
    ('USD', '', '')
    """
    different = set(formats)
    if not different or "" in different or not agreed(different):
        return ""
    return shown_as(different)
