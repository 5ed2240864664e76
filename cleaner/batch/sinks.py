"""What a batch can give out: JSON Lines (plain, .gz, .zst), Parquet, or a folder with two files a document.

An output is made of parts. A part holds the rows of so many documents in a row, is written whole beside its name and then
moved there; at the end the parts become one file in the same way. So whatever ends a run, what is there is whole.
"""

from __future__ import annotations

import gzip
import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from cleaner.batch.arrow import SCHEMA, TAKEN, encodable
from cleaner.rows import Row

Passing = Mapping[str, Any]


class Sink(Protocol):
    """Where the rows of a run go."""

    suffix: str  # of a part's name

    def write(self, rows: Sequence[tuple[Row, Passing]], part: Path, first: int) -> None:
        """Write one part; ``first`` is the number of its first document."""

    def finish(self, parts: Sequence[Path], output: Path) -> None:
        """Make the output of all its parts."""


def sink_for(output: Path) -> Sink:
    """The sink that a name asks for: by its ending a file of JSON Lines or Parquet, else a folder. ValueError for others."""
    name = output.name.lower()
    if name.endswith((".jsonl", ".ndjson")):
        return JsonLines("", _plain_bytes)
    if name.endswith((".jsonl.gz", ".ndjson.gz")):
        return JsonLines(".gz", _gzipped)
    if name.endswith((".jsonl.zst", ".ndjson.zst")):
        return JsonLines(".zst", _zstandard)
    if name.endswith(".parquet"):
        return Parquet()
    if output.suffix and not output.is_dir():
        raise ValueError(f"{output}: cannot write {output.suffix}; name a .jsonl, .jsonl.gz, .jsonl.zst or .parquet file, or a folder")
    return Folder(output)


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A name to write to, that becomes ``path`` when all is written and on the disk."""
    temporary = path.with_name(f".{path.name}.unfinished")
    try:
        yield temporary
        with temporary.open("rb") as stream:
            os.fsync(stream.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def record_of(row: Row, passing: Passing) -> dict[str, Any]:
    """A row with the columns that pass through; where one has a name of ours it is called ``source_NAME``."""
    record = row._asdict()
    return record | {TAKEN.format(name) if name in record else name: value for name, value in passing.items()}


def json_line(record: Mapping[str, Any]) -> bytes:
    """A record as one line of JSON."""
    try:
        return orjson.dumps(record, default=_simple, option=orjson.OPT_APPEND_NEWLINE)
    except (TypeError, orjson.JSONEncodeError):
        return orjson.dumps(encodable(dict(record)), default=_simple, option=orjson.OPT_APPEND_NEWLINE | orjson.OPT_NON_STR_KEYS)


def _simple(value: Any) -> Any:
    """What JSON has no form of, from Parquet's columns."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, tuple):
        return list(value)
    return str(value)


# ---------------------------------------------------------------- JSON Lines


def _plain_bytes(data: bytes) -> bytes:
    return data


def _gzipped(data: bytes) -> bytes:
    return gzip.compress(data, 6, mtime=0)  # the same bytes in every run


def _zstandard(data: bytes) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as stream:
        stream.write(data)
    return bytes(sink.getvalue().to_pybytes())


class JsonLines:
    """A row a line. Compressed parts are members of one archive: put behind one another they are the file."""

    def __init__(self, ending: str, packed: Callable[[bytes], bytes]) -> None:
        self.suffix = f".jsonl{ending}"
        self._packed = packed

    def write(self, rows: Sequence[tuple[Row, Passing]], part: Path, first: int) -> None:  # noqa: ARG002
        with whole(part) as path:
            path.write_bytes(self._packed(b"".join(json_line(record_of(row, passing)) for row, passing in rows)))

    def finish(self, parts: Sequence[Path], output: Path) -> None:
        concatenate(parts, output)


def concatenate(parts: Sequence[Path], output: Path) -> None:
    """Put files behind one another."""
    with whole(output) as path, path.open("wb") as out:
        for part in parts:
            with part.open("rb") as stream:
                shutil.copyfileobj(stream, out, 1 << 20)


# ---------------------------------------------------------------- Parquet


class Parquet:
    """A row group a part. A passing column has the type that all its values allow, or else holds JSON."""

    suffix = ".parquet"

    def write(self, rows: Sequence[tuple[Row, Passing]], part: Path, first: int) -> None:  # noqa: ARG002
        records = [encodable(record_of(row, passing)) for row, passing in rows]
        names = dict.fromkeys(name for record in records for name in record)
        columns = [_column(name, [record.get(name) for record in records]) for name in names]
        with whole(part) as path:
            pq.write_table(pa.table(columns, names=list(names)), path, compression="zstd")

    def finish(self, parts: Sequence[Path], output: Path) -> None:
        schemas = [pq.read_schema(part) for part in parts] or [SCHEMA]
        schema = _unified(schemas)
        with whole(output) as path, pq.ParquetWriter(path, schema, compression="zstd") as writer:
            for part in parts:
                writer.write_table(_cast(pq.read_table(part), schema))


def _column(name: str, values: list[Any]) -> pa.Array[Any]:
    column: pa.Array[Any]
    if name in SCHEMA.names:
        column = pa.array(values, type=SCHEMA.field(name).type)
        return column
    try:
        column = pa.array(values)
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError, OverflowError):
        column = pa.array([_as_json(value) for value in values], type=pa.string())
    return column


def _as_json(value: Any) -> str | None:
    return None if value is None else value if isinstance(value, str) else json_line({"": value})[4:-2].decode()


def _unified(schemas: Sequence[pa.Schema]) -> pa.Schema:
    names = dict.fromkeys(name for schema in schemas for name in schema.names)
    return pa.schema([_unified_field(name, [s.field(name) for s in schemas if name in s.names]) for name in names])


def _unified_field(name: str, fields: Sequence[pa.Field[Any]]) -> pa.Field[Any]:
    try:
        return pa.unify_schemas([pa.schema([field]) for field in fields], promote_options="permissive").field(name)
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        return pa.field(name, pa.string())


def _cast(table: pa.Table, schema: pa.Schema) -> pa.Table:
    columns = []
    for field in schema:
        if field.name not in table.schema.names:
            columns.append(pa.nulls(table.num_rows, field.type))
            continue
        column = table.column(field.name)
        try:
            columns.append(column.cast(field.type))
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
            columns.append(pa.array([_as_json(value) for value in column.to_pylist()], type=pa.string()))
    return pa.table(columns, schema=schema)


# ---------------------------------------------------------------- folders

_UNSAFE = re.compile(r"[^\w.\-]+")
_LONGEST_NAME = 80


class Folder:
    """For each document ``NUMBER-ID.txt`` with its article and ``NUMBER-ID.json`` with its row; no text, no ``.txt``."""

    suffix = ".done"

    def __init__(self, output: Path) -> None:
        self._output = output

    def write(self, rows: Sequence[tuple[Row, Passing]], part: Path, first: int) -> None:
        self._output.mkdir(parents=True, exist_ok=True)
        for number, (row, passing) in enumerate(rows, start=first):
            name = f"{number:09d}-{_UNSAFE.sub('_', row.id).strip('._')[-_LONGEST_NAME:] or 'document'}"
            if row.text is not None:
                self._put(f"{name}.txt", (row.text + "\n").encode("utf-8", "replace"))
            self._put(f"{name}.json", json_line(record_of(row, passing)))
        with whole(part) as path:
            path.write_bytes(b"")

    def _put(self, name: str, data: bytes) -> None:
        with whole(self._output / name) as path:
            path.write_bytes(data)

    def finish(self, parts: Sequence[Path], output: Path) -> None:  # noqa: ARG002
        output.mkdir(parents=True, exist_ok=True)
