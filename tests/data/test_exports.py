"""Exports of shops and payment services, each as it is laid out, read to the right figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from clvxl.data._exports import EXPORTS, known_export
from clvxl.data._status import status_verdict, type_verdict
from clvxl.data.choices import columns_of
from clvxl.data.cleaning import clean_transactions
from clvxl.data.columns import ROLES
from clvxl.data.records import CleaningOptions, Transactions
from clvxl.data.table import SourceTable
from clvxl.errors import AmbiguousError, ColumnsNotFoundError
from clvxl.files.text_files import read_text
from clvxl.report.reading import reading_line
from clvxl.report.reading_texts import say
from tests.data.export_case import Case
from tests.data.export_cases_asia import ASIA
from tests.data.export_cases_markets import MARKETS
from tests.data.export_cases_payments import PAYMENTS
from tests.data.export_cases_shops import SHOPS

CASES = [*SHOPS, *MARKETS, *PAYMENTS, *ASIA]


def read(folder: Path, text: str, encoding: str = "utf-8") -> Transactions:
    """Write a table to a file, as an export, and clean what is read of it."""
    table = table_of(folder, text, encoding)
    return clean_transactions(table, columns_of(table), CleaningOptions(today=46_000.0))


def table_of(folder: Path, text: str, encoding: str = "utf-8") -> SourceTable:
    """Write a table to a file, as an export, and read it."""
    path = folder / "export.csv"
    path.write_bytes(text.lstrip("\n").encode(encoding))
    return read_text(path)


@pytest.mark.parametrize("case", CASES, ids=[case.case for case in CASES])
def test_each_export_gives_its_customers_purchases_and_revenue(tmp_path: Path, case: Case) -> None:
    """An export as its service lays it out is known, and read to the right figures and reasons."""
    got = read(tmp_path, case.text, case.encoding)
    expected = {
        "export": case.export,
        "customers": sorted(case.customers.split("|" if "|" in case.customers else None)),
        "purchases": case.purchases,
        "revenue": case.revenue,
        "reasons": case.reasons,
    }
    assert expected == {
        "export": got.reading.columns.export,
        "customers": sorted(map(str, got.labels)),
        "purchases": int(got.counts_as_purchase.sum()),
        "revenue": round(float(got.amounts.sum()), 2),
        "reasons": dict(got.counts.reasons),
    }


@pytest.mark.parametrize("export", EXPORTS, ids=[f"{e.name}: {e.marks[0]}" for e in EXPORTS])
def test_every_known_export_has_an_example(export: object) -> None:
    """Each signature of an export is one that an example above is read by."""
    headers = [_headers(case.text) for case in CASES]
    assert export in [known_export(each) for each in headers]


def _headers(text: str) -> list[str]:
    """The cells of the first row that has many."""
    lines = [line for line in text.split("\n") if line.strip(",")]
    rows = [line.split(max(",;\t", key=line.count)) for line in lines]
    return [cell.strip('"') for cell in next(row for row in rows if len(row) > 5)]


NOBODY = [
    # All Orders has had no buyer since 2021
    "amazon-order-id,purchase-date,order-status,sku,quantity,currency,item-price,ship-city,ship-country\n"
    "112-1,2024-06-17T08:04:21+00:00,Shipped,M-1,1,EUR,89.95,Town,IT\n",
    '"Includes Amazon Marketplace, Fulfillment by Amazon (FBA), and Amazon Webstore transactions"\n'
    '"All amounts in USD, unless specified"\n'
    '"date/time","settlement id","type","order id","sku","description","quantity","marketplace","account type","fulfillment","order city","order state","order postal","product sales","selling fees","total"\n'
    '"Sep 4, 2024 1:05:07 AM PDT","1001","Order","111-1","M-1","Mug","2","amazon.com","Standard Orders","Seller","Town","CA","00000","76.00","-11.55","64.45"\n'
    '"Sep 9, 2024 3:00:00 PM PDT","1001","Refund","111-1","M-1","Mug","1","amazon.com","Standard Orders","Seller","Town","CA","00000","-38.00","4.62","-33.38"\n',
    # 拼多多 writes no buyer unless it is asked for
    "商品,订单号,订单状态,商品总价(元),用户实付金额(元),商家实收金额(元),商品数量(件),订单成交时间,商品id,售后状态\n"
    "杯子,240103-1,已收货,30,30.00,30.00,1,2024-01-03 10:00:00,9001,无售后或售后取消\n",
]


@pytest.mark.parametrize("text", NOBODY)
def test_an_export_without_a_buyer_is_refused(tmp_path: Path, text: str) -> None:
    """Where an export names no buyer, that is said, and no other column is taken for one."""
    with pytest.raises(ColumnsNotFoundError, match="no customer column"):
        read(tmp_path, text)


SHOPIFY = "Name,Email,Financial Status,Currency,Total,Created at,Lineitem name\n"
ASKED = [
    (
        "#1,a@x.com,paid,USD,10,2024-01-13,Mug\n#2,b@x.com,paid,EUR,10,2024-01-14,Mug\n",
        "several currencies",
    ),
    (
        "#1,a@x.com,paid,USD,10,2024-01-13,Mug\n#1,a@x.com,paid,USD,10,2024-01-13,Tea\n"
        "#2,b@x.com,paid,USD,20,2024-01-14,Mug\n#2,b@x.com,paid,USD,5,2024-01-14,Tea\n",
        "rename it to Order total",
    ),
]


@pytest.mark.parametrize(("lines", "question"), ASKED)
def test_what_an_export_leaves_open_is_asked(tmp_path: Path, lines: str, question: str) -> None:
    """Several currencies are asked about, and an amount that some orders repeat and others not."""
    with pytest.raises(AmbiguousError, match=question):
        read(tmp_path, SHOPIFY + lines)


STATUS = {
    "cancelled": "Annullato Geannuleerd Anulowane Storniert Cancelado Annulée Canceled (删除)等待出库 "
    "交易关闭 已取消 已关闭 キャンセル キャンセル確定 unavailable Expired Voided Declined wc-cancelled",
    "refunded": "Rimborsato Erstattet Remboursé Reembolsado 未发货，退款成功 已取消，退款成功 返金済み Zurückgezahlt "
    "Terugbetaald refunded",
    "unpaid": "Pending Unpaid Pending_payment On-hold Incomplete 等待买家付款 待支付 入金待ち 支払い待ち Offen "
    "Onbetaald Nieopłacone Pendiente authorized Awaiting_Payment 待付款",
    "kept": "Shipped Unshipped 无售后或售后取消 退款关闭 拒绝退款 卖家已发货，等待买家确认 等待确认收货 未対応 対応済 Abgeschlossen "
    "Spedito Verzonden Zrealizowane Betaald partially_refunded Teilweise_zurückgezahlt "
    "Awaiting_Fulfillment Enviado Livrée 部分退款完成 已签收",
}


@pytest.mark.parametrize(("verdict", "words"), STATUS.items())
def test_the_services_words_of_a_status(verdict: str, words: str) -> None:
    """The words that services write say whether an order was cancelled, paid back, unpaid or kept."""
    every = words.split()
    assert dict.fromkeys(every, verdict) == {word: status_verdict(word) for word in every}


TYPES = {
    "return": "Refund;Payment Refund;Payment Reversal;Sales credit note;Rückzahlung;Gutschrift;Claim",
    "no_sale": "General Withdrawal - Bank Account;Reversal of General Account Hold;Shopping Cart Item;"
    "General Authorization;Bank Deposit to PP Account;General Currency Conversion;Payout;"
    "Shipping label;Other fee;Allgemeine Abbuchung;Bankgutschrift auf PayPal-Konto",
    "kept": "Express Checkout Payment;Subscription Payment;Website-Zahlung;Handyzahlung;Order;Sale;"
    "Sales invoice;Payment;Donation Payment",
}


@pytest.mark.parametrize(("verdict", "words"), TYPES.items())
def test_the_services_words_of_a_kind(verdict: str, words: str) -> None:
    """The kinds that services write say whether a line is a sale, money back, or neither."""
    every = words.split(";")
    assert dict.fromkeys(every, verdict) == {word: type_verdict(word) for word in every}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_was_read_of_an_export_is_told(tmp_path: Path, language: str) -> None:
    """Whom money was paid back to is told like any other column, by its header."""
    case = next(case for case in PAYMENTS if case.case == "paypal")
    got = read(tmp_path, case.text)
    line = reading_line(got, table_of(tmp_path, case.text), language)
    parts = [part.partition(" = ")[2] for part in line.split(" · ")]
    assert {"From Email Address", "To Email Address", "Gross", "Type"} <= set(parts)
    assert line.startswith("PayPal")


@pytest.mark.parametrize("role", ROLES)
def test_every_role_has_its_words_on_the_summary(role: str) -> None:
    """Whatever an export brings along can be written on the report's Summary, in both languages."""
    english, chinese = (say(f"role_{role}", language) for language in ("en", "zh"))
    assert english
    assert chinese
