"""Sales as the data of an exercise: cleaned as everywhere, each line that does not fit refused."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from clvxl.data.choices import columns_of
from clvxl.data.columns import Chosen, ColumnMap
from clvxl.data.table import SourceTable
from clvxl.errors import TableError
from clvxl.exercises.engine.limits import (
    MUST_HOLD,
    bounds,
    day_text,
    fault_of,
    number_text,
    outside,
)
from clvxl.exercises.engine.records import Columns, Exercise, Field
from clvxl.report.reading import read_text
from clvxl.text import Text

if TYPE_CHECKING:
    from clvxl.data.records import CleaningOptions, Transactions

__all__ = ["check_sales", "read_sales"]

SUMMED = Text(
    "this template takes sales, one a line with customer, date and amount: the table "
    "has customers whose sales are summed already",
    "此模板需要逐笔销售记录，每行含客户、日期和金额：该表格中的销售已按客户汇总",
)
SAME_NAME = Text(
    "customers {first} and {second} differ only in capital letters, which a "
    "sheet takes for the same: rename one",
    "客户 {first} 和 {second} 只有大小写不同，工作表会视为同一客户：请将其中一个改名",
)
TOO_MUCH_WORK = Text(
    "for {customers} customers this template takes up to {most} rows, the table has "
    "{rows}: take a part of it, or {remedy[segment_sheet]}, which has no such limit",
    "客户为 {customers} 位时，此模板最多 {most} 行，表格有 {rows} 行：请取其中一部分，"
    "或{remedy[segment_sheet]}，它没有此限制",
)
NO_REVENUE = Text(
    "the amounts add up to {total} after returns: this template needs revenue above 0",
    "扣除退货后金额合计为 {total}：此模板要求收入大于 0",
)

LEFT_OUT_ANYWAY = (
    "no_purchase", "total_row", "cancelled", "refunded", "unpaid", "no_sale", "other_currency",
    "future",
)  # fmt: skip
"""Lines that are no sales, and rows that add up others, are no faults of a table."""

WORK = 10_000_000
"""Sales × customers: each formula of a customer looks at each sale."""

ROUNDING = 1e-12

DOES_NOT_FIT = {
    "extra_values": Text(
        "row {first} has more values than the header (customer {customer}, date {date}, amount "
        "{amount}; {count} such {lines}): correct it, {remedy[leave_out]}",
        "第 {first} 行的值多于表头（客户 {customer}，日期 {date}，金额 {amount}；共 {count} 行）："
        "请更正，{remedy[leave_out]}",
    ),
    "bad_customer": Text(
        "row {first} has an error for its customer (customer {customer}, date {date}, amount "
        "{amount}; {count} such {lines}): correct it, {remedy[leave_out]}",
        "第 {first} 行的客户是错误值（客户 {customer}，日期 {date}，金额 {amount}；共 {count} 行）"
        "：请更正，{remedy[leave_out]}",
    ),
    "no_customer": Text(
        "row {first} has no customer (date {date}, amount {amount}; {count} such {lines}): fill "
        "it in, {remedy[leave_out]}",
        "第 {first} 行没有客户（日期 {date}，金额 {amount}；共 {count} 行）：请填写，"
        "{remedy[leave_out]}",
    ),
    "long_number": Text(
        "row {first} has a customer number with more digits than a spreadsheet keeps (customer "
        "{customer}; {count} such {lines}): store it as text, {remedy[leave_out]}",
        "第 {first} 行的客户编号位数超过电子表格所能保留的位数（客户 {customer}；共 {count} 行）："
        "请存为文本，{remedy[leave_out]}",
    ),
    "no_date": Text(
        "row {first} has no date (customer {customer}, amount {amount}; {count} such {lines}): "
        "fill it in, {remedy[leave_out]}",
        "第 {first} 行没有日期（客户 {customer}，金额 {amount}；共 {count} 行）：请填写，"
        "{remedy[leave_out]}",
    ),
    "bad_date": Text(
        "row {first} has a date that cannot be read (customer {customer}, date {date}, amount "
        "{amount}; {count} such {lines}): correct it, {remedy[leave_out]}",
        "第 {first} 行的日期无法识别（客户 {customer}，日期 {date}，金额 {amount}；共 {count} 行）"
        "：请更正，{remedy[leave_out]}",
    ),
    "no_amount": Text(
        "row {first} has no amount (customer {customer}, date {date}; {count} such {lines}): fill "
        "it in, {remedy[leave_out]}",
        "第 {first} 行没有金额（客户 {customer}，日期 {date}；共 {count} 行）：请填写，"
        "{remedy[leave_out]}",
    ),
    "bad_amount": Text(
        "row {first} has an amount that cannot be read or is above 10^15 (customer {customer}, "
        "date {date}, amount {amount}; {count} such {lines}): correct it, {remedy[leave_out]}",
        "第 {first} 行的金额无法识别或超过 10^15（客户 {customer}，日期 {date}，金额 {amount}；共 "
        "{count} 行）：请更正，{remedy[leave_out]}",
    ),
}
"""Why a line of sales cannot be used; filling has no option that gives another reason."""


def read_sales(
    exercise: Exercise,
    table: SourceTable,
    chosen: Chosen,
    options: CleaningOptions | None,
    leave_out: bool,
) -> tuple[Columns, dict[str, int], Callable[[str, Mapping[str, Text]], str]]:
    """Return the columns of an exercise's data, the lines left out by reason, and what was read.

    The arguments are those of `fit_table`, `chosen` what `chosen_columns` returned.

    Raises
    ------
    TableError
        A line does not fit, the first one is named; or a sheet cannot tell two customers apart.
    """
    from clvxl.data.cleaning import clean_transactions

    columns = columns_of(table, chosen)
    if columns.kind != "transactions":
        raise TableError(SUMMED)
    cleaned = clean_transactions(table, columns, options)
    columns = cleaned.reading.columns
    if not leave_out:
        _refuse_faults(cleaned)
    kept, left_out = _within_limits(exercise, table, columns, cleaned, leave_out)
    codes = cleaned.customers[kept].tolist()
    labels = [_label(label) for label in cleaned.labels.tolist()]
    _refuse_same_names([labels[code] for code in dict.fromkeys(codes)])
    found = {
        "customer": [labels[code] for code in codes],
        "date": cleaned.days[kept].tolist(),
        "amount": cleaned.amounts[kept].tolist(),
    }
    filled = {f.key: found[f.role] for f in exercise.data.fields if f.role in found}
    return filled, left_out, partial(read_text, cleaned, table)


def _label(label: Any) -> Any:
    return label if isinstance(label, str) else (int(label) if label == int(label) else label)


def _refuse_faults(cleaned: Transactions) -> None:
    left = cleaned.left_out
    reasons = left.reason.tolist()
    first = next((at for at, why in enumerate(reasons) if why not in LEFT_OUT_ANYWAY), None)
    if first is None:
        return
    count = reasons.count(reasons[first])
    raise TableError(
        DOES_NOT_FIT[reasons[first]],
        first=int(left.row[first]), count=count, customer=left.customer[first] or "—",
        lines="row" if count == 1 else "rows",
        date=left.date[first] or "—", amount=left.amount[first] or "—",
    )  # fmt: skip


def _within_limits(
    exercise: Exercise,
    table: SourceTable,
    columns: ColumnMap,
    cleaned: Transactions,
    leave_out: bool,
) -> tuple[NDArray[np.bool_], dict[str, int]]:
    """Which lines are within the limits of their fields, and the account of all others."""
    values = {"date": cleaned.days, "amount": cleaned.amounts}
    wrong = np.zeros(len(cleaned.rows), dtype=bool)
    for each in exercise.data.fields:
        if each.role in values:
            faults = outside(values[each.role], each.limit)
            if faults.any() and not leave_out:
                at = int(faults.argmax())
                raise _beyond(
                    each, float(values[each.role][at]), _title(each.role, table, columns),
                    int(cleaned.rows[at]),
                )  # fmt: skip
            wrong |= faults
    buyers = np.zeros(len(cleaned.labels), dtype=bool)
    buyers[cleaned.customers[cleaned.counts_as_purchase & ~wrong]] = True
    kept = ~wrong & buyers[cleaned.customers]
    left_out: dict[str, int] = dict(cleaned.counts.reasons)
    for reason, more in (("does_not_fit", wrong), ("no_purchase", ~wrong & ~kept)):
        if more.any():
            left_out[reason] = left_out.get(reason, 0) + int(more.sum())
    return kept, left_out


def _title(role: str, table: SourceTable, columns: ColumnMap) -> str:
    """The header of a role; an amount may be the product of two columns."""
    roles = [role] if role in columns.roles else ["quantity", "price"]
    return " × ".join(table.headers[columns.roles[each]] for each in roles)


def _beyond(each: Field, value: float, title: str, row: int) -> TableError:
    fault = fault_of(value, each.format, each.limit)
    assert fault is not None
    shown = day_text(value) if each.format == "date" else number_text(value)
    return TableError(
        MUST_HOLD[fault], title=title, value=shown, row=row, **bounds(each.limit)
    )  # fmt: skip


def _refuse_same_names(labels: Sequence[Any]) -> None:
    seen: dict[str, str] = {}
    for label in labels:
        if isinstance(label, str):
            other = seen.setdefault(label.lower(), label)
            if other != label:
                raise TableError(SAME_NAME, first=other, second=label)


def check_sales(exercise: Exercise, columns: Mapping[str, Sequence[Any]]) -> None:
    """Refuse sales that are too much work for a sheet, or that leave no revenue.

    Raises
    ------
    TableError
        Sales × customers are above `WORK`, or the amounts add up to 0 or less.
    """
    keys = {each.role: each.key for each in exercise.data.fields}
    rows, customers = len(columns[keys["customer"]]), len(set(columns[keys["customer"]]))
    if rows * customers > WORK:
        raise TableError(TOO_MUCH_WORK, customers=customers, most=WORK // customers, rows=rows)
    amounts = columns[keys["amount"]]
    total = math.fsum(amounts)
    if total <= ROUNDING * math.fsum(map(abs, amounts)):
        raise TableError(NO_REVENUE, total=number_text(round(total, 2) + 0.0))
