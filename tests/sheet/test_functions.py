"""Every function of the registry: its example, its names, its text."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from clvxl.sheet.registry import REGISTRY, value
from clvxl.sheet.spec import Function

# The catalogue: users' formulas rely on these names and orders.
SIGNATURES = (
    "CLV_SIMPLE(purchase_value, purchase_frequency, lifespan, [acquisition_cost=0], [margin=1])",
    'CLV_DCF(revenues, discount_rate, [costs=0], [retention=1], [acquisition_cost=0], [timing="end"], [retention_kind="rate"], [first_certain=FALSE], [inflation=0])',
    'CLV_DCF_TABLE(revenues, discount_rate, [costs=0], [retention=1], [acquisition_cost=0], [timing="end"], [retention_kind="rate"], [first_certain=FALSE], [inflation=0], [language="en"], [header=TRUE])',
    'CLV_RETENTION(margin, retention_rate, discount_rate, [periods], [retention_cost=0], [acquisition_cost=0], [growth=0], [timing="start"], [cycle=1])',
    'MARGIN_MULTIPLE(retention_rate, discount_rate, [growth=0], [timing="end"])',
    'BREAKEVEN_RETENTION(acquisition_cost, margin, discount_rate, [periods], [timing="start"])',
    'PAYBACK_PERIOD(acquisition_cost, margin, [retention_rate=1], [discount_rate=0], [timing="end"])',
    'CLV_COMPONENTS(flows, discount_rate, [retention=1], [timing="end"], [language="en"], [header=TRUE])',
    'CLV_SENSITIVITY(margin, retention_rate, discount_rate, [change=0.1], [periods], [language="en"], [header=TRUE])',
    "CLV_MIGRATION(repurchase_probabilities, margin, contact_cost, discount_rate, [periods])",
    'CLV_MARKOV(transition_matrix, rewards, discount_rate, [periods], [timing="start"])',
    "SEGMENT_FORECAST(counts, transition_matrix, periods, [header=TRUE])",
    'CUSTOMER_BASE_VALUE(counts, transition_matrix, rewards, discount_rate, periods, [timing="end"])',
    "TRANSITION_MATRIX(customers, periods, segments, [header=TRUE])",
    "CLV_SWITCHING(switching_matrix, brand, purchase_value, margin, purchase_frequency, discount_rate, periods, [current_brand])",
    "CUSTOMER_EQUITY(values, [counts=1])",
    "RETURN_ON_CUSTOMER(profit, equity_start, equity_end)",
    'CUSTOMER_VALUE(historic_flows, current_margin, retention_rate, discount_rate, [periods], [potential_margin=0], [language="en"], [header=TRUE])',
    "REFERRAL_VALUE(won_referrals, would_have_joined, clv, acquisition_cost, [discount_rate=0], [delay=0])",
    "CHURN_COST(customers_lost, clv, [replacement_cost=0])",
    "EXPECTED_LOSS(default_probability, loss_given_default, exposure)",
    "ACQUISITION_COST(spending, new_customers)",
    "CAMPAIGN_ROI(cost, contacts, response_rate, value)",
    'BUDGET_SPLIT(acquisition_ceiling, acquisition_k, retention_ceiling, retention_k, margin, discount_rate, [language="en"], [header=TRUE])',
    "LIFESPAN(retention_rate)",
    "PURCHASE_VALUE(amounts)",
    "PURCHASE_FREQUENCY(customers, [periods=1])",
    "PARETO_SHARE(values, [top=0.2])",
    "DECILE(values, [groups=10])",
    "RETENTION_RATE(customers_start, customers_end, [new_customers=0])",
    "CHURN_RATE(customers_start, customers_lost)",
    "CONVERSION_RATE(converted, prospects)",
    "REPEAT_RATE(customers)",
    "GINI(values)",
    "CSAT(ratings, [satisfied_from=4])",
    "NPS(ratings)",
    "SATISFACTION_GAP(expected, performed, [weights])",
    "DELIVERED_VALUE(benefits, costs)",
    'LIFECYCLE_STAGE(recency, frequency, age, [language="en"])',
    'RFM_TABLE(customers, dates, amounts, [as_of], [orders], [language="en"], [header=TRUE])',
    'RFM_SCORE(recency, frequency, monetary, [bins=5], [method="quantile"], [thresholds], [output="code"])',
    "RFM_THRESHOLDS(recency, frequency, monetary, [bins=5], [header=TRUE])",
    "RFM_HEATMAP(scores, values, [header=TRUE])",
    'SEGMENT(scores, [scheme="standard"], [language="en"])',
    'SEGMENT_SUMMARY(segments, monetary, [frequency], [language="en"], [header=TRUE])',
    'SEGMENT_ACTION(segments, [language="en"])',
    'COHORT_TABLE(customers, dates, [period="month"], [measure="retention"], [amounts], [header=TRUE])',
    "KM_SURVIVAL(durations, ended, [header=TRUE])",
    'VALUE_MATRIX(current_value, potential_value, [current_cut], [potential_cut], [language="en"])',
    "SEGMENT_KMEANS(data, groups, [seed=0], [scale=TRUE])",
    'CUSTOMER_SUMMARY(customers, dates, [amounts], [unit="week"], [as_of], [language="en"], [header=TRUE])',
    'CLV_LEARN(customers, dates, amounts, horizon, [target="value"], [level=0.9], [unit="week"], [as_of], [seed=0], [language="en"], [header=TRUE])',
    "REGULARITY(customers, dates)",
    'CLV_FORECAST(customers, dates, amounts, periods, discount_rate, [model="best"], [unit="week"], [period="month"], [margin=1], [as_of], [level=0.9], [language="en"], [header=TRUE])',
    'BTYD_FIT(model, frequency, recency, T, [penalizer=0], [language="en"], [header=TRUE])',
    'BTYD_COVARIATES(model, frequency, recency, T, purchase_covariates, [dropout_covariates], [penalizer=0], [language="en"], [header=TRUE])',
    "BTYD_OWN_PARAMS(params, purchase_covariates, [dropout_covariates])",
    'BTYD_COMPARE(customers, dates, [amounts], [holdout], [unit="week"], [as_of], [language="en"], [header=TRUE])',
    'BTYD_TRACKING(model, params, customers, dates, [periods], [unit="week"], [as_of], [language="en"], [header=TRUE])',
    'BTYD_FREQUENCIES(model, params, frequency, T, [most=7], [language="en"], [header=TRUE])',
    "BTYD_EXPECTED(model, params, horizon, frequency, recency, T)",
    "BTYD_PALIVE(model, params, frequency, recency, T)",
    "BTYD_ACTIVE(model, params, horizon, frequency, recency, T)",
    "BTYD_FUTURE(model, params, horizon, frequency, recency, T, purchases)",
    "BTYD_RANGE(model, params, horizon, frequency, recency, T, [level=0.9])",
    "BTYD_INTERVAL(model, params, horizon, frequency, recency, T, [level=0.9], [draws=400], [seed=0])",
    'BTYD_TOTAL(model, params, horizon, frequency, recency, T, [level=0.9], [language="en"], [header=TRUE])',
    "BTYD_NEW(model, params, time)",
    "BTYD_PMF(model, params, time, purchases)",
    'BTYD_DERT(model, params, discount_rate, frequency, recency, T, [unit="week"], [period="year"])',
    'CLV_BTYD(model, params, gamma_gamma_params, frequency, recency, T, monetary, periods, discount_rate, [unit="week"], [period="month"], [margin=1])',
    'GAMMA_GAMMA_FIT(frequency, monetary, [penalizer=0], [language="en"], [header=TRUE])',
    "GAMMA_GAMMA_EXPECTED(params, frequency, monetary)",
    "SPEND_INDEPENDENCE(frequency, monetary)",
    'BGBB_FIT(frequency, recency, opportunities, [count=1], [language="en"], [header=TRUE])',
    "BGBB_EXPECTED(params, horizon, frequency, recency, opportunities)",
    "BGBB_PALIVE(params, frequency, recency, opportunities)",
    "BGBB_NEW(params, opportunities)",
    "BGBB_PMF(params, opportunities, purchases)",
    "BGBB_DERT(params, discount_rate, frequency, recency, opportunities)",
    'SBG_FIT(survival, [periods], [language="en"], [header=TRUE])',
    "SBG_SURVIVAL(alpha, beta, time)",
    "SBG_RETENTION(alpha, beta, time)",
    "SBG_DERL(alpha, beta, discount_rate, [renewals=0])",
    'BDW_FIT(survival, [periods], [language="en"], [header=TRUE])',
    "BDW_SURVIVAL(alpha, beta, c, time)",
    'CLV_HELP([name], [language="en"])',
)


def approx(answer):
    """An answer's numbers may differ in the last bit from one machine to another."""
    if isinstance(answer, list):
        return [[approx(cell) for cell in row] for row in answer]
    return pytest.approx(answer, rel=1e-12) if isinstance(answer, float) else answer


@pytest.mark.parametrize("function", REGISTRY.values(), ids=REGISTRY)
def test_example(function: Function) -> None:
    """The example that the help shows gives the answer that the help shows."""
    got = value(function.name, *function.example.args)
    if function.example.at:
        row, column = function.example.at
        got = got[row - 1][column - 1]
    assert approx(function.example.answer) == got


def test_signatures_are_the_catalogue() -> None:
    """Names, order and defaults of all arguments are those that users rely on."""
    assert list(SIGNATURES) == [function.signature() for function in REGISTRY.values()]


@pytest.mark.parametrize("function", REGISTRY.values(), ids=REGISTRY)
def test_chinese_help_is_chinese(function: Function) -> None:
    """Help and argument help exist in Chinese and are not the English text."""
    texts = [function.help.zh, *(argument.help.zh for argument in function.arguments)]
    assert all(
        any("\u4e00" <= sign <= "\u9fff" for sign in text)
        for text in texts
        if text != '"en" 或 "zh"'
    )
    assert any("\u4e00" <= sign <= "\u9fff" for sign in function.notes.zh)


@pytest.mark.parametrize(
    "function",
    [f for f in REGISTRY.values() if f.arguments[-1].name == "header"],
    ids=lambda f: f.name,
)
def test_header_false_drops_the_header_row_only(function: Function) -> None:
    """A table without its header is the table with it, less the first row."""
    args = [*function.example.args][: len(function.arguments) - 1]
    args += [None] * (len(function.arguments) - 1 - len(args))
    with_header, without = value(function.name, *args, True), value(function.name, *args, False)
    assert with_header[1:] == without
    assert all(isinstance(title, str) for title in with_header[0])


def test_help_lists_every_function() -> None:
    """CLV_HELP() has a row for each function, in both languages."""
    for language in ("en", "zh"):
        rows = value("CLV_HELP", None, language)
        assert list(REGISTRY) == [row[0] for row in rows[1:]]


def test_help_of_each_function_tells_its_arguments_source_and_example() -> None:
    """CLV_HELP(name) names each argument, the source and the example's formula."""
    for name, function in REGISTRY.items():
        rows = value("CLV_HELP", name.lower())
        left = [row[0] for row in rows]
        assert function.signature() == left[0]
        assert [argument.name for argument in function.arguments] == left[
            1 : len(function.arguments) + 1
        ]
        assert [function.source.en, function.example.formula(name)] == [
            row[1] for row in rows[-3:-1]
        ]


def test_segment_languages_and_actions_go_together() -> None:
    """Every name that SEGMENT gives, in either language, has an action in both."""
    codes = [[100 * r + 10 * f + m] for r in range(1, 6) for f in range(1, 6) for m in range(1, 6)]
    for scheme in ("standard", "tiers", "eight"):
        for language in ("en", "zh"):
            names = value("SEGMENT", codes, scheme, language)
            for said in ("en", "zh"):
                actions = value("SEGMENT_ACTION", names, said)
                assert all(len(action) > 4 and action[0] != "#" for (action,) in actions)


def test_segment_bins() -> None:
    """A range takes its highest score for the number of bins, a single cell five."""
    assert [["High"], ["Low"]] == value("SEGMENT", [[222], [111]], "tiers")
    assert "Low" == value("SEGMENT", 222, "tiers")
    assert [["Champions"]] == value("SEGMENT", [[5, 5, 1]])
    assert ["重要价值", "一般挽留"] == [
        row[0] for row in value("SEGMENT", [[222], [111]], "eight", "zh")
    ]


def test_rfm_table_counts_purchases_and_takes_returns_off() -> None:
    """Returns lower the money, not the count; blank rows and rows after as_of do not count."""
    got = value(
        "RFM_TABLE",
        [["a"], [None], ["a"], ["b"], ["a"], ["c"]],
        [[45000.25], [""], [45010], ["2023-03-01"], ["2023-04-01"], ["2023-12-31"]],
        [[10], [None], [-4], [0], [6], [5]],
        "2023-06-30",
        None,
        "en",
        False,
    )
    assert [["a", 90, 2, 12, 6, 45000, 45017], ["b", None, 0, 0, None, None, None]] == got


def test_averages_of_a_log_are_its_revenue_a_customer() -> None:
    """Value, frequency and a lifespan of 1 make CLV_SIMPLE the revenue per customer of the log."""
    customers = [["Ann"], ["Bo"], [None], ["Ann"], [" Ann "], [""]]
    amounts = [[4.5], [3.2], [None], [5.1], [0.2], [""]]
    averages = (
        value("PURCHASE_VALUE", amounts),
        value("PURCHASE_FREQUENCY", customers),
        value("LIFESPAN", 0),
    )
    assert (3.25, 2.0, 1.0) == averages
    assert 13 / 2 == value("CLV_SIMPLE", *averages)


def test_purchase_value_is_the_average_of_rfm_table() -> None:
    """One customer's rows have the mean that RFM_TABLE prints: returns off, zeros no purchase."""
    amounts = [[10], [None], [-4], [0], [6]]
    table = value("RFM_TABLE", [["a"]] * 5, [[45000]] * 5, [[10], [0], [-4], [0], [6]])
    assert table[1][4] == value("PURCHASE_VALUE", amounts) == 6


def test_purchase_frequency_tells_customers_apart_as_rfm_table_does() -> None:
    """Capital and small are different customers; the number 7, the text and spaces are not."""
    customers = [[7], ["7"], [7.0], ["a"], ["A"], [" a\u200b "], ["b\u00a0c"], ["b c"]]
    customers += [["X@y.org"], ["x@Y.org"], ["12"], ["12.0"], [12], [True], [1]]
    n = len(customers)
    table = value("RFM_TABLE", customers, [[45000]] * n, [[1]] * n, None, None, "en", False)
    names = [7, "a", "A", "b\u00a0c", "X@y.org", "12", "12.0", "TRUE", 1]
    assert names == [row[0] for row in table]
    assert n / 9 == value("PURCHASE_FREQUENCY", customers)
    assert n / 9 / 2 == value("PURCHASE_FREQUENCY", [[row[0] for row in customers]], [[2]])


def test_words_for_nothing_are_blank_customers() -> None:
    """NULL is a blank: not counted alone, and refused with its row beside a date and an amount."""
    assert 2.0 == value("PURCHASE_FREQUENCY", [["a"], ["NULL"], ["a"], ["n/a"]])
    from clvxl.sheet.registry import answer

    got = answer("RFM_TABLE", [["a"], ["NULL"]], [[45000]] * 2, [[1]] * 2)
    assert "customers is blank (got NULL in row 2)" == got.faults[0].sentence()
    assert 2 == len(value("SEGMENT_SUMMARY", [["None"]], [[1]], None, "en", False))


@pytest.mark.parametrize("big", [2**53, 10**18, -(10**18), 10**40])
@pytest.mark.parametrize("hand_over", [list, tuple, lambda cells: np.array(cells, dtype=object)])
def test_python_integers_are_exact_customers(big: int, hand_over: Any) -> None:
    """Integers that a float cannot tell apart are different customers, called by their digits."""
    customers = hand_over([big, big + 1, str(big), 7])
    table = value("RFM_TABLE", customers, [45000] * 4, [1] * 4, None, None, "en", False)
    assert [str(big), str(big + 1), 7] == [row[0] for row in table]
    if big < 2**63 - 1:
        assert 4 / 3 == value("PURCHASE_FREQUENCY", np.array([big, big + 1, big, 7]))


@pytest.mark.parametrize(
    "customer", [1e15, 2.0**53, -1e16, "1.23457E+11", np.float64(1e15)], ids=str
)  # fmt: skip
@pytest.mark.parametrize("others", [[7.0, 8.0], ["a", "b"]])
def test_a_customer_that_lost_digits_is_refused(customer: Any, others: list[Any]) -> None:
    """A number that could be any of several customers is refused with its row."""
    from clvxl.sheet.registry import answer

    got = answer("PURCHASE_FREQUENCY", [*others, customer])
    assert "customers holds a number that lost digits" in got.faults[0].sentence()
    assert "row 3" in got.faults[0].sentence()
    assert 1.0 == value("PURCHASE_FREQUENCY", [*others, 1e15 - 1])


def test_a_customer_that_is_no_number_is_none() -> None:
    """NaN, which only Python can hand over, is a row without a customer."""
    assert 2.0 == value("PURCHASE_FREQUENCY", [[7], [float("nan")], [7]])
    assert "#VALUE!" == value("PURCHASE_FREQUENCY", [[float("nan")]])
    assert "#VALUE!" == value("PURCHASE_FREQUENCY", [[None]])


def test_lifespan_works_row_by_row() -> None:
    """Each bad row has its own error and sentence, a blank stays empty, the others answer."""
    from clvxl.sheet.registry import answer

    got = answer("LIFESPAN", [[0.5], [None], [1], ["x"], [80], ["#REF!"], [0], [1]])
    assert [[2], [None], ["#NUM!"], ["#VALUE!"], ["#NUM!"], ["#REF!"], [1], ["#NUM!"]] == got.value
    assert [
        "retention_rate must be a number (got x in row 4)",
        "retention_rate must be between 0 and 1: write 30 % as 0.3 (got 80 in row 5)",
        "retention_rate must be below 1: at 1 no customer ever leaves and the lifespan has no end "
        "(got 1 in row 3)",
    ] == [fault.sentence() for fault in got.faults]
    assert [1, 1, 2] == [fault.rows for fault in got.faults]


@pytest.mark.parametrize(
    ("call", "error", "sentence"),
    [
        (("LIFESPAN", 1), "#NUM!",
         "retention_rate must be below 1: at 1 no customer ever leaves and the lifespan has no "
         "end (got 1)"),
        (("LIFESPAN", -0.2), "#NUM!",
         "retention_rate must be between 0 and 1: write 30 % as 0.3 (got -0.2)"),
        (("PURCHASE_VALUE", [[0], [None], [-3]]), "#DIV/0!",
         "amounts must have one above 0: without a purchase there is no mean"),
        (("PURCHASE_VALUE", [[1], [None], ["x"]]), "#VALUE!",
         "amounts must be a number (got x in row 3)"),
        (("PURCHASE_VALUE", [[1e308], [1e308]]), "#NUM!",
         "the result is too large for a number"),
        (("PURCHASE_VALUE", [[1, 2], [3, 4]]), "#VALUE!", "amounts must be one column or one row"),
        (("PURCHASE_VALUE", [[None], [""]]), "#VALUE!", "amounts is an empty range"),
        (("PURCHASE_FREQUENCY", [[None], [""]]), "#VALUE!", "customers is an empty range"),
        (("PURCHASE_FREQUENCY", [["a"]], 0), "#NUM!", "periods must be above 0 (got 0)"),
        (("PURCHASE_FREQUENCY", [["a"]], "year"), "#VALUE!",
         "periods must be a number (got year)"),
        (("PURCHASE_FREQUENCY", [["a"], ["b"]], [[1], [2]]), "#VALUE!",
         "periods must be one cell, not a range"),
        (("CLV_DCF", [[1], [None]], 0.1), "#VALUE!", "revenues is blank (row 2)"),
        (("CLV_DCF", [[1], ["x"]], 0.1), "#VALUE!", "revenues must be a number (got x in row 2)"),
        (("CLV_DCF", [[1]], 0.1, 0, 1, 0, "middle"), "#VALUE!",
         "timing must be one of end, start, mid (got middle)"),
        (("CLV_DCF", [[1]], -2), "#NUM!", "discount_rate must be above -1 (got -2)"),
        (("CLV_DCF", [[1, 2], [3, 4]], 0.1), "#VALUE!", "revenues must be one column or one row"),
        (("PARETO_SHARE", [[0], [0]]), "#DIV/0!",
         "the values add up to 0, so that no share of them exists"),
        (("RFM_TABLE", [["a"]], [["03/04/2025"]], [[1]]), "#VALUE!",
         "dates can be read with the day or the month first: write such as 2025-01-31, or "
         "real dates (got 03/04/2025)"),
        (("RFM_TABLE", [["a"], ["b"]], [[45000], ["2025-W10"]], [[1], [1]]), "#VALUE!",
         "dates must be a date or text such as 2025-01-31; day and month are never guessed "
         "(got 2025-W10 in row 2)"),
        (("RFM_TABLE", [["a"], ["b"]], [[45000]], [[1], [2]]), "#VALUE!",
         "dates must be as long as customers: 2 rows, not 1"),
        (("RFM_TABLE", [["a"]], [[45000]], [[1]], 44000), "#N/A",
         "all dates lie after as_of; take a later as_of (got 44000)"),
        (("SEGMENT", 555, "nine"), "#VALUE!",
         "scheme must be one of standard, tiers, eight, or a range of rules (got nine)"),
        (("SEGMENT_ACTION", "Friends"), "#N/A",
         "no action is known for this segment; use a name that SEGMENT gives (got Friends)"),
        (("CLV_HELP", "NPV"), "#N/A",
         "no function has this name or speaks of it; CLV_HELP() lists all functions (got NPV)"),
        (("RFM_SCORE", [[1], [2]], [[1], [2], [3]], 1), "#VALUE!",
         "frequency must be as long as recency: 2 rows, not 3"),
        (("DECILE", [[1], [2]], 2.5), "#NUM!",
         "groups must be a whole number between 2 and 1000 (got 2.5)"),
    ],
)  # fmt: skip
def test_refusals(call, error: str, sentence: str) -> None:
    """Bad input gives the right cell error, and a sentence that says what, where and the remedy."""
    from clvxl.sheet.registry import answer

    got = answer(*call)
    shown = (
        {cell for row in got.value for cell in row} if isinstance(got.value, list) else {got.value}
    )
    assert {error} == shown
    assert [sentence] == [fault.sentence() for fault in got.faults]
    assert got.faults[0].sentence("zh") != sentence


def test_an_error_cell_is_passed_on() -> None:
    """An error among the rows is the one answer, whatever else is there."""
    assert "#REF!" == value("PURCHASE_VALUE", [[1], ["#REF!"]])
    assert "#N/A" == value("PURCHASE_FREQUENCY", [["a"], ["#N/A"]])
    assert "#N/A" == value("PURCHASE_FREQUENCY", [["a"]], "#N/A")


def test_one_rule_is_a_range_of_rules() -> None:
    """A single row of rules works, with "Others" for whom it does not fit; Others has an action."""
    rule = [["A", 4, 5, 4, 5, 4, 5]]
    assert [["A"], ["Others"]] == value("SEGMENT", [[555], [111]], rule)
    assert "#" != value("SEGMENT_ACTION", "Others")[0]
    assert "其他" == value("SEGMENT", 111, rule, "zh")


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (("CLV_DCF", [[1, None, 3]], 0.2), "revenues is blank (column 2)"),
        (("CLV_DCF", [[1, 2, 3]], 0.2, 0, [[0.5, 0.5, 5]]),
         "retention must be between 0 and 1: write 30 % as 0.3 (got 5 in column 3)"),
        (("CLV_DCF", [[1], [2]], 0.2, 0, 90),
         "retention must be between 0 and 1: write 30 % as 0.3 (got 90)"),
        (("CLV_DCF", [[1e308], [1e308]], -0.9), "the result is too large for a number"),
        (("RFM_SCORE", [[1]], [[1]], [[1]], 3, None, [[1, 2], [1, 2], [1, float("inf")]]),
         "thresholds must be a finite number (row 3)"),
    ],
)  # fmt: skip
def test_places_in_sentences(call, sentence: str) -> None:
    """A sentence names the row in a column, the column in a row, and neither for one cell."""
    from clvxl.sheet.registry import answer

    assert sentence == answer(*call).faults[0].sentence()


def test_infinite_cells_of_a_table_are_errors() -> None:
    """A table shows #NUM! where a number is too large, and says why."""
    from clvxl.sheet.registry import answer

    got = answer("RFM_TABLE", [["a"], ["a"]], [[45000], [45000]], [[1e308], [1e308]])
    assert "#NUM!" == got.value[1][3]
    assert got.faults
