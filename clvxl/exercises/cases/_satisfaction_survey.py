"""The survey of the exercise satisfaction: a hotel's guests, and its figures."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

from clvxl.exercises.engine.accepted import number, whole
from clvxl.exercises.engine.records import AMOUNT, FLOW, RATE, Data, Field, Figure
from clvxl.text import Text

__all__ = ["BENEFITS", "COSTS", "DATA", "DIMENSIONS", "FIGURES"]

SEED, GUESTS = 54, 60

DIMENSIONS = {
    "reliability": (Text("Reliability", "可靠性"), 30, 6.2, 6.0),
    "responsiveness": (Text("Responsiveness", "响应性"), 25, 6.0, 4.7),
    "assurance": (Text("Assurance", "保证性"), 15, 5.4, 5.7),
    "empathy": (Text("Empathy", "移情性"), 20, 4.6, 4.3),
    "tangibles": (Text("Tangibles", "有形性"), 10, 6.1, 4.6),
}  # fmt: skip
"""The five of Parasuraman, Zeithaml & Berry; importance, and the means that the survey is about."""

BENEFITS = {
    "product": (Text("Product value", "产品价值"), 420, Text("room, bed, breakfast", "客房、床、早餐")),
    "service": (Text("Service value", "服务价值"), 90, Text("what is done for the guest", "为客人做的事")),
    "personnel": (Text("Personnel value", "人员价值"), 50, Text("who does it, and how", "由谁做、怎样做")),
    "image": (Text("Image value", "形象价值"), 40, Text("the name on the bill", "账单上的名字")),
}  # fmt: skip
COSTS = {
    "money": (Text("Monetary cost", "货币成本"), 398, Text("the price of a night", "一晚的房价")),
    "time": (Text("Time cost", "时间成本"), 45, Text("queueing at the desk", "前台排队")),
    "energy": (Text("Energy cost", "体力成本"), 20, Text("carrying bags, asking twice", "搬行李、反复询问")),
    "psychic": (Text("Psychic cost", "精神成本"), 37, Text("worry whether all is arranged", "担心是否已安排妥当")),
}  # fmt: skip
"""By Kotler & Keller: label, worth of one night to a guest, what it is here."""


def _bell(draw: random.Random) -> float:
    """A number about 0, of standard deviation 1: the sum of twelve less six."""
    return sum(draw.random() for _ in range(12)) - 6.0


def _whole(value: float, low: int, high: int) -> int:
    return min(high, max(low, round(value)))


def _answers() -> list[Sequence[Any]]:
    """Guests answer by a mood of their own, which colours all but what they expect."""
    draw, rows = random.Random(SEED), []
    for guest in range(1, GUESTS + 1):
        mood = _bell(draw)
        row: list[Any] = [
            f"G{guest:02d}",
            _whole(3.75 + 0.75 * mood + 0.45 * _bell(draw), 1, 5),
            _whole(8.1 + 1.5 * mood + 0.9 * _bell(draw), 0, 10),
        ]
        for _, _, expected, found in DIMENSIONS.values():
            row.append(_whole(expected + 0.7 * _bell(draw), 1, 7))
            row.append(_whole(found + 0.5 * mood + 0.7 * _bell(draw), 1, 7))
        rows.append(row)
    return [list(column) for column in zip(*rows, strict=True)]


def _middle(rows: int) -> list[int]:
    """A survey that did not ask for it counts as met."""
    return [4] * rows


def _dimension(key: str, label: Text) -> tuple[Field, Field]:
    # Room for the longest word and the filter's button.
    en, zh, width = label.en, label.zh, max(1.1 * len(label.en) + 2.6, 13.5)
    return (
        Field(f"e_{key}", Text(f"{en} expected", f"{zh}：期望"), "general", number(1, 7), width,
              also=(f"{en}: expected", f"{zh}期望"), default=_middle),
        Field(f"p_{key}", Text(f"{en} perceived", f"{zh}：感知"), "general", number(1, 7), width,
              also=(f"{en}: perceived", f"{en} found", f"{en}: found", f"{zh}感知"), default=_middle),
    )  # fmt: skip


DATA = Data(
    title=Text("The survey", "问卷数据"),
    fields=(
        Field("guest", Text("Respondent", "受访者"), "text", width=13.0, also=("Guest", "Customer", "客户", "客人"),
              default=lambda rows: [str(guest) for guest in range(1, rows + 1)]),
        Field("satisfaction", Text("Satisfaction (1–5)", "满意度（1–5）"), "general", whole(1, 5), 15.0,
              also=("Satisfaction", "CSAT", "满意度")),
        Field("recommend", Text("Recommend (0–10)", "推荐（0–10）"), "general", whole(0, 10), 15.5,
              also=("Recommend", "Recommendation", "NPS", "推荐意愿", "推荐意愿（0–10）")),
        *(field for key, (label, *_) in DIMENSIONS.items() for field in _dimension(key, label)),
    ),
    values=_answers, most=1000, sheet=Text("Survey", "问卷"),
    note=Text("One row is one respondent: overall satisfaction, the wish to recommend, and for five dimensions of "
              "service what was expected and what was perceived (1 to 7).",
              "每行是一位受访者：总体满意度、推荐意愿，以及五个服务维度的期望与感知（1–7 分）。"),
)  # fmt: skip

FIGURES = (
    Figure("satisfied_from", Text("Satisfied from a rating of", "评分不低于多少算满意"), 4, "integer", whole(1, 5),
           Text("on the scale 1 to 5", "五分制"), varies=None),
    Figure("goal", Text("Bonus from a net promoter score of", "发放奖金的净推荐值目标"), 20, "number",
           number(-100, 100), Text("points", "分")),
    *(Figure(f"w_{key}",
             Text(f"Importance: {label.en.lower()}", f"重要性：{label.zh}"), weight, "number", number(0.01, 1e6),
             Text("points of 100", "满分 100 分"), varies=None) for key, (label, weight, *_) in DIMENSIONS.items()),
    *(Figure(key, label, worth, "amount", AMOUNT, what, (0.93, 1.07))
      for key, (label, worth, what) in (BENEFITS | COSTS).items()),
    Figure("saved", Text("Quick check-in saves", "快速入住节省"), 0.4, "percent", RATE,
           Text("of time, energy, psychic", "占时间、体力和精神成本")),
    Figure("rival", Text("The rival's delivered value", "竞争对手的让渡价值"), 125, "amount", FLOW,
           Text("a night", "每晚")),
)  # fmt: skip
