"""An audiobook club: what a point of retention is worth beside margin and acquisition cost."""

from __future__ import annotations

from typing import Any

from clvxl.exercises.cases._choices import picked
from clvxl.exercises.cases._retention_working import PAGES
from clvxl.exercises.engine import records as ex
from clvxl.exercises.engine.accepted import ABOVE_0, known, share
from clvxl.exercises.engine.records import AMOUNT, RATE, Field, Figure, Question, Slip
from clvxl.text import NOTHING, Text

__all__ = ["EXERCISE"]

DATA = ex.Data(
    title=Text("The plans", "各套餐"),
    fields=(
        Field("name", Text("Plan", "套餐"), "text", None, 50.0, also=("Segment", "Tier", "细分", "客户群"),
              default=lambda rows: [str(number) for number in range(1, rows + 1)]),
        Field("margin", Text("Margin per year", "年毛利"), "amount", ABOVE_0, 16.0,
              also=("Margin", "Annual margin", "毛利", "每年毛利")),
        # Where nobody ever left, a value without end would have no end.
        Field("retention", Text("Retention rate", "年保留率"), "percent", share(0.01, 0.98), 16.0,
              also=("Retention", "保留率", "留存率")),
        Field("acquisition", Text("Acquisition cost", "获取成本"), "amount", ABOVE_0, 16.0,
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


PLAN = Text("A plan of the table below, written as there.", "下表中的套餐名称，写法须与表中一致。")
POINTS, OF_ITSELF = Text("points", "百分点"), Text("of itself", "相对自身")

FIGURES = (
    Figure("plan", Text("Plan to look at", "要考察的套餐"), _chosen, "text", known("plan", "name", PLAN),
           Text("one of the table below", "下表之一")),
    Figure("discount_rate", Text("Discount rate", "折现率"), 0.12, "percent", share(0.01, 1), Text("per year", "每年")),
    Figure("change", Text("Change of each driver", "各因素的变动幅度"), 0.1, "percent", share(0.001, 0.5),
           Text("of itself; question 7", "相对自身；第 7 题")),
    Figure("points", Text("Programme: retention up by", "关怀计划：保留率提高"), 0.04, "percent", RATE,
           Text("percentage points", "百分点")),
    Figure("programme_cost", Text("Programme: yearly cost", "关怀计划：每年成本"), 10, "amount", AMOUNT,
           Text("per member, mid-year", "每位会员，年中支出")),
    Figure("price_rise", Text("Price rise: margin up by", "涨价：毛利提高"), 0.08, "percent", RATE, OF_ITSELF),
    Figure("price_loss", Text("Price rise: retention down by", "涨价：保留率降低"), 0.02, "percent", RATE, POINTS),
    Figure("saving", Text("Cheap channel: acquisition down by", "低价渠道：获取成本降低"), 0.25, "percent", RATE, OF_ITSELF),
    Figure("channel_loss", Text("Cheap channel: retention down by", "低价渠道：保留率降低"), 0.03, "percent", RATE, POINTS),
)  # fmt: skip

CHOICES = (Text("The member programme", "实行会员关怀计划"), Text("The price rise", "涨价"),
           Text("The cheaper channel", "改用低价渠道"), Text("None of the three", "三项都不做"))  # fmt: skip

QUESTIONS = (
    Question("multiple",
        Text("To how many yearly margins does a member of the plan to look at amount, if the first comes after a year "
             "and only from those who stay (the margin multiple)?",
             "若第一笔毛利一年之后才到账，且只来自留下的会员，要考察的套餐每位会员相当于多少个年毛利（毛利倍数）？"), step="multiple",
        hint=Text("retention rate ÷ (1 + discount rate − retention rate).", "保留率 ÷（1 + 折现率 − 保留率）。"),
        why=Text("Each year multiplies by r ÷ (1 + d): this is the sum of (r ÷ (1 + d))^t from year 1 on.",
                 "每过一年乘以 r ÷（1 + d）：即从第 1 年起（r ÷（1 + d））^t 之和。"),
        slips=(
            Slip("=[advance]", Text("this counts a margin at once; here the first comes after a year.",
                                    "这里多算了立即到账的一笔；本题的第一笔在一年之后。")),
            Slip("=[kept]/(1-[kept])", Text("this is without discounting.", "这里没有折现。")),
            Slip("=(1-[kept])/(in_discount_rate+[kept])",
                 Text("this is the churn rate in place of the retention rate.", "这里把流失率当成了保留率。")),
        )),
    Question("worth",
        Text("In fact members pay in advance: the first margin is certain and comes at once. What is the lifetime "
             "value of a new member of this plan, less the acquisition cost?",
             "实际上会费是预付的：第一笔毛利立即到账，也是确定的。该套餐一位新会员的终生价值（减去获取成本）是多少？"), step="worth",
        hint=Text("margin × (1 + d) ÷ (1 + d − r), less the acquisition cost.", "毛利 ×（1 + d）÷（1 + d − r），再减去获取成本。"),
        why=Text("Paid in advance, a member is worth one margin more than the multiple says: "
                 "(1 + d) ÷ (1 + d − r) = 1 + r ÷ (1 + d − r).",
                 "预付时恰好比毛利倍数多一笔毛利：（1 + d）÷（1 + d − r）= 1 + r ÷（1 + d − r）。"),
        slips=(
            Slip("=[gross]", Text("take off the acquisition cost.", "别忘了减去获取成本。")),
            Slip("=[margin]*[multiple]-[paid]", Text("the first margin is missing: it comes at once.",
                                                     "少了第一笔毛利：它立即到账。")),
            Slip("=[margin]*[multiple]*(1+in_discount_rate)-[paid]",
                 Text("the first margin is certain: no retention rate weighs it.", "第一笔毛利是确定的：不乘保留率。")),
        )),
    Question("breakeven",
        Text("At which retention rate does such a member just pay back the acquisition cost?",
             "保留率为多少时，这样一位会员刚好收回获取成本？"), step="breakeven", digits=1, level=2,
        hint=Text("solve margin × (1 + d) ÷ (1 + d − r) = acquisition cost for r.",
                  "令 毛利 ×（1 + d）÷（1 + d − r）= 获取成本，解出 r。"),
        why=Text("r = (1 + d) × (1 − margin ÷ acquisition cost). How far above it today's rate lies is the room for "
                 "error.",
                 "r =（1 + d）×（1 − 毛利 ÷ 获取成本）。现有保留率高出它多少，就有多少容错空间。"),
        slips=(
            Slip("=1-[margin]/[paid]", Text("this is without discounting.", "这里没有折现。")),
            Slip("=[paid]*(1+in_discount_rate)/([margin]+[paid])",
                 Text("here the first margin comes at once, not after a year.", "本题的第一笔毛利立即到账，而不是一年之后。")),
            Slip("=1-[breakeven]", Text("this is the churn rate.", "这是流失率。")),
        )),
    Question("payback",
        Text("How many yearly margins, discounted and weighted by the share still there, pay back the acquisition "
             "cost? Count part of the last one, such as 1.4 (0: never).",
             "按仍在的比例加权并折现后，几个年毛利能收回获取成本？最后一个按比例计，如 1.4（0：不会回本）。"), step="payback", level=2,
        hint=Text("add up margin × (r ÷ (1 + d))^t from t = 0; of the last take a part.",
                  "从 t = 0 起累加 毛利 ×（r ÷（1 + d））^t；最后一个只取所需部分。"),
        why=Text("See “Paid back” among the tables: whole margins, and the missing amount ÷ what the next one brings.",
                 "见表格“回本过程”：整数个毛利，加上尚缺金额 ÷ 下一个毛利的现值。"),
        slips=(
            Slip("=[paid]/[margin]", Text("here nobody leaves and nothing is discounted.", "这样算没有人流失，也没有折现。")),
            Slip("=[whole]+1", Text("of the last margin count only the part that is needed.", "最后一个只按所需的部分计。")),
            Slip("=[payback]-1", Text("the first margin, paid at once, counts too.", "立即到账的第一笔也要计入。")),
        )),
    Question("point",
        Text("How much does the lifetime value rise if the retention rate rises by one percentage point?",
             "保留率提高一个百分点，终生价值增加多少？"), step="point", level=2,
        hint=Text("work out the value at both rates and compare.", "分别求两个保留率下的价值，再相减。"),
        why=Text("A measure that adds this point may cost so much per new member at most, over the whole life.",
                 "能提高这一个百分点的措施，在整个生命周期内为每位新会员最多值得花这么多。"),
        slips=(
            Slip("=[margin]*(1+in_discount_rate)/(1+in_discount_rate-1.01*[kept])-[gross]",
                 Text("a percentage point adds 0.01 to the rate, not 1% of it.", "一个百分点是直接加 0.01，而不是增加 1%。")),
            Slip("=[gross]+[point]", Text("this is the new value: take off the old one.", "这是新的价值：请减去原来的价值。")),
            Slip("=0.01*[margin]", Text("this is 1% of one margin: the point works in all later years.",
                                        "这只是一笔毛利的 1%：这一个百分点以后每年都起作用。")),
        )),
    Question("equal_margin",
        Text("By what share would the margin have to rise instead, to bring as much as this point?",
             "若改为提高毛利，须提高百分之几才抵得上保留率的这一个百分点？"), step="equal_margin", digits=1, level=2,
        hint=Text("the gain ÷ the value before the acquisition cost.", "增加额 ÷ 未减获取成本的价值。"),
        why=Text('="The value before the acquisition cost grows in step with the margin. The point does as much as "'
                 '&FIXED(100*[equal_margin],1)&"% more margin; the higher the rate already is, the more."',
                 '="未减获取成本的价值与毛利同比例变动。这一个百分点相当于毛利提高 "&FIXED(100*[equal_margin],1)'
                 '&"%；保留率越高，相当的幅度越大。"'),
        slips=(
            Slip("=[point]/[worth]", Text("the margin earns the value before the acquisition cost.",
                                          "毛利带来的是未减获取成本的价值。")),
            Slip("=[point]/[margin]", Text("a higher margin comes every year, not once.", "毛利提高后每年都有，不只一次。")),
            Slip("=0.01/[kept]", Text("this is a point as a share of the rate itself.", "这是一个百分点占保留率本身的比例。")),
        )),
    Question("swing",
        Text("Lower and raise margin, retention rate and discount rate by the change given, one at a time. How far "
             "apart are the two values of the driver that matters most?",
             "把毛利、保留率、折现率逐一按所给幅度下调、上调。影响最大的因素，两个价值相差多少？"), step="swing", level=2,
        hint=Text("for each driver, value raised less value lowered; take the widest.", "上调后的价值减去下调后的价值，取差距最大者。"),
        why=Text("The longest bar of the tornado chart. The acquisition cost takes the same from all these values.",
                 "龙卷风图中最长的一条。获取成本在各价值中都减去同样的数，不影响差距。"),
        slips=(
            Slip("=[tornado.high#2]-[gross]", Text("this is the way up only: count from low to high.",
                                                   "这只是上调的一半：应从低到高计。")),
            Slip("=[margin]*(1+in_discount_rate)/MAX(0.000001,1+in_discount_rate-[kept]-in_change)"
                 "-[margin]*(1+in_discount_rate)/(1+in_discount_rate-[kept]+in_change)",
                 Text("change the rate by a share of itself, not by percentage points.", "按自身的比例变动，而不是加减百分点。")),
            Slip("=[tornado.swing#1]", Text("this is the margin's swing: another one is wider.", "这是毛利的差距：另有更大的。")),
        )),
    Question("programme",
        Text("What does the member programme add to a new member's lifetime value, after its own cost?",
             "扣除自身成本后，会员关怀计划使每位新会员的终生价值增加多少？"), step="programme", level=3,
        hint=Text("new value − cost × √(1 + d) ÷ (1 + d − new rate) − today's value.",
                  "新价值 − 成本 × √（1 + d）÷（1 + d − 新保留率）− 现在的价值。"),
        why=Text("The cost falls due in every year that the member is there, and the member stays longer.",
                 "会员在一年，成本就花一年；会员留得更久，成本也花得更久。"),
        slips=(
            Slip("=[programme]+[spent]", Text("take off what the programme costs.", "请减去计划的成本。")),
            Slip("=[programme]+[spent]-in_programme_cost",
                 Text("the cost comes every year that the member is there, not once.", "会员在的每一年都要花这笔成本，不只一次。")),
            Slip("=[programme]+[spent]-[spent]*(1+in_discount_rate)^0.5",
                 Text("spent at mid-year: half a year of discounting more.", "年中支出：还要多折现半年。")),
        )),
    Question("needed",
        Text("By how many percentage points must the programme raise retention at least, to pay for itself?",
             "关怀计划至少要把保留率提高多少个百分点，才够本？"), step="needed", digits=1, level=3,
        hint=Text("solve for the rate at which the gain is 0, and take off today's.", "解出增加额为 0 时的保留率，再减去现有保留率。"),
        why=Text('="The programme promises "&FIXED(100*in_points,1)&" points and needs "&FIXED(100*[needed],2)'
                 '&": ask how sure the promise is."',
                 '="预计提高 "&FIXED(100*in_points,1)&" 个百分点，够本需要 "&FIXED(100*[needed],2)&" 个：应当追问预计有多可靠。"'),
        slips=(
            Slip("=[kept]+[needed]", Text("this is the rate itself: take off today's.", "这是保留率本身：请减去现有的。")),
            Slip("=0.01*in_programme_cost/[point]",
                 Text("this sets one year's cost against a lifetime's gain.", "这是拿一年的成本与一生的增加额相比。")),
            Slip("=0.01*[spent]/[point]",
                 Text("each further point is worth more than the last: do not divide.", "每多一个百分点的价值都更高：不能直接相除。")),
        )),
    Question("decision",
        Text("Only one of the three can be afforded. Which, by the lifetime value of a new member?",
             "三项中只能做一项。按该套餐一位新会员的终生价值判断，应选哪项？"), format="text", choices=CHOICES, level=3,
        formula=picked("IF(MAX([offers.gain:])<=0,4,MATCH(MAX([offers.gain:]),[offers.gain:],0))", CHOICES),
        hint=Text("work out all three with their side effects; the highest gain decides.", "三项都要计入副作用；增加额最高者胜出。"),
        why=Text('="Per new member the programme brings "&FIXED([offers.gain#1],2)&", the price rise "'
                 '&FIXED([offers.gain#2],2)&", the cheaper channel "&FIXED([offers.gain#3],2)&". Left out: members '
                 'already there, whom programme and price reach but the channel does not; and how sure the estimates '
                 'are. A pilot would tell."',
                 '="每位新会员：关怀计划带来 "&FIXED([offers.gain#1],2)&"，涨价 "&FIXED([offers.gain#2],2)'
                 '&"，低价渠道 "&FIXED([offers.gain#3],2)&"。未计入：现有会员（关怀计划和涨价影响他们，'
                 '渠道不影响），以及各项估计的把握。可先小范围试行。"'),
        slips=(
            Slip(picked("IF(in_saving*[paid]>[margin]*in_price_rise*[advance],3,2)", CHOICES),
                 Text("its side effect counts too: it also lowers the retention rate.", "副作用也要算：它同时降低保留率。")),
        )),
)  # fmt: skip

EXERCISE = ex.Exercise(
    name="retention",
    title=Text("What is one point of retention worth?", "保留率提高一个百分点值多少钱？"),
    aim=Text("You learn to value a subscriber by a margin multiple, to set a point of retention against margin and "
             "acquisition cost, and to judge a measure by its side effects.",
             "学习用毛利倍数评估订阅会员，比较保留率的一个百分点与毛利、获取成本的轻重，并把副作用计入决策。"),
    neutral_title=Text("One point of retention", "保留率的一个百分点"),
    neutral=Text(
        "Each row of the table is one kind of customer: the yearly margin of one who is there, the share of this "
        "year's customers who stay for another year, and the cost of winning one. A year is paid in advance. Three "
        "measures are on offer, each with a side effect: judge them for the kind to look at.",
        "表中每行是一类客户：在籍客户的年毛利、当年客户中下一年留下的比例，以及获取一位客户的成本。每年预付。"
        "现有三项措施可选，各有副作用：请就要考察的一类客户作出判断。"),
    case=(
        Text("Larkspur Audio, an audiobook club, sells four yearly plans, paid in advance. The table shows a member's "
             "margin per year, the share who renew, and the cost of winning a member; all amounts are in euros.",
             "“云雀听书”是一家有声书会员社，有四种年费套餐，先付后听。表中列出每位会员一年的毛利、到期续费的比例和"
             "获取一位会员的成本，金额单位均为元。"),
        Text("Three managers want next year's budget: one to look after members better, which costs money every year; "
             "one to raise the price, at which some leave; one to win members through a cheaper channel, who stay less "
             "long. Which should it be?",
             "三位经理都想要明年的预算：一位想更好地关怀会员，但每年都要花钱；一位想涨价，但会有人离开；"
             "一位想走更便宜的渠道拉新，但这样来的会员留得较短。该选哪一项？"),
    ),
    figures=FIGURES, data=DATA, questions=QUESTIONS, pages=PAGES,
    front=ex.Diagram("situation", Text("A year's margin and the cost of winning", "各套餐的年毛利与获取成本"), "column", "data",
                  "name",
                  ("margin", "acquisition"), Text("plan", "套餐"), Text("amount", "金额"), "integer", NOTHING),
    functions=("CLV_RETENTION", "MARGIN_MULTIPLE", "BREAKEVEN_RETENTION", "PAYBACK_PERIOD", "CLV_SENSITIVITY"),
    source=Text(
        "margin multiple: Gupta & Lehmann (2003), Journal of Interactive Marketing 17(1), pp. 9–24; value with "
        "retention spending: Berger & Nasr (1998), the same journal 12(1), case 1; club and figures are invented",
        "毛利倍数见 Gupta & Lehmann（2003），Journal of Interactive Marketing 17(1)，第 9–24 页；"
        "含留存支出的价值见 Berger & Nasr（1998），同刊 12(1)，情形 1；会员社与数据为虚构"),
)  # fmt: skip
