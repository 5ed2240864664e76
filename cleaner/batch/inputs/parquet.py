"""Parquet files, a few rows at a time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from cleaner.batch.columns import Columns
from cleaner.batch.inputs.item import InputError, Item, broken, item_of, told
from cleaner.batch.inputs.split import Split

# Rows that are in memory at a time.
_ROWS = 64
_UNREADABLE = (OSError, pa.ArrowException, ValueError)


def read_parquet(split: Split, columns: Columns) -> Iterator[Item]:
    """A document a row. Where a row group cannot be read on, an item says so, and the next one follows."""
    path = split.path
    try:
        file = pq.ParquetFile(path, memory_map=False)
    except _UNREADABLE as error:
        yield broken(path.name, f"{path.name} is no Parquet file that can be read: {told(error)}")
        return
    with file:
        found = columns.found_in(file.schema_arrow.names)
        for group in range(file.num_row_groups)[split.first :][: split.take]:
            try:
                for batch in file.iter_batches(batch_size=_ROWS, row_groups=[group]):
                    size = batch.nbytes // max(batch.num_rows, 1)
                    for record in _in_microseconds(batch).to_pylist():
                        yield item_of(record, found, size)
            except _UNREADABLE as error:
                yield broken(path.name, f"row group {group} of {path.name} ends here: {told(error)}")


def check_parquet(path: Path, columns: Columns) -> None:
    """Raise InputError where the file has not the columns."""
    try:
        names = pq.read_schema(path).names
    except _UNREADABLE:
        return  # which reading will say
    try:
        columns.found_in(names)
    except ValueError as error:
        raise InputError(f"{path}: {error}") from None


def split_parquet(path: Path, size: int) -> Iterator[Split]:
    """A file, cut between row groups: each piece has one more than it needs for ``size`` bytes at most."""
    try:
        file = pq.read_metadata(path)
    except _UNREADABLE:
        yield Split(path)  # reading will say what is wrong
        return
    first = held = 0
    for group in range(file.num_row_groups):
        held += file.row_group(group).total_byte_size
        if held >= size or group == file.num_row_groups - 1:
            yield Split(path, first, group + 1 - first)
            first, held = group + 1, 0


def _in_microseconds(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Python's times hold no nanoseconds."""
    for place, field in enumerate(batch.schema):
        if coarser := _coarser(field.type):
            batch = batch.set_column(place, field.with_type(coarser), batch.column(place).cast(coarser, safe=False))
    return batch


def _coarser(kind: pa.DataType) -> pa.DataType | None:
    if pa.types.is_timestamp(kind) and kind.unit == "ns":
        return pa.timestamp("us", kind.tz)
    if pa.types.is_duration(kind) and kind.unit == "ns":
        return pa.duration("us")
    if pa.types.is_time64(kind) and kind.unit == "ns":
        return pa.time64("us")
    return None
