"""A table of a PostgreSQL server, which the tests start and end."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from clvxl.data.choices import columns_of
from clvxl.data.cleaning import clean_transactions
from clvxl.engines.databases import open_database
from clvxl.engines.duck import Duck
from clvxl.engines.opening import Resources, opened
from clvxl.errors import ClvxlError
from clvxl.files.tables import Wishes, read_table
from tests.cli.test_commands import clvxl
from tests.engines.comparing import joined, outcome, same

TABLE = """
CREATE SCHEMA shop;
CREATE TABLE shop.orders (
  "Order" bigint, "Customer" text, "Date" timestamptz, "Amount" numeric(12, 2), note jsonb, paid boolean
);
INSERT INTO shop.orders
SELECT n, CASE WHEN n % 7 = 0 THEN NULL ELSE 'C' || n % 40 END,
       timestamptz '2024-01-01 12:00+00' + n * interval '7 hours',
       CASE WHEN n % 11 = 0 THEN NULL ELSE (n * 37 % 1000) / 10.0 - 5 END, '{}', true
FROM generate_series(1, 500) AS n ORDER BY n;
CREATE TABLE public.empty (customer text, date date, amount real);
"""


def programs() -> Path | None:
    """The folder of a server's programs."""
    places = [*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
    there = shutil.which("initdb")
    places += [Path(there).parent] if there else []
    return next((place for place in places if (place / "postgres").exists()), None)


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """A server on loopback, with the table shop.orders."""
    bin_ = programs()
    if bin_ is None:
        if os.environ.get("CLVXL_REQUIRE_POSTGRES"):
            pytest.fail("PostgreSQL is not installed")
        pytest.skip("needs PostgreSQL")
    # a server does not run as root
    user = "postgres" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
    folder = Path(tempfile.mkdtemp(prefix="clvxl-pg-"))
    if os.getuid() == 0:
        shutil.chown(folder, "postgres")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data = folder / "data"
    given = {"cwd": folder, "check": True, "capture_output": True, "user": user}
    subprocess.run(
        [bin_ / "initdb", "-D", data, "-U", "clvxl", "-A", "trust", "-N", "-E", "UTF8", "--locale=C"], **given
    )  # fmt: skip
    options = f"-h 127.0.0.1 -p {port} -k {folder} -c fsync=off"
    start = [bin_ / "pg_ctl", "-D", data, "-w", "-o", options, "-l", folder / "log", "start"]
    subprocess.run(start, **{**given, "capture_output": False, "stdout": subprocess.DEVNULL})
    try:
        place = f"postgresql://clvxl@127.0.0.1:{port}/postgres"
        with psycopg.connect(place) as connection:
            connection.execute(TABLE)
        yield place
    finally:
        subprocess.run([bin_ / "pg_ctl", "-D", data, "-m", "immediate", "stop"], **given)
        shutil.rmtree(folder)


@pytest.fixture
def duck() -> Iterator[Duck]:
    """A database."""
    one = Duck(threads=1)
    yield one
    one.close()


def test_a_table_of_a_server_is_that_of_a_file(url: str, duck: Duck, tmp_path: Path) -> None:
    """Customers, days, amounts and lines left out are those of the same table in a file."""
    table = open_database(duck, [f"{url}::shop.orders"], Wishes())
    assert "shop.orders" == table.source
    path = tmp_path / "orders.parquet"
    with psycopg.connect(url) as connection:
        rows = connection.execute(
            'SELECT "Order", "Customer", "Date" AT TIME ZONE \'UTC\', "Amount"::float8, paid FROM shop.orders'
        ).fetchall()
    duck.run(
        'CREATE TABLE out ("Order" BIGINT, "Customer" VARCHAR, "Date" TIMESTAMP, "Amount" DOUBLE, paid BOOLEAN)'
    )
    duck.database.executemany("INSERT INTO out VALUES (?, ?, ?, ?, ?)", rows)
    duck.run(f"COPY out TO '{path}'")
    by_server = outcome(lambda: joined(clean_transactions(table, columns_of(table))))
    file = read_table(path)
    by_file = outcome(lambda: clean_transactions(file, columns_of(file)))
    assert {"no_customer", "no_amount"} <= by_file.counts.reasons.keys()
    same(by_file, _rows_as_in_files(by_server))


def _rows_as_in_files(sales: object) -> object:
    """Rows of a database count from 1, those of a file from 2, below the headers."""
    from dataclasses import replace

    left = replace(sales.left_out, row=sales.left_out.row + 1)
    return replace(sales, rows=sales.rows + 1, left_out=left)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda url: f"{url}::nothing", "has no table nothing"),
        (lambda url: f"{url}::empty", "has columns but no rows"),
        (lambda url: url, "names no table"),
        (lambda url: "postgresql://me:secret@127.0.0.1:1/shop::orders", "does not answer"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(url: str, change: object, said: str) -> None:
    """A table, a name or a server that is not there is said; no password is."""
    with (
        pytest.raises(ClvxlError, match=said) as refused,
        opened([change(url)], Wishes(), Resources("auto", 1 << 30), lambda share: None),
    ):
        pass
    assert "secret" not in str(refused.value)


def test_the_command_reads_a_server(url: str, tmp_path: Path) -> None:
    """A report of a server's table is written where it is asked for, and only there."""
    assert "name it with -o" in clvxl("segment", f"{url}::shop.orders").output
    out = tmp_path / "o.xlsx"
    done = clvxl("segment", f"{url}::shop.orders", "-o", out)
    assert (0, True) == (done.exit_code, out.exists())
    assert "Lines found: 500" in done.output
