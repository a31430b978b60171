"""The sentences about template workbooks in Chinese; part of `clvxl.messages`."""

from __future__ import annotations

TEMPLATES: dict[str, str] = {
    "{file} is written, but Excel cannot open it: open it yourself": (
        "{file} 已写好，但 Excel 无法打开它：请自行打开"
    ),
    "{file} is written, but LibreOffice cannot open it: open it yourself": (
        "{file} 已写好，但 LibreOffice 无法打开它：请自行打开"
    ),
    "the add-in is of an earlier clvxl, which had no exercises: run clvxl install libreoffice": (
        "加载项属于尚无练习的旧版 clvxl：请运行 clvxl install libreoffice"
    ),
    "a link in a document may not run a command of clvxl, and nothing was done: choose the "
    "command in the menu CLV, if it was meant": (
        "文档中的链接不得运行 clvxl 的命令，未作任何更改：如确需运行，请在菜单 CLV 中选择该命令"
    ),
    "no exercise is named: add its name, such as clv_dcf": ("未指明练习：请给出名称，如 clv_dcf"),
    "amounts must have one above 0: without a purchase there is no mean": (
        "amounts 至少要有一个大于 0：没有购买就没有平均金额"
    ),
    "customers must hold at least one: purchases are counted a customer": (
        "customers 至少要有一位客户：购买次数按每位客户计算"
    ),
    "{name} must be below 1: at 1 no customer ever leaves and the lifespan has no end": (
        "{name} 必须小于 1：为 1 时客户永不流失，持续期数没有尽头"
    ),
    "there is no exercise {name}: choose one of {names}": (
        "没有名为 {name} 的练习：请从 {names} 中选择"
    ),
    "there is no column {title} among the headers {headers}: name the column so": (
        "表头 {headers} 中没有 {title} 一列：请把该列改为此名"
    ),
    "no header row was found: put headers above the values": (
        "没有找到表头行：请在数值上方写上表头"
    ),
    "this template takes up to {most} rows, the table has {rows}: take a part of it, or use Segment sheet (clvxl segment), which has no such limit": (
        "此模板最多 {most} 行，表格有 {rows} 行：请取其中一部分，或使用没有此限制的“细分本表”（clvxl segment）"
    ),
    "this template needs {least} rows or more, the table has {rows}": (
        "此模板至少需要 {least} 行，表格只有 {rows} 行"
    ),
    "this template takes sales, one a line with customer, date and amount: the table has customers whose sales are summed already": (
        "此模板需要逐笔销售记录，每行含客户、日期和金额：该表格中的销售已按客户汇总"
    ),
    "column {title} is blank: fill it in, or leave such rows out with --leave-out": (
        "{title} 一列为空：请填写，或用 --leave-out 略去这些行"
    ),
    "column {title} must hold numbers from 0 to 1, such as 0.2 for 20 %: correct them, or leave such rows out with --leave-out": (
        "{title} 一列必须是 0 到 1 的数字，如 20 % 写作 0.2：请更正，或用 --leave-out 略去这些行"
    ),
    "column {title} must hold numbers: correct them, or leave such rows out with --leave-out": (
        "{title} 一列必须是数字：请更正，或用 --leave-out 略去这些行"
    ),
    "{file} is no template of clvxl: take one from 'clvxl exercise open', or its name": (
        "{file} 不是 clvxl 的模板：请用 'clvxl exercise open' 取得模板，或直接写练习名称"
    ),
    "{file} is a template of another version of clvxl: open a new one with 'clvxl exercise open'": (
        "{file} 是另一版本 clvxl 的模板：请用 'clvxl exercise open' 打开新的"
    ),
    "folder {folder} cannot be made ({reason}): choose another one": (
        "无法建立文件夹 {folder}（{reason}）：请另选一个"
    ),
    "column {title} must hold whole numbers: correct them, or leave such rows out with --leave-out": (
        "{title} 一列必须是整数：请更正，或用 --leave-out 略去这些行"
    ),
    "column {title} must hold numbers from {low} to {high}: correct them, or leave such rows out with --leave-out": (
        "{title} 一列必须是 {low} 到 {high} 之间的数字：请更正，或用 --leave-out 略去这些行"
    ),
    "column {title} must hold numbers of {low} or more: correct them, or leave such rows out with --leave-out": (
        "{title} 一列必须是不小于 {low} 的数字：请更正，或用 --leave-out 略去这些行"
    ),
    "column {title} must hold numbers of {high} or less: correct them, or leave such rows out with --leave-out": (
        "{title} 一列必须是不大于 {high} 的数字：请更正，或用 --leave-out 略去这些行"
    ),
    "column {title} must hold dates from {low} on: correct them, or leave such rows out with --leave-out": (
        "{title} 一列必须是 {low} 或更晚的日期：请更正，或用 --leave-out 略去这些行"
    ),
    "columns {first} and {second} mean the same to this template: rename or remove one": (
        "{first} 和 {second} 两列对此模板含义相同：请将其中一列改名或移去"
    ),
    "the table ends at its first blank row, but further rows stand below it: remove the blank row, or leave such rows out with --leave-out": (
        "表格到第一个空行为止，但空行下方还有数据行：请删除空行，或用 --leave-out 略去这些行"
    ),
    "this template takes up to {most} rows, the table has {rows}: take a part of it": (
        "此模板最多 {most} 行，表格有 {rows} 行：请取其中一部分"
    ),
    "row {first} has more values than the header (customer {customer}, date {date}, amount {amount}; {count} such {lines}): correct it, or leave such rows out with --leave-out": (
        "第 {first} 行的值多于表头（客户 {customer}，日期 {date}，金额 {amount}；共 {count} 行）：请更正，或用 --leave-out 略去这些行"
    ),
    "row {first} has an error for its customer (customer {customer}, date {date}, amount {amount}; {count} such {lines}): correct it, or leave such rows out with --leave-out": (
        "第 {first} 行的客户是错误值（客户 {customer}，日期 {date}，金额 {amount}；共 {count} 行）：请更正，或用 --leave-out 略去这些行"
    ),
    "row {first} has no customer (date {date}, amount {amount}; {count} such {lines}): fill it in, or leave such rows out with --leave-out": (
        "第 {first} 行没有客户（日期 {date}，金额 {amount}；共 {count} 行）：请填写，或用 --leave-out 略去这些行"
    ),
    "row {first} has a customer number with more digits than a spreadsheet keeps (customer {customer}; {count} such {lines}): store it as text, or leave such rows out with --leave-out": (
        "第 {first} 行的客户编号位数超过电子表格所能保留的位数（客户 {customer}；共 {count} 行）：请存为文本，或用 --leave-out 略去这些行"
    ),
    "row {first} has no date (customer {customer}, amount {amount}; {count} such {lines}): fill it in, or leave such rows out with --leave-out": (
        "第 {first} 行没有日期（客户 {customer}，金额 {amount}；共 {count} 行）：请填写，或用 --leave-out 略去这些行"
    ),
    "row {first} has a date that cannot be read (customer {customer}, date {date}, amount {amount}; {count} such {lines}): correct it, or leave such rows out with --leave-out": (
        "第 {first} 行的日期无法识别（客户 {customer}，日期 {date}，金额 {amount}；共 {count} 行）：请更正，或用 --leave-out 略去这些行"
    ),
    "row {first} has no amount (customer {customer}, date {date}; {count} such {lines}): fill it in, or leave such rows out with --leave-out": (
        "第 {first} 行没有金额（客户 {customer}，日期 {date}；共 {count} 行）：请填写，或用 --leave-out 略去这些行"
    ),
    "row {first} has an amount that cannot be read or is above 10^15 (customer {customer}, date {date}, amount {amount}; {count} such {lines}): correct it, or leave such rows out with --leave-out": (
        "第 {first} 行的金额无法识别或超过 10^15（客户 {customer}，日期 {date}，金额 {amount}；共 {count} 行）：请更正，或用 --leave-out 略去这些行"
    ),
    "customers {first} and {second} differ only in capital letters, which a sheet takes for the same: rename one": (
        "客户 {first} 和 {second} 只有大小写不同，工作表会视为同一客户：请将其中一个改名"
    ),
    "for {customers} customers this template takes up to {most} rows, the table has {rows}: take a part of it, or use Segment sheet (clvxl segment), which has no such limit": (
        "客户为 {customers} 位时，此模板最多 {most} 行，表格有 {rows} 行：请取其中一部分，或使用没有此限制的“细分本表”（clvxl segment）"
    ),
    "the amounts add up to {total} after returns: this template needs revenue above 0": (
        "扣除退货后金额合计为 {total}：此模板要求收入大于 0"
    ),
    "this table cannot be worked out in the template ({reason}): check its amounts and the figures of the template": (
        "此表格无法在模板中算出结果（{reason}）：请检查表中的金额和模板中的数据"
    ),
    "the figure {label} in {file} must be a number (it is {found}): correct it": (
        "{file} 中的“{label}”必须是数字（现为 {found}）：请更正"
    ),
    "the figure {label} in {file} must be a whole number (it is {found}): correct it": (
        "{file} 中的“{label}”必须是整数（现为 {found}）：请更正"
    ),
    "the figure {label} in {file} must be from {low} to {high} (it is {found}): correct it": (
        "{file} 中的“{label}”必须在 {low} 到 {high} 之间（现为 {found}）：请更正"
    ),
    "the figure {label} in {file} must be {low} or more (it is {found}): correct it": (
        "{file} 中的“{label}”不能小于 {low}（现为 {found}）：请更正"
    ),
    "the figure {label} in {file} must be {high} or less (it is {found}): correct it": (
        "{file} 中的“{label}”不能大于 {high}（现为 {found}）：请更正"
    ),
    "the figure {label} in {file} must be a date from {low} on (it is {found}): correct it": (
        "{file} 中的“{label}”必须是 {low} 或更晚的日期（现为 {found}）：请更正"
    ),
    "the figure {label} in {file} must be from 0 to 1, such as 0.2 for 20 % (it is {found}): correct it": (
        "{file} 中的“{label}”必须在 0 到 1 之间，如百分之二十写作 0.2（现为 {found}）：请更正"
    ),
    "the figure {label} in {file} must be one of {choices} (it is {found}): correct it": (
        "{file} 中的“{label}”必须是 {choices} 之一（现为 {found}）：请更正"
    ),
    "the figure {label} in {file} is blank: fill it in": ("{file} 中的“{label}”为空：请填写"),
    "the figure {label} in {file} has no value yet: open and save {file} in Excel or LibreOffice": (
        "{file} 中的“{label}”还没有计算结果：请在 Excel 或 LibreOffice 中打开并保存 {file}"
    ),
    "the figure {label} is no longer in {file}: take a new template from 'clvxl exercise open'": (
        "{file} 中已没有“{label}”：请用 'clvxl exercise open' 取得新的模板"
    ),
    "{file} is damaged: copy or download it again": ("{file} 已损坏：请重新复制或下载"),
    "no home folder is known: choose a folder with -o": ("找不到用户主文件夹：请用 -o 指明文件夹"),
}
