"""What the reports of jobs say, in English and Chinese: key to (en, zh)."""

from __future__ import annotations

from clvxl.text import Text, Texts

__all__ = ["say"]

_TEXTS = Texts(
    {
        "title": Text("Customer segments", "客户细分"),
        "source_note": Text(
            "From {source}, made with clvxl {version}",
            "数据来自 {source}，由 clvxl {version} 生成",
        ),
        "step_read": Text("Reading", "读取"),
        "step_segment": Text("Segmenting", "细分"),
        "step_write": Text("Writing", "写出"),
        # sheets
        "sheet_summary": Text("Summary", "概要"),
        "sheet_customers": Text("Customers", "客户"),
        "sheet_left_out": Text("Left out", "未用行"),
        "sheet_method": Text("Method", "方法"),
        # key figures
        "key_figures": Text("Key figures", "关键数字"),
        "customers_count": Text("Customers", "客户数"),
        "purchases_count": Text("Purchases", "购买次数"),
        "revenue_total": Text("Revenue", "收入"),
        "first_date": Text("First day", "第一天"),
        "last_date": Text("Last day", "最后一天"),
        "as_of": Text("As of", "截止日"),
        "top_share": Text("Revenue share of the best 20 %", "消费最高的 20% 客户的收入占比"),
        "lines_used": Text("Lines used", "所用行数"),
        "lines_left_out": Text("Lines left out", "未用行数"),
        # segments
        "segments": Text("Segments", "细分群体"),
        "segment": Text("Segment", "细分群体"),
        "customers": Text("Customers", "客户数"),
        "customer_share": Text("Share of customers", "客户占比"),
        "revenue": Text("Revenue", "收入"),
        "revenue_share": Text("Share of revenue", "收入占比"),
        "per_customer": Text("Revenue a customer", "客均收入"),
        "action": Text("Action", "行动"),
        "total": Text("Total", "合计"),
        "chart": Text("Who your customers are, and who brings the revenue", "客户构成与收入来源"),
        "heat": Text(
            "Mean spending by recency (R, right = recent) and frequency (F, top = often)",
            "按最近消费（R，右为近）与频率（F，上为高）的平均消费",
        ),
        "heat_corner": Text("F \\ R", "F \\ R"),
        # customers
        "customer": Text("Customer", "客户"),
        "recency": Text("Recency (days)", "距上次消费天数"),
        "frequency": Text("Frequency", "购买次数"),
        "monetary": Text("Monetary", "消费金额"),
        "average": Text("Average", "次均金额"),
        "first": Text("First date", "首次日期"),
        "last": Text("Last date", "末次日期"),
        "code": Text("Code", "编码"),
        # left out
        "row": Text("Row", "行号"),
        "reason": Text("Reason", "原因"),
        "date": Text("Date", "日期"),
        "amount": Text("Amount", "金额"),
        "nothing_left_out": Text("Every line was used.", "所有行均已使用。"),
        "reason_extra_values": Text("the row has more values than the header", "该行的值多于标题"),
        "reason_no_customer": Text("no customer", "无客户"),
        "reason_no_date": Text("no date", "无日期"),
        "reason_bad_date": Text("the date cannot be read", "日期无法识别"),
        "reason_no_amount": Text("no amount", "无金额"),
        "reason_bad_amount": Text(
            "the amount is not a number, or above 10^15", "金额不是数字，或超过 10^15"
        ),
        "reason_bad_customer": Text("the customer is an error", "客户为错误值"),
        "reason_long_number": Text(
            "the number has more digits than a spreadsheet keeps; store it as text",
            "编号位数超过电子表格所能保留的位数，请存为文本",
        ),
        "reason_total_row": Text("a total of other rows", "其他行的合计"),
        "reason_duplicate": Text("the same as an earlier row", "与之前某行相同"),
        "reason_return": Text("a return, left out as asked", "退货，按要求不计"),
        "reason_after_as_of": Text("after the as-of date", "在截止日之后"),
        "reason_no_purchase": Text("the customer has no purchase", "该客户没有购买"),
        "reason_does_not_fit": Text("the row does not fit", "该行不符合要求"),
        "reason_customer_again": Text("the customer appears again", "客户重复出现"),
        "reason_cancelled": Text("cancelled, failed or closed", "已取消、失败或关闭"),
        "reason_refunded": Text("refunded or returned", "已退款或退货"),
        "reason_unpaid": Text("not paid yet", "尚未付款"),
        "reason_no_sale": Text(
            "no sale, such as a fee, a transfer or a quote", "不是销售，如手续费、转账或报价"
        ),
        "reason_other_currency": Text("in another currency", "其他币种"),
        "reason_future": Text("the date lies in the future; correct it", "日期在将来；请更正"),
        "reason_bad_recency": Text(
            "recency is not a number of days", "距上次消费天数不是有效的天数"
        ),
        "reason_bad_frequency": Text("frequency is not a count", "购买次数不是有效的次数"),
        "reason_bad_monetary": Text(
            "monetary is not a number, or above 10^15", "消费金额不是数字，或超过 10^15"
        ),
        # method
        "item": Text("Item", "项目"),
        "value": Text("Value", "内容"),
        "method_intro": Text(
            "How this report was made, so that another person can repeat it.",
            "本报告的制作方法，便于他人重复。",
        ),
        "file": Text("File", "文件"),
        "fact_sheet": Text("Sheet", "工作表"),
        "fact_other_sheets": Text("Sheets passed over", "未读的工作表"),
        "fact_encoding": Text("Encoding", "编码"),
        "fact_encoding_certain": Text("Is the encoding certain?", "编码是否确定"),
        "fact_merged_filled": Text("Cells filled from merged ones", "由合并单元格填充的单元格数"),
        "fact_delimiter": Text("Delimiter", "分隔符"),
        "answer": Text(
            "To answer, change what you mean and run for example:", "请按需修改后运行，例如："
        ),
        "column_customer": Text("Column: customer", "列：客户"),
        "column_status": Text("Column: status", "列：状态"),
        "column_type": Text("Column: kind", "列：类型"),
        "column_refund": Text("Column: refund", "列：退款"),
        "column_currency": Text("Column: currency", "列：币种"),
        "column_discount": Text("Column: discount", "列：折扣"),
        "column_cancelled": Text("Column: cancelled", "列：取消"),
        "column_paid": Text("Column: paid", "列：付款"),
        "column_payee": Text("Column: payee of what was paid back", "列：退回款项的收款人"),
        "column_part": Text("Column: number of the payment", "列：付款序号"),
        "column_tenure": Text("Column: T", "列：T"),
        "column_date": Text("Column: date", "列：日期"),
        "column_amount": Text("Column: amount", "列：金额"),
        "column_quantity": Text("Column: quantity", "列：数量"),
        "column_price": Text("Column: price", "列：单价"),
        "column_order": Text("Column: order", "列：订单"),
        "column_recency": Text("Column: recency", "列：最近消费"),
        "column_frequency": Text("Column: frequency", "列：频率"),
        "column_monetary": Text("Column: monetary", "列：消费金额"),
        "date_reading": Text("Dates read as", "日期读法"),
        "date_iso": Text("year-month-day", "年-月-日"),
        "date_day": Text("day first", "日在前"),
        "date_month": Text("month first", "月在前"),
        "date_serial": Text("sheet dates (serial numbers)", "表格日期（序列值）"),
        "date_yyyymmdd": Text("yyyymmdd", "yyyymmdd"),
        "date_epoch": Text(
            "seconds since 1970-01-01, the day in UTC", "自 1970-01-01 起的秒数，日期按 UTC"
        ),
        "date_epoch_ms": Text(
            "milliseconds since 1970-01-01, the day in UTC",
            "自 1970-01-01 起的毫秒数，日期按 UTC",
        ),
        "date_name": Text("dates with the month's name", "带月份名称的日期"),
        "date_unreadable": Text("no date could be read", "没有可识别的日期"),
        "date_datetime": Text("dates of the sheet", "表格日期"),
        "decimal_mark": Text("Decimal mark", "小数点"),
        "returns": Text("Returns", "退货"),
        "returns_deduct": Text(
            "taken off revenue, not counted as purchases", "从收入中扣除，不计为购买"
        ),
        "returns_drop": Text("left out", "不计"),
        "returns_keep": Text("kept like purchases", "与购买同样计入"),
        "duplicates": Text("Equal lines", "相同的行"),
        "duplicates_keep": Text("all count", "全部计入"),
        "duplicates_drop": Text("only the first counts", "只计第一行"),
        "purchase_unit": Text("A purchase is", "一次购买指"),
        "unit_line": Text("a line with an amount above 0", "金额大于 0 的一行"),
        "unit_order": Text("an order, its lines added up", "一个订单，各行合并"),
        "amount_rule": Text("An order's amount", "订单金额"),
        "amount_order": Text(
            "stands once, or is repeated on its lines: it counts once",
            "只写一次或在各行重复：计一次",
        ),
        "amount_line": Text("is the sum of its lines", "为各行之和"),
        "kept_status": Text("Kept in spite of their status", "按要求保留的状态"),
        "kept_currency": Text("Only this currency", "仅保留币种"),
        "unit_summary": Text("as added up in the file", "文件中已汇总"),
        "recency_rule": Text(
            "days from the last purchase to the as-of date", "末次购买到截止日的天数"
        ),
        "scoring_method": Text("Scoring", "评分方法"),
        "scoring_quantile": Text(
            "quantile: each column cut at its own quantiles (type 7), a value equal to a cut "
            "falls below it",
            "分位数：各列按自身分位数（第 7 型）切分，等于分界的值归下档",
        ),
        "scoring_nested": Text(
            "nested: F cut within each R score, M within each R and F",
            "嵌套：F 在每个 R 档内切分，M 在每个 R 与 F 档内切分",
        ),
        "scoring_mean": Text(
            "mean: 2 = better than the mean, 1 = not", "均值：2 为优于均值，1 为否"
        ),
        "bins": Text("Bins", "档数"),
        "scheme": Text("Scheme", "细分方案"),
        "scheme_standard": Text("standard: ten segments by R and F", "standard：按 R 与 F 十类"),
        "scheme_tiers": Text("tiers: three by the sum of R, F and M", "tiers：按 R、F、M 总分三层"),
        "scheme_eight": Text("eight: R, F and M each high or low", "eight：R、F、M 各分高低"),
        "language": Text("Language", "语言"),
        "language_name": Text("English", "中文"),
        "cuts_of": Text("Cuts of {score}", "{score} 的分界"),
        "score_r": Text("recency (R, scored in reverse)", "最近消费（R，分值反向）"),
        "score_f": Text("frequency (F)", "频率（F）"),
        "score_m": Text("monetary (M)", "消费金额（M）"),
        "lines_found": Text("Lines found", "读到的行数"),
        "revenue_found": Text("Revenue found", "读到的收入"),
        "revenue_used": Text("Revenue used", "所用收入"),
        "revenue_left_out": Text("Revenue left out", "未用收入"),
        "left_out_because": Text("Left out: {reason}", "未用：{reason}"),
        "return_lines": Text("Return lines", "退货行数"),
        "blank_rows": Text("Rows blank in these columns", "这些列均为空的行"),
        "trimmed": Text("Customer cells trimmed of blanks", "去除首尾空格的客户单元格"),
        "version": Text("clvxl version", "clvxl 版本"),
        "made_on": Text("Made on", "生成日期"),
    }
)

say = _TEXTS.say
