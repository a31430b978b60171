"""An error on its way from the child process to its parent, as JSON can carry it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from clvxl import errors

__all__ = ["NUMBERS", "Spoken", "pack", "unpack"]

NUMBERS = "numbers "
"""Before a column's number: the name under which its numbers among text travel."""


@dataclass(frozen=True)
class Spoken:
    """A field of a sentence as it is to be said, whole: plain text would be cut when shown."""

    text: str

    def __str__(self) -> str:
        return self.text


def pack(error: errors.ClvxlError) -> dict[str, Any]:
    """Return an error as plain JSON values.

    >>> unpack(pack(errors.FileError("no {what}", what=Spoken("file")))).sentence()
    'no file'
    """
    return {
        "kind": type(error).__name__,
        "template": error.template,
        "value": _plain(error.value),
        "row": error.row,
        "fields": {name: _plain(field) for name, field in error.fields.items()},
    }


def unpack(packed: dict[str, Any]) -> errors.ClvxlError:
    """Return the error that `pack` was given: of the same class, with the same sentence."""
    kind: type[errors.ClvxlError] = getattr(errors, packed["kind"])
    fields = {name: _field(field) for name, field in packed["fields"].items()}
    return kind(packed["template"], value=_field(packed["value"]), row=packed["row"], **fields)


def _plain(field: Any) -> Any:
    if field is None or isinstance(field, str | int | float):
        return field
    return {"spoken": str(field)}


def _field(packed: Any) -> Any:
    return Spoken(packed["spoken"]) if isinstance(packed, dict) else packed
