"""The currency that a number format shows."""

from __future__ import annotations

import pytest

from clvxl.data.number_formats import format_currency, one_currency


@pytest.mark.parametrize(
    ("code", "sign"),
    [
        ('"$"#,##0.00', "$"), ("$#,##0.00", "$"), ("[$$-409]#,##0.00", "USD"),
        ('#,##0.00 "€"', "€"), ("#,##0.00\\ [$€-407]", "€"), ("[$€-2] #,##0.00", "€"),
        ("£#,##0.00;[Red]-£#,##0.00", "£"), ("[$£-809]#,##0.00", "£"),
        ("¥#,##0", "¥"), ('"￥"#,##0.00', "¥"), ("[$¥-804]#,##0.00", "CNY"),
        ("[$￥-411]#,##0", "JPY"), ('"CHF" #,##0.00', "CHF"), ("[$CHF-807] #,##0.00", "CHF"),
        ('#,##0.00 "kr"', "kr"), ("#,##0.00\\ [$kr-41D]", "kr"), ("[$SEK] #,##0.00", "SEK"),
        ('_("$"* #,##0.00_);_("$"* \\(#,##0.00\\);_("$"* "-"??_);_(@_)', "$"),
        ('_-* #,##0.00 "€"_-;-* #,##0.00 "€"_-;_-* "-"?? "€"_-;_-@_-', "€"),
        ("0.00", None), ("#,##0.00", None), ("General", None), ("@", None), ("0.0%", None),
        ('#,##0 "pcs"', None), ("[Red]0.00", None), ("yyyy-mm-dd", None), ("", None),
    ],
)  # fmt: skip
def test_the_currency_of_a_format(code: str, sign: str | None) -> None:
    """Signs and codes, before or behind, in accounts too; plain numbers, units and dates have none."""
    assert sign == format_currency(code)


@pytest.mark.parametrize(
    ("formats", "currency"),
    [
        ([], ""), ([""], ""), (["€"], "EUR"), (["$", "USD"], "USD"), (["€", ""], ""),
        (["€", "$"], ""), (["£"], "£"),
    ],
)  # fmt: skip
def test_one_currency(formats: list[str], currency: str) -> None:
    """Amounts have the currency that all of their formats show, else none."""
    assert currency == one_currency(formats)
