"""The discounted value of a customer of a home-appliance service firm, read in four ways."""

from __future__ import annotations

from clvxl.exercises.engine import records as ex
from clvxl.text import Text

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
              Text("paid today", "现在支付")),
    ex.Figure("discount_rate", Text("Discount rate", "折现率"), 0.2, "percent", ex.RATE, Text("a year", "每年")),
    ex.Figure("inflation", Text("Inflation of all margins", "通货膨胀率（毛利同幅上涨）"), 0.03, "percent", ex.RATE,
              Text("a year; for question 9 only", "每年；仅用于第 9 题")),
)  # fmt: skip

FLOWS = ex.Grid(
    "flows",
    Text("1. Margins, and who is still a customer", "1. 毛利与留存"),
    _years,
    (
        ex.Col("t", Text("Year", "年"), "integer", values=_numbers, width=10.0),
        ex.Col("revenue", Text("Revenue", "收入"), "amount", "=[data.revenue]", width=17.0),
        ex.Col("cost", Text("Service cost", "服务成本"), "amount", "=[data.cost]", width=18.0),
        ex.Col("margin", Text("Margin", "毛利"), "amount", "=[revenue]-[cost]", width=17.0),
        ex.Col("stated", Text("Still there, as stated", "留存：按所给比例"), "percent", "=[data.retention]", width=17.0),
        ex.Col("product", Text("Running product", "留存：逐年连乘"), "percent",
               "=[product@-1]*[data.retention]", first="=[data.retention]", width=18.0),
        ex.Col("certain", Text("Running product, first year certain", "连乘，首年必留"), "percent",
               "=[certain@-1]*[data.retention@-1]", first="=1", width=20.0),
        ex.Col("moved", Text("As stated, moved on a year", "顺延一年"), "percent",
               "=[data.retention@-1]", first="=1", width=20.0),
    ),
    note=Text(
        "What is a “share kept”? The share of all customers won who are still there (as stated), or "
        "the share of last year's customers who stay (running product)? And does the first loss "
        "come before the first year's margin, or after it?",
        "“留住客户的比例”指什么？是最初客户中仍留存的比例（按所给比例），"
        "还是上一年客户中留下来的比例（逐年连乘）？第一次流失发生在首年毛利之前，还是之后？",
    ),
)  # fmt: skip

DISCOUNTING = ex.Grid(
    "discounting",
    Text("2. Discounting, shares as stated", "2. 折现（按所给比例）"),
    _years,
    (
        ex.Col("year", Text("Year", "年"), "integer", values=_numbers, width=10.0),
        ex.Col("end", Text("Factor, year end", "折现系数：年末"), "factor", "=1/(1+in_discount_rate)^[year]"),
        ex.Col("start", Text("Factor, year start", "折现系数：年初"), "factor",
               "=1/(1+in_discount_rate)^([year]-1)"),
        ex.Col("inflated", Text("With inflation", "折现系数：含通胀"), "factor",
               "=((1+in_inflation)/(1+in_discount_rate))^[year]"),
        ex.Col("expected", Text("Expected margin", "期望毛利"), "amount", "=[flows.margin]*[flows.stated]"),
        ex.Col("value_end", Text("PV, year end", "现值：年末"), "amount", "=[expected]*[end]"),
        ex.Col("value_start", Text("PV, year start", "现值：年初"), "amount", "=[expected]*[start]"),
    ),
)  # fmt: skip

CALL = "in_revenue,in_discount_rate,in_cost,in_retention,in_acquisition_cost"


def _value(survival: str, factor: str) -> str:
    """The net value as one sum over the years."""
    return (
        f"=SUMPRODUCT([flows.margin:],[flows.{survival}:],[discounting.{factor}:])"
        "-in_acquisition_cost"
    )


VALUES = ex.Steps(
    "values",
    Text("5. The value of a customer, in four readings", "5. 客户终生价值：四种读法"),
    (
        ex.Step("stated_end", Text("As stated, cash at year end", "按所给比例，年末收款"),
                _value("stated", "end"), "amount", f'=CLV_DCF({CALL},"end","survival")',
                Text("The reading of the course: the shares are of the customers won at first.",
                     "课程的读法：比例以最初获得的客户为基数。")),
        ex.Step("stated_start", Text("As stated, cash at year start", "按所给比例，年初收款"),
                _value("stated", "start"), "amount", f'=CLV_DCF({CALL},"start","survival")',
                Text("Each margin arrives a year earlier: its present value is higher by the discount "
                     "rate.", "每笔毛利早到一年，现值按折现率升高。")),
        ex.Step("product_end", Text("Running product, year end", "逐年连乘，年末收款"),
                _value("product", "end"), "amount", f'=CLV_DCF({CALL},"end","rate")',
                Text("A retention rate: of those still there last year, so many stay.",
                     "视为保留率：上一年还在的客户中有多少留下。")),
        ex.Step("product_start", Text("Running product, year start", "逐年连乘，年初收款"),
                _value("product", "start"), "amount", f'=CLV_DCF({CALL},"start","rate")'),
        ex.Step("certain_end", Text("First year certain, year end", "首年必留，年末收款"),
                _value("certain", "end"), "amount", f'=CLV_DCF({CALL},"end","rate",TRUE)',
                Text("Customers leave at the end of a year, after its margin.",
                     "客户在年末、当年毛利之后才离开。")),
        ex.Step("certain_start", Text("First year certain, year start", "首年必留，年初收款"),
                _value("certain", "start"), "amount", f'=CLV_DCF({CALL},"start","rate",TRUE)'),
        ex.Step("moved_end", Text("As stated, moved on a year, year end", "顺延一年，年末收款"),
                _value("moved", "end"), "amount", f'=CLV_DCF({CALL},"end","survival",TRUE)',
                Text("All are there in the first year; the first share is that of the second year.",
                     "第一年全部仍在，第一个比例用于第二年，依此类推。")),
        ex.Step("moved_start", Text("As stated, moved on a year, year start", "顺延一年，年初收款"),
                _value("moved", "start"), "amount", f'=CLV_DCF({CALL},"start","survival",TRUE)'),
        ex.Step("inflated_end", Text("As stated, year end, with inflation", "按所给比例，年末，含通胀"),
                _value("stated", "inflated"), "amount",
                f'=CLV_DCF({CALL},"end","survival",FALSE,in_inflation)',
                Text("Margins grow by the inflation: (1 + inflation) ÷ (1 + discount rate) a year.",
                     "毛利随通胀增长：每年乘以（1 + 通胀率）÷（1 + 折现率）。")),
    ),
)  # fmt: skip

TABLE = ex.Spill(
    "table",
    Text("4. The same working by one function: CLV_DCF_TABLE", "4. 一个函数给出同样的演算：CLV_DCF_TABLE"),
    f'=CLV_DCF_TABLE({CALL},"end","survival",FALSE,0,"{{language}}",FALSE)',
    _years,
    (
        ex.Col("period", Text("Period", "期"), "integer", width=10.0),
        ex.Col("f_revenue", Text("Revenue", "收入"), "amount"),
        ex.Col("f_cost", Text("Cost", "成本"), "amount"),
        ex.Col("f_margin", Text("Margin", "毛利"), "amount"),
        ex.Col("f_survival", Text("Survival", "留存比例"), "percent"),
        ex.Col("f_factor", Text("Discount factor", "折现系数"), "factor"),
        ex.Col("f_value", Text("Present value", "现值"), "amount"),
        ex.Col("f_cumulative", Text("Cumulative value", "累计价值"), "amount"),
    ),
    note=Text("Shares as stated, cash at year end. The function's period 0, today, is left out here.",
              "按所给比例，年末收款。函数的第 0 期（现在）未列出。"),
    start=2,
)  # fmt: skip

PATH = ex.Grid(
    "path",
    Text("3. The value so far, shares as stated", "3. 累计价值（按所给比例）"),
    lambda columns: _years(columns) + 1,
    (
        ex.Col("after", Text("After year", "年末"), "integer", width=10.0,
               values=lambda columns: range(_years(columns) + 1)),
        ex.Col("path_end", Text("Cash at year end", "年末收款"), "amount",
               "=[path_end@-1]+[discounting.value_end@-1]", first="=-in_acquisition_cost"),
        ex.Col("path_start", Text("Cash at year start", "年初收款"), "amount",
               "=[path_start@-1]+[discounting.value_start@-1]", first="=-in_acquisition_cost"),
        # Once paid back, always: a later loss does not undo the year in which it was.
        ex.Col("paid", Text("Paid back, year end (1:\u00a0yes)", "是否已回本（1 是）"), "integer", width=17.0,
               formula="=IF(OR([paid@-1]=1,[path_end]>=0),1,0)", first="=IF([path_end]>=0,1,0)"),
    ),
)  # fmt: skip

PAGES = (
    ex.Page(
        Text("Working", "演算"),
        Text("Margins, survival and present values", "毛利、留存与现值"),
        (FLOWS, DISCOUNTING, PATH, TABLE),
        landscape=True,
    ),
    ex.Page(
        Text("Readings", "读法"),
        Text("One customer, four readings of the same figures", "同一位客户，同一组数字的四种读法"),
        (VALUES,),
        landscape=True,
    ),
    ex.Page(
        Text("Chart", "图表"),
        Text("When does a customer pay?", "客户何时回本？"),
        (
            ex.Diagram(
                "cumulative", Text("Value of a customer so far", "客户累计价值"), "line",
                "path", "after", ("path_end", "path_start"),
                Text("year", "年"), Text("present value so far", "累计价值"), "integer",
                Text("The lines start at minus the cost of winning the customer. Where one crosses "
                     "zero, the customer has paid it back. In this case each further year adds less.",
                     "折线从负的获取成本开始，穿过零线时回本。本例中以后各年增加的价值越来越少。"),
            ),
            ex.Diagram(
                "readings", Text("Share of customers still there, four readings", "留存比例的四种读法"),
                "line", "flows", "t", ("stated", "product", "certain", "moved"),
                Text("year", "年"), Text("share still there", "仍留存的比例"), "percent",
                Text("The same figures, read in four ways. The reading decides the value: ask what a "
                     "retention figure means before you multiply.",
                     "同一组数字，四种读法。读法决定价值：相乘之前，先问清留存数字的含义。"),
                highest=1,
            ),
        ),
    ),
)  # fmt: skip

FORGOTTEN = Text("take off the cost of winning the customer.", "别忘了减去客户获取成本。")
TOO_EARLY = Text("this is the value with cash at year start.", "这是年初收款的价值。")
TOO_LATE = Text("this is the value with cash at year end.", "这是年末收款的价值。")

QUESTIONS = (
    ex.Question(
        "margin",
        Text("What is the margin of the first year, for a customer who is there?",
             "对仍在的客户，第一年的毛利是多少？"),
        formula="=[flows.margin#1]", format="amount",
        hint=Text("margin is revenue less service cost.", "毛利 = 收入 − 服务成本。"),
        why=Text("Revenue less service cost of the first year.", "第一年的收入减去服务成本。"),
        slips=(ex.Slip("=[flows.revenue#1]", Text("take off the service cost.", "请减去服务成本。")),),
    ),
    ex.Question(
        "naive",
        Text("If nobody ever left and nothing were discounted: all margins less the cost of winning "
             "the customer?", "若无人流失、也不折现：全部毛利减去获取成本是多少？"),
        formula="=SUM([flows.margin:])-in_acquisition_cost", format="amount",
        hint=Text("add the margins of all years, then take off the acquisition cost once.",
                  "先加总各年毛利，再减去一次获取成本。"),
        why=Text("Leaving and discounting only take away from this, as long as no margin is negative.",
                 "只要毛利都不为负，流失与折现只会使它减少。"),
        slips=(ex.Slip("=SUM([flows.margin:])", FORGOTTEN),),
    ),
    ex.Question(
        "last",
        Text("Take each share as stated: so many of the customers won at first are there in that "
             "year. Cash at year end: what is the present value of the last year's expected margin?",
             "按所给比例理解：每个比例是最初获得的客户中当年仍在的比例。年末收款，最后一年期望毛利的现值是多少？"),
        formula="=[discounting.value_end#-1]", format="amount",
        hint=Text("margin × share still there ÷ (1 + discount rate) to the power of the year.",
                  "毛利 × 留存比例 ÷（1 + 折现率）的年数次方。"),
        why=Text("Expected margin times the discount factor of that year.", "期望毛利乘以该年的折现系数。"),
        level=2,
        slips=(
            ex.Slip("=[flows.margin#-1]*[discounting.end#-1]",
                    Text("not all customers are still there.", "并非所有客户都还在。")),
            ex.Slip("=[discounting.expected#-1]", Text("discount it to today.", "请折现到今天。")),
            ex.Slip("=[discounting.value_start#-1]",
                    Text("one year too few: the money arrives at the year's end.",
                         "少折了一年：年末才收款。")),
        ),
    ),
    ex.Question(
        "stated_end",
        Text("Shares as stated, cash at year end: the lifetime value less the cost of winning the "
             "customer?", "按所给比例、年末收款：客户终生价值（减去获取成本）是多少？"),
        step="stated_end",
        hint=Text("the sum over the years of margin × share × discount factor, less the acquisition cost.",
                  "各年“毛利 × 留存比例 × 折现系数”之和，减去获取成本。"),
        why=Text("This is the printed result of the course, 3,917.82 with its figures.",
                 "课程的结果；用原始数据为 3,917.82。"),
        level=2,
        slips=(
            ex.Slip("=[stated_end]+in_acquisition_cost", FORGOTTEN),
            ex.Slip("=[stated_start]", TOO_EARLY),
            ex.Slip("=[product_end]", Text("this multiplies the shares; take them as stated.",
                                           "这里把比例连乘了；请直接用所给比例。")),
        ),
    ),
    ex.Question(
        "ceiling",
        Text("Same reading: up to what acquisition cost does such a customer pay?",
             "同样读法：获取成本最高为多少时仍不亏？"),
        formula="=[stated_end]+in_acquisition_cost", format="amount",
        hint=Text("it is the value before the acquisition cost is taken off.",
                  "即未减去获取成本之前的价值。"),
        why=Text("At this cost the net value is 0.", "获取成本等于此数时净价值为 0。"),
        level=2,
        slips=(ex.Slip("=[stated_end]", Text("this is what is left after today's cost.",
                                             "这是扣除现有成本之后剩下的。")),),
    ),
    ex.Question(
        "years",
        Text("Same reading: after how many years do the discounted margins first cover the "
             "acquisition cost? (0: never)", "按同样读法：几年之后折现的毛利首次收回获取成本？（0：不会回本）"),
        formula="=IF(MAX([path.path_end:])<0,0,COUNTIF([path.paid:],0))", format="integer",
        hint=Text("follow the cumulative value: the first year in which it is not below 0.",
                  "看累计价值：第几年首次不小于 0。"),
        why=Text("The number of years until the cumulative value is first not below 0.",
                 "累计价值首次不小于 0 所需的年数。"),
        level=2, digits=None,
    ),
    ex.Question(
        "stated_start",
        Text("Same reading, but margins arrive at the start of each year: the value less the "
             "acquisition cost?", "按同样读法，但毛利在每年年初到账：客户终生价值（减去获取成本）是多少？"),
        step="stated_start",
        hint=Text("each margin is discounted one year less; the first not at all.",
                  "每笔毛利少折现一年；第一年不折现。"),
        why=Text("Every present value is (1 + discount rate) times the one at year end.",
                 "每个现值都是年末收款时的（1 + 折现率）倍。"),
        level=2,
        slips=(
            ex.Slip("=[stated_end]", TOO_LATE),
            ex.Slip("=[stated_end]*(1+in_discount_rate)",
                    Text("the acquisition cost is paid today: do not compound it.",
                         "获取成本现在支付，不应乘以（1 + 折现率）。")),
        ),
    ),
    ex.Question(
        "product_end",
        Text("Read the figures as retention rates (running product), the first one already acting on "
             "year 1, cash at year end: the value?",
             "把所给比例理解为保留率（逐年连乘，第一年也乘），年末收款：价值是多少？"),
        step="product_end",
        hint=Text("multiply the rates up to each year: the first, the first × the second, and so on.",
                  "把截至各年的比率连乘：第一年用第一个，第二年用前两个之积，依此类推。"),
        why=Text("Survival is the running product of the rates.", "留存比例是各年保留率的连乘积。"),
        level=3,
        slips=(
            ex.Slip("=[stated_end]", Text("these are the shares as stated, not multiplied.",
                                          "这是直接用所给比例，没有连乘。")),
            ex.Slip("=[product_start]", TOO_EARLY),
            ex.Slip("=[certain_end]", Text("here the first loss comes before the first margin.",
                                           "本题中首次流失发生在首年毛利之前。")),
        ),
    ),
    ex.Question(
        "inflated_end",
        Text("Shares as stated, cash at year end; the figures are in today's prices, and margins rise "
             "with inflation from the first year on: the value?",
             "按所给比例、年末收款；数据按现价估计，毛利从第一年起随通胀上涨：价值是多少？"),
        step="inflated_end",
        hint=Text("each year's factor is ((1 + inflation) ÷ (1 + discount rate)) to the power of the year.",
                  "每年的系数为〔（1 + 通胀率）÷（1 + 折现率）〕的年数次方。"),
        why=Text("Inflation works against discounting, from the first year on.",
                 "通胀与折现方向相反，从第一年起就起作用。"),
        level=3,
        slips=(
            ex.Slip("=[stated_end]", Text("this is without inflation.", "这里没有考虑通胀。")),
            ex.Slip("=([stated_end]+in_acquisition_cost)*(1+in_inflation)-in_acquisition_cost",
                    Text("inflation acts in every year, not once.", "通胀每年都起作用，不只一次。")),
            ex.Slip("=([inflated_end]+in_acquisition_cost)/(1+in_inflation)-in_acquisition_cost",
                    Text("a year of inflation too few: the first margin rises too.",
                         "少算一年通胀：第一年的毛利也要上涨。")),
        ),
    ),
    ex.Question(
        "certain_end",
        Text("Retention rates, but the first year is certain (nobody leaves before its margin), year "
             "end: the value?", "视为保留率，但首年必留（首年毛利之前无人离开），年末收款：价值是多少？"),
        step="certain_end",
        hint=Text("survival is 1 in the first year, the first rate in the second, the first × the second "
                  "in the third.", "留存比例第一年为 1，第二年为第一个比率，第三年为前两个比率之积。"),
        why=Text("The running product, moved on by one year. The last rate is not used at all.",
                 "连乘积顺延一年，最后一个比率用不上。"),
        level=3,
        slips=(
            ex.Slip("=[product_end]", Text("the first year's margin is certain here.",
                                           "本题中首年毛利是确定的。")),
            ex.Slip("=[certain_start]", TOO_EARLY),
            ex.Slip("=[moved_end]", Text("these shares are moved on, but not multiplied.",
                                         "比例已顺延，但没有连乘。")),
        ),
    ),
)  # fmt: skip

EXERCISE = ex.Exercise(
    name="clv_dcf",
    title=Text("What is a service customer worth?", "一位服务客户值多少钱？"),
    aim=Text(
        "You learn to discount what a customer brings, and that the reading of a retention figure "
        "decides the result.",
        "学习把客户带来的收益折现，并体会留存数字的读法如何决定结果。",
    ),
    neutral_title=Text("Customer lifetime value, discounted", "客户终生价值：折现法"),
    neutral=Text(
        "The table holds what a customer brings year by year, and the share of customers who are still "
        "there. Is a new customer worth what it costs to win one? The answer depends on when the money "
        "arrives and on what the shares mean. Check the figures below before you begin; the right "
        "answers follow them.",
        "下表是一位客户逐年的收支，以及仍在的客户所占的比例。获得一位新客户，值得花这些钱吗？"
        "答案取决于钱何时到账，也取决于比例的含义。开始之前请先核对下面的数据；正确答案会随之变化。",
    ),
    case=(
        Text(
            "Brightwater Home Service looks after washing machines, fridges and heaters. It wins a "
            "customer with a free inspection and a gift, which costs money today. For the years that "
            "follow, the accountant has estimated revenue and service cost of one customer and, from "
            "older customers, the share who are kept.",
            "清泉家电服务公司为家庭维护洗衣机、冰箱和热水器。公司用免费检测和礼品赢得新客户，"
            "这笔钱现在就要付。会计根据老客户的经验，估计了此后几年一位客户的收入、服务成本，以及留住客户的比例。",
        ),
        Text(
            "The manager asks: is a new customer worth what it costs to win one? The answer depends on "
            "when the money arrives and on what “share kept” means. Work it out; then change a figure "
            "below: the right answers change with it, and the checks judge your answers anew.",
            "经理问：获得一位新客户，值得花这些钱吗？答案取决于钱何时到账，也取决于“留住客户的比例”的含义。"
            "请逐题计算；然后修改下面的数据：正确答案会随之变化，检查也会重新判断你的答案。",
        ),
    ),
    figures=FIGURES,
    data=DATA,
    questions=QUESTIONS,
    pages=PAGES,
    functions=("CLV_DCF", "CLV_DCF_TABLE"),
    source=Text(
        "figures: example of a university course on customer relationship management (lecture 3, "
        "example 2); the firm is invented",
        "数据出自客户关系管理课程的例题（第 3 讲，例 2）；公司为虚构",
    ),
)
