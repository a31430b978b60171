"""Explain: every line of a call explained, as a person reads it."""

from __future__ import annotations

from typing import Any

import pytest

from clvxl.sheet.explain import explain_lines, function_text
from clvxl.sheet.registry import REGISTRY

FLOWS = [[100.0], [50.0], [20.0]]


def explained(
    name: str, texts: list[str], values: list[Any], language: str = "en", *notice: str
) -> list[str]:
    """The lines between the function's sentence and its source."""
    lines = explain_lines(REGISTRY[name], texts, values, values, language, notice)
    assert [REGISTRY[name].signature(), "", ""] == [lines[0], lines[2], lines[-2]]
    return lines[3:-2]


def test_a_value_with_its_working() -> None:
    """Arguments given and left out, the answer, and the table that it comes from, in columns."""
    assert [
        "  revenues: A1:A3 = 3 × 1 cells: 100 … 20",
        "  discount_rate: 0.1",
        "  costs: B1 = (blank)",
        "  retention: (left out: 1)",
        "  acquisition_cost: (left out: 0)",
        '  timing: (left out: "end")',
        '  retention_kind: (left out: "rate")',
        "  first_certain: (left out: FALSE)",
        "  inflation: (left out: 0)",
        "",
        "Answer: 147.257701",
        "",
        "Working (CLV_DCF_TABLE):",
        "period  revenue  cost  margin  survival  discount factor  present value  cumulative value",
        "     0                                                                0                 0",
        "     1      100     0     100         1     0.9090909091    90.90909091       90.90909091",
        "     2       50     0      50         1      0.826446281    41.32231405        132.231405",
        "     3       20     0      20         1     0.7513148009    15.02629602        147.257701",
    ] == explained("CLV_DCF", ["A1:A3", "0.1", "B1"], [FLOWS, 0.1, None])


@pytest.mark.parametrize(("periods", "more"), [(39, False), (40, True)])
def test_a_long_working_is_cut(periods: int, more: bool) -> None:
    """Forty rows are shown, the title's among them and then period 0; an ellipsis says more."""
    lines = explained("CLV_DCF", ["A:A", "0"], [[[1.0]] * (periods - 1), 0.0])
    table = lines[lines.index("Working (CLV_DCF_TABLE):") + 1 :]
    shown = [line.split()[0] for line in table]
    expected = ["period", *map(str, range(39))] if more else ["period", *map(str, range(periods))]
    assert [*expected, *(["…"] if more else [])] == shown


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        ([[3.0]], "3"), ([[None]], "(blank)"), ([[1.0, 2.0]], "1 × 2 cells: 1 … 2"),
        ([[1.0], [2.0]], "2 × 1 cells: 1 … 2"), ([[1.0, 4.0], [2.0, 5.0]], "2 × 2 cells: 1 … 5"),
    ],
)  # fmt: skip
def test_how_a_range_is_shown(cells: list[list[Any]], shown: str) -> None:
    """A range of one cell is shown as the cell, any other by its size and its two ends."""
    lines = explained("CLV_DCF", ["A1:B2", "0.1"], [cells, 0.1])
    assert f"  revenues: A1:B2 = {shown}" == lines[0]


def test_rows_at_fault() -> None:
    """A fault of one row is its sentence; of more, how many and the first; blanks are shown so."""
    cells = [[[100.0], ["x"], ["y"], [None]], 2.0, [[3.0], [1.0], [1.0], [1.0]], 0.0]
    assert [
        "  purchase_value: A1:A4 = 4 × 1 cells: 100 … (blank)",
        "  purchase_frequency: B1 = 2",
        "  lifespan: C1:C4 = 4 × 1 cells: 3 … 1",
        "  acquisition_cost: 0",
        "  margin: (left out: 1)",
        "",
        "said before",
        "Answer:",
        "    600",
        "#VALUE!",
        "#VALUE!",
        "       ",
        "#VALUE! in 2 rows, first: purchase_value must be a number (got x in row 2)",
    ] == explained("CLV_SIMPLE", ["A1:A4", "B1", "C1:C4", "0"], cells, "en", "said before")
    cells[0][2] = [1.0]  # type: ignore[index]
    last = explained("CLV_SIMPLE", ["A1:A4", "B1", "C1:C4"], cells[:3])[-1]
    assert "purchase_value must be a number (got x in row 2)" == last


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", "#REF! comes from the argument discount_rate, retention: correct the cell it points "
         "at."),
        ("zh", "#REF! 来自参数 discount_rate, retention：请更正其所指的单元格。"),
    ],
)  # fmt: skip
def test_an_error_that_an_argument_holds(language: str, shown: str) -> None:
    """The arguments that hold an error cell, alone or in a range, are named; no working is shown."""
    values = [FLOWS, "#REF!", 0.0, [[0.9], ["#REF!"], [0.8]]]
    lines = explained("CLV_DCF", ["A1:A3", "B1", "0", "C1:C3"], values, language)
    assert shown == lines[-1]
    assert lines[-2].endswith(": #REF!")
    assert "" == lines[-3]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("NOW()", True), ("1+Rand ()", True), ("com.other.addin.price(A1)", True),
        ("MyPrice(A1)", True), ("MY_PRICE(A1)", True), ("T.DIST(1,2,TRUE)", False),
        ("clv_simple(1,2,3)", False), ("org.clvxl.Functions.clvSimple(1)", False),
        ("_xlfn.CONCAT(A1)", False), ('IF(A1="NOW()",1,2)', False), ("'NOW(1)'!A1", False),
        ("NOW", False), ("SUM(1,2)*(3)", False),
    ],
)  # fmt: skip
def test_what_may_have_changed_is_told(text: str, told: bool) -> None:
    """An argument with a volatile or foreign call is named, text and sheet names apart."""
    lines = explained("CLV_SIMPLE", ["1", text, "3"], [1.0, 2.0, 3.0])
    said = [line for line in lines if "computed anew" in line]
    assert told == bool(said)
    assert f"  purchase_frequency: {text} = 2" == lines[1]
    if told:
        assert ["", said[0], "", "Answer: 6"] == lines[5:]
        assert said[0].endswith(": purchase_frequency may have been another value in the cell.")


@pytest.mark.parametrize("name", REGISTRY)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_help_as_text(name: str, language: str) -> None:
    """A function's help is its call, a line an argument, and its example with the answer."""
    function, lines = REGISTRY[name], function_text(REGISTRY[name], language).split("\n")
    assert [function.signature(), "", ""] == [lines[0], lines[1], lines[3]]
    arguments = lines[4 : 4 + len(function.arguments)]
    names = [argument.name for argument in function.arguments]
    assert names == [line.partition(": ")[0] for line in arguments]
    assert all(line.partition(": ")[2] for line in arguments)
    example, _, source = lines[-3:]
    assert "" == lines[-4]
    assert example.endswith(": " + function.example.formula(name))
    rows = dict(map(tuple, help_rows(name, language)))
    assert source == f"{source.partition(': ')[0]}: {rows[source.partition(': ')[0]]}"


def help_rows(name: str, language: str) -> list[list[Any]]:
    """What CLV_HELP shows of a function."""
    from clvxl.sheet.registry import value

    return value("CLV_HELP", name, language)
