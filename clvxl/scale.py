"""Jobs on data of a cluster, for notebooks and jobs that run there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from clvxl.errors import InputError
from clvxl.text import Text

if TYPE_CHECKING:
    from clvxl.data.records import CleaningOptions
    from clvxl.jobs.segment.run import Segmented

__all__ = ["segment"]

NO_OPTION = Text(
    "segment has no option {name}: say one of {options}", "segment 没有 {name} 选项：请用 {options}"
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
    once; purchases come back to the driver, which scores the customers.
    """
    from clvxl.data.records import CleaningOptions
    from clvxl.engines.spark import Spark
    from clvxl.engines.spark_source import table_of_frame
    from clvxl.files.tables import Wishes
    from clvxl.jobs.segment.job import SEGMENT
    from clvxl.jobs.segment.run import segment_sheet
    from clvxl.jobs.spec import Choices

    known = [option.name for option in SEGMENT.options]
    for name in options:
        if name not in known:
            raise InputError(NO_OPTION, name=name, options=", ".join(known))
    spark = Spark(frame.sparkSession)
    try:
        named = dict(columns or {})
        table = table_of_frame(spark, frame, Wishes(chosen=named), "Spark")
        return segment_sheet(table, Choices(options, cleaning or CleaningOptions(), named))
    finally:
        spark.close()
