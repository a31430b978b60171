"""Columns of a sheet with what their types alone do not tell: errors, and numbers among text.

fastexcel gives a column one type. In a column of text a number and the same number kept as text
look alike, and cells that show an error are blank; loading the column once more as another type
tells them apart. It is done for columns where it matters only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import fastexcel
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

__all__ = [
    "Marked", "Sheet", "blank_rows", "fill_merged", "marked", "mixed_columns", "plain",
]  # fmt: skip

MILLISECONDS_A_DAY = 86_400_000
SECONDS_A_DAY = 86_400

ERROR = re.compile(r"Error\((\w+)\)")
ERRORS = {
    "NA": "#N/A",
    "Div0": "#DIV/0!",
    "Name": "#NAME?",
    "Null": "#NULL!",
    "Num": "#NUM!",
    "Ref": "#REF!",
    "Value": "#VALUE!",
}
SPAN = re.compile(r"value: (-?[\d.]+(?:e-?\d+)?), datetime_type: TimeDelta")
WORD = re.compile(r'String\("(?!"\))')
ODD_COLUMN = re.compile(r"could not determine dtype for column (.*)", re.DOTALL)

WRITTEN_TRUTH = r"^(?:true|false)$"
WRITTEN_NUMBER = r"^-?\d+(\.\d+)?$"
LONG_NUMBER = r"^-?\d{16,}(\.\d+)?$"
LABELS = ("customer", "order")
"""In these roles a number is a name: only one too long for a number matters."""

Errors = dict[str, list[int]]
"""The text of an error to the rows, from 0, whose cells show it."""


@dataclass(frozen=True)
class Marked:
    """A column, what its cells held that were numbers among text, and where errors stand."""

    values: pa.Array
    numbers: pa.Array | None = None
    errors: Errors = field(default_factory=dict)


@dataclass(frozen=True)
class Slip:
    """A cell that could not be loaded as its column's type: its row, from 0, and why."""

    row: int
    column: int
    detail: str


@dataclass(frozen=True)
class Loaded:
    """Cells as fastexcel gives them: columns by their number on the sheet, from 0 for A."""

    batch: pa.RecordBatch
    indexes: list[int]
    slips: list[Slip]
    height: int
    odd: frozenset[int] = frozenset()

    def column(self, index: int) -> pa.Array:
        """The cells of the sheet's column `index`."""
        return self.batch.columns[self.indexes.index(index)]


class Sheet:
    """A sheet to be loaded, from its header row on, as often as it takes.

    Columns go by their number on the sheet alone: fastexcel also counts from the first one that is
    used from the header row on, which is another one where a title stands further left.
    `names` are the headers of the last loading.
    """

    def __init__(
        self,
        book: fastexcel.ExcelReader,
        name: str,
        options: Mapping[str, Any],
        header_row: int | None = 0,
    ) -> None:
        self.book, self.name, self.options, self.header_row = book, name, options, header_row
        self.names: dict[int, str] = {}

    def from_row(self, header_row: int | None) -> Sheet:
        """Return the same sheet with its headers in another row, from 0; None for no headers."""
        return Sheet(self.book, self.name, self.options, header_row)

    def look(self, keep: Callable[[Any], bool]) -> tuple[Loaded, bool]:
        """Load columns before it is known which are needed; and whether the types can be used."""
        import fastexcel

        try:
            return self._load(keep, None), True
        except (fastexcel.UnsupportedColumnTypeCombinationError, fastexcel.CalamineCellError):
            return self._load(keep, "string"), False

    def load(
        self, wanted: Sequence[int], needed: Iterable[int], mixed: Iterable[int] = ()
    ) -> Loaded:
        """Load columns; those that are mixed or have no type in common come as text."""
        import fastexcel

        odd = set(mixed)
        while True:
            try:
                return self._load(_among(wanted), None, frozenset(odd))
            except (
                fastexcel.UnsupportedColumnTypeCombinationError,
                fastexcel.CalamineCellError,
            ) as error:
                # first the columns of no role, all at once; then the one that the message names
                there = set(wanted) & self.names.keys()
                others = there - set(needed) - odd
                fresh = others or (self._named_in(str(error)) & there) - odd
                if not fresh and odd >= there:
                    raise
                odd |= fresh or there

    def retype(self, columns: Sequence[int], kind: str) -> Loaded:
        """Load columns as one type; cells of other types come as blanks."""
        return self._load(_among(columns), kind)

    def _load(
        self, keep: Callable[[Any], bool], kind: Any, odd: frozenset[int] = frozenset()
    ) -> Loaded:
        self.names = {}
        start = 0

        def choose(column: fastexcel.ColumnInfoNoDtype) -> bool:
            nonlocal start
            self.names[column.absolute_index] = column.name
            start = column.absolute_index - column.index
            return keep(column)

        sheet = self.book.load_sheet(
            self.name,
            header_row=self.header_row,
            use_columns=choose,
            dtypes=kind or dict.fromkeys(odd, "string") or None,
            **self.options,
        )
        kept = [column.absolute_index for column in sheet.selected_columns]
        batch, errors = sheet.to_arrow_with_errors()
        odd = odd or frozenset(kept if kind == "string" else ())
        slips = _slips(errors.errors if errors else [], start)
        return Loaded(batch, kept, slips, sheet.height, odd)

    def _named_in(self, message: str) -> set[int]:
        found = ODD_COLUMN.search(message)
        name = found[1].strip() if found else ""
        return {index for index, each in self.names.items() if each.strip() == name}


def _among(wanted: Iterable[int]) -> Callable[[Any], bool]:
    # A list of numbers would be refused where one of them is not used.
    indexes = frozenset(wanted)
    return lambda column: column.absolute_index in indexes


def _slips(errors: Iterable[fastexcel.CellError], start: int) -> list[Slip]:
    """The cells that could not be loaded; there columns count from the first used one."""
    places = ((*error.offset_position, error.detail) for error in errors)
    return [Slip(row, start + column, detail) for row, column, detail in places]


def mixed_columns(
    loaded: Loaded, needed: Iterable[int], may_hold_truths: Callable[[], bool]
) -> set[int]:
    """Return which columns were loaded as numbers or dates and hold something else besides.

    fastexcel drops words such as NULL from them, and takes TRUE for 1.
    """
    import pyarrow as pa

    there = [index for index in needed if index in loaded.indexes and index not in loaded.odd]
    words = {slip.column for slip in loaded.slips if WORD.search(slip.detail)}
    found = {index for index in there if index in words}
    for index in there:
        column = loaded.column(index)
        if pa.types.is_floating(column.type) and _has_nan(column):
            found.add(index)
        number = pa.types.is_floating(column.type) or pa.types.is_integer(column.type)
        if number and index not in found and _has_truth_like(column) and may_hold_truths():
            found.add(index)
    return found


def _has_nan(column: pa.Array) -> bool:
    """Whether the word nan stood in a column of numbers."""
    import pyarrow.compute as pc

    return bool(pc.any(pc.is_nan(column)).as_py())


def _has_truth_like(column: pa.Array) -> bool:
    values = _in_numpy(column.cast("float64"), "f8")
    return bool((((values == 0) | (values == 1)) & ~_is_blank(column)).any())


def _is_blank(column: pa.Array) -> NDArray[np.bool_]:
    return _in_numpy(column.is_null().cast("uint8"), "?")


def _in_numpy(column: pa.Array, kind: str) -> NDArray[Any]:
    """The numbers of a column, whatever stands where it is blank.

    By way of pyarrow's own conversion pandas would be imported, a third of a second's work.
    """
    import numpy as np

    return np.frombuffer(
        column.buffers()[1], kind, len(column), column.offset * np.dtype(kind).itemsize
    )


def fill_merged(column: Marked, areas: Iterable[tuple[int, int]]) -> tuple[Marked, int]:
    """Return a column with the blanks of merged cells filled, and how many there were.

    `areas` are the first and the last row of each, from 0 at the column's first value.
    """
    import numpy as np
    import pyarrow as pa

    rows = len(column.values)
    blank = _is_blank(column.values).copy()
    blank[[row for found in column.errors.values() for row in found]] = False
    source = np.arange(rows)
    for top, bottom in areas:
        if 0 <= top < rows and not blank[top]:
            source[top : bottom + 1] = np.where(
                blank[top : bottom + 1], top, source[top : bottom + 1]
            )
    filled = int((source != np.arange(rows)).sum())
    if not filled:
        return column, 0
    at = pa.array(source)
    numbers = None if column.numbers is None else column.numbers.take(at)
    return replace(column, values=column.values.take(at), numbers=numbers), filled


def blank_rows(column: Marked) -> set[int]:
    """Return the rows, from 0, in which a column holds neither a value nor an error."""
    import numpy as np

    blank = np.flatnonzero(_is_blank(column.values))
    return set(blank.tolist()) - {row for found in column.errors.values() for row in found}


def marked(
    sheet: Sheet, loaded: Loaded, wanted: Sequence[int], uses: Mapping[int, str]
) -> list[Marked]:
    """Return the wanted columns with their marks; `uses` are the roles of those that have one."""
    columns = {index: plain(loaded.column(index)) for index in wanted}
    errors = _errors(loaded, wanted)
    odd = [index for index in wanted if index in loaded.odd and index in uses]
    if odd:
        _mark_spans(sheet.retype(odd, "float"), columns, errors)
    columns |= {index: _dates(columns[index]) for index in odd if uses[index] == "date"}
    asked = [
        index
        for index in wanted
        if _is_text(columns[index])
        and (index in odd or _has_to_ask(columns[index], uses.get(index)))
    ]
    numbers: dict[int, pa.Array] = {}
    if asked:
        # as truth values numbers are true or false, and text and dates are blank
        flags = sheet.retype(asked, "boolean")
        numbers = {index: _numbers(columns[index], flags.column(index)) for index in asked}
        columns |= {index: _truths(columns[index], flags.column(index)) for index in asked}
    return [_column(columns[index], numbers.get(index), errors[index]) for index in wanted]


def _column(values: pa.Array, numbers: pa.Array | None, errors: Errors) -> Marked:
    """A column of nothing but numbers is one of numbers, however it was loaded."""
    if numbers is None or numbers.null_count == len(numbers):
        return Marked(values, None, errors)
    if numbers.null_count == values.null_count:
        return Marked(numbers, None, errors)
    return Marked(values, numbers, errors)


def _errors(loaded: Loaded, wanted: Iterable[int]) -> dict[int, Errors]:
    """Where cells show an error, by column."""
    found: dict[int, Errors] = {index: {} for index in wanted}
    for slip in loaded.slips:
        kind = ERROR.search(slip.detail)
        if kind and slip.column in found:
            found[slip.column].setdefault(ERRORS.get(kind[1], "#ERROR"), []).append(slip.row)
    return found


def _mark_spans(floats: Loaded, columns: dict[int, pa.Array], errors: dict[int, Errors]) -> None:
    """Take lengths of time among other values as errors: as text they would look like dates."""
    import pyarrow as pa
    import pyarrow.compute as pc

    spans: dict[int, list[int]] = {}
    for slip in floats.slips:
        if span := SPAN.search(slip.detail):
            errors[slip.column].setdefault(_span_text(float(span[1])), []).append(slip.row)
            spans.setdefault(slip.column, []).append(slip.row)
    for column, rows in spans.items():
        gone = pc.is_in(pa.array(range(len(columns[column]))), pa.array(rows))
        columns[column] = pc.if_else(gone, None, columns[column])


def _span_text(days: float) -> str:
    seconds = round(abs(days) * SECONDS_A_DAY)
    sign = "-" if days < 0 else ""
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _is_text(column: pa.Array) -> bool:
    import pyarrow as pa

    return bool(pa.types.is_string(column.type))


def _has_to_ask(column: pa.Array, role: str | None) -> bool:
    """Whether it matters which cells of a text column were none, and some may have been."""
    import pyarrow.compute as pc

    if role is None:
        return False
    pattern = WRITTEN_TRUTH
    if role != "date":
        pattern += "|" + (LONG_NUMBER if role in LABELS else WRITTEN_NUMBER)
    return bool(pc.any(pc.match_substring_regex(column, pattern)).as_py())


def _dates(texts: pa.Array) -> pa.Array:
    """A column of nothing but dates is one of dates, however it was loaded."""
    import pyarrow.compute as pc

    dates = pc.strptime(texts, format="%Y-%m-%d %H:%M:%S", unit="ms", error_is_null=True)
    return dates if dates.null_count == texts.null_count else texts


def _numbers(texts: pa.Array, flags: pa.Array) -> pa.Array:
    """What the cells of a text column held that were numbers."""
    import pyarrow as pa
    import pyarrow.compute as pc

    written = pc.match_substring_regex(texts, WRITTEN_NUMBER)
    real = pc.and_(flags.is_valid(), pc.fill_null(written, False))
    return pc.if_else(real, texts, pa.scalar(None, pa.string())).cast(pa.float64())


def _truths(texts: pa.Array, flags: pa.Array) -> pa.Array:
    """Truth values as a sheet shows them: TRUE and FALSE."""
    import pyarrow as pa
    import pyarrow.compute as pc

    truths = pc.and_(flags.is_valid(), pc.is_in(texts, pa.array(["true", "false"])))
    return pc.if_else(truths, pc.utf8_upper(texts), texts)


def plain(array: pa.Array) -> pa.Array:
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
    if pa.types.is_boolean(kind) and array.null_count:
        return pc.utf8_upper(array.cast(pa.string()))
    if pa.types.is_null(kind):
        return array.cast(pa.string())
    return array
