"""The sentences of `clvxl.errors` in Chinese: English template to Chinese template.

Every template that is raised anywhere in clvxl has its line here; a test holds that.
"""

from __future__ import annotations

from clvxl._table_messages import TABLES
from clvxl._template_messages import TEMPLATES

PLACES = {
    "en": {
        "value row": " (got {value} in row {row})",
        "value": " (got {value})",
        "row": " (row {row})",
        "value column": " (got {value} in column {column})",
        "column": " (column {column})",
    },
    "zh": {
        "value row": "（第 {row} 行为 {value}）",
        "value": "（现为 {value}）",
        "row": "（第 {row} 行）",
        "value column": "（第 {column} 列为 {value}）",
        "column": "（第 {column} 列）",
    },
}

CHINESE: dict[str, str] = {
    # wrong calls of the command line
    "--day-first and --month-first exclude each other: give one of them": (
        "--day-first 与 --month-first 不能同时使用：请只给一个"
    ),
    "--delimiter and --encoding go with a text file (.csv)": (
        "--delimiter 与 --encoding 只用于文本文件（.csv）"
    ),
    "--sheet goes with a workbook (.xlsx)": ("--sheet 只用于工作簿（.xlsx）"),
    "--{option} goes with a template that takes sales": ("--{option} 只用于使用销售数据的模板"),
    "OUT is TEMPLATE; clvxl never changes a template": ("OUT 就是 TEMPLATE；clvxl 从不更改模板"),
    "OUT is {called}; clvxl never overwrites what it reads": (
        "OUT 就是 {called}；clvxl 从不覆盖所读的文件"
    ),
    "OUT must end in .xlsx, not {file}": ("OUT 必须以 .xlsx 结尾，而不是 {file}"),
    "TEMPLATE is empty: name an exercise or a template workbook": (
        "TEMPLATE 为空：请给出练习名称或模板工作簿"
    ),
    "there is no function {name}; 'clvxl functions' lists them all": (
        "没有函数 {name}；clvxl functions 列出全部函数"
    ),
    "{path} cannot be read or written: {reason}": ("{path} 无法读取或写入：{reason}"),
    "what clvxl says cannot be written ({reason}): look where its output goes": (
        "clvxl 的输出无法写出（{reason}）：请检查输出的去向"
    ),
    "column {title} on sheet {sheet} of {file} is not where its header was found: copy the table alone to a new sheet, its headers in row 1": (
        "{file} 的工作表 {sheet} 中，{title} 列不在其表头所在的位置：请把该表格单独复制到新工作表，表头放在第 1 行"
    ),
    "column {title} on sheet {sheet} of {file} holds formulas that were never calculated: open the file in the spreadsheet program and save it": (
        "{file} 的工作表 {sheet} 中，{title} 列含有从未计算过的公式：请用电子表格程序打开该文件并保存"
    ),
    "folder {folder} does not let you write: choose another one": (
        "文件夹 {folder} 不允许写入：请另选文件夹"
    ),
    "no line can be used: {count} of {lines} have an amount that cannot be read or is above 10^15 (a spreadsheet keeps 15 digits), such as {found} in row {example}; correct it, or name the right column with --amount HEADER": (
        "没有可用的行：{lines} 行中有 {count} 行的金额无法识别或超过 10^15（电子表格只保留 15 位数字），例如第 {example} 行的 {found}；请更正，或用 --amount 表头 指明正确的列"
    ),
    "no line can be used: {count} of {lines} have a monetary value that is no number or above 10^15 (a spreadsheet keeps 15 digits), such as {found} in row {example}; correct the column": (
        "没有可用的行：{lines} 行中有 {count} 行的消费金额不是数字或超过 10^15（电子表格只保留 15 位数字），例如第 {example} 行的 {found}；请更正该列"
    ),
    # functions and jobs
    'a code has one digit a score: bins must be at most 9 (use output "digits" for more)': (
        '编码每个分值一位：bins 不得大于 9（更多档请用 output "digits"）'
    ),
    "a range of rules must have 7 columns: name, R from, R to, F from, F to, M from, M to": (
        "规则区域必须为 7 列：名称、R 起、R 止、F 起、F 止、M 起、M 止"
    ),
    "a rule's bounds must be numbers": ("规则的界限必须是数字"),
    "all dates lie after as_of; take a later as_of": ("所有日期都在 as_of 之后；请取更晚的 as_of"),
    "bins must be between 2 and 9 for a code of three digits": (
        "三位编码的 bins 必须在 2 到 9 之间"
    ),
    "{name} holds bytes that are no text (utf-8) in a column that is needed: save the column as text": (
        "{name} 所需的列中含有不是文本（utf-8）的字节：请将该列保存为文本"
    ),
    "{name} holds a number that lost digits, as a spreadsheet keeps 15: store such numbers as text": (
        "{name} 中有丢失位数的数字（电子表格只保留 15 位）：请将此类编号存为文本"
    ),
    "no action is known for this segment; use a name that SEGMENT gives": (
        "没有此细分的行动；请用 SEGMENT 给出的名称"
    ),
    "scores must be codes such as 543, three digits from 1 to 9": (
        "分值必须是 543 这样的编码，三位，每位 1 到 9"
    ),
    "scores must be whole numbers from 1 to 100": ("分值必须是 1 到 100 的整数"),
    "the result is too large for a number": ("结果过大，无法用数字表示"),
    'the scheme "standard" needs five bins; take the scheme "tiers" or "eight", or leave bins and method as they are': (
        '方案 "standard" 需要五档；请改用 "tiers" 或 "eight"，或保持 bins 与 method 不变'
    ),
    'the scheme "standard" takes scores from five bins; use "tiers", "eight" or own rules': (
        '方案 "standard" 只适用五档分值；请用 "tiers"、"eight" 或自定义规则'
    ),
    "the values add up to 0, so that no share of them exists": ("数值合计为 0，没有比例可言"),
    "the values must add up to more than 0": ("数值合计必须大于 0"),
    "there is no function of this name; CLV_HELP() lists all functions": (
        "没有此名称的函数；CLV_HELP() 列出全部函数"
    ),
    "{name} must ascend from left to right": ("{name} 必须从左到右递增"),
    "thresholds must have 3 rows (R, F, M) and {columns} columns, one cut fewer than bins": (
        "thresholds 必须为 3 行（R、F、M）、{columns} 列，分界数比档数少 1"
    ),
    "top must be above 0 and at most 1: write 20 % as 0.2": (
        "top 必须大于 0 且不大于 1:20 % 写作 0.2"
    ),
    "{function} takes at most {most} arguments: {given} were given": (
        "{function} 最多 {most} 个参数，现给出 {given} 个"
    ),
    "{names} must be equally long": ("{names} 必须等长"),
    "{name} must be as long as {first}: {expected} rows, not {rows}": (
        "{name} 必须与 {first} 等长：{expected} 行，而非 {rows} 行"
    ),
    "{name} holds something that is no cell value: {type}": (
        "{name} 含有不是单元格值的内容：{type}"
    ),
    "{name} is an empty range": ("{name} 是空区域"),
    "{name} is blank": ("{name} 为空"),
    "{name} must be TRUE or FALSE": ("{name} 必须是 TRUE 或 FALSE"),
    "{name} must be a date": ("{name} 必须是日期"),
    "{name} must be a date or text such as 2025-01-31; day and month are never guessed": (
        "{name} 必须是日期，或 2025-01-31 这样的文本；不猜测日与月"
    ),
    "{name} can be read with the day or the month first: write such as 2025-01-31, or real dates": (
        "{name} 可按日在前或月在前两种方式读取：请写成 2025-01-31 的形式，或使用真正的日期"
    ),
    "{name} must be a finite number": ("{name} 必须是有限的数字"),
    "{name} must be a number": ("{name} 必须是数字"),
    "{name} must be a whole number between {low} and {high}": (
        "{name} 必须是 {low} 到 {high} 之间的整数"
    ),
    "{name} must be above {low}": ("{name} 必须大于 {low}"),
    "{name} must be at least {low}": ("{name} 不得小于 {low}"),
    "{name} must be at most 1: write 30 % as 0.3": ("{name} 不得大于 1:30 % 写作 0.3"),
    "{name} must be between 0 and 1: write 30 % as 0.3": (
        "{name} 必须在 0 与 1 之间：30 % 写作 0.3"
    ),
    "{name} must be one cell or as long as revenues: {rows} rows, not {periods}": (
        "{name} 必须是一个单元格，或与 revenues 等长：现为 {rows} 行，应为 {periods} 行"
    ),
    "{name} must be one cell, not a range": ("{name} 必须是一个单元格，不是区域"),
    "{name} must be one column or one row": ("{name} 必须是一列或一行"),
    "{name} must be one of {choices}": ("{name} 必须是以下之一：{choices}"),
    "{name} must be one of {choices}, or a range of rules": (
        "{name} 必须是以下之一：{choices}，或规则区域"
    ),
    "{name} must be text": ("{name} 必须是文本"),
    "{name} must have as many cells in each row": ("{name} 的每一行必须有同样多的单元格"),
    "{name} must have at least one value": ("{name} 至少要有一个值"),
    "{path} has an ending that clvxl does not read; it reads {endings}": (
        "{path} 的扩展名 clvxl 不能读取；可读取 {endings}"
    ),
    "as-of date and returns have no meaning for customers that are added up already; leave these options out": (
        "客户已汇总，截止日与退货选项没有意义；请去掉这些选项"
    ),
    # workbooks
    "{file} is a folder: name the workbook in it": ("{file} 是文件夹：请指定其中的工作簿"),
    "{file} is a device or a pipe: name an ordinary file": ("{file} 是设备或管道：请指定普通文件"),
    "{file} does not exist: check its name and folder": ("{file} 不存在：请检查文件名和文件夹"),
    "{file} cannot be opened: close the program that locks it, or ask for permission to read it": (
        "{file} 无法打开：请关闭占用它的程序，或取得读取权限"
    ),
    "{file} cannot be opened ({reason}): check its name and folder": (
        "{file} 无法打开（{reason}）：请检查文件名和文件夹"
    ),
    "{file} is protected with a password: open it in Excel, save it without one and try again": (
        "{file} 受密码保护：请在 Excel 中打开，取消密码后保存再试"
    ),
    "{file} is empty (0 bytes): export or download it again": (
        "{file} 是空文件（0 字节）：请重新导出或下载"
    ),
    "{file} is a PDF, not a workbook: export the table as .xlsx or .csv": (
        "{file} 是 PDF，不是工作簿：请将表格导出为 .xlsx 或 .csv"
    ),
    "{file} is a web page, not a workbook: open it in Excel and save it as .xlsx": (
        "{file} 是网页，不是工作簿：请在 Excel 中打开并另存为 .xlsx"
    ),
    "{file} is XML, not a workbook: open it in Excel and save it as .xlsx": (
        "{file} 是 XML，不是工作簿：请在 Excel 中打开并另存为 .xlsx"
    ),
    "{file} is plain text, not a workbook: rename it to .csv and try again": (
        "{file} 是纯文本，不是工作簿：请改名为 .csv 后再试"
    ),
    "{file} is not a workbook: open it in Excel and save it as .xlsx": (
        "{file} 不是工作簿：请在 Excel 中打开并另存为 .xlsx"
    ),
    "{file} is damaged or incomplete: copy or download it again": (
        "{file} 已损坏或不完整：请重新复制或下载"
    ),
    "{file} is a zip archive without a workbook in it: unpack it and name the file that you want": (
        "{file} 是不含工作簿的 zip 压缩包：请解压后指定所需文件"
    ),
    "{file} would unpack to {size} MB, which looks like a zip bomb: save it again in Excel, or export the table as .csv": (
        "{file} 解压后将达 {size} MB，疑似 zip 炸弹：请在 Excel 中重新保存，或将表格导出为 .csv"
    ),
    "{file} is damaged ({reason}): open it in Excel and save it again": (
        "{file} 已损坏（{reason}）：请在 Excel 中打开并重新保存"
    ),
    "sheet {sheet} of {file} is empty: name another sheet": (
        "{file} 的工作表 {sheet} 为空：请指定其他工作表"
    ),
    "{file} has no sheet with anything on it: check the file": (
        "{file} 中没有任何有内容的工作表：请检查该文件"
    ),
    "{file} has no sheet {sheet}: its sheets are {sheets}": (
        "{file} 没有工作表 {sheet}：现有工作表为 {sheets}"
    ),
    "{file} takes too long to read: remove sheets, rows and columns that are not needed, or export the table as .csv": (
        "{file} 读取时间过长：请删去不需要的工作表、行和列，或将表格导出为 .csv"
    ),
    "{file} needs more memory than a workbook should: remove sheets, rows and columns that are not needed, or export the table as .csv": (
        "{file} 所需内存超出工作簿应有的范围：请删去不需要的工作表、行和列，或将表格导出为 .csv"
    ),
    "folder {folder} does not exist: make it or choose another one": (
        "文件夹 {folder} 不存在：请新建或另选文件夹"
    ),
    "{file} is a folder: name a file in it": ("{file} 是文件夹：请指定其中的文件"),
    "{file} is there already: choose another name, or replace it with --force": (
        "{file} 已存在：请另选文件名，或用 --force 覆盖"
    ),
    "there is no room on the disk for {file}: free some or choose another disk": (
        "磁盘空间不足，无法写入 {file}：请清理空间或另选磁盘"
    ),
    "{file} cannot be written: close it in Excel, or choose another name or folder": (
        "{file} 无法写入：请在 Excel 中关闭它，或另选文件名或文件夹"
    ),
    "the name {file} is too long: choose a shorter one": ("文件名 {file} 过长：请改用较短的名称"),
    # tables and text files
    "there is no customer column among the headers {headers}: name it with --customer HEADER": (
        "表头 {headers} 中没有客户列：请用 --customer 表头 指明"
    ),
    "there is no date column among the headers {headers}: name it with --date HEADER": (
        "表头 {headers} 中没有日期列：请用 --date 表头 指明"
    ),
    "there is no amount column, nor quantity and price, among the headers {headers}: name it with --amount HEADER, or both with --quantity HEADER and --price HEADER": (
        "表头 {headers} 中没有金额列，也没有数量列和单价列：请用 --amount 表头 指明，或同时用 --quantity 表头 和 --price 表头 指明"
    ),
    "there is no recency column among the headers {headers}: rename it to Recency in the table": (
        "表头 {headers} 中没有最近一次消费列：请在表中把该列改名为“最近一次消费”"
    ),
    "there is no frequency column among the headers {headers}: rename it to Frequency in the table": (
        "表头 {headers} 中没有消费频率列：请在表中把该列改名为“频率”"
    ),
    "there is no monetary column among the headers {headers}: rename it to Monetary in the table": (
        "表头 {headers} 中没有消费金额列：请在表中把该列改名为“消费金额”"
    ),
    "there are no customer, date and amount columns among the headers {headers}: name them with --customer, --date and --amount (or --quantity and --price)": (
        "表头 {headers} 中没有客户列、日期列和金额列：请用 --customer、--date 和 --amount（或 --quantity 和 --price）指明"
    ),
    "no header row was found: put the headers, such as Customer, Date and Amount, in one row above the values": (
        "没有找到表头行：请把表头（如 客户、日期、金额）放在数据上方的同一行"
    ),
    "no column is called {name}: the headers are {headers}": (
        "没有名为 {name} 的列：表头有 {headers}"
    ),
    "{count} columns are called {name}: rename all but one": (
        "有 {count} 列都叫 {name}：请只保留一个，其余改名"
    ),
    "column {name} mixes dates with the day first, such as {day_text}, and with the month first, such as {month_text}: say which to keep with --day-first or --month-first": (
        "{name} 列中既有日在前的日期（如 {day_text}），又有月在前的日期（如 {month_text}）：请用 --day-first（日在前）或 --month-first（月在前）指明采用哪一种"
    ),
    "column {name} can be read two ways: is {example} {day_first} (say --day-first) or {month_first} (say --month-first)?": (
        "{name} 列有两种读法：{example} 是 {day_first}（请用 --day-first）还是 {month_first}（请用 --month-first）？"
    ),
    "column {name} can be read two ways: is {example} {dot} (say --decimal .) or {comma} (say --decimal ,)?": (
        "{name} 列有两种读法：{example} 是 {dot}（请用 --decimal .）还是 {comma}（请用 --decimal ,）？"
    ),
    "no line can be used: {count} of {lines} have more values than headers, such as row {example}; quote the values that hold the delimiter": (
        "没有可用的行：{lines} 行中有 {count} 行的值比表头多，例如第 {example} 行；请给含有分隔符的值加上引号"
    ),
    "no line can be used: {count} of {lines} have no customer, such as row {example}; name the right column with --customer HEADER": (
        "没有可用的行：{lines} 行中有 {count} 行没有客户，例如第 {example} 行；请用 --customer 表头 指明正确的列"
    ),
    "no line can be used: {count} of {lines} have no date, such as row {example}; name the right column with --date HEADER": (
        "没有可用的行：{lines} 行中有 {count} 行没有日期，例如第 {example} 行；请用 --date 表头 指明正确的列"
    ),
    "no line can be used: {count} of {lines} have a date that cannot be read, such as {found} in row {example}; write dates as 2011-01-31 or name the right column with --date HEADER": (
        "没有可用的行：{lines} 行中有 {count} 行的日期无法识别，例如第 {example} 行的 {found}；请把日期写成 2011-01-31 的形式，或用 --date 表头 指明正确的列"
    ),
    "no line can be used: {count} of {lines} have no amount, such as row {example}; name the right column with --amount HEADER": (
        "没有可用的行：{lines} 行中有 {count} 行没有金额，例如第 {example} 行；请用 --amount 表头 指明正确的列"
    ),
    "no line can be used: {count} of {lines} have a recency that is no number of days from 0 on, such as {found} in row {example}; correct the column": (
        "没有可用的行：{lines} 行中有 {count} 行的最近一次消费不是大于等于 0 的天数，例如第 {example} 行的 {found}；请更正该列"
    ),
    "no line can be used: {count} of {lines} have a frequency that is no number from 0 on, such as row {example}; correct the column": (
        "没有可用的行：{lines} 行中有 {count} 行的频率不是大于等于 0 的数，例如第 {example} 行；请更正该列"
    ),
    "no line can be used: {count} of {lines} have a negative amount, such as row {example}; use --returns keep to keep them": (
        "没有可用的行：{lines} 行中有 {count} 行的金额为负，例如第 {example} 行；请用 --returns keep 保留这些行"
    ),
    "no line can be used: {count} of {lines} are later than the as-of date, such as {found} in row {example}; choose a later date": (
        "没有可用的行：{lines} 行中有 {count} 行晚于截止日期，例如第 {example} 行的 {found}；请选择更晚的截止日期"
    ),
    "no line can be used: {count} of {lines} are of customers without a purchase, such as row {example}; an amount above 0 makes a purchase": (
        "没有可用的行：{lines} 行中有 {count} 行属于没有购买的客户，例如第 {example} 行；金额大于 0 才算一次购买"
    ),
    "{source} has headers but no values below them": ("{source} 只有表头，下面没有数据"),
    "{path} is not there: check the name and the folder": (
        "{path} 不存在：请检查文件名和所在文件夹"
    ),
    "{path} is a folder: name a file in it": ("{path} 是文件夹：请指明其中的一个文件"),
    "{path} may not be read: close it elsewhere or ask for the right to read it": (
        "{path} 不允许读取：请在别处关闭该文件，或申请读取权限"
    ),
    "{path} cannot be read: {reason}": ("{path} 无法读取：{reason}"),
    "{name} is damaged or cut short: fetch it again": ("{name} 已损坏或不完整：请重新获取"),
    "{name} is empty: there is no table in it": ("{name} 是空文件：其中没有表格"),
    "{name} is not text but a workbook (.xlsx) or a zip file: give it its own ending or save the table as .csv": (
        "{name} 不是文本，而是工作簿（.xlsx）或 zip 文件：请改回原来的扩展名，或把表格另存为 .csv"
    ),
    "{name} is not text but an old or a protected Excel workbook: save it as .xlsx or .csv without a password": (
        "{name} 不是文本，而是旧版或受密码保护的 Excel 工作簿：请不带密码另存为 .xlsx 或 .csv"
    ),
    "{name} is not text but a Parquet file: give it the ending .parquet": (
        "{name} 不是文本，而是 Parquet 文件：请把扩展名改为 .parquet"
    ),
    "{name} is not a text file: save the table as .csv or .xlsx": (
        "{name} 不是文本文件：请把表格另存为 .csv 或 .xlsx"
    ),
    "{name} holds more than {limit} MiB of text: split it or keep fewer columns": (
        "{name} 的文本超过 {limit} MiB：请拆分文件或减少列数"
    ),
    "{name} is not written in {encoding}: name its encoding, or none to have it found": (
        "{name} 的编码不是 {encoding}：请指明正确的编码，或不指明而由程序判断"
    ),
    "{encoding} is no encoding that is known: write for example utf-8, gb18030 or cp1252": (
        "{encoding} 不是已知的编码：请写 utf-8、gb18030 或 cp1252 等"
    ),
    "a delimiter is one character, such as , or ;": ("分隔符是一个字符，例如 , 或 ;"),
    "a quote in {name} is never closed: close or remove it": (
        "{name} 中有一个引号没有闭合：请补上或删除"
    ),
    "the table in {name} cannot be read: {reason}": ("{name} 中的表格无法读取：{reason}"),
    "{name} is a Parquet file, for which pyarrow is needed: install it with pip install pyarrow, or save the table as .csv": (
        "{name} 是 Parquet 文件，需要 pyarrow：请用 pip install pyarrow 安装，或把表格另存为 .csv"
    ),
    "{file} is a workbook, for which fastexcel is needed: install it with pip install fastexcel, or save the table as .csv": (
        "{file} 是工作簿，需要 fastexcel：请用 pip install fastexcel 安装，或把表格另存为 .csv"
    ),
    "{name} is no Parquet file that can be read: save it again": (
        "{name} 不是可读取的 Parquet 文件：请重新保存"
    ),
    "{name} holds more than {limit} MiB of values: split it or keep fewer columns": (
        "{name} 的数据超过 {limit} MiB：请拆分文件或减少列数"
    ),
    "customers must be 1 or more": ("customers 必须大于等于 1"),
    "sales must leave a purchase to each of {customers} customers: ask for more sales": (
        "sales 必须使 {customers} 个客户各有一次购买：请增加 sales"
    ),
    "days must be 2 or more": ("days 必须大于等于 2"),
    # Excel
    "{wheel} is no wheel of clvxl for the browser: name a file such as {example}, or its address, which begins with https://": (
        "{wheel} 不是可用于浏览器的 clvxl wheel 文件：请给出 {example} 这样的文件，或以 https:// 开头的地址"
    ),
    # LibreOffice
    "{variable} names {file}, which does not exist: set it to LibreOffice's soffice": (
        "{variable} 指向的 {file} 不存在：请设为 LibreOffice 的 soffice"
    ),
    "LibreOffice is not found: install version {oldest} or newer, or set {variable} to its soffice": (
        "未找到 LibreOffice：请安装 {oldest} 或更新版本，或将 {variable} 设为其 soffice"
    ),
    "{file} does not say its version: set {variable} to LibreOffice's soffice": (
        "{file} 未给出版本：请将 {variable} 设为 LibreOffice 的 soffice"
    ),
    "{file} does not answer: close LibreOffice and try again": (
        "{file} 没有响应：请关闭 LibreOffice 后再试"
    ),
    "{file} cannot be started ({reason}): install LibreOffice again": (
        "{file} 无法启动（{reason}）：请重新安装 LibreOffice"
    ),
    "{name} is too old: install version {oldest} or newer": (
        "{name} 版本过旧：请安装 {oldest} 或更新版本"
    ),
    "the add-in is not installed, so there is nothing to remove": ("加载项未安装，无需移除"),
    "LibreOffice installs no add-in for the administrator (root): run this as the user who works with it": (
        "LibreOffice 不为管理员（root）安装加载项：请以使用它的用户身份运行"
    ),
    "LibreOffice refuses the add-in ({reason}): close LibreOffice and try again": (
        "LibreOffice 拒绝该加载项（{reason}）：请关闭 LibreOffice 后再试"
    ),
    "LibreOffice does not compute a sheet: close LibreOffice and try again": (
        "LibreOffice 不能计算工作表：请关闭 LibreOffice 后再试"
    ),
    "the workbook is open for reading only: save it under another name first": (
        "工作簿以只读方式打开：请先另存为其他名称"
    ),
    "the workbook's structure is protected, so that no sheet can be added: take the protection off under Tools, Protect Spreadsheet Structure": (
        "工作簿的结构受保护，不能添加工作表：请在“工具 > 保护工作簿结构”中取消保护"
    ),
    "the cells are protected, so that their formula cannot be mended: take the protection off under Tools, Protect Sheet": (
        "这些单元格受保护，无法修正公式：请在“工具 > 保护工作表”中取消保护"
    ),
    "the workbook is open for reading only: choose Edit > Edit Mode, then refresh again": (
        "此工作簿以只读方式打开：请选择“编辑 > 编辑模式”，然后再次刷新"
    ),
    "several sheets have a table of sales: select a cell in the one you mean": (
        "有多个工作表含有销售表：请选择所要的那个表中的一个单元格"
    ),
    "no other sheet has a table of sales: select a cell in the table": (
        "其他工作表中没有销售表：请选择表中的一个单元格"
    ),
    "the window shows no spreadsheet; open the workbook first": (
        "此窗口没有电子表格；请先打开工作簿"
    ),
    # Excel
    "xlwings is not installed: run pip install clvxl in this environment": (
        "尚未安装 xlwings：请在此环境中运行 pip install clvxl"
    ),
    "{file} is missing from the installed xlwings: install xlwings again": (
        "已安装的 xlwings 缺少 {file}：请重新安装 xlwings"
    ),
    "this xlwings ({version}) is not one that the add-in can be built from: the line {line} was expected {expected} times, found {found} times; install xlwings 0.37.8": (
        "无法用此版本的 xlwings（{version}）生成加载项：行 {line} 应出现 {expected} 次，实为 {found} 次；请安装 xlwings 0.37.8"
    ),
    "this xlwings ({version}) is not one that the add-in can be built from: it has no procedure {name}; install xlwings 0.37.8": (
        "无法用此版本的 xlwings（{version}）生成加载项：其中没有过程 {name}；请安装 xlwings 0.37.8"
    ),
    "{file} cannot be written ({reason}): close Excel, check the folder and try again": (
        "无法写入 {file}（{reason}）：请关闭 Excel，检查文件夹后重试"
    ),
    # tables, continued
    "column {name} holds amounts of different currencies ({signs}): keep one currency a file": (
        "{name} 列含有不同货币的金额（{signs}）：请每个文件只保留一种货币"
    ),
    "column {name} holds real dates up to the 12th of a month only, such as {real}, and others as text, such as {example}: if day and month were swapped when the table was opened, import it anew; if not, say --day-first or --month-first": (
        "{name} 列中真正的日期都不晚于当月 12 日（如 {real}），其余日期是文本（如 {example}）：如果打开表格时日与月被调换，请重新导入；否则请用 --day-first（日在前）或 --month-first（月在前）指明"
    ),
    "column {name} can be read three ways: is {example} {day_first} (say --day-first), {month_first} (say --month-first) or {year_first} (write years with four digits)?": (
        "{name} 列有三种读法：{example} 是 {day_first}（请用 --day-first）、{month_first}（请用 --month-first）还是 {year_first}（请把年份写成四位）？"
    ),
    "column {name} can be read two ways: is {example} {other} (say --{order}-first) or {year_first} (write years with four digits)?": (
        "{name} 列有两种读法：{example} 是 {other}（请用 --{order}-first）还是 {year_first}（请把年份写成四位）？"
    ),
    "column {name} is named for both {first} and {second}: name another column for one of them": (
        "{name} 列同时被指定为 {first} 和 {second}：请为其中之一另外指定一列"
    ),
    "no line can be used: {count} of {lines} have an error for their customer, such as {found} in row {example}; correct the column or name another with --customer HEADER": (
        "没有可用的行：{lines} 行中有 {count} 行的客户是错误值，例如第 {example} 行的 {found}；请更正该列，或用 --customer 表头 指明另一列"
    ),
    "no line can be used: {count} of {lines} have a customer number with more digits than a spreadsheet keeps, such as {found} in row {example}; store the numbers as text": (
        "没有可用的行：{lines} 行中有 {count} 行的客户编号位数超过电子表格所能保留的位数，例如第 {example} 行的 {found}；请把编号存为文本"
    ),
    "{file} has cells with the error {error}, which cannot be read: correct them and save it again": (
        "{file} 中有单元格的错误值 {error} 无法读取：请更正后重新保存"
    ),
    # Excel, continued
    "the structure of {book} is protected, so that it takes no new sheet: unprotect it under Review > Protect Workbook": (
        "{book} 的结构受保护，不能新增工作表：请在“审阅 > 保护工作簿”中取消保护"
    ),
    "the argument {text} is too long for Excel to evaluate: put it into a cell of its own": (
        "参数 {text} 过长，Excel 无法求值：请将其放入单独的单元格"
    ),
    "Excel cannot read the path of this Python, {path}: install clvxl in a folder whose name has plain letters only, and no % or quotation mark": (
        "Excel 无法读取此 Python 的路径 {path}：请将 clvxl 安装到名称只含普通字母、不含 % 或引号的文件夹"
    ),
    "Excel cannot read its settings in {file}, because Windows' character set lacks letters of that name: choose your language under Control Panel > Region > Administrative > Change system locale, start Windows anew and run clvxl install excel": (
        "Excel 无法读取 {file} 中的设置，因为 Windows 的系统字符集缺少该名称中的字符：请在“控制面板 > 区域 > 管理 > "
        "更改系统区域设置”中选择您的语言，重新启动 Windows，再运行 clvxl install excel"
    ),
    "{file} cannot be read: run clvxl install excel to write it again": (
        "无法读取 {file}：请运行 clvxl install excel 重新写入"
    ),
    "there is no Excel for this system: it runs on Windows and macOS": (
        "此系统没有 Excel：Excel 只在 Windows 与 macOS 上运行"
    ),
    "{file} cannot be removed ({reason}): close Excel and try again": (
        "无法删除 {file}（{reason}）：请关闭 Excel 后重试"
    ),
    "neither Excel nor LibreOffice is found: install one of them, or name it, such as clvxl install excel": (
        "未找到 Excel 或 LibreOffice：请安装其一，或指明名称，例如 clvxl install excel"
    ),
}

CHINESE |= TEMPLATES | TABLES
