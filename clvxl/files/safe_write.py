"""A file written beside its target and moved into place: it is there whole, or not at all."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from clvxl.errors import AlreadyThereError, FileError
from clvxl.files.paths import FOLDER, TOO_LONG
from clvxl.text import Text

__all__ = ["atomic_write", "check_target"]

NO_FOLDER = Text(
    "folder {folder} does not exist: make it or choose another one",
    "文件夹 {folder} 不存在：请新建或另选文件夹",
)
TAKEN = Text(
    "{file} is there already: choose another name, {remedy[replace]}",
    "{file} 已存在：请另选文件名，{remedy[replace]}",
)
DISK_FULL = Text(
    "there is no room on the disk for {file}: free some or choose another disk",
    "磁盘空间不足，无法写入 {file}：请清理空间或另选磁盘",
)
NOT_WRITABLE = Text(
    "{file} cannot be written: close it in Excel, or choose another name or folder",
    "{file} 无法写入：请在 Excel 中关闭它，或另选文件名或文件夹",
)
CLOSED = Text(
    "folder {folder} does not let you write: choose another one",
    "文件夹 {folder} 不允许写入：请另选文件夹",
)

NO_SPACE = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
NOT_ALLOWED = {errno.EACCES, errno.EPERM, errno.EROFS, getattr(errno, "EBUSY", errno.EACCES)}


@contextmanager
def atomic_write(path: str | os.PathLike[str], overwrite: bool = False) -> Iterator[Path]:
    """Give a path to write to, and move what was written to `path` when all went well.

    Parameters
    ----------
    path : path
        The target.
    overwrite : bool
        Replace a file that is there already.

    Yields
    ------
    Path
        A file name in a private folder beside the target; other temporary files may stand there
        too. The folder is removed in any case, also on Ctrl-C; until the very end the target is
        untouched.

    Raises
    ------
    FileError
        The target is there already, its folder is missing, it may not be written, or the disk is
        full.

    Examples
    --------
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with atomic_write(os.path.join(folder, "a.txt")) as temporary:
    ...         _ = temporary.write_text("whole")
    ...     os.listdir(folder)
    ['a.txt']
    """
    # A link's target is replaced, not the link.
    target = Path(os.path.realpath(path))
    with _told(target):
        _check(target, overwrite)
        folder = tempfile.mkdtemp(prefix=".clvxl-", dir=target.parent)
        try:
            temporary = Path(folder, target.name)
            yield temporary
            _move(temporary, target, overwrite)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def check_target(target: Path, overwrite: bool) -> None:
    """Refuse a target that cannot be written to, before any work is done.

    Raises
    ------
    FileError
        Its folder is missing, it is a folder, or it is there already and not to be replaced.
    """
    with _told(target):
        _check(target, overwrite)


@contextmanager
def _told(target: Path) -> Iterator[None]:
    """Say what the operating system refuses as a sentence."""
    try:
        yield
    except FileError:
        raise
    except OSError as error:
        sentence = _sentence(error, target)
        if sentence is None:
            raise
        raise sentence from error


def _check(target: Path, overwrite: bool) -> None:
    if not target.parent.is_dir():
        raise FileError(NO_FOLDER, folder=str(target.parent))
    if not os.access(target.parent, os.W_OK | os.X_OK):
        raise _closed(target.parent)
    if target.is_dir():
        raise FileError(FOLDER, file=target.name)
    if target.exists():
        if not overwrite:
            raise _taken(target)
        if not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, "read-only", str(target))


def _move(temporary: Path, target: Path, overwrite: bool) -> None:
    # Writing took time: somebody else may have made the file meanwhile.
    _check(target, overwrite)
    if not overwrite:
        _place(temporary, target)
        return
    if target.exists():
        shutil.copymode(target, temporary)
    os.replace(temporary, target)


def _place(temporary: Path, target: Path) -> None:
    """Move a file to a name that nobody has, also where two do so in the same moment."""
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise _taken(target) from None
    except OSError:  # a disk without links
        _check(target, overwrite=False)
        os.replace(temporary, target)


def _taken(target: Path) -> FileError:
    return AlreadyThereError(TAKEN, file=target.name)


def _sentence(error: OSError, target: Path) -> FileError | None:
    if error.errno in NO_SPACE:
        return FileError(DISK_FULL, file=target.name)
    # a file that is not there is open in no program: it is the folder that refuses
    if error.errno in NOT_ALLOWED and not os.path.exists(target):
        return _closed(target.parent)
    if error.errno in NOT_ALLOWED:
        return FileError(NOT_WRITABLE, file=target.name)
    if error.errno == errno.ENAMETOOLONG:
        return FileError(TOO_LONG, file=target.name)
    return None


def _closed(folder: Path) -> FileError:
    return FileError(CLOSED, folder=str(folder))
