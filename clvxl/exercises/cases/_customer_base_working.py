"""The working of the exercise on a customer base: the log, each customer, kinds, paradox, steps."""

from __future__ import annotations

from clvxl.exercises.cases._customer_base_sales import names
from clvxl.exercises.cases._kinds import kinds
from clvxl.exercises.engine import records as ex
from clvxl.report.records import Format
from clvxl.text import Text

__all__ = ["PAGES", "WEEKS"]

WEEKS = "365.25/7"
"""Of a year."""
YEARS = 3


def _customers(columns: ex.Columns) -> int:
    return len(names(columns))


def _sales(columns: ex.Columns) -> int:
    return len(columns["customer"])


LOG = ex.Grid(
    "log", Text("Which sales count", "哪些销售计入"), _sales,
    (
        ex.Col("who", Text("Customer", "客户"), "text", "=[data.customer]", width=12.0),
        ex.Col("day", Text("Day", "日期"), "date", "=INT([data.date])", width=12.0),
        ex.Col("sold", Text("Amount", "金额"), "amount", "=[data.amount]", width=12.0),
        ex.Col("new_day", Text("First sale of that day", "当日首笔"), "integer", width=12.0,
               formula="=IF([sold]>0,IF(SUMPRODUCT(([who..]=[who])*([day..]=[day])*([sold..]>0))=1,1,0),0)"),
        ex.Col("counts", Text("Purchases until the day of the count", "截止日前的购买"), "integer",
               "=IF([day]<=in_as_of,[new_day],0)", width=16.0),
        ex.Col("after", Text("Purchases in the weeks after it", "其后各周的购买"), "integer", width=16.0,
               formula="=IF(AND([day]>in_as_of,[day]<=in_as_of+7*in_horizon),[new_day],0)"),
        ex.Col("money", Text("Amount until then", "截止日前的金额"), "amount", "=IF([day]<=in_as_of,[sold],0)",
               width=14.0),
    ),
    note=Text("All sales of a day are one purchase. A return is taken off the money; what was returned in full still counts here, "
              "in CUSTOMER_SUMMARY it does not.",
              "同一天的多笔销售算一次购买。退货从金额中扣除；全部退回的购买在此仍计一次，在 CUSTOMER_SUMMARY 中不计。"),
)  # fmt: skip


def _of(what: str) -> str:
    return f"SUMPRODUCT(([log.who:]=[name])*{what})"


def _ahead(weeks: str, x: str = "[x]", age: str = "[T]") -> str:
    """Expected purchases of a customer who is alive: a mean over the kinds that he may be."""
    left = f"[kinds.share:]*[kinds.stays:]^{x}"
    time = f"({weeks})/(in_alpha+{age})"
    bought = f"(1-(1+[kinds.used:]*{time})^(-in_r-{x}))/[kinds.used:]"
    return f"SUMPRODUCT({left}*{bought})/SUMPRODUCT({left})"


def _alive(x: str, recency: str, age: str) -> str:
    odds = f"in_a/(in_b+{x}-1)*((in_alpha+{age})/(in_alpha+{recency}))^(in_r+{x})"
    return f"1/(1+{odds})"


def _year(number: int) -> ex.Col:
    return ex.Col(f"year_{number}", Text(f"Purchases in {number} y.", f"{number} 年内购买"), "amount", width=12.0,
                  formula=f"=[alive]*{_ahead(f'{number}*{WEEKS}')}")  # fmt: skip


CUSTOMERS = ex.Grid(
    "customers", Text("Each customer, in order of first appearance", "逐位客户（按首次出现排序）"), _customers,
    (
        ex.Col("name", Text("Customer", "客户"), "text", values=names, width=11.0),
        ex.Col("known_so_far", Text("No.", "序号"), "integer", "=[known_so_far@-1]+IF([first_day]<=in_as_of,1,0)",
               first="=IF([first_day]<=in_as_of,1,0)", width=6.0),
        ex.Col("first_day", Text("First purchase", "首次购买"), "date", width=12.0,
               formula="=100000-SUMPRODUCT(LARGE(([log.who:]=[name])*[log.counts:]*(100000-[log.day:]),1))"),
        ex.Col("last_day", Text("Last purchase", "末次购买"), "date", width=12.0,
               formula="=SUMPRODUCT(LARGE(([log.who:]=[name])*[log.counts:]*[log.day:],1))"),
        ex.Col("x", Text("Frequency x", "频次 x"), "integer", f"=MAX({_of('[log.counts:]')}-1,0)", width=11.0),
        ex.Col("t_x", Text("Recency t_x", "近度 t_x"), "amount", "=IF([x]=0,0,([last_day]-[first_day])/7)", width=11.0),
        ex.Col("T", Text("Age T", "年龄 T"), "amount", "=MAX((in_as_of-[first_day])/7,0)", width=9.0),
        ex.Col("spent", Text("Value per repeat purchase", "每次重复购买金额"), "amount", width=12.0,
               formula=f"=IF([x]=0,0,MAX({_of('([log.day:]>[first_day])*[log.money:]')}/[x],0.01))"),
        ex.Col("revenue", Text("Revenue", "收入"), "amount", f"={_of('[log.money:]')}", width=11.0),
        ex.Col("alive", Text("P(alive)", "活跃概率"), "percent", width=10.0,
               formula=f"=IF([first_day]>in_as_of,0,IF([x]=0,1,{_alive('[x]', '[t_x]', '[T]')}))"),
        ex.Col("expected", Text("Expected purchases", "预期购买"), "amount", width=11.0,
               formula=f"=[alive]*{_ahead('in_horizon')}"),
        ex.Col("bought", Text("Bought in fact", "实际购买"), "integer", width=10.0,
               formula=f"=IF([first_day]>in_as_of,0,{_of('[log.after:]')})"),
        ex.Col("worth", Text("Expected value", "期望金额"), "amount", "=in_p*(in_v+[x]*[spent])/(in_p*[x]+in_q-1)", width=11.0),
        *(_year(number) for number in range(1, YEARS + 1)),
        ex.Col("clv", Text("3-year value", "三年价值"), "amount", width=11.0,
               formula="=in_margin*[worth]*([year_1]/(1+in_discount_rate)+([year_2]-[year_1])/(1+in_discount_rate)^2"
                       "+([year_3]-[year_2])/(1+in_discount_rate)^3)"),
        ex.Col("call", Text("A call pays", "值得致电"), "text", width=9.0,
               formula=Text('=IF(in_lift*[clv]>in_call_cost,"yes","no")', '=IF(in_lift*[clv]>in_call_cost,"是","否")')),
    ),
    note=Text("Times in weeks. Expected purchases: P(alive) × a mean over the kinds of the sheet Kinds; purchases of a year "
              "are discounted from its end.", "时间单位为周。预期购买 = 活跃概率 × 对工作表“类别”中各类求平均；每年的购买自年末折现。"),
)  # fmt: skip

BASE = kinds(
    "kinds",
    Text(
        "Kinds of customers, by the chance to drop out after a purchase",
        "各类客户：每次购买后流失的概率",
    ),
    "in_a",
    "in_b",
)
KINDS = ex.Grid(
    BASE.key, BASE.title, BASE.size,
    # A difference of 1 and nearly 1 has no digits left: next to 0 the value hardly changes.
    (*BASE.columns, ex.Col("used", Text("Chance used", "计算所用概率"), "factor", "=MAX([leaves],0.00000001)", width=12.0)),
    note=BASE.note,
)  # fmt: skip

PARADOX = ex.Grid(
    "paradox", Text("P(alive) of customers known for 52 weeks", "成为客户 52 周者的活跃概率"), 11,
    (
        ex.Col("silent", Text("Weeks silent", "沉默周数"), "integer", values=range(0, 41, 4), width=12.0),
        *(
            ex.Col(f"after_{x}", Text(f"{x} repeat purchase{'s' * (x > 1)}", f"重复购买 {x} 次"), "percent",
                   f"={_alive(str(x), '(52-[silent])', '52')}", width=14.0)
            for x in (1, 3, 10)
        ),
    ),
    note=Text("The same silence says more of who used to come often: whoever came ten times in so short a time would have "
              "come again.", "同样的沉默，对常客说明得更多：这么短时间来过十次的人，若还在，早该再来了。"),
)  # fmt: skip

SPREAD = ex.Grid(
    "forecast", Text("By repeat purchases so far", "按已有重复购买次数"), 8,
    (
        ex.Col("least", Text("Repeat purchases", "重复购买"), "integer", values=range(8), width=12.0),
        ex.Col("those", Text("Customers", "客户数"), "integer", width=11.0,
               formula="=SUMPRODUCT(([customers.first_day:]<=in_as_of)*(([customers.x:]=[least])+([least]=7)*([customers.x:]>7)))"),
        ex.Col("foreseen", Text("Expected, each", "预期（每人）"), "amount", width=12.0,
               formula="=IF([those]=0,0,SUMPRODUCT((([customers.x:]=[least])+([least]=7)*([customers.x:]>7))*[customers.expected:])/[those])"),
        ex.Col("happened", Text("In fact, each", "实际（每人）"), "amount", width=12.0,
               formula="=IF([those]=0,0,SUMPRODUCT((([customers.x:]=[least])+([least]=7)*([customers.x:]>7))*[customers.bought:])/[those])"),
    ),
    note=Text('="Purchases in the "&FIXED(in_horizon,0)&" weeks after the count, per customer; 7 stands for 7 and more."',
              '="截止日之后 "&FIXED(in_horizon,0)&" 周内每位客户的购买次数；7 表示 7 次及以上。"'),
)  # fmt: skip

PAST = "[customers.x:],[customers.t_x:],[customers.T:]"
BG_FIT = f'BTYD_FIT("bgnbd",{PAST},0,"{{language}}",FALSE)'
GG_FIT = 'GAMMA_GAMMA_FIT([customers.x:],[customers.spent:],0,"{language}",FALSE)'


def _stored(
    key: str, title: Text, column: str, names: tuple[str, ...], beside: bool = False
) -> ex.Grid:
    picked = ",".join(f"in_{name}" for name in names)
    return ex.Grid(
        key, title, len(names),
        (
            ex.Col(f"{key}_name", Text("Parameter", "参数"), "text", values=names, width=12.0),
            ex.Col(f"{key}_no", Text("No.", "序号"), "integer", values=range(1, len(names) + 1), width=11.0),
            ex.Col(column, Text("Stored", "所存"), "factor", f"=CHOOSE([{key}_no],{picked})", width=14.0),
        ),
        note=Text("Stored on the sheet Exercise.", "所存的值在工作表“练习”上。"),
    )  # fmt: skip


def _refit(key: str, title: Text, formula: str, size: int) -> ex.Spill:
    return ex.Spill(
        key, title, formula, size,
        (
            ex.Col(f"{key}_name", Text("Parameter", "参数"), "text", width=12.0),
            ex.Col(f"{key}_value", Text("By function", "函数"), "factor", width=14.0),
            ex.Col(f"{key}_error", Text("Standard error", "标准误"), "factor", width=14.0),
        ),
        note=Text("Where it differs from what is stored, the data were changed: enter these on the sheet Exercise.",
                  "若与所存不同，说明数据已改：请把这里的值填入工作表“练习”。"),
        beside=True,
    )  # fmt: skip


MODEL = (
    _stored("model", Text("BG/NBD", "BG/NBD"), "bg", ("r", "alpha", "a", "b")),
    _refit("bg_fit", Text("BTYD_FIT, anew", "BTYD_FIT 重新拟合"), f"={BG_FIT}", 4),
    _stored("money", Text("Gamma-Gamma", "Gamma-Gamma"), "gg", ("p", "q", "v")),
    _refit("gg_fit", Text("GAMMA_GAMMA_FIT, anew", "GAMMA_GAMMA_FIT 重新拟合"), f"={GG_FIT}", 3),
)


def _own(
    key: str, column: str, label: Text, form: Format, function: str, who: str = "first"
) -> ex.Step:
    return ex.Step(key, label, f"=INDEX([customers.{column}:],[row_{who}])", form, function)


def _summary(column: int) -> str:
    table = 'CUSTOMER_SUMMARY(in_customer,in_date,in_amount,"week",in_as_of,"{language}",FALSE)'
    # Not VLOOKUP: Calc looks nothing up in what a function gives.
    return f"=INDEX({table},INDEX([customers.known_so_far:],[row_first]),{column})"


def _clv(who: str) -> str:
    x, t_x, age, spent = (
        f"INDEX([customers.{key}:],[row_{who}])" for key in ("x", "t_x", "T", "spent")
    )
    return (f'=CLV_BTYD("bgnbd",[model.bg:],[money.gg:],{x},{t_x},{age},{spent},{YEARS},in_discount_rate,"week","year",'
            "in_margin)")  # fmt: skip


def _candidate() -> tuple[ex.Step, ...]:
    own = '"bgnbd",[model.bg:]'
    past = "[x_first],[recency_first],[age_first]"
    return (
        ex.Step("row_first", Text("Row of the first customer", "第一位客户所在行"), "=MATCH(in_first,[customers.name:],0)", "integer"),
        ex.Step("row_second", Text("Row of the second", "第二位客户所在行"), "=MATCH(in_second,[customers.name:],0)", "integer"),
        _own("x_first", "x", Text("First: frequency", "第一位：频次"), "integer", _summary(2)),
        _own("recency_first", "t_x", Text("First: recency", "第一位：近度"), "amount", _summary(3)),
        _own("age_first", "T", Text("First: age", "第一位：年龄"), "amount", _summary(4)),
        _own("spent_first", "spent", Text("First: value per repeat purchase", "第一位：每次重复购买金额"), "amount", _summary(5)),
        _own("alive_first", "alive", Text("First: P(alive)", "第一位：活跃概率"), "percent",
             f"=BTYD_PALIVE({own},{past})"),
        _own("expected_first", "expected", Text("First: expected purchases", "第一位：预期购买"), "amount",
             f"=BTYD_EXPECTED({own},in_horizon,{past})"),
        _own("worth_first", "worth", Text("First: expected value of a purchase", "第一位：每次购买的期望金额"), "amount",
             "=GAMMA_GAMMA_EXPECTED([money.gg:],[x_first],[spent_first])"),
        ex.Step("mean_worth", Text("Of all customers", "全体客户"), "=in_p*in_v/(in_q-1)", "amount",
                note=Text("A customer's own mean is drawn towards this one, the more the fewer purchases it rests on.",
                          "客户自身的均值向它收缩，购买越少收缩越多。")),
        _own("clv_first", "clv", Text("First: three-year value", "第一位：三年价值"), "amount", _clv("first")),
        _own("clv_second", "clv", Text("Second: three-year value", "第二位：三年价值"), "amount", _clv("second"), "second"),
        ex.Step("alive_second", Text("Second: P(alive)", "第二位：活跃概率"), "=INDEX([customers.alive:],[row_second])", "percent"),
        ex.Step("ahead_second", Text("Second: purchases in three years", "第二位：三年内购买"),
                "=INDEX([customers.year_3:],[row_second])", "amount"),
        ex.Step("worth_second", Text("Second: expected value of a purchase", "第二位：每次购买的期望金额"),
                "=INDEX([customers.worth:],[row_second])", "amount"),
    )  # fmt: skip


TOTALS = ex.Steps(
    "totals", Text("The whole customer base", "整个客户群"),
    (
        ex.Step("known", Text("Customers until the day of the count", "截至统计日的客户"),
                '=COUNTIF([customers.first_day:],"<="&in_as_of)', "integer"),
        ex.Step("alive_all", Text("Expected number who are alive", "预期活跃客户数"), "=SUM([customers.alive:])", "number",
                note=Text("A sum of chances is an expected number.", "概率之和即期望人数。")),
        ex.Step("gone", Text("Revenue of those more likely gone", "更可能已流失者的收入占比"),
                "=SUMPRODUCT(([customers.alive:]<0.5)*[customers.revenue:])/SUM([customers.revenue:])", "percent"),
        ex.Step("expected_all", Text("Expected purchases", "预期购买次数"), "=SUM([customers.expected:])", "number",
                f'=SUMPRODUCT(([customers.first_day:]<=in_as_of)*BTYD_EXPECTED("bgnbd",[model.bg:],in_horizon,{PAST}))'),
        ex.Step("bought_all", Text("Bought in fact", "实际购买次数"), "=SUM([customers.bought:])", "integer"),
        ex.Step("naive_all", Text("If all went on as before", "若人人照旧"),
                "=SUMPRODUCT([customers.x:]/([customers.T:]+([customers.T:]=0)))*in_horizon", "number",
                note=Text("Repeat purchases per week so far × weeks.", "迄今每周重复购买次数 × 周数。")),
        ex.Step("off", Text("Forecast off by", "预测偏差"), "=IF([bought_all]=0,0,[expected_all]/[bought_all]-1)", "percent",
                note=Text('=IF([bought_all]=0,"The log ends with the day of the count: nothing to compare with.",'
                          '"Above 0: too many were expected.")',
                          '=IF([bought_all]=0,"销售记录在统计日结束：没有可对照的数据。","大于 0：预测偏高。")')),
        ex.Step("off_naive", Text("The same, if all went on as before", "同上，若人人照旧"),
                "=IF([bought_all]=0,0,[naive_all]/[bought_all]-1)", "percent"),
        ex.Step("often", Text("10 repeat purchases, 16 weeks silent", "重复购买 10 次，沉默 16 周"), "=[paradox.after_10#5]",
                "percent", '=BTYD_PALIVE("bgnbd",[model.bg:],10,36,52)'),
        ex.Step("once", Text("1 repeat purchase, 16 weeks silent", "重复购买 1 次，沉默 16 周"), "=[paradox.after_1#5]",
                "percent", '=BTYD_PALIVE("bgnbd",[model.bg:],1,36,52)'),
        ex.Step("calls", Text("Customers whom a call pays for", "值得致电的客户数"),
                "=SUMPRODUCT((in_lift*[customers.clv:]>in_call_cost)*1)", "integer"),
    ),
)  # fmt: skip

PAGES = (
    ex.Page(
        Text("Working", "演算"), Text("What the model says, and what happened", "模型的说法与实际"),
        (
            PARADOX,
            ex.Diagram(
                "silence", Text("P(alive) by weeks of silence", "沉默周数与活跃概率"), "line",
                "paradox", "silent", ("after_1", "after_3", "after_10"), Text("weeks silent", "沉默周数"),
                Text("P(alive)", "活跃概率"), "percent",
                Text("The lines cross: who came often is the surest at first, and given up first.",
                     "折线相交：常客起初最可靠，也最早该放弃。"),
                rows=12, highest=1, beside=True,
            ),
            SPREAD,
            ex.Diagram(
                "tracking", Text("Purchases after the count: expected and in fact", "统计日之后的购买：预期与实际"), "column",
                "forecast", "least", ("foreseen", "happened"), Text("repeat purchases so far", "已有重复购买"),
                Text("purchases per customer", "每人购买次数"), "number",
                Text("None of these weeks was used in the fit.", "这些周的数据没有用于拟合。"),
                rows=12, beside=True,
            ),
            *MODEL,
        ),
    ),
    ex.Page(
        Text("Steps", "步骤"), Text("Step by step, by formula and by function", "逐步计算：公式与函数"),
        (ex.Steps("candidates", Text("The two customers", "两位客户"), _candidate()), TOTALS),
    ),
    ex.Page(Text("Customers", "客户"), Text("The customers", "客户"), (CUSTOMERS,), landscape=True),
    ex.Page(Text("Kinds", "类别"), Text("Customers of many kinds", "各类客户"), (KINDS,)),
    ex.Page(Text("Log", "记录"), Text("The log, sale by sale", "逐笔销售"), (LOG,)),
)  # fmt: skip
