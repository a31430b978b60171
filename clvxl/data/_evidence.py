"""What the first cells of a column show of what it holds. Standard library only."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

__all__ = ["Evidence", "evidence", "fits"]

COMMENT_WORDS = 6.0
COMMENT_LENGTH = 64.0
MOSTLY = 0.5
MANY_ROWS = 12
KINDS_OF_STATUS = 30
CODES_OF_STATUS = 12

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_NOT_LETTERS = re.compile(r"[\W\d_]+")
_TEXT_DATE = re.compile(
    r"\d{1,4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,4}|\d{1,2}[-/ .]\s*[^\W\d_]{3,9}[-/ ,.]+\d{2,4}"
    r"|[^\W\d_]{3,9}\.? \d{1,2},? \d{4}|(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?:\d{6})?$"
)
_CUT_SHORT = re.compile(r"\d(?:\.\d+)?e[+-]?\d+", re.IGNORECASE)


@dataclass(frozen=True)
class Evidence:
    """The first cells of a column, summed up.

    Attributes
    ----------
    filled : int
        Cells that hold something.
    different : int
        Different ones among them.
    blank : float
        Share of cells that hold nothing.
    digits, numbers, dates, emails : float
        Share of the filled cells that have a digit, are a number or money, a date, an address.
    words, length : float
        Mean number of words and of signs of a filled cell.
    """

    filled: int
    different: int
    blank: float
    digits: float
    numbers: float
    dates: float
    emails: float
    words: float
    length: float


def evidence(cells: Iterable[str | None]) -> Evidence:
    """Sum up the cells of a column.

    >>> found = evidence(["ann@x.com", "bob@x.com", None, "ann@x.com"])
    >>> found.filled, found.different, found.emails
    (3, 2, 1.0)
    """
    every = [(cell or "").strip() for cell in cells]
    texts = [text for text in every if text]
    count = len(texts) or 1

    def share(test: Sequence[bool]) -> float:
        return sum(test) / count

    return Evidence(
        filled=len(texts),
        different=len(set(texts)),
        blank=1 - len(texts) / (len(every) or 1),
        digits=share([any(sign.isdigit() for sign in text) for text in texts]),
        numbers=share([is_number(text) for text in texts]),
        dates=share([_TEXT_DATE.match(text) is not None for text in texts]),
        emails=share([_EMAIL.fullmatch(text) is not None for text in texts]),
        words=sum(len(text.split()) for text in texts) / count,
        length=sum(map(len, texts)) / count,
    )


def is_number(text: str) -> bool:
    """Whether a text may be a number or money: digits with a few letters, and no date.

    >>> is_number("US $ 1,234.50"), is_number("2024-03-05"), is_number("A-7 blue")
    (True, False, False)
    """
    if len(text) > 40 or not any(sign.isdigit() for sign in text):
        return False
    plain = unicodedata.normalize("NFKC", text)
    letters = _NOT_LETTERS.sub("", plain)
    if _CUT_SHORT.fullmatch(plain):
        return True
    if len(letters) > 4 or (_TEXT_DATE.match(plain) and ("-" in plain or "/" in plain)):
        return False
    # a letter between digits is a code's
    return re.search(r"\d[^\W\d_]+\d", plain) is None and plain.lstrip("-+").count("-") < 2


def fits(role: str, found: Evidence, *, loosely: bool) -> bool:
    """Whether a column can play a role by what it holds; `loosely` where its header only may.

    >>> fits("amount", evidence(["yes", "no"]), loosely=False)
    False
    """
    if not found.filled:
        # an empty column plays no role that another could play
        return not loosely
    if role in ("amount", "quantity", "price", "refund", "discount"):
        return found.numbers >= MOSTLY
    if role == "date":
        return found.digits >= MOSTLY and not found.emails
    if role == "customer":
        return _can_be_customer(found, loosely)
    if role == "order":
        return found.dates < MOSTLY and found.words <= 3 and (found.different > 1 or not loosely)
    if role in ("status", "type"):
        # a state may be a number, which nobody understands but the shop: it is then told
        codes = role == "status" and not loosely and found.different <= CODES_OF_STATUS
        few = found.different <= KINDS_OF_STATUS and (found.numbers < MOSTLY or codes)
        return few and found.dates < MOSTLY and found.length <= COMMENT_LENGTH
    if role == "currency":
        return found.length <= 5 and found.different <= KINDS_OF_STATUS
    return True


def _can_be_customer(found: Evidence, loosely: bool) -> bool:
    if found.words > COMMENT_WORDS or found.length > COMMENT_LENGTH:
        return False
    if not loosely or found.emails >= MOSTLY:
        return True
    if found.dates >= MOSTLY:
        return False
    # the header tells little: a remark is mostly missing, a grade has few kinds
    return found.blank < MOSTLY and (found.different > 3 or found.filled < MANY_ROWS)
