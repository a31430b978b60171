"""Titles of columns, broken into lines so that two of them never touch."""

from __future__ import annotations

import re

from clvxl.report.layout import BOLD, text_width

__all__ = ["broken", "narrowest"]

AIR = 2.0
"""Characters between a title and the one beside it."""

PARTS = re.compile(r"[\u2e80-\u9fff\uff00-\uffef]|[^\s\u2e80-\u9fff\uff00-\uffef]+\s*|\s+")
"""What stays together: a Chinese sign, or a word with the blanks behind it."""

NEVER_FIRST = "，。、；：）％！？”"


def narrowest(title: str) -> float:
    """Return the width in which the longest word of a title stands with air beside it.

    >>> narrowest("Responses needed"), narrowest("R")
    (12.0, 3.0)
    """
    return float(max(round(text_width(part.strip()) * BOLD + AIR) for part in _parts(title)))


def broken(title: str, width: float) -> str:
    r"""Return a title in lines that leave some air in a column.

    >>> broken("Running product, first year certain", 20.0)
    'Running product,\nfirst year\ncertain'
    >>> broken("留存：按所给比例", 14.0)
    '留存：按所\n给比例'
    """
    room = max((width - AIR) / BOLD, 1.0)
    lines = [""]
    for part in _parts(title):
        if lines[-1] and text_width((lines[-1] + part).rstrip()) > room:
            lines.append("")
        lines[-1] += part
    return "\n".join(line.strip() for line in lines)


def _parts(title: str) -> list[str]:
    found: list[str] = []
    for part in PARTS.findall(title):
        if found and part in NEVER_FIRST:
            found[-1] += part
        else:
            found.append(part)
    return found or [title]
