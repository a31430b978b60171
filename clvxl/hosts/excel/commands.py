"""What the ribbon's buttons run: jobs on the sheet, exercises, explain a cell, help, about.

Each entry is called by the add-in through xlwings with the choices of the ribbon, says
what it has to say in a dialog, and raises nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import xlwings

from clvxl.hosts import commands
from clvxl.hosts.excel._engine import if_known
from clvxl.hosts.excel._log import log_error, log_path
from clvxl.hosts.excel.texts import REMEDIES, say
from clvxl.jobs.catalogue import JOBS, choices_of
from clvxl.text import Text

if TYPE_CHECKING:
    from clvxl.files.xlsx.submission import Submission
    from clvxl.hosts.excel.table import ExcelBook
    from clvxl.jobs.spec import Tell
    from clvxl.report.records import Report

__all__ = [
    "about", "check_answers", "explain", "fill_template", "function_help", "new_exercise",
    "run_job", "segment_sheet",
]  # fmt: skip

TITLE = "clvxl"
TOLD = 0.1
"""The status bar changes at each tenth of a step; each change is a call to Excel."""

T = TypeVar("T")


def run_job(job: str, language: str = "en", **chosen: Any) -> None:
    """Do a job with the table under the cursor, and add the report's sheets.

    `job` is its name in `clvxl.jobs.catalogue`; `chosen` are items of the ribbon's drop-downs, by
    the names of the job's options. The language, here as in all entries, is that of what is written
    and of what is said.
    """

    def work(excel: _Excel) -> str:
        one = JOBS[job]
        values = {each.name: each.read(chosen.get(each.name)) for each in one.shown("ribbon")}
        return commands.run_job(excel, one, choices_of(one, values, language))

    _run(work, f"the job {job}", language)


def segment_sheet(language: str = "en", **chosen: Any) -> None:
    """Segment the customers: what the button of add-ins built by clvxl 0.1.0 runs."""
    run_job("segment", language, **chosen)


def new_exercise(name: str, language: str = "en") -> None:
    """Write a fresh copy of an exercise, such as "clv_dcf", and open it; nothing else is said."""

    def work(excel: _Excel) -> str:
        commands.new_exercise(excel, name, language)
        return ""

    _run(work, "new_exercise", language)


def fill_template(name: str, language: str = "en") -> None:
    """Write a template filled with the table under the cursor, open it, and say what was taken."""
    _run(lambda excel: commands.fill_template(excel, name, language)[0], "fill_template", language)


def check_answers(language: str = "en") -> None:
    """Say of each answer in the workbook what clvxl check says of it; nothing is changed."""
    _run(commands.check_answers, "check_answers", language)


def explain(language: str = "en") -> None:
    """Explain the selected cell: why it shows an error, or how its answer comes about."""

    def work(excel: _Excel) -> str:
        from clvxl.hosts.excel.explain import explain_cell

        cell = excel.selected()
        return say("no_cell", language) if cell is None else explain_cell(cell, language)

    _run(work, "explain", language)


def function_help(language: str = "en") -> None:
    """Show the help of the selected cell's function, else the list of all functions."""

    def work(excel: _Excel) -> str:
        from clvxl.hosts.excel.explain import find_call
        from clvxl.sheet.explain import function_text

        cell = excel.selected()
        call = None if cell is None else find_call(cell.formula)
        if call is not None:
            return function_text(call.function, language)
        return "\n".join([*commands.function_list(language), "", say("arrays", language)])

    _run(work, "function_help", language)


def about(language: str = "en") -> None:
    """Show which clvxl, xlwings and Python answer, and where the log file is."""
    python = ".".join(map(str, sys.version_info[:3]))
    more = f"xlwings {xlwings.__version__}\nPython {python}\n{sys.executable}\n\n"
    _run(lambda excel: commands.about(excel, more), "about", language)


def caller() -> Any:
    """Return the workbook whose ribbon was clicked."""
    return xlwings.Book.caller()


def _run(work: Callable[[_Excel], str], name: str, language: str) -> None:
    """Do the work on the workbook and say what came of it, if anything is to be said."""
    excel = _Excel(language)

    def connected() -> str:
        excel.book = caller()
        return work(excel)

    text, done = commands.outcome(excel, name, connected)
    if excel.book is None:
        # Without a workbook no dialog can be shown; the add-in's runtime shows what is raised.
        raise RuntimeError(text)
    if not text:
        return
    try:
        excel.book.app.alert(text, TITLE, mode="info" if done else "critical")
    except Exception:  # Excel is busy or gone: nobody is there to be told
        log_error(f"{name} could not say: {text}")


class _Excel:
    """Excel with the workbook whose ribbon was clicked: see `clvxl.hosts.commands.Program`."""

    name = "Excel"
    remedies: Mapping[str, Text] = REMEDIES

    def __init__(self, language: str) -> None:
        self.language = language
        self.book: Any = None

    def workbook(self) -> ExcelBook:
        from clvxl.hosts.excel.table import ExcelBook

        return ExcelBook(self.book)

    def submission(self) -> Submission:
        from clvxl.hosts.excel.submission import read_open

        return read_open(self.book)

    def selected(self) -> Any:
        """The selected cell; None where something else is selected."""
        selection = self.book.selection
        return None if selection is None else selection[0, 0]

    @contextmanager
    def progress(self) -> Iterator[_StatusBar]:
        app = self.book.app
        before = if_known(lambda: app.status_bar)
        bar = _StatusBar(None if before is None else app)
        try:
            yield bar
        finally:
            bar.show(before)

    def draw(self, report: Report, tell: Tell) -> tuple[str, ...]:
        from clvxl.hosts.excel.report import draw_report

        return draw_report(self.book, report, tell)

    def open(self, path: Path) -> Any:
        return self.book.app.books.open(str(path))

    def log_error(self, where: str) -> None:
        log_error(where)

    def log_path(self) -> Path:
        return log_path()


class _StatusBar:
    """Excel's status bar: says which part is under way; of an engine without one nothing."""

    def __init__(self, app: Any) -> None:
        self._app = app

    def show(self, text: Any) -> None:
        """Show a text, or what Excel itself would."""
        if self._app is not None:
            self._app.status_bar = text

    def step(self, text: str) -> Tell:
        told = [0.0]
        self.show(text)

        def tell(share: float) -> None:
            if share >= told[0] + TOLD:
                told[0] = share
                self.show(f"{text} {share:.0%}")

        return tell

    def compute(self, work: Callable[[Tell], T], text: str) -> T:
        return work(self.step(text))
