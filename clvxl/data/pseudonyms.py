"""Customers under other names: each gets a token from a secret key, alike wherever it stands.

The token is made of what makes two cells one customer (`clvxl.data.identifiers`), so the same
customer has the same token next month, and in another file, as long as the key is the same.
Without the key nobody can find a token from a customer, as one could with a plain digest by
trying all numbers.
"""

from __future__ import annotations

import hmac
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from clvxl.data._cells import Customers, every_label
from clvxl.data._deferred import Deferred
from clvxl.data._sales import customers_of
from clvxl.data.dates import DateOrder, iso_date, parse_dates
from clvxl.data.identifiers import identity, number_key
from clvxl.data.records import (
    CleaningOptions,
    LeftOut,
    Notice,
    Reading,
    Summaries,
    Transactions,
)

if TYPE_CHECKING:
    from clvxl.data.table import SourceTable

__all__ = ["HIDDEN", "Pseudonyms", "names_of", "pseudonyms_of", "tokens_of"]

HIDDEN = "•••"
"""Stands for a cell that holds nothing that could be read, and therefore may hold a name."""

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No I, L, O and U, which are misread."""

_PAIRS = [first + second for first in _SIGNS for second in _SIGNS]
_PURPOSE = b"clvxl customer\x00"
_BITS, _PAIR = 80, 10
"""Of a digest so many bits are ever used, ten for two signs."""


def tokens_of(key: bytes, names: Sequence[str]) -> list[str]:
    """Return a token for each of several different names.

    Parameters
    ----------
    key : bytes
        A secret.
    names : sequence of str
        Each once.

    Returns
    -------
    list of str
        C- and ten signs, which are 50 bits of HMAC-SHA-256: of 500,000 names two agree in one
        of 9,000 cases. Those that do get five signs more, so that no two tokens are alike.

    Examples
    --------
    >>> tokens_of(b"a secret of sixteen", ["Ann", "Bob"])
    ['C-...-...', 'C-...-...']
    """
    digests = [_digest(key, name) for name in names]
    tokens = [_token(digest, 2) for digest in digests]
    if len(set(tokens)) == len(tokens):
        return tokens
    twice = {token for token, number in Counter(tokens).items() if number > 1}
    return [
        _token(digest, 3) if token in twice else token
        for token, digest in zip(tokens, digests, strict=True)
    ]


def _digest(key: bytes, name: str) -> int:
    message = _PURPOSE + name.encode("utf-8", "surrogatepass")
    return int.from_bytes(hmac.digest(key, message, "sha256")[: _BITS // 8])


def _token(digest: int, groups: int) -> str:
    signs = "".join(_PAIRS[digest >> shift & 1023] for shift in range(_BITS - _PAIR, -1, -_PAIR))
    return "-".join(["C", *(signs[5 * at : 5 * at + 5] for at in range(groups))])


def names_of(labels: NDArray[Any]) -> list[str]:
    """Return what makes each customer the one it is, as text.

    >>> names_of(np.array([17850.0])), names_of(np.array(["A@X.org"], dtype=object))
    (['17850'], ['a@x.org'])
    """
    if labels.dtype.kind == "f":
        return [number_key(value) for value in labels.tolist()]
    return [identity(str(label)) for label in labels.tolist()]


@dataclass(frozen=True)
class Pseudonyms:
    """The tokens of all customers of a table, used or left out.

    Attributes
    ----------
    labels : array
        The customers as written, one each.
    tokens : object array of str
        The token of each.
    customers : Customers
        Those of the column.
    first_row : int
        As `SourceTable.first_row`.
    """

    labels: NDArray[Any]
    tokens: NDArray[Any]
    customers: Customers
    first_row: int

    @cached_property
    def _places(self) -> Any:
        import pandas as pd

        return pd.Index(self.labels)

    def of(self, cleaned: Transactions | Summaries) -> Transactions | Summaries:
        """Return cleaned lines in which every customer is a token, and no cell is as it was found.

        What is said of them, and the cells of lines left out, are hidden where they may name
        somebody: dates and amounts are shown as they were read.
        """
        return replace(
            cleaned,
            labels=self.tokens_for(cleaned.labels),
            left_out=self._hidden(cleaned.left_out, cleaned),
            reading=self._told(cleaned.reading),
        )

    def tokens_for(self, labels: NDArray[Any]) -> NDArray[Any]:
        """Return the tokens of some customers of the table, "" of what is none."""
        import pandas as pd

        found: NDArray[Any] = np.append(self.tokens, "")[self._places.get_indexer(pd.Index(labels))]
        return found

    def _tokens_of(self, left: LeftOut) -> NDArray[Any]:
        """The tokens of the customers of lines left out."""
        codes = self.customers.codes
        if isinstance(codes, Deferred):
            cells = left.customer.tolist()
            return self.tokens_for(self.customers.labels_of_cells(cells))  # type: ignore[attr-defined]
        found: NDArray[Any] = np.append(self.tokens, "")[codes[left.row - self.first_row]]
        return found

    def _hidden(self, left: LeftOut, cleaned: Transactions | Summaries) -> LeftOut:
        dates = _dates(left, cleaned) if isinstance(cleaned, Transactions) else _numbers(left.date)
        rest = left.rest
        amounts = [f"{value:.15g}" if value == value else "" for value in left.value.tolist()]
        return replace(
            left,
            customer=self._tokens_of(left),
            date=_shown(left.date, dates),
            amount=_shown(left.amount, amounts),
            rest=rest and replace(
                rest, part=lambda start, stop: self._hidden(rest.part(start, stop), cleaned)
            ),
        )  # fmt: skip

    def _told(self, reading: Reading) -> Reading:
        return replace(
            reading, notices=tuple(self._without_names(notice) for notice in reading.notices)
        )

    def _without_names(self, notice: Notice) -> Notice:
        """A notice whose examples are tokens, or hidden where they could not be read."""
        fields = {
            name: self._token_or(value) if name != "column" and isinstance(value, str) else value
            for name, value in notice.fields.items()
        }
        if notice.key == "partly_read":
            fields["example"] = HIDDEN
        return replace(notice, fields=fields)

    def _token_or(self, text: str) -> str:
        """The token of a customer whose label this is, else the text."""
        named = self.labels.dtype == object
        return str(self.tokens_for(np.array([text], dtype=object))[0] or text) if named else text


def pseudonyms_of(
    table: SourceTable, at: int, key: bytes, options: CleaningOptions | None = None,
    further: NDArray[Any] | None = None,
) -> Pseudonyms:  # fmt: skip
    """Return tokens for the customers in column `at` of a table.

    `further` are customers who may stand in another column alone, as those who were paid.

    Examples
    --------
    >>> import pandas as pd
    >>> from clvxl.data.table import SourceTable
    >>> table = SourceTable("a.csv", ("Customer",), (pd.Series(["Ann", None, "Ann "]),))
    >>> found = pseudonyms_of(table, 0, b"a secret of sixteen")
    >>> found.labels.tolist(), found.customers.codes.tolist(), len(found.tokens)
    (['Ann'], [0, -1, 0], 1)
    """
    import pandas as pd

    customers = customers_of(table, at, options or CleaningOptions())
    labels = every_label(customers)
    if further is not None:
        labels = np.append(labels, further[~pd.Series(further).isin(labels).to_numpy()])
    tokens = np.array(tokens_of(key, names_of(labels)), dtype=object)
    return Pseudonyms(labels, tokens, customers, table.first_row)


def _shown(found: NDArray[Any], read: Sequence[str]) -> NDArray[Any]:
    """What was read of each cell; what was not is hidden, a blank stays blank."""
    pairs = zip(found.tolist(), read, strict=True)
    texts = [text or (HIDDEN if cell.strip() else "") for cell, text in pairs]
    return np.array([*texts, ""], dtype=object)[:-1]


def _dates(left: LeftOut, cleaned: Transactions) -> list[str]:
    """The dates of lines left out as they are read, "" where they cannot be."""
    import pandas as pd

    order: DateOrder = "month" if cleaned.date_reading == "month" else "day"
    column = pd.Series([cell or None for cell in left.date.tolist()], dtype="str")
    if not len(column):
        return []
    days, _ = parse_dates(column, order, True, "")
    return ["" if np.isnan(day) else iso_date(day) for day in days.tolist()]


def _numbers(cells: NDArray[Any]) -> list[str]:
    """Plain numbers as they are read, "" for the rest."""
    import pandas as pd

    values = pd.to_numeric(pd.Series(cells, dtype=object), errors="coerce").to_numpy(np.float64)
    return [f"{value:.15g}" if np.isfinite(value) else "" for value in values.tolist()]
