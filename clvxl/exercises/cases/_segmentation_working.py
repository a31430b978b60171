"""The working of the exercise on segmentation: scores, segments, tiers, policy and charts."""

from __future__ import annotations

from collections.abc import Sequence

from clvxl.core.segments import SCHEMES
from clvxl.exercises.cases._segmentation_scores import (
    BY_FUNCTION,
    COUNTS,
    CUSTOMERS,
    CUTS,
    LIMITS,
    MATRIX,
    SCORES,
    TOP_BY_FUNCTION,
    names_in,
    of_total,
    segments_found,
    sold,
    whole,
)
from clvxl.exercises.engine import records as ex
from clvxl.exercises.engine.limits import day_text, number_text
from clvxl.report.records import Format
from clvxl.sheet.texts import SEGMENT_NAMES
from clvxl.text import Text

__all__ = ["CHAMPIONS_BY_FUNCTION", "PAGES"]

# Segments


def _of_segment(column: str) -> str:
    return f"=SUMIF([customers.segment:],[segment],[customers.{column}:])"


SUMMARY_COLUMNS: tuple[tuple[Text, Format, float], ...] = (
    (Text("Segment", "细分群体"), "text", 19.0),
    (Text("Customers", "客户数"), "integer", 11.0),
    (Text("Of customers", "客户占比"), "percent", 13.0),
    (Text("Purchases", "购买次数"), "integer", 11.0),
    (Text("Revenue", "收入"), "amount", 13.0),
    (Text("Of revenue", "收入占比"), "percent", 12.0),
    (Text("Revenue per customer", "客均收入"), "amount", 13.0),
    (Text("Revenue per purchase", "每次购买收入"), "amount", 14.0),
)
SUMMARY_FORMULAS = (
    ("customers", "=COUNTIF([customers.segment:],[segment])"),
    ("customer_share", "=[customers]/[n_customers]"),
    ("purchases", _of_segment("frequency")),
    ("revenue", _of_segment("monetary")),
    ("revenue_share", f"={of_total('[revenue]')}"),
    ("per_customer", "=IF([customers]=0,0,[revenue]/[customers])"),
    ("per_purchase", "=IF([purchases]=0,0,[revenue]/[purchases])"),
)

SEGMENTS = ex.Grid(
    "segments",
    Text("1. Segments, from recent to long silent", "1. 各细分群体（由近期到久未光顾）"),
    len(SCHEMES["standard"]),
    (
        ex.Col("segment", SUMMARY_COLUMNS[0][0], "text", values=names_in("standard"), width=19.0),
        *(
            ex.Col(key, title, kind, formula, width=width)
            for (key, formula), (title, kind, width) in zip(
                SUMMARY_FORMULAS, SUMMARY_COLUMNS[1:], strict=True
            )
        ),
        ex.Col("place", Text("Place", "名次"), "general",
               "=RANK([revenue],[segments.revenue:])+COUNTIF([revenue..],[revenue])-1", width=8.0),
    ),
    note=Text("Shares are of all customers and of all revenue; the place is by revenue.",
              "占比分别为占全部客户、全部收入的比例；名次按收入排列。"),
)  # fmt: skip

ADVISED = ex.Grid(
    "advised",
    Text("Segments, from recent to long silent", "各细分群体（由近期到久未光顾）"),
    len(SCHEMES["standard"]),
    (
        ex.Col("who", Text("Segment", "细分群体"), "text", "=[segments.segment]", width=20.0),
        ex.Col("how_many", Text("Customers", "客户数"), "integer", "=[segments.customers]",
               width=11.0),
        ex.Col("how_much", Text("Share of revenue", "收入占比"), "percent",
               "=[segments.revenue_share]", width=12.0),
    ),
)  # fmt: skip

ADVICE = ex.Spill(
    "advice",
    Text("What each calls for: SEGMENT_ACTION", "应采取的行动：SEGMENT_ACTION"),
    '=SEGMENT_ACTION([advised.who:],"{language}")',
    len(SCHEMES["standard"]),
    (ex.Col("action", Text("Action", "行动"), "text", width=72.0),),
    beside=True,
)

SUMMARY = ex.Spill(
    "summary",
    Text("2. The same by one function: SEGMENT_SUMMARY",
         "2. 一个函数给出同样的结果：SEGMENT_SUMMARY"),
    "=SEGMENT_SUMMARY([customers.segment:],[customers.monetary:],[customers.frequency:],"
    '"{language}",FALSE)',
    lambda columns: segments_found(columns) + 1,
    tuple(
        ex.Col(f"s{at}", title, kind, width=width)
        for at, (title, kind, width) in enumerate(SUMMARY_COLUMNS)
    ),
    note=Text("The largest revenue first; segments without a customer are left out.",
              "按收入从高到低排列；没有客户的细分群体不列出。"),
)  # fmt: skip

# Policy


def _of_tier(column: str) -> str:
    return f"=SUMIF([customers.tier:],[tier],[customers.{column}:])"


def _figure(key: str) -> str:
    return f"CHOOSE(MATCH([kind],[tiers.tier:],0),in_{key}_high,in_{key}_medium,in_{key}_low)"


TIERS = ex.Grid(
    "tiers",
    Text("1. The three tiers", "1. 三个层级"),
    3,
    (
        ex.Col("tier", Text("Tier", "层级"), "text", values=names_in("tiers"), width=12.0),
        ex.Col("customers", Text("Customers", "客户数"), "integer",
               "=COUNTIF([customers.tier:],[tier])"),
        ex.Col("customer_share", Text("Share of customers", "客户占比"), "percent",
               "=[customers]/[n_customers]"),
        ex.Col("purchases", Text("Purchases", "购买次数"), "integer", _of_tier("frequency")),
        ex.Col("revenue", Text("Revenue", "收入"), "amount", _of_tier("monetary")),
        ex.Col("revenue_share", Text("Share of revenue", "收入占比"), "percent",
               f"={of_total('[revenue]')}", width=15.0),
        ex.Col("value", Text("Revenue per purchase", "每次购买收入"), "amount",
               "=IF([purchases]=0,0,[revenue]/[purchases])"),
    ),
)  # fmt: skip

POLICY = ex.Grid(
    "policy",
    Text("2. The policy in money, a year", "2. 分层策略的年度收支"),
    3,
    (
        ex.Col("kind", Text("Tier", "层级"), "text", values=names_in("tiers"), width=12.0),
        ex.Col("contacts", Text("Contacts", "联系次数"), "integer",
               f"=[tiers.customers]*{_figure('contacts')}"),
        ex.Col("cost", Text("Cost", "成本"), "amount", f"=[contacts]*{_figure('cost')}"),
        ex.Col("extra", Text("Added purchases", "新增购买次数"), "number",
               f"=[contacts]*{_figure('response')}", width=16.0),
        ex.Col("extra_revenue", Text("Added revenue", "新增收入"), "amount", "=[extra]*[tiers.value]"),
        ex.Col("gain", Text("Added margin", "新增毛利"), "amount", "=[extra_revenue]*in_margin"),
        ex.Col("result", Text("Result", "净收益"), "amount", "=[gain]-[cost]"),
        ex.Col("needed", Text("Response needed", "保本响应率"), "percent",
               f"=IF([tiers.value]*in_margin>0,{_figure('cost')}/([tiers.value]*in_margin),0)",
               width=18.0),
        ex.Col("call_needed", Text("… if called", "若改为致电"), "percent",
               "=IF([tiers.value]*in_margin>0,in_cost_high/([tiers.value]*in_margin),0)"),
    ),
    note=Text(
        "A contact pays where the response is above the one needed: cost ÷ (revenue per purchase × "
        "margin). The last column asks it of a call to each tier.",
        "响应率高于“保本响应率”时联系才划算：成本 ÷（每次购买收入 × 毛利率）。"
        "最后一列：若对该层也改为专人致电，至少需要多高的响应率。",
    ),
)  # fmt: skip


CHAMPIONS_BY_FUNCTION = Text(
    *(
        f'=SUMPRODUCT(1*(SEGMENT({SCORES},"standard","{{language}}")&""="{name}"))'
        for name in SEGMENT_NAMES["champions"]
    )
)


def _in_tier(name: str) -> str:
    tiers = f'SEGMENT({SCORES},"tiers","{{language}}")'
    return f'SUMPRODUCT(({tiers}&""="{name}")*[customers.monetary:])'


HIGH_SHARE_BY_FUNCTION = Text(*(f"={of_total(_in_tier(name))}" for name in SEGMENT_NAMES["high"]))
# &"": Calc takes an add-in's text for equal to another only once it has passed through a formula.

KEY_FIGURES = ex.Steps(
    "key_figures",
    Text("1. Customers and revenue", "1. 客户与收入"),
    (
        ex.Step("last_day", Text("Last day of the sales", "销售记录的最后一天"),
                "=MAX(in_date)", "date",
                note=Text("Recency counts from here.", "最近一次消费的天数从这一天算起。")),
        ex.Step("n_customers", Text("Customers", "客户数"), "=ROWS([customers.customer:])", "integer",
                note=Text("Those with a purchase, each once.", "有购买记录的客户，每位计一次。")),
        ex.Step("total", Text("Revenue", "收入"), "=ROUND(SUM([customers.monetary:]),6)", "amount",
                note=Text("Returns are taken off.", "已扣除退货。")),
        ex.Step("nobody", Text("Amounts of nobody on the list", "不在客户表中的金额"),
                "=ROUND(SUM(in_amount)-[total],6)", "amount",
                note=Text("0, unless a sale was given to a new customer.",
                          "应为 0；若在销售表中填入新客户则不为 0。")),
        ex.Step("top", Text("Share of the best 20 % of customers", "消费最高的 20% 客户的收入占比"),
                "=[deciles.cumulative#3]", "percent", TOP_BY_FUNCTION,
                Text("All revenue in order of size: what the first fifth of customers bring.",
                     "客户按消费金额从高到低排列，前五分之一所贡献的比例。")),
        ex.Step("champions", Text("Champions", "冠军客户数"), "=[segments.customers#1]", "integer",
                CHAMPIONS_BY_FUNCTION),
        ex.Step("champions_share", Text("Their share of revenue", "冠军客户的收入占比"),
                "=[segments.revenue_share#1]", "percent"),
        ex.Step("risk", Text("Revenue at risk", "有流失风险的收入"),
                "=[segments.revenue#8]+[segments.revenue#9]", "amount",
                note=Text("Can't Lose Them and At Risk: several purchases, then silent for long.",
                          "不能流失客户与流失风险客户：曾多次购买，如今久未光顾。")),
        ex.Step("high_share", Text("Tier High: share of revenue", "高价值层的收入占比"),
                "=[tiers.revenue_share#1]", "percent", HIGH_SHARE_BY_FUNCTION),
        ex.Step("agreed", Text("Customers with the segment of SEGMENT", "与 SEGMENT 结果相同的客户数"),
                "=[n_customers]", "integer",
                f'=SUMPRODUCT(1*(SEGMENT({SCORES},"standard","{{language}}")&""=[customers.segment:]))',
                Text("Customer by customer, formulas and function agree.",
                     "逐位客户，公式与函数一致。")),
    ),
)  # fmt: skip

POLICY_SUM = ex.Steps(
    "policy_sum",
    Text("2. The policy, all tiers", "2. 分层策略合计"),
    (
        ex.Step("policy_cost", Text("Cost of the policy, a year", "策略的年成本"),
                "=SUM([policy.cost:])", "amount"),
        ex.Step("policy_gain", Text("Added margin, a year", "年新增毛利"),
                "=SUM([policy.gain:])", "amount"),
        ex.Step("policy_result", Text("Result, a year", "年净收益"), "=[policy_gain]-[policy_cost]",
                "amount"),
        ex.Step("calls", Text("Calls, a year", "年致电次数"), "=[policy.contacts#1]", "integer"),
        ex.Step("all_calls", Text("Calls if everyone were called as often", "若对所有客户同样致电"),
                "=[n_customers]*in_contacts_high", "integer",
                note=Text("The reason to have tiers at all.", "这正是分层的理由。")),
        ex.Step("all_cost", Text("Their cost", "所需成本"), "=[all_calls]*in_cost_high", "amount"),
    ),
)  # fmt: skip

# Charts

RANKING = ex.Grid(
    "ranking",
    Text("Segments by revenue", "各细分群体按收入排列"),
    len(SCHEMES["standard"]),
    (
        ex.Col("order", Text("Place", "名次"), "general",
               values=range(1, len(SCHEMES["standard"]) + 1), width=9.0),
        ex.Col("name", Text("Segment", "细分群体"), "text",
               "=INDEX([segments.segment:],MATCH([order],[segments.place:],0))", width=20.0),
        ex.Col("of_customers", Text("Share of customers", "客户占比"), "percent",
               "=INDEX([segments.customer_share:],MATCH([order],[segments.place:],0))", width=18.0),
        ex.Col("of_revenue", Text("Share of revenue", "收入占比"), "percent",
               "=INDEX([segments.revenue_share:],MATCH([order],[segments.place:],0))", width=18.0),
    ),
)  # fmt: skip

_SPENT_BY_BEST = (
    "SUMPRODUCT(([customers.monetary:]>[edge])*[customers.monetary:])"
    "+([people]-SUMPRODUCT(1*([customers.monetary:]>[edge])))*[edge]"
)

DECILES = ex.Grid(
    "deciles",
    Text("The best customers and their share of revenue", "消费最高的客户及其收入占比"),
    11,
    (
        ex.Col("best", Text("Best %", "前（%）"), "general", values=range(0, 101, 10), width=9.0),
        ex.Col("people", Text("Customers", "客户数"), "general",
               "=[n_customers]*[best]/100", width=20.0),
        ex.Col("edge", Text("Spending at the edge", "临界客户的金额"), "amount",
               "=LARGE([customers.monetary:],MIN([n_customers],INT([people])+1))", width=18.0),
        ex.Col("cumulative", Text("Their share of revenue", "实际收入占比"), "percent",
               f"={of_total(_SPENT_BY_BEST)}", width=18.0),
        ex.Col("even", Text("If all were alike", "平均分布"), "percent", "=[best]/100", width=16.0),
        ex.Col("tenth", Text("This tenth", "该 10% 的占比"), "percent",
               "=[cumulative]-[cumulative@-1]", first="=0", width=14.0),
    ),
    note=Text(
        "All who spend more than the customer at the edge count in full; the rest of the tenth "
        "spend just that much, or the one at the edge counts in part.",
        "金额高于临界客户者全部计入；其余名额按临界客户的金额计入，人数不是整数时按比例计入。",
    ),
)  # fmt: skip


# About the data


def _parameters() -> list[tuple[str, str]]:
    return [(name, _setting(name, value)) for name, value in sold().parameters()]


def _setting(name: str, value: float) -> str:
    if name == "start":
        return day_text(value)
    if name.startswith("share"):
        return f"{value:.0%}"
    return f"{value:.15g}" if name == "seed" else number_text(value)


def _parameter_names(_: ex.Columns) -> list[Text]:
    return [
        Text(name[0].upper() + name[1:], chinese)
        for (name, _), chinese in zip(_parameters(), _PARAMETERS_ZH, strict=True)
    ]


_PARAMETERS_ZH: Sequence[str] = (
    "客户数", "销售行数", "随机数种子", "第一天", "天数",
    "日购买率：伽马分布的形状参数", "日购买率：伽马分布的尺度参数",
    "日流失率：伽马分布的形状参数", "日流失率：伽马分布的尺度参数",
    "单次金额：伽马分布的形状参数",
    "客户平均金额：逆伽马分布的形状参数", "客户平均金额：逆伽马分布的尺度参数",
    "客户陆续到来的时段占全期的比例", "退货占销售行的比例", "退货最迟天数",
)  # fmt: skip

ABOUT = ex.Grid(
    "about",
    Text("What they were made from", "模拟参数"),
    len(_PARAMETERS_ZH),
    (
        ex.Col("parameter", Text("Parameter", "参数"), "text", values=_parameter_names, width=50.0),
        ex.Col("setting", Text("Value", "取值"), "text",
               values=lambda _: [value for _, value in _parameters()], width=14.0),
    ),
)  # fmt: skip

PAGES = (
    ex.Page(
        Text("Customers", "客户"),
        Text("From sales to customers: R, F, M, segment and tier",
             "从销售记录到客户：R、F、M、细分与层级"),
        (CUSTOMERS, BY_FUNCTION),
        note=Text(
            "R recency: days since the last purchase. F frequency: the number of purchases. M "
            "monetary: what was spent, returns taken off.",
            "R 最近一次消费：距最后一次购买的天数。F 消费频率：购买次数。M 消费金额：已扣除退货。",
        ),
        landscape=True,
    ),
    ex.Page(
        Text("Scheme", "细分方案"),
        Text("Cuts, segments and tiers", "分界、细分与层级"),
        (CUTS, MATRIX, COUNTS, LIMITS),
    ),
    ex.Page(
        Text("Segments", "细分群体"),
        Text("Who they are and what they bring", "他们是谁，带来多少收入"),
        (SEGMENTS, SUMMARY),
        landscape=True,
    ),
    ex.Page(
        Text("Actions", "行动"),
        Text("What to do with each segment", "对各细分群体该做什么"),
        (ADVISED, ADVICE),
        landscape=True,
    ),
    ex.Page(
        Text("Policy", "分层策略"),
        Text("Three tiers, three kinds of contact", "三个层级，三种联系方式"),
        (TIERS, POLICY),
        landscape=True,
    ),
    ex.Page(
        Text("Key figures", "关键数字"),
        Text("Key figures: all but tiers and policy stand in the report too",
             "关键数字（除层级与策略外，报告中也有）"),
        (KEY_FIGURES, POLICY_SUM),
        landscape=True,
    ),
    ex.Page(
        Text("Chart", "图表"),
        Text("Few customers, much revenue", "少数客户，多数收入"),
        (
            ex.Diagram(
                "by_segment", Text("Who the customers are, and who brings the revenue",
                                   "客户构成与收入来源"), "column",
                "ranking", "name", ("of_customers", "of_revenue"),
                Text("segment", "细分群体"), Text("share", "占比"), "percent",
                Text("Where the column of revenue is the higher one, a customer has brought more "
                     "than the average; where that of customers is, less. Before a call, ask what "
                     "it can still win, not only what was brought so far.",
                     "收入柱较高的群体，客户已带来的收入高于平均；客户柱较高的则低于平均。"
                     "决定是否致电时，不能只看过去的贡献，还要看能赢得多少。"),
                rows=19,
            ),
            ex.Diagram(
                "pareto", Text("Share of revenue that the best customers bring",
                               "消费最高的客户贡献的收入比例"), "line",
                "deciles", "best", ("cumulative", "even"),
                Text("best … % of the customers", "消费最高的客户所占百分比"),
                Text("share of revenue", "收入占比"), "percent",
                Text("The steeper the line starts, the more a few customers carry the business. "
                     "The straight line is what it would be if all spent alike. Read off the best "
                     "20 %: is it the famous 80 %?",
                     "曲线起步越陡，生意越依赖少数客户；直线表示人人消费相同。"
                     "请看 20% 处：真的是“二八法则”的 80% 吗？"),
                rows=16, highest=whole,
            ),
            RANKING,
            DECILES,
        ),
    ),
    ex.Page(
        Text("About the data", "数据说明"),
        Text("Simulated sales: no such shop, no such customers", "模拟数据：商店与客户均为虚构"),
        (ABOUT,),
        note=Text(
            "The sales that come with this exercise were drawn from a model: each customer "
            "arrives on some day, buys at a rate of its own until it drops out unseen, and spends "
            "around a mean of its own; a few sales come back as returns. The same "
            "seed gives the same sales. For sales of your own that you filled in, this page does "
            "not hold.",
            "本练习自带的销售记录由模型生成："
            "客户在某一天到来，按各自的购买率购买，直到不知不觉地流失；"
            "单次金额围绕各自的平均值波动；少数购买会退货。相同的种子生成相同的数据。"
            "若填入了自己的数据，则本页不适用。",
        ),
    ),
)  # fmt: skip
