"""Current and potential value: four policies, customer equity, and a budget split at the margin."""

from __future__ import annotations

from clvxl.exercises.cases._choices import either, said
from clvxl.exercises.cases._handouts import VALUE_MATRIX
from clvxl.exercises.cases._value_matrix_groups import DATA, FIGURES
from clvxl.exercises.cases._value_matrix_working import FIELDS, PAGES, gain
from clvxl.exercises.engine import records as ex
from clvxl.text import NOTHING, Text

__all__ = ["EXERCISE"]

BY_VALUE = Text("By current value", "按当前价值")
BY_STEPS = Text("All ten best steps", "十步全投")
STOP = Text("Stop in time", "适时停止")

QUESTIONS = (
    ex.Question("first", Text("What is the current value of one customer of the first group (margins at year's end)?",
                              "第一组一位客户的当前价值是多少（毛利年末到账）？"), step="first",
        hint=Text("margin × retention ÷ (1 + discount rate − retention).", "毛利 × 保留率 ÷（1 + 折现率 − 保留率）。"),
        why=Text("The margin of each year, from the share still there, discounted.", "各年毛利乘以仍在比例并折现。"),
        slips=(ex.Slip("=INDEX(in_margin,1)/(1-INDEX(in_retention,1))", Text("discount later margins.", "以后的毛利要折现。")),
               ex.Slip("=[first]/INDEX(in_retention,1)", Text("only those still there at the year's end pay.",
                                                              "年末仍在的客户才带来毛利。")),
               ex.Slip("=[values.potential#1]", Text("this is the potential value.", "这是潜在价值。")))),
    ex.Question("cultivate", Text(f"How many customers are in the field “{FIELDS[2].en}” (low current, high potential)?",
                                  f"“{FIELDS[2].zh}”区（当前价值低、潜在价值高）有多少位客户？"),
        formula="=[matrix.people#3]", format="integer", digits=None,
        hint=Text("compare both values with their medians, then add up the customers.", "先把两种价值与各自中位数比较，再加总客户数。"),
        why=Text("High is at or above the median of the groups; where to cut is a choice.", "不低于各组中位数为高；在哪里分界是一种选择。"),
        slips=(ex.Slip("=SUMPRODUCT(([values.field:]=[matrix.name#3])*1)", Text("these are groups: count their customers.",
                                                                              "这是组数：请数客户。")),
               ex.Slip("=[matrix.people#2]", Text("this is the field of high current and low potential value.",
                                                  "这是当前价值高、潜在价值低的区。")),
               ex.Slip("=[matrix.people#3]+[matrix.people#1]", Text("only those of low current value.", "只计当前价值低的。")))),
    ex.Question("equity", Text("What is the customer equity now (current value of all customers)?",
                               "现在的客户资产（全部客户的当前价值）是多少？"), step="equity",
        hint=Text("the sum over the groups of value × customers.", "各组“价值 × 客户数”之和。"),
        why=Text("Potential is not in it: it is not won yet.", "不含潜在价值：尚未实现。"),
        slips=(ex.Slip("=SUM([values.current:])", Text("this is one customer of each group.", "这只是每组一位客户。")),
               ex.Slip("=[equity]+SUM([matrix.not_yet:])", Text("potential value is not won yet.", "潜在价值尚未实现。")),
               ex.Slip("=SUMPRODUCT(in_customers,in_margin)", Text("this is one year's margin.", "这是一年的毛利。")))),
    ex.Question("roc", Text("What was the return on customer of the year?", "本年的客户回报率是多少？"), step="roc", digits=1, level=2,
        hint=Text("(profit + equity now − equity a year ago) ÷ equity a year ago.", "（利润 + 现在的 − 一年前的客户资产）÷ 一年前的客户资产。"),
        why=Text('="Profit alone is "&FIXED(100*[yield],1)&"% of the equity; investors ask for "&FIXED(100*in_discount_rate,1)'
                 '&"%. "&IF([equity]<in_equity_start,"Customers were used up to earn it.","No customers were used up to earn it.")',
                 '="只看利润，为客户资产的 "&FIXED(100*[yield],1)&"%；投资者要求 "&FIXED(100*in_discount_rate,1)'
                 '&"%。"&IF([equity]<in_equity_start,"这利润是靠消耗客户得来的。","这利润并未消耗客户。")'),
        slips=(ex.Slip("=[yield]", Text("the change of the equity belongs to it.", "还应计入客户资产的变动。")),
               ex.Slip("=(in_profit+[equity]-in_equity_start)/[equity]", Text("divide by the equity a year ago.",
                                                                             "应除以一年前的客户资产。")),
               ex.Slip("=[equity]/in_equity_start-1", Text("the profit belongs to it too.", "还应计入利润。")))),
    ex.Question("more", Text("In the table on the sheet Keeping, how far is a customer's highest value above that at today's spending?",
                             "在工作表“维系”的表中，最高的客户价值比今天投入下高多少？"), step="more", level=2,
        hint=Text("look for the top of the column, not for the most spending.", "找该列的最高值，而不是最大投入。"),
        why=Text("Beyond the top each further unit keeps less value than it costs.", "过了最高点，每多投入一元，留住的价值不足一元。"),
        slips=(ex.Slip("=[keeping.worth#-1]-[today]", Text("most spending is not best.", "投入最多并非最好。")),
               ex.Slip("=[top]", Text("take off the value at today's spending.", "请减去今天投入下的价值。")),
               ex.Slip("=[top]-[keeping.worth#1]", Text("compare with today's spending, not with none.",
                                                        "应与今天的投入比较，而不是与不投入比较。")))),
    ex.Question("prospect", Text("With this highest value, what should be spent per prospect for the last unit spent to win just one "
                                 "of value?", "按这一最高价值：每位潜在客户应投入多少，使最后一元投入恰好赢得一元价值？"), step="prospect", level=2,
        hint=Text("ceiling × k × e^(−k × spending) × value = 1; solve for the spending.",
                  "上限 × k × e^(−k × 投入) × 价值 = 1，解出投入。"),
        why=Text("ln(ceiling × k × value) ÷ k. BUDGET_SPLIT finds it together with the spending to keep customers.",
                 "ln（上限 × k × 价值）÷ k。BUDGET_SPLIT 可与维系投入一并求出。"),
        slips=(ex.Slip("=in_win_now*[top]", Text("so much would leave nothing: it is the average, not the last unit.",
                                                 "这样就没有剩余：这是平均，不是最后一元。")),
               ex.Slip("=LN(in_win_most*[win_k]*[today])/[win_k]", Text("take the highest value.", "请用最高价值。")),
               ex.Slip("=LN(in_win_most*[win_k]*[top])", Text("divide by k.", "还要除以 k。")))),
    ex.Question("proportional", Text("Split the budget in proportion to the fields' current value: how much customer equity is gained?",
                                     "按各区当前价值的比例分配预算：客户资产增加多少？"), step="proportional", level=3,
        hint=Text("per field: most that can be won × (1 − e^(−spending ÷ (scale × customers))).",
                  "各区：最多可实现额 ×（1 − e^(−投入 ÷（规模 × 客户数）））。"),
        why=Text('="That is "&FIXED([proportional]/in_budget,2)&" per unit spent. Current value says what is there, not what '
                 'spending adds."', '="每投入一元得 "&FIXED([proportional]/in_budget,2)&"。当前价值说的是已有的，而不是投入能增加的。"'),
        slips=(ex.Slip("=in_reach*SUM([matrix.not_yet:])", Text("so much no spending reaches.", "无论投入多少都达不到这么多。")),
               ex.Slip(f"=({'+'.join(gain(at, 'in_budget/4') for at in range(1, 5))})",
                       Text("this splits it in equal parts.", "这是平均分配。")),
               ex.Slip(f"=({'+'.join(gain(at, f'in_budget*INDEX([matrix.not_yet:],{at})/SUM([matrix.not_yet:])') for at in range(1, 5))})",
                       Text("this splits it by potential value.", "这是按潜在价值分配。")))),
    ex.Question("stepwise", Text("Take the ten steps one by one where each gains most: how much do they gain together?",
                                 "把十步逐步投到每步增益最大之处：共增加多少？"), step="stepwise", level=3,
        hint=Text("add up the ten largest of all gains in the table of steps.", "把步骤表中最大的十个增益相加。"),
        why=Text('="So "&FIXED([stepwise]-[proportional],0)&" more than in proportion to current value, from the same money."',
                 '="用同样的钱，比按当前价值比例多 "&FIXED([stepwise]-[proportional],0)&"。"'),
        slips=(ex.Slip("=[proportional]", Text("this is in proportion to current value.", "这是按当前价值比例。")),
               ex.Slip("=MAX(SUM([ladder.invest:]),SUM([ladder.maintain:]),SUM([ladder.cultivate:]),SUM([ladder.consider:]))",
                       Text("not all in one field: its further steps gain less.", "不要全投一个区：后面的步骤增益递减。")),
               ex.Slip("=[order.gain#1]*10", Text("further steps gain less than the first.", "以后的步骤增益小于第一步。")))),
    ex.Question("marginal", Text("What does the last of these ten steps bring back per unit spent?", "十步中的最后一步，每投入一元收回多少？"),
        step="marginal", level=3,
        hint=Text("the tenth largest gain ÷ the cost of a step.", "第十大的增益 ÷ 每步成本。"),
        why=Text('="On average the steps bring "&FIXED([mean],2)&"; the last one "&FIXED([marginal],2)&"."',
                 '="平均每元收回 "&FIXED([mean],2)&"，最后一步为 "&FIXED([marginal],2)&"。"'),
        slips=(ex.Slip("=[mean]", Text("this is the average of all ten; the last is asked for.", "这是十步的平均；题目问的是最后一步。")),
               ex.Slip("=[order.last_return#1]", Text("this is the best step.", "这是最好的一步。")),
               ex.Slip("=[order.gain#-1]/in_budget", Text("divide by the cost of one step.", "应除以一步的成本。")),
               ex.Slip("=[marginal]-1", Text("what it brings back, its cost not taken off.", "问的是收回多少，不必减成本。")))),
    ex.Question("decision", Text("How should the budget be spent: by current value, on all ten best steps, or on the best steps only while "
                                 "a step pays (stop in time)?", "预算应当怎样使用：按当前价值分配、十步全投，还是只投到不再划算为止（适时停止）？"), format="text", level=3,
        choices=(BY_VALUE, BY_STEPS, STOP),
        formula=either("[marginal]<1", STOP, BY_STEPS),
        hint=Text("does the last step bring back what it costs?", "最后一步能收回成本吗？"),
        why=Text('="The last step decides: it brings "&FIXED([marginal],2)&" per unit; "&FIXED([paying],0)&" of ten steps '
                 'bring 1 or more. Left out: "&"what is spent to protect the best customers, and how sure the response is."',
                 '="由最后一步决定：每元收回 "&FIXED([marginal],2)&"；十步中有 "&FIXED([paying],0)&" 步收回 1 元或以上。"'
                 '&"未计入：为保护最好客户的投入，以及响应曲线有多可靠。"'),
        slips=(ex.Slip(said(BY_VALUE),
                       Text("value that is there is not value that spending adds.", "已有的价值不等于投入能增加的价值。")),
               ex.Slip(either("[mean]>=1", BY_STEPS, STOP),
                       Text("it pays on average, but does the last step?", "平均划算，但最后一步呢？")))),
)  # fmt: skip

EXERCISE = ex.Exercise(
    name="value_matrix", title=Text("Where should the next yuan go?", "下一元钱该花在哪里？"),
    aim=Text(
        "You learn to set potential beside current value, to see if profit used up customers, and to split a budget by its next step.",
        "学习对照当前价值与潜在价值，看清利润是否靠消耗客户得来，并按下一步的回报分配预算。",
    ),
    neutral_title=Text("Current value, potential value and a budget", "当前价值、潜在价值与预算"),
    neutral=Text(
        "For each group of customers the margin, the margin not yet won and the retention rate are known. Work out current and "
        "potential value, the field of each group, customer equity and the return on it; then split a budget by what each step "
        "of it gains, and decide when to stop.", "已知各组客户的毛利、尚未获得的毛利和保留率。请求出当前价值、潜在价值、所在区、客户资产及其回报率，"
        "再按每一步的增益分配预算，并决定何时停止。",
    ),
    case=(Text(
            "Larkfield sells office supplies and coffee to firms (amounts in yuan per customer and year). The accountant knows the "
            "margin of each group and the share kept; the sales force has estimated the margin that still goes to others.",
            "“云雀办公”向企业供应办公用品和咖啡（每位客户每年，单位：元）。会计知道各组客户的毛利和保留率；销售人员估计了仍交给别家的毛利。",
        ), Text(
            "The sales director, proud of the year's profit, wants to split the new budget by what the customers are worth: “most to "
            "the best”. Is that right?", "销售总监为本年利润而自豪，主张按客户价值分配新预算：“最好的客户拿最多”。对吗？"),
    ),
    figures=FIGURES,
    data=DATA,
    questions=QUESTIONS,
    pages=PAGES,
    front=ex.Diagram(
        "margins", Text("Margin per customer and year", "每位客户每年的毛利"), "column", "data", "group",
        ("margin", "potential"), NOTHING, NOTHING, "integer", NOTHING,
    ), handout=VALUE_MATRIX, functions=("VALUE_MATRIX", "CUSTOMER_VALUE", "CUSTOMER_EQUITY", "RETURN_ON_CUSTOMER", "BUDGET_SPLIT"),
    source=Text(
        "matrix: after Kumar & Reinartz; return on customer: Peppers & Rogers (2005); winning and keeping: Blattberg & Deighton "
        "(1996); firm and figures invented",
        "矩阵：依据 Kumar & Reinartz；客户回报率：Peppers & Rogers（2005）；获取与维系：Blattberg & Deighton（1996）；公司与数据为虚构",
    ),
)  # fmt: skip
