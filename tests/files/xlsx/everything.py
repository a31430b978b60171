"""A report that holds everything a template can, as the tests of several programs read it."""

from __future__ import annotations

import numpy as np

from clvxl.report.records import (
    Area,
    Cell,
    Chart,
    ColorScale,
    Column,
    Format,
    Formula,
    Report,
    Rule,
    Series,
    Sheet,
    Table,
    TextAt,
)

RATE = Rule("decimal", "A rate between 0 and 1, like 0.2", "Discount rate", low=0, high=1)
YEARS = Rule("integer", "Whole years from 1 on", low=1)
UNTIL = Rule("date", "No day after 2026", high=46387)
WAY = Rule("list", "When cash arrives", "Timing", choices=("start", "end"))
ANY = Rule("decimal", "Any number")
MORE = Rule("formula", "More than the rate", formula="=ans_more>in_rate")

CELLS = (
    Cell(2, 1, 0.2, "input", "percent", name="in_rate", rule=RATE),
    Cell(3, 1, 4, "input", "integer", name="in_years", rule=YEARS),
    Cell(4, 1, 45000, "input", "date", rule=UNTIL),
    Cell(5, 1, "end", "input", name="in_way", rule=WAY),
    Cell(6, 1, None, "answer", "amount", name="ans_value", rule=ANY),
    Cell(6, 2, Formula('=IF(ans_value="","",IF(ans_value>1,"✓","not yet"))', ""), "check", span=2),
    Cell(7, 1, 3, "answer", "amount", name="ans_more", rule=MORE),
    Cell(7, 2, Formula('=IF(ans_more>1,"✓","not yet")', "✓"), "check", span=2),
    Cell(8, 2, Formula('=IF(ans_more>9,"✓","not yet")', "not yet"), "check", lines=2),
    Cell(9, 1, Formula("=in_rate*in_years", 0.8), "result", "amount", name="sol_product"),
    Cell(10, 1, Formula('=REPT("1",1)', "1")),
    Cell(11, 1, Formula("=in_years=4", True)),
    Cell(12, 1, Formula("=in_years=5", False)),
    Cell(13, 1, "=CLV_DCF(in_rate)", "code"),
    Cell(14, 1, Formula('="Long "&in_years&" text"', "Long 4 text"), span=3, lines=2),
)
"""Inputs, answers, checks, a result, text that looks like a number, truth values, code."""

STORED = {
    "C7": "", "C8": "✓", "C9": "not yet", "B10": 0.8, "B11": "1", "B12": True, "B13": False,
    "B15": "Long 4 text",
}  # fmt: skip
"""What the formulas of `CELLS` give."""


def everything(language: str = "en") -> Report:
    """An exercise sheet, its working with plots, a hidden solution of two tables."""
    working = Table("working", 1, 0, columns(), total=True)
    plots = tuple(plot(kind, 8 + 16 * at) for at, kind in enumerate(("column", "line", "bar")))
    chart = Chart(60, 0, 9, 4, "Bars", working_area(0), (Series("S", working_area(1), "#1F7A6D"),))
    one, two = multiple("One", 1, "amount"), multiple("Two", 2, "integer")
    multiples = Table("multiples", 2, 1, (one, two))
    truths = [Formula("=in_years=4", True), Formula("=in_years=5", False)]
    flags = Table("flags", 2, 5, (Column("Flag", truths),))
    rows = Column("Row", list(range(40)), "integer", name="row_numbers")
    return Report(
        "Everything",
        (
            Sheet("Solution", tables=(multiples, flags), hidden=True),
            Sheet("Bob's exercise", texts(), cells=CELLS, widths={0: 24, 1: 14, 2: 12}),
            Sheet("Working", (), (working,), (chart, *plots), (ColorScale(working_area(1)),)),
            Sheet("Sales", (), (Table("sales", 0, 0, (rows,), filterable=True),), frozen=(1, 0)),
        ),
        language,
        template="everything",
    )  # fmt: skip


def texts() -> tuple[TextAt, ...]:
    """A title over four columns and a question of two lines."""
    return TextAt(0, 0, "An exercise", "title", span=4), TextAt(6, 0, "What is it worth?", lines=2)


def columns() -> tuple[Column, ...]:
    """Figures, formulas, a formula beside plain values and a gap, checks, and a total row."""
    years = Column("Year", np.array([1, 2, 3, np.nan]), "integer", name="working_year")
    values = [Formula(f"=in_rate*A{row}", 0.2 * (row - 2)) for row in (3, 4, 5)]
    total = Formula("=SUM(B3:B5)", 0.2 + 0.4 + 0.2 * 3)
    return (
        years,
        Column("Value", [*values, total], "amount", role="result", name="working_value"),
        Column("Mixed", [1.5, None, Formula("=C3*2", 3), "text"], "number", role="input", rule=ANY),
        Column("Says", ["✓", Formula('=REPT("x",2)', "xx"), None, None], role="check"),
    )


def working_area(column: int) -> Area:
    """The values of a column of the working table."""
    return Area(2, column, 4, column)


def plot(kind: str, row: int) -> Chart:
    """A chart of the working table: two series, the second with a gap."""
    return Chart(
        row, 0, 15, 6, f"Value as {kind}", working_area(0),
        (Series("Value", working_area(1), "#1F7A6D"), Series("=Mixed", working_area(2), "#D0804A")),
        kind, "Working", "Year", "Worth", "amount",
    )  # fmt: skip


def multiple(title: str, at: int, shown: Format) -> Column:
    """The years by each number of a column of an inline array."""
    values = [
        Formula(f"=in_years*INDEX({{1,2;3,4}},{row},{at})", 4.0 * (at + 2 * (row - 1)))
        for row in (1, 2)
    ]
    return Column(title, values, shown)
