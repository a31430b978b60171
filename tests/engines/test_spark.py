"""The same cleaning on Spark: a master and two workers on loopback, started by the tests."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyspark
import pytest

from clvxl.data.choices import columns_of
from clvxl.data.cleaning import clean_summaries, clean_transactions
from clvxl.data.covariates import covariates_of
from clvxl.data.pseudonyms import pseudonyms_of
from clvxl.data.purchase_parts import DistantParts
from clvxl.data.records import Transactions
from clvxl.data.table import SourceTable
from clvxl.engines import left_out, parts
from clvxl.engines.opening import Resources, opened
from clvxl.engines.spark import Spark
from clvxl.engines.spark_source import table_of_frame
from clvxl.errors import InputError
from clvxl.files.tables import Wishes, read_table
from clvxl.jobs.catalogue import choices_of
from clvxl.jobs.forecast.job import FORECAST
from clvxl.jobs.forecast.run import forecast_sheet
from clvxl.scale import forecast, segment
from tests.cli.test_commands import clvxl
from tests.conftest import ROOT
from tests.engines.comparing import joined, outcome, same
from tests.engines.test_large_command import rows
from tests.engines.test_sources import TEXTS
from tests.engines.test_summed import TEXTS as SUMMED
from tests.jobs.forecasts import sales

pytestmark = [
    pytest.mark.long,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    # pyspark 3.5 asks setuptools for pandas' version
    pytest.mark.filterwarnings("ignore:distutils Version classes:DeprecationWarning"),
]

HOME = Path(pyspark.__file__).parent
LOCAL = {
    "SPARK_LOCAL_IP": "127.0.0.1", "JAVA_TOOL_OPTIONS": "-Djava.net.preferIPv4Stack=true",
    "PYSPARK_PYTHON": sys.executable, "PYTHONPATH": str(ROOT),
}  # fmt: skip


def daemon(kind: str, log: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """Start a part of a cluster."""
    command = [HOME / "bin" / "spark-class", f"org.apache.spark.deploy.{kind}", *arguments]
    with log.open("wb") as out:
        return subprocess.Popen(
            command, stdout=out, stderr=subprocess.STDOUT, cwd=log.parent,
            env=os.environ | LOCAL | {"SPARK_HOME": str(HOME), "SPARK_WORKER_DIR": str(log.parent)},
        )  # fmt: skip


def said(log: Path, pattern: str) -> str:
    """Wait for what a program says."""
    for _ in range(240):
        if found := re.search(pattern, log.read_text(errors="replace")):
            return found[1]
        time.sleep(0.25)
    pytest.fail(log.read_text(errors="replace")[-2000:])


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A master with two workers."""
    if shutil.which("java") is None:
        if os.environ.get("CLVXL_REQUIRE_SPARK"):
            pytest.fail("Java is not installed")
        pytest.skip("needs Java")
    folder = tmp_path_factory.mktemp("cluster")
    started = [daemon("master.Master", folder / "master", "--host", "127.0.0.1", "--port", "0",
                      "--webui-port", "0")]  # fmt: skip
    try:
        url = said(folder / "master", r"Starting Spark master at (spark://\S+)")
        for name in ("first", "second"):
            started.append(daemon("worker.Worker", folder / name, "--host", "127.0.0.1", "--cores",
                                  "1", "--memory", "700m", "--webui-port", "0", url))  # fmt: skip
            said(folder / name, r"(Successfully registered) with master")
        yield url
    finally:
        for each in reversed(started):
            each.terminate()
            each.wait(20)


@pytest.fixture(scope="module")
def session(master: str) -> Iterator[Any]:
    """A session of the cluster."""
    from pyspark.sql import SparkSession

    os.environ |= LOCAL
    made = (
        SparkSession.builder.master(master)
        .config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.executor.memory", "600m").config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2").getOrCreate()
    )  # fmt: skip
    yield made
    made.stop()


def frame_of(session: Any, table: SourceTable) -> Any:
    """A table as a frame, in three partitions, numbered as the table is."""
    kinds = {"f": "double", "M": "timestamp_ntz"}
    schema = ", ".join(
        f"`{name}` {kinds.get(getattr(column.dtype, 'kind', ''), 'string')}"
        for name, column in zip(table.headers, table.columns, strict=True)
    )
    cells = [
        [None if cell != cell else cell for cell in column.tolist()] for column in table.columns
    ]
    rows = [(*row, at) for at, row in enumerate(zip(*cells, strict=True))]
    return session.createDataFrame(rows, f"{schema}, line bigint").repartition(3)


MORE = {
    "order totals": "Order,Customer,Date,Order total,Status\n" + "".join(
        f"{n // 3},C{n // 6},2024-0{1 + n % 9}-05,{5 + n // 3},{'paid' if n % 5 else 'cancelled'}\n"
        for n in range(60)
    ),
    "discounts": "Customer,Date,Quantity,Price,Discount\n" + "".join(
        f"C{n % 7},2024-01-{1 + n % 28:02},{1 + n % 3},{n}.5,{n % 4 * 5}%\n" for n in range(40)
    ),
    "totals": "Customer,Date,Amount\nAnn,2024-01-05,5\nBo,2024-01-06,7\nTotal,,12\n",
    "currencies": "Customer,Date,Amount\nAnn,2024-01-05,$5\nBo,2024-01-06,€7\n",
    "two customers": "Customer ID,Customer,Date,Amount\n" + "".join(
        f"{n % 5},Name {n % 5},2024-01-{1 + n:02},{n}\n" for n in range(20)
    ),
}  # fmt: skip
CASES = {name: TEXTS[name] for name in ("plain", "blanks", "words", "orders", "quotes")} | MORE


@pytest.mark.parametrize("name", CASES)
def test_a_cluster_cleans_as_memory_does(session: Any, tmp_path: Path, name: str) -> None:
    """Customers, purchases, reasons, counts and notices of a cluster are those of one process."""
    path = tmp_path / "sales.csv"
    path.write_text(CASES[name], encoding="utf-8")
    memory = read_table(path)
    spark = Spark(session)
    try:
        table = table_of_frame(spark, frame_of(session, memory), Wishes(), "sales.csv")
        expected = outcome(lambda: clean_transactions(memory, columns_of(memory)))
        got = outcome(lambda: joined(clean_transactions(
            # the cells of a file of text are not typed
            _as_text(table), columns_of(table)
        )))  # fmt: skip
        same(expected, got)
    finally:
        spark.close()


def _as_text(table: SourceTable) -> SourceTable:
    return replace(table, typed=False)


def test_the_adding_up_shuffles_once(session: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines go from worker to worker once, by their customers, when they are added up."""
    plans: list[str] = []
    each_part = Spark.each_part

    def looked_at(self: Spark, question: str, rows: int, of: tuple[int, Path], work: Any) -> Any:
        frame = self.frame(question).repartition(of[0], "part")
        plans.append(frame._jdf.queryExecution().executedPlan().toString())
        return each_part(self, question, rows, of, work)

    monkeypatch.setattr(Spark, "each_part", looked_at)
    monkeypatch.setattr(parts, "PART_LINES", 50)
    frame = session.createDataFrame(
        [(f"C{n % 9}", float(45000 + n), n * 1.5 + 1) for n in range(200)],
        "Customer string, Date double, Amount double",
    )
    found = segment(frame)
    assert 9 == len(found.segmentation.customers.labels)
    # small maps, such as that of days, are sent whole to each worker
    shuffles = re.findall(r"(?<!Broadcast)Exchange (.*)", plans[0])
    assert [True] == ["hashpartitioning(part" in each for each in shuffles], plans[0]


def test_the_job_on_a_frame(session: Any, tmp_path: Path) -> None:
    """`clvxl.scale.segment` gives the customers and segments of the job in one process."""
    path = tmp_path / "sales.csv"
    path.write_text(MORE["two customers"])
    memory = read_table(path)
    from clvxl.jobs.segment.run import segment_sheet

    expected = segment_sheet(memory).segmentation
    got = segment(frame_of(session, memory)).segmentation
    assert expected.customers.labels.tolist() == got.customers.labels.tolist()
    assert expected.scores.code.tolist() == got.scores.code.tolist()
    assert np.array_equal(expected.customers.monetary, got.customers.monetary)


def come_back(*_: Any, **__: Any) -> Any:
    """Refuse to hand purchases back."""
    pytest.fail("purchases come back from the cluster")


def test_a_forecast_of_a_frame(
    session: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`clvxl.scale.forecast` gives every cell of the job in one process, whatever the parts.

    Purchases stay on the cluster, where they are folded; but for customers to learn from.
    """
    monkeypatch.setattr(parts, "PART_LINES", 250)
    path = tmp_path / "sales.csv"
    columns = zip(("Customer", "Date", "Amount"), sales().columns, strict=True)
    pd.DataFrame(dict(columns)).to_csv(path, index=False)
    memory = read_table(path)
    choices = choices_of(FORECAST, {"unit": "week", "horizon": 26, "margin": 0.3}, "en")
    expected = forecast_sheet(memory, choices, lambda share: None)
    monkeypatch.setattr(Transactions, "parts", come_back)
    monkeypatch.setattr(DistantParts, "__iter__", come_back)
    got = forecast(frame_of(session, memory), unit="week", horizon=26, margin=0.3)
    assert expected.base.prospects.model == got.base.prospects.model
    for one, other in zip(expected.report.sheets[:3], got.report.sheets[:3], strict=True):
        said_in_memory = [text.text.replace("sales.csv", "Spark") for text in one.texts]
        assert said_in_memory == [text.text for text in other.texts]
        for table, same_table in zip(one.tables, other.tables, strict=True):
            for column, same_column in zip(table.columns, same_table.columns, strict=True):
                assert column.title == same_column.title
                assert str(list(column.values)) == str(list(same_column.values)), column.title


def test_the_command_forecasts_on_a_cluster(session: Any, master: str, tmp_path: Path) -> None:
    """`clvxl forecast --engine spark` writes the customers that it writes in memory."""
    source = tmp_path / "sales.parquet"
    columns = zip(("Customer", "Date", "Amount"), sales().columns, strict=True)
    pd.DataFrame(dict(columns)).to_parquet(source)
    for engine in ("memory", "spark"):
        done = clvxl("forecast", source, "--engine", engine, "--master", master, "--model",
                     "mbgnbd", "-o", tmp_path / f"{engine}.xlsx")  # fmt: skip
        assert 0 == done.exit_code, done.output
    for sheet in ("Summary", "Customers", "Fit"):
        assert rows(tmp_path / "memory.xlsx", sheet) == rows(tmp_path / "spark.xlsx", sheet)


def test_the_way_of_the_command(session: Any, master: str, tmp_path: Path) -> None:
    """Parquet files, one below the other, are read by the cluster with the rows of one file."""
    import pyarrow as arrow
    from pyarrow import parquet

    days = ["2024-01-05", "x", "2024-02-05", "2024-03-05"]
    rows = {"Customer": ["a", "b", "c", "a"], "Date": days, "Amount": [1.0, 2.0, 3.0, 4.0]}
    table = arrow.table(rows)
    whole = tmp_path / "whole.parquet"
    parquet.write_table(table, whole)
    folder = tmp_path / "parts"
    folder.mkdir()
    parquet.write_table(table.slice(0, 1), folder / "1.parquet")
    parquet.write_table(table.slice(1), folder / "2.parquet")
    resources = Resources("spark", 1 << 30, master)
    with opened([str(folder)], Wishes(), resources, lambda share: None) as found:
        assert f"Spark {pyspark.__version__}, {master}" == found.facts["engine"]
        got = joined(clean_transactions(found, columns_of(found)))
    memory = read_table(whole)
    same(clean_transactions(memory, columns_of(memory)), got)


def test_all_lines_left_out_come_back(
    session: Any, master: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lines beyond the list are those of memory; they alone move, to be sorted."""
    import pyarrow as arrow
    from pyarrow import parquet

    count = 300
    path = tmp_path / "sales.parquet"
    parquet.write_table(
        arrow.table({
            "Customer": [f"C{n % 40}" if n % 11 else None for n in range(count)],
            "Date": ["2024-01-05" if n % 7 else f"never {n % 3}" for n in range(count)],
            "Amount": [float(n) if n % 40 else -1.0 for n in range(count)],
        }), path,
    )  # fmt: skip
    memory = read_table(path)
    expected = clean_transactions(memory, columns_of(memory)).left_out
    assert {"no_customer", "bad_date", "no_purchase"} == set(expected.reason.tolist())
    monkeypatch.setattr(left_out, "LISTED", 2)
    plans: list[str] = []
    batches = Spark.batches

    def looked_at(self: Spark, question: str) -> Any:
        plans.append(self.frame(question)._jdf.queryExecution().executedPlan().toString())
        return batches(self, question)

    monkeypatch.setattr(Spark, "batches", looked_at)
    resources = Resources("spark", 1 << 30, master)
    with opened([str(path)], Wishes(), resources, lambda share: None) as found:
        rest = clean_transactions(found, columns_of(found)).left_out.rest
        assert rest is not None
        assert len(expected.row) == rest.count
        got = [rest.part(start, start + 20) for start in range(0, rest.count, 20)]
    for name in ("row", "reason", "customer", "date", "amount", "value"):
        left = getattr(expected, name).tolist()
        right = [cell for each in got for cell in getattr(each, name).tolist()]
        assert str(left) == str(right), name
    shuffles = re.findall(r"(?<!Broadcast)Exchange (\w+)", plans[0])
    assert ["rangepartitioning"] == shuffles, plans[0]


@pytest.mark.parametrize("name", ["reasons", "purchases of lifetimes", "a total"])
def test_customers_that_are_added_up(session: Any, tmp_path: Path, name: str) -> None:
    """They are those of one process, and so are their tokens."""
    path = tmp_path / "rfm.csv"
    path.write_text(SUMMED[name])
    memory = replace(read_table(path), surplus=None)
    spark = Spark(session)
    try:
        table = _as_text(table_of_frame(spark, frame_of(session, memory), Wishes(), "rfm.csv"))
        expected = clean_summaries(memory, columns_of(memory))
        got = clean_summaries(table, columns_of(table))
        same(expected, got)
        at, key = got.reading.columns.roles["customer"], b"sixteen letters!"
        same(pseudonyms_of(memory, at, key).of(expected), pseudonyms_of(table, at, key).of(got))
    finally:
        spark.close()


def test_covariates_of_customers(session: Any, tmp_path: Path) -> None:
    """What is said of each customer is what one process says."""
    path = tmp_path / "sales.csv"
    lines = [f"C{n % 9},2024-01-{1 + n % 28:02},5,{'web' if n % 9 % 2 else 'shop'},{n % 9}\n"
             for n in range(60)]  # fmt: skip
    path.write_text("Customer,Date,Amount,Channel,Age\n" + "".join(lines))
    wishes = Wishes(all_columns=True)
    memory = read_table(path, wishes)
    spark = Spark(session)
    try:
        table = _as_text(table_of_frame(spark, frame_of(session, memory), wishes, "sales.csv"))
        answers = [
            covariates_of(["Channel", "Age"], each, clean_transactions(each, columns_of(each)),
                          np.arange(9)) for each in (memory, table)
        ]  # fmt: skip
    finally:
        spark.close()
    assert answers[0][1] == answers[1][1]
    assert np.array_equal(*(answer[0] for answer in answers))


def test_an_option_that_the_job_has_not_is_refused() -> None:
    """A slip of the pen is no option that is passed over."""
    with pytest.raises(InputError, match=r"segment has no option binz: say one of .*bins"):
        segment(None, binz=3)
    with pytest.raises(InputError, match=r"forecast has no option horizons: say one of horizon,"):
        forecast(None, horizons=3)


def test_spark_reads_parquet_alone(tmp_path: Path) -> None:
    """A text file is refused in one sentence."""
    path = tmp_path / "sales.csv"
    path.write_text(TEXTS["plain"])
    with (
        pytest.raises(InputError, match=r"not sales\.csv"),
        opened([str(path)], Wishes(), Resources("spark", 1 << 30, "local[1]"), lambda share: None),
    ):
        pass
