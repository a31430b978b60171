"""Where sales do not carry a forecast, the report says so first and keeps what is true."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from clvxl.errors import AmbiguousError, ColumnsNotFoundError, InputError, TableError
from clvxl.jobs.catalogue import choices_of
from clvxl.jobs.forecast.job import FORECAST
from clvxl.report.values import shown
from tests.jobs.forecasts import COLUMNS, column, first_line, foretold, said, sales, tables

ONCE = ([f"c{at}" for at in range(100)], [45000 + at for at in range(100)], [8.0] * 100)
SHEETS = ["Summary", "Customers", "Fit", "Method"]


def every(count: int, days: list[int], amount: float = 5.0) -> tuple[list[Any], ...]:
    """Customers who all buy on some days."""
    who = [f"c{at}" for at in range(count) for _ in days]
    return who, [45000 + day for day in days] * count, [amount] * len(who)


@pytest.mark.parametrize(
    ("columns", "english", "chinese"),
    [
        (ONCE, "no customer has bought on a second day", "没有客户在第二天再次购买"),
        (every(1, [0]), "so that no time has passed", "尚未经过任何时间"),
        (every(60, [0]), "so that no time has passed", "尚未经过任何时间"),
        (every(1, [0, 30, 60]), "so that nothing tells who drops out", "无从得知谁会流失"),
        (every(40, [0, 100]), "so that nothing tells who drops out", "无从得知谁会流失"),
        (
            tuple(a + b for a, b in zip(every(60, [0]), every(30, [100]), strict=True)),
            "no model could be fitted without the last third of the time", "没有模型可以拟合",
        ),
    ],
)  # fmt: skip
def test_a_refusal_is_the_first_line(columns: Any, english: str, chinese: str) -> None:
    """It says why, and counts, revenue and rates stand below it; the customers are listed."""
    found = foretold(sales(*columns))
    assert first_line(found).startswith("These sales do not carry a forecast: ")
    assert english in first_line(found)
    assert chinese in first_line(foretold(sales(*columns), "zh"))
    assert SHEETS == [sheet.name for sheet in found.report.sheets]
    shown = tables(found)
    figures = {c.title: c.values[0] for c in shown["key_figures_1"].columns}
    assert len(set(columns[0])) == figures["Customers"]
    assert sum(columns[2]) == pytest.approx(figures["Revenue so far"])
    assert len(set(columns[0])) == len(column(shown["customers"], "Customer"))
    assert {"at_risk", "segments", "parameters", "tracking"}.isdisjoint(shown)
    assert found.found["headline"] == first_line(found)


def test_an_edge_is_the_first_line() -> None:
    """A fit at an edge says what that means, leaves errors blank, and foretells all the same."""
    rows = range(800)
    who = [f"c{at % 40}" for at in rows]
    columns = who, [45000.0 + 7 * (at // 40) + at % 7 for at in rows], [5.0 + at % 7 for at in rows]
    found = foretold(sales(*columns), model="bgnbd")
    assert first_line(found).startswith("Read the forecast with care: the fit ended at an edge")
    assert "拟合止于边界" in first_line(foretold(sales(*columns), "zh", model="bgnbd"))
    errors = column(tables(found)["parameters"], "Standard error")
    assert all(cell is None or np.isnan(cell) for cell in errors[:4])
    assert found.base.prospects.purchases.expected > 0


def test_equal_amounts_take_the_mean_of_all() -> None:
    """Where amounts tell no customers apart, everyone's purchase is worth the mean, and it is said."""
    who, days = zip(*dict.fromkeys(zip(*COLUMNS[:2], strict=True)), strict=True)
    found = foretold(sales(who, days, [9.0] * len(who)), model="mbgnbd")
    one = found.base.sold.mean_value
    assert {one} == set(column(tables(found)["customers"], "Value per purchase"))
    assert "could not be told apart between customers" in said(found)


def test_what_goes_together_is_said() -> None:
    """Frequent buyers who spend more at a time: the correlation stands on Summary, else on Fit."""
    who, days, amounts = COLUMNS
    often = {name: who.count(name) for name in who}
    together = foretold(sales(who, days, [10.0 * often[name] * (1 if a > 0 else -1) + a / 100 for name, a in zip(who, amounts, strict=True)]),
                        model="bgnbd")  # fmt: skip
    assert "Those who buy more often spend more at a time" in said(together)
    alone = foretold(model="bgnbd")
    assert "at a time" not in said(alone)
    fit = next(sheet for sheet in alone.report.sheets if sheet.name == "Fit")
    assert any("hardly go together" in text.text for text in fit.texts)


def test_returns_are_no_purchases() -> None:
    """Returns kept like purchases are refused before any work; all taken back is a refusal too."""
    with pytest.raises(InputError, match="a return is no sign of life"):
        FORECAST.check(choices_of(FORECAST, {"returns": "keep"}, "en"))
    with pytest.raises(TableError, match="taken back by a return"):
        foretold(sales(["a", "a"], [45000, 45001], [5.0, -5.0]))
    assert "took everything back, so that nothing is foretold of them: 1." in said(foretold())


def test_tables_that_no_forecast_can_use() -> None:
    """Customers added up already, and several currencies, are refused in a sentence."""
    import pandas as pd

    from clvxl.data.table import SourceTable

    headers = ("Customer", "Recency", "Frequency", "Monetary")
    summed = SourceTable("rfm.csv", headers, tuple(pd.Series([float(n)]) for n in (1, 2, 3, 4)))
    with pytest.raises(TableError, match="needs every purchase with its date"):
        foretold(summed)
    currencies = [("USD", "EUR")[at % 2] for at in range(len(COLUMNS[0]))]
    with pytest.raises(AmbiguousError, match="several currencies"):
        foretold(sales(*COLUMNS, currencies, headers=("Currency",)))


def test_covariates_become_coefficients() -> None:
    """Words and numbers of customers have a coefficient each, for purchases and for dropout."""
    who = COLUMNS[0]
    channel = [("web", "shop")[int(name[1:]) % 2] for name in who]
    age = [20.0 + int(name[1:]) % 30 for name in who]
    table = sales(*COLUMNS, channel, age, headers=("Channel", "Age"))
    found = foretold(table, model="bgnbd", covariates=("channel", "Age"))
    names = column(tables(found)["parameters"], "Parameter")
    word = next(name for name in names if name.startswith("purchases: Channel = "))
    assert {word, "purchases: Age", word.replace("purchases", "dropout"), "dropout: Age"} <= set(
        names
    )
    assert "map_alive" not in tables(found)
    own = {column(tables(found)["customers"], "Expected purchases")[at] for at in range(5)}
    assert 5 == len(own)


@pytest.mark.parametrize(
    ("values", "name", "fault"),
    [
        (list(range(len(COLUMNS[0]))), "Extra", "changes within a customer"),
        (["x"] * len(COLUMNS[0]), "Extra", "is the same for all customers"),
        ([f"n{name}" for name in COLUMNS[0]], "Extra", "149 different words"),
        ([None if name == "C0007" else len(name) + int(name[-1]) for name in COLUMNS[0]], "Extra",
         "is blank for customer C0007"),
        (["x"] * len(COLUMNS[0]), "Other", "no column is called Other"),
    ],
)  # fmt: skip
def test_covariates_that_tell_nothing(values: list[Any], name: str, fault: str) -> None:
    """A column that is not there, changes within a customer, or tells nothing is refused."""
    table = sales(*COLUMNS, values, headers=("Extra",))
    with pytest.raises((TableError, ColumnsNotFoundError), match=fault):
        foretold(table, covariates=(name,))


def test_large_amounts_have_room() -> None:
    """A column of Summary is as wide as its longest number needs, however much was spent."""
    who, days, amounts = every(40, [0, 40, 90, 200])
    sheet = foretold(sales(who, days, [amount * 1e10 for amount in amounts])).report.sheets[0]
    money = [
        (at, shown(value, kind))
        for table in sheet.tables
        for at, column in enumerate(table.columns, table.column)
        for value, kind in zip(column.values, column.formats or [column.format] * 99, strict=False)
        if isinstance(value, float) and kind in ("amount", "integer")
    ]
    assert 12 < max(len(text) for _, text in money)
    assert all(len(text) + 1 < sheet.widths[at] for at, text in money if at)
