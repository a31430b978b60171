"""One export and what is right of it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Case:
    """An export as its service lays it out: its headers, layout and words.

    `customers` are the labels, apart by blanks or by "|"; `reasons` count the lines left out.
    """

    case: str
    export: str
    text: str
    customers: str
    purchases: int
    revenue: float
    reasons: dict[str, int] = field(default_factory=dict)
    encoding: str = "utf-8"
