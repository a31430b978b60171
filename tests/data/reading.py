"""Tables as text, read as the command line reads them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from clvxl.data.choices import columns_of
from clvxl.data.cleaning import clean_summaries, clean_transactions
from clvxl.data.records import CleaningOptions, Summaries, Transactions
from clvxl.data.table import SourceTable
from clvxl.files.text_files import read_text


def source_of(folder: Path, text: str, chosen: dict[str, str] | None = None) -> SourceTable:
    """Write a text and read the table in it."""
    path = folder / "sales.csv"
    path.write_text(text, encoding="utf-8")
    return read_text(path, chosen=chosen)


def read(
    folder: Path, text: str, chosen: dict[str, str] | None = None, **options: Any
) -> Transactions:
    """Read the sales in a text."""
    table = source_of(folder, text, chosen)
    found = columns_of(table, chosen)
    assert found.kind == "transactions"
    return clean_transactions(table, found, CleaningOptions(**options))


def read_summaries(folder: Path, text: str) -> Summaries:
    """Read the customers that are summed already in a text."""
    table = source_of(folder, text)
    return clean_summaries(table, columns_of(table))


def totals(sales: Transactions) -> dict[str, tuple[float, int]]:
    """Each customer's revenue and purchases."""
    found: dict[str, tuple[float, int]] = {}
    lines = zip(sales.customers, sales.amounts, sales.counts_as_purchase, strict=True)
    for code, amount, bought in lines:
        label = str(sales.labels[code])
        revenue, purchases = found.get(label, (0.0, 0))
        found[label] = (round(revenue + amount, 2), purchases + int(bought))
    return found


def notices(sales: Transactions | Summaries) -> dict[str, dict[str, Any]]:
    """The notices by their keys."""
    return {notice.key: dict(notice.fields) for notice in sales.reading.notices}


def column(sales: Transactions, table_headers: str, role: str) -> str:
    """The header of a role, of a table whose needed columns are all of `table_headers`."""
    return table_headers.split(",")[sales.reading.columns.roles[role]]
