"""A bookshop's customers scored on recency, frequency and money, and whom to write to with them."""

from __future__ import annotations

from clvxl.exercises.cases import _sales as sales
from clvxl.exercises.cases._handouts import RFM as HANDOUT
from clvxl.exercises.cases._sales import BINS, BOUGHT, RFM, count, last, money, own
from clvxl.exercises.engine import records as ex
from clvxl.text import Text

__all__ = ["EXERCISE"]

DATA = sales.sales_data(
    sales.book_sales, most=5000, width=14.0,
    note=Text("One row is one purchase; a negative amount is a return: taken off the money, but no purchase.",
              "每行是一次购买；负数为退货：从金额中扣除，但不算一次购买。"),
)  # fmt: skip

KNOWN = ex.Limit(
    "formula", None, None,
    Text("A customer of the sheet Sales, written as there.", "工作表“销售”中的会员号，写法须与表中一致。"),
    formula='=SUMPRODUCT((in_customer&""=in_chosen&"")*1)>0',
)  # fmt: skip
WHOLE = ex.Limit("integer", 1, None, Text("A whole number of 1 or more.", "不小于 1 的整数。"))
COST = ex.Limit("decimal", 0.01, None, Text("An amount above 0.", "大于 0 的金额。"))
ADDED = Text("of recipients buy once more because of it", "收信者中因此多买一次的比例")

FIGURES = (
    ex.Figure("as_of", Text("Day of the count", "统计截止日"), sales.last_day, "date", sales.from_last_day,
              Text("the last day of the sales, or a later one", "销售记录的最后一天，或更晚的日期")),
    ex.Figure("chosen", Text("Customer to look at", "要考察的客户"), sales.telling, "text", KNOWN,
              Text("one on the sheet Sales", "工作表“销售”中的会员")),
    ex.Figure("new_days", Text("A newcomer first bought within the last", "新客户：首次购买在最近"), 90, "integer", WHOLE,
              Text("days", "天之内")),
    ex.Figure("half", Text("Last day of the first half", "前半期的最后一天"), sales.middle, "date", ex.DATE),
    ex.Figure("many", Text("Busy in the first half: at least", "前半期的常客：购买次数不少于"), 4, "integer", WHOLE,
              Text("purchases", "次")),
    ex.Figure("margin", Text("Gross margin", "毛利率"), 0.35, "percent", ex.RATE,
              Text("of the revenue of a purchase", "占购买收入的比例")),
    ex.Figure("budget", Text("Budget for letters", "寄信预算"), 20, "amount", ex.AMOUNT, Text("yuan", "元")),
    ex.Figure("cost", Text("Cost of a letter", "每封信的成本"), 2, "amount", COST, Text("yuan", "元")),
    ex.Figure("response_best", Text("Response of the best", "最好的客户的响应率"), 0.02, "percent", ex.RATE, ADDED),
    ex.Figure("response_slipping", Text("Response of the slipping", "渐行渐远者的响应率"), 0.2, "percent", ex.RATE, ADDED),
    ex.Figure("response_new", Text("Response of the new", "新近来者的响应率"), 0.06, "percent", ex.RATE, ADDED),
    ex.Figure("response_lapsed", Text("Response of the lapsed", "早已离开者的响应率"), 0.01, "percent", ex.RATE, ADDED),
)  # fmt: skip

TABLE_CALL = 'RFM_TABLE(in_customer,in_date,in_amount,[one_day],,"{language}",FALSE)'


def _found(column: int, otherwise: str = "0") -> str:
    """The chosen customer's cell of RFM_TABLE, whose rows are in the order of those by hand."""
    # Not VLOOKUP: Calc finds no text in the table that an add-in gives.
    return f"=IF([one_row]=0,{otherwise},INDEX({TABLE_CALL},[one_row],{column}))"


def _known(formula: str) -> str:
    """A score of the chosen customer, 0 where nothing was bought."""
    return f'=IF([one_last]="",0,{formula})'


ONE = ex.Steps(
    "one",
    Text("One customer: from the sales to a code", "一位客户：从销售记录到 RFM 编码"),
    (
        ex.Step("one_customer", Text("Customer", "会员号"),
                # A number typed into a cell of text is text: look for the number too.
                "=IF(SUMPRODUCT((in_customer=in_chosen)*1)>0,in_chosen,IFERROR(in_chosen*1,in_chosen))", "general"),
        # Not MATCH: to it A* and B? are patterns.
        ex.Step("one_row", Text("Row on the sheet By hand", "在“手工计算”表中的行号"),
                "=SUMPRODUCT(LARGE(([customers.customer:]=[one_customer])*[customers.no:],1))", "integer",
                note=Text("The functions give one row per customer, in this order. 0: no such customer.",
                          "函数按此顺序逐位给出客户；0 表示无此会员。")),
        ex.Step("one_day", Text("Day of the count", "统计截止日"), "=MAX(INT(in_as_of),INT(MAX(in_date)))", "date",
                note=Text("No day before the last of the sales.", "不早于销售记录的最后一天。")),
        ex.Step("one_last", Text("Last purchase", "最近一次购买"),
                f'=IF({own("[one_customer]", BOUGHT)}=0,"",INT({last("[one_customer]")}))', "date", _found(7, '""'),
                Text("The latest date with an amount above 0; a return does not count.", "金额大于 0 的最晚日期；退货不算。")),
        ex.Step("one_recency", Text("Recency in days", "距上次购买天数（R）"), '=IF([one_last]="",0,[one_day]-[one_last])',
                "integer", _found(2), Text("Day of the count less last purchase.", "统计截止日 − 最近一次购买日期。")),
        ex.Step("one_frequency", Text("Frequency: purchases", "购买次数（F）"), f"={own('[one_customer]', BOUGHT)}",
                "integer", _found(3), Text("Rows with an amount above 0.", "金额大于 0 的行数。")),
        ex.Step("one_monetary", Text("Monetary value", "消费金额（M）"), f"={money('[one_customer]')}", "amount",
                _found(4), Text("All amounts added up, returns taken off.", "全部金额之和，已扣除退货。")),
        ex.Step("one_r", Text("R score", "R 分值"), _known("5-SUMPRODUCT(1*([one_recency]>[cuts.r_cut:]))"), "integer",
                note=Text("5 less the cuts that it is above: few days are good.", "5 − 超过的分界个数：天数越少越好。")),
        ex.Step("one_f", Text("F score", "F 分值"), _known("1+SUMPRODUCT(1*([one_frequency]>[cuts.f_cut:]))"),
                "integer", note=Text("1 plus the cuts that it is above.", "1 + 超过的分界个数。")),
        ex.Step("one_m", Text("M score", "M 分值"), _known("1+SUMPRODUCT(1*([one_monetary]>[cuts.m_cut:]))"),
                "integer", note=Text("1 plus the cuts that it is above.", "1 + 超过的分界个数。")),
        ex.Step("one_code", Text("RFM code", "RFM 编码"), "=100*[one_r]+10*[one_f]+[one_m]", "general",
                f"=IF([one_row]=0,0,INDEX(RFM_SCORE({RFM},5),[one_row]))",
                Text("The three scores side by side; 555 is best.", "三个分值并排；555 最好。")),
    ),
)  # fmt: skip

NEW = "([customers.first:]>[one_day]-in_new_days)"
BUSY = "([customers.before:]>=in_many)"


def _share(part: str, whole: str) -> str:
    return f"=IF({whole}=0,0,{part}/{whole})"


DOUBTS = ex.Steps(
    "doubts",
    Text("All customers, and two doubts about scores", "全部客户，以及对分值的两点疑问"),
    (
        ex.Step("all_money", Text("Monetary value of all", "全部消费金额"), "=SUM([customers.monetary:])", "amount",
                f"=SUM(INDEX({TABLE_CALL},0,4))", Text("RFM_TABLE gives the whole table in one call.",
                                                       "调用一次 RFM_TABLE 即得整张客户表。")),
        ex.Step("new_f", Text("Newcomers: share with F 4 or 5", "新客户中 F 为 4 或 5 的比例"),
                _share(f"SUMPRODUCT({NEW}*([customers.f:]>=4))", f"SUMPRODUCT({NEW}*1)"), "percent",
                note=Text("They have had little time to buy.", "他们还没有多少时间购买。")),
        ex.Step("all_f", Text("All customers: share with F 4 or 5", "全部客户中 F 为 4 或 5 的比例"),
                "=SUMPRODUCT(([customers.f:]>=4)*1)/COUNT([customers.recency:])", "percent"),
        ex.Step("kept", Text("Busy customers: second half ÷ first half", "前半期的常客：后半期 ÷ 前半期"),
                _share(f"SUMPRODUCT({BUSY}*[customers.later:])", f"SUMPRODUCT({BUSY}*[customers.before:])"), "percent",
                note=Text("Purchases. Part of a good half was luck, which does not come again.",
                          "指购买次数。前半期的好成绩有运气成分，运气不会重来。")),
        ex.Step("all_kept", Text("All customers: second half ÷ first half", "全部客户：后半期 ÷ 前半期"),
                _share("SUM([customers.later:])", "SUM([customers.before:])"), "percent"),
    ),
)  # fmt: skip

GRID = ex.Grid(
    "customers",
    Text("Each customer, by hand", "逐位客户，手工计算"),
    count,
    sales.customer_columns(
        "one_day",
        ex.Col("first", Text("First purchase", "首次购买"), "date",
               '=IF([last]=0,"",INT([last]-SUMPRODUCT(LARGE((in_customer=[customer])*(in_amount>0)*'
               "([last]-in_date),1))))", width=12.0),
        ex.Col("before", Text("First half", "前半期"), "integer",
               f"={own('[customer]', BOUGHT + '*(in_date<INT(in_half)+1)')}", width=10.0),
        ex.Col("later", Text("Second half", "后半期"), "integer",
               f"={own('[customer]', BOUGHT + '*(in_date>=INT(in_half)+1)')}", width=10.0),
        ex.Col("no", Text("Row", "行号"), "integer", values=lambda columns: range(1, count(columns) + 1), width=7.0),
    ),
)  # fmt: skip

COUNTS = ex.Grid(
    "counts",
    Text("How many customers have each score", "各分值的客户数"),
    BINS,
    (
        ex.Col("score", Text("Score", "分值"), "integer", values=range(1, BINS + 1), width=10.0),
        *(ex.Col(f"{key}_count", Text(key.upper(), key.upper()), "integer",
                 f"=SUMPRODUCT(([customers.{key}:]=[score])*1)", width=19.0) for key in "rfm"),
    ),
    note=Text("A fifth each where all values differ. Equal values have equal scores: whoever bought once scores like "
              "all others who did, and a score may even be empty.",
              "数值互不相同时各占五分之一。相等的值分值相同：只买过一次的客户分值都一样，某一档甚至可能无人。"),
)  # fmt: skip

THRESHOLDS = ex.Spill(
    "thresholds",
    Text("Both by one function: RFM_THRESHOLDS", "一个函数同时给出：RFM_THRESHOLDS"),
    f"=RFM_THRESHOLDS({RFM},5,FALSE)",
    3,
    (
        ex.Col("f_score", Text("Score", "分值"), "text", width=10.0),
        *(ex.Col(f"f_cut{at}", Text(f"Cut {at}", f"分界 {at}"), "amount", width=11.0) for at in range(1, BINS)),
        *(ex.Col(f"f_count{at}", Text(f"Score {at}", f"{at} 分"), "integer", width=9.0) for at in range(1, BINS + 1)),
    ),
)  # fmt: skip


def _field(r: int) -> str:
    here = f"([customers.f:]=[f_row])*([customers.r:]={r})"
    return f'=IFERROR(SUMPRODUCT({here},[customers.monetary:])/SUMPRODUCT({here}),"")'


HEAT = ex.Grid(
    "heat",
    Text("Mean monetary value by R and F, by hand", "按 R 与 F 的平均消费金额，手工计算"),
    BINS,
    (
        ex.Col("f_row", Text("F \\ R", "F \\ R"), "integer", values=range(BINS, 0, -1), width=12.0),
        *(ex.Col(f"r{r}", Text(f"R {r}", f"R {r}"), "amount", _field(r), width=12.0) for r in range(1, BINS + 1)),
    ),
    note=Text("Top right are the best customers, top left those who used to come. A field without customers is empty.",
              "右上角是最好的客户，左上角是曾经常来的客户。没有客户的格为空。"),
    scale=("r1", f"r{BINS}"),
)  # fmt: skip

BEST, SLIPPING, FRESH, LAPSED = (
    Text("The best (R 4–5 and F 4–5)", "最好的客户（R 4–5、F 4–5）"), Text("The slipping (R 1–2 and F 4–5)", "渐行渐远者（R 1–2、F 4–5）"),
    Text("The new (R 4–5 and F 1–2)", "新近来者（R 4–5、F 1–2）"), Text("The lapsed (R 1–2 and F 1–2)", "早已离开者（R 1–2、F 1–2）"),
)  # fmt: skip
NOBODY = Text("Nobody: keep the budget", "都不写：留下预算")
WHO = "([customers.r:]>=[r_from])*([customers.r:]<=[r_from]+1)*([customers.f:]>=[f_from])*([customers.f:]<=[f_from]+1)"

GROUPS = ex.Grid(
    "groups",
    Text("Four groups, and a letter to each", "四个群体，以及给各群体写信"),
    4,
    (
        ex.Col("group", Text("Group", "群体"), "text", values=(BEST, SLIPPING, FRESH, LAPSED), width=27.0),
        ex.Col("r_from", Text("R from", "R 起"), "integer", values=(4, 1, 4, 1), width=8.0),
        ex.Col("f_from", Text("F from", "F 起"), "integer", values=(4, 4, 1, 1), width=8.0),
        ex.Col("people", Text("Customers", "客户数"), "integer", f"=SUMPRODUCT({WHO})", width=11.0),
        ex.Col("paid", Text("Revenue per purchase", "每次购买收入"), "amount",
               f"=IF([people]=0,0,SUMPRODUCT({WHO},[customers.monetary:])/SUMPRODUCT({WHO},[customers.frequency:]))",
               width=12.0),
        ex.Col("response", Text("Response", "响应率"), "percent", width=10.0,
               formula='=IF(AND([r_from]=4,[f_from]=4),in_response_best,IF([f_from]=4,in_response_slipping,'
                       "IF([r_from]=4,in_response_new,in_response_lapsed)))"),
        ex.Col("gain", Text("Gain per letter", "每封信净收益"), "amount", "=[response]*[paid]*in_margin-in_cost",
               width=12.0),
        ex.Col("letters", Text("Letters", "封数"), "integer", "=MIN([people],INT(in_budget/in_cost))", width=9.0),
        ex.Col("result", Text("Result", "净收益"), "amount", "=[letters]*[gain]", width=11.0),
    ),
    note=Text("Gain per letter: response × revenue per purchase × margin − cost. The best come anyway: a letter adds "
              "little.", "每封信净收益 = 响应率 × 每次购买收入 × 毛利率 − 成本。最好的客户不写信也会来，信增加不了多少。"),
)  # fmt: skip

PAGES = (
    ex.Page(Text("Customer", "单个客户"), Text("One customer, all customers", "一位客户与全部客户"), (ONE, DOUBTS),
            landscape=True),
    ex.Page(Text("By hand", "手工计算"), Text("All customers, by hand", "全部客户，手工计算"), (GRID,)),
    ex.Page(Text("Cuts", "分界"), Text("Where the scores are cut", "分值在何处切分"), (sales.CUTS, COUNTS, THRESHOLDS),
            landscape=True),
    ex.Page(Text("Map", "热力图"), Text("Where is the money?", "钱在哪里？"), (HEAT,), landscape=True),
    ex.Page(
        Text("Letters", "写信"), Text("Whom to write to", "该给谁写信"),
        (
            GROUPS,
            ex.Diagram(
                "result_chart", Text("Result of the letters", "写信的净收益"), "column", "groups", "group", ("result",),
                Text("group", "群体"), Text("result", "净收益"), "amount",
                Text("Below zero the letters cost more than they bring.", "低于零线：信的成本高于带来的毛利。"), rows=14,
            ),
        ),
        landscape=True,
    ),
)  # fmt: skip


def _choice(value: str) -> Text:
    """The group with the highest value in a column of the groups, if it is above 0."""
    return Text(*(
        f'=IF(MAX([groups.{value}:])<=0,"{NOBODY.say(language)}",'
        f"INDEX([groups.group:],MATCH(MAX([groups.{value}:]),[groups.{value}:],0)))"
        for language in ("en", "zh")
    ))  # fmt: skip


RETURNS = "SUMPRODUCT((in_customer=[one_customer])*(in_amount<0)*in_amount)"
QUESTIONS = (
    ex.Question(
        "recency", Text("Recency: how many days before the day of the count did the customer to look at last buy?",
                        "距上次购买天数（R）：要考察的客户最近一次购买距统计截止日多少天？"),
        formula="=[one_recency]", format="integer", digits=None,
        hint=Text("filter the sales by the customer; take the latest purchase off the day of the count.",
                  "按会员号筛选，用统计截止日减去最近一次购买的日期。"),
        why=Text("Day of the count less last purchase; a return is no purchase.", "统计截止日减去最近一次购买日期；退货不算购买。"),
        slips=(
            ex.Slip("=[one_day]-INT(SUMPRODUCT(LARGE((in_customer=[one_customer])*in_date,1)))",
                    Text("the last row is a return: take the last purchase.", "最后一行是退货：应取最近一次购买。")),
            ex.Slip("=[one_recency]+1", Text("the day of the count itself is day 0.", "统计截止日当天为第 0 天。")),
        ),
    ),
    ex.Question(
        "monetary", Text("Monetary value: how much money has this customer left in the shop, returns taken off?",
                         "消费金额（M）：这位客户共消费多少（扣除退货）？"),
        formula="=[one_monetary]", format="amount",
        hint=Text("add up all amounts of the customer, the negative ones too.", "该客户全部金额相加，负数也计入。"),
        why=Text("The sum of all amounts; returns are negative.", "全部金额之和；退货为负数。"),
        slips=(
            ex.Slip(f"=[one_monetary]-{RETURNS}", Text("take off the returns.", "请扣除退货。")),
            ex.Slip("=IF([one_frequency]=0,0,[one_monetary]/[one_frequency])",
                    Text("this is the mean per purchase; the sum is asked for.", "这是次均金额；题目要的是合计。")),
        ),
    ),
    ex.Question(
        "f_cut", Text("Above how many purchases is the F score 5 (the highest cut)?", "购买次数超过多少，F 为 5 分（最高的分界）？"),
        formula="=[cuts.f_cut#-1]", format="number", digits=1,
        hint=Text("80 % of the customers lie at or below this cut: PERCENTILE over their frequencies.",
                  "80% 的客户不高于这个分界：对购买次数用 PERCENTILE。"),
        why=Text("The 80 % quantile of the frequencies.", "购买次数的 80% 分位数。"),
        slips=(
            ex.Slip("=INT([cuts.f_cut#-1])+1", Text("this is the first number above the cut; the cut is asked for.",
                                                    "这是超过分界的第一个次数；题目问的是分界本身。")),
            ex.Slip("=0.8*MAX([customers.frequency:])", Text("80 % of the customers, not of the highest frequency.",
                                                             "是客户数的 80%，不是最高次数的 80%。")),
        ),
    ),
    ex.Question(
        "code", Text("Which RFM code (100 R + 10 F + M) does the customer to look at have?",
                     "要考察的客户的 RFM 编码（100 R + 10 F + M）是多少？"),
        step="one_code", digits=None, level=2,
        hint=Text("count for each of the three values the cuts it is above; R is reversed.", "三个数值各超过几个分界？注意 R 反向。"),
        why=Text("F and M: 1 plus the cuts it is above. R: 5 less them.", "F 与 M：1 + 超过的分界个数。R：5 − 超过的分界个数。"),
        slips=(
            ex.Slip("=[one_code]+100*(6-2*[one_r])", Text("few days are good: the R score is reversed.",
                                                         "天数越少越好：R 分值要反向。")),
            ex.Slip("=[one_r]+[one_f]+[one_m]", Text("do not add the scores: write them side by side.",
                                                     "分值不相加，而是并排写。")),
        ),
    ),
    ex.Question(
        "slipping", Text("How many customers bought often (F 4 or 5) and have been away for long (R 1 or 2)?",
                         "有多少位客户曾经常买（F 为 4 或 5）而久未再来（R 为 1 或 2）？"),
        formula="=[groups.people#2]", format="integer", digits=None, level=2,
        hint=Text("score all customers, then count those with both.", "先给全部客户评分，再数同时满足两项的。"),
        why=Text("Good customers who have stopped coming.", "不再光顾的好客户。"),
        slips=(
            ex.Slip("=[groups.people#1]", Text("these came recently.", "这些是最近来过的。")),
            ex.Slip("=[counts.f_count#4]+[counts.f_count#5]", Text("R must be 1 or 2 too.", "R 还须为 1 或 2。")),
        ),
    ),
    ex.Question(
        "best_field", Text("What is the mean monetary value of the customers with R = 5 and F = 5?",
                           "R = 5 且 F = 5 的客户，平均消费金额是多少？"),
        formula='=IF([heat.r5#1]="",0,[heat.r5#1])', format="amount", level=2,
        # A field of nobody is blank; without the add-in it is an error, which must stay one.
        function='=IF(INDEX(RFM_HEATMAP([customers.code:],[customers.monetary:],FALSE),1,6)="",0,'
                 'INDEX(RFM_HEATMAP([customers.code:],[customers.monetary:],FALSE),1,6))',
        hint=Text("the money of these customers ÷ their number.", "这些客户的消费金额合计 ÷ 人数。"),
        why=Text("The field in the top right corner of the map.", "热力图右上角的一格。"),
        slips=(
            ex.Slip("=SUMPRODUCT(([customers.f:]=5)*([customers.r:]=5),[customers.monetary:])",
                    Text("this is the sum: divide by the number of customers.", "这是合计：请除以人数。")),
            ex.Slip('=IF([heat.r5#-1]="",0,[heat.r5#-1])', Text("this is the field F = 1.", "这是 F = 1 的格。")),
        ),
    ),
    ex.Question(
        "newcomers", Text("Time at risk: which share of the newcomers has F 4 or 5?", "观察时间：新客户中 F 为 4 或 5 的占多大比例？"),
        step="new_f", digits=1, level=3,
        hint=Text("take the customers whose first purchase lies within the days given.", "取首次购买在给定天数之内的客户。"),
        why=Text('="Of all customers it is "&FIXED(100*[all_f],1)&"%. Whoever came last month cannot have bought often '
                 'yet: a low F is no verdict on a newcomer."',
                 '="全部客户中为 "&FIXED(100*[all_f],1)&"%。上个月才来的人还不可能常买：F 低不等于新客户不好。"'),
        slips=(
            ex.Slip("=[all_f]", Text("these are all customers.", "这是全部客户。")),
            ex.Slip(_share(f"SUMPRODUCT({NEW}*([customers.f:]=5))", f"SUMPRODUCT({NEW}*1)"),
                    Text("F 4 counts too.", "F 为 4 分也算。")),
        ),
    ),
    ex.Question(
        "regression", Text("Take the customers who were busy in the first half. How many purchases do they make in the "
                           "second half, as a share of those in the first?",
                           "取前半期的常客：他们后半期的购买次数是前半期的百分之几？"),
        step="kept", digits=1, level=3,
        hint=Text("add up their purchases in each half, then divide.", "分别加总他们两个半期的购买次数，再相除。"),
        why=Text('="All customers together make "&FIXED(100*[all_kept],1)&"%. Those picked for a good half fall back '
                 'towards the mean: some of it was luck. A score is no forecast."',
                 '="全部客户合计为 "&FIXED(100*[all_kept],1)&"%。因成绩好而被选出的人会向平均回落：其中有运气成分。分值不是预测。"'),
        slips=(
            ex.Slip("=[all_kept]", Text("these are all customers.", "这是全部客户。")),
            ex.Slip("=[kept]-1", Text("this is the change; the share is asked for.", "这是变化率；题目问的是比例。")),
        ),
    ),
    ex.Question(
        "gain", Text("What do letters to the slipping (R 1–2, F 4–5) bring, added margin less cost, within the budget?",
                     "在预算之内给渐行渐远者（R 1–2，F 4–5）写信，净收益是多少（新增毛利减去成本）？"),
        formula="=[groups.result#2]", format="amount", level=3,
        hint=Text("letters that the budget pays for × (response × revenue per purchase × margin − cost).",
                  "预算可寄的封数 ×（响应率 × 每次购买收入 × 毛利率 − 成本）。"),
        why=Text("Revenue per purchase: their money ÷ their purchases.", "每次购买收入：他们的消费金额 ÷ 购买次数。"),
        slips=(
            ex.Slip("=[groups.people#2]*[groups.gain#2]", Text("the budget does not pay for so many letters.",
                                                               "预算寄不了这么多封。")),
            ex.Slip("=[groups.letters#2]*([groups.response#2]*[groups.paid#2]-in_cost)",
                    Text("only the margin of the added revenue is yours.", "新增收入中只有毛利属于书店。")),
        ),
    ),
    ex.Question(
        "decide", Text("Decide: to whom should the letters go?", "请决定：信该写给谁？"),
        formula=_choice("result"), format="text", choices=(BEST, SLIPPING, FRESH, LAPSED, NOBODY), digits=None, level=3,
        hint=Text("work out the result for each group, within the budget.", "在预算之内算出各群体的净收益。"),
        why=Text('="Letters to the slipping bring "&FIXED([groups.result#2],2)&", to the best "&FIXED([groups.result#1],2)'
                 '&": a good customer is not the one whom a letter changes. Left out: purchases after the next one. The '
                 'responses are estimates: test them with a group that has no letter."',
                 '="给渐行渐远者写信净收益 "&FIXED([groups.result#2],2)&"，给最好的客户 "&FIXED([groups.result#1],2)'
                 '&"：好客户未必是信能打动的客户。未计入：再下一次的购买。响应率只是估计：请留一组不写信的客户作对照。"'),
        slips=(ex.Slip(_choice("paid"), Text("what they spend per purchase is not what a letter adds.",
                                             "每次花得多，不等于信能多带来购买。")),
               ex.Slip(Text(f'="{BEST.en}"', f'="{BEST.zh}"'), Text("they come anyway: see what a letter adds.",
                                                                     "他们不写信也会来：请看信增加了什么。"))),
    ),
)  # fmt: skip

EXERCISE = ex.Exercise(
    name="rfm",
    title=Text("Recency, frequency, monetary: whom to write to?", "最近购买、频率、金额：该给谁写信？"),
    aim=Text("You learn to score customers on when they last bought, how often and for how much, what the scores do "
             "not tell, and to choose with them whom to write to.",
             "学习按最近一次购买、购买频率和消费金额给客户评分，了解分值说明不了什么，并据此选择给谁写信。"),
    neutral_title=Text("Recency, frequency, monetary value", "RFM：最近购买、频率、金额"),
    neutral=Text(
        "The data are a list of sales: customer, date and amount; a return is negative. R, F and M are each scored from "
        "1 to 5 (best), with cuts at the quintiles of the customers; few days are good. Score the customers, see what the "
        "scores do not tell, and decide whom to write to. Check the figures below before you begin; the right answers "
        "follow them.",
        "数据是销售清单：客户、日期和金额，退货为负数。R、F、M 各评 1 到 5 分，5 分最好，以客户的五分位数为分界；"
        "R 的天数越少越好。请给客户评分，看看分值说明不了什么，再决定给谁写信。开始之前请先核对下面的数据；正确答案会随之变化。",
    ),
    case=(
        Text(
            "The Half Page, a neighbourhood bookshop, writes down each sale to a member: who, when and how much (yuan). "
            "Books may be brought back within two weeks; then the amount is negative. The owner has a small budget for "
            "letters with a personal recommendation. Who should have one, and who will come anyway?",
            "“半页书店”是一家社区书店，记录每位会员的每次购买：谁、何时、多少钱（元）。两周内可以退书，退货金额为负数。"
            "店主有一小笔预算，可以写信为会员推荐新书。该写给谁？谁不写也会来？",
        ),
        Text(
            "R, F and M are each scored from 1 to 5 (best). The cuts lie where 20, 40, 60 and 80 % of the customers are at "
            "or below; a value equal to a cut belongs to the group below it. Few days are good: the R score runs the "
            "other way.",
            "R、F、M 各评 1 到 5 分，5 分最好。分界为 20%、40%、60%、80% 分位数，等于分界的值归入数值较小的一组；"
            "R 的天数越少越好，分值反向。",
        ),
    ),
    figures=FIGURES, data=DATA, questions=QUESTIONS, pages=PAGES,
    handout=HANDOUT,
    functions=("RFM_TABLE", "RFM_SCORE", "RFM_THRESHOLDS", "RFM_HEATMAP"),
    source=Text(
        "independent quintiles of R, F and M; Hughes (Strategic Database Marketing) nests them: R, then F within R, then "
        "M within F. Quantiles: Hyndman & Fan (1996), definition 7; shop and responses invented, sales simulated",
        "R、F、M 分别五等分；Hughes《战略数据库营销》则逐层嵌套：先 R，再在 R 内分 F，在 F 内分 M。"
        "分位数见 Hyndman & Fan（1996）定义 7；书店与响应率为虚构，销售为模拟",
    ),
)  # fmt: skip
