"""The headline: who brings how much, and which good customers have fallen silent, in words.

Every sentence is chosen by the figures and states nothing that they do not say.
"""

from __future__ import annotations

from collections.abc import Iterator

from clvxl.jobs.segment.findings import Findings
from clvxl.jobs.segment.texts import say
from clvxl.report.words import listed, money, per_cent
from clvxl.sheet.texts import SEGMENT_NAMES
from clvxl.text import Text

__all__ = ["FEW", "headline"]

FEW = 50
"""With fewer customers each of them moves the shares."""

WARNING = Text(
    "Please note: there are only {count} customers. Below {few} scores and shares hang on single "
    "customers: look at the list of customers, not at shares.",
    "请注意：客户只有 {count} 位。不足 {few} 位时，分值与占比取决于个别客户：请看客户名单，而不是"
    "占比。",
)
ONE = Text(
    "There is one customer, who brought {money}: nobody to compare with.",
    "只有一位客户，带来 {money}，无从比较。",
)
ALL_ALIKE = Text(
    "All {count:,} customers are in one segment, {segment}; together they brought {money}.",
    "{count:,} 位客户都属于“{segment}”，共带来 {money}。",
)
NOTHING = Text(
    "Revenue adds up to {money}: there are no shares to tell.",
    "收入合计为 {money}，因此不列占比。",
)
MORE_THAN_ALL = Text(
    "The segment {segment} brought {money}, more than the whole revenue of {total}: the other "
    "customers add up to less than nothing.",
    "“{segment}”带来 {money}，超过全部收入 {total}：其余客户合计为负。",
)
BRINGS = Text(
    "The segment {segment}, {of_customers} of the customers ({count:,}), brings {of_revenue} of "
    "the revenue.",
    "“{segment}”占客户的 {of_customers}（{count:,} 位），带来 {of_revenue} 的收入。",
)
HALF_ONE = Text(
    "One customer brings half of the revenue or more.", "仅一位客户就带来一半或更多的收入。"
)
HALF = Text(
    "It takes the best {count:,} customers, {share} of all, to bring half of the revenue.",
    "消费最高的 {count:,} 位客户（占 {share}）才合计带来一半的收入。",
)
NONE_SILENT = Text(
    "No good customer has fallen silent: nobody is in {segments}.",
    "没有好客户沉默下来：{segments}中无人。",
)
ONE_SILENT = Text(
    "One formerly good customer ({segments}) has not bought for {days} and brought "
    "{money}{share}: see {sheet}.",
    "有一位曾经的好客户（{segments}）已 {days}未购买，此前带来 {money}{share}：见工作表“{sheet}”。",
)
SILENT = Text(
    "{count:,} formerly good customers ({segments}) have not bought for {days} or more. They "
    "brought {money}{share}: see {sheet}.",
    "有 {count:,} 位曾经的好客户（{segments}）至少 {days}未购买，此前带来 {money}{share}：见工作表"
    "“{sheet}”。",
)
OF_REVENUE = Text(", {share} of the revenue", "（占收入的 {share}）")
DAY = Text("1 day", "1 天")
DAYS = Text("{count:,} days", "{count:,} 天")


def headline(found: Findings, language: str) -> list[str]:
    """Return the sentences of the headline."""
    sentences = [_who_brings(found, language), *_half(found, language)]
    sentences += _silence(found, language)
    count = len(found.result.customers.monetary)
    if count < FEW:
        sentences.append(WARNING.say(language, count=count, few=FEW))
    return sentences


def _who_brings(found: Findings, language: str) -> str:
    summary, currency = found.result.summary, found.currency
    count, total = int(summary.customers[-1]), float(summary.revenue[-1])
    if count == 1:
        return ONE.say(language, money=money(total, currency))
    segment = SEGMENT_NAMES.say(found.result.keys[summary.segment[0]], language)
    revenue = money(float(summary.revenue[0]), currency)
    if summary.customers[0] == count:
        return ALL_ALIKE.say(language, count=count, segment=segment, money=revenue)
    whole = money(total, currency)
    if not total > 0:
        return NOTHING.say(language, money=whole)
    if summary.revenue[0] > total:
        return MORE_THAN_ALL.say(language, segment=segment, money=revenue, total=whole)
    return BRINGS.say(
        language, segment=segment, count=int(summary.customers[0]),
        of_customers=per_cent(float(summary.customer_share[0]), language),
        of_revenue=per_cent(float(summary.revenue_share[0]), language),
    )  # fmt: skip


def _half(found: Findings, language: str) -> Iterator[str]:
    count = len(found.result.customers.monetary)
    if found.concentration is None or count == 1:
        return
    half = found.concentration.half
    share = per_cent(half / count, language)
    yield HALF_ONE.say(language) if half == 1 else HALF.say(language, count=half, share=share)


def _silence(found: Findings, language: str) -> Iterator[str]:
    silent = found.silent
    if silent is None:
        return
    names = {key: SEGMENT_NAMES.say(key, language) for key in silent.counts}
    count = len(silent.customers)
    if not count:
        yield NONE_SILENT.say(language, segments=listed(list(names.values()), language, "or"))
        return
    total = float(found.result.summary.revenue[-1])
    within = total > 0 and 0 <= silent.revenue <= total
    share = per_cent(silent.revenue / total, language) if within else ""
    there = [f"{names[key]} {number:,}" for key, number in silent.counts.items() if number]
    days = int(silent.least_days)
    yield (ONE_SILENT if count == 1 else SILENT).say(
        language, count=count, segments=listed(there, language),
        days=DAY.say(language) if days == 1 else DAYS.say(language, count=days),
        money=money(silent.revenue, found.currency),
        share=OF_REVENUE.say(language, share=share) if share else "",
        sheet=say("sheet_call_list", language),
    )  # fmt: skip
