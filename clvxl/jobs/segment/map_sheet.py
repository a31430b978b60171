"""The map: customers by R and F, what they spend, and where the scores cut the three measures."""

from __future__ import annotations

from typing import Any

import numpy as np

from clvxl.jobs.segment.chart_figures import LETTERS, ChartFigures
from clvxl.jobs.segment.distributions import Distribution
from clvxl.jobs.segment.findings import Findings
from clvxl.jobs.segment.groups import hidden_cells
from clvxl.jobs.segment.texts import say
from clvxl.report.colors import CUSTOMERS, SEGMENTS, shades
from clvxl.report.layout import column_width
from clvxl.report.pages import page_width
from clvxl.report.records import Column, Series, Sheet
from clvxl.report.stack import Stack
from clvxl.report.values import shown
from clvxl.report.words import listed, money, per_cent, titled
from clvxl.sheet.texts import SEGMENT_NAMES
from clvxl.text import Text

__all__ = ["map_sheet", "tie_sentence"]

CHART_ROWS = 12
COLUMNS = 7
FIRST = 10.0

SAME: dict[str, Text] = {
    "recency": Text("bought last {value} days ago", "上次购买在 {value} 天前"),
    "frequency": Text("bought {value} times", "购买了 {value} 次"),
    "monetary": Text("spent {value} in all", "共消费 {value}"),
}
ONCE = Text("bought once", "只买过一次")
TIE = Text("{share} of the customers ({count:,}) {what}", "{share} 的客户（{count:,} 位）{what}")
ALL = Text("all customers {what}", "所有客户都{what}")
NOBODY = Text("nobody has {scores}", "没有客户得到 {scores}")
EQUAL = Text(
    "{tie}. Equal figures get equal scores, and {nobody}.", "{tie}。相同的数值得分相同，{nobody}。"
)
FEW = Text(
    "Numbers of fewer than {least:,} customers are not shown, nor those that would give them away; "
    "the charts count customers in classes of {least:,} or more.",
    "少于 {least:,} 位客户的数字不显示，可据以推算出它们的数字也不显示；图表中每档至少 {least:,} 位"
    "客户。",
)
HIDDEN = "…"
"""What stands in the place of a number that is not shown."""
ALONE = Text("{tie}.", "{tie}。")


def map_sheet(found: Findings, figures: ChartFigures, language: str) -> Sheet:
    """Return the sheet."""
    result, bins = found.result, found.result.scores.bins
    page = Stack(say("sheet_map", language), _widths(result.heat, bins, language))
    page.text(say("map", language), "title")
    page.text(say("map_note" if result.scheme == "standard" else "map_note_commonest", language))
    if result.least > 1:
        page.text(FEW.say(language, least=result.least))
    page.skip()
    page.table("map", _grid(found, language), even=True)
    page.skip()
    page.begin_part()
    heading = titled(say("heat", language), found.currency, language)
    page.text(heading, "heading")
    heat = page.table("heat_map", _heat(found, language), even=True)
    page.scale(heat.body(1, last=bins))
    page.skip()
    page.begin_part()
    page.text(say("scores", language), "heading")
    page.table("scores", _scores(found, language), even=True)
    page.skip()
    for each in found.distributions:
        sentence = tie_sentence(each, found, language)
        if sentence:
            page.text(sentence)
    page.skip()
    page.begin_part()
    recency, frequency, monetary = found.distributions
    half = (page.span + 1) // 2
    _spread(page, recency, figures, language, columns=half, stay=True)
    _spread(page, frequency, figures, language, column=half)
    page.skip()
    page.begin_part()
    _spread(page, monetary, figures, language)
    return page.sheet()


def _widths(heat: Any, bins: int, language: str) -> dict[int, float]:
    """One width for all cells of the map, so that it is even; none narrower than its figures."""
    columns = max(bins + 1, COLUMNS)
    room = (page_width(language, columns) - FIRST) / (columns - 1)
    least = column_width(Column("", heat.ravel(), "amount"))
    return {0: FIRST, **dict.fromkeys(range(1, columns), max(room, least))}


def _rows(bins: int) -> list[str]:
    return [f"F{score}" for score in range(bins, 0, -1)]


def _grid(found: Findings, language: str) -> list[Column]:
    """R to the right, F upwards; a cell tells its segment and its customers."""
    result, bins = found.result, found.result.scores.bins
    keys = result.keys
    cell = (result.scores.f.astype(np.int64) - 1) * bins + result.scores.r - 1
    place = cell * len(keys) + result.segment
    number = np.bincount(place, minlength=bins * bins * len(keys)).reshape(bins, bins, len(keys))
    sums, most = number.sum(axis=2), number.argmax(axis=2)
    hidden = hidden_cells(sums, result.least, *np.indices(sums.shape), most)
    columns = [Column(say("heat_corner", language), _rows(bins), "text", wrap=True)]
    for r in range(bins):
        texts, fills = [], []
        for f in range(bins - 1, -1, -1):
            key, count = keys[int(most[f, r])], int(sums[f, r])
            some = bool(count)
            name = SEGMENT_NAMES.say(key, language)
            number_of = HIDDEN if hidden[f, r] else f"{count:,}"
            texts.append(f"{name}\n{number_of}" if some else "")
            fills.append(SEGMENTS[key] if some else None)
        columns.append(
            Column(f"R{r + 1}", texts, "text", wrap=True, align="center", fills=fills)
        )  # fmt: skip
    return columns


def _heat(found: Findings, language: str) -> list[Column]:
    bins = found.result.scores.bins
    return [
        Column(say("heat_corner", language), _rows(bins), "text"),
        *(Column(f"R{i + 1}", found.result.heat[::-1, i], "amount") for i in range(bins)),
    ]


def _scores(found: Findings, language: str) -> list[Column]:
    """Which figures have which score, and how many customers."""
    bins = found.result.scores.bins
    columns = [Column(say("score", language), [str(score) for score in range(bins, 0, -1)], "text")]
    for each in found.distributions:
        kind = "amount" if each.measure == "monetary" else "integer"
        count = each.customers[::-1]
        hidden = hidden_cells(count, each.least, np.zeros_like(count))
        texts = [
            HIDDEN if few else _range(float(low), float(high), kind)
            for low, high, few in zip(each.lowest[::-1], each.highest[::-1], hidden, strict=True)
        ]
        shown_count = [HIDDEN if few else int(one) for one, few in zip(count, hidden, strict=True)]
        title = say(each.measure, language)
        if each.measure == "monetary":
            title = titled(title, found.currency, language)
        columns += [
            Column(f"{LETTERS[each.measure]}: {title}", texts, "text", wrap=True),
            Column(say("customers", language), shown_count, "integer", align="right"),
        ]
    return columns


def _range(low: float, high: float, kind: Any) -> str:
    if np.isnan(low):
        return "–"
    first, last = shown(low, kind), shown(high, kind)
    return first if first == last else f"{first} – {last}"


def tie_sentence(each: Distribution, found: Findings, language: str) -> str:
    """Return what is to be said of equal figures and of scores that nobody has; "" if nothing."""
    count, bins = int(each.customers.sum()), found.result.scores.bins
    if each.common_count * bins < count and not each.empty:
        return ""
    if each.common_count == 1 or each.common_count < each.least:
        return ""
    value = shown(each.common, "integer")
    if each.measure == "monetary":
        value = money(each.common, found.currency)
    once = each.measure == "frequency" and each.common == 1
    what = ONCE.say(language) if once else SAME[each.measure].say(language, value=value)
    if each.common_count == count:
        tie = ALL.say(language, what=what)
    else:
        share = per_cent(each.common_count / count, language)
        tie = TIE.say(language, share=share, count=each.common_count, what=what)
    tie = tie[0].upper() + tie[1:]
    if not each.empty or found.result.scores.cuts.size == 0:
        return ALONE.say(language, tie=tie)
    scores = [f"{LETTERS[each.measure]}{score}" for score in each.empty]
    nobody = NOBODY.say(language, scores=listed(scores, language, "or"))
    return EQUAL.say(language, tie=tie, nobody=nobody)


def _spread(
    page: Stack, each: Distribution, figures: ChartFigures, language: str, **place: Any
) -> None:
    """Columns by class, each in the shades of the scores: the cuts are where the shade changes."""
    table = figures.tables[f"{each.measure}_spread"]
    series = [
        Series(column.title, table.body(at), color)
        for at, (column, color) in enumerate(
            zip(table.columns[1:], shades(CUSTOMERS, len(table.columns) - 1), strict=True), 1
        )
    ]
    page.chart(
        CHART_ROWS, say(f"spread_{each.measure}", language), table.body(0), series,
        kind="stacked", sheet=figures.sheet.name, format="integer", **place,
    )  # fmt: skip
