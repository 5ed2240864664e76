"""Ray (the extra ``ray``)."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, TypeVar

import pyarrow as pa
import ray
import ray.data

from cleaner.api import Cleaner
from cleaner.batch.arrow import clean_batch, schema_of
from cleaner.batch.columns import Columns

T = TypeVar("T")
U = TypeVar("U")

# Documents that a task holds in memory at a time.
_ROWS = 128


def clean_dataset(dataset: ray.data.Dataset, cleaner: Cleaner | None = None, columns: Columns | None = None) -> ray.data.Dataset:
    """A dataset with a row for each row of this one: the columns of ``cleaner.batch.arrow.SCHEMA``, then all that were not read.

    As everywhere in Ray Data nothing is cleaned before the rows are asked for, and their order is kept only where the
    ``DataContext`` says so. A document without an id is named by a digest of what it holds (``cleaner.rows.digest_of``). What
    cannot be cleaned is a row that says so. Raises ValueError for a missing column.

        ds = clean_dataset(ray.data.read_parquet("s3://bucket/pages/"))
        ds.write_parquet("s3://bucket/articles/")
    """
    schema = dataset.schema()
    if schema is not None:  # None: there are no rows at all
        (columns or Columns()).found_in(schema.names)
    return dataset.map_batches(partial(_clean_table, cleaner=cleaner, columns=columns or Columns()), batch_format="pyarrow", batch_size=_ROWS)


def _clean_table(table: pa.Table, cleaner: Cleaner | None, columns: Columns) -> pa.Table:
    batches = [clean_batch(batch, cleaner, columns) for batch in table.to_batches()]
    return pa.Table.from_batches(batches, schema_of(table.schema, columns))


def check() -> None:
    """All that Ray needs comes with it."""


def everywhere(do: Callable[[T], U], things: Sequence[T]) -> Iterable[U]:
    """Call ``do`` for each thing, in a task each, on the cluster that there is, else on this machine."""
    if not ray.is_initialized():
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is told to anybody
        ray.init(log_to_driver=False, logging_level=logging.ERROR)
    task: Any = ray.remote(_call)
    shared = ray.put(do)
    answers: list[U] = ray.get([task.remote(shared, thing) for thing in things])
    return answers


def _call(do: Callable[[T], U], thing: T) -> U:
    return do(thing)
