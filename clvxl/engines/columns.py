"""Columns of an engine that answer to numpy's protocols, so that the rules of cleaning run on them.

What is missing, NaN or the code -1 in an array, is NULL here. A comparison is never NULL, so that
`~` of it is what it is of an array.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np

from clvxl.core._rounding import MONEY_DECIMALS
from clvxl.data._deferred import Deferred
from clvxl.engines.known import Known
from clvxl.engines.lines import Lines, Window, literal

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Column", "Kind", "as_column"]

Kind: TypeAlias = Literal["number", "flag", "text"]

_ARITHMETIC = {np.add: "+", np.subtract: "-", np.multiply: "*", np.divide: "/"}
_COMPARED = {
    np.less: "<", np.less_equal: "<=", np.greater: ">", np.greater_equal: ">=", np.equal: "=",
    np.not_equal: "<>",
}  # fmt: skip
_BOTH = {
    np.logical_and: "AND", np.bitwise_and: "AND", np.logical_or: "OR", np.bitwise_or: "OR",
}  # fmt: skip


TRUE, FALSE = "TRUE", "FALSE"
_OTHERWISE = {TRUE: FALSE, FALSE: TRUE}


class Column(Deferred, np.lib.mixins.NDArrayOperatorsMixin):
    """A column of lines: an expression, and the stages of the lines that it needs.

    `known` is what is known of its values, None for nothing.
    """

    is_code = False

    def __init__(
        self, lines: Lines, sql: str, kind: Kind, needs: frozenset[int] = frozenset(),
        known: Known | None = None,
    ) -> None:  # fmt: skip
        self.lines, self.sql, self.kind, self.needs = lines, sql, kind, needs
        self.known = known

    def __len__(self) -> int:
        return self.lines.rows

    def __bool__(self) -> bool:
        raise TypeError("a column of an engine is neither true nor false")

    def like(self, sql: str, kind: Kind, *others: Column) -> Column:
        """Return an expression of this column and others."""
        return Column(self.lines, sql, kind, self.needs.union(*(each.needs for each in others)))

    def with_needs(self, needs: frozenset[int]) -> Column:
        """Return the column with further stages that it needs."""
        return Column(self.lines, self.sql, self.kind, self.needs | needs, self.known)

    def full(self, value: Any) -> Column:
        """Return a column of one value."""
        kind: Kind = "flag" if isinstance(value, bool | np.bool_) else "number"
        sql = literal(value) if kind == "flag" else f"CAST({literal(value)} AS DOUBLE)"
        return Column(self.lines, sql, kind)

    def copy(self) -> Column:
        """Return the column itself: none is ever changed."""
        return self

    # numpy's protocols

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **_: Any) -> Any:
        if method != "__call__":
            return NotImplemented
        if len(inputs) == 1:
            return self._of_one(ufunc)
        for each in inputs:
            if isinstance(each, Column) and each.is_code:
                return each.compared(ufunc, inputs)
        first, second = (as_column(self.lines, each) for each in inputs)
        a, b = first.sql, second.sql
        if ufunc in _ARITHMETIC:
            return first.like(f"({a} {_ARITHMETIC[ufunc]} {b})", "number", second)
        if ufunc in _BOTH:
            return _both_flags(_BOTH[ufunc], first, second)
        if ufunc in _COMPARED:
            settled = _settled(ufunc, first, inputs[1])
            if settled is not None:
                return first.like(TRUE if settled else FALSE, "flag")
            # NaN differs from all, and from itself
            otherwise = "TRUE" if ufunc is np.not_equal else "FALSE"
            said = f"coalesce({a} {_COMPARED[ufunc]} {b}, {otherwise})"
            return first.like(said, "flag", second)
        return NotImplemented

    def _of_one(self, ufunc: Any) -> Any:
        if ufunc in (np.invert, np.logical_not) and self.sql in _OTHERWISE:
            return self.like(_OTHERWISE[self.sql], "flag")
        if self.known is not None:
            if ufunc in (np.isnan, np.isfinite) and not self.known.missing:
                return self.like(TRUE if ufunc is np.isfinite else FALSE, "flag")
            if ufunc is np.floor and self.known.whole:
                return self
            if ufunc is np.absolute:
                known = self.known.absolute()
                return Column(self.lines, f"abs({self.sql})", "number", self.needs, known)
        said: dict[Any, tuple[str, Kind]] = {
            np.isnan: (f"({self.sql} IS NULL)", "flag"),
            np.isfinite: (f"({self.sql} IS NOT NULL)", "flag"),
            np.floor: (f"floor({self.sql})", "number"),
            np.absolute: (f"abs({self.sql})", "number"),
            np.negative: (f"(-{self.sql})", "number"),
            np.invert: (f"(NOT {self.sql})", "flag"),
            np.logical_not: (f"(NOT {self.sql})", "flag"),
        }
        return self.like(*said[ufunc]) if ufunc in said else NotImplemented

    def __array_function__(self, function: Any, _: Any, given: Any, __: Any) -> Any:
        done: dict[Any, Callable[..., Any]] = {
            np.where: self._where,
            np.nan_to_num: Column._without_gaps,
        }
        return done[function](*given) if function in done else NotImplemented

    def _where(self, which: Any, chosen: Any, other: Any) -> Column:
        for each in (chosen, other):
            if isinstance(each, Column) and each.is_code:
                return each.chosen(which, chosen, other)  # type: ignore[no-any-return]
        first, second = as_column(self.lines, chosen), as_column(self.lines, other)
        if which.sql in _OTHERWISE:
            return first if which.sql == TRUE else second
        said = f"CASE WHEN {which.sql} THEN {first.sql} ELSE {second.sql} END"
        return which.like(said, first.kind, first, second)  # type: ignore[no-any-return]

    def _without_gaps(self) -> Column:
        if self.known is not None and not self.known.missing:
            return self
        return self.like(f"coalesce({self.sql}, 0e0)", "number")

    # answers

    def any(self) -> bool:
        """Whether any line is set."""
        if self.sql in _OTHERWISE:
            return self.sql == TRUE and self.lines.rows > 0
        return bool(self._asked(_any(self.sql)))

    def all(self) -> bool:
        """Whether all lines are set."""
        if self.sql in _OTHERWISE:
            return self.sql == TRUE or not self.lines.rows
        return bool(self._asked(f"coalesce(bool_and({self.sql}), TRUE)"))

    def sum(self) -> int:
        """How many lines are set."""
        return int(self._asked(f"count(CASE WHEN {self.sql} THEN 1 END)"))

    def max(self) -> float:
        """The largest value."""
        if self.known is not None and self.known.most is not None:
            return self.known.most
        found = self._asked(f"max({self.sql})")
        return float("nan") if found is None else float(found)

    def first_place(self) -> int:
        """The place of the first line that is set."""
        return int(self._asked(f"min(CASE WHEN {self.sql} THEN line END)"))

    def largest(self, values: Column) -> float:
        """The largest of the values where this is set; NaN where it is nowhere."""
        if self.sql == TRUE and values.known is not None and values.known.most is not None:
            return values.known.most
        found = self._asked(_largest(self.sql, values.sql), values)
        return float("nan") if found is None else float(found)

    def foresee(self, values: Column, which: Column) -> None:
        """Ask at once whether any line is set, and for the largest value where `which` is."""
        if self.sql in _OTHERWISE and which.sql == TRUE and values.known is not None:
            return
        needs = self.needs | values.needs | which.needs
        self.lines.ask([_any(self.sql), _largest(which.sql, values.sql)], needs)

    def median(self, values: Column) -> float:
        """The median of the values where this is set."""
        chosen = f"CASE WHEN {self.sql} THEN {values.sql} END"
        found = self._asked(f"median({chosen})", values)
        return float("nan") if found is None else float(found)

    def value_at(self, place: int) -> float:
        """The value of one line."""
        found = self._asked(f"max(CASE WHEN line = {place} THEN {self.sql} END)")
        return float("nan") if found is None else float(found)

    def kept(self, *of: Any) -> Any:
        """What is kept of lines whose amounts these are; see `clvxl.engines.parts`."""
        return self.lines.work.kept(self, *of)

    def summed(self, *of: Any) -> Any:
        """What is kept of customers whose money this is; see `clvxl.engines.summed`."""
        return self.lines.work.summed(self, *of)

    def adds_up_to(self, other: Column, which: Column, orders: Column | None, penny: float) -> bool:
        """Whether two columns of amounts give the same to each order, or to each line."""
        unit = (
            "line"
            if orders is None
            else f"coalesce(CAST({orders.sql} AS VARCHAR), concat(chr(30), line))"
        )
        sums = [f"sum(CASE WHEN {which.sql} THEN coalesce({each.sql}, 0e0) ELSE 0e0 END)"
                for each in (self, other)]  # fmt: skip
        needs = (
            self.needs | other.needs | which.needs | (orders.needs if orders is not None else set())
        )
        found = self.lines.table(
            f"SELECT coalesce(bool_and(abs(a - b) <= {penny} * n), TRUE) AS same FROM (SELECT "
            f"{unit} AS u, {sums[0]} AS a, {sums[1]} AS b, count(*) AS n "
            f"FROM {self.lines.relation(needs)} AS p GROUP BY 1) AS g"
        )
        return bool(found.column(0)[0].as_py())

    def _asked(self, expression: str, *others: Column) -> Any:
        needs = self.needs.union(*(each.needs for each in others))
        return self.lines.ask([expression], needs)[0]

    # what looks at other lines

    def window(self, expression: str, kind: Kind, *others: Column) -> Column:
        """Return a column that looks at other lines."""
        name = self.lines.name("w")
        needs = self.needs.union(*(each.needs for each in others))
        return Column(self.lines, name, kind, self.lines.add(Window(needs, name, expression)))

    def rounded(self) -> Column:
        """Return money rounded as `clvxl.core._rounding.rounded_money` does."""
        one = self.window(self.sql, "number")
        x = said = one.sql
        for bound, places in reversed(MONEY_DECIMALS):
            scale = literal(float(10**places))
            said = (
                f"CASE WHEN abs({x}) < {literal(bound)} THEN round_even({x} * {scale}, 0) / {scale}"
                f" ELSE {said} END"
            )
        return one.like(said, "number")


def as_column(lines: Lines, value: Any) -> Column:
    """Return a value as a column."""
    if isinstance(value, Column):
        return value
    if isinstance(value, np.ndarray) and value.ndim:
        raise TypeError("an array cannot meet a column of an engine")
    if isinstance(value, np.ndarray):
        value = value.item()
    if isinstance(value, str):
        return Column(lines, literal(value), "text")
    if isinstance(value, bool | np.bool_):
        return Column(lines, literal(value), "flag")
    return Column(lines, f"CAST({literal(float(value))} AS DOUBLE)", "number")


def _both_flags(word: str, first: Column, second: Column) -> Column:
    """Both flags, or either; what is always so is not written down."""
    rules, ends = (TRUE, FALSE) if word == "AND" else (FALSE, TRUE)
    for one, other in ((first, second), (second, first)):
        if one.sql == rules:
            return other
        if one.sql == ends:
            return one
    return first.like(f"({first.sql} {word} {second.sql})", "flag", second)


def _settled(comparison: Any, values: Column, other: Any) -> bool | None:
    """Whether what is known of a column settles how it compares with a number."""
    if values.known is None or not isinstance(other, int | float | np.number):
        return None
    return values.known.settles(comparison, float(other))


def _any(which: str) -> str:
    return f"coalesce(bool_or({which}), FALSE)"


def _largest(which: str, values: str) -> str:
    return f"max(CASE WHEN {which} THEN {values} END)"
