"""The working of the exercise retention: multiples, payback, the tornado and the three offers."""

from __future__ import annotations

from clvxl.exercises.cases._choices import in_turn
from clvxl.exercises.engine.records import Col, Diagram, Grid, Page, Spill, Step, Steps
from clvxl.text import Text

__all__ = ["PAGES"]

YEARS = 8
RATES = (0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)
DISCOUNTS = (10, 12, 14, 16)
DRIVERS = (Text("Margin", "毛利"), Text("Retention rate", "保留率"), Text("Discount rate", "折现率"))  # fmt: skip
OFFERED = (Text("Programme", "关怀计划"), Text("Price rise", "涨价"), Text("Cheaper channel", "低价渠道"))  # fmt: skip
KEPT_TOO = "[kept],in_discount_rate"
TODAY = f"CLV_RETENTION([margin],{KEPT_TOO})"
NEW_RATE = "MIN(0.99,[kept]+in_points)"


def _worth(margin: str, kept: str, rate: str = "in_discount_rate") -> str:
    """The value of margins paid in advance, without end."""
    return f"{margin}*(1+{rate})/(1+{rate}-{kept})"


def _amount(key: str, en: str, zh: str, formula: str) -> Col:
    return Col(key, Text(en, zh), "amount", formula, width=13.5)


def _moved(sign: str) -> str:
    """The value with one driver changed, in the order of the drivers."""
    by = f"(1{sign}in_change)"
    kept, rate = f"MIN(1,{by}*[kept])", f"{by}*in_discount_rate"
    changed = (_worth("[margin]", kept), _worth("[margin]", "[kept]", rate))
    return in_turn("driver", f"{by}*[gross]", *changed)


PLANS = Grid("plans", Text("1. One more point of retention, plan by plan", "1. 各套餐：保留率提高一个百分点"),
    lambda columns: len(columns["name"]), (
        Col("plan", Text("Plan", "套餐"), "text", "=[data.name]", width=16.0),
        Col("rate", Text("Retention rate", "保留率"), "percent", "=[data.retention]", width=13.5),
        Col("after", Text("Multiple, in arrears", "后付倍数"), "factor",
            "=[rate]/(1+in_discount_rate-[rate])", width=13.5),
        Col("at_once", Text("Multiple, in advance", "预付倍数"), "factor", f"={_worth('1', '[rate]')}", width=13.5),
        _amount("more", "One point brings", "一个百分点",
                f"={_worth('[data.margin]', '([rate]+0.01)')}-[data.margin]*[at_once]"),
        Col("in_margins", Text("In % of the margin", "占年毛利的比例"), "percent", "=[more]/[data.margin]", width=13.5),
        Col("no", Text("Row", "行"), "integer", values=lambda columns: range(1, len(columns["name"]) + 1), width=13.5),
    ), note=Text("Paid in advance, a member is worth one margin more than in arrears.",
                 "预付时，会员的价值比后付（首笔毛利一年后到账）恰好多一笔毛利。"),
)  # fmt: skip

STEPS = Steps("steps", Text("The plan to look at, step by step", "要考察的套餐：逐步演算"), (
        Step("row", Text("Its row in the table", "在表中的行"),
             '=SUMPRODUCT(LARGE((in_name&""=in_plan&"")*[plans.no:],1))', "integer"),
        Step("margin", Text("Margin of a year", "年毛利"), "=INDEX(in_margin,[row])", "amount"),
        Step("kept", Text("Retention rate r", "保留率 r"), "=INDEX(in_retention,[row])", "percent"),
        Step("paid", Text("Acquisition cost", "获取成本"), "=INDEX(in_acquisition,[row])", "amount"),
        Step("multiple", Text("Margin multiple, first margin after a year", "毛利倍数：首笔在一年后"),
             "=[kept]/(1+in_discount_rate-[kept])", "factor", f"=MARGIN_MULTIPLE({KEPT_TOO})",
             Text("r ÷ (1 + d − r), as in Gupta and Lehmann.", "r ÷（1 + d − r），即 Gupta 与 Lehmann 的公式。")),
        Step("advance", Text("Margin multiple, paid in advance", "毛利倍数：预付"), f"={_worth('1', '[kept]')}", "factor",
             f'=MARGIN_MULTIPLE({KEPT_TOO},0,"start")',
             Text("(1 + d) ÷ (1 + d − r): the first margin is certain.", "（1 + d）÷（1 + d − r）：第一笔毛利是确定的。")),
        Step("gross", Text("Value before the acquisition cost", "未减获取成本的价值"), "=[margin]*[advance]", "amount",
             f"={TODAY}"),
        Step("worth", Text("Lifetime value", "客户终生价值"), "=[gross]-[paid]", "amount",
             f"=CLV_RETENTION([margin],{KEPT_TOO},,0,[paid])"),
        Step("breakeven", Text("Break-even retention rate", "盈亏平衡保留率"),
             "=IF([paid]<=[margin],0,MIN(1,(1+in_discount_rate)*(1-[margin]/[paid])))", "percent",
             "=IF([breakeven]>=1,1,BREAKEVEN_RETENTION([paid],[margin],in_discount_rate))",
             Text("100%: not even members who all stay would pay.", "100%：即使会员全部留下也收不回。")),
        Step("whole", Text("Whole margins before the payback", "回本之前的整数个毛利"),
             "=IF([gross]<=[paid],-1,MAX(0,ROUNDUP(LN(1-[paid]/[gross])/LN([kept]/(1+in_discount_rate))"
             "-0.000000001,0)-1))", "integer",
             note=Text("n of them bring the value × (1 − (r ÷ (1 + d))^n). −1: never enough.",
                       "n 个合计 = 价值 ×（1 −（r ÷（1 + d））^n）。−1：永远不够。")),
        Step("payback", Text("Margins that pay back the cost", "收回成本的毛利个数"),
             "=IF([whole]<0,0,[whole]+([paid]-[gross]*(1-([kept]/(1+in_discount_rate))^[whole]))"
             "/([margin]*([kept]/(1+in_discount_rate))^[whole]))", "amount",
             f'=IF([whole]<0,0,PAYBACK_PERIOD([paid],[margin],{KEPT_TOO},"start"))',
             Text("Of the last: the missing amount ÷ what it brings.", "最后一个：尚缺金额 ÷ 其现值。")),
        Step("point", Text("One more percentage point of retention", "保留率多一个百分点"),
             f"={_worth('[margin]', '([kept]+0.01)')}-[gross]", "amount",
             f"=CLV_RETENTION([margin],[kept]+0.01,in_discount_rate)-{TODAY}"),
        Step("equal_margin", Text("… brings as much as a higher margin by", "……相当于毛利提高"), "=[point]/[gross]", "percent",
             '=MARGIN_MULTIPLE([kept]+0.01,in_discount_rate,0,"start")'
             f'/MARGIN_MULTIPLE({KEPT_TOO},0,"start")-1'),
        Step("equal_cost", Text("… or an acquisition cost lower by", "……或获取成本降低"), "=[point]/[paid]", "percent",
             note=Text("Saved once, on new members only.", "只省一次，且只对新会员。")),
    ),
)  # fmt: skip

PATH = Grid("path", Text("2. Paid back: the plan to look at", "2. 回本过程：要考察的套餐"), YEARS, (
        Col("year", Text("Margin no.", "第几笔毛利"), "integer", values=range(1, YEARS + 1), width=16.0),
        Col("there", Text("Still there", "仍在比例"), "percent", "=[kept]^([year]-1)", width=13.5),
        _amount("present", "Present value", "现值", "=[margin]*([kept]/(1+in_discount_rate))^([year]-1)"),
        _amount("so_far", "Value so far", "累计价值", "=SUM([present..])-[paid]"),
        _amount("in_the_end", "In the end", "最终价值", "=[worth]"),
    ),
)  # fmt: skip

TABLE = Grid("table", Text("3. Margin multiples r ÷ (1 + d − r) by retention rate and discount rate",
                           "3. 毛利倍数 r ÷（1 + d − r）：按保留率与折现率"), len(RATES), (
        Col("r", Text("Retention rate", "保留率"), "percent", values=RATES, width=16.0),
        *(_amount(f"d{d}", f"At {d}%", f"折现率 {d}%", f"=[r]/(1+{d / 100}-[r])") for d in DISCOUNTS),
    ), scale=("d10", "d16"),
    note=Text("The rows from 60% to 90% are the table that Gupta and Lehmann print.",
              "其中 60% 到 90% 各行即 Gupta 与 Lehmann 所列的表。"),
)  # fmt: skip

TORNADO = Grid("tornado", Text("4. Each driver lowered and raised", "4. 各因素下调与上调"), len(DRIVERS), (
        Col("driver", Text("Driver", "因素"), "text", values=DRIVERS, width=16.0),
        _amount("low", "Value, lowered", "下调后的价值", _moved("-")),
        _amount("high", "Value, raised", "上调后的价值", _moved("+")),
        _amount("swing", "Apart", "相差", "=ABS([high]-[low])"),
    ),
)  # fmt: skip

BY_FUNCTION = Spill("by_function", Text("5. The same by CLV_SENSITIVITY", "5. 用 CLV_SENSITIVITY 得出同样的表"),
    f'=CLV_SENSITIVITY([margin],{KEPT_TOO},in_change,,"{{language}}",FALSE)', len(DRIVERS), (
        Col("f_driver", Text("Driver", "因素"), "text", width=16.0),
        Col("f_low", Text("Low", "低值"), "factor", width=13.5),
        Col("f_high", Text("High", "高值"), "factor", width=13.5),
        *(Col(f"f_{each.key}", each.title, "amount", width=13.5) for each in TORNADO.columns[1:]),
    ),
)  # fmt: skip

FOUND = "MATCH(LARGE([tornado.swing:],[rank]),[tornado.swing:],0)"

SORTED = Grid("sorted", Text("6. The change of value, the widest first", "6. 价值变动，差距最大的在前"), len(DRIVERS), (
        Col("who", Text("Driver", "因素"), "text", f"=INDEX([tornado.driver:],{FOUND})", width=16.0),
        Col("rank", Text("Rank", "名次"), "integer", values=(1, 2, 3), width=13.5),
        _amount("down", "Change, lowered", "下调时变动", f"=INDEX([tornado.low:],{FOUND})-[gross]"),
        _amount("up", "Change, raised", "上调时变动", f"=INDEX([tornado.high:],{FOUND})-[gross]"),
    ),
)  # fmt: skip

CHANGED = in_turn("offer", "in_points", "-in_price_loss", "-in_channel_loss")[1:]
SPENT = "in_programme_cost*(1+in_discount_rate)^0.5/(1+in_discount_rate-[new_kept])"

OFFERS = Grid("offers", Text("7. The three offers, with their side effects", "7. 三项措施（计入副作用）"), len(OFFERED), (
        Col("offer", Text("Offer", "措施"), "text", values=OFFERED, width=16.0),
        _amount("new_margin", "Margin", "毛利", "=[margin]*IF(ROWS([offer..])=2,1+in_price_rise,1)"),
        Col("new_kept", Text("Retention rate", "保留率"), "percent", f"=MAX(0,MIN(0.99,[kept]+{CHANGED}))", width=13.5),
        _amount("new_cost", "Its cost", "措施成本", f"=IF(ROWS([offer..])=1,{SPENT},0)"),
        _amount("new_paid", "Acquisition", "获取成本", "=[paid]*IF(ROWS([offer..])=3,1-in_saving,1)"),
        _amount("new_worth", "Lifetime value", "终生价值",
                f"={_worth('[new_margin]', '[new_kept]')}-[new_cost]-[new_paid]"),
        _amount("gain", "Gain", "增加额", "=[new_worth]-[worth]"),
    ),
)  # fmt: skip

DECIDING = Steps("deciding", Text("What decides", "决策所依据的数字"), (
        Step("swing", Text("Widest swing", "最大差距"), "=MAX([tornado.swing:])", "amount",
             f'=INDEX(CLV_SENSITIVITY([margin],{KEPT_TOO},in_change,,"en",FALSE),1,6)'),
        Step("spent", Text("Programme: cost over a member's life", "关怀计划：一生的成本"), "=[offers.new_cost#1]", "amount",
             f"=-CLV_RETENTION(0,{NEW_RATE},in_discount_rate,,in_programme_cost)",
             Text("Cost × √(1 + d) ÷ (1 + d − r): spent at mid-year.", "成本 × √（1 + d）÷（1 + d − r）：年中支出。")),
        Step("programme", Text("Programme: gain", "关怀计划：增加额"), "=[offers.gain#1]", "amount",
             f"=CLV_RETENTION([margin],{NEW_RATE},in_discount_rate,,in_programme_cost)-{TODAY}"),
        Step("price", Text("Price rise: gain", "涨价：增加额"), "=[offers.gain#2]", "amount",
             f"=CLV_RETENTION((1+in_price_rise)*[margin],MAX(0,[kept]-in_price_loss),in_discount_rate)-{TODAY}"),
        Step("channel", Text("Cheaper channel: gain", "低价渠道：增加额"), "=[offers.gain#3]", "amount",
             "=CLV_RETENTION([margin],MAX(0,[kept]-in_channel_loss),in_discount_rate,,0,(1-in_saving)*[paid])"
             f"-CLV_RETENTION([margin],{KEPT_TOO},,0,[paid])"),
        Step("needed", Text("Programme: points needed to pay for itself", "关怀计划：够本所需百分点"),
             "=1+in_discount_rate-([margin]*(1+in_discount_rate)-in_programme_cost*(1+in_discount_rate)^0.5)"
             "/[gross]-[kept]", "percent", note=Text("At this rate the value with the programme is today's.",
                                                     "此时实行计划后的价值等于现在的价值。")),
    ),
)  # fmt: skip

AMOUNT = Text("amount", "金额")

TABLES = (
    PLANS,
    Diagram("points", Text("One point of retention, in % of the margin", "保留率一个百分点占年毛利的比例"), "column",
            "plans", "plan", ("in_margins",), Text("plan", "套餐"), Text("in % of the margin", "占年毛利的比例"), "percent",
            Text("The better members stay, the more the next point is worth.", "会员留得越好，下一个百分点越值钱。"),
            rows=11, beside=True),
    PATH,
    Diagram("payback_path", Text("Value of a member so far", "会员累计价值"), "line", "path", "year",
            ("so_far", "in_the_end"), Text("margin no.", "第几笔毛利"), AMOUNT, "integer",
            Text("Where the line crosses 0, the cost is paid back.", "折线穿过零线时收回成本。"), rows=11, beside=True),
    TABLE,
    Diagram("curve", Text("Margin multiple by retention rate", "毛利倍数与保留率"), "line", "table", "r", ("d10", "d16"),
            Text("retention rate", "保留率"), Text("multiple", "倍数"), "integer",
            Text("The higher the rate, the more a point adds.", "保留率越高，一个百分点带来的越多。"), rows=11, beside=True),
    TORNADO,
    BY_FUNCTION,
    SORTED,
    Diagram("tornado_chart", Text("Which driver matters most?", "哪个因素影响最大？"), "bar", "sorted", "who", ("down", "up"),
            Text("driver", "因素"), Text("change of value", "价值变动"), "integer",
            Text("A tornado chart: the longest bar stands first.", "龙卷风图：最长的在最上面。"), rows=11, beside=True),
    OFFERS,
    Diagram("gains", Text("Gain per new member", "每位新会员的增加额"), "column", "offers", "offer", ("gain",),
            Text("offer", "措施"), AMOUNT, "integer", Text("Side effects are counted.", "已计入副作用。"), rows=11, beside=True),
)  # fmt: skip

PAGES = (
    Page(Text("Working", "演算"), Text("What a member is worth, and which offer pays", "会员的价值，以及哪项措施合算"),
         (STEPS, DECIDING), landscape=True),
    Page(Text("Tables", "表格"), Text("What moves the value of a member", "什么左右会员的价值"), TABLES, landscape=True),
)  # fmt: skip
