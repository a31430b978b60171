"""A fit's table, and the ranges that stand for parameters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from clvxl.sheet.answers import Spill
from clvxl.sheet.evaluation import evaluate
from clvxl.sheet.fits import Parameters, covariance_of, fit_table, parameters_of
from clvxl.sheet.kinds import Column, Each, Language, Switch
from tests.sheet.test_spec import declare


@dataclass
class Result:
    """What a fit in core gives."""

    parameters = np.array([2.0, 3.0])
    standard_errors: np.ndarray | None
    covariance: np.ndarray | None
    edges: tuple[str, ...] = ()
    log_likelihood = -12.5
    customers = 40.0


MAXIMUM = Result(np.array([0.2, 0.3]), np.array([[0.01, 0.002], [0.002, 0.01]]))
EDGE = Result(None, None, ("alike_dropout", "no_dropout"))


def table(language: Language = "en", header: Switch = True) -> Spill:
    """Fill a sheet with the table of a fit."""
    return fit_table(("r", "s"), MAXIMUM, language, header, covariance=True)


def edge(language: Language = "en", header: Switch = True) -> Spill:
    """Fill a sheet with the table of a fit that ended at an edge."""
    return fit_table(("r", "s"), EDGE, language, header, covariance=True)


def each(params: Parameters, value: Each) -> np.ndarray:
    """Answer row by row: 100 r + 10 s + value."""
    r, s = parameters_of(params, ("r", "s"))
    return 100 * r + 10 * s + value


def whole(params: Parameters, values: Column) -> float:
    """Answer once, from all rows: the sum of r × value, and the covariance's trace."""
    matrix = covariance_of(params)
    r, _ = parameters_of(params, ("r", "s"))
    return float((r * values).sum()) + (0.0 if matrix is None else float(np.trace(matrix)))


FIT, AT_EDGE = declare("FIT_TABLE", table), declare("FIT_EDGE", edge)
EACH, WHOLE = declare("FIT_EACH", each), declare("FIT_WHOLE", whole)


def cells(header: bool = True, language: str = "en") -> list[list[Any]]:
    """The table as it stands in a sheet."""
    return evaluate(FIT, language, header).value


def test_the_table_of_a_fit() -> None:
    """A row a parameter, the covariance to the right, then likelihood, customers and status."""
    assert [
        ["parameter", "value", "standard error", "covariance: log r", "covariance: log s"],
        ["r", 2, 0.2, 0.01, 0.002],
        ["s", 3, 0.3, 0.002, 0.01],
        ["log_likelihood", -12.5, None, None, None],
        ["customers", 40, None, None, None],
        ["status", "maximum", None, None, None],
    ] == cells()


def test_the_table_of_a_fit_at_an_edge() -> None:
    """Standard errors and covariance are blank, and the status says what the edges mean."""
    got = evaluate(AT_EDGE, "en", False).value
    assert [["r", 2, None, None, None], ["s", 3, None, None, None]] == got[:2]
    assert (
        "at the edge: dropout does not differ between customers; nobody drops out. "
        "Predictions hold; there are no standard errors" == got[-1][1]
    )
    assert (
        "在边界：各客户的流失概率没有差异；没有客户流失。预测有效；没有标准误"
        == evaluate(AT_EDGE, "zh").value[-1][1]
    )


WITH_MORE = [[*row, "#N/A"] for row in cells()] + [["#N/A"] * 6]
TAKEN = {
    "whole": cells(),
    "whole, in Chinese": cells(language="zh"),
    "without its header": cells(header=False),
    "without its tail": cells(header=False)[:2],
    "names and values": [row[:2] for row in cells()],
    "in a range too large": WITH_MORE,
    "blank cells as text": [["" if cell is None else cell for cell in row] for row in cells()],
    "a column of parameters": [[2.0], [3.0]],
    "a row of parameters": [[2.0, 3.0]],
    "a list": [2.0, 3.0],
    "an array": np.array([[2.0], [3.0]]),
}


@pytest.mark.parametrize("params", TAKEN.values(), ids=TAKEN)
@pytest.mark.parametrize("rows", [1, 2, 5, 9])
def test_a_fit_is_one_value_for_all_rows(params: Any, rows: int) -> None:
    """However a fit's range is given, it stands for all rows, be they as many as its own or not."""
    column = [[float(at)] for at in range(rows)]
    expected = [[230.0 + at] for at in range(rows)] if rows > 1 else 230.0
    assert expected == evaluate(EACH, params, column).value


def test_a_bad_row_beside_a_fit() -> None:
    """A row that is blank, text or an error harms only itself."""
    got = evaluate(EACH, cells(), [[1.0], [None], ["x"], ["#REF!"], [2.0], [None], [None]])
    assert [[231.0], [None], ["#VALUE!"], ["#REF!"], [232.0], [None], [None]] == got.value
    assert ["value must be a number (got x in row 3)"] == [f.sentence() for f in got.faults]


@pytest.mark.parametrize("bad", [None, "x", "#N/A"])
def test_customers_own_parameters_go_with_their_rows(bad: Any) -> None:
    """A block is a row per customer: a bad cell on either side harms its row alone."""
    block = [[2.0, 3.0], [4.0, bad], [5.0, 6.0], [7.0, 8.0]]
    got = evaluate(EACH, block, [[1.0], [1.0], ["y"], [2.0]]).value
    shown = "#VALUE!" if bad == "x" else bad
    assert [[231.0], [shown], ["#VALUE!"], [782.0]] == got
    assert [[231.0], [561.0]] == evaluate(EACH, [block[0], block[2]], 1.0).value


def test_customers_own_parameters_lose_the_rows_that_the_others_lose() -> None:
    """In a function of all rows, a row that is blank throughout is left out on both sides."""
    block = [[2.0, 3.0], [None, ""], [5.0, 6.0]]
    assert 2 * 10 + 5 * 30 == evaluate(WHOLE, block, [[10.0], [None], [30.0]]).value
    got = evaluate(WHOLE, block, [[10.0], [20.0], [30.0]])
    assert "params is blank (row 2)" == got.faults[0].sentence()
    got = evaluate(WHOLE, block[::2], [[10.0], [20.0], [30.0]])
    assert "values must be as long as params: 2 rows, not 3" == got.faults[0].sentence()


def test_the_covariance_comes_along_where_it_is() -> None:
    """A function gets the covariance of a whole table, and none of parameters alone."""
    values = [[10.0], [20.0]]
    assert 60.02 == evaluate(WHOLE, cells(), values).value
    assert 60.0 == evaluate(WHOLE, [row[:3] for row in cells()], values).value
    assert 60.0 == evaluate(WHOLE, evaluate(AT_EDGE).value, values).value
    assert 60.0 == evaluate(WHOLE, [[2.0], [3.0]], values).value


RANGE = (
    "params must be the table of a fit, its parameters alone in one column or row, or a column per "
    "parameter with a row per customer"
)
REFUSED: list[tuple[str, Any, str, str]] = [
    ("one number", 2.0, "#VALUE!", RANGE),
    ("a word", "r", "#VALUE!", RANGE),
    ("blank", None, "#VALUE!", RANGE),
    ("names alone", [["r"], ["s"]], "#VALUE!", RANGE),
    ("header alone", [["parameter", "value"], ["", None]], "#VALUE!", RANGE),
    (
        "too many",
        [[1.0], [2.0], [3.0]],
        "#VALUE!",
        "params must have 2 parameters (r, s): there are 3",
    ),
    (
        "too many columns",
        [[1.0, 2.0, 3.0]] * 2,
        "#VALUE!",
        "params must have 2 parameters (r, s): there are 3",
    ),
    (
        "another model",
        [["r", 1.0], ["a", 2.0]],
        "#VALUE!",
        "params is a fit of r, a, but r, s are needed",
    ),
    (
        "text for a value",
        [["p", "v"], ["r", 1.0], ["s", "x"]],
        "#VALUE!",
        "params must be a number (got x in row 3)",
    ),
    ("blank value", [["r", 1.0], ["s", None]], "#VALUE!", "params is blank (row 2)"),
    ("blank in a row", [[1.0, None]], "#VALUE!", "params is blank (column 2)"),
    ("not finite", [[1.0], [float("inf")]], "#NUM!", "params must be a finite number (row 2)"),
]


@pytest.mark.parametrize(
    ("params", "error", "said"),
    [one[1:] for one in REFUSED],
    ids=[one[0] for one in REFUSED],
)
def test_what_is_no_parameters_is_refused(params: Any, error: str, said: str) -> None:
    """Anything else is refused in words, once for all rows."""
    got = evaluate(EACH, params, [[1.0], [2.0]])
    shown = got.value if isinstance(got.value, str) else got.value[0][0]
    assert (error, [said]) == (shown, [fault.sentence() for fault in got.faults])


@pytest.mark.parametrize(
    "params", ["#NUM!", [["#NUM!"] * 3] * 4, [["#NUM!", None], [None, None]], [["r", "#NUM!"]]]
)
def test_the_error_of_a_fit_is_passed_on(params: Any) -> None:
    """Where the fit failed, its error shows, however the range holds it."""
    assert "#NUM!" == evaluate(EACH, params, [[1.0], [2.0]]).value
