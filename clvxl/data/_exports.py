"""The exports of shops and payment services whose columns are known by name.

Data alone: an export is told by headers that only it has together, and each role has the headers
that may play it, the first that is there counts. The headers are those that the services document.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from clvxl.data._titles import title_key

__all__ = ["EXPORTS", "Export", "known_export"]


@dataclass(frozen=True)
class Export:
    """One kind of export.

    Attributes
    ----------
    name : str
        What a person calls it.
    marks : tuple of str
        Headers that must all be there.
    roles : mapping of str to tuple of str
        Role to the headers that may play it.
    once : bool
        Whether its amount is the order's, repeated on each line of the order.
    """

    name: str
    marks: tuple[str, ...]
    roles: Mapping[str, tuple[str, ...]]
    once: bool = False
    keys: frozenset[str] = field(init=False, default=frozenset())

    def __post_init__(self) -> None:
        object.__setattr__(self, "keys", frozenset(map(title_key, self.marks)))


def _export(name: str, marks: str, *, once: bool = False, **roles: str) -> Export:
    every = {role: tuple(text.split("|")) for role, text in roles.items()}
    return Export(name, tuple(marks.split("|")), every, once)


EXPORTS: tuple[Export, ...] = (
    _export(
        "Shopify", "Name|Email|Financial Status|Created at", once=True,
        customer="Email|Customer ID|Phone|Billing Name", order="Name", date="Created at",
        amount="Total", status="Financial Status", refund="Refunded Amount", currency="Currency",
        cancelled="Cancelled at",
    ),
    _export(
        "Squarespace", "Order ID|Email|Financial Status|Amount Refunded|Created at", once=True,
        customer="Email|Billing Name", order="Order ID", date="Created at", amount="Total",
        status="Financial Status", refund="Amount Refunded", currency="Currency",
        cancelled="Cancelled at",
    ),
    _export(
        "WooCommerce", "Order Number|Order Status|Order Date|Order Total Amount", once=True,
        customer="Email (Billing)|Customer User ID|Customer ID|Phone (Billing)",
        order="Order Number", date="Order Date", amount="Order Total Amount",
        status="Order Status", refund="Order Refund Amount", currency="Order Currency|Currency",
    ),
    _export(
        "WooCommerce", "order_id|status|order_total|billing_email", once=True,
        customer="billing_email|customer_email|billing_phone", order="order_id",
        date="order_date|date", amount="order_total", status="status",
        refund="refunded_total|refund_total", currency="order_currency|currency",
    ),
    _export(
        "WooCommerce", "Order Status|Order Date|Customer User|Billing Email|Order Total", once=True,
        customer="Billing Email|Customer User|Billing Phone", order="Order Number|Order ID",
        date="Order Date", amount="Order Total", status="Order Status",
        refund="Order Refund Amount", currency="Order Currency",
    ),
    _export(
        "WooCommerce Analytics", "Date|Order #|Status|Customer|Customer type|Product(s)",
        customer="Customer", order="Order #", date="Date",
        amount="Net Sales|N. Revenue|N. Revenue (formatted)", status="Status",
    ),
    _export(
        "Magento", "Purchase Point|Purchase Date|Bill-to Name|Status", once=True,
        customer="Customer Email|Bill-to Name", order="ID", date="Purchase Date",
        amount="Grand Total (Base)|Grand Total (Purchased)", status="Status",
        refund="Total Refunded",
    ),
    _export(
        "Amazon", "order-id|order-item-id|purchase-date|item-price",
        customer="buyer-email|buyer-name|buyer-phone-number", order="order-id",
        date="purchase-date", amount="item-price", currency="currency",
    ),
    _export(
        "Amazon", "amazon-order-id|purchase-date|order-status|item-price",
        customer="buyer-email|buyer-name", order="amazon-order-id", date="purchase-date",
        amount="item-price", status="order-status", currency="currency",
    ),
    _export(
        "Stripe", "id|Amount Refunded|Currency|Captured|Status",
        customer="Customer ID|Customer Email", order="id",
        date="Created date (UTC)|Created (UTC)|Created", amount="Converted Amount|Amount",
        status="Status", refund="Converted Amount Refunded|Amount Refunded",
        currency="Converted Currency|Currency",
    ),
    _export(
        "PayPal", "Date|Name|Type|Status|Currency|Gross|Fee|Net|From Email Address",
        customer="From Email Address", payee="To Email Address", order="Transaction ID",
        date="Date", amount="Gross", status="Status", type="Type", currency="Currency",
    ),
    _export(
        "PayPal", "Datum|Name|Typ|Status|Währung|Brutto|Gebühr|Netto|Absender E-Mail-Adresse",
        customer="Absender E-Mail-Adresse", payee="Empfänger E-Mail-Adresse",
        order="Transaktionscode", date="Datum", amount="Brutto", status="Status", type="Typ",
        currency="Währung",
    ),
    _export(
        "Square", "Gross Sales|Net Sales|Total Collected|Transaction ID|Event Type|Customer ID",
        customer="Customer ID|Customer Name", order="Transaction ID", date="Date",
        amount="Net Sales", type="Event Type",
    ),
    _export(
        "Square", "Item|Qty|Price Point Name|Net Sales|Transaction ID|Event Type|Customer ID",
        customer="Customer ID|Customer Name", order="Transaction ID", date="Date",
        amount="Net Sales", type="Event Type",
    ),
    _export(
        "Etsy", "Sale Date|Order ID|Order Value|Order Total", once=True,
        customer="Buyer User ID|Buyer|Full Name", order="Order ID", date="Sale Date",
        amount="Order Total", status="Status", currency="Currency",
    ),
    _export(
        "Etsy", "Sale Date|Item Name|Buyer|Transaction ID|Item Total",
        customer="Buyer", order="Order ID", date="Sale Date", amount="Item Total",
        currency="Currency",
    ),
    _export(
        "eBay", "Sales Record Number|Buyer Username|Sold For|Total Price|Sale Date", once=True,
        customer="Buyer Username|Buyer Email", order="Sales Record Number|Order Number",
        date="Sale Date", amount="Total Price", paid="Paid On Date",
    ),
    _export(
        "eBay", "Sales Record Number|User Id|Sale Price|Total Price|Sale Date", once=True,
        customer="User Id|Buyer Email", order="Sales Record Number", date="Sale Date",
        amount="Total Price", paid="Paid on Date",
    ),
    _export(
        "eBay", "Transaction creation date|Type|Order number|Buyer username|Item subtotal",
        customer="Buyer username", order="Order number", date="Transaction creation date",
        amount="Gross transaction amount|Item subtotal", type="Type",
        currency="Transaction currency|Payout currency",
    ),
    _export(
        "BigCommerce", "Order ID|Order Status|Order Date|Order Total (inc tax)", once=True,
        customer="Customer Email|Billing Email|Customer ID", order="Order ID",
        date="Order Date", amount="Order Total (inc tax)", status="Order Status",
        refund="Refund Amount", currency="Order Currency Code",
    ),
    _export(
        "Wix", "Order number|Date created|Contact email|Payment status|Total", once=True,
        customer="Contact email|Billing name", order="Order number", date="Date created",
        amount="Total", status="Payment status", refund="Refunded amount", currency="Currency",
    ),
    _export(
        "Xero", "ContactName|InvoiceNumber|InvoiceDate|Total|InvoiceAmountPaid|Status", once=True,
        customer="ContactName", order="InvoiceNumber", date="InvoiceDate", amount="Total",
        status="Status", type="Type", currency="Currency",
    ),
    _export(
        "olist", "order_id|order_purchase_timestamp|payment_value", once=True,
        customer="customer_unique_id|customer_id", order="order_id", part="payment_sequential",
        date="order_purchase_timestamp", amount="payment_value", status="order_status",
    ),
    _export(
        "olist", "order_id|order_purchase_timestamp|price",
        customer="customer_unique_id|customer_id", order="order_id",
        date="order_purchase_timestamp", amount="price", status="order_status",
    ),
    _export(
        "Superstore", "Order ID|Order Date|Ship Mode|Customer ID|Segment|Sales",
        customer="Customer ID", order="Order ID", date="Order Date", amount="Sales",
    ),
    _export(
        "Online Retail", "InvoiceNo|StockCode|InvoiceDate|UnitPrice|CustomerID",
        customer="CustomerID", order="InvoiceNo", date="InvoiceDate", quantity="Quantity",
        price="UnitPrice",
    ),
    _export(
        "Online Retail II", "Invoice|StockCode|InvoiceDate|Price|Customer ID",
        customer="Customer ID", order="Invoice", date="InvoiceDate", quantity="Quantity",
        price="Price",
    ),
    _export(
        "Northwind", "OrderID|CustomerID|OrderDate|UnitPrice|Quantity|Discount",
        customer="CustomerID", order="OrderID", date="OrderDate", quantity="Quantity",
        price="UnitPrice", discount="Discount",
    ),
    _export(
        "淘宝", "订单编号|买家会员名|订单状态", once=True,
        customer="买家会员名", order="订单编号",
        date="订单创建时间|买家下单时间|订单付款时间|买家付款时间",
        amount="买家实际支付金额|买家实付金额", status="订单状态", refund="退款金额",
    ),
    _export(
        "天猫", "订单编号|买家昵称|买家实际支付金额|订单状态", once=True,
        customer="买家昵称|买家会员名", order="订单编号", date="订单创建时间|订单付款时间",
        amount="买家实际支付金额", status="订单状态", refund="退款金额",
    ),
    _export(
        "1688", "订单编号|买家会员名|卖家会员名|订单状态", once=True,
        customer="买家会员名|买家公司名", order="订单编号", date="订单创建时间|订单付款时间",
        amount="实付款(元)|实付款", status="订单状态",
    ),
    _export(
        "京东", "订单号|下单帐号|下单时间|订单状态", once=True,
        customer="下单帐号", order="订单号", date="下单时间", amount="应付金额|订单金额|结算金额",
        status="订单状态",
    ),
    _export(
        "京东", "订单号|下单账号|下单时间|订单状态", once=True,
        customer="下单账号", order="订单号", date="下单时间", amount="应付金额|订单金额|结算金额",
        status="订单状态",
    ),
    _export(
        "拼多多", "订单号|订单状态|商家实收金额(元)|售后状态", once=True,
        customer="手机|手机号|收货人手机|收货人手机号|收货人|收货人姓名", order="订单号",
        date="订单成交时间|拼单成功时间|支付时间|订单创建时间",
        amount="商家实收金额(元)|用户实付金额(元)", status="订单状态|售后状态",
    ),
    _export(
        "抖店", "主订单编号|子订单编号|订单提交时间|订单状态",
        customer="收件人手机号|收件人手机|收件人", order="主订单编号", date="订单提交时间",
        amount="订单应付金额", status="订单状态|售后状态",
    ),
    _export(
        "有赞", "订单号|订单状态|收货人手机号/提货人手机号", once=True,
        customer="收货人手机号/提货人手机号|买家手机号|买家昵称", order="订单号",
        date="下单时间|订单创建时间|买家付款时间",
        amount="实收金额|订单实付金额|订单实收金额|应收订单金额", status="订单状态",
        refund="退款金额|订单已退款金额|商品已退款金额",
    ),
    _export(
        "有赞", "订单号|订单状态|买家手机号|订单实付金额", once=True,
        customer="买家手机号|买家昵称", order="订单号",
        date="下单时间|订单创建时间|买家付款时间", amount="订单实付金额", status="订单状态",
        refund="订单已退款金额|退款金额",
    ),
    _export(
        "微信小店", "订单号|订单下单时间|订单状态|订单实际支付金额", once=True,
        customer="收件人手机|买家openid|收件人姓名", order="订单号", date="订单下单时间",
        amount="订单实际支付金额", status="订单状态", refund="商品已退款金额|退款金额",
    ),
    _export(
        "BASE", "注文ID|注文日時|メールアドレス(請求先)|合計金額", once=True,
        customer="メールアドレス(請求先)|電話番号(請求先)", order="注文ID", date="注文日時",
        amount="合計金額", status="発送状況",
    ),
)  # fmt: skip


LONGEST_HEADER = 60
"""Longer cells are no headers, and take time to compare."""


def known_export(headers: Sequence[str | None]) -> Export | None:
    """Return the export whose headers are all there, the one with most marks; None if none.

    >>> found = known_export(["Name", "Email", "Financial Status", "Created at", "Total"])
    >>> found.name
    'Shopify'
    """
    keys = {title_key(header) for header in headers if header and len(header) <= LONGEST_HEADER}
    fitting = [export for export in EXPORTS if export.keys <= keys]
    return max(fitting, key=lambda export: len(export.keys), default=None)
