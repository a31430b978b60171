"""Files and folders that a person names: whether they are there, and why they cannot be had."""

from __future__ import annotations

import contextlib
import errno
import lzma
import stat
import zlib
from collections.abc import Iterator
from pathlib import Path

from clvxl.errors import FileError
from clvxl.text import Text

__all__ = [
    "DAMAGED", "FOLDER", "TOO_LONG", "file_errors", "is_there", "made_folder", "refuse_missing",
    "refuse_pipes",
]  # fmt: skip

MISSING = Text(
    "{file} does not exist: check its name and folder", "{file} 不存在：请检查文件名和文件夹"
)
FOLDER = Text("{file} is a folder: name a file in it", "{file} 是文件夹：请指定其中的文件")
TOO_LONG = Text(
    "the name {file} is too long: choose a shorter one", "文件名 {file} 过长：请改用较短的名称"
)
LOCKED = Text(
    "{file} cannot be opened: close the program that locks it, or ask for permission to read it",
    "{file} 无法打开：请关闭占用它的程序，或取得读取权限",
)
DAMAGED = Text(
    "{file} is damaged or incomplete: copy or download it again",
    "{file} 已损坏或不完整：请重新复制或下载",
)
UNREADABLE = Text(
    "{file} cannot be read ({reason}): check its name and folder",
    "{file} 无法读取（{reason}）：请检查文件名和文件夹",
)


PIPE = Text(
    "{file} is a device or a pipe: name an ordinary file",
    "{file} 是设备或管道：请指定普通文件",
)
NO_FOLDER = Text(
    "folder {folder} cannot be made ({reason}): choose another one",
    "无法建立文件夹 {folder}（{reason}）：请另选一个",
)


@contextlib.contextmanager
def file_errors(path: Path) -> Iterator[None]:
    """Say in one sentence why a file cannot be read or unpacked."""
    try:
        yield
    except FileError:
        raise
    except (OSError, EOFError, lzma.LZMAError, zlib.error) as error:
        reason = getattr(error, "strerror", None)
        raise FileError(_fault(error, path), file=path.name, reason=reason) from None


def _fault(error: Exception, path: Path) -> Text:
    if isinstance(error, FileNotFoundError):
        return MISSING
    # of a folder Windows says that it gives no permission
    if isinstance(error, IsADirectoryError | PermissionError) and path.is_dir():
        return FOLDER
    if isinstance(error, PermissionError):
        return LOCKED
    # of what they cannot unpack gzip and bz2 say so without a number
    number = getattr(error, "errno", None)
    return {None: DAMAGED, errno.ENAMETOOLONG: TOO_LONG}.get(number, UNREADABLE)


def refuse_pipes(path: Path) -> None:
    """Refuse what could keep a reader waiting for ever; to be called within `file_errors`."""
    kind = path.stat().st_mode
    if not stat.S_ISREG(kind) and not stat.S_ISDIR(kind):
        raise FileError(PIPE, file=path.name)


def refuse_missing(path: Path) -> None:
    """Refuse a file that is not there, before any work is done."""
    if not is_there(path):
        raise FileError(MISSING, file=path.name)


def is_there(path: Path) -> bool:
    """Whether a file or folder of a name is there.

    Raises
    ------
    FileError
        No disk takes a name that long.

    Examples
    --------
    >>> is_there(Path("no such file"))
    False
    """
    try:
        return path.exists()
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise FileError(TOO_LONG, file=path.name) from None
        # It may be there: reading it says why it cannot be had.
        return True


def made_folder(folder: Path) -> Path:
    """Return `folder`, made where it was missing.

    Raises
    ------
    FileError
        It cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(
            NO_FOLDER, folder=str(folder), reason=error.strerror or str(error)
        ) from None
    return folder
