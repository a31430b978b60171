"""What every spreadsheet program's commands say, in English and Chinese."""

from __future__ import annotations

from clvxl.text import Text, Texts

__all__ = ["CHECK_ANSWERS", "SHARED"]

CHECK_ANSWERS = Text("Check my answers", "检查我的答案")
"""What the command is called on menu and ribbon."""

SHARED = Texts(
    {
        "title": Text("CLV", "CLV"),
        "preparing": Text("Preparing the workbook…", "正在准备工作簿…"),
        "checking": Text("Checking the answers…", "正在检查答案…"),
        "failed": Text("Something went wrong in clvxl, and the workbook is as it was; the details "
            "are in {log}.",
            "clvxl 出现故障，工作簿保持原样；详情见 {log}。"),
        "memory": Text("There is not enough memory for this table, and the workbook is as it was.",
            "内存不足以处理此表，工作簿保持原样。"),
        "not_opened": Text("{file} is written, but {program} cannot open it: open it yourself",
            "{file} 已写好，但 {program} 无法打开它：请自行打开"),
        "no_call": Text("{cell} holds no function of clvxl; select a cell with one, such as "
            "=CLV_SIMPLE(…).",
            "{cell} 中没有 clvxl 的函数；请选择含有函数的单元格，例如 =CLV_SIMPLE(…)。"),
        "no_cell": Text("Select a cell first.", "请先选择一个单元格。"),
        "about": Text("clvxl {version}\nCustomer lifetime value in the spreadsheet.\n\n"
            "{more}Licence: MIT\nLog file: {log}",
            "clvxl {version}\n电子表格中的客户终生价值。\n\n{more}许可证：MIT\n日志文件：{log}"),
        # fill template
        "filled": Text("{rows:,} rows of {place} stand in the new workbook {file}; your sheets are "
            "as they were.",
            "已将 {place} 的 {rows:,} 行填入新工作簿 {file}；原有工作表保持不变。"),
        "left_out": Text("Rows left out: {lines:,} ({reasons}).",
            "未用 {lines:,} 行（{reasons}）。"),
        "reason": Text("{reason}: {number:,}", "{reason}：{number:,}"),
        "all_taken": Text("No row is left out.", "没有未用的行。"),
        "kept": Text("Still the exercise's own figures, not yours: {figures}. Type your own over "
            "them in the new workbook.",
            "仍为练习自带、并非你自己的数字：{figures}。请在新工作簿中改成你自己的。"),
        # uninstall, doctor
        "nothing_to_remove": Text("the add-in is not installed, so there is nothing to remove",
            "加载项未安装，无需移除"),
        "add_in": Text("add-in", "加载项"),
    }
)  # fmt: skip
