"""The declaration of Forecast sheet: sales in, a report of what customers will buy out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clvxl.errors import InputError
from clvxl.jobs.customer_files import ALL_CUSTOMERS, check_file
from clvxl.jobs.forecast.options import (
    COVARIATES,
    DISCOUNT_RATE,
    HOLDOUT,
    HORIZON,
    LEVEL,
    MARGIN,
    MODEL,
    SEED,
    UNIT,
)
from clvxl.jobs.options import AS_OF, DUPLICATES, PRINT_ALL, RETURNS
from clvxl.jobs.spec import Choices, Job, Result, Tell, all_for_duplicates
from clvxl.text import Text

if TYPE_CHECKING:
    from clvxl.data.table import SourceTable

__all__ = ["FORECAST"]

_RETURNS = Text(
    "a forecast cannot keep returns like purchases, as a return is no sign of life: take them off "
    "revenue, or leave them out",
    "预测不能把退货与购买同样计入，因为退货并不表示客户仍然活跃：请从收入中扣除，或不计",
)


def _check(choices: Choices) -> None:
    if choices.cleaning.returns == "keep":
        raise InputError(_RETURNS)
    check_file(choices.values)


def _all_columns(choices: Choices) -> bool:
    return all_for_duplicates(choices) or bool(choices.values[COVARIATES.name])


def _run(table: SourceTable, choices: Choices, tell: Tell) -> Result:
    from clvxl.jobs.forecast.run import forecast_sheet

    return forecast_sheet(table, choices, tell)


FORECAST = Job(
    name="forecast",
    title=Text("Forecast sheet", "预测本表"),
    group=Text("Forecast", "客户预测"),
    tip=Text("Foretell what the customers on this sheet will buy", "预测本工作表中客户的购买"),
    help=Text(
        "Finds customer, date and amount by their headers, fits a customer-base model, and adds "
        "sheets with who is still there, what each will buy and is worth, and how sure that is. "
        "Your sheets stay as they are.",
        "按标题识别客户、日期与金额，拟合客户群模型，并新增工作表：谁仍然活跃、各自将购买多少、"
        "价值多少、有多大把握。原有工作表保持不变。",
    ),
    command="Foretell who of INPUT (.xlsx, .csv, .parquet) is still there, what they will buy and "
    "what they are worth, and write a report.\n\n"
    "INPUT holds sales: a customer, a date and an amount (or a quantity and a price) a line, "
    "found by their headers in English or Chinese. The report has the sheets Summary, Customers, "
    "Fit, Left out and Method; where the sales do not carry a forecast, its first line says so.",
    examples=(
        "clvxl forecast sales.xlsx",
        "clvxl forecast sales.csv --horizon 52 --unit week --margin 0.3",
        "clvxl forecast sales.csv.gz -o report.xlsx --as-of 2025-12-31 --discount-rate 0.08",
        'clvxl forecast sales.xlsx --model paretonbd --covariates "First channel"',
    ),
    icon="curve",
    options=(
        HORIZON, UNIT, MODEL, DISCOUNT_RATE, MARGIN, LEVEL, HOLDOUT, COVARIATES, SEED, RETURNS,
        AS_OF, DUPLICATES, PRINT_ALL, ALL_CUSTOMERS,
    ),
    doing=Text("Foretelling what customers will buy…", "正在预测客户的购买…"),
    done=Text(
        "{customers:,} customers of {place} are foretold on the sheets {sheets}: {headline} "
        "{left_out:,} of {lines:,} lines are left out.",
        "已预测 {place} 的 {customers:,} 位客户，结果在工作表 {sheets}：{headline}{lines:,} 行中有 "
        "{left_out:,} 行未用。",
    ),
    suffix="forecast",
    run=_run,
    check=_check,
    all_columns=_all_columns,
)  # fmt: skip
