"""Files that are a document each, and what a folder holds."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from cleaner.batch.inputs.item import LARGEST, Item, broken
from cleaner.batch.inputs.streams import BROKEN_STREAM, COMPRESSED, opened
from cleaner.rows import Source

_PAGES = (".html", ".htm", ".xhtml")


def files_in(folder: Path) -> Iterator[Path]:
    """Every file under a folder, by name; hidden ones are no documents. A folder that cannot be read stands for itself."""
    unreadable: list[Path] = []
    for parent, folders, names in os.walk(folder, onerror=lambda error: unreadable.append(Path(error.filename))):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(parent) / name for name in sorted(names) if not name.startswith("."))
    yield from unreadable


def read_file(path: Path, identifier: str) -> Item:
    """A file that is one document."""
    try:
        with opened(path) as stream:
            data = stream.read(LARGEST + 1)
    except BROKEN_STREAM as error:
        return broken(identifier, f"cannot be read: {getattr(error, 'strerror', None) or error}")
    if len(data) > LARGEST:
        return broken(identifier, f"more than {LARGEST:,} bytes", LARGEST)
    page = kind_of(path) in _PAGES
    return Item(Source(identifier, None if page else data, data if page else None), {}, None, len(data))


def kind_of(path: Path) -> str:
    """The ending that says what a file holds, whatever it is compressed with.

    >>> kind_of(Path("a.b/news.JSONL.gz")), kind_of(Path("notes"))
    ('.jsonl', '')
    """
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if len(suffixes) > 1 and suffixes[-1] in COMPRESSED:
        return suffixes[-2]
    return suffixes[-1] if suffixes else ""
