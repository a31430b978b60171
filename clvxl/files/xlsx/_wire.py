"""The answer of the child process on its way to its parent: a head of JSON, the columns behind."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from clvxl import errors
from clvxl.text import Text

__all__ = ["Spoken", "head", "pack", "parted", "unpack"]

LENGTH = 8
"""So many bytes say how long the JSON is."""

ALIGNED = 64
"""The columns begin at a multiple of this, so that they are numbers in memory as they stand."""


def head(answer: dict[str, Any]) -> bytes:
    """Return an answer as bytes that columns may follow.

    >>> whole = head({"first_row": 2}) + b"columns"
    >>> answer, columns = parted(whole)
    >>> answer, bytes(columns)
    ({'first_row': 2}, b'columns')
    """
    text = json.dumps(answer).encode()
    text += b" " * (-(LENGTH + len(text)) % ALIGNED)
    return len(text).to_bytes(LENGTH, "big") + text


def parted(whole: bytes) -> tuple[dict[str, Any], memoryview]:
    """Return the answer and the bytes of the columns behind it."""
    end = LENGTH + int.from_bytes(whole[:LENGTH], "big")
    answer: dict[str, Any] = json.loads(whole[LENGTH:end])
    return answer, memoryview(whole)[end:]


@dataclass(frozen=True)
class Spoken:
    """A field of a sentence as it is to be said, whole: plain text would be cut when shown."""

    text: str

    def __str__(self) -> str:
        return self.text


def pack(error: errors.ClvxlError) -> dict[str, Any]:
    """Return an error as plain JSON values.

    >>> packed = pack(errors.FileError(Text("no {what}", "无{what}"), what=Spoken("file")))
    >>> unpack(packed).sentence("zh")
    '无file'
    """
    return {
        "kind": type(error).__name__,
        "en": error.text.en,
        "zh": error.text.zh,
        "value": _plain(error.value),
        "row": error.row,
        "fields": {name: _plain(field) for name, field in error.fields.items()},
    }


def unpack(packed: dict[str, Any]) -> errors.ClvxlError:
    """Return the error that `pack` was given: of the same class, with the same sentence."""
    kind: type[errors.ClvxlError] = getattr(errors, packed["kind"])
    fields = {name: _field(field) for name, field in packed["fields"].items()}
    return kind(
        Text(packed["en"], packed["zh"]), value=_field(packed["value"]), row=packed["row"], **fields
    )


def _plain(field: Any) -> Any:
    if field is None or isinstance(field, str | int | float):
        return field
    return {"spoken": str(field)}


def _field(packed: Any) -> Any:
    return Spoken(packed["spoken"]) if isinstance(packed, dict) else packed
