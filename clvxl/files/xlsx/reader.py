"""Workbooks in: the table on a sheet of an .xlsx or .xlsm file, read fast and from a distance.

A child process parses (see `_child`), so that no file, however odd or hostile, takes this process
down with it, and so that its memory is given back. While it works this process imports pandas.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from clvxl import errors
from clvxl.data.columns import ColumnMap
from clvxl.data.table import SourceTable
from clvxl.errors import FileError
from clvxl.files.xlsx._package import unpacked_size
from clvxl.files.xlsx._wire import parted, unpack
from clvxl.text import Text

if TYPE_CHECKING:
    import pandas as pd

    from clvxl.files.xlsx._columns import Cells

__all__ = ["Limits", "read_sheet"]

NOT_INSTALLED = Text(
    "{file} is a workbook, for which fastexcel is needed: install it with pip install "
    "fastexcel, or save the table as .csv",
    "{file} 是工作簿，需要 fastexcel：请用 pip install fastexcel 安装，或把表格另存为 .csv",
)
TOO_SLOW = Text(
    "{file} takes too long to read: remove sheets, rows and columns that are not "
    "needed, or export the table as .csv",
    "{file} 读取时间过长：请删去不需要的工作表、行和列，或将表格导出为 .csv",
)
TOO_LARGE = Text(
    "{file} needs more memory than a workbook should: remove sheets, rows and columns "
    "that are not needed, or export the table as .csv",
    "{file} 所需内存超出工作簿应有的范围：请删去不需要的工作表、行和列，或将表格导出为 .csv",
)

USUAL_SPEED = 60e6
"""Bytes of unpacked sheet a second, for the estimate that progress shows."""

SLOWEST_SPEED = 4e6
PATIENCE = 60.0
POLL = 0.1
FIRST_POLL = 0.001


@dataclass(frozen=True)
class Limits:
    """How much a file may cost.

    Attributes
    ----------
    memory : int
        Bytes of address space for the process that parses, where the system can limit it.
    unpacked : int
        Bytes that all parts of the file may say they unpack to.
    ratio : float
        How many times its packed size one large part may unpack to.
    seconds : float, optional
        Time to parse; by default a minute and a second for each 4 MB unpacked.
    """

    memory: int = 4 << 30
    unpacked: int = 4 << 30
    ratio: float = 250.0
    seconds: float | None = None

    def patience(self, unpacked: int) -> float:
        """How many seconds a file that unpacks to so many bytes may take."""
        return PATIENCE + unpacked / SLOWEST_SPEED if self.seconds is None else self.seconds


def read_sheet(
    path: str | os.PathLike[str],
    *,
    sheet: str | None = None,
    chosen: Mapping[str, Any] | None = None,
    all_columns: bool = False,
    passed_over: Collection[str] = (),
    limits: Limits | None = None,
    progress: Callable[[float], None] | None = None,
) -> SourceTable:
    """Read the table on a sheet of a workbook, wherever on the sheet it starts.

    Parameters
    ----------
    path : path
        An .xlsx or .xlsm file. It is only read.
    sheet, chosen, all_columns, passed_over
        As in `clvxl.files.tables.Wishes`; by default the first sheet on which the columns are
        found, visible ones before hidden ones.
    limits : Limits, optional
        How much memory and time the file may cost.
    progress : callable, optional
        Called about ten times a second with the share done (0 to 1), an estimate.

    Returns
    -------
    SourceTable
        Typed columns; `first_row` as the spreadsheet numbers it; `facts["sheet"]`, and where
        the columns are found on others too `facts["other_sheets"]`.

    Raises
    ------
    FileError
        The file is missing, no workbook, locked, damaged or too much to unpack; no such sheet;
        fastexcel is not installed.
    ColumnsNotFoundError, AmbiguousError
        The headers are not those of a table of sales, or can be read two ways.

    Examples
    --------
    >>> import tempfile, xlsxwriter
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     book = xlsxwriter.Workbook(folder + "/sales.xlsx")
    ...     cells = book.add_worksheet("May")
    ...     _ = cells.write_row("B3", ["Customer", "Date", "Amount"])
    ...     _ = cells.write_row("B4", ["007", "2024-05-01", 12.5])
    ...     book.close()
    ...     table = read_sheet(folder + "/sales.xlsx")
    >>> table.headers, table.first_row, dict(table.facts)
    (('Customer', 'Date', 'Amount'), 4, {'sheet': 'May'})
    >>> list(table.columns[2])
    [12.5]
    """
    limits = limits or Limits()
    size = unpacked_size(Path(path), largest=limits.unpacked, ratio=limits.ratio)
    path = Path(path).absolute()
    if find_spec("fastexcel") is None:
        raise FileError(NOT_INSTALLED, file=path.name)
    request = {
        "path": str(path),
        "sheet": sheet,
        "chosen": None if chosen is None else dict(chosen),
        "all_columns": all_columns,
        "passed_over": list(passed_over),
        "memory": limits.memory,
    }
    answer, found = _ask(request, _Clock(size, limits, progress))
    from clvxl.files.xlsx._columns import received

    columns = [_series(each) for each in received(answer["columns"], found)]
    count = len(answer["headers"])
    numbers = (each.to_numpy() for each in columns[count:])
    return SourceTable(
        source=path.name,
        headers=tuple(answer["headers"]),
        columns=tuple(columns[:count]),
        first_row=answer["first_row"],
        typed=True,
        facts=answer["facts"],
        numbers=dict(zip(answer["numbers"], numbers, strict=True)),
        errors={at: _by_row(found) for at, found in enumerate(answer["errors"]) if found},
        date_offset=float(answer["date_offset"]),
        found=ColumnMap.unpacked(answer["map"]),
        formats=tuple(answer["formats"]),
    )


class _Clock:
    """The time that one reading may take, and the share of it that is probably done."""

    def __init__(
        self, unpacked: int, limits: Limits, progress: Callable[[float], None] | None
    ) -> None:
        self.end = time.monotonic() + limits.patience(unpacked)
        self.start = time.monotonic()
        self.usual = 0.3 + unpacked / USUAL_SPEED
        self.progress = progress

    def tick(self) -> bool:
        """Report progress; False when the time is over."""
        now = time.monotonic()
        if self.progress is not None:
            self.progress(min(0.95, (now - self.start) / self.usual))
        return now < self.end

    def done(self) -> None:
        if self.progress is not None:
            self.progress(1.0)


def _ask(request: dict[str, Any], clock: _Clock) -> tuple[dict[str, Any], memoryview]:
    """Run the child and return its answer; the child is gone when this returns or raises."""
    file = Path(request["path"]).name
    with _start() as child, _life(child) as stream:
        try:
            output, said = _converse(child, stream, json.dumps(request).encode(), clock, file)
        finally:
            # Also on Ctrl-C: a child that has ended already is not harmed.
            child.kill()
    if child.returncode != 0:
        raise _death(child.returncode, said.decode("utf-8", "replace"), file)
    clock.done()
    answer, columns = parted(output)
    if "kind" in answer:
        raise unpack(answer)
    return answer, columns


@contextlib.contextmanager
def _life(child: subprocess.Popen[bytes]) -> Iterator[IO[bytes]]:
    """The child's standard input, open as long as its answer is waited for.

    The request does not go by communicate(): where its time is over before it has written, it
    forgets the input, and the child would wait for ever.
    """
    stream, child.stdin = child.stdin, None
    if stream is None:  # it was asked for
        raise RuntimeError("the process that reads workbooks has no standard input")
    try:
        yield stream
    finally:
        # A child that has died already says why by its exit code.
        with contextlib.suppress(BrokenPipeError):
            stream.close()


def _start() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        # -P: the current folder must not be able to offer a module of its own.
        [sys.executable, "-P", "-m", "clvxl.files.xlsx._child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=_environment(),
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _environment() -> dict[str, str]:
    """Let the child find the very modules that run here, and nothing by a relative path."""
    source = str(Path(errors.__file__).absolute().parents[1])
    paths = [source, *(path for path in sys.path if os.path.isabs(path) and path != source)]
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(path for path in paths if os.pathsep not in path),
        "PYTHONIOENCODING": "utf-8",
        # One thread: each more reserves address space, which is limited, and takes time to start.
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "RUST_BACKTRACE": "0",
    }


def _converse(
    child: subprocess.Popen[bytes], stream: IO[bytes], request: bytes, clock: _Clock, file: str
) -> tuple[bytes, bytes]:
    """Hand over the request, which fits into a pipe, and wait for what the child writes."""
    with contextlib.suppress(BrokenPipeError):
        stream.write(request + b"\n")
        stream.flush()
    imported = False
    while True:
        try:
            return child.communicate(timeout=POLL if imported else FIRST_POLL)
        except subprocess.TimeoutExpired:
            pass  # it is still at work
        if not imported:
            # Half a second's work that fits into the time of waiting.
            import pandas as pd  # noqa: F401

            imported = True
        if not clock.tick():
            raise FileError(TOO_SLOW, file=file)


def _death(code: int, said: str, file: str) -> Exception:
    """Say why the child ended without an answer: the file's fault, or clvxl's own."""
    text = said[-4000:]
    if code == 1 and "Traceback" in text and "MemoryError" not in text:
        return RuntimeError(f"the process that reads workbooks failed:\n{text}")
    return FileError(TOO_LARGE, file=file)


def _series(column: Cells) -> pd.Series:
    """A column as a `SourceTable` holds it."""
    import numpy as np
    import pandas as pd

    if column.kind == "text":
        texts = np.array([*column.values.list(), None], dtype=object)[:-1]
        texts[column.blank] = np.nan
        return pd.Series(texts, dtype=pd.StringDtype("python", np.nan))
    values = column.values
    if column.blank.any():
        values = values.copy()
        values[column.blank] = np.nan if column.kind == "number" else "NaT"
    return pd.Series(values)


def _by_row(errors: Mapping[str, list[int]]) -> dict[int, str]:
    return {row: text for text, rows in errors.items() for row in rows}
