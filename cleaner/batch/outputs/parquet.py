"""Parquet: a row group a part."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from cleaner.batch.arrow import SCHEMA, encodable
from cleaner.batch.outputs.records import as_json, record_of
from cleaner.batch.outputs.sink import Rows
from cleaner.whole import whole

# A column of records with more fields than this, or with none, is no table within the table: it is written as JSON.
_MOST_FIELDS = 100
_NO_COMMON_TYPE = (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError, OverflowError)


class Parquet:
    """A passing column has the type that all its values allow, or else holds JSON."""

    suffix = ".parquet"

    def may_replace(self, output: Path) -> bool:
        return output.is_file()

    def write(self, rows: Rows, part: Path) -> None:
        records = [encodable(record_of(row, passing)) for row, passing in rows]
        names = dict.fromkeys([*SCHEMA.names, *(name for record in records for name in record)])
        columns = [_column(name, [record.get(name) for record in records]) for name in names]
        with whole(part) as path:
            pq.write_table(pa.table(columns, names=list(names)), path, compression="zstd")

    def finish(self, parts: Sequence[Path], output: Path) -> None:
        schema = SCHEMA
        for part in parts:
            schema = _unified(schema, pq.read_schema(part))
        with whole(output) as path, pq.ParquetWriter(path, schema, compression="zstd") as writer:
            for part in parts:
                writer.write_table(_cast(pq.ParquetFile(part).read(), schema))


def _column(name: str, values: list[Any]) -> pa.Array[Any]:
    if name in SCHEMA.names:
        ours: pa.Array[Any] = pa.array(values, type=SCHEMA.field(name).type)
        return ours
    try:
        column: pa.Array[Any] = pa.array(values)
    except _NO_COMMON_TYPE:
        return _json(values)
    return column if _is_sound(column.type) else _json(values)


def _json(values: Sequence[Any]) -> pa.Array[Any]:
    column: pa.Array[Any] = pa.array([as_json(value) for value in values], type=pa.string())
    return column


def _is_sound(kind: pa.DataType) -> bool:
    """Can Parquet hold it, in a bearable number of columns?"""
    if pa.types.is_struct(kind):
        return 0 < kind.num_fields <= _MOST_FIELDS and all(_is_sound(kind.field(place).type) for place in range(kind.num_fields))
    return not pa.types.is_list(kind) or _is_sound(kind.value_type)


def _unified(one: pa.Schema, other: pa.Schema) -> pa.Schema:
    names = dict.fromkeys([*one.names, *other.names])
    return pa.schema([_unified_field(name, [schema.field(name) for schema in (one, other) if name in schema.names]) for name in names])


def _unified_field(name: str, fields: Sequence[pa.Field[Any]]) -> pa.Field[Any]:
    if name in SCHEMA.names:
        return SCHEMA.field(name)
    try:
        field = pa.unify_schemas([pa.schema([field]) for field in fields], promote_options="permissive").field(name)
    except _NO_COMMON_TYPE:
        return pa.field(name, pa.string())
    return field if _is_sound(field.type) else pa.field(name, pa.string())


def _cast(table: pa.Table, schema: pa.Schema) -> pa.Table:
    columns: list[Any] = []
    for field in schema:
        if field.name not in table.schema.names:
            columns.append(pa.nulls(table.num_rows, field.type))
            continue
        column = table.column(field.name)
        try:
            columns.append(column.cast(field.type))
        except _NO_COMMON_TYPE:
            columns.append(_json(column.to_pylist()))
    return pa.table(columns, schema=schema)
