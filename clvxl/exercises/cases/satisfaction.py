"""A hotel's survey: who is satisfied, who recommends, and what to improve first."""

from __future__ import annotations

from clvxl.exercises.cases._choices import picked
from clvxl.exercises.cases._satisfaction_survey import DATA, FIGURES
from clvxl.exercises.cases._satisfaction_working import LABELS, PAGES
from clvxl.exercises.engine.records import Diagram, Exercise, Question, Slip
from clvxl.text import NOTHING, Text

__all__ = ["EXERCISE"]

CHOICES = (Text("Pay", "发放"), Text("Wait", "等待"), Text("Do not pay", "不发放"))
WORST = "INDEX([gaps.dimension:],MATCH([worst],[gaps.weighted:],0))"


def _dimension(column: str, best: str) -> str:
    return f"=INDEX([gaps.dimension:],MATCH({best}([gaps.{column}:]),[gaps.{column}:],0))"


QUESTIONS = (
    Question("csat", Text("What share of the respondents is satisfied (CSAT)?", "满意的受访者占多大比例（CSAT）？"),
        step="csat", digits=1,
        hint=Text("count those who are satisfied ÷ all respondents.", "满意人数 ÷ 全部受访人数。"),
        why=Text("The share in the top boxes of the scale.", "评分位于最高档次的人数比例。"),
        slips=(
            Slip("=AVERAGE(in_satisfaction)/5",
                 Text("this is the mean rating; a share of people is asked for.", "这是平均评分；题目要的是人数比例。")),
            Slip('=COUNTIF(in_satisfaction,">"&in_satisfied_from)/[n]',
                 Text("the lowest satisfied rating counts too.", "算作满意的最低一档也要计入。")),
            Slip("=1-[csat]", Text("these are the others.", "这是其余的人。")),
        )),
    Question("nps", Text("What is the net promoter score, in points?", "净推荐值是多少分？"), step="nps", digits=1,
        hint=Text("per cent of promoters (9, 10) less per cent of detractors (0–6).",
                  "推荐者（9、10 分）百分比 − 贬损者（0–6 分）百分比。"),
        why=Text("Passives (7, 8) are in neither share, but count among all respondents, by whom both are divided.",
                 "被动者（7、8 分）不计入任一比例，但分母是全部受访者。"),
        slips=(
            Slip('=100*(COUNTIF(in_recommend,">=8")/[n]-[detractors])',
                 Text("an 8 is passive, no promoter.", "8 分是被动者，不是推荐者。")),
            Slip('=100*([promoters]-COUNTIF(in_recommend,"<=5")/[n])', Text("a 6 is a detractor.", "6 分是贬损者。")),
            Slip("=100*([promoters]-[detractors])/([promoters]+[detractors])",
                 Text("divide by all respondents: the passives count among them.", "应除以全部受访者：被动者也计入总数。")),
            Slip("=10*AVERAGE(in_recommend)", Text("the score is no mean of the ratings.", "净推荐值不是评分的平均。")),
            Slip("=[promoters]-[detractors]", Text("give it in points: 25 and not 0.25.", "请以分数表示：写 25，不写 0.25。")),
        )),
    Question("margin", Text("Counting each answer as 1, 0 or -1: what is the score's margin of error, in points either "
                            "way (95%: 1.96 standard errors)?",
                            "每个回答计 1、0 或 -1。净推荐值的误差范围是正负多少分（95%：1.96 个标准误）？"), step="margin", digits=1, level=2,
        hint=Text("100 × 1.96 × √(variance ÷ n); variance = p + d − (p − d)².",
                  "100 × 1.96 ×√（方差 ÷ n），方差 = p + d −（p − d）²。"),
        why=Text("p and d are the shares of promoters and detractors; p + d is the mean square, p − d the mean.",
                 "p、d 为推荐者与贬损者的比例；p + d 是平方的平均，p − d 是平均。"),
        slips=(
            Slip("=196*SQRT([promoters]*(1-[promoters])/[n])",
                 Text("this is the margin of the promoters alone.", "这只是推荐者比例的误差。")),
            Slip("=[margin]/1.96", Text("this is one standard error.", "这是一个标准误。")),
            Slip("=196*SQRT([variance])", Text("divide the variance by the number of answers.", "方差须除以回答数。")),
            Slip("=2*[margin]", Text("either way: half of the whole width.", "正负各一半：不是整个宽度。")),
        )),
    Question("needed", Text("With the same shares, how many answers in all bring the margin of error down to the "
                            "score's distance from the goal?", "若比例不变，总共需要多少个回答，误差范围才不大于得分与目标之差？"),
        step="needed", digits=None, level=2,
        hint=Text("solve the margin for n, and round up.", "由误差公式解出 n，向上取整。"),
        why=Text("n = (196 ÷ distance)² × variance: the margin falls with the root of n.",
                 "n =（196 ÷ 差距）² × 方差：误差随 n 的平方根下降。"),
        slips=(
            Slip("=ROUNDUP([n]*[margin]/MAX(ABS([nps]-in_goal),0.01),0)",
                 Text("the margin falls with the root of n: take the square.", "误差随 n 的平方根下降：请取平方。")),
            Slip("=[needed]-[n]", Text("these are the further ones: all are asked for.", "这是还需增加的人数；题目要的是总人数。")),
            Slip("=ROUNDUP((100/MAX(ABS([nps]-in_goal),0.01))^2*[variance],0)",
                 Text("95% takes 1.96 standard errors.", "95% 对应 1.96 个标准误。")),
        )),
    Question("gap_all",
             Text("What is the gap (perceived less expected) over the five dimensions, weighted by importance?",
                             "五个维度“感知 − 期望”，按重要性加权：总体差距是多少？"), step="gap_all", level=2,
        hint=Text("the sum of importance × gap ÷ the sum of importance.", "Σ（重要性 × 差距）÷ Σ 重要性。"),
        why=Text("Each dimension counts as much as it matters to guests.", "加权让各维度按客人看重的程度计入。"),
        slips=(
            Slip("=[plain]", Text("the dimensions do not weigh the same.", "各维度的重要性并不相同。")),
            Slip("=-[gap_all]", Text("perceived less expected: mind the sign.", "是感知减期望：注意符号。")),
            Slip("=SUMPRODUCT([gaps.gap:],[gaps.weight:])", Text("divide by the sum of importance.", "请除以重要性之和。")),
        )),
    Question("now", Text("What value does a night deliver to a guest now, all costs taken off?", "现在一晚的顾客让渡价值是多少？"),
        step="now", level=2,
        hint=Text("the four values less the four costs.", "四项价值之和 − 四项成本之和。"),
        why=Text("Time, energy and worry are costs too, though no bill shows them.", "时间、体力和精神也是成本，尽管账单上没有。"),
        slips=(
            Slip("=SUM([parts.gives:])-in_money", Text("money is not the only cost.", "成本不只是房价。")),
            Slip("=in_product-SUM([parts.takes:])", Text("the product is not the only value.", "价值不只是产品。")),
            Slip("=SUM([parts.gives:])", Text("take off what it costs the guest.", "请减去客人付出的成本。")),
        )),
    Question("ahead", Text("With a quick check-in, how much more than the rival would a night deliver (below 0: less)?",
                           "若实现快速入住，一晚的让渡价值比竞争对手高多少（负数为低）？"), step="ahead", level=2,
        hint=Text("take the saved costs off, then compare with the rival.", "先减少节省的成本，再与竞争对手比较。"),
        why=Text('="Without it the difference is "&FIXED([now]-in_rival,2)&"; a price cut of "&FIXED([relief],2)'
                 '&" would do the same for the guest, but costs the hotel that sum each night."',
                 '="没有它时差额为 "&FIXED([now]-in_rival,2)&"；降价 "&FIXED([relief],2)&" 对客人效果相同，但酒店每晚都要少收这笔钱。"'),
        slips=(
            Slip("=[now]-in_rival", Text("this is without the quick check-in.", "这里没有计入快速入住。")),
            Slip("=[quick]", Text("compare it with the rival.", "请与竞争对手比较。")),
            Slip("=[now]+in_saved*SUM([parts.takes:])-in_rival",
                 Text("the price does not fall with the queue.", "排队缩短，房价并不下降。")),
            Slip("=[now]+in_saved*in_time-in_rival", Text("it saves energy and worry too.", "体力和精神成本也会节省。")),
        )),
    Question("worst", Text("Weight each gap by its share of all importance. What is the most negative weighted gap?",
                           "各差距按“重要性占比”加权：最差（最负）的加权差距是多少？"), step="worst", level=3,
        hint=Text("weigh each gap with its share of importance, then take the smallest.", "各差距先乘以重要性占比，再取最小。"),
        why=Text(f'="It is that of "&{WORST}&"; all five together make "&FIXED([gap_all],2)&"."',
                 f'="属于“"&{WORST}&"”；五个维度合计为 "&FIXED([gap_all],2)&"。"'),
        slips=(
            Slip("=MIN([gaps.gap:])", Text("weigh the gaps with their importance first.", "请先按重要性加权。")),
            Slip("=INDEX([gaps.weighted:],MATCH(MIN([gaps.gap:]),[gaps.gap:],0))",
                 Text("the widest gap is not the weightiest.", "差距最大的，加权后未必最差。")),
            Slip("=INDEX([gaps.weighted:],MATCH(MAX([gaps.weight:]),[gaps.weight:],0))",
                 Text("the most important dimension has not the worst weighted gap.", "最重要的维度，加权差距未必最差。")),
        )),
    Question("bonus", Text("Should head office pay the bonus: pay (surely at or above the goal), do not pay (surely "
                           "below it), or wait for more answers (nobody can tell)?",
                           "总部应当发放奖金吗：发放（肯定达到目标）、不发放（肯定低于目标），还是等待更多回答（无法断定）？"),
        format="text", level=3, choices=CHOICES,
        formula=picked("IF([nps]-[margin]>=in_goal,1,IF([nps]+[margin]<in_goal,3,2))", CHOICES),
        hint=Text("compare the goal with the score less and plus its margin.", "把目标与“净推荐值 ± 误差范围”比较。"),
        why=Text('="The 95% interval is from "&FIXED([nps]-[margin],1)&" to "&FIXED([nps]+[margin],1)&", the goal is "'
                 '&FIXED(in_goal,1)&". A bonus on a number that chance moves by "&FIXED([margin],1)&" points either '
                 'way can reward luck; and guests who did not answer are left out."',
                 '="95% 区间为 "&FIXED([nps]-[margin],1)&" 到 "&FIXED([nps]+[margin],1)&"，目标为 "&FIXED(in_goal,1)'
                 '&"。净推荐值会因偶然上下变动 "&FIXED([margin],1)&" 分，据此发奖金可能只是奖励运气；没有回答的客人也未计入。"'),
        slips=(
            Slip(picked("IF([nps]>=in_goal,1,3)", CHOICES),
                 Text("the score is no exact number: mind its margin of error.", "净推荐值不是精确数字：请考虑误差范围。")),
        )),
    Question("mend", Text("The money is enough for one dimension of service: which should be improved first?",
                          "经费只够改进一个服务维度：应当先改进哪一个？"),
        format="text", level=3, choices=tuple(LABELS), formula=_dimension("weighted", "MIN"),
        hint=Text("look for the most negative weighted gap.", "看加权差距最差的维度。"),
        why=Text(f'="The weighted gap decides: "&FIXED([worst],2)&" for "&{WORST}'
                 '&". It leaves out what it costs to close, and stated importance is not always what moves guests."',
                 f'="由加权差距决定：“"&{WORST}&"”为 "&FIXED([worst],2)'
                 '&"。它没有计入改进的费用；客人自述的重要性也未必就是真正影响他们的因素。"'),
        slips=(
            Slip(_dimension("gap", "MIN"), Text("its gap is the widest, but guests care less about it.",
                                                "它的差距最大，但客人没有那么看重。")),
            Slip(_dimension("found", "MIN"),
                 Text("rated lowest; but what was expected, and how much does it matter?", "它得分最低；但客人期望多高、有多看重？")),
            Slip(_dimension("weight", "MAX"),
                 Text("it matters most, but another weighted gap is worse.", "它最重要，但另有加权差距更差的维度。")),
        )),
)  # fmt: skip

EXERCISE = Exercise(
    name="satisfaction", title=Text("What should a hotel improve first?", "酒店应当先改进什么？"),
    aim=Text("You learn to read a survey: who is satisfied and who recommends, how sure such a score is, and which gap "
             "between expectation and perception weighs most.",
             "学习解读问卷：有多少人满意、多少人愿意推荐，这样的分数有多可靠，哪一处期望与感知的差距最要紧。"),
    neutral_title=Text("Satisfaction survey", "满意度调查"),
    neutral=Text(
        "A survey asks each customer for overall satisfaction, for the wish to recommend, and for what was expected "
        "and perceived in five dimensions of service. Work out the scores and how sure they are, the gaps weighted by "
        "importance and the value delivered; then decide what to improve first.",
        "问卷请每位客户评价总体满意度、推荐意愿，以及五个服务维度的期望与感知。"
        "请求出各项分数及其可靠程度、按重要性加权的差距和顾客让渡价值，再决定先改进什么。"),
    case=(
        Text("The Three Herons, a hotel beside a trade fair, surveys departing guests. They also shared out 100 points "
             "of importance, and put a price on what a night gives and costs them (in yuan): queueing, asking twice "
             "and worrying are costs too.",
             "“三鹭酒店”位于展览中心旁，请退房的客人填写问卷。客人还把 100 分重要性分给五个维度，"
             "并为一晚带来的价值与成本估了价（单位：元）：排队、反复询问和担心也是成本。"),
        Text("Head office pays a bonus if the net promoter score reaches its goal. The manager wants the bonus, new "
             "furniture for the old lobby and a quicker check-in, and has money for one thing.",
             "净推荐值达到目标，总部就发奖金。经理既想要奖金，又想给旧大堂换家具，还想加快入住，而经费只够做一件事。"),
    ),
    figures=FIGURES, data=DATA, questions=QUESTIONS, pages=PAGES,
    front=Diagram("recommend_chart", Text("Would you recommend us?", "你会推荐我们吗？"), "column", "answers",
                  "rating", ("given",),
                  Text("rating from 0 to 10", "评分（0–10）"), Text("answers", "人数"), "integer", NOTHING),
    functions=("CSAT", "NPS", "SATISFACTION_GAP", "DELIVERED_VALUE"),
    source=Text(
        "net promoter score: Reichheld (2003); gap and dimensions: Parasuraman, Zeithaml & Berry (1988); delivered "
        "value: Kotler & Keller, Marketing Management; all data are invented",
        "净推荐值：Reichheld（2003）；差距与五个维度：Parasuraman, Zeithaml & Berry（1988）；让渡价值：Kotler & Keller《营销管理》；数据为虚构"),
)  # fmt: skip
