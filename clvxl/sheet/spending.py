"""GAMMA_GAMMA_FIT, GAMMA_GAMMA_EXPECTED and SPEND_INDEPENDENCE: what a purchase is worth."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import numpy as np
from numpy.typing import NDArray

from clvxl.sheet.answers import Spill
from clvxl.sheet.categories import CUSTOMER_BASE
from clvxl.sheet.cells import BLANK, Cells
from clvxl.sheet.fits import Parameters, fit_table, parameters_of, rows_with
from clvxl.sheet.kinds import Column, Each, Language, Number, Switch, Unbounded, Vector
from clvxl.sheet.spec import Example, function
from clvxl.text import Text


class Amounts(Unbounded):
    """Amounts, a blank of which is 0: a customer without a repeat purchase has none."""

    def values(self, name: str, cells: Cells) -> Vector:
        """Return the numbers."""
        return np.where(cells.of_kind(BLANK), 0, cells.numbers)


EachAmount: TypeAlias = Annotated[float | Vector, Amounts(by_row=True)]
AmountColumn: TypeAlias = Annotated[Vector, Amounts()]

MEANS = {
    "frequency": Text("repeat purchases of each customer, whole numbers of 0 or more",
                      "每位客户的重复购买次数，不小于 0 的整数"),
    "monetary": Text("mean amount of each customer's repeat purchases; blank or 0 with none",
                     "每位客户重复购买的平均金额；没有时为空或 0"),
}  # fmt: skip

CUSTOMERS = ([[2], [1], [3], [0], [6], [1], [4], [2]],
             [[20], [45], [12], [0], [31], [8], [25], [60]])  # fmt: skip


@function(
    CUSTOMER_BASE,
    Text(
        "Gamma-Gamma model of what purchases are worth: p, q, v with standard errors, covariance, "
        "log-likelihood and how the fit ended.",
        "购买金额的 Gamma-Gamma 模型：参数 p、q、v 及其标准误、协方差、对数似然与拟合状态。",
    ),
    notes=Text(
        "Each customer's purchases vary around his own mean, and means differ between customers. "
        "v is the papers' third parameter, gamma. Customers without a repeat purchase are left "
        "out. The model takes amounts to be independent of frequency: see SPEND_INDEPENDENCE. "
        "penalizer × customers × (p² + q² + v²) is taken off the log-likelihood.",
        "每位客户的购买金额围绕其自身均值变动，均值因客户而异。v 即论文中的第三个参数 gamma。"
        "没有重复购买的客户不参与拟合。模型假定金额与频次无关：见 SPEND_INDEPENDENCE。"
        "对数似然中减去 penalizer × 客户数 ×（p² + q² + v²）。",
    ),
    example=Example((*CUSTOMERS, 0, "en", False), 7, at=(5, 2)),
    source='Fader & Hardie (2013), note 025, "The gamma-gamma model of monetary value", eq. 1a',
    means=MEANS,
)
def GAMMA_GAMMA_FIT(
    frequency: Column,
    monetary: AmountColumn,
    penalizer: Number = 0,
    language: Language = "en",
    header: Switch = True,
) -> Spill:
    from clvxl.core import gamma_gamma

    found = gamma_gamma.fit(frequency, monetary, penalizer)
    return fit_table(gamma_gamma.PARAMETERS, found, language, header, covariance=True)


@function(
    CUSTOMER_BASE,
    Text(
        "Expected value of a purchase of each customer by the Gamma-Gamma model. Works row by row.",
        "按 Gamma-Gamma 模型估计每位客户每次购买的期望金额。逐行计算。",
    ),
    notes=Text(
        "A customer's own mean drawn towards that of all, p·v ÷ (q − 1): the fewer his purchases, "
        "the more. With frequency 0 it is the mean of all. #NUM! for q of 1 or less, where no "
        "mean exists. A mean: it covers neither chance nor a change of prices.",
        "客户自身均值向总体均值 p·v ÷ (q − 1) 收缩：购买越少收缩越多。frequency 为 0 时即总体均值。"
        "q 不大于 1 时均值不存在，为 #NUM!。结果为平均值：不含随机性与价格变化。",
    ),
    example=Example(([[6.25], [3.74], [15.44]], [[1], [0]], [[22], [0]]),
                    [[26.02892102335929], [35.21897810218978]]),
    source='Fader & Hardie (2013), note 025, "The gamma-gamma model of monetary value", eq. 5',
    means=MEANS,
)  # fmt: skip
def GAMMA_GAMMA_EXPECTED(
    params: Parameters, frequency: Each, monetary: EachAmount
) -> NDArray[np.float64]:
    from clvxl.core import gamma_gamma

    p = parameters_of(params, gamma_gamma.PARAMETERS)
    return gamma_gamma.expected_value(p, *rows_with(p, frequency, monetary))


@function(
    CUSTOMER_BASE,
    Text(
        "Correlation of frequency and mean amount among customers who bought again, which the "
        "Gamma-Gamma model takes to be 0.",
        "有重复购买的客户中频次与平均金额的相关系数；Gamma-Gamma 模型假定其为 0。",
    ),
    notes=Text(
        "Near 0 the model may be used; far from 0 it will overstate or understate those who buy "
        "often. CDNOW's sample has 0.11.",
        "接近 0 时可以使用该模型；偏离 0 较多时，购买频繁的客户会被高估或低估。CDNOW 样本为 0.11。",
    ),
    example=Example(([[1], [2], [3], [0]], [[10], [30], [20], [None]]), 0.5),
    source='Fader & Hardie (2013), note 025, "The gamma-gamma model of monetary value", p. 1',
    means=MEANS,
)
def SPEND_INDEPENDENCE(frequency: Column, monetary: AmountColumn) -> float:
    from clvxl.core import gamma_gamma

    return gamma_gamma.independence(frequency, monetary)
