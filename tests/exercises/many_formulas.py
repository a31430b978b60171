"""Hundreds of formulas over a sheet of mixed data: what every engine is to give the same for."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Any

import xlsxwriter

from clvxl.report.records import Cell, Column, Formula, Report, Sheet, Table

__all__ = ["EXCEL", "FORMULAS", "formulas", "report", "templates", "write"]

ROWS = 12
PLACES = {
    # A sign for each kind of cell, and where such cells stand on the sheet Data.
    "n": "A", "i": "B", "t": "C", "m": "D", "d": "E", "p": "F", "s": "H", "u": "I",
}  # fmt: skip

NUMBERS = [3.5, -2.25, 0, 100, 7.75, -41.2, 3.5, 12, 0.01, 88.4, -2.25, 1000]
COUNTS = [1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233]
TEXTS = ["Ann", "bo", "ann", "客户", "Zoë", "x y", "BO", "a  b ", "café", "Ann", "q", "客户"]
MIXED = [5, "text", None, 4, -3.5, "Ann", 8, 0, None, "x5", 12.5, 7]
DATES = [45292, 45351, 45657, 36526, 43831, 44196, 45000, 45001, 40237, 45292, 60000, 45350]
POSITIVE = [0.2, 1.5, 2, 3.3, 0.9, 10, 25.5, 0.1, 4, 8, 16, 0.5]
SORTED = ["ada", "bea", "Cem", "dan", "eve", "fay", "gus", "Hal", "ivy", "jon", "kim", "lea"]
FALLING = [90, 80, 70, 60, 50, 40, 30, 20, 10, 5, 1, 0]
LOGICALS = [True, False, 1, "5", 0, None, True, 5, "TRUE", None, None, False]

FORMULAS = """
#n+#n*#p  #n-#n-#p  #n/#p  -#n^2  #p^-2  2^#p^0.5  #n%+#p%%  #n&#t&#i  #n=#n  #n<>#p  #n<#n
#n>=#n  #t=#t  #t<>#t  #t="ANN"  #n<"a"  #m=#m  #s<#s  --(#n>1)+TRUE  -#m4+#i  D3&"x"
D3=0  D3=""  D3+1  D2+1  J1+1  "12"*#i  "1.5"+1  0.1+0.2=0.3  0.3-0.1-0.2  SUMPRODUCT(--(#N8-0.2=#N8-0.1-0.1))  (#n+#p)*(#n-1)=#i  +#t  1/0+#n  #n/D3  =#n  #p*(1+in_rate)^#i
'数据 2'!A1+#n  '数据 2'!$B$2&"!"  SUM('数据 2'!A1:A4,#n)  SUM(in_values)*in_rate

SUM(#N,#n,TRUE,#M)  SUM(#M)  SUM(#t,1)  SUM("x")  SUM(1,,2)  AVERAGE(#N)  AVERAGE(#M)
AVERAGE(#T)  COUNT(#M,#n)  COUNT(1,"2","x",TRUE)  COUNTA(#M)  COUNTA(#T,1,"")  COUNTBLANK(#M)
COUNTBLANK(K1:L12)  MIN(#N)  MAX(#N,#M)  MIN(#T)  MAX(#n,#p,-3)  MEDIAN(#N)  MEDIAN(#M)
SMALL(#N8,#k)  LARGE(#P8,#k)  LARGE(#M,1)  PERCENTILE(#N,0.#k)  PERCENTILE(#N,1)
PERCENTILE(#N,1.5)  QUARTILE(#N,1)  QUARTILE(#M,3)  RANK(#n,A1:A12)  RANK(#n,A1:A12,1)
RANK(77,A1:A12)  RANK(#n,A1:A12,)  STDEV(#N)  STDEV(A1)  VAR(#P)  VAR(#M)

COUNTIF(#N,">3")  COUNTIF(#N,"<="&#n)  COUNTIF(#T,"ann")  COUNTIF(#T,"<>ann")  COUNTIF(#M,"=")
COUNTIF(#M,"<>")  COUNTIF(#M,0)  COUNTIF(#N,#n)  COUNTIF(#M,"text")
COUNTIF(in_labels,#t)  COUNTIF(#M,"<>5.5")  COUNTIF(#S,">d")  COUNTIF(#S,"<=fay")  COUNTIF(#T,"")
COUNTIFS(A1:A12,">0",C1:C12,#t)  COUNTIFS(in_values,">=0",D1:D12,"<10",B1:B12,">"&#k)
SUMIF(A1:A12,">0")  SUMIF(C1:C12,#t,A1:A12)  SUMIF(C1:C12,#t,D1:D12)  SUMIF(B1:B12,"<"&#i,F1:F12)
SUMIFS(A1:A12,C1:C12,#t)  SUMIFS(F1:F12,A1:A12,">0",B1:B12,"<>3")  AVERAGEIF(A1:A12,"<0")
AVERAGEIF(C1:C12,#t,F1:F12)  AVERAGEIF(A1:A12,">1E6")  AVERAGEIFS(F1:F12,C1:C12,#t,A1:A12,"<>0")

SUMPRODUCT(#N8,#P8)  SUMPRODUCT((#N8>0)*#P8)  SUMPRODUCT(#M8,#P8)  SUMPRODUCT(#N8,#P9)
SUMPRODUCT(MAX((in_labels=#t)*E1:E12))  SUMPRODUCT(--(#T8=#t))  SUMPRODUCT((#T8=#t)*(#N8>#k)*#P8)
SUMPRODUCT(ABS(#N8))  SUMPRODUCT(ROUND(#N8,1))  SUMPRODUCT(LEN(#T8))  SUMPRODUCT(--EXACT(#T8,#t))
SUMPRODUCT(--ISNUMBER(#M8))  SUMPRODUCT(--(YEAR(#D8)=2024))  SUMPRODUCT(--(UPPER(#T8)="ANN"))
SUMPRODUCT(1/COUNTIF(A1:A12,A1:A12))  SUMPRODUCT(MIN(#N8+#P8))  SUMPRODUCT(SUM(#N8^2))
SUMPRODUCT(#N8/#P8)  SUMPRODUCT(#N8*{1;2;3;4;5;6;7;8})  SUMPRODUCT((#N8-AVERAGE(#N8))^2)
SUMPRODUCT(#T8*1)  SUMPRODUCT((A1:A4>0)*(TRUE))  SUMPRODUCT(SQRT(#P8)*LN(#P8)*EXP(#P8/9)*SIGN(#N8))
SUMPRODUCT(MMULT(A1:B2,A3:B4))  SUMPRODUCT((B1:B12>=#i)/COUNTIF(C1:C12,C1:C12))
SUMPRODUCT(A1:A3*B1:D1)  SUMPRODUCT({1,2;3,4}*10)  SUMPRODUCT(--ISBLANK(D1:D12),LEN(C1:C12))
SUMPRODUCT(ROW(A1:A4)^2)  SUMPRODUCT(LEN(COLUMN(A1:D1)&C1:C2))  SUMPRODUCT(LEN(LEFT(C1:C3,{1,2})))
SUMPRODUCT(MATCH(B1:B3,B1:B12,0))  SUMPRODUCT(VLOOKUP(B1:B3,B1:F12,4,FALSE))  SUMPRODUCT(1/A1:A4)
SUMPRODUCT(INDEX(A1:F12,0,2))  SUMPRODUCT(INDEX(#N8*#P8,#k,1))

IF(#n>1,#t,#p)  IF(#n>1,"yes")  IF(#m4,1,2)  IF(D2,1,2)  IF(D3,1,2)  IF(#n>0,,3)  IF(1/0,1,2)
IF(#n>1,SUM(#N),1/0)  AND(#n>0,#p>0)  AND(#M,TRUE)  AND(TRUE,1/0)  OR(#n>0,#p>99)  OR(J2,J5)
AND(#n,1)  NOT(#n>1)  NOT(0)  IFERROR(1/D3,#n)  IFERROR(#n,2)  IFERROR(VLOOKUP(#k,B1:F12,9),"none")
ISNUMBER(#m)  ISTEXT(#m)  ISBLANK(#m)  ISBLANK("")  ISERROR(#n/D3)  ISERROR(#m)  ISNA(1/0)
ISNA(MATCH("nobody",C1:C12,0))  ISNUMBER(MATCH(#t,in_labels,0))  CHOOSE(#k,1,#t,3,4,5,6,7,8,9)
SUM(CHOOSE(2,A1:A3,B1:B3))  SUM(IF(#n>1,A1:A3,B1:B3))

ABS(#n)  ABS(D3)  ROUND(#n*#p,1)  ROUND(2.5,0)  ROUND(-2.5,0)  ROUND(1.005,2)  ROUND(12345,-2)
ROUND(#n,)  ROUNDUP(#n*#p,1)  ROUNDUP(-#p,0)  ROUNDDOWN(#n*#p,1)  ROUNDDOWN(-2.9,0)  INT(#n)
INT(-#p)  INT((0.1+0.7)*10)  MOD(#n,3)  MOD(#n,-3)  MOD(-#i,7)  MOD(#n,0)  MOD(5.3,0.1)
POWER(#p,#k)  POWER(-8,1/3)  (-4)^0.5  SQRT(#p)  SQRT(-1)  EXP(#k)  EXP(1000)  LN(#p)
LN(0)  LOG(#p)  LOG(#p,2)  LOG(-1)  SIGN(#n)  SIGN(0)  1E300*1E300

INDEX(A1:F12,#k,2)  INDEX(C1:C12,#k)  INDEX(A2:F2,3)  SUM(INDEX(A1:B12,0,2))  INDEX(A1:B3,4,1)
SUM(INDEX(A1:F12,#k,0))  INDEX(D1:D12,3)  INDEX({1,2;3,4},2,1)  ISBLANK(INDEX(D1:D12,3))
MATCH(#i,B1:B12,0)  MATCH(#i+0.5,B1:B12)  MATCH(#i,B1:B12,1)  MATCH(0.5,B1:B12)  MATCH(45,I1:I12,-1)
MATCH(#t,C1:C12,0)  MATCH("CAFÉ",C1:C12,0)  MATCH("dana",H1:H12)  MATCH(99,B1:B12,0)  MATCH(1,A2:F2,)
LOOKUP(#i,B1:B12,C1:C12)  LOOKUP(#i+1,B1:B12)  LOOKUP("eva",H1:H12,B1:B12)  LOOKUP(0,B1:B12)
VLOOKUP(#i,B1:F12,2,FALSE)  VLOOKUP(#i+0.5,B1:F12,2)
VLOOKUP(#t,C1:F12,3,FALSE)  VLOOKUP(4,B1:F12,1,0)  VLOOKUP(#i,B1:F12,3,)
HLOOKUP(#n,A1:F1,1,FALSE)  HLOOKUP(3,'数据 2'!A5:D6,2)  HLOOKUP("none",A1:F3,1,FALSE)
ROW()  COLUMN()  ROW(A7)  COLUMN(E2)  ROWS(#N)  COLUMNS(A1:F3)  ROWS({1;2;3})  SUM(ROW(A2:A5))
NPV(in_rate,#N)  NPV(0.1,#n,#p,#i)  NPV(0.2,D1:D12)  PV(0.1,#k,100)  PV(0,#k,100,50)
PV(0.05,#k,-#p,1000,1)  PV(in_rate/12,12,,-500)  SUM(MMULT(A1:B2,A3:B4))  INDEX(MMULT(A1:C2,D1:E2),1,1)

LEFT(#t)  LEFT(#t,2)  LEFT(#t,0)  RIGHT(#t,2)  RIGHT(#t)  MID(#t,2,2)
MID(#t,9,2)  LEN(#t)  LEN(#n)  LEN(D3)  UPPER(#t)  LOWER(#t)  TRIM(#t)  TRIM(REPT(" ",2)&"a"&REPT(" ",3)&"b ")
EXACT(#t,#t)  EXACT("a","A")  CONCATENATE(#t,"-",#n)  CONCATENATE(1/4,#p)  REPT(#t,#k)  REPT("ab",0)
#p/3&""  1/3&""  1/3000&""  1E14&""  -0.1&""  LEFT(#n,2)  LEFT("客户价值",2)

DATE(2024,#k,31)  DATE(2024,14,1)  DATE(2023,3,0)  DATE(2000,-1,15)  DATE(99,1,1)  DATE(2024,2,29)+1
YEAR(#d)  MONTH(#d)  DAY(#d)  YEAR(#d+0.9)  DAY(DATE(YEAR(#d),MONTH(#d)+1,0))
TEXT(#n,"0")  TEXT(#n,"0.00")  TEXT(#n*1000,"#,##0")  TEXT(#n*1E6,"#,##0.00")  TEXT(#p,"0%")
TEXT(#p/7,"0.0%")  TEXT(#d,"yyyy-mm-dd")  TEXT(2.5,"0")  TEXT(-1234567.895,"#,##0.00")  TEXT(0.125,"0%")
FIND("a",#t)  FIND("n",#t,3)  ISERROR(FIND("x",#t))  FIND("Ａ","xＡ")  SUBSTITUTE(#t,"a","b")
SUBSTITUTE(#t,"","b")  SUBSTITUTE("a.b,c",".","")  VALUE("34.3%")  VALUE("1,234.5")  VALUE("-7")
ISERROR(VALUE("abc"))  ISERROR(VALUE("7.000,00"))  VALUE(#n)  VALUE(" 12 ")
FIXED(#n,2)  FIXED(#n*1E6,1)  FIXED(#p)  FIXED(#n*1000,0,TRUE)  FIXED(-0.001,2)  FIXED(2.5,0)  FIXED(-1234567.895,2)

CLV_SIMPLE(#p,#k,3,15)  CLV_SIMPLE(#p,#k,3)  CLV_SIMPLE(#p,-1,3)  IFERROR(CLV_SIMPLE(1,#t,1),"text")
PARETO_SHARE(F1:F12,0.25)  PARETO_SHARE(F1:F12)  INDEX(DECILE(A1:A12,4),#k,1)  SEGMENT(555)
SEGMENT(RFM_SCORE(1,2,3))  SUM(RFM_SCORE(B1:B12,B1:B12,F1:F12,3))  SEGMENT_ACTION("nobody")
SEGMENT(111,"tiers","zh")  INDEX(SEGMENT_SUMMARY(C1:C12,F1:F12,,"en",FALSE),1,2)
INDEX(RFM_SCORE(B1:B12,B1:B12,F1:F12,3),#k)  INDEX(CLV_SIMPLE(F1:F12,3,2),#k,1)
INDEX(SEGMENT(RFM_SCORE(B1:B12,B1:B12,F1:F12),"tiers"),#k,1)  ROWS(DECILE(A1:A12,4))
INDEX(SEGMENT_SUMMARY(C1:C12,F1:F12,B1:B12,"en"),#k,#k)  INDEX(SEGMENT_SUMMARY(C1:C12,F1:F12),#k,1)
"""
"""Formulas; #n is a cell with a number, #N a range of them, #N8 eight rows, #k a number 1 to 8."""

EXCEL: dict[str, Any] = {
    # A truth value is a kind of its own in Excel, and a number in Calc.
    '"a"<TRUE': True,
    "TRUE=1": False,
    'TRUE&""': "TRUE",
    "LEN(J1)": 4.0,
    "ISNUMBER(J1)": False,
    "SUM(J1:J5)": 1.0,
    "COUNT(J1:J12)": 3.0,
    "AVERAGE(J1:J3)": 1.0,
    "MAX(J1:J2)": 0.0,
    "MEDIAN(J5:J8)": 2.5,
    "NPV(0,J1:J3)": 1.0,
    "SUMPRODUCT(J1:J3,B1:B3)": 3.0,
    "SUMPRODUCT(B1:B3>1)": 0.0,
    "COUNTIF(J1:J12,TRUE)": 2.0,
    "COUNTIF(J1:J12,0)": 1.0,
    # A text that is a number is one for a criterion, and for a sum where it is given by itself.
    "COUNTIF(J1:J12,5)": 2.0,
    'SUM(1,"3")': 4.0,
    # What Calc calls an invalid argument, or has no error for.
    "0^0": "#NUM!",
    "POWER(0,-1)": "#DIV/0!",
    "SMALL(A1:A12,99)": "#NUM!",
    "MEDIAN(C1:C3)": "#NUM!",
    "CHOOSE(9,1,2)": "#VALUE!",
    "LOG(8,1)": "#DIV/0!",
    "VLOOKUP(1,B1:F12,9,FALSE)": "#REF!",
    "NPV(-1,1,2)": "#DIV/0!",
    "LEFT(C1,-1)": "#VALUE!",
    "MID(C1,0,1)": "#VALUE!",
    'REPT("a",-1)': "#VALUE!",
    # Excel's days begin with 1900-01-00 and end with 9999-12-31.
    "YEAR(0)": 1900.0,
    "DAY(60)": 29.0,
    "YEAR(-1)": "#NUM!",
    "DATE(10000,1,1)": "#NUM!",
}
"""Formulas for which Calc gives something else than Excel, with what Excel gives."""


def formulas(seed: int) -> list[str]:
    """All formulas, with cells, ranges and numbers drawn by chance."""
    chance = random.Random(seed)

    def drawn(match: re.Match[str]) -> str:
        sign, rows = match[1], match[2]
        if sign == "k":
            return str(chance.randint(1, 8))
        column = PLACES[sign.lower()]
        if sign.islower():
            return f"{column}{rows or chance.randint(1, ROWS)}"
        size = int(rows) if rows else chance.randint(2, ROWS)
        first = 1 if rows else chance.randint(1, ROWS - size + 1)
        return f"{column}{first}:{column}{first + size - 1}"

    return [
        "=" + re.sub(r"#([a-zA-Z])(\d*)", drawn, text).removeprefix("=") for text in templates()
    ]


def templates() -> list[str]:
    """The formulas as they stand above, apart by two blanks."""
    return [text for line in FORMULAS.splitlines() for text in line.split("  ") if text]


def report(given: list[str]) -> Report:
    """A workbook of the data and the formulas."""
    columns = (
        NUMBERS, COUNTS, TEXTS, MIXED, DATES, POSITIVE,
        [Formula(f"=A{row}*F{row}") for row in range(1, ROWS + 1)], SORTED, FALLING, LOGICALS,
    )  # fmt: skip
    names = {0: "in_values", 2: "in_labels"}
    data = Table(
        "data", 0, 0,
        tuple(Column("", values, name=names.get(at)) for at, values in enumerate(columns)),
        header=False,
    )  # fmt: skip
    cells = tuple(Cell(row, 20, Formula(text)) for row, text in enumerate(given))
    rate = Cell(0, 40, 0.1, name="in_rate")
    second = [[10, 20, 30, "x"], ["a", "b", "c", "d"], [1.5, None, 2, 4], [3, 3, 3, 3],
              [1, 2, 3, 4], ["one", "two", "three", "four"]]  # fmt: skip
    other = tuple(
        Cell(down, across, value)
        for down, values in enumerate(second)
        for across, value in enumerate(values)
    )
    return Report(
        "Formulas",
        (Sheet("Data", tables=(data,), cells=(*cells, rate)), Sheet("数据 2", cells=other)),
    )


def write(made: Report, path: Path) -> None:
    """Write the workbook without any value of a formula."""
    with xlsxwriter.Workbook(path) as book:
        for sheet in made.sheets:
            page = book.add_worksheet(sheet.name)
            for cell in sheet.cells:
                page.write(cell.row, cell.column, written(cell.value))
            for table in sheet.tables:
                for at, column in enumerate(table.columns):
                    for row, value in enumerate(column.values):
                        put = page.write_string if isinstance(value, str) else page.write
                        put(table.row + row, table.column + at, written(value))
        book.define_name("in_rate", "=Data!$AO$1")
        book.define_name("in_values", "=Data!$A$1:$A$12")
        book.define_name("in_labels", "=Data!$C$1:$C$12")


def written(value: Any) -> Any:
    """A formula as XlsxWriter takes it."""
    return value.text if isinstance(value, Formula) else value
