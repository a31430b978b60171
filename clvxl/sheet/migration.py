"""Customers that come and go: migration, Markov chains, transitions, brand switching."""

from __future__ import annotations

from typing import Any

import numpy as np

from clvxl.core import migration as core
from clvxl.sheet.answers import Spill
from clvxl.sheet.categories import MIGRATION
from clvxl.sheet.kinds import CustomerColumn, LabelColumn, Matrix, Number, Series, Switch, Word
from clvxl.sheet.retention import HORIZON, PROFIT, TIMING
from clvxl.sheet.spec import Example, function
from clvxl.text import Text

PFEIFER_CARRAWAY = "Pfeifer & Carraway (2000), Journal of Interactive Marketing 14(2), pp. 43-55"
STAY_OR_GO = [[0.8, 0.2], [0, 1]]

STATE_COUNTS = Text("customers in each state now, 0 or more", "各状态当前的客户数，不小于 0")
WHOLE_PERIODS = Text("number of periods, a whole number", "期数，整数")


@function(
    MIGRATION,
    Text(
        "Value of a customer by recency who may come back (always a share): at recency 1 to k and "
        "lost, one below the other.",
        "可能回头的客户（始终分享型）按距上次购买期数的价值：第 1 至 k 期及流失，纵向列出。",
    ),
    notes=Text(
        "The probabilities are those of buying in the next period at recency 1 to k; a buyer "
        "returns to recency 1, past k he is lost and no longer contacted. At recency 1 the reward "
        "is margin − contact_cost, at 2 to k −contact_cost; the present state counts in full.",
        "概率为距上次购买 1 至 k 期的客户下一期购买的概率；购买者回到 1，超过 k 即流失且不再联系。"
        "状态 1 的回报为毛利 − 联系成本，2 至 k 为 −联系成本；当前状态全额计入。",
    ),
    example=Example(([[0.3], [0.2], [0.05]], 40, 4, 0.2), 50.443636363636365, at=(1, 1)),
    source=PFEIFER_CARRAWAY,
    means={"margin": PROFIT, "periods": HORIZON},
)
def CLV_MIGRATION(
    repurchase_probabilities: Series,
    margin: Number,
    contact_cost: Number,
    discount_rate: Number,
    periods: Number | None = None,
) -> Spill:
    worth = core.migration(
        repurchase_probabilities, margin, contact_cost, discount_rate,
        np.inf if periods is None else periods,
    )  # fmt: skip
    return Spill([("", worth)], header=False)


@function(
    MIGRATION,
    Text(
        "Value of a customer in each state of a Markov chain: the sum of (P ÷ (1 + d))^t R, one "
        "below the other.",
        "马尔可夫链各状态客户的价值：Σ (P ÷ (1 + d))^t R，纵向列出。",
    ),
    notes=Text(
        't runs over 0…periods ("start") or 1…periods ("end"); blank periods: without end. A row '
        "that does not sum to 1 within 1e-6 is #NUM!. Without discount the sum has an end where "
        "every customer ends in a state that gives nothing.",
        't 取 0…periods（"start"）或 1…periods（"end"）；periods 为空则无穷。某行之和不为 1（误差 '
        "1e-6）时为 #NUM!。折现率为 0 时，只有客户最终都进入无回报状态，总和才有限。",
    ),
    example=Example((STAY_OR_GO, [[100], [0]], 0.1), [[366.6666666666667], [0]]),
    source=PFEIFER_CARRAWAY,
    means={"periods": HORIZON, "timing": TIMING},
)
def CLV_MARKOV(
    transition_matrix: Matrix,
    rewards: Series,
    discount_rate: Number,
    periods: Number | None = None,
    timing: Word = "start",
) -> Spill:
    horizon = np.inf if periods is None else periods
    worth = core.markov(transition_matrix, rewards, discount_rate, horizon, timing)
    return Spill([("", worth)], header=False)


@function(
    MIGRATION,
    Text(
        "Customers in each segment now and after each period, by a transition matrix: a row a "
        "period, from 0.",
        "按转移矩阵推算的各期各细分群体客户数：每期一行，从第 0 期起。",
    ),
    notes=Text(
        "Row i of the matrix says where a customer of segment i is in the next period; each row "
        "sums to 1.",
        "矩阵第 i 行为群体 i 的客户下一期所在；每行之和为 1。",
    ),
    example=Example(([[100], [0]], STAY_OR_GO, 2, False), [[0, 100, 0], [1, 80, 20], [2, 64, 36]]),
    source=PFEIFER_CARRAWAY,
    means={"counts": STATE_COUNTS, "periods": WHOLE_PERIODS},
)
def SEGMENT_FORECAST(
    counts: Series, transition_matrix: Matrix, periods: Number, header: Switch = True
) -> Spill:
    people = core.forecast(counts, transition_matrix, periods)
    columns: list[tuple[str, Any]] = [("period", np.arange(len(people)))]
    columns += [(f"segment {at + 1}", people[:, at]) for at in range(people.shape[1])]
    return Spill(columns, header)


@function(
    MIGRATION,
    Text(
        "Value of a customer base that moves between segments: the discounted profit of all "
        "customers over the periods.",
        "在细分群体间流动的客户基础的价值：各期全部客户利润的折现和。",
    ),
    notes=Text(
        'The sum of (counts P^t) · rewards ÷ (1 + d)^t over t = 1…periods ("end") or 0…periods '
        '("start").',
        'Σ（counts P^t）· rewards ÷ (1 + d)^t，t = 1…periods（"end"）或 0…periods（"start"）。',
    ),
    example=Example(([[100], [0]], STAY_OR_GO, [[10], [0]], 0, 2), 1440),
    source=PFEIFER_CARRAWAY,
    means={"counts": STATE_COUNTS, "periods": WHOLE_PERIODS, "timing": TIMING},
)
def CUSTOMER_BASE_VALUE(
    counts: Series,
    transition_matrix: Matrix,
    rewards: Series,
    discount_rate: Number,
    periods: Number,
    timing: Word = "end",
) -> float:
    return core.base_value(counts, transition_matrix, rewards, discount_rate, periods, timing)


@function(
    MIGRATION,
    Text(
        "Share of customers who move from each segment (rows) to each (columns) in the next "
        "period, from a row per customer and period.",
        "由每位客户每期一行的数据，计算客户从各细分群体（行）到各群体（列）的下一期转移比例。",
    ),
    notes=Text(
        "The next period is the next one among all rows, in order; a customer without a row in it "
        "has no move and is not counted. A segment that nobody left in time is blank. Segments "
        "come in order of first appearance. Two rows of a customer in one period are #VALUE!.",
        "下一期指全部数据中依次的下一期；客户在下一期没有行则不计。没有后续的群体为空白。群体按首"
        "次出现排序。同一客户同一期有两行时为 #VALUE!。",
    ),
    example=Example(
        (
            [["Ann"], ["Ann"], ["Bo"], ["Bo"]], [[1], [2], [1], [2]], [["A"], ["B"], ["A"], ["A"]],
            False,
        ),
        [["A", 0.5, 0.5], ["B", None, None]],
    ),
    source=PFEIFER_CARRAWAY,
    means={
        "periods": Text(
            "period of each row: a number, date or year", "每行所属的期：数字、日期或年份"
        ),
        "segments": Text("segment of the customer in that period", "客户在该期所属的细分群体"),
    },
)  # fmt: skip
def TRANSITION_MATRIX(
    customers: CustomerColumn, periods: LabelColumn, segments: LabelColumn, header: Switch = True
) -> Spill:
    from clvxl.data.grouping import factorize, ordered

    who, _ = factorize(customers)
    where, names = factorize(segments)
    when = ordered(periods)
    shares = core.transitions(who, when, where)
    columns: list[tuple[str, Any]] = [("from \\ to", list(names))]
    columns += [(str(name), shares[:, at]) for at, name in enumerate(names)]
    return Spill(columns, header)


@function(
    MIGRATION,
    Text(
        "Share-of-spending value of a customer to one brand where purchases switch between brands: "
        "the present value of the margin that falls to it.",
        "购买在品牌间转换时客户对某一品牌的价值（消费份额法）：落到该品牌的毛利现值。",
    ),
    notes=Text(
        "Row i of the matrix says which brand is bought next after brand i. Purchases come at 1 ÷ "
        "purchase_frequency, 2 ÷ purchase_frequency … periods from now; current_brand is the "
        "brand bought last, by default brand itself. margin is a share of purchase_value.",
        "矩阵第 i 行为购买品牌 i 之后下一次购买各品牌的概率。购买发生在 1 ÷ 频率、2 ÷ 频率……期之后"
        "；current_brand 为上次购买的品牌，省略时即 brand。margin 为占购买金额的比例。",
    ),
    example=Example(([[0.7, 0.3], [0.5, 0.5]], 1, 100, 0.2, 2, 0.1, 1), 24.984839885801925),
    source=Text(
        "after Rust, Lemon & Zeithaml (2004), Journal of Marketing 68(1), pp. 109-127",
        "依据 Rust, Lemon & Zeithaml (2004), Journal of Marketing 68(1)，第 109-127 页",
    ),
    means={"periods": Text("how many years or periods count", "计入的年数或期数")},
)
def CLV_SWITCHING(
    switching_matrix: Matrix,
    brand: Number,
    purchase_value: Number,
    margin: Number,
    purchase_frequency: Number,
    discount_rate: Number,
    periods: Number,
    current_brand: Number | None = None,
) -> float:
    return core.switching(
        switching_matrix, brand, purchase_value, margin, purchase_frequency, discount_rate,
        periods, current_brand,
    )  # fmt: skip
