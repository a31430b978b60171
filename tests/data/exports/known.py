"""Tables in the layouts that shops and payment services document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from tests.data.exports.cells import Cell, Money, Share, Sheet
from tests.data.exports.world import Order, Plan, State, invent

Fill = Callable[[Order, int], Cell]
ALL_STATES: tuple[State, ...] = ("paid", "cancelled", "unpaid", "refunded")


@dataclass(frozen=True)
class Kind:
    """A known layout: its columns in order, and how its rows are.

    A header that starts with * stands on the order's first line alone. `states` are its words.
    """

    name: str
    columns: dict[str, Fill | None]
    roles: dict[str, str]
    states: dict[State, tuple[str, ...]]
    lines: bool = True
    amount: str = "total"
    plan: dict[str, Any] | None = None


def _name(order: Order, _: int) -> Cell:
    return order.customer.name


def _mail(order: Order, _: int) -> Cell:
    return order.customer.email


def _phone(order: Order, _: int) -> Cell:
    return order.customer.phone


def _number(order: Order, _: int) -> Cell:
    return order.number


def _who(order: Order, _: int) -> Cell:
    return order.customer.number


def _moment(order: Order, _: int) -> Cell:
    return order.moment


def _paid(order: Order, _: int) -> Cell:
    return None if order.state in ("unpaid", "cancelled") else order.moment + dt.timedelta(hours=3)


def _sent(order: Order, _: int) -> Cell:
    return None if order.state in ("unpaid", "cancelled") else order.moment + dt.timedelta(days=2)


def _total(order: Order, _: int) -> Cell:
    return Money(order.total)


def _goods(order: Order, _: int) -> Cell:
    return Money(order.goods)


def _shipping(order: Order, _: int) -> Cell:
    return Money(order.shipping)


def _tax(order: Order, _: int) -> Cell:
    return Money(order.total // 6)


def _refund(order: Order, _: int) -> Cell:
    return Money(order.total if order.state == "refunded" else order.refund)


def _currency(order: Order, _: int) -> Cell:
    return order.currency


def _product(order: Order, at: int) -> Cell:
    return order.lines[at].product


def _quantity(order: Order, at: int) -> Cell:
    return order.lines[at].quantity


def _price(order: Order, at: int) -> Cell:
    return Money(order.lines[at].price)


def _line(order: Order, at: int) -> Cell:
    return Money(order.lines[at].amount)


def _item(order: Order, at: int) -> Cell:
    return order.number * 10 + at


def _share(order: Order, at: int) -> Cell:
    return Share(order.lines[at].discount)


def _text(text: str) -> Fill:
    return lambda order, _: text


def _code(form: str) -> Fill:
    return lambda order, _: form.format(order.number)


def _item_code(form: str) -> Fill:
    return lambda order, at: form.format(order.number, at + 1)


STATUS = "status"
KINDS = (
    Kind(
        "Shopify",
        {"Name": _code("#{}"), "Email": _mail, "*Financial Status": None, "*Paid at": _paid,
         "*Fulfillment Status": _text("fulfilled"), "*Accepts Marketing": _text("yes"), "*Currency": _currency,
         "*Subtotal": _goods, "*Shipping": _shipping, "*Taxes": _tax, "*Total": _total,
         "*Discount Code": _text(""), "*Discount Amount": _text("0.00"), "*Shipping Method": _text("Standard"),
         "Created at": _moment, "Lineitem quantity": _quantity, "Lineitem name": _product, "Lineitem price": _price,
         "*Billing Name": _name, "*Billing City": _text("Bath"), "*Phone": _phone, "*Notes": _text(""),
         "*Cancelled at": lambda order, _: order.moment if order.state == "cancelled" else None,
         "*Refunded Amount": _refund, "Vendor": _text("Mill"), "*Id": lambda order, _: 5550000 + order.number},
        {"customer": "Email", "date": "Created at", "order": "Name", "amount": "Total"},
        {"paid": ("paid",), "cancelled": ("voided",), "unpaid": ("pending", "authorized"), "refunded": ("refunded",), "partly": ("partially_refunded",)},
    ),
    Kind(
        "WooCommerce",
        {"Order Number": _number, "Order Status": None, "Order Date": _moment, "Customer Note": _text(""),
         "First Name (Billing)": lambda order, _: order.customer.name.split()[0], "Email (Billing)": _mail,
         "Phone (Billing)": _phone, "Order Subtotal Amount": _goods, "Order Shipping Amount": _shipping,
         "Order Refund Amount": _refund, "Order Total Amount": _total, "Order Total Tax Amount": _tax,
         "Item #": lambda _, at: at + 1, "Item Name": _product, "Quantity": _quantity, "Item Cost": _price},
        {"customer": "Email (Billing)", "date": "Order Date", "order": "Order Number", "amount": "Order Total Amount"},
        {"paid": ("Completed", "Processing"), "cancelled": ("Cancelled", "Failed"), "unpaid": ("On hold", "Pending payment"), "refunded": ("Refunded",), "partly": ("Completed",)},
    ),
    Kind(
        "WooCommerce plugin",
        {"order_id": _number, "order_number": _number, "date": _moment, "status": None, "shipping_total": _shipping,
         "tax_total": _tax, "order_total": _total, "refunded_total": _refund, "order_currency": _currency,
         "payment_method": _text("stripe"), "customer_id": _who, "billing_first_name": lambda order, _: order.customer.name.split()[0],
         "billing_email": _mail, "billing_phone": _phone, "customer_note": _text("")},
        {"customer": "billing_email", "date": "date", "order": "order_id", "amount": "order_total"},
        {"paid": ("completed", "processing"), "cancelled": ("cancelled", "failed"), "unpaid": ("on-hold", "pending"), "refunded": ("refunded",), "partly": ("completed",)},
        lines=False,
    ),
    Kind(
        "Magento",
        {"ID": _code("{:09d}"), "Purchase Point": _text("Main Website"), "Purchase Date": _moment, "Bill-to Name": _name,
         "Ship-to Name": _name, "Grand Total (Base)": _total, "Grand Total (Purchased)": _total, "Status": None,
         "Customer Email": _mail, "Customer Group": _text("General"), "Subtotal": _goods, "Shipping and Handling": _shipping,
         "Customer Name": _name, "Payment Method": _text("checkmo"), "Total Refunded": _refund},
        {"customer": "Customer Email", "date": "Purchase Date", "order": "ID", "amount": "Grand Total (Purchased)"},
        {"paid": ("complete", "processing"), "cancelled": ("canceled",), "unpaid": ("pending", "holded"), "refunded": ("closed",), "partly": ("complete",)},
        lines=False,
    ),
    Kind(
        "Amazon",
        {"order-id": _code("302-{0:07d}-{0:07d}"), "order-item-id": _item, "purchase-date": _moment, "payments-date": _paid,
         "buyer-email": _mail, "buyer-name": _name, "buyer-phone-number": _phone, "sku": _text("K1"), "product-name": _product,
         "quantity-purchased": _quantity, "currency": _currency, "item-price": _line, "item-tax": _text("0.00"),
         "shipping-price": _text("0.00"), "recipient-name": _name},
        {"customer": "buyer-email", "date": "purchase-date", "order": "order-id", "amount": "item-price"},
        {"paid": ("",)}, amount="goods",
    ),
    Kind(
        "Stripe",
        {"id": _code("ch_3N{}"), "Created date (UTC)": _moment, "Amount": _total, "Amount Refunded": _refund, "Currency": _currency,
         "Captured": _text("TRUE"), "Converted Amount": _total, "Fee": _text("0.30"), "Description": _text("Subscription"), "Status": None,
         "Customer ID": lambda order, _: f"cus_{order.customer.number}", "Customer Email": _mail, "Customer Description": _name},
        {"customer": "Customer ID", "date": "Created date (UTC)", "order": "id", "amount": "Amount"},
        {"paid": ("Paid",), "cancelled": ("Failed",), "refunded": ("Refunded",), "partly": ("Paid",)},
        lines=False,
    ),
    Kind(
        "PayPal",
        {"Date": _moment, "Time": lambda order, _: f"{order.moment:%H:%M:%S}", "TimeZone": _text("CET"), "Name": _name,
         "Type": _text("Express Checkout Payment"), "Status": None, "Currency": _currency, "Gross": _total, "Fee": _text("-0.35"),
         "Net": lambda order, _: Money(order.total - 35), "From Email Address": _mail, "To Email Address": _text("shop@example.org"),
         "Transaction ID": _code("7AB{}X"), "Balance": lambda order, _: Money(order.number * 31)},
        {"customer": "From Email Address", "date": "Date", "order": "Transaction ID", "amount": "Gross"},
        {"paid": ("Completed",), "cancelled": ("Denied", "Canceled"), "unpaid": ("Pending",)},
        lines=False,
    ),
    Kind(
        "Etsy",
        {"Sale Date": _moment, "Order ID": _number, "Buyer User ID": lambda order, _: f"u{order.customer.number}", "Full Name": _name,
         "Number of Items": lambda order, _: len(order.lines), "Payment Method": _text("CC"), "Date Shipped": _sent, "Ship City": _text("York"),
         "Currency": _currency, "Order Value": _goods, "Coupon Code": _text(""), "Shipping": _shipping, "Sales Tax": _tax,
         "Order Total": _total, "Status": None, "Order Net": lambda order, _: Money(order.total - 90)},
        {"customer": "Buyer User ID", "date": "Sale Date", "order": "Order ID", "amount": "Order Total"},
        {"paid": ("Shipped",)}, lines=False,
    ),
    Kind(
        "eBay",
        {"Sales Record Number": _number, "Order Number": _code("12-{}"), "Buyer Username": lambda order, _: f"b_{order.customer.number}",
         "Buyer Name": _name, "Buyer Email": _mail, "Item Number": _item, "Item Title": _product, "Quantity": _quantity, "Sold For": _line,
         "*Shipping And Handling": _shipping, "*Total Price": _total, "Payment Method": _text("PayPal"), "Sale Date": _moment,
         "Paid On Date": _paid},
        {"customer": "Buyer Username", "date": "Sale Date", "order": "Order Number", "amount": "Total Price"},
        {"paid": ("",)},
    ),
    Kind(
        "olist",
        {"order_id": _code("{:032x}"), "customer_id": _code("c{:031x}"), "order_status": None, "order_purchase_timestamp": _moment,
         "order_delivered_customer_date": _sent, "customer_unique_id": lambda order, _: f"{order.customer.number * 7919:032x}",
         "customer_city": _text("recife"), "order_item_id": lambda _, at: at + 1, "price": _line, "freight_value": _text("8.72")},
        {"customer": "customer_unique_id", "date": "order_purchase_timestamp", "order": "order_id", "amount": "price"},
        {"paid": ("delivered", "shipped"), "cancelled": ("canceled",)}, amount="goods",
    ),
    Kind(
        "Superstore",
        {"Row ID": _item, "Order ID": _code("CA-2024-{}"), "Order Date": _moment, "Ship Date": _sent, "Ship Mode": _text("Second Class"),
         "Customer ID": lambda order, _: f"AB-{order.customer.number}", "Customer Name": _name, "Segment": _text("Consumer"),
         "Postal Code": _text("42420"), "Product ID": _text("FUR-1"), "Category": _text("Furniture"), "Product Name": _product, "Sales": _line,
         "Quantity": _quantity, "Discount": _text("0"), "Profit": lambda order, at: Money(order.lines[at].amount // 5)},
        {"customer": "Customer ID", "date": "Order Date", "order": "Order ID", "amount": "Sales"},
        {"paid": ("",)}, amount="goods",
    ),
    Kind(
        "Online Retail",
        {"InvoiceNo": _number, "StockCode": _text("85123A"), "Description": _product, "Quantity": _quantity, "InvoiceDate": _moment,
         "UnitPrice": _price, "CustomerID": _who, "Country": _text("United Kingdom")},
        {"customer": "CustomerID", "date": "InvoiceDate", "order": "InvoiceNo", "quantity": "Quantity", "price": "UnitPrice"},
        {"paid": ("",)}, amount="goods",
    ),
    Kind(
        "Northwind",
        {"OrderID": _number, "CustomerID": lambda order, _: f"N{order.customer.number}", "CompanyName": _name, "OrderDate": _moment,
         "RequiredDate": lambda order, _: order.moment + dt.timedelta(days=28), "ShippedDate": _sent, "Freight": _shipping,
         "ProductName": _product, "UnitPrice": _price, "Quantity": _quantity, "Discount": _share},
        {"customer": "CustomerID", "date": "OrderDate", "order": "OrderID", "quantity": "Quantity", "price": "UnitPrice", "discount": "Discount"},
        {"paid": ("",)}, amount="goods", plan={"discounts": True, "shipping": False},
    ),
    Kind(
        "淘宝",
        {"订单编号": _code("10{:016d}"), "买家会员名": _name, "买家支付宝账号": _text("***"), "买家应付货款": _goods, "买家应付邮费": _shipping,
         "总金额": _total, "买家实际支付金额": lambda order, _: Money(0 if order.state in ("unpaid", "cancelled") else order.total),
         "订单状态": None, "买家留言": _text(""), "收货人姓名": _name, "收货地址": _text("杭州市西湖区"), "联系手机": _phone,
         "订单创建时间": _moment, "订单付款时间": _paid, "宝贝标题": _product, "宝贝种类": _text("1"), "物流单号": _text("YT1"),
         "订单备注": _text(""), "宝贝总数量": lambda order, _: sum(line.quantity for line in order.lines), "店铺名称": _text("小店"), "退款金额": _refund},
        {"customer": "买家会员名", "date": "订单创建时间", "order": "订单编号", "amount": "买家实际支付金额"},
        {"paid": ("交易成功", "买家已付款，等待卖家发货"), "cancelled": ("交易关闭",), "unpaid": ("等待买家付款",), "partly": ("交易成功",)},
        lines=False, plan={"people": "chinese"},
    ),
    Kind(
        "京东",
        {"订单号": _number, "商品ID": _text("100012"), "商品名称": _product, "订购数量": _quantity, "下单时间": _moment, "订单状态": None,
         "下单帐号": lambda order, _: f"jd_{order.customer.number}", "客户姓名": _name, "联系电话": _phone, "*订单金额": _total, "*结算金额": _total,
         "*应付金额": _total, "客户地址": _text("北京朝阳区"), "付款确认时间": _paid},
        {"customer": "下单帐号", "date": "下单时间", "order": "订单号", "amount": "应付金额"},
        {"paid": ("完成", "等待确认收货"), "cancelled": ("(删除)已取消", "订单取消"), "unpaid": ("等待付款",)},
        plan={"people": "chinese"},
    ),
    Kind(
        "有赞",
        {"订单号": _code("E20240301{}"), "订单状态": None, "收货人/提货人": _name, "收货人手机号/提货人手机号": _phone, "下单时间": _moment,
         "付款时间": _paid, "商品名称": _product, "商品数量": _quantity, "商品单价": _price, "商品金额合计": _goods, "运费": _shipping,
         "应收订单金额": _total, "实收金额": lambda order, _: Money(0 if order.state in ("unpaid", "cancelled") else order.total), "买家昵称": _name,
         "买家备注": _text(""), "退款金额": _refund},
        {"customer": "收货人手机号/提货人手机号", "date": "下单时间", "order": "订单号", "amount": "实收金额"},
        {"paid": ("交易完成", "已发货"), "cancelled": ("交易关闭",), "unpaid": ("待付款",), "partly": ("交易完成",)},
        plan={"people": "chinese"},
    ),
    Kind(
        "微信小店",
        {"订单号": _code("37{:017d}"), "订单下单时间": _moment, "订单状态": None, "商品名称": _product, "商品数量": _quantity, "商品单价": _price,
         "订单实际支付金额": _total, "订单运费": _shipping, "收件人姓名": _name, "收件人手机": _phone, "支付时间": _paid, "用户备注": _text("")},
        {"customer": "收件人手机", "date": "订单下单时间", "order": "订单号", "amount": "订单实际支付金额"},
        {"paid": ("已完成", "待收货", "待发货"), "cancelled": ("已取消",), "unpaid": ("待付款",)},
        plan={"people": "chinese"},
    ),
)  # fmt: skip


def known(random: Random, kind: Kind) -> Sheet:
    """Invent a world and write it as a known export does."""
    states = tuple(state for state in kind.states if state != "paid")
    plan = Plan(
        states=("paid", *states), **({"shipping": kind.amount == "total"} | (kind.plan or {}))
    )
    world = invent(random, plan)
    rows: list[list[Cell]] = []
    for order in reversed(world.orders):
        said = kind.states[order.state]
        word = said[order.number % len(said)]
        for at in range(len(order.lines) if kind.lines else 1):
            cells: list[Cell] = []
            for header, fill in kind.columns.items():
                hidden = at and header.startswith("*")
                cells.append(None if hidden else word if fill is None else fill(order, at))
            rows.append(cells)
    headers = [header.lstrip("*") for header in kind.columns]
    truth = world.truth("total" if kind.amount == "total" else "goods")
    return Sheet(
        kind.name, headers, rows, truth, dict(kind.roles), truth_per_order=kind.amount == "total"
    )
