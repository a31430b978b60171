"""LibreOffice as the commands see it: see `clvxl.hosts.commands.Program`."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar

from clvxl.errors import ClvxlError
from clvxl.hosts.libreoffice._uno import collection_paused, named_values, service
from clvxl.hosts.libreoffice.bootstrap import log_error, log_path
from clvxl.hosts.libreoffice.names import SHEETS
from clvxl.hosts.libreoffice.texts import REMEDIES
from clvxl.text import Text

if TYPE_CHECKING:
    from clvxl.files.xlsx.submission import Submission
    from clvxl.hosts.libreoffice.table import CalcBook
    from clvxl.jobs.spec import Tell
    from clvxl.report.records import Report

__all__ = ["Calc", "StatusBar"]

WAIT = 0.05
T = TypeVar("T")


class StatusBar:
    """The status bar's progress, and with it the program's life between two blocks.

    A status indicator handles waiting events whenever it moves, so the window is repainted. Input
    to the window is off meanwhile: a cell that changes under the reader, or a document that is
    closed, would do harm.
    """

    def __init__(self, frame: Any) -> None:
        self._window: Any = None if frame is None else frame.getContainerWindow()
        self._bar: Any = None if frame is None else frame.createStatusIndicator()
        self._last = time.monotonic()
        self._begun: list[float] = []
        self.longest = 0.0

    def __enter__(self) -> StatusBar:
        self._last = time.monotonic()
        if self._bar is not None:
            self._window.setEnable(False)
            self._bar.start("", 100)
        return self

    def __exit__(self, *_: object) -> None:
        self._begun.append(time.monotonic())
        if self._bar is not None:
            self._bar.end()
            self._window.setEnable(True)

    @property
    def seconds(self) -> list[float]:
        """What each part has taken."""
        pairs = zip(self._begun, self._begun[1:], strict=False)
        return [end - begin for begin, end in pairs]

    def step(self, text: str) -> Tell:
        """Say which part is under way, and return what shows its share."""
        self._begun.append(time.monotonic())
        if self._bar is not None:
            self._bar.setText(text)
        self._show(0.0)
        return self._show

    def _show(self, share: float) -> None:
        """Show the share that is done and let the program handle its events."""
        if self._bar is not None:
            self._bar.setValue(round(100 * share))
        now = time.monotonic()
        self.longest = max(self.longest, now - self._last)
        self._last = time.monotonic()

    def compute(self, work: Callable[[Tell], T], text: str) -> T:
        """Do work that needs no UNO in a thread of its own, while this one handles events.

        Python does not collect garbage meanwhile. It would do so on the thread of the work too, and
        what it finds may be LibreOffice's: to free that takes LibreOffice's lock, which this thread
        has, or worse, is done without it. What the work raises is raised here.
        """
        share, found, failed = [0.0], [], []
        show = self.step(text)

        def tell(done: float) -> None:
            share[0] = done

        def run() -> None:
            try:
                found.append(work(tell))
            except BaseException as error:  # it is raised again where it belongs
                failed.append(error)

        thread = Thread(target=run, name="clvxl", daemon=True)
        with collection_paused():
            thread.start()
            while thread.is_alive():
                thread.join(WAIT)
                show(share[0])
        if failed:
            raise failed[0]
        return found[0]


class Calc:
    """A window of Calc, and the language of its menus; `replace` as `draw_report` takes it.

    `figures` are the seconds of the parts of the last command, and of the longest time between
    two of LibreOffice's events, once it is done.
    """

    name = "LibreOffice"
    remedies: Mapping[str, Text] = REMEDIES
    log_error = staticmethod(log_error)
    log_path = staticmethod(log_path)

    def __init__(self, ctx: Any, frame: Any, language: str, *, replace: bool = False) -> None:
        self.ctx, self.frame, self.language, self.replace = ctx, frame, language, replace
        self.figures: Mapping[str, float] = {}

    @property
    def document(self) -> Any:
        """The spreadsheet that the window shows."""
        controller = None if self.frame is None else self.frame.getController()
        document = None if controller is None else controller.getModel()
        if document is None or not document.supportsService(SHEETS):
            raise ClvxlError(
                Text("the window shows no spreadsheet; open the workbook first",
                    "此窗口没有电子表格；请先打开工作簿")
            )  # fmt: skip
        return document

    def workbook(self) -> CalcBook:
        """Return the workbook."""
        from clvxl.hosts.libreoffice.table import CalcBook

        return CalcBook(self.document)

    def submission(self) -> Submission:
        """Return the workbook as one that is handed in."""
        from clvxl.hosts.libreoffice.submission import read_open

        return read_open(self.document)

    @contextmanager
    def progress(self) -> Iterator[StatusBar]:
        """Return the status bar, put back at the end."""
        with StatusBar(self.frame) as bar:
            yield bar
        parts = dict(zip(("read", "work", "draw"), bar.seconds, strict=False))
        self.figures = parts | {"pause": bar.longest}

    def draw(self, report: Report, tell: Tell) -> tuple[str, ...]:
        """Draw a report on new sheets."""
        from clvxl.hosts.libreoffice.report import draw_report

        return draw_report(self.ctx, self.document, report, replace=self.replace, progress=tell)

    def open(self, path: Path) -> Any:
        """Open a file in a window of its own, and return its frame."""
        # A file that is there but cannot be read gives None, a missing one raises.
        opened = service(self.ctx, "frame.Desktop").loadComponentFromURL(
            path.as_uri(), "_blank", 0, named_values(Hidden=False)
        )
        return opened.getCurrentController().getFrame()
