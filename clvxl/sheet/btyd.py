"""BTYD_EXPECTED to BTYD_DERT: what a fitted customer-base model foretells of each customer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from clvxl.sheet.answers import Spill
from clvxl.sheet.categories import CUSTOMER_BASE
from clvxl.sheet.fits import Parameters, covariance_of, parameters_of
from clvxl.sheet.kinds import (
    Column,
    Each,
    Language,
    Number,
    OneOf,
    Switch,
    Unbounded,
    Unknown,
    Vector,
)
from clvxl.sheet.spec import Example, function
from clvxl.sheet.texts import heading
from clvxl.text import Text

if TYPE_CHECKING:
    from clvxl.core._customer_base import History, Model

MODELS = ("bgnbd", "mbgnbd", "paretonbd", "bgcnbd", "mbgcnbd")
ModelName: TypeAlias = Annotated[str, OneOf(MODELS)]
EachUnknown: TypeAlias = Annotated[Vector, Unknown(by_row=True)]
EachUnbounded: TypeAlias = Annotated[Vector, Unbounded(by_row=True)]
Unit: TypeAlias = Annotated[str, OneOf(("day", "week", "month", "year"))]

PAST = {
    "frequency": Text(
        "repeat purchases: days with a purchase less the first; 0 or more",
        "重复购买次数：有购买的天数减去首次，不小于 0",
    ),
    "recency": Text(
        "age at the last purchase, from the first one on, in the unit of time; 0 with no repeat",
        "末次购买时的年龄（自首次购买起，按时间单位）；没有重复购买时为 0",
    ),
}
"""What frequency and recency mean to these models."""

FITTED = [[0.2426], [4.4135], [0.7929], [2.4258]]
ANN = (2, 30.43, 38.86)
FHL = "Fader, Hardie & Lee (2005), Marketing Science 24(2), pp. 275-284"
_ROW = Text("Works row by row.", "逐行计算。")


class Past:
    """A model, its parameters and the customers' histories, of equal length."""

    def __init__(
        self, model: str, params: Any, frequency: Any, recency: Any, T: Any, *more: Any
    ) -> None:
        from clvxl.core._customer_base import history
        from clvxl.data.customer_models import model_named

        self.model: Model = model_named(model)
        self.p = parameters_of(params, self.model.parameters)
        own = () if self.p.ndim == 1 else (self.p[0],)
        given = (np.atleast_1d(one) for one in (frequency, recency, T, *more, *own))
        x, t_x, age, *rest = np.broadcast_arrays(*given)
        self.data: History = history(x, t_x, age)
        self.more: list[Vector] = rest[: len(more)]


@function(
    CUSTOMER_BASE,
    Text(
        "Expected purchases of each customer in the next horizon, by a fitted customer-base model. "
        "Works row by row.",
        "按已拟合的客户群模型，每位客户在未来 horizon 内的预期购买次数。逐行计算。",
    ),
    notes=Text(
        "params is the range of BTYD_FIT, whole or its parameter cells, or a row of own parameters "
        "per customer (BTYD_OWN_PARAMS). horizon, recency and T are in one unit of time. The "
        "expectation covers neither chance (BTYD_RANGE) nor that the parameters are estimates "
        "(BTYD_INTERVAL).",
        "params 为 BTYD_FIT 的结果区域（整表或仅参数单元格），或每位客户一行的自有参数"
        "（BTYD_OWN_PARAMS）。horizon、recency、T 用同一时间单位。预期值不含随机性（BTYD_RANGE），"
        "也不含参数的估计误差（BTYD_INTERVAL）。",
    ),
    example=Example(("bgnbd", FITTED, 39, *ANN), 1.22591119989922),
    source=f"{FHL}, eq. 10; Fader & Hardie (2005), note 009, for Pareto/NBD",
    means=PAST,
)
def BTYD_EXPECTED(
    model: ModelName, params: Parameters, horizon: Each, frequency: Each, recency: Each, T: Each
) -> NDArray[np.float64]:
    from clvxl.core.customer_base import expected

    past = Past(model, params, frequency, recency, T, horizon)
    return expected(past.model, past.p, past.more[0], past.data)


@function(
    CUSTOMER_BASE,
    Text(
        "Probability that each customer is still alive, that is has not dropped out for good. "
        "Works "
        "row by row.",
        "每位客户仍然活跃（尚未永久流失）的概率。逐行计算。",
    ),
    notes=Text(
        "BG/NBD takes every customer without a repeat purchase to be alive for sure, as he can "
        "drop "
        "out after a repeat purchase only: where that surprises, use mbgnbd or paretonbd. params "
        "as "
        "in BTYD_EXPECTED.",
        "BG/NBD 认为没有重复购买的客户必然活跃，因为只有在重复购买之后才可能流失；若不合适，请用 "
        "mbgnbd 或 paretonbd。params 同 BTYD_EXPECTED。",
    ),
    example=Example(("bgnbd", FITTED, *ANN), 0.726607997300156),
    source=f"{FHL}; Batislam et al. (2007), IJRM 24(3), for mbgnbd",
    means=PAST,
)
def BTYD_PALIVE(
    model: ModelName, params: Parameters, frequency: Each, recency: Each, T: Each
) -> NDArray[np.float64]:
    from clvxl.core.customer_base import alive

    past = Past(model, params, frequency, recency, T)
    return alive(past.model, past.p, past.data)


@function(
    CUSTOMER_BASE,
    Text(
        "Probability that each customer buys at least once in the next horizon. Works row by row.",
        "每位客户在未来 horizon 内至少购买一次的概率。逐行计算。",
    ),
    notes=Text(
        "He is alive, and buys: below BTYD_PALIVE. params and units as in BTYD_EXPECTED.",
        "既活跃又购买，故小于 BTYD_PALIVE。params 与单位同 BTYD_EXPECTED。",
    ),
    example=Example(("bgnbd", FITTED, 39, *ANN), 0.554607514389576),
    source="Fader & Hardie (2013), note 027; (2006), note 012, for Pareto/NBD",
    means=PAST,
)
def BTYD_ACTIVE(
    model: ModelName, params: Parameters, horizon: Each, frequency: Each, recency: Each, T: Each
) -> NDArray[np.float64]:
    from clvxl.core.customer_base import active

    past = Past(model, params, frequency, recency, T, horizon)
    return active(past.model, past.p, past.more[0], past.data)


@function(
    CUSTOMER_BASE,
    Text(
        "Probability that each customer buys just so many times in the next horizon. Works row by "
        "row.",
        "每位客户在未来 horizon 内恰好购买若干次的概率。逐行计算。",
    ),
    notes=Text(
        "Of 0 purchases it includes that he has dropped out already; over all numbers it adds up "
        "to "
        "1. params and units as in BTYD_EXPECTED.",
        "0 次的概率包含其已流失的情形；对所有次数求和为 1。params 与单位同 BTYD_EXPECTED。",
    ),
    example=Example(("bgnbd", FITTED, 39, *ANN, 2), 0.14417824253979),
    source="Fader & Hardie (2013), note 027; (2006), note 012, for Pareto/NBD",
    means=PAST,
)
def BTYD_FUTURE(
    model: ModelName,
    params: Parameters,
    horizon: Each,
    frequency: Each,
    recency: Each,
    T: Each,
    purchases: Each,
) -> NDArray[np.float64]:
    from clvxl.core.customer_base import future

    past = Past(model, params, frequency, recency, T, horizon, purchases)
    return future(past.model, past.p, past.more[0], past.data, past.more[1])


@function(
    CUSTOMER_BASE,
    Text(
        "Lowest and highest number of purchases of each customer in the next horizon that hold the "
        "level: two columns. Works row by row.",
        "每位客户在未来 horizon 内购买次数的上下限（两列），以 level 的概率包含实际值。逐行计算。",
    ),
    notes=Text(
        "Covers chance: how many of the possible futures come true. It does not cover that the "
        "parameters are estimates (BTYD_INTERVAL), nor a change of the market. Numbers are whole, "
        "so "
        "that it holds the level or a little more.",
        "包含随机性，即可能的未来中哪一种成真；不含参数的估计误差（BTYD_INTERVAL）与市场变化。"
        "次数为整数，故实际包含率略高于 level。",
    ),
    example=Example(("bgnbd", FITTED, 39, *ANN), [[0, 4]]),
    source="Fader & Hardie (2013), note 027; (2006), note 012: quantiles of the distribution",
    means=PAST,
)
def BTYD_RANGE(
    model: ModelName,
    params: Parameters,
    horizon: Each,
    frequency: Each,
    recency: Each,
    T: Each,
    level: Number = 0.9,
) -> NDArray[np.float64]:
    from clvxl.core.customer_base import purchases_range

    past = Past(model, params, frequency, recency, T, horizon)
    return np.column_stack(purchases_range(past.model, past.p, past.more[0], past.data, level))


@function(
    CUSTOMER_BASE,
    Text(
        "How sure the expectation of each customer is, low and high, from draws of the parameters: "
        "two columns. Works row by row.",
        "每位客户预期值的可信程度：由参数抽样得到的下限与上限（两列）。逐行计算。",
    ),
    notes=Text(
        "Needs the whole table of BTYD_FIT, with the covariance; at an edge there is none. Draws "
        "are "
        "normal in the logarithms of the parameters. It covers that they are estimated from so "
        "many "
        "customers; chance (BTYD_RANGE) and a change of the market it does not. The same seed "
        "gives "
        "the same numbers.",
        "需要 BTYD_FIT 的整表（含协方差）；边界处没有。抽样在参数的对数上服从正态分布。"
        "只包含参数的估计误差，不含随机性（BTYD_RANGE）与市场变化。相同种子结果相同。",
    ),
    example=Example(
        (
            "bgnbd",
            [["r", 0.2426, None, 0.01, 0, 0, 0], ["alpha", 4.4135, None, 0, 0.01, 0, 0],
             ["a", 0.7929, None, 0, 0, 0.01, 0], ["b", 2.4258, None, 0, 0, 0, 0.01]],
            39, *ANN,
        ),
        [[1.12256033360325, 1.33477264493684]],
    ),
    source="after Krinsky & Robb (1986), Review of Economics and Statistics 68(4), pp. 715-719",
    means=PAST,
)  # fmt: skip
def BTYD_INTERVAL(
    model: ModelName,
    params: Parameters,
    horizon: Each,
    frequency: Each,
    recency: Each,
    T: Each,
    level: Number = 0.9,
    draws: Number = 400,
    seed: Number = 0,
) -> NDArray[np.float64]:
    from clvxl.core.customer_base import interval

    past = Past(model, params, frequency, recency, T, horizon)
    covariance, ahead = covariance_of(params), past.more[0]
    found = interval(past.model, past.p, covariance, ahead, past.data, level, draws, seed)
    return np.column_stack(found)


@function(
    CUSTOMER_BASE,
    Text(
        "Purchases of the whole customer base in the next horizon: expected, low and high, and "
        "which "
        "share of the range's variance is chance and which is the parameters.",
        "整个客户群在未来 horizon 内的购买次数：预期值、下限、上限，以及区间方差中随机性与参数各占"
        "的比例。",
    ),
    notes=Text(
        "With the whole table of BTYD_FIT the range covers chance and that the parameters are "
        "estimates; with parameters alone, chance. A change of season or of the market it does not "
        "cover: CDNOW's sample bought 1,882 times where bgnbd and paretonbd expect 1,653 and "
        "1,666.",
        "给出 BTYD_FIT 的整表时，区间包含随机性与参数的估计误差；只给参数时仅含随机性。"
        "季节或市场变化不在其内：CDNOW 样本实际购买 1,882 次，而 bgnbd 与 paretonbd 预期 1,653 与 "
        "1,666 次。",
    ),
    example=Example(
        ("bgnbd", FITTED, 39, [[2], [0]], [[30.43], [0]], [[38.86], [38.86]], 0.9, "en", False),
        1.42069775028638, at=(1, 2),
    ),
    source="after Fader & Hardie (2013), note 027: variances of independent customers add up",
    means=PAST,
)  # fmt: skip
def BTYD_TOTAL(
    model: ModelName,
    params: Parameters,
    horizon: Number,
    frequency: Column,
    recency: Column,
    T: Column,
    level: Number = 0.9,
    language: Language = "en",
    header: Switch = True,
) -> Spill:
    from clvxl.core.customer_base import total

    past = Past(model, params, frequency, recency, T)
    found = total(past.model, past.p, covariance_of(params), horizon, past.data, level)
    keys = ("expected", "low", "high", "chance_share", "parameter_share")
    values = [found.expected, found.low, found.high, found.chance, found.parameters]
    items = [heading(key, language) for key in keys]
    return Spill([(heading("item", language), items), (heading("value", language), values)], header)


@function(
    CUSTOMER_BASE,
    Text(
        "Expected repeat purchases of a new customer until a time after the first purchase. Works "
        "row by row.",
        "新客户自首次购买起到某时点的预期重复购买次数。逐行计算。",
    ),
    notes=Text(
        "The first purchase is not counted. A mean over all customers: what the next one of them "
        "will buy by then.",
        "首次购买不计。为全体客户的平均：下一位新客户到那时会购买多少次。",
    ),
    example=Example(
        ("bgnbd", FITTED, [[1], [32], [78]]),
        [[0.05318665594924], [1.04376904639757], [1.85802175864416]],
    ),
    source=f"{FHL}, eq. 9; Schmittlein, Morrison & Colombo (1987), Management Science 33(1)",
)
def BTYD_NEW(model: ModelName, params: Parameters, time: Each) -> NDArray[np.float64]:
    from clvxl.core.customer_base import new
    from clvxl.data.customer_models import model_named

    found = model_named(model)
    p = parameters_of(params, found.parameters)
    return new(found, p, np.atleast_1d(time))


@function(
    CUSTOMER_BASE,
    Text(
        "Probability that a new customer buys again just so many times until a time after the "
        "first "
        "purchase. Works row by row.",
        "新客户自首次购买起到某时点恰好重复购买若干次的概率。逐行计算。",
    ),
    notes=Text(
        "The first purchase is not counted; over all numbers it adds up to 1.",
        "首次购买不计；对所有次数求和为 1。",
    ),
    example=Example(("bgnbd", FITTED, 39, [[0], [1]]), [[0.574297083873489], [0.199196610656027]]),
    source=f"{FHL}, eq. 8; Fader & Hardie (2006), note 012, for Pareto/NBD",
)
def BTYD_PMF(
    model: ModelName, params: Parameters, time: Each, purchases: Each
) -> NDArray[np.float64]:
    from clvxl.core.customer_base import pmf
    from clvxl.data.customer_models import model_named

    found = model_named(model)
    p = parameters_of(params, found.parameters)
    return pmf(found, p, *np.broadcast_arrays(np.atleast_1d(time), purchases))


@function(
    CUSTOMER_BASE,
    Text(
        "Discounted expected purchases of each customer without end (DERT): times the margin of a "
        "purchase, his residual lifetime value. Works row by row.",
        "每位客户无限期的折现预期购买次数（DERT）；乘以每次购买的毛利即剩余终生价值。逐行计算。",
    ),
    notes=Text(
        "Purchases are discounted at the moment at which they are made. discount_rate is per "
        "`period`, above 0; frequency, recency and T are in `unit`: a rate d per year is "
        "log(1 + d) ÷ 52.18 per week.",
        "按购买发生的时刻连续折现。discount_rate 为每 period 的折现率，大于 0；recency、T 以 unit "
        "为单位：年利率 d 相当于每周 log(1 + d) ÷ 52.18。",
    ),
    example=Example(("bgnbd", FITTED, 0.15, *ANN), 5.17952869836398),
    source="Fader, Hardie & Lee (2005), Journal of Marketing Research 42(4), eq. 2",
    means={
        **PAST,
        "discount_rate": Text(
            "discount rate per period, above 0 (0.15 = 15 % per year)",
            "每 period 的折现率，大于 0（0.15 即每年 15%）",
        ),
        "period": Text('"day", "week", "month" or "year" that discount_rate is per; "year" if left '
                       "out",
                       'discount_rate 所属的期："day"、"week"、"month"、"year"；省略时为年'),
    },
)  # fmt: skip
def BTYD_DERT(
    model: ModelName,
    params: Parameters,
    discount_rate: Number,
    frequency: Each,
    recency: Each,
    T: Each,
    unit: Unit = "week",
    period: Unit = "year",
) -> NDArray[np.float64]:
    from clvxl.core._checks import above
    from clvxl.core.present_value import discounted
    from clvxl.data.purchase_days import UNITS

    above("discount_rate", discount_rate, 0)
    past = Past(model, params, frequency, recency, T)
    delta = float(np.log1p(discount_rate)) * UNITS[unit] / UNITS[period]
    return discounted(past.model, past.p, delta, past.data)


@function(
    CUSTOMER_BASE,
    Text(
        "Lifetime value of each customer: expected purchases of the next periods, discounted, "
        "times "
        "the expected value of a purchase and the margin. Works row by row.",
        "每位客户的终生价值：未来各期预期购买次数的折现值 × 每次购买的预期金额 × 毛利率。逐行计"
        "算。",
    ),
    notes=Text(
        "The purchases of a period are discounted from its end; discount_rate is per period. "
        "frequency, recency and T are in `unit`, a month is 30.4375 ÷ 7 weeks. A blank cell for "
        "periods: without end. A customer without a repeat purchase, whose monetary value is "
        "blank, gets the mean of all.",
        "每期的购买自期末折现；discount_rate 为每期折现率。recency、T 以 unit 为单位，一个月为 "
        "30.4375 ÷ "
        "7 周。periods 为空单元格时无限期。没有重复购买的客户（monetary 为空）取总体均值。",
    ),
    example=Example(
        ("bgnbd", FITTED, [[6.25], [3.74], [15.44]], *ANN, 22.35, 12, 0.01), 36.308047672188
    ),
    source="Fader, Hardie & Lee (2005), JMR 42(4), eq. 1; Fader & Hardie (2013), note 025",
    means={
        **PAST,
        "monetary": Text(
            "mean value of the repeat purchases, in money; blank with none",
            "重复购买的平均金额；没有时为空",
        ),
        "periods": Text(
            "how many periods ahead, a whole number; blank: without end",
            "预测的期数，整数；为空则无限期",
        ),
        "period": Text(
            '"day", "week", "month" (30.4375 days) or "year"; "month" if left out',
            '"day"、"week"、"month"（30.4375 天）或 "year"；省略时为月',
        ),
    },
)
def CLV_BTYD(
    model: ModelName,
    params: Parameters,
    gamma_gamma_params: Parameters,
    frequency: Each,
    recency: Each,
    T: Each,
    monetary: EachUnknown,
    periods: EachUnbounded,
    discount_rate: Number,
    unit: Unit = "week",
    period: Unit = "month",
    margin: Number = 1,
) -> NDArray[np.float64]:
    from clvxl.core import gamma_gamma
    from clvxl.core._checks import at_most_one
    from clvxl.core.present_value import present_value
    from clvxl.data.purchase_days import UNITS

    at_most_one("margin", margin)
    past = Past(model, params, frequency, recency, T, monetary, periods)
    spent, count = past.more
    spending = parameters_of(gamma_gamma_params, ("p", "q", "v"), "gamma_gamma_params")
    value = gamma_gamma.expected_value(spending, past.data.x, spent)
    length = UNITS[period] / UNITS[unit]
    ahead = present_value(past.model, past.p, past.data, count, length, discount_rate)
    return np.asarray(ahead * value * margin)
