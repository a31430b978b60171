"""The calculator of the template workbooks: what formulas mean, and what is refused."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clvxl.exercises.engine.calculate import calculated
from clvxl.report.records import Cell, Column, Formula, Report, Sheet, Table, TextAt

DATA = (
    # A numbers, B texts, C a bit of everything, D truth values
    [5.0, -2.0, 0.5, 5.0, 10.0],
    ["ann", "Bo", "ANN", "客户", "b"],
    [1.0, None, "x", "", 4.0],
    [True, False, True, None, 1.0],
)


def sheet_of(*formulas: str) -> Sheet:
    """The data in A1:D5, formulas in column H."""
    data = Table("data", 0, 0, tuple(Column("", values) for values in DATA), header=False)
    cells = tuple(Cell(row, 7, Formula(text)) for row, text in enumerate(formulas))
    return Sheet("Data", tables=(data,), cells=cells)


def values(*formulas: str) -> list[Any]:
    """What formulas give beside the data."""
    done = calculated(Report("t", (sheet_of(*formulas),)))
    return [cell.value.value for cell in done.sheets[0].cells]


def value(formula: str) -> Any:
    """What one formula gives."""
    return values(formula)[0]


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=-2^2", 4.0), ("=2^3^2", 64.0), ("=2^-1", 0.5), ("=-50%", -0.5), ("=200%^2", 4.0),
        ("=1+2*3", 7.0), ("=(1+2)*3", 9.0), ("=8/4/2", 1.0), ("=1-2-3", -4.0), ("=--TRUE", 1.0),
        ('=1+2&"a"&3*2', "3a6"), ('="a"&1=1&"A"', False), ("=1<2=TRUE", True), ("=+A1", 5.0),
        ("= 1 +\n2 ", 3.0), (".5+5.", 5.5), ("=1e2+1.5E-1", 100.15), ("=----A2", -2.0),
    ],
)  # fmt: skip
def test_precedence(formula: str, expected: Any) -> None:
    """Signs bind as in Excel: minus before ^, % before ^, both before * and /, then + -, & and =."""
    assert expected == value(formula)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ('="Ann"="aNN"', True), ('="5"=5', False), ('="z">5', True), ("=TRUE>99", True),
        ('="b">"Abc"', True), ("=C2=0", True), ('=C2=""', True), ("=C2=FALSE", True),
        ("=C4=C2", True), ("=0.1+0.2=0.3", True), ("=0.3-0.1-0.2", 0.0), ("=1=1.00000000001", False),
        ('="客户"<>"客 户"', True), ("=C2", 0.0), ('=C2&"x"', "x"), ("=Z99+1", 1.0), ("=D4", 0.0),
    ],
)  # fmt: skip
def test_comparing_and_blanks(formula: str, expected: Any) -> None:
    """Text ignores case and is never a number; a blank is 0, an empty text and FALSE."""
    assert expected == value(formula)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=IF(FALSE,1)", False), ("=IF(FALSE,1,)", 0.0), ("=IF(TRUE,,5)", 0.0),
        ("=ROUND(2.5,)", 3.0), ("=MATCH(5,A1:A5,)", 1.0), ("=COUNT(1,,2)", 3.0),
        ("=MIN(1,,2)", 0.0), ('=LEFT("abc",)', ""), ('=LEFT("abc")', "a"), ("=RANK(5,A1:A5,)", 2.0),
        ("=CLV_SIMPLE(20,6,3,,0.5)", 180.0), ("=CLV_SIMPLE(20,6,3,15)", 345.0), ("=ROW()", 1.0),
    ],
)  # fmt: skip
def test_omitted_arguments(formula: str, expected: Any) -> None:
    """What is left out between commas is 0, FALSE or empty; at the end it is the default."""
    assert expected == value(formula)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ('=COUNTIF(B1:B5,"ann")', 2), ('=COUNTIF(B1:B5,"=ANN")', 2), ("=COUNTIF(B1:B5,B4)", 1),
        ('=COUNTIF(B1:B5,"<>ann")', 3), ('=COUNTIF(B1:B3,">b")', 1), ('=COUNTIF(B1:B3,"<="&B5)', 2),
        ('=COUNTIF(B1:B5,"")', 0), ('=COUNTIF(B1:B5,"<>")', 5), ('=COUNTIF(A1:A5,">0")', 4), ("=COUNTIF(A1:A5,5)", 2), ('=COUNTIF(A1:A5,"<>5")', 3),
        ('=COUNTIF(C1:C5,"=")', 2), ('=COUNTIF(C1:C5,"")', 2), ('=COUNTIF(C1:C5,"<>4")', 4),
        ("=COUNTIF(C1:C5,Z1)", 0), ("=COUNTIF(D1:D5,TRUE)", 2), ("=COUNTBLANK(C1:C9)", 6),
        ('=COUNTIFS(A1:A5,">=0.5",B1:B5,"ann")', 2), ('=SUMIF(B1:B5,"ann",A1:A5)', 5.5),
        ('=SUMIFS(A1:A5,A1:A5,"<"&A5,B1:B5,"<>bo")', 10.5), ('=AVERAGEIF(A1:A5,">1")', 20 / 3),
        ('=IFERROR(AVERAGEIF(A1:A5,">99"),"none")', "none"),
    ],
)  # fmt: skip
def test_criteria(formula: str, expected: Any) -> None:
    """Criteria compare texts without case and numbers as such; <> meets all other cells."""
    assert expected == value(formula)


def test_percentiles_are_type_7() -> None:
    """PERCENTILE and QUARTILE are numpy's linear quantiles."""
    numbers = DATA[0]
    for share in (0.0, 0.1, 0.25, 0.5, 0.9, 1.0):
        assert np.quantile(numbers, share) == pytest.approx(value(f"=PERCENTILE(A1:A5,{share})"))
    assert np.quantile(numbers, 0.75) == value("=QUARTILE(A1:A5,3)")


@pytest.mark.parametrize(
    ("inner", "error"),
    [
        ("1/0", "#DIV/0!"), ('1+"x"', "#VALUE!"), ("SQRT(-1)", "#NUM!"), ("0^0", "#NUM!"),
        ("MATCH(7,A1:A5,0)", "#N/A"), ("INDEX(A1:A5,9)", "#REF!"), ("10^309", "#NUM!"),
        ("CLV_SIMPLE(20,-6,3)", "#NUM!"), ('SEGMENT_ACTION("nobody")', "#N/A"),
        ("SUMPRODUCT(1/(A1:A5-5))", "#DIV/0!"), ("AND(TRUE,1/0)", "#DIV/0!"), ("-(1/0)", "#DIV/0!"),
    ],
)  # fmt: skip
def test_errors_travel(inner: str, error: str) -> None:
    """An error goes through all that takes it, is caught by IFERROR, and refused at the end."""
    caught, is_error, is_na = values(
        f'=IFERROR(1+ABS({inner}),"caught")', f"=ISERROR({inner})", f"=ISNA(SUM(1,{inner}))"
    )
    assert ("caught", True, error == "#N/A") == (caught, is_error, is_na)
    with pytest.raises(ValueError, match=f"Data!H1: =.* gives {error}"):
        value(f"={inner}")


def test_our_own_functions_say_why() -> None:
    """An error of one of our functions comes with its sentence."""
    with pytest.raises(ValueError, match=r"gives #NUM!: purchase_frequency must be at least 0"):
        value("=CLV_SIMPLE(20,-6,3)")


@pytest.mark.parametrize(
    ("formula", "reason"),
    [
        ("=NOSUCH(1)", "unknown function NOSUCH"), ("=in_nothing+1", "unknown name in_nothing"),
        ("=IF(TRUE,1,nothing)", "unknown name nothing"), ("=Other!A1", "unknown sheet Other"),
        ("=A1:A5+1", "a range stands where one value belongs"),
        ("=A1:A5", "a range stands where one value belongs"),
        ("=LEN(B1:B5)", "a range stands where one value belongs"),
        ("=SUM(A1:A5*2)", "a range stands where one value belongs"),
        ("=LARGE(A1:A5*2,1)", "a range stands where one value belongs"),
        ("=IF(A1:A5>0,1,2)", "a range stands where one value belongs"),
        ("=DECILE(A1:A5)", "a range stands where one value belongs"),
        ("=SUMPRODUCT(IF(A1:A5>0,1,2))", "IF takes one value, not a range of them"),
        ("=SUMPRODUCT(IFERROR(1/A1:A5,0))", "IFERROR takes one value, not a range of them"),
        ("=SUMPRODUCT(CHOOSE(A1:A5,1,2))", "CHOOSE takes one value, not a range of them"),
        ("=SUM(TRANSPOSE(A1:A5))", "unknown function TRANSPOSE"),
        ("=SUMPRODUCT(PARETO_SHARE(A1:A5*2))", "a range stands where one value belongs"),
        ("=A:A", "unsupported syntax"), ("=SUM(A1 B1)", "unsupported syntax"),
        ("=Table1[Amount]", "unsupported syntax"), ("=1+", "unsupported syntax: the end"),
        ("=SUM((A1,B1))", "unsupported syntax"), ("=@A1", "unsupported syntax"),
        ("=#N/A", "unsupported syntax"), ("=R1C1", "unknown name r1c1"), ("=A1:B2:C3", "unsupported"),
        ("={1,2;3}", "as many values"), ("=ROUND(1)", "ROUND does not take 1 arguments"),
        ("=IF(TRUE)", "IF does not take 1 arguments"), ("=SUM()", "SUM does not take 0 arguments"),
        ('=COUNTIFS(A1:A5,">0",B1:B5)', "COUNTIFS does not take 3 arguments"),
        ('=COUNTIF(B1:B5,"a*")', "wildcards"), ('=MATCH("a?",B1:B5,0)', "wildcards"),
        ("=COUNTIF({1,2},1)", "a range of cells is wanted"), ("=MATCH(1,A1:A5)", "not sorted"),
        ('="2025-01-31"+1', "depends on the country"), ('="1,5"*2', "depends on the country"),
        ('="客"<"户"', "depends on the language"), ('=1/3000000&""', "depends on the program"),
        ('=TEXT(1,"0.000")', "TEXT knows the formats"), ("=LEN(\"😀\")", "depends on the program"),
        ("=DATE(1900,1,31)", "1900-03-01"), ("=" + "(" * 65 + "1" + ")" * 65, "64 levels"),
        (f'="{"x" * 256}"', "255 characters"), ("=" + "1+" * 4096 + "1", "8192 characters"),
        ("=1" + "%" * 65, "64 levels"), ("=XFE1", "no sheet has a column XFE"), ("=A1048577", "no sheet has a row"),
        ("=Q1!A1", "must be quoted"),
    ],
)  # fmt: skip
def test_what_is_refused(formula: str, reason: str) -> None:
    """What Excel reads in another way, or not at all, is refused with its cell and the reason."""
    with pytest.raises(ValueError, match=f"Data!H1: .*{reason}"):
        value(formula)


def test_references_and_names() -> None:
    """Other sheets, names of cells and columns, $ and any letter case lead to the same cells."""
    figures = Table("f", 2, 1, (Column("Amount", [1.0, 2.0, 3.0], name="in_amounts"),))
    rate = Cell(0, 0, 0.5, name="in_rate")
    texts = (TextAt(9, 0, "a title"),)
    second = Sheet("数据 '1'", tables=(figures,), cells=(rate,), texts=texts)
    formulas = (
        "='数据 ''1'''!A1+IN_Rate", "=SUM(in_amounts)", "=SUM('数据 ''1'''!$B$4:b6)",
        "='数据 ''1'''!B3&'数据 ''1'''!A10", "=SUM(A5:$A$1)", "=ROWS(in_amounts)", "=data!A1",
    )  # fmt: skip
    done = calculated(Report("t", (sheet_of(*formulas), second)))
    got = [cell.value.value for cell in done.sheets[0].cells]
    assert [1.0, 6.0, 6.0, "Amounta title", 18.5, 3.0, 5.0] == got


def test_names_leave_out_a_total() -> None:
    """The name of a column with a total means the rows above it."""
    total = Formula("=SUM(sales)")
    table = Table("t", 0, 0, (Column("Sales", [1.0, 2.0, total], name="sales"),), total=True)
    done = calculated(Report("t", (Sheet("Data", tables=(table,)),)))
    assert [1.0, 2.0, Formula("=SUM(sales)", 3.0)] == done.sheets[0].tables[0].columns[0].values


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ('=SUMPRODUCT((B1:B5="ann")*A1:A5)', 5.5), ("=SUMPRODUCT(MAX((B1:B5=B2)*A1:A5))", 0.0),
        ("=SUMPRODUCT(LARGE((A1:A5<1)*A1:A5,1))", 0.5), ("=SUMPRODUCT(LARGE(A1*1,1))", 5.0),
        ("=SUMPRODUCT(ABS(A1:A5))", 22.5), ('=SUMPRODUCT(--EXACT(B1:B5,"ANN"))', 1.0),
        ("=SUMPRODUCT(--ISNUMBER(C1:C5),A1:A5)", 15.0), ("=SUMPRODUCT(A1:A5>0)", 0.0),
        ("=SUMPRODUCT(1/COUNTIF(B1:B5,B1:B5))", 4.0), ("=SUMPRODUCT(A1:A2*{1,10})", 33.0),
        ("=SUMPRODUCT(--(D1:D5=TRUE))", 2.0), ("=SUMPRODUCT(A1:A5,A1:A5)", 154.25),
        ("=SUMPRODUCT(MMULT({1,0;0,2},{1;1}))", 3.0), ("=SUMPRODUCT(1+(ROW(A1:A4)>2))", 6.0),
        ("=SUMPRODUCT(A1:A3*{1,10})", 38.5), ('=SUMPRODUCT(LEN(LEFT(B1:B2,{1,2})))', 6.0),
    ],
)  # fmt: skip
def test_sumproduct_takes_each_cell(formula: str, expected: float) -> None:
    """Inside SUMPRODUCT operators and functions work cell by cell."""
    assert expected == pytest.approx(value(formula))


def test_tables_of_our_own_functions() -> None:
    """INDEX takes the table of one of our functions apart; what is empty in it is an empty text."""
    table = 'SEGMENT_SUMMARY(B1:B3,A1:A3,,"en",FALSE)'
    rows = [values(*(f"=INDEX({table},{row},{at})" for at in (1, 2))) for row in (1, 2, 3, 4)]
    assert [["ann", 1.0], ["ANN", 1.0], ["Bo", 1.0], ["Total", 3.0]] == rows
    assert ["", 4.0, 8.0] == values(f"=INDEX({table},1,4)", f"=ROWS({table})", f"=COLUMNS({table})")
    assert 2.0 == value("=INDEX(DECILE({3;20;10},2),1,1)")


def column_of(formulas: list[str]) -> list[Any]:
    """Formulas in column A of an empty sheet, and what they give."""
    table = Table("t", 0, 0, (Column("", [Formula(f) for f in formulas]),), header=False)
    done = calculated(Report("t", (Sheet("Data", tables=(table,)),)))
    return [formula.value for formula in done.sheets[0].tables[0].columns[0].values]


def test_long_chains_in_both_directions() -> None:
    """A column may refer to itself upwards or downwards over thousands of rows."""
    rows = 5_000
    down = column_of(["=1", *(f"=A{row}+1" for row in range(1, rows))])
    up = column_of([*(f"=A{row + 1}+1" for row in range(1, rows)), "=1"])
    assert [float(row) for row in range(1, rows + 1)] == down == up[::-1]


def test_deep_and_long_formulas() -> None:
    """A formula may be 64 levels deep and as long as Excel takes it."""
    assert 1.0 == value("=" + "SUM(" * 64 + "1" + ")" * 64)
    assert 3.0 == value("=" + "IF(TRUE,(" * 32 + "3" + "))" * 32)
    assert 4000.0 == value("=" + "1+" * 3999 + "1")


def test_ranges_wait_for_their_cells() -> None:
    """A range of formulas further down is computed before what needs it."""
    assert [6.0, 1.0, 2.0, 3.0] == column_of(["=SUM(A2:A4)", "=1", "=A2*2", "=A3+A2"])


@pytest.mark.parametrize(
    "formulas",
    [["=A1"], ["=A2", "=A1"], ["=SUM(A1:A2)", "=1"], ["=A2+1", "=A3", "=SUM(A1:A3)"]],
)
def test_circles_are_refused(formulas: list[str]) -> None:
    """A formula that needs its own value is refused."""
    with pytest.raises(ValueError, match="circular reference through Data!A1"):
        column_of(formulas)


def test_only_the_branch_taken_is_needed() -> None:
    """A circle through a branch that is not taken is none."""
    assert [1.0, 1.0] == column_of(["=IF(TRUE,1,A2)", "=A1"])


def test_the_rest_of_the_report_is_kept() -> None:
    """Nothing but the values of formulas is changed, and progress ends at 1."""
    shares: list[float] = []
    numbers = Column("n", np.arange(3.0))
    table = Table("t", 0, 0, (numbers, Column("f", [1.0, Formula("=A2+1", "old"), "x"])))
    sheet = Sheet("Data", (TextAt(9, 9, "t"),), (table,), widths={0: 5.0}, hidden=True)
    before = Report("t", (sheet,), "zh", "template")
    after = calculated(before, shares.append)
    filled = after.sheets[0].tables[0].columns
    assert numbers is filled[0]
    assert [1.0, Formula("=A2+1", 1.0), "x"] == filled[1].values
    kept = (after.title, after.language, after.template, after.sheets[0].hidden)
    assert ("t", "zh", "template", True) == kept
    assert [0.0, 1.0] == shares


@pytest.mark.parametrize(
    ("sheet", "reason"),
    [
        (Sheet("Data", cells=(Cell(0, 0, 1, name="a_"), Cell(1, 0, 1, name="A_"))), "given twice"),
        (Sheet("Data", cells=(Cell(0, 0, [1]),)), "Data!A1: a cell cannot hold a list"),
        (Sheet("Data", cells=(Cell(0, 0, Formula("=1")), Cell(0, 0, 2))), "Data!A1: a formula and"),
        (Sheet("Data", cells=(Cell(0, 0, 2), Cell(0, 0, Formula("=1")))), "Data!A1: a formula and"),
    ],
)
def test_faults_of_the_author(sheet: Sheet, reason: str) -> None:
    """Names given twice, odd values and two things in one cell are refused."""
    with pytest.raises(ValueError, match=reason):
        calculated(Report("t", (sheet,)))


NUMBERS = st.one_of(st.integers(-50, 50), st.floats(-1e6, 1e6)).map(lambda n: round(float(n), 3))
CELLS = st.lists(st.one_of(NUMBERS, st.sampled_from(["a", "A", "b", "客", None])), min_size=2)


@given(CELLS, CELLS, st.sampled_from(["=", "<>", "+", "-", "*"]))
def test_whole_ranges_are_as_their_cells(left: list[Any], right: list[Any], sign: str) -> None:
    """An operator on ranges, in one go, gives what it gives for each pair of cells."""
    rows = min(len(left), len(right))
    given_cells = Column("", left[:rows]), Column("", right[:rows])
    columns = [
        [f'=IFERROR({formula},"error")' for formula in formulas]
        for formulas in (
            [f"--(A{row}{sign}B{row})" for row in range(1, rows + 1)],
            [picked(f"A1:A{rows}{sign}B1:B{rows}", row) for row in range(1, rows + 1)],
            [f"--(A{row}{sign}B$1)" for row in range(1, rows + 1)],
            [picked(f"A1:A{rows}{sign}B1", row) for row in range(1, rows + 1)],
        )
    ]
    computed = tuple(Column("", [Formula(text) for text in texts]) for texts in columns)
    table = Table("d", 0, 0, (*given_cells, *computed), header=False)
    [done] = calculated(Report("t", (Sheet("Data", tables=(table,)),))).sheets[0].tables
    each, whole, each_first, whole_first = (
        [formula.value for formula in column.values] for column in done.columns[2:]
    )
    assert each == whole
    assert each_first == whole_first


def picked(block: str, row: int) -> str:
    """One cell of a block that SUMPRODUCT computes, errors too."""
    return f"SUMPRODUCT(--INDEX({block},{row},1))"


OPPOSITE = {">0": "<=0", "a": "<>a", "=b": "<>b", "<>": "=", "3": "<>3", "客": "<>客"}


@given(CELLS, st.sampled_from(sorted(OPPOSITE)))
def test_counts_and_sums_agree(cells: list[Any], criterion: str) -> None:
    """A criterion and its opposite together meet all cells, and add up to their sum."""
    table = Table("d", 0, 0, (Column("", cells, name="all_cells"),), header=False)
    formulas = [
        f'={function}(all_cells,"{sign}")'
        for function in ("COUNTIF", "SUMIF")
        for sign in (criterion, OPPOSITE[criterion])
    ]
    placed = tuple(Cell(row, 3, Formula(text)) for row, text in enumerate(formulas))
    done = calculated(Report("t", (Sheet("Data", tables=(table,), cells=placed),))).sheets[0]
    met, others, met_sum, others_sum = (cell.value.value for cell in done.cells)
    numbers = [cell for cell in cells if isinstance(cell, float)]
    assert (len(numbers) if criterion == ">0" else len(cells)) == met + others
    assert sum(numbers) == pytest.approx(met_sum + others_sum, abs=1e-6)
