"""Rows that add up the rows above them: they are told by their name and by their amount."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from clvxl.data._cells import Customers

__all__ = ["total_rows"]

NAMES = frozenset(
    (
        "total;totals;grand total;grand totals;subtotal;sub total;sum;合计;总计;小计;总和;共计;"
        "累计;合計;總計;小計;総計;gesamt;gesamtsumme;gesamtergebnis;gesamtbetrag;summe;zwischensumme;"
        "endsumme;ergebnis;total général;total general;sous-total;sous total;somme;suma;suma total;"
        "totale;totale generale;subtotale;total geral;soma;totaal;subtotaal;eindtotaal;razem;итого"
    ).split(";")
)
BEFORE = tuple(f"{name} " for name in NAMES)
AFTER = tuple(name if not name.isascii() and len(name) == 2 else f" {name}" for name in NAMES)
HALF_A_PENNY = 0.005
ROUNDING = 1e-13
TELLING = 2


def total_rows(
    customers: Customers, values: NDArray[np.float64], lines: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Return which rows hold a total in place of a customer.

    A row is one where its customer is called so, alone or beside the name of another customer, and
    its value is, to the penny, the sum of all other rows, of all rows above it, or of those since
    the last row of such a name. A customer may
    bear such a name too: of the rows of a name most must be sums, and one of several rows.

    >>> none = np.zeros(3, dtype=bool)
    >>> customers = Customers(np.arange(3), np.array(["a", "b", "Total"]), none, none)
    >>> total_rows(customers, np.array([1.0, 2.5, 3.5]), np.ones(3, dtype=bool)).tolist()
    [False, False, True]
    """
    group = _named(customers)
    named = (group >= 0) & np.isfinite(values)
    if not named.any():
        return named
    plain = lines & ~named & np.isfinite(values)
    above = np.cumsum(np.where(plain, values, 0.0))
    rows = np.cumsum(plain)
    at = np.flatnonzero(named)
    everything, whole, part = np.full(len(at), above[-1]), above[at], np.diff(above[at], prepend=0)
    terms = np.stack([np.full(len(at), rows[-1]), rows[at], np.diff(rows[at], prepend=0)])
    sums = np.stack([everything, whole, part])
    near = np.abs(sums - values[at]) <= HALF_A_PENNY + ROUNDING * np.abs(sums)
    fits, proves = (near & (terms > 0)).any(axis=0), (near & (terms > 1)).any(axis=0)
    names, count = group[at], len(customers.labels)
    most = 2 * np.bincount(names[fits], minlength=count) >= np.bincount(names, minlength=count)
    proven = np.bincount(names[proves], minlength=count) > 0
    named[at] = fits & (most & proven)[names]
    return named


def totals_of_orders(values: NDArray[np.float64], orders: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which lines hold the sum of their order's other lines, where all orders have one.

    Such are header records above item records, and totals below: only orders of three lines or
    more tell, and several have to.

    >>> values = np.array([11.0, 5, 6, 9, 4, 5, 7, 7, 8, 6, 2])
    >>> orders = np.array([0, 0, 0, 1, 1, 1, 2, 2, 3, 3, 3])
    >>> totals_of_orders(values, orders).astype(int).tolist()
    [1, 0, 0, 1, 0, 0, 1, 0, 1, 0, 0]
    """
    none = np.zeros(len(values), dtype=bool)
    rows = np.flatnonzero(np.isfinite(values) & (orders >= 0) & (values != 0))
    if not len(rows):
        return none
    count = np.bincount(orders[rows])
    if (count > 2).sum() < TELLING or (count[count > 0] < 2).any():
        return none
    # of each order the line that is farthest from 0, the first of its like
    order = rows[np.lexsort((-np.abs(values[rows]), orders[rows]))]
    _, first = np.unique(orders[order], return_index=True)
    largest = order[first]
    sums = np.bincount(orders[rows], weights=values[rows])[orders[largest]]
    if (np.abs(sums - 2 * values[largest]) > HALF_A_PENNY + ROUNDING * np.abs(sums)).any():
        return none
    none[largest] = True
    return none


def _named(customers: Customers) -> NDArray[np.int64]:
    """The name of a total that a row's customer bears, as a code; -1 where it bears none.

    Those that add up one customer each, such as "Total Ann" beside "Ann", count as one name.
    """
    if customers.labels.dtype.kind == "f":
        return np.full(len(customers.codes), -1, dtype=np.int64)
    called = [" ".join(str(label).casefold().rstrip(" :：").split()) for label in customers.labels]
    # a row without a customer has the code -1, the last one
    names = [at if name in NAMES else -1 for at, name in enumerate([*called, ""])]
    of_one = [
        at for at, name in enumerate(called)
        if names[at] < 0 and (name.startswith(BEFORE) or name.endswith(AFTER))
    ]  # fmt: skip
    if of_one:
        others = set(called)
        of_one = [at for at in of_one if not others.isdisjoint(_rests(called[at]))]
    for at in of_one:
        names[at] = of_one[0]
    return np.array(names, dtype=np.int64)[customers.codes]


def _rests(name: str) -> list[str]:
    """What remains of a name without the words of a total at either end."""
    heads = [name[len(word) :].strip() for word in BEFORE if name.startswith(word)]
    return heads + [name[: -len(word)].strip() for word in AFTER if name.endswith(word)]
