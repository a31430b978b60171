"""What a doctor found: the record that all hosts share."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Finding"]


@dataclass(frozen=True)
class Finding:
    """One thing looked at: whether it is in order, what was found, and the remedy if not."""

    name: str
    ok: bool
    sentence: str
    remedy: str = ""
