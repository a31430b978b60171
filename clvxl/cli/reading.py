"""The options that say how a table of sales is read, the same for every command that reads one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import click

from clvxl.cli.files import date_order_options

if TYPE_CHECKING:
    from clvxl.data.records import CleaningOptions

__all__ = ["cleaning_options", "named_columns", "reading_options"]

ROLES = ("customer", "date", "amount", "quantity", "price", "order", "status", "refund", "discount")

OPTIONS = (
    click.option("--customer", metavar="HEADER", help="The customer column."),
    click.option("--date", metavar="HEADER", help="The date column."),
    click.option("--amount", metavar="HEADER", help="The amount column."),
    click.option("--quantity", metavar="HEADER", help="The quantity column, with --price."),
    click.option("--price", metavar="HEADER", help="The unit price column, with --quantity."),
    click.option(
        "--order", metavar="HEADER", help="The order number: lines of an order are one purchase."
    ),
    click.option("--status", metavar="HEADER", help="The column that tells cancelled orders."),
    click.option("--refund", metavar="HEADER", help="The column of money paid back."),
    click.option(
        "--discount", metavar="HEADER", help="The discount, with --quantity and --price."
    ),
    click.option(
        "--ignore", metavar="HEADER", multiple=True,
        help="A column that plays no role. Can be given several times.",
    ),
    click.option("--lines", is_flag=True, help="Count lines as purchases, not orders."),
    click.option(
        "--amount-per", type=click.Choice(["order", "line"]),
        help="Whether an amount that all lines of an order bear is the order's or each line's.",
    ),
    click.option(
        "--keep-status", metavar="WORD", multiple=True,
        help="Lines with this status are sales, such as pending. Can be given several times.",
    ),
    click.option(
        "--currency", metavar="CODE", help="Keep lines in this currency only, such as USD."
    ),
    click.option(
        "--discount-as", type=click.Choice(["share", "percent", "money", "none"]),
        help="What a discount is: 0.1, 10 or an amount.",
    ),
    click.option(
        "--keep-null-words", is_flag=True, help="A customer may be called NULL, N/A or the like."
    ),
    date_order_options,
    click.option("--decimal", type=click.Choice([".", ","]), help="The decimal mark of texts."),
    click.option("--delimiter", metavar="CHAR", help="Of text files. Default: found."),
    click.option("--encoding", metavar="NAME", help="Of text files. Default: found."),
)  # fmt: skip


def reading_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options to a command."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def named_columns(given: Mapping[str, Any]) -> dict[str, str]:
    r"""Return the columns that options name, as `clvxl.data.columns.match_columns` takes them.

    >>> named_columns({"customer": "Who", "ignore": ("ID", "Row")} | dict.fromkeys(ROLES[1:]))
    {'customer': 'Who', 'ignore': 'ID\nRow'}
    """
    named = {role: given[role] for role in ROLES if given[role]}
    return named | ({"ignore": "\n".join(given["ignore"])} if given["ignore"] else {})


def cleaning_options(given: Mapping[str, Any], **more: Any) -> CleaningOptions:
    """Return how lines are read and which are left out."""
    from clvxl.data.records import CleaningOptions

    return CleaningOptions(
        date_order=given["date_order"],
        decimal=given["decimal"],
        unit="line" if given["lines"] else "order",
        amount_per=given["amount_per"],
        keep_status=given["keep_status"],
        currency=given["currency"],
        discount=given["discount_as"],
        keep_null_words=given["keep_null_words"],
        **more,
    )
