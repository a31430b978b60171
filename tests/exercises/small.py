"""A small exercise with a question of each kind, whose answers are plain figures."""

from __future__ import annotations

from clvxl.exercises.engine import records as ex
from clvxl.text import NOTHING, Text

__all__ = ["SMALL"]


def _question(key: str, step: str, **more: object) -> ex.Question:
    hint = Text("think again.", "请再想想。")
    why = Text('="It is "&FIXED([amount],2)', '="是 "&FIXED([amount],2)')
    return ex.Question(key, Text(f"What is {key}?", "问？"), step=step, hint=hint, why=why, **more)  # type: ignore[arg-type]


STEPS = ex.Steps(
    "steps", Text("Steps", "步骤"),
    (
        ex.Step("amount", Text("Amount", "金额"), "=-in_amount", "amount",
                note=Text('="It is "&FIXED(in_amount,2)', '="共 "&FIXED(in_amount,2)')),
        ex.Step("share", Text("Share", "比例"), "=in_share", "percent"),
        ex.Step("count", Text("Count", "数量"), "=3*ROWS(in_value)", "integer"),
        ex.Step("code", Text("Code", "代码"), '="M027"', "text"),
        ex.Step("choice", Text("Choice", "选择"),
                Text('=IF(in_share>0.3,"call","wait")', '=IF(in_share>0.3,"打电话","等待")'), "text"),
    ),
)  # fmt: skip

SMALL = ex.Exercise(
    name="small",
    title=Text("Small", "小题"),
    aim=Text("An aim.", "目标。"),
    neutral_title=Text("Neutral", "中性"),
    neutral=Text("A task.", "任务。"),
    case=(Text('="At "&FIXED(100*in_share,1)&"% of "&FIXED(in_amount,2)&"."',
               '="比例 "&FIXED(100*in_share,1)&"%，金额 "&FIXED(in_amount,2)&"。"'),),
    figures=(
        ex.Figure("amount", Text("Amount", "金额"), 7000, "amount", ex.AMOUNT,
                  Text('="half of "&FIXED(2*in_amount,0)', '="为 "&FIXED(2*in_amount,0)&" 的一半"')),
        ex.Figure("share", Text("Share", "比例"), 0.343, "percent", ex.RATE),
    ),
    data=ex.Data(
        Text("Values", "数值"), (ex.Field("value", Text("Value", "数值"), "amount", ex.FLOW),),
        lambda: [[1.0, 2.0, 5.0]], 99,
    ),
    questions=(
        _question("amount", "amount"),
        _question("share", "share", digits=1, slips=(ex.Slip("=1-[share]", Text("the rest.", "其余。")),)),
        _question("count", "count", digits=None),
        _question("code", "code"),
        _question("choice", "choice", choices=(Text("call", "打电话"), Text("wait", "等待"), Text("write", "写信")),
                  slips=(ex.Slip(Text('="wait"', '="等待"'), Text("too late.", "太晚。")),)),
    ),
    pages=(
        ex.Page(Text("Working", "演算"), Text("Working", "演算"), (
            STEPS,
            ex.Grid("rows", Text("Rows", "各行"), 3,
                    (ex.Col("n", Text("No.", "序号"), "integer", values=(1, 2, 3), width=8.0),
                     ex.Col("half", Text("Half of it", "一半"), "amount", "=[data.value]/2", width=10.0)),
                    note=Text('="Sum "&FIXED(SUM([rows.half:]),1)', '="合计 "&FIXED(SUM([rows.half:]),1)')),
            ex.Diagram("drawn", Text("Drawn", "图"), "stacked", "rows", "n", ("half",), Text("n", "序号"),
                       Text("half", "一半"), "amount", Text("See.", "见图。"), beside=True),
        )),
    ),
    functions=("CLV_SIMPLE",),
    source=NOTHING,
    front=ex.Diagram("front", Text("Values", "数值"), "column", "data", "value", ("value",),
                     Text("x", "横轴"), Text("y", "纵轴"), "amount", NOTHING),
)  # fmt: skip
