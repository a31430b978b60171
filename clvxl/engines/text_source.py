"""Text files in DuckDB: read by it where each line is a record, else part by part by pandas."""

from __future__ import annotations

import re
from collections.abc import Callable

from clvxl.engines.duck import Duck
from clvxl.engines.lines import literal
from clvxl.files.layouts import TextLayout

__all__ = ["NoPlainNumbersError", "as_number", "load_text", "numbers_among", "seem_plain"]

SURPLUS = 4
"""So many columns past the headers are looked at, as the reader in memory does."""

PLAIN = r"^\s*[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]{1,3})?\s*$"
GROUPED = r"^\s*[-+]?[0-9]{1,3}\.[0-9]{3}\s*$"
LONGEST = 64
NO_NUMBER = "clvxl found no number"


class NoPlainNumbersError(Exception):
    """A column that seemed to hold plain numbers alone holds something else too."""


def load_text(
    duck: Duck, table: str, layout: TextLayout, plain: frozenset[int],
    progress: Callable[[float], None] | None,
) -> None:  # fmt: skip
    """Append the needed columns of a file to a table: c0, c1 … and surplus.

    Those of `plain` are stored as numbers.

    Raises
    ------
    NoPlainNumbersError
        One of them holds something else, or DuckDB cannot read the file by itself.
    """
    if layout.records is not None and _by_duckdb(duck, table, layout, layout.records, plain):
        return
    if plain:
        raise NoPlainNumbersError
    _by_parts(duck, table, layout, progress)


def seem_plain(layout: TextLayout, decimal: str | None) -> frozenset[int]:
    """Return which needed columns of numbers are plain ones in the first records.

    Some of their points are decimal marks for sure, unless `decimal` says so of all.
    """
    found = set()
    for place in layout.numbers:
        at = layout.kept[place]
        texts = [row[at] or "" for row in layout.layout.top if at < len(row)]
        filled = [text for text in texts if text.strip()]
        certain = decimal == "." or any("." in text and not re.match(GROUPED, text)
                                        for text in filled)  # fmt: skip
        if certain and all(re.match(PLAIN, text) for text in filled):
            found.add(place)
    return frozenset(found)


def as_number(cell: str) -> str:
    """Say a cell as a number; what is no plain one ends the question.

    DuckDB reads what `PLAIN` describes, and besides infinity, NaN and digits grouped by `_`.
    """
    number = f"TRY_CAST({cell} AS DOUBLE)"
    return (
        f"CASE WHEN {cell} IS NULL THEN NULL WHEN isfinite({number}) AND NOT contains({cell}, '_') "
        f"AND length({cell}) <= {LONGEST} THEN {number} WHEN trim({cell}) = '' THEN NULL "
        f"ELSE error({literal(NO_NUMBER)}) END"
    )


def _by_duckdb(
    duck: Duck, table: str, layout: TextLayout, records: int, plain: frozenset[int]
) -> bool:
    """Let DuckDB read a plain file; False where it does not read it line by line."""
    import duckdb

    names = [f"x{at}" for at in range(layout.width + SURPLUS)]
    types = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in names)
    past = "".join(
        f" WHEN x{layout.width + at} IS NOT NULL THEN {at + 1}" for at in reversed(range(SURPLUS))
    )
    chosen = ", ".join(
        as_number(f"x{at}") if place in plain else f"x{at}" for place, at in enumerate(layout.kept)
    )
    before = duck.rows(f"SELECT count(*) AS n FROM {table}").column(0)[0].as_py()
    try:
        duck.run("BEGIN")
        duck.run(
            f"INSERT INTO {table} SELECT {chosen}, CASE{past} ELSE 0 END FROM read_csv("
            f"{literal(str(layout.path))}, delim = {literal(layout.layout.delimiter)}, quote = '', "
            f"escape = '', header = false, skip = {layout.layout.lines_above}, "
            f"columns = {{{types}}}, null_padding = true, auto_detect = false, nullstr = '', "
            "strict_mode = true)"
        )
        after = duck.rows(f"SELECT count(*) AS n FROM {table}").column(0)[0].as_py()
    except duckdb.Error as error:
        duck.run("ROLLBACK")
        if NO_NUMBER in str(error):
            raise NoPlainNumbersError from None
        return False
    if after - before != records:
        # it passes over blank lines, which count as rows
        duck.run("ROLLBACK")
        return False
    duck.run("COMMIT")
    return True


def _by_parts(
    duck: Duck, table: str, layout: TextLayout, progress: Callable[[float], None] | None
) -> None:
    """Read the file as in memory, part by part."""
    import pyarrow as arrow

    start = duck.rows(f"SELECT count(*) AS n FROM {table}").column(0)[0].as_py()
    names = [f"c{at}" for at in range(len(layout.kept))]
    with layout.parts(progress) as parts:
        for frame, surplus in parts:
            held = {
                name: arrow.array(frame[at], arrow.string(), from_pandas=True)
                for name, at in zip(names, layout.kept, strict=True)
            }
            held["surplus"] = arrow.array(surplus.to_numpy())
            duck.append(table, arrow.table(held))
    for row, reach in layout.further_surplus().items():
        duck.run(
            f"UPDATE {table} SET surplus = {reach} WHERE rowid = {start + row} AND surplus = 0"
        )


def numbers_among(duck: Duck, relation: str, names: list[str], decimal: str | None) -> set[str]:
    """Return which of some columns of text hold plain numbers alone, and do so beyond doubt."""
    if not names:
        return set()
    said = ", ".join(
        f"coalesce(bool_and({name} IS NULL OR trim({name}) = '' OR (length({name}) <= {LONGEST} "
        f"AND regexp_matches({name}, {literal(PLAIN)}))), TRUE), "
        f"coalesce(bool_or(contains({name}, '.')), FALSE), "
        f"coalesce(bool_and(NOT contains({name}, '.') OR regexp_matches({name}, "
        f"{literal(GROUPED)})), TRUE)"
        for name in names
    )
    found = duck.rows(f"SELECT {said} FROM {relation}")
    flags = [found.column(at)[0].as_py() for at in range(found.num_columns)]
    return {
        name
        for at, name in enumerate(names)
        if flags[3 * at] and (decimal == "." or not (flags[3 * at + 1] and flags[3 * at + 2]))
    }
