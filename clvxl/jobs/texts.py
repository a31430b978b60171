"""What the reports of jobs say, in English and Chinese: key to (en, zh)."""

from __future__ import annotations

from types import MappingProxyType

__all__ = ["say"]

_TEXTS = MappingProxyType(
    {
        "title": ("Customer segments", "客户细分"),
        "source_note": (
            "From {source}, made with clvxl {version}",
            "数据来自 {source}，由 clvxl {version} 生成",
        ),
        "step_read": ("Reading", "读取"),
        "step_segment": ("Segmenting", "细分"),
        "step_write": ("Writing", "写出"),
        # sheets
        "sheet_summary": ("Summary", "概要"),
        "sheet_customers": ("Customers", "客户"),
        "sheet_left_out": ("Left out", "未用行"),
        "sheet_method": ("Method", "方法"),
        # key figures
        "key_figures": ("Key figures", "关键数字"),
        "customers_count": ("Customers", "客户数"),
        "purchases_count": ("Purchases", "购买次数"),
        "revenue_total": ("Revenue", "收入"),
        "first_date": ("First day", "第一天"),
        "last_date": ("Last day", "最后一天"),
        "as_of": ("As of", "截止日"),
        "top_share": ("Revenue share of the best 20 %", "消费最高的 20% 客户的收入占比"),
        "lines_used": ("Lines used", "所用行数"),
        "lines_left_out": ("Lines left out", "未用行数"),
        # segments
        "segments": ("Segments", "细分群体"),
        "segment": ("Segment", "细分群体"),
        "customers": ("Customers", "客户数"),
        "customer_share": ("Share of customers", "客户占比"),
        "revenue": ("Revenue", "收入"),
        "revenue_share": ("Share of revenue", "收入占比"),
        "per_customer": ("Revenue a customer", "客均收入"),
        "action": ("Action", "行动"),
        "total": ("Total", "合计"),
        "chart": (
            "Who your customers are, and who brings the revenue",
            "客户构成与收入来源",
        ),
        "heat": (
            "Mean spending by recency (R, right = recent) and frequency (F, top = often)",
            "按最近消费（R，右为近）与频率（F，上为高）的平均消费",
        ),
        "heat_corner": ("F \\ R", "F \\ R"),
        # customers
        "customer": ("Customer", "客户"),
        "recency": ("Recency (days)", "距上次消费天数"),
        "frequency": ("Frequency", "购买次数"),
        "monetary": ("Monetary", "消费金额"),
        "average": ("Average", "次均金额"),
        "first": ("First date", "首次日期"),
        "last": ("Last date", "末次日期"),
        "code": ("Code", "编码"),
        # left out
        "row": ("Row", "行号"),
        "reason": ("Reason", "原因"),
        "date": ("Date", "日期"),
        "amount": ("Amount", "金额"),
        "nothing_left_out": ("Every line was used.", "所有行均已使用。"),
        "reason_extra_values": ("the row has more values than the header", "该行的值多于标题"),
        "reason_no_customer": ("no customer", "无客户"),
        "reason_no_date": ("no date", "无日期"),
        "reason_bad_date": ("the date cannot be read", "日期无法识别"),
        "reason_no_amount": ("no amount", "无金额"),
        "reason_bad_amount": (
            "the amount is not a number, or above 10^15",
            "金额不是数字，或超过 10^15",
        ),
        "reason_bad_customer": ("the customer is an error", "客户为错误值"),
        "reason_long_number": (
            "the number has more digits than a spreadsheet keeps; store it as text",
            "编号位数超过电子表格所能保留的位数，请存为文本",
        ),
        "reason_total_row": ("a total of other rows", "其他行的合计"),
        "reason_duplicate": ("the same as an earlier row", "与之前某行相同"),
        "reason_return": ("a return, left out as asked", "退货，按要求不计"),
        "reason_after_as_of": ("after the as-of date", "在截止日之后"),
        "reason_no_purchase": ("the customer has no purchase", "该客户没有购买"),
        "reason_does_not_fit": ("the row does not fit", "该行不符合要求"),
        "reason_customer_again": ("the customer appears again", "客户重复出现"),
        "reason_cancelled": ("cancelled, failed or closed", "已取消、失败或关闭"),
        "reason_refunded": ("refunded or returned", "已退款或退货"),
        "reason_unpaid": ("not paid yet", "尚未付款"),
        "reason_no_sale": ("no sale, such as a fee, a transfer or a quote", "不是销售，如手续费、转账或报价"),
        "reason_other_currency": ("in another currency", "其他币种"),
        "reason_future": (
            "the date lies in the future; correct it",
            "日期在将来；请更正",
        ),
        "reason_bad_recency": ("recency is not a number of days", "距上次消费天数不是有效的天数"),
        "reason_bad_frequency": ("frequency is not a count", "购买次数不是有效的次数"),
        "reason_bad_monetary": (
            "monetary is not a number, or above 10^15",
            "消费金额不是数字，或超过 10^15",
        ),
        # method
        "item": ("Item", "项目"),
        "value": ("Value", "内容"),
        "method_intro": (
            "How this report was made, so that another person can repeat it.",
            "本报告的制作方法，便于他人重复。",
        ),
        "file": ("File", "文件"),
        "fact_sheet": ("Sheet", "工作表"),
        "fact_other_sheets": ("Sheets passed over", "未读的工作表"),
        "fact_encoding": ("Encoding", "编码"),
        "fact_encoding_certain": ("Is the encoding certain?", "编码是否确定"),
        "fact_merged_filled": ("Cells filled from merged ones", "由合并单元格填充的单元格数"),
        "fact_delimiter": ("Delimiter", "分隔符"),
        "answer": (
            "To answer, change what you mean and run for example:",
            "请按需修改后运行，例如：",
        ),
        "column_customer": ("Column: customer", "列：客户"),
        "column_status": ("Column: status", "列：状态"),
        "column_type": ("Column: kind", "列：类型"),
        "column_refund": ("Column: refund", "列：退款"),
        "column_currency": ("Column: currency", "列：币种"),
        "column_discount": ("Column: discount", "列：折扣"),
        "column_cancelled": ("Column: cancelled", "列：取消"),
        "column_paid": ("Column: paid", "列：付款"),
        "column_payee": ("Column: payee of what was paid back", "列：退回款项的收款人"),
        "column_part": ("Column: number of the payment", "列：付款序号"),
        "column_tenure": ("Column: T", "列：T"),
        "column_date": ("Column: date", "列：日期"),
        "column_amount": ("Column: amount", "列：金额"),
        "column_quantity": ("Column: quantity", "列：数量"),
        "column_price": ("Column: price", "列：单价"),
        "column_order": ("Column: order", "列：订单"),
        "column_recency": ("Column: recency", "列：最近消费"),
        "column_frequency": ("Column: frequency", "列：频率"),
        "column_monetary": ("Column: monetary", "列：消费金额"),
        "date_reading": ("Dates read as", "日期读法"),
        "date_iso": ("year-month-day", "年-月-日"),
        "date_day": ("day first", "日在前"),
        "date_month": ("month first", "月在前"),
        "date_serial": ("sheet dates (serial numbers)", "表格日期（序列值）"),
        "date_yyyymmdd": ("yyyymmdd", "yyyymmdd"),
        "date_epoch": (
            "seconds since 1970-01-01, the day in UTC",
            "自 1970-01-01 起的秒数，日期按 UTC",
        ),
        "date_epoch_ms": (
            "milliseconds since 1970-01-01, the day in UTC",
            "自 1970-01-01 起的毫秒数，日期按 UTC",
        ),
        "date_name": ("dates with the month's name", "带月份名称的日期"),
        "date_unreadable": ("no date could be read", "没有可识别的日期"),
        "date_datetime": ("dates of the sheet", "表格日期"),
        "decimal_mark": ("Decimal mark", "小数点"),
        "returns": ("Returns", "退货"),
        "returns_deduct": (
            "taken off revenue, not counted as purchases",
            "从收入中扣除，不计为购买",
        ),
        "returns_drop": ("left out", "不计"),
        "returns_keep": ("kept like purchases", "与购买同样计入"),
        "duplicates": ("Equal lines", "相同的行"),
        "duplicates_keep": ("all count", "全部计入"),
        "duplicates_drop": ("only the first counts", "只计第一行"),
        "purchase_unit": ("A purchase is", "一次购买指"),
        "unit_line": ("a line with an amount above 0", "金额大于 0 的一行"),
        "unit_order": ("an order, its lines added up", "一个订单，各行合并"),
        "amount_rule": ("An order's amount", "订单金额"),
        "amount_order": (
            "stands once, or is repeated on its lines: it counts once",
            "只写一次或在各行重复：计一次",
        ),
        "amount_line": ("is the sum of its lines", "为各行之和"),
        "kept_status": ("Kept in spite of their status", "按要求保留的状态"),
        "kept_currency": ("Only this currency", "仅保留币种"),
        "unit_summary": ("as added up in the file", "文件中已汇总"),
        "recency_rule": (
            "days from the last purchase to the as-of date",
            "末次购买到截止日的天数",
        ),
        "scoring_method": ("Scoring", "评分方法"),
        "scoring_quantile": (
            "quantile: each column cut at its own quantiles (type 7), a value equal to a cut "
            "falls below it",
            "分位数：各列按自身分位数（第 7 型）切分，等于分界的值归下档",
        ),
        "scoring_nested": (
            "nested: F cut within each R score, M within each R and F",
            "嵌套：F 在每个 R 档内切分，M 在每个 R 与 F 档内切分",
        ),
        "scoring_mean": (
            "mean: 2 = better than the mean, 1 = not",
            "均值：2 为优于均值，1 为否",
        ),
        "bins": ("Bins", "档数"),
        "scheme": ("Scheme", "细分方案"),
        "scheme_standard": ("standard: ten segments by R and F", "standard：按 R 与 F 十类"),
        "scheme_tiers": ("tiers: three by the sum of R, F and M", "tiers：按 R、F、M 总分三层"),
        "scheme_eight": ("eight: R, F and M each high or low", "eight：R、F、M 各分高低"),
        "language": ("Language", "语言"),
        "language_name": ("English", "中文"),
        "cuts_of": ("Cuts of {score}", "{score} 的分界"),
        "score_r": ("recency (R, scored in reverse)", "最近消费（R，分值反向）"),
        "score_f": ("frequency (F)", "频率（F）"),
        "score_m": ("monetary (M)", "消费金额（M）"),
        "lines_found": ("Lines found", "读到的行数"),
        "revenue_found": ("Revenue found", "读到的收入"),
        "revenue_used": ("Revenue used", "所用收入"),
        "revenue_left_out": ("Revenue left out", "未用收入"),
        "left_out_because": ("Left out: {reason}", "未用：{reason}"),
        "return_lines": ("Return lines", "退货行数"),
        "blank_rows": ("Rows blank in these columns", "这些列均为空的行"),
        "trimmed": ("Customer cells trimmed of blanks", "去除首尾空格的客户单元格"),
        "version": ("clvxl version", "clvxl 版本"),
        "made_on": ("Made on", "生成日期"),
    }
)


def say(key: str, language: str = "en", **fields: object) -> str:
    """Return a text in `language`.

    >>> say("cuts_of", score="frequency (F)")
    'Cuts of frequency (F)'
    """
    text = _TEXTS[key][language == "zh"]
    return text.format(**fields) if fields else text
