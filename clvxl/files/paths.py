"""Names of files and folders that a person gives, whatever is to be done with them."""

from __future__ import annotations

import errno
from pathlib import Path

from clvxl.errors import FileError
from clvxl.text import Text

__all__ = ["is_there", "made_folder"]


def is_there(path: Path) -> bool:
    """Whether a file or folder of a name is there.

    Parameters
    ----------
    path : Path

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
            raise FileError(
                Text(
                    "the name {file} is too long: choose a shorter one",
                    "文件名 {file} 过长：请改用较短的名称",
                ),
                file=path.name,
            ) from None
        # It may be there: reading it says why it cannot be had.
        return True


def made_folder(folder: Path) -> Path:
    """Return `folder`, made where it was missing.

    Parameters
    ----------
    folder : Path

    Returns
    -------
    Path

    Raises
    ------
    FileError
        It cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(
            Text(
                "folder {folder} cannot be made ({reason}): choose another one",
                "无法建立文件夹 {folder}（{reason}）：请另选一个",
            ),
            folder=str(folder), reason=error.strerror or str(error),
        ) from None  # fmt: skip
    return folder
