"""Cheap looks at a workbook file before anything parses it: is it one, and is it safe to unpack.

Nothing is decompressed here; a file that only claims to be a workbook is named for what it is.
"""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

from clvxl.errors import FileError
from clvxl.files.paths import DAMAGED, file_errors, refuse_pipes
from clvxl.text import Text

__all__ = ["PROTECTED", "unpacked_size"]

OLE_MAGIC = bytes.fromhex("D0CF11E0A1B11AE1")
PASSWORD_STREAM = "EncryptedPackage".encode("utf-16-le")
OLD_STREAMS = ("Workbook\0".encode("utf-16-le"), "Book\0".encode("utf-16-le"))
OLE_LOOK = 8 << 20
BOMB_SIZE = 64 << 20
"""Only a part above this size can be called a bomb: small parts may well shrink 500 times."""

PROTECTED = Text(
    "{file} is protected with a password: open it in Excel, save it without one and try again",
    "{file} 受密码保护：请在 Excel 中打开，取消密码后保存再试",
)
NO_WORKBOOK = Text(
    "{file} is not a workbook: open it in Excel and save it as .xlsx",
    "{file} 不是工作簿：请在 Excel 中打开并另存为 .xlsx",
)
EMPTY = Text(
    "{file} is empty (0 bytes): export or download it again",
    "{file} 是空文件（0 字节）：请重新导出或下载",
)
PLAIN_TEXT = Text(
    "{file} is plain text, not a workbook: rename it to .csv and try again",
    "{file} 是纯文本，不是工作簿：请改名为 .csv 后再试",
)
NO_WORKBOOK_INSIDE = Text(
    "{file} is a zip archive without a workbook in it: unpack it and name the file that you want",
    "{file} 是不含工作簿的 zip 压缩包：请解压后指定所需文件",
)
BOMB = Text(
    "{file} would unpack to {size} MB, which looks like a zip bomb: save it again in "
    "Excel, or export the table as .csv",
    "{file} 解压后将达 {size} MB，疑似 zip 炸弹：请在 Excel 中重新保存，或将表格导出为 .csv",
)

OTHER_KINDS: tuple[tuple[bytes | tuple[bytes, ...], Text], ...] = (
    (
        b"%pdf",
        Text(
            "{file} is a PDF, not a workbook: export the table as .xlsx or .csv",
            "{file} 是 PDF，不是工作簿：请将表格导出为 .xlsx 或 .csv",
        ),
    ),
    (
        (b"<html", b"<!doctype", b"<table", b"<head", b"<body", b"<meta", b"<div"),
        Text(
            "{file} is a web page, not a workbook: open it in Excel and save it as .xlsx",
            "{file} 是网页，不是工作簿：请在 Excel 中打开并另存为 .xlsx",
        ),
    ),
    (
        b"<",
        Text(
            "{file} is XML, not a workbook: open it in Excel and save it as .xlsx",
            "{file} 是 XML，不是工作簿：请在 Excel 中打开并另存为 .xlsx",
        ),
    ),
)
"""What else a file can be, in small letters at its start."""


def unpacked_size(path: Path, *, largest: int, ratio: float) -> int:
    """Return how many bytes a workbook says it unpacks to, having looked at its outside only.

    Parameters
    ----------
    path : Path
        The file.
    largest : int
        How many bytes all parts together may unpack to.
    ratio : float
        How many times its packed size one large part may unpack to.

    Returns
    -------
    int
        The declared size of all parts in bytes. A file may lie about it.

    Raises
    ------
    FileError
        The file is not there, cannot be opened, is no workbook, or unpacks to too much.

    Examples
    --------
    >>> unpacked_size(Path("no such file.xlsx"), largest=1 << 30, ratio=250)
    Traceback (most recent call last):
    clvxl.errors.FileError: no such file.xlsx does not exist: check its name and folder
    """
    head = _read_head(path)
    if head.startswith(OLE_MAGIC):
        return _size_of_old(path)
    if not head.startswith(b"PK"):
        raise _not_a_zip(path, head)
    parts = _parts(path)
    _check_content(path, parts)
    return _check_size(path, parts, largest, ratio)


def _read_head(path: Path) -> bytes:
    with file_errors(path):
        refuse_pipes(path)
        with path.open("rb") as stream:
            return stream.read(1024)


def _size_of_old(path: Path) -> int:
    """The size of a workbook of old (.xls); what else is kept in such a file is refused."""
    with path.open("rb") as stream:
        look = stream.read(OLE_LOOK)
    if PASSWORD_STREAM in look:
        raise FileError(PROTECTED, file=path.name)
    if not any(name in look for name in OLD_STREAMS):
        raise FileError(NO_WORKBOOK, file=path.name)
    return path.stat().st_size


def _not_a_zip(path: Path, head: bytes) -> FileError:
    """Say what a file is that is no zip archive, and so no workbook."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not head:
        text = EMPTY
    elif found := next((kind for starts, kind in OTHER_KINDS if start.startswith(starts)), None):
        text = found
    else:
        text = PLAIN_TEXT if _looks_like_text(head) else NO_WORKBOOK
    return FileError(text, file=path.name)


def _looks_like_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not any(byte < 9 or 13 < byte < 27 or 27 < byte < 32 for byte in head)


def _parts(path: Path) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.infolist()
    except (
        zipfile.BadZipFile,
        ValueError,
        NotImplementedError,
        OverflowError,
        struct.error,
        OSError,
    ):
        raise FileError(DAMAGED, file=path.name) from None


def _check_content(path: Path, parts: list[zipfile.ZipInfo]) -> None:
    names = {part.filename.replace("\\", "/").lower() for part in parts}
    binary = "xl/workbook.bin" in names or ("content.xml" in names and "mimetype" in names)
    # Excel Online may call it xl/workbook2.xml; the sheets' folder is always this one.
    sheets = any(name.startswith("xl/worksheets/") for name in names)
    if not (binary or sheets or "xl/workbook.xml" in names):
        raise FileError(NO_WORKBOOK_INSIDE, file=path.name)
    if any(part.flag_bits & 1 for part in parts):
        raise FileError(PROTECTED, file=path.name)


def _check_size(path: Path, parts: list[zipfile.ZipInfo], largest: int, ratio: float) -> int:
    total = sum(part.file_size for part in parts)
    bomb = any(
        part.file_size > BOMB_SIZE and part.file_size > ratio * max(part.compress_size, 1)
        for part in parts
    )
    if bomb or total > largest:
        raise FileError(BOMB, file=path.name, size=round(total / 1e6))
    return total
