"""What cleaning hands on: the lines in use, the lines left out, and the counts of both."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from clvxl.data._column_map import ColumnMap
from clvxl.data.dates import DateOrder
from clvxl.data.numbers import DecimalMark

__all__ = ["CleaningOptions", "Counts", "LeftOut", "Notice", "Piece", "Pieces", "Reading", "Reason",
           "Rest", "Summaries", "Transactions"]  # fmt: skip

T = TypeVar("T")

FloatArray: TypeAlias = NDArray[np.float64]
IntArray: TypeAlias = NDArray[np.int64]

Reason = Literal[
    "extra_values",
    "bad_customer",
    "no_customer",
    "long_number",
    "total_row",
    "cancelled",
    "refunded",
    "unpaid",
    "no_sale",
    "no_date",
    "bad_date",
    "no_amount",
    "bad_amount",
    "other_currency",
    "future",
    "bad_recency",
    "bad_frequency",
    "bad_monetary",
    "customer_again",
    "duplicate",
    "return",
    "after_as_of",
    "no_purchase",
]


@dataclass(frozen=True)
class CleaningOptions:
    """How lines are read and which are left out.

    Attributes
    ----------
    returns : "deduct", "drop" or "keep"
        Negative amounts: taken off revenue but no purchase, left out, or lines like any other.
    date_order : "day", "month" or None
        Which comes first in 12/1/2010; None: the column has to settle it.
    decimal : ".", "," or None
        The decimal mark of numbers in text; None: the column has to settle it.
    as_of : float, optional
        Sheet date; later lines are left out.
    duplicates : "keep" or "drop"
        "drop" leaves out a line that equals an earlier one in every column of the table: the
        table must then hold all columns of its source.
    unit : "order" or "line"
        What a purchase is where orders have a number: an order, its lines added up, or a line.
    amount_per : "order", "line" or None
        Whether an amount that all lines of an order bear is the order's or each line's; None: the
        table has to settle it.
    keep_status : tuple of str
        Words of a status whose lines are sales all the same.
    currency : str, optional
        The one currency to keep.
    discount : "share", "percent", "money", "none" or None
        What a discount beside quantity × price is; None: the column has to settle it.
    today : float, optional
        The sheet day after which a date lies in the future; None: the day on which it runs.
    keep_null_words : bool
        Whether a customer may be called NULL, N/A or the like; else such words are no customer.
    """

    returns: Literal["deduct", "drop", "keep"] = "deduct"
    date_order: DateOrder | None = None
    decimal: DecimalMark | None = None
    as_of: float | None = None
    duplicates: Literal["keep", "drop"] = "keep"
    unit: Literal["order", "line"] = "order"
    amount_per: Literal["order", "line"] | None = None
    keep_status: tuple[str, ...] = ()
    currency: str | None = None
    discount: Literal["share", "percent", "money", "none"] | None = None
    today: float | None = None
    keep_null_words: bool = False


@dataclass(frozen=True)
class Notice:
    """Something that a person should know of how a table was read.

    `key` names a sentence of the jobs, `fields` what it tells.
    """

    key: str
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """What was read, and how it was understood.

    Attributes
    ----------
    columns : ColumnMap
        Each role decided; numbers of columns of the table.
    amount_per : "order", "line" or ""
        "order" where an amount repeated on the lines of an order was counted once, or stands on
        one of them; "" where no order has several lines.
    discount : str
        What a discount was taken as: "share", "percent", "money", or "".
    currency : str
        The code or sign of the amounts' currency, "" where the table names none.
    notices : tuple of Notice
    """

    columns: ColumnMap
    amount_per: Literal["order", "line", ""] = ""
    discount: str = ""
    notices: tuple[Notice, ...] = ()
    currency: str = ""


@dataclass(frozen=True)
class Rest:
    """All lines left out, where they are too many to be listed.

    Attributes
    ----------
    count : int
    part : callable
        Takes the first and the one after the last, from 0.
    """

    count: int
    part: Callable[[int, int], LeftOut]


@dataclass(frozen=True)
class LeftOut:
    """The lines left out, in the order of the table; all arrays have one length.

    Attributes
    ----------
    row : int64 array
        Row numbers as a spreadsheet shows them.
    reason : object array of str
        One of `Reason` each.
    customer, date, amount : object arrays of str
        As found, errors as the sheet shows them. Quantity and price are "6 × 2.55"; of a summary,
        date is the recency and amount the monetary.
    value : float64 array
        The amount, NaN where it cannot be read.
    rest : Rest, optional
        Where these are the first ones only: all of them.
    """

    row: IntArray
    reason: NDArray[Any]
    customer: NDArray[Any]
    date: NDArray[Any]
    amount: NDArray[Any]
    value: FloatArray
    rest: Rest | None = None


@dataclass(frozen=True)
class Counts:
    """What became of the rows.

    lines == used + left_out, and revenue_found == revenue_used + revenue_left_out to the penny.

    Attributes
    ----------
    lines, used, left_out : int
        Rows that hold something, and what became of them.
    blank_rows : int
        Rows that are blank in every column that plays a role; they are no lines.
    trimmed : int
        Lines whose customer had blanks at an end, which were taken off.
    returns : int
        Lines with a negative amount among the lines used.
    revenue_found, revenue_used, revenue_left_out : float
        Sums of the amounts; one that cannot be read counts 0.
    reasons : mapping of str to int
        How many lines were left out for each reason that occurs.
    """

    lines: int
    used: int
    left_out: int
    blank_rows: int
    trimmed: int
    returns: int
    revenue_found: float
    revenue_used: float
    revenue_left_out: float
    reasons: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Piece:
    """All sales of some customers.

    Attributes
    ----------
    customers : int64 array
        The customer of each line, from 0.
    days, amounts, rows, counts_as_purchase : arrays
        As those of `Transactions`.
    count : int
        How many customers there are.
    """

    customers: IntArray
    days: FloatArray
    amounts: FloatArray
    rows: IntArray
    counts_as_purchase: NDArray[np.bool_]
    count: int


class Pieces(Protocol):
    """Sales that an engine keeps.

    Attributes
    ----------
    day_range : tuple of two float
        The first and the last day.
    distant : bool
        Whether they are on other machines, to which work goes rather than sales come here.
    """

    day_range: tuple[float, float]
    distant: bool

    def each(
        self, work: Callable[[Piece], T], *, rows: bool = False,
        wanted: NDArray[np.bool_] | None = None,
    ) -> Iterator[tuple[IntArray, T]]:  # fmt: skip
        """Do some work with each piece, where it is kept, always in the same order.

        Parameters
        ----------
        work : callable
            It can be pickled.
        rows : bool
            Whether row numbers are wanted; else they are empty.
        wanted : ndarray of bool, optional
            Which customers are; the others' sales are not read.

        Yields
        ------
        places : int array
            Where the customers of the piece stand among all.
        found
            What `work` returned.
        """


@dataclass(frozen=True)
class Transactions:
    """The lines in use, in the order of the table.

    Attributes
    ----------
    customers : int64 array
        The customer of each line, numbered in order of first appearance.
    labels : array
        One a customer: float64 where all customer cells are numbers, else text as written.
    days : float64 array
        Whole sheet dates.
    amounts : float64 array
    rows : int64 array
        Row numbers as a spreadsheet shows them; of an order, that of its first line.
    counts_as_purchase : bool array
        Whether a line is a purchase: amount > 0, or not 0 where returns are kept as lines.
    left_out : LeftOut
    counts : Counts
        Of lines, also where they were merged to orders.
    date_reading : str
        How dates were read: see `clvxl.data.dates.parse_dates`.
    decimal_mark : str
        How amounts were read: ".", "," or "number".
    last_day : float
        The latest sheet date of a line with customer, date and amount up to the as-of date, also
        of a return that was left out or of a customer without a purchase: the day from which
        recency counts where no other is asked for.
    merged : bool
        Whether the lines of an order became one purchase.
    reading : Reading
        The columns and how they were understood.
    spread : two float64 arrays
        The first and the last day of each order that has lines of several days, also of customers
        without a purchase.
    pieces : Pieces, optional
        Where an engine keeps the lines: `labels` are here, the lines in as many pieces, a
        customer's together and by day; the arrays of lines are empty.
    """

    customers: IntArray
    labels: NDArray[Any]
    days: FloatArray
    amounts: FloatArray
    rows: IntArray
    counts_as_purchase: NDArray[np.bool_]
    left_out: LeftOut
    counts: Counts
    date_reading: str
    decimal_mark: str
    last_day: float
    reading: Reading
    merged: bool = False
    spread: tuple[FloatArray, FloatArray] = (np.empty(0), np.empty(0))
    pieces: Pieces | None = None

    def each_part(
        self, work: Callable[[Piece], T], *, rows: bool = False,
        wanted: NDArray[np.bool_] | None = None,
    ) -> Iterator[tuple[Any, T]]:  # fmt: skip
        """Do some work with parts that have all lines of their customers each; see `Pieces.each`.

        Sales in memory are one part, with row numbers.
        """
        if self.pieces is not None:
            yield from self.pieces.each(work, rows=rows, wanted=wanted)
            return
        lines = self.customers, self.days, self.amounts, self.rows, self.counts_as_purchase
        if wanted is None:
            yield slice(None), work(Piece(*lines, len(self.labels)))
            return
        here, place = wanted[self.customers], np.cumsum(wanted) - 1
        some = Piece(
            place[self.customers[here]], self.days[here], self.amounts[here], self.rows[here],
            self.counts_as_purchase[here], int(wanted.sum()),
        )  # fmt: skip
        yield np.flatnonzero(wanted), work(some)

    def parts(self, *, rows: bool = False) -> Iterator[tuple[Any, Piece]]:
        """Go through the parts here, wherever they are kept."""
        return self.each_part(_itself, rows=rows)

    @property
    def day_range(self) -> tuple[float, float]:
        """The first and the last day of the lines."""
        if self.pieces is not None:
            return self.pieces.day_range
        return float(self.days.min()), float(self.days.max())


def _itself(piece: Piece) -> Piece:
    return piece


@dataclass(frozen=True)
class Summaries:
    """Customers whose recency, frequency and monetary are summed already; one length.

    Attributes
    ----------
    labels : array
        float64 where all customer cells are numbers, else text as written.
    recency, frequency, monetary : float64 arrays
        Days (>= 0), purchases (>= 0) and money.
    rows : int64 array
        Row numbers as a spreadsheet shows them.
    left_out : LeftOut
    counts : Counts
        Revenue is the sum of monetary.
    decimal_mark : str
        ".", "," or "number".
    reading : Reading
        The columns and how they were understood.
    """

    labels: NDArray[Any]
    recency: FloatArray
    frequency: FloatArray
    monetary: FloatArray
    rows: IntArray
    left_out: LeftOut
    counts: Counts
    decimal_mark: str
    reading: Reading
