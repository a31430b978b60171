"""A shop with more customers than it can call: segments, tiers, and what a policy for them brings."""

from __future__ import annotations

from clvxl.exercises.cases._sales import sales_data
from clvxl.exercises.cases._segmentation_scores import names_in, of_total, sold
from clvxl.exercises.cases._segmentation_working import CHAMPIONS_BY_FUNCTION, PAGES
from clvxl.exercises.engine import records as ex
from clvxl.sheet.texts import ACTIONS
from clvxl.text import Text

__all__ = ["EXERCISE"]

DATA = sales_data(
    lambda: [sold().customers.tolist(), sold().dates.tolist(), sold().amounts.tolist()],
    most=10_000, width=12.0,
    note=Text(
        "An amount below 0 is a return. Go to that sheet and press Segment sheet (menu or ribbon "
        "CLV; without a spreadsheet program: clvxl segment FILE). The report's customers, "
        "revenue and segments must be the same as in the working here.",
        "金额为负的行是退货。请打开该工作表，点击“细分本表”（菜单或功能区 CLV；"
        "也可用命令 clvxl segment 文件名）。报告中的客户数、收入和各细分群体应与本练习的演算一致。",
    ),
)  # fmt: skip

A_YEAR = Text("for each customer of the tier, a year", "该层每位客户每年")
LEAD = Text(
    "of them add one purchase at the tier's average",
    "其中多带来一次购买的比例（按该层每次购买收入计）",
)
TIMES = ex.Limit("integer", 0, None, Text("A whole number of 0 or more.", "不小于 0 的整数。"))

FIGURES = (
    ex.Figure("contacts_high", Text("Tier High: personal calls", "高价值层：专人致电次数"), 6, "integer",
              TIMES, A_YEAR),
    ex.Figure("cost_high", Text("Cost of a call", "每次致电的成本"), 4, "amount", ex.AMOUNT,
              Text("the caller's time", "人工时间")),
    ex.Figure("response_high", Text("Response to a call", "致电的响应率"), 0.25, "percent", ex.RATE, LEAD),
    ex.Figure("contacts_medium", Text("Tier Medium: letters with a voucher", "中价值层：寄送优惠券次数"), 4,
              "integer", TIMES, A_YEAR),
    ex.Figure("cost_medium", Text("Cost of a letter", "每次寄送的成本"), 1.5, "amount", ex.AMOUNT,
              Text("print, postage and voucher", "印刷、邮资与优惠")),
    ex.Figure("response_medium", Text("Response to a letter", "寄送的响应率"), 0.08, "percent", ex.RATE, LEAD),
    ex.Figure("contacts_low", Text("Tier Low: e-mails", "低价值层：发送短信次数"), 12, "integer", TIMES,
              A_YEAR),
    ex.Figure("cost_low", Text("Cost of an e-mail", "每条短信的成本"), 0.05, "amount", ex.AMOUNT),
    ex.Figure("response_low", Text("Response to an e-mail", "短信的响应率"), 0.005, "percent", ex.RATE, LEAD),
    ex.Figure("margin", Text("Gross margin", "毛利率"), 0.45, "percent", ex.RATE,
              Text("of the revenue of a purchase", "占购买收入的比例")),
)  # fmt: skip

# Questions

MONEY_OF = "SUMPRODUCT(([customers.{}:]=5)*[customers.monetary:])"

QUESTIONS = (
    ex.Question(
        "customers",
        Text("How many customers does the shop have?", "商店共有多少位客户？"),
        step="n_customers",
        hint=Text("count each customer once: the rows of the sheet Customers.",
                  "每位客户只计一次：即工作表“客户”的行数。"),
        why=Text("Each customer who bought something, once.", "有购买记录的客户，每位计一次。"),
        digits=None,
        slips=(
            ex.Slip("=ROWS(in_customer)", Text("these are the sales; many customers buy more than once.",
                                               "这是销售行数；许多客户不止购买一次。")),
            ex.Slip("=SUM([customers.frequency:])", Text("these are the purchases.", "这是购买次数。")),
        ),
    ),
    ex.Question(
        "revenue",
        Text("What revenue did they bring in the whole period?", "整个时期的收入是多少？"),
        step="total",
        hint=Text("add up all amounts, returns included: they are negative.",
                  "加总全部金额，退货为负数，一并计入。"),
        why=Text("The sum of all amounts; returns lower it.", "全部金额之和，退货使其减少。"),
        slips=(ex.Slip('=SUMIF(in_amount,">0")', Text("take off what was returned.", "请扣除退货。")),),
    ),
    ex.Question(
        "top",
        Text("The 80/20 rule: what share of the revenue do the best 20 % of the customers bring?",
             "二八法则：消费金额最高的 20% 客户贡献了多少比例的收入？"),
        step="top",
        hint=Text("put the customers in order of M, add up the first fifth, divide by all.",
                  "按消费金额从高到低排列，加总前五分之一，再除以总收入。"),
        why=Text("A few carry much, though not always 80 %.", "少数客户贡献了多数收入，但未必正好是 80%。"),
        digits=1,
        slips=(
            ex.Slip("=1-[top]", Text("this is what the others bring.", "这是其余客户的贡献。")),
            ex.Slip("=[deciles.cumulative#2]", Text("this is the best tenth only.",
                                                    "这只是消费最高的十分之一客户。")),
            ex.Slip(f"={of_total(MONEY_OF.format('f'))}",
                    Text("these buy most often; take those who spend most.",
                         "这是购买最频繁的客户；请取消费金额最高的客户。")),
            ex.Slip(f"={of_total(MONEY_OF.format('r'))}",
                    Text("these bought last; take those who spend most.",
                         "这是最近购买的客户；请取消费金额最高的客户。")),
        ),
    ),
    ex.Question(
        "largest",
        Text("Which segment has the most customers?", "哪个细分群体的客户最多？"),
        formula="=INDEX([segments.segment:],MATCH(MAX([segments.customers:]),[segments.customers:],0))", format="text",
        hint=Text("look at the customers, not at the revenue.", "请看客户数，而不是收入。"),
        why=Text("The largest number in the column Customers.", "“客户数”一列中最大的数。"),
        digits=None, choices=tuple(names_in("standard")),
    ),
    ex.Question(
        "champions",
        Text("How many customers are Champions?", "冠军客户有多少位？"),
        formula="=[segments.customers#1]", format="integer",
        hint=Text("Champions have R 5 and F 4 or 5: see the matrix on the sheet Scheme.",
                  "冠军客户的 R 为 5 分、F 为 4 或 5 分：见工作表“细分方案”。"),
        why=Text("Recent and frequent buyers: R 5 and F 4 or 5.", "最近来过且常来：R 为 5 分，F 为 4 或 5 分。"),
        digits=None, level=2, function=CHAMPIONS_BY_FUNCTION,
        slips=(
            ex.Slip("=SUMPRODUCT(([customers.r:]=5)*([customers.f:]=5))",
                    Text("F 4 is enough.", "F 为 4 分也算。")),
            ex.Slip("=COUNTIF([customers.r:],5)", Text("R 5 alone is not enough; they must buy often too.",
                                                       "只有 R 为 5 分还不够，还要常来。")),
            ex.Slip("=COUNTIF([customers.code:],555)", Text("M does not matter for this segment, and F 4 is enough.",
                                                            "此细分群体不看 M，F 为 4 分也算。")),
            ex.Slip("=SUMPRODUCT(([customers.r:]>=4)*([customers.f:]>=4))",
                    Text("R 4 belongs to the Loyal Customers.", "R 为 4 分的属于忠诚客户。")),
        ),
    ),
    ex.Question(
        "champions_share",
        Text("What share of the revenue do the Champions bring?", "冠军客户贡献了多少比例的收入？"),
        step="champions_share",
        hint=Text("add up M over the Champions, divide by the revenue of all.",
                  "加总冠军客户的消费金额，除以总收入。"),
        why=Text("Compare it with their share of the customers.", "可与其客户占比对照。"),
        digits=1, level=2,
        slips=(
            ex.Slip("=[segments.customer_share#1]", Text("this is their share of the customers.",
                                                         "这是客户占比。")),
            ex.Slip("=[segments.purchases#1]/SUM([segments.purchases:])",
                    Text("this is their share of the purchases.", "这是购买次数的占比。")),
        ),
    ),
    ex.Question(
        "risk",
        Text("What revenue did customers bring who may be leaving: Can't Lose Them and At Risk "
             "together?", "可能正在流失的客户（不能流失客户与流失风险客户）合计带来过多少收入？"),
        step="risk",
        hint=Text("add the revenue of both segments.", "将两个细分群体的收入相加。"),
        why=Text("They came back several times and have been silent for long: the first to win back.",
                 "他们曾多次购买，如今久未光顾：应最先赢回。"),
        level=2,
        slips=(
            ex.Slip("=[segments.revenue#8]", Text("add At Risk.", "还要加上流失风险客户。")),
            ex.Slip("=[segments.revenue#9]", Text("add Can't Lose Them.", "还要加上不能流失客户。")),
            ex.Slip("=[risk]+[segments.revenue#10]", Text("Hibernating customers bought seldom; leave them out.",
                                                          "沉睡客户本来就很少购买，不计入。")),
            ex.Slip("=[segments.customers#8]+[segments.customers#9]",
                    Text("these are customers; the revenue is asked for.", "这是客户数；题目问的是收入。")),
        ),
    ),
    ex.Question(
        "action",
        Text(f"Which segment calls for this action: “{ACTIONS['cant_lose'].en}”?",
             f"应对哪个细分群体采取这样的行动：“{ACTIONS['cant_lose'].zh}”？"),
        formula="=[segments.segment#8]", format="text",
        hint=Text("who bought most often of all and has not come for long?",
                  "哪些客户曾经来得最勤，却久未光顾？"),
        why=Text("F 5 and R 1 or 2: the best habits, now broken. A call is worth its cost here first.",
                 "F 为 5 分而 R 只有 1 或 2 分：最好的习惯已经中断，最值得专人致电。"),
        digits=None, level=2, choices=tuple(names_in("standard")),
    ),
    ex.Question(
        "high_share",
        Text("What share of the revenue does the tier High bring?", "高价值层贡献了多少比例的收入？"),
        step="high_share",
        hint=Text("add up M over the tier High (by the sum of the three scores), divide by all.",
                  "按三项总分找出高价值层，加总其消费金额，再除以总收入。"),
        why=Text("From the lowest sum 3 to the highest 15, the tier begins two thirds of the way up, at 11; "
                 "compare with its share of the customers.",
                 "从最低分 3 到最高分 15，升到三分之二处（11 分）即为高价值层；可与其客户占比对照。"),
        digits=1, level=2,
        slips=(
            ex.Slip("=[tiers.customer_share#1]", Text("this is its share of the customers.",
                                                      "这是客户占比。")),
            ex.Slip("=[champions_share]", Text("these are the Champions; the tier goes by the sum of R, "
                                               "F and M.", "这是冠军客户；层级按 R、F、M 总分划分。")),
        ),
    ),
    ex.Question(
        "policy",
        Text("What does the policy of calls, letters and e-mails bring in a year: added margin less "
             "the cost of all contacts?", "致电、寄券、短信的分层策略一年净收益是多少（新增毛利减去全部联系成本）？"),
        step="policy_result",
        hint=Text("a tier: customers × contacts × (response × revenue per purchase × margin − cost of a "
                  "contact); then add the three.",
                  "每层：客户数 × 联系次数 ×（响应率 × 每次购买收入 × 毛利率 − 每次联系成本），再将三层相加。"),
        why=Text("A tier pays where its response is above the one needed (sheet Policy).",
                 "某层的响应率高于保本响应率时才划算（见工作表“分层策略”）。"),
        level=3,
        slips=(
            ex.Slip("=[policy_gain]", Text("take off the cost of the contacts.", "请减去联系成本。")),
            ex.Slip("=[policy_cost]", Text("this is the cost; what do the contacts bring?",
                                           "这是成本；联系又带来多少？")),
            ex.Slip("=SUM([policy.extra_revenue:])-[policy_cost]",
                    Text("only the gross margin of the added revenue is yours.",
                         "新增收入中只有毛利属于商店。")),
            ex.Slip("=[policy.result#1]", Text("this is the tier High alone.", "这只是高价值层。")),
        ),
    ),
)  # fmt: skip

EXERCISE = ex.Exercise(
    name="segmentation",
    title=Text("Whom should the shop call?", "该给哪些客户打电话？"),
    aim=Text(
        "You learn to turn a list of sales into segments and tiers, and to give each the attention "
        "that it can pay for.",
        "学习从销售记录得出客户细分与层级，并按价值分配营销投入。",
    ),
    neutral_title=Text("Customer segments and tiers", "客户细分与分层"),
    neutral=Text(
        "The data are a list of sales: customer, date and amount. Divide the customers into three tiers, "
        "each with a policy that it can pay for. Who carries the business? Who is about to be lost? Does "
        "the policy pay? Check the figures below before you begin; the right answers follow them.",
        "数据是销售清单：客户、日期和金额。请把客户分成三层，每层配以负担得起的营销策略。"
        "谁支撑着生意？谁正在流失？这套策略划算吗？开始之前请先核对下面的数据；正确答案会随之变化。",
    ),
    case=(
        Text(
            "Willow Lane sells things for house and garden. Its till has recorded every sale with "
            "the customer's number. Two people in the office could ring customers up, but nobody "
            "can ring them all.",
            "青禾家居馆出售家居与园艺用品，收银系统记下了每一笔销售及会员号。"
            "店里只有两位员工能打电话回访，不可能逐一联系所有客户。",
        ),
        Text(
            "The owner wants three tiers: calls for the best, letters with a voucher for the middle, "
            "e-mails for the rest. Segment the sheet Sales, read the report, and find its numbers "
            "again in the working. Who carries the shop? Who is about to be lost? Does the policy pay?",
            "店主打算分三层：对最好的客户专人致电，对中间的客户寄送优惠券，其余只发短信。"
            "请对“销售”表做客户细分，阅读报告，并在演算中找到同样的数字。"
            "谁支撑着这家店？谁正在流失？这套策略划算吗？",
        ),
    ),
    figures=FIGURES,
    data=DATA,
    questions=QUESTIONS,
    pages=PAGES,
    functions=("SEGMENT", "SEGMENT_SUMMARY", "PARETO_SHARE", "SEGMENT_ACTION"),
    source=Text(
        "sales simulated (see About the data), shop and figures invented; RFM scores: Hughes, "
        "Strategic Database Marketing; segment names as in the R package rfm, their grid by R and F "
        "is clvxl's own",
        "销售记录为模拟数据（见“数据说明”），商店与数字均为虚构；RFM 评分见 Hughes《战略数据库营销》；"
        "细分群体名称同 R 语言包 rfm，按 R 与 F 的划分由 clvxl 自行规定",
    ),
)
