"""The forecast from a button: drawn behind the user's sheet, and told in a sentence."""

from __future__ import annotations

import datetime as dt

import pytest

from clvxl.data.simulate import simulate_sales
from clvxl.hosts.excel import commands
from tests.hosts.excel.book import Book


@pytest.mark.parametrize(
    ("language", "sheets", "said"),
    [
        ("en", ["Summary", "Customers", "Fit", "Method"], "149 customers of Sales, A1:C901"),
        ("zh", ["概要", "客户", "拟合", "方法"], "Sales, A1:C901 的 149 位客户"),
    ],
)  # fmt: skip
def test_excel(
    monkeypatch: pytest.MonkeyPatch, language: str, sheets: list[str], said: str
) -> None:
    """The ribbon's button draws its sheets and says how many customers and what is expected."""
    sold = simulate_sales(150, 900, seed=4)
    start = dt.date(1899, 12, 30)
    rows = [
        [who, str(start + dt.timedelta(days=int(day))), float(amount)]
        for who, day, amount in zip(sold.customers, sold.dates, sold.amounts, strict=True)
    ]
    book = Book(Sales=[["Customer", "Date", "Amount"], *rows])
    monkeypatch.setattr(commands, "caller", lambda: book)
    commands.run_job("forecast", language, horizon=6, unit="month", model="bgnbd")
    ((text, mode),) = book.app.said
    assert "info" == mode, text
    assert ["Sales", *sheets] == [sheet.name for sheet in book.sheets]
    assert said in text
    assert ("Customers known on 2025-12-30" if language == "en" else "截至 2025-12-30") in text
