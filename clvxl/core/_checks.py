"""Domains: one function a kind of bound. A float costs one comparison; an array, one pass."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from clvxl.errors import DomainError, InputError

Number: TypeAlias = float | NDArray[np.float64]
Vector: TypeAlias = NDArray[np.float64]


def above(name: str, value: Any, low: float) -> None:
    """Refuse what is not above `low`."""
    if not (value > low if type(value) is float else np.all(value > low)):
        refuse("{name} must be above {low}", value, ~(np.asarray(value) > low), name=name, low=low)


def at_least(name: str, value: Any, low: float) -> None:
    """Refuse what is below `low`."""
    if not (value >= low if type(value) is float else np.all(value >= low)):
        bad = ~(np.asarray(value) >= low)
        refuse("{name} must be at least {low}", value, bad, name=name, low=low)


def fraction(name: str, value: Any) -> None:
    """Refuse what is not in [0, 1]."""
    if not (0 <= value <= 1 if type(value) is float else np.all((value >= 0) & (value <= 1))):
        array = np.asarray(value)
        template = "{name} must be between 0 and 1: write 30 % as 0.3"
        refuse(template, value, ~((array >= 0) & (array <= 1)), name=name)


def at_most_one(name: str, value: Any) -> None:
    """Refuse a share above 1."""
    if not (value <= 1 if type(value) is float else np.all(value <= 1)):
        template = "{name} must be at most 1: write 30 % as 0.3"
        refuse(template, value, ~(np.asarray(value) <= 1), name=name)


def whole(name: str, value: float, low: int, high: int) -> int:
    """Return `value` as an int; refuse what is not a whole number in [low, high]."""
    if not (low <= value <= high and value == int(value)):
        raise DomainError(
            "{name} must be a whole number between {low} and {high}",
            value=value, name=name, low=low, high=high,
        )  # fmt: skip
    return int(value)


def option(name: str, value: str, choices: tuple[str, ...]) -> str:
    """Return `value` in lower case; refuse what is not one of `choices`."""
    text = value.strip().lower() if isinstance(value, str) else value
    if text not in choices:
        raise InputError(
            "{name} must be one of {choices}", value=value, name=name, choices=", ".join(choices)
        )
    return str(text)


def vector(name: str, values: ArrayLike) -> Vector:
    """Return `values` as a flat float array that is not empty and all finite."""
    array = np.asarray(values, dtype=np.float64).ravel()
    if not array.size:
        raise InputError("{name} must have at least one value", name=name)
    if not np.isfinite(array).all():
        refuse("{name} must be a finite number", array, ~np.isfinite(array), name=name)
    return array


def same_length(**vectors: NDArray[Any]) -> None:
    """Refuse vectors of different lengths."""
    (first, base), *others = vectors.items()
    for name, array in others:
        if len(array) != len(base):
            raise InputError(
                "{name} must be as long as {first}: {expected} rows, not {rows}",
                name=name, rows=len(array), first=first, expected=len(base),
            )  # fmt: skip


def refuse(template: str, value: Any, bad: NDArray[np.bool_], **fields: Any) -> None:
    """Raise a DomainError that names the first bad value and remembers all bad rows."""
    if np.size(value) == 1:  # one cell stands in no row worth telling
        raise DomainError(template, value=float(np.ravel(value)[0]), **fields)
    first = int(np.argmax(bad))
    value = float(np.asarray(value).flat[first])
    raise DomainError(template, value=value, row=first + 1, **fields).of_rows(bad)
