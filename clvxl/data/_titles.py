"""Finding columns by titles that a template names, whatever they hold.

A template hands over a mapping of key to titles. The first two titles of a key are its own, one a
language, and fit equally well; further ones are looked at only where neither is there. A key that
ends in ? may miss. A key that ends in ! has the header that a person named as its first title: that
one alone fits. A key that ends in + is a role of sales, such as customer: its usual headers come
first, its titles fit too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, TypeGuard

__all__ = [
    "NAMED", "are_titles", "further_titles", "places", "title_key", "title_places", "usual_titles",
]  # fmt: skip

_SIGN = re.compile(r"[\W_]+")
MAY_MISS = "?"
NAMED = "!"
TOO = "+"
OWN = 2
"""So many titles of a key are its own, one a language."""


def are_titles(chosen: Mapping[str, Any] | None) -> TypeGuard[Mapping[str, Sequence[str]]]:
    """Whether lists of titles were given, not one header a role.

    >>> are_titles({"year?": ["Year"]}), are_titles({"customer+": ["Card"]}), are_titles({})
    (True, False, False)
    """
    return bool(chosen) and all(
        not isinstance(name, str) and not key.endswith(TOO) for key, name in (chosen or {}).items()
    )


def further_titles(chosen: Mapping[str, Any] | None) -> dict[str, Sequence[str]]:
    """Return the titles that roles of sales may have too.

    >>> further_titles({"customer+": ["Card", "会员卡号"], "date": "When"})
    {'customer': ['Card', '会员卡号']}
    """
    return {key[:-1]: names for key, names in (chosen or {}).items() if key.endswith(TOO)}


def usual_titles(titles: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    """Return the titles without the headers that a person named.

    >>> usual_titles({"revenue!": ("Umsatz", "Revenue", "收入"), "cost?": ("Cost",)})
    {'revenue': ('Revenue', '收入'), 'cost?': ('Cost',)}
    """
    return {
        key.removesuffix(NAMED): names[1:] if key.endswith(NAMED) else names
        for key, names in titles.items()
    }


def title_key(title: str | None) -> str:
    """Return a title as it is compared: no case, blanks or punctuation.

    >>> title_key("Service_Cost "), title_key("服务成本")
    ('servicecost', '服务成本')
    """
    return _SIGN.sub("", unicodedata.normalize("NFKC", title or "").casefold())


def title_places(headers: Sequence[str | None], titles: Sequence[str]) -> list[int]:
    """Return the columns that fit best: those of an own title, else those of a further one.

    >>> title_places(["Year", "Sales", "收入", "Revenue"], ["Revenue", "收入", "Sales"])
    [2, 3]
    """
    keys = [title_key(header) for header in headers]
    for rank in (titles[:OWN], titles[OWN:]):
        known = {title_key(title) for title in rank}
        if found := [at for at, key in enumerate(keys) if key in known]:
            return found
    return []


def places(
    headers: Sequence[str | None], titles: Mapping[str, Sequence[str]]
) -> tuple[dict[str, list[int]], list[str]]:
    """Return the columns that fit each key best; and the keys that lack one.

    >>> places(["Year", "Revenue"], {"revenue": ["Revenue", "收入", "Sales"], "cost?": ["Cost"]})
    ({'revenue': [1]}, [])
    >>> places(["Sales", "Plan"], {"cost!": ["plan"], "revenue": ["Sales", "Plan"]})
    ({'cost': [1], 'revenue': [0]}, [])
    """
    found: dict[str, list[int]] = {}
    lacking = []
    free: list[str | None] = list(headers)
    for key in sorted(titles, key=lambda key: not key.endswith(NAMED)):
        if key.endswith(NAMED):
            wanted = titles[key][0].strip().casefold()
            best = [at for at, each in enumerate(headers) if _plain(each) == wanted]
            free = [None if at in best else each for at, each in enumerate(free)]
        else:
            best = title_places(free, titles[key])
        if best:
            found[key.removesuffix(MAY_MISS).removesuffix(NAMED)] = best
        elif not key.endswith(MAY_MISS):
            lacking.append(key)
    return found, lacking


def _plain(header: str | None) -> str:
    return (header or "").strip().casefold()
