"""Web archives: pages of WARC files, texts of WET files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fastwarc.warc import ArchiveIterator, WarcRecordType

from cleaner.batch.inputs.item import LARGEST, Item, broken, told
from cleaner.batch.inputs.streams import opened
from cleaner.model import Problem
from cleaner.rows import Source

_READABLE_AS_PAGE = ("text/html", "application/xhtml+xml")
_TYPES = WarcRecordType.response | WarcRecordType.conversion


def read_archive(path: Path) -> Iterator[Item]:
    """A document a record: pages of responses, and texts of conversions. Other records are no documents."""
    try:
        with opened(path) as stream:  # not by the archive's reader, which would swallow a bomb
            for record in ArchiveIterator(stream, record_types=_TYPES, parse_http=True, auto_decode="all", stream_detect=False):
                if item := _item(record):
                    yield item
    except Exception as error:  # the reader raises errors of many kinds for what an archive can hold
        yield broken(path.name, f"{path.name} ends here: {told(error)}")


def _item(record: Any) -> Item | None:
    is_page = record.record_type == WarcRecordType.response
    if is_page and (record.http_content_type or "text/html").lower() not in _READABLE_AS_PAGE:
        return None
    url = record.headers.get("WARC-Target-URI")
    source = Source(record.record_id or url or "", url=url)
    passing = {"warc_date": record.headers.get("WARC-Date")}
    try:
        body = record.reader.read(LARGEST + 1)
    except Exception as error:  # of this record alone, if the next can be found
        return Item(source, passing, Problem("unreadable", f"a broken record: {told(error)}"))
    if len(body) > LARGEST:
        return Item(source, passing, Problem("unreadable", f"more than {LARGEST:,} bytes in a record"), LARGEST)
    if is_page:
        return Item(source._replace(html=body, encoding=record.http_charset), passing, None, len(body))
    return Item(source._replace(text=body), passing, None, len(body))
