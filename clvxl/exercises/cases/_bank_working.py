"""The working of the exercise on corporate banking: all clients, one over the years, its price."""

from __future__ import annotations

from clvxl.exercises.engine import records as ex
from clvxl.report.records import Format
from clvxl.text import NOTHING, Text

__all__ = ["PAGES"]

LONGEST = 10
"""Years that the table has rows for."""


def annuity(stays: str) -> str:
    """The sum of chance to be still there × discount factor over the years that are counted."""
    ratio = f"({stays}/(1+in_discount_rate))"
    summed = f"(1-{ratio}^in_years)/(1-{ratio})"
    return f"IF({ratio}=1,in_years,{summed})/(1+in_discount_rate)"


CLIENTS = ex.Grid(
    "clients", Text("All clients: margin, expected loss, value", "全部客户：毛利、预期损失与价值"),
    lambda columns: len(columns["customer"]),
    (
        ex.Col("name", Text("Client", "客户"), "text", "=[data.customer]", width=19.0),
        ex.Col("margin_of", Text("Margin before risk", "风险前毛利"), "amount", width=10.0,
               formula="=[data.exposure]*[data.spread]+[data.fees]-[data.cost]"),
        ex.Col("loss_of", Text("Expected loss", "预期损失"), "amount", "=[data.pd]*[data.lgd]*[data.exposure]", width=10.0),
        ex.Col("net_of", Text("Margin after risk", "风险后毛利"), "amount", "=[margin_of]-[loss_of]", width=10.0),
        ex.Col("stays_of", Text("Still there a year on", "一年后仍在"), "percent", "=[data.retention]*(1-[data.pd])",
               width=10.0),
        ex.Col("annuity_of", Text("Annuity factor", "年金系数"), "factor", f"={annuity('[stays_of]')}", width=10.0),
        ex.Col("value_of", Text("Value", "价值"), "amount", "=[net_of]*[annuity_of]-in_setup", width=10.0),
        ex.Col("even_of", Text("Break-even spread", "保本利差"), "percent", width=10.0,
               formula="=([loss_of]+[data.cost]-[data.fees]+in_setup/[annuity_of])/[data.exposure]"),
    ),
    note=Text("Annuity factor: the sum over the years of (still there × discount factor).",
              "年金系数：各年（仍在的概率 × 折现系数）之和。"),
)  # fmt: skip

YEARS = ex.Grid(
    "years", Text("The chosen client over the years", "所选客户：逐年"), LONGEST,
    (
        ex.Col("t", Text("Year", "年"), "integer", values=range(1, LONGEST + 1), width=19.0),
        ex.Col("gross", Text("Margin before risk", "风险前毛利"), "amount", "=IF([t]<=in_years,[margin],0)", width=10.0),
        ex.Col("risk", Text("Expected loss", "预期损失"), "amount", "=IF([t]<=in_years,[loss],0)", width=10.0),
        ex.Col("there", Text("Still there", "仍在"), "percent", "=[there@-1]*[stays]", first="=1", width=10.0),
        ex.Col("net", Text("Expected, after risk", "期望值（风险后）"), "amount", "=([gross]-[risk])*[there]", width=10.0),
        ex.Col("factor", Text("Discount factor", "折现系数"), "factor", "=1/(1+in_discount_rate)^[t]", width=10.0),
        ex.Col("present", Text("Present value", "现值"), "amount", "=[net]*[factor]", width=10.0),
        ex.Col("so_far", Text("Value so far", "累计价值"), "amount", "=[so_far@-1]+[present]", width=10.0,
               first="=[present]-in_setup"),
    ),
    note=Text('="The first "&FIXED(in_years,0)&" years are counted. Cash at year end; the first year is certain."',
              '="计入前 "&FIXED(in_years,0)&" 年。年末收款；第一年是确定的。"'),
)  # fmt: skip


def _at(spread: str, lgd: str) -> str:
    """The value of the chosen client at a spread and with a loss given default."""
    return f"=([exposure]*{spread}+[fees]-[cost]-[pd]*{lgd}*[exposure])*[annuity]-in_setup"


PRICES = ex.Grid(
    "prices", Text("The chosen client's value by spread", "不同利差下所选客户的价值"), 11,
    (
        ex.Col("price", Text("Spread, %", "利差（%）"), "general", "=[price@-1]+0.2", "=100*[spread]-1", width=19.0),
        ex.Col("as_is", Text("As it is", "无抵押"), "amount", _at("[price]/100", "[lgd]"), width=10.0),
        ex.Col("pledged", Text("With security", "有抵押"), "amount", _at("[price]/100", "in_lgd_secured"), width=10.0),
    ),
    note=Text('="Where a line crosses 0 the bank earns just its discount rate: as it is at "&FIXED(100*[breakeven],2)&"%."',
              '="折线穿过 0 之处，银行恰好赚得折现率：无抵押时为 "&FIXED(100*[breakeven],2)&"%。"'),
)  # fmt: skip


def _own(key: str, en: str, zh: str, form: Format) -> ex.Step:
    return ex.Step(
        key, Text(en, zh), f"=INDEX(in_{'retention' if key == 'keep' else key},[row])", form
    )


def _by_function(margin: str, stays: str) -> str:
    return f'=CLV_RETENTION({margin},{stays},in_discount_rate,in_years-1,0,0,0,"start")/(1+in_discount_rate)-in_setup'


STEPS = ex.Steps(
    "steps", Text("The chosen client, step by step", "所选客户：逐步计算"),
    (
        ex.Step("row", Text("Row of the client", "客户所在行"), "=MATCH(in_chosen,in_customer,0)", "integer"),
        _own("exposure", "Loan (EAD)", "贷款（EAD）", "amount"),
        _own("spread", "Spread", "利差", "percent"),
        _own("fees", "Fees", "手续费", "amount"),
        _own("cost", "Service cost", "服务成本", "amount"),
        _own("pd", "Probability of default", "违约概率", "percent"),
        _own("lgd", "Loss given default", "违约损失率", "percent"),
        _own("keep", "Retention", "保留率", "percent"),
        ex.Step("interest", Text("Interest margin", "利息毛利"), "=[exposure]*[spread]", "amount"),
        ex.Step("margin", Text("Margin before risk", "风险前毛利"), "=[interest]+[fees]-[cost]", "amount"),
        ex.Step("rank_margin", Text("Place by it among the clients", "按此排名"), "=RANK([margin],[clients.margin_of:])",
                "integer"),
        ex.Step("loss", Text("Expected loss", "预期损失"), "=[pd]*[lgd]*[exposure]", "amount",
                "=EXPECTED_LOSS([pd],[lgd],[exposure])"),
        ex.Step("stays", Text("Still there a year on", "一年后仍在"), "=[keep]*(1-[pd])", "percent",
                note=Text("Stays, and does not default.", "留下，并且没有违约。")),
        ex.Step("still", Text("Still there in the last year counted", "计入的最后一年仍在"), "=[stays]^(in_years-1)", "percent"),
        ex.Step("annuity", Text("Annuity factor", "年金系数"), f"={annuity('[stays]')}", "factor",
                _by_function("1", "[stays]").replace("-in_setup", ""),
                Text("What 1 a year is worth from a client who may leave or default.",
                     "可能离开或违约的客户，每年 1 元值多少。")),
        ex.Step("value", Text("Value", "价值"), "=INDEX([years.so_far:],in_years)", "amount",
                '=CLV_DCF([years.gross:],in_discount_rate,[years.risk:],[stays],in_setup,"end","rate",TRUE)',
                Text("CLV_DCF: revenue is the margin, cost the expected loss, the first year certain.",
                     "CLV_DCF：收入为毛利，成本为预期损失，首年必留。")),
        ex.Step("value_closed", Text("The same in closed form", "同上：闭式"), "=([margin]-[loss])*[annuity]-in_setup",
                "amount", _by_function("[margin]-[loss]", "[stays]"),
                Text("CLV_RETENTION has the first margin at once: divided by (1 + discount rate) it comes at year end.",
                     "CLV_RETENTION 的第一笔毛利立即到账：除以（1 + 折现率）即为年末。")),
        ex.Step("value_blind", Text("Value if risk is forgotten", "若忽略风险"),
                f"=[margin]*{annuity('[keep]')}-in_setup", "amount", _by_function("[margin]", "[keep]")),
        ex.Step("value_faithful", Text("Value if default did not end the business", "若违约不终结业务"),
                f"=([margin]-[loss])*{annuity('[keep]')}-in_setup", "amount"),
        ex.Step("breakeven", Text("Break-even spread", "保本利差"),
                "=([loss]+[cost]-[fees]+in_setup/[annuity])/[exposure]", "percent"),
        ex.Step("lgd_allowed", Text("Highest LGD at the rival's spread", "按同业利差，LGD 的上限"),
                "=IF([pd]=0,1,([exposure]*in_rival+[fees]-[cost]-in_setup/[annuity])/([pd]*[exposure]))", "percent"),
        ex.Step("value_rival", Text("Value at the rival's spread", "按同业利差的价值"), _at("in_rival", "[lgd]"), "amount"),
        ex.Step("value_secured", Text("The same with security", "同上，有抵押"), _at("in_rival", "in_lgd_secured"), "amount"),
        ex.Step("value_pledged", Text("Value with security at the present spread", "现有利差，有抵押"),
                _at("[spread]", "in_lgd_secured"), "amount"),
        ex.Step("eaten", Text("All clients: loss, of the margin", "全部客户：预期损失占毛利"),
                "=SUM([clients.loss_of:])/SUM([clients.margin_of:])", "percent"),
        ex.Step("losing", Text("Clients with a value below 0", "价值小于 0 的客户数"), '=COUNTIF([clients.value_of:],"<0")',
                "integer"),
        ex.Step("improved", Text("Their values, sign turned", "其价值之和，变号"), '=-SUMIF([clients.value_of:],"<0")',
                "amount"),
    ),
)  # fmt: skip

PAGES = (
    ex.Page(
        Text("Working", "演算"), Text("Margins before and after risk", "风险前后的毛利"),
        (
            CLIENTS,
            ex.Diagram(
                "before_after", Text("Margin before and after risk", "风险前后的毛利"), "bar", "clients", "name",
                ("margin_of", "net_of"), NOTHING, Text("a year", "每年"), "integer",
                Text("Long first bars with short second ones: margin bought with risk.",
                     "第一条长而第二条短：毛利是用风险换来的。"),
                rows=14, beside=True,
            ),
            YEARS,
            PRICES,
            ex.Diagram(
                "price_value", Text("What the chosen client is worth, by spread", "不同利差下所选客户的价值"), "line", "prices",
                "price", ("as_is", "pledged"), Text("spread, %", "利差（%）"), Text("value", "价值"), "integer",
                Text("Price or security: two ways to pay for risk.", "价格或抵押：为风险付费的两种方式。"),
                rows=14, beside=True,
            ),
        ),
    ),
    ex.Page(
        Text("Steps", "步骤"), Text("Step by step, by formula and by function", "逐步计算：公式与函数"), (STEPS,),
    ),
)  # fmt: skip
