"""Names of files that a person gives, whatever is to be done with the file."""

from __future__ import annotations

import errno
from pathlib import Path

from clvxl.errors import FileError

__all__ = ["is_there"]


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
                "the name {file} is too long: choose a shorter one", file=path.name
            ) from None
        # It may be there: reading it says why it cannot be had.
        return True
