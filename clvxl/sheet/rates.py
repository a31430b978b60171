"""PARETO_SHARE and DECILE."""

from __future__ import annotations

from typing import Any

from clvxl.core import rates as core
from clvxl.sheet.categories import RATES
from clvxl.sheet.kinds import Column, Each, Number
from clvxl.sheet.spec import Example, function


@function(
    RATES,
    zh="最优的一部分客户（如 20 %）贡献的总额比例（帕累托，80/20 法则）。空白单元格不计。",
    notes_zh="人数不是整数时，边界上的客户按比例计入。总额为 0 时为 #DIV/0!。",
    example=Example(([[50], [20], [10], [10], [10]], 0.2), 0.5),
    source="Lorenz (1905), Publications of the American Statistical Association 9(70), pp. 209-219",
)
def PARETO_SHARE(values: Column, top: Number = 0.2) -> Any:
    """Share of the total that the best part of the customers bring (80/20 rule). Blank cells do
    not count.

    Where the share of customers is not a whole number of them, the customer at the edge counts in
    part. A total of 0 is #DIV/0!.
    """
    return core.pareto_share(values, top)


@function(
    RATES,
    zh="每行所属的组，1 为最高（默认十分位）。相等的值同组。",
    notes_zh="有 k 个值更高的行属于第 1 + ⌊k × 组数 ÷ 行数⌋ 组，故相等的值同属较好的组。",
    example=Example(([[10], [40], [20], [40]], 4), [[4], [1], [3], [1]]),
    source="Lilien & Rangaswamy, Marketing Engineering: decile analysis",
    together=True,
)
def DECILE(values: Each, groups: Number = 10) -> Any:
    """Each row's group by its value, 1 = best; ten groups unless told otherwise. Equal values
    share a group.

    A row with k higher values is in group 1 + the whole part of k × groups ÷ rows, so that equal
    values share the better group.
    """
    return core.decile(values, groups)
