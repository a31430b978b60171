"""Templates as files: a new exercise for a student, a template filled with a user's table.

The command line and the buttons of Excel and LibreOffice share this; like the command line it may
use everything below it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clvxl.errors import FileError
from clvxl.hosts.templates import Makers

if TYPE_CHECKING:
    from clvxl.data.columns import Chosen
    from clvxl.data.table import SourceTable
    from clvxl.exercises.filling import Filled
    from clvxl.exercises.records import Exercise

__all__ = [
    "LANGUAGES", "build_all", "documents", "fill_new", "fill_template", "free_file", "makers",
    "new_exercise",
]  # fmt: skip

LANGUAGES = ("en", "zh")
Progress = Callable[[float], None] | None


def documents() -> Path:
    """Return the folder for the user's exercises: clvxl in the documents, or in the home folder."""
    from platformdirs import user_documents_path

    found = user_documents_path()
    return (found if found.is_dir() else Path.home()) / "clvxl"


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
        The file cannot be written.
    """
    from clvxl.exercises.build import build
    from clvxl.exercises.catalogue import exercise_named
    from clvxl.hosts.xlsx.writer import write_report

    exercise = exercise_named(name)
    target = free_file(_made(folder or documents()), exercise.name)
    building, writing = _halves(progress)
    write_report(build(exercise, language, progress=building), target, progress=writing)
    return target


def _halves(progress: Progress) -> tuple[Progress, Progress]:
    """A progress in two: of building a workbook, and of writing it, which takes as long."""
    if progress is None:
        return None, None
    return lambda share: progress(share / 2), lambda share: progress(0.5 + share / 2)


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(
            "folder {folder} cannot be made ({reason}): choose another one",
            folder=str(folder), reason=error.strerror or str(error),
        ) from None  # fmt: skip
    return folder


def template_named(template: str | Path, language: str) -> tuple[Exercise, str, dict[str, Any]]:
    """Return a template's exercise, language and the figures that were changed in it.

    Parameters
    ----------
    template : str or Path
        A template file, or the name of an exercise.
    language : {"en", "zh"}
        Used where a name is given; a file has its own.
    """
    from clvxl.exercises.catalogue import EXERCISES, exercise_named
    from clvxl.hosts.xlsx.template import read_template

    path = Path(template)
    if not path.exists() and path.suffix.lower() != ".xlsx":
        return exercise_named(str(template)), language, {}
    found = read_template(path)
    if found.name not in EXERCISES or found.language not in LANGUAGES:
        raise FileError(
            "{file} is a template of another version of clvxl: open a new one with 'clvxl exercise "
            "open'",
            file=path.name,
        )
    exercise = EXERCISES[found.name]
    # A figure that follows from the data follows from the user's own.
    usual = {each.key: each.value for each in exercise.figures if not callable(each.value)}
    changed = {
        key: value for key, value in found.figures.items() if key in usual and value != usual[key]
    }
    return exercise, found.language, changed


def fill_template(
    template: str | Path,
    table: SourceTable,
    target: Path,
    *,
    language: str = "en",
    overwrite: bool = False,
    leave_out: bool = False,
    chosen: Chosen = None,
    progress: Progress = None,
) -> Filled:
    """Write a template filled with a user's table; the template itself stays as it is.

    Parameters
    ----------
    template : str or Path
        A template file, whose changed figures are taken along, or the name of an exercise.
    table : SourceTable
        As a reader found it with `clvxl.exercises.filling.chosen_columns`.
    target : Path
        The file to write.
    language : {"en", "zh"}
        Used where a name is given; a file has its own.
    overwrite : bool
        Replace a file that is there already.
    leave_out : bool
        Leave out lines that do not fit instead of refusing.
    chosen : mapping, optional
        Role to header, for sales whose headers are not the usual ones.
    progress : callable, optional
        Called now and then with the share done, 0 to 1.

    Returns
    -------
    Filled
        What was taken, and what was left out.

    Raises
    ------
    ClvxlError
        The template or the table does not fit; nothing is then written.
    """
    from clvxl.exercises.filling import fill, fit_table
    from clvxl.hosts.xlsx.writer import write_report

    exercise, own_language, figures = template_named(template, language)
    filled = fit_table(exercise, table, leave_out=leave_out, chosen=chosen)
    building, writing = _halves(progress)
    report = fill(exercise, own_language, filled, figures=figures, progress=building)
    write_report(report, target, overwrite=overwrite, progress=writing)
    return filled


def fill_new(
    name: str,
    language: str,
    table: SourceTable,
    progress: Progress = None,
    folder: Path | None = None,
) -> tuple[Path, Filled]:
    """Write a new exercise filled with a user's table; no file is ever replaced.

    Parameters
    ----------
    name : str
        The exercise's name, such as "clv_dcf".
    language : {"en", "zh"}
    table : SourceTable
        As a host read it with `clvxl.exercises.filling.chosen_columns`.
    progress : callable, optional
        Called now and then with the share done, 0 to 1.
    folder : Path, optional
        Where to; made if missing. Default: `documents()`.

    Returns
    -------
    path : Path
    filled : Filled
        What was taken, and what was left out.

    Raises
    ------
    ClvxlError
        The table does not fit, or the file cannot be written; nothing is then written.
    """
    from clvxl.exercises.catalogue import exercise_named
    from clvxl.exercises.filling import fill, fit_table
    from clvxl.hosts.xlsx.writer import write_report

    exercise = exercise_named(name)
    filled = fit_table(exercise, table)
    target = free_file(_made(folder or documents()), f"{exercise.name}-filled")
    building, writing = _halves(progress)
    report = fill(exercise, language, filled, progress=building)
    write_report(report, target, progress=writing)
    return target, filled


def makers() -> Makers:
    """Return what the buttons of a spreadsheet program are given to write workbooks with."""

    def make(name: str, language: str, tell: Callable[[float], None]) -> Path:
        return new_exercise(name, language, progress=tell)

    return Makers(make, fill_new)


def build_all(folder: Path) -> Mapping[str, Path]:
    """Build all exercises in both languages into `folder`/en and `folder`/zh."""
    from clvxl.exercises.build import build
    from clvxl.exercises.catalogue import EXERCISES
    from clvxl.hosts.xlsx.writer import write_report

    written = {}
    for language in LANGUAGES:
        _made(folder / language)
        for name, exercise in EXERCISES.items():
            target = folder / language / f"{name}.xlsx"
            write_report(build(exercise, language), target, overwrite=True)
            written[f"{language}/{name}"] = target
    return written
