"""Secret keys in files of their own: made once, read by their owner alone, never replaced."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from clvxl.errors import FileError
from clvxl.files.paths import FOLDER, file_errors, is_there, refuse_pipes
from clvxl.files.safe_write import atomic_write
from clvxl.text import Text

__all__ = ["SHORTEST", "read_or_make_key"]

SHORTEST, LONGEST = 16, 4096
"""Bytes of a key; what is longer is some other file, named by mistake."""

_BYTES = 32
_OWNER_ALONE = 0o600

NO_KEY = Text(
    "{file} holds no key, which is one line of at least {least} characters: name another file, or "
    "one that is not there yet, and it is made",
    "{file} 中没有密钥（密钥为一行，至少 {least} 个字符）：请指定其他文件，或尚不存在的文件（会自动"
    "生成）",
)
TOO_LONG = Text(
    "{file} is too long for a key ({least} bytes at most): name the key's file",
    "{file} 过长，不是密钥（最多 {least} 字节）：请指定密钥文件",
)


def read_or_make_key(path: Path) -> tuple[bytes, bool]:
    """Return the key in a file, which is made where it is missing.

    Parameters
    ----------
    path : Path
        Blanks and line ends around the key do not count, so that an editor cannot change it.

    Returns
    -------
    key : bytes
    made : bool
        Whether the file was made: a random key of 256 bits, for its owner alone to read.

    Raises
    ------
    FileError
        The file cannot be read or made, or holds no key; it is left as it is.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "my.key")
    ...     first, again = read_or_make_key(path), read_or_make_key(path)
    >>> first[1], again[1], first[0] == again[0]
    (True, False, True)
    """
    if is_there(path):
        return _read(path), False
    return _made(path), True


def _read(path: Path) -> bytes:
    with file_errors(path):
        if path.is_dir():
            raise FileError(FOLDER, file=path.name)
        refuse_pipes(path)
        with open(path, "rb") as file:
            key = file.read(LONGEST + 1)
    if len(key) > LONGEST:
        raise FileError(TOO_LONG, file=path.name, least=LONGEST)
    key = key.strip()
    if len(key) < SHORTEST or not _is_a_line(key):
        raise FileError(NO_KEY, file=path.name, least=SHORTEST)
    return key


def _is_a_line(key: bytes) -> bool:
    """Whether it is one line of text: a table of sales is none."""
    try:
        return key.decode().isprintable()
    except UnicodeDecodeError:
        return False


def _made(path: Path) -> bytes:
    key = secrets.token_hex(_BYTES).encode()
    with atomic_write(path) as temporary:
        # nobody else may read it, not even for the moment between making and closing it
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ALONE)
        with os.fdopen(handle, "wb") as file:
            file.write(key + b"\n")
    return key
