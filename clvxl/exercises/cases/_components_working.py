"""The working of the exercise components: six parts, referrals, switching and two campaigns."""

from __future__ import annotations

from clvxl.exercises.cases._choices import in_turn
from clvxl.exercises.engine import records as ex
from clvxl.text import Text

__all__ = ["PAGES"]

PURCHASES = 12
PARTS = ("bought", "repeated", "crossed", "saved", "referrals", "dearer")
WORTHS = ("by_first", "repeat", "by_cross", "by_service", "by_referrals", "by_price")
NAMES = (
    Text("First purchase", "首次购买"), Text("Repeat purchases", "重复购买"), Text("Cross-selling", "交叉购买"),
    Text("Lower cost to serve", "服务成本降低"), Text("Referrals", "推荐"), Text("Price premium", "溢价"),
)  # fmt: skip
MONEY = (
    "=0", "=[data.repeat]", "=[data.cross]", "=[data.service]", "=in_referred*[each]", "=[data.price]",
)  # fmt: skip
FIRST = {"bought": "=in_first", "referrals": "=0"}


def _years(columns: ex.Columns) -> int:
    return len(columns["repeat"])


FLOWS = ex.Grid(
    "flows", Text("1. Six parts, year by year", "1. 六个部分，逐年"), _years,
    (
        ex.Col("t", Text("Year", "年"), "integer", values=lambda columns: range(1, _years(columns) + 1), width=20.0),
        *(ex.Col(key, name, "amount", money, first=FIRST.get(key), width=9.0)
          for key, name, money in zip(PARTS, NAMES, MONEY, strict=True)),
        ex.Col("rate", Text("Stays", "留下"), "percent", "=in_retention", first="=1", width=9.0),
        ex.Col("kept", Text("Still there", "仍在"), "percent", "=[kept@-1]*[rate]", first="=1", width=9.0),
        ex.Col("weight", Text("Weight", "权重"), "factor", "=[kept]/(1+in_discount_rate)^([t]-1)", width=9.0),
    ),
    note=Text("Of a customer who is still there. The first year is certain; money arrives at the start of each year.",
              "以仍在的客户计。第一年确定在；各年毛利在年初到账。"),
)  # fmt: skip

CALL = f'CLV_COMPONENTS([flows.{PARTS[0]}:{PARTS[-1]}],in_discount_rate,[flows.rate:],"start","{{language}}",FALSE)'

PART_TABLE = ex.Grid(
    "parts", Text("2. Where the value comes from", "2. 价值从何而来"), len(PARTS),
    (
        ex.Col("part", Text("Part", "部分"), "text", values=NAMES, width=20.0),
        ex.Col("worth", Text("Present value", "现值"), "amount", width=9.0,
               formula=in_turn("part", *(f"[{key}]" for key in WORTHS))),
        ex.Col("f_worth", Text("By function", "函数"), "amount", f"=INDEX({CALL},ROWS([part..]),2)", width=9.0),
        ex.Col("part_share", Text("Share", "占比"), "percent", "=[worth]/SUM([worth:])", width=9.0),
    ),
)  # fmt: skip

HERE, ELSEWHERE = Text("Here", "本店"), Text("Elsewhere", "别处")

SWITCH = ex.Grid(
    "switch", Text("3. Where the next purchase is made", "3. 下一次在哪里购买"), 2,
    (
        ex.Col("last", Text("Last purchase", "上一次"), "text", values=(HERE, ELSEWHERE), width=20.0),
        ex.Col("here", HERE, "percent", "=IF(ROWS([last..])=1,in_stay,in_come)", width=9.0),
        ex.Col("there", ELSEWHERE, "percent", "=1-[here]", width=9.0),
        ex.Col("club_here", Text("Here, with card", "本店（有卡）"), "percent",
               "=IF(ROWS([last..])=1,MIN(0.99,in_stay+in_club_points),in_come)", width=9.0),
        ex.Col("club_there", Text("Elsewhere, with card", "别处（有卡）"), "percent", "=1-[club_here]", width=9.0),
    ),
)  # fmt: skip

CHANCES = ex.Grid(
    "chances", Text("4. Chance that a purchase is made here", "4. 在本店购买的概率"), PURCHASES,
    (
        ex.Col("nth", Text("Purchase from now", "从现在起第几次"), "integer", values=range(1, PURCHASES + 1), width=20.0),
        ex.Col("now", Text("Today", "现在"), "percent", width=9.0, first="=in_stay",
               formula="=[now@-1]*in_stay+(1-[now@-1])*in_come"),
        ex.Col("carded", Text("With the card", "有会员卡"), "percent", width=9.0, first="=[switch.club_here#1]",
               formula="=[carded@-1]*[switch.club_here#1]+(1-[carded@-1])*in_come"),
        ex.Col("limit", Text("In the long run", "长期"), "percent", "=[long_run]", width=9.0),
    ),
    note=Text("Who has just bought here; the first purchases only, so that the way to the share of wallet shows.",
              "以刚在本店买过的客户计；只列最初几次，以显示如何趋近钱包份额。"),
)  # fmt: skip


def _wallet(stay: str) -> str:
    """The margins on all purchases, weighed with the chance of being made here, in closed form."""
    share, decay = f"(in_come/(1-{stay}+in_come))", f"(({stay}-in_come)*[step])"
    return f"[unit]*({share}*[discounted]+(1-{share})*{decay}*(1-{decay}^[purchases])/(1-{decay}))"


def _switching(first: str, last: str) -> str:
    return f"CLV_SWITCHING([switch.{first}:{last}],1,in_amount,in_share,in_often,in_discount_rate,in_years)"


def _part(number: int) -> ex.Step:
    """The present value of one of the six parts, beside CLV_COMPONENTS."""
    at = number - 1
    return ex.Step(
        WORTHS[at], NAMES[at], f"=SUMPRODUCT([flows.{PARTS[at]}:],[flows.weight:])", "amount",
        f"=INDEX({CALL},{number},2)",
        Text(f"Table 1, part {number}: margin × weight, summed.", f"表 1 第 {number} 部分：毛利 × 权重，求和。"),
    )  # fmt: skip


STEPS = ex.Steps(
    "steps",
    Text("Six parts and referrals", "六个部分与推荐"),
    (
        *(_part(at) for at in (1, 2, 3, 4, 6)),
        ex.Step("gross", Text("Five parts without referrals", "不含推荐的五个部分"),
                f"={'+'.join(f'[{key}]' for key in WORTHS if key != 'by_referrals')}", "amount",
                f"=INDEX({CALL},7,2)-INDEX({CALL},5,2)"),
        ex.Step("own", Text("… less the acquisition cost", "……减去获取成本"), "=[gross]-in_acquisition_cost", "amount"),
        ex.Step("each", Text("One referred customer, on average", "推荐来的一位客户（平均）"),
                "=(1-in_anyway)*[gross]+in_anyway*in_acquisition_cost", "amount",
                "=REFERRAL_VALUE(1-in_anyway,in_anyway,[own],in_acquisition_cost)",
                Text("Won: net value + cost saved = the five parts. Anyway: the cost saved.",
                     "因推荐而来：净价值 + 省下的成本 = 五部分之和。本来就会来：省下的成本。")),
        ex.Step("number", Text("Customers referred over a lifetime", "一生推荐的客户数"),
                "=in_referred*(SUM([flows.weight:])-[flows.weight#1])", "factor",
                note=Text("Expected and discounted; none in the first year.", "期望值并折现；第一年没有。")),
        _part(5),
        ex.Step("six", Text("Lifetime value with all six parts", "六个部分的终生价值"),
                "=[own]+[by_referrals]", "amount", f"=INDEX({CALL},7,2)-in_acquisition_cost",
                Text("Do not add up over customers whom others referred: that counts them twice.",
                     "不要再与被推荐客户的价值相加：那会重复计算。")),
    ),
)  # fmt: skip

WALLET = ex.Steps(
    "wallet_steps",
    Text("Share of wallet", "钱包份额"),
    (
        ex.Step("long_run", Text("Share of wallet in the long run", "长期钱包份额"),
                "=in_come/(1-in_stay+in_come)", "percent",
                note=Text("come ÷ (1 − stay + come).", "转来率 ÷（1 − 再来率 + 转来率）。")),
        ex.Step("unit", Text("Margin of a purchase", "每次购买的毛利"), "=in_amount*in_share", "amount"),
        ex.Step("purchases", Text("Purchases to look ahead", "展望期内的购买次数"), "=in_often*in_years", "integer"),
        ex.Step("step", Text("Discounting from one to the next", "相邻两次之间的折现"),
                "=(1+in_discount_rate)^(-1/in_often)", "factor"),
        ex.Step("discounted", Text("All purchases, discounted", "全部购买次数（折现后）"),
                "=[step]*(1-[step]^[purchases])/(1-[step])", "factor",
                note=Text("If every one of them were made here.", "假如每次都在本店。")),
        ex.Step("wallet", Text("Value of these purchases to the shop", "这些购买对本店的价值"),
                f"={_wallet('in_stay')}", "amount", f"={_switching('here', 'there')}",
                Text("Long-run share of all, and what the recent purchase adds at first.",
                     "长期份额部分，加上刚买过带来的近期部分。")),
        ex.Step("club_wallet", Text("… with the club card", "……有会员卡"),
                f"={_wallet('[switch.club_here#1]')}", "amount", f"={_switching('club_here', 'club_there')}"),
    ),
)  # fmt: skip

DECIDING = ex.Steps(
    "deciding",
    Text("What decides", "决策所依据的数字"),
    (
        ex.Step("club_gain", Text("Club card: gain per customer", "会员卡：每位客户净增值"),
                "=[club_wallet]-[wallet]-in_club_cost", "amount",
                f"={_switching('club_here', 'club_there')}-{_switching('here', 'there')}-in_club_cost"),
        ex.Step("bonus_gain", Text("Referral bonus: gain per customer", "推荐奖励：每位客户净增值"),
                "=[number]*((1+in_lift)*([each]-in_bonus)-[each])", "amount",
                "=REFERRAL_VALUE([number]*in_lift*(1-in_anyway),[number]*in_lift*in_anyway,[own],in_acquisition_cost)"
                "-[number]*(1+in_lift)*in_bonus",
                Text("The bonus is paid for all referrals, the value rises by the new ones only.",
                     "奖励对全部推荐都付，价值只因新增的推荐而增加。")),
        ex.Step("naive", Text("… if it were paid for new referrals only", "……若只对新增的推荐付"),
                "=[number]*in_lift*([each]-in_bonus)", "amount",
                note=Text("Looks better; but nobody can tell the new referrals from the others.",
                          "看起来更好；但无法分辨哪些推荐是新增的。")),
        ex.Step("ceiling", Text("Highest bonus that pays", "合算的最高奖励"), "=[each]*in_lift/(1+in_lift)", "amount",
                note=Text("Value × rise ÷ (1 + rise).", "每位价值 × 增幅 ÷（1 + 增幅）。")),
    ),
)  # fmt: skip

PAGES = (
    ex.Page(
        Text("Working", "演算"),
        Text("Six parts, referrals, share of wallet", "六个部分、推荐与钱包份额"),
        (STEPS, WALLET, DECIDING),
        landscape=True,
    ),
    ex.Page(
        Text("Tables", "表格"),
        Text("Where the value comes from", "价值从何而来"),
        (
            FLOWS, PART_TABLE,
            ex.Diagram(
                "six_parts", Text("Present value by part", "各部分的现值"), "bar", "parts", "part", ("worth",),
                Text("part", "部分"), Text("present value", "现值"), "integer",
                Text("What comes after the first purchase makes the customer.", "首次购买之后的部分，才成就客户的价值。"),
                rows=14, beside=True, breadth=46.0,
            ),
            SWITCH, CHANCES,
            ex.Diagram(
                "way", Text("Chance that a purchase is made here", "在本店购买的概率"), "line", "chances", "nth",
                ("now", "carded", "limit"), Text("purchase from now", "从现在起第几次"), Text("chance", "概率"), "percent",
                Text("It falls from “here again” towards the share of wallet.", "从“再来率”降向钱包份额。"),
                rows=14, highest=1, beside=True, breadth=46.0,
            ),
        ),
    ),
)  # fmt: skip
