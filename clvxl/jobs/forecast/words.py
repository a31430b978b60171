"""What a forecast comes to, in sentences: each computed, none said where it would not be true."""

from __future__ import annotations

import datetime as dt

import numpy as np

from clvxl.core._fitted import FittedModel
from clvxl.jobs.forecast.figures import Figures
from clvxl.jobs.forecast.sentences import MODELS, SAID, SPANS
from clvxl.report.values import shown
from clvxl.report.words import money as said_of_money
from clvxl.sheet.fits import STATUS
from clvxl.sheet.texts import CONTENDERS

__all__ = [
    "blind_spots", "caveats", "findings", "model_name", "money", "samples", "span", "warning",
]  # fmt: skip

_EPOCH = dt.date(1899, 12, 30)

DEPENDENT = 0.2
"""From this correlation of frequency and amount on it is said."""

SMALL = 100
"""Expected amounts from here on are told without pennies."""

FAR = 0.25
"""A learned estimate that differs by this share of the model's is said to."""


def span(number: float, unit: str, language: str) -> str:
    """Return a number of units of time in words.

    >>> span(12, "month", "en"), span(1, "week", "zh"), span(4.5, "week", "en")
    ('12 months', '1 周', '4.5 weeks')
    """
    n = round(number, 1)
    return SPANS.say(f"{unit}_one" if n == 1 else unit, language, n=n)


def money(figures: Figures, value: float) -> str:
    """Return an amount in a sentence, with its currency: pennies only where it is small."""
    return said_of_money(float(value), figures.currency, SMALL)


def model_name(name: str, language: str) -> str:
    """Return the name of a model or another way to foretell."""
    return (MODELS if name in MODELS else CONTENDERS).say(name, language)


def _day(day: float) -> str:
    return (_EPOCH + dt.timedelta(days=int(day))).isoformat()


def warning(figures: Figures, language: str) -> str:
    """Return the first line where there is no forecast, or one to be read with care; else ""."""
    base = figures.base
    if base.prospects is None:
        reason = "" if base.fault is None else base.fault.sentence(language)
        return SAID.say("refused", language, reason=reason)
    edges = base.prospects.fit.edges
    if not edges:
        return ""
    between = "；" if language == "zh" else "; "
    meaning = between.join(STATUS.say(edge, language) for edge in edges)
    return SAID.say("edge", language, meaning=meaning)


def findings(figures: Figures, language: str) -> list[str]:
    """Return what was found: what is expected of all, who is there, who is gone, how sure."""
    base = figures.base
    if base.prospects is None:
        known = SAID.say(
            "known", language, day=_day(base.wishes.day), customers=len(figures.labels),
            repeat=figures.repeated,
            revenue=money(figures, figures.spent.sum()),
        )  # fmt: skip
        return [known, *_of_learned(figures, language)]
    return [
        _of_all(figures, language),
        _of_there(figures, language),
        _of_lost(figures, language),
        *_of_trial(figures, language),
        *_of_learned(figures, language),
    ]


def _of_all(figures: Figures, language: str) -> str:
    wishes, found = figures.base.wishes, figures.prospects
    sure = bool(np.isfinite(found.revenue.high))
    return SAID.say(
        "ahead" if sure else "ahead_no_range", language, day=_day(wishes.day),
        customers=len(figures.labels), span=span(wishes.horizon, wishes.unit, language),
        purchases=round(found.purchases.expected), low=round(found.purchases.low),
        high=round(found.purchases.high), revenue=money(figures, found.revenue.expected),
        least=money(figures, found.revenue.low), most=money(figures, found.revenue.high),
        level=f"{wishes.level:.4g}"
        if wishes.level * 100 % 1 else f"{wishes.level:.0%}",
    )  # fmt: skip


def _of_there(figures: Figures, language: str) -> str:
    there = figures.there
    once = len(figures.labels) - figures.repeated
    key = "there_bgnbd" if figures.prospects.model in ("bgnbd", "bgcnbd") and once else "there"
    share = shown(there / len(figures.labels), "percent")
    return SAID.say(key, language, there=round(there), share=share, once=once)


def _of_lost(figures: Figures, language: str) -> str:
    stake = money(figures, figures.at_stake(figures.lost).sum())
    key = "lost" if len(figures.lost) else "none_lost"
    good = figures.good
    return SAID.say(key, language, good=good, count=len(figures.lost), stake=stake)


def _of_trial(figures: Figures, language: str) -> list[str]:
    trial, wishes, name = figures.base.trial, figures.base.wishes, figures.prospects.model
    found = next((one for one in trial.contenders if one.name == name), None) if trial else None
    if trial is None or found is None or found.errors is None:
        return []
    errors = found.errors
    bias = "" if np.isnan(errors.bias) else f"{errors.bias:+.1%}"
    said = SAID.say(
        "tried", language, held=span((trial.end - trial.day) / wishes.days, wishes.unit, language),
        model=model_name(name, language), expected=round(errors.expected),
        actual=round(errors.actual), bias=bias,
    )  # fmt: skip
    return [said if bias else said.replace(" ()", "").replace("（）", "")]


def _of_learned(figures: Figures, language: str) -> list[str]:
    learnt, wishes = figures.base.learnt, figures.base.wishes
    if learnt is None:
        return []
    scaled = learnt.span < wishes.horizon * wishes.days
    said = SAID.say(
        "learned_scaled" if scaled else "learned", language,
        purchases=round(float(learnt.purchases.sum())), revenue=money(figures, learnt.money.sum()),
        days=round(learnt.span),
    )  # fmt: skip
    return [said]


def caveats(figures: Figures, language: str) -> list[str]:
    """Return what makes the figures less sure than they look, and what could not be done."""
    base, wishes = figures.base, figures.base.wishes
    known = (wishes.day - base.sold.first_day) / wishes.days
    said = samples(figures, language)
    if len(figures.labels) < 50:
        said.append(SAID.say("few", language, customers=len(figures.labels)))
    if figures.returned:
        said.append(SAID.say("returned", language, count=figures.returned))
    if base.prospects is not None:
        if wishes.horizon > known:
            covered = span(known, wishes.unit, language)
            said.append(SAID.say("far", language, known=covered))
        if base.spending.fault is not None:
            reason = base.spending.fault.sentence(language)
            mean = money(figures, base.spending.mean)
            said.append(SAID.say("mean_value", language, reason=reason, mean=mean))
        elif abs(base.spending.correlation) >= DEPENDENT:
            said.append(_of_independence(figures, language))
        said += _of_difference(figures, language)
    for key, fault in (("no_trial", base.trial_fault), ("no_learned", base.learnt_fault)):
        if fault is not None and fault is not base.fault:
            said.append(SAID.say(key, language, reason=fault.sentence(language)))
    return said


def samples(figures: Figures, language: str) -> list[str]:
    """Return of what a sample was taken, and what that costs; nothing where there was none."""
    base, said = figures.base, []
    if base.prospects is not None:
        model = model_name(base.prospects.model, language)
        said += _sampled("sampled_model", base.prospects.fit, language, model=model)
        if base.spending.fit is not None:
            said += _sampled("sampled_spending", base.spending.fit, language)
    if base.learnt is not None and base.learnt.customers is not None:
        said.append(SAID.say("sampled_learned", language, customers=base.learnt.customers))
    return said


def _sampled(key: str, fit: FittedModel, language: str, **fields: str) -> list[str]:
    taken = fit.sampled
    if taken is None:
        return []
    cost = SAID.say("sample_edge", language)
    if np.isfinite(taken.loss):
        cost = SAID.say(
            "sample_cost", language, loss=f"{taken.loss:.2g}", value=f"{fit.log_likelihood:,.0f}",
            moved=f"{taken.moved:.2g}",
        )  # fmt: skip
    return [SAID.say(key, language, rows=taken.rows, of=taken.of, cost=cost, **fields)]


def _of_difference(figures: Figures, language: str) -> list[str]:
    """How far the learned estimate lies from the model, where that is far."""
    learnt, found = figures.base.learnt, figures.prospects
    if learnt is None or not min(found.purchases.expected, found.revenue.expected) > 0:
        return []
    purchases = float(learnt.purchases.sum()) / found.purchases.expected - 1
    revenue = float(learnt.money.sum()) / found.revenue.expected - 1
    if max(abs(purchases), abs(revenue)) < FAR:
        return []
    return [SAID.say("differ", language, purchases=f"{purchases:+.0%}", money=f"{revenue:+.0%}")]


def _of_independence(figures: Figures, language: str) -> str:
    r = figures.base.spending.correlation
    if abs(r) < DEPENDENT:
        return SAID.say("independent", language, r=r)
    return SAID.say("dependent_more" if r > 0 else "dependent_less", language, r=r)


def blind_spots(figures: Figures, language: str) -> list[str]:
    """Return what the model cannot know."""
    keys = ["blind_range", "blind_new", "blind_silence", "blind_season"]
    if figures.base.covariates:
        keys.insert(1, "blind_covariates")
    said = [SAID.say(key, language) for key in keys]
    if figures.base.spending.fit is not None and np.isfinite(figures.base.spending.correlation):
        said.append(_of_independence(figures, language))
    return said
