"""Spark as the engine: the same questions, translated; the cluster cleans the lines."""

from __future__ import annotations

import os
import pickle
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clvxl.engines.lines import Files, literal
from clvxl.errors import FileError, InputError
from clvxl.text import Text

if TYPE_CHECKING:
    import pyarrow as arrow

__all__ = ["Spark", "started", "translated"]

NOT_INSTALLED = Text(
    "Spark needs pyspark, pyarrow, sqlglot and Java: install them with pip install clvxl[spark] "
    "and a Java of version 17",
    "使用 Spark 需要 pyspark、pyarrow、sqlglot 与 Java：请用 pip install clvxl[spark] 安装，"
    "并安装 Java 17",
)
NO_MASTER = Text(
    "Spark at {master} does not start ({reason}): check the master's address",
    "位于 {master} 的 Spark 无法启动（{reason}）：请检查主节点地址",
)


MOST_SENT = 500_000
"""So many rows of a small table are sent to each worker."""


def translated(question: str) -> str:
    """Return a question in Spark's words; it is written in DuckDB's.

    >>> translated("SELECT arg_min(a, line) AS a FROM t WHERE isfinite(b)")
    "SELECT MIN_BY(a, line) AS a FROM t WHERE ABS(b) < CAST('Infinity' AS DOUBLE)"
    """
    import sqlglot
    from sqlglot import exp

    def changed(node: Any) -> Any:
        if isinstance(node, exp.Anonymous):
            name = node.name.lower()
            if name == "round_even":
                return exp.Anonymous(this="bround", expressions=node.expressions)
            if name == "isfinite":
                value = node.expressions[0].sql("duckdb")
                return sqlglot.parse_one(f"abs({value}) < CAST('Infinity' AS DOUBLE)")
        if isinstance(node, exp.RegexpReplace):
            # Spark replaces every match, as the flag g asks for
            node.set("modifiers", None)
            node.set("single_replace", None)
        return node

    tree = sqlglot.parse_one(question, read="duckdb")
    return str(tree.transform(changed).sql(dialect="spark"))


class Spark:
    """A session of Spark.

    Attributes
    ----------
    folder : Path
        For what the cluster hands back.
    keeps : bool
        Whether that is there until the report is written.
    """

    distant = True
    """Whether parts stay on other machines."""

    def __init__(self, session: Any, *, keeps: bool = False) -> None:
        self.session, self.keeps = session, keeps
        self.version = session.version
        self.tell: Callable[[float], None] = lambda share: None
        self.folder = Path(tempfile.mkdtemp(prefix="clvxl-"))
        self.views: list[str] = []
        self.held: list[Any] = []
        session.conf.set("spark.sql.session.timeZone", "UTC")

    def close(self) -> None:
        """Forget what was given and handed back; the session goes on."""
        for view in self.views:
            self.session.catalog.dropTempView(view)
        for frame in self.held:
            frame.unpersist()
        shutil.rmtree(self.folder, ignore_errors=True)

    def frame(self, question: str) -> Any:
        """Return the answer to a question as a frame that is not computed yet."""
        return self.session.sql(translated(question))

    def rows(self, question: str) -> arrow.Table:
        """Answer a question."""
        return _collected(self.frame(question))

    def batches(self, question: str) -> Iterator[arrow.RecordBatch]:
        """Answer a question bit by bit."""
        import pyarrow as arrow

        for (packed,) in (
            self.frame(question).mapInArrow(_packed, "packed binary").toLocalIterator()
        ):
            with arrow.ipc.open_stream(packed) as found:
                yield from found

    def each_part(
        self, question: str, rows: int, parts: tuple[int, Path],
        work: Callable[[arrow.Table, Path], Any],
    ) -> tuple[list[Any], Files]:  # fmt: skip
        """Do some work with each part of an answer, on the cluster, where its file stays."""
        from pyspark import StorageLevel

        count, _ = parts
        frame = self.frame(question).repartition(count, "part")
        done = frame.mapInArrow(partial(_worked, work=work), "at int, found binary, file binary")
        done.persist(StorageLevel.MEMORY_AND_DISK)
        self.held.append(done)
        numbers, found = [], []
        for at, packed in done.select("at", "found").toLocalIterator():
            numbers.append(at)
            found.append(pickle.loads(packed))
            self.tell(len(found) / count)
        places = {at: place for place, at in enumerate(numbers)}
        return found, partial(_at_files, done.select("at", "file"), places)

    def put(self, name: str, table: arrow.Table) -> None:
        """Make a small table known by a name, in place of what had it."""
        from pyspark.sql.pandas.types import from_arrow_schema

        rows = list(zip(*(column.to_pylist() for column in table.columns), strict=True))
        frame = self.session.createDataFrame(rows, from_arrow_schema(table.schema))
        # it is sent whole to each worker, so that no line has to move for it
        self.show(name, frame.hint("broadcast") if len(rows) <= MOST_SENT else frame)

    def show(self, name: str, frame: Any) -> None:
        """Make a frame known by a name."""
        frame.createOrReplaceTempView(name)
        self.views.append(name)

    def part(self, key: str, parts: int) -> str:
        """Say in which of some parts a key is."""
        return f"CAST(pmod(hash({key}), {parts}) AS SMALLINT)"

    def place(self, rows: int) -> str:
        """Say the number of a line; Spark numbers those of a frame with gaps."""
        return "line"

    def local_time(self, moment: str, zone: str) -> str:
        """Say the time of a moment in a zone; the session's own zone is UTC."""
        return f"from_utc_timestamp({moment}, {literal(zone)})"

    def exact_sum(self, values: str) -> str:
        """Say a sum; Spark's own is exact enough for pennies."""
        return f"sum({values})"


def _packed(batches: Iterator[arrow.RecordBatch]) -> Iterator[arrow.RecordBatch]:
    """What a worker sends of the rows that it gets: a stream of each batch."""
    import pyarrow as arrow

    for batch in batches:
        sink = arrow.BufferOutputStream()
        with arrow.ipc.new_stream(sink, batch.schema) as stream:
            stream.write_batch(batch)
        yield arrow.RecordBatch.from_pydict({"packed": [sink.getvalue().to_pybytes()]})


def _worked(
    batches: Iterator[arrow.RecordBatch], work: Callable[[arrow.Table, Path], Any]
) -> Iterator[arrow.RecordBatch]:
    """What a worker does with the parts that it gets."""
    import pyarrow as arrow
    from pyarrow import compute

    held = list(batches)
    if not held:
        return
    table = arrow.Table.from_batches(held)
    with tempfile.TemporaryDirectory() as folder:
        for at in compute.unique(table.column("part")).to_pylist():
            path = Path(folder, "part.npy")
            found = work(table.filter(compute.equal(table.column("part"), at)), path)
            yield arrow.RecordBatch.from_pydict(
                {"at": arrow.array([at], arrow.int32()),
                 "found": arrow.array([pickle.dumps(found)], arrow.binary()),
                 "file": arrow.array([path.read_bytes()], arrow.binary())}
            )  # fmt: skip


def _at_files(
    frame: Any, places: dict[int, int], work: Callable[[int, Path], Any]
) -> Iterator[Any]:
    """Do some work with files on the cluster; what it returns comes back."""
    done = frame.mapInArrow(partial(_with_files, places=places, work=work), "found binary")
    for (packed,) in done.toLocalIterator():
        yield pickle.loads(packed)


def _with_files(
    batches: Iterator[arrow.RecordBatch], places: dict[int, int], work: Callable[[int, Path], Any]
) -> Iterator[arrow.RecordBatch]:
    """What a worker does with the files that it keeps."""
    import pyarrow as arrow

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "part.npy")
        for batch in batches:
            for at, file in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                path.write_bytes(file)
                found = pickle.dumps(work(places[at], path))
                yield arrow.RecordBatch.from_pydict({"found": arrow.array([found], arrow.binary())})


def _schema(frame: Any) -> Any:
    from pyspark.sql.pandas.types import to_arrow_schema

    return to_arrow_schema(frame.schema)


def _arrays(rows: list[Any], schema: Any) -> list[Any]:
    import pyarrow as arrow

    cells = zip(*rows, strict=True)
    return [arrow.array(each, kind) for each, kind in zip(cells, schema.types, strict=True)]


def _collected(frame: Any) -> arrow.Table:
    import pyarrow as arrow

    schema, rows = _schema(frame), frame.collect()
    if not rows:
        return schema.empty_table()
    return arrow.Table.from_arrays(_arrays(rows, schema), schema=schema)


def started(master: str, memory: int) -> Any:
    """Return a session at a master; one that is there already is taken.

    Raises
    ------
    InputError
        pyspark or sqlglot is not installed.
    FileError
        The master does not answer.
    """
    try:
        import pyarrow  # noqa: F401
        import sqlglot  # noqa: F401
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError:
        raise InputError(NOT_INSTALLED) from None
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = (
        SparkSession.builder.master(master).appName("clvxl")
        .config("spark.driver.memory", f"{memory >> 20}m")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.adaptive.enabled", "true")
    )  # fmt: skip
    try:
        return builder.getOrCreate()
    except (PySparkException, OSError, RuntimeError) as error:
        reason = str(error).strip().split("\n")[0]
        raise FileError(NO_MASTER, master=master, reason=reason) from None
