"""The discounted value of a customer of a home-appliance service firm, read in four ways."""

from __future__ import annotations

from clvxl.exercises.cases._handouts import CLV_DCF
from clvxl.exercises.engine import records as ex
from clvxl.text import NOTHING, Text

__all__ = ["EXERCISE"]


def _years(columns: ex.Columns) -> int:
    return len(columns["revenue"])


def _numbers(columns: ex.Columns) -> range:
    return range(1, _years(columns) + 1)


DATA = ex.Data(
    title=Text("What a customer brings, year by year", "一位客户逐年的收支"),
    fields=(
        ex.Field("year", Text("Year", "年份"), "text", also=("Period", "期"), width=50.0,
                 default=lambda rows: [str(number) for number in range(1, rows + 1)]),
        ex.Field("revenue", Text("Revenue", "收入"), "amount", ex.FLOW, 16.0, also=("Revenues", "营业收入", "Sales")),
        ex.Field("cost", Text("Service cost", "服务成本"), "amount", ex.FLOW, 16.0, also=("Cost", "Costs", "成本"),
                 default=lambda rows: [0] * rows),
        ex.Field("retention", Text("Share kept", "留住客户的比例"), "percent", ex.RATE, 16.0,
                 also=("Retention", "Retention rate", "Survival", "留存比例", "保留率", "留存率"),
                 default=lambda rows: [1] * rows),
    ),
    values=lambda: [
        [Text(f"Year {number}", f"第 {number} 年") for number in (1, 2, 3, 4)],
        [8000, 4500, 5000, 5200],
        [1000, 1200, 1300, 1400],
        [0.9, 0.8, 0.6, 0.3],
    ],
    most=60,
)  # fmt: skip

FIGURES = (
    ex.Figure("acquisition_cost", Text("Cost of winning a customer", "客户获取成本"), 5000, "amount", ex.AMOUNT,
              Text("yuan, paid today", "元，现在支付")),
    ex.Figure("discount_rate", Text("Discount rate", "折现率"), 0.2, "percent", ex.RATE, Text("per year", "每年")),
    ex.Figure("inflation", Text("Inflation of all margins", "通货膨胀率（毛利同幅上涨）"), 0.03, "percent", ex.RATE,
              Text("per year; no question needs it", "每年；各题均不用")),
    ex.Figure("later_retention", Text("Retention after the last year", "最后一年之后的保留率"), 0.5, "percent",
              ex.Limit("decimal", 0, 0.98, Text("A share from 0 to 0.98: at 1 nobody would ever leave.",
                                                "0 到 0.98 之间的比率；若为 1，客户永不流失。")),
              Text("share of a year's customers who stay for the next", "每年客户中下一年仍在的比例")),
    ex.Figure("offer", Text("An agency's price per new customer", "代理公司获客报价"), 8500, "amount", ex.AMOUNT,
              Text("yuan, paid today", "元，现在支付")),
)  # fmt: skip

FLOWS = ex.Grid(
    "flows",
    Text("1. Margins, and who is still a customer", "1. 毛利与留存"),
    _years,
    (
        ex.Col("t", Text("Year", "年"), "integer", values=_numbers, width=8.0),
        ex.Col("margin", Text("Margin", "毛利"), "amount", "=[data.revenue]-[data.cost]", width=13.0),
        ex.Col("stated", Text("As stated", "按所给比例"), "percent", "=[data.retention]", width=13.0),
        ex.Col("product", Text("Cumulative retention", "逐年连乘"), "percent",
               "=[product@-1]*[data.retention]", first="=[data.retention]", width=13.0),
        ex.Col("certain", Text("Cumulative, loss after year 1", "连乘，第 1 年后才流失"), "percent",
               "=[certain@-1]*[data.retention@-1]", first="=1", width=15.0),
        ex.Col("moved", Text("As stated, a year later", "按所给比例，推后一年"), "percent",
               "=[data.retention@-1]", first="=1", width=15.0),
    ),
    note=Text(
        "What is a “share kept”? A share of the original customers (as stated), or of last year's customers "
        "(then multiply: cumulative retention)? And is the first loss before the first margin, or after it?",
        "“留住客户的比例”是指最初客户中仍在的比例（按所给比例），还是上一年客户中留下的比例（须逐年连乘）？"
        "第一次流失在首年毛利之前，还是之后？",
    ),
)  # fmt: skip

DISCOUNTING = ex.Grid(
    "discounting",
    Text("2. Discounting, shares as stated", "2. 折现（按所给比例）"),
    _years,
    (
        ex.Col("year", Text("Year", "年"), "integer", values=_numbers, width=8.0),
        ex.Col("end", Text("Factor, year end", "系数：年末"), "factor", "=1/(1+in_discount_rate)^[year]"),
        ex.Col("start", Text("Factor, year start", "系数：年初"), "factor",
               "=1/(1+in_discount_rate)^([year]-1)"),
        ex.Col("inflated", Text("With inflation", "系数：含通胀"), "factor",
               "=((1+in_inflation)/(1+in_discount_rate))^[year]"),
        ex.Col("expected", Text("Expected margin", "期望毛利"), "amount", "=[flows.margin]*[flows.stated]"),
        ex.Col("value_end", Text("PV, year end", "现值：年末"), "amount", "=[expected]*[end]"),
        ex.Col("value_start", Text("PV, year start", "现值：年初"), "amount", "=[expected]*[start]"),
    ),
)  # fmt: skip

CALL = "in_revenue,in_discount_rate,in_cost,in_retention,in_acquisition_cost"


def _value(survival: str, factor: str) -> str:
    """The net value as one sum over the years."""
    margins = f"[flows.margin:],[flows.{survival}:],[discounting.{factor}:]"
    return f"=SUMPRODUCT({margins})-in_acquisition_cost"


def _at_rate(rate: str) -> str:
    """The present value of the margins as stated, year end, at another discount rate."""
    return f"SUMPRODUCT([flows.margin:]*[flows.stated:]/(1+{rate})^[flows.t:])"


READINGS = (
    ("stated", Text("As stated", "按所给比例"), '"survival"',
     Text("The reading of the course: shares of the original customers.", "课程的读法：比例以最初的客户为基数。")),
    ("product", Text("Cumulative retention", "逐年连乘"), '"rate"',
     Text("A retention rate: of last year's customers, so many stay.", "视为保留率：上一年客户中有多少留下。")),
    ("certain", Text("Cumulative, first loss after year 1", "逐年连乘，第 1 年后才流失"), '"rate",TRUE',
     Text("Customers leave at the end of a year, after its margin.", "客户在年末、当年毛利之后才离开。")),
    ("moved", Text("As stated, a year later", "按所给比例，推后一年"), '"survival",TRUE',
     Text("All are there in year 1; the first share is that of year 2.", "第一年全部仍在，第一个比例用于第二年。")),
)  # fmt: skip
TIMES = (("end", Text("year end", "年末收款")), ("start", Text("year start", "年初收款")))


def _reading(reading: tuple[str, Text, str, Text], time: tuple[str, Text]) -> ex.Step:
    key, label, how, note = reading
    when, said = time
    return ex.Step(
        f"{key}_{when}", Text(f"{label.en}, {said.en}", f"{label.zh}，{said.zh}"), _value(key, when),
        "amount", f'=CLV_DCF({CALL},"{when}",{how})', note if when == "end" else NOTHING,
    )  # fmt: skip


ENDS = ",".join(f"[{reading[0]}_end]" for reading in READINGS)

VALUES = ex.Steps(
    "values",
    Text("4. The value of a customer, in four readings", "4. 客户终生价值：四种读法"),
    (
        *(_reading(reading, time) for reading in READINGS for time in TIMES),
        ex.Step("inflated_end", Text("As stated, year end, with inflation", "按所给比例，年末，含通胀"),
                _value("stated", "inflated"), "amount",
                f'=CLV_DCF({CALL},"end","survival",FALSE,in_inflation)',
                Text("Margins grow by the inflation: × (1 + inflation) ÷ (1 + discount rate) per year.",
                     "毛利随通胀增长：每年乘以（1 + 通胀率）÷（1 + 折现率）。")),
        ex.Step("ceiling", Text("Highest cost that every reading bears, year end", "各种读法都能承受的最高成本（年末）"),
                f"=MIN({ENDS})+in_acquisition_cost", "amount"),
        ex.Step("most", Text("Highest cost that some reading bears, year end", "至少一种读法能承受的最高成本（年末）"),
                f"=MAX({ENDS})+in_acquisition_cost", "amount"),
    ),
)  # fmt: skip

LATER = "in_later_retention/(1+in_discount_rate-in_later_retention)"

FURTHER = ex.Steps(
    "further",
    Text("5. Two doubts: the discount rate, and the years after the table", "5. 两个疑问：折现率，以及表后的年份"),
    (
        ex.Step("dearer", Text("Fall in value if the rate is five points higher", "折现率提高五个百分点，价值减少"),
                f"={_at_rate('in_discount_rate')}-{_at_rate('(in_discount_rate+0.05)')}", "amount",
                note=Text("As stated, year end. Early margins suffer little.", "按所给比例，年末；早到的毛利影响小。")),
        ex.Step("later", Text("All years after the last, added up", "最后一年之后各年合计"),
                f"=[discounting.value_end#-1]*{LATER}", "amount",
                note=Text("Last present value × r ÷ (1 + d − r): an infinite sum.",
                          "最后一年现值 × r ÷（1 + d − r）：无穷级数之和。")),
    ),
)  # fmt: skip

TABLE = ex.Spill(
    "table",
    Text("By one function: CLV_DCF_TABLE", "一个函数：CLV_DCF_TABLE"),
    f'=CLV_DCF_TABLE({CALL},"end","survival",FALSE,0,"{{language}}",FALSE)',
    _years,
    (
        ex.Col("period", Text("Period", "期"), "integer", width=8.0),
        ex.Col("f_revenue", Text("Revenue", "收入"), "amount"),
        ex.Col("f_cost", Text("Cost", "成本"), "amount"),
        ex.Col("f_margin", Text("Margin", "毛利"), "amount"),
        ex.Col("f_survival", Text("Survival", "留存比例"), "percent"),
        ex.Col("f_factor", Text("Discount factor", "折现系数"), "factor"),
        ex.Col("f_value", Text("Present value", "现值"), "amount"),
        ex.Col("f_cumulative", Text("Cumulative value", "累计价值"), "amount"),
    ),
    note=Text("Shares as stated, cash at year end; the function's period 0, today, is left out here.",
              "按所给比例，年末收款；函数的第 0 期（现在）未列出。"),
    start=2,
)  # fmt: skip

PATH = ex.Grid(
    "path",
    Text("3. The value so far, shares as stated", "3. 累计价值（按所给比例）"),
    lambda columns: _years(columns) + 1,
    (
        ex.Col("after", Text("Year", "年"), "integer", width=8.0,
               values=lambda columns: range(_years(columns) + 1)),
        ex.Col("path_end", Text("Cash at year end", "年末收款"), "amount",
               "=[path_end@-1]+[discounting.value_end@-1]", first="=-in_acquisition_cost"),
        ex.Col("path_start", Text("Cash at year start", "年初收款"), "amount",
               "=[path_start@-1]+[discounting.value_start@-1]", first="=-in_acquisition_cost"),
    ),
)  # fmt: skip

PAGES = (
    ex.Page(
        Text("Working", "演算"),
        Text("Margins, survival and present values", "毛利、留存与现值"),
        (
            FLOWS,
            ex.Diagram(
                "readings", Text("Who is still there, in four readings", "四种读法下仍在的比例"),
                "line", "flows", "t", ("stated", "product", "certain", "moved"),
                Text("year", "年"), Text("share still there", "仍在的比例"), "percent",
                Text("One set of figures, four readings.", "同一组数字，四种读法。"), rows=12, highest=1,
                beside=True,
            ),
            DISCOUNTING,
            TABLE,
            PATH,
            ex.Diagram(
                "cumulative", Text("Value of a customer so far", "客户累计价值"), "line",
                "path", "after", ("path_end", "path_start"),
                Text("year", "年"), Text("present value so far", "累计价值"), "integer",
                Text('="The lines start at minus the cost of winning the customer. The last year adds "'
                     '&FIXED([discounting.value_end#-1],2)&" at year end."',
                     '="折线从负的获取成本开始。最后一年（年末收款）增加 "&FIXED([discounting.value_end#-1],2)&"。"'),
                rows=12, beside=True,
            ),
        ),
        landscape=True,
    ),
    ex.Page(
        Text("Readings", "读法"),
        Text("One customer, four readings of the same figures", "同一位客户，同一组数字的四种读法"),
        (VALUES, FURTHER),
        landscape=True,
    ),
)  # fmt: skip

FORGOTTEN = Text("take off the cost of winning the customer.", "别忘了减去客户获取成本。")
ACCEPT = Text("Accept", "接受")
REFUSE = Text("Refuse", "拒绝")
DEPENDS = Text("It depends on the reading", "取决于读法")


def _decision(least: str, most: str) -> Text:
    return Text(*(
        f'=IF(in_offer<={least},"{yes}",IF(in_offer>{most},"{no}","{perhaps}"))'
        for yes, no, perhaps in zip(ACCEPT, REFUSE, DEPENDS, strict=True)
    ))  # fmt: skip


QUESTIONS = (
    ex.Question(
        "naive",
        Text("If nobody ever left and nothing were discounted: what would be left of all margins after the cost "
             "of winning the customer?", "若无人流失、也不折现：全部毛利减去获取成本是多少？"),
        formula="=SUM([flows.margin:])-in_acquisition_cost", format="amount",
        hint=Text("add the margins of all years, then take off the acquisition cost once.",
                  "先加总各年毛利，再减去一次获取成本。"),
        why=Text("Leaving and discounting only take away from this, as long as no margin is negative.",
                 "只要毛利都不为负，流失与折现只会使它减少。"),
        slips=(
            ex.Slip("=SUM([flows.margin:])", FORGOTTEN),
            ex.Slip("=SUM(in_revenue)-in_acquisition_cost", Text("take off the service cost.", "请减去服务成本。")),
        ),
    ),
    ex.Question(
        "last",
        Text("Take the shares as stated: each is the share of the original customers who are there in that year. "
             "With cash at year end, what is the present value of the last year's expected margin?",
             "按所给比例理解：每个比例是最初的客户中当年仍在的比例。年末收款，最后一年期望毛利的现值是多少？"),
        formula="=[discounting.value_end#-1]", format="amount",
        hint=Text("margin × share still there ÷ (1 + discount rate) to the power of the year.",
                  "毛利 × 仍在的比例 ÷（1 + 折现率）的年数次方。"),
        why=Text("Expected margin times the discount factor of that year.", "期望毛利乘以该年的折现系数。"),
        slips=(
            ex.Slip("=[flows.margin#-1]*[discounting.end#-1]", Text("not all are still there.", "并非所有客户都还在。")),
            ex.Slip("=[discounting.expected#-1]", Text("discount it to today.", "请折现到今天。")),
            ex.Slip("=[discounting.value_start#-1]",
                    Text("one year too few: the money arrives at the year's end.", "少折了一年：年末才收款。")),
        ),
    ),
    ex.Question(
        "stated_end",
        Text("Shares as stated, cash at year end: what is the lifetime value, the cost of winning the customer "
             "taken off?", "按所给比例、年末收款：客户终生价值（减去获取成本）是多少？"),
        step="stated_end",
        hint=Text("the sum over the years of margin × share × discount factor, less the acquisition cost.",
                  "各年“毛利 × 比例 × 折现系数”之和，减去获取成本。"),
        why=Text("The printed result of the course: 3,917.82 with the figures as they came.",
                 "课程的结果；用原始数据为 3,917.82。"),
        level=2,
        slips=(
            ex.Slip("=[stated_end]+in_acquisition_cost", FORGOTTEN),
            ex.Slip("=[stated_start]", Text("this is the value with cash at year start.", "这是年初收款的价值。")),
            ex.Slip("=[product_end]", Text("this multiplies the shares; take them as stated.",
                                           "这里把比例连乘了；请直接用所给比例。")),
        ),
    ),
    ex.Question(
        "start",
        Text("By how much is the value higher if each margin arrives at the start of its year?",
             "若每笔毛利在当年年初到账，价值高出多少？"),
        formula="=[stated_start]-[stated_end]", format="amount",
        hint=Text("each margin is discounted one year less; the cost is paid today either way.",
                  "每笔毛利少折现一年；获取成本都是现在支付。"),
        why=Text("All present values rise by the discount rate, the acquisition cost does not.",
                 "全部现值按折现率升高，获取成本不变。"),
        level=2,
        slips=(
            ex.Slip("=[stated_start]", Text("this is the whole value.", "这是全部价值；题目问的是差额。")),
            ex.Slip("=[stated_end]*in_discount_rate",
                    Text("the acquisition cost is paid today: only the margins rise.",
                         "获取成本现在支付：只有毛利的现值升高。")),
        ),
    ),
    ex.Question(
        "product_end",
        Text("Now read the figures as yearly retention rates, the first one already acting on year 1. Cash at year "
             "end: what is the value?", "把所给比例理解为逐年的保留率，第一年也乘。年末收款：价值是多少？"),
        step="product_end",
        hint=Text("multiply the rates up to each year: the first, the first × the second, and so on.",
                  "把截至各年的比率连乘：第一年用第一个，第二年用前两个之积，依此类推。"),
        why=Text("Survival is the cumulative product of the rates.", "留存比例是各年保留率的连乘积。"),
        level=2,
        slips=(
            ex.Slip("=[stated_end]", Text("these are the shares as stated, not multiplied.",
                                          "这是直接用所给比例，没有连乘。")),
            ex.Slip("=[product_start]", Text("this is the value with cash at year start.", "这是年初收款的价值。")),
            ex.Slip("=[certain_end]", Text("the first loss comes before the first margin.", "首次流失发生在首年毛利之前。")),
        ),
    ),
    ex.Question(
        "dearer",
        Text("Shares as stated, cash at year end: by how much does the value fall if the discount rate is five "
             "percentage points higher?", "按所给比例、年末收款：折现率提高五个百分点，价值减少多少？"),
        step="dearer",
        hint=Text("work out all present values at the higher rate, and compare.", "用提高后的折现率重算各年现值，再比较。"),
        why=Text("Compare it with what the reading of the shares does: where customers leave early, the reading "
                 "matters more than the rate.", "与读法造成的差别相比：客户流失得早时，读法比折现率更重要。"),
        level=3,
        slips=(
            ex.Slip("=([stated_end]+in_acquisition_cost)*0.05", Text("it is not five per cent of the value: each "
                    "year is discounted more than the one before.", "不是价值的 5%：越往后的年份折得越多。")),
            ex.Slip(f"={_at_rate('in_discount_rate')}-{_at_rate('(in_discount_rate*1.05)')}",
                    Text("five points are added to the rate: it is not five per cent of it.",
                         "是加五个百分点，而不是增加 5%。")),
        ),
    ),
    ex.Question(
        "later",
        Text("The table ends, customers do not. Let the margin of the last year go on for ever, and each year's "
             "customers shrink to the retention given for later years. What do all later years add (as stated, "
             "year end)?", "表格有尽头，客户未必。假设最后一年的毛利永远继续，此后每年的客户按上面给出的保留率减少。"
             "以后各年合计再增加多少（按所给比例，年末）？"),
        step="later",
        hint=Text("r ÷ (1 + d − r) times the present value of the last year.", "最后一年的现值乘以 r ÷（1 + d − r）。"),
        why=Text("An infinite horizon adds a finite sum: r/(1+d) + (r/(1+d))² + … Where few stay, it is small.",
                 "无限期只增加有限的数：r/(1+d) + (r/(1+d))² + …留下的人少时，它很小。"),
        level=3,
        slips=(
            ex.Slip(f"=[discounting.expected#-1]*{LATER}", Text("discount it to today, not to the last year.",
                                                                "请折现到今天，而不是折到最后一年。")),
            ex.Slip("=IF(in_discount_rate=0,0,[discounting.value_end#-1]/in_discount_rate)",
                    Text("here nobody leaves: retention shortens the sum.", "这样算没有人流失：保留率使数列衰减。")),
            ex.Slip("=[discounting.value_end#-1]*(1+in_discount_rate)/(1+in_discount_rate-in_later_retention)",
                    Text("this counts the last year of the table again.", "这把表中最后一年又算了一次。")),
        ),
    ),
    ex.Question(
        "ceiling",
        Text("Cash at year end: up to which cost does winning a customer pay whichever of the four readings is "
             "meant?", "年末收款：无论是四种读法中的哪一种，获取成本不超过多少都不亏？"),
        step="ceiling",
        hint=Text("the lowest of the four values before the acquisition cost is taken off.",
                  "四个价值（未减去获取成本）中的最低者。"),
        why=Text("At this cost the least favourable reading gives a net value of 0.", "按此成本，最不利的读法净价值为 0。"),
        level=3,
        slips=(
            ex.Slip("=[ceiling]-in_acquisition_cost", Text("this is what is left after today's cost: add it.",
                                                           "这是扣除现有成本之后剩下的：请加回。")),
            ex.Slip("=[most]", Text("this is the most favourable reading.", "这是最有利的读法。")),
            ex.Slip("=[stated_end]+in_acquisition_cost", Text("this is one reading; another one bears less.",
                                                              "这只是一种读法；另一种承受得更少。")),
        ),
    ),
    ex.Question(
        "decide",
        Text("Decide: an agency wins customers at the price given. Accept its offer (cash at year end)?",
             "请决定：代理公司按上面的报价获客。年末收款，接受这个报价吗？"),
        formula=_decision("[ceiling]", "[most]"), format="text", choices=(ACCEPT, REFUSE, DEPENDS), digits=None,
        level=3,
        hint=Text("compare the price with what each of the four readings bears.", "把报价与四种读法各能承受的成本比较。"),
        why=Text('="At "&FIXED(in_offer,2)&" per customer: as stated a customer bears "'
                 '&FIXED([stated_end]+in_acquisition_cost,2)&", as retention rates "'
                 '&FIXED([product_end]+in_acquisition_cost,2)&". Where the reading decides, ask what the shares mean '
                 'before you sign. Left out: later years, and whether the agency finds customers as good."',
                 '="报价为每位 "&FIXED(in_offer,2)&"：按所给比例可承受 "&FIXED([stated_end]+in_acquisition_cost,2)'
                 '&"，视为保留率可承受 "&FIXED([product_end]+in_acquisition_cost,2)'
                 '&"。读法决定结果时，签约前先问清比例的含义。未计入：以后的年份，以及代理公司的客户是否同样好。"'),
        slips=(
            ex.Slip(_decision("([stated_end]+in_acquisition_cost)", "([stated_end]+in_acquisition_cost)"),
                    Text("this holds for the shares as stated; look at the other readings too.",
                         "这只适用于“按所给比例”；请再看其他读法。")),
            ex.Slip(_decision("[ceiling]-in_acquisition_cost", "[most]-in_acquisition_cost"),
                    Text("the price replaces today's cost: compare before that is taken off.",
                         "报价代替现有成本：应与减去成本之前的价值比较。")),
        ),
    ),
)  # fmt: skip

EXERCISE = ex.Exercise(
    name="clv_dcf",
    title=Text("What is a service customer worth?", "一位服务客户值多少钱？"),
    aim=Text(
        "You learn to discount what a customer brings, and that the reading of a retention figure decides the "
        "result.",
        "学习把客户带来的收益折现，并体会留存数字的读法如何决定结果。",
    ),
    neutral_title=Text("Customer lifetime value, discounted", "客户终生价值：折现法"),
    neutral=Text(
        "The table holds what a customer brings year by year, and the share of customers who are still there. "
        "Up to which cost does winning a customer pay, and does that depend on what the shares mean? Check the "
        "figures below before you begin; the right answers follow them.",
        "下表是一位客户逐年的收支，以及仍在的客户所占的比例。获取成本不超过多少才划算？这是否取决于比例的含义？"
        "开始之前请先核对下面的数据；正确答案会随之变化。",
    ),
    case=(
        Text(
            "Brightwater Home Service looks after washing machines, fridges and heaters. It wins a household with "
            "a free inspection and a gift, which costs money today. For the years that follow, the accountant has "
            "estimated revenue and service cost per household in yuan and, from older customers, the share kept.",
            "清泉家电服务公司为家庭维护洗衣机、冰箱和热水器。公司用免费检测和礼品赢得新客户，"
            "这笔钱现在就要付。会计根据老客户的经验，估计了此后几年每户的收入、服务成本（元），以及留住客户的比例。",
        ),
        Text(
            "Now an agency offers to win customers at a fixed price. The manager asks up to which cost a customer "
            "pays. The answer depends on when the money arrives and on what “share kept” means.",
            "现在有一家代理公司愿按固定价格代为获客。经理问：获取成本不超过多少才划算？"
            "答案取决于钱何时到账，也取决于“留住客户的比例”的含义。",
        ),
    ),
    figures=FIGURES,
    data=DATA,
    questions=QUESTIONS,
    pages=PAGES,
    handout=CLV_DCF, functions=("CLV_DCF", "CLV_DCF_TABLE"),
    source=Text(
        "revenues, costs, shares and rate: example of a university course on customer relationship management "
        "(lecture 3, example 2); firm and offer are invented",
        "收入、成本、比例与折现率出自客户关系管理课程的例题（第 3 讲，例 2）；公司与报价为虚构",
    ),
)  # fmt: skip
