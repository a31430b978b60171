"""CLV_RETENTION and what follows from it: multiple, break-even, payback, components, tornado."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import numpy as np

from clvxl.core import components as parts
from clvxl.core import retention as core
from clvxl.sheet.answers import Spill
from clvxl.sheet.categories import LIFETIME_VALUE
from clvxl.sheet.kinds import (
    Each,
    Language,
    Matrix,
    Number,
    Series,
    Switch,
    Unbounded,
    Vector,
    Word,
)
from clvxl.sheet.spec import Example, function
from clvxl.sheet.texts import heading
from clvxl.text import Text

EachHorizon: TypeAlias = Annotated[float | Vector, Unbounded(by_row=True)]

BERGER_NASR = (
    "Berger & Nasr (1998), Journal of Interactive Marketing 12(1), pp. 17-30, cases 1 and 2"
)
GUPTA_LEHMANN = "Gupta & Lehmann (2003), Journal of Interactive Marketing 17(1), pp. 9-24"
SIX_PARTS = Text(
    "after the six sources of a customer's profit in Reichheld (1996), The Loyalty Effect, ch. 2",
    "依据 Reichheld (1996), The Loyalty Effect 第 2 章所列客户利润的六个来源",
)

PROFIT = Text("profit of a period or purchase, in money", "每期或每次购买的毛利，金额")
HORIZON = Text(
    "how many periods count, a whole number; blank: without end", "计入的期数，整数；空白为无穷"
)
TIMING = Text(
    'when margins arrive: "start" (t = 0, 1, 2 …) or "end" (t = 1, 2 …)',
    '毛利到账时间："start" 期初（t = 0、1、2……）或 "end" 期末（t = 1、2……）',
)
COST = Text("cost of winning the customer, paid at once", "客户获取成本，期初一次支付")
GROWTH = Text(
    "growth of the margin per period, a fraction; 0 if left out", "毛利每期增长率，小数；省略时为 0"
)
MARGIN = {"margin": PROFIT}
PERIODS = {"periods": HORIZON}
WHEN = {"timing": TIMING}


@function(
    LIFETIME_VALUE,
    Text(
        "Lifetime value of a customer who stays with one retention rate or is lost for good: "
        "discounted margins less retention spending and the acquisition cost. Works row by row.",
        "以单一保留率计算、流失后不再回来的客户终生价值：折现毛利减去维系支出与获取成本。逐行计算"
        "。",
    ),
    notes=Text(
        'With "start" margins come at t = 0…periods, with "end" at t = 1…periods; the first one '
        "has not grown. retention_cost is spent in the middle of each period on those who are "
        "there: r^(i−1) ÷ (1+d)^(i−½). Blank periods: the closed form without end, #NUM! where it "
        "has no limit. cycle: a purchase every so many periods only.",
        'timing 为 "start" 时毛利在 t = 0…periods，为 "end" 时在 t = 1…periods，第一笔不含增长。维'
        "系支出发生在各期期中：r^(i−1) ÷ (1+d)^(i−½)。periods 为空时取无穷和的闭式，不收敛为 #NUM!"
        "。cycle：每隔若干期才购买一次。",
    ),
    example=Example((260, 0.75, 0.2, 10, 50), 568.783067433597),
    source=BERGER_NASR,
    means=MARGIN | PERIODS | WHEN | {"growth": GROWTH},
)
def CLV_RETENTION(
    margin: Each,
    retention_rate: Each,
    discount_rate: Each,
    periods: EachHorizon | None = None,
    retention_cost: Each = 0,
    acquisition_cost: Each = 0,
    growth: Each = 0,
    timing: Word = "start",
    cycle: Each = 1,
) -> Vector:
    return core.value(
        margin, retention_rate, discount_rate, _horizon(periods), retention_cost,
        acquisition_cost, growth, timing, cycle,
    )  # fmt: skip


def _horizon(periods: float | Vector | None) -> float | Vector:
    return np.inf if periods is None else periods


@function(
    LIFETIME_VALUE,
    Text(
        "How many margins of one period a customer without end is worth: r ÷ (1 + d − r (1 + g)). "
        "Works row by row.",
        "无限期客户相当于多少期毛利：r ÷（1 + d − r(1 + g)）。逐行计算。",
    ),
    notes=Text(
        'With "start" the first margin comes at once and the multiple is (1 + d) ÷ (1 + d − r (1 + '
        "g)). Growth that outruns discounting is #NUM!.",
        'timing 为 "start" 时第一笔毛利立即到账，倍数为（1 + d）÷（1 + d − r(1 + g)）。'
        "增长超过折现时为 #NUM!。",
    ),
    example=Example((0.8, 0.12), 2.5),
    source=GUPTA_LEHMANN,
    means=WHEN | {"growth": GROWTH},
)
def MARGIN_MULTIPLE(
    retention_rate: Each, discount_rate: Each, growth: Each = 0, timing: Word = "end"
) -> Vector:
    return core.margin_multiple(retention_rate, discount_rate, growth, timing)


@function(
    LIFETIME_VALUE,
    Text(
        "The lowest retention rate with which CLV_RETENTION pays the acquisition cost back. Works "
        "row by row.",
        "使 CLV_RETENTION 收回获取成本的最低保留率。逐行计算。",
    ),
    notes=Text(
        "0 where the first margin alone pays. #N/A where not even customers who all stay pay it "
        "back. Found by scipy within 0 and 1.",
        "第一笔毛利已足够时为 0；即使全部留住也无法收回时为 #N/A。由 scipy 在 0 与 1 之间求解。",
    ),
    example=Example((200, 50, 0.1), 0.825),
    source=BERGER_NASR,
    means=MARGIN | PERIODS | WHEN | {"acquisition_cost": COST},
)
def BREAKEVEN_RETENTION(
    acquisition_cost: Each,
    margin: Each,
    discount_rate: Each,
    periods: EachHorizon | None = None,
    timing: Word = "start",
) -> Vector:
    return core.breakeven_retention(
        acquisition_cost, margin, discount_rate, _horizon(periods), timing
    )


@function(
    LIFETIME_VALUE,
    Text(
        "How many periods' expected margins pay the acquisition cost back, with the share of the "
        "last one. Works row by row.",
        "需要多少期的预期毛利才能收回获取成本，含最后一期的小数部分。逐行计算。",
    ),
    notes=Text(
        "Each period's margin is multiplied by the chance that the customer is still there and "
        "discounted; within the last period it is taken as even. #N/A where the margins never add "
        "up to the cost.",
        "各期毛利乘以客户仍在的概率并折现，最后一期按均匀到账计。永远收不回时为 #N/A。",
    ),
    example=Example((100, 40), 2.5),
    source=Text(
        "after Brealey, Myers & Allen, Principles of Corporate Finance, ch. 5: the discounted "
        "payback period",
        "依据 Brealey, Myers & Allen, Principles of Corporate Finance 第 5 章：折现回收期",
    ),
    means=MARGIN | WHEN | {"acquisition_cost": COST},
)
def PAYBACK_PERIOD(
    acquisition_cost: Each,
    margin: Each,
    retention_rate: Each = 1,
    discount_rate: Each = 0,
    timing: Word = "end",
) -> Vector:
    return core.payback_period(acquisition_cost, margin, retention_rate, discount_rate, timing)


@function(
    LIFETIME_VALUE,
    Text(
        "The six-part lifetime value: the present value of first purchase, repeat purchases, "
        "cross-selling, lower service cost, referrals and lower price sensitivity, and their "
        "total.",
        "客户终生价值的六个组成部分：首购、复购与份额、交叉销售、服务成本下降、推荐、价格敏感度下"
        "降的现值及合计。",
    ),
    notes=Text(
        "flows has six columns in this order and a row per period; survival is the running product "
        "of the retention rates, as in CLV_DCF.",
        "flows 为六列（按此顺序）、每期一行；留存比例为保留率的逐期连乘，与 CLV_DCF 相同。",
    ),
    example=Example(([[100, 0, 0, 0, 0, 0], [0, 60, 20, 5, 10, 2]], 0, 0.5), 74.25, at=(8, 2)),
    source=SIX_PARTS,
    means={
        "flows": Text(
            "money of each part in six columns, a row per period", "六列为各部分金额，每期一行"
        ),
        "retention": Text(
            "chance of staying from one period to the next, 0 to 1: one cell, or as many as rows",
            "从一期到下一期的留存概率，0 到 1：一个单元格，或与行数相同",
        ),
    },
)
def CLV_COMPONENTS(
    flows: Matrix,
    discount_rate: Number,
    retention: Series = 1,
    timing: Word = "end",
    language: Language = "en",
    header: Switch = True,
) -> Spill:
    worth = parts.components(flows, discount_rate, retention, timing)
    names = [heading(f"part_{key}", language) for key in parts.PARTS] + [heading("total", language)]
    return Spill(
        [
            (heading("part", language), names),
            (heading("present_value", language), np.append(worth, worth.sum())),
        ],
        header,
    )


@function(
    LIFETIME_VALUE,
    Text(
        "A tornado table of CLV_RETENTION: margin, retention rate and discount rate each lowered "
        "and raised by a share of itself, with the values that come of it, largest swing first.",
        "CLV_RETENTION 的敏感性（龙卷风）表：毛利、保留率、折现率各上下变动一定比例，变动幅度大者"
        "在前。",
    ),
    notes=Text(
        "The retention rate is raised to 1 at most; the columns low and high show the driver's "
        "values that were used. A raised rate without a limit is #NUM!: give periods.",
        "保留率最高取 1；表中列出所用的高低取值。若上调后无穷和不收敛则为 #NUM!，请给出 periods。",
    ),
    example=Example((100, 0.8, 0.1, 0.1, None, "en", False), 330, at=(2, 4)),
    source=Text(
        "after Gupta, Lehmann & Stuart (2004), Journal of Marketing Research 41(1), pp. 7-18: how "
        "value answers to its drivers",
        "依据 Gupta, Lehmann & Stuart (2004), Journal of Marketing Research 41(1)，第 7-18 页",
    ),
    means=MARGIN | PERIODS
    | {"change": Text("share by which each driver is moved, 0 to 1; 0.1 if left out",
                      "各驱动因素的变动比例，0 到 1；省略时为 0.1")},
)  # fmt: skip
def CLV_SENSITIVITY(
    margin: Number,
    retention_rate: Number,
    discount_rate: Number,
    change: Number = 0.1,
    periods: Number | None = None,
    language: Language = "en",
    header: Switch = True,
) -> Spill:
    found = core.sensitivity(
        margin, retention_rate, discount_rate, change, np.inf if periods is None else periods
    )
    drivers = [heading(key, language) for key in ("margin", "retention_rate", "discount_rate")]
    return Spill(
        [
            (heading("driver", language), [drivers[at] for at in found.driver]),
            (heading("low", language), found.down),
            (heading("high", language), found.up),
            (heading("clv_low", language), found.value_down),
            (heading("clv_high", language), found.value_up),
            (heading("swing", language), found.swing),
        ],
        header,
    )
