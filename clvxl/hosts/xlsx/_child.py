"""The process that parses a workbook, apart from the one that waits for it.

A hostile or odd sheet can make the parser ask for hundreds of gigabytes and abort; here that ends
this process and nothing else. Started as `python -m clvxl.hosts.xlsx._child` with a request as
JSON on standard input; it writes the columns as an Arrow file and answers with JSON on standard
output. It imports little, because each reading pays for its start.
"""

from __future__ import annotations

import json
import re
import sys
import threading
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from clvxl.data.columns import find_table, match_columns
from clvxl.errors import ClvxlError, ColumnsNotFoundError, FileError
from clvxl.hosts.xlsx._wire import Spoken, pack

if TYPE_CHECKING:
    import fastexcel
    import pyarrow as pa

LOOK_ROWS = 200
"""So many rows of a sheet are searched for the header row."""

LOOK_COLUMNS = 256
"""So many columns are loaded before it is known which ones are needed."""

LOOK_BYTES = 1 << 16
PART_BYTES = 16 << 20
MILLISECONDS_A_DAY = 86_400_000

OPTIONS: dict[str, Any] = {"schema_sample_rows": None}
"""All rows decide a column's type: a sample would turn late text into blanks."""

VALUE = re.compile(rb"<(?:\w+:)?(?:v|t)(?:\s[^>]*)?>[^<]")
ROW_ONE = re.compile(
    rb"<(?:\w+:)?row\s(?:[^>]*\s)?r=\"1\"[^>]*(?<!/)>(.*?)(?:</(?:\w+:)?row>|\Z)", re.DOTALL
)
REPEATED = re.compile(r"(.+)_\d+")


@dataclass(frozen=True)
class Request:
    """What the parent asks for."""

    path: str
    output: str
    sheet: str | None
    chosen: dict[str, Any] | None
    all_columns: bool
    memory: int


@dataclass(frozen=True)
class Found:
    """A table on a sheet: which columns, under which headers, from which row on."""

    headers: list[str]
    arrays: list[pa.Array]
    first_row: int


def main() -> int:
    """Answer the request on standard input; the exit code is 0 unless clvxl itself is at fault."""
    request = Request(**json.loads(sys.stdin.buffer.read()))
    _limit_memory(request.memory)
    try:
        answer = _answer(request)
    except ClvxlError as error:
        answer = pack(error)
    sys.stdout.write("\n" + json.dumps(answer) + "\n")
    return 0


def _limit_memory(size: int) -> None:
    """Let the system refuse memory above `size` bytes, where it can (Linux does)."""
    try:
        import resource
    except ImportError:
        return
    for limit, bound in ((resource.RLIMIT_AS, size), (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(limit)[1]
        soft = bound if hard == resource.RLIM_INFINITY else min(bound, hard)
        try:
            resource.setrlimit(limit, (soft, hard))
        except (ValueError, OSError):
            # Some systems know the limit and refuse to set it; the time limit still holds.
            continue


def _answer(request: Request) -> dict[str, Any]:
    # pyarrow takes as long to import as a small sheet to parse, and parsing frees the interpreter.
    arrow = threading.Thread(target=_import_arrow, daemon=True)
    arrow.start()
    import fastexcel

    file = Path(request.path).name
    try:
        book = fastexcel.read_excel(request.path)
        name, found = _first_table(book, request, file)
    except fastexcel.FastExcelError as error:
        raise _damaged(file, error) from None
    except BaseException as error:
        # A panic in the parser's Rust code; its class cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise _damaged(file, error) from None
    arrow.join()
    _write(found, request.output)
    return {"sheet": name, "headers": found.headers, "first_row": found.first_row}


def _import_arrow() -> None:
    import pyarrow.ipc  # noqa: F401


def _damaged(file: str, error: BaseException) -> FileError:
    # What stands after "Context:" is a trace for programmers.
    reason = " ".join(str(error).partition("Context:")[0].split())
    return FileError(
        "{file} is damaged ({reason}): open it in Excel and save it again",
        file=file,
        reason=reason if len(reason) <= 200 else reason[:197] + "...",
    )


def _first_table(book: fastexcel.ExcelReader, request: Request, file: str) -> tuple[str, Found]:
    """Find the sheet that was named, or the first one with the columns."""
    missing: ColumnsNotFoundError | None = None
    for name in _candidates(book.sheet_names, request.sheet, file):
        try:
            found = _find_table(book, name, request)
        except ColumnsNotFoundError as error:
            missing = missing or error
            continue
        if found is not None:
            return name, found
    if missing is not None:
        raise missing
    if request.sheet is not None:
        raise FileError(
            "sheet {sheet} of {file} is empty: name another sheet", sheet=request.sheet, file=file
        )
    raise FileError("{file} has no sheet with anything on it: check the file", file=file)


def _candidates(names: list[str], wanted: str | None, file: str) -> list[str]:
    if wanted is None:
        return names
    same = [name for name in names if name == wanted] or [
        name for name in names if name.strip().casefold() == wanted.strip().casefold()
    ]
    if not same:
        listed = ", ".join(names[:20]) + (", ..." if len(names) > 20 else "")
        raise FileError(
            "{file} has no sheet {sheet}: its sheets are {sheets}",
            file=file,
            sheet=wanted,
            sheets=Spoken(listed),
        )
    return same[:1]


def _find_table(book: fastexcel.ExcelReader, name: str, request: Request) -> Found | None:
    """Load a sheet once and, where its first row is not the header row, a second time."""
    names: dict[int, str] = {}

    def keep(column: fastexcel.ColumnInfoNoDtype) -> bool:
        names[column.index] = column.name
        return request.all_columns or column.index < LOOK_COLUMNS

    sheet = book.load_sheet(name, header_row=0, use_columns=keep, **OPTIONS)
    if not names:
        return None
    headers = _headers([names[index] for index in range(len(names))])
    if _may_be_renamed(headers):
        headers = _exact_headers(book, name)
    batch = sheet.to_arrow()
    start = _first_used_row(book, name, request.path, sheet.height)
    del sheet
    try:
        wanted = _wanted(headers, request)
    except ColumnsNotFoundError:
        rows = _top_rows(headers, batch)
        offset, _ = find_table(rows, request.chosen)
        headers = [text or "" for text in rows[offset]]
        start += offset
        wanted = _wanted(headers, request)
    else:
        if not wanted or wanted[-1] < len(batch.columns):
            return _found(headers, wanted, [batch.columns[index] for index in wanted], start)
    del batch
    again = book.load_sheet(name, header_row=start, use_columns=_is_among(set(wanted)), **OPTIONS)
    return _found(headers, wanted, again.to_arrow().columns, start)


def _wanted(headers: list[str], request: Request) -> list[int]:
    """Which columns a job needs, in the sheet's order."""
    roles = match_columns(headers, request.chosen).roles
    return list(range(len(headers))) if request.all_columns else sorted(set(roles.values()))


def _is_among(wanted: set[int]) -> Callable[[fastexcel.ColumnInfoNoDtype], bool]:
    # Plain numbers would mean columns of the whole sheet, these count from the first used one.
    return lambda column: column.index in wanted


def _found(headers: list[str], wanted: list[int], arrays: list[pa.Array], start: int) -> Found:
    # `start` counts rows from 0; a spreadsheet shows the row below the headers as start + 2.
    return Found([headers[index] for index in wanted], [_plain(a) for a in arrays], start + 2)


def _headers(names: list[str]) -> list[str]:
    return [
        "" if name == f"__UNNAMED__{index}" else name.strip() for index, name in enumerate(names)
    ]


def _may_be_renamed(headers: list[str]) -> bool:
    """Whether a header may be a second one of the same name, to which fastexcel adds `_1`."""
    known = set(headers)
    matches = (REPEATED.fullmatch(header) for header in headers)
    return any(match is not None and match[1] in known for match in matches)


def _exact_headers(book: fastexcel.ExcelReader, name: str) -> list[str]:
    row = book.load_sheet(name, header_row=None, n_rows=1, dtypes="string").to_arrow()
    return [(column[0].as_py() or "").strip() for column in row.columns]


def _top_rows(headers: list[str], batch: pa.RecordBatch) -> list[list[str | None]]:
    """The first rows as text, the headers' row on top."""
    columns = [
        [header or None, *(_plain(array.slice(0, LOOK_ROWS)).cast("string").to_pylist())]
        for header, array in zip(headers, batch.columns, strict=False)
    ]
    return [[text.strip() if text else None for text in row] for row in zip(*columns, strict=True)]


def _plain(array: pa.Array) -> pa.Array:
    """Reduce a column to a number, date, boolean or text column."""
    import pyarrow as pa
    import pyarrow.compute as pc

    kind = array.type
    if pa.types.is_date(kind):
        return array.cast(pa.timestamp("ms"))
    if pa.types.is_duration(kind):
        # A length of time is a number of days on a sheet.
        milliseconds = array.cast(pa.duration("ms")).cast(pa.int64()).cast(pa.float64())
        return pc.divide(milliseconds, float(MILLISECONDS_A_DAY))
    if pa.types.is_integer(kind):
        return array.cast(pa.float64())
    if pa.types.is_null(kind) or (pa.types.is_boolean(kind) and array.null_count):
        return array.cast(pa.string())
    return array


def _first_used_row(book: fastexcel.ExcelReader, name: str, path: str, height: int) -> int:
    """Row number, from 0, of the first row that holds anything.

    fastexcel starts there and does not say where that is. Mostly it is row 0, which a look at the
    file's text shows; else a second load that starts at row 1 is longer by what is missing.
    """
    if _row_one_is_used(path, name):
        return 0
    below = book.load_sheet(name, header_row=1, use_columns=_is_among({0}))
    return int(below.height) + 1 - height


def _row_one_is_used(path: str, name: str) -> bool:
    """Whether the sheet's text surely shows a value in its first row."""
    try:
        with zipfile.ZipFile(path) as archive:
            part = _sheet_part(archive, name)
            if part is None:
                return False
            with archive.open(part) as stream:
                row = ROW_ONE.search(stream.read(LOOK_BYTES))
    except (zipfile.BadZipFile, ElementTree.ParseError, KeyError, ValueError, OSError):
        return False
    return row is not None and VALUE.search(row[1]) is not None


def _sheet_part(archive: zipfile.ZipFile, name: str) -> str | None:
    relation = None
    for element in _elements(archive, "xl/workbook.xml"):
        if element.tag.endswith("}sheet") and element.get("name") == name:
            relation = next((v for k, v in element.items() if k.endswith("}id")), None)
    for element in _elements(archive, "xl/_rels/workbook.xml.rels"):
        if element.get("Id") == relation:
            target = element.get("Target", "")
            return target[1:] if target.startswith("/") else "xl/" + target
    return None


def _elements(archive: zipfile.ZipFile, part: str) -> list[ElementTree.Element]:
    with archive.open(part) as stream:
        return list(ElementTree.fromstring(stream.read(PART_BYTES)).iter())


def _write(found: Found, output: str) -> None:
    import pyarrow as pa
    import pyarrow.ipc

    names = [str(index) for index in range(len(found.arrays))]
    batch = pa.RecordBatch.from_arrays(found.arrays, names=names)
    with pa.OSFile(output, "wb") as sink, pyarrow.ipc.new_file(sink, batch.schema) as writer:
        writer.write_batch(batch)


if __name__ == "__main__":
    sys.exit(main())
