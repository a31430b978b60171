"""What functions say in cells: headings, segment names and actions, in English and Chinese."""

from __future__ import annotations

from clvxl.text import Text, Texts

__all__ = [
    "ACTIONS", "CONTENDERS", "HEADINGS", "SEGMENT_NAMES", "STAGES", "TOTAL", "UNIT_NAMES",
    "VALUE_FIELDS", "heading", "names_of",
]  # fmt: skip

HEADINGS = Texts(
    {
        "period": Text("period", "期"),
        "revenue": Text("revenue", "收入"),
        "cost": Text("cost", "成本"),
        "margin": Text("margin", "毛利"),
        "survival": Text("survival", "留存比例"),
        "discount_factor": Text("discount factor", "折现系数"),
        "present_value": Text("present value", "现值"),
        "cumulative": Text("cumulative value", "累计价值"),
        "segment": Text("segment", "细分群体"),
        "customers": Text("customers", "客户数"),
        "customer_share": Text("share of customers", "客户占比"),
        "purchases": Text("purchases", "购买次数"),
        "revenue_share": Text("share of revenue", "收入占比"),
        "per_customer": Text("revenue per customer", "客均收入"),
        "customer": Text("customer", "客户"),
        "recency": Text("recency", "距上次消费天数"),
        "frequency": Text("frequency", "购买次数"),
        "monetary": Text("monetary", "消费金额"),
        "average": Text("average", "次均金额"),
        "first_date": Text("first date", "首次日期"),
        "last_date": Text("last date", "末次日期"),
        "per_purchase": Text("revenue per purchase", "每次购买收入"),
        "part": Text("part", "组成部分"),
        "part_first_purchase": Text("first purchase", "首购"),
        "part_repeat": Text("repeat purchases", "复购与份额"),
        "part_cross_selling": Text("cross-selling", "交叉销售"),
        "part_service_cost": Text("lower service cost", "服务成本下降"),
        "part_referrals": Text("referrals", "推荐"),
        "part_price_sensitivity": Text("lower price sensitivity", "价格敏感度下降"),
        "total": Text("total", "合计"),
        "driver": Text("driver", "驱动因素"),
        "low": Text("low", "低值"),
        "high": Text("high", "高值"),
        "clv_low": Text("CLV at low", "低值时的 CLV"),
        "clv_high": Text("CLV at high", "高值时的 CLV"),
        "swing": Text("swing", "变动幅度"),
        "retention_rate": Text("retention rate", "保留率"),
        "discount_rate": Text("discount rate", "折现率"),
        "historic": Text("historic value", "历史价值"),
        "current": Text("current value", "当前价值"),
        "potential": Text("potential value", "潜在价值"),
        "value": Text("value", "价值"),
        "item": Text("item", "项目"),
        "remark": Text("remark", "说明"),
        "best_unspent": Text("best not spent at all", "最优为不支出"),
        "acquisition_spending": Text("spending per prospect", "每位潜在客户的获取支出"),
        "retention_spending": Text("spending per customer and period", "每位客户每期的维系支出"),
        "acquisition_rate": Text("acquisition rate", "获取率"),
        "equity_per_prospect": Text("customer equity per prospect", "每位潜在客户的客户资产"),
        "cohort": Text("cohort", "群组"),
        "time": Text("time", "时间"),
        "at_risk": Text("at risk", "风险中人数"),
        "ended": Text("ended", "流失数"),
        "standard_error": Text("standard error", "标准误"),
        # customer-base models; {unit} is one of UNITS
        "repeat_purchases": Text("frequency (repeat purchases)", "重复购买次数 frequency"),
        "last_purchase": Text("recency ({unit})", "recency（{unit}）"),
        "known_for": Text("T ({unit})", "T（{unit}）"),
        "value_per_purchase": Text("monetary value (per repeat purchase)", "每次重复购买金额"),
        "chance_share": Text("share of chance", "随机性占比"),
        "parameter_share": Text("share of the parameters", "参数占比"),
        "expected": Text("expected", "预期"),
        "actual": Text("actual", "实际"),
        "expected_cumulated": Text("expected, cumulated", "累计预期"),
        "actual_cumulated": Text("actual, cumulated", "累计实际"),
        "period_of": Text("period ({unit})", "期（{unit}）"),
        "model": Text("model", "模型"),
        "aic": Text("AIC", "AIC"),
        "bic": Text("BIC", "BIC"),
        "error_expected": Text("expected purchases", "预期购买次数"),
        "error_actual": Text("actual purchases", "实际购买次数"),
        "error_bias": Text("bias", "偏差"),
        "error_mae": Text("MAE", "MAE"),
        "error_rmse": Text("RMSE", "RMSE"),
        "error_gini": Text("Gini", "Gini"),
        "error_top_tenth": Text("share of the best tenth", "前十分之一占比"),
        "alive": Text("alive ({model})", "活跃概率（{model}）"),
        "expected_value": Text("value per purchase", "每次购买的预期金额"),
        "clv": Text("CLV, next {periods} {unit}", "未来 {periods} {unit}的 CLV"),
        "clv_endless": Text("CLV, without end", "无限期 CLV"),
        "purchases_ahead": Text(
            "purchases, next {periods} {unit}", "未来 {periods} {unit}的购买次数"
        ),
        "purchases_endless": Text("discounted purchases, without end", "无限期折现购买次数"),
        "estimate": Text("estimate", "估计"),
        "estimate_purchases": Text(
            "purchases, next {horizon} {unit}", "未来 {horizon} {unit}的购买次数"
        ),
        "estimate_value": Text("value, next {horizon} {unit}", "未来 {horizon} {unit}的金额"),
        "parameter": Text("parameter", "参数"),
        "covariance_of_logs": Text("covariance: log {name}", "协方差：log {name}"),
        "log_likelihood": Text("log_likelihood", "对数似然"),
        "status": Text("status", "状态"),
        "function": Text("function", "函数"),
        "category": Text("category", "类别"),
        "meaning": Text("what it gives", "用途"),
        "source": Text("source", "来源"),
        "notes": Text("notes", "说明"),
        "example": Text("example", "示例"),
        "gives": Text("gives", "结果"),
    }
)

UNIT_NAMES = Texts(
    {
        "day": Text("days", "天"),
        "week": Text("weeks", "周"),
        "month": Text("months", "月"),
        "year": Text("years", "年"),
    }
)

CONTENDERS = Texts(
    {
        "rate": Text("rate × time", "购买率 × 时间"),
        "nobody": Text("nobody buys", "无人购买"),
        "learned": Text("learned", "机器学习"),
        "average": Text("average", "平均"),
    }
)
"""Ways to foretell that are no fitted model."""

TOTAL = Text("Total", "合计")

SEGMENT_NAMES = Texts(
    {
        "champions": Text("Champions", "冠军客户"),
        "loyal": Text("Loyal Customers", "忠诚客户"),
        "potential_loyalists": Text("Potential Loyalists", "潜力忠诚客户"),
        "new": Text("New Customers", "新客户"),
        "promising": Text("Promising", "有望客户"),
        "attention": Text("Need Attention", "需关注客户"),
        "about_to_sleep": Text("About To Sleep", "即将沉睡客户"),
        "cant_lose": Text("Can't Lose Them", "重点挽回客户"),
        "at_risk": Text("At Risk", "流失风险客户"),
        "hibernating": Text("Hibernating", "沉睡客户"),
        "high": Text("High", "高价值"),
        "medium": Text("Medium", "中价值"),
        "low": Text("Low", "低价值"),
        "key_value": Text("Key Value", "重要价值"),
        "key_development": Text("Key Development", "重要发展"),
        "key_retention": Text("Key Retention", "重要保持"),
        "key_win_back": Text("Key Win-Back", "重要挽留"),
        "general_value": Text("General Value", "一般价值"),
        "general_development": Text("General Development", "一般发展"),
        "general_retention": Text("General Retention", "一般保持"),
        "general_win_back": Text("General Win-Back", "一般挽留"),
        "others": Text("Others", "其他"),
        "folded": Text("Other segments", "其他群体"),
    }
)
"""Segment key of `clvxl.core.segments.SCHEMES` to its names; what rules and groups leave over."""

ACTIONS = Texts(
    {
        "champions": Text(
            "Reward them, show them new products first and ask for referrals.",
            "给予回馈，新品优先体验，邀请推荐新客户。",
        ),
        "loyal": Text(
            "Thank them with a loyalty programme and offer products of higher value.",
            "以会员计划答谢，推荐更高价值的产品。",
        ),
        "potential_loyalists": Text(
            "Bring them into the loyalty programme and recommend a next purchase.",
            "邀请加入会员计划，推荐下一次购买。",
        ),
        "new": Text(
            "Welcome them, help them use what they bought and prepare the second purchase.",
            "欢迎并协助首次使用，促成第二次购买。",
        ),
        "promising": Text(
            "Keep the brand in mind with small offers soon after the purchase.",
            "购买后不久以小额优惠保持品牌印象。",
        ),
        "attention": Text(
            "Make a limited offer based on what they bought before.", "依据以往购买给出限时优惠。"
        ),
        "about_to_sleep": Text(
            "Remind them with popular products and a reason to return now.",
            "以热门产品和当下理由提醒其回来。",
        ),
        "cant_lose": Text(
            "Call them in person, find out why they stay away and win them back.",
            "专人联系，了解离开原因，全力赢回。",
        ),
        "at_risk": Text(
            "Write personally and offer renewal on good terms.", "个性化联络，以优惠条件邀请续购。"
        ),
        "hibernating": Text(
            "Use low-cost channels only and do not spend to keep them.",
            "仅用低成本渠道触达，不为挽留多花费。",
        ),
        "high": Text(
            "Give the best service and a personal contact, and spend on them what they are worth.",
            "提供最好的服务和专人联系，在其价值范围内尽力留住。",
        ),
        "medium": Text(
            "Develop them with cross-selling and offers towards the top tier.",
            "以交叉销售和优惠培养为高价值客户。",
        ),
        "low": Text(
            "Serve them through low-cost channels and test which of them will grow.",
            "以低成本渠道服务，试探可成长者。",
        ),
        "key_value": Text(
            "Reward them and give the best service; they carry the business.",
            "给予回馈与最好的服务，他们支撑着生意。",
        ),
        "key_development": Text(
            "They spend much but seldom: raise frequency with membership and reminders.",
            "金额高而次数少：以会员和提醒提高频率。",
        ),
        "key_retention": Text(
            "They were regular and valuable: contact them now, before they are lost.",
            "曾经常购且价值高：尽快主动联系，防止流失。",
        ),
        "key_win_back": Text(
            "They once spent much: find out why they left and make a strong offer.",
            "曾高额消费：了解离开原因，以有力优惠挽留。",
        ),
        "general_value": Text(
            "They come often and spend little: offer bundles and products of higher value.",
            "常来而消费低：推荐组合与更高价值的产品。",
        ),
        "general_development": Text(
            "They are new or small: welcome them and prepare the second purchase.",
            "新客户或小客户：欢迎并促成再次购买。",
        ),
        "general_retention": Text(
            "Keep in touch at low cost with standard offers.", "以标准优惠低成本保持联系。"
        ),
        "general_win_back": Text(
            "Do not spend on them beyond automatic messages.", "除自动消息外不再投入。"
        ),
        "others": Text(
            "Look at them again: none of the rules fits them.", "再看一遍：没有规则适用于他们。"
        ),
        "folded": Text(
            "Small segments, shown as one so that nobody stands out.",
            "较小的群体，合并显示以免突出个人。",
        ),
    }
)
"""Segment key to the action that it calls for."""


heading = HEADINGS.say


STAGES = Texts(
    {
        "acquisition": Text("acquisition", "获取"),
        "growth": Text("growth", "成长"),
        "maturity": Text("maturity", "成熟"),
        "lapse": Text("lapse", "流失"),
    }
)

VALUE_FIELDS = Texts(
    {
        "high_high": Text("Invest and protect", "投资并保护"),
        "high_low": Text("Maintain", "维持"),
        "low_high": Text("Cultivate", "培育"),
        "low_low": Text("Consider before spending", "慎重投入"),
    }
)
"""Fields of current by potential value."""


def names_of(keys: tuple[str, ...], language: str = "en") -> list[str]:
    """Return the segments' names in `language`."""
    return [SEGMENT_NAMES.say(key, language) for key in keys]
