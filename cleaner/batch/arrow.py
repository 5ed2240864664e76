"""Rows in Arrow: the schema that every Parquet file and every engine sees, and ``clean_batch``, which they all wrap."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

import pyarrow as pa

from cleaner.api import Cleaner
from cleaner.batch.columns import Columns
from cleaner.rows import METADATA_FIELDS, Row, Source, clean_row, digest_of

_REMOVED = pa.struct(
    [
        pa.field("start", pa.int64(), nullable=False),
        pa.field("end", pa.int64(), nullable=False),
        pa.field("category", pa.string(), nullable=False),
        pa.field("rule", pa.string(), nullable=False),
        pa.field("confidence", pa.float64(), nullable=False),
        pa.field("reason", pa.string(), nullable=False),
        pa.field("text", pa.string(), nullable=False),
        pa.field("path", pa.string()),
    ]
)
SCHEMA = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),
        pa.field("url", pa.string()),
        pa.field("title", pa.string()),
        pa.field("text", pa.string()),
        pa.field("language", pa.string()),
        pa.field("metadata", pa.struct([(name, pa.list_(pa.string()) if several else pa.string()) for name, several in METADATA_FIELDS.items()])),
        pa.field("removed", pa.list_(_REMOVED), nullable=False),
        pa.field("removed_share", pa.float64(), nullable=False),
        pa.field("status", pa.string(), nullable=False),
        pa.field("problem", pa.string()),
    ]
)
_SURROGATES = re.compile(r"[\ud800-\udfff]")
# What a column of the input is called in the output where its name is one of the schema's.
TAKEN = "source_{}"


def clean_batch(batch: pa.RecordBatch, cleaner: Cleaner | None = None, columns: Columns | None = None) -> pa.RecordBatch:
    """Clean a batch: a row out for each row in, in their order, with the columns of ``SCHEMA`` and then all other columns.

    A document that cannot be cleaned has a row that says so. A document without an id gets one by :func:`digest_of`: what
    is around a batch, and so the number of a row, is nothing that an engine tells. Raises ValueError for a missing column.

    >>> batch = pa.RecordBatch.from_pydict({"text": ["It rained all day.", None], "day": [4, 5]})
    >>> clean_batch(batch).select(["id", "text", "status", "day"]).to_pylist()[1]
    {'id': 'df9f452300da014fc51988cbedbace2d', 'text': None, 'status': 'failed', 'day': 5}
    """
    cleaner = cleaner or Cleaner()
    found = (columns or Columns()).found_in(batch.schema.names)
    rows = [clean_row(source, cleaner) for source in sources(batch, found)]
    return with_columns(rows, batch, found)


def sources(batch: pa.RecordBatch, columns: Columns) -> Iterable[Source]:
    """The documents of a batch. ``columns`` are those found in it."""
    count = batch.num_rows

    def column(name: str | None) -> Sequence[Any]:
        return batch.column(name).to_pylist() if name else [None] * count

    values = zip(column(columns.id), column(columns.text), column(columns.html), column(columns.url), strict=True)
    for identifier, text, html, url in values:
        source = Source("" if identifier is None else str(identifier), text, html, url if isinstance(url, str) else None)
        yield source if source.id else source._replace(id=digest_of(source))


def with_columns(rows: Sequence[Row], batch: pa.RecordBatch, columns: Columns) -> pa.RecordBatch:
    """The rows of a batch, with those columns of it that were not read. ``columns`` are those found in it."""
    out = to_batch(rows)
    for name in batch.schema.names:
        if name not in (columns.text, columns.html, columns.id, columns.url):
            out = out.append_column(TAKEN.format(name) if name in out.schema.names else name, batch.column(name))
    return out


def schema_of(schema: pa.Schema, columns: Columns) -> pa.Schema:
    """The schema that :func:`clean_batch` gives to batches of this one. Raises ValueError for a missing column.

    >>> schema_of(pa.schema([("text", pa.string()), ("day", pa.int64())]), Columns()).names[-2:]
    ['problem', 'day']
    """
    nothing = pa.RecordBatch.from_pylist([], schema=schema)
    return with_columns([], nothing, columns.found_in(schema.names)).schema


def to_batch(rows: Iterable[Row]) -> pa.RecordBatch:
    """Rows as a batch of ``SCHEMA``. Lone surrogates, which no UTF-8 can hold, become U+FFFD."""
    records = [row._asdict() for row in rows]
    try:
        return pa.RecordBatch.from_pylist(records, schema=SCHEMA)
    except UnicodeEncodeError:
        return pa.RecordBatch.from_pylist([encodable(record) for record in records], schema=SCHEMA)


def encodable(value: Any) -> Any:
    """A value without lone surrogates, which no UTF-8 can hold: they become U+FFFD."""
    if isinstance(value, str):
        return _SURROGATES.sub("\ufffd", value)
    if isinstance(value, dict):
        return {encodable(key): encodable(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [encodable(inner) for inner in value]
    return value
