"""A coffee shop's order log: averages, then the lifetime value of a member by both formulas."""

from __future__ import annotations

from datetime import date, timedelta

from clvxl.exercises.cases._sales import order_log
from clvxl.exercises.engine import records as ex
from clvxl.text import Text

__all__ = ["EXERCISE"]


def _rows(columns: ex.Columns) -> int:
    return len(columns["amount"])


def _months(columns: ex.Columns) -> int:
    """The calendar months from the first order to the last."""
    first, last = (
        date(1899, 12, 30) + timedelta(days=int(found(columns["date"]))) for found in (min, max)
    )
    return 12 * (last.year - first.year) + last.month - first.month + 1


DATA = ex.Data(
    title=Text("The order log", "订单记录"),
    fields=(
        ex.Field("customer", Text("Card", "会员卡号"), "text", width=14.0, role="customer"),
        ex.Field("date", Text("Date", "日期"), "date", ex.DATE, 14.0, role="date"),
        ex.Field("amount", Text("Amount", "金额"), "amount", ex.MONEY, 14.0, role="amount"),
    ),
    values=order_log,
    most=2000,
    sheet=Text("Orders", "订单"),
    note=Text("One row is one order; a refund is below 0.", "每行是一笔订单；退款为负数。"),
)

MONTHS_ABOVE_0 = ex.Limit(
    "decimal", 0.1, None, Text("A number of months above 0.", "大于 0 的月数。")
)
STAYING = ex.Limit(
    "decimal", 0, 0.98,
    Text("A share from 0 to 0.98: at 1 nobody would ever leave.", "0 到 0.98 之间的比率；若为 1，客户永不流失。"),
)  # fmt: skip
ONE_OR_MORE = ex.Limit("decimal", 1, None, Text("A number of 1 or more.", "不小于 1 的数。"))

FIGURES = (
    ex.Figure("months", Text("Months that the log covers", "记录涵盖的月数"), _months, "general",
              MONTHS_ABOVE_0, Text("months", "个月")),
    ex.Figure("margin", Text("Gross margin", "毛利率"), 0.65, "percent", ex.RATE,
              Text("of the amount of an order", "占订单金额的比例")),
    ex.Figure("retention", Text("Monthly retention rate", "月保留率"), 0.8, "percent", STAYING,
              Text("share of this month's customers who are still there next month", "本月客户中下月仍在的比例")),
    ex.Figure("acquisition_cost", Text("Acquisition cost", "客户获取成本"), 60, "amount", ex.AMOUNT,
              Text("yuan per new customer", "元，每位新客户")),
    ex.Figure("campaign_cost", Text("Campaign: cost", "推广活动：费用"), 2400, "amount", ex.AMOUNT,
              Text("yuan in all", "元，总额")),
    ex.Figure("campaign_customers", Text("Campaign: new customers", "推广活动：新客户数"), 30, "general",
              ONE_OR_MORE, Text("expected", "预计")),
    ex.Figure("campaign_retention", Text("Campaign: their monthly retention", "推广活动：其月保留率"), 0.7,
              "percent", STAYING, Text("whoever came for a voucher leaves sooner", "为优惠券而来的人走得更快")),
)  # fmt: skip

LOG = ex.Grid(
    "log",
    Text("Each order, and which one of its customer it is", "逐笔订单：是该客户的第几单"),
    _rows,
    (
        ex.Col("day", Text("When", "何时"), "date", "=[data.date]"),
        ex.Col("buyer", Text("Who", "何人"), "text", '=IF([data.amount]>0,[data.customer],"")', width=16.0),
        ex.Col("amount", Text("How much", "多少"), "amount", "=[data.amount]"),
        ex.Col("nth", Text("Order no. of this customer", "该客户第几单"), "integer",
               '=IF([buyer]="","",SUMPRODUCT(([buyer..]=[buyer])*1))', width=16.0),
    ),
    note=Text(
        "To count customers in a log, number each one's orders: each has exactly one order number 1. A row "
        "with an amount of 0 or less is no purchase and has no number.",
        "在流水中数客户：给每位客户的订单编号，每人恰有一个“第 1 单”。金额不大于 0 的行不是购买，不编号。",
    ),
)  # fmt: skip

VALUE = "PURCHASE_VALUE(in_amount)"
FREQUENCY = "PURCHASE_FREQUENCY([log.buyer:],in_months)"
LIFE = "LIFESPAN(in_retention)"

STEPS = ex.Steps(
    "steps",
    Text("From the log to the value of a customer", "从订单记录到客户终生价值"),
    (
        ex.Step("orders", Text("Orders in the log", "订单数"), '=COUNTIF(in_amount,">0")', "integer",
                note=Text("Rows with an amount above 0.", "金额大于 0 的行数。")),
        ex.Step("sales", Text("Revenue in the log", "收入"), "=SUM(in_amount)", "amount"),
        ex.Step("mean", Text("Purchase value: mean order", "购买价值：平均每单金额"), "=[sales]/[orders]",
                "amount", f"={VALUE}", Text("Revenue ÷ orders.", "收入 ÷ 订单数。")),
        ex.Step("customers", Text("Customers", "客户数"), "=COUNTIF([log.nth:],1)", "integer",
                note=Text("The first orders on the sheet Log.", "工作表“整理”中“第 1 单”的个数。")),
        ex.Step("each", Text("Orders per customer over the whole log", "人均订单数（整个记录期）"),
                "=[orders]/[customers]", "amount", note=Text("Orders ÷ customers.", "订单数 ÷ 客户数。")),
        ex.Step("frequency", Text("Purchase frequency: orders per customer and month", "购买频率：每人每月订单数"),
                "=[each]/in_months", "amount", f"={FREQUENCY}",
                Text("Divided by the months: the retention rate is monthly too.",
                     "再除以月数：保留率也是按月的，两者的期间须一致。")),
        ex.Step("lifespan", Text("Expected lifespan in months", "预期生命周期（月）"), "=1/(1-in_retention)",
                "amount", f"={LIFE}", Text("One over the share that leaves each month.", "1 ÷ 月流失率。")),
        ex.Step("revenue", Text("Lifetime revenue", "终生收入"), "=[mean]*[frequency]*[lifespan]",
                "amount", f"=CLV_SIMPLE({VALUE},{FREQUENCY},{LIFE})",
                Text("First formula: purchase value × frequency × lifespan. Money in the till, not profit.",
                     "公式一：购买价值 × 购买频率 × 生命周期。这是收入，不是利润。")),
        ex.Step("monthly", Text("Margin per month of a customer who is there", "在籍客户的每月毛利"),
                "=[mean]*[frequency]*in_margin", "amount",
                note=Text("Purchase value × frequency × gross margin.", "购买价值 × 购买频率 × 毛利率。")),
        ex.Step("gross", Text("Lifetime margin", "终生毛利"), "=[monthly]*[lifespan]", "amount",
                note=Text("What may at most be paid to win a customer.", "获取一位客户最多值得花的钱。")),
        ex.Step("worth", Text("Lifetime value", "客户终生价值"), "=[gross]-in_acquisition_cost",
                "amount", f"=CLV_SIMPLE({VALUE},{FREQUENCY},{LIFE},in_acquisition_cost,in_margin)",
                Text("Second formula: lifetime revenue × margin − acquisition cost.",
                     "公式二：终生收入 × 毛利率 − 获取成本。")),
        ex.Step("first_year", Text("Share of it in the first 12 months", "其中前 12 个月所占比例"),
                "=1-in_retention^12", "percent",
                note=Text("The lifetime margin adds up months without end; the late ones weigh little.",
                          "终生毛利把以后所有月份都加了进来；越往后分量越轻。")),
        ex.Step("campaign_each", Text("Campaign: cost per new customer", "推广活动：每位新客户的费用"),
                "=in_campaign_cost/in_campaign_customers", "amount"),
        ex.Step("campaign_gross", Text("Campaign: lifetime margin of a new customer", "推广活动：新客户的终生毛利"),
                "=[monthly]/(1-in_campaign_retention)", "amount",
                f"=CLV_SIMPLE({VALUE},{FREQUENCY},LIFESPAN(in_campaign_retention),0,in_margin)",
                Text("At the retention of those whom the campaign brings.", "按推广带来的客户的保留率计算。")),
    ),
)  # fmt: skip

MONTHS = 24

PATH = ex.Grid(
    "path",
    Text("An average customer, month by month", "一位平均客户，逐月计算"),
    MONTHS + 1,
    (
        ex.Col("month", Text("Month", "月"), "integer", values=range(MONTHS + 1), width=9.0),
        ex.Col("there", Text("Still there", "仍在的比例"), "percent",
               "=IF([month]=1,1,[there@-1]*in_retention)", first="=1", width=13.0),
        ex.Col("expected", Text("Expected margin", "期望毛利"), "amount", "=[there]*[monthly]", first="=0",
               width=16.0),
        ex.Col("sofar", Text("Value so far", "累计价值"), "amount", "=[sofar@-1]+[expected]",
               first="=-in_acquisition_cost"),
        ex.Col("limit", Text("Lifetime value", "客户终生价值"), "amount", "=[worth]"),
    ),
    note=Text("Month 0 is the day on which the customer is won.", "第 0 月为获得客户之日。"),
)  # fmt: skip

LEVERAGE = ex.Grid(
    "leverage",
    Text("Other retention rates, all else as it is", "其他条件不变，改变保留率"),
    10,
    (
        ex.Col("rate", Text("Retention", "月保留率"), "percent", width=9.0,
               values=[round(0.5 + 0.05 * at, 2) for at in range(10)]),
        ex.Col("lasting", Text("Lifespan", "生命周期"), "amount", "=1/(1-[rate])", width=13.0),
        ex.Col("valued", Text("Lifetime value", "客户终生价值"), "amount",
               "=[monthly]*[lasting]-in_acquisition_cost", width=16.0),
        ex.Col("point", Text("One more point", "再提高 1 点"), "amount",
               "=[monthly]/(0.99-[rate])-[monthly]*[lasting]"),
    ),
    note=Text("The higher the rate already is, the more one further percentage point is worth.",
              "保留率越高，再提高一个百分点就越值钱。"),
)  # fmt: skip

BY_FUNCTION = ex.Spill(
    "by_function",
    Text("CLV_SIMPLE", "CLV_SIMPLE"),
    f"=CLV_SIMPLE({VALUE},{FREQUENCY},LIFESPAN([leverage.rate:]),in_acquisition_cost,in_margin)",
    10,
    (ex.Col("f_valued", Text("Lifetime value", "客户终生价值"), "amount", width=16.0),),
    note=Text("One call gives all.", "一次调用即得整列。"),
    beside=True,
)

PAGES = (
    ex.Page(Text("Log", "整理"), Text("The order log, counted", "订单记录整理"), (LOG,)),
    ex.Page(
        Text("Working", "演算"),
        Text("Two formulas, step by step", "两个公式，逐步演算"),
        (STEPS,),
        landscape=True,
    ),
    ex.Page(
        Text("Projection", "推算"),
        Text("When is the cost paid back, and what does retention do?", "何时回本？保留率有什么作用？"),
        (
            PATH,
            ex.Diagram(
                "paying_back", Text("Value of an average customer so far", "一位平均客户的累计价值"),
                "line", "path", "month", ("sofar", "limit"),
                Text("month", "月"), Text("value so far", "累计价值"), "integer",
                Text("Where the line crosses zero, an average customer has paid back the cost. Each month "
                     "adds less, since some have left.", "折线穿过零线时回本。不断有人流失，所以每月增加得越来越少。"),
                rows=22, beside=True,
            ),
            LEVERAGE,
            BY_FUNCTION,
            ex.Diagram(
                "leverage_chart", Text("Lifetime value by retention rate", "保留率与客户终生价值"),
                "line", "leverage", "rate", ("valued",),
                Text("monthly retention rate", "月保留率"), Text("lifetime value", "客户终生价值"), "integer",
                Text("Flat on the left, steep on the right: to halve the share that leaves doubles the "
                     "lifespan.", "左缓右陡：流失率减半，生命周期就加倍。"),
                rows=14, beside=True,
            ),
        ),
    ),
)  # fmt: skip

RUN = Text("Run the campaign", "做推广活动")
DROP = Text("Do not run it", "不做推广活动")


def _choice(limit: str) -> Text:
    """The decision, if a customer may cost so much."""
    return Text(
        *(
            f'=IF([campaign_each]<={limit},"{yes}","{no}")'
            for yes, no in zip(RUN, DROP, strict=True)
        )
    )


QUESTIONS = (
    ex.Question(
        "mean", Text("What is the mean amount of an order (the purchase value)?", "平均每单金额（购买价值）是多少？"),
        step="mean",
        hint=Text("all amounts added up ÷ the number of orders.", "金额合计 ÷ 订单数。"),
        why=Text("Revenue ÷ orders; AVERAGE gives the same as long as nothing was refunded.",
                 "收入 ÷ 订单数；没有退款时与 AVERAGE 相同。"),
        slips=(
            ex.Slip("=[sales]/[customers]", Text("this is the mean per customer, not per order.",
                                                 "这是每位客户的平均，不是每单的平均。")),
            ex.Slip("=MEDIAN(in_amount)", Text("this is the median; the mean is asked for.",
                                               "这是中位数；题目要的是平均数。")),
        ),
    ),
    ex.Question(
        "customers", Text("How many different customers have ordered?", "有多少位不同的客户下过单？"),
        step="customers",
        hint=Text("count each customer once, however often they ordered: count the first orders.",
                  "每位客户只数一次：数“第 1 单”的个数。"),
        why=Text("Number each customer's orders, then count the ones.", "给每位客户的订单编号，再数“1”的个数。"),
        digits=None,
        slips=(
            ex.Slip("=[orders]", Text("these are the orders; many customers ordered more than once.",
                                      "这是订单数；许多客户不止下过一单。")),
            ex.Slip('=COUNTIF([log.nth:],">1")', Text("these are the repeat orders; count the first ones.",
                                                      "这是复购的订单数；应数首单。")),
        ),
    ),
    ex.Question(
        "frequency",
        Text("How many orders does a customer place per month (the purchase frequency)?",
             "平均每位客户每月下单几次（购买频率）？"),
        step="frequency",
        hint=Text("orders ÷ customers ÷ months of the log.", "订单数 ÷ 客户数 ÷ 月数。"),
        why=Text("Retention is monthly, so the frequency has to be monthly too. Whoever joined late in the log "
                 "had less time to order: the true frequency is a little higher.",
                 "保留率按月计，购买频率也必须按月计。记录后期才加入的客户下单时间较短，真实频率略高于此。"),
        slips=(
            ex.Slip("=[each]", Text("this is for the whole log: divide by its months.",
                                    "这是整个记录期的次数：请再除以月数。")),
            ex.Slip("=[orders]/in_months", Text("these are all orders per month: divide by the customers.",
                                                "这是每月的全部订单数：请再除以客户数。")),
        ),
    ),
    ex.Question(
        "lifespan", Text("For how many months does a customer stay, on average?", "一位客户平均会留多少个月？"),
        step="lifespan",
        hint=Text("one over the share of customers who leave in a month.", "1 ÷ 月流失率。"),
        why=Text("1 + r + r² + … = 1 ÷ (1 − r): each month counts with the share still there.",
                 "1 + r + r² + … = 1 ÷ (1 − r)：每个月按仍在的比例计。"),
        slips=(
            ex.Slip("=[lifespan]-1", Text("the first month counts too.", "第一个月也要计入。")),
            ex.Slip("=IF(in_retention=0,0,1/in_retention)",
                    Text("divide by the share that leaves, not by the one that stays.",
                         "应除以流失率，而不是保留率。")),
        ),
    ),
    ex.Question(
        "revenue", Text("First formula: what is the lifetime revenue per customer?", "公式一：每位客户的终生收入是多少？"),
        step="revenue",
        hint=Text("purchase value × frequency × lifespan.", "购买价值 × 购买频率 × 生命周期。"),
        why=Text("All that a customer leaves in the till, before any cost.", "客户花的全部钱，尚未扣除任何成本。"),
        level=2,
        slips=(
            ex.Slip("=[gross]", Text("revenue comes before the margin.", "收入尚未乘以毛利率。")),
            ex.Slip("=[mean]*[each]*[lifespan]",
                    Text("the frequency must be monthly, as the lifespan is in months.",
                         "生命周期以月计，购买频率也须按月。")),
        ),
    ),
    ex.Question(
        "worth", Text("Second formula: what is the lifetime value of a customer?", "公式二：客户终生价值是多少？"),
        step="worth",
        hint=Text("lifetime revenue × gross margin − acquisition cost.", "终生收入 × 毛利率 − 获取成本。"),
        why=Text("The margin on all purchases, less what it costs to win the customer.",
                 "全部消费带来的毛利，减去获取这位客户的成本。"),
        level=2,
        slips=(
            ex.Slip("=[gross]", Text("take off the acquisition cost.", "别忘了减去获取成本。")),
            ex.Slip("=([revenue]-in_acquisition_cost)*in_margin",
                    Text("the margin belongs to the revenue alone: multiply first, then subtract.",
                         "毛利率只乘收入：先乘后减。")),
            ex.Slip("=[revenue]-in_acquisition_cost", Text("revenue is no profit: multiply by the gross margin.",
                                                           "收入不是利润：请乘以毛利率。")),
        ),
    ),
    ex.Question(
        "first_year",
        Text("The formula adds up months without end. What share of the lifetime margin falls in the first "
             "12 months?", "公式把以后所有月份都加了进来。终生毛利中，前 12 个月占多大比例？"),
        step="first_year",
        hint=Text("after 12 months r to the power of 12 of the customers are left; so is that share of the "
                  "margin still to come.", "12 个月后还剩 r 的 12 次方的客户，尚未到来的毛利也是这个比例。"),
        why=Text("1 − r¹². Where retention is high, much of the value lies far ahead, and nobody has seen it yet: "
                 "then discount it (exercise clv_dcf).",
                 "1 − r¹²。保留率高时，价值大多在遥远的将来，谁也没有见过：此时应当折现（练习 clv_dcf）。"),
        digits=1, level=2,
        slips=(
            ex.Slip("=in_retention^12", Text("this is what comes after the first 12 months.", "这是 12 个月之后的部分。")),
            ex.Slip("=1-in_retention^11", Text("these are 11 months: month 1 counts in full.",
                                               "这是 11 个月：第 1 个月全额计入。")),
        ),
    ),
    ex.Question(
        "payback",
        Text("All new customers are there in month 1; from then on some leave each month. After how many months "
             f"has an average customer paid back the acquisition cost? (0: not within {MONTHS} months)",
             f"新客户第 1 个月全部仍在，此后每月都有人流失。一位平均客户几个月后回本？（0：{MONTHS} 个月内不回本）"),
        formula='=IF(MAX([path.sofar:])<0,0,COUNTIF([path.sofar:],"<0"))', format="integer",
        hint=Text("add up margin × share still there, month by month, until the cost is reached.",
                  "逐月累加“毛利 × 仍在的比例”，直到达到获取成本。"),
        why=Text("The first month at whose end the value so far is not below 0.", "累计价值首次不小于 0 的那个月。"),
        digits=None, level=3,
        slips=(
            ex.Slip("=IF([monthly]>0,-INT(-in_acquisition_cost/[monthly]),-1)",
                    Text("in this sum nobody leaves: weigh each month with the share still there.",
                         "这样算没有人流失：每月须乘以仍在的比例。")),
            ex.Slip('=COUNTIF([path.sofar:],"<0")+1',
                    Text("in month 1 all are still there, and month 0 is not counted.",
                         "第 1 个月全部都在，第 0 月不计。")),
        ),
    ),
    ex.Question(
        "campaign",
        Text("A campaign offers new customers, who leave sooner. What may one of them cost at most?",
             "一项推广活动可带来新客户，但他们流失得更快。每位最多值得花多少钱？"),
        step="campaign_gross",
        hint=Text("it is the lifetime margin at their own retention rate.", "即按他们自己的保留率计算的终生毛利。"),
        why=Text("At this cost their lifetime value is 0.", "费用等于此数时，他们的终生价值为 0。"),
        level=3,
        slips=(
            ex.Slip("=[gross]", Text("this is for the usual customers: take the campaign's retention rate.",
                                     "这是普通客户的：请用推广客户的保留率。")),
            ex.Slip("=[campaign_gross]-[campaign_each]", Text("this is what is left after the campaign's cost.",
                                                              "这是扣除推广费用之后剩下的。")),
            ex.Slip("=[campaign_gross]/in_margin", Text("the margin has to pay for it, not the revenue.",
                                                        "要由毛利来承担，而不是收入。")),
        ),
    ),
    ex.Question(
        "decide", Text("Decide: should the campaign be run?", "请决定：该不该做这项推广活动？"),
        formula=_choice("[campaign_gross]"), format="text", choices=(RUN, DROP), digits=None, level=3,
        hint=Text("compare its cost per new customer with what such a customer may cost at most.",
                  "比较每位新客户的推广费用与其最多值得花的钱。"),
        why=Text(
            '="A new customer costs "&FIXED([campaign_each],2)&" and brings "&FIXED([campaign_gross],2)&". '
            'Measured by the usual customers, it would be "&FIXED([gross],2)&". Left out: friends whom they bring, '
            'and those who would have come anyway. Ask which retention rate would turn the decision."',
            '="每位新客户的费用为 "&FIXED([campaign_each],2)&"，带来 "&FIXED([campaign_gross],2)&"；'
            '若按普通客户衡量则为 "&FIXED([gross],2)&"。未计入：他们带来的朋友，以及本来就会来的人。'
            '请想一想：保留率为多少时决定会改变？"'),
        slips=(
            ex.Slip(_choice("[gross]"), Text("the campaign's customers leave sooner than the usual ones.",
                                             "推广带来的客户比普通客户流失得快。")),
        ),
    ),
)  # fmt: skip

EXERCISE = ex.Exercise(
    name="clv_simple",
    title=Text("What is a coffee shop's regular worth?", "一位咖啡店会员值多少钱？"),
    aim=Text(
        "You learn to draw averages from an order log, to make a lifetime value of them by two simple formulas, "
        "and to decide with it what a new customer may cost.",
        "学习从订单记录求出各项平均数，用两个简单公式算出客户终生价值，并据此决定获取新客户最多能花多少钱。",
    ),
    neutral_title=Text("Customer lifetime value from an order log", "由订单记录求客户终生价值"),
    neutral=Text(
        "The data are an order log: customer, date and amount. What is a customer worth, how long until the "
        "acquisition cost is paid back, and does a campaign for new customers pay? Margin, retention and costs do "
        "not follow from the log: check the figures below before you begin. The right answers follow them.",
        "数据是订单记录：客户、日期和金额。一位客户值多少钱？获取成本多久收回？为新客户做推广划算吗？"
        "毛利率、保留率和费用无法由订单得出：开始之前请先核对下面的数据。正确答案会随之变化。",
    ),
    case=(
        Text(
            "The Three Beans, a small coffee shop, gives a loyalty card to whoever wants one. The till writes down "
            "each order: card, date and amount in yuan. From earlier years the shop also knows the share of card "
            "holders who are still there a month later.",
            "“三颗豆”是一家小咖啡店，向顾客发放会员卡。收银机记下每笔订单的卡号、日期和金额（元）；"
            "根据往年经验，店里还知道持卡客户中有多大比例一个月后仍在。",
        ),
        Text(
            "An agency offers a campaign with vouchers that is to bring new customers. They would leave sooner than "
            "the regulars. The owner asks what a customer is worth, how soon the cost of winning one is paid back, "
            "and whether to run the campaign.",
            "一家广告公司建议发放优惠券招揽新客户，但这样来的人比老客户流失得快。店主想知道：一位客户值多少钱？"
            "获取成本多久收回？这项推广该不该做？",
        ),
    ),
    figures=FIGURES,
    data=DATA,
    questions=QUESTIONS,
    pages=PAGES,
    functions=("PURCHASE_VALUE", "PURCHASE_FREQUENCY", "LIFESPAN", "CLV_SIMPLE"),
    source=Text(
        "both formulas: Kumar & Reinartz, Customer Relationship Management; lifespan: Reichheld & Sasser (1990); "
        "shop, orders and campaign are invented",
        "两个公式见 Kumar & Reinartz《客户关系管理》；生命周期见 Reichheld & Sasser（1990）；"
        "店铺、订单与推广活动均为虚构",
    ),
)  # fmt: skip
