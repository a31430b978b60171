"""A software service that loses its users early: cohorts, survival, and what churn costs."""

from __future__ import annotations

from clvxl.exercises.cases._cohort_payments import DATA, FIGURES
from clvxl.exercises.cases._cohort_working import PAGES
from clvxl.exercises.cases._handouts import COHORT
from clvxl.exercises.engine import records as ex
from clvxl.text import Text

__all__ = ["EXERCISE"]

ONBOARDING = Text("Onboarding", "新手引导")
CREDIT = Text("Loyalty credit", "忠诚优惠")
BOTH = Text("Both", "两项都做")
NEITHER = Text("Neither", "都不做")


def _which(formula: str) -> Text:
    """A formula of the four choices, in each language."""
    return Text(
        *(
            formula.format(*choices)
            for choices in zip(ONBOARDING, CREDIT, BOTH, NEITHER, strict=True)
        )
    )


AFTER_TWO, AFTER_THREE = (
    f"SUM(INDEX([cohorts.a{age}:],MIN(2,ROWS([cohorts.a{age}:]))))" for age in (2, 3)
)
SIX = "MIN(6,ROWS([survival.still:]))"

QUESTIONS = (
    ex.Question("average",
        Text("What is the average churn rate per month: all users lost ÷ all who were there at the start of a month?",
             "平均月流失率是多少：流失用户总数 ÷ 各月月初用户数之和？"), step="average", digits=1,
        hint=Text("add up the lost and the users at the start over all months, then divide.",
                  "先把各月流失数、月初用户数分别加总，再相除。"),
        why=Text('="One number for all users; 1 ÷ it says "&FIXED(1/MAX([average],0.0001),1)&" months for everybody."',
                 '="所有用户只用一个数；取倒数即人人都留 "&FIXED(1/MAX([average],0.0001),1)&" 个月。"'),
        slips=(
            ex.Slip("=AVERAGE([calendar.churn:])", Text("months of few users must not count as much as large ones.",
                                                        "用户少的月份不应与用户多的月份同等计入。")),
            ex.Slip("=SUM([calendar.gone:])/ROWS([users.user:])",
                    Text("this is the share of all users lost so far, not per month.", "这是至今流失的总比例，不是每月的。")),
            ex.Slip("=1-[average]", Text("this is the share that stays.", "这是留下的比例。")),
        ),
    ),
    ex.Question("cohort",
        Text("Of the users who joined in the second month, what share was still paying three months later?",
             "第二个月加入的用户中，三个月后仍付款的比例是多少？"), formula=f"={AFTER_THREE}", format="percent", digits=1,
        function='=INDEX(COHORT_TABLE(in_customer,in_date,"month","retention",,FALSE),2,5)',
        hint=Text("those who paid in month 5 ÷ those who joined in month 2.", "第 5 个月付款的人数 ÷ 第 2 个月加入的人数。"),
        why=Text("A row of the cohort table; the month of joining is 0.", "群组表中的一行；加入当月为第 0 月。"),
        slips=(
            ex.Slip(f"={AFTER_TWO}", Text("one month too early: the month of joining is 0.",
                                            "早了一个月：加入当月为第 0 月。")),
            ex.Slip(f"={AFTER_THREE}/MAX({AFTER_TWO},0.000001)",
                    Text("the base is all who joined, not those of the month before.", "基数是全部加入者，不是上月仍在的人。")),
            ex.Slip(f"=1-{AFTER_THREE}", Text("these had left.", "这是已离开的比例。")),
        ),
    ),
    ex.Question("renewal", Text("What share of the users renews the first time, over all cohorts that could?",
             "在所有已到首次续费时点的群组中，首次续费的用户占多大比例？"), step="renewal", digits=1, level=2,
        hint=Text("leave out who joined in the last month; pool the others.", "去掉最后一个月加入的用户，其余合并计算。"),
        why=Text("Those of the last month have not had the choice yet.", "最后一个月加入的用户还没有面临选择。"),
        slips=(
            ex.Slip("=IFERROR(AVERAGE([cohorts.a1:]),-1)", Text("a cohort of few users must not count as much as a large one.",
                                                    "人数少的群组不应与人数多的同等计入。")),
            ex.Slip("=([survival.risk#1]-[survival.left#1])/ROWS([users.user:])",
                    Text("who joined in the last month could not renew yet: leave them out.",
                         "最后一个月加入的用户尚不能续费：请排除。")),
            ex.Slip("=1-[renewal]", Text("these do not renew.", "这是未续费的比例。")),
        ),
    ),
    ex.Question("six", Text("By Kaplan–Meier, what share is still there after the sixth payment (renews six times)?",
             "按 Kaplan–Meier，第六次付款之后仍在（续费六次）的比例是多少？"),
        formula=f"=INDEX([survival.still:],{SIX})", format="percent", digits=1, level=2,
        function=f"=LOOKUP({SIX},INDEX(KM_SURVIVAL([users.renewals:],[users.lost:],FALSE),0,1),"
                 "INDEX(KM_SURVIVAL([users.renewals:],[users.lost:],FALSE),0,4))",
        hint=Text("multiply the six renewal rates, each of those at risk then.", "把六个续费率连乘，每个以当时面临续费者为基数。"),
        why=Text("Each rate uses all who were seen to decide; who is still there counts until then.",
                 "每个比率都用到全部已做决定的用户；仍在的用户计到最近一次决定为止。"),
        slips=(
            ex.Slip(f'=COUNTIFS([users.renewals:],">"&{SIX},[users.lost:],1)/MAX(SUM([users.lost:]),1)',
                    Text("who is still there was left out: of the lost alone, nearly all left early.",
                         "漏掉了仍在的用户：只看流失者，几乎都是早期离开的。")),
            ex.Slip(f'=(COUNTIF([users.renewals:],">="&{SIX})-INDEX([survival.left:],{SIX}))/ROWS([users.user:])',
                    Text("young users could not stay so long yet: they are not lost.", "新用户还来不及留这么久，不能算流失。")),
            ex.Slip(f"=(1-[average])^{SIX}", Text("this takes one rate for all months.", "这里各月都用同一个比率。")),
        ),
    ),
    ex.Question(
        "late", Text('="What is the churn rate per month of settled users (after payment "&FIXED(in_settled+1,0)&" and later)?"',
                     '="稳定用户（第 "&FIXED(in_settled+1,0)&" 次及以后的付款之后）的月流失率是多少？"'), step="late", digits=1, level=2,
        hint=Text("all lost then ÷ all at risk then, added up over the payments.", "把这些付款的流失数、面临续费数分别加总，再相除。"),
        why=Text('="Against "&FIXED(100*[average],1)&"% on average: no user is average."',
                 '="平均为 "&FIXED(100*[average],1)&"%：没有一位用户是“平均”的。"'),
        slips=(
            ex.Slip("=[average]", Text("this is the average over all users, the new ones too.", "这是全部用户（含新用户）的平均。")),
            ex.Slip("=1-[late]", Text("these renew.", "这是续费的比例。")),
            ex.Slip("=1-[survival.still#-1]/INDEX([survival.still:],MIN(in_settled,ROWS([survival.still:])))",
                    Text("this is the loss of several months together.", "这是几个月合计的流失。")),
        ),
    ),
    ex.Question("new_user", Text("What margin does a new user bring within 24 payments, by the curve as observed?",
             "按实际曲线，一位新用户在 24 次付款内带来多少毛利？"), step="new_user", level=2,
        hint=Text("margin of a payment × the sum of the shares that make it.", "一次付款的毛利 × 各次付款比例之和。"),
        why=Text('="The average rate gives "&FIXED([monthly]*SUM([curve.even:]),2)&": it forgets that who settles stays."',
                 '="用平均流失率只得 "&FIXED([monthly]*SUM([curve.even:]),2)&"：它忘了稳定下来的人会留得久。"'),
        slips=(
            ex.Slip("=[monthly]*SUM([curve.even:])", Text("this is at the average rate.", "这里用的是平均流失率。")),
            ex.Slip("=[monthly]*(SUM([curve.is:])-1)", Text("the first payment is sure.", "第一次付款是确定的。")),
            ex.Slip("=AVERAGE(in_amount)*SUM([curve.is:])", Text("revenue is no margin.", "收入不是毛利。")),
            ex.Slip("=[new_user]-in_acquisition_cost", Text("the cost of winning is not asked for here.",
                                                            "本题不减获取成本。")),
        ),
    ),
    ex.Question("cost",
        Text("What did early churn cost: users lost before they settled × (what a settled user still brings + the cost "
             "of winning another)?", "早期流失的代价是多少：稳定之前流失的用户数 ×（稳定用户此后的价值 + 重新获取成本）？"), step="cost", level=3,
        hint=Text("take the lost of the early payments and the value of a settled user within 24 payments.",
                  "取早期付款的流失数，以及稳定用户在 24 次付款内此后的价值。"),
        why=Text("An upper bound: not everyone who left would have settled.", "这是上限：离开的人未必都会稳定下来。"),
        slips=(
            ex.Slip("=SUM([survival.left:])*([settled_user]+in_acquisition_cost)",
                    Text("only those who left early.", "只计早期流失的用户。")),
            ex.Slip("=[early]*[settled_user]", Text("each has to be replaced too.", "每位流失用户还须重新获取。")),
            ex.Slip("=[early]*in_acquisition_cost", Text("what they would have brought is lost too.",
                                                         "他们本会带来的价值也失去了。")),
            ex.Slip("=[early]*([new_user]+in_acquisition_cost)",
                    Text("a settled user brings more than a new one.", "稳定用户比新用户更有价值。")),
        ),
    ),
    ex.Question(
        "onboarding", Text("What is onboarding worth per new user, its cost taken off?", "新手引导对每位新用户值多少（减去成本）？"),
        step="onboarding", level=3,
        hint=Text("after the first renewal all shares rise by the same factor.", "首次续费之后，各次付款比例按同一倍数上升。"),
        why=Text("Who renews once more often makes all later payments too.", "首次多续一次，后面的付款也随之而来。"),
        slips=(
            ex.Slip("=[onboarding]+in_guide", Text("take off the cost.", "请减去成本。")),
            ex.Slip("=[monthly]*in_lift-in_guide", Text("not one payment more: all that follow.",
                                                        "不只多一次付款，而是以后的付款都增加。")),
            ex.Slip("=[monthly]*in_lift*(SUM([curve.is:])-1)-in_guide",
                    Text("points are added to the renewal rate: the factor is (rate + points) ÷ rate.",
                         "百分点加在续费率上：倍数为（续费率 + 百分点）÷ 续费率。")),
            ex.Slip("=[monthly]*in_lift/[renewal]*SUM([curve.is:])-in_guide",
                    Text("the first payment does not change.", "第一次付款不变。")),
        ),
    ),
    ex.Question(
        "loyalty", Text("What is the loyalty credit worth per new user, its cost taken off (below 0: it loses)?",
                        "忠诚优惠对每位新用户值多少（减去成本；负数为亏损）？"), step="loyalty", level=3,
        hint=Text("more payments × margin, less the credit on all payments of settled users.",
                  "增加的付款 × 毛利，减去稳定用户每次付款的优惠。"),
        why=Text("Most of the credit goes to users who would have stayed without it.", "优惠大多给了本来就会留下的人。"),
        slips=(
            ex.Slip("=[monthly]*(SUM([curve.loyal:])-SUM([curve.is:]))", Text("take off the credits.", "请减去优惠。")),
            ex.Slip("=[monthly]*(SUM([curve.loyal:])-SUM([curve.is:]))-in_credit",
                    Text("the credit is given each month.", "优惠每月都要给。")),
            ex.Slip("=([monthly]-in_credit)*(SUM([curve.loyal:])-SUM([curve.is:]))",
                    Text("all settled users get it, not only those who would have left.", "所有稳定用户都拿到优惠，不只是本会离开的人。")),
        ),
    ),
    ex.Question("decision", Text("Which measure should the service take: one of them, both, or neither?", "公司应当采取哪项措施：其中一项、两项都做，还是都不做？"), format="text", level=3,
        choices=(ONBOARDING, CREDIT, BOTH, NEITHER),
        formula=_which('=IF([onboarding]>0,IF([loyalty]>0,"{2}","{0}"),IF([loyalty]>0,"{1}","{3}"))'),
        hint=Text("a measure is worth taking while it brings more than it costs.", "带来的多于花费的措施才值得做。"),
        why=Text('="Onboarding brings "&FIXED([onboarding],2)&" per new user, the credit "&FIXED([loyalty],2)'
                 '&", costs taken off. Both rest on lifts that nobody has measured yet: try onboarding on half of '
                 'the new users first."', '="扣除成本后，新手引导每位新用户带来 "&FIXED([onboarding],2)&"，忠诚优惠为 "&FIXED([loyalty],2)'
                 '&"。两者都依赖尚未验证的提高幅度：可先在一半新用户中试行。"'),
        slips=(
            ex.Slip(_which('=IF([onboarding]>[loyalty],IF([loyalty]>0,"{0}","{2}"),IF([onboarding]>0,"{1}","{2}"))'),
                    Text("look at each measure by itself, its cost taken off.", "请分别看每项措施，减去其成本。")),
            ex.Slip(_which('=IF([loyalty]>0,"{3}","{1}")'),
                    Text("settled users hardly leave: the credit goes to those who stay anyway.",
                         "稳定用户很少离开：优惠给了本来就会留下的人。")),
        ),
    ),
)  # fmt: skip

EXERCISE = ex.Exercise(
    name="cohort", title=Text("When do users leave?", "用户何时离开？"),
    aim=Text(
        "You learn that an average churn rate hides when users leave, to follow cohorts, to use those who are still "
        "there too (Kaplan–Meier), and to put a price on churn.", "学习看穿平均流失率：跟踪群组，用 Kaplan–Meier 把仍在的用户也用上，并算出流失的代价。",
    ),
    neutral_title=Text("Cohorts and churn", "群组与流失"),
    neutral=Text(
        "A list of payments tells when each customer came and when last seen. Work out the churn rate by month, the "
        "cohorts, and the share still there after each payment; then put a price on early churn and decide between a "
        "measure for new customers and one for settled ones.", "付款记录显示每位客户何时加入、最后何时付款。请求出逐月流失率、各群组以及每次付款后仍在的比例，"
        "再计算早期流失的代价，并在面向新客户与面向稳定客户的措施之间做出决定。",
    ),
    case=(Text(
            "Paperkite, a small project planner on the web, takes a fee each month (in yuan). It grows, and the board "
            "is content but for one number: the churn rate. The sales director wants to thank long-standing users "
            "with a monthly credit, so that they stay.", "“纸鸢”是一款小型在线项目管理软件，按月收费（单位：元）。用户在增长，董事会只对一个数字不满意：流失率。"
            "销售总监想每月给老用户发优惠，让他们留下。",
        ), Text(
            "The product manager suspects that those who leave are not the old ones, and would rather call each new "
            "user in the first week. Who is right?",
            "产品经理怀疑离开的并不是老用户，宁愿在第一周给每位新用户打电话做引导。谁说得对？",
        ),
    ),
    figures=FIGURES,
    data=DATA,
    questions=QUESTIONS,
    pages=PAGES,
    front=ex.Diagram(
        "growth", Text("Users at the end of each month", "各月末用户数"), "column", "calendar", "of", ("after", "gone"),
        Text("month", "月份"), Text("users", "用户数"), "integer", Text("It grows month by month.", "用户数逐月增长。"), rows=13,
    ), handout=COHORT, functions=("COHORT_TABLE", "RETENTION_RATE", "CHURN_RATE", "KM_SURVIVAL", "CHURN_COST"),
    source=Text(
        "survival: Kaplan & Meier (1958); cost of churn: after Reichheld & Sasser (1990); the service and its "
        "payments are invented", "生存率：Kaplan & Meier（1958）；流失的代价：依据 Reichheld & Sasser（1990）；软件与付款记录为虚构",
    ),
)  # fmt: skip
