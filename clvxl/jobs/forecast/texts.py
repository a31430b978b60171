"""What the report of a forecast says, with what every job says."""

from __future__ import annotations

from clvxl.jobs.options import AS_OF
from clvxl.jobs.texts import TEXTS
from clvxl.text import Text, Texts

__all__ = ["say"]

_TEXTS = Texts(
    TEXTS
    | {
        "title": Text("Customer forecast", "客户预测"),
        "sheet_summary": Text("Summary", "概要"),
        "sheet_customers": Text("Customers", "客户"),
        "sheet_fit": Text("Fit", "拟合"),
        # Summary
        "key_figures": Text("Key figures", "关键数字"),
        "ahead": Text("In the next {span}", "未来 {span}"),
        "expected_value": Text("Expected", "预期"),
        "low": Text("Low", "下限"),
        "high": Text("High", "上限"),
        "customers_count": Text("Customers", "客户数"),
        "still_there": Text("Customers still there", "仍活跃的客户数"),
        "purchases_so_far": Text("Purchase days so far", "至今购买天数"),
        "revenue_so_far": Text("Revenue so far", "至今收入"),
        "repeat_share": Text("Share who bought again", "有重复购买者占比"),
        "per_customer": Text("Revenue per customer", "客均收入"),
        "per_purchase": Text("Revenue per purchase", "每次购买收入"),
        "last_year": Text("Revenue of the last 12 months", "最近 12 个月收入"),
        "purchases_ahead": Text("Purchases", "购买次数"),
        "revenue_ahead": Text("Revenue", "收入"),
        "value_ahead": Text("Customer value, CLV", "客户价值 CLV"),
        "learned_purchases": Text("Purchases, learned", "购买次数：机器学习"),
        "learned_revenue": Text("Revenue, learned", "收入：机器学习"),
        "first_date": Text("First day", "第一天"),
        "as_of": AS_OF.label,
        "at_risk": Text(
            "Customers at risk: good ones who are probably gone",
            "风险客户：曾经的好客户，可能已流失",
        ),
        "nobody_at_risk": Text(
            "None of the fifth that spent most is probably gone.",
            "消费最高的五分之一客户中，没有人可能已流失。",
        ),
        "last_purchase": Text("Last purchase", "末次购买"),
        "days_silent": Text("Days silent", "沉默天数"),
        "purchases": Text("Purchase days", "购买天数"),
        "spent": Text("Revenue so far", "至今收入"),
        "alive": Text("Probability of being there", "活跃概率"),
        "at_stake": Text("At stake, next {span}", "未来 {span}可能损失"),
        "more": Text("{count:,} more", "另有 {count:,} 位"),
        "segments": Text("Where the value lies ahead, by segment", "未来价值的分布：按细分群体"),
        "segment": Text("Segment", "细分群体"),
        "customers": Text("Customers", "客户数"),
        "there": Text("Probably there", "可能仍活跃"),
        "mean_alive": Text("Mean probability of being there", "平均活跃概率"),
        "expected_revenue": Text("Expected revenue", "预期收入"),
        "revenue_share": Text("Share of it", "占比"),
        "clv": Text("CLV", "CLV"),
        "customer_share": Text("Share of customers", "客户占比"),
        "share_ahead": Text("Share of expected revenue", "预期收入占比"),
        "total": Text("Total", "合计"),
        "chart_segments": Text(
            "Who your customers are, and who will bring the revenue", "客户构成与未来收入来源"
        ),
        # Customers
        "rank": Text("Rank", "名次"),
        "expected": Text("Expected purchases", "预期购买次数"),
        "value_per_purchase": Text("Value per purchase", "每次购买的预期金额"),
        "learned_purchases_column": Text("Learned: purchases", "机器学习：购买次数"),
        "learned_revenue_column": Text("Learned: revenue", "机器学习：收入"),
        # Fit
        "blind": Text("What the model cannot know", "模型无法知道的"),
        "parameters": Text("Parameters", "参数"),
        "model": Text("Model", "模型"),
        "parameter": Text("Parameter", "参数"),
        "standard_error": Text("Standard error", "标准误"),
        "purchases_of": Text("purchases: {name}", "购买：{name}"),
        "dropout_of": Text("dropout: {name}", "流失：{name}"),
        "compared": Text(
            "All ways to forecast, tested on the last {held}, which were held out",
            "各种预测方法在保留的最后 {held}上的检验",
        ),
        "compared_note": Text(
            "The least RMSE stands first; ← is the model of this report. MAE alone prefers to say "
            "that nobody buys. Gini: 1 ranks customers as well as knowing, 0 as guessing.",
            "RMSE 最小者排在最前；← 为本报告所用模型。只看 MAE 会偏向“无人购买”。Gini：1 表示排序"
            "如同已知，0 表示如同猜测。",
        ),
        "numbers": Text("How often customers bought again", "客户重复购买的次数分布"),
        "chart_numbers": Text("Customers by repeat purchases", "按重复购买次数的客户数"),
        "holdout": Text(
            "Purchases in the part held out, by repeat purchases before",
            "保留期购买次数，按此前重复购买次数",
        ),
        "chart_holdout": Text(
            "Purchases per customer in the part held out", "保留期内每位客户的购买次数"
        ),
        "past_frequency": Text("Repeats before", "此前重复次数"),
        "actual_each": Text("Actual, per customer", "实际（人均）"),
        "expected_each": Text("Expected, per customer", "预期（人均）"),
        "map_corner": Text("Frequency \\ recency", "频次 \\ 近度"),
        "map_expected": Text(
            "Expected purchases in the next {span} of a customer known for {known}",
            "已知 {known}的客户在未来 {span}的预期购买次数",
        ),
        "map_alive": Text(
            "Probability that a customer known for {known} is still there",
            "已知 {known}的客户仍然活跃的概率",
        ),
        "map_note": Text(
            "Down: repeat purchases so far. Across: age at the last purchase, from the first one "
            "on; the further right, the more recent.",
            "纵向：至今重复购买次数。横向：末次购买时的客龄（自首次购买起），越靠右越近。",
        ),
        "tracking": Text("Repeat purchases by period", "各期重复购买次数"),
        "chart_tracking": Text("Repeat purchases by period", "各期重复购买次数"),
        "chart_cumulated": Text("Repeat purchases, cumulative", "累计重复购买次数"),
        # Method
        "made_by": Text("Model used", "所用模型"),
        "sample": Text("A sample", "抽样"),
        "learned_from": Text("Learned from the last", "机器学习所用时期"),
        "segments_by": Text("Segments", "细分群体"),
        "segments_rule": Text(
            "ten by R and F in five quantile bins, as Segment sheet gives them at first",
            "按 R、F 五分位十类，与“细分本表”默认设置相同",
        ),
        "good_rule_item": Text("Good and probably gone", "好客户与可能流失"),
        "good_rule": Text(
            "of the fifth that spent most, with a probability of being there below 50%; at stake "
            "is what they would bring in the horizon if they were there for sure, less what is "
            "expected of them now",
            "消费最高的五分之一中活跃概率低于 50% 者；可能损失 = 若其确定活跃在预测期内将带来的收入"
            "减去目前的预期",
        ),
        "purchase_rule_item": Text("A purchase here is", "此处一次购买指"),
        "purchase_rule": Text(
            "a day on which a customer bought; returns are taken off his last purchase before "
            "them, which does not count where nothing of it is left",
            "客户有购买的一天；退货从其此前最近一次购买中扣除，扣完则该次购买不再计",
        ),
        "discount_rule_item": Text("Discounting", "折现"),
        "discount_rule": Text(
            "purchases of a {unit} are discounted from its end",
            "每{unit}的购买自期末折现",
        ),
    }
)

say = _TEXTS.say
