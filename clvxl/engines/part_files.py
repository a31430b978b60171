"""Parts of the lines in use in files: written batch by batch, then gone through one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np

if TYPE_CHECKING:
    import pyarrow as arrow

__all__ = ["at_files", "each_of_files", "part_files"]

T = TypeVar("T")

AT_ONCE = 2


def part_files(
    batches: Iterable[arrow.RecordBatch], count: int, folder: Path, tell: Callable[[int], None]
) -> list[Path]:
    """Write lines to files by the number in their first column; `tell` gets the lines so far."""
    import pyarrow as arrow

    paths = [folder / f"part-{at}.arrow" for at in range(count)]
    writers: dict[int, arrow.ipc.RecordBatchFileWriter] = {}
    done = 0
    for batch in batches:
        done += batch.num_rows
        tell(done)
        parts = batch.column(0).to_numpy()
        order = np.argsort(parts, kind="stable")
        ends = np.searchsorted(parts[order], np.arange(count + 1))
        ordered = batch.drop_columns(batch.schema.names[:1])
        ordered = ordered if count == 1 else ordered.take(arrow.array(order))
        for at in range(count):
            if ends[at] < ends[at + 1]:
                if at not in writers:
                    writers[at] = arrow.ipc.new_file(str(paths[at]), ordered.schema)
                writers[at].write(ordered.slice(ends[at], ends[at + 1] - ends[at]))
    for writer in writers.values():
        writer.close()
    return [paths[at] for at in sorted(writers)]


def each_of_files(
    paths: list[tuple[Path, Path]], work: Callable[[arrow.Table, Path], T],
    tell: Callable[[float], None],
) -> list[T]:  # fmt: skip
    """Go through files, two at a time: numpy and pandas leave each other time.

    Each stands beside the file that `work` writes of it.
    """
    found = []
    with ThreadPoolExecutor(AT_ONCE) as pool:
        results = pool.map(lambda pair: work(_read(pair[0]), pair[1]), paths)
        for at, each in enumerate(results):
            found.append(each)
            tell((at + 1) / len(paths))
    return found


def at_files(paths: list[Path], work: Callable[[int, Path], T]) -> Iterator[T]:
    """Do some work with the number and the place of each file, two at a time."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        yield from pool.map(work, range(len(paths)), paths)


def _read(path: Path) -> arrow.Table:
    """Read a part and forget its file."""
    import pyarrow as arrow

    with arrow.OSFile(str(path)) as file:
        found = arrow.ipc.open_file(file).read_all()
    path.unlink()
    return found
