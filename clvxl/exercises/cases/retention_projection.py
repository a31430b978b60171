"""Two editions of a magazine: seven years of retention projected, and what contracts are worth."""

from __future__ import annotations

from collections.abc import Callable

from clvxl.core import sbg
from clvxl.errors import ClvxlError
from clvxl.exercises.cases._choices import either, said
from clvxl.exercises.cases._kinds import PARAMETER, within
from clvxl.exercises.cases._projection_working import PAGES
from clvxl.exercises.engine import records as ex
from clvxl.text import NOTHING, Text

__all__ = ["EXERCISE"]

# Fader & Hardie (2007), Journal of Interactive Marketing 21(1), p. 76–90: the two segments.
REGULAR = [1, 0.631, 0.468, 0.382, 0.326, 0.289, 0.262, 0.241, 0.223, 0.207, 0.194, 0.183, 0.173]
HIGH_END = [1, 0.869, 0.743, 0.653, 0.593, 0.551, 0.517, 0.491, 0.468, 0.445, 0.427, 0.409, 0.394]

SHARE = ex.Limit(
    "decimal", 0.001, 1,
    Text("The share of all who subscribed at first, above 0 and at most 1.",
         "占最初订户的比例，大于 0 且不大于 1。"),
)  # fmt: skip

DATA = ex.Data(
    title=Text("Share of subscribers still there", "仍在订阅的客户比例"),
    fields=(
        ex.Field("year", Text("After year", "年末"), "text", also=("Year", "Period", "年", "期"), width=50.0,
                 default=lambda rows: [str(number) for number in range(rows)]),
        ex.Field("regular", Text("Regular", "普通版"), "percent", SHARE, 16.0,
                 also=("Segment A", "Cohort A", "Survival", "群组A", "留存比例")),
        ex.Field("high_end", Text("High End", "高端版"), "percent", SHARE, 16.0,
                 also=("Segment B", "Cohort B", "群组B")),
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


STORED = Text("as SBG_FIT found it", "SBG_FIT 的拟合结果")
FIGURES = (
    ex.Figure("fit_years", Text("Years that are fitted", "用于拟合的年数"), _known, "integer", _years_known,
              Text("the later ones are kept to compare with", "其后各年留作对照")),
    *(
        ex.Figure(f"{name}_{segment}", Text(f"{name} of {en}", f"{name}（{zh}）"), _fitted(key, at), "factor",
                  PARAMETER, STORED)
        for segment, key, en, zh in (("r", "regular", "Regular", "普通版"),
                                     ("h", "high_end", "High End", "高端版"))
        for at, name in enumerate(sbg.PARAMETERS)
    ),
    ex.Figure("margin", Text("Margin of a contract", "每份合同的毛利"), 120, "amount", ex.AMOUNT,
              Text("a year, paid at each renewal", "每年，续订时收取")),
    ex.Figure("discount_rate", Text("Discount rate", "折现率"), 0.1, "percent",
              ex.Limit("decimal", 0.01, 1, Text("A share from 1% to 100%.", "1% 到 100% 之间的比率。")),
              Text("a year", "每年")),
    ex.Figure("renewals", Text("Renewals so far of the contracts for sale", "待售合同已续订的次数"), 7, "integer",
              ex.Limit("integer", 0, 60, Text("A whole number from 0 to 60.", "0 到 60 的整数。"))),
    ex.Figure("offer", Text("Offer for a Regular contract", "普通版每份合同的报价"), 700, "amount", ex.AMOUNT,
              Text("today, just before the next renewal", "现在支付，即下一次续订之前")),
)  # fmt: skip

SORTED = Text("Easy leavers go first", "容易流失者先离开")
LOYAL = Text("Loyalty grows with time", "忠诚随时间增长")
UNTOLD = Text("These figures do not tell", "这些数字无法说明")
SELL = Text("Sell the contracts", "出售合同")
KEEP = Text("Keep the contracts", "保留合同")


QUESTIONS = (
    ex.Question(
        "last_rate",
        Text('="Regular: of those still there after year "&FIXED(in_fit_years-1,0)&", what share renewed in year "'
             '&FIXED(in_fit_years,0)&"?"',
             '="普通版：第 "&FIXED(in_fit_years-1,0)&" 年末仍在的订户中，第 "&FIXED(in_fit_years,0)&" 年续订的比例是多少？"'),
        step="last_rate", digits=1,
        hint=Text("divide this year's share by last year's.", "用当年的比例除以上一年的比例。"),
        why=Text("A retention rate is of those who were there a year ago, survival is of all who began.",
                 "保留率以上一年仍在的订户为基数，留存比例以最初的全部订户为基数。"),
        slips=(
            ex.Slip("=[last_survival]", Text("this is survival: of all who subscribed at first.",
                                             "这是留存比例：以最初的全部订户为基数。")),
            ex.Slip("=1-[last_rate]", Text("this is churn: those who left.", "这是流失率：离开的人。")),
            ex.Slip("=[mean_rate]", Text("this is the average of all years; take the last one alone.",
                                         "这是各年的平均；请只取最后一年。")),
        ),
    ),
    ex.Question(
        "constant",
        Text('="A colleague takes one constant retention rate: the one that leads to the share left after year "'
             '&FIXED(in_fit_years,0)&". What share of Regular does it predict for the last year, "&FIXED([last],0)&"?"',
             '="同事采用单一不变的保留率，即恰好得出第 "&FIXED(in_fit_years,0)&" 年末留存比例的那一个。按此推算，最后一年（第 "'
             '&FIXED([last],0)&" 年末）普通版的留存比例是多少？"'),
        step="constant", digits=1,
        hint=Text("the rate is the root of survival: survival^(1 ÷ years). Then raise it to the last year.",
                  "保留率 = 留存比例^（1 ÷ 年数），再取最后一年的年数次方。"),
        why=Text('="The constant rate is "&FIXED(100*[average_rate],1)&"%. In fact "&FIXED(100*[actual],1)&"% were still there. Multiplying '
                 'an average again and again lets even the faithful leave at the average rate."',
                 '="这一保留率为 "&FIXED(100*[average_rate],1)&"%；实际留存为 "&FIXED(100*[actual],1)&"%。'
                 '把平均数一再相乘，等于让忠实的订户也按平均速度流失。"'),
        slips=(
            ex.Slip("=[mean_rate]^[last]", Text("the mean of the yearly rates does not lead to that share.",
                                                "各年保留率的算术平均并不能得出该留存比例。")),
            ex.Slip("=[line]", Text("this is a straight line, which loses the same number each year.",
                                    "这是直线外推：每年流失的人数相同。")),
            ex.Slip("=[last_survival]*[last_rate]^([last]-in_fit_years)",
                    Text("this goes on with the last year's rate; take the average one.",
                         "这里沿用了最后一年的保留率；请用平均的。")),
        ),
    ),
    ex.Question(
        "second_year",
        Text("The sBG model, Regular: what is the chance that a new subscriber leaves at the second renewal?",
             "sBG 模型，普通版：新订户恰在第二次续订时离开的概率是多少？"),
        step="second_year", digits=1, level=2,
        hint=Text("P(1) = alpha ÷ (alpha + beta); P(2) = P(1) × beta ÷ (alpha + beta + 1).",
                  "P(1) = alpha ÷（alpha + beta）；P(2) = P(1) × beta ÷（alpha + beta + 1）。"),
        why=Text("He must stay first, and leave then. Of those who stayed, many are of the faithful kind.",
                 "先要留下一次，然后离开。留下来的人中，忠实的占多数。"),
        slips=(
            ex.Slip("=[second_churn]", Text("this is of those who renewed once; ask of all who begin.",
                                            "这是以续订过一次的人为基数；题目以全部新订户为基数。")),
            ex.Slip("=[first_churn]*(1-[first_churn])",
                    Text("this takes the same rate twice; those who stayed once leave less.",
                         "这里两次用了同一比率；留下一次的人更少离开。")),
            ex.Slip("=[first_churn]", Text("this is the first renewal.", "这是第一次续订。")),
        ),
    ),
    ex.Question(
        "likelihood",
        Text('="Regular, alpha and beta as stored: the log-likelihood of years 0 to "&FIXED(in_fit_years,0)'
             '&", of 1,000 subscribers?"',
             '="普通版，采用所存的 alpha、beta：第 0 到第 "&FIXED(in_fit_years,0)&" 年（按 1,000 位订户计）的对数似然是多少？"'),
        step="likelihood_r", level=2,
        hint=Text("add (number lost in a year) × LN P(year), and the number still there × LN S(last fitted year).",
                  "各年（流失人数 × LN P(年)）之和，加上仍在人数 × LN S（拟合的最后一年）。"),
        why=Text("Each of the 1,000 counts once: by the year in which he left, or as still there. Change alpha or beta: "
                 "no other pair gives more. Solver finds it; so does SBG_FIT.",
                 "1,000 人每人计一次：或以离开的年份，或以仍在。改变 alpha 或 beta：没有别的取值能使它更大。"
                 "规划求解能找到，SBG_FIT 也能。"),
        slips=(
            ex.Slip("=SUM([fit_r.part:])", Text("those who are still there count too.", "仍在的人也要计入。")),
            ex.Slip("=[likelihood_r]/1000", Text("this is per subscriber; add up all 1,000.",
                                                 "这是平均每人；请对 1,000 人求和。")),
            ex.Slip("=-[likelihood_r]", Text("logarithms of chances are below 0.", "概率的对数小于 0。")),
        ),
    ),
    ex.Question(
        "projected",
        Text('="High End: what share does sBG predict for the last year, "&FIXED([last],0)&"?"',
             '="高端版：sBG 推算最后一年（第 "&FIXED([last],0)&" 年末）的留存比例是多少？"'),
        step="projected_h", digits=1, level=2,
        hint=Text("multiply the model's retention rates (beta + t − 1) ÷ (alpha + beta + t − 1) of all years t.",
                  "把各年 t 的模型保留率（beta + t − 1）÷（alpha + beta + t − 1）连乘。"),
        why=Text('="Two parameters, fitted to "&FIXED(in_fit_years,0)&" years; in fact it was "&FIXED(100*[actual_h],1)&"%."',
                 '="两个参数，只用了 "&FIXED(in_fit_years,0)&" 年的数据；实际为 "&FIXED(100*[actual_h],1)&"%。"'),
        slips=(
            ex.Slip("=[actual_h]", Text("this is what happened; what did the model say before?",
                                        "这是实际结果；题目问模型事先的推算。")),
            ex.Slip("=[constant_h]", Text("this is the constant rate.", "这是不变保留率的推算。")),
            ex.Slip("=[projected_r]", Text("this is Regular.", "这是普通版。")),
        ),
    ),
    ex.Question(
        "errors",
        Text("Regular, years after the fitted ones: how many times as large as sBG's is the mean absolute error of the "
             "constant rate?", "普通版，拟合期之后各年：不变保留率的平均绝对误差是 sBG 的多少倍？"),
        step="errors", digits=1, level=2,
        hint=Text("average the absolute differences from what happened over those years alone, then divide.",
                  "只对这些年份，求与实际之差的绝对值的平均，然后相除。"),
        why=Text("A forecast is judged by years that it has not seen. One that fits the known years need not predict well.",
                 "预测要用它没见过的年份来评判。拟合已知年份好，未必预测得好。"),
        slips=(
            ex.Slip("=[errors_all]", Text("leave out the years that were fitted.", "请不要计入拟合所用的年份。")),
            ex.Slip("=1/[errors]", Text("the other way round.", "正好相反。")),
        ),
    ),
    ex.Question(
        "reason",
        Text("Retention rises from year to year. Which explanation do these figures support?",
             "保留率逐年上升。这些数字支持哪一种解释？"),
        formula=either("[error_model]<[error_constant]", SORTED, UNTOLD), format="text", level=2, digits=None,
        choices=(LOYAL, SORTED, UNTOLD),
        hint=Text("does anybody change in the sBG model? And how well did it predict?",
                  "在 sBG 模型中有人改变吗？它预测得又如何？"),
        why=Text("In the model each subscriber's own chance to leave never changes. Where it predicts years unseen, rising "
                 "retention needs no growing loyalty: those who leave easily are gone first. It is no proof that loyalty "
                 "does not grow; a test with a control group would tell.",
                 "在模型中每位订户自身的流失概率从不改变。既然它能预测未见过的年份，保留率上升就不需要“越来越忠诚”"
                 "这一解释：容易流失者先离开。这不能证明忠诚不会增长，那需要有对照组的试验。"),
        slips=(ex.Slip(said(LOYAL), Text("in sBG nobody's loyalty grows, and yet it predicts: it is not needed.",
                                         "在 sBG 中没有人的忠诚增长，它却能预测：这一解释并非必需。")),),
    ),
    ex.Question(
        "value",
        Text('="What is a Regular contract worth just before its next renewal, after "&FIXED(in_renewals,0)&" renewals '
             '(sBG, without end)?"',
             '="普通版合同已续订 "&FIXED(in_renewals,0)&" 次，在下一次续订之前值多少钱（sBG，无限期）？"'),
        step="value", level=3,
        hint=Text("margin × discounted expected residual lifetime (SBG_DERL); the coming renewal is not discounted.",
                  "毛利 × 折现期望剩余生命周期（SBG_DERL）；即将到来的续订不折现。"),
        why=Text("Over the kinds: the share of each among those who are left × its own value. The faithful kinds weigh more "
                 "than among the new.", "对各类订户求和：该类在留下者中的占比 × 该类自身的价值。忠实类的占比高于新订户。"),
        slips=(
            ex.Slip("=[value_new]", Text("this is a new subscriber; these have renewed often.",
                                         "这是新订户；这些订户已多次续订。")),
            ex.Slip("=[value_current]", Text("this keeps today's retention rate for ever; it will go on rising.",
                                             "这里让目前的保留率永远不变；它还会继续上升。")),
            ex.Slip("=[value]/(1+in_discount_rate)", Text("the coming renewal is due now: do not discount it.",
                                                          "即将到来的续订现在就到期，不应折现。")),
            ex.Slip("=[derl]", Text("these are years; multiply by the margin.", "这是年数；请乘以毛利。")),
        ),
    ),
    ex.Question(
        "gain",
        Text("What does the publisher gain (above 0) or lose (below 0) with each contract that is sold at the offer?",
             "按报价每出售一份合同，出版社得利（大于 0）或损失（小于 0）多少？"),
        step="gain", level=3,
        hint=Text("what is received, less the value that is given away.", "所得减去所放弃的价值。"),
        why=Text('="With the average rate (question 2) the contract would seem to be worth "&FIXED([value_average],2)&", "'
                 '&FIXED(100*[understated],1)&"% less than it is. For a new subscriber the average rate gives the same, and sBG "'
                 '&FIXED([value_new],2)&": a subscriber who has renewed often is a different customer from one who has just begun."',
                 '="若用平均保留率（第 2 题），合同看起来只值 "&FIXED([value_average],2)&"，比实际低 "&FIXED(100*[understated],1)'
                 '&"%。对新订户，平均保留率的结果相同，sBG 则为 "&FIXED([value_new],2)&"：多次续订的订户与新订户不是同一种客户。"'),
        slips=(
            ex.Slip("=in_offer-[value_average]", Text("this values the contract by the average retention rate.",
                                                      "这是按平均保留率评估合同。")),
            ex.Slip("=in_offer-[value_current]", Text("this keeps today's retention rate for ever.",
                                                      "这里让目前的保留率永远不变。")),
            ex.Slip("=in_offer-[value_new]", Text("this is the value of a new subscriber.", "这是新订户的价值。")),
            ex.Slip("=-[gain]", Text("the other way round: offer less value.", "正好相反：报价减价值。")),
        ),
    ),
    ex.Question(
        "decision",
        Text('="The rival offers "&FIXED(in_offer,2)&" for each of these contracts. What should the publisher do?"',
             '="对手对每份合同出价 "&FIXED(in_offer,2)&"。出版社应当怎么做？"'),
        formula=either("[gain]>0", SELL, KEEP), format="text", level=3, digits=None, choices=(SELL, KEEP),
        hint=Text("look at the sign of question 9.", "看第 9 题的正负。"),
        why=Text('="The offer of "&FIXED(in_offer,2)&" against the value of "&FIXED([value],2)&" decides; the average rate '
                 'gives "&FIXED([value_average],2)&", today\'s rate for ever "&FIXED([value_current],2)&". Left out: the cost '
                 'of serving, a change of prices, a magazine that closes."',
                 '="决定因素：报价 "&FIXED(in_offer,2)&" 与价值 "&FIXED([value],2)&"；平均保留率只得 "&FIXED([value_average],2)'
                 '&"，让目前的保留率永远不变得 "&FIXED([value_current],2)&"。未计入：服务成本、价格变动、杂志停刊的可能。"'),
        slips=(ex.Slip(either("[gain]>0", KEEP, SELL),
                       Text("neither the average rate nor today's rate for ever is what these subscribers will do.",
                            "无论平均保留率，还是让目前的保留率永远不变，都不是这些订户将来的表现。")),),
    ),
)  # fmt: skip

EXERCISE = ex.Exercise(
    name="retention_projection",
    title=Text("Seven years known: what are loyal subscribers worth?", "已知七年：老订户值多少钱？"),
    aim=Text(
        "You learn to project retention with the shifted beta-geometric model, and why retention rises though nobody "
        "becomes more loyal.",
        "学习用移位贝塔几何（sBG）模型推算留存，并理解为什么没有人变得更忠诚，保留率却会上升。",
    ),
    neutral_title=Text("Retention projected", "留存的推算"),
    neutral=Text(
        "The table holds the share of two groups of customers who are still there, year by year. Fit the first years, "
        "project to the last, and compare with what happened; then value a contract and decide on the offer. Check the "
        "figures below before you begin: margin, discount rate and offer do not follow from the table. The columns keep "
        "the titles Regular and High End.",
        "下表是两组客户逐年仍在的比例。请用前几年拟合，推算到最后一年，与实际对照；再评估合同的价值，并对报价做出决定。"
        "开始之前请先核对下面的数据：毛利、折现率和报价无法由表格得出。两列沿用“普通版”“高端版”的标题。",
    ),
    case=(
        Text(
            "The Meridian Review sells yearly subscriptions to two editions, Regular and High End. The table follows those "
            "who subscribed in one and the same year: the share still there after each year.",
            "《子午评论》按年订阅，分普通版与高端版。下表追踪同一年开始订阅的人：各年末仍在的比例。",
        ),
        Text(
            '="Pretend that only the years up to "&FIXED(in_fit_years,0)&" are known: fit them, project the others, and see how '
            'close you came. Then decide: a rival wants to buy Regular contracts that have been renewed "&FIXED(in_renewals,0)&" '
            'times, for $"&FIXED(in_offer,2)&" each."',
            '="假设只知道到第 "&FIXED(in_fit_years,0)&" 年为止的数据：请拟合，推算其后各年，再看差了多少。然后做出决定：对手想以每份 "'
            '&FIXED(in_offer,2)&" 元收购已续订 "&FIXED(in_renewals,0)&" 次的普通版合同。"',
        ),
    ),
    figures=FIGURES,
    data=DATA,
    questions=QUESTIONS,
    pages=PAGES,
    functions=("SBG_FIT", "SBG_SURVIVAL", "SBG_RETENTION", "SBG_DERL"),
    source=Text(
        "shares, model and fit: Fader & Hardie (2007), Journal of Interactive Marketing 21(1), pp. 76–90, table 1 and eq. 5–8; residual "
        "lifetime: Fader & Hardie (2010), Marketing Science 29(1), pp. 85–93; the magazine, margin and offer are invented",
        "留存比例、模型与拟合：Fader & Hardie (2007), Journal of Interactive Marketing 21(1)，第 76–90 页，表 1 与式 5–8；剩余生命周期："
        "Fader & Hardie (2010), Marketing Science 29(1)，第 85–93 页；杂志、毛利与报价为虚构",
    ),
    front=ex.Diagram(
        "survival_seen", Text("Share still there", "仍在的比例"), "line", "data", "year", ("regular", "high_end"),
        Text("after year", "年末"), Text("share", "比例"), "percent", NOTHING, highest=1,
    ),
)  # fmt: skip
