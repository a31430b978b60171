"""Lines that belong to one order: what stands on one of them is true of all, and counts once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from clvxl.core._rounding import group_sums
from clvxl.data._deferred import Deferred
from clvxl.data._headers import header_words
from clvxl.data.grouping import factorize

__all__ = [
    "Level", "again", "amount_level", "are_mixed", "are_several", "carried", "carried_days",
    "marked", "of_lines", "once", "pairs", "split_by_day", "standing_elsewhere",
]  # fmt: skip

IntArray: TypeAlias = NDArray[np.int64]
FloatArray: TypeAlias = NDArray[np.float64]
BoolArray: TypeAlias = NDArray[np.bool_]
Level: TypeAlias = Literal["line", "order", "unclear"]

NEARLY_ALL = 0.9
PENNY = 0.005
CLOSE = 0.005

LINE_WORDS = frozenset(
    "line;item;lineitem;items;position;positions;article;product;detail;unit;ligne;posten".split(
        ";"
    )
)
LINE_SIGNS = ("行", "明细", "商品", "单品", "子订单", "小计", "明細")
ORDER_WORDS = frozenset(
    "order;orders;invoice;basket;grand;rechnungsbetrag;auftragswert;bestellwert;commande;facture;"
    "pedido;factura".split(";")
)
ORDER_SIGNS = ("订单", "实付", "实收", "应付", "应收", "注文", "請求")
TOTAL_WORDS = frozenset("total;payment;paid;gesamt;gesamtbetrag;gesamtsumme".split(";"))
TOTAL_SIGNS = ("总", "合計", "支払")


def pairs(customers: IntArray, orders: IntArray) -> IntArray:
    """One number for each customer and order; a line without an order (-1) is one of its own.

    >>> pairs(np.array([0, 0, 1]), np.array([4, 4, -1])).tolist()
    [4, 4, -3]
    """
    if isinstance(orders, Deferred):
        return orders.paired(customers)  # type: ignore[no-any-return]
    width = int(orders.max(initial=0)) + 2
    alone = -np.arange(1, len(orders) + 1)
    return np.where(orders < 0, alone, customers * width + orders).astype(np.int64)


def are_several(orders: IntArray) -> bool:
    """Whether any order has several lines.

    >>> are_several(np.array([0, 1, 1])), are_several(np.array([0, -1, -1]))
    (True, False)
    """
    if isinstance(orders, Deferred):
        return orders.are_several()  # type: ignore[no-any-return]
    return bool((np.bincount(orders[orders >= 0]) > 1).any()) if (orders >= 0).any() else False


def carried(codes: IntArray, orders: IntArray) -> IntArray:
    """Fill blanks (-1) with what stands on the first filled line of the same order.

    >>> carried(np.array([5, -1, -1, 7]), np.array([0, 0, 1, 1])).tolist()
    [5, 5, 7, 7]
    """
    blank = (codes < 0) & (orders >= 0)
    if not blank.any():
        return codes
    if isinstance(codes, Deferred):
        return codes.carried(orders)  # type: ignore[no-any-return]
    given = np.flatnonzero((codes >= 0) & (orders >= 0))[::-1]
    first = np.full(int(orders.max(initial=-1)) + 1, -1, dtype=np.int64)
    first[orders[given]] = codes[given]
    return np.where(blank, first[orders], codes)


def carried_days(days: FloatArray, orders: IntArray) -> FloatArray:
    """Fill missing days with that of the first line of the same order that has one.

    >>> carried_days(np.array([np.nan, 5.0, np.nan]), np.array([0, 0, 1])).tolist()
    [5.0, 5.0, nan]
    """
    if isinstance(orders, Deferred):
        return orders.first_of(days)  # type: ignore[no-any-return]
    codes, uniques = factorize(days)
    return np.append(uniques.astype(np.float64), np.nan)[carried(codes, orders)]


def marked(which: BoolArray, orders: IntArray) -> BoolArray:
    """Return the lines that are set, or of whose order another one is.

    >>> marked(np.array([True, False, False]), np.array([0, 0, 1])).tolist()
    [True, True, False]
    """
    if isinstance(orders, Deferred):
        return which | orders.having(which)  # type: ignore[no-any-return]
    return carried(np.where(which, 0, -1).astype(np.int64), orders) >= 0


def standing_elsewhere(blank: BoolArray, values: FloatArray, orders: IntArray) -> BoolArray:
    """Which blank cells belong to an order whose amount stands on another line.

    >>> blank = np.array([False, True, True])
    >>> standing_elsewhere(blank, np.array([5, np.nan, np.nan]), np.array([0, 0, 1])).tolist()
    [False, True, False]
    """
    if isinstance(orders, Deferred):
        return blank & orders.having(np.isfinite(values))  # type: ignore[no-any-return]
    if not (blank & (orders >= 0)).any():
        return np.zeros(len(blank), dtype=bool)
    there = np.zeros(int(orders.max()) + 1, dtype=bool)
    there[orders[np.isfinite(values) & (orders >= 0)]] = True
    return blank & (orders >= 0) & there[orders]


def once(values: FloatArray, orders: IntArray) -> FloatArray:
    """Let an order's amount stand on its first line only: 0 on the others.

    >>> once(np.array([9.0, 9.0, 4.0]), np.array([0, 0, 1])).tolist()
    [9.0, 0.0, 4.0]
    """
    return np.where(again(np.isfinite(values), orders), 0.0, values)


def again(which: BoolArray, orders: IntArray) -> BoolArray:
    """Return the lines that are set and are not the first such one of their order.

    >>> again(np.array([False, True, True]), np.array([0, 0, 0])).tolist()
    [False, False, True]
    """
    if isinstance(orders, Deferred):
        return orders.repeated(which)  # type: ignore[no-any-return]
    rows = np.flatnonzero(which & (orders >= 0))
    _, first = np.unique(orders[rows], return_index=True)
    found = np.zeros(len(orders), dtype=bool)
    found[rows] = True
    found[rows[first]] = False
    return found


def amount_level(
    values: FloatArray, orders: IntArray, header: str, products: FloatArray | None, known: bool
) -> Level:
    """Tell whether an amount is a line's or, repeated on each line, its order's.

    Parameters
    ----------
    values : float64 array
        The amounts, NaN where there is none.
    orders : int64 array
        The order of each line, -1 where it has none.
    header : str
        The amount's header.
    products : float64 array, optional
        Quantity × price of each line, where the table has both.
    known : bool
        Whether it is known of this export that the order's amount is repeated.

    Returns
    -------
    "line", "order" or "unclear"

    Examples
    --------
    >>> orders = np.array([0, 0, 1, 1, 2, 2])
    >>> amount_level(np.array([9.0, 9, 4, 4, 7, 7]), orders, "Order total", None, False)
    'order'
    >>> amount_level(np.array([9.0, 9, 4, 4, 7, 7]), orders, "Amount", None, False)
    'unclear'
    >>> amount_level(np.array([9.0, 1, 4, 4, 7, 7]), orders, "Paid", None, False)
    'line'
    """
    found = _repeats(values, orders, products)
    if not found.even:
        return "line"
    share = found.even / found.several
    if share < NEARLY_ALL or found.lines_equal:
        return "line"
    if found.orders_equal:
        return "order"
    if share < 1:
        return "unclear"
    return _by_words(header, known, found.even)


@dataclass(frozen=True)
class Repeats:
    """How amounts repeat within orders, those that are 0 left away.

    Attributes
    ----------
    several, even : int
        Orders that bear several amounts, and those whose are all one.
    lines_equal, orders_equal : bool
        Whether the amounts are quantity × price, of each line or added up by order.
    """

    several: int = 0
    even: int = 0
    lines_equal: bool = False
    orders_equal: bool = False


def _repeats(values: FloatArray, orders: IntArray, products: FloatArray | None = None) -> Repeats:
    if isinstance(orders, Deferred):
        return orders.repeats(values, products)  # type: ignore[no-any-return]
    rows = np.flatnonzero(np.isfinite(values) & (orders >= 0) & (values != 0))
    if not len(rows):
        return Repeats()
    several, even, high = _repeated(values, orders, rows)
    counts = int(several.sum()), int(even.sum())
    if products is None or not even.any():
        return Repeats(*counts)
    sums = group_sums(orders[rows], np.nan_to_num(products[rows]), len(high))
    return Repeats(
        *counts, _are_equal(values[rows], products[rows]), _are_equal(high[even], sums[even])
    )


def are_mixed(values: FloatArray, orders: IntArray) -> bool:
    """Whether some orders repeat one amount on their lines and others bear several.

    >>> are_mixed(np.array([9.0, 9, 4, 5]), np.array([0, 0, 1, 1]))
    True
    """
    found = _repeats(values, orders)
    return 0 < found.even < found.several


def split_by_day(orders: IntArray, cut: BoolArray, days: FloatArray) -> IntArray:
    """Return orders of which those that were cut are others on another day.

    >>> cut = np.array([True, True, False])
    >>> split_by_day(np.array([0, 0, 1]), cut, np.array([5.0, 6.0, 6.0])).tolist()
    [0, 1, 2]
    """
    if isinstance(orders, Deferred):
        return orders.split(cut, days)  # type: ignore[no-any-return]
    apart = pairs(factorize(days)[0] + 1, orders)
    every = factorize(np.where(cut, apart * 2 + 1, orders * 2))[0]
    return np.where(orders < 0, -1, every)


def _repeated(
    values: FloatArray, orders: IntArray, rows: IntArray
) -> tuple[BoolArray, BoolArray, FloatArray]:
    """The orders that bear several amounts, those whose are all one, and the highest of each."""
    size = int(orders.max()) + 1
    count = np.bincount(orders[rows], minlength=size)
    low, high = np.full(size, np.inf), np.full(size, -np.inf)
    np.minimum.at(low, orders[rows], values[rows])
    np.maximum.at(high, orders[rows], values[rows])
    several = count > 1
    even = several.copy()
    even[several] = high[several] - low[several] <= PENNY
    return several, even, high


def of_lines(header: str) -> bool:
    """Whether a header says that its amount is a line's.

    >>> of_lines("Lineitem price"), of_lines("商品已退款金额"), of_lines("Total")
    (True, True, False)
    """
    return bool(set(header_words(header)) & LINE_WORDS) or any(s in header for s in LINE_SIGNS)


def _are_equal(values: FloatArray, products: FloatArray) -> bool:
    """Whether amounts are, nearly all of them, what quantity × price gives."""
    both = np.isfinite(products) & (products != 0)
    if not both.any():
        return False
    near = np.abs(values[both] - products[both]) <= PENNY + CLOSE * np.abs(products[both])
    return bool(near.mean() >= NEARLY_ALL)


def _by_words(header: str, known: bool, orders: int) -> Level:
    """What the header says where all orders' lines bear one amount each.

    Tickets of one price each look like this too, so a header that says nothing is a question.
    """
    words = set(header_words(header))
    if of_lines(header):
        return "line"
    if known or words & ORDER_WORDS or any(sign in header for sign in ORDER_SIGNS):
        return "order"
    if orders > 1 and (words & TOTAL_WORDS or any(sign in header for sign in TOTAL_SIGNS)):
        return "order"
    return "unclear"
