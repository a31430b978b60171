"""The working of the exercise on projecting retention: fit, projection, kinds and value."""

from __future__ import annotations

from clvxl.exercises.cases._kinds import kinds
from clvxl.exercises.engine import records as ex
from clvxl.text import NOTHING, Text

__all__ = ["PAGES", "SEGMENTS"]

SEGMENTS = {"r": ("regular", "Regular", "普通版"), "h": ("high_end", "High End", "高端版")}


def _rows(columns: ex.Columns) -> int:
    return len(columns["regular"])


YEAR = ex.Col("t", Text("Year", "年"), "integer", values=lambda columns: range(_rows(columns)), width=7.0)  # fmt: skip


def _fit(segment: str, beside: bool) -> ex.Grid:
    """The log-likelihood, year by year: chances to leave by recursion, and who did."""
    key, en, zh = SEGMENTS[segment]
    a, b = f"in_alpha_{segment}", f"in_beta_{segment}"
    leaves = f"=IF([t]=1,{a}/({a}+{b}),[leaves@-1]*({b}+[t]-2)/({a}+{b}+[t]-1))"
    lost = f"=IF([t]<=in_fit_years,1000*([data.{key}@-1]-[data.{key}]),0)"
    return ex.Grid(
        f"fit_{segment}", Text(f"{en}: the likelihood, year by year", f"{zh}：逐年的似然"), _rows,
        (
            YEAR,
            ex.Col("lost", Text("Lost, of 1,000", "每千人流失"), "number", lost, first="=0", width=11.0),
            ex.Col("leaves", Text("P: leaves in that year", "P：离开"), "factor", leaves, first="=0", width=12.0),
            ex.Col("stays", Text("S: still there", "S：仍在"), "factor", "=[stays@-1]-[leaves]", first="=1", width=11.0),
            ex.Col("part", Text("Lost × LN P", "流失 × LN P"), "amount", "=[lost]*LN([leaves])", first="=0", width=15.0),
        ),
        note=Text("After the fitted years nobody is counted as lost.", "拟合期之后不计流失。"),
        beside=beside,
    )  # fmt: skip


def _fitted(segment: str) -> tuple[ex.Step, ...]:
    key, en, zh = SEGMENTS[segment]
    table = f'SBG_FIT(in_{key},in_fit_years,"{{language}}",FALSE)'
    stays = f"LN(INDEX([fit_{segment}.stays:],in_fit_years+1))"
    stored = Text("After new data enter the function's answer.", "数据改变后请填入函数的结果。")
    return (
        *(ex.Step(f"stored_{name}_{segment}", Text(f"{name} of {en}", f"{name}（{zh}）"), f"=in_{name}_{segment}",
                  "factor", f"=INDEX({table},{row},2)", stored if row == 1 else NOTHING)
          for row, name in enumerate(("alpha", "beta"), start=1)),
        ex.Step(f"likelihood_{segment}", Text(f"Log-likelihood, {en}", f"对数似然（{zh}）"),
                f"=SUM([fit_{segment}.part:])+1000*INDEX(in_{key},in_fit_years+1)*{stays}", "amount",
                f"=INDEX({table},3,2)", Text("Sum of lost × LN P, and those still there × LN S.",
                                             "各年流失 × LN P 之和，加仍在 × LN S。")),
    )  # fmt: skip


def _projection(segment: str) -> ex.Grid:
    key, en, zh = SEGMENTS[segment]
    fixed = f"=[average_rate{'' if segment == 'r' else '_h'}]^[t]"
    return ex.Grid(
        f"path_{segment}", Text(f"{en}: what happened, and two forecasts", f"{zh}：实际与两种推算"), _rows,
        (
            YEAR,
            ex.Col("seen", Text("Happened", "实际"), "percent", f"=[data.{key}]", width=8.0),
            ex.Col("model", Text("sBG", "sBG"), "percent", f"=[fit_{segment}.stays]", width=9.0),
            ex.Col("fixed", Text("Constant rate", "不变保留率"), "percent", fixed, width=10.0),
            ex.Col("off_model", Text("sBG off by", "sBG 误差"), "percent", "=ROUND(ABS([model]-[seen]),12)", width=9.0),
            ex.Col("off_fixed", Text("Rate off by", "不变率误差"), "percent", "=ROUND(ABS([fixed]-[seen]),12)", width=9.0),
        ),
    )  # fmt: skip


RATES = ex.Grid(
    "rates", Text("Regular: retention rate of each year", "普通版：各年保留率"), lambda columns: _rows(columns) - 1,
    (
        ex.Col("renewal", Text("Year", "年"), "integer", values=lambda columns: range(1, _rows(columns)), width=7.0),
        ex.Col("happened", Text("Happened", "实际"), "percent", width=8.0,
               formula="=INDEX(in_regular,[renewal]+1)/INDEX(in_regular,[renewal])"),
        ex.Col("rate_model", Text("sBG", "sBG"), "percent", width=9.0,
               formula="=(in_beta_r+[renewal]-1)/(in_alpha_r+in_beta_r+[renewal]-1)"),
        ex.Col("rate_fixed", Text("Constant rate", "不变保留率"), "percent", "=[average_rate]", width=10.0),
    ),
)  # fmt: skip


def _worth(segment: str, renewals: str) -> str:
    """The discounted residual lifetime: a mean over the kinds that are left after some renewals."""
    stays, leaves = f"[kinds_{segment}.stays:]", f"[kinds_{segment}.leaves:]"
    left = f"[kinds_{segment}.share:]*{stays}^{renewals}"
    return f"=SUMPRODUCT({left}*{stays}*(1+in_discount_rate)/(in_discount_rate+{leaves}))/SUMPRODUCT({left})"


TENURE = ex.Grid(
    "tenure", Text("Years of margin to come, by renewals so far", "按已续订次数，未来毛利相当于多少年"), _rows,
    (
        ex.Col("times", Text("Renewals", "已续订"), "integer", values=YEAR.values, width=8.0),
        ex.Col("years_r", Text("Regular, sBG", "普通版 sBG"), "amount", _worth("r", "[times]"), width=9.0),
        ex.Col("years_h", Text("High End, sBG", "高端版 sBG"), "amount", _worth("h", "[times]"), width=9.0),
        ex.Col("years_fixed", Text("Regular, constant", "普通版不变率"), "amount", "=[derl_average]", width=10.0),
    ),
    note=Text("Discounted, the coming renewal in full: SBG_DERL.", "已折现，即将到来的续订除外：SBG_DERL。"),
)  # fmt: skip


def _off(column: str) -> str:
    """The mean of an error over the years after the fitted ones."""
    return f"=SUMPRODUCT(([path_r.t:]>in_fit_years)*[path_r.{column}:])/([last]-in_fit_years)"


def _for_ever(rate: str) -> str:
    return f"={rate}*(1+in_discount_rate)/(1+in_discount_rate-{rate})"


SURVIVAL_2 = "=SBG_SURVIVAL(in_alpha_r,in_beta_r,1)-SBG_SURVIVAL(in_alpha_r,in_beta_r,2)"
DERL = "SBG_DERL(in_alpha_r,in_beta_r,in_discount_rate,"

CHECKS = ex.Steps(
    "checks", Text("Rates and projections", "保留率与推算"),
    (
        ex.Step("last", Text("Last year of the table", "表中最后一年"), "=ROWS(in_regular)-1", "integer"),
        ex.Step("last_survival", Text("Regular: share after the last fitted year", "普通版：拟合最后一年末的留存"),
                "=INDEX(in_regular,in_fit_years+1)", "percent"),
        ex.Step("last_rate", Text("Retention rate of that year", "当年的保留率"),
                "=[last_survival]/INDEX(in_regular,in_fit_years)", "percent"),
        ex.Step("average_rate", Text("Constant rate that leads there", "恰好得出该留存的不变保留率"),
                "=[last_survival]^(1/in_fit_years)", "percent", note=Text("The geometric mean of the rates.", "几何平均。")),
        ex.Step("mean_rate", Text("Arithmetic mean of the rates", "各年保留率的算术平均"),
                "=SUMPRODUCT(([rates.renewal:]<=in_fit_years)*[rates.happened:])/in_fit_years", "percent"),
        ex.Step("constant", Text("Last year by the constant rate", "不变保留率推算的末年"), "=[average_rate]^[last]", "percent"),
        ex.Step("first_churn", Text("sBG: churn at the first renewal", "sBG：第一次续订的流失率"),
                "=in_alpha_r/(in_alpha_r+in_beta_r)", "percent", "=1-SBG_RETENTION(in_alpha_r,in_beta_r,1)",
                Text("The mean chance to leave of all who begin.", "全部新订户的平均流失概率。")),
        ex.Step("second_churn", Text("Churn at the second, of those who come to it", "第二次续订的流失率（以到达者为基数）"),
                "=in_alpha_r/(in_alpha_r+in_beta_r+1)", "percent", "=1-SBG_RETENTION(in_alpha_r,in_beta_r,2)"),
        ex.Step("second_year", Text("Chance of a new one to leave at the second", "新订户恰在第二次离开的概率"),
                "=(1-[first_churn])*[second_churn]", "percent", SURVIVAL_2),
        ex.Step("average_rate_h", Text("High End: constant rate", "高端版：不变保留率"),
                "=INDEX(in_high_end,in_fit_years+1)^(1/in_fit_years)", "percent"),
        ex.Step("projected_h", Text("High End, last year by sBG", "高端版：sBG 推算的末年"), "=[path_h.model#-1]", "percent",
                "=SBG_SURVIVAL(in_alpha_h,in_beta_h,[last])"),
        ex.Step("error_model", Text("Regular, later years: mean error of sBG", "普通版其后各年：sBG 的平均误差"),
                _off("off_model"), "percent", note=Text("In percentage points, signs left aside.", "百分点，取绝对值。")),
        ex.Step("error_constant", Text("… of the constant rate", "……不变保留率的"), _off("off_fixed"), "percent"),
        ex.Step("errors", Text("How many times as large", "倍数"),
                "=IF([error_model]=0,0,[error_constant]/[error_model])", "number"),
    ),
)  # fmt: skip

VALUES = ex.Steps(
    "values", Text("The value of a Regular contract", "一份普通版合同的价值"),
    (
        ex.Step("derl", Text("Years of margin to come, contracts for sale", "待售合同：未来毛利的年数"), _worth("r", "in_renewals"),
                "factor", f"={DERL}in_renewals)", Text("A mean over the kinds that are left.", "对留下的各类求平均。")),
        ex.Step("derl_new", Text("… of a new subscriber", "……新订户"), _worth("r", "0"), "factor", f"={DERL}0)"),
        ex.Step("derl_average", Text("… with the average rate for ever", "……平均保留率永远不变"), _for_ever("[average_rate]"),
                "factor", note=Text("For new and old: r (1 + d) ÷ (1 + d − r).", "新老相同：r（1 + d）÷（1 + d − r）。")),
        ex.Step("current_rate", Text("sBG: retention rate at the coming renewal", "sBG：下一次续订的保留率"),
                "=(in_beta_r+in_renewals)/(in_alpha_r+in_beta_r+in_renewals)", "percent",
                "=SBG_RETENTION(in_alpha_r,in_beta_r,in_renewals+1)"),
        ex.Step("derl_current", Text("Years of margin with that rate for ever", "该保留率永远不变：毛利的年数"),
                _for_ever("[current_rate]"), "factor", note=Text("Too low: the rate will rise on.", "偏低：保留率还会上升。")),
        ex.Step("value", Text("Value of a contract for sale", "待售合同的价值"), "=in_margin*[derl]", "amount",
                f"=in_margin*{DERL}in_renewals)"),
        ex.Step("value_new", Text("… of a new subscriber", "……新订户"), "=in_margin*[derl_new]", "amount"),
        ex.Step("value_average", Text("… by the average rate", "……按平均保留率"), "=in_margin*[derl_average]", "amount"),
        ex.Step("value_current", Text("… by today's rate for ever", "……按目前的率"), "=in_margin*[derl_current]", "amount"),
        ex.Step("gain", Text("Offer less value", "报价减价值"), "=in_offer-[value]", "amount",
                note=Text("Above 0: sell. Below 0: keep.", "大于 0：出售；小于 0：保留。")),
    ),
)  # fmt: skip


def _chart(title: Text, grid: str, at: str, series: tuple[str, ...], y: Text, note: Text) -> ex.Diagram:  # fmt: skip
    across = Text("renewals so far", "已续订次数") if at == "times" else Text("year", "年")
    return ex.Diagram(
        f"{grid}_line", title, "line", grid, at, series, across, y, "number" if at == "times" else "percent", note,
        rows=13, highest=None if at == "times" else 1, beside=True, breadth=43.0,
    )  # fmt: skip


def _survival(segment: str) -> ex.Diagram:
    _, en, zh = SEGMENTS[segment]
    return _chart(
        Text(f"{en}: still there", f"{zh}：仍在的比例"), f"path_{segment}", "t", ("seen", "model", "fixed"),
        Text("share still there", "仍在的比例"),
        Text("Where lines part after the fitted years, a forecast fails.", "拟合期后折线分开之处，即推算失准。"),
    )  # fmt: skip


PAGES = (
    ex.Page(
        Text("Working", "演算"), Text("Projection, retention and what tenure tells", "推算、保留率与续订次数说明什么"),
        (
            _projection("r"), _survival("r"), _projection("h"), _survival("h"), RATES,
            _chart(Text("Regular: retention rate", "普通版：保留率"), "rates", "renewal",
                   ("happened", "rate_model", "rate_fixed"), Text("retention rate", "保留率"),
                   Text("A rate that rises while nobody changes.", "没有人改变，保留率却在上升。")),
            TENURE,
            _chart(Text("Years of margin to come", "未来毛利的年数"), "tenure", "times",
                   ("years_r", "years_h", "years_fixed"), Text("discounted years", "折现年数"),
                   Text("Each renewal tells of a faithful kind.", "每一次续订都说明订户属于忠实的一类。")),
        ),
    ),
    ex.Page(
        Text("Fit", "拟合"), Text("Chances, and who left when", "概率，以及谁在何时离开"), (_fit("r", False), _fit("h", True)),
        note=Text("Change alpha or beta on the sheet Exercise and watch the log-likelihood on Steps: it falls.",
                  "在工作表“练习”上改变 alpha 或 beta，看工作表“步骤”上的对数似然：它会下降。"),
        landscape=True,
    ),
    ex.Page(
        Text("Steps", "步骤"), Text("Step by step, by formula and by function", "逐步计算：公式与函数"),
        (CHECKS, ex.Steps("fitted", Text("The fit", "拟合"), (*_fitted("r"), *_fitted("h"))), VALUES),
    ),
    ex.Page(
        Text("Kinds", "类别"), Text("Subscribers of many kinds", "各类订户"),
        (kinds("kinds_r", Text("Regular", "普通版"), "in_alpha_r", "in_beta_r"),
         kinds("kinds_h", Text("High End", "高端版"), "in_alpha_h", "in_beta_h", beside=True)),
    ),
)  # fmt: skip
