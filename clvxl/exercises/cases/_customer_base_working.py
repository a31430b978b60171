"""The working of the exercise on a customer base: the log, each customer, kinds, paradox, steps."""

from __future__ import annotations

from clvxl.exercises.cases._kinds import kinds
from clvxl.exercises.cases._sales import count, names
from clvxl.exercises.engine import records as ex
from clvxl.report.records import Format
from clvxl.text import NOTHING, Text

__all__ = ["PAGES"]

LOG = ex.Grid("log", Text("Which sales count", "哪些销售计入"), lambda columns: len(columns["customer"]), (
    ex.Col("who", Text("Customer", "客户"), "text", "=[data.customer]", width=12.0),
    ex.Col("day", Text("Day", "日期"), "date", "=INT([data.date])", width=12.0),
    ex.Col("sold", Text("Amount", "金额"), "amount", "=[data.amount]", width=12.0),
    ex.Col("new_day", Text("First sale of that day", "当日首笔"), "integer", width=12.0,
           formula="=IF([sold]>0,IF(SUMPRODUCT(([who..]=[who])*([day..]=[day])*([sold..]>0))=1,1,0),0)"),
    ex.Col("counts", Text("Purchases until the day of the count", "截止日前购买"), "integer",
           "=IF([day]<=in_as_of,[new_day],0)", width=16.0),
    ex.Col("after", Text("Purchases in the weeks after it", "其后各周购买"), "integer", width=16.0,
           formula="=IF(AND([day]>in_as_of,[day]<=in_as_of+7*in_horizon),[new_day],0)"),
    ex.Col("money", Text("Amount until then", "截止日前金额"), "amount", "=IF([day]<=in_as_of,[sold],0)"),
), note=Text("All sales of a day are one purchase. A return is taken off the money; what was returned in full still counts here, "
              "but not in CUSTOMER_SUMMARY.",
              "同一天的多笔销售算一次购买。退货从金额中扣除；全部退回的购买在此仍计一次，在 CUSTOMER_SUMMARY 中不计。"))  # fmt: skip


def _of(what: str) -> str:
    return f"SUMPRODUCT(([log.who:]=[name])*{what})"


def _ahead(weeks: str) -> str:
    """Expected purchases of a customer who is alive: a mean over the kinds that he may be."""
    left = "[kinds.share:]*[kinds.stays:]^[x]"
    # A difference of 1 and nearly 1 has no digits left: next to 0 the value hardly changes.
    leaves = "([kinds.leaves:]+0.00000001*([kinds.leaves:]<0.00000001))"
    bought = f"(1-(1+{leaves}*({weeks})/(in_alpha+[T]))^(-in_r-[x]))/{leaves}"
    return f"[alive]*SUMPRODUCT({left}*{bought})/SUMPRODUCT({left})"


def _alive(x: str, recency: str, age: str) -> str:
    return f"1/(1+in_a/(in_b+{x}-1)*((in_alpha+{age})/(in_alpha+{recency}))^(in_r+{x}))"


CUSTOMERS = ex.Grid("customers", Text("Each customer, in order of first appearance", "逐位客户（按首次出现排序）"), count, (
    ex.Col("name", Text("Customer", "客户"), "text", values=names, width=9.0),
    ex.Col("no", Text("No.", "序"), "integer", "=[no@-1]+IF([first_day]<=in_as_of,1,0)", "=IF([first_day]<=in_as_of,1,0)",
           width=5.0),
    ex.Col("first_day", Text("First purchase", "首次购买"), "date", width=11.0,
           formula="=100000-SUMPRODUCT(LARGE(([log.who:]=[name])*[log.counts:]*(100000-[log.day:]),1))"),
    ex.Col("x", Text("Frequency x", "频次 x"), "integer", f"=MAX({_of('[log.counts:]')}-1,0)", width=8.0),
    ex.Col("t_x", Text("Recency t_x", "近度 t_x"), "amount", width=8.0,
           formula="=IF([x]=0,0,(SUMPRODUCT(LARGE(([log.who:]=[name])*[log.counts:]*[log.day:],1))-[first_day])/7)"),
    ex.Col("T", Text("Age T", "年龄 T"), "amount", "=MAX((in_as_of-[first_day])/7,0)", width=8.0),
    ex.Col("spent", Text("Value per repeat purchase", "每次重复购买金额"), "amount", width=10.0,
           formula=f"=IF([x]=0,0,MAX({_of('([log.day:]>[first_day])*[log.money:]')}/[x],0.01))"),
    ex.Col("revenue", Text("Revenue", "收入"), "amount", f"={_of('[log.money:]')}", width=9.0),
    ex.Col("alive", Text("P(alive)", "活跃概率"), "percent", width=8.0,
           formula=f"=IF([first_day]>in_as_of,0,IF([x]=0,1,{_alive('[x]', '[t_x]', '[T]')}))"),
    ex.Col("expected", Text("Expected purchases", "预期购买"), "amount", f"={_ahead('in_horizon')}", width=8.0),
    ex.Col("bought", Text("Actual purchases", "实际购买"), "integer", width=8.0,
           formula=f"=IF([first_day]>in_as_of,0,{_of('[log.after:]')})"),
    ex.Col("worth", Text("Expected value", "期望金额"), "amount", "=in_p*(in_v+[x]*[spent])/(in_p*[x]+in_q-1)", width=9.0),
    *(ex.Col(f"year_{y}", Text(f"Bought in {y} y.", f"{y} 年内购买"), "amount", f"={_ahead(f'{y}*365.25/7')}", width=8.0)
      for y in (1, 2, 3)),
    ex.Col("clv", Text("3-year value", "三年价值"), "amount", width=9.0,
           formula="=in_margin*[worth]*([year_1]/(1+in_discount_rate)+([year_2]-[year_1])/(1+in_discount_rate)^2"
                   "+([year_3]-[year_2])/(1+in_discount_rate)^3)"),
    ex.Col("call", Text("A call pays", "值得致电"), "text", width=8.0,
           formula=Text('=IF(in_lift*[clv]>in_call_cost,"yes","no")', '=IF(in_lift*[clv]>in_call_cost,"是","否")')),
), note=Text("Times in weeks. Expected purchases: P(alive) × a mean over the kinds of the sheet Kinds; purchases of a year "
              "are discounted from its end.", "时间单位为周。预期购买 = 活跃概率 × 对工作表“类别”中各类求平均；每年的购买自年末折现。"))  # fmt: skip

KINDS = kinds("kinds", Text("Kinds of customers, by the chance to drop out after a purchase", "各类客户：每次购买后流失的概率"),
              "in_a", "in_b")  # fmt: skip

PARADOX = ex.Grid("paradox", Text("P(alive) of customers known for 52 weeks", "成为客户 52 周者的活跃概率"), 11, (
    ex.Col("silent", Text("Weeks silent", "沉默周数"), "integer", values=range(0, 41, 4), width=12.0),
    *(ex.Col(f"after_{x}", Text(f"{x} repeat purchase{'s' * (x > 1)}", f"复购 {x} 次"), "percent",
             f"={_alive(str(x), '(52-[silent])', '52')}", width=13.0) for x in (1, 3, 10)),
), note=Text("The same silence tells more about a frequent buyer: whoever came ten times in so short a time would have "
              "come again.", "同样的沉默，对常客说明得更多：这么短时间来过十次的人，若还在，早该再来了。"))  # fmt: skip

THESE = "(([customers.x:]=[least])+([least]=7)*([customers.x:]>7))"
SPREAD = ex.Grid("forecast", Text("By repeat purchases so far", "按已有重复购买次数"), 8, (
    ex.Col("least", Text("Repeat purchases", "重复购买"), "integer", values=range(8), width=12.0),
    ex.Col("those", Text("Customers", "客户数"), "integer", width=13.0,
           formula=f"=SUMPRODUCT(([customers.first_day:]<=in_as_of)*{THESE})"),
    ex.Col("foreseen", Text("Expected, each", "人均预期"), "amount", width=13.0,
           formula=f"=IF([those]=0,0,SUMPRODUCT({THESE}*[customers.expected:])/[those])"),
    ex.Col("happened", Text("Actual, each", "人均实际"), "amount", width=13.0,
           formula=f"=IF([those]=0,0,SUMPRODUCT({THESE}*[customers.bought:])/[those])"),
), note=Text('="Purchases in the "&FIXED(in_horizon,0)&" weeks after the count, per customer; 7 stands for 7 and more."',
              '="截止日之后 "&FIXED(in_horizon,0)&" 周内每位客户的购买次数；7 表示 7 次及以上。"'),
)  # fmt: skip

PAST = "[customers.x:],[customers.t_x:],[customers.T:]"
BG = f'BTYD_FIT("bgnbd",{PAST},0,"{{language}}",FALSE)'
GG = 'GAMMA_GAMMA_FIT([customers.x:],[customers.spent:],0,"{language}",FALSE)'
SUMMARY = 'CUSTOMER_SUMMARY(in_customer,in_date,in_amount,"week",in_as_of,"{language}",FALSE)'
OWN = '"bgnbd",[model.formula:]'


def _fit(key: str, model: str, call: str, **taken: str) -> ex.Steps:
    """The parameters of a model as stored, and fitted anew, within what the sheet's formulas take."""
    found = [f"INDEX({call},{at},2)" for at in range(1, 1 + len(taken))]
    return ex.Steps(key, Text(f"{model}: stored, and fitted anew", f"{model}：所存参数与重新拟合"), tuple(
        ex.Step(f"fit_{name}", Text(name, name), f"=in_{name}", "factor", f"={take.format(*found)}",
                Text("≠: data were changed; use the value by function.",
                     "≠：销售或统计日已改，请改用函数所得的值。") if at == 1 else NOTHING)
        for at, (name, take) in enumerate(taken.items(), start=1)))  # fmt: skip


def _customer(who: str, title: Text) -> ex.Steps:
    """All that is said of one of the two customers."""
    past, spent = f"[x_{who}],[recency_{who}],[age_{who}]", f"[spent_{who}]"

    def step(key: str, column: str, en: str, zh: str, form: Format, function: str | int) -> ex.Step:
        if isinstance(function, int):
            # Not VLOOKUP: Calc looks nothing up in what a function gives.
            function = f"INDEX({SUMMARY},INDEX([customers.no:],[row_{who}]),{function})"
        formula = f"=INDEX([customers.{column}:],[row_{who}])"
        return ex.Step(f"{key}_{who}", Text(en, zh), formula, form, f"={function}")

    return ex.Steps(f"of_{who}", title, (
        ex.Step(f"row_{who}", Text("Row among the customers", "所在行次"), f"=MATCH(in_{who},[customers.name:],0)", "integer"),
        step("x", "x", "Frequency x", "频次 x", "integer", 2),
        step("recency", "t_x", "Recency t_x", "近度 t_x", "amount", 3),
        step("age", "T", "Age T", "年龄 T", "amount", 4),
        step("spent", "spent", "Value per repeat purchase", "每次重复购买金额", "amount", 5),
        step("alive", "alive", "P(alive)", "活跃概率", "percent", f"BTYD_PALIVE({OWN},{past})"),
        step("worth", "worth", "Expected value of a purchase", "每次购买的期望金额", "amount",
             f"GAMMA_GAMMA_EXPECTED([money.formula:],[x_{who}],{spent})"),
        step("clv", "clv", "Three-year value", "三年价值", "amount",
             f'CLV_BTYD({OWN},[money.formula:],{past},{spent},3,in_discount_rate,"week","year",in_margin)'),
    ))  # fmt: skip


TOTALS = ex.Steps("totals", Text("The whole customer base", "整个客户群"), (
    ex.Step("known", Text("Customers until the day of the count", "截至统计日的客户"),
            '=COUNTIF([customers.first_day:],"<="&in_as_of)', "integer"),
    ex.Step("mean_worth", Text("Mean value of a purchase", "每次购买的总体均值"), "=in_p*in_v/(in_q-1)", "amount",
            note=Text("A customer's own mean is drawn towards it, the more the fewer purchases it rests on.",
                      "客户自身的均值向它收缩，购买越少收缩越多。")),
    ex.Step("alive_all", Text("Expected number who are alive", "预期活跃客户数"), "=SUM([customers.alive:])", "number",
            note=Text("A sum of chances is an expected number.", "概率之和即期望人数。")),
    ex.Step("gone", Text("Revenue of those more likely gone", "更可能已流失者的收入占比"),
            "=SUMPRODUCT(([customers.alive:]<0.5)*[customers.revenue:])/SUM([customers.revenue:])", "percent"),
    ex.Step("expected_all", Text("Expected purchases", "预期购买次数"), "=SUM([customers.expected:])", "number",
            f'=SUMPRODUCT(([customers.first_day:]<=in_as_of)*BTYD_EXPECTED({OWN},in_horizon,{PAST}))'),
    ex.Step("bought_all", Text("Actual purchases", "实际购买次数"), "=SUM([customers.bought:])", "integer"),
    ex.Step("naive_all", Text("If all went on as before", "若人人照旧"),
            "=SUMPRODUCT([customers.x:]/([customers.T:]+([customers.T:]=0)))*in_horizon", "number",
            note=Text("Repeat purchases per week so far × weeks.", "迄今每周重复购买次数 × 周数。")),
    ex.Step("off", Text("Forecast off by", "预测偏差"), "=IF([bought_all]=0,0,[expected_all]/[bought_all]-1)", "percent",
            note=Text('=IF([bought_all]=0,"The log ends with the day of the count: nothing to compare with.",'
                      '"Above 0: too many were expected.")',
                      '=IF([bought_all]=0,"销售记录在统计日结束：没有可对照的数据。","大于 0：预测偏高。")')),
    ex.Step("off_naive", Text("The same, if all went on as before", "同上，若人人照旧"),
            "=IF([bought_all]=0,0,[naive_all]/[bought_all]-1)", "percent"),
    *(ex.Step(key, Text(f"{x} repeat purchase{'s' * (x > 1)}, 16 weeks silent", f"重复购买 {x} 次，沉默 16 周"),
              f"=[paradox.after_{x}#5]", "percent", f"=BTYD_PALIVE({OWN},{x},36,52)")
      for key, x in (("once", 1), ("often", 10))),
))  # fmt: skip

PAGES = (
    ex.Page(Text("Working", "演算"), Text("What the model says, and what happened", "模型的说法与实际"), (
        PARADOX,
        ex.Diagram("silence", Text("P(alive) by weeks of silence", "沉默周数与活跃概率"), "line", "paradox", "silent",
                   ("after_1", "after_3", "after_10"), Text("weeks silent", "沉默周数"), Text("P(alive)", "活跃概率"), "percent",
                   Text("The lines cross: a frequent buyer is the surest at first, and the first to be given up.",
                        "折线相交：常客起初最可靠，也最早该放弃。"), rows=12, highest=1, beside=True),
        SPREAD,
        ex.Diagram("tracking", Text("Purchases after the count: expected and actual", "统计日之后的购买：预期与实际"), "column",
                   "forecast", "least", ("foreseen", "happened"), Text("repeat purchases so far", "已有重复购买"),
                   Text("purchases per customer", "每人购买次数"), "number",
                   Text("None of these weeks was used in the fit.", "这些周的数据没有用于拟合。"), rows=12, beside=True),
    )),
    ex.Page(Text("Steps", "步骤"), Text("Step by step, by formula and by function", "逐步计算：公式与函数"), (
        _fit("model", "BG/NBD", BG, r="MIN({0},100)", alpha="{1}*MIN(1,100/{0})", a="MIN(MAX({2},0.05),100)",
             b="MIN(MAX({3},0.05),100)"),
        _fit("money", "Gamma-Gamma", GG, p="MAX({0},0.001)", q="MAX({1},1.01)", v="MAX({2},0.001)"),
        _customer("first", Text("The first customer", "第一位客户")),
        _customer("second", Text("The second customer", "第二位客户")), TOTALS,
    )),
    ex.Page(Text("Customers", "客户"), Text("The customers", "客户"), (CUSTOMERS,), landscape=True),
    ex.Page(Text("Kinds", "类别"), Text("Customers of many kinds", "各类客户"), (KINDS,)),
    ex.Page(Text("Log", "记录"), Text("The log, sale by sale", "逐笔销售"), (LOG,)),
)  # fmt: skip
