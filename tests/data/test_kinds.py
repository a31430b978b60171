"""Kinds of tables that people export, each with its right answer."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from clvxl.data.choices import columns_of
from clvxl.data.cleaning import clean_transactions
from clvxl.data.records import CleaningOptions
from clvxl.data.table import SourceTable
from clvxl.errors import AmbiguousError, ColumnsNotFoundError
from clvxl.files.xlsx.reader import read_sheet
from tests.data.reading import notices, read, read_summaries, totals


@pytest.mark.parametrize(
    "text",
    [
        "Kunde;Datum;Umsatz\nA;15.01.2024;10\nB;16.01.2024;20\nGesamt;31.01.2024;30\n",
        "Client;Date;Montant\nA;15/01/2024;10\nB;16/01/2024;20\nTotal g\u00e9n\u00e9ral;31/01/2024;30\n",
        "Cliente;Fecha;Importe\nA;15/01/2024;10\nB;16/01/2024;20\nSuma total;31/01/2024;30\n",
        "Kunde;Datum;Umsatz\nA;15.01.2024;4\nA;16.01.2024;6\nA Ergebnis;16.01.2024;10\n"
        "B;16.01.2024;20\nB Ergebnis;31.01.2024;20\nGesamtergebnis;31.01.2024;30\n",
    ],
)
def test_dated_totals_of_other_languages_are_no_customers(tmp_path: Path, text: str) -> None:
    """A total with a date, called so in German, French or Spanish, is left out."""
    sales = read(tmp_path, text)
    assert {"A", "B"} == set(totals(sales))
    assert 30 == sales.amounts.sum()


def test_a_customer_called_like_a_total_stays(tmp_path: Path) -> None:
    """A name such as Total Ann beside Ann is a customer where its amount is no sum."""
    text = "Customer,Date,Amount\nAnn,2024-01-05,10\nAnn,2024-01-06,5\nTotal Ann,2024-01-06,7\n"
    assert {"Ann": (15, 2), "Total Ann": (7, 1)} == totals(read(tmp_path, text))


@pytest.mark.parametrize(
    ("header", "done", "word"),
    [
        ("\u8a02\u55ae\u72c0\u614b", "\u5df2\u5b8c\u6210", "\u5df2\u53d6\u6d88"),
        ("\u8a02\u55ae\u72c0\u614b", "\u5df2\u5b8c\u6210", "\u9000\u8ca8"),
        (
            "\u0421\u0442\u0430\u0442\u0443\u0441",
            "ok",
            "\u041e\u0442\u043c\u0435\u043d\u0451\u043d",
        ),
        ("Status", "Delivered", "CXL"),
        ("Status", "Delivered", "RTO"),
        ("Outcome", "Delivered", "Cancelled"),
        ("Zustand", "geliefert", "storniert"),
        ("Delivery Status", "Delivered", "Cancelled"),
        ("物流状态", "已签收", "已取消"),
    ],
)
def test_cancelled_orders_are_left_out_in_other_words(
    tmp_path: Path, header: str, done: str, word: str
) -> None:
    """A status in other scripts, or under a header that nobody foresaw, leaves its lines out."""
    text = f"order_id,customer_id,{header},order_date,amount\n"
    text += f"1,a,{done},2024-01-05,10\n2,a,{word},2024-02-06,500\n3,b,{done},2024-01-07,20\n"
    assert {"a": (10, 1), "b": (20, 1)} == totals(read(tmp_path, text))


def test_states_of_customers_are_no_status(tmp_path: Path) -> None:
    """A customer whose account is closed has bought all the same."""
    text = "order_id,customer_id,Account State,order_date,amount\n1,a,active,2024-01-05,10\n"
    text += "2,b,closed,2024-02-06,500\n"
    assert {"a": (10, 1), "b": (500, 1)} == totals(read(tmp_path, text))


def test_a_document_number_is_an_order(tmp_path: Path) -> None:
    """Lines of one doc_no are one purchase."""
    text = "doc_no,doc_date,customer_no,line_amount\n1,2024-01-05,c,20\n1,2024-01-05,c,30\n"
    assert {"c": (50, 1)} == totals(read(tmp_path, text))


def sheet(folder: Path, rows: list[list[Any]], formats: dict[tuple[int, int], str]) -> SourceTable:
    """Write rows to a workbook, with number formats by row and column, and read the table."""
    path = folder / "sales.xlsx"
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"})
    page = book.add_worksheet()
    styles = {code: book.add_format({"num_format": code}) for code in formats.values()}
    for row, cells in enumerate(rows):
        for at, value in enumerate(cells):
            style = styles.get(formats.get((row, at), ""))
            page.write(row, at, value, *([style] if style else []))
    book.close()
    return read_sheet(path)


DAY = datetime.date(2024, 1, 15)
IN_MONEY = [["Customer", "Date", "Amount"], ["a", DAY, 10], ["b", DAY, 20.5], ["a", DAY, 30]]


@pytest.mark.parametrize(
    "codes",
    [
        ('"$"#,##0.00', '#,##0.00 "€"', "[$£-809]#,##0.00"),
        ("[$¥-411]#,##0", "[$¥-804]#,##0", "[$¥-411]#,##0"),
        ('_("$"* #,##0.00_);_("$"* (#,##0.00)', "#,##0.00\\ [$EUR]", "0.00"),
    ],
)
def test_currencies_of_number_formats_are_not_added_up(
    tmp_path: Path, codes: tuple[str, str, str]
) -> None:
    """Amounts whose formats show several currencies are a question."""
    table = sheet(tmp_path, IN_MONEY, {(row, 2): code for row, code in enumerate(codes, 1)})
    with pytest.raises(AmbiguousError, match="several currencies"):
        clean_transactions(table, columns_of(table))


def test_one_currency_of_number_formats_can_be_kept(tmp_path: Path) -> None:
    """The lines of the wanted currency are used and the others left out."""
    formats = {(1, 2): '"$"0.00', (2, 2): '"$"0.00', (3, 2): '0.00 "€"'}
    table = sheet(tmp_path, IN_MONEY, formats)
    sales = clean_transactions(table, columns_of(table), CleaningOptions(currency="USD"))
    assert {"a": (10, 1), "b": (20.5, 1)} == totals(sales)


def test_one_currency_in_several_formats_is_no_question(tmp_path: Path) -> None:
    """Dollars with and without a sign, in red and in brackets are dollars."""
    formats = {(1, 2): '"$"0.00', (2, 2): "[$$-409]#,##0.00;[Red]([$$-409]#,##0.00)"}
    table = sheet(tmp_path, IN_MONEY, formats)
    assert {"a": (40, 2), "b": (20.5, 1)} == totals(clean_transactions(table, columns_of(table)))


def test_a_sheet_without_headers_that_starts_with_a_date_loses_no_line(tmp_path: Path) -> None:
    """Real dates in the first row are values, and all rows are read."""
    table = sheet(tmp_path, [["ann", DAY, 10], ["bob", DAY, 20], ["ann", DAY, 5]], {})
    sales = clean_transactions(table, columns_of(table))
    assert {"ann": (15, 2), "bob": (20, 1)} == totals(sales)


def test_a_summary_of_every_purchase_beside_t(tmp_path: Path) -> None:
    """Where customers with frequency 1 have the age 0, frequency is the number of purchases."""
    text = "customer_id,frequency,recency,T,monetary_value\na,3,352,355,55\nb,1,0,360,20\n"
    got = read_summaries(tmp_path, text)
    assert ([3, 360], [3, 1], [165, 20]) == (
        got.recency.tolist(), got.frequency.tolist(), got.monetary.tolist()
    )  # fmt: skip
    assert {"column": "T"} == notices(got)["converted_every"]


def test_recency_that_counts_from_the_last_purchase_beside_t_is_asked(tmp_path: Path) -> None:
    """Recency that is T after a single purchase is none of lifetimes; --ignore answers."""
    text = (
        "customer_id,frequency,recency,T,monetary_value\na,3,3,355,55\nb,1,360,360,20\nc,1,9,9,5\n"
    )
    with pytest.raises(AmbiguousError, match="rename column T"):
        read_summaries(tmp_path, text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("customer_id,frequency,recency,monetary\na,2,352,55\nb,0,0,0\n", "without its column T"),
        ("customer_id,frequency,recency,T\na,2,352,355\nb,0,0,360\n", "no monetary column"),
        ("cust,x,t.x,T.cal\na,2,50.3,52.1\nb,0,0,51.4\n", "no monetary column"),
    ],
)
def test_a_summary_that_lacks_a_column_is_refused(tmp_path: Path, text: str, said: str) -> None:
    """A table of lifetimes without T or money is not scored, and says what it lacks."""
    with pytest.raises(ColumnsNotFoundError, match=said):
        read_summaries(tmp_path, text)


def test_cells_that_are_all_written_as_formulas_of_text(tmp_path: Path) -> None:
    """Headers, dates and amounts as ="…" read as what they hold."""
    text = '="Customer ID",="Date",="Amount"\n="001",="2024-01-05",="10"\n="002",="2024-01-06",="20.5"\n'
    assert {"001": (10, 1), "002": (20.5, 1)} == totals(read(tmp_path, text))


def test_rupees_that_end_in_a_stroke(tmp_path: Path) -> None:
    """Rs.1,23,456/- is 123,456."""
    text = 'Customer,Date,Amount\na,2024-01-05,"Rs.1,23,456/-"\nb,2024-01-06,"12,000/-"\n'
    assert {"a": (123456, 1), "b": (12000, 1)} == totals(read(tmp_path, text))


def test_two_names_of_one_currency_are_no_question(tmp_path: Path) -> None:
    """US$ beside USD is one currency, and either name keeps both."""
    text = "Customer,Date,Amount,Currency\na,2024-01-05,100,US$\nb,2024-02-05,90,USD\n"
    assert {"a": (100, 1), "b": (90, 1)} == totals(read(tmp_path, text))
    more = text + "c,2024-02-06,7,EUR\n"
    with pytest.raises(AmbiguousError, match="rows of one currency"):
        read(tmp_path, more)
    for name in ("USD", "US$"):
        assert {"a": (100, 1), "b": (90, 1)} == totals(read(tmp_path, more, currency=name))


def test_subtotals_do_not_put_a_number_and_a_name_at_odds(tmp_path: Path) -> None:
    """A number and a name of the same customers are no question for the subtotals between."""
    text = "Kundennr.;Kundenname;Belegdatum;Betrag\n1001;M;15.01.2024;100,00\n1001;M;17.01.2024;50,00\n"
    text += "Zwischensumme 1001;;;150,00\n1002;N;16.01.2024;10,00\nGesamtsumme;;;160,00\n"
    assert {"1001": (150, 2), "1002": (10, 1)} == totals(read(tmp_path, text))


def test_dates_with_dots_have_the_day_first(tmp_path: Path) -> None:
    """05.01.2024 is no question; 05/01/2024 is one."""
    text = "Kunde;Datum;Betrag\na;05.01.2024;100\nb;06.02.2024;50\n"
    assert [45296, 45328] == read(tmp_path, text).days.tolist()
    with pytest.raises(AmbiguousError, match="write dates as"):
        read(tmp_path, text.replace(".", "/"))


def test_a_currency_that_is_ignored_plays_no_role(tmp_path: Path) -> None:
    """What --ignore names is not found again by its cells."""
    text = "Customer,Date,Amount,Where\na,2024-01-05,10,USD\nb,2024-02-05,20,EUR\n"
    with pytest.raises(AmbiguousError, match="currencies"):
        read(tmp_path, text)
    assert {"a": (10, 1), "b": (20, 1)} == totals(read(tmp_path, text, {"ignore": "Where"}))


def test_woocommerce_orders_of_guests(tmp_path: Path) -> None:
    """Where guests buy, the e-mail of the bill is the customer, not the user 0."""
    text = "Order ID,Order Date,Order Status,Customer User,Billing Email,Order Total,Order Refund Amount\n"
    text += "1,2024-03-05 10:00:00,wc-completed,0,ann@x.com,50,0\n2,2024-03-06 10:00:00,wc-on-hold,0,bob@x.com,20,0\n"
    text += "3,2024-03-07 10:00:00,wc-processing,0,bob@x.com,25,5\n"
    assert {"ann@x.com": (50, 1), "bob@x.com": (20, 1)} == totals(read(tmp_path, text))


def test_youzan_orders_by_telephone(tmp_path: Path) -> None:
    """What was paid counts, less what was paid back, and not what was due."""
    text = "订单号,订单状态,买家昵称,买家手机号,下单时间,应收订单金额,订单实付金额,订单已退款金额\n"
    text += "E1,交易完成,a,13800000001,2024-01-05 10:00:00,100,100,0\n"
    text += "E2,已关闭,b,13800000002,2024-01-06 10:00:00,100,0,0\n"
    text += "E3,待发货,b,13800000002,2024-01-08 10:00:00,90,85,5\n"
    assert {"13800000001": (100, 1), "13800000002": (80, 1)} == totals(read(tmp_path, text))


def test_a_state_of_refunds_is_a_status(tmp_path: Path) -> None:
    """退款成功 under 退款状态 leaves its order out, and 无 says nothing."""
    text = "订单编号,会员名称,成交时间,成交金额,退款状态\n1,a,2024-01-05,10,无\n2,b,2024-01-06,20,退款成功\n3,b,2024-01-07,30,无\n"
    sales = read(tmp_path, text)
    assert {"a": (10, 1), "b": (30, 1)} == totals(sales)
    assert "unknown_status" not in notices(sales)


def test_order_numbers_that_were_cut_do_not_make_one_order(tmp_path: Path) -> None:
    """Lines of 1.12E+15 on different days are different orders, and this is told."""
    text = "Order ID,Customer,Date,Amount\n1.12E+15,a,2024-01-05,10\n1.12E+15,b,2024-01-06,20\n"
    text += "1.12E+15,a,2024-02-06,21\n1.12E+15,a,2024-02-06,4\n7,b,2024-02-07,1\n,c,2024-02-07,1\n,c,2024-02-07,1\n"
    sales = read(tmp_path, text)
    assert {"a": (35, 2), "b": (21, 2), "c": (2, 2)} == totals(sales)
    assert {"column": "Order ID", "count": 4} == notices(sales)["cut_orders"]


def test_whole_money_is_no_question(tmp_path: Path) -> None:
    """1,000円 is a thousand yen, 1.000 ₫ a thousand dong; 1,000 alone is a question."""
    text = 'Customer,Date,Amount\na,2024-01-05,"1,000円"\nb,2024-01-06,500円\n'
    assert {"a": (1000, 1), "b": (500, 1)} == totals(read(tmp_path, text))
    assert {"a": (1000, 1), "b": (500, 1)} == totals(
        read(tmp_path, text.replace("1,000円", "1.000 ₫").replace("円", " ₫"))
    )
    with pytest.raises(AmbiguousError, match="turn the texts into numbers"):
        read(tmp_path, text.replace("円", ""))


def test_a_currency_without_a_header_is_no_customer(tmp_path: Path) -> None:
    """Without headers USD on each line is the currency."""
    text = "a@x.com,2024-01-05 10:00,19.99,USD\nb@x.com,2024-01-06 10:00,9.99,USD\n"
    assert {"a@x.com": (19.99, 1), "b@x.com": (9.99, 1)} == totals(read(tmp_path, text))
    with pytest.raises(AmbiguousError, match="currencies"):
        read(tmp_path, text.replace("9.99,USD\nb", "9.99,EUR\nb"))


def test_numbers_of_customers_with_a_decimal_comma(tmp_path: Path) -> None:
    """17850,0 is 17850 where all are whole numbers; 1,000 is no 1; k.A. is nobody."""
    text = "Kunde;Datum;Betrag\n17850,0;25.01.2024;10\n17850;26.01.2024;20\n13085,0;27.02.2024;5\n"
    text += "k.A.;27.02.2024;500\n"
    assert {"17850": (30, 2), "13085": (5, 1)} == totals(read(tmp_path, text))
    grouped = text.replace("17850,0", "17,850")
    assert {"17,850", "17850", "13085"} == set(totals(read(tmp_path, grouped.replace("5,0", "5"))))
