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
        "revenues": Text("revenue of each period, one cell per period", "各期收入，每期一个单元格"),
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
        "values": Text("one value per customer, for example revenue", "每位客户一个数值，例如收入"),
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
            "number of scores, 2 to 9 for codes and up to 100 for digits; 5 if left out; or three "
            "numbers: of R, F and M",
            "分值档数，输出编码时为 2 到 9，输出分列时最大 100；省略时为 5；"
            "也可为 R、F、M 三个数字",
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
        "retention_cost": Text(
            "spent in the middle of each period on a customer who is there; 0 if left out",
            "每期期中用于维系在册客户的支出；省略时为 0",
        ),
        "growth": Text(
            "growth per period, a fraction; 0 if left out", "每期增长率，小数；省略时为 0"
        ),
        "cycle": Text(
            "periods between two purchases, above 0; 1 if left out",
            "两次购买之间的期数，大于 0；省略时为 1",
        ),
        "flows": Text("money per period", "每期金额"),
        "change": Text("share by which each driver is moved", "各驱动因素的变动比例"),
        "repurchase_probabilities": Text(
            "probability of buying in the next period at recency 1, 2 … k, 0 to 1",
            "距上次购买 1、2……k 期的客户下一期购买的概率，0 到 1",
        ),
        "contact_cost": Text(
            "spent each period on contacting a customer, in money", "每期联系一位客户的成本，金额"
        ),
        "transition_matrix": Text(
            "row i: where a customer of state i is in the next period; each row sums to 1",
            "第 i 行：状态 i 的客户下一期所在；每行之和为 1",
        ),
        "rewards": Text("profit of a period in each state, in money", "各状态每期的利润，金额"),
        "counts": Text("customers of each kind, 0 or more", "各类客户数，不小于 0"),
        "switching_matrix": Text(
            "row i: which brand is bought next after brand i; each row sums to 1",
            "第 i 行：购买品牌 i 之后下一次购买各品牌的概率；每行之和为 1",
        ),
        "brand": Text("row of the brand that is valued, from 1", "所评估品牌的行号，从 1 起"),
        "current_brand": Text(
            "row of the brand bought last, from 1; brand if left out",
            "上次购买品牌的行号，从 1 起；省略时即 brand",
        ),
        "profit": Text("profit of the period, in money", "本期利润，金额"),
        "equity_start": Text(
            "value of all customers at the start, above 0", "期初客户资产，大于 0"
        ),
        "equity_end": Text("value of all customers at the end", "期末客户资产"),
        "historic_flows": Text("profit of each past period", "过去各期的利润"),
        "current_margin": Text("profit of a period today, in money", "当前每期毛利，金额"),
        "potential_margin": Text(
            "profit of a period that could be added, in money; 0 if left out",
            "可增加的每期毛利，金额；省略时为 0",
        ),
        "won_referrals": Text(
            "referred customers who would not have joined otherwise",
            "经推荐加入、否则不会加入的客户数",
        ),
        "would_have_joined": Text(
            "referred customers who would have joined anyway", "经推荐加入、但本来也会加入的客户数"
        ),
        "clv": Text("lifetime value of a customer, in money", "一位客户的终生价值，金额"),
        "delay": Text(
            "periods until the referrals join, 0 or more; 0 if left out",
            "被推荐者加入前的期数，不小于 0；省略时为 0",
        ),
        "customers_lost": Text(
            "customers who left in the period, 0 or more", "期内流失的客户数，不小于 0"
        ),
        "replacement_cost": Text(
            "what winning another customer costs; 0 if left out",
            "获取一位替代客户的成本；省略时为 0",
        ),
        "default_probability": Text("probability of default, 0 to 1", "违约概率，0 到 1"),
        "loss_given_default": Text(
            "share of the exposure that is lost at default, 0 to 1", "违约时损失的敞口比例，0 到 1"
        ),
        "exposure": Text("money owed at default, 0 or more", "违约时的敞口金额，不小于 0"),
        "spending": Text("money spent on winning customers, 0 or more", "获取客户的支出，不小于 0"),
        "new_customers": Text(
            "customers won in the period, 0 or more; 0 if left out",
            "期内新获取的客户数，不小于 0；省略时为 0",
        ),
        "cost": Text("cost, in money", "成本，金额"),
        "contacts": Text("people contacted, 0 or more", "联系人数，不小于 0"),
        "response_rate": Text("share of those contacted who respond, 0 to 1", "响应率，0 到 1"),
        "value": Text("value, in money", "价值，金额"),
        "acquisition_ceiling": Text(
            "acquisition rate that no spending exceeds, 0 to 1", "获取率的上限，0 到 1"
        ),
        "acquisition_k": Text(
            "how fast spending nears the ceiling, per unit of money, above 0",
            "支出接近上限的速度，每单位金额，大于 0",
        ),
        "retention_ceiling": Text(
            "retention rate that no spending exceeds, 0 to 1", "保留率的上限，0 到 1"
        ),
        "retention_k": Text(
            "how fast spending nears the ceiling, per unit of money, above 0",
            "支出接近上限的速度，每单位金额，大于 0",
        ),
        "customers_start": Text(
            "customers at the start of the period, 0 or more", "期初客户数，不小于 0"
        ),
        "customers_end": Text(
            "customers at the end of the period, 0 or more", "期末客户数，不小于 0"
        ),
        "converted": Text(
            "prospects who became customers, 0 or more", "转化为客户的人数，不小于 0"
        ),
        "prospects": Text("all prospects, 0 or more", "潜在客户总数，不小于 0"),
        "ratings": Text("one rating per customer", "每位客户一个评分"),
        "satisfied_from": Text(
            "lowest rating that counts as satisfied; 4 if left out",
            "视为满意的最低评分；省略时为 4",
        ),
        "expected": Text("what was expected, a score per attribute", "期望分值，每项属性一个"),
        "performed": Text("what was found, a score per attribute", "感知分值，每项属性一个"),
        "weights": Text(
            "how much each attribute matters, 0 or more; all the same if left out",
            "各项属性的权重，不小于 0；省略时相同",
        ),
        "benefits": Text(
            "value of product, service, personnel and image, in money",
            "产品、服务、人员、形象价值，金额",
        ),
        "age": Text("days since the first purchase", "距首次购买天数"),
        "period": Text("calendar period", "日历周期"),
        "measure": Text("what the table holds", "表中内容"),
        "durations": Text("how long each customer stayed", "每位客户停留的时长"),
        "ended": Text("1 where he left, 0 where he is still there", "1 为已流失，0 为仍在"),
        "current_value": Text("value of each customer today", "每位客户的当前价值"),
        "potential_value": Text("value that each customer could have", "每位客户的潜在价值"),
        "current_cut": Text(
            "from here on current value is high; the median if left out",
            "当前价值的高低分界；省略时为中位数",
        ),
        "potential_cut": Text(
            "from here on potential value is high; the median if left out",
            "潜在价值的高低分界；省略时为中位数",
        ),
        "data": Text("numbers, a row per customer", "数字，每位客户一行"),
        "seed": Text(
            "start of the random numbers, a whole number from 0 on; 0 if left out",
            "随机数种子，不小于 0 的整数；省略时为 0",
        ),
        "scale": Text(
            "TRUE: divide each column by its standard deviation; TRUE if left out",
            "TRUE：各列除以标准差；省略时为 TRUE",
        ),
        "orders": Text(
            "order number of each row: the rows of one order are one purchase",
            "每行的订单号：同一订单的行算一次购买",
        ),
        # customer-base models
        "model": Text(
            '"bgnbd", "mbgnbd", "paretonbd", or for regular buyers "bgcnbd", "mbgcnbd"',
            '"bgnbd"、"mbgnbd"、"paretonbd"，规律购买用 "bgcnbd"、"mbgcnbd"',
        ),
        "T": Text(
            "age today: time since the first purchase, in the unit of time",
            "至今的年龄：自首次购买起的时长（按时间单位）",
        ),
        "gamma_gamma_params": Text(
            "the range of GAMMA_GAMMA_FIT, whole or its parameter cells",
            "GAMMA_GAMMA_FIT 的结果区域（整表或仅参数）",
        ),
        "penalizer": Text(
            "how strongly large parameters are held back, 0 or more; 0 if left out",
            "对大参数的惩罚强度，不小于 0；省略时为 0",
        ),
        "draws": Text(
            "draws of the parameters, 20 to 100000; 400 if left out",
            "参数抽样次数，20 到 100000；省略时为 400",
        ),
        "time": Text(
            "time since the first purchase or the start, 0 or more",
            "自首次购买或起点以来的时长，不小于 0",
        ),
        "purchases": Text("number of purchases, 0 or more", "购买次数，不小于 0"),
        "purchase_covariates": Text("numbers that go with buying", "与购买有关的数值"),
        "dropout_covariates": Text("numbers that go with dropping out", "与流失有关的数值"),
        "holdout": Text("units of time held out", "保留的时间单位数"),
        "most": Text("from here on counts stand together", "达到此次数者合并计数"),
        "unit": Text(
            'unit of time: "day", "week", "month" (30.4375 days) or "year"; "week" if left out',
            '时间单位："day" 日、"week" 周、"month" 月（30.4375 天）、"year" 年；省略时为周',
        ),
        "horizon": Text(
            "how far ahead, in the unit of time, above 0", "预测时长（按时间单位），大于 0"
        ),
        "target": Text(
            '"value" (money) or "purchases"; "value" if left out',
            '"value" 金额或 "purchases" 购买次数；省略时为 value',
        ),
        "level": Text(
            "share of outcomes that the range is to hold, between 0 and 1; 0.9 if left out",
            "区间应包含的结果比例，0 与 1 之间；省略时为 0.9",
        ),
        # fits of spending, contracts and opportunities; the fit's table serves all models
        "params": Text(
            "the fit's table, or its parameters alone, or a column per parameter with a row per "
            "customer",
            "拟合结果表，或只有参数的单元格，或每个参数一列、每位客户一行的区域",
        ),
        "survival": Text(
            "share of customers (or count) still there at 0, 1, 2 …, a column per cohort",
            "第 0、1、2……期仍在的客户比例（或人数），每个群组一列",
        ),
        "alpha": Text("alpha of the fit, above 0", "拟合所得的 alpha，大于 0"),
        "beta": Text("beta of the fit, above 0", "拟合所得的 beta，大于 0"),
        "c": Text("c of the fit, above 0", "拟合所得的 c，大于 0"),
        "renewals": Text(
            "how often the customer has renewed so far, 0 or more; 0 if left out",
            "客户迄今的续约次数，不小于 0；省略时为 0",
        ),
        "opportunities": Text(
            "opportunities to buy, a whole number of 0 or more", "购买机会数，不小于 0 的整数"
        ),
        "count": Text(
            "how many customers each row stands for, 0 or more; 1 if left out",
            "每行代表的客户数，不小于 0；省略时为 1",
        ),
        # all
        "language": Text('"en" or "zh"', '"en" 英文或 "zh" 中文'),
        "header": Text("FALSE drops the header row", "FALSE 则不含标题行"),
        "name": Text(
            "name of a function, or a word to look for; left out: the list of all functions",
            "函数名，或要查找的词；省略则列出全部函数",
        ),
    }
)
"""Argument name to its help in English and in Chinese, 255 characters at most."""
