"""Where sales come from: files, folders and databases, as tables whose columns an engine keeps."""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from clvxl.data.table import SourceTable
from clvxl.engines.duck import Duck
from clvxl.engines.parquet_source import view_parquet
from clvxl.engines.tables import columns_of_relation
from clvxl.engines.text_source import (
    NoPlainNumbersError,
    load_text,
    numbers_among,
    seem_plain,
)
from clvxl.errors import FileError, TableError
from clvxl.files.layouts import parquet_layout, text_layout
from clvxl.files.tables import Wishes, is_text_file
from clvxl.text import Text

__all__ = ["named_files", "open_files"]

NO_FILES = Text(
    "{place} is a folder without .parquet, .csv, .tsv or .txt files: name a file in it",
    "{place} 是文件夹，其中没有 .parquet、.csv、.tsv 或 .txt 文件：请指定其中的文件",
)
NO_MATCH = Text("no file is called {place}", "没有名为 {place} 的文件")
MIXED = Text(
    "{first} and {second} are of different kinds: give files of one kind, .parquet or text",
    "{first} 与 {second} 的类型不同：请给同一类型的文件（.parquet 或文本）",
)
OTHER_HEADERS = Text(
    "{name} has no column {header}, which {first} has: give files with the same headers",
    "{name} 没有 {first} 中的 {header} 列：请给表头相同的文件",
)
NO_ROWS = Text("{source} has headers but no values below them", "{source} 只有表头，下面没有数据")

Tell = Callable[[float], None]


def named_files(place: str) -> list[Path]:
    """Return the files that a path names: itself, all in a folder, or those of a pattern.

    >>> named_files("sales.csv")
    [PosixPath('sales.csv')]
    """
    path = Path(place)
    if os.path.isdir(path):
        texts = sorted(each for each in path.iterdir() if each.is_file() and is_text_file(each))
        found = sorted([*path.glob("*.parquet"), *path.glob("*=*/**/*.parquet")])
        if texts and found:
            raise FileError(MIXED, first=texts[0].name, second=found[0].name)
        if not texts and not found:
            raise FileError(NO_FILES, place=path.name or place)
        return texts or found
    if os.path.exists(path) or not glob.has_magic(place):
        return [path]
    found = sorted(map(Path, glob.glob(place, recursive=True)))
    if not found:
        raise FileError(NO_MATCH, place=place)
    return found


def open_files(
    duck: Duck, paths: Sequence[Path], wishes: Wishes, progress: Tell | None = None
) -> SourceTable:
    """Return the table in one file or in several, one below the other.

    Raises
    ------
    FileError, TableError
        As `clvxl.files.tables.read_table`; files of different kinds or headers.
    """
    kinds = {is_text_file(path): path.name for path in paths}
    if len(kinds) > 1:
        raise FileError(MIXED, first=kinds[False], second=kinds[True])
    work = _open_texts if True in kinds else _open_parquet
    table = work(duck, list(paths), wishes, progress)
    if not table.rows:
        raise TableError(NO_ROWS, source=table.source)
    return table


def _open_parquet(
    duck: Duck, paths: list[Path], wishes: Wishes, progress: Tell | None
) -> SourceTable:
    layouts = [parquet_layout(path, wishes) for path in paths]
    first = layouts[0]
    for path, layout in zip(paths, layouts, strict=True):
        _same_headers(first.names, layout.names, path, paths[0])
    zones = [getattr(kind, "tz", None) or "" for kind in first.types]
    rows, kinds = view_parquet(duck, "base", paths, list(first.names), zones)
    columns = columns_of_relation(duck, "base", rows, [f"c{at}" for at in range(len(kinds))], kinds)
    headers = tuple(name.strip() for name in first.names)
    return SourceTable(_called(paths), headers, columns, typed=True, found=first.found,
                       facts=_facts(paths))  # fmt: skip


def _open_texts(
    duck: Duck, paths: list[Path], wishes: Wishes, progress: Tell | None
) -> SourceTable:
    first = text_layout(paths[0], wishes, None)
    layouts = [first]
    for path in paths[1:]:
        layout = text_layout(path, wishes, None)
        _same_headers(first.headers, layout.headers, path, paths[0])
        places = tuple(layout.kept[layout.headers.index(header)] for header in first.headers)
        layouts.append(replace(layout, kept=places, headers=first.headers))
    names = [f"c{at}" for at in range(len(first.kept))]
    stored = seem_plain(first, wishes.decimal)
    try:
        _load(duck, layouts, stored, progress)
    except NoPlainNumbersError:
        stored = frozenset()
        _load(duck, layouts, stored, progress)
    texts = sorted(names[place] for place in first.numbers - stored)
    plain = numbers_among(duck, "base", texts, wishes.decimal)
    numbers = {names[place] for place in stored}
    certain = all(layout.certain for layout in layouts)
    return _table_of_texts(duck, first, paths, _Names(names, numbers, plain), certain)


class _Names(NamedTuple):
    """The columns of a table of texts: all, those that are stored as numbers, and texts to be."""

    all: list[str]
    numbers: set[str]
    plain: set[str]


def _load(duck: Duck, layouts: list[Any], numbers: frozenset[int], progress: Tell | None) -> None:
    """Read all files into one table, some columns as numbers."""
    kinds = ["DOUBLE" if at in numbers else "VARCHAR" for at in range(len(layouts[0].kept))]
    said = ", ".join(f"c{at} {kind}" for at, kind in enumerate(kinds))
    # a table for the time being is not packed, which takes longer than to read it
    duck.run(f"CREATE OR REPLACE TEMP TABLE base ({said}, surplus TINYINT)")
    for at, layout in enumerate(layouts):
        load_text(duck, "base", layout, numbers, _part(progress, at, len(layouts)))


def _table_of_texts(
    duck: Duck, first: Any, paths: list[Path], columns: _Names, certain: bool
) -> SourceTable:
    names, plain = columns.all, columns.plain | columns.numbers
    said = [
        f"CAST(nullif(trim({name}), '') AS DOUBLE) AS {name}" if name in columns.plain else name
        for name in names
    ]
    duck.run(
        f"CREATE OR REPLACE TEMP VIEW lines AS SELECT rowid AS line, {', '.join(said)}, "
        "CAST(surplus AS DOUBLE) AS surplus FROM base"
    )
    found = duck.rows(
        "SELECT count(*) AS n, coalesce(bool_or(surplus > 0), FALSE) AS more, coalesce(bool_or("
        + (
            " OR ".join(
                f"regexp_matches({name}, '[^ -~\\t]')"
                for name in names
                if name not in columns.numbers
            )
            if not certain
            else "FALSE"
        )
        + "), FALSE) AS other FROM base"
    ).to_pylist()[0]
    kinds = ["number" if name in plain else "text" for name in names]
    more = found["more"]
    held = columns_of_relation(duck, "lines", found["n"], [*names, "surplus"], [*kinds, "number"])
    facts = first.facts | _facts(paths)
    if found["other"] or (not all(map(str.isascii, first.headers)) and not certain):
        facts["encoding_certain"] = "no"
    return SourceTable(
        _called(paths), first.headers, held[:-1], first_row=first.first_row, facts=facts,
        surplus=held[-1] if more else None, found=first.found,
    )  # fmt: skip


def _same_headers(first: Sequence[str], other: Sequence[str], path: Path, name: Path) -> None:
    """Refuse files of which one has a column that is needed and the other has not."""
    pairs = ((first, other, path, name), (other, first, name, path))
    for headers, theirs, lacking, having in pairs:
        for header in headers:
            if header not in theirs:
                raise TableError(OTHER_HEADERS, name=lacking.name, header=header, first=having.name)


def _called(paths: list[Path]) -> str:
    if len(paths) == 1:
        return paths[0].name
    return f"{paths[0].name} … {paths[-1].name}"


def _facts(paths: list[Path]) -> dict[str, str]:
    return {} if len(paths) == 1 else {"files": str(len(paths))}


def _part(progress: Tell | None, at: int, count: int) -> Tell | None:
    """The share of one of several files."""
    if progress is None:
        return None
    tell = progress
    return lambda share: tell((at + share) / count)
