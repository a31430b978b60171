"""A garden catalogue: after how many silent seasons mailing stops paying."""

from __future__ import annotations

from clvxl.exercises.cases._migration_working import MOST, PAGES
from clvxl.exercises.engine import records as ex
from clvxl.exercises.engine.following import follows
from clvxl.text import NOTHING, Text

__all__ = ["EXERCISE"]

CHANCE = ex.Limit("decimal", 0, 0.95, Text("A share from 0% to 95%.", "0% 到 95% 之间的比率。"))
COUNT = ex.Limit("decimal", 0, None, Text("A number of 0 or more.", "不小于 0 的数。"))
RATE = ex.Limit(
    "decimal", 0.001, 1, Text("A share from 0.1% to 100%.", "0.1% 到 100% 之间的比率。")
)
PAID = ex.Limit("decimal", 0.01, None, Text("An amount above 0.", "大于 0 的金额。"))

DATA = ex.Data(
    title=Text("The list, by seasons without an order", "名单：按连续未购的季数"),
    fields=(
        ex.Field("silent", Text("Silent seasons", "连续未购季数"), "text", None, 50.0,
                 also=("Recency", "Silent periods", "未购期数"),
                 default=lambda rows: [str(number) for number in range(rows)]),
        ex.Field("customers", Text("Customers now", "现有客户数"), "integer", COUNT, 16.0,
                 also=("Customers", "Count", "客户数")),
        ex.Field("chance", Text("Order if mailed", "寄目录后下单"), "percent", CHANCE, 16.0,
                 also=("Probability", "Response rate", "Repurchase probability", "购买概率", "回应率")),
    ),
    values=lambda: [
        [Text("0: ordered last season", "0：上一季刚买过"), *(str(n) for n in range(1, 6))],
        [2400, 1500, 1150, 980, 890, 830], [0.38, 0.24, 0.15, 0.09, 0.07, 0.03],
    ],
    most=MOST, least=2,
)  # fmt: skip

FIGURES = (
    ex.Figure("order", Text("Margin of an order", "每张订单的毛利"), 42, "amount", PAID,
              Text("before the catalogue", "未减目录成本")),
    ex.Figure("catalogue", Text("Cost of a catalogue", "每本目录的成本"), 4, "amount", PAID,
              Text("per customer and season", "每位客户每季")),
    ex.Figure("rate", Text("Discount rate", "折现率"), 0.05, "percent", RATE, Text("per season, half a year", "每季（半年）")),
)  # fmt: skip

CHOICES = tuple(
    Text(f"After {n} silent season{'s' if n > 1 else ''}", f"连续 {n} 季未购后停寄")
    for n in range(1, MOST + 1)
)


def _after(number: str) -> Text:
    """The choice of a number of seasons, in each language."""
    said = (",".join(f'"{choice.say(each)}"' for choice in CHOICES) for each in ("en", "zh"))
    return Text(*(f"=CHOOSE({number},{each})" for each in said))


NO_COST = Text("take off the cost of the catalogue.", "请减去目录成本。")
PLACED = Text("the order just placed counts too.", "刚下的这一单也要计入。")
LATER = Text("the order comes a season later: discount it.", "订单晚一季才到：请折现。")

QUESTIONS = (
    ex.Question("once",
        Text("A customer of the last row gets one catalogue. What does it earn on the next order alone: expected "
             "margin less cost, not discounted?",
             "给最后一行的一位客户寄一本目录。只算下一张订单，期望毛利减成本是多少（不折现）？"),
        step="once", hint=Text("chance of an order × margin, less the catalogue.", "下单概率 × 毛利 − 目录成本。"),
        why=Text("The catalogue is paid whether an order comes or not.", "不论是否下单，目录成本都要花。"),
        slips=(ex.Slip("=in_order*[rule.chance#-1]", NO_COST),
               ex.Slip("=(in_order-in_catalogue)*[rule.chance#-1]",
                       Text("the catalogue is paid for everybody, not for buyers only.", "目录寄给每一位都要花钱，不只是下单的人。")),
               ex.Slip("=in_order*[rule.chance#1]-in_catalogue", Text("this is the first row.", "这是第一行；请取最后一行。"))),
    ),
    ex.Question("short_chance",
        Text("The short-sighted rule mails while the next order alone pays. How high must the chance be?",
             "“短视规则”：只要下一张订单本身够本就寄。下单概率至少要达到多少？"),
        step="short_chance", digits=1, hint=Text("set chance × margin equal to the cost.", "令 下单概率 × 毛利 = 目录成本。"),
        why=follows("Cost ÷ margin. By this rule mailing stops after {[short_stop]} silent seasons in a row.",
                    "目录成本 ÷ 毛利。按此规则，连续 {[short_stop]} 季未购就停寄。"),
        slips=(ex.Slip("=in_catalogue/(in_order-in_catalogue)",
                       Text("the margin is meant before the catalogue.", "毛利是未减目录成本的。")),
               ex.Slip("=1-[short_chance]", Text("this is the chance of no order.", "这是不下单的概率。"))),
    ),
    ex.Question("lost",
        Text("All rows are mailed. What is the chance that a customer who has just ordered stays silent through all of "
             "them and is struck off?", "各行都寄目录。一位刚下单的客户，逐行一直不买、最后被除名的概率是多少？"),
        step="lost", digits=1, hint=Text("multiply the chances of no order, row by row.", "把各行“不下单”的概率连乘。"),
        why=Text("Silent in every row, one after the other: the product of 1 − chance over the rows.",
                 "每一行都不买：各行（1 − 下单概率）的乘积。"),
        slips=(ex.Slip("=1-[lost]", Text("this is the chance of another order some time.", "这是还会再买的概率。")),
               ex.Slip("=[lost]/(1-[rule.chance#-1])", Text("the last row is mailed too.", "少了最后一行：那里也寄。")),
               ex.Slip("=1-SUM([rule.chance:])", Text("chances of successive seasons do not add up: multiply.",
                                                      "先后各季的概率不能相加：应连乘。"))),
    ),
    ex.Question("buyers",
        Text("All rows are mailed, season after season, without new customers. How many order in the third season?",
             "每季都给各行寄目录，且不再有新客户。从现在起的第三季，有多少位客户下单？"),
        step="buyers", digits=0, level=2,
        hint=Text("move the list through the transition matrix three times.", "让名单按转移矩阵移动三次。"),
        why=Text("Row 3 of the forecast: those who order stand at 0 silent seasons again.",
                 "见预测表第 3 行：下单者回到“0 季”。"),
        slips=(ex.Slip("=[forecast.s0#2]", Text("this is the first season.", "这是第一季：还要再移动两次。")),
               ex.Slip("=[forecast.s0#3]", Text("this is the second season.", "这是第二季。")),
               ex.Slip("=[forecast.s0#1]*[rule.chance#1]^3", Text("silent ones come back too.", "沉默过的客户也会回来。"))),
    ),
    ex.Question("all",
        Text("All rows are mailed. What is a customer worth who has just ordered, that order's margin and the next "
             "catalogue included?", "各行都寄目录。一位刚下单的客户值多少（含这一单的毛利和随后的一本目录）？"),
        step="all", level=2, hint=Text("(margin − catalogues to the next order) ÷ (1 − chance of coming back).",
                                       "（毛利 − 到下一单为止的目录）÷（1 − 回头概率），均折现。"),
        why=Text("Each order starts anew, in present values: V = margin − catalogues + chance of coming back × V.",
                 "每次下单都从头再来（以现值计）：V = 毛利 − 目录 + 回头概率 × V。"),
        slips=(ex.Slip("=[all]-in_order", PLACED),
               ex.Slip("=(in_order-in_catalogue)/(1-[rule.back#-1])",
                       Text("each silent season costs a catalogue too.", "沉默的每一季也要花一本目录。")),
               ex.Slip("=(in_order-in_catalogue*SUM([rule.still:]))/[lost]", Text("not discounted.", "这里没有折现。"))),
    ),
    ex.Question("longest",
        Text("All rows are mailed. What is a customer of the last row worth, about to be mailed?",
             "各行都寄目录。最后一行的客户，在寄目录之前值多少？"),
        formula="=[values.mailed#-1]", format="amount", level=2,
        function="=INDEX(CLV_MIGRATION(in_chance,in_order,in_catalogue,in_rate),ROWS(in_chance),1)",
        hint=Text("− catalogue + chance × value of one who has just ordered, discounted.",
                  "− 目录成本 + 下单概率 × 刚下单客户的价值（折现一季）。"),
        why=Text("An order brings back not one margin but a customer. If this is below 0, do not mail: 0 is more.",
                 "一张订单带回的不只是一笔毛利，而是一位客户。若小于 0，就不寄：0 反而更高。"),
        slips=(ex.Slip("=[once]", Text("an order brings back a customer, not one margin.", "下单带回的是一位客户，而不只一笔毛利。")),
               ex.Slip("=[rule.chance#-1]*[all]-in_catalogue", LATER),
               ex.Slip("=[values.mailed#-1]+in_catalogue", NO_COST)),
    ),
    ex.Question("best",
        Text("Try every rule: strike off after 1, 2, 3 … silent seasons. What is a customer who has just ordered worth "
             "under the best of them?",
             "逐一试各种规则：连续 1、2、3……季未购后停寄。在最好的规则下，刚下单的客户值多少？"),
        step="best", level=3, hint=Text("the highest of the values under each rule.", "求出每种规则下的价值，取最高者。"),
        why=Text("Stopping early loses those who would come back, stopping late pays for those who will not.",
                 "停得太早，失去会回来的人；停得太晚，为不会回来的人花钱。"),
        slips=(ex.Slip("=[all]", Text("this is when all rows are mailed.", "这是全部都寄的规则；另有更好的。")),
               ex.Slip("=INDEX([rule.fresh:],[short_stop])", Text("this is the short-sighted rule.", "这是短视规则；寄得更久更好。")),
               ex.Slip("=[best]-in_order", PLACED)),
    ),
    ex.Question("saved",
        Text("How much more is the whole list worth under the best rule than if all rows are mailed?",
             "与各行都寄相比，最好的规则使整个名单的价值增加多少？"),
        step="saved", level=3, hint=Text("customers × value, summed, under both rules.", "各行 客户数 × 价值 之和，两种规则相减。"),
        why=Text("Those struck off stop costing; the others gain a little: no catalogue goes to them in vain later.",
                 "被停寄的不再花钱；其余每位也略有增值，因为日后不会白寄。"),
        slips=(ex.Slip("=-[data.customers#-1]*[values.mailed#-1]", Text("the other rows gain too.", "其他各行的客户也会增值。")),
               ex.Slip("=-[data.customers#-1]*[once]", Text("count values, not one mailing.", "应计价值，而不是一次邮寄。")),
               ex.Slip("=[list_best]", Text("take off its value when all are mailed.", "请减去全部都寄时的价值。"))),
    ),
    ex.Question("chance",
        Text("Under the best rule an order brings back a customer of that value. From which chance of an order on does "
             "a catalogue pay?",
             "在最好的规则下，一张订单带回一位客户：下单概率至少要达到多少，寄目录才合算？"),
        step="needed", digits=1, level=3,
        hint=Text("set chance × value (question 7) ÷ (1 + rate) equal to the catalogue.",
                  "令 下单概率 × 价值（第 7 题）÷（1 + 折现率）= 目录成本。"),
        why=follows("Cost × (1 + rate) ÷ value: {[needed]:1%}, against {[short_chance]:1%} by the short-sighted rule.",
                    "目录成本 ×（1 + 折现率）÷ 价值：为 {[needed]:1%}；短视规则为 {[short_chance]:1%}。"),
        slips=(ex.Slip("=[short_chance]", Text("this sets the cost against one margin.", "这是与一笔毛利相比，而不是与一位客户。")),
               ex.Slip("=in_catalogue/[best]", LATER)),
    ),
    ex.Question("decision",
        Text("When should a customer be struck off the mailing list?", "客户连续多少季未购，就应停寄？"),
        formula=_after("[stop]"), format="text", choices=CHOICES, digits=None, level=3,
        hint=Text("mail while the chance reaches the one just found.", "只要下单概率不低于刚求出的界限，就继续寄。"),
        why=follows("After {[stop]}: a customer who has just ordered is then worth most, {[best]:2}; the short-sighted "
                    "rule ({[short_stop]}) gives {INDEX([rule.fresh:],[short_stop]):2}. Left out: orders without a "
                    "catalogue, e-mail, and that chances are estimates: test the rows near the limit.",
                    "连续 {[stop]} 季：这时刚下单客户的价值最高，为 {[best]:2}；短视规则（{[short_stop]} 季）为 "
                    "{INDEX([rule.fresh:],[short_stop]):2}。未计入：不寄目录也会来的订单、电子邮件；概率只是估计，界限附近的各行应先试验。"),
        slips=(ex.Slip(_after("[short_stop]"), Text("this is the short-sighted rule.", "这是短视规则：订单带回的是客户。")),
               ex.Slip(_after("ROWS(in_chance)"), Text("the last row does not earn its catalogue.", "最后一行不值一本目录。"))),
    ),
)  # fmt: skip

EXERCISE = ex.Exercise(
    name="migration",
    title=Text("When should the catalogue stop coming?", "目录寄到什么时候为止？"),
    aim=Text("Value customers who fall silent and come back, by a transition matrix; find when mailing stops paying.",
             "用转移矩阵评估会沉默、也会回头的客户，并找出邮寄不再合算的界限。"),
    neutral_title=Text("When should mailing stop?", "邮寄到什么时候为止？"),
    neutral=Text(
        "Each row of the table holds customers by the number of periods in a row without an order. Customers who are "
        "mailed order with the chance given and stand in the first row again; the others move on to the next row, and "
        "from the last one they are struck off. Without mail nobody orders. After how many silent periods should "
        "mailing stop?",
        "表中每行是按连续未购期数分组的客户。寄出后以所给概率下单，下单者回到第一行；未下单者进入下一行，"
        "到最后一行仍不买则被除名。不寄则不会下单。连续多少期未购就应停寄？",
    ),
    case=(
        Text("Fenwick Garden mails a catalogue twice a year, once a season. Whoever orders stands in the first row of "
             "the table again; whoever does not moves a row down, and from the last row off the list. Without a "
             "catalogue nobody orders. All amounts are in euros.",
             "“绿篱园艺”每半年（一季）邮寄一次商品目录。下单者回到第一行；未下单者下移一行，最后一行仍不买则被除名。"
             "不寄则不会下单。金额单位均为元。"),
        Text("Paper and postage have become dear. The bookkeeper would strike off all whose next order does not pay "
             "for the catalogue; the founder would never give up a customer. Who is right?",
             "纸张和邮费涨了。会计主张：下一张订单抵不上目录成本的，一律停寄；创始人则一位客户也不愿放弃。谁说得对？"),
    ),
    figures=FIGURES, data=DATA, questions=QUESTIONS, pages=PAGES,
    functions=("CLV_MIGRATION", "CLV_MARKOV", "SEGMENT_FORECAST"),
    source=Text(
        "method: Pfeifer & Carraway (2000), Journal of Interactive Marketing 14(2), 43–55, after Dwyer (1989), "
        "Journal of Direct Marketing 3(4), 8–15; firm and figures are invented",
        "方法见 Pfeifer & Carraway（2000），Journal of Interactive Marketing 14(2)，第 43–55 页；"
        "源自 Dwyer（1989），Journal of Direct Marketing 3(4)，第 8–15 页；公司与数据为虚构",
    ),
    front=ex.Diagram(
        "situation", Text("Customers now, by silent seasons", "现有客户数：按连续未购季数"), "column", "data", "silent",
        ("customers",), Text("silent seasons", "连续未购季数"), Text("customers", "客户数"), "integer", NOTHING,
    ),
)  # fmt: skip
