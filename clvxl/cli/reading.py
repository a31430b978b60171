"""Options of jobs, and those that say how a table of sales is read, for every command alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clvxl.cli.files import wrong_call
from clvxl.jobs import options as jobs
from clvxl.jobs.options import DATES, DECIMAL
from clvxl.jobs.spec import Option
from clvxl.text import Text

if TYPE_CHECKING:
    from clvxl.data.records import CleaningOptions

__all__ = ["cleaning_options", "job_option", "named_columns", "reading_options"]

ROLES = ("customer", "date", "amount", "quantity", "price", "order", "status", "refund", "discount")

DAY_ZERO = date(1899, 12, 30).toordinal()


def job_option(option: Option) -> Callable[..., Any]:
    """Return an option of a job as one of the command line."""
    default = option.read()
    more: dict[str, Any] = {"metavar": option.metavar} if option.metavar else {}
    if option.kind == "flag":
        more |= {"is_flag": True}
    elif option.kind == "day":
        more |= {"metavar": "YYYY-MM-DD", "callback": _sheet_day}
    return click.option(
        f"--{option.name.replace('_', '-')}", type=_type_of(option), default=default,
        multiple=option.many, show_default=default not in (None, False, ()), help=option.help.en,
        **more,
    )  # fmt: skip


def _type_of(option: Option) -> click.ParamType[Any] | None:
    """What the command line takes for an option."""
    if option.kind in ("number", "amount"):
        bounds = [int(value) for value in option.values] if option.within is None else option.within
        if option.kind == "amount":
            return click.FloatRange(min(bounds), max(bounds))
        return click.IntRange(int(min(bounds)), int(max(bounds)))
    if option.kind == "choice":
        return click.Choice(list(option.values))
    kinds: dict[str, click.ParamType[Any]] = {
        "day": click.DateTime(["%Y-%m-%d"]), "text": click.STRING,
        "path": click.Path(path_type=Path),
    }  # fmt: skip
    return kinds.get(option.kind)


def _sheet_day(
    ctx: click.Context, parameter: click.Parameter, day: datetime | None
) -> float | None:
    return None if day is None else float(day.toordinal() - DAY_ZERO)


def _date_order_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --day-first and --month-first, of which one may be given, as `dates`."""
    for order in reversed(list(DATES.values)):
        command = click.option(
            f"--{order}-first", is_flag=True, expose_value=False, callback=_keep_order(order),
            help=DATES.meaning(order, "en"),
        )(command)  # fmt: skip
    return command


def _keep_order(order: str) -> Callable[[click.Context, click.Parameter, bool], None]:
    def keep(ctx: click.Context, parameter: click.Parameter, given: bool) -> None:
        if given and ctx.params.get(DATES.name) not in (None, order):
            raise wrong_call(
                Text(
                    "--day-first and --month-first exclude each other: give one of them",
                    "--day-first 与 --month-first 不能同时使用：请只给一个",
                )
            )
        ctx.params[DATES.name] = order if given else ctx.params.get(DATES.name)

    return keep


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
    _date_order_options,
    job_option(DECIMAL),
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


def cleaning_options(given: Mapping[str, Any]) -> CleaningOptions:
    """Return how lines are read and which are left out."""
    return jobs.cleaning_options(
        given,
        unit="line" if given["lines"] else "order",
        amount_per=given["amount_per"],
        keep_status=given["keep_status"],
        currency=given["currency"],
        discount=given["discount_as"],
        keep_null_words=given["keep_null_words"],
    )
