"""What the report of a segmentation says, with what every job says."""

from __future__ import annotations

from clvxl.jobs.options import AS_OF
from clvxl.jobs.texts import TEXTS
from clvxl.text import Text, Texts

__all__ = ["say"]

_TEXTS = Texts(
    TEXTS
    | {
        "title": Text("Customer segments", "客户细分"),
        "sheet_summary": Text("Summary", "概要"),
        "sheet_customers": Text("Customers", "客户"),
        "key_figures": Text("Key figures", "关键数字"),
        "customers_count": Text("Customers", "客户数"),
        "purchases_count": Text("Purchases", "购买次数"),
        "revenue_total": Text("Revenue", "收入"),
        "first_date": Text("First day", "第一天"),
        "last_date": Text("Last day", "最后一天"),
        "as_of": AS_OF.label,
        "top_share": Text("Revenue share of the best 20 %", "消费最高的 20% 客户的收入占比"),
        "segments": Text("Segments", "细分群体"),
        "segment": Text("Segment", "细分群体"),
        "customers": Text("Customers", "客户数"),
        "customer_share": Text("Share of customers", "客户占比"),
        "revenue": Text("Revenue", "收入"),
        "revenue_share": Text("Share of revenue", "收入占比"),
        "per_customer": Text("Revenue per customer", "客均收入"),
        "action": Text("Action", "行动"),
        "total": Text("Total", "合计"),
        "chart": Text("Who your customers are, and who brings the revenue", "客户构成与收入来源"),
        "heat": Text(
            "Mean spending by recency (R, right = recent) and frequency (F, top = often)",
            "按最近消费（R，右为近）与频率（F，上为高）的平均消费",
        ),
        "heat_corner": Text("F \\ R", "F \\ R"),
        "frequency": Text("Frequency", "购买次数"),
        "average": Text("Average", "次均金额"),
        "first": Text("First date", "首次日期"),
        "last": Text("Last date", "末次日期"),
        "code": Text("Code", "编码"),
        "recency_rule": Text(
            "days from the last purchase to the as-of date", "末次购买到截止日的天数"
        ),
        "cuts_of": Text("Cuts of {score}", "{score} 的分界"),
        "score_r": Text("recency (R, scored in reverse)", "最近消费（R，分值反向）"),
        "score_f": Text("frequency (F)", "频率（F）"),
        "score_m": Text("monetary (M)", "消费金额（M）"),
    }
)

say = _TEXTS.say
