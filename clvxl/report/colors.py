"""What a colour means: revenue, customers and each segment keep theirs in reports and exercises."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["ACTUAL", "CUSTOMERS", "EVEN", "EXPECTED", "NEW_REVENUE", "REVENUE", "SEGMENTS",
           "SERIES", "shades"]  # fmt: skip

REVENUE = "#1F7A6D"
NEW_REVENUE = "#9ACBC2"
"""That of new customers, beside the rest."""
CUSTOMERS = "#D0804A"
ACTUAL = "#4E79A7"
"""What came to pass."""
EXPECTED = "#E0A030"
"""What a model expects."""
EVEN = "#9AA5A3"
"""What would be if all were alike."""
SERIES = (REVENUE, CUSTOMERS, "#4E79A7", "#8A6FB0")
"""Of series without such a meaning, in this order."""

SEGMENTS: Mapping[str, str] = MappingProxyType(
    {
        "champions": "#8CC5BB", "loyal": "#B5DAD3", "potential_loyalists": "#D3E6C8",
        "new": "#CFE0F3", "promising": "#E3EBF5", "attention": "#F6E7B4",
        "about_to_sleep": "#F3D9C2", "cant_lose": "#E59C83", "at_risk": "#F0BCA6",
        "hibernating": "#DCDFE0",
        "high": "#8CC5BB", "medium": "#F6E7B4", "low": "#DCDFE0",
        "key_value": "#8CC5BB", "key_development": "#B5DAD3", "key_retention": "#E59C83",
        "key_win_back": "#F0BCA6", "general_value": "#D3E6C8", "general_development": "#CFE0F3",
        "general_retention": "#F3D9C2", "general_win_back": "#DCDFE0",
        "folded": "#ECE7DA",
    }
)  # fmt: skip
"""Segment key to the fill of its cells, light enough to read on."""

LIGHTEST = 0.25


def shades(color: str, count: int) -> list[str]:
    """Return a colour in so many shades, the lightest first and the colour itself last.

    >>> shades("#D0804A", 3), shades("#D0804A", 1)
    (['#F3DFD2', '#E2B08E', '#D0804A'], ['#D0804A'])
    """
    parts = [int(color[at : at + 2], 16) for at in (1, 3, 5)]
    steps = max(count - 1, 1)
    weights = [1.0 - (1.0 - LIGHTEST) * (count - 1 - at) / steps for at in range(count)]
    mixed = ([round(255 - (255 - part) * weight) for part in parts] for weight in weights)
    return ["#{:02X}{:02X}{:02X}".format(*shade) for shade in mixed]
