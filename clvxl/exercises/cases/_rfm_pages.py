"""The pages of working of the exercise rfm: a customer, all customers, cuts, chart and calls."""

from __future__ import annotations

from clvxl.exercises.cases._rfm_sales import count, names
from clvxl.exercises.cases._sales import BINS, BOUGHT, RFM, cut, last, money, own
from clvxl.exercises.engine import records as ex
from clvxl.text import Text

__all__ = ["PAGES"]


def _above(value: str, column: str) -> str:
    """How many cuts a value is above."""
    return "+".join(f"([{value}]>[cuts.{column}#{number}])" for number in range(1, BINS))


def _score(value: str, column: str) -> str:
    return f"1+{_above(value, column)}"


def _reversed(value: str, column: str) -> str:
    return f"{BINS}-({_above(value, column)})"


def _known(score: str) -> str:
    """A score of the chosen customer, 0 where nothing was bought."""
    return f'=IF([one_last]="",0,{score})'


TABLE_CALL = 'RFM_TABLE(in_customer,in_date,in_amount,[one_day],,"{language}",FALSE)'
CODE_CALL = f"=IF([one_row]=0,0,INDEX(RFM_SCORE({RFM},5),[one_row]))"
"""The chosen customer's code by function; 0 where there is no such customer."""


def _found(column: int, otherwise: str = "0") -> str:
    """The chosen customer's cell of RFM_TABLE, whose rows are in the order of those by hand."""
    # Not VLOOKUP: Calc finds no text in the table that an add-in gives.
    return f"=IF([one_row]=0,{otherwise},INDEX({TABLE_CALL},[one_row],{column}))"


def _sum(column: int) -> str:
    return f"=SUM(INDEX({TABLE_CALL},0,{column}))"


ONE = ex.Steps(
    "one",
    Text("From the sales to a code", "从销售记录到 RFM 编码"),
    (
        ex.Step("one_customer", Text("Customer", "会员号"),
                # A number typed into a cell of text is text: look for the number too.
                "=IF(SUMPRODUCT((in_customer=in_chosen)*1)>0,in_chosen,IFERROR(in_chosen*1,in_chosen))",
                "general"),
        # Not MATCH: to it A* and B? are patterns.
        ex.Step("one_row", Text("Row on the sheet By hand", "在“手工计算”表中的行号"),
                "=SUMPRODUCT(LARGE(([customers.customer:]=[one_customer])*[customers.no:],1))",
                "integer",
                note=Text("The functions give one row per customer, in this order. 0: no such customer.",
                          "函数按此顺序逐位给出客户；0 表示无此会员。")),
        ex.Step("one_day", Text("Day of the count", "统计截止日"),
                "=MAX(INT(in_as_of),INT(MAX(in_date)))", "date",
                note=Text("As on the sheet Exercise, but no day before the last of the sales.",
                          "取自工作表“练习”，但不早于销售记录的最后一天。")),
        ex.Step("one_last", Text("Last purchase", "最近一次消费日期"),
                f'=IF({own("[one_customer]", BOUGHT)}=0,"",INT({last("[one_customer]")}))',
                "date", _found(7, '""'),
                Text("The latest date with an amount above 0; a return does not count.",
                     "金额大于 0 的最晚日期；退货不算。")),
        ex.Step("one_recency", Text("Recency in days", "距上次消费天数（R）"),
                '=IF([one_last]="",0,[one_day]-[one_last])', "integer",
                _found(2),
                Text("Day of the count less last purchase.", "统计截止日 − 最近一次消费日期。")),
        ex.Step("one_frequency", Text("Frequency: purchases", "购买次数（F）"),
                f"={own('[one_customer]', BOUGHT)}", "integer",
                _found(3),
                Text("Rows with an amount above 0.", "金额大于 0 的行数。")),
        ex.Step("one_monetary", Text("Monetary value", "消费金额（M）"),
                f"={money('[one_customer]')}",
                "amount", _found(4),
                Text("All amounts added up, returns taken off.", "全部金额之和，已扣除退货。")),
        ex.Step("one_r", Text("R score", "R 分值"), _known(_reversed("one_recency", "r_cut")),
                "integer",
                note=Text("5 less the number of cuts that the recency is above: few days are good.",
                          "5 − 天数超过的分界个数：天数越少越好，所以分值反向。")),
        ex.Step("one_f", Text("F score", "F 分值"), _known(_score("one_frequency", "f_cut")),
                "integer",
                note=Text("1 plus the number of cuts that the frequency is above.",
                          "1 + 次数超过的分界个数。")),
        ex.Step("one_m", Text("M score", "M 分值"), _known(_score("one_monetary", "m_cut")),
                "integer",
                note=Text("1 plus the number of cuts that the money is above.",
                          "1 + 金额超过的分界个数。")),
        ex.Step("one_code", Text("RFM code", "RFM 编码"), "=100*[one_r]+10*[one_f]+[one_m]", "general",
                CODE_CALL,
                Text("The three scores side by side; 555 is best.", "三个分值并排；555 最好。")),
    ),
    note=Text("The customer is that of the sheet Exercise; the cuts are those of the sheet Cuts.",
              "客户取自工作表“练习”；分界见工作表“分界”。"),
)  # fmt: skip

ALL = ex.Steps(
    "all",
    Text("All customers added up, by hand and by function", "全部客户合计：手工与函数"),
    (
        ex.Step("all_recency", Text("Recency, all days added up", "距上次消费天数合计"),
                "=SUM([customers.recency:])", "integer", _sum(2),
                Text("The whole customer table by one call: RFM_TABLE.",
                     "调用一次 RFM_TABLE 即得整张客户表。")),
        ex.Step("all_frequency", Text("Frequency, all purchases", "购买次数合计"),
                "=SUM([customers.frequency:])", "integer", _sum(3)),
        ex.Step("all_monetary", Text("Monetary value, all money", "消费金额合计"),
                "=SUM([customers.monetary:])", "amount", _sum(4)),
        ex.Step("all_codes", Text("RFM codes added up", "RFM 编码合计"), "=SUM([customers.code:])",
                "integer", f"=SUM(RFM_SCORE({RFM},5))",
                Text("All codes by one call: RFM_SCORE. Their sum means nothing by itself: it only "
                     "shows that both ways agree.",
                     "调用一次 RFM_SCORE 即得全部编码。合计本身没有意义，只用来核对。")),
    ),
    note=Text("Each customer by hand stands on the sheet By hand.",
              "逐位客户的手工计算见工作表“手工计算”。"),
)  # fmt: skip

CALLED = "([customers.r:]<=2)*([customers.f:]>=4)"


def _row_numbers(columns: ex.Columns) -> range:
    return range(1, count(columns) + 1)


CUSTOMERS_GRID = ex.Grid(
    "customers",
    Text("Each customer, by hand", "逐位客户，手工计算"),
    count,
    (
        ex.Col("customer", Text("Customer", "会员号"), "text", values=names, width=11.0),
        ex.Col("last", Text("Last purchase", "最近一次消费"), "date", f"=INT({last('[customer]')})",
               width=14.0),
        ex.Col("recency", Text("Recency (days)", "距上次消费天数"), "integer",
               '=IF([last]=0,"",[one_day]-[last])', width=16.0),
        ex.Col("frequency", Text("Frequency", "购买次数"), "integer",
               f'=IF([last]=0,"",{own("[customer]", BOUGHT)})', width=11.0),
        ex.Col("monetary", Text("Monetary", "消费金额"), "amount",
               f'=IF([last]=0,"",{money("[customer]")})', width=12.0),
        ex.Col("r", Text("R", "R"), "integer", f'=IF([last]=0,"",{_reversed("recency", "r_cut")})',
               width=5.0),
        ex.Col("f", Text("F", "F"), "integer", f'=IF([last]=0,"",{_score("frequency", "f_cut")})',
               width=5.0),
        ex.Col("m", Text("M", "M"), "integer", f'=IF([last]=0,"",{_score("monetary", "m_cut")})',
               width=5.0),
        ex.Col("code", Text("Code", "编码"), "general", '=IF([last]=0,"",100*[r]+10*[f]+[m])',
               width=8.0),
        ex.Col("call", Text("Call no.", "回访序号"), "integer",
               '=IF([last]=0,"",IF(AND([r]<=2,[f]>=4),'
               f"SUMPRODUCT({CALLED}*([customers.monetary:]>[monetary]))"
               '+SUMPRODUCT(([r..]<=2)*([f..]>=4)*([monetary..]=[monetary])),""))', width=10.0),
        ex.Col("no", Text("Row", "行号"), "integer", values=_row_numbers, width=7.0),
    ),
    note=Text(
        "Call no. ranks by money those who bought often (F 4 or 5) and have been away for long "
        "(R 1 or 2). Row is where the functions give this customer.",
        "回访序号：曾经常买（F 为 4 或 5）但久未再来（R 为 1 或 2）的客户，按消费金额排序。"
        "行号是函数给出这位客户的行。",
    ),
)  # fmt: skip


CUTS = ex.Grid(
    "cuts",
    Text("The cuts, by hand", "分界，手工计算"),
    BINS - 1,
    (
        ex.Col("cut", Text("Cut", "分界"), "integer", values=range(1, BINS), width=10.0),
        ex.Col("below", Text("Share below", "低于此界的客户占比"), "percent", "=[cut]/5", width=21.0),
        ex.Col("r_cut", Text("Recency", "距上次消费天数"), "number",
               cut("recency", "below"), width=17.0),
        ex.Col("f_cut", Text("Frequency", "购买次数"), "number",
               cut("frequency", "below"), width=11.0),
        ex.Col("m_cut", Text("Monetary", "消费金额"), "amount",
               cut("monetary", "below"), width=11.0),
    ),
    note=Text(
        "PERCENTILE finds the value with 20 %, 40 % … of the customers at or below it, between two "
        "customers in proportion. A value equal to a cut falls below it.",
        "PERCENTILE 求出有 20%、40%……客户不高于它的数值，落在两位客户之间时按比例内插。"
        "等于分界的值归下档。",
    ),
)  # fmt: skip

COUNTS = ex.Grid(
    "counts",
    Text("How many customers have each score", "各分值的客户数"),
    BINS,
    (
        ex.Col("score", Text("Score", "分值"), "integer", values=range(1, BINS + 1), width=10.0),
        *(ex.Col(f"{key}_count", Text(key.upper(), key.upper()), "integer",
                 f"=SUMPRODUCT(([customers.{key}:]=[score])*1)", width=11.0) for key in "rfm"),
    ),
    note=Text(
        "A fifth of the customers each, where all values differ. Equal values must have equal "
        "scores: whoever bought once scores like all others who bought once, and the groups come "
        "out uneven.",
        "数值互不相同时，每档约占五分之一。相等的值分值必须相同：只买过一次的客户分值都一样，"
        "所以各档人数不等。",
    ),
)  # fmt: skip

THRESHOLDS = ex.Spill(
    "thresholds",
    Text("Both by one function: RFM_THRESHOLDS", "一个函数同时给出：RFM_THRESHOLDS"),
    f"=RFM_THRESHOLDS({RFM},5,FALSE)",
    3,
    (
        ex.Col("f_score", Text("Score", "分值"), "text", width=10.0),
        *(ex.Col(f"f_cut{at}", Text(f"Cut {at}", f"分界 {at}"), "amount", width=11.0)
          for at in range(1, BINS)),
        *(ex.Col(f"f_count{at}", Text(f"Score {at}", f"{at} 分"), "integer", width=9.0)
          for at in range(1, BINS + 1)),
    ),
    note=Text("A row each for R, F and M: four cuts, then the customers with score 1 to 5.",
              "R、F、M 各一行：先是四个分界，再是 1 到 5 分的客户数。"),
)  # fmt: skip

SAMPLE = 12


def _sample(columns: ex.Columns) -> int:
    return min(SAMPLE, count(columns))


TABLE = ex.Spill(
    "table",
    Text("RFM_TABLE", "RFM_TABLE"),
    f"={TABLE_CALL}",
    _sample,
    (
        ex.Col("f_customer", Text("Customer", "会员号"), "text", width=11.0),
        ex.Col("f_recency", Text("Recency (days)", "距上次消费天数"), "integer", width=16.0),
        ex.Col("f_frequency", Text("Frequency", "购买次数"), "integer", width=11.0),
        ex.Col("f_monetary", Text("Monetary", "消费金额"), "amount", width=12.0),
        ex.Col("f_average", Text("Average", "次均金额"), "amount", width=10.0),
        ex.Col("f_first", Text("First purchase", "首次消费"), "date", width=15.0),
        ex.Col("f_last", Text("Last purchase", "最近一次消费"), "date", width=14.0),
    ),
    note=Text("The customer table from the sales; here its first rows.",
              "由销售记录得出客户表；此处为前几行。"),
)  # fmt: skip

SCORES = ex.Spill(
    "scores",
    Text("RFM_SCORE", "RFM_SCORE"),
    f"=RFM_SCORE({RFM},5)",
    _sample,
    (ex.Col("f_code", Text("Code", "编码"), "general", width=14.0),),
    note=Text("The codes.", "编码。"),
    beside=True,
)

AGREE = ex.Grid(
    "same",
    Text("Check", "核对"),
    _sample,
    (
        ex.Col("same", Text("As by hand", "与手工一致"), "text",
               '=IF(OR(NOT(ISNUMBER([table.f_frequency])),[customers.last]=0),"–",IF(AND([table.f_recency]=[customers.recency],'
               "[table.f_frequency]=[customers.frequency],"
               "ABS([table.f_monetary]-SUM([customers.monetary]))<0.000001*(1+ABS([table.f_monetary])),"
               '[scores.f_code]=[customers.code]),"✓","≠"))', width=12.0),
    ),
    note=Text("– : no add-in", "–：未加载"),
    beside=True,
)  # fmt: skip

BY_R = ex.Grid(
    "by_r",
    Text("Customers and revenue by R score", "按 R 分值的客户数与收入"),
    BINS,
    (
        ex.Col("r_score", Text("R score", "R 分值"), "integer", values=range(1, BINS + 1), width=10.0),
        ex.Col("count", Text("Customers", "客户数"), "integer",
               "=SUMPRODUCT(([customers.r:]=[r_score])*1)", width=12.0),
        ex.Col("revenue", Text("Revenue", "收入"), "amount",
               "=SUMPRODUCT(([customers.r:]=[r_score])*1,[customers.monetary:])", width=12.0),
        ex.Col("of_customers", Text("Share of customers", "客户占比"), "percent",
               "=[count]/SUM([count:])", width=12.0),
        ex.Col("of_revenue", Text("Share of revenue", "收入占比"), "percent",
               "=IF(ROUND(SUM([revenue:]),6)<=0,0,[revenue]/SUM([revenue:]))", width=12.0),
        ex.Col("per_head", Text("Revenue per customer", "客均收入"), "amount",
               '=IFERROR([revenue]/[count],"")', width=12.0),
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
        ex.Col("f_row", Text("F \\ R", "F \\ R"), "integer", values=range(BINS, 0, -1), width=10.0),
        *(ex.Col(f"r{r}", Text(f"R {r}", f"R {r}"), "amount", _field(r), width=12.0)
          for r in range(1, BINS + 1)),
    ),
    note=Text(
        "F from top to bottom, R from left to right; the best customers stand in the top right "
        "corner, those to win back in the top left one. A field without customers is empty.",
        "F 自上而下，R 自左至右：右上角是最好的客户，左上角是应当挽回的客户。没有客户的格为空。",
    ),
    scale=("r1", f"r{BINS}"),
)  # fmt: skip

HEAT_FUNCTION = ex.Spill(
    "heat_function",
    Text("By function: RFM_HEATMAP", "用函数：RFM_HEATMAP"),
    "=RFM_HEATMAP([customers.code:],[customers.monetary:],FALSE)",
    BINS,
    (
        ex.Col("h_row", Text("F \\ R", "F \\ R"), "integer", width=10.0),
        *(ex.Col(f"h{r}", Text(f"R {r}", f"R {r}"), "amount", width=12.0) for r in range(1, BINS + 1)),
    ),
)  # fmt: skip

TO_CALL = 10


def _called(column: str) -> str:
    return f'=IFERROR(INDEX([customers.{column}:],MATCH([no],[customers.call:],0)),"")'


CALLS = ex.Grid(
    "calls",
    Text("First on the telephone", "优先回访"),
    TO_CALL,
    (
        ex.Col("no", Text("No.", "序号"), "integer", values=range(1, TO_CALL + 1), width=8.0),
        ex.Col("to_call", Text("Customer", "会员号"), "text", _called("customer"), width=14.0),
        ex.Col("call_code", Text("Code", "编码"), "general", _called("code"), width=10.0),
        ex.Col("call_last", Text("Last purchase", "最近一次消费"), "date",
               _called("last"), width=15.0),
        ex.Col("call_recency", Text("Recency (days)", "距上次消费天数"), "integer",
               _called("recency"), width=16.0),
        ex.Col("call_frequency", Text("Frequency", "购买次数"), "integer",
               _called("frequency"), width=12.0),
        ex.Col("call_monetary", Text("Monetary", "消费金额"), "amount",
               _called("monetary"), width=14.0),
    ),
)  # fmt: skip

PAGES = (
    ex.Page(
        Text("Customer", "单个客户"),
        Text("One customer, step by step", "一位客户，逐步计算"),
        (ONE, ALL),
        landscape=True,
    ),
    ex.Page(Text("By hand", "手工计算"), Text("All customers, by hand", "全部客户，手工计算"),
            (CUSTOMERS_GRID,)),
    ex.Page(
        Text("Cuts", "分界"),
        Text("Where the scores are cut", "分值在何处切分"),
        (CUTS, COUNTS, THRESHOLDS),
        landscape=True,
    ),
    ex.Page(
        Text("By function", "函数计算"),
        Text("The same, by function", "同样的结果，函数计算"),
        (TABLE, SCORES, AGREE),
        note=Text(
            "For a list of your own one formula each is enough: enter RFM_TABLE, then RFM_SCORE, "
            "in one cell, and they fill all rows (in LibreOffice and older Excel: mark the whole "
            "area first and end with Ctrl+Shift+Enter).",
            "自己的清单只需一个公式：在一个单元格中输入 RFM_TABLE，再在另一个中输入 RFM_SCORE，"
            "即可填满所有行（LibreOffice 和旧版 Excel：先选中整个区域，再按 Ctrl+Shift+Enter）。",
        ),
        landscape=True,
    ),
    ex.Page(
        Text("Chart", "图表"),
        Text("Where is the money?", "钱在哪里？"),
        (
            HEAT,
            HEAT_FUNCTION,
            ex.Diagram(
                "r_chart", Text("Customers and revenue by R score", "按 R 分值的客户与收入占比"),
                "column", "by_r", "r_score", ("of_customers", "of_revenue"),
                Text("R score (5: bought most recently)", "R 分值（5：最近来过）"),
                Text("share", "占比"), "percent",
                Text("Each R score holds about as many customers where few recencies are equal; "
                     "compare the revenue. Whoever bought recently has, as a rule, bought more "
                     "often and for more.",
                     "天数相同者不多时，各 R 分值的客户数相近；请比较收入：最近来过的客户，"
                     "通常也买得更勤、更多。"),
                rows=13,
            ),
            BY_R,
        ),
    ),
    ex.Page(
        Text("Calls", "回访名单"),
        Text("Whom to phone", "该给谁打电话"),
        (CALLS,),
        note=Text(
            "Good customers who have stopped coming: F is 4 or 5, R is 1 or 2. They know the shop "
            "and have shown that they like to buy; a call costs little. The best of all need no "
            "call: they come anyway. Fewer lines are filled where there are fewer such customers.",
            "不再光顾的好客户：F 为 4 或 5，R 为 1 或 2。他们熟悉本店，也证明过愿意购买，"
            "打个电话成本很低。最好的客户不必打：他们自己会来。此类客户不足十位时，其余行留空。",
        ),
    ),
)  # fmt: skip
