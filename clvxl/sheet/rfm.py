"""RFM_TABLE, RFM_SCORE, RFM_THRESHOLDS and RFM_HEATMAP."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from clvxl.core import rfm as core
from clvxl.errors import NoAnswerError
from clvxl.sheet.answers import Spill
from clvxl.sheet.categories import RFM
from clvxl.sheet.kinds import (
    Column,
    CustomerColumn,
    Date,
    DateColumn,
    Each,
    LabelColumn,
    Language,
    Matrix,
    OneOf,
    ScoresColumn,
    Series,
    Switch,
    Word,
)
from clvxl.sheet.spec import Example, function
from clvxl.sheet.texts import heading
from clvxl.text import Text

HUGHES = Text(
    "Hughes, Strategic Database Marketing: recency, frequency, monetary analysis",
    "Hughes, Strategic Database Marketing：RFM 分析",
)
SCORES = Text(
    "independent quintiles, and nested ones (R, then F within R, then M within F) after Hughes, "
    "Strategic Database Marketing: Miglautsch (2000), Journal of Database Marketing 8(1), pp. "
    "67–72",
    "各项分别五等分；逐层嵌套（先 R，再在 R 内分 F，在 F 内分 M）依 Hughes, Strategic Database "
    "Marketing：见 Miglautsch (2000), Journal of Database Marketing 8(1)，第 67–72 页",
)
TEN_TYPES = Text(
    "Hyndman & Fan (1996), The American Statistician 50(4), p. 363, definition 7",
    "Hyndman & Fan (1996), The American Statistician 50(4)，第 363 页，定义 7",
)

Output: TypeAlias = Annotated[str, OneOf(("code", "digits"))]


@function(
    RFM,
    Text(
        "One row per customer, in order of first appearance: customer, recency in days, frequency, "
        "monetary value, average, first date, last date.",
        "每位客户一行：客户、距上次消费天数、购买次数、消费金额、次均金额、首次与末次日期。按首次出现排序。",
    ),
    notes=Text(
        "Rows with an amount above 0 are purchases; returns are taken off the monetary value. A "
        "customer without a purchase has no recency, average or dates. Rows after as_of do not "
        "count. With orders, the rows of a customer's order are one purchase, on its first day. "
        "Dates come as serial numbers: give the cells a date format.",
        "金额大于 0 的行为购买；退货从金额中扣除。没有购买的客户天数、均值与日期为空。"
        "截止日之后的行不计。给出 orders 时，同一客户同一订单的行算一次购买，日期取首日。"
        "日期为序列值，请设为日期格式。",
    ),
    example=Example(
        (
            [["Ann"], ["Bo"], ["Ann"]],
            [["2025-01-01"], ["2025-01-05"], ["2025-01-11"]],
            [[20], [30], [10]],
            None,
            None,
            "en",
            False,
        ),
        [["Ann", 0, 2, 30, 15, 45658, 45668], ["Bo", 6, 1, 30, 30, 45662, 45662]],
    ),
    source=HUGHES,
)
def RFM_TABLE(
    customers: CustomerColumn,
    dates: DateColumn,
    amounts: Column,
    as_of: Date | None = None,
    orders: LabelColumn | None = None,
    language: Language = "en",
    header: Switch = True,
) -> Spill:
    from clvxl.data.grouping import factorize

    if as_of is not None:
        here = dates <= as_of
        if not here.any():
            raise NoAnswerError(
                Text(
                    "all dates lie after as_of; take a later as_of",
                    "所有日期都在 as_of 之后；请取更晚的 as_of",
                ),
                value=as_of,
            )
        customers, dates, amounts = customers[here], dates[here], amounts[here]
        orders = None if orders is None else orders[here]
    codes, names = factorize(customers)
    latest = dates.max()
    if orders is not None:
        codes, dates, amounts = core.by_order(codes, dates, amounts, factorize(orders)[0])
    totals = core.customer_totals(codes, dates, amounts)
    today = latest if as_of is None else as_of
    return Spill(
        [
            (heading("customer", language), list(names)),
            (heading("recency", language), today - totals.last),
            (heading("frequency", language), totals.frequency),
            (heading("monetary", language), totals.monetary),
            (heading("average", language), totals.average),
            (heading("first_date", language), totals.first),
            (heading("last_date", language), totals.last),
        ],
        header,
    )


@function(
    RFM,
    Text(
        "Each row's RFM score, 1 to bins, best = bins: the code 100R+10F+M, or three columns of "
        "digits. Equal values have equal scores. Recency is in days, few is good.",
        "每行的 RFM 分值，取值为 1 到档数，数值越大越好：编码 100R+10F+M，或三列分值。"
        "相等的值分值相同。",
    ),
    notes=Text(
        '"quantile": each column is cut at its own quantiles i/bins, a value equal to a cut falls'
        ' below it; recency is scored in reverse. "nested": F is cut within each R score, M '
        'within each R and F. "mean": two bins, 2 = better than the mean. With own thresholds a '
        "value equal to a cut falls above it. One call for a whole column is far faster than a "
        "call a row.",
        '"quantile"：各列按自身的第 i/档数 分位数切分，等于分界的值归下档；天数的分值反向。'
        '"nested"：F 在每个 R 档内、M 在每个 R 与 F 档内切分。"mean"：两档，2 为优于均值。'
        "自定义分界时，等于分界的值归上档。一次处理整列远快于逐格调用。",
    ),
    example=Example(
        ([[5], [40], [200]], [[9], [3], [1]], [[500], [80], [20]], 3), [[333], [222], [111]]
    ),
    source=Text(f"{SCORES.en}; quantiles: {TEN_TYPES.en}", f"{SCORES.zh}；分位数：{TEN_TYPES.zh}"),
    together=True,
)
def RFM_SCORE(
    recency: Each,
    frequency: Each,
    monetary: Each,
    bins: Series = 5,
    method: Word = "quantile",
    thresholds: Matrix | None = None,
    output: Output = "code",
) -> NDArray[np.integer[Any]]:
    scores = core.score(
        recency, frequency, monetary, bins, method=method, thresholds=thresholds
    )  # fmt: skip
    return scores.code if output == "code" else scores.digits


@function(
    RFM,
    Text(
        'The cuts that the method "quantile" uses, and how many customers fall in each bin: one '
        "row each for R, F and M.",
        "分位数法所用的分界，以及落入各档的客户数：R、F、M 各一行。",
    ),
    notes=Text(
        "First the bins − 1 cuts, then the customers with score 1 (worst) to bins (best). The "
        "cuts can be given to RFM_SCORE as own thresholds, where a value equal to a cut then "
        "falls above it.",
        "先是（档数 − 1）个分界，再是第 1 档（最差）到最后一档（最好）的客户数。",
    ),
    example=Example(
        ([[5], [40], [200]], [[9], [3], [1]], [[500], [80], [20]], 2, False),
        [["R", 40, 1, 2], ["F", 3, 2, 1], ["M", 80, 2, 1]],
    ),
    source=TEN_TYPES,
)
def RFM_THRESHOLDS(
    recency: Column, frequency: Column, monetary: Column, bins: Series = 5, header: Switch = True
) -> Spill:
    scores = core.score(recency, frequency, monetary, bins)
    counts = np.full((3, scores.bins), np.nan)
    for row, digits, at in zip(counts, scores.digits.T, scores.cuts, strict=True):
        own = np.count_nonzero(~np.isnan(at)) + 1
        row[:own] = np.bincount(digits, minlength=own + 1)[1:]
    columns: list[tuple[str, Any]] = [("score", ["R", "F", "M"])]
    columns += [(f"cut {i + 1}", scores.cuts[:, i]) for i in range(scores.bins - 1)]
    columns += [(f"customers {i + 1}", counts[:, i]) for i in range(scores.bins)]
    return Spill(columns, header)


@function(
    RFM,
    Text(
        "Mean value by R (columns, best right) and F (rows, best on top), for a heat map. Empty "
        "where there is no customer.",
        "按 R（列）与 F（行，最好在上）的平均值，用于热力图。没有客户的格为空。",
    ),
    notes=Text(
        "Scores are codes such as 543 in one column, or R, F and M in three columns.",
        "分值为编码，或 R、F、M 三列。",
    ),
    example=Example(
        ([[111], [222], [221]], [[10], [20], [40]], False), [[2, None, 30], [1, 10, None]]
    ),
    source=HUGHES,
)
def RFM_HEATMAP(scores: ScoresColumn, values: Column, header: Switch = True) -> Spill:
    r, f, _ = core.split(scores)
    grid = core.heatmap(r, f, values)
    bins = len(grid)
    columns: list[tuple[str, Any]] = [("F \\ R", np.arange(bins, 0, -1))]
    columns += [(str(i + 1), grid[::-1, i]) for i in range(bins)]
    return Spill(columns, header)
