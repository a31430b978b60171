"""BTYD_FIT to BTYD_FREQUENCIES: fitting customer-base models, and holding fits against the data."""

from __future__ import annotations

from typing import Any

import numpy as np

from clvxl.errors import DomainError, InputError
from clvxl.sheet.answers import Spill
from clvxl.sheet.btyd import FITTED, MODELS, PAST, ModelName, Unit
from clvxl.sheet.categories import CUSTOMER_BASE
from clvxl.sheet.customers import SOLD, last_day
from clvxl.sheet.fits import Fitted, Parameters, fit_table, parameters_of, status
from clvxl.sheet.kinds import (
    Column,
    CustomerColumn,
    Date,
    DateColumn,
    Language,
    Matrix,
    Number,
    Switch,
)
from clvxl.sheet.spec import Example, function
from clvxl.sheet.texts import CONTENDERS, UNIT_NAMES, heading
from clvxl.text import Text

_ROWS = Text(
    "{name} must have a row per customer: {expected} rows, not {rows}",
    "{name} 必须每位客户一行：{expected} 行，而非 {rows} 行",
)
_TABLE = Text(
    "params must be the table of BTYD_COVARIATES, with the names of its parameters",
    "params 必须是 BTYD_COVARIATES 的结果表，含参数名",
)
_COEFFICIENTS = Text(
    "{name} has {columns} columns, but the fit has {expected} coefficients of them",
    "{name} 有 {columns} 列，而拟合结果中有 {expected} 个系数",
)
_MOST = Text("most must be a whole number from 1 to 1000", "most 必须是 1 到 1000 的整数")

SOME = (
    [[x] for x in (1, 0, 0, 1, 1, 5, 2, 0, 1, 1, 1, 1, 2, 7)],
    [[t] for t in (6, 0, 0, 12, 9, 20, 5, 0, 5, 7, 2, 7, 12, 38)],
    [[40]] * 14,
)


@function(
    CUSTOMER_BASE,
    Text(
        "Fits a customer-base model: parameters with standard errors and covariance, "
        "log-likelihood, "
        "customers, and how the fit ended.",
        "拟合客户群模型：参数及其标准误与协方差、对数似然、客户数，以及拟合如何结束。",
    ),
    notes=Text(
        'Models: "bgnbd", "mbgnbd", "paretonbd", and for regular buyers "bgcnbd", "mbgcnbd", '
        "whose k "
        "of 1 to 12 is tried out. frequency counts repeat purchases: days with a purchase less the "
        "first, as CUSTOMER_SUMMARY gives them. At a maximum the status says so. At an edge the "
        "likelihood grows as parameters run off: predictions hold, standard errors are blank. The "
        "covariance is of the logarithms. penalizer: n × penalizer × the sum of squared parameters "
        "is taken off, in a unit in which the longest T is 1.",
        '模型："bgnbd"、"mbgnbd"、"paretonbd"；规律购买用 "bgcnbd"、"mbgcnbd"，其 k 从 1 到 12 逐一'
        "试拟。frequency 为重复购买次数：有购买的天数减去首次，如 CUSTOMER_SUMMARY 所示。达到最大"
        "值时"
        "状态如实注明；在边界处似然随参数趋于极端而增大：预测有效，标准误为空。协方差针对参数的对数。"
        "penalizer：在最长 T 为 1 的单位下，减去 n × penalizer × 参数平方和。",
    ),
    example=Example(("bgnbd", *SOME, 0, "en", False), -85.449720874875, at=(5, 2)),
    source="Fader, Hardie & Lee (2005), Marketing Science 24(2), eq. 6; Fader & Hardie, note 009",
    means=PAST,
)
def BTYD_FIT(
    model: ModelName,
    frequency: Column,
    recency: Column,
    T: Column,
    penalizer: Number = 0,
    language: Language = "en",
    header: Switch = True,
) -> Spill:
    from clvxl.core._customer_base import history
    from clvxl.core.customer_base_fit import fit
    from clvxl.data.customer_models import model_named

    found = model_named(model)
    fitted = fit(found, history(frequency, recency, T), penalizer)
    return fit_table(found.parameters, fitted, language, header, covariance=True)


@function(
    CUSTOMER_BASE,
    Text(
        "Fits a customer-base model with covariates: a coefficient per column, with standard "
        "error, "
        "z and p.",
        "拟合含协变量的客户群模型：每列一个系数，附标准误、z 值与 p 值。",
    ),
    notes=Text(
        "alpha × exp(−γz) for purchases: a coefficient above 0 means more of them. Dropout: "
        "beta × exp(−γz) in paretonbd, a and b × exp(γz) in bgnbd. A column of words needs 0 and 1 "
        "first. BTYD_OWN_PARAMS makes each customer's own parameters of the table.",
        "购买：alpha × exp(−γz)，系数大于 0 表示购买更多。流失：paretonbd 为 beta × exp(−γz)，"
        "bgnbd 为 "
        "a、b × exp(γz)。文字列请先转为 0 和 1。BTYD_OWN_PARAMS 由该表得出每位客户自己的参数。",
    ),
    example=Example(
        ("bgnbd", *SOME, [[1], [0]] * 7, None, 0.1, "en", False), "purchase_1", at=(5, 1)
    ),
    source="Fader & Hardie (2007), note 019, Incorporating time-invariant covariates",
    means={
        **PAST,
        "purchase_covariates": Text(
            "numbers that go with buying, a row per customer", "与购买有关的数值，每位客户一行"
        ),
        "dropout_covariates": Text(
            "numbers that go with dropping out, a row per customer; none if left out",
            "与流失有关的数值，每位客户一行；省略时无",
        ),
    },
)
def BTYD_COVARIATES(
    model: ModelName,
    frequency: Column,
    recency: Column,
    T: Column,
    purchase_covariates: Matrix,
    dropout_covariates: Matrix | None = None,
    penalizer: Number = 0,
    language: Language = "en",
    header: Switch = True,
) -> Spill:
    from scipy.special import ndtr

    from clvxl.core._customer_base import history
    from clvxl.core.customer_base_fit import fit
    from clvxl.data.customer_models import model_named

    found = model_named(model)
    groups = {"purchase": purchase_covariates, "dropout": dropout_covariates}
    for name, group in groups.items():
        if group is not None and len(group) != len(frequency):
            raise InputError(
                _ROWS, name=f"{name}_covariates", expected=len(frequency), rows=len(group)
            )
    fitted = fit(found, history(frequency, recency, T), penalizer, *groups.values())
    names = [*found.parameters]
    for name, group in groups.items():
        names += [f"{name}_{at + 1}" for at in range(0 if group is None else group.shape[1])]
    values = np.concatenate([fitted.parameters, fitted.coefficients])
    blank = np.full(len(names), np.nan)
    errors = blank if fitted.standard_errors is None else fitted.standard_errors
    z = np.where(np.arange(len(names)) < len(found.parameters), np.nan, values / errors)
    keys = ("log_likelihood", "customers", "status")
    empty = [None] * len(keys)
    ended = status(fitted.edges, language)
    columns: list[tuple[str, Any]] = [
        (heading("parameter", language), [*names, *(heading(key, language) for key in keys)]),
        (heading("value", language), [*values, fitted.log_likelihood, fitted.customers, ended]),
        (heading("standard_error", language), [*errors, *empty]),
        ("z", [*z, *empty]),
        ("p", [*2 * ndtr(-np.abs(z)), *empty]),
    ]
    return Spill(columns, header)


@function(
    CUSTOMER_BASE,
    Text(
        "Each customer's own parameters, by his covariates: a row per customer, to be given to the "
        "other functions as params.",
        "按协变量得出的每位客户自己的参数：每位客户一行，可作为 params 交给其他函数。",
    ),
    notes=Text(
        "params is the table of BTYD_COVARIATES; the covariates have as many columns as there were "
        "in the fit, in the same order.",
        "params 为 BTYD_COVARIATES 的结果表；协变量的列数与顺序须与拟合时相同。",
    ),
    example=Example(
        (
            [["r", 0.5], ["alpha", 4], ["a", 0.8], ["b", 2.4], ["purchase_1", 1]],
            [[0], [0.5]],
        ),
        [[0.5, 4, 0.8, 2.4], [0.5, 2.42612263885053, 0.8, 2.4]],
    ),
    source="Fader & Hardie (2007), note 019, Incorporating time-invariant covariates",
    means={
        "params": Text("the table of BTYD_COVARIATES", "BTYD_COVARIATES 的结果表"),
        "purchase_covariates": Text(
            "numbers that go with buying, a row per customer", "与购买有关的数值，每位客户一行"
        ),
        "dropout_covariates": Text(
            "numbers that go with dropping out, a row per customer; none if left out",
            "与流失有关的数值，每位客户一行；省略时无",
        ),
    },
)
def BTYD_OWN_PARAMS(
    params: Parameters, purchase_covariates: Matrix, dropout_covariates: Matrix | None = None
) -> Spill:
    from clvxl.core.customer_base_fit import own_parameters
    from clvxl.data.customer_models import model_named

    names = params.names if isinstance(params, Fitted) else ()
    models = [m for m in map(model_named, MODELS) if names[: len(m.parameters)] == m.parameters]
    if not isinstance(params, Fitted) or not models:
        raise InputError(_TABLE)
    model, k = models[0], len(models[0].parameters)
    none = np.empty((len(purchase_covariates), 0))
    groups = (purchase_covariates, none if dropout_covariates is None else dropout_covariates)
    for kind, group in zip(("purchase", "dropout"), groups, strict=True):
        fitted = sum(name.startswith(f"{kind}_") for name in names)
        if group.shape[1] != fitted:
            raise InputError(
                _COEFFICIENTS, name=f"{kind}_covariates", columns=group.shape[1], expected=fitted
            )
    if len(groups[0]) != len(groups[1]):
        raise InputError(
            _ROWS, name="dropout_covariates", expected=len(groups[0]), rows=len(groups[1])
        )
    own = own_parameters(model, params.values[:k], params.values[k:], *groups)
    return Spill([(name, row) for name, row in zip(model.parameters, own, strict=True)], False)


@function(
    CUSTOMER_BASE,
    Text(
        "Tries all models on your own sales: each is fitted on a first part and foretells the part "
        "held out; the best stands first.",
        "用你自己的销售数据比较所有模型：先用前段拟合，再预测保留的后段；最好的排在最前。",
    ),
    notes=Text(
        "Sorted by the root mean square error of a customer (RMSE). MAE alone prefers to say that "
        "nobody buys. Gini: 1 ranks customers as well as knowing, 0 as guessing; the last share is "
        "what the tenth of customers with the highest forecasts bought. Learned estimates learn "
        "from the span before the holdout, or half of the first part where that is shorter, scaled "
        "up; average is the mean of bgnbd, mbgnbd, paretonbd and learned.",
        "按客户的均方根误差（RMSE）排序；只看 MAE 会偏向“无人购买”。Gini：1 表示排序如同已知，0 "
        "表示如同猜测；最后一列为预测最高的十分之一客户的购买占比。机器学习从保留期之前同样长的时期"
        "学习，若前段较短则取其一半并按比例放大；平均为 bgnbd、mbgnbd、paretonbd 与机器学习的均"
        "值。",
    ),
    example=Example(
        (
            [[f"c{i % 40}"] for i in range(120)], [[45000 + (i * i) % 97] for i in range(120)],
            None, None, "week", None, "en", False,
        ),
        "average", at=(1, 1),
    ),
    source=Text(
        "after Fader, Hardie & Lee (2005), Marketing Science 24(2), pp. 280-282: holdout forecasts",
        "依据 Fader, Hardie & Lee (2005), Marketing Science 24(2)，第 280–282 页：保留期预测",
    ),
    means={
        **SOLD,
        "holdout": Text(
            "how many units of time are held out; a third of the time if left out",
            "保留的时间单位数；省略时为三分之一",
        ),
        "as_of": Text(
            "the day at which the holdout ends, later rows do not count; the latest date if left "
            "out",
            "保留期的截止日，之后的行不计；省略时为最晚日期",
        ),
    },
)  # fmt: skip
def BTYD_COMPARE(
    customers: CustomerColumn,
    dates: DateColumn,
    amounts: Column | None = None,
    holdout: Number | None = None,
    unit: Unit = "week",
    as_of: Date | None = None,
    language: Language = "en",
    header: Switch = True,
) -> Spill:
    from clvxl.data.comparing import compare
    from clvxl.data.purchase_days import UNITS, purchase_days

    day = last_day(dates, as_of)
    sold = purchase_days(customers, dates, amounts, day)
    found = compare(sold, day, holdout, UNITS[unit], UNIT_NAMES[unit])
    errors = ("expected", "actual", "bias", "mae", "rmse", "gini", "top_tenth")
    told = [
        one.fault.sentence(language)
        if one.fault
        else ""
        if np.isnan(one.log_likelihood)
        else status(one.edges, language)
        for one in found
    ]
    names = [
        CONTENDERS.say(one.name, language) if one.name in CONTENDERS else one.name for one in found
    ]
    columns: list[tuple[str, Any]] = [(heading("model", language), names)]
    columns += [
        (heading(key, language), [getattr(one, key) for one in found])
        for key in ("log_likelihood", "aic", "bic")
    ]
    columns += [
        (heading(f"error_{key}", language),
         [np.nan if one.errors is None else getattr(one.errors, key) for one in found])
        for key in errors
    ]  # fmt: skip
    columns.append((heading("status", language), told))
    return Spill(columns, header)


@function(
    CUSTOMER_BASE,
    Text(
        "Repeat purchases of all customers by period, actual beside expected, and both cumulated.",
        "全体客户各期的重复购买：实际与预期，以及两者的累计。",
    ),
    notes=Text(
        "A period is one unit of time, counted from the first purchase of all; customers enter at "
        "their own first purchase. periods left out: up to as_of. Expected beyond the time that "
        "was "
        "fitted is a forecast.",
        "一期为一个时间单位，自全体首次购买起计；客户自其首次购买起进入。省略 periods 时计至截止"
        "日。"
        "超出拟合时段的预期即为预测。",
    ),
    example=Example(
        ("bgnbd", FITTED,
         [["a"], ["a"], ["b"]], [["2025-01-01"], ["2025-01-10"], ["2025-01-05"]],
         2, "week", None, "en", False),
                0,
        at=(1, 2),
    ),
    source="Fader, Hardie & Lee (2005), Marketing Science 24(2), figures 2 and 3",
    means={
        "periods": Text(
            "how many units of time to show; up to as_of if left out",
            "显示的期数；省略时计至截止日",
        ),
        "as_of": Text(
            "the day up to which purchases count; the latest date if left out",
            "购买计至的截止日；省略时为最晚日期",
        ),
    },
)  # fmt: skip
def BTYD_TRACKING(
    model: ModelName,
    params: Parameters,
    customers: CustomerColumn,
    dates: DateColumn,
    periods: Number | None = None,
    unit: Unit = "week",
    as_of: Date | None = None,
    language: Language = "en",
    header: Switch = True,
) -> Spill:
    from clvxl.core._checks import whole
    from clvxl.data.customer_models import model_named
    from clvxl.data.fit_checks import tracked
    from clvxl.data.purchase_days import UNITS, purchase_days
    from clvxl.data.purchase_parts import PurchaseParts

    model_used = model_named(model)
    p = parameters_of(params, model_used.parameters)
    day = last_day(dates, as_of)
    sold = purchase_days(customers, dates, None, day)
    count = None if periods is None else whole("periods", periods, 1, 100_000)
    parts = PurchaseParts.of(sold)
    found = tracked(parts, day - sold.first_days, model_used, p, day, UNITS[unit], count)
    units = UNIT_NAMES.say(unit, language)
    return Spill(
        [
            (heading("period_of", language, unit=units), found.ends),
            (heading("actual", language), found.actual),
            (heading("expected", language), found.expected),
            (heading("actual_cumulated", language), np.cumsum(found.actual)),
            (heading("expected_cumulated", language), np.cumsum(found.expected)),
        ],
        header,
    )


@function(
    CUSTOMER_BASE,
    Text(
        "How many customers bought again 0, 1, 2 … times, actual beside expected.",
        "重复购买 0、1、2……次的客户数：实际与预期。",
    ),
    notes=Text(
        "Expected: each customer's probabilities over his own T, added up. Both columns add up to "
        "all customers; a model that fits lies close in every row.",
        "预期：每位客户按其 T 的概率之和。两列合计均为全部客户数；拟合良好的模型各行都接近。",
    ),
    example=Example(("bgnbd", FITTED, SOME[0], SOME[2], 2, "en", False), 3, at=(1, 2)),
    source="Fader, Hardie & Lee (2005), Marketing Science 24(2), figure 1",
    means={
        "frequency": PAST["frequency"],
        "most": Text(
            "from here on counts stand together; 7 if left out",
            "达到此次数者合并计数；省略时为 7",
        ),
    },
)
def BTYD_FREQUENCIES(
    model: ModelName,
    params: Parameters,
    frequency: Column,
    T: Column,
    most: Number = 7,
    language: Language = "en",
    header: Switch = True,
) -> Spill:
    from clvxl.data.customer_models import model_named
    from clvxl.data.fit_checks import numbers_of_purchases

    if not (1 <= most <= 1000 and most == int(most)):
        raise DomainError(_MOST, value=most)
    found = model_named(model)
    last = int(most)
    p = parameters_of(params, found.parameters)
    actual, expected = numbers_of_purchases(found, p, frequency, T, last)
    labels: list[Any] = [*map(float, range(last)), f"{last}+"]
    return Spill(
        [
            (heading("repeat_purchases", language), labels),
            (heading("actual", language), actual),
            (heading("expected", language), expected),
        ],
        header,
    )
