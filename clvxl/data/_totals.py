"""Rows that add up the rows above them: they are told by their name and by their amount."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clvxl.data._cells import Customers
from clvxl.data._deferred import Deferred

__all__ = [
    "NAMES", "are_totals", "called_so", "names_of_totals", "total_rows", "totals_of_orders",
]  # fmt: skip

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
    if isinstance(values, Deferred):
        return customers.totals(values, lines)  # type: ignore[attr-defined, no-any-return]
    group = _named(customers)
    named = (group >= 0) & np.isfinite(values)
    if not named.any():
        return named
    plain = lines & ~named & np.isfinite(values)
    above = np.cumsum(np.where(plain, values, 0.0))
    rows = np.cumsum(plain)
    at = np.flatnonzero(named)
    named[at] = are_totals(values[at], group[at], (above[at], above[-1]), (rows[at], rows[-1]))
    return named


def are_totals(
    values: NDArray[np.float64],
    names: NDArray[np.int64],
    above: tuple[NDArray[np.float64], float],
    rows: tuple[NDArray[Any], Any],
) -> NDArray[np.bool_]:
    """Return which of the rows that bear the name of a total are one.

    Parameters
    ----------
    values, names : arrays
        Of those rows, in the order of the table.
    above, rows : array and number
        The sum of the other rows above each of them, and how many they are; of all other rows.

    Examples
    --------
    >>> are_totals(np.array([3.5]), np.array([0]), (np.array([3.5]), 3.5), (np.array([2]), 2))
    array([ True])
    """
    everything = np.full(len(values), above[1])
    sums = np.stack([everything, above[0], np.diff(above[0], prepend=0)])
    terms = np.stack([np.full(len(values), rows[1]), rows[0], np.diff(rows[0], prepend=0)])
    near = np.abs(sums - values) <= HALF_A_PENNY + ROUNDING * np.abs(sums)
    fits, proves = (near & (terms > 0)).any(axis=0), (near & (terms > 1)).any(axis=0)
    count = int(names.max()) + 1
    most = 2 * np.bincount(names[fits], minlength=count) >= np.bincount(names, minlength=count)
    proven = np.bincount(names[proves], minlength=count) > 0
    return np.asarray(fits & (most & proven)[names])


def totals_of_orders(values: NDArray[np.float64], orders: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which lines hold the sum of their order's other lines, where all orders have one.

    Such are header records above item records, and totals below: only orders of three lines or
    more tell, and several have to.

    >>> values = np.array([11.0, 5, 6, 9, 4, 5, 7, 7, 8, 6, 2])
    >>> orders = np.array([0, 0, 0, 1, 1, 1, 2, 2, 3, 3, 3])
    >>> totals_of_orders(values, orders).astype(int).tolist()
    [1, 0, 0, 1, 0, 0, 1, 0, 1, 0, 0]
    """
    if isinstance(orders, Deferred):
        return orders.totals(values)  # type: ignore[no-any-return]
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
    called = [called_so(label) for label in customers.labels]
    # a row without a customer has the code -1, the last one
    return np.array([*names_of_totals(called, set(called).isdisjoint), -1])[customers.codes]


def called_so(label: Any) -> str:
    """Return a label as the names of totals are compared.

    >>> called_so(" Grand  TOTAL:")
    'grand total'
    """
    return " ".join(str(label).casefold().rstrip(" :：").split())


def names_of_totals(called: list[str], strangers: Callable[[list[str]], bool]) -> list[int]:
    """Return the name of a total that each label is, as a number; -1 for none.

    `strangers` tells whether none of some names is a customer's.

    >>> names_of_totals(["ann", "total ann", "sum"], {"ann"}.isdisjoint)
    [-1, 1, 2]
    """
    names = [at if name in NAMES else -1 for at, name in enumerate(called)]
    of_one = [
        at for at, name in enumerate(called)
        if names[at] < 0 and (name.startswith(BEFORE) or name.endswith(AFTER))
    ]  # fmt: skip
    of_one = [at for at in of_one if not strangers(rests(called[at]))]
    for at in of_one:
        names[at] = of_one[0]
    return names


def rests(name: str) -> list[str]:
    """Return what remains of a name without the words of a total at either end."""
    heads = [name[len(word) :].strip() for word in BEFORE if name.startswith(word)]
    return heads + [name[: -len(word)].strip() for word in AFTER if name.endswith(word)]
