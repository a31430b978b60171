"""Which of several columns plays a role, decided by all that they hold.

Where two give the same, the better header is taken; where they differ, what they are decides, such
as a customer's number before a name; where that does not tell, it is a question.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from clvxl.core._rounding import group_sums
from clvxl.data._cells import as_written, is_empty, is_text, read_customers
from clvxl.data._column_map import ColumnMap, doubled, plain
from clvxl.data._deferred import Deferred, all_of, full
from clvxl.data._headers import ranks
from clvxl.data._orders import amount_level, carried, marked, once
from clvxl.data._words import CUSTOMER_KINDS, DATE_KINDS
from clvxl.data.columns import SEARCHED_ROWS, Chosen, match_columns
from clvxl.data.dates import parse_dates
from clvxl.data.grouping import factorize, text_codes
from clvxl.data.numbers import parse_numbers
from clvxl.data.questions import Questions
from clvxl.data.records import CleaningOptions, FloatArray, IntArray
from clvxl.errors import AmbiguousError
from clvxl.text import Text

if TYPE_CHECKING:
    from clvxl.data.table import SourceTable

__all__ = ["columns_of", "settled"]

NEARLY = 1.1
"""So many more groups may a pair of columns make than the coarser one: spellings of a name."""

MOSTLY = 0.5
SAME_DAYS = 0.995
PENNY = 0.005
ALL = 0.95
SPLIT = 0.8
SEVERAL = ("status", "type")
"""Roles that several columns may play together."""


def columns_of(table: SourceTable, chosen: Chosen = None) -> ColumnMap:
    """Return the columns that the reader found; of a table made otherwise, find them.

    Parameters
    ----------
    table : SourceTable
    chosen : mapping, optional
        As `clvxl.data.columns.match_columns` takes it; the reader was given the same.
    """
    if table.found is not None:
        return table.found
    rows = np.arange(min(table.rows, SEARCHED_ROWS))
    cells = [as_written(column, rows).tolist() for column in table.columns]
    return match_columns(table.headers, chosen, list(zip(*cells, strict=True)))


def settled(
    table: SourceTable, columns: ColumnMap, options: CleaningOptions, questions: Questions
) -> ColumnMap:
    """Return the columns with each role decided.

    Parameters
    ----------
    table : SourceTable
    columns : ColumnMap
        As they were found, with rivals.
    options : CleaningOptions
        How dates and numbers are read.
    questions : Questions
        Takes what has to be asked; the better header is then returned.

    Returns
    -------
    ColumnMap
        Without rivals but those of a status or kind, which count together.

    Examples
    --------
    >>> import pandas as pd
    >>> from clvxl.data.columns import match_columns
    >>> from clvxl.data.table import SourceTable
    >>> table = SourceTable("sales.csv", ("ID", "Customer Name", "Date", "Sales"), (
    ...     pd.Series(["1", "2", "3"]), pd.Series(["Ann", "Bob", "Ann"]),
    ...     pd.Series(["2024-01-05"] * 3), pd.Series([1.0, 2.0, 3.0])))
    >>> found = match_columns(table.headers)
    >>> settled(table, found, CleaningOptions(), Questions()).roles["customer"]
    1
    """
    if not columns.rivals:
        return columns
    choice = _Choice(table, columns, options, questions)
    for role in columns.rivals:
        if role not in SEVERAL:
            choice.decide(role)
    kept = {role: others for role, others in columns.rivals.items() if role in SEVERAL}
    return replace(columns, roles=MappingProxyType(choice.roles), rivals=MappingProxyType(kept))


class _Choice:
    """The roles while they are decided."""

    def __init__(
        self, table: SourceTable, columns: ColumnMap, options: CleaningOptions,
        questions: Questions,
    ) -> None:  # fmt: skip
        self.table, self.columns = table, columns
        self.options, self.questions = options, questions
        self.roles = dict(columns.roles)
        self.sales = self._rows_of_sales()

    def _rows_of_sales(self) -> NDArray[np.bool_]:
        """The rows with a day, or of an order that has one: a total below has none."""
        roles, rivals = self.columns.roles, self.columns.rivals
        every = full(self.table.columns[0], True)
        if "date" not in roles:
            return every  # type: ignore[no-any-return]
        days = (roles["date"], *rivals.get("date", ()))
        dated = ~all_of([is_empty(self.table, at) for at in days])
        if "order" in roles and not dated.all():
            dated = marked(dated, self._read(roles["order"]))
        return dated if dated.any() else every  # type: ignore[no-any-return]

    def decide(self, role: str) -> None:
        """Choose among the columns of a role, or ask."""
        every = (self.columns.roles[role], *self.columns.rivals[role])
        filled = [at for at in every if not is_empty(self.table, at).all()]
        if len(filled) < 2:
            self.roles[role] = filled[0] if filled else every[0]
            return
        choose: dict[str, Callable[[str, list[int]], None]] = {
            "customer": self._customer, "date": self._date, "order": self._order,
        }  # fmt: skip
        choose.get(role, self._number)(role, filled)

    def _ask(self, role: str, first: int, second: int) -> None:
        names = [self.table.headers[at] for at in (first, second)]
        if plain(names[0]) == plain(names[1]):
            same = sum(plain(header) == plain(names[0]) for header in self.table.headers)
            self.questions.ask(doubled(names[0], same))
            return
        question = AmbiguousError(
            Text(
                "both {first} and {second} can be the {role} column, and they differ: "
                "{remedy[choose_column]}",
                "{first} 与 {second} 都可能是 {role} 列，且内容不同：{remedy[choose_column]}",
            ),
            first=names[0], second=names[1], role=role,
        )  # fmt: skip
        self.questions.ask(question, (role, names[0]))

    def _read(self, at: int) -> IntArray:
        table = self.table
        return read_customers(
            table.columns[at], typed=table.typed, numbers=table.numbers.get(at)
        ).codes

    def _codes(self, at: int) -> IntArray:
        return np.where(self.sales, self._read(at), -1)

    def _people(self, at: int) -> IntArray:
        """Codes of customers, who may stand on an order's first line alone."""
        codes = self._codes(at)
        orders = self.columns.roles.get("order")
        return codes if orders is None else carried(codes, self._codes(orders))

    def _customer(self, role: str, every: list[int]) -> None:
        """A number or e-mail before a name, unless it is a number of lines or orders."""
        if self._clear_as_written(role, every):
            return
        found = [_Group(at, self._kind(at), self._people(at)) for at in every]
        fuller = [group for group in found if group.filled >= MOSTLY * max(g.filled for g in found)]
        people = [group for group in fuller if group.kind != "bare"] or fuller
        best, *others = people
        self.roles[role] = best.at
        for other in others:
            if not _best_is_clear(best, other):
                self._ask(role, best.at, other.at)
                return

    def _clear_as_written(self, role: str, every: list[int]) -> bool:
        """Take the first column where a look at the cells as they are written leaves no doubt."""
        columns = [self.table.columns[at] for at in every]
        if not all(map(is_text, columns)) or any(self._kind(at) == "bare" for at in every):
            return False
        codes = [np.where(self.sales, text_codes(column), -1) for column in columns]
        best, *others = (
            _Group(at, self._kind(at), each) for at, each in zip(every, codes, strict=True)
        )
        full = best.filled == int(self.sales.sum())
        if full and all(_best_is_clear(best, other) for other in others):
            self.roles[role] = best.at
            return True
        return False

    def _kind(self, at: int) -> str:
        rank = dict(ranks(self.table.headers[at])).get("customer", len(CUSTOMER_KINDS) - 1)
        tier = rank % 10
        return CUSTOMER_KINDS[tier] + (str(tier) if CUSTOMER_KINDS[tier] == "contact" else "")

    def _order(self, role: str, every: list[int]) -> None:
        """What repeats is an order's number, what never does a line's."""
        found = [_Group(at, "", self._codes(at)) for at in every]
        found = [group for group in found if group.groups < group.filled] or found[:1]
        best = found[0]
        self.roles[role] = best.at
        for other in found[1:]:
            if not (best.pairs(other) == best.groups == other.groups):
                self._ask(role, best.at, other.at)
                return

    def _date(self, role: str, every: list[int]) -> None:
        """The day of the order before that of its payment or of its record."""
        days = {at: self._days(at) for at in every}
        read = [at for at in every if np.isfinite(days[at]).any()] or every
        order = {"order": 0, "plain": 0, "record": 1, "payment": 2}
        read.sort(key=lambda at: order[self._date_kind(at)])
        best = read[0]
        self.roles[role] = best
        for other in read[1:]:
            both = np.isfinite(days[best]) & np.isfinite(days[other])
            same = both & (days[best] == days[other])
            alike = not both.any() or same.sum() / both.sum() >= SAME_DAYS
            clear = order[self._date_kind(best)] < order[self._date_kind(other)]
            fuller = np.isfinite(days[best]).sum() >= SAME_DAYS * np.isfinite(days[other]).sum()
            if not ((alike or clear) and fuller):
                self._ask(role, best, other)
                return

    def _date_kind(self, at: int) -> str:
        rank = dict(ranks(self.table.headers[at])).get("date", 2)
        return DATE_KINDS[rank % 10]

    def _days(self, at: int) -> FloatArray:
        table = self.table
        try:
            return parse_dates(
                table.columns[at], self.options.date_order, table.typed, table.headers[at],
                table.date_offset,
            )[0]  # fmt: skip
        except AmbiguousError:
            # the one that is chosen is asked about when it is read
            return parse_dates(
                table.columns[at], "day", table.typed, table.headers[at], table.date_offset
            )[0]

    def _number(self, role: str, every: list[int]) -> None:
        """The first header's, where the others give the same to each order."""
        values = {at: self._values(role, at) for at in every}
        read = [at for at in every if (np.isfinite(values[at]) & (values[at] != 0)).any()] or every
        best = read[0]
        self.roles[role] = best
        for other in read[1:]:
            if not self._give_the_same(values[best], values[other]):
                self._ask(role, best, other)
                return

    def _values(self, role: str, at: int) -> FloatArray:
        table = self.table
        column, name = table.columns[at], table.headers[at]
        try:
            values = parse_numbers(column, self.options.decimal, name, table.numbers.get(at))[0]
        except AmbiguousError:
            values = parse_numbers(column, ".", name, table.numbers.get(at))[0]
        if role != "amount" or "order" not in self.roles:
            return values
        orders = self._codes(self.roles["order"])
        level = amount_level(values, orders, name, None, self.columns.once)
        return once(values, orders) if level == "order" else values

    def _give_the_same(self, first: FloatArray, second: FloatArray) -> bool:
        if isinstance(first, Deferred):
            orders = self._codes(self.roles["order"]) if "order" in self.roles else None
            return bool(first.adds_up_to(second, self.sales, orders, PENNY))
        units = np.arange(self.table.rows)
        if "order" in self.roles:
            orders = self._codes(self.roles["order"])
            units = np.where(orders >= 0, orders, units + orders.max(initial=0) + 1)
        lines = np.bincount(units)
        sums = [
            group_sums(units, np.where(self.sales, np.nan_to_num(values), 0.0), lines=lines)
            for values in (first, second)
        ]
        return bool((np.abs(sums[0] - sums[1]) <= PENNY * np.maximum(lines, 1)).all())


class _Group:
    """A column that may name customers or orders, and the groups that it makes."""

    def __init__(self, at: int, kind: str, codes: NDArray[np.int64]) -> None:
        self.at, self.kind, self.codes = at, kind, codes
        self.filled = int((codes >= 0).sum())
        if isinstance(codes, Deferred):
            self.groups = int(codes.count_groups())
            return
        self.most = int(codes.max(initial=-1)) + 1
        # rows that are none of the sales leave gaps among the codes
        self.groups = int((np.bincount(codes[codes >= 0]) > 0).sum()) if self.most else 0

    def pairs(self, other: _Group) -> int:
        """How many different pairs the two columns have on rows where both are filled."""
        if isinstance(self.codes, Deferred):
            return int(self.codes.count_groups(other.codes))
        both = (self.codes >= 0) & (other.codes >= 0)
        width = other.most + 1
        return len(factorize(self.codes[both] * width + other.codes[both])[1])


def _best_is_clear(best: _Group, other: _Group) -> bool:
    """Whether the better header may be taken for the customer without asking."""
    if best.filled < ALL * other.filled:
        # its blanks are somebody
        return False
    pairs = best.pairs(other)
    if pairs == best.groups == other.groups:
        return True
    if best.kind == other.kind:
        return False
    splits = best.groups >= ALL * best.filled and other.groups < SPLIT * best.groups
    return pairs <= NEARLY * best.groups and not splits
