"""Each argument's name, meaning and help text, worded once, in English and Chinese."""

from __future__ import annotations

from clvxl.text import Text, Texts

__all__ = ["HELP"]

HELP = Texts(
    {
        # lifetime value
        "purchase_value": Text("mean amount of a purchase, in money", "每次购买的平均金额"),
        "purchase_frequency": Text("purchases per period, 0 or more", "每期购买次数，不小于 0"),
        "lifespan": Text(
            "periods that a customer stays, 0 or more; the same period as purchase_frequency",
            "客户生命周期的期数，不小于 0；与购买频率同一期",
        ),
        "acquisition_cost": Text(
            "cost of winning the customer, paid at once; 0 if left out",
            "客户获取成本，期初一次支付；省略时为 0",
        ),
        "margin": Text(
            "profit as a share of the amount, at most 1 (0.3 = 30 %); 1 if left out",
            "毛利占金额的比例，不大于 1（0.3 即 30%）；省略时为 1",
        ),
        "revenues": Text("revenue of each period, one cell a period", "各期收入，每期一个单元格"),
        "discount_rate": Text(
            "discount rate per period, a fraction (0.1 = 10 %), above -1",
            "每期折现率，小数（0.1 即 10%），大于 -1",
        ),
        "costs": Text(
            "cost of serving the customer in each period: one cell, or as many as revenues",
            "各期服务成本：一个单元格，或与收入等长",
        ),
        "retention": Text(
            "retention of each period, 0 to 1: one cell, or as many as revenues; "
            "read as retention_kind says",
            "各期保留率，0 到 1：一个单元格，或与收入等长；读法由 retention_kind 决定",
        ),
        "timing": Text(
            'when the cash of a period arrives: "end", "start" or "mid"',
            '各期现金到账时间："end" 期末、"start" 期初、"mid" 期中',
        ),
        "retention_kind": Text(
            '"rate": chance of staying from one period to the next, multiplied up; '
            '"survival": share of customers still there in that period',
            '"rate"：各期留存概率，逐期连乘；"survival"：该期仍在的客户比例',
        ),
        "first_certain": Text(
            "TRUE: every customer is there in the first period, retention counts from the second",
            "TRUE：第一期客户全部仍在，保留率从第二期起计",
        ),
        "inflation": Text(
            "growth of revenues and costs per period, a fraction; 0 if left out",
            "收入与成本每期的涨幅，小数；省略时为 0",
        ),
        # counts and rates
        "retention_rate": Text(
            "share of customers kept from one period to the next, 0 to 1 (0.8 = 80 %)",
            "从一期到下一期留住的客户比例，0 到 1（0.8 即 80%）",
        ),
        "periods": Text(
            "number of periods that the rows cover, above 0; 1 if left out",
            "各行所涵盖的期数，大于 0；省略时为 1",
        ),
        "values": Text("one value a customer, for example revenue", "每位客户一个数值，例如收入"),
        "top": Text(
            "share of customers that count as the best, above 0 to 1; 0.2 if left out",
            "按数值从高到低所取的客户比例，大于 0 至 1；省略时为 0.2",
        ),
        "groups": Text(
            "number of groups, 2 to 1000; 10 if left out", "组数，2 到 1000；省略时为 10"
        ),
        # RFM and segments
        "customers": Text("customer of each row, number or text", "每行的客户，数字或文本"),
        "dates": Text(
            "date of each row: a date, or text such as 2025-01-31",
            "每行的日期：日期，或 2025-01-31 这样的文本",
        ),
        "amounts": Text(
            "amount of each row, in money; below 0 for a return", "每行的金额；退货为负数"
        ),
        "as_of": Text(
            "date from which recency is counted, later rows do not count; "
            "the latest date if left out",
            "计算距上次消费天数的截止日，之后的行不计；省略时为最晚日期",
        ),
        "recency": Text("days since the last purchase; few is good", "距上次消费天数，越少越好"),
        "frequency": Text("number of purchases", "购买次数"),
        "monetary": Text("money spent by the customer", "客户的消费金额"),
        "bins": Text(
            "number of scores, 2 to 9 for codes and up to 100 for digits; 5 if left out",
            "分值档数，输出编码时为 2 到 9，输出分列时最大 100；省略时为 5",
        ),
        "method": Text(
            '"quantile", "nested" (F within R, M within R and F) or "mean" (two bins)',
            '"quantile" 分位数、"nested" 嵌套（F 在 R 内，M 在 R 与 F 内）、"mean" 均值（两档）',
        ),
        "thresholds": Text(
            "own ascending cuts, 3 rows (R, F, M), one column fewer than bins; replaces method",
            "自定义升序分界，3 行（R、F、M），列数比档数少 1；取代 method",
        ),
        "output": Text(
            '"code" (100R+10F+M) or "digits" (three columns)',
            '"code" 编码（100R+10F+M）或 "digits" 三列分值',
        ),
        "scores": Text(
            "codes such as 543 in one column, or R, F, M in three columns",
            "一列编码（如 543），或 R、F、M 三列",
        ),
        "scheme": Text(
            '"standard", "tiers", "eight", or a range of rules in 7 columns: '
            "name, R from, R to, F from, F to, M from, M to",
            '"standard"、"tiers"、"eight"，或 7 列的规则区域：'
            "名称、R 起、R 止、F 起、F 止、M 起、M 止",
        ),
        "segments": Text(
            "segment of each customer, as SEGMENT gives it",
            "每位客户所属的细分群体，即 SEGMENT 的结果",
        ),
        # all
        "language": Text(
            '"en" or "zh"',
            '"en" 英文或 "zh" 中文',
        ),
        "header": Text("FALSE drops the header row", "FALSE 则不含标题行"),
        "name": Text(
            "name of a function; left out: the list of all functions", "函数名；省略则列出全部函数"
        ),
    }
)
"""Argument name to its help in English and in Chinese, 255 characters at most."""
