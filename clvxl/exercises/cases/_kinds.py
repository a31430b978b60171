"""Kinds of customers: a beta distribution of chances as a table that SUMPRODUCT can sum over."""

from __future__ import annotations

from clvxl.exercises.engine.records import Col, Grid, Limit
from clvxl.text import Text

__all__ = ["PARAMETER", "kinds", "within"]

ROWS = 81
LOWEST, HIGHEST = 0.05, 100.0
PARAMETER = Limit(
    "decimal", LOWEST, HIGHEST,
    Text("A number from 0.05 to 100.", "0.05 到 100 之间的数。"),
)  # fmt: skip
"""What the table takes: beyond it a beta distribution is too flat or too narrow for its rows."""

KINDS = Text(
    "Each row is one kind of customer, by the chance to leave. The kinds are spaced in "
    "log-odds, LN(chance ÷ (1 − chance)), closely in the middle, and their shares add up to the fitted beta distribution: "
    "a sum over the rows is a mean over all customers.",
    "每行是一类客户，以流失概率区分。各类按对数几率 LN（概率 ÷（1 − 概率））排列，中间密、两端疏，"
    "其占比合成所拟合的贝塔分布：对各行求和即对全体客户求平均。",
)


def within(value: float) -> float:
    """Return a fitted parameter to six decimals, within what the table takes."""
    return min(max(round(value, 6), LOWEST), HIGHEST)


def kinds(
    key: str, title: Text, alpha: str, beta: str, note: Text = KINDS, beside: bool = False
) -> Grid:
    """Return the table of a beta distribution, whose parameters are figures.

    In log-odds the density is chance^alpha × (1 − chance)^beta, smooth and without a pole at the
    ends whatever the parameters are; its long tails are run through by a hyperbolic sine. A sum
    over even steps then converges as fast as none other (Trefethen & Weideman, 2014, SIAM Review
    56(3)): to ten digits in 81 rows, from where about e^−22 is left of it to where it is so again.
    """
    low, high = (_reach(parameter) for parameter in (alpha, beta))
    # Divided by its peak: large parameters would leave nothing but zeros.
    weight = (
        f"=EXP({alpha}*LN([leaves]*({alpha}+{beta})/{alpha})"
        f"+{beta}*LN([stays]*({alpha}+{beta})/{beta}))*(EXP([place])+EXP(-[place]))"
    )
    return Grid(
        key, title, ROWS,
        (
            Col("kind", Text("Kind", "类别"), "integer", values=range(1, ROWS + 1), width=7.0),
            Col("place", Text("Step", "步长"), "amount", width=8.0,
                formula=f"=-{low}+([kind]-1)*({low}+{high})/{ROWS - 1}"),
            Col("odds", Text("Log-odds", "对数几率"), "amount", "=2*(EXP([place])-EXP(-[place]))", width=11.0),
            Col("leaves", Text("Chance to leave", "流失概率"), "factor", "=1/(1+EXP(-[odds]))", width=11.0),
            Col("stays", Text("To stay", "留下概率"), "factor", "=1/(1+EXP([odds]))", width=11.0),
            Col("weight", Text("Weight", "权重"), "factor", weight, width=11.0),
            Col("share", Text("Share", "占比"), "factor", "=[weight]/SUM([weight:])", width=11.0),
        ),
        note=note, beside=beside,
    )  # fmt: skip


def _reach(parameter: str) -> str:
    """How far the steps go where the density falls as e^(−parameter × log-odds)."""
    far = f"((22/{parameter}+4)/4)"
    return f"LN({far}+SQRT({far}^2+1))"
