"""Spark (the extra ``spark``, and Java)."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import types as spark

from cleaner.api import Cleaner
from cleaner.batch.arrow import SCHEMA, TAKEN, clean_batch
from cleaner.batch.columns import Columns
from cleaner.engines import EngineError

T = TypeVar("T")
U = TypeVar("U")

_OLDEST_JAVA = 17
_VERSION = re.compile(r'version "(?:1\.)?(\d+)')
# Documents that are cleaned at a time, of a batch that may hold ten thousand.
_ROWS = 128


def clean_dataframe(frame: DataFrame, cleaner: Cleaner | None = None, columns: Columns | None = None) -> DataFrame:
    """A frame with a row for each row of this one: the columns of ``cleaner.batch.arrow.SCHEMA``, then all that were not read.

    Nothing is cleaned before the rows are asked for. A document without an id is named by a digest of what it holds
    (``cleaner.rows.digest_of``). What cannot be cleaned is a row that says so. How many documents Spark hands out together is
    its setting ``spark.sql.execution.arrow.maxRecordsPerBatch``. Raises ValueError for a missing column.

        df = clean_dataframe(spark.read.parquet("s3://bucket/pages/"))
        df.write.parquet("s3://bucket/articles/")
    """
    found = (columns or Columns()).found_in(frame.columns)

    def clean(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            for first in range(0, batch.num_rows, _ROWS):
                yield clean_batch(batch.slice(first, _ROWS), cleaner, found)

    return frame.mapInArrow(clean, _schema(frame.schema, found))


def _schema(schema: spark.StructType, found: Columns) -> spark.StructType:
    """What :func:`clean_batch` gives to rows of this schema, in Spark's types."""
    ours = [_field(field) for field in SCHEMA]
    passing = [field for field in schema if field.name not in (found.text, found.html, found.id, found.url)]
    taken = [spark.StructField(TAKEN.format(field.name) if field.name in SCHEMA.names else field.name, field.dataType, field.nullable) for field in passing]
    return spark.StructType([*ours, *taken])


def _field(field: pa.Field[Any]) -> spark.StructField:
    return spark.StructField(field.name, _type(field.type), field.nullable)


def _type(kind: pa.DataType) -> spark.DataType:
    if pa.types.is_struct(kind):
        return spark.StructType([_field(kind.field(place)) for place in range(kind.num_fields)])
    if pa.types.is_list(kind):
        return spark.ArrayType(_type(kind.value_type), kind.value_field.nullable)
    return _SIMPLE[kind]


_SIMPLE = {pa.string(): spark.StringType(), pa.int64(): spark.LongType(), pa.float64(): spark.DoubleType()}


def check() -> None:
    """Raise EngineError where the Java that Spark runs on is missing or too old."""
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=str(Path(home) / "bin") if home else None)
    if java is None:
        raise EngineError(f"spark: needs Java {_OLDEST_JAVA} or newer, and there is none{f' in JAVA_HOME ({home})' if home else ''}")
    told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    version = _VERSION.search(told.stderr + told.stdout)
    if not version or int(version[1]) < _OLDEST_JAVA:
        raise EngineError(f"spark: needs Java {_OLDEST_JAVA} or newer; {java} is {version[1] if version else 'none that says its version'}")


def everywhere(do: Callable[[T], U], things: Sequence[T]) -> Iterable[U]:
    """Call ``do`` for each thing, in a task each, in the session that there is, else in one that Spark's settings ask for."""
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    settings: dict[str, bool | float | int | str | None] = {"spark.log.level": "ERROR", "spark.ui.showConsoleProgress": False, "spark.ui.enabled": False}
    session = SparkSession.getActiveSession() or SparkSession.builder.appName("cleaner").config(map=settings).getOrCreate()
    answers: list[U] = session.sparkContext.parallelize(things, max(1, len(things))).map(do).collect()
    return answers
