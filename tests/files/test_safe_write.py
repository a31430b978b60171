"""A file is there whole or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
import zipfile
from pathlib import Path

import pytest

from clvxl.errors import AlreadyThereError, FileError
from clvxl.files.safe_write import atomic_write, check_target
from clvxl.hosts.excel.addin import build
from clvxl.hosts.libreoffice.builder import write_oxt


def test_moved_into_place(tmp_path: Path) -> None:
    """What was written stands at the target, and nothing beside it."""
    with atomic_write(tmp_path / "a.txt") as temporary:
        (temporary.parent / "scratch").write_text("x")
        temporary.write_text("new")
        assert temporary.parent.parent == tmp_path
        assert temporary.parent.name.startswith(".clvxl-")
        assert not (tmp_path / "a.txt").exists()
    assert ["a.txt"] == os.listdir(tmp_path)
    assert "new" == (tmp_path / "a.txt").read_text()


@pytest.mark.parametrize("fault", [KeyboardInterrupt, ValueError, MemoryError])
def test_nothing_left_of_a_failure(tmp_path: Path, fault: type[BaseException]) -> None:
    """Whatever ends the writing, the target is untouched and nothing lies about."""
    (tmp_path / "a.txt").write_text("old")

    def fail() -> None:
        with atomic_write(tmp_path / "a.txt", overwrite=True) as temporary:
            temporary.write_text("half")
            raise fault

    with pytest.raises(fault):
        fail()
    assert ["a.txt"] == os.listdir(tmp_path)
    assert "old" == (tmp_path / "a.txt").read_text()


def test_replaced_when_asked(tmp_path: Path) -> None:
    """With overwrite the old file is replaced and its permissions are kept."""
    target = tmp_path / "a.txt"
    target.write_text("old")
    target.chmod(0o640)
    with atomic_write(target, overwrite=True) as temporary:
        temporary.write_text("new")
    assert ("new", 0o640) == (target.read_text(), target.stat().st_mode & 0o777)


@pytest.mark.skipif(os.name != "posix", reason="links need rights elsewhere")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """Through a link its target is replaced."""
    (tmp_path / "real.txt").write_text("old")
    (tmp_path / "link.txt").symlink_to("real.txt")
    with atomic_write(tmp_path / "link.txt", overwrite=True) as temporary:
        temporary.write_text("new")
    assert (tmp_path / "link.txt").is_symlink()
    assert "new" == (tmp_path / "real.txt").read_text()


def refusal(path: Path, *, overwrite: bool = False, fault: OSError | None = None) -> str:
    """The sentence with which writing to a path is refused."""

    def write() -> None:
        with atomic_write(path, overwrite=overwrite) as temporary:
            temporary.write_text("new")
            if fault is not None:
                raise fault

    with pytest.raises(FileError) as caught:
        write()
    return str(caught.value)


def test_there_already(tmp_path: Path) -> None:
    """A file that is there is not replaced unasked."""
    (tmp_path / "a.txt").write_text("old")
    expected = "a.txt is there already: choose another name, or remove it first"
    assert expected == refusal(tmp_path / "a.txt")
    assert "old" == (tmp_path / "a.txt").read_text()


def test_made_by_somebody_else_meanwhile(tmp_path: Path) -> None:
    """A file that appears while ours is written is not replaced either."""
    target = tmp_path / "a.txt"

    def race() -> None:
        with atomic_write(target) as temporary:
            temporary.write_text("ours")
            target.write_text("theirs")

    with pytest.raises(FileError, match="is there already"):
        race()
    assert "theirs" == target.read_text()


def test_places_that_do_not_do(tmp_path: Path) -> None:
    """A missing folder, a folder and a name without end are refused with what to do."""
    assert "does not exist: make it" in refusal(tmp_path / "no" / "a.txt")
    assert f"{tmp_path.name} is a folder: name a file in it" == refusal(tmp_path)
    assert "too long" in refusal(tmp_path / ("a" * 300))


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (errno.ENOSPC, "there is no room on the disk for a.txt: free some or choose another disk"),
        (errno.EACCES, "a.txt cannot be written: close it in Excel"),
        (errno.EROFS, "a.txt cannot be written"),
    ],
)
def test_what_the_system_refuses(tmp_path: Path, number: int, expected: str) -> None:
    """A full disk and a locked file become sentences, and nothing is left."""
    target = tmp_path / "a.txt"
    target.write_text("old")
    sentence = refusal(target, overwrite=True, fault=OSError(number, "no"))
    assert sentence.startswith(expected)
    assert (["a.txt"], "old") == (os.listdir(tmp_path), target.read_text())


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM, errno.EROFS])
def test_a_new_file_is_refused_by_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """Where there is no file yet nothing is to be closed in Excel: another folder is."""

    def refuse(**place: object) -> str:
        raise OSError(number, "no")

    monkeypatch.setattr(tempfile, "mkdtemp", refuse)
    expected = f"folder {tmp_path} does not let you write: choose another one"
    assert expected == refusal(tmp_path / "a.txt")


def test_a_closed_folder_is_known_before_any_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that may not be written to is refused at once, also for a file that is there."""
    target = tmp_path / "a.txt"
    target.write_text("old")
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != tmp_path)
    for path, overwrite in ((target, True), (tmp_path / "b.txt", False)):
        with pytest.raises(FileError, match="does not let you write: choose another one"):
            check_target(path, overwrite)


def test_other_faults_of_the_system_are_not_hidden(tmp_path: Path) -> None:
    """An unforeseen system error stays what it is."""

    def fail() -> None:
        with atomic_write(tmp_path / "a.txt"):
            raise OSError(errno.EIO, "disk on fire")

    with pytest.raises(OSError, match="on fire"):
        fail()
    assert [] == os.listdir(tmp_path)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_no_permission(tmp_path: Path) -> None:
    """A folder that may not be written to is refused with what to do."""
    tmp_path.chmod(0o500)
    assert "does not let you write: choose another one" in refusal(tmp_path / "a.txt")
    tmp_path.chmod(0o700)


def test_two_at_the_same_moment(tmp_path: Path) -> None:
    """Of two who write a new file of one name at once, the second is told, and harms nothing."""
    target = tmp_path / "a.txt"

    def write() -> None:
        with atomic_write(target) as ours:
            ours.write_text("ours")
            with atomic_write(target) as theirs:
                theirs.write_text("theirs")

    with pytest.raises(AlreadyThereError):
        write()
    assert ("theirs", ["a.txt"]) == (target.read_text(), os.listdir(tmp_path))


def test_a_name_is_taken_in_the_last_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the file appears after the last look, it is not replaced."""
    target = tmp_path / "a.txt"
    monkeypatch.setattr(os.path, "exists", lambda path: False)
    monkeypatch.setattr(Path, "exists", lambda self: False)
    target.write_text("theirs")
    with pytest.raises(AlreadyThereError), atomic_write(target) as ours:
        ours.write_text("ours")
    assert "theirs" == target.read_text()


def test_a_planted_link_is_not_followed(tmp_path: Path) -> None:
    """Links under names that could be guessed change nothing that they point at."""
    private = tmp_path / "private"
    private.write_text("private")
    for name in ("clvxl.xlam", "clvxl.oxt"):
        (tmp_path / (name + ".new")).symlink_to(private)
    build(tmp_path / "clvxl.xlam")
    write_oxt(tmp_path / "clvxl.oxt", [])
    assert "private" == private.read_text()
    assert zipfile.is_zipfile(tmp_path / "clvxl.xlam")
    assert zipfile.is_zipfile(tmp_path / "clvxl.oxt")


def test_an_addin_that_cannot_be_finished_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the disk is full, the add-in that is there stays as it was."""

    def full(self: Path, content: bytes) -> int:
        raise OSError(errno.ENOSPC, "full")

    for name, write in (("clvxl.xlam", build), ("clvxl.oxt", lambda path: write_oxt(path, []))):
        (tmp_path / name).write_text("old")
        with monkeypatch.context() as patched:
            patched.setattr(Path, "write_bytes", full)
            with pytest.raises(FileError, match="there is no room on the disk for " + name):
                write(tmp_path / name)
        assert "old" == (tmp_path / name).read_text()
