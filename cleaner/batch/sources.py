"""What a batch can take in: JSON Lines, Parquet, WARC and WET files, folders of files; each document in the same form.

Reading is tolerant and says so: a record that cannot be read is an item with a problem, and reading goes on after it. Only
what makes the rest of a file unreadable (a truncated archive, a corrupt Parquet file) ends that file, with an item that says
what was wrong. Items come in the same order in every run over the same files.
"""

from __future__ import annotations

import gzip
import io
import os
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, NamedTuple, cast

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
from fastwarc.warc import ArchiveIterator, WarcRecordType

from cleaner.batch.columns import Columns
from cleaner.model import Problem
from cleaner.rows import Source

# A line, a record or a cell of more bytes than this is no document; the rest of it is not kept in memory.
LARGEST = 64_000_000
# Compressed data that grows by more than this, once it is large, is a bomb.
LARGEST_RATIO = 500
_RATIO_FROM = 100_000_000
# Rows of a Parquet file that are in memory at a time.
_PARQUET_ROWS = 64
_JSONL = (".jsonl", ".ndjson", ".json")
_WARC = (".warc", ".wet")
_COMPRESSED = (".gz", ".zst")
_READABLE_AS_PAGE = ("text/html", "application/xhtml+xml")
_BROKEN_STREAM = (OSError, EOFError, zlib.error, pa.ArrowInvalid)


class Item(NamedTuple):
    """One document on its way in, with the columns that only pass through; ``problem`` where it could not be read."""

    source: Source
    passing: dict[str, Any]
    problem: Problem | None = None


class InputError(ValueError):
    """An input that cannot be used at all: one line that says which and why."""


def files_of(inputs: Sequence[str]) -> list[Path]:
    """The files that inputs name, in order; a folder stands for itself. Raises InputError for one that is not there."""
    paths = [Path(name) for name in inputs]
    for path in paths:
        if not path.exists():
            raise InputError(f"{path}: no such file or folder")
    return paths


def items_of(paths: Sequence[Path], columns: Columns) -> Iterator[Item]:
    """All documents of these files and folders, in order. Raises InputError for a file whose columns do not fit."""
    number = 0
    for path in paths:
        for item in _items(path, columns):
            # A document without an id of its own is known by its number in the run.
            yield item if item.source.id else item._replace(source=item.source._replace(id=str(number)))
            number += 1


def _items(path: Path, columns: Columns) -> Iterator[Item]:
    if path.is_dir():
        return _folder(path)
    kind = _kind(path)
    if kind in _JSONL:
        return _json_lines(path, columns)
    if kind == ".parquet":
        return _parquet(path, columns)
    if kind in _WARC:
        return _archive(path)
    return iter([_file(path, path.name)])


def _kind(path: Path) -> str:
    suffixes = [s.lower() for s in path.suffixes]
    return suffixes[-2] if len(suffixes) > 1 and suffixes[-1] in _COMPRESSED else suffixes[-1] if suffixes else ""


def _broken(identifier: str, message: str) -> Item:
    return Item(Source(identifier), {}, Problem("unreadable", message))


# ---------------------------------------------------------------- folders


def _folder(folder: Path) -> Iterator[Item]:
    """Every file under a folder, by name. Ids are paths within it."""
    for parent, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = Path(parent) / name
            yield _file(path, path.relative_to(folder).as_posix())


def _file(path: Path, identifier: str) -> Item:
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except OSError as error:
        return _broken(identifier, f"cannot be read: {error.strerror}")
    if len(data) > LARGEST:
        return _broken(identifier, f"more than {LARGEST:,} bytes")
    page = path.suffix.lower() in (".html", ".htm", ".xhtml")
    return Item(Source(identifier, None if page else data, data if page else None), {})


# ---------------------------------------------------------------- JSON Lines


def _json_lines(path: Path, columns: Columns) -> Iterator[Item]:
    found: Columns | None = None
    try:
        with _opened(path) as stream:
            for number, line in enumerate(_lines(stream), start=1):
                where = f"{path.name}:{number}"
                if line is None:
                    yield _broken(where, f"more than {LARGEST:,} bytes in a line")
                    continue
                if not line.strip():
                    continue
                try:
                    record = orjson.loads(line)
                except orjson.JSONDecodeError as error:
                    yield _broken(where, f"not JSON: {error}")
                    continue
                if not isinstance(record, dict):
                    yield _broken(where, "not a JSON object")
                    continue
                # The first record says what the columns are; a later one may lack some.
                found = found or _found(columns, list(record), path)
                yield _item(record, found)
    except _BROKEN_STREAM as error:
        yield _broken(path.name, f"{path.name} ends here: {_told(error)}")


def _lines(stream: IO[bytes]) -> Iterator[bytes | None]:
    """The lines of a stream; None for one that is too long."""
    while line := stream.readline(LARGEST):
        if len(line) < LARGEST or line.endswith(b"\n"):
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(LARGEST)
        yield None


def _item(record: dict[str, Any], columns: Columns) -> Item:
    known = (columns.text, columns.html, columns.id, columns.url)
    text, html, identifier, url = (record.get(name) if name else None for name in known)
    source = Source("" if identifier is None else str(identifier), text, html, url if isinstance(url, str) else None)
    return Item(source, {name: value for name, value in record.items() if name not in known})


def _found(columns: Columns, names: Sequence[str], path: Path) -> Columns:
    try:
        return columns.found_in(names)
    except ValueError as error:
        raise InputError(f"{path}: {error}") from None


# ---------------------------------------------------------------- Parquet


def _parquet(path: Path, columns: Columns) -> Iterator[Item]:
    try:
        file = pq.ParquetFile(path, memory_map=False)
    except (OSError, pa.ArrowException) as error:
        yield _broken(path.name, f"{path.name} is no Parquet file that can be read: {_told(error)}")
        return
    with file:
        found = _found(columns, file.schema_arrow.names, path)
        try:
            for batch in file.iter_batches(batch_size=_PARQUET_ROWS):
                for record in batch.to_pylist():
                    yield _item(record, found)
        except (OSError, pa.ArrowException) as error:
            yield _broken(path.name, f"{path.name} ends here: {_told(error)}")


# ---------------------------------------------------------------- web archives


def _archive(path: Path) -> Iterator[Item]:
    """Pages of response records, and texts of conversion records (WET)."""
    types = WarcRecordType.response | WarcRecordType.conversion
    try:
        with path.open("rb") as raw:
            for record in ArchiveIterator(raw, record_types=types, parse_http=True):
                yield from _record(record)
    except Exception as error:  # the reader raises errors of many kinds for what an archive can hold
        yield _broken(path.name, f"{path.name} ends here: {_told(error)}")


def _record(record: Any) -> Iterator[Item]:
    url = record.headers.get("WARC-Target-URI")
    identifier = record.record_id or url or ""
    passing = {"warc_date": record.headers.get("WARC-Date")}
    is_page = record.record_type == WarcRecordType.response
    if is_page and (record.http_content_type or "text/html").lower() not in _READABLE_AS_PAGE:
        return
    body = record.reader.read(LARGEST + 1)
    if len(body) > LARGEST:
        yield Item(Source(identifier, url=url), passing, Problem("unreadable", f"more than {LARGEST:,} bytes in a record"))
    elif is_page:
        yield Item(Source(identifier, html=body, url=url, encoding=record.http_charset), passing)
    else:
        yield Item(Source(identifier, text=body, url=url), passing)


# ---------------------------------------------------------------- compressed streams


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    """A file's bytes, decompressed. Raises OSError where they grow as no honest data does."""
    suffix = path.suffix.lower()
    with path.open("rb") as raw:
        if suffix == ".gz":
            with gzip.GzipFile(fileobj=raw) as stream:
                yield _measured(stream, path)
        elif suffix == ".zst":
            with pa.CompressedInputStream(pa.PythonFile(raw, "r"), "zstd") as stream:
                yield _measured(stream, path)
        else:
            yield raw


def _measured(stream: Any, path: Path) -> IO[bytes]:
    return cast(IO[bytes], io.BufferedReader(_Measured(stream, path.stat().st_size), 1 << 20))


class _Measured(io.RawIOBase):
    """A decompressed stream that knows how much it may grow."""

    def __init__(self, stream: Any, compressed: int) -> None:
        super().__init__()
        self._stream = stream
        self._left = max(_RATIO_FROM, compressed * LARGEST_RATIO)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self._left -= len(data)
        if self._left < 0:
            raise OSError(f"it grows to more than {LARGEST_RATIO} times its size")
        return len(data)


def _told(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
