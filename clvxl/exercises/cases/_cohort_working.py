"""The working of the exercise cohort: months, cohorts, survival, and what they are worth."""

from __future__ import annotations

from clvxl.exercises.cases._cohort_payments import AGES, ages, cohorts, leaving, months, names
from clvxl.exercises.engine.records import Col, Diagram, Grid, Page, Spill, Step, Steps
from clvxl.text import Text

__all__ = ["PAGES"]

HORIZON = 24
START = "MIN(in_date)"
FIRST = "(100000-SUMPRODUCT(LARGE((in_customer=[user])*(100000-in_date),1)))"
LAST = "SUMPRODUCT(LARGE((in_customer=[user])*in_date,1))"
CALL = 'COHORT_TABLE(in_customer,in_date,"month","retention",,FALSE)'


def _month_of(day: str) -> str:
    """The number of a day's month, 1 being the first of all."""
    return f"=12*(YEAR({day})-YEAR({START}))+MONTH({day})-MONTH({START})+1"


def _count(key: str, en: str, zh: str, formula: str) -> Col:
    return Col(key, Text(en, zh), "integer", formula, width=10.4)


def _share(key: str, en: str, zh: str, formula: str, first: str | None = None) -> Col:
    return Col(key, Text(en, zh), "percent", formula, first, width=11.0)


USERS = Grid("users", Text("Each user: when won, when last seen", "逐位用户：何时加入、最后何时付款"),
    lambda columns: len(names(columns)), (
        Col("user", Text("User", "用户"), "text", values=names, width=13.0),
        _count("first", "First month", "首月", _month_of(FIRST)),
        _count("last", "Last month", "末月", _month_of(LAST)),
        _count("lost", "1 = lost", "1＝流失", "=IF([last]<[month_count],1,0)"),
        _count("renewals", "Decisions seen", "续费决定次数", "=[last]-[first]+[lost]"),
    ), note=Text(
        "Decisions seen: how often the user was seen to renew or to leave. Who joined in the last month has decided "
        "nothing yet, but is not lost.", "续费决定次数：已看到用户做出续费或离开决定的次数。最后一个月加入的用户尚未做出决定，但并未流失。"),
)  # fmt: skip

CALENDAR = Grid("calendar", Text("1. By calendar month", "1. 按日历月"), ages, (
        Col("of", Text("Month", "月份"), "integer", values=lambda columns: range(2, ages(columns) + 2), width=9.0),
        _count("before", "At start", "月初", '=COUNTIFS([users.first:],"<"&[of],[users.last:],">="&[of]-1)'),
        _count("new", "New", "新增", "=COUNTIF([users.first:],[of])"),
        _count("gone", "Lost", "流失", "=COUNTIFS([users.last:],[of]-1,[users.lost:],1)"),
        _count("after", "At end", "月末", "=[before]+[new]-[gone]"),
        _share("churn", "Churn rate", "流失率", "=IF([before]=0,0,[gone]/[before])"),
    ), note=Text("The rate says how many leave, not which users.", "流失率说明走了多少人，却不说明是哪些人。"),
)  # fmt: skip

CALENDAR_CHURN = Spill("calendar_churn", Text("By CHURN_RATE", "用 CHURN_RATE"),
    "=CHURN_RATE([calendar.before:],[calendar.gone:])", ages,
    (Col("f_churn", Text("Churn rate", "流失率"), "percent", width=10.5),), Text("Row by row.", "逐行对应。"), beside=True,
)  # fmt: skip


def _age(age: int) -> Col:
    there = f'COUNTIFS([users.first:],[joined],[users.last:],">="&[joined]+{age})'
    return Col(f"a{age}", Text(str(age), str(age)), "percent", width=8.0,
               formula=f'=IF(OR([size]=0,[joined]+{age}>[month_count]),"",{there}/[size])')  # fmt: skip


COHORTS = Grid("cohorts", Text("2. By cohort: the share still paying, months after joining", "2. 按群组：加入若干个月后仍付款的比例"),
    months, (
        Col("joined", Text("Joined", "加入月"), "integer", width=9.0,
            values=lambda columns: range(1, months(columns) + 1)),
        _count("size", "Users", "用户数", "=COUNTIF([users.first:],[joined])"),
        *(_age(age) for age in range(AGES)),
    ), scale=("a0", f"a{AGES - 1}"),
    note=Text("A row follows those who came together. Blank: not yet seen.", "一行跟踪同月加入的用户。空白表示尚未到来。"),
)  # fmt: skip


def _from_table(age: int) -> Col:
    """A share by the function; where nobody knows it, no cell says that the time has not come."""
    found = f'IF([f_month]+{age}>[month_count],"·",INDEX({CALL},[f_no],{age + 2}))'
    formula = f'=IF(ISTEXT([f_cohort]),"–",{found})'
    return Col(f"f_a{age}", Text(str(age), str(age)), "percent", formula, width=8.0)


COHORT_TABLE = Grid("cohort_table", Text("3. The same by one function: COHORT_TABLE", "3. 一个函数给出同样的结果：COHORT_TABLE"),
    cohorts, (
        Col("f_no", Text("No.", "序号"), "integer", width=9.0, values=lambda columns: range(1, cohorts(columns) + 1)),
        _count("f_month", "Joined", "加入月",
               "=SUMPRODUCT(SMALL(([cohorts.size:]>0)*[cohorts.joined:]+([cohorts.size:]=0)*1000000,[f_no]))"),
        Col("f_cohort", Text("Cohort", "群组"), "date", f"=INDEX({CALL},[f_no],1)", width=11.0),
        *(_from_table(age) for age in range(AGES)),
    ), note=Text("Months without a new user have no row. ·: not yet seen.", "没有新用户的月份没有行。· 表示尚未到来。"),
)  # fmt: skip

SURVIVAL = Grid("survival", Text("1. After each payment: who could leave, who did", "1. 每次付款之后：多少人可能离开，多少人离开了"), ages, (
        Col("at", Text("Payment", "付款次序"), "integer", values=lambda columns: range(1, ages(columns) + 1), width=11.0),
        _count("risk", "At risk", "面临续费", '=COUNTIF([users.renewals:],">="&[at])'),
        _count("left", "Lost", "流失", "=COUNTIFS([users.renewals:],[at],[users.lost:],1)"),
        _share("renewed", "Renewal rate", "续费率", "=IF([risk]=0,1,1-[left]/[risk])"),
        _share("still", "Still there", "仍在比例", "=[still@-1]*[renewed]", "=[renewed]"),
    ), note=Text("Kaplan–Meier: the product of the renewal rates so far.", "Kaplan–Meier：至今各续费率之积。"),
)  # fmt: skip

KM = Spill("km", Text("By KM_SURVIVAL", "用 KM_SURVIVAL"), "=KM_SURVIVAL([users.renewals:],[users.lost:],FALSE)",
    leaving, (
        Col("f_time", Text("Time", "时间"), "integer", width=8.0),
        Col("f_risk", Text("At risk", "风险中"), "integer", width=9.0),
        Col("f_ended", Text("Ended", "流失"), "integer", width=8.0),
        Col("f_survival", Text("Survival", "生存率"), "percent", width=10.0),
        Col("f_error", Text("Std. error", "标准误"), "percent", width=10.0),
    ), note=Text("Times at which nobody left have no row.", "无人流失的时点没有行。"), beside=True,
)  # fmt: skip

BEYOND = "[is@-1]*(1-[late])"
SEEN = "INDEX([survival.still:],MIN([t]-1,ROWS([survival.still:])))"

CURVE = Grid("curve", Text("The share who make a payment, month by month", "逐月：会付款的比例"), HORIZON, (
        Col("t", Text("Payment", "付款次序"), "integer", values=range(1, HORIZON + 1), width=11.0),
        _share("is", "As observed", "实际", f"=IF([t]-1<=ROWS([survival.still:]),{SEEN},{BEYOND})", "=1"),
        _share("even", "Average rate", "按平均流失率", "=[even@-1]*(1-[average])", "=1"),
        _share("guided", "Onboarding", "新手引导", "=[is]*MIN([renewal]+in_lift,1)/MAX([renewal],0.000001)", "=1"),
        _share("loyal", "Loyalty credit", "忠诚优惠",
               "=IF([t]<=in_settled,[is],[loyal@-1]*MIN([is]/MAX([is@-1],0.000001)+in_late_lift,1))", "=1"),
    ), note=Text("Beyond what was seen, users leave at the settled rate.", "超出观察期之后，按稳定用户的流失率计。"),
)  # fmt: skip

SETTLED = 'SUMIF([survival.at:],">"&in_settled,[survival.{}:])'
AT_RISK, LEFT = SETTLED.format("risk"), SETTLED.format("left")

RATES = Steps("rates", Text("1. Rates", "1. 各种比率"), (
        Step("month_count", Text("Months covered", "涵盖月数"), _month_of("MAX(in_date)"), "integer"),
        Step("average", Text("Average churn per month", "平均月流失率"),
             "=IF(SUM([calendar.before:])=0,0,SUM([calendar.gone:])/SUM([calendar.before:]))", "percent",
             "=CHURN_RATE(SUM([calendar.before:]),SUM([calendar.gone:]))",
             Text("All lost ÷ all who could leave.", "流失总数 ÷ 可能流失的总数。")),
        Step("renewal", Text("First renewal rate", "首次续费率"), "=[survival.renewed#1]", "percent",
             "=RETENTION_RATE([survival.risk#1],[survival.risk#1]-[survival.left#1])",
             Text("All cohorts that were old enough, pooled.", "把已到续费时点的各群组合并计算。")),
        Step("late", Text("Churn of settled users per month", "稳定用户的月流失率"),
             f"=IF({AT_RISK}=0,[average],{LEFT}/{AT_RISK})", "percent",
             note=Text('="About 1 in "&FIXED(1/MAX([late],0.0001),0)&" settled users leaves in a month."',
                       '="每月约每 "&FIXED(1/MAX([late],0.0001),0)&" 位稳定用户中流失 1 位。"')),
    ),
)  # fmt: skip

PAID_LATE = 'SUMIF([curve.t:],">"&in_settled,[curve.{}:])'

WORTH = Steps("worth", Text("2. What it is worth, over 24 payments, nothing discounted", "2. 24 次付款内值多少（不折现）"), (
        Step("monthly", Text("Margin of a payment", "一次付款的毛利"), "=AVERAGE(in_amount)*in_margin", "amount"),
        Step("new_user", Text("A new user, as observed", "一位新用户（按实际曲线）"), "=[monthly]*SUM([curve.is:])", "amount",
             note=Text("Margin × the number of payments to be expected.", "毛利 × 期望付款次数。")),
        Step("settled_user", Text("A settled user, from then on", "一位稳定用户此后的价值"),
             f"=[monthly]*{PAID_LATE.format('is')}/MAX(INDEX([curve.is:],in_settled+1),0.000001)", "amount",
             note=Text("Per user who makes the first settled payment.", "以做出首次稳定付款的用户为基数。")),
        Step("early", Text("Users lost early", "早期流失的用户"),
             '=SUMIF([survival.at:],"<="&in_settled,[survival.left:])', "integer"),
        Step("cost", Text("Cost of early churn", "早期流失的代价"), "=[early]*([settled_user]+in_acquisition_cost)", "amount",
             "=CHURN_COST([early],[settled_user],in_acquisition_cost)",
             Text("At most: some would never have settled.", "这是上限：其中有些人本来就不会稳定下来。")),
        Step("onboarding", Text("Onboarding, less its cost, per new user", "新手引导减去成本：每位新用户"),
             "=[monthly]*(SUM([curve.guided:])-SUM([curve.is:]))-in_guide", "amount"),
        Step("loyalty", Text("Credit, less its cost, per new user", "忠诚优惠减去成本：每位新用户"),
             f"=[monthly]*(SUM([curve.loyal:])-SUM([curve.is:]))-in_credit*{PAID_LATE.format('loyal')}", "amount",
             note=Text("All who settled get it.", "所有稳定用户都拿到优惠。")),
    ),
)  # fmt: skip

CHART = Diagram("curve_chart", Text("The average hides when users leave", "平均数掩盖了用户何时离开"), "line", "curve", "t",
    ("is", "even", "guided"), Text("payment", "付款次序"), Text("share who make it", "会付款的比例"), "percent",
    Text("At one churn rate the curve falls evenly.", "按单一流失率，曲线均匀下降。"), highest=1, beside=True, rows=22,
)  # fmt: skip

PAGES = (
    Page(Text("Users", "用户"), Text("From payments to users", "从付款记录到用户"), (USERS,)),
    Page(Text("Cohorts", "群组"), Text("By month and by cohort", "按月与按群组"),
         (CALENDAR, CALENDAR_CHURN, COHORTS, COHORT_TABLE)),
    Page(Text("Survival", "留存"), Text("Who is still there", "谁还在"), (SURVIVAL, KM)),
    Page(Text("Curve", "曲线"), Text("Who makes the next payments", "谁会继续付款"), (CURVE, CHART), landscape=True),
    Page(Text("Worth", "价值"), Text("Rates, and what they are worth", "比率及其价值"), (RATES, WORTH), landscape=True),
)  # fmt: skip
