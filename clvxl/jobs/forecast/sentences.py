"""The sentences of a forecast, in English and Chinese; `words` says which of them are true."""

from __future__ import annotations

from clvxl.text import Text, Texts

__all__ = ["MODELS", "SAID", "SPANS"]

SPANS = Texts(
    {
        "day": Text("{n:g} days", "{n:g} 天"),
        "week": Text("{n:g} weeks", "{n:g} 周"),
        "month": Text("{n:g} months", "{n:g} 个月"),
        "year": Text("{n:g} years", "{n:g} 年"),
        "day_one": Text("1 day", "1 天"),
        "week_one": Text("1 week", "1 周"),
        "month_one": Text("1 month", "1 个月"),
        "year_one": Text("1 year", "1 年"),
    }
)

MODELS = Texts(
    {
        "nbd": Text("NBD", "NBD"),
        "bgnbd": Text("BG/NBD", "BG/NBD"),
        "mbgnbd": Text("MBG/NBD", "MBG/NBD"),
        "paretonbd": Text("Pareto/NBD", "Pareto/NBD"),
        "bgcnbd": Text("BG/CNBD-k", "BG/CNBD-k"),
        "mbgcnbd": Text("MBG/CNBD-k", "MBG/CNBD-k"),
    }
)

SAID = Texts(
    {
        "refused": Text(
            "These sales do not carry a forecast: {reason}. Below stands what is true all the "
            "same.",
            "这些销售数据不足以支持预测：{reason}。以下是仍然成立的数字。",
        ),
        "edge": Text(
            "Read the forecast with care: the fit ended at an edge, where {meaning}. Expectations "
            "hold there, but the ranges cover chance alone.",
            "请谨慎使用此预测：拟合止于边界，即{meaning}。预期值仍有效，但区间只含随机性。",
        ),
        "ahead": Text(
            "Customers known on {day}: {customers:,}. In the next {span} they are expected to buy "
            "{purchases:,} times ({low:,} to {high:,}) and to bring {revenue} ({least} to {most}); "
            "the ranges are to hold in {level} of cases.",
            "截至 {day} 的客户：{customers:,} 位。预期他们在未来 {span}内购买 {purchases:,} 次"
            "（{low:,} 至 {high:,}），带来收入 {revenue}（{least} 至 {most}）；区间水平 {level}。",
        ),
        "ahead_no_range": Text(
            "Customers known on {day}: {customers:,}. In the next {span} they are expected to buy "
            "{purchases:,} times ({low:,} to {high:,}, a range to hold in {level} of cases) and to "
            "bring {revenue}.",
            "截至 {day} 的客户：{customers:,} 位。预期他们在未来 {span}内购买 {purchases:,} 次"
            "（{low:,} 至 {high:,}，区间水平 {level}），带来收入 {revenue}。",
        ),
        "known": Text(
            "Customers known on {day}: {customers:,}, of whom {repeat:,} bought on more than one "
            "day. They brought {revenue}.",
            "截至 {day} 的客户：{customers:,} 位，其中 {repeat:,} 位在一天以上有购买。共带来收入 "
            "{revenue}。",
        ),
        "there": Text(
            "Still there by the model: about {there:,} of them ({share}).",
            "按模型，其中约 {there:,} 位（{share}）仍然活跃。",
        ),
        "there_bgnbd": Text(
            "Still there by the model: about {there:,} of them ({share}). BG/NBD counts everyone "
            "who bought once among them ({once:,}), as it lets nobody go before a second purchase.",
            "按模型，其中约 {there:,} 位（{share}）仍然活跃；BG/NBD 把只买过一次的 {once:,} 位全"
            "部算作活跃，因为它假定第二次购买之前不会流失。",
        ),
        "lost": Text(
            "Good customers who are probably gone: {count:,} of the {good:,} who spent most. If "
            "they were still there they would bring {stake} more in that time.",
            "消费最高的 {good:,} 位客户中有 {count:,} 位可能已流失；若仍活跃，同期将多带来 {stake"
            "}。",
        ),
        "none_lost": Text(
            "Of the {good:,} who spent most, none is probably gone.",
            "消费最高的 {good:,} 位客户中，没有人可能已流失。",
        ),
        "tried": Text(
            "Tried on the last {held}, which were held out, {model} expected {expected:,} "
            "purchases where {actual:,} came ({bias}).",
            "在保留的最后 {held}上检验：{model} 预期 {expected:,} 次购买，实际 {actual:,} 次"
            "（{bias}）。",
        ),
        "learned": Text(
            "The learned estimate, which takes no model of customers, expects {purchases:,} "
            "purchases and {revenue}.",
            "不依赖客户模型的机器学习估计：{purchases:,} 次购买，收入 {revenue}。",
        ),
        "learned_scaled": Text(
            "The learned estimate, which takes no model of customers, expects {purchases:,} "
            "purchases and {revenue}; it learned from {days:,} days and is scaled up.",
            "不依赖客户模型的机器学习估计：{purchases:,} 次购买，收入 {revenue}；由 {days:,} 天学得"
            "并按比例放大。",
        ),
        "mean_value": Text(
            "What a purchase is worth could not be told apart between customers ({reason}): the "
            "mean of all purchases, {mean}, is taken for everyone.",
            "无法区分各客户每次购买的金额（{reason}）：一律取全部购买的均值 {mean}。",
        ),
        "dependent_more": Text(
            "Those who buy more often spend more at a time (correlation {r:.2f}), while "
            "Gamma-Gamma takes the two to be independent: values of single customers are less sure "
            "than they look.",
            "购买越频繁者每次消费越高（相关系数 {r:.2f}），而 Gamma-Gamma 假定两者独立：单个客户的"
            "价值没有看上去那么可靠。",
        ),
        "dependent_less": Text(
            "Those who buy more often spend less at a time (correlation {r:.2f}), while "
            "Gamma-Gamma takes the two to be independent: values of single customers are less sure "
            "than they look.",
            "购买越频繁者每次消费越低（相关系数 {r:.2f}），而 Gamma-Gamma 假定两者独立：单个客户的"
            "价值没有看上去那么可靠。",
        ),
        "independent": Text(
            "How often customers buy and what they spend at a time hardly go together (correlation "
            "{r:.2f}), as Gamma-Gamma takes it.",
            "购买频次与每次金额几乎无关（相关系数 {r:.2f}），符合 Gamma-Gamma 的假定。",
        ),
        "far": Text(
            "The horizon is longer than the {known} that these sales cover: the further ahead, the "
            "less is known.",
            "预测期长于这些销售所覆盖的 {known}：越远越不可知。",
        ),
        "few": Text(
            "Customers: {customers:,} only. Take the figures as a hint.",
            "客户仅 {customers:,} 位：数字仅供参考。",
        ),
        "returned": Text(
            "Customers who took everything back, so that nothing is foretold of them: {count:,}.",
            "全部退货、因而不作预测的客户：{count:,} 位。",
        ),
        "differ": Text(
            "The learned estimate lies far from the model (purchases {purchases}, revenue "
            "{money}): take neither for sure.",
            "机器学习估计与模型相差较大（购买次数 {purchases}，收入 {money}）：两者都不可尽信。",
        ),
        "sampled_model": Text(
            "Customers have {of:,} different histories, more than are fitted at once: {model} was "
            "fitted to {rows:,} of them, of customers at equal steps in the order of purchases, "
            "recency and age. {cost} What is foretold of a customer is of his own history.",
            "客户共有 {of:,} 种不同历史，超过一次拟合的上限：{model} 用其中 {rows:,} 种拟合，取自按"
            "购买次数、末次购买时客龄和客龄排序后等距抽取的客户。{cost}每位客户的预测仍按其自身历史。",
        ),
        "sampled_spending": Text(
            "Gamma-Gamma was fitted to {rows:,} of the {of:,} customers who bought again, at equal "
            "steps in the order of purchases and mean amount. {cost}",
            "Gamma-Gamma 用 {of:,} 位重复购买客户中的 {rows:,} 位拟合，按购买次数和平均金额排序后等"
            "距抽取。{cost}",
        ),
        "sample_cost": Text(
            "By the slope of the likelihood of all customers this loses {loss} of a log-likelihood "
            "of {value}, and moves no parameter by more than {moved} of its standard error.",
            "按全部客户似然的斜率估计，对数似然（{value}）因此损失 {loss}，各参数的偏移不超过其标准"
            "误的 {moved}。",
        ),
        "sample_edge": Text(
            "As the fit ended at an edge, it cannot be told what that costs.",
            "由于拟合止于边界，无法得知由此造成的损失。",
        ),
        "sampled_learned": Text(
            "The learned estimate was learned from {customers:,} of the customers, at equal steps "
            "in the order of their first lines.",
            "机器学习估计由其中 {customers:,} 位客户学得，按首行次序等距抽取。",
        ),
        "no_trial": Text(
            "The models could not be tried on a part held out: {reason}.",
            "无法在保留期上检验模型：{reason}。",
        ),
        "no_learned": Text(
            "There is no learned estimate: {reason}.", "没有机器学习估计：{reason}。"
        ),
        "blind_range": Text(
            "The ranges cover chance and, at a maximum, that the parameters are estimates. That a "
            "model is wrong, that seasons, prices or the market change, they do not cover.",
            "区间包含随机性，拟合达到最大值时还包含参数的估计误差；不含模型本身的错误，也不含季节、"
            "价格或市场的变化。",
        ),
        "blind_covariates": Text(
            "With covariates the ranges of the totals cover chance alone, the models were tried on "
            "the part held out without them, and there is no map by frequency and recency, as "
            "customers have parameters of their own.",
            "使用协变量时，合计的区间只含随机性；保留期上的检验未使用协变量；由于每位客户有自己的"
            "参数，没有频次与近度的热图。",
        ),
        "blind_new": Text(
            "Customers who will be won from now on are not counted.",
            "今后新获得的客户不计在内。",
        ),
        "blind_silence": Text(
            "Nobody says good-bye: whether a customer is there is judged from his silence, against "
            "his own rhythm and that of all others. What he complained of, or was offered "
            "elsewhere, the model does not see.",
            "客户离开时不会告知：是否活跃由其沉默时长与自身及全体的购买节奏推断。投诉、竞争对手的报"
            "价等，模型看不到。",
        ),
        "blind_season": Text(
            "The models know no seasons and no trend: a horizon that holds another share of high "
            "season than the time seen will come out too low or too high.",
            "模型不含季节与趋势：若预测期中旺季的占比与已知时期不同，结果会偏低或偏高。",
        ),
    }
)  # fmt: skip
