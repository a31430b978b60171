"""A user's own table in a template: by name, in either language, all or nothing."""

from __future__ import annotations

import datetime as dt
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clvxl.data.records import CleaningOptions
from clvxl.data.table import SourceTable
from clvxl.errors import AmbiguousError, ClvxlError, ColumnsNotFoundError, TableError
from clvxl.exercises.catalogue import EXERCISES
from clvxl.exercises.engine.build import drawn, usual_columns
from clvxl.exercises.engine.fill import Filled, chosen_columns, fill, fit_table, takes_sales
from clvxl.exercises.engine.records import Exercise
from clvxl.files.xlsx.reader import read_sheet
from clvxl.report.records import Formula, Report
from tests.exercises.building import built

DCF = EXERCISES["clv_dcf"]
SALES = [name for name, one in EXERCISES.items() if takes_sales(one)]


def table(*columns: tuple[str, list[Any]], typed: bool = False) -> SourceTable:
    """A table as a reader hands it over."""
    headers = tuple(header for header, _ in columns)
    return SourceTable("own.csv", headers, tuple(pd.Series(values) for _, values in columns),
                       typed=typed)  # fmt: skip


def flows(rows: int) -> SourceTable:
    """A table of flows with Chinese headers."""
    return table(("收入", [100.0] * rows), ("成本", [40.0] * rows), ("保留率", [0.5] * rows))


def sales(customers: list[str]) -> SourceTable:
    """A sale a day."""
    days = pd.date_range("2025-01-01", periods=len(customers)).strftime("%Y-%m-%d")
    return table(("客户编号", customers), ("日期", list(days)),
                 ("金额", [10.0 + n for n in range(len(customers))]))  # fmt: skip


def solutions(report: Report) -> dict[str, Any]:
    """The right answers."""
    return {c.name: c.value.value for s in report.sheets for c in s.cells
            if c.name and c.name.startswith("sol_") and isinstance(c.value, Formula)}  # fmt: skip


@pytest.mark.parametrize("rows", [1, 4, 9])
def test_flows_grow_and_shrink(rows: int) -> None:
    """A table of any length takes the place of the four years, and the answers are its own."""
    filled = fit_table(DCF, flows(rows))
    report = fill(DCF, "en", filled, figures={"acquisition_cost": 10, "discount_rate": 0.0})
    assert 60.0 * rows - 10 == pytest.approx(solutions(report)["sol_naive"])
    assert 30.0 * rows - 10 == pytest.approx(solutions(report)["sol_stated_end"])


def test_missing_columns_have_defaults() -> None:
    """Years are counted, costs are 0 and nobody leaves where a table says nothing of them."""
    filled = fit_table(DCF, table(("Revenue", [5.0, 6.0])))
    assert {"year": ["1", "2"], "revenue": [5.0, 6.0], "cost": [0, 0], "retention": [1, 1]} == dict(
        filled.columns
    )


def test_missing_column_is_named() -> None:
    """A table without the column that it needs is refused with the column's name."""
    with pytest.raises(ColumnsNotFoundError, match="there is no column Revenue among the headers"):
        fit_table(DCF, table(("Turnover", [5.0])))


@pytest.mark.parametrize(
    ("column", "value", "sentence"),
    [
        ("Revenue", "abc", r"column Revenue must hold numbers: .* \(got abc in row 3\)"),
        ("Share kept", 1.5, r"must hold numbers from 0 to 1.* \(got 1.5 in row 3\)"),
        ("Revenue", None, r"column Revenue is blank: .* \(row 3\)"),
    ],
)
def test_bad_cell_is_named(column: str, value: Any, sentence: str) -> None:
    """A cell that does not fit is refused with its column, its row and what it holds."""
    good: dict[str, list[Any]] = {"Revenue": [1.0, 2.0, 3.0], "Share kept": [0.9, 0.8, 0.7]}
    good[column][1] = value
    with pytest.raises(TableError, match=sentence):
        fit_table(DCF, table(*good.items()))
    assert 2 == fit_table(DCF, table(*good.items()), leave_out=True).rows


def test_the_table_ends_at_its_first_blank_row() -> None:
    """Blank rows above do not count, and what stands below, such as a footnote, is no row."""
    filled = fit_table(DCF, table(("Year", [None, "1", "2", " ", "Source: 2024", None]),
                                  ("Revenue", [None, 1.0, 2.0, None, None, None]),
                                  ("Cost", [None, 0.5, 1.0, None, None, None])))  # fmt: skip
    assert ({"year": ["1", "2"], "revenue": [1.0, 2.0]}, {}) == (
        {key: filled.columns[key] for key in ("year", "revenue")}, filled.left_out
    )  # fmt: skip


def test_rows_below_a_blank_one_are_not_lost_in_silence() -> None:
    """Rows that fit and stand below a blank one refuse the table, or are counted as left out."""
    gap = table(("Revenue", [1.0, None, 2.0]), ("Cost", [0.5, None, 1.0]))
    with pytest.raises(TableError, match=r"further rows stand below it: .* \(row 4\)"):
        fit_table(DCF, gap)
    filled = fit_table(DCF, gap, leave_out=True)
    assert ([1.0], {"does_not_fit": 1}) == (filled.columns["revenue"], filled.left_out)


@pytest.mark.parametrize("called", ["Total", "合计", "TOTAL:"])
def test_a_total_is_no_year(called: str) -> None:
    """A row that adds up the years is left out and counted as what it is."""
    filled = fit_table(DCF, table(("Year", ["1", "2", called]), ("Revenue", [8.0, 4.5, 12.5]),
                                  ("Share kept", [0.9, 0.8, None])))  # fmt: skip
    assert ([8.0, 4.5], {"total_row": 1}) == (filled.columns["revenue"], filled.left_out)
    kept = fit_table(DCF, table(("Year", ["1", "2", called]), ("Revenue", [8.0, 4.5, 99.0])))
    assert [8.0, 4.5, 99.0] == kept.columns["revenue"]


@pytest.mark.parametrize(("first", "second"), [("Revenue", "收入"), ("Cost", "Costs")])
def test_two_columns_of_one_meaning_are_a_question(first: str, second: str) -> None:
    """Columns that fit equally well are both named; a title of the template's own comes first."""
    columns = {"Revenue": [9.0], first: [1.0], second: [2.0]}
    with pytest.raises(AmbiguousError, match=f"columns {first} and {second} mean the same"):
        fit_table(DCF, table(*columns.items()))
    best = fit_table(DCF, table(("Revenue", [9.0]), ("Costs", [1.0]), ("Service cost", [2.0])))
    assert [2.0] == best.columns["cost"]


def test_labels_as_a_person_writes_them() -> None:
    """A date has no time, a whole number no decimals, and a row without a label gets its number."""
    days = pd.to_datetime(["2021-01-01", None, "2023-01-01"])
    for labels, expected in (
        (days, ["2021-01-01", "2", "2023-01-01"]),
        ([2021.0, np.nan, 2023.5], ["2021", "2", "2023.5"]),
        ([" A ", "", "2021-05-01 00:00:00"], ["A", "2", "2021-05-01"]),
    ):
        filled = fit_table(DCF, table(("Year", list(labels)), ("Revenue", [1.0, 2.0, 3.0])))
        assert expected == filled.columns["year"]


@pytest.mark.parametrize("mark", ["%", " %", "％"])
def test_per_cent_as_text(mark: str) -> None:
    """80% as text is the share 0.8, beside plain shares too."""
    given_table = table(("Revenue", [1.0, 2.0, 3.0]), ("Share kept", [f"80{mark}", "0.5", "7.5%"]))
    assert [0.8, 0.5, 0.075] == fit_table(DCF, given_table).columns["retention"]


def test_the_decimal_mark_can_be_said() -> None:
    """Numbers that can be read two ways are a question, and read as asked."""
    unclear = table(("Revenue", ["1,234", "5,678"]))
    with pytest.raises(AmbiguousError, match="turn the texts into numbers"):
        fit_table(DCF, unclear)
    for mark, expected in ((".", [1234.0, 5678.0]), (",", [1.234, 5.678])):
        options = CleaningOptions(decimal=mark)  # type: ignore[arg-type]
        assert expected == fit_table(DCF, unclear, options=options).columns["revenue"]


def test_a_number_beyond_the_limits_says_them() -> None:
    """A number out of limits is told the limits, an error in a cell is shown as it is."""
    with pytest.raises(TableError, match=r"from -1,000,000,000,000 to 1,000,000,000,000: .*row 2"):
        fit_table(DCF, table(("Revenue", [2e12])))
    error = SourceTable(
        "a.xlsx", ("Revenue",), (pd.Series([1.0, np.nan]),), errors={0: {1: "#N/A"}}
    )
    with pytest.raises(TableError, match=r"must hold numbers: .*\(got #N/A in row 3\)"):
        fit_table(DCF, error)


@pytest.mark.parametrize("name", SALES)
def test_sales_by_their_usual_headers(name: str) -> None:
    """Sales fill a template by the same headers that Segment sheet knows."""
    filled = fit_table(EXERCISES[name], sales(["001", "002", "001", "1"]))
    assert ["001", "002", "001", "1"] == list(filled.columns["customer"])
    assert [45658.0, 45659.0, 45660.0, 45661.0] == filled.columns["date"]


@pytest.mark.parametrize("name", SALES)
def test_bad_sale_is_refused_with_its_row(name: str) -> None:
    """A line without a date is refused with its row, or left out where that is asked for."""
    bad = table(("Customer", ["a", "b"]), ("Date", ["2025-01-01", "soon"]), ("Amount", [1.0, 2.0]))
    with pytest.raises(TableError, match=r"row 3 has a date that cannot be read \(customer b, date "
                                         r"soon, amount 2; 1 such row\): correct it"):  # fmt: skip
        fit_table(EXERCISES[name], bad)
    filled = fit_table(EXERCISES[name], bad, leave_out=True)
    assert (1, {"bad_date": 1}) == (filled.rows, dict(filled.left_out))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("", "2025-01-01", "1"), "row 3 has no customer"),
        (("#N/A", "2025-01-01", "1"), "row 3 has an error for its customer"),
        (("a", "", "1"), "row 3 has no date"),
        (("a", "2025-01-01", ""), "row 3 has no amount"),
        (("a", "2025-01-01", "x"), "row 3 has an amount that cannot be read"),
    ],
)
def test_a_refused_sale_says_why(line: tuple[str, str, str], said: str) -> None:
    """The first line that does not fit is told with its reason and the lines of that reason."""
    good = ("b", "2025-01-02", "2")
    lines = [good, line, ("c", "later", "3"), line]
    columns = zip(("Customer", "Date", "Amount"), zip(*lines, strict=True), strict=True)
    given_table = table(*((title, [cell or None for cell in cells]) for title, cells in columns))
    if line[0].startswith("#"):
        given_table = with_error(given_table, line[0], (1, 3))
    with pytest.raises(TableError, match=f"{said} .*2 such rows"):
        fit_table(EXERCISES["rfm"], given_table)


def with_error(given_table: SourceTable, error: str, rows: tuple[int, ...]) -> SourceTable:
    """The table with an error in the first column, as a sheet has it."""
    customers = given_table.columns[0].mask([row in rows for row in range(given_table.rows)])
    columns = (customers, *given_table.columns[1:])
    return SourceTable("own.xlsx", given_table.headers, columns,
                       errors={0: dict.fromkeys(rows, error)})  # fmt: skip


def test_a_total_below_sales_is_left_out() -> None:
    """A row that adds up the sales is no fault, and is counted."""
    sold = table(("Customer", ["a", "b", "Total"]), ("Date", ["2025-01-01", "2025-01-02", None]),
                 ("Amount", [1.0, 2.5, 3.5]))  # fmt: skip
    filled = fit_table(EXERCISES["rfm"], sold)
    assert (2, {"total_row": 1}) == (filled.rows, filled.left_out)


@pytest.mark.parametrize("name", SALES)
@pytest.mark.parametrize(("first", "second"), [("ABC", "abc"), ("Ñu", "ñu")])
def test_customers_that_a_sheet_cannot_tell_apart(name: str, first: str, second: str) -> None:
    """Customers that differ in letter case alone are refused, both named."""
    with pytest.raises(TableError, match=f"customers {first} and {second} differ only in capital"):
        fit_table(EXERCISES[name], sales([first, "x", second]), leave_out=True)


@pytest.mark.parametrize("name", SALES)
def test_revenue_has_to_be_left(name: str) -> None:
    """Sales that returns undo are refused with what they add up to."""
    undone = table(("Customer", ["a", "a"]), ("Date", ["2025-01-01", "2025-01-02"]),
                   ("Amount", [5.0, -7.25]))  # fmt: skip
    with pytest.raises(TableError, match=r"add up to -2.25 after returns: .* revenue above 0"):
        fit_table(EXERCISES[name], undone)


@pytest.mark.parametrize("name", SALES)
def test_limits_of_sales_hold(name: str) -> None:
    """An amount or a date beyond its limits is refused with them, or left out where asked for."""
    far = table(("Customer", ["a", "b", "b"]), ("Date", ["2025-01-01", "2025-01-02", "2025-01-03"]),
                ("Amount", [1.0, 3e12, -1.0]))  # fmt: skip
    with pytest.raises(
        TableError, match=r"Amount must hold numbers from -1,000.*got 3,000,.*row 3"
    ):
        fit_table(EXERCISES[name], far)
    filled = fit_table(EXERCISES[name], far, leave_out=True)
    assert (["a"], {"does_not_fit": 1, "no_purchase": 1}) == (
        list(filled.columns["customer"]), filled.left_out
    )  # fmt: skip


def test_order_of_dates_can_be_said() -> None:
    """Dates that can be read two ways are a question, and read as asked."""
    unclear = table(("Customer", ["a", "b"]), ("Date", ["3/4/2025", "5/6/2025"]),
                    ("Amount", [1.0, 2.0]))  # fmt: skip
    with pytest.raises(AmbiguousError, match="write dates as 2025-12-31"):
        fit_table(EXERCISES["rfm"], unclear)
    options = CleaningOptions(date_order="month")
    first = fit_table(EXERCISES["rfm"], unclear, options=options).columns["date"][0]
    assert dt.date(2025, 3, 4) == dt.date(1899, 12, 30) + dt.timedelta(days=first)


@pytest.mark.parametrize("name", SALES)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_own_titles_fit(name: str, language: str) -> None:
    """Sales under a template's own titles fit it; the usual headers come first."""
    titles = [each.title.say(language) for each in EXERCISES[name].data.fields]
    values: list[list[Any]] = [["a", "b"], ["2025-01-01", "2025-01-02"], [1.0, 2.0]]
    filled = fit_table(EXERCISES[name], table(*zip(titles, values, strict=True)))
    assert ["a", "b"] == filled.columns["customer"]
    if "Card" in titles:
        both = table(("Card", ["x", "y"]), ("Customer ID", ["a", "b"]),
                     *list(zip(titles, values, strict=True))[1:])  # fmt: skip
        assert ["a", "b"] == fit_table(EXERCISES[name], both).columns["customer"]


@pytest.mark.parametrize("name", EXERCISES)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_template_takes_its_own_workbook(name: str, language: str, root: Path) -> None:
    """Each built workbook, given as data to its own template, gives the data it was built with."""
    exercise = EXERCISES[name]
    read = read_sheet(root / "workbooks" / language / f"{name}.xlsx",
                      chosen=chosen_columns(exercise))  # fmt: skip
    filled = fit_table(exercise, read)
    assert (dict(usual_columns(exercise, language)), {}) == (dict(filled.columns), filled.left_out)


def own(exercise: Exercise, rows: int) -> SourceTable:
    """An exercise's own data so often that it has so many rows."""
    usual = usual_columns(exercise, "en")
    titles = [each.title.en for each in exercise.data.fields]
    repeated = [list(islice(cycle(column), rows)) for column in usual.values()]
    return table(*zip(titles, repeated, strict=True))


@pytest.mark.parametrize("name", EXERCISES)
def test_too_many_rows_are_refused(name: str) -> None:
    """A table that would make the workbook too slow is refused before anything is built."""
    exercise = EXERCISES[name]
    rows = exercise.data.most + 1
    given_table = (
        own(exercise, rows) if name not in SALES else sales([f"c{n % 99}" for n in range(rows)])
    )
    with pytest.raises(TableError, match="this template takes up to") as refused:
        fit_table(exercise, given_table)
    assert (name in SALES) == ("Segment sheet" in str(refused.value))


def test_too_much_work_is_refused() -> None:
    """Sales of so many customers that a sheet could not cope are refused, customers counted."""
    with pytest.raises(TableError, match=r"for 5000 customers this template takes up to 2000 rows"):
        fit_table(EXERCISES["segmentation"], sales([f"c{n}" for n in range(5000)]))


def test_what_cannot_be_worked_out_is_a_sentence() -> None:
    """A formula that fails over the user's data is told, with its cell, as a refusal."""
    filled = Filled({"year": ["1"], "revenue": [1e300], "cost": [-1e300], "retention": [1.0]})
    with pytest.raises(TableError, match=r"cannot be worked out in the template \(\w+!"):
        fill(DCF, "en", filled, figures={"discount_rate": -1.0})


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", SALES)
def test_other_customers_fill_the_whole_workbook(name: str, language: str) -> None:
    """Filled with other sales, formulas and functions still agree and no cell shows an error."""
    ids = ["001", "1", "A*", "b?", "张三", "=x", "x y"]
    customers = [ids[(n * n) % 7] for n in range(60)]
    report = fill(EXERCISES[name], language, fit_table(EXERCISES[name], sales(customers)))
    agree = {"en": "Agree", "zh": "一致"}[language]
    said = [
        value.value for sheet in report.sheets for one in sheet.tables for column in one.columns
        if column.title == agree for value in column.values if value is not None
    ]  # fmt: skip
    assert {"✓"} == set(said)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", EXERCISES)
def test_own_data_filled_in_changes_the_story_alone(name: str, language: str) -> None:
    """A template filled with its own data is the template, without its title, case and source."""
    exercise = EXERCISES[name]
    columns = usual_columns(exercise, language)
    usual = drawn(exercise, language)
    filled = drawn(exercise, language, columns=columns)
    told, neutral = [{text.text for text in r.sheets[0].texts} for r in (usual, filled)]
    # A paragraph that follows figures is a cell, and goes as the others do.
    told_of = {text.say(language) for text in (exercise.title, *exercise.case)}
    story = {text for text in told_of if not text.startswith("=")}
    assert story <= told
    gone = story | {t for t in told if "ource: " in t or "来源：" in t}
    assert neutral - told == {exercise.neutral_title.say(language), exercise.neutral.say(language)}
    assert gone == told - neutral


@pytest.mark.parametrize("name", EXERCISES)
def test_own_data_filled_in_give_the_same_answers(name: str) -> None:
    """A template filled with its own data has the right answers that it had."""
    exercise = EXERCISES[name]
    filled = Filled(usual_columns(exercise, "en"))
    assert solutions(built(name, "en")) == solutions(fill(exercise, "en", filled))


def test_a_title_of_ones_own_stands_everywhere() -> None:
    """A title that is given stands on the first sheet, the last ones and in the file's properties."""
    report = drawn(DCF, "en", title="=Our boiler contracts")
    titles = [t.text for sheet in report.sheets for t in sheet.texts if (t.row, t.column) == (0, 0)]
    assert "=Our boiler contracts" == titles[0] == report.title
    assert ["=Our boiler contracts · Solution", "=Our boiler contracts · Functions"] == titles[-2:]


@settings(max_examples=25)
@given(st.lists(st.tuples(st.floats(0, 1e6), st.floats(0, 1)), min_size=1, max_size=12))
def test_any_flows_give_consistent_answers(rows: list[tuple[float, float]]) -> None:
    """Whatever the flows, shares as stated are worth at least what they are when multiplied."""
    given_table = table(("Revenue", [r for r, _ in rows]), ("Share kept", [s for _, s in rows]))
    found = solutions(fill(DCF, "en", fit_table(DCF, given_table), figures={"acquisition_cost": 0}))
    assert found["sol_start"] >= 0
    assert found["sol_stated_end"] >= found["sol_product_end"] - 1e-6


def test_refusal_is_a_sentence_in_chinese_too() -> None:
    """What does not fit is said in Chinese as well."""
    with pytest.raises(ClvxlError) as refused:
        fit_table(DCF, table(("Turnover", [5.0])))
    assert "Revenue 一列" in refused.value.sentence("zh")
