"""The working of the exercise satisfaction: scores, gaps, delivered value."""

from __future__ import annotations

from clvxl.exercises.cases._satisfaction_survey import (
    BENEFITS,
    COSTS,
    DIMENSIONS,
)
from clvxl.exercises.engine import records as ex
from clvxl.text import Text

__all__ = ["LABELS", "PAGES"]

LABELS = [label for label, *_ in DIMENSIONS.values()]


def _chosen(beside: str, *names: str) -> str:
    """One of several by the number of the row, which a column beside counts."""
    return f"=CHOOSE(ROWS([{beside}..]),{','.join(names)})"


ANSWERS = ex.Grid(
    "answers", Text("5. Would you recommend us?", "5. 你会推荐我们吗？"), 11, (
        ex.Col("rating", Text("Rating", "评分"), "integer", values=range(11), width=9.0),
        ex.Col("given", Text("Answers", "人数"), "integer", "=COUNTIF(in_recommend,[rating])", width=10.0),
        ex.Col("who", Text("Counts as", "归类"), "text", width=14.0,
               values=[*[Text("Detractor", "贬损者")] * 7, *[Text("Passive", "被动者")] * 2,
                       *[Text("Promoter", "推荐者")] * 2]),
    ),
)  # fmt: skip

SHARES = ex.Steps(
    "shares", Text("1. Satisfaction, net promoter score, and how sure it is", "1. 满意度、净推荐值及其误差"), (
        ex.Step("n", Text("Respondents", "受访人数"), "=ROWS(in_recommend)", "integer"),
        ex.Step("csat", Text("Satisfied (CSAT)", "满意比例（CSAT）"),
                '=COUNTIF(in_satisfaction,">="&in_satisfied_from)/[n]', "percent",
                "=CSAT(in_satisfaction,in_satisfied_from)",
                Text("A share of people, not a mean of ratings.", "这是人数的比例，不是评分的平均。")),
        ex.Step("promoters", Text("Promoters (9 and 10)", "推荐者（9、10 分）"),
                '=COUNTIF(in_recommend,">=9")/[n]', "percent"),
        ex.Step("detractors", Text("Detractors (0 to 6)", "贬损者（0–6 分）"),
                '=COUNTIF(in_recommend,"<=6")/[n]', "percent",
                note=Text("Passives (7 and 8) count among all, and nowhere else.", "被动者（7、8 分）只计入总数。")),
        ex.Step("nps", Text("Net promoter score", "净推荐值"), "=100*([promoters]-[detractors])", "number",
                "=NPS(in_recommend)", Text("In points from -100 to 100, not a share.", "以 -100 到 100 的分数表示，不是比例。")),
        ex.Step("variance", Text("Variance of one answer", "单个回答的方差"),
                "=[promoters]+[detractors]-([promoters]-[detractors])^2", "factor",
                note=Text("Each answer counts 1, 0 or -1; this is their variance.", "每个回答计 1、0 或 -1，这是其方差。")),
        ex.Step("margin", Text("Margin of error, 95 %", "误差范围（95%）"), "=100*1.96*SQRT([variance]/[n])",
                "number", note=Text("1.96 standard errors, either way.", "上下各 1.96 个标准误。")),
        ex.Step("needed", Text("Answers that tell the score from the goal", "能区分得分与目标的回答数"),
                "=ROUNDUP((196/MAX(ABS([nps]-in_goal),0.01))^2*[variance],0)", "integer",
                note=Text("Half the distance needs four times the answers.", "差距减半，回答数要增至四倍。")),
    ),
)  # fmt: skip

PRECISION = ex.Grid(
    "precision", Text("2. More answers, same shares", "2. 比例不变，人数增加"), 7, (
        ex.Col("people", Text("Answers", "人数"), "integer", values=[25, 50, 100, 200, 400, 800, 1600], width=10.0),
        ex.Col("low", Text("From", "下限"), "number", "=MAX([nps]-196*SQRT([variance]/[people]),-100)", width=9.0),
        ex.Col("score", Text("Score", "净推荐值"), "number", "=[nps]", width=10.0),
        ex.Col("high", Text("To", "上限"), "number", "=MIN([nps]+196*SQRT([variance]/[people]),100)", width=9.0),
    ), note=Text('="The score of "&FIXED([nps],1)&" from "&FIXED([n],0)&" answers lies between "'
        '&FIXED([nps]-[margin],1)&" and "&FIXED([nps]+[margin],1)&"."',
        '="由 "&FIXED([n],0)&" 个回答得出的 "&FIXED([nps],1)&" 分，实际在 "&FIXED([nps]-[margin],1)'
        '&" 到 "&FIXED([nps]+[margin],1)&" 分之间。"',
    ),
)  # fmt: skip

GAPS = ex.Grid(
    "gaps", Text("1. Expected and found", "1. 期望与感知"),
    len(DIMENSIONS), (
        ex.Col("dimension", Text("Dimension", "维度"), "text", values=LABELS, width=17.0),
        ex.Col("weight", Text("Importance", "重要性"), "number", _chosen("dimension", *(f"in_w_{key}" for key in DIMENSIONS)),
               width=12.0),
        ex.Col("expected", Text("Expected", "期望"), "amount",
               _chosen("dimension", *(f"AVERAGE(in_e_{key})" for key in DIMENSIONS)), width=11.0),
        ex.Col("found", Text("Found", "感知"), "amount",
               _chosen("dimension", *(f"AVERAGE(in_p_{key})" for key in DIMENSIONS)), width=11.0),
        ex.Col("gap", Text("Gap", "差距"), "amount", "=[found]-[expected]", width=10.0),
        ex.Col("weighted", Text("Weighted gap", "加权差距"), "factor", "=[gap]*[weight]/SUM([weight:])", width=13.0),
    ), note=Text("Gap: found less expected. Weighted: times the dimension's share of all importance.",
              "差距 = 感知 − 期望；加权差距再乘以该维度在全部重要性中所占比例。"),
)  # fmt: skip

OVERALL = ex.Steps(
    "overall", Text("2. The gap over all dimensions", "2. 总体差距"), (
        ex.Step("plain", Text("All dimensions alike", "各维度同等对待"), "=AVERAGE([gaps.gap:])", "factor",
                "=SATISFACTION_GAP([gaps.expected:],[gaps.found:])"),
        ex.Step("gap_all", Text("Weighted by importance", "按重要性加权"), "=SUM([gaps.weighted:])", "factor",
                "=SATISFACTION_GAP([gaps.expected:],[gaps.found:],[gaps.weight:])",
                Text("Below 0: guests found less than they expected.", "小于 0：客人的感知低于期望。")),
        ex.Step("worst", Text("Most negative weighted gap", "最差的加权差距"), "=MIN([gaps.weighted:])", "factor",
                note=Text('="It is that of "&INDEX([gaps.dimension:],MATCH([worst],[gaps.weighted:],0))&"."',
                          '="属于“"&INDEX([gaps.dimension:],MATCH([worst],[gaps.weighted:],0))&"”。"')),
    ),
)  # fmt: skip

PARTS = ex.Grid(
    "parts", Text("3. What a night gives and costs a guest", "3. 一晚带给客人的价值与成本"), 4, (
        ex.Col("benefit", Text("Value", "价值"), "text", values=[label for label, *_ in BENEFITS.values()], width=17.0),
        ex.Col("gives", Text("Gives", "金额"), "amount", _chosen("benefit", *(f"in_{key}" for key in BENEFITS)), width=12.0),
        ex.Col("cost", Text("Cost", "成本"), "text", values=[label for label, *_ in COSTS.values()], width=17.0),
        ex.Col("takes", Text("Takes", "金额"), "amount", _chosen("benefit", *(f"in_{key}" for key in COSTS)), width=11.0),
    ),
)  # fmt: skip

DELIVERED = ex.Steps(
    "delivered", Text("3. Delivered value", "3. 顾客让渡价值"), (
        ex.Step("now", Text("Delivered value now", "现在的让渡价值"), "=SUM([parts.gives:])-SUM([parts.takes:])",
                "amount", "=DELIVERED_VALUE([parts.gives:],[parts.takes:])",
                Text("All that a guest gains, less all that it costs him, not the price alone.",
                     "客人得到的全部价值减去付出的全部成本，而不只是房价。")),
        ex.Step("relief", Text("Saved by a quick check-in", "快速入住节省的成本"),
                "=in_saved*(in_time+in_energy+in_psychic)", "amount"),
        ex.Step("quick", Text("Delivered value with a quick check-in", "快速入住后的让渡价值"), "=[now]+[relief]",
                "amount", "=DELIVERED_VALUE([parts.gives:],[parts.takes:])+[relief]"),
        ex.Step("ahead", Text("Ahead of the rival then", "届时领先竞争对手"), "=[quick]-in_rival", "amount",
                note=Text('="Now it is "&FIXED([now]-in_rival,2)&"."', '="现在为 "&FIXED([now]-in_rival,2)&"。"')),
    ),
)  # fmt: skip

OFFERS = ex.Grid(
    "offers", Text("4. Three offers", "4. 三种选择"), 3, (
        ex.Col("offer", Text("Offer", "选择"), "text", width=17.0,
               values=[Text("We, now", "我们：现在"), Text("We, quick desk", "我们：快速入住"), Text("The rival", "竞争对手")]),
        ex.Col("worth", Text("Delivered value", "让渡价值"), "amount", _chosen("offer", "[now]", "[quick]", "in_rival"),
               width=12.0),
    ),
)  # fmt: skip

PAGES = (
    ex.Page(Text("Tables", "数据表"), Text("What the survey says, and what a night is worth", "问卷说明什么，一晚值多少"), (
            GAPS,
            ex.Diagram("gap_chart", Text("Expected and found", "期望与感知"), "column", "gaps", "dimension",
                       ("expected", "found"), Text("dimension", "维度"), Text("mean rating, 1 to 7", "平均评分（1–7）"),
                       "number", Text("See each pair with its importance.", "差距要与重要性一起看。"),
                       rows=13, highest=7, beside=True),
            PRECISION,
            ex.Diagram("sure", Text("How sure is the score?", "净推荐值有多可靠？"), "line", "precision", "people",
                       ("low", "score", "high"), Text("answers", "人数"), Text("net promoter score", "净推荐值"),
                       "integer", Text("The band narrows with the root of the number of answers.", "区间随人数的平方根收窄。"),
                       rows=13, beside=True),
            PARTS,
            OFFERS,
            ex.Diagram("offer_chart", Text("Delivered value of a night", "一晚的让渡价值"), "bar", "offers", "offer",
                       ("worth",), Text("offer", "选择"), Text("delivered value", "让渡价值"), "amount",
                       Text("Less trouble counts as much as a lower price.", "少费周折，与降价同样算数。"), rows=10, beside=True),
            ANSWERS,
        ),
        landscape=True,
    ),
    ex.Page(Text("Working", "演算"), Text("Step by step", "逐步演算"), (SHARES, OVERALL, DELIVERED), landscape=True),
)  # fmt: skip
