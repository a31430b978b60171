"""A web shop: which customers are still there, what they will buy, and whom to call."""

from __future__ import annotations

from clvxl.exercises.cases import _customer_base_sales as shop
from clvxl.exercises.cases._choices import either, said
from clvxl.exercises.cases._customer_base_working import PAGES
from clvxl.exercises.cases._kinds import PARAMETER
from clvxl.exercises.cases._sales import sales_data
from clvxl.exercises.engine import records as ex
from clvxl.exercises.engine.accepted import known, whole
from clvxl.exercises.engine.limits import day_text
from clvxl.text import NOTHING, Text

__all__ = ["EXERCISE"]

DATA = sales_data(shop.sales, 2000, 12.0, Text(
         "One row is one sale; a return is negative. Sales after the day of the count serve to judge the forecast.",
         "每行一笔销售，退货为负数。统计日之后的销售用来检验预测。"), Text("Customer", "客户"))  # fmt: skip


def _day(columns: ex.Columns) -> ex.Limit:
    first = min(columns["date"]) // 1 + 7
    said = Text(f"A date from {day_text(first)} on.", f"{day_text(first)} 或更晚的日期。")
    return ex.Limit("date", first, None, said)


def _weeks(columns: ex.Columns) -> int:
    return max(int((max(columns["date"]) // 1 - shop.as_of(columns)) // 7), 1)


def _chosen(at: int, key: str, label: Text, what: Text) -> ex.Figure:
    written = Text("A customer on the sheet Sales, written as there.", "工作表“销售”中的客户，写法须与表中一致。")  # fmt: skip
    return ex.Figure(key, label, shop.candidate(at), "text", known(key, "customer", written), what)


POSITIVE = ex.Limit("decimal", 0.0001, 1e12, Text("A number above 0.", "大于 0 的数。"))
ABOVE_ONE = ex.Limit("decimal", 1.01, 1e12, Text("A number above 1.", "大于 1 的数。"))
PARAMETERS = {
    "r": (POSITIVE, NOTHING), "alpha": (POSITIVE, Text("r ÷ alpha purchases a week", "每周购买 r ÷ alpha 次")),
    "a": (PARAMETER, NOTHING), "b": (PARAMETER, Text("a ÷ (a + b) drop out each time", "每次流失 a ÷（a + b）")),
    "p": (POSITIVE, NOTHING), "q": (ABOVE_ONE, NOTHING), "v": (POSITIVE, Text("p × v ÷ (q − 1) a purchase", "每次金额 p × v ÷（q − 1）")),
}  # fmt: skip
FIGURES = (
    ex.Figure("as_of", Text("Day of the count", "统计截止日"), shop.as_of, "date", _day),
    ex.Figure("horizon", Text("Weeks ahead", "预测周数"), _weeks, "integer", whole(1, 520)),
    _chosen(0, "first", Text("First customer to look at", "要考察的第一位客户"), Text("came often, now silent", "曾是常客，如今沉默")),
    _chosen(1, "second", Text("Second customer to look at", "要考察的第二位客户"), Text("came less often", "来得较少")),
    *(ex.Figure(key, Text(key, key), shop.fitted(key), "factor", *rest) for key, rest in PARAMETERS.items()),
    ex.Figure("margin", Text("Gross margin", "毛利率"), 0.4, "percent", ex.RATE),
    ex.Figure("discount_rate", Text("Discount rate", "折现率"), 0.1, "percent", ex.RATE, Text("a year", "每年")),
    ex.Figure("call_cost", Text("Cost of a call", "每次致电的成本"), 6, "amount", ex.AMOUNT),
    ex.Figure("lift", Text("A call adds, of three-year value", "致电使三年价值提高"), 0.06, "percent", ex.RATE),
)  # fmt: skip

FIRST = Text("Call the first customer", "致电第一位客户")
SECOND = Text("Call the second customer", "致电第二位客户")
NEITHER = Text("Call neither", "两位都不致电")
IS_FIRST = Text("this is the first customer.", "这是第一位客户。")

QUESTIONS = (
    ex.Question("frequency", Text('="What is the frequency x of customer "&in_first&" on the day of the count, as these models count it?"',
                                  '="按这类模型的算法，客户 "&in_first&" 在统计截止日的频次 x 是多少？"'), step="x_first", digits=None,
        hint=Text("days with a purchase until then, less the first one.", "截至当日有购买的天数，减去首次。"),
        why=Text("The first purchase makes a customer; it says nothing about how often one buys.", "首次购买使其成为客户，并不说明购买频率。"),
        slips=(ex.Slip("=[x_first]+1", Text("the first purchase does not count.", "首次购买不计。")),
               ex.Slip("=[x_first]/[age_first]", Text("this is a rate per week; count the purchases.", "这是每周的频率；题目问的是次数。")))),
    ex.Question("alive", Text("What is the probability that the same customer is still alive, P(alive) of the BG/NBD model?",
                              "同一位客户仍然活跃的概率（BG/NBD 模型的 P(alive)）是多少？"), step="alive_first", digits=1,
        hint=Text("1 ÷ (1 + a ÷ (b + x − 1) × ((alpha + T) ÷ (alpha + t_x))^(r + x)).",
                  "1 ÷〔1 + a ÷（b + x − 1）×（（alpha + T）÷（alpha + t_x））^（r + x）〕。"),
        why=Text('="Silent for "&FIXED([age_first]-[recency_first],1)&" weeks, after one purchase every "'
                 '&FIXED([recency_first]/MAX([x_first],1),1)&" weeks."',
                 '="原先平均每 "&FIXED([recency_first]/MAX([x_first],1),1)&" 周购买一次，如今已沉默 "'
                 '&FIXED([age_first]-[recency_first],1)&" 周。"'),
        slips=(ex.Slip("=1-[alive_first]", Text("this is the probability of being gone.", "这是已流失的概率。")),
               ex.Slip("=1/(1+in_a/(in_b+[x_first]-1)*((in_alpha+[age_first])/(in_alpha+[age_first]-[recency_first]))^(in_r+[x_first]))",
                       Text("t_x runs from the first purchase to the last one, not from then to today as in RFM.",
                            "t_x 是首次到末次购买的时长，而不是 RFM 中末次购买至今的时长。")),
               ex.Slip("=(in_b/(in_a+in_b))^[x_first]", Text("this leaves the silence out.", "这没有考虑沉默的时间。")))),
    ex.Question("paradox", Text("Two customers first bought 52 weeks ago and have been silent for 16. One has come back ten times, the other "
                                "once. By how many points is P(alive) of the first lower?",
                                "两位客户都在 52 周前首次购买，都已沉默 16 周。一位回来过十次，另一位一次。前者的活跃概率低多少个百分点？"),
        formula="=[once]-[often]", format="percent", digits=1, level=2,
        hint=Text("T is 52 and t_x is 36 for both; take x = 1 and x = 10.", "两者 T 均为 52，t_x 均为 36；分别取 x = 1 与 x = 10。"),
        why=Text('=FIXED(100*[often],1)&"% after ten purchases, "&FIXED(100*[once],1)&"% after one. By frequency alone the first would '
                 'seem the better customer: the increasing frequency paradox."',
                 '="来过十次的为 "&FIXED(100*[often],1)&"%，来过一次的为 "&FIXED(100*[once],1)&"%。只看频次，前者似乎更好：这就是“频次递增悖论”。"'),
        slips=(ex.Slip("=[often]-[once]", Text("asked is how much lower it is: turn the sign.", "题目问低多少：请变号。")),
               ex.Slip("=1-[often]/[once]", Text("in points, not as a share of it.", "以百分点计，而不是比例。")))),
    ex.Question("alive_all", Text("How many customers are expected to be alive on the day of the count?", "在统计截止日，预期有多少位客户仍然活跃？"),
        step="alive_all", digits=1, level=2,
        hint=Text("add up P(alive) over all customers.", "把全部客户的活跃概率相加。"),
        why=Text('="Of "&FIXED([known],0)&". "&FIXED([forecast.those#1],0)&" of them never came back, and count as alive for '
                 'sure: in BG/NBD customers drop out only after a repeat purchase."',
                 '="共 "&FIXED([known],0)&" 位，其中 "&FIXED([forecast.those#1],0)&" 位从未再来，却必然算作活跃：BG/NBD 只允许在重复购买之后流失。"'),
        slips=(ex.Slip("=[known]", Text("these are all who ever bought.", "这是所有买过的客户。")),
               ex.Slip("=SUMPRODUCT(([customers.alive:]>0.5)*1)", Text("add the chances: 0.6 is six tenths of a customer.",
                                                                      "应把概率相加：0.6 就是十分之六位客户。")))),
    ex.Question("gone", Text("What share of all revenue until the day of the count came from customers who are more likely gone than not?",
                             "截至统计日的全部收入中，来自“更可能已流失”的客户占百分之几？"), step="gone", digits=1, level=2,
        hint=Text("what customers with P(alive) below 50% have spent, first purchases too, ÷ all revenue.",
                  "活跃概率低于 50% 的客户的消费（含首次购买）÷ 全部收入。"),
        why=Text("A ranking by past revenue holds customers who will not come again: the past is no forecast.",
                 "按过去收入的排名中，有不会再来的客户：过去不等于预测。"),
        slips=(ex.Slip("=1-[gone]", Text("this came from those who are more likely alive.", "这来自更可能活跃的客户。")),
               ex.Slip("=SUMPRODUCT(([customers.alive:]<0.5)*([customers.first_day:]<=in_as_of))/[known]",
                       Text("this is their share of the customers.", "这是其占客户数的比例。")))),
    ex.Question("off", Text('="By what percentage was the forecast of all purchases in the next "&FIXED(in_horizon,0)&" weeks too high (above 0) '
                            'or too low (below 0)?"',
                            '="对此后 "&FIXED(in_horizon,0)&" 周全部购买次数的预测，高估（大于 0）或低估（小于 0）了百分之几？"'),
        step="off", digits=1, level=2,
        hint=Text("(expected − actual purchases) ÷ actual purchases, over all customers.", "全部客户的（预期 − 实际）÷ 实际。"),
        why=Text('="Had everybody gone on as before, the error would be "&FIXED(100*[off_naive],1)&"%. For one customer a forecast errs '
                 'far more than for all together."',
                 '="若假设人人照旧，误差为 "&FIXED(100*[off_naive],1)&"%。对单个客户的预测，误差远大于对全体。"'),
        slips=(ex.Slip("=[off_naive]", Text("this lets everybody go on as before.", "这是假设人人照旧。")),
               ex.Slip("=IF([bought_all]=0,0,1-[bought_all]/[expected_all])", Text("divide by what happened.", "请除以实际次数。")),
               ex.Slip("=-[off]", Text("too many is above 0.", "高估应大于 0。")))),
    ex.Question("worth", Text('="What is a purchase of customer "&in_second&" expected to be worth (Gamma-Gamma model)?"',
                              '="客户 "&in_second&" 每次购买的期望金额是多少（Gamma-Gamma 模型）？"'), step="worth_second", level=3,
        hint=Text("p × (v + x × own mean) ÷ (p × x + q − 1).", "p ×（v + x × 自身均值）÷（p × x + q − 1）。"),
        why=Text('="Between the own mean, "&FIXED([spent_second],2)&", and that of all, "&FIXED([mean_worth],2)&": a mean that rests on '
                 'few purchases is luck in part (regression to the mean)."',
                 '="介于自身均值 "&FIXED([spent_second],2)&" 与总体均值 "&FIXED([mean_worth],2)&" 之间：购买次数少时，均值有一部分是运气（向均值回归）。"'),
        slips=(ex.Slip("=[spent_second]", Text("this is the own mean; draw it towards that of all.", "这是自身均值；应向总体均值收缩。")),
               ex.Slip("=[mean_worth]", Text("this is the mean of all customers.", "这是全体客户的均值。")),
               ex.Slip("=[worth_first]", IS_FIRST))),
    ex.Question("clv", Text("What is the same customer worth over three years: the margin of the expected purchases, discounted from the end of "
                            "each year?", "同一位客户未来三年价值多少：预期购买的毛利，自每年年末折现？"), step="clv_second", level=3,
        hint=Text("margin × expected value of a purchase × Σ (expected purchases of the year ÷ (1 + discount rate)^year).",
                  "毛利率 × 每次购买的期望金额 × Σ（当年预期购买 ÷（1 + 折现率）^年数）。"),
        why=Text("The expected purchases hold P(alive) already; they fall from year to year as customers drop out.",
                 "预期购买次数已包含活跃概率；随着客户流失逐年减少。"),
        slips=(ex.Slip("=in_margin*[worth_second]*INDEX([customers.year_3:],[row_second])", Text("discount each year.", "请逐年折现。")),
               ex.Slip("=[clv_second]/in_margin", Text("this is revenue; take the margin.", "这是收入；请取毛利。")),
               ex.Slip("=[clv_second]*[alive_second]", Text("the expected purchases hold P(alive) already.", "预期购买次数已包含活跃概率。")),
               ex.Slip("=[clv_first]", IS_FIRST))),
    ex.Question("decision", Text('="One call is left this week. "&in_first&" has come back "&FIXED([x_first],0)&" times, "&in_second&" "'
                                 '&FIXED([x_second],0)&" times. Whom should the shop call?"',
                                 '="本周只剩一次致电的机会。"&in_first&" 回来过 "&FIXED([x_first],0)&" 次，"&in_second&" 回来过 "'
                                 '&FIXED([x_second],0)&" 次。商店应当致电给谁？"'),
        formula=either("in_lift*MAX([clv_first],[clv_second])<=in_call_cost", NEITHER, either("[clv_first]>[clv_second]", FIRST, SECOND)),
        format="text", level=3, digits=None, choices=(FIRST, SECOND, NEITHER),
        hint=Text("compare the three-year values, and what a call adds with its cost.", "比较两人的三年价值，再比较致电的作用与成本。"),
        why=Text('="Three-year values of "&FIXED([clv_first],2)&" and "&FIXED([clv_second],2)&" decide; a call pays above "'
                 '&FIXED(in_call_cost/MAX(in_lift,0.0001),2)&". Left out: whether a call brings lost customers back, which a test '
                 'with a control group would tell."',
                 '="三年价值分别为 "&FIXED([clv_first],2)&" 与 "&FIXED([clv_second],2)&"；高于 "&FIXED(in_call_cost/MAX(in_lift,0.0001),2)'
                 '&" 才值得致电。未计入：致电能否赢回已流失的客户，这要靠有对照组的试验。"'),
        slips=(ex.Slip(said(FIRST), Text("past purchases are paid for: compare what is to come.", "过去的已成过去：请比较将来的价值。")),
               ex.Slip(said(NEITHER), Text("for one of them a call adds more than it costs.", "其中一位，致电所增超过成本。")))),
)  # fmt: skip

TRUE = ", ".join(f"{key} {value}" for key, value in shop.TRUE.items())
EXERCISE = ex.Exercise(
    name="customer_base", title=Text("Who is still a customer?", "谁还是我们的客户？"),
    aim=Text("You learn to tell from frequency and recency who is still there and what each will buy and be worth, and why a frequent "
             "buyer who falls silent is the surest loss.",
             "学习由频次与近度判断谁还在、会买多少、值多少钱，并理解为什么沉默的常客最可能已经流失。"),
    neutral_title=Text("The customer base: alive, purchases, value", "客户群：活跃、购买与价值"),
    neutral=Text(
        "The data are a log of sales: customer, date and amount. Sales after the day of the count serve to judge the forecast. Who is still "
        "there, what will each buy, and whom should one call? Margin, discount rate, cost and effect of a call do not follow from the log: "
        "check them before you begin. The right answers follow the figures.",
        "数据是销售记录：客户、日期和金额。统计截止日之后的用于检验预测。谁还在，会买多少，该致电给谁？"
        "毛利率、折现率、致电的成本与作用无法由记录得出，开始之前请先核对。正确答案会随数据变化。"),
    case=(
        Text("Larkspur Tea sells over the web. Nobody signs a contract and nobody gives notice: a customer who is gone looks just like one "
             "who has not run out of tea. The shop knows only who bought when, and for how many dollars.",
             "云雀茶铺在网上卖茶。没有人签合同，也没有人告别：流失的客户，看上去和茶还没喝完的客户一模一样。商店只知道谁在何时花了多少元。"),
        Text('="Pretend that today is the day of the count. Of "&FIXED([known],0)&" customers, who is still one, and whom should the owner '
             'call this week, "&in_first&" or "&in_second&"? The figures r to v were fitted by BTYD_FIT and GAMMA_GAMMA_FIT."',
             '="假设今天就是统计截止日。"&FIXED([known],0)&" 位客户中，谁还是客户？本周店主该致电给 "&in_first&" 还是 "&in_second'
             '&"？参数 r 至 v 由 BTYD_FIT 与 GAMMA_GAMMA_FIT 拟合。"'),
    ),
    figures=FIGURES, data=DATA, questions=QUESTIONS, pages=PAGES,
    functions=("CUSTOMER_SUMMARY", "BTYD_FIT", "BTYD_PALIVE", "BTYD_EXPECTED", "GAMMA_GAMMA_FIT", "GAMMA_GAMMA_EXPECTED", "CLV_BTYD"),
    source=Text(
        f"sales simulated with {TRUE} (weeks, $), shop invented; BG/NBD: Fader, Hardie & Lee (2005), Marketing Science 24(2), pp. "
        "275–284; Gamma-Gamma: Fader & Hardie (2013), note 025; paradox: Fader, Hardie & Lee (2005), Journal of Marketing Research 42(4)",
        f"销售为模拟数据（{TRUE}；周、元），商店为虚构；BG/NBD：Fader, Hardie & Lee (2005), Marketing Science 24(2)，第 275–284 页；"
        "Gamma-Gamma：Fader & Hardie (2013)，note 025；悖论：Fader, Hardie & Lee (2005), Journal of Marketing Research 42(4)"),
    front=ex.Diagram("how_often", Text("Customers by repeat purchases (7: or more)", "各重复购买次数的客户数（7：及以上）"),
                     "column", "forecast", "least", ("those",), Text("repeat purchases", "重复购买次数"), Text("customers", "客户数"),
                     "integer", NOTHING),
)  # fmt: skip
