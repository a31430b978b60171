"""Columns of an engine that tell which group each line is of: customers, orders, words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clvxl.data._orders import CLOSE, NEARLY_ALL, PENNY, Repeats
from clvxl.data._totals import HALF_A_PENNY, ROUNDING, TELLING
from clvxl.engines.columns import Column, Kind
from clvxl.engines.known import Known, known_of
from clvxl.engines.lines import Lines, literal

__all__ = ["Codes", "TextCodes", "arrow_values"]


class Codes(Column):
    """Which group each line is of, by a key: NULL, the code -1 of arrays, for none.

    `by_code` is a map of keys to codes for columns whose groups are numbered.
    """

    is_code = True

    def compared(self, ufunc: Any, inputs: Sequence[Any]) -> Any:
        """Compare codes with 0, as the rules do to tell whether there is one."""
        return _compared_with_none(ufunc, inputs)

    def chosen(self, which: Column, chosen: Any, other: Any) -> Codes:
        """Return the one key or the other, -1 for none."""
        said = [each.sql if isinstance(each, Column) else _no_key(each) for each in (chosen, other)]
        columns = [each for each in (chosen, other) if isinstance(each, Column)]
        needs = which.needs.union(*(each.needs for each in columns))
        sql = f"CASE WHEN {which.sql} THEN {said[0]} ELSE {said[1]} END"
        return self.of(sql, needs)

    def count_groups(self, other: Codes | None = None) -> int:
        """How many groups there are; or how many pairs of groups with those of another column."""
        if other is None:
            found = self.lines.ask([f"count(DISTINCT {self.sql})"], self.needs)
            return int(found[0])
        table = self.lines.table(
            f"SELECT count(*) AS n FROM (SELECT DISTINCT {self.sql} AS a, {other.sql} AS b FROM "
            f"{self.lines.relation(self.needs | other.needs)} AS p "
            f"WHERE {self.sql} IS NOT NULL AND {other.sql} IS NOT NULL) AS d"
        )
        return int(table.column(0)[0].as_py())

    def are_several(self) -> bool:
        """Whether any group has several lines."""
        found = self.lines.table(
            f"SELECT max(n) AS n FROM (SELECT count(*) AS n FROM {self.lines.relation(self.needs)} "
            f"AS p WHERE {self.sql} IS NOT NULL GROUP BY {self.sql}) AS g"
        )
        return (found.column(0)[0].as_py() or 0) > 1

    def first_of(self, values: Column) -> Column:
        """The value of each line, or else that of the first line of its order that has one."""
        first = self.window(
            f"first_value({values.sql} IGNORE NULLS) OVER (PARTITION BY {self.sql} ORDER BY line "
            "ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)",
            "number", values,
        )  # fmt: skip
        said = f"CASE WHEN {self.sql} IS NULL THEN {values.sql} "
        said += f"ELSE coalesce({values.sql}, {first.sql}) END"
        return first.like(said, "number", self, values)

    def totals(self, values: Column) -> Column:
        """The lines that hold the sum of their order's other lines, where all orders have one."""
        relation = self.lines.relation(self.needs | values.needs)
        found = self.lines.table(
            f"WITH l AS (SELECT {self.sql} AS o, {values.sql} AS v FROM {relation} AS p), "
            "g AS (SELECT o, count(*) AS n, sum(v) AS s, max(abs(v)) AS m, "
            "max(v) AS high, min(v) AS low FROM l WHERE o IS NOT NULL AND v <> 0 GROUP BY o) "
            "SELECT count(CASE WHEN n > 2 THEN 1 END) AS long, min(n) AS least, "
            f"coalesce(bool_and(abs(s - 2 * CASE WHEN high = m THEN high ELSE low END) <= "
            f"{HALF_A_PENNY} + {ROUNDING} * abs(s) OR abs(s - 2 * CASE WHEN low = -m THEN low ELSE "
            f"high END) <= {HALF_A_PENNY} + {ROUNDING} * abs(s)), FALSE) AS fits FROM g"
        ).to_pylist()[0]
        if found["long"] < TELLING or (found["least"] or 0) < 2 or not found["fits"]:
            return self.full(False)
        counted = f"{self.sql} IS NOT NULL AND coalesce({values.sql}, 0e0) <> 0"
        place = self.window(
            f"CASE WHEN {counted} THEN row_number() OVER (PARTITION BY {self.sql} ORDER BY "
            f"abs({values.sql}) DESC NULLS LAST, line) END", "number", values,
        )  # fmt: skip
        total = self.window(
            f"sum(CASE WHEN {counted} THEN {values.sql} END) OVER (PARTITION BY {self.sql})",
            "number", values,
        )  # fmt: skip
        first = place.like(f"coalesce({place.sql} = 1, FALSE)", "flag", values, total)
        wrong = first.like(
            f"({first.sql} AND abs({total.sql} - 2 * {values.sql}) > "
            f"{HALF_A_PENNY} + {ROUNDING} * abs({total.sql}))", "flag",
        )  # fmt: skip
        return self.full(False) if wrong.any() else first

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

    def regrouped(self, codes: NDArray[np.int64]) -> Codes:
        """Return groups of groups: `codes` has one for each code, -1 for none."""
        found = self.looked_up([None if code < 0 else int(code) for code in codes])
        return Codes(self.lines, found.sql, "number", found.needs)

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
        relation = self.lines.relation(self.needs | which.needs)
        found = self.lines.table(
            f"SELECT {self.sql} AS k, count(*) AS n FROM {relation}"
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
        known = known_of(0, len(keys) - 1, self.sparse, whole=True)
        super().__init__(lines, name, "number", needs, known)

    @property
    def sparse(self) -> bool:
        """Whether lines may have no text."""
        return self.key.known is None or self.key.known.missing

    def looked_up(self, values: Sequence[Any]) -> Column:
        """Return each line's value by its text; the last one is that of a blank."""
        column, kind = arrow_values(values)
        told = column if self.sparse else column[:-1]
        if kind == "flag" and len({each.as_py() for each in told}) == 1:
            return self.full(told[0].as_py())
        name = self.lines.name("x")
        needs = self.lines.extend(self.stage, {name: column[:-1]})
        said = name
        if self.sparse:
            said = f"CASE WHEN {self.key.sql} IS NULL THEN {literal(values[-1])} ELSE {name} END"
        if kind == "flag":
            said = f"coalesce({said}, FALSE)"
        known = _known(column, self.sparse) if kind == "number" else None
        return Column(self.lines, said, kind, needs | self.key.needs, known)


def _known(values: Any, sparse: bool) -> Known | None:
    """What is known of a column that has some values, each but the last one on some line.

    The last one is that of lines without a text, if there may be any.
    """
    *numbers, blank = np.asarray(values.to_numpy(zero_copy_only=False), dtype=np.float64).tolist()
    there = np.array([number for number in numbers if math.isfinite(number)])
    if not len(there) or (sparse and math.isfinite(blank)):
        return None
    missing = sparse or len(there) < len(numbers)
    return known_of(there.min(), there.max(), missing, bool((there == np.floor(there)).all()))


def arrow_values(values: Sequence[Any]) -> tuple[Any, Kind]:
    """Return values by code as the engine takes them, and of which kind they are."""
    import pyarrow as arrow

    plain = np.asarray(values, dtype=object).tolist()
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
    if ufunc not in (np.less, np.greater_equal):
        return NotImplemented
    if codes.known is not None and not codes.known.missing:
        return codes.full(ufunc is np.greater_equal)
    if ufunc is np.less:
        return codes.like(f"({codes.sql} IS NULL)", "flag")
    return codes.like(f"({codes.sql} IS NOT NULL)", "flag")


def _no_key(value: Any) -> str:
    if value != -1:
        raise TypeError("only -1, for none, stands for a code")
    return "NULL"
