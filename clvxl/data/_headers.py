"""How well a header fits a role, from the phrases of `clvxl.data._words`.

Phrases are written in small letters without accents, with blanks between words. A header that is a
phrase fits exactly; one that holds a phrase among other words fits less well, and not at all where
it holds a barred word too. Lower ranks are better; ranks of one role only are compared with each
other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from clvxl.data._words import ROLE_WORDS, Tier

__all__ = ["WITHIN", "header_words", "ranks"]

WITHIN = 10
"""Added to the rank of a phrase that stands among other words."""

LONGEST = 4
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_WORD = re.compile(r"[^\W_]+")
_ACCENT = re.compile(r"[\u0300-\u036f]")
_WITH = (
    "incl?|including|included|excl?|ex|excluding|excluded|with|without|before|after|inkl|inklusive|"
    "exkl|exklusive|mit|ohne|zzgl|avec|sans|hors|con|sin|com|sem|z|bez|senza"
)
_HAD = "incl|excl|inkl|exkl|included|excluded|incluid[oa]|excluid[oa]|inclus[oae]?|esclus[oae]|comprise"
_TAX = "taxe?s?|vat(?:em)?|gst|hst|mw ?st|u ?st|steuer|btw|iva|tva|impuestos?|impostos?"
_TAXED = re.compile(
    rf"\b(?:{_WITH}) (?:{_TAX})\b(?: (?:{_HAD})\b)?|\b(?:{_TAX}) (?:{_HAD})\b"
    r"|不?[含未]税|税[込抜]み?き?|税[別别]"
)
"""Words that say whether tax is in an amount; they do not make the amount a tax."""

_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def header_words(header: str) -> tuple[str, ...]:
    """Split a header into words: no case, no accents, no full width, no punctuation.

    >>> header_words("CustomerID"), header_words("Ｄｏｌｌａｒ_value "), header_words("Währung")
    (('customer', 'id'), ('dollar', 'value'), ('wahrung',))
    """
    text = _CAMEL.sub(" ", unicodedata.normalize("NFKC", header)).casefold()
    plain = _ACCENT.sub("", unicodedata.normalize("NFD", text))
    return tuple(_WORD.findall(unicodedata.normalize("NFC", plain)))


class Phrases:
    """Phrases to look for in headers: by words, and by signs where a language has no blanks."""

    def __init__(self, texts: Iterable[str]) -> None:
        every = tuple(texts)
        self.signs = tuple(text for text in every if _EAST_ASIAN.search(text))
        self.words = frozenset(every).difference(self.signs)

    def stand_in(self, runs: frozenset[str], whole: str) -> bool:
        """Whether one is among the runs of words, or within the whole header."""
        if not self.words.isdisjoint(runs):
            return True
        return not whole.isascii() and any(text in whole for text in self.signs)


@dataclass(frozen=True)
class Entry:
    """The phrases of one role.

    Attributes
    ----------
    exact : dict of str to int
        A whole header, without blanks, to its rank.
    within : tuple of (rank, phrases, allowed)
        Phrases that may stand among other words; `allowed` also beside barred words.
    barred : Phrases
        Words that tell that a header is about something else.
    """

    exact: dict[str, int]
    within: tuple[tuple[int, Phrases, bool], ...]
    barred: Phrases

    def rank(self, runs: frozenset[str], whole: str) -> int | None:
        """How well a header fits, 0 best; None where it does not."""
        if whole in self.exact:
            return self.exact[whole]
        fitting = [(rank, ok) for rank, phrases, ok in self.within if phrases.stand_in(runs, whole)]
        if fitting and self.barred.stand_in(runs, whole):
            fitting = [(rank, ok) for rank, ok in fitting if ok]
        return min(fitting)[0] if fitting else None


def _entry(tiers: Iterable[Tier], barred: str) -> Entry:
    exact: dict[str, int] = {}
    within = []
    for rank, (text, inside) in enumerate(tiers):
        phrases = tuple(text.split(";"))
        for phrase in phrases:
            exact.setdefault(phrase.replace(" ", ""), rank)
        if inside is not None:
            within.append((WITHIN + rank, Phrases(phrases), inside))
    return Entry(exact, tuple(within), Phrases(barred.split(";")))


_ENTRIES = {role: _entry(*words) for role, words in ROLE_WORDS.items()}


def _runs(words: tuple[str, ...]) -> frozenset[str]:
    """All runs of up to as many words as the longest phrase has."""
    return frozenset(
        " ".join(words[first:last])
        for first in range(len(words))
        for last in range(first + 1, min(first + LONGEST, len(words)) + 1)
    )


@lru_cache(maxsize=1 << 16)
def ranks(header: str) -> tuple[tuple[str, int], ...]:
    """How well a header fits each role it fits at all: (role, rank), 0 is best.

    >>> ranks("Order Date"), ranks("Price (incl. VAT)"), ranks("VAT Amount")
    ((('date', 0),), (('price', 11),), ())
    """
    words = header_words(header)
    found = _ranks(words)
    text = " ".join(words)
    if (untaxed := _TAXED.sub(" ", text)) != text:
        found = {**_ranks(tuple(untaxed.split())), **found}
    return tuple(found.items())


def _ranks(words: tuple[str, ...]) -> dict[str, int]:
    runs, whole = _runs(words), "".join(words)
    every = ((role, entry.rank(runs, whole)) for role, entry in _ENTRIES.items())
    return {role: rank for role, rank in every if rank is not None}
