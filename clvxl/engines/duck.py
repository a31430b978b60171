"""DuckDB as the engine: questions are answered out of core, within a memory that is told."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clvxl.engines.lines import Files, literal
from clvxl.engines.part_files import at_files, each_of_files, part_files
from clvxl.errors import InputError
from clvxl.text import Text

if TYPE_CHECKING:
    import pyarrow as arrow

__all__ = ["DEFAULT_MEMORY", "Duck"]

DEFAULT_MEMORY = 2 << 30
ENGINE_SHARE = 0.5
"""So much of the memory DuckDB may take; the rest is for the customers and the report."""
BATCH = 1 << 20
WRITING = 0.6
"""About this share of the time it takes to write the parts; the rest to go through them."""

NOT_INSTALLED = Text(
    "DuckDB and pyarrow are needed: install them with pip install clvxl[scale], or "
    "{remedy[read_in_memory]}",
    "需要 DuckDB 与 pyarrow：请用 pip install clvxl[scale] 安装，或{remedy[read_in_memory]}",
)


class Duck:
    """A database of its own in a folder that goes with it.

    Attributes
    ----------
    folder : Path
        For what does not fit into memory.
    """

    distant = False
    """Whether parts stay on other machines."""
    keeps = True
    """Whether its folder is there until the report is written."""

    def __init__(self, memory: int = DEFAULT_MEMORY, threads: int | None = None) -> None:
        try:
            import duckdb
            import pyarrow  # noqa: F401
        except ImportError:
            raise InputError(NOT_INSTALLED) from None
        self.version = duckdb.__version__
        self.tell: Callable[[float], None] = lambda share: None
        self.folder = Path(tempfile.mkdtemp(prefix="clvxl-"))
        config: dict[str, Any] = {
            "memory_limit": f"{int(memory * ENGINE_SHARE) >> 20}MiB",
            "temp_directory": str(self.folder / "spilled"),
            "autoinstall_known_extensions": False,
        }
        if threads:
            config["threads"] = threads
        self.database = duckdb.connect(str(self.folder / "lines.duckdb"), config=config)
        self.database.execute("SET TimeZone = 'UTC'")

    def close(self) -> None:
        """Forget all."""
        self.database.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, statement: str) -> None:
        """Do what has no answer."""
        self.database.execute(statement)

    def rows(self, question: str) -> arrow.Table:
        """Answer a question."""
        return self.database.sql(question).to_arrow_table()

    def batches(self, question: str) -> Iterator[arrow.RecordBatch]:
        """Answer a question bit by bit."""
        return iter(self.database.sql(question).to_arrow_reader(BATCH))

    def each_part(
        self, question: str, rows: int, parts: tuple[int, Path],
        work: Callable[[arrow.Table, Path], Any],
    ) -> tuple[list[Any], Files]:  # fmt: skip
        """Do some work with each part of an answer, in threads of this process."""
        batches = self.batches(question)
        paths = part_files(batches, *parts, lambda done: self.tell(WRITING * done / max(rows, 1)))
        made = [path.with_suffix(".npy") for path in paths]
        found = each_of_files(
            list(zip(paths, made, strict=True)), work,
            lambda share: self.tell(WRITING + (1.0 - WRITING) * share),
        )  # fmt: skip
        return found, partial(at_files, made)

    def put(self, name: str, table: arrow.Table) -> None:
        """Make a small table known by a name, in place of what had it."""
        self.database.register("given", table)
        self.database.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM given")
        self.database.unregister("given")

    def append(self, name: str, table: arrow.Table) -> None:
        """Add rows to a table."""
        self.database.register("given", table)
        self.database.execute(f"INSERT INTO {name} SELECT * FROM given")
        self.database.unregister("given")

    def part(self, key: str, parts: int) -> str:
        """Say in which of some parts a key is."""
        return f"CAST(hash({key}) % {parts} AS SMALLINT)"

    def place(self, rows: int) -> str:
        """Say the number of a line of so many, as small as it can be."""
        return "CAST(line AS INTEGER)" if rows < 1 << 31 else "line"

    def local_time(self, moment: str, zone: str) -> str:
        """Say the time of a moment in a zone."""
        return f"timezone({literal(zone)}, {moment})"

    def exact_sum(self, values: str) -> str:
        """Say a sum whose last digits do not depend on the order of adding."""
        return f"fsum({values})"
