"""COHORT_TABLE, KM_SURVIVAL, LIFECYCLE_STAGE, VALUE_MATRIX and SEGMENT_KMEANS."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from clvxl.core import clusters, cohort, survival
from clvxl.errors import InputError
from clvxl.sheet.answers import Spill
from clvxl.sheet.categories import RATES, RFM
from clvxl.sheet.kinds import (
    Column,
    CustomerColumn,
    DateColumn,
    Each,
    Language,
    Matrix,
    Number,
    OneOf,
    Switch,
)
from clvxl.sheet.spec import Example, function
from clvxl.sheet.texts import STAGES, VALUE_FIELDS
from clvxl.text import Text

Period: TypeAlias = Annotated[str, OneOf(("day", "week", "month", "quarter", "year"))]
Measure: TypeAlias = Annotated[str, OneOf(("retention", "customers", "revenue"))]

SALES = ([["Ann"], ["Ann"], ["Bo"], ["Cy"]],
         [["2025-01-05"], ["2025-02-03"], ["2025-01-20"], ["2025-02-14"]])  # fmt: skip


@function(
    RFM,
    Text(
        "Cohorts of customers by their first purchase (rows) and periods since (columns): the "
        "share that bought, the customers, or the revenue.",
        "按首次购买划分的客户群组（行）与其后各期（列）：购买比例、客户数或收入。",
    ),
    notes=Text(
        "A row is a purchase. Where a cohort is too young for a column the cell is blank, never "
        "0. Periods: day, week (from Monday), month, quarter, year. Revenue needs amounts. "
        "Cohorts are named by the first day of their period.",
        "一行为一次购买。群组尚未到达的期为空白，不为 0。期可为日、周（周一起）、月、季、年。"
        "revenue 需要 amounts。群组以其首日命名。",
    ),
    example=Example(
        (*SALES, "month", "retention", None, False),
        [[45658, 1, 0.5], [45689, 1, None]],
    ),
    source=Text(
        "after Fader & Hardie, Kumar & Reinartz: the cohort-by-period table",
        "依据 Fader & Hardie、Kumar & Reinartz：群组—期次表",
    ),
    means={
        "period": Text('"day", "week", "month", "quarter" or "year"; "month" if left out',
                       '"day" 日、"week" 周、"month" 月、"quarter" 季、"year" 年；省略时为月'),
        "measure": Text('"retention" (share), "customers" or "revenue"',
                        '"retention" 比例、"customers" 客户数、"revenue" 收入'),
    },
)  # fmt: skip
def COHORT_TABLE(
    customers: CustomerColumn,
    dates: DateColumn,
    period: Period = "month",
    measure: Measure = "retention",
    amounts: Column | None = None,
    header: Switch = True,
) -> Spill:
    from clvxl.data.grouping import factorize
    from clvxl.data.periods import first_days, period_numbers

    if measure == "revenue" and amounts is None:
        raise InputError(
            Text('measure "revenue" needs amounts', 'measure 为 "revenue" 时需要 amounts')
        )
    who, _ = factorize(customers)
    numbers, start = period_numbers(dates, period)
    found = cohort.cohorts(who, numbers, amounts)
    table = {"retention": found.retention, "customers": found.customers, "revenue": found.revenue}
    columns: list[tuple[str, Any]] = [("cohort", first_days(found.first + start, period))]
    columns += [(str(age), table[measure][:, age]) for age in range(found.customers.shape[1])]
    return Spill(columns, header)


@function(
    RFM,
    Text(
        "Kaplan–Meier survival: at each time at which customers left, how many were at risk, how "
        "many left, the share still there, and its standard error.",
        "Kaplan–Meier 生存率：在每个有客户流失的时点，处于风险中的客户数、流失数、仍在比例及标准误"
        "。",
    ),
    notes=Text(
        "ended is 1 (or TRUE) where a customer has left, 0 where he is still there. The standard "
        "error is Greenwood's, blank where nobody is left. Where nobody has left, one row at the "
        "longest duration.",
        "ended 为 1（或 TRUE）表示已流失，0 表示仍在。标准误按 Greenwood 公式，无人剩余时为空白。"
        "无人流失时只有最长时长一行。",
    ),
    example=Example(
        ([[1], [2], [2], [3]], [[1], [1], [0], [1]], False),
        [
            [1, 4, 1, 0.75, 0.21650635094610965], [2, 3, 1, 0.5, 0.25],
            [3, 1, 1, 0, None],
        ],
    ),
    source="Kaplan & Meier (1958), Journal of the American Statistical Association 53(282), eq. 2b",
    means={
        "durations": Text(
            "how long each customer stayed, or has stayed so far", "每位客户已停留的时长"
        ),
        "ended": Text("1 where he left then, 0 where he is still there", "1 为已流失，0 为仍在"),
    },
)  # fmt: skip
def KM_SURVIVAL(durations: Column, ended: Column, header: Switch = True) -> Spill:
    found = survival.kaplan_meier(durations, ended)
    columns = (
        ("time", found.time), ("at risk", found.at_risk), ("ended", found.ended),
        ("survival", found.survival), ("standard error", found.error),
    )  # fmt: skip
    return Spill(list(columns), header)


@function(
    RATES,
    Text(
        "Stage of each customer's life by his own rhythm: acquisition, growth, maturity or lapse. "
        "Works row by row.",
        "按客户自身购买节奏判断的生命周期阶段：获取、成长、成熟、流失。逐行计算。",
    ),
    notes=Text(
        "One purchase: acquisition. From two purchases on, a customer who is silent for more than "
        "three times his mean gap between purchases, (age − recency) ÷ (frequency − 1), has "
        "lapsed; else two or three purchases are growth, four or more maturity.",
        "只购买一次为获取。两次及以上：若沉默时间超过平均购买间隔（age − recency）÷（frequency − 1"
        "）的三倍则为流失；否则两三次为成长，四次及以上为成熟。",
    ),
    example=Example(([[5], [9], [300]], [[1], [8], [8]], [[5], [90], [400]]),
                    [["acquisition"], ["maturity"], ["lapse"]]),
    source=Text(
        "after the customer life cycle of Dwyer, Schurr & Oh (1987), Journal of Marketing 51(2); "
        "the rule is clvxl's own",
        "依据 Dwyer, Schurr & Oh (1987), Journal of Marketing 51(2) 的客户生命周期；规则由 clvxl "
        "自行规定",
    ),
    means={
        "recency": Text("days since the last purchase", "距上次购买天数"),
        "age": Text(
            "days since the first purchase, at least recency", "距首次购买天数，不小于 recency"
        ),
    },
)  # fmt: skip
def LIFECYCLE_STAGE(
    recency: Each, frequency: Each, age: Each, language: Language = "en"
) -> NDArray[np.object_]:
    names = np.array([STAGES.say(key, language) for key in cohort.STAGES], dtype=object)
    return names[cohort.lifecycle_stage(*np.broadcast_arrays(recency, frequency, age))]


@function(
    RFM,
    Text(
        "Field of each customer in the matrix of current by potential value: Invest and protect, "
        "Maintain, Cultivate, Consider before spending. Works row by row.",
        "每位客户在当前价值 × 潜在价值矩阵中的位置：投资并保护、维持、培育、慎重投入。逐行计算。",
    ),
    notes=Text(
        "High is at or above the cut; a cut that is left out is the median of the range. "
        "High/high, high/low, low/high, low/low in this order, current value first.",
        "不低于分界为高；省略分界时取该区域的中位数。依次为高/高、高/低、低/高、低/低（当前价值在"
        "前）。",
    ),
    example=Example(([[10], [90]], [[80], [20]]), [["Cultivate"], ["Maintain"]]),
    source=Text(
        "after Kumar & Reinartz, Customer Relationship Management: current by potential value",
        "依据 Kumar & Reinartz, Customer Relationship Management：当前价值与潜在价值",
    ),
    together=True,
)
def VALUE_MATRIX(
    current_value: Each,
    potential_value: Each,
    current_cut: Number | None = None,
    potential_cut: Number | None = None,
    language: Language = "en",
) -> NDArray[np.object_]:
    current, potential = np.broadcast_arrays(current_value, potential_value)
    high = [
        column >= (np.median(column) if cut is None else cut)
        for column, cut in ((current, current_cut), (potential, potential_cut))
    ]
    names = np.array([text.say(language) for text in VALUE_FIELDS.values()], dtype=object)
    return np.asarray(names[3 - 2 * high[0].astype(int) - high[1]], dtype=object)


@function(
    RFM,
    Text(
        "Each row's group by k-means, 1 = highest mean of the last column; the same seed gives the "
        "same groups.",
        "k 均值聚类的组别，1 为末列均值最高的组；相同种子结果相同。",
    ),
    notes=Text(
        "data has a row per customer, any columns, such as R, F and M. With scale TRUE each column "
        "is divided by its standard deviation, so that all weigh the same. The best of ten starts; "
        "of one from 100,000 rows on.",
        "data 每位客户一行，列数不限，例如 R、F、M。scale 为 TRUE 时各列除以标准差，权重相同。"
        "取十次起点中最好的；100,000 行及以上取一次。",
    ),
    example=Example(([[1, 10], [1, 11], [9, 99], [9, 98]], 2), [[2], [2], [1], [1]]),
    source="Arthur & Vassilvitskii (2007), k-means++, SODA; Lloyd (1982), IEEE Transactions 28(2)",
    means={
        "groups": Text("number of groups, 1 to 100", "组数，1 到 100"),
        "data": Text("numbers, a row per customer", "数字，每位客户一行"),
    },
)
def SEGMENT_KMEANS(data: Matrix, groups: Number, seed: Number = 0, scale: Switch = True) -> Spill:
    return Spill([("", clusters.kmeans(data, groups, seed, scale))], header=False)
