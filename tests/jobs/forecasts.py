"""Tables of sales for the forecast, and what its reports hold."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from clvxl.data.purchase_days import PurchaseDays
from clvxl.data.simulate import simulate_sales
from clvxl.data.table import SourceTable
from clvxl.jobs.catalogue import choices_of
from clvxl.jobs.forecast.job import FORECAST
from clvxl.jobs.forecast.run import Forecasted, forecast_sheet
from clvxl.report.records import Table

SOLD = simulate_sales(150, 900, seed=4)
COLUMNS: tuple[list[Any], ...] = (
    list(SOLD.customers), [float(day) for day in SOLD.dates],
    [float(amount) for amount in SOLD.amounts],
)  # fmt: skip
"""Customers, sheet days and amounts, returns among them."""
CELLS = tuple([[cell] for cell in column] for column in COLUMNS)
"""The same as a function of cells takes it."""


def sales(*columns: list[Any], headers: tuple[str, ...] = ()) -> SourceTable:
    """A table of sales as a reader hands it over: customers, days, amounts, and more."""
    who, days, amounts, *more = columns or COLUMNS
    dates = pd.to_datetime(pd.Series(days), unit="D", origin="1899-12-30")
    series = (pd.Series(who, dtype="str"), dates, pd.Series(amounts, dtype=float))
    further = tuple(pd.Series(column) for column in more)
    return SourceTable("sales.csv", ("Customer", "Date", "Amount", *headers), (*series, *further))


def foretold(table: SourceTable | None = None, language: str = "en", **values: Any) -> Forecasted:
    """What the job makes of a table."""
    choices = choices_of(FORECAST, values, language)
    return forecast_sheet(sales() if table is None else table, choices, lambda share: None)


def whole(result: Forecasted) -> PurchaseDays:
    """The purchase days of all customers."""
    sold = result.base.sold
    return sold.chosen(np.ones(len(sold), dtype=bool))


def tables(result: Forecasted) -> dict[str, Table]:
    """The report's tables by name."""
    return {t.name: t for sheet in result.report.sheets for t in sheet.tables}


def column(table: Table, title: str) -> list[Any]:
    """A column's values by its title."""
    return list(next(c for c in table.columns if c.title == title).values)


def first_line(result: Forecasted) -> str:
    """What stands below the title of Summary."""
    return result.report.sheets[0].texts[1].text


def said(result: Forecasted) -> str:
    """All that Summary says in words."""
    return "\n".join(text.text for text in result.report.sheets[0].texts)
