"""CUSTOMER_SUMMARY, REGULARITY, CLV_LEARN, CLV_FORECAST: from sales to each customer."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

import numpy as np

from clvxl.errors import DomainError
from clvxl.sheet.answers import Spill
from clvxl.sheet.categories import CUSTOMER_BASE
from clvxl.sheet.kinds import (
    Column,
    CustomerColumn,
    Date,
    DateColumn,
    Language,
    Number,
    OneOf,
    Switch,
    UnboundedCell,
    Vector,
)
from clvxl.sheet.spec import Example, function
from clvxl.sheet.texts import UNIT_NAMES, heading
from clvxl.text import Text

Unit: TypeAlias = Annotated[str, OneOf(("day", "week", "month", "year"))]
Periods: TypeAlias = Annotated[float | Vector, UnboundedCell()]
ForecastModel: TypeAlias = Annotated[
    str, OneOf(("best", "bgnbd", "mbgnbd", "paretonbd", "bgcnbd", "mbgcnbd"))
]
Target: TypeAlias = Annotated[str, OneOf(("value", "purchases"))]

_DAYS = ["2025-01-06", "2025-01-20", "2025-01-27", "2025-02-03", "2025-02-03"]
SALES = (
    [["Ann"], ["Ann"], ["Bo"], ["Ann"], ["Ann"]],
    [[day] for day in _DAYS],
    [[10], [20], [5], [30], [10]],
)

SOLD = {
    "amounts": Text(
        "amount of each row, in money; below 0 for a return; left out: each row is a purchase",
        "每行的金额，退货为负数；省略时每行为一次购买",
    ),
}
"""What amounts mean where they may be left out."""

_HORIZON = Text("horizon must be above 0", "horizon 必须大于 0")
_TOO_LONG = Text(
    "horizon must be shorter than the time since the first purchase ({known} {unit}), as it is "
    "learned from what customers did in the last such span",
    "horizon 必须短于首次购买以来的时长（{known} {unit}），因为要从最近同样长的时期中学习",
)


def last_day(dates: Vector, as_of: float | None) -> float:
    """Return the day from which time is counted: `as_of`, or else the latest date."""
    return float(np.floor(dates.max())) if as_of is None else as_of


@function(
    CUSTOMER_BASE,
    Text(
        "What customer-base models know of each customer: repeat purchases, age at the last one, "
        "age today (T), and with amounts the mean value of the repeat purchases.",
        "客户群模型所需的每位客户概况：重复购买次数、末次购买时的年龄、至今的年龄 T，"
        "给出 amounts 时还有重复购买的平均金额。",
    ),
    notes=Text(
        "All purchases of a day are one, and the first one is not counted: a customer who bought "
        "on 4 days has frequency 3. Recency here is the time from the first to the last purchase, "
        "not since the last. Without amounts each row is a purchase. With them an amount above 0 "
        "is; a return (below 0) is taken off the customer's last purchase before it, which no "
        "longer counts when nothing of it is left. Rows after as_of do not count. The monetary "
        "value is blank with no repeat purchase.",
        "同一天的购买算一次，首次购买不计：在 4 天购买过的客户 frequency 为 3。"
        "这里的 recency 是首次到末次购买的时长，而非距末次购买的时长。不给 amounts 时每行为一次"
        "购买；给出时金额大于 0 的为购买，退货（小于 0）从该客户此前最近一次购买中扣除，扣完则该次"
        "购买不再计。截止日之后的行不计。没有重复购买时金额为空白。",
    ),
    example=Example(
        (*SALES, "week", None, "en", False), [["Ann", 2, 4, 4, 30], ["Bo", 0, 0, 1, None]]
    ),
    source=Text(
        "Fader & Hardie (2005), a note on deriving the CDNOW summary; Fader, Hardie & Lee (2005), "
        "Marketing Science 24(2), p. 279",
        "Fader & Hardie (2005)，CDNOW 概况的推导；Fader, Hardie & Lee (2005), Marketing Science "
        "24(2)，第 279 页",
    ),
    means={
        **SOLD,
        "as_of": Text(
            "the day to which T is counted, later rows do not count; the latest date if left out",
            "T 计至的截止日，之后的行不计；省略时为最晚日期",
        ),
    },
)
def CUSTOMER_SUMMARY(
    customers: CustomerColumn,
    dates: DateColumn,
    amounts: Column | None = None,
    unit: Unit = "week",
    as_of: Date | None = None,
    language: Language = "en",
    header: Switch = True,
) -> Spill:
    from clvxl.data.purchase_days import UNITS, purchase_days

    day = last_day(dates, as_of)
    known = purchase_days(customers, dates, amounts, day).histories(day, UNITS[unit])
    units = UNIT_NAMES.say(unit, language)
    columns = [
        (heading("customer", language), list(known.customers)),
        (heading("repeat_purchases", language), known.frequency),
        (heading("last_purchase", language, unit=units), known.recency),
        (heading("known_for", language, unit=units), known.T),
    ]
    if amounts is not None:
        columns.append((heading("value_per_purchase", language), known.monetary))
    return Spill(columns, header)


@function(
    CUSTOMER_BASE,
    Text(
        "The learned estimate: what each customer will buy in the next horizon, from what "
        "customers like him did in the last one; with low and high.",
        "机器学习估计：依据相似客户在最近一个 horizon 内的行为，估计每位客户在下一个 horizon 内的"
        "购买，并给出上下限。",
    ),
    notes=Text(
        "A penalised regression, Poisson for purchases and gamma for value, on frequency, age, "
        "silence, rhythm, recent purchases and money; penalty by cross-validation. The range comes "
        "from the errors on a third of the customers who were kept out of the fit (split conformal "
        "prediction): it holds the level for customers like them as long as the next horizon is "
        "like the last, and does not cover a change of season or of the market. Returns and days "
        "as in CUSTOMER_SUMMARY. The seed splits the customers.",
        "带惩罚的回归：购买次数用泊松，金额用伽马；自变量为频次、年龄、沉默时长、节奏、近期购买与金额；"
        "惩罚由交叉验证选定。区间来自未参与拟合的三分之一客户的误差（分裂共形预测）：只要下一时期与"
        "上一时期相似，对同类客户即可达到 level；季节或市场变化不在其内。退货与日期同 "
        "CUSTOMER_SUMMARY。seed 用于划分客户。",
    ),
    example=Example(
        (
            [[f"c{i % 40}"] for i in range(120)],
            [[45000 + (i * i) % 97] for i in range(120)],
            [[10]] * 120, 6, "purchases", 0.9, "week", None, 0, "en", False,
        ),
        "c0", at=(1, 1),
    ),
    source="Lei, G'Sell, Rinaldo, Tibshirani & Wasserman (2018), JASA 113(523), sections 2.2, 5.2",
    means={
        "amounts": Text(
            "amount of each row, in money; below 0 for a return", "每行的金额；退货为负数"
        ),
        "as_of": Text(
            "the day from which horizon runs, later rows do not count; the latest date if left out",
            "horizon 的起算日，之后的行不计；省略时为最晚日期",
        ),
    },
)  # fmt: skip
def CLV_LEARN(
    customers: CustomerColumn,
    dates: DateColumn,
    amounts: Column,
    horizon: Number,
    target: Target = "value",
    level: Number = 0.9,
    unit: Unit = "week",
    as_of: Date | None = None,
    seed: Number = 0,
    language: Language = "en",
    header: Switch = True,
) -> Spill:
    from clvxl.data.learning import learned
    from clvxl.data.purchase_days import UNITS, purchase_days

    if horizon <= 0:
        raise DomainError(_HORIZON, value=horizon)
    day = last_day(dates, as_of)
    sold = purchase_days(customers, dates, amounts, day)
    units = UNIT_NAMES.say(unit, language)
    known = (day - sold.day.min()) / UNITS[unit]
    if horizon >= known:
        raise DomainError(_TOO_LONG, value=horizon, known=round(known, 2), unit=UNIT_NAMES[unit])
    found = learned(sold, day, horizon * UNITS[unit], target, level, seed)
    title = heading(f"estimate_{target}", language, horizon=f"{horizon:g}", unit=units)
    columns = [
        (heading("customer", language), list(sold.labels)), (title, found.estimate),
        (heading("low", language), found.low), (heading("high", language), found.high),
    ]  # fmt: skip
    return Spill(columns, header)


@function(
    CUSTOMER_BASE,
    Text(
        "How regular buying is: k, 1 where it is random, 2 and more for a rhythm, below 1 for "
        "bursts.",
        "购买的规律性 k：1 表示随机，2 及以上表示有节奏，小于 1 表示扎堆。",
    ),
    notes=Text(
        "From the last two gaps of each customer with three purchase days or more; the purchases "
        "of "
        "a day are one. From about 1.5 on bgcnbd and mbgcnbd fit better than bgnbd and mbgnbd.",
        "取每位至少有三个购买日的客户最近两次间隔；同一天的购买算一次。约 1.5 以上时 bgcnbd、"
        "mbgcnbd "
        "优于 bgnbd、mbgnbd。",
    ),
    example=Example(
        (
            [["a"]] * 3 + [["b"]] * 3 + [["c"]] * 3,
            [[45000], [45001], [45004], [45000], [45002], [45004], [45000], [45003], [45004]],
        ),
        1.5,
    ),
    source="Wheat & Morrison (1990), Journal of Marketing Research 27(1), pp. 87-93",
)
def REGULARITY(customers: CustomerColumn, dates: DateColumn) -> float:
    from clvxl.core.regularity import regularity
    from clvxl.data.purchase_days import purchase_days

    who, gap = purchase_days(customers, dates).gaps()
    last = np.flatnonzero(np.append(np.diff(who) != 0, True)[: len(who)])
    last = last[(last > 0) & (who[last - 1] == who[last])]
    return regularity(gap[last - 1], gap[last])


@function(
    CUSTOMER_BASE,
    Text(
        "The whole way in one call: each customer's probability of being alive, expected purchases "
        "with low and high, value per purchase, and lifetime value; highest first.",
        "一步完成：每位客户的活跃概率、预期购买次数及上下限、每次购买金额与终生价值，由高到低。",
    ),
    notes=Text(
        "CUSTOMER_SUMMARY, the fit, Gamma-Gamma and CLV_BTYD together. The model used stands in "
        "the "
        'heading. "best": of bgnbd, mbgnbd and paretonbd the first of BTYD_COMPARE, on the last '
        "third held out. Low and high hold the level of chance alone. A purchase of a period is "
        "discounted from its end; discount_rate is per period. Gamma-Gamma takes value and "
        "frequency to be independent: see SPEND_INDEPENDENCE.",
        "即 CUSTOMER_SUMMARY、拟合、Gamma-Gamma 与 CLV_BTYD 的组合。所用模型写在标题中。best：在 "
        "bgnbd、mbgnbd、paretonbd 中取 BTYD_COMPARE（保留最后三分之一）最靠前者。上下限只含随机性。"
        "每期的购买自期末折现；discount_rate 为每期折现率。Gamma-Gamma 假定金额与频次独立：见 "
        "SPEND_INDEPENDENCE。",
    ),
    example=Example(
        (
            [[f"c{i % 40}"] for i in range(160)], [[45000 + (i * i) % 97] for i in range(160)],
            [[5 + i % 7] for i in range(160)], 12, 0.01, "mbgnbd", "week", "month", 0.3, None, 0.9,
            "en", True,
        ),
        "alive (mbgnbd)",
        at=(1, 5),
    ),
    source="Fader, Hardie & Lee (2005), Journal of Marketing Research 42(4), pp. 415-430",
    means={
        "model": Text(
            '"best", "bgnbd", "mbgnbd", "paretonbd", "bgcnbd" or "mbgcnbd"; "best" if left out',
            '"best"、"bgnbd"、"mbgnbd"、"paretonbd"、"bgcnbd" 或 "mbgcnbd"；省略时为 best',
        ),
        "periods": Text(
            "how many periods ahead, a whole number; blank: without end",
            "预测的期数，整数；为空则无限期",
        ),
        "period": Text('"day", "week", "month" (30.4375 days) or "year"; "month" if left out',
                       '"day"、"week"、"month"（30.4375 天）或 "year"；省略时为月'),
        "as_of": Text(
            "today: later rows do not count; the latest date if left out",
            "今天：之后的行不计；省略时为最晚日期",
        ),
    },
)  # fmt: skip
def CLV_FORECAST(
    customers: CustomerColumn,
    dates: DateColumn,
    amounts: Column,
    periods: Periods,
    discount_rate: Number,
    model: ForecastModel = "best",
    unit: Unit = "week",
    period: Unit = "month",
    margin: Number = 1,
    as_of: Date | None = None,
    level: Number = 0.9,
    language: Language = "en",
    header: Switch = True,
) -> Spill:
    from clvxl.core._checks import at_most_one
    from clvxl.data.forecasting import forecast
    from clvxl.data.purchase_days import UNITS, purchase_days

    at_most_one("margin", margin)
    day = last_day(dates, as_of)
    sold = purchase_days(customers, dates, amounts, day)
    ahead = float(np.ravel(periods)[0])
    length = UNITS[period] / UNITS[unit]
    found = forecast(
        sold, day, model, ahead, discount_rate, UNITS[unit], UNIT_NAMES[unit], length, level
    )
    value = found.present_value * margin
    order = np.argsort(-value, kind="stable")
    units = UNIT_NAMES.say(unit, language)
    spans = UNIT_NAMES.say(period, language)
    endless = np.isinf(ahead)
    purchases, worth = (
        ("purchases_endless", "clv_endless") if endless else ("purchases_ahead", "clv")
    )
    seen = found.seen
    columns: list[tuple[str, Any]] = [
        (heading("customer", language), [seen.customers[at] for at in order]),
        (heading("repeat_purchases", language), seen.frequency[order]),
        (heading("last_purchase", language, unit=units), seen.recency[order]),
        (heading("known_for", language, unit=units), seen.T[order]),
        (heading("alive", language, model=found.model), found.alive[order]),
        (heading(purchases, language, periods=f"{ahead:g}", unit=spans), found.expected[order]),
    ]
    if not endless:
        columns += [
            (heading("low", language), found.low[order]),
            (heading("high", language), found.high[order]),
        ]
    columns += [
        (heading("expected_value", language), found.value[order]),
        (heading(worth, language, periods=f"{ahead:g}", unit=spans), value[order]),
    ]
    return Spill(columns, header)
