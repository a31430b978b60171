"""Where the table stands in a large file: what an engine has to know to read it by itself."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clvxl.data.columns import ColumnMap
from clvxl.files.tables import Wishes

if TYPE_CHECKING:
    import pandas as pd

    from clvxl.files._streams import Progress, Survey
    from clvxl.files.text_files import Layout

__all__ = ["ParquetLayout", "TextLayout", "parquet_layout", "parquet_rows", "text_layout"]

UNBOUNDED = 1 << 60
CHUNK = 250_000


@dataclass
class TextLayout:
    """A text file and where its table stands.

    Attributes
    ----------
    path : Path
    kept : tuple of int
        The columns that are needed.
    headers : tuple of str
        Theirs.
    found : ColumnMap
        In numbers of `kept`.
    numbers : set of int
        Which of `kept` hold numbers by their role.
    first_row : int
    facts : dict of str to str
    """

    path: Path
    kept: tuple[int, ...]
    headers: tuple[str, ...]
    found: ColumnMap
    numbers: frozenset[int]
    first_row: int
    facts: dict[str, str]
    survey: Survey
    layout: Layout
    watched: Any = None

    @property
    def certain(self) -> bool:
        """Whether the encoding is beyond doubt."""
        return self.survey.certain

    @property
    def records(self) -> int | None:
        """How many records there are, where each line is one and all are utf-8; else None."""
        lines = self.survey.plain_lines
        if lines is None or self.survey.encoding != "utf-8" or self.layout.delimiter == " ":
            return None
        return lines - self.layout.lines_above

    @property
    def width(self) -> int:
        """How many columns the headers have."""
        return len(self.layout.headers)

    @contextlib.contextmanager
    def parts(self, progress: Progress | None) -> Iterator[Iterator[tuple[pd.DataFrame, Any]]]:
        """Open the needed columns as texts, part by part, each with its surplus."""
        from clvxl.files.text_files import frames, surplus_of

        with frames(self.path, self.survey, self.layout, self.kept, set(), progress, CHUNK) as (
            every,
            self.watched,
        ):
            yield ((frame, surplus_of(frame, self.width)) for frame in every)

    def further_surplus(self) -> dict[int, int]:
        """Return what the parser left away of records that are too long, once it has read them."""
        from clvxl.files.text_files import long_surplus

        if not self.watched.suspect:
            return {}
        return long_surplus(self.path, self.survey, self.layout)


@dataclass(frozen=True)
class ParquetLayout:
    """A Parquet file and its columns.

    Attributes
    ----------
    names : tuple of str
        The needed columns as the file has them.
    types : tuple of pyarrow.DataType
    found : ColumnMap
        In numbers of `names`.
    rows : int
    """

    names: tuple[str, ...]
    types: tuple[Any, ...]
    found: ColumnMap
    rows: int


def text_layout(path: Path, wishes: Wishes, progress: Progress | None = None) -> TextLayout:
    """Survey a text file and find its table; the values are not kept."""
    from clvxl.files._streams import survey
    from clvxl.files.text_files import DELIMITER_NAMES, find_layout, number_columns

    found = survey(path, encoding=wishes.encoding, limit=UNBOUNDED, progress=progress)
    layout = find_layout(found, wishes.delimiter, wishes.chosen)
    kept = range(len(layout.headers)) if wishes.all_columns else layout.columns.needed
    numbers = set() if wishes.decimal == "," else number_columns(layout)
    facts = {
        "encoding": found.encoding,
        "delimiter": DELIMITER_NAMES.get(layout.delimiter, layout.delimiter),
    }
    return TextLayout(
        path, tuple(kept), tuple(layout.headers[at] for at in kept),
        layout.columns.within(list(kept)),
        frozenset(place for place, at in enumerate(kept) if at in numbers),
        layout.header_row + 2, facts, found, layout,
    )  # fmt: skip


def parquet_rows(path: Path) -> int:
    """Return how many rows a Parquet file says that it has, 0 where it cannot be read."""
    import pyarrow as arrow
    from pyarrow import parquet

    try:
        return int(parquet.read_metadata(path).num_rows)
    except (arrow.ArrowException, OSError):
        return 0


def parquet_layout(path: Path, wishes: Wishes) -> ParquetLayout:
    """Read what a Parquet file says of itself, and its first rows."""
    from clvxl.files.parquet_files import described

    return ParquetLayout(*described(path, wishes.chosen, wishes.all_columns))
