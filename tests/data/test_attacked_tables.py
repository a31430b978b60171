"""Tables that once were read wrong without a word, each kind with what is right."""

from __future__ import annotations

from pathlib import Path

import pytest

from clvxl.core.rfm import customer_totals
from clvxl.data.choices import columns_of
from clvxl.data.cleaning import clean_transactions
from clvxl.data.records import CleaningOptions, Transactions
from clvxl.errors import AmbiguousError, NothingLeftError
from clvxl.files.text_files import read_text


def read(folder: Path, text: str) -> Transactions:
    """Write a table, and read and clean it."""
    path = folder / "sales.csv"
    path.write_text("\n".join(line.strip() for line in text.strip().splitlines()), "utf-8")
    table = read_text(path)
    return clean_transactions(table, columns_of(table), CleaningOptions(today=45900.0))


def told(cleaned: Transactions) -> dict[str, tuple[float, int]]:
    """Revenue and purchases of each customer."""
    totals = customer_totals(
        cleaned.customers, cleaned.days, cleaned.amounts,
        purchase=cleaned.counts_as_purchase, count=len(cleaned.labels),
    )  # fmt: skip
    every = zip(cleaned.labels, totals.monetary, totals.frequency, strict=True)
    return {str(label): (float(money), int(count)) for label, money, count in every}


def test_that_a_total_row_does_not_make_two_names_differ(tmp_path: Path) -> None:
    """A name and an e-mail of the same people are one choice, whatever stands below."""
    found = read(tmp_path, """
        Email;Customer;Order Date;Total
        ann@x.com;Ann;2024-01-15;10
        bob@x.com;Bob;2024-01-16;20
        ann@x.com;Ann;2024-01-17;5
        Total;;;35
    """)  # fmt: skip
    assert [(15.0, 2), (20.0, 1)] == sorted(told(found).values())


def test_that_customers_on_the_first_line_alone_win_over_line_numbers(tmp_path: Path) -> None:
    """A customer mostly blank, as an order's other lines leave it, is still the customer."""
    lines = "\n".join(
        f"{order * 4 + at},{order},{('Ann', 'Bob', 'Cy', 'Dan', 'Eva')[order % 5] if not at else ''},"
        f"{f'2024-01-{order + 10}' if not at else ''},{f'{order + 9}.50' if not at else ''}"
        for order in range(12) for at in range(4)
    )  # fmt: skip
    found = read(tmp_path, f"ID,Order No,Customer Name,Order Date,Order Total\n{lines}")
    assert ["Ann", "Bob", "Cy", "Dan", "Eva"] == found.labels.tolist()
    assert 12 * 9.5 + sum(range(12)) == found.amounts.sum()


def test_that_days_with_short_years_need_no_question_where_days_abound(tmp_path: Path) -> None:
    """31.07.23, 04.08.23 … are days of 2023, not the 23rd of ever other years."""
    days = "\n".join(f"Ann;{day:02}.0{1 + day % 9}.23;5,00" for day in range(1, 31))
    found = read(tmp_path, f"Kunde;Datum;Betrag\n{days}")
    assert ({"Ann": (150.0, 30)}, "day") == (told(found), found.date_reading)
    with pytest.raises(AmbiguousError, match="two ways"):
        read(tmp_path, "Kunde;Datum;Betrag\nAnn;13.01.23;5,00\nAnn;14.02.24;5,00")


@pytest.mark.parametrize(
    ("header", "off", "right"),
    [
        ("Montant remise", "2.50", 17.5), ("Rabattbetrag", "2.50", 17.5), ("Taux de remise", "20", 16.0),
        ("Discount per line (amount)", "2.50", 17.5), ("割引額", "2.50", 17.5), ("Discount Code", "20", 20.0),
    ],
)  # fmt: skip
def test_that_discounts_of_many_names_are_taken_off(
    tmp_path: Path, header: str, off: str, right: float
) -> None:
    """A header that speaks of a discount, a rate or an amount, is one; a code is none."""
    found = read(tmp_path, f"""
        Customer,Order ID,Order Date,Quantity,Unit Price,{header}
        Ann,1,2024-01-15,2,10.00,{off}
        Bob,2,2024-01-16,1,7.00,0
    """)  # fmt: skip
    assert right == told(found)["Ann"][0]


def test_that_unknown_kinds_beside_known_ones_are_named(tmp_path: Path) -> None:
    """A kind of document that is not understood may be a credit note: it is told."""
    found = read(tmp_path, """
        Document No,Document Type,Customer,Date,Amount
        1,Invoice,Ann,2024-01-15,10
        2,Zorbo,Ann,2024-01-16,4
        3,Invoice,Bob,2024-01-17,3
    """)  # fmt: skip
    notices = {notice.key: notice.fields for notice in found.reading.notices}
    assert {"column": "Document Type", "words": "Zorbo"} == notices["unknown_status"]


@pytest.mark.parametrize(
    ("header", "yes", "no", "reason"),
    [
        ("Refunded", "Yes", "No", "refunded"), ("Cancelled", "1", "0", "cancelled"), ("Paid", "FALSE", "TRUE", "unpaid"),
        ("是否取消", "是", "否", "cancelled"), ("Test", "true", "false", "no_sale"), ("Stage", "Closed Lost", "Closed Won", "cancelled"),
    ],
)  # fmt: skip
def test_that_yes_and_no_say_what_is_no_sale(
    tmp_path: Path, header: str, yes: str, no: str, reason: str
) -> None:
    """A column of flags leaves lines out as a status does."""
    found = read(tmp_path, f"""
        Order ID,Customer,Date,Amount,{header}
        1,Ann,2024-01-15,100,{yes}
        2,Bob,2024-01-16,50,{no}
        3,Ann,2024-01-17,10,{no}
    """)  # fmt: skip
    assert ({"Ann": (10.0, 1), "Bob": (50.0, 1)}, {reason: 1}) == (
        told(found),
        found.counts.reasons,
    )


def test_that_refunds_of_money_are_no_flags(tmp_path: Path) -> None:
    """What was paid back is taken off, be it nothing on every line but one."""
    found = read(tmp_path, """
        Order ID,Customer,Date,Amount,Refunded
        1,Ann,2024-01-15,100,0
        2,Bob,2024-01-16,50,12.5
    """)  # fmt: skip
    assert {"Ann": (100.0, 1), "Bob": (37.5, 1)} == told(found)


def test_that_a_status_of_numbers_is_told(tmp_path: Path) -> None:
    """Codes that only the shop understands are kept, and named."""
    found = read(tmp_path, """
        Order ID,Customer,Date,Total,Status
        1,Ann,2024-01-15,10,2
        2,Bob,2024-01-16,20,5
    """)  # fmt: skip
    notices = {notice.key: notice.fields for notice in found.reading.notices}
    assert {"column": "Status", "words": "2, 5"} == notices["unknown_status"]


@pytest.mark.parametrize("first", [True, False])
def test_that_totals_among_the_lines_of_orders_count_once(tmp_path: Path, first: bool) -> None:
    """Header records above item records, or totals below, bear what the items bear."""
    rows = []
    for order, (who, items) in enumerate([("Ann", (5, 6)), ("Bob", (7,)), ("Ann", (4, 3, 2))]):
        lines = [("L", item) for item in items]
        lines.insert(0 if first else len(lines), ("H", sum(items)))
        rows += [f"{mark},{order},{who},2024-01-{order + 13},{value}" for mark, value in lines]
    found = read(tmp_path, "Rec,Invoice,Customer,Date,Amount\n" + "\n".join(rows))
    assert {"Ann": (20.0, 2), "Bob": (7.0, 1)} == told(found)
    assert {"total_row": 3} == found.counts.reasons


def test_that_payments_in_a_ledger_are_no_returns(tmp_path: Path) -> None:
    """Beside invoices, the money that pays them is no sale and takes nothing off."""
    found = read(tmp_path, """
        Date,Type,No,Customer,Amount
        2024-01-15,Invoice,1,Ann,100
        2024-01-20,Payment,2,Ann,-100
        2024-01-21,Invoice,3,Bob,50
        2024-01-22,Credit Memo,4,Bob,-20
    """)  # fmt: skip
    assert {"Ann": (100.0, 1), "Bob": (30.0, 1)} == told(found)


def test_that_an_account_of_the_books_is_not_the_customer(tmp_path: Path) -> None:
    """Account may be a customer's or the ledger's: beside a name it is a question."""
    with pytest.raises(AmbiguousError, match="rename or remove"):
        read(tmp_path, """
            Date,Transaction Type,Num,Name,Account,Amount
            2024-01-15,Invoice,1001,Acme,Sales,100
            2024-01-25,Invoice,1002,Beta,Services,70
            2024-01-26,Invoice,1003,Beta,Sales,30
        """)  # fmt: skip


def test_that_days_of_a_month_are_no_dates(tmp_path: Path) -> None:
    """15 in a column called Day is no day of January 1900."""
    with pytest.raises(NothingLeftError, match="date that cannot be read"):
        read(tmp_path, """
            Customer,Year,Month,Day,Amount
            Ann,2024,1,15,10
            Bob,2024,1,16,20
        """)  # fmt: skip


def test_that_a_currency_is_told_by_its_cells(tmp_path: Path) -> None:
    """Dollars and euros are not added up, whatever their column is called."""
    with pytest.raises(AmbiguousError, match="several currencies"):
        read(tmp_path, """
            Customer,Order,Date,Total,Paid in
            Ann,1,2024-01-15,10,USD
            Bob,2,2024-01-16,20,EUR
        """)  # fmt: skip


def test_that_items_and_orders_that_were_cancelled_later_are_left_out(tmp_path: Path) -> None:
    """An item's own status counts, and so does a day of cancellation of any name."""
    found = read(tmp_path, """
        Order ID,Customer ID,Order Date,Item Price,Item Status,Cancel Date
        1,A,2024-01-15,10,Shipped,
        1,A,2024-01-15,20,Cancelled,
        2,B,2024-01-16,10,Shipped,
        3,B,2024-01-17,10,Shipped,2024-01-18
    """)  # fmt: skip
    assert {"A": (10.0, 1), "B": (10.0, 1)} == told(found)


def test_that_a_customer_column_with_gaps_is_asked_about(tmp_path: Path) -> None:
    """Who has no e-mail but a telephone is not dropped without a word."""
    with pytest.raises(AmbiguousError, match="rename or remove"):
        read(tmp_path, """
            Order No,Email,Phone,Date,Total
            1,a@x.com,0791,2024-01-15,10
            2,,0792,2024-01-16,20
            3,a@x.com,0791,2024-01-17,30
            4,c@x.com,0793,2024-01-18,30
        """)  # fmt: skip


@pytest.mark.parametrize(
    ("header", "cells", "key"),
    [("Customer", ("138****1111", "138****1111"), "masked"), ("Order Status", ("Partially refunded", "Paid"), "partly_refunded")],
)  # fmt: skip
def test_that_what_a_table_hides_is_told(
    tmp_path: Path, header: str, cells: tuple[str, str], key: str
) -> None:
    """Masked customers and refunds of unknown size are read, with a word."""
    other = "Customer" if header != "Customer" else "Shop"
    found = read(tmp_path, f"""
        {header},{other},Order No,Order Date,Total
        {cells[0]},Ann,1,2024-01-15,10
        {cells[1]},Bob,2,2024-01-16,20
    """)  # fmt: skip
    assert key in {notice.key for notice in found.reading.notices}


def test_that_kinds_of_documents_are_told_by_their_cells(tmp_path: Path) -> None:
    """A credit note is taken off, whatever the column is called that says so."""
    found = read(tmp_path, """
        Numéro de commande;Pièce;Client;Date de commande;Montant
        1;Facture;Ann;2024-01-15;10,00
        2;Avoir;Ann;2024-01-16;4,00
        3;Facture;Bob;2024-01-17;3,00
    """)  # fmt: skip
    assert {"Ann": (6.0, 1), "Bob": (3.0, 1)} == told(found)
