"""The currency that the amounts' number formats show, from a file to the report."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from clvxl.data.table import SourceTable
from clvxl.errors import AmbiguousError
from clvxl.files.xlsx.reader import read_sheet
from clvxl.jobs.catalogue import choices_of
from clvxl.jobs.segment.job import SEGMENT
from clvxl.jobs.segment.run import segment_sheet
from clvxl.report.records import Table


def workbook(folder: Path, *formats: str | None, total: str | None = None) -> SourceTable:
    """A table whose amounts have these formats in turn; the column beside has another one."""
    book = xlsxwriter.Workbook(folder / "sales.xlsx")
    sheet = book.add_worksheet("Sales")
    money = [book.add_format({"num_format": code} if code else {}) for code in formats]
    other = book.add_format({"num_format": "[$CHF] 0.00"})
    sheet.write_row(0, 0, ["Customer", "Date", "Amount", "Fee"])
    for row in range(1, 13):
        sheet.write_row(row, 0, [f"c{row % 4}", f"2024-05-{row:02}"])
        sheet.write(row, 2, 10.0 * row, money[row % len(money)])
        sheet.write(row, 3, 1.0, other)
    if total is not None:
        sheet.write(20, 5, 1.0, book.add_format({"num_format": total}))
    book.close()
    return read_sheet(folder / "sales.xlsx")


def tables(table: SourceTable, language: str = "en") -> dict[str, Table]:
    """The tables of the report by name."""
    report = segment_sheet(table, choices_of(SEGMENT, {}, language)).report
    return {each.name: each for sheet in report.sheets for each in sheet.tables}


def method(table: SourceTable, language: str = "en") -> dict[str, Any]:
    """What Method says, item to value."""
    item, value = tables(table, language)["method"].columns
    return dict(zip(item.values, value.values, strict=True))


@pytest.mark.parametrize(
    ("code", "sign", "currency"),
    [('"$"#,##0.00', "$", "$"), ("#,##0.00 [$€-407]", "€", "EUR"), ("[$£-809]#,##0.00", "£", "£"),
     ("[$¥-804]#,##0", "CNY", "CNY"), ("[$CHF] #,##0.00", "CHF", "CHF"), ('#,##0.00 "kr"', "kr", "kr")],
)  # fmt: skip
def test_the_currency_of_the_format_is_shown(
    code: str, sign: str, currency: str, tmp_path: Path
) -> None:
    """Titles of money name it, and Method says where it comes from."""
    table = workbook(tmp_path, code)
    assert (sign,) == table.formats
    titles = [column.title for column in tables(table)["segments"].columns]
    assert {f"Revenue ({currency})", f"Revenue per customer ({currency})"} < set(titles)
    assert f"{currency}, as the number format of the amounts shows" == method(table)["Currency"]
    assert f"{currency}（取自金额的数字格式）" == method(table, "zh")["币种"]


def test_plain_formats_show_none(tmp_path: Path) -> None:
    """Formats without a currency tell none, whatever stands in another column or below."""
    table = workbook(tmp_path, "0.00", None, total="[$€] 0")
    assert ("",) == table.formats
    assert "Revenue" in [column.title for column in tables(table)["segments"].columns]
    assert "Currency" not in method(table)


def test_formats_that_differ_show_none(tmp_path: Path) -> None:
    """Where only some amounts show a currency none is named, and Method says so."""
    table = workbook(tmp_path, "[$€] 0.00", "0.00")
    assert ("", "€") == table.formats
    assert "Revenue" in [column.title for column in tables(table)["segments"].columns]
    said = "none shown: the number formats of the amounts differ (no currency and €)"
    assert said == method(table)["Currency"]
    assert "未标明：金额的数字格式不一致（无币种、€）" == method(table, "zh")["币种"]


def test_formats_of_two_currencies_are_a_question(tmp_path: Path) -> None:
    """Amounts of two currencies cannot be added up, as where they stand in the cells."""
    with pytest.raises(AmbiguousError, match="several currencies"):
        tables(workbook(tmp_path, "[$€] 0.00", "[$$] 0.00"))
