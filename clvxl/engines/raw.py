"""Columns of a table as an engine holds them: what readers hand on in place of pandas' columns."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from clvxl.data._cells import as_written
from clvxl.data._date_order import calendar_date
from clvxl.data._deferred import Deferred
from clvxl.data._notices import GUEST_WORDS
from clvxl.data._totals import NAMES
from clvxl.data.identifiers import is_null_word, null_words
from clvxl.engines.codes import Codes, TextCodes
from clvxl.engines.columns import Column, as_column
from clvxl.engines.known import Known
from clvxl.engines.lines import Lines, literal
from clvxl.errors import TableError
from clvxl.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from clvxl.data.table import SourceTable

__all__ = ["MOST_TEXTS", "Numbered", "RawColumn", "day_number"]

MOST_TEXTS = 5_000_000
"""So many different texts of one column are looked at one by one."""

TOO_MANY = Text(
    "a column has more than {most} different texts where an engine expects dates or amounts: give "
    "its values as dates and numbers, as in a .parquet file, or {remedy[read_in_memory]}",
    "有一列含有超过 {most} 种不同文本，而此处应为日期或金额：请以日期和数值类型提供（如 .parquet "
    "文件），或{remedy[read_in_memory]}",
)
TIME_OF_DAY = r"[T ]([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?$"
"""A time that every reading of a date takes off."""
LONGEST_WORD = 40
DAY_ZERO = f"DATE '{calendar_date(0)}'"


PLAIN = r"^[0-9A-Za-z]([0-9A-Za-z _/#:()&-]*[0-9A-Za-z)])?$|^[0-9a-z_-][0-9a-z._-]*@[0-9a-z.-]+$"

PREFIXED = r"([A-Za-z]?|[A-Za-z_-]+)([0-9]{1,18})"


class Numbered(NamedTuple):
    """Texts of one prefix and as many digits, such as C000017.

    Attributes
    ----------
    prefix : str
    digits : int
    """

    prefix: str
    digits: int

    def number(self, text: str) -> str:
        """Say the number of such a text."""
        kind = "INTEGER" if self.digits < LONG_DIGITS else "BIGINT"
        return f"CAST(substring({text}, {len(self.prefix) + 1}) AS {kind})"

    def texts(self, numbers: Any) -> np.ndarray[Any, Any]:
        """Return the texts of numbers.

        >>> Numbered("C", 4).texts(np.array([17, 4000])).tolist()
        ['C0017', 'C4000']
        """
        import pyarrow as arrow
        from pyarrow import compute

        digits = compute.utf8_lpad(arrow.array(numbers).cast(arrow.string()), self.digits, "0")
        found = compute.binary_join_element_wise(self.prefix, digits, "")
        return np.asarray(found.to_numpy(zero_copy_only=False), dtype=object)


LONG_DIGITS = 10
NUMBERED = "^[A-Za-z]?[0-9]+(-[0-9]+)*$"
"""The commonest identifiers, which are plain and no word."""


def special_words() -> str:
    """What no plain identifier has in it: the words that the rules look for, as a pattern."""
    words = {word.lower() for word in (*null_words(), *NAMES, *GUEST_WORDS) if word.isascii()}
    plain = sorted(word for word in words if word.replace(" ", "").replace("/", "").isalnum())
    return f"(^|[^a-z0-9])({'|'.join(plain)})([^a-z0-9]|$)"


def _for_nothing(texts: list[str]) -> list[str]:
    """The texts that are blanks or words for nothing; the blank that stands for no text is none."""
    return [text for text in texts if not text or text.isspace() or is_null_word(text)]


def day_number(date: str) -> str:
    """Say the sheet day of a date or moment."""
    return f"date_diff('day', {DAY_ZERO}, CAST({date} AS DATE))"


class RawColumn(Deferred):
    """One column of a table.

    Attributes
    ----------
    lines : Lines
    sql : str
        Its name in the lines, or an expression.
    dtype : numpy or pandas dtype
        float64, datetime64, bool or text, as `SourceTable.columns` have it.
    known : Known, optional
        Of numbers, of the sheet days of dates, or whether texts are missing.
    """

    def __init__(
        self, lines: Lines, sql: str, dtype: Any, needs: frozenset[int] = frozenset(),
        known: Known | None = None,
    ) -> None:  # fmt: skip
        self.lines, self.sql, self.dtype, self.needs = lines, sql, dtype, needs
        self.known = known

    def __len__(self) -> int:
        return self.lines.rows

    def column(self, expression: str, kind: Any = "flag") -> Column:
        """Return an expression of the cells, `{c}` in it."""
        return Column(self.lines, expression.replace("{c}", self.sql), kind, self.needs)

    def full(self, value: Any) -> Column:
        """Return a column of one value."""
        return as_column(self.lines, value)

    @property
    def is_number(self) -> bool:
        """Whether the cells are numbers."""
        return isinstance(self.dtype, np.dtype) and self.dtype.kind == "f"

    @property
    def is_text(self) -> bool:
        """Whether the cells are text."""
        return not isinstance(self.dtype, np.dtype)

    def cells(self) -> Iterator[tuple[np.ndarray[Any, Any], pd.Series]]:
        """Return the cells bit by bit, each bit with its lines."""
        import pandas as pd

        question = f"SELECT line, {self.sql} AS c FROM {self.lines.relation(self.needs)} AS p"
        for batch in self.lines.engine.batches(question):
            lines, cells = batch.columns
            yield lines.to_numpy(), pd.Series(cells.to_pandas(), dtype=self.dtype)

    def isna(self) -> Column:
        """Return which cells hold nothing."""
        if self.known is not None:
            return self.column("({c} IS NULL)") if self.known.missing else self.full(False)
        return self.column("({c} IS NULL OR isnan({c}))" if self.is_number else "({c} IS NULL)")

    def to_numpy(self, *_: Any, **__: Any) -> Column:
        """Return the cells as numbers, those that are finite."""
        if not self.is_number:
            return self.column("CAST({c} AS DOUBLE)", "number")
        if self.known is not None:
            return Column(self.lines, self.sql, "number", self.needs, self.known)
        return self.column("CASE WHEN isfinite(CAST({c} AS DOUBLE)) THEN CAST({c} AS DOUBLE) END",
                           "number")  # fmt: skip

    def where(self, kept: Column, other: RawColumn | None) -> RawColumn:
        """Return the cells where `kept` is set, elsewhere those of another column, or none."""
        otherwise = "NULL" if other is None else other.sql
        needs = self.needs | kept.needs | (other.needs if other is not None else frozenset())
        sql = f"CASE WHEN {kept.sql} THEN {self.sql} ELSE {otherwise} END"
        lines = Column(self.lines, sql, "text", needs).window(sql, "text")
        return RawColumn(self.lines, lines.sql, self.dtype, lines.needs)

    def replaced(self, texts: Column) -> RawColumn:
        """Return a column of other texts."""
        plain = texts.window(texts.sql, "text")
        return RawColumn(self.lines, plain.sql, self.dtype, plain.needs)

    def as_codes(self) -> Codes:
        """Return the texts as groups that nobody looks at."""
        return Codes(self.lines, self.sql, "text", self.needs)

    def repeated(self, table: SourceTable) -> Column:
        """Return the lines that equal an earlier one in every column of a table."""
        columns: list[Any] = [*table.columns, *([] if table.surplus is None else [table.surplus])]
        needs = frozenset().union(*(each.needs for each in columns))
        same = ", ".join(each.sql for each in columns)
        place = Column(self.lines, "line", "number", needs).window(
            f"row_number() OVER (PARTITION BY {same} ORDER BY line)", "number"
        )
        return place.like(f"({place.sql} > 1)", "flag")

    def days(self) -> Column:
        """Return the sheet days of dates with or without a time."""
        sql = f"CAST({day_number(self.sql)} AS DOUBLE)"
        return Column(self.lines, sql, "number", self.needs, self.known)

    def is_blank(self) -> Column:
        """Return which cells are blank."""
        return self._judged(lambda text: not text or text.isspace())

    def is_nothing(self) -> Column:
        """Return which cells are blank or a word for nothing."""
        if not self.is_text:
            return self.isna()
        return self._judged(lambda text: not text or text.isspace() or is_null_word(text))

    def _judged(self, judge: Any) -> Column:
        """Which texts are such; only those are looked at that may be."""
        found = [text for text in self._short_words if judge(text)]
        if not found:
            return self.isna()
        listed = ", ".join(map(literal, found))
        return self.column(f"({{c}} IS NULL OR coalesce({{c}} IN ({listed}), FALSE))")

    @cached_property
    def _short_words(self) -> list[str]:
        """The texts that may be blanks or words for nothing."""
        for known in ("groups", "date_groups"):
            if known in self.__dict__:
                return _for_nothing(self.__dict__[known][1])
        if "odd" in self.__dict__:
            return _for_nothing(self.odd[0])
        words = ", ".join(literal(word.lower()) for word in null_words() if word.isascii())
        found = self.lines.table(
            f"SELECT DISTINCT {self.sql} AS k FROM {self.lines.relation(self.needs)} AS p WHERE "
            f"{self.sql} IS NOT NULL AND length({self.sql}) <= {LONGEST_WORD} AND "
            f"(lower(trim({self.sql})) IN ('', {words}) OR regexp_matches({self.sql}, '[^!-~ ]'))"
        )
        return _for_nothing(found.column("k").to_pylist())

    @cached_property
    def numbered(self) -> Numbered | None:
        """How all texts are made of one prefix and as many digits, None where they are not."""
        found = self.lines.table(
            f"SELECT {self.sql} AS k FROM {self.lines.relation(self.needs)} AS p "
            f"WHERE {self.sql} IS NOT NULL LIMIT 1"
        )
        made = re.fullmatch(PREFIXED, found.column("k")[0].as_py()) if found.num_rows else None
        if made is None:
            return None
        alike = f"regexp_matches({self.sql}, '^{made[1]}[0-9]{{{len(made[2])}}}$')"
        if not self.lines.ask([f"coalesce(bool_and({alike}), FALSE)"], self.needs)[0]:
            return None
        return Numbered(made[1], len(made[2]))

    @cached_property
    def odd(self) -> tuple[list[str], str]:
        """The texts that are no plain identifiers, as they appear; and how to ask for the others.

        Blanks and words for nothing are among them.
        """
        if self.numbered is not None and len(self.numbered.prefix) <= 1:
            return [], "TRUE"
        # patterns that come later are tried only where those before do not tell
        plain = (
            f"CASE WHEN regexp_matches({self.sql}, {literal(NUMBERED)}) THEN TRUE "
            f"WHEN NOT regexp_matches({self.sql}, {literal(PLAIN)}) THEN FALSE "
            f"ELSE NOT regexp_matches(lower({self.sql}), {literal(special_words())}) END"
        )
        found = self.lines.table(
            f"SELECT {self.sql} AS k, min(line) AS f FROM {self.lines.relation(self.needs)} AS p "
            f"WHERE {self.sql} IS NOT NULL AND NOT {plain} GROUP BY 1 ORDER BY f"
        )
        return found.column("k").to_pylist(), plain

    @cached_property
    def groups(self) -> tuple[TextCodes, list[str], np.ndarray[Any, Any]]:
        """The different texts in order of appearance, as codes and texts, "" the last; counts."""
        return self._grouped(self.sql)

    @cached_property
    def date_groups(self) -> tuple[TextCodes, list[str], np.ndarray[Any, Any]]:
        """As `groups`; texts that differ in a plain time of day alone are one."""
        timed = f"coalesce(bool_or(contains({self.sql}, ':')), FALSE)"
        if not self.lines.ask([timed], self.needs)[0]:
            return self.groups
        marked = f"regexp_replace({self.sql}, {literal(TIME_OF_DAY)}, ' 00:00')"
        return self._grouped(marked)

    def _grouped(self, key: str) -> tuple[TextCodes, list[str], np.ndarray[Any, Any]]:
        column = Column(self.lines, key, "text", self.needs, self.known)
        if key != self.sql or not self.sql.isidentifier():
            column = column.window(key, "text")
        found = self.lines.table(
            f"SELECT {column.sql} AS k, arg_min({self.sql}, line) AS t, count(*) AS n, "
            f"min(line) AS f FROM {self.lines.relation(column.needs)} AS p "
            f"WHERE {column.sql} IS NOT NULL GROUP BY 1 ORDER BY f LIMIT {MOST_TEXTS + 1}"
        )
        if found.num_rows > MOST_TEXTS:
            raise TableError(TOO_MANY, most=f"{MOST_TEXTS:,}")
        texts = [*found.column("t").to_pylist(), ""]
        counts = found.column("n").to_numpy()
        codes = TextCodes(self.lines, column, texts, found.column("k").to_pylist())
        return codes, texts, np.concatenate([[self.lines.rows - counts.sum()], counts])

    def ends(self) -> list[float]:
        """Return the least and the largest number."""
        values = self.to_numpy()
        found = self.lines.ask([f"{end}({values.sql})" for end in ("min", "max")], values.needs)
        return [float("nan") if end is None else float(end) for end in found]

    @cached_property
    def number_groups(self) -> tuple[TextCodes, np.ndarray[Any, Any], np.ndarray[Any, Any]]:
        """The different numbers as codes and values, NaN the last, and how many lines have each."""
        column = self.to_numpy().window(self.to_numpy().sql, "number")
        relation = self.lines.relation(column.needs)
        found = self.lines.table(
            f"SELECT {column.sql} AS k, count(*) AS n FROM {relation} AS p "
            f"WHERE {column.sql} IS NOT NULL GROUP BY 1 ORDER BY 1 LIMIT {MOST_TEXTS + 1}"
        )
        if found.num_rows > MOST_TEXTS:
            raise TableError(TOO_MANY, most=f"{MOST_TEXTS:,}")
        values, counts = found.column("k").to_numpy(), found.column("n").to_numpy()
        codes = TextCodes(self.lines, column, [], found.column("k"))
        blank = self.lines.rows - counts.sum()
        return codes, np.append(values, np.nan), np.append(counts, blank)

    @cached_property
    def written(self) -> tuple[TextCodes, list[str]]:
        """The different values of a column that is no text, as codes and texts."""
        found = self.lines.table(
            f"SELECT {self.sql} AS k, min(line) AS f FROM {self.lines.relation(self.needs)} AS p "
            f"WHERE NOT {self.isna().sql} GROUP BY 1 ORDER BY f LIMIT {MOST_TEXTS + 1}"
        )
        if found.num_rows > MOST_TEXTS:
            raise TableError(TOO_MANY, most=f"{MOST_TEXTS:,}")
        values = found.column("k")
        series = values.to_pandas()
        texts = [*as_written(series, np.arange(len(series))).tolist(), ""]
        column = Column(self.lines, self.sql, "number", self.needs)
        return TextCodes(self.lines, column, texts, values), texts

    def customers(self, *, typed: bool, keep_null_words: bool) -> Any:
        """Return the customers, or orders, of the column."""
        return self.lines.work.customers(self, typed, keep_null_words)
