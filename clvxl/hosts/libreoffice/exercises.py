"""New exercise and Fill template in Calc: a workbook is written beside, and opened in a window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from clvxl.errors import FileError
from clvxl.exercises.catalogue import exercise_named
from clvxl.exercises.engine.fill import chosen_columns
from clvxl.exercises.filled import fill_new
from clvxl.exercises.workbooks import new_exercise as write_exercise
from clvxl.hosts.filled import filled_sentence
from clvxl.hosts.libreoffice._uno import named_values, service
from clvxl.hosts.libreoffice.bootstrap import log_error
from clvxl.hosts.libreoffice.job import Pulse, beside, find_place, read_table
from clvxl.text import Text

if TYPE_CHECKING:
    from clvxl.hosts.libreoffice.settings import Settings

__all__ = ["fill_template", "new_exercise"]


def new_exercise(ctx: Any, frame: Any, name: str, settings: Settings, interface: str) -> Path:
    """Write a fresh copy of an exercise and open it.

    Parameters
    ----------
    ctx : XComponentContext
    frame : XFrame or None
        Whose status bar shows progress.
    name : str
        The exercise's name, such as "clv_dcf".
    settings : Settings
        Their language is the workbook's.
    interface : {"en", "zh"}
        The language of the program.

    Returns
    -------
    Path
        The new workbook.

    Raises
    ------
    ClvxlError
        There is no such exercise, or the file cannot be written or opened.
    """
    language = settings.language_used(interface)
    with Pulse(frame, interface, "preparing") as pulse:
        path = beside(lambda tell: write_exercise(name, language, progress=tell), pulse)
    _open(ctx, path)
    return path


def fill_template(
    ctx: Any,
    document: Any,
    frame: Any,
    name: str,
    settings: Settings,
    interface: str,
) -> tuple[str, Any]:
    """Write a template filled with the table under the cursor, and open it.

    Parameters
    ----------
    ctx : XComponentContext
    document : spreadsheet document
        Only read.
    frame : XFrame or None
        Whose status bar shows progress.
    name : str
        The exercise's name, such as "clv_dcf".
    settings : Settings
        Their language is the workbook's; dates and numbers in text are read as they say.
    interface : {"en", "zh"}
        The language of the program.

    Returns
    -------
    text : str
        What was taken of the table, and where the new workbook stands.
    frame : XFrame
        The new workbook's window.

    Raises
    ------
    ClvxlError
        There is no such exercise, no table, or it does not fit: then nothing is written.
    """
    exercise, language = exercise_named(name), settings.language_used(interface)
    with Pulse(frame, interface) as pulse:
        place = find_place(document, chosen_columns(exercise))
        table = read_table(document, place, pulse.beat)
        pulse.say("preparing")
        path, filled = beside(
            lambda tell: fill_new(name, language, table, settings.reading(), tell), pulse
        )
    opened = _open(ctx, path)
    return filled_sentence(filled, place.address, path, interface), opened


def _open(ctx: Any, path: Path) -> Any:
    """Open a file in a window of its own, and return its frame."""
    opened = None
    try:
        # A file that is there but cannot be read gives None, a missing one raises.
        opened = service(ctx, "frame.Desktop").loadComponentFromURL(
            path.as_uri(), "_blank", 0, named_values(Hidden=False)
        )
    except Exception:  # the user hears where the file is, the log tells the story
        log_error(f"opening {path}")
    if opened is None:
        raise FileError(
            Text(
                "{file} is written, but LibreOffice cannot open it: open it yourself",
                "{file} 已写好，但 LibreOffice 无法打开它：请自行打开",
            ),
            file=path,
        )
    return opened.getCurrentController().getFrame()
