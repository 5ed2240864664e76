"""The lines of a document as the table counts them: what is handed to the engine that groups, here or on a cluster."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from hashlib import blake2b
from typing import Any, NamedTuple

import pyarrow as pa

from cleaner.batch.arrow import encodable
from cleaner.hosts import host_of
from cleaner.metadata import declared
from cleaner.metadata.dates import iso
from cleaner.model import UNREADABLE, Document
from cleaner.read import Kind, read
from cleaner.rows import Source
from cleaner.sites.model import normalised

_FIELDS: list[pa.Field[Any]] = [
    pa.field("host", pa.string(), nullable=False),
    pa.field("document", pa.int64(), nullable=False),  # a hash of all its lines: copies have the same
    pa.field("key", pa.int64(), nullable=False),  # a hash of the line
    pa.field("line", pa.string(), nullable=False),
    pa.field("place", pa.int32(), nullable=False),  # in thousandths of the document's length
    pa.field("day", pa.date32()),
    pa.field("long", pa.bool_(), nullable=False),
]
LINES = pa.schema(_FIELDS)
# Lines from this many characters on tell stories apart: shorter ones are labels that any two pages may share.
LONG_LINE = 40
_WHOLE = 1_000


class Line(NamedTuple):
    """A row of ``LINES``."""

    host: str
    document: int
    key: int
    line: str
    place: int
    day: date | None
    long: bool


class UnreadableError(ValueError):
    """A document that no lines can be had of."""


class NoHostError(ValueError):
    """A document without an address: nobody knows where it repeats."""


def lines_of(source: Source, day: date | None = None) -> list[Line]:
    """The different lines of a document, each once, at the mean of its places. Raises UnreadableError or NoHostError.

    >>> page = Source("7", text="Harbour Post\\n\\nIt rained all day in Port Ellery.", url="https://www.post.example/7")
    >>> [(line.host, line.line, line.place) for line in lines_of(page)]
    [('post.example', 'harbour post', 127), ('post.example', 'it rained all day in port ellery.', 648)]
    """
    content = source.html if source.html is not None else source.text
    if not isinstance(content, (str, bytes)):
        raise UnreadableError("no text")
    kind: Kind = "html" if source.html is not None else "auto"
    document, problems, tree = read(content, kind, source.url, source.encoding)
    if any(problem.code in UNREADABLE for problem in problems):
        raise UnreadableError("no text")
    host = host_of(source.url or (declared(tree, None).canonical if tree else None))
    if host == "-":
        raise NoHostError("no address")
    places = {encodable(line): places for line, places in _places(document).items()}
    keys = {line: _hash(line.encode()) for line in places}
    number = _hash(b"".join(key.to_bytes(8) for key in sorted(keys.values())))
    return [
        Line(encodable(host), number, keys[line], line, sum(at) // len(at), day, len(line) >= LONG_LINE)
        for line, at in places.items()
    ]


def _places(document: Document) -> dict[str, list[int]]:
    """Where each line stands: the middle of each of its copies, in thousandths of the text."""
    out: dict[str, list[int]] = {}
    for block in document.blocks:
        if line := normalised(block.plain):
            out.setdefault(line, []).append((block.start + block.end) * _WHOLE // (2 * len(document.text)))
    return out


def _hash(data: bytes) -> int:
    """A number from 0 to 2^63 - 1, the same on every machine."""
    return int.from_bytes(blake2b(data, digest_size=8).digest()) >> 1


def to_batch(lines: Sequence[Line]) -> pa.RecordBatch:
    """Lines as a batch of ``LINES``."""
    columns = zip(*lines, strict=True) if lines else [()] * len(LINES)
    return pa.RecordBatch.from_arrays([pa.array(column, type=field.type) for column, field in zip(columns, LINES, strict=True)], schema=LINES)


def batches_of(lines: Iterator[Line], rows: int) -> Iterator[pa.RecordBatch]:
    """Lines in batches of so many rows."""
    held: list[Line] = []
    for line in lines:
        held.append(line)
        if len(held) == rows:
            yield to_batch(held)
            held = []
    if held:
        yield to_batch(held)


def day_of(value: Any) -> date | None:
    """The day of a date as columns hold it: a date, a date-time or text; None for what is no date or not past.

    >>> day_of("2024-05-04T08:00:00Z"), day_of(date(2024, 5, 4)), day_of("soon"), day_of(None)
    (datetime.date(2024, 5, 4), datetime.date(2024, 5, 4), None, None)
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    found = iso(value, datetime.now(UTC).date()) if isinstance(value, str) else None
    return date.fromisoformat(found[:10]) if found else None
