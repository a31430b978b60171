"""Formulas of workbooks that have travelled, and what they become; for Excel's side and Calc's."""

FORMULAS: dict[str, tuple[str, bool]] = {
    "=CLV_DCF(A1)": ("=CLV_DCF(A1)", True),
    "=clv_dcf(A1)": ("=clv_dcf(A1)", True),
    "='C:\\x y\\clvxl.xlam'!CLV_DCF(A1)+1": ("=CLV_DCF(A1)+1", True),
    "=clvxl.xlam!SEGMENT([1]!RFM_SCORE(A1:A3,B1:B3,C1:C3))": (
        "=SEGMENT(RFM_SCORE(A1:A3,B1:B3,C1:C3))", True),
    "='it''s here\\clvxl.XLAM'!DECILE(A1)": ("=DECILE(A1)", True),
    "='[3]'!DECILE(A1)": ("=DECILE(A1)", True),
    "=#REF!CLV_DCF(Table1[[#Headers],[It'']s]])": ("=CLV_DCF(Table1[[#Headers],[It'']s]])", True),
    "=_xludf.CLV_DCF(1)-_xlfn.DECILE(2)": ("=CLV_DCF(1)-DECILE(2)", True),
    "=@'C:\\clvxl.xlam'!CLV_DCF(A1#)": ("=@CLV_DCF(A1#)", True),
    '="[1]!CLV_DCF("&"say ""CLV_DCF("""': ('="[1]!CLV_DCF("&"say ""CLV_DCF("""', False),
    "=Sheet1!CLV_DCF(1)": ("=Sheet1!CLV_DCF(1)", False),
    "='other.xlam'!SUMX(1)": ("='other.xlam'!SUMX(1)", False),
    "=CLV_DCFX(1)+MY_CLV_DCF(2)+CLV_DCF": ("=CLV_DCFX(1)+MY_CLV_DCF(2)+CLV_DCF", False),
    "=_xlfn.XLOOKUP(1,'a (b)'!A:A,[2]Sheet1!$B$1:B9)": (
        "=_xlfn.XLOOKUP(1,'a (b)'!A:A,[2]Sheet1!$B$1:B9)", False),
    '={1,"CLV_DCF(";TRUE,#N/A}': ('={1,"CLV_DCF(";TRUE,#N/A}', False),
    '="open': ('="open', False),
    "": ("", False),
}  # fmt: skip
"""A formula as Excel shows it: plain, and whether it calls one of our functions."""

CALC_FORMULAS: dict[str, str] = {
    "=[1]!clv_dcf(A1;6)": "=CLV_DCF(A1;6)",
    "=SUM([1]!clv_dcf({20|30};6))": "=SUM(CLV_DCF({20|30};6))",
    "=A1~[1]!decile(A1)": "=A1~DECILE(A1)",
    "='file:///C:/a%20b/clvxl.xlam'#CLV_DCF(A1)": "=CLV_DCF(A1)",
    "='file:///C:/a/clvxl.xlam'#$CLV_DCF(A1)": "=CLV_DCF(A1)",
    "=#ref!clv_dcf(A1)": "=CLV_DCF(A1)",
    "=IF(A1>1;#REF!1!clv_dcf(A1;6)+1;2)": "=IF(A1>1;CLV_DCF(A1;6)+1;2)",
    "=#REF!!clv_dcf(A1)": "=CLV_DCF(A1)",
    "=#REF! CLV_DCF(A1)": "=CLV_DCF(A1)",
    "='c:\\a b\\clvxl.xlam' CLV_DCF(A1)": "=CLV_DCF(A1)",
    "=_xlfn._xludf.clv_dcf(A1)": "=CLV_DCF(A1)",
    "='file:///C:/sales.xlsx'#$Sheet1.A1+clv_dcf(1)": (
        "='file:///C:/sales.xlsx'#$Sheet1.A1+CLV_DCF(1)"),
    "='file:///C:/sales.ods'#CLV_DCF(A1)": "='file:///C:/sales.ods'#CLV_DCF(A1)",
    "=[1]!something(20)": "=[1]!something(20)",
    "=A1:B9 CLV_DCF(A1)": "=A1:B9 CLV_DCF(A1)",
}  # fmt: skip
"""A formula as Calc shows it, and plain."""
