"""The working of the exercise value_matrix: the matrix, equity, and the steps of a budget."""

from __future__ import annotations

from clvxl.exercises.engine import records as ex
from clvxl.sheet.texts import VALUE_FIELDS
from clvxl.text import Text

__all__ = ["FIELDS", "PAGES", "gain"]

FIELDS = tuple(VALUE_FIELDS.values())
KEYS = ("invest", "maintain", "cultivate", "consider")
STEPS_OF_BUDGET = 10


def _groups(columns: ex.Columns) -> int:
    return len(columns["margin"])


def _field(formula: str) -> Text:
    """A formula that names the four fields, in each language."""
    return Text(*(formula.format(*names) for names in zip(*FIELDS, strict=True)))


VALUES = ex.Grid(
    "values", Text("1. What one customer of each group is worth", "1. 各组一位客户的价值"), _groups, (
        ex.Col("who", Text("Group", "客户组"), "text", "=[data.group]", width=22.0),
        ex.Col("multiple", Text("Multiple", "毛利乘数"), "factor",
               "=[data.retention]/(1+in_discount_rate-[data.retention])", width=11.0),
        ex.Col("current", Text("Current value", "当前价值"), "integer", "=[data.margin]*[multiple]", width=13.0),
        ex.Col("potential", Text("Potential value", "潜在价值"), "integer", "=[data.potential]*[multiple]", width=13.0),
        ex.Col("field", Text("Field", "所在区"), "text", width=22.0,
               formula=_field('=IF([current]>=[cut_current],IF([potential]>=[cut_potential],"{0}","{1}"),'
                              'IF([potential]>=[cut_potential],"{2}","{3}"))')),
    ),
    note=Text("Margin × retention ÷ (1 + discount rate − retention): each margin arrives at a year's end, from those "
              "still there. Potential: the margin not yet won, times the same.",
              "毛利 × 保留率 ÷（1 + 折现率 − 保留率）：毛利在年末到账，只来自仍在的客户。潜在价值：尚未获得的毛利乘以同一乘数。"),
)  # fmt: skip

BY_FUNCTION = ex.Spill(
    "by_function", Text("By function", "用函数"), '=VALUE_MATRIX([values.current:],[values.potential:],,,"{language}")',
    _groups, (ex.Col("f_field", Text("VALUE_MATRIX", "VALUE_MATRIX"), "text", width=22.0),),
    note=Text("High is at or above the median.", "不低于中位数为高。"), beside=True,
)  # fmt: skip


def _of_field(column: str) -> str:
    return f"=SUMPRODUCT(([values.field:]=[name])*in_customers*[values.{column}:])"


MATRIX = ex.Grid(
    "matrix", Text("2. The four fields", "2. 矩阵的四个区"), 4, (
        ex.Col("name", Text("Field", "所在区"), "text", values=FIELDS, width=22.0),
        ex.Col("people", Text("Customers", "客户数"), "integer",
               "=SUMPRODUCT(([values.field:]=[name])*in_customers)", width=11.0),
        ex.Col("now", Text("Current value", "当前价值"), "integer", _of_field("current"), width=13.0),
        ex.Col("not_yet", Text("Potential value", "潜在价值"), "integer", _of_field("potential"), width=13.0),
        ex.Col("policy", Text("Policy", "策略"), "text", width=22.0,
               values=[Text("Protect and develop", "保护并发展"), Text("Serve well at low cost", "低成本做好服务"),
                       Text("Sell more to them", "扩大销售"), Text("Spend nothing extra", "不额外投入")]),
    ), note=Text("High current, high potential; high, low; low, high; low, low.", "依次为当前价值与潜在价值：高高、高低、低高、低低。"),
)  # fmt: skip

EQUITY = ex.Steps(
    "equity_steps", Text("1. Cuts, customer equity and return on customer", "1. 分界、客户资产与客户回报率"), (
        ex.Step("cut_current", Text("Cut of current value", "当前价值的分界"), "=MEDIAN([values.current:])", "amount"),
        ex.Step("cut_potential", Text("Cut of potential value", "潜在价值的分界"), "=MEDIAN([values.potential:])", "amount"),
        ex.Step("first", Text("Current value, first group", "当前价值：第一组"), "=[values.current#1]", "amount",
                '=INDEX(CUSTOMER_VALUE(0,INDEX(in_margin,1),INDEX(in_retention,1),in_discount_rate,,'
                'INDEX(in_potential,1),"en",FALSE),2,2)', Text("Of one customer.", "一位客户。")),
        ex.Step("equity", Text("Customer equity now", "现在的客户资产"), "=SUMPRODUCT(in_customers,[values.current:])",
                "amount", "=CUSTOMER_EQUITY([values.current:],in_customers)",
                Text("Current value × customers, over all groups.", "各组当前价值 × 客户数之和。")),
        ex.Step("yield", Text("Profit ÷ equity a year ago", "利润 ÷ 一年前的客户资产"), "=in_profit/in_equity_start", "percent"),
        ex.Step("roc", Text("Return on customer", "客户回报率"),
                "=(in_profit+[equity]-in_equity_start)/in_equity_start", "percent",
                "=RETURN_ON_CUSTOMER(in_profit,in_equity_start,[equity])",
                Text('="Equity changed by "&FIXED([equity]-in_equity_start,0)&": profit alone does not show it."',
                     '="客户资产变动 "&FIXED([equity]-in_equity_start,0)&"：只看利润看不出来。"')),
    ),
)  # fmt: skip


def gain(at: int, spent: str) -> str:
    """What a field gains when so much is spent on it."""
    people = f"INDEX([matrix.people:],{at})"
    return f"in_reach*INDEX([matrix.not_yet:],{at})*(1-EXP(-{spent}/(in_scale*MAX({people},0.000001))))"


def _step_gain(at: int) -> str:
    spent = f"in_budget/{STEPS_OF_BUDGET}"
    return f"={gain(at, f'[step]*{spent}')}-{gain(at, f'([step]-1)*{spent}')}"


LADDER = ex.Grid(
    "ladder", Text("1. What each step of the budget gains, field by field", "1. 预算每一步在各区带来的增益"),
    STEPS_OF_BUDGET, (
        ex.Col("step", Text("Step in this field", "该区第几步"), "integer", values=range(1, STEPS_OF_BUDGET + 1), width=22.0),
        *(ex.Col(key, name, "integer", _step_gain(at), width=13.0)
          for at, (key, name) in enumerate(zip(KEYS, FIELDS, strict=True), start=1)),
        ex.Col("price", Text("Cost of a step", "每步成本"), "integer", f"=in_budget/{STEPS_OF_BUDGET}", width=13.0),
    ),
    scale=(KEYS[0], KEYS[-1]),
    note=Text("Gain in customer equity. The first step in a field gains most; each further one less.",
              "客户资产的增益。每个区第一步增益最大，以后递减。"),
)  # fmt: skip

ORDER = ex.Grid(
    "order", Text("2. The ten best steps, best first", "2. 最好的十步（由高到低）"),
    STEPS_OF_BUDGET, (
        ex.Col("rank", Text("Place", "名次"), "integer", values=range(1, STEPS_OF_BUDGET + 1), width=22.0),
        ex.Col("gain", Text("Gain", "增益"), "integer", f"=LARGE([ladder.{KEYS[0]}:{KEYS[-1]}],[rank])", width=13.0),
        ex.Col("cost", Text("Cost", "成本"), "integer", f"=in_budget/{STEPS_OF_BUDGET}", width=13.0),
        ex.Col("last_return", Text("Of this step", "本步回报"), "amount", "=[gain]/[cost]", width=13.0),
        ex.Col("mean_return", Text("On average so far", "至此平均"), "amount", "=SUM([gain..])/SUM([cost..])", width=13.0),
        ex.Col("even", Text("Break-even", "盈亏平衡"), "amount", "=1", width=13.0),
    ), note=Text('="Returns per unit spent. "&FIXED([paying],0)&" of the ten steps bring back what they cost."',
              '="每投入一元的回报。十步中有 "&FIXED([paying],0)&" 步能收回成本。"'),
)  # fmt: skip

SPLIT = ex.Grid(
    "split", Text("3. Two ways to split the budget", "3. 两种分配方式"), 4, (
        ex.Col("into", Text("Field", "所在区"), "text", values=FIELDS, width=22.0),
        ex.Col("by_value", Text("By current value", "按当前价值"), "integer",
               "=IF(SUM([matrix.now:])=0,0,in_budget*INDEX([matrix.now:],ROWS([into..]))/SUM([matrix.now:]))", width=13.0),
        ex.Col("value_gain", Text("Its gain", "其增益"), "integer", width=13.0,
               formula="=in_reach*INDEX([matrix.not_yet:],ROWS([into..]))"
                       "*(1-EXP(-[by_value]/(in_scale*MAX(INDEX([matrix.people:],ROWS([into..])),0.000001))))"),
        ex.Col("by_step", Text("By best steps", "按最好的步骤"), "integer", width=13.0,
               formula=f"=SUMPRODUCT((INDEX([ladder.{KEYS[0]}:{KEYS[-1]}],0,ROWS([into..]))>=[order.gain#-1])*1)"
                       f"*in_budget/{STEPS_OF_BUDGET}"),
        ex.Col("step_gain", Text("Its gain", "其增益"), "integer", width=13.0,
               formula=f"=SUMPRODUCT((INDEX([ladder.{KEYS[0]}:{KEYS[-1]}],0,ROWS([into..]))>=[order.gain#-1])"
                       f"*INDEX([ladder.{KEYS[0]}:{KEYS[-1]}],0,ROWS([into..])))"),
    ),
)  # fmt: skip

TOTALS = ex.Steps(
    "totals", Text("2. What the budget gains", "2. 预算的总增益"), (
        ex.Step("proportional", Text("In proportion to current value", "按当前价值比例"), "=SUM([split.value_gain:])", "amount"),
        ex.Step("stepwise", Text("By best steps", "按最好的步骤"), "=SUM([order.gain:])", "amount"),
        ex.Step("mean", Text("Return on average, by best steps", "按步骤：平均回报"), "=[stepwise]/in_budget", "factor"),
        ex.Step("marginal", Text("Return of the last step", "最后一步的回报"), "=[order.last_return#-1]", "factor",
                note=Text("Below 1 it costs more than it brings.", "小于 1 即得不偿失。")),
        ex.Step("paying", Text("Steps that bring back their cost", "能收回成本的步数"),
                '=COUNTIF([order.last_return:],">=1")', "integer"),
    ),
)  # fmt: skip

KEEPING = ex.Grid(
    "keeping", Text("1. Spending to keep a customer", "1. 维系一位客户的投入"), 13, (
        ex.Col("times", Text("Times today's", "今天的倍数"), "amount", values=[at / 4 for at in range(13)], width=22.0),
        ex.Col("spend", Text("Spending", "投入"), "amount", "=[times]*in_keep_spend", width=10.0),
        ex.Col("kept", Text("Share kept", "留住比例"), "percent", "=in_keep_most*(1-EXP(-[keep_k]*[spend]))", width=10.0),
        ex.Col("worth", Text("Customer's value", "客户价值"), "amount", width=12.0,
               formula="=([mean_margin]-[spend]/(1+in_discount_rate))/(1-[kept]/(1+in_discount_rate))"),
    ), note=Text("More spending keeps more customers, ever more slowly; the value has a top.",
              "投入越多，留住的越多，但越来越慢；价值有一个最高点。"),
)  # fmt: skip

PROSPECTS = ex.Steps(
    "prospects", Text("3. Keeping customers, and the same rule for prospects", "3. 维系客户，同样的规则用于潜在客户"), (
        ex.Step("mean_margin", Text("Margin per customer and year", "每位客户每年毛利"),
                "=SUMPRODUCT(in_customers,in_margin)/MAX(SUM(in_customers),0.000001)", "amount"),
        ex.Step("keep_k", Text("How fast keeping responds", "维系的响应速度"),
                "=-LN(1-in_keep_now/in_keep_most)/in_keep_spend", "factor",
                note=Text("From today's spending and what it keeps.", "由今天的投入与留住比例求得。")),
        ex.Step("win_k", Text("How fast winning responds", "获取的响应速度"),
                "=-LN(1-in_win_now/in_win_most)/in_win_spend", "factor"),
        ex.Step("today", Text("Customer's value at today's spending", "今天投入下的客户价值"), "=[keeping.worth#5]", "amount"),
        ex.Step("top", Text("Highest value in the table", "表中最高价值"), "=MAX([keeping.worth:])", "amount"),
        ex.Step("more", Text("Higher than today by", "比今天高出"), "=[top]-[today]", "amount"),
        ex.Step("prospect", Text("Best spending per prospect", "每位潜在客户的最佳投入"),
                "=MAX(LN(MAX(in_win_most*[win_k]*[top],0.000001))/[win_k],0)", "amount",
                note=Text("There the last unit spent wins just one unit of value.", "此时最后一元投入恰好赢得一元价值。")),
    ),
)  # fmt: skip

BEST = ex.Spill(
    "best", Text("2. Both at once by one function: BUDGET_SPLIT", "2. 一个函数同时求解：BUDGET_SPLIT"),
    '=BUDGET_SPLIT(in_win_most,[win_k],in_keep_most,[keep_k],[mean_margin],in_discount_rate,"{language}",FALSE)', 5, (
        ex.Col("f_item", Text("Item", "项目"), "text", width=33.0),
        ex.Col("f_value", Text("Value", "值"), "factor", width=12.0),
    ), note=Text("It looks between the rows of the table too.", "它也在表中各行之间寻找。"),
)  # fmt: skip

PAGES = (
    ex.Page(Text("Matrix", "矩阵"), Text("Current and potential value", "当前价值与潜在价值"), (
            VALUES, BY_FUNCTION, MATRIX,
            ex.Diagram("matrix_chart", Text("Where the value is, and where it could be", "价值在哪里，还能在哪里"), "column",
                       "matrix", "name", ("now", "not_yet"), Text("field", "所在区"), Text("value of its customers", "客户价值合计"),
                       "integer", Text("What is worth most now need not have most to win.", "当前价值最高的区，未必还有多少可争取。"),
                       rows=12, beside=True),
        ),
        landscape=True,
    ),
    ex.Page(Text("Budget", "预算"), Text("A budget, step by step", "逐步分配预算"), (
            LADDER, ORDER,
            ex.Diagram("order_chart", Text("The last step and the average", "最后一步与平均"), "line", "order", "rank",
                       ("last_return", "mean_return", "even"), Text("step", "步"), Text("return per unit spent", "每元投入的回报"),
                       "factor", Text("Stop where the step's own line crosses 1, though the average is still above.",
                                      "应在“本步回报”降到 1 时停止，即使平均回报仍高于 1。"), rows=12, beside=True),
            SPLIT,
        ),
        landscape=True,
    ),
    ex.Page(Text("Keeping", "维系"), Text("Winning and keeping", "获取与维系"), (
            KEEPING,
            ex.Diagram("keeping_chart", Text("A customer's value by spending", "维系投入与客户价值"), "line", "keeping", "spend",
                       ("worth",), Text("spending per customer and year", "每位客户每年的投入"), Text("value", "价值"), "integer",
                       Text("At the top the last unit spent brings back just itself.", "最高点处，最后一元投入恰好收回一元。"),
                       rows=13, beside=True),
            BEST,
        ),
        landscape=True,
    ),
    ex.Page(Text("Working", "演算"), Text("Step by step", "逐步演算"), (EQUITY, TOTALS, PROSPECTS), landscape=True),
)  # fmt: skip
