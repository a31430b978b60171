"""The customers of the exercise value_matrix: groups of a firm's customers, and its figures."""

from __future__ import annotations

from clvxl.exercises.engine.accepted import ABOVE_0
from clvxl.exercises.engine.records import AMOUNT, FLOW, RATE, Data, Field, Figure, Limit
from clvxl.text import Text

__all__ = ["DATA", "FIGURES"]

GROUPS = (
    (Text("Hospitals", "医院"), 14, 9800, 4300, 0.90),
    (Text("Design studios", "设计工作室"), 85, 1200, 2600, 0.80),
    (Text("Law firms", "律师事务所"), 60, 6200, 600, 0.92),
    (Text("Schools", "学校"), 140, 1300, 500, 0.85),
    (Text("Universities", "高校"), 9, 12400, 5200, 0.88),
    (Text("Start-ups", "创业公司"), 110, 900, 3100, 0.78),
    (Text("Accountants", "会计师事务所"), 75, 4700, 450, 0.91),
    (Text("Dentists", "牙科诊所"), 120, 1100, 350, 0.86),
    (Text("Insurers", "保险公司"), 16, 7600, 3900, 0.87),
    (Text("Online shops", "网店"), 70, 1500, 4100, 0.76),
    (Text("Town offices", "街道办事处"), 30, 7900, 700, 0.93),
    (Text("Small traders", "个体商户"), 260, 700, 250, 0.74),
)
"""Customers, margin of one per year, margin that it does not give yet, share kept per year."""

SHARE = Limit(
    "decimal", 0, 0.99, Text("A share from 0 to 0.99: write ninety per cent as 90% or 0.9.",
         "0 到 0.99 之间的比率：百分之九十请写作 90% 或 0.9。"),
)  # fmt: skip
DISCOUNT = Limit(
    "decimal", 0.01, 1, Text("A rate from 1% to 100%.", "1% 到 100% 之间的比率。"),
)  # fmt: skip


def _below(other: str) -> Limit:
    """What is reached today, below what can be reached at most."""
    return Limit("formula", None, None,
                 Text("A share above 0 and below what can be reached at most.", "大于 0 且小于最高可达比例的比率。"),
                 formula=f"=AND(in_{other}_now>0,in_{other}_now<in_{other}_most)")  # fmt: skip


DATA = Data(
    title=Text("The customers, by group", "客户分组"),
    fields=(
        Field("group", Text("Group", "客户组"), "text", also=("Segment", "Customer", "客户", "细分群体"),
              default=lambda rows: [str(number) for number in range(1, rows + 1)]),
        Field("customers", Text("Customers", "客户数"), "integer",
              Limit("decimal", 0, 1e9, Text("A number of 0 or more.", "不小于 0 的数。")),
              also=("Count", "Number", "人数"), default=lambda rows: [1] * rows),
        Field("margin", Text("Margin now", "当前毛利"), "amount", FLOW, also=("Margin", "Current margin", "毛利")),
        Field("potential", Text("Margin not yet won", "尚未获得的毛利"), "amount", AMOUNT,
              also=("Potential margin", "Potential", "潜在毛利")),
        Field("retention", Text("Retention rate", "保留率"), "percent", SHARE, also=("Retention", "Share kept", "留存率")),
    ), values=lambda: [list(column) for column in zip(*GROUPS, strict=True)],
    most=200,
    least=2,
)  # fmt: skip

FIGURES = (
    Figure("discount_rate", Text("Discount rate", "折现率"), 0.12, "percent", DISCOUNT, Text("per year", "每年")),
    Figure("equity_start", Text("Customer equity a year ago", "一年前的客户资产"), 8_900_000, "integer", ABOVE_0,
           Text("of all customers then", "当时全部客户")),
    Figure("profit", Text("Profit of the year", "本年利润"), 1_600_000, "integer", FLOW, Text("after all costs", "扣除全部费用")),
    Figure("budget", Text("Budget", "客户开发预算"), 600_000, "integer", ABOVE_0,
           Text("ten equal steps, each on one field", "十步等额，每步投向一个区")),
    Figure("reach", Text("Share of a field's potential won at most", "各区潜在价值最多可实现的比例"), 0.35, "percent", RATE),
    Figure("scale", Text("Spending that wins 63% of it", "实现其中 63% 所需的投入"), 1500, "integer", ABOVE_0,
           Text("per customer", "按每位客户计")),
    Figure("win_spend", Text("Spent per prospect today", "现在每位潜在客户的投入"), 300, "amount", ABOVE_0),
    Figure("win_now", Text("… share of prospects won", "……赢得的比例"), 0.1, "percent", _below("win")),
    Figure("win_most", Text("… share that can be won at most", "……最多可赢得的比例"), 0.25, "percent", SHARE),
    Figure("keep_spend", Text("Spent to keep a customer today, per year", "现在每位客户每年的维系投入"), 200, "amount", ABOVE_0),
    Figure("keep_now", Text("… share of customers kept", "……留住的比例"), 0.8, "percent", _below("keep")),
    Figure("keep_most", Text("… share that can be kept at most", "……最多可留住的比例"), 0.9, "percent", SHARE),
)  # fmt: skip
