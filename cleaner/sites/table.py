"""The table of what repeats on hosts: a Parquet file sorted by host, of which only the hosts that are asked for are read.

The columns are those of ``SCHEMA``; the row with an empty line is the host itself, with all its pages.
"""

from __future__ import annotations

import os
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from cleaner.files import unreadable
from cleaner.sites.model import Recurring, Site
from cleaner.whole import whole

VERSION = b"1"
_VERSION_KEY = b"cleaner.sites"
_FIELDS: list[pa.Field[Any]] = [
    pa.field("host", pa.string(), nullable=False),
    pa.field("line", pa.string(), nullable=False),
    pa.field("documents", pa.int64(), nullable=False),  # that hold the line
    pa.field("pages", pa.int64(), nullable=False),  # of the host in all
    pa.field("position", pa.float64(), nullable=False),  # mean place in them, 0 head to 1 tail
    pa.field("first", pa.date32()),  # when it was seen first …
    pa.field("last", pa.date32()),  # … and last, where documents have dates
]
SCHEMA = pa.schema(_FIELDS, metadata={_VERSION_KEY: VERSION})

# What stands on fewer pages may do so by chance, and on fewer of them than this share it is no template of the host's.
FEWEST_DOCUMENTS = 3
LEAST_SHARE = 0.05
# Rows that are read together: few enough that a host costs milliseconds, many enough that they compress.
_ROW_GROUP = 8_192
# Hosts that are remembered: pages of a host come together, mostly.
_HOSTS = 128


class SitesError(ValueError):
    """A table that cannot be used: one line that says which and why."""


@dataclass(frozen=True, slots=True)
class Sites:
    """A table of what repeats on hosts, by its file. Picklable: another process opens the file for itself.

    Made by :meth:`load`. ``size`` (bytes) and ``modified`` (nanoseconds) tell one state of the file from another.
    """

    path: str
    size: int
    modified: int

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Sites:
        """The table in a file. Raises SitesError where there is none that can be read, or its columns are not those of ``SCHEMA``."""
        name = os.path.abspath(path)
        try:
            stat = os.stat(name)
        except OSError as error:
            advice = "; `cleaner sites learn` makes one" if isinstance(error, FileNotFoundError) else ""
            raise SitesError(unreadable(path, error) + advice) from None
        sites = cls(name, stat.st_size, stat.st_mtime_ns)
        _reader(sites)
        return sites

    def of(self, host: str) -> Site | None:
        """What repeats on a host; None for one that is not in the table. Raises SitesError where the file went away or broke."""
        return _reader(self).of(host)


@lru_cache(maxsize=4)
def _reader(sites: Sites) -> _Reader:
    return _Reader(sites.path)


class _Reader:
    """An open table: which row groups hold which hosts, and the hosts read last."""

    def __init__(self, path: str) -> None:
        self._path = path
        try:
            self._file = pq.ParquetFile(path)
        except (OSError, pa.ArrowException) as error:
            raise SitesError(f"{path}: is no table of sites: {_told(error)}") from None
        _check(self._file.schema_arrow, path)
        statistics = [self._statistics(number) for number in range(self._file.metadata.num_row_groups)]
        self._first = [low for low, _ in statistics]
        self._last = [high for _, high in statistics]
        if self._first != sorted(self._first) or self._last != sorted(self._last):
            raise SitesError(f"{path}: is no table of sites: it is not sorted by host")
        self._one_reads = Lock()  # a file has one place where it is read
        self.of = lru_cache(maxsize=_HOSTS)(self._read)

    def _statistics(self, row_group: int) -> tuple[str, str]:
        """The first and the last host of a row group."""
        statistics = self._file.metadata.row_group(row_group).column(0).statistics
        if statistics is None or not statistics.has_min_max:
            raise SitesError(f"{self._path}: is no table of sites: it does not say where its hosts are")
        return str(statistics.min), str(statistics.max)

    def _read(self, host: str) -> Site | None:
        groups = range(bisect_left(self._last, host), bisect_right(self._first, host))
        try:
            with self._one_reads:
                table = self._file.read_row_groups(list(groups), columns=["host", "line", "documents", "pages", "position"])
        except (OSError, pa.ArrowException) as error:
            raise SitesError(f"{self._path}: cannot be read: {_told(error)}") from None
        table = table.filter(pc.equal(table["host"], pa.scalar(host)))
        if not table.num_rows:
            return None
        pages = int(table["pages"][0].as_py())
        fewest = max(FEWEST_DOCUMENTS, LEAST_SHARE * pages)
        table = table.filter(pc.and_(pc.greater_equal(table["documents"], pa.scalar(fewest)), pc.not_equal(table["line"], pa.scalar(""))))
        rows = zip(*(table[name].to_pylist() for name in ("line", "documents", "position")), strict=True)
        return Site(pages, {line: Recurring(documents, position) for line, documents, position in rows})


def _check(schema: pa.Schema, path: str) -> None:
    version = (schema.metadata or {}).get(_VERSION_KEY)
    if version is None:
        raise SitesError(f"{path}: is no table of sites; `cleaner sites learn` makes one")
    if version != VERSION:
        raise SitesError(f"{path}: is a table of sites of version {version.decode('utf-8', 'replace')}; this is for version {VERSION.decode()}")
    for field in SCHEMA:
        there = schema.field(field.name).type if field.name in schema.names else None
        if there != field.type:
            has = "is missing" if there is None else f"holds {there}, not {field.type}"
            raise SitesError(f"{path}: is no table of sites: the column {field.name!r} {has}")


def write_table(batches: Iterable[pa.RecordBatch], path: Path) -> int:
    """Write a table, whole or not at all. ``batches`` have the columns of ``SCHEMA``, sorted by host. Gives back how many rows."""
    rows = 0
    with whole(path) as unfinished, pq.ParquetWriter(unfinished, SCHEMA, compression="zstd") as writer:
        for batch in batches:
            table = pa.Table.from_batches([batch]).cast(SCHEMA)
            writer.write_table(table, row_group_size=_ROW_GROUP)
            rows += batch.num_rows
    return rows


def _told(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
