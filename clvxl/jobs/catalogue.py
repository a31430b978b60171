"""All jobs: each is declared in a package of its own and entered here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from clvxl.jobs.forecast.job import FORECAST
from clvxl.jobs.options import SHARED, cleaning_options
from clvxl.jobs.segment.job import SEGMENT
from clvxl.jobs.spec import Choices, Job, Option

__all__ = ["JOBS", "choices_of", "options", "register"]

JOBS: dict[str, Job] = {}
"""Name to job, in the order in which they are shown."""


def register(job: Job) -> Job:
    """Enter a job.

    Raises
    ------
    ValueError
        There is a job of this name, or another option has the name of one of its own.
    """
    if job.name in JOBS:
        raise ValueError(f"there is a job {job.name}")
    known = options("ribbon", "settings", "command")
    for option in job.options:
        if known.get(option.name, option) is not option:
            raise ValueError(f"{job.name}: another option is called {option.name}")
    JOBS[job.name] = job
    return job


def options(*faces: str) -> dict[str, Option]:
    """Return the options that show on any of some faces by name: the jobs' own, then the shared."""
    own = [option for job in JOBS.values() for option in job.shown(*faces)]
    return {each.name: each for each in (*own, *SHARED) if each.shown in faces}


def choices_of(job: Job, values: Mapping[str, Any], language: str) -> Choices:
    """Return what was chosen for a job, where options that are not named are as at first.

    Parameters
    ----------
    job : Job
    values : mapping
        Values of options by name, those of other jobs among them.
    language : {"en", "zh"}
        Of the report.

    Examples
    --------
    >>> choices_of(SEGMENT, {"bins": 3, "dates": "day"}, "en").values["method"]
    'quantile'
    """
    given = {option.name: option.read() for option in job.options} | dict(values)
    own = {option.name: given[option.name] for option in job.options}
    return Choices(own, cleaning_options(given), language=language)


for _job in (SEGMENT, FORECAST):
    register(_job)
