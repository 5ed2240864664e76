"""A row, and the columns that passed it by, as one record; and a record as JSON."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

import orjson

from cleaner.batch.arrow import TAKEN, encodable
from cleaner.rows import Row


def record_of(row: Row, passing: Mapping[str, Any]) -> dict[str, Any]:
    """A row with the columns that pass through; where one has a name of ours it is called ``source_NAME``."""
    record = row._asdict()
    return record | {TAKEN.format(name) if name in record else name: value for name, value in passing.items()}


def json_line(record: Mapping[str, Any]) -> bytes:
    """A record as one line of JSON.

    >>> json_line({"id": "7", "day": 2**70, "share": float("nan"), "text": "half a pair: \\ud83d"})
    b'{"id":"7","day":1180591620717411303424,"share":null,"text":"half a pair: \\xef\\xbf\\xbd"}\\n'
    """
    try:
        return orjson.dumps(record, default=_simple, option=orjson.OPT_APPEND_NEWLINE)
    except (TypeError, orjson.JSONEncodeError):  # surrogates, whole numbers of more than 64 bits
        plain = _finite(encodable(dict(record)))
        return json.dumps(plain, default=_simple, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def as_json(value: Any) -> str | None:
    """A value in a column of JSON: text as it is, and nothing as nothing."""
    return value if value is None or isinstance(value, str) else json_line({"": value})[4:-2].decode()


def _simple(value: Any) -> Any:
    """What JSON has no form of, from Parquet's columns."""
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def _finite(value: Any) -> Any:
    """A value without NaN and infinity, which JSON has not: null, as it is written everywhere else."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {str(key): _finite(inner) for key, inner in value.items()}
    return [_finite(inner) for inner in value] if isinstance(value, (list, tuple)) else value
