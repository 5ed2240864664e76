"""One document on its way in, whatever it came from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from cleaner.batch.columns import Columns
from cleaner.model import Problem
from cleaner.rows import Source

# A line, a record or a file of more bytes than this is no document; the rest of it is not kept in memory.
LARGEST = 64_000_000


class Item(NamedTuple):
    """One document on its way in, with the columns that only pass through; ``problem`` where it could not be read."""

    source: Source
    passing: Mapping[str, Any]
    problem: Problem | None = None
    size: int = 0  # bytes of the input that it is


class InputError(ValueError):
    """An input that cannot be used at all: one line that says which and why."""


def broken(identifier: str, message: str, size: int = 0) -> Item:
    """What stands for something that could not be read."""
    return Item(Source(identifier), {}, Problem("unreadable", message), size)


def item_of(record: Mapping[str, Any], columns: Columns, size: int) -> Item:
    """A record of a table as a document. A record may lack columns."""
    known = (columns.text, columns.html, columns.id, columns.url)
    text, html, identifier, url = (record.get(name) if name else None for name in known)
    source = Source("" if identifier is None else str(identifier), text, html, url if isinstance(url, str) else None)
    return Item(source, {name: value for name, value in record.items() if name not in known}, None, size)


def told(error: BaseException) -> str:
    """An error's message on one line of bearable length."""
    return " ".join(str(error).split())[:200] or type(error).__name__
