"""Names of files as a person gives them."""

from __future__ import annotations

from pathlib import Path

import pytest

from clvxl.errors import FileError
from clvxl.files.paths import is_there


def test_what_is_there(tmp_path: Path) -> None:
    """Files and folders are there, other names are not."""
    (tmp_path / "a").write_text("")
    assert [True, True, False] == [is_there(tmp_path / name) for name in ("a", ".", "b")]


def test_a_name_that_no_disk_takes(tmp_path: Path) -> None:
    """A name that is too long is refused with the remedy."""
    with pytest.raises(FileError, match=r"the name x+.* is too long: choose a shorter one"):
        is_there(tmp_path / ("x" * 300))
