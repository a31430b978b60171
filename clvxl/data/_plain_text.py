"""Text in plain signs: full-width and Arabic digits, other blanks, minus signs and apostrophes."""

from __future__ import annotations

import unicodedata

__all__ = ["in_plain_signs", "unwrapped"]

NO_SIGN = "\N{REPLACEMENT CHARACTER}"
"""Stands for a sign that looks like a digit and is none: a superscript is a footnote."""

_ALIKE = {
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
    **dict.fromkeys("\u2018\u2019\u02bc\u00b4", "'"),
    "\u066b": ".",
    "\u066c": ",",
}


class _PlainSigns(dict[int, str]):
    """What each sign is written as; found when it is first met, as `str.translate` asks."""

    def __missing__(self, code: int) -> str:
        plain = self[code] = "".join(map(_plain_sign, _compatible(chr(code))))
        return plain


def _compatible(sign: str) -> str:
    """A sign in its compatible form, NFKC; one that only looks like a digit is no sign."""
    if unicodedata.category(sign) == "No":
        return NO_SIGN
    return unicodedata.normalize("NFKC", sign)


def _plain_sign(sign: str) -> str:
    if sign in _ALIKE:
        return _ALIKE[sign]
    category = unicodedata.category(sign)
    if category == "Nd":
        return str(unicodedata.decimal(sign))
    if category == "Cf":  # zero-width signs and marks of direction
        return ""
    return " " if category == "Zs" else sign


_PLAIN_SIGNS = _PlainSigns()


def unwrapped(text: str) -> str:
    """Take off the formula by which programs keep a text as it is.

    >>> unwrapped('="2024-01-05"'), unwrapped("12.50")
    ('2024-01-05', '12.50')
    """
    text = text.strip()
    return text[2:-1].strip() if text.startswith('="') and text.endswith('"') else text


def in_plain_signs(text: str) -> str:
    """Write digits of all scripts as 0 to 9, and signs that look like - ' and a blank as these.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
        Superscripts and numbers in circles become a sign that no number or date has.

    Examples
    --------
    >>> in_plain_signs("\uff11\uff12\uff0e\uff15\uff10"), in_plain_signs("\u22121\u202f234")
    ('12.50', '-1 234')
    >>> in_plain_signs("12\u00b2").isascii()
    False
    """
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", text).translate(_PLAIN_SIGNS)
