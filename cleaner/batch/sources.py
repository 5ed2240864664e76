"""What a batch can take in: JSON Lines, Parquet, WARC and WET files, folders of files; each document in the same form.

Reading is tolerant and says so: a record that cannot be read is an item with a problem, and reading goes on after it. Only
what makes the rest of a file unreadable (a truncated archive, a corrupt Parquet file) ends that file, with an item that says
what was wrong. Items come in the same order in every run over the same files.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from cleaner.batch.columns import Columns
from cleaner.batch.inputs.archives import read_archive
from cleaner.batch.inputs.folders import files_in, kind_of, read_file
from cleaner.batch.inputs.item import InputError, Item, broken
from cleaner.batch.inputs.json_lines import check_json_lines, read_json_lines, split_json_lines
from cleaner.batch.inputs.parquet import check_parquet, read_parquet, split_parquet
from cleaner.batch.inputs.split import Split
from cleaner.batch.inputs.streams import COMPRESSED
from cleaner.rows import digest_of

__all__ = ["InputError", "Item", "Split", "check", "files_of", "fingerprint", "items_in", "items_of", "splits_of"]

_JSON_LINES = (".jsonl", ".ndjson", ".json")
_PARQUET = (".parquet",)
_ARCHIVES = (".warc", ".wet")


def files_of(inputs: Sequence[str]) -> list[Path]:
    """The files that inputs name, in order; a folder stands for itself. Raises InputError for one that is not there."""
    paths = [Path(name) for name in inputs]
    for path in paths:
        if not path.exists():
            raise InputError(f"{path}: no such file or folder")
    return paths


def check(paths: Sequence[Path], columns: Columns) -> None:
    """Raise InputError for a file that has not the columns, before hours go into those in front of it."""
    for path in paths:
        for file in files_in(path) if path.is_dir() else (path,):
            kind = kind_of(file) if file.is_file() else ""
            if kind in _JSON_LINES:
                check_json_lines(file, columns)
            elif kind in _PARQUET:
                check_parquet(file, columns)


def items_of(paths: Sequence[Path], columns: Columns) -> Iterator[Item]:
    """All documents of these files and folders, in order. ``columns`` are those that :func:`check` has seen there."""
    number = 0
    for path in paths:
        for item in _folder(path, columns) if path.is_dir() else _read(Split(path), path.name, columns):
            # A document without an id of its own is known by its number in the run.
            yield item if item.source.id else item._replace(source=item.source._replace(id=str(number)))
            number += 1


def splits_of(paths: Sequence[Path], size: int) -> Iterator[Split]:
    """These files in pieces of about ``size`` bytes, in order; a file that can only be read from its beginning is one piece."""
    for path in paths:
        kind = kind_of(path)
        if kind in _JSON_LINES and path.suffix.lower() not in COMPRESSED:
            yield from split_json_lines(path, size)
        elif kind in _PARQUET:
            yield from split_parquet(path, size)
        else:
            yield Split(path)


def items_in(split: Split, columns: Columns) -> Iterator[Item]:
    """The documents of a piece of a file, in order. Their numbers in the run are not known: a digest names those without id."""
    for item in _read(split, split.path.name, columns):
        yield item if item.source.id else item._replace(source=item.source._replace(id=digest_of(item.source)))


def _folder(folder: Path, columns: Columns) -> Iterator[Item]:
    for path in files_in(folder):
        name = path.relative_to(folder).as_posix()
        if path.is_file():
            yield from _read(Split(path), name, columns)
        else:
            yield broken(name, "cannot be read: no regular file")


def _read(split: Split, identifier: str, columns: Columns) -> Iterator[Item]:
    kind = kind_of(split.path)
    if kind in _JSON_LINES:
        return read_json_lines(split, columns)
    if kind in _PARQUET:
        return read_parquet(split, columns)
    if kind in _ARCHIVES:
        return read_archive(split.path)
    return iter([read_file(split.path, identifier)])


def fingerprint(path: Path) -> str:
    """What tells whether a file, or any file in a folder, is another than before: names, sizes, times."""
    digest = hashlib.blake2b(digest_size=16)
    for file in files_in(path) if path.is_dir() else (path,):
        about = file.stat() if file.exists() else None
        digest.update(f"{file.resolve()}\0{about and (about.st_size, about.st_mtime_ns)}\0".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()
