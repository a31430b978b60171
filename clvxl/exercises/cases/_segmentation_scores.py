"""The working of the exercise on segmentation, first half: from sales to scores and segments."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from clvxl.core.rfm import customer_totals, score
from clvxl.core.segments import SCHEMES, standard
from clvxl.data.simulate import SimulatedSales, simulate_sales
from clvxl.exercises.cases._sales import BINS, BOUGHT, RFM, cut, last, money, own
from clvxl.exercises.engine.records import Col, Columns, Grid
from clvxl.sheet.texts import SEGMENT_NAMES
from clvxl.text import Text

__all__ = [
    "BY_FUNCTION", "COUNTS", "CUSTOMERS", "CUTS", "LIMITS", "MATRIX", "SCORES", "TOP_BY_FUNCTION",
    "names_in", "of_total", "segments_found", "sold", "whole",
]  # fmt: skip


@cache
def sold() -> SimulatedSales:
    """Return the sales that the exercise comes with."""
    return simulate_sales()


def _buyers(columns: Columns) -> list[Any]:
    """Each customer with a purchase once, in order of first appearance.

    The sheet's own comparison takes capital and small letters for the same, so this does too.
    """
    bought = {
        _same(customer)
        for customer, amount in zip(columns["customer"], columns["amount"], strict=True)
        if amount > 0
    }
    first: dict[Any, Any] = {}
    for customer in columns["customer"]:
        if _same(customer) in bought:
            first.setdefault(_same(customer), customer)
    return list(first.values())


def _same(customer: Any) -> Any:
    return customer.casefold() if isinstance(customer, str) else customer


def _customers(columns: Columns) -> int:
    return len(_buyers(columns))


def whole(columns: Columns) -> float | None:
    """Return where shares of revenue end: at 1, unless a customer brought back more than bought."""
    spent: dict[Any, float] = {}
    for customer, amount in zip(columns["customer"], columns["amount"], strict=True):
        spent[_same(customer)] = spent.get(_same(customer), 0.0) + amount
    return 1 if min(spent.values()) >= 0 else None


def segments_found(columns: Columns) -> int:
    """Return how many of the ten segments have a customer."""
    numbers = {_same(customer): at for at, customer in enumerate(_buyers(columns))}
    lines = [
        (numbers[_same(customer)], date, amount)
        for customer, date, amount in zip(
            columns["customer"], columns["date"], columns["amount"], strict=True
        )
        if _same(customer) in numbers
    ]
    codes, dates, amounts = (np.array(column) for column in zip(*lines, strict=True))
    totals = customer_totals(codes.astype(np.int64), dates.astype(float), amounts.astype(float))
    scores = score(dates.max() - totals.last, totals.frequency, totals.monetary, BINS)
    return len(set(standard(scores.r, scores.f).tolist()))


def names_in(scheme: str) -> list[Text]:
    """Return the segments of a scheme, in the scheme's order."""
    return [SEGMENT_NAMES[key] for key in SCHEMES[scheme]]


def _named(f: int) -> list[Text]:
    """The segments of one F score, the best R first."""
    r = np.arange(BINS, 0, -1)
    return [names_in("standard")[number] for number in standard(r, np.full(BINS, f))]


# Customers

_MINE = "[customer]"
SCORES = f"RFM_SCORE({RFM})"


def of_total(amount: str) -> str:
    """Return an amount's share of all revenue; 0 where the returns eat up all of it."""
    return f"IF([total]<=0,0,({amount})/[total])"


TOP_BY_FUNCTION = "=IF([total]<=0,0,PARETO_SHARE([customers.monetary:],0.2))"


CUSTOMERS = Grid(
    "customers",
    Text("Each customer, in order of first appearance", "逐位客户（按首次出现排序）"),
    _customers,
    (
        Col("customer", Text("Customer", "会员号"), "text", values=_buyers, width=11.0),
        Col("recency", Text("R (days)", "R（天）"), "integer",
            f"=[last_day]-{last(_MINE)}", width=9.0),
        Col("frequency", Text("F (times)", "F（次）"), "integer",
            f"={own(_MINE, BOUGHT)}", width=9.0),
        Col("monetary", Text("M (money)", "M（金额）"), "amount",
            f"={money(_MINE)}", width=12.0),
        Col("r", Text("R score", "R 分"), "general",
            "=5-SUMPRODUCT(1*([recency]>[cuts.cut_r:]))", width=8.0),
        Col("f", Text("F score", "F 分"), "general",
            "=1+SUMPRODUCT(1*([frequency]>[cuts.cut_f:]))", width=8.0),
        Col("m", Text("M score", "M 分"), "general",
            "=1+SUMPRODUCT(1*([monetary]>[cuts.cut_m:]))", width=8.0),
        Col("code", Text("Code", "编码"), "general", "=100*[r]+10*[f]+[m]", width=7.0),
        Col("sum", Text("Sum", "总分"), "general", "=[r]+[f]+[m]", width=7.0),
        Col("segment", Text("Segment", "细分群体"), "text",
            "=INDEX([matrix.f1:f5],6-[r],[f])", width=19.0),
        Col("tier", Text("Tier", "层级"), "text",
            "=IF([sum]>=[limits.from#1],[limits.limit#1],"
            "IF([sum]>=[limits.from#2],[limits.limit#2],[limits.limit#3]))", width=9.0),
        Col("rank", Text("Rank", "排名"), "integer",
            "=RANK([monetary],[customers.monetary:])", width=8.0),
    ),
)  # fmt: skip

BY_FUNCTION = Grid(
    "by_function",
    Text("By function", "用函数"),
    _customers,
    (
        Col("segment_f", Text("SEGMENT", "SEGMENT"), "text",
            '=SEGMENT([customers.code],"standard","{language}")', width=19.0),
    ),
    beside=True,
)  # fmt: skip

# Cuts and schemes

CUTS = Grid(
    "cuts",
    Text("1. Cuts: what separates the scores", "1. 分界：各分值之间的界限"),
    BINS - 1,
    (
        Col("cut", Text("Cut", "分界"), "general", values=range(1, BINS), width=9.0),
        Col("share", Text("Share of customers below", "低于此界的客户占比"), "percent",
            "=[cut]/5", width=19.0),
        Col("cut_r", Text("R (days)", "R（天）"), "number",
            cut("recency", "share"), width=19.0),
        Col("cut_f", Text("F (times)", "F（次）"), "number",
            cut("frequency", "share"), width=19.0),
        Col("cut_m", Text("M (money)", "M（金额）"), "amount",
            cut("monetary", "share"), width=19.0),
    ),
    note=Text(
        "F and M score 1 plus one for each cut that the value is above; R scores 5 less one for "
        "each cut, as few days are good. A value equal to a cut falls below it, so that equal "
        "customers have equal scores.",
        "F 与 M：从 1 分起，每高于一个分界加 1 分；"
        "R 为天数，越少越好：从 5 分起，每高于一个分界减 1 分。"
        "等于分界的值归入下档，因此数值相同的客户得分相同。",
    ),
)  # fmt: skip

MATRIX = Grid(
    "matrix",
    Text("2. The segment by R and F", "2. 按 R 与 F 确定细分群体"),
    BINS,
    (
        Col("score_r", Text("R \\ F", "R \\ F"), "general", values=range(BINS, 0, -1), width=9.0),
        *(
            Col(f"f{f}", Text(f"F {f}", f"F {f}"), "text", values=_named(f), width=19.0)
            for f in range(1, BINS + 1)
        ),
    ),
    note=Text(
        "R says whether a customer is still there, F how strong the habit was. Read it by row: "
        "from recent customers on top to those silent for long at the bottom.",
        "R 反映客户是否仍在，F 反映购买习惯的强弱。自上而下，从最近刚来的客户到久未光顾的客户。",
    ),
)  # fmt: skip

COUNTS = Grid(
    "counts",
    Text("3. Customers by R and F", "3. 按 R 与 F 的客户数"),
    BINS,
    (
        Col("count_r", Text("R \\ F", "R \\ F"), "general", values=range(BINS, 0, -1), width=9.0),
        *(
            Col(f"n{f}", Text(f"F {f}", f"F {f}"), "integer",
                f"=COUNTIFS([customers.r:],[count_r],[customers.f:],{f})", width=19.0)
            for f in range(1, BINS + 1)
        ),
    ),
    scale=tuple(f"n{f}" for f in range(1, BINS + 1)),
)  # fmt: skip

LIMITS = Grid(
    "limits",
    Text("4. The tier by the sum of the scores", "4. 按总分确定层级"),
    3,
    (
        Col("limit", Text("Tier", "层级"), "text", values=names_in("tiers"), width=9.0),
        Col("from", Text("From a sum of", "总分不低于"), "general", values=(11, 7, 3), width=19.0),
    ),
    note=Text(
        "The sum runs from 3 to 15, a span of 12: Medium begins a third of the way up (7), High at "
        "two thirds (11).",
        "总分从 3 到 15，相差 12 分：7 分（三分之一处）起为中价值，11 分（三分之二处）起为高价值。",
    ),
)
