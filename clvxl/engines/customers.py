"""Customers and orders of a column in an engine.

Most identifiers are what they seem: letters, digits and a few signs. Those are their own key. The
others (blanks at the ends, quotes, accents, points, words for nothing, names of totals and guests)
are read by `clvxl.data.identifiers`, each different text once, and joined to the lines.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from clvxl.data._cells import first_case_pair
from clvxl.data._totals import are_totals, called_so, names_of_totals, rests
from clvxl.data.cell_errors import CELL_ERRORS
from clvxl.data.grouping import factorize
from clvxl.data.identifiers import LONGEST_NUMBER, read_names
from clvxl.engines.codes import Codes
from clvxl.engines.columns import Column, Kind
from clvxl.engines.lines import literal

if TYPE_CHECKING:
    from clvxl.engines.raw import Numbered, RawColumn

__all__ = ["EngineCustomers", "Labels", "customers_of"]

WHOLE = "^(0|[1-9][0-9]*)$"


class Labels:
    """The labels of customers that rules may take notice of, in order of appearance.

    Attributes
    ----------
    dtype : numpy dtype
    odd : list of str
        Those of the identifiers that were read one by one.
    keys : list of str
    """

    def __init__(self, dtype: Any, odd: list[str], keys: list[str]) -> None:
        self.dtype, self.odd, self.keys = np.dtype(dtype), odd, keys
        self.count: Callable[[], int] = lambda: 0

    def __len__(self) -> int:
        """How many customers there are, whatever becomes of their lines."""
        return self.count()

    def tolist(self) -> list[str]:
        """Return the labels."""
        return self.odd

    def __iter__(self) -> Any:
        return iter(self.odd)


class EngineCustomers:
    """The customers of a column, as `clvxl.data._cells.Customers` are those of an array.

    Attributes
    ----------
    codes : Codes
        The key of each line's customer.
    label : Column
        The customer of each line as it is written.
    labels : Labels
    trimmed, long : Column
    odd : tuple of two lists of str
        The texts that were read one by one, and the key of each, "" for nobody's.
    numbered : Numbered, optional
        How all keys are made, where they are one prefix and a number.
    """

    odd: tuple[list[str], list[str]] = ([], [])
    numbered: Numbered | None = None

    def __init__(self, codes: Codes, label: Column, labels: Labels, trimmed: Column,
                 long: Column) -> None:  # fmt: skip
        self.codes, self.label, self.labels = codes, label, labels
        self.trimmed, self.long = trimmed, long
        self.first = codes
        labels.count = self.count

    def _replace(self, codes: Codes) -> EngineCustomers:
        changed = EngineCustomers(codes, self.label, self.labels, self.trimmed, self.long)
        changed.first, changed.odd = self.first, self.odd
        return changed

    def __iter__(self) -> Any:
        return iter((self.codes, self.labels, self.trimmed, self.long, self.case_pairs))

    def without_errors(self) -> EngineCustomers:
        """Return them with the errors of cells nobody."""
        wrong = [key for key, label in zip(self.labels.keys, self.labels.odd, strict=True)
                 if label in CELL_ERRORS]  # fmt: skip
        if not wrong:
            return self
        found = self.codes.like(f"coalesce({self.codes.sql} IN ({_listed(wrong)}), FALSE)", "flag")
        changed = self._replace(codes=self.codes.chosen(found, -1, self.codes))
        texts, keys = self.odd
        changed.odd = texts, ["" if key in wrong else key for key in keys]
        return changed

    def count(self) -> int:
        """How many customers there are, whatever becomes of their lines."""
        return self.first.count_groups()

    def every_label(self) -> np.ndarray[Any, Any]:
        """Return all customers in order of appearance, whatever becomes of their lines."""
        codes = self.first
        keys, _ = codes.lines.gathered(
            f"SELECT {codes.sql} AS k, min(line) AS line FROM {codes.lines.relation(codes.needs)} "
            f"AS p WHERE {codes.sql} IS NOT NULL GROUP BY 1", self.count(),
        )  # fmt: skip
        return self.written(keys)

    def labels_of_cells(self, cells: list[str]) -> np.ndarray[Any, Any]:
        """Return the customers of cells by what they show, None or NaN for nobody."""
        if self.labels.dtype != object:
            values = np.array([float(cell or "nan") for cell in cells], dtype=np.float64)
            return np.where(np.isfinite(values), values, np.nan)
        known = dict(zip(*self.odd, strict=True))
        return self.written([known.get(cell, cell) or None for cell in cells])

    def written(self, keys: Any) -> np.ndarray[Any, Any]:
        """Return the labels of customers by their keys: each as it is written where it is first."""
        if self.labels.dtype != object:
            return np.asarray(keys, dtype=np.float64)
        known = self._first_labels
        return np.array([known.get(key, key) for key in keys] if known else keys, dtype=object)

    @cached_property
    def _first_labels(self) -> dict[str, str]:
        """The labels of the customers whose texts were read one by one."""
        if not self.labels.keys:
            return {}
        first, label = self.first, self.label
        name = first.lines.name("k")
        import pyarrow as arrow

        first.lines.engine.put(name, arrow.table({"k": self.labels.keys}))
        found = first.lines.table(
            f"SELECT {first.sql} AS k, arg_min({label.sql}, line) AS label FROM "
            f"{first.lines.relation(first.needs | label.needs)} AS p "
            f"WHERE {first.sql} IN (SELECT k FROM {name}) GROUP BY 1"
        )
        return dict(
            zip(found.column("k").to_pylist(), found.column("label").to_pylist(), strict=True)
        )

    def totals(self, values: Column, lines: Column) -> Column:
        """The rows that hold a total in place of a customer; see `clvxl.data._totals`."""
        called = [called_so(label) for label in self.labels.odd]
        names = names_of_totals(called, self._strangers(called))
        if max(names, default=-1) < 0:
            return self.codes.full(False)
        group = self.of_labels(names, -1)
        named = (group >= 0) & np.isfinite(values)
        relation = group.lines.relation(group.needs | values.needs | lines.needs | named.needs)
        found = group.lines.table(
            f"SELECT line, v, g, above, n FROM (SELECT line, {values.sql} AS v, {group.sql} AS g, "
            f"{named.sql} AS named, sum(CASE WHEN {lines.sql} AND NOT {named.sql} THEN "
            f"coalesce({values.sql}, 0e0) ELSE 0e0 END) OVER (ORDER BY line ROWS BETWEEN UNBOUNDED "
            f"PRECEDING AND CURRENT ROW) AS above, count(CASE WHEN {lines.sql} AND NOT {named.sql} "
            f"THEN {values.sql} END) OVER (ORDER BY line ROWS BETWEEN UNBOUNDED PRECEDING AND "
            f"CURRENT ROW) AS n FROM {relation} AS p) AS w "
            f"WHERE named OR line = {group.lines.rows - 1} ORDER BY line"
        )
        line, v, g, above, n = (each.to_numpy() for each in found.columns)
        here = (g >= 0) & np.isfinite(v.astype(np.float64))
        if not here.any():
            return self.codes.full(False)
        which = are_totals(
            v[here], g[here].astype(np.int64), (above[here], above[-1]), (n[here], n[-1])
        )
        chosen = line[here][which].tolist()
        if not chosen:
            return self.codes.full(False)
        return Column(self.codes.lines, f"(line IN ({', '.join(map(str, chosen))}))", "flag")

    def _strangers(self, called: list[str]) -> Callable[[list[str]], bool]:
        """What tells whether none of some names is a customer's."""
        wanted = {rest for name in called for rest in rests(name)}
        known = set(called)
        if wanted - known:
            label, first = self.label, self.first
            said = f"lower(regexp_replace(rtrim({label.sql}, ' :'), ' +', ' ', 'g'))"
            relation = first.lines.relation(label.needs | first.needs)
            found = first.lines.table(
                f"SELECT DISTINCT {said} AS k FROM {relation}"
                f" AS p WHERE {first.sql} IS NOT NULL AND {said} IN ({_listed(sorted(wanted))})"
            )
            known |= set(found.column("k").to_pylist())
        return known.isdisjoint

    def of_labels(self, values: list[Any], otherwise: Any) -> Column:
        """Return a number for each line by its customer's label, `otherwise` for all others."""
        keyed = zip(self.labels.keys, values, strict=True)
        found = {key: value for key, value in keyed if value != otherwise}
        if not found:
            return self.codes.full(otherwise)
        stage = self.codes.lines.join(
            f"p.{self.codes.plain().sql}", self.codes.plain().needs, list(found), {}
        )
        name = self.codes.lines.name("x")
        needs = self.codes.lines.extend(stage, {name: list(found.values())})
        return Column(self.codes.lines, f"coalesce({name}, {literal(otherwise)})", "number", needs)

    @cached_property
    def case_pairs(self) -> tuple[str, str] | None:
        """The first two that differ in letter case alone."""
        if self.labels.dtype != object:
            return None
        codes, label = self.first, self.label
        relation = codes.lines.relation(codes.needs | label.needs)
        alike = codes.lines.ask(
            [f"coalesce(bool_and({label.sql} = {case}({label.sql})), TRUE)"
             for case in ("lower", "upper")],
            codes.needs | label.needs,
        )  # fmt: skip
        if any(alike) and not self.labels.odd:
            return None
        found = codes.lines.table(
            f"WITH k AS (SELECT {codes.sql} AS k, arg_min({label.sql}, line) AS label, "
            f"min(line) AS f FROM {relation} AS p WHERE {codes.sql} IS NOT NULL GROUP BY 1), "
            "c AS (SELECT label, f, count(*) OVER (PARTITION BY lower(label)) AS n FROM k) "
            "SELECT label FROM c WHERE n > 1 OR regexp_matches(label, '[^ -~]') ORDER BY f"
        )
        return first_case_pair(found.column("label").to_pylist())


def customers_of(column: RawColumn, typed: bool, keep_null_words: bool) -> EngineCustomers:
    """Return the customers of a column."""
    false = column.full(False)
    if column.is_number:
        values = column.to_numpy()
        codes = Codes(column.lines, values.sql, "number", values.needs, values.known)
        long: Any = np.absolute(values) >= LONGEST_NUMBER
        return EngineCustomers(codes, values, Labels(float, [], []), false, long)
    if not column.is_text:
        written, texts = column.written
        values = written.looked_up([*texts[:-1], None])
        named = values.window(values.sql, "text")
        column = type(column)(column.lines, named.sql, None, named.needs)
    return _of_texts(column, typed=typed, keep_null_words=keep_null_words)


def _of_texts(column: RawColumn, *, typed: bool, keep_null_words: bool) -> EngineCustomers:
    """Read the odd texts, each once; the others are their own keys."""
    texts, plain = column.odd
    kind: Kind = "text"
    if not texts:
        codes = Codes(column.lines, column.sql, "text", column.needs, column.known)
        label = Column(column.lines, column.sql, kind, column.needs)
        false = column.full(False)
        read = EngineCustomers(codes, label, Labels(object, [], []), false, false)
        read.numbered = column.numbered
        return read
    whole = True
    if not typed and any(".0" in text or ",0" in text for text in texts):
        whole = not column.lines.ask(
            [f"coalesce(bool_or({plain} AND regexp_matches({column.sql}, '[0-9]') AND NOT "
             f"regexp_matches({column.sql}, {literal(WHOLE)})), FALSE)"], column.needs,
        )[0]  # fmt: skip
    names = read_names(texts, typed=typed, keep_null_words=keep_null_words, others_whole=whole)
    return _joined(column, texts, names)


def _joined(column: RawColumn, texts: list[str], names: Any) -> EngineCustomers:
    """Join what was read of the odd texts."""
    lines = column.lines
    as_column = Column(lines, column.sql, "text", column.needs)
    plain = as_column if column.sql.isidentifier() else as_column.window(column.sql, "text")
    stage = lines.join(f"p.{plain.sql}", plain.needs, texts, {})
    odd, key, label, trimmed, cut = (lines.name("x") for _ in range(5))
    needs = lines.extend(stage, {
        odd: [True] * len(texts), key: [each or None for each in names.keys],
        label: names.labels, trimmed: names.trimmed, cut: names.cut,
    }) | plain.needs  # fmt: skip
    codes = Codes(lines, f"CASE WHEN {odd} THEN {key} ELSE {plain.sql} END", "text", needs)
    _, first = np.unique(
        factorize(np.array([each or None for each in names.keys], dtype=object))[0],
        return_index=True,
    )
    places = [at for at in sorted(first.tolist()) if names.keys[at]]
    labels = Labels(object, [names.labels[at] for at in places], [names.keys[at] for at in places])
    written = Column(lines, f"CASE WHEN {odd} THEN {label} ELSE {plain.sql} END", "text", needs)
    flags = (Column(lines, f"coalesce({name}, FALSE)", "flag", needs) for name in (trimmed, cut))
    found = EngineCustomers(codes, written, labels, *flags)
    found.odd = texts, names.keys
    return found


def _listed(values: list[str]) -> str:
    return ", ".join(map(literal, values))
