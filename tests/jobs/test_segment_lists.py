"""Lists of customers: whom to call, a sheet or a file a segment, and what of them is printed."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner

from clvxl.cli import main
from clvxl.data.table import SourceTable
from clvxl.jobs.catalogue import choices_of
from clvxl.jobs.segment.job import SEGMENT
from clvxl.jobs.segment.run import Segmented, segment_sheet
from clvxl.report.pages import print_note
from clvxl.report.records import Area, Sheet
from clvxl.sheet.texts import SEGMENT_NAMES


def rows() -> list[tuple[str, str, float]]:
    """Sixty customers: some come often and stopped long ago, one of them with a hostile name."""
    found = []
    for number in range(60):
        name = "=cmd|' /C calc'!A0" if number == 29 else f"c{number:02}"
        first = 1 + number % 6
        found += [
            (name, f"2024-{month:02}-{1 + number % 27:02}", 10.0 + number)
            for month in range(first, first + 1 + number % 5)
        ]
    return found


def result(**values: object) -> Segmented:
    """A segmentation of these sales."""
    who, days, money = zip(*rows(), strict=True)
    columns = (pd.Series(who, dtype="str"), pd.Series(days, dtype="str"), pd.Series(money))
    table = SourceTable("sales.csv", ("Customer", "Date", "Amount"), columns)
    return segment_sheet(table, choices_of(SEGMENT, values, "en"))


def sheet(found: Segmented, name: str) -> Sheet:
    """A sheet by its name."""
    return next(each for each in found.report.sheets if each.name == name)


def test_the_call_list_names_silent_customers_by_money() -> None:
    """It holds the customers of Can't Lose Them and At Risk, all of them, the most money first."""
    found = result()
    (table,) = sheet(found, "Call list").tables
    listed = {c.title: list(c.values) for c in table.columns}
    assert ["Customer", "Segment", "Revenue", "Frequency", "Usual purchase", "Usual gap (days)",
            "Last date", "Days silent"] == list(listed)  # fmt: skip
    names = [SEGMENT_NAMES.say(key, "en") for key in ("cant_lose", "at_risk")]
    (every,) = (t for t in sheet(found, "Customers").tables)
    segment = dict(zip(every.columns[0].values, every.columns[11].values, strict=True))
    assert {c for c, s in segment.items() if s in names} == set(listed["Customer"])
    assert listed["Revenue"] == sorted(listed["Revenue"], reverse=True)
    for customer, money, usual, silent in zip(
        listed["Customer"], listed["Revenue"], listed["Usual purchase"], listed["Days silent"],
        strict=True,
    ):  # fmt: skip
        own = [amount for name, _, amount in rows() if name == customer]
        assert sum(own) == pytest.approx(money)
        assert float(np.median(own)) == usual
        last = max(day for name, day, _ in rows() if name == customer)
        newest = max(day for _, day, _ in rows())
        assert (pd.Timestamp(newest) - pd.Timestamp(last)).days == silent


def test_no_call_list_without_anyone_to_call() -> None:
    """Tiers have no such segments; then there is no sheet."""
    names = [each.name for each in result(bins=3).report.sheets]
    assert "Call list" not in names


def test_a_sheet_per_segment_when_asked() -> None:
    """Each segment with a customer has a sheet, together they hold every customer once."""
    found = result(segment_sheets=True)
    plain = [each.name for each in result().report.sheets]
    names = [each.name for each in found.report.sheets]
    summary = next(t for t in found.report.sheets[0].tables if t.name == "segments")
    segments = list(summary.columns[0].values)[:-1]
    assert segments == [name for name in names if name not in plain]
    listed = [name for each in segments for name in sheet(found, each).tables[0].columns[0].values]
    assert sorted({name for name, _, _ in rows()}) == sorted(listed)


@pytest.mark.parametrize(("values", "cut"), [({}, True), ({"print_all": True}, False)])
def test_paper_has_the_first_hundred_rows(values: dict[str, object], cut: bool) -> None:
    """Long lists print 100 rows and say so in the foot; asked for, they print in full."""
    many = [(f"c{number}", "2024-01-03", 1.0 + number) for number in range(150)]
    who, days, money = zip(*many, ("", "2024-01-04", 2.0), strict=True)
    columns = (pd.Series(who, dtype="str"), pd.Series(days, dtype="str"), pd.Series(money))
    table = SourceTable("sales.csv", ("Customer", "Date", "Amount"), columns)
    found = segment_sheet(table, choices_of(SEGMENT, values, "en"))
    customers = sheet(found, "Customers")
    action = len(customers.tables[0].columns) - 1
    assert Area(0, 0, 100 if cut else 150, action - 1) == customers.printed
    note = "The first 100 of 150 rows; the others are not printed."
    assert (note if cut else "") == print_note(customers, "en")
    assert None is sheet(found, "Left out").printed
    assert "仅打印 150 行中的前 100 行。" == print_note(
        sheet(segment_sheet(table), "Customers"), "zh"
    )


def segment(folder: Path, *more: str):
    """Segment the sales of a file at the command line."""
    source = folder / "sales.csv"
    with source.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerows([("Customer", "Date", "Amount"), *rows()])
    report = str(folder / "report.xlsx")
    call = ["segment", str(source), "-o", report, "--lists", str(folder / "lists"), *more]
    return CliRunner().invoke(main, call)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_lists_for_mail_programs(tmp_path: Path, language: str) -> None:
    """A file per segment, in UTF-8 with its mark; every customer in one of them, none a formula."""
    done = segment(tmp_path, "--language", language)
    assert 0 == done.exit_code, done.output
    files = sorted((tmp_path / "lists").iterdir())
    names = [SEGMENT_NAMES.say(key, language) for key in SEGMENT_NAMES]
    wanted = {name.lower().replace("'", "").replace(" ", "-") + ".csv" for name in names}
    assert {path.name for path in files} <= wanted
    assert len(files) == sum(path.name in done.output for path in files) > 3
    listed = []
    for path in files:
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        with path.open(encoding="utf-8-sig", newline="") as file:
            _, *body = csv.reader(file)
        listed += [line[0] for line in body]
        assert not any(cell.startswith(("=", "+", "@")) for line in body for cell in line)
    assert sorted(listed) == sorted({name for name, _, _ in rows() if name[0] != "="} | {
        "'=cmd|' /C calc'!A0"
    })  # fmt: skip


def test_lists_that_are_there_stay(tmp_path: Path) -> None:
    """A list that is there is not replaced without --force, and then nothing is written."""
    folder = tmp_path / "lists"
    folder.mkdir()
    (folder / "champions.csv").write_text("mine", "utf-8")
    done = segment(tmp_path)
    assert 1 == done.exit_code
    assert "champions.csv is there already" in done.output
    assert ["champions.csv"] == [path.name for path in folder.iterdir()]
    assert not (tmp_path / "report.xlsx").exists()
    assert "mine" == (folder / "champions.csv").read_text("utf-8")
    assert 0 == segment(tmp_path, "--force").exit_code
    assert "mine" != (folder / "champions.csv").read_text("utf-8")
