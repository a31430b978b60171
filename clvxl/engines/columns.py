"""Columns of an engine that answer to numpy's protocols, so that the rules of cleaning run on them.

What is missing, NaN or the code -1 in an array, is NULL here. A comparison is never NULL, so that
`~` of it is what it is of an array.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from clvxl.core._rounding import MONEY_DECIMALS
from clvxl.data._deferred import Deferred
from clvxl.data._orders import CLOSE, NEARLY_ALL, PENNY, Repeats
from clvxl.engines.lines import Lines, Window, literal

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Codes", "Column", "Kind", "as_column"]

Kind: TypeAlias = Literal["number", "flag", "text"]

_ARITHMETIC = {np.add: "+", np.subtract: "-", np.multiply: "*", np.divide: "/"}
_COMPARED = {
    np.less: "<", np.less_equal: "<=", np.greater: ">", np.greater_equal: ">=", np.equal: "=",
    np.not_equal: "<>",
}  # fmt: skip
_BOTH = {
    np.logical_and: "AND", np.bitwise_and: "AND", np.logical_or: "OR", np.bitwise_or: "OR",
}  # fmt: skip


class Column(Deferred, np.lib.mixins.NDArrayOperatorsMixin):
    """A column of lines: an expression, and the stages of the lines that it needs."""

    def __init__(
        self, lines: Lines, sql: str, kind: Kind, needs: frozenset[int] = frozenset()
    ) -> None:
        self.lines, self.sql, self.kind, self.needs = lines, sql, kind, needs

    def __len__(self) -> int:
        return self.lines.rows

    def __bool__(self) -> bool:
        raise TypeError("a column of an engine is neither true nor false")

    def like(self, sql: str, kind: Kind, *others: Column) -> Column:
        """Return an expression of this column and others."""
        return Column(self.lines, sql, kind, self.needs.union(*(each.needs for each in others)))

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
        if any(isinstance(each, Codes) for each in inputs):
            return _compared_with_none(ufunc, inputs)
        first, second = (as_column(self.lines, each) for each in inputs)
        a, b = first.sql, second.sql
        if ufunc in _ARITHMETIC:
            return first.like(f"({a} {_ARITHMETIC[ufunc]} {b})", "number", second)
        if ufunc in _BOTH:
            return first.like(f"({a} {_BOTH[ufunc]} {b})", "flag", second)
        if ufunc in _COMPARED:
            # NaN differs from all, and from itself
            otherwise = "TRUE" if ufunc is np.not_equal else "FALSE"
            said = f"coalesce({a} {_COMPARED[ufunc]} {b}, {otherwise})"
            return first.like(said, "flag", second)
        return NotImplemented

    def _of_one(self, ufunc: Any) -> Any:
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
            np.nan_to_num: lambda values: values.like(f"coalesce({values.sql}, 0e0)", "number"),
        }
        return done[function](*given) if function in done else NotImplemented

    def _where(self, which: Any, chosen: Any, other: Any) -> Column:
        codes = next((each for each in (chosen, other) if isinstance(each, Codes)), None)
        if codes is not None:
            return codes.where(which, chosen, other)
        first, second = as_column(self.lines, chosen), as_column(self.lines, other)
        said = f"CASE WHEN {which.sql} THEN {first.sql} ELSE {second.sql} END"
        return which.like(said, first.kind, first, second)  # type: ignore[no-any-return]

    # answers

    def any(self) -> bool:
        """Whether any line is set."""
        return bool(self._asked(f"coalesce(bool_or({self.sql}), FALSE)"))

    def all(self) -> bool:
        """Whether all lines are set."""
        return bool(self._asked(f"coalesce(bool_and({self.sql}), TRUE)"))

    def sum(self) -> int:
        """How many lines are set."""
        return int(self._asked(f"count(CASE WHEN {self.sql} THEN 1 END)"))

    def max(self) -> float:
        """The largest value."""
        found = self._asked(f"max({self.sql})")
        return float("nan") if found is None else float(found)

    def first_place(self) -> int:
        """The place of the first line that is set."""
        return int(self._asked(f"min(CASE WHEN {self.sql} THEN line END)"))

    def largest(self, values: Column) -> float:
        """The largest of the values where this is set; NaN where it is nowhere."""
        found = self._asked(f"max(CASE WHEN {self.sql} THEN {values.sql} END)", values)
        return float("nan") if found is None else float(found)

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


class Codes(Column):
    """Which group each line is of, by a key: NULL, the code -1 of arrays, for none.

    `by_code` is a map of keys to codes for columns whose groups are numbered.
    """

    def __init__(
        self, lines: Lines, sql: str, kind: Kind, needs: frozenset[int] = frozenset()
    ) -> None:
        super().__init__(lines, sql, kind, needs)

    def where(self, which: Column, chosen: Any, other: Any) -> Codes:
        """Return the one key or the other, -1 for none."""
        said = [each.sql if isinstance(each, Column) else _no_key(each) for each in (chosen, other)]
        columns = [each for each in (chosen, other) if isinstance(each, Column)]
        needs = which.needs.union(*(each.needs for each in columns))
        sql = f"CASE WHEN {which.sql} THEN {said[0]} ELSE {said[1]} END"
        return self.of(sql, needs)

    def of(self, sql: str, needs: frozenset[int]) -> Codes:
        """Return other codes of the same keys."""
        return Codes(self.lines, sql, self.kind, needs)

    def looked_up(self, values: Sequence[Any]) -> Column:
        """Return each line's value by its code, a number; the last value is that of none."""
        column, kind = arrow_values(values)
        name = self.lines.name("x")
        stage = self.lines.join(
            f"p.{self.plain().sql}", self.plain().needs, list(range(len(values) - 1)),
            {name: column[:-1]},
        )  # fmt: skip
        needs = frozenset((self.lines.stages.index(stage),))
        said = f"CASE WHEN {self.sql} IS NULL THEN {literal(values[-1])} ELSE {name} END"
        return Column(self.lines, said, kind, needs | self.needs)

    def plain(self) -> Column:
        """Return the codes as a column by its name alone."""
        if not hasattr(self, "_plain"):
            self._plain = self.window(self.sql, self.kind)
        return self._plain

    def carried(self, orders: Codes) -> Codes:
        """Fill lines without a code with that of the first line of their order that has one."""
        first = orders.window(
            f"first_value({self.sql} IGNORE NULLS) OVER (PARTITION BY {orders.sql} ORDER BY line "
            "ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)",
            self.kind, self,
        )  # fmt: skip
        said = f"CASE WHEN {orders.sql} IS NULL THEN {self.sql} "
        said += f"ELSE coalesce({self.sql}, {first.sql}) END"
        return self.of(said, self.needs | orders.needs | first.needs)

    # what orders are asked

    def paired(self, customers: Codes) -> Codes:
        """Return a code for each customer and order; a line without an order is one of its own."""
        both = f"concat(coalesce(CAST({customers.sql} AS VARCHAR), ''), chr(31), {self.sql})"
        said = f"CASE WHEN {self.sql} IS NULL THEN concat(chr(30), line) ELSE {both} END"
        return Codes(self.lines, said, "text", self.needs | customers.needs)

    def split(self, cut: Column, days: Column) -> Codes:
        """Return orders of which those that were cut are others on another day."""
        by_day = f"concat({self.sql}, chr(29), coalesce(CAST({days.sql} AS VARCHAR), ''))"
        said = f"CASE WHEN {cut.sql} THEN {by_day} ELSE CAST({self.sql} AS VARCHAR) END"
        return Codes(self.lines, said, "text", self.needs | cut.needs | days.needs)

    def having(self, which: Column) -> Column:
        """Return the lines of orders in which `which` is set on any line."""
        there = self.window(
            f"max(CASE WHEN {which.sql} THEN 1 ELSE 0 END) OVER (PARTITION BY {self.sql})",
            "number", which,
        )  # fmt: skip
        return there.like(f"({self.sql} IS NOT NULL AND {there.sql} = 1)", "flag", self)

    def repeated(self, which: Column) -> Column:
        """Return the lines that are set and are not the first such one of their order."""
        first = self.window(
            f"min(CASE WHEN {which.sql} THEN line END) OVER (PARTITION BY {self.sql})",
            "number", which,
        )  # fmt: skip
        said = f"({which.sql} AND {self.sql} IS NOT NULL AND line > coalesce({first.sql}, line))"
        return first.like(said, "flag", which, self)

    def repeats(self, values: Column, products: Column | None = None) -> Repeats:
        """Return how amounts repeat within orders."""
        needs = self.needs | values.needs | (products.needs if products is not None else set())
        by_line = "NULL" if products is None else products.sql
        near = f"CASE WHEN {{p}} <> 0 THEN abs({{v}} - {{p}}) <= {PENNY} + {CLOSE} * abs({{p}}) END"
        flag = "avg(CASE WHEN {n} THEN 1e0 WHEN NOT ({n}) THEN 0e0 END)"
        found = self.lines.table(
            f"WITH l AS (SELECT {self.sql} AS o, {values.sql} AS v, CAST({by_line} AS DOUBLE) AS p "
            f"FROM {self.lines.relation(needs)} AS p), "
            "g AS (SELECT o, count(*) AS n, min(v) AS low, max(v) AS high, "
            "sum(coalesce(p, 0e0)) AS total FROM l WHERE o IS NOT NULL AND v <> 0 GROUP BY o), "
            f"e AS (SELECT *, n > 1 AND high - low <= {PENNY} AS even FROM g) "
            "SELECT count(CASE WHEN n > 1 THEN 1 END) AS several, "
            "count(CASE WHEN even THEN 1 END) AS even, "
            f"avg(CASE WHEN even AND total <> 0 THEN CASE WHEN abs(high - total) <= {PENNY} + "
            f"{CLOSE} * abs(total) THEN 1e0 ELSE 0e0 END END) AS orders, "
            f"(SELECT {flag.format(n=near.format(p='p', v='v'))} FROM l "
            "WHERE o IS NOT NULL AND v <> 0) AS lines FROM e"
        ).to_pylist()[0]
        shares = [(found[key] or 0.0) >= NEARLY_ALL for key in ("lines", "orders")]
        return Repeats(found["several"], found["even"], *shares)

    def tally(self, which: Column) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the codes that occur where `which` is set, ascending, and how often each does."""
        found = self.lines.table(
            f"SELECT {self.sql} AS k, count(*) AS n FROM {self.lines.relation(self.needs | which.needs)}"
            f" AS p WHERE {which.sql} AND {self.sql} IS NOT NULL GROUP BY 1 ORDER BY 1"
        )
        return (
            found.column("k").to_numpy().astype(np.int64),
            found.column("n").to_numpy().astype(np.int64),
        )


class TextCodes(Codes):
    """The different texts of a column, numbered: values by text are joined to the text itself."""

    def __init__(self, lines: Lines, key: Column, texts: list[str], keys: list[Any]) -> None:
        """`keys` are those of `texts` but the last one, the blank."""
        self.key, self.texts = key, texts
        self.stage = lines.join(f"p.{key.sql}", key.needs, keys, {})
        name = lines.name("x")
        needs = lines.extend(self.stage, {name: np.arange(len(keys), dtype=np.int64)})
        super().__init__(lines, name, "number", needs)

    def looked_up(self, values: Sequence[Any]) -> Column:
        """Return each line's value by its text; the last one is that of a blank."""
        column, kind = arrow_values(values)
        name = self.lines.name("x")
        needs = self.lines.extend(self.stage, {name: column[:-1]})
        said = f"CASE WHEN {self.key.sql} IS NULL THEN {literal(values[-1])} ELSE {name} END"
        if kind == "flag":
            said = f"coalesce({said}, FALSE)"
        return Column(self.lines, said, kind, needs | self.key.needs)

    def regrouped(self, codes: NDArray[np.int64]) -> Codes:
        """Return groups of texts: `codes` are those of the texts, -1 for none."""
        found = self.looked_up([None if code < 0 else int(code) for code in codes])
        return Codes(self.lines, found.sql, "number", found.needs)


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


def arrow_values(values: Sequence[Any]) -> tuple[Any, Kind]:
    """Return values by code as the engine takes them, and of which kind they are."""
    import pyarrow as arrow

    plain = values.tolist() if isinstance(values, np.ndarray) else list(values)
    plain = [None if isinstance(each, float) and np.isnan(each) else each for each in plain]
    known = [each for each in plain if each is not None]
    if known and all(isinstance(each, bool) for each in known):
        return arrow.array(plain, arrow.bool_()), "flag"
    if any(isinstance(each, str) for each in known):
        return arrow.array(plain, arrow.string()), "text"
    if known and all(isinstance(each, int) for each in known):
        return arrow.array(plain, arrow.int64()), "number"
    return arrow.array(plain, arrow.float64()), "number"


def _compared_with_none(ufunc: Any, inputs: Sequence[Any]) -> Any:
    """Compare codes with 0, as the rules do to tell whether there is one."""
    codes, other = inputs
    if not isinstance(codes, Codes) or isinstance(other, Column) or other != 0:
        return NotImplemented
    if ufunc is np.less:
        return codes.like(f"({codes.sql} IS NULL)", "flag")
    if ufunc is np.greater_equal:
        return codes.like(f"({codes.sql} IS NOT NULL)", "flag")
    return NotImplemented


def _no_key(value: Any) -> str:
    if value != -1:
        raise TypeError("only -1, for none, stands for a code")
    return "NULL"
