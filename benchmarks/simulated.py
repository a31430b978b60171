"""Where fits of simulated sets end, over a wide grid, and where those of lifetimes 0.11.3 end.

    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 python -m benchmarks.simulated \
        [--sets 1000] [--models BG/NBD,sBG] [--minutes 60]

Each set is drawn by tests/core/wide.py: 200 to 1,000 customers, few buyers, heavy buyers, no
dropout, dropout that hardly differs, no repeat purchase at all, in years, weeks, days or hours. Its
ending is checked there without the fit's own word: its slope and curvature, its predictions, and
that the truth is not likelier; of the first 40 also that no other climb ends higher. After
--minutes of CPU time a model draws no further set, after a sixth of them lifetimes is asked no
more: the table says how many there were.
results-simulated.txt is what it printed.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import signal
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator

import numpy as np

from tests.core.wide import SETS, Ending, Set, ending

CLIMBED = 40
"""So many sets of a model are also held to plain climbs from the truth and from other places."""
LONGEST = 10.0
"""CPU seconds after which a fit by lifetimes is given up."""
SMALL = 0.1
"""Log-likelihood by which a fit may fall short and still count as equal."""


def peers() -> dict[str, Callable[[Set], np.ndarray]]:
    """Return lifetimes' fits, from a set to the parameters in the order used here."""
    from lifetimes import (
        BetaGeoBetaBinomFitter,
        BetaGeoFitter,
        GammaGammaFitter,
        ModifiedBetaGeoFitter,
        ParetoNBDFitter,
    )

    def of(fitter: type) -> Callable[[Set], np.ndarray]:
        return lambda one: np.array(fitter().fit(*one.data).params_, float)

    def spending(one: Set) -> np.ndarray:
        x, m = one.data
        return np.array(GammaGammaFitter().fit(x[x > 0], m[x > 0]).params_, float)

    return {
        "BG/NBD": of(BetaGeoFitter),
        "MBG/NBD": of(ModifiedBetaGeoFitter),
        "Pareto/NBD": of(ParetoNBDFitter),
        "Gamma-Gamma": spending,
        "BG/BB": of(BetaGeoBetaBinomFitter),
    }


class TooLongError(Exception):
    """A fit by lifetimes took longer than it may."""


@contextlib.contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise `TooLongError` after some CPU time."""

    def stop(*_: object) -> None:
        raise TooLongError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def beside(one: Set, end: Ending, peer: Callable[[Set], np.ndarray]) -> str:
    """Return how lifetimes' fit of the set ended, by the same likelihood."""
    try:
        p = peer(one)
    except TooLongError:
        return "too long"
    except Exception:  # whatever it raises is its ending
        return "raised"
    with np.errstate(all="ignore"):
        value = one.value(p) if np.isfinite(p).all() and (p > 0).all() else np.nan
    if end.how == "refused":
        return "answered"
    if not np.isfinite(value):
        return "no number"
    short = end.log_likelihood - value
    if short > SMALL:
        return "below"
    return "above" if short < -1e-3 else "equal"


def run(name: str, sets: int, minutes: float) -> None:
    """Print what became of all sets of a model."""
    peer = peers().get(name)
    ours: Counter[str] = Counter()
    theirs: Counter[str] = Counter()
    edges: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    began, asked, taken = time.process_time(), 0.0, 0.0
    number = 0
    while number < sets and time.process_time() - began < minutes * 60:
        one = SETS[name](number)
        end = ending(one, number, 2 if number < CLIMBED else 0)
        taken += end.seconds
        ours[end.how] += 1
        if end.how == "edge":
            edges.update(end.why.split("+"))
        if end.how == "refused":
            refused[end.why] += 1
        if end.how == "fault":
            print(f"  fault in set {number} ({one.kind}): {end.why}")
        if peer and asked < minutes * 10:
            start = time.process_time()
            with contextlib.redirect_stdout(io.StringIO()), limited(LONGEST):
                what = beside(one, end, peer)
            asked += time.process_time() - start
            theirs[what] += 1
            if what == "above":
                print(f"  lifetimes is above in set {number} ({one.kind})")
        number += 1
        print(f"\r{name}: {number} of {sets} sets", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    print(f"{name}: {number:,} sets, {1000 * taken / number:.1f} ms CPU a fit")
    print("  clvxl      " + told(ours, ("maximum", "edge", "refused", "fault")))
    if edges:
        print("    edges    " + told(edges, [key for key, _ in edges.most_common()]))
    if ours["refused"]:
        print("    refused  " + told(refused, list(refused)))
    if theirs:
        endings = told(
            theirs, ("equal", "below", "raised", "too long", "no number", "answered", "above")
        )
        print(f"  lifetimes  {sum(theirs.values()):,} sets: {endings}")
    print(flush=True)


def told(counts: Counter[str], order: tuple[str, ...] | list[str]) -> str:
    """Return counts as words, in an order."""
    return ", ".join(f"{key} {counts[key]:,}" for key in order)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sets", type=int, default=1000)
    parser.add_argument("--models", default=",".join(SETS))
    parser.add_argument("--minutes", type=float, default=60.0)
    given = parser.parse_args()
    warnings.simplefilter("ignore")  # lifetimes' own
    print("Simulated sets of 200 to 1,000 customers over a wide grid, one thread.")
    print(
        f"equal: within {SMALL} of clvxl's log-likelihood; below: a worse fit, called successful;"
    )
    print("no number: parameters at which there is no likelihood; answered: where clvxl refuses.\n")
    for name in given.models.split(","):
        run(name, given.sets, given.minutes)


if __name__ == "__main__":
    main()
