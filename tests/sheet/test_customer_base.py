"""The customer-base models as a cell sees them: fits as ranges, rows, words, tables."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from clvxl.data.simulate import simulate_sales
from clvxl.sheet.registry import REGISTRY, answer, value
from clvxl.sheet.spec import Function
from tests.core.simulated import simulated

DATA = simulated("bgnbd", (0.6, 6.0, 0.8, 2.4), 300, 60.0, seed=5)
PAST = tuple([[float(v)] for v in column] for column in (DATA.x, DATA.t_x, DATA.T))
SOLD = simulate_sales(150, 900, seed=4)
SALES = (
    [[who] for who in SOLD.customers],
    [[float(day)] for day in SOLD.dates],
    [[float(amount)] for amount in SOLD.amounts],
)


@pytest.fixture(scope="module")
def table() -> list[list[Any]]:
    """A fit as it stands in cells."""
    return value("BTYD_FIT", "bgnbd", *PAST)


def test_a_fit_is_a_table(table: list[list[Any]]):
    """A header, a row a parameter with error and covariance, then likelihood, customers, status."""
    assert ["parameter", "value", "standard error"] == table[0][:3]
    assert "covariance: log r" == table[0][3]
    assert ["r", "alpha", "a", "b", "log_likelihood", "customers", "status"] == [
        row[0] for row in table[1:]
    ]
    assert "maximum" == table[-1][1]
    assert 300 == table[-2][1]
    for at, row in enumerate(table[1:5]):
        assert row[2] == pytest.approx(row[1] * np.sqrt(row[3 + at]))


def test_a_fit_feeds_other_functions_in_any_part(table: list[list[Any]]):
    """The whole table, without its header, its parameter cells down or across: one answer."""
    cells = [row[1] for row in table[1:5]]
    ways = (table, table[1:], table[1:5], [[cell] for cell in cells], [cells])
    found = [value("BTYD_EXPECTED", "bgnbd", way, 10, 2, 20, 38) for way in ways]
    assert found == pytest.approx([found[0]] * 5, rel=1e-12)
    assert found[0] > 0


def test_a_fit_in_chinese_feeds_them_too(table: list[list[Any]]):
    """Headings and status in Chinese are read as well."""
    chinese = value("BTYD_FIT", "bgnbd", *PAST, 0, "zh")
    assert "最大值" == chinese[-1][1]
    assert value("BTYD_PALIVE", "bgnbd", table, 2, 20, 38) == pytest.approx(
        value("BTYD_PALIVE", "bgnbd", chinese, 2, 20, 38)
    )


def test_parameters_of_another_model_are_refused(table: list[list[Any]]):
    """A BG/NBD fit given to Pareto/NBD says whose it is; a wrong number of cells, how many."""
    said = answer("BTYD_PALIVE", "paretonbd", table, 2, 20, 38).faults[0].sentence()
    assert "r, alpha, a, b" in said
    assert "r, alpha, s, beta" in said
    said = answer("BTYD_PALIVE", "bgnbd", [[1], [2], [3]], 2, 20, 38).faults[0].sentence()
    assert "must have 4 parameters (r, alpha, a, b): there are 3" in said
    assert "#VALUE!" == value("BTYD_PALIVE", "gamma", table, 2, 20, 38)


def test_each_row_answers_by_itself(table: list[list[Any]]):
    """A blank row is blank, text is #VALUE!, an impossible history #NUM!; all others answer."""
    x, t_x, T = [[2], [None], ["x"], [1.5], [3]], [[20], [5], [5], [5], [41]], [[38]] * 5
    found = answer("BTYD_EXPECTED", "bgnbd", table, 10, x, t_x, T)
    cells = [row[0] for row in found.value]
    alone = value("BTYD_EXPECTED", "bgnbd", table, 10, 2, 20, 38)
    assert [None, "#VALUE!", "#NUM!", "#NUM!"] == cells[1:]
    assert alone == pytest.approx(cells[0])
    said = " ".join(fault.sentence() for fault in found.faults)
    assert "got 1.5 in row 4" in said
    assert "recency must be at most T" in said


def test_own_parameters_go_row_by_row():
    """A block of parameters per customer answers for each what his own give alone, and loses no row."""
    own = [[0.5, 4, 0.8, 2.4], [0.5, 8, 0.8, 2.4], [0.9, 4, 0.8, 2.4]]
    x, t_x, T = [[2], [None], [3]], [[20], [5], [30]], [[38]] * 3
    found = value("BTYD_EXPECTED", "bgnbd", own, 10, x, t_x, T)
    alone = [value("BTYD_EXPECTED", "bgnbd", [own[at]], 10, x[at], t_x[at], 38) for at in (0, 2)]
    assert [alone[0], None, alone[1]] == [row[0] for row in found]


def test_covariates_to_own_parameters_to_expectations():
    """The table of BTYD_COVARIATES makes a row of parameters per customer, which others take."""
    kind = [[float(at % 2)] for at in range(300)]
    table = value("BTYD_COVARIATES", "bgnbd", *PAST, kind, kind)
    names = [row[0] for row in table[1:7]]
    assert ["r", "alpha", "a", "b", "purchase_1", "dropout_1"] == names
    assert ["parameter", "value", "standard error", "z", "p"] == table[0]
    own = value("BTYD_OWN_PARAMS", table, kind, kind)
    assert own[0] == own[2]
    assert own[0] != own[1]
    assert table[2][1] * np.exp(-table[5][1]) == pytest.approx(own[1][1])
    found = value("BTYD_EXPECTED", "bgnbd", own, 10, *PAST)
    assert 300 == len(found)
    said = answer("BTYD_OWN_PARAMS", table, kind).faults[0].sentence()
    assert "dropout_covariates has 0 columns, but the fit has 1 coefficients" in said
    said = answer("BTYD_OWN_PARAMS", [[0.5, 4, 0.8, 2.4]], kind).faults[0].sentence()
    assert "params must be the table of BTYD_COVARIATES" in said


def test_an_edge_is_said_in_the_status():
    """A fit at an edge leaves standard errors blank, says what it means, and still foretells."""
    calm = simulated("bgnbd", (4.0, 20.0, 0.001, 10.0), 200, 50.0, seed=4)
    past = tuple([[float(v)] for v in column] for column in (calm.x, calm.t_x, calm.T))
    for language, word in (("en", "at the edge: "), ("zh", "在边界：")):
        table = value("BTYD_FIT", "bgnbd", *past, 0, language)
        assert table[-1][1].startswith(word)
        assert [None] * 4 == [row[2] for row in table[1:5]]
    assert value("BTYD_EXPECTED", "bgnbd", table, 10, 3, 30, 40) > 0
    said = answer("BTYD_INTERVAL", "bgnbd", table, 10, 3, 30, 40).faults[0].sentence()
    assert "the range needs the fit's whole table" in said


def test_what_data_cannot_tell_is_said():
    """No repeat purchase, and no silence: #NUM! with the reason in both languages."""
    never = answer("BTYD_FIT", "bgnbd", [[0], [0]], [[0], [0]], [[5], [6]])
    assert "#NUM!" == never.value
    assert "no customer bought again" in never.faults[0].sentence()
    assert "没有客户再次购买" in never.faults[0].sentence("zh")
    always = answer("BTYD_FIT", "paretonbd", [[1], [2]], [[5], [6]], [[5], [6]])
    assert "every customer's recency equals T" in always.faults[0].sentence()
    row = answer("BTYD_FIT", "bgnbd", [[1], [1.5]], [[5], [6]], [[9], [9]])
    assert "(got 1.5 in row 2)" in row.faults[0].sentence()


def test_the_whole_way_equals_its_steps():
    """CLV_FORECAST is CUSTOMER_SUMMARY, BTYD_FIT, GAMMA_GAMMA_FIT and CLV_BTYD, highest first."""
    summary = value("CUSTOMER_SUMMARY", *SALES, "week", None, "en", False)
    column = list(zip(*summary, strict=True))
    x, t_x, T, mean = ([[cell] for cell in cells] for cells in column[1:])
    fit = value("BTYD_FIT", "mbgnbd", x, t_x, T)
    spending = value("GAMMA_GAMMA_FIT", x, mean)
    steps = value(
        "CLV_BTYD", "mbgnbd", fit, spending, x, t_x, T, mean, 6, 0.01, "week", "month", 0.3
    )
    table = value("CLV_FORECAST", *SALES, 6, 0.01, "mbgnbd", "week", "month", 0.3)
    heading, *rows = table
    assert "alive (mbgnbd)" == heading[4]
    assert "CLV, next 6 months" == heading[-1]
    worth = {name: cell for (name, *_), (cell,) in zip(summary, steps, strict=True)}
    assert {row[0]: row[-1] for row in rows} == pytest.approx(worth, rel=1e-9)
    values = [row[-1] for row in rows]
    assert values == sorted(values, reverse=True)
    assert all(row[6] <= row[5] + 1 and row[5] <= row[7] + 1 for row in rows)


def test_the_best_model_is_named_and_endless_has_no_range():
    """The best says which model it is; blank periods are without end, without low and high."""
    best = value("CLV_FORECAST", *SALES, 6, 0.01)
    order = value("BTYD_COMPARE", *SALES)
    first = next(row[0] for row in order[1:] if row[0] in ("bgnbd", "mbgnbd", "paretonbd"))
    assert f"alive ({first})" == best[0][4]
    endless = value(
        "CLV_FORECAST", *SALES, None, 0.01, "bgnbd", "week", "month", 1, None, 0.9, "zh"
    )
    assert "无限期 CLV" == endless[0][-1]
    assert 8 == len(endless[0])


def test_models_are_compared_on_what_was_held_out():
    """Eight rows, the least RMSE first; totals agree on what came; nobody expects nothing."""
    table = value("BTYD_COMPARE", *SALES, 20)
    heading, *rows = table
    assert ["model", "log_likelihood", "AIC", "BIC"] == heading[:4]
    assert {
        "rate × time", "nobody buys", "nbd", "bgnbd", "mbgnbd", "paretonbd", "learned", "average",
    } == {row[0] for row in rows}  # fmt: skip
    rmse = [row[8] for row in rows if row[8] is not None]
    assert rmse == sorted(rmse)
    assert 1 == len({row[5] for row in rows if row[5] is not None})
    nobody = next(row for row in rows if row[0] == "nobody buys")
    assert (0, -1) == (nobody[4], nobody[6])
    for row in rows:
        if row[1] is not None:
            k = 2 if row[0] == "nbd" else 4
            assert 2 * k - 2 * row[1] == pytest.approx(row[2])
    said = answer("BTYD_COMPARE", *SALES, 1000).faults[0].sentence()
    assert "holdout must lie between 0 and" in said


def test_tracking_counts_what_was_bought():
    """Actual purchases add up to the repeat purchases; a period that is not over is blank."""
    table = value("BTYD_TRACKING", "bgnbd", [[0.6], [6], [0.8], [2.4]], *SALES[:2], None, "week")
    summary = value("CUSTOMER_SUMMARY", *SALES[:2], None, "week", None, "en", False)
    *whole, last = [row for row in table[1:] if row[1] is not None]
    repeats = sum(row[1] for row in summary)
    assert repeats - 30 <= last[3] <= repeats
    assert last[3] == sum(row[1] for row in [*whole, last])
    ahead = value("BTYD_TRACKING", "bgnbd", [[0.6], [6], [0.8], [2.4]], *SALES[:2], 200, "week")
    assert 201 == len(ahead)
    assert ahead[-1][1] is None
    assert ahead[-1][2] > 0


def test_learned_estimates_are_of_each_customer():
    """A row a customer, low ≤ estimate ≤ high, horizon and unit in the heading, by seed the same."""
    args = (*SALES, 13, "purchases")
    table = value("CLV_LEARN", *args)
    assert ["customer", "purchases, next 13 weeks", "low", "high"] == table[0]
    assert all(0 <= row[2] <= row[1] <= row[3] for row in table[1:])
    assert table == value("CLV_LEARN", *args)
    assert (
        "未来 13 周的金额"
        == value("CLV_LEARN", *SALES, 13, "value", 0.8, "week", None, 0, "zh")[0][1]
    )
    said = answer("CLV_LEARN", *SALES, 500).faults[0].sentence()
    assert "horizon must be shorter than the time since the first purchase" in said


def test_regularity_tells_rhythm_from_chance():
    """Gaps drawn at random give about 1, those of every third event about 3."""
    random = np.random.default_rng(3)
    for k in (1, 3):
        days = 45000 + np.cumsum(1000 * random.gamma(k, 1, (800, 3)), axis=1).round()
        who = [[f"c{at}"] for at in range(800) for _ in range(3)]
        found = value("REGULARITY", who, [[float(day)] for day in days.ravel()])
        assert k == pytest.approx(found, rel=0.2)


@pytest.mark.parametrize(
    "function",
    [f for f in REGISTRY.values() if f.category.key == "customer_base"],
    ids=lambda function: function.name,
)
def test_ranges_row_by_row_equal_cells_alone(function: Function):
    """A function of rows gives each row of its example twice what it gives the row alone."""
    if not function.each:
        assert function.example.answer is not None
        return
    args = [
        [[cell], [cell]] if argument.kind.by_row and not isinstance(cell, list) else cell
        for argument, cell in zip(function.arguments, function.example.args, strict=False)
    ]
    given = zip(function.arguments, function.example.args, strict=False)
    if any(argument.kind.by_row and isinstance(cell, list) for argument, cell in given):
        return  # the example is a range already
    alone = value(function.name, *function.example.args)
    found = value(function.name, *args)
    row = alone[0] if isinstance(alone, list) else [alone]
    assert [row, row] == found


def test_where_no_model_can_be_compared_none_is_called_the_best():
    """Nobody bought again in the first two thirds: "best" says so in place of a guess."""
    who = [["a"], ["b"], ["c"], ["d"], ["a"], ["b"], ["a"]]
    days = [[45000], [45001], [45002], [45003], [45090], [45092], [45095]]
    amounts = [[10], [20], [15], [12], [11], [22], [9]]
    best = answer("CLV_FORECAST", who, days, amounts, 3, 0.01)
    assert "#N/A" == best.value
    assert "no model could be fitted" in best.faults[0].sentence()
