"""Counts and rates: retention, churn, lifespan, repeat purchases, shares, inequality."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from clvxl.core import rates as core
from clvxl.sheet.categories import RATES
from clvxl.sheet.kinds import Column, CustomerColumn, Each, Number, Vector
from clvxl.sheet.spec import Example, function
from clvxl.text import Text

AVERAGES = Text(
    "Kumar & Reinartz, Customer Relationship Management: the lifetime value from averages",
    "Kumar & Reinartz, Customer Relationship Management：用平均值计算客户终生价值",
)


@function(
    RATES,
    Text(
        "Expected number of periods that a customer stays, the first one included: 1 ÷ (1 − "
        "retention_rate). Works row by row.",
        "客户的预期生命周期（期数），含第一期：1 ÷（1 − 保留率）。逐行计算。",
    ),
    notes=Text(
        "The rate is taken to be the same in every period; the lifespan is in the same periods. "
        "At a rate of 0 it is 1. At a rate of 1 nobody ever leaves and the lifespan has no end: "
        "#NUM!.",
        "各期保留率视为相同，期数与保留率同一期。保留率为 0 时生命周期为 1 期；"
        "为 1 时客户永不流失，期数为无穷大，故为 #NUM!。",
    ),
    example=Example((0.75,), 4),
    source="Reichheld & Sasser (1990), Harvard Business Review 68(5), pp. 105-111",
)
def LIFESPAN(retention_rate: Each) -> float | Vector:
    return core.lifespan(retention_rate)


@function(
    RATES,
    Text(
        "Mean amount per purchase: the sum of the amounts ÷ the number of purchases. Blank cells do"
        " not count.",
        "平均每次购买的金额：金额合计 ÷ 购买次数。空白单元格不计。",
    ),
    notes=Text(
        "As the average of RFM_TABLE: rows with an amount above 0 are purchases; returns (below "
        "0) are taken off the sum, not off the count; an amount of 0 is no purchase. Without a "
        "purchase it is #DIV/0!.",
        "算法与 RFM_TABLE 的次均金额相同：金额大于 0 的行为一次购买；"
        "退货（负数）从合计中扣除，不减少次数；金额为 0 的行不是购买。没有购买时为 #DIV/0!。",
    ),
    example=Example(([[20], [30], [10], [-6]],), 18),
    source=AVERAGES,
)
def PURCHASE_VALUE(amounts: Column) -> float:
    return core.purchase_value(amounts)


@function(
    RATES,
    Text(
        "Purchases per customer and period: rows ÷ different customers ÷ periods. A row is a "
        "purchase; blank cells do not count.",
        "每位客户每期的购买次数：行数 ÷ 客户数 ÷ 期数。一行为一次购买，空白单元格不计。",
    ),
    notes=Text(
        'Customers are told apart as in RFM_TABLE: the number 7 and the text "7" are one, capital '
        "and small letters two (but for e-mail addresses); spaces around do not count, and words "
        "such as NULL and N/A are blanks. Amounts are not seen here: leave out the rows of "
        "returns. Where each row is a purchase, this × PURCHASE_VALUE × periods is the revenue a "
        "customer.",
        '客户的区分与 RFM_TABLE 相同：数字 7 与文本 "7" 是同一客户；'
        "大写与小写是不同的客户（电子邮箱除外）；首尾空格不计。NULL、N/A 等词视为空白。"
        "此处不看金额，退货行请先去掉。"
        "若每行都是购买，再乘以 PURCHASE_VALUE 与期数，即为每位客户的收入。",
    ),
    example=Example(([["Ann"], ["Bo"], ["Ann"], ["Ann"], ["Bo"], ["Ann"]], 2), 1.5),
    source=AVERAGES,
)
def PURCHASE_FREQUENCY(customers: CustomerColumn, periods: Number = 1) -> float:
    from clvxl.data.grouping import factorize

    codes, _ = factorize(customers)
    return core.purchase_frequency(codes, periods)


@function(
    RATES,
    Text(
        "Share of the total that the best part of the customers bring (80/20 rule). Blank cells "
        "do not count.",
        "数值最高的一部分客户（如 20%）贡献的总额比例（帕累托，80/20 法则）。空白单元格不计。",
    ),
    notes=Text(
        "Where the share of customers is not a whole number of them, the customer at the edge "
        "counts in part. A total of 0 is #DIV/0!.",
        "人数不是整数时，边界上的客户按比例计入。总额为 0 时为 #DIV/0!。",
    ),
    example=Example(([[50], [20], [10], [10], [10]], 0.2), 0.5),
    source="Lorenz (1905), Publications of the American Statistical Association 9(70), pp. 209-219",
)
def PARETO_SHARE(values: Column, top: Number = 0.2) -> float:
    return core.pareto_share(values, top)


@function(
    RATES,
    Text(
        "Each row's group by its value, 1 = best; ten groups unless told otherwise. Equal values "
        "share a group.",
        "每行所属的组，1 为最高（默认十分位）。相等的值同组。",
    ),
    notes=Text(
        "A row with k higher values is in group 1 + the whole part of k × groups ÷ rows, so that "
        "equal values share the better group.",
        "有 k 个值更高的行属于第 1 + ⌊k × 组数 ÷ 行数⌋ 组，故相等的值同属较好的组。",
    ),
    example=Example(([[10], [40], [20], [40]], 4), [[4], [1], [3], [1]]),
    source=Text(
        "Lilien & Rangaswamy, Marketing Engineering: decile analysis",
        "Lilien & Rangaswamy, Marketing Engineering：十分位分析",
    ),
    together=True,
)
def DECILE(values: Each, groups: Number = 10) -> NDArray[np.int64]:
    return core.decile(values, groups)


@function(
    RATES,
    Text(
        "Share of customers who stayed: (customers at the end − new ones) ÷ customers at the "
        "start. Works row by row.",
        "客户保留率：（期末客户数 − 新客户数）÷ 期初客户数。逐行计算。",
    ),
    notes=Text(
        "New customers are those won in the period who are still there at its end. No customer at "
        "the start is #DIV/0!; more kept than there were is #NUM!.",
        "新客户指期内获得且期末仍在的客户。期初无客户为 #DIV/0!；留住多于期初为 #NUM!。",
    ),
    example=Example((100, 105, 20), 0.85),
    source="Reichheld & Sasser (1990), Harvard Business Review 68(5), pp. 105-111",
)
def RETENTION_RATE(
    customers_start: Each, customers_end: Each, new_customers: Each = 0
) -> float | Vector:
    return core.retention_rate(customers_start, customers_end, new_customers)


@function(
    RATES,
    Text(
        "Share of customers who left: customers lost ÷ customers at the start. Works row by row.",
        "客户流失率：流失客户数 ÷ 期初客户数。逐行计算。",
    ),
    notes=Text(
        "It is 1 − RETENTION_RATE of the same period. No customer at the start is #DIV/0!.",
        "等于 1 − 同期的 RETENTION_RATE。期初无客户为 #DIV/0!。",
    ),
    example=Example((200, 30), 0.15),
    source="Reichheld & Sasser (1990), Harvard Business Review 68(5), pp. 105-111",
)
def CHURN_RATE(customers_start: Each, customers_lost: Each) -> float | Vector:
    return core.churn_rate(customers_start, customers_lost)


@function(
    RATES,
    Text(
        "Share of prospects who became customers: converted ÷ prospects. Works row by row.",
        "转化率：转化人数 ÷ 潜在客户数。逐行计算。",
    ),
    notes=Text(
        "No prospect is #DIV/0!; more converted than there were prospects is #NUM!.",
        "没有潜在客户为 #DIV/0!；转化多于潜在客户为 #NUM!。",
    ),
    example=Example((30, 400), 0.075),
    source="Kumar & Reinartz, Customer Relationship Management",
)
def CONVERSION_RATE(converted: Each, prospects: Each) -> float | Vector:
    return core.conversion_rate(converted, prospects)


@function(
    RATES,
    Text(
        "Share of customers with two purchases or more, from one row per purchase.",
        "购买两次及以上的客户比例，一行为一次购买。",
    ),
    notes=Text(
        "Customers are told apart as in RFM_TABLE; blank cells are an error.",
        "客户的区分与 RFM_TABLE 相同；空白单元格为错误。",
    ),
    example=Example(([["Ann"], ["Bo"], ["Ann"], ["Cy"]],), 1 / 3),
    source=Text(
        "after Kumar & Reinartz, Customer Relationship Management",
        "依据 Kumar & Reinartz, Customer Relationship Management",
    ),
)
def REPEAT_RATE(customers: CustomerColumn) -> float:
    from clvxl.data.grouping import factorize

    return core.repeat_rate(np.bincount(factorize(customers)[0]))


@function(
    RATES,
    Text(
        "How unequally a total is shared: the Gini coefficient, 0 where all have the same, near 1 "
        "where one has all.",
        "分配不均的程度：基尼系数，完全相同为 0，全归一人时接近 1。",
    ),
    notes=Text(
        "At most 1 − 1/n with n customers. All values 0 are #DIV/0!.",
        "n 位客户时最大为 1 − 1/n。全部为 0 时为 #DIV/0!。",
    ),
    example=Example(([[0], [0], [0], [8]],), 0.75),
    source="Gini (1912), Variabilità e mutabilità; Cowell, Measuring Inequality, appendix A",
)
def GINI(values: Column) -> float:
    return core.gini(values)
