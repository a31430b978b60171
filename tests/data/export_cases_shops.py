"""Exports of shop systems, with invented people and amounts."""

from __future__ import annotations

from tests.data.export_case import Case

SHOPS = [
    Case(
        "shopify", "Shopify",
        """
Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Billing Name,Billing Phone,Shipping Name,Notes,Cancelled at,Payment Method,Refunded Amount,Vendor,Id,Tags,Source,Phone
#1001,ann@example.com,paid,2024-01-03 10:00:00 +0100,fulfilled,,yes,EUR,30.00,5.00,0.00,35.00,,0.00,Post,2024-01-03 09:59:00 +0100,2,Mug,10.00,M-1,Ann Ash,,Ann Ash,,,card,0.00,Shop,501,,web,
#1001,ann@example.com,,,,,,,,,,,,,,2024-01-03 09:59:00 +0100,1,Tea,10.00,T-1,,,,,,,,Shop,,,,
#1002,bob@example.com,partially_refunded,2024-01-05 10:00:00 +0100,fulfilled,,no,EUR,60.00,0.00,0.00,60.00,,0.00,Post,2024-01-05 10:00:00 +0100,3,Mug,20.00,M-1,Bob Birch,,Bob Birch,call first,,card,20.00,Shop,502,,web,
#1003,cy@example.com,pending,,,,no,EUR,15.00,0.00,0.00,15.00,,0.00,Post,2024-01-07 10:00:00 +0100,1,Tea,15.00,T-1,Cy Clay,,Cy Clay,,,bank,0.00,Shop,503,,web,
#1004,cy@example.com,voided,,,,no,EUR,18.00,0.00,0.00,18.00,,0.00,Post,2024-01-08 10:00:00 +0100,1,Tea,18.00,T-1,Cy Clay,,Cy Clay,,2024-01-09 10:00:00 +0100,card,0.00,Shop,504,,web,
#1005,dee@example.com,refunded,2024-01-10 10:00:00 +0100,,,no,EUR,25.00,0.00,0.00,25.00,,0.00,Post,2024-01-10 10:00:00 +0100,1,Pot,25.00,P-1,Dee Dale,,Dee Dale,,,card,25.00,Shop,505,,web,
#1006,dee@example.com,paid,2024-01-12 10:00:00 +0100,,,no,EUR,25.00,0.00,0.00,25.00,,0.00,Post,2024-01-12 10:00:00 +0100,1,Pot,25.00,P-1,Dee Dale,,Dee Dale,,,card,0.00,Shop,506,,web,
#1007,ann@example.com,paid,2024-01-20 10:00:00 +0100,,,no,EUR,10.00,0.00,0.00,10.00,,0.00,Post,2024-01-20 10:00:00 +0100,1,Mug,10.00,M-1,Ann Ash,,Ann Ash,,,card,0.00,Shop,507,,web,
""",
        "ann@example.com bob@example.com dee@example.com", 4, 110.0,
        {"unpaid": 1, "cancelled": 1, "refunded": 1},
    ),
    Case(
        "squarespace", "Squarespace",
        """
Order ID,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Currency,Subtotal,Shipping,Taxes,Amount Refunded,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Lineitem variant,Lineitem fulfillment status,Billing Name,Billing City,Shipping Name,Cancelled at,Private Notes,Payment Method
1,ann@example.com,PAID,7/25/2018 21:06,fulfilled,,USD,20,10,0,0,30,,0,Flat rate,7/25/2018 21:06,1,Coffee,10,SQ1,200g,fulfilled,Ann Ash,Town,Ann Ash,,,STRIPE
1,ann@example.com,,,,,,,,,,,,,,,1,Filter,10,SQ2,,fulfilled,,,,,,
2,bob@example.com,PAID,7/26/2018 11:06,pending,,USD,40,0,0,15,40,,0,Flat rate,7/26/2018 11:06,4,Coffee,10,SQ1,200g,pending,Bob Birch,Town,Bob Birch,,,STRIPE
3,bob@example.com,CANCELED,,canceled,,USD,50,0,0,0,50,,0,Flat rate,7/28/2018 9:00,5,Coffee,10,SQ1,200g,canceled,Bob Birch,Town,Bob Birch,7/29/2018 9:00,,STRIPE
4,cy@example.com,PENDING,,pending,,USD,10,0,0,0,10,,0,Flat rate,7/30/2018 9:00,1,Coffee,10,SQ1,200g,pending,Cy Clay,Town,Cy Clay,,,STRIPE
5,cy@example.com,PAID,7/31/2018 9:00,pending,,USD,10,0,0,0,10,,0,Flat rate,7/31/2018 9:00,1,Coffee,10,SQ1,200g,pending,Cy Clay,Town,Cy Clay,,,STRIPE
""",
        "ann@example.com bob@example.com cy@example.com", 3, 65.0, {"cancelled": 1, "unpaid": 1},
    ),
    Case(
        "woocommerce, rows of products", "WooCommerce",
        """
Order Number,Order Status,Order Date,Customer Note,First Name (Billing),Last Name (Billing),City (Billing),Email (Billing),Phone (Billing),Payment Method Title,Cart Discount Amount,Order Subtotal Amount,Order Shipping Amount,Order Refund Amount,Order Total Amount,Order Total Tax Amount,SKU,Item #,Item Name,Quantity (- Refund),Item Cost,Coupon Code,Discount Amount
501,Completed,2024-01-15 12:00,leave at the door,Ann,Ash,Town,ann@example.com,555,Card,0,40,5,0,45,0,M-1,1,Mug,2,10,,0
501,Completed,2024-01-15 12:00,leave at the door,Ann,Ash,Town,ann@example.com,555,Card,0,40,5,0,45,0,T-1,2,Tea,1,20,,0
502,Processing,2024-01-16 12:00,,Bob,Birch,Town,bob@example.com,556,Card,0,30,0,10,30,0,M-1,1,Mug,3,10,,0
503,Cancelled,2024-01-17 12:00,,Bob,Birch,Town,bob@example.com,556,Card,0,30,0,0,30,0,M-1,1,Mug,3,10,,0
504,On hold,2024-01-18 12:00,,Cy,Clay,Town,cy@example.com,557,Bank,0,20,0,0,20,0,T-1,1,Tea,1,20,,0
505,Pending payment,2024-01-19 12:00,,Cy,Clay,Town,cy@example.com,557,Bank,0,20,0,0,20,0,T-1,1,Tea,1,20,,0
506,Failed,2024-01-20 12:00,,Cy,Clay,Town,cy@example.com,557,Card,0,20,0,0,20,0,T-1,1,Tea,1,20,,0
507,Refunded,2024-01-21 12:00,,Ann,Ash,Town,ann@example.com,555,Card,0,20,0,20,20,0,T-1,1,Tea,0,20,,0
508,Completed,2024-01-22 12:00,,Ann,Ash,Town,ann@example.com,555,Card,0,20,0,0,20,0,T-1,1,Tea,1,20,,0
""",
        "ann@example.com bob@example.com", 3, 85.0,
        {"cancelled": 2, "unpaid": 2, "refunded": 1},
    ),
    Case(
        "woocommerce, a row an order", "WooCommerce",
        """
order_id,order_number,order_date,paid_date,status,shipping_total,tax_total,cart_discount,discount_total,order_total,order_subtotal,order_currency,payment_method,transaction_id,customer_id,customer_user,customer_email,billing_first_name,billing_last_name,billing_email,billing_phone,customer_note,line_item_1,line_item_2
71,71,2024-02-01 08:00:00,2024-02-01 08:01:00,completed,5,0,0,0,25.00,20.00,USD,card,t1,0,0,,Ann,Ash,ann@example.com,555,,name:Mug|quantity:2,
72,72,2024-02-02 08:00:00,2024-02-02 08:01:00,wc-processing,0,0,0,0,35.00,35.00,USD,card,t2,9,bob,bob@example.com,Bob,Birch,bob@example.com,556,,name:Pot|quantity:1,name:Tea|quantity:1
73,73,2024-02-03 08:00:00,,pending,0,0,0,0,15.00,15.00,USD,bank,,0,0,,Cy,Clay,cy@example.com,557,,name:Tea|quantity:1,
74,74,2024-02-04 08:00:00,,wc-cancelled,0,0,0,0,15.00,15.00,USD,bank,,0,0,,Ann,Ash,ann@example.com,555,,name:Tea|quantity:1,
75,75,2024-02-05 08:00:00,2024-02-05 08:01:00,completed,0,0,0,0,15.00,15.00,USD,card,t3,0,0,,Ann,Ash,ann@example.com,555,,name:Tea|quantity:1,
""",
        "ann@example.com bob@example.com", 3, 75.0, {"unpaid": 1, "cancelled": 1},
    ),
    Case(
        "woocommerce, users and guests", "WooCommerce",
        """
Order ID,Order Number,Order Date,Paid Date,Order Status,Customer Note,Customer User,Billing First Name,Billing Email,Payment Method,Order Currency,Order Total,Order Refund Amount
81,81,2024-03-05 10:00:00,2024-03-05 10:00:00,wc-completed,ring twice,0,Ann,ann@example.com,cod,USD,50,0
82,82,2024-03-06 10:00:00,,wc-on-hold,,0,Bob,bob@example.com,bacs,USD,20,0
83,83,2024-03-07 10:00:00,2024-03-07 10:00:00,wc-processing,,7,Bob,bob@example.com,card,USD,25,5
84,84,2024-03-08 10:00:00,,wc-failed,,7,Bob,bob@example.com,card,USD,25,0
""",
        "ann@example.com bob@example.com", 2, 70.0, {"unpaid": 1, "cancelled": 1},
    ),
    Case(
        "woocommerce analytics", "WooCommerce Analytics",
        """
Date,Order #,N. Revenue (formatted),Status,Customer,Customer type,Product(s),Items sold,Coupon(s),Net Sales,Attribution
2024-03-01 10:00:00,901,"৳2,999.00",completed,Ann Ash,new,"1× Mug, 1× Tea",2,,2999,Direct
2024-03-02 10:00:00,902,"৳1,500.00",processing,Bob Birch,new,1× Pot,1,,1500,Direct
2024-03-03 10:00:00,903,৳500.00,cancelled,Bob Birch,returning,1× Tea,1,,500,Direct
2024-03-04 10:00:00,904,৳700.00,on-hold,Cy Clay,new,1× Tea,1,,700,Direct
2024-03-05 10:00:00,905,৳501.00,completed,Ann Ash,returning,1× Tea,1,,501,Direct
""",
        "Ann Ash|Bob Birch", 3, 5000.0, {"cancelled": 1, "unpaid": 1},
    ),
    Case(
        "magento", "Magento",
        """
ID,Purchase Point,Purchase Date,Bill-to Name,Ship-to Name,Grand Total (Base),Grand Total (Purchased),Status,Billing Address,Shipping Address,Shipping Information,Customer Email,Customer Group,Subtotal,Shipping and Handling,Customer Name,Payment Method,Total Refunded,Allocated sources
000000301,Main Website,"May 31, 2023 9:55:09 AM",Ann Ash,Ann Ash,219.40,199.40,Complete,"1 Street,Town","1 Street,Town",Flat Rate,ann@example.com,General,200.00,19.40,Ann Ash,card,,
000000302,Main Website,"Jun 2, 2023 8:12:26 PM",Bob Birch,Bob Birch,80.00,80.00,Processing,"2 Street,Town","2 Street,Town",Flat Rate,bob@example.com,General,80.00,0.00,Bob Birch,card,30.00,
000000303,Main Website,"Jun 3, 2023 8:12:26 PM",Bob Birch,Bob Birch,60.00,60.00,Canceled,"2 Street,Town","2 Street,Town",Flat Rate,bob@example.com,General,60.00,0.00,Bob Birch,card,,
000000304,Main Website,"Jun 4, 2023 8:12:26 PM",Cy Clay,Cy Clay,40.00,40.00,Pending,"3 Street,Town","3 Street,Town",Flat Rate,cy@example.com,NOT LOGGED IN,40.00,0.00,Cy Clay,check,,
000000305,Main Website,"Jun 5, 2023 8:12:26 PM",Cy Clay,Cy Clay,40.00,40.00,Closed,"3 Street,Town","3 Street,Town",Flat Rate,cy@example.com,NOT LOGGED IN,40.00,0.00,Cy Clay,card,40.00,
000000306,Main Website,"Jun 6, 2023 8:12:26 PM",Ann Ash,Ann Ash,10.60,10.60,Complete,"1 Street,Town","1 Street,Town",Flat Rate,ann@example.com,General,10.60,0.00,Ann Ash,card,,
""",
        "ann@example.com bob@example.com", 3, 280.0, {"cancelled": 2, "unpaid": 1},
    ),
    Case(
        "bigcommerce", "BigCommerce",
        """
Order ID,Customer ID,Customer Name,Customer Email,Customer Phone,Order Date,Order Status,Subtotal (inc tax),Subtotal (ex tax),Tax Total,Shipping Cost (inc tax),Ship Method,Coupon Details,Order Total (inc tax),Order Total (ex tax),Refund Amount,Payment Method,Total Quantity,Total Shipped,Date Shipped,Order Currency Code,Exchange Rate,Order Notes,Customer Message,Billing Email
201,7,Ann Ash,ann@example.com,555,01/15/2024,Shipped,30.00,27.00,3.00,5.00,Post,,35.00,32.00,0.00,Card,3,3,01/16/2024,USD,1.0,,,ann@example.com
202,0,Bob Birch,bob@example.com,556,01/16/2024,Awaiting Fulfillment,20.00,18.00,2.00,0.00,Post,,20.00,18.00,5.00,Card,2,0,,USD,1.0,,,bob@example.com
203,0,Cy Clay,cy@example.com,557,01/17/2024,Awaiting Payment,20.00,18.00,2.00,0.00,Post,,20.00,18.00,0.00,Bank,2,0,,USD,1.0,,,cy@example.com
204,0,Cy Clay,cy@example.com,557,01/18/2024,Incomplete,20.00,18.00,2.00,0.00,Post,,20.00,18.00,0.00,Bank,2,0,,USD,1.0,,,cy@example.com
205,7,Ann Ash,ann@example.com,555,01/19/2024,Declined,20.00,18.00,2.00,0.00,Post,,20.00,18.00,0.00,Card,2,0,,USD,1.0,,,ann@example.com
206,7,Ann Ash,ann@example.com,555,01/20/2024,Completed,10.00,9.00,1.00,0.00,Post,,10.00,9.00,0.00,Card,1,1,,USD,1.0,,,ann@example.com
""",
        "ann@example.com bob@example.com", 3, 60.0, {"unpaid": 2, "cancelled": 1},
    ),
    Case(
        "wix", "Wix",
        """
Order number,Date created,Time,Fulfill by,Total order quantity,Contact email,Note from customer,Additional checkout info,Item,Variant,SKU,Qty,Quantity refunded,Price,Weight,Custom text,Delivery method,Recipient name,Recipient phone,Delivery country,Delivery city,Billing name,Billing phone,Payment status,Payment method,Coupon code,Gift card amount,Shipping rate,Total tax,Total,Currency,Refunded amount,Net amount,Additional fees,Fulfillment status,Tracking number
10001,"Jan 15, 2024",10:00 AM,,2,ann@example.com,,,Mug,Blue,M-1,1,0,10.00,0.3,,Post,Ann Ash,555,DE,Town,Ann Ash,555,Paid,Card,,0,5.00,0,35.00,EUR,0,35.00,0,Fulfilled,
10001,"Jan 15, 2024",10:00 AM,,2,ann@example.com,,,Tea,,T-1,1,0,20.00,0.3,,Post,Ann Ash,555,DE,Town,Ann Ash,555,Paid,Card,,0,5.00,0,35.00,EUR,0,35.00,0,Fulfilled,
10002,"Jan 16, 2024",10:00 AM,,1,bob@example.com,,,Tea,,T-1,1,0,20.00,0.3,,Post,Bob Birch,556,DE,Town,Bob Birch,556,Partially refunded,Card,,0,0,0,20.00,EUR,5.00,15.00,0,Fulfilled,
10003,"Jan 17, 2024",10:00 AM,,1,cy@example.com,,,Tea,,T-1,1,0,20.00,0.3,,Post,Cy Clay,557,DE,Town,Cy Clay,557,Unpaid,Bank,,0,0,0,20.00,EUR,0,20.00,0,Not fulfilled,
10004,"Jan 18, 2024",10:00 AM,,1,ann@example.com,,,Tea,,T-1,1,1,20.00,0.3,,Post,Ann Ash,555,DE,Town,Ann Ash,555,Refunded,Card,,0,0,0,20.00,EUR,20.00,0.00,0,Canceled,
10005,"Jan 19, 2024",10:00 AM,,1,ann@example.com,,,Tea,,T-1,1,0,20.00,0.3,,Post,Ann Ash,555,DE,Town,Ann Ash,555,Paid,Card,,0,0,0,20.00,EUR,0,20.00,0,Fulfilled,
""",
        "ann@example.com bob@example.com", 3, 70.0, {"unpaid": 1, "refunded": 1},
    ),
]  # fmt: skip
