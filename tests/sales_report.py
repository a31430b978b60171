"""A plain workbook of 5,000 simulated sales, as a user's may be."""

from __future__ import annotations

from pathlib import Path

from clvxl.data.simulate import simulate_sales
from clvxl.files.xlsx.writer import write_report
from clvxl.report.layout import column_width
from clvxl.report.records import Column, Format, Report, Sheet, Table, TextAt

__all__ = ["sales_report", "sales_workbook"]


def sales_report() -> Report:
    """Return the workbook of simulated sales, with the parameters that made them.

    Returns
    -------
    Report
        The sheets Sales (customer, date, amount) and Parameters. Always the same.
    """
    sold = simulate_sales()
    sales = Table(
        "sales",
        0,
        0,
        (
            Column("Customer", sold.customers, "text", width=12.0),
            Column("Date", sold.dates, "date", width=12.0),
            Column("Amount", sold.amounts, "amount", width=12.0),
        ),
        filterable=True,
    )
    rows = sold.parameters()
    formats: list[Format] = ["date" if name == "start" else "general" for name, _ in rows]
    parameters = Table(
        "parameters",
        3,
        0,
        (
            Column("Parameter", [name for name, _ in rows], "text"),
            Column("Value", [value for _, value in rows], formats=formats, width=14.0),
        ),
    )
    intro = (
        TextAt(0, 0, "Simulated sales: no such shop, no such customers", "title", span=2),
        TextAt(1, 0, _MODEL, "body", span=2, lines=4),
    )
    widths = {0: max(60.0, column_width(parameters.columns[0])), 1: 14.0}
    return Report(
        "Simulated sales",
        (
            Sheet("Sales", tables=(sales,), widths=dict.fromkeys(range(3), 12.0), frozen=(1, 0)),
            Sheet("Parameters", texts=intro, tables=(parameters,), widths=widths),
        ),
    )


_MODEL = (
    "Each customer buys at a rate of its own (gamma distributed) until it drops out after an "
    "exponential time (rate gamma distributed); its amounts are gamma distributed around a mean "
    "of its own. Some sales come back as returns, negative. The same seed gives the same sales."
)


def sales_workbook(folder: Path) -> Path:
    """Write the workbook and return its path."""
    path = folder / "sales.xlsx"
    write_report(sales_report(), path, overwrite=True)
    return path
