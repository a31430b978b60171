"""Exercises as workbooks: a fresh copy for a student, and all of them built."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import clvxl
from clvxl.errors import AlreadyThereError, FileError
from clvxl.files.paths import made_folder
from clvxl.files.safe_write import atomic_write, check_target
from clvxl.text import Text

if TYPE_CHECKING:
    from clvxl.report.records import Report

__all__ = [
    "LANGUAGES", "Progress", "build_all", "documents", "exercises_folder", "free_file", "halves",
    "new_exercise", "new_homework", "write_new",
]  # fmt: skip

NO_HOME = Text(
    "no home folder is known: {remedy[choose_folder]}",
    "找不到用户主文件夹：{remedy[choose_folder]}",
)

LANGUAGES = ("en", "zh")
Progress = Callable[[float], None] | None


def documents() -> Path:
    """Return the folder for the user's exercises: clvxl in the documents, or in the home folder.

    Raises
    ------
    FileError
        The user has no home folder.
    """
    from platformdirs import user_documents_path

    unknown = FileError(NO_HOME)
    try:
        home, found = Path.home(), user_documents_path()
    except (RuntimeError, KeyError):
        raise unknown from None
    if not _is_own_folder(home):
        raise unknown
    return (found if _is_own_folder(found) else home) / "clvxl"


def _is_own_folder(path: Path) -> bool:
    # With HOME empty the root of the disk would be the home folder.
    return path.is_absolute() and path != Path(path.anchor) and os.path.isdir(path)


def free_file(folder: Path, name: str) -> Path:
    """Return a file name in a folder that nothing has: rfm.xlsx, rfm 2.xlsx and so on.

    >>> free_file(Path("no such folder"), "rfm").name
    'rfm.xlsx'
    """
    path, number = folder / f"{name}.xlsx", 1
    while path.exists():
        number += 1
        path = folder / f"{name} {number}.xlsx"
    return path


def exercises_folder(folder: Path | None) -> Path:
    """Return the folder that is given, else `documents()`; it is made if missing."""
    return made_folder(folder or documents())


def new_exercise(
    name: str, language: str = "en", folder: Path | None = None, progress: Progress = None
) -> Path:
    """Write a fresh copy of an exercise and return its path; no file is ever replaced.

    The workbook that comes with clvxl is copied; where it does not come along, one is built.

    Parameters
    ----------
    name : str
        The exercise's name, such as "clv_dcf".
    language : {"en", "zh"}
    folder : Path, optional
        Where to; made if missing. Default: `documents()`.
    progress : callable, optional
        Called now and then with the share done, 0 to 1.

    Raises
    ------
    InputError
        There is no such exercise.
    FileError
        The file cannot be written, or no folder is given nor known.
    """
    from clvxl.exercises.catalogue import exercise_named

    exercise = exercise_named(name)
    folder, built = exercises_folder(folder), _built(exercise.name, language)
    if built is not None:
        path = _written(folder, exercise.name, partial(_copy, built))
        if progress is not None:
            progress(1.0)
        return path
    from clvxl.exercises.engine.build import build

    building, writing = halves(progress)
    report = build(exercise, language, progress=building)
    return write_new(report, folder, exercise.name, writing)


def new_homework(
    name: str,
    language: str = "en",
    number: int = 0,
    folder: Path | None = None,
    progress: Progress = None,
    points: str = "",
) -> Path:
    """Write the homework edition of an exercise and return its path; no file is ever replaced.

    Parameters
    ----------
    name : str
        The exercise's name, such as "clv_dcf".
    language : {"en", "zh"}
    number : int
        The variant; 0 has the case's own figures.
    folder : Path, optional
        Where to; made if missing. Default: `documents()`.
    progress : callable, optional
        Called now and then with the share done, 0 to 1.
    points : str
        What students are told of the points.

    Raises
    ------
    InputError
        There is no such exercise or variant.
    FileError
        The file cannot be written, or no folder is given nor known.
    """
    from clvxl.exercises.catalogue import exercise_named
    from clvxl.exercises.engine.homework import homework

    exercise = exercise_named(name)
    report = homework(exercise, language, number, points)
    named = f"{exercise.name}-homework" + (f"-{number}" if number else "")
    return write_new(report, exercises_folder(folder), named, progress)


def _built(name: str, language: str) -> Path | None:
    """The workbook that comes with clvxl: in its package, or beside it where that is a clone's."""
    package = Path(clvxl.__file__).parent
    for folder in (package, package.parent):
        path = folder / "workbooks" / language / f"{name}.xlsx"
        if path.is_file():
            return path
    return None


def _copy(source: Path, target: Path) -> None:
    with atomic_write(target) as temporary:
        shutil.copyfile(source, temporary)


def halves(progress: Progress) -> tuple[Progress, Progress]:
    """Return a progress in two: of building a workbook, and of writing it, which takes as long."""
    if progress is None:
        return None, None
    return lambda share: progress(share / 2), lambda share: progress(0.5 + share / 2)


def write_new(report: Report, folder: Path, name: str, progress: Progress) -> Path:
    """Write a workbook under a name that nothing has, and return its path."""
    from clvxl.files.xlsx.writer import write_report

    return _written(folder, name, partial(write_report, report, progress=progress))


def _written(folder: Path, name: str, write: Callable[[Path], None]) -> Path:
    """Have a file written under a name that nothing has, also while others do the same."""
    while True:
        target = free_file(folder, name)
        try:
            write(target)
        except AlreadyThereError:
            continue  # somebody took the name since
        return target


def build_all(folder: Path, *, overwrite: bool = False) -> Mapping[str, Path]:
    """Build all exercises in both languages into `folder`/en and `folder`/zh.

    Raises
    ------
    AlreadyThereError
        One is there already and is not to be replaced; none is then written.
    FileError
        One cannot be written.
    """
    from clvxl.exercises.catalogue import EXERCISES
    from clvxl.exercises.engine.build import build
    from clvxl.files.xlsx.writer import write_report

    targets = {
        (language, name): made_folder(folder / language) / f"{name}.xlsx"
        for language in LANGUAGES
        for name in EXERCISES
    }
    for target in targets.values():
        check_target(target, overwrite)
    for (language, name), target in targets.items():
        write_report(build(EXERCISES[name], language), target, overwrite=overwrite)
    return {f"{language}/{name}": target for (language, name), target in targets.items()}
