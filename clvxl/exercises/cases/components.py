"""A bicycle shop: the six parts of a customer's value, referrals and share of wallet."""

from __future__ import annotations

from clvxl.exercises.cases._choices import either
from clvxl.exercises.cases._components_working import PAGES
from clvxl.exercises.engine import records as ex
from clvxl.exercises.engine.following import follows
from clvxl.text import NOTHING, Text

__all__ = ["EXERCISE"]

YEARLY = ex.Limit("decimal", 0.01, 1, Text("A share from 1% to 100%.", "1% 到 100% 之间的比率。"))
STAY = ex.Limit("decimal", 0, 0.99, Text("A share from 0% to 99%.", "0% 到 99% 之间的比率。"))
FEW = ex.Limit("integer", 1, 52, Text("A whole number from 1 to 52.", "1 到 52 的整数。"))
FACTOR = ex.Limit("decimal", 0, None, Text("A number of 0 or more.", "不小于 0 的数。"))


def _nothing(rows: int) -> list[float]:
    return [0.0] * rows


DATA = ex.Data(
    title=Text("What a customer who is still there adds each year", "仍在的客户每年带来的毛利"),
    fields=(
        ex.Field("year", Text("Year", "年份"), "text", None, 50.0, also=("Period", "期"),
                 default=lambda rows: [str(number) for number in range(1, rows + 1)]),
        ex.Field("repeat", Text("Repeat purchases", "重复购买"), "amount", ex.FLOW, 16.0, also=("Repeat", "复购")),
        ex.Field("cross", Text("Cross-selling", "交叉购买"), "amount", ex.FLOW, 16.0, also=("Cross-sales", "交叉销售"),
                 default=_nothing),
        ex.Field("service", Text("Lower cost to serve", "服务成本降低"), "amount", ex.FLOW, 16.0,
                 also=("Service cost saved", "节约的服务成本"), default=_nothing),
        ex.Field("price", Text("Price premium", "溢价"), "amount", ex.FLOW, 16.0,
                 also=("Lower price sensitivity", "价格不敏感"), default=_nothing),
    ),
    values=lambda: [
        [Text(f"Year {n}", f"第 {n} 年") for n in range(1, 7)],
        [20, 60, 70, 80, 90, 95], [0, 15, 25, 35, 45, 50], [0, 5, 10, 14, 16, 18], [0, 4, 8, 12, 16, 20],
    ],
    most=30,
)  # fmt: skip

FIGURES = (
    ex.Figure("first", Text("Margin of the first purchase", "首次购买的毛利"), 150, "amount", ex.FLOW,
              Text("the bicycle", "自行车")),
    ex.Figure("acquisition_cost", Text("Acquisition cost", "客户获取成本"), 110, "amount", ex.AMOUNT,
              Text("of a customer not referred", "非推荐而来的客户")),
    ex.Figure("retention", Text("Retention rate", "保留率"), 0.8, "percent", ex.RATE,
              Text("yearly; first year certain", "逐年；第一年确定在")),
    ex.Figure("discount_rate", Text("Discount rate", "折现率"), 0.1, "percent", YEARLY, Text("per year", "每年")),
    ex.Figure("referred", Text("Customers referred", "推荐来的客户"), 0.15, "factor", FACTOR,
              Text("per year, from the second", "每年人数，从第二年起")),
    ex.Figure("anyway", Text("… who would have come anyway", "……其中本来就会来"), 0.6, "percent", ex.RATE),
    ex.Figure("amount", Text("Amount of a purchase", "每次购买金额"), 45, "amount", ex.AMOUNT,
              Text("accessories, repairs", "配件与维修")),
    ex.Figure("share", Text("Gross margin", "毛利率"), 0.35, "percent", ex.RATE, Text("of that amount", "占该金额")),
    ex.Figure("often", Text("Purchases per year", "每年购买次数"), 8, "integer", FEW, Text("here or elsewhere", "在本店或别处")),
    ex.Figure("years", Text("Years to look ahead", "展望年数"), 5, "integer",
              ex.Limit("integer", 1, 30, Text("A whole number from 1 to 30.", "1 到 30 的整数。"))),
    ex.Figure("stay", Text("Bought here last: chance of here again", "上次在本店：再来本店的概率"), 0.8, "percent", STAY),
    ex.Figure("come", Text("Bought elsewhere last: chance of here", "上次在别处：来本店的概率"), 0.25, "percent", STAY),
    ex.Figure("bonus", Text("Referral bonus", "推荐奖励"), 60, "amount", ex.AMOUNT,
              Text("for each customer referred", "每推荐来一位")),
    ex.Figure("lift", Text("… raises referrals by", "……使推荐人数增加"), 0.3, "percent", FACTOR),
    ex.Figure("club_points", Text("Club card: “here again” rises by", "会员卡：“再来本店”提高"), 0.05, "percent", ex.RATE,
              Text("points", "百分点")),
    ex.Figure("club_cost", Text("Club card: cost", "会员卡：成本"), 20, "amount", ex.AMOUNT,
              Text("per customer, at once", "每位客户，立即支付")),
)  # fmt: skip

BONUS, CLUB = Text("The referral bonus", "推荐奖励"), Text("The club card", "会员卡")
NEITHER = Text("Neither of the two", "两项都不做")


def _better(bonus: str, club: str) -> Text:
    """The campaign with the higher gain, if any has one."""
    return either(f"MAX({bonus},{club})<=0", NEITHER, either(f"{bonus}>={club}", BONUS, CLUB))


EARLY = Text("the retention rate acts from the second year on.", "保留率从第二年起才起作用。")
ALL_WON = Text(
    "not all are won by it: some would have come anyway.", "并非都靠推荐赢得：有些人本来就会来。"
)
FOR_ALL = Text(
    "it is also paid for referrals that come without it.", "没有奖励也会有的推荐，同样要付奖励。"
)

QUESTIONS = (
    ex.Question("repeat",
        Text("Margins arrive at the start of a year. What is the present value of a new customer's repeat purchases?",
             "各年毛利在年初到账。一位新客户重复购买的现值是多少？"),
        step="repeat", hint=Text("margin × still there ÷ (1 + rate)^(years before), summed.",
                                 "毛利 × 仍在的概率 ÷（1 + 折现率）^（此前年数），求和。"),
        why=Text("The second of the six parts: weighted by the chance of being there, and discounted.",
                 "六部分之二：按仍在的概率加权并折现。"),
        slips=(ex.Slip("=SUMPRODUCT([flows.repeated:],[flows.kept:])", Text("discount it to today.", "请折现到今天。")),
               ex.Slip("=SUMPRODUCT([flows.repeated:],[flows.weight:])*in_retention", EARLY),
               ex.Slip("=[repeat]/(1+in_discount_rate)", Text("one year too many: it arrives at the year's start.",
                                                              "多折了一年：年初就到账。"))),
    ),
    ex.Question("own",
        Text("Leave referrals aside. What is the value of the customer's own five parts, less the acquisition cost?",
             "不计推荐。客户自身五个部分的价值，减去获取成本后是多少？"),
        step="own", hint=Text("present values of the five parts, less the cost.", "五个部分的现值之和，减去获取成本。"),
        why=Text("First purchase, repeat purchases, cross-selling, lower cost to serve, price premium.",
                 "首次购买、重复购买、交叉购买、服务成本降低、溢价。"),
        slips=(ex.Slip("=[gross]", Text("take off the acquisition cost.", "别忘了减去获取成本。")),
               ex.Slip("=[gross]*in_retention-in_acquisition_cost", EARLY),
               ex.Slip("=[own]-[by_first]", Text("the first purchase counts too.", "首次购买也要计入。"))),
    ),
    ex.Question("share_first",
        Text("What share of these five parts, before the acquisition cost, comes with the first purchase?",
             "这五个部分的价值（未减获取成本）中，首次购买占多大比例？"),
        formula="=[by_first]/[gross]", format="percent", digits=1, level=2,
        hint=Text("first purchase ÷ present value of the five parts.", "首次购买的毛利 ÷ 五个部分的现值之和。"),
        why=Text("This is what the till shows on the first day; whoever judges by it sees no other part.",
                 "第一天收银台看到的就是这些；只看首单，就看不到其余部分。"),
        slips=(ex.Slip("=[by_first]/[own]", Text("compare with the value before the cost.", "应与未减获取成本的价值相比。")),
               ex.Slip("=[by_first]/(in_first+SUM(in_repeat)+SUM(in_cross)+SUM(in_service)+SUM(in_price))",
                       Text("later margins are discounted, and some customers leave.", "以后的毛利要折现，且有人离开。")),
               ex.Slip("=1-[by_first]/[gross]", Text("this is the share of the later parts.", "这是其余各部分的比例。"))),
    ),
    ex.Question("each",
        Text("What is a referred customer worth to the shop on average, on arrival? Whoever would have come anyway "
             "only saves the acquisition cost.", "推荐来的一位客户，到来那天平均带来多少价值？本来就会来的，只省下获取成本。"),
        step="each", level=2, hint=Text("weigh two kinds: won (the five parts), anyway (the cost saved).",
                                        "加权两种：因推荐而来（五部分的价值），本来就会来（省下的获取成本）。"),
        why=Text("Net value plus the cost saved is the value of the five parts: a referred customer costs nothing. "
                 "Their own referrals are left out, else the chain is counted again and again.",
                 "净价值加上省下的获取成本，就是五部分的价值：推荐来的客户无须花钱获取。他们自己的推荐不计，否则会反复计算。"),
        slips=(ex.Slip("=[gross]", ALL_WON),
               ex.Slip("=[each]+(1-in_anyway)*in_acquisition_cost", Text("the cost saved counts once.", "省下的成本算了两次。")),
               ex.Slip("=(1-in_anyway)*[gross]", Text("the others save a cost too.", "本来就会来的人也省下获取成本。"))),
    ),
    ex.Question("six",
        Text("With referrals as sixth part: what is a new customer's lifetime value, less the acquisition cost?",
             "把推荐作为第六部分计入：一位新客户的终生价值（减去获取成本）是多少？"),
        step="six", level=2, hint=Text("each year: referred × their value, weighted and discounted alike.",
                                       "从第二年起，每年 推荐人数 × 每位价值，同样加权、折现。"),
        why=Text("Credit a referral to one of the two only: adding up this value over all customers, the referred ones "
                 "included, counts it twice.", "推荐的价值只能记在一方：若对所有客户（含被推荐者）加总，就重复计算了。"),
        slips=(ex.Slip("=[six]+[by_referrals]", Text("the referrals are counted twice.", "推荐算了两次。")),
               ex.Slip("=[own]+SUM([flows.referrals:])", Text("weigh and discount the referrals too.", "推荐也须加权并折现。")),
               ex.Slip("=[own]+[number]*[gross]", ALL_WON)),
    ),
    ex.Question("long_run",
        Text("Accessories and repairs: what share of them is bought at the shop in the long run (share of wallet)?",
             "配件与维修：长期来看，在本店购买的占多大份额（钱包份额）？"),
        step="long_run", digits=1, level=2, hint=Text("it stays: share = share × stay + (1 − share) × come.",
                                                      "不再变化的份额：份额 = 份额 × 再来率 +（1 − 份额）× 转来率。"),
        why=Text("come ÷ (1 − stay + come). A customer who buys elsewhere is not lost: some return at each purchase.",
                 "转来率 ÷（1 − 再来率 + 转来率）。去别处的客户并未流失：每次都有一部分回来。"),
        slips=(ex.Slip("=in_stay", Text("this is right after a purchase here.", "这是刚在本店买过之后的概率。")),
               ex.Slip("=(in_stay+in_come)/2", Text("the two are not equally frequent.", "两种情形并不一样多：须加权。")),
               ex.Slip("=in_stay/(in_stay+in_come)", Text("set leaving against coming.", "应比较离开的与转来的。"))),
    ),
    ex.Question("wallet",
        Text("A customer has just bought here. What are the shop's margins on accessories and repairs worth over the "
             "years to look ahead? Purchases are evenly spaced, the first after one interval.",
             "一位客户刚在本店买过。在展望年数内，本店得到的配件与维修毛利现值是多少？购买间隔均匀，第一次在一个间隔之后。"),
        step="wallet", level=3, hint=Text("sum of amount × margin × chance of here, discounted.",
                                          "每次：金额 × 毛利率 × 在本店的概率，折现后求和。"),
        why=Text("The chance starts at “here again” and tends to the share of wallet; each purchase is discounted by "
                 "one interval more.", "在本店的概率从“再来率”出发，趋近钱包份额；每次购买比前一次多折现一个间隔。"),
        slips=(ex.Slip("=[unit]*[discounted]", Text("not every purchase is made here.", "并非每次都在本店购买。")),
               ex.Slip("=[unit]*[discounted]*[long_run]", Text("right after a purchase here the chance is another.",
                                                               "刚在本店买过，近期的概率不等于长期份额。")),
               ex.Slip("=[unit]*[discounted]*in_stay", Text("it tends towards the share of wallet.", "概率会趋近钱包份额。"))),
    ),
    ex.Question("club_gain",
        Text("What does the club card bring per customer who has just bought here, after its cost?",
             "对一位刚在本店买过的客户，会员卡扣除成本后带来多少？"),
        step="club_gain", level=3, hint=Text("value with the higher chance, less today's, less the cost.",
                                             "按提高后的概率再算一次，减去现在的价值，再减去成本。"),
        why=Text("The gain builds up: whoever came again is there for the next purchase more often too.",
                 "效果会累积：再来的人，下一次也更可能在本店。"),
        slips=(ex.Slip("=[club_gain]+in_club_cost", Text("take off the cost of the card.", "请减去会员卡的成本。")),
               ex.Slip("=[unit]*[discounted]*in_club_points-in_club_cost",
                       Text("the gain builds up from purchase to purchase.", "效果会一次次累积。")),
               ex.Slip("=[club_wallet]-in_club_cost", Text("take off today's value.", "请减去现在的价值。"))),
    ),
    ex.Question("bonus_gain",
        Text("What does the bonus bring per new customer? It is paid for all who are referred, also for those who are "
             "referred without it.", "推荐奖励为每位新客户带来多少？奖励对每一位推荐来的客户都付，没有奖励也会有的推荐也不例外。"),
        step="bonus_gain", level=3, hint=Text("referrals with it × (value − bonus), less today's × value.",
                                              "有奖励时的推荐数 ×（每位价值 − 奖励），减去现在的推荐数 × 每位价值。"),
        why=follows("It pays up to a bonus of {[ceiling]:2}: value × rise ÷ (1 + rise). A referral is worth more, but "
                    "the bonus also goes to referrals that come without it.",
                    "奖励不超过 {[ceiling]:2} 才合算：每位价值 × 增幅 ÷（1 + 增幅）。它低于推荐的价值，因为本来就有的推荐也得奖励。"),
        slips=(ex.Slip("=[naive]", FOR_ALL), ex.Slip("=[number]*((1+in_lift)*([gross]-in_bonus)-[gross])", ALL_WON),
               ex.Slip("=in_lift*[number]*[each]", Text("take off the bonus.", "请减去奖励。"))),
    ),
    ex.Question("decision",
        Text("There is money for one of the two. Which?", "只够做一项。选哪项？"),
        formula=_better("[bonus_gain]", "[club_gain]"), format="text", choices=(BONUS, CLUB, NEITHER), digits=None,
        level=3, hint=Text("compare the two gains; below 0 neither pays.", "比较两项的净增值；都小于 0 则都不做。"),
        why=follows("Per customer the bonus brings {[bonus_gain]:2}, the club card {[club_gain]:2}. Left out: who "
                    "would have come anyway is a guess, so ask new customers; another bonus might do better.",
                    "每位客户：推荐奖励带来 {[bonus_gain]:2}，会员卡带来 {[club_gain]:2}。未计入：“本来就会来”的比例只是估计，"
                    "应询问新客户；换一种奖励额也许更好。"),
        slips=(ex.Slip(_better("[naive]", "[club_gain]"), FOR_ALL),),
    ),
)  # fmt: skip

EXERCISE = ex.Exercise(
    name="components",
    title=Text("Where does the value of a customer come from?", "客户的价值从何而来？"),
    aim=Text("Split a customer's value into six parts, value referrals without counting twice, see share of wallet.",
             "把客户价值分为六个部分，不重复地评估推荐，并认识钱包份额。"),
    neutral_title=Text("Six parts of a customer’s value", "客户价值的六个部分"),
    neutral=Text(
        "Each row of the table is a year: what a customer who is still there adds in it, by source. To these four "
        "sources come the first purchase and referrals. A referral bonus and a club card are on offer: find out where "
        "the value comes from, and which of the two brings more.",
        "表中每行是一年：仍在的客户当年按来源带来的毛利。除这四个来源外，还有首次购买和推荐。"
        "现可选推荐奖励或会员卡：请找出价值从何而来，并判断哪项带来更多。",
    ),
    case=(
        Text("Kestrel Cycles sells a new customer a bicycle. Those who stay buy accessories, repairs and clothing too, "
             "need less advice, ask less often for a discount, and send friends. All amounts are in euros.",
             "“红隼单车行”向新客户卖出一辆自行车。留下来的客户会买配件、维修和骑行服，需要的咨询更少，更少讨价还价，"
             "并介绍朋友来。金额单位均为元。"),
        Text("One partner wants to pay a bonus for every customer referred; the other wants a club card, so that fewer "
             "repairs go to the rival across the street. Which brings more?",
             "一位合伙人想对每位推荐来的客户付奖励；另一位想发会员卡，让维修生意少流向街对面的对手。哪一项带来更多？"),
    ),
    figures=FIGURES, data=DATA, questions=QUESTIONS, pages=PAGES,
    functions=("CLV_COMPONENTS", "REFERRAL_VALUE", "CLV_SWITCHING"),
    source=Text(
        "after Reichheld (1996), The Loyalty Effect, ch. 2; Kumar, Petersen & Leone (2007), Harvard Business Review "
        "85(10); Rust, Lemon & Zeithaml (2004), Journal of Marketing 68(1), 109–127; shop and figures: invented",
        "依据 Reichheld（1996），The Loyalty Effect，第 2 章；Kumar, Petersen & Leone（2007），Harvard Business Review "
        "85(10)；Rust, Lemon & Zeithaml（2004），Journal of Marketing 68(1)，109–127；店铺与数据为虚构",
    ),
    front=ex.Diagram(
        "situation", Text("Still there: margins by year", "仍在的客户：各年毛利"), "stacked", "data", "year",
        ("repeat", "cross", "service", "price"), Text("year", "年"), Text("margin", "毛利"), "integer", NOTHING,
    ),
)  # fmt: skip
