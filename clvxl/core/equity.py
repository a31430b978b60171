"""What a customer base is worth, and what money decisions about it bring."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from clvxl.core._checks import Number, above, at_least, fraction, quotient, vector
from clvxl.errors import DomainError, InputError
from clvxl.text import Text

__all__ = [
    "Budget", "acquisition_cost", "budget_split", "campaign_roi", "churn_cost", "customer_equity",
    "expected_loss", "historic_value", "referral_value", "return_on_customer",
]  # fmt: skip


def customer_equity(values: ArrayLike, counts: ArrayLike = 1.0) -> float:
    """Return the value of all customers: Σ value × count.

    Parameters
    ----------
    values : array_like, shape (n,)
        Lifetime value of a customer of each kind, in money.
    counts : array_like, shape () or (n,), optional
        Customers of each kind, 0 or more.

    Returns
    -------
    float

    Raises
    ------
    InputError
        Different lengths.
    DomainError
        A count below 0.

    Notes
    -----
    Rust, Zeithaml & Lemon (2000), Driving Customer Equity: the sum of the lifetime values of a
    firm's customers.

    Examples
    --------
    >>> customer_equity([100.0, 20.0], [3, 10])
    500.0
    """
    worth, people = vector("values", values), vector("counts", counts)
    at_least("counts", people, 0)
    if len(people) not in (1, len(worth)):
        raise InputError(
            Text(
                "counts must be one cell or as long as values: {rows} rows, not {expected}",
                "counts 必须是一个单元格，或与 values 等长：现为 {rows} 行，应为 {expected} 行",
            ),
            rows=len(people), expected=len(worth),
        )  # fmt: skip
    return float((worth * people).sum())


def return_on_customer(profit: Number, equity_start: Number, equity_end: Number) -> Number:
    """Return (profit + equity_end − equity_start) ÷ equity_start.

    Parameters
    ----------
    profit : float or ndarray
        Of the period, in money.
    equity_start, equity_end : float or ndarray
        Value of the customer base before and after the period, in money; the first one above 0.

    Returns
    -------
    float or ndarray
        A share: 0.1 is ten per cent.

    Raises
    ------
    ZeroBaseError, DomainError
        An equity of 0, or below, at the start.

    Notes
    -----
    Peppers & Rogers (2005), Return on Customer.

    Examples
    --------
    >>> round(return_on_customer(30.0, 200.0, 210.0), 4)
    0.2
    """
    change = quotient(profit + equity_end - equity_start, equity_start, "equity_start")
    at_least("equity_start", equity_start, 0)
    return change


def historic_value(flows: ArrayLike, discount_rate: float) -> float:
    """Return past profits compounded to today, the last one made today.

    Parameters
    ----------
    flows : array_like, shape (n,)
        Profit of each past period, oldest first, in money.
    discount_rate : float
        Per period, above −1.

    Returns
    -------
    float

    Raises
    ------
    DomainError
        A rate of −1 or below.

    Examples
    --------
    >>> historic_value([100.0, 100.0], 0.25)
    225.0
    """
    past = vector("historic_flows", flows)
    above("discount_rate", discount_rate, -1)
    return float((past * (1.0 + discount_rate) ** np.arange(len(past) - 1.0, -1.0, -1.0)).sum())


def referral_value(
    won_referrals: Number,
    would_have_joined: Number,
    clv: Number,
    acquisition_cost: Number,
    discount_rate: Number = 0.0,
    delay: Number = 0.0,
) -> Number:
    """Return what a customer's referrals are worth.

    Parameters
    ----------
    won_referrals : float or ndarray
        New customers who came by the referral and would not have joined without it, 0 or more.
    would_have_joined : float or ndarray
        New customers who came by it and would have joined anyway, 0 or more.
    clv : float or ndarray
        Lifetime value of a new customer before acquisition, in money.
    acquisition_cost : float or ndarray
        What winning a customer costs without a referral, in money.
    discount_rate : float or ndarray, optional
        Per period, above −1.
    delay : float or ndarray, optional
        Periods until the referrals join, 0 or more.

    Returns
    -------
    float or ndarray
        In money.

    Raises
    ------
    DomainError
        A value outside its domain.

    Notes
    -----
    [won × (clv + acquisition_cost) + would_have_joined × acquisition_cost] ÷ (1 + d)^delay. After
    Kumar, Petersen & Leone (2007), Harvard Business Review 85(10), "How Valuable Is Word of
    Mouth?".

    Examples
    --------
    >>> referral_value(2.0, 3.0, 100.0, 10.0)
    250.0
    """
    for name, number in (
        ("won_referrals", won_referrals), ("would_have_joined", would_have_joined),
        ("delay", delay),
    ):  # fmt: skip
        at_least(name, number, 0)
    above("discount_rate", discount_rate, -1)
    brought = won_referrals * (clv + acquisition_cost) + would_have_joined * acquisition_cost
    return brought / (1.0 + discount_rate) ** delay


def churn_cost(customers_lost: Number, clv: Number, replacement_cost: Number = 0.0) -> Number:
    """Return what lost customers cost: customers_lost × (clv + replacement_cost).

    Parameters
    ----------
    customers_lost : float or ndarray
        0 or more.
    clv : float or ndarray
        Lifetime value of a customer, in money.
    replacement_cost : float or ndarray, optional
        What winning another customer costs, in money.

    Returns
    -------
    float or ndarray

    Raises
    ------
    DomainError
        Fewer than 0 customers.

    Examples
    --------
    >>> churn_cost(12.0, 300.0, 50.0)
    4200.0
    """
    at_least("customers_lost", customers_lost, 0)
    return customers_lost * (clv + replacement_cost)


def expected_loss(
    default_probability: Number, loss_given_default: Number, exposure: Number
) -> Number:
    """Return the loss to be expected from a borrower.

    Parameters
    ----------
    default_probability : float or ndarray
        In [0, 1].
    loss_given_default : float or ndarray
        Share of the exposure that is lost, in [0, 1].
    exposure : float or ndarray
        Money owed at default, 0 or more.

    Returns
    -------
    float or ndarray
        In money.

    Raises
    ------
    DomainError
        A value outside its domain.

    Notes
    -----
    PD × LGD × EAD: Basel Committee on Banking Supervision (2005), An Explanatory Note on the
    Basel II IRB Risk Weight Functions, section 2.

    Examples
    --------
    >>> expected_loss(0.02, 0.5, 10_000.0)
    100.0
    """
    fraction("default_probability", default_probability)
    fraction("loss_given_default", loss_given_default)
    at_least("exposure", exposure, 0)
    return default_probability * loss_given_default * exposure


def acquisition_cost(spending: Number, new_customers: Number) -> Number:
    """Return what winning a customer costs: spending ÷ new_customers.

    Parameters
    ----------
    spending : float or ndarray
        In money, 0 or more.
    new_customers : float or ndarray
        Won with it, 0 or more.

    Returns
    -------
    float or ndarray

    Raises
    ------
    ZeroBaseError
        No new customer.
    DomainError
        A value below 0.

    Examples
    --------
    >>> acquisition_cost(5000.0, 40.0)
    125.0
    """
    at_least("spending", spending, 0)
    at_least("new_customers", new_customers, 0)
    return quotient(spending, new_customers, "new_customers")


def campaign_roi(cost: Number, contacts: Number, response_rate: Number, value: Number) -> Number:
    """Return (contacts × response_rate × value − cost) ÷ cost.

    Parameters
    ----------
    cost : float or ndarray
        Of the whole campaign, in money, above 0.
    contacts : float or ndarray
        0 or more.
    response_rate : float or ndarray
        In [0, 1].
    value : float or ndarray
        What a response brings, in money.

    Returns
    -------
    float or ndarray
        A share: 0.1 is ten per cent; −1 where nobody responds.

    Raises
    ------
    ZeroBaseError
        A campaign without cost.
    DomainError
        A value outside its domain.

    Examples
    --------
    >>> campaign_roi(1000.0, 5000.0, 0.02, 15.0)
    0.5
    """
    at_least("cost", cost, 0)
    at_least("contacts", contacts, 0)
    fraction("response_rate", response_rate)
    return quotient(contacts * response_rate * value - cost, cost, "cost")


@dataclass(frozen=True)
class Budget:
    """The best spending on winning and keeping customers.

    `acquisition` is spent per prospect, `retention` per customer and period, in money; the rates
    are what they reach; `equity` is the value of a prospect; `at_bound` names what is best left
    unspent.
    """

    acquisition: float
    retention: float
    acquisition_rate: float
    retention_rate: float
    equity: float
    at_bound: tuple[str, ...]


def budget_split(
    acquisition_ceiling: float,
    acquisition_k: float,
    retention_ceiling: float,
    retention_k: float,
    margin: float,
    discount_rate: float,
) -> Budget:
    """Return how to spend on acquisition and retention for the largest customer equity.

    Parameters
    ----------
    acquisition_ceiling, retention_ceiling : float
        The rates that no spending exceeds, in [0, 1].
    acquisition_k, retention_k : float
        How fast spending comes near them, per unit of money, above 0.
    margin : float
        Profit of a customer and period before retention spending, in money.
    discount_rate : float
        Per period, above −1; with a retention ceiling below 1 + discount_rate.

    Returns
    -------
    Budget

    Raises
    ------
    DomainError
        A value outside its domain.

    Notes
    -----
    Rate = ceiling × (1 − exp(−k × spending)). Equity of a prospect: a m − A + a (m − R ÷ r) r' ÷
    (1 − r'), with r' = r ÷ (1 + d). Blattberg & Deighton (1996), Harvard Business Review 74(4),
    pp. 136–144; a customer brings his margin at once, R is spent on each of today's customers and
    the kept share r brings the margin of the next period. Solved by scipy's bounded search, first
    for the retention that is best for a customer, then for the acquisition.

    Examples
    --------
    >>> found = budget_split(0.4, 0.05, 0.7, 0.1, 60.0, 0.2)
    >>> round(found.acquisition_rate, 3), round(found.retention_rate, 3)
    (0.172, 0.586)
    """
    from scipy.optimize import minimize_scalar

    fraction("acquisition_ceiling", acquisition_ceiling)
    fraction("retention_ceiling", retention_ceiling)
    above("acquisition_k", acquisition_k, 0)
    above("retention_k", retention_k, 0)
    above("discount_rate", discount_rate, -1)
    if retention_ceiling >= 1.0 + discount_rate:
        raise DomainError(
            Text(
                "retention_ceiling must be below 1 + discount_rate, or the value has no end",
                "retention_ceiling 必须小于 1 + discount_rate，否则价值没有尽头",
            ),
            value=retention_ceiling,
        )

    def customer(spent: float) -> float:
        kept = retention_ceiling * -np.expm1(-retention_k * spent) / (1.0 + discount_rate)
        return float((margin - spent / (1.0 + discount_rate)) / (1.0 - kept))

    def best(gain: Any, highest: float) -> float:
        """Where a gain is largest between 0 and `highest`; 0 where any spending loses."""
        if highest <= 0:
            return 0.0
        found = minimize_scalar(
            lambda spent: -gain(spent), bounds=(0.0, highest), method="bounded",
            options={"xatol": 1e-10 * highest},
        ).x  # fmt: skip
        return float(found) if gain(found) > gain(0.0) else 0.0

    # more than the margin is never worth spending on keeping it, nor more than it is worth
    retention = best(customer, max(margin, 0.0) / (1.0 - retention_ceiling / (1.0 + discount_rate)))
    worth = customer(retention)
    spending = 0.0
    if acquisition_ceiling * acquisition_k * worth > 1:
        spending = float(np.log(acquisition_ceiling * acquisition_k * worth) / acquisition_k)
    won = float(acquisition_ceiling * -np.expm1(-acquisition_k * spending))
    kept = float(retention_ceiling * -np.expm1(-retention_k * retention))
    unspent = {"acquisition": spending, "retention": retention}
    at_bound = tuple(name for name, spent in unspent.items() if spent == 0)
    return Budget(spending, retention, won, kept, won * worth - spending, at_bound)
