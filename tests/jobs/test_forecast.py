"""The forecast: its report says what the functions of cells say, and what sales do not carry."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from clvxl.data.simulate import simulate_sales
from clvxl.jobs.forecast.run import Forecasted
from clvxl.sheet.registry import value
from tests.jobs.forecasts import (
    CELLS,
    COLUMNS,
    column,
    first_line,
    foretold,
    said,
    sales,
    tables,
    whole,
)
from tests.printing import printed


@pytest.fixture(scope="module")
def found() -> Forecasted:
    """The forecast of 150 customers in weeks, by BG/NBD."""
    return foretold(model="bgnbd", unit="week", horizon=26, margin=0.3)


@pytest.fixture(scope="module")
def cells(found: Forecasted) -> dict[str, Any]:
    """The steps of the same forecast as functions of cells give them."""
    rate = 1.1 ** (7 / 365.25) - 1
    summary = value("CUSTOMER_SUMMARY", *CELLS, "week", None, "en", False)
    who, x, t_x, T, mean = ([[cell] for cell in cells] for cells in zip(*summary, strict=True))
    fit = value("BTYD_FIT", "bgnbd", x, t_x, T)
    spent = value("GAMMA_GAMMA_FIT", x, mean)
    past = ("bgnbd", fit, 26, x, t_x, T)
    sold = whole(found)  # BTYD_TRACKING knows no amounts, and takes returns for purchases
    bought = [[who] for who in sold.customer.tolist()], [[day] for day in sold.day.tolist()]
    return {
        "who": [name for (name,) in who], "fit": fit, "spent": spent,
        "alive": value("BTYD_PALIVE", "bgnbd", fit, x, t_x, T),
        "expected": value("BTYD_EXPECTED", *past), "range": value("BTYD_RANGE", *past),
        "value": value("GAMMA_GAMMA_EXPECTED", spent, x, mean),
        "total": value("BTYD_TOTAL", *past, 0.9, "en", False),
        "forecast": value("CLV_FORECAST", *CELLS, 26, rate, "bgnbd", "week", "week", 0.3),
        "compare": value("BTYD_COMPARE", *CELLS, None, "week"),
        "tracking": value("BTYD_TRACKING", "bgnbd", fit, *bought, None, "week", None, "en", False),
        "numbers": value("BTYD_FREQUENCIES", "bgnbd", fit, x, T, 7, "en", False),
        "independence": value("SPEND_INDEPENDENCE", x, mean),
        "learned": [
            value("CLV_LEARN", *CELLS, 26, target, 0.9, "week", None, 0, "en", False)
            for target in ("purchases", "value")
        ],
    }  # fmt: skip


def test_customers_are_what_the_functions_say(found: Forecasted, cells: dict[str, Any]) -> None:
    """Each column of Customers equals its function's, customer by customer."""
    listed = tables(found)["customers"]
    who = column(listed, "Customer")
    for title, rows in (
        ("Probability of being there", cells["alive"]),
        ("Expected purchases", cells["expected"]),
        ("Low", [row[:1] for row in cells["range"]]),
        ("High", [row[1:] for row in cells["range"]]),
        ("Value per purchase", cells["value"]),
    ):
        expected = {name: row[0] for name, row in zip(cells["who"], rows, strict=True)}
        got = dict(zip(who, column(listed, title), strict=True))
        assert expected == pytest.approx(got, rel=1e-9, abs=1e-12), title
    for title, rows in zip(
        ("Learned: purchases", "Learned: revenue"), cells["learned"], strict=True
    ):
        expected = {row[0]: row[1] for row in rows}
        assert expected == pytest.approx(dict(zip(who, column(listed, title), strict=True)))


def test_customers_are_ranked_by_their_value(found: Forecasted, cells: dict[str, Any]) -> None:
    """Customers, order and CLV are those of CLV_FORECAST, at the yearly rate turned to a week's."""
    listed = tables(found)["customers"]
    heading, *rows = cells["forecast"]
    assert "CLV, next 26 weeks" == heading[-1]
    assert [row[-1] for row in rows] == pytest.approx(column(listed, "CLV"), rel=1e-9)
    assert {row[0]: row[-1] for row in rows} == pytest.approx(
        dict(zip(column(listed, "Customer"), column(listed, "CLV"), strict=True)), rel=1e-9
    )
    assert list(range(1, len(rows) + 1)) == column(listed, "Rank")


def test_fit_is_what_the_functions_say(found: Forecasted, cells: dict[str, Any]) -> None:
    """Parameters with errors, comparison, tracking and numbers equal their functions'."""
    shown = tables(found)
    parameters = shown["parameters"]
    rows = [*cells["fit"][1:], *cells["spent"][1:]]
    numbers = [row[1] for row in rows if not isinstance(row[1], str)]
    got = [cell for cell in column(parameters, "Value") if not isinstance(cell, str)]
    assert numbers == pytest.approx(got, rel=1e-9)
    errors = [row[2] for row in rows if row[2] is not None]
    got = [cell for cell in column(parameters, "Standard error") if cell is not None]
    assert errors == pytest.approx([cell for cell in got if np.isfinite(cell)], rel=1e-9)
    heading, *rows = cells["compare"]
    rmse = [row[heading.index("RMSE")] for row in rows]
    assert rmse == pytest.approx(column(shown["compared"], "RMSE"), rel=1e-9)
    for at, title in enumerate(("Actual", "Expected"), 1):
        expected = [row[at] for row in cells["tracking"]]
        assert expected == pytest.approx(column(shown["tracking"], title), rel=1e-9)
        expected = [row[at] for row in cells["numbers"]]
        assert expected == pytest.approx(column(shown["numbers"], title), rel=1e-9)
    assert cells["independence"] == pytest.approx(found.base.spending.correlation)


def test_totals_add_up(found: Forecasted, cells: dict[str, Any]) -> None:
    """Totals are the sums of Customers, their range that of BTYD_TOTAL; segments add up to them."""
    shown = tables(found)
    listed, segments = shown["customers"], shown["segments"]
    rows = zip(*(c.values for c in shown["ahead"].columns), strict=True)
    figures = {row[0]: row[1:] for row in rows}
    assert "In the next 26 weeks" == shown["ahead"].columns[0].title
    purchases = figures["Purchases"]
    assert [row[1] for row in cells["total"][:3]] == pytest.approx(list(purchases), rel=1e-9)
    revenue = figures["Revenue"]
    each = np.array(column(listed, "Expected purchases")) * column(listed, "Value per purchase")
    assert each.tolist() == pytest.approx(column(listed, "Expected revenue"))
    assert each.sum() == pytest.approx(revenue[0])
    assert revenue[1] < revenue[0] < revenue[2]
    *parts, total = column(segments, "Expected revenue")
    assert total == pytest.approx(revenue[0])
    assert total == pytest.approx(sum(parts))
    *parts, total = column(segments, "CLV")
    assert total == pytest.approx(sum(column(listed, "CLV")))
    assert total == pytest.approx(sum(parts))
    assert len(listed.columns[0].values) == column(segments, "Customers")[-1]


def test_revenue_range_holds_what_comes() -> None:
    """Of 40 bases simulated from a fit, the 90 % range of revenue holds about nine in ten."""
    from clvxl.core._customer_base import history
    from clvxl.core.gamma_gamma import fit
    from clvxl.core.nbd import NBD
    from clvxl.data.revenue import Spending, Spent, total_revenue

    random = np.random.default_rng(5)
    n, (r, alpha), (p, q, v), T, horizon = 300, (1.5, 10.0), (6.0, 4.0, 15.0), 40.0, 30.0
    held = 0
    for _ in range(40):
        rate, size = random.gamma(r, 1 / alpha, n), random.gamma(q, 1 / v, n)
        x = random.poisson(rate * T).astype(float)
        mean = np.where(
            x > 0, random.gamma(np.maximum(p * x, 1e-9)) / np.maximum(size * x, 1e-9), np.nan
        )
        each = np.arange(n)
        spending = Spending(Spent(x, each, mean), 0.0, fit(x, mean), None, 0.0)
        data = history(x, np.where(x > 0, T / 2, 0), np.full(n, T))
        found = total_revenue(NBD(), np.array([r, alpha]), None, spending, horizon, data, each, 0.9)
        ahead = random.poisson(rate * horizon)
        money = random.gamma(np.maximum(p * ahead, 1e-9)) / size * (ahead > 0)
        held += found.low <= money.sum() <= found.high
    assert 31 <= held <= 40


def test_customers_at_risk_are_good_and_probably_gone(found: Forecasted) -> None:
    """Whoever is listed spent as much as the best fifth and is probably gone; stakes fall."""
    shown = tables(found)
    risk, listed = shown["at_risk"], shown["customers"]
    spent = sorted(column(listed, "Revenue so far"))
    bound = np.quantile(spent, 0.8)
    count = min(
        8, sum(a < 0.5 for a in column(risk, "Probability of being there") if a is not None)
    )
    assert count > 0
    assert all(money >= bound for money in column(risk, "Revenue so far")[:count])
    stakes = column(risk, "At stake, next 26 weeks")
    assert sorted(stakes[:count], reverse=True) == stakes[:count]
    assert stakes[-1] == pytest.approx(sum(stakes[:-1]))


def test_headline_says_the_figures(found: Forecasted) -> None:
    """The first line tells customers, purchases and revenue as the key figures have them."""
    total = found.base.prospects.purchases
    line = first_line(found)
    assert f"expected to buy {round(total.expected):,} times" in line
    assert f"Customers known on 2025-12-30: {len(found.base.sold):,}" in line
    chinese = foretold(language="zh", model="bgnbd", unit="week", horizon=26)
    assert f"购买 {round(total.expected):,} 次" in first_line(chinese)
    assert ["概要", "客户", "拟合", "方法"] == [s.name for s in chinese.report.sheets]


def test_best_is_the_first_of_the_comparison() -> None:
    """Left at best, the model is the candidate that stands first, and is marked."""
    result = foretold()
    order = [one.name for one in result.base.trial.contenders]
    best = next(name for name in order if name in ("bgnbd", "mbgnbd", "paretonbd"))
    assert best == result.base.prospects.model
    marked = [name for name in column(tables(result)["compared"], "Model") if name.endswith("←")]
    assert 1 == len(marked)
    assert marked[0].replace("/", "").lower().startswith(best)


def test_as_of_is_the_day_from_which_it_runs() -> None:
    """Later lines are left out, and the forecast equals that of the earlier lines alone."""
    day = 45292 + 500.0
    early = [at for at, when in enumerate(COLUMNS[1]) if when <= day]
    before = sales(*([column_[at] for at in early] for column_ in COLUMNS))
    whole = foretold(model="mbgnbd", as_of=day)
    alone = foretold(before, model="mbgnbd", as_of=day)
    for title in ("Customer", "CLV", "Expected purchases"):
        assert column(tables(alone)["customers"], title) == column(
            tables(whole)["customers"], title
        )
    assert len(COLUMNS[0]) - len(early) == whole.cleaned.counts.reasons["after_as_of"]
    assert "2025-05-15" in said(whole)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_summary_is_two_pages_of_nine_points(language: str) -> None:
    """With customers at risk and all segments Summary takes two pages, its letters 9 points."""
    sold = simulate_sales(400, 2400, seed=2)
    columns = (list(sold.customers), [*map(float, sold.dates)], [*map(float, sold.amounts * 50)])
    found = foretold(sales(*columns), language, model="bgnbd")
    summary = found.report.sheets[0]
    assert 1_000_000 < sold.amounts.sum() * 50
    assert ["ahead", "at_risk", "segments"] == [table.name for table in summary.tables][-3:]
    points, pages = printed(summary, language)
    assert 9 <= points
    assert 2 >= pages


def test_a_known_currency_stands_with_all_money() -> None:
    """Titles and sentences of money name the currency that the table names, shares none."""
    table = sales(*COLUMNS, ["EUR"] * len(COLUMNS[0]), headers=("Currency",))
    found = foretold(table, model="bgnbd")
    shown = tables(found)
    assert "Revenue so far (EUR)" == shown["key_figures_1"].columns[2].title
    assert {"Revenue (EUR)", "Customer value, CLV (EUR)", "Purchases"} <= set(
        shown["ahead"].columns[0].values
    )
    assert {"Revenue so far (EUR)", "At stake, next 12 months (EUR)"} <= {
        column.title for column in shown["at_risk"].columns
    }
    assert {"Expected revenue (EUR)", "CLV (EUR)", "Share of expected revenue"} <= {
        column.title for column in shown["segments"].columns
    }
    assert {"Value per purchase (EUR)", "Learned: revenue (EUR)"} <= {
        column.title for column in shown["customers"].columns
    }
    assert 2 < said(found).count(" EUR")
