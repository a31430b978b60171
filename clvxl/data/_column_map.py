"""Which column plays which role, and the refusals where that cannot be told."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

from clvxl.errors import AmbiguousError, ColumnsNotFoundError
from clvxl.text import Text

__all__ = ["Chosen", "ColumnMap", "Headers", "Kind", "doubled", "listed", "not_found",
           "place_names", "plain", "printable", "too_many", "trimmed"]  # fmt: skip

LISTED_HEADERS = 30
STEERING = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
Headers: TypeAlias = Sequence[str | None]
Chosen: TypeAlias = Mapping[str, str] | Mapping[str, Sequence[str]] | None
"""Headers or titles by role, as `match_columns` takes them; a header is a plain str."""

Kind: TypeAlias = Literal["transactions", "summary", "titles"]

NOT_FOUND = {
    "customer": Text(
        "there is no customer column among the headers {headers}: {remedy[name_customer]}",
        "表头 {headers} 中没有客户列：{remedy[name_customer]}",
    ),
    "date": Text(
        "there is no date column among the headers {headers}: {remedy[name_date]}",
        "表头 {headers} 中没有日期列：{remedy[name_date]}",
    ),
    "amount": Text(
        "there is no amount column, nor quantity and price, among the headers {headers}: "
        "{remedy[name_amount]}",
        "表头 {headers} 中没有金额列，也没有数量列和单价列：{remedy[name_amount]}",
    ),
    "recency": Text(
        "there is no recency column among the headers {headers}: rename it to Recency in the table",
        "表头 {headers} 中没有最近一次消费列：请在表中把该列改名为“最近一次消费”",
    ),
    "frequency": Text(
        "there is no frequency column among the headers {headers}: rename it to Frequency in the "
        "table",
        "表头 {headers} 中没有消费频率列：请在表中把该列改名为“频率”",
    ),
    "monetary": Text(
        "there is no monetary column among the headers {headers}: rename it to Monetary in the "
        "table",
        "表头 {headers} 中没有消费金额列：请在表中把该列改名为“消费金额”",
    ),
    "money": Text(
        "this table has recency and frequency but no monetary column among the headers {headers}: "
        "add each customer's money as Monetary, or segment the sales themselves",
        "此表有最近一次消费和频率，但表头 {headers} 中没有消费金额列：请补上各客户的金额，列名为“"
        "消费金额”，或直接对销售明细细分",
    ),
    "all": Text(
        "there are no customer, date and amount columns among the headers {headers}: "
        "{remedy[name_columns]}",
        "表头 {headers} 中没有客户列、日期列和金额列：{remedy[name_columns]}",
    ),
}


@dataclass(frozen=True)
class ColumnMap:
    """Which column plays which role.

    Attributes
    ----------
    kind : "transactions", "summary" or "titles"
        Lines with a date and an amount (or a quantity and a price), customers whose recency,
        frequency and monetary are summed already, or columns found by titles that were given.
    roles : mapping of str to int
        Role to column number, from 0. Transactions have customer, date, and amount or quantity
        and price; what else they have of order, status, type, refund, currency, discount,
        cancelled, paid, payee and part (the number of a payment within its order). A summary may
        have tenure, the T of the lifetimes packages.
    rivals : mapping of str to tuple of int
        The other columns that may play a role as well, the better first.
    named : frozenset of str
        Roles whose column the user named.
    export : str
        The known export that it is, "" if none.
    once : bool
        Whether that export repeats an order's amount on each line of the order.
    headless : bool
        Whether the table has no header row: its columns are called "Column 1" and so on.
    """

    kind: Kind
    roles: Mapping[str, int]
    rivals: Mapping[str, tuple[int, ...]] = field(default_factory=lambda: MappingProxyType({}))
    named: frozenset[str] = frozenset()
    export: str = ""
    once: bool = False
    headless: bool = False

    @property
    def needed(self) -> tuple[int, ...]:
        """The numbers of the columns that play a role or may, ascending."""
        every = {*self.roles.values(), *(at for others in self.rivals.values() for at in others)}
        return tuple(sorted(every))

    @property
    def uses(self) -> dict[int, str]:
        """The role that each needed column plays or may play."""
        found = {at: role for role, others in self.rivals.items() for at in others}
        return found | {at: role for role, at in self.roles.items()}

    def packed(self) -> dict[str, Any]:
        """Return the map as plain values, for JSON."""
        plain = {each.name: getattr(self, each.name) for each in fields(self)}
        return plain | {
            "roles": dict(self.roles), "rivals": dict(self.rivals), "named": sorted(self.named),
        }  # fmt: skip

    @classmethod
    def unpacked(cls, values: Mapping[str, Any]) -> ColumnMap:
        """Return the map of plain values.

        >>> found = ColumnMap("transactions", {"customer": 1}, {"customer": (2,)})
        >>> ColumnMap.unpacked(found.packed()) == found
        True
        """
        rivals = {role: tuple(ats) for role, ats in values["rivals"].items()}
        frozen = {"rivals": rivals, "named": frozenset(values["named"])}
        return cls(**{**values, **frozen})

    def within(self, kept: Sequence[int]) -> ColumnMap:
        """Return the map for a table that kept only the columns `kept`, in that order.

        >>> ColumnMap("transactions", {"customer": 6, "date": 4}).within([4, 6]).roles
        mappingproxy({'customer': 1, 'date': 0})
        """
        place = {column: index for index, column in enumerate(kept)}
        roles = {role: place[at] for role, at in self.roles.items()}
        rivals = {role: tuple(place[at] for at in ats) for role, ats in self.rivals.items()}
        return replace(self, roles=MappingProxyType(roles), rivals=MappingProxyType(rivals))


def place_names(width: int) -> tuple[str, ...]:
    """Return what the columns of a table without headers are called.

    >>> place_names(2)
    ('Column 1', 'Column 2')
    """
    return tuple(f"Column {number}" for number in range(1, width + 1))


class Names(tuple[str, ...]):
    """Headers as a sentence lists them: none is lost to shortening but the very many."""

    def __str__(self) -> str:
        names = [printable(name) for name in self if name]
        shown = [name if len(name) <= 40 else name[:37] + "..." for name in names]
        more = len(shown) - LISTED_HEADERS
        return ", ".join(shown[:LISTED_HEADERS]) + (f", … (+{more})" if more > 0 else "")


def printable(text: str) -> str:
    r"""Put a question mark for each sign that steers a terminal or turns the writing round.

    >>> printable("Am\x1b[2Jount")
    'Am?[2Jount'
    """
    return "".join("?" if unicodedata.category(sign) in STEERING else sign for sign in text)


def trimmed(header: str | None) -> str:
    return (header or "").strip()


def listed(headers: Headers) -> Names:
    return Names(trimmed(header) for header in headers)


def not_found(missing: str, headers: Headers) -> ColumnsNotFoundError:
    names = listed(headers)
    if not any(names):
        return ColumnsNotFoundError(
            Text(
                "no header row was found: put the headers, such as Customer, Date and Amount, in "
                "one row above the values",
                "没有找到表头行：请把表头（如 客户、日期、金额）放在数据上方的同一行",
            )
        )
    return ColumnsNotFoundError(NOT_FOUND[missing], headers=names)


def plain(header: str | None) -> str:
    return (header or "").strip().casefold()


def doubled(name: str, count: int) -> AmbiguousError:
    return AmbiguousError(
        Text(
            "{count} columns are called {name}: rename all but one",
            "有 {count} 列都叫 {name}：请只保留一个，其余改名",
        ),
        count=count,
        name=name,
    )


def too_many(role: str, headers: Headers) -> AmbiguousError:
    name = plain(headers[0])
    if all(plain(header) == name for header in headers):
        return doubled(trimmed(headers[0]), len(headers))
    return AmbiguousError(
        Text(
            "{count} columns can be the {role} column, such as {first} and {second}: "
            "{remedy[choose_column]}",
            "有 {count} 列都可能是 {role} 列，例如 {first} 与 {second}：{remedy[choose_column]}",
        ),
        count=len(headers), role=role, first=trimmed(headers[0]), second=trimmed(headers[1]),
    )  # fmt: skip
