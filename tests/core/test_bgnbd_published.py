"""BG/NBD and MBG/NBD against what is printed."""

from __future__ import annotations

import lzma

import numpy as np
import pytest

from clvxl.core import customer_base as base
from clvxl.core._customer_base import history
from clvxl.core.bgnbd import BGNBD
from clvxl.core.customer_base_fit import fit
from clvxl.core.mbgnbd import MBGNBD
from clvxl.core.paretonbd import ParetoNBD
from clvxl.data.purchase_days import purchase_days
from tests.conftest import SHARED
from tests.published import bg_nbd as printed
from tests.published import pareto_nbd
from tests.shared_data import cdnow, cdnow_rounded, table

MANUAL = np.array(printed.MANUAL)


def test_fit_of_the_rounded_summary_is_the_papers():
    """CDNOW rounded to .01 week: the printed parameters and log-likelihood to every digit."""
    found = fit(BGNBD(), cdnow_rounded())
    assert printed.PRINTED == pytest.approx(found.parameters, abs=5.01e-4)
    assert printed.PRINTED_LOG_LIKELIHOOD == pytest.approx(found.log_likelihood, abs=0.05)
    assert printed.ROUNDED == pytest.approx(found.parameters, abs=1.1e-6, rel=1e-6)
    assert printed.ROUNDED_LOG_LIKELIHOOD == pytest.approx(found.log_likelihood, abs=5.1e-6)


def test_fit_of_the_exact_summary_and_its_errors():
    """CDNOW in days ÷ 7: six digits of the maximum, and of its standard errors."""
    found = fit(BGNBD(), cdnow())
    assert printed.EXACT == pytest.approx(found.parameters, abs=1.1e-6, rel=1e-6)
    assert printed.EXACT_LOG_LIKELIHOOD == pytest.approx(found.log_likelihood, abs=5.1e-6)
    assert printed.EXACT_ERRORS == pytest.approx(found.standard_errors, rel=1e-4)


def test_fit_of_the_modified_model():
    """MBG/NBD on both summaries: six digits, and BTYDplus's three."""
    rounded, exact = fit(MBGNBD(), cdnow_rounded()), fit(MBGNBD(), cdnow())
    assert printed.MODIFIED_ROUNDED == pytest.approx(rounded.parameters, abs=1.1e-6, rel=1e-6)
    assert printed.MODIFIED_ROUNDED_LOG_LIKELIHOOD == pytest.approx(
        rounded.log_likelihood, abs=5.1e-6
    )
    assert printed.MODIFIED_EXACT == pytest.approx(exact.parameters, abs=1.1e-6, rel=1e-6)
    assert printed.MODIFIED_EXACT_LOG_LIKELIHOOD == pytest.approx(exact.log_likelihood, abs=5.1e-6)
    assert printed.MODIFIED_PRINTED == pytest.approx(exact.parameters, abs=5.01e-4)


def test_fits_of_all_customers():
    """All 23,570 CDNOW customers from their lines of sale, same-day purchases merged."""
    path = SHARED / "cdnow_master.txt.xz"
    if not path.exists():
        pytest.skip("needs cdnow_master.txt.xz in ../shared/data")
    with lzma.open(path, "rt") as lines:
        rows = [line.split()[:2] for line in list(lines)[1:]]
    days = np.array([f"{day[:4]}-{day[4:6]}-{day[6:]}" for _, day in rows], "datetime64[D]")
    sold = purchase_days([who for who, _ in rows], days.astype(float))
    seen = sold.histories(float(np.datetime64("1998-06-30", "D").astype(float)), 7.0)
    data = history(seen.frequency, seen.recency, seen.T)
    found = fit(BGNBD(), data)
    assert 23_570 == found.customers
    assert printed.MASTER == pytest.approx(found.parameters, abs=1.1e-6, rel=1e-6)
    assert printed.MASTER_LOG_LIKELIHOOD == pytest.approx(found.log_likelihood, abs=5.1e-6)
    pareto = fit(ParetoNBD(), data)
    assert tuple(pareto_nbd.MASTER.values()) == pytest.approx(pareto.parameters, rel=1.2e-5)
    assert pareto_nbd.MASTER_LOG_LIKELIHOOD == pytest.approx(pareto.log_likelihood, abs=5.1e-6)


@pytest.mark.parametrize(
    ("model", "theirs", "off"),
    [
        (BGNBD(), printed.LIFETIMES, 1e-5),
        (MBGNBD(), printed.LIFETIMES_MODIFIED, 1e-5),
        (ParetoNBD(), printed.LIFETIMES_PARETO, 2e-4),
    ],
    ids=["bgnbd", "mbgnbd", "paretonbd"],
)
def test_fits_agree_with_lifetimes(model, theirs, off):
    """lifetimes 0.11.3 on the same data: to 1e-5; its Pareto/NBD stops short, and is no likelier."""
    data = cdnow_rounded()
    found = fit(model, data)
    assert theirs == pytest.approx(found.parameters, rel=off)
    assert model.log_likelihood(np.array(theirs), data).sum() <= found.log_likelihood + 1e-8


def test_expectations_as_printed():
    """The worksheet's customer with two purchases, and a new one's purchases by six times."""
    p = np.array(printed.ROUNDED)
    (row, horizon, value) = printed.CONDITIONAL
    past = history(*([cell] for cell in row))
    assert value == pytest.approx(base.expected(BGNBD(), p, horizon, past)[0], abs=5.01e-4)
    times, values = printed.NEW
    found = base.new(BGNBD(), p, np.array(times))
    assert values[:-1] == pytest.approx(found[:-1], abs=5.1e-5)
    assert values[-1] == pytest.approx(found[-1], abs=printed.NEW_CUT_OFF)


def test_probabilities_as_printed():
    """The R manual's P(X(t) = n), to every digit."""
    found = base.pmf(BGNBD(), MANUAL, 2.0, 10.0)
    assert printed.TEN_IN_TWO == pytest.approx(float(found), abs=5.1e-13)
    assert printed.NONE_IN_39 == pytest.approx(
        float(base.pmf(BGNBD(), MANUAL, 39.0, 0.0)), abs=5.1e-8
    )
    many = base.pmf(BGNBD(), MANUAL, 30.0, np.arange(11.0, 21.0))
    assert printed.IN_30 == pytest.approx(many, abs=5.1e-11)


def test_likelihood_of_extremes():
    """One customer who never came back, one with 200 purchases: no overflow."""
    for row, value, off in printed.EXTREME_LOG_LIKELIHOOD:
        past = history(*([cell] for cell in row))
        found = BGNBD().log_likelihood(np.array(printed.EXTREME), past)[0]
        assert value == pytest.approx(found, abs=off)


def test_dropout_of_the_population():
    """Mean and variance of the probability of dropping out, as printed."""
    _, _, a, b = printed.EXACT
    assert printed.MEAN_DROPOUT == pytest.approx(a / (a + b), abs=5.1e-5)
    variance = a * b / ((a + b) ** 2 * (a + b + 1))
    assert printed.DROPOUT_VARIANCE == pytest.approx(variance, abs=5.1e-4)


def test_tracking_as_printed():
    """CDNOW, exact weeks, weeks 20 to 25: expected purchases of all, cumulated and by week."""
    data = cdnow()
    start = data.T.max() - data.T
    found = base.tracking(BGNBD(), np.array(printed.EXACT), start, np.arange(19.0, 26.0))
    assert printed.CUMULATED == pytest.approx(found[1:], rel=1e-4)
    assert printed.WEEKLY == pytest.approx(np.diff(found), rel=1e-4)


def test_what_was_held_out_by_frequency():
    """CDNOW, exact weeks: customers by purchases, and what they bought in 39 more weeks."""
    rows = table("btyd_cdnowSummary_cbs_unrounded.csv")
    group = np.minimum(rows["x"], 7).astype(int)
    customers = np.bincount(group)
    assert list(printed.HELD_OUT_CUSTOMERS) == customers.tolist()
    means = np.bincount(group, rows["x_star"]) / customers
    assert printed.HELD_OUT_MEANS == pytest.approx(means, rel=1e-6)
