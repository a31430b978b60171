"""Exports of payment and accounting services, with invented people and amounts."""

from __future__ import annotations

from tests.data.export_case import Case

PAYMENTS = [
    Case(
        "stripe", "Stripe",
        """
id,Description,Seller Message,Created date (UTC),Amount,Amount Refunded,Currency,Converted Amount,Converted Amount Refunded,Fee,Taxes On Fee,Converted Currency,Mode,Status,Statement Descriptor,Customer ID,Customer Description,Customer Email,Captured,Card ID,Invoice ID,Transfer
ch_1,Plan,Payment complete.,2024-01-03 10:00:00,100.00,0.00,usd,92.00,0.00,3.00,0.00,eur,Live,Paid,SHOP,cus_a,,ann@example.com,true,card_1,in_1,tr_1
ch_2,Plan,Payment complete.,2024-01-04 10:00:00,50.00,0.00,eur,50.00,0.00,1.75,0.00,eur,Live,Paid,SHOP,cus_b,,bob@example.com,true,card_2,in_2,tr_1
ch_3,Plan,The bank did not return any further details with this decline.,2024-01-05 10:00:00,50.00,0.00,eur,50.00,0.00,0.00,0.00,eur,Live,Failed,SHOP,cus_c,,cy@example.com,false,card_3,in_3,
ch_4,Plan,Payment complete.,2024-02-03 10:00:00,50.00,50.00,eur,50.00,50.00,1.75,0.00,eur,Live,Refunded,SHOP,cus_b,,bob@example.com,true,card_2,in_4,tr_2
ch_5,Plan,Payment complete.,2024-02-04 10:00:00,50.00,8.00,eur,50.00,8.00,1.75,0.00,eur,Live,Paid,SHOP,cus_a,,ann@example.com,true,card_1,in_5,tr_2
""",
        "cus_a cus_b", 3, 184.0, {"cancelled": 1, "refunded": 1},
    ),
    Case(
        "stripe, guests", "Stripe",
        """
id,Description,Created (UTC),Amount,Amount Refunded,Currency,Fee,Status,Customer ID,Customer Email,Captured
ch_1,Mug,2024-01-03 10:00,10.00,0.00,usd,0.60,Paid,,ann@example.com,true
ch_2,Mug,2024-01-04 10:00,20.00,0.00,usd,0.90,Paid,,bob@example.com,true
ch_3,Mug,2024-01-05 10:00,30.00,0.00,usd,1.20,Paid,cus_9,ann@example.com,true
""",
        "ann@example.com bob@example.com", 3, 60.0,
    ),
    Case(
        "paypal", "PayPal",
        """
"Date","Time","TimeZone","Name","Type","Status","Currency","Gross","Fee","Net","From Email Address","To Email Address","Transaction ID","Item Title","Reference Txn ID","Balance","Balance Impact"
"01/15/2024","10:00:00","PST","Ann Ash","Express Checkout Payment","Completed","USD","150.00","-4.95","145.05","ann@example.com","shop@example.com","T1","Mug","","145.05","Credit"
"01/16/2024","10:00:00","PST","Bob Birch","Website Payment","Completed","USD","1,090.00","-2.97","1,087.03","bob@example.com","shop@example.com","T2","Pot","","1,232.08","Credit"
"01/18/2024","10:00:00","PST","Ann Ash","Payment Refund","Completed","USD","-50.00","1.45","-48.55","shop@example.com","ann@example.com","T3","","T1","1,183.53","Debit"
"01/19/2024","10:00:00","PST","","General Withdrawal - Bank Account","Completed","USD","-900.00","0.00","-900.00","shop@example.com","","T4","","","283.53","Debit"
"01/20/2024","10:00:00","PST","Cy Clay","Express Checkout Payment","Denied","USD","70.00","0.00","70.00","cy@example.com","shop@example.com","T5","Tea","","283.53","Memo"
"01/21/2024","10:00:00","PST","Dee Dale","General Authorization","Pending","USD","40.00","0.00","40.00","dee@example.com","shop@example.com","T6","Tea","","283.53","Memo"
"01/22/2024","10:00:00","PST","Ann Ash","Subscription Payment","Completed","USD","10.00","-0.59","9.41","ann@example.com","shop@example.com","T7","Club","","292.94","Credit"
"01/23/2024","10:00:00","PST","Paper Mill","PreApproved Payment Bill User Payment","Completed","USD","-30.00","0.00","-30.00","shop@example.com","mill@example.com","T8","Boxes","","262.94","Debit"
""",
        "ann@example.com bob@example.com", 3, 1200.0,
        {"cancelled": 1, "unpaid": 1, "no_sale": 1, "no_purchase": 1},
    ),
    Case(
        "paypal, German", "PayPal",
        """
"Datum";"Uhrzeit";"Zeitzone";"Name";"Typ";"Status";"Währung";"Brutto";"Gebühr";"Netto";"Absender E-Mail-Adresse";"Empfänger E-Mail-Adresse";"Transaktionscode";"Artikelbezeichnung";"Zugehöriger Transaktionscode";"Guthaben";"Auswirkung auf Guthaben"
"15.01.2024";"10:15:00";"CET";"Ann Ash";"Website-Zahlung";"Abgeschlossen";"EUR";"1.012,50";"-0,55";"1.011,95";"ann@example.com";"shop@example.com";"T1";"Tasse";"";"1.011,95";"Haben"
"16.01.2024";"10:15:00";"CET";"Bob Birch";"Handyzahlung";"Abgeschlossen";"EUR";"20,00";"-0,55";"19,45";"bob@example.com";"shop@example.com";"T2";"Tee";"";"1.031,40";"Haben"
"17.01.2024";"10:15:00";"CET";"Ann Ash";"Rückzahlung";"Abgeschlossen";"EUR";"-12,50";"0,00";"-12,50";"shop@example.com";"ann@example.com";"T3";"";"T1";"1.018,90";"Soll"
"18.01.2024";"10:15:00";"CET";"";"Allgemeine Abbuchung";"Abgeschlossen";"EUR";"-900,00";"0,00";"-900,00";"shop@example.com";"";"T4";"";"";"118,90";"Soll"
"19.01.2024";"10:15:00";"CET";"Cy Clay";"Express-Zahlung";"Ausstehend";"EUR";"30,00";"0,00";"30,00";"cy@example.com";"shop@example.com";"T5";"Tee";"";"118,90";"Memo"
"20.01.2024";"10:15:00";"CET";"Bob Birch";"Allgemeine Zahlung";"Abgeschlossen";"EUR";"30,00";"-0,55";"29,45";"bob@example.com";"shop@example.com";"T6";"Tee";"";"148,35";"Haben"
""",
        "ann@example.com bob@example.com", 3, 1050.0, {"unpaid": 1, "no_sale": 1},
    ),
    Case(
        "square, transactions", "Square",
        """
Date,Time,Time Zone,Gross Sales,Discounts,Service Charges,Net Sales,Gift Card Sales,Tax,Tip,Partial Refunds,Total Collected,Source,Card,Card Entry Methods,Cash,Square Gift Card,Other Tender,Other Tender Type,Other Tender Note,Fees,Net Total,Transaction ID,Payment ID,Card Brand,PAN Suffix,Device Name,Staff Name,Staff ID,Details,Description,Event Type,Location,Dining Option,Customer ID,Customer Name,Customer Reference ID
2024-09-13,10:02:11,Eastern Time (US & Canada),$30.00,-$3.00,$0.00,$27.00,$0.00,$2.16,$2.00,$0.00,$31.16,Point of Sale,$31.16,Tap,$0.00,$0.00,$0.00,,,-$0.93,$30.23,SQ1,P1,Visa,0000,iPad,,,,Mug x 1,Payment,Fair,,CUST1,Ann Ash,
2024-09-13,11:40:00,Eastern Time (US & Canada),$12.00,$0.00,$0.00,$12.00,$0.00,$0.96,$0.00,$0.00,$12.96,Point of Sale,$12.96,Tap,$0.00,$0.00,$0.00,,,-$0.46,$12.50,SQ2,P2,Visa,0000,iPad,,,,Tea x 1,Payment,Fair,,,,
2024-09-14,11:40:00,Eastern Time (US & Canada),$40.00,$0.00,$0.00,$40.00,$0.00,$3.20,$0.00,$0.00,$43.20,Point of Sale,$43.20,Tap,$0.00,$0.00,$0.00,,,-$0.46,$42.74,SQ3,P3,Visa,0000,iPad,,,,Pot x 1,Payment,Fair,,CUST2,Bob Birch,
2024-09-20,09:00:00,Eastern Time (US & Canada),-$12.00,$0.00,$0.00,-$12.00,$0.00,-$0.96,$0.00,$0.00,-$12.96,Point of Sale,-$12.96,,$0.00,$0.00,$0.00,,,$0.00,-$12.96,SQ4,P4,Visa,0000,iPad,,,,Tea x 1,Refund,Fair,,CUST2,Bob Birch,
2024-09-21,11:40:00,Eastern Time (US & Canada),$5.00,$0.00,$0.00,$5.00,$0.00,$0.40,$0.00,$0.00,$5.40,Point of Sale,$5.40,Tap,$0.00,$0.00,$0.00,,,-$0.46,$4.94,SQ5,P5,Visa,0000,iPad,,,,Tea x 1,Payment,Fair,,CUST1,Ann Ash,
""",
        "CUST1 CUST2", 3, 60.0, {"no_customer": 1},
    ),
    Case(
        "square, items", "Square",
        """
Date,Time,Time Zone,Category,Item,Qty,Price Point Name,SKU,Modifiers Applied,Gross Sales,Discounts,Net Sales,Tax,Transaction ID,Payment ID,Device Name,Notes,Details,Event Type,Location,Dining Option,Customer ID,Customer Name,Customer Reference ID
2024-08-15,14:00:00,Eastern Time (US & Canada),Ceramics,Mug,2,Regular,M-1,,$36.00,$0.00,$36.00,$2.88,SQ1,P1,iPad,,,Payment,Market,,CUST1,Ann Ash,
2024-08-15,14:00:00,Eastern Time (US & Canada),Prints,Fern,1,Regular,F-1,,$12.00,-$2.00,$10.00,$0.80,SQ1,P1,iPad,,,Payment,Market,,CUST1,Ann Ash,
2024-09-13,10:02:11,Eastern Time (US & Canada),Ceramics,Mug,1,Regular,M-1,,$18.00,$0.00,$18.00,$1.44,SQ2,P2,iPad,,,Payment,Market,,CUST2,Bob Birch,
2024-09-20,09:00:00,Eastern Time (US & Canada),Prints,Fern,-1,Regular,F-1,,-$10.00,$0.00,-$10.00,-$0.80,SQ3,P3,iPad,,,Refund,Market,,CUST1,Ann Ash,
""",
        "CUST1 CUST2", 2, 54.0,
    ),
    Case(
        "xero", "Xero",
        """
ContactName,EmailAddress,POAddressLine1,POCity,POCountry,InvoiceNumber,Reference,InvoiceDate,DueDate,PlannedDate,Total,TaxTotal,InvoiceAmountPaid,InvoiceAmountDue,InventoryItemCode,Description,Quantity,UnitAmount,Discount,LineAmount,AccountCode,TaxType,TaxAmount,TrackingName1,TrackingOption1,Currency,Type,Sent,Status
Ash Ltd,ann@example.com,1 Lane,Town,NZ,INV-1,,15/01/2024,14/02/2024,,115.00,15.00,115.00,0.00,,Coffee,5,16.00,,80.00,200,15% GST,12.00,,,NZD,Sales invoice,Sent,Paid
Ash Ltd,ann@example.com,1 Lane,Town,NZ,INV-1,,15/01/2024,14/02/2024,,115.00,15.00,115.00,0.00,,Tea,2,10.00,,20.00,200,15% GST,3.00,,,NZD,Sales invoice,Sent,Paid
Birch Ltd,bob@example.com,2 Road,Town,NZ,INV-2,,16/01/2024,15/02/2024,,57.50,7.50,57.50,0.00,,Coffee,5,10.00,,50.00,200,15% GST,7.50,,,NZD,Sales invoice,Sent,Paid
Birch Ltd,bob@example.com,2 Road,Town,NZ,INV-3,,17/01/2024,16/02/2024,,23.00,3.00,0.00,23.00,,Coffee,2,10.00,,20.00,200,15% GST,3.00,,,NZD,Sales invoice,Sent,Awaiting Payment
Clay Ltd,cy@example.com,3 Way,Town,NZ,INV-4,,18/01/2024,17/02/2024,,23.00,3.00,0.00,0.00,,Coffee,2,10.00,,20.00,200,15% GST,3.00,,,NZD,Sales invoice,,Voided
Birch Ltd,bob@example.com,2 Road,Town,NZ,CN-1,,20/01/2024,,,11.50,1.50,0.00,0.00,,Coffee,1,10.00,,10.00,200,15% GST,1.50,,,NZD,Sales credit note,Sent,Paid
Ash Ltd,ann@example.com,1 Lane,Town,NZ,INV-5,,25/01/2024,24/02/2024,,39.00,5.00,39.00,0.00,,Coffee,2,17.00,,34.00,200,15% GST,5.00,,,NZD,Sales invoice,Sent,Paid
""",
        "Ash Ltd|Birch Ltd", 3, 200.0, {"unpaid": 1, "cancelled": 1},
    ),
]  # fmt: skip
