"""The process that parses a workbook, apart from the one that waits for it.

A hostile or odd sheet can make the parser ask for hundreds of gigabytes and abort; here that ends
this process and nothing else. Started as `python -m clvxl.files.xlsx._child` with a request as a
line of JSON on standard input; it answers on standard output, with JSON and the columns behind it
(see `_wire`): no file holds what was read. It ends with the process that waits for it, and imports
little, because each reading pays for its start.
"""

from __future__ import annotations

import json
import os
import re
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from clvxl.data.columns import ColumnMap, find_header_row, find_table, place_names, printable
from clvxl.data.table import MERGED_ROLES
from clvxl.errors import ClvxlError, ColumnsNotFoundError, FileError
from clvxl.files.xlsx._number_formats import CurrencyFormats
from clvxl.files.xlsx._outline import Outline, first_rows, read_outline, row_one_is_used
from clvxl.files.xlsx._package import PROTECTED
from clvxl.files.xlsx._sheet_text import SheetText
from clvxl.files.xlsx._wire import Spoken, head, pack
from clvxl.text import Text

if TYPE_CHECKING:
    import fastexcel

    from clvxl.files.xlsx._columns import Cells
    from clvxl.files.xlsx._loading import Sheet
    from clvxl.files.xlsx._marks import Marked

LOOK_ROWS = 200
"""So many rows of a sheet are searched for the header row."""

LOOK_COLUMNS = 256
"""So many columns are loaded before it is known which ones are needed."""

DAYS_TO_1904 = 1462

OPTIONS: dict[str, Any] = {"schema_sample_rows": None}
"""All rows decide a column's type: a sample would turn late text into blanks."""

ODD_ERROR = Text(
    "{file} has cells with the error {error}, which cannot be read: correct them and save it again",
    "{file} 中有单元格的错误值 {error} 无法读取：请更正后重新保存",
)
EMPTY_SHEET = Text(
    "sheet {sheet} of {file} is empty: name another sheet",
    "{file} 的工作表 {sheet} 为空：请指定其他工作表",
)
EMPTY_BOOK = Text(
    "{file} has no sheet with anything on it: check the file",
    "{file} 中没有任何有内容的工作表：请检查该文件",
)
NO_SHEET = Text(
    "{file} has no sheet {sheet}: its sheets are {sheets}",
    "{file} 没有工作表 {sheet}：现有工作表为 {sheets}",
)
NEVER_CALCULATED = Text(
    "column {title} on sheet {sheet} of {file} holds formulas that were never "
    "calculated: open the file in the spreadsheet program and save it",
    "{file} 的工作表 {sheet} 中，{title} 列含有从未计算过的公式：请用电子表格程序打开该文件并保存",
)
STRAYED = Text(
    "column {title} on sheet {sheet} of {file} is not where its header was found: copy "
    "the table alone to a new sheet, its headers in row 1",
    "{file} 的工作表 {sheet} 中，{title} 列不在其表头所在的位置：请把该表格单独复制到新工"
    "作表，表头放在第 1 行",
)

UNKNOWN_ERROR = re.compile(r"Unsupported cell error value '(.*)'")
REPEATED = re.compile(r"(.+)_\d+")
SUFFIXES = re.compile(r"\s*(_\d+)*")


@dataclass(frozen=True)
class Request:
    """What the parent asks for."""

    path: str
    sheet: str | None
    chosen: dict[str, Any] | None
    all_columns: bool
    memory: int
    passed_over: Sequence[str] = ()


@dataclass(frozen=True)
class Found:
    """A table on a sheet: which columns, under which headers, from which row on."""

    headers: list[str]
    columns: list[Marked]
    first_row: int
    map: ColumnMap
    merged_filled: int = 0
    hidden_rows: int = 0
    formats: tuple[str, ...] = ()


def main() -> int:
    """Answer the request on standard input; the exit code is 0 unless clvxl itself is at fault."""
    out = _answering()
    request = Request(**json.loads(sys.stdin.buffer.readline()))
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _limit_memory(request.memory)
    columns: list[Cells] = []
    try:
        answer, columns = _answer(request)
    except ClvxlError as error:
        answer = pack(error)
    with out:
        out.write(head(answer))
        _write(columns, out)
    return 0


def _answering() -> IO[bytes]:
    """Standard output for the answer alone: what any library prints goes to standard error."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return out


def _end_with_parent() -> None:
    """End at once when nobody is left to wait for the answer: standard input then closes."""
    # Windows may hold up a process that reads and does anything else with the same pipe.
    if os.name == "posix":
        os.read(0, 1)
        os._exit(1)


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


def _answer(request: Request) -> tuple[dict[str, Any], list[Cells]]:
    import fastexcel

    from clvxl.files.xlsx._columns import described

    file = Path(request.path).name
    try:
        outline = read_outline(request.path)
        book = fastexcel.read_excel(_source(request.path, outline))
        name, found, others = _first_table(book, request, outline)
    except fastexcel.FastExcelError as error:
        raise _damaged(file, error) from None
    except BaseException as error:
        # A panic in the parser's Rust code; its class cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise _damaged(file, error) from None
    facts = {"sheet": name}
    if others:
        facts["other_sheets"] = ", ".join(others)
    if found.merged_filled:
        facts["merged_filled"] = str(found.merged_filled)
    if found.hidden_rows:
        facts["hidden_rows"] = str(found.hidden_rows)
    columns = [column.values for column in found.columns]
    columns += [column.numbers for column in found.columns if column.numbers is not None]
    answer = {
        "facts": facts,
        "headers": found.headers,
        "first_row": found.first_row,
        "map": found.map.packed(),
        "errors": [column.errors for column in found.columns],
        "columns": described(columns),
        "numbers": [at for at, column in enumerate(found.columns) if column.numbers is not None],
        "date_offset": DAYS_TO_1904 if outline.date_1904 else 0,
        "formats": found.formats,
    }
    return answer, columns


def _source(path: str, outline: Outline) -> str | bytes:
    """What the parser is given: of a path it would believe the ending, whatever the content."""
    believed = Path(path).suffix.lower() in (".xlsx", ".xlsm") and outline.parts
    return path if believed else Path(path).read_bytes()


def _damaged(file: str, error: BaseException) -> FileError:
    # What stands after "Context:" is a trace for programmers.
    reason = " ".join(str(error).partition("Context:")[0].split())
    if "password" in reason.lower():
        return FileError(PROTECTED, file=file)
    if unknown := UNKNOWN_ERROR.search(reason):
        return FileError(ODD_ERROR, file=file, error=unknown[1])
    return FileError(
        Text(
            "{file} is damaged ({reason}): open it in Excel and save it again",
            "{file} 已损坏（{reason}）：请在 Excel 中打开并重新保存",
        ),
        file=file,
        reason=reason if len(reason) <= 200 else reason[:197] + "...",
    )


def _first_table(
    book: fastexcel.ExcelReader, request: Request, outline: Outline
) -> tuple[str, Found, list[str]]:
    """Find the sheet that was named, or the first one with the columns; and others that fit."""
    file = Path(request.path).name
    missing: ColumnsNotFoundError | None = None
    # what is hidden is looked at last: a person means what she sees
    order = sorted(book.sheet_names, key=lambda name: name in outline.hidden)
    order = [name for name in order if name not in request.passed_over] or order
    names = _candidates(book.sheet_names if request.sheet else order, request.sheet, file)
    for place, name in enumerate(names):
        try:
            found = _find_table(book, name, request, outline)
        except ColumnsNotFoundError as error:
            if missing is None or error.quotes_table > missing.quotes_table:
                missing = error
            continue
        if found is not None:
            return name, found, _others(names[place + 1 :], request, outline)
    if missing is not None:
        raise missing
    if request.sheet is not None:
        raise FileError(EMPTY_SHEET, sheet=request.sheet, file=file)
    raise FileError(EMPTY_BOOK, file=file)


def _others(names: list[str], request: Request, outline: Outline) -> list[str]:
    """The sheets on which a table stands as well, as far as their first rows show."""
    known = [name for name in names if name in outline.parts]
    rows = first_rows(request.path, [outline.parts[name] for name in known])
    return [
        printable(name)
        for name, top in zip(known, rows, strict=False)
        if find_header_row(top, request.chosen) is not None
    ]


def _candidates(names: list[str], wanted: str | None, file: str) -> list[str]:
    if wanted is None:
        return names
    same = [name for name in names if name == wanted] or [
        name for name in names if name.strip().casefold() == wanted.strip().casefold()
    ]
    if not same:
        listed = ", ".join(map(printable, names[:20])) + (", ..." if len(names) > 20 else "")
        raise FileError(NO_SHEET, file=file, sheet=wanted, sheets=Spoken(listed))
    return same[:1]


def _find_table(
    book: fastexcel.ExcelReader, name: str, request: Request, outline: Outline
) -> Found | None:
    """Load a sheet once and, where its first row is not the header row, a second time."""
    from clvxl.files.xlsx._loading import Sheet

    whole = Sheet(book, name, OPTIONS)
    text = SheetText(request.path, outline.parts.get(name))
    try:
        return _find_on(whole, text, name, request, outline)
    finally:
        text.stop()


def _find_on(
    whole: Sheet, text: SheetText, name: str, request: Request, outline: Outline
) -> Found | None:
    book = whole.book
    every = request.all_columns
    look, fits = whole.look(lambda column: every or column.index < LOOK_COLUMNS)
    if not whole.names:
        return None
    places = sorted(whole.names)
    headers = _headers([whole.names[at] for at in places])
    if _may_be_renamed(headers):
        headers = _exact_headers(book, name)
    rows = _top_rows(headers, look.columns)
    try:
        row, columns = find_table(rows, request.chosen)
    except ColumnsNotFoundError:
        if all(headers):
            raise
        # a date is no name of a column, and may stand in the first row where there are no headers
        rows[0] = [text or None for text in _exact_headers(book, name)]
        row, columns = find_table(rows, request.chosen)
    first = _first_used_row(book, name, request.path, outline.parts.get(name), look.height)
    if columns.headless:
        headers = list(place_names(len(places)))
    elif row:
        headers = [text or "" for text in rows[row]]
    # from here on columns go by their number on the sheet, whatever stands above the table
    titles = dict(zip(places, headers, strict=False))
    uses = {places[at]: role for at, role in columns.uses.items()}
    wanted = list(titles) if every else sorted(uses)
    whole = whole.from_row(None if columns.headless else first + row if row else 0)
    if row or not fits or not set(wanted) <= set(look.indexes):
        del look
        look = whole.load(wanted, uses)
        for at in uses:
            if not (columns.headless or _is_called(titles[at], whole.names.get(at, ""))):
                raise _strayed(titles[at], name, request)
        # a column that nothing but a title above the table uses is none of the table's
        wanted = [at for at in wanted if at in whole.names]
    from clvxl.files.xlsx._marks import marked, mixed_columns

    if mixed := mixed_columns(look, uses, text.may_hold_truths):
        look = whole.load(wanted, uses, mixed)
    found = marked(whole, look, wanted, uses)
    # `first` counts rows from 0; a spreadsheet shows the row below the headers as so many more.
    kept = [places.index(at) for at in wanted]
    table = Found([titles[at] for at in wanted], found, first + row + 2, columns.within(kept))
    table = _with_gaps_known(table, wanted, uses, text, name, request)
    formats = _show_currencies(table, wanted, uses, text, request)
    last = table.first_row + look.height - 1
    hidden = text.hidden_between(table.first_row, last)
    return replace(table, hidden_rows=hidden, formats=tuple(formats))


def _with_gaps_known(
    table: Found,
    wanted: list[int],
    uses: dict[int, str],
    text: SheetText,
    sheet: str,
    request: Request,
) -> Found:
    """Fill what merged cells leave blank; refuse blanks whose formulas were never calculated."""
    from clvxl.files.xlsx._marks import blank_rows, fill_merged

    blank = dict(zip(wanted, map(blank_rows, table.columns), strict=True))
    gaps = {at: rows for at, rows in blank.items() if rows and at in uses}
    if not gaps:
        return table
    for at, row in text.formulas_without_value():
        if row - table.first_row in gaps.get(at, ()):
            raise FileError(
                NEVER_CALCULATED,
                title=table.headers[wanted.index(at)],
                sheet=sheet,
                file=Path(request.path).name,
                row=row,
            )
    filled, merged = 0, text.merged()
    for at in gaps.keys() & {index for index, role in uses.items() if role in MERGED_ROLES}:
        areas = [
            (area.top - table.first_row, area.bottom - table.first_row)
            for area in merged
            if area.column == at and area.bottom > area.top
        ]
        place = wanted.index(at)
        table.columns[place], more = fill_merged(table.columns[place], areas)
        filled += more
    return replace(table, merged_filled=filled)


def _show_currencies(
    table: Found, wanted: list[int], uses: dict[int, str], text: SheetText, request: Request
) -> list[str]:
    """Write the currencies beside amounts whose number formats show several; else tell the one."""
    from clvxl.files.xlsx._marks import with_currencies

    money = [at for at, role in uses.items() if role in ("amount", "price")]
    if "currency" in uses.values():
        return []
    formats = CurrencyFormats(request.path)
    found = formats.cells(text.pieces(), money)
    for at, signs in found.items():
        place = wanted.index(at)
        rows = {row - table.first_row: sign for row, sign in signs.items()}
        table.columns[place] = with_currencies(table.columns[place], rows)
    if found or not money:
        return []
    return formats.shown(text.pieces(), money[-1], table.first_row)


def _is_called(title: str, name: str) -> bool:
    """Whether the name that fastexcel gives a column is its title, or cannot be compared."""
    # numbers and dates read differently as a name; to a second name fastexcel adds _1
    letters = any(sign.isalpha() for sign in title)
    name = name.strip()
    return not letters or (
        name.startswith(title) and SUFFIXES.fullmatch(name, len(title)) is not None
    )


def _strayed(title: str, sheet: str, request: Request) -> FileError:
    # wrong figures would look like right ones
    return FileError(STRAYED, title=title, sheet=sheet, file=Path(request.path).name)


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
    from clvxl.files.xlsx._arrow import cells

    row = cells(book.load_sheet(name, header_row=None, n_rows=1, dtypes="string"))
    return [(column.written()[0] or "").strip() for column in row]


def _top_rows(headers: list[str], found: list[Cells]) -> list[list[str | None]]:
    """The first rows as text, the headers' row on top."""
    from clvxl.files.xlsx._marks import plain

    columns = [plain(column.first(LOOK_ROWS)).written() for column in found]
    texts = zip(*columns, strict=True)
    below = [[text.strip() if text else None for text in row] for row in texts]
    return [[header or None for header in headers], *below]


def _first_used_row(
    book: fastexcel.ExcelReader, name: str, path: str, part: str | None, height: int
) -> int:
    """Row number, from 0, of the first row that holds anything.

    fastexcel starts there and does not say where that is. Mostly it is row 0, which a look at the
    file's text shows; else a second load that starts at row 1 is longer by what is missing.
    """
    if row_one_is_used(path, part):
        return 0
    below = book.load_sheet(
        name, header_row=1, use_columns=lambda column: column.index == 0, dtypes="string"
    )
    return int(below.height) + 1 - height


def _write(columns: list[Cells], out: IO[bytes]) -> None:
    from clvxl.files.xlsx._columns import pieces

    out.writelines(pieces(columns))


if __name__ == "__main__":
    sys.exit(main())
