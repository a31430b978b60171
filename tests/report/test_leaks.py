"""Leaks: every place of a report is looked through, and a report's own words are none."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest

from clvxl.report.leaks import REPEATED, SHEET_NAME, TITLE, Secret, leak
from clvxl.report.records import (
    Area,
    Cell,
    Chart,
    Column,
    Formula,
    Report,
    Series,
    Sheet,
    Table,
    TextAt,
)

TOKENS = frozenset({"C-00000-00000", "C-12345-00001"})
SECRET = Secret(
    ["ann@example.org", "Bo", "7", "12345", "Champions", "Reven"], TOKENS, frozenset({"Customer"}),
    frozenset({"Amount"}), ("Champions", "Segment", "Customer", "Amount", "Revenue of {name}"),
)  # fmt: skip
AREA = Area(0, 0, 1, 0)


def report(**parts: object) -> Report:
    """A report of one sheet."""
    return Report("Segments", (Sheet("Summary", **parts),))


def table(*columns: Column, **more: object) -> Report:
    """A report of one table that begins in B3."""
    return report(tables=(Table("a", 2, 1, columns, **more),))


@pytest.mark.parametrize(
    ("found", "place"),
    [
        (replace(report(), title="For ANN@example.org"), TITLE),
        (Report("Segments", (Sheet("Bo"),)), SHEET_NAME),
        (report(texts=(TextAt(4, 2, "Call ann@example.org now"),)), "Summary!C5"),
        (report(texts=(TextAt(4, 2, "From Reven to Bill"),)), "Summary!C5"),
        (report(cells=(Cell(1, 1, "bo"),)), "Summary!B2"),
        (report(cells=(Cell(1, 1, Formula("=A1", "Bo")),)), "Summary!B2"),
        (report(charts=(Chart(9, 0, 5, 5, "12345 and others", AREA, ()),)), "Summary!A10"),
        (report(charts=(Chart(9, 0, 5, 5, "", AREA, (Series("Bo", AREA, "#000000"),)),)), "Summary!A10"),
        (report(charts=(Chart(9, 0, 5, 5, "", AREA, (), x_title="Bo"),)), "Summary!A10"),
        (table(Column("Bo", [1])), "Summary!B3"),
        (table(Column("Remark", ["", "ann@example.org"])), "Summary!B5"),
        (table(Column("Remark", ["x", "y"]), Column("Note", np.array(["Bo ", "z"], dtype=object))), "Summary!C4"),
        (table(Column("Customer", ["C-00000-00000", "Champions"])), "Summary!B5"),
        (table(Column("Customer", np.array([7.0, 8.0]))), "Summary!B4"),
        (table(Column("Who", ["C-00000-00000", "nobody knows"])), "Summary!B5"),
        (table(Column("Customer", ["x"], ), header=False), "Summary!B3"),
        (table(Column("Amount", ["12", "12 for ann@example.org"])), "Summary!B5"),
        (Report("Segments", (Sheet("All calls", texts=(TextAt(0, 0, "Bo"),)),)), "'All calls'!A1"),
    ],
)  # fmt: skip
def test_places(found: Report, place: object) -> None:
    """A name is found in every kind of place, and the place is told by its address."""
    assert place == leak(found, SECRET)


@pytest.mark.parametrize(
    "found",
    [
        table(Column("Customer", ["C-00000-00000", "C-12345-00001", "", None]), Column("Segment", ["Champions"] * 4)),
        table(Column("Customer", ["C-00000-00000", "Total"]), total=True),
        table(Column("R", np.array([7.0, 12345.0])), Column("Amount", ["12345", "•••", "3 × 2.55", "1–9"])),
        report(texts=(TextAt(0, 0, "Champions bring 7 of 123,456; 0.12345 and 123456 are figures"),)),
        report(texts=(TextAt(0, 0, "C-12345-00001 bought most"),)),
        report(texts=(TextAt(0, 0, "Bob and bottles hold no two letters of a name"),)),
    ],
)  # fmt: skip
def test_no_leaks(found: Report) -> None:
    """Tokens, figures, the report's own words and parts of longer words and numbers are no leak."""
    assert leak(found, SECRET) is None


@pytest.mark.parametrize(
    ("repeated", "found"),
    [
        ("sales for Bo.xlsx", True), ("bo_2024.csv", True), ("Champions.csv", True),
        ("7.csv", False), ("12345.csv", False), ("Bonn.csv", False), ("sales.csv", False),
    ],
)  # fmt: skip
def test_what_is_repeated_of_the_data(repeated: str, found: bool) -> None:
    """In names of files and columns short names and words of the report are leaks, numbers are not."""
    place = leak(report(), replace(SECRET, repeated=("Date", repeated)))
    assert (REPEATED if found else None) == place


def test_a_token_of_somebody_else_hides_nothing() -> None:
    """A number within what looks like a token, but is none, is found."""
    assert "Summary!A1" == leak(report(texts=(TextAt(0, 0, "C-12345-99999"),)), SECRET)


def test_half_a_million_customers_in_seconds() -> None:
    """A report of 500,000 customers is looked through in less than 20 seconds of work."""
    size = 500_000
    tokens = np.array([f"C-{number:05}-{number % 7:05}" for number in range(size)], dtype=object)
    names = [f"person{number}@example.org" for number in range(size)]
    columns = (
        Column("Customer", tokens), Column("Monetary", np.arange(size, dtype=float)),
        Column("Segment", np.array(["Champions", "At Risk"] * (size // 2), dtype=object)),
        Column("Amount", np.array([f"{number}.5" for number in range(size)], dtype=object)),
    )  # fmt: skip
    began = time.process_time()
    secret = Secret(
        names, frozenset(tokens.tolist()), frozenset({"Customer"}), frozenset({"Amount"})
    )
    found = table(*columns)
    assert leak(found, secret) is None
    assert 20 > time.process_time() - began
    last = replace(columns[0], values=np.array([*tokens[1:], names[-1]], dtype=object))
    assert f"Summary!B{size + 3}" == leak(table(last, *columns[1:]), secret)
