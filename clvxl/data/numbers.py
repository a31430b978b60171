"""Numbers as people write them in text: currency signs, brackets, both decimal marks."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from clvxl.data._currency import CURRENCY, disagree
from clvxl.data.grouping import text_groups
from clvxl.errors import AmbiguousError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["DecimalMark", "is_plain", "parse_numbers"]

FloatArray = NDArray[np.float64]
DecimalMark = Literal[".", ","]

LONGEST = 64
NAN = float("nan")
_MONEY = re.compile(
    rf"(?P<open>\()?\s*(?P<minus>[-+])?\s*(?P<before>{CURRENCY})?\s*(?P<minus2>[-+])?\s*"
    rf"(?P<digits>[\d.,'\s]*\d[\d.,]*(?:e[-+]?\d+)?)"
    rf"\s*(?P<after>{CURRENCY})?\s*(?P<minus3>-)?\s*(?P<close>\))?$",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d{1,3})?$", re.IGNORECASE)
_SIGNED = re.compile(r"\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d{1,3})?\s*$", re.IGNORECASE)
_GROUPED = {
    ".": re.compile(r"\d{1,3}(?:([,' ])\d{3})(?:\1\d{3})*(?:\.\d*)?$"),
    ",": re.compile(r"\d{1,3}(?:([.' ])\d{3})(?:\1\d{3})*(?:,\d*)?$"),
}
_SIGNS = str.maketrans({"−": "-", "–": "-", "’": "'", "‘": "'"})


class _Parts(NamedTuple):
    """A text taken apart: its sign, its digits ("" where it is no number), its currency signs."""

    sign: float
    digits: str
    currencies: tuple[str, ...] = ()


NO_NUMBER = _Parts(1.0, "")


def parse_numbers(
    column: pd.Series,
    decimal: DecimalMark | None,
    name: str,
    numbers: FloatArray | None = None,
) -> tuple[FloatArray, str]:
    """Read a column of numbers.

    Parameters
    ----------
    column : pandas.Series
        Numbers pass; text is read.
    decimal : ".", "," or None
        The decimal mark of texts; None: the column has to settle it.
    name : str
        What the question calls the column.
    numbers : float64 array, as long as column, optional
        What the cells hold that were real numbers before the column became text, NaN elsewhere.
        They stay what they are; texts alone are read.

    Returns
    -------
    values : float64 array
        NaN where no finite number can be read.
    mark : str
        "." or ",", or "number" for a column that holds numbers.

    Raises
    ------
    AmbiguousError
        Every text reads with both decimal marks, some differently, and `decimal` is None; or the
        currency signs cannot be of one currency.

    Examples
    --------
    >>> import pandas as pd
    >>> values, mark = parse_numbers(pd.Series(["£1.234,50", "(12,50)"]), None, "Amount")
    >>> values.tolist(), mark
    ([1234.5, -12.5], ',')
    """
    import pandas as pd

    if pd.api.types.is_bool_dtype(column) or pd.api.types.is_datetime64_any_dtype(column):
        return np.full(len(column), NAN), "number"
    if pd.api.types.is_numeric_dtype(column):
        return _finite(column.to_numpy(dtype=np.float64, na_value=NAN)), "number"
    codes, texts = text_groups(column)
    parts = [_parts(text) for text in texts]
    _refuse_currencies(parts, name)
    both = np.array([_both(part.digits) for part in parts])
    mark = decimal or _settle(both, _stands_as_text(codes, numbers, len(texts)), texts, name)
    if mark == "mixed":
        values = np.array([_plain(part.digits) for part in parts])
    else:
        values = both[:, 0 if mark == "." else 1]
    read = _finite(np.array([part.sign for part in parts]) * values)[codes]
    if numbers is not None:
        read = np.where(np.isfinite(numbers), numbers, read)
    return read, "." if mark == "mixed" else mark


def is_plain(text: str) -> bool:
    """Whether a text is a number with digits, a point and an exponent alone.

    >>> is_plain("-1.5e3"), is_plain("1,5"), is_plain("1" * 32_000)
    (True, False, False)
    """
    return len(text) <= LONGEST and _SIGNED.match(text) is not None


def _stands_as_text(
    codes: NDArray[np.int64], numbers: FloatArray | None, groups: int
) -> NDArray[np.bool_]:
    """Which of the different texts stand in a cell of text, not only in cells of numbers."""
    if numbers is None:
        return np.ones(groups, dtype=bool)
    return np.bincount(codes[np.isnan(numbers)] + 1, minlength=groups)[[*range(1, groups), 0]] > 0


def _refuse_currencies(parts: list[_Parts], name: str) -> None:
    """Amounts of different currencies have no sum."""
    signs = dict.fromkeys(sign for part in parts for sign in part.currencies)
    if disagree(signs):
        raise AmbiguousError(
            "column {name} holds amounts of different currencies ({signs}): keep one currency a "
            "file",
            name=name,
            signs=", ".join(signs),
        )


def _finite(values: FloatArray) -> FloatArray:
    return np.where(np.isfinite(values), values, NAN)


def _parts(text: str) -> _Parts:
    """Take a text apart; long ones and runs of blanks are kept from the patterns below."""
    if len(text) > LONGEST:
        return NO_NUMBER
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_SIGNS)
    text = " ".join(text.split())
    if len(text) > LONGEST:
        return NO_NUMBER
    if _PLAIN.match(text):
        return _Parts(1.0, text)
    match = _MONEY.match(text)
    if match is None or bool(match["open"]) != bool(match["close"]):
        return NO_NUMBER
    signs = [match["open"], match["minus"], match["minus2"], match["minus3"]]
    if sum(map(bool, signs)) > 1:
        return NO_NUMBER
    sign = -1.0 if any(part and part != "+" for part in signs) else 1.0
    found = tuple(part for part in (match["before"], match["after"]) if part)
    return _Parts(sign, match["digits"].strip(), found)


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


def _settle(
    both: FloatArray, as_text: NDArray[np.bool_], texts: list[str], name: str
) -> Literal[".", ",", "mixed"]:
    """The decimal mark that the texts show by themselves; a question where they show none."""
    dots, commas = np.isfinite(both).T & as_text
    only_dots, only_commas = bool((dots & ~commas).any()), bool((commas & ~dots).any())
    if only_dots or only_commas:
        return "mixed" if only_dots and only_commas else "." if only_dots else ","
    differ = dots & commas & (both[:, 0] != both[:, 1])
    if differ.any():
        raise _question(texts[int(differ.argmax())].strip(), name)
    return "."


def _question(example: str, name: str) -> AmbiguousError:
    sign, digits, _ = _parts(example)
    dot, comma = _both(digits)
    return AmbiguousError(
        "column {name} can be read two ways: is {example} {dot} (say --decimal .) "
        "or {comma} (say --decimal ,)?",
        name=name,
        example=example,
        dot=sign * dot,
        comma=sign * comma,
    )
