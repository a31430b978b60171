"""Finding columns by titles that a template names, whatever they hold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, TypeGuard

__all__ = ["are_titles", "places", "title_key"]

_SIGN = re.compile(r"[\W_]+")
MAY_MISS = "?"


def are_titles(chosen: Mapping[str, Any] | None) -> TypeGuard[Mapping[str, Sequence[str]]]:
    """Whether lists of titles were given, not one header a role."""
    return bool(chosen) and all(not isinstance(name, str) for name in (chosen or {}).values())


def title_key(title: str | None) -> str:
    """Return a title as it is compared: no case, blanks or punctuation.

    >>> title_key("Service_Cost "), title_key("服务成本")
    ('servicecost', '服务成本')
    """
    return _SIGN.sub("", unicodedata.normalize("NFKC", title or "").casefold())


def places(
    headers: Sequence[str | None], titles: Mapping[str, Sequence[str]]
) -> tuple[dict[str, list[int]], list[str]]:
    """Return the columns that fit each key, best title's columns only; and the keys that lack one.

    A key that ends in ? may miss; it is returned without that sign.

    >>> places(["Year", "Revenue", "Sales"], {"revenue": ["Revenue", "Sales"], "cost?": ["Cost"]})
    ({'revenue': [1]}, [])
    """
    keys = [title_key(header) for header in headers]
    found: dict[str, list[int]] = {}
    lacking = []
    for key, accepted in titles.items():
        fits = ([at for at, k in enumerate(keys) if k == title_key(each)] for each in accepted)
        best = next((columns for columns in fits if columns), [])
        if best:
            found[key.removesuffix(MAY_MISS)] = best
        elif not key.endswith(MAY_MISS):
            lacking.append(key)
    return found, lacking
