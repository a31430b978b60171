"""Cells that the parser does not tell: words for nothing, truth values, merged cells, formulas."""

from __future__ import annotations

import csv
import itertools
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xlsxwriter

from clvxl.data.cleaning import clean_transactions
from clvxl.data.columns import match_columns
from clvxl.data.records import Transactions
from clvxl.errors import FileError
from clvxl.files.text_files import read_text
from clvxl.files.xlsx import _sheet_text
from clvxl.files.xlsx._sheet_text import SheetText
from clvxl.files.xlsx.reader import read_sheet
from tests.files.xlsx.test_reader import DAY, HEADER_ROW, HEADERS, book, raw_book

WORDS = ["NULL", "null", "NA", "N/A", "n/a", "None", "nan", "NaN", "(null)", "<NA>", "-", "无"]


def _cleaned(path: Path) -> Transactions:
    table = read_text(path) if path.suffix == ".csv" else read_sheet(path)
    return clean_transactions(table, match_columns(table.headers))


def _both(folder: Path, rows: list[list[Any]]) -> tuple[Transactions, Transactions]:
    """The same table from a text file and from a workbook."""
    text, sheet = folder / "t.csv", folder / "t.xlsx"
    with text.open("w", encoding="utf-8", newline="") as file:
        shown = [[str(c).upper() if isinstance(c, bool) else c for c in row] for row in rows]
        csv.writer(file).writerows([HEADERS, *shown])
    with xlsxwriter.Workbook(sheet, {"strings_to_formulas": False}) as target:
        cells = target.add_worksheet()
        cells.write_row(0, 0, HEADERS)
        for at, row in enumerate(rows, start=1):
            cells.write_row(at, 0, row)
    return _cleaned(text), _cleaned(sheet)


def _account(cleaned: Transactions) -> list[Any]:
    counts, left = cleaned.counts, cleaned.left_out
    return [
        (counts.lines, counts.used, counts.left_out, counts.blank_rows, dict(counts.reasons)),
        [list(map(str, column)) for column in (left.row, left.reason, left.customer, left.amount)],
        [str(label).removesuffix(".0") for label in cleaned.labels],
        cleaned.customers.tolist(), cleaned.days.tolist(), cleaned.amounts.tolist(),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("word", "customers"),
    [(word, [7, 8, 1]) for word in [*WORDS, "TRUE", "x", True, False]]
    + [("NULL", ["a", "b", "c"]), (True, ["a", "b", "c"])],
)
def test_text_file_and_workbook_agree(tmp_path: Path, word: Any, customers: list[Any]) -> None:
    """A word or a truth value in any column gives the same account from .csv and .xlsx."""
    rows: list[list[Any]] = [[customer, "2024-05-01", 1] for customer in customers]
    for columns in ((0,), (1,), (2,), (0, 1, 2)):
        rows.insert(2, [word if at in columns else rows[0][at] for at in range(3)])
    text, sheet = _both(tmp_path, rows)
    assert _account(text) == _account(sheet)
    assert 7 == sheet.counts.lines
    assert (4 if word in ("TRUE", "x", True, False) else 3) == sheet.counts.used


@pytest.mark.parametrize("word", ["NULL", "nan", "(null)"])
def test_a_word_among_dates_of_a_sheet(tmp_path: Path, word: str) -> None:
    """A word for nothing among true dates is no date, and the dates stay what they are."""
    rows = [HEADERS, ["a", DAY, 1], ["a", word, 2], ["a", DAY, 4]]
    got = _cleaned(book(tmp_path / "t.xlsx", {"S": (2, 1, rows)}))
    assert ([1.0, 4.0], {"no_date": 1}) == (got.amounts.tolist(), dict(got.counts.reasons))
    assert [45413.0] * 2 == got.days.tolist()


def test_true_is_no_amount(tmp_path: Path) -> None:
    """TRUE and FALSE among amounts cannot be read; 1 and 0 can."""
    rows = [HEADERS, ["a", DAY, 1], ["a", DAY, True], ["a", DAY, 2.5], ["a", DAY, False]]
    got = _cleaned(book(tmp_path / "t.xlsx", {"S": (0, 0, rows)}))
    assert [1.0, 2.5] == got.amounts.tolist()
    assert ["TRUE", "FALSE"] == got.left_out.amount.tolist()
    assert {"bad_amount": 2} == dict(got.counts.reasons)


def test_texts_and_numbers_as_customers_of_a_sheet(tmp_path: Path) -> None:
    """The texts 12 and 12.0 are two, the number 12 is the text 12; long numbers are nobody."""
    names: list[Any] = ["12", "12.0", 12, 1e15, "1000000000000000", "1.2E+15"]
    with xlsxwriter.Workbook(tmp_path / "t.xlsx") as target:
        sheet = target.add_worksheet()
        sheet.write_row(0, 0, HEADERS)
        for at, name in enumerate(names, start=1):
            (sheet.write_string if isinstance(name, str) else sheet.write_number)(at, 0, name)
            sheet.write_row(at, 1, ["2024-05-01", 1.25])
    got = _cleaned(tmp_path / "t.xlsx")
    assert ["12", "12.0", "1000000000000000"] == got.labels.tolist()
    assert [0, 1, 0, 2] == got.customers.tolist()
    assert [5, 7] == got.left_out.row.tolist()
    assert {"long_number": 2} == dict(got.counts.reasons)


@pytest.mark.parametrize(("row", "column"), [(0, 0), (3, 2)])
@pytest.mark.parametrize("first", ["Ann", 7])
def test_merged_customers_and_dates_count_for_all_rows(
    tmp_path: Path, row: int, column: int, first: Any
) -> None:
    """A merged customer or date stands in all its rows; a merged amount counts once."""
    with xlsxwriter.Workbook(tmp_path / "t.xlsx", {"default_date_format": "yyyy-mm-dd"}) as target:
        sheet, form = target.add_worksheet(), target.add_format({"num_format": "yyyy-mm-dd"})
        sheet.merge_range(row, column, row, column + 2, "Sales")
        top = row + 1
        sheet.write_row(top, column, HEADERS)
        lines = [[first, DAY, 1], [None, DAY, 2], [None, DAY, 4], ["Bob", DAY, 8], ["Bob", None, 16],
                 [None, DAY, 32], ["Cy", DAY, 64], ["Cy", DAY, None]]  # fmt: skip
        for at, line in enumerate(lines, start=top + 1):
            sheet.write_row(at, column, line)
        sheet.merge_range(top + 1, column, top + 3, column, first)
        sheet.merge_range(top + 4, column + 1, top + 5, column + 1, None)
        sheet.write_datetime(top + 4, column + 1, DAY, form)
        sheet.merge_range(top + 7, column + 2, top + 8, column + 2, 64)
    table = read_sheet(tmp_path / "t.xlsx")
    got = clean_transactions(table, match_columns(table.headers))
    assert [str(first), "Bob", "Cy"] == [str(label) for label in got.labels]
    sums = np.bincount(got.customers, weights=got.amounts).tolist()
    assert [7.0, 24.0, 64.0] == sums
    assert {"no_customer": 1, "no_amount": 1} == dict(got.counts.reasons)
    assert "3" == table.facts["merged_filled"]


def test_nothing_is_filled_without_merged_cells(tmp_path: Path) -> None:
    """A blank customer below another stays blank where no cells are merged."""
    rows = [HEADERS, ["a", DAY, 1], [None, DAY, 2]]
    table = read_sheet(book(tmp_path / "t.xlsx", {"S": (0, 0, rows)}))
    assert "merged_filled" not in table.facts
    assert [1] == np.flatnonzero(table.columns[0].isna()).tolist()


def _formula_rows(value: str, kind: str = "") -> str:
    cell = '<c r="A{0}" t="inlineStr"><is><t>a</t></is></c><c r="B{0}"><v>45000</v></c>'
    amounts = ["<c r='C2'><v>5</v></c>", f"<c r='C3'{kind}><f>C2*2</f>{value}</c>"]
    return HEADER_ROW + "".join(
        f'<row r="{at}">{cell.format(at)}{amount}</row>'.replace("'", '"')
        for at, amount in enumerate(amounts, start=2)
    )


@pytest.mark.parametrize("value", ["<v/>", "<v></v>", ""])
def test_a_formula_that_was_never_calculated(tmp_path: Path, value: str) -> None:
    """A formula without a stored value is called that, with its row and the cure."""
    path = raw_book(tmp_path / "t.xlsx", _formula_rows(value))
    with pytest.raises(FileError, match="formulas that were never calculated: open the file") as e:
        read_sheet(path)
    assert "row 3" in e.value.sentence()
    assert "从未计算过的公式" in e.value.sentence("zh")


def test_a_formula_that_was_calculated_is_its_value(tmp_path: Path) -> None:
    """A stored value counts; a formula whose value is an empty text is a blank."""
    path = raw_book(tmp_path / "t.xlsx", _formula_rows("<v>10</v>"))
    assert [5.0, 10.0] == read_sheet(path).columns[2].tolist()
    raw_book(path, _formula_rows("<v></v>", " t='str'"))
    assert {"no_amount": 1} == dict(_cleaned(path).counts.reasons)


def test_text_is_looked_through_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever the text is cut, merged cells, truth values and formulas are found, once each."""
    rows = _formula_rows("<v/>") + '<row r="4"><c r="A4" t="b"><v>1</v></c></row>'
    path = raw_book(tmp_path / "t.xlsx", rows)
    merged = '</sheetData><mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells>'
    text = path.read_bytes()
    raw_book(path, rows + merged + "<sheetData>")
    assert text != path.read_bytes()
    for size, overlap in itertools.product((64, 97, 301), (64,)):
        monkeypatch.setattr(_sheet_text, "CHUNK", size)
        monkeypatch.setattr(_sheet_text, "OVERLAP", overlap)
        found = SheetText(path, "xl/worksheets/sheet1.xml")
        assert found.may_hold_truths()
        assert [(0, 2, 3)] == [(area.column, area.top, area.bottom) for area in found.merged()]
        assert {(2, 3)} == set(found.formulas_without_value())
    assert SheetText(path, None).may_hold_truths()
    assert [] == SheetText(path, "xl/none.xml").merged()


def _ods_cell(value: Any) -> str:
    if isinstance(value, str):
        return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
    return f'<table:table-cell office:value-type="float" office:value="{value}"/>'


@pytest.mark.parametrize("name", ["t.ods", "t.xlsx"])
def test_a_workbook_is_read_by_its_content(tmp_path: Path, name: str) -> None:
    """An .ods is read as any workbook, whatever its ending, words for nothing and all."""
    rows = [HEADERS, ["a", "2024-05-01", 1], ["NULL", "2024-05-01", 2], ["a", "2024-05-01", "N/A"]]
    table = "".join(
        f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows
    )
    spaces = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text")
    )
    with zipfile.ZipFile(tmp_path / name, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr(
            "content.xml",
            f"<office:document-content{spaces}><office:body><office:spreadsheet>"
            f'<table:table table:name="S">{table}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    got = _cleaned(tmp_path / name)
    assert ([1.0], [2]) == (got.amounts.tolist(), got.rows.tolist())
    assert {"no_customer": 1, "no_amount": 1} == dict(got.counts.reasons)
