"""Calls outside of the domains of spending, contracts and opportunities."""

from __future__ import annotations

from typing import Any

OF_FITS: list[tuple[str, tuple[Any, ...], str, str, str]] = [
    (
        "GAMMA_GAMMA_FIT",
        ([[1], [2], [1]], [[10], [0], [5]]),
        "#NUM!",
        "monetary must be above 0 where frequency is: the mean amount of the repeat purchases (got 0 in row 2)",
        "frequency 大于 0 时 monetary 必须大于 0：重复购买的平均金额（第 2 行为 0）",
    ),
    (
        "GAMMA_GAMMA_FIT",
        ([[0], [0]], [[None], [None]]),
        "#NUM!",
        "no customer bought again, so that there is no repeat purchase to learn amounts from",
        "没有客户再次购买，没有可供学习金额的重复购买",
    ),
    (
        "GAMMA_GAMMA_EXPECTED",
        ([[6], [1], [15]], [[1], [2]], [[10], [5]]),
        "#NUM!",
        "q must be above 1: at 1 or below the amounts have no mean, as a few customers may spend without bound (got 1)",
        "q 必须大于 1：不大于 1 时金额没有均值，因为少数客户的消费可以无限大（现为 1）",
    ),
    (
        "GAMMA_GAMMA_EXPECTED",
        ([[6], [2]], [[1], [2]], [[10], [5]]),
        "#VALUE!",
        "params must have 3 parameters (p, q, v): there are 2",
        "params 必须有 3 个参数（p, q, v），现有 2 个",
    ),
    (
        "SPEND_INDEPENDENCE",
        ([[1], [0]], [[5], [None]]),
        "#NUM!",
        "the correlation needs two customers with repeat purchases at least, who differ in frequency and in monetary",
        "相关系数至少需要两位有重复购买、且 frequency 与 monetary 各不相同的客户",
    ),
    (
        "SBG_FIT",
        ([[1], [0.5], [0.6]],),
        "#NUM!",
        "survival must not grow: it is the share or count still there at 0, 1, 2 … (got 0.6 in row 3)",
        "survival 不得上升：它是第 0、1、2……期仍在的比例或人数（第 3 行为 0.6）",
    ),
    (
        "SBG_FIT",
        ([[1], [0.5]],),
        "#VALUE!",
        "survival must cover 2 periods after the start at least, to tell 2 parameters",
        "survival 在起点之后至少要有 2 期，才能确定 2 个参数",
    ),
    (
        "SBG_SURVIVAL",
        (1, 2, [[1], [1.5]]),
        "#NUM!",
        "time must be a whole number of 0 or more (got 1.5 in row 2)",
        "time 必须是不小于 0 的整数（第 2 行为 1.5）",
    ),
    (
        "SBG_RETENTION",
        (1, 2, 0),
        "#NUM!",
        "time must be a whole number of 1 or more (got 0)",
        "time 必须是不小于 1 的整数（现为 0）",
    ),
    (
        "SBG_DERL",
        (1, 2, 0),
        "#NUM!",
        "the sum is infinite: without a discount it needs alpha above 1 (got 1)",
        "总和为无穷大：不折现时 alpha 必须大于 1（现为 1）",
    ),
    (
        "BDW_FIT",
        ([[1], [0.5], [0.4]],),
        "#VALUE!",
        "survival must cover 3 periods after the start at least, to tell 3 parameters",
        "survival 在起点之后至少要有 3 期，才能确定 3 个参数",
    ),
    (
        "BDW_SURVIVAL",
        (1, 2, -1, 3),
        "#NUM!",
        "c must be above 0 (got -1)",
        "c 必须大于 0（现为 -1）",
    ),
    (
        "BGBB_FIT",
        ([[1], [2]], [[1], [1]], 3),
        "#NUM!",
        "frequency must be at most recency (got 2 in row 2)",
        "frequency 不得大于 recency（第 2 行为 2）",
    ),
    (
        "BGBB_EXPECTED",
        ([[1.2], [0.8], [2], [3]], 1.5, 1, 1, 3),
        "#NUM!",
        "horizon must be a whole number of 0 or more (got 1.5)",
        "horizon 必须是不小于 0 的整数（现为 1.5）",
    ),
    (
        "BGBB_PALIVE",
        ([[1.2], [0.8], [2], [3]], 1, 4, 3),
        "#NUM!",
        "recency must be at most opportunities (got 4)",
        "recency 不得大于 opportunities（现为 4）",
    ),
    (
        "BGBB_NEW",
        ([[1.2], [0.8], [2], [3]], -1),
        "#NUM!",
        "opportunities must be a whole number of 0 or more (got -1)",
        "opportunities 必须是不小于 0 的整数（现为 -1）",
    ),
    (
        "BGBB_PMF",
        ([[1.2], [0.8], [2], [3]], 3, 0.5),
        "#NUM!",
        "purchases must be a whole number of 0 or more (got 0.5)",
        "purchases 必须是不小于 0 的整数（现为 0.5）",
    ),
    (
        "BGBB_DERT",
        ([[1.2], [0.8], [0.5], [3]], 0, 1, 1, 3),
        "#NUM!",
        "the sum is infinite: without a discount it needs gamma above 1 (got 0.5)",
        "总和为无穷大：不折现时 gamma 必须大于 1（现为 0.5）",
    ),
]
