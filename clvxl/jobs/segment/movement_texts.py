"""What a report says of the customers' movement since an earlier day."""

from __future__ import annotations

from clvxl.text import Text, Texts

__all__ = ["say"]

_TEXTS = Texts(
    {
        "sheet": Text("Movement", "变动"),
        "sheet_all": Text("Moves", "变动明细"),
        "days": Text(
            "{day} against {as_of}: {span:,} days, compared with the {span:,} days before them",
            "{day} 与 {as_of} 相比：相隔 {span:,} 天，并与此前的 {span:,} 天对照",
        ),
        "begins_late": Text(
            "Sales begin on {first}, so the days before {day} are not whole: revenue before is too "
            "small, and who came back after a long silence cannot be told from who is known only "
            "since then.",
            "销售数据始于 {first}，{day} 之前的对照期不完整：此前收入偏低，也无法识别更早沉默后"
            "重新购买的客户。",
        ),
        # one line for Summary and the screen
        "line": Text(
            "Since {day}: {new} new customers, {returning} came back, {kept} bought again, {lost} "
            "were lost; {rose} rose to a better segment, {fell} fell: see Movement.",
            "自 {day} 以来：新增 {new} 位，回归 {returning} 位，持续购买 {kept} 位，流失 {lost} 位"
            "；升入更好群体 {rose} 位，下降 {fell} 位：见工作表“变动”。",
        ),
        "some": Text("some", "若干"),
        # what became of them
        "fates": Text("What became of the customers", "客户去向"),
        "fate": Text("What became of them", "去向"),
        "count": Text("Number", "人数"),
        "before": Text("Revenue before", "此前收入"),
        "since": Text("Revenue since", "此后收入"),
        "change": Text("Change", "变化"),
        "revenue": Text("Revenue in all", "累计收入"),
        "total": Text("Total", "合计"),
        "fate_new": Text("New", "新增"),
        "fate_returning": Text("Returning", "回归"),
        "fate_kept": Text("Kept", "持续购买"),
        "fate_lost": Text("Lost", "流失"),
        "fate_silent": Text("Silent", "沉默"),
        "fate_folded": Text("Other groups", "其他"),
        "means_folded": Text(
            "Groups of fewer than {least:,} customers, shown as one with the next smallest.",
            "少于 {least:,} 位客户的各组，与次小的一组合并显示。",
        ),
        "fate_gone": Text("Gone from the data", "已不在数据中"),
        "means_new": Text(
            "No purchase up to {day}, the first one after it.",
            "{day} 及之前没有购买，此后首次购买。",
        ),
        "means_returning": Text(
            "Bought after {day}, and earlier, but not in the {span:,} days up to {day}.",
            "{day} 之后有购买，更早也买过，但截至 {day} 的 {span:,} 天内没有购买。",
        ),
        "means_kept": Text(
            "Bought in the {span:,} days up to {day}, and after it.",
            "截至 {day} 的 {span:,} 天内有购买，此后也有。",
        ),
        "means_lost": Text(
            "Bought in the {span:,} days up to {day}, and not since. Whoever buys seldom may "
            "still come back.",
            "截至 {day} 的 {span:,} 天内有购买，此后没有。购买间隔长的客户仍可能回来。",
        ),
        "means_silent": Text(
            "Bought neither in the {span:,} days up to {day} nor since, only earlier.",
            "截至 {day} 的 {span:,} 天内及此后均无购买，只在更早买过。",
        ),
        "means_gone": Text(
            "A customer on {day}, but later lines undo the purchase.",
            "{day} 时是客户，但之后的行抵消了其购买。",
        ),
        "returns": Text(
            "Money paid back counts on the day it was paid back, so revenue can be below 0.",
            "退款计入退款当日，因此收入可能小于 0。",
        ),
        # from which segment to which
        "matrix": Text("From which segment to which", "群体之间的变动"),
        "matrix_note": Text(
            "Rows: the segment on {day}. Columns: the segment on {as_of}. Numbers are customers; a "
            "blank cell is none. Right of the diagonal they fell, left of it they rose.",
            "行为 {day} 时的群体，列为 {as_of} 时的群体；数字为客户数，空白为零。对角线右侧为下降，"
            "左侧为上升。",
        ),
        "few": Text(
            "Numbers of fewer than {least:,} customers are not shown (…), nor those that would "
            "give them away.",
            "少于 {least:,} 位客户的数字不显示（…），可据以推算出它们的数字也不显示。",
        ),
        "not_yet": Text("Not yet a customer", "尚非客户"),
        "corner": Text("Then \\ now", "当时 \\ 现在"),
        # who rose and who fell
        "rose": Text(
            "Who rose: {shown:,} of {count:,}, the largest gain of revenue first",
            "上升的客户：{count:,} 位中的 {shown:,} 位，按收入增加排序",
        ),
        "fell": Text(
            "Who fell: {shown:,} of {count:,}, the largest loss of revenue first",
            "下降的客户：{count:,} 位中的 {shown:,} 位，按收入减少排序",
        ),
        "all_there": Text(
            "All of them stand on the sheet Moves, to be filtered.",
            "全部客户见工作表“变动明细”，可筛选。",
        ),
        "nobody": Text("Nobody.", "无。"),
        "then": Text("Then", "当时"),
        "now": Text("Now", "现在"),
        "direction": Text("Movement", "变动"),
        "direction_1": Text("rose", "上升"),
        "direction_-1": Text("fell", "下降"),
        "direction_0": Text("same", "不变"),
        "direction_moved": Text("moved", "移动"),
        "direction_new": Text("new", "新"),
        "direction_gone": Text("gone", "消失"),
        # Method
        "compared": Text("Compared with", "比较日"),
        "method": Text("How it is compared", "比较方法"),
        "method_text": Text(
            "the report as it would have been on that day: sales up to it alone, cleaned and "
            "scored in the same way; the scores are relative to the customers of each day, so that "
            "one can move because others did",
            "按当日状况重做：只用截至该日的销售，清洗与评分方法相同；分值相对于当日的全体客户，"
            "因此他人的变化也会使客户移动",
        ),
        "ranks": Text("Rose and fell", "上升与下降"),
        "ranks_text": Text(
            "by the order of the scheme's segments, best first, as the rows of the matrix stand",
            "按方案中各群体由好到次的顺序，即矩阵各行的顺序",
        ),
    }
)

say = _TEXTS.say
