"""The headline: whatever the sales, each sentence's claim is recomputed and holds."""

from __future__ import annotations

import re
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clvxl.core.segments import SCHEMES
from clvxl.data.table import SourceTable
from clvxl.jobs.catalogue import choices_of
from clvxl.jobs.segment.headline import headline
from clvxl.jobs.segment.job import SEGMENT
from clvxl.jobs.segment.run import Segmented, segment_sheet
from clvxl.jobs.segment.silence import SILENT
from clvxl.sheet.texts import SEGMENT_NAMES

START = date(2023, 1, 1)

sales = st.lists(
    st.tuples(
        st.sampled_from([f"c{number}" for number in range(8)]),
        st.integers(0, 900),
        st.integers(-3000, 9000).map(lambda cents: cents / 100),
    ),
    min_size=1,
    max_size=60,
).filter(lambda rows: any(amount > 0 for _, _, amount in rows))


def segmented(
    rows: list[tuple[str, int, float]], language: str = "en", **values: object
) -> Segmented:
    """A segmentation of sales told by their day's number."""
    who, days, money = zip(*rows, strict=True)
    dates = [str(START + timedelta(days=day)) for day in days]
    columns = (pd.Series(who, dtype="str"), pd.Series(dates, dtype="str"), pd.Series(money))
    table = SourceTable("sales.csv", ("Customer", "Date", "Amount"), columns)
    return segment_sheet(table, choices_of(SEGMENT, values, language))


def said_share(text: str) -> tuple[float, float]:
    """The bounds of what a share in words may be."""
    if text == "less than 1%":
        return 0.0, 0.005
    if text == "more than 99%":
        return 0.995, 1.0
    told = int(text.removesuffix("%")) / 100
    return told - 0.005001, told + 0.005001


def amount(text: str) -> float:
    """A sum in words."""
    return float(text.replace(",", ""))


SHARE = r"(less than 1%|more than 99%|-?\d+%)"
SUM = r"(-?[\d,]+(?:\.\d\d)?)"
BRINGS = re.compile(
    rf"The segment (.+), {SHARE} of the customers \(([\d,]+)\), brings {SHARE} of the revenue\."
)
HALF = re.compile(
    rf"It takes the best ([\d,]+) customers, {SHARE} of all, to bring half of the revenue\."
)
SILENCE = re.compile(
    rf"(One|[\d,]+) formerly good customers? \((.+)\) (?:has|have) not bought for ([\d,]+) days?"
    rf"(?: or more)?(?:\. They| and) brought {SUM}(?:, {SHARE} of the revenue)?: see Call list\."
)  # fmt: skip
MORE = re.compile(rf"The segment (.+) brought {SUM}, more than the whole revenue of {SUM}: .*")
ALL = re.compile(rf"All ([\d,]+) customers are in one segment, (.+); together they brought {SUM}\.")


def check(result: Segmented) -> set[str]:
    """Recompute each claim from customers, money and segments; return which sentences there were."""
    found = result.findings
    customers = found.result.customers
    keys = [SCHEMES[found.result.scheme][number] for number in found.result.segment]
    names = np.array([SEGMENT_NAMES.say(key, "en") for key in keys])
    money, total = customers.monetary, float(customers.monetary.sum())
    kinds = set()
    for sentence in headline(found, "en"):
        if match := BRINGS.fullmatch(sentence):
            kinds.add("brings")
            own = names == match[1]
            assert own.sum() == int(match[3].replace(",", ""))
            low, high = said_share(match[2])
            assert low <= own.mean() <= high
            low, high = said_share(match[4])
            assert low <= money[own].sum() / total <= high
        elif match := HALF.fullmatch(sentence):
            kinds.add("half")
            best = np.sort(money)[::-1]
            count = int(match[1].replace(",", ""))
            assert best[:count].sum() >= total / 2 - 1e-6
            assert best[: count - 1].sum() < total / 2 + 1e-6
            low, high = said_share(match[2])
            assert low <= count / len(money) <= high
        elif sentence == "One customer brings half of the revenue or more.":
            kinds.add("half_one")
            assert money.max() >= total / 2 - 1e-6
        elif match := SILENCE.fullmatch(sentence):
            kinds.add("silent")
            own = np.isin(keys, SILENT[found.result.scheme])
            count = 1 if match[1] == "One" else int(match[1].replace(",", ""))
            assert own.sum() == count
            parts = [f"{name} {(names == name).sum():,}" for name in dict.fromkeys(names[own])]
            assert sorted(parts) == sorted(match[2].split(" and "))
            assert customers.recency[own].min() == int(match[3].replace(",", ""))
            assert money[own].sum() == pytest.approx(amount(match[4]), abs=0.5)
            if match[5]:
                low, high = said_share(match[5])
                assert low <= money[own].sum() / total <= high
        elif match := MORE.fullmatch(sentence):
            kinds.add("more")
            own = names == match[1]
            assert money[own].sum() == pytest.approx(amount(match[2]), abs=0.5)
            assert total == pytest.approx(amount(match[3]), abs=0.5)
            assert money[own].sum() > total
        elif match := ALL.fullmatch(sentence):
            kinds.add("all")
            assert {match[2]} == set(names)
            assert len(names) == int(match[1].replace(",", "")) > 1
            assert total == pytest.approx(amount(match[3]), abs=0.5)
        elif sentence.startswith("No good customer has fallen silent: nobody is in"):
            kinds.add("none_silent")
            assert not np.isin(keys, SILENT[found.result.scheme]).any()
        elif sentence.startswith("Revenue adds up to"):
            kinds.add("nothing")
            assert total <= 1e-9
        elif sentence.startswith("There is one customer"):
            kinds.add("one")
            assert len(money) == 1
        else:
            kinds.add("warning")
            assert f"only {len(money)} customer" in sentence
            assert len(money) < 50
    return kinds


@given(sales, st.sampled_from([{}, {"method": "mean"}, {"bins": 3}, {"method": "nested"}]))
def test_no_sentence_is_false(
    rows: list[tuple[str, int, float]], values: dict[str, object]
) -> None:
    """Random sales, returns among them: every sentence is known, and its claim holds."""
    kinds = check(segmented(rows, **values))
    assert "warning" in kinds
    assert len({"brings", "more", "all", "nothing", "one"} & kinds) == 1


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("a", 0, 5.0)], {"one"}),
        ([("a", 0, 5.0), ("b", 0, 5.0)], {"all", "half_one"}),
        ([("a", 0, 5.0), ("b", 9, 5.0), ("b", 10, -5.0)], {"half_one", "brings"}),
        ([("a", 0, 5.0), ("a", 1, -9.0), ("b", 9, 2.0)], {"nothing"}),
        ([("a", 0, 5.0), ("b", 9, 5.0), ("b", 10, -6.0), ("b", 9, 0.5)], {"more", "half_one"}),
    ],
)  # fmt: skip
def test_few_and_strange_sales(rows: list[tuple[str, int, float]], expected: set[str]) -> None:
    """One customer, equal ones, no revenue, less than none: each has a sentence of its own."""
    assert expected == check(segmented(rows)) - {"warning", "none_silent"}


def many() -> list[tuple[str, int, float]]:
    """Fifty customers who bought from one to ten times, the most eager ones long ago."""
    return [
        (f"c{number}", 50 * (9 - number % 10) + at, 10.0 + number)
        for number in range(50)
        for at in range(number % 10 + 1)
    ]


def test_good_customers_who_fell_silent_are_named() -> None:
    """Many silent ones are counted by segment; from fifty customers on there is no warning."""
    kinds = check(segmented(many()))
    assert {"brings", "half", "silent"} <= kinds
    assert "warning" not in kinds


def test_one_is_told_in_the_singular() -> None:
    """One silent customer has not bought, several have not; one day is a day."""
    rows = [("a", 0, 5.0), ("a", 1, 5.0), ("a", 2, 5.0), ("b", 3, 1.0), ("c", 3, 1.0),
            ("d", 3, 1.0), ("e", 3, 1.0)]  # fmt: skip
    (sentence,) = (s for s in headline(segmented(rows).findings, "en") if "formerly" in s)
    assert sentence.startswith(
        "One formerly good customer (Can't Lose Them 1) has not bought for 1 day and brought "
    )


@given(sales)
def test_chinese_says_as_much(rows: list[tuple[str, int, float]]) -> None:
    """Each English sentence has its Chinese one, with the same counts."""
    found = segmented(rows).findings
    english, chinese = headline(found, "en"), headline(found, "zh")
    assert len(english) == len(chinese)
    for sentence in chinese:
        assert not re.search(r"[A-Za-z{}]{3}", sentence)


@pytest.mark.parametrize(
    ("method", "words"), [("mean", "Key Retention or Key Win-Back"), ("nested", "")]
)
def test_schemes_have_their_own_silent_segments(method: str, words: str) -> None:
    """Of the eight it is those of low R and high M; tiers have none, and nothing is said."""
    rows = [("a", 0, 5.0), ("b", 0, 5.0)]
    bins = 3 if method == "nested" else 5
    said = " ".join(headline(segmented(rows, method=method, bins=bins).findings, "en"))
    assert bool(words) == ("silent" in said)
    assert words in said
