"""A bank and its corporate clients: lifetime margin less expected loss, and the price of risk."""

from __future__ import annotations

from typing import Any

from clvxl.exercises.cases._bank_working import PAGES
from clvxl.exercises.cases._choices import either, said
from clvxl.exercises.cases._handouts import BANK
from clvxl.exercises.engine import records as ex
from clvxl.exercises.engine.accepted import ABOVE_0, known, whole
from clvxl.text import NOTHING, Text

__all__ = ["EXERCISE"]

CLIENTS = (
    # Loan, spread, fees, service cost, probability of default, loss given default, retention.
    (Text("Granite Row", "磐石建设"), 20000, 0.032, 60, 80, 0.06, 0.55, 0.9),
    (Text("Alder Freight", "赤杨货运"), 12000, 0.029, 90, 60, 0.025, 0.45, 0.88),
    (Text("Copperfield Metals", "铜川金属"), 10000, 0.031, 40, 55, 0.035, 0.7, 0.85),
    (Text("Lumen Foods", "明光食品"), 9000, 0.021, 120, 50, 0.008, 0.4, 0.93),
    (Text("Harbour Textiles", "海湾纺织"), 7500, 0.036, 35, 45, 0.055, 0.6, 0.8),
    (Text("Oakline Furniture", "橡木家具"), 5000, 0.03, 30, 40, 0.03, 0.5, 0.85),
    (Text("Brightwell Clinic", "清泉诊所"), 4000, 0.017, 60, 35, 0.004, 0.35, 0.96),
    (Text("Tern Software", "燕鸥软件"), 2500, 0.018, 140, 40, 0.006, 0.65, 0.95),
)


def _share(key: str, en: str, zh: str, *also: str) -> ex.Field:
    return ex.Field(key, Text(en, zh), "percent", ex.RATE, 13.0, also=also)


DATA = ex.Data(
    title=Text("The clients", "客户"),
    fields=(
        ex.Field("customer", Text("Client", "客户"), "text", width=26.0, also=("Customer", "Borrower", "借款人")),
        ex.Field("exposure", Text("Loan (EAD)", "贷款（EAD）"), "amount", ABOVE_0, 14.0,
                 also=("Loan", "Exposure", "EAD", "贷款", "违约敞口")),
        _share("spread", "Spread", "利差", "Margin rate"),
        ex.Field("fees", Text("Fees", "手续费"), "amount", ex.AMOUNT, 12.0, also=("Fee income", "中间业务收入"),
                 default=lambda rows: [0] * rows),
        ex.Field("cost", Text("Service cost", "服务成本"), "amount", ex.AMOUNT, 12.0, also=("Cost", "成本"),
                 default=lambda rows: [0] * rows),
        _share("pd", "Default (PD)", "违约概率（PD）", "PD", "Probability of default", "违约概率"),
        _share("lgd", "Loss (LGD)", "违约损失率（LGD）", "LGD", "Loss given default", "违约损失率"),
        _share("retention", "Retention", "保留率", "Retention rate", "留存率"),
    ),
    values=lambda: list(zip(*CLIENTS, strict=True)),
    most=200,
    sheet=Text("Clients", "客户"),
    note=Text("All figures are yearly. Spread: interest above what the money costs the bank.",
              "均为年度数字。利差：贷款利率高于银行资金成本的部分。"),
)  # fmt: skip


def _telling(columns: ex.Columns) -> Any:
    """Of the clients who lose money by risk the one who seems to bring most."""
    rows = list(zip(*(columns[field.key] for field in DATA.fields), strict=True))
    margins = [loan * spread + fees - cost for _, loan, spread, fees, cost, *_ in rows]
    losing = [margin < row[1] * row[5] * row[6] for margin, row in zip(margins, rows, strict=True)]
    best = max(range(len(rows)), key=lambda at: (losing[at], margins[at]))
    return rows[best][0]


WRITTEN = Text("A client on the sheet Clients, written as there.", "工作表“客户”中的客户名称，写法须与表中一致。")  # fmt: skip

FIGURES = (
    ex.Figure("discount_rate", Text("Discount rate", "折现率"), 0.08, "percent", ex.RATE, Text("a year", "每年")),
    ex.Figure("years", Text("Years that are counted", "计算的年数"), 5, "integer", whole(1, 10)),
    ex.Figure("setup", Text("Cost of renewing a loan", "续贷的一次性成本"), 60, "amount", ex.AMOUNT, Text("paid today", "现在支付")),
    ex.Figure("chosen", Text("Client whose loan is to be renewed", "待续贷的客户"), _telling, "text",
              known("chosen", "customer", WRITTEN)),
    ex.Figure("rival", Text("Spread that a rival bank offers the client", "同业给该客户的利差"), 0.033, "percent", ex.RATE),
    ex.Figure("lgd_secured", Text("LGD if the client pledges machinery", "客户以设备抵押后的 LGD"), 0.45, "percent",
              ex.RATE),
)  # fmt: skip

MATCH = Text("Match the rival as it is", "直接跟进同业报价")
SECURED = Text("Match the rival against security", "跟进报价但要求抵押")
LET_GO = Text("Let the client go", "放弃该客户")
FORGOTTEN = Text("take off the cost of renewing.", "请减去续贷成本。")

QUESTIONS = (
    ex.Question("margin",
        Text('="What margin does "&in_chosen&" bring in a year, before risk?"',
             '="不计风险，“"&in_chosen&"”一年带来多少毛利？"'),
        step="margin",
        hint=Text("loan × spread + fees − service cost.", "贷款 × 利差 + 手续费 − 服务成本。"),
        why=Text('="By this figure it ranks "&FIXED([rank_margin],0)&" among "&FIXED(ROWS(in_customer),0)&" clients."',
                 '="按这一数字，在 "&FIXED(ROWS(in_customer),0)&" 位客户中排第 "&FIXED([rank_margin],0)&"。"'),
        slips=(ex.Slip("=[interest]", Text("this is interest alone: add fees, take off cost.", "这只是利息：请加手续费、减服务成本。")),
               ex.Slip("=[interest]+[fees]", Text("take off the service cost.", "请减去服务成本。")),
               ex.Slip("=[margin]-[loss]", Text("this is after risk already.", "这已扣除风险。")))),
    ex.Question("loss",
        Text("What loss is to be expected from the same client in a year?", "该客户一年的预期损失是多少？"),
        step="loss",
        hint=Text("probability of default × loss given default × exposure.", "违约概率 × 违约损失率 × 违约敞口。"),
        why=Text("In most years nothing happens; over many such clients this is what it costs. It is a cost, not bad luck.",
                 "多数年份什么也不会发生；但对许多这样的客户平均，这就是代价。它是成本，不是运气不好。"),
        slips=(ex.Slip("=[pd]*[exposure]", Text("part of the loan is recovered: multiply by the loss given default.",
                                                "一部分贷款可以收回：请乘以违约损失率。")),
               ex.Slip("=[lgd]*[exposure]", Text("this is the loss if the client defaults; how likely is that?",
                                                 "这是违约发生时的损失；发生的概率是多少？")),
               ex.Slip("=[pd]*[lgd]*[interest]", Text("the loan is at risk, not the interest alone.",
                                                      "有风险的是贷款本金，不只是利息。")))),
    ex.Question("eaten",
        Text("Over all clients, what share of the margin before risk is eaten up by expected loss?",
             "全部客户：预期损失吃掉了风险前毛利的百分之几？"),
        step="eaten", digits=1, level=2,
        hint=Text("add up the losses of all clients, and the margins of all; then divide.",
                  "分别加总全部客户的预期损失与毛利，再相除。"),
        why=Text("A report that ranks clients by margin before risk rewards taking risk.", "按风险前毛利排名的报表，奖励的是冒险。"),
        slips=(ex.Slip("=SUMPRODUCT([clients.loss_of:]/[clients.margin_of:])/ROWS(in_customer)",
                       Text("this is the mean of the clients' shares: large clients weigh more.",
                            "这是各客户比例的平均；大客户的权重应更大。")),
               ex.Slip("=1-[eaten]", Text("this is what is left.", "这是剩下的比例。")),
               ex.Slip("=[loss]/[margin]", Text("this is the one client.", "这只是那一位客户。")))),
    ex.Question("still",
        Text('="What is the chance that "&in_chosen&" is still a client, and not in default, in year "&FIXED(in_years,0)&"?"',
             '="第 "&FIXED(in_years,0)&" 年“"&in_chosen&"”仍是客户且未违约的概率是多少？"'),
        step="still", digits=1, level=2,
        hint=Text("a year on it is retention × (1 − PD); the first year is certain.",
                  "每过一年乘以保留率 ×（1 − PD）；第一年是确定的。"),
        why=Text("A default ends the business as well: it takes away the later margins, too.",
                 "违约也终结了业务：以后各年的毛利一并失去。"),
        slips=(ex.Slip("=[keep]^(in_years-1)", Text("the client may default, too.", "还要考虑违约。")),
               ex.Slip("=[stays]^in_years", Text("a year too many: the first year is certain.", "多乘了一年：第一年是确定的。")),
               ex.Slip("=(1-[pd])^(in_years-1)", Text("the client may leave, too.", "客户也可能离开。")))),
    ex.Question("value",
        Text('="What is "&in_chosen&" worth to the bank: margin less expected loss over "&FIXED(in_years,0)&" years, cash at '
             'year end, discounted, less the cost of renewing?"',
             '="“"&in_chosen&"”对银行价值多少："&FIXED(in_years,0)&" 年内毛利减预期损失，年末收款，折现，再减续贷成本？"'),
        step="value", level=2,
        hint=Text("each year: (margin − loss) × chance to be still there ÷ (1 + discount rate)^year.",
                  "每年：（毛利 − 预期损失）× 仍在的概率 ÷（1 + 折现率）^年数。"),
        why=Text('="Before risk the same client would seem to be worth "&FIXED([value_blind],2)&"."',
                 '="若不计风险，同一客户看起来值 "&FIXED([value_blind],2)&"。"'),
        slips=(ex.Slip("=[value_blind]", Text("take off the expected loss of each year.", "请扣除每年的预期损失。")),
               ex.Slip("=[value]+in_setup", FORGOTTEN),
               ex.Slip("=[value_faithful]", Text("a default ends the business: multiply retention by 1 − PD.",
                                                 "违约会终结业务：保留率应乘以（1 − PD）。")),
               ex.Slip("=SUM([years.net:])-in_setup", Text("discount each year to today.", "请把各年折现到今天。")))),
    ex.Question("losing",
        Text("How many of the clients are worth less than nothing to the bank?", "有多少位客户对银行的价值小于零？"),
        step="losing", digits=None, level=2,
        hint=Text("the same sum for each client; count values below 0.", "对每位客户同样计算；数出小于 0 的个数。"),
        why=Text("A client may lose by risk alone, or bring too little over the years to pay for the renewal.",
                 "客户可能仅因风险就亏损，也可能多年所得不够支付续贷成本。"),
        slips=(ex.Slip('=COUNTIF([clients.net_of:],"<0")', Text("the cost of renewing must be earned, too.",
                                                                "续贷成本也要赚回来。")),
               ex.Slip('=COUNTIF([clients.margin_of:],"<0")', Text("this is before risk.", "这是风险之前。")))),
    ex.Question("improved",
        Text("By how much would the value of all loans rise if none of the clients counted in question 6 were renewed?",
             "若第 6 题中的客户都不续贷，全部贷款的总价值会提高多少？"),
        step="improved", level=2,
        hint=Text("add up the values below 0, and turn the sign.", "加总小于 0 的价值，再变号。"),
        why=Text("Letting them go raises value, at least where no better price can be had.",
                 "若谈不到更好的价格，放弃反而提高总价值。"),
        slips=(ex.Slip("=-[improved]", Text("what is not lost is gained: above 0.", "少亏即是多赚：应大于 0。")),
               ex.Slip('=SUMIF([clients.value_of:],">0")', Text("this is what the others are worth.", "这是其余客户的价值。")),
               ex.Slip("=SUM([clients.value_of:])", Text("this is what all of them are worth.", "这是全部客户的价值。")))),
    ex.Question("breakeven",
        Text('="At what spread would the value of "&in_chosen&" be 0?"', '="利差为多少时，“"&in_chosen&"”的价值恰为 0？"'),
        step="breakeven", digits=2, level=3,
        hint=Text("a year must bring loss + service cost − fees + renewal cost ÷ the sum of (still there × discount factor).",
                  "每年须赚得：预期损失 + 服务成本 − 手续费 + 续贷成本 ÷ Σ（仍在 × 折现系数）。"),
        why=Text('="Of this spread "&FIXED(100*[pd]*[lgd],2)&" points are PD × LGD alone: the price of risk."',
                 '="其中仅 PD × LGD 就占 "&FIXED(100*[pd]*[lgd],2)&" 个百分点：这是风险的价格。"'),
        slips=(ex.Slip("=([loss]+[cost]-[fees])/[exposure]", Text("the cost of renewing must be earned, too.",
                                                                  "续贷成本也要赚回来。")),
               ex.Slip("=([loss]+[cost]-[fees]+in_setup/in_years)/[exposure]",
                       Text("the client may leave, and later money is worth less.", "客户可能离开，而且以后的钱价值较低。")),
               ex.Slip("=[pd]*[lgd]", Text("this pays for risk alone: there are fees and costs, too.",
                                           "这只补偿风险：还有手续费与成本。")),
               ex.Slip("=([loss]+[cost]+in_setup/[annuity])/[exposure]", Text("fees help to pay.", "手续费也能弥补一部分。")))),
    ex.Question("value_secured",
        Text('="What would "&in_chosen&" be worth at the rival\'s spread of "&FIXED(100*in_rival,2)&"%, with the machinery pledged?"',
             '="按同业的利差 "&FIXED(100*in_rival,2)&"%，并以设备抵押，“"&in_chosen&"”值多少？"'),
        step="value_secured", level=3,
        hint=Text("as in question 5, with the rival's spread and the lower LGD.", "同第 5 题，改用同业利差与较低的 LGD。"),
        why=Text('="Security lowers the loss, not the chance of default: another way to price risk. At this spread any LGD up to "'
                 '&FIXED(100*[lgd_allowed],1)&"% would do."',
                 '="抵押降低的是损失，不是违约概率：这是为风险定价的另一种方式。按此利差，LGD 不超过 "'
                 '&FIXED(100*[lgd_allowed],1)&"% 即可。"'),
        slips=(ex.Slip("=[value_rival]", Text("this is without the security.", "这是没有抵押时。")),
               ex.Slip("=[value_pledged]", Text("this is at the present spread.", "这是按现有利差。")),
               ex.Slip("=[value_secured]+in_setup", FORGOTTEN))),
    ex.Question("decision",
        Text('="The rival offers "&in_chosen&" "&FIXED(100*in_rival,2)&"%. The client would pledge machinery, so that the LGD falls '
             'to "&FIXED(100*in_lgd_secured,1)&"%. What should the bank do?"',
             '="同业给“"&in_chosen&"”的利差是 "&FIXED(100*in_rival,2)&"%。客户愿以设备抵押，使 LGD 降至 "'
             '&FIXED(100*in_lgd_secured,1)&"%。银行应当怎么做？"'),
        formula=either("[value_rival]>=0", MATCH, either("[value_secured]>=0", SECURED, LET_GO)),
        format="text", level=3, digits=None, choices=(MATCH, SECURED, LET_GO),
        hint=Text("is the client worth more than nothing at the rival's spread (question 8)? And with security (question 9)?",
                  "按同业利差（第 8 题），客户的价值大于零吗？有抵押（第 9 题）呢？"),
        why=Text('="At the rival\'s spread the client is worth "&FIXED([value_rival],2)&" as it is, and "&FIXED([value_secured],2)'
                 '&" with security. Left out: capital for unexpected losses, the cost of the security, and that clients who accept '
                 'a high spread are often the worse risks."',
                 '="按同业利差，该客户无抵押时值 "&FIXED([value_rival],2)&"，有抵押时值 "&FIXED([value_secured],2)'
                 '&"。未计入：非预期损失占用的资本、抵押手续的成本，以及肯接受高利差的客户往往风险更大。"'),
        slips=(ex.Slip(said(MATCH), Text("at that spread and without security it is worth less than nothing.",
                                         "按该利差且无抵押，价值小于零。")),
               ex.Slip(said(LET_GO), Text("on one of the two offers the client is worth keeping.", "两种报价中，有一种值得保留该客户。")))),
)  # fmt: skip

EXERCISE = ex.Exercise(
    name="bank",
    title=Text("What is a borrower worth?", "一位借款客户值多少钱？"),
    aim=Text("You learn to take expected loss off a client's margin, over the whole relationship, and to find the price of risk.",
             "学习从客户毛利中扣除整个关系期内的预期损失，并求出风险的价格。"),
    neutral_title=Text("Client value after expected loss", "扣除预期损失后的客户价值"),
    neutral=Text(
        "The table holds a bank's corporate clients: loan, spread, fees, service cost, probability of default, loss given "
        "default and retention, per year. What is each worth after expected loss, and at what price? Check the figures below "
        "before you begin: they do not follow from the table. The right answers follow them.",
        "表中是银行的公司客户：每年的贷款、利差、手续费、服务成本、违约概率、违约损失率和保留率。扣除预期损失后各值多少？"
        "价格应为多少？开始之前请先核对下面的数据，它们无法由表格得出。正确答案会随之变化。",
    ),
    case=(
        Text(
            '="Eastquay Bank lends to "&FIXED(ROWS(in_customer),0)&" firms. Its report ranks them by margin. The credit department '
            'knows more: how likely each is to default within a year (PD), which share of the loan would then be lost (LGD, with '
            'interest and collection), and who stays."',
            '="东码头银行向 "&FIXED(ROWS(in_customer),0)&" 家公司放贷，内部报表按毛利排名。信贷部门知道得更多：各家一年内违约的概率（PD）、'
            '违约时贷款损失的比例（LGD，含利息与催收费用），以及谁会留下。"',
        ),
        Text(
            '="The loan of "&in_chosen&" is up for renewal, and a rival bank offers it "&FIXED(100*in_rival,2)&"%. Should the bank '
            'match that? Amounts are in $ thousand."',
            '="“"&in_chosen&"”的贷款即将续签，同业给出的利差是 "&FIXED(100*in_rival,2)&"%。银行应当跟进吗？金额单位为万元。"'),
    ),
    figures=FIGURES,
    data=DATA,
    questions=QUESTIONS,
    pages=PAGES,
    handout=BANK,
    functions=("EXPECTED_LOSS", "CLV_DCF", "CLV_RETENTION"),
    source=Text(
        "expected loss: Basel Committee on Banking Supervision (2005), An Explanatory Note on the Basel II IRB Risk Weight "
        "Functions; bank, clients and figures invented",
        "预期损失：巴塞尔银行监管委员会 (2005), An Explanatory Note on the Basel II IRB Risk Weight Functions；"
        "银行、客户与数字均为虚构",
    ),
    front=ex.Diagram(
        "price_and_risk", Text("Spread and probability of default, a year", "利差与违约概率（每年）"), "column", "data", "customer",
        ("spread", "pd"), NOTHING, NOTHING, "percent", NOTHING,
    ),
)  # fmt: skip
