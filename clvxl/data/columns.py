"""Finding the columns by their headers, in English and Chinese, wherever the table starts.

Standard library only: a light child process imports this module too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Literal, TypeAlias

from clvxl.data._headers import VOCABULARY, runs_of
from clvxl.data._titles import are_titles, further_titles, places, title_key, title_places
from clvxl.errors import AmbiguousError, ColumnsNotFoundError

__all__ = [
    "ROLES",
    "Chosen",
    "ColumnMap",
    "find_header_row",
    "find_table",
    "match_columns",
    "printable",
]

ROLES = (
    "customer",
    "date",
    "amount",
    "quantity",
    "price",
    "recency",
    "frequency",
    "monetary",
    "order",
)
TRANSACTIONS = ("customer", "date", "amount", "quantity", "price")
SUMMARY = ("customer", "recency", "frequency", "monetary")

SEARCHED_ROWS = 200
LONGEST_VALUE = 64
UNCLEAR = 1000
STEERING = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
HEADER_LENGTH = 60
LISTED_HEADERS = 30

Headers = Sequence[str | None]
Kind = Literal["transactions", "summary", "titles"]
Chosen: TypeAlias = Mapping[str, str] | Mapping[str, Sequence[str]] | None
"""Headers or titles by role, as `match_columns` takes them; a header is a plain str."""

Candidates = dict[str, list[tuple[int, int]]]

NOT_FOUND = {
    "customer": "there is no customer column among the headers {headers}: "
    "name it with --customer HEADER",
    "date": "there is no date column among the headers {headers}: name it with --date HEADER",
    "amount": "there is no amount column, nor quantity and price, among the headers {headers}: "
    "name it with --amount HEADER, or both with --quantity HEADER and --price HEADER",
    "recency": "there is no recency column among the headers {headers}: "
    "rename it to Recency in the table",
    "frequency": "there is no frequency column among the headers {headers}: "
    "rename it to Frequency in the table",
    "monetary": "there is no monetary column among the headers {headers}: "
    "rename it to Monetary in the table",
    "all": "there are no customer, date and amount columns among the headers {headers}: "
    "name them with --customer, --date and --amount (or --quantity and --price)",
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
        and price, and order where the user named it.
    """

    kind: Kind
    roles: Mapping[str, int]

    @property
    def needed(self) -> tuple[int, ...]:
        """The numbers of the columns that play a role, ascending."""
        return tuple(sorted(self.roles.values()))

    def within(self, kept: Sequence[int]) -> ColumnMap:
        """Return the map for a table that kept only the columns `kept`, in that order.

        >>> ColumnMap("transactions", {"customer": 6, "date": 4}).within([4, 6]).roles
        mappingproxy({'customer': 1, 'date': 0})
        """
        place = {column: index for index, column in enumerate(kept)}
        return _column_map(self.kind, {role: place[at] for role, at in self.roles.items()})


class _Names(tuple[str, ...]):
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


def match_columns(headers: Headers, chosen: Chosen = None) -> ColumnMap:
    """Find the columns of a table by their headers.

    Parameters
    ----------
    headers : sequence of str or None
        One a column, as written.
    chosen : mapping of str to str, or of str to a sequence of str, optional
        Role to the header that the user named; letter case and blanks at the ends do not count.
        Or, for a table of another kind, key to the titles that its column may have: the first
        two are of one rank, all others of the next; a key that ends in ? may miss. A role that
        ends in + has titles that fit sales too, where no usual header does.

    Returns
    -------
    ColumnMap
        A line total is taken before quantity × price; lines before summaries.

    Raises
    ------
    ColumnsNotFoundError
        A role has no column, or a chosen header is not there.
    AmbiguousError
        Two columns fit a role equally well, or one is named for two roles.

    Examples
    --------
    >>> match_columns(["InvoiceNo", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID"]).roles
    mappingproxy({'customer': 4, 'date': 2, 'quantity': 1, 'price': 3})
    >>> match_columns(["会员号", "最近一次消费", "频率", "消费金额"]).kind
    'summary'
    """
    if are_titles(chosen):
        return _match_titles(headers, chosen)
    named = _named_columns(headers, _cleaned(chosen))
    lines = _candidates(headers, TRANSACTIONS, named)
    _add_further(lines, headers, chosen)
    sums = _candidates(headers, SUMMARY, named)
    lacking = _lacking_in_lines(lines)
    if _wants_summary(named) or (lacking and not _wants_lines(named) and _complete(sums)):
        missing = [role for role in SUMMARY if not sums[role]]
        if missing:
            raise _not_found(missing[0], headers)
        return _column_map("summary", {role: _best(role, sums, headers) for role in SUMMARY})
    if lacking:
        raise _not_found("all" if len(lacking) == 3 else lacking[0], headers)
    roles = {role: _best(role, lines, headers) for role in _line_roles(lines, named)}
    return _column_map("transactions", roles | {k: v for k, v in named.items() if k == "order"})


def find_header_row(rows: Sequence[Headers], chosen: Chosen = None) -> int | None:
    """Find the row in which the headers stand.

    Parameters
    ----------
    rows : sequence of rows, each a sequence of str or None
        The first rows of a sheet; 200 of them are searched. Titles, notes and blank rows may
        stand above the table, and blank columns to its left.
    chosen : mapping, optional
        As for `match_columns`.

    Returns
    -------
    int or None
        Of the rows, from 0, that have a column for each role the one with most usable rows below;
        None where no row has.

    Examples
    --------
    >>> find_header_row([["Sales 2011"], [], [None, "Customer", "Date", "Amount"]])
    2
    """
    best, best_score = None, (-1, 0)
    maps: list[ColumnMap] = []
    for index, row in enumerate(rows[:SEARCHED_ROWS]):
        if any(_is_usable(row, columns) for columns in maps):
            continue
        try:
            columns = match_columns(row, chosen)
        except ColumnsNotFoundError:
            continue
        except AmbiguousError:
            score = (0, -UNCLEAR)
        else:
            maps.append(columns)
            below = rows[index + 1 : SEARCHED_ROWS]
            # a banner right above the headers has as many: the plainer words are the headers
            score = (sum(_is_usable(each, columns) for each in below), -_badness(row, columns))
        if score > best_score:
            best, best_score = index, score
    return best


def _is_usable(row: Headers, columns: ColumnMap) -> bool:
    """Whether a row looks like values: a customer, and digits wherever a number or date stands."""
    cells = {role: row[at] if at < len(row) else None for role, at in columns.roles.items()}
    if columns.kind == "titles":
        return any(cell and _looks_like_value(cell) for cell in cells.values())
    customer = (cells.pop("customer", None) or "").strip()
    cells.pop("order", None)
    return bool(customer) and all(cell and _looks_like_value(cell) for cell in cells.values())


def _looks_like_value(cell: str) -> bool:
    return len(cell) <= LONGEST_VALUE and any(sign.isdigit() for sign in cell)


def _badness(row: Headers, columns: ColumnMap) -> int:
    """How far the headers are from the plainest words for their roles."""
    if columns.kind == "titles":
        return 0
    ranks = ((role, dict(_ranks(row[at] or ""))) for role, at in columns.roles.items())
    return sum(rank.get(role, 0) for role, rank in ranks)


def find_table(rows: Sequence[Headers], chosen: Chosen = None) -> tuple[int, ColumnMap]:
    """Find the header row and the columns, or say what was seen instead.

    Parameters
    ----------
    rows, chosen
        As for `find_header_row`.

    Returns
    -------
    row : int
        The header row, from 0.
    columns : ColumnMap

    Raises
    ------
    ColumnsNotFoundError
        No row has a column for each role; it lists the row most like headers.
    AmbiguousError
        Two columns fit a role equally well.

    Examples
    --------
    >>> row, columns = find_table([["顾客", "日期", "金额"], ["A1", "2011-01-31", "5"]])
    >>> row, columns.kind
    (0, 'transactions')
    """
    row = find_header_row(rows, chosen)
    if row is None:
        row = _likely_row(rows[:SEARCHED_ROWS], chosen)
    return row, match_columns(rows[row] if rows else [], chosen)


def header_words(header: str) -> tuple[str, ...]:
    """Split a header into words: no case, no full width, no punctuation.

    >>> header_words("CustomerID"), header_words("Ｄｏｌｌａｒ_value ")
    (('customer', 'id'), ('dollar', 'value'))
    """
    text = unicodedata.normalize("NFKC", header)
    return tuple(_WORD.findall(_CAMEL.sub(" ", text).casefold()))


_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_WORD = re.compile(r"[^\W_]+")
_LETTER = re.compile(r"[^\W\d_]")


@lru_cache(maxsize=1 << 16)
def _ranks(header: str) -> tuple[tuple[str, int], ...]:
    """How well a header fits each role it fits at all: (role, rank), 0 is best."""
    words = header_words(header)
    runs, whole = runs_of(words), "".join(words)
    ranks = ((role, entry.rank(runs, whole)) for role, entry in VOCABULARY.items())
    return tuple((role, rank) for role, rank in ranks if rank is not None)


def _candidates(headers: Headers, roles: Iterable[str], named: dict[str, int]) -> Candidates:
    """The (rank, column) of each role; a column stands for the role it fits best."""
    found: Candidates = {role: [] for role in roles}
    taken = set(named.values())
    for column, header in enumerate(headers):
        if column in taken or not header or not _looks_like_header(header):
            continue
        fits = [(rank, role) for role, rank in _ranks(header) if role in found]
        if fits:
            rank, role = min(fits)
            found[role].append((rank, column))
    for role, column in named.items():
        if role in found:
            found[role] = [(-1, column)]
    return found


def _add_further(found: Candidates, headers: Headers, chosen: Chosen) -> None:
    """Let the titles of a template serve the roles that no usual header serves."""
    for role, titles in further_titles(chosen).items():
        if not found[role]:
            taken = {column for columns in found.values() for _, column in columns}
            fits = title_places(headers, titles)
            found[role] = [(0, column) for column in fits if column not in taken]


def _looks_like_header(cell: str) -> bool:
    return len(cell) <= HEADER_LENGTH and _LETTER.search(cell) is not None


def _match_titles(headers: Headers, titles: Mapping[str, Sequence[str]]) -> ColumnMap:
    """The columns by the titles they may have."""
    found, lacking = places(headers, titles)
    if lacking:
        names = _listed(headers)
        if not any(names):
            raise ColumnsNotFoundError("no header row was found: put headers above the values")
        raise ColumnsNotFoundError(
            "there is no column {title} among the headers {headers}: name the column so",
            title=titles[lacking[0]][0], headers=names,
        )  # fmt: skip
    for columns in found.values():
        if len(columns) > 1:
            raise _equally_good([_trimmed(headers[column]) for column in columns])
    return _column_map("titles", {key: columns[0] for key, columns in found.items()})


def _equally_good(names: Sequence[str]) -> AmbiguousError:
    """A question about columns that fit one title equally well."""
    first, *others = names
    if all(title_key(name) == title_key(first) for name in others):
        return _doubled(first, len(names))
    second = next(name for name in others if title_key(name) != title_key(first))
    return AmbiguousError(
        "columns {first} and {second} mean the same to this template: rename or remove one",
        first=first, second=second,
    )  # fmt: skip


def _named_columns(headers: Headers, chosen: Mapping[str, str]) -> dict[str, int]:
    """Where the headers stand that the user named."""
    if not chosen:
        return {}
    plain = [_plain(header) for header in headers]
    found: dict[str, int] = {}
    for role, name in chosen.items():
        places = [column for column, header in enumerate(plain) if header == _plain(name)]
        if not places:
            raise ColumnsNotFoundError(
                "no column is called {name}: the headers are {headers}",
                name=name,
                headers=_listed(headers),
            )
        if len(places) > 1:
            raise _doubled(name, len(places))
        if places[0] in found.values():
            other = next(key for key, place in found.items() if place == places[0])
            raise AmbiguousError(
                "column {name} is named for both {first} and {second}: name another column for "
                "one of them",
                name=name,
                first=other,
                second=role,
            )
        found[role] = places[0]
    return found


def _doubled(name: str, count: int) -> AmbiguousError:
    return AmbiguousError(
        "{count} columns are called {name}: rename all but one", count=count, name=name
    )


def _plain(header: str | None) -> str:
    return (header or "").strip().casefold()


def _cleaned(chosen: Chosen) -> dict[str, str]:
    return {r: name for r, name in (chosen or {}).items() if name and isinstance(name, str)}


def _lacking_in_lines(found: Candidates) -> list[str]:
    """Which of customer, date and amount no column serves."""
    has_amount = found["amount"] or (found["quantity"] and found["price"])
    return [role for role in ("customer", "date") if not found[role]] + (
        [] if has_amount else ["amount"]
    )


def _complete(found: Candidates) -> bool:
    return all(found.values())


def _wants_summary(named: Iterable[str]) -> bool:
    return bool({"recency", "frequency", "monetary"} & set(named))


def _wants_lines(named: Iterable[str]) -> bool:
    return bool({"date", "amount", "quantity", "price", "order"} & set(named))


def _line_roles(found: Candidates, named: Mapping[str, int]) -> tuple[str, ...]:
    """Customer, date and the amount's columns: a line total wins unless the user says not."""
    product = bool(found["quantity"] and found["price"])
    asked = "amount" not in named and ("quantity" in named or "price" in named)
    if found["amount"] and not (asked and product):
        return ("customer", "date", "amount")
    return ("customer", "date", "quantity", "price")


def _best(role: str, found: Candidates, headers: Headers) -> int:
    """The one column that fits best, or a question."""
    ranked = sorted(found[role])
    if len(ranked) > 1 and ranked[0][0] == ranked[1][0]:
        name = _plain(headers[ranked[0][1]])
        same = sum(_plain(header) == name for header in headers)
        if _plain(headers[ranked[1][1]]) == name:
            raise _doubled(_trimmed(headers[ranked[0][1]]), same)
        raise AmbiguousError(
            "both {first} and {second} can be the {role} column: "
            "name the one you mean with --{role} HEADER",
            first=_trimmed(headers[ranked[0][1]]),
            second=_trimmed(headers[ranked[1][1]]),
            role=role,
        )
    return ranked[0][1]


def _column_map(kind: Kind, roles: Mapping[str, int]) -> ColumnMap:
    return ColumnMap(kind, MappingProxyType(dict(roles)))


def _trimmed(header: str | None) -> str:
    return (header or "").strip()


def _listed(headers: Headers) -> _Names:
    return _Names(_trimmed(header) for header in headers)


def _not_found(missing: str, headers: Headers) -> ColumnsNotFoundError:
    names = _listed(headers)
    if not any(names):
        return ColumnsNotFoundError(
            "no header row was found: put the headers, such as Customer, Date and Amount, "
            "in one row above the values"
        )
    return ColumnsNotFoundError(NOT_FOUND[missing], headers=names)


def _likely_row(rows: Sequence[Headers], chosen: Chosen) -> int:
    """The row most like headers: the most roles, then the most cells of text."""
    if are_titles(chosen):
        known = {title_key(title) for titles in chosen.values() for title in titles}
        counts = [sum(title_key(cell) in known for cell in row if cell) for row in rows]
        return max(range(len(rows)), key=lambda at: (counts[at], -at), default=0)
    wanted = {_plain(name) for name in _cleaned(chosen).values()}

    def likeness(index: int) -> tuple[int, int, int]:
        cells = [cell for cell in rows[index] if cell and _looks_like_header(cell)]
        roles = {role for cell in cells for role, _ in _ranks(cell)}
        named = sum(_plain(cell) in wanted for cell in cells)
        return named + len(roles), len(cells), -index

    return max(range(len(rows)), key=likeness, default=0)
