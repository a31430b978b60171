"""Numbers that were entered as texts: with commas, wide digits, a unit, a per cent sign."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["readings"]

_NUMBER = re.compile(r"[^\d.,+\-%]*([+-]?[\d.,\s'’]*\d[\d.,\s'’]*)(%?)[^\d]*")
LONGEST = 60


def readings(text: str) -> tuple[float, ...]:
    """Return what numbers a text may mean, the likeliest first; none for a text without one.

    >>> readings("3917,82"), readings("7.000,00 EUR"), readings("66.1 %"), readings("６６．１％")
    ((3917.82,), (7000.0,), (0.661,), (0.661,))
    >>> readings("1,234"), readings("about ten")
    ((1234.0, 1.234), ())
    >>> readings("9 lives or 8"), readings("CHF 1'234.50")
    ((), (1234.5,))
    """
    plain = unicodedata.normalize("NFKC", text).strip().replace("−", "-")
    found_one = _NUMBER.fullmatch(plain) if len(plain) <= LONGEST else None
    if found_one is None:
        return ()
    part = 100.0 if found_one[2] else 1.0
    digits = re.sub(r"[\s'’]", "", found_one[1]).rstrip(".,")
    found = [float(f"{float(each) / part:.15g}") for each in _marked(digits)]
    return tuple(dict.fromkeys(found))


def _marked(digits: str) -> list[str]:
    """The number with a full stop as its decimal mark, in one or two ways."""
    marks = [sign for sign in digits if sign in ".,"]
    if not marks:
        return [digits]
    last = marks[-1]
    whole, _, behind = digits.rpartition(last)
    fraction = re.sub("[.,]", "", whole) + "." + behind
    together = re.sub("[.,]", "", digits)
    if len(set(marks)) == 2:
        return [fraction]
    if len(marks) > 1:
        return [together]
    if len(behind) != 3:
        return [fraction]
    return [together, fraction] if last == "," else [fraction, together]
