"""Web archives: pages of WARC files, texts of WET files.

Records are told apart here, by their own headers, so that a broken one costs only itself; FastWARC reads each.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Literal, NamedTuple

from fastwarc.warc import ArchiveIterator, WarcRecordType

from cleaner.batch.inputs.item import LARGEST, Item, broken, told
from cleaner.batch.inputs.streams import BROKEN_STREAM, opened
from cleaner.model import Problem
from cleaner.rows import Source

_READABLE_AS_PAGE = ("text/html", "application/xhtml+xml")
_DOCUMENTS = ("response", "conversion")
_FIRST_LINE = re.compile(rb"WARC/\d\.\d\s*")
_LONGEST_LINE, _MOST_LINES = 100_000, 1_000
_STEP = 1 << 20


class _Record(NamedTuple):
    """A record as it stands in the archive; ``problem`` where it does not stand there whole."""

    headers: dict[str, str]  # by names in lower case
    data: bytes
    problem: str | None = None


def read_archive(path: Path) -> Iterator[Item]:
    """A document a record: pages of responses, and texts of conversions. Other records are no documents."""
    try:
        with opened(path) as stream:
            for record in _records(stream):
                if item := _item(record, path.name):
                    yield item
    except BROKEN_STREAM as error:
        yield broken(path.name, f"{path.name} ends here: {told(error)}")


def _records(stream: IO[bytes]) -> Iterator[_Record]:
    """The records of an archive. What stands between them and is none is one broken record."""
    in_order = True
    while line := stream.readline(_LONGEST_LINE):
        if _FIRST_LINE.fullmatch(line):
            in_order = True
            yield _record(stream, line)
        elif in_order and line.strip():
            in_order = False
            yield _Record({}, b"", "no record begins where one should")


def _record(stream: IO[bytes], first_line: bytes) -> _Record:
    head = [first_line]
    while (line := stream.readline(_LONGEST_LINE)).strip() and len(head) < _MOST_LINES:
        head.append(line)
    fields = (line.decode("utf-8", "replace").partition(":") for line in head[1:])
    headers = {name.strip().lower(): value.strip() for name, _, value in fields}
    length = headers.get("content-length", "")
    if not (length.isascii() and length.isdigit()):
        return _Record(headers, b"", "a record that does not say how long it is")
    size = int(length)
    if size > LARGEST or headers.get("warc-type") not in _DOCUMENTS:
        short = _skipped(stream, size) < size
        problem = "a record that breaks off" if short else f"more than {LARGEST:,} bytes in a record" if size > LARGEST else None
        return _Record(headers, b"", problem)
    body = stream.read(size)
    return _Record(headers, b"".join((*head, b"\r\n", body, b"\r\n\r\n")), "a record that breaks off" if len(body) < size else None)


def _skipped(stream: IO[bytes], size: int) -> int:
    done = 0
    while done < size and (data := stream.read(min(_STEP, size - done))):
        done += len(data)
    return done


def _item(record: _Record, archive: str) -> Item | None:
    url = record.headers.get("warc-target-uri", "").strip("<>") or None
    source = Source(record.headers.get("warc-record-id") or url or archive, url=url)
    passing = {"warc_date": record.headers.get("warc-date")}
    size = len(record.data)
    kind = record.headers.get("warc-type")
    if record.problem and kind in (None, *_DOCUMENTS):
        return Item(source, passing, Problem("unreadable", record.problem), size)
    if kind not in _DOCUMENTS:
        return None
    try:
        read = _read(record.data)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # the reader raises errors of many kinds, and panics, which are no Exception
        return Item(source, passing, Problem("unreadable", f"a broken record: {told(error)}"), size)
    if read is None:
        return None
    content, charset = read
    if len(content) > LARGEST:
        return Item(source, passing, Problem("unreadable", f"more than {LARGEST:,} bytes in a record"), size)
    document = source._replace(text=content) if kind == "conversion" else source._replace(html=content, encoding=charset)
    return Item(document, passing, None, len(content))


def _read(data: bytes) -> tuple[bytes, str | None] | None:
    """What a record's server sent, decoded as its headers say, and its charset; None for what is neither page nor text."""
    try:
        return _decoded(data, "all")
    except OSError:  # many archives hold a body decoded and the headers of before
        return _decoded(data, "none")


def _decoded(data: bytes, decoding: Literal["all", "none"]) -> tuple[bytes, str | None] | None:
    record: Any = next(iter(ArchiveIterator(io.BytesIO(data), parse_http=True, auto_decode=decoding, stream_detect=False)))
    is_page = record.record_type == WarcRecordType.response
    if is_page and (record.http_content_type or "text/html").lower() not in _READABLE_AS_PAGE:
        return None
    return record.reader.read(LARGEST + 1), record.http_charset if is_page else None
