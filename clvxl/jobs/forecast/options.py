"""What may be chosen for a forecast."""

from __future__ import annotations

from clvxl.jobs.spec import Option, Value, choices_among
from clvxl.text import Text

__all__ = [
    "COVARIATES", "DISCOUNT_RATE", "HOLDOUT", "HORIZON", "LEVEL", "MARGIN", "MODEL", "SEED", "UNIT",
]  # fmt: skip

HORIZON = Option(
    "horizon",
    Text("Horizon", "预测期长"),
    Text("How many units of time to look ahead.", "向前预测多少个时间单位。"),
    choices_among(1, 3, 6, 12, 24, 52),
    default="12",
    kind="number",
    within=(1, 1000),
    metavar="NUMBER",
    shown="ribbon",
)

UNIT = Option(
    "unit",
    Text("Unit of time", "时间单位"),
    Text(
        "Of the horizon, the holdout and the periods of charts; a month has 30.4375 days.",
        "预测期、保留期与图表各期的单位；一个月为 30.4375 天。",
    ),
    {
        "day": Value(Text("Day", "天")),
        "week": Value(Text("Week", "周")),
        "month": Value(Text("Month", "月")),
        "year": Value(Text("Year", "年")),
    },
    default="month",
    shown="ribbon",
)

MODEL = Option(
    "model",
    Text("Model", "模型"),
    Text(
        "Best: of bgnbd, mbgnbd and paretonbd the one that foretells the holdout best. bgcnbd and "
        "mbgcnbd are for buyers with a rhythm.",
        "best：在 bgnbd、mbgnbd、paretonbd 中取对保留期预测最准者。bgcnbd 与 mbgcnbd "
        "适用于有节奏的购买。",
    ),
    {
        "best": Value(
            Text("Best on the holdout", "保留期最佳"),
            Text("the best of bgnbd, mbgnbd and paretonbd on the holdout", "bgnbd、mbgnbd、"
                 "paretonbd 中保留期最佳者"),
        ),
        "bgnbd": Value(Text("BG/NBD", "BG/NBD")),
        "mbgnbd": Value(Text("MBG/NBD", "MBG/NBD")),
        "paretonbd": Value(Text("Pareto/NBD", "Pareto/NBD")),
        "bgcnbd": Value(Text("BG/CNBD-k", "BG/CNBD-k")),
        "mbgcnbd": Value(Text("MBG/CNBD-k", "MBG/CNBD-k")),
    },
    default="best",
    shown="ribbon",
)  # fmt: skip

DISCOUNT_RATE = Option(
    "discount_rate",
    Text("Discount rate per year", "年折现率"),
    Text("Per year: 0.1 is 10 % a year.", "每年：0.1 即每年 10%。"),
    choices_among(0, 0.05, 0.08, 0.1, 0.12, 0.15, 0.2),
    default="0.1",
    kind="amount",
    within=(0, 10),
    metavar="SHARE",
)

MARGIN = Option(
    "margin",
    Text("Margin", "毛利率"),
    Text(
        "The share of revenue that counts as customer value: 0.3 is 30 %.",
        "收入中计入客户价值的比例：0.3 即 30%。",
    ),
    choices_among(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1),
    default="1",
    kind="amount",
    within=(0, 1),
    metavar="SHARE",
)

HOLDOUT = Option(
    "holdout",
    Text("Holdout", "保留期"),
    Text(
        "How many units at the end are held out to compare models. Default: a third of the time.",
        "末尾保留多少个单位用于比较模型。默认为全部时间的三分之一。",
    ),
    opened=Text("A third of the time", "全部时间的三分之一"),
    kind="amount",
    within=(0, 100_000),
    metavar="NUMBER",
    shown="command",
)

LEVEL = Option(
    "level",
    Text("Level of ranges", "区间水平"),
    Text("The share of cases that a range is to hold.", "区间应包含的比例。"),
    choices_among(0.5, 0.8, 0.9, 0.95, 0.99),
    default="0.9",
    kind="amount",
    within=(0.01, 0.999),
    metavar="SHARE",
)

SEED = Option(
    "seed",
    Text("Seed", "随机种子"),
    Text(
        "Of the split of customers behind the learned estimate; all else is not random.",
        "用于机器学习估计的客户划分；其余不含随机。",
    ),
    default="0",
    kind="number",
    within=(0, 2**31 - 1),
    metavar="NUMBER",
    shown="command",
)

COVARIATES = Option(
    "covariates",
    Text("Covariates", "协变量"),
    Text(
        "A column that says something of each customer, the same on all his lines, such as the "
        "shop or the channel of his first purchase. Can be given several times.",
        "说明每位客户特征的列，其各行须相同，如门店或首次购买渠道。可多次给出。",
    ),
    kind="text",
    many=True,
    metavar="HEADER",
    shown="command",
)
