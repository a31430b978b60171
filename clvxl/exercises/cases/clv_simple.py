"""A coffee shop's order log: averages, then the lifetime value of a member by both formulas."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np

from clvxl.exercises.engine import records as ex
from clvxl.text import Text

__all__ = ["EXERCISE"]

SEED = 20250901
CARDS, ORDERS = 40, 180
START, DAYS = 45901, 91
"""2025-09-01, three months."""
DRINKS = (9.5, 12.0, 14.0, 15.0, 16.0)
FOOD = (8.0, 11.0, 13.5)


def _orders() -> list[Sequence[Any]]:
    """Orders of one drink or two, some with something to eat; each card has one at least."""
    random = np.random.Generator(np.random.PCG64(SEED))
    weight = random.gamma(1.5, 1.0, CARDS)
    again = random.choice(CARDS, ORDERS - CARDS, p=weight / weight.sum())
    cards = np.concatenate([np.arange(CARDS), again])
    days = np.sort(random.integers(0, DAYS, ORDERS))
    cards = random.permutation(cards)
    amounts = random.choice(DRINKS, ORDERS)
    amounts += random.choice(DRINKS, ORDERS) * (random.random(ORDERS) < 0.2)
    amounts += random.choice(FOOD, ORDERS) * (random.random(ORDERS) < 0.35)
    names = [f"K{number + 1:03d}" for number in cards.tolist()]
    return [names, [float(START + day) for day in days.tolist()], amounts.tolist()]


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
        ex.Field("amount", Text("Amount", "金额"), "amount",
                 ex.Limit("decimal", -1e12, 1e12,
                          Text("The amount of one order; a return is below 0.", "一笔订单的金额；退款为负数。")),
                 14.0, role="amount"),
    ),
    values=_orders,
    most=2000,
    sheet=Text("Orders", "订单"),
    note=Text("One row is one order of one loyalty card.", "每行是一张会员卡的一笔订单。"),
)  # fmt: skip

FIGURES = (
    ex.Figure("months", Text("Months that the log covers", "记录涵盖的月数"), _months, "general",
              ex.Limit("decimal", 0.1, None, Text("A number of months above 0.", "大于 0 的月数。")),
              Text("months", "个月")),
    ex.Figure("margin", Text("Gross margin", "毛利率"), 0.65, "percent", ex.RATE,
              Text("of the amount of an order", "占订单金额的比例")),
    ex.Figure("retention", Text("Monthly retention rate", "月保留率"), 0.8, "percent",
              ex.Limit("decimal", 0, 0.98,
                       Text("A share from 0 to 0.98: at 1 nobody would ever leave.",
                            "0 到 0.98 之间的比率；若为 1，客户永不流失。")),
              Text("of this month's members are still members next month", "本月会员中下月仍为会员的比例")),
    ex.Figure("acquisition_cost", Text("Acquisition cost", "客户获取成本"), 50, "amount", ex.AMOUNT,
              Text("a member: card, welcome drinks, leaflets", "每位会员：制卡、赠饮、传单")),
)  # fmt: skip

LOG = ex.Grid(
    "log",
    Text("Each order, and which one of its card it is", "逐笔订单：是该会员的第几单"),
    _rows,
    (
        ex.Col("day", Text("Date", "日期"), "date", "=[data.date]", width=14.0),
        ex.Col("buyer", Text("Card", "会员卡号"), "text", '=IF([data.amount]>0,[data.customer],"")',
               width=16.0),
        ex.Col("amount", Text("Amount", "金额"), "amount", "=[data.amount]"),
        ex.Col("nth", Text("Order no. of this card", "该会员第几单"), "integer",
               '=IF([buyer]="","",SUMPRODUCT(([buyer..]=[buyer])*1))', width=16.0),
    ),
    note=Text(
        "Counting customers in a log: number each card's orders. Every card has exactly one order "
        "number 1, so that the ones are the customers. A row with an amount of 0 or less is no "
        "purchase; it has no number.",
        "在流水中数客户：给每张卡的订单编号。每张卡恰有一个“第 1 单”，数“1”就是数客户。"
        "金额不大于 0 的行不是购买，不编号。",
    ),
)  # fmt: skip

VALUE = "PURCHASE_VALUE(in_amount)"
FREQUENCY = "PURCHASE_FREQUENCY([log.buyer:],in_months)"
LIFE = "LIFESPAN(in_retention)"

STEPS = ex.Steps(
    "steps",
    Text("From the log to the value of a member", "从订单记录到客户终生价值"),
    (
        ex.Step("orders", Text("Orders in the log", "订单数"), '=COUNTIF(in_amount,">0")', "integer",
                note=Text("Rows with an amount above 0.", "金额大于 0 的行数。")),
        ex.Step("sales", Text("Sales in the log", "销售额"), "=SUM(in_amount)", "amount"),
        ex.Step("mean", Text("Purchase value: mean order", "平均每单金额"),
                "=[sales]/[orders]", "amount", f"={VALUE}",
                Text("Sales ÷ orders.", "销售额 ÷ 订单数。")),
        ex.Step("customers", Text("Customers", "客户数"), "=COUNTIF([log.nth:],1)", "integer",
                note=Text("The first orders on the sheet Log.", "工作表“整理”中“第 1 单”的个数。")),
        ex.Step("each", Text("Orders per customer, whole log", "人均订单数（整个记录期）"),
                "=[orders]/[customers]", "amount",
                note=Text("Orders ÷ customers.", "订单数 ÷ 客户数。")),
        ex.Step("frequency", Text("Purchase frequency: a customer and month", "购买频率：每人每月"),
                "=[each]/in_months", "amount", f"={FREQUENCY}",
                Text("Divided by the months: the retention rate is monthly too.",
                     "再除以月数：保留率也是按月的，两者的期间须一致。")),
        ex.Step("lifespan", Text("Expected lifespan in months", "预期生命周期（月）"),
                "=1/(1-in_retention)", "amount", f"={LIFE}",
                Text("One over the share that leaves each month.", "1 ÷ 月流失率。")),
        ex.Step("revenue", Text("Lifetime revenue", "终生收入"), "=[mean]*[frequency]*[lifespan]",
                "amount", f"=CLV_SIMPLE({VALUE},{FREQUENCY},{LIFE})",
                Text("First formula: purchase value × frequency × lifespan. Money in the till, not "
                     "profit.", "公式一：平均每单金额 × 购买频率 × 生命周期。这是收入，不是利润。")),
        ex.Step("monthly", Text("Margin a month of a member who is there", "在籍会员的每月毛利"),
                "=[mean]*[frequency]*in_margin", "amount",
                note=Text("Purchase value × frequency × gross margin.", "平均每单金额 × 购买频率 × 毛利率。")),
        ex.Step("gross", Text("Lifetime margin", "终生毛利"), "=[monthly]*[lifespan]", "amount",
                note=Text("What may at most be paid to win a member.", "获取一位会员最多值得花的钱。")),
        ex.Step("worth", Text("Lifetime value", "客户终生价值"), "=[gross]-in_acquisition_cost",
                "amount",
                f"=CLV_SIMPLE({VALUE},{FREQUENCY},{LIFE},in_acquisition_cost,in_margin)",
                Text("Second formula: lifetime revenue × margin − acquisition cost.",
                     "公式二：终生收入 × 毛利率 − 获取成本。")),
    ),
)  # fmt: skip

MONTHS = 24

PATH = ex.Grid(
    "path",
    Text("An average member, month by month", "一位会员（平均），逐月计算"),
    MONTHS + 1,
    (
        ex.Col("month", Text("Month", "月"), "integer", values=range(MONTHS + 1), width=10.0),
        ex.Col("there", Text("Still a member", "仍在的比例"), "percent",
               "=IF([month]=1,1,[there@-1]*in_retention)", first="=1"),
        ex.Col("expected", Text("Expected margin", "期望毛利"), "amount",
               "=[there]*[monthly]", first="=0", width=17.0),
        ex.Col("sofar", Text("Value so far", "累计价值"), "amount",
               "=[sofar@-1]+[expected]", first="=-in_acquisition_cost"),
        ex.Col("limit", Text("Lifetime value", "客户终生价值"), "amount", "=[worth]"),
    ),
    note=Text("Month 0 is the day on which the card is handed out.", "第 0 月为发卡之日。"),
)  # fmt: skip

LEVERAGE = ex.Grid(
    "leverage",
    Text("Other retention rates, all else as it is", "其他条件不变，改变保留率"),
    10,
    (
        ex.Col("rate", Text("Retention rate", "月保留率"), "percent", width=12.0,
               values=[round(0.5 + 0.05 * at, 2) for at in range(10)]),
        ex.Col("months", Text("Lifespan in months", "生命周期（月）"), "amount", "=1/(1-[rate])"),
        ex.Col("valued", Text("Lifetime value", "客户终生价值"), "amount",
               "=[monthly]*[months]-in_acquisition_cost", width=16.0),
        ex.Col("point", Text("Worth of one more point", "再提高 1 个百分点的价值"), "amount",
               "=[monthly]/(0.99-[rate])-[monthly]*[months]", width=25.0),
    ),
    note=Text("The higher the rate already is, the more one more point is worth.",
              "保留率越高，再提高一个百分点就越值钱。"),
)  # fmt: skip

BY_FUNCTION = ex.Spill(
    "by_function",
    Text("By function: CLV_SIMPLE", "用函数：CLV_SIMPLE"),
    f"=CLV_SIMPLE({VALUE},{FREQUENCY},LIFESPAN([leverage.rate:]),in_acquisition_cost,in_margin)",
    10,
    (ex.Col("f_valued", Text("Lifetime value", "客户终生价值"), "amount", width=22.0),),
    note=Text("One call for the whole column.", "整列只需调用一次。"),
    beside=True,
)

PAGES = (
    ex.Page(
        Text("Log", "整理"),
        Text("The order log, counted", "订单记录整理"),
        (LOG,),
    ),
    ex.Page(
        Text("Working", "演算"),
        Text("Two formulas, step by step", "两个公式，逐步演算"),
        (STEPS,),
        landscape=True,
    ),
    ex.Page(
        Text("Months", "逐月"),
        Text("When has a member paid back the cost?", "一位会员何时回本？"),
        (
            ex.Diagram(
                "paying_back", Text("Value of an average member so far", "一位会员的平均累计价值"),
                "line", "path", "month", ("sofar", "limit"),
                Text("month", "月"), Text("value so far", "累计价值"), "integer",
                Text("The line starts at minus the acquisition cost. Where it crosses zero, an average "
                     "member has paid it back. Some leave each month, so that each month adds less; "
                     "the line comes ever closer to the lifetime value.",
                     "折线从负的获取成本开始，穿过零线时回本。每月都有人流失，增加的价值逐月减少，"
                     "折线越来越接近客户终生价值。"),
                rows=14,
            ),
            PATH,
        ),
    ),
    ex.Page(
        Text("Retention", "保留率"),
        Text("The leverage of retention", "保留率的杠杆作用"),
        (
            ex.Diagram(
                "leverage_chart", Text("Lifetime value by retention rate", "保留率与客户终生价值"),
                "line", "leverage", "rate", ("valued",),
                Text("monthly retention rate", "月保留率"), Text("lifetime value", "客户终生价值"),
                "integer",
                Text("The curve is flat on the left and steep on the right: the lifespan is one over "
                     "the share that leaves, and halving that share doubles it.",
                     "曲线左缓右陡：生命周期等于 1 ÷ 流失率，流失率减半，生命周期就加倍。"),
            ),
            LEVERAGE,
            BY_FUNCTION,
        ),
    ),
)  # fmt: skip

TOO_MANY = Text(
    "too many: in month 1 all are still there (share 100 %), and month 0 is not counted.",
    "多了：第 1 个月全部都在（比例为 100%），第 0 月也不计。",
)

QUESTIONS = (
    ex.Question(
        "orders",
        Text("How many orders are in the log?", "记录中共有多少笔订单？"),
        step="orders",
        hint=Text("count the rows with an amount above 0, for example with COUNTIF.",
                  "数金额大于 0 的行，例如用 COUNTIF。"),
        why=Text("Each row with an amount above 0 is one order.", "金额大于 0 的每一行是一笔订单。"),
        digits=None,
        slips=(
            ex.Slip("=[customers]", Text("these are the customers.", "这是客户数。")),
            ex.Slip("=ROWS(in_amount)+1", Text("the row of titles is no order.", "标题行不是订单。")),
        ),
    ),
    ex.Question(
        "mean",
        Text("What is the mean amount of an order (the purchase value)?", "平均每单金额是多少？"),
        step="mean",
        hint=Text("all amounts added up ÷ the number of orders.", "金额合计 ÷ 订单数。"),
        why=Text("Sales ÷ orders; AVERAGE gives the same while nothing was given back.",
                 "销售额 ÷ 订单数；没有退款时与 AVERAGE 相同。"),
        slips=(
            ex.Slip("=[sales]/[customers]", Text("this is the mean of a customer, not of an order.",
                                                 "这是每位客户的平均，不是每单的平均。")),
            ex.Slip("=MEDIAN(in_amount)", Text("this is the median; the mean is asked for.",
                                               "这是中位数；题目要的是平均数。")),
        ),
    ),
    ex.Question(
        "customers",
        Text("How many different customers (cards) ordered?", "有多少位不同的客户（会员卡）下过单？"),
        step="customers",
        hint=Text("count each card once, however often it ordered: count the first orders.",
                  "每张卡只数一次：数“第 1 单”的个数。"),
        why=Text("Number each card's orders, then count the ones.", "给每张卡的订单编号，再数“1”的个数。"),
        digits=None,
        slips=(
            ex.Slip("=[orders]", Text("these are orders; most cards ordered more than once.",
                                      "这是订单数；多数会员不止下过一单。")),
        ),
    ),
    ex.Question(
        "frequency",
        Text("How often does a customer order a month (the purchase frequency)?",
             "平均每位客户每月下单几次（购买频率）？"),
        step="frequency",
        hint=Text("orders ÷ customers ÷ months of the log.", "订单数 ÷ 客户数 ÷ 月数。"),
        why=Text("Retention is monthly, so that the frequency has to be monthly too.",
                 "保留率按月计，购买频率也必须按月计。"),
        slips=(
            ex.Slip("=[each]", Text("this is for the whole log: divide by its months.",
                                    "这是整个记录期的次数：请再除以月数。")),
            ex.Slip("=[orders]/in_months", Text("these are the shop's orders a month: divide by the "
                                                "customers.", "这是全店每月的订单数：请再除以客户数。")),
            ex.Slip("=1/[frequency]", Text("these are the months between two orders: turn it over.",
                                           "这是两次下单的间隔月数：请取倒数。")),
        ),
    ),
    ex.Question(
        "lifespan",
        Text("For how many months does a member stay, on average?", "一位会员平均会留多少个月？"),
        step="lifespan",
        hint=Text("one over the share of members who leave in a month.", "1 ÷ 月流失率。"),
        why=Text("1 + r + r² + … = 1 ÷ (1 − r): each month counts for the share still there.",
                 "1 + r + r² + … = 1 ÷ (1 − r)：每个月按仍在的比例计。"),
        level=2,
        slips=(
            ex.Slip("=[lifespan]-1", Text("the first month counts too.", "第一个月也要计入。")),
            ex.Slip("=IF(in_retention=0,0,1/in_retention)",
                    Text("divide by the share that leaves, not by the one that stays.",
                         "应除以流失率，而不是保留率。")),
        ),
    ),
    ex.Question(
        "revenue",
        Text("First formula: what lifetime revenue does a member bring?", "公式一：一位会员的终生收入是多少？"),
        step="revenue",
        hint=Text("purchase value × frequency × lifespan.", "平均每单金额 × 购买频率 × 生命周期。"),
        why=Text("All that a member leaves in the till; the beans and the milk are not paid yet.",
                 "会员在店里花的全部钱；咖啡豆和牛奶的成本还没有扣。"),
        level=2,
        slips=(
            ex.Slip("=[gross]", Text("revenue comes before the margin.", "收入尚未乘以毛利率。")),
            ex.Slip("=[mean]*[each]*[lifespan]",
                    Text("the frequency must be a month's, as the lifespan is in months.",
                         "生命周期以月计，购买频率也须按月。")),
            ex.Slip("=[mean]*[frequency]", Text("this is one month: multiply by the lifespan.",
                                                "这只是一个月：请乘以生命周期。")),
        ),
    ),
    ex.Question(
        "worth",
        Text("Second formula: what is the lifetime value of a member?", "公式二：一位会员的客户终生价值是多少？"),
        step="worth",
        hint=Text("lifetime revenue × gross margin − acquisition cost.", "终生收入 × 毛利率 − 获取成本。"),
        why=Text("The margin on all purchases, less what it cost to win the member.",
                 "全部消费带来的毛利，减去获取这位会员的成本。"),
        level=2,
        slips=(
            ex.Slip("=[gross]", Text("take off the acquisition cost.", "别忘了减去获取成本。")),
            ex.Slip("=([revenue]-in_acquisition_cost)*in_margin",
                    Text("the margin belongs to the revenue alone: multiply first, then subtract.",
                         "毛利率只乘收入：先乘后减。")),
            ex.Slip("=[revenue]-in_acquisition_cost",
                    Text("revenue is no profit: multiply by the gross margin.",
                         "收入不是利润：请乘以毛利率。")),
        ),
    ),
    ex.Question(
        "ceiling",
        Text("What may it cost at most to win a member, so that the lifetime value is just 0?",
             "获取成本最高为多少时仍不亏（客户终生价值恰为 0）？"),
        step="gross",
        hint=Text("it is the value before the acquisition cost is taken off.", "即未减去获取成本之前的价值。"),
        why=Text("It equals the lifetime margin; whoever pays more loses on each new member.",
                 "等于终生毛利；花得更多，每增加一位会员就亏一笔。"),
        level=2,
        slips=(
            ex.Slip("=[worth]", Text("this is what is left after today's cost; add it.",
                                     "这是扣除现有成本之后剩下的，请加回去。")),
            ex.Slip("=[revenue]", Text("the margin has to pay for it, not the revenue.",
                                       "要由毛利来承担，而不是收入。")),
        ),
    ),
    ex.Question(
        "payback",
        Text("All new members are there in month 1; from then on some leave each month. After how many "
             "months has an average member paid back the cost? "
             f"(0: not within the {MONTHS} months of the sheet Months)",
             "新会员第 1 个月全部仍在，此后每月都有人流失。一位会员平均几个月后回本？"
             f"（0：工作表“逐月”的 {MONTHS} 个月内不回本）"),
        formula='=IF(MAX([path.sofar:])<0,0,COUNTIF([path.sofar:],"<0"))', format="integer",
        hint=Text("add up margin × share still there, month by month, until the cost is reached.",
                  "逐月累加“毛利 × 仍在的比例”，直到达到获取成本。"),
        why=Text("The first month at whose end the value so far is not below 0.",
                 "累计价值首次不小于 0 的那个月。"),
        digits=None, level=3,
        slips=(
            ex.Slip("=IF([monthly]>0,-INT(-in_acquisition_cost/[monthly]),-1)",
                    Text("in this sum nobody leaves: weigh each month with the share still there.",
                         "这样算没有人流失：每月须乘以仍在的比例。")),
            # What is expected when some leave before month 1 already.
            ex.Slip("=SUMPRODUCT((([path.sofar:]+in_acquisition_cost)*in_retention"
                    "-in_acquisition_cost<0)*1)", TOO_MANY),
            ex.Slip('=COUNTIF([path.sofar:],"<0")+1', TOO_MANY),
        ),
    ),
    ex.Question(
        "point",
        Text("By how much does the lifetime value rise if retention rises by one percentage point?",
             "月保留率提高一个百分点，客户终生价值增加多少？"),
        formula="=[monthly]/(0.99-in_retention)-[gross]", format="amount",
        hint=Text("work out the lifespan at the higher rate, and compare both values.",
                  "先用提高后的保留率求生命周期，再比较两个价值。"),
        why=Text("Only the lifespan changes: one percentage point more to stay is one less to leave. A "
                 "measure that adds this point may cost at most so much a member; compare it with what a "
                 "new member brings.",
                 "变的只有生命周期：保留率多一个百分点，流失率就少一个百分点。能提高这一个百分点的措施，"
                 "每位会员最多值得花这么多钱；可与一位新会员带来的价值比较。"),
        level=3,
        slips=(
            ex.Slip("=[monthly]/(1-1.01*in_retention)-[gross]",
                    Text("a percentage point is added to the rate: it is not one per cent of it.",
                         "一个百分点是直接加 0.01，而不是增加 1%。")),
            ex.Slip("=[monthly]/(0.99-in_retention)-in_acquisition_cost",
                    Text("this is the new value: take off the old one.", "这是新的价值：请减去原来的价值。")),
            ex.Slip("=[mean]*[frequency]/(0.99-in_retention)-[revenue]",
                    Text("this is revenue: multiply by the gross margin.", "这是收入的增加：请乘以毛利率。")),
        ),
    ),
)  # fmt: skip

EXERCISE = ex.Exercise(
    name="clv_simple",
    title=Text("What is a coffee shop's regular worth?", "一位咖啡店会员值多少钱？"),
    aim=Text(
        "You learn to draw averages from an order log, to make a lifetime value of them by two "
        "simple formulas, and to see what retention does to it.",
        "学习从订单记录求出各项平均数，用两个简单公式算出客户终生价值，并体会保留率的作用。",
    ),
    neutral_title=Text("Customer lifetime value from an order log", "由订单记录求客户终生价值"),
    neutral=Text(
        "The data are an order log: customer, date and amount. What is a customer worth, how long until "
        "the acquisition cost is paid back, and should the money go into new customers or into keeping "
        "the old ones? Check the figures below before you begin: margin, retention and acquisition cost "
        "do not follow from the log. The right answers follow them.",
        "数据是订单记录：客户、日期和金额。一位客户值多少钱？获取成本多久收回？"
        "钱该花在拉新上，还是花在留住老客户上？开始之前请先核对下面的数据："
        "毛利率、保留率和获取成本无法由订单得出。正确答案会随之变化。",
    ),
    case=(
        Text(
            "The Three Beans, a small coffee shop, gives a loyalty card to whoever wants one. The till "
            "writes down each order: card, date and amount. From earlier years the shop also knows "
            "the share of its members who are still members a month later.",
            "“三颗豆”是一家小咖啡店，向顾客发放会员卡。收银机记下每笔订单的卡号、日期和金额；"
            "根据往年经验，店里还知道会员中有多大比例一个月后仍是会员。",
        ),
        Text(
            "A new member costs something: the card, the welcome drinks, the leaflets. The owner asks: "
            "what is a member worth, how long until the cost is paid back, and should the money rather "
            "go into new members or into keeping the old ones? Work it out; then change a figure below: "
            "the right answers change with it, and the checks judge your answers anew.",
            "发展一位新会员要花钱：制卡、赠饮、传单。店主想知道：一位会员值多少钱？多久回本？"
            "钱该花在拉新上，还是花在留住老会员上？"
            "请逐题计算；然后修改下面的数据：正确答案会随之变化，检查也会重新判断你的答案。",
        ),
    ),
    figures=FIGURES,
    data=DATA,
    questions=QUESTIONS,
    pages=PAGES,
    functions=("PURCHASE_VALUE", "PURCHASE_FREQUENCY", "LIFESPAN", "CLV_SIMPLE"),
    source=Text(
        "both formulas: Kumar & Reinartz, Customer Relationship Management; lifespan: Reichheld & "
        "Sasser (1990); the shop and its orders are invented",
        "两个公式见 Kumar & Reinartz《客户关系管理》；生命周期见 Reichheld & Sasser（1990）；"
        "店铺与订单为虚构",
    ),
)
