"""The calculator against two engines that share no code with it: what each formula gives."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from clvxl.exercises.formulas.book import Book
from clvxl.exercises.formulas.evaluator import NAMES
from tests.exercises.engines import ENGINES, Place, calls_ours, differences
from tests.exercises.many_formulas import EXCEL, formulas, report, templates, write

FIFTEEN_DIGITS = {"INT((0.1+0.7)*10)", "MOD(5.3,0.1)"}
"""Ours and Calc round to the 15 digits that a cell shows, the engines do not."""

DIFFERENT: dict[str, set[str]] = {
    # Ours and Calc: #VALUE!, as the sizes do not match.
    "formulon": {*FIFTEEN_DIGITS, "INDEX(MMULT(A1:C2,D1:E2),1,1)"},
    "formualizer": {
        *FIFTEEN_DIGITS,
        # Binary fractions are left as they are.
        "0.1+0.2=0.3", "0.3-0.1-0.2", "SUMPRODUCT(--(#N8-0.2=#N8-0.1-0.1))",
        '#p/3&""', '1/3&""', '1/3000&""',
        # Most functions take the first of the cells alone, in SUMPRODUCT too.
        "SUMPRODUCT(ABS(#N8))", "SUMPRODUCT(ROUND(#N8,1))", "SUMPRODUCT(LEN(#T8))",
        "SUMPRODUCT(--EXACT(#T8,#t))", "SUMPRODUCT(--ISNUMBER(#M8))",
        "SUMPRODUCT(--(YEAR(#D8)=2024))", 'SUMPRODUCT(--(UPPER(#T8)="ANN"))',
        "SUMPRODUCT(1/COUNTIF(A1:A12,A1:A12))",
        "SUMPRODUCT(SQRT(#P8)*LN(#P8)*EXP(#P8/9)*SIGN(#N8))",
        "SUMPRODUCT((B1:B12>=#i)/COUNTIF(C1:C12,C1:C12))",
        "SUMPRODUCT(--ISBLANK(D1:D12),LEN(C1:C12))", "SUMPRODUCT(ROW(A1:A4)^2)",
        "SUMPRODUCT(LEN(COLUMN(A1:D1)&C1:C2))", "SUMPRODUCT(LEN(LEFT(C1:C3,{1,2})))",
        "SUMPRODUCT(MATCH(B1:B3,B1:B12,0))", "SUMPRODUCT(VLOOKUP(B1:B3,B1:F12,4,FALSE))",
        "SUM(ROW(A2:A5))",
        # It has no MMULT, and roots of numbers below 0 are none.
        "SUMPRODUCT(MMULT(A1:B2,A3:B4))", "SUM(MMULT(A1:B2,A3:B4))",
        "INDEX(MMULT(A1:C2,D1:E2),1,1)", "POWER(-8,1/3)",
        # Of these Excel's answer is known, and is what ours and formulon give.
        "SUMPRODUCT(J1:J3,B1:B3)", "SUMPRODUCT(B1:B3>1)", "0^0", "POWER(0,-1)", "LOG(8,1)",
        "NPV(-1,1,2)", "DATE(10000,1,1)", 'VALUE("1,234.5")',
    },
}  # fmt: skip
"""Formulas for which an engine gives something else."""

SEEDS = range(3)


@lru_cache
def drawn(seed: int) -> dict[str, str]:
    """Each formula that needs no function of ours, by its template."""
    texts = [*formulas(seed), *(f"={text}" for text in EXCEL)]
    pairs = zip([*templates(), *EXCEL], texts, strict=True)
    return {template: text for template, text in pairs if not calls_ours(text)}


@pytest.mark.parametrize("engine", ENGINES)
def test_values_are_those_of_the_engine(engine: str, tmp_path: Path) -> None:
    """Every formula gives what the engine gives, but for those that are listed with a reason."""
    different: dict[str, Any] = {}
    for seed in SEEDS:
        given = drawn(seed)
        made = report(list(given.values()))
        book, path = Book(made), tmp_path / f"{seed}.xlsx"
        book.compute()
        write(made, path)
        places = [Place("Data", row, 20) for row in range(len(given))]
        theirs = ENGINES[engine](path.read_bytes()).values(places)
        found = differences(
            {at: _plain(book.value(*at)) for at in places},
            {at: _plain(theirs[at]) for at in places},
        )
        different |= {list(given)[at.row]: values for at, values in found.items()}
    assert DIFFERENT[engine] == set(different), different


def _plain(value: Any) -> Any:
    """A value; a whole number is a number like others."""
    return float(value) if type(value) is int else value


@pytest.mark.parametrize(("engine", "lacking"), [("formulon", set()), ("formualizer", {"MMULT"})])
def test_every_function_is_compared(engine: str, lacking: set[str]) -> None:
    """Each function of the calculator stands in a formula for which the engine gives the same."""
    same = drawn(0).keys() - DIFFERENT[engine]
    called = {name for text in same for name in re.findall(r"([A-Z]+)\(", text)}
    assert lacking == NAMES - called
