"""Key files: made once for their owner alone, read as they are, never replaced."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from clvxl.errors import FileError
from clvxl.files.key_files import read_or_make_key

posix = pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
no_root = pytest.mark.skipif(
    os.name != "posix" or os.geteuid() == 0, reason="root may read and write everything"
)


def test_a_new_key_is_random_and_kept(tmp_path: Path) -> None:
    """A missing key is made of 256 random bits, and read the same ever after."""
    first, made = read_or_make_key(tmp_path / "a.key")
    again, made_again = read_or_make_key(tmp_path / "a.key")
    other, _ = read_or_make_key(tmp_path / "b.key")
    assert (True, False) == (made, made_again)
    assert first == again != other
    assert 32 == len(bytes.fromhex(first.decode()))
    assert ["a.key", "b.key"] == sorted(os.listdir(tmp_path))


@posix
@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_a_new_key_is_its_owners_alone(tmp_path: Path, mask: int) -> None:
    """Whatever the process allows others, a new key has the mode 0600."""
    before = os.umask(mask)
    try:
        read_or_make_key(tmp_path / "a.key")
    finally:
        os.umask(before)
    assert 0o600 == stat.S_IMODE(os.stat(tmp_path / "a.key").st_mode)


@pytest.mark.parametrize("around", [b"%s", b"%s\n", b" %s\r\n", b"\n%s\n\n"])
def test_line_ends_are_no_part_of_a_key(tmp_path: Path, around: bytes) -> None:
    """An editor that adds a line end changes no key, and the file stays as it is."""
    path = tmp_path / "own.key"
    path.write_bytes(around % b"sixteen letters!")
    assert (b"sixteen letters!", False) == read_or_make_key(path)
    assert around % b"sixteen letters!" == path.read_bytes()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"", "holds no key"), (b" \n\n", "holds no key"), (b"fifteen letters", "holds no key, which is one line of at least 16"),
     (b"Customer,Date,Amount\nAnn,2024-01-05,9\n", "holds no key"), (bytes(range(128, 160)), "holds no key"),
         (b"x" * 4097, "too long for a key")],
)  # fmt: skip
def test_files_that_hold_no_key(tmp_path: Path, content: bytes, sentence: str) -> None:
    """An empty, short or long file is refused and not replaced."""
    path = tmp_path / "my.key"
    path.write_bytes(content)
    with pytest.raises(FileError, match=sentence):
        read_or_make_key(path)
    assert content == path.read_bytes()


def test_a_folder_is_no_key(tmp_path: Path) -> None:
    """A folder is refused as a folder."""
    with pytest.raises(FileError, match="is a folder"):
        read_or_make_key(tmp_path)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    """A key in a folder that does not exist is refused with the folder."""
    with pytest.raises(FileError, match="does not exist"):
        read_or_make_key(tmp_path / "nowhere" / "a.key")


@posix
def test_a_pipe_is_no_key(tmp_path: Path) -> None:
    """A pipe is refused at once, instead of being waited for."""
    os.mkfifo(tmp_path / "pipe.key")
    with pytest.raises(FileError, match="device or a pipe"):
        read_or_make_key(tmp_path / "pipe.key")


@no_root
def test_a_key_that_may_not_be_read(tmp_path: Path) -> None:
    """A key without permission is refused and stays."""
    path = tmp_path / "a.key"
    read_or_make_key(path)
    path.chmod(0)
    with pytest.raises(FileError, match="cannot be opened"):
        read_or_make_key(path)


@no_root
def test_a_folder_that_takes_no_key(tmp_path: Path) -> None:
    """A folder that lets nobody write is refused with a sentence."""
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(FileError, match="does not let you write"):
            read_or_make_key(tmp_path / "a.key")
    finally:
        tmp_path.chmod(0o700)


def test_an_error_of_the_system_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system refuses to open a key, the sentence says so, whoever runs it."""
    path = tmp_path / "a.key"
    read_or_make_key(path)

    def refused(*args: object, **more: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("builtins.open", refused)
    with pytest.raises(FileError, match=r"a\.key cannot be opened"):
        read_or_make_key(path)
