"""An add-in's file: the parts that are the same in every build, and the zip that holds all parts.

Such parts stand as files in the folder `parts` of their host; code draws only the others.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from clvxl.files.safe_write import atomic_write

__all__ = ["filled", "packed", "standing_parts", "write_package"]

_BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip can hold."""


def standing_parts(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder by their paths in it, with "/" between."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def filled(part: bytes, **fields: str) -> bytes:
    """Return a part with `{fields}` in it filled in.

    >>> filled(b'<version value="{version}"/>', version="1.0")
    b'<version value="1.0"/>'
    """
    return part.decode().format(**fields).encode()


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return the parts as one zip file, byte for byte the same for the same parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in sorted(parts):
            entry = zipfile.ZipInfo(name, _BEGINNING)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, parts[name])
    return file.getvalue()


def write_package(path: Path, parts: Mapping[str, bytes]) -> None:
    """Write the parts as one file; one that is there is replaced when the new one is complete."""
    with atomic_write(path, overwrite=True) as new:
        new.write_bytes(packed(parts))
