"""What the working of an exercise explains, for who has it as homework, without the working."""

from __future__ import annotations

from typing import TypeAlias

from clvxl.text import Text

__all__ = ["BANK", "CLV_DCF", "COHORT", "RFM", "SEGMENTATION", "VALUE_MATRIX"]

Handout: TypeAlias = tuple[Text, ...]

CLV_DCF: Handout = (
    Text(
        "Four readings of “share kept”: (1) as stated, shares of the original customers; (2) yearly retention "
        "rates, multiplied from year 1 on; (3) the same, but all are there in year 1 and the first rate acts on "
        "year 2, the last rate on nobody; (4) as stated, but all are there in year 1 and the first share is that "
        "of year 2.",
        "“留住客户的比例”有四种读法：（1）按所给比例，以最初的客户为基数；（2）视为逐年保留率，从第 1 年起连乘；"
        "（3）同样连乘，但第 1 年全部仍在，第一个比率从第 2 年起作用，最后一个不用；"
        "（4）按所给比例，但第 1 年全部仍在，第一个比例用于第 2 年。",
    ),
)
RFM: Handout = (
    Text(
        "Returns count in M alone, neither in R nor in F. A letter brings response × revenue per purchase of its "
        "group × margin, less its cost.",
        "退货只计入 M，不计入 R 和 F。一封信带来：响应率 × 该组每次购买收入 × 毛利率，再减去成本。",
    ),
)
SEGMENTATION: Handout = (
    Text(
        "Scores run from 1 to 5, cut where 20, 40, 60 and 80 % of the customers are at or below. R counts the "
        "days from a customer's last purchase to the last purchase of all, few days being good. Segments: "
        "Champions have R 5 and F 4–5, Can't Lose Them R 1–2 and F 5, At Risk R 1–2 and F 3–4. Tiers go by the "
        "sum of the three scores: High from 11, Medium from 7. Returns count in M alone.",
        "各项评 1 到 5 分，分界为客户的 20%、40%、60%、80% 分位数（等于分界的归入较小一组）。"
        "R 为客户最后一次购买距全部销售中最后一次购买的天数，越少越好。冠军客户：R 5 且 F 4–5；重点挽回客户：R 1–2 且 F 5；"
        "流失风险客户：R 1–2 且 F 3–4。层级按三项总分划分：11 分起为高价值，7 分起为中价值。退货只计入 M。",
    ),
)
VALUE_MATRIX: Handout = (
    Text(
        "A customer's value is margin × retention ÷ (1 + discount rate − retention). High is at or above the "
        "median of the groups. A field in which so much is spent gains the share of its potential that can be won "
        "at most × (1 − e^(−spending ÷ (scale × its customers))), the scale being the spending that wins 63% of "
        "it. Each of the ten steps goes to one of the four fields.",
        "客户价值 = 毛利 × 保留率 ÷（1 + 折现率 − 保留率）。不低于各组中位数为高。向某一区投入后，"
        "赢得其潜在价值的：最多可赢得的比例 × (1 − e^(−投入 ÷ (规模 × 客户数)))，规模即赢得 63% 所需的投入。"
        "十步中的每一步只投向四个区之一。",
    ),
    Text(
        "Spending to keep a customer keeps the share most × (1 − e^(−k × spending)), k following from today's "
        "spending and share; spending to win a prospect works in the same way. With the mean margin of all "
        "customers a customer is then worth (margin − spending ÷ (1 + d)) ÷ (1 − kept ÷ (1 + d)). The table of "
        "spending has 0, a quarter, a half … up to three times today's.",
        "维系投入留住的比例 = 上限 × (1 − e^(−k × 投入))，k 由今天的投入与比例得出；争取潜在客户的投入同理。"
        "以全部客户的平均毛利计，客户价值 =（毛利 − 投入 ÷（1 + d））÷（1 − 留住比例 ÷（1 + d））。"
        "投入表依次为今天的 0、四分之一、二分之一……直到三倍。",
    ),
)
COHORT: Handout = (
    Text(
        "Beyond what was seen, users leave at the rate of settled ones. Onboarding multiplies the share still there "
        "at each later payment by (first renewal rate + lift) ÷ first renewal rate; the credit raises each renewal "
        "of settled users, and is paid with each of their payments. All values run over 24 payments, nothing "
        "discounted; margin is taken on the mean payment.",
        "超出观察期之后，按稳定用户的流失率推算。新手引导使此后每次付款时仍在的比例乘以"
        "（首次续费率 + 提高幅度）÷ 首次续费率；优惠提高稳定用户的每次续费率，并随其每次付款发放。"
        "价值均按 24 次付款计算，不折现；毛利按平均付款额计算。",
    ),
)
BANK: Handout = (
    Text(
        "The first year is certain. A year on a client is still there if it stays and does not default. The cost "
        "of renewing is paid today. All sums run over the years to be counted.",
        "第一年确定。此后每年，客户留下且未违约才仍在。续贷成本现在支付。各项合计均按要计算的年数。",
    ),
)
