"""The columns that may play a role, by header, known export and what stands below."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from clvxl.data._column_map import Chosen, Headers, plain
from clvxl.data._currency import meant_by
from clvxl.data._evidence import Evidence, evidence, fits
from clvxl.data._exports import Export
from clvxl.data._headers import WITHIN, header_words, ranks
from clvxl.data._status import is_flag, status_verdict, type_verdicts
from clvxl.data._titles import further_titles, title_key, title_places

__all__ = ["BARE", "Candidates", "Rows", "add_by_cells", "add_flags",
           "add_further", "add_symbols", "candidates", "look_below", "looks_like_header",
           "take_export"]  # fmt: skip

Candidates: TypeAlias = dict[str, list[tuple[int, int]]]
"""The (rank, column) of each role; -1 is the rank of a column that is named or known."""

Rows: TypeAlias = Sequence[Headers]
HEADER_LENGTH = 60
TOGETHER = ("status", "type")
"""Roles that several columns of a known export play together."""

FULL = 0.9
MOST_KINDS = 12
VERDICTS = {"kept", "cancelled", "refunded", "unpaid"}
ELSEWHERE = (
    "customer", "client", "member", "account", "subscri", "plan", "contract", "kunde", "mitglied",
    "vertrag", "abo", "cliente", "stock", "email", "item", "line", "reason", "note", "comment",
)  # fmt: skip
SIGNS_ELSEWHERE = ("客户", "客戶", "会员", "會員", "库存", "备注", "原因")
"""Headers of states that are not the sale's."""
KNOWN_KINDS = {"kept", "return", "no_sale"}
BARE = 6
"""The tier of customers' words whose last ones, such as ID, tell nothing by themselves."""

_LETTER = re.compile(r"[^\W\d_]")
SYMBOLS = {
    "customer": ("cust", "id", "index"),
    "recency": ("tx",),
    "frequency": ("x",),
    "monetary": ("zbar", "mx", "spending"),
}
"""What R's BTYD and its kin call the columns of a summary."""


def candidates(headers: Headers, roles: Iterable[str], named: dict[str, int]) -> Candidates:
    """The (rank, column) of each role; a column stands for the role it fits best."""
    found: Candidates = {role: [] for role in roles}
    taken = set(named.values())
    for column, header in enumerate(headers):
        if column in taken or not header or not looks_like_header(header):
            continue
        every = [(rank, role) for role, rank in ranks(header) if role in found]
        if every:
            rank, role = min(every)
            found[role].append((rank, column))
    for role, column in named.items():
        if role in found:
            found[role] = [(-1, column)]
    return found


def take_export(
    found: Candidates, headers: Headers, export: Export, named: Mapping[str, int], below: Rows = ()
) -> None:
    """Let the headers that an export documents play its roles, and no others.

    The first of a role's that is filled counts: a number of customers stays blank where guests
    buy. A status and what became of it afterwards count together.
    """
    keys = [title_key(header) for header in headers]
    product = "amount" in named or "quantity" in named or "price" in named
    for role in found:
        if role in named or (product and role in ("amount", "quantity", "price")):
            continue
        wanted = map(title_key, export.roles.get(role, ()))
        ways = [keys.index(key) for key in wanted if key in keys]
        free = [at for at in ways if at not in named.values()]
        if free or role not in ("customer", "date", "amount"):
            chosen = free if role in TOGETHER else free[:1] and [_first_filled(free, below)]
            found[role] = [(-1, at) for at in chosen]


def _first_filled(columns: list[int], below: Rows) -> int:
    """The first column that is nearly as full as the fullest."""
    full = [sum(bool((row[at] or "").strip()) for row in below if at < len(row)) for at in columns]
    return next(at for at, cells in zip(columns, full, strict=True) if cells >= FULL * max(full))


def add_flags(found: Candidates, headers: Headers, below: Rows, named: Mapping[str, int]) -> None:
    """Let a column of yes and no, such as Refunded, be a status."""
    for at, header in enumerate(headers):
        if at in named.values() or "status" in named or not looks_like_header(plain(header)):
            continue
        if is_flag(header or "", (row[at] if at < len(row) else None for row in below)):
            for role, columns in found.items():
                found[role] = [each for each in columns if each[1] != at]
            found["status"].append((-1, at))


def add_by_cells(
    found: Candidates, headers: Headers, below: Rows, spoken_for: Iterable[int]
) -> None:
    """Let a column be a currency, a kind of document or a status that holds nothing else."""
    taken = {at for columns in found.values() for _, at in columns} | set(spoken_for)
    for at in range(max(map(len, below), default=0)):
        cells = {(row[at] or "").strip() for row in below if at < len(row)} - {""}
        if at in taken or not 0 < len(cells) <= MOST_KINDS:
            continue
        if not found["currency"] and all(map(meant_by, cells)):
            found["currency"].append((WITHIN, at))
        elif not found["type"] and {"kept", "return"} <= set(type_verdicts(cells)) <= KNOWN_KINDS:
            found["type"].append((WITHIN, at))
        elif not found["status"] and _tells_of_orders(headers[at] if at < len(headers) else None):
            verdicts = {status_verdict(cell) for cell in cells}
            if verdicts <= VERDICTS and "kept" in verdicts and verdicts & {"cancelled", "refunded"}:
                found["status"].append((WITHIN, at))


def _tells_of_orders(header: str | None) -> bool:
    """Whether a header does not say that its words are of something else, such as a customer."""
    words = header_words(header or "")
    return not any(word.startswith(ELSEWHERE) for word in words) and not any(
        sign in (header or "") for sign in SIGNS_ELSEWHERE
    )


def look_below(found: Candidates, below: Rows) -> None:
    """Take away what the cells below a header tell to be something else."""
    looked: dict[int, Evidence] = {}
    for role, columns in found.items():
        if below and any(rank >= 0 for rank, _ in columns):
            for _, at in columns:
                if at not in looked:
                    looked[at] = evidence(row[at] if at < len(row) else None for row in below)
            kept = [
                (rank, at) for rank, at in columns
                if rank < 0 or fits(role, looked[at], loosely=_tells_little(role, rank))
            ]  # fmt: skip
            # of a table's needed roles the cleaning says what is wrong with the cells
            alone = role in ("customer", "date", "amount") and len(columns) == 1
            found[role] = columns if alone and not kept else kept


def _tells_little(role: str, rank: int) -> bool:
    return rank >= WITHIN or (role == "customer" and rank % WITHIN >= BARE)


def add_symbols(found: Candidates, headers: Headers) -> None:
    """The papers' symbols are names of columns where T is one too."""
    keys = [title_key(header) for header in headers]
    for role, symbols in SYMBOLS.items():
        if not found[role]:
            found[role] = [(0, keys.index(symbol)) for symbol in symbols if symbol in keys][:1]


def add_further(found: Candidates, headers: Headers, chosen: Chosen) -> None:
    """Let the titles of a template serve the roles that no usual header serves."""
    for role, titles in further_titles(chosen).items():
        if not found[role]:
            taken = {column for columns in found.values() for _, column in columns}
            fits = title_places(headers, titles)
            found[role] = [(0, column) for column in fits if column not in taken]


def looks_like_header(cell: str) -> bool:
    return len(cell) <= HEADER_LENGTH and _LETTER.search(cell) is not None
