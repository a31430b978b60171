"""Exports of marketplaces, and public tables of sales, with invented people and amounts."""

from __future__ import annotations

from tests.data.export_case import Case

MARKETS = [
    Case(
        "amazon, orders to send", "Amazon",
        """
order-id|order-item-id|purchase-date|payments-date|buyer-email|buyer-name|buyer-phone-number|sku|product-name|quantity-purchased|currency|item-price|item-tax|shipping-price|shipping-tax|ship-service-level|recipient-name|ship-city|ship-country
111-0000001-0000001|11111111111111|2024-01-05T10:50:49-08:00|2024-01-05T10:50:49-08:00|a1@marketplace.example|Ann Ash|555|M-1|Mug|1|USD|10.00|0.00|0.00|0.00|Standard|Ann Ash|Town|US
111-0000001-0000001|11111111111112|2024-01-05T10:50:49-08:00|2024-01-05T10:50:49-08:00|a1@marketplace.example|Ann Ash|555|T-1|Tea|2|USD|20.00|0.00|0.00|0.00|Standard|Ann Ash|Town|US
111-0000002-0000002|22222222222222|2024-01-20T10:50:49-08:00|2024-01-20T10:50:49-08:00|b2@marketplace.example|Bob Birch|556|M-1|Mug|1|USD|10.00|0.00|0.00|0.00|Standard|Bob Birch|Town|US
111-0000003-0000003|33333333333333|2024-02-20T10:50:49-08:00|2024-02-20T10:50:49-08:00|a1@marketplace.example|Ann Ash|555|M-1|Mug|3|USD|30.00|0.00|0.00|0.00|Standard|Ann Ash|Town|US
""".replace("|", "\t"),
        "a1@marketplace.example b2@marketplace.example", 3, 70.0,
    ),
    Case(
        "amazon, all orders with a buyer", "Amazon",
        """
amazon-order-id|merchant-order-id|purchase-date|last-updated-date|order-status|fulfillment-channel|sales-channel|product-name|sku|asin|item-status|quantity|currency|item-price|item-tax|shipping-price|buyer-email|ship-city|ship-country
112-01|M1|2024-06-17T08:04:21+00:00|2024-06-18T22:07:59+00:00|Shipped|Amazon|Amazon.it|Mug|M-1|B01|Shipped|1|EUR|89.95|0|0|a1@marketplace.example|Town|IT
112-01|M1|2024-06-17T08:04:21+00:00|2024-06-18T22:07:59+00:00|Shipped|Amazon|Amazon.it|Tea|T-1|B02|Shipped|1|EUR|10.05|0|0|a1@marketplace.example|Town|IT
112-02|M2|2024-06-18T08:04:21+00:00|2024-06-18T22:07:59+00:00|Cancelled|Amazon|Amazon.it|Mug|M-1|B01|Cancelled|0|||||b2@marketplace.example|Town|IT
112-03|M3|2024-06-19T08:04:21+00:00|2024-06-18T22:07:59+00:00|Pending|Amazon|Amazon.it|Mug|M-1|B01|Unshipped|1|EUR|20.00|0|0|b2@marketplace.example|Town|IT
112-04|M4|2024-06-20T08:04:21+00:00|2024-06-18T22:07:59+00:00|Unshipped|Merchant|Amazon.it|Mug|M-1|B01|Unshipped|1|EUR|20.00|0|0|b2@marketplace.example|Town|IT
112-05|M5|2024-06-21T08:04:21+00:00|2024-06-18T22:07:59+00:00|Shipped - Delivered to Buyer|Merchant|Amazon.it|Mug|M-1|B01|Shipped|1|EUR|20.00|0|0|a1@marketplace.example|Town|IT
""".replace("|", "\t"),
        "a1@marketplace.example b2@marketplace.example", 3, 140.0, {"cancelled": 1, "unpaid": 1},
    ),
    Case(
        "etsy, orders", "Etsy",
        """
Sale Date,Order ID,Buyer User ID,Full Name,First Name,Last Name,Number of Items,Payment Method,Date Shipped,Street 1,Ship City,Ship State,Ship Zipcode,Ship Country,Currency,Order Value,Coupon Code,Coupon Details,Discount Amount,Shipping Discount,Shipping,Sales Tax,Order Total,Status,Card Processing Fees,Order Net,Adjusted Order Total,Adjusted Card Processing Fees,Adjusted Net Order Amount,Buyer,Order Type,Payment Type,InPerson Discount,InPerson Location,SKU
09/03/24,9001,annash,Ann Ash,Ann,Ash,2,Credit Card,09/05/24,1 Lane,Town,BC,V2C,Canada,CAD,68.00,,,0,0,8.00,0,76.00,Completed,2.53,73.47,0.00,0.00,0.00,annash (Ann Ash),online,online_cc,,,
09/13/24,9002,bobbirch,Bob Birch,Bob,Birch,3,Credit Card,09/14/24,2 Road,Town,WA,98101,United States,CAD,27.00,SAVE10,10% off,2.70,0,6.00,0,30.30,Completed,1.16,29.14,0.00,0.00,0.00,bobbirch (Bob Birch),online,online_cc,,,
09/20/24,9003,annash,Ann Ash,Ann,Ash,1,Credit Card,,1 Lane,Town,BC,V2C,Canada,CAD,10.00,,,0,0,0,0,10.00,Canceled,0,10.00,0.00,0.00,0.00,annash (Ann Ash),online,online_cc,,,
09/24/24,9004,annash,Ann Ash,Ann,Ash,1,Credit Card,,1 Lane,Town,BC,V2C,Canada,CAD,13.70,,,0,0,0,0,13.70,Completed,0,13.70,0.00,0.00,0.00,annash (Ann Ash),online,online_cc,,,
""",
        "annash bobbirch", 3, 120.0, {"cancelled": 1},
    ),
    Case(
        "etsy, items", "Etsy",
        """
Sale Date,Item Name,Buyer,Quantity,Price,Coupon Code,Coupon Details,Discount Amount,Shipping Discount,Order Shipping,Order Sales Tax,Item Total,Currency,Transaction ID,Listing ID,Date Paid,Date Shipped,Ship Name,Ship Address1,Ship Address2,Ship City,Ship State,Ship Zipcode,Ship Country,Order ID,Variations,Order Type,Listings Type,Payment Type
08/14/24,Fox Card,annash,2,5.00,,,0,0,4.50,0.62,10.00,USD,4001,9001,08/14/24,08/15/24,Ann Ash,1 Lane,,Town,TX,78701,United States,3001,Style: Matte,online,listing,online_cc
08/14/24,Fox Sticker,annash,1,3.00,,,0,0,0.00,0.00,3.00,USD,4002,9002,08/14/24,08/15/24,Ann Ash,1 Lane,,Town,TX,78701,United States,3001,,online,listing,online_cc
08/20/24,Fox Card,bobbirch,1,5.00,,,0,0,4.50,0.62,5.00,USD,4003,9001,08/20/24,,Bob Birch,2 Road,,Town,WA,98101,United States,3002,,online,listing,online_cc
08/28/24,Fox Card,annash,1,5.00,,,0,0,4.50,0.62,5.00,USD,4004,9001,08/28/24,,Ann Ash,1 Lane,,Town,TX,78701,United States,3003,,online,listing,online_cc
""",
        "annash bobbirch", 3, 23.0,
    ),
    Case(
        "ebay, orders", "eBay",
        """
,,,,,,,,,,,,,,,
"Sales Record Number","Order Number","Buyer Username","Buyer Name","Buyer Email","Ship To Name","Item Number","Item Title","Custom Label","Quantity","Sold For","Shipping And Handling","Total Price","Sale Date","Paid On Date","Transaction ID"
"","","","","","","","","","","","","","","",""
"11","18-1","annash","Ann Ash","a1@members.example","Ann Ash","4071","Watch","W-1","1","$25.00","$0.00","$25.00","Sep-13-24","Sep-13-24","123"
"12","18-2","bobbirch","Bob Birch","b2@members.example","Bob Birch","","","","2","$30.00","$5.00","$35.00","Sep-14-24","Sep-14-24",""
"12","18-2","","","","","4072","Strap","S-1","1","$10.00","","","Sep-14-24","","124"
"12","18-2","","","","","4073","Box","B-1","1","$20.00","","","Sep-14-24","","125"
"13","","annash","Ann Ash","a1@members.example","Ann Ash","4074","Watch","W-2","1","$80.00","$0.00","$80.00","Sep-15-24","","126"
"14","18-4","annash","Ann Ash","a1@members.example","Ann Ash","4075","Watch","W-3","1","$40.00","$0.00","$40.00","Sep-27-24","Sep-27-24","127"

"4,record(s) downloaded,"
"Seller ID : invented"
""",
        "annash bobbirch", 3, 100.0, {"unpaid": 1, "no_customer": 2},
    ),
    Case(
        "ebay, File Exchange", "eBay",
        """
Sales Record Number,User Id,Buyer Fullname,Buyer Phone Number,Buyer Email,Buyer City,Buyer Country,Item Number,Item Title,Custom Label,Quantity,Sale Price,Shipping and Handling,US Tax,Insurance,Cash on delivery fee,Total Price,Payment Method,Sale Date,Checkout Date,Paid on Date,Shipped on Date,Notes to yourself,PayPal Transaction ID,Transaction ID,Order ID
101,annash,Ann Ash,555,a1@members.example,Town,US,4071,Watch,W-1,1,$25.00,$5.00,$0.00,$0.00,$0.00,$30.00,PayPal,Sep-13-14,Sep-13-14,Sep-13-14,Sep-14-14,,P1,1,
102,bobbirch,Bob Birch,556,b2@members.example,Town,US,4072,Strap,S-1,1,$15.00,$0.00,$0.00,$0.00,$0.00,$15.00,PayPal,Sep-14-14,,,,,,2,
103,bobbirch,Bob Birch,556,b2@members.example,Town,US,4072,Strap,S-1,1,$20.00,$0.00,$0.00,$0.00,$0.00,$20.00,PayPal,Sep-16-14,Sep-16-14,Sep-16-14,,,P2,3,
""",
        "annash bobbirch", 2, 50.0, {"unpaid": 1},
    ),
    Case(
        "ebay, transactions", "eBay",
        """
"Transaction report"
"Start date","2024-09-01"

"Transaction creation date","Type","Order number","Legacy order ID","Buyer username","Buyer name","Ship to city","Net amount","Payout currency","Payout date","Item ID","Item title","Quantity","Item subtotal","Shipping and handling","Final Value Fee - fixed","Gross transaction amount","Transaction currency","Description"
"Sep 5, 2024","Order","12-1","100-1","annash","Ann Ash","Town","21.46","USD","Sep 7, 2024","2001","Print","1","20.00","5.00","-0.30","25.00","USD",""
"Sep 6, 2024","Shipping label","--","--","--","--","--","-4.10","USD","","","Print","","","","","-4.10","USD",""
"Sep 7, 2024","Order","12-2","100-2","bobbirch","Bob Birch","Town","36.00","USD","Sep 9, 2024","2002","Frame","1","40.00","0","-0.30","40.00","USD",""
"Sep 9, 2024","Refund","12-2","100-2","bobbirch","Bob Birch","Town","-10.00","USD","Sep 9, 2024","2002","Frame","1","-10.00","0","0","-10.00","USD",""
"Sep 22, 2024","Payout","--","--","--","--","--","-47.36","USD","Sep 22, 2024","","","","","","","-47.36","USD",""
""",
        "annash bobbirch", 2, 55.0, {"no_customer": 2},
    ),
    Case(
        "olist", "olist",
        """
order_id,order_item_id,customer_id,customer_unique_id,order_status,order_purchase_timestamp,order_approved_at,order_delivered_customer_date,price,freight_value,payment_type,payment_value
o1,1,c1,u1,delivered,2017-10-02 10:56:33,2017-10-02 11:07:15,2017-10-10 21:25:13,20.00,5.00,card,55.00
o1,2,c1,u1,delivered,2017-10-02 10:56:33,2017-10-02 11:07:15,2017-10-10 21:25:13,25.00,5.00,card,55.00
o2,1,c2,u2,shipped,2017-10-15 10:56:33,2017-10-15 11:07:15,,15.00,5.00,boleto,20.00
o3,1,c3,u1,canceled,2017-11-02 10:56:33,,,15.00,5.00,boleto,20.00
o4,1,c4,u3,unavailable,2017-11-03 10:56:33,,,15.00,5.00,boleto,20.00
o5,1,c5,u1,delivered,2017-11-20 10:56:33,2017-11-20 11:07:15,2017-11-25 21:25:13,20.00,5.00,card,25.00
""",
        "u1 u2", 3, 100.0, {"cancelled": 2},
    ),
    Case(
        "olist, items by payments", "olist",
        """
order_id,customer_unique_id,order_status,order_purchase_timestamp,order_item_id,price,freight_value,payment_sequential,payment_type,payment_installments,payment_value
o1,u1,delivered,2017-10-02 10:56:33,1,20.00,5.00,1,card,1,30.00
o1,u1,delivered,2017-10-02 10:56:33,1,20.00,5.00,2,voucher,1,25.00
o1,u1,delivered,2017-10-02 10:56:33,2,25.00,5.00,1,card,1,30.00
o1,u1,delivered,2017-10-02 10:56:33,2,25.00,5.00,2,voucher,1,25.00
o2,u2,delivered,2017-10-15 10:56:33,1,15.00,5.00,1,boleto,1,20.00
o3,u2,delivered,2017-11-20 10:56:33,1,10.00,2.50,1,card,2,25.00
o3,u2,delivered,2017-11-20 10:56:33,2,10.00,2.50,1,card,2,25.00
""",
        "u1 u2", 3, 100.0,
    ),
    Case(
        "olist, items alone", "olist",
        """
order_id,order_item_id,customer_unique_id,order_status,order_purchase_timestamp,price,freight_value
o1,1,u1,delivered,2017-10-02 10:56:33,20.00,5.00
o1,2,u1,delivered,2017-10-02 10:56:33,25.00,5.00
o2,1,u2,delivered,2017-10-15 10:56:33,15.00,5.00
o3,1,u2,delivered,2017-11-20 10:56:33,10.00,2.50
o3,2,u2,delivered,2017-11-20 10:56:33,5.00,2.50
""",
        "u1 u2", 3, 75.0,
    ),
    Case(
        "superstore", "Superstore",
        """
Row ID,Order ID,Order Date,Ship Date,Ship Mode,Customer ID,Customer Name,Segment,Country,City,State,Postal Code,Region,Product ID,Category,Sub-Category,Product Name,Sales,Quantity,Discount,Profit
1,CA-1,11/8/2016,11/11/2016,Second Class,AA-1,Ann Ash,Consumer,US,Town,KY,42420,South,P-1,Furniture,Chairs,Chair,261.96,2,0,41.91
2,CA-1,11/8/2016,11/11/2016,Second Class,AA-1,Ann Ash,Consumer,US,Town,KY,42420,South,P-2,Furniture,Chairs,Stool,38.04,3,0,21.58
3,CA-2,11/18/2016,11/21/2016,Second Class,BB-2,Bob Birch,Corporate,US,Town,CA,90036,West,P-3,Office Supplies,Labels,Labels,14.62,2,0.2,6.87
4,CA-3,12/25/2016,12/28/2016,Second Class,AA-1,Ann Ash,Consumer,US,Town,KY,42420,South,P-3,Office Supplies,Labels,Labels,10.00,2,0,6.87
""",
        "AA-1 BB-2", 3, 324.62,
    ),
    Case(
        "online retail", "Online Retail",
        """
InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
536365,85123A,HOLDER,6,12/1/2010 8:26,2.55,17850,United Kingdom
536365,71053,LANTERN,2,12/1/2010 8:26,3.39,17850,United Kingdom
536366,84406B,HANGER,8,12/15/2010 8:28,2.75,13047,United Kingdom
C536367,84406B,HANGER,-2,12/16/2010 8:28,2.75,13047,United Kingdom
536368,84406B,HANGER,4,12/17/2010 8:28,2.75,,United Kingdom
536369,84406B,HANGER,4,12/18/2010 8:28,2.75,17850,United Kingdom
""",
        "13047 17850", 3, 49.58, {"no_customer": 1},
    ),
    Case(
        "online retail II", "Online Retail II",
        """
Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country
489434,85048,BALL,12,2009-12-01 07:45:00,6.95,13085.0,United Kingdom
489434,79323P,LIGHTS,12,2009-12-01 07:45:00,6.75,13085.0,United Kingdom
489435,22350,BOWL,12,2009-12-15 07:46:00,2.55,13078.0,United Kingdom
C489449,22350,BOWL,-2,2009-12-16 10:33:00,2.55,13078.0,United Kingdom
489436,22350,BOWL,12,2009-12-18 07:46:00,2.55,,United Kingdom
""",
        "13078 13085", 2, 189.9, {"no_customer": 1},
    ),
    Case(
        "northwind, joined", "Northwind",
        """
OrderID,CustomerID,EmployeeID,OrderDate,RequiredDate,ShippedDate,ShipVia,Freight,ShipName,ShipCountry,ProductID,UnitPrice,Quantity,Discount
10248,VINET,5,1996-07-04 00:00:00.000,1996-08-01 00:00:00.000,1996-07-16 00:00:00.000,3,32.38,Vins,France,11,14.00,12,0
10248,VINET,5,1996-07-04 00:00:00.000,1996-08-01 00:00:00.000,1996-07-16 00:00:00.000,3,32.38,Vins,France,42,10.00,10,0
10249,TOMSP,6,1996-07-05 00:00:00.000,1996-08-16 00:00:00.000,1996-07-10 00:00:00.000,1,11.61,Toms,Germany,14,20.00,10,0.25
10250,VINET,4,1996-07-18 00:00:00.000,1996-08-15 00:00:00.000,1996-07-22 00:00:00.000,2,65.83,Vins,France,41,10.00,10,0.05
""",
        "TOMSP VINET", 3, 513.0,
    ),
    Case(
        "northwind, headers with blanks", "Northwind",
        """
Order ID,Customer ID,Order Date,Product,Unit Price,Quantity,Discount
10248,VINET,7/14/1996,Mozzarella,$14.00,12,0%
10248,VINET,7/14/1996,Tofu,$10.00,10,0%
10249,TOMSP,7/25/1996,Tofu,$20.00,10,25%
""",
        "TOMSP VINET", 2, 418.0,
    ),
]  # fmt: skip
