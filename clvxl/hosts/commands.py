"""What the buttons do, the same in every spreadsheet program.

A program shows itself through the protocol `Program`. Each command returns what it has to say; a
refusal is raised, and `outcome` is the one place where it becomes a sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from clvxl import __version__
from clvxl.errors import ClvxlError, FileError
from clvxl.hosts.tables import Workbook, find_place, read_table
from clvxl.hosts.texts import SHARED
from clvxl.jobs.options import DRAWING, READING
from clvxl.jobs.spec import Choices, Job, Tell
from clvxl.jobs.texts import say as reason_said
from clvxl.remedies import REMEDIES
from clvxl.text import Text

if TYPE_CHECKING:
    from clvxl.data.records import CleaningOptions
    from clvxl.exercises.engine.fill import Filled
    from clvxl.files.xlsx.submission import Submission
    from clvxl.report.records import Report

__all__ = ["Program", "Progress", "about", "check_answers", "fill_template", "filled_sentence",
           "function_list", "new_exercise", "outcome", "run_job"]  # fmt: skip

T = TypeVar("T")


class Progress(Protocol):
    """The status bar while a command is at work."""

    def step(self, text: str) -> Tell:
        """Say which part is under way, and return what shows its share."""

    def compute(self, work: Callable[[Tell], T], text: str) -> T:
        """Do a part that asks nothing of the program, which stays alive meanwhile."""


class Program(Protocol):
    """A spreadsheet program with a workbook in front."""

    name: str
    language: str
    remedies: Mapping[str, Text]

    def workbook(self) -> Workbook:
        """Return the workbook."""

    def submission(self) -> Submission:
        """Return the workbook as one that is handed in."""

    def progress(self) -> AbstractContextManager[Progress]:
        """Return the status bar, put back at the end."""

    def draw(self, report: Report, tell: Tell) -> tuple[str, ...]:
        """Draw a report on new sheets, and return their names."""

    def open(self, path: Path) -> Any:
        """Open a workbook in a window, and return it."""

    def log_error(self, where: str) -> None:
        """Write the exception in flight to the log."""

    def log_path(self) -> Path:
        """Return the log file."""


def outcome(program: Program, name: str, work: Callable[[], str]) -> tuple[str, bool]:
    """Return what a command says, and whether it was done; the log calls it `name`.

    Whatever `work` raises is said in a sentence.
    """
    language = program.language
    try:
        return work(), True
    except ClvxlError as refused:
        return refused.sentence(language, program.remedies, "\n"), False
    except MemoryError:
        return SHARED.say("memory", language), False
    except Exception:  # whatever it is, the user hears of it and the log tells the story
        program.log_error(name)
        return SHARED.say("failed", language, log=program.log_path()), False


def run_job(program: Program, job: Job, choices: Choices) -> str:
    """Do a job with the table under the cursor, and draw its report; return what came of it.

    A `ClvxlError` tells of choices that do not go together, of no table, of one that can be read
    two ways, or of a workbook that takes no new sheets. It is then as it was.
    """
    job.check(choices)
    choices, language = replace(choices, remedies=program.remedies), program.language
    with program.progress() as bar:
        book = program.workbook()
        place = find_place(book)
        table = read_table(book, place, bar.step(READING.say(language)))
        result = bar.compute(lambda tell: job.run(table, choices, tell), job.doing.say(language))
        sheets = program.draw(result.report, bar.step(DRAWING.say(language)))
    done = job.done.say(language, place=place.address, sheets=", ".join(sheets), **result.found)
    return f"{done}\n\n{result.read}"


def new_exercise(program: Program, name: str, language: str) -> Path:
    """Write a fresh copy of an exercise, open it and return its path.

    A `ClvxlError` says that there is no such exercise, or why it cannot be written or opened.
    """
    from clvxl.exercises.workbooks import new_exercise

    with program.progress() as bar:
        path = bar.compute(
            lambda tell: new_exercise(name, language, progress=tell),
            SHARED.say("preparing", program.language),
        )
        _open(program, path)
    return path


def fill_template(
    program: Program, name: str, language: str, options: CleaningOptions | None = None
) -> tuple[str, Any]:
    """Write a template filled with the table under the cursor, and open it.

    `language` is the workbook's; `options` say how dates and numbers in text are read, where the
    program has settings for it. What was taken, and where the workbook stands, is returned with
    what the program opened.

    A `ClvxlError` says that there is no such exercise, no table, or that it does not fit: then
    nothing is written.
    """
    from clvxl.exercises.catalogue import exercise_named
    from clvxl.exercises.engine.fill import chosen_columns
    from clvxl.exercises.filled import fill_new

    chosen = chosen_columns(exercise_named(name))
    with program.progress() as bar:
        book = program.workbook()
        place = find_place(book, chosen)
        table = read_table(book, place, bar.step(READING.say(program.language)))
        path, filled = bar.compute(
            lambda tell: fill_new(name, language, table, options, tell),
            SHARED.say("preparing", program.language),
        )
        opened = _open(program, path)
    said = filled_sentence(filled, place.address, path, program.language, program.remedies)
    return said, opened


def filled_sentence(
    filled: Filled, place: str, path: Path, language: str, remedies: Mapping[str, Text] = REMEDIES
) -> str:
    """Return what Fill template says: `place` is where the table stands, `path` the new workbook.

    >>> from clvxl.exercises.engine.fill import Filled
    >>> filled = Filled({"amount": [1.0, 2.0]}, {"no_purchase": 3})
    >>> print(filled_sentence(filled, "Sales, A1:C6", Path("rfm-filled.xlsx"), "en"))
    2 rows of Sales, A1:C6 stand in the new workbook rfm-filled.xlsx; your sheets are as they were.
    Rows left out: 3 (the customer has no purchase: 3).
    """
    text = SHARED.say("filled", language, rows=filled.rows, place=place, file=path)
    if filled.read:
        text = f"{text}\n{filled.read(language, remedies)}"
    kept = _kept_sentence(filled, language)
    lines = sum(filled.left_out.values())
    if not lines:
        return f"{text}\n{SHARED.say('all_taken', language)}{kept}"
    reasons = ("，" if language == "zh" else ", ").join(
        SHARED.say(
            "reason", language, reason=reason_said(f"reason_{reason}", language), number=number
        )
        for reason, number in filled.left_out.items()
    )
    return f"{text}\n{SHARED.say('left_out', language, lines=lines, reasons=reasons)}{kept}"


def _kept_sentence(filled: Filled, language: str) -> str:
    """Which figures of the workbook are still the exercise's own, on a line; nothing if none."""
    from clvxl.exercises.engine.fill_figures import figure_text

    if not filled.kept:
        return ""
    figures = ("、" if language == "zh" else ", ").join(
        f"{each.label.say(language)} {figure_text(each, each.value, language)}"
        for each in filled.kept
    )
    return f"\n{SHARED.say('kept', language, figures=figures)}"


def _open(program: Program, path: Path) -> Any:
    try:
        return program.open(path)
    except Exception:  # such as an open workbook of the same name from another folder
        program.log_error(f"opening {path}")
        raise FileError(SHARED["not_opened"], file=path, program=program.name) from None


def check_answers(program: Program) -> str:
    """Return what is to be said of the answers in the workbook in front, which stays as it is.

    A `ClvxlError` says that it is no exercise.
    """
    from clvxl.exercises.marking.checking import marked
    from clvxl.exercises.marking.lines import lines_of

    with program.progress() as bar:
        tell = bar.step(READING.say(program.language))
        handed_in = program.submission()
        tell(1.0)
        one = bar.compute(lambda tell: marked(handed_in), SHARED.say("checking", program.language))
    return "\n".join(lines_of(one, program.language))


def function_list(language: str) -> list[str]:
    """Return a line for each function."""
    from clvxl.sheet.registry import REGISTRY

    return [f"{name}: {one.help.say(language)}" for name, one in REGISTRY.items()]


def about(program: Program, more: str = "") -> str:
    """Return which clvxl answers, and where the log file is; `more` stands between."""
    return SHARED.say(
        "about", program.language, version=__version__, more=more, log=program.log_path()
    )
