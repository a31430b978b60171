"""CSAT, NPS, SATISFACTION_GAP and DELIVERED_VALUE."""

from __future__ import annotations

from clvxl.core import satisfaction as core
from clvxl.sheet.categories import RATES
from clvxl.sheet.kinds import Column, Number, Series
from clvxl.sheet.spec import Example, function
from clvxl.text import Text

RATINGS = Text("one rating per customer", "每位客户一个评分")


@function(
    RATES,
    Text(
        "Customer satisfaction: the share of ratings that are satisfied_from or more.",
        "客户满意度：评分不低于 satisfied_from 的比例。",
    ),
    notes=Text(
        "On a scale from 1 to 5, 4 and 5 count as satisfied; set satisfied_from for another scale.",
        "五分制中 4、5 分视为满意；其他量表请设 satisfied_from。",
    ),
    example=Example(([[5], [4], [3], [1]],), 0.5),
    source=Text("after the usual top-two-box score", "依据通行的“前两档”比例"),
    means={"ratings": RATINGS},
)
def CSAT(ratings: Column, satisfied_from: Number = 4) -> float:
    return core.csat(ratings, satisfied_from)


@function(
    RATES,
    Text(
        "Net promoter score, −100 to 100: per cent of promoters (9, 10) less per cent of "
        "detractors (0 to 6).",
        "净推荐值，−100 到 100：推荐者（9、10 分）百分比减去贬损者（0–6 分）百分比。",
    ),
    notes=Text(
        "7 and 8 are passive: they count among all. Another rating than a whole number from 0 to "
        "10 is #NUM!.",
        "7、8 分为被动者，只计入总数。不是 0 到 10 的整数时为 #NUM!。",
    ),
    example=Example(([[10], [9], [8], [3]],), 25),
    source="Reichheld (2003), Harvard Business Review 81(12), pp. 46-54",
    means={
        "ratings": Text(
            "whole numbers from 0 to 10, one per customer", "0 到 10 的整数，每位客户一个"
        )
    },
)
def NPS(ratings: Column) -> float:
    return core.nps(ratings)


@function(
    RATES,
    Text(
        "Expectation and performance: the weighted mean of performed − expected, below 0 where "
        "less was found than expected.",
        "期望与感知：performed − expected 的加权平均，小于 0 表示低于期望。",
    ),
    notes=Text(
        "One row per attribute, such as speed or friendliness. Without weights all count the same.",
        "每行一项属性，例如速度、态度。省略权重时同等对待。",
    ),
    example=Example(([[5], [4]], [[4], [4.5]], [[3], [1]]), -0.625),
    source="Parasuraman, Zeithaml & Berry (1988), Journal of Retailing 64(1), pp. 12-40",
)
def SATISFACTION_GAP(expected: Column, performed: Column, weights: Column | None = None) -> float:
    return core.satisfaction_gap(expected, performed, weights)


@function(
    RATES,
    Text(
        "Customer-delivered value: total customer value (product, service, personnel, image) less "
        "total customer cost (money, time, energy, psychic).",
        "顾客让渡价值：总顾客价值（产品、服务、人员、形象）减去总顾客成本（货币、时间、精力、心理"
        "）。",
    ),
    notes=Text(
        "All in money; how much each benefit and cost is worth is the customer's own judgement.",
        "均以金额表示；各项价值与成本由顾客自行判断。",
    ),
    example=Example(([[100], [20], [5], [5]], [[90], [10], [5], [0]]), 25),
    source=Text(
        "Kotler & Keller, Marketing Management: customer-delivered value",
        "Kotler & Keller, Marketing Management：顾客让渡价值",
    ),
)
def DELIVERED_VALUE(benefits: Series, costs: Series) -> float:
    return core.delivered_value(benefits, costs)
