"""A software service that loses its users early: cohorts, survival, and what churn costs."""

from __future__ import annotations

from clvxl.exercises.cases._choices import picked
from clvxl.exercises.cases._cohort_payments import DATA, FIGURES
from clvxl.exercises.cases._cohort_working import PAGES
from clvxl.exercises.cases._handouts import COHORT
from clvxl.exercises.engine.records import Diagram, Exercise, Question, Slip
from clvxl.text import NOTHING, Text

__all__ = ["EXERCISE"]

CHOICES = (Text("Onboarding", "新手引导"), Text("Loyalty credit", "忠诚优惠"), Text("Both", "两项都做"),
           Text("Neither", "都不做"))  # fmt: skip
AFTER = "SUM(INDEX([cohorts.a{0}:],MIN(2,ROWS([cohorts.a{0}:]))))"
AFTER_TWO, AFTER_THREE = AFTER.format(2), AFTER.format(3)
SIX = "MIN(6,ROWS([survival.still:]))"
MORE = "([monthly]*(SUM([curve.loyal:])-SUM([curve.is:])))"
LATE = 'SUMIF([curve.t:],">"&in_settled,[curve.{}:])'
WOULD_STAY = f"FIXED(100*{LATE.format('is')}/MAX({LATE.format('loyal')},0.000001),0)"

QUESTIONS = (
    Question("average", Text("What is the average churn rate per month: all lost ÷ all there at a month's start?",
                             "平均月流失率是多少：流失用户总数 ÷ 各月月初用户数之和？"), step="average", digits=1,
        hint=Text("add up both over all months first, then divide.", "先把各月流失数、月初用户数分别加总，再相除。"),
        why=Text('="One number for all: 1 ÷ it says that everybody stays "&FIXED(1/MAX([average],0.0001),1)&" months."',
                 '="所有用户只用一个数；取倒数即人人都留 "&FIXED(1/MAX([average],0.0001),1)&" 个月。"'),
        slips=(
            Slip("=AVERAGE([calendar.churn:])", Text("weigh each month by its users.", "各月应按用户数加权。")),
            Slip("=SUM([calendar.gone:])/ROWS([users.user:])",
                 Text("this is the share of all users lost so far, not per month.", "这是至今流失的总比例，不是每月的。")),
            Slip("=1-[average]", Text("this is the share that stays.", "这是留下的比例。")),
        )),
    Question("cohort", Text("Of the users who joined in the second month, what share still paid three months later?",
                            "第二个月加入的用户中，三个月后仍付款的比例是多少？"), formula=f"={AFTER_THREE}", format="percent", digits=1,
        function='=INDEX(COHORT_TABLE(in_customer,in_date,"month","retention",,FALSE),2,5)',
        hint=Text("those who paid in month 5 ÷ those who joined in month 2.", "第 5 个月付款的人数 ÷ 第 2 个月加入的人数。"),
        why=Text("A row of the cohort table; the month of joining is 0.", "群组表中的一行；加入当月为第 0 月。"),
        slips=(
            Slip(f"={AFTER_TWO}", Text("one month too early: the month of joining is 0.", "早了一个月：加入当月为第 0 月。")),
            Slip(f"={AFTER_THREE}/MAX({AFTER_TWO},0.000001)",
                 Text("the base is all who joined, not those of the month before.", "基数是全部加入者，不是上月仍在的人。")),
        )),
    Question("renewal", Text("What share of users renews the first time, over all cohorts that could?",
                             "在所有已到首次续费时点的群组中，首次续费的用户占多大比例？"), step="renewal", digits=1, level=2,
        hint=Text("leave out who joined in the last month; pool the others.", "去掉最后一个月加入的用户，其余合并计算。"),
        why=Text("Those of the last month have not had the choice yet.", "最后一个月加入的用户还没有面临选择。"),
        slips=(
            Slip("=IFERROR(AVERAGE([cohorts.a1:]),-1)", Text("weigh each cohort by its users.", "各群组应按用户数加权。")),
            Slip("=([survival.risk#1]-[survival.left#1])/ROWS([users.user:])",
                 Text("leave out who joined in the last month: they could not renew yet.", "请排除最后一个月加入的用户：他们尚不能续费。")),
        )),
    Question("six", Text("By Kaplan–Meier, what share of users renews six times?", "按 Kaplan–Meier，续费满六次的用户占多大比例？"),
        formula=f"=INDEX([survival.still:],{SIX})", format="percent", digits=1, level=2,
        function=f"=LOOKUP({SIX},INDEX(KM_SURVIVAL([users.renewals:],[users.lost:],FALSE),0,1),"
                 "INDEX(KM_SURVIVAL([users.renewals:],[users.lost:],FALSE),0,4))",
        hint=Text("multiply the six renewal rates, each of those at risk then.", "把六个续费率连乘，每个以当时面临续费者为基数。"),
        why=Text("Each rate uses all who were seen to decide; who is still there counts until then.",
                 "每个比率都用到全部已做决定的用户；仍在的用户计到最近一次决定为止。"),
        slips=(
            Slip(f'=COUNTIFS([users.renewals:],">"&{SIX},[users.lost:],1)/MAX(SUM([users.lost:]),1)',
                 Text("who is still there was left out: these are the lost alone.", "漏掉了仍在的用户：这里只看流失者。")),
            Slip(f'=(COUNTIF([users.renewals:],">="&{SIX})-INDEX([survival.left:],{SIX}))/ROWS([users.user:])',
                 Text("young users could not stay so long yet: they are not lost.", "新用户还来不及留这么久，不能算流失。")),
            Slip(f"=(1-[average])^{SIX}", Text("this takes one rate for all months.", "这里各月都用同一个比率。")),
        )),
    Question("late",
        Text('="What is the monthly churn rate of settled users (from payment "&FIXED(in_settled+1,0)&" on)?"',
             '="第 "&FIXED(in_settled+1,0)&" 次及以后的付款（稳定用户），月流失率是多少？"'), step="late", digits=1, level=2,
        hint=Text("all lost then ÷ all at risk then, added up over the payments.", "把这些付款的流失数、面临续费数分别加总，再相除。"),
        why=Text('="Against "&FIXED(100*[average],1)&"% on average: no user is average."',
                 '="平均为 "&FIXED(100*[average],1)&"%：没有一位用户是“平均”的。"'),
        slips=(
            Slip("=[average]", Text("this is the average over all users, the new ones too.", "这是全部用户（含新用户）的平均。")),
            Slip("=1-[survival.still#-1]/INDEX([survival.still:],MIN(in_settled,ROWS([survival.still:])))",
                 Text("this is the loss of several months together.", "这是几个月合计的流失。")),
        )),
    Question("new_user", Text("What margin does a new user bring within 24 payments, by the curve as observed?",
                              "按实际曲线，一位新用户在 24 次付款内带来多少毛利？"), step="new_user", level=2,
        hint=Text("margin of a payment × the sum of the shares that make it.", "一次付款的毛利 × 各次付款比例之和。"),
        why=Text('="At the average rate it is "&FIXED([monthly]*SUM([curve.even:]),2)&": that rate is nobody\'s."',
                 '="按平均流失率则为 "&FIXED([monthly]*SUM([curve.even:]),2)&"：没有人按这个比率流失。"'),
        slips=(
            Slip("=[monthly]*SUM([curve.even:])", Text("this is at the average rate.", "这里用的是平均流失率。")),
            Slip("=[monthly]*(SUM([curve.is:])-1)", Text("the first payment is sure: it counts.", "第一次付款是确定的，也要计入。")),
            Slip("=AVERAGE(in_amount)*SUM([curve.is:])", Text("revenue is no margin.", "收入不是毛利。")),
            Slip("=[new_user]-in_acquisition_cost", Text("the cost of winning is not asked for here.", "本题不减获取成本。")),
        )),
    Question("cost", Text("What did early churn cost: users lost early × (a settled user's worth + cost of a new one)?",
                          "早期流失的代价是多少：早期流失的用户数 ×（稳定用户此后的价值 + 重新获取成本）？"), step="cost", level=3,
        hint=Text("what a settled user brings is counted up to payment 24.", "稳定用户的价值计到第 24 次付款。"),
        why=Text("An upper bound: not everyone who left would have settled.", "这是上限：离开的人未必都会稳定下来。"),
        slips=(
            Slip("=SUM([survival.left:])*([settled_user]+in_acquisition_cost)", Text("only the early ones.", "只计早期流失。")),
            Slip("=[early]*[settled_user]", Text("each has to be replaced too.", "每位流失用户还须重新获取。")),
            Slip("=[early]*in_acquisition_cost", Text("what they would have brought is lost too.", "他们本会带来的价值也失去了。")),
            Slip("=[early]*([new_user]+in_acquisition_cost)",
                 Text("take the value of a settled user, not of a new one.", "应取稳定用户的价值，而不是新用户的。")),
        )),
    Question("onboarding", Text("What is onboarding worth per new user, its cost taken off?", "新手引导对每位新用户值多少（减去成本）？"),
        step="onboarding", level=3,
        hint=Text("after the first renewal all shares rise by the same factor.", "首次续费之后，各次付款比例按同一倍数上升。"),
        why=Text("Who renews once more often makes the later payments too.", "首次多续一次，后面的付款也随之而来。"),
        slips=(
            Slip("=[onboarding]+in_guide", Text("take off the cost.", "请减去成本。")),
            Slip("=[monthly]*in_lift-in_guide", Text("not one payment more: all that follow.", "不只多一次付款，而是以后的付款都增加。")),
            Slip("=[monthly]*in_lift*(SUM([curve.is:])-1)-in_guide",
                 Text("points are added to the rate: the factor is new rate ÷ old rate.",
                      "百分点加在续费率上：倍数为 新续费率 ÷ 原续费率。")),
            Slip("=[monthly]*in_lift/[renewal]*SUM([curve.is:])-in_guide",
                 Text("the first payment stays as it is.", "第一次付款不变。")),
        )),
    Question("loyalty", Text("What is the loyalty credit worth per new user, its cost taken off (below 0: it loses)?",
                             "忠诚优惠对每位新用户值多少（减去成本；负数为亏损）？"), step="loyalty", level=3,
        hint=Text("margin of the added payments − credits on all settled payments.", "增加的付款 × 毛利，减去稳定用户每次付款的优惠。"),
        why=Text(f'="Of the credits "&{WOULD_STAY}&"% go to users who would have stayed without them."',
                 f'="优惠中有 "&{WOULD_STAY}&"% 给了没有优惠也会留下的人。"'),
        slips=(
            Slip(f"={MORE}", Text("take off the credits.", "请减去优惠。")),
            Slip(f"={MORE}-in_credit", Text("the credit is given each month.", "优惠每月都要给。")),
            Slip(f"={MORE}/[monthly]*([monthly]-in_credit)",
                 Text("all settled users get it, not only those who would have left.", "所有稳定用户都拿到优惠，不只是本会离开的人。")),
        )),
    Question("decision", Text("Which measure should the service take: one of them, both, or neither?",
                              "公司应当采取哪项措施：其中一项、两项都做，还是都不做？"), format="text", level=3, choices=CHOICES,
        formula=picked("IF([onboarding]>0,IF([loyalty]>0,3,1),IF([loyalty]>0,2,4))", CHOICES),
        hint=Text("a measure is worth taking if it brings more than it costs.", "带来的多于花费的措施才值得做。"),
        why=Text('="Onboarding brings "&FIXED([onboarding],2)&" per new user, the credit "&FIXED([loyalty],2)'
                 '&", costs taken off. Nobody has measured the lifts yet: try on half of the users first."',
                 '="扣除成本后，新手引导每位新用户带来 "&FIXED([onboarding],2)&"，忠诚优惠为 "&FIXED([loyalty],2)'
                 '&"。两者都依赖尚未验证的提高幅度：可先在一半新用户中试行。"'),
        slips=(
            Slip(picked("IF([onboarding]>[loyalty],IF([loyalty]>0,1,3),IF([onboarding]>0,2,3))", CHOICES),
                 Text("judge each measure by itself, its cost taken off.", "请分别看每项措施，减去其成本。")),
            Slip(picked("IF([loyalty]>0,4,2)", CHOICES),
                 Text("look at what the credit is worth, its cost taken off.", "请看优惠减去成本之后值多少。")),
        )),
)  # fmt: skip

EXERCISE = Exercise(
    name="cohort", title=Text("When do users leave?", "用户何时离开？"),
    aim=Text("You learn to see through an average churn rate: to follow cohorts, to use those who are still there too "
             "(Kaplan–Meier), and to put a price on churn.",
             "学习看穿平均流失率：跟踪群组，用 Kaplan–Meier 把仍在的用户也用上，并算出流失的代价。"),
    neutral_title=Text("Cohorts and churn", "群组与流失"),
    neutral=Text(
        "Payments tell when each customer came and was last seen. Work out churn by month, the cohorts, and the share "
        "still there after each payment; price early churn; then choose a measure for new or for settled customers.",
        "付款记录显示每位客户何时加入、最后何时付款。请求出逐月流失率、各群组以及每次付款后仍在的比例，"
        "再计算早期流失的代价，并在面向新客户与面向稳定客户的措施之间做出决定。"),
    case=(
        Text("Paperkite, a small project planner on the web, takes a monthly fee (in yuan). It grows, but many users "
             "leave. The sales director wants to hold settled users with a monthly credit.",
             "“纸鸢”是一款小型在线项目管理软件，按月收费（单位：元）。用户在增长，但流失太多。"
             "销售总监想每月给稳定用户发优惠，留住他们。"),
        Text("The product manager suspects that it is the new ones who leave, and would rather call each of them in "
             "the first week (onboarding). Who is right?", "产品经理怀疑离开的是新用户，宁愿在第一周给每位新用户打电话做引导。谁说得对？"),
    ),
    figures=FIGURES, data=DATA, questions=QUESTIONS, pages=PAGES, handout=COHORT,
    front=Diagram("growth", Text("Users at the end of each month", "各月末用户数"), "column", "calendar", "of",
                  ("after", "gone"), Text("month", "月份"), Text("users", "用户数"), "integer", NOTHING),
    functions=("COHORT_TABLE", "RETENTION_RATE", "CHURN_RATE", "KM_SURVIVAL", "CHURN_COST"),
    source=Text(
        "survival: Kaplan & Meier (1958); cost of churn: after Reichheld & Sasser (1990); all data are invented",
        "生存率：Kaplan & Meier（1958）；流失的代价：依据 Reichheld & Sasser（1990）；软件与付款记录为虚构"),
)  # fmt: skip
