"""A bookshop's customers scored on recency, frequency and money, by hand and by function."""

from __future__ import annotations

from clvxl.exercises.cases._rfm_pages import PAGES
from clvxl.exercises.cases._rfm_sales import DATA, FIGURES
from clvxl.exercises.engine import records as ex
from clvxl.text import Text

__all__ = ["EXERCISE"]

RETURNS = "SUMPRODUCT((in_customer=[one_customer])*(in_amount<0)*in_amount)"

QUESTIONS = (
    ex.Question(
        "recency",
        Text("Recency: how many days before the day of the count did the customer to look at last buy?",
             "距上次消费天数（R）：要考察的客户最近一次消费距统计截止日多少天？"),
        formula="=[one_recency]", format="integer",
        hint=Text("filter the sales by the customer; take the latest purchase off the day of the count.",
                  "按会员号筛选，用统计截止日减去最近一次消费的日期。"),
        why=Text("Day of the count less last purchase; a return is no purchase.",
                 "统计截止日减去最近一次消费日期；退货不算消费。"),
        digits=None,
        slips=(
            ex.Slip("=[one_day]-INT(SUMPRODUCT(LARGE((in_customer=[one_customer])*in_date,1)))",
                    Text("the last row is a return: take the last purchase.",
                         "最后一行是退货：应取最近一次购买。")),
            ex.Slip("=[one_recency]+1", Text("the day of the count itself is day 0.",
                                             "统计截止日当天为第 0 天。")),
        ),
    ),
    ex.Question(
        "frequency",
        Text("Frequency: how many purchases has this customer made?", "购买次数（F）：这位客户购买过几次？"),
        formula="=[one_frequency]", format="integer",
        hint=Text("count the customer's rows with an amount above 0.", "数该客户金额大于 0 的行。"),
        why=Text("Returns are no purchases; they are not counted, nor taken off.",
                 "退货不是购买：既不计入，也不减少次数。"),
        digits=None,
        slips=(
            ex.Slip("=SUMPRODUCT((in_customer=[one_customer])*1)",
                    Text("these are all rows: a return is no purchase.", "这是全部行数：退货不是购买。")),
            ex.Slip("=SUMPRODUCT((in_customer=[one_customer])*((in_amount>0)-(in_amount<0)))",
                    Text("a return does not undo a purchase: only the money is taken off.",
                         "退货不抵消购买次数：只从金额中扣除。")),
        ),
    ),
    ex.Question(
        "monetary",
        Text("Monetary value: how much money has this customer left in the shop, returns taken off?",
             "消费金额（M）：这位客户共消费多少（扣除退货）？"),
        formula="=[one_monetary]", format="amount",
        hint=Text("add up all amounts of the customer, the negative ones too.",
                  "该客户全部金额相加，负数也计入。"),
        why=Text("The sum of all amounts; returns are negative.", "全部金额之和；退货为负数。"),
        slips=(
            ex.Slip(f"=[one_monetary]-{RETURNS}", Text("take off the returns.", "请扣除退货。")),
            ex.Slip(f"=[one_monetary]-2*{RETURNS}",
                    Text("a return is below 0 and lowers the sum.", "退货为负数，应使合计减少。")),
            ex.Slip("=IF([one_frequency]=0,0,[one_monetary]/[one_frequency])",
                    Text("this is the average per purchase; the sum is asked for.",
                         "这是次均金额；题目要的是合计。")),
        ),
    ),
    ex.Question(
        "customers",
        Text("How many different customers have bought?", "共有多少位不同的客户购买过？"),
        formula="=COUNT([customers.recency:])", format="integer",
        hint=Text("count each customer once: make a pivot table, or remove duplicates in a copy.",
                  "每位客户只数一次：用数据透视表，或在副本中删除重复项。"),
        why=Text("One row per customer on the sheet By hand.", "工作表“手工计算”中每位客户一行。"),
        digits=None,
        slips=(
            ex.Slip("=ROWS(in_customer)", Text("these are the rows of the sales.", "这是销售记录的行数。")),
            ex.Slip('=COUNTIF(in_amount,">0")', Text("these are the purchases.", "这是购买次数。")),
        ),
    ),
    ex.Question(
        "f_cut",
        Text("Cut the customers into fifths by frequency (quintiles). What is the highest cut: above how "
             "many purchases is the F score 5?",
             "按购买次数把客户五等分。最高的分界是多少（超过它的客户 F 为 5 分）？"),
        formula="=[cuts.f_cut#-1]", format="number",
        hint=Text("80 % of the customers lie at or below this cut: PERCENTILE over their frequencies.",
                  "80% 的客户不高于这个分界：对购买次数用 PERCENTILE。"),
        why=Text("The 80 % quantile of the frequencies.", "购买次数的 80% 分位数。"),
        digits=1, level=2,
        slips=(
            ex.Slip("=INT([cuts.f_cut#-1])+1",
                    Text("this is the first number above the cut; the cut itself is asked for.",
                         "这是超过分界的第一个次数；题目问的是分界本身。")),
            ex.Slip("=[cuts.f_cut#1]", Text("this is the lowest cut, above which the score is 2.",
                                            "这是最低的分界，超过它为 2 分。")),
            ex.Slip("=0.8*MAX([customers.frequency:])",
                    Text("80 % of the customers, not of the highest frequency.",
                         "是客户数的 80%，不是最高次数的 80%。")),
        ),
    ),
    ex.Question(
        "code",
        Text("Which RFM code (100 R + 10 F + M) does the customer to look at have?",
             "要考察的客户的 RFM 编码（100 R + 10 F + M）是多少？"),
        step="one_code",
        hint=Text("count for each of the three values the cuts it is above; R is reversed.",
                  "三个数值各超过几个分界？注意 R 反向。"),
        why=Text("F and M: 1 plus the cuts it is above. R: 5 less the cuts it is above.",
                 "F 与 M：1 + 超过的分界个数。R：5 − 超过的分界个数。"),
        digits=None, level=2,
        slips=(
            ex.Slip("=[one_code]+100*(6-2*[one_r])",
                    Text("few days are good: the R score is reversed.", "天数越少越好：R 分值要反向。")),
            ex.Slip("=100*[one_m]+10*[one_f]+[one_r]", Text("R stands first, M last.", "R 在最前，M 在最后。")),
            ex.Slip("=[one_r]+[one_f]+[one_m]", Text("do not add the scores: write them side by side.",
                                                 "分值不相加，而是并排写。")),
        ),
    ),
    ex.Question(
        "champions",
        Text("How many customers have the best code, 555?", "有多少位客户的编码为最好的 555？"),
        formula="=SUMPRODUCT(([customers.code:]=555)*1)", format="integer",
        hint=Text("score all customers, then count the code.", "先给全部客户评分，再数该编码。"),
        why=Text("They came recently, come often and spend much: the shop's champions.",
                 "最近来过、常来、花得多：本店的核心客户。"),
        digits=None, level=2,
        slips=(
            ex.Slip("=[counts.r_count#-1]", Text("these have R = 5 alone; F and M must be 5 too.",
                                                 "这只要求 R 为 5；F 与 M 也须为 5。")),
            ex.Slip("=SUMPRODUCT(([customers.code:]=111)*1)", Text("this counts 111, the worst.",
                                                               "这是最差的 111。")),
            ex.Slip("=ROUND(COUNT([customers.recency:])/125,0)",
                    Text("the three scores go together: count, do not multiply shares.",
                         "三个分值彼此相关：要逐个数，不能用比例相乘。")),
        ),
    ),
    ex.Question(
        "best_field",
        Text("What is the mean monetary value of the customers with R = 5 and F = 5?",
             "R = 5 且 F = 5 的客户，平均消费金额是多少？"),
        formula='=IF([heat.r5#1]="",0,[heat.r5#1])', format="amount",
        hint=Text("the money of these customers ÷ their number; whatever their M score.",
                  "这些客户的消费金额合计 ÷ 人数；不论 M 分值。"),
        why=Text("The field in the top right corner of the heat map.", "热力图右上角的一格。"),
        level=2,
        # A field of nobody is blank; without the add-in it is an error, which must stay one.
        function='=IF(INDEX(RFM_HEATMAP([customers.code:],[customers.monetary:],FALSE),1,6)="",0,'
                 'INDEX(RFM_HEATMAP([customers.code:],[customers.monetary:],FALSE),1,6))',
        slips=(
            ex.Slip("=SUMPRODUCT(([customers.f:]=5)*([customers.r:]=5),[customers.monetary:])",
                    Text("this is the sum: divide by the number of customers.", "这是合计：请除以人数。")),
            ex.Slip('=IF([heat.r1#1]="",0,[heat.r1#1])',
                    Text("this is the field R = 1: often there, but long ago.",
                         "这是 R = 1 的格：曾经常来，但很久没来了。")),
            ex.Slip('=IF([heat.r5#-1]="",0,[heat.r5#-1])', Text("this is the field F = 1.", "这是 F = 1 的格。")),
        ),
    ),
    ex.Question(
        "r5_share",
        Text("Which share of the revenue do the customers with R = 5 bring?",
             "R = 5 的客户带来的收入占多大比例？"),
        formula="=[by_r.of_revenue#-1]", format="percent",
        hint=Text("their monetary values added up ÷ those of all customers.",
                  "这些客户的消费金额合计 ÷ 全部客户的合计。"),
        why=Text("Compare it with their share of the customers: is it more?",
                 "与客户占比对照：是否更高？"),
        digits=1, level=3,
        slips=(
            ex.Slip("=[by_r.of_customers#-1]", Text("this is their share of the customers.", "这是客户占比。")),
            ex.Slip("=[by_r.of_revenue#1]", Text("this is R = 1, those who were away longest.",
                                                 "这是 R = 1，最久未来的客户。")),
        ),
    ),
    ex.Question(
        "first_call",
        Text("Which customer should be phoned first? Of those who bought often (F 4 or 5) and have been "
             "away for long (R 1 or 2), give the one with the highest monetary value; if there is none, "
             "write: none.",
             "应先给谁打电话？在曾经常买（F 为 4 或 5）而久未再来（R 为 1 或 2）的客户中，"
             "取消费金额最高者的会员号。（没有则填“无”）"),
        formula=Text('=IF([calls.to_call#1]="","none",[calls.to_call#1])',
                     '=IF([calls.to_call#1]="","无",[calls.to_call#1])'),
        format="text",
        hint=Text("filter the customers by F and R, then sort by monetary value.",
                  "先按 F 与 R 筛选，再按消费金额排序。"),
        why=Text("The most valuable of the good customers who have stopped coming.",
                 "不再光顾的好客户中最有价值的一位。"),
        digits=None, level=3,
    ),
)  # fmt: skip

EXERCISE = ex.Exercise(
    name="rfm",
    title=Text(
        "Recency, frequency, monetary: who is a good customer?",
        "最近消费、频率、金额：谁是好客户？",
    ),
    aim=Text(
        "You learn to score customers on when they last bought, how often and for how much, by hand "
        "and by function, and to read from the scores whom to look after.",
        "学习按最近一次消费、消费频率和消费金额给客户评分（手工与函数），并从分值看出该关注谁。",
    ),
    neutral_title=Text("Recency, frequency, monetary value", "RFM：最近消费、频率、金额"),
    neutral=Text(
        "The data are a list of sales: customer, date and amount; a return is negative. R, F and M are "
        "each scored from 1 to 5 (best), with cuts at the quintiles of the customers; a value equal to "
        "a cut belongs to the group below it. Few days are good: the R score runs the other way. Score "
        "the customers, and find out whom to look after first. Check the figures below before you "
        "begin; the right answers follow them.",
        "数据是销售清单：客户、日期和金额，退货为负数。R、F、M 各评 1 到 5 分，5 分最好，"
        "以客户的五分位数为分界，等于分界的值归入数值较小的一组；R 的天数越少越好，分值反向。"
        "请给客户评分，并找出最该关注谁。开始之前请先核对下面的数据；正确答案会随之变化。",
    ),
    case=(
        Text(
            "The Half Page, a neighbourhood bookshop, writes down each sale to a member: who, when and "
            "how much. Books may be brought back within two weeks; then the amount is negative. The "
            "shop has no figures on profit, no survey, nothing but this list.",
            "“半页书店”是一家社区书店，记录每位会员的每次购买：谁、何时、多少钱。"
            "两周内可以退书，退货金额为负数。除了这份清单，书店没有利润数据，也没做过问卷调查。",
        ),
        Text(
            "The owner has one evening for the telephone and one shelf of new books to offer. Whom should "
            "she call, and who will come anyway?",
            "店主只有一个晚上打电话，手边有一架新书可以推荐。该打给谁？谁不打也会来？",
        ),
        Text(
            "R, F and M are each scored from 1 to 5 (best). The cuts lie where 20, 40, 60 and 80 % of the "
            "customers are at or below; a value equal to a cut belongs to the group below it. Few days "
            "are good: the R score runs the other way. Score the customers; then change the day of the "
            "count or the customer below: the right answers change with it, and the checks judge your "
            "answers anew.",
            "R、F、M 各评 1 到 5 分，5 分最好。分界为 20%、40%、60%、80% 分位数，等于分界的值归入数值较小的一组；"
            "R 的天数越少越好，分值反向。请给客户评分；然后修改下面的统计截止日或要考察的客户："
            "正确答案会随之变化，检查也会重新判断你的答案。",
        ),
    ),
    figures=FIGURES,
    data=DATA,
    questions=QUESTIONS,
    pages=PAGES,
    functions=("RFM_TABLE", "RFM_SCORE", "RFM_THRESHOLDS", "RFM_HEATMAP"),
    source=Text(
        "method: Hughes, Strategic Database Marketing (quintiles); cuts: Hyndman & Fan (1996), "
        "definition 7; the shop is invented, its sales are simulated",
        "方法见 Hughes《战略数据库营销》（五分位法）；分位数见 Hyndman & Fan（1996）定义 7；"
        "书店为虚构，销售为模拟",
    ),
)
