"""Pseudonyms: the plain report under other names, and no original in it, whatever customers are called."""

from __future__ import annotations

import os
import re
import stat
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from clvxl.cli import main
from clvxl.data.pseudonyms import pseudonyms_of
from clvxl.data.table import SourceTable
from clvxl.errors import InputError
from clvxl.jobs.catalogue import choices_of
from clvxl.jobs.pseudonyms import KEY_FILE, Cover, LeakError
from clvxl.jobs.segment.job import SEGMENT
from clvxl.jobs.segment.run import Segmented, segment_sheet
from clvxl.jobs.spec import Output
from clvxl.report.records import Report, Table
from clvxl.sheet.texts import SEGMENT_NAMES

HOSTILE = [
    "1", "5", "12345", "Summary", "概要", "=A1", "ann.bell@example.org", "Ann Bell", "ann bell",
    *SEGMENT_NAMES["champions"], SEGMENT_NAMES["at_risk"].en, "Total", "customer", "R", "F5", "C",
    "Walk-in customer", "NULL?", "<b>", "C-00000-00000", "张三丰", "Customer", "2.5",
]  # fmt: skip
"""Names that are also figures, formulas, addresses, words of the report or tokens."""


def table_of(rows: list[tuple[Any, ...]]) -> SourceTable:
    """A table of sales as a text file gives it."""
    columns = (
        pd.Series([str(cell) for cell in cells], dtype="str") for cells in zip(*rows, strict=True)
    )
    return SourceTable("sales.csv", ("Customer", "Date", "Amount"), tuple(columns))


def sales(names: list[str], lines: int = 200, seed: int = 3) -> list[tuple[str, str, float]]:
    """Lines at random, in which everybody buys."""
    rng = np.random.default_rng(seed)
    who = [*names, *rng.choice(names, lines).tolist()]
    return [
        (
            name,
            f"2024-{rng.integers(1, 13):02}-{rng.integers(1, 29):02}",
            float(rng.integers(1, 999)),
        )
        for name in who
    ]


def run(
    rows: list[tuple[Any, ...]], folder: Path, language: str = "en", **values: Any
) -> Segmented:
    """The job with tokens, its key in a folder."""
    choices = choices_of(SEGMENT, {"pseudonyms": True, **values}, language)
    return segment_sheet(table_of(rows), replace(choices, target=folder / "report.xlsx"))


def key_list(result: Segmented) -> dict[str, str]:
    """Token to customer, of the workbook that leads back."""
    output = next(each for each in result.outputs if each.name == "key-list")
    assert isinstance(output.content, Report)
    tokens, names = output.content.sheets[0].tables[0].columns
    return dict(zip(tokens.values, names.values, strict=True))


def mapped(report: Report, names: dict[str, str]) -> dict[tuple[str, str, str], list[Any]]:
    """Every column of a report by sheet, table and title, its tokens led back."""
    return {
        (sheet.name, table.name, column.title): [names.get(value, value) for value in column.values]
        for sheet in report.sheets
        for table in sheet.tables
        for column in table.columns
    }


def strings(path: Path) -> str:
    """All that stands in a file's parts, properties too."""
    with zipfile.ZipFile(path) as book:
        return "\n".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())


@pytest.mark.parametrize("language", ["en", "zh"])
def test_it_is_the_plain_report_led_back(tmp_path: Path, language: str) -> None:
    """With the key list every table is that of the plain report, in the same order, Method apart."""
    rows = [*sales(HOSTILE), ("Zoe", "never", 5), ("Zoe", "2024-05-05", "much")]
    options = {"compare": "2024-06-30", "min_group": 3}
    plain = segment_sheet(table_of(rows), choices_of(SEGMENT, options, language))
    found = run(rows, tmp_path, language, **options)
    expected, got = mapped(plain.report, {}), mapped(found.report, key_list(found))
    assert expected.keys() == got.keys()
    skipped = {"method", "left_out"}
    for place in expected:
        if place[1] not in skipped:
            np.testing.assert_array_equal(expected[place], got[place])
    customer = next(
        place for place in got if place[1] == "left_out" and place[2] in ("Customer", "客户")
    )
    assert ["Zoe", "Zoe"] == got[customer]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_customers_are_tokens_wherever_they_stand(tmp_path: Path, language: str) -> None:
    """Every column of customers holds tokens alone, however customers are called."""
    rows = [*sales(HOSTILE), ("x", "never", 1)]
    options = {"compare": "3m", "segment_sheets": True, "lists": tmp_path / "lists"}
    found = run(rows, tmp_path, language, **options)
    tables = [table for sheet in found.report.sheets for table in sheet.tables]
    lists = [output.content for output in found.outputs if output.folder is not None]
    assert all(isinstance(each, Table) for each in lists)
    columns = [
        column
        for table in (*tables, *lists)
        for column in table.columns
        if column.title in ("Customer", "客户")
    ]
    assert 4 + 2 * len(lists) <= len(columns)
    for column in columns:
        assert all(re.fullmatch(r"C(-[0-9A-Z]{5}){2,3}", value) for value in column.values)


@given(st.lists(st.text(min_size=1), min_size=1, max_size=30, unique=True))
def test_any_names(tmp_path_factory: pytest.TempPathFactory, names: list[str]) -> None:
    """Whatever customers are called, a column of customers shows none of them as it is."""
    rows = sales([f"x{name}y" for name in names], 20)
    folder = tmp_path_factory.mktemp("any")
    found = run(rows, folder)
    listed = key_list(found)
    table = next(t for sheet in found.report.sheets for t in sheet.tables if t.name == "customers")
    assert set(table.columns[0].values) <= set(listed)
    assert len(set(listed.values())) == len(listed)


def test_the_same_key_next_month(tmp_path: Path) -> None:
    """Next month's report has the same tokens for those of last month, another key none of them."""
    (tmp_path / "other").mkdir()
    first = {name: token for token, name in key_list(run(sales(HOSTILE), tmp_path)).items()}
    names = [*HOSTILE, "somebody new"]
    second = {name: token for token, name in key_list(run(sales(names, seed=9), tmp_path)).items()}
    assert first == {name: second[name] for name in first}
    third = {name: token for token, name in key_list(run(sales(names), tmp_path / "other")).items()}
    assert set(third.values()).isdisjoint(second.values())


def test_it_takes_a_key_file(tmp_path: Path) -> None:
    """A key that is named is used, wherever the report goes; without either it is refused."""
    rows = sales(["a", "b", "c"])
    key = tmp_path / "our.key"
    here = run(rows, tmp_path, key=key)
    there = segment_sheet(
        table_of(rows), choices_of(SEGMENT, {"pseudonyms": True, "key": key}, "en")
    )
    assert key_list(here) == key_list(there)
    assert ["our.key"] == os.listdir(tmp_path)
    with pytest.raises(InputError, match="need a key file"):
        segment_sheet(table_of(rows), choices_of(SEGMENT, {"pseudonyms": True}, "en"))


def test_what_is_said_of_it(tmp_path: Path) -> None:
    """The screen names the key, new or not; the Method sheet says how, what is hidden and the limits."""
    first, second = run(sales(["a"]), tmp_path), run(sales(["a"]), tmp_path)
    assert f"The key is new: {KEY_FILE} was made." in first.lines
    assert f"The key is new: {KEY_FILE} was made." not in second.lines
    assert any(
        line.startswith(f"1 customers are tokens; their key is in {KEY_FILE}.")
        for line in second.lines
    )
    items, values = first.report.sheets[-1].tables[0].columns
    rows = dict(zip(items.values, values.values, strict=True))
    assert "HMAC-SHA-256" in rows["Pseudonyms"]
    assert "e-mail, telephone, address and remarks" in rows["Hidden as well"]
    assert "do not make the report anonymous" in rows["What pseudonyms do not do"]


def test_a_customer_in_the_files_name(tmp_path: Path) -> None:
    """Where the report would name a customer otherwise it is refused with the place, in both languages."""
    table = replace(table_of(sales(["Ann Bell", "Bob"])), source="sales to ann bell.csv")
    for language, place in (("en", "Summary!A2"), ("zh", "'概要'!A2")):
        choices = replace(
            choices_of(SEGMENT, {"pseudonyms": True}, language), target=tmp_path / "report.xlsx"
        )
        with pytest.raises(LeakError) as refused:
            segment_sheet(table, choices)
        assert place in refused.value.sentence(language)
        assert "bell" not in refused.value.sentence(language).casefold()


def test_a_header_repeated_among_the_rows(tmp_path: Path) -> None:
    """A header that stands among the rows again is nobody's name."""
    rows = [*sales(["a", "b"]), ("Customer", "Date", "Amount")]
    found = run(rows, tmp_path)
    assert 1 == found.cleaned.counts.left_out


def test_customers_added_up(tmp_path: Path) -> None:
    """A table of recency, frequency and monetary gets tokens as well."""
    columns = [pd.Series(HOSTILE, dtype="str"), *[pd.Series(np.arange(1.0, len(HOSTILE) + 1))] * 3]
    table = SourceTable("rfm.csv", ("Customer", "Recency", "Frequency", "Monetary"), tuple(columns))
    choices = replace(
        choices_of(SEGMENT, {"pseudonyms": True}, "en"), target=tmp_path / "report.xlsx"
    )
    found = segment_sheet(table, choices)
    assert set(HOSTILE) == set(key_list(found).values())


def test_numbers_lead_back_as_numbers(tmp_path: Path) -> None:
    """Customers that are numbers are numbers in the key list, and texts nowhere in the report."""
    numbers = pd.Series([17850.0, 13047.0, 17850.0])
    days = pd.Series(["2024-01-05", "2024-02-05", "2024-03-05"], dtype="str")
    table = SourceTable(
        "sales.xlsx",
        ("Customer", "Date", "Amount"),
        (numbers, days, pd.Series([1.0, 2.0, 3.0])),
        typed=True,
    )
    choices = replace(
        choices_of(SEGMENT, {"pseudonyms": True}, "en"), target=tmp_path / "report.xlsx"
    )
    assert {17850.0, 13047.0} == set(key_list(segment_sheet(table, choices)).values())


# At the command line


def csv(folder: Path, rows: list[tuple[Any, ...]], name: str = "sales.csv") -> Path:
    """A file of sales with columns that name people."""
    path = folder / name
    lines = ["Customer,Date,Amount,E-mail,Remarks"]
    lines += [
        f'"{who}",{day},{amount},"{who}@home.example","for {who}"' for who, day, amount in rows
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


NAMES = ["ann.bell@example.org", "Robert Miller", "张三丰大侠", "K-100200"]


def test_files_of_the_command(tmp_path: Path) -> None:
    """Report, key and key list are written; no part of the report holds a name, its mail or remark."""
    source = csv(tmp_path, [*sales(NAMES), ("Robert Miller", "call Robert Miller", 3)])
    ran = CliRunner().invoke(main, ["segment", str(source), "--pseudonyms"])
    assert (0, "") == (ran.exit_code, ran.stderr)
    assert [KEY_FILE, "sales-segments-key-list.xlsx", "sales-segments.xlsx", "sales.csv"] == sorted(
        os.listdir(tmp_path)
    )
    for written in ("sales-segments.xlsx", "sales-segments-key-list.xlsx"):
        assert f"→ {tmp_path / written}" in ran.stdout.replace("\n", "")
    report, listed = (
        strings(tmp_path / "sales-segments.xlsx"),
        strings(tmp_path / "sales-segments-key-list.xlsx"),
    )
    for name in NAMES:
        assert name in listed
        assert name.casefold() not in report.casefold()
        assert name not in ran.stdout
    assert "home.example" not in report
    sheet = openpyxl.load_workbook(tmp_path / "sales-segments-key-list.xlsx").worksheets[0]
    assert sorted(NAMES) == sorted(row[1].value for row in sheet.iter_rows(min_row=4))


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_key_and_list_are_their_owners_alone(tmp_path: Path) -> None:
    """Others may read the report as the system says, but neither the key nor the key list."""
    source = csv(tmp_path, sales(NAMES))
    before = os.umask(0o022)
    try:
        assert 0 == CliRunner().invoke(main, ["segment", str(source), "--pseudonyms"]).exit_code
    finally:
        os.umask(before)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert (0o600, 0o600, 0o644) == (
        modes[KEY_FILE], modes["sales-segments-key-list.xlsx"], modes["sales-segments.xlsx"]
    )  # fmt: skip


def test_the_key_is_never_replaced(tmp_path: Path) -> None:
    """With --force report and list are written anew, the key stays and gives the same tokens."""
    source = csv(tmp_path, sales(NAMES))
    call = ["segment", str(source), "--pseudonyms"]
    assert 0 == CliRunner().invoke(main, call).exit_code
    key = (tmp_path / KEY_FILE).read_bytes()
    listed = strings(tmp_path / "sales-segments-key-list.xlsx")
    assert 0 == CliRunner().invoke(main, [*call, "--force"]).exit_code
    assert key == (tmp_path / KEY_FILE).read_bytes()
    tokens = set(re.findall(r"C-[0-9A-Z]{5}-[0-9A-Z]{5}", listed))
    again = strings(tmp_path / "sales-segments-key-list.xlsx")
    assert tokens == set(re.findall(r"C-[0-9A-Z]{5}-[0-9A-Z]{5}", again))
    assert len(NAMES) == len(tokens)


def test_a_list_that_is_there_is_not_replaced(tmp_path: Path) -> None:
    """Without --force a key list that is there already stops the run before anything is written."""
    source = csv(tmp_path, sales(NAMES))
    (tmp_path / "sales-segments-key-list.xlsx").write_text("mine")
    ran = CliRunner().invoke(main, ["segment", str(source), "--pseudonyms"])
    assert 1 == ran.exit_code
    assert "sales-segments-key-list.xlsx is there already" in ran.stderr
    assert not (tmp_path / "sales-segments.xlsx").exists()


def test_a_leak_writes_nothing(tmp_path: Path) -> None:
    """A file that is named after a customer gives no report and no list."""
    source = csv(tmp_path, sales(NAMES), "for Robert Miller.csv")
    ran = CliRunner().invoke(main, ["segment", str(source), "--pseudonyms"])
    assert 1 == ran.exit_code
    assert "nothing was written: Summary!A2" in ran.stderr
    assert [KEY_FILE, source.name] == sorted(os.listdir(tmp_path))


def test_a_short_name_in_the_files_name(tmp_path: Path) -> None:
    """A customer of two letters, or called like a segment, is found in the name of the file."""
    for name, customers in (("for Bo.csv", ["Bo", "Ann"]), ("champions.csv", ["Champions", "Ann"])):
        source = csv(tmp_path, sales(customers), name)
        ran = CliRunner().invoke(main, ["segment", str(source), "--pseudonyms"])
        assert 1 == ran.exit_code
        assert "the name of the file, of its sheet or of a column would show" in ran.stderr


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["--key", "a.key"], 2, "a key goes with pseudonyms"),
        (["--pseudonyms", "--key", "{folder}"], 1, "is a folder"),
        (["--pseudonyms", "--key", "{folder}/short.key"], 1, "holds no key"),
        (["--min-group", "1"], 2, "1 is not in the range"),
        (["--compare", "soon"], 2, "compare takes a date"),
        (["--compare", "10y"], 1, "is before the first purchase"),
    ],
)
def test_calls_that_are_refused(tmp_path: Path, words: list[str], code: int, sentence: str) -> None:
    """Wrong calls exit with 2, what the data or files refuse with 1, each in one sentence."""
    source = csv(tmp_path, sales(NAMES))
    (tmp_path / "short.key").write_text("short")
    named = [word.format(folder=tmp_path) for word in words]
    ran = CliRunner().invoke(main, ["segment", str(source), *named])
    assert code == ran.exit_code
    assert sentence in ran.stderr
    assert not (tmp_path / "sales-segments.xlsx").exists()


def test_compare_at_the_command(tmp_path: Path) -> None:
    """The command prints the line of the movement, and the report has its sheets."""
    rows = sales([f"c{i}" for i in range(30)])
    ran = CliRunner().invoke(
        main, ["segment", str(csv(tmp_path, rows)), "--compare", "3个月", "--language", "zh"]
    )
    assert 0 == ran.exit_code
    assert "新增" in ran.stdout
    book = openpyxl.load_workbook(tmp_path / "sales-segments.xlsx")
    assert ["变动", "变动明细"] == [name for name in book.sheetnames if name.startswith("变动")]


def test_a_table_of_lists_is_looked_through(tmp_path: Path) -> None:
    """The check looks at what is written besides the report too."""
    found = run(sales(NAMES), tmp_path)
    tables = (table for sheet in found.report.sheets for table in sheet.tables)
    customers = next(table for table in tables if table.name == "customers")
    names = list(key_list(found).values())
    bare = replace(customers, columns=(replace(customers.columns[0], values=names),))
    pseudonyms = pseudonyms_of(
        table_of(sales(NAMES)), 0, (tmp_path / KEY_FILE).read_bytes().strip()
    )
    cover = Cover(pseudonyms, "Customer", tmp_path / KEY_FILE, False)
    cover.check(found.report, [Output("champions", customers)], [])
    with pytest.raises(LeakError, match="champions!A2"):
        cover.check(found.report, [Output("champions", bare)], [])
