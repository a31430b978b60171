"""The working of the exercise migration: the rules, the transition matrices, values and forecast."""

from __future__ import annotations

from clvxl.exercises.engine import records as ex
from clvxl.text import Text

__all__ = ["MOST", "PAGES"]

MOST = 6
"""Rows of silent seasons at most; the matrix has a state more, for those who were struck off."""
STATES = MOST + 1
SEASONS = 6
KEYS = tuple(f"s{n}" for n in range(STATES))
OFF = Text("struck off", "除名")
NAMES = (*(Text(f"{n} silent", f"{n} 季") for n in range(MOST)), OFF)


def _rows(columns: ex.Columns) -> int:
    return len(columns["chance"])


RULE = ex.Grid(
    "rule", Text("1. Strike off after so many silent seasons: every rule", "1. 连续若干季未购后停寄：逐一试各种规则"), _rows,
    (
        ex.Col("n", Text("Strike off after", "几季后停寄"), "integer", width=11.0,
               values=lambda columns: range(1, _rows(columns) + 1)),
        ex.Col("chance", Text("Order if mailed", "寄后下单"), "percent", "=[data.chance]", width=8.0),
        ex.Col("still", Text("Silent so far", "至此未购"), "percent", "=[still@-1]*(1-[chance@-1])", "=1", width=8.0),
        ex.Col("reach", Text("Present value", "折现后"), "factor", "=[still]/(1+in_rate)^([n]-1)", width=8.0),
        ex.Col("cost", Text("Cost so far", "目录成本累计"), "amount", "=in_catalogue*SUM([reach..])", width=8.0),
        ex.Col("back", Text("Coming back", "回头概率累计"), "factor",
               "=SUMPRODUCT([reach..],[chance..])/(1+in_rate)", width=8.0),
        ex.Col("fresh", Text("Value, just ordered", "刚下单者价值"), "amount", "=(in_order-[cost])/(1-[back])", width=8.0),
    ),
    note=Text(
        "From one order on: the catalogues until the next, and the discounted chance that it comes. Each order starts "
        "anew, so that value = (margin − catalogues) ÷ (1 − chance of coming back).",
        "从一张订单起：到下一单为止的目录成本，以及折现后的回头概率。每次下单都从头再来，"
        "所以 价值 =（毛利 − 目录）÷（1 − 回头概率）。",
    ),
)  # fmt: skip

VALUES = ex.Grid(
    "values", Text("2. Values and limits", "2. 价值与界限"), _rows,
    (
        ex.Col("silent", Text("Silent seasons", "连续未购季数"), "integer", "=[rule.n]-1", width=11.0),
        ex.Col("mailed", Text("All mailed", "全部都寄"), "amount", width=8.0,
               formula="=IF([rule.n]=1,[rule.fresh#-1],(([rule.back#-1]-[rule.back@-1])*[rule.fresh#-1]"
               "-[rule.cost#-1]+[rule.cost@-1])/[rule.reach])", first="=[rule.fresh#-1]"),
        ex.Col("ruled", Text("Best rule", "最好的规则"), "amount", width=8.0, first="=[best]",
               formula="=IF([rule.n]>[stop],0,((INDEX([rule.back:],[stop])-[rule.back@-1])*[best]"
               "-INDEX([rule.cost:],[stop])+[rule.cost@-1])/[rule.reach])"),
        ex.Col("orders", Text("Order if mailed", "寄后下单"), "percent", "=[rule.chance]", width=8.0),
        ex.Col("limit", Text("Limit, best rule", "长远界限"), "percent", "=[needed]", width=8.0),
        ex.Col("short_limit", Text("Limit, next order", "短视界限"), "percent", "=[short_chance]", width=8.0),
    ),
)  # fmt: skip

BY_ROW = Text("Value", "价值")

BY_MIGRATION = ex.Spill(
    "by_migration", Text("CLV_MIGRATION", "CLV_MIGRATION"),
    "=CLV_MIGRATION(in_chance,in_order,in_catalogue,in_rate)", _rows,
    (ex.Col("m", Text("All mailed", "全部都寄"), "amount", width=11.0),), note=BY_ROW, beside=True,
)  # fmt: skip

BY_MARKOV = ex.Spill(
    "by_markov", Text("CLV_MARKOV", "CLV_MARKOV"),
    f"=CLV_MARKOV([policy.{KEYS[0]}:{KEYS[-1]}],[policy.reward:],in_rate)", _rows,
    (ex.Col("k", Text("Best rule", "最好的规则"), "amount", width=11.0),), note=BY_ROW, beside=True,
)  # fmt: skip


def _moves(at: int, mailed: str) -> str:
    """Where the customers of a row go: to an order, a season further, or off the list."""
    chance = f"IF({mailed},INDEX(in_chance,MIN([no],ROWS(in_chance))),0)"
    if at == 0:
        return f"={chance}"
    if at == STATES - 1:
        return f"=1-SUM([{KEYS[0]}]:[{KEYS[-2]}])"
    return f"=IF(AND([no]={at},{mailed.replace('[no]', '([no]+1)')}),1-{chance},0)"


def _matrix(key: str, title: Text, note: Text, mailed: str, last: ex.Col) -> ex.Grid:
    """A transition matrix; who is not mailed is struck off."""
    return ex.Grid(
        key, title, STATES,
        (
            ex.Col("from", Text("From", "从"), "text", values=NAMES, width=11.0),
            *(ex.Col(KEYS[at], name, "percent", _moves(at, mailed), width=8.0) for at, name in enumerate(NAMES)),
            last,
            ex.Col("no", Text("Row", "行"), "integer", values=range(1, STATES + 1), width=6.0),
        ),
        note=note,
    )  # fmt: skip


MATRIX = _matrix(
    "matrix",
    Text("3. Transition matrix, everybody mailed", "3. 转移矩阵：全部都寄"),
    Text("Row: where a customer is now. Column: where he is next season. Each row sums to 100%.",
         "行：客户现在连续未购的季数；列：下一季的。每行之和为 100%。"),
    "[no]<=ROWS(in_chance)",
    ex.Col("now", Text("Customers now", "现有客户数"), "integer",
           "=IF([no]>ROWS(in_customers),0,INDEX(in_customers,MIN([no],ROWS(in_customers))))", width=8.0),
)  # fmt: skip

POLICY = _matrix(
    "policy",
    Text("4. Transition matrix under the best rule", "4. 转移矩阵：最好的规则"),
    Text("Customers who are no longer mailed are struck off at once. Reward: the margin of those who have just "
         "ordered, less the catalogue of those who are mailed.", "不再寄的立即除名。收益：刚下单者的毛利，减去寄目录者的目录成本。"),
    "[no]<=[stop]",
    ex.Col("reward", Text("Reward", "收益"), "amount",
           "=IF([no]=1,in_order,0)-IF([no]<=[stop],in_catalogue,0)", width=8.0),
)  # fmt: skip


def _moved(at: int) -> str:
    """The customers of a state a season later: the row above times a column of the matrix."""
    parts = (f"[{key}@-1]*[matrix.{KEYS[at]}#{row}]" for row, key in enumerate(KEYS, start=1))
    return f"={'+'.join(parts)}"


FORECAST = ex.Grid(
    "forecast",
    Text("5. The list in the seasons to come, everybody mailed", "5. 今后各季的名单：全部都寄"),
    SEASONS + 1,
    (
        ex.Col("season", Text("Season", "季"), "integer", values=range(SEASONS + 1), width=11.0),
        *(ex.Col(KEYS[at], name, "integer", _moved(at), first=f"=[matrix.now#{at + 1}]", width=8.0)
          for at, name in enumerate(NAMES)),
    ),
    note=Text("Each row is the row above times the transition matrix. No new customers are won.",
              "每行等于上一行乘以转移矩阵。不计新客户。"),
)  # fmt: skip

STEPS = ex.Steps(
    "steps",
    Text("Step by step", "逐步演算"),
    (
        ex.Step("once", Text("One catalogue to a customer silent longest", "给未购最久的客户寄一本"),
                "=in_order*[rule.chance#-1]-in_catalogue", "amount",
                note=Text("Chance × margin − cost: the next order alone.", "下单概率 × 毛利 − 成本：只算下一单。")),
        ex.Step("short_chance", Text("Chance at which the next order pays", "下一单够本的下单概率"),
                "=in_catalogue/in_order", "percent", note=Text("Cost ÷ margin.", "目录成本 ÷ 毛利。")),
        ex.Step("short_stop", Text("Short-sighted rule: strike off after", "短视规则：几季未购后停寄"),
                "=MAX(1,SUMPRODUCT((in_chance>=[short_chance])*1))", "integer",
                note=Text("Rows whose next order pays.", "下一单够本的行数。")),
        ex.Step("lost", Text("Struck off without another order", "不再下单直至除名"),
                "=[rule.still#-1]*(1-[rule.chance#-1])", "percent",
                note=Text("The product of 1 − chance over all rows.", "各行（1 − 下单概率）的乘积。")),
        ex.Step("buyers", Text("Orders in the third season", "第三季下单的客户"), "=[forecast.s0#4]", "integer",
                f"=INDEX(SEGMENT_FORECAST([matrix.now:],[matrix.{KEYS[0]}:{KEYS[-1]}],3,FALSE),4,2)",
                Text("Table 5 on the next sheet.", "见下一工作表的表 5。")),
        ex.Step("all", Text("Value, just ordered: all mailed", "刚下单者的价值：全部都寄"),
                "=[rule.fresh#-1]", "amount",
                "=INDEX(CLV_MIGRATION(in_chance,in_order,in_catalogue,in_rate),1,1)",
                Text("Last row of table 1 on the next sheet.", "见下一工作表中表 1 的最后一行。")),
        ex.Step("best", Text("Value, just ordered: best rule", "最好的规则下的价值"), "=MAX([rule.fresh:])", "amount",
                f"=INDEX(CLV_MARKOV([policy.{KEYS[0]}:{KEYS[-1]}],[policy.reward:],in_rate),1,1)",
                Text("The highest of table 1; CLV_MARKOV values the matrix of that rule.",
                     "表 1 中的最高值；CLV_MARKOV 对该规则的矩阵求值。")),
        ex.Step("stop", Text("Best rule: strike off after", "最好的规则：几季未购后停寄"),
                "=MATCH(MAX([rule.fresh:]),[rule.fresh:],0)", "integer",
                note=Text("Silent seasons in a row.", "连续未购的季数。")),
        ex.Step("needed", Text("Chance at which a catalogue pays", "寄目录合算的下单概率"),
                "=in_catalogue*(1+in_rate)/[best]", "percent",
                note=Text("An order brings back a customer of that value, a season later.",
                          "一张订单在一季之后带回一位有此价值的客户。")),
        ex.Step("list_all", Text("The list, all mailed", "整个名单：全部都寄"),
                "=SUMPRODUCT(in_customers,[values.mailed:])", "amount"),
        ex.Step("list_best", Text("The list, best rule", "整个名单：最好的规则"),
                "=SUMPRODUCT(in_customers,[values.ruled:])", "amount",
                f"=SUMPRODUCT([matrix.now:],CLV_MARKOV([policy.{KEYS[0]}:{KEYS[-1]}],[policy.reward:],in_rate))"),
        ex.Step("saved", Text("More by the best rule", "最好的规则增加的价值"), "=[list_best]-[list_all]", "amount",
                note=Text("Customers × value, summed, under both rules.", "各行 客户数 × 价值 之和，两种规则相减。")),
    ),
)  # fmt: skip


def _line(
    key: str, title: Text, at: str, series: tuple[str, ...], x: Text, y: Text, note: Text
) -> ex.Diagram:
    return ex.Diagram(
        f"{key}_line", title, "line", key, at, series, x, y, "percent" if key == "values" else "integer", note,
        rows=11, beside=key != "forecast", breadth=36.0,
    )  # fmt: skip


PAGES = (
    ex.Page(
        Text("Working", "演算"), Text("When does a catalogue stop paying?", "目录从何时起不再合算？"), (STEPS,), landscape=True,
    ),
    ex.Page(
        Text("Tables", "表格"), Text("Rules, values and the list to come", "规则、价值与今后的名单"),
        (
            RULE,
            _line("rule", Text("Value of a customer who has just ordered", "刚下单客户的价值"), "n", ("fresh",),
                  Text("struck off after so many silent seasons", "连续若干季未购后停寄"), Text("amount", "金额"),
                  Text("It rises while catalogues bring customers back.", "目录还能唤回客户时上升，不能时下降。")),
            VALUES,
            _line("values", Text("Does the next catalogue pay?", "下一本目录合算吗？"), "silent",
                  ("orders", "limit", "short_limit"), Text("silent seasons", "连续未购季数"), Text("chance", "下单概率"),
                  Text("Mail while the chance is above the best rule's limit.", "下单概率高于长远界限就寄。")),
            MATRIX, BY_MIGRATION, POLICY, BY_MARKOV, FORECAST,
            _line("forecast", Text("Who orders, who is struck off", "刚下单（0 季）与除名"), "season", (KEYS[0], KEYS[-1]),
                  Text("season from now", "从现在起第几季"), Text("customers", "客户数"),
                  Text("Without new customers the list melts away.", "没有新客户，名单会逐渐消失。")),
        ),
    ),
)  # fmt: skip
