"""The command line: what a person types, sees and is left with."""

from __future__ import annotations

import gzip
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import click
import openpyxl
import pytest
from click.testing import CliRunner, Result

from clvxl import __version__
from clvxl.cli import main
from clvxl.files.xlsx import writer
from clvxl.sheet.registry import REGISTRY
from tests.files.xlsx.schemas import complaints

CSV = "Customer,Date,Amount\n001,2025-01-01,10\n002,2025-02-01,20.5\n001,2025-03-01,5\n,2025-03-01,7\n"


def clvxl(*args: object) -> Result:
    """Run the command line in this process."""
    return CliRunner().invoke(main, [str(arg) for arg in args], catch_exceptions=False)


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    """Write a text file."""
    path.write_bytes(text.encode(encoding))
    return path


def customers(report: Path, sheet: str = "Customers") -> list[tuple]:
    """The rows of a report's sheet."""
    return [
        tuple(c.value for c in row) for row in openpyxl.load_workbook(report)[sheet].iter_rows()
    ]


def test_segment_csv(tmp_path: Path) -> None:
    """A .csv becomes a report beside it, with a table in the terminal and exit code 0."""
    done = clvxl("segment", write(tmp_path / "sales.csv", CSV))
    assert 0 == done.exit_code
    assert "Champions" in done.output
    assert "Lines found: 4  Lines used: 3  Lines left out: 1" in done.output
    rows = customers(tmp_path / "sales-segments.xlsx")
    assert {"001", "002"} == {row[0] for row in rows[1:]}
    assert ["sales-segments.xlsx", "sales.csv"] == sorted(os.listdir(tmp_path))


@pytest.mark.parametrize(
    ("name", "text", "encoding"),
    [
        ("a.csv", CSV.replace(",", ";"), "utf-8-sig"),
        ("b.txt", CSV.replace(",", "\t"), "utf-16"),
        ("c.csv", CSV.replace("Customer,Date,Amount", "客户编号,日期,金额"), "gbk"),
        ("d.csv", "Report of 2025\n\n" + CSV, "cp1252"),
    ],
)
def test_any_delimiter_and_encoding(name: str, text: str, encoding: str, tmp_path: Path) -> None:
    """Delimiter, encoding and the row of the headers are found."""
    done = clvxl("segment", write(tmp_path / name, text, encoding), "-o", tmp_path / "out.xlsx")
    assert 0 == done.exit_code, done.output
    assert {"001", "002"} == {row[0] for row in customers(tmp_path / "out.xlsx")[1:]}


def test_csv_gz_parquet_and_xlsx_agree(tmp_path: Path) -> None:
    """The same sales from .csv.gz, .parquet and .xlsx give the same customers."""
    import pandas as pd

    with gzip.open(tmp_path / "a.csv.gz", "wt") as file:
        file.write(CSV)
    frame = pd.read_csv(tmp_path / "a.csv.gz", dtype={"Customer": str}, parse_dates=["Date"])
    frame.to_parquet(tmp_path / "b.parquet")
    frame.to_excel(tmp_path / "c.xlsx", index=False)
    shown = []
    for name in ("a.csv.gz", "b.parquet", "c.xlsx"):
        assert 0 == clvxl("segment", tmp_path / name, "-o", tmp_path / f"{name}.out.xlsx").exit_code
        shown.append(customers(tmp_path / f"{name}.out.xlsx"))
    assert shown[0] == shown[1] == shown[2]


def test_options_reach_the_report(tmp_path: Path) -> None:
    """Columns, as-of date, bins, method, scheme, language and returns all take effect."""
    source = write(
        tmp_path / "s.csv",
        "Who,When,Worth,Country\na,1/2/2025,5,UK\nb,3/2/2025,-1,UK\nb,4/2/2025,6,UK\n",
    )
    done = clvxl(
        "segment", source, "-o", tmp_path / "o.xlsx", "--customer", "who", "--date", "When",
        "--amount", "Worth", "--as-of", "2025-02-03", "--bins", 3, "--scheme", "eight",
        "--language", "zh", "--returns", "keep", "--day-first",
    )  # fmt: skip
    assert 0 == done.exit_code, done.output
    assert "客户细分" in done.output
    assert "读取方式：客户 = Who · 日期 = When · 金额 = Worth" in done.output
    rows = customers(tmp_path / "o.xlsx", "客户")
    assert ("a", 2, 1, 5) == rows[1][:4]
    assert ("b", 0, 1, -1) == rows[2][:4]
    method = {row[0]: row[1] for row in customers(tmp_path / "o.xlsx", "方法")}
    assert "日在前" == method["日期读法"]
    assert "3" == method["档数"]


@pytest.mark.parametrize("size", ["usual", "large"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_report_is_in_good_order(
    language: str, size: str, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A validator with the Open XML SDK's schemas has nothing to say of a report.

    Of a very large one only that Excel will gather the texts in one part when it saves the file:
    they stand in the cells, since the file is written row by row to save memory.
    """
    if size == "large":
        monkeypatch.setattr(writer, "MANY_CELLS", -1)
    sales, report = root / "workbooks" / language / "rfm.xlsx", tmp_path / "report.xlsx"
    assert 0 == clvxl("segment", sales, "-o", report, "--language", language).exit_code
    found = complaints(report)
    gathered = [one for one in found if "inline-string cell(s)" in one]
    assert {"usual": [], "large": gathered}[size] == found


def test_orders_are_one_purchase_each(tmp_path: Path) -> None:
    """With --order the lines of an order count once."""
    source = write(
        tmp_path / "s.csv",
        "Customer,Date,Amount,Order\na,2025-01-01,1,X\na,2025-01-01,2,X\na,2025-01-02,4,Y\n",
    )
    assert 0 == clvxl("segment", source, "--order", "Order").exit_code
    assert ("a", 0, 2, 7) == customers(tmp_path / "s-segments.xlsx")[1][:4]


AMBIGUOUS = "Customer,Date,Amount\na,03/04/2025,1\nb,05/06/2025,2\n"


@pytest.mark.parametrize(
    ("name", "content", "options", "said"),
    [
        ("a.csv", AMBIGUOUS, [], "say --day-first"),
        ("a.csv", CSV.replace("Customer", "Country"), [], "Country, Date, Amount"),
        ("a.csv", CSV, ["--amount", "Total"], "no column is called Total"),
        ("a.csv", "", [], "is empty"),
        ("a.csv", "Customer,Date,Amount\n", [], "no values below"),
        ("a.csv", CSV, ["--as-of", "2020-01-01"], "later than the as-of date"),
        ("a.xlsx", CSV, [], "plain text, not a workbook"),
        ("a.csv", "PK\x03\x04xxxx", [], "not text but a workbook"),
        ("a.pdf", CSV, [], "an ending that clvxl does not read"),
        ("a.csv", 'Customer,Date,Amount\n"a,2025-01-01,1\n', [], "quote"),
    ],
)
def test_bad_input_is_one_sentence(
    name: str, content: str, options: list[str], said: str, tmp_path: Path
) -> None:
    """Bad input exits with 1, says one sentence, and leaves nothing behind.

    A question is followed by the command that would answer it.
    """
    source = write(tmp_path / name, content)
    done = clvxl("segment", source, *options)
    assert 1 == done.exit_code
    assert said in done.output
    sentence, *answer = done.output.strip().splitlines()
    assert sentence.startswith("clvxl: ")
    assert not answer or answer[1].startswith(f"  clvxl segment {source} ")
    assert len(answer) == (2 if content == AMBIGUOUS else 0)
    assert [name] == os.listdir(tmp_path)


@pytest.mark.parametrize("command", [("segment",), ("fill", "rfm")])
@pytest.mark.parametrize(
    ("name", "language", "said"),
    [
        ("segmentation", "en", "no column is called Who: the headers are Customer, Date, Amount"),
        ("rfm", "zh", "没有名为 Who 的列：表头有 会员号, 日期, 金额"),
    ],
)
@pytest.mark.parametrize("options", [(), ("--ignore", "Date"), ("--sheet", None)])
def test_a_wrong_column_name_quotes_the_tables_headers(
    command: tuple[str, ...], name: str, language: str, said: str, options: tuple[str | None, ...],
    root: Path, tmp_path: Path,
) -> None:  # fmt: skip
    """In a workbook of many sheets the headers are the sales', not what stands on the first."""
    words = [word or {"en": "Sales", "zh": "销售"}[language] for word in options]
    done = clvxl(
        *command, root / "workbooks" / language / f"{name}.xlsx", *words, "--customer", "Who",
        "--language", language, "-o", tmp_path / "out.xlsx",
    )  # fmt: skip
    assert (1, f"clvxl: {said}\n") == (done.exit_code, done.output)


def test_bad_input_in_chinese(tmp_path: Path) -> None:
    """With --language zh the sentence is Chinese."""
    done = clvxl("segment", write(tmp_path / "a.csv", AMBIGUOUS), "--language", "zh")
    assert "有两种读法" in done.output


@pytest.mark.parametrize(
    "args",
    [["segment"], ["segment", "a.csv", "--bins", "1"], ["segment", "a.csv", "--scheme", "ten"],
     ["segment", "a.csv", "-o", "a.pdf"], ["segment", "a.csv", "--as-of", "soon"],
     ["functions", "NPV"], ["dance"], ["segment", "a.csv", "--bins", "3", "--scheme", "standard"],
     ["segment", "a.csv", "--delimiter", "::"], ["segment", "a.csv", "--encoding", "klingon"],
     ["segment", "a.csv", "--day-first", "--month-first"],
     ["fill", "rfm", "a.csv", "--month-first", "--day-first"]],
)  # fmt: skip
def test_usage_is_exit_code_2(args: list[str]) -> None:
    """A wrong call exits with 2 and says how to call."""
    done = clvxl(*args)
    assert 2 == done.exit_code
    assert "Usage" in done.output


def test_input_and_output_are_never_lost(tmp_path: Path) -> None:
    """OUT is not INPUT, and a report that is there stays unless --force says otherwise."""
    (tmp_path / "s.csv").write_text(CSV)
    assert 0 == clvxl("segment", tmp_path / "s.csv").exit_code
    report = tmp_path / "s-segments.xlsx"
    before = report.read_bytes()
    assert 2 == clvxl("segment", report, "-o", report, "--force").exit_code
    again = clvxl("segment", tmp_path / "s.csv")
    assert 1 == again.exit_code
    assert "--force" in again.output
    assert before == report.read_bytes()
    assert 0 == clvxl("segment", tmp_path / "s.csv", "--force").exit_code


def test_text_from_data_stays_text(tmp_path: Path) -> None:
    """Text that looks like a formula is a string in what is written."""
    rows = "".join(
        f"{name},2025-01-01,1\n" for name in ("=cmd()", "+1", "@x", "-2+3", "http://x.y")
    )
    source = write(tmp_path / "s.csv", "Customer,Date,Amount\n" + rows + "=1+1,never,=2\n")
    assert 0 == clvxl("segment", source, "-o", tmp_path / "o.xlsx").exit_code
    book = openpyxl.load_workbook(tmp_path / "o.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {"=cmd()", "+1", "@x", "-2+3", "http://x.y", "=1+1"} <= {cell.value for cell in cells}
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    with zipfile.ZipFile(tmp_path / "o.xlsx") as package:
        sheets = [n for n in package.namelist() if n.startswith("xl/worksheets/sheet")]
        assert not any(b"<f>" in package.read(name) for name in sheets)


@pytest.fixture
def not_in_the_background() -> Iterator[None]:
    """Let programs hear Ctrl+C though a shell may have told these tests to ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.usefixtures("not_in_the_background")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_leaves_nothing(number: int, tmp_path: Path) -> None:
    """Interrupted while it writes, it ends at once and leaves no file behind."""
    rows = "".join(f"c{i},2025-01-{i % 28 + 1:02},{i}\n" for i in range(1, 60_000))
    source = write(tmp_path / "s.csv", "Customer,Date,Amount\n" + rows)
    run = subprocess.Popen(
        [sys.executable, "-m", "clvxl.cli", "segment", str(source)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    until = time.monotonic() + 60
    while not any(p.name.startswith(".clvxl-") for p in tmp_path.iterdir()):
        assert time.monotonic() < until
        assert run.poll() is None
        time.sleep(0.01)
    run.send_signal(number)
    run.communicate(timeout=60)
    assert 0 != run.returncode
    assert ["s.csv"] == os.listdir(tmp_path)


def test_a_pipe_without_chinese_or_arrows(tmp_path: Path) -> None:
    """Where the output cannot show a sign, it is replaced, and the work is done."""
    source = write(tmp_path / "s.csv", CSV)
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    for args in (["segment", str(source), "--language", "zh"], ["functions"]):
        done = subprocess.run(
            [sys.executable, "-m", "clvxl.cli", *args], env=environment, capture_output=True,
            check=False,
        )  # fmt: skip
        assert 0 == done.returncode, done.stderr


@pytest.mark.parametrize("source", [".", ""])
def test_a_folder_is_no_file(source: str) -> None:
    """A folder, or nothing, as INPUT is one sentence."""
    done = clvxl("segment", source)
    assert (1, True) == (done.exit_code, "is a folder" in done.output)


def test_a_name_that_is_too_long_is_one_sentence(tmp_path: Path) -> None:
    """A target whose name no disk takes is refused with the remedy."""
    source = write(tmp_path / "s.csv", CSV)
    done = clvxl("segment", source, "-o", tmp_path / ("x" * 300 + ".xlsx"))
    assert (1, True) == (done.exit_code, "is too long" in done.output)


@pytest.mark.parametrize(
    "options", [["--sheet", "A"], ["--as-of", "2025-01-01"], ["--returns", "drop"]]
)
def test_options_that_would_do_nothing_are_refused(options: list[str], tmp_path: Path) -> None:
    """An option that has no meaning for this input is told, not ignored."""
    text = "Customer,Recency,Frequency,Monetary\na,1,2,3\nb,2,3,4\n"
    assert 0 != clvxl("segment", write(tmp_path / "s.csv", text), *options).exit_code


def test_functions() -> None:
    """The list names every function; a name shows arguments, source and example, in Chinese too."""
    listed = clvxl("functions").output
    assert all(name in listed for name in REGISTRY)
    one = clvxl("functions", "clv_dcf", "--language", "zh").output
    assert "折现率" in one
    assert REGISTRY["CLV_DCF"].example.formula("CLV_DCF") in one


def test_help_shows_no_sign_of_its_making() -> None:
    """No help of a group or command shows the mark that keeps click from joining lines."""
    names = main.list_commands(click.Context(main))
    calls = [(), *((name,) for name in names), ("exercise", "list"), ("exercise", "open")]
    shown = [clvxl(*call, "--help").output for call in calls]
    assert [] == [text for text in shown if "\b" in text or r"\b" in text]
    assert all(text.startswith("Usage: ") for text in shown)


def test_help_and_version() -> None:
    """--help shows examples, --version the one version."""
    assert "Examples:" in clvxl("segment", "--help").output
    assert __version__ in clvxl("--version").output


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("cdnow_master", "Lines found: 69,659  Lines used: 69,591  Lines left out: 68"),
        ("online_retail", "Lines found: 541,909  Lines used: 406,740  Lines left out: 135,169"),
    ],
)
@pytest.mark.long
def test_real_sales_from_text_and_from_a_workbook_agree(
    data: str, said: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Real sales go through whole from text and from an .xlsx made of it, to the same customers."""
    import fastexcel
    import pandas as pd

    from clvxl.files.text_files import read_text
    from clvxl.files.xlsx.writer import write_report
    from clvxl.report.records import Column, Report, Sheet, Table

    source = request.getfixturevalue(data)
    table = read_text(source)
    pairs = zip(table.headers, table.columns, strict=True)
    columns = tuple(Column(title, values.tolist()) for title, values in pairs)
    sheet = Sheet("Sales", tables=(Table("sales", 2, 1, columns),))
    write_report(Report("Sales", (sheet,)), tmp_path / "in.xlsx")
    shown = []
    for path in (source, tmp_path / "in.xlsx"):
        done = clvxl("segment", path, "-o", tmp_path / "out.xlsx", "--force")
        assert 0 == done.exit_code, done.output
        assert said in done.output
        # openpyxl takes ten seconds for as many customers.
        found = fastexcel.read_excel(tmp_path / "out.xlsx").load_sheet("Customers", dtypes="string")
        shown.append(found.to_pandas().iloc[:, 1:])
    assert len(shown[0])
    pd.testing.assert_frame_equal(*shown)
