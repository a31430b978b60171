"""Exercises as workbooks: a fresh copy for a student, and all of them built."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from clvxl.errors import AlreadyThereError, FileError
from clvxl.files.paths import made_folder
from clvxl.files.safe_write import check_target
from clvxl.text import Text

if TYPE_CHECKING:
    from clvxl.report.records import Report

__all__ = [
    "LANGUAGES", "Progress", "build_all", "documents", "exercises_folder", "free_file", "halves",
    "new_exercise", "write_new",
]  # fmt: skip

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

    unknown = FileError(
        Text(
            "no home folder is known: {remedy[choose_folder]}",
            "找不到用户主文件夹：{remedy[choose_folder]}",
        )
    )
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
    from clvxl.exercises.build import build
    from clvxl.exercises.catalogue import exercise_named

    exercise, folder = exercise_named(name), exercises_folder(folder)
    building, writing = halves(progress)
    return write_new(build(exercise, language, progress=building), folder, exercise.name, writing)


def halves(progress: Progress) -> tuple[Progress, Progress]:
    """Return a progress in two: of building a workbook, and of writing it, which takes as long."""
    if progress is None:
        return None, None
    return lambda share: progress(share / 2), lambda share: progress(0.5 + share / 2)


def write_new(report: Report, folder: Path, name: str, progress: Progress) -> Path:
    """Write a workbook under a name that nothing has, also while others do the same."""
    from clvxl.files.xlsx.writer import write_report

    while True:
        target = free_file(folder, name)
        try:
            write_report(report, target, progress=progress)
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
    from clvxl.exercises.build import build
    from clvxl.exercises.catalogue import EXERCISES
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
