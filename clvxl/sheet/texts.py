"""What functions say in cells: headings, segment names and actions, in English and Chinese."""

from __future__ import annotations

from types import MappingProxyType

__all__ = ["ACTIONS", "HEADINGS", "SEGMENT_NAMES", "TOTAL", "heading", "names_of"]

LANGUAGES = ("en", "zh")

HEADINGS = MappingProxyType(
    {
        "period": ("period", "期"),
        "revenue": ("revenue", "收入"),
        "cost": ("cost", "成本"),
        "margin": ("margin", "毛利"),
        "survival": ("survival", "留存比例"),
        "discount_factor": ("discount factor", "折现系数"),
        "present_value": ("present value", "现值"),
        "cumulative": ("cumulative value", "累计价值"),
        "segment": ("segment", "细分群体"),
        "customers": ("customers", "客户数"),
        "customer_share": ("share of customers", "客户占比"),
        "purchases": ("purchases", "购买次数"),
        "revenue_share": ("share of revenue", "收入占比"),
        "per_customer": ("revenue a customer", "客均收入"),
        "customer": ("customer", "客户"),
        "recency": ("recency", "距上次消费天数"),
        "frequency": ("frequency", "购买次数"),
        "monetary": ("monetary", "消费金额"),
        "average": ("average", "次均金额"),
        "first_date": ("first date", "首次日期"),
        "last_date": ("last date", "末次日期"),
        "per_purchase": ("revenue a purchase", "每次购买收入"),
        "function": ("function", "函数"),
        "category": ("category", "类别"),
        "meaning": ("what it gives", "用途"),
        "source": ("source", "来源"),
        "notes": ("notes", "说明"),
        "example": ("example", "示例"),
        "gives": ("gives", "结果"),
    }
)

TOTAL = ("Total", "合计")

SEGMENT_NAMES = MappingProxyType(
    {
        "champions": ("Champions", "冠军客户"),
        "loyal": ("Loyal Customers", "忠诚客户"),
        "potential_loyalists": ("Potential Loyalists", "潜力忠诚客户"),
        "new": ("New Customers", "新客户"),
        "promising": ("Promising", "有望客户"),
        "attention": ("Need Attention", "需关注客户"),
        "about_to_sleep": ("About To Sleep", "即将沉睡客户"),
        "cant_lose": ("Can't Lose Them", "不能流失客户"),
        "at_risk": ("At Risk", "流失风险客户"),
        "hibernating": ("Hibernating", "沉睡客户"),
        "high": ("High", "高价值"),
        "medium": ("Medium", "中价值"),
        "low": ("Low", "低价值"),
        "key_value": ("Key Value", "重要价值"),
        "key_development": ("Key Development", "重要发展"),
        "key_retention": ("Key Retention", "重要保持"),
        "key_win_back": ("Key Win-Back", "重要挽留"),
        "general_value": ("General Value", "一般价值"),
        "general_development": ("General Development", "一般发展"),
        "general_retention": ("General Retention", "一般保持"),
        "general_win_back": ("General Win-Back", "一般挽留"),
        "others": ("Others", "其他"),
    }
)
"""Segment key of `clvxl.core.segments.SCHEMES` to its names."""

ACTIONS = MappingProxyType(
    {
        "champions": (
            "Reward them, show them new products first and ask for referrals.",
            "给予回馈，新品优先体验，邀请推荐新客户。",
        ),
        "loyal": (
            "Thank them with a loyalty programme and offer products of higher value.",
            "以会员计划答谢，推荐更高价值的产品。",
        ),
        "potential_loyalists": (
            "Bring them into the loyalty programme and recommend a next purchase.",
            "邀请加入会员计划，推荐下一次购买。",
        ),
        "new": (
            "Welcome them, help them use what they bought and prepare the second purchase.",
            "欢迎并协助首次使用，促成第二次购买。",
        ),
        "promising": (
            "Keep the brand in mind with small offers soon after the purchase.",
            "购买后不久以小额优惠保持品牌印象。",
        ),
        "attention": (
            "Make a limited offer based on what they bought before.",
            "依据以往购买给出限时优惠。",
        ),
        "about_to_sleep": (
            "Remind them with popular products and a reason to return now.",
            "以热门产品和当下理由提醒其回来。",
        ),
        "cant_lose": (
            "Call them in person, find out why they stay away and win them back.",
            "专人联系，了解离开原因，全力赢回。",
        ),
        "at_risk": (
            "Write personally and offer renewal on good terms.",
            "个性化联络，以优惠条件邀请续购。",
        ),
        "hibernating": (
            "Use low-cost channels only and do not spend to keep them.",
            "仅用低成本渠道触达，不为挽留多花费。",
        ),
        "high": (
            "Give the best service and a personal contact, and spend on them what they are worth.",
            "提供最好的服务和专人联系，在其价值范围内尽力留住。",
        ),
        "medium": (
            "Develop them with cross-selling and offers towards the top tier.",
            "以交叉销售和优惠培养为高价值客户。",
        ),
        "low": (
            "Serve them through low-cost channels and test which of them will grow.",
            "以低成本渠道服务，试探可成长者。",
        ),
        "key_value": (
            "Reward them and give the best service; they carry the business.",
            "给予回馈与最好的服务，他们支撑着生意。",
        ),
        "key_development": (
            "They spend much but seldom: raise frequency with membership and reminders.",
            "金额高而次数少：以会员和提醒提高频率。",
        ),
        "key_retention": (
            "They were regular and valuable: contact them now, before they are lost.",
            "曾经常购且价值高：尽快主动联系，防止流失。",
        ),
        "key_win_back": (
            "They once spent much: find out why they left and make a strong offer.",
            "曾高额消费：了解离开原因，以有力优惠挽留。",
        ),
        "general_value": (
            "They come often and spend little: offer bundles and products of higher value.",
            "常来而消费低：推荐组合与更高价值的产品。",
        ),
        "general_development": (
            "They are new or small: welcome them and prepare the second purchase.",
            "新客户或小客户：欢迎并促成再次购买。",
        ),
        "general_retention": (
            "Keep in touch at low cost with standard offers.",
            "以标准优惠低成本保持联系。",
        ),
        "general_win_back": (
            "Do not spend on them beyond automatic messages.",
            "除自动消息外不再投入。",
        ),
        "others": (
            "Look at them again: none of the rules fits them.",
            "再看一遍：没有规则适用于他们。",
        ),
    }
)
"""Segment key to the action that it calls for."""


def heading(key: str, language: str = "en") -> str:
    """Return a column's heading."""
    return HEADINGS[key][LANGUAGES.index(language)]


def names_of(keys: tuple[str, ...], language: str = "en") -> list[str]:
    """Return the segments' names in `language`."""
    return [SEGMENT_NAMES[key][LANGUAGES.index(language)] for key in keys]
