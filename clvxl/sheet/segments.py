"""SEGMENT, SEGMENT_SUMMARY and SEGMENT_ACTION."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from clvxl.core import rfm
from clvxl.core import segments as core
from clvxl.errors import InputError, NoAnswerError
from clvxl.sheet.answers import Spill
from clvxl.sheet.categories import RFM
from clvxl.sheet.cells import BLANK, EMPTY_RANGE, NUMBER, TEXT, Cells, read_cells, unwrapped
from clvxl.sheet.kinds import (
    Column,
    EachLabel,
    EachScores,
    Kind,
    LabelColumn,
    Language,
    Switch,
    Vector,
)
from clvxl.sheet.spec import Example, function
from clvxl.sheet.texts import ACTIONS, SEGMENT_NAMES, TOTAL, heading, names_of
from clvxl.text import Text

GRID = Text(
    "the ten segments and their grid by R and F in common use, as in many public RFM notebooks",
    "通行的十个细分群体及其按 R 与 F 的划分，见许多公开的 RFM 笔记",
)
NO_SCHEME = Text(
    "{name} must be one of {choices}, or a range of rules",
    "{name} 必须是以下之一：{choices}，或规则区域",
)
SEVEN_COLUMNS = Text(
    "a range of rules must have 7 columns: name, R from, R to, F from, F to, M from, M to",
    "规则区域必须为 7 列：名称、R 起、R 止、F 起、F 止、M 起、M 止",
)
NO_BOUND = Text("a rule's bounds must be numbers", "规则的界限必须是数字")


@dataclass(frozen=True)
class Rules:
    """Segments of one's own: names, and R from, R to, F from, F to, M from, M to of each."""

    names: list[str]
    bounds: Vector


class SchemeOrRules(Kind):
    """The name of a scheme, or a range of rules, whose header row is passed over."""

    zero = False

    def read(self, name: str, value: Any) -> str | Rules:
        """Return the name in small letters, or the rules."""
        value = unwrapped(value)
        if not isinstance(value, str):
            return self._rules(name, read_cells(value, name))
        scheme = value.strip().lower()
        if scheme not in core.SCHEMES:
            choices = ", ".join(core.SCHEMES)
            raise InputError(NO_SCHEME, name=name, value=value, choices=choices)
        return scheme

    @staticmethod
    def _rules(name: str, cells: Cells) -> Rules:
        if cells.shape[1] != 7:
            raise InputError(SEVEN_COLUMNS, value=cells.shape[1])
        text, blank, number = (
            cells.of_kind(kind).reshape(cells.shape) for kind in (TEXT, BLANK, NUMBER)
        )
        bounds = cells.numbers.reshape(cells.shape)[:, 1:]
        present = text[:, 0] | number[:, 0]
        present[0] &= not text[0].all()
        if not present.any():
            raise InputError(EMPTY_RANGE, name=name)
        bad = present & (np.isnan(bounds) & ~blank[:, 1:]).any(axis=1)
        if bad.any():
            raise InputError(NO_BOUND, name=name, row=int(np.argmax(bad)) + 1)
        names = [str(cells.values[7 * int(row)]).strip() for row in np.flatnonzero(present)]
        return Rules(names, bounds[present])


Scheme: TypeAlias = Annotated[str | Rules, SchemeOrRules()]


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
def SEGMENT(
    scores: EachScores, scheme: Scheme = "standard", language: Language = "en"
) -> NDArray[np.object_]:
    r, f, m = rfm.split(scores)
    if isinstance(scheme, Rules):
        names = [*scheme.names, SEGMENT_NAMES.say("others", language)]
        return np.array(names, dtype=object)[core.by_rules(r, f, m, scheme.bounds)]
    bins = max(int(column.max()) for column in (r, f, m))
    bins = max(bins, 5) if len(r) == 1 else max(bins, 2)
    return segment_names(scheme, r, f, m, bins, language)


def segment_names(
    scheme: str, r: Any, f: Any, m: Any, bins: int, language: str = "en"
) -> NDArray[np.object_]:
    """Return each customer's segment name by a scheme of `clvxl.core.segments.SCHEMES`."""
    numbers = core.numbers(scheme, r, f, m, bins)
    return np.array(names_of(core.SCHEMES[scheme], language), dtype=object)[numbers]


@function(
    RFM,
    Text(
        "A row per segment: customers, their share, purchases, revenue, its share, revenue a "
        "customer and a purchase. Largest revenue first, the total last.",
        "每个细分群体一行：客户数、占比、购买次数、收入、收入占比、客均收入、每次购买收入。收入高者在前，末行合计。",
    ),
    notes=Text(
        "Without frequency the columns purchases and revenue per purchase stay empty.",
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
    frequency: Column | None = None,
    language: Language = "en",
    header: Switch = True,
) -> Spill:
    from clvxl.data.grouping import factorize

    codes, names = factorize(segments)
    result = core.summary(codes, monetary, frequency)
    rows = [names[i] for i in result.segment[:-1]] + [TOTAL.say(language)]
    keys = (
        "customers", "customer_share", "purchases", "revenue", "revenue_share", "per_customer",
        "per_purchase"
    )  # fmt: skip
    columns: list[tuple[str, Any]] = [(heading("segment", language), rows)]
    columns += zip([heading(key, language) for key in keys], result.columns(), strict=True)
    return Spill(columns, header)


@function(
    RFM,
    Text(
        "The action that each segment calls for, a sentence. Takes the names that SEGMENT gives, "
        "in English or Chinese.",
        "对每个细分群体应采取的行动，一句话。群体名称为 SEGMENT 给出的中文或英文名称。",
    ),
    notes=Text("A name that is no segment of the schemes is #N/A.", "未知的群体名称为 #N/A。"),
    example=Example(
        ("Champions",), "Reward them, show them new products first and ask for referrals."
    ),
    source=Text(
        "the actions commonly advised for each segment, worded here",
        "各细分群体通行的营销建议，由 clvxl 表述",
    ),
)
def SEGMENT_ACTION(segments: EachLabel, language: Language = "en") -> NDArray[np.object_]:
    sentences = _actions()
    names = [str(name).lower() for name in segments]
    bad = np.array([name not in sentences for name in names])
    if bad.any():
        first = int(np.argmax(bad))
        raise NoAnswerError(
            Text(
                "no action is known for this segment; use a name that SEGMENT gives",
                "没有此细分的行动；请用 SEGMENT 给出的名称"
            ),
            value=str(segments[first]), row=first + 1,
        ).of_rows(bad)  # fmt: skip
    return np.array([sentences[name].say(language) for name in names], dtype=object)


EARLIER_NAMES = {"不能流失客户": "cant_lose"}
"""Names that reports of earlier versions gave, to their segments."""


def _actions() -> dict[str, Text]:
    named = [(name, key) for key, names in SEGMENT_NAMES.items() for name in names]
    return {name.lower(): ACTIONS[key] for name, key in (*named, *EARLIER_NAMES.items())}
