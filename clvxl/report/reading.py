"""What was read, in one line, and what a person should know of it: for screen, sheet and dialog."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from clvxl.data.columns import ColumnMap
from clvxl.data.records import Notice, Summaries, Transactions
from clvxl.data.table import SourceTable
from clvxl.remedies import REMEDIES, said_with
from clvxl.report.reading_texts import TEXTS, say
from clvxl.text import Text

__all__ = ["read_text", "reading_line", "shown_roles"]

_EPOCH = dt.date(1899, 12, 30)
SHOWN_LENGTH = 40
SHOWN = ("customer", "order", "date", "amount", "quantity", "price", "discount", "refund",
         "status", "type", "cancelled", "paid", "payee", "part", "currency", "recency",
         "frequency", "monetary", "tenure")  # fmt: skip
"""The roles in the order in which they are told."""


def reading_line(cleaned: Transactions | Summaries, table: SourceTable, language: str) -> str:
    """Return in one line which column was taken for what, and how many lines were left out why.

    Examples
    --------
    >>> import pandas as pd
    >>> from clvxl.data.choices import columns_of
    >>> from clvxl.data.cleaning import clean_transactions
    >>> table = SourceTable("sales.csv", ("Customer", "Date", "Amount"), (
    ...     pd.Series(["a", None]), pd.Series(["2024-01-05"] * 2), pd.Series([1.0, 2.0])))
    >>> reading_line(clean_transactions(table, columns_of(table)), table, "en")
    'customer = Customer · date = Date · amount = Amount · left out: 1 no customer'
    """
    reading, counts = cleaned.reading, cleaned.counts
    parts = [say("known_export", language, name=reading.columns.export)]
    parts = parts if reading.columns.export else []
    for role, at in sorted(shown_roles(reading.columns), key=lambda item: SHOWN.index(item[0])):
        name = _shortened(table.headers[at])
        more = _remark(role, cleaned, language)
        parts.append(f"{say(f'role_{role}', language)} = {name}{more}")
    if counts.reasons:
        listed = [
            f"{number:,} {say(f'short_{reason}', language)}"
            for reason, number in counts.reasons.items()
        ]
        colon, comma = (": ", ", ") if language == "en" else ("：", "、")
        parts.append(say("left_out", language) + colon + comma.join(listed))
    return " · ".join(parts)


def shown_roles(columns: ColumnMap) -> list[tuple[str, int]]:
    """Return the roles that were used: beside an amount, quantity and price only tell its kind."""
    beside = ("quantity", "price") if "amount" in columns.roles else ()
    return [(role, at) for role, at in columns.roles.items() if role not in beside]


def _remark(role: str, cleaned: Transactions | Summaries, language: str) -> str:
    """What is said beside a role: how an order's amount counts, what a discount is."""
    reading = cleaned.reading
    key = ""
    if role == "amount" and reading.amount_per == "order":
        key = "once_an_order"
    elif role == "discount" and reading.discount:
        key = f"discount_{reading.discount}"
    elif role == "order" and isinstance(cleaned, Transactions):
        key = "one_purchase" if cleaned.merged else "lines_count"
    return (", " if language == "en" else "，") + say(key, language) if key else ""


def _shortened(name: str) -> str:
    return name if len(name) <= SHOWN_LENGTH else name[: SHOWN_LENGTH - 1] + "…"


def read_text(
    cleaned: Transactions | Summaries,
    table: SourceTable,
    language: str,
    remedies: Mapping[str, Text] = REMEDIES,
) -> str:
    """Return what was read and each notice, a line each, its remedy as a face says it."""
    colon = "：" if language == "zh" else ": "
    lines = [say("read_as", language) + colon + reading_line(cleaned, table, language)]
    for notice in cleaned.reading.notices:
        said = said_with(TEXTS[f"notice_{notice.key}"], language, remedies, _fields(notice))
        lines.append(say("notice", language) + colon + said)
    return "\n".join(lines)


def _fields(notice: Notice) -> dict[str, Any]:
    fields = dict(notice.fields)
    if "day" in fields:
        fields["day"] = (_EPOCH + dt.timedelta(days=int(fields["day"]))).isoformat()
    return fields
