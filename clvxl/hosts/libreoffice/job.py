"""Segment sheet in Calc: the table under the cursor in, a report on new sheets out."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar

from clvxl.data.columns import Chosen, ColumnMap
from clvxl.data.sheet_columns import fill_merged
from clvxl.data.sheet_table import LOOK_COLUMNS, LOOK_ROWS, locate, only_place
from clvxl.data.table import MERGED_ROLES, SourceTable
from clvxl.errors import ColumnsNotFoundError, TableError
from clvxl.hosts.libreoffice._columns import column_of
from clvxl.hosts.libreoffice._marks import own_sheets
from clvxl.hosts.libreoffice._uno import collection_paused
from clvxl.hosts.libreoffice.report import draw_report
from clvxl.hosts.libreoffice.settings import Settings
from clvxl.hosts.libreoffice.texts import say
from clvxl.text import Text

if TYPE_CHECKING:
    from clvxl.jobs.spec import Result

__all__ = ["Done", "Place", "Pulse", "beside", "find_place", "read_table", "segment"]

BLOCK_ROWS = 20_000
WAIT = 0.05
T = TypeVar("T")


@dataclass(frozen=True)
class Place:
    """Where a table stands: its sheet, the cells around it, and those of its columns."""

    sheet: Any
    left: int
    header: int
    last_row: int
    headers: tuple[str, ...]
    columns: ColumnMap

    @property
    def address(self) -> str:
        """The table as a person writes it: Sales, A1:C5001."""
        top = self.header + self.columns.headless
        cells = self.sheet.getCellRangeByPosition(
            self.left, top, self.left + len(self.headers) - 1, self.last_row
        )
        area = cells.AbsoluteName.rpartition(".")[2].replace("$", "")
        return f"{self.sheet.Name}, {area}"


@dataclass(frozen=True)
class Done:
    """What came of it: the result, where the table stood, the new sheets, each part's seconds."""

    result: Result
    place: str
    sheets: tuple[str, ...]
    seconds: dict[str, float]


class Pulse:
    """The status bar's progress, and with it the program's life between two blocks.

    A status indicator handles waiting events whenever it moves, so the window is repainted. Input
    to the window is off meanwhile: a cell that changes under the reader, or a document that is
    closed, would do harm.
    """

    def __init__(self, frame: Any, language: str, first: str = "reading") -> None:
        self._language, self._first = language, first
        self._window: Any = None if frame is None else frame.getContainerWindow()
        self._bar: Any = None if frame is None else frame.createStatusIndicator()
        self._last = time.monotonic()
        self.longest = 0.0

    def __enter__(self) -> Pulse:
        self._last = time.monotonic()
        if self._bar is not None:
            self._window.setEnable(False)
            self._bar.start(say(self._first, self._language), 100)
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.end()
            self._window.setEnable(True)

    def say(self, key: str, share: float = 0.0) -> None:
        """Say which part is under way."""
        if self._bar is not None:
            self._bar.setText(say(key, self._language))
        self.beat(share)

    def beat(self, share: float) -> None:
        """Show the share that is done (0 to 1) and let the program handle its events."""
        if self._bar is not None:
            self._bar.setValue(round(100 * share))
        now = time.monotonic()
        self.longest = max(self.longest, now - self._last)
        self._last = time.monotonic()


def segment(ctx: Any, document: Any, frame: Any, settings: Settings, interface: str) -> Done:
    """Segment the table under the cursor, or the sheet's only table.

    Parameters
    ----------
    ctx : XComponentContext
    document : spreadsheet document
    frame : XFrame or None
        Whose status bar shows progress.
    settings : Settings
    interface : {"en", "zh"}
        The language of the program.

    Returns
    -------
    Done

    Raises
    ------
    ClvxlError
        No table, columns that can be read two ways, no usable line, or a document that takes no
        new sheets. The document is then as it was.
    """
    from clvxl.jobs.segment.run import segment_sheet

    options = settings.options(interface)
    options.scoring.check()
    seconds: dict[str, float] = {}
    with Pulse(frame, interface) as pulse:
        with _Watch(seconds, "read"):
            place = find_place(document)
            table = read_table(document, place, pulse.beat)
        pulse.say("working")
        with _Watch(seconds, "work"):
            result = beside(lambda tell: segment_sheet(table, options, tell), pulse)
        pulse.say("drawing")
        with _Watch(seconds, "draw"):
            sheets = draw_report(
                ctx, document, result.report, replace=settings.again == "replace",
                progress=pulse.beat,
            )  # fmt: skip
        pulse.beat(1.0)
    seconds["pause"] = pulse.longest
    return Done(result, place.address, sheets, seconds)


class _Watch:
    """Notes the seconds of a part."""

    def __init__(self, seconds: dict[str, float], name: str) -> None:
        self._seconds, self._name = seconds, name

    def __enter__(self) -> None:
        self._start = time.monotonic()

    def __exit__(self, *_: object) -> None:
        self._seconds[self._name] = time.monotonic() - self._start


def beside(work: Callable[[Callable[[float], None]], T], pulse: Pulse) -> T:
    """Do work that needs no UNO in a thread of its own, while this one handles events.

    Python does not collect garbage meanwhile. It would do so on the thread of the work too, and
    what it finds may be LibreOffice's: to free that takes LibreOffice's lock, which this thread
    has, or worse, is done without it.

    Parameters
    ----------
    work : callable
        Is given what it may tell the share to that is done, 0 to 1.
    pulse : Pulse

    Returns
    -------
    What `work` returns; what it raises is raised here.
    """
    share, found, failed = [0.0], [], []

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
            pulse.beat(share[0])
    if failed:
        raise failed[0]
    return found[0]


def find_place(document: Any, chosen: Chosen = None) -> Place:
    """Find the table: around the cursor, else the only one of the sheet.

    On a sheet of an earlier report the user's sheets are searched instead.

    Parameters
    ----------
    document : spreadsheet document
    chosen : mapping, optional
        What a job looks for, as `clvxl.data.columns.match_columns` takes it; sales if left out.

    Returns
    -------
    Place

    Raises
    ------
    TableError
        There is none, or several sheets have one.
    """
    controller = document.getCurrentController()
    sheet = document.Sheets.getByIndex(0) if controller is None else controller.getActiveSheet()
    own = set(own_sheets(document).values())
    if sheet.Name in own:
        others = (other for other in document.Sheets if other.Name not in own)
        return only_place(others, lambda other: _on_sheet(other, chosen))
    region = None if controller is None else _region(sheet, document.getCurrentSelection())
    if region is not None:
        try:
            return _place(sheet, region, chosen)
        except ColumnsNotFoundError:
            pass  # the cursor stands elsewhere: the whole sheet is searched
    return _on_sheet(sheet, chosen)


def _on_sheet(sheet: Any, chosen: Chosen) -> Place:
    return _place(sheet, _used(sheet), chosen)


def _region(sheet: Any, selection: Any) -> Any:
    """The address of the block of cells around the selection, None where nothing is selected."""
    if selection is None or not hasattr(selection, "getRangeAddress"):
        return None
    address = selection.getRangeAddress()
    cell = sheet.getCellRangeByPosition(
        address.StartColumn, address.StartRow, address.StartColumn, address.StartRow
    )
    cursor = sheet.createCursorByRange(cell)
    cursor.collapseToCurrentRegion()
    return cursor.getRangeAddress()


def _used(sheet: Any) -> Any:
    cursor = sheet.createCursor()
    cursor.gotoStartOfUsedArea(False)
    cursor.gotoEndOfUsedArea(True)
    return cursor.getRangeAddress()


def _place(sheet: Any, area: Any, chosen: Chosen) -> Place:
    right = min(area.EndColumn, area.StartColumn + LOOK_COLUMNS - 1)
    cells = sheet.getCellRangeByPosition(
        area.StartColumn, area.StartRow, right, min(area.EndRow, area.StartRow + LOOK_ROWS - 1)
    )
    found = locate(cells.getDataArray(), chosen)
    return Place(
        sheet, area.StartColumn + found.column, area.StartRow + found.row, area.EndRow,
        found.headers, found.columns,
    )  # fmt: skip


def read_table(
    document: Any, place: Place, progress: Callable[[float], None] | None = None
) -> SourceTable:
    """Read the columns that the job needs, in blocks.

    Parameters
    ----------
    document : spreadsheet document
    place : Place
    progress : callable, optional
        Called with the share that is read after each block.

    Returns
    -------
    SourceTable
        Its row numbers are those of the sheet.
    """
    top, last = place.header + 1, place.last_row
    if last < top:
        raise TableError(
            Text(
                "{source} has headers but no values below them",
                "{source} 只有表头，下面没有数据",
            ),
            source=place.sheet.Name,
        )
    merging = {place.columns.roles[role] for role in MERGED_ROLES if role in place.columns.roles}
    filled = 0
    columns, blocks = [], -(-(last - top + 1) // BLOCK_ROWS)
    for number, at in enumerate(place.columns.needed):
        column, values = place.left + at, []
        for block in range(blocks):
            first = top + block * BLOCK_ROWS
            cells = place.sheet.getCellRangeByPosition(
                column, first, column, min(first + BLOCK_ROWS - 1, last)
            )
            values += [cell for (cell,) in cells.getDataArray()]
            if progress is not None:
                done = number + (block + 1) / blocks
                progress(done / len(place.columns.needed))
        whole = place.sheet.getCellRangeByPosition(column, top, column, last)
        if at in merging and whole.getIsMerged():
            filled += fill_merged(values, _last_rows(place.sheet, column, top))
        columns.append(column_of(values, whole, document.NumberFormats))
    return SourceTable(
        source=document.Title,
        headers=tuple(place.headers[at] for at in place.columns.needed),
        columns=tuple(columns), first_row=top + 1, typed=True,
        facts={"sheet": place.address} | ({"merged_filled": str(filled)} if filled else {}),
        found=place.columns.within(place.columns.needed),
    )  # fmt: skip


def _last_rows(sheet: Any, column: int, top: int) -> Callable[[int], int]:
    """The last row of the merged cell that begins in a row of a column, counted from `top`."""

    def last_row(row: int) -> int:
        cursor = sheet.createCursorByRange(sheet.getCellByPosition(column, top + row))
        cursor.collapseToMergedArea()
        return int(cursor.getRangeAddress().EndRow) - top

    return last_row
