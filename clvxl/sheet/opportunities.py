"""BGBB_FIT and its kin: customers who can buy at opportunities only."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from clvxl.sheet.answers import Spill
from clvxl.sheet.categories import CUSTOMER_BASE
from clvxl.sheet.cells import read_cells
from clvxl.sheet.fits import Parameters, fit_table, parameters_of, rows_with
from clvxl.sheet.kinds import Column, Each, Language, Numbers, Switch, Vector
from clvxl.sheet.spec import Example, function
from clvxl.text import Text


class ColumnOrOne(Numbers):
    """A column that goes with the others, or one cell for all rows."""

    def one_value(self, value: Any) -> bool:
        """Whether it is one cell."""
        return read_cells(value).single


OneOrMany: TypeAlias = Annotated[Vector, ColumnOrOne()]

MEANS = {
    "frequency": Text("opportunities at which the customer bought, after the first purchase",
                      "首次购买之后，客户有购买的机会数"),
    "recency": Text("number of the opportunity of the last purchase; 0 with none",
                    "最近一次购买所在机会的序号；没有则为 0"),
    "opportunities": Text("opportunities that each customer has had since the first purchase",
                          "首次购买以来，每位客户经历的机会数"),
}  # fmt: skip
HORIZON = {
    **MEANS,
    "horizon": Text("how many opportunities ahead, a whole number of 0 or more",
                    "未来的机会数，不小于 0 的整数"),
}  # fmt: skip
NEW = {
    "opportunities": Text("how many opportunities, a whole number of 0 or more",
                          "机会数，不小于 0 的整数"),
}  # fmt: skip
PAPER = "Fader, Hardie & Shang (2010), Marketing Science 29(6), p. 1086–1108"
DONORS = ([[0], [1], [1], [1], [2], [2], [3]], [[0], [1], [2], [3], [2], [3], [3]], 3,
          [[80], [30], [9], [8], [13], [22], [40]])  # fmt: skip
PARAMS = [[1.2], [0.8], [2], [3]]


@function(
    CUSTOMER_BASE,
    Text(
        "BG/BB model of customers who can buy at opportunities only (a yearly appeal): alpha, "
        "beta, gamma, delta with standard errors, covariance and how the fit ended.",
        "只能在特定机会（如每年一次的募捐）购买的客户的 BG/BB 模型：参数 alpha、beta、gamma、delta "
        "及其标准误、协方差与拟合状态。",
    ),
    notes=Text(
        "Each customer may have had another number of opportunities; one cell is that of all. "
        "Recency is the number of an opportunity, not the time since. alpha and beta are of the "
        "chance to buy at an opportunity, gamma and delta of that to drop out before one.",
        "各客户经历的机会数可以不同；一个单元格表示全部相同。recency 是机会的序号，而非距今时长。"
        "alpha、beta 属于每次机会购买的概率，gamma、delta 属于每次机会之前流失的概率。",
    ),
    example=Example((*DONORS, "en", False), 202, at=(6, 2)),
    source=f"{PAPER}, eq. 5",
    means=MEANS,
)
def BGBB_FIT(
    frequency: Column,
    recency: Column,
    opportunities: OneOrMany,
    count: OneOrMany | float = 1,
    language: Language = "en",
    header: Switch = True,
) -> Spill:
    from clvxl.core import bgbb

    found = bgbb.fit(bgbb.donors(frequency, recency, opportunities, count))
    return fit_table(bgbb.PARAMETERS, found, language, header, covariance=True)


@function(
    CUSTOMER_BASE,
    Text(
        "Expected purchases of each customer at the next opportunities by the BG/BB model. Works "
        "row by row.",
        "按 BG/BB 模型，每位客户在未来若干次机会中的期望购买次数。逐行计算。",
    ),
    notes=Text(
        "horizon is a number of opportunities. A mean: it covers neither chance nor that the "
        "parameters are estimates, nor a change of the market.",
        "horizon 为机会数。结果为平均值：不含随机性、参数的估计误差与市场变化。",
    ),
    example=Example((PARAMS, 2, [[0], [3]], [[0], [3]], 3),
                    [[0.02765432098765432], [1.12]]),
    source=f"{PAPER}, eq. 13",
    means=HORIZON,
)  # fmt: skip
def BGBB_EXPECTED(
    params: Parameters, horizon: Each, frequency: Each, recency: Each, opportunities: Each
) -> NDArray[np.float64]:
    from clvxl.core import bgbb

    p = parameters_of(params, bgbb.PARAMETERS)
    ahead, *seen = rows_with(p, horizon, frequency, recency, opportunities)
    return bgbb.expected(p, ahead, bgbb.donors(*seen))


@function(
    CUSTOMER_BASE,
    Text(
        "Probability of each customer that he is there at the next opportunity, number "
        "opportunities + 1, by the BG/BB model. Works row by row.",
        "按 BG/BB 模型，每位客户在下一次机会（第 opportunities + 1 次）仍在的概率。逐行计算。",
    ),
    notes=Text(
        "Even who bought at the last opportunity may drop out before the next: below 1.",
        "即使在最近一次机会购买的客户，也可能在下一次之前流失：小于 1。",
    ),
    example=Example((PARAMS, [[0], [3]], [[0], [3]], 3), [[0.06481481481481481], [0.75]]),
    source=f"{PAPER}, eq. 11",
    means=MEANS,
)
def BGBB_PALIVE(
    params: Parameters, frequency: Each, recency: Each, opportunities: Each
) -> NDArray[np.float64]:
    from clvxl.core import bgbb

    p = parameters_of(params, bgbb.PARAMETERS)
    return bgbb.alive(p, bgbb.donors(*rows_with(p, frequency, recency, opportunities)))


@function(
    CUSTOMER_BASE,
    Text(
        "Expected purchases of a new customer at so many opportunities by the BG/BB model. Works "
        "row by row.",
        "按 BG/BB 模型，新客户在若干次机会中的期望购买次数。逐行计算。",
    ),
    notes=Text("The first purchase does not count.", "首次购买不计。"),
    example=Example((PARAMS, [[1], [10]]), [[0.36], [1.2857142857142858]]),
    source=f"{PAPER}, eq. 8",
    means=NEW,
)
def BGBB_NEW(params: Parameters, opportunities: Each) -> NDArray[np.float64]:
    from clvxl.core import bgbb

    return bgbb.new(parameters_of(params, bgbb.PARAMETERS), opportunities)


@function(
    CUSTOMER_BASE,
    Text(
        "Probability that a new customer buys just so often at so many opportunities by the BG/BB "
        "model. Works row by row.",
        "按 BG/BB 模型，新客户在若干次机会中恰好购买若干次的概率。逐行计算。",
    ),
    notes=Text("Over 0 … opportunities they add up to 1.", "从 0 到机会数的概率之和为 1。"),
    example=Example((PARAMS, 1, [[0], [1]]), [[0.64], [0.36]]),
    source=f"{PAPER}, eq. 7",
    means={
        **NEW,
        "purchases": Text("how many purchases, a whole number of 0 or more",
                          "购买次数，不小于 0 的整数"),
    },
)  # fmt: skip
def BGBB_PMF(params: Parameters, opportunities: Each, purchases: Each) -> NDArray[np.float64]:
    from clvxl.core import bgbb

    return bgbb.pmf(parameters_of(params, bgbb.PARAMETERS), opportunities, purchases)


@function(
    CUSTOMER_BASE,
    Text(
        "Discounted expected purchases of each customer without end by the BG/BB model (DERT). "
        "Works row by row.",
        "按 BG/BB 模型，每位客户未来无限期的折现期望购买次数（DERT）。逐行计算。",
    ),
    notes=Text(
        "The next opportunity is discounted once. Times the value of a purchase it is the residual "
        "value. Without a discount it is infinite for gamma of 1 or less: #NUM!.",
        "下一次机会折现一期。乘以每次购买的价值即剩余价值。不折现时，若 gamma 不大于 1 则为无穷大："
        "#NUM!。",
    ),
    example=Example((PARAMS, 0, 3, 3, 3), 5.04),
    source=f"{PAPER}, eq. 14",
    means={
        **MEANS,
        "discount_rate": Text(
            "discount rate from one opportunity to the next, a fraction (0.1 = 10 %), 0 or more",
            "从一次机会到下一次的折现率，小数（0.1 即 10%），不小于 0"),
    },
)  # fmt: skip
def BGBB_DERT(
    params: Parameters, discount_rate: Each, frequency: Each, recency: Each, opportunities: Each
) -> NDArray[np.float64]:
    from clvxl.core import bgbb

    p = parameters_of(params, bgbb.PARAMETERS)
    rate, *seen = rows_with(p, discount_rate, frequency, recency, opportunities)
    return bgbb.discounted(p, rate, bgbb.donors(*seen))
