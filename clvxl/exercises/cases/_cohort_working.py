"""The working of the exercise cohort: months, cohorts, survival, and what they are worth."""

from __future__ import annotations

from clvxl.exercises.cases._cohort_payments import (
    AGES,
    ages,
    cohorts,
    leaving,
    months,
    names,
)
from clvxl.exercises.engine import records as ex
from clvxl.text import Text

__all__ = ["PAGES"]

HORIZON = 24
START = "MIN(in_date)"
FIRST = "(100000-SUMPRODUCT(LARGE((in_customer=[user])*(100000-in_date),1)))"
LAST = "SUMPRODUCT(LARGE((in_customer=[user])*in_date,1))"


def _month_of(day: str) -> str:
    """The number of a day's month, 1 being the first of all."""
    return f"=12*(YEAR({day})-YEAR({START}))+MONTH({day})-MONTH({START})+1"


USERS = ex.Grid(
    "users", Text("Each user: when won, when last seen", "逐位用户：何时加入、最后何时付款"), lambda columns: len(names(columns)), (
        ex.Col("user", Text("User", "用户"), "text", values=names, width=13.0),
        ex.Col("first", Text("First month", "首月"), "integer", _month_of(FIRST), width=13.0),
        ex.Col("last", Text("Last month", "末月"), "integer", _month_of(LAST), width=13.0),
        ex.Col("lost", Text("Lost", "流失"), "integer", "=IF([last]<[month_count],1,0)", width=9.0),
        ex.Col("renewals", Text("Seen until", "观察到第几次"), "integer", "=[last]-[first]+[lost]", width=13.0),
    ), note=Text(
        "Seen until: of a lost user the payment after which he left; of one still there the renewals decided so far. "
        "Who joined in the last month has decided none: he tells nothing yet, but is not lost.",
        "观察到第几次：流失用户为最后一次付款的次序；仍在的用户为至今已做出的续费决定次数。最后一个月加入的用户尚未面临续费：还说明不了什么，但并未流失。",
    ),
)  # fmt: skip

CALENDAR = ex.Grid(
    "calendar", Text("1. By calendar month", "1. 按日历月"),
    ages, (
        ex.Col("of", Text("Month", "月份"), "integer", values=lambda columns: range(2, ages(columns) + 2), width=9.0),
        ex.Col("before", Text("At start", "月初用户"), "integer",
               '=COUNTIFS([users.first:],"<"&[of],[users.last:],">="&[of]-1)', width=11.0),
        ex.Col("new", Text("New", "新增"), "integer", "=COUNTIF([users.first:],[of])", width=9.0),
        ex.Col("gone", Text("Lost", "流失"), "integer", "=COUNTIFS([users.last:],[of]-1,[users.lost:],1)", width=9.0),
        ex.Col("after", Text("At end", "月末用户"), "integer", "=[before]+[new]-[gone]", width=10.0),
        ex.Col("churn", Text("Churn rate", "流失率"), "percent", "=IF([before]=0,0,[gone]/[before])", width=11.0),
    ), note=Text("The service grows, and its churn rate looks like a number of one kind.", "用户在增长，流失率看上去是同一种东西。"),
)  # fmt: skip

CALENDAR_CHURN = ex.Spill(
    "calendar_churn", Text("CHURN_RATE", "CHURN_RATE"), "=CHURN_RATE([calendar.before:],[calendar.gone:])", ages,
    (ex.Col("f_churn", Text("Churn rate", "流失率"), "percent", width=13.0),),
    note=Text("By function", "用函数"), beside=True,
)  # fmt: skip


def _age(age: int) -> ex.Col:
    there = f'COUNTIFS([users.first:],[joined],[users.last:],">="&[joined]+{age})'
    return ex.Col(f"a{age}", Text(str(age), str(age)), "percent", width=8.5,
                  formula=f'=IF(OR([size]=0,[joined]+{age}>[month_count]),"",{there}/[size])')  # fmt: skip


COHORTS = ex.Grid(
    "cohorts", Text("2. By cohort: the share still paying, months after joining", "2. 按群组：加入若干个月后仍付款的比例"),
    months, (
        ex.Col("joined", Text("Joined in", "加入月份"), "integer", width=9.0,
               values=lambda columns: range(1, months(columns) + 1)),
        ex.Col("size", Text("Users", "用户数"), "integer", "=COUNTIF([users.first:],[joined])", width=11.0),
        *(_age(age) for age in range(AGES)),
    ),
    scale=("a0", f"a{AGES - 1}"),
    note=Text("Read a row to follow those who came together. Blank: not yet seen, which is not 0.",
              "横着看一行，跟踪同月加入的用户。空白表示尚未到来，并不是 0。"),
)  # fmt: skip

CALL = 'COHORT_TABLE(in_customer,in_date,"month","retention",,FALSE)'


def _from_table(age: int) -> ex.Col:
    """A share by the function, asked only where something was seen: stored blanks would not last in Calc."""
    found = f"INDEX({CALL},[f_no],{age + 2})"
    return ex.Col(f"f_a{age}", Text(str(age), str(age)), "percent", width=8.5,
                  formula=f'=IF([f_month]+{age}>[month_count],"–",IFERROR({found},"–"))')  # fmt: skip


COHORT_TABLE = ex.Grid(
    "cohort_table", Text("3. The same by one function: COHORT_TABLE", "3. 一个函数给出同样的结果：COHORT_TABLE"), cohorts, (
        ex.Col("f_no", Text("No.", "序号"), "integer", width=9.0,
               values=lambda columns: range(1, cohorts(columns) + 1)),
        ex.Col("f_month", Text("Joined in", "加入月份"), "integer", width=11.0,
               formula="=SUMPRODUCT(SMALL(([cohorts.size:]>0)*[cohorts.joined:]+([cohorts.size:]=0)*1000000,"
                       "[f_no]))"),
        ex.Col("f_cohort", Text("Cohort", "群组"), "date", width=12.0,
               formula=f'=IFERROR(INDEX({CALL},[f_no],1),"–")'),
        *(_from_table(age) for age in range(AGES)),
    ),
    note=Text("It calls a cohort by its first day; months without a new user have no row. –: not yet seen.",
              "群组以其首日命名；没有新用户的月份没有行。– 表示尚未到来。"),
)  # fmt: skip

SURVIVAL = ex.Grid(
    "survival", Text("1. After each payment: who could leave, who did", "1. 每次付款之后：多少人可能离开，多少人离开了"),
    ages, (
        ex.Col("at", Text("Payment", "第几次付款"), "integer", values=lambda columns: range(1, ages(columns) + 1),
               width=11.0),
        ex.Col("risk", Text("At risk", "面临续费"), "integer", '=COUNTIF([users.renewals:],">="&[at])', width=10.0),
        ex.Col("left", Text("Lost", "流失"), "integer", "=COUNTIFS([users.renewals:],[at],[users.lost:],1)", width=8.0),
        ex.Col("renewed", Text("Renewal rate", "续费率"), "percent", "=IF([risk]=0,1,1-[left]/[risk])", width=12.0),
        ex.Col("still", Text("Still there", "仍在比例"), "percent", "=[still@-1]*[renewed]", first="=[renewed]",
               width=11.0),
    ),
    note=Text("Kaplan–Meier: at risk are all who were seen to decide, those still there too. Still there: the product "
              "of the renewal rates so far.", "Kaplan–Meier：面临续费的包括全部已做出决定的用户，仍在的也计入。仍在比例为至今各续费率之积。"),
)  # fmt: skip

KM = ex.Spill(
    "km", Text("KM_SURVIVAL", "KM_SURVIVAL"), "=KM_SURVIVAL([users.renewals:],[users.lost:],FALSE)", leaving, (
        ex.Col("f_time", Text("Time", "时间"), "integer", width=8.0),
        ex.Col("f_risk", Text("At risk", "风险中"), "integer", width=9.0),
        ex.Col("f_ended", Text("Ended", "流失"), "integer", width=8.0),
        ex.Col("f_survival", Text("Survival", "生存率"), "percent", width=10.0),
        ex.Col("f_error", Text("Std. error", "标准误"), "percent", width=10.0),
    ), note=Text("By function; times at which nobody left have no row.", "用函数；无人流失的时点没有行。"), beside=True,
)  # fmt: skip

CURVE = ex.Grid(
    "curve", Text("2. The share who make a payment, month by month", "2. 逐月：会付款的比例"),
    HORIZON, (
        ex.Col("t", Text("Payment", "第几次付款"), "integer", values=range(1, HORIZON + 1), width=11.0),
        ex.Col("is", Text("As observed", "实际"), "percent", width=12.0, first="=1",
               formula="=IF([t]-1<=ROWS([survival.still:]),INDEX([survival.still:],MIN([t]-1,ROWS([survival.still:]))),"
                       "[is@-1]*(1-[late]))"),
        ex.Col("even", Text("Average rate", "按平均流失率"), "percent", "=[even@-1]*(1-[average])", first="=1", width=13.0),
        ex.Col("guided", Text("Onboarding", "新手引导"), "percent", "=[is]*MIN([renewal]+in_lift,1)/MAX([renewal],0.000001)",
               first="=1", width=12.0),
        ex.Col("loyal", Text("Loyalty credit", "忠诚优惠"), "percent", width=13.0, first="=1",
               formula="=IF([t]<=in_settled,[is],[loyal@-1]*MIN([is]/MAX([is@-1],0.000001)+in_late_lift,1))"),
    ), note=Text("Beyond what was seen, users are taken to leave at the rate of settled ones.",
              "超出观察期之后，假定按稳定用户的流失率流失。"),
)  # fmt: skip

RATES = ex.Steps(
    "rates", Text("1. Rates", "1. 各种比率"), (
        ex.Step("month_count", Text("Months covered", "涵盖月数"), _month_of("MAX(in_date)"), "integer"),
        ex.Step("average", Text("Average churn per month", "平均月流失率"),
                "=IF(SUM([calendar.before:])=0,0,SUM([calendar.gone:])/SUM([calendar.before:]))", "percent",
                "=CHURN_RATE(SUM([calendar.before:]),SUM([calendar.gone:]))",
                Text("All lost ÷ all who could leave: a large month counts more than a small one.",
                     "流失总数 ÷ 可能流失的总数：人多的月份权重更大。")),
        ex.Step("renewal", Text("First renewal rate", "首次续费率"), "=[survival.renewed#1]", "percent",
                "=RETENTION_RATE([survival.risk#1],[survival.risk#1]-[survival.left#1])",
                Text("All cohorts that were old enough, pooled.", "把已到续费时点的各群组合并计算。")),
        ex.Step("late", Text("Churn of settled users per month", "稳定用户的月流失率"),
                '=IF(SUMIF([survival.at:],">"&in_settled,[survival.risk:])=0,[average],'
                'SUMIF([survival.at:],">"&in_settled,[survival.left:])/SUMIF([survival.at:],">"&in_settled,[survival.risk:]))',
                "percent", note=Text('="So 1 of "&FIXED(1/MAX([late],0.0001),0)&" settled users leaves in a month."',
                          '="每 "&FIXED(1/MAX([late],0.0001),0)&" 位稳定用户中每月流失 1 位。"')),
    ),
)  # fmt: skip

WORTH = ex.Steps(
    "worth", Text("2. What it is worth, over 24 payments, nothing discounted", "2. 24 次付款内值多少（不折现）"), (
        ex.Step("monthly", Text("Margin of a payment", "一次付款的毛利"), "=AVERAGE(in_amount)*in_margin", "amount"),
        ex.Step("new_user", Text("A new user, as observed", "一位新用户（按实际曲线）"), "=[monthly]*SUM([curve.is:])", "amount",
                note=Text("Margin × the number of payments to be expected.", "毛利 × 期望付款次数。")),
        ex.Step("settled_user", Text("A settled user, from then on", "一位稳定用户此后的价值"),
                '=[monthly]*SUMIF([curve.t:],">"&in_settled,[curve.is:])/MAX(INDEX([curve.is:],in_settled),0.000001)', "amount",
                note=Text("As a share of those who got so far.", "以到达该阶段的用户为基数。")),
        ex.Step("early", Text("Users lost early", "早期流失的用户"), '=SUMIF([survival.at:],"<="&in_settled,[survival.left:])',
                "integer"),
        ex.Step("cost", Text("Cost of early churn", "早期流失的代价"), "=[early]*([settled_user]+in_acquisition_cost)",
                "amount", "=CHURN_COST([early],[settled_user],in_acquisition_cost)",
                Text("At most: some of them would never have settled.", "这是上限：其中有些人本来就不会稳定下来。")),
        ex.Step("onboarding", Text("Onboarding, less its cost", "新手引导（减去成本）"),
                "=[monthly]*(SUM([curve.guided:])-SUM([curve.is:]))-in_guide", "amount",
                note=Text("Per new user.", "每位新用户。")),
        ex.Step("loyalty", Text("Loyalty credit, less its cost", "忠诚优惠（减去成本）"),
                "=[monthly]*(SUM([curve.loyal:])-SUM([curve.is:]))"
                '-in_credit*SUMIF([curve.t:],">"&in_settled,[curve.loyal:])', "amount",
                note=Text("Per new user; it is paid to those too who would have stayed.", "每位新用户；本来就会留下的人也拿到优惠。")),
    ),
)  # fmt: skip

PAGES = (
    ex.Page(Text("Users", "用户"), Text("From payments to users", "从付款记录到用户"), (USERS,)),
    ex.Page(Text("Cohorts", "群组"), Text("By month and by cohort", "按月与按群组"), (
            CALENDAR,
            CALENDAR_CHURN,
            COHORTS,
            COHORT_TABLE,
        ),
    ),
    ex.Page(Text("Survival", "留存"), Text("Who is still there", "谁还在"), (
            SURVIVAL,
            KM,
            CURVE,
            ex.Diagram("curve_chart", Text("The average hides when users leave", "平均数掩盖了用户何时离开"), "line",
                       "curve", "t", ("is", "even", "guided"), Text("payment", "第几次付款"),
                       Text("share who make it", "会付款的比例"), "percent",
                       Text("At one churn rate the curve falls evenly; as observed it falls early and flattens.",
                            "按单一流失率，曲线均匀下降；实际曲线先陡后平。"), highest=1, beside=True, rows=22),
        ),
    ),
    ex.Page(Text("Worth", "价值"), Text("Rates, and what they are worth", "比率及其价值"), (RATES, WORTH), landscape=True),
)  # fmt: skip
