"""Customer equity and money decisions."""

from __future__ import annotations

import numpy as np

from clvxl.core import equity as core
from clvxl.core import retention
from clvxl.sheet.answers import Spill
from clvxl.sheet.categories import EQUITY
from clvxl.sheet.kinds import Each, Language, Number, Series, Switch, Vector
from clvxl.sheet.retention import HORIZON, PROFIT
from clvxl.sheet.spec import Example, function
from clvxl.sheet.texts import heading
from clvxl.text import Text

CLV = Text("lifetime value of a customer, in money", "一位客户的终生价值，金额")


@function(
    EQUITY,
    Text("Value of all customers: the sum of value × count.", "全部客户的价值：价值 × 人数之和。"),
    notes=Text(
        "One count cell stands for all values; left out, each value is one customer.",
        "人数可为一个单元格；省略时每个价值为一位客户。",
    ),
    example=Example(([[100], [20]], [[3], [10]]), 500),
    source="Rust, Zeithaml & Lemon (2000), Driving Customer Equity",
    means={
        "values": Text("lifetime value of a customer of each kind", "各类客户的终生价值"),
        "counts": Text(
            "customers of each kind, 0 or more; 1 if left out", "各类客户人数；省略时为 1"
        ),
    },
)
def CUSTOMER_EQUITY(values: Series, counts: Series = 1) -> float:
    return core.customer_equity(values, counts)


@function(
    EQUITY,
    Text(
        "Return on customer: (profit + equity at the end − equity at the start) ÷ equity at the "
        "start. Works row by row.",
        "客户回报率：（利润 + 期末客户资产 − 期初客户资产）÷ 期初客户资产。逐行计算。",
    ),
    notes=Text(
        "An equity at the start of 0 is #DIV/0!, below 0 #NUM!.",
        "期初客户资产为 0 时为 #DIV/0!，小于 0 时为 #NUM!。",
    ),
    example=Example((30, 200, 210), 0.2),
    source="Peppers & Rogers (2005), Return on Customer",
)
def RETURN_ON_CUSTOMER(profit: Each, equity_start: Each, equity_end: Each) -> float | Vector:
    return core.return_on_customer(profit, equity_start, equity_end)


@function(
    EQUITY,
    Text(
        "What a customer has been and will be worth: historic, current and potential value, and "
        "their total.",
        "客户过去与未来的价值：历史价值、当前价值、潜在价值及合计。",
    ),
    notes=Text(
        "Historic: past flows, oldest first, compounded to today, the last one made today. Current "
        'and potential: CLV_RETENTION with timing "end" of today\'s margin, and of what '
        "cross-selling and referrals could add.",
        "历史价值：过去各期流量（最早在前）按折现率复利至今，最后一期即今天。当前与潜在价值："
        '以 "end" 计算 CLV_RETENTION，毛利分别为当前毛利与交叉销售、推荐可能增加的毛利。',
    ),
    example=Example(([[100], [100]], 50, 0.8, 0.25), 313.8888888888889, at=(5, 2)),
    source=Text(
        "after Kumar & Reinartz, Customer Relationship Management, ch. 5: past and future value",
        "依据 Kumar & Reinartz, Customer Relationship Management 第 5 章：过去价值与未来价值",
    ),
    means={
        "current_margin": PROFIT,
        "periods": HORIZON,
        "historic_flows": Text(
            "profit of each past period, oldest first", "过去各期的利润，最早在前"
        ),
    },
)
def CUSTOMER_VALUE(
    historic_flows: Series,
    current_margin: Number,
    retention_rate: Number,
    discount_rate: Number,
    periods: Number | None = None,
    potential_margin: Number = 0,
    language: Language = "en",
    header: Switch = True,
) -> Spill:
    horizon = np.inf if periods is None else periods
    past = core.historic_value(historic_flows, discount_rate)
    margins = np.array([current_margin, potential_margin])
    ahead = retention.value(margins, retention_rate, discount_rate, horizon, timing="end")
    worth = np.array([past, *ahead])
    names = [heading(key, language) for key in ("historic", "current", "potential", "total")]
    return Spill(
        [
            (heading("part", language), names),
            (heading("value", language), np.append(worth, worth.sum())),
        ],
        header,
    )


@function(
    EQUITY,
    Text(
        "What a customer's referrals are worth: those that would not have joined bring their "
        "lifetime value and the saved acquisition cost, the others the saving. Works row by row.",
        "客户推荐的价值：本不会加入者带来其终生价值与省下的获取成本，本会加入者只带来节省。逐行计"
        "算。",
    ),
    notes=Text(
        "[won_referrals × (clv + acquisition_cost) + would_have_joined × acquisition_cost] ÷ (1 + "
        "discount_rate)^delay.",
        "公式：[won_referrals ×（clv + acquisition_cost）+ would_have_joined × acquisition_cost] ÷ "
        "(1 + discount_rate)^delay。",
    ),
    example=Example((2, 3, 100, 10), 250),
    source=Text(
        "after Kumar, Petersen & Leone (2007), Harvard Business Review 85(10)",
        "依据 Kumar, Petersen & Leone (2007), Harvard Business Review 85(10)",
    ),
    means={
        "clv": CLV,
        "acquisition_cost": Text(
            "what winning a customer costs without a referral", "没有推荐时获取一位客户的成本"
        ),
    },
)
def REFERRAL_VALUE(
    won_referrals: Each,
    would_have_joined: Each,
    clv: Each,
    acquisition_cost: Each,
    discount_rate: Each = 0,
    delay: Each = 0,
) -> float | Vector:
    return core.referral_value(
        won_referrals, would_have_joined, clv, acquisition_cost, discount_rate, delay
    )


@function(
    EQUITY,
    Text(
        "What lost customers cost: customers lost × (lifetime value + replacement cost). Works row "
        "by row.",
        "客户流失的代价：流失客户数 ×（终生价值 + 替代成本）。逐行计算。",
    ),
    notes=Text(
        "The value is what those customers would still have brought.",
        "价值为这些客户原本还会带来的部分。",
    ),
    example=Example((12, 300, 50), 4200),
    source=Text(
        "after Reichheld & Sasser (1990), Harvard Business Review 68(5), pp. 105-111",
        "依据 Reichheld & Sasser (1990), Harvard Business Review 68(5)，第 105-111 页",
    ),
    means={"clv": CLV},
)
def CHURN_COST(customers_lost: Each, clv: Each, replacement_cost: Each = 0) -> float | Vector:
    return core.churn_cost(customers_lost, clv, replacement_cost)


@function(
    EQUITY,
    Text(
        "Loss to be expected from a borrower: probability of default × loss given default × "
        "exposure. Works row by row.",
        "借款人的预期损失：违约概率 × 违约损失率 × 违约敞口。逐行计算。",
    ),
    notes=Text(
        "What a bank takes off a customer's margin before it values him.",
        "银行在评估客户价值前从其毛利中扣除的部分。",
    ),
    example=Example((0.02, 0.5, 10000), 100),
    source=Text(
        "after Basel Committee on Banking Supervision (2005), An Explanatory Note on the Basel II "
        "IRB Risk Weight Functions",
        "依据巴塞尔银行监管委员会 (2005), An Explanatory Note on the Basel II IRB Risk Weight "
        "Functions",
    ),
)
def EXPECTED_LOSS(
    default_probability: Each, loss_given_default: Each, exposure: Each
) -> float | Vector:
    return core.expected_loss(default_probability, loss_given_default, exposure)


@function(
    EQUITY,
    Text(
        "What winning a customer costs: spending ÷ new customers. Works row by row.",
        "获取一位客户的成本：支出 ÷ 新客户数。逐行计算。",
    ),
    notes=Text(
        "Spending and customers are of the same campaign or period. No new customer is #DIV/0!.",
        "支出与新客户数应属同一活动或同一期。没有新客户时为 #DIV/0!。",
    ),
    example=Example((5000, 40), 125),
    source="Kumar & Reinartz, Customer Relationship Management",
    means={"new_customers": Text("customers won with it, 0 or more", "由此获得的客户数，不小于 0")},
)
def ACQUISITION_COST(spending: Each, new_customers: Each) -> float | Vector:
    return core.acquisition_cost(spending, new_customers)


@function(
    EQUITY,
    Text(
        "Return of a campaign: (contacts × response rate × value − cost) ÷ cost. Works row by row.",
        "营销活动的回报率：（联系数 × 响应率 × 价值 − 成本）÷ 成本。逐行计算。",
    ),
    notes=Text(
        "−1 where nobody responds, 0 where the campaign just pays.",
        "无人响应时为 −1，刚好收回成本时为 0。",
    ),
    example=Example((1000, 5000, 0.02, 15), 0.5),
    source="Hughes, Strategic Database Marketing",
    means={
        "cost": Text("cost of the whole campaign, above 0", "整个活动的成本，大于 0"),
        "value": Text("what a response brings, in money", "一次响应带来的价值，金额"),
    },
)
def CAMPAIGN_ROI(cost: Each, contacts: Each, response_rate: Each, value: Each) -> float | Vector:
    return core.campaign_roi(cost, contacts, response_rate, value)


@function(
    EQUITY,
    Text(
        "Spending on winning and keeping customers with the largest customer equity per prospect, "
        "and the rates and equity it reaches.",
        "使每位潜在客户的客户资产最大的获取与维系支出，及其达到的比率与客户资产。",
    ),
    notes=Text(
        "rate = ceiling × (1 − exp(−k × spending)). A customer brings the margin at once; "
        "retention is spent on each customer and period. Where not spending is best, the row says "
        "so. Solved by scipy within bounds.",
        "比率 = 上限 ×（1 − exp(−k × 支出)）。客户立即带来毛利，维系支出按每位客户每期计。最优为不"
        "支出时会注明。由 scipy 在界内求解。",
    ),
    example=Example((0.4, 0.05, 0.7, 0.1, 60, 0.2, "en", False), 0.17196414798464074, at=(3, 2)),
    source=Text(
        "after Blattberg & Deighton (1996), Harvard Business Review 74(4), pp. 136-144",
        "依据 Blattberg & Deighton (1996), Harvard Business Review 74(4)，第 136-144 页",
    ),
    means={
        "margin": Text(
            "profit of a customer per period before retention spending",
            "每位客户每期、扣除维系支出前的毛利",
        )
    },
)
def BUDGET_SPLIT(
    acquisition_ceiling: Number,
    acquisition_k: Number,
    retention_ceiling: Number,
    retention_k: Number,
    margin: Number,
    discount_rate: Number,
    language: Language = "en",
    header: Switch = True,
) -> Spill:
    found = core.budget_split(
        acquisition_ceiling, acquisition_k, retention_ceiling, retention_k, margin, discount_rate
    )
    keys = (
        "acquisition_spending", "retention_spending", "acquisition_rate", "retention_rate",
        "equity_per_prospect",
    )  # fmt: skip
    numbers = (
        found.acquisition, found.retention, found.acquisition_rate, found.retention_rate,
        found.equity,
    )  # fmt: skip
    unspent = {f"{name}_spending" for name in found.at_bound}
    remarks = [heading("best_unspent", language) if key in unspent else None for key in keys]
    return Spill(
        [
            (heading("item", language), [heading(key, language) for key in keys]),
            (heading("value", language), np.array(numbers)),
            (heading("remark", language), remarks),
        ],
        header,
    )
