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
        "top_share": Text("Revenue share of the best 20%", "消费最高的 20% 客户的收入占比"),
        "segments": Text("Segments", "细分群体"),
        "segment": Text("Segment", "细分群体"),
        "customers": Text("Customers", "客户数"),
        "customer_share": Text("Share of customers", "客户占比"),
        "revenue": Text("Revenue", "收入"),
        "revenue_share": Text("Share of revenue", "收入占比"),
        "per_customer": Text("Revenue per customer", "客均收入"),
        "action": Text("Action", "行动"),
        "actions": Text("What each segment calls for", "对各细分群体该做什么"),
        "sheet_map": Text("Map", "地图"),
        "sheet_call_list": Text("Call list", "联系名单"),
        "sheet_chart_figures": Text("Chart figures", "图表数据"),
        "chart_figures_note": Text(
            "What the charts are drawn from: a changed figure changes its chart.",
            "图表所用的数据：修改数字，图表随之变化。",
        ),
        "no_sales": Text(
            "These customers were added up already: revenue by month, usual gaps and last dates "
            "need the sales themselves and are left out.",
            "客户已事先汇总：按月收入、通常间隔与末次日期需要逐笔销售，因此略去。",
        ),
        "per_customer_purchases": Text("Purchases per customer", "人均购买次数"),
        "per_purchase": Text("Revenue per purchase", "次均收入"),
        "once": Text("Bought once", "只买一次"),
        "usual_gap": Text("Usual gap (days)", "通常间隔（天）"),
        "active": Text("Active, last 12 months", "近 12 个月活跃"),
        "usual_purchase": Text("Usual purchase", "通常每次金额"),
        "days_silent": Text("Days silent", "沉默天数"),
        "map": Text("Where the customers stand", "客户分布图"),
        "map_note": Text(
            "Further right: bought more recently (R). Further up: bought more often (F).",
            "越靠右，购买越近（R）；越靠上，购买越多（F）。",
        ),
        "map_note_commonest": Text(
            "Further right: bought more recently (R). Further up: bought more often (F). A cell "
            "names the segment that most of its customers are in, as M decides too.",
            "越靠右，购买越近（R）；越靠上，购买越多（F）。M 也参与划分，每格写出其中客户最多的"
            "细分群体。",
        ),
        "scores": Text("What the scores stand for", "各分值的含义"),
        "score": Text("Score", "分值"),
        "spread_recency": Text(
            "Customers by days since the last purchase", "客户数：按距上次购买天数"
        ),
        "spread_frequency": Text("Customers by purchases", "客户数：按购买次数"),
        "spread_monetary": Text("Customers by money spent", "客户数：按消费金额"),
        "class_recency": Text("Days", "天数"),
        "class_frequency": Text("Purchases", "购买次数"),
        "class_monetary": Text("Money spent", "消费金额"),
        "and_more": Text("{least} and more", "{least} 及以上"),
        "below": Text("below {most}", "低于 {most}"),
        "revenue_by_month": Text("Revenue by month", "按月收入"),
        "revenue_by_quarter": Text("Revenue by quarter", "按季度收入"),
        "revenue_by_year": Text("Revenue by year", "按年收入"),
        "month": Text("Month", "月份"),
        "quarter": Text("Quarter", "季度"),
        "year": Text("Year", "年份"),
        "new_customers": Text("New customers", "新客户"),
        "returning_customers": Text("Returning customers", "老客户"),
        "partial": Text("* Sales up to {day} only.", "* 仅含截至 {day} 的销售。"),
        "pareto": Text("Share of revenue of the best customers", "消费最高客户的收入占比"),
        "best_customers": Text("Best customers", "消费最高的客户"),
        "all_alike": Text("If all were alike", "若人人相同"),
        "total": Text("Total", "合计"),
        "chart": Text("Who your customers are, and who brings the revenue", "客户构成与收入来源"),
        "heat": Text(
            "Mean spending per customer",
            "平均每位客户的消费",
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
