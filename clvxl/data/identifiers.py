"""Identifiers as people and programs write them: which two are one customer, and which are none.

Two cells are one customer where what can be seen of them is the same:

- Blanks, no-break spaces and signs without width at the ends are taken off; within, a no-break
  space is a blank and a sign without width is nothing. Upper and lower case differ, but for
  e-mail addresses. `="001"` and `'001`, by which programs keep zeros, are 001.
- A number is its digits: the numbers 17850 and 17850.0 and the text 17850 are one. Text is what is
  written: the texts 12 and 12.0 in cells are two.
- A text file has no numbers, only text. Where an identifier in a column ends in .0 and each one
  with a digit in it is a whole number, with or without .0, a program wrote them as numbers, and
  they are one.
- A number that was cut (1.23457E+11) or that is longer than a spreadsheet keeps is nobody's.
- Words for nothing (NULL, N/A, 无, ...) are blanks, unless they are asked to be kept. Nan, Na and
  Nil are names; nan, NA and NIL are not. #N/A is no word but the error of a cell.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

__all__ = [
    "LONGEST_NUMBER", "Names", "identity", "is_null_word", "null_words", "number_key", "read_names",
]  # fmt: skip

LONGEST_NUMBER = 1e15
"""From here on a number has 16 digits, and a spreadsheet keeps 15."""

_NULL_WORDS = (
    "null (null) <null> [null] none (none) <none> n/a (n/a) <n/a> n.a. <na> undefined (undefined) "
    "(blank) (empty) 无 無 空 空值 (空) (空白) (空值) （空） （空白） （空值）"
).split()
_NULL_SPELLINGS = frozenset(
    form for word in _NULL_WORDS for form in (word, word.upper(), word.title(), word.capitalize())
) | frozenset(
    "\\N nil NIL na NA nan NaN NAN -nan NaT #NA #n/a k.A. 1.#QNAN -1.#IND - -- — – －".split()
)


def _signs(*ranges: str) -> str:
    return "".join(chr(n) for ends in ranges for n in range(ord(ends[0]), ord(ends[-1]) + 1))


_UNSEEN = _signs(
    "\u00ad", "\u180e", "\u200b\u200f", "\u202a\u202e", "\u2060\u2064",
    "\u2066\u2069", "\ufeff",
)  # fmt: skip
_WIDE = _signs(
    "\u00a0", "\u1680", "\u2000\u200a", "\u202f", "\u205f",
    "\u3000",
)  # fmt: skip
_ENDS = _signs("\t\r", "\u001c ", "\u0085", "\u2028\u2029") + _WIDE + _UNSEEN
_SEEN = str.maketrans({**dict.fromkeys(_UNSEEN), **dict.fromkeys(_WIDE, " ")})
_WRAPPED = re.compile(r'="([^"]*)"|\'(\d+)', re.DOTALL)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_CUT = re.compile(r"-?\d(?:[.,]\d+e\+?|e\+)\d{1,3}|-?\d{16,}\.0+", re.IGNORECASE)
_WHOLE = re.compile(r"(0|[1-9][0-9]*)(\.0+|,00?)?")
_DIGIT = re.compile(r"[0-9]")


class Names(NamedTuple):
    """Identifiers read, one for each text.

    Attributes
    ----------
    labels : list of str
        As written, cleaned; "" for none.
    keys : list of str
        Equal for those that are one.
    trimmed : list of bool
        Whether something was taken off an end.
    cut : list of bool
        Whether it is a number that lost digits.
    """

    labels: list[str]
    keys: list[str]
    trimmed: list[bool]
    cut: list[bool]


def is_null_word(text: str) -> bool:
    """Whether a text is a word for nothing, as programs write it.

    >>> [word for word in ("NULL", "n/a", "Nan", "（空）", "0") if is_null_word(word)]
    ['NULL', 'n/a', '（空）']
    """
    return text.strip(_ENDS) in _NULL_SPELLINGS


def null_words() -> frozenset[str]:
    """Return the words for nothing as they may be spelled.

    >>> "n/a" in null_words()
    True
    """
    return _NULL_SPELLINGS


def number_key(value: float) -> str:
    """Return the digits of a number, which the same digits as text equal.

    >>> number_key(17850.0), number_key(2.5)
    ('17850', '2.5')
    """
    return str(int(value)) if value == value // 1 else repr(float(value))


def identity(label: str) -> str:
    """Return what is equal for the spellings of one customer: what is seen, an e-mail in small.

    >>> identity("Ann\u200b"), identity("A@X.org")
    ('Ann', 'a@x.org')
    """
    key = label if label.isascii() else _seen(label)
    return key.casefold() if "@" in key and _EMAIL.fullmatch(key) else key


def read_names(
    texts: Sequence[str], *, typed: bool, keep_null_words: bool = False, others_whole: bool = True
) -> Names:
    """Read the different texts of a column as identifiers.

    Parameters
    ----------
    texts : sequence of str
        Each different text once; they are judged together.
    typed : bool
        Whether numbers had cells of their own, so that text is text.
    keep_null_words : bool
        Whether NULL and the like are names.
    others_whole : bool
        Whether the texts of the column that are not among these, if any, are whole numbers or have
        no digit.

    Returns
    -------
    Names

    Examples
    --------
    >>> read_names(['="007"', "7", "A@x.org ", "a@X.org", "NULL"], typed=True).keys
    ['007', '7', 'a@x.org', 'a@x.org', '']
    >>> read_names(["17850.0", "17850", "Total"], typed=False).keys
    ['17850', '17850', 'Total']
    """
    # what no text has in it is looked for in all of them at once
    whole = "\n".join(texts)
    plain = whole.isascii()
    labels = [text.strip(None if plain else _ENDS) for text in texts]
    trimmed = [label != text for label, text in zip(labels, texts, strict=True)]
    if '="' in whole or "'" in whole:
        labels = [_unwrapped(label) for label in labels]
    if not (keep_null_words or _NULL_SPELLINGS.isdisjoint(labels)):
        labels = ["" if label in _NULL_SPELLINGS else label for label in labels]
    cut = [False] * len(labels)
    if any(sign in whole for sign in "+.,") and _CUT.search(whole):
        cut = [_CUT.fullmatch(label) is not None for label in labels]
    if not typed and others_whole and (".0" in whole or ",0" in whole):
        labels = _without_decimals(labels)
    keys = labels if plain and "@" not in whole else [identity(label) for label in labels]
    return Names(labels, keys, trimmed, cut)


def _unwrapped(label: str) -> str:
    found = _WRAPPED.fullmatch(label)
    return label if found is None else (found[1] or found[2] or "").strip()


def _seen(label: str) -> str:
    """What can be seen of a text."""
    return unicodedata.normalize("NFC", label.translate(_SEEN))


def _without_decimals(labels: list[str]) -> list[str]:
    """Whole numbers without the .0 that a program wrote, where all are whole numbers."""
    found = [_WHOLE.fullmatch(label) for label in labels]
    others = (label for label, match in zip(labels, found, strict=True) if match is None)
    if any(map(_DIGIT.search, others)):
        return labels
    return [label if m is None else m[1] for label, m in zip(labels, found, strict=True)]
