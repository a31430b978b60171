"""What the reader knows of cells beyond their values: their columns, errors, numbers among text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import xlsxwriter

from clvxl.data.cleaning import CleaningOptions, clean_transactions
from clvxl.data.columns import match_columns
from clvxl.errors import AmbiguousError, ColumnsNotFoundError, FileError
from clvxl.files.xlsx._child import Request, _answer, _is_called
from clvxl.files.xlsx._loading import Sheet
from clvxl.files.xlsx._marks import ERRORS
from clvxl.files.xlsx.reader import read_sheet
from tests.files.xlsx.test_reader import DAY, HEADER_ROW, HEADERS, book, raw_book, refusal


@pytest.mark.parametrize("error", ERRORS.values())
@pytest.mark.parametrize("all_columns", [False, True])
def test_errors_are_known(tmp_path: Path, error: str, all_columns: bool) -> None:
    """An error in any column is told with its place, a whole row of them too."""
    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as target:
        sheet = target.add_worksheet()
        sheet.write_row(2, 1, [*HEADERS, "Note"])
        sheet.write_row(3, 1, ["a", DAY, 1.5, 7])
        for column in range(1, 5):
            sheet.write_formula(4, column, "=A1", None, error)
        sheet.write_row(5, 1, ["b", DAY, 2.5, 8])
    table = read_sheet(path, all_columns=all_columns)
    assert 3 == table.rows
    assert {at: {1: error} for at in range(4 if all_columns else 3)} == table.errors
    assert [1.5, 2.5] == table.columns[2].dropna().tolist()


def _with_stay(path: Path, column: int, above: Any) -> Path:
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as target:
        sheet = target.add_worksheet()
        sheet.write_row(0, 0, [*HEADERS, "Stay"])
        for row in (1, 2, 3):
            sheet.write_row(row, 0, ["a", DAY, 1.5, above])
        sheet.write_number(2, column, 1.5, target.add_format({"num_format": "[h]:mm"}))
    return path


@pytest.mark.parametrize("above", ["x", 1, DAY, True])
def test_one_length_of_time_elsewhere_does_no_harm(tmp_path: Path, above: Any) -> None:
    """A length of time among other values of a column that no role needs changes nothing."""
    path = _with_stay(tmp_path / "t.xlsx", 3, above)
    for all_columns in (False, True):
        table = read_sheet(path, all_columns=all_columns)
        assert [["a"] * 3, [DAY] * 3, [1.5] * 3] == [list(each) for each in table.columns[:3]]


@pytest.mark.parametrize("column", [0, 1, 2])
def test_one_length_of_time_is_bad_in_its_own_row(tmp_path: Path, column: int) -> None:
    """A length of time among customers, dates or amounts is an error of its cell alone."""
    table = read_sheet(_with_stay(tmp_path / "t.xlsx", column, 1))
    assert {column: {1: "36:00:00"}} == table.errors
    cleaned = clean_transactions(table, match_columns(table.headers))
    assert [2, 4] == cleaned.rows.tolist()
    assert [45413.0] * 2 == cleaned.days.tolist()
    assert [["bad_customer"], ["bad_date"], ["bad_amount"]][column] == list(cleaned.left_out.reason)


def test_numbers_among_text_are_known(tmp_path: Path) -> None:
    """Cells that were numbers are told from the same numbers kept as text."""
    amounts = ["1.234", "2.500,50", 1.234, -7, "12", True]
    rows: list[list[Any]] = [HEADERS, *(["a", DAY, amount] for amount in amounts)]
    table = read_sheet(book(tmp_path / "t.xlsx", {"S": (2, 1, rows)}))
    assert [None, None, 1.234, -7.0, None, None] == [
        None if pd.isna(number) else number for number in table.numbers[2]
    ]
    cleaned = clean_transactions(table, match_columns(table.headers))
    assert [1234.0, 2500.5, 1.234, -7.0, 12.0] == cleaned.amounts.tolist()
    assert "," == cleaned.decimal_mark


def test_european_text_listens_to_the_user(tmp_path: Path) -> None:
    """Amounts that are all text are read with the mark that the user names, or asked about."""
    path = book(tmp_path / "t.xlsx", {"S": (0, 0, [HEADERS, ["a", DAY, "1.234"]])})
    table = read_sheet(path)
    columns = match_columns(table.headers)
    with pytest.raises(AmbiguousError, match="turn the texts into numbers"):
        clean_transactions(table, columns)
    cleaned = clean_transactions(table, columns, CleaningOptions(decimal=","))
    assert [1234.0] == cleaned.amounts.tolist()


def test_long_numbers_among_customers_are_known(tmp_path: Path) -> None:
    """A customer number that was cut by the sheet is told from the same digits as text."""
    customers = [12345678901234567890, "12345678901234567890", "A1"]
    rows: list[list[Any]] = [HEADERS, *([customer, DAY, 1] for customer in customers)]
    table = read_sheet(book(tmp_path / "t.xlsx", {"S": (0, 0, rows)}))
    cleaned = clean_transactions(table, match_columns(table.headers))
    assert customers[1:] == cleaned.labels.tolist()
    assert ["long_number"] == cleaned.left_out.reason.tolist()


@pytest.mark.parametrize("others", [[], ["2024-05-20"], [DAY]])
def test_unformatted_dates_of_1904(tmp_path: Path, others: list[Any]) -> None:
    """A number without a date's format counts from 1904 too, alone and among dates."""
    rows: list[list[Any]] = [HEADERS, *(["a", day, 1] for day in [40000, *others])]
    path = book(tmp_path / "t.xlsx", {"S": (0, 0, rows)}, date_1904=True)
    table = read_sheet(path)
    assert 1462.0 == table.date_offset
    cleaned = clean_transactions(table, match_columns(table.headers))
    assert 41462.0 == cleaned.days[0]
    assert all(day >= 45413 for day in cleaned.days[1:])


def test_visible_sheets_come_first_and_others_are_told(tmp_path: Path) -> None:
    """A hidden sheet is used only where no visible one fits; others that fit are named."""
    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(path) as target:
        for name in ("Old", "May", "Notes", "June"):
            sheet = target.add_worksheet(name)
            sheet.write_row(1, 2, [name] if name == "Notes" else HEADERS)
            sheet.write_row(2, 2, ["a", 45000, 3])
        target.get_worksheet_by_name("May").activate()
        target.get_worksheet_by_name("May").set_first_sheet()
        target.get_worksheet_by_name("Old").very_hidden()
    assert {"sheet": "May", "other_sheets": "June, Old"} == read_sheet(path).facts
    assert {"sheet": "Old"} == read_sheet(path, sheet="old").facts
    chosen = {"customer": "nobody"}
    with pytest.raises(ColumnsNotFoundError):
        read_sheet(path, chosen=chosen)


def test_a_hidden_sheet_is_better_than_none(tmp_path: Path) -> None:
    """Where the table is on a hidden sheet alone it is read."""
    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(path) as target:
        target.add_worksheet("Notes").write(0, 0, "Sales")
        sheet = target.add_worksheet("Data")
        sheet.write_row(0, 0, HEADERS)
        sheet.write_row(1, 0, ["a", 45000, 3])
        sheet.hide()
    assert {"sheet": "Data"} == read_sheet(path).facts


def test_a_banner_is_not_the_header_row(tmp_path: Path) -> None:
    """A line of words like headers right above the headers does not win over them."""
    banner = ["Report for customer", "Date", "Total / all", "2024-05-05", "35"]
    rows = [banner, HEADERS, ["a", DAY, 1], ["b", DAY, 2]]
    table = read_sheet(book(tmp_path / "t.xlsx", {"S": (0, 0, rows)}))
    assert (tuple(HEADERS), 3) == (table.headers, table.first_row)
    assert [[DAY, DAY], [1.0, 2.0]] == [list(column) for column in table.columns[1:]]


def test_an_error_that_is_not_known_is_named(tmp_path: Path) -> None:
    """A workbook with an error that the parser does not know says which cells to mend."""
    cell = '<row r="2"><c r="C2" t="e"><v>#SPILL!</v></c></row>'
    sentence = refusal(raw_book(tmp_path / "t.xlsx", HEADER_ROW + cell))
    assert "t.xlsx has cells with the error #SPILL!, which cannot be read" in sentence


def test_columns_keep_their_type_beside_odd_cells(tmp_path: Path) -> None:
    """Columns with one odd cell stay dates and numbers, wherever they stand on the sheet."""
    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as target:
        sheet = target.add_worksheet()
        span = target.add_format({"num_format": "[h]:mm"})
        sheet.write_row(1, 2, ["Stay", "Note", *HEADERS])
        for row in (2, 3, 4):
            sheet.write_row(row, 2, ["x", 1, 7, DAY, 2.5])
        sheet.write_number(2, 2, 1.5, span)
        for column, row in ((4, 2), (5, 3), (6, 4)):
            sheet.write_number(row, column, 2.5, span)
        sheet.write_formula(2, 5, "=A1", None, "#NAME?")
    table = read_sheet(path)
    assert ["f", "M", "f"] == [column.to_numpy().dtype.kind for column in table.columns]
    assert {0: {0: "60:00:00"}, 1: {0: "#NAME?", 1: "60:00:00"}, 2: {2: "60:00:00"}} == table.errors
    assert {} == table.numbers
    assert [7.0, 7.0] == table.columns[0].dropna().tolist()
    assert [DAY] == table.columns[1].dropna().tolist()


TITLES = {
    "one": [["Plan"]],
    "several": [["Plan"], [], ["Sales", "of May"]],
    "right": [["", "", "", "", "", "", "", "", "Plan", "of May"]],
    "both": [["Plan", "", "", "", "", "", "", "", "", "", "", "page 1"]],
}


def _titled(path: Path, titles: str, column: int, headers: list[str], rows: Any) -> Path:
    """A workbook with titles from A1 on and below them a table that starts in another column."""
    shifted = [[""] * column + cells for cells in [headers, *rows]]
    above = [cells[:column] if titles in ("one", "several") else cells for cells in TITLES[titles]]
    return book(path, {"S": (0, 0, [*above, *shifted])})


@pytest.mark.parametrize("titles", TITLES)
@pytest.mark.parametrize("column", [1, 2, 5])
@pytest.mark.parametrize("right", [[], ["Note", "Rebate"]])
@pytest.mark.parametrize("every", [False, True])
def test_a_title_elsewhere_moves_no_column(
    tmp_path: Path, titles: str, column: int, right: list[str], every: bool
) -> None:
    """The columns are those under their headers, wherever titles stand and the table starts."""
    later, headers = DAY.replace(month=6), ["Customer", "Date", "Delivery date", "Amount", *right]
    rows = [["a", DAY, later, 1.5, *right], ["b", DAY, later, 2.5, *right]]
    path = _titled(tmp_path / "t.xlsx", titles, column, headers, rows)
    table = read_sheet(path, all_columns=every)
    assert len(TITLES[titles]) + 2 == table.first_row
    cells = {
        title: list(values)
        for title, values in zip(table.headers, table.columns, strict=True)
        if title
    }
    expected = dict(zip(headers, zip(*rows, strict=True), strict=True))
    if not every:
        expected = {title: expected[title] for title in HEADERS}
    assert {title: list(values) for title, values in expected.items()} == cells
    cleaned = clean_transactions(table, match_columns(table.headers))
    assert ["a", "b"] == cleaned.labels.tolist()
    assert [45413.0, 45413.0] == cleaned.days.tolist()
    assert [1.5, 2.5] == cleaned.amounts.tolist()


@pytest.mark.parametrize("titles", TITLES)
@pytest.mark.parametrize("column", [1, 2, 5])
def test_a_title_elsewhere_moves_no_column_that_was_named(
    tmp_path: Path, titles: str, column: int
) -> None:
    """Columns found by a template's titles and by the user's names stand where they stand."""
    headers = ["Client no", "Year", "Revenue", "Cost", "Day", "Paid"]
    rows = [["a", 1, 100, 60, DAY, 7], ["b", 2, 200, 70, DAY, 8]]
    path = _titled(tmp_path / "t.xlsx", titles, column, headers, rows)
    fields = {"year": ["Year"], "cost": ["Costs", "Cost"], "rate?": ["Rate"]}
    table = read_sheet(path, chosen=fields)
    assert ("Year", "Cost") == table.headers
    assert [[1.0, 2.0], [60.0, 70.0]] == [list(values) for values in table.columns]
    roles = {"customer": "Client no", "date": "Day", "amount": "Paid"}
    table = read_sheet(path, chosen=roles)
    assert ("Client no", "Day", "Paid") == table.headers
    assert [["a", "b"], [DAY, DAY], [7.0, 8.0]] == [list(values) for values in table.columns]


@pytest.mark.parametrize("column", [1, 2, 5])
@pytest.mark.parametrize("every", [False, True])
def test_a_title_elsewhere_moves_no_mark(tmp_path: Path, column: int, every: bool) -> None:
    """Errors, lengths of time and numbers among text are told of their own columns and rows."""
    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as target:
        sheet = target.add_worksheet()
        span = target.add_format({"num_format": "[h]:mm"})
        sheet.write(0, 0, "Plan")
        sheet.write_row(1, column, [*HEADERS, "Stay"])
        for row, amount in enumerate([2.5, "1.234", 7, 8], start=2):
            sheet.write_row(row, column, ["a", DAY, amount, "x"])
        sheet.write_formula(4, column, "=A1", None, "#N/A")
        sheet.write_number(5, column + 1, 1.5, span)
        sheet.write_number(5, column + 3, 1.5, span)
    table = read_sheet(path, all_columns=every)
    assert {0: {2: "#N/A"}, 1: {3: "36:00:00"}} == {at: table.errors[at] for at in (0, 1)}
    assert [2.5, None, 7.0, 8.0] == [
        None if pd.isna(number) else number for number in table.numbers[2]
    ]
    assert [DAY] * 3 == table.columns[1].dropna().tolist()


def test_two_columns_of_one_name_below_a_title(tmp_path: Path) -> None:
    """A header that stands twice is read as written where a title stands further left."""
    headers = [*HEADERS, "Note", "Note", "Note_1", "2024", " x "]
    path = _titled(tmp_path / "t.xlsx", "one", 2, headers, [["a", DAY, 1, 2, 3, 4, 5, 6]])
    table = read_sheet(path, all_columns=True)
    assert (*HEADERS, "Note", "Note", "Note_1", "2024", "x") == table.headers
    assert [2.0, 3.0, 4.0, 5.0, 6.0] == [values[0] for values in table.columns[3:]]
    chosen = {"customer": "Customer", "date": "Date", "amount": "2024"}
    assert [5.0] == list(read_sheet(path, chosen=chosen).columns[2])


@pytest.mark.parametrize(
    ("title", "name", "expected"),
    [
        ("Amount", "Amount ", True),
        ("Amount", "Amount_1", True),
        ("Amount", "Amount _1_1", True),
        ("Amount", "Amount net", False),
        ("Amount", "Date", False),
        ("Amount", "__UNNAMED__3", False),
        ("Amount", "", False),
        ("2024", "2024.0", True),
    ],
)
def test_a_column_under_another_header_is_known(title: str, name: str, expected: bool) -> None:
    """A loaded column is taken for the one found by its header alone, a doubled one too."""
    assert expected == _is_called(title, name)


def test_columns_that_strayed_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A column that is loaded under another header than was found is no silent wrong figure."""
    path = book(tmp_path / "t.xlsx", {"S": (0, 0, [["Plan"], HEADERS, ["a", DAY, 1]])})
    request = Request(str(path), None, None, False, 0)
    load = Sheet.load

    def shifted(sheet: Sheet, wanted: Any, needed: Any) -> Any:
        loaded = load(sheet, wanted, needed)
        sheet.names = {at + 1: name for at, name in sheet.names.items()}
        return loaded

    monkeypatch.setattr(Sheet, "load", shifted)
    with pytest.raises(FileError) as caught:
        _answer(request)
    assert (
        "column Customer on sheet S of t.xlsx is not where its header was found: copy the table "
        "alone to a new sheet, its headers in row 1"
    ) == str(caught.value)
