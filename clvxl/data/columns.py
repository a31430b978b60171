"""Finding the columns by header and contents, wherever the table starts.

What stands in the first rows below the headers is looked at too: a header says what a column may
be, its cells whether it can be. Where several columns remain for a role, all are named (`rivals`),
and `clvxl.data.choices` decides by the whole table. Standard library only: a light child process
imports this module too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from clvxl.data._candidates import (
    BARE,
    Candidates,
    Rows,
    add_by_cells,
    add_flags,
    add_further,
    add_symbols,
    candidates,
    look_below,
    looks_like_header,
    take_export,
)
from clvxl.data._column_map import (
    Chosen,
    ColumnMap,
    Headers,
    Kind,
    doubled,
    listed,
    not_found,
    place_names,
    plain,
    printable,
    too_many,
    trimmed,
)
from clvxl.data._currency import meant_by
from clvxl.data._evidence import evidence, fits
from clvxl.data._exports import known_export
from clvxl.data._headers import WITHIN, ranks
from clvxl.data._titles import NAMED, are_titles, places, title_key, usual_titles
from clvxl.errors import AmbiguousError, ColumnsNotFoundError
from clvxl.text import Text

__all__ = [
    "ROLES", "Chosen", "ColumnMap", "find_header_row", "find_table", "match_columns", "place_names",
    "printable",
]  # fmt: skip

TRANSACTIONS = ("customer", "date", "amount", "quantity", "price")
FURTHER = (
    "order", "status", "type", "refund", "currency", "discount", "cancelled", "paid", "payee",
    "part",
)  # fmt: skip
"""Roles that a table of sales may do without."""

SUMMARY = ("customer", "recency", "frequency", "monetary")
ROLES = (*TRANSACTIONS, *FURTHER, *SUMMARY[1:], "tenure")
MOST_RIVALS = 6
SEARCHED_ROWS = 200
LONGEST_VALUE = 64
UNCLEAR = 1000
MOSTLY = 0.8


def match_columns(headers: Headers, chosen: Chosen = None, below: Rows = ()) -> ColumnMap:
    """Find the columns of a table by their headers and by what stands below them.

    Parameters
    ----------
    headers : sequence of str or None
        One a column, as written.
    chosen : mapping of str to str, or of str to a sequence of str, optional
        Role to the header that the user named; letter case and blanks at the ends do not count.
        The role "ignore" names headers, a line each, that play no role.
        Or, for a table of another kind, key to the titles that its column may have: the first
        two are of one rank, all others of the next; a key that ends in ? may miss, one that ends
        in ! has the header that the user named as its first title. A role that ends in + has
        titles that fit sales too, where no usual header does.
    below : sequence of rows, optional
        The first rows below the headers; without them headers alone decide.

    Returns
    -------
    ColumnMap
        A line total is taken before quantity × price; lines before summaries.

    Raises
    ------
    ColumnsNotFoundError
        A role has no column, or a chosen header is not there.
    AmbiguousError
        A column is named for two roles, or very many fit one role.

    Examples
    --------
    >>> match_columns(["InvoiceNo", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID"]).roles
    mappingproxy({'customer': 4, 'date': 2, 'quantity': 1, 'price': 3, 'order': 0})
    >>> match_columns(["会员号", "最近一次消费", "频率", "消费金额"]).kind
    'summary'
    >>> match_columns(["ID", "Customer Name", "Date", "Sales"]).rivals
    mappingproxy({'customer': (0,)})
    """
    if are_titles(chosen):
        return _match_titles(headers, chosen)
    named = _named_columns(headers, _cleaned(chosen))
    ignored = _ignored(chosen)
    offered = headers
    if ignored:
        offered = [None if plain(header) in ignored else header for header in headers]
    lines = candidates(offered, (*TRANSACTIONS, *FURTHER), named)
    add_further(lines, offered, chosen)
    export = known_export(offered)
    if export is not None:
        take_export(lines, offered, export, named, below)
    add_flags(lines, offered, below, named)
    aside = [at for at, header in enumerate(headers) if plain(header) in ignored]
    add_by_cells(lines, offered, below, (*named.values(), *aside))
    look_below(lines, below)
    _complete_amount(lines)
    sums = candidates(offered, (*SUMMARY, "tenure"), named)
    if sums["tenure"]:
        add_symbols(sums, offered)
    lacking = _lacking_in_lines(lines)
    if _wants_summary(named) or (lacking and not _wants_lines(named) and _complete(sums)):
        missing = [role for role in SUMMARY if not sums[role]]
        if missing:
            raise not_found(missing[0], headers)
        return _column_map("summary", sums, headers, named)
    if "date" in lacking and sums["recency"] and sums["frequency"] and not _wants_lines(named):
        raise not_found("customer" if "customer" in lacking else "money", headers)
    if lacking:
        raise not_found("all" if len(lacking) == 3 else lacking[0], headers)
    wanted = {role: lines[role] for role in (*_line_roles(lines, named), *FURTHER)}
    if "amount" in wanted:
        del wanted["discount"]  # an amount has its discount taken off
        if lines["order"] and lines["quantity"] and lines["price"]:
            # they tell a line's amount from its order's
            wanted |= {role: lines[role][:1] for role in ("quantity", "price")}
    found = _column_map("transactions", wanted, headers, named)
    if export is None:
        return found
    return replace(found, export=export.name, once=export.once and "amount" not in named)


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
    values = [cell for role, cell in cells.items() if role not in FURTHER]
    return bool(customer) and all(cell and _looks_like_value(cell) for cell in values)


def _looks_like_value(cell: str) -> bool:
    return len(cell) <= LONGEST_VALUE and any(sign.isdigit() for sign in cell)


def _badness(row: Headers, columns: ColumnMap) -> int:
    """How far the headers are from the plainest words for their roles."""
    if columns.kind == "titles":
        return 0
    every = ((role, dict(ranks(row[at] or ""))) for role, at in columns.roles.items())
    return sum(rank.get(role, 0) for role, rank in every if role in TRANSACTIONS)


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
        No row has a column for each role, or a named column is none of the table's; it lists
        the headers, or else the row most like headers.
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
        _refuse_wrong_names(rows, chosen)
        row = _likely_row(rows[:SEARCHED_ROWS], chosen)
        if (found := _headless(rows, row, chosen)) is not None:
            return -1, found
    if not rows:
        return row, match_columns([], chosen)
    return row, match_columns(rows[row], chosen, rows[row + 1 : SEARCHED_ROWS])


def _refuse_wrong_names(rows: Rows, chosen: Chosen) -> None:
    """Where rows hold a table but for the columns that were named, say so of its headers."""
    named = _named_titles(chosen) if are_titles(chosen) else _cleaned(chosen)
    if not named:
        return
    row = find_header_row(rows, usual_titles(chosen) if are_titles(chosen) else None)
    if row is not None:
        try:
            _named_columns(rows[row], named)
        except ColumnsNotFoundError as error:
            error.quotes_table = True
            raise


def _headless(rows: Rows, likely: int, chosen: Chosen) -> ColumnMap | None:
    """The columns of a table that starts with values; None where the first row is none of them."""
    if are_titles(chosen) or not rows or not any(rows[0]):
        return None
    named = any(ranks(cell) for cell in rows[likely] if cell and looks_like_header(cell))
    width = max(len(row) for row in rows)
    columns = [[row[at] if at < len(row) else None for row in rows] for at in range(width)]
    found = [evidence(column) for column in columns]
    first = [evidence([column[0]]) for column in columns]
    dates = [at for at in range(width) if first[at].dates and found[at].dates > MOSTLY]
    money = [
        at for at in range(width)
        if at not in dates and first[at].numbers and found[at].numbers > MOSTLY
    ]  # fmt: skip
    if named or not dates or not money:
        return None
    headers = place_names(width)
    given = _named_columns(headers, _cleaned(chosen))
    money_names = [
        at for at in range(width)
        if at not in dates and all(cell and meant_by(cell) for cell in columns[at])
    ]  # fmt: skip
    taken = {*dates, *money_names, *given.values()}
    texts = [
        at for at in range(width)
        if at not in taken and at not in money and fits("customer", found[at], loosely=True)
    ]  # fmt: skip
    if not texts and len(money) > 1:
        texts, money = money[:1], money[1:]
    wanted: Candidates = {
        "customer": [(BARE, at) for at in texts],
        "date": [(0, at) for at in dates],
        "amount": [(0, at) for at in money if at not in given.values()],
    }
    wanted |= {role: [(-1, at)] for role, at in given.items()}
    if money_names:
        wanted.setdefault("currency", [(0, money_names[0])])
    if not all(wanted.values()):
        return None
    return replace(_column_map("transactions", wanted, headers, given), headless=True)


def _complete_amount(found: Candidates) -> None:
    """A price without any quantity is what was paid."""
    if found["price"] and not found["quantity"] and not found["amount"]:
        found["amount"], found["price"] = found["price"], []


def _ignored(chosen: Chosen) -> frozenset[str]:
    names = (chosen or {}).get("ignore", "")
    return frozenset(map(plain, names.split("\n"))) if isinstance(names, str) else frozenset()


def _match_titles(headers: Headers, titles: Mapping[str, Sequence[str]]) -> ColumnMap:
    """The columns by the titles they may have, or by the headers that the user named."""
    _named_columns(headers, _named_titles(titles))
    found, lacking = places(headers, titles)
    if lacking:
        names = listed(headers)
        if not any(names):
            raise ColumnsNotFoundError(
                Text(
                    "no header row was found: put headers above the values",
                    "没有找到表头行：请在数值上方写上表头",
                )
            )
        raise ColumnsNotFoundError(
            Text(
                "there is no column {title} among the headers {headers}: {remedy[name_title]}",
                "表头 {headers} 中没有 {title} 一列：{remedy[name_title]}",
            ),
            title=titles[lacking[0]][0], key=lacking[0], headers=names,
        )  # fmt: skip
    for key, columns in found.items():
        if len(columns) > 1:
            raise _equally_good(key, [trimmed(headers[column]) for column in columns])
    roles = {key: columns[0] for key, columns in found.items()}
    return ColumnMap("titles", MappingProxyType(roles))


def _named_titles(titles: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {key[:-1]: names[0] for key, names in titles.items() if key.endswith(NAMED)}


def _equally_good(key: str, names: Sequence[str]) -> AmbiguousError:
    """A question about columns that fit one title equally well."""
    first, *others = names
    if all(title_key(name) == title_key(first) for name in others):
        return doubled(first, len(names))
    second = next(name for name in others if title_key(name) != title_key(first))
    return AmbiguousError(
        Text(
            "columns {first} and {second} mean the same to this template: {remedy[choose_title]}",
            "{first} 和 {second} 两列对此模板含义相同：{remedy[choose_title]}",
        ),
        first=first, second=second, key=key,
    )  # fmt: skip


def _named_columns(headers: Headers, chosen: Mapping[str, str]) -> dict[str, int]:
    """Where the headers stand that the user named."""
    if not chosen:
        return {}
    known = [plain(header) for header in headers]
    found: dict[str, int] = {}
    for role, name in chosen.items():
        places = [column for column, header in enumerate(known) if header == plain(name)]
        if not places:
            raise ColumnsNotFoundError(
                Text(
                    "no column is called {name}: the headers are {headers}",
                    "没有名为 {name} 的列：表头有 {headers}",
                ),
                name=name, headers=listed(headers),
            )  # fmt: skip
        if len(places) > 1:
            raise doubled(name, len(places))
        if places[0] in found.values():
            other = next(key for key, place in found.items() if place == places[0])
            raise AmbiguousError(
                Text(
                    "column {name} is named for both {first} and {second}: name another column "
                    "for one of them",
                    "{name} 列同时被指定为 {first} 和 {second}：请为其中之一另外指定一列",
                ),
                name=name, first=other, second=role,
            )  # fmt: skip
        found[role] = places[0]
    return found


def _cleaned(chosen: Chosen) -> dict[str, str]:
    every = ((r, name) for r, name in (chosen or {}).items() if r != "ignore")
    return {r: name for r, name in every if name and isinstance(name, str)}


def _lacking_in_lines(found: Candidates) -> list[str]:
    """Which of customer, date and amount no column serves."""
    has_amount = found["amount"] or (found["quantity"] and found["price"])
    return [role for role in ("customer", "date") if not found[role]] + (
        [] if has_amount else ["amount"]
    )


def _complete(found: Candidates) -> bool:
    return all(found[role] for role in SUMMARY)


def _wants_summary(named: Iterable[str]) -> bool:
    return bool({"recency", "frequency", "monetary"} & set(named))


def _wants_lines(named: Iterable[str]) -> bool:
    return bool({"date", "amount", "quantity", "price", *FURTHER} & set(named))


def _line_roles(found: Candidates, named: Mapping[str, int]) -> tuple[str, ...]:
    """Customer, date and the amount's columns: a line total wins unless the user says not."""
    product = bool(found["quantity"] and found["price"])
    asked = "amount" not in named and ("quantity" in named or "price" in named)
    if found["amount"] and not (asked and product):
        return ("customer", "date", "amount")
    return ("customer", "date", "quantity", "price")


def _by_kind(role: str) -> Callable[[tuple[int, int]], tuple[int, int, int]]:
    """A number of customers comes before a name, however exactly the headers fit."""

    def key(candidate: tuple[int, int]) -> tuple[int, int, int]:
        rank, at = candidate
        return (rank % WITHIN if role == "customer" and rank >= 0 else rank), rank, at

    return key


def _column_map(
    kind: Kind, found: Candidates, headers: Headers, named: Mapping[str, int]
) -> ColumnMap:
    """The best column of each role, and its rivals."""
    roles, rivals = {}, {}
    for role, columns in found.items():
        if not columns:
            continue
        (_, roles[role]), *others = ordered = sorted(columns, key=_by_kind(role))
        if len(others) > MOST_RIVALS:
            raise too_many(role, [headers[at] for _, at in ordered])
        if others:
            rivals[role] = tuple(at for _, at in others)
    return ColumnMap(
        kind, MappingProxyType(roles), MappingProxyType(rivals), frozenset(named) & roles.keys()
    )


def _likely_row(rows: Sequence[Headers], chosen: Chosen) -> int:
    """The row most like headers: the most roles, then the most cells of text."""
    if are_titles(chosen):
        known = {title_key(title) for titles in chosen.values() for title in titles}
        counts = [sum(title_key(cell) in known for cell in row if cell) for row in rows]
        return max(range(len(rows)), key=lambda at: (counts[at], -at), default=0)
    wanted = {plain(name) for name in _cleaned(chosen).values()}

    def likeness(index: int) -> tuple[int, int, int]:
        cells = [cell for cell in rows[index] if cell and looks_like_header(cell)]
        roles = {role for cell in cells for role, _ in ranks(cell)}
        named = sum(plain(cell) in wanted for cell in cells)
        return named + len(roles), len(cells), -index

    return max(range(len(rows)), key=likeness, default=0)
