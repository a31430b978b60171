"""The working of the exercise on projecting retention: fit, projection, kinds and value."""

from __future__ import annotations

from clvxl.exercises.cases._kinds import kinds
from clvxl.exercises.engine import records as ex
from clvxl.text import Text

__all__ = ["PAGES"]


def _rows(columns: ex.Columns) -> int:
    return len(columns["regular"])


def _years(columns: ex.Columns) -> range:
    return range(_rows(columns))


YEAR = ex.Col("t", Text("Year", "年"), "integer", values=_years, width=7.0)
SEGMENTS = {"r": ("regular", "Regular", "普通版"), "h": ("high_end", "High End", "高端版")}


def _fit(segment: str, beside: bool) -> ex.Grid:
    """The log-likelihood, year by year: chances to leave by recursion, and who did."""
    key, en, zh = SEGMENTS[segment]
    alpha, beta = f"in_alpha_{segment}", f"in_beta_{segment}"
    both = f"({alpha}+{beta}+[t]-1)"
    return ex.Grid(
        f"fit_{segment}", Text(f"{en}: the likelihood, year by year", f"{zh}：逐年的似然"), _rows,
        (
            YEAR,
            ex.Col("lost", Text("Lost, of 1,000", "流失（每千人）"), "number", first="=0", width=11.0,
                   formula=f"=IF([t]<=in_fit_years,1000*([data.{key}@-1]-[data.{key}]),0)"),
            ex.Col("renewed", Text("Renewed, of 1,000", "续订（每千人）"), "number", first="=0", width=11.0,
                   formula=f"=IF([t]<=in_fit_years,1000*[data.{key}],0)"),
            ex.Col("leaves", Text("P: leaves in that year", "P：当年离开"), "factor", first="=0", width=12.0,
                   formula=f"=IF([t]=1,{alpha}/({alpha}+{beta}),[leaves@-1]*({beta}+[t]-2)/{both})"),
            ex.Col("stays", Text("S: still there", "S：仍在"), "factor", "=[stays@-1]-[leaves]", first="=1", width=11.0),
            ex.Col("part", Text("Lost × LN P", "流失 × LN P"), "amount", "=[lost]*LN([leaves])", first="=0",
                   width=12.0),
        ),
        note=Text("Years after the fitted ones lose nobody here: they are not used.",
                  "拟合期之后各年在此不计流失：没有用到。"),
        beside=beside,
    )  # fmt: skip


def _fitted(segment: str) -> tuple[ex.Step, ...]:
    key, en, zh = SEGMENTS[segment]
    alpha, beta = f"in_alpha_{segment}", f"in_beta_{segment}"
    table = f'SBG_FIT(in_{key},in_fit_years,"{{language}}",FALSE)'
    # At the start nobody is lost and nobody renews: its divisors only must not be 0.
    t, start = f"[fit_{segment}.t:]", f"([fit_{segment}.t:]=0)"
    both, one = f"({alpha}+{beta}+{t}-1+{start})", f"({beta}+{t}-1+{start})"
    lost, renewed = f"[fit_{segment}.lost:]", f"[fit_{segment}.renewed:]"
    still = f"1000*INDEX(in_{key},in_fit_years+1)*LN(INDEX([fit_{segment}.stays:],in_fit_years+1))"
    return (
        ex.Step(f"stored_alpha_{segment}", Text(f"alpha of {en}, as stored", f"alpha（{zh}），所存"), f"={alpha}",
                "factor", f"=INDEX({table},1,2)",
                Text("Unlike the function's, it stays as it is when the data change: then enter the function's here, or "
                     "let Solver make the log-likelihood as large as it gets.",
                     "数据改变时它不会随函数变化：请填入函数的结果，或用规划求解使对数似然最大。")),
        ex.Step(f"stored_beta_{segment}", Text(f"beta of {en}, as stored", f"beta（{zh}），所存"), f"={beta}",
                "factor", f"=INDEX({table},2,2)"),
        ex.Step(f"likelihood_{segment}", Text(f"Log-likelihood, {en}", f"对数似然（{zh}）"),
                f"=SUM([fit_{segment}.part:])+{still}", "amount", f"=INDEX({table},3,2)",
                Text("Lost × LN P over the years, and those still there × LN S: Fader & Hardie (2007), eq. 5–7.",
                     "各年流失 × LN P 之和，加仍在 × LN S：Fader & Hardie (2007)，式 5–7。")),
        ex.Step(f"slope_alpha_{segment}", Text("Its slope in alpha", "对 alpha 的斜率"),
                f"=SUMPRODUCT({lost}*(1/{alpha}-1/{both}))-SUMPRODUCT({renewed}/{both})", "amount",
                note=Text("0 at the maximum; above 0: a larger alpha fits better.",
                          "在最大值处为 0；大于 0 表示 alpha 应更大。")),
        ex.Step(f"slope_beta_{segment}", Text("Its slope in beta", "对 beta 的斜率"),
                f"=SUMPRODUCT({renewed}*(1/{one}-1/{both}))-SUMPRODUCT({lost}/{both})", "amount",
                note=Text("0 at the maximum; above 0: a larger beta fits better.",
                          "在最大值处为 0；大于 0 表示 beta 应更大。")),
    )  # fmt: skip


def _projection(segment: str) -> ex.Grid:
    key, en, zh = SEGMENTS[segment]
    rate = f"[average_rate{'' if segment == 'r' else '_h'}]"
    seen = f"[data.{key}]"
    return ex.Grid(
        f"path_{segment}", Text(f"{en}: what happened, and two forecasts", f"{zh}：实际与两种推算"), _rows,
        (
            YEAR,
            ex.Col("seen", Text("Happened", "实际"), "percent", f"={seen}", width=11.0),
            ex.Col("model", Text("sBG", "sBG"), "percent", f"=[fit_{segment}.stays]", width=11.0),
            ex.Col("fixed", Text("Constant rate", "不变保留率"), "percent", f"={rate}^[t]", width=12.0),
            ex.Col("held", Text("Year was fitted", "是否用于拟合"), "text", width=11.0,
                   formula=Text('=IF([t]<=in_fit_years,"yes","no")', '=IF([t]<=in_fit_years,"是","否")')),
            ex.Col("off_model", Text("sBG off by", "sBG 误差"), "percent", "=ROUND(ABS([model]-[seen]),12)", width=11.0),
            ex.Col("off_fixed", Text("Constant off by", "不变率误差"), "percent", "=ROUND(ABS([fixed]-[seen]),12)", width=11.0),
        ),
    )  # fmt: skip


RATES = ex.Grid(
    "rates", Text("Retention rate of the year, of those there a year before", "当年保留率（以上一年仍在者为基数）"),
    lambda columns: _rows(columns) - 1,
    (
        ex.Col("renewal", Text("Year", "年"), "integer", width=7.0,
               values=lambda columns: range(1, _rows(columns))),
        ex.Col("happened", Text("Happened", "实际"), "percent", width=11.0,
               formula="=INDEX(in_regular,[renewal]+1)/INDEX(in_regular,[renewal])"),
        ex.Col("rate_model", Text("sBG", "sBG"), "percent", width=11.0,
               formula="=(in_beta_r+[renewal]-1)/(in_alpha_r+in_beta_r+[renewal]-1)"),
        ex.Col("rate_fixed", Text("Constant rate", "不变保留率"), "percent", "=[average_rate]", width=12.0),
    ),
    note=Text("Regular. In the model each subscriber keeps his own chance to leave, and still the rate rises.",
              "普通版。模型中每位订户自身的流失概率不变，保留率依然上升。"),
)  # fmt: skip


def _off(column: str) -> str:
    """The mean of an error over the years after the fitted ones."""
    return f"=SUMPRODUCT(([path_r.t:]>in_fit_years)*[path_r.{column}:])/([last]-in_fit_years)"


CHECKS = ex.Steps(
    "checks", Text("Rates and projections", "保留率与推算"),
    (
        ex.Step("last", Text("Last year of the table", "表中最后一年"), "=ROWS(in_regular)-1", "integer"),
        ex.Step("last_survival", Text("Regular: still there after the last fitted year", "普通版：拟合最后一年末仍在"),
                "=INDEX(in_regular,in_fit_years+1)", "percent"),
        ex.Step("last_rate", Text("Retention rate of that year", "当年的保留率"),
                "=[last_survival]/INDEX(in_regular,in_fit_years)", "percent"),
        ex.Step("average_rate", Text("Constant rate that leads there", "恰好得出该比例的不变保留率"),
                "=[last_survival]^(1/in_fit_years)", "percent",
                note=Text("A geometric mean of the rates.", "各年保留率的几何平均。")),
        ex.Step("mean_rate", Text("Arithmetic mean of the rates, for comparison", "各年保留率的算术平均（对照）"),
                "=SUMPRODUCT(([rates.renewal:]<=in_fit_years)*[rates.happened:])/in_fit_years", "percent"),
        ex.Step("constant", Text("Last year by the constant rate", "按不变保留率推算的最后一年"),
                "=[average_rate]^[last]", "percent"),
        ex.Step("line", Text("Last year by a straight line", "按直线外推的最后一年"),
                "=1-(1-[last_survival])*[last]/in_fit_years", "percent",
                note=Text("A line through the start and the last fitted year: it soon falls below nothing.",
                          "过起点与拟合最后一年的直线：很快低于零。")),
        ex.Step("first_churn", Text("sBG: chance to leave at the first renewal", "sBG：第一次续订时离开的概率"),
                "=in_alpha_r/(in_alpha_r+in_beta_r)", "percent", "=1-SBG_RETENTION(in_alpha_r,in_beta_r,1)",
                Text("The mean chance to leave of all who begin.", "全部新订户的平均流失概率。")),
        ex.Step("second_churn", Text("Churn at the second renewal, of those who come to it", "第二次续订的流失率（以到达者为基数）"),
                "=in_alpha_r/(in_alpha_r+in_beta_r+1)", "percent", "=1-SBG_RETENTION(in_alpha_r,in_beta_r,2)"),
        ex.Step("second_year", Text("Chance of a new one to leave at the second", "新订户恰在第二次离开的概率"),
                "=(1-[first_churn])*[second_churn]", "percent",
                "=SBG_SURVIVAL(in_alpha_r,in_beta_r,1)-SBG_SURVIVAL(in_alpha_r,in_beta_r,2)"),
        ex.Step("projected_r", Text("Regular, last year by sBG", "普通版：sBG 推算的最后一年"),
                "=[path_r.model#-1]", "percent", "=SBG_SURVIVAL(in_alpha_r,in_beta_r,[last])"),
        ex.Step("actual", Text("Regular, what happened", "普通版：实际"), "=INDEX(in_regular,[last]+1)", "percent"),
        ex.Step("average_rate_h", Text("High End: constant rate", "高端版：不变保留率"),
                "=INDEX(in_high_end,in_fit_years+1)^(1/in_fit_years)", "percent"),
        ex.Step("constant_h", Text("High End, last year by it", "高端版：按此推算的最后一年"),
                "=[average_rate_h]^[last]", "percent"),
        ex.Step("projected_h", Text("High End, last year by sBG", "高端版：sBG 推算的最后一年"),
                "=[path_h.model#-1]", "percent", "=SBG_SURVIVAL(in_alpha_h,in_beta_h,[last])"),
        ex.Step("actual_h", Text("High End, what happened", "高端版：实际"), "=INDEX(in_high_end,[last]+1)", "percent"),
        ex.Step("error_model", Text("Regular, later years: mean error of sBG", "普通版其后各年：sBG 平均误差"),
                _off("off_model"), "percent", note=Text("In points of per cent, signs left aside.", "百分点，取绝对值。")),
        ex.Step("error_constant", Text("The same of the constant rate", "同上：不变保留率"), _off("off_fixed"), "percent"),
        ex.Step("errors", Text("How many times as large", "倍数"),
                "=IF([error_model]=0,0,[error_constant]/[error_model])", "number"),
        ex.Step("errors_all", Text("The same over all years", "若计入全部年份"),
                "=IF(SUM([path_r.off_model:])=0,0,SUM([path_r.off_fixed:])/SUM([path_r.off_model:]))", "number"),
    ),
)  # fmt: skip


def _worth(segment: str, renewals: str) -> str:
    """The discounted residual lifetime: a mean over the kinds that are left after some renewals."""
    left = f"[kinds_{segment}.share:]*[kinds_{segment}.stays:]^{renewals}"
    value = f"[kinds_{segment}.stays:]*(1+in_discount_rate)/(in_discount_rate+[kinds_{segment}.leaves:])"
    return f"SUMPRODUCT({left}*{value})/SUMPRODUCT({left})"


TENURE = ex.Grid(
    "tenure", Text("Years of margin to come, by renewals so far", "按已续订次数，未来毛利相当于多少年"), _rows,
    (
        ex.Col("times", Text("Renewals", "已续订"), "integer", values=_years, width=10.0),
        ex.Col("next_rate", Text("Next retention, Regular", "下次保留率：普通版"), "percent", width=15.0,
               formula="=(in_beta_r+[times])/(in_alpha_r+in_beta_r+[times])"),
        ex.Col("years_r", Text("Regular, sBG", "普通版：sBG"), "amount", f"={_worth('r', '[times]')}", width=13.0),
        ex.Col("years_h", Text("High End, sBG", "高端版：sBG"), "amount", f"={_worth('h', '[times]')}", width=13.0),
        ex.Col("years_fixed", Text("Regular, constant rate", "普通版：不变保留率"), "amount", "=[derl_average]", width=16.0),
    ),
    note=Text("Discounted; the coming renewal in full. SBG_DERL gives each in one cell.",
              "已折现；即将到来的续订不折现。SBG_DERL 用一个单元格给出。"),
)  # fmt: skip


def _forever(rate: str) -> str:
    return f"={rate}*(1+in_discount_rate)/(1+in_discount_rate-{rate})"


VALUES = ex.Steps(
    "values", Text("The value of a Regular contract", "一份普通版合同的价值"),
    (
        ex.Step("derl", Text("Years of margin to come, contracts for sale", "待售合同：未来毛利的年数"),
                f"={_worth('r', 'in_renewals')}", "factor", "=SBG_DERL(in_alpha_r,in_beta_r,in_discount_rate,in_renewals)",
                Text("A mean over the kinds that are left (sheet Kinds).", "对留下来的各类订户求平均（见工作表“类别”）。")),
        ex.Step("derl_new", Text("Of a new subscriber", "新订户"), f"={_worth('r', '0')}", "factor",
                "=SBG_DERL(in_alpha_r,in_beta_r,in_discount_rate,0)"),
        ex.Step("derl_average", Text("With the average retention rate for ever", "平均保留率永远不变"),
                _forever("[average_rate]"), "factor",
                note=Text("The same for new and old: r (1 + d) ÷ (1 + d − r).", "新老相同：r（1 + d）÷（1 + d − r）。")),
        ex.Step("current_rate", Text("sBG: retention rate at the coming renewal", "sBG：下一次续订的保留率"),
                "=(in_beta_r+in_renewals)/(in_alpha_r+in_beta_r+in_renewals)", "percent",
                "=SBG_RETENTION(in_alpha_r,in_beta_r,in_renewals+1)"),
        ex.Step("derl_current", Text("With that rate for ever", "该保留率永远不变"), _forever("[current_rate]"), "factor",
                note=Text("Too low: the value of the average subscriber is below the average of the values.",
                          "偏低：平均订户的价值低于价值的平均。")),
        ex.Step("value", Text("Value of a contract for sale", "待售合同的价值"), "=in_margin*[derl]", "amount",
                "=in_margin*SBG_DERL(in_alpha_r,in_beta_r,in_discount_rate,in_renewals)"),
        ex.Step("value_new", Text("Of a new subscriber", "新订户的价值"), "=in_margin*[derl_new]", "amount"),
        ex.Step("value_average", Text("By the average rate", "按平均保留率"), "=in_margin*[derl_average]", "amount"),
        ex.Step("value_current", Text("By today's rate for ever", "按目前的保留率永远不变"), "=in_margin*[derl_current]",
                "amount"),
        ex.Step("understated", Text("The average rate understates it by", "平均保留率的低估幅度"),
                "=1-[value_average]/[value]", "percent"),
        ex.Step("gain", Text("Offer less value", "报价减价值"), "=in_offer-[value]", "amount",
                note=Text('=IF([gain]>0,"The offer is above the value: sell.","The offer is below the value: keep.")',
                          '=IF([gain]>0,"报价高于价值：出售。","报价低于价值：保留。")')),
    ),
)  # fmt: skip

YEARS = (Text("year", "年"), Text("share still there", "仍在的比例"))


def _survival(segment: str, en: str, zh: str) -> ex.Diagram:
    return ex.Diagram(
        f"survival_{segment}", Text(f"{en}: still there", f"{zh}：仍在的比例"), "line", f"path_{segment}", "t",
        ("seen", "model", "fixed"), *YEARS, "percent",
        Text("Where the lines part after the fitted years, one of the forecasts fails.",
             "拟合期之后折线分开之处，即有一种推算失准。"),
        rows=14, highest=1, beside=True,
    )  # fmt: skip


PAGES = (
    ex.Page(
        Text("Working", "演算"), Text("Projection, retention and what tenure tells", "推算、保留率与续订次数说明什么"),
        (
            _projection("r"), _survival("r", "Regular", "普通版"),
            _projection("h"), _survival("h", "High End", "高端版"),
            RATES,
            ex.Diagram(
                "retention_rises", Text("Regular: retention rate", "普通版：保留率"), "line", "rates", "renewal",
                ("happened", "rate_model", "rate_fixed"), Text("year", "年"), Text("retention rate", "保留率"),
                "percent", Text("A rate that rises while nobody changes.", "没有人改变，保留率却在上升。"),
                rows=13, highest=1, beside=True,
            ),
            TENURE,
            ex.Diagram(
                "years_to_come", Text("Years of margin to come", "未来毛利的年数"), "line", "tenure", "times",
                ("years_r", "years_h", "years_fixed"), Text("renewals so far", "已续订次数"),
                Text("discounted years", "折现年数"), "number",
                Text("Each renewal tells that a subscriber is of a faithful kind.", "每一次续订都说明订户属于忠实的一类。"),
                rows=14, beside=True,
            ),
        ),
    ),
    ex.Page(
        Text("Fit", "拟合"), Text("The fit: chances, and who left when", "拟合：概率，以及谁在何时离开"),
        (_fit("r", False), _fit("h", True)),
        note=Text("alpha and beta stand on the sheet Exercise. Change one of them and watch the log-likelihood on the sheet "
                  "Steps: it falls.", "alpha 与 beta 在工作表“练习”上。改变其中之一，看工作表“步骤”上的对数似然：它会下降。"),
        landscape=True,
    ),
    ex.Page(
        Text("Steps", "步骤"), Text("Step by step, by formula and by function", "逐步计算：公式与函数"),
        (
            ex.Steps("fitted", Text("Parameters and log-likelihood", "参数与对数似然"), (*_fitted("r"), *_fitted("h"))),
            CHECKS, VALUES,
        ),
    ),
    ex.Page(
        Text("Kinds", "类别"), Text("Subscribers of many kinds", "各类订户"),
        (
            kinds("kinds_r", Text("Regular", "普通版"), "in_alpha_r", "in_beta_r"),
            kinds("kinds_h", Text("High End", "高端版"), "in_alpha_h", "in_beta_h", beside=True),
        ),
    ),
)  # fmt: skip
