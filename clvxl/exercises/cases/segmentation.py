"""A shop with more customers than it can write to: segments, tiers, and whether a letter pays."""

from __future__ import annotations

import numpy as np

from clvxl.core.segments import SCHEMES, standard
from clvxl.exercises.cases import _sales as sales
from clvxl.exercises.cases._handouts import SEGMENTATION
from clvxl.exercises.cases._sales import BINS, RFM
from clvxl.exercises.engine import records as ex
from clvxl.report.records import Format
from clvxl.sheet.texts import SEGMENT_NAMES
from clvxl.text import Text

__all__ = ["EXERCISE"]


def _names(scheme: str) -> list[Text]:
    """The segments of a scheme, in its order."""
    return [SEGMENT_NAMES[key] for key in SCHEMES[scheme]]


def _in_grid(f: int) -> list[Text]:
    """The segments of one F score, the best R first."""
    r = np.arange(BINS, 0, -1)
    return [_names("standard")[number] for number in standard(r, np.full(BINS, f))]


DATA = sales.sales_data(
    sales.house_sales, most=10_000, width=12.0,
    note=Text(
        "An amount below 0 is a return. Go to that sheet and press Segment sheet (menu or ribbon CLV; without a "
        "spreadsheet program: clvxl segment FILE): the report shows segments and tiers.",
        "金额为负的行是退货。请打开该工作表，点击“细分本表”（菜单或功能区 CLV；也可用命令 clvxl segment 文件名）："
        "报告列出细分群体与层级。",
    ),
)  # fmt: skip

ONE_OR_MORE = ex.Limit(
    "integer", 1, None, Text("A whole number of 1 or more.", "不小于 1 的整数。")
)
BUYERS = ex.Limit("integer", 0, None, Text("A whole number of 0 or more.", "不小于 0 的整数。"))

FIGURES = (
    ex.Figure("margin", Text("Gross margin", "毛利率"), 0.45, "percent", ex.RATE,
              Text("of the revenue of a purchase", "占购买收入的比例")),
    ex.Figure("cost_letter", Text("Cost of a letter with a voucher", "每封优惠券信的成本"), 1.5, "amount",
              ex.AMOUNT, Text("yuan: print, postage, voucher", "元：印刷、邮资与优惠")),
    ex.Figure("test_size", Text("Test: customers of tier Medium in each group", "试验：每组的中价值层客户数"), 250,
              "integer", ONE_OR_MORE, Text("one group had the letter, the other did not", "一组收到信，另一组没有")),
    ex.Figure("bought_with", Text("Test: buyers among those with the letter", "试验：收到信的一组中购买的人数"), 31,
              "integer", BUYERS, Text("within four weeks", "四周之内")),
    ex.Figure("bought_without", Text("Test: buyers among those without", "试验：没有信的一组中购买的人数"), 18,
              "integer", BUYERS, Text("within the same four weeks", "同样四周之内")),
    ex.Figure("cost_call", Text("Cost of a call", "每次致电的成本"), 4, "amount", ex.AMOUNT,
              Text("yuan: the caller's time", "元：人工时间")),
    ex.Figure("response_call", Text("Added purchases per call", "每次致电新增的购买"), 0.25, "percent", ex.RATE,
              Text("of the customers called, by an earlier test", "占被致电客户的比例，由以前的试验得出")),
)  # fmt: skip


def of_total(amount: str) -> str:
    """Return an amount's share of all revenue; 0 where the returns eat up all of it."""
    return f"IF([total]<=0,0,({amount})/[total])"


CUSTOMERS = ex.Grid(
    "customers",
    Text("Each customer, in order of first appearance", "逐位客户（按首次出现排序）"),
    sales.count,
    sales.customer_columns(
        "last_day",
        ex.Col("sum", Text("Sum", "总分"), "general", '=IF([last]=0,"",[r]+[f]+[m])', width=6.0),
        ex.Col("segment", Text("Segment", "细分群体"), "text",
               '=IF([last]=0,"",INDEX([matrix.f1:f5],6-[r],[f]))', width=19.0),
        ex.Col("tier", Text("Tier", "层级"), "text",
               '=IF([last]=0,"",IF([sum]>=[limits.from#1],[limits.limit#1],'
               "IF([sum]>=[limits.from#2],[limits.limit#2],[limits.limit#3])))", width=9.0),
    ),
)  # fmt: skip

MATRIX = ex.Grid(
    "matrix",
    Text("The segment by R and F", "按 R 与 F 确定细分群体"),
    BINS,
    (
        ex.Col("score_r", Text("R \\ F", "R \\ F"), "general", values=range(BINS, 0, -1), width=10.0),
        *(ex.Col(f"f{f}", Text(f"F {f}", f"F {f}"), "text", values=_in_grid(f), width=19.0)
          for f in range(1, BINS + 1)),
    ),
    note=Text("R says whether a customer is still there, F how strong the habit was.",
              "R 反映客户是否仍在，F 反映购买习惯的强弱。"),
)  # fmt: skip

LIMITS = ex.Grid(
    "limits",
    Text("The tier by the sum of the three scores", "按三项总分确定层级"),
    3,
    (
        ex.Col("limit", Text("Tier", "层级"), "text", values=_names("tiers"), width=10.0),
        ex.Col("from", Text("From a sum of", "总分不低于"), "general", values=(11, 7, 3), width=19.0),
    ),
    note=Text("From 3 to 15 are 12 points: Medium begins a third of the way up, High at two thirds.",
              "从 3 到 15 相差 12 分：三分之一处起为中价值，三分之二处起为高价值。"),
)  # fmt: skip


def _of(column: str, key: str) -> str:
    return f"=SUMIF([customers.{column}:],[{key}],[customers.monetary:])"


SEGMENTS = ex.Grid(
    "segments",
    Text("Segments, from recent to long silent", "各细分群体（由近期到久未光顾）"),
    len(SCHEMES["standard"]),
    (
        ex.Col("segment", Text("Segment", "细分群体"), "text", values=_names("standard"), width=19.0),
        ex.Col("customers", Text("Customers", "客户数"), "integer",
               "=COUNTIF([customers.segment:],[segment])", width=11.0),
        ex.Col("revenue", Text("Revenue", "收入"), "amount", _of("segment", "segment"), width=13.0),
        ex.Col("of_customers", Text("Of customers", "客户占比"), "percent", "=[customers]/[n_customers]", width=13.0),
        ex.Col("of_revenue", Text("Of revenue", "收入占比"), "percent", f"={of_total('[revenue]')}", width=12.0),
    ),
    note=Text("A segment tells the past, it is no forecast: the best months of many a Champion were luck, and the "
              "next ones will be more like the average.", "细分群体说的是过去，不是预测：不少冠军客户的好成绩有运气成分，以后会更接近平均。"),
)  # fmt: skip

ADVISED = ex.Grid(
    "advised", Text("Segments", "细分群体"), len(SCHEMES["standard"]),
    (ex.Col("who", Text("Segment", "细分群体"), "text", "=[segments.segment]", width=20.0),),
)  # fmt: skip
ADVICE = ex.Spill(
    "advice", Text("What each calls for: SEGMENT_ACTION", "应采取的行动：SEGMENT_ACTION"),
    '=SEGMENT_ACTION([advised.who:],"{language}")', len(SCHEMES["standard"]),
    (ex.Col("action", Text("Action", "行动"), "text", width=76.0),), beside=True,
)  # fmt: skip

COLUMNS: tuple[tuple[Text, Format, float], ...] = (
    (Text("Segment", "细分群体"), "text", 19.0), (Text("Customers", "客户数"), "integer", 11.0),
    (Text("Of customers", "客户占比"), "percent", 13.0), (Text("Purchases", "购买次数"), "integer", 11.0),
    (Text("Revenue", "收入"), "amount", 13.0), (Text("Of revenue", "收入占比"), "percent", 12.0),
    (Text("Revenue per customer", "客均收入"), "amount", 13.0),
    (Text("Revenue per purchase", "每次购买收入"), "amount", 14.0),
)  # fmt: skip

SUMMARY = ex.Spill(
    "summary",
    Text("The same by one function: SEGMENT_SUMMARY", "一个函数给出同样的结果：SEGMENT_SUMMARY"),
    "=SEGMENT_SUMMARY([customers.segment:],[customers.monetary:],[customers.frequency:],"
    '"{language}",FALSE)',
    lambda columns: sales.segments_found(columns) + 1,
    tuple(ex.Col(f"s{at}", title, kind, width=width) for at, (title, kind, width) in enumerate(COLUMNS)),
    note=Text("The largest revenue first; segments without a customer are left out.",
              "按收入从高到低排列；没有客户的细分群体不列出。"),
)  # fmt: skip

BEST = "SUMPRODUCT(([customers.monetary:]>[edge])*[customers.monetary:])"
DECILES = ex.Grid(
    "deciles",
    Text("The best customers and their share of revenue", "消费最高的客户及其收入占比"),
    11,
    (
        ex.Col("best", Text("Best %", "前（%）"), "general", values=range(0, 101, 10), width=9.0),
        ex.Col("people", Text("Customers", "客户数"), "general", "=[n_customers]*[best]/100", width=11.0),
        ex.Col("edge", Text("Spending at the edge", "临界客户的金额"), "amount",
               "=LARGE([customers.monetary:],MIN([n_customers],INT([people])+1))", width=13.0),
        ex.Col("cumulative", Text("Their share of revenue", "实际收入占比"), "percent",
               f"={of_total(BEST + '+([people]-SUMPRODUCT(1*([customers.monetary:]>[edge])))*[edge]')}"),
        ex.Col("even", Text("If all were alike", "平均分布"), "percent", "=[best]/100"),
    ),
)  # fmt: skip

TIERS = ex.Grid(
    "tiers",
    Text("The three tiers", "三个层级"),
    3,
    (
        ex.Col("tier", Text("Tier", "层级"), "text", values=_names("tiers"), width=19.0),
        ex.Col("customers", Text("Customers", "客户数"), "integer", "=COUNTIF([customers.tier:],[tier])"),
        ex.Col("purchases", Text("Purchases", "购买次数"), "integer",
               "=SUMIF([customers.tier:],[tier],[customers.frequency:])"),
        ex.Col("revenue", Text("Revenue", "收入"), "amount", _of("tier", "tier")),
        ex.Col("value", Text("Revenue per purchase", "每次购买收入"), "amount",
               "=IF([purchases]=0,0,[revenue]/[purchases])"),
    ),
)  # fmt: skip

SCORES = f"RFM_SCORE({RFM})"
CHAMPIONS = Text(*(
    # &"": Calc takes an add-in's text for equal to another only once it has passed through a formula.
    f'=SUMPRODUCT(1*(SEGMENT({SCORES},"standard","{{language}}")&""="{name}"))'
    for name in SEGMENT_NAMES["champions"]
))  # fmt: skip

KEY_FIGURES = ex.Steps(
    "key_figures",
    Text("Customers, revenue, and what a letter brings", "客户、收入，以及一封信带来什么"),
    (
        ex.Step("last_day", Text("Last day with a purchase", "最后一个有购买的日子"),
                "=INT(SUMPRODUCT(LARGE((in_amount>0)*in_date,1)))", "date",
                note=Text("Days are counted back from here.", "天数由这一天往前数。")),
        ex.Step("n_customers", Text("Customers", "客户数"), "=COUNT([customers.recency:])", "integer"),
        ex.Step("total", Text("Revenue", "收入"), "=ROUND(SUM([customers.monetary:]),6)", "amount",
                note=Text("Returns are taken off.", "已扣除退货。")),
        ex.Step("top", Text("Share of the best 20 % of customers", "消费最高的 20% 客户的收入占比"),
                "=[deciles.cumulative#3]", "percent",
                "=IF([total]<=0,0,PARETO_SHARE([customers.monetary:],0.2))"),
        ex.Step("champions", Text("Champions", "冠军客户数"), "=[segments.customers#1]", "integer", CHAMPIONS),
        ex.Step("risk", Text("Revenue of those who may be leaving", "可能正在流失的客户带来过的收入"),
                "=[segments.revenue#8]+[segments.revenue#9]", "amount",
                note=Text("Can't Lose Them and At Risk.", "重点挽回客户与流失风险客户。")),
        ex.Step("earned", Text("Margin of a purchase in tier Medium", "中价值层每次购买的毛利"),
                "=[tiers.value#2]*in_margin", "amount",
                note=Text("Revenue per purchase × gross margin.", "每次购买收入 × 毛利率。")),
        ex.Step("needed", Text("Added response that a letter needs", "保本所需的新增响应率"),
                "=IF([earned]>0,in_cost_letter/[earned],0)", "percent",
                note=Text("Cost ÷ margin of a purchase.", "成本 ÷ 每次购买的毛利。")),
        ex.Step("uplift", Text("Added response by the test", "试验得出的新增响应率"),
                "=(in_bought_with-in_bought_without)/in_test_size", "percent",
                note=Text("Some would have bought without a letter.", "有些人没有信也会买。")),
        ex.Step("letter", Text("Letters to all of tier Medium: result", "给整个中价值层寄信：净收益"),
                "=[tiers.customers#2]*([uplift]*[earned]-in_cost_letter)", "amount"),
        ex.Step("call", Text("Calls to all of tier High: result", "给整个高价值层致电：净收益"),
                "=[tiers.customers#1]*(in_response_call*[tiers.value#1]*in_margin-in_cost_call)", "amount"),
    ),
)  # fmt: skip

PAGES = (
    ex.Page(Text("Customers", "客户"), Text("From sales to customers", "从销售记录到客户"), (CUSTOMERS,), landscape=True),
    ex.Page(Text("Scheme", "细分方案"), Text("Cuts, segments and tiers", "分界、细分与层级"), (sales.CUTS, MATRIX, LIMITS)),
    ex.Page(
        Text("Segments", "细分群体"), Text("Who they are and what they bring", "他们是谁，带来多少收入"),
        (
            SEGMENTS,
            ex.Diagram(
                "by_segment", Text("Share of customers and of revenue", "客户占比与收入占比"), "bar",
                "segments", "segment", ("of_customers", "of_revenue"),
                Text("segment", "细分群体"), Text("share", "占比"), "percent",
                Text("Where revenue is the longer bar, a customer has brought more than the average.",
                     "收入条较长的群体，客户已带来的收入高于平均。"),
                rows=20, beside=True,
            ),
            SUMMARY,
            DECILES,
            ex.Diagram(
                "pareto", Text("Share of revenue of the best customers", "消费最高的客户的收入占比"), "line",
                "deciles", "best", ("cumulative", "even"),
                Text("best … % of the customers", "消费最高的客户所占百分比"), Text("share of revenue", "收入占比"),
                "percent", Text("The steeper the start, the more a few carry the business.",
                                "起步越陡，生意越依赖少数客户。"),
                rows=14, highest=sales.whole, beside=True,
            ),
        ),
        landscape=True,
    ),
    ex.Page(Text("Actions", "行动"), Text("What each segment calls for", "对各细分群体该做什么"), (ADVISED, ADVICE)),
    ex.Page(Text("Working", "演算"), Text("Does a letter pay?", "寄信划算吗？"), (KEY_FIGURES, TIERS), landscape=True),
)  # fmt: skip

SEND = Text("Send it to all of tier Medium", "寄给整个中价值层")
KEEP = Text("Do not send it", "不寄")


def _sent(response: str) -> Text:
    return Text(
        *(f'=IF({response}>[needed],"{yes}","{no}")' for yes, no in zip(SEND, KEEP, strict=True))
    )


QUESTIONS = (
    ex.Question(
        "top", Text("The 80/20 rule: what share of the revenue do the best 20 % of the customers bring?",
                    "二八法则：消费金额最高的 20% 客户贡献了多少比例的收入？"),
        step="top", digits=1,
        hint=Text("sort the customers by M, add up the first fifth, divide by all.",
                  "按消费金额从高到低排列，加总前五分之一，再除以总收入。"),
        why=Text("A few carry much, though seldom just 80 %.", "少数客户贡献了多数收入，但很少正好是 80%。"),
        slips=(
            ex.Slip("=1-[top]", Text("this is what the others bring.", "这是其余客户的贡献。")),
            ex.Slip("=[deciles.cumulative#2]", Text("this is the best tenth only.", "这只是消费最高的十分之一客户。")),
            ex.Slip(f"={of_total('SUMPRODUCT(([customers.f:]=5)*[customers.monetary:])')}",
                    Text("these buy most often; take those who spend most.", "这是购买最频繁的客户；请取消费金额最高的。")),
        ),
    ),
    ex.Question(
        "champions", Text("How many customers are Champions?", "冠军客户有多少位？"), step="champions", digits=None,
        hint=Text("Champions have R 5 and F 4 or 5.", "冠军客户的 R 为 5 分、F 为 4 或 5 分。"),
        why=Text("Recent and frequent buyers: R 5 and F 4 or 5; M does not matter.", "最近来过且常来：R 为 5 分，F 为 4 或 5 分；不看 M。"),
        slips=(
            ex.Slip("=SUMPRODUCT(([customers.r:]=5)*([customers.f:]=5))", Text("F 4 is enough.", "F 为 4 分也算。")),
            ex.Slip("=COUNTIF([customers.code:],555)", Text("M does not matter for a segment, and F 4 is enough.",
                                                            "细分群体不看 M，F 为 4 分也算。")),
            ex.Slip("=SUMPRODUCT(([customers.r:]>=4)*([customers.f:]>=4))",
                    Text("R 4 belongs to the Loyal Customers.", "R 为 4 分的属于忠诚客户。")),
        ),
    ),
    ex.Question(
        "risk", Text("What revenue came from customers who may be leaving: Can't Lose Them and At Risk together?",
                     "可能正在流失的客户（重点挽回客户与流失风险客户）合计带来过多少收入？"),
        step="risk",
        hint=Text("add the revenue of both segments.", "将两个细分群体的收入相加。"),
        why=Text("It is past revenue. What a call can win back is the next purchases of those who answer, no more.",
                 "这是过去的收入。致电能赢回的，只是有响应的客户以后的购买。"),
        slips=(
            ex.Slip("=[segments.revenue#8]", Text("add At Risk.", "还要加上流失风险客户。")),
            ex.Slip("=[segments.revenue#9]", Text("add Can't Lose Them.", "还要加上重点挽回客户。")),
            ex.Slip("=[segments.customers#8]+[segments.customers#9]",
                    Text("these are customers; the revenue is asked for.", "这是客户数；题目问的是收入。")),
        ),
    ),
    ex.Question(
        "earned", Text("What margin does a purchase in tier Medium bring?", "中价值层每次购买带来多少毛利？"), step="earned",
        level=2,
        hint=Text("revenue of the tier ÷ its purchases × gross margin.", "该层收入 ÷ 购买次数 × 毛利率。"),
        why=Text("The tier goes by the sum of R, F and M: 7 to 10.", "层级按 R、F、M 总分划分：7 到 10 分。"),
        slips=(
            ex.Slip("=[tiers.value#2]", Text("this is revenue: multiply by the gross margin.", "这是收入：请乘以毛利率。")),
            ex.Slip("=IF([tiers.customers#2]=0,0,[tiers.revenue#2]/[tiers.customers#2]*in_margin)",
                    Text("this is per customer; a letter brings one purchase at most.", "这是每位客户的；一封信最多带来一次购买。")),
        ),
    ),
    ex.Question(
        "needed", Text("A letter to tier Medium: which share of the customers must buy because of it, for it to pay?",
                       "给中价值层寄信：至少有多大比例的客户因此购买才能保本？"),
        step="needed", digits=1, level=2,
        hint=Text("cost of a letter ÷ margin of a purchase.", "每封信的成本 ÷ 每次购买的毛利。"),
        why=Text("The break-even response.", "即保本响应率。"),
        slips=(
            ex.Slip("=IF([tiers.value#2]>0,in_cost_letter/[tiers.value#2],0)",
                    Text("the margin has to pay for the letter, not the revenue.", "要由毛利来承担，而不是收入。")),
            ex.Slip("=IF([tiers.value#1]*in_margin>0,in_cost_letter/([tiers.value#1]*in_margin),0)",
                    Text("this is tier High.", "这是高价值层。")),
        ),
    ),
    ex.Question(
        "uplift", Text("By the test: which share of the customers buys because of the letter?",
                       "根据试验：有多大比例的客户因为这封信而购买？"),
        step="uplift", digits=1, level=2,
        hint=Text("compare the two groups.", "请比较两组。"),
        why=Text("With less without: only the difference is due to the letter.", "两组之差才是信的作用。"),
        slips=(
            ex.Slip("=in_bought_with/in_test_size", Text("some of them would have bought without a letter.",
                                                         "其中有些人没有信也会买。")),
            ex.Slip("=IF(in_bought_without>0,in_bought_with/in_bought_without-1,0)",
                    Text("this is the rise of the response; give it as a share of the group.",
                         "这是响应率的增幅；请按占该组的比例计算。")),
        ),
    ),
    ex.Question(
        "letter", Text("What does the letter bring if it goes to all of tier Medium: added margin less its cost?",
                       "若寄给整个中价值层，净收益是多少（新增毛利减去成本）？"),
        step="letter", level=3,
        hint=Text("customers of the tier × (added response × margin of a purchase − cost of a letter).",
                  "该层客户数 ×（新增响应率 × 每次购买的毛利 − 每封信的成本）。"),
        why=Text("Below 0 where the added response is below the one needed.", "新增响应率低于保本响应率时为负。"),
        slips=(
            ex.Slip("=[tiers.customers#2]*[uplift]*[earned]", Text("take off the cost of the letters.", "请减去信的成本。")),
            ex.Slip("=[tiers.customers#2]*(in_bought_with/in_test_size*[earned]-in_cost_letter)",
                    Text("count only those who would not have bought without it.", "只计入没有信就不会买的人。")),
            ex.Slip("=[tiers.customers#2]*([uplift]*[tiers.value#2]-in_cost_letter)",
                    Text("only the gross margin of the added revenue is yours.", "新增收入中只有毛利属于商店。")),
        ),
    ),
    ex.Question(
        "call", Text("And a call to each customer of tier High?", "给高价值层每位客户致电一次，净收益是多少？"), step="call",
        level=3,
        hint=Text("customers of the tier × (added purchases per call × revenue per purchase × margin − cost).",
                  "该层客户数 ×（每次致电新增的购买 × 每次购买收入 × 毛利率 − 成本）。"),
        why=Text("A dear contact can pay where a cheap one does not: it depends on what it adds.",
                 "贵的联系方式可能划算，便宜的反而不划算：要看它增加了什么。"),
        slips=(
            ex.Slip("=[tiers.customers#1]*(in_response_call*[earned]-in_cost_call)",
                    Text("take the purchases of tier High.", "请用高价值层的每次购买收入。")),
            ex.Slip("=[tiers.customers#1]*(in_response_call*[tiers.value#1]-in_cost_call)",
                    Text("only the gross margin of the added revenue is yours.", "新增收入中只有毛利属于商店。")),
        ),
    ),
    ex.Question(
        "decide", Text("Decide: should the letter go to tier Medium?", "请决定：该不该给中价值层寄信？"),
        formula=_sent("[uplift]"), format="text", choices=(SEND, KEEP), digits=None, level=3,
        hint=Text("compare the added response with the one needed.", "比较新增响应率与保本响应率。"),
        why=Text('="The letter adds "&FIXED(100*[uplift],1)&"% and needs "&FIXED(100*[needed],1)&"%; the response of "'
                 '&FIXED(100*in_bought_with/in_test_size,1)&"% alone tells nothing. So small a test errs by some points: '
                 'a larger one may be worth its cost. Left out: later purchases of those won back."',
                 '="信使购买增加 "&FIXED(100*[uplift],1)&"%，保本需要 "&FIXED(100*[needed],1)&"%；单看响应率 "'
                 '&FIXED(100*in_bought_with/in_test_size,1)&"% 说明不了问题。试验规模小，误差有几个百分点，扩大试验或许值得。'
                 '未计入：被挽回的客户以后的购买。"'),
        slips=(ex.Slip(_sent("(in_bought_with/in_test_size)"),
                       Text("some of these buyers would have bought without a letter.", "其中有些人没有信也会买。")),),
    ),
)  # fmt: skip

EXERCISE = ex.Exercise(
    name="segmentation",
    title=Text("Does the letter pay?", "寄信划算吗？"),
    aim=Text("You learn to turn a list of sales into segments and tiers, and to decide by a test whom to contact.",
             "学习从销售记录得出客户细分与层级，并根据试验决定联系谁。"),
    neutral_title=Text("Customer segments and tiers", "客户细分与分层"),
    neutral=Text(
        "The data are a list of sales: customer, date and amount. Divide the customers into segments and three tiers. "
        "Who carries the business, and who may be leaving? Does a letter to the middle tier pay, does a call to the "
        "best? Check the figures below before you begin; the right answers follow them.",
        "数据是销售清单：客户、日期和金额。请把客户分成细分群体和三个层级。谁支撑着生意，谁可能正在流失？"
        "给中间层寄信划算吗？给最好的一层致电呢？开始之前请先核对下面的数据；正确答案会随之变化。",
    ),
    case=(
        Text(
            "Willow Lane sells things for house and garden. Its till has recorded every sale with the customer's "
            "number, in yuan. Two people in the office could ring the best customers up; for the middle tier the owner "
            "thinks of a letter with a voucher.",
            "青禾家居馆出售家居与园艺用品，收银系统记下了每一笔销售（元）及会员号。"
            "店里有两位员工可以给最好的客户打电话；对中间一层，店主考虑寄送优惠券信。",
        ),
        Text(
            "Before that, the letter was tried: of two groups of the same size, drawn by lot from tier Medium, one had "
            "it and the other did not. Segment the sheet Sales, and decide.",
            "事先做过试验：从中价值层随机抽出人数相同的两组，一组收到信，另一组没有。"
            "请对“销售”表做客户细分，再做决定。",
        ),
    ),
    figures=FIGURES, data=DATA, questions=QUESTIONS, pages=PAGES,
    handout=SEGMENTATION,
    functions=("SEGMENT", "SEGMENT_SUMMARY", "PARETO_SHARE", "SEGMENT_ACTION"),
    source=Text(
        "the ten segments and their grid by R and F are those in common use, as in many public RFM notebooks; "
        "independent quintiles, not the nested ones of Hughes. Sales simulated (clvxl.data.simulate, seed 20240101); "
        "shop, test and figures invented",
        "十个细分群体及其按 R 与 F 的划分为通行做法（见许多公开的 RFM 笔记）；各项分别五等分，而非 Hughes 的逐层嵌套。"
        "销售为模拟数据（clvxl.data.simulate，种子 20240101）；商店、试验与数字均为虚构",
    ),
)  # fmt: skip
