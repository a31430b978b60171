"""The working of the exercise satisfaction: scores, gaps, delivered value."""

from __future__ import annotations

from clvxl.exercises.cases._choices import in_turn
from clvxl.exercises.cases._satisfaction_survey import BENEFITS, COSTS, DIMENSIONS
from clvxl.exercises.engine.records import Col, Diagram, Grid, Page, Step, Steps
from clvxl.text import Text

__all__ = ["LABELS", "PAGES"]

LABELS = [label for label, *_ in DIMENSIONS.values()]


ANSWERS = Grid(
    "answers", Text("4. Would you recommend us?", "4. 你会推荐我们吗？"), 11, (
        Col("rating", Text("Rating", "评分"), "integer", values=range(11), width=9.0),
        Col("given", Text("Answers", "人数"), "integer", "=COUNTIF(in_recommend,[rating])", width=10.0),
        Col("who", Text("Counts as", "归类"), "text", width=14.0,
               values=[*[Text("Detractor", "贬损者")] * 7, *[Text("Passive", "被动者")] * 2,
                       *[Text("Promoter", "推荐者")] * 2]),
    ), beside=True,
)  # fmt: skip

SHARES = Steps(
    "shares", Text("1. Satisfaction, net promoter score, and how sure it is", "1. 满意度、净推荐值及其误差"), (
        Step("n", Text("Respondents", "受访人数"), "=ROWS(in_recommend)", "integer"),
        Step("csat", Text("Satisfied (CSAT)", "满意比例（CSAT）"),
                '=COUNTIF(in_satisfaction,">="&in_satisfied_from)/[n]', "percent",
                "=CSAT(in_satisfaction,in_satisfied_from)",
                Text("A share of people, not a mean of ratings.", "这是人数的比例，不是评分的平均。")),
        Step("promoters", Text("Promoters (9 and 10)", "推荐者（9、10 分）"),
                '=COUNTIF(in_recommend,">=9")/[n]', "percent"),
        Step("detractors", Text("Detractors (0 to 6)", "贬损者（0–6 分）"),
                '=COUNTIF(in_recommend,"<=6")/[n]', "percent",
                note=Text("Passives (7 and 8) count among all, and nowhere else.", "被动者（7、8 分）只计入总数。")),
        Step("nps", Text("Net promoter score", "净推荐值"), "=100*([promoters]-[detractors])", "number",
                "=NPS(in_recommend)", Text("In points from -100 to 100, not a share.", "以 -100 到 100 的分数表示，不是比例。")),
        Step("variance", Text("Variance of one answer", "单个回答的方差"),
                "=[promoters]+[detractors]-([promoters]-[detractors])^2", "factor",
                note=Text("Each answer counts 1, 0 or -1; this is their variance.", "每个回答计 1、0 或 -1，这是其方差。")),
        Step("margin", Text("Margin of error, 95%", "误差范围（95%）"), "=100*1.96*SQRT([variance]/[n])",
                "number", note=Text("1.96 standard errors, either way.", "上下各 1.96 个标准误。")),
        Step("needed", Text("Answers that tell the score from the goal", "能区分得分与目标的回答数"),
                "=ROUNDUP((196/MAX(ABS([nps]-in_goal),0.01))^2*[variance],0)", "integer",
                note=Text("Half the distance needs four times the answers.", "差距减半，回答数要增至四倍。")),
    ),
)  # fmt: skip

PRECISION = Grid(
    "precision", Text("2. More answers, same shares", "2. 比例不变，人数增加"), 7, (
        Col("people", Text("Answers", "人数"), "integer", values=[25, 50, 100, 200, 400, 800, 1600], width=10.0),
        Col("low", Text("From", "下限"), "number", "=MAX([nps]-196*SQRT([variance]/[people]),-100)", width=9.0),
        Col("score", Text("Score", "净推荐值"), "number", "=[nps]", width=11.5),
        Col("high", Text("To", "上限"), "number", "=MIN([nps]+196*SQRT([variance]/[people]),100)", width=9.0),
    ), note=Text('="95% interval now: "&FIXED([nps]-[margin],1)&" to "&FIXED([nps]+[margin],1)&"."',
                 '="目前的 95% 区间："&FIXED([nps]-[margin],1)&" 到 "&FIXED([nps]+[margin],1)&"。"'),
)  # fmt: skip

GAPS = Grid(
    "gaps", Text("1. Expected and perceived", "1. 期望与感知"), len(DIMENSIONS), (
        Col("dimension", Text("Dimension", "维度"), "text", values=LABELS, width=17.0),
        Col("weight", Text("Importance", "重要性"), "number", in_turn("dimension", *(f"in_w_{key}" for key in DIMENSIONS)),
               width=12.0),
        Col("expected", Text("Expected", "期望"), "amount",
               in_turn("dimension", *(f"AVERAGE(in_e_{key})" for key in DIMENSIONS)), width=11.0),
        Col("found", Text("Perceived", "感知"), "amount",
               in_turn("dimension", *(f"AVERAGE(in_p_{key})" for key in DIMENSIONS)), width=11.0),
        Col("gap", Text("Gap", "差距"), "amount", "=[found]-[expected]", width=10.0),
        Col("weighted", Text("Weighted gap", "加权差距"), "factor", "=[gap]*[weight]/SUM([weight:])", width=13.0),
    ), note=Text("Weighted gap: times the dimension's share of all importance.", "加权差距：再乘以该维度的重要性占比。"),
)  # fmt: skip

OVERALL = Steps(
    "overall", Text("2. The gap over all dimensions", "2. 总体差距"), (
        Step("plain", Text("All dimensions alike", "各维度同等对待"), "=AVERAGE([gaps.gap:])", "factor",
                "=SATISFACTION_GAP([gaps.expected:],[gaps.found:])"),
        Step("gap_all", Text("Weighted by importance", "按重要性加权"), "=SUM([gaps.weighted:])", "factor",
                "=SATISFACTION_GAP([gaps.expected:],[gaps.found:],[gaps.weight:])",
                Text("Below 0: less than guests expected.", "小于 0：客人的感知低于期望。")),
        Step("worst", Text("Most negative weighted gap", "最差的加权差距"), "=MIN([gaps.weighted:])", "factor",
                note=Text('="That of "&INDEX([gaps.dimension:],MATCH([worst],[gaps.weighted:],0))&"."',
                          '="属于“"&INDEX([gaps.dimension:],MATCH([worst],[gaps.weighted:],0))&"”。"')),
    ),
)  # fmt: skip

PARTS = Grid(
    "parts", Text("3. What a night gives and costs a guest", "3. 一晚带给客人的价值与成本"), 4, (
        Col("benefit", Text("Value", "价值"), "text", values=[label for label, *_ in BENEFITS.values()], width=17.0),
        Col("gives", Text("Gives", "金额"), "amount", in_turn("benefit", *(f"in_{key}" for key in BENEFITS)), width=12.0),
        Col("cost", Text("Cost", "成本"), "text", values=[label for label, *_ in COSTS.values()], width=17.0),
        Col("takes", Text("Takes", "金额"), "amount", in_turn("benefit", *(f"in_{key}" for key in COSTS)), width=11.0),
    ),
)  # fmt: skip

DELIVERED = Steps(
    "delivered", Text("3. Delivered value", "3. 顾客让渡价值"), (
        Step("now", Text("Delivered value now", "现在的让渡价值"), "=SUM([parts.gives:])-SUM([parts.takes:])",
                "amount", "=DELIVERED_VALUE([parts.gives:],[parts.takes:])",
                Text("All that a guest gains less all that it costs, not the price alone.", "全部价值减去全部成本，不只是房价。")),
        Step("relief", Text("Saved by a quick check-in", "快速入住节省的成本"),
                "=in_saved*(in_time+in_energy+in_psychic)", "amount"),
        Step("quick", Text("Delivered value with a quick check-in", "快速入住后的让渡价值"), "=[now]+[relief]",
                "amount", "=DELIVERED_VALUE([parts.gives:],[parts.takes:])+[relief]"),
        Step("ahead", Text("Ahead of the rival then", "届时领先竞争对手"), "=[quick]-in_rival", "amount",
                note=Text('="Now it is "&FIXED([now]-in_rival,2)&"."', '="现在为 "&FIXED([now]-in_rival,2)&"。"')),
    ),
)  # fmt: skip

OFFERS = Grid(
    "offers", Text("5. Three offers", "5. 三种选择"), 3, (
        Col("offer", Text("Offer", "选择"), "text", width=17.0,
               values=[Text("Now", "现在"), Text("Quick check-in", "快速入住"), Text("Rival", "竞争对手")]),
        Col("worth", Text("Delivered value", "让渡价值"), "amount", in_turn("offer", "[now]", "[quick]", "in_rival"),
               width=12.0),
    ),
)  # fmt: skip

TABLES = (
    GAPS,
    Diagram("gap_chart", Text("Expected and perceived", "期望与感知"), "column", "gaps", "dimension", ("expected", "found"),
            Text("dimension", "维度"), Text("mean rating, 1 to 7", "平均评分（1–7）"), "number",
            Text("See each pair with its importance.", "差距要与重要性一起看。"), rows=10, highest=7, beside=True),
    PRECISION,
    Diagram("sure", Text("How sure is the score?", "净推荐值有多可靠？"), "line", "precision", "people", ("low", "score",
                                                                                                 "high"),
            Text("answers", "人数"), Text("net promoter score", "净推荐值"), "integer",
            Text("The band narrows with the root of the number of answers.", "区间随人数的平方根收窄。"), rows=10, beside=True),
    PARTS,
    ANSWERS,
    OFFERS,
    Diagram("offer_chart", Text("Delivered value of a night", "一晚的让渡价值"), "bar", "offers", "offer", ("worth",),
            Text("offer", "选择"), Text("delivered value", "让渡价值"), "amount",
            Text("Less trouble counts as much as a lower price.", "少费周折，与降价同样算数。"), rows=10, beside=True),
)  # fmt: skip

PAGES = (
    Page(Text("Tables", "数据表"), Text("What the survey says, and what a night is worth", "问卷说明什么，一晚值多少"), TABLES,
         landscape=True),
    Page(Text("Working", "演算"), Text("Step by step", "逐步演算"), (SHARES, OVERALL, DELIVERED), landscape=True),
)  # fmt: skip
