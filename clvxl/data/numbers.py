"""Numbers as people write them in text: currency signs, brackets, both decimal marks."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from clvxl.data._currency import agreed, signs_in
from clvxl.data._deferred import full, looked_up
from clvxl.data._plain_text import in_plain_signs, unwrapped
from clvxl.data.grouping import text_groups
from clvxl.errors import AmbiguousError
from clvxl.text import Text

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "DecimalMark",
    "currencies_of",
    "currency_names",
    "currency_of",
    "is_plain",
    "parse_numbers",
]

FloatArray = NDArray[np.float64]
DecimalMark = Literal[".", ","]

LONGEST = 64
WITHOUT_PARTS = frozenset(("JPY", "KRW", "VND", "CLP", "PYG", "ISK", "XOF", "XAF", "IDR"))
"""Currencies whose amounts are written in whole units."""

NAN = float("nan")
_MONEY = re.compile(
    r"(?P<before>\D*+)(?P<digits>\d[\d.,' ]*+(?:(?<=[\d.,])e[-+]?\d{1,3})?+)"
    r"(?:(?<=[.,])-{1,2})?+(?P<after>\D*+)$",
    re.IGNORECASE,
)
"""What stands before the digits and after them; "5,-" has no cents. No part can take what another
has taken, so that a text is gone through once."""

_POINTED = r"(?:\d++(?:\.\d*+)?+|\.\d++)(?:e[-+]?\d{1,3})?"
_PLAIN = re.compile(rf"{_POINTED}$", re.IGNORECASE)
_SIGNED = re.compile(rf"\s*+[-+]?{_POINTED}\s*$", re.IGNORECASE)
_GROUPED = {
    ".": re.compile(r"\d{1,3}(?:([,' ])\d{3})(?:\1\d{3})*(?:\.\d*)?$"),
    ",": re.compile(r"\d{1,3}(?:([.' ])\d{3})(?:\1\d{3})*(?:,\d*)?$"),
}
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d*)?$")
_MARK = re.compile(r"[-+()]")
_SIGNS = {("", ""): 1.0, ("+", ""): 1.0, ("-", ""): -1.0, ("", "-"): -1.0, ("(", ")"): -1.0}
"""The sign of a number by the marks before and after its digits; others are none."""


class _Parts(NamedTuple):
    """A text taken apart: its sign, its digits ("" where it is no number), its currency signs."""

    sign: float
    digits: str
    currencies: tuple[str, ...] = ()


NO_NUMBER = _Parts(1.0, "")


class _Affix(NamedTuple):
    """What stands before or after the digits: minus, plus or bracket, and currency signs."""

    marks: str
    currencies: tuple[str, ...]


def parse_numbers(
    column: pd.Series, decimal: DecimalMark | None, name: str, numbers: FloatArray | None = None
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
        return full(column, NAN), "number"
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
    read = looked_up(_finite(np.array([part.sign for part in parts]) * values), codes)
    if numbers is not None:
        read = np.where(np.isfinite(numbers), numbers, read)
    return read, "." if mark == "mixed" else mark


def is_plain(text: str) -> bool:
    """Whether a text is a number with digits, a point and an exponent alone.

    >>> is_plain("-1.5e3"), is_plain("1,5"), is_plain("1" * 32_000)
    (True, False, False)
    """
    return len(text) <= LONGEST and _SIGNED.match(text) is not None


def currency_of(text: str) -> str | None:
    """Return the currency that stands in an amount, or by itself.

    Parameters
    ----------
    text : str
        An amount as people write it.

    Returns
    -------
    str or None
        An ISO 4217 code where it can be one currency only, the sign where it may be several
        (`meant_by` of `clvxl.data._currency` says which), both signs where they contradict each
        other; None where the text names none or is no amount.

    Examples
    --------
    >>> [currency_of(text) for text in ("USD 100", "JPY 15000", "$5", "5 us$", "5", "5 kg", "EUR")]
    ['USD', 'JPY', '$', 'USD', None, None, 'EUR']
    """
    signs = _parts(text).currencies or signs_in(in_plain_signs(text[:LONGEST]).strip()) or ()
    if not signs:
        return None
    codes = agreed(signs)
    if not codes:
        return "/".join(signs)
    return next(iter(codes)) if len(codes) == 1 else signs[0].rstrip(".")


def currencies_of(column: pd.Series) -> NDArray[np.object_]:
    """Return the currency of each cell of a column, as `currency_of`; each text is read once.

    >>> import pandas as pd
    >>> currencies_of(pd.Series(["USD 100", "¥15,000", None, "USD 100"])).tolist()
    ['USD', '¥', None, 'USD']
    >>> currencies_of(pd.Series([1.5, 2.0])).tolist()
    [None, None]
    """
    import pandas as pd

    kinds = (pd.api.types.is_numeric_dtype, pd.api.types.is_datetime64_any_dtype)
    if any(kind(column) for kind in kinds):
        return full(column, None)  # type: ignore[no-any-return]
    codes, texts = text_groups(column)
    return looked_up(np.array([currency_of(text) for text in texts], dtype=object), codes)  # type: ignore[no-any-return]


def currency_names(column: pd.Series) -> tuple[str, ...]:
    """Return the currencies that the cells of a column name, as `currency_of`.

    >>> import pandas as pd
    >>> currency_names(pd.Series(["USD 100", "¥15,000", None, "USD 100"]))
    ('USD', '¥')
    """
    import pandas as pd

    kinds = (pd.api.types.is_numeric_dtype, pd.api.types.is_datetime64_any_dtype)
    if any(kind(column) for kind in kinds):
        return ()
    found = {currency_of(text) for text in text_groups(column)[1]}
    return tuple(sorted(name for name in found if name is not None))


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
    if signs and not agreed(signs):
        raise AmbiguousError(
            Text(
                "column {name} holds amounts of different currencies ({signs}): keep one currency "
                "a file",
                "{name} 列含有不同货币的金额（{signs}）：请每个文件只保留一种货币",
            ),
            name=name, signs=", ".join(signs),
        )  # fmt: skip


def _finite(values: FloatArray) -> FloatArray:
    return np.where(np.isfinite(values), values, NAN)


def _parts(text: str) -> _Parts:
    """Take a text apart: what stands beside its digits has to be signs and currencies alone."""
    if len(text) > LONGEST:
        return NO_NUMBER
    if _PLAIN.match(text) and text.isascii():
        return _Parts(1.0, text)
    # "Rs. 500/-" is written so that nothing can be added behind it
    text = " ".join(in_plain_signs(unwrapped(text)).split()).removesuffix("/-")
    if len(text) > LONGEST:
        return NO_NUMBER
    if _PLAIN.match(text):
        return _Parts(1.0, text)
    match = _MONEY.match(text)
    if match is None:
        return NO_NUMBER
    before, digits, after = match["before"], match["digits"].strip(), match["after"]
    left = _affix(before)
    if left is None and before.endswith((".", ",")):
        digits = before[-1] + digits
        left = _affix(before[:-1])
    right = _affix(after)
    sign = None if left is None or right is None else _SIGNS.get((left.marks, right.marks))
    if left is None or right is None or sign is None:
        return NO_NUMBER
    return _Parts(sign, digits, left.currencies + right.currencies)


@lru_cache(maxsize=1 << 12)
def _affix(text: str) -> _Affix | None:
    """What stands on one side of the digits; None where it is no part of an amount."""
    marks = "".join(_MARK.findall(text))
    found = [signs_in(part.strip()) for part in _MARK.split(text)]
    known = [signs for signs in found if signs is not None]
    return _Affix(marks, sum(known, ())) if len(known) == len(found) else None


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
    elif mark == "." and _INDIAN.match(digits):
        digits = digits.replace(",", "")
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
    if differ.any() and (mark := _of_whole_money([texts[at] for at in np.flatnonzero(differ)])):
        return mark
    if differ.any():
        raise _question(texts[int(differ.argmax())].strip(), name)
    return "."


def _of_whole_money(texts: list[str]) -> Literal[".", ","] | None:
    """The decimal mark beside yen and the like, which have no parts: the sign parts thousands."""
    parts = [_parts(text) for text in texts]
    if not all(part.currencies and agreed(part.currencies) <= WITHOUT_PARTS for part in parts):
        return None
    signs = {sign for part in parts for sign in part.digits if sign in ".,"}
    return None if len(signs) != 1 else "." if signs == {","} else ","


def _question(example: str, name: str) -> AmbiguousError:
    sign, digits, _ = _parts(example)
    dot, comma = _both(digits)
    return AmbiguousError(
        Text(
            "column {name} can be read two ways: is {example} {dot}{remedy[decimal_dot]} or "
            "{comma}{remedy[decimal_comma]}?",
            "{name} 列有两种读法：{example} 是 {dot}{remedy[decimal_dot]}还是 {comma}"
            "{remedy[decimal_comma]}？",
        ),
        name=name,
        example=example,
        dot=sign * dot,
        comma=sign * comma,
    )
