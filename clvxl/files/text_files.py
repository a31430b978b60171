"""Text files with a table in them: delimiter, encoding and the table's place are found.

`read_text` matches the columns itself and hands on those it needs only; `match_columns` on the
headers of what it returns finds the same columns again.
"""

from __future__ import annotations

import contextlib
import csv
import io
import re
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from clvxl.data._cells import is_text
from clvxl.data.columns import (
    SEARCHED_ROWS,
    Chosen,
    ColumnMap,
    find_header_row,
    find_table,
    place_names,
)
from clvxl.data.grouping import text_groups
from clvxl.data.numbers import DecimalMark, is_plain
from clvxl.data.table import SourceTable
from clvxl.errors import FileError, TableError
from clvxl.files._long_records import Watched, long_records
from clvxl.files._streams import (
    HEADERS_ALONE,
    LIMIT,
    OTHER_ENCODING,
    Progress,
    Survey,
    check_delimiter,
    open_text,
    survey,
)
from clvxl.files.paths import file_errors
from clvxl.text import Text

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "COUNTED_SURPLUS", "DELIMITER_NAMES", "Layout", "find_layout", "frames", "long_surplus",
    "number_columns", "read_text", "surplus_of",
]  # fmt: skip

OPEN_QUOTE = Text(
    "a quote in {name} is never closed: close or remove it",
    "{name} 中有一个引号没有闭合：请补上或删除",
)
UNREADABLE = Text(
    "the table in {name} cannot be read: {reason}", "{name} 中的表格无法读取：{reason}"
)

DELIMITERS = (",", ";", "\t", "|", " ")
DELIMITER_NAMES = {"\t": "tab", " ": "blanks"}
NUMBER_ROLES = ("amount", "quantity", "price", "refund", "discount", "recency", "frequency",
                "monetary", "tenure")  # fmt: skip
COUNTED_SURPLUS = 4

Records = list[list[str]]

_GROUPED = re.compile(r"\s*[-+]?\d{1,3}\.\d{3}\s*$")


@dataclass(frozen=True)
class Layout:
    """Where the table stands: its delimiter, header row and the lines of text above its values.

    `top` are the first records below the headers.
    """

    delimiter: str
    header_row: int
    lines_above: int
    headers: tuple[str, ...]
    columns: ColumnMap
    top: Records


def read_text(
    path: str | Path,
    *,
    delimiter: str | None = None,
    encoding: str | None = None,
    chosen: Chosen = None,
    progress: Progress | None = None,
    all_columns: bool = False,
    decimal: DecimalMark | None = None,
    limit: int = LIMIT,
) -> SourceTable:
    r"""Read a table from .csv, .tsv or .txt, also packed as .gz, .xz, .bz2 or .zst.

    Parameters
    ----------
    path : str or Path
        The file.
    delimiter, encoding, chosen, all_columns, decimal
        As in `clvxl.files.tables.Wishes`. The delimiter " " stands for runs of blanks, else it is
        found among , ; tab | and blanks; the encoding is that of a byte order mark, utf-8, GBK
        (gb18030) or cp1252. With the decimal mark "," numbers stay text for `parse_numbers`.
    progress : callable, optional
        Called with the fraction done, 0 to 1, which never falls.
    limit : int
        The most bytes of text that are read.

    Returns
    -------
    SourceTable
        The needed columns in the order of the file. Rows are records as a spreadsheet counts
        them, blank ones too. `surplus` is how far past the last header the last value stands; of
        values further on than the fourth column it counts those behind four blanks only.

    Raises
    ------
    InputError
        The delimiter is not one character.
    FileError
        The file cannot be read, is no text, is damaged or too long.
    TableError
        It has headers alone, or a quote that is never closed.
    ColumnsNotFoundError, AmbiguousError
        As `match_columns`.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder) / "sales.csv"
    ...     _ = path.write_text("Customer;Date;Amount\n007;2011-01-31;12.50\n")
    ...     table = read_text(path)
    >>> table.headers, table.columns[0][0], table.columns[2][0], table.facts["delimiter"]
    (('Customer', 'Date', 'Amount'), '007', np.float64(12.5), ';')
    """
    path = Path(path)
    if delimiter is not None:
        check_delimiter(delimiter)
    found = survey(path, encoding=encoding, limit=limit, progress=_part(progress, 0.0))
    layout = find_layout(found, delimiter, chosen)
    width = len(layout.headers)
    kept = range(width) if all_columns else layout.columns.needed
    numbers = set() if decimal == "," else number_columns(layout)
    points = {at: decimal == "." or _shows_point(layout.top, at) for at in numbers}
    fast = {at for at, shown in points.items() if shown is not None}
    frame, suspect = _parse(path, found, layout, kept, fast, _part(progress, 0.5))
    if not len(frame):
        raise TableError(HEADERS_ALONE, source=path.name)
    if late := sorted(at for at in fast if not points[at] and _may_have_points(frame[at])):
        frame[late] = _parse(path, found, layout, late, set(), None)[0][late]
    surplus = surplus_of(frame, width)
    if suspect:
        _add_long_records(surplus, path, found, layout)
    facts = {
        "encoding": found.encoding,
        "delimiter": DELIMITER_NAMES.get(layout.delimiter, layout.delimiter),
    }
    headers = tuple(layout.headers[at] for at in kept)
    if not found.certain and _depends_on_encoding(headers, [frame[at] for at in kept]):
        facts["encoding_certain"] = "no"
    return SourceTable(
        source=path.name,
        headers=headers,
        columns=tuple(_finished(frame[at], at in numbers) for at in kept),
        first_row=layout.header_row + 2,
        typed=False,
        facts=facts,
        surplus=surplus,
        found=layout.columns.within(list(kept)),
    )


def _part(progress: Progress | None, start: float) -> Progress | None:
    """The file is read twice: each time is half of the progress."""
    if progress is None:
        return None
    report = progress
    return lambda fraction: report(start + fraction / 2)


def _head_text(found: Survey) -> str:
    """The first text of the file; a line that is cut off at the end is left away."""
    text = io.TextIOWrapper(
        io.BytesIO(found.head), encoding=found.encoding, errors="ignore", newline=""
    ).read()
    if found.size > len(found.head):
        cut = max(text.rfind("\n"), text.rfind("\r"))
        text = text[: cut + 1] or text
    return text


def _records(head: str, delimiter: str) -> tuple[Records, list[int]]:
    """The first records, and how many lines of text each of them ends after."""
    lines = io.StringIO(head, newline="")
    if delimiter == " ":
        rows = [line.split() for line, _ in zip(lines, range(SEARCHED_ROWS), strict=False)]
        return rows, list(range(1, len(rows) + 1))
    reader = csv.reader(lines, delimiter=delimiter)
    records: Records = []
    ends: list[int] = []
    try:
        while len(records) < SEARCHED_ROWS:
            records.append(next(reader))
            ends.append(reader.line_num)
    except (StopIteration, csv.Error):
        pass  # a value without end is reported when the whole file is read
    return records, ends


def find_layout(survey_of: Survey, delimiter: str | None, chosen: Chosen) -> Layout:
    """Choose the delimiter by which the columns are found; failing that, the most regular one."""
    head = _head_text(survey_of)
    tried = {mark: _records(head, mark) for mark in ([delimiter] if delimiter else DELIMITERS)}
    widths: dict[str, int] = {}
    for mark, (records, _) in tried.items():
        row = find_header_row(records, chosen)
        if row is not None and not (mark == " " and widths):
            widths[mark] = len(records[row])
    if widths:
        mark = max(widths, key=widths.__getitem__)
    else:
        mark = max(tried, key=lambda mark: _regularity(tried[mark][0], mark))
    records, ends = tried[mark]
    row, columns = find_table(records, chosen)
    if columns.headless:
        names = place_names(max(len(record) for record in records))
        return Layout(mark, -1, 0, names, columns, records)
    headers = tuple(header.strip() for header in records[row])
    return Layout(mark, row, ends[row], headers, columns, records[row + 1 :])


def _regularity(records: Records, delimiter: str) -> float:
    """How many values stand in records of the commonest width."""
    widths = Counter(len(record) for record in records if len(record) > 1)
    values = max((width * number for width, number in widths.items()), default=0)
    # words of any text are parted by blanks: they decide only where nothing else does
    return values / 1e9 if delimiter == " " else values


def _parse(
    path: Path,
    found: Survey,
    layout: Layout,
    kept: Sequence[int],
    fast: set[int],
    progress: Progress | None,
) -> tuple[pd.DataFrame, bool]:
    """Read the values with pandas, those of the columns `fast` as numbers where all are.

    Columns past the headers count what is too much; also whether there may be more of it.
    """
    with frames(path, found, layout, kept, fast, progress) as (parts, watched):
        (frame,) = parts
    return frame, watched.suspect


@contextlib.contextmanager
def frames(
    path: Path,
    found: Survey,
    layout: Layout,
    kept: Sequence[int],
    fast: set[int],
    progress: Progress | None,
    chunk: int | None = None,
) -> Iterator[tuple[Iterator[pd.DataFrame], Watched]]:
    """Open the values as frames of `chunk` records each, of all where there is none."""
    import pandas as pd

    width = len(layout.headers) + COUNTED_SURPLUS
    used = [*kept, *range(len(layout.headers), width)]
    first = (layout.delimiter).join("0" * width) + "\n"
    with file_errors(path), open_text(path, found, progress) as text:
        for _ in range(layout.lines_above):
            text.readline()
        watched = Watched(first, text, layout.delimiter, width, COUNTED_SURPLUS)
        try:
            with warnings.catch_warnings():
                # longer records are expected: they are counted, not lost in silence
                warnings.simplefilter("ignore", pd.errors.ParserWarning)
                read = pd.read_csv(
                    watched,
                    sep=r"\s+" if layout.delimiter == " " else layout.delimiter,
                    header=None,
                    names=list(range(width)),
                    usecols=used,
                    dtype=dict.fromkeys({*used} - fast, "str"),
                    index_col=False,
                    keep_default_na=False,
                    na_values=[""],
                    skip_blank_lines=False,
                    low_memory=False,
                    chunksize=chunk,
                )
                every = [read] if isinstance(read, pd.DataFrame) else read
                yield _without_first(every), watched
        except pd.errors.ParserError as error:
            raise _parser_error(str(error), layout, path) from None
        except UnicodeError:
            raise FileError(OTHER_ENCODING, name=path.name, encoding=found.encoding) from None


def _without_first(every: Iterable[pd.DataFrame]) -> Iterator[pd.DataFrame]:
    """The frames without the line that was put first."""
    for at, frame in enumerate(every):
        yield (frame if at else frame.iloc[1:]).reset_index(drop=True)


def _shows_point(top: Records, at: int) -> bool | None:
    """Whether the first numbers of a column show that the point is the decimal mark.

    None where that is open: 1.234 may be a thousand. False where no number has a point.
    """
    texts = [record[at] for record in top if at < len(record)]
    pointed = [text for text in texts if "." in text and is_plain(text)]
    return None if pointed and all(map(_GROUPED.match, pointed)) else bool(pointed)


def _may_have_points(column: pd.Series) -> bool:
    """Whether a column that was read as numbers may have had points further down."""
    import pandas as pd

    return bool(pd.api.types.is_float_dtype(column))


def number_columns(layout: Layout) -> set[int]:
    """Return the columns that hold numbers by their role."""
    return {at for at, role in layout.columns.uses.items() if role in NUMBER_ROLES}


def _finished(column: pd.Series, numbers: bool) -> pd.Series:
    """Numbers as float64 where all are plain ones; all else stays text."""
    import pandas as pd

    if pd.api.types.is_numeric_dtype(column):
        return column.astype(np.float64)
    if not numbers:
        return column
    codes, texts = text_groups(column)
    filled = [text for text in texts if text.strip()]
    pointed = [text for text in filled if "." in text]
    unclear = bool(pointed) and all(map(_GROUPED.match, pointed))
    if unclear or not all(map(is_plain, filled)):
        return column
    return pd.Series(np.array([float(text) if text.strip() else np.nan for text in texts])[codes])


def _depends_on_encoding(headers: Sequence[str], columns: Iterable[pd.Series]) -> bool:
    """Whether any text is read in another way with another encoding."""
    texts = (text_groups(column)[1] for column in columns if is_text(column))
    return not all("".join(each).isascii() for each in (headers, *texts))


def surplus_of(frame: pd.DataFrame, width: int) -> pd.Series:
    """Return how far past the last header the last value of each record stands."""
    import pandas as pd

    surplus = np.zeros(len(frame), dtype=np.int64)
    for past in range(COUNTED_SURPLUS):
        surplus[frame[width + past].notna().to_numpy()] = past + 1
    return pd.Series(surplus)


def _add_long_records(surplus: pd.Series, path: Path, found: Survey, layout: Layout) -> None:
    """Count the values that stand too far past the last header for the parser."""
    for row, reach in long_surplus(path, found, layout).items():
        surplus[row] = surplus[row] or reach


def long_surplus(path: Path, found: Survey, layout: Layout) -> dict[int, int]:
    """Return how far values stand past the last header, of records too long for the parser."""
    width = len(layout.headers)
    with file_errors(path), open_text(path, found, None) as text:
        for _ in range(layout.lines_above):
            text.readline()
        long = long_records(text, layout.delimiter, width + COUNTED_SURPLUS)
    return {row: reach - width for row, reach in long.items()}


def _parser_error(message: str, layout: Layout, path: Path) -> TableError:
    """Say what pandas found wrong."""
    started = re.search(r"EOF inside string starting at row (\d+)", message)
    if started:
        return TableError(OPEN_QUOTE, name=path.name, row=layout.header_row + 1 + int(started[1]))
    return TableError(UNREADABLE, name=path.name, reason=message.strip())
