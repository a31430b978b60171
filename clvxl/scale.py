"""Jobs on data of a cluster, for notebooks and jobs that run there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from clvxl.errors import InputError
from clvxl.text import Text

if TYPE_CHECKING:
    from clvxl.data.records import CleaningOptions
    from clvxl.data.table import SourceTable
    from clvxl.jobs.forecast.run import Forecasted
    from clvxl.jobs.segment.run import Segmented
    from clvxl.jobs.spec import Choices, Job

__all__ = ["forecast", "segment"]

NO_OPTION = Text(
    "{job} has no option {name}: say one of {options}", "{job} 没有 {name} 选项：请用 {options}"
)


def segment(
    frame: Any, columns: Mapping[str, str] | None = None, cleaning: CleaningOptions | None = None,
    **options: Any,
) -> Segmented:  # fmt: skip
    """Segment the customers of a frame of Spark.

    Parameters
    ----------
    frame : pyspark.sql.DataFrame
        Lines with a customer, a date and an amount, or a quantity and a price.
    columns : mapping of str to str, optional
        Which header is which: "customer", "date", "amount", "order" and so on.
    cleaning : CleaningOptions, optional
    **options
        Of the job: `bins`, `method`, `scheme`.

    Returns
    -------
    Segmented
        Its `report` can be written by `clvxl.files.xlsx.writer.write_report`; its `segmentation`
        has the customers, their scores and segments as arrays.

    Raises
    ------
    InputError
        An option that the job does not have.

    Notes
    -----
    The workers clean the lines and add up their customers, each line going from worker to worker
    once. Purchases stay with them; a few numbers of each customer come back to the driver, which
    scores the customers.
    """
    from clvxl.jobs.segment.job import SEGMENT
    from clvxl.jobs.segment.run import segment_sheet

    choices = _choices(SEGMENT, columns, cleaning, options)
    with _on_cluster(frame, choices) as table:
        return segment_sheet(table, choices)


def forecast(
    frame: Any, columns: Mapping[str, str] | None = None, cleaning: CleaningOptions | None = None,
    **options: Any,
) -> Forecasted:  # fmt: skip
    """Foretell the customers of a frame of Spark.

    Parameters
    ----------
    frame, columns, cleaning
        As in `segment`.
    **options
        Of the job: `horizon`, `unit`, `model`, `discount_rate`, `margin`, `level` and so on.

    Returns
    -------
    Forecasted
        Its `report` can be written by `clvxl.files.xlsx.writer.write_report`; its `base` has the
        fitted model, the totals and what is foretold of each history.

    Raises
    ------
    InputError
        An option that the job does not have, or that does not go with another.
    TableError
        Covariates, which need the table in memory.

    Notes
    -----
    The workers clean the lines, add up orders and fold customers to their histories; purchases stay
    with them, but for those of the customers to learn from. The driver fits models to counts of the
    different histories, asks them once for each, and holds a few numbers of each customer; what was
    learned is applied by the workers.
    """
    from clvxl.jobs.forecast.job import FORECAST
    from clvxl.jobs.forecast.run import forecast_sheet

    choices = _choices(FORECAST, columns, cleaning, options)
    with _on_cluster(frame, choices) as table:
        return forecast_sheet(table, choices, lambda share: None)


def _choices(
    job: Job, columns: Mapping[str, str] | None, cleaning: CleaningOptions | None,
    options: Mapping[str, Any],
) -> Choices:  # fmt: skip
    """What was chosen for a job; refused where it does not have an option."""
    from clvxl.data.records import CleaningOptions
    from clvxl.jobs.catalogue import choices_of

    known = [option.name for option in job.options]
    for name in options:
        if name not in known:
            raise InputError(NO_OPTION, job=job.name, name=name, options=", ".join(known))
    choices = replace(
        choices_of(job, options, "en"), cleaning=cleaning or CleaningOptions(),
        columns=dict(columns or {}),
    )  # fmt: skip
    job.check(choices)
    return choices


@contextmanager
def _on_cluster(frame: Any, choices: Choices) -> Iterator[SourceTable]:
    """The frame as a table, until the work with it is done."""
    from clvxl.engines.spark import Spark
    from clvxl.engines.spark_source import table_of_frame
    from clvxl.files.tables import Wishes

    spark = Spark(frame.sparkSession)
    try:
        yield table_of_frame(spark, frame, Wishes(chosen=choices.columns), "Spark")
    finally:
        spark.close()
