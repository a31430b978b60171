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
        "WooCommerce", "Order Number|Order Status|Order Date|Order Total Amount", once=True,
        customer="Email (Billing)|Customer User ID|Customer ID|Phone (Billing)",
        order="Order Number", date="Order Date", amount="Order Total Amount",
        status="Order Status", refund="Order Refund Amount", currency="Order Currency|Currency",
    ),
    _export(
        "WooCommerce", "order_id|status|order_total|billing_email", once=True,
        customer="billing_email|customer_id", order="order_id", date="order_date|date",
        amount="order_total", status="status", refund="refunded_total|refund_total",
        currency="order_currency|currency",
    ),
    _export(
        "WooCommerce Analytics", "Date|Order #|Status|Customer|N. Revenue",
        customer="Customer", order="Order #", date="Date", amount="N. Revenue", status="Status",
    ),
    _export(
        "Magento", "Purchase Point|Purchase Date|Grand Total (Purchased)|Status", once=True,
        customer="Customer Email|Bill-to Name", order="ID", date="Purchase Date",
        amount="Grand Total (Purchased)", status="Status", refund="Total Refunded",
    ),
    _export(
        "Amazon", "order-id|order-item-id|purchase-date|item-price",
        customer="buyer-email|buyer-name", order="order-id", date="purchase-date",
        amount="item-price", currency="currency",
    ),
    _export(
        "Amazon", "amazon-order-id|purchase-date|order-status|item-price",
        customer="buyer-email|buyer-name", order="amazon-order-id", date="purchase-date",
        amount="item-price", status="order-status", currency="currency",
    ),
    _export(
        "Stripe", "id|Amount Refunded|Currency|Captured|Status",
        customer="Customer ID|Customer Email", order="id",
        date="Created date (UTC)|Created (UTC)|Created", amount="Amount", status="Status",
        refund="Amount Refunded", currency="Currency",
    ),
    _export(
        "PayPal", "Date|Name|Type|Status|Currency|Gross|Fee|Net|From Email Address",
        customer="From Email Address", order="Transaction ID", date="Date", amount="Gross",
        status="Status", type="Type", currency="Currency",
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
        customer="Buyer Username|Buyer Email", order="Order Number|Sales Record Number",
        date="Sale Date", amount="Total Price",
    ),
    _export(
        "olist", "order_id|order_purchase_timestamp",
        customer="customer_unique_id|customer_id", order="order_id",
        date="order_purchase_timestamp", amount="payment_value|price", status="order_status",
    ),
    _export(
        "Superstore", "Order ID|Order Date|Ship Mode|Customer ID|Sales|Profit",
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
        "淘宝", "订单编号|买家会员名|买家实际支付金额|订单状态", once=True,
        customer="买家会员名", order="订单编号", date="订单创建时间|订单付款时间",
        amount="买家实际支付金额", status="订单状态", refund="退款金额",
    ),
    _export(
        "天猫", "订单编号|买家昵称|买家实际支付金额|订单状态", once=True,
        customer="买家昵称|买家会员名", order="订单编号", date="订单创建时间|订单付款时间",
        amount="买家实际支付金额", status="订单状态", refund="退款金额",
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
        "有赞", "订单号|订单状态|收货人手机号/提货人手机号|下单时间", once=True,
        customer="收货人手机号/提货人手机号|买家手机号|买家昵称", order="订单号", date="下单时间",
        amount="实收金额|订单实付金额|应收订单金额", status="订单状态", refund="退款金额|订单已退款金额",
    ),
    _export(
        "微信小店", "订单号|订单下单时间|订单状态|订单实际支付金额", once=True,
        customer="收件人手机|买家openid|收件人姓名", order="订单号", date="订单下单时间",
        amount="订单实际支付金额", status="订单状态", refund="退款金额",
    ),
)  # fmt: skip


def known_export(headers: Sequence[str | None]) -> Export | None:
    """Return the export whose headers are all there, the one with most marks; None if none.

    >>> found = known_export(["Name", "Email", "Financial Status", "Created at", "Total"])
    >>> found.name
    'Shopify'
    """
    keys = {title_key(header) for header in headers if header}
    fitting = [export for export in EXPORTS if export.keys <= keys]
    return max(fitting, key=lambda export: len(export.keys), default=None)
