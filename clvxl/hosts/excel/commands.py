"""What the ribbon's buttons run: segment the sheet, exercises, explain a cell, help, about.

Each entry is called by the add-in through xlwings with the choices of the ribbon, says
what it has to say in a dialog, and raises nothing. New exercise and Fill template are reached by
`clvxl.excel_start`, which knows the writer of files.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import xlwings

from clvxl import __version__
from clvxl.errors import ClvxlError, FileError
from clvxl.hosts.excel._engine import if_known
from clvxl.hosts.excel._log import log_error, log_path
from clvxl.hosts.excel.texts import say, sentence
from clvxl.text import Text

if TYPE_CHECKING:
    from clvxl.hosts.templates import Makers

__all__ = [
    "about", "explain", "fill_template", "function_help", "new_exercise", "segment_sheet",
]  # fmt: skip

TITLE = "clvxl"
TOLD = 0.1
"""The status bar changes at each tenth of a step; each change is a call to Excel."""


def segment_sheet(
    scheme: str = "auto", bins: int = 5, method: str = "quantile", language: str = "en"
) -> None:
    """Segment the customers of the table under the cursor, and add the report's sheets.

    Parameters
    ----------
    scheme : {"auto", "standard", "tiers", "eight"}
        "auto" takes what suits bins and method.
    bins : int
        2 to 9.
    method : {"quantile", "nested", "mean"}
    language : {"en", "zh"}
        Of the report and of what is said.
    """

    def work(book: Any) -> str:
        return _segmented(book, None if scheme == "auto" else scheme, int(bins), method, language)

    _run(work, "segment_sheet", language)


def new_exercise(makers: Makers, name: str, language: str = "en") -> None:
    """Write a fresh copy of an exercise and open it; nothing else is said.

    Parameters
    ----------
    makers : Makers
        What writes workbooks.
    name : str
        The exercise's name, such as "clv_dcf".
    language : {"en", "zh"}
        Of the workbook and of what is said.
    """

    def work(book: Any) -> str:
        with _StatusBar(book.app, language) as bar:
            _open(book, makers.new_exercise(name, language, bar.step("building")))
        return ""

    _run(work, "new_exercise", language)


def fill_template(makers: Makers, name: str, language: str = "en") -> None:
    """Write a template filled with the table under the cursor, open it, and say what was taken.

    Parameters
    ----------
    makers : Makers
        What writes workbooks.
    name : str
        The exercise's name, such as "clv_dcf".
    language : {"en", "zh"}
        Of the workbook and of what is said.
    """
    _run(lambda book: _filled(book, makers, name, language), "fill_template", language)


def explain(language: str = "en") -> None:
    """Explain the selected cell: why it shows an error, or how its answer comes about."""
    _run(lambda book: _explained(book, language), "explain", language)


def function_help(language: str = "en") -> None:
    """Show the help of the selected cell's function, else the list of all functions."""
    _run(lambda book: _help(book, language), "function_help", language)


def about(language: str = "en") -> None:
    """Show which clvxl, xlwings and Python answer, and where the log file is."""
    text = say(
        "about", language, version=__version__, xlwings=xlwings.__version__,
        python=".".join(map(str, sys.version_info[:3])), interpreter=sys.executable,
        log=log_path(),
    )  # fmt: skip
    _run(lambda book: text, "about", language)


def caller() -> Any:
    """Return the workbook whose ribbon was clicked."""
    return xlwings.Book.caller()


def _run(work: Callable[[Any], str], name: str, language: str) -> None:
    """Do the work on the workbook and say what came of it, if anything is to be said.

    It is the one place where errors end.
    """
    mode, book = "critical", None
    try:
        book = caller()
        text = work(book)
        mode = "info"
    except ClvxlError as refused:
        text = sentence(refused, language)
    except MemoryError:
        text = say("memory", language)
    except Exception:  # whatever it is, the user hears of it and the log tells the story
        log_error(name)
        text = say("failed", language, log=log_path())
    if book is None:
        # Without a workbook no dialog can be shown; the add-in's runtime shows what is raised.
        raise RuntimeError(text)
    if not text:
        return
    try:
        book.app.alert(text, TITLE, mode=mode)
    except Exception:  # Excel is busy or gone: nobody is there to be told
        log_error(f"{name} could not say: {text}")


def _segmented(book: Any, scheme: str | None, bins: int, method: str, language: str) -> str:
    from clvxl.hosts.excel.report import draw_report
    from clvxl.hosts.excel.table import find_place, read_table
    from clvxl.jobs.segment_sheet import Options
    from clvxl.jobs.segment_sheet import segment_sheet as job
    from clvxl.jobs.segmentation import Scoring

    options = Options(scoring=Scoring(bins, method, scheme), language=language)
    options.scoring.check()
    with _StatusBar(book.app, language) as bar:
        place = find_place(book)
        table = read_table(book, place, bar.step("reading"))
        tell = bar.step("working")
        result = job(table, options, lambda _, share: tell(share))
        sheets = draw_report(book, result.report, bar.step("drawing"))
    counts = result.cleaned.counts
    outcome = say(
        "segmented", language, customers=len(result.segmentation.customers.monetary),
        place=place.address, sheets=", ".join(sheets), left_out=counts.left_out,
        lines=counts.lines,
    )  # fmt: skip
    return f"{outcome}\n\n{result.read}"


def _filled(book: Any, makers: Makers, name: str, language: str) -> str:
    from clvxl.exercises.catalogue import exercise_named
    from clvxl.exercises.filling import chosen_columns
    from clvxl.hosts.excel.table import find_place, read_table
    from clvxl.hosts.templates import filled_sentence

    chosen = chosen_columns(exercise_named(name))
    with _StatusBar(book.app, language) as bar:
        place = find_place(book, chosen)
        table = read_table(book, place, bar.step("reading"))
        path, filled = makers.fill_template(name, language, table, None, bar.step("building"))
        _open(book, path)
    return filled_sentence(filled, place.address, path, language)


def _open(book: Any, path: Path) -> None:
    try:
        book.app.books.open(str(path))
    except Exception:  # such as an open workbook of the same name from another folder
        log_error(f"opening {path}")
        raise FileError(
            Text(
                "{file} is written, but Excel cannot open it: open it yourself",
                "{file} 已写好，但 Excel 无法打开它：请自行打开",
            ),
            file=path,
        ) from None


class _StatusBar:
    """Excel's status bar: says which part is under way, and is put back at the end."""

    def __init__(self, app: Any, language: str) -> None:
        self._app, self._language = app, language

    def __enter__(self) -> _StatusBar:
        self._before = if_known(lambda: self._app.status_bar)
        return self

    def __exit__(self, *_: object) -> None:
        self._show(self._before)

    def _show(self, text: Any) -> None:
        if self._before is not None:
            self._app.status_bar = text

    def step(self, key: str) -> Callable[[float], None]:
        """Say a part, and return what shows its share."""
        text, told = say(key, self._language), [0.0]
        self._show(text)

        def tell(share: float) -> None:
            if share >= told[0] + TOLD:
                told[0] = share
                self._show(f"{text} {share:.0%}")

        return tell


def _selected(book: Any) -> Any:
    """The selected cell; None where something else is selected."""
    selection = book.selection
    return None if selection is None else selection[0, 0]


def _explained(book: Any, language: str) -> str:
    from clvxl.hosts.excel.explain import explain_cell

    cell = _selected(book)
    return say("no_cell", language) if cell is None else explain_cell(cell, language)


def _help(book: Any, language: str) -> str:
    from clvxl.hosts.excel.explain import find_call
    from clvxl.sheet.explain import function_text
    from clvxl.sheet.registry import REGISTRY

    cell = _selected(book)
    call = None if cell is None else find_call(cell.formula)
    if call is not None:
        return function_text(call.function, language)
    listed = [f"{name}: {one.help.say(language)}" for name, one in REGISTRY.items()]
    return "\n".join([*listed, "", say("arrays", language)])
