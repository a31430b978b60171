"""SEGMENT, SEGMENT_SUMMARY and SEGMENT_ACTION."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from clvxl.core import segments as core
from clvxl.errors import InputError, NoAnswerError
from clvxl.sheet.answers import Spill
from clvxl.sheet.categories import RFM
from clvxl.sheet.cells import BLANK, NUMBER, TEXT, Cells, read_cells
from clvxl.sheet.kinds import Column, EachScores, EachText, LabelColumn, Language, Raw, Switch
from clvxl.sheet.rfm import split_scores
from clvxl.sheet.spec import Example, function
from clvxl.sheet.texts import ACTIONS, SEGMENT_NAMES, TOTAL, heading, names_of
from clvxl.text import Text

GRID = Text(
    "segment names as in the R package rfm; the grid by R and F, without gaps, is clvxl's own",
    "细分群体名称同 R 语言包 rfm；按 R 与 F 的无缺口划分由 clvxl 自行规定",
)


@function(
    RFM,
    Text(
        'Each row\'s segment name from its RFM scores. Schemes: "standard" (ten segments by R '
        'and F), "tiers" (three by the sum), "eight" (R, F, M high or low), or a range of '
        "rules.",
        "每行所属的细分群体：standard 按 R 与 F 十类，tiers 按总分三层，eight 八类，或自定义规则。",
    ),
    notes=Text(
        '"tiers" and "eight" take the highest score in the range for the number of bins; a single'
        " cell is judged by five bins, or by its highest digit if that is more. Rules have 7 "
        "columns: name, R from, R to, F from, F to, M from, M to; the first that fits counts, a "
        'blank is no bound, none is "Others".',
        "tiers 与 eight 以区域中的最高分为档数；单个单元格按五档（更高分值则按该分值）。"
        "规则区域 7 列：名称、R 起、R 止、F 起、F 止、M 起、M 止，取第一条符合的；"
        "空白为不限；均不符合为“其他”。",
    ),
    example=Example(
        ([[555], [155], [333]],), [["Champions"], ["Can't Lose Them"], ["Need Attention"]]
    ),
    source=GRID,
)
def SEGMENT(scores: EachScores, scheme: Raw = "standard", language: Language = "en") -> Any:
    r, f, m = split_scores(scores)
    if not isinstance(scheme, str):
        return _by_rules(r, f, m, scheme, language)
    key = scheme.strip().lower()
    if key not in core.SCHEMES:
        raise InputError(
            Text(
                "{name} must be one of {choices}, or a range of rules",
                "{name} 必须是以下之一：{choices}，或规则区域",
            ),
            name="scheme", value=scheme, choices=", ".join(core.SCHEMES),
        )  # fmt: skip
    bins = max(int(column.max()) for column in (r, f, m))
    bins = max(bins, 5) if len(r) == 1 else max(bins, 2)
    return segment_names(key, r, f, m, bins, language)


def segment_names(
    scheme: str, r: Any, f: Any, m: Any, bins: int, language: str = "en"
) -> NDArray[np.object_]:
    """Return each customer's segment name by a scheme of `clvxl.core.segments.SCHEMES`."""
    numbers = segment_numbers(scheme, r, f, m, bins)
    return np.array(names_of(core.SCHEMES[scheme], language), dtype=object)[numbers]


def segment_numbers(scheme: str, r: Any, f: Any, m: Any, bins: int) -> NDArray[np.int8]:
    """Return each customer's segment number by a scheme of `clvxl.core.segments.SCHEMES`."""
    if scheme == "standard":
        return core.standard(r, f)
    return (core.tiers if scheme == "tiers" else core.eight)(r, f, m, bins)


def _by_rules(r: Any, f: Any, m: Any, scheme: Any, language: str) -> NDArray[np.object_]:
    names, bounds = read_rules(read_cells(scheme, "scheme"))
    numbers = core.by_rules(r, f, m, bounds)
    return np.array([*names, SEGMENT_NAMES.say("others", language)], dtype=object)[numbers]


def read_rules(cells: Cells) -> tuple[list[str], NDArray[np.float64]]:
    """Return the names and bounds of a range of rules; a header row of words is passed over."""
    if cells.shape[1] != 7:
        raise InputError(
            Text(
                "a range of rules must have 7 columns: name, R from, R to, F from, F to, M from, "
                "M to",
                "规则区域必须为 7 列：名称、R 起、R 止、F 起、F 止、M 起、M 止",
            ),
            value=cells.shape[1],
        )
    text = cells.of_kind(TEXT).reshape(cells.shape)
    numbers = cells.numbers.reshape(cells.shape)[:, 1:]
    blank = cells.of_kind(BLANK).reshape(cells.shape)
    present = (text[:, 0] | cells.of_kind(NUMBER).reshape(cells.shape)[:, 0]).tolist()
    if present[0] and text[0, 1:].all():
        present[0] = False
    rows = [i for i, here in enumerate(present) if here]
    if not rows:
        raise InputError(Text("{name} is an empty range", "{name} 是空区域"), name="scheme")
    for i in rows:
        if text[i, 1:].any() or np.isnan(numbers[i][~blank[i, 1:]]).any():
            raise InputError(
                Text("a rule's bounds must be numbers", "规则的界限必须是数字"),
                name="scheme",
                row=i + 1,
            )
    names = [str(cells.values[7 * i]).strip() for i in rows]
    return names, numbers[rows]


@function(
    RFM,
    Text(
        "A row a segment: customers, their share, purchases, revenue, its share, revenue a "
        "customer and a purchase. Largest revenue first, the total last.",
        "每个细分群体一行：客户数、占比、购买次数、收入、收入占比、客均收入、每次购买收入。收入高者在前，末行合计。",
    ),
    notes=Text(
        "Without frequency the columns purchases and revenue a purchase stay empty.",
        "省略购买次数时，购买次数与每次购买收入为空。",
    ),
    example=Example(
        ([["A"], ["B"], ["A"]], [[10], [70], [20]], [[1], [2], [3]], "en", False),
        [
            ["B", 1, 1 / 3, 2, 70, 0.7, 70, 35],
            ["A", 2, 2 / 3, 4, 30, 0.3, 15, 7.5],
            ["Total", 3, 1, 6, 100, 1, 100 / 3, 100 / 6],
        ],
    ),
    source=Text(
        "SPSS Direct Marketing; R package rfm: segment summary",
        "SPSS Direct Marketing；R 语言包 rfm：细分群体汇总",
    ),
)
def SEGMENT_SUMMARY(
    segments: LabelColumn,
    monetary: Column,
    frequency: Column = None,
    language: Language = "en",
    header: Switch = True,
) -> Any:
    from clvxl.data.grouping import factorize

    codes, names = factorize(segments)
    result = core.summary(codes, monetary, frequency)
    rows = [names[i] for i in result.segment[:-1]] + [TOTAL.say(language)]
    keys = (
        "customers", "customer_share", "purchases", "revenue", "revenue_share", "per_customer",
        "per_purchase",
    )  # fmt: skip
    columns: list[tuple[str, Any]] = [(heading("segment", language), rows)]
    columns += zip([heading(key, language) for key in keys], result.columns(), strict=True)
    return Spill(columns)


@function(
    RFM,
    Text(
        "The action that each segment calls for, a sentence. Takes the names that SEGMENT gives, "
        "in English or Chinese.",
        "对每个细分群体应采取的行动，一句话。群体名称为 SEGMENT 给出的中文或英文名称。",
    ),
    notes=Text(
        "A name that is no segment of the schemes is #N/A.",
        "未知的群体名称为 #N/A。",
    ),
    example=Example(
        ("Champions",), "Reward them, show them new products first and ask for referrals."
    ),
    source=Text(
        "the actions commonly advised for each segment, worded here",
        "各细分群体通行的营销建议，由 clvxl 表述",
    ),
)
def SEGMENT_ACTION(segments: EachText, language: Language = "en") -> Any:
    sentences = _actions()
    names = [str(name).strip().lower() for name in np.atleast_1d(segments)]
    bad = np.array([name not in sentences for name in names])
    if bad.any():
        first = int(np.argmax(bad))
        raise NoAnswerError(
            Text(
                "no action is known for this segment; use a name that SEGMENT gives",
                "没有此细分的行动；请用 SEGMENT 给出的名称",
            ),
            value=str(np.atleast_1d(segments)[first]), row=first + 1,
        ).of_rows(bad)  # fmt: skip
    return np.array([sentences[name].say(language) for name in names], dtype=object)


def _actions() -> dict[str, Text]:
    return {name.lower(): ACTIONS[key] for key, names in SEGMENT_NAMES.items() for name in names}
