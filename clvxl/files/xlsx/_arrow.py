"""Cells as fastexcel hands them over: by the Arrow C data interface, without pyarrow.

See https://arrow.apache.org/docs/format/CDataInterface.html: two structures in memory, one that
tells the types and one with the addresses of the values, each in a capsule that frees it.
"""

from __future__ import annotations

import contextlib
import ctypes
import sys
from collections.abc import Iterable, Iterator
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from clvxl.files.xlsx._columns import Cells, Kind, Texts

if TYPE_CHECKING:
    import fastexcel

__all__ = ["cell_errors", "cells"]


class _Schema(ctypes.Structure):
    """The type of a column, or of a whole sheet."""


_Schema._fields_ = [
    ("format", ctypes.c_char_p), ("name", ctypes.c_char_p), ("metadata", ctypes.c_char_p),
    ("flags", ctypes.c_int64), ("n_children", ctypes.c_int64),
    ("children", ctypes.POINTER(ctypes.POINTER(_Schema))), ("dictionary", ctypes.c_void_p),
    ("release", ctypes.c_void_p), ("private_data", ctypes.c_void_p),
]  # fmt: skip


class _Array(ctypes.Structure):
    """The values of a column, or of a whole sheet."""


_Array._fields_ = [
    ("length", ctypes.c_int64), ("null_count", ctypes.c_int64), ("offset", ctypes.c_int64),
    ("n_buffers", ctypes.c_int64), ("n_children", ctypes.c_int64),
    ("buffers", ctypes.POINTER(ctypes.c_void_p)),
    ("children", ctypes.POINTER(ctypes.POINTER(_Array))), ("dictionary", ctypes.c_void_p),
    ("release", ctypes.c_void_p), ("private_data", ctypes.c_void_p),
]  # fmt: skip

_TYPES: dict[str, tuple[Kind, str, str]] = {
    "g": ("number", "f8", "f8"),
    "l": ("number", "i8", "f8"),
    "tsm:": ("date", "M8[ms]", "M8[ms]"),
    "tdD": ("date", "i4", "M8[ms]"),
    "tDm": ("span", "m8[ms]", "m8[ms]"),
}
"""By the format that Arrow calls them: what columns are, how they are stored, and wanted here."""

_pointer = ctypes.pythonapi.PyCapsule_GetPointer
_pointer.restype, _pointer.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]


def cells(sheet: fastexcel.ExcelSheet) -> list[Cells]:
    """Return the columns of a sheet; their memory is that of the parser as long as they live."""
    described, held = sheet.__arrow_c_array__()
    schema = _Schema.from_address(_pointer(described, b"arrow_schema"))
    array = _Array.from_address(_pointer(held, b"arrow_array"))
    formats = (schema.children[at].contents.format.decode() for at in range(schema.n_children))
    return [_column(array.children[at].contents, each, held) for at, each in enumerate(formats)]


def _column(array: Any, kind: str, owner: object) -> Cells:
    start, count = array.offset, array.length
    blank = np.zeros(count, dtype=bool)
    if kind == "n":
        return Cells.texts([None] * count)
    if array.null_count and array.buffers[0]:
        blank = ~_bits(array.buffers[0], start, count, owner)
    if kind == "b":
        return Cells("truth", _bits(array.buffers[1], start, count, owner), blank)
    if kind == "u":
        bounds = _view(array.buffers[1], "i4", start + count + 1, owner)[start:]
        return Cells("text", Texts(bounds, _view(array.buffers[2], "u1", bounds[-1], owner)), blank)
    what, stored, wanted = _TYPES[kind]
    values = _view(array.buffers[1], stored, start + count, owner)[start:]
    if kind == "tdD":
        values = values.astype("M8[D]")
    return Cells(what, values.astype(wanted, copy=False), blank)


def _bits(address: int, start: int, count: int, owner: object) -> NDArray[np.bool_]:
    packed = _view(address, "u1", (start + count + 7) // 8, owner)
    bits = np.unpackbits(packed, count=start + count, bitorder="little")
    return bits[start:].view(np.bool_)


def _view(address: int, kind: str, count: int, owner: object) -> NDArray[Any]:
    """What stands at an address, as an array that keeps its owner alive."""
    size = int(count) * np.dtype(kind).itemsize
    if not size:
        return np.empty(0, kind)
    memory = (ctypes.c_char * size).from_address(address)
    memory.owner = owner  # type: ignore[attr-defined]
    return np.asarray(np.frombuffer(memoryview(memory), kind))


def cell_errors(sheet: fastexcel.ExcelSheet) -> Iterable[fastexcel.CellError]:
    """Return the cells that could not be loaded as their columns' types.

    fastexcel tells them only beside a batch of pyarrow, which is not wanted.
    """
    with _no_batches():
        _, errors = sheet.to_arrow_with_errors()
    return errors.errors if errors else []


class _NoReader:
    """Stands where fastexcel looks for pyarrow.RecordBatchReader, and takes nothing over."""

    @classmethod
    def _import_from_c(cls, address: int) -> _NoReader:
        return cls()

    def read_next_batch(self) -> None:
        """Return what stands for the batch."""


@contextlib.contextmanager
def _no_batches() -> Iterator[None]:
    """Let fastexcel find a reader of batches; pyarrow's own where that is loaded already."""
    known = sys.modules.get("pyarrow")
    if known is not None:
        yield
        return
    module = ModuleType("pyarrow")
    module.__spec__ = ModuleSpec("pyarrow", None)
    module.RecordBatchReader = _NoReader  # type: ignore[attr-defined]
    hidden = "pyarrow" in sys.modules
    sys.modules["pyarrow"] = module
    try:
        yield
    finally:
        if hidden:
            sys.modules["pyarrow"] = None  # type: ignore[assignment]
        else:
            del sys.modules["pyarrow"]
