"""What a run wrote, read again: its rows, one at a time, whatever kind of output it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from cleaner.batch.inputs.streams import BROKEN_STREAM, opened

_COLUMNS = ("id", "url", "title", "text", "language", "removed", "removed_share", "status", "problem")
_PARQUET_ROWS = 64


class OutputError(ValueError):
    """An output that cannot be read: one line that says which and why."""


def rows_of(output: Path) -> Iterator[dict[str, Any]]:
    """The rows of a JSON Lines or Parquet file or of a folder, in order. Raises OutputError for what no run wrote."""
    number = 0
    try:
        for number, row in enumerate(_rows(output), start=1):
            if not all(column in row for column in _COLUMNS):
                raise OutputError(f"{output}: row {number} is not a row that `cleaner batch` writes")
            yield row
    except FileNotFoundError:
        raise OutputError(f"{output}: no such file or folder") from None
    except (orjson.JSONDecodeError, pa.ArrowException, *BROKEN_STREAM) as error:
        what = f"cannot be read after row {number}" if number else "is nothing that `cleaner batch` wrote"
        raise OutputError(f"{output}: {what}: {' '.join(str(error).split())[:200]}") from None


def _rows(output: Path) -> Iterator[dict[str, Any]]:
    if output.is_dir():
        for path in sorted(output.glob("*.json")):
            yield _record(path.read_bytes(), output)
    elif output.suffix.lower() == ".parquet":
        with pq.ParquetFile(output) as file:
            columns = [name for name in _COLUMNS if name in file.schema_arrow.names]
            for batch in file.iter_batches(batch_size=_PARQUET_ROWS, columns=columns):
                yield from batch.to_pylist()
    else:
        with opened(output) as stream:
            for line in stream:
                yield _record(line, output)


def _record(data: bytes, output: Path) -> dict[str, Any]:
    record = orjson.loads(data)
    if not isinstance(record, dict):
        raise OutputError(f"{output}: holds something that is no row")
    return record
