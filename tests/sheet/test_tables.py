"""What cells of a table hold: titles, places and bounds, through the functions as a sheet calls them."""

from __future__ import annotations

from typing import Any

import pytest

from clvxl.sheet.registry import REGISTRY, answer, value
from clvxl.sheet.spec import formula_text, is_address


def told(name: str, *args: Any) -> list[tuple[str, int, str]]:
    """The error, the number of rows and the sentence of each fault."""
    faults = answer(name, *args).faults
    return [(str(fault.error), fault.rows, fault.sentence()) for fault in faults]


def test_titles_of_thresholds_and_heat_map() -> None:
    """Cuts and customers are numbered from 1, F stands best on top, R best at the right."""
    column = [[5], [40], [200]]
    assert [
        ["score", "cut 1", "cut 2", "customers 1", "customers 2", "customers 3"],
        ["R", 28 + 1 / 3, 93 + 1 / 3, 1, 1, 1], ["F", 28 + 1 / 3, 93 + 1 / 3, 1, 1, 1],
        ["M", 28 + 1 / 3, 93 + 1 / 3, 1, 1, 1],
    ] == [
        [cell if isinstance(cell, str) else pytest.approx(cell) for cell in row]
        for row in value("RFM_THRESHOLDS", column, column, column, 3)
    ]  # fmt: skip
    assert [["F \\ R", "1", "2", "3"], [3, None, None, None], [2, None, None, 40], [1, 10, None, None]] == (
        value("RFM_HEATMAP", [[111], [321]], [[10], [40]])
    )  # fmt: skip
    uneven = value("RFM_THRESHOLDS", [[1], [1], [9]], [[1], [2], [2]], [[4], [4], [4]], 2, False)
    assert [["R", 1, 1, 2], ["F", 2, 3, 0], ["M", 4, 3, 0]] == uneven


def test_working_table_has_a_period_0() -> None:
    """The acquisition cost alone stands in period 0, and the rows below count from 1."""
    rows = value("CLV_DCF_TABLE", [[10], [20]], 0, 4, 1, 5)
    assert [
        "period", "revenue", "cost", "margin", "survival", "discount factor", "present value",
        "cumulative value",
    ] == rows[0]  # fmt: skip
    assert [0, None, None, None, None, None, -5, -5] == rows[1]
    assert [[1, 10, 4, 6, 1, 1, 6, 1], [2, 20, 4, 16, 1, 1, 16, 17]] == rows[2:]


def test_as_of_counts_its_own_day() -> None:
    """Rows of the day itself count, with a recency of 0; the day after does not."""
    rows = [["a"], ["b"]], [[45000], [45001]], [[1], [1]]
    assert [["a", 0, 1, 1, 1, 45000, 45000]] == value("RFM_TABLE", *rows, 45000, None, "en", False)
    assert [1, 0] == [row[1] for row in value("RFM_TABLE", *rows, None, None, "en", False)]
    assert [2, 1] == [row[1] for row in value("RFM_TABLE", *rows, 45002, None, "en", False)]
    assert "#N/A" == value("RFM_TABLE", *rows, 44999)


def test_scores_in_three_columns() -> None:
    """Digits from 1 to 100 side by side are scores; with one of 100 or more columns are codes."""
    assert [["Champions"], ["Hibernating"]] == value("SEGMENT", [[5, 5, 1], [1, 1, 1]])
    assert [["High"], ["Low"]] == value("SEGMENT", [[99, 99, 99], [1, 1, 1]], "tiers")
    digits = [[1, 3, 1], [2, 1, 9], [3, 2, 9]]
    assert [[3, 1, None, None], [2, None, None, 2], [1, None, 3, None]] == value(
        "RFM_HEATMAP", digits, [[1], [3], [2]], False
    )
    for bad, shown in (([2, 0, 1], "2, 0, 1"), ([1, 1, 1.5], "1, 1, 1.5")):
        assert [
            ("#NUM!", 1, f"scores must be whole numbers from 1 to 100 (got {shown} in row 2)")
        ] == told("SEGMENT", [[5, 5, 5], bad], "tiers")


@pytest.mark.parametrize(
    ("name", "args", "sentence"),
    [
        ("PURCHASE_VALUE", ([[None], [1], [None], ["x"]],), "amounts must be a number (got x in row 4)"),
        ("PARETO_SHARE", ([[1, "x"]],), "values must be a number (got x in column 2)"),
        ("PARETO_SHARE", (["x"],), "values must be a number (got x)"),
        ("CLV_DCF", (100, "x"), "discount_rate must be a number (got x)"),
        ("CLV_DCF", (["x"], 0.1), "revenues must be a number (got x)"),
        ("CLV_DCF", ([[1], [None], ["x"]], 0.1), "revenues is blank (row 2)"),
        ("CLV_DCF", (100, 0.1, 0, 1, 0, 7), "timing must be one of end, start, mid (got 7)"),
        ("CLV_DCF", (1, 0.1, 0, 1, 0, "end", "rate", 2), "first_certain must be TRUE or FALSE (got 2)"),
        ("RFM_SCORE", ([[1], [2]], [[1], [2]], [[1], [2]], 2, None, [[1], [None], [1]]), "thresholds is blank (row 2)"),
        ("RFM_SCORE", ([[1], [2]], [[1], [2]], [[1], [2]], 3, None, [[1, 2], [1, 2], [2, 1]]), "thresholds must ascend from left to right (row 3)"),
        ("SEGMENT", ([[543], [506]],), "scores must be codes such as 543, three digits from 1 to 9 (got 506 in row 2)"),
        ("SEGMENT", (555, [["A", 1, 2]]), "a range of rules must have 7 columns: name, R from, R to, F from, F to, M from, M to (got 3)"),
        ("SEGMENT", (555, [["A", 1, 5, 1, 5, 1, 5], ["B", 1, "x", 1, 5, 1, 5]]), "a rule's bounds must be numbers (row 2)"),
        ("SEGMENT_ACTION", ([["Champions"], ["x"], ["y"]],), "no action is known for this segment; use a name that SEGMENT gives (got x in row 2)"),
        ("RFM_HEATMAP", ([[555], [None], [155]], [[1], [None], ["x"]]), "values must be a number (got x in row 3)"),
        ("DECILE", ([[1], ["x"], [2]],), "values must be a number (got x in row 2)"),
    ],
)  # fmt: skip
def test_places_and_values_in_sentences(name: str, args: Any, sentence: str) -> None:
    """Each sentence names the argument, the cell's value and its row, a single cell without a row."""
    assert [sentence] == [each[2] for each in told(name, *args)]


@pytest.mark.parametrize(
    ("cell", "on"), [(True, True), (1, True), (" true ", True), (False, False), (0, False), ("FALSE", False)]
)  # fmt: skip
def test_switches(cell: Any, on: bool) -> None:
    """TRUE, 1 and the word, with blanks and in any case, switch on; FALSE and 0 off."""
    rows = value("RFM_TABLE", [["a"], ["b"]], [[45000]] * 2, [[1]] * 2, None, None, "en", cell)
    assert (3 if on else 2) == len(rows)


def test_rules_with_a_title_row_and_gaps() -> None:
    """A title row and rows without a name are passed over; a blank bound is none."""
    title = ["Segment", "R from", "R to", "F from", "F to", "M from", "M to"]
    rules = [title, [None] * 7, ["  Best ", 4, None, None, 5, 1, 5], [7, 1, 3, *[None] * 4]]
    assert [["Best"], ["7"], ["Others"]] == value("SEGMENT", [[455], [311], [999]], rules)
    assert "A" == value("SEGMENT", 111, [["A", 1, 5, 1, 5, 1, 5]])
    assert "#VALUE!" == value("SEGMENT", 111, [title])


def test_help_is_found_by_any_writing_of_a_name() -> None:
    """Letter case, blanks, an equals sign and brackets do not matter; the answer is written out."""
    rows = value("CLV_HELP", "CLV_SIMPLE")
    assert REGISTRY["CLV_SIMPLE"].signature() == rows[0][0]
    for written in ("clv_simple", " =CLV_SIMPLE ", "CLV_SIMPLE(", "=clv_simple(20, 6, 3)"):
        assert rows == value("CLV_HELP", written)
    assert ["gives", "345"] == rows[-1]
    assert ["example", "=CLV_SIMPLE(20, 6, 3, 15)"] == rows[-2]
    assert [["margin"], ["notes"], ["source"]] == [row[:1] for row in rows[-5:-2]]
    assert ["function", "category", "what it gives"] == value("CLV_HELP")[0]


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("A1", True), ("XFD1048576", True), ("XFD1048577", False), ("XFE1", False), ("A0", True),
        ("ZZ9999999", False), ("AAAA1", False), ("R", True), ("C", True), ("R1", True),
        ("C12", True), ("RC", True), ("R1C1", True), ("RC1X", False), ("CLV", False),
        ("A01", True), ("A12345678", False),
    ],
)  # fmt: skip
def test_addresses(name: str, address: bool) -> None:
    """What a spreadsheet reads as a cell, in either style of writing, to the last row and column."""
    assert address == is_address(name)


@pytest.mark.parametrize(
    ("cell", "written"),
    [(None, ""), (True, "TRUE"), (0.1 + 0.2, "0.3"), (2 / 3, "0.666666666666667"), ('a"b', '"a""b"'),
     ([[1, "x"], [None, False]], '{1,"x";,FALSE}'), (45000, "45000")],
)  # fmt: skip
def test_how_a_value_is_written_in_a_formula(cell: Any, written: str) -> None:
    """Text with its quotes doubled, numbers with 15 digits, ranges as arrays."""
    assert written == formula_text(cell)


def test_rows_of_rows_are_no_range() -> None:
    """A list nested once more than a range is refused, of numbers as of text."""
    for cells in ([[[1.0], [2.0]], [[3.0], [4.0]]], [[["a"], [2.0]], [[3.0], [4.0]]]):
        ((error, rows, sentence),) = told("PARETO_SHARE", cells)
        assert ("#VALUE!", 1) == (error, rows)
        assert sentence.startswith("values ")
