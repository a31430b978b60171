"""Domains: one function a kind of bound. A float costs one comparison; an array, one pass."""

from __future__ import annotations

from collections.abc import Sized
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from clvxl.errors import ONE_OF, DomainError, InputError, ZeroBaseError
from clvxl.text import Text

Number: TypeAlias = float | NDArray[np.float64]
Vector: TypeAlias = NDArray[np.float64]


def above(name: str, value: Any, low: float) -> None:
    """Refuse what is not above `low`."""
    if not (value > low if type(value) is float else np.all(value > low)):
        refuse(
            Text("{name} must be above {low}", "{name} 必须大于 {low}"),
            value,
            ~(np.asarray(value) > low),
            name=name,
            low=low,
        )


def at_least(name: str, value: Any, low: float) -> None:
    """Refuse what is below `low`."""
    if not (value >= low if type(value) is float else np.all(value >= low)):
        bad = ~(np.asarray(value) >= low)
        refuse(
            Text("{name} must be at least {low}", "{name} 不得小于 {low}"),
            value,
            bad,
            name=name,
            low=low,
        )


def fraction(name: str, value: Any) -> None:
    """Refuse what is not in [0, 1]."""
    if not (0 <= value <= 1 if type(value) is float else np.all((value >= 0) & (value <= 1))):
        array = np.asarray(value)
        text = Text(
            "{name} must be between 0 and 1: write 30 % as 0.3",
            "{name} 必须在 0 与 1 之间：30 % 写作 0.3",
        )
        refuse(text, value, ~((array >= 0) & (array <= 1)), name=name)


def at_most_one(name: str, value: Any) -> None:
    """Refuse a share above 1."""
    if not (value <= 1 if type(value) is float else np.all(value <= 1)):
        text = Text(
            "{name} must be at most 1: write 30 % as 0.3", "{name} 不得大于 1:30 % 写作 0.3"
        )
        refuse(text, value, ~(np.asarray(value) <= 1), name=name)


def whole(name: str, value: float, low: int, high: int) -> int:
    """Return `value` as an int; refuse what is not a whole number in [low, high]."""
    if not (low <= value <= high and value == int(value)):
        raise DomainError(
            Text(
                "{name} must be a whole number between {low} and {high}",
                "{name} 必须是 {low} 到 {high} 之间的整数",
            ),
            value=value, name=name, low=low, high=high,
        )  # fmt: skip
    return int(value)


def option(name: str, value: str, choices: tuple[str, ...]) -> str:
    """Return `value` in lower case; refuse what is not one of `choices`."""
    text = value.strip().lower() if isinstance(value, str) else value
    if text not in choices:
        raise InputError(ONE_OF, value=value, name=name, choices=", ".join(choices))
    return str(text)


def vector(name: str, values: ArrayLike) -> Vector:
    """Return `values`, all finite, as a flat float array that is not empty."""
    array = np.asarray(values, dtype=np.float64).ravel()
    if not array.size:
        raise InputError(
            Text("{name} must have at least one value", "{name} 至少要有一个值"), name=name
        )
    return array


def numbers(name: str, values: ArrayLike) -> NDArray[Any]:
    """Return `values` as `vector` does, but whole numbers as they are."""
    array = np.asarray(values)
    if array.dtype.kind in "iu" and array.ndim == 1 and array.size:
        return array
    return vector(name, values)


def same_length(**vectors: Sized) -> None:
    """Refuse vectors of different lengths."""
    (first, base), *others = vectors.items()
    for name, array in others:
        if len(array) != len(base):
            raise InputError(
                Text(
                    "{name} must be as long as {first}: {expected} rows, not {rows}",
                    "{name} 必须与 {first} 等长：{expected} 行，而非 {rows} 行",
                ),
                name=name, rows=len(array), first=first, expected=len(base),
            )  # fmt: skip


def quotient(top: Number, base: Number, name: str | Text) -> Number:
    """Return top ÷ base; refuse a base of 0, which is called `name`.

    >>> quotient(3.0, 4.0, "customers")
    0.75
    """
    bad = np.equal(base, 0)
    if np.any(bad):
        raise ZeroBaseError(
            Text("{name} is 0, so that no ratio to it exists", "{name} 为 0，无法计算比率"),
            name=name, row=int(np.argmax(bad)) + 1 if np.size(base) > 1 else None,
        ).of_rows(np.asarray(bad))  # fmt: skip
    return top / base


def refuse(text: Text, value: Any, bad: NDArray[np.bool_], **fields: Any) -> None:
    """Raise a DomainError that names the first bad value and remembers all bad rows."""
    if np.size(value) == 1:  # one cell stands in no row worth telling
        raise DomainError(text, value=float(np.ravel(value)[0]), **fields)
    first = int(np.argmax(bad))
    value = float(np.asarray(value).flat[first])
    raise DomainError(text, value=value, row=first + 1, **fields).of_rows(bad)
