"""The streams that describe a project: `dir`, `PROJECT`, `PROJECTwm`, `_VBA_PROJECT`.

Numbers and layouts are those of [MS-OVBA] 2.3; what a record is called there stands beside it.
"""

from __future__ import annotations

import struct
import uuid
from collections.abc import Sequence

__all__ = ["CODEPAGE", "VBA_PROJECT", "directory", "project_text", "protection", "wide_names"]

CODEPAGE = "cp1252"
VBA_PROJECT = bytes.fromhex("cc61ffff000100")
"""`_VBA_PROJECT`: version FFFF says that there is no compiled code."""

_STDOLE = (
    "*\\G{00020430-0000-0000-C000-000000000046}#2.0#0#"
    "C:\\Windows\\System32\\stdole2.tlb#OLE Automation"
)
_OFFICE = (
    "*\\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0#"
    "C:\\Program Files\\Common Files\\Microsoft Shared\\OFFICE16\\MSO.DLL#"
    "Microsoft Office 16.0 Object Library"
)
_REFERENCES = {"stdole": _STDOLE, "Office": _OFFICE}
_NO_COOKIE = struct.pack("<H", 0xFFFF)
_ZERO = struct.pack("<I", 0)


def _record(number: int, data: bytes = b"") -> bytes:
    return struct.pack("<HI", number, len(data)) + data


def _twice(number: int, wide: int, text: str) -> bytes:
    """Return a text as it is kept twice, in the code page and in UTF-16."""
    return _record(number, text.encode(CODEPAGE)) + _record(wide, text.encode("utf-16-le"))


def directory(name: str, modules: Sequence[tuple[str, bool]]) -> bytes:
    """Return the `dir` stream, not yet compressed.

    With each module's name goes whether it is a plain module, not a class or a document.
    """
    out = _information(name) + b"".join(_reference(*item) for item in _REFERENCES.items())
    out += _record(0x0F, struct.pack("<H", len(modules)))  # PROJECTMODULES
    out += _record(0x13, _NO_COOKIE)  # PROJECTCOOKIE
    out += b"".join(_module(*module) for module in modules)
    return out + _record(0x10)


def _information(name: str) -> bytes:
    out = _record(0x01, struct.pack("<I", 1))  # PROJECTSYSKIND: 32 bit, read by 64 bit too
    out += _record(0x02, struct.pack("<I", 0x409))  # PROJECTLCID
    out += _record(0x14, struct.pack("<I", 0x409))  # PROJECTLCIDINVOKE
    out += _record(0x03, struct.pack("<H", 1252))  # PROJECTCODEPAGE
    out += _record(0x04, name.encode(CODEPAGE))  # PROJECTNAME
    out += _twice(0x05, 0x40, "")  # PROJECTDOCSTRING
    out += _record(0x06) + _record(0x3D)  # PROJECTHELPFILEPATH
    out += _record(0x07, _ZERO)  # PROJECTHELPCONTEXT
    out += _record(0x08, _ZERO)  # PROJECTLIBFLAGS
    # PROJECTVERSION: its length field says 4, six bytes follow.
    out += struct.pack("<HIIH", 0x09, 4, 1, 0)
    return out + _twice(0x0C, 0x3C, "")  # PROJECTCONSTANTS


def _reference(name: str, library: str) -> bytes:
    path = library.encode(CODEPAGE)
    registered = struct.pack("<I", len(path)) + path + bytes(6)
    return _twice(0x16, 0x3E, name) + _record(0x0D, registered)


def _module(name: str, plain: bool) -> bytes:
    out = _record(0x19, name.encode(CODEPAGE)) + _record(0x47, name.encode("utf-16-le"))
    out += _twice(0x1A, 0x32, name)  # MODULESTREAMNAME
    out += _twice(0x1C, 0x48, "")  # MODULEDOCSTRING
    out += _record(0x31, _ZERO)  # MODULEOFFSET: the text starts at once
    out += _record(0x1E, _ZERO)  # MODULEHELPCONTEXT
    out += _record(0x2C, _NO_COOKIE)  # MODULECOOKIE
    out += _record(0x21 if plain else 0x22)  # MODULETYPE
    return out + _record(0x2B)


def project_text(name: str, lines: Sequence[str], modules: Sequence[str]) -> bytes:
    """Return the `PROJECT` stream; `lines`, such as "Module=Name", are in the modules' order."""
    number = "{" + str(uuid.uuid5(uuid.NAMESPACE_OID, name)).upper() + "}"
    text = [
        f'ID="{number}"',
        *lines,
        f'Name="{name}"',
        'HelpContextID="0"',
        'VersionCompatible32="393222000"',
        f'CMG="{protection(number, bytes(4))}"',  # not protected
        f'DPB="{protection(number, bytes(1))}"',  # no password
        f'GC="{protection(number, bytes([0xFF]))}"',  # visible
        "",
        "[Host Extender Info]",
        "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000",
        "",
        "[Workspace]",
        *(f"{module}=0, 0, 0, 0, C" for module in modules),
    ]
    return ("\r\n".join(text) + "\r\n").encode(CODEPAGE)


def protection(number: str, data: bytes, seed: int = 0) -> str:
    """Return `data` as the project's states are written, [MS-OVBA] 2.4.3.2: obscured, in hex.

    >>> protection("{318BEE36-5BE1-492A-826D-473DB19B0F30}", bytes(4), seed=0x5D)[:6]
    '5D5F8A'
    """
    key = sum(number.encode("ascii")) & 0xFF
    out = [seed, seed ^ 2, seed ^ key]
    plain, first, second = key, seed ^ key, seed ^ 2
    filler = bytes((seed & 6) // 2)
    for byte in filler + struct.pack("<I", len(data)) + data:
        out.append(byte ^ (second + plain & 0xFF))
        second, first, plain = first, out[-1], byte
    return bytes(out).hex().upper()


def wide_names(modules: Sequence[str]) -> bytes:
    """Return the `PROJECTwm` stream: each module's name in the code page and in UTF-16."""
    names = (name.encode(CODEPAGE) + b"\0" + name.encode("utf-16-le") + b"\0\0" for name in modules)
    return b"".join(names) + b"\0\0"
