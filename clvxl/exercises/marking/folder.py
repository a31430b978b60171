"""Many submissions at once: a folder, or a .zip as course systems give it."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath

from clvxl.errors import ClvxlError, FileError
from clvxl.exercises.engine.checks import tolerance
from clvxl.exercises.engine.worked import is_number
from clvxl.exercises.marking.answering import MarkedAnswer
from clvxl.exercises.marking.checking import Marked, check_file
from clvxl.exercises.marking.scheme import USUAL, Scheme
from clvxl.exercises.marking.verdicts import REMARKS
from clvxl.text import Text

__all__ = ["Refused", "check_all", "told", "workbooks_in"]

Refused = tuple[str, ClvxlError]
"""A file that could not be marked, and why."""

MOST_FILES, LARGEST_FILE, LARGEST_ARCHIVE = 5000, 64 << 20, 4 << 30
SHEETS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".fods", ".numbers", ".et")
"""What a student may hand in; what cannot be read of it is told, not passed over."""
TOO_MANY = Text(
    "{file} holds more than {most} workbooks, or {room} GiB of them: mark them in parts",
    "{file} 中的工作簿超过 {most} 份或 {room} GiB：请分批评分",
)
NO_WORKBOOKS = Text("{file} holds no .xlsx workbooks", "{file} 中没有 .xlsx 工作簿")
DAMAGED_ZIP = Text("{file} cannot be unpacked: download it again", "{file} 无法解压：请重新下载")


@contextmanager
def workbooks_in(paths: Sequence[Path]) -> Iterator[list[tuple[str, Path]]]:
    """Find the workbooks of files, folders and .zip archives: what they are called, where they are.

    Raises
    ------
    FileError
        A folder or an archive holds none, or cannot be read.

    Examples
    --------
    >>> with workbooks_in([Path("a.xlsx")]) as found:
    ...     found[0][0]
    'a.xlsx'
    """
    with tempfile.TemporaryDirectory(prefix="clvxl-") as unpacked:
        found: list[tuple[str, Path]] = []
        for number, path in enumerate(paths):
            if path.is_dir():
                inside = _in_folder(path)
            elif path.suffix.lower() == ".zip":
                inside = _in_archive(path, Path(unpacked) / str(number))
            else:
                inside = [(path.name, path)]
            if not inside:
                raise FileError(NO_WORKBOOKS, file=path)
            found += inside
        yield found


def _in_folder(folder: Path) -> list[tuple[str, Path]]:
    found = sorted(path for path in folder.rglob("*") if _is_work(path.name) and path.is_file())
    if len(found) > MOST_FILES:
        raise _too_many(folder)
    return [(path.relative_to(folder).as_posix(), path) for path in found]


def _is_work(name: str) -> bool:
    """Whether a file may be a student's; Excel leaves ~$name.xlsx beside one that is open."""
    return PurePosixPath(name).suffix.lower() in SHEETS and not name.startswith(("~$", ".", "._"))


def _too_many(path: Path) -> FileError:
    return FileError(TOO_MANY, file=path.name, most=f"{MOST_FILES:,}", room=LARGEST_ARCHIVE >> 30)


def _in_archive(path: Path, folder: Path) -> list[tuple[str, Path]]:
    """Unpack the workbooks of an archive under names of our own: theirs may lead anywhere."""
    folder.mkdir()
    found = []
    room = LARGEST_ARCHIVE
    try:
        with zipfile.ZipFile(path) as archive:
            for number, part in enumerate(archive.infolist()):
                name = PurePosixPath(part.filename.replace("\\", "/")).name
                if not _is_work(name):
                    continue
                target = folder / f"{number}{PurePosixPath(name).suffix}"
                with archive.open(part) as source, target.open("wb") as sink:
                    shutil.copyfileobj(_Bounded(source), sink)
                found.append((part.filename, target))
                room -= target.stat().st_size
                if len(found) > MOST_FILES or room < 0:
                    raise _too_many(path)
    except FileError:
        raise
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError):
        raise FileError(DAMAGED_ZIP, file=path.name) from None
    return sorted(found)


class _Bounded:
    """A stream that ends early: what is cut off is then damaged, and said to be so."""

    def __init__(self, stream: object) -> None:
        self._stream, self._left = stream, LARGEST_FILE

    def read(self, size: int = -1) -> bytes:
        part: bytes = self._stream.read(min(size, self._left))  # type: ignore[attr-defined]
        self._left -= len(part)
        return part


def check_all(
    files: Sequence[tuple[str, Path]],
    scheme: Scheme = USUAL,
    progress: Callable[[float], None] | None = None,
) -> tuple[list[Marked], list[Refused]]:
    """Return all submissions marked, and those that could not be; one never stops the others.

    What a teacher should see beside the marks, and no mark follows from it, is among the remarks:
    the same file twice, the same variant in two files, answers that are right for another one.

    >>> check_all([("a.xlsx", Path("no such file.xlsx"))])[1][0][0]
    'a.xlsx'
    """
    found: list[Marked] = []
    refused: list[Refused] = []
    with _each(files, scheme) as results:
        for number, ((name, _), one) in enumerate(zip(files, results, strict=True), start=1):
            if isinstance(one, ClvxlError):
                refused.append((name, one))
            else:
                found.append(replace(one, file=name))
            if progress is not None:
                progress(number / len(files))
    return told(found), refused


MANY, MOST_AT_ONCE = 24, 4
"""From so many files on several are marked at the same time, at most so many."""
BEYOND = Text(
    "{file} cannot be marked ({reason}): look at it by hand",
    "{file} 无法自动评分（{reason}）：请人工查看",
)


@contextmanager
def _each(
    files: Sequence[tuple[str, Path]], scheme: Scheme
) -> Iterator[Iterable[Marked | ClvxlError]]:
    """What comes of each file, in their order; of many in processes of their own."""
    mark = partial(_checked, scheme)
    at_once = min(os.cpu_count() or 1, MOST_AT_ONCE)
    if len(files) < MANY or at_once == 1:
        yield map(mark, files)
        return
    # Begun anew, not copied: a copy of a process with threads may wait for ever.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(at_once, context, initializer=_leave_interrupts)
    try:
        yield pool.map(mark, files)
    finally:
        pool.shutdown(cancel_futures=True)


def _leave_interrupts() -> None:
    """Leave Ctrl-C to the process that started this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _checked(scheme: Scheme, file: tuple[str, Path]) -> Marked | ClvxlError:
    name, path = file
    try:
        return check_file(path, scheme)
    except ClvxlError as error:
        return error
    except Exception as error:  # whatever it is, the other files are marked, and this one is named
        return FileError(BEYOND, file=name, reason=type(error).__name__)


FEW = 2
"""So many answers of another variant may be chance."""


def told(found: Sequence[Marked]) -> list[Marked]:
    """Return submissions with what they have in common with others.

    >>> told([])
    []
    """
    every = [_alike(one, found[:at]) for at, one in enumerate(found)]
    by_exercise: dict[str, dict[int, Marked]] = {}
    for one in found:
        by_exercise.setdefault(one.issue.exercise, {}).setdefault(one.issue.variant, one)
    return [_borrowed(one, by_exercise[one.issue.exercise]) for one in every]


def _borrowed(one: Marked, variants: Mapping[int, Marked]) -> Marked:
    """A submission with the other variant for which most of its wrong answers are right."""
    wrong = {
        answer.question.key: answer for answer in one.answers
        if answer.points < answer.most and is_number(answer.value)
    }  # fmt: skip
    best, most = None, FEW
    for number, other in variants.items() if len(wrong) > FEW else ():
        if number != one.issue.variant:
            fits = sum(
                _fits(wrong[a.question.key], a) for a in other.answers if a.question.key in wrong
            )
            best, most = (other, fits) if fits > most else (best, most)
    if best is None:
        return one
    fields = {"count": most, "variant": best.issue.variant, "file": best.file}
    return replace(one, remarks=(*one.remarks, (REMARKS["borrowed"], fields)))


def _fits(given: MarkedAnswer, asked: MarkedAnswer) -> bool:
    """Whether an answer is right for another variant, and would not be so by chance."""
    right, allowed = asked.right, tolerance(asked.question)
    return (
        is_number(right) and not float(right).is_integer() and abs(given.value - right) <= allowed
    )


def _alike(one: Marked, before: Sequence[Marked]) -> Marked:
    """A submission with what it has in common with one before it."""
    for other in before:
        if other.digest == one.digest:
            return replace(one, remarks=(*one.remarks, (REMARKS["twice"], {"file": other.file})))
    for other in before:
        if one.issue.variant and (other.issue.exercise, other.issue.variant) == (
            one.issue.exercise, one.issue.variant,
        ):  # fmt: skip
            remark = (REMARKS["same_variant"], {"file": other.file})
            return replace(one, remarks=(*one.remarks, remark))
    return one
