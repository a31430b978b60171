"""A fit as cells: the table that it fills, and how other functions take it back as parameters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from clvxl.errors import InputError
from clvxl.sheet.answers import CellError, ErrorCellError, Spill
from clvxl.sheet.cells import ERROR, NUMBER, TEXT, Cells, read_cells
from clvxl.sheet.kinds import Numbers
from clvxl.sheet.texts import HEADINGS, heading
from clvxl.text import Text, Texts

__all__ = [
    "STATUS",
    "Fitted",
    "Parameters",
    "covariance_of",
    "fit_table",
    "parameters_of",
    "rows_with",
]

Vector: TypeAlias = NDArray[np.float64]

STATUS = Texts(
    {
        "maximum": Text("maximum", "最大值"),
        "edge": Text(
            "at the edge: {meaning}. Predictions hold; there are no standard errors",
            "在边界：{meaning}。预测有效；没有标准误",
        ),
        "alike_dropout": Text(
            "dropout does not differ between customers", "各客户的流失概率没有差异"
        ),
        "no_dropout": Text("nobody drops out", "没有客户流失"),
        "certain_dropout": Text(
            "everybody drops out at the first occasion", "所有客户都在首次机会时流失"
        ),
        "split_dropout": Text(
            "some drop out at the first occasion, the others never",
            "一部分客户在首次机会时流失，其余永不流失",
        ),
        "alike_rates": Text(
            "the rate of buying does not differ between customers", "各客户的购买率没有差异"
        ),
        "alike_customers": Text(
            "what purchases are worth does not differ between customers",
            "各客户每次购买的金额没有差异",
        ),
        "alike_purchases": Text(
            "a customer's purchases do not differ in what they are worth",
            "同一客户各次购买的金额没有差异",
        ),
        "alike_churn": Text(
            "the chance of leaving does not differ between customers", "各客户的流失概率没有差异"
        ),
        "first_or_never": Text(
            "who stays through the first period stays for good", "留过第一期的客户不再流失"
        ),
        "alike_chances": Text(
            "the chance to buy does not differ between customers", "各客户的购买概率没有差异"
        ),
        "always_or_never": Text(
            "customers who are there buy always or never", "在场的客户要么每次购买，要么从不购买"
        ),
        "always_buys": Text(
            "customers who are there buy at every opportunity", "在场的客户每次机会都购买"
        ),
        "at_once_or_never": Text(
            "customers drop out at once or never", "客户要么立即流失，要么不再流失"
        ),
    }
)
"""How a fit ended, and what each edge means by its key."""

_NO_PARAMETERS = Text(
    "{name} must be the table of a fit, its parameters alone in one column or row, or a column per "
    "parameter with a row per customer",
    "{name} 必须是拟合结果表，或单列（单行）的参数，或每个参数一列、每位客户一行的区域",
)
_OTHER_NAMES = Text(
    "{name} is a fit of {found}, but {expected} are needed",
    "{name} 是 {found} 的拟合结果，而这里需要 {expected}",
)
_OTHER_NUMBER = Text(
    "{name} must have {count} parameters ({expected}): there are {found}",
    "{name} 必须有 {count} 个参数（{expected}），现有 {found} 个",
)


class FitResult(Protocol):
    """What a fit in core gives."""

    @property
    def parameters(self) -> Vector:
        """Their values, shape (k,)."""

    @property
    def standard_errors(self) -> Vector | None:
        """Their standard errors, shape (k,); None at an edge."""

    @property
    def covariance(self) -> Vector | None:
        """Of the logarithms of the parameters, shape (k, k); None at an edge."""

    @property
    def log_likelihood(self) -> float:
        """The log-likelihood at the parameters."""

    @property
    def customers(self) -> float:
        """How many customers were fitted."""

    @property
    def edges(self) -> tuple[str, ...]:
        """The keys of the edges at which it ended; empty at a maximum."""


def status(edges: Sequence[str], language: str) -> str:
    """Return how a fit ended."""
    if not edges:
        return STATUS.say("maximum", language)
    between = "；" if language == "zh" else "; "
    meaning = between.join(STATUS.say(edge, language) for edge in edges)
    return STATUS.say("edge", language, meaning=meaning)


def fit_table(
    names: Sequence[str], fit: FitResult, language: str, header: bool, covariance: bool = False
) -> Spill:
    """Return the table of a fit.

    A row a parameter with value and standard error, then log-likelihood, customers and status; with
    `covariance`, to the right, that of the logarithms. Standard errors are blank at an edge.
    """
    tail = ("log_likelihood", "customers", "status")
    blank = np.full((len(names), len(names)), np.nan)
    errors = blank[0] if fit.standard_errors is None else fit.standard_errors
    empty = [None] * len(tail)
    values = [*fit.parameters, fit.log_likelihood, fit.customers, status(fit.edges, language)]
    columns: list[tuple[str, Any]] = [
        (heading("parameter", language), [*names, *(heading(key, language) for key in tail)]),
        (heading("value", language), values),
        (heading("standard_error", language), [*errors, *empty]),
    ]
    if covariance:
        matrix = blank if fit.covariance is None else fit.covariance
        columns += [
            (heading("covariance_of_logs", language, name=name), [*column, *empty])
            for name, column in zip(names, matrix.T, strict=True)
        ]
    return Spill(columns, header)


@dataclass(frozen=True)
class Fitted:
    """Parameters of all customers together.

    `names` is empty where parameters alone were given; `covariance` is that of the logarithms, None
    where there is none.
    """

    values: Vector
    names: tuple[str, ...] = ()
    covariance: Vector | None = None


class ParameterRange(Numbers):
    """Parameters: the table of a fit, its parameters alone, or a row of parameters per customer.

    The first two are one value for all rows. Customers' own parameters are rows, which go together
    with those of the function's other ranges.
    """

    def rows(self, each: bool) -> ParameterRange:
        """Return itself: its rows are those of the customers, whatever the function answers."""
        return self

    def one_value(self, value: Any) -> bool:
        """Whether it is a fit's table, or a single column or row: no block of customers' own."""
        cells = read_cells(value)
        named = bool(_of_kind(cells, TEXT)[:2, 0].all())
        return min(cells.shape) == 1 or named or not cells.of_kind(NUMBER).any()

    def read(self, name: str, value: Any) -> Fitted:
        """Return the parameters of all customers together."""
        cells = read_cells(value, name)
        first = cells.values[0]
        if cells.of_kind(ERROR)[0]:
            raise ErrorCellError(CellError(first))
        if not cells.of_kind(TEXT).any():
            if cells.single:
                raise InputError(_NO_PARAMETERS, name=name)
            return Fitted(Numbers().taken(name, cells))
        return _table(name, cells)

    def cells(self, name: str, value: Any) -> Cells:
        """Return the cells of a block."""
        return read_cells(value, name)

    def width(self, cells: Cells) -> int:
        """Return how many columns it has."""
        return cells.shape[1]

    def values(self, name: str, cells: Cells) -> Vector:
        """Return each customer's own parameters, shape (n, k)."""
        return cells.numbers.reshape(-1, cells.shape[1])


Parameters: TypeAlias = Annotated[Fitted | Vector, ParameterRange()]


def parameters_of(params: Fitted | Vector, names: Sequence[str], name: str = "params") -> Vector:
    """Return parameters as core takes them: shape (k,), or (k, n) if each customer has his own.

    Raises
    ------
    InputError
        They are those of another model.
    """
    expected = ", ".join(names)
    if isinstance(params, Fitted):
        if params.names and params.names != tuple(names):
            found = ", ".join(params.names)
            raise InputError(_OTHER_NAMES, name=name, found=found, expected=expected)
        p = params.values
    else:
        p = params.T
    if len(p) != len(names):
        raise InputError(
            _OTHER_NUMBER, name=name, count=len(names), expected=expected, found=len(p)
        )
    return p


def covariance_of(params: Fitted | Vector) -> Vector | None:
    """Return the covariance of the logarithms, None where the range does not hold it."""
    return params.covariance if isinstance(params, Fitted) else None


def rows_with(p: Vector, *columns: float | Vector) -> list[Vector]:
    """Return columns of one length, that of the customers' own parameters if they have any."""
    shape = np.broadcast_shapes((1,), p.shape[1:], *(np.shape(column) for column in columns))
    return [np.broadcast_to(np.asarray(column, np.float64), shape) for column in columns]


def _of_kind(cells: Cells, kind: int) -> NDArray[np.bool_]:
    return cells.of_kind(kind).reshape(cells.shape)


def _table(name: str, cells: Cells) -> Fitted:
    """Read a fit's table: name, value, standard error and covariance; header and tail may lack."""
    rows, columns = cells.shape
    numbers, text = cells.numbers.reshape(cells.shape), _of_kind(cells, TEXT)
    if columns < 2:
        raise InputError(_NO_PARAMETERS, name=name)
    labels = [str(cells.values[at]).strip() for at in range(0, rows * columns, columns)]
    first = int(text[0, 1])
    last = first
    while last < rows and text[last, 0] and labels[last] not in HEADINGS["log_likelihood"]:
        last += 1
    if last == first:
        raise InputError(_NO_PARAMETERS, name=name)
    here = np.zeros(cells.shape, dtype=bool)
    here[first:last, 1] = True
    column = replace(cells.take(here.ravel()), places=np.arange(first, last))
    values: Vector = Numbers().taken(name, column)
    k = last - first
    right = slice(first, last), slice(3, 3 + k)
    known = columns >= 3 + k and bool(_of_kind(cells, NUMBER)[right].all())
    return Fitted(values, tuple(labels[first:last]), numbers[right] if known else None)
