"""SBG_FIT and its kin, BDW_FIT and BDW_SURVIVAL: contracts that customers renew or end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, TypeAlias

import numpy as np
from numpy.typing import NDArray

from clvxl.sheet.answers import Spill
from clvxl.sheet.categories import CUSTOMER_BASE
from clvxl.sheet.cells import BLANK, Cells
from clvxl.sheet.fits import fit_table
from clvxl.sheet.kinds import Each, Language, MatrixRange, Number, Refused, Switch, Vector
from clvxl.sheet.spec import Example, function
from clvxl.text import Text


class CohortRange(MatrixRange):
    """Shares or counts, a cohort a column, NaN where a cell is blank; a row is one cohort too."""

    def refused(self, name: str, cells: Cells) -> Iterator[Refused]:
        """Yield what is refused; a blank is not."""
        for one in super().refused(name, cells):
            if not cells.of_kind(BLANK)[one.cells].all():
                yield one

    def values(self, name: str, cells: Cells) -> Vector:
        """Return the numbers in rows and columns."""
        return cells.numbers.reshape(cells.shape if cells.shape[0] > 1 else (-1, 1))


Cohorts: TypeAlias = Annotated[Vector, CohortRange()]

MEANS = {
    "periods": Text("use only the first so many periods after the start; all if left out",
                    "只使用起点之后的前若干期；省略时全部使用"),
}  # fmt: skip
TIME = {
    "time": Text("renewals since the start, a whole number of 0 or more",
                 "起点以来的续约次数，不小于 0 的整数"),
}  # fmt: skip
DATA = Text(
    "The first cell is time 0. Shares (a column that starts with 1 or less) are taken as of 1,000 "
    "customers a cohort, which decides the standard errors and the log-likelihood; give counts if "
    "you have them. A block is cohorts, one a column, from their own start, blank where a cohort "
    "is too young.",
    "首个单元格为第 0 期。比例（以不大于 1 的数开头的列）按每个群组 1,000 位客户计，"
    "这决定标准误与对数似然；若有人数请给人数。多列为多个群组，每列一个，各自从起点算起，尚未到达的期为空。",
)
REGULAR = [[1], [0.631], [0.468], [0.382], [0.326], [0.289], [0.262], [0.241]]
FADER_2007 = "Fader & Hardie (2007), Journal of Interactive Marketing 21(1), p. 76–90"
FADER_2018 = (
    "Fader, Hardie, Liu, Davin & Steenburgh (2018), Journal of Interactive Marketing 43, p. 1–16"
)


@function(
    CUSTOMER_BASE,
    Text(
        "Shifted beta-geometric model of contracts: alpha and beta from the share (or count) of "
        "customers still there, with standard errors, log-likelihood and how the fit ended.",
        "合同客户的移位贝塔几何模型：由仍在的客户比例（或人数）估计 alpha、beta，并给出标准误、"
        "对数似然与拟合状态。",
    ),
    notes=DATA,
    example=Example((REGULAR, None, "en", False), "maximum", at=(5, 2)),
    source=f"{FADER_2007}, eq. 5–7",
    means=MEANS,
)
def SBG_FIT(
    survival: Cohorts,
    periods: Number | None = None,
    language: Language = "en",
    header: Switch = True,
) -> Spill:
    from clvxl.core import sbg

    return fit_table(sbg.PARAMETERS, sbg.fit(survival, periods), language, header)


@function(
    CUSTOMER_BASE,
    Text(
        "Share of customers still there after so many renewals by the shifted beta-geometric "
        "model. Works row by row.",
        "按移位贝塔几何模型，若干次续约后仍在的客户比例。逐行计算。",
    ),
    notes=Text("At time 0 it is 1.", "第 0 期为 1。"),
    example=Example((1, 3, [[0], [1], [2]]), [[1], [0.75], [0.6]]),
    source=f"{FADER_2007}, eq. 6",
    means=TIME,
)
def SBG_SURVIVAL(alpha: Each, beta: Each, time: Each) -> NDArray[np.float64]:
    from clvxl.core import sbg

    return sbg.survival(alpha, beta, time)


@function(
    CUSTOMER_BASE,
    Text(
        "Retention rate by the shifted beta-geometric model: share of those there before renewal "
        "number time who renew. Works row by row.",
        "按移位贝塔几何模型，第 time 次续约时在场客户的续约比例（保留率）。逐行计算。",
    ),
    notes=Text(
        "It rises with time though no customer changes: those who leave easily are gone first.",
        "它随时间上升，并非客户有变，而是容易流失者先离开。",
    ),
    example=Example((1, 3, [[1], [2]]), [[0.75], [0.8]]),
    source=f"{FADER_2007}, eq. 8",
    means={
        "time": Text("number of the renewal, a whole number of 1 or more",
                     "第几次续约，不小于 1 的整数"),
    },
)  # fmt: skip
def SBG_RETENTION(alpha: Each, beta: Each, time: Each) -> NDArray[np.float64]:
    from clvxl.core import sbg

    return sbg.retention_rate(alpha, beta, time)


@function(
    CUSTOMER_BASE,
    Text(
        "Discounted expected residual lifetime, in periods, of a customer who has renewed so "
        "often, just before the next renewal. Works row by row.",
        "已续约若干次的客户，在下一次续约前的折现期望剩余生命周期（期数）。逐行计算。",
    ),
    notes=Text(
        "The coming renewal counts undiscounted, the one after it is discounted once. Times the "
        "margin of a period it is the residual value. The papers' n is renewals + 1. Without a "
        "discount it is infinite for alpha of 1 or less: #NUM!.",
        "即将到来的续约不折现，其后一次折现一期。乘以每期毛利即剩余价值。"
        "论文中的 n 为 renewals + 1。不折现时，若 alpha 不大于 1 则为无穷大：#NUM!。",
    ),
    example=Example((2, 3, 0, [[0], [2]]), [[3], [5]]),
    source="Fader & Hardie (2010), Marketing Science 29(1), p. 85–93",
    means={
        "discount_rate": Text("discount rate per period, a fraction (0.1 = 10 %), 0 or more",
                              "每期折现率，小数（0.1 即 10%），不小于 0"),
    },
)  # fmt: skip
def SBG_DERL(
    alpha: Each, beta: Each, discount_rate: Each, renewals: Each = 0
) -> NDArray[np.float64]:
    from clvxl.core import sbg

    return sbg.residual_lifetime(alpha, beta, discount_rate, renewals)


@function(
    CUSTOMER_BASE,
    Text(
        "Beta-discrete-Weibull model of contracts: alpha, beta and c from the share (or count) of "
        "customers still there, with standard errors, log-likelihood and how the fit ended.",
        "合同客户的贝塔离散威布尔模型：由仍在的客户比例（或人数）估计 alpha、beta、c，并给出"
        "标准误、对数似然与拟合状态。",
    ),
    notes=Text(
        "c above 1: each customer's chance of leaving grows with time, below 1 it falls; c of 1 is "
        "the shifted beta-geometric model. survival as in SBG_FIT, three periods at least.",
        "c 大于 1 时每位客户的流失概率随时间上升，小于 1 时下降；c 为 1 即移位贝塔几何模型。"
        "survival 同 SBG_FIT，至少三期。",
    ),
    example=Example((REGULAR, None, "en", False), "maximum", at=(6, 2)),
    source=FADER_2018,
    means=MEANS,
)
def BDW_FIT(
    survival: Cohorts,
    periods: Number | None = None,
    language: Language = "en",
    header: Switch = True,
) -> Spill:
    from clvxl.core import bdw

    return fit_table(bdw.PARAMETERS, bdw.fit(survival, periods), language, header)


@function(
    CUSTOMER_BASE,
    Text(
        "Share of customers still there after so many renewals by the beta-discrete-Weibull "
        "model. Works row by row.",
        "按贝塔离散威布尔模型，若干次续约后仍在的客户比例。逐行计算。",
    ),
    notes=Text(
        "B(alpha, beta + time^c) ÷ B(alpha, beta), B being the beta function.",
        "B(alpha, beta + time^c) ÷ B(alpha, beta)，B 为贝塔函数。",
    ),
    example=Example((1, 3, 2, [[0], [1], [2]]), [[1], [0.75], [0.4285714285714286]]),
    source=FADER_2018,
    means=TIME,
)
def BDW_SURVIVAL(alpha: Each, beta: Each, c: Each, time: Each) -> NDArray[np.float64]:
    from clvxl.core import bdw

    return bdw.survival(alpha, beta, c, time)
