"""Whether a report shows what it was to hide: every text of it is looked through for names.

Numbers are figures and hide nobody, but for columns of customers. A text is a leak where it is a
name, or holds one of five characters or more. A word that a report says by itself, such as the
name of a segment, is none, even if a customer is called so. What a report repeats of the data
besides its figures, such as the file's name, is no word of its own: there a name is a leak however
short.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from clvxl.report.addresses import cell_address, on_sheet
from clvxl.report.records import Column, Formula, Report, Sheet, Table
from clvxl.text import Text

__all__ = ["Secret", "leak"]

SHORTEST = 5
"""Characters of a name that is looked for within a text; shorter ones are part of any word."""

_FIGURE = re.compile(r"[-+]?[\d.,: ×eE+•-]*")
_WORD = re.compile(r"[^\W_]+")
IN_ROW = 8
"""So many words, or signs of languages without blanks, a name has at most."""

_NUMBER = re.compile(r"\d+")
_TOKEN = re.compile(r"C(?:-[0-9A-Z]{5}){2,3}")

TITLE = Text("the title", "标题")
REPEATED = Text("the name of the file, of its sheet or of a column", "文件、其工作表或某列的名称")
SHEET_NAME = Text("the name of a sheet", "某工作表的名称")


@dataclass(frozen=True)
class Secret:
    """What a report must not show, and what it shows instead.

    Attributes
    ----------
    names : iterable of str
        The customers; there may be millions, and they are gone through once.
    tokens : collection of str
        What stands for them; no other text is shown where customers are.
    customers, figures : collection of str
        Titles of columns of customers, and of columns of figures as text, in which a number is
        no name.
    words : tuple of str
        What the report says by itself.
    repeated : tuple of str
        What it repeats of the data besides figures and customers: names of files and columns.
    """

    names: Iterable[str]
    tokens: frozenset[str]
    customers: frozenset[str]
    figures: frozenset[str] = frozenset()
    words: tuple[str, ...] = field(default=(), repr=False)
    repeated: tuple[str, ...] = ()

    @cached_property
    def hidden(self) -> frozenset[str]:
        """The names in small letters, but for short numbers, which are as well figures."""
        small = (name.casefold() for name in self.names)
        return frozenset(
            name for name in small if len(name) >= SHORTEST or not _NUMBER.fullmatch(name)
        )

    @cached_property
    def lengths(self) -> list[int]:
        """How long the names are that are looked for within texts."""
        return sorted({len(name) for name in self.hidden if len(name) >= SHORTEST})

    @cached_property
    def own(self) -> tuple[frozenset[str], str]:
        """What the report says by itself: each text, and all of them one after the other."""
        small = [word.casefold() for word in self.words]
        return frozenset(small), "\n".join(small)

    def is_in(self, text: str) -> bool:
        """Whether a text is or holds a name.

        >>> secret = Secret(["Ann Bell", "Champions"], frozenset(), frozenset(),
        ...                 words=("Champions",))
        >>> secret.is_in("Call ann bell"), secret.is_in("Champions: 3"), secret.is_in("Ann")
        (True, False, False)
        """
        plain = _TOKEN.sub(self._without_token, text).casefold().strip()
        words, said = self.own
        if plain in self.hidden and plain not in words:
            return True
        return any(not _is_said(name, said) for name in self._within(plain))

    def is_named(self, text: str) -> bool:
        """Whether words of a text, one or some in a row, are a name; numbers and letters are none.

        >>> secret = Secret(["Li", "Ann Bell", "2024", "张三"], frozenset(), frozenset())
        >>> [secret.is_named(it) for it in ("li.xlsx", "ann bell_2", "list 2024", "张三的销售")]
        [True, True, False, True]
        """
        return any(
            len(part) > 1 and not part.isdecimal() and part in self.hidden
            for part in _parts(text.casefold())
        )

    def _without_token(self, match: re.Match[str]) -> str:
        return " " if match[0] in self.tokens else match[0]

    def _within(self, text: str) -> Iterator[str]:
        for length in self.lengths:
            for at in range(len(text) - length + 1):
                part = text[at : at + length]
                if part in self.hidden and not _is_part_of_number(text, at, at + length):
                    yield part


def _parts(text: str) -> Iterator[str]:
    """Words, some of them in a row, and where words have no ends whatever stands together."""
    words = [match.span() for match in _WORD.finditer(text)]
    for at, (start, _) in enumerate(words):
        yield from (text[start:end] for _, end in words[at : at + IN_ROW])
    parts = (text[at : at + length] for length in range(2, IN_ROW) for at in range(len(text)))
    yield from (part for part in parts if not part.isascii())


def _is_said(name: str, said: str) -> bool:
    """Whether the report says this by itself, as whole words where words have ends."""
    if not name.isascii():
        return name in said
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said) is not None


def _is_part_of_number(text: str, start: int, end: int) -> bool:
    """Whether a number is cut out of a longer one: 12345 of 123456, or of 0.12345."""
    if not text[start:end].isdecimal():
        return False
    before, after = text[:start], text[end:]
    return bool(re.search(r"\d[.,]?$", before) or re.match(r"[.,]?\d", after))


def leak(report: Report, secret: Secret) -> str | Text | None:
    """Return where a report shows a name; None where it shows none.

    Parameters
    ----------
    report : Report
    secret : Secret

    Returns
    -------
    str, Text or None
        The address of the first such cell, or what else shows it.

    Examples
    --------
    >>> secret = Secret(["Ann Bell"], frozenset({"C-1"}), frozenset({"Customer"}))
    >>> table = Table("a", 0, 0, (Column("Customer", ["C-1", "Ann Bell"]),))
    >>> leak(Report("Segments", (Sheet("Customers", tables=(table,)),)), secret)
    'Customers!A3'
    """
    if secret.is_in(report.title):
        return TITLE
    known: dict[str, bool] = {}
    for sheet in report.sheets:
        if secret.is_in(sheet.name):
            return SHEET_NAME
        for row, column, text in _texts(sheet):
            if text not in known:
                known[text] = secret.is_in(text)
            if known[text]:
                return _place(sheet, row, column)
        for table in sheet.tables:
            found = _in_table(table, secret)
            if found is not None:
                return _place(sheet, *found)
    return REPEATED if any(map(secret.is_named, secret.repeated)) else None


def _place(sheet: Sheet, row: int, column: int) -> str:
    return on_sheet(sheet.name, cell_address(row, column, fixed="none"))


def _texts(sheet: Sheet) -> Iterator[tuple[int, int, str]]:
    """Every text of a sheet but those in the bodies of tables, with its cell."""
    for text in sheet.texts:
        yield text.row, text.column, text.text
    for cell in sheet.cells:
        value = cell.value.value if isinstance(cell.value, Formula) else cell.value
        if isinstance(value, str):
            yield cell.row, cell.column, value
    for table in sheet.tables:
        for at, column in enumerate(table.columns, start=table.column):
            yield table.row, at, column.title
    for chart in sheet.charts:
        said = (chart.title, chart.x_title, chart.y_title, *(each.name for each in chart.series))
        for text_of_chart in said:
            yield chart.row, chart.column, text_of_chart


def _in_table(table: Table, secret: Secret) -> tuple[int, int] | None:
    for at, column in enumerate(table.columns):
        row = _first(column.values, _leaks(column, secret, len(column.values) - int(table.total)))
        if row is not None:
            return table.row + int(table.header) + row, table.column + at
    return None


def _leaks(column: Column, secret: Secret, rows: int) -> set[Any]:
    """The values of a column that it must not hold; below its rows stands a total."""
    different = _different(column.values)
    texts = {value for value in different if isinstance(value, str)}
    if column.title in secret.customers or not texts.isdisjoint(secret.tokens):
        shown = _different(column.values[:rows])
        return {value for value in shown - secret.tokens if value not in ("", None)}
    if column.title in secret.figures:
        texts = {text for text in texts if not _FIGURE.fullmatch(text)}
    return {text for text in texts if secret.is_in(text)}


def _different(values: Iterable[Any]) -> set[Any]:
    if isinstance(values, np.ndarray):
        if values.dtype.kind != "O":
            return set(np.unique(values).tolist())
        return set(values.tolist())
    return {value.value if isinstance(value, Formula) else value for value in values}


def _first(values: Iterable[Any], wanted: set[Any]) -> int | None:
    """The row of the first of some values."""
    if not wanted:
        return None
    return next(row for row, value in enumerate(values) if value in wanted)
