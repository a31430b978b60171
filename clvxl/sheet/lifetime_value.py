"""CLV_SIMPLE, CLV_DCF and CLV_DCF_TABLE."""

from __future__ import annotations

import numpy as np

from clvxl.core import lifetime_value as core
from clvxl.sheet.answers import Spill
from clvxl.sheet.categories import LIFETIME_VALUE
from clvxl.sheet.kinds import Each, Language, Number, Series, Switch, Vector, Word
from clvxl.sheet.spec import Example, function
from clvxl.sheet.texts import heading
from clvxl.text import Text

TEXTBOOK = (
    [[8000], [4500], [5000], [5200]], 0.2, [[1000], [1200], [1300], [1400]],
    [[0.9], [0.8], [0.6], [0.3]], 5000, "end", "survival"
)  # fmt: skip
BERGER_NASR = "Berger & Nasr (1998), Journal of Interactive Marketing 12(1), pp. 17-30"


@function(
    LIFETIME_VALUE,
    Text(
        "Lifetime value from averages, undiscounted: purchase value × margin × purchases per "
        "period × periods, less the acquisition cost. Works row by row.",
        "按平均值计算的客户终生价值，不折现："
        "平均每次金额 × 毛利率 × 购买频率 × 生命周期 − 客户获取成本。逐行计算。",
    ),
    notes=Text(
        "Purchases per period and the lifespan use the same period. A margin above 1 is #NUM!: "
        "write 30 % as 0.3.",
        "购买频率为每期次数，生命周期以同样的期计。",
    ),
    example=Example((20, 6, 3, 15), 345),
    source="Kumar & Reinartz, Customer Relationship Management",
)
def CLV_SIMPLE(
    purchase_value: Each,
    purchase_frequency: Each,
    lifespan: Each,
    acquisition_cost: Each = 0,
    margin: Each = 1,
) -> float | Vector:
    return core.simple(purchase_value, purchase_frequency, lifespan, acquisition_cost, margin)


@function(
    LIFETIME_VALUE,
    Text(
        "Lifetime value from cash flows: the sum over periods of (revenue − cost) × survival, "
        "discounted, less the acquisition cost.",
        "按各期现金流折现的客户终生价值：Σ（收入 − 成本）× 留存比例 × 折现系数，减去获取成本。",
    ),
    notes=Text(
        'Cash arrives at t ("end"), t − 1 ("start") or t − ½ ("mid"); with inflation it grows by '
        '(1 + inflation) to the same power. With "rate", one retention cell r stands for survival'
        ' r^t; with "survival", for the same share in every period. A blank cell among the '
        "revenues is an error: write 0 for a period without revenue.",
        "期末到账时指数为 t，期初为 t−1，期中为 t−½；有通胀时现金流按（1+通胀率）的同一指数增长。"
        '读作 "rate" 时，单个保留率 r 的留存比例为 r^t；读作 "survival" 时各期比例相同。',
    ),
    example=Example(TEXTBOOK, 3917.8240740740735),
    source=BERGER_NASR,
    working="CLV_DCF_TABLE",
)
def CLV_DCF(
    revenues: Series,
    discount_rate: Number,
    costs: Series = 0,
    retention: Series = 1,
    acquisition_cost: Number = 0,
    timing: Word = "end",
    retention_kind: Word = "rate",
    first_certain: Switch = False,
    inflation: Number = 0,
) -> float:
    return _working(
        revenues, discount_rate, costs, retention, acquisition_cost, timing, retention_kind,
        first_certain, inflation,
    ).value  # fmt: skip


@function(
    LIFETIME_VALUE,
    Text(
        "The working of CLV_DCF: for each period its revenue, cost, margin, survival, discount "
        "factor, present value and the cumulative value.",
        "CLV_DCF 的计算过程：每期收入、成本、毛利、留存比例、折现系数、现值与累计价值。",
    ),
    notes=Text(
        "Period 0 is the acquisition cost, from which the cumulative value starts; its last cell "
        "is CLV_DCF. The discount factor includes inflation.",
        "第 0 期为获取成本，累计价值从 −获取成本开始；最后一格即 CLV_DCF。折现系数已含通胀。",
    ),
    example=Example((*TEXTBOOK, False, 0, "en"), 3917.8240740740735, at=(6, 8)),
    source=BERGER_NASR,
)
def CLV_DCF_TABLE(
    revenues: Series,
    discount_rate: Number,
    costs: Series = 0,
    retention: Series = 1,
    acquisition_cost: Number = 0,
    timing: Word = "end",
    retention_kind: Word = "rate",
    first_certain: Switch = False,
    inflation: Number = 0,
    language: Language = "en",
    header: Switch = True,
) -> Spill:
    working = _working(
        revenues, discount_rate, costs, retention, acquisition_cost, timing, retention_kind,
        first_certain, inflation,
    )  # fmt: skip
    start = {"period": 0.0, "present_value": -acquisition_cost, "cumulative": -acquisition_cost}
    columns = (
        "period", "revenue", "cost", "margin", "survival", "discount_factor", "present_value",
        "cumulative"
    )  # fmt: skip
    return Spill(
        [
            (heading(key, language), np.append(start.get(key, np.nan), getattr(working, key)))
            for key in columns
        ],
        header,
    )


def _working(
    revenues: Series,
    discount_rate: float,
    costs: Series,
    retention: Series,
    acquisition_cost: float,
    timing: str,
    retention_kind: str,
    first_certain: bool,
    inflation: float,
) -> core.Working:
    return core.dcf(
        revenues, discount_rate, costs, retention, acquisition_cost,
        timing=timing, retention_kind=retention_kind, first_certain=first_certain,
        inflation=inflation,
    )  # fmt: skip
