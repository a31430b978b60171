"""The working of the exercise retention: multiples, payback, the tornado and the three offers."""

from __future__ import annotations

from clvxl.exercises.engine import records as ex
from clvxl.text import Text

__all__ = ["PAGES"]

YEARS = 8
RATES = (0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)
DISCOUNTS = (10, 12, 14, 16)


def _worth(margin: str, kept: str, rate: str = "in_discount_rate") -> str:
    """The value of margins paid in advance, without end."""
    return f"{margin}*(1+{rate})/(1+{rate}-{kept})"


def _of_chosen(column: str) -> str:
    return f"=INDEX({column},[row])"


PLANS = ex.Grid(
    "plans",
    Text("1. One more point of retention, plan by plan", "1. 各套餐：保留率提高一个百分点"),
    lambda columns: len(columns["name"]),
    (
        ex.Col("plan", Text("Plan", "套餐"), "text", "=[data.name]", width=16.0),
        ex.Col("rate", Text("Retention rate", "保留率"), "percent", "=[data.retention]", width=12.0),
        ex.Col("after", Text("Multiple, after a year", "倍数（一年后）"), "factor",
               "=[rate]/(1+in_discount_rate-[rate])", width=12.0),
        ex.Col("at_once", Text("Multiple, in advance", "倍数（预付）"), "factor",
               f"={_worth('1', '[rate]')}", width=12.0),
        ex.Col("more", Text("One point brings", "多一个百分点"), "amount",
               f"={_worth('[data.margin]', '([rate]+0.01)')}-[data.margin]*[at_once]", width=12.0),
        ex.Col("in_margins", Text("In % of the margin", "占年毛利的比例"), "percent",
               "=[more]/[data.margin]", width=12.0),
        ex.Col("no", Text("Row", "行"), "integer", width=12.0,
               values=lambda columns: range(1, len(columns["name"]) + 1)),
    ),
    note=Text("Paid in advance, a member is worth one margin more than with the first margin after a year.",
              "预付时，会员的价值比首笔毛利一年后到账时恰好多一笔毛利。"),
)  # fmt: skip

STEPS = ex.Steps(
    "steps",
    Text("The plan to look at, step by step", "要考察的套餐：逐步演算"),
    (
        ex.Step("row", Text("Its row in the table", "在表中的行"),
                '=SUMPRODUCT(LARGE((in_name&""=in_plan&"")*[plans.no:],1))', "integer"),
        ex.Step("margin", Text("Margin of a year", "年毛利"), _of_chosen("in_margin"), "amount"),
        ex.Step("kept", Text("Retention rate r", "保留率 r"), _of_chosen("in_retention"), "percent"),
        ex.Step("paid", Text("Acquisition cost", "获取成本"), _of_chosen("in_acquisition"), "amount"),
        ex.Step("multiple", Text("Margin multiple, first margin after a year", "毛利倍数：首笔在一年后"),
                "=[kept]/(1+in_discount_rate-[kept])", "factor", "=MARGIN_MULTIPLE([kept],in_discount_rate)",
                Text("r ÷ (1 + d − r), as Gupta and Lehmann print it.", "r ÷（1 + d − r），即 Gupta 与 Lehmann 所列。")),
        ex.Step("advance", Text("Margin multiple, paid in advance", "毛利倍数：预付"),
                "=(1+in_discount_rate)/(1+in_discount_rate-[kept])", "factor",
                '=MARGIN_MULTIPLE([kept],in_discount_rate,0,"start")',
                Text("(1 + d) ÷ (1 + d − r): the first margin comes at once and is certain.",
                     "（1 + d）÷（1 + d − r）：第一笔毛利立即到账，且是确定的。")),
        ex.Step("gross", Text("Value before the acquisition cost", "未减获取成本的价值"),
                "=[margin]*[advance]", "amount", "=CLV_RETENTION([margin],[kept],in_discount_rate)"),
        ex.Step("worth", Text("Lifetime value", "客户终生价值"), "=[gross]-[paid]", "amount",
                "=CLV_RETENTION([margin],[kept],in_discount_rate,,0,[paid])"),
        ex.Step("breakeven", Text("Break-even retention rate", "盈亏平衡保留率"),
                "=IF([paid]<=[margin],0,MIN(1,(1+in_discount_rate)*(1-[margin]/[paid])))", "percent",
                "=IF([breakeven]>=1,1,BREAKEVEN_RETENTION([paid],[margin],in_discount_rate))",
                Text("100%: not even members who all stay would pay.", "100%：即使会员全部留下也收不回。")),
        ex.Step("whole", Text("Whole years before the payback", "回本之前的整年数"),
                "=IF([gross]<=[paid],-1,MAX(0,ROUNDUP(LN(1-[paid]/[gross])/LN([kept]/(1+in_discount_rate))"
                "-0.000000001,0)-1))", "integer",
                note=Text("What n years bring is the gross value × (1 − (r ÷ (1 + d))^n). −1: never paid back.",
                          "n 年合计 = 未减成本的价值 ×（1 −（r ÷ (1 + d)）^n）。−1：不会回本。")),
        ex.Step("payback", Text("Payback in years", "回本年数"),
                "=IF([whole]<0,0,[whole]+([paid]-[gross]*(1-([kept]/(1+in_discount_rate))^[whole]))"
                "/([margin]*([kept]/(1+in_discount_rate))^[whole]))", "amount",
                '=IF([whole]<0,0,PAYBACK_PERIOD([paid],[margin],[kept],in_discount_rate,"start"))',
                Text("The missing amount ÷ what the next year brings is the part of the last year.",
                     "尚缺金额 ÷ 下一年带来的现值 = 最后一年的部分。")),
        ex.Step("point", Text("One more percentage point of retention", "保留率多一个百分点"),
                f"={_worth('[margin]', '([kept]+0.01)')}-[gross]", "amount",
                "=CLV_RETENTION([margin],[kept]+0.01,in_discount_rate)-CLV_RETENTION([margin],[kept],in_discount_rate)"),
        ex.Step("equal_margin", Text("… brings as much as a higher margin by", "……相当于毛利提高"),
                "=[point]/[gross]", "percent",
                '=MARGIN_MULTIPLE([kept]+0.01,in_discount_rate,0,"start")'
                '/MARGIN_MULTIPLE([kept],in_discount_rate,0,"start")-1'),
        ex.Step("equal_cost", Text("… or an acquisition cost lower by", "……或获取成本降低"),
                "=[point]/[paid]", "percent",
                note=Text("Saved once, on new members only.", "只省一次，且只对新会员。")),
    ),
)  # fmt: skip

PATH = ex.Grid(
    "path",
    Text("2. Paid back: the plan to look at", "2. 回本过程：要考察的套餐"),
    YEARS,
    (
        ex.Col("year", Text("Fee no.", "第几次缴费"), "integer", values=range(1, YEARS + 1), width=16.0),
        ex.Col("there", Text("Still there", "仍在的比例"), "percent", "=[kept]^([year]-1)", width=11.0),
        ex.Col("present", Text("Present value", "现值"), "amount",
               "=[margin]*([kept]/(1+in_discount_rate))^([year]-1)", width=17.0),
        ex.Col("so_far", Text("Value so far", "累计价值"), "amount",
               "=SUM([present..])-[paid]", width=14.0),
        ex.Col("in_the_end", Text("In the end", "最终价值"), "amount", "=[worth]", width=14.0),
    ),
)  # fmt: skip

TABLE = ex.Grid(
    "table",
    Text("3. Margin multiples r ÷ (1 + d − r) by retention rate and discount rate",
         "3. 毛利倍数 r ÷（1 + d − r）：按保留率与折现率"),
    len(RATES),
    (
        ex.Col("r", Text("Retention rate", "保留率"), "percent", values=RATES, width=16.0),
        *(ex.Col(f"d{d}", Text(f"At {d}%", f"折现率 {d}%"), "amount",
                 f"=[r]/(1+{d / 100}-[r])", width=12.0) for d in DISCOUNTS),
    ),
    note=Text("The rows from 60% to 90% are the table that Gupta and Lehmann print.",
              "其中 60% 到 90% 各行即 Gupta 与 Lehmann 所列的表。"),
    scale=("d10", "d16"),
)  # fmt: skip

TORNADO = ex.Grid(
    "tornado",
    Text("4. Each driver lowered and raised", "4. 各因素下调与上调"),
    3,
    (
        ex.Col("driver", Text("Driver", "因素"), "text",
               values=(Text("Margin", "毛利"), Text("Retention rate", "保留率"), Text("Discount rate", "折现率")), width=16.0),
        ex.Col("low", Text("Value, lowered", "下调后的价值"), "amount", width=12.0,
               formula="=CHOOSE(ROWS([driver..]),(1-in_change)*[gross],"
               f"{_worth('[margin]', '(1-in_change)*[kept]')},"
               f"{_worth('[margin]', '[kept]', '(1-in_change)*in_discount_rate')})"),
        ex.Col("high", Text("Value, raised", "上调后的价值"), "amount", width=12.0,
               formula="=CHOOSE(ROWS([driver..]),(1+in_change)*[gross],"
               f"{_worth('[margin]', 'MIN(1,(1+in_change)*[kept])')},"
               f"{_worth('[margin]', '[kept]', '(1+in_change)*in_discount_rate')})"),
        ex.Col("swing", Text("Apart", "相差"), "amount", "=ABS([high]-[low])", width=12.0),
    ),
)  # fmt: skip

FOUND = "MATCH(LARGE([tornado.swing:],[rank]),[tornado.swing:],0)"

SORTED = ex.Grid(
    "sorted",
    Text("6. The change of value, the widest first", "6. 价值变动，差距最大的在前"),
    3,
    (
        ex.Col("who", Text("Driver", "因素"), "text", f"=INDEX([tornado.driver:],{FOUND})", width=16.0),
        ex.Col("rank", Text("Rank", "名次"), "integer", values=(1, 2, 3), width=12.0),
        ex.Col("down", Text("Change, lowered", "下调时变动"), "amount",
               f"=INDEX([tornado.low:],{FOUND})-[gross]", width=12.0),
        ex.Col("up", Text("Change, raised", "上调时变动"), "amount",
               f"=INDEX([tornado.high:],{FOUND})-[gross]", width=12.0),
    ),
)  # fmt: skip

BY_FUNCTION = ex.Spill(
    "by_function",
    Text("5. The same by one function: CLV_SENSITIVITY", "5. 一个函数给出同样的表：CLV_SENSITIVITY"),
    '=CLV_SENSITIVITY([margin],[kept],in_discount_rate,in_change,,"{language}",FALSE)',
    3,
    (
        ex.Col("f_driver", Text("Driver", "因素"), "text", width=16.0),
        ex.Col("f_low", Text("Low", "低值"), "factor", width=12.0),
        ex.Col("f_high", Text("High", "高值"), "factor", width=12.0),
        ex.Col("f_value_low", Text("Value, lowered", "下调后的价值"), "amount", width=12.0),
        ex.Col("f_value_high", Text("Value, raised", "上调后的价值"), "amount", width=12.0),
        ex.Col("f_swing", Text("Apart", "相差"), "amount", width=12.0),
    ),
)  # fmt: skip

OFFERS = ex.Grid(
    "offers",
    Text("7. The three offers, with their side effects", "7. 三项措施（计入副作用）"),
    3,
    (
        ex.Col("offer", Text("Offer", "措施"), "text", width=16.0,
               values=(Text("Programme", "关怀计划"), Text("Price rise", "涨价"), Text("Cheaper channel", "低价渠道"))),
        ex.Col("new_margin", Text("Margin", "毛利"), "amount",
               "=[margin]*IF(ROWS([offer..])=2,1+in_price_rise,1)", width=12.0),
        ex.Col("new_kept", Text("Retention rate", "保留率"), "percent",
               "=MAX(0,MIN(0.99,[kept]+CHOOSE(ROWS([offer..]),in_points,-in_price_loss,-in_channel_loss)))", width=12.0),
        ex.Col("new_cost", Text("Its cost", "措施成本"), "amount",
               "=IF(ROWS([offer..])=1,in_programme_cost*(1+in_discount_rate)^0.5/(1+in_discount_rate-[new_kept]),0)", width=12.0),
        ex.Col("new_paid", Text("Acquisition", "获取成本"), "amount",
               "=[paid]*IF(ROWS([offer..])=3,1-in_saving,1)", width=12.0),
        ex.Col("new_worth", Text("Lifetime value", "终生价值"), "amount",
               f"={_worth('[new_margin]', '[new_kept]')}-[new_cost]-[new_paid]", width=12.0),
        ex.Col("gain", Text("Gain", "增加额"), "amount", "=[new_worth]-[worth]", width=12.0),
    ),
)  # fmt: skip

NEW_RATE = "MIN(0.99,[kept]+in_points)"

DECIDING = ex.Steps(
    "deciding",
    Text("What decides", "决策所依据的数字"),
    (
        ex.Step("swing", Text("Widest swing", "最大差距"), "=MAX([tornado.swing:])", "amount",
                '=INDEX(CLV_SENSITIVITY([margin],[kept],in_discount_rate,in_change,,"en",FALSE),1,6)'),
        ex.Step("spent", Text("Programme: cost over a member's life", "关怀计划：一生的成本"),
                "=[offers.new_cost#1]", "amount",
                f"=-CLV_RETENTION(0,{NEW_RATE},in_discount_rate,,in_programme_cost)",
                Text("Spent at mid-year on all who were there at its start: cost × √(1 + d) ÷ (1 + d − r).",
                     "年中花在年初在籍的会员身上：成本 × √（1 + d）÷（1 + d − r）。")),
        ex.Step("programme", Text("Programme: gain", "关怀计划：增加额"), "=[offers.gain#1]", "amount",
                f"=CLV_RETENTION([margin],{NEW_RATE},in_discount_rate,,in_programme_cost)"
                "-CLV_RETENTION([margin],[kept],in_discount_rate)"),
        ex.Step("price", Text("Price rise: gain", "涨价：增加额"), "=[offers.gain#2]", "amount",
                "=CLV_RETENTION((1+in_price_rise)*[margin],MAX(0,[kept]-in_price_loss),in_discount_rate)"
                "-CLV_RETENTION([margin],[kept],in_discount_rate)"),
        ex.Step("channel", Text("Cheaper channel: gain", "低价渠道：增加额"), "=[offers.gain#3]", "amount",
                "=CLV_RETENTION([margin],MAX(0,[kept]-in_channel_loss),in_discount_rate,,0,(1-in_saving)*[paid])"
                "-CLV_RETENTION([margin],[kept],in_discount_rate,,0,[paid])"),
        ex.Step("needed", Text("Programme: points needed to pay for itself", "关怀计划：够本所需百分点"),
                "=1+in_discount_rate-([margin]*(1+in_discount_rate)-in_programme_cost*(1+in_discount_rate)^0.5)"
                "/[gross]-[kept]", "percent",
                note=Text("Solved for the rate at which the value with the programme is today's.",
                          "令实行计划后的价值等于现在的价值，解出保留率。")),
    ),
)  # fmt: skip


def _chart(key: str, title: Text, kind: str, grid: str, categories: str, series: tuple[str, ...],
           x_title: Text, y_title: Text, form: str, note: Text) -> ex.Diagram:  # fmt: skip
    """A chart beside its table."""
    return ex.Diagram(
        key, title, kind, grid, categories, series, x_title, y_title, form, note,  # type: ignore[arg-type]
        rows=12, beside=True,
    )  # fmt: skip


PAGES = (
    ex.Page(
        Text("Working", "演算"),
        Text("What a member is worth, and which offer pays", "会员的价值，以及哪项措施合算"),
        (STEPS, DECIDING),
        landscape=True,
    ),
    ex.Page(
        Text("Tables", "表格"),
        Text("What moves the value of a member", "什么左右会员的价值"),
        (
            PLANS,
            _chart("points", Text("One point of retention, in % of the margin", "保留率一个百分点占年毛利的比例"),
                   "column", "plans", "plan", ("in_margins",), Text("plan", "套餐"),
                   Text("in % of the margin", "占年毛利的比例"), "percent",
                   Text("The better the members of a plan stay, the more its next point is worth.",
                        "会员留得越好，下一个百分点越值钱。")),
            PATH,
            _chart("payback_path", Text("Value of a member so far", "会员累计价值"), "line", "path", "year",
                   ("so_far", "in_the_end"), Text("fee", "第几次缴费"), Text("amount", "金额"), "integer",
                   Text("Where the line crosses zero, the acquisition cost is paid back.",
                        "折线穿过零线时收回获取成本。")),
            TABLE,
            _chart("curve", Text("Margin multiple by retention rate", "毛利倍数与保留率"), "line", "table", "r",
                   ("d10", "d16"), Text("retention rate", "保留率"), Text("multiple", "倍数"), "integer",
                   Text("The curve bends upwards: the higher the rate, the more a point adds.",
                        "曲线越来越陡：保留率越高，一个百分点带来的越多。")),
            TORNADO,
            BY_FUNCTION,
            SORTED,
            _chart("tornado_chart", Text("Which driver matters most?", "哪个因素影响最大？"), "bar", "sorted", "who",
                   ("down", "up"), Text("driver", "因素"), Text("change of value", "价值变动"), "integer",
                   Text("A tornado chart: the longest bar stands first.", "龙卷风图：最长的在最上面。")),
            OFFERS,
            _chart("gains", Text("Gain per new member", "每位新会员的增加额"), "column", "offers", "offer", ("gain",),
                   Text("offer", "措施"), Text("amount", "金额"), "integer",
                   Text("Side effects are counted.", "已计入副作用。")),
        ),
        landscape=True,
    ),
)  # fmt: skip
