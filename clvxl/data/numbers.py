"""Numbers as people write them in text: currency signs, brackets, both decimal marks."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from clvxl.data.grouping import text_groups
from clvxl.errors import AmbiguousError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["DecimalMark", "parse_numbers"]

FloatArray = NDArray[np.float64]
DecimalMark = Literal[".", ","]

LONGEST = 64
NAN = float("nan")
_CURRENCY = (
    r"(?:(?:US|HK|NT|CA|AU|NZ|SG|R|C|A)?\$|[£€¥₹₩₽₺₫฿₴₪元圆]|人民币|"
    r"CNY|RMB|USD|EUR|GBP|JPY|HKD|TWD|CHF|AUD|CAD|NZD|SGD|INR|KRW|SEK|NOK|DKK|PLN|CZK|BRL|MXN|"
    r"ZAR|RUB|TRY|THB|MYR|IDR|VND|kr\.?|zł|Fr\.)"
)
_MONEY = re.compile(
    rf"(?P<open>\()?\s*(?P<minus>[-+])?\s*(?:{_CURRENCY})?\s*(?P<minus2>[-+])?\s*"
    rf"(?P<digits>[\d.,'\s]*\d[\d.,]*(?:e[-+]?\d+)?)"
    rf"\s*(?:{_CURRENCY})?\s*(?P<minus3>-)?\s*(?P<close>\))?$",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d{1,3})?$", re.IGNORECASE)
_GROUPED = {
    ".": re.compile(r"\d{1,3}(?:([,' ])\d{3})(?:\1\d{3})*(?:\.\d*)?$"),
    ",": re.compile(r"\d{1,3}(?:([.' ])\d{3})(?:\1\d{3})*(?:,\d*)?$"),
}
_SIGNS = str.maketrans({"−": "-", "–": "-", "’": "'", "‘": "'"})
_BLANKS = re.compile(r"\s+")


def parse_numbers(
    column: pd.Series, decimal: DecimalMark | None, typed: bool, name: str
) -> tuple[FloatArray, str]:
    """Read a column of numbers.

    Parameters
    ----------
    column : pandas.Series
        Numbers pass; text is read.
    decimal : ".", "," or None
        The decimal mark; None: the column has to settle it.
    typed : bool
        True where cells have types: a plain 1.234 among text is then a number written out.
    name : str
        What the question calls the column.

    Returns
    -------
    values : float64 array
        NaN where no finite number can be read.
    mark : str
        "." or ",", or "number" for a column that holds numbers.

    Raises
    ------
    AmbiguousError
        Every number reads with both decimal marks, some differently, and `decimal` is None.

    Examples
    --------
    >>> import pandas as pd
    >>> values, mark = parse_numbers(pd.Series(["£1.234,50", "(12,50)"]), None, False, "Amount")
    >>> values.tolist(), mark
    ([1234.5, -12.5], ',')
    """
    import pandas as pd

    if pd.api.types.is_bool_dtype(column) or pd.api.types.is_datetime64_any_dtype(column):
        return np.full(len(column), NAN), "number"
    if pd.api.types.is_numeric_dtype(column):
        return _finite(column.to_numpy(dtype=np.float64, na_value=NAN)), "number"
    codes, texts = text_groups(column)
    pairs = [_parts(text) for text in texts]
    signs = np.array([sign for sign, _ in pairs])
    both = np.array([_both(digits) for _, digits in pairs])
    written = np.array([_written_out(text) if typed else NAN for text in texts])
    mark = decimal or _settle(both[np.isnan(written)], texts, written, name)
    if mark == "mixed":
        values = np.array([_plain(digits) for _, digits in pairs])
    else:
        values = both[:, 0 if mark == "." else 1]
    values = np.where(np.isnan(written), signs * values, written)
    return _finite(values)[codes], "." if mark == "mixed" else mark


def _finite(values: FloatArray) -> FloatArray:
    return np.where(np.isfinite(values), values, NAN)


def _parts(text: str) -> tuple[float, str]:
    """The sign and the digits of a number; no digits where the text is none."""
    if len(text) > LONGEST:
        return 1.0, ""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_SIGNS)
    text = text.strip()
    if _PLAIN.match(text):
        return 1.0, text
    match = _MONEY.match(text)
    if match is None or bool(match["open"]) != bool(match["close"]):
        return 1.0, ""
    signs = [match["open"], match["minus"], match["minus2"], match["minus3"]]
    if sum(map(bool, signs)) > 1:
        return 1.0, ""
    sign = -1.0 if any(part and part != "+" for part in signs) else 1.0
    return sign, _BLANKS.sub(" ", match["digits"]).strip()


def _plain(digits: str) -> float:
    return float(digits) if _PLAIN.match(digits) else NAN


def _both(digits: str) -> tuple[float, float]:
    """Read digits with a point and with a comma as the decimal mark."""
    if "," not in digits and "." not in digits:
        whole = _value(digits, ".")
        return whole, whole
    return _value(digits, "."), _value(digits, ",")


def _value(digits: str, mark: str) -> float:
    """Read digits with one decimal mark; the other signs may only part thousands."""
    if grouped := _GROUPED[mark].match(digits):
        digits = digits.replace(grouped[1], "")
    elif mark == "," and "." in digits:
        return NAN
    return _plain(digits.replace(",", ".") if mark == "," else digits)


def _written_out(text: str) -> float:
    """The number that a typed cell held, where its text is just how a number is written out."""
    text = text.strip()
    return float(text) if _PLAIN.match(text.removeprefix("-")) else NAN


def _settle(
    both: FloatArray, texts: list[str], written: FloatArray, name: str
) -> Literal[".", ",", "mixed"]:
    """The decimal mark that the column shows by itself; a question where it shows none."""
    dots, commas = np.isfinite(both).T
    only_dots, only_commas = bool((dots & ~commas).any()), bool((commas & ~dots).any())
    if only_dots or only_commas:
        return "mixed" if only_dots and only_commas else "." if only_dots else ","
    differ = dots & commas & (both[:, 0] != both[:, 1])
    if differ.any():
        raise _question(texts[np.flatnonzero(np.isnan(written))[differ.argmax()]].strip(), name)
    return "."


def _question(example: str, name: str) -> AmbiguousError:
    sign, digits = _parts(example)
    dot, comma = _both(digits)
    return AmbiguousError(
        "column {name} can be read two ways: is {example} {dot} (say --decimal .) "
        "or {comma} (say --decimal ,)?",
        name=name,
        example=example,
        dot=sign * dot,
        comma=sign * comma,
    )
