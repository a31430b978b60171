"""An audiobook club: what a point of retention is worth beside margin and acquisition cost."""

from __future__ import annotations

from typing import Any

from clvxl.exercises.cases._retention_working import PAGES
from clvxl.exercises.engine import records as ex
from clvxl.text import Text

__all__ = ["EXERCISE"]

KEPT = ex.Limit(
    "decimal", 0.01, 0.98,
    Text("A share from 1% to 98%: at 100% nobody would ever leave.",
         "1% 到 98% 之间的比率；若为 100%，会员永不流失。"),
)  # fmt: skip
PAID = ex.Limit("decimal", 0.01, None, Text("An amount above 0.", "大于 0 的金额。"))
YEARLY = ex.Limit(
    "decimal", 0.01, 1,
    Text("A share from 1% to 100%: write twelve per cent as 12% or 0.12.",
         "1% 到 100% 之间的比率：百分之十二请写作 12% 或 0.12。"),
)  # fmt: skip
CHANGE = ex.Limit(
    "decimal", 0.001, 0.5, Text("A share from 0.1% to 50%.", "0.1% 到 50% 之间的比率。")
)
KNOWN = ex.Limit(
    "formula", None, None,
    Text("A plan of the table below, written as there.", "下表中的套餐名称，写法须与表中一致。"),
    formula='=SUMPRODUCT((in_name&""=in_plan&"")*1)>0',
)  # fmt: skip

DATA = ex.Data(
    title=Text("The plans", "各套餐"),
    fields=(
        ex.Field("name", Text("Plan", "套餐"), "text", None, 50.0, also=("Segment", "Tier", "细分", "客户群"),
                 default=lambda rows: [str(number) for number in range(1, rows + 1)]),
        ex.Field("margin", Text("Margin per year", "年毛利"), "amount", PAID, 16.0,
                 also=("Margin", "Annual margin", "毛利", "每年毛利")),
        ex.Field("retention", Text("Retention rate", "年保留率"), "percent", KEPT, 16.0,
                 also=("Retention", "保留率", "留存率")),
        ex.Field("acquisition", Text("Acquisition cost", "获取成本"), "amount", PAID, 16.0,
                 also=("CAC", "Cost of acquisition", "获客成本", "客户获取成本")),
    ),
    values=lambda: [
        [Text("Student", "学生"), Text("Standard", "标准"), Text("Family", "家庭"), Text("Library", "图书馆")],
        [36, 84, 140, 420],
        [0.6, 0.7, 0.8, 0.9],
        [48, 130, 260, 1500],
    ],
    most=30,
)  # fmt: skip


def _chosen(columns: ex.Columns) -> Any:
    """The third plan, or the last of fewer."""
    return columns["name"][min(2, len(columns["name"]) - 1)]


FIGURES = (
    ex.Figure("plan", Text("Plan to look at", "要考察的套餐"), _chosen, "text", KNOWN,
              Text("one of the table below", "下表中的一个套餐")),
    ex.Figure("discount_rate", Text("Discount rate", "折现率"), 0.12, "percent", YEARLY, Text("per year", "每年")),
    ex.Figure("change", Text("Change of each driver", "各因素的变动幅度"), 0.1, "percent", CHANGE,
              Text("of itself, down and up (question 7)", "相对自身，上下变动（第 7 题）")),
    ex.Figure("points", Text("Programme: retention rises by", "关怀计划：保留率提高"), 0.04, "percent", ex.RATE,
              Text("percentage points", "个百分点")),
    ex.Figure("programme_cost", Text("Programme: cost per year", "关怀计划：每年成本"), 10, "amount", ex.AMOUNT,
              Text("per member of the year, spent at mid-year", "每位当年会员，年中支出")),
    ex.Figure("price_rise", Text("Price rise: margin rises by", "涨价：毛利提高"), 0.08, "percent", ex.RATE,
              Text("of itself, from the first year on", "相对自身，从第一年起")),
    ex.Figure("price_loss", Text("Price rise: retention falls by", "涨价：保留率降低"), 0.02, "percent", ex.RATE,
              Text("percentage points", "个百分点")),
    ex.Figure("saving", Text("New channel: acquisition cost falls by", "新渠道：获取成本降低"), 0.25, "percent",
              ex.RATE, Text("of itself", "相对自身")),
    ex.Figure("channel_loss", Text("New channel: retention falls by", "新渠道：保留率降低"), 0.03, "percent",
              ex.RATE, Text("percentage points: its members are less attached", "个百分点：这样来的会员黏性较低")),
)  # fmt: skip

PROGRAMME = Text("The member programme", "实行会员关怀计划")
PRICE = Text("The price rise", "涨价")
CHANNEL = Text("The cheaper channel", "改用低价渠道")
NONE = Text("None of the three", "三项都不做")

CHOICES = (PROGRAMME, PRICE, CHANNEL, NONE)


def _picked(number: str) -> Text:
    """The choice of a number, in each language."""
    words = [
        ",".join(f'"{choice.say(language)}"' for choice in CHOICES) for language in ("en", "zh")
    ]
    return Text(*(f"=CHOOSE({number},{each})" for each in words))


QUESTIONS = (
    ex.Question(
        "multiple",
        Text("How many yearly margins is a member of the plan to look at worth, if the first of them "
             "comes only after a year and only from those who stay (the margin multiple)?",
             "若第一笔毛利一年之后才到账，且只来自留下的会员，要考察的套餐每位会员相当于多少个年毛利（毛利倍数）？"),
        step="multiple",
        hint=Text("retention rate ÷ (1 + discount rate − retention rate).", "保留率 ÷（1 + 折现率 − 保留率）。"),
        why=Text("Each year the chance of being there shrinks by r and money by 1 + d: the sum of "
                 "(r ÷ (1 + d))^t from year 1 on.",
                 "每过一年，仍在的机会乘以 r，钱的现值除以 1 + d：即从第 1 年起（r ÷ (1 + d)）^t 之和。"),
        slips=(
            ex.Slip("=[advance]", Text("this counts a margin at once; here the first comes after a year.",
                                       "这里多算了立即到账的一笔；本题的第一笔在一年之后。")),
            ex.Slip("=[kept]/(1-[kept])", Text("this is without discounting.", "这里没有折现。")),
            ex.Slip("=(1-[kept])/(in_discount_rate+[kept])",
                    Text("this is the churn rate in place of the retention rate.", "这里把流失率当成了保留率。")),
        ),
    ),
    ex.Question(
        "worth",
        Text("In truth the club is paid in advance: the first margin comes at once and is certain. What "
             "is the lifetime value of a new member of this plan, less the acquisition cost?",
             "实际上会费是预付的：第一笔毛利立即到账，也是确定的。该套餐一位新会员的终生价值（减去获取成本）是多少？"),
        step="worth",
        hint=Text("margin × (1 + d) ÷ (1 + d − r), less the acquisition cost.",
                  "毛利 ×（1 + d）÷（1 + d − r），再减去获取成本。"),
        why=Text("Paid in advance, a member is worth exactly one margin more than the multiple says: "
                 "(1 + d) ÷ (1 + d − r) = 1 + r ÷ (1 + d − r).",
                 "预付时恰好比毛利倍数多一笔毛利：（1 + d）÷（1 + d − r）= 1 + r ÷（1 + d − r）。"),
        slips=(
            ex.Slip("=[gross]", Text("take off the acquisition cost.", "别忘了减去获取成本。")),
            ex.Slip("=[margin]*[multiple]-[paid]", Text("the first margin is missing: it comes at once.",
                                                        "少了第一笔毛利：它立即到账。")),
            ex.Slip("=[margin]*[multiple]*(1+in_discount_rate)-[paid]",
                    Text("the first margin is certain: moving the sum on by a year is not enough.",
                         "首年毛利是确定的：仅把各笔提前一年并不够。")),
        ),
    ),
    ex.Question(
        "breakeven",
        Text("Paid in advance: what is the lowest retention rate at which such a member just pays back "
             "the acquisition cost?", "会费预付：保留率最低为多少时，这样一位会员刚好收回获取成本？"),
        step="breakeven",
        hint=Text("set margin × (1 + d) ÷ (1 + d − r) equal to the acquisition cost and solve for r.",
                  "令 毛利 ×（1 + d）÷（1 + d − r）等于获取成本，解出 r。"),
        why=Text("r = (1 + d) × (1 − margin ÷ acquisition cost). The distance from today's rate is the "
                 "room for error.", "r =（1 + d）×（1 − 毛利 ÷ 获取成本）。它与现有保留率的差距就是容错空间。"),
        digits=1, level=2,
        slips=(
            ex.Slip("=1-[margin]/[paid]", Text("this is without discounting.", "这里没有折现。")),
            ex.Slip("=[paid]*(1+in_discount_rate)/([margin]+[paid])",
                    Text("this is for a first margin after a year; here it comes at once.",
                         "这是第一笔毛利一年后到账的情形；本题立即到账。")),
            ex.Slip("=1-[breakeven]", Text("this is the churn rate.", "这是流失率。")),
        ),
    ),
    ex.Question(
        "payback",
        Text("How many years' fees, discounted and weighed with the share still there, pay back the "
             "acquisition cost? Count the last one in part, such as 1.4. (0: never)",
             "按仍在的比例加权并折现后，几年的会费毛利能收回获取成本？最后一年按比例计，如 1.4。（0：不会回本）"),
        step="payback",
        hint=Text("add up margin × (r ÷ (1 + d))^t from t = 0 on; of the last year take the part needed.",
                  "从 t = 0 起累加 毛利 ×（r ÷ (1 + d)）^t；最后一年只取所需的部分。"),
        why=Text("The table “Paid back” of the working: whole years, and the missing amount ÷ what the "
                 "next year brings.", "见演算表“回本过程”：整年数，加上尚缺金额 ÷ 下一年带来的现值。"),
        level=2,
        slips=(
            ex.Slip("=[paid]/[margin]", Text("here nobody leaves and nothing is discounted.",
                                             "这样算没有人流失，也没有折现。")),
            ex.Slip("=[whole]+1", Text("of the last year count only the part that is needed.",
                                       "最后一年只按所需的部分计。")),
            ex.Slip("=[payback]-1", Text("the first fee, paid at once, counts as a year's.",
                                         "立即支付的第一笔会费也算一年。")),
        ),
    ),
    ex.Question(
        "point",
        Text("By how much does the lifetime value rise if the retention rate rises by one percentage "
             "point?", "保留率提高一个百分点，终生价值增加多少？"),
        step="point",
        hint=Text("work out the value at both rates and compare.", "分别求两个保留率下的价值，再相减。"),
        why=Text("What a measure that adds this point may cost per new member, over the whole life.",
                 "能提高这一个百分点的措施，在整个生命周期内为每位新会员最多值得花这么多。"),
        level=2,
        slips=(
            ex.Slip("=[margin]*(1+in_discount_rate)/(1+in_discount_rate-1.01*[kept])-[gross]",
                    Text("a percentage point is added to the rate: it is not one per cent of it.",
                         "一个百分点是直接加 0.01，而不是增加 1%。")),
            ex.Slip("=[gross]+[point]", Text("this is the new value: take off the old one.",
                                             "这是新的价值：请减去原来的价值。")),
            ex.Slip("=0.01*[margin]", Text("this is a point of one margin: it works in every later year.",
                                           "这只是一笔毛利的百分之一：它在以后每一年都起作用。")),
        ),
    ),
    ex.Question(
        "equal_margin",
        Text("By what share would the margin have to rise instead, to bring as much as this one "
             "percentage point?", "若改为提高毛利，须提高百分之几才抵得上保留率的这一个百分点？"),
        step="equal_margin",
        hint=Text("the gain ÷ the value before the acquisition cost, since the value grows in step with "
                  "the margin.", "增加额 ÷ 未减获取成本的价值：价值与毛利同比例变动。"),
        why=Text("A point of retention weighs more than a per cent of margin, and the more, the higher the "
                 "rate is already.", "保留率的一个百分点重于毛利的百分之一；保留率越高，差距越大。"),
        level=2,
        slips=(
            ex.Slip("=[point]/[worth]", Text("the margin earns the value before the acquisition cost.",
                                             "毛利带来的是未减获取成本的价值。")),
            ex.Slip("=[point]/[margin]", Text("a higher margin comes every year, not once.",
                                              "毛利提高后每年都有，不只一次。")),
            ex.Slip("=0.01/[kept]", Text("this is a point as a share of the rate itself.",
                                         "这是一个百分点占保留率本身的比例。")),
        ),
    ),
    ex.Question(
        "swing",
        Text("Lower and raise margin, retention rate and discount rate each by the change given, one at a "
             "time. How far apart are the two values of the driver that matters most?",
             "把毛利、保留率、折现率逐一按所给幅度下调、上调。影响最大的因素，两个价值相差多少？"),
        step="swing",
        hint=Text("value with the raised driver less value with the lowered one; take the widest.",
                  "上调后的价值减去下调后的价值，取差距最大者。"),
        why=Text("The longest bar of the tornado chart. Acquisition cost is left out: it changes nothing "
                 "about these differences.", "龙卷风图中最长的一条。获取成本不计：它不影响这些差距。"),
        level=2,
        slips=(
            ex.Slip("=[tornado.high#2]-[gross]", Text("this is the way up only: count from low to high.",
                                                      "这只是上调的一半：应从低到高计。")),
            ex.Slip("=[margin]*(1+in_discount_rate)/MAX(0.000001,1+in_discount_rate-[kept]-in_change)"
                    "-[margin]*(1+in_discount_rate)/(1+in_discount_rate-[kept]+in_change)",
                    Text("change the rate by a share of itself, not by percentage points.",
                         "按自身的比例变动，而不是加减百分点。")),
            ex.Slip("=[tornado.swing#1]", Text("this is the margin's swing: another one is wider.",
                                               "这是毛利的差距：另有更大的。")),
        ),
    ),
    ex.Question(
        "programme",
        Text("What does the member programme bring per new member: how much does the lifetime value rise, "
             "after the programme's own cost?", "会员关怀计划为每位新会员带来多少：扣除计划自身成本后，终生价值增加多少？"),
        step="programme",
        hint=Text("value at the higher rate, less cost × √(1 + d) ÷ (1 + d − higher rate), less today's "
                  "value.", "提高后的价值，减去 成本 × √（1 + d）÷（1 + d − 提高后的保留率），再减去现在的价值。"),
        why=Text("The cost falls due in every year that the member is there, and longer, since the member "
                 "stays longer.", "会员在一年，成本就花一年；会员留得更久，成本也花得更久。"),
        level=3,
        slips=(
            ex.Slip("=[programme]+[spent]", Text("take off what the programme costs.", "请减去计划的成本。")),
            ex.Slip("=[programme]+[spent]-in_programme_cost",
                    Text("the cost comes every year that the member is there, not once.",
                         "会员在的每一年都要花这笔成本，不只一次。")),
            ex.Slip("=[programme]+[spent]-[spent]*(1+in_discount_rate)^0.5",
                    Text("spent in the middle of the year: half a year of discounting more.",
                         "年中支出：还要多折现半年。")),
        ),
    ),
    ex.Question(
        "needed",
        Text("By how many percentage points must the programme raise retention at the least, to pay for "
             "itself?", "关怀计划至少要把保留率提高多少个百分点，才够本？"),
        step="needed",
        hint=Text("find the rate at which margins less programme cost are worth what a member is worth "
                  "today; take off today's rate.", "求出“毛利减计划成本”的价值与现在相等时的保留率，再减去现有保留率。"),
        why=Text('="Promised are "&FIXED(100*in_points,1)&" points, needed are "&FIXED(100*[needed],2)'
                 '&": this is the figure to ask about, since the promise is an estimate."',
                 '="预计提高 "&FIXED(100*in_points,1)&" 个百分点，够本需要 "&FIXED(100*[needed],2)'
                 '&" 个：预计只是估计，应当追问的是这个数字。"'),
        level=3,
        slips=(
            ex.Slip("=[kept]+[needed]", Text("this is the rate itself: take off today's.",
                                             "这是保留率本身：请减去现有的。")),
            ex.Slip("=0.01*in_programme_cost/[point]",
                    Text("the cost comes every year: do not set one year's against a lifetime's gain.",
                         "成本每年都有：不能拿一年的成本比一生的增加额。")),
            ex.Slip("=0.01*[spent]/[point]",
                    Text("each further point is worth more than the one before: do not divide.",
                         "每多一个百分点的价值都更高：不能直接相除。")),
        ),
    ),
    ex.Question(
        "decision",
        Text("One of the three can be afforded. Which, judged by the lifetime value of a new member of this "
             "plan?", "三项中只能做一项。按该套餐一位新会员的终生价值判断，应选哪项？"),
        formula=_picked("IF(MAX([offers.gain:])<=0,4,MATCH(MAX([offers.gain:]),[offers.gain:],0))"),
        format="text", choices=CHOICES,
        hint=Text("work out all three with their side effects on retention; the highest gain decides.",
                  "三项都要计入对保留率的副作用；增加额最高者胜出。"),
        why=Text('="Per new member the programme brings "&FIXED([offers.gain#1],2)&", the price rise "'
                 '&FIXED([offers.gain#2],2)&", the cheaper channel "&FIXED([offers.gain#3],2)&'
                 '". Left out: members already there, whom programme and price reach but the channel does '
                 'not; and how sure the estimates are. A pilot would tell."',
                 '="每位新会员：关怀计划带来 "&FIXED([offers.gain#1],2)&"，涨价 "&FIXED([offers.gain#2],2)'
                 '&"，低价渠道 "&FIXED([offers.gain#3],2)&"。未计入：现有会员（关怀计划和涨价影响他们，'
                 '渠道不影响），以及各项估计的把握。可先小范围试行。"'),
        digits=None, level=3,
        slips=(
            ex.Slip(_picked("IF(in_saving*[paid]>[margin]*in_price_rise*[advance],3,2)"),
                    Text("its side effect counts too: it also lowers the retention rate.",
                         "副作用也要算：它同时降低保留率。")),
        ),
    ),
)  # fmt: skip

EXERCISE = ex.Exercise(
    name="retention",
    title=Text("What is one point of retention worth?", "保留率提高一个百分点值多少钱？"),
    aim=Text(
        "You learn to value a subscriber by a margin multiple, to set a point of retention against "
        "margin and acquisition cost, and to judge a measure by its side effects.",
        "学习用毛利倍数评估订阅会员，比较保留率的一个百分点与毛利、获取成本的轻重，并把副作用计入决策。",
    ),
    neutral_title=Text("One point of retention", "保留率的一个百分点"),
    neutral=Text(
        "Each row of the table is one kind of customer: the yearly margin of one who is there, the share of "
        "this year's customers who stay for another year, and the cost of winning one. A year is paid in "
        "advance. Three measures are on offer, each with a side effect: judge them for the kind to look at.",
        "表中每行是一类客户：在籍客户的年毛利、当年客户中下一年留下的比例，以及获取一位客户的成本。每年预付。"
        "现有三项措施可选，各有副作用：请就要考察的一类客户作出判断。",
    ),
    case=(
        Text(
            "Larkspur Audio, an audiobook club, sells four yearly plans. A year is paid in advance, and most "
            "members then renew: the table shows the share who do, the margin of a year and the cost of "
            "winning a member. All amounts are in euros.",
            "“云雀听书”是一家有声书会员社，有四种年费套餐。会费一年一付、先付后听，到期后多数会员续费："
            "下表列出续费的比例、一年的毛利和获取一位会员的成本。金额单位均为元。",
        ),
        Text(
            "Three managers each want next year's budget. One would look after members better, which costs "
            "money every year; one would raise the price, at which some leave; one would win members through "
            "a cheaper channel, whose members stay less long. Which should it be?",
            "三位经理都想要明年的预算：一位想更好地关怀会员，但每年都要花钱；一位想涨价，但会有人离开；"
            "一位想走更便宜的渠道拉新，但这样来的会员留得较短。该选哪一项？",
        ),
    ),
    figures=FIGURES,
    data=DATA,
    front=ex.Diagram(
        "situation", Text("The plans: a year's margin and the cost of winning", "各套餐的年毛利与获取成本"),
        "column", "data", "name", ("margin", "acquisition"), Text("plan", "套餐"), Text("amount", "金额"),
        "integer", Text("", ""), rows=15,
    ),
    questions=QUESTIONS,
    pages=PAGES,
    functions=(
        "CLV_RETENTION", "MARGIN_MULTIPLE", "BREAKEVEN_RETENTION", "PAYBACK_PERIOD", "CLV_SENSITIVITY",
    ),
    source=Text(
        "margin multiple: Gupta & Lehmann (2003), Journal of Interactive Marketing 17(1), pp. 9–24; value with "
        "retention spending: Berger & Nasr (1998), the same journal 12(1), case 1; club and figures are invented",
        "毛利倍数见 Gupta & Lehmann（2003），Journal of Interactive Marketing 17(1)，第 9–24 页；"
        "含留存支出的价值见 Berger & Nasr（1998），同刊 12(1)，情形 1；会员社与数据为虚构",
    ),
)  # fmt: skip
