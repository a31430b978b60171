"""Texts that follow figures: sentences with what is to be reckoned in braces."""

from __future__ import annotations

import re

from clvxl.sheet.spec import formula_text
from clvxl.text import Text

__all__ = ["follows"]

FIGURE = re.compile(r"\{([^{}]+?)(?::(\d)(%?))?\}")
"""What is reckoned, the decimals it is shown with, and whether in per cent; without: as it is."""


def follows(en: str, zh: str) -> Text:
    """Return a text in which what stands in braces is reckoned and shown.

    >>> follows("Worth {[worth]:2}, {in_rate:1%} of it.", "值 {[worth]:2}，占 {in_rate:1%}。").en
    '="Worth "&FIXED([worth],2)&", "&FIXED(100*in_rate,1)&"% of it."'
    >>> follows("{[word]} again", "又是{[word]}").zh
    '="又是"&[word]'
    """
    return Text(_following(en), _following(zh))


def _following(text: str) -> str:
    before, *rest = FIGURE.split(text)
    said = [formula_text(before)] if before else []
    for reckoned, digits, percent, after in zip(*(rest[at::4] for at in range(4)), strict=True):
        said.append(_shown(reckoned, digits, percent))
        if percent or after:
            said.append(formula_text(f"{percent or ''}{after}"))
    return f"={'&'.join(said)}"


def _shown(reckoned: str, digits: str | None, percent: str | None) -> str:
    if digits is None:
        return reckoned
    return f"FIXED({f'100*{reckoned}' if percent else reckoned},{digits})"
