"""Two editions of a magazine: seven years of retention projected, and what contracts are worth."""

from __future__ import annotations

from collections.abc import Callable

from clvxl.core import sbg
from clvxl.errors import ClvxlError
from clvxl.exercises.cases._choices import either, said
from clvxl.exercises.cases._kinds import PARAMETER, within
from clvxl.exercises.cases._projection_working import PAGES, SEGMENTS
from clvxl.exercises.engine import records as ex
from clvxl.exercises.engine.following import follows
from clvxl.text import NOTHING, Text

__all__ = ["EXERCISE"]

# Fader & Hardie (2007), Journal of Interactive Marketing 21(1), p. 76–90: the two segments.
REGULAR = [1, 0.631, 0.468, 0.382, 0.326, 0.289, 0.262, 0.241, 0.223, 0.207, 0.194, 0.183, 0.173]
HIGH_END = [1, 0.869, 0.743, 0.653, 0.593, 0.551, 0.517, 0.491, 0.468, 0.445, 0.427, 0.409, 0.394]

SHARE = ex.Limit("decimal", 0.001, 1, Text(
    "The share of all who subscribed at first, above 0 and at most 1.", "占最初订户的比例，大于 0 且不大于 1。"))  # fmt: skip

DATA = ex.Data(
    title=Text("Share of subscribers still there", "仍在订阅的客户比例"),
    fields=(
        ex.Field("year", Text("After year", "年末"), "text", also=("Year", "Period", "年", "期"), width=50.0,
                 default=lambda rows: [str(number) for number in range(rows)]),
        ex.Field("regular", Text("Regular", "普通版"), "percent", SHARE, 16.0,
                 also=("Segment A", "Cohort A", "Survival", "群组A", "留存比例")),
        ex.Field("high_end", Text("High End", "高端版"), "percent", SHARE, 16.0, also=("Segment B", "Cohort B", "群组B")),
    ),
    values=lambda: [[str(number) for number in range(len(REGULAR))], REGULAR, HIGH_END],
    most=60, least=5,
    note=Text("One row per year, the first with 100%: the share of those who subscribed at first.",
              "每年一行，第一行为 100%：占最初订户的比例。"),
)  # fmt: skip


def _known(columns: ex.Columns) -> int:
    """Seven years, or of a shorter table those that leave two to look at."""
    return min(7, len(columns["regular"]) - 3)


def _years_known(columns: ex.Columns) -> ex.Limit:
    most = len(columns["regular"]) - 2
    return ex.Limit("integer", 2, most, Text(
        f"A whole number from 2 to {most}: at least one year must be left to compare with.",
        f"2 到 {most} 的整数：至少留一年用于对照。"))  # fmt: skip


def _fitted(segment: str, at: int) -> Callable[[ex.Columns], float]:
    def value(columns: ex.Columns) -> float:
        try:
            return within(float(sbg.fit(columns[segment], _known(columns)).parameters[at]))
        except ClvxlError:
            return 1.0  # To be fitted by hand: nobody left, or nobody stayed.

    return value


FIGURES = (
    ex.Figure("fit_years", Text("Years fitted", "用于拟合的年数"), _known, "integer", _years_known,
              Text("the rest is kept to compare with", "其余各年留作对照")),
    *(
        ex.Figure(f"{name}_{segment}", Text(f"{name} of {en}", f"{name}（{zh}）"), _fitted(key, at), "factor", PARAMETER,
                  Text("as SBG_FIT found it", "SBG_FIT 的拟合结果"))
        for segment, (key, en, zh) in SEGMENTS.items() for at, name in enumerate(sbg.PARAMETERS)
    ),
    ex.Figure("margin", Text("Margin of a contract", "每份合同的毛利"), 120, "amount", ex.AMOUNT,
              Text("paid at each renewal", "每次续订时收取")),
    ex.Figure("discount_rate", Text("Discount rate", "折现率"), 0.1, "percent",
              ex.Limit("decimal", 0.01, 1, Text("A share from 1% to 100%.", "1% 到 100% 之间的比率。")), Text("a year", "每年")),
    ex.Figure("renewals", Text("Contracts for sale: renewals so far", "待售合同：已续订次数"), 7, "integer",
              ex.Limit("integer", 0, 60, Text("A whole number from 0 to 60.", "0 到 60 的整数。"))),
    ex.Figure("offer", Text("Offer for each", "每份的报价"), 700, "amount", ex.AMOUNT,
              Text("now, before the next renewal", "现付，在下一次续订之前")),
)  # fmt: skip

SORTED = Text("Easy leavers go first", "容易流失者先离开")
LOYAL = Text("Loyalty grows with time", "忠诚随时间增长")
UNTOLD = Text("These figures do not tell", "这些数字无法说明")
SELL, KEEP = Text("Sell the contracts", "出售合同"), Text("Keep the contracts", "保留合同")

QUESTIONS = (
    ex.Question("last_rate",
        follows("Regular: what share of those there after year {in_fit_years-1:0} renewed in year {in_fit_years:0}?",
                "普通版：第 {in_fit_years-1:0} 年末仍在的订户中，第 {in_fit_years:0} 年续订的比例是多少？"),
        step="last_rate", digits=1, hint=Text("divide this year's share by last year's.", "用当年的比例除以上一年的比例。"),
        why=Text("A retention rate is of those who were there a year ago, survival is of all who began.",
                 "保留率以上一年仍在的订户为基数，留存比例以最初的全部订户为基数。"),
        slips=(ex.Slip("=[last_survival]", Text("this is survival: of all who began.", "这是留存比例：以最初的全部订户为基数。")),
               ex.Slip("=1-[last_rate]", Text("this is churn: those who left.", "这是流失率：离开的人。")),
               ex.Slip("=[mean_rate]", Text("this is the mean of all years; take the last.", "这是各年的平均；请只取最后一年。"))),
    ),
    ex.Question("constant",
        follows("Constant rate that fits year {in_fit_years:0}: what share of Regular is left after year {[last]:0}?",
                "若保留率不变，且恰得出普通版第 {in_fit_years:0} 年末的留存，则第 {[last]:0} 年末留存多少？"),
        step="constant", digits=1,
        hint=Text("rate = survival^(1 ÷ years); raise it to the last year.", "保留率 = 留存^（1 ÷ 年数）；再取最后一年的次方。"),
        why=follows("The rate is {[average_rate]:1%}; in fact {[path_r.seen#-1]:1%} were still there. Multiplying an "
                    "average again and again lets even the faithful leave at the average rate.",
                    "不变保留率为 {[average_rate]:1%}；实际留存为 {[path_r.seen#-1]:1%}。把平均数一再相乘，等于让忠实的订户也按平均速度流失。"),
        slips=(ex.Slip("=[average_rate]", Text("this is the rate; raise it to the last year.", "这是保留率；请再取最后一年的次方。")),
               ex.Slip("=[mean_rate]^[last]", Text("take the geometric mean of the rates.", "应取各年保留率的几何平均。")),
               ex.Slip("=[last_survival]*[last_rate]^([last]-in_fit_years)",
                       Text("this goes on with the last year's rate.", "这里沿用了最后一年的保留率；请用平均的。"))),
    ),
    ex.Question("second_year",
        Text("sBG, Regular: what is the chance that a new subscriber leaves at the second renewal?",
             "sBG，普通版：新订户恰在第二次续订时离开的概率是多少？"),
        step="second_year", digits=1, level=2,
        hint=Text("P(1) = alpha ÷ (alpha + beta); P(2) = P(1) × beta ÷ (alpha + beta + 1).",
                  "P(1) = alpha ÷（alpha + beta）；P(2) = P(1) × beta ÷（alpha + beta + 1）。"),
        why=Text("They must stay once, then leave. Those who stayed once are more often of a faithful kind.",
                 "先要留下一次，然后离开。留下过一次的人中，忠实的更多。"),
        slips=(ex.Slip("=[second_churn]", Text("this is of those who renewed once.", "这是以续订过一次的人为基数。")),
               ex.Slip("=[first_churn]*(1-[first_churn])", Text("whoever stayed once leaves less.", "留下过一次的人更少离开。")),
               ex.Slip("=[first_churn]", Text("this is the first renewal.", "这是第一次续订。"))),
    ),
    ex.Question("likelihood",
        follows("sBG, Regular: what is the log-likelihood of years 0 to {in_fit_years:0}, of 1,000 subscribers?",
                "sBG，普通版：第 0 到第 {in_fit_years:0} 年的对数似然是多少（按 1,000 位订户计）？"),
        step="likelihood_r", level=2,
        hint=Text("sum of lost × LN P(year), plus those still there × LN S(last).",
                  "各年流失人数 × LN P(年) 之和，加仍在人数 × LN S(末年)。"),
        why=Text("Of all alpha and beta the fitted ones give most. Solver finds them; so does SBG_FIT.",
                 "在所有 alpha、beta 中，拟合值使它最大。规划求解能找到，SBG_FIT 也能。"),
        slips=(ex.Slip("=SUM([fit_r.part:])", Text("those who are still there count too.", "仍在的人也要计入。")),
               ex.Slip("=[likelihood_r]/1000", Text("this is per subscriber.", "这是平均每人；请对 1,000 人求和。")),
               ex.Slip("=-[likelihood_r]", Text("logarithms of chances are below 0.", "概率的对数小于 0。"))),
    ),
    ex.Question("projected",
        follows("sBG, High End: what share does it predict for year {[last]:0}?", "sBG，高端版：推算第 {[last]:0} 年末留存多少？"),
        step="projected_h", digits=1, level=2,
        hint=Text("multiply (beta + t − 1) ÷ (alpha + beta + t − 1) of all years t.",
                  "把各年 t 的（beta + t − 1）÷（alpha + beta + t − 1）连乘。"),
        why=follows("Two parameters, fitted to {in_fit_years:0} years; in fact it was {[path_h.seen#-1]:1%}.",
                    "两个参数，只用了 {in_fit_years:0} 年的数据；实际为 {[path_h.seen#-1]:1%}。"),
        slips=(ex.Slip("=[path_h.seen#-1]", Text("this is what happened.", "这是实际结果；题目问模型的推算。")),
               ex.Slip("=[path_h.fixed#-1]", Text("this is the constant rate.", "这是不变保留率的推算。")),
               ex.Slip("=[path_r.model#-1]", Text("this is Regular.", "这是普通版。"))),
    ),
    ex.Question("errors",
        Text("Regular, years that were not fitted: the constant rate's mean absolute error is how many times sBG's?",
             "普通版，未用于拟合的各年：不变保留率的平均绝对误差是 sBG 的多少倍？"),
        step="errors", digits=1, level=2,
        hint=Text("average the absolute errors over those years alone, then divide.", "只对这些年求绝对误差的平均，然后相除。"),
        why=Text("A forecast is judged by years that it has not seen. One that fits known years need not predict well.",
                 "预测要用它没见过的年份来评判。拟合已知年份好，未必预测得好。"),
        slips=(ex.Slip("=SUM([path_r.off_fixed:])/SUM([path_r.off_model:])",
                       Text("leave out the years that were fitted.", "请不要计入拟合所用的年份。")),
               ex.Slip("=1/[errors]", Text("the other way round.", "正好相反。"))),
    ),
    ex.Question("reason",
        Text("Retention rises from year to year. Which explanation do these figures support?",
             "保留率逐年上升。这些数字支持哪一种解释？"),
        formula=either("[error_model]<[error_constant]", SORTED, UNTOLD), format="text", level=2, digits=None,
        choices=(LOYAL, SORTED, UNTOLD),
        hint=Text("does anybody change in sBG? And does it predict better?", "在 sBG 中有人改变吗？它推算得更准吗？"),
        why=Text("In the model nobody's chance to leave changes. Where it predicts years unseen, no growing loyalty is "
                 "needed: easy leavers are gone first. That is no proof; only a test with a control group would tell.",
                 "模型中每位订户自身的流失概率不变。只要它能预测未见过的年份，就无须用“越来越忠诚”来解释："
                 "容易流失者先离开。但这不是证明：那需要有对照组的试验。"),
        slips=(ex.Slip(said(LOYAL), Text("nobody's loyalty grows in sBG.", "在 sBG 中没有人的忠诚增长。")),),
    ),
    ex.Question("value",
        follows("sBG: what is a Regular contract worth just before renewal {in_renewals+1:0}, all later ones included?",
                "sBG：普通版合同在第 {in_renewals+1:0} 次续订之前值多少（以后各次都计入）？"),
        step="value", level=3,
        hint=Text("margin × discounted residual lifetime (SBG_DERL).", "毛利 × 折现剩余生命周期（SBG_DERL）。"),
        why=follows("A mean over the kinds that are left. The average rate (question 2) gives {[value_average]:2} for "
                    "old and new, sBG {[value_new]:2} for the new: who has renewed is likelier of a faithful kind.",
                    "对留下的各类求平均。平均保留率（第 2 题）对新老都得 {[value_average]:2}；sBG 对新订户得 {[value_new]:2}："
                    "续订过的人更可能属于忠实的一类。"),
        slips=(ex.Slip("=[value_new]", Text("this is a new subscriber; these have renewed.", "这是新订户；这些订户已续订过。")),
               ex.Slip("=[value_current]", Text("this keeps today's retention rate for ever.", "这里让目前的保留率永远不变。")),
               ex.Slip("=[value_average]", Text("this is by the average retention rate.", "这是按平均保留率计算的。")),
               ex.Slip("=[value]/(1+in_discount_rate)", Text("do not discount the coming renewal.", "即将到来的续订不应折现。")),
               ex.Slip("=[derl]", Text("these are years; multiply by the margin.", "这是年数；请乘以毛利。"))),
    ),
    ex.Question("decision",
        follows("The rival offers {in_offer:2} for each contract. What should the publisher do?",
                "对手对每份合同出价 {in_offer:2}。出版社应当怎么做？"),
        formula=either("[gain]>0", SELL, KEEP), format="text", level=3, digits=None, choices=(SELL, KEEP),
        hint=Text("compare the offer with the value that you have just found.", "把报价与刚求出的价值相比。"),
        why=follows("Offer {in_offer:2}, value {[value]:2}; the average rate gives {[value_average]:2}, today's rate "
                    "for ever {[value_current]:2}. Left out: the cost of serving, new prices, a magazine that closes.",
                    "报价 {in_offer:2}，价值 {[value]:2}；平均保留率得 {[value_average]:2}，目前的保留率永远不变得 "
                    "{[value_current]:2}。未计入：服务成本、价格变动、杂志停刊的可能。"),
        slips=(ex.Slip(either("[gain]>0", KEEP, SELL), Text("compare with the value by sBG.", "请与 sBG 的价值相比。")),),
    ),
)  # fmt: skip

EXERCISE = ex.Exercise(
    name="retention_projection",
    title=Text("Seven years known: what are loyal subscribers worth?", "已知七年：老订户值多少钱？"),
    aim=Text("Project retention with the shifted beta-geometric (sBG) model; see why it rises though nobody changes.",
             "用移位贝塔几何（sBG）模型推算留存，并理解为什么没有人变得更忠诚，保留率却会上升。"),
    neutral_title=Text("Retention projected", "留存的推算"),
    neutral=Text(
        "The table holds the share of two groups of customers who are still there, year by year. Fit the first years, "
        "project to the last, and compare with what happened; then value a contract and decide on the offer. Check the "
        "figures first: margin, discount rate and offer do not follow from the table. The columns keep their titles.",
        "下表是两组客户逐年仍在的比例。请用前几年拟合，推算到最后一年，与实际对照；再评估合同的价值，并对报价做出决定。"
        "请先核对下面的数据：毛利、折现率和报价无法由表格得出。两列的标题沿用不变。",
    ),
    case=(
        Text("The Meridian Review sells yearly subscriptions to two editions, Regular and High End. The table follows "
             "all who subscribed in one year: the share still there after each further year.",
             "《子午评论》按年订阅，分普通版与高端版。下表追踪同一年开始订阅的人：此后各年末仍在的比例。"),
        follows("Pretend that only the years up to {in_fit_years:0} are known: fit them, project the rest, compare. "
                "Then decide: a rival offers ${in_offer:2} for each Regular contract renewed {in_renewals:0} times.",
                "假设只知道到第 {in_fit_years:0} 年为止的数据：请拟合，推算其后各年，再看差了多少。然后做出决定："
                "对手想以每份 {in_offer:2} 元收购已续订 {in_renewals:0} 次的普通版合同。"),
    ),
    figures=FIGURES, data=DATA, questions=QUESTIONS, pages=PAGES,
    functions=("SBG_FIT", "SBG_SURVIVAL", "SBG_RETENTION", "SBG_DERL"),
    source=Text(
        "shares, model, fit: Fader & Hardie (2007), Journal of Interactive Marketing 21(1), 76–90, table 1, eq. 5–8; "
        "residual lifetime: Fader & Hardie (2010), Marketing Science 29(1), 85–93; magazine, margin, offer: invented",
        "数据、模型与拟合：Fader & Hardie（2007），Journal of Interactive Marketing 21(1)，76–90，表 1、式 5–8；"
        "剩余生命周期：Fader & Hardie（2010），Marketing Science 29(1)，85–93；杂志、毛利与报价为虚构",
    ),
    front=ex.Diagram(
        "survival_seen", Text("Share still there", "仍在的比例"), "line", "data", "year", ("regular", "high_end"),
        Text("after year", "年末"), Text("share", "比例"), "percent", NOTHING, highest=1,
    ),
)  # fmt: skip
