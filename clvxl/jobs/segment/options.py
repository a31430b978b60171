"""What may be chosen for a segmentation."""

from __future__ import annotations

from clvxl.jobs.spec import Option, Value, choices_among, numbers
from clvxl.text import Text

__all__ = ["BINS", "COMPARE", "LISTS", "METHOD", "MIN_GROUP", "SCHEME",
           "SEGMENT_SHEETS"]  # fmt: skip

SCHEME = Option(
    "scheme",
    Text("Scheme", "细分方案"),
    Text(
        "Names of the segments. Default: standard for 5 bins, eight for the mean, else tiers.",
        "细分群体的名称。默认：五档用标准十类，均值法用八类，其他档数用三层。",
    ),
    {
        "standard": Value(
            Text("Standard (10)", "标准（10 类）"),
            Text("standard: ten segments by R and F", "standard：按 R 与 F 十类"),
        ),
        "tiers": Value(
            Text("Tiers (3)", "三层"),
            Text("tiers: three by the sum of R, F and M", "tiers：按 R、F、M 总分三层"),
        ),
        "eight": Value(
            Text("Eight", "八类"),
            Text("eight: R, F and M each high or low", "eight：R、F、M 各分高低"),
        ),
    },
    shown="ribbon",
)

BINS = Option(
    "bins",
    Text("Bins", "档数"),
    Text(
        "R, F and M are each scored from 1 to this. Standard needs five.",
        "R、F、M 各打 1 到该数的分值。标准方案需要五档。",
    ),
    numbers(2, 9),
    default="5",
    kind="number",
    shown="ribbon",
)

METHOD = Option(
    "method",
    Text("Scoring", "评分方法"),
    Text(
        "How scores are cut. Quantile: as many customers in each bin. Nested: F within each R, M "
        "within each R and F. Mean: above or below the mean.",
        "分档方法。分位数：每档客户数相同。嵌套：F 在各 R 内、M 在各 R 与 F 内分档。均值：高于或"
        "低于均值。",
    ),
    {
        "quantile": Value(
            Text("Quantile", "分位数"),
            Text(
                "quantile: each column cut at its own quantiles (type 7), a value equal to a cut "
                "falls below it",
                "分位数：各列按自身分位数（第 7 型）切分，等于分界的值归下档",
            ),
        ),
        "nested": Value(
            Text("Nested", "嵌套"),
            Text(
                "nested: F cut within each R score, M within each R and F",
                "嵌套：F 在每个 R 档内切分，M 在每个 R 与 F 档内切分",
            ),
        ),
        "mean": Value(
            Text("Mean", "均值"),
            Text("mean: 2 = better than the mean, 1 = not", "均值：2 为优于均值，1 为否"),
        ),
    },
    default="quantile",
    shown="ribbon",
)

SEGMENT_SHEETS = Option(
    "segment_sheets",
    Text("A sheet per segment", "每个细分群体一张表"),
    Text("Adds a sheet with the customers of each segment.", "为每个细分群体新增一张客户工作表。"),
    kind="flag",
)

LISTS = Option(
    "lists",
    Text("Folder of lists", "名单文件夹"),
    Text(
        "Writes a .csv file with the customers of each segment into this folder.",
        "在该文件夹中为每个细分群体写一个 .csv 客户名单。",
    ),
    kind="path",
    metavar="FOLDER",
    shown="command",
)

COMPARE = Option(
    "compare",
    Text("Compare with", "比较"),
    Text(
        "An earlier day, or how long before (90d, 6w, 3m, 1y): who is new, lost, rose or fell.",
        "更早的一天，或距今多久（90d、6w、3m、1y）：其间的新增、流失、上升与下降客户。",
    ),
    {
        "1m": Value(Text("1 month before", "1 个月前")),
        "3m": Value(Text("3 months before", "3 个月前")),
        "6m": Value(Text("6 months before", "6 个月前")),
        "1y": Value(Text("1 year before", "1 年前")),
    },
    opened=Text("Nothing", "不比较"),
    kind="text",
    metavar="DAY",
)

MIN_GROUP = Option(
    "min_group",
    Text("Smallest group", "群体最少人数"),
    Text(
        "Segments of fewer customers are shown as one, Other segments, so that nobody stands out.",
        "客户少于该数的群体合并显示为“其他群体”，以免突出个人。",
    ),
    choices_among(5, 10, 20, 50),
    opened=Text("Any", "不限"),
    kind="number",
    within=(2, 1_000_000),
    metavar="N",
)
