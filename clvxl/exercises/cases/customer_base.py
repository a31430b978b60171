"""A web shop: which customers are still there, what they will buy, and whom to call."""

from __future__ import annotations

from clvxl.exercises.cases import _customer_base_sales as shop
from clvxl.exercises.cases._choices import either, said
from clvxl.exercises.cases._customer_base_working import PAGES
from clvxl.exercises.cases._kinds import PARAMETER
from clvxl.exercises.engine import records as ex
from clvxl.exercises.engine.limits import day_text
from clvxl.text import NOTHING, Text

__all__ = ["EXERCISE"]

TRUE = ", ".join(f"{key} {value}" for key, value in shop.TRUE.items())
DATA = ex.Data(
    title=Text("The sales", "销售记录"),
    fields=(
        ex.Field("customer", Text("Customer", "客户"), "text", None, 12.0, "customer"),
        ex.Field("date", Text("Date", "日期"), "date", ex.DATE, 12.0, "date"),
        ex.Field("amount", Text("Amount", "金额"), "amount", ex.MONEY, 12.0, "amount"),
    ),
    values=shop.sales, most=2000, sheet=Text("Sales", "销售"),
    note=Text("One row is one sale; a return is negative. The log goes on after the day of the count, so that the forecast can be judged.",
              "每行一笔销售，退货为负数。记录延续到统计日之后，以便检验预测。"),
)  # fmt: skip


def _day(columns: ex.Columns) -> ex.Limit:
    first = min(columns["date"]) // 1 + 7
    return ex.Limit(
        "date",
        first,
        None,
        Text(f"A date from {day_text(first)} on.", f"{day_text(first)} 或更晚的日期。"),
    )


def _weeks(columns: ex.Columns) -> int:
    return max(int((max(columns["date"]) // 1 - shop.as_of(columns)) // 7), 1)


KNOWN = [
    ex.Limit("formula", None, None, Text("A customer of the sheet Sales, written as there.", "工作表“销售”中的客户，写法须与表中一致。"),
             formula=f'=SUMPRODUCT((in_customer&""=in_{key}&"")*1)>0')
    for key in ("first", "second")
]  # fmt: skip
POSITIVE = ex.Limit("decimal", 0.0001, 1e12, Text("A number above 0.", "大于 0 的数。"))
ABOVE_ONE = ex.Limit("decimal", 1.01, 1e12, Text("A number above 1.", "大于 1 的数。"))


def _stored(key: str, value: object, limit: ex.Limit, unit: Text) -> ex.Figure:
    return ex.Figure(key, Text(key, key), value, "factor", limit, unit)


FIGURES = (
    ex.Figure("as_of", Text("Day of the count", "统计截止日"), shop.as_of, "date", _day,
              Text("later sales are kept to compare with", "之后的销售留作对照")),
    ex.Figure("horizon", Text("Weeks ahead", "预测周数"), _weeks, "integer",
              ex.Limit("integer", 1, 520, Text("A whole number from 1 to 520.", "1 到 520 的整数。"))),
    ex.Figure("first", Text("First customer to look at", "要考察的第一位客户"), shop.candidates(0), "text", KNOWN[0],
              Text("came often, has been silent", "曾经常来，如今沉默")),
    ex.Figure("second", Text("Second customer to look at", "要考察的第二位客户"), shop.candidates(1), "text", KNOWN[1],
              Text("came less often", "来得较少")),
    _stored("r", shop.fitted(0), POSITIVE, Text("BTYD_FIT: r ÷ alpha purchases a week",
                                                "BTYD_FIT：每周购买 r ÷ alpha 次")),
    _stored("alpha", shop.fitted(1), POSITIVE, Text("weeks", "周")),
    _stored("a", shop.fitted(2), PARAMETER, Text("BTYD_FIT: a ÷ (a + b) drop out each time",
                                                 "BTYD_FIT：每次流失 a ÷（a + b）")),
    _stored("b", shop.fitted(3), PARAMETER, NOTHING),
    _stored("p", shop.spending(0), POSITIVE, Text("GAMMA_GAMMA_FIT: value of a purchase",
                                                  "GAMMA_GAMMA_FIT：购买金额")),
    _stored("q", shop.spending(1), ABOVE_ONE, NOTHING),
    _stored("v", shop.spending(2), POSITIVE, NOTHING),
    ex.Figure("margin", Text("Gross margin", "毛利率"), 0.4, "percent", ex.RATE, Text("of the value of a purchase", "占购买金额")),
    ex.Figure("discount_rate", Text("Discount rate", "折现率"), 0.1, "percent", ex.RATE, Text("a year", "每年")),
    ex.Figure("call_cost", Text("Cost of a call", "每次致电的成本"), 6, "amount", ex.AMOUNT, Text("each", "每次")),
    ex.Figure("lift", Text("What a call adds", "致电的作用"), 0.06, "percent", ex.RATE,
              Text("of the customer's three-year value", "使客户三年价值提高的比例")),
)  # fmt: skip

FIRST = Text("Call the first customer", "致电第一位客户")
SECOND = Text("Call the second customer", "致电第二位客户")
NEITHER = Text("Call neither", "两位都不致电")

QUESTIONS = (
    ex.Question(
        "frequency",
        Text('="What is the frequency x of customer "&in_first&" on the day of the count, as these models count it?"',
             '="按这类模型的算法，客户 "&in_first&" 在统计截止日的频次 x 是多少？"'),
        step="x_first", digits=None,
        hint=Text("days with a purchase until then, less the first one.", "截至当日有购买的天数，减去首次。"),
        why=Text("The first purchase makes a customer; what it tells of the rate is nothing.",
                 "首次购买使其成为客户，并不说明购买频率。"),
        slips=(
            ex.Slip("=[x_first]+1", Text("the first purchase does not count.", "首次购买不计。")),
            ex.Slip("=[x_first]/[age_first]", Text("this is a rate per week; the number of purchases is asked for.",
                                                   "这是每周的频率；题目问的是次数。")),
        ),
    ),
    ex.Question(
        "alive",
        Text("What is the chance that this customer is still a customer (BG/NBD)?", "该客户仍然活跃的概率是多少（BG/NBD）？"),
        step="alive_first", digits=1,
        hint=Text("1 ÷ (1 + a ÷ (b + x − 1) × ((alpha + T) ÷ (alpha + t_x))^(r + x)).",
                  "1 ÷〔1 + a ÷（b + x − 1）×（（alpha + T）÷（alpha + t_x））^（r + x）〕。"),
        why=Text('="Silent for "&FIXED([age_first]-[recency_first],1)&" weeks, after one purchase every "'
                 '&FIXED([recency_first]/MAX([x_first],1),1)&" weeks."',
                 '="原先平均每 "&FIXED([recency_first]/MAX([x_first],1),1)&" 周购买一次，如今已沉默 "'
                 '&FIXED([age_first]-[recency_first],1)&" 周。"'),
        slips=(
            ex.Slip("=1-[alive_first]", Text("this is the chance to be gone.", "这是已流失的概率。")),
            ex.Slip("=1/(1+in_a/(in_b+[x_first])*((in_alpha+[age_first])/(in_alpha+[recency_first]))^(in_r+[x_first]))",
                    Text("b + x − 1, not b + x.", "应为 b + x − 1，而不是 b + x。")),
            ex.Slip("=1/(1+in_a/(in_b+[x_first]-1)*((in_alpha+[age_first])/(in_alpha+[recency_first]))^in_r)",
                    Text("the power is r + x: each purchase tells more of the rate.", "指数为 r + x：每次购买都更说明频率。")),
            ex.Slip("=1/(1+in_a/(in_b+[x_first]-1)*((in_alpha+[age_first])/(in_alpha+[age_first]-[recency_first]))^(in_r+[x_first]))",
                    Text("t_x runs from the first purchase to the last one; this is the silence after it, as in RFM.",
                         "t_x 是首次到末次购买的时长；这里用了末次购买至今的沉默，那是 RFM 的算法。")),
            ex.Slip("=(in_b/(in_a+in_b))^[x_first]", Text("this leaves the silence out.", "这没有考虑沉默的时间。")),
        ),
    ),
    ex.Question(
        "paradox",
        Text("Two customers came 52 weeks ago and have been silent for 16. One has come back ten times, the other once. By how "
             "many points is P(alive) of the first lower?",
             "两位客户都在 52 周前首次购买，都已沉默 16 周。一位回来过十次，另一位一次。前者的活跃概率低多少个百分点？"),
        formula="=[once]-[often]", format="percent", digits=1, level=2,
        hint=Text("T is 52 and t_x is 36 for both; take x = 1 and x = 10.", "两者 T 均为 52，t_x 均为 36；分别取 x = 1 与 x = 10。"),
        why=Text('="The one who came ten times is still there with a chance of "&FIXED(100*[often],1)&"%, the other with "&FIXED(100*[once],1)&"%. '
                 'Frequency alone would rank them the other way round: the increasing frequency paradox."',
                 '="来过十次的活跃概率为 "&FIXED(100*[often],1)&"%，来过一次的为 "&FIXED(100*[once],1)&"%。'
                 '只看频次会得出相反的排序：这就是“频次递增悖论”。"'),
        slips=(
            ex.Slip("=[often]-[once]", Text("asked is how much lower it is: turn the sign.", "题目问低多少：请变号。")),
            ex.Slip("=1-[often]/[once]", Text("in points, not as a share of it.", "以百分点计，而不是比例。")),
            ex.Slip("=[paradox.after_3#5]-[often]", Text("this is three times against ten.", "这是三次与十次之差。")),
        ),
    ),
    ex.Question(
        "alive_all",
        Text("How many of the customers are expected to be still alive on the day of the count?",
             "在统计截止日，预期有多少位客户仍然活跃？"),
        step="alive_all", digits=1, level=2,
        hint=Text("add up P(alive) over all customers.", "把全部客户的活跃概率相加。"),
        why=Text('="Of "&FIXED([known],0)&" on the list. "&FIXED(SUMPRODUCT(([customers.first_day:]<=in_as_of)*([customers.x:]=0)),0)'
                 '&" of them never came back: BG/NBD takes those to be alive for sure, since it lets customers drop out only after '
                 'a repeat purchase."',
                 '="名单上共 "&FIXED([known],0)&" 位。其中 "&FIXED(SUMPRODUCT(([customers.first_day:]<=in_as_of)*([customers.x:]=0)),0)'
                 '&" 位从未再来：BG/NBD 认为他们必然活跃，因为它只允许在重复购买之后流失。"'),
        slips=(
            ex.Slip("=[known]", Text("these are all who ever bought.", "这是所有买过的客户。")),
            ex.Slip("=SUMPRODUCT(([customers.alive:]>0.5)*1)", Text("count chances in full: 0.6 is six tenths of a customer.",
                                                                   "概率要如实相加：0.6 就是十分之六位客户。")),
            ex.Slip("=[known]-[alive_all]", Text("these are gone.", "这是已流失的。")),
        ),
    ),
    ex.Question(
        "gone",
        Text("What share of all revenue until the day of the count came from customers who are more likely gone than not?",
             "截至统计日的全部收入中，来自“更可能已流失”的客户占百分之几？"),
        step="gone", digits=1, level=2,
        hint=Text("add up what customers with P(alive) below 50% have spent, first purchases too; divide by all revenue.",
                  "加总活跃概率低于 50% 的客户的消费（含首次购买），除以全部收入。"),
        why=Text("A list by past revenue is headed by many who will not come again: the past is no forecast.",
                 "按过去收入排名，榜首有许多不会再来的客户：过去不等于预测。"),
        slips=(
            ex.Slip("=1-[gone]", Text("this came from those who are more likely alive.", "这来自更可能活跃的客户。")),
            ex.Slip("=SUMPRODUCT(([customers.alive:]<0.5)*([customers.first_day:]<=in_as_of))/[known]",
                    Text("this is their share of the customers.", "这是其占客户数的比例。")),
            ex.Slip("=SUMPRODUCT(([customers.alive:]<0.5)*[customers.x:]*[customers.spent:])/SUMPRODUCT([customers.x:]*[customers.spent:])",
                    Text("first purchases are revenue, too.", "首次购买也是收入。")),
        ),
    ),
    ex.Question(
        "off",
        Text('="By what percentage did the forecast for the next "&FIXED(in_horizon,0)&" weeks exceed (above 0) or fall short of (below 0) the purchases?"',
             '="对此后 "&FIXED(in_horizon,0)&" 周的购买次数，模型高估（大于 0）或低估（小于 0）了百分之几？"'),
        step="off", digits=1, level=2,
        hint=Text("(expected − bought in fact) ÷ bought in fact, over all customers.", "全部客户的（预期 − 实际）÷ 实际。"),
        why=Text('="Had everybody gone on as before, the error would be "&FIXED(100*[off_naive],1)&"%: many on the list have left. A '
                 'forecast for one customer errs far more than one for all."',
                 '="若假设人人照旧，误差为 "&FIXED(100*[off_naive],1)&"%：名单上的许多人早已离开。对单个客户的预测，误差远大于对全体。"'),
        slips=(
            ex.Slip("=[off_naive]", Text("this lets everybody go on as before.", "这是假设人人照旧。")),
            ex.Slip("=IF([bought_all]=0,0,1-[bought_all]/[expected_all])", Text("divide by what happened.", "请除以实际次数。")),
            ex.Slip("=-[off]", Text("too many is above 0.", "高估应大于 0。")),
        ),
    ),
    ex.Question(
        "worth",
        Text('="What is a purchase of customer "&in_second&" expected to be worth (Gamma-Gamma)?"',
             '="客户 "&in_second&" 每次购买的期望金额是多少（Gamma-Gamma）？"'),
        formula="=[worth_second]", format="amount", level=3,
        function="=GAMMA_GAMMA_EXPECTED([money.gg:],INDEX([customers.x:],[row_second]),INDEX([customers.spent:],[row_second]))",
        hint=Text("p × (v + x × own mean) ÷ (p × x + q − 1).", "p ×（v + x × 自身均值）÷（p × x + q − 1）。"),
        why=Text('="Between the own mean of "&FIXED(INDEX([customers.spent:],[row_second]),2)&" and that of all, "&FIXED([mean_worth],2)'
                 '&": large means that rest on few purchases are luck in part (regression to the mean)."',
                 '="介于自身均值 "&FIXED(INDEX([customers.spent:],[row_second]),2)&" 与总体均值 "&FIXED([mean_worth],2)'
                 '&" 之间：购买次数少时，偏高的均值有一部分是运气（向均值回归）。"'),
        slips=(
            ex.Slip("=INDEX([customers.spent:],[row_second])", Text("this is the own mean of the past; draw it towards that of all.",
                                                                    "这是其过去的均值；应向总体均值收缩。")),
            ex.Slip("=[mean_worth]", Text("this is the mean of all customers.", "这是全体客户的均值。")),
            ex.Slip("=[worth_first]", Text("this is the first customer.", "这是第一位客户。")),
        ),
    ),
    ex.Question(
        "clv",
        Text('="What is customer "&in_second&" worth over the next three years: margin of the expected purchases, discounted from '
             'the end of each year?"',
             '="客户 "&in_second&" 未来三年价值多少：预期购买的毛利，自每年年末折现？"'),
        step="clv_second", level=3,
        hint=Text("margin × expected value of a purchase × Σ (expected purchases of the year ÷ (1 + discount rate)^year).",
                  "毛利率 × 每次购买的期望金额 × Σ（当年预期购买 ÷（1 + 折现率）^年数）。"),
        why=Text("The expected purchases hold P(alive) already; they fall from year to year as customers drop out.",
                 "预期购买次数已包含活跃概率；随着客户流失逐年减少。"),
        slips=(
            ex.Slip("=in_margin*[worth_second]*[ahead_second]", Text("discount each year.", "请逐年折现。")),
            ex.Slip("=[clv_second]/in_margin", Text("this is revenue; take the margin.", "这是收入；请取毛利。")),
            ex.Slip("=[clv_second]*[alive_second]", Text("the expected purchases hold P(alive) already.",
                                                         "预期购买次数已包含活跃概率。")),
            ex.Slip("=[clv_first]", Text("this is the first customer.", "这是第一位客户。")),
        ),
    ),
    ex.Question(
        "calls",
        Text("For how many of the customers does a call pay?", "致电对多少位客户是划算的？"),
        step="calls", digits=None, level=3,
        hint=Text("count those whose three-year value × what a call adds is above its cost.",
                  "数出三年价值 × 致电的作用 大于成本的客户。"),
        why=Text('="The value must be above "&FIXED(IF(in_lift=0,0,in_call_cost/in_lift),2)&". A customer who bought much in the past may well be below it."',
                 '="价值须高于 "&FIXED(IF(in_lift=0,0,in_call_cost/in_lift),2)&"。过去买得多的客户也可能低于此数。"'),
        slips=(
            ex.Slip("=SUMPRODUCT(([customers.clv:]>in_call_cost)*1)", Text("a call adds only a share of the value.",
                                                                         "致电只增加价值的一部分。")),
            ex.Slip("=SUMPRODUCT((in_lift*in_margin*[customers.x:]*[customers.spent:]>in_call_cost)*1)",
                    Text("these have brought enough in the past; what is to come decides.",
                         "这些客户过去带来得够多；决定因素是将来。")),
        ),
    ),
    ex.Question(
        "decision",
        Text('="One call is left this week. "&in_first&" has come back "&FIXED([x_first],0)&" times, "&in_second&" "'
             '&FIXED(INDEX([customers.x:],[row_second]),0)&" times. Whom should the shop call?"',
             '="本周只剩一次致电的机会。"&in_first&" 回来过 "&FIXED([x_first],0)&" 次，"&in_second&" 回来过 "'
             '&FIXED(INDEX([customers.x:],[row_second]),0)&" 次。商店应当致电给谁？"'),
        formula=either("in_lift*MAX([clv_first],[clv_second])<=in_call_cost", NEITHER,
                       either("[clv_first]>[clv_second]", FIRST, SECOND)),
        format="text", level=3, digits=None, choices=(FIRST, SECOND, NEITHER),
        hint=Text("compare the three-year values, and what a call adds with its cost.", "比较两人的三年价值，再比较致电的作用与成本。"),
        why=Text('="Values of "&FIXED([clv_first],2)&" and "&FIXED([clv_second],2)&" decide; a call must add "&FIXED(in_call_cost,2)'
                 '&". Left out: that a call might bring a lost customer back, which a test with a control group would tell; the model '
                 'only says who is lost."',
                 '="决定因素：三年价值分别为 "&FIXED([clv_first],2)&" 与 "&FIXED([clv_second],2)&"；致电的作用须超过 "&FIXED(in_call_cost,2)'
                 '&"。未计入：致电也许能赢回已流失的客户，这要靠有对照组的试验；模型只说明谁已流失。"'),
        slips=(
            ex.Slip(said(FIRST), Text("the past is paid for; this customer is most likely gone.",
                                      "过去的已成过去；这位客户很可能已经流失。")),
            ex.Slip(said(NEITHER), Text("for one of them a call adds more than it costs.", "其中一位，致电所增超过成本。")),
        ),
    ),
)  # fmt: skip

EXERCISE = ex.Exercise(
    name="customer_base",
    title=Text("Who is still a customer?", "谁还是我们的客户？"),
    aim=Text("You learn to tell from frequency and recency who is still there, what each customer will buy and is worth, and why "
             "a frequent buyer who falls silent is the surest loss.",
             "学习由频次与近度判断谁还在、会买多少、值多少钱，并理解为什么沉默的常客最可能已经流失。"),
    neutral_title=Text("The customer base: alive, purchases, value", "客户群：活跃、购买与价值"),
    neutral=Text(
        "The data are a log of sales: customer, date and amount. Until the day of the count it is known; what follows serves to judge "
        "the forecast. Who is still there, what will each buy, and whom should one call? Check the figures below before you begin: "
        "margin, discount rate, cost and effect of a call do not follow from the log. The right answers follow them.",
        "数据是销售记录：客户、日期和金额。统计截止日之前的为已知，其后的用于检验预测。谁还在，会买多少，该致电给谁？"
        "开始之前请先核对下面的数据：毛利率、折现率、致电的成本与作用无法由记录得出。正确答案会随之变化。",
    ),
    case=(
        Text(
            "Larkspur Tea sells over the web. Nobody signs a contract and nobody gives notice: a customer who is gone looks just like one "
            "who has not run out of tea. The shop knows only who bought when, and for how many dollars.",
            "云雀茶铺在网上卖茶。没有人签合同，也没有人告别：流失的客户，看上去和茶还没喝完的客户一模一样。商店只知道谁在何时花了多少元。",
        ),
        Text(
            '="Pretend that today is the day of the count. Of "&FIXED([known],0)&" customers, who is still one, and whom should the owner '
            'call this week, "&in_first&" or "&in_second&"? Then look at what happened in the "&FIXED(in_horizon,0)&" weeks after it."',
            '="假设今天就是统计截止日。"&FIXED([known],0)&" 位客户中，谁还是客户？本周店主该致电给 "&in_first&" 还是 "&in_second'
            '&"？然后再看此后 "&FIXED(in_horizon,0)&" 周实际发生了什么。"',
        ),
    ),
    figures=FIGURES,
    data=DATA,
    questions=QUESTIONS,
    pages=PAGES,
    functions=("CUSTOMER_SUMMARY", "BTYD_FIT", "BTYD_PALIVE", "BTYD_EXPECTED", "GAMMA_GAMMA_FIT", "GAMMA_GAMMA_EXPECTED", "CLV_BTYD"),
    source=Text(
        f"sales simulated with {TRUE} (weeks, $), shop invented; BG/NBD: Fader, Hardie & Lee (2005), Marketing Science 24(2), pp. "
        "275–284; Gamma-Gamma: Fader & Hardie (2013), note 025; paradox: Fader, Hardie & Lee (2005), Journal of Marketing Research 42(4)",
        f"销售为模拟数据（{TRUE}；周、元），商店为虚构；BG/NBD：Fader, Hardie & Lee (2005), Marketing Science 24(2)，第 275–284 页；"
        "Gamma-Gamma：Fader & Hardie (2013)，note 025；悖论：Fader, Hardie & Lee (2005), Journal of Marketing Research 42(4)",
    ),
    front=ex.Diagram(
        "how_often", Text("Customers by repeat purchases (7: or more)", "按重复购买次数的客户数（7 表示 7 次及以上）"), "column",
        "forecast", "least", ("those",), Text("repeat purchases", "重复购买次数"), Text("customers", "客户数"), "integer", NOTHING,
    ),
)  # fmt: skip
